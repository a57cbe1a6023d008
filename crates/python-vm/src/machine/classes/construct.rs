//! Calling a class: `type.__call__`, `object.__new__` and `object.__init__`.

use heap_model::objects::Layout;
use heap_model::{Obj, Payload, Runtime, types};
use smallvec::SmallVec;

use crate::machine::{Machine, Raise, Result};
use crate::native::Args;

impl Machine {
    /// `class(*args, **keywords)`, through the metaclass's `__call__`. New reference.
    pub fn type_call(&mut self, class: Obj, args: Args<'_>) -> Result<Obj> {
        let packed = self.packed_for.take() == Some(class);
        let content = self.heap.type_object(class);
        // An exception, and `chain`, keep the tuple of their arguments themselves.
        let keeps = content.layout == Layout::Exception || &*content.name == "chain";
        if keeps || packed || !content.flags.heap && self.has_vectorcall(class, args) {
            return self.type_call_packed(class, args);
        }
        self.with_packed(args, |vm| vm.type_call_packed(class, args))
    }

    /// Whether a static type takes these arguments where they are (`tp_vectorcall`), without a tuple.
    fn has_vectorcall(&self, class: Obj, args: Args<'_>) -> bool {
        match class {
            types::TYPE => args.values.len() == 1,
            types::LIST | types::TUPLE | types::DICT | types::SET | types::FROZENSET => true,
            types::RANGE | types::ENUMERATE | types::REVERSED | types::MAP | types::FILTER => true,
            types::FLOAT | types::BOOL | types::SUPER => true,
            types::INT => !self.release().operations.int_call_packs,
            types::STR => !self.release().operations.str_call_packs,
            _ => false,
        }
    }

    /// As [`Machine::with_packed`] for a native function that takes a tuple (`METH_VARARGS`): `f(*args)`
    /// has made it already.
    pub(crate) fn with_tuple(
        &mut self,
        args: Args<'_>,
        call: impl FnOnce(&mut Machine) -> Result<Obj>,
    ) -> Result<Obj> {
        match self.packed_for.take() {
            Some(_) => call(self),
            None => self.with_packed(args, call),
        }
    }

    /// Calls with the arguments in a tuple and, if there are keywords, a dict, as C code passes them
    /// to `tp_call`: each argument has a reference more meanwhile.
    pub(crate) fn with_packed(
        &mut self,
        args: Args<'_>,
        call: impl FnOnce(&mut Machine) -> Result<Obj>,
    ) -> Result<Obj> {
        if args.values.is_empty() {
            return call(self);
        }
        let packed = self.heap.new_tuple_from(args.positional());
        let keywords = (!args.names.is_empty()).then(|| {
            let dict = self.heap.new_dict();
            for (name, value) in args.keywords() {
                self.heap.dict_set_str(dict, name, value);
            }
            dict
        });
        let result = call(self);
        self.decref(packed);
        self.decref_opt(keywords);
        result
    }

    /// Calls a method of the program with packed arguments: keyword arguments are unpacked again, and
    /// the references for that live through the call.
    pub(crate) fn call_unpacking(&mut self, method: Obj, args: Args<'_>) -> Result<Obj> {
        if args.names.is_empty() {
            return self.call_args(method, args);
        }
        let first = match self.heap.release.operations.unpacking_counts_positional {
            true => 0,
            false => args.positional().len(),
        };
        for &value in &args.values[first..] {
            self.heap.incref(value);
        }
        let result = self.call_args(method, args);
        for &value in &args.values[first..] {
            self.decref(value);
        }
        result
    }

    fn type_call_packed(&mut self, class: Obj, args: Args<'_>) -> Result<Obj> {
        let metaclass = self.heap.type_of(class);
        if metaclass != types::TYPE
            && let Some(method) = self.type_lookup(metaclass, self.names.__call__)
            && !self.is_method_descriptor(method)
        {
            if matches!(self.heap.payload(method), Payload::Function(_)) {
                let mut values: SmallVec<[Obj; 8]> = SmallVec::with_capacity(args.values.len() + 1);
                values.push(class);
                values.extend_from_slice(args.values);
                self.heap.incref(method);
                let result =
                    self.call_unpacking(method, Args { values: &values, names: args.names });
                self.decref(method);
                return result;
            }
            let bound = self.bind_special(method, class)?;
            let result = self.call_args(bound, args);
            self.decref(bound);
            return result;
        }
        self.construct(class, args)
    }

