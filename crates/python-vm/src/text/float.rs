//! Floats as text: `repr`, the C-style conversions, `float(str)`, `float.hex` and `float.fromhex`.
//!
//! Python's digits are the shortest that read back as the same float (`repr`) or the exact value
//! correctly rounded, halves to even (everything with a precision). Rust's formatting gives both
//! kinds of digits, so what is left here is where the point goes and when the exponent appears
//! (CPython's `format_float_short` in Python/pystrtod.c).

use num_bigint::BigUint;

use super::case;
use super::int::scaled_to_f64;

/// How [`to_string`] lays out a float: the conversions of `PyOS_double_to_string`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Layout {
    /// Shortest round-trip digits, exponent below 1e-4 and from 1e16: `repr`.
    Repr,
    /// `e`: that many digits after the point, always an exponent.
    Exponent(usize),
    /// `f`: that many digits after the point, never an exponent.
    Fixed(usize),
    /// `g`: that many significant digits, an exponent where it is shorter.
    General(usize),
}

/// The decimal digits of a finite float and where the point stands: `0.DIGITS × 10^point`.
struct Digits {
    digits: Vec<u8>,
    point: i64,
}

/// No float has more significant digits than this (767), nor more digits after the point (1074).
/// Asking Rust for more gives zeros, slowly, and beyond 65535 it refuses.
const MOST_DIGITS: usize = 1100;

fn from_exponent_form(text: &str) -> Digits {
    let (mantissa, exponent) = text.split_once('e').unwrap_or((text, "0"));
    let digits = mantissa.bytes().filter(u8::is_ascii_digit).collect();
    Digits { digits, point: exponent.parse::<i64>().unwrap_or(0) + 1 }
}

/// The fewest digits that read back as the same float, and of those the nearest. Where two are
/// equally near, Rust takes the larger and CPython the even one.
fn shortest_digits(magnitude: f64) -> Digits {
    let shortest = from_exponent_form(&format!("{magnitude:e}"));
    let count = shortest.digits.len();
    // With fewer digits than a float is precise to, no other is near enough to compete.
    if count >= 15 {
        let even = format!("{magnitude:.*e}", count - 1);
        if even.parse() == Ok(magnitude) {
            return from_exponent_form(&even);
        }
    }
    shortest
}

fn significant_digits(magnitude: f64, count: usize) -> Digits {
    from_exponent_form(&format!("{magnitude:.*e}", count.clamp(1, MOST_DIGITS) - 1))
}

fn fixed_digits(magnitude: f64, after_point: usize) -> Digits {
    let text = format!("{magnitude:.*}", after_point.min(MOST_DIGITS));
    let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
    let digits = whole.bytes().chain(fraction.bytes()).collect();
    Digits { digits, point: whole.len() as i64 }
}

/// `x` as text without regard to a locale: CPython's `PyOS_double_to_string`.
///
/// A negative number (also `-0.0`) has its sign. `dot_zero` adds `.0` where nothing else tells
/// the text from an int's (`Py_DTSF_ADD_DOT_0`); `alternate` keeps the point and trailing zeros
/// (`Py_DTSF_ALT`).
pub(crate) fn to_string(x: f64, layout: Layout, alternate: bool, dot_zero: bool) -> String {
    if x.is_nan() {
        return "nan".into();
    }
    let mut out = String::new();
    if x.is_sign_negative() {
        out.push('-');
    }
    if x.is_infinite() {
        out.push_str("inf");
        return out;
    }
    let magnitude = x.abs();
    let Digits { mut digits, mut point } = match layout {
        Layout::Repr => shortest_digits(magnitude),
        Layout::Exponent(precision) => significant_digits(magnitude, precision.saturating_add(1)),
        Layout::Fixed(precision) => fixed_digits(magnitude, precision),
        Layout::General(precision) => significant_digits(magnitude, precision.max(1)),
    };
    if magnitude == 0.0 && !matches!(layout, Layout::Fixed(_)) {
        point = 1;
    }
    // `end` is how many digits are shown, counted from the first of `digits`.
    let trimmed = digits.iter().rposition(|&digit| digit != b'0').map_or(1, |last| last + 1) as i64;
    let (exponential, mut end) = match layout {
        Layout::Repr => (point <= -4 || point > 16, trimmed),
        Layout::Exponent(precision) => (true, precision.saturating_add(1) as i64),
        Layout::Fixed(precision) => (false, point.saturating_add(precision as i64)),
        Layout::General(precision) => {
            let precision = precision.max(1) as i64;
            let exponential = point <= -4 || point > precision - i64::from(dot_zero);
            (exponential, if alternate { precision } else { trimmed })
        }
    };
    let exponent = point - 1;
    if exponential {
        point = 1;
    }
    end = end.max(if dot_zero && !exponential { point + 1 } else { point });
    digits.truncate(end.max(0) as usize);
    let digit_at = |index: i64| match usize::try_from(index) {
        Ok(index) => digits.get(index).map_or('0', |&digit| digit as char),
        Err(_) => '0',
    };
    if point <= 0 {
        out.push('0');
    }
    out.extend((0..point).map(digit_at));
    if end > point || alternate {
        out.push('.');
        out.extend((point..end).map(digit_at));
    }
    if exponential {
        out.push_str(&format!("e{}{:02}", if exponent < 0 { '-' } else { '+' }, exponent.abs()));
    }
    out
}

