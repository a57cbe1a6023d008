//! Building: what comes out, and what stays when it fails.

use crate::support::Book;
use expect_test::expect;
use mdbook_driver::MDBook;

const BLOCK: &str = "# A\n\n```python,no_run=\"for the test\"\n~import a\nx < y\n```\n";
const DIAGRAM: &str = "# B\n\n```mermaid\ngraph LR\nx --> y\n```\n";

#[test]
fn a_book_is_built_and_says_where() {
    let book = Book::with(BLOCK);
    book.run(&["build"])
        .exits(0)
        .stdout(expect![[r#"
        no snippets to check ([..] s)
        built in [..] s; open [BOOK]/book/index.html
    "#]])
        .stderr(expect![[""]]);
    assert!(book.read("book/a.html").contains("not run: for the test"));
    assert_eq!(book.names(""), ["book", "book.toml", "chapters"]);
}

#[test]
fn a_failed_build_leaves_the_old_book() {
    let book = Book::with(BLOCK);
    book.run(&["build"]).exits(0);
    book.write("book/mark.txt", "old");
    book.write("chapters/a.md", "```python3\n```\n");
    book.run(&["build"]).exits(1).stdout(expect![[""]]);
    assert_eq!(book.read("book/mark.txt"), "old");
    assert_eq!(book.names(""), ["book", "book.toml", "chapters"]);
    book.write("chapters/a.md", BLOCK);
    book.run(&["build"]).exits(0);
    assert!(!book.path("book/mark.txt").exists());
    assert_eq!(book.names(""), ["book", "book.toml", "chapters"]);
}

#[test]
fn only_pages_with_a_diagram_load_the_script() {
    let book = Book::with(BLOCK).chapter("deep/b.md", DIAGRAM);
    book.run(&["build"]).exits(0);
    let (without, with) = (book.read("book/a.html"), book.read("book/deep/b.html"));
    assert!(!without.contains("mermaid"));
    assert!(with.contains("<pre class=\"mermaid\">graph LR\nx --&gt; y"));
    assert_eq!(with.matches("mermaid.min.js").count(), 1);
}

#[test]
fn mdbook_makes_the_same_book() {
    let book = Book::with(BLOCK).chapter("b.md", DIAGRAM);
    book.run(&["build"]).exits(0);
    let ours = [book.read("book/a.html"), book.read("book/b.html"), book.read("book/print.html")];
    MDBook::load(book.path("")).unwrap().build().unwrap();
    assert_eq!(
        ours,
        [book.read("book/a.html"), book.read("book/b.html"), book.read("book/print.html")]
    );
}

#[test]
fn mdbook_stops_at_a_book_that_does_not_hold() {
    let book = Book::with("```python3\n```\n");
    assert!(MDBook::load(book.path("")).unwrap().build().is_err());
    assert!(!book.path("book").exists());
}

#[test]
fn a_folder_without_a_book() {
    let book = Book::new();
    std::fs::remove_file(book.path("book.toml")).unwrap();
    book.run(&["build"]).exits(2).stderr(expect![[r#"
        error: there is no book in [BOOK]: failed to read `[BOOK]/book.toml`: No such file or directory (os error 2)
    "#]]);
}

#[test]
fn paths_with_spaces() {
    let book = Book::in_folder("a book's folder ").chapter("a b.md", BLOCK);
    book.run(&["build"]).exits(0);
    assert!(book.read("book/a b.html").contains("not run"));
}

#[test]
fn every_renderer_is_supported() {
    let book = Book::new();
    book.run(&["supports", "html"]).exits(0);
    book.run(&["supports", "test"]).exits(0);
    book.run(&["no-such-command"]).exits(2);
}
