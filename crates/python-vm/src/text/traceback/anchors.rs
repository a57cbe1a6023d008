//! Which part of an underlined expression is underlined differently: the operator of a binary
//! operation, the brackets of a subscript, and from 3.13 of a call.

use crate::bytecode::Position;
use crate::syntax::outermost::{Outermost, outermost};

/// Where the part starts and ends, each as a line of the segment and a character in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Anchors {
    pub(super) left_end: (usize, usize),
    pub(super) right_start: (usize, usize),
}

/// Up to 3.12: of a segment within a line, in characters.
pub(super) fn in_line(segment: &str) -> Option<(usize, usize)> {
    let bytes = segment.as_bytes();
    let space = |at: usize| matches!(bytes.get(at), Some(b' ' | b'\t' | b'\x0c'));
    let (left, right) = match outermost(segment)? {
        Outermost::Binary { left, right } => {
            let (from, to) = (left.end_column as usize, right.column as usize);
            let operator = (from..to).find(|&at| !space(at) && bytes[at] != b')')?;
            let two = operator + 1 < to && !space(operator + 1);
            (operator, operator + if two { 2 } else { 1 })
        }
        Outermost::Subscript { value, index, .. } => {
            let find = |from: u32, bracket: u8| {
                let from = from as usize;
                (from..bytes.len()).find(|&at| bytes[at] == bracket).unwrap_or(bytes.len())
            };
            let close = find(index.end_column, b']');
            (find(value.end_column, b'['), (close + 1).min(bytes.len()))
        }
        Outermost::Call { .. } => return None,
    };
    let chars = |byte: usize| String::from_utf8_lossy(&bytes[..byte]).chars().count();
    Some((chars(left), chars(right)))
}

/// From 3.13: of a segment of one or more lines.
pub(super) fn in_lines(segment: &str) -> Option<Anchors> {
    // In parentheses, lines need not end where a statement would.
    let outermost = outermost(&format!("(\n{segment}\n)"))?;
    let lines: Vec<Vec<char>> = segment.split('\n').map(|line| line.chars().collect()).collect();
    let scan = Scan { lines: &lines, segment };
    match outermost {
        Outermost::Binary { left, right } => {
            let (line, column) = scan.next(scan.end_of(left)?)?;
            let (line, column) = scan.find((line, column), |c| !c.is_whitespace() && c != ')')?;
            let (right_line, right_column) = scan.start_of(right)?;
            let before_right = right_line > line || column + 1 < right_column;
            let second = lines[line].get(column + 1);
            let two = before_right
                && second.is_some_and(|c| !c.is_whitespace() && !matches!(c, '\\' | '#'));
            let width = if two { 2 } else { 1 };
            Some(Anchors { left_end: (line, column), right_start: (line, column + width) })
        }
        Outermost::Subscript { value: part, whole, .. }
        | Outermost::Call { function: part, whole } => {
            let bracket = if matches!(outermost, Outermost::Call { .. }) { '(' } else { '[' };
            let left_end = scan.find(scan.next(scan.end_of(part)?)?, |c| c == bracket)?;
            Some(Anchors { left_end, right_start: scan.end_of(whole)? })
        }
    }
}

/// Goes over the characters of a segment, past comments and line continuations.
struct Scan<'a> {
    lines: &'a [Vec<char>],
    segment: &'a str,
}

impl Scan<'_> {
    /// A place that the parser gave in a source with a parenthesis and a line end before it.
    fn place(&self, line: u32, byte: u32) -> Option<(usize, usize)> {
        let line = (line as usize).checked_sub(2)?;
        let text = self.segment.split('\n').nth(line)?;
        let bytes = text.as_bytes().get(..byte as usize)?;
        Some((line, String::from_utf8_lossy(bytes).chars().count()))
    }

    fn end_of(&self, position: Position) -> Option<(usize, usize)> {
        self.place(position.end_line, position.end_column)
    }

    fn start_of(&self, position: Position) -> Option<(usize, usize)> {
        self.place(position.line, position.column)
    }

    /// That place, or the next line with a character if there is none.
    fn next(&self, (mut line, mut column): (usize, usize)) -> Option<(usize, usize)> {
        while column >= self.lines.get(line)?.len() {
            (line, column) = (line + 1, 0);
        }
        Some((line, column))
    }

    fn find(
        &self,
        mut at: (usize, usize),
        wanted: impl Fn(char) -> bool,
    ) -> Option<(usize, usize)> {
        loop {
            let c = self.lines[at.0][at.1];
            at = match c {
                '\\' | '#' => self.next((at.0 + 1, 0))?,
                c if wanted(c) => return Some(at),
                _ => self.next((at.0, at.1 + 1))?,
            };
        }
    }
}
