//! Arithmetic on constant numbers.

use num_bigint::{BigInt, Sign};
use num_integer::Integer;
use num_traits::{Pow, Signed, ToPrimitive, Zero};

use crate::bytecode::{Binary, Constant};
use crate::compile::constants::{ConstId, Constants};
use crate::syntax::tree::Unary;
use crate::text::complex;

/// Most bits of a folded product, power or left shift.
const MAX_INT_BITS: u64 = 128;

/// A number of Python's tower.
#[derive(Clone)]
pub(super) enum Number {
    Bool(bool),
    Int(BigInt),
    Float(f64),
    Complex(f64, f64),
}

impl Number {
    pub(super) fn add_to(self, constants: &mut Constants) -> ConstId {
        match self {
            Number::Bool(value) => constants.add(Constant::Bool(value)),
            Number::Int(value) => constants.big(value),
            Number::Float(value) => constants.add(Constant::Float(value)),
            Number::Complex(real, imag) => constants.add(Constant::Complex(real, imag)),
        }
    }

    pub(super) fn to_int(&self) -> Option<BigInt> {
        match self {
            Number::Bool(value) => Some(BigInt::from(u8::from(*value))),
            Number::Int(value) => Some(value.clone()),
            _ => None,
        }
    }

    /// As `float()` converts; an int too large is an `OverflowError`.
    fn to_float(&self) -> Option<f64> {
        match self {
            Number::Float(value) => Some(*value),
            Number::Complex(..) => None,
            _ => self.to_int()?.to_f64().filter(|value| value.is_finite()),
        }
    }

    fn to_complex(&self) -> Option<(f64, f64)> {
        match self {
            Number::Complex(real, imag) => Some((*real, *imag)),
            _ => Some((self.to_float()?, 0.0)),
        }
    }
}

pub(super) fn of(constant: &Constant) -> Option<Number> {
    Some(match constant {
        Constant::Bool(value) => Number::Bool(*value),
        Constant::Int(value) => Number::Int(BigInt::from(*value)),
        Constant::BigInt(value) => Number::Int(value.clone()),
        Constant::Float(value) => Number::Float(*value),
        Constant::Complex(real, imag) => Number::Complex(*real, *imag),
        _ => return None,
    })
}

pub(super) fn unary(op: Unary, number: Number) -> Option<Number> {
    Some(match (op, number) {
        (Unary::Not, _) => return None,
        (Unary::Plus, Number::Bool(value)) => Number::Int(u8::from(value).into()),
        (Unary::Plus, other) => other,
        (Unary::Minus, Number::Float(value)) => Number::Float(-value),
        (Unary::Minus, Number::Complex(real, imag)) => Number::Complex(-real, -imag),
        (Unary::Minus, number) => Number::Int(-number.to_int()?),
        (Unary::Invert, number) => Number::Int(!number.to_int()?),
    })
}

pub(super) fn binary(op: Binary, a: Number, b: Number, complex_mixes: bool) -> Option<Number> {
    match (&a, &b) {
        (Number::Bool(left), Number::Bool(right)) => match op {
            Binary::And => return Some(Number::Bool(left & right)),
            Binary::Or => return Some(Number::Bool(left | right)),
            Binary::Xor => return Some(Number::Bool(left ^ right)),
            _ => {}
        },
        (Number::Complex(..), _) | (_, Number::Complex(..)) => {
            let operand = |number: &Number| {
                let is_real = complex_mixes && !matches!(number, Number::Complex(..));
                Some(complex::Operand { value: number.to_complex()?, is_real })
            };
            return complex(op, operand(&a)?, operand(&b)?);
        }
        (Number::Float(_), _) | (_, Number::Float(_)) => {
            return float(op, a.to_float()?, b.to_float()?);
        }
        _ => {}
    }
    int(op, &a.to_int()?, &b.to_int()?)
}

