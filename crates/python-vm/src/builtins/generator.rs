//! Generators.

use heap_model::objects::Execution;
use heap_model::{Obj, Payload, Runtime, types};

use crate::machine::{Machine, Raise, Result};
use crate::native::{Accepts, Args, GetSetDef, TypeDef, getter, method, special};

/// `repr(generator)`.
pub fn repr(vm: &mut Machine, object: Obj) -> Result<Obj> {
    let qualname = vm.heap.generator(object).qualname;
    let kind = vm.type_name_of(object);
    let text =
        format!("<{kind} object {} at {:#x}>", vm.heap.str_text(qualname), vm.heap.id(object));
    Ok(vm.heap.new_str(&text))
}

/// `StopIteration` with that value (a reference taken over).
pub fn stop_iteration(vm: &mut Machine, value: Obj) -> Raise {
    let raise = if value == vm.heap.none() {
        vm.raise_with_args(types::STOP_ITERATION, &[])
    } else {
        vm.raise_with_args(types::STOP_ITERATION, &[value])
    };
    vm.decref(value);
    raise
}

/// `__next__`.
pub fn next(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    match vm.resume(args.values[0], None)? {
        Ok(value) => Ok(value),
        Err(returned) => Err(stop_iteration(vm, returned)),
    }
}

/// `send`.
pub fn send(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let value = vm.new_ref(args.values[1]);
    match vm.resume(args.values[0], Some(value))? {
        Ok(value) => Ok(value),
        Err(returned) => Err(stop_iteration(vm, returned)),
    }
}

/// `throw`.
pub fn throw(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let exception = exception_to_throw(vm, &args.values[1..])?;
    match vm.throw_into(args.values[0], exception)? {
        Ok(value) => Ok(value),
        Err(returned) => Err(stop_iteration(vm, returned)),
    }
}

/// The exception that the arguments of `throw` stand for. New reference.
pub fn exception_to_throw(vm: &mut Machine, arguments: &[Obj]) -> Result<Obj> {
    if arguments.len() > 1
        && let Some(warning) = vm.release().warnings.throw_of_three
    {
        vm.warn_deprecated(warning);
    }
    let (kind, value) = (arguments[0], arguments.get(1).copied());
    let none = vm.heap.none();
    match vm.heap.payload(kind) {
        Payload::Exception(_) => Ok(vm.new_ref(kind)),
        _ if vm.heap.is_type(kind) && vm.is_subtype(kind, types::BASE_EXCEPTION) => match value {
            Some(value) if value != none => {
                if matches!(vm.heap.payload(value), Payload::Exception(_)) {
                    Ok(vm.new_ref(value))
                } else {
                    vm.call(kind, &[value])
                }
            }
            _ => vm.call(kind, &[]),
        },
        _ => {
            let class = vm.type_name_of(kind);
            Err(vm.type_error(format!(
                "exceptions must be classes or instances deriving from BaseException, not {class}"
            )))
        }
    }
}

/// `gi_running`.
pub fn running(vm: &mut Machine, object: Obj) -> Result<Obj> {
    let running = vm.heap.generator(object).execution == Execution::Running;
    Ok(vm.heap.new_bool(running))
}

/// `gi_suspended`.
pub fn suspended(vm: &mut Machine, object: Obj) -> Result<Obj> {
    let suspended = vm.heap.generator(object).execution == Execution::Suspended;
    Ok(vm.heap.new_bool(suspended))
}

/// `gi_code`.
pub fn code(vm: &mut Machine, object: Obj) -> Result<Obj> {
    let code = vm.heap.generator(object).code;
    Ok(vm.new_ref(code))
}

/// `gi_frame`.
pub fn frame(vm: &mut Machine, object: Obj) -> Result<Obj> {
    match vm.generator_frame(object) {
        Some(frame) => Ok(vm.new_ref(frame)),
        None => Ok(vm.none()),
    }
}

/// `gi_yieldfrom`.
pub fn delegate(vm: &mut Machine, object: Obj) -> Result<Obj> {
    match vm.delegate_of(object) {
        Some(delegate) => Ok(vm.new_ref(delegate)),
        None => Ok(vm.none()),
    }
}

fn set_text(vm: &mut Machine, value: Option<Obj>, name: &str) -> Result<Obj> {
    match value {
        Some(value) if matches!(vm.heap.payload(value), Payload::Str(_)) => Ok(vm.new_ref(value)),
        _ => Err(vm.type_error(format!("{name} must be set to a string object"))),
    }
}

/// `__name__`.
pub const NAME: GetSetDef = GetSetDef {
    name: "__name__",
    get: |vm, object| {
        let name = vm.heap.generator(object).name;
        Ok(vm.new_ref(name))
    },
    set: Some(|vm, object, value| {
        let value = set_text(vm, value, "__name__")?;
        let old = std::mem::replace(&mut vm.heap.generator_mut(object).name, value);
        vm.decref(old);
        Ok(())
    }),
};

/// `__qualname__`.
pub const QUALNAME: GetSetDef = GetSetDef {
    name: "__qualname__",
    get: |vm, object| {
        let name = vm.heap.generator(object).qualname;
        Ok(vm.new_ref(name))
    },
    set: Some(|vm, object, value| {
        let value = set_text(vm, value, "__qualname__")?;
        let old = std::mem::replace(&mut vm.heap.generator_mut(object).qualname, value);
        vm.decref(old);
        Ok(())
    }),
};

/// `generator`.
pub static TYPE: TypeDef = TypeDef {
    ty: types::GENERATOR,
    doc: "",
    methods: &[
        special("__repr__", |vm, args| repr(vm, args.values[0]), Accepts::Nothing),
        special("__iter__", |vm, args| Ok(vm.new_ref(args.values[0])), Accepts::Nothing),
        special("__next__", next, Accepts::Nothing),
        method("send", send, Accepts::One),
        method("throw", throw, Accepts::Positional(1, 3)),
        method("close", |vm, args| vm.close(args.values[0]), Accepts::Nothing),
    ],
    attributes: &[
        NAME,
        QUALNAME,
        getter("gi_code", code),
        getter("gi_running", running),
        getter("gi_suspended", suspended),
        getter("gi_frame", frame),
        getter("gi_yieldfrom", delegate),
    ],
};
