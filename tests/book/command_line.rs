//! Exit codes, colours, and what the commands say.

use crate::support::Book;
use expect_test::expect;

const TRUE: &str = "```python\nprint(1)\n#> 1\n```\n";
const FALSE: &str = "```python\nprint(1)\n#> 2\n```\n";
const NOT_RUN: &str = "```python\nimport asyncio\n```\n";

#[test]
fn exit_codes() {
    Book::with(TRUE).run(&["check"]).exits(0);
    Book::with(FALSE).run(&["check"]).exits(1);
    Book::with(NOT_RUN).run(&["check"]).exits(2);
    // What is false outweighs what could not be checked.
    Book::with(NOT_RUN.to_string() + "\n" + FALSE)
        .run(&["check"])
        .exits(1)
        .says("1 problem, 1 not checked in 1 file");
    Book::with(TRUE).run(&["check", "--no-such-option"]).exits(2);
}

#[test]
fn single_files() {
    let book = Book::with(TRUE).chapter("b.md", FALSE).file("notes/c.md", TRUE);
    book.run(&["check", "chapters/a.md", "notes/c.md"]).exits(0).stdout(expect![[r#"
        2 snippets, 2 checks hold on 3.11–3.15 ([..] s)
    "#]]);
    book.run(&["check", "notes/c.md", "chapters/b.md"]).exits(1).says("chapters/b.md:3:1");
}

#[test]
fn only_chapters_must_be_evidence() {
    let book = Book::with("# A\n").file("README.md", "# R\n\nText.\n");
    book.run(&["check", "README.md"]).exits(0).stderr(expect![[""]]);
    book.run(&["check", "chapters/a.md"]).exits(0).stderr(expect![[r#"
        warning: chapters/a.md:1:1: nothing under `A` is executed
    "#]]);
}

#[test]
fn a_book_somewhere_else() {
    let book = Book::with(TRUE);
    let path = book.path("").display().to_string();
    Book::new().run(&["check", "--book", &path]).exits(0);
}

#[test]
fn colours_are_for_terminals() {
    let book = Book::with(FALSE);
    assert!(!book.run(&["check"]).stderr.contains('\x1b'));
    assert!(!book.run(&["check", "--color", "never"]).stderr.contains('\x1b'));
    assert!(book.run(&["check", "--color", "always"]).stderr.contains("\x1b["));
}

#[test]
fn without_a_command_it_is_a_preprocessor() {
    Book::new().run(&[]).exits(2).says("Unable to parse the input");
}

#[test]
fn completions_for_shells() {
    for (shell, word) in [("bash", "complete -F"), ("zsh", "#compdef"), ("fish", "complete -c")] {
        Book::new().run(&["completions", shell]).exits(0).prints(word);
    }
}

#[test]
fn support_lists_what_is_there_and_what_is_not() {
    let listed = Book::new().run(&["support", "--release", "3.12"]).exits(0);
    listed
        .prints("Python 3.12 on the model\nModules with all their names: abc array")
        .prints(" asyncio ");
}
