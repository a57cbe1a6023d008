//! Complex numbers: as text, and the operations that are more than two float operations.
//!
//! A number is its real and its imaginary part.

use super::case;
use super::float::{self, Layout};
use super::float_ops;
use crate::bytecode::Binary;

/// `repr(z)`: without the real part if that is a positive zero, else in parentheses.
pub(crate) fn repr(real: f64, imaginary: f64) -> String {
    let part = |x: f64| float::to_string(x, Layout::Repr, false, false);
    if real == 0.0 && real.is_sign_positive() {
        return part(imaginary) + "j";
    }
    let imaginary = part(imaginary);
    let plus = if imaginary.starts_with('-') { "" } else { "+" };
    format!("({}{plus}{imaginary}j)", part(real))
}

/// Why a text is no complex number; both are a `ValueError`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParseError {
    /// "complex() arg is a malformed string".
    Malformed,
    /// An underscore that is not between digits: "could not convert string to complex: REPR".
    Underscore,
}

/// `complex(text)`.
pub(crate) fn parse(text: &str) -> Result<(f64, f64), ParseError> {
    let text = case::to_ascii_digits(text);
    if !text.contains('_') {
        return parse_plain(&text).ok_or(ParseError::Malformed);
    }
    let plain = float::without_underscores(&text).ok_or(ParseError::Underscore)?;
    parse_plain(&plain).ok_or(ParseError::Malformed)
}

fn parse_plain(text: &str) -> Option<(f64, f64)> {
    let mut text = text.trim_matches(case::is_ascii_space);
    if let Some(inner) = text.strip_prefix('(') {
        text = inner.strip_suffix(')')?.trim_matches(case::is_ascii_space);
    }
    let (first, rest) = float_prefix(text);
    let Some(first) = first else {
        // Only a sign, or nothing, before the `j`.
        return Some((0.0, unit(imaginary_end(text)?)?));
    };
    if rest.is_empty() {
        return Some((first, 0.0));
    }
    if matches!(rest, "j" | "J") {
        return Some((0.0, first));
    }
    if !rest.starts_with(['+', '-']) {
        return None;
    }
    let imaginary = imaginary_end(rest)?;
    match float_prefix(imaginary) {
        (Some(second), "") => Some((first, second)),
        (None, _) => Some((first, unit(imaginary)?)),
        _ => None,
    }
}

fn imaginary_end(text: &str) -> Option<&str> {
    text.strip_suffix(['j', 'J'])
}

fn unit(sign: &str) -> Option<f64> {
    match sign {
        "" | "+" => Some(1.0),
        "-" => Some(-1.0),
        _ => None,
    }
}

/// The longest beginning of a text that is a float, and the rest.
fn float_prefix(text: &str) -> (Option<f64>, &str) {
    let bytes = text.as_bytes();
    let sign = usize::from(text.starts_with(['+', '-']));
    let word = text[sign..].to_ascii_lowercase();
    if let Some(word) = ["infinity", "inf", "nan"].iter().find(|name| word.starts_with(**name)) {
        let (number, rest) = text.split_at(sign + word.len());
        return (number.parse().ok(), rest);
    }
    let digits =
        |from: usize| bytes[from..].iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = digits(sign);
    let mut end = sign + whole;
    let mut fraction = 0;
    if bytes.get(end) == Some(&b'.') {
        fraction = digits(end + 1);
        end += 1 + fraction;
    }
    if whole + fraction == 0 {
        return (None, text);
    }
    if let Some(b'e' | b'E') = bytes.get(end) {
        let signed = end + 1 + usize::from(matches!(bytes.get(end + 1), Some(b'+' | b'-')));
        let exponent = if signed <= bytes.len() { digits(signed) } else { 0 };
        if exponent > 0 {
            end = signed + exponent;
        }
    }
    let (number, rest) = text.split_at(end);
    (number.parse().ok(), rest)
}

/// A complex number, `(real, imaginary)`.
pub(crate) type Complex = (f64, f64);

/// `a * b`, by the school's rule. From 3.14 CPython recovers infinities that this loses to NaN.
pub(crate) fn mul(a: Complex, b: Complex) -> Complex {
    (a.0 * b.0 - a.1 * b.1, a.0 * b.1 + a.1 * b.0)
}

/// `a / b`; `None` for a zero divisor. Scaled by the larger part of the divisor, as CPython does it
/// (Objects/complexobject.c), so that nothing overflows on the way.
pub(crate) fn div(a: Complex, b: Complex) -> Option<Complex> {
    if b.0.abs() >= b.1.abs() {
        if b.0 == 0.0 {
            return None;
        }
        let ratio = b.1 / b.0;
        let scale = b.0 + b.1 * ratio;
        Some(((a.0 + a.1 * ratio) / scale, (a.1 - a.0 * ratio) / scale))
    } else if b.1.abs() >= b.0.abs() {
        let ratio = b.0 / b.1;
        let scale = b.0 * ratio + b.1;
        Some(((a.0 * ratio + a.1) / scale, (a.1 * ratio - a.0) / scale))
    } else {
        Some((f64::NAN, f64::NAN))
    }
}

