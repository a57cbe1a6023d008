//! `collections.defaultdict`: a dict that makes what is missing.

use heap_model::objects::Layout;
use heap_model::{Obj, Payload, Runtime, types};

use crate::machine::{Machine, Result};
use crate::modules::native_types::{Base, Member, NativeType, Traits};
use crate::native::{
    Accepts, Args, GetSetDef, NativeDef, TypeDef, class_method, function, method, special,
};

/// The type.
pub static TYPE: NativeType = NativeType {
    name: "defaultdict",
    module: "collections",
    base: Base::BuiltIn(types::DICT),
    layout: Layout::Dict,
    traits: Traits::BASE,
    members: &[Member("default_factory")],
    definition: TypeDef {
        ty: types::DICT,
        doc: "defaultdict(default_factory=None, /, [...]) --> dict with default factory",
        methods: METHODS,
        attributes: &[GetSetDef {
            name: "default_factory",
            get: |vm, object| {
                let factory = factory(vm, object);
                Ok(vm.new_ref(factory))
            },
            set: Some(|vm, object, value| {
                vm.store_slot(object, 0, value);
                Ok(())
            }),
        }],
    },
};

static METHODS: &[NativeDef] = &[
    function("__new__", new, Accepts::Any),
    special("__init__", init, Accepts::Any),
    method("__missing__", missing, Accepts::One),
    method("copy", copy, Accepts::Nothing),
    method("__copy__", copy, Accepts::Nothing),
    method("__reduce__", reduce, Accepts::Nothing),
    special("__repr__", repr, Accepts::Nothing),
    special("__or__", or, Accepts::One),
    special("__ror__", ror, Accepts::One),
    class_method("__class_getitem__", crate::modules::typing::class_getitem, Accepts::One),
];

/// The factory, borrowed; `None` if there is none.
fn factory(vm: &Machine, object: Obj) -> Obj {
    vm.heap.slot_value(object, 0).unwrap_or(vm.heap.none())
}

fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let ty = vm.native_type(&TYPE);
    let class = vm.class_argument(ty, args)?;
    Ok(vm.heap.new_of_class(class, Payload::Dict(Box::default())))
}

fn init(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let object = args.values[0];
    let given = args.positional().get(1).copied();
    let none = vm.heap.none();
    let mut rest: Vec<Obj> = vec![object];
    if let Some(factory) = given {
        if factory != none && !vm.is_callable(factory) {
            return Err(vm.type_error("first argument must be callable or None"));
        }
        rest.extend_from_slice(&args.values[2..]);
    } else {
        rest.extend_from_slice(&args.values[1..]);
    }
    vm.store_slot(object, 0, given.filter(|&factory| factory != none));
    let name = vm.names.__init__;
    let initialize = vm.type_lookup(types::DICT, name).expect("dict has an __init__");
    vm.call_args(initialize, Args { values: &rest, names: args.names })
}

fn missing(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (object, key) = (args.values[0], args.values[1]);
    let factory = factory(vm, object);
    if factory == vm.heap.none() {
        return Err(vm.raise_key_error(key));
    }
    vm.heap.incref(factory);
    let value = vm.call(factory, &[]);
    vm.decref(factory);
    let value = value?;
    if let Err(raise) = vm.set_item(object, key, value) {
        vm.decref(value);
        return Err(raise);
    }
    Ok(value)
}

fn copy(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = vm.heap.type_of(args.values[0]);
    let factory = factory(vm, args.values[0]);
    vm.call(class, &[factory, args.values[0]])
}

fn reduce(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let object = args.values[0];
    let factory = factory(vm, object);
    let arguments = if factory == vm.heap.none() {
        vm.heap.new_tuple(Vec::new())
    } else {
        vm.heap.new_tuple_from(&[factory])
    };
    let name = vm.heap.intern("items");
    let items = vm.call_method(object, name, &[]);
    vm.decref(name);
    let items = items?;
    let iterator = vm.iter(items);
    vm.decref(items);
    let iterator = iterator?;
    let class = vm.heap.type_of(object);
    let class = vm.new_ref(class);
    let (a, b) = (vm.none(), vm.none());
    Ok(vm.heap.new_tuple(vec![class, arguments, a, b, iterator]))
}

fn repr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let object = args.values[0];
    let items = crate::builtins::dict::repr(vm, object)?;
    let items_text = vm.heap.str_text(items).to_owned();
    vm.decref(items);
    let factory = factory(vm, object);
    let shown = if vm.enter_repr(factory)? {
        let shown = vm.repr_text(factory);
        vm.leave_repr(factory);
        shown?
    } else {
        String::from("...")
    };
    let class = vm.heap.type_of(object);
    let name = vm.heap.type_object(class).name.to_string();
    Ok(vm.heap.new_str(&format!("{name}({shown}, {items_text})")))
}

fn union(vm: &mut Machine, owner: Obj, left: Obj, right: Obj) -> Result<Obj> {
    let is_dict = |vm: &Machine, object| matches!(vm.heap.payload(object), Payload::Dict(_));
    if !is_dict(vm, left) || !is_dict(vm, right) {
        return Ok(vm.not_implemented());
    }
    let class = vm.heap.type_of(owner);
    let factory = factory(vm, owner);
    let new = vm.call(class, &[factory, left])?;
    match crate::builtins::dict::update(vm, new, right) {
        Ok(()) => Ok(new),
        Err(raise) => {
            vm.decref(new);
            Err(raise)
        }
    }
}

fn or(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    union(vm, args.values[0], args.values[0], args.values[1])
}

fn ror(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    union(vm, args.values[0], args.values[1], args.values[0])
}
