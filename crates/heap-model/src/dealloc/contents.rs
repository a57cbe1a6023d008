//! What each kind of object drops when it dies, in the order of its `tp_dealloc`.

use super::Step;
use crate::heap::Heap;
use crate::layout::Block;
use crate::object::{Extra, Flags, Obj, Payload};
use crate::objects::*;

/// Takes everything out of a dying object and puts the dropping of it on the steps. The object's own
/// block is left for [`Step::Release`].
pub(super) fn drop_contents(heap: &mut Heap, object: Obj, steps: &mut Vec<Step>) {
    // What the type's own deallocator drops comes after what its subclass added: below it.
    let added = heap.get(object).flags.has(Flags::EXTRA).then(|| take_extra(heap, object));
    if let Payload::Dict(_) = heap.payload(object) {
        let cleared = heap.dict_clear(object);
        match added {
            None => drop_all_entries(heap, cleared, steps),
            Some(extra) => {
                steps.push(Step::Entries(Box::new(cleared), 0));
                drop_extra(heap, object, extra, steps);
            }
        }
        return;
    }
    match std::mem::take(heap.payload_mut(object)) {
        Payload::List(list) => {
            steps.extend(list.block.map(Step::Block));
            steps.push(Step::Backward(list.items));
        }
        Payload::Tuple(items) => steps.push(Step::Backward(items.into_vec())),
        Payload::Set(set) => {
            let mut order = Order::new(steps);
            order.all(set.members());
            order.block(set.block());
        }
        Payload::Instance(instance) => drop_instance(heap, object, instance, steps),
        Payload::Generator(generator) => drop_generator(heap, *generator, steps),
        Payload::Frame(frame) => {
            let from_end = !heap.release.frames.locals_die_first_to_last;
            let mut order = Order::new(steps);
            order.optional(frame.locals);
            order.slots(&frame.slots, from_end);
            order.optional(frame.back);
            order.drop(frame.globals);
            order.drop(frame.builtins);
            // The code object is kept until the end.
            order.drop(frame.code);
        }
        Payload::ByteArray(bytes) => steps.extend(bytes.block.map(Step::Block)),
        Payload::WeakRef(weak) => {
            if let Some(referent) = weak.referent {
                heap.remove_weakref(referent, object);
            }
            Order::new(steps).optional(weak.callback);
        }
        Payload::MemoryView(view) => {
            if let Some(viewed) = view.object {
                heap.remove_export(viewed);
            }
            Order::new(steps).optional(view.buffer);
        }
        Payload::Type(class) => drop_type(*class, steps),
        payload => drop_fields(payload, &mut Order::new(steps)),
    }
    if let Some(extra) = added {
        drop_extra(heap, object, extra, steps);
    }
}

/// What a subclass of a built-in type added: slots, then the dict.
fn drop_extra(heap: &mut Heap, object: Obj, extra: Extra, steps: &mut Vec<Step>) {
    let slots = heap.slot_order(heap.type_of(object));
    let mut order = Order::new(steps);
    for slot in slots {
        order.optional(extra.slots.get(slot).copied().flatten());
    }
    order.optional(extra.dict);
}

/// References in the order in which they are to be dropped. They end up on the steps in reverse.
pub(super) struct Order<'a> {
    steps: &'a mut Vec<Step>,
    first: usize,
}

impl<'a> Order<'a> {
    pub(super) fn new(steps: &'a mut Vec<Step>) -> Order<'a> {
        let first = steps.len();
        Order { steps, first }
    }

    pub(super) fn drop(&mut self, object: Obj) {
        self.steps.push(Step::Drop(object));
    }

    pub(super) fn optional(&mut self, object: Option<Obj>) {
        self.steps.extend(object.map(Step::Drop));
    }

    pub(super) fn all(&mut self, objects: impl IntoIterator<Item = Obj>) {
        self.steps.extend(objects.into_iter().map(Step::Drop));
    }

    pub(super) fn block(&mut self, block: Option<Block>) {
        self.steps.extend(block.map(Step::Block));
    }

    /// A frame's locals and stack; borrowed ones are nobody's to drop.
    pub(super) fn slots(&mut self, slots: &[Slot], from_end: bool) {
        let counted = |slot: &Slot| slot.get().filter(|_| !slot.is_borrowed());
        if from_end {
            self.all(slots.iter().rev().filter_map(counted));
        } else {
            self.all(slots.iter().filter_map(counted));
        }
    }
}

impl Drop for Order<'_> {
    fn drop(&mut self) {
        self.steps[self.first..].reverse();
    }
}

