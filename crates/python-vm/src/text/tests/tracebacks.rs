//! What CPython prints of uncaught exceptions, recorded by `tracebacks.py`.

use heap_model::release::RELEASES;

use super::unescape;
use crate::bytecode::Position;
use crate::text::traceback::{Frame, Link, Raised, SyntaxDetail, Traceback, render};

/// Reads the parts of an exception, up to the end of a member or of all.
fn read(lines: &mut std::str::Lines) -> Traceback {
    let mut chain: Vec<(Raised, Option<Link>)> = vec![];
    let mut members = vec![];
    while let Some(line) = lines.next() {
        let fields: Vec<String> = line.split('\t').map(unescape).collect();
        let number = |index: usize| fields[index].parse::<i64>().ok();
        let filled = |index: usize| Some(fields[index].clone()).filter(|text| !text.is_empty());
        if fields[0] == "exception" {
            let raised = Raised {
                type_name: fields[1].clone(),
                message: fields[2].clone(),
                ..Raised::default()
            };
            chain.push((raised, None));
            continue;
        }
        if fields[0] == "member" {
            members.push(read(lines));
            continue;
        }
        if fields[0] == "end" {
            break;
        }
        let (raised, link) = chain.last_mut().expect("an exception");
        match &*fields[0] {
            "frame" => {
                let part = |index: usize| u32::try_from(number(index).expect("a number"));
                let position = match [4, 5, 6, 7].map(part) {
                    [Ok(line), Ok(end_line), Ok(column), Ok(end_column)] => {
                        Some(Position { line, end_line, column, end_column })
                    }
                    _ => None,
                };
                let line = part(3).expect("a line");
                let (file, name) = (fields[1].clone(), fields[2].clone());
                raised.frames.push(Frame { file, name, line, position, source: 0 });
            }
            "note" => raised.notes.push(fields[1].clone()),
            "syntax" => {
                raised.syntax = Some(SyntaxDetail {
                    file: filled(1),
                    line: number(2),
                    offset: number(3),
                    end_line: number(4),
                    end_offset: number(5),
                    text: fields[6].strip_prefix('=').map(String::from),
                    message: fields[7].clone(),
                });
            }
            "group" => raised.members = Some(std::mem::take(&mut members)),
            "link" => *link = Some(if fields[1] == "cause" { Link::Cause } else { Link::Context }),
            other => panic!("unknown part {other}"),
        }
    }
    Traceback { chain }
}

#[test]
fn tracebacks() {
    check(include_str!("tracebacks.txt"));
}

/// Checks all answers of a file; shows the first few that differ.
pub(super) fn check(recorded: &str) {
    let mut differing = vec![];
    let mut asked = 0;
    for case in recorded.split("=== ").skip(1) {
        let (program, answers) = case.split_at(case.find('\n').expect("a program"));
        let program = unescape(program);
        let source: Vec<&str> = program.split('\n').collect();
        let lines = |frame: &Frame, line: u32| match &*frame.file {
            "program.py" => source.get(line as usize - 1).copied(),
            _ => None,
        };
        for answer in answers.split("\n--- ").skip(1) {
            let (releases, rest) = answer.split_once('\n').expect("releases");
            let (parts, printed) = rest.split_once(">>>\n").expect("what was printed");
            let expected: Vec<String> = printed.lines().map(unescape).collect();
            let traceback = read(&mut parts.lines());
            for release in RELEASES.iter().filter(|release| releases.contains(release.name)) {
                asked += 1;
                let got = render(&traceback, &lines, &release.text.traceback);
                if got.lines().ne(expected.iter()) {
                    let expected = expected.join("\n");
                    differing.push(format!(
                        "{}\n{program}\nCPython:\n{expected}\nhere:\n{got}",
                        release.name
                    ));
                    break;
                }
            }
        }
    }
    let count = differing.len();
    differing.truncate(12);
    assert!(count == 0, "{count} of {asked} differ\n{}", differing.join("\n=====\n"));
}
