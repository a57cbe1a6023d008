//! `bytes`, and what `bytearray` shares with it.

use std::cell::Cell;

use heap_model::{Obj, Payload, Runtime, types};

use super::slots;
use super::str::{codec_arguments, codec_error, unknown_handler};
use crate::bytecode::Comparison;
use crate::machine::{Machine, Result};
use crate::modules::arguments::Signature;
use crate::native::{Accepts, Args, NativeDef, TypeDef, function, method, special};
use crate::text::{bytes, codecs, repr};

/// The bytes of a bytes-like object, copied.
pub fn data(vm: &mut Machine, object: Obj) -> Option<Vec<u8>> {
    let data = match vm.heap.payload(object) {
        Payload::MemoryView(_) => super::memoryview::data(vm, object),
        _ => vm.heap.byte_slice(object).map(<[u8]>::to_vec),
    }?;
    vm.spend_on_bytes(data.len());
    Some(data)
}

/// As [`data`], or of any iterable of ints; `kind` is `bytes` or `bytearray`.
pub fn bytes_of(vm: &mut Machine, object: Obj, kind: &str) -> Result<Vec<u8>> {
    if let Some(data) = data(vm, object) {
        return Ok(data);
    }
    let (iter, getitem) = (vm.names.__iter__, vm.names.__getitem__);
    let iterable =
        vm.lookup_special(object, iter).is_some() || vm.lookup_special(object, getitem).is_some();
    if !iterable || vm.is_str(object) {
        let class = vm.type_name_of(object);
        return Err(vm.type_error(format!("cannot convert '{class}' object to {kind}")));
    }
    ints(vm, object, if kind == "bytes" { "bytes" } else { "byte" })
}

/// The bytes that an iterable gives as ints.
pub fn ints(vm: &mut Machine, iterable: Obj, what: &str) -> Result<Vec<u8>> {
    let mut data = Vec::new();
    vm.for_each(iterable, |vm, item| {
        let value = vm.index_clamped(item)?;
        match u8::try_from(value) {
            Ok(byte) => {
                data.push(byte);
                Ok(())
            }
            Err(_) => Err(vm.value_error(format!("{what} must be in range(0, 256)"))),
        }
    })?;
    Ok(data)
}

/// The bytes of a bytes-like argument.
pub fn like(vm: &mut Machine, object: Obj) -> Result<Vec<u8>> {
    match data(vm, object) {
        Some(data) => Ok(data),
        None => {
            let class = vm.type_name_of(object);
            Err(vm.type_error(format!("a bytes-like object is required, not '{class}'")))
        }
    }
}

/// What a method gives that has nothing to change: the receiver itself if it is plain `bytes`.
pub fn unchanged(vm: &mut Machine, this: Obj) -> Obj {
    if vm.heap.type_of(this) == types::BYTES {
        return vm.new_ref(this);
    }
    let own = data(vm, this).unwrap_or_default();
    piece(vm, this, own)
}

/// A part cut out, of the receiver's kind: `bytes` of no or one byte exist once.
pub fn piece(vm: &mut Machine, this: Obj, data: Vec<u8>) -> Obj {
    match vm.heap.payload(this) {
        Payload::ByteArray(_) => vm.heap.new_bytearray(data),
        _ => vm.heap.new_bytes(data),
    }
}

/// A result that CPython makes first and fills then, of the receiver's kind: even one byte is an object
/// of its own.
pub fn fresh(vm: &mut Machine, this: Obj, data: Vec<u8>) -> Obj {
    match vm.heap.payload(this) {
        Payload::ByteArray(_) => vm.heap.new_bytearray(data),
        _ if data.is_empty() => vm.heap.new_bytes(data),
        _ => vm.heap.new_bytes_fresh(data),
    }
}

/// `hash(bytes)`, computed once.
pub fn hash(vm: &mut Machine, object: Obj) -> Result<i64> {
    let content = vm.heap.bytes_contents(object);
    if content.hash.get() == 0 {
        content.hash.set(heap_model::hash::bytes_hash(&content.data));
    }
    Ok(content.hash.get())
}

/// `repr(bytes)`.
pub fn repr(vm: &mut Machine, object: Obj) -> Result<Obj> {
    let text = repr::bytes_repr(vm.heap.bytes_data(object));
    Ok(vm.heap.new_str(&text))
}

/// Comparisons byte by byte, among all bytes-like objects.
pub fn compare(vm: &mut Machine, comparison: Comparison, a: Obj, b: Obj) -> Result<Obj> {
    // What else has bytes compares itself, but a `bytearray` looks into everything.
    let array = [a, b].iter().any(|&x| matches!(vm.heap.payload(x), Payload::ByteArray(_)));
    if !array && !matches!(vm.heap.payload(b), Payload::Bytes(_)) {
        return Ok(vm.not_implemented());
    }
    let (Some(left), Some(right)) = (data(vm, a), data(vm, b)) else {
        return Ok(vm.not_implemented());
    };
    let result = comparison.holds(left.cmp(&right));
    Ok(vm.heap.new_bool(result))
}

