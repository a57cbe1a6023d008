//! The namespaces of built-in types, filled from the library's tables when first needed.

use heap_model::objects::{Builtin, Descriptor, DescriptorKind};
use heap_model::{Obj, Payload, Runtime, types};

use crate::machine::Machine;
use crate::native::{Binding, GetSetDef, NativeDef, TypeDef};

impl Machine {
    /// Fills the namespace of a type from the library's tables, if that was not done yet.
    pub fn populate(&mut self, class: Obj) {
        if std::mem::replace(&mut self.heap.type_object_mut(class).flags.populated, true) {
            return;
        }
        for definition in crate::builtins::tables() {
            if definition.ty == class {
                self.populate_from(class, definition);
            }
        }
        let native = self.library.native_types.iter().find(|&&(_, known)| known == class);
        if let Some(&(declaration, _)) = native {
            self.populate_from(class, &declaration.definition);
        }
    }

    /// Fills the namespaces of a type and of all its bases.
    #[cold]
    pub(crate) fn populate_bases(&mut self, class: Obj) {
        let Some(mro) = self.heap.type_object(class).mro else { return };
        for index in (0..self.heap.tuple(mro).len()).rev() {
            let base = self.heap.tuple(mro)[index];
            self.populate(base);
            if base != class {
                let inherited = self.heap.type_object(base).flags;
                let flags = &mut self.heap.type_object_mut(class).flags;
                flags.custom_getattr |= inherited.custom_getattr;
                flags.custom_setattr |= inherited.custom_setattr;
            }
        }
    }

    /// Fills the namespace of a type from one table: of a static type, or of a type that a module of
    /// the library makes.
    pub fn populate_from(&mut self, class: Obj, definition: &'static TypeDef) {
        let before = self.heap.set_static_memory(true);
        let content = self.heap.type_object(class);
        let namespace = content.dict;
        let lacking: Vec<&str> =
            self.heap.release.library.attributes_lacking(&content.name).collect();
        for method in definition.methods {
            if self.is_of_another_release(class, method.name, &lacking) {
                continue;
            }
            let attribute = self.native_attribute(class, method);
            self.put_static(namespace, method.name, attribute);
        }
        for attribute in definition.attributes {
            if self.is_of_another_release(class, attribute.name, &lacking) {
                continue;
            }
            let descriptor = self.getset_descriptor(class, attribute);
            self.put_static(namespace, attribute.name, descriptor);
        }
        // Types whose instances have a `__doc__` compute it.
        let computed = self.heap.dict_get_str(namespace, self.names.__doc__).is_some();
        if !definition.doc.is_empty() && !computed {
            let doc = self.heap.new_str(definition.doc);
            self.put_static(namespace, "__doc__", doc);
        }
        let defines = |name: &str| definition.methods.iter().any(|method| method.name == name);
        let has = |heap: &heap_model::Heap, name| heap.dict_get_str(namespace, name).is_some();
        if has(&self.heap, self.names.__eq__) && !has(&self.heap, self.names.__hash__) {
            // What compares by value and can change has no hash.
            let none = self.none();
            self.put_static(namespace, "__hash__", none);
        }
        self.heap.set_static_memory(before);
        if !matches!(class, types::OBJECT | types::TYPE | types::MODULE | types::SUPER) {
            let flags = &mut self.heap.type_object_mut(class).flags;
            flags.custom_getattr |= defines("__getattribute__") || defines("__getattr__");
            flags.custom_setattr |= defines("__setattr__") || defines("__delattr__");
        }
        let version = self.heap.fresh_version();
        self.heap.type_object_mut(class).version = version;
    }

    /// A native function as an object: of a module, or bound to a receiver (borrowed). New reference.
    pub fn new_native(
        &mut self,
        definition: &'static NativeDef,
        receiver: Option<Obj>,
        module: Option<&str>,
    ) -> Obj {
        let function = self.native_number(definition);
        let receiver = receiver.map(|receiver| self.new_ref(receiver));
        let module = module.map(|module| self.heap.intern(module));
        self.heap.new_builtin(Builtin { function, receiver, module })
    }

