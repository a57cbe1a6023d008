//! `int` and `bool`: text, conversions and methods. Arithmetic is the operators'.

use heap_model::{Obj, Payload, Runtime, types};
use num_bigint::BigInt;
use num_traits::{ToPrimitive, Zero};

use super::slots;
use super::str::{format_rules, text_error};
use crate::machine::{Machine, Raise, Result};
use crate::native::{
    Accepts, Args, GetSetDef, NativeDef, TypeDef, class_method, function, getter, method, special,
};
use crate::text::{float_ops, format_spec, int};

/// `repr(int)`.
pub fn repr(vm: &mut Machine, object: Obj) -> Result<Obj> {
    if let &Payload::Int(value) = vm.heap.payload(object) {
        return Ok(vm.heap.new_str_fresh(&value.to_string()));
    }
    let limit = max_str_digits(vm);
    spend_on_digits(vm, object)?;
    let Payload::BigInt(value) = vm.heap.payload(object) else { unreachable!("an int") };
    match int::to_decimal(value, limit) {
        Some(text) => Ok(vm.heap.new_str_fresh(&text)),
        None => Err(vm.value_error(int::digit_limit_message(limit, None))),
    }
}

/// `sys.get_int_max_str_digits()`.
pub(crate) fn max_str_digits(vm: &Machine) -> usize {
    vm.library.int_max_str_digits.unwrap_or(int::DEFAULT_MAX_STR_DIGITS)
}

/// Spends instructions on an int's conversion to decimal digits, where no limit on digits keeps it
/// short.
pub(crate) fn spend_on_digits(vm: &mut Machine, object: Obj) -> Result<()> {
    match vm.heap.payload(object) {
        Payload::BigInt(value) if max_str_digits(vm) == 0 => {
            let bits = value.bits();
            vm.tick(int::decimal_cost(bits))
        }
        _ => Ok(()),
    }
}

/// `format(int, spec)`.
pub fn format(vm: &mut Machine, object: Obj, spec: &str) -> Result<Obj> {
    if spec.is_empty() {
        return repr(vm, object);
    }
    spend_on_digits(vm, object)?;
    let value = vm.heap.integer(object).expect("an int");
    let class = vm.type_name_of(object);
    let rules = format_rules(vm);
    match format_spec::format_int(&value, spec, &class, &rules) {
        Ok(text) => Ok(vm.heap.new_str(&text)),
        Err(error) => Err(text_error(vm, error)),
    }
}

/// `round(number, digits)`.
pub fn round(vm: &mut Machine, object: Obj, digits: Option<Obj>) -> Result<Obj> {
    let digits = match digits {
        Some(digits) => vm.index_clamped(digits)?,
        None => 0,
    };
    if digits >= 0 {
        return plain(vm, object);
    }
    let value = vm.heap.integer(object).expect("an int");
    let places = digits.unsigned_abs() as u64;
    let rounded = if places > value.bits() { BigInt::zero() } else { int::round(&value, places) };
    Ok(vm.heap.new_bigint(rounded))
}

/// The value as an exact `int`: itself when it is one.
fn plain(vm: &mut Machine, object: Obj) -> Result<Obj> {
    if vm.heap.type_of(object) == types::INT {
        return Ok(vm.new_ref(object));
    }
    let value = vm.heap.integer(object).expect("an int");
    Ok(vm.heap.new_bigint(value))
}

/// The int of an error about floats that have none.
fn of_float(vm: &mut Machine, value: f64) -> Result<Obj> {
    match int::from_f64(value) {
        Ok(value) => Ok(vm.heap.new_bigint(value)),
        Err(why) => Err(not_finite(vm, why, "integer")),
    }
}

/// The exception for a float without an integer value.
pub fn not_finite(vm: &mut Machine, why: float_ops::NotFinite, into: &str) -> Raise {
    let ratio = into == "integer ratio";
    match why {
        float_ops::NotFinite::Infinity => {
            let what = if ratio { "Infinity" } else { "float infinity" };
            vm.overflow_error(format!("cannot convert {what} to {into}"))
        }
        float_ops::NotFinite::Nan => {
            let what = if ratio { "NaN" } else { "float NaN" };
            vm.value_error(format!("cannot convert {what} to {into}"))
        }
    }
}

/// An int from text; `shown` is what the error quotes.
fn of_text(vm: &mut Machine, text: &str, base: i64, shown: Obj) -> Result<Obj> {
    let limit = max_str_digits(vm);
    if limit == 0 && !(base > 0 && (base as u64).is_power_of_two()) {
        vm.tick(int::decimal_cost(text.len() as u64 * 10 / 3))?;
    }
    match int::parse(text, base, limit) {
        Ok(value) => Ok(vm.heap.new_int_of_text(value)),
        Err(int::ParseError::Base) => {
            Err(vm.value_error("int() base must be >= 2 and <= 36, or 0"))
        }
        Err(int::ParseError::Invalid) => {
            let shown = vm.repr_text(shown)?;
            Err(vm.value_error(format!("invalid literal for int() with base {base}: {shown}")))
        }
        Err(int::ParseError::TooManyDigits(digits)) => {
            let message = int::digit_limit_message(limit, Some(digits));
            Err(vm.value_error(message))
        }
    }
}

