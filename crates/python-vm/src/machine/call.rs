//! Calling anything with anything, and binding arguments to parameters.

use heap_model::objects::{Function, Slot};
use heap_model::{Obj, Payload, Runtime, types};
use smallvec::SmallVec;

use super::code::Cache;
use super::evaluate::Next;
use super::frame::{Exit, Frame};
use super::{CodeBody, Machine, Raise, Result};
use crate::bytecode::FunctionAttribute;
use crate::native::{Accepts, Args};
use std::rc::Rc;

/// What the cache of a call says that has run before.
const CALLED: u32 = 1;

impl Machine {
    /// Calls with positional arguments. New reference.
    pub fn call(&mut self, callable: Obj, arguments: &[Obj]) -> Result<Obj> {
        self.call_args(callable, Args::positional_only(arguments))
    }

    /// Calls an attribute of an object; a plain method is called without making a bound one.
    pub fn call_method(&mut self, object: Obj, name: Obj, arguments: &[Obj]) -> Result<Obj> {
        let (method, bound) = self.load_method(object, name)?;
        let result = if bound {
            let mut all: SmallVec<[Obj; 8]> = SmallVec::with_capacity(arguments.len() + 1);
            all.push(object);
            all.extend_from_slice(arguments);
            self.call(method, &all)
        } else {
            self.call(method, arguments)
        };
        self.decref(method);
        result
    }

    /// Calls with positional and keyword arguments. New reference.
    pub fn call_args(&mut self, callable: Obj, args: Args<'_>) -> Result<Obj> {
        match self.heap.payload(callable) {
            Payload::Function(_) => self.call_function(callable, args),
            Payload::BoundMethod(method) => {
                let (function, receiver) = (method.function, method.receiver);
                let mut values: SmallVec<[Obj; 8]> = SmallVec::with_capacity(args.values.len() + 1);
                values.push(receiver);
                values.extend_from_slice(args.values);
                // The method may die during the call; its parts must not.
                self.heap.incref(function);
                let result = self.call_args(function, Args { values: &values, names: args.names });
                self.decref(function);
                result
            }
            Payload::Builtin(builtin) => {
                let (function, receiver) = (builtin.function, builtin.receiver);
                match receiver {
                    Some(receiver)
                        if self.natives[function as usize].binding
                            != crate::native::Binding::Static =>
                    {
                        let mut values: SmallVec<[Obj; 8]> =
                            SmallVec::with_capacity(args.values.len() + 1);
                        values.push(receiver);
                        values.extend_from_slice(args.values);
                        self.call_native(function, Args { values: &values, names: args.names })
                    }
                    _ => self.call_native(function, args),
                }
            }
            Payload::Descriptor(_) => self.call_descriptor(callable, args),
            Payload::Type(_) => self.type_call(callable, args),
            Payload::MethodWrapper(function)
                if self.heap.type_of(callable) == types::STATICMETHOD =>
            {
                let function = *function;
                self.call_args(function, args)
            }
            _ => self.call_object(callable, args),
        }
    }

    /// Calls an object through its class's `__call__`.
    fn call_object(&mut self, callable: Obj, args: Args<'_>) -> Result<Obj> {
        if let Some(referent) = self.behind_proxy(callable)? {
            let result = self.call_args(referent, args);
            self.decref(referent);
            return result;
        }
        let name = self.names.__call__;
        let class = self.heap.type_of(callable);
        let Some(method) = self.type_lookup(class, name) else {
            let class = self.type_name(class);
            return Err(self.type_error(format!("'{class}' object is not callable")));
        };
        if self.native_recursion_is_over() {
            return Err(self.recursion_error(" while calling a Python object"));
        }
        if matches!(self.heap.payload(method), Payload::Function(_) | Payload::Descriptor(_)) {
            let mut values: SmallVec<[Obj; 8]> = SmallVec::with_capacity(args.values.len() + 1);
            values.push(callable);
            values.extend_from_slice(args.values);
            self.heap.incref(method);
            let all = Args { values: &values, names: args.names };
            let result = if self.is_method_descriptor(method) {
                self.call_args(method, all)
            } else {
                self.with_packed(args, |vm| vm.call_unpacking(method, all))
            };
            self.decref(method);
            return result;
        }
        let bound = self.bind_special(method, callable)?;
        let result = self.call_args(bound, args);
        self.decref(bound);
        result
    }

