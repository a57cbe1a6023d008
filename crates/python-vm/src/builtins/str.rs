//! `str`: its operators and methods. The work on text itself is in `crate::text`.

use std::borrow::Cow;
use std::cell::Cell;

use heap_model::{Flags, Obj, Payload, Runtime, types};

use crate::bytecode::Comparison;
use crate::machine::{Machine, Raise, Result};
use crate::modules::arguments::Signature;
use crate::native::{Accepts, Args, NativeDef, TypeDef, function, method, special};
use crate::text::codecs::{self, Codec, Handler};
use crate::text::{self, case, format_spec, split};

/// The text of a `str` or an instance of a subclass, copied.
fn own(vm: &mut Machine, object: Obj) -> String {
    let text = vm.heap.str_text(object).to_owned();
    vm.spend_on_bytes(text.len());
    text
}

/// The Python exception for an error of `crate::text`.
pub fn text_error(vm: &mut Machine, error: text::Error) -> Raise {
    match error.exception {
        text::Exception::Memory => vm.memory_error(),
        text::Exception::Overflow => vm.overflow_error(error.message),
        text::Exception::Type => vm.type_error(error.message),
        text::Exception::Value => vm.value_error(error.message),
    }
}

/// What format specs may do in this release.
pub fn format_rules(vm: &Machine) -> format_spec::FormatRules {
    format_spec::FormatRules {
        fraction_grouping: vm.heap.release.text.fraction_grouping,
        max_str_digits: super::int::max_str_digits(vm),
        max_chars: vm.limits.memory.min(1 << 40) as usize,
    }
}

/// The version of Unicode that the release knows.
fn unicode(vm: &Machine) -> case::UnicodeVersion {
    vm.heap.release.text.unicode
}

/// A result that is the receiver itself where nothing changed and it is a plain `str`.
fn unless_same(vm: &mut Machine, this: Obj, text: &str) -> Obj {
    if vm.heap.type_of(this) == types::STR && vm.heap.str_text(this).len() == text.len() {
        return vm.new_ref(this);
    }
    vm.heap.new_str(text)
}

/// `repr(str)`.
pub fn repr(vm: &mut Machine, this: Obj) -> Result<Obj> {
    let shown = text::repr::repr(vm.heap.str_text(this), unicode(vm));
    Ok(vm.heap.new_str(&shown))
}

/// `format(str, spec)`.
pub fn format(vm: &mut Machine, this: Obj, spec: &str) -> Result<Obj> {
    if spec.is_empty() {
        return vm.str(this);
    }
    let class = vm.type_name_of(this);
    let rules = format_rules(vm);
    match format_spec::format_str(vm.heap.str_text(this), spec, &class, &rules) {
        Ok(text) => Ok(unless_same(vm, this, &text)),
        Err(error) => Err(text_error(vm, error)),
    }
}

/// Comparisons by code points.
pub fn compare(vm: &mut Machine, comparison: Comparison, a: Obj, b: Obj) -> Result<Obj> {
    let (Payload::Str(left), Payload::Str(right)) = (vm.heap.payload(a), vm.heap.payload(b)) else {
        return Ok(vm.not_implemented());
    };
    // UTF-8 sorts as code points do.
    let result = comparison.holds(left.text.cmp(&right.text));
    Ok(vm.heap.new_bool(result))
}

/// `a + b`.
pub fn concat(vm: &mut Machine, a: Obj, b: Obj) -> Result<Obj> {
    let Payload::Str(right) = vm.heap.payload(b) else {
        let class = vm.type_name_of(b);
        return Err(vm.type_error(format!("can only concatenate str (not \"{class}\") to str")));
    };
    let left = vm.heap.str_text(a);
    if left.is_empty() && vm.heap.type_of(b) == types::STR {
        return Ok(vm.new_ref(b));
    }
    if right.text.is_empty() && vm.heap.type_of(a) == types::STR {
        return Ok(vm.new_ref(a));
    }
    let length = left.len() + right.text.len();
    vm.check_room(length)?;
    let mut joined = String::with_capacity(length);
    joined.push_str(vm.heap.str_text(a));
    joined.push_str(vm.heap.str_text(b));
    Ok(vm.heap.new_string(joined))
}

/// `a * count`.
pub fn repeat(vm: &mut Machine, a: Obj, count: isize) -> Result<Obj> {
    if count == 1 && vm.heap.type_of(a) == types::STR {
        return Ok(vm.new_ref(a));
    }
    let length = vm.heap.str_text(a).len();
    let count = count.max(0) as usize;
    let Some(total) = length.checked_mul(count).filter(|&total| total <= isize::MAX as usize)
    else {
        return Err(vm.overflow_error("repeated string is too long"));
    };
    vm.check_room(total)?;
    let repeated = vm.heap.str_text(a).repeat(count);
    Ok(vm.heap.new_string(repeated))
}

/// `item in text`.
pub fn contains(vm: &mut Machine, this: Obj, item: Obj) -> Result<bool> {
    let Payload::Str(sub) = vm.heap.payload(item) else {
        let class = vm.type_name_of(item);
        return Err(
            vm.type_error(format!("'in <string>' requires string as left operand, not {class}"))
        );
    };
    let text = vm.heap.str_text(this);
    let (found, length) = (text.contains(&*sub.text), text.len());
    vm.spend_on_bytes(length);
    Ok(found)
}

