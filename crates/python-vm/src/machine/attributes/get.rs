//! `getattr`.

use heap_model::objects::WeakKind;
use heap_model::{Obj, Payload, Runtime, types};

use super::descriptors::Role;
use crate::machine::{Machine, Raise, Result};

impl Machine {
    /// `object.name`. New reference. The name must be a `str`.
    ///
    /// # Errors
    /// `AttributeError`, and whatever descriptors raise.
    pub fn get_attr(&mut self, object: Obj, name: Obj) -> Result<Obj> {
        let class = self.heap.type_of(object);
        let flags = self.heap.type_object(class).flags;
        if !flags.populated {
            self.populate_bases(class);
        }
        let found = if self.heap.type_object(class).flags.custom_getattr {
            self.get_attr_by_hooks(object, name, class)
        } else {
            self.native_get_attr(object, name)
        };
        match found {
            Ok(Some(value)) => Ok(value),
            Ok(None) => Err(self.missing_attribute(object, name)),
            Err(raise) => Err(self.with_attribute_context(raise, object, name)),
        }
    }

    /// An `AttributeError` that code of the program raised learns which access it ended.
    #[cold]
    fn with_attribute_context(&mut self, raise: Raise, object: Obj, name: Obj) -> Raise {
        if let Raise::Exception(exception) = raise
            && self.matches(exception, types::ATTRIBUTE_ERROR)
            && self.exception_field(exception, "name").is_none()
            && self.exception_field(exception, "obj").is_none()
        {
            self.set_exception_field(exception, "name", name);
            self.set_exception_field(exception, "obj", object);
        }
        raise
    }

    /// `object.name` for a name in Rust.
    pub fn get_attr_str(&mut self, object: Obj, name: &str) -> Result<Obj> {
        let name = self.heap.intern(name);
        let result = self.get_attr(object, name);
        self.decref(name);
        result
    }

    /// `object.name`, or `None` where that is an `AttributeError`, which is not even made when
    /// nobody could see it.
    pub fn get_attr_opt(&mut self, object: Obj, name: Obj) -> Result<Option<Obj>> {
        let class = self.heap.type_of(object);
        if !self.heap.type_object(class).flags.populated {
            self.populate_bases(class);
        }
        let result = if self.heap.type_object(class).flags.custom_getattr {
            self.get_attr_by_hooks(object, name, class)
        } else {
            self.native_get_attr(object, name)
        };
        match result {
            Ok(found) => Ok(found),
            Err(raise) => {
                self.swallow(raise, types::ATTRIBUTE_ERROR)?;
                Ok(None)
            }
        }
    }

    /// Access by the `__getattribute__` of a built-in type. `None`: no such attribute.
    fn native_get_attr(&mut self, object: Obj, name: Obj) -> Result<Option<Obj>> {
        match self.heap.payload(object) {
            Payload::Type(_) => self.type_get_attr(object, name),
            Payload::Module(_) => self.module_get_attr(object, name),
            Payload::Super(_) => self.super_get_attr(object, name),
            Payload::WeakRef(reference) if reference.kind != WeakKind::Reference => {
                let referent = self.referent(object)?;
                let result = self.get_attr_opt(referent, name);
                self.decref(referent);
                result
            }
            _ => self.generic_get_attr_opt(object, name),
        }
    }

    /// `object.__getattribute__`.
    pub fn generic_get_attr(&mut self, object: Obj, name: Obj) -> Result<Obj> {
        match self.generic_get_attr_opt(object, name)? {
            Some(value) => Ok(value),
            None => Err(self.missing_attribute(object, name)),
        }
    }

    pub(crate) fn generic_get_attr_opt(&mut self, object: Obj, name: Obj) -> Result<Option<Obj>> {
        let class = self.heap.type_of(object);
        let found = self.type_lookup(class, name);
        let role = match found {
            Some(attribute) => self.role(attribute),
            None => Role::Plain,
        };
        if role == Role::Data
            && let Some(attribute) = found
        {
            return self.bind_held(attribute, object, class).map(Some);
        }
        let own = match self.interned_name(name) {
            Some(name) => self.own_attribute(object, name),
            None => self.own_attribute(object, name),
        };
        if let Some(value) = own {
            return Ok(Some(self.new_ref(value)));
        }
        match found {
            Some(attribute) if role == Role::NonData => {
                self.bind_held(attribute, object, class).map(Some)
            }
            Some(attribute) => Ok(Some(self.new_ref(attribute))),
            None => Ok(None),
        }
    }

