//! `types.SimpleNamespace`: attributes and nothing else.

use heap_model::{Obj, Payload, Runtime, types};

use crate::bytecode::Comparison;
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, TypeDef, function, getter, method, special};

/// The class. Borrowed.
pub fn simple_namespace(_vm: &mut Machine) -> Obj {
    types::SIMPLE_NAMESPACE
}

/// Its table.
pub static TYPE: TypeDef = TypeDef {
    ty: types::SIMPLE_NAMESPACE,
    doc: "A simple attribute-based namespace.",
    methods: &[
        function("__new__", new, Accepts::Any),
        special("__init__", init, Accepts::Any),
        special("__repr__", repr, Accepts::Nothing),
        special("__eq__", |vm, args| compare(vm, args, Comparison::Eq), Accepts::One),
        special("__ne__", |vm, args| compare(vm, args, Comparison::Ne), Accepts::One),
        special("__lt__", |vm, args| compare(vm, args, Comparison::Lt), Accepts::One),
        special("__le__", |vm, args| compare(vm, args, Comparison::Le), Accepts::One),
        special("__gt__", |vm, args| compare(vm, args, Comparison::Gt), Accepts::One),
        special("__ge__", |vm, args| compare(vm, args, Comparison::Ge), Accepts::One),
        method("__reduce__", reduce, Accepts::Nothing),
    ],
    attributes: &[getter("__dict__", |vm, object| {
        let dict = dict_of(vm, object);
        Ok(vm.new_ref(dict))
    })],
};

fn dict_of(vm: &mut Machine, object: Obj) -> Obj {
    vm.instance_dict(object).expect("every namespace has a dict")
}

fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = vm.class_argument(types::SIMPLE_NAMESPACE, args)?;
    let object = vm.heap.new_instance(class);
    vm.instance_dict(object);
    Ok(object)
}

fn init(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let object = args.values[0];
    let mappings = &args.positional()[1..];
    if !mappings.is_empty() {
        if !vm.heap.release.library.namespaces_take_mappings {
            return Err(vm.type_error("no positional arguments expected"));
        }
        args.count(vm, 1, "SimpleNamespace", 0, 1)?;
        let fresh = vm.call(types::DICT, mappings)?;
        let dict = dict_of(vm, object);
        let result = vm.heap.dict(fresh).entries().all(|entry| vm.is_str(entry.key));
        let result = if result {
            crate::builtins::dict::update(vm, dict, fresh)
        } else {
            Err(vm.type_error("keywords must be strings"))
        };
        vm.decref(fresh);
        result?;
    }
    let dict = dict_of(vm, object);
    for (name, value) in args.keywords() {
        vm.dict_set(dict, name, value)?;
    }
    Ok(vm.none())
}

fn repr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let object = args.values[0];
    let class = vm.heap.type_of(object);
    let name = if class == types::SIMPLE_NAMESPACE {
        String::from("namespace")
    } else {
        vm.type_name(class)
    };
    if !vm.enter_repr(object)? {
        return Ok(vm.heap.new_str(&format!("{name}(...)")));
    }
    let dict = dict_of(vm, object);
    let mut parts = Vec::new();
    let mut result = Ok(());
    for (key, value) in vm.dict_items(dict) {
        if let Payload::Str(text) = vm.heap.payload(key)
            && !text.text.is_empty()
        {
            let key = text.text.to_string();
            match vm.repr_text(value) {
                Ok(value) => parts.push(format!("{key}={value}")),
                Err(raise) => {
                    result = Err(raise);
                    break;
                }
            }
        }
    }
    vm.leave_repr(object);
    result?;
    Ok(vm.heap.new_str(&format!("{name}({})", parts.join(", "))))
}

fn compare(vm: &mut Machine, args: Args<'_>, comparison: Comparison) -> Result<Obj> {
    let (a, b) = (args.values[0], args.values[1]);
    let both = vm.is_instance_of(a, types::SIMPLE_NAMESPACE)
        && vm.is_instance_of(b, types::SIMPLE_NAMESPACE);
    let orders = !matches!(comparison, Comparison::Eq | Comparison::Ne);
    if !both || orders && !vm.heap.release.library.namespaces_ask_dicts_for_order {
        return Ok(vm.not_implemented());
    }
    let (a, b) = (dict_of(vm, a), dict_of(vm, b));
    vm.compare(comparison, a, b)
}

fn reduce(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let object = args.values[0];
    let class = vm.heap.type_of(object);
    let dict = dict_of(vm, object);
    let empty = vm.heap.new_tuple(Vec::new());
    let (class, dict) = (vm.new_ref(class), vm.new_ref(dict));
    Ok(vm.heap.new_tuple(vec![class, empty, dict]))
}
