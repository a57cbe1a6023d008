//! Coroutines, asynchronous generators, and what their methods return to be awaited.

use heap_model::objects::{Execution, Layout};
use heap_model::{Obj, Runtime, types};

use super::generator::{self, exception_to_throw, stop_iteration};
use crate::machine::{Machine, Raise, Result};
use crate::modules::native_types::{Base, NativeType, Traits, native_object};
use crate::native::{Accepts, Args, NativeDef, TypeDef, getter, method, special};

/// `coroutine`.
pub static TYPE: TypeDef = TypeDef {
    ty: types::COROUTINE,
    doc: "",
    methods: &[
        special("__repr__", |vm, args| generator::repr(vm, args.values[0]), Accepts::Nothing),
        special("__await__", wrapper, Accepts::Nothing),
        method("send", generator::send, Accepts::One),
        method("throw", generator::throw, Accepts::Positional(1, 3)),
        method("close", |vm, args| vm.close(args.values[0]), Accepts::Nothing),
    ],
    attributes: &[
        generator::NAME,
        generator::QUALNAME,
        getter("cr_code", generator::code),
        getter("cr_running", generator::running),
        getter("cr_suspended", generator::suspended),
        getter("cr_frame", generator::frame),
        getter("cr_await", generator::delegate),
        getter("cr_origin", |vm, _| Ok(vm.none())),
    ],
};

/// `async_generator`.
pub static ASYNC_GENERATOR: TypeDef = TypeDef {
    ty: types::ASYNC_GENERATOR,
    doc: "",
    methods: &[
        special("__repr__", |vm, args| generator::repr(vm, args.values[0]), Accepts::Nothing),
        special("__aiter__", |vm, args| Ok(vm.new_ref(args.values[0])), Accepts::Nothing),
        special("__anext__", |vm, args| Ok(new_send(vm, args.values[0], None)), Accepts::Nothing),
        method(
            "asend",
            |vm, args| Ok(new_send(vm, args.values[0], Some(args.values[1]))),
            Accepts::One,
        ),
        method(
            "athrow",
            |vm, args| {
                let thrown = args.values[1..].to_vec();
                Ok(new_throw(vm, args.values[0], thrown))
            },
            Accepts::Positional(1, 3),
        ),
        method(
            "aclose",
            |vm, args| Ok(new_throw(vm, args.values[0], Vec::new())),
            Accepts::Nothing,
        ),
    ],
    attributes: &[
        generator::NAME,
        generator::QUALNAME,
        getter("ag_code", generator::code),
        getter("ag_running", |vm, this| {
            let running = vm.heap.generator(this).running_async;
            Ok(vm.heap.new_bool(running))
        }),
        getter("ag_suspended", generator::suspended),
        getter("ag_frame", generator::frame),
        getter("ag_await", generator::delegate),
    ],
};

// --- coroutine.__await__() ---

#[derive(Clone, Debug)]
struct Wrapper {
    coroutine: Option<Obj>,
}

native_object!(Wrapper: coroutine);

static WRAPPER: NativeType = NativeType {
    name: "coroutine_wrapper",
    module: "builtins",
    base: Base::BuiltIn(types::OBJECT),
    layout: Layout::Native,
    traits: Traits::FINAL,
    members: &[],
    definition: TypeDef {
        ty: types::OBJECT,
        doc: "A wrapper object implementing __await__ for coroutines.",
        methods: &[
            special("__iter__", |vm, args| Ok(vm.new_ref(args.values[0])), Accepts::Nothing),
            special("__next__", |vm, args| wrapped(vm, args, generator::next), Accepts::Nothing),
            method("send", |vm, args| wrapped(vm, args, generator::send), Accepts::One),
            method(
                "throw",
                |vm, args| wrapped(vm, args, generator::throw),
                Accepts::Positional(1, 3),
            ),
            method(
                "close",
                |vm, args| wrapped(vm, args, |vm, args| vm.close(args.values[0])),
                Accepts::Nothing,
            ),
        ],
        attributes: &[],
    },
};

