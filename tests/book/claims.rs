//! Sentences that blocks prove, and sections that show nothing.

use crate::support::Book;
use expect_test::expect;

#[test]
fn a_ledger_of_claims() {
    let book = Book::new()
        .chapter("a.md", "# A\n\n```python,claim=\"an empty list has *no* items\"\nprint(len([]))\n#> 0\n```\n\n```python,release=3.12+,claim=\"None is immortal\"\n#\nx = None\n#: immortal(x)\n```\n")
        .chapter("b.md", "# B\n\n{{#memoir claims}}\n\nend\n");
    book.run(&["build"]).exits(0);
    let html = book.read("book/b.html");
    let list = &html[html.find("<table>").unwrap()..html.find("<p>end</p>").unwrap()];
    expect![[r#"
        <table>
        <thead>
        <tr><th>claim</th><th>chapter</th><th>releases</th><th style="text-align: right">checks</th></tr>
        </thead>
        <tbody>
        <tr><td><a href="a.html#claim-1">an empty list has *no* items</a></td><td>a.md</td><td>3.11–3.15</td><td style="text-align: right">1</td></tr>
        <tr><td><a href="a.html#claim-2">None is immortal</a></td><td>a.md</td><td>3.12–3.15</td><td style="text-align: right">1</td></tr>
        </tbody>
        </table>
        </div>
    "#]].assert_eq(list);
    let page = book.read("book/a.html");
    assert!(page.contains("id=\"claim-2\""));
    assert!(page.contains("None is immortal: verified on 3.12–3.15, 1 check"));
    let json = book.run(&["check", "--format", "json"]).exits(0).stdout;
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let claim = &json["chapters"][0]["claims"][1];
    assert_eq!(claim["claim"], "None is immortal");
    assert_eq!(claim["checks"], 1);
    assert_eq!(claim["place"]["line"], 8);
}

#[test]
fn a_block_that_proves_nothing() {
    Book::with(
        "# A\n\n```python,claim=\"it runs\"\nx = 1\n```\n\n```python,claim\nprint(1)\n#> 1\n```\n",
    )
    .run(&["check"])
    .exits(1)
    .stderr(expect![[r#"
        error: this block proves nothing
         --> chapters/a.md:3:11
          |
        1 | # A
        2 |
        3 | ```python,claim="it runs"
          |           ^^^^^^^^^^^^^^^ claimed
        4 | x = 1
        5 | ```
          |
          = help: show an output, an exception or a heap assertion that would be false otherwise
          = help: see writing-chapters.html#error-contradiction

        error: `claim` needs a sentence in double quotes
         --> chapters/a.md:7:11
          |
        5 | ```
        6 |
        7 | ```python,claim
          |           ^^^^^
        8 | print(1)
        9 | #> 1
          |
          = help: write `claim="an empty list takes 56 bytes"`
          = help: see writing-chapters.html#error-fence

        2 problems in 1 file
    "#]]);
}

#[test]
fn headings_without_evidence_are_warned_of_and_fail_nothing() {
    let book = Book::new()
        .chapter("a.md", "# A\n\n## Shown\n\n```python\nprint(1)\n#> 1\n```\n\n## Told\n\n### Deeper\n\n## Told too\n\n## Excused\n\n<!-- no evidence: it is about the weather -->\n\n## Fact\n\nIt is {{#py 1 + 1 = 2}}.\n")
        .chapter("b.md", "# B\n\nText.\n");
    book.run(&["check"]).exits(0).stderr(expect![[r#"
        warning: chapters/a.md:10:1: nothing is executed under `Told`, `Told too`
        warning: chapters/b.md:1:1: nothing under `B` is executed
    "#]]);
    book.run(&["check", "--format", "plain"]).exits(0).stdout(expect![[r#"
        chapters/a.md:10:1: warning: nothing is executed under `Told`, `Told too`
        chapters/b.md:1:1: warning: nothing under `B` is executed
    "#]]);
    book.run(&["build"]).exits(0).stderr(expect![[""]]);
}

#[test]
fn a_book_excuses_headings_that_its_chapters_share() {
    let book = Book::new().chapter(
        "a.md",
        "# A\n\n```python\nprint(1)\n#> 1\n```\n\n## Shown\n\n## Read on\n\n## Told\n",
    );
    let config = book.read("book.toml");
    book.write("book.toml", format!("{config}no-evidence = [\"Read on\", \"Shown\"]\n"));
    book.run(&["check"]).exits(0).stderr(expect![[r#"
        warning: chapters/a.md:12:1: nothing under `Told` is executed
    "#]]);
}
