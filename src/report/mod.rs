//! Shows findings to people and to tools.
//!
//! | format | for |
//! |---|---|
//! | [`terminal`] | people |
//! | [`plain`] | editors: `file:line:column: message`, one line each |
//! | [`github`] | annotations of a pull request |
//! | [`json`] | programs; its form is documented there |
//! | [`junit`] | CI servers |
//! | [`sarif`] | code scanning |

pub mod github;
pub mod json;
pub mod junit;
pub mod plain;
pub mod sarif;
pub mod table;
pub mod terminal;

use crate::diagnostic::Diagnostic;
use crate::releases::ReleaseSet;
use crate::source::Place;
use std::path::PathBuf;
use std::time::Duration;

/// What came of a check, as reports need it.
#[derive(Debug)]
pub struct Report<'a> {
    /// One for each chapter, in the book's order.
    pub chapters: Vec<ChapterReport>,
    /// All findings, in order.
    pub problems: &'a [Diagnostic],
    /// What is worth a look and fails nothing, in order.
    pub warnings: &'a [Diagnostic],
    /// From the first chapter read to the last verdict.
    pub took: Duration,
}

/// A sentence that a block proves.
#[derive(Clone, Debug)]
pub struct Claim {
    /// The sentence.
    pub sentence: String,
    /// Where its block says so.
    pub place: Place,
    /// The releases that the block ran on.
    pub releases: ReleaseSet,
    /// How many checks it makes.
    pub checks: usize,
}

/// How a chapter did.
#[derive(Clone, Debug)]
pub struct ChapterReport {
    /// Its title.
    pub name: String,
    /// Its file, as findings name it.
    pub path: PathBuf,
    /// Blocks that ran.
    pub snippets: usize,
    /// Declared outputs, exceptions and facts.
    pub checks: usize,
    /// The releases that anything ran on.
    pub releases: ReleaseSet,
    /// The sentences that its blocks prove.
    pub claims: Vec<Claim>,
    /// What its programs took on all releases together.
    pub took: Duration,
}

impl Report<'_> {
    /// The findings of a chapter's file.
    fn problems_of<'b>(&'b self, chapter: &ChapterReport) -> impl Iterator<Item = &'b Diagnostic> {
        let path = chapter.path.clone();
        self.problems
            .iter()
            .filter(move |p| p.place.as_ref().is_some_and(|place| place.file.path() == path))
    }

    /// The findings in no chapter's own file: included files, and the book itself.
    fn problems_elsewhere(&self) -> impl Iterator<Item = &Diagnostic> {
        let is_chapter = |problem: &Diagnostic| {
            let place = problem.place.as_ref();
            place.is_some_and(|p| self.chapters.iter().any(|c| c.path == p.file.path()))
        };
        self.problems.iter().filter(move |problem| !is_chapter(problem))
    }
}

/// A finding's message with its releases, the difference, notes and help, without colours or code.
fn details(problem: &Diagnostic) -> String {
    let mut text = String::new();
    if let Some(difference) = &problem.difference {
        difference.expected.iter().for_each(|line| text.push_str(&format!("- {line}\n")));
        difference.got.iter().for_each(|line| text.push_str(&format!("+ {line}\n")));
    }
    problem.notes.iter().for_each(|note| text.push_str(&format!("{note}\n")));
    problem.help.iter().for_each(|help| text.push_str(&format!("help: {help}\n")));
    text.push_str(&format!("help: {}\n", problem.kind.hint()));
    text
}

/// One line: the message, and the releases if not all.
fn headline(problem: &Diagnostic) -> String {
    let mut line = problem.message.replace('\n', " ");
    if !problem.label.is_empty() {
        line.push_str(&format!(": {}", problem.label.replace('\n', " ")));
    }
    let releases = problem.releases;
    if !releases.is_empty() && releases != ReleaseSet::ALL {
        line.push_str(&format!(" [on {releases}]"));
    }
    line
}

#[cfg(test)]
mod tests;
