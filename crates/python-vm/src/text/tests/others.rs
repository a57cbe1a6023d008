//! The areas `suggest` and `random`.

use heap_model::release::Release;
use num_bigint::{BigInt, BigUint};

use super::{Answer, Cells, value};
use crate::text::float;
use crate::text::random::Twister;
use crate::text::suggest::{self, Attributes, NameScopes};

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

pub(super) fn random(call: &str, args: &Cells, _: &'static Release) -> Answer {
    let mut twister = match call {
        "random_int" => Twister::from_int(&args.int(0)),
        "random_str" => Twister::from_bytes(args.text(0).as_bytes()),
        "random_bytes" => Twister::from_bytes(&args.bytes(0)),
        _ => panic!("unknown call {call}"),
    };
    let mut out: Vec<String> = (0..4).map(|_| float::repr(twister.random())).collect();
    out.extend([1, 7, 32, 33, 64, 100, 1].map(|count| twister.bits(count).to_string()));
    for n in
        ["1", "2", "3", "10", "1000", "4294967296", "4294967297", "1000000000000000000000000000000"]
    {
        let n: BigUint = n.parse().expect("a number");
        // Both ways to draw take the same bits.
        let small = u32::try_from(&n).map(|n| twister.clone().below_u32(n));
        let drawn = twister.below(&n);
        if let Ok(small) = small {
            assert_eq!(BigUint::from(small), drawn);
        }
        out.push(BigInt::from(drawn).to_string());
    }
    for _ in 0..700 {
        twister.random();
    }
    out.push(float::repr(twister.random()));
    value(out.join(" "))
}
