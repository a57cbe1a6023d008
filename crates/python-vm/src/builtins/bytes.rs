//! `bytes`, and what `bytearray` shares with it.

use std::cell::Cell;

use heap_model::{Obj, Payload, Runtime, types};

use super::slots;
use super::str::{codec_arguments, codec_error, unknown_handler};
use crate::bytecode::Comparison;
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, NativeDef, TypeDef, class_method, function, method};
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

/// As [`data`], or of any iterable of ints.
pub fn bytes_of(vm: &mut Machine, object: Obj) -> Result<Vec<u8>> {
    if let Some(data) = data(vm, object) {
        return Ok(data);
    }
    if matches!(vm.heap.payload(object), Payload::Str(_)) {
        let class = vm.type_name_of(object);
        return Err(vm.type_error(format!("cannot convert '{class}' object to bytes")));
    }
    let mut data = Vec::new();
    vm.for_each(object, |vm, item| {
        let value = vm.index_clamped(item)?;
        match u8::try_from(value) {
            Ok(byte) => {
                data.push(byte);
                Ok(())
            }
            Err(_) => Err(vm.value_error("bytes must be in range(0, 256)")),
        }
    })?;
    Ok(data)
}

/// The bytes of a bytes-like argument.
fn like(vm: &mut Machine, object: Obj) -> Result<Vec<u8>> {
    match data(vm, object) {
        Some(data) => Ok(data),
        None => {
            let class = vm.type_name_of(object);
            Err(vm.type_error(format!("a bytes-like object is required, not '{class}'")))
        }
    }
}

