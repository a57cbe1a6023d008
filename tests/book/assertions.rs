//! What is asserted of the heap is evaluated outside of the program.

use crate::support::Book;
use expect_test::expect;

/// A chapter of one script, all of which holds.
#[track_caller]
fn holds(script: &str) {
    Book::with(format!("# A\n\n```python\n{script}```\n")).run(&["check"]).exits(0);
}

#[test]
fn counts_and_holders() {
    holds(
        "x = []\n#: refcount(x) == 1\ny = [x, 5]\nd = {'k': x}\n#: refcount(x) == 3\n#: holders(x) == \"global x; item 0 of list y; item 'k' of dict d\"\n#: same(x, y[0], d['k'])\n#: distinct(x, y, d)\n#[3.12+]: immortal(y[1])\n",
    );
    holds(
        "class Node:\n    def __init__(self, next):\n        self.next = next\na = Node(None)\nb = Node(a)\n#: holders(a) == \"global a; attribute next of Node b\"\n#: live(Node) == 2\na.next = b\ndel a\n#: holders(b.next) == 'attribute next of Node b'\n#: old = b\ndel b\n#: alive(old)\n#: holders(old) == 'attribute next of an unreachable Node'\nimport gc\nprint(gc.collect())\n#> 2\n#: freed(old)\n#: collected() == 2\n#: collections() == 1\n#: live(Node) == 0\n",
    );
}

#[test]
fn holders_in_calls_closures_and_generators() {
    holds(
        "def f(arg, *rest, key=None):\n    local = arg\n    #: holders(local) == 'global x; argument of f; local local of f'\n    #: same(key, None)\nx = object()\nf(x)\n#: holders(x) == 'global x'\n",
    );
    holds(
        "def counter(start=[]):\n    count = start\n    def step():\n        nonlocal count\n        count = count + [1]\n        #: holders(count) == 'closure variable count of counter.<locals>.step'\n        return count\n    return step\nstep = counter()\n#: refcount(counter.__defaults__[0]) == 2\n#: holders(counter.__defaults__[0]) == 'default of counter; closure variable count of counter.<locals>.step'\nstep()\n",
    );
    holds(
        "def items(source):\n    for item in source:\n        yield item\nx = [[1], [2]]\ng = items(x)\nnext(g)\n#: holders(x) == 'global x; sequence of a list_iterator; argument of generator items'\n#: holders(x[0]) == 'item 0 of list x; local item of generator items'\n",
    );
}

#[test]
fn sizes_places_and_the_collector() {
    holds(
        "a = []\nb = []\nt = (1, 2)\ns = 'hello'\nu = s + s\n#: size(a) == 56\n#: allocated(a) == 64\n#: id(b) - id(a) != 0\n#: pool(a) == pool(b)\n#: arena(a) == arena(b)\n#: tracked(a)\n#: interned(s)\n#: not interned(u)\n#: generation(a) == 0\n#: size(t) == 56\n#[3.14+]: size(t) == 64\nc = bytes(1000)\n#: pool(c) == None\n#: size(a) + size(b) == 2 * 56\n",
    );
    holds(
        "class Phoenix:\n    def __del__(self):\n        global kept\n        kept = self\np = Phoenix()\n#: bird = p\n#: not finalized(p)\ndel p\n#: alive(bird)\n#: finalized(bird)\n#: holders(bird) == 'global kept'\n",
    );
}

