//! Where an object keeps attributes of its own: `__slots__`, values beside shared keys, or a dict.

use heap_model::{Obj, Payload, Runtime, types};

use crate::machine::{Machine, Raise, Result};

impl Machine {
    /// Puts a value (borrowed) into a `__slots__` place, or empties it. False: it was empty already.
    pub(crate) fn store_slot(&mut self, object: Obj, place: usize, value: Option<Obj>) -> bool {
        if let Some(value) = value {
            self.heap.incref(value);
        }
        let old = self.heap.set_slot_value(object, place, value);
        self.decref_opt(old);
        value.is_some() || old.is_some()
    }

    /// Whether instances of the object's class have a `__dict__`.
    #[inline]
    pub(crate) fn has_instance_dict(&self, object: Obj) -> bool {
        self.heap.type_object(self.heap.type_of(object)).flags.dict
    }

    /// An attribute of the object's own, borrowed.
    #[inline]
    pub(crate) fn own_attribute(&self, object: Obj, name: Obj) -> Option<Obj> {
        self.heap.instance_attribute(object, name)
    }

    /// Sets (value borrowed) or deletes an attribute of the object's own. `None`: the object has no
    /// place for such attributes. `Some(false)`: there was nothing to delete.
    pub(crate) fn set_own_attribute(
        &mut self,
        object: Obj,
        name: Obj,
        value: Option<Obj>,
    ) -> Option<bool> {
        if !self.has_instance_dict(object) {
            return None;
        }
        let Some(value) = value else {
            let old = self.heap.take_instance_attribute(object, name);
            self.decref_opt(old);
            return Some(old.is_some());
        };
        let class = self.heap.type_of(object);
        let known = self.shared_key_count(class);
        let old = self.heap.set_instance_attribute(object, name, value);
        if self.shared_key_count(class) != known && self.type_lookup(class, name).is_some() {
            // From here on instances may hide the class's attribute: what instructions remember of
            // it no longer holds.
            let version = self.heap.fresh_version();
            self.heap.type_object_mut(class).version = version;
        }
        self.decref_opt(old);
        Some(true)
    }

    fn shared_key_count(&self, class: Obj) -> usize {
        self.heap.type_object(class).shared_keys.as_ref().map_or(0, |keys| keys.names.len())
    }

    /// Takes a name out of a namespace and returns its value, which is the caller's to drop.
    pub(crate) fn remove_name(&mut self, namespace: Obj, name: Obj) -> Option<Obj> {
        let entry = self.heap.dict_find_str(namespace, name)?;
        let (key, value) = self.heap.dict_remove(namespace, entry);
        self.decref(key);
        Some(value)
    }

    /// The `__dict__` of an object, borrowed; made now if the object has none yet. `None` where the
    /// object can have none. A class's namespace comes as it is, not through a `mappingproxy`.
    pub fn instance_dict(&mut self, object: Obj) -> Option<Obj> {
        self.heap.instance_dict(object)
    }

    /// `object.__dict__ = value`, or its deletion.
    ///
    /// # Errors
    /// `TypeError` for anything but a dict.
    pub(crate) fn set_own_dict(&mut self, object: Obj, value: Option<Obj>) -> Result<()> {
        let dict = match value {
            Some(value) if matches!(self.heap.payload(value), Payload::Dict(_)) => {
                self.new_ref(value)
            }
            Some(value) => {
                let given = self.type_name_of(value);
                return Err(self
                    .type_error(format!("__dict__ must be set to a dictionary, not a '{given}'")));
            }
            None => self.heap.new_dict(),
        };
        for dropped in self.heap.replace_instance_dict(object, Some(dict)) {
            self.decref(dropped);
        }
        Ok(())
    }

    /// `object.__class__ = class`.
    ///
    /// # Errors
    /// `TypeError` where the layouts differ or one of the classes is not made by the program.
    pub(crate) fn set_class(&mut self, object: Obj, value: Option<Obj>) -> Result<()> {
        let Some(new) = value else {
            return Err(self.type_error("can't delete __class__ attribute"));
        };
        if !self.heap.is_type(new) {
            let given = self.type_name_of(new);
            return Err(
                self.type_error(format!("__class__ must be set to a class, not '{given}' object"))
            );
        }
        let old = self.heap.type_of(object);
        let mutable =
            |machine: &Machine, class: Obj| !machine.heap.type_object(class).flags.immutable;
        let modules = self.is_subtype(old, types::MODULE) && self.is_subtype(new, types::MODULE);
        if !(modules || mutable(self, old) && mutable(self, new)) {
            return Err(self.type_error(
                "__class__ assignment only supported for mutable types or ModuleType subclasses",
            ));
        }
        if !self.same_layout(old, new) {
            let (new, old) = (self.type_name(new), self.type_name(old));
            return Err(self.type_error(format!(
                "__class__ assignment: '{new}' object layout differs from '{old}'"
            )));
        }
        if matches!(self.heap.payload(object), Payload::Instance(_))
            && self.has_instance_dict(object)
        {
            // The values stood in the order of the old class's keys.
            self.heap.instance_dict(object);
        }
        self.heap.incref(new);
        self.heap.get_mut(object).ty = new;
        self.decref(old);
        Ok(())
    }

    /// Whether instances of two classes are laid out alike (`compatible_for_assignment`).
    pub(crate) fn same_layout(&self, a: Obj, b: Obj) -> bool {
        let solid = |class| {
            let content = self.heap.type_object(class);
            (
                content.layout,
                content.flags.dict,
                content.flags.weak,
                content.slot_count,
                content.basicsize,
                content.flags.gc,
            )
        };
        if solid(a) != solid(b) {
            return false;
        }
        // The names of the slots must agree, class by class from the bottom.
        let slots = |class| {
            let mut names: Vec<Vec<Obj>> = Vec::new();
            let mut next = Some(class);
            while let Some(class) = next {
                let content = self.heap.type_object(class);
                if !content.slots.is_empty() {
                    let mut own = content.slots.to_vec();
                    own.sort();
                    names.push(own);
                }
                next = content.base;
            }
            names
        };
        slots(a) == slots(b) && self.static_base(a) == self.static_base(b)
    }

    /// The nearest base that existed before the program.
    pub(crate) fn static_base(&self, class: Obj) -> Obj {
        let mut class = class;
        loop {
            let content = self.heap.type_object(class);
            match content.base {
                Some(base) if content.flags.heap => class = base,
                _ => return class,
            }
        }
    }

    /// `AttributeError: 'C' object has no attribute 'name'`.
    #[cold]
    pub(crate) fn no_attribute(&mut self, object: Obj, name: Obj) -> Raise {
        let text = self.heap.str_text(name).to_owned();
        let message = match self.heap.payload(object) {
            Payload::Type(class) => {
                format!("type object '{}' has no attribute '{text}'", class.name)
            }
            _ => format!("'{}' object has no attribute '{text}'", self.type_name_of(object)),
        };
        self.attribute_error(&message, object, name)
    }
}

/// The getter of `__dict__`: for tables of computed attributes.
pub(crate) fn instance_dict(vm: &mut Machine, object: Obj) -> Result<Obj> {
    match vm.instance_dict(object) {
        Some(dict) => Ok(vm.new_ref(dict)),
        None => Err(vm.raise(types::ATTRIBUTE_ERROR, "This object has no __dict__")),
    }
}