fn take_extra(heap: &mut Heap, object: Obj) -> Extra {
    heap.get_mut(object).flags.clear(Flags::EXTRA);
    heap.extras.remove(&object).unwrap_or_default()
}

/// Drops keys and values from entry `next` on, then gives the table back.
pub(super) fn drop_entries(heap: &mut Heap, dict: Box<Cleared>, next: u32, steps: &mut Vec<Step>) {
    match drop_some_entries(heap, &dict, next) {
        Dying::None => heap.finish_clearing(*dict),
        dying => push_entries(dict, dying, steps),
    }
}

/// As [`drop_entries`], of a table that needs no box if none of its objects holds others.
fn drop_all_entries(heap: &mut Heap, dict: Cleared, steps: &mut Vec<Step>) {
    match drop_some_entries(heap, &dict, 0) {
        Dying::None => heap.finish_clearing(dict),
        dying => push_entries(Box::new(dict), dying, steps),
    }
}

/// What stopped the dropping of entries: an object that holds others, and the next entry.
enum Dying {
    None,
    Key(Obj, Obj, u32),
    Value(Obj, u32),
}

fn drop_some_entries(heap: &mut Heap, dict: &Cleared, next: u32) -> Dying {
    for (number, entry) in dict.entries.iter().enumerate().skip(next as usize) {
        let &Some(Entry { key, value, .. }) = entry else { continue };
        if heap.decref_is_last(key) && !heap.release_leaf(key) {
            return Dying::Key(key, value, number as u32 + 1);
        }
        if heap.decref_is_last(value) && !heap.release_leaf(value) {
            return Dying::Value(value, number as u32 + 1);
        }
    }
    Dying::None
}

fn push_entries(dict: Box<Cleared>, dying: Dying, steps: &mut Vec<Step>) {
    match dying {
        Dying::None => {}
        Dying::Key(key, value, next) => {
            // The value comes after all that dies with the key.
            steps.extend([Step::Entries(dict, next), Step::Drop(value), Step::Begin(key)]);
        }
        Dying::Value(value, next) => {
            steps.extend([Step::Entries(dict, next), Step::Begin(value)]);
        }
    }
}

fn drop_instance(heap: &mut Heap, object: Obj, instance: Instance, steps: &mut Vec<Step>) {
    let class = heap.type_of(object);
    let slots = heap.type_object(class).slot_count as usize;
    heap.detach_shared_dict(instance.dict);
    steps.extend(instance.dict.map(Step::Drop));
    steps.extend(instance.values_block(slots).map(Step::Block));
    if slots > 0 {
        let mut order = Order::new(steps);
        for slot in heap.slot_order(class) {
            order.optional(instance.values.get(slot).copied().flatten());
        }
        order.all(instance.values.iter().skip(slots).copied().flatten());
        return;
    }
    let mut next = 0;
    let dying = heap.drop_forward(&instance.values, &mut next);
    if (next as usize) < instance.values.len() {
        steps.push(Step::Forward(instance.values, next));
    }
    steps.extend(dying.map(Step::Begin));
}

/// A generator's frame outlives it when somebody holds the frame object: locals and stack move there.
fn drop_generator(heap: &mut Heap, mut generator: Generator, steps: &mut Vec<Step>) {
    let from_end = !heap.release.frames.locals_die_first_to_last;
    if let Some(frame) = generator.frame {
        let shared = heap.get(frame).refcount > 1;
        if let Payload::Frame(contents) = heap.payload_mut(frame) {
            contents.generator = None;
            if shared {
                contents.slots = std::mem::take(&mut generator.slots);
                contents.locals = generator.locals.take().or(contents.locals);
            }
        }
        if shared && !heap.is_tracked(frame) {
            heap.track(frame);
        }
    }
    let mut order = Order::new(steps);
    order.optional(generator.frame);
    order.slots(&generator.slots, from_end);
    order.optional(generator.locals);
    order.optional(generator.function);
    order.drop(generator.globals);
    order.drop(generator.builtins);
    order.drop(generator.code);
    order.drop(generator.name);
    order.drop(generator.qualname);
    order.optional(generator.handled);
}

fn drop_type(class: TypeObject, steps: &mut Vec<Step>) {
    let mut order = Order::new(steps);
    for key in class.subclass_keys {
        order.block(Some(key));
    }
    order.all(class.subclass_references);
    order.optional(class.base);
    order.drop(class.dict);
    order.drop(class.bases);
    order.optional(class.mro);
    order.optional(class.qualname);
    match class.slots_tuple {
        Some(names) => order.drop(names),
        None => order.all(class.slots.iter().copied()),
    }
    if let Some(keys) = class.shared_keys {
        order.all(keys.names.iter().copied());
        order.block(keys.block);
    }
}