    /// Calls a method or wrapper descriptor with the receiver as the first argument.
    fn call_descriptor(&mut self, callable: Obj, args: Args<'_>) -> Result<Obj> {
        let Payload::Descriptor(descriptor) = self.heap.payload(callable) else { unreachable!() };
        let (kind, class, name, function) =
            (descriptor.kind, descriptor.class, descriptor.name, descriptor.function);
        use heap_model::objects::DescriptorKind as Kind;
        if !matches!(kind, Kind::Method | Kind::Wrapper | Kind::ClassMethod) {
            let class = self.type_name(self.heap.type_of(callable));
            return Err(self.type_error(format!("'{class}' object is not callable")));
        }
        let receiver = args.positional().first().copied();
        let fits = match (receiver, kind) {
            (None, _) => false,
            (Some(receiver), Kind::ClassMethod) => self.heap.is_type(receiver),
            (Some(receiver), _) => self.is_subtype(self.heap.type_of(receiver), class),
        };
        if !fits {
            let name = self.heap.str_text(name).to_owned();
            let class = self.type_name(class);
            let message = match (receiver, kind) {
                (None, Kind::Wrapper) => {
                    format!("descriptor '{name}' of '{class}' object needs an argument")
                }
                (None, _) => format!("unbound method {class}.{name}() needs an argument"),
                (Some(receiver), Kind::Wrapper) => format!(
                    "descriptor '{name}' requires a '{class}' object but received a '{}'",
                    self.type_name(self.heap.type_of(receiver))
                ),
                (Some(receiver), _) => format!(
                    "descriptor '{name}' for '{class}' objects doesn't apply to a '{}' object",
                    self.type_name(self.heap.type_of(receiver))
                ),
            };
            return Err(self.type_error(message));
        }
        self.call_native(function, args)
    }

    /// Calls a native function after checking the number of arguments that it accepts.
    pub(crate) fn call_native(&mut self, number: u32, args: Args<'_>) -> Result<Obj> {
        let native = self.natives[number as usize];
        use crate::native::Binding;
        if native.accepts != Accepts::Any {
            let receiver = usize::from(native.binding != Binding::Static);
            let given = args.positional().len() - receiver.min(args.positional().len());
            let wrong = match native.accepts {
                Accepts::Nothing => given != 0,
                Accepts::One => given != 1,
                Accepts::Positional(least, most) => given < least.into() || given > most.into(),
                Accepts::Any => false,
            };
            if wrong || !args.names.is_empty() {
                return Err(self.wrong_arguments(number, given, &args));
            }
        }
        if self.library.profiler.is_some() && self.profile_native(native, &args) {
            let result = (native.function)(self, args);
            self.profile_end();
            return result;
        }
        (native.function)(self, args)
    }

    #[cold]
    fn wrong_arguments(&mut self, number: u32, given: usize, args: &Args<'_>) -> Raise {
        use crate::native::Binding;
        let native = self.natives[number as usize];
        let name = native.name;
        let full = match (native.binding, args.values.first()) {
            // A class method is shown with the class that it was asked of, a method with the class that
            // defines it.
            (Binding::Class, Some(&receiver)) => {
                format!("{}.{name}", self.qualified_name(receiver))
            }
            (Binding::Method, Some(&receiver)) => {
                let class = self.heap.type_of(receiver);
                let owner = self.native_owner(class, number);
                format!("{owner}.{name}")
            }
            _ => name.to_owned(),
        };
        let plural = |n: usize| if n == 1 { "" } else { "s" };
        let message = if !args.names.is_empty() {
            match native.binding {
                Binding::Special => format!("wrapper {name}() takes no keyword arguments"),
                _ => format!("{full}() takes no keyword arguments"),
            }
        } else if native.binding == Binding::Special {
            match native.accepts {
                Accepts::Positional(least, most) if least != most => {
                    if given < usize::from(least) {
                        format!(
                            "{name} expected at least {least} argument{}, got {given}",
                            plural(least.into())
                        )
                    } else {
                        format!(
                            "{name} expected at most {most} argument{}, got {given}",
                            plural(most.into())
                        )
                    }
                }
                accepts => {
                    let wanted = match accepts {
                        Accepts::Nothing => 0,
                        Accepts::Positional(least, _) => usize::from(least),
                        _ => 1,
                    };
                    format!("expected {wanted} argument{}, got {given}", plural(wanted))
                }
            }
        } else {
            match native.accepts {
                Accepts::Nothing => format!("{full}() takes no arguments ({given} given)"),
                Accepts::One => format!("{full}() takes exactly one argument ({given} given)"),
                Accepts::Positional(1, 3)
                    if self.heap.release.operations.find_says_takes
                        && args.values.first().is_some_and(|&this| self.is_text_or_bytes(this)) =>
                {
                    let (bound, limit) = if given < 1 { ("least", 1) } else { ("most", 3) };
                    format!(
                        "{name}() takes at {bound} {limit} argument{} ({given} given)",
                        plural(limit)
                    )
                }
                Accepts::Positional(least, most) if least == most => {
                    format!("{name} expected {least} argument{}, got {given}", plural(least.into()))
                }
                Accepts::Positional(least, _) if given < least.into() => format!(
                    "{name} expected at least {least} argument{}, got {given}",
                    plural(least.into())
                ),
                Accepts::Positional(_, most) => format!(
                    "{name} expected at most {most} argument{}, got {given}",
                    plural(most.into())
                ),
                Accepts::Any => unreachable!("anything is accepted"),
            }
        };
        self.type_error(message)
    }