fn wrapper(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = vm.native_type(&WRAPPER);
    let coroutine = Some(vm.new_ref(args.values[0]));
    Ok(vm.new_native_object(class, Wrapper { coroutine }))
}

/// Calls a generator's method with the wrapped coroutine for `self`.
fn wrapped(
    vm: &mut Machine,
    args: Args<'_>,
    method: fn(&mut Machine, Args<'_>) -> Result<Obj>,
) -> Result<Obj> {
    let mut values = args.values.to_vec();
    if let Some(coroutine) = vm.expect_native::<Wrapper>(args.values[0])?.coroutine {
        values[0] = coroutine;
    }
    method(vm, Args { values: &values, names: args.names })
}

// --- what an asynchronous generator yields ---

#[derive(Clone, Debug)]
struct Yielded {
    value: Option<Obj>,
}

native_object!(Yielded: value);

static YIELDED: NativeType = NativeType {
    name: "async_generator_wrapped_value",
    module: "builtins",
    base: Base::BuiltIn(types::OBJECT),
    layout: Layout::Native,
    traits: Traits::FINAL,
    members: &[],
    definition: TypeDef { ty: types::OBJECT, doc: "", methods: &[], attributes: &[] },
};

/// `ASYNC_GEN_WRAP`: takes over the value and gives its wrapper.
pub fn wrap_yielded(vm: &mut Machine, value: Obj) -> Obj {
    let class = vm.native_type(&YIELDED);
    vm.new_native_object(class, Yielded { value: Some(value) })
}

/// What one step of an asynchronous generator means to who awaits it: a value of the generator ends
/// the waiting with `StopIteration`, its end is a `StopAsyncIteration`, and everything else comes
/// from what the generator itself awaits.
fn unwrap_yielded(
    vm: &mut Machine,
    generator: Obj,
    step: Result<std::result::Result<Obj, Obj>>,
) -> Result<Obj> {
    let raise = match step {
        Ok(Ok(value)) => {
            let Some(yielded) = vm.native::<Yielded>(value) else { return Ok(value) };
            let inner = yielded.value.unwrap_or(vm.heap.none());
            vm.heap.incref(inner);
            vm.decref(value);
            vm.heap.generator_mut(generator).running_async = false;
            return Err(stop_iteration(vm, inner));
        }
        Ok(Err(returned)) => {
            vm.decref(returned);
            vm.raise_with_args(types::STOP_ASYNC_ITERATION, &[])
        }
        Err(raise) => raise,
    };
    if let Raise::Exception(exception) = raise
        && ends_generator(vm, exception)
    {
        vm.heap.generator_mut(generator).closed = true;
    }
    vm.heap.generator_mut(generator).running_async = false;
    Err(raise)
}

fn ends_generator(vm: &Machine, exception: Obj) -> bool {
    vm.matches(exception, types::STOP_ASYNC_ITERATION)
        || vm.matches(exception, types::GENERATOR_EXIT)
}

// --- asend() and __anext__() ---

/// How far an awaitable of an asynchronous generator is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Progress {
    Created,
    Awaited,
    Closed,
}

#[derive(Clone, Debug)]
struct Send {
    generator: Option<Obj>,
    sent: Option<Obj>,
    progress: Progress,
}

native_object!(Send: generator, sent);

static SEND: NativeType = NativeType {
    name: "async_generator_asend",
    module: "builtins",
    base: Base::BuiltIn(types::OBJECT),
    layout: Layout::Native,
    traits: Traits::FINAL,
    members: &[],
    definition: TypeDef { ty: types::OBJECT, doc: "", methods: SEND_METHODS, attributes: &[] },
};

static SEND_METHODS: &[NativeDef] = &[
    special("__await__", |vm, args| Ok(vm.new_ref(args.values[0])), Accepts::Nothing),
    special("__iter__", |vm, args| Ok(vm.new_ref(args.values[0])), Accepts::Nothing),
    special("__next__", |vm, args| send_step(vm, args.values[0], None), Accepts::Nothing),
    method("send", |vm, args| send_step(vm, args.values[0], Some(args.values[1])), Accepts::One),
    method("throw", send_throw, Accepts::Positional(1, 3)),
    method(
        "close",
        |vm, args| {
            vm.expect_native::<Send>(args.values[0])?.progress = Progress::Closed;
            Ok(vm.none())
        },
        Accepts::Nothing,
    ),
];

