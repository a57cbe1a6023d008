//! New dicts.

use super::probe::{DELETED, EMPTY};
use super::size::{SMALLEST_LOG2, keys_size, log2_slots_to_hold, usable_entries};
use super::{Dict, KeyKind};
use crate::free_lists::Kind;
use crate::heap::Heap;
use crate::layout::Block;
use crate::object::{Obj, Payload};
use crate::static_types::types;

impl Dict {
    /// Gives the dict a new, empty index of that size and room for as many entries as fit.
    pub(super) fn reset_index(&mut self, log2_slots: u8) {
        self.log2_slots = log2_slots;
        if log2_slots == SMALLEST_LOG2 {
            self.small_index = [EMPTY as i8; 8];
            self.index = Box::default();
        } else {
            self.index = vec![EMPTY; 1 << log2_slots].into_boxed_slice();
        }
        self.usable = usable_entries(log2_slots);
        self.tables = self.tables.wrapping_add(1);
    }

    /// Moves the entries, without the deleted ones, to a new index.
    pub(super) fn rebuild(&mut self, log2_slots: u8) {
        let room = usable_entries(log2_slots) as usize;
        let old = std::mem::replace(&mut self.entries, Vec::with_capacity(room));
        self.reset_index(log2_slots);
        self.entries.extend(old.into_iter().filter(Option::is_some));
        for number in 0..self.entries.len() {
            let hash = self.indexed(number as i32).hash;
            let slot = self.free_slot(hash);
            self.set_index(slot, number as i32);
        }
        self.usable -= self.entries.len() as u32;
    }

    /// Takes the entry out of the index and the entries.
    pub(super) fn take_entry(&mut self, number: usize) -> super::Entry {
        let Some(entry) = self.entries[number].take() else {
            unreachable!("entry {number} was deleted already")
        };
        // The entry is gone already, but its slot still says its number.
        let slot = self.slot_of(entry.hash, number);
        self.set_index(slot, DELETED);
        self.used -= 1;
        entry
    }
}

impl Heap {
    /// `{}`: an empty dict, from the free list if it has one. New reference.
    #[inline]
    pub fn new_dict(&mut self) -> Obj {
        let parked = self.take_parked(Kind::DICT);
        let payload = Payload::Dict(Box::default());
        let dict = match parked {
            Some(block) => self.allocate_parked(types::DICT, payload, block.offset(16), 64, 16),
            None => self.allocate_gc(types::DICT, payload, 48, 16),
        };
        if !self.release.collector.dict_untracking {
            self.track(dict);
        }
        dict
    }

    /// `dict()`: an empty dict in a new block, never from the free list. New reference.
    pub fn new_dict_fresh(&mut self) -> Obj {
        let dict = self.allocate_gc(types::DICT, Payload::Dict(Box::default()), 48, 16);
        if !self.release.collector.dict_untracking {
            self.track(dict);
        }
        dict
    }

    /// A dict with a table that has room for `count` entries, `unicode` if all keys will be str: what
    /// displays and keyword arguments make. Up to 5 entries it has no table yet. New reference.
    pub fn new_dict_presized(&mut self, count: usize, unicode: bool) -> Obj {
        if count <= usable_entries(SMALLEST_LOG2) as usize {
            return self.new_dict();
        }
        let log2_slots = log2_slots_to_hold(self.release, count.min(usable_entries(17) as usize));
        let kind = if unicode { KeyKind::Unicode } else { KeyKind::General };
        let block = self.new_keys_block(log2_slots, kind);
        let dict = self.new_dict();
        let contents = self.dict_mut(dict);
        contents.kind = kind;
        contents.keys_block = block;
        contents.entries = Vec::with_capacity(usable_entries(log2_slots) as usize);
        contents.reset_index(log2_slots);
        dict
    }

    /// Gives an empty dict without a table one for `count` keys that are not str alone, as
    /// `dict.fromkeys` of a set or dict does: even for none.
    pub fn dict_presize_general(&mut self, dict: Obj, count: usize) {
        let log2_slots = log2_slots_to_hold(self.release, count);
        self.dict_resize(dict, log2_slots, false);
    }

    /// A block for a key table: parked ones serve the smallest tables of str keys.
    pub(super) fn new_keys_block(&mut self, log2_slots: u8, kind: KeyKind) -> Option<Block> {
        if log2_slots == SMALLEST_LOG2
            && kind == KeyKind::Unicode
            && let Some(address) = self.take_parked(Kind::DICT_KEYS)
        {
            let bytes = keys_size(self.release, log2_slots, kind) as u32;
            return Some(Block { address, bytes });
        }
        self.new_block(keys_size(self.release, log2_slots, kind))
    }

