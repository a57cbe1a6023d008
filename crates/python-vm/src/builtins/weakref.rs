//! Weak references and proxies as objects.

use heap_model::objects::WeakKind;
use heap_model::{Obj, Payload, Runtime, types};

use crate::bytecode::Comparison;
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, NativeDef, TypeDef, class_method, function, getter, special};

/// `repr(reference)`.
pub fn repr(vm: &mut Machine, object: Obj) -> Result<Obj> {
    let id = vm.heap.id(object);
    let text = match vm.heap.weakref_target(object) {
        None => format!("<weakref at {id:#x}; dead>"),
        Some(target) => {
            let class = vm.type_name_of(target);
            let at = vm.heap.id(target);
            let name = vm.names.__name__;
            let name = match vm.get_attr_opt(target, name)? {
                Some(name) => {
                    let text = match vm.heap.payload(name) {
                        Payload::Str(content) => Some(content.text.to_string()),
                        _ => None,
                    };
                    vm.decref(name);
                    text
                }
                None => None,
            };
            match name {
                Some(name) => format!("<weakref at {id:#x}; to '{class}' at {at:#x} ({name})>"),
                None => format!("<weakref at {id:#x}; to '{class}' at {at:#x}>"),
            }
        }
    };
    Ok(vm.heap.new_str(&text))
}

/// `repr(proxy)`, as `object.__repr__` would have it; the operators forward `repr()` itself.
pub fn proxy_repr(vm: &mut Machine, object: Obj) -> Result<Obj> {
    let id = vm.heap.id(object);
    let text = match vm.heap.weakref_target(object) {
        None => format!("<weakproxy at {id:#x}; dead>"),
        Some(target) => {
            let class = vm.type_name_of(target);
            format!("<weakproxy at {id:#x}; to '{class}' at {:#x}>", vm.heap.id(target))
        }
    };
    Ok(vm.heap.new_str(&text))
}

/// `hash(reference)`: the referent's, remembered.
pub fn hash(vm: &mut Machine, object: Obj) -> Result<i64> {
    if let Some(hash) = vm.heap.weakref(object).hash {
        return Ok(hash);
    }
    let Some(target) = vm.heap.weakref_target(object) else {
        return Err(vm.type_error("weak object has gone away"));
    };
    vm.heap.incref(target);
    let hash = vm.hash(target);
    vm.decref(target);
    let hash = hash?;
    vm.heap.weakref_mut(object).hash = Some(hash);
    Ok(hash)
}

/// Live references compare as their referents; dead ones by identity.
pub fn compare(vm: &mut Machine, comparison: Comparison, a: Obj, b: Obj) -> Result<Obj> {
    let both = matches!(vm.heap.payload(a), Payload::WeakRef(_))
        && matches!(vm.heap.payload(b), Payload::WeakRef(_));
    if !both || !matches!(comparison, Comparison::Eq | Comparison::Ne) {
        return Ok(vm.not_implemented());
    }
    match (vm.heap.weakref_target(a), vm.heap.weakref_target(b)) {
        (Some(a), Some(b)) => {
            vm.heap.incref(a);
            vm.heap.incref(b);
            let result = vm.compare(comparison, a, b);
            vm.decref(a);
            vm.decref(b);
            result
        }
        _ => {
            let result = (a == b) == (comparison == Comparison::Eq);
            Ok(vm.heap.new_bool(result))
        }
    }
}

/// A reference or proxy to an object, checked.
pub fn make(
    vm: &mut Machine,
    class: Obj,
    referent: Obj,
    callback: Option<Obj>,
    kind: WeakKind,
) -> Result<Obj> {
    if !vm.heap.supports_weakrefs(referent) {
        let shown = vm.type_name_of(referent);
        return Err(vm.type_error(format!("cannot create weak reference to '{shown}' object")));
    }
    let callback = callback.filter(|&callback| callback != vm.heap.none());
    if class == types::WEAKREF || kind != WeakKind::Reference {
        return Ok(vm.heap.new_weakref(referent, callback, kind));
    }
    let payload = vm.heap.weakref_payload(referent, callback, kind);
    let reference = vm.heap.new_of_class(class, payload);
    vm.heap.add_weakref(referent, reference);
    Ok(reference)
}

fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = vm.class_argument(types::WEAKREF, args)?;
    let Some(&referent) = args.positional().get(1) else {
        return Err(vm.type_error("__new__ expected at least 1 argument, got 0"));
    };
    let callback = args.positional().get(2).copied();
    make(vm, class, referent, callback, WeakKind::Reference)
}

fn call(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    match vm.heap.weakref_target(args.values[0]) {
        Some(target) => Ok(vm.new_ref(target)),
        None => Ok(vm.none()),
    }
}

static METHODS: &[NativeDef] = &[
    function("__new__", new, Accepts::Any),
    special("__init__", |vm, _| Ok(vm.none()), Accepts::Any),
    special("__call__", call, Accepts::Any),
    special("__repr__", |vm, args| repr(vm, args.values[0]), Accepts::Nothing),
    special(
        "__hash__",
        |vm, args| {
            let hash = hash(vm, args.values[0])?;
            Ok(vm.heap.new_int(hash))
        },
        Accepts::Nothing,
    ),
    special(
        "__eq__",
        |vm, args| compare(vm, Comparison::Eq, args.values[0], args.values[1]),
        Accepts::One,
    ),
    special(
        "__ne__",
        |vm, args| compare(vm, Comparison::Ne, args.values[0], args.values[1]),
        Accepts::One,
    ),
    class_method("__class_getitem__", crate::modules::typing::class_getitem, Accepts::One),
];

/// `weakref.ref`.
pub static TYPE: TypeDef = TypeDef {
    ty: types::WEAKREF,
    doc: "",
    methods: METHODS,
    attributes: &[getter("__callback__", |vm, object| {
        let callback = vm.heap.weakref(object).callback.unwrap_or(vm.heap.none());
        Ok(vm.new_ref(callback))
    })],
};
