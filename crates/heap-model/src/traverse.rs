//! Which references an object holds: `tp_traverse` of every kind of object.
//!
//! One listing serves three readers. The collector follows the references that CPython's
//! `tp_traverse` shows ([`Heap::traverse`]), in its order, which `gc.get_referents` shows too. Leak
//! checks and pictures want every counted reference ([`Heap::references`]), those included that
//! CPython hides from its collector because they lead to strings and numbers only.

use crate::heap::Heap;
use crate::object::{Flags, Obj, Payload};
use crate::objects::{Dict, Instance, Iterator, KeyKind, Slot};
use crate::static_types::{FIRST_AFTER_TYPES, types};

// ANCHOR: place
/// Where in its holder a reference stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// The holder's type, a class made at run time.
    Type,
    /// The item at an index of a list or tuple.
    Item(usize),
    /// The key of a dict's entry, in insertion order.
    Key(usize),
    /// The value of a dict's entry, in insertion order.
    Value(usize),
    /// A member of a set, in the order of iteration.
    Member(usize),
    /// An attribute of an instance without a dict of its own: the position in its class's keys.
    Attribute(usize),
    /// A `__slots__` entry: the position in the instance.
    Slot(usize),
    /// A local variable or stack entry of a frame or generator.
    Local(usize),
    /// A field of the type's own, by the name under which Python shows it.
    Field(&'static str),
}
// ANCHOR_END: place

/// A reference to an object, seen from its target.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Holder {
    /// Who holds the reference.
    pub holder: Obj,
    /// Where.
    pub place: Place,
}

/// What [`Heap::walk`] calls for each reference.
trait Visit {
    /// Whether the references that `tp_traverse` leaves out are wanted too.
    const ALL: bool;
    fn visit(&mut self, place: Place, object: Obj);

    #[inline(always)]
    fn optional(&mut self, place: Place, object: Option<Obj>) {
        if let Some(object) = object {
            self.visit(place, object);
        }
    }

    /// A reference of the model's own, which CPython's object borrows.
    #[inline(always)]
    fn own(&mut self, name: &'static str, object: Obj) {
        self.visit(Place::Field(name), object);
    }

    /// A reference that `tp_traverse` does not show.
    #[inline(always)]
    fn hidden(&mut self, name: &'static str, object: Obj) {
        if Self::ALL {
            self.visit(Place::Field(name), object);
        }
    }

    #[inline(always)]
    fn field(&mut self, name: &'static str, object: Obj) {
        self.visit(Place::Field(name), object);
    }

    #[inline(always)]
    fn optional_field(&mut self, name: &'static str, object: Option<Obj>) {
        self.optional(Place::Field(name), object);
    }

    #[inline(always)]
    fn items(&mut self, items: &[Obj]) {
        if Self::ALL {
            for (index, &item) in items.iter().enumerate() {
                self.visit(Place::Item(index), item);
            }
        } else {
            // CPython's lists and tuples show the collector their last item first.
            for (index, &item) in items.iter().enumerate().rev() {
                self.visit(Place::Item(index), item);
            }
        }
    }

    #[inline(always)]
    fn frame_slots(&mut self, heap: &Heap, slots: &[Slot]) {
        for (index, slot) in slots.iter().enumerate() {
            if let Some(object) = slot.get()
                && !slot.is_borrowed()
            {
                // The collector sees through what stands for a loop's place in a list.
                let shown = if Self::ALL { None } else { heap.loop_sequence(object) };
                self.visit(Place::Local(index), shown.unwrap_or(object));
            }
        }
    }
}

/// The collector's view.
struct Traverse<F>(F);

impl<F: FnMut(Obj)> Visit for Traverse<F> {
    const ALL: bool = false;
    #[inline(always)]
    fn visit(&mut self, _place: Place, object: Obj) {
        (self.0)(object);
    }
}

/// What `gc.get_referents` shows.
struct Shown<F>(F);

