//! `memoryview`: the bytes of another object as numbers, without a copy.
//!
//! A view of several dimensions, which only `cast` makes, has its items side by side; CPython has no
//! slices of such views either.

use heap_model::objects::MemoryView;
use heap_model::{Obj, Payload, Runtime, types};

use super::slots;
use crate::bytecode::Comparison;
use crate::machine::{Machine, Raise, Result};
use crate::modules::arguments::Signature;
use crate::modules::array::items::{CODES, Code, load, store};
use crate::native::{
    Accepts, Args, GetSetDef, NativeDef, TypeDef, class_method, function, getter, method, special,
};

/// The bytes that a view shows, copied: by rows.
pub fn data(vm: &Machine, view: Obj) -> Option<Vec<u8>> {
    let content = vm.heap.memoryview(view);
    let whole = vm.heap.byte_slice(content.object?)?;
    let mut data = Vec::with_capacity(content.items() * content.item_size);
    for place in content.places() {
        data.extend_from_slice(whole.get(place..place + content.item_size)?);
    }
    Some(data)
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
    let object = object_of(vm, view)?;
    let content = vm.heap.memoryview(view);
    if !content.readonly {
        return Err(vm.value_error("cannot hash writable memoryview object"));
    }
    if !is_byte_format(&content.format) {
        return Err(vm.value_error("memoryview: hashing is restricted to formats 'B', 'b' or 'c'"));
    }
    vm.hash(object)?;
    let bytes = data(vm, view).unwrap_or_default();
    let bytes = vm.heap.new_bytes(bytes);
    let hash = vm.hash(bytes);
    vm.decref(bytes);
    hash
}

