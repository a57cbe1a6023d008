//! Reads a book's chapters as mdBook hands them over, or files by themselves.

use crate::chapter::Chapter;
use crate::diagnostic::{Diagnostic, Kind};
use crate::source::{BookPaths, Source, SourceFile, read_text};
use std::path::Path;
use std::sync::Arc;

/// Reads a file as a chapter of its own.
pub fn read_file(path: &Path, paths: &BookPaths) -> Result<(Chapter, Vec<Diagnostic>), Diagnostic> {
    let file = open(path, paths)?;
    Ok(read_chapter(file, path.parent().unwrap_or(Path::new("")), paths))
}

/// Reads a chapter whose text is known. `folder` is what its includes are relative to.
pub fn read_chapter(
    file: Arc<SourceFile>,
    folder: &Path,
    paths: &BookPaths,
) -> (Chapter, Vec<Diagnostic>) {
    let (source, mut problems) = Source::expand(file, folder, paths);
    let (chapter, more) = Chapter::read(source);
    problems.extend(more);
    (chapter, problems)
}

/// Opens a text file; bytes that are not UTF-8 are a finding with their place.
pub fn open(path: &Path, paths: &BookPaths) -> Result<Arc<SourceFile>, Diagnostic> {
    let shown = paths.shown(path);
    match read_text(path) {
        Ok(text) => Ok(SourceFile::new(shown, text)),
        Err(why) => {
            let problem = Diagnostic::new(
                Kind::Io,
                format!("can't read `{}`: {}", shown.display(), why.message),
            );
            Err(match why.valid {
                Some(text) => {
                    let end = text.len();
                    let file = SourceFile::new(shown, text);
                    problem
                        .at(
                            crate::source::Place { file, range: end..end },
                            "the text is UTF-8 up to here",
                        )
                        .help("save the file as UTF-8")
                }
                None => problem,
            })
        }
    }
}