/// `int(object)`. New reference to an exact `int`.
fn of_object(vm: &mut Machine, object: Obj) -> Result<Obj> {
    let class = vm.heap.type_of(object);
    if class == types::INT {
        return Ok(vm.new_ref(object));
    }
    if !vm.is_core_type(class) {
        for name in [vm.names.__int__, vm.names.__index__, vm.names.__trunc__] {
            let Some(method) = vm.lookup_special(object, name) else { continue };
            if vm.is_method_descriptor(method) {
                // What an int inherits is its own value.
                break;
            }
            let result = vm.call_found(method, object, &[])?;
            if vm.heap.integer(result).is_none() {
                let (class, given) = (vm.type_name(class), vm.type_name_of(result));
                let name = vm.heap.str_text(name).to_owned();
                vm.decref(result);
                return Err(
                    vm.type_error(format!("{class}.{name} returned non-int (type {given})"))
                );
            }
            let exact = plain(vm, result);
            vm.decref(result);
            return exact;
        }
    }
    match vm.heap.payload(object) {
        Payload::Int(_) | Payload::BigInt(_) => plain(vm, object),
        &Payload::Float(value) => of_float(vm, value),
        Payload::Str(content) => {
            let text = content.text.to_string();
            of_text(vm, &text, 10, object)
        }
        Payload::Bytes(_) | Payload::ByteArray(_) | Payload::MemoryView(_) => {
            let text = super::bytes::data(vm, object)
                .map(|data| String::from_utf8_lossy(&data).into_owned());
            of_text(vm, &text.unwrap_or_default(), 10, object)
        }
        _ => {
            let class = vm.type_name(class);
            Err(vm.type_error(format!(
                "int() argument must be a string, a bytes-like object or a real number, not '{class}'"
            )))
        }
    }
}

fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = vm.class_argument(types::INT, args)?;
    let given = args.values.len() - 1;
    if given > 2 {
        return Err(vm.type_error(match vm.release().operations.int_counts_given {
            true => format!("int() takes at most 2 arguments ({given} given)"),
            false => format!("int expected at most 2 arguments, got {given}"),
        }));
    }
    let value = args.positional().get(1).copied();
    let mut base = args.positional().get(2).copied();
    for (name, given) in args.keywords() {
        match vm.heap.str_text(name) {
            "base" => base = Some(given),
            other => {
                let other = other.to_owned();
                return Err(vm.unexpected_keyword("int", &other));
            }
        }
    }
    let number = match (value, base) {
        (None, None) => vm.heap.new_int(0),
        (None, Some(_)) => return Err(vm.type_error("int() missing string argument")),
        (Some(value), None) => of_object(vm, value)?,
        (Some(value), Some(base)) => {
            let base = vm.index_clamped(base)? as i64;
            let text = match vm.heap.payload(value) {
                Payload::Str(content) => Some(content.text.to_string()),
                _ => {
                    vm.heap.byte_slice(value).map(|data| String::from_utf8_lossy(data).into_owned())
                }
            };
            match text {
                Some(text) => of_text(vm, &text, base, value)?,
                None => {
                    return Err(vm.type_error("int() can't convert non-string with explicit base"));
                }
            }
        }
    };
    if class == types::INT {
        return Ok(number);
    }
    let value = vm.heap.integer(number).expect("an int");
    vm.decref(number);
    let payload = match value.to_i64() {
        Some(value) => Payload::Int(value),
        None => Payload::BigInt(Box::new(value)),
    };
    Ok(vm.heap.new_of_class(class, payload))
}

fn new_bool(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    if !args.names.is_empty() {
        return Err(vm.type_error("bool() takes no keyword arguments"));
    }
    let given = args.positional().len().saturating_sub(1);
    if given > 1 {
        return Err(vm.type_error(format!("bool expected at most 1 argument, got {given}")));
    }
    let truth = match args.positional().get(1) {
        Some(&value) => vm.truth(value)?,
        None => false,
    };
    Ok(vm.heap.new_bool(truth))
}

fn value_of(vm: &Machine, object: Obj) -> BigInt {
    vm.heap.integer(object).expect("an int")
}

fn to_bytes(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let mut length = args.positional().get(1).copied();
    let mut order = args.positional().get(2).copied();
    let mut signed = false;
    for (name, value) in args.keywords() {
        match vm.heap.str_text(name) {
            "length" => length = Some(value),
            "byteorder" => order = Some(value),
            "signed" => signed = vm.truth(value)?,
            other => {
                let other = other.to_owned();
                return Err(vm.unexpected_keyword("to_bytes", &other));
            }
        }
    }
    let length = match length {
        Some(length) => vm.index_isize(length)?,
        None => 1,
    };
    if length < 0 {
        let message = vm.release().text.negative_length;
        return Err(vm.value_error(message));
    }
    vm.check_room(length as usize)?;
    let order = byte_order(vm, order)?;
    let value = value_of(vm, args.values[0]);
    match int::to_bytes(&value, length as usize, order, signed) {
        Ok(bytes) => Ok(vm.heap.new_bytes(bytes)),
        Err(int::ToBytesError::Negative) => {
            Err(vm.overflow_error("can't convert negative int to unsigned"))
        }
        Err(int::ToBytesError::TooBig) => Err(vm.overflow_error("int too big to convert")),
    }
}

