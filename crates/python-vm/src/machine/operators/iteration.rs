//! `iter()`, `next()` and what walks over everything.

use heap_model::objects::{Builtin, Iterator as HeapIterator, ListIterator};
use heap_model::{Obj, Payload, Runtime, types};

use super::Special;
use crate::builtins;
use crate::machine::{Machine, Raise, Result};

impl Machine {
    /// `iter(object)`. New reference.
    ///
    /// # Errors
    /// `TypeError` for what cannot be iterated over.
    pub fn iter(&mut self, object: Obj) -> Result<Obj> {
        let class = self.heap.type_of(object);
        match self.special(class, self.names.__iter__) {
            Special::Native(native) => self.native_iter(native, object),
            Special::Method(method) if method == self.heap.none() => Err(self.not_iterable(object)),
            Special::Method(method) => {
                let iterator = self.call_found(method, object, &[])?;
                if self.is_iterator(iterator) {
                    return Ok(iterator);
                }
                let given = self.type_name_of(iterator);
                self.decref(iterator);
                let message = if self.heap.release.operations.names_class_of_wrong_results {
                    format!(
                        "{}.__iter__() must return an iterator, not {given}",
                        self.type_name(class)
                    )
                } else {
                    format!("iter() returned non-iterator of type '{given}'")
                };
                Err(self.type_error(message))
            }
            Special::Missing => self.iter_by_index(object),
        }
    }

    /// The iterator of a built-in type.
    pub(crate) fn native_iter(&mut self, class: Obj, object: Obj) -> Result<Obj> {
        match class {
            types::LIST => builtins::list::iter(self, object),
            types::TUPLE => builtins::tuple::iter(self, object),
            types::DICT => builtins::dict::iter(self, object),
            types::SET | types::FROZENSET => builtins::set::iter(self, object),
            types::STR => builtins::str::iter(self, object),
            types::BYTES | types::BYTEARRAY => builtins::bytes::iter(self, object),
            types::RANGE => builtins::range::iter(self, object),
            types::DICT_KEYS | types::DICT_VALUES | types::DICT_ITEMS => {
                builtins::dict_views::iter(self, object)
            }
            types::MAPPINGPROXY => {
                let mapping = *self.heap.mapping_proxy(object);
                self.iter(mapping)
            }
            types::MEMORYVIEW => builtins::memoryview::iter(self, object),
            types::PROXY | types::CALLABLE_PROXY => {
                let referent = self.referent(object)?;
                let result = self.iter(referent);
                self.decref(referent);
                result
            }
            types::COROUTINE | types::ASYNC_GENERATOR => Err(self.not_iterable(object)),
            _ if is_native_iterator(self.heap.payload(object)) => Ok(self.new_ref(object)),
            _ => Err(self.not_iterable(object)),
        }
    }

    /// `iter()` of what has no `__iter__`: by `__getitem__` with 0, 1, 2 …
    fn iter_by_index(&mut self, object: Obj) -> Result<Obj> {
        let class = self.heap.type_of(object);
        if self.type_lookup(class, self.names.__getitem__).is_none()
            || self.is_subtype(class, types::DICT)
        {
            return Err(self.not_iterable(object));
        }
        self.heap.incref(object);
        let iterator = HeapIterator::Sequence { object: Some(object), index: 0 };
        Ok(self.heap.new_iterator(types::ITERATOR, iterator))
    }

    #[cold]
    fn not_iterable(&mut self, object: Obj) -> Raise {
        let class = self.type_name_of(object);
        self.type_error(format!("'{class}' object is not iterable"))
    }

    /// Whether an object gives its items one by one (`PyIter_Check`).
    pub fn is_iterator(&mut self, object: Obj) -> bool {
        let class = self.heap.type_of(object);
        match self.special(class, self.names.__next__) {
            Special::Native(types::COROUTINE | types::ASYNC_GENERATOR) => false,
            Special::Native(_) => is_native_iterator(self.heap.payload(object)),
            Special::Method(_) => true,
            Special::Missing => false,
        }
    }

