//! Reads a ` ```pycon ` block: one compile unit for each prompt, its output under it as in doctest.

use super::assertion;
use super::expected::{self, Expected, ExpectedLine, Reading, Sign};
use super::fences::Fence;
use super::mark::{Mark, Subject};
use super::{LineKind, Statement, Unit};
use crate::diagnostic::{Diagnostic, Kind};
use crate::source::Source;
use python_vm::{Unit as UnitKind, WatchPoint};

/// The units of a session. `code` is the fence's lines without the signs of hidden lines; `kinds`
/// gets what each of them is, `marks` what is pictured.
pub(super) fn read(
    fence: &Fence,
    code: &[String],
    source: &Source,
    kinds: &mut [LineKind],
    marks: &mut Vec<Mark>,
    problems: &mut Vec<Diagnostic>,
) -> Vec<Unit> {
    let mut units: Vec<Unit> = vec![];
    // Whether `...` would go on with the code of the last prompt.
    let mut in_code = false;
    for (number, line) in code.iter().enumerate() {
        let place = || source.place(fence.lines[number].range());
        let trimmed = line.trim_start();
        if trimmed.starts_with(">>>") {
            let Some(code) = after_prompt(line, ">>>") else {
                problems.push(malformed_prompt().at(place(), ""));
                continue;
            };
            kinds[number] = LineKind::Prompt;
            let statement =
                Statement { first: number, last: number, expected: Expected::default() };
            let text = format!("{code}\n");
            units.push(Unit {
                kind: UnitKind::Interactive,
                source: text,
                first_line: number,
                statements: vec![statement],
                assertions: vec![],
            });
            in_code = true;
            continue;
        }
        if in_code && trimmed.starts_with("...") {
            let (Some(code), Some(unit)) = (after_prompt(line, "..."), units.last_mut()) else {
                problems.push(malformed_prompt().at(place(), ""));
                continue;
            };
            kinds[number] = LineKind::Prompt;
            unit.source.push_str(code);
            unit.source.push('\n');
            unit.statements[0].last = number;
            continue;
        }
        in_code = false;
        let unit_count = units.len();
        let Some(unit) = units.last_mut() else {
            if !trimmed.is_empty() {
                problems.push(
                    Diagnostic::new(Kind::Expectation, "an expectation with no statement above it")
                        .at(place(), "no prompt stands above this line")
                        .help(
                            "a session begins with `>>> `; a script without prompts is ```python",
                        ),
                );
                return units;
            }
            continue;
        };
        let reading = match trimmed.starts_with('#') {
            true => expected::read_comment(trimmed, false),
            false => Reading::Comment,
        };
        let (sign, releases, text) = match reading {
            Reading::Line { sign, releases, text } => (sign, releases, text),
            Reading::Mark(label) => {
                kinds[number] = LineKind::Mark;
                let range = fence.lines[number].range();
                let unit = unit_count - 1;
                let (label, subject) = (Some(label), Subject::Heap);
                marks.push(Mark { label, subject, range, in_prose: false, unit, behind: None });
                continue;
            }
            Reading::Comment => {
                let text = if line.trim() == "<BLANKLINE>" { "" } else { line.trim_end() };
                (Sign::Output, None, text.to_string())
            }
            Reading::Problem(kind, message, help) => {
                let mut problem = Diagnostic::new(kind, message).at(place(), "");
                problem.help.extend((!help.is_empty()).then_some(help));
                problems.push(problem);
                continue;
            }
        };
        kinds[number] = LineKind::Declared { sign, releases };
        let range = fence.lines[number].range();
        let indentation = String::new();
        if sign == Sign::Assertion {
            let point = WatchPoint { line: 0, column: 0 };
            let line = ExpectedLine { sign, releases, text, indentation, range };
            if let Err(why) = assertion::add(&mut unit.assertions, line, unit.first_line, point) {
                problems.push(super::script::unreadable(why).at(place(), ""));
            }
            continue;
        }
        unit.statements[0].expected.lines.push(ExpectedLine {
            sign,
            releases,
            text,
            indentation,
            range,
        });
    }
    for unit in &mut units {
        drop_trailing_blank_lines(fence, unit, code, kinds);
    }
    // A mark under a prompt without code is one of the state that the prompt before it left.
    for mark in marks.iter_mut() {
        let before = &units[..=mark.unit];
        let with_code = before.iter().filter(|unit| has_code(&unit.source)).count();
        mark.unit = with_code.saturating_sub(1);
    }
    units.retain(|unit| has_code(&unit.source));
    units
}

fn malformed_prompt() -> Diagnostic {
    Diagnostic::new(Kind::Expectation, "a prompt that can't be read")
        .help("a prompt is `>>> ` or `... ` at the start of the line, with one space behind it")
}

fn after_prompt<'a>(line: &'a str, prompt: &str) -> Option<&'a str> {
    let rest = line.strip_prefix(prompt)?;
    if rest.is_empty() { Some("") } else { rest.strip_prefix(' ') }
}

/// Empty lines between an output and the next prompt are layout, not output.
fn drop_trailing_blank_lines(
    fence: &Fence,
    unit: &mut Unit,
    code: &[String],
    kinds: &mut [LineKind],
) {
    let lines = &mut unit.statements[0].expected.lines;
    while let Some(last) = lines.last() {
        let number = fence.lines.partition_point(|line| line.at < last.range.start);
        if !code[number].trim().is_empty() {
            break;
        }
        kinds[number] = LineKind::Code;
        lines.pop();
    }
}

fn has_code(source: &str) -> bool {
    source.lines().map(str::trim_start).any(|line| !line.is_empty() && !line.starts_with('#'))
}
