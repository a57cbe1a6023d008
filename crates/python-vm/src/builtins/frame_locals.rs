//! `FrameLocalsProxy` (3.13+): a function's frame as a mapping of its variables that writes through
//! (PEP 667).

use heap_model::objects::Layout;
use heap_model::{Obj, Payload, Runtime, types};

use crate::machine::{Machine, Result};
use crate::modules::native_types::{Base, NativeType, Traits, native_object};
use crate::native::{Accepts, Args, TypeDef, method, special};

/// It holds the frame alone: what its variables hold is not counted again.
#[derive(Clone, Debug)]
struct FrameLocals {
    frame: Option<Obj>,
}

native_object!(FrameLocals: frame);

static TYPE: NativeType = NativeType {
    name: "FrameLocalsProxy",
    module: "builtins",
    base: Base::BuiltIn(types::OBJECT),
    layout: Layout::Native,
    traits: Traits::FINAL,
    members: &[],
    definition: TypeDef {
        ty: types::OBJECT,
        doc: "",
        methods: &[
            special("__getitem__", get_item, Accepts::One),
            special("__setitem__", set_item, Accepts::Positional(2, 2)),
            special("__delitem__", |vm, _| Err(cannot_remove(vm)), Accepts::One),
            special("__contains__", contains, Accepts::One),
            special("__len__", length, Accepts::Nothing),
            special("__iter__", iterate, Accepts::Nothing),
            special("__repr__", repr, Accepts::Nothing),
            special("__eq__", |vm, args| equal(vm, args, true), Accepts::One),
            special("__ne__", |vm, args| equal(vm, args, false), Accepts::One),
            special("__or__", |vm, args| union(vm, args.values[0], args.values[1]), Accepts::One),
            special("__ror__", |vm, args| union(vm, args.values[1], args.values[0]), Accepts::One),
            special("__ior__", union_in_place, Accepts::One),
            method("__reversed__", reversed, Accepts::Nothing),
            method("keys", keys, Accepts::Nothing),
            method("values", values, Accepts::Nothing),
            method("items", items, Accepts::Nothing),
            method("copy", |vm, args| snapshot(vm, args.values[0]), Accepts::Nothing),
            method("get", get, Accepts::Positional(1, 2)),
            method("setdefault", set_default, Accepts::Positional(1, 2)),
            method("update", update, Accepts::One),
            method("pop", |vm, _| Err(cannot_remove(vm)), Accepts::Positional(1, 2)),
        ],
        attributes: &[],
    },
};

/// `frame.f_locals` of a function's frame. New reference.
pub(super) fn proxy(vm: &mut Machine, frame: Obj) -> Obj {
    let frame = vm.new_ref(frame);
    let class = vm.native_type(&TYPE);
    vm.new_native_object(class, FrameLocals { frame: Some(frame) })
}

fn frame_of(vm: &mut Machine, proxy: Obj) -> Result<Obj> {
    match vm.expect_native::<FrameLocals>(proxy)?.frame {
        Some(frame) => Ok(frame),
        None => Err(vm.runtime_error("the frame of this proxy is gone")),
    }
}

/// The bound variables in their order, then what the program has added: borrowed pairs.
fn pairs(vm: &mut Machine, proxy: Obj) -> Result<Vec<(Obj, Obj)>> {
    let frame = frame_of(vm, proxy)?;
    let mut pairs = vm.frame_variables(frame);
    if let Some(extra) = vm.heap.frame(frame).locals {
        pairs.extend(vm.dict_items(extra));
    }
    Ok(pairs)
}

/// The value of a name, borrowed.
fn find(vm: &mut Machine, proxy: Obj, key: Obj) -> Result<Option<Obj>> {
    let frame = frame_of(vm, proxy)?;
    if let Some(place) = vm.frame_place(frame, key)
        && let Some(value) = vm.frame_variable(frame, place)
    {
        return Ok(Some(value));
    }
    match vm.heap.frame(frame).locals {
        Some(extra) => vm.dict_get(extra, key),
        None => {
            vm.hash(key)?;
            Ok(None)
        }
    }
}

fn store(vm: &mut Machine, proxy: Obj, key: Obj, value: Obj) -> Result<()> {
    let frame = frame_of(vm, proxy)?;
    if let Some(place) = vm.frame_place(frame, key) {
        vm.set_frame_variable(frame, place, value);
        return Ok(());
    }
    let extra = match vm.heap.frame(frame).locals {
        Some(extra) => extra,
        None => {
            let extra = vm.heap.new_dict();
            vm.heap.frame_mut(frame).locals = Some(extra);
            extra
        }
    };
    vm.dict_set(extra, key, value)
}

fn snapshot(vm: &mut Machine, proxy: Obj) -> Result<Obj> {
    let pairs = pairs(vm, proxy)?;
    let dict = vm.heap.new_dict();
    for (key, value) in pairs {
        vm.dict_set(dict, key, value)?;
    }
    Ok(dict)
}

fn cannot_remove(vm: &mut Machine) -> crate::machine::Raise {
    vm.value_error("cannot remove local variables from FrameLocalsProxy")
}