    /// The next item of an iterator (a new reference), or `None` at its end.
    ///
    /// # Errors
    /// Whatever the iterator raises, `StopIteration` excepted.
    #[inline]
    pub fn next(&mut self, iterator: Obj) -> Result<Option<Obj>> {
        // Whoever asks for item after item in Rust never comes to the end of a loop in Python.
        self.executed += 1;
        self.check_budget()?;
        let class = self.heap.type_of(iterator);
        match class {
            types::LIST_ITERATOR => return Ok(self.next_of_list(iterator)),
            types::TUPLE_ITERATOR => return Ok(self.next_of_tuple(iterator)),
            _ => {}
        }
        match self.special(class, self.names.__next__) {
            Special::Native(class) => {
                let result = self.native_next(class, iterator);
                // A loop of C code has no check points: what runs inside of an allocation runs here.
                if self.heap.collector.pending && self.heap.release.collector.runs_in_allocation {
                    self.run_collector();
                }
                result
            }
            Special::Method(method) => self.next_by_call(method, iterator),
            Special::Missing => {
                let class = self.type_name(class);
                Err(self.type_error(format!("'{class}' object is not an iterator")))
            }
        }
    }

    /// As [`Machine::next`] for the builtin `next()`: what is no iterator is refused, and the
    /// `StopIteration` of a Python iterator passes with its value.
    pub(crate) fn next_checked(&mut self, iterator: Obj) -> Result<Option<Obj>> {
        if !self.is_iterator(iterator) {
            let class = self.type_name_of(iterator);
            return Err(self.type_error(format!("'{class}' object is not an iterator")));
        }
        if let Payload::Generator(_) = self.heap.payload(iterator) {
            return match self.resume(iterator, None)? {
                Ok(yielded) => Ok(Some(yielded)),
                Err(returned) if returned == self.heap.none() => {
                    self.decref(returned);
                    Ok(None)
                }
                Err(returned) => {
                    let raise = self.raise_with_args(types::STOP_ITERATION, &[returned]);
                    self.decref(returned);
                    Err(raise)
                }
            };
        }
        let class = self.heap.type_of(iterator);
        match self.special(class, self.names.__next__) {
            Special::Method(method) => self.call_found(method, iterator, &[]).map(Some),
            _ => self.next(iterator),
        }
    }

    fn next_by_call(&mut self, method: Obj, iterator: Obj) -> Result<Option<Obj>> {
        match self.nest_iterator(|vm| vm.call_found(method, iterator, &[])) {
            Ok(value) => Ok(Some(value)),
            Err(raise) => {
                self.swallow(raise, types::STOP_ITERATION)?;
                Ok(None)
            }
        }
    }

    fn next_of_list(&mut self, iterator: Obj) -> Option<Obj> {
        let ListIterator { sequence, index } = *self.heap.list_iterator(iterator);
        let list = sequence?;
        match self.heap.list(list).items.get(index as usize) {
            Some(&item) => {
                self.heap.list_iterator_mut(iterator).index += 1;
                Some(self.new_ref(item))
            }
            None => {
                self.heap.list_iterator_mut(iterator).sequence = None;
                self.decref(list);
                None
            }
        }
    }

    fn next_of_tuple(&mut self, iterator: Obj) -> Option<Obj> {
        let ListIterator { sequence, index } = *self.heap.list_iterator(iterator);
        let tuple = sequence?;
        match self.heap.tuple(tuple).get(index as usize) {
            Some(&item) => {
                self.heap.list_iterator_mut(iterator).index += 1;
                Some(self.new_ref(item))
            }
            None => {
                self.heap.list_iterator_mut(iterator).sequence = None;
                self.decref(tuple);
                None
            }
        }
    }

    /// The next item of a built-in iterator.
    pub(crate) fn native_next(&mut self, class: Obj, iterator: Obj) -> Result<Option<Obj>> {
        match self.heap.payload_mut(iterator) {
            Payload::ListIterator(_) if class == types::TUPLE_ITERATOR => {
                Ok(self.next_of_tuple(iterator))
            }
            Payload::ListIterator(_) => Ok(self.next_of_list(iterator)),
            Payload::RangeIterator(range) => {
                if range.remaining == 0 {
                    return Ok(None);
                }
                let value = range.next;
                range.remaining -= 1;
                range.next = range.next.wrapping_add(range.step);
                Ok(Some(self.heap.new_int(value)))
            }
            Payload::Generator(_) if class == types::GENERATOR => {
                match self.resume(iterator, None)? {
                    Ok(yielded) => Ok(Some(yielded)),
                    Err(returned) => {
                        self.decref(returned);
                        Ok(None)
                    }
                }
            }
            Payload::Iterator(_) => {
                self.nest_iterator(|vm| builtins::iterators::next(vm, iterator))
            }
            Payload::WeakRef(_) => {
                let referent = self.referent(iterator)?;
                let result = if self.is_iterator(referent) {
                    self.next(referent)
                } else {
                    let class = self.type_name_of(referent);
                    Err(self.type_error(format!(
                        "Weakref proxy referenced a non-iterator '{class}' object"
                    )))
                };
                self.decref(referent);
                result
            }
            _ => {
                let class = self.type_name_of(iterator);
                Err(self.type_error(format!("'{class}' object is not an iterator")))
            }
        }
    }

