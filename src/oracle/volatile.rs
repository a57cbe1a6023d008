//! What differs between two runs of one real CPython in different surroundings.
//!
//! Such a place is no fact of the release (a time, a count of objects that site made at start-up).
//! It is marked, never dropped: `<~>` in a line stands for some text without blanks, a line `<~~>`
//! for any number of lines. Everything around the marks is still held.

use regex::Regex;
use similar::{Algorithm, DiffOp, capture_diff_slices};

/// Marks a piece of a line that differs between two real runs.
pub const PIECE: &str = "<~>";
/// Marks lines that differ between two real runs.
pub const LINES: &str = "<~~>";

/// What two texts of one program have in common, with marks where they differ.
pub fn merge(one: &str, two: &str) -> String {
    if one == two {
        return one.to_owned();
    }
    let (ones, twos): (Vec<&str>, Vec<&str>) =
        (one.split_inclusive('\n').collect(), two.split_inclusive('\n').collect());
    let mut merged = String::new();
    for op in capture_diff_slices(Algorithm::Myers, &ones, &twos) {
        let (old, new) = (&ones[op.old_range()], &twos[op.new_range()]);
        match op {
            DiffOp::Equal { .. } => merged.extend(old.iter().copied()),
            _ if old.len() == new.len() => {
                merged.extend(old.iter().zip(new).map(|(a, b)| merge_line(a, b)));
            }
            _ => {
                merged.push_str(LINES);
                merged.push('\n');
            }
        }
    }
    merged
}

fn merge_line(one: &str, two: &str) -> String {
    let pieces = |line| -> Vec<String> { split(line).into_iter().map(str::to_owned).collect() };
    let (ones, twos) = (pieces(one), pieces(two));
    if ones.len() != twos.len() {
        return format!("{LINES}\n");
    }
    let both = ones.iter().zip(&twos);
    both.map(|(a, b)| {
        let blank = |piece: &str| piece.trim().is_empty();
        match a == b {
            true => a.as_str(),
            false if blank(a) && blank(b) => " ",
            false => PIECE,
        }
    })
    .collect()
}

/// A line's numbers, words, blanks and other characters.
fn split(line: &str) -> Vec<&str> {
    static PIECES: std::sync::LazyLock<Regex> = std::sync::LazyLock::new(|| {
        Regex::new(r"<~>|\d+(?:[.,]\d+)*(?:e[-+]?\d+)?|\w+|\s+|.")
            .expect("the pattern is a constant")
    });
    PIECES.find_iter(line).map(|m| m.as_str()).collect()
}

/// Whether a text has marks.
pub fn has_marks(text: &str) -> bool {
    text.contains(PIECE) || text.contains(LINES)
}

/// Whether `text` is what `marked` says, its marks standing for anything.
pub fn matches(marked: &str, text: &str) -> bool {
    if !has_marks(marked) {
        return marked == text;
    }
    let mut pattern = String::from(r"\A");
    for line in marked.split_inclusive('\n') {
        if line.trim_end() == LINES {
            pattern.push_str(r"(?:.*\n)*?(?:.+\z)?");
        } else if line.contains(PIECE) {
            let pieces = line.split(PIECE).map(|piece| {
                let words: Vec<String> = piece.split_whitespace().map(regex::escape).collect();
                let blank =
                    |c: Option<char>| if c.is_some_and(char::is_whitespace) { r"\s*" } else { "" };
                if words.is_empty() {
                    return blank(piece.chars().next()).to_owned();
                }
                let (first, last) = (piece.chars().next(), piece.chars().next_back());
                format!("{}{}{}", blank(first), words.join(r"\s+"), blank(last))
            });
            pattern.push_str(&pieces.collect::<Vec<_>>().join(r"\S*?"));
        } else {
            pattern.push_str(&regex::escape(line));
        }
    }
    pattern.push_str(r"\z");
    Regex::new(&pattern).is_ok_and(|pattern| pattern.is_match(text))
}

/// `text` with the places put back as marks that `marked` marks, so that a diff shows only what is
/// really different. Lines that fit their counterpart are taken from `marked`.
pub fn align(marked: &str, text: &str) -> String {
    let wanted: Vec<&str> = marked.split_inclusive('\n').collect();
    text.split_inclusive('\n')
        .enumerate()
        .map(|(index, line)| match wanted.get(index) {
            Some(mark) if has_marks(mark) && matches(mark, line) => *mark,
            _ => line,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(one: &str, two: &str, merged: &str) {
        assert_eq!(merge(one, two), merged);
        assert!(matches(merged, one) && matches(merged, two), "{merged:?}");
    }

    #[test]
    fn numbers_that_differ_are_marked_in_their_line() {
        check("a\ntook 0.012s now\nb\n", "a\ntook 1.5s now\nb\n", "a\ntook <~>s now\nb\n");
        check("n:   12\n", "n: 11269\n", "n: <~>\n");
        assert!(!matches("n: <~>\n", "m: 12\n"));
    }

    #[test]
    fn lines_that_come_and_go_are_marked_as_lines() {
        check("a\nx\nb\n", "a\nx\ny z\nb\n", "a\nx\n<~~>\nb\n");
        assert!(!matches("a\n<~~>\nb\n", "a\nx\nc\n"));
    }
}
