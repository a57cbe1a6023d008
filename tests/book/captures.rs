//! Addresses that get a name.

use crate::support::Book;
use expect_test::expect;

#[test]
fn one_name_is_one_address_on_every_release() {
    Book::with("# A\n\n```python\na, b = [], []\nprint(hex(id(a)), hex(id(b)))\n#> <first> <second>\nprint(object.__repr__(a))\n#> <list object at <first>>\n#: id(a) == <first>\nprint(lambda: 1)\n#> <function <lambda> at [..]>\n```\n\n```python,continue\nprint(id(b))\n#> <second>\n```\n\nIt lies at {{#py hex(id(a)) = <first>}}, the other one at `{{#py id(b) = <second>}}`.\n")
        .run(&["check"])
        .exits(0);
}

#[test]
fn other_addresses_are_told() {
    let book = Book::with(
        "# A\n\n```python\na, b = [], []\nprint(id(a))\n#> <a>\nprint(id(b))\n#> <a>\nprint(id(a))\n#> <b>\nprint(len(a))\n#> <c>\n#: id(b) == <a>\n#: id(b) == <d>\n```\n\n{{#py id(b) = <a>}} {{#py id(b) = <d>}}\n",
    );
    let text = book.read("chapters/a.md");
    book.run(&["check"]).exits(1).stderr(expect![[r#"
        error: `<a>` is another address here than above [every release]
          --> chapters/a.md:8:1
           |
         6 | #> <a>
         7 | print(id(b))
         8 | #> <a>
           | ^^^^^^ one name for two addresses
         9 | print(id(a))
        10 | #> <b>
           |
           = help: give the other object another name
           = help: see writing-chapters.html#error-output

        error: `<b>` is the address that `<a>` is [every release]
          --> chapters/a.md:10:1
           |
         8 | #> <a>
         9 | print(id(a))
        10 | #> <b>
           | ^^^^^^ two names for one address
        11 | print(len(a))
        12 | #> <c>
           |
           = help: write `<a>` here, too
           = help: see writing-chapters.html#error-output

        error: this statement prints something else [every release]
          --> chapters/a.md:12:1
           |
         9 | print(id(a))
        10 | #> <b>
        11 | print(len(a))
           | ------------- this statement
        12 | #> <c>
           | ^^^^^^ expected
        13 | #: id(b) == <a>
        14 | #: id(b) == <d>
           |
           = - expected, + got:
             - <c>
             + 0
           = help: see writing-chapters.html#error-output

        error: `id(b)` is another address [every release]
          --> chapters/a.md:13:1
           |
        11 | print(len(a))
        12 | #> <c>
        13 | #: id(b) == <a>
           | ^^^^^^^^^^^^^^^ asserted
        14 | #: id(b) == <d>
        15 | ```
           |
           = help: see writing-chapters.html#error-assertion

        error: this can't be asked here [every release]
          --> chapters/a.md:14:1
           |
        12 | #> <c>
        13 | #: id(b) == <a>
        14 | #: id(b) == <d>
           | ^^^^^^^^^^^^^^^ no output above names `<d>`
        15 | ```
           |
           = help: see writing-chapters.html#error-assertion

        error: `id(b)` differs between releases [every release]
          --> chapters/a.md:17:15
           |
        15 | ```
        16 |
        17 | {{#py id(b) = <a>}} {{#py id(b) = <d>}}
           |               ^^^ a fact in prose has one value
           |
           = on 3.11: 139706694142848
             on 3.12: 139706695476736
             on 3.13: 139706695690752
             on 3.14: 139706695686400
             on 3.15: 139706695704320
           = help: write one fact for each, as in `{{#py[3.14+] …}}`, or show it in a block with `#[3.14+]>` lines
           = help: see writing-chapters.html#error-undeclared-difference

        error: `id(b)` differs between releases [every release]
          --> chapters/a.md:17:35
           |
        15 | ```
        16 |
        17 | {{#py id(b) = <a>}} {{#py id(b) = <d>}}
           |                                   ^^^ a fact in prose has one value
           |
           = on 3.11: 139706694142848
             on 3.12: 139706695476736
             on 3.13: 139706695690752
             on 3.14: 139706695686400
             on 3.15: 139706695704320
           = help: write one fact for each, as in `{{#py[3.14+] …}}`, or show it in a block with `#[3.14+]>` lines
           = help: see writing-chapters.html#error-undeclared-difference

        7 problems in 1 file
    "#]]);
    book.run_changing(&["bless"]).exits(1);
    assert_eq!(book.read("chapters/a.md"), text.replace("#> <c>", "#> 0"));
}

#[test]
fn the_page_shows_the_name() {
    let book = Book::with(
        "# A\n\n```python\na = []\nprint(id(a))\n#> <a>\n```\n\nAt {{#py id(a) = <a>}}.\n",
    );
    book.run(&["build"]).exits(0);
    let page = book.read("book/a.html");
    assert!(page.contains("title=\"id(a)\">&lt;a&gt;</span>"), "{page}");
}