/// The kinds that do no more than drop their fields.
fn drop_fields(payload: Payload, order: &mut Order<'_>) {
    match payload {
        Payload::Range(range) => {
            order.all([range.start, range.stop, range.step, range.length]);
        }
        Payload::Slice(parts) => order.all([parts[2], parts[0], parts[1]]),
        Payload::Function(function) => {
            order.all([function.globals, function.builtins]);
            order.optional(function.module);
            order.optional(function.defaults);
            order.optional(function.kwdefaults);
            order.drop(function.doc);
            order.optional(function.dict);
            order.optional(function.closure);
            order.optional(function.annotations);
            order.optional(function.annotate);
            order.optional(function.type_params);
            order.all([function.code, function.name, function.qualname]);
        }
        Payload::Code(code) => order.all([
            code.consts,
            code.names,
            code.localsplus,
            code.filename,
            code.name,
            code.qualname,
        ]),
        Payload::Cell(content) => order.optional(content),
        Payload::BoundMethod(method) => order.all([method.function, method.receiver]),
        Payload::Builtin(builtin) => {
            order.optional(builtin.receiver);
            order.optional(builtin.module);
        }
        Payload::Descriptor(descriptor) => order.all([descriptor.class, descriptor.name]),
        Payload::Module(module) => order.drop(module.dict),
        Payload::ListIterator(iterator) => order.optional(iterator.sequence),
        Payload::Iterator(iterator) => drop_iterator(*iterator, order),
        Payload::Traceback(traceback) => {
            order.optional(traceback.next);
            order.drop(traceback.frame);
        }
        Payload::Exception(exception) => {
            order.all(exception.fields.iter().filter_map(|&(_, value)| value));
            order.optional(exception.dict);
            order.drop(exception.args);
            order.optional(exception.traceback);
            order.optional(exception.cause);
            order.optional(exception.context);
        }
        Payload::DictView(view) => order.drop(view.dict),
        Payload::Property(property) => {
            order.optional(property.getter);
            order.optional(property.setter);
            order.optional(property.deleter);
            order.optional(property.doc);
            order.optional(property.name);
        }
        Payload::MethodWrapper(function) => order.drop(function),
        Payload::Super(super_) => {
            order.optional(super_.object);
            order.drop(super_.class);
            order.optional(super_.object_class);
        }
        Payload::MappingProxy(mapping) => order.drop(mapping),
        Payload::Native(mut native) => {
            order.all(native.clear());
            for block in native.take_blocks() {
                order.block(Some(block));
            }
        }
        _ => {}
    }
}

fn drop_iterator(iterator: Iterator, order: &mut Order<'_>) {
    match iterator {
        Iterator::ListReverse { list: held, .. }
        | Iterator::Str { string: held, .. }
        | Iterator::Bytes { object: held, .. }
        | Iterator::Set { set: held, .. }
        | Iterator::Sequence { object: held, .. }
        | Iterator::Reversed { sequence: held, .. } => order.optional(held),
        Iterator::Dict { dict, pair, .. } => {
            order.optional(dict);
            order.optional(pair);
        }
        Iterator::LongRange { start, step, length, index } => {
            order.all([index, start, step, length]);
        }
        Iterator::Callable { callable, sentinel } => {
            order.optional(callable);
            order.optional(sentinel);
        }
        Iterator::Enumerate { iterator, next, pair } => {
            order.drop(iterator);
            order.optional(pair);
            order.drop(next);
        }
        Iterator::Zip { iterators, tuple, .. } => {
            order.drop(iterators);
            order.optional(tuple);
        }
        Iterator::Map { function, iterators, .. } => {
            order.drop(iterators);
            order.drop(function);
        }
        Iterator::Filter { function, iterator } => order.all([function, iterator]),
    }
}

impl Heap {
    /// The dict of a dying instance that somebody else holds takes its values along (3.13+).
    pub(super) fn detach_shared_dict(&mut self, dict: Option<Obj>) {
        if let Some(dict) = dict
            && self.get(dict).refcount > 1
        {
            self.detach_dict(dict);
        }
    }

    /// The positions of an instance's `__slots__` in the order in which they are cleared: those of
    /// the class itself first, then its bases'.
    pub(super) fn slot_order(&self, class: Obj) -> Vec<usize> {
        let mut order = Vec::new();
        if self.type_object(class).slot_count == 0 {
            return order;
        }
        let mut here = Some(class);
        while let Some(class) = here {
            let contents = self.type_object(class);
            let end = contents.slot_count as usize;
            order.extend(end - contents.slots.len().min(end)..end);
            here = contents.base;
        }
        order
    }
}
