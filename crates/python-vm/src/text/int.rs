//! Ints as text and as numbers: parsing and printing, the operations that Rust's `i64` and
//! [`BigInt`] do otherwise than Python, and the exact dealings between ints and floats.
//!
//! Functions that end in `_i64` are the fast path: they give `None` where the result needs a
//! [`BigInt`].

use std::borrow::Cow;
use std::cmp::Ordering;

use num_bigint::{BigInt, BigUint, Sign};
use num_integer::Integer;
use num_traits::{One, Signed, ToPrimitive, Zero};

use super::case;
use super::float_ops::{self, NotFinite};

/// `sys.get_int_max_str_digits()` at the start of a program.
pub(crate) const DEFAULT_MAX_STR_DIGITS: usize = 4300;

/// Why a text is no int.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ParseError {
    /// `ValueError: int() base must be >= 2 and <= 36, or 0`.
    Base,
    /// `ValueError: invalid literal for int() with base BASE: REPR`.
    Invalid,
    /// More digits than the limit on conversions allows; see [`digit_limit_message`].
    TooManyDigits(usize),
}

/// The message of the `ValueError` for the limit on conversions between int and decimal text.
///
/// `digits` is known when parsing and not when printing.
pub(crate) fn digit_limit_message(limit: usize, digits: Option<usize>) -> String {
    let known = digits.map_or(String::new(), |digits| format!(": value has {digits} digits"));
    format!(
        "Exceeds the limit ({limit} digits) for integer string conversion{known}; \
         use sys.set_int_max_str_digits() to increase the limit"
    )
}

/// `int(text, base)`; `limit` is `sys.get_int_max_str_digits()`, 0 for none.
///
/// Of a text that breaks the limit and is no int either, 3.11 reports the limit; this and the later
/// releases, that it is no int.
pub(crate) fn parse(text: &str, base: i64, limit: usize) -> Result<BigInt, ParseError> {
    if base != 0 && !(2..=36).contains(&base) {
        return Err(ParseError::Base);
    }
    parse_ascii(case::to_ascii_digits(text).as_bytes(), base as u32, limit)
}

fn parse_ascii(text: &[u8], mut base: u32, limit: usize) -> Result<BigInt, ParseError> {
    let space = |byte: &u8| case::is_ascii_space(*byte as char);
    let start = text.iter().position(|byte| !space(byte)).ok_or(ParseError::Invalid)?;
    let end = text.iter().rposition(|byte| !space(byte)).map_or(0, |last| last + 1);
    let mut rest = &text[start..end];
    let negative = rest[0] == b'-';
    if let [b'+' | b'-', after @ ..] = rest {
        rest = after;
    }
    let prefix = match rest {
        [b'0', b'x' | b'X', ..] => 16,
        [b'0', b'o' | b'O', ..] => 8,
        [b'0', b'b' | b'B', ..] => 2,
        _ => 0,
    };
    // With base 0 a leading zero that is no prefix may only spell zero.
    let mut only_zero = false;
    if base == 0 {
        only_zero = prefix == 0 && rest.first() == Some(&b'0');
        base = if prefix == 0 { 10 } else { prefix };
    }
    if prefix == base {
        rest = &rest[2..];
        if let [b'_', after @ ..] = rest {
            rest = after;
        }
    }
    let mut digits = Vec::with_capacity(rest.len());
    let mut after_digit = false;
    for &byte in rest {
        match (byte as char).to_digit(base) {
            Some(digit) => digits.push(digit as u8),
            None if byte == b'_' && after_digit => {}
            None => return Err(ParseError::Invalid),
        }
        after_digit = byte != b'_';
    }
    if !after_digit {
        return Err(ParseError::Invalid);
    }
    if !base.is_power_of_two() && limit > 0 && digits.len() > limit {
        return Err(ParseError::TooManyDigits(digits.len()));
    }
    let magnitude = BigUint::from_radix_be(&digits, base).ok_or(ParseError::Invalid)?;
    if only_zero && !magnitude.is_zero() {
        return Err(ParseError::Invalid);
    }
    Ok(BigInt::from_biguint(if negative { Sign::Minus } else { Sign::Plus }, magnitude))
}

