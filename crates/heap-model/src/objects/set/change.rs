//! Adding and removing members, and the growth of the table.

use super::{SMALL_TABLE, Set, SetEntry};
use crate::heap::Heap;
use crate::object::Obj;
use crate::objects::list::Removed;

impl Heap {
    /// Adds a member that a probe found absent, in the slot that the probe gave. Counts one reference
    /// more to it.
    pub fn set_insert_new(&mut self, set: Obj, slot: usize, key: Obj, hash: i64) {
        self.incref(key);
        let contents = self.set_mut(set);
        let unused = contents.table[slot].is_unused();
        contents.table[slot] = SetEntry { key: Some(key), hash };
        contents.used += 1;
        contents.changes = contents.changes.wrapping_add(1);
        if !unused {
            return;
        }
        contents.fill += 1;
        let mask = contents.table.len() - 1;
        if contents.fill * 5 >= mask * 3 {
            let factor = if contents.used > 50_000 { 2 } else { 4 };
            let more_than = contents.used * factor;
            self.set_resize(set, more_than);
        }
    }

    /// Removes the member in a slot; the reference is the caller's to drop.
    pub fn set_remove(&mut self, set: Obj, slot: usize) -> Obj {
        let contents = self.set_mut(set);
        let Some(key) = contents.table[slot].key else {
            panic!("slot {slot} of {set:?} has no member")
        };
        contents.table[slot] = SetEntry::GONE;
        contents.used -= 1;
        contents.changes = contents.changes.wrapping_add(1);
        key
    }

    /// `set.pop()`: removes the next member from where the last `pop` stopped; the reference is the
    /// caller's.
    pub fn set_pop(&mut self, set: Obj) -> Option<Obj> {
        let contents = self.set(set);
        if contents.used == 0 {
            return None;
        }
        let mask = contents.table.len() - 1;
        let mut slot = contents.finger & mask;
        while contents.table[slot].key.is_none() {
            slot = if slot < mask { slot + 1 } else { 0 };
        }
        let key = self.set_remove(set, slot);
        self.set_mut(set).finger = slot + 1;
        Some(key)
    }

    /// Removes all members (`set.clear()`, and a set that dies), in the table's order. The caller
    /// drops them and then gives the block back with [`Heap::free_block`].
    pub fn set_clear(&mut self, set: Obj) -> Removed {
        let contents = self.set_mut(set);
        let items = contents.members().collect();
        let block = contents.block.take();
        if contents.table.len() == SMALL_TABLE {
            contents.table.fill(SetEntry::default());
        } else {
            contents.table = Box::new([SetEntry::default(); SMALL_TABLE]);
        }
        contents.fill = 0;
        contents.used = 0;
        contents.changes = contents.changes.wrapping_add(1);
        contents.hash.set(None);
        Removed { items, block }
    }

    /// What a difference in place does at its end: if more than a quarter of the table are marks of
    /// removed members, they go, and the table gets the size that its members need.
    pub fn set_sweep(&mut self, set: Obj) {
        let contents = self.set(set);
        if contents.fill - contents.used > (contents.table.len() - 1) / 4 {
            let factor = if contents.used > 50_000 { 2 } else { 4 };
            self.set_resize(set, contents.used * factor);
        }
    }

    /// What `update`, `|` and copies do before they take over `count` members of another set, or keys
    /// of a dict: one large table instead of several.
    pub fn set_reserve(&mut self, set: Obj, count: usize) {
        let contents = self.set(set);
        if (contents.fill + count) * 5 >= (contents.table.len() - 1) * 3 {
            let more_than = (contents.used + count) * 2;
            self.set_resize(set, more_than);
        }
    }

    /// Takes over the members of another set as `update` and copies begin: True if the set was empty,
    /// so that no comparison is needed and all is done; otherwise there is room for them now, and the
    /// caller adds them one by one.
    pub fn set_merge_start(&mut self, set: Obj, other: Obj) -> bool {
        let count = self.set(other).used;
        if count == 0 || set == other {
            return true;
        }
        self.set_reserve(set, count);
        if self.set(set).fill != 0 {
            return false;
        }
        let source = self.set(other);
        let target = self.set(set);
        let clean = source.fill == source.used;
        let table = if target.table.len() == source.table.len() && clean {
            source.table.clone()
        } else {
            let mut table = vec![SetEntry::default(); target.table.len()].into_boxed_slice();
            for entry in source.table.iter().filter(|entry| entry.key.is_some()) {
                table[Set::unused_slot(&table, entry.hash)] = *entry;
            }
            table
        };
        for entry in &table {
            if let Some(key) = entry.key {
                self.incref(key);
            }
        }
        let contents = self.set_mut(set);
        contents.table = table;
        contents.fill = count;
        contents.used = count;
        contents.changes = contents.changes.wrapping_add(1);
        true
    }

    /// Takes over the keys of a dict, if the set is empty: as [`Heap::set_merge_start`].
    pub fn set_merge_dict_start(&mut self, set: Obj, dict: Obj) {
        let count = self.dict(dict).len();
        self.set_reserve(set, count);
    }

    /// A copy of a set in a new object of type `set` or `frozenset`. New reference.
    pub fn set_copy(&mut self, set: Obj, frozen: bool) -> Obj {
        let copy = if frozen { self.new_frozenset() } else { self.new_set() };
        self.set_merge_start(copy, set);
        copy
    }

    /// Exchanges the members of two sets; how in-place intersection and difference take their result
    /// over. Positions of `pop` stay.
    pub fn set_swap_bodies(&mut self, a: Obj, b: Obj) {
        let mut first = std::mem::take(self.set_mut(a));
        let second = self.set_mut(b);
        std::mem::swap(&mut first, second);
        std::mem::swap(&mut first.finger, &mut second.finger);
        let changes = first.changes.max(second.changes).wrapping_add(1);
        second.changes = changes;
        second.hash.set(None);
        first.changes = changes;
        first.hash.set(None);
        *self.set_mut(a) = first;
    }

    /// Gives the set a table of more than `more_than` slots, and no marks of removed members.
    fn set_resize(&mut self, set: Obj, more_than: usize) {
        let mut slots = SMALL_TABLE;
        while slots <= more_than {
            slots *= 2;
        }
        let size = slots * self.release.sizes.set_entry as usize;
        let block = if slots > SMALL_TABLE { self.new_block(size) } else { None };
        let contents = self.set_mut(set);
        let mut table = vec![SetEntry::default(); slots].into_boxed_slice();
        for entry in contents.table.iter().filter(|entry| entry.key.is_some()) {
            table[Set::unused_slot(&table, entry.hash)] = *entry;
        }
        contents.table = table;
        contents.fill = contents.used;
        contents.changes = contents.changes.wrapping_add(1);
        let old = std::mem::replace(&mut contents.block, block);
        self.free_block(old);
    }
}
