//! `type.__new__` (`type_new` in `Objects/typeobject.c`).

use heap_model::objects::{ClassError, ClassStatement, DescriptorKind, Layout};
use heap_model::{Obj, Payload, Runtime, types};

use crate::machine::{Machine, Raise, Result, instance_dict};
use crate::native::{Args, GetSetDef};

/// What `__slots__` says.
#[derive(Default)]
struct Slots {
    /// Mangled names, sorted, without the two below; the tuple holds them.
    names: Vec<Obj>,
    /// The tuple that the class keeps, a new reference.
    tuple: Option<Obj>,
    dict: bool,
    weakref: bool,
}

impl Machine {
    /// `type.__new__(metaclass, name, bases, namespace, **keywords)`.
    pub fn type_new(&mut self, args: Args<'_>) -> Result<Obj> {
        let positional = args.positional();
        let metaclass = self.class_argument(types::TYPE, args)?;
        let &[_, name, bases, namespace] = positional else {
            let given = positional.len() - 1;
            return Err(self
                .type_error(format!("type.__new__() takes exactly 3 arguments ({given} given)")));
        };
        let wrong = [
            (1, name, "str", self.is_str(name)),
            (2, bases, "tuple", matches!(self.heap.payload(bases), Payload::Tuple(_))),
            (
                3,
                namespace,
                self.heap.release.operations.namespace_types,
                matches!(self.heap.payload(namespace), Payload::Dict(_)),
            ),
        ];
        for (number, argument, expected, right) in wrong {
            if !right {
                let given = self.type_name_of(argument);
                return Err(self.type_error(format!(
                    "type.__new__() argument {number} must be {expected}, not {given}"
                )));
            }
        }
        let mut all = self.heap.tuple(bases).to_vec();
        for &base in &all {
            if !self.heap.is_type(base)
                && let Some(hook) = self.get_attr_opt(base, self.names.__mro_entries__)?
            {
                self.decref(hook);
                return Err(self.type_error(
                    "type() doesn't support MRO entry resolution; use types.new_class()",
                ));
            }
        }
        let winner = self.calculate_metaclass(metaclass, &all)?;
        if winner != metaclass
            && let Some(constructor) = self.type_lookup(winner, self.names.__new__)
            && self.type_lookup(types::TYPE, self.names.__new__) != Some(constructor)
        {
            let constructor = self.bind(constructor, None, winner)?;
            let mut values = args.values.to_vec();
            values[0] = winner;
            let result = self.call_args(constructor, Args { values: &values, names: args.names });
            self.decref(constructor);
            return result;
        }
        if let Some(&wrong) = all.iter().find(|&&base| !self.heap.is_type(base)) {
            let _ = wrong;
            return Err(self.type_error("bases must be types"));
        }
        if all.is_empty() {
            all.push(types::OBJECT);
        }
        let keywords: Vec<(Obj, Obj)> = args.keywords().collect();
        let stated = (!self.heap.tuple(bases).is_empty()).then_some(bases);
        self.new_class(winner, name, (&all, stated), namespace, &keywords)
    }

    /// Makes a class of checked parts; all are borrowed. The bases come with their tuple, if there is
    /// one. New reference.
    ///
    /// # Errors
    /// `TypeError` for bases that do not go together, and what `__set_name__` and
    /// `__init_subclass__` raise.
    pub fn new_class(
        &mut self,
        metaclass: Obj,
        name: Obj,
        bases: (&[Obj], Option<Obj>),
        namespace: Obj,
        keywords: &[(Obj, Obj)],
    ) -> Result<Obj> {
        let text = self.heap.str_text(name).to_owned();
        if text.contains('\0') {
            return Err(self.value_error("type name must not contain null characters"));
        }
        let namespace = self.heap.dict_copy(namespace);
        let made = self.new_class_of(metaclass, &text, name, bases, namespace);
        let (class, slots) = match made {
            Ok(made) => made,
            Err(raise) => {
                self.decref(namespace);
                return Err(raise);
            }
        };
        let result = self
            .finish_class(class, namespace, &slots)
            .and_then(|()| self.set_names(class, namespace))
            .and_then(|()| self.init_subclass(class, keywords));
        self.decref_opt(slots.tuple);
        match result {
            Ok(()) => Ok(class),
            Err(raise) => {
                self.decref(class);
                Err(raise)
            }
        }
    }

