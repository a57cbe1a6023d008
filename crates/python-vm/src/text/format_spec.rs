//! The format-spec mini-language: what stands after the colon in `f"{x:>10,.2f}"`.
//!
//! One parse serves all types; then each type has its own rules on what it allows
//! (CPython's Python/formatter_unicode.c). Errors come in CPython's order, because a spec with
//! two mistakes shows one of them.

use num_bigint::BigInt;
use num_traits::{Signed, ToPrimitive};

use super::float::{self, Layout};
use super::{Error, case, int};

/// What the caller knows and the spec does not say.
#[derive(Clone, Copy, Debug)]
pub(crate) struct FormatRules {
    /// Whether `,` and `_` may follow the precision, to group the digits after the point (from 3.14).
    pub(crate) fraction_grouping: bool,
    /// `sys.get_int_max_str_digits()`, 0 for none.
    pub(crate) max_str_digits: usize,
    /// A width or precision beyond this is refused with a [`MemoryError`](super::Exception::Memory).
    pub(crate) max_chars: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Align {
    Left,
    Right,
    Center,
    AfterSign,
}

impl Align {
    fn from_char(c: char) -> Option<Align> {
        match c {
            '<' => Some(Align::Left),
            '>' => Some(Align::Right),
            '^' => Some(Align::Center),
            '=' => Some(Align::AfterSign),
            _ => None,
        }
    }
}

/// A parsed format spec.
#[derive(Clone, Debug)]
struct Spec {
    fill: char,
    align: Align,
    sign: Option<char>,
    no_negative_zero: bool,
    alternate: bool,
    width: Option<usize>,
    grouping: Option<char>,
    precision: Option<usize>,
    fraction_grouping: Option<char>,
    /// The presentation type, or the one that the Python type has for its default.
    kind: Option<char>,
}

/// What the parser must know of the type that is formatted.
struct Target<'a> {
    type_name: &'a str,
    align: Align,
    kind: Option<char>,
}

/// Reads a decimal number, in digits of any script; `None` if there is none.
pub(super) fn read_number(chars: &mut &[char]) -> Result<Option<usize>, Error> {
    let mut number: Option<i64> = None;
    while let Some(digit) = chars.first().and_then(|&c| case::decimal_value(c)) {
        let next =
            number.unwrap_or(0).checked_mul(10).and_then(|tens| tens.checked_add(i64::from(digit)));
        number =
            Some(next.ok_or_else(|| Error::value("Too many decimal digits in format string"))?);
        *chars = &chars[1..];
    }
    Ok(number.map(|number| number as usize))
}

fn take(chars: &mut &[char], wanted: char) -> bool {
    let found = chars.first() == Some(&wanted);
    if found {
        *chars = &chars[1..];
    }
    found
}

/// Reads `,` or `_`. The two together are an error.
fn take_grouping(chars: &mut &[char]) -> Result<Option<char>, Error> {
    let both = || Error::value("Cannot specify both ',' and '_'.");
    let comma = take(chars, ',');
    if take(chars, '_') {
        return if comma || chars.first() == Some(&',') { Err(both()) } else { Ok(Some('_')) };
    }
    Ok(comma.then_some(','))
}

fn parse(text: &str, target: &Target, rules: &FormatRules) -> Result<Spec, Error> {
    let all: Vec<char> = text.chars().collect();
    let mut chars = &all[..];
    let (mut fill, mut align) = (None, None);
    if let [first, second, rest @ ..] = chars
        && let Some(given) = Align::from_char(*second)
    {
        (fill, align, chars) = (Some(*first), Some(given), rest);
    } else if let [first, rest @ ..] = chars
        && let Some(given) = Align::from_char(*first)
    {
        (align, chars) = (Some(given), rest);
    }
    let mut sign = None;
    if let [c @ ('+' | '-' | ' '), rest @ ..] = chars {
        (sign, chars) = (Some(*c), rest);
    }
    let no_negative_zero = take(&mut chars, 'z');
    let alternate = take(&mut chars, '#');
    // A zero before the width pads after the sign, unless fill or alignment say otherwise.
    if fill.is_none() && take(&mut chars, '0') {
        fill = Some('0');
        if align.is_none() && target.align == Align::Right {
            align = Some(Align::AfterSign);
        }
    }
    let width = read_number(&mut chars)?;
    let grouping = take_grouping(&mut chars)?;
    let (mut precision, mut fraction_grouping) = (None, None);
    if take(&mut chars, '.') {
        precision = read_number(&mut chars)?;
        if rules.fraction_grouping {
            fraction_grouping = take_grouping(&mut chars)?;
        }
        if precision.is_none() && fraction_grouping.is_none() {
            return Err(Error::value("Format specifier missing precision"));
        }
    }
    let kind = match chars {
        [] => target.kind,
        [kind] => Some(*kind),
        _ => {
            let type_name = target.type_name;
            return Err(Error::value(format!(
                "Invalid format specifier '{text}' for object of type '{type_name}'"
            )));
        }
    };
    if let Some(grouping) = grouping {
        check_grouping(grouping, kind)?;
    }
    // After the point only the locale's own grouping is in the way.
    if let (Some(grouping), Some('n')) = (fraction_grouping, kind) {
        check_grouping(grouping, kind)?;
    }
    if width.into_iter().chain(precision).any(|count| count > rules.max_chars) {
        return Err(Error::memory());
    }
    let align = align.unwrap_or(target.align);
    Ok(Spec {
        fill: fill.unwrap_or(' '),
        align,
        sign,
        no_negative_zero,
        alternate,
        width,
        grouping,
        precision,
        fraction_grouping,
        kind,
    })
}

