//! `run`: a program on the model, as python would run it.

use crate::support::Book;
use expect_test::expect;

fn program(text: &str) -> Book {
    Book::new().file("p.py", text)
}

#[test]
fn standard_output_and_nothing_else() {
    program("print('a')\nprint('b', end='')\n")
        .run(&["run", "p.py"])
        .exits(0)
        .stdout(expect![["a\nb"]])
        .stderr(expect![[""]]);
}

#[test]
fn an_uncaught_exception() {
    program("print('a')\ndef f():\n    return 1 / 0\nf()\n")
        .run(&["run", "p.py"])
        .exits(1)
        .stdout(expect![["a\n"]])
        .stderr(expect![[r#"
            Traceback (most recent call last):
              File "p.py", line 4, in <module>
                f()
                ~^^
              File "p.py", line 3, in f
                return 1 / 0
                       ~~^~~
            ZeroDivisionError: division by zero
        "#]]);
}

#[test]
fn system_exit() {
    program("import sys\nsys.exit(7)\n").run(&["run", "p.py"]).exits(7).stderr(expect![[""]]);
    program("raise SystemExit\n").run(&["run", "p.py"]).exits(0).stderr(expect![[""]]);
}

#[test]
fn releases() {
    let book = program("import sys\nprint(sys.version_info[:2])\n");
    book.run(&["run", "p.py"]).exits(0).stdout(expect![["(3, 14)\n"]]);
    book.run(&["run", "p.py", "--release", "3.11"]).exits(0).stdout(expect![["(3, 11)\n"]]);
    book.run(&["run", "p.py", "--release", "3.10"])
        .exits(2)
        .says("the model has no release `3.10`");
}

#[test]
fn a_session() {
    program("x = 2\nx + 1\nfor i in 'ab':\n    i\n\n1 / 0\nx\n")
        .run(&["run", "p.py", "--repl"])
        .exits(0)
        .stdout(expect![[r#"
            3
            'a'
            'b'
            2
        "#]])
        .says("ZeroDivisionError: division by zero");
}

#[test]
fn what_can_not_be_read() {
    program("").run(&["run", "no.py"]).exits(2).says("there is no such file");
    Book::new()
        .file("p.py", b"x = 1\ny = '\xff'\n")
        .run(&["run", "p.py"])
        .exits(2)
        .says("p.py:2:6");
}

#[test]
fn what_the_model_does_not_run() {
    program("x = 1\nimport asyncio\n").run(&["run", "p.py"]).exits(2).stderr(expect![[r#"
        error: the model does not run the module 'asyncio' of the standard library
         --> p.py:2:1
          |
        1 | x = 1
        2 | import asyncio
          | ^^^^^^^^^^^^^^ here
          |
          = help: see writing-chapters.html#error-not-run
    "#]]);
}
