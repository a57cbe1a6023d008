//! What an object is as text, as a truth value, as a hash and as an index.

use heap_model::{Obj, Payload, Runtime, hash, types};
use num_traits::ToPrimitive;

use super::Special;
use crate::builtins;
use crate::machine::{Machine, Raise, Result};
use crate::text::int;

/// Native calls in each other that the machine allows before `RecursionError`, whatever the
/// program's own limit: as many as CPython 3.13's limit for C code.
const MAX_NATIVE_DEPTH: u32 = 10_000;

impl Machine {
    // --- text ---

    /// `repr(object)`. New reference to a `str`.
    ///
    /// # Errors
    /// `TypeError` when `__repr__` gives no `str`, and whatever it raises.
    pub fn repr(&mut self, object: Obj) -> Result<Obj> {
        self.enter_native(" while getting the repr of an object")?;
        let result = self.repr_slot(object);
        self.leave_native();
        result
    }

    fn repr_slot(&mut self, object: Obj) -> Result<Obj> {
        let class = self.heap.type_of(object);
        match self.special(class, self.names.__repr__) {
            Special::Native(class) => self.native_repr(class, object),
            Special::Method(method) => {
                let result = self.call_found(method, object, &[])?;
                self.expect_str(result, object, "__repr__", "returned non-string (type")
            }
            Special::Missing => self.object_repr(object),
        }
    }

    /// The `repr` of a built-in type.
    pub(crate) fn native_repr(&mut self, class: Obj, object: Obj) -> Result<Obj> {
        match class {
            types::NONE_TYPE => Ok(self.heap.new_str("None")),
            types::ELLIPSIS_TYPE => Ok(self.heap.new_str("Ellipsis")),
            types::NOT_IMPLEMENTED_TYPE => Ok(self.heap.new_str("NotImplemented")),
            types::BOOL => {
                let name = if self.heap.int_value(object) == Some(0) { "False" } else { "True" };
                Ok(self.heap.intern(name))
            }
            types::INT => builtins::int::repr(self, object),
            types::FLOAT => builtins::float::repr(self, object),
            types::COMPLEX => builtins::complex::repr(self, object),
            types::STR => builtins::str::repr(self, object),
            types::BYTES => builtins::bytes::repr(self, object),
            types::BYTEARRAY => builtins::bytearray::repr(self, object),
            types::LIST => builtins::list::repr(self, object),
            types::TUPLE => builtins::tuple::repr(self, object),
            types::DICT => builtins::dict::repr(self, object),
            types::SET | types::FROZENSET => builtins::set::repr(self, object),
            types::DICT_KEYS | types::DICT_VALUES | types::DICT_ITEMS => {
                builtins::dict_views::repr(self, object)
            }
            types::MAPPINGPROXY => builtins::mappingproxy::repr(self, object),
            types::RANGE => builtins::range::repr(self, object),
            types::SLICE => builtins::slice::repr(self, object),
            types::TYPE => self.class_repr(object),
            types::FUNCTION => builtins::function::repr(self, object),
            types::METHOD => builtins::function::method_repr(self, object),
            types::BUILTIN | types::METHOD_WRAPPER => {
                builtins::function::builtin_repr(self, object)
            }
            types::METHOD_DESCRIPTOR
            | types::WRAPPER_DESCRIPTOR
            | types::CLASSMETHOD_DESCRIPTOR
            | types::GETSET_DESCRIPTOR
            | types::MEMBER_DESCRIPTOR => builtins::function::descriptor_repr(self, object),
            types::STATICMETHOD | types::CLASSMETHOD => {
                builtins::function::wrapper_repr(self, object)
            }
            types::SUPER => self.super_repr(object),
            types::CODE => builtins::code::repr(self, object),
            types::CELL => builtins::cell::repr(self, object),
            types::MODULE => builtins::module::repr(self, object),
            types::GENERATOR | types::COROUTINE | types::ASYNC_GENERATOR => {
                builtins::generator::repr(self, object)
            }
            types::FRAME => builtins::frame::repr(self, object),
            types::MEMORYVIEW => builtins::memoryview::repr(self, object),
            types::WEAKREF => builtins::weakref::repr(self, object),
            types::PROXY | types::CALLABLE_PROXY => builtins::weakref::proxy_repr(self, object),
            _ if matches!(self.heap.payload(object), Payload::Exception(_))
                && class != types::OBJECT =>
            {
                builtins::exceptions::repr(self, object)
            }
            _ => self.object_repr(object),
        }
    }

