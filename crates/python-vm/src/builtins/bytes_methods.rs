//! The methods that `bytes` and `bytearray` share.
//!
//! Where nothing changes, `bytes` give themselves and a `bytearray` gives a copy; which results are
//! the one-byte objects that exist once follows CPython's `Objects/stringlib` and `bytes_methods.c`.

use heap_model::{Obj, Payload, Runtime, types};

use super::bytes::{data, decode_object, fresh, like, piece, unchanged};
use super::slots;
use crate::machine::{Machine, Result};
use crate::modules::arguments::Signature;
use crate::native::{Accepts, Args, NativeDef, class_method, function, method};
use crate::text::bytes::{self, FromHexError};

fn own(vm: &mut Machine, args: Args<'_>) -> Vec<u8> {
    data(vm, args.values[0]).unwrap_or_default()
}

// --- searching ---

fn bound(vm: &mut Machine, value: Option<&Obj>) -> Result<Option<i64>> {
    match value {
        Some(&value) => Ok(vm.slice_bound(value)?.map(|bound| bound as i64)),
        None => Ok(None),
    }
}

fn search(
    vm: &mut Machine,
    args: Args<'_>,
) -> Result<(Vec<u8>, Vec<u8>, Option<i64>, Option<i64>)> {
    let own = own(vm, args);
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
    let own = own(vm, args);
    let (start, end) = (bound(vm, args.values.get(2))?, bound(vm, args.values.get(3))?);
    if let Payload::Tuple(items) = vm.heap.payload(args.values[1]) {
        let candidates = items.clone();
        for &candidate in &candidates {
            let candidate = like(vm, candidate)?;
            if test(&own, &candidate, start, end) {
                return Ok(vm.heap.new_bool(true));
            }
        }
        return Ok(vm.heap.new_bool(false));
    }
    let Some(candidate) = data(vm, args.values[1]) else {
        let class = vm.type_name_of(args.values[1]);
        return Err(vm.type_error(format!(
            "{name} first arg must be bytes or a tuple of bytes, not {class}"
        )));
    };
    Ok(vm.heap.new_bool(test(&own, &candidate, start, end)))
}

// --- taking apart and putting together ---

/// A `list` of parts; one that is the whole is the receiver.
fn parts(vm: &mut Machine, this: Obj, parts: &[&[u8]], whole: usize, room: usize) -> Obj {
    let list = vm.heap.new_list_with_room(Vec::new(), room);
    for part in parts {
        let part = match part.len() == whole {
            true => unchanged(vm, this),
            false => piece(vm, this, part.to_vec()),
        };
        vm.heap.list_append(list, part);
    }
    list
}

fn split(vm: &mut Machine, args: Args<'_>, from_right: bool) -> Result<Obj> {
    static SPLIT: Signature = Signature::plain("split", &["sep", "maxsplit"], 0);
    static RSPLIT: Signature = Signature::plain("rsplit", &["sep", "maxsplit"], 0);
    let [separator, most] = args.bind(vm, 1, if from_right { &RSPLIT } else { &SPLIT })?;
    let most = match most {
        Some(most) => vm.index_isize(most)? as i64,
        None => -1,
    };
    let separator = match separator {
        Some(separator) if separator != vm.heap.none() => Some(like(vm, separator)?),
        _ => None,
    };
    let own = own(vm, args);
    let found = match &separator {
        None if from_right => Some(bytes::rsplit_whitespace(&own, most)),
        None => Some(bytes::split_whitespace(&own, most)),
        Some(separator) if from_right => bytes::rsplit(&own, separator, most),
        Some(separator) => bytes::split(&own, separator, most),
    };
    let Some(found) = found else { return Err(vm.value_error("empty separator")) };
    let room = if (0..12).contains(&most) { most as usize + 1 } else { 12 };
    Ok(parts(vm, args.values[0], &found, own.len(), room))
}

fn splitlines(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature::plain("splitlines", &["keepends"], 0);
    let [keep] = args.bind(vm, 1, &SIGNATURE)?;
    let keep = match keep {
        Some(keep) => vm.truth(keep)?,
        None => false,
    };
    let own = own(vm, args);
    let lines = bytes::splitlines(&own, keep);
    Ok(parts(vm, args.values[0], &lines, own.len(), 0))
}

