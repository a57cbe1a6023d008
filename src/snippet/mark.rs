//! `#@ label`: a place in a block whose state of the heap is pictured. `{{#memoir layout x}}` and the like:
//! a picture of the state that the block above left.

use super::Unit;
use crate::diagnostic::{Diagnostic, Kind};
use crate::source::Place;
use heap_view::GrowthKind;
use python_vm::WatchPoint;
use python_vm::inspect::Path;
use std::ops::Range;

/// A mark.
#[derive(Clone, Debug)]
pub struct Mark {
    /// What the picture is called; the end of a block with `,diagram` has no label.
    pub label: Option<String>,
    /// What is drawn.
    pub subject: Subject,
    /// Where it stands.
    pub range: Range<usize>,
    /// Whether it is a directive in prose, in whose place the picture stands.
    pub in_prose: bool,
    /// Index of the unit that it stands in.
    pub unit: usize,
    /// The statement that it stands behind; none for the end of a prompt.
    pub behind: Option<WatchPoint>,
}

/// What a picture shows.
#[derive(Clone, Debug)]
pub enum Subject {
    /// Names and objects.
    Heap,
    /// One object byte by byte.
    Layout(Path),
    /// The allocator's map.
    Pools,
    /// The collector's lists.
    Generations,
    /// The size of a container while it grows to that length.
    Growth(GrowthKind, usize),
}

/// The longest container whose growth is drawn.
const LONGEST: usize = 10_000;

impl Subject {
    /// Reads what `{{#memoir …}}` asks for; `None` when it is no picture.
    pub(super) fn read(text: &str) -> Option<Result<Subject, String>> {
        let (word, rest) = text.split_once(char::is_whitespace).unwrap_or((text, ""));
        let rest = rest.trim();
        Some(match (word, rest) {
            ("pools", "") => Ok(Subject::Pools),
            ("generations", "") => Ok(Subject::Generations),
            ("layout", path) => super::assertion::read_path(path).map(Subject::Layout),
            ("growth", what) => {
                let (kind, length) = what.split_once(' ').unwrap_or((what, ""));
                let kind = match kind {
                    "list" => GrowthKind::List,
                    "dict" => GrowthKind::Dict,
                    _ => return Some(Err("write `growth list 100` or `growth dict 100`".into())),
                };
                match length.trim().parse() {
                    Ok(length @ 1..=LONGEST) => Ok(Subject::Growth(kind, length)),
                    _ => Err(format!("the length is a number up to {LONGEST}")),
                }
            }
            ("pools" | "generations", _) => Err(format!("`{word}` stands alone")),
            _ => return None,
        })
    }
}

/// The mark on a line of a script. `code` is the block's lines with nothing where outputs are
/// declared; `column` is the mark's indentation in bytes.
pub(super) fn in_script(
    label: &str,
    line: usize,
    column: usize,
    code: &[&str],
    range: Range<usize>,
    place: impl FnOnce() -> Place,
    problems: &mut Vec<Diagnostic>,
) -> Option<Mark> {
    let is_code = |text: &&str| !text.trim().is_empty() && !text.trim_start().starts_with('#');
    let Some(above) = code[..line].iter().rposition(is_code) else {
        let problem = Diagnostic::new(Kind::Expectation, "a mark with no statement above it");
        problems.push(
            problem
                .at(place(), "")
                .help("a mark stands behind the statement whose effect is to be seen"),
        );
        return None;
    };
    let text = code[above];
    let indentation = text.len() - text.trim_start().len();
    if column > indentation {
        problems.push(
            Diagnostic::new(Kind::Expectation, "a mark before the first statement of a body")
                .at(place(), "")
                .help("a mark stands behind a statement, with that statement's indentation"),
        );
        return None;
    }
    let behind = Some(WatchPoint { line: above as u32 + 1, column: column as u32 });
    let label = Some(label.to_string());
    Some(Mark { label, subject: Subject::Heap, range, in_prose: false, unit: 0, behind })
}

/// The end of a block, for `,diagram` without marks.
pub(super) fn at_end(units: &[Unit], range: Range<usize>) -> Option<Mark> {
    let unit = units.len().checked_sub(1)?;
    let behind = match units[unit].kind {
        python_vm::Unit::Interactive => None,
        python_vm::Unit::Script => {
            let last = units[unit].statements.last()?.last;
            Some(WatchPoint { line: (last - units[unit].first_line) as u32 + 1, column: 0 })
        }
    };
    let subject = Subject::Heap;
    Some(Mark { label: None, subject, range, in_prose: false, unit, behind })
}
