//! Writes what the model gave into the literals that are out of date, and touches nothing else.

mod edit;
mod lines;

use crate::chapter::Chapter;
use crate::snippet::assertion::capture;
use crate::snippet::expected::Sign::Exception;
use crate::snippet::{Statement, Unit};
use crate::source::SourceFile;
use crate::verify::{Observed, ObservedOn};
use crate::whole;
use anyhow::{Context, Result, bail};
use edit::Edit;
use heap_model::release::Release;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::Arc;

/// What sort of fact a change is about. A reviewer reads identities and counts with more care than
/// a sentence that was reworded.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ChangeKind {
    /// Ids, addresses, and what `is` says.
    Identity,
    /// Reference counts and numbers of objects.
    Count,
    /// `sys.getsizeof` and other sizes.
    Size,
    /// An exception.
    Exception,
    /// Anything else that is printed.
    Text,
}

impl ChangeKind {
    /// Its name in a diff.
    pub fn name(self) -> &'static str {
        match self {
            ChangeKind::Identity => "identity",
            ChangeKind::Count => "count",
            ChangeKind::Size => "size",
            ChangeKind::Exception => "exception",
            ChangeKind::Text => "text",
        }
    }

    /// Judged by the code whose value changed.
    fn of(code: &str) -> ChangeKind {
        let has = |words: &[&str]| words.iter().any(|word| code.contains(word));
        if has(&[
            "refcount",
            "holders(",
            "live(",
            "collected(",
            "collections(",
            "generation(",
            "gc.collect",
            "get_count",
            "get_referrers",
            "weakrefcount",
        ]) {
            ChangeKind::Count
        } else if has(&["getsizeof", "size(", "allocated(", "__sizeof__", "get_traced_memory"]) {
            ChangeKind::Size
        } else if has(&["id(", "pool(", "arena(", " is ", " is not "]) {
            ChangeKind::Identity
        } else {
            ChangeKind::Text
        }
    }
}

/// What changes in one file.
#[derive(Debug)]
pub struct FileChange {
    /// The file as it is.
    pub file: Arc<SourceFile>,
    /// Its new text.
    pub text: String,
    /// The sorts of its changes with their 1-based lines, in order.
    pub kinds: Vec<(usize, ChangeKind)>,
}

/// What `bless` would write, and what it can't.
#[derive(Debug, Default)]
pub struct Blessing {
    /// By file.
    pub changes: Vec<FileChange>,
    /// Places of what a person has to decide, and why.
    pub left: Vec<String>,
}

/// Works out the changes for chapters that were checked.
pub fn bless<'a>(checked: impl Iterator<Item = (&'a Chapter, &'a [Observed])>) -> Blessing {
    let mut blessing = Blessing::default();
    let mut edits: Vec<(ChangeKind, Edit)> = vec![];
    for (chapter, observed) in checked {
        for observed in observed {
            match observed {
                Observed::Statement { at, on, complete } => {
                    statement(chapter, *at, on, *complete, &mut edits, &mut blessing.left);
                }
                Observed::Assertion { at, on } => {
                    assertion(chapter, *at, on, &mut edits, &mut blessing.left);
                }
                Observed::Fact { fact, values } => {
                    let fact = &chapter.facts[*fact];
                    let first = values.first().and_then(|(_, value)| value.clone());
                    let is_capture = capture(&fact.literal).is_some();
                    match first.filter(|_| !is_capture) {
                        None if is_capture => blessing.left.push(format!(
                            "{}: {} is another address here",
                            chapter.source.place(fact.range.clone()),
                            fact.literal
                        )),
                        Some(value) if values.iter().all(|(_, v)| v.as_ref() == Some(&value)) => {
                            let written =
                                if fact.in_table { value.replace('|', "\\|") } else { value };
                            let range = fact.literal_range.clone();
                            let kind = ChangeKind::of(&fact.expression);
                            edits.push((kind, edit::replace(chapter, range, written)));
                        }
                        _ => blessing.left.push(format!(
                            "{}: releases give different values; write one fact for each, as in `{{{{#py[3.14+] …}}}}`",
                            chapter.source.place(fact.range.clone())
                        )),
                    }
                }
            }
        }
    }
    type OfFile = (Arc<SourceFile>, Vec<(ChangeKind, Edit)>);
    let mut files: Vec<OfFile> = vec![];
    for (kind, edit) in edits {
        match files.iter_mut().find(|(file, _)| file.path() == edit.file.path()) {
            Some((_, of_file)) => of_file.push((kind, edit)),
            None => files.push((edit.file.clone(), vec![(kind, edit)])),
        }
    }
    for (file, of_file) in files {
        let mut kinds: Vec<(usize, ChangeKind)> =
            of_file.iter().map(|(kind, edit)| (file.line_of(edit.range.start), *kind)).collect();
        kinds.sort();
        kinds.dedup();
        let mut edits: Vec<Edit> = of_file.into_iter().map(|(_, edit)| edit).collect();
        match edit::apply(&file, &mut edits) {
            Ok(text) => blessing.changes.push(FileChange { file, text, kinds }),
            Err(range) => blessing.left.push(format!(
                "{}:{}: two chapters that include this line need different texts",
                file.path().display(),
                file.line_of(range.start)
            )),
        }
    }
    blessing.changes.sort_by(|a, b| a.file.path().cmp(b.file.path()));
    blessing
}

