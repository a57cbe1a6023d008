//! Programs that never end, or want everything: each ends soon in an error at its place.

use crate::support::Book;
use std::time::{Duration, Instant};

/// Checks a chapter with one block; it must end soon, and say this.
#[track_caller]
fn check(code: &str, status: i32, says: &str, at: &str) {
    let started = Instant::now();
    let ran = Book::with(format!("# A\n\n```python\n{code}\n```\n")).run(&["check"]);
    // An unoptimised machine on five releases, beside all the other tests.
    let limit = Duration::from_secs(if cfg!(debug_assertions) { 60 } else { 4 });
    assert!(started.elapsed() < limit, "{:?}", started.elapsed());
    ran.exits(status).says(says).says(at);
}

#[test]
fn endless_loop() {
    check("x = 1\nwhile True:\n    x += 1", 2, "reached the limit of", "chapters/a.md:5:1");
}

#[test]
fn endless_recursion() {
    check(
        "def f():\n    f()\nf()",
        1,
        "RecursionError: maximum recursion depth exceeded",
        "chapters/a.md:5:",
    );
}

#[test]
fn endless_allocation() {
    check(
        "x = []\nwhile True:\n    x.append(bytearray(1000000))",
        1,
        "MemoryError",
        "chapters/a.md:6:",
    );
    check("x = 'a' * (1 << 60)", 1, "MemoryError", "chapters/a.md:4:");
}

#[test]
fn a_gigabyte_of_output() {
    check(
        "for i in range(1000000):\n    print('x' * 1000)",
        2,
        "reached the limit of",
        "chapters/a.md:5:",
    );
}

/// Some of these are too much for CPython's parser and not for ours, or the other way round; none may
/// take the process down.
#[test]
fn deep_nesting() {
    let n = 100_000;
    let blocks: String = (0..n / 100).map(|i| " ".repeat(i) + "if 0:\n").collect();
    for code in [
        format!("x = {}1{}", "(".repeat(n), ")".repeat(n)),
        format!("x = {}1", "-".repeat(n)),
        format!("x = {}1", "not ".repeat(n)),
        format!("x = []{}", "[0]".repeat(n)),
        format!("x = 0{}", ".x".repeat(n)),
        format!("x = {}1", "1+".repeat(n)),
        format!("x = {}1", "1**".repeat(n)),
        format!("x = {}1", "lambda: ".repeat(n)),
        format!("x = {}1", "1 if 1 else ".repeat(n)),
        format!("{}1", "x = ".repeat(n)),
        format!("if 0: pass\n{}", "elif 0: pass\n".repeat(n)),
        format!("{blocks}{}x = 1", " ".repeat(n / 100)),
        format!("x = {}1{}", "f'{".repeat(n), "}'".repeat(n)),
    ] {
        let ran =
            Book::with(format!("# A\n\n```python,release=3.14\n{code}\n```\n")).run(&["check"]);
        assert!(ran.status.is_some_and(|status| status < 3), "{}: {}", &code[..20], ran.stderr);
    }
}

#[test]
fn ten_megabytes_on_one_line_of_code() {
    check(
        &format!("x = '{}'\nprint(len(x))", "y".repeat(10_000_000)),
        1,
        "prints a line",
        "chapters/a.md:5:1",
    );
}