    /// `object.__repr__`: `<module.Class object at 0x…>`.
    pub(crate) fn object_repr(&mut self, object: Obj) -> Result<Obj> {
        let class = self.heap.type_of(object);
        let name = self.shown_name(class)?;
        let text = format!("<{name} object at {:#x}>", self.heap.id(object));
        Ok(self.heap.new_str(&text))
    }

    fn super_repr(&mut self, object: Obj) -> Result<Obj> {
        let content = self.heap.super_object(object);
        let (class, start) = (content.class, content.object_class);
        let class = self.heap.type_object(class).name.to_string();
        let text = match start {
            Some(start) => {
                format!(
                    "<super: <class '{class}'>, <{} object>>",
                    self.heap.type_object(start).name
                )
            }
            None => format!("<super: <class '{class}'>, NULL>"),
        };
        Ok(self.heap.new_str(&text))
    }

    /// `str(object)`. New reference.
    ///
    /// # Errors
    /// As [`Machine::repr`].
    pub fn str(&mut self, object: Obj) -> Result<Obj> {
        let class = self.heap.type_of(object);
        if class == types::STR {
            return Ok(self.new_ref(object));
        }
        match self.special(class, self.names.__str__) {
            Special::Native(class) => self.native_str(class, object),
            Special::Method(method) => {
                self.enter_native(" while getting the str of an object")?;
                let result = self.call_found(method, object, &[]);
                self.leave_native();
                self.expect_str(result?, object, "__str__", "returned non-string (type")
            }
            Special::Missing => self.repr(object),
        }
    }

    /// The `str()` of a built-in type: most have none of their own, and then it is the `repr`.
    pub(crate) fn native_str(&mut self, class: Obj, object: Obj) -> Result<Obj> {
        match self.heap.payload(object) {
            Payload::Str(content) if class != types::OBJECT => {
                // A subclass's instance becomes a plain str.
                let text = content.text.to_string();
                Ok(self.heap.new_str(&text))
            }
            Payload::Exception(_) if class != types::OBJECT => {
                builtins::exceptions::str(self, object)
            }
            &Payload::MappingProxy(mapping) => self.str(mapping),
            _ => match self.behind_proxy(object)? {
                Some(referent) => {
                    let result = self.str(referent);
                    self.decref(referent);
                    result
                }
                None => self.repr(object),
            },
        }
    }

    /// `ascii(object)`. New reference.
    pub fn ascii(&mut self, object: Obj) -> Result<Obj> {
        let shown = self.repr(object)?;
        if self.heap.str_text(shown).is_ascii() {
            return Ok(shown);
        }
        let mut text = String::new();
        for character in self.heap.str_text(shown).chars() {
            match u32::from(character) {
                0..=0x7f => text.push(character),
                code @ 0x80..=0xff => text.push_str(&format!("\\x{code:02x}")),
                code @ 0x100..=0xffff => text.push_str(&format!("\\u{code:04x}")),
                code => text.push_str(&format!("\\U{code:08x}")),
            }
        }
        self.decref(shown);
        Ok(self.heap.new_str(&text))
    }

    /// `format(object, spec)`. New reference.
    ///
    /// # Errors
    /// `ValueError` for a wrong specification, `TypeError` for a type that takes none.
    pub fn format(&mut self, object: Obj, spec: &str) -> Result<Obj> {
        let class = self.heap.type_of(object);
        if spec.is_empty() {
            if class == types::STR {
                return Ok(self.new_ref(object));
            }
            if class == types::INT {
                return builtins::int::repr(self, object);
            }
        }
        match self.special(class, self.names.__format__) {
            Special::Native(class) => self.native_format(class, object, spec),
            Special::Method(method) => {
                let spec = self.heap.new_str(spec);
                // CPython binds this one before it calls.
                let bound = self.bind_special(method, object)?;
                let result = self.call(bound, &[spec]);
                self.decref(bound);
                self.decref(spec);
                let result = result?;
                if self.is_str(result) {
                    return Ok(result);
                }
                let given = self.type_name_of(result);
                self.decref(result);
                let message = if self.heap.release.operations.names_class_of_wrong_results {
                    format!("{}.__format__() must return a str, not {given}", self.type_name(class))
                } else {
                    format!("__format__ must return a str, not {given}")
                };
                Err(self.type_error(message))
            }
            Special::Missing => self.object_format(object, spec),
        }
    }