/// `partition` and `rpartition`. A `bytearray` gives three new ones, `bytes` give the separator that
/// they got.
fn partition(vm: &mut Machine, args: Args<'_>, from_right: bool) -> Result<Obj> {
    let this = args.values[0];
    let separator = like(vm, args.values[1])?;
    if separator.is_empty() {
        return Err(vm.value_error("empty separator"));
    }
    let own = own(vm, args);
    let found = match from_right {
        true => bytes::rfind(&own, &separator, None, None),
        false => bytes::find(&own, &separator, None, None),
    };
    let array = matches!(vm.heap.payload(this), Payload::ByteArray(_));
    let items = match found {
        Some(at) => {
            let before = piece(vm, this, own[..at].to_vec());
            let middle = match array {
                true => vm.heap.new_bytearray(separator.clone()),
                false => vm.new_ref(args.values[1]),
            };
            let after = piece(vm, this, own[at + separator.len()..].to_vec());
            vec![before, middle, after]
        }
        None => {
            let whole = if array { piece(vm, this, own) } else { vm.new_ref(this) };
            let empty = [piece(vm, this, Vec::new()), piece(vm, this, Vec::new())];
            match from_right {
                true => vec![empty[0], empty[1], whole],
                false => vec![whole, empty[0], empty[1]],
            }
        }
    };
    Ok(vm.heap.new_tuple_tracked(items))
}

fn join(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let iterable = args.values[1];
    let (iter, getitem) = (vm.names.__iter__, vm.names.__getitem__);
    if vm.lookup_special(iterable, iter).is_none() && vm.lookup_special(iterable, getitem).is_none()
    {
        return Err(vm.type_error("can only join an iterable"));
    }
    let items = vm.collect(iterable)?;
    let separator = own(vm, args);
    let mut joined = Vec::new();
    let mut failed = None;
    if let [one] = items.as_slice()
        && vm.heap.type_of(*one) == types::BYTES
        && matches!(vm.heap.payload(args.values[0]), Payload::Bytes(_))
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
        None => Ok(fresh(vm, args.values[0], joined)),
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
    let own = own(vm, args);
    let stripped = strip(&own, characters.as_deref());
    if stripped.len() == own.len() {
        return Ok(unchanged(vm, args.values[0]));
    }
    Ok(piece(vm, args.values[0], stripped.to_vec()))
}

fn remove_affix(vm: &mut Machine, args: Args<'_>, prefix: bool) -> Result<Obj> {
    let affix = like(vm, args.values[1])?;
    let own = own(vm, args);
    let rest = if prefix { own.strip_prefix(&affix[..]) } else { own.strip_suffix(&affix[..]) };
    match rest {
        Some(rest) if !affix.is_empty() => Ok(piece(vm, args.values[0], rest.to_vec())),
        _ => Ok(unchanged(vm, args.values[0])),
    }
}

// --- replacing and translating ---

fn replace(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature {
        name: "replace",
        params: &["old", "new", "count"],
        positional_only: 2,
        keyword_only_from: 3,
        required: 2,
    };
    let [old, new, most] = if vm.heap.release.text.bytes_replace_takes_count_keyword {
        args.bind(vm, 1, &SIGNATURE)?
    } else {
        let class = vm.type_name_of(args.values[0]);
        args.no_keywords(vm, &format!("{class}.replace"))?;
        args.count(vm, 1, "replace", 2, 3)?;
        [Some(args.values[1]), Some(args.values[2]), args.values.get(3).copied()]
    };
    let (Some(old), Some(new)) = (old, new) else { unreachable!("both are required") };
    let old = like(vm, old)?;
    let new = like(vm, new)?;
    let most = match most {
        Some(most) => vm.index_isize(most)? as i64,
        None => -1,
    };
    let own = own(vm, args);
    let found = match old.is_empty() {
        true => own.len() + 1,
        false => bytes::count(&own, &old, None, None),
    };
    if found == 0 || most == 0 || (old.is_empty() && new.is_empty()) {
        return Ok(unchanged(vm, args.values[0]));
    }
    vm.check_room(own.len().saturating_add(found.saturating_mul(new.len())))?;
    let replaced = bytes::replace(&own, &old, &new, most);
    Ok(fresh(vm, args.values[0], replaced))
}

/// `bytes.maketrans`: 256 bytes.
fn maketrans(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let from = like(vm, args.values[0])?;
    let to = like(vm, args.values[1])?;
    if from.len() != to.len() {
        return Err(vm.value_error("maketrans arguments must have same length"));
    }
    let mut table: Vec<u8> = (0..=u8::MAX).collect();
    for (from, to) in from.into_iter().zip(to) {
        table[usize::from(from)] = to;
    }
    Ok(vm.heap.new_bytes(table))
}

