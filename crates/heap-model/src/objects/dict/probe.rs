//! Looking a key up.
//!
//! A probe walks the slots that the hash points to. Only entries of the same hash are compared, and
//! keys of built-in types are compared here. Any other comparison may run Python code, so the probe
//! stops there with [`Probe::Compare`], and the caller goes on with what it found out.

use super::{Dict, Entry, KeyKind};
use crate::heap::Heap;
use crate::object::{Obj, Payload};
use crate::static_types::types;

/// Marks a slot that was never used.
pub(super) const EMPTY: i32 = -1;
/// Marks a slot whose entry was deleted: a probe goes on past it.
pub(super) const DELETED: i32 = -2;

/// The slots to look at for a hash, one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Walk {
    pub(super) slot: usize,
    perturb: u64,
    mask: usize,
}

impl Walk {
    #[inline(always)]
    pub(super) fn new(hash: i64, log2_slots: u8) -> Walk {
        let mask = (1usize << log2_slots) - 1;
        Walk { slot: hash as usize & mask, perturb: hash as u64, mask }
    }

    #[inline(always)]
    pub(super) fn advance(&mut self) {
        self.perturb >>= 5;
        self.slot = (self.slot.wrapping_mul(5).wrapping_add(self.perturb as usize).wrapping_add(1))
            & self.mask;
    }
}

/// Where a probe stopped for a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProbeState {
    walk: Walk,
    tables: u32,
    key: Obj,
}

/// What a probe found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Probe {
    /// The key is there: the entry's number.
    Found(usize),
    /// The key is not there.
    Absent,
    /// It takes Python's `==` between that entry's key (first) and the key that is looked for. If
    /// they are equal, the entry is the one; if not, [`Heap::dict_probe_on`] continues. In between
    /// [`Heap::dict_probe_holds`] says whether the comparison changed the dict.
    Compare {
        /// The entry's number.
        entry: usize,
        /// Where to go on.
        state: ProbeState,
    },
}

impl Dict {
    /// The entry number in a slot, [`EMPTY`] or [`DELETED`].
    #[inline(always)]
    pub(super) fn index_at(&self, slot: usize) -> i32 {
        if self.log2_slots == super::size::SMALLEST_LOG2 {
            i32::from(self.small_index[slot & 7])
        } else {
            self.index[slot]
        }
    }

    #[inline(always)]
    pub(super) fn set_index(&mut self, slot: usize, number: i32) {
        if self.log2_slots == super::size::SMALLEST_LOG2 {
            self.small_index[slot & 7] = number as i8;
        } else {
            self.index[slot] = number;
        }
    }

    /// The slot that holds entry `number`, whose key has that hash.
    pub(super) fn slot_of(&self, hash: i64, number: usize) -> usize {
        let mut walk = Walk::new(hash, self.log2_slots);
        while self.index_at(walk.slot) != number as i32 {
            walk.advance();
        }
        walk.slot
    }

    /// The first slot on the hash's way that holds no entry.
    #[inline]
    pub(super) fn free_slot(&self, hash: i64) -> usize {
        let mut walk = Walk::new(hash, self.log2_slots);
        while self.index_at(walk.slot) >= 0 {
            walk.advance();
        }
        walk.slot
    }

    /// Entry `number`, which a slot refers to.
    #[inline(always)]
    pub(super) fn indexed(&self, number: i32) -> &Entry {
        match &self.entries[number as usize] {
            Some(entry) => entry,
            None => unreachable!("a slot refers to a deleted entry"),
        }
    }
}

impl Heap {
    /// Looks `key` up, whose hash is `hash`.
    #[inline]
    pub fn dict_probe(&self, dict: Obj, key: Obj, hash: i64) -> Probe {
        let table = self.dict(dict);
        if table.used == 0 {
            return Probe::Absent;
        }
        if self.type_of(key) == types::STR && table.kind != KeyKind::General {
            return match self.find_str(table, key, hash) {
                Some(number) => Probe::Found(number),
                None => Probe::Absent,
            };
        }
        self.walk_on(table, key, hash, Walk::new(hash, table.log2_slots))
    }