fn byte_order(vm: &mut Machine, order: Option<Obj>) -> Result<int::ByteOrder> {
    let order = match order {
        Some(order) => vm.str_text(order)?,
        None => "big".to_owned(),
    };
    match order.as_str() {
        "big" => Ok(int::ByteOrder::Big),
        "little" => Ok(int::ByteOrder::Little),
        _ => Err(vm.value_error("byteorder must be either 'little' or 'big'")),
    }
}

fn from_bytes(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let mut order = args.positional().get(2).copied();
    let mut signed = false;
    for (name, value) in args.keywords() {
        match vm.heap.str_text(name) {
            "byteorder" => order = Some(value),
            "signed" => signed = vm.truth(value)?,
            _ => {}
        }
    }
    let order = byte_order(vm, order)?;
    let Some(&source) = args.positional().get(1) else {
        return Err(vm.type_error("from_bytes() missing required argument 'bytes' (pos 1)"));
    };
    let data = super::bytes::bytes_of(vm, source, "bytes")?;
    let value = int::from_bytes(&data, order, signed);
    Ok(vm.heap.new_bigint(value))
}

fn float(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let value = value_of(vm, args.values[0]);
    match int::to_f64(&value) {
        Some(value) => Ok(vm.heap.new_float(value)),
        None => Err(vm.overflow_error("int too large to convert to float")),
    }
}

fn ratio(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let numerator = plain(vm, args.values[0])?;
    let one = vm.heap.new_int(1);
    Ok(vm.heap.new_tuple_tracked(vec![numerator, one]))
}

fn this(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    plain(vm, args.values[0])
}

static METHODS: &[NativeDef] = &[
    function("__new__", new, Accepts::Any),
    slots::REPR,
    slots::HASH,
    slots::BOOL,
    slots::NEG,
    slots::POS,
    slots::ABS,
    slots::INVERT,
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
    slots::LSHIFT,
    slots::RLSHIFT,
    slots::RSHIFT,
    slots::RRSHIFT,
    slots::AND,
    slots::RAND,
    slots::OR,
    slots::ROR,
    slots::XOR,
    slots::RXOR,
    slots::POW,
    slots::RPOW,
    slots::DIVMOD,
    slots::RDIVMOD,
    special("__int__", this, Accepts::Nothing),
    special("__index__", this, Accepts::Nothing),
    special("__float__", float, Accepts::Nothing),
    method("__trunc__", this, Accepts::Nothing),
    method("__floor__", this, Accepts::Nothing),
    method("__ceil__", this, Accepts::Nothing),
    method(
        "__round__",
        |vm, args| round(vm, args.values[0], args.values.get(1).copied()),
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
        "__getnewargs__",
        |vm, args| {
            let value = plain(vm, args.values[0])?;
            Ok(vm.heap.new_tuple_tracked(vec![value]))
        },
        Accepts::Nothing,
    ),
    method("conjugate", this, Accepts::Nothing),
    method(
        "bit_length",
        |vm, args| {
            let bits = value_of(vm, args.values[0]).bits();
            Ok(vm.heap.new_int(bits as i64))
        },
        Accepts::Nothing,
    ),
    method(
        "bit_count",
        |vm, args| {
            let bits = int::bit_count(&value_of(vm, args.values[0]));
            Ok(vm.heap.new_int(bits as i64))
        },
        Accepts::Nothing,
    ),
    method("to_bytes", to_bytes, Accepts::Any),
    class_method("from_bytes", from_bytes, Accepts::Any),
    method("as_integer_ratio", ratio, Accepts::Nothing),
    method("is_integer", |vm, _| Ok(vm.heap.new_bool(true)), Accepts::Nothing),
];

/// `int`.
pub static TYPE: TypeDef = TypeDef {
    ty: types::INT,
    doc: "int([x]) -> integer",
    methods: METHODS,
    attributes: &[
        getter("real", plain),
        getter("numerator", plain),
        getter("imag", |vm, _| Ok(vm.heap.new_int(0))),
        getter("denominator", |vm, _| Ok(vm.heap.new_int(1))),
    ],
};

/// `bool`.
pub static BOOL: TypeDef = TypeDef {
    ty: types::BOOL,
    doc: "bool(x) -> bool",
    methods: &[
        function("__new__", new_bool, Accepts::Any),
        slots::REPR,
        slots::AND,
        slots::RAND,
        slots::OR,
        slots::ROR,
        slots::XOR,
        slots::RXOR,
    ],
    attributes: &[] as &[GetSetDef],
};
