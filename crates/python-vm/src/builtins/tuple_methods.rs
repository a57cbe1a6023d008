//! `tuple`: its constructor and methods.

use heap_model::{Obj, Payload, Runtime, types};

use super::list_methods::search_bounds;
use super::{slots, tuple};
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, NativeDef, TypeDef, class_method, function, method};

/// `tuple`.
pub static TYPE: TypeDef = TypeDef {
    ty: types::TUPLE,
    doc: "Built-in immutable sequence.\n\nIf no argument is given, the constructor returns an empty tuple.\nIf iterable is specified the tuple is initialized from iterable's items.\n\nIf the argument is a tuple, the return value is the same object.",
    methods: METHODS,
    attributes: &[],
};

static METHODS: &[NativeDef] = &[
    function("__new__", new, Accepts::Any),
    slots::REPR,
    slots::HASH,
    slots::LT,
    slots::LE,
    slots::EQ,
    slots::NE,
    slots::GT,
    slots::GE,
    slots::ITER,
    slots::LEN,
    slots::GETITEM,
    slots::CONCAT,
    slots::REPEAT,
    slots::RREPEAT,
    slots::CONTAINS,
    method("__getnewargs__", getnewargs, Accepts::Nothing),
    method("index", index, Accepts::Positional(1, 3)),
    method("count", count, Accepts::One),
    class_method("__class_getitem__", crate::modules::typing::class_getitem, Accepts::One),
];

/// `tuple.__new__`.
fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = vm.class_argument(types::TUPLE, args)?;
    if class == types::TUPLE && !args.names.is_empty() {
        return Err(vm.type_error("tuple() takes no keyword arguments"));
    }
    let given = args.positional().len() - 1;
    if given > 1 {
        return Err(vm.type_error(format!("tuple expected at most 1 argument, got {given}")));
    }
    let made = match args.positional().get(1) {
        Some(&iterable) => from_iterable(vm, iterable)?,
        None => {
            let empty = vm.heap.singletons().empty_tuple;
            vm.new_ref(empty)
        }
    };
    if class == types::TUPLE {
        return Ok(made);
    }
    let items: Box<[Obj]> = vm.heap.tuple(made).into();
    for &item in &items {
        vm.heap.incref(item);
    }
    vm.decref(made);
    Ok(vm.heap.new_of_class(class, Payload::Tuple(items)))
}

/// `tuple(iterable)`: the object itself if it is exactly a tuple.
pub fn from_iterable(vm: &mut Machine, iterable: Obj) -> Result<Obj> {
    let class = vm.heap.type_of(iterable);
    if class == types::TUPLE {
        return Ok(vm.new_ref(iterable));
    }
    let items = vm.collect(iterable)?;
    Ok(match vm.heap.payload(iterable) {
        Payload::List(_) if class == types::LIST => vm.heap.new_tuple(items),
        _ => vm.heap.new_tuple_tracked(items),
    })
}

fn getnewargs(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let items = vm.heap.tuple(args.values[0]).to_vec();
    let plain = vm.heap.new_tuple_from(&items);
    Ok(vm.heap.new_tuple(vec![plain]))
}

fn index(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (this, item) = (args.values[0], args.values[1]);
    let length = vm.heap.tuple(this).len();
    let (start, end) = search_bounds(vm, args, length)?;
    match tuple::position(vm, this, item, start, end)? {
        Some(index) => Ok(vm.heap.new_int(index as i64)),
        None => Err(vm.value_error("tuple.index(x): x not in tuple")),
    }
}

fn count(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let mut found = 0;
    let mut from = 0;
    while let Some(index) = tuple::position(vm, args.values[0], args.values[1], from, usize::MAX)? {
        found += 1;
        from = index + 1;
    }
    Ok(vm.heap.new_int(found))
}
