//! Changing a dict: insertion, replacement, deletion, and the tables that follow one another.

use super::size::{SMALLEST_LOG2, log2_slots_for, usable_entries};
use super::{Dict, Entry, KeyKind};
use crate::heap::Heap;
use crate::layout::Block;
use crate::object::Obj;
use crate::static_types::types;

/// What an emptied dict held. The caller drops keys and values in the order in which they stand,
/// then hands it to [`Heap::finish_clearing`].
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Cleared {
    /// The entries in the order in which they die, each key before its value; the references are the
    /// caller's.
    pub entries: Vec<Option<Entry>>,
    pub(super) keys: Option<(Block, u8, KeyKind)>,
    pub(super) values: Option<Block>,
}

impl Heap {
    /// The number that stands for the dict's present keys: as long as it is the same, no key came or
    /// went and every entry has its number still. Never 0.
    pub fn dict_keys_version(&mut self, dict: Obj) -> u32 {
        let known = self.dict(dict).version;
        if known != 0 {
            return known;
        }
        let fresh = self.fresh_version();
        self.dict_mut(dict).version = fresh;
        fresh
    }

    /// The value of an entry that is known to exist, borrowed.
    #[inline(always)]
    pub fn dict_value_at(&self, dict: Obj, entry: usize) -> Option<Obj> {
        self.dict(dict).entry(entry).map(|entry| entry.value)
    }

    /// The key of an entry, borrowed; `None` where there is none and for anything but a dict.
    pub fn dict_key_at(&self, dict: Obj, entry: usize) -> Option<Obj> {
        match self.payload(dict) {
            crate::object::Payload::Dict(contents) => contents.entry(entry).map(|entry| entry.key),
            _ => None,
        }
    }

    /// A key that is not a `str` makes a table of str keys general before it is even looked up, when
    /// it is looked up in order to be set.
    #[inline]
    pub fn dict_prepare_store(&mut self, dict: Obj, key: Obj) {
        let contents = self.dict(dict);
        if contents.kind != KeyKind::General
            && self.type_of(key) != types::STR
            && (contents.log2_slots != 0 || contents.split.is_some())
        {
            let log2_slots = log2_slots_for(self.release, contents.used as usize * 3);
            self.dict_resize(dict, log2_slots, false);
        }
    }

    /// Adds a key that a probe found absent. Counts one reference more to key and value.
    #[inline]
    pub fn dict_insert_new(&mut self, dict: Obj, key: Obj, hash: i64, value: Obj) {
        self.incref(key);
        self.incref(value);
        self.dict_insert_stolen(dict, key, hash, value);
    }

    /// As [`Heap::dict_insert_new`], taking over the caller's references to key and value.
    pub fn dict_insert_stolen(&mut self, dict: Obj, key: Obj, hash: i64, value: Obj) {
        self.track_dict_for(dict, key, value);
        let is_str = self.type_of(key) == types::STR;
        let contents = self.dict(dict);
        if contents.split.is_some() {
            if is_str && self.split_dict_takes(dict, key) {
                self.push_split_entry(dict, Entry { hash, key, value });
                return;
            }
            let log2_slots = log2_slots_for(self.release, self.dict(dict).used as usize * 3);
            self.dict_resize(dict, log2_slots, is_str);
        } else if contents.log2_slots == 0 {
            let kind = if is_str { KeyKind::Unicode } else { KeyKind::General };
            let block = self.new_keys_block(SMALLEST_LOG2, kind);
            let contents = self.dict_mut(dict);
            contents.kind = kind;
            contents.keys_block = block;
            contents.entries = Vec::with_capacity(usable_entries(SMALLEST_LOG2) as usize);
            contents.reset_index(SMALLEST_LOG2);
        } else if contents.usable == 0 || (contents.kind == KeyKind::Unicode && !is_str) {
            // Three times the entries, so that a table that shed many does not grow.
            let log2_slots = log2_slots_for(self.release, contents.used as usize * 3);
            self.dict_resize(dict, log2_slots, is_str);
        }
        let contents = self.dict_mut(dict);
        let slot = contents.free_slot(hash);
        contents.set_index(slot, contents.entries.len() as i32);
        contents.entries.push(Some(Entry { hash, key, value }));
        contents.usable -= 1;
        contents.used += 1;
        contents.version = 0;
    }

    /// Up to 3.13 a dict is tracked from the first entry on that could be part of a cycle.
    #[inline]
    fn track_dict_for(&mut self, dict: Obj, key: Obj, value: Obj) {
        if !self.is_tracked(dict) && (self.may_be_tracked(value) || self.may_be_tracked(key)) {
            self.track(dict);
        }
    }

    /// Replaces an entry's value and returns the old one, which is the caller's to drop. Counts one
    /// reference more to the new one.
    #[inline]
    pub fn dict_replace_value(&mut self, dict: Obj, entry: usize, value: Obj) -> Obj {
        self.incref(value);
        self.dict_replace_stolen(dict, entry, value)
    }