/// A result of the receiver's kind.
fn same_kind(vm: &mut Machine, this: Obj, data: Vec<u8>) -> Obj {
    if matches!(vm.heap.payload(this), Payload::ByteArray(_)) {
        vm.heap.new_bytearray(data)
    } else if vm.heap.type_of(this) == types::BYTES && vm.heap.bytes_data(this) == data {
        vm.new_ref(this)
    } else {
        vm.heap.new_bytes(data)
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
        let taken = indices.places().map(|place| own[place]).collect();
        return Ok(same_kind(vm, this, taken));
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

fn decode(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let mut codec = [args.positional().get(1).copied(), args.positional().get(2).copied()];
    for (name, value) in args.keywords() {
        match vm.heap.str_text(name) {
            "encoding" => codec[0] = Some(value),
            "errors" => codec[1] = Some(value),
            _ => {}
        }
    }
    decode_object(vm, args.values[0], codec)
}

/// What `bytes(...)` and `bytearray(...)` are made of.
pub fn constructor_data(vm: &mut Machine, args: Args<'_>, name: &str) -> Result<Vec<u8>> {
    let mut source = args.positional().get(1).copied();
    let mut codec = [args.positional().get(2).copied(), args.positional().get(3).copied()];
    for (keyword, value) in args.keywords() {
        match vm.heap.str_text(keyword) {
            "source" => source = Some(value),
            "encoding" => codec[0] = Some(value),
            "errors" => codec[1] = Some(value),
            other => {
                let other = other.to_owned();
                return Err(vm.unexpected_keyword(name, &other));
            }
        }
    }
    let Some(source) = source else { return Ok(Vec::new()) };
    if let Payload::Str(_) = vm.heap.payload(source) {
        if codec[0].is_none() {
            return Err(vm.type_error("string argument without an encoding"));
        }
        let (codec, handler) = codec_arguments(vm, codec)?;
        return match codecs::encode(vm.heap.str_text(source), codec, handler) {
            Ok(data) => Ok(data),
            Err(error) => Err(codec_error(vm, types::UNICODE_ENCODE_ERROR, source, &error)),
        };
    }
    if codec.iter().any(Option::is_some) {
        return Err(vm.type_error("encoding without a string argument"));
    }
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
    bytes_of(vm, source)
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

fn bound(vm: &mut Machine, value: Option<&Obj>) -> Result<Option<i64>> {
    match value {
        Some(&value) if value != vm.heap.none() => Ok(Some(vm.index_clamped(value)? as i64)),
        _ => Ok(None),
    }
}

fn search(
    vm: &mut Machine,
    args: Args<'_>,
) -> Result<(Vec<u8>, Vec<u8>, Option<i64>, Option<i64>)> {
    let own = data(vm, args.values[0]).unwrap_or_default();
    let sub = match data(vm, args.values[1]) {
        Some(sub) => sub,
        None => {
            if !vm.has_index(args.values[1]) {
                let class = vm.type_name_of(args.values[1]);
                return Err(vm.type_error(format!(
                    "argument should be integer or bytes-like object, not '{class}'"
                )));
            }
            match u8::try_from(vm.index_clamped(args.values[1])?) {
                Ok(byte) => vec![byte],
                Err(_) => return Err(vm.value_error("byte must be in range(0, 256)")),
            }
        }
    };
    Ok((own, sub, bound(vm, args.values.get(2))?, bound(vm, args.values.get(3))?))
}

fn find(vm: &mut Machine, args: Args<'_>, from_right: bool, must: bool) -> Result<Obj> {
    let (own, sub, start, end) = search(vm, args)?;
    let found = if from_right {
        bytes::rfind(&own, &sub, start, end)
    } else {
        bytes::find(&own, &sub, start, end)
    };
    match found {
        Some(place) => Ok(vm.heap.new_int(place as i64)),
        None if must => Err(vm.value_error("subsection not found")),
        None => Ok(vm.heap.new_int(-1)),
    }
}

fn count(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (own, sub, start, end) = search(vm, args)?;
    Ok(vm.heap.new_int(bytes::count(&own, &sub, start, end) as i64))
}

fn affix(
    vm: &mut Machine,
    args: Args<'_>,
    name: &str,
    test: fn(&[u8], &[u8], Option<i64>, Option<i64>) -> bool,
) -> Result<Obj> {
    let own = data(vm, args.values[0]).unwrap_or_default();
    let (start, end) = (bound(vm, args.values.get(2))?, bound(vm, args.values.get(3))?);
    let candidates = match vm.heap.payload(args.values[1]) {
        Payload::Tuple(items) => items.to_vec(),
        _ => vec![args.values[1]],
    };
    let mut found = false;
    for candidate in candidates {
        let Some(candidate) = data(vm, candidate) else {
            let class = vm.type_name_of(candidate);
            return Err(vm.type_error(format!(
                "{name} first arg must be bytes or a tuple of bytes, not {class}"
            )));
        };
        found |= test(&own, &candidate, start, end);
    }
    Ok(vm.heap.new_bool(found))
}

fn split(vm: &mut Machine, args: Args<'_>, from_right: bool) -> Result<Obj> {
    let mut separator = args.positional().get(1).copied();
    let mut most = args.positional().get(2).copied();
    for (name, value) in args.keywords() {
        match vm.heap.str_text(name) {
            "sep" => separator = Some(value),
            _ => most = Some(value),
        }
    }
    let separator = match separator {
        Some(separator) if separator != vm.heap.none() => Some(like(vm, separator)?),
        _ => None,
    };
    let most = match most {
        Some(most) => vm.index_isize(most)? as i64,
        None => -1,
    };
    let own = data(vm, args.values[0]).unwrap_or_default();
    let parts = match &separator {
        None if from_right => Some(bytes::rsplit_whitespace(&own, most)),
        None => Some(bytes::split_whitespace(&own, most)),
        Some(separator) if from_right => bytes::rsplit(&own, separator, most),
        Some(separator) => bytes::split(&own, separator, most),
    };
    let Some(parts) = parts else { return Err(vm.value_error("empty separator")) };
    let room = if (0..12).contains(&most) { most as usize + 1 } else { 12 };
    let list = vm.heap.new_list_with_room(Vec::new(), room);
    for part in parts {
        let piece = same_kind(vm, args.values[0], part.to_vec());
        vm.heap.list_append(list, piece);
    }
    Ok(list)
}

fn join(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let items = vm.collect(args.values[1])?;
    let separator = data(vm, args.values[0]).unwrap_or_default();
    let mut joined = Vec::new();
    let mut failed = None;
    if let [one] = items.as_slice()
        && vm.heap.type_of(*one) == types::BYTES
        && vm.heap.type_of(args.values[0]) == types::BYTES
    {
        return Ok(*one);
    }
    for (index, &item) in items.iter().enumerate() {
        let Some(piece) = data(vm, item) else {
            let class = vm.type_name_of(item);
            failed = Some(vm.type_error(format!(
                "sequence item {index}: expected a bytes-like object, {class} found"
            )));
            break;
        };
        if index > 0 {
            joined.extend(&separator);
        }
        joined.extend(piece);
    }
    vm.decref_all(items);
    match failed {
        Some(raise) => Err(raise),
        None => Ok(same_kind(vm, args.values[0], joined)),
    }
}

fn strip(
    vm: &mut Machine,
    args: Args<'_>,
    strip: for<'a> fn(&'a [u8], Option<&[u8]>) -> &'a [u8],
) -> Result<Obj> {
    let characters = match args.values.get(1) {
        Some(&value) if value != vm.heap.none() => Some(like(vm, value)?),
        _ => None,
    };
    let own = data(vm, args.values[0]).unwrap_or_default();
    let stripped = strip(&own, characters.as_deref()).to_vec();
    Ok(same_kind(vm, args.values[0], stripped))
}

fn replace(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let own = data(vm, args.values[0]).unwrap_or_default();
    let (old, new) = (like(vm, args.values[1])?, like(vm, args.values[2])?);
    let most = match args.values.get(3) {
        Some(&most) => vm.index_isize(most)? as i64,
        None => -1,
    };
    if new.len() > old.len() {
        let places = memchr::memmem::find_iter(&own, &old).count();
        let places = usize::try_from(most).map_or(places, |most| places.min(most));
        vm.check_room(own.len() + (new.len() - old.len()).saturating_mul(places))?;
    }
    let replaced = bytes::replace(&own, &old, &new, most);
    Ok(same_kind(vm, args.values[0], replaced))
}

fn mapped(vm: &mut Machine, args: Args<'_>, change: fn(&[u8]) -> Vec<u8>) -> Result<Obj> {
    let own = data(vm, args.values[0]).unwrap_or_default();
    let changed = change(&own);
    Ok(same_kind(vm, args.values[0], changed))
}

fn tested(vm: &mut Machine, args: Args<'_>, test: fn(&[u8]) -> bool) -> Result<Obj> {
    let own = data(vm, args.values[0]).unwrap_or_default();
    Ok(vm.heap.new_bool(test(&own)))
}

fn all(data: &[u8], test: fn(&u8) -> bool) -> bool {
    !data.is_empty() && data.iter().all(test)
}

fn hex(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let own = data(vm, args.values[0]).unwrap_or_default();
    let separator = match args.positional().get(1) {
        Some(&separator) => vm.str_text(separator)?.chars().next(),
        None => None,
    };
    let group = match args.positional().get(2) {
        Some(&group) => vm.index_isize(group)? as i64,
        None => 1,
    };
    let text = bytes::hex(&own, separator, group);
    Ok(vm.heap.new_str(&text))
}

fn fromhex(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let text = vm.str_text(args.values[1])?;
    match bytes::from_hex(&text) {
        Ok(data) if args.values[0] == types::BYTEARRAY => Ok(vm.heap.new_bytearray(data)),
        Ok(data) => Ok(vm.heap.new_bytes(data)),
        Err(_) => {
            Err(vm.value_error("non-hexadecimal number found in fromhex() arg at position 0"))
        }
    }
}

/// What `bytes` and `bytearray` both have.
pub static COMMON: &[NativeDef] = &[
    slots::REPR,
    slots::LEN,
    slots::ITER,
    slots::LT,
    slots::LE,
    slots::EQ,
    slots::NE,
    slots::GT,
    slots::GE,
    slots::CONTAINS,
    slots::GETITEM,
    slots::CONCAT,
    slots::REPEAT,
    slots::RREPEAT,
    method("decode", decode, Accepts::Any),
    method("find", |vm, args| find(vm, args, false, false), Accepts::Positional(1, 3)),
    method("rfind", |vm, args| find(vm, args, true, false), Accepts::Positional(1, 3)),
    method("index", |vm, args| find(vm, args, false, true), Accepts::Positional(1, 3)),
    method("rindex", |vm, args| find(vm, args, true, true), Accepts::Positional(1, 3)),
    method("count", count, Accepts::Positional(1, 3)),
    method(
        "startswith",
        |vm, args| affix(vm, args, "startswith", bytes::starts_with),
        Accepts::Positional(1, 3),
    ),
    method(
        "endswith",
        |vm, args| affix(vm, args, "endswith", bytes::ends_with),
        Accepts::Positional(1, 3),
    ),
    method("split", |vm, args| split(vm, args, false), Accepts::Any),
    method("rsplit", |vm, args| split(vm, args, true), Accepts::Any),
    method("join", join, Accepts::One),
    method("strip", |vm, args| strip(vm, args, bytes::strip), Accepts::Positional(0, 1)),
    method("lstrip", |vm, args| strip(vm, args, bytes::lstrip), Accepts::Positional(0, 1)),
    method("rstrip", |vm, args| strip(vm, args, bytes::rstrip), Accepts::Positional(0, 1)),
    method("replace", replace, Accepts::Positional(2, 3)),
    method(
        "upper",
        |vm, args| mapped(vm, args, |data| data.to_ascii_uppercase()),
        Accepts::Nothing,
    ),
    method(
        "lower",
        |vm, args| mapped(vm, args, |data| data.to_ascii_lowercase()),
        Accepts::Nothing,
    ),
    method("title", |vm, args| mapped(vm, args, bytes::title), Accepts::Nothing),
    method("capitalize", |vm, args| mapped(vm, args, bytes::capitalize), Accepts::Nothing),
    method("swapcase", |vm, args| mapped(vm, args, bytes::swapcase), Accepts::Nothing),
    method(
        "isdigit",
        |vm, args| tested(vm, args, |data| all(data, u8::is_ascii_digit)),
        Accepts::Nothing,
    ),
    method(
        "isalpha",
        |vm, args| tested(vm, args, |data| all(data, u8::is_ascii_alphabetic)),
        Accepts::Nothing,
    ),
    method(
        "isalnum",
        |vm, args| tested(vm, args, |data| all(data, u8::is_ascii_alphanumeric)),
        Accepts::Nothing,
    ),
    method("isascii", |vm, args| tested(vm, args, |data| data.is_ascii()), Accepts::Nothing),
    method("isupper", |vm, args| tested(vm, args, bytes::is_upper), Accepts::Nothing),
    method("islower", |vm, args| tested(vm, args, bytes::is_lower), Accepts::Nothing),
    method("hex", hex, Accepts::Any),
    class_method("fromhex", fromhex, Accepts::One),
];

/// `bytes`: the parts of its namespace.
pub static TYPES: [TypeDef; 2] = [
    TypeDef {
        ty: types::BYTES,
        doc: "bytes(iterable_of_ints) -> bytes",
        methods: &[function("__new__", new, Accepts::Any), slots::HASH],
        attributes: &[],
    },
    TypeDef { ty: types::BYTES, doc: "", methods: COMMON, attributes: &[] },
];