impl<F: FnMut(Obj)> Visit for Shown<F> {
    const ALL: bool = false;
    fn visit(&mut self, _place: Place, object: Obj) {
        (self.0)(object);
    }
    fn own(&mut self, _name: &'static str, _object: Obj) {}
}

/// Every counted reference.
struct Everything<F>(F);

impl<F: FnMut(Place, Obj)> Visit for Everything<F> {
    const ALL: bool = true;
    #[inline(always)]
    fn visit(&mut self, place: Place, object: Obj) {
        (self.0)(place, object);
    }
}

impl Heap {
    /// Calls `visit` with each reference that the object's `tp_traverse` shows, in CPython's order.
    #[inline]
    pub fn traverse(&self, object: Obj, visit: impl FnMut(Obj)) {
        self.walk(object, &mut Traverse(visit));
    }

    /// Calls `visit` with every counted reference that the object holds and where it stands.
    pub fn references(&self, object: Obj, visit: impl FnMut(Place, Obj)) {
        self.walk(object, &mut Everything(visit));
    }

    /// `gc.get_referents(object)`: borrowed references, repeated as often as held. Objects without a
    /// collector's header show none.
    pub fn referents(&self, object: Obj) -> Vec<Obj> {
        let mut all = Vec::new();
        if self.is_gc(object) {
            self.walk(object, &mut Shown(|referent| all.push(referent)));
        }
        all
    }

    /// `gc.get_referrers(object)`: the tracked objects that refer to it directly, each once, youngest
    /// generation first.
    pub fn referrers(&self, object: Obj) -> Vec<Obj> {
        let mut all = self.searched_for_referrers();
        all.retain(|&holder| {
            let mut found = false;
            self.traverse(holder, |referent| found |= referent == object);
            found
        });
        all
    }

    /// Every reference to the object that another object holds, with its place. Frames that run hold
    /// theirs on the machine's stack, which the heap does not see.
    pub fn holders(&self, object: Obj) -> Vec<Holder> {
        let mut all = Vec::new();
        for holder in self.objects() {
            self.references(holder, |place, referent| {
                if referent == object {
                    all.push(Holder { holder, place });
                }
            });
        }
        all
    }

    /// The name that a place has in Python: of an attribute, a slot, a local or a field.
    pub fn place_name(&self, holder: Obj, place: Place) -> Option<&str> {
        let name = match place {
            Place::Attribute(position) => {
                let keys = self.type_object(self.type_of(holder)).shared_keys.as_ref()?;
                keys.names.get(position).copied()?
            }
            Place::Slot(position) => self.slot_name(holder, position)?,
            Place::Local(position) => self.local_name(holder, position)?,
            Place::Field(field) => return Some(field),
            _ => return None,
        };
        match self.payload(name) {
            Payload::Str(name) => Some(&name.text),
            _ => None,
        }
    }

    /// A place in words: `item 0`, `value of key 'x'`, `attribute x`, `local x`, `__code__`.
    pub fn describe_place(&self, holder: Obj, place: Place) -> String {
        let name = |name: Option<Obj>| match name.map(|name| self.payload(name)) {
            Some(Payload::Str(name)) => name.text.to_string(),
            _ => "?".to_string(),
        };
        match place {
            Place::Type => "type".into(),
            Place::Item(index) => format!("item {index}"),
            Place::Key(number) => format!("key {}", self.key_repr(holder, number)),
            Place::Value(number) => format!("value of key {}", self.key_repr(holder, number)),
            Place::Member(_) => "member".into(),
            Place::Attribute(position) => {
                let keys = self.type_object(self.type_of(holder)).shared_keys.as_ref();
                format!("attribute {}", name(keys.and_then(|k| k.names.get(position).copied())))
            }
            Place::Slot(position) => format!("slot {}", name(self.slot_name(holder, position))),
            Place::Local(position) => match self.local_name(holder, position) {
                Some(local) => format!("local {}", name(Some(local))),
                None => "stack".into(),
            },
            Place::Field(field) => field.into(),
        }
    }

