//! What the heap asks of whoever runs programs on it.

use crate::collect::CollectionResult;
use crate::heap::Heap;
use crate::object::Obj;

/// A heap together with what can run a program's own code: finalizers and callbacks.
///
/// A machine implements it by calling Python functions. [`Heap`] alone implements it by running
/// nothing, which is all that a Rust program needs that uses the heap without Python.
pub trait Runtime {
    /// The heap.
    fn heap(&mut self) -> &mut Heap;

    /// The heap, to read.
    fn heap_ref(&self) -> &Heap;

    /// Calls the `__del__` of an object, which is alive during the call. Errors are reported and
    /// swallowed.
    fn call_finalizer(&mut self, object: Obj);

    /// Calls a dead weak reference's callback with the reference. Errors are reported and swallowed.
    fn call_weakref_callback(&mut self, reference: Obj, callback: Obj);

    /// A generator or coroutine that is about to die while suspended: runs its `finally` blocks.
    fn close_generator(&mut self, generator: Obj);

    /// A collection begins: `gc.callbacks` are called with `"start"`, unless the interpreter is at its
    /// end, and `DEBUG_STATS` reports. It has not looked at anything yet.
    fn collection_started(&mut self, _generation: usize, _at_end: bool) {}

    /// A collection is over: `DEBUG_STATS` reports, and `gc.callbacks` are called with `"stop"`, unless
    /// the interpreter is at its end.
    fn collection_finished(&mut self, _result: &CollectionResult, _at_end: bool) {}

    /// `DEBUG_COLLECTABLE` asks for a line on an object that was found unreachable.
    fn report_collectable(&mut self, _object: Obj) {}

    // ANCHOR: decref
    /// Gives back a reference; the object dies if it was the last.
    #[inline(always)]
    fn decref(&mut self, object: Obj)
    where
        Self: Sized,
    {
        if self.heap().decref_is_last(object) {
            crate::dealloc::deallocate(self, object);
        }
    }
    // ANCHOR_END: decref

    /// Gives back a reference that may be missing.
    #[inline]
    fn decref_opt(&mut self, object: Option<Obj>)
    where
        Self: Sized,
    {
        if let Some(object) = object {
            self.decref(object);
        }
    }
}

impl Runtime for Heap {
    fn heap(&mut self) -> &mut Heap {
        self
    }
    fn heap_ref(&self) -> &Heap {
        self
    }
    fn call_finalizer(&mut self, _object: Obj) {}
    fn call_weakref_callback(&mut self, _reference: Obj, _callback: Obj) {}
    fn close_generator(&mut self, _generator: Obj) {}
}
