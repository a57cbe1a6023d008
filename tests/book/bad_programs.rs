//! Programs that no author means: each ends soon, with a place, and harms nothing.
//!
//! Times are held in an optimised build; without optimisation they only must end.

use crate::support::{Book, Ran};
use std::time::{Duration, Instant};

/// How long one command may take.
const SOON: Duration = Duration::from_secs(if cfg!(debug_assertions) { 100 } else { 4 });

/// Runs a command on a book and holds what is true of any.
#[track_caller]
fn run(book: &Book, arguments: &[&str]) -> Ran {
    let begin = Instant::now();
    let ran = book.run(arguments);
    let took = begin.elapsed();
    let start: String = ran.stderr.chars().take(2000).collect();
    assert!(ran.status.is_some_and(|status| status < 3), "{:?}: {start}", ran.status);
    assert!(!ran.stderr.contains("panicked"), "{start}");
    assert!(!ran.stderr.contains("src/"), "a place in the model's own source: {start}");
    assert!(took < SOON, "{took:?}");
    ran
}

/// A chapter of one program on one release.
fn chapter(program: &str) -> Book {
    Book::with(format!("# A\n\n```python,release=3.14\n{program}\n```\n"))
}

/// Checks a program, which ends with status 1 or 2, in these words.
#[track_caller]
fn ends(program: &str, status: i32, words: &str) {
    let book = chapter(program);
    run(&book, &["check"]).exits(status).says(words).says("chapters/a.md:");
}

/// Checks a program that ends as CPython's does: with this exception, and with no other problem.
#[track_caller]
fn raises(program: &str, exception: &str) {
    let text = format!("# A\n\n```python,release=3.14,raises={exception}\n{program}\n```\n");
    run(&Book::with(text), &["check"]).exits(0);
}

#[test]
fn endless_loops() {
    let loops = [
        "while True:\n    pass",
        "def f():\n    while True:\n        yield 1\nfor x in f():\n    pass",
        "for item in iter(lambda: 0, 1):\n    pass",
        "sum(iter(int, 1))",
        "any(iter(int, 1))",
        "max(range(10 ** 12))",
        "0.5 in range(10 ** 12)",
        "while True:\n    try:\n        raise KeyError\n    except KeyError:\n        pass",
        "class A:\n    def __del__(self):\n        while True:\n            pass\na = A()\ndel a",
        "class A:\n    def __eq__(self, other):\n        while True:\n            pass\nA() == 1",
    ];
    for program in loops {
        ends(program, 2, "limit of");
    }
}

#[test]
fn a_loop_that_catches_everything_ends_too() {
    ends(
        "while True:\n    try:\n        while True:\n            pass\n    except BaseException:\n        pass",
        2,
        "limit of",
    );
}

#[test]
fn run_stops_an_endless_loop_as_well() {
    let book = Book::new().file("loop.py", "while True:\n    pass\n");
    let begin = Instant::now();
    book.run(&["run", "loop.py"]).exits(2).says("limit of").says("loop.py:2");
    assert!(begin.elapsed() < SOON * 5);
}

#[test]
fn endless_recursion() {
    let recursions = [
        "def f():\n    f()\nf()",
        "class A:\n    def __repr__(self):\n        return repr(self)\nrepr(A())",
        "class A:\n    def __eq__(self, other):\n        return self == other\nA() == A()",
        "class A:\n    def __getattr__(self, name):\n        return getattr(self, name)\nA().x",
        "class A:\n    def __hash__(self):\n        return hash(self)\nhash(A())",
        "class A:\n    def __init__(self):\n        A()\nA()",
        "class A:\n    def __call__(self):\n        self()\nA()()",
        "class A:\n    def __iter__(self):\n        return iter(list(self))\nlist(A())",
        "def f(x):\n    return sorted([2, 1], key=f)\nf(1)",
        "def f():\n    yield from f()\nlist(f())",
        "f = lambda: list(map(lambda x: f(), [1]))\nf()",
    ];
    for program in recursions {
        raises(program, "RecursionError");
    }
}

#[test]
fn endless_allocation() {
    let allocations = [
        "a = []\nwhile True:\n    a.append([0] * 1000)",
        "s = 'x'\nwhile True:\n    s = s + s",
        "x = [0] * 10 ** 12",
        "x = 'a' * 10 ** 12",
        "x = b'a' * 10 ** 12",
        "x = (0,) * 10 ** 12",
        "x = bytes(10 ** 12)",
        "x = bytearray(10 ** 12)",
        "x = 1 << 10 ** 12",
        "x = 'abc'.ljust(10 ** 12)",
        "x = ('a' * 10 ** 5).replace('a', 'b' * 10 ** 5)",
        "x = ('a' * 10 ** 5).join(['b'] * 10 ** 5)",
        "a = [1]\nwhile True:\n    a.extend(a)",
        "d = {}\ni = 0\nwhile True:\n    d[i] = [i] * 100\n    i += 1",
        "x = list(range(10 ** 9))",
        "x = bytearray(1)\nwhile True:\n    x.extend(x)",
    ];
    for program in allocations {
        raises(program, "MemoryError");
    }
}

#[test]
fn huge_numbers_end() {
    let programs = [
        "x = 10 ** 10 ** 9",
        "x = 7 ** (10 ** 7)",
        "x = 3\nwhile True:\n    x = x * x",
        "x = int('9' * 10 ** 7)",
        "x = str(1 << 10 ** 7)",
        "x = '%0*d' % (10 ** 9, 1)",
        "x = f'{1:{10 ** 9}}'",
        "import math\nmath.factorial(10 ** 8)",
    ];
    for program in programs {
        let ran = run(&chapter(program), &["check"]);
        assert!(ran.status != Some(0), "{program}");
        ran.says("chapters/a.md:");
    }
}

