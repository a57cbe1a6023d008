//! `len()`, `in` and subscripts.

use heap_model::{Obj, Payload, Runtime, types};

use super::Special;
use crate::builtins;
use crate::machine::{Machine, Raise, Result};

impl Machine {
    // --- len ---

    /// `len(object)`.
    ///
    /// # Errors
    /// `TypeError` for what has none, `ValueError` for a negative answer.
    pub fn len(&mut self, object: Obj) -> Result<usize> {
        match self.length_slot(object)? {
            Some(length) => Ok(length),
            None => {
                let class = self.type_name_of(object);
                Err(self.type_error(format!("object of type '{class}' has no len()")))
            }
        }
    }

    /// The length of what has one.
    pub(crate) fn length_slot(&mut self, object: Obj) -> Result<Option<usize>> {
        let class = self.heap.type_of(object);
        let method = match self.special(class, self.names.__len__) {
            Special::Missing => return Ok(None),
            Special::Native(_) => {
                if let Some(referent) = self.behind_proxy(object)? {
                    let result = self.length_slot(referent);
                    self.decref(referent);
                    return result;
                }
                return self.native_len(object);
            }
            Special::Method(method) => method,
        };
        let result = self.call_found(method, object, &[])?;
        let number = self.index(result);
        self.decref(result);
        let number = number?;
        let value = match self.heap.payload(number) {
            &Payload::Int(value) => Some(value),
            Payload::BigInt(value) if value.sign() == num_bigint::Sign::Minus => Some(-1),
            _ => None,
        };
        self.decref(number);
        match value {
            Some(value) if value < 0 => Err(self.value_error("__len__() should return >= 0")),
            Some(value) => Ok(Some(value as usize)),
            None => Err(self.overflow_error("cannot fit 'int' into an index-sized integer")),
        }
    }

    /// The length of an object of a built-in type that has one.
    pub(crate) fn native_len(&mut self, object: Obj) -> Result<Option<usize>> {
        Ok(Some(match self.heap.payload(object) {
            Payload::List(list) => list.items.len(),
            Payload::Tuple(items) => items.len(),
            Payload::Str(content) => content.length(),
            Payload::Dict(dict) => dict.len(),
            Payload::Set(set) => set.len(),
            Payload::Bytes(content) => content.data.len(),
            Payload::ByteArray(content) => content.data.len(),
            Payload::DictView(view) => self.heap.dict(view.dict).len(),
            Payload::Range(_) => return builtins::range::len(self, object).map(Some),
            Payload::MemoryView(_) => builtins::memoryview::len(self, object)?,
            &Payload::MappingProxy(mapping) => return self.len(mapping).map(Some),
            _ => return Ok(None),
        }))
    }

    // --- in ---

    /// `item in container`.
    ///
    /// # Errors
    /// `TypeError` for what is no container, and whatever comparisons raise.
    pub fn contains(&mut self, container: Obj, item: Obj) -> Result<bool> {
        let class = self.heap.type_of(container);
        match self.special(class, self.names.__contains__) {
            Special::Native(class) => self.native_contains(class, container, item),
            Special::Method(method) if method == self.heap.none() => {
                let class = self.type_name(class);
                Err(self.type_error(format!("'{class}' object is not a container")))
            }
            Special::Method(method) => {
                let result = self.call_found(method, container, &[item])?;
                let truth = self.truth(result);
                self.decref(result);
                truth
            }
            Special::Missing => self.contains_by_iteration(container, item),
        }
    }