fn new_send(vm: &mut Machine, generator: Obj, sent: Option<Obj>) -> Obj {
    let class = vm.native_type(&SEND);
    let generator = Some(vm.new_ref(generator));
    let sent = sent.map(|sent| vm.new_ref(sent));
    vm.new_native_object(class, Send { generator, sent, progress: Progress::Created })
}

/// The generator of an awaitable, and its progress.
fn send_state(vm: &mut Machine, this: Obj) -> Result<(Obj, Progress)> {
    let none = vm.heap.none();
    let content = vm.expect_native::<Send>(this)?;
    Ok((content.generator.unwrap_or(none), content.progress))
}

fn send_step(vm: &mut Machine, this: Obj, value: Option<Obj>) -> Result<Obj> {
    let (generator, progress) = send_state(vm, this)?;
    let none = vm.heap.none();
    let mut value = value.filter(|&value| value != none);
    match progress {
        Progress::Closed => {
            return Err(vm.runtime_error("cannot reuse already awaited __anext__()/asend()"));
        }
        Progress::Created => {
            if vm.heap.generator(generator).running_async {
                vm.expect_native::<Send>(this)?.progress = Progress::Closed;
                return Err(vm.runtime_error("anext(): asynchronous generator is already running"));
            }
            let content = vm.expect_native::<Send>(this)?;
            content.progress = Progress::Awaited;
            value = value.or(content.sent);
        }
        Progress::Awaited => {}
    }
    vm.heap.generator_mut(generator).running_async = true;
    let value = value.unwrap_or(none);
    vm.heap.incref(value);
    let step = vm.resume(generator, Some(value));
    let result = unwrap_yielded(vm, generator, step);
    if result.is_err() {
        vm.expect_native::<Send>(this)?.progress = Progress::Closed;
    }
    result
}

fn send_throw(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let this = args.values[0];
    let (generator, progress) = send_state(vm, this)?;
    match progress {
        Progress::Closed => {
            return Err(vm.runtime_error("cannot reuse already awaited __anext__()/asend()"));
        }
        Progress::Created if vm.heap.generator(generator).running_async => {
            vm.expect_native::<Send>(this)?.progress = Progress::Closed;
            return Err(vm.runtime_error("anext(): asynchronous generator is already running"));
        }
        _ => {}
    }
    let exception = exception_to_throw(vm, &args.values[1..])?;
    vm.expect_native::<Send>(this)?.progress = Progress::Awaited;
    vm.heap.generator_mut(generator).running_async = true;
    let step = vm.throw_into(generator, exception);
    let result = unwrap_yielded(vm, generator, step);
    if result.is_err() {
        vm.expect_native::<Send>(this)?.progress = Progress::Closed;
    }
    result
}

// --- athrow() and aclose() ---

#[derive(Clone, Debug)]
struct Throw {
    generator: Option<Obj>,
    /// Type, value and traceback as given; nothing for `aclose()`.
    thrown: Vec<Obj>,
    progress: Progress,
}

native_object!(Throw: generator, thrown);

static THROW: NativeType = NativeType {
    name: "async_generator_athrow",
    module: "builtins",
    base: Base::BuiltIn(types::OBJECT),
    layout: Layout::Native,
    traits: Traits::FINAL,
    members: &[],
    definition: TypeDef { ty: types::OBJECT, doc: "", methods: THROW_METHODS, attributes: &[] },
};

static THROW_METHODS: &[NativeDef] = &[
    special("__await__", |vm, args| Ok(vm.new_ref(args.values[0])), Accepts::Nothing),
    special("__iter__", |vm, args| Ok(vm.new_ref(args.values[0])), Accepts::Nothing),
    special("__next__", |vm, args| throw_step(vm, args.values[0], None), Accepts::Nothing),
    method("send", |vm, args| throw_step(vm, args.values[0], Some(args.values[1])), Accepts::One),
    method("throw", throw_throw, Accepts::Positional(1, 3)),
    method(
        "close",
        |vm, args| {
            vm.expect_native::<Throw>(args.values[0])?.progress = Progress::Closed;
            Ok(vm.none())
        },
        Accepts::Nothing,
    ),
];