    /// The key of a dict's entry in a few words.
    fn key_repr(&self, dict: Obj, number: usize) -> String {
        match self.payload(dict) {
            Payload::Dict(table) => {
                table.entry(number).map_or_else(String::new, |entry| self.short_repr(entry.key))
            }
            _ => String::new(),
        }
    }

    /// The name of the `position`-th `__slots__` entry of an instance.
    fn slot_name(&self, instance: Obj, position: usize) -> Option<Obj> {
        let mut class = Some(self.type_of(instance));
        while let Some(here) = class {
            let object = self.type_object(here);
            let first = object.slot_count as usize - object.slots.len();
            if position >= first {
                return object.slots.get(position - first).copied();
            }
            class = object.base;
        }
        None
    }

    /// The name of a local slot of a frame or generator; `None` for its stack.
    fn local_name(&self, holder: Obj, position: usize) -> Option<Obj> {
        let code = match self.payload(holder) {
            Payload::Generator(generator) => generator.code,
            Payload::Frame(frame) => frame.code,
            _ => return None,
        };
        let Payload::Code(code) = self.payload(code) else { return None };
        let Payload::Tuple(names) = self.payload(code.localsplus) else { return None };
        names.get(position).copied()
    }

    /// A few words for a key: numbers and short strings as Python writes them, else the type.
    fn short_repr(&self, object: Obj) -> String {
        match self.payload(object) {
            Payload::Str(string) => format!("'{}'", string.text),
            Payload::Int(number) if self.type_of(object) == types::INT => number.to_string(),
            Payload::Float(number) => format!("{number:?}"),
            _ => format!("<{}>", self.type_object(self.type_of(object)).name),
        }
    }

    #[inline(always)]
    fn walk<V: Visit>(&self, object: Obj, v: &mut V) {
        let slot = self.get(object);
        if slot.flags.has(Flags::EXTRA)
            && let Some(extra) = self.extras.get(&object)
        {
            for (index, &value) in extra.slots.iter().enumerate() {
                v.optional(Place::Slot(index), value);
            }
            match extra.dict {
                // The values are the object's own.
                Some(dict) if self.get(dict).flags.has(Flags::HIDDEN) => {
                    for (key, value) in self.dict(dict).items() {
                        v.field("value", value);
                        if V::ALL {
                            v.hidden("key", key);
                        }
                    }
                }
                dict => v.optional_field("__dict__", dict),
            }
        }
        if let Payload::Instance(instance) = &slot.payload {
            self.walk_instance(slot.ty, instance, v);
        }
        if slot.ty.index() >= FIRST_AFTER_TYPES {
            v.visit(Place::Type, slot.ty);
        }
        match &slot.payload {
            Payload::Empty
            | Payload::Plain
            | Payload::Int(_)
            | Payload::BigInt(_)
            | Payload::Float(_)
            | Payload::Complex(_)
            | Payload::Str(_)
            | Payload::Bytes(_)
            | Payload::ByteArray(_)
            | Payload::RangeIterator(_)
            | Payload::Instance(_) => {}
            Payload::List(list) => v.items(&list.items),
            Payload::Tuple(items) => v.items(items),
            Payload::Cell(content) => v.optional_field("cell_contents", *content),
            Payload::BoundMethod(method) => {
                v.field("__func__", method.function);
                v.field("__self__", method.receiver);
            }
            Payload::ListIterator(iterator) => v.optional_field("sequence", iterator.sequence),
            _ => self.walk_rare(object, v),
        }
    }

    #[inline(always)]
    fn walk_instance<V: Visit>(&self, class: Obj, instance: &Instance, v: &mut V) {
        if instance.values.iter().any(Option::is_some) {
            let slots = self.type_object(class).slot_count as usize;
            for (index, &value) in instance.values.iter().enumerate() {
                let place = match index.checked_sub(slots) {
                    None => Place::Slot(index),
                    Some(position) => Place::Attribute(position),
                };
                v.optional(place, value);
            }
        }
        v.optional_field("__dict__", instance.dict);
    }