/// `iter(str)`.
pub fn iter(vm: &mut Machine, this: Obj) -> Result<Obj> {
    let class = if vm.heap.get(this).flags.has(Flags::ASCII) {
        types::STR_ASCII_ITERATOR
    } else {
        types::STR_ITERATOR
    };
    vm.heap.incref(this);
    Ok(vm.heap.new_iterator(
        class,
        heap_model::objects::Iterator::Str { string: Some(this), offset: 0, index: 0 },
    ))
}

/// `text[index]` and `text[slice]`.
pub fn get_item(vm: &mut Machine, this: Obj, key: Obj) -> Result<Obj> {
    let text = vm.heap.str_text(this);
    let ascii = text.is_ascii();
    let length = if ascii { text.len() } else { text.chars().count() };
    if vm.is_slice(key) {
        let indices = vm.unpack_slice(key, length)?;
        if indices.step == 1 && indices.length == length && vm.heap.type_of(this) == types::STR {
            return Ok(vm.new_ref(this));
        }
        let text = vm.heap.str_text(this);
        let taken: String = if ascii {
            let bytes = text.as_bytes();
            indices.places().map(|place| char::from(bytes[place])).collect()
        } else {
            let characters: Vec<char> = text.chars().collect();
            indices.places().map(|place| characters[place]).collect()
        };
        return Ok(vm.heap.new_string(taken));
    }
    if !vm.has_index(key) {
        let class = vm.type_name_of(key);
        return Err(vm.type_error(format!("string indices must be integers, not '{class}'")));
    }
    let index = vm.sequence_index(key)?;
    let place = if index < 0 { index + length as isize } else { index };
    if place < 0 || place as usize >= length {
        return Err(vm.index_error("string index out of range"));
    }
    let text = vm.heap.str_text(this);
    let character = if ascii {
        char::from(text.as_bytes()[place as usize])
    } else {
        text.chars().nth(place as usize).expect("within the length")
    };
    Ok(vm.heap.new_character(character))
}

/// `template % arguments`.
pub fn modulo(vm: &mut Machine, template: Obj, arguments: Obj) -> Result<Obj> {
    super::string_format::percent(vm, template, arguments)
}

// --- arguments ---

/// A `str` argument of a method.
fn text_argument(vm: &mut Machine, value: Obj, message: &str) -> Result<String> {
    match vm.heap.payload(value) {
        Payload::Str(content) => Ok(content.text.to_string()),
        _ => {
            let class = vm.type_name_of(value);
            Err(vm.type_error(format!("{message}, not {class}")))
        }
    }
}

/// An optional bound of a search.
fn bound(vm: &mut Machine, value: Option<&Obj>) -> Result<Option<i64>> {
    match value {
        Some(&value) => Ok(vm.slice_bound(value)?.map(|bound| bound as i64)),
        None => Ok(None),
    }
}

/// Receiver, sought text and bounds of `find`, `count` and their like.
fn search(
    vm: &mut Machine,
    args: Args<'_>,
    name: &str,
) -> Result<(String, String, Option<i64>, Option<i64>)> {
    let message = if vm.heap.release.text.names_method_in_argument_errors {
        format!("{name}() argument 1 must be str")
    } else {
        "must be str".to_owned()
    };
    let sub = text_argument(vm, args.values[1], &message)?;
    let start = bound(vm, args.values.get(2))?;
    let end = bound(vm, args.values.get(3))?;
    Ok((own(vm, args.values[0]), sub, start, end))
}

fn position(vm: &mut Machine, found: Option<usize>) -> Result<Obj> {
    Ok(vm.heap.new_int(found.map_or(-1, |place| place as i64)))
}

fn find(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (text, sub, start, end) = search(vm, args, "find")?;
    position(vm, split::find(&text, &sub, start, end))
}

fn rfind(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (text, sub, start, end) = search(vm, args, "rfind")?;
    position(vm, split::rfind(&text, &sub, start, end))
}

fn index(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (text, sub, start, end) = search(vm, args, "index")?;
    match split::find(&text, &sub, start, end) {
        Some(place) => Ok(vm.heap.new_int(place as i64)),
        None => Err(vm.value_error("substring not found")),
    }
}

fn rindex(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (text, sub, start, end) = search(vm, args, "rindex")?;
    match split::rfind(&text, &sub, start, end) {
        Some(place) => Ok(vm.heap.new_int(place as i64)),
        None => Err(vm.value_error("substring not found")),
    }
}

fn count(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (text, sub, start, end) = search(vm, args, "count")?;
    Ok(vm.heap.new_int(split::count(&text, &sub, start, end) as i64))
}

