//! `float`: text, conversions and methods. Arithmetic is the operators'.

use heap_model::{Obj, Payload, Runtime, types};

use super::int::not_finite;
use super::slots;
use super::str::{format_rules, text_error};
use crate::machine::{Machine, Result};
use crate::native::{
    Accepts, Args, NativeDef, TypeDef, class_method, function, getter, method, special,
};
use crate::text::{float, float_ops, format_spec, int};

fn value(vm: &Machine, object: Obj) -> f64 {
    vm.heap.float_value(object).expect("a float")
}

/// `repr(float)`.
pub fn repr(vm: &mut Machine, object: Obj) -> Result<Obj> {
    let text = float::repr(value(vm, object));
    Ok(vm.heap.new_str_fresh(&text))
}

/// `format(float, spec)`.
pub fn format(vm: &mut Machine, object: Obj, spec: &str) -> Result<Obj> {
    if spec.is_empty() {
        return vm.str(object);
    }
    let class = vm.type_name_of(object);
    let rules = format_rules(vm);
    match format_spec::format_float(value(vm, object), spec, &class, &rules) {
        Ok(text) => Ok(vm.heap.new_str(&text)),
        Err(error) => Err(text_error(vm, error)),
    }
}

/// `round(number, digits)`.
pub fn round(vm: &mut Machine, object: Obj, digits: Option<Obj>) -> Result<Obj> {
    let number = value(vm, object);
    match digits {
        None => match float_ops::round_to_int(number) {
            Ok(value) => Ok(vm.heap.new_bigint(value)),
            Err(why) => Err(not_finite(vm, why, "integer")),
        },
        Some(digits) => {
            let digits = vm.index_clamped(digits)? as i64;
            match float_ops::round(number, digits) {
                Some(rounded) => Ok(vm.heap.new_float(rounded)),
                None => Err(vm.overflow_error("rounded value too large to represent")),
            }
        }
    }
}

fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = vm.class_argument(types::FLOAT, args)?;
    if class == types::FLOAT && !args.names.is_empty() {
        return Err(vm.type_error("float() takes no keyword arguments"));
    }
    let given = args.positional().len() - 1;
    if given > 1 && class == types::FLOAT {
        return Err(vm.type_error(format!("float expected at most 1 argument, got {given}")));
    }
    let number = match args.positional().get(1).copied() {
        None => 0.0,
        Some(object) => {
            if class == types::FLOAT && vm.heap.type_of(object) == types::FLOAT {
                return Ok(vm.new_ref(object));
            }
            of_object(vm, object)?
        }
    };
    if class == types::FLOAT {
        return Ok(vm.heap.new_float(number));
    }
    Ok(vm.heap.new_of_class(class, Payload::Float(number)))
}

fn of_object(vm: &mut Machine, object: Obj) -> Result<f64> {
    let parsed = match vm.heap.payload(object) {
        Payload::Str(content) => Some(float::parse(&content.text)),
        Payload::Bytes(_) | Payload::ByteArray(_) => {
            vm.heap.byte_slice(object).map(float::parse_bytes)
        }
        Payload::MemoryView(_) => {
            super::memoryview::data(vm, object).map(|data| float::parse_bytes(&data))
        }
        _ => None,
    };
    match parsed {
        Some(Some(number)) => Ok(number),
        Some(None) => {
            let shown = vm.repr_text(object)?;
            Err(vm.value_error(format!("could not convert string to float: {shown}")))
        }
        None => match vm.as_float(object) {
            Ok(number) => Ok(number),
            Err(raise) => {
                let float = vm.names.__float__;
                if vm.lookup_special(object, float).is_some() || vm.has_index(object) {
                    return Err(raise);
                }
                vm.swallow(raise, types::TYPE_ERROR)?;
                let class = vm.type_name_of(object);
                Err(vm.type_error(format!(
                    "float() argument must be a string or a real number, not '{class}'"
                )))
            }
        },
    }
}

fn this(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    plain(vm, args.values[0])
}

fn plain(vm: &mut Machine, object: Obj) -> Result<Obj> {
    if vm.heap.type_of(object) == types::FLOAT {
        return Ok(vm.new_ref(object));
    }
    let number = value(vm, object);
    Ok(vm.heap.new_float(number))
}

fn whole(vm: &mut Machine, number: f64) -> Result<Obj> {
    match int::from_f64(number) {
        Ok(value) => Ok(vm.heap.new_bigint(value)),
        Err(why) => Err(not_finite(vm, why, "integer")),
    }
}

fn ratio(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    match float_ops::as_integer_ratio(value(vm, args.values[0])) {
        Ok((numerator, denominator)) => {
            let numerator = vm.heap.new_bigint(numerator);
            let denominator = vm.heap.new_bigint(denominator);
            Ok(vm.heap.new_tuple(vec![numerator, denominator]))
        }
        Err(why) => Err(not_finite(vm, why, "integer ratio")),
    }
}