    fn new_class_of(
        &mut self,
        metaclass: Obj,
        text: &str,
        name: Obj,
        bases: (&[Obj], Option<Obj>),
        namespace: Obj,
    ) -> Result<(Obj, Slots)> {
        let slots = match self.heap.dict_get_str(namespace, self.names.__slots__) {
            Some(value) => Some(self.read_slots(value, text, namespace)?),
            None => None,
        };
        let (has_slots, slots) = (slots.is_some(), slots.unwrap_or_default());
        let result = self.lay_class_out(metaclass, text, name, bases, namespace, has_slots, &slots);
        match result {
            Ok(class) => Ok((class, slots)),
            Err(raise) => {
                self.decref_opt(slots.tuple);
                Err(raise)
            }
        }
    }

    #[allow(clippy::too_many_arguments)]
    fn lay_class_out(
        &mut self,
        metaclass: Obj,
        text: &str,
        name: Obj,
        (bases, bases_tuple): (&[Obj], Option<Obj>),
        namespace: Obj,
        has_slots: bool,
        slots: &Slots,
    ) -> Result<Obj> {
        let qualname = self.take_qualname(namespace, name)?;
        if self.heap.dict_get_str(namespace, self.names.__module__).is_none()
            && let Some(module) = self.current_module_name()
        {
            let old = self.heap.dict_set_str(namespace, self.names.__module__, module);
            self.decref_opt(old);
        }
        // The class has the namespace and the qualified name only once it is made.
        self.heap.incref(namespace);
        let statement = ClassStatement {
            metaclass,
            name: text,
            qualname,
            bases,
            bases_tuple,
            slots_tuple: slots.tuple,
            namespace,
            slots: has_slots.then_some(&slots.names),
            slots_dict: slots.dict,
            slots_weakref: slots.weakref,
        };
        match self.heap.new_class(statement) {
            Ok(class) => {
                self.decref(namespace);
                Ok(class)
            }
            Err(error) => {
                self.decref(qualname);
                self.decref(namespace);
                Err(self.wrong_class(error))
            }
        }
    }

    /// `__qualname__` of the namespace, taken out of it, or the name. New reference.
    fn take_qualname(&mut self, namespace: Obj, name: Obj) -> Result<Obj> {
        match self.heap.dict_get_str(namespace, self.names.__qualname__) {
            None => Ok(self.new_ref(name)),
            Some(qualname) if self.is_str(qualname) => {
                self.heap.incref(qualname);
                let old = self.remove_name(namespace, self.names.__qualname__);
                self.decref_opt(old);
                Ok(qualname)
            }
            Some(other) => {
                let given = self.type_name_of(other);
                Err(self.type_error(format!("type __qualname__ must be a str, not {given}")))
            }
        }
    }

    /// `__name__` of the running frame's globals, borrowed.
    fn current_module_name(&self) -> Option<Obj> {
        let globals = self.frames.last()?.globals;
        self.heap.dict_get_str(globals, self.names.__name__)
    }

    fn read_slots(&mut self, value: Obj, class: &str, namespace: Obj) -> Result<Slots> {
        let stated = if self.is_str(value) {
            self.heap.new_tuple_from(&[value])
        } else if self.heap.type_of(value) == types::TUPLE {
            self.new_ref(value)
        } else {
            let items = self.collect(value)?;
            self.heap.new_tuple(items)
        };
        let mut slots = Slots::default();
        let items = self.heap.tuple(stated).to_vec();
        let result = self.sort_slots_out(&items, class, namespace, &mut slots);
        let heap = &self.heap;
        slots.names.sort_by(|&a, &b| heap.str_text(a).cmp(heap.str_text(b)));
        // The names are sorted in a list, of which the class's tuple is made.
        let list = self.heap.new_list(slots.names.clone());
        let tuple = result.is_ok().then(|| self.heap.new_tuple_from(&slots.names));
        self.decref(list);
        self.decref(stated);
        result.map(|()| Slots { tuple, ..slots })
    }