    fn is_text_or_bytes(&self, object: Obj) -> bool {
        matches!(
            self.heap.payload(object),
            Payload::Str(_) | Payload::Bytes(_) | Payload::ByteArray(_)
        )
    }

    /// `Initialized` frames need the class of natives for messages: the class in the MRO that
    /// defines the native function.
    fn native_owner(&mut self, class: Obj, number: u32) -> String {
        let name = self.heap.intern(self.natives[number as usize].name);
        let mro = self.heap.mro(class).to_vec();
        let owner = mro.into_iter().find(|&class| {
            self.heap.dict_get_str(self.heap.type_object(class).dict, name).is_some()
        });
        self.decref(name);
        self.heap.type_object(owner.unwrap_or(class)).name.to_string()
    }

    // --- calls of Python functions ---

    /// Calls a Python function from Rust.
    fn call_function(&mut self, function: Obj, args: Args<'_>) -> Result<Obj> {
        let bottom = self.sp;
        self.reserve(bottom + args.values.len() + 2);
        for (index, &value) in args.values.iter().enumerate() {
            self.heap.incref(value);
            self.stack[bottom + index] = Slot::counted(value);
        }
        self.heap.incref(function);
        self.enter_function(function, bottom, bottom, args.values.len(), args.names, Exit::ToRust)?;
        let result = self.run_loop();
        self.sp = bottom;
        result
    }

    /// Makes room on the stack.
    #[inline]
    pub(super) fn reserve(&mut self, size: usize) {
        if self.stack.len() < size {
            self.stack.resize((size + 1024).next_power_of_two(), Slot::NULL);
        }
    }

    /// Whether the call at hand, of what stands on the stack below `count` arguments, is a check point
    /// of the loop. Notes that it ran.
    pub(super) fn call_checks(&mut self, count: usize) -> bool {
        let frame = self.frames.last().expect("a frame runs");
        let cell = &frame.body.caches[frame.instruction];
        let cache = cell.get();
        if cache.kind != CALLED {
            let callable = self.stack[self.sp - count - 2].object();
            // Classes have their own notes.
            if cache.kind == 0
                && (callable == types::TYPE
                    || !matches!(self.heap.payload(callable), Payload::Type(_)))
            {
                cell.set(Cache { kind: CALLED, ..cache });
            }
            return true;
        }
        if !self.heap.collector.pending
            || !self.heap.release.collector.specialised_calls_check_nothing
        {
            return true;
        }
        let first = self.sp - count;
        let (callable, receiver) = (self.stack[first - 2].object(), self.stack[first - 1].get());
        match self.heap.payload(callable) {
            Payload::Type(_) => !(callable == types::TYPE && count == 1 && receiver.is_none()),
            Payload::Builtin(builtin) => {
                let name = self.natives[builtin.function as usize].name;
                let of_builtins = builtin.module.is_some_and(|module| {
                    matches!(self.heap.payload(module), Payload::Str(_))
                        && self.heap.str_text(module) == "builtins"
                });
                !(of_builtins && matches!((name, count), ("len", 1) | ("isinstance", 2)))
            }
            Payload::Descriptor(descriptor) => {
                let appends = descriptor.class == types::LIST
                    && self.heap.str_text(descriptor.name) == "append";
                !(appends
                    && count == 1
                    && receiver.is_some_and(|list| self.heap.type_of(list) == types::LIST))
            }
            _ => true,
        }
    }