    /// The `__format__` of a built-in type.
    pub(crate) fn native_format(&mut self, class: Obj, object: Obj, spec: &str) -> Result<Obj> {
        if spec.is_empty() && self.heap.type_of(object) != class {
            return self.str(object);
        }
        match class {
            types::INT => builtins::int::format(self, object, spec),
            types::BOOL if spec.is_empty() => self.str(object),
            types::BOOL => builtins::int::format(self, object, spec),
            types::FLOAT => builtins::float::format(self, object, spec),
            types::COMPLEX => builtins::complex::format(self, object, spec),
            types::STR => builtins::str::format(self, object, spec),
            types::PROXY | types::CALLABLE_PROXY => {
                let referent = self.referent(object)?;
                let result = self.format(referent, spec);
                self.decref(referent);
                result
            }
            _ => self.object_format(object, spec),
        }
    }

    /// `object.__format__`.
    pub(crate) fn object_format(&mut self, object: Obj, spec: &str) -> Result<Obj> {
        if spec.is_empty() {
            return self.str(object);
        }
        let class = self.type_name_of(object);
        Err(self.type_error(format!("unsupported format string passed to {class}.__format__")))
    }

    /// `repr(object)` as text.
    pub fn repr_text(&mut self, object: Obj) -> Result<String> {
        let shown = self.repr(object)?;
        let text = self.heap.str_text(shown).to_owned();
        self.decref(shown);
        Ok(text)
    }

    /// `str(object)` as text.
    pub fn str_text(&mut self, object: Obj) -> Result<String> {
        let shown = self.str(object)?;
        let text = self.heap.str_text(shown).to_owned();
        self.decref(shown);
        Ok(text)
    }

    /// Passes a `str` on; anything else that a special method gave is a `TypeError`.
    fn expect_str(&mut self, result: Obj, object: Obj, method: &str, words: &str) -> Result<Obj> {
        if self.is_str(result) {
            return Ok(result);
        }
        let given = self.type_name_of(result);
        self.decref(result);
        let message = if self.heap.release.operations.names_class_of_wrong_results {
            format!("{}.{method}() must return a str, not {given}", self.type_name_of(object))
        } else {
            format!("{method} {words} {given})")
        };
        Err(self.type_error(message))
    }

    // --- truth ---

    /// `bool(object)`.
    ///
    /// # Errors
    /// `TypeError` when `__bool__` gives no bool, and whatever it or `__len__` raise.
    #[inline]
    pub fn truth(&mut self, object: Obj) -> Result<bool> {
        let singletons = self.heap.singletons();
        if object == singletons.true_ {
            return Ok(true);
        }
        if object == singletons.false_ || object == singletons.none {
            return Ok(false);
        }
        self.truth_slot(object)
    }

    fn truth_slot(&mut self, object: Obj) -> Result<bool> {
        let class = self.heap.type_of(object);
        match self.special(class, self.names.__bool__) {
            Special::Native(native) => {
                if let Some(truth) = self.number_truth(object) {
                    return Ok(truth);
                }
                if let Some(referent) = self.behind_proxy(object)? {
                    let result = self.truth(referent);
                    self.decref(referent);
                    return result;
                }
                if native == types::NONE_TYPE {
                    return Ok(false);
                }
                if native == types::NOT_IMPLEMENTED_TYPE {
                    if let Some(warning) = self.release().warnings.truth_of_not_implemented {
                        self.warn_deprecated(warning);
                        return Ok(true);
                    }
                    let message = "NotImplemented should not be used in a boolean context";
                    return Err(self.type_error(message));
                }
            }
            Special::Method(method)
                if method == self.heap.none()
                    && self.heap.release.operations.bool_may_be_forbidden =>
            {
                let class = self.type_name(class);
                return Err(
                    self.type_error(format!("'{class}' cannot be interpreted as a boolean"))
                );
            }
            Special::Method(method) => {
                let result = self.call_found(method, object, &[])?;
                let singletons = self.heap.singletons();
                let (is_true, is_false) = (result == singletons.true_, result == singletons.false_);
                if is_true || is_false {
                    self.decref(result);
                    return Ok(is_true);
                }
                let given = self.type_name_of(result);
                self.decref(result);
                let message = if self.heap.release.operations.names_class_of_wrong_results {
                    format!("{}.__bool__() must return a bool, not {given}", self.type_name(class))
                } else {
                    format!("__bool__ should return bool, returned {given}")
                };
                return Err(self.type_error(message));
            }
            Special::Missing => {}
        }
        Ok(self.length_slot(object)?.is_none_or(|length| length != 0))
    }