/// `str(n)`; `None` if it has more digits than `limit` (0 for none), for which see
/// [`digit_limit_message`]. An int far beyond the limit is refused without converting it.
pub(crate) fn to_decimal(n: &BigInt, limit: usize) -> Option<String> {
    if limit > 0 {
        // An int of b bits has more than (b-1) × log10(2) digits.
        if (n.bits().saturating_sub(1)) as f64 * std::f64::consts::LOG10_2 > limit as f64 + 1.0 {
            return None;
        }
    }
    let text = n.to_string();
    let digits = text.len() - usize::from(n.is_negative());
    (limit == 0 || digits <= limit).then_some(text)
}

/// `bin`, `oct` and `hex` without their prefix: the magnitude's digits in base 2, 8 or 16, lower case.
pub(crate) fn magnitude_in(n: &BigInt, base: u32) -> String {
    n.magnitude().to_str_radix(base)
}

/// `bin(n)`.
pub(crate) fn bin(n: &BigInt) -> String {
    format!("{}0b{}", minus(n), magnitude_in(n, 2))
}

/// `oct(n)`.
pub(crate) fn oct(n: &BigInt) -> String {
    format!("{}0o{}", minus(n), magnitude_in(n, 8))
}

/// `hex(n)`.
pub(crate) fn hex(n: &BigInt) -> String {
    format!("{}0x{}", minus(n), magnitude_in(n, 16))
}

fn minus(n: &BigInt) -> &'static str {
    if n.is_negative() { "-" } else { "" }
}

/// `a // b`; `None` also for a zero divisor.
pub(crate) fn floor_div_i64(a: i64, b: i64) -> Option<i64> {
    let quotient = a.checked_div(b)?;
    Some(if a % b != 0 && (a < 0) != (b < 0) { quotient - 1 } else { quotient })
}

/// `a % b`, with the sign of `b`; `None` also for a zero divisor.
pub(crate) fn modulo_i64(a: i64, b: i64) -> Option<i64> {
    let remainder = if b == -1 { 0 } else { a.checked_rem(b)? };
    Some(if remainder != 0 && (remainder < 0) != (b < 0) { remainder + b } else { remainder })
}

/// Roughly how long it takes to multiply ints of so many bits, in instructions of a simple program:
/// long ones are split in three parts, which takes five products of a third of the length.
pub(crate) fn multiplication_cost(a: u64, b: u64) -> u64 {
    let (short, long) = (a.min(b) / 64 + 1, a.max(b) / 64 + 1);
    if short < 32 {
        return short.saturating_mul(long) / 8;
    }
    let pieces = long as f64 / short as f64;
    ((short as f64).powf(1.465) * pieces / 2.0) as u64
}

/// As [`multiplication_cost`] of a division, which is done digit by digit.
pub(crate) fn division_cost(a: u64, b: u64) -> u64 {
    let (quotient, divisor) = (a.saturating_sub(b) / 64 + 1, b / 64 + 1);
    quotient.saturating_mul(divisor.min(quotient.saturating_add(divisor))) / 4 + (a + b) / 256
}

/// As [`multiplication_cost`] of the conversion between so many bits and decimal digits.
pub(crate) fn decimal_cost(bits: u64) -> u64 {
    (bits / 64).saturating_pow(2) / 8
}

/// `a // b`; `None` for a zero divisor.
pub(crate) fn floor_div(a: &BigInt, b: &BigInt) -> Option<BigInt> {
    (!b.is_zero()).then(|| a.div_floor(b))
}

/// `a % b`, with the sign of `b`; `None` for a zero divisor.
pub(crate) fn modulo(a: &BigInt, b: &BigInt) -> Option<BigInt> {
    (!b.is_zero()).then(|| a.mod_floor(b))
}