fn affix(
    vm: &mut Machine,
    args: Args<'_>,
    name: &str,
    test: fn(&str, &str, Option<i64>, Option<i64>) -> bool,
) -> Result<Obj> {
    let start = bound(vm, args.values.get(2))?;
    let end = bound(vm, args.values.get(3))?;
    let candidates = match vm.heap.payload(args.values[1]) {
        Payload::Str(_) => vec![args.values[1]],
        Payload::Tuple(items) => items.to_vec(),
        _ => {
            let class = vm.type_name_of(args.values[1]);
            return Err(vm.type_error(format!(
                "{name} first arg must be str or a tuple of str, not {class}"
            )));
        }
    };
    let mut found = false;
    for candidate in candidates {
        if !matches!(vm.heap.payload(candidate), Payload::Str(_)) {
            let class = vm.type_name_of(candidate);
            return Err(
                vm.type_error(format!("tuple for {name} must only contain str, not {class}"))
            );
        }
        if test(vm.heap.str_text(args.values[0]), vm.heap.str_text(candidate), start, end) {
            found = true;
            break;
        }
    }
    Ok(vm.heap.new_bool(found))
}

// --- splitting and joining ---

fn split_arguments(vm: &mut Machine, args: Args<'_>, name: &str) -> Result<(Option<String>, i64)> {
    let mut separator = args.positional().get(1).copied();
    let mut most = args.positional().get(2).copied();
    for (keyword, value) in args.keywords() {
        match vm.heap.str_text(keyword) {
            "sep" => separator = Some(value),
            "maxsplit" => most = Some(value),
            other => {
                let other = other.to_owned();
                return Err(vm.unexpected_keyword(name, &other));
            }
        }
    }
    let separator = match separator {
        Some(separator) if separator != vm.heap.none() => {
            Some(text_argument(vm, separator, "must be str or None")?)
        }
        _ => None,
    };
    let most = match most {
        Some(most) => vm.index_isize(most)? as i64,
        None => -1,
    };
    Ok((separator, most))
}

/// A list of pieces; one that is the whole receiver is the receiver itself.
fn pieces(vm: &mut Machine, this: Obj, pieces: &[&str], reserve: Option<usize>) -> Obj {
    let whole = vm.heap.str_text(this).len();
    let exact = vm.heap.type_of(this) == types::STR;
    let items: Vec<Obj> =
        pieces
            .iter()
            .map(|piece| {
                if exact && piece.len() == whole {
                    vm.new_ref(this)
                } else {
                    vm.heap.new_str(piece)
                }
            })
            .collect();
    match reserve {
        Some(room) if items.len() <= room => vm.heap.new_list_with_room(items, room),
        _ => {
            let list = vm.heap.new_list_with_room(Vec::new(), reserve.unwrap_or(0));
            for item in items {
                vm.heap.list_append(list, item);
            }
            list
        }
    }
}

/// Places that `split` makes room for at first.
fn split_room(vm: &Machine, text: &str, separator: Option<&str>, most: i64) -> usize {
    let length = text.chars().count();
    if separator.is_some_and(|separator| length < separator.chars().count()) {
        return 1;
    }
    if most >= 0 {
        let wanted = most as usize + 1;
        if wanted <= 12 {
            return wanted;
        }
    }
    if vm.heap.release.containers.split_reserves_twelve {
        return 12;
    }
    match separator {
        Some(separator) => {
            let width = separator.chars().count().max(1);
            if length < width { 1 } else { (length / width + 2).min(12) }
        }
        None => (length.saturating_sub(1) / 2 + 2).min(12),
    }
}

fn split_method(vm: &mut Machine, args: Args<'_>, from_right: bool) -> Result<Obj> {
    let name = if from_right { "rsplit" } else { "split" };
    let (separator, most) = split_arguments(vm, args, name)?;
    let text = own(vm, args.values[0]);
    let room = split_room(vm, &text, separator.as_deref(), most);
    let parts = match &separator {
        None if from_right => split::rsplit_whitespace(&text, most),
        None => split::split_whitespace(&text, most),
        Some(separator) => {
            let parts = if from_right {
                split::rsplit(&text, separator, most)
            } else {
                split::split(&text, separator, most)
            };
            match parts {
                Some(parts) => parts,
                None => return Err(vm.value_error("empty separator")),
            }
        }
    };
    Ok(pieces(vm, args.values[0], &parts, Some(room)))
}

fn splitlines(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature::plain("splitlines", &["keepends"], 0);
    let [keep] = args.bind(vm, 1, &SIGNATURE)?;
    let keep = match keep {
        Some(keep) => vm.truth(keep)?,
        None => false,
    };
    let text = own(vm, args.values[0]);
    let lines = split::splitlines(&text, keep);
    Ok(pieces(vm, args.values[0], &lines, None))
}

fn partition(vm: &mut Machine, args: Args<'_>, from_right: bool) -> Result<Obj> {
    let separator = text_argument(vm, args.values[1], "must be str")?;
    if separator.is_empty() {
        return Err(vm.value_error("empty separator"));
    }
    let this = args.values[0];
    let text = own(vm, this);
    if !text.contains(&separator) {
        let empty = vm.heap.singletons().empty_str;
        let whole = vm.str(this)?;
        vm.heap.incref(empty);
        vm.heap.incref(empty);
        let items = if from_right { vec![empty, empty, whole] } else { vec![whole, empty, empty] };
        return Ok(vm.heap.new_tuple_tracked(items));
    }
    let (before, _, after) = if from_right {
        split::rpartition(&text, &separator)
    } else {
        split::partition(&text, &separator)
    };
    let before = vm.heap.new_str(before);
    let after = vm.heap.new_str(after);
    vm.heap.incref(args.values[1]);
    Ok(vm.heap.new_tuple_tracked(vec![before, args.values[1], after]))
}