/// `len(view)`: of the first dimension.
pub fn len(vm: &mut Machine, view: Obj) -> Result<usize> {
    object_of(vm, view)?;
    match vm.heap.memoryview(view).shape.first() {
        Some(&length) => Ok(length),
        None => Err(vm.type_error("0-dim memory has no length")),
    }
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

/// `==` and `!=`: of equal shape, item by item as numbers.
pub fn compare(vm: &mut Machine, comparison: Comparison, a: Obj, b: Obj) -> Result<Obj> {
    if !matches!(comparison, Comparison::Eq | Comparison::Ne) {
        return Ok(vm.not_implemented());
    }
    let equal = if vm.heap.memoryview(a).object.is_none() {
        a == b
    } else if let Some(other) = shown(vm, b) {
        let own = vm.heap.memoryview(a).clone();
        equal_views(vm, &own, &other)?
    } else if matches!(vm.heap.payload(b), Payload::MemoryView(_)) {
        a == b
    } else {
        return Ok(vm.not_implemented());
    };
    Ok(vm.heap.new_bool(equal == (comparison == Comparison::Eq)))
}

fn equal_views(vm: &mut Machine, a: &MemoryView, b: &MemoryView) -> Result<bool> {
    if a.shape != b.shape {
        return Ok(false);
    }
    for (left, right) in a.places().zip(b.places()) {
        let left = item_at(vm, a, left)?;
        let right = item_at(vm, b, right);
        let equal = match right {
            Ok(right) => {
                let equal = vm.equal(left, right);
                vm.decref(right);
                equal
            }
            Err(raise) => Err(raise),
        };
        vm.decref(left);
        if !equal? {
            return Ok(false);
        }
    }
    Ok(true)
}

// --- items ---

fn is_byte_format(format: &str) -> bool {
    matches!(format.trim_start_matches('@'), "b" | "B" | "c")
}

/// Bytes of an item of a format of one character; `None` for others.
fn size_of(format: &str) -> Option<usize> {
    match format.strip_prefix('@').unwrap_or(format) {
        "c" | "?" => Some(1),
        "n" | "N" | "P" => Some(8),
        format => code(format).map(|code| code.bytes),
    }
}

/// The array's type code that stores numbers in the same way.
fn code(format: &str) -> Option<Code> {
    let letter = match format.strip_prefix('@').unwrap_or(format) {
        "n" => "q",
        "N" | "P" => "Q",
        "u" | "w" => return None,
        letter => letter,
    };
    CODES.iter().find(|code| letter.len() == 1 && letter.starts_with(code.letter)).copied()
}

fn item_at(vm: &mut Machine, view: &MemoryView, place: usize) -> Result<Obj> {
    let object = view.object.expect("looked at before");
    let whole = vm.heap.byte_slice(object).unwrap_or_default();
    let bytes = whole.get(place..place + view.item_size).unwrap_or_default().to_vec();
    match view.format.trim_start_matches('@') {
        "c" => Ok(vm.heap.new_bytes(bytes)),
        "?" => Ok(vm.heap.new_bool(bytes.first().is_some_and(|&byte| byte != 0))),
        format => match code(format) {
            Some(code) => Ok(load(vm, code, &bytes)),
            None => Err(vm.unsupported(format!("memory views of the format '{format}'"))),
        },
    }
}

/// An object as an item.
fn packed(vm: &mut Machine, format: &str, value: Obj) -> Result<Vec<u8>> {
    let wrong = |vm: &mut Machine, kind: &str, error: fn(&mut Machine, String) -> Raise| {
        error(vm, format!("memoryview: invalid {kind} for format '{format}'"))
    };
    let type_error = |vm: &mut Machine, message: String| vm.type_error(message);
    let value_error = |vm: &mut Machine, message: String| vm.value_error(message);
    match format.trim_start_matches('@') {
        "c" => match vm.heap.payload(value) {
            Payload::Bytes(bytes) if bytes.data.len() == 1 => Ok(bytes.data.to_vec()),
            Payload::Bytes(_) => Err(wrong(vm, "value", value_error)),
            _ => Err(wrong(vm, "type", type_error)),
        },
        "?" => Ok(vec![u8::from(vm.truth(value)?)]),
        plain => {
            let Some(code) = code(plain) else {
                return Err(vm.unsupported(format!("memory views of the format '{plain}'")));
            };
            let raise = match store(vm, code, value) {
                Ok(bytes) => return Ok(bytes),
                Err(Raise::Exception(exception)) => exception,
                Err(halt) => return Err(halt),
            };
            if vm.matches(raise, types::TYPE_ERROR) {
                vm.decref(raise);
                Err(wrong(vm, "type", type_error))
            } else if vm.matches(raise, types::OVERFLOW_ERROR) {
                vm.decref(raise);
                Err(wrong(vm, "value", value_error))
            } else {
                Err(Raise::Exception(raise))
            }
        }
    }
}

fn is_ints(vm: &mut Machine, items: &[Obj]) -> bool {
    items.iter().all(|&item| vm.has_index(item))
}

/// What a subscript names.
enum Subscript {
    /// The first byte of an item.
    Item(usize),
    /// Part of the only dimension.
    Slice(crate::machine::Indices),
}

fn not_implemented(vm: &mut Machine, message: &str) -> Raise {
    vm.raise(types::NOT_IMPLEMENTED_ERROR, message)
}

fn subscript(vm: &mut Machine, view: Obj, key: Obj) -> Result<Subscript> {
    let shape = vm.heap.memoryview(view).shape.clone();
    if let Payload::Tuple(items) = vm.heap.payload(key) {
        let items = items.to_vec();
        if is_ints(vm, &items) {
            return Ok(Subscript::Item(place(vm, view, &items)?));
        }
        if items.iter().all(|&item| vm.is_slice(item)) {
            return Err(not_implemented(vm, "multi-dimensional slicing is not implemented"));
        }
    } else if shape.is_empty() {
        return Err(vm.type_error("invalid indexing of 0-dim memory"));
    } else if vm.is_slice(key) {
        let [length] = *shape else {
            return Err(not_implemented(vm, "multi-dimensional slicing is not implemented"));
        };
        return Ok(Subscript::Slice(vm.unpack_slice(key, length)?));
    } else if vm.has_index(key) {
        if shape.len() > 1 {
            return Err(not_implemented(vm, "multi-dimensional sub-views are not implemented"));
        }
        return Ok(Subscript::Item(place(vm, view, &[key])?));
    }
    Err(vm.type_error("memoryview: invalid slice key"))
}

/// The first byte of the item at those indices.
fn place(vm: &mut Machine, view: Obj, indices: &[Obj]) -> Result<usize> {
    let shape = vm.heap.memoryview(view).shape.clone();
    if indices.len() < shape.len() {
        return Err(not_implemented(vm, "sub-views are not implemented"));
    }
    if indices.len() > shape.len() {
        let (own, given) = (shape.len(), indices.len());
        return Err(
            vm.type_error(format!("cannot index {own}-dimension view with {given}-element tuple"))
        );
    }
    let mut item = 0;
    for (dimension, (&index, &length)) in indices.iter().zip(&shape).enumerate() {
        let index = vm.sequence_index(index)?;
        let length = length as isize;
        let index = if index < 0 { index + length } else { index };
        if !(0..length).contains(&index) {
            let dimension = dimension + 1;
            return Err(vm.index_error(format!("index out of bounds on dimension {dimension}")));
        }
        item = item * length + index;
    }
    let content = vm.heap.memoryview(view);
    Ok((content.start as isize + item * content.step) as usize)
}

/// `view[index]` and `view[slice]`.
pub fn get_item(vm: &mut Machine, view: Obj, key: Obj) -> Result<Obj> {
    object_of(vm, view)?;
    if vm.heap.memoryview(view).shape.is_empty() && key == vm.heap.singletons().ellipsis {
        return Ok(vm.new_ref(view));
    }
    match subscript(vm, view, key)? {
        Subscript::Item(place) => {
            let content = vm.heap.memoryview(view).clone();
            item_at(vm, &content, place)
        }
        Subscript::Slice(indices) => {
            let part = sliced(vm.heap.memoryview(view), &indices);
            Ok(new_view(vm, part))
        }
    }
}

fn sliced(view: &MemoryView, indices: &crate::machine::Indices) -> MemoryView {
    let first = view.start as isize + indices.start * view.step;
    MemoryView {
        start: first.max(0) as usize,
        shape: Box::new([indices.length]),
        step: view.step * indices.step,
        ..view.clone()
    }
}

/// `view[key] = value`, and without a value `del view[key]`, which is always refused.
pub fn set_item(vm: &mut Machine, view: Obj, key: Obj, value: Option<Obj>) -> Result<()> {
    let object = object_of(vm, view)?;
    if vm.heap.memoryview(view).readonly {
        return Err(vm.type_error("cannot modify read-only memory"));
    }
    let Some(value) = value else { return Err(vm.type_error("cannot delete memory")) };
    let content = vm.heap.memoryview(view).clone();
    let whole = content.shape.is_empty() && key == vm.heap.singletons().ellipsis;
    let found = match whole {
        true => Subscript::Item(content.start),
        false => subscript(vm, view, key)?,
    };
    match found {
        Subscript::Item(place) => {
            let bytes = packed(vm, &content.format, value)?;
            write(vm, object, place, &bytes);
        }
        Subscript::Slice(indices) => {
            let Some(source) = shown(vm, value) else {
                let class = vm.type_name_of(value);
                return Err(
                    vm.type_error(format!("a bytes-like object is required, not '{class}'"))
                );
            };
            let target = sliced(&content, &indices);
            if source.format != target.format || source.shape != target.shape {
                return Err(vm.value_error(
                    "memoryview assignment: lvalue and rvalue have different structures",
                ));
            }
            let new: Vec<Vec<u8>> = {
                let from = source.object.and_then(|object| vm.heap.byte_slice(object));
                let from = from.unwrap_or_default();
                source
                    .places()
                    .map(|at| from.get(at..at + source.item_size).unwrap_or_default().to_vec())
                    .collect()
            };
            for (place, bytes) in target.places().zip(new) {
                write(vm, object, place, &bytes);
            }
        }
    }
    Ok(())
}

fn write(vm: &mut Machine, object: Obj, place: usize, bytes: &[u8]) {
    let whole = vm.heap.writable_bytes(object).unwrap_or_default();
    if let Some(target) = whole.get_mut(place..place + bytes.len()) {
        target.copy_from_slice(bytes);
    }
}

// --- making views ---

/// What a view of an object shows; `None` if it has no bytes, or is a view that was released. The
/// reference in it is not counted.
fn shown(vm: &Machine, object: Obj) -> Option<MemoryView> {
    let (length, readonly, item_size, format) = match vm.heap.payload(object) {
        Payload::Bytes(content) => (content.data.len(), true, 1, "B".into()),
        Payload::ByteArray(content) => (content.data.len(), false, 1, "B".into()),
        Payload::MemoryView(content) => {
            content.object?;
            return Some((**content).clone());
        }
        Payload::Native(content) => {
            let bytes = content.buffer()?.len();
            let code = crate::modules::array::code_of(vm, object)?;
            // Characters are `w` to views, whatever the array calls them.
            let letter = if code.letter == 'u' { 'w' } else { code.letter };
            (bytes / code.bytes, false, code.bytes, String::from(letter).into_boxed_str())
        }
        _ => return None,
    };
    Some(MemoryView {
        object: Some(object),
        buffer: None,
        start: 0,
        shape: Box::new([length]),
        step: item_size as isize,
        item_size,
        format,
        readonly,
    })
}

/// A view object; exports of what it views are counted. It shares the buffer that the description has,
/// or makes one that holds the object.
fn new_view(vm: &mut Machine, mut view: MemoryView) -> Obj {
    let object = view.object.expect("a view that is not released");
    view.buffer = Some(match view.buffer {
        Some(buffer) => vm.new_ref(buffer),
        None => {
            vm.heap.incref(object);
            vm.heap.new_object(types::MANAGED_BUFFER, Payload::Cell(Some(object)))
        }
    });
    vm.heap.add_export(object);
    vm.heap.new_object(types::MEMORYVIEW, Payload::MemoryView(Box::new(view)))
}

/// `memoryview(object)`.
///
/// # Errors
/// `TypeError` for what has no bytes to show.
pub fn view_of(vm: &mut Machine, object: Obj) -> Result<Obj> {
    if let Some(view) = shown(vm, object) {
        return Ok(new_view(vm, view));
    }
    if matches!(vm.heap.payload(object), Payload::MemoryView(_)) {
        object_of(vm, object)?;
    }
    let buffer = vm.heap.intern("__buffer__");
    let own = vm.lookup_special(object, buffer).is_some();
    vm.decref(buffer);
    if own {
        return Err(vm.unsupported("a memoryview of an object with its own __buffer__"));
    }
    let class = vm.type_name_of(object);
    Err(vm.type_error(format!("memoryview: a bytes-like object is required, not '{class}'")))
}

fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature::plain("memoryview", &["object"], 1);
    vm.class_argument(types::MEMORYVIEW, args)?;
    let [object] = args.bind(vm, 1, &SIGNATURE)?;
    view_of(vm, object.expect("it is required"))
}

