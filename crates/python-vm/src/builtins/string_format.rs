//! `str.format` and `template % arguments`: the walk through the template, with Python objects.

use heap_model::{Obj, Payload, Runtime, types};
use num_bigint::BigInt;

use super::str::text_error;
use crate::machine::{Machine, Result};
use crate::native::Args;
use crate::text::percent::{Arguments, Event, Source, Spec, Template as PercentTemplate};
use crate::text::str_format::{self, Field, First, Numbering, Step, Template};
use crate::text::{percent_layout, repr};

/// Where `str.format` finds its arguments.
#[derive(Clone, Copy)]
enum Fields<'a> {
    Call(Args<'a>),
    Mapping(Obj),
}

/// `str.format(*args, **kwargs)`.
pub fn format_method(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let template = vm.heap.str_text(args.values[0]).to_owned();
    let rest = Args { values: &args.values[1..], names: args.names };
    let receiver = args.values[0];
    vm.with_packed(rest, |vm| finish(vm, receiver, &template, Fields::Call(rest)))
}

/// `str.format_map(mapping)`.
pub fn format_map(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let template = vm.heap.str_text(args.values[0]).to_owned();
    finish(vm, args.values[0], &template, Fields::Mapping(args.values[1]))
}

fn finish(vm: &mut Machine, receiver: Obj, template: &str, fields: Fields<'_>) -> Result<Obj> {
    if !template.contains(['{', '}']) && vm.heap.type_of(receiver) == types::STR {
        return Ok(vm.new_ref(receiver));
    }
    let mut numbering = Numbering::default();
    let mut single = None;
    let text = fill(vm, template, fields, &mut numbering, 1, &mut single)?;
    if let Some(single) = single {
        return Ok(single);
    }
    Ok(vm.heap.new_str(&text))
}

/// Fills a template. A template that is one plain field of a `str` gives that very object.
fn fill(
    vm: &mut Machine,
    template: &str,
    fields: Fields<'_>,
    numbering: &mut Numbering,
    depth: usize,
    single: &mut Option<Obj>,
) -> Result<String> {
    if depth > str_format::MAX_DEPTH {
        return Err(text_error(vm, str_format::too_deep()));
    }
    let mut out = String::new();
    let pieces: Vec<_> = Template::new(template).collect();
    let count = pieces.len();
    for piece in pieces {
        let piece = match piece {
            Ok(piece) => piece,
            Err(error) => return Err(text_error(vm, error)),
        };
        out.push_str(piece.literal);
        if let Some(field) = piece.field {
            let value = field_value(vm, field, fields, numbering)?;
            let shown = show(vm, value, field, fields, numbering, depth)?;
            if count == 1 && piece.literal.is_empty() && depth == 1 {
                *single = Some(shown);
                return Ok(String::new());
            }
            let length = vm.heap.str_text(shown).len();
            if let Err(raise) = vm.check_room(out.len() + length) {
                vm.decref(shown);
                return Err(raise);
            }
            out.push_str(vm.heap.str_text(shown));
            vm.decref(shown);
        }
    }
    Ok(out)
}

/// The object that a field names. New reference.
fn field_value(
    vm: &mut Machine,
    field: Field<'_>,
    fields: Fields<'_>,
    numbering: &mut Numbering,
) -> Result<Obj> {
    let (first, path) = match numbering.first(field.name) {
        Ok(found) => found,
        Err(error) => return Err(text_error(vm, error)),
    };
    let mut value = match (first, fields) {
        (First::Index(index), Fields::Call(args)) => match args.positional().get(index) {
            Some(&value) => vm.new_ref(value),
            None => return Err(vm.index_error(str_format::index_message(index))),
        },
        (First::Index(_), Fields::Mapping(_)) => {
            return Err(vm.value_error("Format string contains positional fields"));
        }
        (First::Key(key), Fields::Call(args)) => {
            let found = args
                .keywords()
                .find(|&(name, _)| vm.heap.str_text(name) == key)
                .map(|(_, value)| value);
            match found {
                Some(value) => vm.new_ref(value),
                None => {
                    let key = vm.heap.new_str(key);
                    let raise = vm.raise_key_error(key);
                    vm.decref(key);
                    return Err(raise);
                }
            }
        }
        (First::Key(key), Fields::Mapping(mapping)) => {
            let key = vm.heap.new_str(key);
            let value = vm.get_item(mapping, key);
            vm.decref(key);
            value?
        }
    };
    for step in path {
        let step = match step {
            Ok(step) => step,
            Err(error) => {
                vm.decref(value);
                return Err(text_error(vm, error));
            }
        };
        let next = match step {
            Step::Attribute(name) => vm.get_attr_str(value, name),
            Step::Index(index) => {
                let index = vm.heap.new_int(index as i64);
                let item = vm.get_item(value, index);
                vm.decref(index);
                item
            }
            Step::Key(key) => {
                let key = vm.heap.new_str(key);
                let item = vm.get_item(value, key);
                vm.decref(key);
                item
            }
        };
        vm.decref(value);
        value = next?;
    }
    Ok(value)
}

