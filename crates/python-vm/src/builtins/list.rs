//! `list`: what its operators do.
//!
//! How much room each way of making or changing a list leaves is `heap_model`'s business; here is
//! which way is which.

use heap_model::{Obj, Payload, Runtime, types};

pub use super::sorting::sort_with;
use crate::bytecode::Comparison;
use crate::machine::{Indices, Machine, Result};

/// The items, borrowed as they stand.
fn items(vm: &Machine, list: Obj) -> &[Obj] {
    &vm.heap.list(list).items
}

/// The items with a reference more each.
pub(super) fn counted(vm: &mut Machine, list: Obj) -> Vec<Obj> {
    let items = items(vm, list).to_vec();
    for &item in &items {
        vm.heap.incref(item);
    }
    items
}

/// `repr(list)`.
pub fn repr(vm: &mut Machine, list: Obj) -> Result<Obj> {
    if items(vm, list).is_empty() {
        return Ok(vm.heap.new_str("[]"));
    }
    if !vm.enter_repr(list)? {
        return Ok(vm.heap.new_str("[...]"));
    }
    let mut text = String::from("[");
    let mut index = 0;
    let mut result = Ok(());
    // The list may change while its items are shown.
    while let Some(&item) = items(vm, list).get(index) {
        if index > 0 {
            text.push_str(", ");
        }
        let holds = vm.release().operations.list_repr_holds_items;
        if holds {
            vm.heap.incref(item);
        }
        let shown = vm.repr_text(item);
        if holds {
            vm.decref(item);
        }
        match shown {
            Ok(shown) => text.push_str(&shown),
            Err(raise) => {
                result = Err(raise);
                break;
            }
        }
        index += 1;
    }
    vm.leave_repr(list);
    result?;
    text.push(']');
    Ok(vm.heap.new_str(&text))
}

/// Compares two lists item by item; `NotImplemented` for anything else.
pub fn compare(vm: &mut Machine, comparison: Comparison, a: Obj, b: Obj) -> Result<Obj> {
    if !matches!((vm.heap.payload(a), vm.heap.payload(b)), (Payload::List(_), Payload::List(_))) {
        return Ok(vm.not_implemented());
    }
    let lengths = |vm: &Machine| (items(vm, a).len(), items(vm, b).len());
    let (left, right) = lengths(vm);
    if left != right && matches!(comparison, Comparison::Eq | Comparison::Ne) {
        return Ok(vm.heap.new_bool(comparison == Comparison::Ne));
    }
    let mut index = 0;
    loop {
        let (left, right) = lengths(vm);
        if index >= left || index >= right {
            return Ok(vm.heap.new_bool(comparison.holds(left.cmp(&right))));
        }
        let (x, y) = (items(vm, a)[index], items(vm, b)[index]);
        if x == y {
            index += 1;
            continue;
        }
        vm.heap.incref(x);
        vm.heap.incref(y);
        let result = first_difference(vm, comparison, x, y);
        vm.decref(x);
        vm.decref(y);
        if let Some(result) = result? {
            return Ok(result);
        }
        index += 1;
    }
}

/// What two items that are not the same object make of a comparison of their sequences: nothing if
/// they are equal.
pub(super) fn first_difference(
    vm: &mut Machine,
    comparison: Comparison,
    x: Obj,
    y: Obj,
) -> Result<Option<Obj>> {
    if vm.equal(x, y)? {
        return Ok(None);
    }
    match comparison {
        Comparison::Eq => Ok(Some(vm.heap.new_bool(false))),
        Comparison::Ne => Ok(Some(vm.heap.new_bool(true))),
        _ => vm.compare(comparison, x, y).map(Some),
    }
}

/// `list + other`.
pub fn concat(vm: &mut Machine, a: Obj, b: Obj) -> Result<Obj> {
    if !matches!(vm.heap.payload(b), Payload::List(_)) {
        let given = vm.type_name_of(b);
        return Err(vm.type_error(format!("can only concatenate list (not \"{given}\") to list")));
    }
    vm.check_room((items(vm, a).len() + items(vm, b).len()) * 8)?;
    let mut joined = counted(vm, a);
    let more = counted(vm, b);
    joined.reserve_exact(more.len());
    joined.extend(more);
    Ok(vm.heap.new_list(joined))
}

/// `list += iterable`: the list itself.
pub fn inplace_concat(vm: &mut Machine, list: Obj, iterable: Obj) -> Result<Obj> {
    extend(vm, list, iterable)?;
    Ok(vm.new_ref(list))
}