/// `memoryview._from_flags(object, flags)`, and `object.__buffer__(flags)`: the model's views are of
/// all kinds at once.
pub fn buffer(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    vm.index_c_int(args.values[1])?;
    view_of(vm, args.values[0])
}

/// `object.__release_buffer__(view)`.
pub fn release_buffer(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let view = args.values[1];
    if !matches!(vm.heap.payload(view), Payload::MemoryView(_)) {
        return Err(vm.type_error("expected a memoryview object"));
    }
    release(vm, Args::positional_only(&[view]))
}

fn release(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let view = vm.heap.memoryview_mut(args.values[0]);
    let (object, buffer) = (view.object.take(), view.buffer.take());
    if let Some(object) = object {
        vm.heap.remove_export(object);
    }
    vm.decref_opt(buffer);
    Ok(vm.none())
}

/// `cast(format[, shape])`.
fn cast(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature::plain("cast", &["format", "shape"], 1);
    let [format, shape] = args.bind(vm, 1, &SIGNATURE)?;
    let format = format.expect("it is required");
    if !vm.is_str(format) {
        let class = vm.type_name_of(format);
        return Err(vm.type_error(format!("cast() argument 'format' must be str, not {class}")));
    }
    object_of(vm, args.values[0])?;
    let content = vm.heap.memoryview(args.values[0]).clone();
    if !is_contiguous(&content) {
        return Err(vm.type_error("memoryview: casts are restricted to C-contiguous views"));
    }
    if (shape.is_some() || content.shape.len() != 1) && content.shape.contains(&0) {
        return Err(vm.type_error("memoryview: cannot cast view with zeros in shape or strides"));
    }
    let format = vm.heap.str_text(format).to_owned();
    let dimensions = match shape {
        Some(shape) => Some(match vm.heap.payload(shape) {
            Payload::List(list) => list.items.clone(),
            Payload::Tuple(items) => items.to_vec(),
            _ => return Err(vm.type_error("shape must be a list or a tuple")),
        }),
        None => None,
    };
    if let Some(dimensions) = &dimensions {
        if dimensions.len() > 64 {
            return Err(vm.value_error("memoryview: number of dimensions must not exceed 64"));
        }
        if content.shape.len() != 1 && dimensions.len() != 1 {
            return Err(vm.type_error("memoryview: cast must be 1D -> ND or ND -> 1D"));
        }
    }
    let Some(item_size) = size_of(&format) else {
        let known = &vm.heap.release.library;
        if known.view_formats.contains(&format.trim_start_matches('@')) {
            return Err(vm.unsupported(format!("memory views of the format '{format}'")));
        }
        let message = known.wrong_view_format;
        return Err(vm.value_error(message));
    };
    if !is_byte_format(&content.format) && !is_byte_format(&format) {
        return Err(vm.type_error("memoryview: cannot cast between two non-byte formats"));
    }
    let bytes = content.items() * content.item_size;
    if !bytes.is_multiple_of(item_size) {
        return Err(vm.type_error("memoryview: length is not a multiple of itemsize"));
    }
    let shape = match dimensions {
        None => vec![bytes / item_size],
        Some(dimensions) => {
            let shape = shape_of(vm, dimensions)?;
            let total = shape.iter().try_fold(item_size, |total, &n| total.checked_mul(n));
            if total != Some(bytes) {
                return Err(vm.type_error("memoryview: product(shape) * itemsize != buffer size"));
            }
            shape
        }
    };
    let view = MemoryView {
        shape: shape.into(),
        step: item_size as isize,
        item_size,
        format: format.into(),
        ..content
    };
    Ok(new_view(vm, view))
}

