//! `memoryview` of one dimension over bytes-like objects.

use heap_model::objects::MemoryView;
use heap_model::{Obj, Payload, Runtime, types};

use super::slots;
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, NativeDef, TypeDef, function, getter, method, special};

/// The bytes that a view shows, copied.
pub fn data(vm: &Machine, view: Obj) -> Option<Vec<u8>> {
    let content = vm.heap.memoryview(view);
    let whole = vm.heap.byte_slice(content.object?)?;
    (0..content.length)
        .map(|index| {
            let place = content.start as isize + index as isize * content.step;
            whole.get(place as usize).copied()
        })
        .collect()
}

fn object_of(vm: &mut Machine, view: Obj) -> Result<Obj> {
    match vm.heap.memoryview(view).object {
        Some(object) => Ok(object),
        None => Err(vm.value_error("operation forbidden on released memoryview object")),
    }
}

/// `repr(view)`.
pub fn repr(vm: &mut Machine, view: Obj) -> Result<Obj> {
    let id = vm.heap.id(view);
    let text = match vm.heap.memoryview(view).object {
        Some(_) => format!("<memory at {id:#x}>"),
        None => format!("<released memory at {id:#x}>"),
    };
    Ok(vm.heap.new_str(&text))
}

/// `hash(view)`: that of its bytes, if they cannot change.
pub fn hash(vm: &mut Machine, view: Obj) -> Result<i64> {
    object_of(vm, view)?;
    if !vm.heap.memoryview(view).readonly {
        return Err(vm.value_error("cannot hash writable memoryview object"));
    }
    let bytes = data(vm, view).unwrap_or_default();
    let bytes = vm.heap.new_bytes(bytes);
    let hash = vm.hash(bytes);
    vm.decref(bytes);
    hash
}

/// `iter(view)`: by index.
pub fn iter(vm: &mut Machine, view: Obj) -> Result<Obj> {
    object_of(vm, view)?;
    vm.heap.incref(view);
    Ok(vm.heap.new_iterator(
        types::ITERATOR,
        heap_model::objects::Iterator::Sequence { object: Some(view), index: 0 },
    ))
}

/// `view[index]` and `view[slice]`.
pub fn get_item(vm: &mut Machine, view: Obj, key: Obj) -> Result<Obj> {
    let object = object_of(vm, view)?;
    let content = vm.heap.memoryview(view);
    let (start, step, length) = (content.start, content.step, content.length);
    let (item_size, format, readonly) = (content.item_size, content.format, content.readonly);
    let buffer = content.buffer.expect("a view that is not released has a buffer");
    if vm.is_slice(key) {
        let indices = vm.unpack_slice(key, length)?;
        let first = start as isize + indices.start * step;
        vm.heap.incref(buffer);
        return Ok(new_view(
            vm,
            MemoryView {
                object: Some(object),
                buffer: Some(buffer),
                start: first.max(0) as usize,
                length: indices.length,
                step: step * indices.step,
                item_size,
                format,
                readonly,
            },
        ));
    }
    let place = place(vm, view, key)?;
    let byte = vm.heap.byte_slice(object).and_then(|data| data.get(place).copied()).unwrap_or(0);
    Ok(vm.heap.new_int(i64::from(byte)))
}

fn place(vm: &mut Machine, view: Obj, key: Obj) -> Result<usize> {
    if !vm.has_index(key) {
        return Err(vm.type_error("memoryview: invalid slice key"));
    }
    let index = vm.sequence_index(key)?;
    let content = vm.heap.memoryview(view);
    let length = content.length as isize;
    let (start, step) = (content.start as isize, content.step);
    let index = if index < 0 { index + length } else { index };
    if !(0..length).contains(&index) {
        return Err(vm.index_error("index out of bounds on dimension 1"));
    }
    Ok((start + index * step) as usize)
}

/// `view[key] = value`.
pub fn set_item(vm: &mut Machine, view: Obj, key: Obj, value: Obj) -> Result<()> {
    let object = object_of(vm, view)?;
    if vm.heap.memoryview(view).readonly {
        return Err(vm.type_error("cannot modify read-only memory"));
    }
    if vm.is_slice(key) {
        let length = vm.heap.memoryview(view).length;
        let indices = vm.unpack_slice(key, length)?;
        let Some(new) = super::bytes::data(vm, value) else {
            let class = vm.type_name_of(value);
            return Err(vm.type_error(format!("a bytes-like object is required, not '{class}'")));
        };
        if new.len() != indices.length {
            return Err(vm.value_error(
                "memoryview assignment: lvalue and rvalue have different structures",
            ));
        }
        let content = vm.heap.memoryview(view);
        let (start, step) = (content.start as isize, content.step);
        for (index, byte) in indices.places().zip(new) {
            let place = (start + index as isize * step) as usize;
            if let Payload::ByteArray(content) = vm.heap.payload_mut(object) {
                content.data[place] = byte;
            }
        }
        return Ok(());
    }
    let place = place(vm, view, key)?;
    if !vm.has_index(value) {
        return Err(vm.type_error("memoryview: invalid type for format 'B'"));
    }
    let Ok(byte) = u8::try_from(vm.index_clamped(value)?) else {
        return Err(vm.value_error("memoryview: invalid value for format 'B'"));
    };
    if let Payload::ByteArray(content) = vm.heap.payload_mut(object) {
        content.data[place] = byte;
    }
    Ok(())
}

