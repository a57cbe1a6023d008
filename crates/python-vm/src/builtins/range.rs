//! `range`, as long as its bounds fit 64 bits.

use heap_model::objects::Range;
use heap_model::{Obj, Payload, Runtime, types};

use crate::bytecode::Comparison;
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, TypeDef, function, member, method, special};

/// Start, step and length.
#[derive(Clone, Copy, Debug)]
struct Bounds {
    start: i64,
    step: i64,
    length: i64,
}

fn length_of(start: i64, stop: i64, step: i64) -> i64 {
    let (low, high, step) = if step > 0 {
        (i128::from(start), i128::from(stop), i128::from(step))
    } else {
        (i128::from(stop), i128::from(start), -i128::from(step))
    };
    if low >= high { 0 } else { i64::try_from((high - low - 1) / step + 1).unwrap_or(i64::MAX) }
}

fn bounds(vm: &mut Machine, range: Obj) -> Result<Bounds> {
    let &Range { start, stop, step, .. } = vm.heap.range(range);
    match (vm.heap.int_value(start), vm.heap.int_value(stop), vm.heap.int_value(step)) {
        (Some(start), Some(stop), Some(step)) => {
            Ok(Bounds { start, step, length: length_of(start, stop, step) })
        }
        _ => Err(vm.unsupported("a range whose bounds need more than 64 bits")),
    }
}

/// A range of those bounds. New reference.
fn make(vm: &mut Machine, start: i64, stop: i64, step: i64) -> Obj {
    let length = length_of(start, stop, step);
    let [start, stop, step, length] =
        [start, stop, step, length].map(|value| vm.heap.new_int(value));
    vm.heap.new_range(start, stop, step, length)
}

/// `len(range)`.
pub fn len(vm: &mut Machine, range: Obj) -> Result<usize> {
    Ok(bounds(vm, range)?.length as usize)
}

/// `iter(range)`.
pub fn iter(vm: &mut Machine, range: Obj) -> Result<Obj> {
    let Bounds { start, step, length, .. } = bounds(vm, range)?;
    Ok(vm.heap.new_range_iterator(start, step, length as u64))
}

fn reversed(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let Bounds { start, step, length, .. } = bounds(vm, args.values[0])?;
    let last = start.wrapping_add(step.wrapping_mul(length - 1));
    Ok(vm.heap.new_range_iterator(last, step.wrapping_neg(), length as u64))
}

/// `repr(range)`.
pub fn repr(vm: &mut Machine, range: Obj) -> Result<Obj> {
    let &Range { start, stop, step, .. } = vm.heap.range(range);
    let (first, last) = (vm.repr_text(start)?, vm.repr_text(stop)?);
    let text = if vm.heap.int_value(step) == Some(1) {
        format!("range({first}, {last})")
    } else {
        format!("range({first}, {last}, {})", vm.repr_text(step)?)
    };
    Ok(vm.heap.new_str(&text))
}

/// `range[index]` and `range[slice]`.
pub fn get_item(vm: &mut Machine, range: Obj, key: Obj) -> Result<Obj> {
    let Bounds { start, step, length, .. } = bounds(vm, range)?;
    if matches!(vm.heap.payload(key), Payload::Slice(_)) {
        let indices = vm.unpack_slice(key, length as usize)?;
        let first = start + step * indices.start as i64;
        let stop = start + step * indices.stop as i64;
        return Ok(make(vm, first, stop, step * indices.step as i64));
    }
    if vm.heap.integer(key).is_none() && !vm.has_index(key) {
        let class = vm.type_name_of(key);
        return Err(vm.type_error(format!("range indices must be integers or slices, not {class}")));
    }
    let mut index = vm.index_isize(key)? as i64;
    if index < 0 {
        index += length;
    }
    if !(0..length).contains(&index) {
        return Err(vm.index_error("range object index out of range"));
    }
    Ok(vm.heap.new_int(start + step * index))
}

fn position(bounds: Bounds, value: i64) -> Option<i64> {
    let Bounds { start, step, length, .. } = bounds;
    let distance = i128::from(value) - i128::from(start);
    let step = i128::from(step);
    if distance % step != 0 {
        return None;
    }
    let index = distance / step;
    (0..i128::from(length)).contains(&index).then_some(index as i64)
}

/// `item in range`.
pub fn contains(vm: &mut Machine, range: Obj, item: Obj) -> Result<bool> {
    let bounds = bounds(vm, range)?;
    let class = vm.heap.type_of(item);
    if class == types::INT || class == types::BOOL {
        return Ok(vm.heap.int_value(item).is_some_and(|value| position(bounds, value).is_some()));
    }
    for index in 0..bounds.length {
        let value = vm.heap.new_int(bounds.start + bounds.step * index);
        let equal = vm.equal(value, item);
        vm.decref(value);
        if equal? {
            return Ok(true);
        }
        vm.tick(1)?;
    }
    Ok(false)
}

/// `==` and `!=`: the same sequence of values.
pub fn compare(vm: &mut Machine, comparison: Comparison, a: Obj, b: Obj) -> Result<Obj> {
    let both = vm.heap.type_of(a) == types::RANGE && vm.heap.type_of(b) == types::RANGE;
    if !both || !matches!(comparison, Comparison::Eq | Comparison::Ne) {
        return Ok(vm.not_implemented());
    }
    let (a, b) = (bounds(vm, a)?, bounds(vm, b)?);
    let equal = a.length == b.length
        && (a.length == 0 || (a.start == b.start && (a.length == 1 || a.step == b.step)));
    Ok(vm.heap.new_bool(equal == (comparison == Comparison::Eq)))
}