    // --- hash ---

    /// `hash(object)`.
    ///
    /// # Errors
    /// `TypeError` for what cannot be hashed, and whatever `__hash__` raises.
    #[inline]
    pub fn hash(&mut self, object: Obj) -> Result<i64> {
        if self.heap.type_of(object) == types::STR {
            return Ok(self.heap.str_hash(object));
        }
        self.hash_slot(object)
    }

    fn hash_slot(&mut self, object: Obj) -> Result<i64> {
        let class = self.heap.type_of(object);
        match self.special(class, self.names.__hash__) {
            Special::Native(class) => self.native_hash(class, object),
            Special::Method(method) if method == self.heap.none() => Err(self.unhashable(object)),
            Special::Method(method) => {
                let result = self.call_found(method, object, &[])?;
                let hash = match self.heap.payload(result) {
                    // A value in range is the hash itself; a longer one is hashed as an int.
                    &Payload::Int(value) => Some(if value == -1 { -2 } else { value }),
                    Payload::BigInt(value) => Some(heap_model::hash::bigint_hash(value)),
                    _ => None,
                };
                self.decref(result);
                match hash {
                    Some(hash) => Ok(hash),
                    None => Err(self.type_error("__hash__ method should return an integer")),
                }
            }
            Special::Missing => Err(self.unhashable(object)),
        }
    }

    /// The hash of a built-in type.
    pub(crate) fn native_hash(&mut self, class: Obj, object: Obj) -> Result<i64> {
        match class {
            types::STR => Ok(self.heap.str_hash(object)),
            types::INT | types::BOOL | types::FLOAT | types::COMPLEX => {
                Ok(self.number_hash(object))
            }
            types::BYTES => builtins::bytes::hash(self, object),
            types::TUPLE => builtins::tuple::hash(self, object),
            types::FROZENSET => builtins::set::hash(self, object),
            types::RANGE => builtins::range::hash(self, object),
            types::SLICE => builtins::slice::hash(self, object),
            types::METHOD | types::BUILTIN | types::METHOD_WRAPPER => {
                builtins::function::hash(self, object)
            }
            types::CODE => builtins::code::hash(self, object),
            types::WEAKREF => builtins::weakref::hash(self, object),
            types::MEMORYVIEW => builtins::memoryview::hash(self, object),
            types::MAPPINGPROXY => builtins::mappingproxy::hash(self, object),
            types::NONE_TYPE => {
                Ok(self.heap.release.none_hash.unwrap_or_else(|| self.identity_hash(object)))
            }
            types::LIST
            | types::DICT
            | types::SET
            | types::BYTEARRAY
            | types::DICT_KEYS
            | types::DICT_ITEMS
            | types::CELL
            | types::PROXY
            | types::CALLABLE_PROXY => Err(self.unhashable(object)),
            _ => Ok(self.identity_hash(object)),
        }
    }

    /// The hash of an object that is equal to itself alone: its address, turned by four bits.
    pub(crate) fn identity_hash(&self, object: Obj) -> i64 {
        hash::pointer_hash(self.heap.get(object).address)
    }

    /// The hash of a number: equal numbers of different types have the same.
    fn number_hash(&self, object: Obj) -> i64 {
        let address = self.heap.get(object).address;
        match self.heap.payload(object) {
            &Payload::Int(value) => hash::int_hash(value),
            Payload::BigInt(value) => hash::bigint_hash(value),
            &Payload::Float(value) => hash::float_hash(value, address),
            Payload::Complex(value) => hash::complex_hash(value.0, value.1, address),
            _ => hash::pointer_hash(address),
        }
    }

    #[cold]
    pub(crate) fn unhashable(&mut self, object: Obj) -> Raise {
        let class = self.type_name_of(object);
        self.type_error(format!("unhashable type: '{class}'"))
    }

    /// `hash(key)` of what is to be a dict's key or (`in_set`) a set's element: newer releases say so
    /// when it has none.
    pub fn key_hash(&mut self, key: Obj, in_set: bool) -> Result<i64> {
        let raise = match self.hash(key) {
            Ok(hash) => return Ok(hash),
            Err(raise) => raise,
        };
        let Raise::Exception(exception) = raise else { return Err(raise) };
        if !self.heap.release.operations.says_what_cannot_be_hashed
            || self.heap.type_of(exception) != types::TYPE_ERROR
        {
            return Err(raise);
        }
        let reason = self.str_text(exception)?;
        let class = self.type_name_of(key);
        let role = if in_set { "a set element" } else { "a dict key" };
        let message = format!("cannot use '{class}' as {role} ({reason})");
        let replaced = self.type_error(message);
        self.decref(exception);
        Err(replaced)
    }

