//! The mdBook preprocessor: checks a book and rewrites its chapters.
//!
//! It belongs before mdBook's `links` (`before = ["links"]`), on chapters as they are on disk, and
//! follows includes itself, so that every finding is at the file and line that its author knows.

use super::{headings, load, mermaid, rust_tests};
use crate::chapter::Chapter;
use crate::diagnostic::{self, Diagnostic};
use crate::render::{self, Edit, Listed, Target};
use crate::report::{ChapterReport, Claim, Report};
use crate::source::BookPaths;
use crate::verify::{self, Cache, Observed, Verdict};
use mdbook_preprocessor::book::{Book, BookItem};
use mdbook_preprocessor::config::Config;
use mdbook_preprocessor::errors::Result;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};
use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::time::{Duration, Instant};

/// The preprocessor's name in `book.toml`.
pub const NAME: &str = "memoir";

/// What a check counted.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Python blocks that ran.
    pub snippets: usize,
    /// Declared outputs, exceptions and facts.
    pub checks: usize,
    /// The releases that anything ran on.
    pub releases: crate::releases::ReleaseSet,
    /// Rust snippets that rustdoc tested.
    pub rust_snippets: usize,
    /// From the first chapter read to the last verdict, without the Rust snippets.
    pub took: Duration,
}

/// A book that does not hold what it says.
#[derive(Debug, thiserror::Error)]
#[error("{} in the book", plural(.0.len(), "problem"))]
pub struct Falsehoods(pub Vec<Diagnostic>);

/// `1 problem`, `2 problems`.
pub fn plural(n: usize, what: &str) -> String {
    if n == 1 { format!("{n} {what}") } else { format!("{n} {what}s") }
}

/// The preprocessor. A clone shares what it found.
#[derive(Clone, Default)]
pub struct Memoir {
    counts: Rc<RefCell<Counts>>,
    /// A book that is served shows what is false on its page.
    served: Option<Rc<Served>>,
}

/// What is known of a book that somebody is working on.
struct Served {
    cache: Rc<Cache>,
    /// The book as it was last checked, and what came of it.
    last: RefCell<Option<(Book, Rc<Checked>)>>,
}

impl Memoir {
    /// A preprocessor for a book that somebody is working on: what does not hold is shown on the
    /// page, and only what changed runs again.
    pub fn serving(cache: Rc<Cache>) -> Memoir {
        let served = Served { cache, last: RefCell::new(None) };
        Memoir { served: Some(Rc::new(served)), ..Memoir::default() }
    }

    /// Checks the book's chapters. A book that is served is not checked again when it is rendered,
    /// unless another preprocessor changes it.
    pub fn check(&self, ctx: &PreprocessorContext, book: &Book) -> Rc<Checked> {
        let Some(served) = &self.served else {
            return Rc::new(check(ctx, book, &Selection::default(), None));
        };
        let last = served.last.borrow_mut().take_if(|(known, _)| known == book);
        if let Some((_, checked)) = last {
            return checked;
        }
        let checked = Rc::new(check(ctx, book, &Selection::default(), Some(&served.cache)));
        *served.last.borrow_mut() = Some((book.clone(), checked.clone()));
        checked
    }

    /// What the last run counted.
    pub fn counts(&self) -> Counts {
        *self.counts.borrow()
    }
}

impl Preprocessor for Memoir {
    fn name(&self) -> &str {
        NAME
    }

    /// Checks the book. Fails with [`Falsehoods`], all of them, if it does not hold.
    fn run(&self, ctx: &PreprocessorContext, mut book: Book) -> Result<Book> {
        let checked = self.check(ctx, &book);
        *self.counts.borrow_mut() = checked.counts;
        let mut problems = checked.problems.clone();
        let mut edits: Vec<Vec<Edit>> = checked.chapters.iter().map(|_| vec![]).collect();
        if ctx.renderer == "test" {
            let chapters: Vec<_> = checked.chapters.iter().map(|c| &c.chapter).collect();
            let tested = rust_tests::run(ctx, &chapters, &mut edits)?;
            self.counts.borrow_mut().rust_snippets = tested.snippets;
            problems.extend(tested.problems);
        }
        if !problems.is_empty() && self.served.is_none() {
            diagnostic::sort(&mut problems);
            return Err(Falsehoods(problems).into());
        }
        let listed: Vec<_> = checked.chapters.iter().map(CheckedChapter::listed).collect();
        let target = if ctx.renderer == "html" { Target::Html } else { Target::Markdown };
        let mut texts = edits
            .into_iter()
            .enumerate()
            .map(|(index, edits)| render::render(&listed, index, target, &problems, edits));
        for_each_chapter(&mut book, |chapter| {
            chapter.content = texts.next().expect("a text for each chapter");
        });
        if ctx.renderer == "html" {
            book = mermaid::run(ctx, book)?;
        }
        Ok(book)
    }
}

