//! Fences and lines that can't be read.

use crate::support::Book;
use expect_test::expect;

#[test]
fn words_that_no_fence_has() {
    Book::with(
        "# A\n\n- item\n\n  ```python3\n  x\n  ```\n\n> ```pycon continue\n> >>> x\n> ```\n",
    )
    .run(&["check"])
    .exits(1)
    .stdout(expect![[""]])
    .stderr(expect![[r#"
        error: `python3` is not a language of checked blocks
         --> chapters/a.md:5:6
          |
        3 | - item
        4 |
        5 |   ```python3
          |      ^^^^^^^
        6 |   x
        7 |   ```
          |
          = help: write ```python for a script and ```pycon for a session with prompts; a block that is not Python is ```text
          = help: see writing-chapters.html#error-fence

        error: the words behind `pycon` are not separated by commas
          --> chapters/a.md:9:6
           |
         7 |   ```
         8 |
         9 | > ```pycon continue
           |      ^^^^^^^^^^^^^^
        10 | > >>> x
        11 | > ```
           |
           = help: write ```python,continue with commas and no spaces
           = help: see writing-chapters.html#error-fence

        2 problems in 1 file
    "#]]);
}

#[test]
fn blocks_that_are_never_closed() {
    Book::with("```text\nx\n\nmore\n").run(&["check"]).exits(1).stderr(expect![[r#"
        error: this code block is never closed
         --> chapters/a.md:1:1
          |
        1 | ```text
          | ^^^^^^^ opened here
        2 | x
          |
          = help: close it with the same fence on a line of its own, indented like the opening one
          = help: see writing-chapters.html#error-fence

        1 problem in 1 file
    "#]]);
}

#[test]
fn a_reason_is_required() {
    Book::with("```python,no_run\nx\n```\n").run(&["check"]).says("`no_run` needs a reason");
}

#[test]
fn facts_that_can_not_be_read() {
    Book::with("{{#py 1 = 1}}\n\n{{#py x}}\n\n{{#py x = (1}}\n").run(&["check"]).exits(1).stderr(
        expect![[r#"
            error: a fact with no program above it
             --> chapters/a.md:1:1
              |
            1 | {{#py 1 = 1}}
              | ^^^^^^^^^^^^^
            2 |
            3 | {{#py x}}
              |
              = help: a fact is evaluated in the state that the last block above it left
              = help: see writing-chapters.html#error-directive

            error: a fact needs an expression and its value
             --> chapters/a.md:3:1
              |
            1 | {{#py 1 = 1}}
            2 |
            3 | {{#py x}}
              | ^^^^^^^^^
            4 |
            5 | {{#py x = (1}}
              |
              = help: write `{{#py len(x) = 3}}`
              = help: see writing-chapters.html#error-directive

            error: `{{#py` is not closed on its line
             --> chapters/a.md:5:1
              |
            3 | {{#py x}}
            4 |
            5 | {{#py x = (1}}
              | ^^^^^^^^^^^^^^
              |
              = help: close it with `}}`; a directive stands on one line
              = help: see writing-chapters.html#error-directive

            3 problems in 1 file
        "#]],
    );
}
