//! What characters are and which case they have: `str.isalpha` and its kin, `str.lower` and its kin.
//!
//! The categories are those of `unicode-properties`, pinned to Unicode 17.0; case mappings and the
//! properties Lowercase and Uppercase are Rust's, which follow the same standard in some later
//! version. Each release of CPython knows the characters of its own Unicode version: to it, a
//! character assigned later has no category and maps to itself. That one rule
//! ([`assigned`]) and the few changes to older characters make the result exact for each release,
//! whatever version the compiler brings.

use std::borrow::Cow;

use unicode_properties::{GeneralCategory as Category, UnicodeGeneralCategory};

pub(crate) use super::unicode_tables::UnicodeVersion;
use super::unicode_tables::{ASSIGNED_SINCE, DIGITS, FOLD, NUMERIC_LETTERS, TITLE};

/// The entry of a table of ordered inclusive ranges that has `c`.
fn in_ranges<T>(table: &[T], c: char, range: impl Fn(&T) -> (u32, u32)) -> Option<&T> {
    let index = table.partition_point(|entry| range(entry).1 < c as u32);
    table.get(index).filter(|entry| range(entry).0 <= c as u32)
}

/// Whether that version of Unicode gives `c` a meaning.
fn assigned(c: char, unicode: UnicodeVersion) -> bool {
    c.is_ascii()
        || (c.general_category() != Category::Unassigned
            && in_ranges(ASSIGNED_SINCE, c, |entry| (entry.0, entry.1))
                .is_none_or(|entry| entry.2 <= unicode))
}

fn category(c: char, unicode: UnicodeVersion) -> Category {
    if assigned(c, unicode) { c.general_category() } else { Category::Unassigned }
}

/// Whitespace to `str.isspace`, `str.split` and `str.strip`.
pub(crate) fn is_space(c: char) -> bool {
    // Beyond Unicode's White_Space: the information separators, by their bidirectional class.
    c.is_whitespace() || matches!(c, '\x1c'..='\x1f')
}

/// Whitespace to `bytes` methods and within the parsers of numbers.
pub(crate) fn is_ascii_space(c: char) -> bool {
    matches!(c, '\t'..='\r' | ' ')
}

/// A letter.
pub(crate) fn is_alpha(c: char, unicode: UnicodeVersion) -> bool {
    use Category::*;
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    matches!(
        category(c, unicode),
        UppercaseLetter | LowercaseLetter | TitlecaseLetter | ModifierLetter | OtherLetter
    )
}

/// A decimal digit, which `int` and `float` read.
pub(crate) fn is_decimal(c: char, unicode: UnicodeVersion) -> bool {
    if c.is_ascii() { c.is_ascii_digit() } else { category(c, unicode) == Category::DecimalNumber }
}

/// A decimal digit or one of the special digits, such as superscripts.
pub(crate) fn is_digit(c: char, unicode: UnicodeVersion) -> bool {
    is_decimal(c, unicode) || in_ranges(DIGITS, c, |&range| range).is_some()
}

/// Anything with a numeric value, also fractions, Roman numerals and ideographs.
pub(crate) fn is_numeric(c: char, unicode: UnicodeVersion) -> bool {
    use Category::*;
    if c.is_ascii() {
        return c.is_ascii_digit();
    }
    matches!(category(c, unicode), DecimalNumber | LetterNumber | OtherNumber)
        || in_ranges(NUMERIC_LETTERS, c, |entry| (entry.0, entry.1))
            .is_some_and(|entry| entry.2 <= unicode)
}

/// A letter or a number in any of the senses above.
pub(crate) fn is_alnum(c: char, unicode: UnicodeVersion) -> bool {
    is_alpha(c, unicode) || is_numeric(c, unicode)
}

/// Has the property Lowercase.
pub(crate) fn is_lower(c: char, unicode: UnicodeVersion) -> bool {
    match c {
        '\u{10fc}' | '\u{a7f2}'..='\u{a7f4}' | '\u{ab69}' => unicode >= (15, 0),
        '\u{295}' => unicode < (17, 0),
        _ => c.is_lowercase() && assigned(c, unicode),
    }
}

/// Has the property Uppercase.
pub(crate) fn is_upper(c: char, unicode: UnicodeVersion) -> bool {
    c.is_uppercase() && assigned(c, unicode)
}