fn for_each_chapter(
    book: &mut Book,
    mut change: impl FnMut(&mut mdbook_preprocessor::book::Chapter),
) {
    book.for_each_mut(|item| {
        if let BookItem::Chapter(chapter) = item
            && chapter.source_path.is_some()
        {
            change(chapter);
        }
    });
}

/// Which chapters to check.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Only those that have text from one of these files, named as findings name them.
    pub changed: Option<Vec<PathBuf>>,
    /// The n-th (from 1) of so many parts.
    pub shard: Option<(usize, usize)>,
}

impl Selection {
    /// Leaves out what is not to be checked.
    fn keep(&self, chapters: Vec<(ChapterName, Chapter)>) -> Vec<(ChapterName, Chapter)> {
        let has_changed = |chapter: &Chapter| {
            self.changed.as_ref().is_none_or(|changed| {
                chapter.source.files().any(|file| changed.iter().any(|path| path == file.path()))
            })
        };
        let in_shard =
            |index: usize| self.shard.is_none_or(|(shard, of)| index % of == (shard - 1) % of);
        let chapters = chapters.into_iter().enumerate();
        chapters
            .filter(|(index, (_, chapter))| in_shard(*index) && has_changed(chapter))
            .map(|(_, chapter)| chapter)
            .collect()
    }
}

/// Checks a book's chapters.
pub fn check_book(ctx: &PreprocessorContext, book: &Book, selection: &Selection) -> Checked {
    check(ctx, book, selection, None)
}

/// Checks files by themselves. Those that are among the sources of the book in that folder, if there
/// is one, are its chapters.
pub fn check_paths(files: &[PathBuf], book: &Path) -> Checked {
    let started = Instant::now();
    let sources = Config::from_disk(book.join("book.toml")).ok();
    let sources = sources.and_then(|config| book.join(config.book.src).canonicalize().ok());
    let paths = BookPaths { root: PathBuf::new() };
    let mut problems = vec![];
    let mut chapters = vec![];
    for path in files {
        match load::read_file(path, &paths) {
            Ok((chapter, more)) => {
                problems.extend(more);
                chapters.push(chapter);
            }
            Err(problem) => problems.push(problem),
        }
    }
    let named = chapters.into_iter().map(|chapter| {
        let path = chapter.source.file().path().to_path_buf();
        let is_inside = |folder: &PathBuf| path.canonicalize().is_ok_and(|p| p.starts_with(folder));
        let in_book = sources.as_ref().is_some_and(is_inside);
        (ChapterName { name: path.display().to_string(), path, in_book }, chapter)
    });
    finish(named.collect(), started, None, problems, &[])
}

/// Runs and judges chapters that have been read.
fn judge(
    chapters: &[Chapter],
    started: Instant,
    cache: Option<&Cache>,
    problems: &mut Vec<Diagnostic>,
) -> (Counts, Vec<Verdict>) {
    let mut verdicts = match cache {
        Some(cache) => verify::verify_cached(chapters, cache),
        None => verify::verify(chapters),
    };
    problems.extend(verdicts.iter_mut().flat_map(|v| std::mem::take(&mut v.diagnostics)));
    diagnostic::sort(problems);
    diagnostic::say_once(problems);
    let counts = Counts {
        snippets: verdicts.iter().map(Verdict::snippets).sum(),
        checks: verdicts.iter().map(Verdict::checks).sum(),
        releases: verdicts.iter().map(Verdict::releases).collect(),
        rust_snippets: 0,
        took: started.elapsed(),
    };
    (counts, verdicts)
}

/// Chapters with what came of them.
pub struct Checked {
    chapters: Vec<CheckedChapter>,
    /// What does not hold.
    pub problems: Vec<Diagnostic>,
    /// What is worth a look and fails nothing.
    pub warnings: Vec<Diagnostic>,
    /// What was checked.
    pub counts: Counts,
}

impl Checked {
    /// The chapters alone.
    pub fn into_chapters(self) -> Vec<Chapter> {
        self.chapters.into_iter().map(|checked| checked.chapter).collect()
    }

