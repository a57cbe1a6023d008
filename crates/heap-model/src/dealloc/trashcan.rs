//! The trashcan: deaths nest only so deep.
//!
//! CPython's deallocators recurse on the C stack, so beyond a depth an object is put aside and dies
//! when the others are done. Nothing would overflow here, but the order in which the parts of deeply
//! nested objects die is something a program can see.

use super::Step;
use crate::heap::Heap;
use crate::object::{Flags, Obj, Payload};
use crate::static_types::FIRST_AFTER_TYPES;

/// Deaths under way, and those put aside.
#[derive(Clone, Debug, Default)]
pub struct Trashcan {
    /// Room that the deaths under way take, in units of [`crate::release::TrashcanRules`].
    taken: u32,
    /// Objects put aside, the first put aside last to die.
    later: Vec<Obj>,
    /// Whether those put aside are dying at the moment.
    emptying: bool,
    /// A stack of steps for the next death.
    pub(super) spare_steps: Vec<Step>,
}

impl Trashcan {
    /// Whether the next death is put off, or its end may be the time for others put off.
    #[inline(always)]
    pub(super) fn is_in_use(&self, deposit_at: u32) -> bool {
        self.taken >= deposit_at || !self.later.is_empty()
    }

    /// Counts a nested death.
    #[inline(always)]
    pub(super) fn enter(&mut self, cost: u32) {
        self.taken += cost;
    }
}

impl Heap {
    /// Begins a death, unless too many are nested: then it is put aside, and the result is `None`.
    /// Otherwise the result is the room that it takes.
    #[inline]
    pub(super) fn enter_trashcan(&mut self, object: Obj) -> Option<u32> {
        let cost = self.trashcan_cost(object);
        if cost == 0 {
            return Some(0);
        }
        if self.trashcan.taken >= self.release.collector.trashcan.deposit_at {
            self.trashcan.later.push(object);
            return None;
        }
        self.trashcan.taken += cost;
        Some(cost)
    }

    /// A death is over. When few enough are left, those put aside get their turn next.
    #[inline]
    pub(super) fn leave_trashcan(&mut self, cost: u32, steps: &mut Vec<Step>) {
        let rules = &self.release.collector.trashcan;
        let trashcan = &mut self.trashcan;
        trashcan.taken -= cost;
        if !trashcan.later.is_empty() && !trashcan.emptying && trashcan.taken <= rules.destroy_at {
            trashcan.emptying = true;
            trashcan.taken += rules.chain;
            steps.push(Step::Chain);
        }
    }

    /// A death did not happen: its finalizer brought the object back.
    pub(super) fn leave_trashcan_alive(&mut self, cost: u32) {
        self.trashcan.taken -= cost;
    }

    /// The next of the deaths put aside.
    pub(super) fn next_of_chain(&mut self, steps: &mut Vec<Step>) {
        match self.trashcan.later.pop() {
            Some(object) => {
                steps.push(Step::Chain);
                steps.push(Step::Begin(object));
            }
            None => {
                self.trashcan.emptying = false;
                self.trashcan.taken -= self.release.collector.trashcan.chain;
            }
        }
    }

    /// The room that the object's death takes; 0 where its deallocator does not mind the depth.
    #[inline]
    fn trashcan_cost(&self, object: Obj) -> u32 {
        let slot = self.get(object);
        if !slot.flags.has(Flags::GC) {
            return 0;
        }
        let rules = &self.release.collector.trashcan;
        match &slot.payload {
            Payload::List(_) | Payload::Tuple(_) | Payload::Set(_) => rules.items,
            Payload::Dict(_) => rules.dict,
            Payload::Instance(_) => match self.payload(slot.ty) {
                Payload::Type(class) if class.slot_count > 0 => rules.slotted,
                _ => rules.instance,
            },
            Payload::Exception(_) | Payload::Frame(_) | Payload::Traceback(_) => rules.frame,
            _ if slot.ty.index() >= FIRST_AFTER_TYPES => rules.instance,
            _ => rules.other,
        }
    }
}
