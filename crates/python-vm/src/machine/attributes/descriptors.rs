//! Descriptors: how an attribute found in a class takes part in an access through an instance.

use heap_model::objects::{Builtin, DescriptorKind};
use heap_model::{Obj, Payload, STATIC_TYPES, types};

use crate::machine::{Machine, Result};

/// How an attribute of a class takes part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// No descriptor: the value itself.
    Plain,
    /// Has `__get__` alone: the instance's own attributes come first.
    NonData,
    /// Has `__set__` or `__delete__`: comes before the instance's own attributes.
    Data,
}

impl Machine {
    /// How an attribute of a class takes part in an access.
    #[inline]
    pub(crate) fn role(&mut self, attribute: Obj) -> Role {
        match self.heap.payload(attribute) {
            Payload::Function(_) | Payload::MethodWrapper(_) => Role::NonData,
            Payload::Descriptor(descriptor) => match descriptor.kind {
                DescriptorKind::GetSet | DescriptorKind::Member => Role::Data,
                _ => Role::NonData,
            },
            Payload::Property(_) => Role::Data,
            _ => {
                let class = self.heap.type_of(attribute);
                if self.is_core_type(class) { Role::Plain } else { self.role_by_methods(class) }
            }
        }
    }

    fn role_by_methods(&mut self, class: Obj) -> Role {
        if self.type_lookup(class, self.names.__set__).is_some()
            || self.type_lookup(class, self.names.__delete__).is_some()
        {
            Role::Data
        } else if self.type_lookup(class, self.names.__get__).is_some() {
            Role::NonData
        } else {
            Role::Plain
        }
    }

    /// Whether the machine knows what instances of a type do without asking its namespace.
    #[inline(always)]
    pub(crate) fn is_core_type(&self, class: Obj) -> bool {
        class.index() <= STATIC_TYPES.len()
            && !matches!(class, types::GENERIC_ALIAS | types::UNION | types::SIMPLE_NAMESPACE)
    }

    /// Whether it is a method or wrapper descriptor: callable with the receiver first.
    #[inline]
    pub(crate) fn is_method_descriptor(&self, object: Obj) -> bool {
        match self.heap.payload(object) {
            Payload::Descriptor(descriptor) => {
                matches!(descriptor.kind, DescriptorKind::Method | DescriptorKind::Wrapper)
            }
            _ => false,
        }
    }

    /// Binds a special method to its object, as `type(object).method.__get__(object)` does.
    pub fn bind_special(&mut self, method: Obj, object: Obj) -> Result<Obj> {
        let class = self.heap.type_of(object);
        self.bind(method, Some(object), class)
    }

    /// `attribute.__get__(object, class)`: a new reference. `object` is `None` for an access through
    /// the class. What is no descriptor stays itself.
    pub(crate) fn bind(&mut self, attribute: Obj, object: Option<Obj>, class: Obj) -> Result<Obj> {
        match self.heap.payload(attribute) {
            Payload::Function(_) => Ok(match object {
                Some(receiver) => self.bound_method(attribute, receiver),
                None => self.new_ref(attribute),
            }),
            Payload::Descriptor(_) => self.bind_native(attribute, object, class),
            Payload::Property(_) if self.heap.type_of(attribute) == types::PROPERTY => {
                self.property_get(attribute, object)
            }
            &Payload::MethodWrapper(function) => {
                let kind = self.heap.type_of(attribute);
                if kind == types::STATICMETHOD {
                    return Ok(self.new_ref(function));
                }
                if kind == types::CLASSMETHOD {
                    return self.class_method_get(function, class);
                }
                self.bind_by_method(attribute, object, class)
            }
            _ => self.bind_by_method(attribute, object, class),
        }
    }

    /// A bound method: new references to both parts.
    pub(crate) fn bound_method(&mut self, function: Obj, receiver: Obj) -> Obj {
        self.heap.incref(function);
        self.heap.incref(receiver);
        self.heap.new_bound_method(function, receiver)
    }

    /// `classmethod.__get__`.
    pub(crate) fn class_method_get(&mut self, function: Obj, class: Obj) -> Result<Obj> {
        if matches!(self.heap.payload(function), Payload::Function(_) | Payload::Builtin(_)) {
            return Ok(self.bound_method(function, class));
        }
        if self.heap.release.operations.class_method_chains && self.role(function) != Role::Plain {
            return self.bind(function, Some(class), class);
        }
        Ok(self.bound_method(function, class))
    }

    fn bind_by_method(&mut self, attribute: Obj, object: Option<Obj>, class: Obj) -> Result<Obj> {
        let own = self.heap.type_of(attribute);
        if self.is_core_type(own) {
            return Ok(self.new_ref(attribute));
        }
        let Some(method) = self.type_lookup(own, self.names.__get__) else {
            return Ok(self.new_ref(attribute));
        };
        if self.is_method_descriptor(method) {
            // A subclass of `property`, `classmethod` or `staticmethod` that does not override.
            match self.heap.payload(attribute) {
                Payload::Property(_) => return self.property_get(attribute, object),
                &Payload::MethodWrapper(function) => {
                    return if self.is_subtype(own, types::STATICMETHOD) {
                        Ok(self.new_ref(function))
                    } else {
                        self.class_method_get(function, class)
                    };
                }
                _ => {}
            }
        }
        let none = self.heap.none();
        self.call_found(method, attribute, &[object.unwrap_or(none), class])
    }

