//! Includes: mdBook forgets where a line came from, Memoir must not.

use crate::support::Book;
use expect_test::expect;

#[test]
fn findings_are_in_the_included_file() {
    Book::new()
        .chapter("part/a.md", "one\n\n{{#include ../shared/b.md}}\n\n```python3\n```\n")
        .file("chapters/shared/b.md", "b\r\n\r\n  {{#include c.md:3:}}\r\n")
        .file("chapters/shared/c.md", "c1\nc2\n\n```py\nx\n```\n")
        .run(&["check"])
        .exits(1)
        .stderr(expect![[r#"
            error: `python3` is not a language of checked blocks
             --> chapters/part/a.md:5:4
              |
            3 | {{#include ../shared/b.md}}
            4 |
            5 | ```python3
              |    ^^^^^^^
            6 | ```
              |
              = help: write ```python for a script and ```pycon for a session with prompts; a block that is not Python is ```text
              = help: see writing-chapters.html#error-fence

            error: `py` is not a language of checked blocks
             --> chapters/shared/c.md:4:4
              |
            2 | c2
            3 |
            4 | ```py
              |    ^^
            5 | x
            6 | ```
              |
              = help: write ```python for a script and ```pycon for a session with prompts; a block that is not Python is ```text
              = help: see writing-chapters.html#error-fence

            2 problems in 2 files
        "#]]);
}

#[test]
fn what_is_not_there_is_said() {
    Book::new()
        .chapter("a.md", "{{#include b.md}}\n{{#include c.rs:two}}\n{{#include c.rs:9}}\n{{#rustdoc_include bad.rs}}\n\\{{#include d.md}}\n")
        .file("chapters/c.rs", "// ANCHOR: one\nx\n// ANCHOR_END: one\n")
        .file("chapters/bad.rs", b"ok\nn\xffo\n")
        .run(&["check"])
        .exits(1)
        .stderr(expect![[r#"
            error: can't include `chapters/b.md`: there is no such file
             --> chapters/a.md:1:1
              |
            1 | {{#include b.md}}
              | ^^^^^^^^^^^^^^^^^
            2 | {{#include c.rs:two}}
            3 | {{#include c.rs:9}}
              |
              = help: the path is relative to the file that includes it
              = help: see writing-chapters.html#error-include

            error: can't include `c.rs:two`: the file has no `ANCHOR: two`
             --> chapters/a.md:2:1
              |
            1 | {{#include b.md}}
            2 | {{#include c.rs:two}}
              | ^^^^^^^^^^^^^^^^^^^^^
            3 | {{#include c.rs:9}}
            4 | {{#rustdoc_include bad.rs}}
              |
              = help: see writing-chapters.html#error-include

            error: can't include `c.rs:9`: the file has 3 lines
             --> chapters/a.md:3:1
              |
            1 | {{#include b.md}}
            2 | {{#include c.rs:two}}
            3 | {{#include c.rs:9}}
              | ^^^^^^^^^^^^^^^^^^^
            4 | {{#rustdoc_include bad.rs}}
            5 | \{{#include d.md}}
              |
              = help: see writing-chapters.html#error-include

            error: can't include `chapters/bad.rs`: it is not UTF-8 (byte 0xff)
             --> chapters/a.md:4:1
              |
            2 | {{#include c.rs:two}}
            3 | {{#include c.rs:9}}
            4 | {{#rustdoc_include bad.rs}}
              | ^^^^^^^^^^^^^^^^^^^^^^^^^^^
            5 | \{{#include d.md}}
              |
             ::: chapters/bad.rs:2:2
              |
            1 | ok
            2 | n
              |  - it is text up to here
              |
              = help: see writing-chapters.html#error-include

            4 problems in 1 file
        "#]]);
}

#[test]
fn cycles_end() {
    Book::with("{{#include a.md}}\n")
        .run(&["check"])
        .exits(1)
        .says("includes nest more than 10 deep");
}

#[test]
fn an_included_part_reads_as_in_mdbook() {
    let rust = "fn hidden() {}\n// ANCHOR: shown\nfn shown() {}\n// ANCHOR: inner\n// ANCHOR_END: inner\nmore\n// ANCHOR_END: shown\nlast\n";
    let chapter = "```text\n{{#include a.rs:shown}}\n```\n\n```text\n{{#rustdoc_include a.rs:shown}}\n```\n\n```text\n{{#include a.rs:6}}|{{#include a.rs:6:8}}|{{#include a.rs::1}}\n```\n\n{{#playground a.rs editable}}\n";
    let book = Book::with(chapter).file("chapters/a.rs", rust);
    book.run(&["build"]).exits(0);
    let ours = book.read("book/a.html");
    let plain = "[book]\ntitle = \"Test\"\nsrc = \"chapters\"\n";
    book.write("book.toml", plain);
    book.run(&["build"]).exits(0);
    let mdbook = mdbook_driver::MDBook::load(book.path("")).unwrap();
    mdbook.build().unwrap();
    assert_eq!(ours, book.read("book/a.html"));
}

#[test]
fn places_are_right_behind_mdbooks_own_includes_too() {
    let book =
        Book::with("one\n\n{{#include b.md}}\n").file("chapters/b.md", "b\n\n```python3\n```\n");
    let config = book.read("book.toml").replace("before = [\"links\"]\n", "");
    book.write("book.toml", config);
    book.run(&["build"]).exits(1).says("chapters/b.md:3:4");
}

#[test]
fn a_text_that_another_preprocessor_changed() {
    let book = Book::with("one\n\n{{#title Other}}\n\n```python3\n```\n");
    let config = book.read("book.toml").replace("before = [\"links\"]\n", "");
    book.write("book.toml", config);
    book.run(&["build"])
        .exits(1)
        .says("another preprocessor changed chapters/a.md before")
        .says("chapters/a.md:5:4");
}
