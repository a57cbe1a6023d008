//! Methods of bytes: as those of text, by bytes, with ASCII's whitespace and letters.

use memchr::memmem;

use super::slice::search_range;
use super::split::left_of_center;

/// Whitespace to `bytes` methods. Unlike Rust's, with the vertical tab.
pub(crate) fn is_space(byte: u8) -> bool {
    matches!(byte, b'\t'..=b'\r' | b' ')
}

fn trim_start(bytes: &[u8], strips: impl Fn(u8) -> bool) -> &[u8] {
    let start = bytes.iter().position(|&byte| !strips(byte)).unwrap_or(bytes.len());
    &bytes[start..]
}

fn trim_end(bytes: &[u8], strips: impl Fn(u8) -> bool) -> &[u8] {
    let end = bytes.iter().rposition(|&byte| !strips(byte)).map_or(0, |last| last + 1);
    &bytes[..end]
}

/// `bytes.lstrip(chars)`; `None` strips whitespace.
pub(crate) fn lstrip<'a>(bytes: &'a [u8], chars: Option<&[u8]>) -> &'a [u8] {
    match chars {
        Some(chars) => trim_start(bytes, |byte| chars.contains(&byte)),
        None => trim_start(bytes, is_space),
    }
}

/// `bytes.rstrip(chars)`.
pub(crate) fn rstrip<'a>(bytes: &'a [u8], chars: Option<&[u8]>) -> &'a [u8] {
    match chars {
        Some(chars) => trim_end(bytes, |byte| chars.contains(&byte)),
        None => trim_end(bytes, is_space),
    }
}

/// `bytes.strip(chars)`.
pub(crate) fn strip<'a>(bytes: &'a [u8], chars: Option<&[u8]>) -> &'a [u8] {
    rstrip(lstrip(bytes, chars), chars)
}

fn most_splits(maxsplit: i64) -> usize {
    usize::try_from(maxsplit).unwrap_or(usize::MAX)
}

/// `bytes.split(separator, maxsplit)`; `None` for an empty separator, which is
/// `ValueError: empty separator`.
pub(crate) fn split<'a>(bytes: &'a [u8], separator: &[u8], maxsplit: i64) -> Option<Vec<&'a [u8]>> {
    if separator.is_empty() {
        return None;
    }
    let mut parts = vec![];
    let mut start = 0;
    for at in memmem::find_iter(bytes, separator).take(most_splits(maxsplit)) {
        parts.push(&bytes[start..at]);
        start = at + separator.len();
    }
    parts.push(&bytes[start..]);
    Some(parts)
}

/// `bytes.rsplit(separator, maxsplit)`; `None` for an empty separator.
pub(crate) fn rsplit<'a>(
    bytes: &'a [u8],
    separator: &[u8],
    maxsplit: i64,
) -> Option<Vec<&'a [u8]>> {
    if separator.is_empty() {
        return None;
    }
    let mut parts = vec![];
    let mut end = bytes.len();
    for at in memmem::rfind_iter(bytes, separator).take(most_splits(maxsplit)) {
        parts.push(&bytes[at + separator.len()..end]);
        end = at;
    }
    parts.push(&bytes[..end]);
    parts.reverse();
    Some(parts)
}

/// `bytes.split(None, maxsplit)`.
pub(crate) fn split_whitespace(bytes: &[u8], maxsplit: i64) -> Vec<&[u8]> {
    let mut parts = vec![];
    let mut rest = trim_start(bytes, is_space);
    while !rest.is_empty() && parts.len() < most_splits(maxsplit) {
        let end = rest.iter().position(|&byte| is_space(byte)).unwrap_or(rest.len());
        parts.push(&rest[..end]);
        rest = trim_start(&rest[end..], is_space);
    }
    if !rest.is_empty() {
        parts.push(rest);
    }
    parts
}

/// `bytes.rsplit(None, maxsplit)`.
pub(crate) fn rsplit_whitespace(bytes: &[u8], maxsplit: i64) -> Vec<&[u8]> {
    let mut parts = vec![];
    let mut rest = trim_end(bytes, is_space);
    while !rest.is_empty() && parts.len() < most_splits(maxsplit) {
        let start = rest.iter().rposition(|&byte| is_space(byte)).map_or(0, |at| at + 1);
        parts.push(&rest[start..]);
        rest = trim_end(&rest[..start], is_space);
    }
    if !rest.is_empty() {
        parts.push(rest);
    }
    parts.reverse();
    parts
}