    /// Binds an attribute that stays alive while its `__get__` runs.
    #[inline]
    fn bind_held(&mut self, attribute: Obj, object: Obj, class: Obj) -> Result<Obj> {
        self.heap.incref(attribute);
        let result = self.bind(attribute, Some(object), class);
        self.decref(attribute);
        result
    }

    /// `__getattribute__` and `__getattr__` of a class that defines one of them. `None` only when the
    /// access fell back on a built-in `__getattribute__` that found nothing.
    fn get_attr_by_hooks(&mut self, object: Obj, name: Obj, class: Obj) -> Result<Option<Obj>> {
        let override_ = self.type_lookup(class, self.names.__getattribute__);
        let fallback = self.type_lookup(class, self.names.__getattr__);
        let first = match override_ {
            Some(method) if !self.is_native_getattribute(method) => {
                self.call_found(method, object, &[name]).map(Some)
            }
            _ => self.native_get_attr(object, name),
        };
        let Some(fallback) = fallback else { return first };
        match first {
            Ok(Some(value)) => return Ok(Some(value)),
            Ok(None) => {}
            Err(raise) => self.swallow(raise, types::ATTRIBUTE_ERROR)?,
        }
        if self.release().operations.binds_getattr {
            let bound = self.bind_special(fallback, object)?;
            let value = self.call(bound, &[name]);
            self.decref(bound);
            return value.map(Some);
        }
        self.call_found(fallback, object, &[name]).map(Some)
    }

    /// Whether it is the `__getattribute__` of one of the types that [`Machine::native_get_attr`]
    /// knows.
    fn is_native_getattribute(&self, method: Obj) -> bool {
        match self.heap.payload(method) {
            Payload::Descriptor(descriptor) => matches!(
                descriptor.class,
                types::OBJECT
                    | types::TYPE
                    | types::MODULE
                    | types::SUPER
                    | types::PROXY
                    | types::CALLABLE_PROXY
            ),
            _ => false,
        }
    }

    /// `type.__getattribute__`.
    pub(crate) fn type_get_attr(&mut self, class: Obj, name: Obj) -> Result<Option<Obj>> {
        let meta = self.heap.type_of(class);
        let of_meta = self.type_lookup(meta, name);
        let role = match of_meta {
            Some(attribute) => self.role(attribute),
            None => Role::Plain,
        };
        if role == Role::Data
            && let Some(attribute) = of_meta
        {
            return self.bind_held(attribute, class, meta).map(Some);
        }
        if let Some(attribute) = self.type_lookup(class, name) {
            if matches!(self.heap.payload(attribute), Payload::Function(_))
                || self.role(attribute) == Role::Plain
            {
                return Ok(Some(self.new_ref(attribute)));
            }
            self.heap.incref(attribute);
            let result = self.bind(attribute, None, class);
            self.decref(attribute);
            return result.map(Some);
        }
        match of_meta {
            Some(attribute) if role == Role::NonData => {
                self.bind_held(attribute, class, meta).map(Some)
            }
            Some(attribute) => Ok(Some(self.new_ref(attribute))),
            None => Ok(None),
        }
    }

    /// A module's `__getattribute__`, its namespace's `__getattr__` included.
    fn module_get_attr(&mut self, module: Obj, name: Obj) -> Result<Option<Obj>> {
        if let Some(value) = self.generic_get_attr_opt(module, name)? {
            return Ok(Some(value));
        }
        let namespace = self.heap.module(module).dict;
        if self.bind_deferred(namespace, name)? {
            return self.generic_get_attr_opt(module, name);
        }
        match self.heap.dict_get_str(namespace, self.names.__getattr__) {
            Some(hook) => {
                self.heap.incref(hook);
                let result = self.call(hook, &[name]);
                self.decref(hook);
                result.map(Some)
            }
            None => {
                self.check_module_has(module, name)?;
                Ok(None)
            }
        }
    }

    /// Refuses a name of the library that CPython's module has and the model's lacks.
    #[cold]
    fn check_module_has(&mut self, module: Obj, name: Obj) -> Result<()> {
        let module_name = self.heap.module(module).name.to_string();
        let text = self.heap.str_text(name).to_owned();
        if !crate::modules::is_partial(self, &module_name, &text) {
            return Ok(());
        }
        let key = self.heap.intern(&module_name);
        let library = self.heap.dict_get_str(self.modules, key) == Some(module);
        self.decref(key);
        if library {
            return Err(self.unsupported(format!("'{text}' of the module '{module_name}'")));
        }
        Ok(())
    }

