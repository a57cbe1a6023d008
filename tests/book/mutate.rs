//! `mutate`: which rules of the model does no check of a book notice?

use crate::support::Book;
use expect_test::expect;

const SIZE: &str = "```python\nimport sys\nprint(sys.getsizeof([]))\n#> 56\n```\n";

#[test]
fn a_rule_is_guarded_by_a_check_that_fails_without_it() {
    let book = Book::with("```python\nprint(1)\n#> 1\n```\n").chapter("b.md", SIZE);
    book.run(&["mutate", "types list", "--all"]).exits(0).stdout(expect![[r#"
        guarded: sizes.types list (an instance of that type is 8 bytes larger): chapters/b.md:4:1, on 3.15
        1 rule: all of them guarded ([..] s)
    "#]]);
}

#[test]
fn rules_that_nothing_guards_are_listed() {
    let book = Book::with(SIZE);
    book.run(&["mutate", "free_lists.list"]).exits(1).stdout(expect![[r#"
        no check notices: free_lists.list (dead lists are not kept)
        1 rule: 0 guarded, 1 not ([..] s)
    "#]]);
}

#[test]
fn a_book_that_is_false_guards_nothing() {
    let book = Book::with(SIZE.replace("56", "57"));
    book.run(&["mutate"]).exits(1).says("1 problem in 1 file");
}
