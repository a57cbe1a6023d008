//! `bytearray`: what it has beyond `bytes`.

use heap_model::{Obj, types};

use super::bytes;
use super::slots;
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, NativeDef, TypeDef, function, method, special};

/// `repr(bytearray)`.
pub fn repr(vm: &mut Machine, object: Obj) -> Result<Obj> {
    let mut inner = crate::text::repr::bytes_repr(&vm.heap.bytearray(object).data);
    if inner.starts_with("b\"") && vm.release().text.bytearray_escapes_apostrophes {
        inner = inner.replace('\'', "\\'");
    }
    let class = vm.type_name_of(object);
    Ok(vm.heap.new_str(&format!("{class}({inner})")))
}

/// `a + b`.
pub fn concat(vm: &mut Machine, a: Obj, b: Obj) -> Result<Obj> {
    let Some(right) = bytes::data(vm, b) else {
        let (own, class) = (vm.type_name_of(a), vm.type_name_of(b));
        return Err(vm.type_error(format!("can't concat {class} to {own}")));
    };
    let mut joined = vm.heap.bytearray(a).data.clone();
    vm.check_room(joined.len() + right.len())?;
    joined.extend(right);
    Ok(vm.heap.new_bytearray(joined))
}

/// `a += b`.
pub fn inplace_concat(vm: &mut Machine, a: Obj, b: Obj) -> Result<Obj> {
    let Some(right) = bytes::data(vm, b) else {
        let (own, class) = (vm.type_name_of(a), vm.type_name_of(b));
        return Err(vm.type_error(format!("can't concat {class} to {own}")));
    };
    append(vm, a, &right)?;
    Ok(vm.new_ref(a))
}

/// `a * count`.
pub fn repeat(vm: &mut Machine, a: Obj, count: isize) -> Result<Obj> {
    let data = bytes::repeated(vm, a, count)?;
    Ok(vm.heap.new_bytearray(data))
}

/// `a *= count`.
pub fn inplace_repeat(vm: &mut Machine, a: Obj, count: isize) -> Result<Obj> {
    let data = bytes::repeated(vm, a, count)?;
    splice(vm, a, 0, usize::MAX, &data)?;
    Ok(vm.new_ref(a))
}

/// `template % arguments`.
pub fn modulo(vm: &mut Machine, template: Obj, arguments: Obj) -> Result<Obj> {
    super::string_format::percent_of_bytes(vm, template, arguments)
}

/// `array[key]`.
pub fn get_item(vm: &mut Machine, this: Obj, key: Obj) -> Result<Obj> {
    bytes::get_item(vm, this, key)
}

/// Replaces a range by other bytes.
fn splice(vm: &mut Machine, this: Obj, start: usize, end: usize, new: &[u8]) -> Result<()> {
    let content = vm.heap.bytearray(this);
    let length = content.data.len();
    let (start, end) = (start.min(length), end.min(length));
    if content.exports > 0 && end - start != new.len() {
        return Err(
            vm.raise(types::BUFFER_ERROR, "Existing exports of data: object cannot be re-sized")
        );
    }
    vm.check_room(new.len())?;
    let size = length - (end - start) + new.len();
    if size > length {
        vm.heap.bytearray_resize(this, size);
    }
    let content = vm.heap.bytearray_mut(this);
    content.data.truncate(content.data.len().max(length));
    content.data.splice(start..end, new.iter().copied());
    content.data.truncate(size);
    if size < length {
        vm.heap.bytearray_resize(this, size);
    }
    Ok(())
}

fn append(vm: &mut Machine, this: Obj, new: &[u8]) -> Result<()> {
    splice(vm, this, usize::MAX, usize::MAX, new)
}

fn byte(vm: &mut Machine, value: Obj) -> Result<u8> {
    match u8::try_from(vm.index_clamped(value)?) {
        Ok(byte) => Ok(byte),
        Err(_) => Err(vm.value_error("byte must be in range(0, 256)")),
    }
}

fn place(vm: &mut Machine, this: Obj, key: Obj) -> Result<usize> {
    if !vm.has_index(key) {
        let class = vm.type_name_of(key);
        return Err(
            vm.type_error(format!("bytearray indices must be integers or slices, not {class}"))
        );
    }
    let index = vm.sequence_index(key)?;
    let length = vm.heap.bytearray(this).data.len() as isize;
    let place = if index < 0 { index + length } else { index };
    if (0..length).contains(&place) {
        Ok(place as usize)
    } else {
        Err(vm.index_error("bytearray index out of range"))
    }
}