/// A digraph of an upper and a lower case letter, such as `ǅ`.
pub(crate) fn is_title_letter(c: char) -> bool {
    !c.is_ascii() && c.general_category() == Category::TitlecaseLetter
}

fn is_cased(c: char, unicode: UnicodeVersion) -> bool {
    is_lower(c, unicode) || is_upper(c, unicode) || is_title_letter(c)
}

/// Shown as itself by `repr`: everything but separators, controls and what has no meaning.
pub(crate) fn is_printable(c: char, unicode: UnicodeVersion) -> bool {
    use Category::*;
    if c.is_ascii() {
        return matches!(c, ' '..='~');
    }
    !matches!(
        category(c, unicode),
        Control
            | Format
            | Surrogate
            | PrivateUse
            | Unassigned
            | LineSeparator
            | ParagraphSeparator
            | SpaceSeparator
    )
}

fn starts_identifier(c: char, unicode: UnicodeVersion) -> bool {
    c == '_' || (unicode_ident::is_xid_start(c) && assigned(c, unicode))
}

fn continues_identifier(c: char, unicode: UnicodeVersion) -> bool {
    match c {
        '\u{200c}' | '\u{200d}' | '\u{30fb}' | '\u{ff65}' => unicode >= (15, 1),
        _ => unicode_ident::is_xid_continue(c) && assigned(c, unicode),
    }
}

/// `text.isidentifier()`.
pub(crate) fn is_identifier(text: &str, unicode: UnicodeVersion) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(|c| starts_identifier(c, unicode))
        && chars.all(|c| continues_identifier(c, unicode))
}

/// `text.islower()`: some character is cased, and none upper or title case.
pub(crate) fn is_lower_str(text: &str, unicode: UnicodeVersion) -> bool {
    text.chars().any(|c| is_lower(c, unicode))
        && !text.chars().any(|c| is_upper(c, unicode) || is_title_letter(c))
}

/// `text.isupper()`: some character is cased, and none lower or title case.
pub(crate) fn is_upper_str(text: &str, unicode: UnicodeVersion) -> bool {
    text.chars().any(|c| is_upper(c, unicode))
        && !text.chars().any(|c| is_lower(c, unicode) || is_title_letter(c))
}

/// `text.istitle()`: capitals stand exactly where a run of cased characters begins.
pub(crate) fn is_title_str(text: &str, unicode: UnicodeVersion) -> bool {
    let (mut cased, mut after_cased) = (false, false);
    for c in text.chars() {
        let capital = is_upper(c, unicode) || is_title_letter(c);
        let lower = is_lower(c, unicode);
        if capital && after_cased || lower && !after_cased {
            return false;
        }
        after_cased = capital || lower;
        cased |= after_cased;
    }
    cased
}

/// Decimal digits and spaces of all scripts as ASCII, for the parsers of numbers. What else is not
/// ASCII comes back as it is, and is no part of any number. Digits are those of Unicode 17.0.
pub(crate) fn to_ascii_digits(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let ascii = |c: char| match c {
        c if c.is_ascii() => c,
        c if is_space(c) => ' ',
        c => decimal_value(c).map_or(c, |digit| (b'0' + digit) as char),
    };
    Cow::Owned(text.chars().map(ascii).collect())
}

/// The value of a decimal digit of any script: digits stand in blocks of ten, from zero to nine.
pub(crate) fn decimal_value(c: char) -> Option<u8> {
    if c.is_ascii() {
        return c.to_digit(10).map(|digit| digit as u8);
    }
    let is_digit = |c: char| c.general_category() == Category::DecimalNumber;
    if !is_digit(c) {
        return None;
    }
    let before = (0..c as u32).rev().map_while(char::from_u32).take_while(|&c| is_digit(c)).count();
    Some((before % 10) as u8)
}

/// A full case mapping, if that version of Unicode knows the character and its image.
fn push_mapped(
    out: &mut String,
    c: char,
    image: impl Iterator<Item = char> + Clone,
    unicode: UnicodeVersion,
) {
    let same = image.clone().eq([c]);
    if !same && assigned(c, unicode) && image.clone().all(|c| assigned(c, unicode)) {
        out.extend(image);
    } else {
        out.push(c);
    }
}

fn push_upper(out: &mut String, c: char, unicode: UnicodeVersion) {
    // U+A7D2 and U+A7D4 are the capitals of letters that had none: their being new is the rule's case.
    push_mapped(out, c, c.to_uppercase(), unicode);
}