/// `a + b`.
pub fn concat(vm: &mut Machine, a: Obj, b: Obj) -> Result<Obj> {
    let Some(right) = data(vm, b) else {
        let (own, class) = (vm.type_name_of(a), vm.type_name_of(b));
        return Err(vm.type_error(format!("can't concat {class} to {own}")));
    };
    if right.is_empty() && vm.heap.type_of(a) == types::BYTES {
        return Ok(vm.new_ref(a));
    }
    let mut joined = data(vm, a).unwrap_or_default();
    if joined.is_empty() && vm.heap.type_of(b) == types::BYTES && vm.heap.type_of(a) == types::BYTES
    {
        return Ok(vm.new_ref(b));
    }
    vm.check_room(joined.len() + right.len())?;
    joined.extend(right);
    Ok(vm.heap.new_bytes(joined))
}

/// The bytes `count` times.
pub fn repeated(vm: &mut Machine, a: Obj, count: isize) -> Result<Vec<u8>> {
    let data = data(vm, a).unwrap_or_default();
    let count = count.max(0) as usize;
    let total = data.len().saturating_mul(count);
    vm.check_room(total)?;
    Ok(data.repeat(count))
}

/// `a * count`.
pub fn repeat(vm: &mut Machine, a: Obj, count: isize) -> Result<Obj> {
    if count == 1 && vm.heap.type_of(a) == types::BYTES {
        return Ok(vm.new_ref(a));
    }
    let data = repeated(vm, a, count)?;
    Ok(vm.heap.new_bytes(data))
}

/// `template % arguments`.
pub fn modulo(vm: &mut Machine, template: Obj, arguments: Obj) -> Result<Obj> {
    super::string_format::percent_of_bytes(vm, template, arguments)
}

/// `item in bytes`: an int or a piece.
pub fn contains(vm: &mut Machine, this: Obj, item: Obj) -> Result<bool> {
    let own = data(vm, this).unwrap_or_default();
    if let Some(sub) = data(vm, item) {
        return Ok(bytes::find(&own, &sub, None, None).is_some());
    }
    if !vm.has_index(item) {
        let class = vm.type_name_of(item);
        return Err(vm.type_error(format!("a bytes-like object is required, not '{class}'")));
    }
    match u8::try_from(vm.index_clamped(item)?) {
        Ok(byte) => Ok(own.contains(&byte)),
        Err(_) => Err(vm.value_error("byte must be in range(0, 256)")),
    }
}

/// `iter(bytes)` and `iter(bytearray)`.
pub fn iter(vm: &mut Machine, this: Obj) -> Result<Obj> {
    let class = if matches!(vm.heap.payload(this), Payload::ByteArray(_)) {
        types::BYTEARRAY_ITERATOR
    } else {
        types::BYTES_ITERATOR
    };
    vm.heap.incref(this);
    Ok(vm
        .heap
        .new_iterator(class, heap_model::objects::Iterator::Bytes { object: Some(this), index: 0 }))
}

/// `bytes[index]` and `bytes[slice]`, of `bytearray` too.
pub fn get_item(vm: &mut Machine, this: Obj, key: Obj) -> Result<Obj> {
    let own = data(vm, this).unwrap_or_default();
    if vm.is_slice(key) {
        let indices = vm.unpack_slice(key, own.len())?;
        if indices.step == 1 && indices.length == own.len() {
            return Ok(unchanged(vm, this));
        }
        let taken = indices.places().map(|place| own[place]).collect();
        return Ok(match indices.step {
            1 => piece(vm, this, taken),
            _ => fresh(vm, this, taken),
        });
    }
    let array = matches!(vm.heap.payload(this), Payload::ByteArray(_));
    if !vm.has_index(key) {
        let class = vm.type_name_of(key);
        let what = if array { "bytearray" } else { "byte" };
        return Err(
            vm.type_error(format!("{what} indices must be integers or slices, not {class}"))
        );
    }
    let index = vm.sequence_index(key)?;
    let place = if index < 0 { index + own.len() as isize } else { index };
    match usize::try_from(place).ok().and_then(|place| own.get(place)) {
        Some(&byte) => Ok(vm.heap.new_int(i64::from(byte))),
        None => Err(vm.index_error(if array {
            "bytearray index out of range"
        } else {
            "index out of range"
        })),
    }
}

