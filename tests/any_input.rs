//! No input breaks the model or the check: programs of the corpus and chapters of the book, damaged at
//! random, end in a result or an error.
//!
//! ```text
//! cargo test --test any_input                                  some seconds, from a new seed
//! MEMOIR_SECONDS=3600 cargo test --test any_input              an hour of it
//! MEMOIR_SEED=17 cargo test --test any_input                   from that seed
//! ```
//!
//! What breaks it is printed as it is, with the release; it must not panic and not run on.

use std::fs;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime};

use heap_model::release::RELEASES;
use mdbook_memoir::chapter::Chapter;
use mdbook_memoir::report::terminal::{self, Terminal};
use mdbook_memoir::source::{Source, SourceFile};
use mdbook_memoir::verify::{self, STACK, install_panic_hook, last_panic};
use python_vm::{Limits, Machine, Unit};

/// What a damaged program may use before it is stopped.
const LIMITS: Limits = Limits { instructions: 200_000, memory: 64 << 20, output: 1 << 18 };
/// How long one may take, in a build without optimisation on a busy machine.
const PATIENCE: Duration = Duration::from_secs(60);

/// Numbers in a row that only its seed decides (xorshift64*).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        self.0.wrapping_mul(0x2545_f491_4f6c_dd1d)
    }

    /// A number below that one.
    fn below(&mut self, end: usize) -> usize {
        (self.next() >> 33) as usize % end.max(1)
    }

    fn of<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
}

/// The seed, which is told, and when to end.
fn begin() -> (u64, Instant) {
    install_panic_hook();
    let number = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let now = SystemTime::UNIX_EPOCH.elapsed().map_or(1, |since| since.as_nanos() as u64);
    let seed = number("MEMOIR_SEED").unwrap_or(now % 1_000_000_000).max(1);
    println!("MEMOIR_SEED={seed}");
    (seed, Instant::now() + Duration::from_secs(number("MEMOIR_SECONDS").unwrap_or(4)))
}

#[test]
fn damaged_chapters_are_checked() {
    let (seed, end) = begin();
    let mut texts = texts_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("chapters"), "md");
    // Fences, words and directives are what is to be damaged, so parts with many of them are taken.
    texts.retain(|text| text.contains("```py"));
    let mut random = Random(seed);
    let mut checked = 0;
    while Instant::now() < end {
        let text = random.of(&texts);
        let lines: Vec<&str> = text.lines().collect();
        let from = random.below(lines.len());
        let to = (from + 10 + random.below(60)).min(lines.len());
        let part = damaged(&mut random, &[lines[from..to].join("\n")]);
        let started = Instant::now();
        let ended = catch_unwind(AssertUnwindSafe(|| {
            let source = Source::verbatim(SourceFile::new("a.md", part.as_str()));
            let (chapter, mut problems) = Chapter::read(source);
            for verdict in verify::verify(std::slice::from_ref(&chapter)) {
                problems.extend(verdict.diagnostics);
            }
            let terminal = Terminal { colours: true, width: 60 };
            problems.iter().for_each(|problem| drop(terminal::render(problem, terminal)));
        }));
        assert!(ended.is_ok(), "{}\nin this chapter:\n{part}", last_panic());
        assert!(started.elapsed() < PATIENCE, "too long:\n{part}");
        checked += 1;
    }
    println!("{checked} chapters");
}