    /// The `in` of a built-in type.
    pub(crate) fn native_contains(
        &mut self,
        class: Obj,
        container: Obj,
        item: Obj,
    ) -> Result<bool> {
        match class {
            types::LIST => builtins::list::contains(self, container, item),
            types::TUPLE => builtins::tuple::contains(self, container, item),
            types::STR => builtins::str::contains(self, container, item),
            types::BYTES | types::BYTEARRAY => builtins::bytes::contains(self, container, item),
            types::DICT => builtins::dict::contains(self, container, item),
            types::SET | types::FROZENSET => builtins::set::contains(self, container, item),
            types::DICT_KEYS | types::DICT_ITEMS => {
                builtins::dict_views::contains(self, container, item)
            }
            types::MAPPINGPROXY => {
                let mapping = *self.heap.mapping_proxy(container);
                self.contains(mapping, item)
            }
            types::RANGE => builtins::range::contains(self, container, item),
            types::PROXY | types::CALLABLE_PROXY => {
                let referent = self.referent(container)?;
                let result = self.contains(referent, item);
                self.decref(referent);
                result
            }
            _ => self.contains_by_iteration(container, item),
        }
    }

    /// `in` by comparing with every item (`_PySequence_IterSearch`).
    pub(crate) fn contains_by_iteration(&mut self, container: Obj, item: Obj) -> Result<bool> {
        let iterator = match self.iter(container) {
            Ok(iterator) => iterator,
            Err(raise) => {
                self.swallow(raise, types::TYPE_ERROR)?;
                let class = self.type_name_of(container);
                let what = self.heap.release.operations.not_a_container;
                return Err(self.type_error(format!("argument of type '{class}' is not {what}")));
            }
        };
        let result = loop {
            match self.next(iterator) {
                Ok(Some(found)) => {
                    let equal = self.equal(found, item);
                    self.decref(found);
                    match equal {
                        Ok(false) => {}
                        other => break other,
                    }
                }
                Ok(None) => break Ok(false),
                Err(raise) => break Err(raise),
            }
        };
        self.decref(iterator);
        result
    }

    // --- subscripts ---

    /// `container[key]`. New reference.
    ///
    /// # Errors
    /// `TypeError` for what has no items, `IndexError` or `KeyError` for items that are not there.
    pub fn get_item(&mut self, container: Obj, key: Obj) -> Result<Obj> {
        let class = self.heap.type_of(container);
        match self.special(class, self.names.__getitem__) {
            Special::Native(class) => self.native_get_item(class, container, key),
            Special::Method(method) => self.call_found(method, container, &[key]),
            Special::Missing => self.get_item_of_class(container, key),
        }
    }

    /// The subscript of a built-in type.
    pub(crate) fn native_get_item(&mut self, class: Obj, container: Obj, key: Obj) -> Result<Obj> {
        match class {
            types::LIST => builtins::list::get_item(self, container, key),
            types::TUPLE => builtins::tuple::get_item(self, container, key),
            types::DICT => builtins::dict::get_item(self, container, key),
            types::STR => builtins::str::get_item(self, container, key),
            types::BYTES => builtins::bytes::get_item(self, container, key),
            types::BYTEARRAY => builtins::bytearray::get_item(self, container, key),
            types::RANGE => builtins::range::get_item(self, container, key),
            types::MEMORYVIEW => builtins::memoryview::get_item(self, container, key),
            types::MAPPINGPROXY => {
                let mapping = *self.heap.mapping_proxy(container);
                self.get_item(mapping, key)
            }
            types::PROXY | types::CALLABLE_PROXY => {
                let referent = self.referent(container)?;
                let result = self.get_item(referent, key);
                self.decref(referent);
                result
            }
            _ => self.get_item_of_class(container, key),
        }
    }

    /// `class[key]` by `__class_getitem__`; everything else has no items.
    fn get_item_of_class(&mut self, container: Obj, key: Obj) -> Result<Obj> {
        if self.heap.is_type(container) {
            if container == types::TYPE {
                let alias = types::GENERIC_ALIAS;
                return Ok(crate::modules::typing::new_alias_of(self, alias, container, key));
            }
            let hook = self.names.__class_getitem__;
            if let Some(method) = self.get_attr_opt(container, hook)? {
                if method != self.heap.none() {
                    let result = self.call(method, &[key]);
                    self.decref(method);
                    return result;
                }
                self.decref(method);
            }
            let name = self.heap.type_object(container).name.to_string();
            return Err(self.type_error(format!("type '{name}' is not subscriptable")));
        }
        let class = self.type_name_of(container);
        Err(self.type_error(format!("'{class}' object is not subscriptable")))
    }