/// `str(object, encoding, errors)` and `bytes.decode`.
pub fn decode_object(vm: &mut Machine, object: Obj, codec: [Option<Obj>; 2]) -> Result<Obj> {
    let Some(own) = data(vm, object) else {
        if matches!(vm.heap.payload(object), Payload::Str(_)) {
            return Err(vm.type_error("decoding str is not supported"));
        }
        let class = vm.type_name_of(object);
        return Err(
            vm.type_error(format!("decoding to str: need a bytes-like object, {class} found"))
        );
    };
    let errors = codec[1];
    let (codec, handler) = codec_arguments(vm, codec)?;
    match codecs::decode(&own, codec, handler) {
        Ok(text) => Ok(vm.heap.new_str(&text)),
        Err(error) => {
            if let Some(raise) = unknown_handler(vm, errors) {
                return Err(raise);
            }
            let object = vm.heap.new_bytes(own);
            let raise = codec_error(vm, types::UNICODE_DECODE_ERROR, object, &error);
            vm.decref(object);
            Err(raise)
        }
    }
}

/// What `bytes(...)` and `bytearray(...)` are made of.
pub fn constructor_data(vm: &mut Machine, args: Args<'_>, name: &'static str) -> Result<Vec<u8>> {
    let signature = Signature::plain(name, &["source", "encoding", "errors"], 0);
    let [source, encoding, errors] = args.bind(vm, 1, &signature)?;
    for (value, parameter) in [(encoding, "encoding"), (errors, "errors")] {
        if let Some(value) = value
            && !vm.is_str(value)
        {
            let class = vm.type_name_of(value);
            return Err(
                vm.type_error(format!("{name}() argument '{parameter}' must be str, not {class}"))
            );
        }
    }
    if let Some(source) = source
        && vm.is_str(source)
    {
        if encoding.is_none() {
            return Err(vm.type_error("string argument without an encoding"));
        }
        let (codec, handler) = codec_arguments(vm, [encoding, errors])?;
        return match codecs::encode(vm.heap.str_text(source), codec, handler) {
            Ok(data) => Ok(data),
            Err(error) => Err(codec_error(vm, types::UNICODE_ENCODE_ERROR, source, &error)),
        };
    }
    if encoding.or(errors).is_some() {
        let given = if encoding.is_some() { "encoding" } else { "errors" };
        return Err(vm.type_error(format!("{given} without a string argument")));
    }
    let Some(source) = source else { return Ok(Vec::new()) };
    let bytes_name = vm.names.__bytes__;
    if let Some(made) = vm.call_special(source, bytes_name, &[])? {
        let own = data(vm, made);
        vm.decref(made);
        return match own {
            Some(own) => Ok(own),
            None => Err(vm.type_error("__bytes__ returned non-bytes")),
        };
    }
    if vm.has_index(source) && data(vm, source).is_none() {
        let count = vm.index_isize(source)?;
        if count < 0 {
            return Err(vm.value_error("negative count"));
        }
        vm.check_room(count as usize)?;
        return Ok(vec![0; count as usize]);
    }
    bytes_of(vm, source, name)
}

fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = vm.class_argument(types::BYTES, args)?;
    if class == types::BYTES
        && let &[_, only] = args.values
        && vm.heap.type_of(only) == types::BYTES
    {
        return Ok(vm.new_ref(only));
    }
    let data = constructor_data(vm, args, "bytes")?;
    if class == types::BYTES {
        // `bytes(1)` alone does not ask for the byte that exists once.
        let counted = matches!(args.values, &[_, count] if vm.heap.int_value(count).is_some());
        return Ok(match counted && !data.is_empty() {
            true => vm.heap.new_bytes_fresh(data),
            false => vm.heap.new_bytes(data),
        });
    }
    Ok(vm.heap.new_of_class(
        class,
        Payload::Bytes(heap_model::objects::Bytes { data: data.into(), hash: Cell::new(0) }),
    ))
}

/// What `bytes` has and `bytearray` has not.
static OWN: &[NativeDef] = &[
    function("__new__", new, Accepts::Any),
    slots::HASH,
    special("__buffer__", super::memoryview::buffer, Accepts::One),
    method("__bytes__", |vm, args| Ok(unchanged(vm, args.values[0])), Accepts::Nothing),
    method(
        "__getnewargs__",
        |vm, args| {
            let own = data(vm, args.values[0]).unwrap_or_default();
            let copy = vm.heap.new_bytes(own);
            Ok(vm.heap.new_tuple(vec![copy]))
        },
        Accepts::Nothing,
    ),
];

/// `bytes`: the parts of its namespace.
pub static TYPES: [TypeDef; 2] = [
    TypeDef {
        ty: types::BYTES,
        doc: "bytes(iterable_of_ints) -> bytes",
        methods: OWN,
        attributes: &[],
    },
    TypeDef { ty: types::BYTES, doc: "", methods: super::bytes_methods::COMMON, attributes: &[] },
];