/// `repr(x)`, which is also `str(x)`.
pub(crate) fn repr(x: f64) -> String {
    to_string(x, Layout::Repr, false, true)
}

/// `float(text)`; `None` where CPython raises
/// `ValueError: could not convert string to float: REPR OF TEXT`.
pub(crate) fn parse(text: &str) -> Option<f64> {
    parse_ascii(&case::to_ascii_digits(text))
}

/// `float(bytes)`, as [`parse`].
pub(crate) fn parse_bytes(bytes: &[u8]) -> Option<f64> {
    parse_ascii(std::str::from_utf8(bytes).ok()?)
}

fn parse_ascii(text: &str) -> Option<f64> {
    let text = text.trim_matches(case::is_ascii_space);
    if !text.contains('_') {
        return parse_plain(text);
    }
    parse_plain(&without_underscores(text)?)
}

/// Rust's grammar of floats is Python's, less the underscores; both are correctly rounded.
fn parse_plain(text: &str) -> Option<f64> {
    text.parse().ok()
}

/// Drops underscores that stand between two digits; `None` if one stands elsewhere.
pub(super) fn without_underscores(text: &str) -> Option<String> {
    let bytes = text.as_bytes();
    let digit = |index: usize| bytes.get(index).is_some_and(u8::is_ascii_digit);
    let misplaced =
        |index: usize| bytes[index] == b'_' && !(index > 0 && digit(index - 1) && digit(index + 1));
    if (0..bytes.len()).any(misplaced) {
        return None;
    }
    Some(text.chars().filter(|&c| c != '_').collect())
}

/// `float.hex(x)`.
pub(crate) fn hex(x: f64) -> String {
    if !x.is_finite() {
        return repr(x);
    }
    let sign = if x.is_sign_negative() { "-" } else { "" };
    if x == 0.0 {
        return format!("{sign}0x0.0p+0");
    }
    let bits = x.to_bits();
    let fraction = bits & ((1 << 52) - 1);
    let (leading, exponent) = match (bits >> 52 & 0x7ff) as i64 {
        0 => (0, -1022),
        biased => (1, biased - 1023),
    };
    format!("{sign}0x{leading}.{fraction:013x}p{exponent:+}")
}

/// Why `float.fromhex` refuses a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FromHexError {
    /// `ValueError: invalid hexadecimal floating-point string`.
    Invalid,
    /// `OverflowError: hexadecimal value too large to represent as a float`.
    TooLarge,
}

/// `float.fromhex(text)`: correctly rounded, halves to even.
pub(crate) fn from_hex(text: &str) -> Result<f64, FromHexError> {
    let text = text.trim_matches(case::is_ascii_space);
    let (negative, text) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let signed = |x: f64| if negative { -x } else { x };
    match text.to_ascii_lowercase().as_str() {
        "inf" | "infinity" => return Ok(signed(f64::INFINITY)),
        "nan" => return Ok(signed(f64::NAN)),
        _ => {}
    }
    let text = text.strip_prefix("0x").or_else(|| text.strip_prefix("0X")).unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['p', 'P']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
    let digits: Vec<u8> = whole.bytes().chain(fraction.bytes()).collect();
    if digits.is_empty() || !digits.iter().all(u8::is_ascii_hexdigit) {
        return Err(FromHexError::Invalid);
    }
    let exponent = match exponent {
        Some(exponent) => hex_exponent(exponent).ok_or(FromHexError::Invalid)?,
        None => 0,
    };
    let mantissa = BigUint::parse_bytes(&digits, 16).ok_or(FromHexError::Invalid)?;
    let exponent = exponent.saturating_sub(fraction.len() as i64 * 4);
    scaled_to_f64(&mantissa, exponent, false).map(signed).ok_or(FromHexError::TooLarge)
}

/// A decimal exponent with an optional sign, held within what can still matter.
fn hex_exponent(text: &str) -> Option<i64> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let magnitude = digits.parse::<i64>().unwrap_or(i64::MAX / 2).min(i64::MAX / 2);
    Some(if text.starts_with('-') { -magnitude } else { magnitude })
}