fn join(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (separator, iterable) = (args.values[0], args.values[1]);
    let items: Vec<Obj> = match (vm.heap.payload(iterable), vm.heap.type_of(iterable)) {
        (Payload::List(list), types::LIST) => list.items.clone(),
        (Payload::Tuple(items), types::TUPLE) => items.to_vec(),
        _ => {
            let has_iter = {
                let (iter, getitem) = (vm.names.__iter__, vm.names.__getitem__);
                vm.lookup_special(iterable, iter).is_some()
                    || vm.lookup_special(iterable, getitem).is_some()
            };
            if !has_iter {
                return Err(vm.type_error("can only join an iterable"));
            }
            let items = vm.collect(iterable)?;
            let tuple = vm.heap.new_tuple_tracked(items);
            let result = join(vm, Args::positional_only(&[separator, tuple]));
            vm.decref(tuple);
            return result;
        }
    };
    for (index, &item) in items.iter().enumerate() {
        if !matches!(vm.heap.payload(item), Payload::Str(_)) {
            let class = vm.type_name_of(item);
            return Err(vm.type_error(format!(
                "sequence item {index}: expected str instance, {class} found"
            )));
        }
    }
    match items.as_slice() {
        [] => {
            let empty = vm.heap.singletons().empty_str;
            return Ok(vm.new_ref(empty));
        }
        [one] if vm.heap.type_of(*one) == types::STR => return Ok(vm.new_ref(*one)),
        _ => {}
    }
    let length: usize = items.iter().map(|&item| vm.heap.str_text(item).len()).sum::<usize>()
        + vm.heap.str_text(separator).len() * (items.len() - 1);
    vm.check_room(length)?;
    let mut joined = String::with_capacity(length);
    for (index, &item) in items.iter().enumerate() {
        if index > 0 {
            joined.push_str(vm.heap.str_text(separator));
        }
        joined.push_str(vm.heap.str_text(item));
    }
    Ok(vm.heap.new_str_fresh(&joined))
}

fn strip(
    vm: &mut Machine,
    args: Args<'_>,
    name: &str,
    strip: for<'a> fn(&'a str, Option<&str>) -> &'a str,
) -> Result<Obj> {
    let characters = match args.values.get(1) {
        Some(&value) if value != vm.heap.none() => match vm.heap.payload(value) {
            Payload::Str(content) => Some(content.text.to_string()),
            _ => return Err(vm.type_error(format!("{name} arg must be None or str"))),
        },
        _ => None,
    };
    let text = own(vm, args.values[0]);
    let stripped = strip(&text, characters.as_deref());
    Ok(unless_same(vm, args.values[0], stripped))
}

fn replace(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature {
        name: "replace",
        params: &["", "", "count"],
        positional_only: 2,
        keyword_only_from: 3,
        required: 2,
    };
    let most = if vm.heap.release.text.replace_takes_count_keyword {
        let [_, _, most] = args.bind(vm, 1, &SIGNATURE)?;
        most
    } else {
        args.no_keywords(vm, "str.replace")?;
        args.count(vm, 1, "replace", 2, 3)?;
        args.values.get(3).copied()
    };
    let old = text_argument(vm, args.values[1], "replace() argument 1 must be str")?;
    let new = text_argument(vm, args.values[2], "replace() argument 2 must be str")?;
    let most = match most {
        Some(most) => vm.index_isize(most)? as i64,
        None => -1,
    };
    let text = own(vm, args.values[0]);
    if most == 0 || !text.contains(&old) || old == new {
        return vm.str(args.values[0]);
    }
    if new.len() > old.len() {
        let growth = (new.len() - old.len()).saturating_mul(text.matches(old.as_str()).count());
        vm.check_room(text.len() + growth)?;
    }
    let replaced = split::replace(&text, &old, &new, most);
    Ok(vm.heap.new_string(replaced))
}

// --- layout ---

fn justify(
    vm: &mut Machine,
    args: Args<'_>,
    lay_out: fn(&str, usize, char) -> String,
) -> Result<Obj> {
    let width = vm.index_isize(args.values[1])?.max(0) as usize;
    let fill = match args.values.get(2) {
        None => ' ',
        Some(&fill) => {
            let text = text_argument(vm, fill, "The fill character must be a unicode character")?;
            let mut characters = text.chars();
            match (characters.next(), characters.next()) {
                (Some(fill), None) => fill,
                _ => {
                    return Err(
                        vm.type_error("The fill character must be exactly one character long")
                    );
                }
            }
        }
    };
    vm.check_room(width.saturating_mul(fill.len_utf8()))?;
    let text = own(vm, args.values[0]);
    if split::length(&text) >= width {
        return vm.str(args.values[0]);
    }
    let laid_out = lay_out(&text, width, fill);
    Ok(vm.heap.new_string(laid_out))
}

