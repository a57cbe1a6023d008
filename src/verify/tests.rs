//! The judge by itself: what machines might show is made up here, what is said about it is real.

use super::execute::{Run, StepOutcome};
use super::judge::judge;
use super::program::{Step, programs};
use crate::chapter::Chapter;
use crate::releases::ReleaseSet;
use crate::report::terminal;
use crate::source::{Source, SourceFile};
use expect_test::{Expect, expect};
use heap_model::release::Release;
use python_vm::{Ending, Outcome, Output, Stream, Uncaught};

/// Judges a chapter whose programs show what `machine` says: for each unit (counted through the
/// chapter) and release. `exit` is what is printed at interpreter exit.
fn check(text: &str, exit: &str, machine: impl Fn(usize, &Release) -> Outcome, expected: Expect) {
    let source = Source::verbatim(SourceFile::new("a.md", text));
    let (chapter, problems) = Chapter::read(source);
    let mut problems = problems;
    let mut unit = 0;
    for program in programs(&chapter, &mut problems) {
        let first = unit;
        let run = |release: &'static Release| {
            unit = first;
            let steps = program.steps.iter().map(|step| match *step {
                Step::Unit { releases, .. } => {
                    unit += 1;
                    match releases.contains(release) {
                        true => StepOutcome::Unit(machine(unit - 1, release)),
                        false => StepOutcome::Skipped,
                    }
                }
                Step::Fact { .. } => {
                    StepOutcome::Fact { value: Ok(release.name.into()), literal: None }
                }
            });
            let exit = Some(printed(&[(0, exit)]));
            let (steps, took, asserted) = (steps.collect(), Default::default(), Default::default());
            Run { release, steps, exit, panic: None, asserted, took, pictures: vec![] }
        };
        let runs: Vec<Run> = program.releases.iter().map(run).collect();
        problems.extend(judge(&chapter, &program, &runs));
    }
    let shown: Vec<String> =
        problems.iter().map(|p| terminal::render(p, terminal::Terminal::NONE)).collect();
    expected.assert_eq(&shown.join("\n\n"));
}

fn printed(output: &[(u32, &str)]) -> Outcome {
    let output = output.iter().map(|(line, text)| Output {
        stream: Stream::Stdout,
        line: *line,
        text: text.to_string(),
    });
    Outcome { output: output.collect(), ending: Ending::Done, instructions: 1 }
}

fn raised(line: u32, class: &str, message: &str) -> Outcome {
    let uncaught = Uncaught {
        class: class.into(),
        bases: vec!["LookupError".into(), "Exception".into()],
        message: message.into(),
        traceback: format!(
            "Traceback (most recent call last):\n  File \"x\", line {line}\n{class}: {message}\n"
        ),
        line,
        place: (line, 1),
    };
    Outcome { output: vec![], ending: Ending::Raised(uncaught), instructions: 1 }
}

fn since(release: &Release, name: &str) -> bool {
    let set = ReleaseSet::parse(&format!("{name}+")).unwrap();
    set.iter().any(|r| r.name == release.name)
}

#[test]
fn what_holds_is_not_mentioned() {
    let text = "```python\nx = 1\n\nprint(x)\n#> 1\n\nfor i in y:\n    print(i)\n#> ...\n#> 9\nprint(id(x))\n#> at [..]\n```\n";
    check(
        text,
        "",
        |_, _| printed(&[(3, "1\n"), (6, "7\n8\n9\n"), (10, "at 0x7f\n")]),
        expect![[""]],
    );
}

