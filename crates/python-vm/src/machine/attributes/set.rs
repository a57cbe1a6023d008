//! `setattr` and `delattr`.

use heap_model::objects::{DescriptorKind, WeakKind};
use heap_model::{Obj, Payload, Runtime, types};

use super::descriptors::Role;
use crate::machine::{Machine, Raise, Result};

impl Machine {
    /// `object.name = value`; all three are borrowed.
    ///
    /// # Errors
    /// `AttributeError` where there is no place for it, and whatever descriptors raise.
    pub fn set_attr(&mut self, object: Obj, name: Obj, value: Obj) -> Result<()> {
        self.store_attr(object, name, Some(value))
    }

    /// `object.name = value` for a name in Rust.
    pub fn set_attr_str(&mut self, object: Obj, name: &str, value: Obj) -> Result<()> {
        let name = self.heap.intern(name);
        let result = self.set_attr(object, name, value);
        self.decref(name);
        result
    }

    /// The interned `str` for an attribute's name, borrowed: the very object becomes it if there was
    /// none.
    pub(crate) fn intern_attribute(&mut self, name: Obj) -> Obj {
        let interned = self.heap.intern_object(name);
        if self.release().interning.intern_immortal {
            self.heap.immortalize(interned);
        }
        interned
    }

    /// `del object.name`.
    ///
    /// # Errors
    /// `AttributeError` where there is none.
    pub fn del_attr(&mut self, object: Obj, name: Obj) -> Result<()> {
        self.store_attr(object, name, None)
    }

    fn store_attr(&mut self, object: Obj, name: Obj, value: Option<Obj>) -> Result<()> {
        let name = self.intern_attribute(name);
        let class = self.heap.type_of(object);
        if !self.heap.type_object(class).flags.populated {
            self.populate_bases(class);
        }
        if self.heap.type_object(class).flags.custom_setattr {
            let hook = match value {
                Some(_) => self.names.__setattr__,
                None => self.names.__delattr__,
            };
            if let Some(method) = self.type_lookup(class, hook)
                && !self.is_native_setattr(method)
            {
                let result = match value {
                    Some(value) => self.call_found(method, object, &[name, value])?,
                    None => self.call_found(method, object, &[name])?,
                };
                self.decref(result);
                return Ok(());
            }
        }
        match self.heap.payload(object) {
            Payload::Type(_) => self.type_set_attr(object, name, value),
            Payload::Module(module) => {
                let namespace = module.dict;
                self.bind_deferred(namespace, name)?;
                self.generic_set_attr(object, name, value)
            }
            Payload::WeakRef(reference) if reference.kind != WeakKind::Reference => {
                let referent = self.referent(object)?;
                let result = self.store_attr(referent, name, value);
                self.decref(referent);
                result
            }
            _ => self.generic_set_attr(object, name, value),
        }
    }

    /// Whether it is the `__setattr__` or `__delattr__` of a type whose rules are known here.
    fn is_native_setattr(&self, method: Obj) -> bool {
        match self.heap.payload(method) {
            Payload::Descriptor(descriptor) => matches!(
                descriptor.class,
                types::OBJECT | types::TYPE | types::PROXY | types::CALLABLE_PROXY
            ),
            _ => false,
        }
    }

    /// `object.__setattr__(object, name, value)`, or `__delattr__` where there is no value.
    pub fn generic_set_attr(&mut self, object: Obj, name: Obj, value: Option<Obj>) -> Result<()> {
        let class = self.heap.type_of(object);
        let found = self.type_lookup(class, name);
        if let Some(attribute) = found
            && self.role(attribute) == Role::Data
        {
            self.heap.incref(attribute);
            let result = self.descriptor_set(attribute, object, value);
            self.decref(attribute);
            return result;
        }
        match self.set_own_attribute(object, name, value) {
            Some(true) => Ok(()),
            Some(false) => Err(self.refuse_attribute(object, name, false, found.is_some())),
            None => Err(self.refuse_attribute(object, name, true, found.is_some())),
        }
    }

    /// `attribute.__set__(object, value)`, or `__delete__` where there is no value.
    pub(crate) fn descriptor_set(
        &mut self,
        attribute: Obj,
        object: Obj,
        value: Option<Obj>,
    ) -> Result<()> {
        match self.heap.payload(attribute) {
            Payload::Descriptor(_) => self.native_descriptor_set(attribute, object, value),
            Payload::Property(_) if self.heap.type_of(attribute) == types::PROPERTY => {
                self.property_set(attribute, object, value)
            }
            _ => {
                let class = self.heap.type_of(attribute);
                let name = match value {
                    Some(_) => self.names.__set__,
                    None => self.names.__delete__,
                };
                match self.type_lookup(class, name) {
                    Some(method)
                        if self.is_method_descriptor(method)
                            && matches!(self.heap.payload(attribute), Payload::Property(_)) =>
                    {
                        self.property_set(attribute, object, value)
                    }
                    Some(method) => {
                        let result = match value {
                            Some(value) => self.call_found(method, attribute, &[object, value])?,
                            None => self.call_found(method, attribute, &[object])?,
                        };
                        self.decref(result);
                        Ok(())
                    }
                    None => {
                        let text = self.heap.str_text(name).to_owned();
                        Err(self.raise(types::ATTRIBUTE_ERROR, text))
                    }
                }
            }
        }
    }

