//! `object`: what every object can do.

use heap_model::{Obj, Payload, Runtime, types};

use crate::bytecode::Comparison;
use crate::machine::{Machine, Result};
use crate::native::{
    Accepts, Args, GetSetDef, NativeDef, TypeDef, class_method, function, method, special,
};

/// `object`.
pub static TYPE: TypeDef = TypeDef {
    ty: types::OBJECT,
    doc: "The base class of the class hierarchy.\n\nWhen called, it accepts no arguments and returns a new featureless\ninstance that has no instance attributes and cannot be given any.\n",
    methods: METHODS,
    attributes: &[GetSetDef { name: "__class__", get: get_class, set: Some(set_class) }],
};

static METHODS: &[NativeDef] = &[
    function("__new__", new, Accepts::Any),
    special("__repr__", repr, Accepts::Nothing),
    special("__hash__", hash, Accepts::Nothing),
    special("__str__", str, Accepts::Nothing),
    special("__getattribute__", getattribute, Accepts::One),
    special("__setattr__", setattr, Accepts::Positional(2, 2)),
    special("__delattr__", delattr, Accepts::One),
    special("__lt__", lt, Accepts::One),
    special("__le__", le, Accepts::One),
    special("__eq__", eq, Accepts::One),
    special("__ne__", ne, Accepts::One),
    special("__gt__", gt, Accepts::One),
    special("__ge__", ge, Accepts::One),
    special("__init__", init, Accepts::Any),
    method("__reduce_ex__", reduce_ex, Accepts::One),
    method("__reduce__", reduce, Accepts::Nothing),
    method("__getstate__", getstate, Accepts::Nothing),
    class_method("__subclasshook__", subclasshook, Accepts::Any),
    class_method("__init_subclass__", init_subclass, Accepts::Nothing),
    method("__format__", format, Accepts::One),
    method("__sizeof__", sizeof, Accepts::Nothing),
    method("__dir__", dir, Accepts::Nothing),
];

fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    vm.object_new_checked(args)
}

fn init(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    vm.object_init_checked(args)?;
    Ok(vm.none())
}

fn repr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    vm.object_repr(args.values[0])
}

fn str(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    vm.repr(args.values[0])
}

fn hash(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let hash = vm.identity_hash(args.values[0]);
    Ok(vm.heap.new_int(hash))
}

fn getattribute(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (object, name) = (args.values[0], attribute_name(vm, args.values[1])?);
    match vm.generic_get_attr_opt(object, name)? {
        Some(value) => Ok(value),
        None => {
            let text = vm.heap.str_text(name).to_owned();
            let class = vm.type_name_of(object);
            let message = format!("'{class}' object has no attribute '{text}'");
            Err(vm.attribute_error(&message, object, name))
        }
    }
}

/// The name of an attribute, which must be a `str`.
pub(crate) fn attribute_name(vm: &mut Machine, name: Obj) -> Result<Obj> {
    if vm.is_str(name) {
        return Ok(name);
    }
    let given = vm.type_name_of(name);
    Err(vm.type_error(format!("attribute name must be string, not '{given}'")))
}

fn setattr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    store(vm, args, "__setattr__", Some(args.values[2]))
}

fn delattr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    store(vm, args, "__delattr__", None)
}

fn store(vm: &mut Machine, args: Args<'_>, method: &str, value: Option<Obj>) -> Result<Obj> {
    let object = args.values[0];
    if vm.heap.is_type(object) {
        let given = vm.type_name_of(object);
        return Err(vm.type_error(format!("can't apply this {method} to {given} object")));
    }
    let name = attribute_name(vm, args.values[1])?;
    vm.generic_set_attr(object, name, value)?;
    Ok(vm.none())
}

macro_rules! comparisons {
    ($($function:ident = $comparison:ident;)*) => { $(
        fn $function(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
            vm.object_compare(Comparison::$comparison, args.values[0], args.values[1])
        }
    )* };
}

comparisons! { lt = Lt; le = Le; eq = Eq; ne = Ne; gt = Gt; ge = Ge; }

fn get_class(vm: &mut Machine, object: Obj) -> Result<Obj> {
    let class = vm.heap.type_of(object);
    Ok(vm.new_ref(class))
}