#[test]
fn damaged_programs_end() {
    let (seed, end) = begin();
    let texts = texts_below(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs"), "py");
    let machine = std::thread::Builder::new().stack_size(STACK);
    let run = move || {
        let mut random = Random(seed);
        let mut ran = 0;
        while Instant::now() < end {
            let source = damaged(&mut random, &texts);
            let release = random.of(&RELEASES);
            let unit = if random.below(5) == 0 { Unit::Interactive } else { Unit::Script };
            let started = Instant::now();
            let ended = catch_unwind(AssertUnwindSafe(|| {
                let mut machine = Machine::new(release, LIMITS);
                machine.run(&source, unit, "damaged.py");
                machine.finish();
            }));
            let name = release.name;
            assert!(ended.is_ok(), "{}\non {name}, {unit:?}:\n{source}", last_panic());
            assert!(started.elapsed() < PATIENCE, "too long on {name}, {unit:?}:\n{source}");
            ran += 1;
        }
        println!("{ran} programs");
    };
    machine.spawn(run).expect("a thread").join().expect("no input breaks the model");
}

/// The texts of all files of a sort below a folder, in a fixed order.
fn texts_below(folder: &Path, extension: &str) -> Vec<String> {
    let mut paths: Vec<PathBuf> = vec![];
    let mut folders = vec![folder.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).expect("a folder").flatten() {
            match entry.path() {
                path if path.is_dir() => folders.push(path),
                path if path.extension().is_some_and(|e| e == extension) => paths.push(path),
                _ => {}
            }
        }
    }
    paths.sort();
    paths.iter().map(|path| fs::read_to_string(path).expect("a text")).collect()
}

/// A program with some damage done.
fn damaged(random: &mut Random, texts: &[String]) -> String {
    let mut source = random.of(texts).clone();
    for _ in 0..=random.below(4) {
        source = match random.below(9) {
            0..=3 => with_lines(random, &source, texts),
            4..=7 => with_words(random, &source, texts),
            _ => with_bytes(random, &source),
        };
    }
    source
}

/// A line goes, comes twice, changes its place or its indentation, or comes from elsewhere.
fn with_lines(random: &mut Random, source: &str, texts: &[String]) -> String {
    let mut lines: Vec<&str> = source.lines().collect();
    if lines.is_empty() {
        return String::from("pass\n");
    }
    let (at, other) = (random.below(lines.len()), random.below(lines.len()));
    let indented = format!("    {}", lines[at]);
    match random.below(6) {
        0 => drop(lines.remove(at)),
        1 => lines.insert(other, lines[at]),
        2 => lines.swap(at, other),
        3 => lines[at] = &indented,
        4 => lines[at] = lines[at].strip_prefix("    ").unwrap_or(lines[at]),
        _ => {
            let foreign: Vec<&str> = random.of(texts).lines().collect();
            if !foreign.is_empty() {
                lines.insert(at, foreign[random.below(foreign.len())]);
            }
        }
    }
    lines.join("\n") + "\n"
}

/// A word or sign is put in the place of another, from anywhere.
fn with_words(random: &mut Random, source: &str, texts: &[String]) -> String {
    let mut words = words(source);
    let foreign = random.of::<String>(texts);
    let foreign = self::words(foreign);
    if words.is_empty() || foreign.is_empty() {
        return source.to_owned();
    }
    let (at, other) = (random.below(words.len()), random.below(words.len()));
    match random.below(4) {
        0 => words[at] = words[other],
        1 => words[at] = foreign[random.below(foreign.len())],
        2 => drop(words.remove(at)),
        _ => words.swap(at, other),
    }
    words.concat()
}

/// The text in pieces: identifiers and numbers, blanks, and single signs.
fn words(text: &str) -> Vec<&str> {
    let kind = |c: char| match c {
        c if c.is_alphanumeric() || c == '_' => 1,
        ' ' => 2,
        _ => 0,
    };
    let mut pieces = vec![];
    let mut start = 0;
    let mut before = 0;
    for (at, c) in text.char_indices() {
        if at > start && (kind(c) == 0 || kind(c) != before) {
            pieces.push(&text[start..at]);
            start = at;
        }
        before = kind(c);
    }
    pieces.push(&text[start..]);
    pieces
}

/// Some bytes go, or others come; what is no UTF-8 then is replaced.
fn with_bytes(random: &mut Random, source: &str) -> String {
    let mut bytes = source.as_bytes().to_vec();
    let at = random.below(bytes.len() + 1);
    let to = (at + random.below(8)).min(bytes.len());
    let new: Vec<u8> = (0..random.below(4)).map(|_| random.next() as u8).collect();
    bytes.splice(at..to, new);
    String::from_utf8_lossy(&bytes).into_owned()
}
