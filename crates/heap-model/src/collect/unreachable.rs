//! Trial deletion: which of a set of objects are referenced from within the set alone.
//!
//! Every object of the set starts with a copy of its reference count. Each reference found inside
//! the set takes one off. What then has a count left is referenced from outside, and everything
//! that it reaches is reachable; the rest is garbage. The trial counts stand beside the heap, by
//! slot, so that a collection of young objects costs nothing for old ones.

use crate::heap::Heap;
use crate::object::Obj;

/// Not in the set.
pub(super) const OUTSIDE: u32 = u32::MAX;
/// In the set, scanned, and not known to be reachable so far.
const TENTATIVE: u32 = u32::MAX - 1;

impl Heap {
    /// Splits `young`: afterwards it holds the reachable objects, and the result those that are not.
    ///
    /// Both come in the order of CPython's lists. An object that is scanned before anything shows it
    /// to be reachable moves to the end of the reachable ones, which is why a generation's order is
    /// not quite the order of creation. `interpreter` says where in `young` the interpreter's own
    /// objects stand, if they are looked at after others.
    pub(super) fn deduce_unreachable(
        &mut self,
        young: &mut Vec<Obj>,
        interpreter: Option<usize>,
    ) -> Vec<Obj> {
        let mut counts = std::mem::take(&mut self.collector.trial_counts);
        if counts.len() < self.slot_count() {
            counts.resize(self.slot_count(), OUTSIDE);
        }
        for &object in &*young {
            counts[object.index()] = self.get(object).refcount;
        }
        self.subtract_inner_references(young, &mut counts);
        let interpreter = interpreter.map(|place| (place, self.changed_interpreter_objects()));
        if let Some((_, objects)) = &interpreter {
            self.subtract_inner_references(objects, &mut counts);
        }
        let unreachable = self.split(young, interpreter, &mut counts);
        for &object in young.iter().chain(&unreachable) {
            counts[object.index()] = OUTSIDE;
        }
        self.collector.trial_counts = counts;
        unreachable
    }

    // ANCHOR: subtract
    fn subtract_inner_references(&self, young: &[Obj], counts: &mut [u32]) {
        for &object in young {
            self.traverse(object, |referent| {
                let count = &mut counts[referent.index()];
                if *count < TENTATIVE {
                    debug_assert!(*count > 0, "{referent:?} has more references than it counts");
                    *count = count.saturating_sub(1);
                }
            });
        }
    }
    // ANCHOR_END: subtract

    fn split(
        &self,
        young: &mut Vec<Obj>,
        mut interpreter: Option<(usize, Vec<Obj>)>,
        counts: &mut [u32],
    ) -> Vec<Obj> {
        let mut unreachable = Vec::new();
        let (mut next, mut kept) = (0, 0);
        loop {
            if let Some((_, objects)) = interpreter.take_if(|(place, _)| *place == next) {
                for object in objects {
                    self.traverse(object, |referent| reach(referent, young, counts));
                }
            }
            let Some(&object) = young.get(next) else { break };
            next += 1;
            if counts[object.index()] == 0 {
                counts[object.index()] = TENTATIVE;
                unreachable.push(object);
                continue;
            }
            young[kept] = object;
            kept += 1;
            self.traverse(object, |referent| reach(referent, young, counts));
        }
        young.truncate(kept);
        unreachable.retain(|object| counts[object.index()] == TENTATIVE);
        unreachable
    }
}

// ANCHOR: reach
/// Notes that an object is reachable; one taken for garbage so far follows the others again.
#[inline(always)]
fn reach(object: Obj, young: &mut Vec<Obj>, counts: &mut [u32]) {
    match &mut counts[object.index()] {
        count @ &mut TENTATIVE => {
            *count = 1;
            young.push(object);
        }
        count @ 0 => *count = 1,
        _ => {}
    }
}
// ANCHOR_END: reach
