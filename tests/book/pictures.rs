//! Pictures of the heap: `,diagram` and `#@ label`.

use crate::support::Book;
use expect_test::{Expect, expect};

/// The words of all pictures on the page, with the captions.
#[track_caller]
fn words(chapter: &str, expected: Expect) {
    let book = Book::with(chapter);
    book.run(&["build"]).exits(0).stderr(expect![[""]]);
    let html = book.read("book/a.html");
    let mut text = String::new();
    for figure in html.split("<figure class=\"memoir-heap\">").skip(1) {
        let figure = &figure[..figure.find("</figure>").unwrap()];
        let mut rest = figure;
        let starts =
            [("<figcaption>", "</figcaption>"), ("<pre>", "</pre>"), ("<summary>On", "</")];
        while let Some((at, (start, end))) =
            starts.iter().filter_map(|pair| Some((rest.find(pair.0)?, pair))).min()
        {
            rest = &rest[at + start.len()..];
            let (inner, behind) = rest.split_at(rest.find(end).unwrap());
            let inner = inner.replace("&gt;", ">").replace("&lt;", "<").replace("&quot;", "\"");
            text.push_str(if *start == "<pre>" { "" } else { "== " });
            text.push_str(&inner);
            text.push('\n');
            rest = behind;
        }
    }
    expected.assert_eq(&without_addresses(&text));
}

/// Numbers addresses in the order in which they come.
fn without_addresses(text: &str) -> String {
    let mut known: Vec<String> = vec![];
    let address = regex::Regex::new("0x7f[0-9a-f]{10}|1397[0-9]{11}").unwrap();
    let number = |found: &regex::Captures| {
        let at = known.iter().position(|address| *address == found[0]).unwrap_or_else(|| {
            known.push(found[0].to_string());
            known.len() - 1
        });
        format!("@{}", at + 1)
    };
    address.replace_all(text, number).into_owned()
}