fn check_grouping(grouping: char, kind: Option<char>) -> Result<(), Error> {
    match kind {
        None | Some('d' | 'e' | 'f' | 'g' | 'E' | 'G' | '%' | 'F') => Ok(()),
        Some('b' | 'o' | 'x' | 'X') if grouping == '_' => Ok(()),
        Some(kind) if (' '..'\u{80}').contains(&kind) && kind != ' ' => {
            Err(Error::value(format!("Cannot specify '{grouping}' with '{kind}'.")))
        }
        Some(kind) => {
            Err(Error::value(format!("Cannot specify '{grouping}' with '\\x{:x}'.", kind as u32)))
        }
    }
}

fn unknown_kind(kind: char, type_name: &str) -> Error {
    let shown = if ('!'..'\u{80}').contains(&kind) {
        kind.to_string()
    } else {
        format!("\\x{:x}", kind as u32)
    };
    Error::value(format!("Unknown format code '{shown}' for object of type '{type_name}'"))
}

/// `format(text, spec)`.
pub(crate) fn format_str(
    text: &str,
    spec: &str,
    type_name: &str,
    rules: &FormatRules,
) -> Result<String, Error> {
    let spec = parse(spec, &Target { type_name, align: Align::Left, kind: Some('s') }, rules)?;
    if let Some(kind) = spec.kind.filter(|&kind| kind != 's') {
        return Err(unknown_kind(kind, type_name));
    }
    let refused = match spec.sign {
        Some(' ') => Some("Space not allowed in string format specifier"),
        Some(_) => Some("Sign not allowed in string format specifier"),
        None if spec.no_negative_zero => {
            Some("Negative zero coercion (z) not allowed in string format specifier")
        }
        None if spec.alternate => Some("Alternate form (#) not allowed in string format specifier"),
        None if spec.align == Align::AfterSign => {
            Some("'=' alignment not allowed in string format specifier")
        }
        None => None,
    };
    if let Some(message) = refused {
        return Err(Error::value(message));
    }
    let shown: String = match spec.precision {
        Some(precision) => text.chars().take(precision).collect(),
        None => text.into(),
    };
    Ok(pad(&shown, &spec))
}

/// Fills a text up to the width, as the alignment says; `=` is the caller's.
fn pad(text: &str, spec: &Spec) -> String {
    let missing = spec.width.unwrap_or(0).saturating_sub(text.chars().count());
    let left = match spec.align {
        Align::Left => 0,
        Align::Center => missing / 2,
        Align::Right | Align::AfterSign => missing,
    };
    let mut out = String::with_capacity(text.len() + missing * spec.fill.len_utf8());
    let fill = spec.fill.to_string();
    out.push_str(&fill.repeat(left));
    out.push_str(text);
    out.push_str(&fill.repeat(missing - left));
    out
}

