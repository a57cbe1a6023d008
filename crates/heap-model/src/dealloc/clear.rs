//! `tp_clear`: how the collector empties an object that is part of a cycle.
//!
//! The object stays alive, empty, until the references of its fellows are gone too. Tuples, bound
//! methods, slices, iterators and generators are not cleared: CPython relies on every cycle having
//! another member that is.

use super::contents::Order;
use super::{Step, run, with_steps};
use crate::heap::Heap;
use crate::object::{Flags, Obj, Object, Payload};
use crate::runtime::Runtime;
use crate::static_types::{FIRST_AFTER_TYPES, types};

/// Whether the object's type has a `tp_clear`.
pub(crate) fn has_clear(object: &Object) -> bool {
    object.ty.index() >= FIRST_AFTER_TYPES
        || matches!(
            object.payload,
            Payload::List(_)
                | Payload::Dict(_)
                | Payload::Set(_)
                | Payload::Function(_)
                | Payload::Cell(_)
                | Payload::Type(_)
                | Payload::Instance(_)
                | Payload::Module(_)
                | Payload::Frame(_)
                | Payload::Traceback(_)
                | Payload::Exception(_)
                | Payload::WeakRef(_)
                | Payload::Property(_)
                | Payload::MethodWrapper(_)
                | Payload::MemoryView(_)
                | Payload::Native(_)
        )
}

/// Drops what the object holds, in the order of its `tp_clear`. The caller holds a reference to it.
pub(crate) fn clear<R: Runtime>(rt: &mut R, object: Obj) {
    with_steps(rt, |rt, steps| {
        take_contents(rt.heap(), object, steps);
        if !steps.is_empty() {
            run(rt, steps);
        }
    });
}

fn take_contents(heap: &mut Heap, object: Obj, steps: &mut Vec<Step>) {
    take_own_contents(heap, object, steps);
    if heap.get(object).flags.has(Flags::EXTRA) {
        let slots = heap.slot_order(heap.type_of(object));
        let Some(extra) = heap.extras.get_mut(&object) else { return };
        let mut order = Order::new(steps);
        for slot in slots {
            order.optional(extra.slots.get_mut(slot).and_then(Option::take));
        }
        order.optional(extra.dict.take());
    }
}

/// What stands in for a namespace that is gone: an empty place that is always there.
fn no_namespace(heap: &mut Heap) -> Obj {
    let dict = heap.type_object(types::OBJECT).dict;
    heap.new_ref(dict)
}