/// Converts and formats a field's value, whose reference it takes. New reference to a `str`.
fn show(
    vm: &mut Machine,
    value: Obj,
    field: Field<'_>,
    fields: Fields<'_>,
    numbering: &mut Numbering,
    depth: usize,
) -> Result<Obj> {
    let converted = match field.conversion {
        None => value,
        Some(conversion) => {
            let converted = match conversion {
                'r' => vm.repr(value),
                's' => vm.str(value),
                'a' => vm.ascii(value),
                other => Err(text_error(vm, str_format::unknown_conversion(other))),
            };
            vm.decref(value);
            converted?
        }
    };
    let spec = if field.nested {
        let mut single = None;
        match fill(vm, field.spec, fields, numbering, depth + 1, &mut single) {
            Ok(spec) => spec,
            Err(raise) => {
                vm.decref(converted);
                return Err(raise);
            }
        }
    } else {
        field.spec.to_owned()
    };
    let shown = vm.format(converted, &spec);
    vm.decref(converted);
    shown
}

/// `template % arguments` of bytes, whose type the result has.
pub fn percent_of_bytes(vm: &mut Machine, template: Obj, arguments: Obj) -> Result<Obj> {
    let text: String =
        vm.heap.byte_slice(template).unwrap_or_default().iter().map(|&byte| byte as char).collect();
    let class = vm.type_name_of(arguments);
    let kind = match vm.heap.payload(arguments) {
        Payload::Tuple(items) => Arguments::Tuple(items.len()),
        Payload::Str(_) | Payload::Bytes(_) | Payload::ByteArray(_) => Arguments::Single(&class),
        _ => {
            let name = vm.names.__getitem__;
            if vm.lookup_special(arguments, name).is_some() {
                Arguments::Mapping
            } else {
                Arguments::Single(&class)
            }
        }
    };
    let wording = vm.heap.release.text.percent_wording;
    let most = vm.limits.memory.min(1 << 40) as usize;
    let mut reader = PercentTemplate::of_bytes(&text, kind, wording, most);
    let mut out = String::new();
    let mut keyed: Option<Obj> = None;
    let result = loop {
        let event = match reader.next() {
            None => break Ok(()),
            Some(Ok(event)) => event,
            Some(Err(error)) => break Err(text_error(vm, error)),
        };
        let step = match event {
            Event::Literal(literal) => {
                out.push_str(&literal);
                Ok(())
            }
            Event::Key(key) => {
                let key: Vec<u8> = key.chars().map(|char| char as u8).collect();
                let key = vm.heap.new_bytes(key);
                let value = vm.get_item(arguments, key);
                vm.decref(key);
                value.map(|value| {
                    let old = keyed.replace(value);
                    vm.decref_opt(old);
                })
            }
            Event::Star(source) => {
                let value = argument(vm, arguments, keyed, &source);
                give_star(vm, &mut reader, value, &source)
            }
            Event::Convert(spec, source) => {
                let value = argument(vm, arguments, keyed, &source);
                convert_to_bytes(vm, &reader, &spec, &source, value)
                    .map(|shown| out.push_str(&shown))
            }
        };
        if let Err(raise) = step {
            break Err(raise);
        }
    };
    vm.decref_opt(keyed);
    result?;
    let data: Vec<u8> = out.chars().map(|char| char as u8).collect();
    Ok(match vm.heap.payload(template) {
        Payload::ByteArray(_) => vm.heap.new_bytearray(data),
        _ => vm.heap.new_bytes(data),
    })
}