/// How many items so many copies make.
///
/// # Errors
/// `MemoryError` when there is no room for them.
pub(super) fn repeated_length(
    vm: &mut Machine,
    length: usize,
    count: isize,
    size: usize,
) -> Result<usize> {
    let count = count.max(0) as usize;
    match length.checked_mul(count).and_then(|total| Some((total, total.checked_mul(size)?))) {
        Some((total, bytes)) => {
            vm.check_room(bytes)?;
            vm.tick(total as u64 / 64)?;
            Ok(total)
        }
        None => Err(vm.memory_error()),
    }
}

/// `list * count`.
pub fn repeat(vm: &mut Machine, list: Obj, count: isize) -> Result<Obj> {
    let total = repeated_length(vm, items(vm, list).len(), count, 8)?;
    let copies = repeat_items(vm, list, total);
    Ok(vm.heap.new_list(copies))
}

fn repeat_items(vm: &mut Machine, list: Obj, total: usize) -> Vec<Obj> {
    let copies: Vec<Obj> = items(vm, list).iter().copied().cycle().take(total).collect();
    for &item in &copies {
        vm.heap.incref(item);
    }
    copies
}

/// `list *= count`: the list itself.
pub fn inplace_repeat(vm: &mut Machine, list: Obj, count: isize) -> Result<Obj> {
    let length = items(vm, list).len();
    if length == 0 || count == 1 {
        return Ok(vm.new_ref(list));
    }
    if count < 1 {
        clear(vm, list);
        return Ok(vm.new_ref(list));
    }
    let total = repeated_length(vm, length, count, 8)?;
    vm.heap.list_resize(list, total);
    let copies: Vec<Obj> =
        items(vm, list).iter().copied().cycle().take(total).skip(length).collect();
    for &item in &copies {
        vm.heap.incref(item);
    }
    vm.heap.list_mut(list).items.extend(copies);
    Ok(vm.new_ref(list))
}

/// `item in list`.
pub fn contains(vm: &mut Machine, list: Obj, item: Obj) -> Result<bool> {
    Ok(position(vm, list, item, 0, usize::MAX)?.is_some())
}

/// Where the first item stands that is equal, from `start` to `end`.
pub fn position(
    vm: &mut Machine,
    list: Obj,
    item: Obj,
    start: usize,
    end: usize,
) -> Result<Option<usize>> {
    let mut index = start;
    while index < end
        && let Some(&found) = items(vm, list).get(index)
    {
        vm.heap.incref(found);
        let equal = vm.equal(found, item);
        vm.decref(found);
        if equal? {
            return Ok(Some(index));
        }
        index += 1;
    }
    Ok(None)
}

/// An index counted from the front, if it is one of the list's.
fn place(vm: &mut Machine, list: Obj, key: Obj) -> Result<Option<usize>> {
    let index = vm.sequence_index(key)?;
    let length = items(vm, list).len() as isize;
    let index = if index < 0 { index + length } else { index };
    Ok((0..length).contains(&index).then_some(index as usize))
}

fn wrong_key(vm: &mut Machine, key: Obj) -> crate::machine::Raise {
    let given = vm.type_name_of(key);
    vm.type_error(format!("list indices must be integers or slices, not {given}"))
}

/// `list[key]`.
pub fn get_item(vm: &mut Machine, list: Obj, key: Obj) -> Result<Obj> {
    if vm.has_index(key) {
        return match place(vm, list, key)? {
            Some(index) => {
                let item = items(vm, list)[index];
                Ok(vm.new_ref(item))
            }
            None => Err(vm.index_error("list index out of range")),
        };
    }
    if !vm.is_slice(key) {
        return Err(wrong_key(vm, key));
    }
    let bounds = vm.slice_bounds(key)?;
    let indices = Indices::of(bounds, items(vm, list).len());
    let picked: Vec<Obj> = indices.places().map(|place| items(vm, list)[place]).collect();
    for &item in &picked {
        vm.heap.incref(item);
    }
    Ok(vm.heap.new_list(picked))
}

/// `list[key] = value`.
pub fn set_item(vm: &mut Machine, list: Obj, key: Obj, value: Obj) -> Result<()> {
    if vm.has_index(key) {
        return match place(vm, list, key)? {
            Some(index) => {
                vm.heap.incref(value);
                let old = std::mem::replace(&mut vm.heap.list_mut(list).items[index], value);
                vm.decref(old);
                Ok(())
            }
            None => Err(vm.index_error("list assignment index out of range")),
        };
    }
    if !vm.is_slice(key) {
        return Err(wrong_key(vm, key));
    }
    let bounds = vm.slice_bounds(key)?;
    set_slice(vm, list, bounds, value)
}