    /// As [`Heap::dict_replace_value`], taking over the caller's reference to the new value.
    #[inline]
    pub fn dict_replace_stolen(&mut self, dict: Obj, entry: usize, value: Obj) -> Obj {
        if !self.is_tracked(dict)
            && let Some(key) = self.dict_key_at(dict, entry)
        {
            self.track_dict_for(dict, key, value);
        }
        match &mut self.dict_mut(dict).entries[entry] {
            Some(entry) => std::mem::replace(&mut entry.value, value),
            None => panic!("entry {entry} of {dict:?} was deleted"),
        }
    }

    /// Sets the value of a `str` key; counts what it stores. Returns the value that was there, which
    /// is the caller's to drop. For namespaces: see [`Heap::dict_find_str`].
    pub fn dict_set_str(&mut self, dict: Obj, key: Obj, value: Obj) -> Option<Obj> {
        match self.dict_find_str(dict, key) {
            Some(entry) => Some(self.dict_replace_value(dict, entry, value)),
            None => {
                let hash = self.str_hash(key);
                self.dict_insert_new(dict, key, hash, value);
                None
            }
        }
    }

    /// Takes an entry out. Key and value are the caller's to drop: the key first when it is deleted
    /// by `del`, which drops both.
    pub fn dict_remove(&mut self, dict: Obj, entry: usize) -> (Obj, Obj) {
        let contents = self.dict_mut(dict);
        let gone = contents.take_entry(entry);
        contents.version = 0;
        (gone.key, gone.value)
    }

    /// Takes the last entry out (`dict.popitem()`); key and value are the caller's.
    pub fn dict_pop_last(&mut self, dict: Obj) -> Option<(Obj, Obj)> {
        if self.dict(dict).is_empty() {
            return None;
        }
        if self.dict(dict).split.is_some() {
            self.dict_resize(dict, super::attributes::SHARED_LOG2, true);
        }
        let contents = self.dict_mut(dict);
        let last = contents.entries.iter().rposition(Option::is_some)?;
        let gone = contents.take_entry(last);
        // The slot stays marked, so the room for entries stays lost, but the number is free again.
        contents.entries.truncate(last);
        contents.version = 0;
        Some((gone.key, gone.value))
    }

    /// Empties the dict (`dict.clear()`, and a dict that dies).
    pub fn dict_clear(&mut self, dict: Obj) -> Cleared {
        if self.dict(dict).split.is_some() {
            return self.clear_split_dict(dict);
        }
        let contents = self.dict_mut(dict);
        let tables = contents.tables.wrapping_add(1);
        let old = std::mem::replace(contents, Dict { tables, ..Dict::default() });
        let keys = old.keys_block.map(|block| (block, old.log2_slots, old.kind));
        Cleared { entries: old.entries, keys, values: None }
    }

    /// Gives back the blocks of an emptied dict, once its entries are dropped.
    pub fn finish_clearing(&mut self, cleared: Cleared) {
        if let Some((block, log2_slots, kind)) = cleared.keys {
            self.free_keys_block(Some(block), log2_slots, kind);
        }
        self.free_block(cleared.values);
    }

    /// Moves an entry to the end, or to the front, of the order (`OrderedDict.move_to_end`). Numbers
    /// of entries change.
    pub fn dict_move_to_end(&mut self, dict: Obj, entry: usize, last: bool) {
        let contents = self.dict_mut(dict);
        let moved = contents.entries.remove(entry);
        if last {
            contents.entries.push(moved);
        } else {
            contents.entries.insert(0, moved);
        }
        let log2_slots = contents.log2_slots;
        contents.rebuild(log2_slots);
        contents.version = 0;
    }

    /// Gives the dict a new table of that size; a general table stays general.
    pub(super) fn dict_resize(&mut self, dict: Obj, log2_slots: u8, unicode: bool) {
        let contents = self.dict(dict);
        let old_kind = contents.kind;
        let kind = match old_kind {
            KeyKind::General => KeyKind::General,
            _ if unicode => KeyKind::Unicode,
            _ => KeyKind::General,
        };
        let new_block = self.new_keys_block(log2_slots, kind);
        let contents = self.dict_mut(dict);
        let old_log2 = contents.log2_slots;
        contents.kind = kind;
        contents.rebuild(log2_slots);
        contents.version = 0;
        let old_block = std::mem::replace(&mut contents.keys_block, new_block);
        match contents.split.take() {
            Some(split) => self.end_sharing(&split),
            None => self.free_keys_block(old_block, old_log2, old_kind),
        }
    }

    /// Gives back the blocks of an empty dict that is about to get another table.
    pub(super) fn drop_table(&mut self, dict: Obj) {
        let contents = self.dict_mut(dict);
        let (log2_slots, kind) = (contents.log2_slots, contents.kind);
        let block = contents.keys_block.take();
        match contents.split.take() {
            Some(split) => self.end_sharing(&split),
            None => self.free_keys_block(block, log2_slots, kind),
        }
    }
}