    fn bind_native(&mut self, attribute: Obj, object: Option<Obj>, class: Obj) -> Result<Obj> {
        let Payload::Descriptor(descriptor) = self.heap.payload(attribute) else {
            unreachable!("the caller has looked")
        };
        let (kind, owner, function) = (descriptor.kind, descriptor.class, descriptor.function);
        if kind == DescriptorKind::ClassMethod {
            self.heap.incref(class);
            let builtin = Builtin { function, receiver: Some(class), module: None };
            return Ok(self.heap.new_builtin(builtin));
        }
        let Some(receiver) = object else { return Ok(self.new_ref(attribute)) };
        // In 3.15 the getsets of `__dict__` and `__weakref__` belong to no class: they name object.
        if !self.is_instance_of(receiver, owner) {
            return Err(self.wrong_receiver(attribute, receiver));
        }
        match kind {
            DescriptorKind::Method | DescriptorKind::Wrapper => {
                self.heap.incref(receiver);
                let builtin = Builtin { function, receiver: Some(receiver), module: None };
                Ok(match kind {
                    DescriptorKind::Method => self.heap.new_builtin(builtin),
                    _ => self
                        .heap
                        .new_object(types::METHOD_WRAPPER, Payload::Builtin(Box::new(builtin))),
                })
            }
            DescriptorKind::GetSet => (self.getsets[function as usize].get)(self, receiver),
            DescriptorKind::Member => match self.heap.slot_value(receiver, function as usize) {
                Some(value) => Ok(self.new_ref(value)),
                None => {
                    let Payload::Descriptor(descriptor) = self.heap.payload(attribute) else {
                        unreachable!("looked above")
                    };
                    let name = descriptor.name;
                    Err(self.no_attribute(receiver, name))
                }
            },
            DescriptorKind::ClassMethod => unreachable!("bound above"),
        }
    }

    #[cold]
    fn wrong_receiver(&mut self, attribute: Obj, receiver: Obj) -> crate::machine::Raise {
        let Payload::Descriptor(descriptor) = self.heap.payload(attribute) else {
            unreachable!("the caller has looked")
        };
        let name = self.heap.str_text(descriptor.name).to_owned();
        let owner = self.type_name(descriptor.class);
        let given = self.type_name_of(receiver);
        self.type_error(format!(
            "descriptor '{name}' for '{owner}' objects doesn't apply to a '{given}' object"
        ))
    }

    /// `property.__get__`.
    pub(crate) fn property_get(&mut self, property: Obj, object: Option<Obj>) -> Result<Obj> {
        let Some(object) = object else { return Ok(self.new_ref(property)) };
        let Payload::Property(content) = self.heap.payload(property) else {
            unreachable!("the caller has looked")
        };
        let Some(getter) = content.getter else {
            return Err(self.property_refuses(property, object, "getter"));
        };
        self.heap.incref(getter);
        let result = self.call(getter, &[object]);
        heap_model::Runtime::decref(self, getter);
        result
    }

    /// `property.__set__` and `__delete__`.
    pub(crate) fn property_set(
        &mut self,
        property: Obj,
        object: Obj,
        value: Option<Obj>,
    ) -> Result<()> {
        let Payload::Property(content) = self.heap.payload(property) else {
            unreachable!("the caller has looked")
        };
        let (function, what) = match value {
            Some(_) => (content.setter, "setter"),
            None => (content.deleter, "deleter"),
        };
        let Some(function) = function else {
            return Err(self.property_refuses(property, object, what));
        };
        self.heap.incref(function);
        let result = match value {
            Some(value) => self.call(function, &[object, value]),
            None => self.call(function, &[object]),
        };
        heap_model::Runtime::decref(self, function);
        heap_model::Runtime::decref(self, result?);
        Ok(())
    }

    #[cold]
    fn property_refuses(
        &mut self,
        property: Obj,
        object: Obj,
        what: &str,
    ) -> crate::machine::Raise {
        let Payload::Property(content) = self.heap.payload(property) else {
            unreachable!("the caller has looked")
        };
        let (name, getter) = (content.name, content.getter);
        let class = self.heap.type_of(object);
        let class = self.qualified_name(class);
        let name = match (name, getter) {
            (Some(name), _) => self.repr_text(name).ok(),
            // Where the release has the name from the getter when `__set_name__` was not called.
            (None, Some(getter)) if self.heap.release.operations.property_takes_getter_name => {
                match self.get_attr_opt(getter, self.names.__name__) {
                    Ok(Some(name)) => {
                        let text = self.repr_text(name).ok();
                        heap_model::Runtime::decref(self, name);
                        text
                    }
                    _ => None,
                }
            }
            _ => None,
        };
        let message = match name {
            Some(name) => format!("property {name} of '{class}' object has no {what}"),
            None => format!("property of '{class}' object has no {what}"),
        };
        self.raise(types::ATTRIBUTE_ERROR, message)
    }
}