    /// Calls what stands on the stack below `count` arguments. True: a frame was entered and the
    /// loop must go on there. False: the result is on the stack already.
    pub(super) fn call_on_stack(&mut self, count: usize, names: Option<Obj>) -> Result<bool> {
        let sp = self.sp;
        let first = sp - count;
        let callable = self.stack[first - 2].object();
        let receiver = self.stack[first - 1];
        match self.heap.payload(callable) {
            Payload::Function(_) => {
                let callable = self.own(self.stack[first - 2]);
                let (start, given) =
                    if receiver.is_null() { (first, count) } else { (first - 1, count + 1) };
                // The callable's place and an empty self's place are the caller's again; errors drop
                // nothing twice.
                let frame = self.frames.last_mut().expect("a frame runs");
                frame.sp = first - 2;
                self.sp = first - 2;
                let names: SmallVec<[Obj; 8]> = match names {
                    Some(names) => self.heap.tuple(names).into(),
                    None => SmallVec::new(),
                };
                self.enter_function(callable, start, first - 2, given, &names, Exit::ToCaller)?;
                return Ok(true);
            }
            Payload::BoundMethod(method) if receiver.is_null() => {
                let (function, receiver) = (method.function, method.receiver);
                self.heap.incref(function);
                self.heap.incref(receiver);
                let old = std::mem::replace(&mut self.stack[first - 2], Slot::counted(function));
                self.stack[first - 1] = Slot::counted(receiver);
                self.drop_slot(old);
                return self.call_on_stack(count, names);
            }
            Payload::Type(_)
                if receiver.is_null()
                    && names.is_none()
                    && self.heap.release.operations.enters_init_directly =>
            {
                if let Some(initializer) = self.warm_initializer(callable, count) {
                    self.enter_initializer(callable, initializer, count)?;
                    return Ok(true);
                }
            }
            _ => {}
        }
        let start = if receiver.is_null() { first } else { first - 1 };
        let values: SmallVec<[Obj; 8]> =
            self.stack[start..sp].iter().map(|slot| slot.object()).collect();
        let result = match names {
            None => self.call_args(callable, Args { values: &values, names: &[] }),
            Some(names) => {
                let names: SmallVec<[Obj; 8]> = self.heap.tuple(names).into();
                self.call_args(callable, Args { values: &values, names: &names })
            }
        };
        // CPython drops the callable first, then the arguments from the left (≤ 3.13).
        self.drop_call_operands(first - 2, sp);
        self.frames.last_mut().expect("a frame runs").sp = first - 2;
        self.sp = first - 2;
        let result = result?;
        self.stack[first - 2] = Slot::counted(result);
        self.sp = first - 1;
        Ok(false)
    }

    /// The `__init__` that the call at hand enters directly, borrowed: not the first time it runs, and
    /// for one class only.
    fn warm_initializer(&mut self, class: Obj, count: usize) -> Option<Obj> {
        const SEEN: u32 = CALLED;
        const ENTERS: u32 = 2;
        let frame = self.frames.last().expect("a frame runs");
        let (body, at) = (frame.body.clone(), frame.instruction);
        let cache = body.caches[at].get();
        let version = self.heap.type_object(class).version;
        match cache.kind {
            ENTERS => (cache.version == version).then(|| Obj::from_index(cache.extra)),
            SEEN => {
                let initializer = self.plain_initializer(class, count)?;
                let extra = initializer.raw();
                body.caches[at].set(Cache { version, kind: ENTERS, index: 0, extra });
                Some(initializer)
            }
            _ => {
                body.caches[at].set(Cache { kind: SEEN, ..Cache::default() });
                None
            }
        }
    }

    /// Enters the `__init__` of a new instance of the class that stands on the stack below `count`
    /// arguments. The instance takes the class's place there and is the result.
    fn enter_initializer(&mut self, class: Obj, initializer: Obj, count: usize) -> Result<()> {
        let object = self.object_new(class)?;
        let first = self.sp - count;
        let old = std::mem::replace(&mut self.stack[first - 2], Slot::counted(object));
        self.drop_slot(old);
        self.heap.incref(object);
        self.stack[first - 1] = Slot::counted(object);
        self.frames.last_mut().expect("a frame runs").sp = first - 1;
        self.sp = first - 1;
        self.heap.incref(initializer);
        let below = first - 1;
        self.enter_function(initializer, below, below, count + 1, &[], Exit::Initialized)
    }