fn shape_of(vm: &mut Machine, dimensions: Vec<Obj>) -> Result<Vec<usize>> {
    let mut shape = Vec::with_capacity(dimensions.len());
    for length in dimensions {
        if !vm.is_instance_of(length, types::INT) {
            return Err(vm.type_error("memoryview.cast(): elements of shape must be integers"));
        }
        match usize::try_from(vm.index_isize(length)?) {
            Ok(length) if length > 0 => shape.push(length),
            _ => {
                return Err(
                    vm.value_error("memoryview.cast(): elements of shape must be integers > 0")
                );
            }
        }
    }
    Ok(shape)
}

fn toreadonly(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    object_of(vm, args.values[0])?;
    let view = MemoryView { readonly: true, ..vm.heap.memoryview(args.values[0]).clone() };
    Ok(new_view(vm, view))
}

// --- contents ---

fn tobytes(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature::plain("tobytes", &["order"], 0);
    let [order] = args.bind(vm, 1, &SIGNATURE)?;
    object_of(vm, args.values[0])?;
    let by_columns = match order {
        Some(order) if order != vm.heap.none() => {
            if !vm.is_str(order) {
                let class = vm.type_name_of(order);
                return Err(vm.type_error(format!(
                    "tobytes() argument 'order' must be str or None, not {class}"
                )));
            }
            match vm.heap.str_text(order) {
                "C" | "A" => false,
                "F" => true,
                _ => return Err(vm.value_error("order must be 'C', 'F' or 'A'")),
            }
        }
        _ => false,
    };
    let bytes = data(vm, args.values[0]).unwrap_or_default();
    let content = vm.heap.memoryview(args.values[0]);
    let bytes = match by_columns {
        true => columns(&bytes, content),
        false => bytes,
    };
    Ok(vm.heap.new_bytes(bytes))
}