fn set_class(vm: &mut Machine, object: Obj, value: Option<Obj>) -> Result<()> {
    vm.set_class(object, value)
}

fn subclasshook(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    Ok(vm.not_implemented())
}

fn init_subclass(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    Ok(vm.none())
}

fn format(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let spec = args.values[1];
    if !vm.is_str(spec) {
        let given = vm.type_name_of(spec);
        return Err(vm.type_error(format!("__format__() argument must be str, not {given}")));
    }
    let spec = vm.heap.str_text(spec).to_owned();
    vm.object_format(args.values[0], &spec)
}

fn sizeof(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let size = vm.heap.own_size(args.values[0]);
    Ok(vm.heap.new_int(size as i64))
}

/// `object.__dir__`: the names of the object, of its class and of all bases.
fn dir(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let object = args.values[0];
    let names = vm.heap.new_dict();
    let result = fill_dir(vm, object, names);
    let list = result.map(|()| {
        let keys: Vec<Obj> = vm.dict_items(names).into_iter().map(|(name, _)| name).collect();
        for &key in &keys {
            vm.heap.incref(key);
        }
        vm.heap.new_list(keys)
    });
    vm.decref(names);
    list
}

fn fill_dir(vm: &mut Machine, object: Obj, names: Obj) -> Result<()> {
    let name = vm.names.__dict__;
    if let Some(own) = vm.get_attr_opt(object, name)? {
        if matches!(vm.heap.payload(own), Payload::Dict(_)) {
            merge_names(vm, own, names);
        }
        vm.decref(own);
    }
    let name = vm.names.__class__;
    if let Some(class) = vm.get_attr_opt(object, name)? {
        if vm.heap.is_type(class) {
            merge_class_names(vm, class, names);
        }
        vm.decref(class);
    }
    Ok(())
}

fn merge_names(vm: &mut Machine, from: Obj, names: Obj) {
    let none = vm.heap.none();
    for (name, _) in vm.dict_items(from) {
        if vm.is_str(name) {
            let old = vm.heap.dict_set_str(names, name, none);
            vm.decref_opt(old);
        }
    }
}

/// Enters the names of a class and its bases into a dict.
pub(crate) fn merge_class_names(vm: &mut Machine, class: Obj, names: Obj) {
    vm.populate_bases(class);
    for base in vm.heap.mro(class).to_vec() {
        let namespace = vm.heap.type_object(base).dict;
        merge_names(vm, namespace, names);
    }
}

// --- copying and pickling ---

/// `object.__getstate__`: the `__dict__`, or a pair of it and the slots, or `None`.
fn getstate(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    default_state(vm, args.values[0])
}

fn default_state(vm: &mut Machine, object: Obj) -> Result<Obj> {
    let dict = match vm.instance_dict(object) {
        Some(dict) if !vm.heap.is_type(object) => vm.new_ref(dict),
        _ => vm.none(),
    };
    let slots = filled_slots(vm, object);
    if slots.is_empty() {
        let empty = match vm.heap.payload(dict) {
            Payload::Dict(content) => content.is_empty() && vm.heap.refcount(dict) != Some(1),
            _ => true,
        };
        if empty && dict != vm.heap.none() {
            vm.decref(dict);
            return Ok(vm.none());
        }
        return Ok(dict);
    }
    let values = vm.heap.new_dict();
    for (name, value) in slots {
        vm.heap.dict_set_str(values, name, value);
    }
    Ok(vm.heap.new_tuple(vec![dict, values]))
}

/// Names and values of the slots that hold something, borrowed.
fn filled_slots(vm: &Machine, object: Obj) -> Vec<(Obj, Obj)> {
    let mut classes = vm.heap.mro(vm.heap.type_of(object)).to_vec();
    classes.reverse();
    let mut filled = Vec::new();
    for class in classes {
        let content = vm.heap.type_object(class);
        let first = content.slot_count as usize - content.slots.len();
        for (index, &name) in content.slots.iter().enumerate() {
            if let Some(value) = vm.heap.slot_value(object, first + index) {
                filled.push((name, value));
            }
        }
    }
    filled
}

