//! A program that is watched does what it does unwatched, and is shown where it was asked for.

use std::cell::RefCell;
use std::rc::Rc;

use heap_model::release::RELEASES;
use python_vm::{Limits, Machine, Outcome, Unit, WatchPoint, Watcher};

/// The lines behind which a program is looked at, in the order of the looks, for each release; and
/// whether it does the same unwatched. Each `#:` is looked at.
fn looks(source: &str) -> Vec<u32> {
    let lines: Vec<&str> = source.lines().collect();
    let points: Vec<WatchPoint> = lines
        .iter()
        .enumerate()
        .filter(|(_, line)| line.trim() == "#:")
        .map(|(number, line)| WatchPoint {
            line: 1 + (0..number).rfind(|&n| !lines[n].trim().starts_with('#')).unwrap() as u32,
            column: (line.len() - 2) as u32,
        })
        .collect();
    let mut all: Option<Vec<u32>> = None;
    for release in &RELEASES {
        let run = |watched: Option<Watcher>| -> (Outcome, Outcome) {
            let mut machine = Machine::new(release, Limits::default());
            let outcome = match watched {
                Some(watcher) => machine.run_watched(source, "x.py", &points, watcher),
                None => machine.run(source, Unit::Script, "x.py"),
            };
            (outcome, machine.finish())
        };
        let seen = Rc::new(RefCell::new(vec![]));
        let (lines, log) = (points.iter().map(|p| p.line).collect::<Vec<_>>(), seen.clone());
        let watched = run(Some(Box::new(move |_, point| log.borrow_mut().push(lines[point]))));
        assert_eq!(watched, run(None), "{}", release.name);
        let seen = seen.borrow().clone();
        assert_eq!(*all.get_or_insert(seen.clone()), seen, "{}", release.name);
    }
    all.unwrap()
}

#[test]
fn statements_of_every_sort() {
    let program = "\
x = [1]
#:
for i in x:
    if i:
        y = i
        #:
    else:
        y = 0
        #:
    #:
#:
while x:
    x.pop()
    #:
try:
    1 / 0
    #:
except ZeroDivisionError:
    y = 2
    #:
finally:
    z = 3
    #:
#:
with __import__('contextlib').nullcontext():
    pass
    #:
#:
a = 1; b = 2
#:
";
    assert_eq!(looks(program), [1, 5, 8, 8, 13, 19, 22, 22, 26, 26, 29]);
}

#[test]
fn calls_generators_and_what_is_left_otherwise() {
    let program = "\
def f(n):
    if n:
        return n
        #:
    #:
    for i in range(3):
        if i == 1:
            continue
        m = n
        #:
    return m
def g():
    yield 1
    #:
    yield 2
print(f(0), f(1), list(g()))
#:
class C:
    x = 1
    #:
    def m(self):
        import sys
        self.line = sys._getframe().f_lasti, sys._getframe().f_lineno
        #:
        return self.line
print(C().m(), C.m.__code__.__sizeof__())
#:
import tracemalloc
tracemalloc.start()
#:
y = [bytearray(100)]
#:
print(tracemalloc.get_traced_memory()[0] > 100)
tracemalloc.take_snapshot()
#:
raise ValueError
#:
";
    assert_eq!(looks(program), [3, 9, 9, 13, 16, 19, 23, 26, 29, 31, 34]);
}
