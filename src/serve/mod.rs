//! A book while somebody works on it: each save tells what holds and what doesn't, in the terminal
//! and on the page.
//!
//! Saved files are noticed (`changes`), the book is checked with a cache of runs, so that only
//! programs that changed run again, and rendered into a folder of its own; open pages load themselves
//! again (`pages`). A false page is shown with what is false in red. Nothing here writes into the
//! book.

mod changes;
mod pages;

use crate::book::build;
use crate::book::preprocess::{Checked, Memoir};
use crate::verify::Cache;
use anyhow::{Context, Result};
use changes::Changes;
use mdbook_preprocessor::PreprocessorContext;
use pages::Pages;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{Duration, Instant};

/// What is told after each check.
pub struct Told<'a> {
    /// What came of it.
    pub checked: &'a Checked,
    /// From the save, or the start, to the verdict.
    pub took: Duration,
}

/// Checks the book now and after each save, and calls `tell`. Ends with an error only.
///
/// # Errors
/// The book's files can't be watched.
pub fn watch(root: &Path, tell: impl FnMut(Result<Told<'_>>)) -> Result<()> {
    at_each_save(root, tell, |_| Ok(()), || ())
}

/// Serves the book at that address; calls `tell` after each check, and `ready` once with the URL.
/// Ends with an error only.
///
/// # Errors
/// The address is not free, or the book's files can't be watched.
pub fn serve(
    root: &Path,
    address: &str,
    ready: impl FnOnce(&str),
    tell: impl FnMut(Result<Told<'_>>),
) -> Result<()> {
    let pages = Pages::listen(address)?;
    let show = |book| {
        pages.show(render(book)?);
        Ok(())
    };
    let mut ready = Some(ready);
    let rendered = || {
        if let Some(ready) = ready.take() {
            ready(&pages.url());
        }
    };
    at_each_save(root, tell, show, rendered)
}

/// Checks the book now and after each save, calls `tell`, does with the book what `then` does, and
/// calls `done`.
fn at_each_save(
    root: &Path,
    mut tell: impl FnMut(Result<Told<'_>>),
    then: impl Fn(Loaded) -> Result<()>,
    mut done: impl FnMut(),
) -> Result<()> {
    let changes = Changes::new()?;
    // Before anything is read: what is saved meanwhile is not missed.
    changes.watch_all(&watched(root, &BTreeSet::new()))?;
    let cache = Rc::new(Cache::new());
    let mut started = Instant::now();
    loop {
        let files = match open(root, &cache) {
            Ok((book, checked)) => {
                tell(Ok(Told { checked: &checked, took: started.elapsed() }));
                if let Err(error) = then(book) {
                    tell(Err(error));
                }
                checked.files()
            }
            Err(error) => {
                tell(Err(error));
                BTreeSet::new()
            }
        };
        done();
        started = changes.wait(&watched(root, &files))?;
    }
}

type Loaded = mdbook_driver::MDBook;

/// Reads the book and checks it.
fn open(root: &Path, cache: &Rc<Cache>) -> Result<(Loaded, Rc<Checked>)> {
    let (book, memoir) = build::load_with(root, Memoir::serving(cache.clone()))?;
    let ctx = PreprocessorContext::new(book.root.clone(), book.config.clone(), "html".into());
    let checked = memoir.check(&ctx, &book.book);
    Ok((book, checked))
}

/// Renders the book into a folder of its own.
fn render(mut book: Loaded) -> Result<tempfile::TempDir> {
    let folder = pages::folder()?;
    book.config.build.build_dir = folder.path().to_path_buf();
    book.build().context("can't render the book")?;
    Ok(folder)
}

/// What to watch: the book's configuration, all of its sources and its theme, and the files that
/// chapters include from elsewhere.
fn watched(root: &Path, files: &BTreeSet<PathBuf>) -> Vec<PathBuf> {
    let config = mdbook_driver::config::Config::from_disk(root.join("book.toml")).ok();
    let sources = config.map_or("src".into(), |config| config.book.src);
    let mut paths: Vec<PathBuf> = vec![root.join("book.toml"), root.join(sources)];
    paths.push(root.join("theme"));
    paths.extend(files.iter().map(|file| root.join(file)));
    paths
}
