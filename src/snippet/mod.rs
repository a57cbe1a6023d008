//! The Python blocks of a chapter and what the chapter says about them.

pub mod assertion;
pub mod expected;
pub mod fact;
pub mod fences;
pub mod layout;
pub mod mark;
mod script;
mod session;
pub mod words;

use crate::diagnostic::Diagnostic;
use crate::releases::ReleaseSet;
use crate::source::{Place, Source};
use assertion::Assertion;
use expected::{Expected, Sign};
use fences::Fence;
use mark::Mark;
use words::{Language, Words};

/// One ` ```python ` or ` ```pycon ` block.
#[derive(Clone, Debug)]
pub struct Snippet {
    /// Where it stands.
    pub fence: Fence,
    /// What its fence says.
    pub words: Words,
    /// What is compiled and run, in order: one unit for a script, one for each prompt of a session,
    /// none for a block that is not run.
    pub units: Vec<Unit>,
    /// Places whose state of the heap is pictured, in order.
    pub marks: Vec<Mark>,
    /// What each line of the fence is.
    pub lines: Vec<SnippetLine>,
}

/// A line of a block.
#[derive(Clone, Debug)]
pub struct SnippetLine {
    /// The line without the sign of a hidden line.
    pub text: String,
    /// Where the `~` stood, in bytes, if the line is hidden.
    pub hidden: Option<usize>,
    /// What it is.
    pub kind: LineKind,
}

/// What a line of a block is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineKind {
    /// Code, or nothing.
    Code,
    /// A line of a session that begins with a prompt.
    Prompt,
    /// A line that says what is shown.
    Declared {
        /// What it declares.
        sign: Sign,
        /// The releases that it is for, if not for all that have no line of their own.
        releases: Option<ReleaseSet>,
    },
    /// `#@ label`.
    Mark,
}

/// What is compiled at once.
#[derive(Clone, Debug)]
pub struct Unit {
    /// How it is compiled.
    pub kind: python_vm::Unit,
    /// The Python text. Lines that declare outputs are empty in it, so that they have no influence.
    pub source: String,
    /// The line of the block, from 0, that is the source's first.
    pub first_line: usize,
    /// The top-level statements; a prompt is one.
    pub statements: Vec<Statement>,
    /// What is said of the heap, in the order of the lines.
    pub assertions: Vec<Assertion>,
}

/// A top-level statement and what stands under it.
#[derive(Clone, Debug)]
pub struct Statement {
    /// Its first line in the block, from 0.
    pub first: usize,
    /// Its last line in the block, from 0.
    pub last: usize,
    /// What it is said to show.
    pub expected: Expected,
}

impl Snippet {
    /// The marks of a unit, with their numbers.
    pub fn marks_of(&self, unit: usize) -> impl Iterator<Item = (usize, &Mark)> {
        self.marks.iter().enumerate().filter(move |(_, mark)| mark.unit == unit)
    }

    /// Reads a block.
    pub fn read(
        fence: Fence,
        words: Words,
        source: &Source,
        problems: &mut Vec<Diagnostic>,
    ) -> Snippet {
        let (code, hidden): (Vec<String>, Vec<Option<usize>>) =
            fence.lines.iter().map(|line| unhide(&line.text)).unzip();
        let mut kinds = vec![LineKind::Code; code.len()];
        let mut marks = vec![];
        let units = match words.language {
            _ if words.no_run.is_some() => vec![],
            Language::Python => {
                vec![script::read(&fence, &code, source, &mut kinds, &mut marks, problems)]
            }
            Language::Pycon => {
                session::read(&fence, &code, source, &mut kinds, &mut marks, problems)
            }
        };
        if words.diagram.is_some() && marks.is_empty() {
            marks.extend(mark::at_end(&units, fence.info.clone()));
        }
        let parts = code.into_iter().zip(hidden).zip(kinds);
        let lines =
            parts.map(|((text, hidden), kind)| SnippetLine { text, hidden, kind }).collect();
        Snippet { fence, words, units, marks, lines }
    }

    /// Where a line (from 1) and column (from 1, in characters) of a unit's source stands.
    pub fn place(&self, source: &Source, unit: &Unit, line: u32, column: u32) -> Place {
        let number = (unit.first_line + (line as usize).saturating_sub(1))
            .min(self.lines.len().saturating_sub(1));
        let Some(in_chapter) = self.fence.lines.get(number) else {
            return source.place(self.fence.range.clone());
        };
        let before_code = if unit.kind == python_vm::Unit::Interactive { 4 } else { 0 };
        let code = self.lines[number].text.get(before_code..).unwrap_or("");
        let characters = (column as usize).saturating_sub(1);
        let bytes =
            code.char_indices().nth(characters).map_or(code.len(), |(at, _)| at) + before_code;
        let sign = usize::from(self.lines[number].hidden.is_some_and(|at| at <= bytes));
        let end = in_chapter.at + in_chapter.text.len();
        let start = (in_chapter.at + bytes + sign).min(end);
        source.place(start..end)
    }

    /// Where the lines of a statement stand.
    pub fn statement_place(&self, source: &Source, statement: &Statement) -> Place {
        let (first, last) = (&self.fence.lines[statement.first], &self.fence.lines[statement.last]);
        source.place(first.at..last.range().end)
    }

    /// Where the opening fence stands.
    pub fn opening(&self, source: &Source) -> Place {
        source.place(self.fence.range.start..self.fence.info.end)
    }
}

/// Takes the `~` from a hidden line, as mdBook does, and says where it stood.
fn unhide(line: &str) -> (String, Option<usize>) {
    let at = line.len() - line.trim_start().len();
    match line[at..].strip_prefix('~') {
        Some(rest) => (format!("{}{rest}", &line[..at]), Some(at)),
        None => (line.to_string(), None),
    }
}