/// `bytes.splitlines(keepends)`: only at `\n`, `\r` and the two together.
pub(crate) fn splitlines(bytes: &[u8], keep_ends: bool) -> Vec<&[u8]> {
    let mut lines = vec![];
    let mut rest = bytes;
    while let Some(end) = memchr::memchr2(b'\n', b'\r', rest) {
        let after = end + if rest[end..].starts_with(b"\r\n") { 2 } else { 1 };
        lines.push(&rest[..if keep_ends { after } else { end }]);
        rest = &rest[after..];
    }
    if !rest.is_empty() {
        lines.push(rest);
    }
    lines
}

/// The part of the bytes that a search looks at; `None` if the start is beyond the end.
fn searched(bytes: &[u8], start: Option<i64>, end: Option<i64>) -> Option<(&[u8], usize)> {
    let (start, end) = search_range(start, end, bytes.len());
    (start <= end).then(|| (&bytes[start..end], start))
}

/// `bytes.find(sub, start, end)`; `index` is the same with `ValueError: subsection not found`.
pub(crate) fn find(
    bytes: &[u8],
    sub: &[u8],
    start: Option<i64>,
    end: Option<i64>,
) -> Option<usize> {
    let (part, first) = searched(bytes, start, end)?;
    memmem::find(part, sub).map(|at| first + at)
}

/// `bytes.rfind(sub, start, end)`.
pub(crate) fn rfind(
    bytes: &[u8],
    sub: &[u8],
    start: Option<i64>,
    end: Option<i64>,
) -> Option<usize> {
    let (part, first) = searched(bytes, start, end)?;
    memmem::rfind(part, sub).map(|at| first + at)
}

/// `bytes.count(sub, start, end)`.
pub(crate) fn count(bytes: &[u8], sub: &[u8], start: Option<i64>, end: Option<i64>) -> usize {
    searched(bytes, start, end).map_or(0, |(part, _)| memmem::find_iter(part, sub).count())
}

/// `bytes.startswith(prefix, start, end)` for one prefix.
pub(crate) fn starts_with(
    bytes: &[u8],
    prefix: &[u8],
    start: Option<i64>,
    end: Option<i64>,
) -> bool {
    searched(bytes, start, end).is_some_and(|(part, _)| part.starts_with(prefix))
}

/// `bytes.endswith(suffix, start, end)` for one suffix.
pub(crate) fn ends_with(bytes: &[u8], suffix: &[u8], start: Option<i64>, end: Option<i64>) -> bool {
    searched(bytes, start, end).is_some_and(|(part, _)| part.ends_with(suffix))
}

/// `bytes.replace(old, new, count)`; a negative count is all.
pub(crate) fn replace(bytes: &[u8], old: &[u8], new: &[u8], count: i64) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut start = 0;
    for at in memmem::find_iter(bytes, old).take(most_splits(count)) {
        out.extend_from_slice(&bytes[start..at]);
        out.extend_from_slice(new);
        start = at + old.len();
    }
    out.extend_from_slice(&bytes[start..]);
    out
}

/// `bytes.expandtabs(size)`.
pub(crate) fn expandtabs(bytes: &[u8], size: i64) -> Vec<u8> {
    let size = usize::try_from(size).unwrap_or(0);
    let mut column = 0;
    let mut out = Vec::with_capacity(bytes.len());
    for &byte in bytes {
        match byte {
            b'\t' if size > 0 => {
                let spaces = size - column % size;
                out.extend(std::iter::repeat_n(b' ', spaces));
                column += spaces;
            }
            b'\t' => {}
            _ => {
                column = if matches!(byte, b'\n' | b'\r') { 0 } else { column + 1 };
                out.push(byte);
            }
        }
    }
    out
}

fn filled(bytes: &[u8], left: usize, right: usize, fill: u8) -> Vec<u8> {
    let mut out = vec![fill; left];
    out.extend_from_slice(bytes);
    out.extend(std::iter::repeat_n(fill, right));
    out
}

/// `bytes.center(width, fill)`.
pub(crate) fn center(bytes: &[u8], width: usize, fill: u8) -> Vec<u8> {
    let missing = width.saturating_sub(bytes.len());
    let left = left_of_center(width, missing);
    filled(bytes, left, missing - left, fill)
}

/// `bytes.ljust(width, fill)`.
pub(crate) fn ljust(bytes: &[u8], width: usize, fill: u8) -> Vec<u8> {
    filled(bytes, 0, width.saturating_sub(bytes.len()), fill)
}

/// `bytes.rjust(width, fill)`.
pub(crate) fn rjust(bytes: &[u8], width: usize, fill: u8) -> Vec<u8> {
    filled(bytes, width.saturating_sub(bytes.len()), 0, fill)
}