/// `divmod(a, b)`; `None` for a zero divisor.
pub(crate) fn divmod(a: &BigInt, b: &BigInt) -> Option<(BigInt, BigInt)> {
    (!b.is_zero()).then(|| a.div_mod_floor(b))
}

/// Why a shift has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ShiftError {
    /// `ValueError: negative shift count`.
    Negative,
    /// More bits than the caller allows. CPython raises `OverflowError: too many digits in integer`
    /// for a count that no memory could hold, else `MemoryError`.
    TooLarge,
}

/// `a << b` where the result is an `i64`; `None` also for a negative count.
pub(crate) fn shl_i64(a: i64, b: i64) -> Option<i64> {
    if a == 0 && b >= 0 {
        return Some(0);
    }
    let shifted = a.checked_shl(u32::try_from(b).ok()?)?;
    (shifted >> b == a).then_some(shifted)
}

/// `a >> b`; `None` for a negative count.
pub(crate) fn shr_i64(a: i64, b: i64) -> Option<i64> {
    (b >= 0).then(|| a >> b.min(63))
}

/// `a << b`, refused where the result would have more than `most_bits`.
pub(crate) fn shl(a: &BigInt, b: &BigInt, most_bits: u64) -> Result<BigInt, ShiftError> {
    if b.is_negative() {
        return Err(ShiftError::Negative);
    }
    if a.is_zero() {
        return Ok(BigInt::ZERO);
    }
    match b.to_u64() {
        Some(count) if count.saturating_add(a.bits()) <= most_bits => Ok(a << count),
        _ => Err(ShiftError::TooLarge),
    }
}

/// `a >> b`, rounding down.
pub(crate) fn shr(a: &BigInt, b: &BigInt) -> Result<BigInt, ShiftError> {
    if b.is_negative() {
        return Err(ShiftError::Negative);
    }
    match b.to_u64() {
        Some(count) if count < a.bits() => Ok(a >> count),
        _ => Ok(if a.is_negative() { -BigInt::one() } else { BigInt::ZERO }),
    }
}

/// Why a power has no int result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PowError {
    /// Without a modulus: the result is the float power.
    NegativeExponent,
    /// `ValueError: pow() 3rd argument cannot be 0`.
    ZeroModulus,
    /// `ValueError: base is not invertible for the given modulus`.
    NotInvertible,
    /// More bits than the caller allows.
    TooLarge,
}

/// `base ** exponent` where it fits; `None` also for a negative exponent.
pub(crate) fn pow_i64(base: i64, exponent: i64) -> Option<i64> {
    match base {
        0 | 1 if exponent >= 0 => Some(if exponent == 0 { 1 } else { base }),
        -1 if exponent >= 0 => Some(if exponent % 2 == 0 { 1 } else { -1 }),
        _ => base.checked_pow(u32::try_from(exponent).ok()?),
    }
}

/// `base ** exponent`, refused where the result would have more than `most_bits`.
pub(crate) fn pow(base: &BigInt, exponent: &BigInt, most_bits: u64) -> Result<BigInt, PowError> {
    if exponent.is_negative() {
        return Err(PowError::NegativeExponent);
    }
    if exponent.is_zero() || base.is_one() {
        return Ok(BigInt::one());
    }
    if base.is_zero() {
        return Ok(BigInt::ZERO);
    }
    if base.magnitude().is_one() {
        return Ok(if exponent.is_even() { BigInt::one() } else { base.clone() });
    }
    let exponent = exponent.to_u32().ok_or(PowError::TooLarge)?;
    if (base.bits() - 1).saturating_mul(u64::from(exponent)) > most_bits {
        return Err(PowError::TooLarge);
    }
    Ok(base.pow(exponent))
}