#[test]
fn another_output() {
    check(
        "text\n\n```python\nx = 1\nprint(x)\n#> 1\n#> 2\n#> 3\n```\n",
        "",
        |_, _| printed(&[(2, "1\n4\n3\n")]),
        expect![[r#"
            error: this statement prints something else [every release]
             --> a.md:7:1
              |
            3 | ```python
            4 | x = 1
            5 | print(x)
              | -------- this statement
            6 | #> 1
            7 | #> 2
              | ^^^^ expected
            8 | #> 3
            9 | ```
              |
              = - expected, + got:
                  1
                - 2
                + 4
                  3
              = help: see writing-chapters.html#error-output"#]],
    );
}

#[test]
fn an_output_that_is_not_shown() {
    check(
        "```python\nprint(1)\nx\n```\n",
        "",
        |_, _| printed(&[(1, "1\n")]),
        expect![[r#"
            error: this statement prints a line that the block does not show [every release]
             --> a.md:2:1
              |
            1 | ```python
            2 | print(1)
              | ^^^^^^^^ printed by this statement
            3 | x
            4 | ```
              |
              = - expected, + got:
                + 1
              = help: all output is shown; write under the statement:
                      #> 1
              = help: see writing-chapters.html#error-output"#]],
    );
}

#[test]
fn an_output_that_does_not_come() {
    check(
        "```python\nx\n#> 1\n```\n",
        "",
        |_, _| printed(&[]),
        expect![[r#"
            error: this statement prints nothing [every release]
             --> a.md:3:1
              |
            1 | ```python
            2 | x
              | - this statement
            3 | #> 1
              | ^^^^ expected
            4 | ```
              |
              = - expected, + got:
                - 1
              = help: see writing-chapters.html#error-output"#]],
    );
}

#[test]
fn a_difference_that_is_not_declared() {
    let machine =
        |_, release: &Release| printed(&[(1, if since(release, "3.14") { "2\n" } else { "1\n" })]);
    check(
        "```python\nx\n#> 1\n```\n",
        "",
        machine,
        expect![[r#"
            error: 3.14 and 3.15 print something else than other releases
             --> a.md:3:1
              |
            1 | ```python
            2 | x
              | - this statement
            3 | #> 1
              | ^^^^ expected
            4 | ```
              |
              = - expected, + got:
                - 1
                + 2
              = help: if that is right, declare it:
                      #[3.14+]> 2
              = help: see writing-chapters.html#error-undeclared-difference"#]],
    );
}

#[test]
fn a_declared_difference() {
    let machine =
        |_, release: &Release| printed(&[(1, if since(release, "3.14") { "2\n" } else { "1\n" })]);
    check("```python\nx\n#> 1\n#[3.14+]> 2\n```\n", "", machine, expect![[""]]);
    check(
        "```python\nx\n#> 1\n#[3.14+]> 3\n```\n",
        "",
        machine,
        expect![[r#"
            error: 3.14 and 3.15 print something else
             --> a.md:4:1
              |
            1 | ```python
            2 | x
              | - this statement
            3 | #> 1
            4 | #[3.14+]> 3
              | ^^^^^^^^^^^ expected
            5 | ```
              |
              = - expected, + got:
                - 3
                + 2
              = help: see writing-chapters.html#error-output"#]],
    );
    check(
        "```python\nx\n#> 1\n#[3.13+]> 2\n```\n",
        "",
        machine,
        expect![[r#"
            error: 3.13 prints what the plain lines say
             --> a.md:4:1
              |
            2 | x
            3 | #> 1
            4 | #[3.13+]> 2
              | ^^^^^^^^^^^ declared to differ, and does not
            5 | ```
              |
              = help: take 3.13 out of this declaration
              = help: see writing-chapters.html#error-no-difference"#]],
    );
}

#[test]
fn exceptions() {
    let machine = |_, _: &Release| raised(2, "KeyError", "'k'");
    check("```python\nx\ny\n#! KeyError: 'k'\n```\n", "", machine, expect![[""]]);
    check("```python,raises=LookupError\nx\ny\n```\n", "", machine, expect![[""]]);
    check(
        "```python\nx\ny\n#> 1\nz\n#> 2\n```\n",
        "",
        machine,
        expect![[r#"
            error: this statement raises KeyError: 'k' [every release]
             --> a.md:3:1
              |
            1 | ```python
            2 | x
            3 | y
              | ^ raised here
            4 | #> 1
            5 | z
              |
              = Traceback (most recent call last):
                  File "x", line 2
                KeyError: 'k'
              = help: if that is meant, write under the statement:
                      #! KeyError: 'k'
              = help: see writing-chapters.html#error-exception"#]],
    );
    check(
        "```python\nx\ny\n#! KeyError: 'q'\n```\n",
        "",
        machine,
        expect![[r#"
            error: the block ends with another exception [every release]
             --> a.md:4:1
              |
            2 | x
            3 | y
            4 | #! KeyError: 'q'
              | ^^^^^^^^^^^^^^^^
            5 | ```
              |
              = - expected, + got:
                - KeyError: 'q'
                + KeyError: 'k'
              = help: see writing-chapters.html#error-exception"#]],
    );
    check(
        "```python,raises=TypeError\nx\ny\n```\n",
        "",
        machine,
        expect![[r#"
            error: the block does not end with TypeError [every release]
             --> a.md:1:11
              |
            1 | ```python,raises=TypeError
              |           ^^^^^^^^^^^^^^^^ it ends with KeyError: 'k'
            2 | x
            3 | y
              |
              = help: see writing-chapters.html#error-exception"#]],
    );
}

#[test]
fn an_exception_that_does_not_come() {
    check(
        "```python,raises=KeyError\nx\n#! KeyError: 'q'\n```\n",
        "",
        |_, _| printed(&[]),
        expect![[r#"
            error: this statement does not raise KeyError [every release]
             --> a.md:3:1
              |
            1 | ```python,raises=KeyError
            2 | x
              | - this statement
            3 | #! KeyError: 'q'
              | ^^^^^^^^^^^^^^^^ it ran to its end
            4 | ```
              |
              = help: see writing-chapters.html#error-exception

            error: the block does not end with KeyError [every release]
             --> a.md:1:11
              |
            1 | ```python,raises=KeyError
              |           ^^^^^^^^^^^^^^^ it runs to its end
            2 | x
            3 | #! KeyError: 'q'
              |
              = help: see writing-chapters.html#error-exception"#]],
    );
}

#[test]
fn output_at_exit_stands_under_the_last_statement() {
    check("```python\nx\n#> gone\n```\n", "gone\n", |_, _| printed(&[]), expect![[""]]);
    check(
        "```python\nx\n```\n",
        "gone\n",
        |_, _| printed(&[]),
        expect![[r#"
            error: this statement prints a line that the block does not show [every release]
             --> a.md:2:1
              |
            1 | ```python
            2 | x
              | ^ printed by this statement
            3 | ```
              |
              = - expected, + got:
                + gone
              = help: all output is shown; write under the statement:
                      #> gone
              = help: see writing-chapters.html#error-output"#]],
    );
    let machine = |_, _: &Release| raised(1, "KeyError", "'k'");
    check("```python\nx\n#! KeyError: 'k'\n#> gone\n```\n", "gone\n", machine, expect![[""]]);
    check(
        "```python\nx\n#! KeyError: 'k'\n```\n",
        "gone\n",
        machine,
        expect![[r#"
            error: the interpreter prints something else at exit, after the exception [every release]
             --> a.md:2:1
              |
            1 | ```python
            2 | x
              | ^
            3 | #! KeyError: 'k'
            4 | ```
              |
              = - expected, + got:
                + gone
              = help: what is printed at exit stands below the exception:
                      #> gone
              = help: see writing-chapters.html#error-output"#]],
    );
}

#[test]
fn sessions() {
    let text = "```pycon\n>>> x\n1\n\n>>> y\nTraceback (most recent call last):\n  ...\nKeyError: 'k'\n>>> z\n```\n";
    let machine = |unit, _: &Release| match unit {
        0 => printed(&[(1, "1\n")]),
        1 => raised(1, "KeyError", "'k'"),
        _ => printed(&[(1, "3\n")]),
    };
    check(
        text,
        "",
        machine,
        expect![[r#"
            error: this statement prints a line that the block does not show [every release]
              --> a.md:9:1
               |
             7 |   ...
             8 | KeyError: 'k'
             9 | >>> z
               | ^^^^^ printed by this statement
            10 | ```
               |
               = - expected, + got:
                 + 3
               = help: all output is shown; write under the statement:
                       3
               = help: see writing-chapters.html#error-output"#]],
    );
}

#[test]
fn continued_blocks_are_one_program() {
    let text =
        "```python\nx\n```\n\n```python,continue,release=3.14+\ny\n#> 1\n```\n\n{{#py r = 3.14}}\n";
    check(
        text,
        "",
        |unit, _| printed(&[(1, if unit == 0 { "" } else { "1\n" })]),
        expect![[r#"
            error: `r` differs between releases [on 3.11–3.13 and 3.15]
              --> a.md:10:11
               |
             8 | ```
             9 |
            10 | {{#py r = 3.14}}
               |           ^^^^ a fact in prose has one value
               |
               = on 3.11: 3.11
                 on 3.12: 3.12
                 on 3.13: 3.13
                 on 3.14: 3.14
                 on 3.15: 3.15
               = help: write one fact for each, as in `{{#py[3.14+] …}}`, or show it in a block with `#[3.14+]>` lines
               = help: see writing-chapters.html#error-undeclared-difference"#]],
    );
}

#[test]
fn what_the_model_does_not_run() {
    let machine = |_, _: &Release| Outcome {
        output: vec![],
        ending: Ending::Unsupported { feature: "`async def`".into(), line: 2, column: 3 },
        instructions: 0,
    };
    check(
        "```python\nx\n~  async def f(): pass\n#> 1\n```\n",
        "",
        machine,
        expect![[r#"
            error: the model does not run `async def` [every release]
             --> a.md:3:4
              |
            1 | ```python
            2 | x
            3 | ~  async def f(): pass
              |    ^^^^^^^^^^^^^^^^^^^ here
            4 | #> 1
            5 | ```
              |
              = help: write it another way, or mark the block `no_run="why"`
              = help: see writing-chapters.html#error-not-run"#]],
    );
}

#[test]
fn contradictions() {
    let machine = |_, _: &Release| printed(&[]);
    check(
        "```python,continue\nx\n#! KeyError\ny\n#! KeyError\n```\n",
        "",
        machine,
        expect![[r#"
            error: nothing below the exception that ends a block runs
             --> a.md:4:1
              |
            1 | ```python,continue
            2 | x
            3 | #! KeyError
              | ----------- this exception ends the block
            4 | y
              | ^ this statement is never reached
            5 | #! KeyError
            6 | ```
              |
              = help: put it into a block of its own with `,continue`
              = help: see writing-chapters.html#error-contradiction

            error: there is no block to continue
             --> a.md:1:11
              |
            1 | ```python,continue
              |           ^^^^^^^^ no block of this chapter runs above this one
            2 | x
            3 | #! KeyError
              |
              = help: leave `continue` out
              = help: see writing-chapters.html#error-fence

            error: this statement does not raise KeyError [every release]
             --> a.md:3:1
              |
            1 | ```python,continue
            2 | x
              | - this statement
            3 | #! KeyError
              | ^^^^^^^^^^^ it ran to its end
            4 | y
            5 | #! KeyError
              |
              = help: see writing-chapters.html#error-exception

            error: this statement does not raise KeyError [every release]
             --> a.md:5:1
              |
            2 | x
            3 | #! KeyError
            4 | y
              | - this statement
            5 | #! KeyError
              | ^^^^^^^^^^^ it ran to its end
            6 | ```
              |
              = help: see writing-chapters.html#error-exception"#]],
    );
    check(
        "```python,release=3.14+\nx\n#[3.11]> a\n#> b\n#[3.14]> c\n#[3.15]> c\n```\n",
        "",
        machine,
        expect![[r#"
            error: this block does not run on 3.11
             --> a.md:3:1
              |
            1 | ```python,release=3.14+
            2 | x
            3 | #[3.11]> a
              | ^^^^^^^^^^ it runs on 3.14 and 3.15
            4 | #> b
            5 | #[3.14]> c
              |
              = help: delete the line, or widen the fence's `release=`
              = help: see writing-chapters.html#error-contradiction

            error: the lines for 3.15 and those for 3.14 are the same
             --> a.md:6:1
              |
            3 | #[3.11]> a
            4 | #> b
            5 | #[3.14]> c
              | ---------- and this one are the same
            6 | #[3.15]> c
              | ^^^^^^^^^^ this text
            7 | ```
              |
              = help: declare it once: `#[3.14+]`
              = help: see writing-chapters.html#error-contradiction

            error: no release is left for these plain lines
             --> a.md:4:1
              |
            2 | x
            3 | #[3.11]> a
            4 | #> b
              | ^^^^ 3.14 and 3.15 each have lines of their own
            5 | #[3.14]> c
            6 | #[3.15]> c
              |
              = help: delete the plain lines, or one of the others
              = help: see writing-chapters.html#error-contradiction

            error: this statement prints nothing [on 3.14 and 3.15]
             --> a.md:5:1
              |
            1 | ```python,release=3.14+
            2 | x
              | - this statement
            3 | #[3.11]> a
            4 | #> b
            5 | #[3.14]> c
              | ^^^^^^^^^^ expected
            6 | #[3.15]> c
            7 | ```
              |
              = - expected, + got:
                - c
              = help: see writing-chapters.html#error-output"#]],
    );
}
