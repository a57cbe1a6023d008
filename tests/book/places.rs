//! Wherever Markdown allows a block or a fact, a finding is at the file and line of its author.

use crate::support::Book;
use expect_test::expect;

/// A block whose output and assertion are false, with something in front of each of its lines.
fn block(prefix: &str) -> String {
    let lines = ["```python", "x = []", "print(x)", "#> 1", "#: refcount(x) == 9", "```"];
    lines.map(|line| format!("{prefix}{line}\n")).concat()
}

#[test]
fn in_lists_quotes_footnotes_definitions_and_tables() {
    let chapter = [
        "# A\n\n- item\n\n",
        &block("  "),
        "\n  1. nested\n\n",
        &block("     "),
        "\n> quote\n>\n",
        &block("> "),
        ">\n> - list in it\n>\n",
        &block(">   "),
        "\nA note[^n].\n\n[^n]: note\n\n",
        &block("    "),
        "\nterm\n: definition\n\n",
        &block("  "),
        "\n<details>\n\n",
        &block(""),
        "\n</details>\n\n| a | b |\n|---|---|\n| 1 | {{#py len(x) = 1}} |\n\n> {{#py len(x) = 2}}\n",
    ];
    Book::with(chapter.concat()).run(&["check", "--format", "plain"]).exits(1).stdout(expect![[
        r#"
            chapters/a.md:8:3: this statement prints something else: expected
            chapters/a.md:9:3: `refcount(x)` is 1: asserted
            chapters/a.md:17:6: this statement prints something else: expected
            chapters/a.md:18:6: `refcount(x)` is 1: asserted
            chapters/a.md:26:3: this statement prints something else: expected
            chapters/a.md:27:3: `refcount(x)` is 1: asserted
            chapters/a.md:35:5: this statement prints something else: expected
            chapters/a.md:36:5: `refcount(x)` is 1: asserted
            chapters/a.md:46:5: this statement prints something else: expected
            chapters/a.md:47:5: `refcount(x)` is 1: asserted
            chapters/a.md:56:3: this statement prints something else: expected
            chapters/a.md:57:3: `refcount(x)` is 1: asserted
            chapters/a.md:65:1: this statement prints something else: expected
            chapters/a.md:66:1: `refcount(x)` is 1: asserted
            chapters/a.md:73:22: `len(x)` is something else: it is 0
            chapters/a.md:75:18: `len(x)` is something else: it is 0
        "#
    ]]);
}

#[test]
fn in_included_files() {
    let part = format!("part\n\n{}\n| a |\n|---|\n| {{{{#py len(x) = 4}}}} |\n", block(""));
    let source =
        "# ANCHOR: part\nx = []\nprint(x)\n#> 2\n#: refcount(x) == 8\n# ANCHOR_END: part\n";
    Book::with("# A\n\n- {{#include shared/part.md}}\n\n{{#include shared/part.md:3:}}\n\n> ```python\n> {{#include program.py:2:5}}\n> ```\n\n```python\n{{#include program.py:part}}\n```\n")
        .file("chapters/shared/part.md", part.replace('\n', "\r\n"))
        .file("chapters/program.py", source)
        .run(&["check", "--format", "plain"])
        .exits(1)
        .stdout(expect![[r#"
            chapters/a.md:7:3: this code block is never closed: opened here
            chapters/a.md:9:3: this code block is never closed: opened here
            chapters/program.py:4:1: this statement prints something else: expected
            chapters/program.py:5:1: `refcount(x)` is 1: asserted
            chapters/shared/part.md:6:1: this statement prints something else: expected
            chapters/shared/part.md:7:1: `refcount(x)` is 1: asserted
            chapters/shared/part.md:12:18: `len(x)` is something else: it is 0
        "#]]);
}