/// A view object; exports of what it views are counted.
fn new_view(vm: &mut Machine, view: MemoryView) -> Obj {
    if let Some(object) = view.object
        && let Payload::ByteArray(content) = vm.heap.payload_mut(object)
    {
        content.exports += 1;
    }
    vm.heap.new_object(types::MEMORYVIEW, Payload::MemoryView(Box::new(view)))
}

fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    vm.class_argument(types::MEMORYVIEW, args)?;
    let Some(&object) = args.values.get(1) else {
        return Err(vm.type_error("memoryview() missing required argument 'object' (pos 1)"));
    };
    let (length, readonly) = match vm.heap.payload(object) {
        Payload::Bytes(content) => (content.data.len(), true),
        Payload::ByteArray(content) => (content.data.len(), false),
        Payload::MemoryView(_) => {
            let none = vm.none();
            vm.heap.incref(none);
            let all = vm.heap.new_slice(none, none, none);
            let view = get_item(vm, object, all);
            vm.decref(all);
            return view;
        }
        Payload::Native(_) => return Err(vm.unsupported("a memoryview of an array")),
        _ => {
            let class = vm.type_name_of(object);
            return Err(vm.type_error(format!(
                "memoryview: a bytes-like object is required, not '{class}'"
            )));
        }
    };
    vm.heap.incref(object);
    let buffer = vm.heap.new_object(types::MANAGED_BUFFER, Payload::Cell(Some(object)));
    Ok(new_view(
        vm,
        MemoryView {
            object: Some(object),
            buffer: Some(buffer),
            start: 0,
            length,
            step: 1,
            item_size: 1,
            format: 'B',
            readonly,
        },
    ))
}

fn release(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let view = vm.heap.memoryview_mut(args.values[0]);
    let (object, buffer) = (view.object.take(), view.buffer.take());
    if let Some(object) = object
        && let Payload::ByteArray(content) = vm.heap.payload_mut(object)
    {
        content.exports = content.exports.saturating_sub(1);
    }
    vm.decref_opt(buffer);
    Ok(vm.none())
}

fn tolist(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    object_of(vm, args.values[0])?;
    let items = data(vm, args.values[0])
        .unwrap_or_default()
        .into_iter()
        .map(|byte| vm.heap.new_int(i64::from(byte)))
        .collect();
    Ok(vm.heap.new_list(items))
}

static METHODS: &[NativeDef] = &[
    function("__new__", new, Accepts::Any),
    slots::REPR,
    slots::HASH,
    slots::LEN,
    slots::EQ,
    slots::NE,
    slots::ITER,
    slots::GETITEM,
    special(
        "__setitem__",
        |vm, args| {
            set_item(vm, args.values[0], args.values[1], args.values[2])?;
            Ok(vm.none())
        },
        Accepts::Positional(2, 2),
    ),
    special("__enter__", |vm, args| Ok(vm.new_ref(args.values[0])), Accepts::Nothing),
    special("__exit__", release, Accepts::Any),
    method("release", release, Accepts::Nothing),
    method(
        "tobytes",
        |vm, args| {
            object_of(vm, args.values[0])?;
            let bytes = data(vm, args.values[0]).unwrap_or_default();
            Ok(vm.heap.new_bytes(bytes))
        },
        Accepts::Any,
    ),
    method("tolist", tolist, Accepts::Nothing),
];

/// `memoryview`.
pub static TYPE: TypeDef = TypeDef {
    ty: types::MEMORYVIEW,
    doc: "Create a new memoryview object which references the given object.",
    methods: METHODS,
    attributes: &[
        getter("obj", |vm, view| {
            let object = object_of(vm, view)?;
            Ok(vm.new_ref(object))
        }),
        getter("nbytes", |vm, view| {
            let length = vm.heap.memoryview(view).length;
            Ok(vm.heap.new_int(length as i64))
        }),
        getter("itemsize", |vm, view| {
            let size = vm.heap.memoryview(view).item_size;
            Ok(vm.heap.new_int(size as i64))
        }),
        getter("format", |vm, view| {
            let format = vm.heap.memoryview(view).format.to_string();
            Ok(vm.heap.new_str(&format))
        }),
        getter("readonly", |vm, view| {
            let readonly = vm.heap.memoryview(view).readonly;
            Ok(vm.heap.new_bool(readonly))
        }),
    ],
};
