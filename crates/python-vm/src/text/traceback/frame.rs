//! One entry of a traceback: the frame, its source and what of it is underlined.
//!
//! Up to 3.12 that is one line, with everything from the position's start underlined if it goes
//! further. From 3.13 it is all lines of the position, of long ones those that tell something.

use std::collections::BTreeSet;

use heap_model::release::TracebackRules;

use super::anchors::{self, Anchors};
use super::width::width;
use super::{Frame, SourceLines};
use crate::bytecode::Position;
use crate::syntax::outermost;

/// The lines of an entry.
pub(super) fn entry(frame: &Frame, lines: &SourceLines, rules: &TracebackRules) -> String {
    let Frame { file, name, line, .. } = frame;
    let header = format!("  File \"{file}\", line {line}, in {name}\n");
    let source = if rules.shows_all_lines {
        all_lines(frame, lines, rules)
    } else {
        lines(frame, *line).map(|source| first_line(source, frame.position, rules))
    };
    header + &source.unwrap_or_default()
}

/// The character that stands at a byte of a line, counted in characters.
fn char_offset(line: &str, byte: u32) -> usize {
    let bytes = &line.as_bytes()[..line.len().min(byte as usize)];
    String::from_utf8_lossy(bytes).chars().count()
}

/// Up to 3.12.
fn first_line(line: &str, position: Option<Position>, rules: &TracebackRules) -> String {
    let shown = line.trim_start_matches([' ', '\t', '\x0c']);
    let stripped = line.len() - shown.len();
    let mut out = format!("    {shown}\n");
    let Some(position) = position else { return out };
    let start = char_offset(line, position.column);
    let mut end = char_offset(line, position.end_column);
    let mut marks = None;
    if position.line == position.end_line {
        let segment: String = line.chars().take(end).skip(start).collect();
        marks = anchors::in_line(&segment);
    } else {
        // CPython looks for the last character that is no space among as many bytes as there are
        // characters.
        let bytes = &line.as_bytes()[..line.chars().count()];
        end = bytes.iter().rposition(|byte| !b" \t\x0c".contains(byte)).map_or(0, |at| at + 1);
    }
    let visible = shown.chars().count();
    if marks.is_none() && end.saturating_sub(start) == visible {
        return out;
    }
    out.push_str("    ");
    let width = |from: usize, to: usize| -> usize {
        line.chars().take(to).skip(from).map(|c| width(c, rules)).sum()
    };
    out.extend(std::iter::repeat_n(' ', width(stripped.min(start), start)));
    match marks {
        Some((left, right)) => {
            let (left, right) = (start + left, start + right);
            out.extend(std::iter::repeat_n('~', width(start, left)));
            out.extend(std::iter::repeat_n('^', width(left, right.min(end))));
            out.extend(std::iter::repeat_n('~', width(right, end)));
        }
        None => out.extend(std::iter::repeat_n('^', width(start, end))),
    }
    out.push('\n');
    out
}

/// From 3.13.
fn all_lines(frame: &Frame, lines: &SourceLines, rules: &TracebackRules) -> Option<String> {
    let position = frame.position.unwrap_or(Position {
        line: frame.line,
        end_line: frame.line,
        ..Position::default()
    });
    let read = |line| lines(frame, line).unwrap_or_default().trim_end();
    let original: Vec<&str> = (position.line..=position.end_line).map(read).collect();
    if original.iter().all(|line| line.trim().is_empty()) {
        return None;
    }
    if frame.position.is_none() {
        return Some(format!("    {}\n", original[0].trim()));
    }
    let dedented = dedent(&original);
    let (first, last) = (dedented.first()?, dedented.last()?);
    let removed = original[0].chars().count() - first.chars().count();
    let start = char_offset(original[0], position.column).saturating_sub(removed);
    let end = char_offset(original[original.len() - 1], position.end_column);
    let end = end.saturating_sub(removed).min(last.chars().count());
    let underlining = Underlining {
        start,
        end,
        anchors: anchors::in_lines(&segment(&dedented, start, end)),
        lines: dedented,
        rules,
    };
    let shown = underlining.shown();
    let shown = dedent(&shown.iter().map(String::as_str).collect::<Vec<_>>());
    Some(shown.iter().map(|line| format!("    {line}\n")).collect())
}