#[test]
fn at_the_end_of_a_block() {
    words(
        "```python,diagram\na = [1.5]\nb = a\n```\n\n```pycon,diagram,continue\n>>> c = (a, 2)\n>>> del b\n```\n",
        expect![[r#"
            <module>
              a -> #1 list
              b -> #1 list
            #1 list at @1, 2 references
              0: 1.5
            <module>
              a -> #1 list
              c -> #2 tuple
            #1 list at @1, 2 references
              0: 1.5
            #2 tuple at @2, 1 reference
              0 -> #1 list
              1: 2
        "#]],
    );
}

#[test]
fn at_marks() {
    words(
        "```python\ndef put(item, box=[]):\n    box.append(item)\n    #@ in the call\n    return box\n\nfirst = put(1)\n#@ after it\n```\n\n```python,continue\nsecond = put(2)\n```\n",
        expect![[r#"
            == in the call (1 of 2)
            <module>
              put -> #1 function put
            put
              item -> #2 int 1
              box -> #3 list
            #1 function put at @1, 2 references, 1 not drawn
              __defaults__ -> #4 tuple
            #2 int 1 at @2, immortal
            #3 list at @3, 2 references, room for 3 more
              0 -> #2 int 1
            #4 tuple at @4, 1 reference
              0 -> #3 list
            == in the call (2 of 2)
            <module>
              put -> #1 function put
              first -> #2 list
            put
              item -> #3 int 2
              box -> #2 list
            #1 function put at @1, 2 references, 1 not drawn
              __defaults__ -> #4 tuple
            #2 list at @3, 3 references, room for 2 more
              0: 1
              1 -> #3 int 2
            #3 int 2 at @5, immortal
            #4 tuple at @4, 1 reference
              0 -> #2 list
            == after it
            <module>
              put -> #1 function put
              first -> #2 list
            #1 function put at @1, 1 reference
              __defaults__ -> #3 tuple
            #2 list at @3, 2 references, room for 3 more
              0: 1
            #3 tuple at @4, 1 reference
              0 -> #2 list
        "#]],
    );
}

#[test]
fn what_died_and_what_came_in_its_place() {
    words(
        "```pycon\n>>> a = [1]\n#@ one list\n>>> del a\n#@ none\n>>> b = [2]\n#@ another\n```\n",
        expect![[r#"
            == one list
            <module>
              a -> #1 list
            #1 list at @1, 1 reference
              0: 1
            == none
            <module>
              no names
            #1 list at @1, freed
              0: 1
            == another
            <module>
              b -> #1 list
            #1 list at @1, 1 reference, where list was
              0: 2
        "#]],
    );
}

#[test]
fn circles_without_a_name() {
    words(
        "```python\nimport gc\n\ngc.disable()\na = []\na.append(a)\ndel a\n#@ lost\nfound = gc.collect()\n#@ found\n```\n",
        expect![[r#"
            == lost
            <module>
              no names
            #1 list at @1, 1 reference, room for 3 more, unreachable
              0 -> #1 list
            == found
            <module>
              found -> #1 int 1
            #1 int 1 at @2, immortal
            #2 list at @1, freed
              0: list
        "#]],
    );
}

#[test]
fn after_an_exception() {
    words(
        "```python,diagram,raises=ZeroDivisionError\na = {1: 2}\n1 / 0\n```\n",
        expect![[r#"
            <module>
              a -> #1 dict
            #1 dict at @1, 1 reference
              1: 2
        "#]],
    );
}

#[test]
fn large_heaps_are_cut() {
    let book = Book::with(
        "```python,diagram\nlists = [[n] for n in range(10)]\nmore = [[[n] for n in range(11)] for m in range(9)]\n```\n",
    );
    book.run(&["build"]).exits(0).stderr(expect![[""]]);
    let html = book.read("book/a.html");
    assert!(html.contains("more objects are left out"));
    assert!(html.len() < 200_000, "{}", html.len());
}

#[test]
fn releases_that_differ() {
    words(
        "```python,diagram\nx = [n for n in range(0)]\nx += [1, 2, 3]\n```\n\n```python\nclass A:\n    pass\n\na = A()\nplace = id(a)\ndel a\n#@ gone\na = A()\n#@ back\n```\n",
        expect![[r#"
            <module>
              x -> #1 list
            #1 list at @1, 1 reference, room for 1 more
              0: 1
              1: 2
              2: 3
            == gone
            <module>
              place -> #1 int @2
            #1 int @2 at @3, 1 reference
            == back
            <module>
              place -> #1 int @2
              a -> #2 A
            #1 int @2 at @3, 1 reference
            #2 A at @4, 1 reference
        "#]],
    );
}

/// Marks change nothing: what a program prints of ids, counts, sizes and collections is the same with
/// and without them.
#[test]
fn pictures_do_not_disturb() {
    let program = "```python\nimport gc, sys, tracemalloc\n\nclass Node:\n    def __init__(self, name):\n        self.name = name\n        @\n\ndef work(items):\n    kept = [Node(item) for item in items]\n    @\n    kept[0].next = kept\n    @\n    return sys.getrefcount(kept), id(kept), gc.get_count(), len(gc.get_objects())\n\nfor size in range(1, 9):\n    print(work(range(size)))\n    @\n\nx = object()\n@\nprint(id(x), id([]), id({}), sys.getrefcount(x), sys.getallocatedblocks())\n@\ndel x\n@\nprint(id(object()), gc.collect())\n@\ntracemalloc.start()\ny = [bytes(1000) for _ in range(50)]\n@\nprint(tracemalloc.get_traced_memory(), id(y))\n@\n```\n";
    let plain: String =
        program.lines().filter(|l| l.trim() != "@").map(|l| format!("{l}\n")).collect();
    let book = Book::with(&plain);
    book.run_changing(&["bless"]).exits(0);
    let blessed = book.read("chapters/a.md");
    assert!(blessed.contains("#[3.11]>"), "{blessed}");
    book.run(&["check"]).exits(0);

    // The marks, at their places among the lines that were written.
    let mut marked = String::new();
    let mut rest = blessed.lines().peekable();
    let mut number = 0;
    for line in program.lines() {
        let is_output = |line: &&str| line.starts_with("#>") || line.starts_with("#[");
        while let Some(output) = rest.next_if(is_output) {
            marked += &format!("{output}\n");
        }
        if line.trim() == "@" {
            number += 1;
            marked += &format!("{}#@ mark {number}\n", &line[..line.len() - 1]);
        } else {
            assert_eq!(rest.next(), Some(line));
            marked += &format!("{line}\n");
        }
    }
    let book = Book::with(marked);
    book.run(&["check"]).exits(0);
    book.run(&["build"]).exits(0);
    assert!(book.read("book/a.html").matches("<figure class=\"memoir-heap\">").count() > 15);
}

#[test]
fn marks_that_stand_wrongly() {
    Book::with(
        "```python\n#@ first\nx = [  #@ inside\n    1]\ndef f():\n    #@ before the body\n    return 1\n    #@ never\n#@\n#[3.14]@ some\nx = 2 #@ behind\n```\n",
    )
    .run(&["check"])
    .exits(1)
    .stderr(expect![[r#"
        error: a mark with no statement above it
         --> chapters/a.md:2:1
          |
        1 | ```python
        2 | #@ first
          | ^^^^^^^^
        3 | x = [  #@ inside
        4 |     1]
          |
          = help: a mark stands behind the statement whose effect is to be seen
          = help: see writing-chapters.html#error-expectation

        error: a mark within a statement
         --> chapters/a.md:3:1
          |
        1 | ```python
        2 | #@ first
        3 | x = [  #@ inside
          | ^^^^^^^^^^^^^^^^
        4 |     1]
        5 | def f():
          |
          = help: put it on a line of its own behind the statement
          = help: see writing-chapters.html#error-expectation

        error: a mark before the first statement of a body
         --> chapters/a.md:6:1
          |
        4 |     1]
        5 | def f():
        6 |     #@ before the body
          | ^^^^^^^^^^^^^^^^^^^^^^
        7 |     return 1
        8 |     #@ never
          |
          = help: a mark stands behind a statement, with that statement's indentation
          = help: see writing-chapters.html#error-expectation

        error: control never comes to this mark
          --> chapters/a.md:8:1
           |
         6 |     #@ before the body
         7 |     return 1
         8 |     #@ never
           | ^^^^^^^^^^^^
         9 | #@
        10 | #[3.14]@ some
           |
           = help: a mark stands behind a statement that runs to its end, with that statement's indentation
           = help: see writing-chapters.html#error-expectation

        error: what is the picture called?
          --> chapters/a.md:9:1
           |
         7 |     return 1
         8 |     #@ never
         9 | #@
           | ^^
        10 | #[3.14]@ some
        11 | x = 2 #@ behind
           |
           = help: write `#@ label`
           = help: see writing-chapters.html#error-expectation

        error: a mark is for all releases
          --> chapters/a.md:10:1
           |
         8 |     #@ never
         9 | #@
        10 | #[3.14]@ some
           | ^^^^^^^^^^^^^
        11 | x = 2 #@ behind
        12 | ```
           |
           = help: write `#@ label`
           = help: see writing-chapters.html#error-expectation

        error: a mark within a statement
          --> chapters/a.md:11:1
           |
         9 | #@
        10 | #[3.14]@ some
        11 | x = 2 #@ behind
           | ^^^^^^^^^^^^^^^
        12 | ```
           |
           = help: put it on a line of its own behind the statement
           = help: see writing-chapters.html#error-expectation

        7 problems in 1 file
    "#]]);
}

#[test]
fn pictures_in_prose() {
    words(
        "```python\nitems = [1, 2]\nitems.append(\"three\")\n```\n\nSo:\n\n{{#memoir layout items}}\n\n> {{#memoir growth list 20}}\n",
        expect![[r#"
            #1 list, 56 bytes at @1
              -16 collector: next
              -8 collector: previous
              +0 ob_refcnt: 1
              +8 ob_type: list
              +16 ob_size: 3
              +24 ob_item -> #2 references
              +32 allocated: 8
            #2 references, 64 bytes at @2
              +0 item 0: 1
              +8 item 1: 2
              +16 item 2: 'three'
              +24 item 3: free
              +32 item 4: free
              +40 item 5: free
              +48 item 6: free
              +56 item 7: free
            from 0 items: 56 bytes
            from 1 items: 88 bytes
            from 5 items: 120 bytes
            from 9 items: 184 bytes
            from 17 items: 248 bytes
        "#]],
    );
    let book =
        Book::with("```python\nx = 1\n```\n\n{{#memoir pools}}\n\n{{#memoir generations}}\n");
    book.run(&["build"]).exits(0).stderr(expect![[""]]);
    assert!(book.read("book/a.html").contains("#3 generation 2"));
    assert!(book.read("book/a.html").contains("pools have been used"));
}

#[test]
fn pictures_in_prose_that_can_not_be_drawn() {
    Book::with(
        "{{#memoir pools}}\n\n```python\nx = 1\n```\n\n{{#memoir layout y}}\n\n{{#memoir layout x +}}\n\n{{#memoir growth set 10}}\n\n{{#memoir growth list many}}\n\n{{#memoir pools now}}\n",
    )
    .run(&["check"])
    .exits(1)
    .stderr(expect![[r#"
        error: a picture with no program above it
         --> chapters/a.md:1:1
          |
        1 | {{#memoir pools}}
          | ^^^^^^^^^^^^^^^^^
        2 |
        3 | ```python
          |
          = help: a picture shows the state that the last block above it left
          = help: see writing-chapters.html#error-directive

        error: there is no such object
         --> chapters/a.md:7:1
          |
        5 | ```
        6 |
        7 | {{#memoir layout y}}
          | ^^^^^^^^^^^^^^^^^^^^
        8 |
        9 | {{#memoir layout x +}}
          |
          = help: name it as the program above would: `x`, `x.attribute`, `x[0]`
          = help: see writing-chapters.html#error-directive

        error: a picture that can't be drawn
          --> chapters/a.md:9:1
           |
         7 | {{#memoir layout y}}
         8 |
         9 | {{#memoir layout x +}}
           | ^^^^^^^^^^^^^^^^^^^^^^
        10 |
        11 | {{#memoir growth set 10}}
           |
           = help: a name is given to `variable`, `variable.attribute` or `variable[0]`
           = help: see writing-chapters.html#error-directive

        error: a picture that can't be drawn
          --> chapters/a.md:11:1
           |
         9 | {{#memoir layout x +}}
        10 |
        11 | {{#memoir growth set 10}}
           | ^^^^^^^^^^^^^^^^^^^^^^^^^
        12 |
        13 | {{#memoir growth list many}}
           |
           = help: write `growth list 100` or `growth dict 100`
           = help: see writing-chapters.html#error-directive

        error: a picture that can't be drawn
          --> chapters/a.md:13:1
           |
        11 | {{#memoir growth set 10}}
        12 |
        13 | {{#memoir growth list many}}
           | ^^^^^^^^^^^^^^^^^^^^^^^^^^^^
        14 |
        15 | {{#memoir pools now}}
           |
           = help: the length is a number up to 10000
           = help: see writing-chapters.html#error-directive

        error: a picture that can't be drawn
          --> chapters/a.md:15:1
           |
        13 | {{#memoir growth list many}}
        14 |
        15 | {{#memoir pools now}}
           | ^^^^^^^^^^^^^^^^^^^^^
           |
           = help: `pools` stands alone
           = help: see writing-chapters.html#error-directive

        6 problems in 1 file
    "#]]);
}