    /// What reports say.
    pub fn report(&self) -> Report<'_> {
        let chapters = self.chapters.iter().map(|checked| ChapterReport {
            name: checked.name.clone(),
            path: checked.chapter.source.file().path().to_path_buf(),
            snippets: checked.verdict.snippets(),
            checks: checked.verdict.checks(),
            releases: checked.verdict.releases(),
            claims: checked.claims(),
            took: checked.verdict.took,
        });
        Report {
            chapters: chapters.collect(),
            problems: &self.problems,
            warnings: &self.warnings,
            took: self.counts.took,
        }
    }

    /// The files that its text comes from, named as findings name them.
    pub fn files(&self) -> BTreeSet<PathBuf> {
        let files = self.chapters.iter().flat_map(|checked| checked.chapter.source.files());
        files.map(|file| file.path().to_path_buf()).collect()
    }

    /// Each chapter with what it showed where something does not hold.
    pub fn observed(&self) -> impl Iterator<Item = (&Chapter, &[Observed])> {
        self.chapters.iter().map(|c| (&c.chapter, c.verdict.observed.as_slice()))
    }
}

struct CheckedChapter {
    name: String,
    path: PathBuf,
    chapter: Chapter,
    verdict: Verdict,
}

impl CheckedChapter {
    fn claims(&self) -> Vec<Claim> {
        let snippets = self.chapter.snippets.iter().zip(&self.verdict.evidence);
        let claims = snippets.filter_map(|(snippet, evidence)| {
            let (sentence, place) = snippet.words.claim.clone()?;
            let (releases, checks) = (evidence.releases, evidence.checks);
            Some(Claim { sentence, place, releases, checks })
        });
        claims.collect()
    }

    fn listed(&self) -> Listed<'_> {
        Listed {
            name: &self.name,
            path: &self.path,
            chapter: &self.chapter,
            verdict: &self.verdict,
        }
    }
}

/// What a chapter is called in the book, and the path of its page's source.
struct ChapterName {
    name: String,
    path: PathBuf,
    /// Whether it is one of a book's chapters, and no file of another sort.
    in_book: bool,
}

fn check(
    ctx: &PreprocessorContext,
    book: &Book,
    selection: &Selection,
    cache: Option<&Cache>,
) -> Checked {
    let started = Instant::now();
    let paths = BookPaths { root: ctx.root.clone() };
    let folder = ctx.root.join(&ctx.config.book.src);
    let before: Option<Vec<String>> = ctx.config.get("preprocessor.memoir.before").unwrap_or(None);
    let excused: Option<Vec<String>> =
        ctx.config.get("preprocessor.memoir.no-evidence").unwrap_or(None);
    let links_follow = before.is_some_and(|before| before.iter().any(|name| name == "links"));
    let mut problems = vec![];
    let mut chapters = vec![];
    for item in book.iter() {
        let BookItem::Chapter(in_book) = item else { continue };
        let Some(source_path) = &in_book.source_path else { continue };
        let path = folder.join(source_path);
        let (source, more) = load::chapter_source(&path, &in_book.content, &paths, links_follow);
        problems.extend(more);
        let (chapter, more) = Chapter::read(source);
        problems.extend(more);
        let name = in_book.name.clone();
        let path = in_book.path.clone().unwrap_or_else(|| source_path.clone());
        chapters.push((ChapterName { name, path, in_book: true }, chapter));
    }
    finish(selection.keep(chapters), started, cache, problems, &excused.unwrap_or_default())
}

/// Runs and judges chapters that have been read.
fn finish(
    named: Vec<(ChapterName, Chapter)>,
    started: Instant,
    cache: Option<&Cache>,
    mut problems: Vec<Diagnostic>,
    excused: &[String],
) -> Checked {
    let (names, chapters): (Vec<_>, Vec<_>) = named.into_iter().unzip();
    let (counts, verdicts) = judge(&chapters, started, cache, &mut problems);
    let mut warnings = vec![];
    let mut of_book = vec![];
    for ((named, chapter), verdict) in names.into_iter().zip(chapters).zip(verdicts) {
        if named.in_book {
            warnings.extend(headings::unproven(&chapter, &verdict, excused));
        }
        let ChapterName { name, path, .. } = named;
        of_book.push(CheckedChapter { name, path, chapter, verdict });
    }
    Checked { chapters: of_book, problems, warnings, counts }
}
