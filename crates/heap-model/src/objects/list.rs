//! `list`: a header and an array of references that grows ahead of need.
//!
//! How much room a list has depends on how it was made. `[x] * n`, slices, copies and `+` know the
//! length and take exactly that; `append` grows by an eighth and a little; `list(sized)` rounds up to
//! an even number. The room shows in `sys.getsizeof`, so every way has its own method here.

use crate::free_lists::Kind;
use crate::heap::Heap;
use crate::layout::Block;
use crate::object::{Obj, Payload};
use crate::static_types::types;

/// The contents of a `list`.
///
/// `items.capacity()` is CPython's `allocated`: the vector is grown by [`crate::Heap`] alone, to
/// exactly the capacity that `list_resize` would choose.
// ANCHOR: list
#[derive(Clone, Debug, Default)]
pub struct List {
    /// The references, each counted.
    pub items: Vec<Obj>,
    /// The item array's block; `None` while nothing is allocated.
    pub block: Option<Block>,
}
// ANCHOR_END: list

/// What was taken out of a container at once. The caller drops the references in their order and
/// then gives the block back with [`Heap::free_block`], as CPython does it.
#[derive(Clone, Debug, Default)]
pub struct Removed {
    /// The references, now the caller's, in the order in which they are dropped.
    pub items: Vec<Obj>,
    /// The block that held them.
    pub block: Option<Block>,
}

// ANCHOR: growth
/// Slots that a list takes when it outgrows its room by one: an eighth more, and a few.
fn overallocated(length: usize) -> usize {
    (length + (length >> 3) + 6) & !3
}
// ANCHOR_END: growth

/// The size of one slot, in bytes.
const SLOT: usize = 8;

impl Heap {
    // --- making ---

    /// A list that takes over the references in `items` and has room for exactly those: displays,
    /// slices, copies, `+` and `*`. New reference.
    #[inline]
    pub fn new_list(&mut self, items: Vec<Obj>) -> Obj {
        let capacity = items.len();
        self.new_list_with_room(items, capacity)
    }

    /// As [`Heap::new_list`], of references that stand elsewhere: the slice's own are taken over.
    #[inline]
    pub fn new_list_from_stack(&mut self, items: &[Obj]) -> Obj {
        self.new_list_with_room(items.to_vec(), items.len())
    }

    // ANCHOR: copy
    /// As [`Heap::new_list`], of borrowed references: each item gets one reference more.
    pub fn new_list_from(&mut self, items: &[Obj]) -> Obj {
        for &item in items {
            self.incref(item);
        }
        self.new_list_with_room(items.to_vec(), items.len())
    }
    // ANCHOR_END: copy

    /// A list with room for exactly `capacity` items, of which `items` are there. New reference.
    pub fn new_list_with_room(&mut self, mut items: Vec<Obj>, capacity: usize) -> Obj {
        let capacity = capacity.max(items.len());
        set_capacity(&mut items, capacity);
        let parked = self.take_parked(Kind::LIST);
        let list = match parked {
            Some(block) => {
                let payload = Payload::List(List { items, block: None });
                self.allocate_parked(types::LIST, payload, block.offset(16), 56, 16)
            }
            None => {
                self.allocate_gc(types::LIST, Payload::List(List { items, block: None }), 40, 16)
            }
        };
        if capacity > 0 {
            // The header's block comes first.
            let block = self.new_block(capacity * SLOT);
            self.list_mut(list).block = block;
        }
        self.track(list);
        list
    }

    /// An empty list as `list()` makes it: in a new block, never from the free list. New reference.
    pub fn new_list_fresh(&mut self) -> Obj {
        let list = self.allocate_gc(types::LIST, Payload::List(List::default()), 40, 16);
        self.track(list);
        list
    }

    // --- growing and shrinking ---