fn push_title(out: &mut String, c: char, unicode: UnicodeVersion) {
    match TITLE.binary_search_by_key(&(c as u32), |entry| entry.0) {
        Ok(index) => push_mapped(out, c, TITLE[index].1.chars(), unicode),
        // Georgian has capitals for whole words in capitals only.
        Err(_) if matches!(c, '\u{10d0}'..='\u{10fa}' | '\u{10fd}'..='\u{10ff}') => out.push(c),
        Err(_) => push_upper(out, c, unicode),
    }
}

/// Lower-cases the characters of one text. A capital sigma depends on what is around it.
struct Lowering {
    unicode: UnicodeVersion,
    /// What each of the text's sigmas of any kind becomes, last first.
    sigmas: Vec<char>,
}

impl Lowering {
    fn new(text: &str, unicode: UnicodeVersion) -> Lowering {
        let sigmas = if text.contains('Σ') {
            // Rust's own lower case applies the rule of the final sigma.
            text.to_lowercase().chars().rev().filter(|c| matches!(c, 'σ' | 'ς')).collect()
        } else {
            vec![]
        };
        Lowering { unicode, sigmas }
    }

    fn push(&mut self, out: &mut String, c: char) {
        match c {
            'Σ' | 'σ' | 'ς' => out.push(self.sigmas.pop().unwrap_or(c)),
            _ => push_mapped(out, c, c.to_lowercase(), self.unicode),
        }
    }

    /// Passes over a character that is not lower-cased.
    fn skip(&mut self, c: char) {
        if matches!(c, 'Σ' | 'σ' | 'ς') {
            self.sigmas.pop();
        }
    }
}

/// `text.lower()`.
pub(crate) fn lower(text: &str, unicode: UnicodeVersion) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut lowering = Lowering::new(text, unicode);
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| lowering.push(&mut out, c));
    out
}

/// `text.upper()`.
pub(crate) fn upper(text: &str, unicode: UnicodeVersion) -> String {
    if text.is_ascii() {
        return text.to_ascii_uppercase();
    }
    let mut out = String::with_capacity(text.len());
    text.chars().for_each(|c| push_upper(&mut out, c, unicode));
    out
}

/// `text.title()`: the first of each run of cased characters in title case, the others lower.
pub(crate) fn title(text: &str, unicode: UnicodeVersion) -> String {
    let mut lowering = Lowering::new(text, unicode);
    let mut out = String::with_capacity(text.len());
    let mut after_cased = false;
    for c in text.chars() {
        if after_cased {
            lowering.push(&mut out, c);
        } else {
            lowering.skip(c);
            push_title(&mut out, c, unicode);
        }
        after_cased = is_cased(c, unicode);
    }
    out
}

/// `text.capitalize()`: the first character in title case, the others lower.
pub(crate) fn capitalize(text: &str, unicode: UnicodeVersion) -> String {
    let mut lowering = Lowering::new(text, unicode);
    let mut out = String::with_capacity(text.len());
    for (index, c) in text.chars().enumerate() {
        if index > 0 {
            lowering.push(&mut out, c);
        } else {
            lowering.skip(c);
            push_title(&mut out, c, unicode);
        }
    }
    out
}

/// `text.swapcase()`.
pub(crate) fn swapcase(text: &str, unicode: UnicodeVersion) -> String {
    let mut lowering = Lowering::new(text, unicode);
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if is_upper(c, unicode) {
            lowering.push(&mut out, c);
            continue;
        }
        lowering.skip(c);
        if is_lower(c, unicode) {
            push_upper(&mut out, c, unicode);
        } else {
            out.push(c);
        }
    }
    out
}

/// `text.casefold()`: the form for comparing without regard to case.
pub(crate) fn casefold(text: &str, unicode: UnicodeVersion) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match FOLD.binary_search_by_key(&(c as u32), |entry| entry.0) {
            Ok(index) => push_mapped(&mut out, c, FOLD[index].1.chars(), unicode),
            Err(_) => match c {
                // Cherokee folds to its older letters, the capitals.
                '\u{13a0}'..='\u{13f5}' => out.push(c),
                '\u{13f8}'..='\u{13fd}' | '\u{ab70}'..='\u{abbf}' => {
                    push_upper(&mut out, c, unicode)
                }
                _ => push_mapped(&mut out, c, c.to_lowercase(), unicode),
            },
        }
    }
    out
}