fn set_slice(vm: &mut Machine, list: Obj, bounds: (isize, isize, isize), value: Obj) -> Result<()> {
    let contiguous = bounds.2 == 1;
    let new = match vm.collect(value) {
        Ok(new) => new,
        Err(raise) if vm.is_iterable(value) => return Err(raise),
        Err(raise) => {
            vm.swallow(raise, types::TYPE_ERROR)?;
            let message = match contiguous {
                true => vm.heap.release.operations.assigns_no_iterable,
                false => "must assign iterable to extended slice",
            };
            return Err(vm.type_error(message));
        }
    };
    let indices = Indices::of(bounds, items(vm, list).len());
    if contiguous {
        let start = indices.start as usize;
        let end = start + indices.length;
        let removed = vm.heap.list_replace_range(list, start, end, &new);
        drop_removed(vm, removed);
        return Ok(());
    }
    if new.len() != indices.length {
        let given = new.len();
        vm.decref_all(new);
        return Err(vm.value_error(format!(
            "attempt to assign sequence of size {given} to extended slice of size {}",
            indices.length
        )));
    }
    let mut old = Vec::with_capacity(new.len());
    for (place, item) in indices.places().zip(new) {
        old.push(std::mem::replace(&mut vm.heap.list_mut(list).items[place], item));
    }
    vm.decref_all(old);
    Ok(())
}

/// `del list[key]`.
pub fn del_item(vm: &mut Machine, list: Obj, key: Obj) -> Result<()> {
    if vm.has_index(key) {
        return match place(vm, list, key)? {
            Some(index) => {
                remove_at(vm, list, index);
                Ok(())
            }
            None => Err(vm.index_error("list assignment index out of range")),
        };
    }
    if !vm.is_slice(key) {
        return Err(wrong_key(vm, key));
    }
    let bounds = vm.slice_bounds(key)?;
    let indices = Indices::of(bounds, items(vm, list).len());
    if indices.length == 0 {
        return Ok(());
    }
    let removed = if indices.step == 1 {
        let start = indices.start as usize;
        vm.heap.list_replace_range(list, start, start + indices.length, &[])
    } else {
        let mut places: Vec<usize> = indices.places().collect();
        places.sort_unstable();
        vm.heap.list_remove_stepped(list, &places)
    };
    drop_removed(vm, removed);
    Ok(())
}

/// Takes an item out and drops it.
pub(super) fn remove_at(vm: &mut Machine, list: Obj, index: usize) {
    let removed = vm.heap.list_replace_range(list, index, index + 1, &[]);
    let moved = items(vm, list).len() - index;
    vm.spend_on_moves(moved);
    drop_removed(vm, removed);
}

/// Drops what was taken out of a list, then its block.
fn drop_removed(vm: &mut Machine, removed: heap_model::objects::Removed) {
    vm.decref_all(removed.items);
    vm.heap.free_block(removed.block);
}

/// `list.clear()`.
pub fn clear(vm: &mut Machine, list: Obj) {
    let removed = vm.heap.list_clear(list);
    drop_removed(vm, removed);
}

/// `iter(list)`.
pub fn iter(vm: &mut Machine, list: Obj) -> Result<Obj> {
    vm.heap.incref(list);
    Ok(vm.heap.new_list_iterator(list))
}

/// `list.extend(iterable)`.
pub fn extend(vm: &mut Machine, list: Obj, iterable: Obj) -> Result<()> {
    let class = vm.heap.type_of(iterable);
    if class == types::LIST || class == types::TUPLE || list == iterable {
        let new = match vm.heap.payload(iterable) {
            Payload::List(content) => content.items.clone(),
            Payload::Tuple(items) => items.to_vec(),
            _ => Vec::new(),
        };
        vm.check_room(new.len() * 8)?;
        vm.heap.list_extend(list, &new);
        return Ok(());
    }
    let iterator = vm.iter(iterable)?;
    let result = extend_from(vm, list, iterable, iterator);
    vm.decref(iterator);
    result
}

fn extend_from(vm: &mut Machine, list: Obj, iterable: Obj, iterator: Obj) -> Result<()> {
    let guess = vm.length_hint(iterable, 8)?;
    vm.check_room(guess.saturating_mul(8))?;
    match vm.heap.payload(iterable) {
        Payload::Set(_) | Payload::Dict(_) | Payload::DictView(_) => {
            vm.heap.list_reserve_unordered(list, guess);
        }
        _ => vm.heap.list_reserve(list, guess),
    }
    let mut given = 0u64;
    while let Some(item) = vm.next(iterator)? {
        vm.heap.list_append(list, item);
        given += 1;
        if given.is_multiple_of(1024) {
            vm.tick(1024)?;
            vm.check_room(0)?;
        }
    }
    vm.heap.list_trim(list);
    Ok(())
}

/// `list(iterable)` without the call: as `sorted` and starred displays make it.
pub fn from_iterable(vm: &mut Machine, iterable: Obj) -> Result<Obj> {
    let list = vm.heap.new_list(Vec::new());
    match extend(vm, list, iterable) {
        Ok(()) => Ok(list),
        Err(raise) => {
            vm.decref(list);
            Err(raise)
        }
    }
}
