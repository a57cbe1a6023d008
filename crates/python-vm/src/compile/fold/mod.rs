//! Evaluates operators on constants, within the limits that keep `.pyc` files small.
//!
//! Both places where CPython folds share these rules: its syntax-tree pass (≤ 3.13) and its flow
//! graph (3.14+). Whatever would raise, or would be too large, is left to run time.

mod numbers;

use num_traits::ToPrimitive;

use super::constants::{ConstId, Constants};
use crate::bytecode::{Binary, Constant};
use crate::syntax::tree::Unary;

/// Longest folded `str` or `bytes` of a repetition, in characters or bytes.
const MAX_STR: usize = 4096;
/// Longest folded tuple of a repetition, in items.
const MAX_COLLECTION: usize = 256;
/// Most items of a folded repetition, those of nested tuples included.
const MAX_TOTAL_ITEMS: usize = 1024;

/// `a op b`, if it folds.
///
/// `complex_mixes` is the release's rule for complex arithmetic with a real operand.
pub(crate) fn binary(
    constants: &mut Constants,
    op: Binary,
    a: ConstId,
    b: ConstId,
    complex_mixes: bool,
) -> Option<ConstId> {
    let (left, right) = (constants.get(a), constants.get(b));
    if let (Some(left), Some(right)) = (numbers::of(left), numbers::of(right)) {
        return numbers::binary(op, left, right, complex_mixes)
            .map(|number| number.add_to(constants));
    }
    match op {
        Binary::Add => concatenate(constants, a, b),
        Binary::Mul => match (left, right) {
            (_, Constant::Int(_) | Constant::Bool(_)) => repeat(constants, a, b),
            (Constant::Int(_) | Constant::Bool(_), _) => repeat(constants, b, a),
            _ => None,
        },
        _ => None,
    }
}

/// `op a`, if it folds.
pub(crate) fn unary(constants: &mut Constants, op: Unary, a: ConstId) -> Option<ConstId> {
    if op == Unary::Not {
        let truth = !constants.truth(a);
        return Some(constants.add(Constant::Bool(truth)));
    }
    let number = numbers::of(constants.get(a))?;
    numbers::unary(op, number).map(|number| number.add_to(constants))
}

/// `value[index]`, if it folds.
pub(crate) fn subscript(
    constants: &mut Constants,
    value: ConstId,
    index: ConstId,
) -> Option<ConstId> {
    if let Constant::Slice(parts) = *constants.get(index) {
        return slice(constants, value, parts);
    }
    let index = match constants.get(index) {
        Constant::Int(index) => *index,
        Constant::Bool(index) => i64::from(*index),
        _ => return None,
    };
    let at = |len: usize| {
        let index = if index < 0 { index + len as i64 } else { index };
        usize::try_from(index).ok().filter(|&index| index < len)
    };
    match constants.get(value) {
        Constant::Str(text) => {
            let index = at(text.chars().count())?;
            let char = text.chars().nth(index)?;
            Some(constants.str(char.encode_utf8(&mut [0; 4])))
        }
        Constant::Bytes(bytes) => {
            let byte = bytes[at(bytes.len())?];
            Some(constants.int(i64::from(byte)))
        }
        Constant::Tuple(items) => Some(ConstId(items[at(items.len())?])),
        _ => None,
    }
}

