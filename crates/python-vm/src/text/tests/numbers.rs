//! The areas `float` and `int`.

use heap_model::release::Release;
use num_bigint::BigInt;
use num_traits::ToPrimitive;

use super::{Answer, Cells, raised, value};
use crate::text::float::{self, FromHexError};
use crate::text::float_ops::{self, NotFinite, Power};
use crate::text::int::{
    self, ByteOrder, DivisionError, ParseError, PowError, ShiftError, ToBytesError,
};
use crate::text::repr;

const LIMIT: usize = int::DEFAULT_MAX_STR_DIGITS;
const MOST_BITS: u64 = 1 << 20;

fn not_finite(error: NotFinite, infinity: &str, what: &str) -> Answer {
    match error {
        NotFinite::Infinity => {
            raised("OverflowError", format!("cannot convert {infinity} to {what}"))
        }
        NotFinite::Nan => raised(
            "ValueError",
            format!(
                "cannot convert {} to {what}",
                if what == "integer" { "float NaN" } else { "NaN" }
            ),
        ),
    }
}

pub(super) fn float(call: &str, args: &Cells, release: &'static Release) -> Answer {
    let x = || args.float(0);
    match call {
        "float_repr" => value(float::repr(x())),
        "float_hex" => value(float::hex(x())),
        "float_ratio" => match float_ops::as_integer_ratio(x()) {
            Ok((numerator, denominator)) => value(format!("{numerator} {denominator}")),
            Err(error) => not_finite(error, "Infinity", "integer ratio"),
        },
        "float_round_int" => from_float(float_ops::round_to_int(x())),
        "int_from_float" => from_float(int::from_f64(x())),
        "float_parse" => match float::parse(&args.text(0)) {
            Some(x) => value(float::repr(x)),
            None => raised(
                "ValueError",
                format!(
                    "could not convert string to float: {}",
                    repr::repr(&args.text(0), release.text.unicode)
                ),
            ),
        },
        "float_fromhex" => match float::from_hex(&args.text(0)) {
            Ok(x) => value(float::repr(x)),
            Err(FromHexError::Invalid) => {
                raised("ValueError", "invalid hexadecimal floating-point string")
            }
            Err(FromHexError::TooLarge) => {
                raised("OverflowError", "hexadecimal value too large to represent as a float")
            }
        },
        "float_round" => match float_ops::round(x(), args.i64(1)) {
            Some(x) => value(float::repr(x)),
            None => raised("OverflowError", "rounded value too large to represent"),
        },
        "float_divmod" => match float_ops::divmod(x(), args.float(1)) {
            Some((quotient, modulo)) => {
                assert_eq!(
                    float_ops::floor_div(x(), args.float(1)).map(f64::to_bits),
                    Some(quotient.to_bits())
                );
                value(format!("{} {}", float::repr(quotient), float::repr(modulo)))
            }
            None => value("zero"),
        },
        "float_pow" => match float_ops::pow(x(), args.float(1)) {
            Power::Float(power) => value(float::repr(power)),
            Power::Complex => value("complex"),
            Power::ZeroToNegative => {
                raised("ZeroDivisionError", release.operations.zero_to_negative_power)
            }
            Power::Overflow => raised("OverflowError", "(34, 'Numerical result out of range')"),
        },
        _ => panic!("unknown call {call}"),
    }
}

fn from_float(result: Result<BigInt, NotFinite>) -> Answer {
    match result {
        Ok(n) => value(n.to_string()),
        Err(error) => not_finite(error, "float infinity", "integer"),
    }
}

/// The fast path must agree wherever it answers.
fn agree(fast: Option<i64>, n: &BigInt) {
    if let Some(fast) = fast {
        assert_eq!(BigInt::from(fast), *n);
    } else {
        assert!(n.to_i64().is_none(), "the fast path gave up on {n}");
    }
}

fn small(args: &Cells, index: usize) -> Option<i64> {
    args.int(index).to_i64()
}

