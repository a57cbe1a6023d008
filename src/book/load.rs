//! Reads a book's chapters as mdBook hands them over, or files by themselves.

use crate::chapter::Chapter;
use crate::diagnostic::{Diagnostic, Kind};
use crate::source::{BookPaths, Source, SourceFile, read_text};
use std::path::Path;
use std::sync::Arc;

/// Reads a file as a chapter of its own.
#[allow(clippy::result_large_err)] // An error ends the reading: its size costs nothing.
pub fn read_file(path: &Path, paths: &BookPaths) -> Result<(Chapter, Vec<Diagnostic>), Diagnostic> {
    let file = open(path, paths)?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let (source, mut problems) = Source::expand(file, folder, paths);
    let (chapter, more) = Chapter::read(source);
    problems.extend(more);
    Ok((chapter, problems))
}

/// The text of a chapter as mdBook hands it over, with its places on disk.
///
/// Before mdBook's `links` preprocessor (`links_follow`) the includes are followed here; behind it they
/// have been followed, and only what they gave is looked up. A text that another preprocessor changed
/// stands in no file: places are then its own, and a warning says so.
pub fn chapter_source(
    path: &Path,
    content: &str,
    paths: &BookPaths,
    links_follow: bool,
) -> (Source, Vec<Diagnostic>) {
    let shown = paths.shown(path);
    let folder = path.parent().unwrap_or(Path::new(""));
    let on_disk = read_text(path).ok().unwrap_or_default();
    let is_unchanged = on_disk.trim_start_matches('\u{feff}') == content;
    if is_unchanged || !links_follow {
        let file = SourceFile::new(shown.clone(), on_disk);
        let (source, problems) = Source::expand(file, folder, paths);
        if links_follow || source.text() == content {
            return (source, problems);
        }
    }
    eprintln!(
        "memoir: another preprocessor changed {} before, so that places are those of the changed text",
        shown.display()
    );
    let file = SourceFile::new(shown, content);
    match links_follow {
        true => Source::expand(file, folder, paths),
        false => (Source::verbatim(file), vec![]),
    }
}

/// Opens a text file; bytes that are not UTF-8 are a finding with their place.
#[allow(clippy::result_large_err)] // An error ends the reading: its size costs nothing.
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
