//! What the heap asks of the machine: finalizers, callbacks and automatic collections.

use heap_model::collect::{self, CollectionResult, Debug};
use heap_model::{Heap, Obj, Runtime};

use super::Machine;
use crate::outcome::Stream;

impl Runtime for Machine {
    #[inline(always)]
    fn heap(&mut self) -> &mut Heap {
        &mut self.heap
    }

    #[inline(always)]
    fn heap_ref(&self) -> &Heap {
        &self.heap
    }

    fn call_finalizer(&mut self, object: Obj) {
        let name = self.names.__del__;
        let Some(method) = self.lookup_special(object, name) else { return };
        self.heap.incref(method);
        let result = self.call_found(method, object, &[]);
        match result {
            Ok(value) => self.decref(value),
            Err(raise) => self.report_ignored(raise, Some(method), Ignored::Deallocator),
        }
        self.decref(method);
    }

    fn call_weakref_callback(&mut self, reference: Obj, callback: Obj) {
        match self.call(callback, &[reference]) {
            Ok(value) => self.decref(value),
            Err(raise) => self.report_ignored(raise, Some(callback), Ignored::WeakrefCallback),
        }
    }

    fn close_generator(&mut self, generator: Obj) {
        self.warn_if_never_awaited(generator);
        match self.close(generator) {
            Ok(value) => self.decref(value),
            Err(raise) => self.report_ignored(raise, Some(generator), Ignored::Generator),
        }
    }

    fn collection_started(&mut self, generation: usize, at_end: bool) {
        if self.heap.collector.debug.has(Debug::STATS) {
            let sizes = self.heap.generation_sizes();
            let permanent = self.heap.frozen_count();
            let text = format!(
                "gc: collecting generation {generation}...\n\
                 gc: objects in each generation: {} {} {}\n\
                 gc: objects in permanent generation: {permanent}\n",
                sizes[0], sizes[1], sizes[2]
            );
            let _ = self.write(Stream::Stderr, &text);
        }
        let result = CollectionResult { generation, ..CollectionResult::default() };
        if !at_end {
            self.collector_callbacks_with("start", &result);
        }
    }

    fn collection_finished(&mut self, result: &CollectionResult, at_end: bool) {
        if self.heap.collector.debug.has(Debug::STATS) {
            let text = format!(
                "gc: done, {} unreachable, {} uncollectable, 0.0000s elapsed\n",
                result.unreachable(),
                result.uncollectable
            );
            let _ = self.write(Stream::Stderr, &text);
        }
        if !at_end {
            self.collector_callbacks_with("stop", result);
        }
    }

    fn report_collectable(&mut self, object: Obj) {
        let class = self.type_name(self.heap.type_of(object));
        let text = format!("gc: collectable <{class} {:#x}>\n", self.heap.id(object));
        let _ = self.write(Stream::Stderr, &text);
    }
}

/// What the interpreter was doing when an exception could not be raised.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ignored {
    /// `__del__`.
    Deallocator,
    /// A weak reference's callback.
    WeakrefCallback,
    /// An entry of `gc.callbacks`.
    CollectorCallback,
    /// A generator that was closed as it died.
    Generator,
}

impl Ignored {
    /// What is said before the object (3.14+).
    pub(crate) fn message(self) -> Option<&'static str> {
        Some(match self {
            Ignored::Deallocator => "Exception ignored while calling deallocator",
            Ignored::WeakrefCallback => "Exception ignored while calling weakref callback",
            Ignored::CollectorCallback => "Exception ignored while calling GC callback",
            Ignored::Generator => "Exception ignored while closing generator",
        })
    }
}

impl Machine {
    /// Runs the automatic collection that is due.
    #[cold]
    pub(crate) fn run_collector(&mut self) {
        // What runs now must not end up in the frame's own places.
        collect::collect_due(self);
    }

    /// A collection of the young generation, as many allocations at once bring it.
    pub(crate) fn collect_young(&mut self) {
        collect::collect(self, 0);
    }

    /// `gc.collect(generation)`: how many unreachable objects there were.
    pub(crate) fn collect_garbage(&mut self, generation: usize) -> usize {
        // Each object of the generations collected is looked at twice or more.
        let objects: usize = self.heap.generation_sizes()[..=generation.min(2)].iter().sum();
        self.spend_on_bytes(objects * 256);
        collect::collect(self, generation).unreachable()
    }

    /// The first full collection of the interpreter's exit (`PyGC_Collect`), which `gc.disable()`
    /// stops.
    pub(crate) fn collect_before_exit(&mut self) {
        if self.heap.collector.enabled {
            collect::collect(self, 2);
        }
    }

    /// One of those that follow, by number from 0.
    pub(crate) fn collect_at_exit(&mut self, number: usize) {
        collect::collect_at_exit(self, number);
    }

    /// `gc.garbage`. New reference.
    pub(crate) fn garbage_list(&mut self) -> Obj {
        let list = match self.heap.collector.garbage {
            Some(list) => list,
            None => {
                let list = self.heap.new_list(Vec::new());
                self.heap.collector.garbage = Some(list);
                list
            }
        };
        self.new_ref(list)
    }

    /// `gc.callbacks`. New reference.
    pub(crate) fn collector_callbacks(&mut self) -> Obj {
        let list = match self.library.collector_callbacks {
            Some(list) => list,
            None => {
                let list = self.heap.new_list(Vec::new());
                self.library.collector_callbacks = Some(list);
                list
            }
        };
        self.new_ref(list)
    }

    fn collector_callbacks_with(&mut self, phase: &str, result: &CollectionResult) {
        // The collections that take modules apart tell nobody.
        if self.finalizing {
            return;
        }
        let Some(list) = self.library.collector_callbacks else { return };
        if self.heap.list(list).items.is_empty() {
            return;
        }
        let info = self.heap.new_dict();
        let numbers = [
            ("generation", result.generation),
            ("collected", result.collected),
            ("uncollectable", result.uncollectable),
        ];
        let more = if self.heap.release.collector.stats_have_candidates {
            vec![("candidates", result.candidates)]
        } else {
            Vec::new()
        };
        for (name, value) in numbers.into_iter().chain(more) {
            let key = self.heap.intern(name);
            let value = self.heap.new_int(value as i64);
            self.heap.dict_set_str(info, key, value);
            self.decref(key);
            self.decref(value);
        }
        if self.heap.release.collector.stats_have_candidates {
            let key = self.heap.intern("duration");
            let value = self.heap.new_float(0.0);
            self.heap.dict_set_str(info, key, value);
            self.decref(key);
            self.decref(value);
        }
        let phase = self.heap.intern(phase);
        let mut index = 0;
        while let Some(&callback) = self.heap.list(list).items.get(index) {
            self.heap.incref(callback);
            match self.call(callback, &[phase, info]) {
                Ok(value) => self.decref(value),
                Err(raise) => {
                    self.report_ignored(raise, Some(callback), Ignored::CollectorCallback)
                }
            }
            self.decref(callback);
            index += 1;
        }
        self.decref(phase);
        self.decref(info);
    }
}
