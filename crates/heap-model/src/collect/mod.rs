//! The cyclic collector: which objects it tracks, when it is due, and what a collection does.
//!
//! Reference counts alone never free a cycle. The collector therefore keeps every container in one
//! of three lists, its *generations*, and from time to time looks for containers whose references
//! all come from within the list (`unreachable`). What it finds is finalized and cleared
//! (`finalization`); what survives moves to the next older generation (`generations`).

mod finalization;
mod generations;
mod lists;
mod tracking;
mod unreachable;

pub(crate) use finalization::Finalizer;

use crate::heap::Heap;
use crate::object::Obj;
use crate::release::Release;
use crate::runtime::Runtime;

use lists::List;

/// Number of generations.
pub const GENERATIONS: usize = 3;

/// The collector's list of objects that no collection looks at (`gc.freeze()`).
pub(crate) const PERMANENT: usize = 3;
/// While a collection runs: objects found unreachable.
const UNREACHABLE: usize = 4;
/// While a collection runs: unreachable objects whose finalizer had its turn.
const FINALIZED: usize = 5;
const LISTS: usize = 6;

/// The flags of `gc.set_debug()`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Debug(pub u32);

impl Debug {
    /// `gc.DEBUG_STATS`: report what each collection did.
    pub const STATS: u32 = 1;
    /// `gc.DEBUG_COLLECTABLE`: report each object found unreachable.
    pub const COLLECTABLE: u32 = 2;
    /// `gc.DEBUG_UNCOLLECTABLE`: report each object that cannot be freed.
    pub const UNCOLLECTABLE: u32 = 4;
    /// `gc.DEBUG_SAVEALL`: unreachable objects go to `gc.garbage` instead of being cleared.
    pub const SAVEALL: u32 = 32;

    /// Whether all bits of `flag` are set.
    pub const fn has(self, flag: u32) -> bool {
        self.0 & flag == flag
    }
}

/// What `gc.get_stats()` says of one generation.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Statistics {
    /// Collections of this generation.
    pub collections: usize,
    /// Objects that they found unreachable and freed.
    pub collected: usize,
    /// Objects found unreachable that could not be freed.
    pub uncollectable: usize,
    /// Objects that they looked at (3.15).
    pub candidates: usize,
}

/// What one collection did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CollectionResult {
    /// The oldest generation that was looked at.
    pub generation: usize,
    /// Objects found unreachable (after resurrection), and weak references freed by their callbacks.
    pub collected: usize,
    /// Objects that are unreachable and cannot be freed.
    pub uncollectable: usize,
    /// Objects looked at.
    pub candidates: usize,
}

impl CollectionResult {
    /// What `gc.collect()` returns.
    pub fn unreachable(&self) -> usize {
        self.collected + self.uncollectable
    }
}

/// The collector's lists and counters.
#[derive(Clone, Debug)]
pub struct Collector {
    /// `gc.isenabled()`: whether collections start by themselves.
    pub enabled: bool,
    /// `gc.get_threshold()`.
    pub thresholds: [i32; GENERATIONS],
    /// An allocation went over the threshold; a collection is due at the next check point.
    pub pending: bool,
    /// `gc.get_debug()`.
    pub debug: Debug,
    /// `gc.garbage`, a `list`, once somebody made it. Counted.
    pub garbage: Option<Obj>,
    /// `gc.get_stats()`.
    pub statistics: [Statistics; GENERATIONS],
    /// Unreachable objects of the interpreter's own, which the next collection finds.
    pub foreign_garbage: usize,
    counts: [i32; GENERATIONS],
    lists: [List; LISTS],
    collecting: bool,
    /// The interpreter's own objects, which are in no list: those that would be in the oldest
    /// generation, and those that are permanent.
    interpreter: usize,
    interpreter_frozen: usize,
    /// The interpreter's own objects are still in the middle generation.
    interpreter_in_middle: bool,
    /// Survivors of the last full collection.
    long_lived_total: usize,
    /// Survivors of middle collections since.
    long_lived_pending: usize,
    long_lived_ratio: usize,
    /// Trial counts by slot; all [`unreachable::OUTSIDE`] between collections.
    trial_counts: Vec<u32>,
}

impl Collector {
    /// A collector that has seen nothing yet.
    pub fn new(release: &Release) -> Collector {
        Collector {
            enabled: true,
            thresholds: release.collector.thresholds.map(|threshold| threshold as i32),
            pending: false,
            debug: Debug::default(),
            garbage: None,
            statistics: [Statistics::default(); GENERATIONS],
            foreign_garbage: 0,
            counts: [0; GENERATIONS],
            lists: [List::default(); LISTS],
            collecting: false,
            interpreter: release.collector.objects_at_start as usize,
            interpreter_frozen: release.collector.frozen_at_start as usize,
            interpreter_in_middle: release.collector.starts_in_middle_generation,
            long_lived_ratio: release.collector.long_lived_ratio as usize,
            long_lived_total: 0,
            long_lived_pending: 0,
            trial_counts: Vec::new(),
        }
    }

    /// `gc.get_count()`: net allocations since the last collection, young collections since the last
    /// of the middle generation, those since the last full one.
    pub fn counts(&self) -> [i32; GENERATIONS] {
        self.counts
    }