pub(super) fn int(call: &str, args: &Cells, release: &'static Release) -> Answer {
    let (a, b) = (|| args.int(0), || args.int(1));
    let both = || Some((small(args, 0)?, small(args, 1)?));
    let order = |index| if args.text(index) == "big" { ByteOrder::Big } else { ByteOrder::Little };
    match call {
        "int_parse" => {
            let (text, base) = (args.text(0), args.i64(1));
            match int::parse(&text, base, LIMIT) {
                Ok(n) => value(n.to_string()),
                Err(ParseError::Base) => {
                    raised("ValueError", "int() base must be >= 2 and <= 36, or 0")
                }
                Err(ParseError::Invalid) => {
                    let repr: String =
                        repr::repr(&text, release.text.unicode).chars().take(200).collect();
                    raised(
                        "ValueError",
                        format!("invalid literal for int() with base {base}: {repr}"),
                    )
                }
                Err(ParseError::TooManyDigits(digits)) => {
                    raised("ValueError", int::digit_limit_message(LIMIT, Some(digits)))
                }
            }
        }
        "int_str" => match int::to_decimal(&a(), LIMIT) {
            Some(text) => value(text),
            None => raised("ValueError", int::digit_limit_message(LIMIT, None)),
        },
        "int_bases" => value([int::bin(&a()), int::oct(&a()), int::hex(&a())].join(" ")),
        "int_divmod" => match int::divmod(&a(), &b()) {
            Some((quotient, modulo)) => {
                if let Some((a, b)) = both() {
                    agree(int::floor_div_i64(a, b), &quotient);
                    agree(int::modulo_i64(a, b), &modulo);
                }
                value(format!("{quotient} {modulo}"))
            }
            None => value("zero"),
        },
        "int_shl" | "int_shr" => {
            let shifted = if call == "int_shl" {
                int::shl(&a(), &b(), MOST_BITS)
            } else {
                int::shr(&a(), &b())
            };
            match shifted {
                Ok(n) => {
                    if let Some((a, b)) = both() {
                        agree(
                            if call == "int_shl" { int::shl_i64(a, b) } else { int::shr_i64(a, b) },
                            &n,
                        );
                    }
                    value(n.to_string())
                }
                Err(ShiftError::Negative) => raised("ValueError", "negative shift count"),
                Err(ShiftError::TooLarge) => raised("OverflowError", "too many digits in integer"),
            }
        }
        "int_pow" => match int::pow(&a(), &b(), MOST_BITS) {
            Ok(n) => {
                if let Some((a, b)) = both() {
                    agree(int::pow_i64(a, b), &n);
                }
                value(n.to_string())
            }
            Err(error) => panic!("{error:?}"),
        },
        "int_pow_mod" => match int::pow_mod(&a(), &b(), &args.int(2)) {
            Ok(n) => value(n.to_string()),
            Err(PowError::ZeroModulus) => raised("ValueError", "pow() 3rd argument cannot be 0"),
            Err(PowError::NotInvertible) => {
                raised("ValueError", "base is not invertible for the given modulus")
            }
            Err(error) => panic!("{error:?}"),
        },
        "int_true_div" => match int::true_div(&a(), &b()) {
            Ok(x) => value(float::repr(x)),
            Err(DivisionError::ByZero) => raised("ZeroDivisionError", "division by zero"),
            Err(DivisionError::TooLarge) => {
                raised("OverflowError", "integer division result too large for a float")
            }
        },
        "int_float" => match int::to_f64(&a()) {
            Some(x) => value(float::repr(x)),
            None => raised("OverflowError", "int too large to convert to float"),
        },
        "int_compare_float" => {
            let ordering = int::compare_f64(&a(), args.float(1));
            if let Some(n) = small(args, 0) {
                assert_eq!(int::compare_i64_f64(n, args.float(1)), ordering);
            }
            let is = |wanted| u8::from(ordering == Some(wanted));
            use std::cmp::Ordering::*;
            value(format!("{}{}{}", is(Less), is(Equal), is(Greater)))
        }
        "int_bits" => value(format!("{} {}", a().bits(), int::bit_count(&a()))),
        "int_round" => value(match args.i64(1) {
            places if places >= 0 => a().to_string(),
            places => int::round(&a(), places.unsigned_abs()).to_string(),
        }),
        "int_to_bytes" => {
            match int::to_bytes(&a(), args.i64(1) as usize, order(2), args.text(3) == "s") {
                Ok(bytes) => {
                    value(bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>())
                }
                Err(ToBytesError::Negative) => {
                    raised("OverflowError", "can't convert negative int to unsigned")
                }
                Err(ToBytesError::TooBig) => raised("OverflowError", "int too big to convert"),
            }
        }
        "int_from_bytes" => {
            value(int::from_bytes(&args.bytes(0), order(1), args.text(2) == "s").to_string())
        }
        "int_isqrt" => match int::isqrt(&a()) {
            Some(root) => value(root.to_string()),
            None => raised("ValueError", "isqrt() argument must be nonnegative"),
        },
        "int_gcd" => value(int::gcd(&a(), &b()).to_string()),
        _ => panic!("unknown call {call}"),
    }
}
