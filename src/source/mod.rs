//! The text of a chapter, with the file, line and column that every byte of it came from.
//!
//! mdBook's own includes are a textual replacement that forgets where the text came from. A chapter
//! is therefore expanded here, before mdBook's `links` preprocessor sees it, into one [`Source`]:
//! the same text that `links` would give, and the list of the pieces that it is made of.

mod include;

pub use include::MAX_DEPTH;
pub(crate) use include::read_text;

use crate::diagnostic::Diagnostic;
use std::fmt;
use std::ops::Range;
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

/// One file as it is on disk.
pub struct SourceFile {
    path: PathBuf,
    text: String,
    line_starts: Vec<usize>,
}

impl SourceFile {
    /// A file's text under the path that diagnostics show, usually relative to the book's root.
    pub fn new(path: impl Into<PathBuf>, text: impl Into<String>) -> Arc<SourceFile> {
        let text = text.into();
        let newlines = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let line_starts = std::iter::once(0).chain(newlines.map(|(at, _)| at + 1)).collect();
        Arc::new(SourceFile { path: path.into(), text, line_starts })
    }

    /// The path that diagnostics show.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The whole text, as on disk.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The 1-based line that holds the byte at `offset`.
    pub fn line_of(&self, offset: usize) -> usize {
        self.line_starts.partition_point(|start| *start <= offset)
    }

    /// Where the 1-based line begins, in bytes.
    pub fn line_start(&self, line: usize) -> usize {
        self.line_starts[line - 1]
    }

    /// The 1-based line's text, without its line ending.
    pub fn line(&self, line: usize) -> &str {
        let end = self.line_starts.get(line).copied().unwrap_or(self.text.len());
        self.text[self.line_start(line)..end].trim_end_matches(['\n', '\r'])
    }

    /// How many lines the file has.
    pub fn lines(&self) -> usize {
        self.line_starts.len()
    }
}

impl fmt::Debug for SourceFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SourceFile({})", self.path.display())
    }
}

/// A stretch of one file: what a diagnostic points at.
#[derive(Clone, Debug)]
pub struct Place {
    /// The file.
    pub file: Arc<SourceFile>,
    /// The bytes of the file.
    pub range: Range<usize>,
}

impl Place {
    /// 1-based.
    pub fn line(&self) -> usize {
        self.file.line_of(self.range.start)
    }

    /// 1-based, in characters.
    pub fn column(&self) -> usize {
        let start = self.file.line_start(self.line());
        self.file.text[start..self.range.start].trim_start_matches('\u{feff}').chars().count() + 1
    }

    /// Sorts by file, then position.
    pub fn order(&self) -> (&Path, usize, usize) {
        (&self.file.path, self.range.start, self.range.end)
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}", self.file.path.display(), self.line(), self.column())
    }
}

/// A run of expanded text that stands in one file.
#[derive(Clone, Debug)]
struct Piece {
    /// Where it begins in the expanded text. It ends where the next piece begins.
    start: usize,
    file: Arc<SourceFile>,
    /// Where it stands in the file.
    offset: usize,
    /// Whether it is the file's own text, or was made up by a directive that stands at `offset`.
    verbatim: bool,
}

/// The text of a chapter after its includes, and where each byte of it stands on disk.
#[derive(Debug)]
pub struct Source {
    text: String,
    pieces: Vec<Piece>,
    file: Arc<SourceFile>,
}

impl Source {
    /// Expands the includes of a chapter. `folder` is what their paths are relative to.
    ///
    /// An include that can't be followed stays in the text and becomes a diagnostic.
    pub fn expand(
        file: Arc<SourceFile>,
        folder: &Path,
        book: &BookPaths,
    ) -> (Source, Vec<Diagnostic>) {
        include::expand(file, folder, book)
    }

    /// A text that stands in its file as it is.
    pub fn verbatim(file: Arc<SourceFile>) -> Source {
        let mut source = Source::empty(file.clone());
        let start = if file.text.starts_with('\u{feff}') { '\u{feff}'.len_utf8() } else { 0 };
        source.push(&file, start..file.text.len());
        source
    }

