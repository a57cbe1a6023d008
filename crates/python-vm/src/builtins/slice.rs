//! `slice`.

use heap_model::{Obj, Payload, Runtime, types};

use crate::bytecode::Comparison;
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, TypeDef, class_method, function, member, method, special};

/// `repr(slice)`.
pub fn repr(vm: &mut Machine, slice: Obj) -> Result<Obj> {
    let [start, stop, step] = *vm.heap.slice(slice);
    let text = format!(
        "slice({}, {}, {})",
        vm.repr_text(start)?,
        vm.repr_text(stop)?,
        vm.repr_text(step)?
    );
    Ok(vm.heap.new_str(&text))
}

fn as_tuple(vm: &mut Machine, slice: Obj) -> Obj {
    let parts = *vm.heap.slice(slice);
    vm.heap.new_tuple_from(&parts)
}

/// Slices compare as tuples of their parts.
pub fn compare(vm: &mut Machine, comparison: Comparison, a: Obj, b: Obj) -> Result<Obj> {
    if vm.heap.type_of(a) != types::SLICE || vm.heap.type_of(b) != types::SLICE {
        return Ok(vm.not_implemented());
    }
    let (a, b) = (as_tuple(vm, a), as_tuple(vm, b));
    let result = vm.compare(comparison, a, b);
    vm.decref(a);
    vm.decref(b);
    result
}

/// `hash(slice)`: from 3.12.
pub fn hash(vm: &mut Machine, slice: Obj) -> Result<i64> {
    if !vm.heap.release.containers.slices_hash {
        return Err(vm.type_error("unhashable type: 'slice'"));
    }
    let mut hashes = [0; 3];
    for (place, part) in hashes.iter_mut().zip(*vm.heap.slice(slice)) {
        *place = vm.hash(part)?;
    }
    Ok(heap_model::hash::slice_hash(hashes))
}

fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    vm.class_argument(types::SLICE, args)?;
    args.no_keywords(vm, "slice")?;
    let given = &args.positional()[1..];
    let none = vm.heap.none();
    let (start, stop, step) = match *given {
        [stop] => (none, stop, none),
        [start, stop] => (start, stop, none),
        [start, stop, step] => (start, stop, step),
        [] => return Err(vm.type_error("slice expected at least 1 argument, got 0")),
        _ => {
            let count = given.len();
            return Err(vm.type_error(format!("slice expected at most 3 arguments, got {count}")));
        }
    };
    for part in [start, stop, step] {
        vm.heap.incref(part);
    }
    Ok(vm.heap.new_slice(start, stop, step))
}

fn indices(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let length = vm.index_isize(args.values[1])?;
    if length < 0 {
        return Err(vm.value_error("length should not be negative"));
    }
    for index in 0..3 {
        let bound = part(vm, args.values[0], index)?;
        let fits = bound == vm.heap.none() || vm.has_index(bound);
        vm.decref(bound);
        if !fits {
            return Err(
                vm.type_error("slice indices must be integers or None or have an __index__ method")
            );
        }
    }
    let found = vm.unpack_slice(args.values[0], length as usize)?;
    let items = [found.start as i64, found.stop as i64, found.step as i64]
        .iter()
        .map(|&value| vm.heap.new_int(value))
        .collect();
    Ok(vm.heap.new_tuple_tracked(items))
}

fn part(vm: &mut Machine, slice: Obj, index: usize) -> Result<Obj> {
    let Payload::Slice(parts) = vm.heap.payload(slice) else { unreachable!("a slice") };
    let part = parts[index];
    Ok(vm.new_ref(part))
}

/// `slice`.
pub static TYPE: TypeDef = TypeDef {
    ty: types::SLICE,
    doc: "slice(stop)",
    methods: &[
        function("__new__", new, Accepts::Any),
        special("__repr__", |vm, args| repr(vm, args.values[0]), Accepts::Nothing),
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
        special(
            "__lt__",
            |vm, args| compare(vm, Comparison::Lt, args.values[0], args.values[1]),
            Accepts::One,
        ),
        special(
            "__hash__",
            |vm, args| {
                let value = hash(vm, args.values[0])?;
                Ok(vm.heap.new_int(value))
            },
            Accepts::Nothing,
        ),
        method("indices", indices, Accepts::One),
        class_method("__class_getitem__", crate::modules::typing::class_getitem, Accepts::One),
        method("__reduce__", reduce, Accepts::Nothing),
    ],
    attributes: &[
        member("start", |vm, slice| part(vm, slice, 0)),
        member("stop", |vm, slice| part(vm, slice, 1)),
        member("step", |vm, slice| part(vm, slice, 2)),
    ],
};

/// `slice`, and the three objects to call it with.
fn reduce(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let Payload::Slice(parts) = vm.heap.payload(args.values[0]) else {
        return Err(vm.type_error("a slice is required"));
    };
    let parts = parts.to_vec();
    let class = vm.heap.type_of(args.values[0]);
    let parts = vm.heap.new_tuple_from(&parts);
    let class = vm.new_ref(class);
    Ok(vm.heap.new_tuple(vec![class, parts]))
}