    fn drop_call_operands(&mut self, from: usize, to: usize) {
        for place in from..to {
            let slot = std::mem::replace(&mut self.stack[place], Slot::NULL);
            self.drop_slot(slot);
        }
    }

    /// `f(*args, **mapping)`: `callable NULL args [mapping]` on the stack.
    /// `None`: a frame was entered and the loop must go on there.
    pub(super) fn call_unpacked(&mut self, with_mapping: bool) -> Result<Option<Obj>> {
        let sp = self.sp;
        let bottom = sp - 3 - usize::from(with_mapping);
        let callable = self.stack[bottom].object();
        let mut iterable = self.stack[bottom + 2].object();
        if self.heap.type_of(iterable) != types::TUPLE {
            let items = match self.collect(iterable) {
                Ok(items) => items,
                Err(raise) => return Err(self.explain_star_argument(raise, callable, iterable)),
            };
            let tuple = self.heap.new_tuple(items);
            let old = std::mem::replace(&mut self.stack[bottom + 2], Slot::counted(tuple));
            self.drop_slot(old);
            iterable = tuple;
        }
        let mut values: SmallVec<[Obj; 8]> = self.heap.tuple(iterable).into();
        let mut names: SmallVec<[Obj; 8]> = SmallVec::new();
        if with_mapping {
            let mapping = self.stack[bottom + 3].object();
            for (key, value) in self.dict_items(mapping) {
                names.push(key);
                values.push(value);
            }
            if let Some(&bad) =
                names.iter().find(|&&name| !matches!(self.heap.payload(name), Payload::Str(_)))
            {
                let _ = bad;
                return Err(self.type_error("keywords must be strings"));
            }
        }
        if self.heap.release.frames.inlines_unpacked_calls
            && let Some(function) = self.plain_function(callable, &mut values)
        {
            return self.enter_unpacked(function, bottom, &values, &names);
        }
        // Only to stand in one row with keyword values are the items of the tuple copied.
        let copied = if names.is_empty() { &[][..] } else { &values[..] };
        for &object in copied.iter().chain(&names) {
            self.heap.incref(object);
        }
        self.packed_for = names.is_empty().then_some(callable);
        let result = self.call_args(callable, Args { values: &values, names: &names });
        self.packed_for = None;
        for &object in copied.iter().chain(&names) {
            self.decref(object);
        }
        self.drop_call_operands(bottom, sp);
        self.frames.last_mut().expect("a frame runs").sp = bottom;
        self.sp = bottom;
        result.map(Some)
    }

    /// The Python function behind a callable, borrowed; a bound method's receiver goes in front of
    /// the values.
    fn plain_function(&self, callable: Obj, values: &mut SmallVec<[Obj; 8]>) -> Option<Obj> {
        match self.heap.payload(callable) {
            Payload::Function(_) => Some(callable),
            Payload::BoundMethod(method)
                if matches!(self.heap.payload(method.function), Payload::Function(_)) =>
            {
                values.insert(0, method.receiver);
                Some(method.function)
            }
            _ => None,
        }
    }

    /// Enters a function with unpacked arguments: the tuple and the dict that they came in are gone
    /// by the time it runs.
    fn enter_unpacked(
        &mut self,
        function: Obj,
        bottom: usize,
        values: &[Obj],
        names: &[Obj],
    ) -> Result<Option<Obj>> {
        for &object in values.iter().chain(names) {
            self.heap.incref(object);
        }
        self.heap.incref(function);
        let end = self.sp;
        self.drop_call_operands(bottom, end);
        self.frames.last_mut().expect("a frame runs").sp = bottom;
        self.sp = bottom;
        self.reserve(bottom + values.len() + 2);
        for (index, &value) in values.iter().enumerate() {
            self.stack[bottom + index] = Slot::counted(value);
        }
        let entered =
            self.enter_function(function, bottom, bottom, values.len(), names, Exit::ToCaller);
        for &name in names {
            self.decref(name);
        }
        entered.map(|()| None)
    }

