//! Equality of keys that needs no Python code.

use std::cmp::Ordering;

use num_traits::{FromPrimitive, ToPrimitive};

use crate::heap::Heap;
use crate::object::{Obj, Payload};
use crate::static_types::types;

impl Heap {
    /// `a == b` for two keys of exact built-in types (`str`, `int`, `bool`, `float`, `complex`,
    /// `bytes`, `None` and tuples of such); `None` when it takes Python's own comparison to know.
    ///
    /// An object equals itself here, as keys do even when `==` says otherwise (NaN).
    pub fn native_equal(&self, a: Obj, b: Obj) -> Option<bool> {
        if a == b {
            return Some(true);
        }
        if self.type_of(a) == types::INT
            && self.type_of(b) == types::INT
            && let (Payload::Int(a), Payload::Int(b)) = (self.payload(a), self.payload(b))
        {
            return Some(a == b);
        }
        if !self.compares_natively(a) || !self.compares_natively(b) {
            return None;
        }
        Some(match (self.payload(a), self.payload(b)) {
            (Payload::Str(x), Payload::Str(y)) => x.text == y.text,
            (Payload::Int(x), Payload::Int(y)) => x == y,
            (Payload::BigInt(x), Payload::BigInt(y)) => x == y,
            (Payload::Float(x), Payload::Float(y)) => x == y,
            (Payload::Int(x), Payload::Float(y)) | (Payload::Float(y), Payload::Int(x)) => {
                compare_int_float(*x, *y) == Some(Ordering::Equal)
            }
            (Payload::BigInt(x), Payload::Float(y)) | (Payload::Float(y), Payload::BigInt(x)) => {
                y.fract() == 0.0 && num_bigint::BigInt::from_f64(*y).as_ref() == Some(&**x)
            }
            (Payload::Complex(x), Payload::Complex(y)) => x == y,
            (Payload::Complex(x), Payload::Float(y)) | (Payload::Float(y), Payload::Complex(x)) => {
                **x == (*y, 0.0)
            }
            (Payload::Complex(x), Payload::Int(y)) | (Payload::Int(y), Payload::Complex(x)) => {
                x.1 == 0.0 && compare_int_float(*y, x.0) == Some(Ordering::Equal)
            }
            (Payload::Complex(x), Payload::BigInt(y))
            | (Payload::BigInt(y), Payload::Complex(x)) => x.1 == 0.0 && y.to_f64() == Some(x.0),
            (Payload::Bytes(x), Payload::Bytes(y)) => x.data == y.data,
            (Payload::Tuple(x), Payload::Tuple(y)) => {
                // Python compares item by item up to the first difference, before the lengths.
                for (&x, &y) in x.iter().zip(y.iter()) {
                    if !self.native_equal(x, y)? {
                        return Some(false);
                    }
                }
                x.len() == y.len()
            }
            _ => false,
        })
    }

    /// Whether `==` on the object is a built-in type's own and answers by value or identity.
    fn compares_natively(&self, object: Obj) -> bool {
        matches!(
            self.type_of(object),
            types::STR
                | types::INT
                | types::BOOL
                | types::FLOAT
                | types::COMPLEX
                | types::BYTES
                | types::TUPLE
                | types::NONE_TYPE
                | types::ELLIPSIS_TYPE
                | types::NOT_IMPLEMENTED_TYPE
                | types::TYPE
                | types::OBJECT
                | types::FUNCTION
                | types::MODULE
                | types::GENERATOR
        )
    }
}

/// Compares an int of 64 bits with a float without rounding either; `None` for NaN.
pub(crate) fn compare_int_float(int: i64, float: f64) -> Option<Ordering> {
    if float.is_nan() {
        return None;
    }
    // 2^63 is exact as a float; everything from there up is greater than any i64.
    if float >= 9_223_372_036_854_775_808.0 {
        return Some(Ordering::Less);
    }
    if float < -9_223_372_036_854_775_808.0 {
        return Some(Ordering::Greater);
    }
    let whole = float.trunc() as i64;
    Some(int.cmp(&whole).then_with(|| 0.0.partial_cmp(&float.fract()).unwrap_or(Ordering::Equal)))
}
