//! Laying out what the conversions of `%` have made of their arguments.

use num_bigint::BigInt;
use num_traits::Signed;

use super::float::{self, Layout};
use super::percent::Spec;
use super::{Error, int};

/// Lays out what `s`, `r`, `a` or `c` has made of its argument. A precision cuts all but `c`.
pub(crate) fn text(spec: &Spec, text: &str) -> String {
    let length = text.chars().count();
    let shown = match spec.precision {
        Some(precision) if spec.conversion != 'c' && precision < length => {
            text.chars().take(precision).collect()
        }
        _ => text.to_owned(),
    };
    pad(spec, "", "", &shown)
}

/// Lays out an int by `d`, `i`, `u`, `o`, `x` or `X`. The error is the limit on digits.
pub(crate) fn int(spec: &Spec, n: &BigInt, max_str_digits: usize) -> Result<String, Error> {
    let (prefix, digits) = match spec.conversion {
        'o' => ("0o", int::magnitude_in(n, 8)),
        'x' => ("0x", int::magnitude_in(n, 16)),
        'X' => ("0X", int::magnitude_in(n, 16).to_uppercase()),
        _ => {
            let too_many = || Error::value(int::digit_limit_message(max_str_digits, None));
            (
                "",
                int::to_decimal(n, max_str_digits)
                    .ok_or_else(too_many)?
                    .trim_start_matches('-')
                    .into(),
            )
        }
    };
    let zeros = spec.precision.unwrap_or(0).saturating_sub(digits.len());
    let digits = "0".repeat(zeros) + &digits;
    Ok(pad(spec, sign(spec, n.is_negative()), if spec.alternate { prefix } else { "" }, &digits))
}

/// Lays out a float by `e`, `E`, `f`, `F`, `g` or `G`.
pub(crate) fn float(spec: &Spec, x: f64) -> String {
    let precision = spec.precision.unwrap_or(6);
    let layout = match spec.conversion {
        'e' | 'E' => Layout::Exponent(precision),
        'f' | 'F' => Layout::Fixed(precision),
        _ => Layout::General(precision),
    };
    let text = float::to_string(x, layout, spec.alternate, false);
    let text = if spec.conversion.is_ascii_uppercase() { text.to_uppercase() } else { text };
    let magnitude = text.trim_start_matches('-');
    pad(spec, sign(spec, magnitude.len() < text.len()), "", magnitude)
}

fn sign(spec: &Spec, negative: bool) -> &'static str {
    match spec {
        _ if negative => "-",
        Spec { plus: true, .. } => "+",
        Spec { blank: true, .. } => " ",
        _ => "",
    }
}

fn pad(spec: &Spec, sign: &str, prefix: &str, shown: &str) -> String {
    let length = sign.len() + prefix.len() + shown.chars().count();
    let missing = spec.width.unwrap_or(0).saturating_sub(length);
    let number = !matches!(spec.conversion, 's' | 'r' | 'a' | 'c');
    if spec.left {
        format!("{sign}{prefix}{shown}{}", " ".repeat(missing))
    } else if spec.zero && number {
        format!("{sign}{prefix}{}{shown}", "0".repeat(missing))
    } else {
        format!("{}{sign}{prefix}{shown}", " ".repeat(missing))
    }
}
