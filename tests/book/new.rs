//! `new` makes a chapter that holds, and changes nothing that is there.

use crate::support::Book;
use expect_test::expect;

#[test]
fn a_chapter_that_holds() {
    let book = Book::with("# A\n").chapter("b.md", "# B\n");
    book.run_changing(&["new", "What is *really* [copied]?", "--after", "a.md"])
        .exits(0)
        .stdout(expect![[r#"
        made chapters/what-is-really-copied.md, and a line for it in chapters/SUMMARY.md
        `serve` shows it at http://127.0.0.1:3000/what-is-really-copied.html
    "#]])
        .stderr(expect![[""]]);
    assert_eq!(
        book.read("chapters/SUMMARY.md"),
        "- [a.md](<a.md>)\n- [What is \\*really\\* \\[copied\\]?](what-is-really-copied.md)\n- [b.md](<b.md>)\n"
    );
    book.run(&["check"]).exits(0).stdout(expect![[r#"
        1 snippet, 3 checks hold on 3.11–3.15 ([..] s)
    "#]]);
    book.run(&["build"]).exits(0);
    let page = book.read("book/what-is-really-copied.html");
    assert!(page.contains("What is *really* [copied]?</a></h1>"), "{page}");
    assert_eq!(book.names("chapters").len(), 4);
}

#[test]
fn nothing_is_overwritten() {
    let book = Book::with("# A\n").file("chapters/not-listed.md", "mine");
    for (title, says) in [
        ("A", "there is a chapter ./chapters/a.md already"),
        ("Not listed", "there is a chapter ./chapters/not-listed.md already"),
        ("?", "a title needs a letter or a digit"),
    ] {
        book.run(&["new", title]).exits(2).says(says);
    }
    book.run(&["new", "B", "--after", "c.md"]).exits(2).says("no chapter c.md in its list");
    // A chapter that the summary names, and nobody has written yet.
    std::fs::remove_file(book.path("chapters/a.md")).unwrap();
    book.run(&["new", "A"]).exits(2).says("already");
}