    fn sort_slots_out(
        &mut self,
        stated: &[Obj],
        class: &str,
        namespace: Obj,
        slots: &mut Slots,
    ) -> Result<()> {
        for &name in stated {
            let Payload::Str(content) = self.heap.payload(name) else {
                let given = self.type_name_of(name);
                return Err(
                    self.type_error(format!("__slots__ items must be strings, not '{given}'"))
                );
            };
            let text = content.text.to_string();
            if !crate::text::case::is_identifier(&text, self.release().text.unicode) {
                return Err(self.type_error("__slots__ must be identifiers"));
            }
            match text.as_str() {
                "__dict__" if slots.dict => return Err(self.wrong_class(ClassError::SecondDict)),
                "__dict__" => slots.dict = true,
                "__weakref__" if slots.weakref => {
                    return Err(self.wrong_class(ClassError::SecondWeakref));
                }
                "__weakref__" => slots.weakref = true,
                _ => {
                    let mangled = self.heap.intern(&mangle(&text, class));
                    slots.names.push(mangled);
                    let own = matches!(text.as_str(), "__qualname__" | "__classcell__");
                    if !own && self.heap.dict_get_str(namespace, mangled).is_some() {
                        let shown = self.repr_text(name)?;
                        return Err(self.value_error(format!(
                            "{shown} in __slots__ conflicts with class variable"
                        )));
                    }
                }
            }
        }
        Ok(())
    }

    #[cold]
    fn wrong_class(&mut self, error: ClassError) -> Raise {
        let rules = &self.heap.release.operations;
        match error {
            ClassError::NotABase(base) => {
                let name = self.type_name(base);
                self.type_error(format!("type '{name}' is not an acceptable base type"))
            }
            ClassError::LayoutConflict => {
                self.type_error("multiple bases have instance lay-out conflict")
            }
            ClassError::DuplicateBase(base) => {
                let name = self.heap.type_object(base).name.to_string();
                self.type_error(format!("duplicate base class {name}"))
            }
            ClassError::NoOrder(heads) => {
                let names: Vec<&str> =
                    heads.iter().map(|&class| &*self.heap.type_object(class).name).collect();
                let gap = if rules.resolution_order_breaks_line { "\n" } else { " " };
                let message = format!(
                    "Cannot create a consistent method resolution{gap}order (MRO) for bases {}",
                    names.join(", ")
                );
                self.type_error(message)
            }
            ClassError::SlotsOfVariableSized(base) => {
                let name = self.type_name(base);
                let word = rules.unsupported_slots;
                self.type_error(format!("{word} __slots__ not supported for subtype of '{name}'"))
            }
            ClassError::SecondDict => {
                self.type_error("__dict__ slot disallowed: we already got one")
            }
            ClassError::SecondWeakref => {
                let why = rules.weakref_slot_disallowed;
                self.type_error(format!("__weakref__ slot disallowed: {why}"))
            }
        }
    }

    // --- the namespace ---

    /// Fills in what every class has in its namespace: descriptors, wrapped hooks, `__doc__`.
    fn finish_class(&mut self, class: Obj, namespace: Obj, slots: &Slots) -> Result<()> {
        self.wrap_hook(namespace, self.names.__new__, types::STATICMETHOD);
        self.wrap_hook(namespace, self.names.__init_subclass__, types::CLASSMETHOD);
        self.wrap_hook(namespace, self.names.__class_getitem__, types::CLASSMETHOD);
        self.take_class_cell(class, namespace)?;
        self.take_class_dict_cell(namespace);
        if self.heap.release.operations.shared_instance_getsets {
            self.add_instance_getsets(class, namespace);
            self.add_members(class, namespace, slots);
        } else {
            self.add_members(class, namespace, slots);
            self.add_instance_getsets(class, namespace);
        }
        let none = self.heap.none();
        if self.heap.dict_get_str(namespace, self.names.__doc__).is_none() {
            self.heap.dict_set_str(namespace, self.names.__doc__, none);
        }
        if self.heap.dict_get_str(namespace, self.names.__hash__).is_none()
            && self.heap.dict_get_str(namespace, self.names.__eq__).is_some()
        {
            self.heap.dict_set_str(namespace, self.names.__hash__, none);
        }
        // Types that a program derives from take part in the protocols by their bases' rules.
        let metaclass = self.heap.type_of(class);
        if metaclass != types::TYPE {
            self.replace_order_of_lookup(class, metaclass)?;
        }
        self.heap.refresh_class(class);
        Ok(())
    }

    /// Wraps a plain function that is a static or class method by its name.
    fn wrap_hook(&mut self, namespace: Obj, name: Obj, wrapper: Obj) {
        let Some(function) = self.heap.dict_get_str(namespace, name) else { return };
        if !matches!(self.heap.payload(function), Payload::Function(_)) {
            return;
        }
        let wrapped = self.wrap_method(wrapper, function);
        let old = self.heap.dict_set_str(namespace, name, wrapped);
        self.decref(wrapped);
        self.decref_opt(old);
    }