    // --- index ---

    /// Whether an object can stand for an int (`PyIndex_Check`).
    #[inline]
    pub(crate) fn has_index(&mut self, object: Obj) -> bool {
        match self.heap.payload(object) {
            Payload::Int(_) | Payload::BigInt(_) => true,
            _ => {
                let class = self.heap.type_of(object);
                !self.is_core_type(class) && self.type_lookup(class, self.names.__index__).is_some()
            }
        }
    }

    /// `operator.index(object)`: an int. New reference.
    ///
    /// # Errors
    /// `TypeError` for what is no int and has no `__index__`.
    pub fn index(&mut self, object: Obj) -> Result<Obj> {
        if let Some(number) = self.exact_int(object) {
            return Ok(number);
        }
        let class = self.heap.type_of(object);
        let method = if self.is_core_type(class) {
            None
        } else {
            self.type_lookup(class, self.names.__index__)
        };
        let Some(method) = method else {
            if let Some(referent) = self.behind_proxy(object)? {
                let result = self.index(referent);
                self.decref(referent);
                return result;
            }
            let class = self.type_name(class);
            return Err(
                self.type_error(format!("'{class}' object cannot be interpreted as an integer"))
            );
        };
        let result = self.call_found(method, object, &[])?;
        if let Some(number) = self.exact_int(result) {
            self.decref(result);
            return Ok(number);
        }
        let given = self.type_name_of(result);
        self.decref(result);
        let message = if self.heap.release.operations.names_class_of_wrong_results {
            format!("{}.__index__() must return an int, not {given}", self.type_name(class))
        } else {
            format!("__index__ returned non-int (type {given})")
        };
        Err(self.type_error(message))
    }

    /// An int as exactly an `int`: itself, or a copy of an instance of a subclass. New reference.
    fn exact_int(&mut self, object: Obj) -> Option<Obj> {
        match self.heap.payload(object) {
            Payload::Int(_) | Payload::BigInt(_) if self.heap.type_of(object) == types::INT => {
                Some(self.new_ref(object))
            }
            &Payload::Int(value) => Some(self.heap.new_int(value)),
            Payload::BigInt(value) => {
                let value = (**value).clone();
                Some(self.heap.new_bigint(value))
            }
            _ => None,
        }
    }

    /// An index or count that must fit the machine's word.
    ///
    /// # Errors
    /// `OverflowError` when it does not.
    pub fn index_isize(&mut self, object: Obj) -> Result<isize> {
        self.index_or(object, types::OVERFLOW_ERROR)
    }

    /// A number that C code takes as an `int`.
    ///
    /// # Errors
    /// `TypeError` for what is no whole number, `OverflowError` for one that does not fit.
    pub fn index_c_int(&mut self, object: Obj) -> Result<isize> {
        let number = self.index(object)?;
        let value = self.heap.int_value(number);
        self.decref(number);
        match value.and_then(|value| i32::try_from(value).ok()) {
            Some(value) => Ok(value as isize),
            None => Err(self.overflow_error("Python int too large to convert to C int")),
        }
    }

    /// An index into a sequence: one that does not fit is an `IndexError`.
    pub fn sequence_index(&mut self, object: Obj) -> Result<isize> {
        self.index_or(object, types::INDEX_ERROR)
    }

    #[inline]
    fn index_or(&mut self, object: Obj, error: Obj) -> Result<isize> {
        if let &Payload::Int(value) = self.heap.payload(object) {
            return Ok(value as isize);
        }
        let number = self.index(object)?;
        let value = self.heap.int_value(number);
        self.decref(number);
        match value {
            Some(value) => Ok(value as isize),
            None => {
                let class = self.type_name_of(object);
                Err(self.raise(error, format!("cannot fit '{class}' into an index-sized integer")))
            }
        }
    }

    /// An index or count, where what does not fit becomes the nearest that does.
    pub fn index_clamped(&mut self, object: Obj) -> Result<isize> {
        let number = self.index(object)?;
        let value = match self.heap.payload(number) {
            &Payload::Int(value) => value as isize,
            Payload::BigInt(value) if value.sign() == num_bigint::Sign::Minus => isize::MIN,
            _ => isize::MAX,
        };
        self.decref(number);
        Ok(value)
    }