/// `value[start:stop:step]`.
fn slice(constants: &mut Constants, value: ConstId, parts: [u32; 3]) -> Option<ConstId> {
    let part = |index: usize| match constants.get(ConstId(parts[index])) {
        Constant::None => Some(None),
        Constant::Int(value) => Some(Some(*value)),
        Constant::Bool(value) => Some(Some(i64::from(*value))),
        _ => None,
    };
    let (start, stop, step) = (part(0)?, part(1)?, part(2)?.unwrap_or(1));
    if step == 0 {
        return None;
    }
    match constants.get(value) {
        Constant::Str(text) => {
            let chars: Vec<char> = text.chars().collect();
            let picked: String =
                indices(start, stop, step, chars.len()).map(|i| chars[i]).collect();
            Some(constants.str(&picked))
        }
        Constant::Bytes(bytes) => {
            let picked = indices(start, stop, step, bytes.len()).map(|i| bytes[i]).collect();
            Some(constants.add(Constant::Bytes(picked)))
        }
        Constant::Tuple(items) => {
            let picked = indices(start, stop, step, items.len()).map(|i| items[i]).collect();
            Some(constants.add(Constant::Tuple(picked)))
        }
        _ => None,
    }
}

/// The indices that a slice selects out of `len`, as `slice.indices` has them.
fn indices(
    start: Option<i64>,
    stop: Option<i64>,
    step: i64,
    len: usize,
) -> impl Iterator<Item = usize> {
    let len = len as i64;
    let (low, high) = if step > 0 { (0, len) } else { (-1, len - 1) };
    let clamp = |bound: Option<i64>, absent: i64| match bound {
        None => absent,
        Some(bound) if bound < 0 => (bound.saturating_add(len)).max(low),
        Some(bound) => bound.min(high),
    };
    let mut at = clamp(start, if step > 0 { low } else { high });
    let end = clamp(stop, if step > 0 { high } else { low });
    std::iter::from_fn(move || {
        let inside = if step > 0 { at < end } else { at > end };
        inside.then(|| {
            let index = at as usize;
            at = at.saturating_add(step);
            index
        })
    })
}

fn concatenate(constants: &mut Constants, a: ConstId, b: ConstId) -> Option<ConstId> {
    match (constants.get(a), constants.get(b)) {
        (Constant::Str(left), Constant::Str(right)) => {
            let text = format!("{left}{right}");
            Some(constants.str(&text))
        }
        (Constant::Bytes(left), Constant::Bytes(right)) => {
            let bytes = [&**left, &**right].concat();
            Some(constants.add(Constant::Bytes(bytes.into())))
        }
        (Constant::Tuple(left), Constant::Tuple(right)) => {
            let items = [&**left, &**right].concat();
            Some(constants.add(Constant::Tuple(items.into())))
        }
        _ => None,
    }
}

fn repeat(constants: &mut Constants, sequence: ConstId, times: ConstId) -> Option<ConstId> {
    let times = numbers::of(constants.get(times))?.to_int()?;
    let len = match constants.get(sequence) {
        Constant::Str(text) => text.chars().count(),
        Constant::Bytes(bytes) => bytes.len(),
        Constant::Tuple(items) => items.len(),
        _ => return None,
    };
    let limit = match constants.get(sequence) {
        Constant::Tuple(_) => MAX_COLLECTION,
        _ => MAX_STR,
    };
    if len == 0 {
        times.to_i64()?;
        return Some(sequence);
    }
    let times = times.to_usize().filter(|&times| times <= limit / len)?;
    match constants.get(sequence) {
        Constant::Str(text) => {
            let text = text.repeat(times);
            Some(constants.str(&text))
        }
        Constant::Bytes(bytes) => {
            let bytes = bytes.repeat(times);
            Some(constants.add(Constant::Bytes(bytes.into())))
        }
        Constant::Tuple(items) => {
            if times != 0 && total_items(constants, items, MAX_TOTAL_ITEMS / times).is_none() {
                return None;
            }
            let items = items.repeat(times);
            Some(constants.add(Constant::Tuple(items.into())))
        }
        _ => None,
    }
}

/// What stays of `limit` after counting the items of a tuple and all tuples in it.
fn total_items(constants: &Constants, items: &[u32], limit: usize) -> Option<usize> {
    let mut left = limit.checked_sub(items.len())?;
    for &item in items {
        if let Constant::Tuple(items) = constants.get(ConstId(item)) {
            left = total_items(constants, items, left)?;
        }
    }
    Some(left)
}