    /// Pushes a frame for a Python function. Takes over the reference to the function and those to
    /// the `given` arguments at `start`; the caller's stack will end at `caller_sp`.
    pub(super) fn enter_function(
        &mut self,
        function: Obj,
        start: usize,
        caller_sp: usize,
        given: usize,
        names: &[Obj],
        exit: Exit,
    ) -> Result<()> {
        let content = self.heap.function(function);
        let (code, globals, builtins) = (content.code, content.globals, content.builtins);
        let body = self.body(code);
        if self.frames.len() >= self.recursion_limit as usize {
            self.drop_call_operands(start, start + given);
            self.decref(function);
            return Err(self.recursion_error(""));
        }
        self.reserve(start + body.size + 16);
        if !(body.simple && names.is_empty() && given == body.argcount)
            && let Err(raise) = self.bind_arguments(function, &body, start, given, names)
        {
            self.decref(function);
            return Err(raise);
        } else if body.simple && names.is_empty() && given == body.argcount {
            for place in start + given..start + body.locals {
                self.stack[place] = Slot::NULL;
            }
        }
        self.heap.incref(code);
        let sp = start + body.locals;
        self.frames.push(Frame {
            body,
            code,
            function: Some(function),
            globals,
            builtins,
            locals: None,
            base: start,
            caller_sp,
            sp,
            instruction: usize::MAX,
            object: None,
            generator: None,
            exit,
        });
        self.sp = sp;
        if self.library.profiler.is_some() {
            self.profile_call(code);
        }
        Ok(())
    }

    /// Distributes the arguments at `start` over the places of a frame's locals there.
    ///
    /// # Errors
    /// `TypeError` with CPython's words; the arguments are dropped then.
    fn bind_arguments(
        &mut self,
        function: Obj,
        body: &Rc<CodeBody>,
        start: usize,
        given: usize,
        names: &[Obj],
    ) -> Result<()> {
        let template = body.template();
        let (argcount, kwonly) = (body.argcount, template.kwonlyargcount as usize);
        let positional_only = template.posonlyargcount as usize;
        let (varargs, varkeywords) = (body.flags.varargs, body.flags.varkeywords);
        let named = argcount + kwonly;
        let positional = given - names.len();
        let arguments: SmallVec<[Slot; 8]> = self.stack[start..start + given].into();
        let mut locals: SmallVec<[Slot; 16]> = SmallVec::from_elem(Slot::NULL, body.locals);
        let mut failure: Option<String> = None;

        let direct = positional.min(argcount);
        locals[..direct].copy_from_slice(&arguments[..direct]);
        let extra = &arguments[direct..positional];
        if varargs {
            let items: Vec<Obj> = extra.iter().map(|&slot| self.own(slot)).collect();
            let tuple = self.heap.new_tuple(items);
            locals[named] = Slot::counted(tuple);
        }
        let keywords = varkeywords.then(|| self.heap.new_dict());
        if let Some(keywords) = keywords {
            locals[named + usize::from(varargs)] = Slot::counted(keywords);
        }
        for (index, &name) in names.iter().enumerate() {
            let slot = arguments[positional + index];
            let place = (positional_only..named).find(|&place| {
                let known = body.local_names[place];
                known == name || self.heap.str_text(known) == self.heap.str_text(name)
            });
            match (place, keywords) {
                (Some(place), _) if locals[place].is_null() => locals[place] = slot,
                (Some(_), _) => {
                    let text = self.heap.str_text(name).to_owned();
                    failure.get_or_insert(format!("got multiple values for argument '{text}'"));
                    self.drop_slot(slot);
                }
                (None, Some(keywords)) => {
                    let value = self.own(slot);
                    let old = self.heap.dict_set_str(keywords, name, value);
                    self.decref(value);
                    self.decref_opt(old);
                }
                (None, None) => {
                    let text = self.heap.str_text(name).to_owned();
                    failure.get_or_insert_with(|| {
                        self.unexpected_parameter(body, positional_only, names, &text)
                    });
                    self.drop_slot(slot);
                }
            }
        }
        if failure.is_none() && positional > argcount && !varargs {
            failure = Some(self.too_many_positional(function, body, positional, &locals));
        }
        if !varargs {
            for &slot in extra {
                self.drop_slot(slot);
            }
        }
        if failure.is_none() {
            failure = self.fill_defaults(function, body, positional, &mut locals);
        }
        if let Some(failure) = failure {
            for slot in locals {
                self.drop_slot(slot);
            }
            let qualname = self.heap.function(function).qualname;
            let qualname = self.heap.str_text(qualname).to_owned();
            return Err(self.type_error(format!("{qualname}() {failure}")));
        }
        self.stack[start..start + locals.len()].copy_from_slice(&locals);
        Ok(())
    }