    /// Gives a key table's block back, or parks it.
    pub(crate) fn free_keys_block(&mut self, block: Option<Block>, log2_slots: u8, kind: KeyKind) {
        let Some(block) = block else { return };
        let parked = log2_slots == SMALLEST_LOG2
            && kind == KeyKind::Unicode
            && self.free_lists.park(Kind::DICT_KEYS, block.address);
        if !parked {
            self.free_block(Some(block));
        }
    }

    /// `dict.copy()` and what else copies a dict whole. A table that is mostly full is copied as it
    /// is; one with many deleted entries is made anew. New reference.
    pub fn dict_copy(&mut self, dict: Obj) -> Obj {
        let contents = self.dict(dict);
        if contents.is_empty() {
            return self.new_dict();
        }
        if contents.split.is_some() {
            return self.copy_split_dict(dict);
        }
        let exact = matches!(self.type_of(dict), types::DICT);
        if exact && contents.used as usize >= contents.entries.len() * 2 / 3 {
            let table = self.clone_table(dict);
            let copy = self.new_dict();
            *self.dict_mut(copy) = table;
            if self.is_tracked(dict) && !self.is_tracked(copy) {
                self.track(copy);
            }
            return copy;
        }
        let copy = self.new_dict();
        self.dict_merge_into_empty(copy, dict);
        copy
    }

    /// A copy of the whole table in a block of its own, each key and value counted once more.
    pub(super) fn clone_table(&mut self, dict: Obj) -> Dict {
        let contents = self.dict(dict);
        let (log2_slots, kind) = (contents.log2_slots, contents.kind);
        let mut entries = Vec::with_capacity(usable_entries(log2_slots) as usize);
        entries.extend_from_slice(&contents.entries);
        let mut copy = Dict {
            entries,
            small_index: contents.small_index,
            index: contents.index.clone(),
            log2_slots,
            kind,
            usable: contents.usable,
            used: contents.used,
            tables: 1,
            ..Dict::default()
        };
        for entry in copy.entries.iter().flatten() {
            self.incref(entry.key);
            self.incref(entry.value);
        }
        // The copy never comes from the free list.
        copy.keys_block = self.new_block(keys_size(self.release, log2_slots, kind));
        copy
    }

    /// Fills an empty dict with another's entries; no comparison is needed, for the other's keys
    /// differ already.
    fn dict_merge_into_empty(&mut self, dict: Obj, other: Obj) {
        if self.dict_merge_start(dict, other) {
            return;
        }
        let count = self.dict(other).entry_count();
        for number in 0..count {
            if let Some(&entry) = self.dict(other).entry(number) {
                self.dict_insert_new(dict, entry.key, entry.hash, entry.value);
            }
        }
    }

    /// What `update`, `dict(other)` and `|` do before they take over another dict's entries one by
    /// one: True if an empty dict got a copy of the other's table, so that nothing is left to do;
    /// otherwise the dict has room for the other's entries now.
    pub fn dict_merge_start(&mut self, dict: Obj, other: Obj) -> bool {
        let (target, source) = (self.dict(dict), self.dict(other));
        if source.is_empty() || dict == other {
            return true;
        }
        // A split dict that was emptied keeps its values from 3.13.
        let clean = target.split.is_none() || !self.release.containers.inline_values;
        let full = source.used as usize == source.entries.len();
        let dense = source.log2_slots == SMALLEST_LOG2
            || usable_entries(source.log2_slots - source.log2_slots.min(1)) < source.used;
        if target.is_empty() && clean && source.split.is_none() && full && dense {
            let mut table = self.clone_table(other);
            self.drop_table(dict);
            let contents = self.dict_mut(dict);
            table.tables = contents.tables.wrapping_add(1);
            *contents = table;
            if self.is_tracked(other) && !self.is_tracked(dict) {
                self.track(dict);
            }
            return true;
        }
        let room = if target.split.is_some() {
            usable_entries(super::attributes::SHARED_LOG2)
        } else {
            match target.log2_slots {
                0 => 0,
                log2_slots => usable_entries(log2_slots),
            }
        };
        if room < source.used {
            let unicode = source.kind != KeyKind::General;
            let log2_slots = log2_slots_to_hold(self.release, (target.used + source.used) as usize);
            self.dict_resize(dict, log2_slots, unicode);
        }
        false
    }
}
