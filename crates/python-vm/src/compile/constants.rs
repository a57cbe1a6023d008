//! The constants of one unit: equal ones of one type are one.

use num_bigint::BigInt;
use num_traits::{ToPrimitive, Zero};

use crate::bytecode::Constant;
use crate::syntax::names::{hash, mix};

/// A constant of the unit. Equal constants of one type have equal numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct ConstId(pub(crate) u32);

/// The table of a unit's constants.
#[derive(Default)]
pub(crate) struct Constants {
    entries: Vec<Constant>,
    /// Whether the syntax tree holds the object that survives merging.
    in_tree: Vec<bool>,
    /// Open addressing: number + 1, or 0.
    slots: Vec<u32>,
}

impl Constants {
    pub(crate) fn get(&self, id: ConstId) -> &Constant {
        &self.entries[id.0 as usize]
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    /// Notes that the syntax tree keeps the constant alive.
    pub(crate) fn keep_in_tree(&mut self, id: ConstId) {
        self.in_tree[id.0 as usize] = true;
    }

    pub(crate) fn none(&mut self) -> ConstId {
        self.add(Constant::None)
    }

    pub(crate) fn int(&mut self, value: i64) -> ConstId {
        self.add(Constant::Int(value))
    }

    pub(crate) fn big(&mut self, value: BigInt) -> ConstId {
        match value.to_i64() {
            Some(small) => self.add(Constant::Int(small)),
            None => self.add(Constant::BigInt(value)),
        }
    }

    pub(crate) fn str(&mut self, text: &str) -> ConstId {
        match self.probe(&Borrowed::Str(text)) {
            Ok(id) => id,
            Err(slot) => self.insert(slot, Constant::Str(text.into())),
        }
    }

    pub(crate) fn tuple(&mut self, items: &[ConstId]) -> ConstId {
        let items: Box<[u32]> = items.iter().map(|item| item.0).collect();
        self.add(Constant::Tuple(items))
    }

    /// A frozenset of these, of which the first of equal ones stays.
    pub(crate) fn frozenset(&mut self, items: &[ConstId]) -> ConstId {
        let mut kept: Vec<u32> = Vec::with_capacity(items.len());
        for item in items {
            let same = |&other: &u32| {
                other == item.0 || self.same_number(self.get(ConstId(other)), self.get(*item))
            };
            if !kept.iter().any(same) {
                kept.push(item.0);
            }
        }
        self.add(Constant::FrozenSet(kept.into()))
    }

    pub(crate) fn add(&mut self, constant: Constant) -> ConstId {
        match self.probe(&Borrowed::Whole(&constant)) {
            Ok(id) => id,
            Err(slot) => self.insert(slot, constant),
        }
    }

    fn insert(&mut self, slot: usize, constant: Constant) -> ConstId {
        self.entries.push(constant);
        self.in_tree.push(false);
        let number = self.entries.len() as u32;
        self.slots[slot] = number;
        if self.entries.len() * 2 > self.slots.len() {
            self.grow(self.slots.len() * 2);
        }
        ConstId(number - 1)
    }

    fn probe(&mut self, key: &Borrowed) -> Result<ConstId, usize> {
        if self.slots.is_empty() {
            self.grow(64);
        }
        let mask = self.slots.len() - 1;
        let mut slot = key.hash() as usize & mask;
        loop {
            match self.slots[slot] {
                0 => return Err(slot),
                entry if key.same(&self.entries[entry as usize - 1]) => {
                    return Ok(ConstId(entry - 1));
                }
                _ => slot = (slot + 1) & mask,
            }
        }
    }

    fn grow(&mut self, size: usize) {
        self.slots.clear();
        self.slots.resize(size, 0);
        for index in 0..self.entries.len() {
            let mut slot = Borrowed::Whole(&self.entries[index]).hash() as usize & (size - 1);
            while self.slots[slot] != 0 {
                slot = (slot + 1) & (size - 1);
            }
            self.slots[slot] = index as u32 + 1;
        }
    }

    /// `a == b` between numbers of different types, as a set sees it.
    fn same_number(&self, a: &Constant, b: &Constant) -> bool {
        use Constant::{Bool, Complex, Float, Int};
        let float = |constant: &Constant| match *constant {
            Bool(value) => Some((f64::from(u8::from(value)), 0.0)),
            Int(value) if value.unsigned_abs() < 1 << 53 => Some((value as f64, 0.0)),
            Float(value) => Some((value, 0.0)),
            Complex(real, imag) => Some((real, imag)),
            _ => None,
        };
        matches!((float(a), float(b)), (Some(a), Some(b)) if a == b)
    }

    pub(crate) fn is_filled_tuple(&self, id: ConstId) -> bool {
        matches!(self.get(id), Constant::Tuple(items) if !items.is_empty())
    }

    /// The truth value of a constant.
    pub(crate) fn truth(&self, id: ConstId) -> bool {
        match self.get(id) {
            Constant::None => false,
            Constant::Ellipsis | Constant::Slice(_) => true,
            Constant::Bool(value) => *value,
            Constant::Int(value) => *value != 0,
            Constant::BigInt(value) => !value.is_zero(),
            Constant::Float(value) => *value != 0.0,
            Constant::Complex(real, imag) => *real != 0.0 || *imag != 0.0,
            Constant::Str(text) => !text.is_empty(),
            Constant::Bytes(bytes) => !bytes.is_empty(),
            Constant::Tuple(items) | Constant::FrozenSet(items) => !items.is_empty(),
        }
    }

    /// The pool of what `used` marks, in order, and where each constant went.
    pub(crate) fn into_pool(self, used: &[bool]) -> (Vec<Constant>, Vec<bool>, Vec<u32>) {
        let mut wanted = used.to_vec();
        for index in (0..self.entries.len()).rev() {
            if wanted[index] {
                match &self.entries[index] {
                    Constant::Tuple(items) | Constant::FrozenSet(items) => {
                        items.iter().for_each(|&item| wanted[item as usize] = true);
                    }
                    Constant::Slice(parts) => {
                        parts.iter().for_each(|&item| wanted[item as usize] = true);
                    }
                    _ => {}
                }
            }
        }
        let mut place = vec![u32::MAX; self.entries.len()];
        let mut pool = Vec::new();
        let mut in_tree = Vec::new();
        for (index, constant) in self.entries.into_iter().enumerate() {
            if !wanted[index] {
                continue;
            }
            place[index] = pool.len() as u32;
            let moved = |items: &[u32]| items.iter().map(|&item| place[item as usize]).collect();
            pool.push(match constant {
                Constant::Tuple(items) => Constant::Tuple(moved(&items)),
                Constant::FrozenSet(items) => Constant::FrozenSet(moved(&items)),
                Constant::Slice(parts) => Constant::Slice(parts.map(|item| place[item as usize])),
                other => other,
            });
            in_tree.push(self.in_tree[index]);
        }
        (pool, in_tree, place)
    }
}

/// A constant to look up, without owning its text.
enum Borrowed<'a> {
    Str(&'a str),
    Whole(&'a Constant),
}

impl Borrowed<'_> {
    fn hash(&self) -> u64 {
        let constant = match self {
            Borrowed::Str(text) => return mix(hash(text.as_bytes()), 7),
            Borrowed::Whole(constant) => constant,
        };
        match constant {
            Constant::None => 1,
            Constant::Ellipsis => 2,
            Constant::Bool(value) => 3 + u64::from(*value),
            Constant::Int(value) => mix(*value as u64, 5),
            Constant::BigInt(value) => value.iter_u64_digits().fold(6, mix),
            Constant::Float(value) => mix(value.to_bits(), 8),
            Constant::Complex(real, imag) => mix(real.to_bits(), imag.to_bits()),
            Constant::Str(text) => mix(hash(text.as_bytes()), 7),
            Constant::Bytes(bytes) => mix(hash(bytes), 9),
            Constant::Tuple(items) => items.iter().fold(10, |state, &i| mix(state, u64::from(i))),
            Constant::FrozenSet(items) => {
                items.iter().fold(11, |state, &i| state ^ mix(11, u64::from(i)))
            }
            Constant::Slice(parts) => parts.iter().fold(12, |state, &i| mix(state, u64::from(i))),
        }
    }

    fn same(&self, other: &Constant) -> bool {
        use Constant::{
            BigInt, Bool, Bytes, Complex, Ellipsis, Float, FrozenSet, Int, None, Slice, Str, Tuple,
        };
        match (self, other) {
            (Borrowed::Str(text), Str(other)) => **text == **other,
            (Borrowed::Str(_), _) => false,
            (Borrowed::Whole(constant), other) => match (constant, other) {
                (None, None) | (Ellipsis, Ellipsis) => true,
                (Bool(a), Bool(b)) => a == b,
                (Int(a), Int(b)) => a == b,
                (BigInt(a), BigInt(b)) => a == b,
                (Float(a), Float(b)) => a.to_bits() == b.to_bits(),
                (Complex(a, b), Complex(c, d)) => {
                    a.to_bits() == c.to_bits() && b.to_bits() == d.to_bits()
                }
                (Str(a), Str(b)) => a == b,
                (Bytes(a), Bytes(b)) => a == b,
                (Tuple(a), Tuple(b)) => a == b,
                (FrozenSet(a), FrozenSet(b)) => {
                    a.len() == b.len() && a.iter().all(|item| b.contains(item))
                }
                (Slice(a), Slice(b)) => a == b,
                _ => false,
            },
        }
    }
}
