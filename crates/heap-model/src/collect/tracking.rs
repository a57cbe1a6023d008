//! Which objects the collector looks at.
//!
//! A container is tracked once it is complete. Two kinds leave again when a collection finds that
//! they cannot be part of a cycle: tuples, and (up to 3.13) dicts.

use super::{GENERATIONS, PERMANENT};
use crate::heap::Heap;
use crate::object::{Flags, Obj, Payload};
use crate::static_types::{FIRST_AFTER_TYPES, types};

impl Heap {
    /// Puts an object at the end of the youngest generation (`PyObject_GC_Track`). It must not be
    /// tracked. The interpreter's own objects count as tracked but are in no list: no collection
    /// could free them.
    #[inline]
    pub fn track(&mut self, object: Obj) {
        let flags = &mut self.get_mut(object).flags;
        debug_assert!(flags.has(Flags::GC), "{object:?} has no collector's header");
        debug_assert!(!flags.has(Flags::TRACKED), "{object:?} is tracked already");
        if flags.has(Flags::STATIC) {
            flags.set(Flags::TRACKED);
            return;
        }
        self.link_last(object, 0);
    }

    /// Takes an object out of its generation, if it is in one (`PyObject_GC_UnTrack`).
    #[inline]
    pub fn untrack(&mut self, object: Obj) {
        let flags = &mut self.get_mut(object).flags;
        if !flags.has(Flags::TRACKED) {
            return;
        }
        if flags.has(Flags::STATIC) {
            flags.clear(Flags::TRACKED);
            return;
        }
        self.unlink(object);
    }

    /// `gc.is_tracked(object)`.
    #[inline]
    pub fn is_tracked(&self, object: Obj) -> bool {
        self.get(object).flags.has(Flags::TRACKED)
    }

    /// `gc.is_finalized(object)`.
    pub fn is_finalized(&self, object: Obj) -> bool {
        self.get(object).flags.has(Flags::GC.with(Flags::FINALIZED))
    }

    /// Whether the object has a collector's header. Static types have none: their number is fixed.
    #[inline]
    pub fn is_gc(&self, object: Obj) -> bool {
        object.index() >= FIRST_AFTER_TYPES && self.get(object).flags.has(Flags::GC)
    }

    /// Whether the object may be part of a cycle now or later: it has a collector's header and is not
    /// a tuple that a collection (or its birth) found harmless.
    #[inline]
    pub fn may_be_tracked(&self, object: Obj) -> bool {
        self.is_gc(object)
            && (self.type_of(object) != types::TUPLE || self.get(object).flags.has(Flags::TRACKED))
    }

    /// Untracks tuples, and in a full collection dicts (≤ 3.13), that hold nothing that could be
    /// part of a cycle. All tuples come first: a dict of untracked tuples is harmless too.
    pub(super) fn untrack_harmless(&mut self, survivors: &[Obj], full: bool) {
        for &object in survivors {
            if let Payload::Tuple(items) = self.payload(object)
                && self.type_of(object) == types::TUPLE
                && !items.iter().any(|&item| self.may_be_tracked(item))
            {
                self.get_mut(object).flags.clear(Flags::TRACKED);
            }
        }
        if !full || !self.release.collector.dict_untracking {
            return;
        }
        for &object in survivors {
            if self.type_of(object) == types::DICT && self.dict_is_harmless(object) {
                self.get_mut(object).flags.clear(Flags::TRACKED);
            }
        }
    }

    /// Every object that `gc.get_referrers` searches, in its order. The interpreter's own stand where
    /// a full collection at the start would have put them: first in the oldest generation.
    pub(crate) fn searched_for_referrers(&self) -> Vec<Obj> {
        let mut all: Vec<Obj> = self.list_objects(0).chain(self.list_objects(1)).collect();
        all.extend(self.interpreter_objects());
        all.extend(self.list_objects(2));
        all
    }

    /// The interpreter's own tracked objects.
    pub(super) fn interpreter_objects(&self) -> Vec<Obj> {
        let interpreter = Flags::STATIC.with(Flags::TRACKED);
        self.objects().filter(|&object| self.get(object).flags.has(interpreter)).collect()
    }

    /// Those of them that may refer to objects of the program.
    pub(super) fn changed_interpreter_objects(&self) -> Vec<Obj> {
        let changed = Flags::STATIC.with(Flags::TRACKED).with(Flags::CHANGED);
        self.objects().filter(|&object| self.get(object).flags.has(changed)).collect()
    }

    /// Hands an object of the interpreter's own to the collector, which may free it from now on:
    /// at the interpreter's exit its objects die like others.
    pub fn adopt(&mut self, object: Obj) {
        let flags = &mut self.get_mut(object).flags;
        if flags.has(Flags::STATIC.with(Flags::TRACKED)) {
            flags.clear(Flags::STATIC.with(Flags::TRACKED));
            self.link_last(object, GENERATIONS - 1);
        }
    }

    /// `gc.get_objects(generation)`: the program's tracked objects of one generation, or of all
    /// three. The interpreter's own are left out: how many there are depends on the build.
    pub fn tracked_objects(&self, generation: Option<usize>) -> Vec<Obj> {
        match generation {
            Some(generation) if generation < GENERATIONS => self.list_objects(generation).collect(),
            Some(_) => Vec::new(),
            None => (0..GENERATIONS).flat_map(|generation| self.list_objects(generation)).collect(),
        }
    }

    /// The generation that a tracked object of the program is in; `None` for others and for frozen
    /// ones.
    pub fn generation_of(&self, object: Obj) -> Option<usize> {
        let flags = self.get(object).flags;
        (flags.has(Flags::TRACKED) && !flags.has(Flags::STATIC) && flags.generation() < GENERATIONS)
            .then(|| flags.generation())
    }

    /// Objects in each generation, as `DEBUG_STATS` reports them: with the interpreter's own.
    pub fn generation_sizes(&self) -> [usize; GENERATIONS] {
        let mut sizes = std::array::from_fn(|generation| self.list_objects(generation).count());
        let own = GENERATIONS - 1 - usize::from(self.collector.interpreter_in_middle);
        sizes[own] += self.collector.interpreter;
        sizes
    }

    /// `gc.get_freeze_count()`: with the interpreter's own objects.
    pub fn frozen_count(&self) -> usize {
        self.list_objects(PERMANENT).count() + self.collector.interpreter_frozen
    }
}
