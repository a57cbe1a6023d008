//! What stands in memory: objects as the bytes that a pointer to them would find.
//!
//! Only what programs look at is shown: the header, sizes, and the contents of numbers, strings and
//! arrays of references. Fields that the model keeps otherwise are not there to read.

use crate::heap::Heap;
use crate::layout::Block;
use crate::object::{Flags, Obj, Payload};
use crate::objects::Str;
use crate::static_types::types;

/// Bytes at an offset from an address.
type Field = (u64, Vec<u8>);

// Bits of a str's state, above two of its interning and three of its kind.
const COMPACT: u64 = 1 << 5;
const ASCII: u64 = 1 << 6;
/// "Ready" in 3.11, "statically allocated" later.
const LAST: u64 = 1 << 7;

fn word(offset: u64, value: u64) -> Field {
    (offset, value.to_le_bytes().to_vec())
}

impl Heap {
    /// The object whose `id()` that is, if there is one alive.
    pub fn object_at(&self, address: u64) -> Option<Obj> {
        self.objects().find(|&object| self.id(object) == address)
    }

    /// `size` bytes of memory from an address on; `None` where the model shows nothing.
    pub fn read_memory(&self, address: u64, size: usize) -> Option<Vec<u8>> {
        let end = address.checked_add(size as u64)?;
        // The nearest object in front: sizes of static objects may reach over their neighbours.
        let mut nearest: Option<(u64, Obj)> = None;
        for object in self.objects() {
            let start = self.id(object);
            if start <= address && nearest.is_none_or(|(known, _)| known < start) {
                nearest = Some((start, object));
            }
            let Some((block, bytes)) = self.array_of(object) else { continue };
            let start = block.address.get();
            if start <= address && end <= start + u64::from(block.bytes) {
                return find(vec![(0, bytes)], address - start, size);
            }
        }
        let (start, object) = nearest?;
        if end <= start + self.own_size(object).max(16) as u64 {
            return find(self.fields(object), address - start, size);
        }
        None
    }

    /// `ob_refcnt`, with what the release keeps in the same eight bytes.
    fn count_word(&self, object: Obj) -> u64 {
        match self.refcount(object) {
            Some(count) => u64::from(count),
            None if self.get(object).size == 0 => self.release.immortal_static_word,
            None => self.release.immortal_word,
        }
    }

    fn addresses(&self, items: &[Obj]) -> Vec<u8> {
        items.iter().flat_map(|&item| self.id(item).to_le_bytes()).collect()
    }

    /// The block that a container holds beside its own, with its contents.
    fn array_of(&self, object: Obj) -> Option<(Block, Vec<u8>)> {
        match self.payload(object) {
            Payload::List(list) => Some((list.block?, self.addresses(&list.items))),
            Payload::ByteArray(bytes) => Some((bytes.block?, bytes.data.clone())),
            _ => None,
        }
    }

    fn fields(&self, object: Obj) -> Vec<Field> {
        let ty = self.type_of(object);
        let basic = self.type_object(ty).basicsize as u64;
        let mut fields = vec![word(0, self.count_word(object)), word(8, self.id(ty))];
        let block = |block: Option<Block>| block.map_or(0, |block| block.address.get());
        match self.payload(object) {
            Payload::Float(value) => fields.push(word(16, value.to_bits())),
            Payload::List(list) => {
                fields.push(word(16, list.items.len() as u64));
                fields.push(word(24, block(list.block)));
                fields.push(word(32, list.items.capacity() as u64));
            }
            Payload::Tuple(items) => {
                fields.push(word(16, items.len() as u64));
                let start = self.type_object(types::TUPLE).basicsize as u64;
                fields.push((start, self.addresses(items)));
            }
            Payload::Bytes(bytes) => {
                fields.push(word(16, bytes.data.len() as u64));
                fields.push(word(24, cached_hash(bytes.hash.get())));
                let mut data = bytes.data.to_vec();
                data.push(0);
                fields.push((basic - 1, data));
            }
            Payload::ByteArray(bytes) => fields.push(word(16, bytes.data.len() as u64)),
            Payload::Str(text) => fields.extend(self.str_words(object, text)),
            Payload::Dict(dict) => fields.push(word(16, dict.len() as u64)),
            Payload::Set(set) => fields.push(word(24, set.len() as u64)),
            Payload::Int(_) | Payload::BigInt(_) => fields.extend(self.digits(object)),
            _ => {}
        }
        fields
    }

