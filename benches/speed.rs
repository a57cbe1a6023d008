//! How fast the model is by itself. `benches/README.md` says how to read it; `cpython.rs` beside it
//! compares with real CPythons.

use mdbook_memoir::chapter::Chapter;
use mdbook_memoir::source::{Source, SourceFile};
use mdbook_memoir::{book, verify};
use python_vm::{Ending, Limits, Machine, Release, Unit};
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

/// Programs of `programs/`, by name.
macro_rules! programs {
    ($($name:literal)*) => { [$(($name, include_str!(concat!("programs/", $name, ".py")))),*] };
}

fn main() {
    // cargo adds `--bench`; any other word chooses the benchmarks that have it in their names.
    let chosen: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with('-')).collect();
    println!("{:<28}{:>12}{:>12}{:>9}", "", "fastest", "median", "runs");
    let bench = |name: String, work: &mut dyn FnMut()| {
        if chosen.is_empty() || chosen.iter().any(|word| name.contains(word.as_str())) {
            measure(&name, work);
        }
    };
    for release in heap_model::release::RELEASES.iter() {
        bench(format!("start {}", release.name), &mut || {
            black_box(Machine::new(release, Limits::default()));
        });
        bench(format!("snippet run {}", release.name), &mut || {
            run(include_str!("programs/snippet.py"), release);
        });
    }
    bench("snippet to verdict".into(), &mut snippet_to_verdict);
    bench("all chapters".into(), &mut || {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        black_box(book::build::check(root, &Default::default()).expect("the book can be read"));
    });
    let release = Release::named("3.14").expect("the model has 3.14");
    for (name, source) in
        programs!("fib" "arithmetic" "containers" "attributes" "methods" "instances")
    {
        bench(format!("program {name}"), &mut || run(source, release));
    }
}

/// Repeats some work for about a second, at least five times, and prints what one round took.
fn measure(name: &str, work: &mut dyn FnMut()) {
    let begin = Instant::now();
    let mut times: Vec<Duration> = vec![];
    while times.len() < 5 || (begin.elapsed() < Duration::from_secs(1) && times.len() < 10_000) {
        let round = Instant::now();
        work();
        times.push(round.elapsed());
    }
    times.sort();
    let milliseconds = |time: Duration| format!("{:.3} ms", time.as_secs_f64() * 1e3);
    let (fastest, median) = (milliseconds(times[0]), milliseconds(times[times.len() / 2]));
    println!("{name:<28}{fastest:>12}{median:>12}{:>9}", times.len());
}

/// A typical snippet, from a chapter's Markdown to the verdict on one release.
fn snippet_to_verdict() {
    const CHAPTER: &str = concat!(
        "# A chapter\n\n```python,release=3.14\na = [1, 2]\nb = a\nb.append(3)\nprint(a, a is b)\n",
        "#> [1, 2, 3] True\nc = a[:]\nprint(c == a, c is a)\n#> True False\na[5]\n",
        "#! IndexError: list index out of range\n```\n"
    );
    let source = Source::verbatim(SourceFile::new("chapter.md", black_box(CHAPTER)));
    let (chapter, problems) = Chapter::read(source);
    assert!(problems.is_empty(), "{problems:?}");
    let verdicts = verify::verify(&[chapter]);
    assert!(verdicts[0].diagnostics.is_empty(), "{:?}", verdicts[0].diagnostics);
}

fn run(source: &str, release: &'static Release) {
    let mut machine = Machine::new(release, Limits::default());
    let outcome = machine.run(black_box(source), Unit::Script, "program.py");
    assert_eq!(outcome.ending, Ending::Done);
    black_box(machine.finish());
}