    /// A `staticmethod` or `classmethod` around a function, which is borrowed. New reference.
    pub(crate) fn wrap_method(&mut self, wrapper: Obj, function: Obj) -> Obj {
        self.heap.incref(function);
        self.heap.new_object(wrapper, Payload::MethodWrapper(function))
    }

    /// Sets the cell that methods see as `__class__`.
    fn take_class_cell(&mut self, class: Obj, namespace: Obj) -> Result<()> {
        let Some(cell) = self.heap.dict_get_str(namespace, self.names.__classcell__) else {
            return Ok(());
        };
        if !matches!(self.heap.payload(cell), Payload::Cell(_)) {
            let kind = self.heap.type_of(cell);
            let shown = self.repr_text(kind)?;
            return Err(
                self.type_error(format!("__classcell__ must be a nonlocal cell, not {shown}"))
            );
        }
        self.heap.incref(class);
        let old = self.heap.cell_mut(cell).replace(class);
        let removed = self.remove_name(namespace, self.names.__classcell__);
        self.decref_opt(removed);
        self.decref_opt(old);
        Ok(())
    }

    /// Annotations that are evaluated later look names up in the class's own namespace: the cell
    /// that held the body's gets it (3.14+).
    fn take_class_dict_cell(&mut self, namespace: Obj) {
        let name = self.names.__classdictcell__;
        let Some(cell) = self.heap.dict_get_str(namespace, name) else { return };
        if matches!(self.heap.payload(cell), Payload::Cell(_)) {
            self.heap.incref(namespace);
            let old = self.heap.cell_mut(cell).replace(namespace);
            self.decref_opt(old);
        }
        let removed = self.remove_name(namespace, name);
        self.decref_opt(removed);
    }

    fn add_members(&mut self, class: Obj, namespace: Obj, slots: &Slots) {
        let first = self.heap.type_object(class).slot_count as usize - slots.names.len();
        for (index, &name) in slots.names.iter().enumerate() {
            if self.heap.dict_get_str(namespace, name).is_some() {
                continue;
            }
            let place = (first + index) as u32;
            let member = self.new_descriptor(DescriptorKind::Member, class, name, place);
            let old = self.heap.dict_set_str(namespace, name, member);
            self.decref(member);
            self.decref_opt(old);
        }
    }

    /// The descriptors of `__dict__` and `__weakref__`, where this class is the first to have them.
    fn add_instance_getsets(&mut self, class: Obj, namespace: Obj) {
        let content = self.heap.type_object(class);
        let Some(base) = content.base else { return };
        let parent = self.heap.type_object(base).flags;
        let adds_dict = content.flags.dict && !parent.dict;
        let adds_weak = content.flags.weak && !parent.weak && content.layout != Layout::Type;
        if adds_dict {
            self.add_instance_getset(class, namespace, &DICT, self.names.__dict__);
        }
        if adds_weak {
            self.add_instance_getset(class, namespace, &WEAKREF, self.names.__weakref__);
        }
    }

    fn add_instance_getset(
        &mut self,
        class: Obj,
        namespace: Obj,
        definition: &'static GetSetDef,
        name: Obj,
    ) {
        if self.heap.dict_get_str(namespace, name).is_some() {
            return;
        }
        let descriptor = if self.heap.release.operations.shared_instance_getsets {
            let (_, shared) = self
                .shared_getsets
                .iter()
                .copied()
                .find(|&(known, _)| known == name)
                .unwrap_or_else(|| {
                    let before = self.heap.set_static_memory(true);
                    let shared = self.getset_descriptor(types::OBJECT, definition);
                    self.heap.set_static_memory(before);
                    self.shared_getsets.push((name, shared));
                    (name, shared)
                });
            self.new_ref(shared)
        } else {
            self.getset_descriptor(class, definition)
        };
        let old = self.heap.dict_set_str(namespace, name, descriptor);
        self.decref(descriptor);
        self.decref_opt(old);
    }

    // --- hooks ---

    /// Calls `__set_name__` of the namespace's values, in order. The namespace may change meanwhile:
    /// they are those of a copy.
    fn set_names(&mut self, class: Obj, namespace: Obj) -> Result<()> {
        let copy = self.heap.dict_copy(namespace);
        let mut result = Ok(());
        for (name, value) in self.dict_items(copy) {
            let kind = self.heap.type_of(value);
            if result.is_ok() && (kind == types::PROPERTY || !self.is_core_type(kind)) {
                result = self.set_name(class, name, value);
            }
        }
        self.decref(copy);
        result
    }