#[test]
fn a_false_one_says_what_is_and_who_holds_it() {
    Book::with("```python\ndef keep(x):\n    cache.append(x)\n    #: refcount(x) == 2\ncache = []\nitem = object()\nkeep(item)\n#: refcount(item) == 1\n#: freed(item)\n```\n")
        .run(&["check"])
        .exits(1)
        .stderr(expect![[r#"
            error: `refcount(x)` is 3 [every release]
             --> chapters/a.md:4:1
              |
            2 | def keep(x):
            3 |     cache.append(x)
            4 |     #: refcount(x) == 2
              | ^^^^^^^^^^^^^^^^^^^^^^^ asserted
            5 | cache = []
            6 | item = object()
              |
              = - expected, + got:
                - refcount(x) == 2
                + refcount(x) == 3
              = who holds x:
                  global item
                  item 0 of list cache
                  argument of keep
              = help: see writing-chapters.html#error-assertion

            error: `refcount(item)` is 2 [every release]
              --> chapters/a.md:8:1
               |
             6 | item = object()
             7 | keep(item)
             8 | #: refcount(item) == 1
               | ^^^^^^^^^^^^^^^^^^^^^^ asserted
             9 | #: freed(item)
            10 | ```
               |
               = - expected, + got:
                 - refcount(item) == 1
                 + refcount(item) == 2
               = who holds item:
                   global item
                   item 0 of list cache
               = help: see writing-chapters.html#error-assertion

            error: `freed(item)` is false [every release]
              --> chapters/a.md:9:1
               |
             7 | keep(item)
             8 | #: refcount(item) == 1
             9 | #: freed(item)
               | ^^^^^^^^^^^^^^ asserted
            10 | ```
               |
               = who holds item:
                   global item
                   item 0 of list cache
               = help: see writing-chapters.html#error-assertion

            3 problems in 1 file
        "#]]);
}

#[test]
fn releases_that_differ() {
    Book::with("```python\nt = ()\n#: size(t) == 40\n```\n\n```python\nt = []\n#: size(t) == 56\n#[3.14+]: size(t) == 56\n```\n").run(&["check"]).exits(1).stderr(
        expect![[r#"
            error: `size(t)` is 48 on 3.14 and 3.15
             --> chapters/a.md:3:1
              |
            1 | ```python
            2 | t = ()
            3 | #: size(t) == 40
              | ^^^^^^^^^^^^^^^^ asserted
            4 | ```
              |
              = - expected, + got:
                - size(t) == 40
                + size(t) == 48
              = help: if that is right, declare it:
                      #[3.14+]: size(t) == 48
              = help: see writing-chapters.html#error-undeclared-difference

            error: the lines for 3.14 and 3.15 are the same as the plain ones
              --> chapters/a.md:9:1
               |
             7 | t = []
             8 | #: size(t) == 56
             9 | #[3.14+]: size(t) == 56
               | ^^^^^^^^^^^^^^^^^^^^^^^ declared to differ, and do not
            10 | ```
               |
               = help: delete these lines
               = help: see writing-chapters.html#error-contradiction

            2 problems in 1 file
        "#]],
    );
}

#[test]
fn what_can_not_be_asked() {
    Book::with("```python\nx = 1\n#: refcount(y) == 1\n#: refcount x\n#:refcount(x) == 1\nprint(  #: size(x) == 1\n)\n#>\nif x:\n  pass\n    #: size(x) == 28\n#: x.y = 3\n```\n")
        .run(&["check"])
        .exits(1)
        .stderr(expect![[r#"
            error: this can't be asked here [every release]
             --> chapters/a.md:3:1
              |
            1 | ```python
            2 | x = 1
            3 | #: refcount(y) == 1
              | ^^^^^^^^^^^^^^^^^^^ there is no `y` here
            4 | #: refcount x
            5 | #:refcount(x) == 1
              |
              = help: see writing-chapters.html#error-assertion

            error: this heap assertion can't be read: write `refcount(…)`
             --> chapters/a.md:4:1
              |
            2 | x = 1
            3 | #: refcount(y) == 1
            4 | #: refcount x
              | ^^^^^^^^^^^^^
            5 | #:refcount(x) == 1
            6 | print(  #: size(x) == 1
              |
              = help: write `#: refcount(x) == 2`, `#: same(a, b)` or `#: holders(x) == "global x"`
              = help: see writing-chapters.html#error-expectation

            error: a space is missing
             --> chapters/a.md:5:1
              |
            3 | #: refcount(y) == 1
            4 | #: refcount x
            5 | #:refcount(x) == 1
              | ^^^^^^^^^^^^^^^^^^
            6 | print(  #: size(x) == 1
            7 | )
              |
              = help: write `#: refcount(x) == 1`
              = help: see writing-chapters.html#error-expectation

            error: an expectation stands behind code
             --> chapters/a.md:6:1
              |
            4 | #: refcount x
            5 | #:refcount(x) == 1
            6 | print(  #: size(x) == 1
              | ^^^^^^^^^^^^^^^^^^^^^^^
            7 | )
            8 | #>
              |
              = help: put it on a line of its own under the statement
              = help: see writing-chapters.html#error-expectation

            error: nothing comes to this assertion [every release]
              --> chapters/a.md:11:1
               |
             9 | if x:
            10 |   pass
            11 |     #: size(x) == 28
               | ^^^^^^^^^^^^^^^^^^^^ the statement above never runs to its end
            12 | #: x.y = 3
            13 | ```
               |
               = help: an assertion is indented like the statement that it stands under
               = help: see writing-chapters.html#error-assertion

            error: this heap assertion can't be read: what of `x`? write, for example, `refcount(x) == 2`
              --> chapters/a.md:12:1
               |
            10 |   pass
            11 |     #: size(x) == 28
            12 | #: x.y = 3
               | ^^^^^^^^^^
            13 | ```
               |
               = help: write `#: refcount(x) == 2`, `#: same(a, b)` or `#: holders(x) == "global x"`
               = help: see writing-chapters.html#error-expectation

            6 problems in 1 file
        "#]]);
}

#[test]
fn in_sessions_and_after_exceptions() {
    Book::with("```pycon\n>>> x = []\n>>> y = [x]\n#: refcount(x) == 2\n>>> x[0]\nTraceback (most recent call last):\n  ...\nIndexError: list index out of range\n#: refcount(x) == 2\n```\n\n```python\nx = []\nx[0]\n#! IndexError: list index out of range\n#: refcount(x) == 1\n```\n")
        .run(&["check"])
        .exits(0);
}

#[test]
fn bless_writes_the_value() {
    let book = Book::with(
        "- item\n\n  ```python\n  def f(x):\n      y = x\n      #: refcount(x) == 9\n  f([])\n  t = ()\n  #: size(t) == 40\n  #: id(t) == 0x1\n  d = {}\n  e = [d]\n  #: holders(d) == 'somebody'\n  #[3.11-3.12]: size(d) == 64\n  #[3.13]: size(d) == 65\n  #: size(d) == 63\n  ```\n",
    );
    book.run_changing(&["bless"]).exits(0);
    expect![[r#"
        - item

          ```python
          def f(x):
              y = x
              #: refcount(x) == 2
          f([])
          t = ()
          #: size(t) == 40
          #[3.14+]: size(t) == 48
          #: id(t) == 0x7f0000018550
          #[3.11]: id(t) == 0x7f00000195a0
          #[3.12]: id(t) == 0x7f0000019070
          #[3.15]: id(t) == 0x7f000001ee60
          d = {}
          e = [d]
          #: holders(d) == 'global d; item 0 of list e'
          #: size(d) == 64
          ```
    "#]]
    .assert_eq(&book.read("chapters/a.md"));
    book.run(&["bless"]).exits(0).prints("nothing to change");
}

#[test]
fn what_no_value_makes_true_is_left_alone() {
    let book = Book::with("```python\nx = 1\n#: not immortal(None)\n#: tracked(x)\n```\n");
    let text = book.read("chapters/a.md");
    book.run_changing(&["bless"]).exits(1).says("no other value makes this assertion hold");
    assert_eq!(book.read("chapters/a.md"), text);
}

#[test]
fn what_would_take_forever_is_told() {
    Book::with("```python\nx = []\nfor i in range(20000):\n    y = x\n    #: refcount(x) == 2\n    #: holders(x) == 'global x; global y'\nmany = {i: x for i in range(30000)}\n#: refcount(x) == 30002\n#: refcount(x) == 3\n```\n")
        .run(&["check", "--format", "plain"])
        .exits(1)
        .stdout(expect![[r#"
            chapters/a.md:5:1: this can't be asked here: this is passed more than 10000 times; say it behind the loop
            chapters/a.md:6:1: this can't be asked here: this is passed more than 100 times; say it behind the loop
            chapters/a.md:9:1: `refcount(x)` is 30002: asserted
        "#]]);
    let long = "(".repeat(100_000);
    Book::with(format!("```python\nx = 1\n#: {long}\n```\n"))
        .run(&["check"])
        .exits(1)
        .says("it is longer than 600 bytes");
}