/// `format(n, spec)` for an int, or a bool with a spec that is not empty (`type_name` is in errors).
pub(crate) fn format_int(
    n: &BigInt,
    spec: &str,
    type_name: &str,
    rules: &FormatRules,
) -> Result<String, Error> {
    let spec = parse(spec, &Target { type_name, align: Align::Right, kind: Some('d') }, rules)?;
    let kind = spec.kind.unwrap_or('d');
    match kind {
        'b' | 'c' | 'd' | 'o' | 'x' | 'X' | 'n' => {}
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' | '%' => {
            let x = int::to_f64(n)
                .ok_or_else(|| Error::overflow("int too large to convert to float"))?;
            return Ok(lay_out_float(x, &spec));
        }
        _ => return Err(unknown_kind(kind, type_name)),
    }
    if spec.precision.is_some() {
        return Err(Error::value("Precision not allowed in integer format specifier"));
    }
    if spec.no_negative_zero {
        return Err(Error::value(
            "Negative zero coercion (z) not allowed in integer format specifier",
        ));
    }
    if kind == 'c' {
        return format_char(n, &spec);
    }
    let (prefix, digits) = match kind {
        'b' => ("0b", int::magnitude_in(n, 2)),
        'o' => ("0o", int::magnitude_in(n, 8)),
        'x' => ("0x", int::magnitude_in(n, 16)),
        'X' => ("0X", int::magnitude_in(n, 16).to_uppercase()),
        _ => {
            let limit = rules.max_str_digits;
            let too_many = || Error::value(int::digit_limit_message(limit, None));
            ("", int::to_decimal(n, limit).ok_or_else(too_many)?.trim_start_matches('-').into())
        }
    };
    let prefix = if spec.alternate { prefix } else { "" };
    let number =
        Number { negative: n.is_negative(), prefix, whole: &digits, fraction: "", rest: "" };
    let text = number.lay_out(&spec, if matches!(kind, 'b' | 'o' | 'x' | 'X') { 4 } else { 3 });
    Ok(pad(&text, &spec))
}

fn format_char(n: &BigInt, spec: &Spec) -> Result<String, Error> {
    if spec.sign.is_some() {
        return Err(Error::value("Sign not allowed with integer format specifier 'c'"));
    }
    if spec.alternate {
        return Err(Error::value(
            "Alternate form (#) not allowed with integer format specifier 'c'",
        ));
    }
    let code =
        n.to_i64().ok_or_else(|| Error::overflow("Python int too large to convert to C long"))?;
    let out_of_range = || Error::overflow("%c arg not in range(0x110000)");
    let code =
        u32::try_from(code).ok().filter(|&code| code <= 0x10_ffff).ok_or_else(out_of_range)?;
    // A lone surrogate has no place in a Rust string.
    let c = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
    Ok(pad(&c.to_string(), spec))
}

/// A number's parts, in the order in which they are shown.
struct Number<'a> {
    negative: bool,
    prefix: &'a str,
    /// The digits before the point; empty for `inf` and `nan`.
    whole: &'a str,
    /// The digits after the point.
    fraction: &'a str,
    /// What follows the fraction: exponent, percent sign, or all of `inf`.
    /// It starts with the point if there is one and no fraction.
    rest: &'a str,
}

impl Number<'_> {
    /// Sign, prefix and grouped digits, zeros included that `=` pads with; all of the width that
    /// other fill characters after the sign take, too.
    fn lay_out(&self, spec: &Spec, group: usize) -> String {
        let sign = match (self.negative, spec.sign) {
            (true, _) => "-",
            (false, Some('+')) => "+",
            (false, Some(' ')) => " ",
            _ => "",
        };
        let fraction = group_fraction(self.fraction, spec.fraction_grouping);
        let point = if self.fraction.is_empty() { "" } else { "." };
        let others =
            sign.len() + self.prefix.len() + point.len() + fraction.len() + self.rest.len();
        let width = if spec.align == Align::AfterSign { spec.width.unwrap_or(0) } else { 0 };
        let zeros_to = if spec.fill == '0' { width.saturating_sub(others) } else { 0 };
        let whole = if self.whole.is_empty() {
            String::new()
        } else {
            group_whole(self.whole, spec.grouping, group, zeros_to)
        };
        let fill = width.saturating_sub(others + whole.len());
        let mut out = format!("{sign}{}", self.prefix);
        out.push_str(&spec.fill.to_string().repeat(fill));
        out.extend([&whole, point, &fraction, self.rest]);
        out
    }
}