    fn native_descriptor_set(
        &mut self,
        attribute: Obj,
        object: Obj,
        value: Option<Obj>,
    ) -> Result<()> {
        let descriptor = self.heap.descriptor(attribute);
        let (kind, owner, name, function) =
            (descriptor.kind, descriptor.class, descriptor.name, descriptor.function);
        if !self.is_instance_of(object, owner) {
            let text = self.heap.str_text(name).to_owned();
            let (owner, given) = (self.type_name(owner), self.type_name_of(object));
            return Err(self.type_error(format!(
                "descriptor '{text}' for '{owner}' objects doesn't apply to a '{given}' object"
            )));
        }
        if kind == DescriptorKind::Member {
            if self.store_slot(object, function as usize, value) {
                return Ok(());
            }
            let text = self.heap.str_text(name).to_owned();
            return Err(self.raise(types::ATTRIBUTE_ERROR, text));
        }
        match self.getsets[function as usize].set {
            Some(set) => set(self, object, value),
            None => {
                let text = self.heap.str_text(name).to_owned();
                let owner = self.type_name(owner);
                let message = format!("attribute '{text}' of '{owner}' objects is not writable");
                Err(self.raise(types::ATTRIBUTE_ERROR, message))
            }
        }
    }

    #[cold]
    fn refuse_attribute(&mut self, object: Obj, name: Obj, no_place: bool, exists: bool) -> Raise {
        let text = self.heap.str_text(name).to_owned();
        let class = self.heap.type_of(object);
        let shown = self.type_name(class);
        let plain = !self.heap.type_object(class).flags.custom_setattr;
        let message = if no_place && exists {
            format!("'{shown}' object attribute '{text}' is read-only")
        } else if no_place && plain && self.heap.release.operations.says_no_dict_for_setting {
            format!(
                "'{shown}' object has no attribute '{text}' and no __dict__ for setting new attributes"
            )
        } else {
            format!("'{shown}' object has no attribute '{text}'")
        };
        if self.heap.release.operations.failed_stores_have_names {
            self.attribute_error(&message, object, name)
        } else {
            self.raise(types::ATTRIBUTE_ERROR, message)
        }
    }

    /// `type.__setattr__` and `type.__delattr__`.
    pub(crate) fn type_set_attr(
        &mut self,
        class: Obj,
        name: Obj,
        value: Option<Obj>,
    ) -> Result<()> {
        let flags = self.heap.type_object(class).flags;
        if flags.immutable {
            let text = self.heap.str_text(name).to_owned();
            let shown = self.type_name(class);
            return Err(self
                .type_error(format!("cannot set '{text}' attribute of immutable type '{shown}'")));
        }
        let meta = self.heap.type_of(class);
        let found = self.type_lookup(meta, name);
        if let Some(attribute) = found
            && self.role(attribute) == Role::Data
        {
            self.heap.incref(attribute);
            let result = self.descriptor_set(attribute, class, value);
            self.decref(attribute);
            return result;
        }
        let namespace = self.heap.type_object(class).dict;
        let old = match value {
            Some(value) => self.heap.dict_set_str(namespace, name, value),
            None => {
                let old = self.remove_name(namespace, name);
                if old.is_none() {
                    return Err(self.missing_class_attribute(class, name));
                }
                old
            }
        };
        // The class has a new version before whatever the old value's death runs.
        self.class_attribute_changed(class, name);
        self.decref_opt(old);
        Ok(())
    }

    #[cold]
    fn missing_class_attribute(&mut self, class: Obj, name: Obj) -> Raise {
        let text = self.heap.str_text(name).to_owned();
        let shown = self.heap.type_object(class).name.to_string();
        let message = format!("type object '{shown}' has no attribute '{text}'");
        if self.heap.release.operations.failed_stores_have_names {
            self.attribute_error(&message, class, name)
        } else {
            self.raise(types::ATTRIBUTE_ERROR, message)
        }
    }
}

/// The setter of an attribute that CPython declares as a read-only member: for tables of computed
/// attributes.
pub(crate) fn readonly_member(vm: &mut Machine, _object: Obj, _value: Option<Obj>) -> Result<()> {
    Err(vm.raise(types::ATTRIBUTE_ERROR, "readonly attribute"))
}
