//! Arithmetic on floats where Python's rules are not the processor's: `round`, `//`, `%`,
//! `divmod`, `**` and the exact integer ratio.

use num_bigint::{BigInt, BigUint};
use num_traits::One;

use super::int;

/// `round(x, ndigits)`: the exact value of `x` rounded in decimal, halves to even, then read back.
///
/// `None` is `OverflowError: rounded value too large to represent`.
pub(crate) fn round(x: f64, ndigits: i64) -> Option<f64> {
    // Beyond these no digit can change, or none can be left (float___round___impl).
    if !x.is_finite() || x == 0.0 || ndigits > 323 {
        return Some(x);
    }
    if ndigits < -308 {
        return Some(0.0 * x);
    }
    let rounded = match usize::try_from(ndigits) {
        Ok(after_point) => format!("{x:.after_point$}").parse().unwrap_or(x),
        Err(_) => round_whole(x.abs(), ndigits.unsigned_abs() as usize).copysign(x),
    };
    rounded.is_finite().then_some(rounded)
}

/// Rounds a magnitude to a multiple of `10^places`, `places` positive.
fn round_whole(magnitude: f64, places: usize) -> f64 {
    let whole = format!("{:.0}", magnitude.trunc());
    if places > whole.len() {
        return 0.0;
    }
    let (kept, dropped) = whole.split_at(whole.len() - places);
    let half = format!("5{}", "0".repeat(places - 1));
    let odd = kept.bytes().last().is_some_and(|digit| digit % 2 == 1);
    let up = match dropped.cmp(&half) {
        std::cmp::Ordering::Less => false,
        std::cmp::Ordering::Equal => odd || magnitude.fract() != 0.0,
        std::cmp::Ordering::Greater => true,
    };
    let kept: BigUint =
        if kept.is_empty() { BigUint::ZERO } else { kept.parse().unwrap_or_default() };
    let kept = if up { kept + 1u32 } else { kept };
    format!("{kept}e{places}").parse().unwrap_or(f64::INFINITY)
}

/// Why a float has no integer value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum NotFinite {
    /// `OverflowError`: "cannot convert float infinity to integer",
    /// or "cannot convert Infinity to integer ratio".
    Infinity,
    /// `ValueError`: "cannot convert float NaN to integer",
    /// or "cannot convert NaN to integer ratio".
    Nan,
}

/// `round(x)`: the nearest int, halves to even.
pub(crate) fn round_to_int(x: f64) -> Result<BigInt, NotFinite> {
    int::from_f64(x.round_ties_even())
}

/// `x.as_integer_ratio()`: numerator and denominator in lowest terms, the latter positive.
pub(crate) fn as_integer_ratio(x: f64) -> Result<(BigInt, BigInt), NotFinite> {
    finite(x)?;
    let bits = x.abs().to_bits();
    let fraction = bits & ((1 << 52) - 1);
    let (mantissa, exponent) = match (bits >> 52) as i64 {
        0 => (fraction, -1074),
        biased => (fraction | 1 << 52, biased - 1075),
    };
    if mantissa == 0 {
        return Ok((BigInt::ZERO, BigInt::one()));
    }
    let shift = mantissa.trailing_zeros();
    let (mantissa, exponent) = (mantissa >> shift, exponent + i64::from(shift));
    let numerator = BigInt::from(mantissa) << exponent.max(0);
    let denominator = BigInt::one() << (-exponent).max(0);
    Ok((if x < 0.0 { -numerator } else { numerator }, denominator))
}

pub(super) fn finite(x: f64) -> Result<(), NotFinite> {
    if x.is_nan() {
        Err(NotFinite::Nan)
    } else if x.is_infinite() {
        Err(NotFinite::Infinity)
    } else {
        Ok(())
    }
}

/// `x.is_integer()`.
pub(crate) fn is_integer(x: f64) -> bool {
    x.is_finite() && x.floor() == x
}

/// `divmod(x, y)`; `None` where `y` is zero. `//` is its first part.
pub(crate) fn divmod(x: f64, y: f64) -> Option<(f64, f64)> {
    if y == 0.0 {
        return None;
    }
    let remainder = x % y;
    let mut quotient = (x - remainder) / y;
    let modulo = if remainder == 0.0 {
        0f64.copysign(y)
    } else if (y < 0.0) != (remainder < 0.0) {
        quotient -= 1.0;
        remainder + y
    } else {
        remainder
    };
    let floored = if quotient == 0.0 {
        0f64.copysign(x / y)
    } else {
        // The division was of nearly exact multiples, so a floor that is off is off by one.
        let floor = quotient.floor();
        if quotient - floor > 0.5 { floor + 1.0 } else { floor }
    };
    Some((floored, modulo))
}

/// `x // y`; `None` where `y` is zero.
pub(crate) fn floor_div(x: f64, y: f64) -> Option<f64> {
    divmod(x, y).map(|(quotient, _)| quotient)
}

/// `x % y`, with the sign of `y`; `None` where `y` is zero.
pub(crate) fn modulo(x: f64, y: f64) -> Option<f64> {
    divmod(x, y).map(|(_, modulo)| modulo)
}

/// What `x ** y` comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Power {
    /// A float.
    Float(f64),
    /// A negative base with a broken exponent: the complex power is asked instead.
    Complex,
    /// `ZeroDivisionError`: zero to a negative power.
    ZeroToNegative,
    /// `OverflowError: (34, 'Numerical result out of range')`.
    Overflow,
}

/// `x ** y` for floats.
///
/// The special cases are IEEE 754's, which Rust's `powf` follows; Python differs in its errors.
pub(crate) fn pow(x: f64, y: f64) -> Power {
    if x.is_finite() && y.is_finite() {
        if x == 0.0 && y < 0.0 {
            return Power::ZeroToNegative;
        }
        if x < 0.0 && y.floor() != y {
            return Power::Complex;
        }
        let power = x.powf(y);
        return if power.is_infinite() { Power::Overflow } else { Power::Float(power) };
    }
    Power::Float(x.powf(y))
}
