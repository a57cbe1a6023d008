//! Cells: the variables that closures share.

use std::cmp::Ordering;

use heap_model::{Obj, Runtime, types};

use crate::bytecode::Comparison;
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, GetSetDef, TypeDef, function, special};

/// `repr(cell)`.
pub fn repr(vm: &mut Machine, cell: Obj) -> Result<Obj> {
    let id = vm.heap.id(cell);
    let text = match *vm.heap.cell(cell) {
        Some(value) => {
            let class = vm.type_name_of(value);
            format!("<cell at {id:#x}: {class} object at {:#x}>", vm.heap.id(value))
        }
        None => format!("<cell at {id:#x}: empty>"),
    };
    Ok(vm.heap.new_str(&text))
}

/// Cells compare by their contents; an empty one comes first.
pub fn compare(vm: &mut Machine, comparison: Comparison, a: Obj, b: Obj) -> Result<Obj> {
    if vm.heap.type_of(a) != types::CELL || vm.heap.type_of(b) != types::CELL {
        return Ok(vm.not_implemented());
    }
    match (*vm.heap.cell(a), *vm.heap.cell(b)) {
        (Some(a), Some(b)) => vm.compare(comparison, a, b),
        (a, b) => {
            let order: Ordering = a.is_some().cmp(&b.is_some());
            let result = comparison.holds(order);
            Ok(vm.heap.new_bool(result))
        }
    }
}

fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    vm.class_argument(types::CELL, args)?;
    let value = args.positional().get(1).copied();
    if let Some(value) = value {
        vm.heap.incref(value);
    }
    Ok(vm.heap.new_cell(value))
}

fn contents(vm: &mut Machine, cell: Obj) -> Result<Obj> {
    match *vm.heap.cell(cell) {
        Some(value) => Ok(vm.new_ref(value)),
        None => Err(vm.value_error("cell is empty")),
    }
}

fn set_contents(vm: &mut Machine, cell: Obj, value: Option<Obj>) -> Result<()> {
    if let Some(value) = value {
        vm.heap.incref(value);
    }
    let old = std::mem::replace(vm.heap.cell_mut(cell), value);
    vm.decref_opt(old);
    Ok(())
}

/// `cell`.
pub static TYPE: TypeDef = TypeDef {
    ty: types::CELL,
    doc: "Create a new cell object.",
    methods: &[
        function("__new__", new, Accepts::Any),
        special("__repr__", |vm, args| repr(vm, args.values[0]), Accepts::Nothing),
    ],
    attributes: &[GetSetDef { name: "cell_contents", get: contents, set: Some(set_contents) }],
};
