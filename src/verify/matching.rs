//! Whether printed lines are the declared ones: `...` is any number of lines, `[..]` any text, and
//! `<name>` an address, which is the same wherever that name stands.
//! White space at the end of a line does not count, since no reader can see it.

use crate::snippet::assertion::capture;
use regex::Regex;

/// Stands for any text within a line.
pub const ANY_TEXT: &str = "[..]";
/// Stands, alone on a line, for any number of lines.
pub const ANY_LINES: &str = "...";

/// Whether the lines match the patterns.
pub fn lines_match(patterns: &[&str], lines: &[&str]) -> bool {
    pairs(patterns, lines).is_some()
}

/// Which pattern stands for which line, as indices, if the lines match.
fn pairs(patterns: &[&str], lines: &[&str]) -> Option<Vec<(usize, usize)>> {
    let (mut pattern, mut line) = (0, 0);
    let mut pairs = vec![];
    // The last `...`, the line up to which it reaches for now, and the pairs before it.
    let mut retry: Option<(usize, usize, usize)> = None;
    while line < lines.len() {
        if patterns.get(pattern).is_some_and(|p| p.trim() == ANY_LINES) {
            pattern += 1;
            retry = Some((pattern, line, pairs.len()));
        } else if patterns.get(pattern).is_some_and(|p| line_matches(p, lines[line])) {
            pairs.push((pattern, line));
            pattern += 1;
            line += 1;
        } else if let Some((after, reach, before)) = retry {
            (pattern, line) = (after, reach + 1);
            pairs.truncate(before);
            retry = Some((after, reach + 1, before));
        } else {
            return None;
        }
    }
    patterns[pattern..].iter().all(|p| p.trim() == ANY_LINES).then_some(pairs)
}

/// Whether one line matches a pattern, in which `[..]` is any text and `<name>` any address.
pub fn line_matches(pattern: &str, line: &str) -> bool {
    let (pattern, line) = (pattern.trim_end(), line.trim_end());
    if pattern == line {
        return true;
    }
    if has_capture(pattern) {
        return expression(pattern).is_some_and(|(regex, _)| regex.is_match(line));
    }
    let Some((first, tail)) = pattern.split_once(ANY_TEXT) else { return false };
    let Some(mut rest) = line.strip_prefix(first) else { return false };
    let (middle, last) = tail.rsplit_once(ANY_TEXT).unwrap_or(("", tail));
    for part in middle.split(ANY_TEXT) {
        match rest.find(part) {
            Some(at) => rest = &rest[at + part.len()..],
            None => return false,
        }
    }
    rest.ends_with(last)
}

/// The addresses that lines have where their patterns name one, in order.
pub(super) fn captured(patterns: &[&str], lines: &[&str]) -> Vec<(String, u64)> {
    if !patterns.iter().any(|pattern| has_capture(pattern)) {
        return vec![];
    }
    let mut all = vec![];
    for (pattern, line) in pairs(patterns, lines).into_iter().flatten() {
        let (pattern, line) = (patterns[pattern].trim_end(), lines[line].trim_end());
        let Some((regex, names)) = expression(pattern).filter(|_| pattern != line) else {
            continue;
        };
        let Some(found) = regex.captures(line) else { continue };
        for (index, name) in names.into_iter().enumerate() {
            if let Some(address) = found.get(index + 1).and_then(|text| address(text.as_str())) {
                all.push((name, address));
            }
        }
    }
    all
}

/// The number that a text shows, if it can be an address.
pub(super) fn address(text: &str) -> Option<u64> {
    match text.strip_prefix("0x") {
        Some(hex) => u64::from_str_radix(hex, 16).ok(),
        None => text.parse().ok(),
    }
}

fn has_capture(pattern: &str) -> bool {
    pattern.match_indices('<').any(|(at, _)| capture(&pattern[at..]).is_some())
}

/// A pattern with captures as a regular expression, and the captures' names. A text that looks like
/// a capture, such as `<lambda>`, may also stand for itself.
fn expression(pattern: &str) -> Option<(Regex, Vec<String>)> {
    let mut text = String::from("^");
    let mut names = vec![];
    let mut rest = pattern;
    while let Some(c) = rest.chars().next() {
        if let Some(behind) = rest.strip_prefix(ANY_TEXT) {
            text.push_str(".*");
            rest = behind;
        } else if let Some(name) = capture(rest) {
            let itself = regex::escape(&rest[..name.len() + 2]);
            text.push_str(&format!("(?:{itself}|(0x[0-9a-f]{{6,16}}|[0-9]{{8,20}}))"));
            names.push(name.to_string());
            rest = &rest[name.len() + 2..];
        } else {
            text.push_str(&regex::escape(&rest[..c.len_utf8()]));
            rest = &rest[c.len_utf8()..];
        }
    }
    text.push('$');
    Some((Regex::new(&text).ok()?, names))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(patterns: &str, lines: &str, matches: bool) {
        let split = |text: &'static str| text.split('|').collect::<Vec<_>>();
        let (patterns, lines) = (patterns.to_string().leak(), lines.to_string().leak());
        let lines = if lines.is_empty() { vec![] } else { split(lines) };
        assert_eq!(lines_match(&split(patterns), &lines), matches);
    }

    #[test]
    fn text_within_a_line() {
        check("id [..] of [..]", "id 3 of x", true);
        check("id [..] of [..]", "id 3 off x", false);
        check("[..]b", "abab", true);
        check("a[..]a", "a", false);
        check("a  ", "a", true);
        check(" a", "a", false);
    }

    #[test]
    fn any_number_of_lines() {
        check("...", "", true);
        check("a|...", "a|b|c", true);
        check("...|c", "a|b|c", true);
        check("a|...|c|...|e", "a|c|b|c|d|e", true);
        check("a|...|d", "a|b|c", false);
        check("a", "a|b", false);
        check("a|b", "a", false);
    }

    #[test]
    fn addresses_that_get_a_name() {
        check("<C object at <a>>", "<C object at 0x7f0ffff001f0>", true);
        check("<a> [..]", "139637976727024 and more", true);
        check("<a>", "5", false);
        check("<function <lambda> at <a>>", "<function <lambda> at 0x7f0ffff001f0>", true);
        check("at <a>", "at nowhere", false);
        let found = captured(
            &["<a>", "...", "x <b> <a>", "<lambda>"],
            &["0x7f0000000010", "y", "x 139637976727024 0x7f0000000020", "<lambda>"],
        );
        let names: Vec<String> = found.iter().map(|(name, at)| format!("{name}={at:#x}")).collect();
        assert_eq!(
            names,
            ["a=0x7f0000000010", "b=0x7f0000000df0", "a=0x7f0000000020"]
                .map(|t| t.replace("0x7f0000000df0", &format!("{:#x}", 139637976727024u64)))
        );
    }
}