    /// Where all keys are `str`, CPython's collector is not shown them.
    fn walk_dict<V: Visit>(&self, dict: &Dict, v: &mut V) {
        let keys = V::ALL || dict.kind() == KeyKind::General;
        let mut next = 0;
        while let Some((number, entry)) = dict.next_entry(next) {
            v.visit(Place::Value(number), entry.value);
            if keys {
                v.visit(Place::Key(number), entry.key);
            }
            next = number + 1;
        }
    }

    /// Whether nothing in the dict could be part of a cycle.
    pub(crate) fn dict_is_harmless(&self, dict: Obj) -> bool {
        let Payload::Dict(table) = self.payload(dict) else { return false };
        !table
            .entries()
            .any(|entry| self.may_be_tracked(entry.value) || self.may_be_tracked(entry.key))
    }

    /// The kinds that are few, out of the way of those that are many.
    fn walk_rare<V: Visit>(&self, object: Obj, v: &mut V) {
        match self.payload(object) {
            Payload::Dict(_) if self.get(object).flags.has(Flags::HIDDEN) => {}
            Payload::Dict(dict) => self.walk_dict(dict, v),
            Payload::Set(set) => {
                for (place, member) in set.members().enumerate() {
                    v.visit(Place::Member(place), member);
                }
            }
            Payload::Range(range) => {
                v.hidden("start", range.start);
                v.hidden("stop", range.stop);
                v.hidden("step", range.step);
                v.hidden("length", range.length);
            }
            Payload::Slice(parts) => {
                v.field("start", parts[0]);
                v.field("stop", parts[1]);
                v.field("step", parts[2]);
            }
            Payload::Function(function) => {
                v.field("__code__", function.code);
                v.field("__globals__", function.globals);
                v.field("__builtins__", function.builtins);
                v.optional_field("__module__", function.module);
                v.optional_field("__defaults__", function.defaults);
                v.optional_field("__kwdefaults__", function.kwdefaults);
                v.field("__doc__", function.doc);
                v.field("__name__", function.name);
                v.optional_field("__dict__", function.dict);
                v.optional_field("__closure__", function.closure);
                v.optional_field("__annotations__", function.annotations);
                v.optional_field("__annotate__", function.annotate);
                v.optional_field("__type_params__", function.type_params);
                v.field("__qualname__", function.qualname);
            }
            Payload::Code(code) => {
                v.hidden("co_consts", code.consts);
                v.hidden("co_names", code.names);
                v.hidden("co_varnames", code.localsplus);
                v.hidden("co_filename", code.filename);
                v.hidden("co_name", code.name);
                v.hidden("co_qualname", code.qualname);
            }
            Payload::Builtin(builtin) => {
                v.optional_field("__self__", builtin.receiver);
                v.optional_field("__module__", builtin.module);
            }
            Payload::Descriptor(descriptor) => {
                v.field("__objclass__", descriptor.class);
                v.hidden("__name__", descriptor.name);
            }
            Payload::Type(class) => {
                v.field("__dict__", class.dict);
                v.optional_field("__mro__", class.mro);
                v.field("__bases__", class.bases);
                v.optional_field("__base__", class.base);
                if V::ALL {
                    v.optional_field("__qualname__", class.qualname);
                    for &reference in &class.subclass_references {
                        v.field("subclass of", reference);
                    }
                    match class.slots_tuple {
                        Some(names) => v.field("__slots__", names),
                        None => class.slots.iter().for_each(|&name| v.field("__slots__", name)),
                    }
                    if let Some(keys) = &class.shared_keys {
                        for &name in &keys.names {
                            v.field("shared keys", name);
                        }
                    }
                }
            }
            Payload::Module(module) => v.field("__dict__", module.dict),
            Payload::Generator(generator) => {
                v.field("__name__", generator.name);
                v.field("__qualname__", generator.qualname);
                v.optional_field("gi_frame", generator.frame);
                v.optional_field("f_locals", generator.locals);
                v.optional_field("function", generator.function);
                v.field("gi_code", generator.code);
                v.frame_slots(self, &generator.slots);
                v.optional_field("handled exception", generator.handled);
                v.own("globals", generator.globals);
                v.own("builtins", generator.builtins);
            }
            Payload::Iterator(iterator) => walk_iterator(iterator, v),
            Payload::Frame(frame) => {
                v.optional_field("f_back", frame.back);
                if frame.running.is_none() && frame.generator.is_none() {
                    v.optional_field("f_locals", frame.locals);
                    v.field("f_code", frame.code);
                } else {
                    // CPython's frame object has nothing of its own until the frame is left.
                    frame.locals.into_iter().for_each(|locals| v.own("f_locals", locals));
                    v.own("f_code", frame.code);
                }
                v.frame_slots(self, &frame.slots);
                v.own("f_globals", frame.globals);
                v.own("f_builtins", frame.builtins);
            }
            Payload::Traceback(traceback) => {
                v.optional_field("tb_next", traceback.next);
                v.field("tb_frame", traceback.frame);
            }
            Payload::Exception(exception) => {
                for &(name, value) in &exception.fields {
                    v.optional_field(name, value);
                }
                v.optional_field("__dict__", exception.dict);
                v.field("args", exception.args);
                v.optional_field("__traceback__", exception.traceback);
                v.optional_field("__cause__", exception.cause);
                v.optional_field("__context__", exception.context);
            }
            Payload::WeakRef(reference) => v.optional_field("__callback__", reference.callback),
            Payload::DictView(view) => v.field("mapping", view.dict),
            Payload::Property(property) => {
                v.optional_field("fget", property.getter);
                v.optional_field("fset", property.setter);
                v.optional_field("fdel", property.deleter);
                v.optional_field("__doc__", property.doc);
                v.optional_field("__name__", property.name);
            }
            Payload::MethodWrapper(function) => v.field("__func__", *function),
            Payload::Super(super_) => {
                v.optional_field("__self__", super_.object);
                v.field("__thisclass__", super_.class);
                v.optional_field("__self_class__", super_.object_class);
            }
            Payload::MappingProxy(mapping) => v.field("mapping", *mapping),
            Payload::MemoryView(view) => v.optional_field("buffer", view.buffer),
            Payload::Native(native) if V::ALL => {
                native.references(&mut |referent| v.field("content", referent));
            }
            Payload::Native(native) => {
                native.traverse(&mut |referent| v.field("content", referent));
            }
            _ => {}
        }
    }
}

fn walk_iterator<V: Visit>(iterator: &Iterator, v: &mut V) {
    match iterator {
        Iterator::ListReverse { list, .. } => v.optional_field("sequence", *list),
        Iterator::Str { string, .. } => v.optional_field("sequence", *string),
        Iterator::Bytes { object, .. } => v.optional_field("sequence", *object),
        Iterator::Dict { dict, pair, .. } => {
            v.optional_field("dict", *dict);
            v.optional_field("pair", *pair);
        }
        Iterator::Set { set, .. } => v.optional_field("set", *set),
        Iterator::LongRange { start, step, length, index } => {
            for &number in [start, step, length, index] {
                v.hidden("range", number);
            }
        }
        Iterator::Sequence { object, .. } => v.optional_field("sequence", *object),
        Iterator::Callable { callable, sentinel } => {
            v.optional_field("callable", *callable);
            v.optional_field("sentinel", *sentinel);
        }
        Iterator::Enumerate { iterator, next, pair } => {
            v.field("iterator", *iterator);
            v.optional_field("pair", *pair);
            v.hidden("count", *next);
        }
        Iterator::Zip { iterators, tuple, .. } => {
            v.field("iterators", *iterators);
            v.optional_field("tuple", *tuple);
        }
        Iterator::Map { function, iterators, .. } => {
            v.field("iterators", *iterators);
            v.field("function", *function);
        }
        Iterator::Filter { function, iterator } => {
            v.field("iterator", *iterator);
            v.field("function", *function);
        }
        Iterator::Reversed { sequence, .. } => v.optional_field("sequence", *sequence),
    }
}
