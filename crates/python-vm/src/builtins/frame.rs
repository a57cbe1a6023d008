//! Frames and tracebacks as objects.

use heap_model::objects::{FrameObject, Traceback};
use heap_model::{Obj, Payload, Runtime, types};

use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, GetSetDef, TypeDef, getter, method, special};

fn line(vm: &Machine, frame: Obj) -> u32 {
    let content = vm.heap.frame(frame);
    let instruction = match content.running {
        Some(number) => vm.running_instruction(number as usize),
        None => content.instruction as usize,
    };
    vm.body(content.code).position(instruction).line
}

/// `repr(frame)`.
pub fn repr(vm: &mut Machine, frame: Obj) -> Result<Obj> {
    let code = vm.heap.code(vm.heap.frame(frame).code);
    let text = format!(
        "<frame at {:#x}, file '{}', line {}, code {}>",
        vm.heap.id(frame),
        vm.heap.str_text(code.filename),
        line(vm, frame),
        vm.heap.str_text(code.name)
    );
    Ok(vm.heap.new_str(&text))
}

fn back(vm: &mut Machine, frame: Obj) -> Result<Obj> {
    let content = vm.heap.frame(frame);
    if let Some(back) = content.back {
        return Ok(vm.new_ref(back));
    }
    match content.running {
        Some(number) if number > 0 => {
            let object = vm.frame_object(number as usize - 1);
            Ok(vm.new_ref(object))
        }
        _ => Ok(vm.none()),
    }
}

fn clear(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let frame = args.values[0];
    if vm.heap.frame(frame).running.is_some() {
        return Err(vm.runtime_error("cannot clear an executing frame"));
    }
    let slots = std::mem::take(&mut vm.heap.frame_mut(frame).slots);
    for slot in slots {
        if let Some(object) = slot.get() {
            vm.decref(object);
        }
    }
    Ok(vm.none())
}

/// `frame`.
pub static FRAME: TypeDef = TypeDef {
    ty: types::FRAME,
    doc: "",
    methods: &[
        special("__repr__", |vm, args| repr(vm, args.values[0]), Accepts::Nothing),
        method("clear", clear, Accepts::Nothing),
    ],
    attributes: &[
        getter("f_code", |vm, frame| {
            let code = vm.heap.frame(frame).code;
            Ok(vm.new_ref(code))
        }),
        getter("f_globals", |vm, frame| {
            let globals = vm.heap.frame(frame).globals;
            vm.complete_namespace(globals)?;
            Ok(vm.new_ref(globals))
        }),
        getter("f_builtins", |vm, frame| {
            let builtins = vm.heap.frame(frame).builtins;
            Ok(vm.new_ref(builtins))
        }),
        getter("f_locals", |vm, frame| {
            let code = vm.heap.frame(frame).code;
            if vm.body(code).flags.optimized && !vm.release().frames.locals_cached {
                return Ok(super::frame_locals::proxy(vm, frame));
            }
            vm.locals_of_frame_object(frame)
        }),
        getter("f_lineno", |vm, frame| {
            let line = line(vm, frame);
            Ok(vm.heap.new_int(i64::from(line)))
        }),
        getter("f_lasti", |vm, frame| {
            let &FrameObject { code, instruction, .. } = vm.heap.frame(frame);
            let index = vm.body(code).visible_index(instruction as usize);
            Ok(vm.heap.new_int(index as i64 * 2))
        }),
        getter("f_back", back),
    ],
};

fn set_next(vm: &mut Machine, traceback: Obj, value: Option<Obj>) -> Result<()> {
    let none = vm.heap.none();
    let value = value.filter(|&value| value != none);
    if let Some(value) = value {
        if !matches!(vm.heap.payload(value), Payload::Traceback(_)) {
            let class = vm.type_name_of(value);
            return Err(vm.type_error(format!("expected traceback object, got '{class}'")));
        }
        vm.heap.incref(value);
    }
    let old = std::mem::replace(&mut vm.heap.traceback_mut(traceback).next, value);
    vm.decref_opt(old);
    Ok(())
}

/// `traceback`.
pub static TRACEBACK: TypeDef = TypeDef {
    ty: types::TRACEBACK,
    doc: "",
    methods: &[],
    attributes: &[
        getter("tb_frame", |vm, traceback| {
            let frame = vm.heap.traceback(traceback).frame;
            Ok(vm.new_ref(frame))
        }),
        getter("tb_lineno", |vm, traceback| {
            let line = vm.heap.traceback(traceback).line;
            Ok(vm.heap.new_int(i64::from(line)))
        }),
        getter("tb_lasti", |vm, traceback| {
            let &Traceback { frame, instruction, .. } = vm.heap.traceback(traceback);
            let code = vm.heap.frame(frame).code;
            let index = vm.body(code).visible_index(instruction as usize);
            Ok(vm.heap.new_int(index as i64 * 2))
        }),
        GetSetDef {
            name: "tb_next",
            get: |vm, traceback| match vm.heap.traceback(traceback).next {
                Some(next) => Ok(vm.new_ref(next)),
                None => Ok(vm.none()),
            },
            set: Some(set_next),
        },
    ],
};