/// An operand of complex arithmetic.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Operand {
    pub value: Complex,
    /// It is a real number, with no imaginary part at all rather than one of 0.0 (3.14+).
    pub is_real: bool,
}

/// `x + y`, `x - y`, `x * y` or `x / y`; `None` for a zero divisor and for other operators.
pub(crate) fn arithmetic(operator: Binary, x: Operand, y: Operand) -> Option<Complex> {
    let (x_real, y_real) = (x.is_real, y.is_real);
    let (x, y) = (x.value, y.value);
    Some(match operator {
        Binary::Add if y_real => (x.0 + y.0, x.1),
        Binary::Add if x_real => (x.0 + y.0, y.1),
        Binary::Add => (x.0 + y.0, x.1 + y.1),
        Binary::Sub if y_real => (x.0 - y.0, x.1),
        Binary::Sub if x_real => (x.0 - y.0, -y.1),
        Binary::Sub => (x.0 - y.0, x.1 - y.1),
        Binary::Mul if y_real => (x.0 * y.0, x.1 * y.0),
        Binary::Mul if x_real => (x.0 * y.0, x.0 * y.1),
        Binary::Mul => mul(x, y),
        Binary::TrueDiv if y == (0.0, 0.0) => return None,
        Binary::TrueDiv if y_real => (x.0 / y.0, x.1 / y.0),
        Binary::TrueDiv if x_real => real_quotient(x.0, y),
        Binary::TrueDiv => return div(x, y),
        _ => return None,
    })
}

/// As [`div`] of a real number, which has no imaginary part at all.
fn real_quotient(x: f64, y: Complex) -> Complex {
    if y.0.abs() >= y.1.abs() {
        let ratio = y.1 / y.0;
        let divisor = y.0 + y.1 * ratio;
        (x / divisor, -x * ratio / divisor)
    } else if y.1.abs() >= y.0.abs() {
        let ratio = y.0 / y.1;
        let divisor = y.0 * ratio + y.1;
        (x * ratio / divisor, -x / divisor)
    } else {
        (f64::NAN, f64::NAN)
    }
}

/// Why a complex power has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PowerError {
    /// `ZeroDivisionError`: zero to a negative or complex power.
    ByZero,
    /// `OverflowError: complex exponentiation`.
    Overflow,
}

/// `a ** b`. Small whole exponents multiply; others go by length and angle, where the last digits
/// are the mathematical library's.
pub(crate) fn pow(a: Complex, b: Complex) -> Result<Complex, PowerError> {
    let power = if b.1 == 0.0 && float_ops::is_integer(b.0) && b.0.abs() <= 100.0 {
        whole_power(a, b.0 as i32)?
    } else {
        general_power(a, b)?
    };
    if power.0.is_infinite() || power.1.is_infinite() {
        return Err(PowerError::Overflow);
    }
    Ok(power)
}

fn whole_power(a: Complex, exponent: i32) -> Result<Complex, PowerError> {
    let (mut result, mut square) = ((1.0, 0.0), a);
    let mut mask = 1;
    while mask <= exponent.unsigned_abs() {
        if exponent.unsigned_abs() & mask != 0 {
            result = mul(result, square);
        }
        mask <<= 1;
        square = mul(square, square);
    }
    if exponent < 0 { div((1.0, 0.0), result).ok_or(PowerError::ByZero) } else { Ok(result) }
}

fn general_power(a: Complex, b: Complex) -> Result<Complex, PowerError> {
    if b == (0.0, 0.0) {
        return Ok((1.0, 0.0));
    }
    if a == (0.0, 0.0) {
        return if b.1 != 0.0 || b.0 < 0.0 { Err(PowerError::ByZero) } else { Ok((0.0, 0.0)) };
    }
    let size = a.0.hypot(a.1);
    let angle = a.1.atan2(a.0);
    let mut length = size.powf(b.0);
    let mut phase = angle * b.0;
    if b.1 != 0.0 {
        length *= (-angle * b.1).exp();
        phase += b.1 * size.ln();
    }
    Ok((length * phase.cos(), length * phase.sin()))
}

/// `abs(z)`; `None` is `OverflowError: absolute value too large`.
pub(crate) fn abs(z: Complex) -> Option<f64> {
    let size = z.0.hypot(z.1);
    (size.is_finite() || !z.0.is_finite() || !z.1.is_finite()).then_some(size)
}
