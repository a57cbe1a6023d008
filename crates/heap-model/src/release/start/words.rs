//! The strings that are interned before a program's first statement.

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

/// The line of a word, by halving the text: a run asks for few words, so that a table of them all
/// would cost more.
fn line_of(word: &str) -> Option<&'static str> {
    let (mut low, mut high) = (0, WORDS.len());
    while low < high {
        let middle = low + (high - low) / 2;
        let start = WORDS.as_bytes()[low..middle].iter().rposition(|&byte| byte == b'\n');
        let start = start.map_or(low, |newline| low + newline + 1);
        let line = WORDS[start..high].lines().next()?;
        match line.split(' ').next()?.cmp(word) {
            std::cmp::Ordering::Equal => return Some(line),
            std::cmp::Ordering::Less => low = start + line.len() + 1,
            std::cmp::Ordering::Greater => high = start,
        }
    }
    None
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