/// `pow(base, exponent, modulus)`, with the modular inverse for a negative exponent.
pub(crate) fn pow_mod(
    base: &BigInt,
    exponent: &BigInt,
    modulus: &BigInt,
) -> Result<BigInt, PowError> {
    if modulus.is_zero() {
        return Err(PowError::ZeroModulus);
    }
    if modulus.magnitude().is_one() {
        return Ok(BigInt::ZERO);
    }
    if exponent.is_negative() {
        let inverse = base.modinv(modulus).ok_or(PowError::NotInvertible)?;
        return Ok(inverse.modpow(&-exponent, modulus));
    }
    Ok(base.modpow(exponent, modulus))
}

/// Why a true division has no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DivisionError {
    /// `ZeroDivisionError: division by zero`.
    ByZero,
    /// `OverflowError: integer division result too large for a float`.
    TooLarge,
}

/// `a / b`, correctly rounded.
pub(crate) fn true_div(a: &BigInt, b: &BigInt) -> Result<f64, DivisionError> {
    if b.is_zero() {
        return Err(DivisionError::ByZero);
    }
    if a.is_zero() {
        return Ok(if b.is_negative() { -0.0 } else { 0.0 });
    }
    // Scaled so that the quotient has 65 bits or more: more than a float keeps, the rest is sticky.
    let shift = 65 + b.bits() as i64 - a.bits() as i64;
    let (numerator, denominator) = if shift >= 0 {
        (a.magnitude() << shift, Cow::Borrowed(b.magnitude()))
    } else {
        (a.magnitude().clone(), Cow::Owned(b.magnitude() << -shift))
    };
    let (quotient, remainder) = numerator.div_rem(&denominator);
    let magnitude =
        scaled_to_f64(&quotient, -shift, !remainder.is_zero()).ok_or(DivisionError::TooLarge)?;
    Ok(if a.is_negative() != b.is_negative() { -magnitude } else { magnitude })
}

/// `float(n)`, correctly rounded; `None` is `OverflowError: int too large to convert to float`.
pub(crate) fn to_f64(n: &BigInt) -> Option<f64> {
    let magnitude = scaled_to_f64(n.magnitude(), 0, false)?;
    Some(if n.is_negative() { -magnitude } else { magnitude })
}

/// `mantissa × 2^exponent` as a float, halves to even; `sticky` says that the true mantissa is a
/// fraction of one more. `None` if it is too large.
pub(crate) fn scaled_to_f64(mantissa: &BigUint, exponent: i64, sticky: bool) -> Option<f64> {
    if mantissa.is_zero() {
        return Some(0.0);
    }
    let bits = mantissa.bits() as i64;
    // The exponent of the leading bit decides where the last kept bit stands.
    let leading = exponent.saturating_add(bits - 1);
    if leading > 1023 {
        return None;
    }
    if leading < -1080 {
        return Some(0.0);
    }
    let last = (leading - 52).max(-1074);
    let drop = last - exponent;
    let (kept, up) = if drop <= 0 {
        (mantissa << -drop, false)
    } else {
        let half = mantissa.bit(drop as u64 - 1);
        let below =
            sticky || mantissa.trailing_zeros().is_some_and(|zeros| (zeros as i64) < drop - 1);
        let kept = mantissa >> drop;
        let odd = kept.bit(0);
        (kept, half && (below || odd))
    };
    let kept = kept.to_u64()? + u64::from(up);
    // 2^last is a float for every `last` in range, and so is the product, or it is infinite.
    let scaled = if last >= -1022 {
        kept as f64 * f64::from_bits(((last + 1023) as u64) << 52)
    } else {
        f64::from_bits(1 << (last + 1074)) * kept as f64
    };
    scaled.is_finite().then_some(scaled)
}

/// `int(x)`: towards zero.
pub(crate) fn from_f64(x: f64) -> Result<BigInt, NotFinite> {
    float_ops::finite(x)?;
    let whole = x.trunc();
    if whole.abs() < 9.0e18 {
        return Ok(BigInt::from(whole as i64));
    }
    float_ops::as_integer_ratio(whole).map(|(numerator, _)| numerator)
}

