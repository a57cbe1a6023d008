//! `dict.keys()`, `dict.values()` and `dict.items()`.

use heap_model::objects::{DictView, ViewKind};
use heap_model::{Obj, Payload, Runtime, types};

use super::slots;
use crate::bytecode::{Binary, Comparison};
use crate::machine::{Machine, Result};
use crate::native::{Accepts, GetSetDef, NativeDef, TypeDef, getter, method};

fn parts(vm: &Machine, view: Obj) -> (Obj, ViewKind) {
    let &DictView { dict, kind } = vm.heap.dict_view(view);
    (dict, kind)
}

/// `iter(view)`.
pub fn iter(vm: &mut Machine, view: Obj) -> Result<Obj> {
    let (dict, kind) = parts(vm, view);
    Ok(super::dict::view_iterator(vm, dict, kind, false))
}

fn reversed(vm: &mut Machine, view: Obj) -> Result<Obj> {
    let (dict, kind) = parts(vm, view);
    Ok(super::dict::view_iterator(vm, dict, kind, true))
}

/// `repr(view)`.
pub fn repr(vm: &mut Machine, view: Obj) -> Result<Obj> {
    let (_, kind) = parts(vm, view);
    let name = match kind {
        ViewKind::Keys => "dict_keys",
        ViewKind::Values => "dict_values",
        ViewKind::Items => "dict_items",
    };
    if !vm.enter_repr(view)? {
        return Ok(vm.heap.new_str("..."));
    }
    let items = vm.collect(view);
    let text = items.and_then(|items| {
        let list = vm.heap.new_list(items);
        let text = vm.repr_text(list);
        vm.decref(list);
        text
    });
    vm.leave_repr(view);
    let text = format!("{name}({})", text?);
    Ok(vm.heap.new_str(&text))
}

/// `item in view`, for keys and items.
pub fn contains(vm: &mut Machine, view: Obj, item: Obj) -> Result<bool> {
    let (dict, kind) = parts(vm, view);
    if kind == ViewKind::Keys {
        return super::dict::contains(vm, dict, item);
    }
    let (key, value) = match vm.heap.payload(item) {
        Payload::Tuple(pair) if pair.len() == 2 => (pair[0], pair[1]),
        _ => return Ok(false),
    };
    match vm.dict_get(dict, key)? {
        Some(found) => {
            vm.heap.incref(found);
            let equal = vm.equal(found, value);
            vm.decref(found);
            equal
        }
        None => Ok(false),
    }
}

fn is_set_like(vm: &Machine, object: Obj) -> bool {
    match vm.heap.payload(object) {
        Payload::Set(_) => true,
        Payload::DictView(view) => view.kind != ViewKind::Values,
        _ => false,
    }
}

/// All items of `a` are in `b`.
fn is_subset(vm: &mut Machine, a: Obj, b: Obj) -> Result<bool> {
    let items = vm.collect(a)?;
    let mut result = Ok(true);
    for item in items {
        if matches!(result, Ok(true)) {
            result = vm.contains(b, item);
        }
        vm.decref(item);
    }
    result
}

/// Comparisons of keys and items views with sets and with each other.
pub fn compare(vm: &mut Machine, comparison: Comparison, a: Obj, b: Obj) -> Result<Obj> {
    if !is_set_like(vm, a) || !is_set_like(vm, b) {
        return Ok(vm.not_implemented());
    }
    let (left, right) = (vm.len(a)?, vm.len(b)?);
    let result = match comparison {
        Comparison::Eq => left == right && is_subset(vm, a, b)?,
        Comparison::Ne => !(left == right && is_subset(vm, a, b)?),
        Comparison::Lt => left < right && is_subset(vm, a, b)?,
        Comparison::Le => left <= right && is_subset(vm, a, b)?,
        Comparison::Gt => left > right && is_subset(vm, b, a)?,
        Comparison::Ge => left >= right && is_subset(vm, b, a)?,
    };
    Ok(vm.heap.new_bool(result))
}

/// `&`, `|`, `-`, `^` of keys and items views: a new set.
pub fn binary(vm: &mut Machine, operator: Binary, a: Obj, b: Obj) -> Result<Obj> {
    if !matches!(operator, Binary::And | Binary::Or | Binary::Sub | Binary::Xor) {
        return Ok(vm.not_implemented());
    }
    let left = super::set::from_iterable(vm, types::SET, a)?;
    let right = match super::set::from_iterable(vm, types::SET, b) {
        Ok(right) => right,
        Err(raise) => {
            vm.decref(left);
            return Err(raise);
        }
    };
    let result = super::set::binary(vm, operator, left, right);
    vm.decref(left);
    vm.decref(right);
    result
}

/// What all three have.
const fn base(ty: Obj, methods: &'static [NativeDef]) -> TypeDef {
    TypeDef { ty, doc: "", methods, attributes: &[MAPPING] }
}

const MAPPING: GetSetDef = getter("mapping", |vm, view| {
    let (dict, _) = parts(vm, view);
    vm.heap.incref(dict);
    Ok(vm.heap.new_object(types::MAPPINGPROXY, Payload::MappingProxy(dict)))
});

/// The slots and methods of every view.
static COMMON: [NativeDef; 4] = [
    slots::REPR,
    slots::ITER,
    slots::LEN,
    method("__reversed__", |vm, args| reversed(vm, args.values[0]), Accepts::Nothing),
];

/// What views that are sets have besides.
static SET_LIKE: [NativeDef; 16] = [
    slots::EQ,
    slots::NE,
    slots::LT,
    slots::LE,
    slots::GT,
    slots::GE,
    slots::AND,
    slots::RAND,
    slots::OR,
    slots::ROR,
    slots::SUB,
    slots::RSUB,
    slots::XOR,
    slots::RXOR,
    slots::CONTAINS,
    method("isdisjoint", isdisjoint, Accepts::One),
];

/// The tables of the three types.
pub static TYPES: [TypeDef; 5] = [
    base(types::DICT_KEYS, &COMMON),
    base(types::DICT_KEYS, &SET_LIKE),
    base(types::DICT_VALUES, &COMMON),
    base(types::DICT_ITEMS, &COMMON),
    base(types::DICT_ITEMS, &SET_LIKE),
];

fn isdisjoint(vm: &mut Machine, args: crate::native::Args<'_>) -> Result<Obj> {
    let items = vm.collect(args.values[1])?;
    let mut found = Ok(false);
    for item in items {
        if matches!(found, Ok(false)) {
            found = vm.contains(args.values[0], item);
        }
        vm.decref(item);
    }
    let found = found?;
    Ok(vm.heap.new_bool(!found))
}