/// `array[key] = value`.
pub fn set_item(vm: &mut Machine, this: Obj, key: Obj, value: Obj) -> Result<()> {
    if !vm.is_slice(key) {
        let place = place(vm, this, key)?;
        let byte = byte(vm, value)?;
        vm.heap.bytearray_mut(this).data[place] = byte;
        return Ok(());
    }
    let number = [vm.names.__index__, vm.names.__int__, vm.names.__float__];
    let is_number = number.iter().any(|&name| vm.lookup_special(value, name).is_some());
    if is_number || vm.is_str(value) {
        return Err(
            vm.type_error("can assign only bytes, buffers, or iterables of ints in range(0, 256)")
        );
    }
    let new = bytes::bytes_of(vm, value, "bytearray")?;
    let length = vm.heap.bytearray(this).data.len();
    let indices = vm.unpack_slice(key, length)?;
    if indices.step == 1 {
        let start = indices.start as usize;
        return splice(vm, this, start, start + indices.length, &new);
    }
    if new.len() != indices.length {
        let (given, size) = (new.len(), indices.length);
        return Err(vm.value_error(format!(
            "attempt to assign bytes of size {given} to extended slice of size {size}"
        )));
    }
    let content = vm.heap.bytearray_mut(this);
    for (place, byte) in indices.places().zip(new) {
        content.data[place] = byte;
    }
    Ok(())
}

/// `del array[key]`.
pub fn del_item(vm: &mut Machine, this: Obj, key: Obj) -> Result<()> {
    if !vm.is_slice(key) {
        let place = place(vm, this, key)?;
        return splice(vm, this, place, place + 1, &[]);
    }
    let length = vm.heap.bytearray(this).data.len();
    let indices = vm.unpack_slice(key, length)?;
    if indices.step == 1 {
        let start = indices.start as usize;
        return splice(vm, this, start, start + indices.length, &[]);
    }
    let doomed: Vec<usize> = indices.places().collect();
    let kept: Vec<u8> = vm
        .heap
        .bytearray(this)
        .data
        .iter()
        .enumerate()
        .filter(|(place, _)| !doomed.contains(place))
        .map(|(_, &byte)| byte)
        .collect();
    splice(vm, this, 0, usize::MAX, &kept)
}

fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = vm.class_argument(types::BYTEARRAY, args)?;
    if class != types::BYTEARRAY {
        return Err(vm.unsupported("subclasses of bytearray"));
    }
    Ok(vm.heap.new_bytearray(Vec::new()))
}

fn init(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let data = bytes::constructor_data(vm, args, "bytearray")?;
    splice(vm, args.values[0], 0, usize::MAX, &data)?;
    Ok(vm.none())
}

/// What `extend` adds.
fn added(vm: &mut Machine, source: Obj) -> Result<Vec<u8>> {
    if let Some(data) = bytes::data(vm, source) {
        return Ok(data);
    }
    let (iter, getitem) = (vm.names.__iter__, vm.names.__getitem__);
    if vm.lookup_special(source, iter).is_none() && vm.lookup_special(source, getitem).is_none() {
        let class = vm.type_name_of(source);
        return Err(vm.type_error(format!("can't extend bytearray with {class}")));
    }
    let text = vm.is_str(source) && vm.heap.release.text.extend_expects_integers;
    match bytes::ints(vm, source, "byte") {
        Err(raise) if text => {
            vm.swallow(raise, types::TYPE_ERROR)?;
            let class = vm.type_name_of(source);
            Err(vm.type_error(format!("expected iterable of integers; got: '{class}'")))
        }
        result => result,
    }
}

fn pop(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let length = vm.heap.bytearray(args.values[0]).data.len() as isize;
    if length == 0 {
        return Err(vm.index_error("pop from empty bytearray"));
    }
    let index = match args.values.get(1) {
        Some(&index) => vm.index_isize(index)?,
        None => -1,
    };
    let place = if index < 0 { index + length } else { index };
    if !(0..length).contains(&place) {
        return Err(vm.index_error("pop index out of range"));
    }
    let byte = vm.heap.bytearray(args.values[0]).data[place as usize];
    splice(vm, args.values[0], place as usize, place as usize + 1, &[])?;
    Ok(vm.heap.new_int(i64::from(byte)))
}

fn remove(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let byte = byte(vm, args.values[1])?;
    match vm.heap.bytearray(args.values[0]).data.iter().position(|&known| known == byte) {
        Some(place) => {
            splice(vm, args.values[0], place, place + 1, &[])?;
            Ok(vm.none())
        }
        None => Err(vm.value_error("value not found in bytearray")),
    }
}

