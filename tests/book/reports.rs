//! What `check` writes for tools, and what it leaves out when asked.

use crate::support::Book;

const TRUE: &str = "```python\nprint(1)\n#> 1\n```\n";
const FALSE: &str = "# B\n\n```python\nprint(1)\n#> 2\n```\n";

fn book() -> Book {
    Book::with(TRUE).chapter("b.md", FALSE)
}

#[test]
fn one_line_a_problem_for_editors() {
    let ran = book().run(&["check", "--format", "plain"]).exits(1);
    assert_eq!(ran.stdout.lines().count(), 1, "{}", ran.stdout);
    assert!(ran.stdout.starts_with("chapters/b.md:5:"), "{}", ran.stdout);
}

#[test]
fn every_format_is_written_where_it_is_asked_for() {
    let book = book();
    for (format, beginning) in [
        ("plain", "chapters/b.md:5:"),
        ("github", "::error file=chapters/b.md,line=5,"),
        ("json", "{"),
        ("junit", "<?xml"),
        ("sarif", "{"),
    ] {
        let ran = book.run(&["check", "--format", format]).exits(1);
        assert!(ran.stdout.starts_with(beginning), "{format}: {}", ran.stdout);
        let report = tempfile::NamedTempFile::new().unwrap();
        let option = format!("{format}={}", report.path().display());
        book.run(&["check", "--report", &option]).exits(1).says("1 problem in 1 file");
        let written = std::fs::read_to_string(report.path()).unwrap();
        assert!(written.starts_with(beginning), "{format}: {written}");
    }
    book.run(&["check", "--report", "xml=x"]).exits(2).says("the formats are");
}

#[test]
fn json_says_where_and_what() {
    let ran = book().run(&["check", "--format", "json"]);
    let value: serde_json::Value = serde_json::from_str(&ran.stdout.replace("[..] s", "")).unwrap();
    let problem = &value["problems"][0];
    assert_eq!(problem["place"]["line"], 5);
    assert_eq!((&problem["expected"][0], &problem["got"][0]), (&"2".into(), &"1".into()));
    assert_eq!(value["chapters"][0]["snippets"], 1);
}

#[test]
fn a_table_by_chapter() {
    let ran = book().run(&["check", "--summary"]).exits(1);
    assert!(ran.stdout.contains("chapter  snippets  checks  problems"), "{}", ran.stdout);
}

#[test]
fn parts_of_a_book_make_the_whole() {
    let book = book();
    book.run(&["check", "--shard", "1/2"]).exits(0).prints("1 snippet, 1 check holds");
    book.run(&["check", "--shard", "2/2", "-j", "1"]).exits(1).says("chapters/b.md:5");
    book.run(&["check", "--shard", "3/2"]).exits(2).says("1/4");
}

#[test]
fn only_what_changed_since_a_commit() {
    let book = book().chapter("c.md", "{{#include part.md}}\n").file("chapters/part.md", TRUE);
    book.commit();
    book.run_changing(&["check", "--since", "HEAD"]).exits(0).prints("no snippets");
    book.write("chapters/part.md", "```python\nprint(2)\n#> 2\n```\n");
    book.run_changing(&["check", "--since", "HEAD"]).exits(0).prints("1 snippet, 1 check holds");
    book.run_changing(&["check", "--since", "no-such-ref"]).exits(2).says("no-such-ref");
}
