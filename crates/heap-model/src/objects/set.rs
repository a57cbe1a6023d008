//! `set` and `frozenset`: a table that is probed in short runs, without an order of its own.
//!
//! The table is CPython's slot by slot, because iteration and `pop` follow it: which member comes
//! first depends on hashes, on the order of insertion and on what was removed before.

mod change;
mod probe;

use std::cell::Cell;

use crate::heap::Heap;
use crate::layout::Block;
use crate::object::{Obj, Payload};
use crate::static_types::types;

pub use probe::{SetProbe, SetProbeState};

/// Slots of the table that is part of the object; larger ones have a block of their own.
pub const SMALL_TABLE: usize = 8;

/// One slot of a set's table.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SetEntry {
    /// The member; `None` in an unused slot and in one whose member was removed.
    pub key: Option<Obj>,
    /// The member's hash; [`SetEntry::REMOVED`] marks a slot whose member was removed.
    pub hash: i64,
}

impl SetEntry {
    /// The hash in a slot whose member was removed: no object hashes to it.
    pub const REMOVED: i64 = -1;

    #[inline(always)]
    fn is_unused(&self) -> bool {
        self.key.is_none() && self.hash == 0
    }

    const GONE: SetEntry = SetEntry { key: None, hash: SetEntry::REMOVED };
}

/// The contents of a `set` or `frozenset`.
#[derive(Clone, Debug)]
pub struct Set {
    table: Box<[SetEntry]>,
    /// Members, and marks of removed ones that nothing overwrote yet.
    fill: usize,
    used: usize,
    /// Where `pop` looks next. Clearing the set does not reset it.
    finger: usize,
    /// The table's block, if it is larger than the small one.
    block: Option<Block>,
    /// Counts changes of the table, so that a probe notices them.
    changes: u32,
    /// `hash()` of a `frozenset`, once asked for.
    pub hash: Cell<Option<i64>>,
}

impl Default for Set {
    fn default() -> Set {
        Set {
            table: Box::new([SetEntry::default(); SMALL_TABLE]),
            fill: 0,
            used: 0,
            finger: 0,
            block: None,
            changes: 0,
            hash: Cell::new(None),
        }
    }
}

impl Set {
    /// `len(set)`.
    #[inline]
    pub fn len(&self) -> usize {
        self.used
    }

    /// Whether it has no members.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.used == 0
    }

    /// Slots of the table.
    #[inline]
    pub fn slots(&self) -> usize {
        self.table.len()
    }

    /// The table's block, if it has one.
    #[inline]
    pub fn block(&self) -> Option<Block> {
        self.block
    }

    /// The table, slot by slot.
    #[inline]
    pub fn table(&self) -> &[SetEntry] {
        &self.table
    }

    /// The member in a slot.
    #[inline]
    pub fn at(&self, slot: usize) -> Option<Obj> {
        self.table.get(slot)?.key
    }

    /// The first member from slot `from` on: its slot, itself and its hash.
    #[inline]
    pub fn next_member(&self, from: usize) -> Option<(usize, Obj, i64)> {
        let rest = self.table.get(from..)?;
        rest.iter().enumerate().find_map(|(i, entry)| Some((from + i, entry.key?, entry.hash)))
    }

    /// The members in the table's order, which is iteration's.
    pub fn members(&self) -> impl std::iter::Iterator<Item = Obj> + '_ {
        self.table.iter().filter_map(|entry| entry.key)
    }

    /// The members with their hashes, in the table's order.
    pub fn members_with_hashes(&self) -> impl std::iter::Iterator<Item = (Obj, i64)> + '_ {
        self.table.iter().filter_map(|entry| Some((entry.key?, entry.hash)))
    }

    /// `hash()` of a `frozenset`: of the members' hashes, whatever their order.
    pub fn frozen_hash(&self) -> i64 {
        if let Some(known) = self.hash.get() {
            return known;
        }
        let scatter = |hash: u64| (hash ^ 89_869_747 ^ (hash << 16)).wrapping_mul(3_644_798_167);
        let mut hash = 0u64;
        for entry in &self.table {
            hash ^= scatter(entry.hash as u64);
        }
        // What unused slots (hash 0) and removed members (hash -1) added goes out again.
        if (self.table.len() - self.fill) & 1 == 1 {
            hash ^= scatter(0);
        }
        if (self.fill - self.used) & 1 == 1 {
            hash ^= scatter(SetEntry::REMOVED as u64);
        }
        hash ^= (self.used as u64 + 1).wrapping_mul(1_927_868_237);
        hash ^= (hash >> 11) ^ (hash >> 25);
        hash = hash.wrapping_mul(69_069).wrapping_add(907_133_923);
        let hash = match hash as i64 {
            -1 => 590_923_713,
            hash => hash,
        };
        self.hash.set(Some(hash));
        hash
    }
}

impl Heap {
    /// An empty `set`. New reference.
    pub fn new_set(&mut self) -> Obj {
        self.new_set_of(types::SET)
    }

    /// An empty `frozenset`, to be filled before anybody sees it. New reference.
    pub fn new_frozenset(&mut self) -> Obj {
        self.new_set_of(types::FROZENSET)
    }

    fn new_set_of(&mut self, ty: Obj) -> Obj {
        let set = self.allocate_gc(ty, Payload::Set(Box::default()), 200, 16);
        self.track(set);
        set
    }

    /// A `frozenset` just made by the type, from an iterable of objects that cannot be part of a cycle,
    /// leaves the collector's lists
    /// (3.15).
    pub fn finish_frozenset(&mut self, set: Obj) {
        if self.release.collector.frozenset_untracking
            && self.type_of(set) == types::FROZENSET
            && !self.set(set).members().any(|member| self.may_be_tracked(member))
        {
            self.untrack(set);
        }
    }
}
