//! `tuple`: what its operators do.

use heap_model::{Obj, Payload, types};

use super::list::{first_difference, repeated_length};
use crate::bytecode::Comparison;
use crate::machine::{Indices, Machine, Result};

/// `repr(tuple)`.
pub fn repr(vm: &mut Machine, tuple: Obj) -> Result<Obj> {
    let length = vm.heap.tuple(tuple).len();
    if length == 0 {
        return Ok(vm.heap.new_str("()"));
    }
    if !vm.enter_repr(tuple)? {
        return Ok(vm.heap.new_str("(...)"));
    }
    let mut text = String::from("(");
    let mut result = Ok(());
    for index in 0..length {
        if index > 0 {
            text.push_str(", ");
        }
        let item = vm.heap.tuple(tuple)[index];
        match vm.repr_text(item) {
            Ok(shown) => text.push_str(&shown),
            Err(raise) => {
                result = Err(raise);
                break;
            }
        }
    }
    vm.leave_repr(tuple);
    result?;
    text.push_str(if length == 1 { ",)" } else { ")" });
    Ok(vm.heap.new_str(&text))
}

/// `hash(tuple)`: xxHash's mixing of the items' hashes.
pub fn hash(vm: &mut Machine, tuple: Obj) -> Result<i64> {
    let length = vm.heap.tuple(tuple).len();
    let mut hashes = Vec::with_capacity(length);
    for index in 0..length {
        let item = vm.heap.tuple(tuple)[index];
        let hash = match vm.heap.payload(item) {
            Payload::Tuple(_) => {
                vm.enter_native("")?;
                let hash = vm.hash(item);
                vm.leave_native();
                hash?
            }
            _ => vm.hash(item)?,
        };
        hashes.push(hash);
    }
    Ok(heap_model::hash::tuple_hash(hashes))
}

/// Compares two tuples item by item; `NotImplemented` for anything else.
pub fn compare(vm: &mut Machine, comparison: Comparison, a: Obj, b: Obj) -> Result<Obj> {
    let (Payload::Tuple(x), Payload::Tuple(y)) = (vm.heap.payload(a), vm.heap.payload(b)) else {
        return Ok(vm.not_implemented());
    };
    let (left, right) = (x.len(), y.len());
    for index in 0..left.min(right) {
        let (x, y) = (vm.heap.tuple(a)[index], vm.heap.tuple(b)[index]);
        if x != y
            && let Some(result) = first_difference(vm, comparison, x, y)?
        {
            return Ok(result);
        }
    }
    Ok(vm.heap.new_bool(comparison.holds(left.cmp(&right))))
}

/// `tuple + other`: the other operand itself where one is empty.
pub fn concat(vm: &mut Machine, a: Obj, b: Obj) -> Result<Obj> {
    if vm.heap.tuple(a).is_empty() && vm.heap.type_of(b) == types::TUPLE {
        return Ok(vm.new_ref(b));
    }
    if !matches!(vm.heap.payload(b), Payload::Tuple(_)) {
        let given = vm.type_name_of(b);
        return Err(vm.type_error(format!("can only concatenate tuple (not \"{given}\") to tuple")));
    }
    if vm.heap.tuple(b).is_empty() && vm.heap.type_of(a) == types::TUPLE {
        return Ok(vm.new_ref(a));
    }
    let items = [vm.heap.tuple(a), vm.heap.tuple(b)].concat();
    vm.check_room(items.len() * 8)?;
    Ok(made(vm, items))
}

/// `tuple * count`: the tuple itself where it stays as it is.
pub fn repeat(vm: &mut Machine, tuple: Obj, count: isize) -> Result<Obj> {
    let length = vm.heap.tuple(tuple).len();
    if (length == 0 || count == 1) && vm.heap.type_of(tuple) == types::TUPLE {
        return Ok(vm.new_ref(tuple));
    }
    let total = repeated_length(vm, length, count, 8)?;
    let items = vm.heap.tuple(tuple).iter().copied().cycle().take(total).collect();
    Ok(made(vm, items))
}

/// A tuple of items that are borrowed, tracked as the results of operators are.
fn made(vm: &mut Machine, items: Vec<Obj>) -> Obj {
    for &item in &items {
        vm.heap.incref(item);
    }
    vm.heap.new_tuple_tracked(items)
}

/// `item in tuple`.
pub fn contains(vm: &mut Machine, tuple: Obj, item: Obj) -> Result<bool> {
    Ok(position(vm, tuple, item, 0, usize::MAX)?.is_some())
}

/// Where the first item stands that is equal, from `start` to `end`.
pub fn position(
    vm: &mut Machine,
    tuple: Obj,
    item: Obj,
    start: usize,
    end: usize,
) -> Result<Option<usize>> {
    for index in start..end.min(vm.heap.tuple(tuple).len()) {
        let found = vm.heap.tuple(tuple)[index];
        if vm.equal(found, item)? {
            return Ok(Some(index));
        }
    }
    Ok(None)
}

/// `tuple[key]`.
pub fn get_item(vm: &mut Machine, tuple: Obj, key: Obj) -> Result<Obj> {
    let length = vm.heap.tuple(tuple).len();
    if vm.has_index(key) {
        let index = vm.sequence_index(key)?;
        let index = if index < 0 { index + length as isize } else { index };
        return match vm.heap.tuple(tuple).get(index as usize) {
            Some(&item) if index >= 0 => Ok(vm.new_ref(item)),
            _ => Err(vm.index_error("tuple index out of range")),
        };
    }
    if !vm.is_slice(key) {
        let given = vm.type_name_of(key);
        return Err(vm.type_error(format!("tuple indices must be integers or slices, not {given}")));
    }
    let bounds = vm.slice_bounds(key)?;
    let indices = Indices::of(bounds, length);
    if indices.length == length && indices.step == 1 && vm.heap.type_of(tuple) == types::TUPLE {
        return Ok(vm.new_ref(tuple));
    }
    let items = indices.places().map(|place| vm.heap.tuple(tuple)[place]).collect();
    Ok(made(vm, items))
}

/// `iter(tuple)`.
pub fn iter(vm: &mut Machine, tuple: Obj) -> Result<Obj> {
    vm.heap.incref(tuple);
    Ok(vm.heap.new_tuple_iterator(tuple))
}
