//! `#@ label`: a place in a block whose state of the heap is pictured.

use super::Unit;
use crate::diagnostic::{Diagnostic, Kind};
use crate::source::Place;
use python_vm::WatchPoint;
use std::ops::Range;

/// A mark.
#[derive(Clone, Debug)]
pub struct Mark {
    /// What the picture is called; the end of a block with `,diagram` has no label.
    pub label: Option<String>,
    /// Where it stands.
    pub range: Range<usize>,
    /// Index of the unit that it stands in.
    pub unit: usize,
    /// The statement that it stands behind; none for the end of a prompt.
    pub behind: Option<WatchPoint>,
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
    Some(Mark { label: Some(label.to_string()), range, unit: 0, behind })
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
    Some(Mark { label: None, range, unit, behind })
}
