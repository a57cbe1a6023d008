//! `complex`: text, construction and methods. Arithmetic is the operators'.

use heap_model::{Obj, Payload, Runtime, types};

use super::slots;
use super::str::{format_rules, text_error};
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, NativeDef, TypeDef, class_method, function, getter, method};
use crate::text::{complex, format_spec};

fn parts(vm: &Machine, object: Obj) -> (f64, f64) {
    vm.heap.complex_value(object).unwrap_or((0.0, 0.0))
}

/// `repr(complex)`.
pub fn repr(vm: &mut Machine, object: Obj) -> Result<Obj> {
    let (real, imaginary) = parts(vm, object);
    let text = complex::repr(real, imaginary);
    Ok(vm.heap.new_str(&text))
}

/// `format(complex, spec)`.
pub fn format(vm: &mut Machine, object: Obj, spec: &str) -> Result<Obj> {
    if spec.is_empty() {
        return vm.str(object);
    }
    let class = vm.type_name_of(object);
    let rules = format_rules(vm);
    let (real, imaginary) = parts(vm, object);
    match format_spec::format_complex(real, imaginary, spec, &class, &rules) {
        Ok(text) => Ok(vm.heap.new_str(&text)),
        Err(error) => Err(text_error(vm, error)),
    }
}

/// An argument of `complex()` as a number.
fn number_part(
    vm: &mut Machine,
    value: Option<Obj>,
    single: bool,
    imaginary: bool,
) -> Result<(f64, f64)> {
    let Some(value) = value else { return Ok((0.0, 0.0)) };
    if let Some(parts) = vm.heap.complex_value(value) {
        return Ok(parts);
    }
    let name = vm.heap.intern("__complex__");
    let made = if imaginary { Ok(None) } else { vm.call_special(value, name, &[]) };
    vm.decref(name);
    if let Some(made) = made? {
        let parts = vm.heap.complex_value(made);
        let given = vm.type_name_of(made);
        vm.decref(made);
        return parts.ok_or_else(|| {
            vm.type_error(format!("__complex__ returned non-complex (type {given})"))
        });
    }
    let raise = match vm.as_float(value) {
        Ok(real) => return Ok((real, 0.0)),
        Err(raise) => raise,
    };
    let numeric = [vm.names.__float__, vm.names.__index__];
    if numeric.iter().any(|&name| vm.lookup_special(value, name).is_some()) {
        return Err(raise);
    }
    vm.swallow(raise, types::TYPE_ERROR)?;
    let given = vm.type_name_of(value);
    let text = matches!(vm.heap.payload(value), Payload::Str(_));
    Err(vm.type_error(match (vm.release().operations.complex_names_argument, single, imaginary) {
        (true, true, _) => {
            format!("complex() argument must be a string or a number, not {given}")
        }
        (true, false, imaginary) => {
            let name = if imaginary { "imag" } else { "real" };
            format!("complex() argument '{name}' must be a real number, not {given}")
        }
        (false, _, true) if text => "complex() second arg can't be a string".to_owned(),
        (false, _, true) => {
            format!("complex() second argument must be a number, not '{given}'")
        }
        (false, _, false) => {
            format!("complex() first argument must be a string or a number, not '{given}'")
        }
    }))
}

fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = vm.class_argument(types::COMPLEX, args)?;
    let mut real = args.positional().get(1).copied();
    let mut imaginary = args.positional().get(2).copied();
    for (name, value) in args.keywords() {
        match vm.heap.str_text(name) {
            "real" => real = Some(value),
            "imag" => imaginary = Some(value),
            other => {
                let other = other.to_owned();
                return Err(vm.unexpected_keyword("complex", &other));
            }
        }
    }
    if let Some(text) = real
        && let Payload::Str(content) = vm.heap.payload(text)
    {
        if imaginary.is_some() {
            return Err(vm.type_error(match vm.release().operations.complex_names_argument {
                true => "complex() argument 'real' must be a real number, not str",
                false => "complex() can't take second arg if first is a string",
            }));
        }
        return match complex::parse(&content.text) {
            Ok((real, imaginary)) => Ok(made(vm, class, real, imaginary)),
            Err(complex::ParseError::Malformed) => {
                Err(vm.value_error("complex() arg is a malformed string"))
            }
            Err(complex::ParseError::Underscore) => {
                let shown = vm.repr_text(text)?;
                Err(vm.value_error(format!("could not convert string to complex: {shown}")))
            }
        };
    }
    if let (Some(value), None) = (real, imaginary)
        && class == types::COMPLEX
        && vm.heap.type_of(value) == types::COMPLEX
    {
        return Ok(vm.new_ref(value));
    }
    let single = imaginary.is_none();
    let (real_real, real_imaginary) = number_part(vm, real, single, false)?;
    let (imaginary_real, imaginary_imaginary) = number_part(vm, imaginary, single, true)?;
    // What is no complex number has no imaginary part, which keeps the sign of a zero.
    let name = vm.heap.intern("__complex__");
    let own = real.is_some_and(|real| vm.lookup_special(real, name).is_some());
    vm.decref(name);
    let is_complex = |part: Option<Obj>| {
        part.is_some_and(|part| vm.is_instance_of(part, types::COMPLEX)) || (own && part == real)
    };
    let first = if is_complex(imaginary) { real_real - imaginary_imaginary } else { real_real };
    let second = if is_complex(real) { real_imaginary + imaginary_real } else { imaginary_real };
    Ok(made(vm, class, first, second))
}