    /// Goes on with a probe that stopped at a key that turned out to be another.
    pub fn dict_probe_on(&self, dict: Obj, key: Obj, hash: i64, state: ProbeState) -> Probe {
        let mut walk = state.walk;
        walk.advance();
        self.walk_on(self.dict(dict), key, hash, walk)
    }

    /// Whether what a probe stopped at still stands there. If not, the comparison changed the dict
    /// and the lookup starts again.
    pub fn dict_probe_holds(&self, dict: Obj, entry: usize, state: &ProbeState) -> bool {
        let table = self.dict(dict);
        table.tables == state.tables
            && table.entry(entry).is_some_and(|entry| entry.key == state.key)
    }

    fn walk_on(&self, table: &Dict, key: Obj, hash: i64, mut walk: Walk) -> Probe {
        loop {
            match table.index_at(walk.slot) {
                EMPTY => return Probe::Absent,
                DELETED => {}
                number => {
                    let entry = table.indexed(number);
                    if entry.key == key {
                        return Probe::Found(number as usize);
                    }
                    if entry.hash == hash {
                        match self.native_equal(entry.key, key) {
                            Some(true) => return Probe::Found(number as usize),
                            Some(false) => {}
                            None => {
                                let state =
                                    ProbeState { walk, tables: table.tables, key: entry.key };
                                return Probe::Compare { entry: number as usize, state };
                            }
                        }
                    }
                }
            }
            walk.advance();
        }
    }

    /// The entry of a `str` key in a table of str keys alone.
    #[inline(always)]
    fn find_str(&self, table: &Dict, key: Obj, hash: i64) -> Option<usize> {
        // Mostly the first slot holds the very object, because names are interned.
        let first = table.index_at(hash as usize & ((1 << table.log2_slots) - 1));
        if first >= 0 && table.indexed(first).key == key {
            return Some(first as usize);
        }
        self.walk_to_str(table, key, hash)
    }

    #[inline(never)]
    fn walk_to_str(&self, table: &Dict, key: Obj, hash: i64) -> Option<usize> {
        let mut walk = Walk::new(hash, table.log2_slots);
        loop {
            match table.index_at(walk.slot) {
                EMPTY => return None,
                DELETED => {}
                number => {
                    let entry = table.indexed(number);
                    if entry.key == key
                        || (entry.hash == hash && self.str_text(entry.key) == self.str_text(key))
                    {
                        return Some(number as usize);
                    }
                }
            }
            walk.advance();
        }
    }

    /// The entry of a `str` key, in a dict of any kind. Keys whose own `==` could answer otherwise
    /// count as different, so this is for namespaces: globals, classes, modules.
    #[inline]
    pub fn dict_find_str(&self, dict: Obj, key: Obj) -> Option<usize> {
        let table = self.dict(dict);
        if table.used == 0 {
            return None;
        }
        let hash = self.str_hash(key);
        if table.kind != KeyKind::General {
            return self.find_str(table, key, hash);
        }
        let mut walk = Walk::new(hash, table.log2_slots);
        loop {
            match self.walk_on(table, key, hash, walk) {
                Probe::Found(number) => return Some(number),
                Probe::Absent => return None,
                Probe::Compare { state, .. } => {
                    walk = state.walk;
                    walk.advance();
                }
            }
        }
    }

    /// The value of a `str` key, borrowed. See [`Heap::dict_find_str`].
    #[inline]
    pub fn dict_get_str(&self, dict: Obj, key: Obj) -> Option<Obj> {
        let number = self.dict_find_str(dict, key)?;
        Some(self.dict(dict).indexed(number as i32).value)
    }

    /// The value of the key with that text, borrowed: for the library's own use, where no `str`
    /// object is at hand.
    pub fn dict_get_text(&self, dict: Obj, text: &str) -> Option<Obj> {
        let table = self.dict(dict);
        if table.used == 0 {
            return None;
        }
        let hash = crate::hash::str_hash(text);
        let mut walk = Walk::new(hash, table.log2_slots);
        loop {
            match table.index_at(walk.slot) {
                EMPTY => return None,
                DELETED => {}
                number => {
                    let entry = table.indexed(number);
                    if entry.hash == hash
                        && let Payload::Str(known) = self.payload(entry.key)
                        && *known.text == *text
                    {
                        return Some(entry.value);
                    }
                }
            }
            walk.advance();
        }
    }
}