fn int(op: Binary, a: &BigInt, b: &BigInt) -> Option<Number> {
    let result = match op {
        Binary::Add => a + b,
        Binary::Sub => a - b,
        Binary::Mul => {
            if !a.is_zero() && !b.is_zero() && a.bits() + b.bits() > MAX_INT_BITS {
                return None;
            }
            a * b
        }
        Binary::TrueDiv => return true_division(a, b).map(Number::Float),
        Binary::FloorDiv if !b.is_zero() => a.div_floor(b),
        Binary::Mod if !b.is_zero() => a.mod_floor(b),
        Binary::Pow => return power(a, b),
        Binary::LShift => {
            if b.is_negative() {
                return None;
            }
            if a.is_zero() {
                return Some(Number::Int(BigInt::zero()));
            }
            let shift = b.to_u64().filter(|&shift| shift <= MAX_INT_BITS)?;
            if a.bits() > MAX_INT_BITS - shift {
                return None;
            }
            a << shift
        }
        Binary::RShift => {
            if b.is_negative() {
                return None;
            }
            match b.to_u64() {
                Some(shift) => a >> shift,
                None if a.is_negative() => BigInt::from(-1),
                None => BigInt::zero(),
            }
        }
        Binary::And => a & b,
        Binary::Or => a | b,
        Binary::Xor => a ^ b,
        _ => return None,
    };
    Some(Number::Int(result))
}

fn power(a: &BigInt, b: &BigInt) -> Option<Number> {
    if b.is_negative() {
        return float(Binary::Pow, a.to_f64()?, b.to_f64()?);
    }
    if b.is_zero() {
        return Some(Number::Int(BigInt::from(1)));
    }
    let exponent = b.to_u64()?;
    if !a.is_zero() && a.bits() > MAX_INT_BITS / exponent {
        return None;
    }
    Some(Number::Int(Pow::pow(a, exponent)))
}

/// `a / b`, rounded to the nearest float, ties to even.
fn true_division(a: &BigInt, b: &BigInt) -> Option<f64> {
    if b.is_zero() {
        return None;
    }
    let (small_a, small_b) = (a.to_i64(), b.to_i64());
    let exact = |value: i64| value.unsigned_abs() <= 1 << 53;
    if let (Some(x), Some(y)) = (small_a, small_b)
        && exact(x)
        && exact(y)
    {
        return Some(x as f64 / y as f64);
    }
    // Scale the quotient to 64 bits or more, with a sticky last bit for what is left.
    let shift = 66 + b.bits() as i64 - a.bits() as i64;
    let (mut top, mut bottom) = (a.abs(), b.abs());
    if shift > 0 {
        top <<= shift as u64;
    } else {
        bottom <<= shift.unsigned_abs();
    }
    let (mut quotient, rest) = top.div_rem(&bottom);
    if !rest.is_zero() {
        quotient |= BigInt::from(1);
    }
    let magnitude = quotient.to_f64()? * 2f64.powi(i32::try_from(-shift).ok()?);
    if !magnitude.is_finite() || (magnitude != 0.0 && magnitude < f64::MIN_POSITIVE) {
        return None;
    }
    let negative = (a.sign() == Sign::Minus) != (b.sign() == Sign::Minus);
    Some(if negative { -magnitude } else { magnitude })
}

fn float(op: Binary, a: f64, b: f64) -> Option<Number> {
    let result = match op {
        Binary::Add => a + b,
        Binary::Sub => a - b,
        Binary::Mul => a * b,
        Binary::TrueDiv if b != 0.0 => a / b,
        Binary::FloorDiv if b != 0.0 => floor_division(a, b),
        Binary::Mod if b != 0.0 => modulo(a, b),
        Binary::Pow => {
            if a == 0.0 && b < 0.0 {
                return None;
            }
            if a < 0.0 && a.is_finite() && b.is_finite() && b.fract() != 0.0 {
                return None;
            }
            let result = a.powf(b);
            if a.is_finite() && b.is_finite() && !result.is_finite() {
                return None;
            }
            result
        }
        _ => return None,
    };
    Some(Number::Float(result))
}

/// `a % b` of floats: the sign is the divisor's.
fn modulo(a: f64, b: f64) -> f64 {
    let rest = a % b;
    if rest == 0.0 {
        0f64.copysign(b)
    } else if (b < 0.0) != (rest < 0.0) {
        rest + b
    } else {
        rest
    }
}

/// `a // b` of floats.
fn floor_division(a: f64, b: f64) -> f64 {
    let rest = a % b;
    let mut quotient = (a - rest) / b;
    if rest != 0.0 && (b < 0.0) != (rest < 0.0) {
        quotient -= 1.0;
    }
    if quotient == 0.0 {
        return 0f64.copysign(a / b);
    }
    let floor = quotient.floor();
    if quotient - floor > 0.5 { floor + 1.0 } else { floor }
}

fn complex(op: Binary, a: complex::Operand, b: complex::Operand) -> Option<Number> {
    let (real, imag) = complex::arithmetic(op, a, b)?;
    Some(Number::Complex(real, imag))
}