    fn unexpected_parameter(
        &self,
        body: &CodeBody,
        positional_only: usize,
        names: &[Obj],
        text: &str,
    ) -> String {
        let as_keyword: Vec<&str> = body.local_names[..positional_only]
            .iter()
            .filter(|&&known| {
                names.iter().any(|&name| self.heap.str_text(name) == self.heap.str_text(known))
            })
            .map(|&known| self.heap.str_text(known))
            .collect();
        if !as_keyword.is_empty() {
            return format!(
                "got some positional-only arguments passed as keyword arguments: '{}'",
                as_keyword.join(", ")
            );
        }
        let known: Vec<&str> = body.local_names
            [positional_only..body.argcount + body.template().kwonlyargcount as usize]
            .iter()
            .map(|&name| self.heap.str_text(name))
            .collect();
        let hint = match crate::text::suggest::closest(&known, text) {
            Some(near) if self.heap.release.wording.suggests_keywords => {
                format!(". Did you mean '{near}'?")
            }
            _ => String::new(),
        };
        format!("got an unexpected keyword argument '{text}'{hint}")
    }

    fn too_many_positional(
        &self,
        function: Obj,
        body: &CodeBody,
        positional: usize,
        locals: &[Slot],
    ) -> String {
        let content = self.heap.function(function);
        let defaults = content.defaults.map_or(0, |defaults| self.heap.tuple(defaults).len());
        let argcount = body.argcount;
        let takes = if defaults > 0 {
            format!("from {} to {argcount} positional arguments", argcount - defaults)
        } else {
            format!("{argcount} positional argument{}", if argcount == 1 { "" } else { "s" })
        };
        let kwonly = body.template().kwonlyargcount as usize;
        let keyword_given =
            locals[argcount..argcount + kwonly].iter().filter(|slot| !slot.is_null()).count();
        if keyword_given > 0 {
            let plural = |n: usize| if n == 1 { "" } else { "s" };
            return format!(
                "takes {takes} but {positional} positional argument{} (and {keyword_given} keyword-only argument{}) were given",
                plural(positional),
                plural(keyword_given)
            );
        }
        let verb = if positional == 1 { "was" } else { "were" };
        format!("takes {takes} but {positional} {verb} given")
    }

    fn fill_defaults(
        &mut self,
        function: Obj,
        body: &CodeBody,
        positional: usize,
        locals: &mut [Slot],
    ) -> Option<String> {
        let argcount = body.argcount;
        let kwonly = body.template().kwonlyargcount as usize;
        let content = self.heap.function(function);
        let (defaults, kwdefaults) = (content.defaults, content.kwdefaults);
        let count = defaults.map_or(0, |defaults| self.heap.tuple(defaults).len());
        let without = argcount - count.min(argcount);
        let missing: Vec<Obj> = (positional.min(without)..without)
            .filter(|&place| locals[place].is_null())
            .map(|place| body.local_names[place])
            .collect();
        if !missing.is_empty() {
            return Some(self.missing_arguments("positional", &missing));
        }
        for (number, local) in locals[without..argcount].iter_mut().enumerate() {
            if local.is_null() {
                let default = self.heap.tuple(defaults.expect("counted above"))[number];
                self.heap.incref(default);
                *local = Slot::counted(default);
            }
        }
        let mut missing = Vec::new();
        let names = &body.local_names[argcount..];
        for (local, &name) in locals[argcount..argcount + kwonly].iter_mut().zip(names) {
            if !local.is_null() {
                continue;
            }
            match kwdefaults.and_then(|kwdefaults| self.heap.dict_get_str(kwdefaults, name)) {
                Some(default) => {
                    self.heap.incref(default);
                    *local = Slot::counted(default);
                }
                None => missing.push(name),
            }
        }
        (!missing.is_empty()).then(|| self.missing_arguments("keyword-only", &missing))
    }

