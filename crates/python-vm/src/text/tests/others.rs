//! The areas `suggest`, `random`, `complex` and `struct_format`.

use heap_model::release::Release;
use num_bigint::BigUint;

use super::{Answer, Cells, raised, value};
use crate::text::complex::{self, Complex, ParseError, PowerError};
use crate::text::float::{self, Layout};
use crate::text::random::Twister;
use crate::text::struct_format::{self, PackError, Value};
use crate::text::suggest::{self, Attributes, NameScopes};
use crate::text::{bytes, repr};
use sha2::{Digest, Sha512};

pub(super) fn suggest(call: &str, args: &Cells, release: &'static Release) -> Answer {
    let rules = &release.text.suggestions;
    let cell = |index: usize| args.text(index);
    fn words(text: &str) -> Vec<&str> {
        text.split(' ').filter(|word| !word.is_empty()).collect()
    }
    value(match call {
        "attribute_hint" => {
            let names = cell(1);
            let names = words(&names);
            let attributes = Attributes {
                names: &names,
                of_self: false,
                builtin_type: "object",
                nested_in: None,
            };
            suggest::attribute_hint(&cell(0), &attributes, rules)
        }
        "builtin_attribute_hint" => {
            let (builtin_type, names): (&str, &[&str]) = match &*cell(0) {
                "[]" => (
                    "list",
                    &[
                        "append", "clear", "copy", "count", "extend", "index", "insert", "pop",
                        "remove", "reverse", "sort",
                    ],
                ),
                "{}" => (
                    "dict",
                    &[
                        "clear",
                        "copy",
                        "fromkeys",
                        "get",
                        "items",
                        "keys",
                        "pop",
                        "popitem",
                        "setdefault",
                        "update",
                        "values",
                    ],
                ),
                "()" => ("tuple", &["count", "index"]),
                "''" => (
                    "str",
                    &[
                        "center",
                        "lower",
                        "lstrip",
                        "rstrip",
                        "strip",
                        "title",
                        "translate",
                        "upper",
                    ],
                ),
                "1.5" => (
                    "float",
                    &["__dir__", "conjugate", "fromhex", "hex", "imag", "is_integer", "real"],
                ),
                "set()" => (
                    "set",
                    &[
                        "add",
                        "clear",
                        "copy",
                        "difference",
                        "discard",
                        "intersection",
                        "pop",
                        "remove",
                        "union",
                        "update",
                    ],
                ),
                "frozenset()" => ("frozenset", &["copy", "difference", "intersection", "union"]),
                other => panic!("unknown value {other}"),
            };
            let attributes = Attributes { names, of_self: false, builtin_type, nested_in: None };
            suggest::attribute_hint(&cell(1), &attributes, rules)
        }
        "name_hint" => {
            let (wrong, locals, globals, builtins) = (cell(0), cell(1), cell(2), cell(3));
            let mut globals = words(&globals);
            globals.push("__builtins__");
            let scopes = NameScopes {
                locals: &words(&locals),
                globals: &globals,
                builtins: &words(&builtins),
                self_has: false,
                is_standard_module: matches!(&*wrong, "sys" | "json" | "time" | "abc"),
            };
            suggest::name_hint(&wrong, &scopes, rules)
        }
        _ => panic!("unknown call {call}"),
    })
}

/// `random.seed(bytes)`, or a str's UTF-8, as `random.py` does it.
fn from_bytes(bytes: &[u8]) -> Twister {
    let hashed = [bytes, &Sha512::digest(bytes)[..]].concat();
    Twister::from_int(&BigUint::from_bytes_be(&hashed).into())
}

/// `_randbelow(n)` of `random.py`: bits are drawn until they are below `n`.
fn below(twister: &mut Twister, n: &BigUint) -> BigUint {
    loop {
        let drawn = twister.bits(n.bits());
        if drawn < *n {
            return drawn;
        }
    }
}