    fn empty(file: Arc<SourceFile>) -> Source {
        Source { text: String::new(), pieces: vec![], file }
    }

    /// Appends a stretch of a file.
    fn push(&mut self, file: &Arc<SourceFile>, range: Range<usize>) {
        let continues = self.pieces.last().is_some_and(|last| {
            last.verbatim
                && Arc::ptr_eq(&last.file, file)
                && last.offset + (self.text.len() - last.start) == range.start
        });
        if !continues && !range.is_empty() {
            let (start, file) = (self.text.len(), file.clone());
            self.pieces.push(Piece { start, file, offset: range.start, verbatim: true });
        }
        self.text.push_str(&file.text[range]);
    }

    /// Appends text that no file has; it counts as standing at `offset`.
    fn push_made_up(&mut self, text: &str, file: &Arc<SourceFile>, offset: usize) {
        if !text.is_empty() {
            let (start, file) = (self.text.len(), file.clone());
            self.pieces.push(Piece { start, file, offset, verbatim: false });
            self.text.push_str(text);
        }
    }

    /// The expanded text.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The chapter's own file.
    pub fn file(&self) -> &Arc<SourceFile> {
        &self.file
    }

    /// The files that its text comes from.
    pub fn files(&self) -> impl Iterator<Item = &Arc<SourceFile>> {
        std::iter::once(&self.file).chain(self.pieces.iter().map(|piece| &piece.file))
    }

    /// Where a stretch of the expanded text stands on disk. A stretch that crosses files is cut at
    /// the end of the first.
    pub fn place(&self, range: Range<usize>) -> Place {
        let Some(index) = self.pieces.partition_point(|p| p.start <= range.start).checked_sub(1)
        else {
            return Place { file: self.file.clone(), range: 0..0 };
        };
        let piece = &self.pieces[index];
        if !piece.verbatim {
            return Place { file: piece.file.clone(), range: piece.offset..piece.offset };
        }
        let start = piece.offset + (range.start - piece.start);
        // Included lines end in other line endings than the file's, so that every line is a piece.
        let last = self.pieces[index..]
            .iter()
            .take_while(|p| p.start < range.end && p.verbatim && Arc::ptr_eq(&p.file, &piece.file))
            .last()
            .unwrap_or(piece);
        let piece_end = self.pieces.get(index + 1).map_or(self.text.len(), |next| next.start);
        let end = match std::ptr::eq(last, piece) {
            true => piece.offset + (range.end.clamp(range.start, piece_end) - piece.start),
            false => (last.offset + (range.end - last.start)).max(start),
        };
        Place { range: start..end.min(piece.file.text.len()), file: piece.file.clone() }
    }
}

/// Where a book's files are, and how diagnostics name them.
#[derive(Clone, Debug)]
pub struct BookPaths {
    /// The book's root, where `book.toml` is.
    pub root: PathBuf,
}

impl BookPaths {
    /// The path that diagnostics show: relative to the book's root, where it lies inside it.
    pub fn shown(&self, path: &Path) -> PathBuf {
        let mut shown = PathBuf::new();
        for part in path.strip_prefix(&self.root).unwrap_or(path).components() {
            match part {
                Component::ParentDir if shown.file_name().is_some() => _ = shown.pop(),
                part => shown.push(part),
            }
        }
        shown
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_characters() {
        let file = SourceFile::new("a.md", "one\nzwö drei\r\n");
        let place = Place { file: file.clone(), range: 9..10 };
        assert_eq!(place.to_string(), "a.md:2:5");
        assert_eq!(file.line(2), "zwö drei");
        assert_eq!(file.lines(), 3);
    }

    #[test]
    fn a_byte_order_mark_takes_no_column() {
        let source = Source::verbatim(SourceFile::new("a.md", "\u{feff}x"));
        assert_eq!(source.text(), "x");
        assert_eq!(source.place(0..1).to_string(), "a.md:1:1");
        assert_eq!(source.place(0..1).range, 3..4);
    }
}