    /// Whether a type of this release lacks an attribute that the tables have for others; `lacking`
    /// are those that the library's rules name.
    fn is_of_another_release(&self, class: Obj, name: &str, lacking: &[&str]) -> bool {
        let rules = &self.heap.release.operations;
        match (class, name) {
            (types::TYPE | types::FUNCTION | types::MODULE, "__annotate__") => {
                !rules.lazy_annotations
            }
            (types::TYPE | types::FUNCTION, "__type_params__") => !rules.type_params,
            (types::INT, "is_integer") => !rules.ints_are_integers,
            (types::UNION, "__class_getitem__") => {
                !self.heap.release.library.unions_are_typing_unions
            }
            (types::PROPERTY, "__name__") => !rules.property_takes_getter_name,
            (types::SLICE, "__hash__") => !self.heap.release.containers.slices_hash,
            _ => lacking.contains(&name),
        }
    }

    fn put_static(&mut self, namespace: Obj, name: &str, value: Obj) {
        let key = self.heap.intern(name);
        let old = self.heap.dict_set_str(namespace, key, value);
        self.decref(key);
        self.decref(value);
        self.decref_opt(old);
    }

    fn native_attribute(&mut self, class: Obj, method: &'static NativeDef) -> Obj {
        let function = self.native_number(method);
        let kind = match method.binding {
            Binding::Method => DescriptorKind::Method,
            Binding::Special => DescriptorKind::Wrapper,
            Binding::Class => DescriptorKind::ClassMethod,
            Binding::Static => {
                self.heap.incref(class);
                let builtin = Builtin { function, receiver: Some(class), module: None };
                return self.heap.new_builtin(builtin);
            }
        };
        let name = self.heap.intern(method.name);
        let descriptor = self.new_descriptor(kind, class, name, function);
        self.decref(name);
        descriptor
    }

    /// A getset descriptor for a computed attribute. New reference.
    pub(crate) fn getset_descriptor(&mut self, class: Obj, attribute: &'static GetSetDef) -> Obj {
        let function = self.getset_number(attribute);
        let name = self.heap.intern(attribute.name);
        let descriptor = self.new_descriptor(DescriptorKind::GetSet, class, name, function);
        self.decref(name);
        descriptor
    }

    /// A descriptor of a class under a name, both borrowed. New reference.
    pub(crate) fn new_descriptor(
        &mut self,
        kind: DescriptorKind,
        class: Obj,
        name: Obj,
        function: u32,
    ) -> Obj {
        let ty = match kind {
            DescriptorKind::Method => types::METHOD_DESCRIPTOR,
            DescriptorKind::Wrapper => types::WRAPPER_DESCRIPTOR,
            DescriptorKind::ClassMethod => types::CLASSMETHOD_DESCRIPTOR,
            DescriptorKind::GetSet => types::GETSET_DESCRIPTOR,
            DescriptorKind::Member => types::MEMBER_DESCRIPTOR,
        };
        self.heap.incref(class);
        self.heap.incref(name);
        let descriptor = Descriptor { kind, class, name, function };
        self.heap.new_object(ty, Payload::Descriptor(Box::new(descriptor)))
    }

    /// The number of a native function, given now if it has none.
    pub(crate) fn native_number(&mut self, method: &'static NativeDef) -> u32 {
        self.natives.push(method);
        self.natives.len() as u32 - 1
    }

    /// The number of a computed attribute, given now if it has none.
    pub(crate) fn getset_number(&mut self, attribute: &'static GetSetDef) -> u32 {
        match self.getsets.iter().position(|&known| std::ptr::eq(known, attribute)) {
            Some(number) => number as u32,
            None => {
                self.getsets.push(attribute);
                self.getsets.len() as u32 - 1
            }
        }
    }
}