pub(super) fn random(call: &str, args: &Cells, _: &'static Release) -> Answer {
    let mut twister = match call {
        "random_int" => Twister::from_int(&args.int(0)),
        "random_str" => from_bytes(args.text(0).as_bytes()),
        "random_bytes" => from_bytes(&args.bytes(0)),
        _ => panic!("unknown call {call}"),
    };
    let mut out: Vec<String> = (0..4).map(|_| float::repr(twister.random())).collect();
    out.extend([1, 7, 32, 33, 64, 100, 1].map(|count| twister.bits(count).to_string()));
    for n in
        ["1", "2", "3", "10", "1000", "4294967296", "4294967297", "1000000000000000000000000000000"]
    {
        let n: BigUint = n.parse().expect("a number");
        out.push(below(&mut twister, &n).to_string());
    }
    for _ in 0..700 {
        twister.random();
    }
    out.push(float::repr(twister.random()));
    value(out.join(" "))
}

pub(super) fn complex(call: &str, args: &Cells, release: &'static Release) -> Answer {
    let z = |index: usize| (args.float(index), args.float(index + 1));
    let shown = |z: Complex| complex::repr(z.0, z.1);
    value(match call {
        "complex_repr" => shown(z(0)),
        "complex_parse" => match complex::parse(&args.text(0)) {
            Ok(z) => shown(z),
            Err(ParseError::Malformed) => {
                return raised("ValueError", "complex() arg is a malformed string");
            }
            Err(ParseError::Underscore) => {
                let text = repr::repr(&args.text(0), release.text.unicode);
                return raised(
                    "ValueError",
                    format!("could not convert string to complex: {text}"),
                );
            }
        },
        "complex_mul" => shown(complex::mul(z(0), z(2))),
        "complex_div" => complex::div(z(0), z(2)).map_or("zero".into(), shown),
        "complex_pow" => match complex::pow(z(0), z(2)) {
            // Eleven digits, because the last are the mathematical library's.
            Ok(z) => {
                [z.0, z.1].map(|x| float::to_string(x, Layout::General(11), false, false)).join(" ")
            }
            Err(PowerError::ByZero) => "zero".into(),
            Err(PowerError::Overflow) => return raised("OverflowError", "complex exponentiation"),
        },
        "complex_abs" => complex::abs(z(0)).map(float::repr).expect("no overflow"),
        _ => panic!("unknown call {call}"),
    })
}

pub(super) fn struct_format(call: &str, args: &Cells, _: &'static Release) -> Answer {
    let format = match struct_format::parse(&args.text(0)) {
        Ok(format) => format,
        Err(message) => return value(format!("error {message}")),
    };
    let packed = |argument: Value| match format.pack(&[argument]) {
        Ok(bytes) => value(bytes::hex(&bytes, None, 1)),
        Err(PackError::Struct(message)) if message.contains("<= number <=") => value("range"),
        Err(PackError::Struct(message)) => value(format!("error {message}")),
        Err(PackError::Overflow(message)) => raised("OverflowError", message),
    };
    match call {
        "struct_size" => value(format.size.to_string()),
        "pack_int" => packed(Value::Int(args.int(1))),
        "pack_float" => packed(Value::Float(args.float(1))),
        "pack_bytes" => packed(Value::Bytes(args.bytes(1))),
        "unpack" => match format.unpack(&args.bytes(1)) {
            Some(values) => {
                let shown = values.iter().map(|value| match value {
                    Value::Int(n) => n.to_string(),
                    Value::Float(x) => float::repr(*x),
                    Value::Bytes(bytes) => repr::bytes_repr(bytes),
                    Value::Bool(truth) => if *truth { "True" } else { "False" }.into(),
                    Value::Other => panic!("nothing unpacks to that"),
                });
                let shown: Vec<String> = shown.collect();
                let comma = if shown.len() == 1 { "," } else { "" };
                value(format!("({}{comma})", shown.join(", ")))
            }
            None => value(format!(
                "error unpack requires a buffer of {} byte{}",
                format.size,
                if format.size == 1 { "" } else { "s" }
            )),
        },
        _ => panic!("unknown call {call}"),
    }
}