/// One conversion of `%` on bytes, each byte as the character of the same number.
fn convert_to_bytes(
    vm: &mut Machine,
    reader: &PercentTemplate<'_>,
    spec: &Spec,
    source: &Source,
    value: Obj,
) -> Result<String> {
    let as_text = |data: &[u8]| data.iter().map(|&byte| byte as char).collect::<String>();
    match spec.conversion {
        's' | 'b' => {
            if let Some(data) = super::bytes::data(vm, value) {
                return Ok(percent_layout::text(spec, &as_text(&data)));
            }
            let name = vm.names.__bytes__;
            match vm.call_special(value, name, &[])? {
                Some(made) => {
                    let text = vm.heap.byte_slice(made).map(as_text);
                    let given = vm.type_name_of(made);
                    vm.decref(made);
                    match text {
                        Some(text) => Ok(percent_layout::text(spec, &text)),
                        None => {
                            Err(vm
                                .type_error(format!("__bytes__ returned non-bytes (type {given})")))
                        }
                    }
                }
                None => {
                    let given = vm.type_name_of(value);
                    Err(text_error(vm, reader.not_bytes(source, &given)))
                }
            }
        }
        'r' => convert(vm, reader, &Spec { conversion: 'a', ..*spec }, source, value),
        'c' => {
            let byte = single_byte(vm, reader, source, value)?;
            Ok(percent_layout::text(spec, &as_text(&[byte])))
        }
        _ => convert(vm, reader, spec, source, value),
    }
}

/// The byte that `%c` writes.
fn single_byte(
    vm: &mut Machine,
    reader: &PercentTemplate<'_>,
    source: &Source,
    value: Obj,
) -> Result<u8> {
    let mut given = vm.type_name_of(value);
    if let Some(data) = vm.heap.byte_slice(value)
        && matches!(vm.heap.payload(value), Payload::Bytes(_) | Payload::ByteArray(_))
    {
        if let &[byte] = data {
            return Ok(byte);
        }
        given = format!("a {given} object of length {}", data.len());
    } else if vm.has_index(value) {
        let index = vm.index(value)?;
        let byte = vm.heap.int_value(index).and_then(|number| u8::try_from(number).ok());
        vm.decref(index);
        return match byte {
            Some(byte) => Ok(byte),
            None => Err(text_error(vm, reader.character_out_of_range(source))),
        };
    }
    Err(text_error(vm, reader.not_a_byte(source, &given)))
}

/// Tells the reader the int for a `*`.
fn give_star(
    vm: &mut Machine,
    reader: &mut PercentTemplate<'_>,
    value: Obj,
    source: &Source,
) -> Result<()> {
    let given = match vm.heap.payload(value) {
        &Payload::Int(number) => reader.give(Some(number), source),
        Payload::BigInt(_) => reader.give(None, source),
        _ => {
            let class = vm.type_name_of(value);
            Err(reader.star_not_int(source, &class))
        }
    };
    given.map_err(|error| text_error(vm, error))
}

/// `template % arguments`.
pub fn percent(vm: &mut Machine, template: Obj, arguments: Obj) -> Result<Obj> {
    let text = vm.heap.str_text(template).to_owned();
    let class = vm.type_name_of(arguments);
    let kind = match vm.heap.payload(arguments) {
        Payload::Tuple(items) => Arguments::Tuple(items.len()),
        Payload::Str(_) => Arguments::Single(&class),
        _ => {
            let name = vm.names.__getitem__;
            if vm.lookup_special(arguments, name).is_some() {
                Arguments::Mapping
            } else {
                Arguments::Single(&class)
            }
        }
    };
    let wording = vm.heap.release.text.percent_wording;
    let most = vm.limits.memory.min(1 << 40) as usize;
    let mut reader = PercentTemplate::new(&text, kind, wording, most);
    let mut out = String::new();
    let mut keyed: Option<Obj> = None;
    let mut only: Option<Obj> = None;
    let mut parts = 0;
    let result = loop {
        let event = match reader.next() {
            None => break Ok(()),
            Some(Ok(event)) => event,
            Some(Err(error)) => break Err(text_error(vm, error)),
        };
        let step = match event {
            Event::Literal(literal) => {
                parts += 1;
                out.push_str(&literal);
                Ok(())
            }
            Event::Key(key) => {
                let key = vm.heap.new_str(&key);
                let value = vm.get_item(arguments, key);
                vm.decref(key);
                value.map(|value| {
                    let old = keyed.replace(value);
                    vm.decref_opt(old);
                })
            }
            Event::Star(source) => {
                let value = argument(vm, arguments, keyed, &source);
                give_star(vm, &mut reader, value, &source)
            }
            Event::Convert(spec, source) => {
                parts += 1;
                let value = argument(vm, arguments, keyed, &source);
                convert(vm, &reader, &spec, &source, value).and_then(|shown| {
                    vm.check_room(out.len() + shown.len())?;
                    if spec == (Spec { conversion: 's', ..Spec::default() })
                        && vm.heap.type_of(value) == types::STR
                        && out.is_empty()
                        && only.is_none()
                    {
                        only = Some(vm.new_ref(value));
                    }
                    out.push_str(&shown);
                    Ok(())
                })
            }
        };
        if let Err(raise) = step {
            break Err(raise);
        }
    };
    vm.decref_opt(keyed);
    let whole = only.filter(|_| parts == 1 && result.is_ok());
    if whole.is_none() {
        vm.decref_opt(only);
    }
    result?;
    if let Some(whole) = whole {
        return Ok(whole);
    }
    Ok(vm.heap.new_str(&out))
}