    // ANCHOR: append
    /// Appends `item` and takes its reference over.
    #[inline]
    pub fn list_append(&mut self, list: Obj, item: Obj) {
        let contents = self.list_mut(list);
        let length = contents.items.len();
        if length == contents.items.capacity() {
            self.list_resize(list, length + 1);
        }
        self.list_mut(list).items.push(item);
    }
    // ANCHOR_END: append

    /// Gives the list the room that CPython's `list_resize` gives it for `length` items. It must
    /// hold no more than that already.
    pub fn list_resize(&mut self, list: Obj, length: usize) {
        let rules = &self.release.containers;
        let contents = self.list(list);
        let (allocated, current) = (contents.items.capacity(), contents.items.len());
        let block = contents.block;
        if allocated >= length
            && (length >= allocated >> 1 || allocated <= rules.list_keeps_slots as usize)
        {
            return;
        }
        let mut capacity = overallocated(length);
        // Far more than what append needs: do not add to it.
        if length > current && length - current > capacity - length {
            capacity = (length + 3) & !3;
        }
        if length == 0 {
            capacity = 0;
        }
        let block = match (capacity, block) {
            (0, Some(_)) if !rules.list_keeps_empty_block => {
                self.free_block(block);
                None
            }
            _ => self.resize_block(block, capacity * SLOT),
        };
        let contents = self.list_mut(list);
        contents.block = block;
        set_capacity(&mut contents.items, capacity);
    }

    /// As [`Heap::list_resize`] after `removed` items went: the growth rule looks at the length
    /// before.
    fn list_shrink(&mut self, list: Obj) {
        let length = self.list(list).items.len();
        self.list_resize(list, length);
    }

    /// Makes room in a list of no room for exactly `length` items, rounded up to an even number.
    fn list_preallocate(&mut self, list: Obj, length: usize) {
        let capacity = (length + 1) & !1;
        let block = self.new_block(capacity * SLOT);
        let contents = self.list_mut(list);
        contents.block = block;
        set_capacity(&mut contents.items, capacity);
    }

    /// Makes room before `count` more items are appended, as `extend` does of an iterable that knows
    /// (or guesses) its length.
    pub fn list_reserve(&mut self, list: Obj, count: usize) {
        let contents = self.list(list);
        let no_array = contents.items.capacity() == 0 && contents.block.is_none();
        if no_array {
            if count > 0 {
                self.list_preallocate(list, count);
            }
        } else {
            let length = contents.items.len() + count;
            self.list_resize(list, length);
        }
    }

    /// Before `extend` appends `count` items of a set, a dict or a view of one.
    pub fn list_reserve_unordered(&mut self, list: Obj, count: usize) {
        if self.release.containers.list_from_unordered_overallocates {
            let length = self.list(list).items.len() + count;
            self.list_resize(list, length);
        } else {
            self.list_reserve(list, count);
        }
    }

    /// After `extend` appended what an iterator gave: gives back what is far too much.
    pub fn list_trim(&mut self, list: Obj) {
        let contents = self.list(list);
        if contents.items.len() < contents.items.capacity() {
            self.list_shrink(list);
        }
    }

    /// Appends the items of a list or tuple; each gets one reference more. `items` are borrowed.
    pub fn list_extend(&mut self, list: Obj, items: &[Obj]) {
        if items.is_empty() {
            return;
        }
        self.list_reserve(list, items.len());
        for &item in items {
            self.incref(item);
        }
        self.list_mut(list).items.extend_from_slice(items);
    }

    /// Appends the items of another list or tuple, which may be the list itself; each gets one
    /// reference more.
    pub fn list_extend_from(&mut self, list: Obj, source: Obj) {
        let count = self.sequence_items(source).len();
        if count == 0 {
            return;
        }
        self.list_reserve(list, count);
        for index in 0..count {
            let item = self.sequence_items(source)[index];
            self.incref(item);
            self.list_mut(list).items.push(item);
        }
    }

