//! The `__dict__` of an instance, which shares its class's key table while it can (PEP 412).
//!
//! The model keeps such a dict's entries like any other's; that the keys are shared shows in its
//! size, in the order in which its values die, and in when it gets a table of its own.

use super::size::usable_entries;
use super::{Cleared, Dict, Entry, KeyKind, SplitValues};
use crate::free_lists::Kind;
use crate::heap::Heap;
use crate::object::{Obj, Payload};
use crate::objects::SharedKeys;
use crate::static_types::types;

/// A class's key table has 64 slots, although it takes no more than 30 names.
pub(super) const SHARED_LOG2: u8 = 6;

impl Heap {
    /// The key table that a split dict shares, if its class is still there.
    fn split_keys(&self, split: &SplitValues) -> Option<&SharedKeys> {
        match self.payload(split.class) {
            Payload::Type(class) => {
                class.shared_keys.as_deref().filter(|keys| keys.id == split.keys_id)
            }
            _ => None,
        }
    }

    /// What `getsizeof` counts of a split dict: a pointer for each name of the shared table and its
    /// room, as of now. A table that outlived its class is the dict's own, and counts.
    pub(super) fn split_size(&self, split: &SplitValues) -> usize {
        match self.split_keys(split) {
            Some(keys) => 8 * keys.total() as usize,
            None => 8 * split.places as usize + self.release.sizes.shared_keys as usize,
        }
    }

    /// A new dict that shares the key table of `class`: its entries are `items`, whose references it
    /// takes over. `fresh`: not from the free list. New reference.
    pub(crate) fn new_split_dict(
        &mut self,
        values: SplitValues,
        items: &[(Obj, Obj)],
        fresh: bool,
    ) -> Obj {
        let parked = if fresh { None } else { self.take_parked(Kind::DICT) };
        let payload = Payload::Dict(Box::default());
        let dict = match parked {
            Some(block) => self.allocate_parked(types::DICT, payload, block.offset(16), 64, 16),
            None => self.allocate_gc(types::DICT, payload, 48, 16),
        };
        let contents = self.dict_mut(dict);
        contents.kind = KeyKind::Split;
        contents.split = Some(Box::new(values));
        let tracked = !self.release.collector.dict_untracking
            || items.iter().any(|&(_, value)| self.may_be_tracked(value));
        if tracked {
            self.track(dict);
        }
        for &(key, value) in items {
            let hash = self.str_hash(key);
            self.push_split_entry(dict, Entry { hash, key, value });
        }
        dict
    }

    /// Adds an entry whose key the shared table has.
    pub(super) fn push_split_entry(&mut self, dict: Obj, entry: Entry) {
        let contents = self.dict_mut(dict);
        if contents.log2_slots == 0 {
            contents.reset_index(super::size::SMALLEST_LOG2);
        } else if contents.usable == 0 {
            // The model's own index; the program sees the shared one.
            let mut log2_slots = contents.log2_slots;
            while usable_entries(log2_slots) <= contents.used {
                log2_slots += 1;
            }
            contents.rebuild(log2_slots);
        }
        let slot = contents.free_slot(entry.hash);
        contents.set_index(slot, contents.entries.len() as i32);
        contents.entries.push(Some(entry));
        contents.usable -= 1;
        contents.used += 1;
        contents.version = 0;
    }

    /// Whether the shared table has the name or takes it now.
    pub(super) fn split_dict_takes(&mut self, dict: Obj, name: Obj) -> bool {
        let contents = self.dict(dict);
        let Some(split) = contents.split.as_deref() else { return false };
        if self.split_keys(split).is_none() {
            return contents.used < split.places;
        }
        let class = split.class;
        self.shared_key_position_or_add(class, name).is_some()
    }

    /// A copy of a split dict shares the key table too. New reference.
    pub(super) fn copy_split_dict(&mut self, dict: Obj) -> Obj {
        let contents = self.dict(dict);
        let Some(split) = contents.split.as_deref() else { unreachable!() };
        let places = self.split_keys(split).map_or(split.places, SharedKeys::total);
        let items: Vec<(Obj, Obj)> = contents.items().collect();
        let (class, keys_id) = (split.class, split.keys_id);
        let block = self.new_values_block(places);
        for &(key, value) in &items {
            self.incref(key);
            self.incref(value);
        }
        let values = SplitValues { class, keys_id, places, inline_in: None, block };
        self.new_split_dict(values, &items, true)
    }

    /// Empties a split dict: its values die in the order of the class's names. From 3.13 it goes on
    /// sharing while the values stand inside of the instance.
    pub(super) fn clear_split_dict(&mut self, dict: Obj) -> Cleared {
        let contents = self.dict_mut(dict);
        let tables = contents.tables.wrapping_add(1);
        let mut old = std::mem::replace(contents, Dict { tables, ..Dict::default() });
        let Some(split) = old.split.take() else { unreachable!() };
        if let Some(keys) = self.split_keys(&split) {
            old.entries.sort_by_key(|entry| entry.and_then(|entry| keys.position(entry.key)));
        }
        let mut values = None;
        if split.inline_in.is_some() {
            let contents = self.dict_mut(dict);
            contents.kind = KeyKind::Split;
            contents.split = Some(split);
        } else {
            values = split.block;
        }
        Cleared { entries: old.entries, keys: None, values }
    }

    /// A dict stops sharing: the values' block goes, or the instance's own places fall idle.
    pub(super) fn end_sharing(&mut self, split: &SplitValues) {
        self.free_block(split.block);
    }

    /// The instance that holds the dict's values dies and the dict does not: it gets a block of its
    /// own for them (3.13+).
    pub fn detach_dict(&mut self, dict: Obj) {
        let Some(split) = self.dict(dict).split.as_deref() else { return };
        if split.inline_in.is_none() {
            return;
        }
        let places = split.places;
        let block = self.new_values_block(places);
        if let Some(split) = self.dict_mut(dict).split.as_deref_mut() {
            split.inline_in = None;
            split.block = block;
        }
    }
}
