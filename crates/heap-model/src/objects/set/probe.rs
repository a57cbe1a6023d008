//! Looking a member up, and finding the slot for a new one.

use super::{Set, SetEntry};
use crate::heap::Heap;
use crate::object::Obj;

/// Slots looked at one after the other before the probe jumps.
const RUN: usize = 9;

/// The slots to look at for a hash.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Walk {
    /// The slot to look at now.
    pub(super) slot: usize,
    /// Slots of the present run that remain after it.
    left: usize,
    start: usize,
    perturb: u64,
    mask: usize,
}

impl Walk {
    #[inline(always)]
    pub(super) fn new(hash: i64, slots: usize) -> Walk {
        let mask = slots - 1;
        let start = hash as usize & mask;
        Walk { slot: start, left: run_from(start, mask), start, perturb: hash as u64, mask }
    }

    #[inline(always)]
    pub(super) fn advance(&mut self) {
        if self.left > 0 {
            self.left -= 1;
            self.slot += 1;
            return;
        }
        self.perturb >>= 5;
        let next = self.start.wrapping_mul(5).wrapping_add(1).wrapping_add(self.perturb as usize);
        self.start = next & self.mask;
        self.slot = self.start;
        self.left = run_from(self.start, self.mask);
    }
}

/// Slots that follow a start in its run: none if the run would leave the table.
#[inline(always)]
fn run_from(start: usize, mask: usize) -> usize {
    if start + RUN <= mask { RUN } else { 0 }
}

/// Where a probe stopped for a comparison.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetProbeState {
    walk: Walk,
    removed: Option<usize>,
    changes: u32,
}

/// What a probe found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetProbe {
    /// The member is in that slot.
    Found(usize),
    /// It is not there; adding it would put it into that slot.
    Absent {
        /// The slot that a new member would take.
        slot: usize,
    },
    /// It takes Python's `==` between that slot's member (first) and the object that is looked for.
    /// If they are equal, the slot is the one; if not, [`Heap::set_probe_on`] continues, provided
    /// that [`Heap::set_probe_holds`].
    Compare {
        /// The slot.
        slot: usize,
        /// Where to go on.
        state: SetProbeState,
    },
}

impl Set {
    /// The first slot on the hash's way that is unused, in a table without marks.
    #[inline]
    pub(super) fn unused_slot(table: &[SetEntry], hash: i64) -> usize {
        let mut walk = Walk::new(hash, table.len());
        while table[walk.slot].key.is_some() {
            walk.advance();
        }
        walk.slot
    }
}

impl Heap {
    /// Looks an object up, whose hash is `hash`.
    #[inline]
    pub fn set_probe(&self, set: Obj, key: Obj, hash: i64) -> SetProbe {
        let contents = self.set(set);
        self.set_walk(contents, key, hash, Walk::new(hash, contents.table.len()), None)
    }

    /// Goes on with a probe that stopped at a member that turned out to be another.
    pub fn set_probe_on(&self, set: Obj, key: Obj, hash: i64, state: SetProbeState) -> SetProbe {
        let mut walk = state.walk;
        walk.advance();
        self.set_walk(self.set(set), key, hash, walk, state.removed)
    }

    /// Whether the set is what it was when the probe stopped. If not, the comparison changed it and
    /// the lookup starts again.
    pub fn set_probe_holds(&self, set: Obj, state: &SetProbeState) -> bool {
        self.set(set).changes == state.changes
    }

    #[inline]
    fn set_walk(
        &self,
        set: &Set,
        key: Obj,
        hash: i64,
        mut walk: Walk,
        mut removed: Option<usize>,
    ) -> SetProbe {
        loop {
            let entry = &set.table[walk.slot];
            match entry.key {
                None if entry.is_unused() => {
                    // A new member takes the place of the last removed one on its way.
                    return SetProbe::Absent { slot: removed.unwrap_or(walk.slot) };
                }
                None => removed = Some(walk.slot),
                Some(member) if entry.hash == hash => {
                    if member == key {
                        return SetProbe::Found(walk.slot);
                    }
                    match self.native_equal(member, key) {
                        Some(true) => return SetProbe::Found(walk.slot),
                        Some(false) => {}
                        None => {
                            let state = SetProbeState { walk, removed, changes: set.changes };
                            return SetProbe::Compare { slot: walk.slot, state };
                        }
                    }
                }
                Some(_) => {}
            }
            walk.advance();
        }
    }
}
