//! The strings that are interned before a program's first statement.

use std::collections::HashMap;
use std::sync::OnceLock;

/// One word a line: the releases that have it interned at the start and, of releases that count it,
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
        static TABLE: OnceLock<HashMap<&str, (&str, u32)>> = OnceLock::new();
        let table = TABLE.get_or_init(|| WORDS.lines().filter_map(row).collect());
        let &(releases, references) = table.get(word)?;
        releases.contains(self.column).then_some(references)
    }
}

fn row(line: &'static str) -> Option<(&'static str, (&'static str, u32))> {
    let mut parts = line.split(' ');
    let (word, releases) = (parts.next()?, parts.next()?);
    let references = parts.next().and_then(|count| count.parse().ok()).unwrap_or(0);
    Some((word, (releases, references)))
}