    /// `container[key] = value`; all three are borrowed.
    ///
    /// # Errors
    /// `TypeError` for what does not take items, and what the container raises.
    pub fn set_item(&mut self, container: Obj, key: Obj, value: Obj) -> Result<()> {
        let class = self.heap.type_of(container);
        match self.special(class, self.names.__setitem__) {
            Special::Native(class) => self.native_set_item(class, container, key, Some(value)),
            Special::Method(method) => {
                let result = self.call_found(method, container, &[key, value])?;
                self.decref(result);
                Ok(())
            }
            Special::Missing => Err(self.no_item_assignment(container, true)),
        }
    }

    /// `del container[key]`.
    ///
    /// # Errors
    /// As [`Machine::set_item`].
    pub fn del_item(&mut self, container: Obj, key: Obj) -> Result<()> {
        let class = self.heap.type_of(container);
        match self.special(class, self.names.__delitem__) {
            Special::Native(class) => self.native_set_item(class, container, key, None),
            Special::Method(method) => {
                let result = self.call_found(method, container, &[key])?;
                self.decref(result);
                Ok(())
            }
            Special::Missing => Err(self.no_item_assignment(container, false)),
        }
    }

    /// Assignment to, or (without a value) deletion of, an item of a built-in type.
    pub(crate) fn native_set_item(
        &mut self,
        class: Obj,
        container: Obj,
        key: Obj,
        value: Option<Obj>,
    ) -> Result<()> {
        match (class, value) {
            (types::LIST, Some(value)) => builtins::list::set_item(self, container, key, value),
            (types::LIST, None) => builtins::list::del_item(self, container, key),
            (types::DICT, Some(value)) => builtins::dict::set_item(self, container, key, value),
            (types::DICT, None) => builtins::dict::del_item(self, container, key),
            (types::BYTEARRAY, Some(value)) => {
                builtins::bytearray::set_item(self, container, key, value)
            }
            (types::BYTEARRAY, None) => builtins::bytearray::del_item(self, container, key),
            (types::MEMORYVIEW, value) => {
                builtins::memoryview::set_item(self, container, key, value)
            }
            (types::PROXY | types::CALLABLE_PROXY, value) => {
                let referent = self.referent(container)?;
                let result = match value {
                    Some(value) => self.set_item(referent, key, value),
                    None => self.del_item(referent, key),
                };
                self.decref(referent);
                result
            }
            _ => Err(self.no_item_assignment(container, value.is_some())),
        }
    }

    #[cold]
    fn no_item_assignment(&mut self, container: Obj, assignment: bool) -> Raise {
        let class = self.type_name_of(container);
        // Types with sequence or mapping slots say "doesn't"; the others say "does not".
        let has_items = self.has_item_slots(container);
        let message = match (assignment, has_items) {
            (true, _) => format!("'{class}' object does not support item assignment"),
            (false, true) => format!("'{class}' object doesn't support item deletion"),
            (false, false) => format!("'{class}' object does not support item deletion"),
        };
        self.type_error(message)
    }

    /// Whether the type has a table of sequence slots, whatever it holds: all Python classes have.
    fn has_item_slots(&self, container: Obj) -> bool {
        let class = self.heap.type_of(container);
        self.heap.type_object(class).flags.heap
            || matches!(
                self.heap.payload(container),
                Payload::Tuple(_)
                    | Payload::Str(_)
                    | Payload::Bytes(_)
                    | Payload::Range(_)
                    | Payload::Set(_)
                    | Payload::DictView(_)
                    | Payload::MappingProxy(_)
                    | Payload::MemoryView(_)
            )
    }
}
