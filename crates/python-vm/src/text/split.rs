//! Taking texts apart and filling them up: `split`, `strip`, `find`, `replace`, `center` and their kin.
//!
//! Positions count characters. Where a text is ASCII they are byte positions and nothing is counted.

use std::borrow::Cow;

use super::case::is_space;
use super::slice::search_range;

/// How many characters `text` has.
pub(crate) fn length(text: &str) -> usize {
    if text.is_ascii() { text.len() } else { text.chars().count() }
}

/// Where the character at `index` starts, or the text ends.
fn byte_at(text: &str, index: usize) -> usize {
    if text.is_ascii() {
        return index.min(text.len());
    }
    text.char_indices().nth(index).map_or(text.len(), |(byte, _)| byte)
}

/// How many parts a split has at most, one more than `maxsplit`, of which a negative one sets no bound.
fn most_parts(maxsplit: i64) -> usize {
    usize::try_from(maxsplit).map_or(usize::MAX, |splits| splits.saturating_add(1))
}

/// `text.split(separator, maxsplit)`; `None` for an empty separator, which is
/// `ValueError: empty separator`.
pub(crate) fn split<'a>(text: &'a str, separator: &str, maxsplit: i64) -> Option<Vec<&'a str>> {
    (!separator.is_empty()).then(|| text.splitn(most_parts(maxsplit), separator).collect())
}

/// `text.rsplit(separator, maxsplit)`; `None` for an empty separator.
pub(crate) fn rsplit<'a>(text: &'a str, separator: &str, maxsplit: i64) -> Option<Vec<&'a str>> {
    if separator.is_empty() {
        return None;
    }
    let mut parts: Vec<&str> = text.rsplitn(most_parts(maxsplit), separator).collect();
    parts.reverse();
    Some(parts)
}

/// `text.split(None, maxsplit)`: between runs of whitespace. What is left after the last split loses
/// only the whitespace before it.
pub(crate) fn split_whitespace(text: &str, maxsplit: i64) -> Vec<&str> {
    let mut parts = vec![];
    let mut rest = text.trim_start_matches(is_space);
    while !rest.is_empty() && parts.len() + 1 < most_parts(maxsplit) {
        let end = rest.find(is_space).unwrap_or(rest.len());
        parts.push(&rest[..end]);
        rest = rest[end..].trim_start_matches(is_space);
    }
    if !rest.is_empty() {
        parts.push(rest);
    }
    parts
}

/// `text.rsplit(None, maxsplit)`.
pub(crate) fn rsplit_whitespace(text: &str, maxsplit: i64) -> Vec<&str> {
    let mut parts = vec![];
    let mut rest = text.trim_end_matches(is_space);
    while !rest.is_empty() && parts.len() + 1 < most_parts(maxsplit) {
        let after_space = |(at, c): (usize, char)| at + c.len_utf8();
        let start = rest.char_indices().rfind(|&(_, c)| is_space(c)).map_or(0, after_space);
        parts.push(&rest[start..]);
        rest = rest[..start].trim_end_matches(is_space);
    }
    if !rest.is_empty() {
        parts.push(rest);
    }
    parts.reverse();
    parts
}

/// Characters at which `str.splitlines` ends a line.
fn ends_line(c: char) -> bool {
    matches!(c, '\n'..='\r' | '\x1c'..='\x1e' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// `text.splitlines(keepends)`.
pub(crate) fn splitlines(text: &str, keep_ends: bool) -> Vec<&str> {
    let mut lines = vec![];
    let mut rest = text;
    while let Some(end) = rest.find(ends_line) {
        let after = match &rest[end..] {
            ending if ending.starts_with("\r\n") => end + 2,
            ending => end + ending.chars().next().map_or(1, char::len_utf8),
        };
        lines.push(&rest[..if keep_ends { after } else { end }]);
        rest = &rest[after..];
    }
    if !rest.is_empty() {
        lines.push(rest);
    }
    lines
}

/// `text.partition(separator)`; the caller refuses an empty separator.
pub(crate) fn partition<'a>(text: &'a str, separator: &'a str) -> (&'a str, &'a str, &'a str) {
    match text.split_once(separator) {
        Some((before, after)) => (before, separator, after),
        None => (text, "", ""),
    }
}

/// `text.rpartition(separator)`; the caller refuses an empty separator.
pub(crate) fn rpartition<'a>(text: &'a str, separator: &'a str) -> (&'a str, &'a str, &'a str) {
    match text.rsplit_once(separator) {
        Some((before, after)) => (before, separator, after),
        None => ("", "", text),
    }
}

/// `text.lstrip(chars)`; `None` strips whitespace.
pub(crate) fn lstrip<'a>(text: &'a str, chars: Option<&str>) -> &'a str {
    match chars {
        Some(chars) => text.trim_start_matches(|c| chars.contains(c)),
        None => text.trim_start_matches(is_space),
    }
}

/// `text.rstrip(chars)`.
pub(crate) fn rstrip<'a>(text: &'a str, chars: Option<&str>) -> &'a str {
    match chars {
        Some(chars) => text.trim_end_matches(|c| chars.contains(c)),
        None => text.trim_end_matches(is_space),
    }
}

