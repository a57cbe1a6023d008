//! `list`: its constructor and methods.

use heap_model::objects::{Iterator, List};
use heap_model::{Obj, Payload, types};

use super::{list, slots};
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, NativeDef, TypeDef, class_method, function, method, special};

/// `list`.
pub static TYPE: TypeDef = TypeDef {
    ty: types::LIST,
    doc: "Built-in mutable sequence.\n\nIf no argument is given, the constructor creates a new empty list.\nThe argument must be an iterable if specified.",
    methods: METHODS,
    attributes: &[],
};

static METHODS: &[NativeDef] = &[
    function("__new__", new, Accepts::Any),
    slots::REPR,
    slots::LT,
    slots::LE,
    slots::EQ,
    slots::NE,
    slots::GT,
    slots::GE,
    slots::ITER,
    special("__init__", init, Accepts::Any),
    slots::LEN,
    slots::as_method(slots::GETITEM),
    slots::SETITEM,
    slots::DELITEM,
    slots::CONCAT,
    slots::REPEAT,
    slots::RREPEAT,
    slots::CONTAINS,
    special("__iadd__", iadd, Accepts::One),
    slots::INPLACE_REPEAT,
    method("__reversed__", reversed, Accepts::Nothing),
    method("__sizeof__", sizeof, Accepts::Nothing),
    method("clear", clear, Accepts::Nothing),
    method("copy", copy, Accepts::Nothing),
    method("append", append, Accepts::One),
    method("insert", insert, Accepts::Positional(2, 2)),
    method("extend", extend, Accepts::One),
    method("pop", pop, Accepts::Positional(0, 1)),
    method("remove", remove, Accepts::One),
    method("index", index, Accepts::Positional(1, 3)),
    method("count", count, Accepts::One),
    method("reverse", reverse, Accepts::Nothing),
    method("sort", sort, Accepts::Any),
    class_method("__class_getitem__", crate::modules::typing::class_getitem, Accepts::One),
];

/// `list.__new__`: empty, whatever the arguments, which `__init__` reads.
fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = vm.class_argument(types::LIST, args)?;
    if class == types::LIST {
        return Ok(vm.heap.new_list_fresh());
    }
    Ok(vm.heap.new_of_class(class, Payload::List(List::default())))
}

/// `list.__init__`.
fn init(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let this = args.values[0];
    if !args.names.is_empty() && vm.heap.type_of(this) == types::LIST {
        return Err(vm.type_error("list() takes no keyword arguments"));
    }
    let given = args.positional().len() - 1;
    if given > 1 {
        return Err(vm.type_error(format!("list expected at most 1 argument, got {given}")));
    }
    list::clear(vm, this);
    if let Some(&iterable) = args.positional().get(1) {
        list::extend(vm, this, iterable)?;
    }
    Ok(vm.none())
}

fn iadd(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    list::inplace_concat(vm, args.values[0], args.values[1])
}

fn reversed(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let this = args.values[0];
    let last = vm.heap.list(this).items.len() as i64 - 1;
    vm.heap.incref(this);
    let iterator = Iterator::ListReverse { list: Some(this), index: last };
    Ok(vm.heap.new_iterator(types::LIST_REVERSEITERATOR, iterator))
}

fn sizeof(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let size = vm.heap.own_size(args.values[0]);
    Ok(vm.heap.new_int(size as i64))
}

fn clear(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    list::clear(vm, args.values[0]);
    Ok(vm.none())
}

fn copy(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let items = list::counted(vm, args.values[0]);
    Ok(vm.heap.new_list(items))
}

fn append(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    vm.heap.incref(args.values[1]);
    vm.heap.list_append(args.values[0], args.values[1]);
    Ok(vm.none())
}

fn insert(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let index = vm.index_isize(args.values[1])?;
    let length = vm.heap.list(args.values[0]).items.len() as isize;
    let index = if index < 0 { (index + length).max(0) } else { index.min(length) };
    vm.spend_on_moves((length - index) as usize);
    vm.heap.incref(args.values[2]);
    vm.heap.list_insert(args.values[0], index as usize, args.values[2]);
    Ok(vm.none())
}

fn extend(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    list::extend(vm, args.values[0], args.values[1])?;
    Ok(vm.none())
}

fn pop(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let this = args.values[0];
    let index = match args.values.get(1) {
        Some(&index) => vm.index_isize(index)?,
        None => -1,
    };
    let length = vm.heap.list(this).items.len() as isize;
    if length == 0 {
        return Err(vm.index_error("pop from empty list"));
    }
    let index = if index < 0 { index + length } else { index };
    if !(0..length).contains(&index) {
        return Err(vm.index_error("pop index out of range"));
    }
    vm.spend_on_moves((length - index) as usize);
    Ok(vm.heap.list_pop(this, index as usize))
}

fn remove(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    match list::position(vm, args.values[0], args.values[1], 0, usize::MAX)? {
        Some(index) => {
            list::remove_at(vm, args.values[0], index);
            Ok(vm.none())
        }
        None => Err(vm.value_error("list.remove(x): x not in list")),
    }
}

/// Bounds of a search, as `index` takes them: counted from the end if negative.
pub(super) fn search_bounds(
    vm: &mut Machine,
    args: Args<'_>,
    length: usize,
) -> Result<(usize, usize)> {
    let mut bounds = [0, isize::MAX];
    for (bound, &value) in bounds.iter_mut().zip(args.values.iter().skip(2)) {
        if !vm.has_index(value) {
            return Err(vm.type_error("slice indices must be integers or have an __index__ method"));
        }
        *bound = vm.index_clamped(value)?;
        if *bound < 0 {
            *bound = bound.saturating_add(length as isize).max(0);
        }
    }
    Ok((bounds[0] as usize, bounds[1] as usize))
}

fn index(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (this, item) = (args.values[0], args.values[1]);
    let length = vm.heap.list(this).items.len();
    let (start, end) = search_bounds(vm, args, length)?;
    if let Some(index) = list::position(vm, this, item, start, end)? {
        return Ok(vm.heap.new_int(index as i64));
    }
    let message = if vm.release().operations.index_names_value {
        format!("{} is not in list", vm.repr_text(item)?)
    } else {
        "list.index(x): x not in list".to_owned()
    };
    Err(vm.value_error(message))
}

fn count(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let mut found = 0;
    let mut from = 0;
    while let Some(index) = list::position(vm, args.values[0], args.values[1], from, usize::MAX)? {
        found += 1;
        from = index + 1;
    }
    Ok(vm.heap.new_int(found))
}

fn reverse(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let items = &mut vm.heap.list_mut(args.values[0]).items;
    items.reverse();
    let moved = items.len();
    vm.spend_on_moves(moved);
    Ok(vm.none())
}

fn sort(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    if args.positional().len() > 1 {
        return Err(vm.type_error("sort() takes no positional arguments"));
    }
    let keywords: Vec<(Obj, Obj)> = args.keywords().collect();
    list::sort_with(vm, args.values[0], &keywords)?;
    Ok(vm.none())
}
