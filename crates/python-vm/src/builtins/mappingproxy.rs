//! `mappingproxy`: a read-only view of a mapping, as `class.__dict__` gives it.

use heap_model::{Obj, Payload, Runtime, types};

use crate::bytecode::{Binary, Comparison};
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, TypeDef, class_method, function, method, special};

fn mapping(vm: &Machine, proxy: Obj) -> Obj {
    *vm.heap.mapping_proxy(proxy)
}

/// What stands behind an operand: the mapping, if it is a proxy.
fn unwrap(vm: &Machine, object: Obj) -> Obj {
    match vm.heap.payload(object) {
        &Payload::MappingProxy(mapping) => mapping,
        _ => object,
    }
}

/// `repr(proxy)`.
pub fn repr(vm: &mut Machine, proxy: Obj) -> Result<Obj> {
    let inner = vm.repr_text(mapping(vm, proxy))?;
    Ok(vm.heap.new_str(&format!("mappingproxy({inner})")))
}

/// Compares the mappings.
pub fn compare(vm: &mut Machine, comparison: Comparison, a: Obj, b: Obj) -> Result<Obj> {
    let (a, b) = (unwrap(vm, a), unwrap(vm, b));
    vm.compare(comparison, a, b)
}

/// `proxy | other`: a new dict.
pub fn union(vm: &mut Machine, a: Obj, b: Obj) -> Result<Obj> {
    let (a, b) = (unwrap(vm, a), unwrap(vm, b));
    vm.binary(Binary::Or, a, b)
}

/// `hash(proxy)` (3.12+): the mapping's.
pub fn hash(vm: &mut Machine, proxy: Obj) -> Result<i64> {
    let inner = mapping(vm, proxy);
    vm.hash(inner)
}

fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let &[_, mapping] = args.positional() else {
        return Err(vm.type_error("mappingproxy() missing required argument 'mapping' (pos 1)"));
    };
    vm.heap.incref(mapping);
    Ok(vm.heap.new_object(types::MAPPINGPROXY, Payload::MappingProxy(mapping)))
}

macro_rules! forward {
    ($name:literal) => {
        method(
            $name,
            |vm: &mut Machine, args: Args<'_>| {
                let inner = mapping(vm, args.values[0]);
                let name = vm.heap.intern($name);
                let result = vm.call_method(inner, name, &args.values[1..]);
                vm.decref(name);
                result
            },
            Accepts::Positional(0, 2),
        )
    };
}

/// `mappingproxy`.
pub static TYPE: TypeDef = TypeDef {
    ty: types::MAPPINGPROXY,
    doc: "Read-only proxy of a mapping.",
    methods: &[
        function("__new__", new, Accepts::Any),
        special("__repr__", |vm, args| repr(vm, args.values[0]), Accepts::Nothing),
        special(
            "__len__",
            |vm, args| {
                let length = vm.len(mapping(vm, args.values[0]))?;
                Ok(vm.heap.new_int(length as i64))
            },
            Accepts::Nothing,
        ),
        special(
            "__getitem__",
            |vm, args| {
                let inner = mapping(vm, args.values[0]);
                vm.get_item(inner, args.values[1])
            },
            Accepts::One,
        ),
        special(
            "__contains__",
            |vm, args| {
                let inner = mapping(vm, args.values[0]);
                let found = vm.contains(inner, args.values[1])?;
                Ok(vm.heap.new_bool(found))
            },
            Accepts::One,
        ),
        special(
            "__iter__",
            |vm, args| {
                let inner = mapping(vm, args.values[0]);
                vm.iter(inner)
            },
            Accepts::Nothing,
        ),
        special(
            "__eq__",
            |vm, args| compare(vm, Comparison::Eq, args.values[0], args.values[1]),
            Accepts::One,
        ),
        special("__or__", |vm, args| union(vm, args.values[0], args.values[1]), Accepts::One),
        special("__ror__", |vm, args| union(vm, args.values[1], args.values[0]), Accepts::One),
        special(
            "__ior__",
            |vm, args| {
                let class = vm.type_name_of(args.values[0]);
                Err(vm.type_error(format!("'|=' is not supported by {class}; use '|' instead")))
            },
            Accepts::One,
        ),
        class_method("__class_getitem__", crate::modules::typing::class_getitem, Accepts::One),
        forward!("get"),
        forward!("keys"),
        forward!("values"),
        forward!("items"),
        forward!("copy"),
        forward!("__reversed__"),
    ],
    attributes: &[],
};
