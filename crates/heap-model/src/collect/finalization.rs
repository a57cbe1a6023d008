//! What happens to garbage: weak references die, finalizers run, and what they did not bring back
//! is cleared.
//!
//! The garbage stands in a list of its own meanwhile. An object that dies on the way leaves that
//! list as it would leave any other, so that nothing here ever holds a dead object.

use super::{Debug, FINALIZED, UNREACHABLE};
use crate::dealloc;
use crate::heap::Heap;
use crate::object::{Flags, Obj, Payload};
use crate::objects::Execution;
use crate::runtime::Runtime;

/// Disposes of the objects of the list of unreachable ones, which are also in `garbage`. What
/// survives goes to generation `older`. Returns how many were collected.
pub(super) fn dispose<R: Runtime>(rt: &mut R, garbage: Vec<Obj>, older: usize) -> usize {
    if rt.heap_ref().collector.debug.has(Debug::COLLECTABLE) {
        for &object in &garbage {
            rt.report_collectable(object);
        }
    }
    let late = rt.heap_ref().release.weakrefs.plain_outlive_finalizers;
    let honoured = rt.heap().clear_weakrefs_to(&garbage, !late);
    let mut ran_code = !honoured.is_empty();
    let mut collected = call_callbacks(rt, honoured, older);
    ran_code |= finalize(rt);
    // Whatever ran may have made garbage reachable again, and may have freed some of it.
    let mut garbage = Vec::new();
    rt.heap().drain_list(FINALIZED, &mut garbage);
    let unreachable = if ran_code {
        let mut resurrected = garbage;
        let unreachable = rt.heap().deduce_unreachable(&mut resurrected, None);
        rt.heap().move_to_list(&resurrected, older);
        unreachable
    } else {
        garbage
    };
    rt.heap().move_to_list(&unreachable, UNREACHABLE);
    collected += unreachable.len();
    if late {
        rt.heap().clear_all_weakrefs_to(&unreachable);
    }
    drop(unreachable);
    clear(rt, older);
    collected
}

/// Calls the callbacks of weak references that are themselves alive. Returns how many of those
/// references died with the call.
fn call_callbacks<R: Runtime>(rt: &mut R, references: Vec<Obj>, older: usize) -> usize {
    let mut freed = 0;
    for reference in references {
        let heap = rt.heap();
        if let Payload::WeakRef(weak) = heap.payload(reference)
            && let Some(callback) = weak.callback
        {
            rt.call_weakref_callback(reference, callback);
        }
        if rt.heap().decref_is_last(reference) {
            dealloc::deallocate(rt, reference);
            freed += 1;
        } else if rt.heap().is_tracked(reference) {
            rt.heap().relink(reference, older);
        }
    }
    freed
}

/// Gives every unreachable object with a finalizer its one call, in the list's order. Returns whether
/// any ran.
fn finalize<R: Runtime>(rt: &mut R) -> bool {
    let mut ran = false;
    while let Some(object) = rt.heap().first_of_list(UNREACHABLE) {
        let heap = rt.heap();
        heap.relink(object, FINALIZED);
        match heap.finalizer(object) {
            Finalizer::None => continue,
            finalizer => {
                ran = true;
                heap.get_mut(object).flags.set(Flags::FINALIZED);
                heap.incref(object);
                match finalizer {
                    Finalizer::Generator => rt.close_generator(object),
                    _ => rt.call_finalizer(object),
                }
                rt.decref(object);
            }
        }
    }
    ran
}

/// Breaks the cycles: clears object after object, until the list is empty. An object that survives
/// its clearing goes to `older`; it may die later.
fn clear<R: Runtime>(rt: &mut R, older: usize) {
    let save = rt.heap_ref().collector.debug.has(Debug::SAVEALL);
    while let Some(object) = rt.heap().first_of_list(UNREACHABLE) {
        let heap = rt.heap();
        if save {
            heap.save_garbage(object);
        } else if dealloc::has_clear(heap.get(object)) {
            heap.incref(object);
            dealloc::clear(rt, object);
            rt.decref(object);
        }
        let heap = rt.heap();
        if heap.first_of_list(UNREACHABLE) == Some(object) {
            heap.relink(object, older);
        }
    }
}

/// Which finalizer an object still has to run (`tp_finalize`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Finalizer {
    /// None, or it has run.
    None,
    /// `__del__`.
    Del,
    /// Closing a suspended generator or coroutine.
    Generator,
}

impl Heap {
    /// The finalizer that the object still has to run.
    #[inline]
    pub(crate) fn finalizer(&self, object: Obj) -> Finalizer {
        let slot = self.get(object);
        if slot.flags.has(Flags::FINALIZED) {
            return Finalizer::None;
        }
        match &slot.payload {
            Payload::Generator(generator) if generator.execution != Execution::Finished => {
                Finalizer::Generator
            }
            _ if self.type_has_finalizer(slot.ty) => Finalizer::Del,
            _ => Finalizer::None,
        }
    }

    /// Weak references to garbage: all that have a callback die, with `all` the others too. Returns
    /// the references, newly counted, whose callback is to be called: those that are not garbage
    /// themselves.
    fn clear_weakrefs_to(&mut self, garbage: &[Obj], all: bool) -> Vec<Obj> {
        let mut honoured = Vec::new();
        for &object in garbage {
            if all {
                self.forget_referent(object);
            }
            for reference in self.weakrefs_newest_first(object) {
                let Payload::WeakRef(weak) = self.payload(reference) else { continue };
                let has_callback = weak.callback.is_some();
                if has_callback || all {
                    self.forget_referent(reference);
                }
                if has_callback && !self.is_in_list(reference, UNREACHABLE) {
                    honoured.push(self.new_ref(reference));
                }
            }
        }
        honoured
    }

    /// Every weak reference to garbage and every weak reference that is garbage dies.
    fn clear_all_weakrefs_to(&mut self, garbage: &[Obj]) {
        for &object in garbage {
            self.forget_referent(object);
            for reference in self.weakrefs_newest_first(object) {
                self.forget_referent(reference);
            }
        }
    }

    /// Puts an object on `gc.garbage`.
    fn save_garbage(&mut self, object: Obj) {
        let list = match self.collector.garbage {
            Some(list) => list,
            None => {
                let list = self.new_list(Vec::new());
                self.collector.garbage = Some(list);
                list
            }
        };
        self.incref(object);
        self.list_append(list, object);
    }
}