    /// `float(object)` as C code converts arguments: by `__float__`, else by `__index__`.
    ///
    /// # Errors
    /// `TypeError` for what is no number, `OverflowError` for an int out of range.
    pub fn as_float(&mut self, object: Obj) -> Result<f64> {
        if matches!(self.heap.payload(object), Payload::Float(_))
            && let Some(value) = self.real_operand(object)
        {
            return value;
        }
        let class = self.heap.type_of(object);
        if !self.is_core_type(class)
            && let Special::Method(method) = self.special(class, self.names.__float__)
        {
            let result = self.call_found(method, object, &[])?;
            let value = self.heap.float_value(result);
            let given = self.type_name_of(result);
            self.decref(result);
            return match value {
                Some(value) => Ok(value),
                None => {
                    let class = self.type_name(class);
                    Err(self
                        .type_error(format!("{class}.__float__ returned non-float (type {given})")))
                }
            };
        }
        if !self.has_index(object) {
            let class = self.type_name(class);
            return Err(self.type_error(format!("must be real number, not {class}")));
        }
        let number = self.index(object)?;
        let value = match self.heap.payload(number) {
            &Payload::Int(value) => value.to_f64(),
            Payload::BigInt(value) => int::to_f64(value),
            _ => None,
        };
        self.decref(number);
        value.ok_or(()).map_err(|()| self.overflow_error("int too large to convert to float"))
    }

    // --- repr of what contains itself ---

    /// Notes that the `repr` of a container is being made (`Py_ReprEnter`). False: it is already,
    /// further out, and must be shown in short.
    ///
    /// The note stands in a list, in a dict of the thread's own, both made the first time.
    ///
    /// # Errors
    /// None now; the result leaves room for a limit.
    pub(crate) fn enter_repr(&mut self, container: Obj) -> Result<bool> {
        let list = match self.repr_running {
            Some((_, list)) => list,
            None => {
                let thread = self.heap.new_dict();
                let list = self.heap.new_list(Vec::new());
                let key = self.heap.intern("Py_Repr");
                self.heap.dict_set_str(thread, key, list);
                self.decref(key);
                self.decref(list);
                self.repr_running = Some((thread, list));
                list
            }
        };
        if self.heap.list(list).items.contains(&container) {
            return Ok(false);
        }
        self.heap.incref(container);
        self.heap.list_append(list, container);
        Ok(true)
    }

    /// The other end of [`Machine::enter_repr`].
    pub(crate) fn leave_repr(&mut self, container: Obj) {
        let Some((_, list)) = self.repr_running else { return };
        let running = &self.heap.list(list).items;
        if let Some(at) = running.iter().rposition(|&running| running == container) {
            let removed = self.heap.list_replace_range(list, at, at + 1, &[]);
            removed.items.into_iter().for_each(|item| self.decref(item));
            self.heap.free_block(removed.block);
        }
    }

    // --- depth of native recursion ---

    /// Notes that native code is about to recurse.
    ///
    /// # Errors
    /// `RecursionError` when it is too deep; `while_doing` ends the message.
    pub(crate) fn enter_native(&mut self, while_doing: &str) -> Result<()> {
        if self.native_recursion_is_over()
            || self.depth >= self.heap.release.operations.native_depth
        {
            return Err(self.recursion_error(while_doing));
        }
        self.depth += 1;
        Ok(())
    }

    /// Whether another native call goes beyond the program's recursion limit, in a release where that
    /// counts them.
    pub(crate) fn native_recursion_is_over(&self) -> bool {
        self.heap.release.operations.recursion_counts_native
            && self.frames.len() + self.depth as usize >= self.recursion_limit as usize
    }

    /// The other end of [`Machine::enter_native`].
    pub(crate) fn leave_native(&mut self) {
        self.depth -= 1;
    }

    /// Asks an iterator that may ask another one inside. Frames and the program's recursion limit do
    /// not count these, but the stack of this process is no longer than CPython's.
    ///
    /// # Errors
    /// What the work raises, or `RecursionError`.
    #[inline]
    pub(crate) fn nest_iterator<T>(
        &mut self,
        work: impl FnOnce(&mut Machine) -> Result<T>,
    ) -> Result<T> {
        if self.nested_iterators >= MAX_NATIVE_DEPTH {
            return Err(self.recursion_error(""));
        }
        self.nested_iterators += 1;
        let result = work(self);
        self.nested_iterators -= 1;
        result
    }
}
