//! The death of an object as its weak references see it.

use crate::object::{Obj, Payload};
use crate::runtime::Runtime;

// ANCHOR: clear_and_call
/// Clears all weak references to a dying object, then calls their callbacks, the newest first
/// (`PyObject_ClearWeakRefs`).
pub(super) fn clear_and_call<R: Runtime>(rt: &mut R, object: Obj) {
    let mut calls = Vec::new();
    let mut idle = Vec::new();
    let heap = rt.heap();
    for reference in heap.weakrefs_newest_first(object) {
        heap.forget_referent(reference);
        let Payload::WeakRef(weak) = heap.payload_mut(reference) else { continue };
        let Some(callback) = weak.callback.take() else { continue };
        // The reference may be on its own way out, its callback still in place.
        if heap.is_live(reference) {
            heap.incref(reference);
            calls.push((reference, callback));
        } else {
            idle.push(callback);
        }
    }
    for callback in idle {
        rt.decref(callback);
    }
    for &(reference, callback) in &calls {
        rt.call_weakref_callback(reference, callback);
    }
    for (reference, callback) in calls.into_iter().rev() {
        rt.decref(callback);
        rt.decref(reference);
    }
}
// ANCHOR_END: clear_and_call
