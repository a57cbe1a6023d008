//! Input that no author means: each ends soon, in words, with a place.

use crate::support::Book;
use expect_test::expect;

#[test]
fn a_chapter_that_is_not_utf8() {
    let book = Book::with(b"# A\n\nsome t\xefxt\n");
    book.run(&["check"]).exits(2).stderr(expect![[r#"
        error: can't read `chapters/a.md`: it is not UTF-8 (byte 0xef)
         --> chapters/a.md:3:7
          |
        1 | # A
        2 |
        3 | some t
          |       ^ the text is UTF-8 up to here
          |
          = help: save the file as UTF-8
          = help: see writing-chapters.html#error-io

        1 not checked in 1 file
    "#]]);
    book.run(&["build"]).exits(2);
    book.run(&["check", "chapters/a.md"]).exits(2);
}

#[test]
fn a_chapter_that_is_missing_is_not_made_up() {
    let book = Book::with("# A\n").file("chapters/SUMMARY.md", "- [B](b.md)\n");
    book.run(&["build"]).exits(2).says("b.md");
    book.run(&["check", "chapters/b.md"])
        .exits(2)
        .says("can't read `chapters/b.md`: there is no such file");
}

#[test]
fn ten_megabytes_on_one_line() {
    let text = "lorem `ipsum` *dolor* ".repeat(450_000) + "\n\n```python3\n```\n";
    Book::with(text).run(&["check"]).exits(1).says("chapters/a.md:3:4");
    let wide =
        "> ".to_string() + &"x".repeat(10_000_000) + " {{#include nope}} " + &"y".repeat(1000);
    let ran = Book::with(wide).run(&["check"]).exits(1).says("chapters/a.md:1:10000004");
    assert!(ran.stderr.len() < 2000, "{}", ran.stderr.len());
}

#[test]
fn a_hundred_thousand_parentheses() {
    for sign in ["(", "[", "{", "<", "*", "`", "> ", "- ", "{{#py ", "{{#include "] {
        let text = sign.repeat(100_000) + "\n\n```python3\n```\n";
        let ran = Book::with(text).run(&["check"]);
        assert!(ran.status.is_some_and(|status| status < 3), "{sign}: {}", ran.stderr);
    }
}

#[test]
fn what_a_finding_shows_can_not_steer_the_terminal() {
    let ran = Book::with("```python,\x1b[31mred\nx\n```\n").run(&["check"]);
    assert!(!ran.stderr.contains('\x1b'), "{:?}", ran.stderr);
}