fn statement(
    chapter: &Chapter,
    (snippet, unit, index): (usize, usize, usize),
    on: &[ObservedOn],
    complete: bool,
    edits: &mut Vec<(ChangeKind, Edit)>,
    left: &mut Vec<String>,
) {
    let unit: &Unit = &chapter.snippets[snippet].units[unit];
    let statement = &unit.statements[index];
    let place = || chapter.snippets[snippet].statement_place(&chapter.source, statement);
    if !complete {
        left.push(format!("{}: some release does not come this far", place()));
        return;
    }
    let raises = on.iter().any(|on| !on.exception.is_empty());
    let undeclared = raises && !statement.expected.lines.iter().any(|l| l.sign == Exception);
    if undeclared && index + 1 < unit.statements.len() {
        left.push(format!("{}: an exception ends the block here, and more code follows", place()));
        return;
    }
    let mut on = on.to_vec();
    if chapter.snippets[snippet].words.raises.is_some() && undeclared {
        // The fence says so already.
        on.iter_mut().for_each(|on| on.exception.clear());
    }
    let lines = &chapter.snippets[snippet].lines[statement.first..=statement.last];
    let code: String = lines.iter().map(|line| line.text.as_str()).collect::<Vec<_>>().join("\n");
    let kind = match raises {
        true => ChangeKind::Exception,
        false => ChangeKind::of(&code),
    };
    let new = lines::new_lines(&statement.expected, &on);
    let changes = edit::of_statement(chapter, snippet, statement, &new);
    edits.extend(changes.into_iter().map(|edit| (kind, edit)));
}

fn assertion(
    chapter: &Chapter,
    (snippet, unit, index): (usize, usize, usize),
    on: &[(&'static Release, Option<String>)],
    edits: &mut Vec<(ChangeKind, Edit)>,
    left: &mut Vec<String>,
) {
    let assertion = &chapter.snippets[snippet].units[unit].assertions[index];
    let texts: Option<Vec<_>> =
        on.iter().map(|(release, text)| Some((*release, text.clone()?))).collect();
    let Some(texts) = texts else {
        let range = assertion.expected.lines[0].range.clone();
        let place = chapter.source.place(range);
        left.push(format!("{place}: no other value makes this assertion hold"));
        return;
    };
    let new = lines::new_assertions(&assertion.expected, &texts);
    let under = assertion.under;
    let statement = Statement { first: under, last: under, expected: assertion.expected.clone() };
    let changes = edit::of_statement(chapter, snippet, &statement, &new);
    let kind = ChangeKind::of(&assertion.subject);
    edits.extend(changes.into_iter().map(|edit| (kind, edit)));
}

/// Why a file must not be written, if it must not: it has changes that git does not have yet.
pub fn uncommitted(path: &Path) -> Option<String> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
    let mut git = Command::new("git");
    git.arg("-C").arg(folder.unwrap_or(Path::new("."))).args(["status", "--porcelain", "--"]);
    let output = git.arg(path.file_name()?).output().ok()?;
    let status = String::from_utf8_lossy(&output.stdout).into_owned();
    (output.status.success() && !status.trim().is_empty())
        .then(|| format!("{} has changes that are not committed", path.display()))
}

/// Writes a file so that a crash leaves the old one whole. `root` is what the file's path is relative
/// to.
///
/// # Errors
/// It was changed since it was checked, or can't be written.
pub fn write(root: &Path, change: &FileChange) -> Result<()> {
    let path: PathBuf = root.join(change.file.path());
    let now =
        fs::read_to_string(&path).with_context(|| format!("can't read {}", path.display()))?;
    if now != change.file.text() {
        bail!("{} was changed meanwhile", path.display());
    }
    whole::write(&path, change.text.as_bytes())
}