/// `text.strip(chars)`.
pub(crate) fn strip<'a>(text: &'a str, chars: Option<&str>) -> &'a str {
    rstrip(lstrip(text, chars), chars)
}

/// The part of a text that a search looks at, as bytes; `None` if the start is beyond the end.
fn searched(text: &str, start: Option<i64>, end: Option<i64>) -> Option<(&str, usize)> {
    if start.is_none() && end.is_none() {
        return Some((text, 0));
    }
    let (start, end) = search_range(start, end, length(text));
    if start > end {
        return None;
    }
    Some((&text[byte_at(text, start)..byte_at(text, end)], start))
}

/// `text.find(sub, start, end)`; `None` where Python says -1. `index` is the same with
/// `ValueError: substring not found`.
pub(crate) fn find(text: &str, sub: &str, start: Option<i64>, end: Option<i64>) -> Option<usize> {
    let (part, first) = searched(text, start, end)?;
    part.find(sub).map(|byte| first + length(&part[..byte]))
}

/// `text.rfind(sub, start, end)`.
pub(crate) fn rfind(text: &str, sub: &str, start: Option<i64>, end: Option<i64>) -> Option<usize> {
    let (part, first) = searched(text, start, end)?;
    part.rfind(sub).map(|byte| first + length(&part[..byte]))
}

/// `text.count(sub, start, end)`: without overlaps; an empty text stands around each character.
pub(crate) fn count(text: &str, sub: &str, start: Option<i64>, end: Option<i64>) -> usize {
    searched(text, start, end).map_or(0, |(part, _)| part.matches(sub).count())
}

/// `text.startswith(prefix, start, end)` for one prefix.
pub(crate) fn starts_with(text: &str, prefix: &str, start: Option<i64>, end: Option<i64>) -> bool {
    searched(text, start, end).is_some_and(|(part, _)| part.starts_with(prefix))
}

/// `text.endswith(suffix, start, end)` for one suffix.
pub(crate) fn ends_with(text: &str, suffix: &str, start: Option<i64>, end: Option<i64>) -> bool {
    searched(text, start, end).is_some_and(|(part, _)| part.ends_with(suffix))
}

/// `text.replace(old, new, count)`; a negative count is all. Rust's `replacen` treats an empty `old`
/// as Python does.
pub(crate) fn replace(text: &str, old: &str, new: &str, count: i64) -> String {
    match usize::try_from(count) {
        Ok(count) => text.replacen(old, new, count),
        Err(_) => text.replace(old, new),
    }
}

/// `text.expandtabs(size)`: each tab becomes spaces up to the next multiple of `size`; a size of
/// zero or less drops them.
pub(crate) fn expandtabs(text: &str, size: i64) -> String {
    let size = usize::try_from(size).unwrap_or(0);
    let mut column = 0;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\t' if size > 0 => {
                let spaces = size - column % size;
                out.extend(std::iter::repeat_n(' ', spaces));
                column += spaces;
            }
            '\t' => {}
            '\n' | '\r' => {
                column = 0;
                out.push(c);
            }
            c => {
                column += 1;
                out.push(c);
            }
        }
    }
    out
}

fn filled(text: &str, left: usize, right: usize, fill: char) -> String {
    let mut out = String::with_capacity(text.len() + (left + right) * fill.len_utf8());
    out.extend(std::iter::repeat_n(fill, left));
    out.push_str(text);
    out.extend(std::iter::repeat_n(fill, right));
    out
}

/// How many fill characters come before a text that is centred; with an odd number to give, the
/// sides take turns by the width.
pub(super) fn left_of_center(width: usize, missing: usize) -> usize {
    missing / 2 + (missing & width & 1)
}

/// `text.center(width, fill)`.
pub(crate) fn center(text: &str, width: usize, fill: char) -> String {
    let missing = width.saturating_sub(length(text));
    let left = left_of_center(width, missing);
    filled(text, left, missing - left, fill)
}

/// `text.ljust(width, fill)`.
pub(crate) fn ljust(text: &str, width: usize, fill: char) -> String {
    filled(text, 0, width.saturating_sub(length(text)), fill)
}

/// `text.rjust(width, fill)`.
pub(crate) fn rjust(text: &str, width: usize, fill: char) -> String {
    filled(text, width.saturating_sub(length(text)), 0, fill)
}

/// `text.zfill(width)`: zeros after the sign.
pub(crate) fn zfill(text: &str, width: usize) -> String {
    let sign = usize::from(text.starts_with(['+', '-']));
    let zeros = "0".repeat(width.saturating_sub(length(text)));
    format!("{}{zeros}{}", &text[..sign], &text[sign..])
}

/// `text.translate(table)`: `image` gives what stands for a character, `None` for the character
/// itself. The machine looks the table up beforehand, because a lookup may run Python code.
pub(crate) fn translate<'a>(text: &str, image: impl Fn(char) -> Option<Cow<'a, str>>) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match image(c) {
            Some(image) => out.push_str(&image),
            None => out.push(c),
        }
    }
    out
}
