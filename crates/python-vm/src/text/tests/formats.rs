//! The areas `format_spec`, `percent`, `str_format` and `repr`.

use heap_model::release::Release;
use num_bigint::BigInt;
use num_traits::ToPrimitive;

use super::{Answer, Cells, error_answer, raised, result, value};
use crate::text::format_spec::{self, FormatRules};
use crate::text::percent::{self, Arguments, Event, Source};
use crate::text::str_format::{self, First, Numbering, Step, Template};
use crate::text::{Error, Exception, float, int, percent_layout, repr};

fn rules(release: &Release) -> FormatRules {
    FormatRules {
        fraction_grouping: release.text.fraction_grouping,
        max_str_digits: int::DEFAULT_MAX_STR_DIGITS,
        max_chars: 1 << 20,
    }
}

pub(super) fn format_spec(call: &str, args: &Cells, release: &'static Release) -> Answer {
    let rules = rules(release);
    let spec = || args.text(args.len() - 1);
    // CPython answers an empty spec before it looks at it.
    let plain = spec().is_empty();
    result(match call {
        "format_bool" if plain => Ok(args.text(0)),
        "format_bool" => format_spec::format_int(&BigInt::from(1), &spec(), "bool", &rules),
        "format_int" => format_spec::format_int(&args.int(0), &spec(), "int", &rules),
        "format_float" => format_spec::format_float(args.float(0), &spec(), "float", &rules),
        "format_str" => format_spec::format_str(&args.text(0), &spec(), "str", &rules),
        "format_complex" => {
            format_spec::format_complex(args.float(0), args.float(1), &spec(), "complex", &rules)
        }
        _ => panic!("unknown call {call}"),
    })
}

/// An argument of `%` or `str.format` in these cases.
#[derive(Clone, Debug)]
enum Value {
    Int(BigInt),
    Float(f64),
    Str(String),
    Dict(String, Box<Value>),
}

impl Value {
    /// Reads a cell as Python would write the value: an int, a float, or else a str.
    fn read(cell: String) -> Value {
        if let Ok(n) = cell.parse() {
            Value::Int(n)
        } else if let (Ok(x), true) = (cell.parse(), cell.contains('.')) {
            Value::Float(x)
        } else {
            Value::Str(cell)
        }
    }

    fn type_name(&self) -> &'static str {
        match self {
            Value::Int(_) => "int",
            Value::Float(_) => "float",
            Value::Str(_) => "str",
            Value::Dict(..) => "dict",
        }
    }

    fn shown(&self, conversion: char, release: &Release) -> String {
        match self {
            Value::Int(n) => n.to_string(),
            Value::Float(x) => float::repr(*x),
            Value::Str(text) if conversion == 's' => text.clone(),
            Value::Str(text) if conversion == 'a' => repr::ascii(text),
            Value::Str(text) => repr::repr(text, release.text.unicode),
            Value::Dict(key, value) => {
                format!(
                    "{{{}: {}}}",
                    repr::repr(key, release.text.unicode),
                    value.shown('r', release)
                )
            }
        }
    }
}

pub(super) fn percent(call: &str, args: &Cells, release: &'static Release) -> Answer {
    let tuple: Vec<Value> = (1..args.len()).map(|index| Value::read(args.text(index))).collect();
    let template = args.text(0);
    match call {
        "percent_int" => {
            modulo(&template, &[Value::Int(args.int(1))], Arguments::Single("int"), release)
        }
        "percent_float" => {
            modulo(&template, &[Value::Float(args.float(1))], Arguments::Single("float"), release)
        }
        "percent_str" => {
            modulo(&template, &[Value::Str(args.text(1))], Arguments::Single("str"), release)
        }
        "percent_tuple" => modulo(&template, &tuple, Arguments::Tuple(tuple.len()), release),
        "percent_dict" => {
            let dict = Value::Dict(args.text(1), Box::new(Value::read(args.text(2))));
            modulo(&template, &[dict], Arguments::Mapping, release)
        }
        _ => panic!("unknown call {call}"),
    }
}

