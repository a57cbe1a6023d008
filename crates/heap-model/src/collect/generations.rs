//! Generations: what is collected together, and where survivors go.

use super::{Collector, GENERATIONS, PERMANENT};
use crate::heap::Heap;
use crate::object::Obj;

impl Collector {
    /// The counters at the start of a collection: the next older generation counts one more, the
    /// collected ones start anew.
    pub(super) fn reset_counts(&mut self, generation: usize) {
        if generation + 1 < GENERATIONS {
            self.counts[generation + 1] += 1;
        }
        self.counts[..=generation].fill(0);
    }
}

impl Heap {
    /// Takes the objects of `generation` and of all younger ones out of their lists, in CPython's
    /// order: the generation's own first, the younger ones after it, youngest first.
    ///
    /// With them comes where among them the interpreter's own objects stand, unless these are not
    /// collected or come first, where they make no difference.
    pub(super) fn merge_younger(&mut self, generation: usize) -> (Vec<Obj>, Option<usize>) {
        let mut all = Vec::new();
        self.drain_list(generation, &mut all);
        let mut interpreter = None;
        for younger in 0..generation {
            if younger == 1 && self.collector.interpreter_in_middle {
                interpreter = Some(all.len());
            }
            self.drain_list(younger, &mut all);
        }
        if generation > 0 {
            self.collector.interpreter_in_middle = false;
        }
        (all, interpreter)
    }

    /// Puts the survivors of a collection into the next older generation.
    pub(super) fn age_survivors(&mut self, survivors: Vec<Obj>, generation: usize) {
        let full = generation == GENERATIONS - 1;
        self.untrack_harmless(&survivors, full);
        let older = (generation + 1).min(GENERATIONS - 1);
        let mut moved = 0;
        for &object in &survivors {
            if !self.is_tracked(object) {
                continue;
            }
            // Since 3.12 a collection drops immortal objects from those that it looks at.
            let list = if self.is_immortal(object) { PERMANENT } else { older };
            self.link_last(object, list);
            moved += usize::from(list == older);
        }
        if full {
            self.collector.long_lived_pending = 0;
            self.collector.long_lived_total = moved + self.collector.interpreter;
        } else if generation + 2 == GENERATIONS {
            self.collector.long_lived_pending += moved;
        }
    }

    /// `gc.freeze()`: all tracked objects become permanent.
    pub fn freeze(&mut self) {
        let mut all = Vec::new();
        for generation in 0..GENERATIONS {
            self.drain_list(generation, &mut all);
            self.collector.counts[generation] = 0;
        }
        self.move_to_list(&all, PERMANENT);
        let collector = &mut self.collector;
        collector.interpreter_frozen += std::mem::take(&mut collector.interpreter);
    }

    /// `gc.unfreeze()`: all permanent objects go to the oldest generation.
    pub fn unfreeze(&mut self) {
        let mut all = Vec::new();
        self.drain_list(PERMANENT, &mut all);
        self.move_to_list(&all, GENERATIONS - 1);
        let collector = &mut self.collector;
        collector.interpreter += std::mem::take(&mut collector.interpreter_frozen);
    }
}
