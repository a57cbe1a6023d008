//! What programs print, held against what the chapter says.

use crate::support::Book;
use expect_test::{Expect, expect};

/// Checks a book of one chapter that holds; gives the counts.
#[track_caller]
fn holds(chapter: &str, counts: &str) {
    let ran = Book::with(chapter).run(&["check"]).exits(0);
    assert_eq!(ran.stdout, format!("{counts} ([..] s)\n"), "{}", ran.stderr);
}

/// Checks a book of one chapter that does not hold.
#[track_caller]
fn fails(chapter: &str, expected: Expect) {
    Book::with(chapter).run(&["check"]).exits(1).stderr(expected);
}

#[test]
fn a_chapter_that_holds() {
    holds(
        "# A\n\n```python\nx = [1, 2]\ny = x\nprint(x is y)\n#> True\nfor i in x:\n    print(i)\n#> 1\n#> 2\n```\n\n```python\nprint('end', end='')\n#> end\n```\n",
        "2 snippets, 3 checks hold on 3.11–3.15",
    );
}

#[test]
fn all_findings_of_all_chapters_are_shown() {
    Book::new()
        .chapter("a.md", "# A\n\n```python\nx = 1\nprint(x)\n#> 2\nprint(x)\n```\n")
        .chapter("b.md", "# B\n\n> ```python\n> print('b')\n> #> a\n> ```\n")
        .run(&["check"])
        .exits(1)
        .stderr(expect![[r#"
            error: this statement prints something else [every release]
             --> chapters/a.md:6:1
              |
            3 | ```python
            4 | x = 1
            5 | print(x)
              | -------- this statement
            6 | #> 2
              | ^^^^ expected
            7 | print(x)
            8 | ```
              |
              = - expected, + got:
                - 2
                + 1
              = help: see writing-chapters.html#error-output

            error: this statement prints a line that the block does not show [every release]
             --> chapters/a.md:7:1
              |
            5 | print(x)
            6 | #> 2
            7 | print(x)
              | ^^^^^^^^ printed by this statement
            8 | ```
              |
              = - expected, + got:
                + 1
              = help: all output is shown; write under the statement:
                      #> 1
              = help: see writing-chapters.html#error-output

            error: this statement prints something else [every release]
             --> chapters/b.md:5:3
              |
            2 |
            3 | > ```python
            4 | > print('b')
              |   ---------- this statement
            5 | > #> a
              |   ^^^^ expected
            6 | > ```
              |
              = - expected, + got:
                - a
                + b
              = help: see writing-chapters.html#error-output

            3 problems in 2 files
        "#]]);
}

#[test]
fn a_difference_between_releases_is_declared_or_an_error() {
    let chapter = "```python\nimport sys\ndef f(x):\n    return sys.getrefcount(x)\nprint(f([]))\n#> 2\n@@\n```\n";
    holds(&chapter.replace("@@", "#[3.14+]> 1"), "1 snippet, 1 check holds on 3.11–3.15");
    holds(
        &chapter.replace("@@", "").replace("python", "python,release=3.11-3.13"),
        "1 snippet, 1 check holds on 3.11–3.13",
    );
    fails(
        &chapter.replace("@@", ""),
        expect![[r#"
            error: 3.14 and 3.15 print something else than other releases
             --> chapters/a.md:6:1
              |
            3 | def f(x):
            4 |     return sys.getrefcount(x)
            5 | print(f([]))
              | ------------ this statement
            6 | #> 2
              | ^^^^ expected
            7 |
            8 | ```
              |
              = - expected, + got:
                - 2
                + 1
              = help: if that is right, declare it:
                      #[3.14+]> 1
              = help: see writing-chapters.html#error-undeclared-difference

            1 problem in 1 file
        "#]],
    );
    fails(
        &chapter.replace("@@", "#[3.13+]> 1"),
        expect![[r#"
            error: 3.13 prints what the plain lines say
             --> chapters/a.md:7:1
              |
            5 | print(f([]))
            6 | #> 2
            7 | #[3.13+]> 1
              | ^^^^^^^^^^^ declared to differ, and does not
            8 | ```
              |
              = help: take 3.13 out of this declaration
              = help: see writing-chapters.html#error-no-difference

            1 problem in 1 file
        "#]],
    );
    fails(
        &chapter.replace("@@", "#[3.14]> 1"),
        expect![[r#"
            error: 3.15 prints something else than other releases
             --> chapters/a.md:6:1
              |
            3 | def f(x):
            4 |     return sys.getrefcount(x)
            5 | print(f([]))
              | ------------ this statement
            6 | #> 2
              | ^^^^ expected
            7 | #[3.14]> 1
            8 | ```
              |
              = - expected, + got:
                - 2
                + 1
              = help: that is what `#[3.14]>` declares: make it `#[3.14+]>`
              = help: see writing-chapters.html#error-undeclared-difference

            1 problem in 1 file
        "#]],
    );
}

#[test]
fn exceptions_end_a_block() {
    holds(
        "```python\nprint('before')\n#> before\n[][1]\n#! IndexError: list index out of range\n```\n",
        "1 snippet, 2 checks hold on 3.11–3.15",
    );
    holds("```python,raises=LookupError\n{}['k']\n```\n", "1 snippet, 1 check holds on 3.11–3.15");
    holds("```python,raises=SyntaxError\nx = (\n```\n", "1 snippet, 1 check holds on 3.11–3.15");
    holds(
        "```python\nimport sys\nsys.exit(3)\n#! SystemExit: 3\n```\n",
        "1 snippet, 1 check holds on 3.11–3.15",
    );
    fails(
        "```python\nx = 1\ndef f():\n    return x + 'a'\nf()\nprint('never')\n#> never\n```\n",
        expect![[r#"
            error: 3.11 and 3.12 raise TypeError: unsupported operand type(s) for +: 'int' and 'str'
             --> chapters/a.md:4:12
              |
            2 | x = 1
            3 | def f():
            4 |     return x + 'a'
              |            ^^^^^^^ raised here
            5 | f()
            6 | print('never')
              |
              = Traceback (most recent call last):
                  File "snippet.py", line 4, in <module>
                    f()
                  File "snippet.py", line 3, in f
                    return x + 'a'
                           ~~^~~~~
                TypeError: unsupported operand type(s) for +: 'int' and 'str'
              = help: if that is meant, write under the statement:
                      #[3.11-3.12]! TypeError: unsupported operand type(s) for +: 'int' and 'str'
              = help: see writing-chapters.html#error-undeclared-difference

            error: 3.13–3.15 raise TypeError: unsupported operand type(s) for +: 'int' and 'str'
             --> chapters/a.md:4:12
              |
            2 | x = 1
            3 | def f():
            4 |     return x + 'a'
              |            ^^^^^^^ raised here
            5 | f()
            6 | print('never')
              |
              = Traceback (most recent call last):
                  File "snippet.py", line 4, in <module>
                    f()
                    ~^^
                  File "snippet.py", line 3, in f
                    return x + 'a'
                           ~~^~~~~
                TypeError: unsupported operand type(s) for +: 'int' and 'str'
              = help: if that is meant, write under the statement:
                      #[3.13+]! TypeError: unsupported operand type(s) for +: 'int' and 'str'
              = help: see writing-chapters.html#error-undeclared-difference

            2 problems in 1 file
        "#]],
    );
    fails(
        "```python\nx = 1\n#! ValueError: no\n```\n",
        expect![[r#"
            error: this statement does not raise ValueError [every release]
             --> chapters/a.md:3:1
              |
            1 | ```python
            2 | x = 1
              | ----- this statement
            3 | #! ValueError: no
              | ^^^^^^^^^^^^^^^^^ it ran to its end
            4 | ```
              |
              = help: see writing-chapters.html#error-exception

            1 problem in 1 file
        "#]],
    );
}

#[test]
fn output_at_exit_is_shown_too() {
    let class =
        "```python\nclass A:\n    def __del__(self):\n        print('gone')\na = A()\n@@```\n";
    holds(&class.replace("@@", "#> gone\n"), "1 snippet, 1 check holds on 3.11–3.15");
    fails(
        &class.replace("@@", ""),
        expect![[r#"
            error: this statement prints a line that the block does not show [every release]
             --> chapters/a.md:5:1
              |
            3 |     def __del__(self):
            4 |         print('gone')
            5 | a = A()
              | ^^^^^^^ printed by this statement
            6 | ```
              |
              = - expected, + got:
                + gone
              = help: all output is shown; write under the statement:
                      #> gone
              = help: see writing-chapters.html#error-output

            1 problem in 1 file
        "#]],
    );
}

#[test]
fn blocks_continue_each_other() {
    holds(
        "```python\nx = []\n```\n\nText.\n\n```python,continue\nx.append(1)\nprint(x)\n#> [1]\n```\n\n```pycon,continue\n>>> x\n[1]\n>>> for i in x:\n...     i\n...\n1\n```\n\nIts length is {{#py len(x) = 1}}, its type `{{#py type(x).__name__ = 'list'}}`.\n\n```python\nx\n#! NameError: name 'x' is not defined\n```\n",
        "4 snippets, 6 checks hold on 3.11–3.15",
    );
}

#[test]
fn facts_hold_at_their_place() {
    holds(
        "```python\nx = 1\n```\n\n{{#py x = 1}}\n\n```python,continue\nx = 1000\n```\n\n| x |\n|---|\n| {{#py x = 1_000}} |\n| {{#py x \\| 1 = 1001}} |\n",
        "2 snippets, 3 checks hold on 3.11–3.15",
    );
    fails(
        "```python\nx = 1\n```\n\n{{#py x = 2}}, {{#py y = 2}}\n",
        expect![[r#"
            error: `x` is something else [every release]
             --> chapters/a.md:5:11
              |
            3 | ```
            4 |
            5 | {{#py x = 2}}, {{#py y = 2}}
              |           ^ it is 1
              |
              = - expected, + got:
                - 2
                + 1
              = help: see writing-chapters.html#error-fact

            error: `y` has no value [every release]
             --> chapters/a.md:5:26
              |
            3 | ```
            4 |
            5 | {{#py x = 2}}, {{#py y = 2}}
              |                          ^ it raises NameError: name 'y' is not defined
              |
              = help: a fact is evaluated in the state that the last block above it left
              = help: see writing-chapters.html#error-fact

            2 problems in 1 file
        "#]],
    );
}

#[test]
fn sessions_show_values_and_tracebacks() {
    holds(
        "```pycon\n>>> 1 + 1\n2\n>>> 'a'\n'a'\n>>> None\n>>> def f():\n...     raise ValueError('no')\n...\n>>> f()\nTraceback (most recent call last):\n  ...\nValueError: no\n>>> f()\n#! ValueError: no\n>>> print()\n<BLANKLINE>\n```\n",
        "1 snippet, 5 checks hold on 3.11–3.15",
    );
    fails(
        "```pycon\n>>> [1][0]\n2\n>>> 'x'\n```\n",
        expect![[r#"
            error: this statement prints something else [every release]
             --> chapters/a.md:3:1
              |
            1 | ```pycon
            2 | >>> [1][0]
              | ---------- this statement
            3 | 2
              | ^ expected
            4 | >>> 'x'
            5 | ```
              |
              = - expected, + got:
                - 2
                + 1
              = help: see writing-chapters.html#error-output

            error: this statement prints a line that the block does not show [every release]
             --> chapters/a.md:4:1
              |
            2 | >>> [1][0]
            3 | 2
            4 | >>> 'x'
              | ^^^^^^^ printed by this statement
            5 | ```
              |
              = - expected, + got:
                + 'x'
              = help: all output is shown; write under the statement:
                      'x'
              = help: see writing-chapters.html#error-output

            2 problems in 1 file
        "#]],
    );
}

#[test]
fn hidden_lines_run() {
    holds(
        "```python\n~import sys\n~def f():\n~    return 3\nprint(f())\n#> 3\n```\n",
        "1 snippet, 1 check holds on 3.11–3.15",
    );
}

#[test]
fn standard_error_is_not_shown() {
    holds(
        "```python\nimport sys\nprint('x', file=sys.stderr)\n```\n",
        "1 snippet, 0 checks hold on 3.11–3.15",
    );
}

#[test]
fn wildcards() {
    holds(
        "```python\nprint(object())\n#> <object object at 0x[..]>\nfor i in range(100):\n    print(i)\n#> 0\n#> ...\n#> 99\n```\n",
        "1 snippet, 2 checks hold on 3.11–3.15",
    );
}

#[test]
fn declared_lines_have_no_influence_on_addresses() {
    let chapter = "```python,release=3.14\nx = [1]\nprint(id(x))\n#> @@\n```\n";
    let address = |literal: &str| {
        let ran = Book::with(chapter.replace("@@", literal)).run(&["check"]).exits(1);
        let got =
            ran.stderr.lines().find(|line| line.contains("+ ") && !line.contains("got")).unwrap();
        got.trim_matches(|c: char| !c.is_ascii_digit()).to_string()
    };
    let printed = address("1");
    assert_eq!(printed, address(&"12345678".repeat(100)));
    holds(&chapter.replace("@@", &printed), "1 snippet, 1 check holds on 3.14");
}

#[test]
fn findings_in_included_code_are_in_its_file() {
    Book::with("```python\n{{#include code.py:2:}}\n```\n\n{{#include part.md}}\n")
        .file("chapters/code.py", "# not this line\nx = 1\nprint(x)\n#> 2\n")
        .file("chapters/part.md", "Part.\n\n```python\nundefined\n```\n")
        .run(&["check"])
        .exits(1)
        .stderr(expect![[r#"
            error: this statement prints something else [every release]
             --> chapters/code.py:4:1
              |
            1 | # not this line
            2 | x = 1
            3 | print(x)
              | -------- this statement
            4 | #> 2
              | ^^^^ expected
              |
              = - expected, + got:
                - 2
                + 1
              = help: see writing-chapters.html#error-output

            error: this statement raises NameError: name 'undefined' is not defined [every release]
             --> chapters/part.md:4:1
              |
            2 |
            3 | ```python
            4 | undefined
              | ^^^^^^^^^ raised here
            5 | ```
              |
              = Traceback (most recent call last):
                  File "snippet.py", line 1, in <module>
                    undefined
                NameError: name 'undefined' is not defined
              = help: if that is meant, write under the statement:
                      #! NameError: name 'undefined' is not defined
              = help: see writing-chapters.html#error-exception

            2 problems in 2 files
        "#]]);
}