    fn set_name(&mut self, class: Obj, name: Obj, value: Obj) -> Result<()> {
        if self.heap.type_of(value) == types::PROPERTY {
            self.heap.incref(name);
            let old = self.heap.property_mut(value).name.replace(name);
            self.decref_opt(old);
            return Ok(());
        }
        let Some(hook) = self.lookup_special(value, self.names.__set_name__) else { return Ok(()) };
        let raise = match self.call_found(hook, value, &[class, name]) {
            Ok(result) => {
                self.decref(result);
                return Ok(());
            }
            Err(raise) => raise,
        };
        let Raise::Exception(exception) = raise else { return Err(raise) };
        let kind = self.type_name_of(value);
        let shown = self.repr_text(name)?;
        let owner = self.heap.type_object(class).name.to_string();
        let message =
            format!("Error calling __set_name__ on '{kind}' instance {shown} in '{owner}'");
        if self.heap.release.operations.set_name_adds_note {
            let note = self.heap.new_str(&message);
            let method = self.heap.intern("add_note");
            let result = self.call_method(exception, method, &[note]);
            self.decref(method);
            self.decref(note);
            let result = result?;
            self.decref(result);
            return Err(Raise::Exception(exception));
        }
        let error = self.runtime_error(message);
        if let Raise::Exception(error) = error {
            self.heap.incref(exception);
            let content = self.exception_mut(error);
            content.suppress_context = true;
            let cause = content.cause.replace(exception);
            let context = content.context.replace(exception);
            self.decref_opt(cause);
            self.decref_opt(context);
        } else {
            self.decref(exception);
        }
        Err(error)
    }

    /// Calls `super(class, class).__init_subclass__(**keywords)`.
    fn init_subclass(&mut self, class: Obj, keywords: &[(Obj, Obj)]) -> Result<()> {
        let (hook, _) = self.super_attr(class, class, self.names.__init_subclass__, false)?;
        let (names, values): (Vec<Obj>, Vec<Obj>) = keywords.iter().copied().unzip();
        let result = self.call_args(hook, Args { values: &values, names: &names });
        self.decref(hook);
        let result = result?;
        self.decref(result);
        Ok(())
    }

    /// Asks a metaclass's own `mro()` for the order of lookup, if it has one.
    pub(crate) fn replace_order_of_lookup(&mut self, class: Obj, metaclass: Obj) -> Result<()> {
        let name = self.heap.intern("mro");
        let method = self.type_lookup(metaclass, name);
        self.decref(name);
        let Some(method) = method.filter(|&method| !self.is_method_descriptor(method)) else {
            return Ok(());
        };
        let listing = self.call_found(method, class, &[])?;
        let order = self.collect(listing);
        self.decref(listing);
        let order = order?;
        if let Some(&wrong) = order.iter().find(|&&entry| !self.heap.is_type(entry)) {
            let given = self.type_name_of(wrong);
            self.decref_all(order);
            let owner = match self.heap.release.operations.mro_result_names_class {
                true => format!("{}.", self.heap.type_object(class).name),
                false => String::new(),
            };
            return Err(self.type_error(format!("{owner}mro() returned a non-class ('{given}')")));
        }
        let tuple = self.heap.new_tuple(order);
        let old = self.heap.type_object_mut(class).mro.replace(tuple);
        self.decref_opt(old);
        Ok(())
    }
}

/// `__name` in a class's body is `_Class__name`.
pub(crate) fn mangle(name: &str, class: &str) -> String {
    let stripped = class.trim_start_matches('_');
    if !name.starts_with("__") || name.ends_with("__") || name.contains('.') || stripped.is_empty()
    {
        return name.to_owned();
    }
    format!("_{stripped}{name}")
}

static DICT: GetSetDef = GetSetDef {
    name: "__dict__",
    get: instance_dict,
    set: Some(|vm, object, value| vm.set_own_dict(object, value)),
};

static WEAKREF: GetSetDef = GetSetDef {
    name: "__weakref__",
    get: |vm, object| match vm.heap.weakrefs(object).first() {
        Some(&reference) => Ok(vm.new_ref(reference)),
        None => Ok(vm.none()),
    },
    set: None,
};