fn translate(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature {
        name: "translate",
        params: &["", "delete"],
        positional_only: 1,
        keyword_only_from: 2,
        required: 1,
    };
    let [table, delete] = args.bind(vm, 1, &SIGNATURE)?;
    let table = match table {
        Some(table) if table != vm.heap.none() => {
            let table = like(vm, table)?;
            match <[u8; 256]>::try_from(table) {
                Ok(table) => Some(table),
                Err(_) => {
                    return Err(vm.value_error("translation table must be 256 characters long"));
                }
            }
        }
        _ => None,
    };
    let delete = match delete {
        Some(delete) => like(vm, delete)?,
        None => Vec::new(),
    };
    let own = own(vm, args);
    let translated = bytes::translate(&own, table.as_ref(), &delete);
    if translated == own {
        return Ok(unchanged(vm, args.values[0]));
    }
    Ok(fresh(vm, args.values[0], translated))
}

// --- layout and letters ---

fn justify(
    vm: &mut Machine,
    args: Args<'_>,
    name: &str,
    lay_out: fn(&[u8], usize, u8) -> Vec<u8>,
) -> Result<Obj> {
    let width = vm.index_isize(args.values[1])?.max(0) as usize;
    let fill = match args.values.get(2) {
        None => b' ',
        Some(&fill) => match (vm.heap.payload(fill), vm.heap.byte_slice(fill)) {
            (Payload::Bytes(_) | Payload::ByteArray(_), Some(&[fill])) => fill,
            (Payload::Bytes(_) | Payload::ByteArray(_), Some(other))
                if vm.heap.release.text.fill_byte_says_length =>
            {
                let length = other.len();
                let class = vm.type_name_of(fill);
                return Err(vm.type_error(format!(
                    "{name}(): argument 2 must be a byte string of length 1, not a {class} object of \
                     length {length}"
                )));
            }
            _ => {
                let class = vm.type_name_of(fill);
                return Err(vm.type_error(format!(
                    "{name}() argument 2 must be a byte string of length 1, not {class}"
                )));
            }
        },
    };
    let own = own(vm, args);
    if own.len() >= width {
        return Ok(unchanged(vm, args.values[0]));
    }
    vm.check_room(width)?;
    Ok(fresh(vm, args.values[0], lay_out(&own, width, fill)))
}

fn zfill(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let width = vm.index_isize(args.values[1])?.max(0) as usize;
    let own = own(vm, args);
    if own.len() >= width {
        return Ok(unchanged(vm, args.values[0]));
    }
    vm.check_room(width)?;
    Ok(fresh(vm, args.values[0], bytes::zfill(&own, width)))
}

fn expandtabs(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature::plain("expandtabs", &["tabsize"], 0);
    let [size] = args.bind(vm, 1, &SIGNATURE)?;
    let size = match size {
        Some(size) => vm.index_c_int(size)? as i64,
        None => 8,
    };
    let own = own(vm, args);
    let tabs = own.iter().filter(|&&byte| byte == b'\t').count();
    vm.check_room(own.len() + tabs.saturating_mul(size.max(0) as usize))?;
    Ok(fresh(vm, args.values[0], bytes::expandtabs(&own, size)))
}

fn mapped(vm: &mut Machine, args: Args<'_>, change: fn(&[u8]) -> Vec<u8>) -> Result<Obj> {
    let own = own(vm, args);
    Ok(fresh(vm, args.values[0], change(&own)))
}

fn tested(vm: &mut Machine, args: Args<'_>, test: fn(&[u8]) -> bool) -> Result<Obj> {
    let own = own(vm, args);
    Ok(vm.heap.new_bool(test(&own)))
}

fn all(data: &[u8], test: fn(&u8) -> bool) -> bool {
    !data.is_empty() && data.iter().all(test)
}

// --- as text ---

fn decode(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature::plain("decode", &["encoding", "errors"], 0);
    let codec: [Option<Obj>; 2] = args.bind(vm, 1, &SIGNATURE)?;
    for (value, name) in codec.into_iter().zip(SIGNATURE.params) {
        if let Some(value) = value
            && !vm.is_str(value)
        {
            let class = vm.type_name_of(value);
            return Err(
                vm.type_error(format!("decode() argument '{name}' must be str, not {class}"))
            );
        }
    }
    decode_object(vm, args.values[0], codec)
}