fn zfill(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let width = vm.index_isize(args.values[1])?.max(0) as usize;
    vm.check_room(width)?;
    let text = own(vm, args.values[0]);
    let filled = split::zfill(&text, width);
    Ok(unless_same(vm, args.values[0], &filled))
}

fn expandtabs(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature::plain("expandtabs", &["tabsize"], 0);
    let [size] = args.bind(vm, 1, &SIGNATURE)?;
    let size = match size {
        Some(size) => vm.index_c_int(size)? as i64,
        None => 8,
    };
    let text = own(vm, args.values[0]);
    if !text.contains('\t') {
        return vm.str(args.values[0]);
    }
    let tabs = text.matches('\t').count();
    vm.check_room(text.len() + tabs.saturating_mul(size.max(0) as usize))?;
    let expanded = split::expandtabs(&text, size);
    Ok(vm.heap.new_string(expanded))
}

fn cased(
    vm: &mut Machine,
    args: Args<'_>,
    change: fn(&str, case::UnicodeVersion) -> String,
) -> Result<Obj> {
    let changed = change(vm.heap.str_text(args.values[0]), unicode(vm));
    match changed.is_empty() {
        true => Ok(vm.heap.new_str("")),
        false => Ok(vm.heap.new_str_fresh(&changed)),
    }
}

fn all_are(
    vm: &mut Machine,
    args: Args<'_>,
    test: fn(char, case::UnicodeVersion) -> bool,
) -> Result<Obj> {
    let unicode = unicode(vm);
    let text = vm.heap.str_text(args.values[0]);
    let result = !text.is_empty() && text.chars().all(|character| test(character, unicode));
    Ok(vm.heap.new_bool(result))
}

fn whole_is(
    vm: &mut Machine,
    args: Args<'_>,
    test: fn(&str, case::UnicodeVersion) -> bool,
) -> Result<Obj> {
    let result = test(vm.heap.str_text(args.values[0]), unicode(vm));
    Ok(vm.heap.new_bool(result))
}

fn remove_affix(vm: &mut Machine, args: Args<'_>, prefix: bool) -> Result<Obj> {
    let name = if prefix { "removeprefix" } else { "removesuffix" };
    let affix = text_argument(vm, args.values[1], &format!("{name}() argument must be str"))?;
    let text = own(vm, args.values[0]);
    let rest = if prefix { text.strip_prefix(&affix) } else { text.strip_suffix(&affix) };
    match rest {
        Some(rest) if !affix.is_empty() => Ok(vm.heap.new_str(rest)),
        _ => vm.str(args.values[0]),
    }
}

// --- encoding and translating ---

fn encode(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let mut parts = [args.positional().get(1).copied(), args.positional().get(2).copied()];
    for (name, value) in args.keywords() {
        match vm.heap.str_text(name) {
            "encoding" => parts[0] = Some(value),
            "errors" => parts[1] = Some(value),
            other => {
                let other = other.to_owned();
                return Err(vm.unexpected_keyword("encode", &other));
            }
        }
    }
    let (codec, handler) = codec_arguments(vm, parts)?;
    match codecs::encode(vm.heap.str_text(args.values[0]), codec, handler) {
        Ok(bytes) => Ok(vm.heap.new_bytes(bytes)),
        Err(error) => {
            let object = args.values[0];
            Err(match unknown_handler(vm, parts[1]) {
                Some(raise) => raise,
                None => codec_error(vm, types::UNICODE_ENCODE_ERROR, object, &error),
            })
        }
    }
}

/// The codec and the error handler that two arguments name.
pub fn codec_arguments(vm: &mut Machine, parts: [Option<Obj>; 2]) -> Result<(Codec, Handler)> {
    let codec = match parts[0] {
        None => Codec::named("utf-8").expect("UTF-8 is known"),
        Some(name) => {
            let name = text_argument(vm, name, "encode() argument 'encoding' must be str")?;
            match Codec::named(&name) {
                Some(codec) => codec,
                None => return Err(unknown_codec(vm, &name, "encode")),
            }
        }
    };
    let handler = match parts[1] {
        None => Handler::named("strict").expect("strict is known"),
        Some(name) => {
            let name = text_argument(vm, name, "encode() argument 'errors' must be str")?;
            // A name that means nothing is an error only when there is something to handle.
            Handler::named(&name).unwrap_or(Handler::Strict)
        }
    };
    Ok((codec, handler))
}

/// `LookupError` of a codec that there is not, or that is not for text.
fn unknown_codec(vm: &mut Machine, name: &str, function: &str) -> Raise {
    match codecs::lacking(name) {
        Some(true) => vm.unsupported(format!("the codec '{name}'")),
        Some(false) => vm.raise(
            types::LOOKUP_ERROR,
            format!(
                "'{name}' is not a text encoding; use codecs.{function}() to handle arbitrary \
                 codecs"
            ),
        ),
        None => vm.raise(types::LOOKUP_ERROR, format!("unknown encoding: {name}")),
    }
}