/// `hash(range)`: of length, start and step, with `None` for what does not matter.
pub fn hash(vm: &mut Machine, range: Obj) -> Result<i64> {
    let Bounds { start, step, length, .. } = bounds(vm, range)?;
    let none = vm.none();
    let length_object = vm.heap.new_int(length);
    let start = if length == 0 { none } else { vm.heap.new_int(start) };
    let step = if length <= 1 { none } else { vm.heap.new_int(step) };
    for object in [start, step] {
        if object == none {
            vm.heap.incref(none);
        }
    }
    vm.decref(none);
    let tuple = vm.heap.new_tuple(vec![length_object, start, step]);
    let result = vm.hash(tuple);
    vm.decref(tuple);
    result
}

fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    vm.class_argument(types::RANGE, args)?;
    if !args.names.is_empty() {
        return Err(vm.type_error("range() takes no keyword arguments"));
    }
    let given = &args.positional()[1..];
    if given.is_empty() {
        return Err(vm.type_error("range expected at least 1 argument, got 0"));
    }
    if given.len() > 3 {
        let count = given.len();
        return Err(vm.type_error(format!("range expected at most 3 arguments, got {count}")));
    }
    let mut parts: Vec<Obj> = Vec::with_capacity(4);
    for &value in given {
        match vm.index(value) {
            Ok(index) => parts.push(index),
            Err(raise) => {
                for part in parts {
                    vm.decref(part);
                }
                return Err(raise);
            }
        }
    }
    if parts.len() == 1 {
        parts.insert(0, vm.heap.new_int(0));
    }
    if parts.len() == 2 {
        parts.push(vm.heap.new_int(1));
    }
    let values: Vec<Option<i64>> = parts.iter().map(|&part| vm.heap.int_value(part)).collect();
    let length = match *values.as_slice() {
        [Some(_), Some(_), Some(0)] => Err(vm.value_error("range() arg 3 must not be zero")),
        [Some(start), Some(stop), Some(step)] => Ok(length_of(start, stop, step)),
        _ => Err(vm.unsupported("a range whose bounds need more than 64 bits")),
    };
    match length {
        Ok(length) => {
            let length = vm.heap.new_int(length);
            let [start, stop, step] = [parts[0], parts[1], parts[2]];
            Ok(vm.heap.new_range(start, stop, step, length))
        }
        Err(raise) => {
            for part in parts {
                vm.decref(part);
            }
            Err(raise)
        }
    }
}

fn index_method(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let bounds = bounds(vm, args.values[0])?;
    match vm.heap.int_value(args.values[1]).and_then(|value| position(bounds, value)) {
        Some(index) => Ok(vm.heap.new_int(index)),
        None if !matches!(vm.heap.type_of(args.values[1]), types::INT | types::BOOL) => {
            Err(vm.value_error("sequence.index(x): x not in sequence"))
        }
        None if !vm.release().operations.index_names_value => {
            Err(vm.value_error("range.index(x): x not in range"))
        }
        None => {
            let text = vm.repr_text(args.values[1])?;
            Err(vm.value_error(format!("{text} is not in range")))
        }
    }
}

fn count(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let found = contains(vm, args.values[0], args.values[1])?;
    Ok(vm.heap.new_int(i64::from(found)))
}

/// `range`.
pub static TYPE: TypeDef = TypeDef {
    ty: types::RANGE,
    doc: "range(stop) -> range object",
    methods: &[
        function("__new__", new, Accepts::Any),
        special("__repr__", |vm, args| repr(vm, args.values[0]), Accepts::Nothing),
        special(
            "__len__",
            |vm, args| {
                let length = len(vm, args.values[0])?;
                Ok(vm.heap.new_int(length as i64))
            },
            Accepts::Nothing,
        ),
        special(
            "__getitem__",
            |vm, args| get_item(vm, args.values[0], args.values[1]),
            Accepts::One,
        ),
        special("__iter__", |vm, args| iter(vm, args.values[0]), Accepts::Nothing),
        special(
            "__contains__",
            |vm, args| {
                let found = contains(vm, args.values[0], args.values[1])?;
                Ok(vm.heap.new_bool(found))
            },
            Accepts::One,
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
        special(
            "__hash__",
            |vm, args| {
                let value = hash(vm, args.values[0])?;
                Ok(vm.heap.new_int(value))
            },
            Accepts::Nothing,
        ),
        special(
            "__bool__",
            |vm, args| {
                let length = len(vm, args.values[0])?;
                Ok(vm.heap.new_bool(length > 0))
            },
            Accepts::Nothing,
        ),
        method("__reversed__", reversed, Accepts::Nothing),
        method("index", index_method, Accepts::One),
        method("__reduce__", reduce, Accepts::Nothing),
        method("count", count, Accepts::One),
    ],
    attributes: &[
        member("start", |vm, range| {
            let value = vm.heap.range(range).start;
            Ok(vm.new_ref(value))
        }),
        member("stop", |vm, range| {
            let value = vm.heap.range(range).stop;
            Ok(vm.new_ref(value))
        }),
        member("step", |vm, range| {
            let value = vm.heap.range(range).step;
            Ok(vm.new_ref(value))
        }),
    ],
};

/// `range`, and the three numbers to call it with.
fn reduce(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let Payload::Range(content) = vm.heap.payload(args.values[0]) else {
        return Err(vm.type_error("a range is required"));
    };
    let parts = [content.start, content.stop, content.step];
    let class = vm.heap.type_of(args.values[0]);
    let parts = vm.heap.new_tuple_from(&parts);
    let class = vm.new_ref(class);
    Ok(vm.heap.new_tuple(vec![class, parts]))
}