    fn super_get_attr(&mut self, object: Obj, name: Obj) -> Result<Option<Obj>> {
        let content = self.heap.super_object(object);
        if let (Some(receiver), Some(start)) = (content.object, content.object_class)
            && name != self.names.__class__
        {
            let class = content.class;
            if let Some((value, _)) = self.super_lookup(class, receiver, start, name, false)? {
                return Ok(Some(value));
            }
        }
        self.generic_get_attr_opt(object, name)
    }

    /// What follows `class` in the order of lookup of `start`, bound to `receiver` (which is `start`
    /// itself in a class method). With `unbound`, a plain method comes as it is, and the second part
    /// says that the receiver must be passed. New reference.
    fn super_lookup(
        &mut self,
        class: Obj,
        receiver: Obj,
        start: Obj,
        name: Obj,
        unbound: bool,
    ) -> Result<Option<(Obj, bool)>> {
        let Some(mro) = self.heap.type_object(start).mro else { return Ok(None) };
        let Some(at) = self.heap.tuple(mro).iter().position(|&base| base == class) else {
            return Ok(None);
        };
        let Some(found) = self.lookup_in_mro(start, name, at + 1) else { return Ok(None) };
        if unbound
            && receiver != start
            && (matches!(self.heap.payload(found), Payload::Function(_))
                || self.is_method_descriptor(found))
        {
            return Ok(Some((self.new_ref(found), true)));
        }
        let object = (receiver != start).then_some(receiver);
        self.heap.incref(found);
        let bound = self.bind(found, object, start);
        self.decref(found);
        Ok(Some((bound?, false)))
    }

    /// `super(class, receiver).name` without a `super` object in between. With `unbound`, see
    /// [`Machine::load_method`].
    pub(crate) fn super_attr(
        &mut self,
        class: Obj,
        receiver: Obj,
        name: Obj,
        unbound: bool,
    ) -> Result<(Obj, bool)> {
        let start = self.super_check(class, receiver)?;
        if name != self.names.__class__
            && let Some(found) = self.super_lookup(class, receiver, start, name, unbound)?
        {
            return Ok(found);
        }
        let object = self.new_super(class, receiver, start);
        let result = self.generic_get_attr(object, name);
        self.decref(object);
        Ok((result?, false))
    }

    /// `super.__getattribute__`.
    pub(crate) fn super_getattribute(&mut self, object: Obj, name: Obj) -> Result<Obj> {
        match self.super_get_attr(object, name)? {
            Some(value) => Ok(value),
            None => Err(self.missing_attribute(object, name)),
        }
    }

    /// The class and the receiver that `super()` without arguments takes from the frame that called
    /// it; both are borrowed.
    ///
    /// # Errors
    /// `RuntimeError` where there are none.
    pub(crate) fn super_arguments(&mut self) -> Result<(Obj, Obj)> {
        let Some(frame) = self.frames.last() else {
            return Err(self.runtime_error("super(): no current frame"));
        };
        let (base, body) = (frame.base, frame.body.clone());
        if body.argcount == 0 {
            return Err(self.runtime_error("super(): no arguments"));
        }
        let behind_cell = |machine: &Machine, object: Obj| match machine.heap.payload(object) {
            &Payload::Cell(held) => held,
            _ => Some(object),
        };
        let kinds = &body.template().localsplus;
        let first = self.stack[base].get();
        let receiver = match first {
            Some(first) if kinds[0].1.cell => behind_cell(self, first),
            first => first,
        };
        let Some(receiver) = receiver else {
            return Err(self.runtime_error("super(): arg[0] deleted"));
        };
        let place = kinds.iter().position(|(name, kind)| kind.free && &**name == "__class__");
        let Some(place) = place else {
            return Err(self.runtime_error("super(): __class__ cell not found"));
        };
        let Some(class) = self.stack[base + place].get().and_then(|cell| behind_cell(self, cell))
        else {
            return Err(self.runtime_error("super(): empty __class__ cell"));
        };
        if !self.heap.is_type(class) {
            let given = self.type_name_of(class);
            return Err(self.runtime_error(format!("super(): __class__ is not a type ({given})")));
        }
        Ok((class, receiver))
    }

