//! Whether printed lines are the declared ones: `...` is any number of lines, `[..]` any text.
//! White space at the end of a line does not count, since no reader can see it.

/// Stands for any text within a line.
pub const ANY_TEXT: &str = "[..]";
/// Stands, alone on a line, for any number of lines.
pub const ANY_LINES: &str = "...";

/// Whether the lines match the patterns.
pub fn lines_match(patterns: &[&str], lines: &[&str]) -> bool {
    let (mut pattern, mut line) = (0, 0);
    // The last `...`, and the line up to which it reaches for now.
    let mut retry: Option<(usize, usize)> = None;
    while line < lines.len() {
        if patterns.get(pattern).is_some_and(|p| p.trim() == ANY_LINES) {
            pattern += 1;
            retry = Some((pattern, line));
        } else if patterns.get(pattern).is_some_and(|p| line_matches(p, lines[line])) {
            pattern += 1;
            line += 1;
        } else if let Some((after, reach)) = retry {
            (pattern, line) = (after, reach + 1);
            retry = Some((after, reach + 1));
        } else {
            return false;
        }
    }
    patterns[pattern..].iter().all(|p| p.trim() == ANY_LINES)
}

/// Whether one line matches a pattern, in which `[..]` is any text.
pub fn line_matches(pattern: &str, line: &str) -> bool {
    let (pattern, line) = (pattern.trim_end(), line.trim_end());
    let Some((first, tail)) = pattern.split_once(ANY_TEXT) else { return pattern == line };
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
}