#[test]
fn ten_megabytes_on_one_line() {
    let long = "x".repeat(10_000_000);
    run(&chapter(&format!("x = '{long}'\nprint(len(x))\n#> 10000000")), &["check"]).exits(0);
    for program in [format!("# {long}\n1 +"), format!("{long} = "), format!("x = '{long}")] {
        let ran = run(&chapter(&program), &["check"]).says("chapters/a.md:");
        assert!(ran.stderr.len() < 10_000, "{}", ran.stderr.len());
    }
}

#[test]
fn brackets_that_nest_deeply() {
    for bracket in ["(", "[", "{", "f(", "x["] {
        ends(&bracket.repeat(100_000), 1, "too many nested parentheses");
    }
    ends(&format!("x = f'{{{}'", "(".repeat(100_000)), 1, "SyntaxError");
}

#[test]
fn expressions_that_nest_deeply() {
    for operator in ["-", "not ", "lambda: ", "1 if x else ", "2 ** ", "lambda a, b: "] {
        ends(&(operator.repeat(100_000) + "1"), 1, "MemoryError");
    }
    for (first, more) in [("1", " + 1"), ("a", ".b"), ("f", "()"), ("x", "[0]"), ("1", " | 1")] {
        let program = first.to_owned() + &more.repeat(100_000);
        ends(&program, 1, "RecursionError");
    }
}

#[test]
fn statements_that_nest_deeply() {
    let ifs: String = (0..150).map(|depth| format!("{}if x:\n", " ".repeat(depth))).collect();
    ends(&format!("{ifs}{}pass", " ".repeat(150)), 1, "too many levels of indentation");
    let program = "if 0:\n    pass\n".to_owned() + &"elif 0:\n    pass\n".repeat(100_000);
    ends(&program, 1, "MemoryError");
}

#[test]
fn wide_is_not_deep() {
    for program in [
        "x = [".to_owned() + &"-1, ".repeat(20_000) + "]",
        "x = 1\n".to_owned() + &"x = -x + 1\n".repeat(5_000),
        "x = 1 ".to_owned() + &"and 1 ".repeat(20_000),
        "x = ".repeat(1_000) + "1",
        "x = (1".to_owned() + &" + 1".repeat(1_500) + ")\nprint(x)\n#> 1501",
        "if 0:\n    pass\n".repeat(3_000),
    ] {
        run(&chapter(&program), &["check"]).exits(0);
    }
}

#[test]
fn objects_that_nest_deeply() {
    let build = "x = []\nfor i in range(100_000):\n    x = [x]\n";
    run(&chapter(&format!("{build}del x")), &["check"]).exits(0);
    for nested in ["[x]", "(x,)", "{1: x}"] {
        let build = format!("x = ()\nfor i in range(100_000):\n    x = {nested}\n");
        raises(&format!("{build}repr(x)"), "RecursionError");
    }
    raises(&format!("{build}import copy\ncopy.deepcopy(x)"), "RecursionError");
    raises(
        "x = y = []\nfor i in range(100_000):\n    x = [x]\n    y = [y]\nx == y",
        "RecursionError",
    );
    run(&chapter(&format!("import gc\n{build}x[0].append(x)\ndel x\ngc.collect()")), &["check"])
        .exits(0);
    let chain = "class A:\n    pass\nfirst = a = A()\nfor i in range(100_000):\n    a.next = A()\n    a = a.next\n";
    run(&chapter(&format!("{chain}del a, first")), &["check"]).exits(0);
}

#[test]
fn a_program_that_prints_a_gigabyte() {
    for program in [
        "while True:\n    print('x' * 10 ** 6)",
        "print('x' * 10 ** 9)",
        "for i in range(10 ** 9):\n    print(i)",
        "import sys\nwhile True:\n    sys.stderr.write('x' * 10 ** 6)",
    ] {
        let ran = run(&chapter(program), &["check"]).says("chapters/a.md:");
        assert!(matches!(ran.status, Some(1 | 2)) && ran.stderr.len() < 10_000);
    }
}

#[test]
fn a_good_book_stays_when_the_next_is_bad() {
    let book = chapter("print(1)\n#> 1");
    run(&book, &["build"]).exits(0);
    let good = book.read("book/a.html");
    for bad in [
        "```python\nwhile True:\n    pass\n```\n",
        "```python\nprint(1)\n#> 2\n```\n",
        "{{#include missing.md}}\n",
        "```python\n",
    ] {
        book.write("chapters/a.md", bad);
        let ran = run(&book, &["build"]).says("chapters/a.md:");
        assert!(matches!(ran.status, Some(1 | 2)), "{bad}");
        assert_eq!(book.read("book/a.html"), good, "{bad}");
        assert_eq!(book.names("."), ["book", "book.toml", "chapters"]);
    }
}

#[test]
fn run_on_what_is_no_program() {
    let book = Book::new().file("bytes.py", b"x = '\xff'\n").file("zeros.py", b"x = 1\0\n");
    run(&book, &["run", "bytes.py"]).exits(2).says("bytes.py:1:6");
    run(&book, &["run", "zeros.py"]).exits(1);
    run(&book, &["run", "none.py"]).exits(2).says("none.py");
    run(&book, &["run", "chapters"]).exits(2).says("chapters");
}