/// Bytes by rows, put by columns: the first index runs fastest.
fn columns(rows: &[u8], view: &MemoryView) -> Vec<u8> {
    let mut out = Vec::with_capacity(rows.len());
    for number in 0..view.items() {
        let (mut rest, mut place, mut size) = (number, 0, view.items());
        for &length in &view.shape {
            size /= length;
            place += rest % length * size;
            rest /= length;
        }
        out.extend_from_slice(&rows[place * view.item_size..(place + 1) * view.item_size]);
    }
    out
}

fn tolist(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    object_of(vm, args.values[0])?;
    let content = vm.heap.memoryview(args.values[0]).clone();
    let mut places = content.places();
    nested(vm, &content, &content.shape, &mut places)
}

fn nested(
    vm: &mut Machine,
    view: &MemoryView,
    shape: &[usize],
    places: &mut dyn Iterator<Item = usize>,
) -> Result<Obj> {
    let Some((&length, inner)) = shape.split_first() else {
        let place = places.next().unwrap_or(view.start);
        return item_at(vm, view, place);
    };
    let mut items = Vec::with_capacity(length);
    for _ in 0..length {
        match nested(vm, view, inner, places) {
            Ok(item) => items.push(item),
            Err(raise) => {
                vm.decref_all(items);
                return Err(raise);
            }
        }
    }
    Ok(vm.heap.new_list(items))
}