/// Compares an int with a float by their exact values; `None` for NaN.
pub(crate) fn compare_f64(n: &BigInt, x: f64) -> Option<Ordering> {
    if x.is_nan() {
        return None;
    }
    if x.is_infinite() {
        return Some(if x > 0.0 { Ordering::Less } else { Ordering::Greater });
    }
    let whole = from_f64(x).ok()?;
    Some(n.cmp(&whole).then_with(|| 0.0f64.total_cmp(&(x.fract() + 0.0))))
}

/// As [`compare_f64`].
pub(crate) fn compare_i64_f64(n: i64, x: f64) -> Option<Ordering> {
    // Up to 2^53 an int is exactly a float.
    if n.unsigned_abs() <= 1 << 53 {
        (n as f64).partial_cmp(&x)
    } else {
        compare_f64(&BigInt::from(n), x)
    }
}

/// `n.bit_count()`: the ones of the magnitude.
pub(crate) fn bit_count(n: &BigInt) -> u64 {
    n.magnitude().count_ones()
}

/// `round(n, -places)`: to a multiple of `10^places`, halves to even.
///
/// Beyond the int's own size the result is zero, however large `places` is.
pub(crate) fn round(n: &BigInt, places: u64) -> BigInt {
    if places > n.bits() {
        return BigInt::ZERO;
    }
    let unit = BigInt::from(10u32).pow(places as u32);
    let (quotient, remainder) = n.div_mod_floor(&unit);
    let up = match (&remainder << 1u32).cmp(&unit) {
        Ordering::Less => false,
        Ordering::Equal => quotient.is_odd(),
        Ordering::Greater => true,
    };
    (if up { quotient + 1 } else { quotient }) * unit
}

/// Which end of the bytes is the most significant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ByteOrder {
    /// `'big'`.
    Big,
    /// `'little'`.
    Little,
}

/// Why an int does not fit its bytes; both are an `OverflowError`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ToBytesError {
    /// "can't convert negative int to unsigned".
    Negative,
    /// "int too big to convert".
    TooBig,
}

/// `n.to_bytes(length, order, signed=signed)`.
///
/// Up to 3.12, CPython lets -1 be no bytes at all; here as later it is too big for that.
pub(crate) fn to_bytes(
    n: &BigInt,
    length: usize,
    order: ByteOrder,
    signed: bool,
) -> Result<Vec<u8>, ToBytesError> {
    if n.is_negative() && !signed {
        return Err(ToBytesError::Negative);
    }
    let mut bytes = if signed { n.to_signed_bytes_le() } else { n.magnitude().to_bytes_le() };
    // Zero is one byte in Rust and none in Python.
    if n.is_zero() {
        bytes.clear();
    }
    if bytes.len() > length {
        return Err(ToBytesError::TooBig);
    }
    bytes.resize(length, if n.is_negative() { 0xff } else { 0 });
    if order == ByteOrder::Big {
        bytes.reverse();
    }
    Ok(bytes)
}

/// `int.from_bytes(bytes, order, signed=signed)`.
pub(crate) fn from_bytes(bytes: &[u8], order: ByteOrder, signed: bool) -> BigInt {
    match (order, signed) {
        (ByteOrder::Big, true) => BigInt::from_signed_bytes_be(bytes),
        (ByteOrder::Little, true) => BigInt::from_signed_bytes_le(bytes),
        (ByteOrder::Big, false) => BigInt::from_bytes_be(Sign::Plus, bytes),
        (ByteOrder::Little, false) => BigInt::from_bytes_le(Sign::Plus, bytes),
    }
}

/// `math.isqrt(n)`; `None` is `ValueError: isqrt() argument must be nonnegative`.
pub(crate) fn isqrt(n: &BigInt) -> Option<BigInt> {
    (!n.is_negative()).then(|| n.sqrt())
}

/// `math.gcd(a, b)`.
pub(crate) fn gcd(a: &BigInt, b: &BigInt) -> BigInt {
    a.gcd(b)
}