/// `LookupError` of an error handler that there is not, if `errors` names one.
pub fn unknown_handler(vm: &mut Machine, errors: Option<Obj>) -> Option<Raise> {
    let name = vm.heap.str_text(errors?).to_owned();
    if Handler::named(&name).is_some() {
        return None;
    }
    Some(match name.as_str() {
        "namereplace" | "surrogateescape" | "surrogatepass" => {
            vm.unsupported(format!("the error handler '{name}'"))
        }
        _ => vm.raise(types::LOOKUP_ERROR, format!("unknown error handler name '{name}'")),
    })
}

/// A `UnicodeDecodeError` or `UnicodeEncodeError`.
pub fn codec_error(vm: &mut Machine, class: Obj, object: Obj, error: &codecs::CodecError) -> Raise {
    match error.reason {
        codecs::LONE_SURROGATE => return vm.unsupported("lone surrogates in a str"),
        codecs::NAMED_CHARACTER => return vm.unsupported("names of characters in unicode_escape"),
        _ => {}
    }
    let encoding = vm.heap.new_str(error.encoding);
    let start = vm.heap.new_int(error.start as i64);
    let end = vm.heap.new_int(error.end as i64);
    let reason = vm.heap.new_str(error.reason);
    let raise = vm.raise_with_args(class, &[encoding, object, start, end, reason]);
    for part in [encoding, start, end, reason] {
        vm.decref(part);
    }
    raise
}

fn translate(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let table = args.values[1];
    let text = own(vm, args.values[0]);
    let mut images: Vec<(char, Option<String>)> = Vec::new();
    for character in text.chars() {
        if images.iter().any(|&(known, _)| known == character) {
            continue;
        }
        let key = vm.heap.new_int(i64::from(character as u32));
        let found = vm.get_item(table, key);
        vm.decref(key);
        match found {
            Ok(image) => {
                let shown = match vm.heap.payload(image) {
                    Payload::Str(content) => Some(content.text.to_string()),
                    &Payload::Int(code) => match u32::try_from(code) {
                        Ok(code @ 0..=0x10_ffff) => match char::from_u32(code) {
                            Some(character) => Some(String::from(character)),
                            None => {
                                vm.decref(image);
                                return Err(vm.unsupported("lone surrogates in a str"));
                            }
                        },
                        _ => {
                            vm.decref(image);
                            return Err(
                                vm.value_error("character mapping must be in range(0x110000)")
                            );
                        }
                    },
                    _ => None,
                };
                let valid = shown.is_some() || image == vm.heap.none();
                vm.decref(image);
                if !valid {
                    return Err(vm.type_error("character mapping must return integer, None or str"));
                }
                images.push((character, Some(shown.unwrap_or_default())));
            }
            Err(raise) => {
                vm.swallow(raise, types::LOOKUP_ERROR)?;
                images.push((character, None));
            }
        }
    }
    let translated = split::translate(&text, |character| {
        images
            .iter()
            .find(|&&(known, _)| known == character)
            .and_then(|(_, image)| image.as_deref().map(Cow::Borrowed))
    });
    Ok(vm.heap.new_str_fresh(&translated))
}

/// The first two arguments of `maketrans`, of which the second is looked at first.
fn maketrans_texts(vm: &mut Machine, args: Args<'_>) -> Result<(String, String)> {
    let to = text_argument(vm, args.values[1], "maketrans() argument 2 must be str")?;
    if let Some(&deleted) = args.values.get(2) {
        text_argument(vm, deleted, "maketrans() argument 3 must be str")?;
    }
    match vm.heap.payload(args.values[0]) {
        Payload::Str(content) => Ok((content.text.to_string(), to)),
        _ => Err(vm
            .type_error("first maketrans argument must be a string if there is a second argument")),
    }
}

fn maketrans(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let dict = vm.heap.new_dict();
    if let &[mapping] = args.values {
        if !matches!(vm.heap.payload(mapping), Payload::Dict(_)) {
            vm.decref(dict);
            return Err(
                vm.type_error("if you give only one argument to maketrans it must be a dict")
            );
        }
        for (key, value) in vm.dict_items(mapping) {
            let code = match vm.heap.payload(key) {
                Payload::Str(content) => {
                    let mut characters = content.text.chars();
                    match (characters.next(), characters.next()) {
                        (Some(character), None) => vm.heap.new_int(i64::from(character as u32)),
                        _ => {
                            vm.decref(dict);
                            let table = vm.release().operations.translate_table;
                            return Err(vm.value_error(format!(
                                "string keys in {table} must be of length 1"
                            )));
                        }
                    }
                }
                Payload::Int(_) | Payload::BigInt(_) => vm.new_ref(key),
                _ => {
                    vm.decref(dict);
                    let message = vm.release().text.wrong_translate_key;
                    return Err(vm.type_error(message));
                }
            };
            let result = vm.dict_set(dict, code, value);
            vm.decref(code);
            result?;
        }
        return Ok(dict);
    }
    let checked = maketrans_texts(vm, args);
    let (from, to) = match checked {
        Ok(texts) => texts,
        Err(raise) => {
            vm.decref(dict);
            return Err(raise);
        }
    };
    if from.chars().count() != to.chars().count() {
        vm.decref(dict);
        return Err(vm.value_error("the first two maketrans arguments must have equal length"));
    }
    for (from, to) in from.chars().zip(to.chars()) {
        let key = vm.heap.new_int(i64::from(from as u32));
        let value = vm.heap.new_int(i64::from(to as u32));
        let result = vm.dict_set(dict, key, value);
        vm.decref(key);
        vm.decref(value);
        result?;
    }
    if let Some(&deleted) = args.values.get(2) {
        let deleted = text_argument(vm, deleted, "maketrans() argument 3 must be str")?;
        let none = vm.heap.none();
        for character in deleted.chars() {
            let key = vm.heap.new_int(i64::from(character as u32));
            let result = vm.dict_set(dict, key, none);
            vm.decref(key);
            result?;
        }
    }
    Ok(dict)
}

fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = vm.class_argument(types::STR, args)?;
    let given = args.values.len() - 1;
    if given > 3 {
        return Err(vm.type_error(match vm.release().operations.int_counts_given {
            true => format!("str() takes at most 3 arguments ({given} given)"),
            false => format!("str expected at most 3 arguments, got {given}"),
        }));
    }
    let mut object = args.positional().get(1).copied();
    let mut codec = [args.positional().get(2).copied(), args.positional().get(3).copied()];
    for (name, value) in args.keywords() {
        match vm.heap.str_text(name) {
            "object" => object = Some(value),
            "encoding" => codec[0] = Some(value),
            "errors" => codec[1] = Some(value),
            other => {
                let other = other.to_owned();
                return Err(vm.unexpected_keyword("str", &other));
            }
        }
    }
    for (value, parameter) in [(codec[0], "encoding"), (codec[1], "errors")] {
        if let Some(value) = value
            && !matches!(vm.heap.payload(value), Payload::Str(_))
        {
            let given = vm.type_name_of(value);
            return Err(
                vm.type_error(format!("str() argument '{parameter}' must be str, not {given}"))
            );
        }
    }
    let text = match object {
        None => {
            let empty = vm.heap.singletons().empty_str;
            vm.new_ref(empty)
        }
        Some(object) if codec.iter().any(Option::is_some) => {
            super::bytes::decode_object(vm, object, codec)?
        }
        Some(object) => vm.str(object)?,
    };
    if class == types::STR {
        return Ok(text);
    }
    let content = own(vm, text);
    vm.decref(text);
    Ok(vm.heap.new_of_class(
        class,
        Payload::Str(heap_model::objects::Str { text: content.into(), hash: Cell::new(0) }),
    ))
}

macro_rules! comparison {
    ($name:literal, $comparison:ident) => {
        special(
            $name,
            |vm, args| compare(vm, Comparison::$comparison, args.values[0], args.values[1]),
            Accepts::One,
        )
    };
}