fn take_own_contents(heap: &mut Heap, object: Obj, steps: &mut Vec<Step>) {
    match heap.payload(object) {
        Payload::List(_) => {
            let mut list = std::mem::take(heap.list_mut(object));
            let dying = heap.drop_backward(&mut list.items);
            if dying.is_none() {
                return heap.free_block(list.block);
            }
            steps.extend(list.block.map(Step::Block));
            steps.push(Step::Backward(list.items));
            steps.extend(dying.map(Step::Begin));
        }
        Payload::Dict(_) => clear_dict(heap, object, steps),
        Payload::Set(_) => {
            let removed = heap.set_clear(object);
            let mut order = Order::new(steps);
            order.all(removed.items);
            order.block(removed.block);
        }
        Payload::Type(_) => {
            let contents = heap.type_object(object);
            if !contents.flags.heap {
                return;
            }
            let dict = contents.dict;
            let version = heap.fresh_version();
            let contents = heap.type_object_mut(object);
            contents.version = version;
            let mro = contents.mro.take();
            steps.extend(mro.map(Step::Drop));
            clear_dict(heap, dict, steps);
        }
        Payload::Instance(_) => {
            let class = heap.type_of(object);
            let slot_order = heap.slot_order(class);
            let dict = heap.instance(object).dict;
            heap.detach_shared_dict(dict);
            let instance = heap.instance_mut(object);
            let mut order = Order::new(steps);
            for &slot in &slot_order {
                order.optional(instance.values.get_mut(slot).and_then(Option::take));
            }
            for value in instance.values.iter_mut().skip(slot_order.len()) {
                order.optional(value.take());
            }
            order.optional(instance.dict.take());
        }
        Payload::Function(_) => {
            let (globals, builtins) = (no_namespace(heap), no_namespace(heap));
            let doc = heap.new_none();
            let empty = heap.singletons().empty_str;
            let (name, qualname) = (heap.new_ref(empty), heap.new_ref(empty));
            let version = 0;
            let function = heap.function_mut(object);
            let mut order = Order::new(steps);
            function.version = version;
            order.drop(std::mem::replace(&mut function.globals, globals));
            order.drop(std::mem::replace(&mut function.builtins, builtins));
            order.optional(function.module.take());
            order.optional(function.defaults.take());
            order.optional(function.kwdefaults.take());
            order.drop(std::mem::replace(&mut function.doc, doc));
            order.optional(function.dict.take());
            order.optional(function.closure.take());
            order.optional(function.annotations.take());
            order.optional(function.annotate.take());
            order.optional(function.type_params.take());
            order.drop(std::mem::replace(&mut function.name, name));
            order.drop(std::mem::replace(&mut function.qualname, qualname));
        }
        Payload::Module(_) => {
            let dict = no_namespace(heap);
            let old = std::mem::replace(&mut heap.module_mut(object).dict, dict);
            steps.push(Step::Drop(old));
        }
        Payload::Traceback(_) => {
            let none = heap.new_none();
            let traceback = heap.traceback_mut(object);
            let mut order = Order::new(steps);
            order.optional(traceback.next.take());
            order.drop(std::mem::replace(&mut traceback.frame, none));
        }
        Payload::Exception(_) => {
            let empty = heap.singletons().empty_tuple;
            let args = heap.new_ref(empty);
            let exception = heap.exception_mut(object);
            let mut order = Order::new(steps);
            for (_, value) in &mut exception.fields {
                order.optional(value.take());
            }
            order.optional(exception.dict.take());
            order.drop(std::mem::replace(&mut exception.args, args));
            order.optional(exception.traceback.take());
            order.optional(exception.cause.take());
            order.optional(exception.context.take());
        }
        Payload::WeakRef(_) => {
            heap.forget_referent(object);
            steps.extend(heap.weakref_mut(object).callback.take().map(Step::Drop));
        }
        Payload::MethodWrapper(_) => {
            let none = heap.new_none();
            let function = std::mem::replace(heap.method_wrapper_mut(object), none);
            steps.push(Step::Drop(function));
        }
        _ => take_simple_contents(heap, object, steps),
    }
}

/// Kinds whose fields can simply be missing.
fn take_simple_contents(heap: &mut Heap, object: Obj, steps: &mut Vec<Step>) {
    let from_end = !heap.release.frames.locals_die_first_to_last;
    match heap.payload_mut(object) {
        Payload::Cell(content) => steps.extend(content.take().map(Step::Drop)),
        Payload::Frame(frame) => {
            let slots = std::mem::take(&mut frame.slots);
            let mut order = Order::new(steps);
            order.slots(&slots, from_end);
            order.optional(frame.locals.take());
        }
        Payload::Property(property) => {
            // CPython clears the text alone.
            steps.extend(property.doc.take().map(Step::Drop));
        }
        Payload::MemoryView(view) => {
            let viewed = view.object.take();
            steps.extend(view.buffer.take().map(Step::Drop));
            if let Some(viewed) = viewed {
                heap.remove_export(viewed);
            }
        }
        Payload::Native(native) => {
            let dropped = native.clear();
            Order::new(steps).all(dropped);
        }
        _ => {}
    }
}

/// `PyDict_Clear`: the table goes whole, its entries are dropped after.
fn clear_dict(heap: &mut Heap, dict: Obj, steps: &mut Vec<Step>) {
    let cleared = Box::new(heap.dict_clear(dict));
    steps.push(Step::Entries(cleared, 0));
}
