//! Code objects.

use heap_model::{Obj, types};

use crate::bytecode::{CodeFlags, Comparison};
use crate::machine::{Machine, Result};
use crate::native::{Accepts, TypeDef, getter, special};

/// `repr(code)`.
pub fn repr(vm: &mut Machine, code: Obj) -> Result<Obj> {
    let body = vm.body(code);
    let content = vm.heap.code(code);
    let text = format!(
        "<code object {} at {:#x}, file \"{}\", line {}>",
        vm.heap.str_text(content.name),
        vm.heap.id(code),
        vm.heap.str_text(content.filename),
        body.template().first_line
    );
    Ok(vm.heap.new_str(&text))
}

/// `==` and `!=`: the same code of the same place.
pub fn compare(vm: &mut Machine, comparison: Comparison, a: Obj, b: Obj) -> Result<Obj> {
    let both = vm.heap.type_of(a) == types::CODE && vm.heap.type_of(b) == types::CODE;
    if !both || !matches!(comparison, Comparison::Eq | Comparison::Ne) {
        return Ok(vm.not_implemented());
    }
    let (first, second) = (vm.body(a), vm.body(b));
    let (left, right) = (first.template(), second.template());
    let mut equal = left.name == right.name
        && left.first_line == right.first_line
        && left.argcount == right.argcount
        && left.instructions == right.instructions
        && left.names == right.names
        && left.localsplus == right.localsplus;
    if equal {
        let (a, b) = (vm.heap.code(a).consts, vm.heap.code(b).consts);
        equal = vm.equal(a, b)?;
    }
    Ok(vm.heap.new_bool(equal == (comparison == Comparison::Eq)))
}

/// `hash(code)`.
pub fn hash(vm: &mut Machine, code: Obj) -> Result<i64> {
    let body = vm.body(code);
    let name = vm.heap.code(code).name;
    Ok(vm.heap.str_hash(name) ^ i64::from(body.template().first_line))
}

fn number(vm: &mut Machine, value: u32) -> Result<Obj> {
    Ok(vm.heap.new_int(i64::from(value)))
}

/// Names of the local slots that pass a test, as a tuple.
fn names(vm: &mut Machine, code: Obj, keep: fn(crate::bytecode::LocalKind) -> bool) -> Result<Obj> {
    let body = vm.body(code);
    let names: Vec<Obj> = body
        .template()
        .localsplus
        .iter()
        .zip(&body.local_names)
        .filter(|((_, kind), _)| keep(*kind))
        .map(|(_, &name)| name)
        .collect();
    Ok(vm.heap.new_tuple_from(&names))
}

/// `co_flags`.
fn flags(flags: CodeFlags) -> i64 {
    [
        (flags.optimized, 0x1),
        (flags.new_locals, 0x2),
        (flags.varargs, 0x4),
        (flags.varkeywords, 0x8),
        (flags.nested, 0x10),
        (flags.generator, 0x20),
        (flags.coroutine, 0x80),
        (flags.iterable_coroutine, 0x100),
        (flags.async_generator, 0x200),
        (flags.future_annotations, 0x0100_0000),
        (flags.has_docstring, 0x0400_0000),
        (flags.method, 0x0800_0000),
    ]
    .into_iter()
    .filter(|&(set, _)| set)
    .map(|(_, bit)| bit)
    .sum()
}

macro_rules! part {
    ($name:literal, $field:ident) => {
        getter($name, |vm, code| {
            let value = vm.heap.code(code).$field;
            Ok(vm.new_ref(value))
        })
    };
}

/// `code`.
pub static TYPE: TypeDef = TypeDef {
    ty: types::CODE,
    doc: "Create a code object.  Not for mere mortals.",
    methods: &[
        special("__repr__", |vm, args| repr(vm, args.values[0]), Accepts::Nothing),
        special(
            "__eq__",
            |vm, args| compare(vm, Comparison::Eq, args.values[0], args.values[1]),
            Accepts::One,
        ),
        special(
            "__hash__",
            |vm, args| {
                let value = hash(vm, args.values[0])?;
                Ok(vm.heap.new_int(value))
            },
            Accepts::Nothing,
        ),
    ],
    attributes: &[
        part!("co_name", name),
        part!("co_qualname", qualname),
        part!("co_filename", filename),
        part!("co_consts", consts),
        part!("co_names", names),
        getter("co_argcount", |vm, code| {
            let value = vm.body(code).template().argcount;
            number(vm, value)
        }),
        getter("co_posonlyargcount", |vm, code| {
            let value = vm.body(code).template().posonlyargcount;
            number(vm, value)
        }),
        getter("co_kwonlyargcount", |vm, code| {
            let value = vm.body(code).template().kwonlyargcount;
            number(vm, value)
        }),
        getter("co_firstlineno", |vm, code| {
            let value = vm.body(code).template().first_line;
            number(vm, value)
        }),
        getter("co_stacksize", |vm, code| {
            let value = vm.body(code).template().stack_size;
            number(vm, value)
        }),
        getter("co_nlocals", |vm, code| {
            let value =
                vm.body(code).template().localsplus.iter().filter(|(_, kind)| kind.local).count();
            number(vm, value as u32)
        }),
        getter("co_flags", |vm, code| {
            let value = flags(vm.body(code).flags);
            Ok(vm.heap.new_int(value))
        }),
        getter("co_varnames", |vm, code| names(vm, code, |kind| kind.local)),
        getter("co_cellvars", |vm, code| names(vm, code, |kind| kind.cell)),
        getter("co_freevars", |vm, code| names(vm, code, |kind| kind.free)),
        getter("co_code", |vm, _| Err(vm.unsupported("the bytes of co_code"))),
    ],
};