    /// Calls `visit` with each item of an iterable, borrowed.
    ///
    /// # Errors
    /// Whatever iterating or `visit` raise.
    pub fn for_each(
        &mut self,
        iterable: Obj,
        mut visit: impl FnMut(&mut Machine, Obj) -> Result<()>,
    ) -> Result<()> {
        let iterator = self.iter(iterable)?;
        let result = loop {
            match self.next(iterator) {
                Ok(Some(item)) => {
                    let visited = visit(self, item);
                    self.decref(item);
                    if visited.is_err() {
                        break visited;
                    }
                }
                Ok(None) => break Ok(()),
                Err(raise) => break Err(raise),
            }
        };
        self.decref(iterator);
        result
    }

    /// All items of an iterable: new references.
    ///
    /// # Errors
    /// Whatever iterating raises; `MemoryError` when they are too many.
    pub fn collect(&mut self, iterable: Obj) -> Result<Vec<Obj>> {
        let exact = match self.heap.type_of(iterable) {
            types::LIST => Some(self.heap.list(iterable).items.clone()),
            types::TUPLE => Some(self.heap.tuple(iterable).to_vec()),
            _ => None,
        };
        if let Some(items) = exact {
            for &item in &items {
                self.heap.incref(item);
            }
            return Ok(items);
        }
        let iterator = self.iter(iterable)?;
        let mut items = Vec::new();
        let result = loop {
            match self.next(iterator) {
                Ok(Some(item)) => items.push(item),
                Ok(None) => break Ok(()),
                Err(raise) => break Err(raise),
            }
            if items.len() % 1024 == 0
                && let Err(raise) = self.check_room(items.len() * 8)
            {
                break Err(raise);
            }
        };
        self.decref(iterator);
        match result {
            Ok(()) => Ok(items),
            Err(raise) => {
                self.decref_all(items);
                Err(raise)
            }
        }
    }

    /// `operator.length_hint(object, default)`.
    ///
    /// # Errors
    /// Whatever `__len__` and `__length_hint__` raise, `TypeError` excepted.
    pub fn length_hint(&mut self, object: Obj, default: usize) -> Result<usize> {
        match self.length_slot(object) {
            Ok(Some(length)) => return Ok(length),
            Ok(None) => {}
            Err(raise) => self.swallow(raise, types::TYPE_ERROR)?,
        }
        let class = self.heap.type_of(object);
        match self.special(class, self.names.__length_hint__) {
            Special::Missing => Ok(default),
            Special::Native(_) => {
                let Some(hint) = builtins::iterators::length_hint(self, object) else {
                    return Ok(default);
                };
                // The method is bound for the call, and at once given back.
                let method =
                    self.heap.new_builtin(Builtin { function: 0, receiver: None, module: None });
                self.decref(method);
                Ok(hint)
            }
            Special::Method(method) => {
                let result = match self.call_found(method, object, &[]) {
                    Ok(result) => result,
                    Err(raise) => {
                        self.swallow(raise, types::TYPE_ERROR)?;
                        return Ok(default);
                    }
                };
                let value = self.heap.int_value(result);
                let unknown = self.is_not_implemented(result);
                let given = self.type_name_of(result);
                self.decref(result);
                match value {
                    _ if unknown => Ok(default),
                    Some(value) if value < 0 => {
                        let message = if self.heap.release.operations.names_class_of_wrong_results {
                            let class = self.type_name(class);
                            format!("{class}.__length_hint__() must return a non-negative int")
                        } else {
                            "__length_hint__() should return >= 0".to_owned()
                        };
                        Err(self.value_error(message))
                    }
                    Some(value) => Ok(value as usize),
                    None => {
                        Err(self
                            .type_error(format!("__length_hint__ must be an integer, not {given}")))
                    }
                }
            }
        }
    }
}

/// Whether a built-in type's object is its own iterator.
fn is_native_iterator(payload: &Payload) -> bool {
    matches!(
        payload,
        Payload::ListIterator(_)
            | Payload::RangeIterator(_)
            | Payload::Iterator(_)
            | Payload::Generator(_)
    )
}