    /// `type.__call__(class, …)`: makes an object and initializes it.
    pub(crate) fn construct(&mut self, class: Obj, args: Args<'_>) -> Result<Obj> {
        if class == types::TYPE {
            match (args.positional(), args.names.len()) {
                (&[object], 0) => {
                    let class = self.heap.type_of(object);
                    return Ok(self.new_ref(class));
                }
                (&[_], _) => {
                    return Err(self.type_error("type() takes no keyword arguments"));
                }
                (positional, _) if positional.len() != 3 => {
                    return Err(self.type_error("type() takes 1 or 3 arguments"));
                }
                _ => {}
            }
        }
        if !self.heap.type_object(class).flags.populated {
            self.populate_bases(class);
        }
        let constructor = self.type_lookup(class, self.names.__new__);
        let initializer = self.type_lookup(class, self.names.__init__);
        let own_new = constructor.is_some_and(|method| !self.is_of_object(method));
        let own_init = initializer.is_some_and(|method| !self.is_of_object(method));
        let object = match constructor {
            Some(constructor) if own_new => self.call_new(constructor, class, args)?,
            _ => {
                let content = self.heap.type_object(class);
                if !content.flags.heap && matches!(content.layout, Layout::Sealed | Layout::Native)
                {
                    let name = self.type_name(class);
                    return Err(self.type_error(format!("cannot create '{name}' instances")));
                }
                if !args.values.is_empty() && !own_init {
                    let name = self.type_name(class);
                    return Err(self.type_error(format!("{name}() takes no arguments")));
                }
                self.object_new(class)?
            }
        };
        let kind = self.heap.type_of(object);
        if kind != class && !self.is_subtype(kind, class) {
            return Ok(object);
        }
        let initializer =
            if kind == class { initializer } else { self.type_lookup(kind, self.names.__init__) };
        let Some(initializer) = initializer.filter(|&method| !self.is_of_object(method)) else {
            return Ok(object);
        };
        match self.call_init(initializer, object, args) {
            Ok(()) => Ok(object),
            Err(raise) => {
                self.decref(object);
                Err(raise)
            }
        }
    }

    /// The `__init__` that a call of a class with so many positional arguments does nothing but run
    /// on a new bare instance, borrowed; `None` where there is more to it.
    pub(crate) fn plain_initializer(&mut self, class: Obj, count: usize) -> Option<Obj> {
        let content = self.heap.type_object(class);
        if self.heap.type_of(class) != types::TYPE
            || !content.inline_values
            || content.layout != Layout::Object
            || content.flags.abstract_
        {
            return None;
        }
        let constructor = self.type_lookup(class, self.names.__new__)?;
        let initializer = self.type_lookup(class, self.names.__init__)?;
        if !self.is_of_object(constructor) {
            return None;
        }
        let Payload::Function(function) = self.heap.payload(initializer) else { return None };
        let body = self.body(function.code);
        (body.simple && body.argcount == count + 1).then_some(initializer)
    }

    /// Whether a constructor or initializer is `object`'s own.
    fn is_of_object(&self, method: Obj) -> bool {
        match self.heap.payload(method) {
            Payload::Builtin(builtin) => builtin.receiver == Some(types::OBJECT),
            Payload::Descriptor(descriptor) => descriptor.class == types::OBJECT,
            _ => false,
        }
    }

    fn call_new(&mut self, constructor: Obj, class: Obj, args: Args<'_>) -> Result<Obj> {
        let mut values: SmallVec<[Obj; 8]> = SmallVec::with_capacity(args.values.len() + 1);
        values.push(class);
        values.extend_from_slice(args.values);
        let args = Args { values: &values, names: args.names };
        if let Payload::Builtin(builtin) = self.heap.payload(constructor) {
            let function = builtin.function;
            return self.call_native(function, args);
        }
        let bound = self.bind(constructor, None, class)?;
        let result = self.call_unpacking(bound, args);
        self.decref(bound);
        result
    }

    fn call_init(&mut self, initializer: Obj, object: Obj, args: Args<'_>) -> Result<()> {
        let result = if matches!(self.heap.payload(initializer), Payload::Function(_))
            || self.is_method_descriptor(initializer)
        {
            let mut values: SmallVec<[Obj; 8]> = SmallVec::with_capacity(args.values.len() + 1);
            values.push(object);
            values.extend_from_slice(args.values);
            self.heap.incref(initializer);
            let result =
                self.call_unpacking(initializer, Args { values: &values, names: args.names });
            self.decref(initializer);
            result?
        } else {
            let bound = self.bind_special(initializer, object)?;
            let result = self.call_args(bound, args);
            self.decref(bound);
            result?
        };
        let is_none = result == self.heap.none();
        let given = if is_none { String::new() } else { self.type_name_of(result) };
        self.decref(result);
        if is_none {
            return Ok(());
        }
        Err(self.type_error(format!("__init__() should return None, not '{given}'")))
    }