/// `resize(size)` (3.14+): cut off, or filled with zeros.
fn resize(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let given = vm.index_isize(args.values[1])?;
    let Ok(size) = usize::try_from(given) else {
        return Err(vm.value_error(format!("Can only resize to positive sizes, got {given}")));
    };
    let length = vm.heap.bytearray(args.values[0]).data.len();
    vm.check_room(size.saturating_sub(length))?;
    let zeros = vec![0; size.saturating_sub(length)];
    splice(vm, args.values[0], size.min(length), usize::MAX, &zeros)?;
    Ok(vm.none())
}

/// `take_bytes(n)` (3.15): the first bytes, which are no longer the array's.
fn take_bytes(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let this = args.values[0];
    let length = vm.heap.bytearray(this).data.len() as isize;
    let given = match args.values.get(1) {
        Some(&given) if given != vm.heap.none() => {
            if !vm.has_index(given) {
                return Err(vm.type_error("n must be an integer or None"));
            }
            vm.index_isize(given)?
        }
        _ => length,
    };
    let taken = if given < 0 { given + length } else { given };
    if !(0..=length).contains(&taken) {
        return Err(vm.index_error(format!("can't take {taken} bytes outside size {length}")));
    }
    let data = vm.heap.bytearray(this).data[..taken as usize].to_vec();
    splice(vm, this, 0, taken as usize, &[])?;
    Ok(vm.heap.new_bytes(data))
}

fn insert(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let length = vm.heap.bytearray(args.values[0]).data.len() as isize;
    let index = vm.index_isize(args.values[1])?;
    let place = if index < 0 { (index + length).max(0) } else { index.min(length) } as usize;
    let byte = byte(vm, args.values[2])?;
    splice(vm, args.values[0], place, place, &[byte])?;
    Ok(vm.none())
}

/// `bytearray`: the parts of its namespace.
pub static TYPES: [TypeDef; 2] = [
    TypeDef {
        ty: types::BYTEARRAY,
        doc: "bytearray(iterable_of_ints) -> bytearray",
        methods: METHODS,
        attributes: &[],
    },
    TypeDef {
        ty: types::BYTEARRAY,
        doc: "",
        methods: super::bytes_methods::COMMON,
        attributes: &[],
    },
];

static METHODS: &[NativeDef] = &[
    method("__reduce_ex__", reduce, Accepts::One),
    method("__reduce__", reduce, Accepts::Nothing),
    function("__new__", new, Accepts::Any),
    special("__init__", init, Accepts::Any),
    slots::DELITEM,
    special("__buffer__", super::memoryview::buffer, Accepts::One),
    special("__release_buffer__", super::memoryview::release_buffer, Accepts::One),
    slots::SETITEM,
    slots::INPLACE_REPEAT,
    special(
        "__iadd__",
        |vm, args| inplace_concat(vm, args.values[0], args.values[1]),
        Accepts::One,
    ),
    method(
        "append",
        |vm, args| {
            let byte = byte(vm, args.values[1])?;
            append(vm, args.values[0], &[byte])?;
            Ok(vm.none())
        },
        Accepts::One,
    ),
    method(
        "extend",
        |vm, args| {
            let new = added(vm, args.values[1])?;
            append(vm, args.values[0], &new)?;
            Ok(vm.none())
        },
        Accepts::One,
    ),
    method("resize", resize, Accepts::One),
    method("take_bytes", take_bytes, Accepts::Positional(0, 1)),
    method("insert", insert, Accepts::Positional(2, 2)),
    method("pop", pop, Accepts::Positional(0, 1)),
    method("remove", remove, Accepts::One),
    method(
        "clear",
        |vm, args| {
            splice(vm, args.values[0], 0, usize::MAX, &[])?;
            Ok(vm.none())
        },
        Accepts::Nothing,
    ),
    method(
        "reverse",
        |vm, args| {
            vm.heap.bytearray_mut(args.values[0]).data.reverse();
            Ok(vm.none())
        },
        Accepts::Nothing,
    ),
    method(
        "copy",
        |vm, args| {
            let data = vm.heap.bytearray(args.values[0]).data.clone();
            Ok(vm.heap.new_bytearray(data))
        },
        Accepts::Nothing,
    ),
    method(
        "__alloc__",
        |vm, args| {
            let allocated = vm.heap.bytearray(args.values[0]).allocated;
            Ok(vm.heap.new_int(allocated as i64))
        },
        Accepts::Nothing,
    ),
];

/// The class, the bytes if there are any, and the state.
fn reduce(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let object = args.values[0];
    let data = vm.heap.byte_slice(object).map(<[u8]>::to_vec).unwrap_or_default();
    let arguments = if data.is_empty() { Vec::new() } else { vec![vm.heap.new_bytes(data)] };
    let arguments = vm.heap.new_tuple(arguments);
    super::object::reduced(vm, object, arguments)
}