fn new_throw(vm: &mut Machine, generator: Obj, thrown: Vec<Obj>) -> Obj {
    let class = vm.native_type(&THROW);
    let generator = Some(vm.new_ref(generator));
    for &object in &thrown {
        vm.heap.incref(object);
    }
    vm.new_native_object(class, Throw { generator, thrown, progress: Progress::Created })
}

fn throw_state(vm: &mut Machine, this: Obj) -> Result<(Obj, Vec<Obj>, Progress)> {
    let none = vm.heap.none();
    let content = vm.expect_native::<Throw>(this)?;
    Ok((content.generator.unwrap_or(none), content.thrown.clone(), content.progress))
}

fn throw_step(vm: &mut Machine, this: Obj, value: Option<Obj>) -> Result<Obj> {
    let (generator, thrown, progress) = throw_state(vm, this)?;
    let none = vm.heap.none();
    let value = value.unwrap_or(none);
    if progress == Progress::Closed {
        return Err(vm.runtime_error("cannot reuse already awaited aclose()/athrow()"));
    }
    if vm.heap.generator(generator).execution == Execution::Finished {
        vm.expect_native::<Throw>(this)?.progress = Progress::Closed;
        return Err(stop_iteration_of_nothing(vm));
    }
    let step = if progress == Progress::Created {
        if vm.heap.generator(generator).running_async {
            vm.expect_native::<Throw>(this)?.progress = Progress::Closed;
            let name = if thrown.is_empty() { "aclose()" } else { "athrow()" };
            return Err(
                vm.runtime_error(format!("{name}: asynchronous generator is already running"))
            );
        }
        if vm.heap.generator(generator).closed {
            vm.expect_native::<Throw>(this)?.progress = Progress::Closed;
            return Err(vm.raise_with_args(types::STOP_ASYNC_ITERATION, &[]));
        }
        if value != none {
            return Err(vm.runtime_error("can't send non-None value to a just-started coroutine"));
        }
        vm.expect_native::<Throw>(this)?.progress = Progress::Awaited;
        let exception = if thrown.is_empty() {
            vm.heap.generator_mut(generator).closed = true;
            vm.new_exception(types::GENERATOR_EXIT, &[])
        } else {
            exception_to_throw(vm, &thrown)?
        };
        vm.heap.generator_mut(generator).running_async = true;
        vm.throw_into(generator, exception)
    } else {
        vm.heap.incref(value);
        vm.resume(generator, Some(value))
    };
    finish_throw(vm, this, generator, thrown.is_empty(), step)
}

fn throw_throw(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let this = args.values[0];
    let (generator, thrown, progress) = throw_state(vm, this)?;
    if progress == Progress::Closed {
        return Err(vm.runtime_error("cannot reuse already awaited aclose()/athrow()"));
    }
    let exception = exception_to_throw(vm, &args.values[1..])?;
    let step = vm.throw_into(generator, exception);
    finish_throw(vm, this, generator, thrown.is_empty(), step)
}

fn stop_iteration_of_nothing(vm: &mut Machine) -> Raise {
    let none = vm.none();
    stop_iteration(vm, none)
}

fn finish_throw(
    vm: &mut Machine,
    this: Obj,
    generator: Obj,
    closing: bool,
    step: Result<std::result::Result<Obj, Obj>>,
) -> Result<Obj> {
    if closing
        && let Ok(Ok(value)) = step
        && vm.native::<Yielded>(value).is_some()
    {
        vm.decref(value);
        vm.heap.generator_mut(generator).running_async = false;
        vm.expect_native::<Throw>(this)?.progress = Progress::Closed;
        return Err(vm.runtime_error("async generator ignored GeneratorExit"));
    }
    let result = unwrap_yielded(vm, generator, step);
    let Err(raise) = result else { return result };
    vm.expect_native::<Throw>(this)?.progress = Progress::Closed;
    match raise {
        Raise::Exception(exception) if closing && ends_generator(vm, exception) => {
            vm.decref(exception);
            Err(stop_iteration_of_nothing(vm))
        }
        raise => Err(raise),
    }
}