/// `object.__reduce_ex__(protocol)`: how `copy` and `pickle` make the object again.
fn reduce_ex(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let object = args.values[0];
    let name = vm.names.__reduce__;
    let class = vm.heap.type_of(object);
    if let Some(own) = vm.type_lookup(class, name)
        && vm.type_lookup(types::OBJECT, name) != Some(own)
    {
        return vm.call_found(own, object, &[]);
    }
    let protocol = vm.index_isize(args.values[1])?;
    reduce_by_protocol(vm, object, protocol)
}

/// The class, what to call it with (a tuple, taken over), and the object's state.
pub fn reduced(vm: &mut Machine, object: Obj, arguments: Obj) -> Result<Obj> {
    let name = vm.names.__getstate__;
    let state = match vm.call_method(object, name, &[]) {
        Ok(state) => state,
        Err(raise) => {
            vm.decref(arguments);
            return Err(raise);
        }
    };
    let class = vm.heap.type_of(object);
    let class = vm.new_ref(class);
    Ok(vm.heap.new_tuple(vec![class, arguments, state]))
}

fn reduce(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    reduce_by_protocol(vm, args.values[0], 0)
}

fn reduce_by_protocol(vm: &mut Machine, object: Obj, protocol: isize) -> Result<Obj> {
    let helpers = vm.import_module("copyreg")?;
    let result = if protocol < 2 {
        let name = vm.heap.intern("_reduce_ex");
        let protocol = vm.heap.new_int(protocol as i64);
        let result = vm.call_method(helpers, name, &[object, protocol]);
        vm.decref(name);
        vm.decref(protocol);
        result
    } else {
        reduce_new(vm, object, helpers)
    };
    vm.decref(helpers);
    result
}

/// `reduce_newobj`: the class's `__new__` with `__getnewargs__`, the state, and the items of lists
/// and dicts.
fn reduce_new(vm: &mut Machine, object: Obj, helpers: Obj) -> Result<Obj> {
    let class = vm.heap.type_of(object);
    // A module's struct has more in it than its class's `__new__` could be told.
    let module = matches!(vm.heap.payload(object), Payload::Module(_));
    if module || matches!(vm.heap.type_object(class).layout, heap_model::objects::Layout::Sealed) {
        let shown = vm.type_name(class);
        return Err(vm.type_error(format!("cannot pickle '{shown}' object")));
    }
    let name = vm.names.__getnewargs__;
    let mut arguments = vec![class];
    let given = vm.call_special(object, name, &[])?;
    if let Some(given) = given {
        match vm.heap.payload(given) {
            Payload::Tuple(items) => arguments.extend_from_slice(items),
            _ => {
                let shown = vm.type_name_of(given);
                vm.decref(given);
                return Err(
                    vm.type_error(format!("__getnewargs__ should return a tuple, not '{shown}'"))
                );
            }
        }
    }
    let arguments = vm.heap.new_tuple_from(&arguments);
    vm.decref_opt(given);
    let rest = reduce_rest(vm, object, helpers);
    match rest {
        Ok((constructor, state, items, pairs)) => {
            Ok(vm.heap.new_tuple(vec![constructor, arguments, state, items, pairs]))
        }
        Err(raise) => {
            vm.decref(arguments);
            Err(raise)
        }
    }
}

fn reduce_rest(vm: &mut Machine, object: Obj, helpers: Obj) -> Result<(Obj, Obj, Obj, Obj)> {
    let constructor = vm.get_attr_str(helpers, "__newobj__")?;
    let name = vm.names.__getstate__;
    let state = match vm.call_method(object, name, &[]) {
        Ok(state) => state,
        Err(raise) => {
            vm.decref(constructor);
            return Err(raise);
        }
    };
    let items = match vm.heap.payload(object) {
        Payload::List(_) => vm.iter(object)?,
        _ => vm.none(),
    };
    let pairs = match vm.heap.payload(object) {
        Payload::Dict(_) => {
            let name = vm.heap.intern("items");
            let view = vm.call_method(object, name, &[]);
            vm.decref(name);
            let view = view?;
            let iterator = vm.iter(view);
            vm.decref(view);
            iterator?
        }
        _ => vm.none(),
    };
    Ok((constructor, state, items, pairs))
}