/// `template % values`, as the machine will do it.
fn modulo(
    template: &str,
    values: &[Value],
    arguments: Arguments,
    release: &'static Release,
) -> Answer {
    let mut template =
        percent::Template::new(template, arguments, release.text.percent_wording, 1 << 20);
    let mut keyed = None;
    let mut out = String::new();
    while let Some(event) = template.next() {
        let at = |source: &Source| match source {
            Source::Item(index) => values[*index].clone(),
            Source::Whole => values[0].clone(),
            Source::Keyed(_) => Option::clone(&keyed).expect("a value that was looked up"),
        };
        match event {
            Err(error) => return error_answer(error),
            Ok(Event::Literal(text)) => out.push_str(&text),
            Ok(Event::Key(key)) => match &values[0] {
                Value::Dict(own, value) if *own == key => keyed = Some(Value::clone(value)),
                _ => return raised("KeyError", repr::repr(&key, release.text.unicode)),
            },
            Ok(Event::Star(source)) => {
                let given = match at(&source) {
                    Value::Int(n) => template.give(n.to_i64(), &source),
                    other => Err(template.star_not_int(&source, other.type_name())),
                };
                if let Err(error) = given {
                    return error_answer(error);
                }
            }
            Ok(Event::Convert(spec, source)) => {
                match convert(&template, &spec, &source, &at(&source), release) {
                    Ok(text) => out.push_str(&text),
                    Err(error) => return error_answer(error),
                }
            }
        }
    }
    value(out)
}

fn convert(
    template: &percent::Template,
    spec: &percent::Spec,
    source: &Source,
    argument: &Value,
    release: &Release,
) -> Result<String, Error> {
    let not_a_number = || template.not_a_number(spec, source, argument.type_name());
    match spec.conversion {
        's' | 'r' | 'a' => {
            Ok(percent_layout::text(spec, &argument.shown(spec.conversion, release)))
        }
        'c' => match argument {
            Value::Str(text) if text.chars().count() == 1 => Ok(percent_layout::text(spec, text)),
            Value::Str(text) => {
                Err(template.not_a_character(source, "str", Some(text.chars().count())))
            }
            Value::Int(n) => match n.to_u32().map(char::from_u32) {
                Some(Some(c)) => Ok(percent_layout::text(spec, &c.to_string())),
                _ => Err(template.character_out_of_range(source)),
            },
            other => Err(template.not_a_character(source, other.type_name(), None)),
        },
        'd' | 'i' | 'u' | 'o' | 'x' | 'X' => {
            let n = match argument {
                Value::Int(n) => n.clone(),
                Value::Float(x) if matches!(spec.conversion, 'd' | 'i' | 'u') => int::from_f64(*x)
                    .map_err(|error| match error {
                        crate::text::float_ops::NotFinite::Infinity => Error {
                            exception: Exception::Overflow,
                            message: "cannot convert float infinity to integer".into(),
                        },
                        crate::text::float_ops::NotFinite::Nan => Error {
                            exception: Exception::Value,
                            message: "cannot convert float NaN to integer".into(),
                        },
                    })?,
                _ => return Err(not_a_number()),
            };
            percent_layout::int(spec, &n, int::DEFAULT_MAX_STR_DIGITS)
        }
        _ => match argument {
            Value::Int(n) => match int::to_f64(n) {
                Some(x) => Ok(percent_layout::float(spec, x)),
                None => Err(Error {
                    exception: Exception::Overflow,
                    message: "int too large to convert to float".into(),
                }),
            },
            Value::Float(x) => Ok(percent_layout::float(spec, *x)),
            _ => Err(not_a_number()),
        },
    }
}

