//! Processes that are killed at any moment: every file is then whole, the old one or the new one.
//!
//! The moments are random. `MEMOIR_SEED` gives those of an earlier run, as far as a scheduler can.

use crate::support::Book;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::{Duration, Instant};

/// So often is each command killed.
const MOMENTS: u32 = 50;

/// Files that `bless` writes in one run.
const CHAPTERS: usize = 15;

/// What begins the name of something that is not finished yet.
const UNFINISHED: [&str; 2] = [".memoir-unfinished-", ".book-unfinished-"];

fn moments() -> fastrand::Rng {
    let given = std::env::var("MEMOIR_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = given.unwrap_or_else(|| fastrand::u64(..));
    println!("MEMOIR_SEED={seed}");
    fastrand::Rng::with_seed(seed)
}

fn start(book: &Book, arguments: &[&str]) -> Child {
    book.command(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
}

/// When a command that nobody kills begins to write, and when it is done.
struct Pace {
    writes: Duration,
    done: Duration,
}

/// Lets a command come to its end.
fn undisturbed(book: &Book, arguments: &[&str], is_writing: &dyn Fn() -> bool) -> Pace {
    let started = Instant::now();
    let mut child = start(book, arguments);
    let mut writes = None;
    let status = loop {
        if writes.is_none() && is_writing() {
            writes = Some(started.elapsed());
        }
        if let Some(status) = child.try_wait().unwrap() {
            break status;
        }
        std::thread::sleep(Duration::from_micros(200));
    };
    assert!(status.success(), "{status}");
    let done = started.elapsed();
    Pace { writes: writes.unwrap_or(done), done }
}

/// Kills a command at a random moment of the whole, or of the time in which it writes.
fn killed(
    book: &Book,
    arguments: &[&str],
    pace: &Pace,
    while_writing: Option<&dyn Fn() -> bool>,
    random: &mut fastrand::Rng,
) {
    let mut child = start(book, arguments);
    let mut span = pace.done;
    if let Some(is_writing) = while_writing {
        while !is_writing() && child.try_wait().unwrap().is_none() {
            std::thread::sleep(Duration::from_micros(100));
        }
        span = pace.done.saturating_sub(pace.writes);
    }
    std::thread::sleep(span.mul_f64(random.f64()));
    child.kill().unwrap();
    child.wait().unwrap();
}

/// What is left unfinished in a folder.
fn unfinished(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap());
    let is_unfinished = |name: &str| UNFINISHED.iter().any(|prefix| name.starts_with(prefix));
    let left = entries.filter(|entry| is_unfinished(&entry.file_name().to_string_lossy()));
    left.map(|entry| entry.path()).collect()
}

/// Every file below a folder with its bytes.
fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let files = walkdir::WalkDir::new(folder).into_iter().map(|entry| entry.unwrap());
    let files = files.filter(|entry| entry.file_type().is_file());
    let relative = |path: &Path| path.strip_prefix(folder).unwrap().to_path_buf();
    files.map(|entry| (relative(entry.path()), std::fs::read(entry.path()).unwrap())).collect()
}

#[test]
fn bless() {
    let text = |number: usize, shown: &str| {
        let code = format!("```python,release=3.14\nprint({number})\n#> {shown}\n```\n");
        format!("# Chapter {number}\n\n{code}\n{}", "A long text.\n".repeat(5000))
    };
    let number_of = |name: &str| -> usize { name[..2].parse().unwrap() };
    let mut book = Book::new();
    for number in 10..10 + CHAPTERS {
        book = book.chapter(&format!("{number}.md"), text(number, "old"));
    }
    let chapters = book.path("chapters");
    let first = book.path("chapters/10.md");
    let old_length = text(10, "old").len() as u64;
    let is_writing = || {
        let length = std::fs::metadata(&first).map_or(old_length, |metadata| metadata.len());
        length != old_length || !unfinished(&chapters).is_empty()
    };
    let pace = undisturbed(&book, &["bless"], &is_writing);
    let mut random = moments();
    let (mut before, mut between, mut after) = (0, 0, 0);
    for moment in 0..MOMENTS {
        let mut new = 0;
        for (name, now) in tree(&chapters) {
            let name = name.to_str().unwrap();
            if name != "SUMMARY.md" && now == text(number_of(name), &name[..2]).as_bytes() {
                book.write(&format!("chapters/{name}"), text(number_of(name), "old"));
            }
        }
        let while_writing: Option<&dyn Fn() -> bool> =
            if moment % 2 == 0 { None } else { Some(&is_writing) };
        killed(&book, &["bless"], &pace, while_writing, &mut random);
        unfinished(&chapters).iter().for_each(|path| std::fs::remove_file(path).unwrap());
        let names = book.names("chapters");
        assert_eq!(names.len(), CHAPTERS + 1, "{names:?}");
        for name in names.iter().filter(|name| *name != "SUMMARY.md") {
            let now = book.read(&format!("chapters/{name}"));
            let number = number_of(name);
            let is_new = now == text(number, &name[..2]);
            assert!(is_new || now == text(number, "old"), "{name} is neither old nor new");
            new += usize::from(is_new);
        }
        *(match new {
            0 => &mut before,
            CHAPTERS => &mut after,
            _ => &mut between,
        }) += 1;
    }
    println!("killed {before} times before, {between} times between and {after} times after");
    assert!(between > 0, "it was never killed while it wrote");
    book.run_changing(&["bless"]).exits(0);
    book.run(&["check"]).exits(0);
}

/// Elsewhere there is no way to exchange two folders in one step.
#[cfg(target_os = "linux")]
#[test]
fn build() {
    let text = |shown: &str| format!("# A\n\n```python,release=3.14\nprint(1)\n#> {shown}\n```\n");
    // Two editions, both of which hold.
    let editions = [text("1"), text("1").replace("(1)", "(1 + 0)")];
    let book = Book::with(&editions[0]).chapter("b.md", "# B\n\nText.\n");
    let is_writing = || !unfinished(&book.path("")).is_empty();
    undisturbed(&book, &["build"], &is_writing);
    let first = tree(&book.path("book"));
    book.write("chapters/a.md", &editions[1]);
    let pace = undisturbed(&book, &["build"], &is_writing);
    let built = [first, tree(&book.path("book"))];
    assert!(built[0] != built[1]);
    let mut random = moments();
    let mut now = 1;
    let (mut replaced, mut left) = (0, 0);
    for moment in 0..MOMENTS {
        book.write("chapters/a.md", &editions[1 - now]);
        let sources = book.sources();
        let while_writing: Option<&dyn Fn() -> bool> =
            if moment % 2 == 0 { None } else { Some(&is_writing) };
        killed(&book, &["build"], &pace, while_writing, &mut random);
        for path in unfinished(&book.path("")) {
            left += 1;
            std::fs::remove_dir_all(path).unwrap();
        }
        assert!(sources == book.sources(), "the sources changed");
        let found = tree(&book.path("book"));
        let edition = built.iter().position(|built| *built == found);
        let edition = edition.expect("the book is neither the old nor the new one");
        replaced += u32::from(edition != now);
        now = edition;
    }
    println!("killed {left} times while it wrote; {replaced} books were finished");
    assert!(left > 0, "it was never killed while it wrote");
    book.run(&["build"]).exits(0);
}