/// An argument, borrowed.
fn argument(vm: &Machine, arguments: Obj, keyed: Option<Obj>, source: &Source) -> Obj {
    match source {
        Source::Item(index) => vm.heap.tuple(arguments)[*index],
        Source::Whole => arguments,
        Source::Keyed(_) => keyed.unwrap_or(arguments),
    }
}

fn convert(
    vm: &mut Machine,
    reader: &PercentTemplate<'_>,
    spec: &Spec,
    source: &Source,
    value: Obj,
) -> Result<String> {
    match spec.conversion {
        's' => Ok(percent_layout::text(spec, &vm.str_text(value)?)),
        'r' => Ok(percent_layout::text(spec, &vm.repr_text(value)?)),
        'a' => {
            let text = vm.repr_text(value)?;
            Ok(percent_layout::text(spec, &repr::escape_non_ascii(&text)))
        }
        'c' => {
            let character = character(vm, reader, source, value)?;
            Ok(percent_layout::text(spec, &character))
        }
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' => match vm.as_float(value) {
            Ok(number) => Ok(percent_layout::float(spec, number)),
            Err(raise) => {
                vm.swallow(raise, types::TYPE_ERROR)?;
                let class = vm.type_name_of(value);
                Err(text_error(vm, reader.not_a_number(spec, source, &class)))
            }
        },
        _ => {
            let number = whole_number(vm, spec, value)?;
            super::int::spend_on_digits(vm, value)?;
            let limit = super::int::max_str_digits(vm);
            match number {
                Some(number) => match percent_layout::int(spec, &number, limit) {
                    Ok(text) => Ok(text),
                    Err(error) => Err(text_error(vm, error)),
                },
                None => {
                    let class = vm.type_name_of(value);
                    Err(text_error(vm, reader.not_a_number(spec, source, &class)))
                }
            }
        }
    }
}

/// The int of a value for `%d` (floats are cut) or `%x` (ints only).
fn whole_number(vm: &mut Machine, spec: &Spec, value: Obj) -> Result<Option<BigInt>> {
    if let Some(number) = vm.heap.integer(value) {
        return Ok(Some(number));
    }
    if vm.has_index(value) {
        let index = vm.index(value)?;
        let number = vm.heap.integer(index);
        vm.decref(index);
        return Ok(number);
    }
    if matches!(spec.conversion, 'o' | 'x' | 'X') {
        return Ok(None);
    }
    if let Some(float) = vm.heap.float_value(value) {
        return match crate::text::int::from_f64(float) {
            Ok(number) => Ok(Some(number)),
            Err(_) if float.is_nan() => Err(vm.value_error("cannot convert float NaN to integer")),
            Err(_) => Err(vm.overflow_error("cannot convert float infinity to integer")),
        };
    }
    Ok(None)
}

fn character(
    vm: &mut Machine,
    reader: &PercentTemplate<'_>,
    source: &Source,
    value: Obj,
) -> Result<String> {
    if let Payload::Str(content) = vm.heap.payload(value) {
        let length = content.text.chars().count();
        if length == 1 {
            return Ok(content.text.to_string());
        }
        let class = vm.type_name_of(value);
        return Err(text_error(vm, reader.not_a_character(source, &class, Some(length))));
    }
    match vm.heap.int_value(value) {
        Some(code @ 0..=0x10ffff) => match char::from_u32(code as u32) {
            Some(character) => Ok(character.to_string()),
            None => Err(vm.unsupported("lone surrogates in a str")),
        },
        Some(_) => Err(text_error(vm, reader.character_out_of_range(source))),
        None => {
            let class = vm.type_name_of(value);
            Err(text_error(vm, reader.not_a_character(source, &class, None)))
        }
    }
}