pub(super) fn str_format(call: &str, args: &Cells, release: &'static Release) -> Answer {
    let template = args.text(0);
    match call {
        "str_format_pieces" => match pieces(&template) {
            Ok(lines) => value(lines.join("\n")),
            Err(error) => error_answer(error),
        },
        "str_format" => {
            let values: Vec<Value> =
                (1..args.len()).map(|index| Value::read(args.text(index))).collect();
            match fill(
                &template,
                &values,
                &mut Numbering::default(),
                str_format::MAX_DEPTH,
                release,
            ) {
                Ok(text) => value(text),
                Err(answer) => answer,
            }
        }
        _ => panic!("unknown call {call}"),
    }
}

fn pieces(template: &str) -> Result<Vec<String>, Error> {
    let mut out = vec![];
    for piece in Template::new(template) {
        let piece = piece?;
        out.push(match piece.field {
            Some(field) => {
                let conversion = field.conversion.map_or("None".into(), String::from);
                format!("{}|{}|{}|{conversion}", piece.literal, field.name, field.spec)
            }
            None => format!("{}|None|None|None", piece.literal),
        });
    }
    Ok(out)
}

/// `template.format(*values, a="A", b="6")`.
fn fill(
    template: &str,
    values: &[Value],
    numbering: &mut Numbering,
    depth: usize,
    release: &'static Release,
) -> Result<String, Answer> {
    if depth == 0 {
        return Err(error_answer(str_format::too_deep()));
    }
    let mut out = String::new();
    for piece in Template::new(template) {
        let piece = piece.map_err(error_answer)?;
        out.push_str(piece.literal);
        let Some(field) = piece.field else { continue };
        let (first, path) = numbering.first(field.name).map_err(error_answer)?;
        let mut argument = match first {
            First::Index(index) => {
                let missing = || raised("IndexError", str_format::index_message(index));
                values.get(index).cloned().ok_or_else(missing)?
            }
            First::Key("a") => Value::Str("A".into()),
            First::Key("b") => Value::Str("6".into()),
            First::Key(key) => {
                return Err(raised("KeyError", repr::repr(key, release.text.unicode)));
            }
        };
        for step in path {
            argument = follow(&argument, step.map_err(error_answer)?)?;
        }
        if let Some(conversion) = field.conversion {
            if !matches!(conversion, 'r' | 's' | 'a') {
                return Err(error_answer(str_format::unknown_conversion(conversion)));
            }
            argument = Value::Str(argument.shown(conversion, release));
        }
        let spec = match field.nested {
            true => fill(field.spec, values, numbering, depth - 1, release)?,
            false => field.spec.into(),
        };
        let formatted = match &argument {
            _ if spec.is_empty() => Ok(argument.shown('s', release)),
            Value::Int(n) => format_spec::format_int(n, &spec, "int", &rules(release)),
            Value::Str(text) => format_spec::format_str(text, &spec, "str", &rules(release)),
            other => panic!("no format of {other:?}"),
        };
        out.push_str(&formatted.map_err(error_answer)?);
    }
    Ok(out)
}

fn follow(argument: &Value, step: Step) -> Result<Value, Answer> {
    let type_name = argument.type_name();
    match (argument, step) {
        (_, Step::Attribute(name)) => {
            Err(raised("AttributeError", format!("'{type_name}' object has no attribute '{name}'")))
        }
        (Value::Str(text), Step::Index(index)) => match text.chars().nth(index) {
            Some(c) => Ok(Value::Str(c.into())),
            None => Err(raised("IndexError", "string index out of range")),
        },
        (Value::Str(_), Step::Key(_)) => {
            Err(raised("TypeError", "string indices must be integers, not 'str'"))
        }
        _ => Err(raised("TypeError", format!("'{type_name}' object is not subscriptable"))),
    }
}

pub(super) fn repr(call: &str, args: &Cells, release: &'static Release) -> Answer {
    value(match call {
        "str_repr" => repr::repr(&args.text(0), release.text.unicode),
        "str_ascii" => repr::ascii(&args.text(0)),
        "bytes_repr" => repr::bytes_repr(&args.bytes(0)),
        _ => panic!("unknown call {call}"),
    })
}