    /// A str's length, hash, state and characters; of the types of str, the compact ones alone have
    /// their characters in the object. No other form of the text is kept: such pointers are null.
    fn str_words(&self, object: Obj, text: &Str) -> Vec<Field> {
        let hash = if text.text.is_empty() { 0 } else { cached_hash(text.hash.get()) };
        let mut fields = vec![word(16, text.length() as u64), word(24, hash)];
        if self.type_of(object) != types::STR {
            return fields;
        }
        let kind = Str::kind(&text.text);
        let ascii = text.text.is_ascii();
        let is_static = self.get(object).flags.has(Flags::STATIC);
        let interned = match self.get(object).flags.has(Flags::INTERNED) {
            false => 0,
            true if !self.is_immortal(object) => 1,
            true if is_static => 3,
            true => 2,
        };
        let last = is_static || self.release.str_says_ready;
        let state = interned
            | (kind as u64) << 2
            | COMPACT
            | if ascii { ASCII } else { 0 }
            | if last { LAST } else { 0 };
        fields.push(word(32, state));
        let mut data: Vec<u8> = Vec::with_capacity((text.text.len() + 1) * kind);
        for character in text.text.chars().map(u32::from).chain([0]) {
            data.extend(&character.to_le_bytes()[..kind]);
        }
        let sizes = &self.release.sizes;
        let start = u64::from(if ascii { sizes.str_ascii_header } else { sizes.str_header });
        fields.extend((40..start).step_by(8).map(|offset| word(offset, 0)));
        fields.push((start, data));
        fields
    }

    /// An int's size or tag, and its digits of 30 bits.
    fn digits(&self, object: Obj) -> Vec<Field> {
        let Some(value) = self.integer(object) else { return Vec::new() };
        let negative = value.sign() == num_bigint::Sign::Minus;
        let digits: Vec<u32> = {
            let mut digits = Vec::new();
            let mut rest = value.magnitude().clone();
            let base = num_bigint::BigUint::from(1u32 << 30);
            let zero = num_bigint::BigUint::default();
            while rest != zero {
                let digit = &rest % &base;
                digits.push(digit.iter_u32_digits().next().unwrap_or(0));
                rest /= &base;
            }
            digits
        };
        let count = digits.len() as u64;
        let size = if self.release.ints_are_tagged {
            let sign = match (count, negative) {
                (0, _) => 1,
                (_, true) => 2,
                _ => 0,
            };
            let small = self.get(object).size == 0 && self.release.small_int_tag;
            count << 3 | sign | if small { 4 } else { 0 }
        } else if negative {
            count.wrapping_neg()
        } else {
            count
        };
        // 0 has room for a digit as well.
        let digits = if digits.is_empty() { vec![0] } else { digits };
        let bytes = digits.iter().flat_map(|digit| digit.to_le_bytes()).collect();
        vec![word(16, size), (24, bytes)]
    }
}

/// What stands where CPython keeps a hash: -1 while nobody asked for it.
fn cached_hash(hash: i64) -> u64 {
    if hash == 0 { u64::MAX } else { hash as u64 }
}

/// The bytes of that range, if the fields have them all.
fn find(mut fields: Vec<Field>, offset: u64, size: usize) -> Option<Vec<u8>> {
    fields.sort_by_key(|&(start, _)| start);
    let mut found = Vec::with_capacity(size);
    for (start, bytes) in fields {
        let at = offset + found.len() as u64;
        if at >= start && at < start + bytes.len() as u64 {
            let skipped = (at - start) as usize;
            let wanted = size - found.len();
            found.extend(bytes.iter().skip(skipped).take(wanted));
        }
    }
    (found.len() == size).then_some(found)
}