    /// The items of a list or tuple.
    #[inline]
    pub fn sequence_items(&self, sequence: Obj) -> &[Obj] {
        match self.payload(sequence) {
            Payload::Tuple(items) => items,
            _ => &self.list(sequence).items,
        }
    }

    /// `list *= times`, for `times` of at least 1: the items again and again, each counted.
    pub fn list_repeat(&mut self, list: Obj, times: usize) {
        let length = self.list(list).items.len();
        self.list_resize(list, length * times);
        for index in 0..length * (times - 1) {
            let item = self.list(list).items[index];
            self.incref(item);
            self.list_mut(list).items.push(item);
        }
    }

    /// Inserts `item` before `index`, which is at most the length, and takes its reference over.
    pub fn list_insert(&mut self, list: Obj, index: usize, item: Obj) {
        let length = self.list(list).items.len();
        self.list_resize(list, length + 1);
        self.list_mut(list).items.insert(index, item);
    }

    // --- taking out ---

    /// Takes out the item at `index`, which exists (`list.pop`). The reference is the caller's.
    pub fn list_pop(&mut self, list: Obj, index: usize) -> Obj {
        let contents = self.list_mut(list);
        let item = contents.items.remove(index);
        if !contents.items.is_empty() {
            self.list_shrink(list);
        } else if self.release.containers.list_keeps_empty_block {
            self.list_resize_to_nothing(list);
        } else {
            let removed = self.list_clear(list);
            self.free_block(removed.block);
        }
        item
    }

    /// 3.11: the array of the last item popped shrinks to a block of no bytes.
    fn list_resize_to_nothing(&mut self, list: Obj) {
        let block = self.list(list).block;
        let block = self.resize_block(block, 0);
        let contents = self.list_mut(list);
        contents.block = block;
        set_capacity(&mut contents.items, 0);
    }

    /// Takes all items out (`list.clear`, and a list that dies): last item first.
    pub fn list_clear(&mut self, list: Obj) -> Removed {
        let contents = std::mem::take(self.list_mut(list));
        let mut items = contents.items;
        items.reverse();
        Removed { items, block: contents.block }
    }

    /// Replaces the items from `start` to `end` by `new` items, whose references it takes over
    /// (`l[a:b] = …`, `del l[a:b]`). The caller drops what comes back, in its order.
    pub fn list_replace_range(
        &mut self,
        list: Obj,
        start: usize,
        end: usize,
        new: &[Obj],
    ) -> Removed {
        let before = self.list(list).items.len();
        let after = before - (end - start) + new.len();
        if after == 0 {
            return self.list_clear(list);
        }
        if after > before {
            self.list_resize(list, after);
        }
        let contents = self.list_mut(list);
        let mut items: Vec<Obj> = contents.items.splice(start..end, new.iter().copied()).collect();
        items.reverse();
        if after < before {
            self.list_shrink(list);
        }
        Removed { items, block: None }
    }

    /// Takes out the items at `indices`, which ascend (`del l[a:b:c]`): they are dropped in the order
    /// of the list.
    pub fn list_remove_stepped(&mut self, list: Obj, indices: &[usize]) -> Removed {
        let contents = self.list_mut(list);
        let mut removed = Vec::with_capacity(indices.len());
        let mut doomed = indices.iter().copied().peekable();
        let mut position = 0;
        contents.items.retain(|&item| {
            let goes = doomed.next_if_eq(&position).is_some();
            position += 1;
            if goes {
                removed.push(item);
            }
            !goes
        });
        self.list_shrink(list);
        Removed { items: removed, block: None }
    }
}

/// Makes the vector's capacity exactly `capacity`.
#[inline]
fn set_capacity(items: &mut Vec<Obj>, capacity: usize) {
    if items.capacity() == capacity {
        return;
    }
    if items.capacity() < capacity {
        items.reserve_exact(capacity - items.len());
    } else {
        items.shrink_to(capacity);
    }
    debug_assert_eq!(items.capacity(), capacity);
}