/// The source from the first line's start to the last line's end.
fn segment(lines: &[String], start: usize, end: usize) -> String {
    let from = |line: &str| line.chars().skip(start).collect::<String>();
    let upto = |line: &str| line.chars().take(end).collect::<String>();
    match lines {
        [] => String::new(),
        [line] => from(&upto(line)),
        [first, middle @ .., last] => {
            let mut out = from(first);
            for line in middle {
                out.push('\n');
                out.push_str(line);
            }
            out + "\n" + &upto(last)
        }
    }
}

/// Takes the leading whitespace away that all lines have, but for blank ones, which become empty:
/// `textwrap.dedent`.
fn dedent(lines: &[&str]) -> Vec<String> {
    let mut margin: Option<&str> = None;
    for line in lines.iter().filter(|line| !line.trim().is_empty()) {
        let indent = &line[..line.len() - line.trim_start_matches([' ', '\t']).len()];
        margin = Some(match margin {
            None => indent,
            Some(margin) => {
                let common = margin.bytes().zip(indent.bytes()).take_while(|(a, b)| a == b);
                &margin[..common.count()]
            }
        });
    }
    let margin = margin.unwrap_or_default();
    let cut = |line: &&str| match line.strip_prefix(margin) {
        Some(rest) if !line.trim().is_empty() => rest.to_owned(),
        _ => String::new(),
    };
    lines.iter().map(cut).collect()
}

struct Underlining<'a> {
    lines: Vec<String>,
    /// In characters of the first line.
    start: usize,
    /// In characters of the last line.
    end: usize,
    anchors: Option<Anchors>,
    rules: &'a TracebackRules,
}

impl Underlining<'_> {
    fn shown(&self) -> Vec<String> {
        let carets = self.shows_carets();
        let mut out = vec![];
        let mut previous: Option<usize> = None;
        for line in self.significant() {
            match previous.map_or(1, |previous| line - previous) {
                0 | 1 => {}
                2 => self.push_line(line - 1, carets, &mut out),
                more => out.push(format!("...<{} lines>...", more - 1)),
            }
            self.push_line(line, carets, &mut out);
            previous = Some(line);
        }
        out
    }

    /// The first and the last line, and those around the ends of the anchors.
    fn significant(&self) -> BTreeSet<usize> {
        let last = self.lines.len() - 1;
        let mut lines = BTreeSet::from([0, last]);
        if let Some(anchors) = &self.anchors {
            for (line, _) in [anchors.left_end, anchors.right_start] {
                lines.extend(line.saturating_sub(1)..=(line + 1).min(last));
            }
        }
        lines
    }

    /// Nothing is underlined where that would say nothing: without anchors, if it would be all of
    /// the lines, and for a call whose result is just returned or given a name.
    fn shows_carets(&self) -> bool {
        // CPython compares the parser's bytes with characters: beyond ASCII they differ.
        let whole = |call: Position| {
            (call.line, call.end_line as usize) == (1, self.lines.len())
                && (call.column as usize, call.end_column as usize) == (self.start, self.end)
        };
        if outermost::plain_call(&self.lines.join("\n")).is_some_and(whole) {
            return false;
        }
        let before = self.lines[0].chars().take(self.start).any(|c| !c.is_whitespace());
        let last = &self.lines[self.lines.len() - 1];
        let behind = last.chars().skip(self.end).any(|c| !c.is_whitespace());
        self.anchors.is_some() || before || behind
    }

    fn push_line(&self, number: usize, carets: bool, out: &mut Vec<String>) {
        let line = &self.lines[number];
        out.push(line.clone());
        if carets {
            out.push(self.carets(number, line));
        }
    }

    fn carets(&self, number: usize, line: &str) -> String {
        let column = |line: &str, chars: usize| -> usize {
            line.chars().take(chars).map(|c| width(c, self.rules)).sum()
        };
        let count = line.chars().count();
        let indent = count - line.trim_start().chars().count();
        let start = if number == 0 { column(line, self.start).max(indent) } else { indent };
        let is_last = number + 1 == self.lines.len();
        let end = column(line, if is_last { self.end } else { count });
        let anchor = |(line, offset): (usize, usize)| {
            let first = if line == 0 { self.start } else { 0 };
            (line, column(&self.lines[line], offset + first))
        };
        let anchors = self.anchors.as_ref();
        let anchors =
            anchors.map(|anchors| (anchor(anchors.left_end), anchor(anchors.right_start)));
        let caret = |at: usize| match anchors {
            _ if at < start => ' ',
            Some((left, right)) if (number, at) >= left && (number, at) < right => '^',
            Some(_) => '~',
            None => '^',
        };
        (0..end).map(caret).collect()
    }
}