    /// A bare instance of a class whose layout is `object`'s. New reference.
    ///
    /// # Errors
    /// `TypeError` for an abstract class.
    pub fn object_new(&mut self, class: Obj) -> Result<Obj> {
        if class == types::OBJECT {
            return Ok(self.heap.new_plain());
        }
        if self.heap.type_object(class).flags.abstract_ {
            return Err(self.abstract_class(class));
        }
        Ok(self.heap.new_instance(class))
    }

    #[cold]
    fn abstract_class(&mut self, class: Obj) -> Raise {
        let name = self.heap.type_object(class).name.to_string();
        let namespace = self.heap.type_object(class).dict;
        let methods = self.heap.dict_get_str(namespace, self.names.__abstractmethods__);
        let mut listed = Vec::new();
        if let Some(methods) = methods {
            match self.collect(methods) {
                Ok(items) => {
                    for item in items {
                        if self.is_str(item) {
                            listed.push(self.heap.str_text(item).to_owned());
                        }
                        self.decref(item);
                    }
                }
                Err(raise) => return raise,
            }
        }
        listed.sort();
        let plural = if listed.len() == 1 { "" } else { "s" };
        let message = if self.heap.release.operations.abstract_says_implementation {
            let quoted: Vec<String> = listed.iter().map(|name| format!("'{name}'")).collect();
            format!(
                "Can't instantiate abstract class {name} without an implementation for abstract \
                 method{plural} {}",
                quoted.join(", ")
            )
        } else {
            format!(
                "Can't instantiate abstract class {name} with abstract method{plural} {}",
                listed.join(", ")
            )
        };
        self.type_error(message)
    }

    /// `object.__new__(class, …)` as a program calls it.
    pub(crate) fn object_new_checked(&mut self, args: Args<'_>) -> Result<Obj> {
        let class = self.class_argument(types::OBJECT, args)?;
        if args.values.len() > 1 {
            let new = self.type_lookup(class, self.names.__new__);
            if new.is_some_and(|method| !self.is_of_object(method)) {
                return Err(self.type_error(
                    "object.__new__() takes exactly one argument (the type to instantiate)",
                ));
            }
            let init = self.type_lookup(class, self.names.__init__);
            if init.is_none_or(|method| self.is_of_object(method)) {
                let name = self.type_name(class);
                return Err(self.type_error(format!("{name}() takes no arguments")));
            }
        }
        self.object_new(class)
    }

    /// `object.__init__(self, …)` as a program calls it.
    pub(crate) fn object_init_checked(&mut self, args: Args<'_>) -> Result<()> {
        let object = args.values[0];
        if args.values.len() == 1 {
            return Ok(());
        }
        let class = self.heap.type_of(object);
        let init = self.type_lookup(class, self.names.__init__);
        if init.is_some_and(|method| !self.is_of_object(method)) {
            return Err(self.type_error(
                "object.__init__() takes exactly one argument (the instance to initialize)",
            ));
        }
        let new = self.type_lookup(class, self.names.__new__);
        if new.is_none_or(|method| self.is_of_object(method)) {
            let name = self.type_name(class);
            return Err(self.type_error(format!(
                "{name}.__init__() takes exactly one argument (the instance to initialize)"
            )));
        }
        Ok(())
    }

    /// The class that a built-in type's `__new__` is asked for: its first argument, borrowed.
    ///
    /// # Errors
    /// `TypeError` when it is missing, no class, not derived from the type, or derived from a type
    /// with another constructor.
    pub fn class_argument(&mut self, ty: Obj, args: Args<'_>) -> Result<Obj> {
        let name = self.type_name(ty);
        let Some(&class) = args.positional().first() else {
            return Err(self.type_error(format!("{name}.__new__(): not enough arguments")));
        };
        if class == ty {
            return Ok(class);
        }
        if !self.heap.is_type(class) {
            let given = self.type_name_of(class);
            return Err(
                self.type_error(format!("{name}.__new__(X): X is not a type object ({given})"))
            );
        }
        let shown = self.type_name(class);
        if !self.is_subtype(class, ty) {
            return Err(self.type_error(format!(
                "{name}.__new__({shown}): {shown} is not a subtype of {name}"
            )));
        }
        // The nearest type that a program did not make must have this very constructor.
        let base = self.static_base(class);
        if !self.heap.type_object(base).flags.populated {
            self.populate_bases(base);
        }
        let (own, asked) =
            (self.type_lookup(base, self.names.__new__), self.type_lookup(ty, self.names.__new__));
        if own != asked {
            let base = self.type_name(base);
            return Err(self
                .type_error(format!("{name}.__new__({shown}) is not safe, use {base}.__new__()")));
        }
        Ok(class)
    }
}