fn get_item(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (proxy, key) = (args.values[0], args.values[1]);
    match find(vm, proxy, key)? {
        Some(value) => Ok(vm.new_ref(value)),
        None => {
            let key = vm.repr_text(key)?;
            let message = format!("local variable '{key}' is not defined");
            Err(vm.raise(types::KEY_ERROR, &message))
        }
    }
}

fn set_item(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (proxy, key, value) = (args.values[0], args.values[1], args.values[2]);
    store(vm, proxy, key, value)?;
    Ok(vm.none())
}

fn contains(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let found = find(vm, args.values[0], args.values[1])?.is_some();
    Ok(vm.heap.new_bool(found))
}

fn length(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let count = pairs(vm, args.values[0])?.len();
    Ok(vm.heap.new_int(count as i64))
}

/// A list of one half of the pairs. New reference.
fn list_of(vm: &mut Machine, objects: Vec<Obj>) -> Obj {
    for &object in &objects {
        vm.heap.incref(object);
    }
    vm.heap.new_list(objects)
}

fn keys(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let keys = pairs(vm, args.values[0])?.into_iter().map(|(key, _)| key).collect();
    Ok(list_of(vm, keys))
}

fn values(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let values = pairs(vm, args.values[0])?.into_iter().map(|(_, value)| value).collect();
    Ok(list_of(vm, values))
}

fn items(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let pairs = pairs(vm, args.values[0])?;
    let pairs = pairs.into_iter().map(|(key, value)| vm.heap.new_tuple_from(&[key, value]));
    let pairs: Vec<Obj> = pairs.collect();
    Ok(vm.heap.new_list(pairs))
}

fn iterate(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let keys = keys(vm, args)?;
    let iterator = vm.iter(keys);
    vm.decref(keys);
    iterator
}

fn reversed(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let keys = pairs(vm, args.values[0])?.into_iter().rev().map(|(key, _)| key).collect();
    Ok(list_of(vm, keys))
}

fn repr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let proxy = args.values[0];
    if !vm.enter_repr(proxy)? {
        return Ok(vm.heap.new_str("{...}"));
    }
    let dict = snapshot(vm, proxy);
    let text = dict.and_then(|dict| {
        let text = vm.repr(dict);
        vm.decref(dict);
        text
    });
    vm.leave_repr(proxy);
    text
}

fn equal(vm: &mut Machine, args: Args<'_>, wanted: bool) -> Result<Obj> {
    let (proxy, other) = (args.values[0], args.values[1]);
    let class = vm.native_type(&TYPE);
    let equal = if vm.heap.type_of(other) == class {
        frame_of(vm, proxy)? == frame_of(vm, other)?
    } else if matches!(vm.heap.payload(other), Payload::Dict(_)) {
        let dict = snapshot(vm, proxy)?;
        let equal = vm.equal(dict, other);
        vm.decref(dict);
        equal?
    } else {
        let not_implemented = vm.heap.singletons().not_implemented;
        return Ok(vm.new_ref(not_implemented));
    };
    Ok(vm.heap.new_bool(equal == wanted))
}

/// Both operands as one dict.
fn union(vm: &mut Machine, left: Obj, right: Obj) -> Result<Obj> {
    let result = vm.heap.new_dict();
    for operand in [left, right] {
        if let Err(raise) = merge(vm, operand, |vm, key, value| vm.dict_set(result, key, value)) {
            vm.decref(result);
            return Err(raise);
        }
    }
    Ok(result)
}

/// Calls with each pair of a dict or proxy.
fn merge(
    vm: &mut Machine,
    mapping: Obj,
    mut each: impl FnMut(&mut Machine, Obj, Obj) -> Result<()>,
) -> Result<()> {
    let class = vm.native_type(&TYPE);
    let dict = if vm.heap.type_of(mapping) == class {
        snapshot(vm, mapping)?
    } else if matches!(vm.heap.payload(mapping), Payload::Dict(_)) {
        vm.new_ref(mapping)
    } else {
        let class = vm.type_name_of(mapping);
        return Err(vm.type_error(format!(
            "update() argument must be dict or another FrameLocalsProxy, not {class}"
        )));
    };
    let mut result = Ok(());
    for (key, value) in vm.dict_items(dict) {
        result = each(vm, key, value);
        if result.is_err() {
            break;
        }
    }
    vm.decref(dict);
    result
}

fn update(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (proxy, other) = (args.values[0], args.values[1]);
    merge(vm, other, |vm, key, value| store(vm, proxy, key, value))?;
    Ok(vm.none())
}

fn union_in_place(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let proxy = args.values[0];
    update(vm, args)?;
    Ok(vm.new_ref(proxy))
}

fn get(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let found = find(vm, args.values[0], args.values[1])?;
    let default = args.values.get(2).copied().unwrap_or(vm.heap.none());
    Ok(vm.new_ref(found.unwrap_or(default)))
}

fn set_default(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (proxy, key) = (args.values[0], args.values[1]);
    if let Some(value) = find(vm, proxy, key)? {
        return Ok(vm.new_ref(value));
    }
    let default = args.values.get(2).copied().unwrap_or(vm.heap.none());
    store(vm, proxy, key, default)?;
    Ok(vm.new_ref(default))
}