fn fromhex(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    if !vm.is_str(args.values[1]) {
        return Err(vm.type_error("bad argument type for built-in operation"));
    }
    let text = vm.str_text(args.values[1])?;
    match float::from_hex(&text) {
        Ok(number) => Ok(vm.heap.new_float(number)),
        Err(float::FromHexError::Invalid) => {
            Err(vm.value_error("invalid hexadecimal floating-point string"))
        }
        Err(float::FromHexError::TooLarge) => {
            Err(vm.overflow_error("hexadecimal value too large to represent as a float"))
        }
    }
}

/// `float.from_number(x)` (3.14+): what no text is.
fn from_number(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (class, given) = (args.values[0], args.values[1]);
    if class == types::FLOAT && vm.heap.type_of(given) == types::FLOAT {
        return Ok(vm.new_ref(given));
    }
    let number = vm.as_float(given)?;
    let made = vm.heap.new_float(number);
    if class == types::FLOAT {
        return Ok(made);
    }
    let result = vm.call(class, &[made]);
    vm.decref(made);
    result
}

/// `float.__getformat__(kind)`, which is for tests of CPython.
fn getformat(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    if !vm.is_str(args.values[1]) {
        let given = vm.type_name_of(args.values[1]);
        return Err(vm.type_error(format!("__getformat__() argument must be str, not {given}")));
    }
    match vm.heap.str_text(args.values[1]) {
        "float" | "double" => Ok(vm.heap.new_str("IEEE, little-endian")),
        _ => Err(vm.value_error("__getformat__() argument 1 must be 'double' or 'float'")),
    }
}

static METHODS: &[NativeDef] = &[
    function("__new__", new, Accepts::Any),
    slots::REPR,
    slots::HASH,
    slots::BOOL,
    slots::NEG,
    slots::POS,
    slots::ABS,
    slots::LT,
    slots::LE,
    slots::EQ,
    slots::NE,
    slots::GT,
    slots::GE,
    slots::ADD,
    slots::RADD,
    slots::SUB,
    slots::RSUB,
    slots::MUL,
    slots::RMUL,
    slots::TRUEDIV,
    slots::RTRUEDIV,
    slots::FLOORDIV,
    slots::RFLOORDIV,
    slots::MOD,
    slots::RMOD,
    slots::POW,
    slots::RPOW,
    slots::DIVMOD,
    slots::RDIVMOD,
    special(
        "__int__",
        |vm, args| {
            let number = value(vm, args.values[0]);
            whole(vm, number)
        },
        Accepts::Nothing,
    ),
    special("__float__", this, Accepts::Nothing),
    method(
        "__trunc__",
        |vm, args| {
            let number = value(vm, args.values[0]);
            whole(vm, number)
        },
        Accepts::Nothing,
    ),
    method(
        "__floor__",
        |vm, args| {
            let number = value(vm, args.values[0]).floor();
            whole(vm, number)
        },
        Accepts::Nothing,
    ),
    method(
        "__ceil__",
        |vm, args| {
            let number = value(vm, args.values[0]).ceil();
            whole(vm, number)
        },
        Accepts::Nothing,
    ),
    method(
        "__round__",
        |vm, args| {
            let digits = args.values.get(1).copied().filter(|&digits| digits != vm.heap.none());
            round(vm, args.values[0], digits)
        },
        Accepts::Positional(0, 1),
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
        "is_integer",
        |vm, args| {
            let whole = float_ops::is_integer(value(vm, args.values[0]));
            Ok(vm.heap.new_bool(whole))
        },
        Accepts::Nothing,
    ),
    method("as_integer_ratio", ratio, Accepts::Nothing),
    method(
        "hex",
        |vm, args| {
            let text = float::hex(value(vm, args.values[0]));
            Ok(vm.heap.new_str(&text))
        },
        Accepts::Nothing,
    ),
    class_method("fromhex", fromhex, Accepts::One),
    class_method("from_number", from_number, Accepts::One),
    class_method("__getformat__", getformat, Accepts::One),
    method(
        "__getnewargs__",
        |vm, args| {
            let number = value(vm, args.values[0]);
            let copy = vm.heap.new_float(number);
            Ok(vm.heap.new_tuple(vec![copy]))
        },
        Accepts::Nothing,
    ),
    method("conjugate", this, Accepts::Nothing),
];

/// `float`.
pub static TYPE: TypeDef = TypeDef {
    ty: types::FLOAT,
    doc: "Convert a string or number to a floating-point number, if possible.",
    methods: METHODS,
    attributes: &[getter("real", plain), getter("imag", |vm, _| Ok(vm.heap.new_float(0.0)))],
};
