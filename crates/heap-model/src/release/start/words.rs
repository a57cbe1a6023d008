//! The strings that are interned before a program's first statement.

use std::sync::OnceLock;

/// One word a line, in the order of their bytes: the releases that have it interned at the start and, of releases that count it,
/// the references beyond [`crate::Release::static_refcount`] (measured: `sys.intern` of every word in
/// CPython's own sources, in a script with `PYTHONHASHSEED=0`, gives the object that was there).
const WORDS: &str = include_str!("words.txt");

/// Strings that a release's interpreter has interned for its own use.
///
/// They lie in static memory, and where objects are immortal, they are.
#[derive(Clone, Copy, Debug)]
pub struct StartWords {
    /// How the release is written in the table.
    pub(super) column: char,
}

impl StartWords {
    /// The references of that word beyond the start count, if it is interned at the start.
    pub fn references(self, word: &str) -> Option<u32> {
        let mut fields = line_of(word)?.split(' ').skip(1);
        if !fields.next()?.contains(self.column) {
            return None;
        }
        Some(fields.next().and_then(|count| count.parse().ok()).unwrap_or(0))
    }
}

/// The line of a word; the lines are sorted.
fn line_of(word: &str) -> Option<&'static str> {
    let lines = lines();
    let found = lines.binary_search_by(|&(start, end, _)| {
        WORDS.as_bytes()[start as usize..end as usize].cmp(word.as_bytes())
    });
    let (start, _, end) = lines[found.ok()?];
    Some(&WORDS[start as usize..end as usize])
}

/// Each line: where it begins, where its word ends, where it ends.
fn lines() -> &'static [(u32, u32, u32)] {
    static LINES: OnceLock<Vec<(u32, u32, u32)>> = OnceLock::new();
    LINES.get_or_init(|| {
        let mut start = 0;
        let lines = WORDS.lines().map(|line| {
            let word = line.bytes().position(|byte| byte == b' ').unwrap_or(line.len());
            let place = (start, start + word as u32, start + line.len() as u32);
            start = place.2 + 1;
            place
        });
        lines.collect()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_is_found() {
        for line in WORDS.lines() {
            assert_eq!(line_of(line.split(' ').next().expect("a word")), Some(line));
        }
        assert_eq!(line_of(""), None);
        assert_eq!(line_of("no such word"), None);
        assert_eq!(line_of("\u{10ffff}"), None);
    }
}
