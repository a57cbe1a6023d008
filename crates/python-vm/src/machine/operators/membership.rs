//! `isinstance` and `issubclass`.

use heap_model::{Obj, Payload, Runtime, types};

use super::Special;
use crate::machine::{Machine, Raise, Result};

impl Machine {
    /// `isinstance(object, class)`: a class, a tuple of such, a union, or what has
    /// `__instancecheck__`.
    ///
    /// # Errors
    /// `TypeError` for anything else, and whatever hooks raise.
    pub fn isinstance(&mut self, object: Obj, class: Obj) -> Result<bool> {
        if self.heap.type_of(object) == class {
            return Ok(true);
        }
        if self.heap.type_of(class) == types::TYPE {
            return self.plain_isinstance(object, class);
        }
        if let Payload::Tuple(classes) = self.heap.payload(class) {
            let classes = classes.to_vec();
            self.enter_native(" in __instancecheck__")?;
            let result = self.any_of(&classes, |vm, class| vm.isinstance(object, class));
            self.leave_native();
            return result;
        }
        let hook = self.names.__instancecheck__;
        if let Some(answer) = self.ask_hook(class, hook, object, " in __instancecheck__")? {
            return Ok(answer);
        }
        self.plain_isinstance(object, class)
    }

    /// `issubclass(class, base)`.
    ///
    /// # Errors
    /// As [`Machine::isinstance`].
    pub fn issubclass(&mut self, class: Obj, base: Obj) -> Result<bool> {
        if self.heap.type_of(base) == types::TYPE {
            if class == base {
                return Ok(true);
            }
            return self.plain_issubclass(class, base);
        }
        if let Payload::Tuple(bases) = self.heap.payload(base) {
            let bases = bases.to_vec();
            self.enter_native(" in __subclasscheck__")?;
            let result = self.any_of(&bases, |vm, base| vm.issubclass(class, base));
            self.leave_native();
            return result;
        }
        let hook = self.names.__subclasscheck__;
        if let Some(answer) = self.ask_hook(base, hook, class, " in __subclasscheck__")? {
            return Ok(answer);
        }
        self.plain_issubclass(class, base)
    }

    fn any_of(
        &mut self,
        classes: &[Obj],
        mut holds: impl FnMut(&mut Machine, Obj) -> Result<bool>,
    ) -> Result<bool> {
        for &class in classes {
            if holds(self, class)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// What a class's `__instancecheck__` or `__subclasscheck__` says; `None` if it is `type`'s own.
    fn ask_hook(
        &mut self,
        class: Obj,
        hook: Obj,
        argument: Obj,
        doing: &str,
    ) -> Result<Option<bool>> {
        let meta = self.heap.type_of(class);
        let Special::Method(method) = self.special(meta, hook) else { return Ok(None) };
        self.enter_native(doing)?;
        let result = self.call_found(method, class, &[argument]);
        self.leave_native();
        let result = result?;
        let truth = self.truth(result);
        self.decref(result);
        truth.map(Some)
    }

    /// `type.__instancecheck__`: by `type()`, then by `__class__`.
    pub(crate) fn plain_isinstance(&mut self, object: Obj, class: Obj) -> Result<bool> {
        let own = self.heap.type_of(object);
        if self.heap.is_type(class) {
            if self.is_subtype(own, class) {
                return Ok(true);
            }
            // Only an object with attribute access of its own can show another class.
            if self.is_core_type(own) && own != types::PROXY && own != types::CALLABLE_PROXY {
                return Ok(false);
            }
            let Some(shown) = self.get_attr_opt(object, self.names.__class__)? else {
                return Ok(false);
            };
            let result = shown != own && self.heap.is_type(shown) && self.is_subtype(shown, class);
            self.decref(shown);
            return Ok(result);
        }
        if !self.has_bases(class)? {
            return Err(
                self.type_error("isinstance() arg 2 must be a type, a tuple of types, or a union")
            );
        }
        match self.get_attr_opt(object, self.names.__class__)? {
            Some(shown) => {
                let result = self.derives_by_bases(shown, class);
                self.decref(shown);
                result
            }
            None => Ok(false),
        }
    }

    /// `type.__subclasscheck__`.
    pub(crate) fn plain_issubclass(&mut self, class: Obj, base: Obj) -> Result<bool> {
        if self.heap.is_type(class) && self.heap.is_type(base) {
            return Ok(self.is_subtype(class, base));
        }
        if !self.has_bases(class)? {
            return Err(self.type_error("issubclass() arg 1 must be a class"));
        }
        if !self.has_bases(base)? {
            return Err(self.not_a_class_argument());
        }
        self.derives_by_bases(class, base)
    }

    #[cold]
    fn not_a_class_argument(&mut self) -> Raise {
        self.type_error("issubclass() arg 2 must be a class, a tuple of classes, or a union")
    }

    /// Whether an object has a tuple `__bases__`, as what wants to be taken for a class has.
    fn has_bases(&mut self, object: Obj) -> Result<bool> {
        if self.heap.is_type(object) {
            return Ok(true);
        }
        let Some(bases) = self.get_attr_opt(object, self.names.__bases__)? else {
            return Ok(false);
        };
        let result = matches!(self.heap.payload(bases), Payload::Tuple(_));
        self.decref(bases);
        Ok(result)
    }

    /// Whether `base` is reached from `class` along `__bases__`.
    fn derives_by_bases(&mut self, class: Obj, base: Obj) -> Result<bool> {
        if class == base {
            return Ok(true);
        }
        self.enter_native(" in __issubclass__")?;
        let result = self.derives_by_bases_slow(class, base);
        self.leave_native();
        result
    }

    fn derives_by_bases_slow(&mut self, class: Obj, base: Obj) -> Result<bool> {
        let Some(bases) = self.get_attr_opt(class, self.names.__bases__)? else { return Ok(false) };
        let classes = match self.heap.payload(bases) {
            Payload::Tuple(classes) => classes.to_vec(),
            _ => Vec::new(),
        };
        let result = self.any_of(&classes, |vm, class| vm.derives_by_bases(class, base));
        self.decref(bases);
        result
    }
}