/// `bytes.zfill(width)`.
pub(crate) fn zfill(bytes: &[u8], width: usize) -> Vec<u8> {
    let sign = usize::from(matches!(bytes.first(), Some(b'+' | b'-')));
    let mut out = bytes[..sign].to_vec();
    out.extend(std::iter::repeat_n(b'0', width.saturating_sub(bytes.len())));
    out.extend_from_slice(&bytes[sign..]);
    out
}

/// `bytes.title()`: the first of each run of letters upper case, the others lower.
pub(crate) fn title(bytes: &[u8]) -> Vec<u8> {
    let mut after_letter = false;
    let turn = |&byte: &u8| {
        let turned =
            if after_letter { byte.to_ascii_lowercase() } else { byte.to_ascii_uppercase() };
        after_letter = byte.is_ascii_alphabetic();
        turned
    };
    bytes.iter().map(turn).collect()
}

/// `bytes.capitalize()`.
pub(crate) fn capitalize(bytes: &[u8]) -> Vec<u8> {
    let mut out = bytes.to_ascii_lowercase();
    if let Some(first) = out.first_mut() {
        first.make_ascii_uppercase();
    }
    out
}

/// `bytes.swapcase()`.
pub(crate) fn swapcase(bytes: &[u8]) -> Vec<u8> {
    let swap = |byte: &u8| match byte {
        byte if byte.is_ascii_uppercase() => byte.to_ascii_lowercase(),
        byte => byte.to_ascii_uppercase(),
    };
    bytes.iter().map(swap).collect()
}

/// `bytes.istitle()`.
pub(crate) fn is_title(bytes: &[u8]) -> bool {
    bytes.iter().any(u8::is_ascii_alphabetic) && title(bytes) == bytes
}

/// `bytes.isupper()`: some letter, and none of the other case.
pub(crate) fn is_upper(bytes: &[u8]) -> bool {
    bytes.iter().any(u8::is_ascii_uppercase) && !bytes.iter().any(u8::is_ascii_lowercase)
}

/// `bytes.islower()`.
pub(crate) fn is_lower(bytes: &[u8]) -> bool {
    bytes.iter().any(u8::is_ascii_lowercase) && !bytes.iter().any(u8::is_ascii_uppercase)
}

/// `bytes.hex(separator, bytes_per_sep)`: groups count from the right, or from the left if negative;
/// 0 is no groups.
pub(crate) fn hex(bytes: &[u8], separator: Option<char>, group: i64) -> String {
    let width = group.unsigned_abs() as usize;
    let separator = separator.filter(|_| width > 0);
    let mut out = String::with_capacity(bytes.len() * 2);
    for (index, byte) in bytes.iter().enumerate() {
        if let Some(separator) = separator {
            let passed = if group < 0 { index } else { bytes.len() - index };
            if index > 0 && passed.is_multiple_of(width) {
                out.push(separator);
            }
        }
        for digit in [byte >> 4, byte & 15] {
            out.extend(char::from_digit(u32::from(digit), 16));
        }
    }
    out
}

/// Why `bytes.fromhex` refuses a text; both are a `ValueError`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum FromHexError {
    /// "non-hexadecimal number found in fromhex() arg at position N", in characters.
    NotHex(usize),
    /// A last digit without its second. Up to 3.13 said as the above, at this position; from 3.14,
    /// "fromhex() arg must contain an even number of hexadecimal digits".
    Odd(usize),
}

/// `bytes.fromhex(text)`: pairs of digits with any whitespace between pairs.
pub(crate) fn from_hex(text: &str) -> Result<Vec<u8>, FromHexError> {
    let mut chars = text.chars().enumerate();
    let mut out = Vec::with_capacity(text.len() / 2);
    while let Some((at, first)) = chars.next() {
        if first.is_ascii() && is_space(first as u8) {
            continue;
        }
        let high = first.to_digit(16).ok_or(FromHexError::NotHex(at))?;
        let (at, second) = chars.next().ok_or(FromHexError::Odd(at + 1))?;
        let low = second.to_digit(16).ok_or(FromHexError::NotHex(at))?;
        out.push((high << 4 | low) as u8);
    }
    Ok(out)
}

/// `bytes.translate(table, delete)`; a table has 256 bytes.
pub(crate) fn translate(bytes: &[u8], table: Option<&[u8; 256]>, delete: &[u8]) -> Vec<u8> {
    let kept = bytes.iter().filter(|byte| !delete.contains(byte));
    kept.map(|&byte| table.map_or(byte, |table| table[usize::from(byte)])).collect()
}
