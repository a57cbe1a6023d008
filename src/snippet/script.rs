//! Reads a ` ```python ` block: one compile unit, its top-level statements, and what the lines under
//! them declare.

use super::assertion::{self, Assertion};
use super::expected::{self, Expected, ExpectedLine, Reading, Sign};
use super::layout::{Comment, Extent, layout};
use super::mark::{self, Mark};
use super::{LineKind, Statement, Unit};
use crate::diagnostic::{Diagnostic, Kind};
use crate::snippet::fences::Fence;
use crate::source::Source;
use python_vm::{Unit as UnitKind, WatchPoint};

/// The unit of a script. `code` is the fence's lines without the signs of hidden lines; `kinds` gets
/// what each of them is, `marks` what is pictured.
pub(super) fn read(
    fence: &Fence,
    code: &[String],
    source: &Source,
    kinds: &mut [LineKind],
    marks: &mut Vec<Mark>,
    problems: &mut Vec<Diagnostic>,
) -> Unit {
    let layout = layout(code.iter().map(String::as_str));
    let statement = |extent: &Extent| Statement {
        first: extent.first,
        last: extent.last,
        expected: Expected::default(),
    };
    let mut statements: Vec<Statement> = layout.statements.iter().map(statement).collect();
    let mut assertions: Vec<Assertion> = vec![];
    let mut kept: Vec<&str> = code.iter().map(String::as_str).collect();
    for comment in &layout.comments {
        let text = &code[comment.line][comment.column..];
        let place = source.place(fence.lines[comment.line].range());
        let (sign, releases, text) = match expected::read_comment(text, comment.line == 0) {
            Reading::Comment => continue,
            Reading::Problem(kind, message, help) => {
                let mut problem = Diagnostic::new(kind, message).at(place, "");
                problem.help.extend((!help.is_empty()).then_some(help));
                problems.push(problem);
                continue;
            }
            Reading::Mark(label) => {
                if comment.trailing || comment.inside {
                    let help = "put it on a line of its own behind the statement";
                    problems.push(
                        Diagnostic::new(Kind::Expectation, "a mark within a statement")
                            .at(place, "")
                            .help(help),
                    );
                    continue;
                }
                kinds[comment.line] = LineKind::Mark;
                kept[comment.line] = "";
                let range = fence.lines[comment.line].range();
                let (line, column) = (comment.line, comment.column);
                let place = || place;
                marks.extend(mark::in_script(&label, line, column, &kept, range, place, problems));
                continue;
            }
            Reading::Line { sign, releases, text } => (sign, releases, text),
        };
        let range = fence.lines[comment.line].range();
        if sign == Sign::Assertion && !comment.trailing && !comment.inside {
            let under = last_code_line(code, comment.line);
            if let (Some(under), true) = (under, statements.iter().any(|s| s.first < comment.line))
            {
                let point = WatchPoint { line: under as u32 + 1, column: comment.column as u32 };
                let indentation = code[comment.line][..comment.column].to_string();
                let line = ExpectedLine { sign, releases, text, indentation, range };
                kinds[comment.line] = LineKind::Declared { sign, releases };
                kept[comment.line] = "";
                if let Err(why) = assertion::add(&mut assertions, line, under, point) {
                    problems.push(unreadable(why).at(place, ""));
                }
                continue;
            }
        }
        match owner(comment, &mut statements) {
            Ok(statement) => {
                let indentation = String::new();
                let line = ExpectedLine { sign, releases, text, indentation, range };
                statement.expected.lines.push(line);
                kinds[comment.line] = LineKind::Declared { sign, releases };
                kept[comment.line] = "";
            }
            Err(Misplaced { message, help, statement }) => {
                let mut problem =
                    Diagnostic::new(Kind::Expectation, message).at(place, "").help(help);
                if let Some(extent) = statement {
                    let first = source.place(fence.lines[extent.first].range());
                    problem = problem.also(first, "this statement");
                }
                problems.push(problem);
            }
        }
    }
    check_exceptions(&statements, fence, source, problems);
    let mut text = kept.join("\n");
    text.push('\n');
    Unit { kind: UnitKind::Script, source: text, first_line: 0, statements, assertions }
}