fn made(vm: &mut Machine, class: Obj, real: f64, imaginary: f64) -> Obj {
    match class {
        types::COMPLEX => vm.heap.new_complex(real, imaginary),
        _ => vm.heap.new_of_class(class, Payload::Complex(Box::new((real, imaginary)))),
    }
}

/// The value as an exact `complex`: itself when it is one.
fn this(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    if vm.heap.type_of(args.values[0]) == types::COMPLEX {
        return Ok(vm.new_ref(args.values[0]));
    }
    let (real, imaginary) = parts(vm, args.values[0]);
    Ok(vm.heap.new_complex(real, imaginary))
}

/// `complex.from_number(x)` (3.14+): what no text is.
fn from_number(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (class, given) = (args.values[0], args.values[1]);
    if class == types::COMPLEX && vm.heap.type_of(given) == types::COMPLEX {
        return Ok(vm.new_ref(given));
    }
    let name = vm.heap.intern("__complex__");
    let special = vm.lookup_special(given, name).is_some();
    vm.decref(name);
    let (real, imaginary) = match special {
        true => number_part(vm, Some(given), true, false)?,
        false => (vm.as_float(given)?, 0.0),
    };
    let made = vm.heap.new_complex(real, imaginary);
    if class == types::COMPLEX {
        return Ok(made);
    }
    let result = vm.call(class, &[made]);
    vm.decref(made);
    result
}

static METHODS: &[NativeDef] = &[
    function("__new__", new, Accepts::Any),
    slots::REPR,
    slots::HASH,
    slots::BOOL,
    slots::NEG,
    slots::POS,
    slots::ABS,
    slots::EQ,
    slots::NE,
    slots::ADD,
    slots::RADD,
    slots::SUB,
    slots::RSUB,
    slots::MUL,
    slots::RMUL,
    slots::TRUEDIV,
    slots::RTRUEDIV,
    slots::LT,
    slots::LE,
    slots::GT,
    slots::GE,
    slots::POW,
    slots::RPOW,
    method("__complex__", this, Accepts::Nothing),
    class_method("from_number", from_number, Accepts::One),
    method(
        "__getnewargs__",
        |vm, args| {
            let (real, imaginary) = parts(vm, args.values[0]);
            let items = vec![vm.heap.new_float(real), vm.heap.new_float(imaginary)];
            Ok(vm.heap.new_tuple(items))
        },
        Accepts::Nothing,
    ),
    method(
        "__format__",
        |vm, args| {
            let spec = vm.str_text(args.values[1])?;
            format(vm, args.values[0], &spec)
        },
        Accepts::One,
    ),
    method(
        "conjugate",
        |vm, args| {
            let (real, imaginary) = parts(vm, args.values[0]);
            Ok(vm.heap.new_complex(real, -imaginary))
        },
        Accepts::Nothing,
    ),
];

/// `complex`.
pub static TYPE: TypeDef = TypeDef {
    ty: types::COMPLEX,
    doc: "Create a complex number from a string or numbers.",
    methods: METHODS,
    attributes: &[
        getter("real", |vm, object| {
            let (real, _) = parts(vm, object);
            Ok(vm.heap.new_float(real))
        }),
        getter("imag", |vm, object| {
            let (_, imaginary) = parts(vm, object);
            Ok(vm.heap.new_float(imaginary))
        }),
    ],
};