    fn missing_arguments(&self, kind: &str, names: &[Obj]) -> String {
        let quoted: Vec<String> =
            names.iter().map(|&name| format!("'{}'", self.heap.str_text(name))).collect();
        let list = match quoted.as_slice() {
            [one] => one.clone(),
            [one, two] => format!("{one} and {two}"),
            [many @ .., last] => format!("{}, and {last}", many.join(", ")),
            [] => String::new(),
        };
        let plural = if names.len() == 1 { "" } else { "s" };
        format!("missing {} required {kind} argument{plural}: {list}", names.len())
    }

    // --- functions ---

    /// `MAKE_FUNCTION`: takes over the reference to the code object.
    pub(super) fn make_function(&mut self, code: Obj) -> Obj {
        let frame = self.frames.last().expect("a frame runs");
        let (globals, builtins) = (frame.globals, frame.builtins);
        self.new_function(code, globals, builtins)
    }

    /// A function of that code (a reference taken over) and namespaces (borrowed).
    pub(crate) fn new_function(&mut self, code: Obj, globals: Obj, builtins: Obj) -> Obj {
        let (name, qualname) = {
            let code = self.heap.code(code);
            (code.name, code.qualname)
        };
        let body = self.body(code);
        // Where code does not tell, a str that is the first constant is the docstring.
        let flagged = self.heap.release.compiler.flags_docstrings;
        let doc = match body.consts.first() {
            Some(&doc) if body.flags.has_docstring => doc,
            Some(&doc) if !flagged && matches!(self.heap.payload(doc), Payload::Str(_)) => doc,
            _ => self.heap.none(),
        };
        let module_name = self.names.__name__;
        let module = self.heap.dict_get_str(globals, module_name);
        for object in [name, qualname, doc, globals, builtins].into_iter().chain(module) {
            self.heap.incref(object);
        }
        let version = self.heap.fresh_version();
        self.heap.new_function(Function {
            code,
            globals,
            builtins,
            name,
            qualname,
            doc,
            module,
            defaults: None,
            kwdefaults: None,
            closure: None,
            annotations: None,
            annotate: None,
            type_params: None,
            dict: None,
            version,
        })
    }

    /// `SET_FUNCTION_ATTRIBUTE`: takes over the reference to the value.
    pub(super) fn set_function_attribute(
        &mut self,
        function: Obj,
        attribute: FunctionAttribute,
        value: Obj,
    ) {
        let content = self.heap.function_mut(function);
        let place = match attribute {
            FunctionAttribute::Defaults => &mut content.defaults,
            FunctionAttribute::KwDefaults => &mut content.kwdefaults,
            FunctionAttribute::Annotations => &mut content.annotations,
            FunctionAttribute::Closure => &mut content.closure,
            FunctionAttribute::Annotate => &mut content.annotate,
        };
        let old = place.replace(value);
        self.decref_opt(old);
    }

    /// `RecursionError`; `while_doing` starts with a blank.
    #[cold]
    pub fn recursion_error(&mut self, while_doing: &str) -> Raise {
        self.raise(types::RECURSION_ERROR, format!("maximum recursion depth exceeded{while_doing}"))
    }

    /// Ends the innermost frame with a result: its locals die, its caller goes on.
    pub(super) fn leave_frame(&mut self, value: Obj) -> Result<Next> {
        if self.library.profiler.is_some() {
            self.profile_end();
        }
        let frame = self.frames.pop().expect("a frame runs");
        let exit = frame.exit;
        let caller_sp = frame.caller_sp;
        let generator = frame.generator;
        self.sp = frame.base + frame.body.locals;
        self.clear_frame(frame);
        self.sp = caller_sp;
        if let Some(generator) = generator {
            return Ok(self.generator_returned(generator, exit, value));
        }
        match exit {
            Exit::ToRust => Ok(Next::Return(value)),
            Exit::ToCaller => {
                self.stack[caller_sp] = Slot::counted(value);
                self.frames.last_mut().expect("a caller waits").sp = caller_sp + 1;
                Ok(Next::Reload)
            }
            Exit::Initialized => {
                // The instance waits on top of the caller's stack.
                self.frames.last_mut().expect("a caller waits").sp = caller_sp;
                let is_none = value == self.heap.none();
                let given = if is_none { String::new() } else { self.type_name_of(value) };
                self.decref(value);
                if is_none {
                    return Ok(Next::Reload);
                }
                Err(self.type_error(format!("__init__() should return None, not '{given}'")))
            }
            Exit::ToLoop { .. } => unreachable!("generators only"),
        }
    }
}