/// Groups digits from the right, with zeros in front until there are `least` characters. A
/// separator never comes first, so there can be one character more.
fn group_whole(digits: &str, separator: Option<char>, group: usize, least: usize) -> String {
    let Some(separator) = separator else {
        return format!("{}{digits}", "0".repeat(least.saturating_sub(digits.len())));
    };
    let mut count = digits.len();
    // n digits take n + (n-1)/group characters; this starts at most one digit short of `least`.
    if count + (count - 1) / group < least {
        count = count.max(least - least / (group + 1));
        if count + (count - 1) / group < least {
            count += 1;
        }
    }
    let mut out = String::with_capacity(count + count / group);
    let zeros = std::iter::repeat_n('0', count - digits.len());
    for (index, digit) in zeros.chain(digits.chars()).enumerate() {
        if index > 0 && (count - index).is_multiple_of(group) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// Groups the digits after the point by three, from the left.
fn group_fraction(digits: &str, separator: Option<char>) -> String {
    let Some(separator) = separator else {
        return digits.into();
    };
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && index.is_multiple_of(3) {
            out.push(separator);
        }
        out.push(digit);
    }
    out
}

/// `format(x, spec)` for a float.
pub(crate) fn format_float(
    x: f64,
    spec: &str,
    type_name: &str,
    rules: &FormatRules,
) -> Result<String, Error> {
    let spec = parse(spec, &Target { type_name, align: Align::Right, kind: None }, rules)?;
    match spec.kind {
        None | Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n' | '%') => Ok(lay_out_float(x, &spec)),
        Some(kind) => Err(unknown_kind(kind, type_name)),
    }
}

fn lay_out_float(x: f64, spec: &Spec) -> String {
    let text = match spec.kind {
        Some('%') => float_digits(x * 100.0, spec, true) + "%",
        _ => float_digits(x, spec, true),
    };
    pad(&lay_out_digits(&text, spec), spec)
}

/// The digits of a float by the spec's type and precision, with a minus sign if negative.
fn float_digits(x: f64, spec: &Spec, dot_zero: bool) -> String {
    let precision = spec.precision.unwrap_or(6);
    let text = match (spec.kind, spec.precision) {
        (None, None) => float::to_string(x, Layout::Repr, spec.alternate, dot_zero),
        (None, Some(precision)) => {
            float::to_string(x, Layout::General(precision), spec.alternate, dot_zero)
        }
        (Some('e' | 'E'), _) => {
            float::to_string(x, Layout::Exponent(precision), spec.alternate, false)
        }
        (Some('f' | 'F' | '%'), _) => {
            float::to_string(x, Layout::Fixed(precision), spec.alternate, false)
        }
        _ => float::to_string(x, Layout::General(precision), spec.alternate, false),
    };
    let shows_zero = || {
        text.bytes().take_while(|&byte| byte != b'e').all(|byte| matches!(byte, b'-' | b'.' | b'0'))
    };
    let text = match text.strip_prefix('-') {
        Some(positive) if spec.no_negative_zero && shows_zero() => positive.into(),
        _ => text,
    };
    if matches!(spec.kind, Some('E' | 'F' | 'G')) { text.to_uppercase() } else { text }
}

fn lay_out_digits(text: &str, spec: &Spec) -> String {
    let (negative, text) = match text.strip_prefix('-') {
        Some(positive) => (true, positive),
        None => (false, text),
    };
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let (whole, rest) = text.split_at(digits(text));
    let (fraction, rest) = match rest.strip_prefix('.') {
        Some(after) if digits(after) > 0 => after.split_at(digits(after)),
        _ => ("", rest),
    };
    Number { negative, prefix: "", whole, fraction, rest }.lay_out(spec, 3)
}

/// `format(z, spec)` for a complex number.
pub(crate) fn format_complex(
    real: f64,
    imaginary: f64,
    spec: &str,
    type_name: &str,
    rules: &FormatRules,
) -> Result<String, Error> {
    let spec = parse(spec, &Target { type_name, align: Align::Right, kind: None }, rules)?;
    match spec.kind {
        None | Some('e' | 'E' | 'f' | 'F' | 'g' | 'G' | 'n') => {}
        Some(kind) => return Err(unknown_kind(kind, type_name)),
    }
    if spec.fill == '0' {
        return Err(Error::value("Zero padding is not allowed in complex format specifier"));
    }
    if spec.align == Align::AfterSign {
        return Err(Error::value("'=' alignment flag is not allowed in complex format specifier"));
    }
    // Without a type it looks as its repr: no real part if that is zero, else parentheses.
    let plain = spec.kind.is_none();
    let skip_real = plain && real == 0.0 && real.is_sign_positive();
    let part = |x: f64, sign: Option<char>| {
        lay_out_digits(&float_digits(x, &spec, false), &Spec { width: None, sign, ..spec.clone() })
    };
    let imaginary = part(imaginary, if skip_real { spec.sign } else { Some('+') }) + "j";
    let text = match (skip_real, plain) {
        (true, _) => imaginary,
        (false, true) => format!("({}{imaginary})", part(real, spec.sign)),
        (false, false) => part(real, spec.sign) + &imaginary,
    };
    Ok(pad(&text, &spec))
}