static METHODS: [NativeDef; 63] = [
    function("__new__", new, Accepts::Any),
    special("__repr__", |vm, args| repr(vm, args.values[0]), Accepts::Nothing),
    special(
        "__str__",
        |vm, args| {
            let class = vm.heap.type_of(args.values[0]);
            vm.native_str(class, args.values[0])
        },
        Accepts::Nothing,
    ),
    special(
        "__hash__",
        |vm, args| {
            let hash = vm.heap.str_hash(args.values[0]);
            Ok(vm.heap.new_int(hash))
        },
        Accepts::Nothing,
    ),
    special(
        "__len__",
        |vm, args| {
            let length = vm.heap.str_contents(args.values[0]).length();
            Ok(vm.heap.new_int(length as i64))
        },
        Accepts::Nothing,
    ),
    special("__getitem__", |vm, args| get_item(vm, args.values[0], args.values[1]), Accepts::One),
    special(
        "__contains__",
        |vm, args| {
            let found = contains(vm, args.values[0], args.values[1])?;
            Ok(vm.heap.new_bool(found))
        },
        Accepts::One,
    ),
    special("__iter__", |vm, args| iter(vm, args.values[0]), Accepts::Nothing),
    special("__add__", |vm, args| concat(vm, args.values[0], args.values[1]), Accepts::One),
    special(
        "__mul__",
        |vm, args| {
            let count = vm.index_isize(args.values[1])?;
            repeat(vm, args.values[0], count)
        },
        Accepts::One,
    ),
    special(
        "__rmul__",
        |vm, args| {
            let count = vm.index_isize(args.values[1])?;
            repeat(vm, args.values[0], count)
        },
        Accepts::One,
    ),
    special("__mod__", |vm, args| modulo(vm, args.values[0], args.values[1]), Accepts::One),
    comparison!("__eq__", Eq),
    comparison!("__ne__", Ne),
    comparison!("__lt__", Lt),
    comparison!("__le__", Le),
    comparison!("__gt__", Gt),
    comparison!("__ge__", Ge),
    method(
        "__format__",
        |vm, args| {
            let spec = text_argument(vm, args.values[1], "__format__() argument must be str")?;
            format(vm, args.values[0], &spec)
        },
        Accepts::One,
    ),
    method("format", super::string_format::format_method, Accepts::Any),
    method("format_map", super::string_format::format_map, Accepts::One),
    method("find", find, Accepts::Positional(1, 3)),
    method("rfind", rfind, Accepts::Positional(1, 3)),
    method("index", index, Accepts::Positional(1, 3)),
    method("rindex", rindex, Accepts::Positional(1, 3)),
    method("count", count, Accepts::Positional(1, 3)),
    method(
        "startswith",
        |vm, args| affix(vm, args, "startswith", split::starts_with),
        Accepts::Positional(1, 3),
    ),
    method(
        "endswith",
        |vm, args| affix(vm, args, "endswith", split::ends_with),
        Accepts::Positional(1, 3),
    ),
    method("split", |vm, args| split_method(vm, args, false), Accepts::Any),
    method("rsplit", |vm, args| split_method(vm, args, true), Accepts::Any),
    method("splitlines", splitlines, Accepts::Any),
    method("partition", |vm, args| partition(vm, args, false), Accepts::One),
    method("rpartition", |vm, args| partition(vm, args, true), Accepts::One),
    method("join", join, Accepts::One),
    method("strip", |vm, args| strip(vm, args, "strip", split::strip), Accepts::Positional(0, 1)),
    method(
        "lstrip",
        |vm, args| strip(vm, args, "lstrip", split::lstrip),
        Accepts::Positional(0, 1),
    ),
    method(
        "rstrip",
        |vm, args| strip(vm, args, "rstrip", split::rstrip),
        Accepts::Positional(0, 1),
    ),
    method("replace", replace, Accepts::Any),
    method("center", |vm, args| justify(vm, args, split::center), Accepts::Positional(1, 2)),
    method("ljust", |vm, args| justify(vm, args, split::ljust), Accepts::Positional(1, 2)),
    method("rjust", |vm, args| justify(vm, args, split::rjust), Accepts::Positional(1, 2)),
    method("zfill", zfill, Accepts::One),
    method("expandtabs", expandtabs, Accepts::Any),
    method("lower", |vm, args| cased(vm, args, case::lower), Accepts::Nothing),
    method("upper", |vm, args| cased(vm, args, case::upper), Accepts::Nothing),
    method("title", |vm, args| cased(vm, args, case::title), Accepts::Nothing),
    method("capitalize", |vm, args| cased(vm, args, case::capitalize), Accepts::Nothing),
    method("swapcase", |vm, args| cased(vm, args, case::swapcase), Accepts::Nothing),
    method("casefold", |vm, args| cased(vm, args, case::casefold), Accepts::Nothing),
    method("isalpha", |vm, args| all_are(vm, args, case::is_alpha), Accepts::Nothing),
    method("isdigit", |vm, args| all_are(vm, args, case::is_digit), Accepts::Nothing),
    method("isdecimal", |vm, args| all_are(vm, args, case::is_decimal), Accepts::Nothing),
    method("isnumeric", |vm, args| all_are(vm, args, case::is_numeric), Accepts::Nothing),
    method("isalnum", |vm, args| all_are(vm, args, case::is_alnum), Accepts::Nothing),
    method(
        "isspace",
        |vm, args| all_are(vm, args, |character, _| case::is_space(character)),
        Accepts::Nothing,
    ),
    method(
        "isprintable",
        |vm, args| {
            let unicode = unicode(vm);
            let result = vm
                .heap
                .str_text(args.values[0])
                .chars()
                .all(|character| case::is_printable(character, unicode));
            Ok(vm.heap.new_bool(result))
        },
        Accepts::Nothing,
    ),
    method(
        "isascii",
        |vm, args| {
            let result = vm.heap.str_text(args.values[0]).is_ascii();
            Ok(vm.heap.new_bool(result))
        },
        Accepts::Nothing,
    ),
    method("islower", |vm, args| whole_is(vm, args, case::is_lower_str), Accepts::Nothing),
    method("isupper", |vm, args| whole_is(vm, args, case::is_upper_str), Accepts::Nothing),
    method("istitle", |vm, args| whole_is(vm, args, case::is_title_str), Accepts::Nothing),
    method("isidentifier", |vm, args| whole_is(vm, args, case::is_identifier), Accepts::Nothing),
    method("removeprefix", |vm, args| remove_affix(vm, args, true), Accepts::One),
    method("removesuffix", |vm, args| remove_affix(vm, args, false), Accepts::One),
];

static MORE_METHODS: [NativeDef; 5] = [
    super::slots::RMOD,
    method(
        "__getnewargs__",
        |vm, args| {
            let text = own(vm, args.values[0]);
            let copy = vm.heap.new_str_fresh(&text);
            Ok(vm.heap.new_tuple(vec![copy]))
        },
        Accepts::Nothing,
    ),
    method("encode", encode, Accepts::Any),
    method("translate", translate, Accepts::One),
    function("maketrans", maketrans, Accepts::Positional(1, 3)),
];

/// `str`: the parts of its namespace.
pub static TYPES: [TypeDef; 2] = [
    TypeDef { ty: types::STR, doc: "str(object='') -> str", methods: &METHODS, attributes: &[] },
    TypeDef { ty: types::STR, doc: "", methods: &MORE_METHODS, attributes: &[] },
];