/// `hex([sep[, bytes_per_sep]])`, of memory views too.
pub fn hex(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature::plain("hex", &["sep", "bytes_per_sep"], 0);
    let [separator, group] = args.bind(vm, 1, &SIGNATURE)?;
    let group = match group {
        Some(group) => vm.index_c_int(group)? as i64,
        None => 1,
    };
    let separator = match separator {
        Some(separator) => Some(hex_separator(vm, separator)?),
        None => None,
    };
    let own = own(vm, args);
    vm.check_room(own.len().saturating_mul(3))?;
    let text = bytes::hex(&own, separator, group);
    Ok(vm.heap.new_str(&text))
}

fn hex_separator(vm: &mut Machine, separator: Obj) -> Result<char> {
    if vm.len(separator)? != 1 {
        return Err(vm.value_error("sep must be length 1."));
    }
    let character = match vm.heap.payload(separator) {
        Payload::Str(text) => text.text.chars().next(),
        Payload::Bytes(bytes) => bytes.data.first().map(|&byte| char::from(byte)),
        _ => return Err(vm.type_error("sep must be str or bytes.")),
    };
    match character {
        Some(character) if character.is_ascii() => Ok(character),
        _ => Err(vm.value_error("sep must be ASCII.")),
    }
}

fn fromhex(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (class, source) = (args.values[0], args.values[1]);
    let takes_bytes = vm.heap.release.text.fromhex_names_odd;
    let text = if vm.is_str(source) {
        vm.heap.str_text(source).to_owned()
    } else {
        match data(vm, source) {
            Some(data) if takes_bytes => data.into_iter().map(char::from).collect(),
            _ => {
                let given = vm.type_name_of(source);
                let wanted = if takes_bytes { "str or bytes-like" } else { "str" };
                return Err(
                    vm.type_error(format!("fromhex() argument must be {wanted}, not {given}"))
                );
            }
        }
    };
    let position = match bytes::from_hex(&text) {
        Ok(data) if class == types::BYTEARRAY => return Ok(vm.heap.new_bytearray(data)),
        Ok(data) => {
            let made = vm.heap.new_bytes(data);
            if class == types::BYTES {
                return Ok(made);
            }
            let result = vm.call(class, &[made]);
            vm.decref(made);
            return result;
        }
        Err(FromHexError::Odd(_)) if vm.heap.release.text.fromhex_names_odd => {
            return Err(
                vm.value_error("fromhex() arg must contain an even number of hexadecimal digits")
            );
        }
        Err(FromHexError::Odd(position) | FromHexError::NotHex(position)) => position,
    };
    Err(vm.value_error(format!(
        "non-hexadecimal number found in fromhex() arg at position {position}"
    )))
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
    slots::MOD,
    slots::RMOD,
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
    method("splitlines", splitlines, Accepts::Any),
    method("partition", |vm, args| partition(vm, args, false), Accepts::One),
    method("rpartition", |vm, args| partition(vm, args, true), Accepts::One),
    method("join", join, Accepts::One),
    method("strip", |vm, args| strip(vm, args, bytes::strip), Accepts::Positional(0, 1)),
    method("lstrip", |vm, args| strip(vm, args, bytes::lstrip), Accepts::Positional(0, 1)),
    method("rstrip", |vm, args| strip(vm, args, bytes::rstrip), Accepts::Positional(0, 1)),
    method("removeprefix", |vm, args| remove_affix(vm, args, true), Accepts::One),
    method("removesuffix", |vm, args| remove_affix(vm, args, false), Accepts::One),
    method("replace", replace, Accepts::Any),
    method("translate", translate, Accepts::Any),
    function("maketrans", maketrans, Accepts::Positional(2, 2)),
    method(
        "center",
        |vm, args| justify(vm, args, "center", bytes::center),
        Accepts::Positional(1, 2),
    ),
    method("ljust", |vm, args| justify(vm, args, "ljust", bytes::ljust), Accepts::Positional(1, 2)),
    method("rjust", |vm, args| justify(vm, args, "rjust", bytes::rjust), Accepts::Positional(1, 2)),
    method("zfill", zfill, Accepts::One),
    method("expandtabs", expandtabs, Accepts::Any),
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
    method(
        "isspace",
        |vm, args| tested(vm, args, |data| all(data, |&byte| bytes::is_space(byte))),
        Accepts::Nothing,
    ),
    method("isascii", |vm, args| tested(vm, args, |data| data.is_ascii()), Accepts::Nothing),
    method("isupper", |vm, args| tested(vm, args, bytes::is_upper), Accepts::Nothing),
    method("islower", |vm, args| tested(vm, args, bytes::is_lower), Accepts::Nothing),
    method("istitle", |vm, args| tested(vm, args, bytes::is_title), Accepts::Nothing),
    method("hex", hex, Accepts::Any),
    class_method("fromhex", fromhex, Accepts::One),
];