fn hex(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    object_of(vm, args.values[0])?;
    super::bytes_methods::hex(vm, args)
}

/// The items of a view of one dimension, one after another, until `stop` says so.
fn search(
    vm: &mut Machine,
    view: Obj,
    wanted: Obj,
    range: std::ops::Range<usize>,
    mut found: impl FnMut(usize) -> bool,
) -> Result<()> {
    for index in range {
        object_of(vm, view)?;
        let content = vm.heap.memoryview(view).clone();
        let place = content.start as isize + index as isize * content.step;
        let item = item_at(vm, &content, place as usize)?;
        let equal = vm.equal(item, wanted);
        vm.decref(item);
        if equal? && found(index) {
            break;
        }
    }
    Ok(())
}

fn one_dimension(vm: &mut Machine, view: Obj) -> Result<usize> {
    object_of(vm, view)?;
    match *vm.heap.memoryview(view).shape {
        [length] => Ok(length),
        [] => Err(vm.type_error("invalid lookup on 0-dim memory")),
        _ => Err(not_implemented(vm, "multi-dimensional lookup is not implemented")),
    }
}

fn count(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let length = one_dimension(vm, args.values[0])?;
    let mut counted = 0;
    search(vm, args.values[0], args.values[1], 0..length, |_| {
        counted += 1;
        false
    })?;
    Ok(vm.heap.new_int(counted))
}

fn index(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let length = one_dimension(vm, args.values[0])? as isize;
    let mut bounds = [0, length];
    for (bound, &value) in bounds.iter_mut().zip(&args.values[2..]) {
        let given = vm.index_clamped(value)?;
        *bound = if given < 0 { given.saturating_add(length).max(0) } else { given.min(length) };
    }
    let mut found = None;
    let range = bounds[0] as usize..bounds[1].max(bounds[0]) as usize;
    search(vm, args.values[0], args.values[1], range, |index| {
        found = Some(index);
        true
    })?;
    match found {
        Some(index) => Ok(vm.heap.new_int(index as i64)),
        None => Err(vm.value_error("memoryview.index(x): x not found")),
    }
}

fn is_contiguous(view: &MemoryView) -> bool {
    view.step == view.item_size as isize || view.items() <= 1
}

