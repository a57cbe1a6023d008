//! Generators.

use heap_model::objects::Execution;
use heap_model::{Obj, Payload, Runtime, types};

use crate::machine::{Machine, Raise, Result};
use crate::native::{Accepts, Args, TypeDef, getter, method, special};

/// `repr(generator)`.
pub fn repr(vm: &mut Machine, object: Obj) -> Result<Obj> {
    let qualname = vm.heap.generator(object).qualname;
    let kind = vm.type_name_of(object);
    let text =
        format!("<{kind} object {} at {:#x}>", vm.heap.str_text(qualname), vm.heap.id(object));
    Ok(vm.heap.new_str(&text))
}

fn stop_iteration(vm: &mut Machine, value: Obj) -> Raise {
    let raise = if value == vm.heap.none() {
        vm.raise_with_args(types::STOP_ITERATION, &[])
    } else {
        vm.raise_with_args(types::STOP_ITERATION, &[value])
    };
    vm.decref(value);
    raise
}

fn next(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    match vm.resume(args.values[0], None)? {
        Ok(value) => Ok(value),
        Err(returned) => Err(stop_iteration(vm, returned)),
    }
}

fn send(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let value = vm.new_ref(args.values[1]);
    match vm.resume(args.values[0], Some(value))? {
        Ok(value) => Ok(value),
        Err(returned) => Err(stop_iteration(vm, returned)),
    }
}

fn throw(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (kind, value) = (args.values[1], args.values.get(2).copied());
    let none = vm.heap.none();
    let exception = match vm.heap.payload(kind) {
        Payload::Exception(_) => vm.new_ref(kind),
        _ if vm.heap.is_type(kind) && vm.is_subtype(kind, types::BASE_EXCEPTION) => match value {
            Some(value) if value != none => {
                if matches!(vm.heap.payload(value), Payload::Exception(_)) {
                    vm.new_ref(value)
                } else {
                    vm.call(kind, &[value])?
                }
            }
            _ => vm.call(kind, &[])?,
        },
        _ => {
            let class = vm.type_name_of(kind);
            return Err(vm.type_error(format!(
                "exceptions must be classes or instances deriving from BaseException, not {class}"
            )));
        }
    };
    match vm.throw_into(args.values[0], exception)? {
        Ok(value) => Ok(value),
        Err(returned) => Err(stop_iteration(vm, returned)),
    }
}

fn running(vm: &mut Machine, object: Obj) -> Result<Obj> {
    let running = vm.heap.generator(object).execution == Execution::Running;
    Ok(vm.heap.new_bool(running))
}

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
        getter("__name__", |vm, object| {
            let name = vm.heap.generator(object).name;
            Ok(vm.new_ref(name))
        }),
        getter("__qualname__", |vm, object| {
            let name = vm.heap.generator(object).qualname;
            Ok(vm.new_ref(name))
        }),
        getter("gi_code", |vm, object| {
            let code = vm.heap.generator(object).code;
            Ok(vm.new_ref(code))
        }),
        getter("gi_running", running),
        getter("gi_suspended", |vm, object| {
            let suspended = vm.heap.generator(object).execution == Execution::Suspended;
            Ok(vm.heap.new_bool(suspended))
        }),
        getter("gi_frame", |vm, object| match vm.generator_frame(object) {
            Some(frame) => Ok(vm.new_ref(frame)),
            None => Ok(vm.none()),
        }),
        getter("gi_yieldfrom", |vm, object| match vm.delegate_of(object) {
            Some(delegate) => Ok(vm.new_ref(delegate)),
            None => Ok(vm.none()),
        }),
    ],
};