    /// A `super` object; all three are borrowed.
    pub(crate) fn new_super(&mut self, class: Obj, receiver: Obj, start: Obj) -> Obj {
        for object in [class, receiver, start] {
            self.heap.incref(object);
        }
        let content =
            heap_model::objects::Super { class, object: Some(receiver), object_class: Some(start) };
        self.heap.new_object(types::SUPER, Payload::Super(Box::new(content)))
    }

    /// The class whose order of lookup `super(class, object)` follows, borrowed (`supercheck`).
    ///
    /// # Errors
    /// `TypeError` when the object is neither an instance nor a subclass.
    pub(crate) fn super_check(&mut self, class: Obj, object: Obj) -> Result<Obj> {
        if self.heap.is_type(object) && self.is_subtype(object, class) {
            return Ok(object);
        }
        let own = self.heap.type_of(object);
        if self.is_subtype(own, class) {
            return Ok(own);
        }
        // A proxy that shows another class.
        if let Some(shown) = self.get_attr_opt(object, self.names.__class__)? {
            let fits = self.heap.is_type(shown) && shown != own && self.is_subtype(shown, class);
            self.decref(shown);
            if fits {
                return Ok(shown);
            }
        }
        let message = if self.heap.release.operations.super_names_types {
            let (what, given) = match self.heap.payload(object) {
                Payload::Type(content) => ("type", content.name.to_string()),
                _ => ("instance of", self.type_name(own)),
            };
            format!(
                "super(type, obj): obj ({what} {given}) is not an instance or subtype of type ({}).",
                self.type_name(class)
            )
        } else {
            "super(type, obj): obj must be an instance or subtype of type".to_owned()
        };
        Err(self.type_error(message))
    }

    /// What `LOAD_ATTR` pushes for a call. A plain method comes unbound, and the second part says
    /// that the object itself must be passed first; otherwise it is the attribute. New reference.
    pub fn load_method(&mut self, object: Obj, name: Obj) -> Result<(Obj, bool)> {
        let class = self.heap.type_of(object);
        let content = self.heap.type_object(class);
        if !content.flags.populated {
            self.populate_bases(class);
        }
        if self.heap.type_object(class).flags.custom_getattr
            || matches!(
                self.heap.payload(object),
                Payload::Type(_) | Payload::Module(_) | Payload::Super(_) | Payload::WeakRef(_)
            )
        {
            return Ok((self.get_attr(object, name)?, false));
        }
        let found = self.type_lookup(class, name);
        if let Some(method) = found
            && (matches!(self.heap.payload(method), Payload::Function(_))
                || self.is_method_descriptor(method))
        {
            if let Some(value) = self.own_attribute(object, name) {
                return Ok((self.new_ref(value), false));
            }
            return Ok((self.new_ref(method), true));
        }
        Ok((self.get_attr(object, name)?, false))
    }

    /// The `AttributeError` of a failed access, in the words of the kind of object.
    #[cold]
    fn missing_attribute(&mut self, object: Obj, name: Obj) -> Raise {
        let text = self.heap.str_text(name).to_owned();
        if let Payload::Module(module) = self.heap.payload(object)
            && self.heap.type_of(object) == types::MODULE
        {
            if crate::modules::is_partial(self, &module.name, &text) {
                let feature = format!("'{text}' of the module '{}'", module.name);
                return self.unsupported(feature);
            }
            let shown = self.heap.dict_get_str(module.dict, self.names.__name__);
            let message = match shown.map(|shown| self.heap.payload(shown)) {
                Some(Payload::Str(shown)) => {
                    format!("module '{}' has no attribute '{text}'", shown.text)
                }
                _ => format!("module has no attribute '{text}'"),
            };
            return self.attribute_error(&message, object, name);
        }
        if let Payload::Super(_) = self.heap.payload(object) {
            let message = format!("'super' object has no attribute '{text}'");
            return self.attribute_error(&message, object, name);
        }
        if let Some(class) = crate::modules::type_that_lacks(self, object, &text) {
            return self.unsupported(format!("the attribute '{text}' of '{class}'"));
        }
        self.no_attribute(object, name)
    }

    /// The object that a weak proxy stands for. New reference.
    ///
    /// # Errors
    /// `ReferenceError` once it is dead.
    pub(crate) fn referent(&mut self, proxy: Obj) -> Result<Obj> {
        match self.heap.weakref(proxy).referent {
            Some(referent) => Ok(self.new_ref(referent)),
            None => {
                Err(self.raise(types::REFERENCE_ERROR, "weakly-referenced object no longer exists"))
            }
        }
    }
}