    /// Counts allocations of the interpreter's own.
    pub fn count_many(&mut self, allocations: i32) {
        self.counts[0] = (self.counts[0] + allocations).max(0);
    }

    /// Counts allocations of the interpreter's own until a collection is due, which the caller runs:
    /// the allocations that are left then.
    pub fn count_until_due(&mut self, allocations: i32) -> Option<i32> {
        let room = self.thresholds[0] - self.counts[0];
        if allocations <= room || !self.enabled || self.thresholds[0] == 0 {
            self.count_many(allocations);
            return None;
        }
        self.counts[0] = self.thresholds[0] + 1;
        Some(allocations - room - 1)
    }

    /// Counts as a start has left them.
    pub fn set_counts(&mut self, counts: [i32; GENERATIONS]) {
        self.counts = counts;
    }

    /// Whether a collection is running.
    pub fn is_collecting(&self) -> bool {
        self.collecting
    }

    /// Counts a new block for an object of a collected type.
    #[inline(always)]
    pub fn count_allocation(&mut self) {
        self.counts[0] += 1;
        if self.counts[0] > self.thresholds[0] {
            self.over_threshold();
        }
    }

    #[cold]
    fn over_threshold(&mut self) {
        if self.enabled && self.thresholds[0] != 0 && !self.collecting {
            self.pending = true;
        }
    }

    /// Counts the end of such a block. Never below 0.
    #[inline(always)]
    pub fn count_free(&mut self) {
        if self.counts[0] > 0 {
            self.counts[0] -= 1;
        }
    }

    // ANCHOR: due
    /// The oldest generation whose count is over its threshold, as an automatic collection chooses
    /// it. A full one waits until survivors of middle ones are a quarter of the oldest generation.
    pub fn due(&self) -> Option<usize> {
        (0..GENERATIONS).rev().find(|&generation| {
            self.counts[generation] > self.thresholds[generation]
                && (generation < GENERATIONS - 1
                    || self.long_lived_pending >= self.long_lived_total / self.long_lived_ratio)
        })
    }
    // ANCHOR_END: due
}

/// Runs the collection that is due, if one is: what the evaluation loop's check points do.
pub fn collect_due<R: Runtime>(rt: &mut R) -> Option<CollectionResult> {
    let drops = !rt.heap_ref().release.collector.disabled_runs_pending;
    let collector = &mut rt.heap().collector;
    collector.pending = false;
    if collector.collecting || drops && !collector.enabled {
        return None;
    }
    let generation = collector.due()?;
    Some(collect(rt, generation))
}

/// `gc.collect(generation)`: collects that generation and all younger ones. Does nothing when a
/// collection is running already. `generation` is 0, 1 or 2.
pub fn collect<R: Runtime>(rt: &mut R, generation: usize) -> CollectionResult {
    let generation = generation.min(GENERATIONS - 1);
    if std::mem::replace(&mut rt.heap().collector.collecting, true) {
        return CollectionResult { generation, ..CollectionResult::default() };
    }
    rt.collection_started(generation, false);
    let result = run(rt, generation);
    rt.collection_finished(&result, false);
    rt.heap().collector.collecting = false;
    result
}

/// One of the full collections of the interpreter's exit after the end of `__main__`, by number from
/// 0. `gc.callbacks` are not called, `gc.disable()` does not stop it, and it finds some of the
/// interpreter's own objects unreachable ([`crate::release::CollectorRules::exit`]).
pub fn collect_at_exit<R: Runtime>(rt: &mut R, number: usize) {
    let exit = rt.heap().release.collector.exit[number];
    let collector = &mut rt.heap().collector;
    collector.interpreter = exit.objects as usize;
    if std::mem::replace(&mut collector.collecting, true) {
        return;
    }
    let generation = GENERATIONS - 1;
    rt.collection_started(generation, true);
    let mut result = run(rt, generation);
    result.collected += exit.unreachable as usize;
    rt.collection_finished(&result, true);
    let collector = &mut rt.heap().collector;
    collector.interpreter -= exit.unreachable as usize;
    collector.collecting = false;
}

/// One collection between its two callbacks; the phases in CPython's order.
fn run<R: Runtime>(rt: &mut R, generation: usize) -> CollectionResult {
    let heap = rt.heap();
    heap.collector.reset_counts(generation);
    let (mut young, interpreter) = heap.merge_younger(generation);
    let candidates = young.len();
    let garbage = heap.deduce_unreachable(&mut young, interpreter);
    heap.age_survivors(young, generation);
    heap.move_to_list(&garbage, UNREACHABLE);
    let older = (generation + 1).min(GENERATIONS - 1);
    let mut collected = 0;
    if !garbage.is_empty() {
        collected = finalization::dispose(rt, garbage, older);
    }
    let heap = rt.heap();
    collected += std::mem::take(&mut heap.collector.foreign_garbage);
    if generation == GENERATIONS - 1 {
        heap.clear_free_lists();
    }
    let statistics = &mut heap.collector.statistics[generation];
    statistics.collections += 1;
    statistics.collected += collected;
    statistics.candidates += candidates;
    CollectionResult { generation, collected, uncollectable: 0, candidates }
}

impl Heap {
    /// Gives the blocks on the free lists back, as a full collection does.
    fn clear_free_lists(&mut self) {
        let Heap { free_lists, memory, .. } = self;
        free_lists.clear(memory);
    }
}
