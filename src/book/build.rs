//! Builds the book with mdBook as a library.
//!
//! The book is rendered into a folder beside the one that readers open, and takes its place only when
//! it is whole. What fails or is killed half-way leaves the old book as it was.

use super::load;
use super::preprocess::{self, Checked, Counts, Falsehoods, Memoir, Selection};
use crate::diagnostic::Diagnostic;
use crate::source::BookPaths;
use crate::whole;
use anyhow::{Context, Result};
use mdbook_driver::MDBook;
use mdbook_driver::config::Config;
use mdbook_preprocessor::PreprocessorContext;
use std::path::{Path, PathBuf};

/// The beginning of the names of unfinished books.
const UNFINISHED: &str = ".book-unfinished-";

/// A book that was built.
#[derive(Debug)]
pub struct Built {
    /// What was checked.
    pub counts: Counts,
    /// The page to open.
    pub index: PathBuf,
}

/// Loads a book, with this program itself as its preprocessor. Nothing of the sources is written.
pub fn load(root: &Path) -> Result<(MDBook, Memoir)> {
    load_with(root, Memoir::default())
}

/// Loads a book with a preprocessor of one's own making.
pub fn load_with(root: &Path, memoir: Memoir) -> Result<(MDBook, Memoir)> {
    let root = &std::path::absolute(root)?;
    let config_path = root.join("book.toml");
    let mut config = Config::from_disk(&config_path)
        .with_context(|| format!("there is no book in {}", root.display()))?;
    config.update_from_env()?;
    config.build.create_missing = false;
    let sources = root.join(&config.book.src);
    let mut book = MDBook::load_with_config(root, config)
        .map_err(|error| why_unreadable(&sources, root).unwrap_or(error))?;
    book.with_preprocessor(memoir.clone());
    Ok((book, memoir))
}

/// mdBook says which chapter it can't read, but not where in it.
fn why_unreadable(sources: &Path, root: &Path) -> Option<anyhow::Error> {
    let paths = BookPaths { root: root.to_path_buf() };
    let files = walkdir::WalkDir::new(sources)
        .sort_by_file_name()
        .into_iter()
        .filter_map(|entry| entry.ok());
    let markdown = files.filter(|entry| {
        entry.file_type().is_file() && entry.path().extension().is_some_and(|e| e == "md")
    });
    let problems: Vec<Diagnostic> =
        markdown.filter_map(|entry| load::open(entry.path(), &paths).err()).collect();
    (!problems.is_empty()).then(|| Falsehoods(problems).into())
}

/// Checks the book and renders it. Fails with [`Falsehoods`] if it does not hold.
pub fn build(root: &Path) -> Result<Built> {
    let (mut book, memoir) = load(root)?;
    let finished = book.root.join(&book.config.build.build_dir);
    let parent = finished.parent().context("the book's folder has no parent")?;
    whole::remove_abandoned(parent, UNFINISHED);
    let unfinished = tempfile::Builder::new()
        .prefix(UNFINISHED)
        .tempdir_in(parent)
        .with_context(|| format!("can't write into {}", parent.display()))?;
    readable_by_all(unfinished.path())?;
    book.config.build.build_dir = unfinished.path().to_path_buf();
    book.build()?;
    replace(unfinished, &finished)?;
    let index = finished.join("index.html");
    Ok(Built { counts: memoir.counts(), index })
}

/// Checks every chapter and renders nothing.
pub fn check(root: &Path, selection: &Selection) -> Result<Checked> {
    let (book, _) = load(root)?;
    let ctx = PreprocessorContext::new(book.root.clone(), book.config.clone(), "html".into());
    Ok(preprocess::check_book(&ctx, &book.book, selection))
}

/// Checks every chapter, and lets rustdoc test the Rust snippets.
pub fn test(root: &Path) -> Result<Counts> {
    let (mut book, memoir) = load(root)?;
    book.test(vec![])?;
    Ok(memoir.counts())
}

/// Puts a finished book where readers look for it, in one step where the system has one.
fn replace(new: tempfile::TempDir, old: &Path) -> Result<()> {
    let context = || format!("can't replace {}", old.display());
    if !old.exists() {
        std::fs::rename(new.path(), old).with_context(context)?;
        let _ = new.keep();
        return Ok(());
    }
    if exchange(new.path(), old) {
        // Dropping it removes what was the old book.
        return Ok(());
    }
    let aside = tempfile::Builder::new()
        .prefix(UNFINISHED)
        .tempdir_in(old.parent().unwrap_or(Path::new("")))?;
    std::fs::rename(old, aside.path().join("old")).with_context(context)?;
    std::fs::rename(new.path(), old).with_context(context)?;
    let _ = new.keep();
    Ok(())
}

#[cfg(target_os = "linux")]
fn exchange(a: &Path, b: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, a, CWD, b, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(target_os = "linux"))]
fn exchange(_: &Path, _: &Path) -> bool {
    false
}

/// A temporary folder is its owner's alone, and a book is not.
#[cfg(unix)]
fn readable_by_all(folder: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    Ok(std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o755))?)
}

#[cfg(not(unix))]
fn readable_by_all(_: &Path) -> Result<()> {
    Ok(())
}