// --- aiter() and anext() ---

/// `aiter(iterable)`.
pub fn aiter(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let object = args.values[0];
    let (aiter, anext) = (vm.names.__aiter__, vm.names.__anext__);
    let Some(iterator) = vm.call_special(object, aiter, &[])? else {
        let class = vm.type_name_of(object);
        return Err(vm.type_error(format!("'{class}' object is not an async iterable")));
    };
    if vm.lookup_special(iterator, anext).is_some() {
        return Ok(iterator);
    }
    let class = vm.type_name_of(iterator);
    vm.decref(iterator);
    Err(vm.type_error(format!("aiter() returned not an async iterator of type '{class}'")))
}

/// `anext(iterator[, default])`.
pub fn anext(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let object = args.values[0];
    let name = vm.names.__anext__;
    let Some(awaitable) = vm.call_special(object, name, &[])? else {
        let class = vm.type_name_of(object);
        return Err(vm.type_error(format!("'{class}' object is not an async iterator")));
    };
    let Some(&default) = args.values.get(1) else { return Ok(awaitable) };
    let class = vm.native_type(&ANEXT);
    let default = Some(vm.new_ref(default));
    Ok(vm.new_native_object(class, Anext { awaitable: Some(awaitable), default, iterator: None }))
}

/// What `anext(iterator, default)` returns.
#[derive(Clone, Debug)]
struct Anext {
    awaitable: Option<Obj>,
    default: Option<Obj>,
    /// What awaiting the awaitable drives, from the first step on.
    iterator: Option<Obj>,
}

native_object!(Anext: awaitable, default, iterator);

static ANEXT: NativeType = NativeType {
    name: "anext_awaitable",
    module: "builtins",
    base: Base::BuiltIn(types::OBJECT),
    layout: Layout::Native,
    traits: Traits::FINAL,
    members: &[],
    definition: TypeDef {
        ty: types::OBJECT,
        doc: "",
        methods: &[
            special("__await__", |vm, args| Ok(vm.new_ref(args.values[0])), Accepts::Nothing),
            special("__iter__", |vm, args| Ok(vm.new_ref(args.values[0])), Accepts::Nothing),
            special("__next__", |vm, args| anext_step(vm, args, "send"), Accepts::Nothing),
            method("send", |vm, args| anext_step(vm, args, "send"), Accepts::One),
            method("throw", |vm, args| anext_step(vm, args, "throw"), Accepts::Positional(1, 3)),
            method("close", |vm, args| anext_step(vm, args, "close"), Accepts::Nothing),
        ],
        attributes: &[],
    },
};

fn anext_step(vm: &mut Machine, args: Args<'_>, name: &str) -> Result<Obj> {
    let this = args.values[0];
    let none = vm.heap.none();
    let content = vm.expect_native::<Anext>(this)?;
    let (awaitable, known) = (content.awaitable.unwrap_or(none), content.iterator);
    let iterator = match known {
        Some(iterator) => iterator,
        None => {
            let iterator = vm.awaitable_iterator(awaitable)?;
            vm.expect_native::<Anext>(this)?.iterator = Some(iterator);
            iterator
        }
    };
    let result = if name == "send" {
        let value = args.values.get(1).copied().unwrap_or(none);
        vm.heap.incref(value);
        match vm.send_value(iterator, value) {
            Ok(Ok(value)) => Ok(value),
            Ok(Err(returned)) => Err(stop_iteration(vm, returned)),
            Err(raise) => Err(raise),
        }
    } else {
        let name = vm.heap.intern(name);
        let result = vm.call_method(iterator, name, &args.values[1..]);
        vm.decref(name);
        result
    };
    match result {
        Err(raise) => {
            vm.swallow(raise, types::STOP_ASYNC_ITERATION)?;
            let default = vm.expect_native::<Anext>(this)?.default.unwrap_or(none);
            vm.heap.incref(default);
            Err(stop_iteration(vm, default))
        }
        other => other,
    }
}
