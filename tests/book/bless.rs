//! `bless` writes what changed, and nothing else.

use crate::support::Book;

const TRUE: &str = "```python\nprint(1)\n#> 1\n```\n";
const FALSE: &str = "```python\nprint(1)\n#> 2\n```\n";

/// What `bless` makes of a chapter; a second time, it changes nothing.
#[track_caller]
fn check(before: &str, after: &str) {
    let book = Book::with(before);
    book.run_changing(&["bless"]).exits(0);
    assert_eq!(book.read("chapters/a.md"), after);
    book.run(&["check"]).exits(0);
    book.run(&["bless"]).exits(0).prints("nothing to change");
}

#[test]
fn a_literal_that_is_out_of_date() {
    check(
        "# A\n\n```python\nprint(1 + 1)\n#> 3\nprint('kept')\n#> kept\n```\n",
        "# A\n\n```python\nprint(1 + 1)\n#> 2\nprint('kept')\n#> kept\n```\n",
    );
}

#[test]
fn lines_come_and_go() {
    check(
        "```python\nfor n in range(3):\n    print(n)\n#> 0\n\nprint()\nx = 1\n#> 7\n```\n",
        "```python\nfor n in range(3):\n    print(n)\n#> 0\n#> 1\n#> 2\n\nprint()\n#>\nx = 1\n```\n",
    );
}

#[test]
fn wildcards_hidden_lines_containers_and_line_endings_stay() {
    check(
        "- item\r\n\r\n  ```python\r\n  print('a 1'); print('b 2'); print('c')\r\n  #> a [..]\r\n  #> b 3\r\n  ```\r\n",
        "- item\r\n\r\n  ```python\r\n  print('a 1'); print('b 2'); print('c')\r\n  #> a [..]\r\n  #> b 2\r\n  #> c\r\n  ```\r\n",
    );
    check(
        "> ```python\n> ~print(5)\n> ~#> 6\n> print('first', 'then', sep='\\n')\n> #> ...\n> #> now\n> ```\n",
        "> ```python\n> ~print(5)\n> ~#> 5\n> print('first', 'then', sep='\\n')\n> #> ...\n> #> then\n> ```\n",
    );
}

#[test]
fn releases_that_differ_get_their_own_lines_and_lose_them() {
    check(
        "```python\nimport sys\nprint(sys.getsizeof(()))\n#> 40\n```\n",
        "```python\nimport sys\nprint(sys.getsizeof(()))\n#> 40\n#[3.14+]> 48\n```\n",
    );
    check("```python\nprint(2)\n#> 1\n#[3.14+]> 2\n```\n", "```python\nprint(2)\n#> 2\n```\n");
}

#[test]
fn sessions_facts_and_exceptions() {
    check(
        "```pycon\n>>> 1 + 1\n3\n>>> print()\n>>> None\n```\n\nIt is {{#py 1 + 1 = 3}}.\n",
        "```pycon\n>>> 1 + 1\n2\n>>> print()\n<BLANKLINE>\n>>> None\n```\n\nIt is {{#py 1 + 1 = 2}}.\n",
    );
    check(
        "```python\n1 / 0\n#! ZeroDivisionError: no\n```\n",
        "```python\n1 / 0\n#! ZeroDivisionError: division by zero\n```\n",
    );
}

#[test]
fn included_files_are_changed_where_they_stand() {
    let book = Book::with("{{#include part.md}}\n")
        .file("chapters/part.md", "```python\nprint(1)\n#> 2\n```\n");
    book.run_changing(&["bless"]).exits(0);
    assert_eq!(book.read("chapters/part.md"), "```python\nprint(1)\n#> 1\n```\n");
    assert_eq!(book.read("chapters/a.md"), "{{#include part.md}}\n");
}

#[test]
fn the_diff_says_what_sort_each_change_is() {
    let book = Book::with(
        "```python\nimport sys\nx = []\nprint(sys.getrefcount(x))\n#> 9\nprint(sys.getsizeof(x))\n#> 9\nprint(x is x)\n#> False\n```\n",
    );
    let ran = book.run(&["bless", "--dry-run"]).exits(1);
    for expected in ["a.md:5: count", "a.md:7: size", "a.md:9: identity", "-#> 9", "+#> 56"] {
        assert!(ran.stdout.contains(expected), "{expected} in {}", ran.stdout);
    }
}

#[test]
fn what_a_person_must_decide_is_left_alone() {
    let book = Book::with("```python\nprint(1)\n#> 1\nmissing\nprint(2)\n#> 2\n```\n");
    let text = book.read("chapters/a.md");
    book.run_changing(&["bless"]).exits(1).says("an exception ends the block here");
    assert_eq!(book.read("chapters/a.md"), text);
}

#[test]
fn no_file_is_written_in_ci_or_over_changes_that_git_does_not_have() {
    let book = Book::with("```python\nprint(1)\n#> 2\n```\n");
    book.commit();
    book.write("chapters/a.md", "```python\nprint(1)\n#> 3\n```\n");
    book.run_changing(&["bless"]).exits(2).says("not committed");
    assert_eq!(book.read("chapters/a.md"), "```python\nprint(1)\n#> 3\n```\n");
    book.run_changing(&["bless", "--allow-dirty"]).exits(0);
    assert_eq!(book.read("chapters/a.md"), "```python\nprint(1)\n#> 1\n```\n");
}

#[test]
fn facts_of_one_release() {
    check(
        "```python\nimport sys\n```\n\n{{#py[3.11-3.13] sys.getsizeof(()) = 40}} and {{#py[3.14+] sys.getsizeof(()) = 41}}.\n",
        "```python\nimport sys\n```\n\n{{#py[3.11-3.13] sys.getsizeof(()) = 40}} and {{#py[3.14+] sys.getsizeof(()) = 48}}.\n",
    );
    Book::with("```python\n```\n\n{{#py[3.10+] 1 = 1}}\n")
        .run(&["check"])
        .exits(1)
        .says("is not a release");
}

#[test]
fn paths_with_spaces() {
    let book = Book::in_folder("a book's folder ").chapter("part one/a b.md", FALSE);
    book.commit();
    book.run_changing(&["bless"]).exits(0).prints("chapters/part one/a b.md:3: text");
    assert_eq!(book.read("chapters/part one/a b.md"), TRUE);
    book.write("chapters/part one/a b.md", FALSE.replace("2", "3"));
    book.run_changing(&["bless", "chapters/part one/a b.md"])
        .exits(2)
        .says("chapters/part one/a b.md has changes that are not committed");
    book.run_changing(&["bless", "--allow-dirty", "chapters/part one/a b.md"]).exits(0);
    assert_eq!(book.read("chapters/part one/a b.md"), TRUE);
}