/// As [`is_contiguous`], by columns: of several dimensions only if at most one is longer than 1.
fn is_contiguous_by_columns(view: &MemoryView) -> bool {
    is_contiguous(view) && view.shape.iter().filter(|&&length| length > 1).count() <= 1
}

fn tuple_of(vm: &mut Machine, numbers: &[isize]) -> Obj {
    let items = numbers.iter().map(|&number| vm.heap.new_int(number as i64)).collect();
    vm.heap.new_tuple(items)
}

/// A computed attribute of a view that was not released.
macro_rules! shown {
    ($name:literal, |$vm:ident, $view:ident| $body:expr) => {
        getter($name, |$vm, object| {
            object_of($vm, object)?;
            let $view = $vm.heap.memoryview(object).clone();
            Ok($body)
        })
    };
}

static ATTRIBUTES: &[GetSetDef] = &[
    shown!("obj", |vm, view| {
        let object = view.object.unwrap_or(vm.heap.none());
        vm.new_ref(object)
    }),
    shown!("nbytes", |vm, view| vm.heap.new_int((view.items() * view.item_size) as i64)),
    shown!("itemsize", |vm, view| vm.heap.new_int(view.item_size as i64)),
    shown!("format", |vm, view| vm.heap.new_str(&view.format)),
    shown!("readonly", |vm, view| vm.heap.new_bool(view.readonly)),
    shown!("ndim", |vm, view| vm.heap.new_int(view.shape.len() as i64)),
    shown!("shape", |vm, view| {
        let shape: Vec<isize> = view.shape.iter().map(|&length| length as isize).collect();
        tuple_of(vm, &shape)
    }),
    shown!("strides", |vm, view| {
        let mut stride = view.step;
        let mut strides = Vec::new();
        for &length in view.shape.iter().rev() {
            strides.insert(0, stride);
            stride *= length as isize;
        }
        tuple_of(vm, &strides)
    }),
    shown!("suboffsets", |vm, view| {
        drop(view);
        tuple_of(vm, &[])
    }),
    shown!("c_contiguous", |vm, view| vm.heap.new_bool(is_contiguous(&view))),
    shown!("f_contiguous", |vm, view| vm.heap.new_bool(is_contiguous_by_columns(&view))),
    shown!("contiguous", |vm, view| vm.heap.new_bool(is_contiguous(&view))),
];

static METHODS: &[NativeDef] = &[
    function("__new__", new, Accepts::Any),
    slots::REPR,
    slots::HASH,
    slots::LEN,
    slots::LT,
    slots::LE,
    slots::EQ,
    slots::NE,
    slots::GT,
    slots::GE,
    slots::ITER,
    slots::GETITEM,
    slots::SETITEM,
    slots::DELITEM,
    method(
        "__enter__",
        |vm, args| {
            object_of(vm, args.values[0])?;
            Ok(vm.new_ref(args.values[0]))
        },
        Accepts::Nothing,
    ),
    method("__exit__", release, Accepts::Any),
    special("__buffer__", buffer, Accepts::One),
    special("__release_buffer__", release_buffer, Accepts::One),
    class_method(
        "_from_flags",
        |vm, args| buffer(vm, Args::positional_only(&args.values[1..])),
        Accepts::Positional(2, 2),
    ),
    class_method("__class_getitem__", crate::modules::typing::class_getitem, Accepts::One),
    method("release", release, Accepts::Nothing),
    method("tobytes", tobytes, Accepts::Any),
    method("tolist", tolist, Accepts::Nothing),
    method("hex", hex, Accepts::Any),
    method("cast", cast, Accepts::Any),
    method("toreadonly", toreadonly, Accepts::Nothing),
    method("count", count, Accepts::One),
    method("index", index, Accepts::Positional(1, 3)),
];

/// `memoryview`.
pub static TYPE: TypeDef = TypeDef {
    ty: types::MEMORYVIEW,
    doc: "Create a new memoryview object which references the given object.",
    methods: METHODS,
    attributes: ATTRIBUTES,
};