/// The last line with code above a line.
fn last_code_line(code: &[String], line: usize) -> Option<usize> {
    let has_code = |line: &String| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    code[..line].iter().rposition(has_code)
}

/// What is wrong with a heap assertion.
pub(super) fn unreadable(why: String) -> Diagnostic {
    Diagnostic::new(Kind::Expectation, format!("this heap assertion can't be read: {why}"))
        .help("write `#: refcount(x) == 2`, `#: same(a, b)` or `#: holders(x) == \"global x\"`")
}

struct Misplaced {
    message: &'static str,
    help: String,
    statement: Option<Extent>,
}

/// The statement that a declared line stands under.
fn owner<'a>(
    comment: &Comment,
    statements: &'a mut [Statement],
) -> Result<&'a mut Statement, Misplaced> {
    let misplaced =
        |message, help: &str, statement| Misplaced { message, help: help.to_string(), statement };
    if comment.trailing {
        let help = "put it on a line of its own under the statement";
        return Err(misplaced("an expectation stands behind code", help, None));
    }
    let Some(statement) = statements.iter_mut().rev().find(|s| s.first < comment.line) else {
        return Err(misplaced(
            "an expectation with no statement above it",
            "put it under the statement that prints it",
            None,
        ));
    };
    let extent = Extent { first: statement.first, last: statement.last };
    if comment.inside {
        let help = "put it under the end of the statement";
        return Err(misplaced("an expectation in the middle of an expression", help, Some(extent)));
    }
    if extent.last > comment.line || comment.column > 0 {
        let lines = extent.last + 1 - extent.first;
        let help = format!(
            "outputs stand under the end of the top-level statement, at the start of the line: below its {} line",
            ordinal(lines)
        );
        return Err(misplaced("an expectation inside a body", &help, Some(extent)));
    }
    Ok(statement)
}

fn ordinal(n: usize) -> String {
    let ending = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{ending}")
}

/// At most one exception ends a block, and nothing below it runs.
fn check_exceptions(
    statements: &[Statement],
    fence: &Fence,
    source: &Source,
    problems: &mut Vec<Diagnostic>,
) {
    let mut plain: Option<&ExpectedLine> = None;
    for (index, statement) in statements.iter().enumerate() {
        let exceptions =
            statement.expected.lines.iter().filter(|line| line.sign == Sign::Exception);
        for (number, line) in exceptions.enumerate() {
            let place = source.place(line.range.clone());
            if !expected::names_exception(&line.text) && number == 0 {
                problems.push(
                    Diagnostic::new(
                        Kind::Expectation,
                        "an expected exception begins with the name of its class",
                    )
                    .at(place, "")
                    .help("write `#! TypeError: text`, as the last line of the traceback shows it"),
                );
                continue;
            }
            let of_same_releases = plain.is_some_and(|first| first.releases == line.releases);
            match plain {
                Some(first) if of_same_releases && looks_like_exception(&line.text) => problems
                    .push(
                        Diagnostic::new(
                            Kind::Contradiction,
                            "two exceptions can't both end a block",
                        )
                        .at(place, "this one")
                        .also(source.place(first.range.clone()), "and this one")
                        .help("delete one of them, or make two blocks"),
                    ),
                None if line.releases.is_none() => plain = Some(line),
                _ => {}
            }
        }
        if let (Some(line), Some(next)) = (plain, statements.get(index + 1)) {
            problems.push(
                Diagnostic::new(
                    Kind::Contradiction,
                    "nothing below the exception that ends a block runs",
                )
                .at(
                    source.place(fence.lines[next.first].range()),
                    "this statement is never reached",
                )
                .also(source.place(line.range.clone()), "this exception ends the block")
                .help("put it into a block of its own with `,continue`"),
            );
            return;
        }
    }
}

/// Whether a line is the beginning of an exception's text rather than a further line of one.
fn looks_like_exception(text: &str) -> bool {
    let class = text.split(':').next().unwrap_or("");
    let endings = ["Error", "Exception", "Warning", "Exit", "Interrupt", "Iteration", "Group"];
    expected::names_exception(text) && endings.iter().any(|ending| class.ends_with(ending))
}
