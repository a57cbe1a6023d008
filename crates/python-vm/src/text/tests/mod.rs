//! Every answer recorded from a real CPython, asked of the functions here.
//!
//! The `.txt` files beside this one are written by `record.py`, which describes their lines; the
//! cases are in `areas.py`. A line holds for the releases it names. To check more cases than the
//! recorded ones, record to another folder with `--random` and run
//! `TEXT_ANSWERS=FOLDER cargo test -p python-vm text:: -- --ignored`.

mod formats;
mod numbers;
mod others;
mod strings;
mod tracebacks;

use heap_model::release::{RELEASES, Release};
use num_bigint::BigInt;

use super::{Error, Exception};

/// What a call gave, as the files write it: `=` and a text, or `!` and an exception.
type Answer = String;

/// The arguments of one call, as text.
struct Cells<'a> {
    cells: &'a [&'a str],
}

impl Cells<'_> {
    fn text(&self, index: usize) -> String {
        unescape(self.cells[index])
    }

    fn float(&self, index: usize) -> f64 {
        self.cells[index].parse().expect("a float")
    }

    fn int(&self, index: usize) -> BigInt {
        self.cells[index].parse().expect("an int")
    }

    fn i64(&self, index: usize) -> i64 {
        self.cells[index].parse().expect("a small int")
    }

    fn bytes(&self, index: usize) -> Vec<u8> {
        let digits = self.cells[index].as_bytes().chunks(2);
        digits
            .map(|pair| u8::from_str_radix(std::str::from_utf8(pair).unwrap(), 16).expect("hex"))
            .collect()
    }

    fn len(&self) -> usize {
        self.cells.len()
    }
}

fn unescape(cell: &str) -> String {
    let mut out = String::new();
    let mut rest = cell;
    while let Some(backslash) = rest.find('\\') {
        out.push_str(&rest[..backslash]);
        rest = &rest[backslash + 1..];
        if let Some(after) = rest.strip_prefix("u{") {
            let (code, after) = after.split_once('}').expect("a closed escape");
            let code = u32::from_str_radix(code, 16).expect("a code point");
            out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            rest = after;
        } else {
            out.push('\\');
            rest = &rest[1..];
        }
    }
    out + rest
}

fn value(text: impl AsRef<str>) -> Answer {
    format!("={}", text.as_ref())
}

fn raised(exception: &str, message: impl AsRef<str>) -> Answer {
    format!("!{exception}:{}", message.as_ref())
}

fn result(result: Result<String, Error>) -> Answer {
    match result {
        Ok(text) => value(text),
        Err(error) => error_answer(error),
    }
}

fn error_answer(error: Error) -> Answer {
    let name = match error.exception {
        Exception::Memory => "MemoryError",
        Exception::Overflow => "OverflowError",
        Exception::Type => "TypeError",
        Exception::Value => "ValueError",
    };
    raised(name, error.message)
}

type Ask = fn(&str, &Cells, &'static Release) -> Answer;

/// Checks an area's answers, the releases side by side; shows the first few that differ.
fn check(area: &str, recorded: &str, ask: Ask) {
    let (mut asked, mut differing) = (0, vec![]);
    std::thread::scope(|scope| {
        let releases = RELEASES.iter();
        let threads: Vec<_> =
            releases.map(|release| scope.spawn(|| check_release(recorded, ask, release))).collect();
        for thread in threads {
            let (count, mut more) = thread.join().expect("a checked release");
            asked += count;
            differing.append(&mut more);
        }
    });
    let count = differing.len();
    differing.truncate(20);
    assert!(count == 0, "{area}: {count} of {asked} differ\n{}", differing.join("\n"));
}

/// How many lines hold for a release, and what is told of those that differ.
fn check_release(recorded: &str, ask: Ask, release: &'static Release) -> (usize, Vec<String>) {
    let (mut asked, mut differing) = (0, vec![]);
    for line in recorded.lines() {
        let cells: Vec<&str> = line.split('\t').collect();
        let [releases, call, arguments @ .., expected] = &cells[..] else {
            panic!("not a line of answers: {line}")
        };
        if *releases != "*" && !releases.split(' ').any(|name| name == release.name) {
            continue;
        }
        asked += 1;
        let expected = unescape(expected);
        let got = ask(call, &Cells { cells: arguments }, release);
        if got != expected {
            let short = |text: String| text.chars().take(160).collect::<String>();
            differing.push(format!(
                "{} {call} {}\n  CPython {}\n  here    {}",
                release.name,
                short(format!("{arguments:?}")),
                short(format!("{expected:?}")),
                short(format!("{got:?}")),
            ));
        }
    }
    (asked, differing)
}

macro_rules! areas {
    ($($area:ident => $ask:path,)*) => {
        $(#[test]
        fn $area() {
            check(stringify!($area), include_str!(concat!(stringify!($area), ".txt")), $ask);
        })*

        #[test]
        #[ignore = "reads recorded answers from the folder TEXT_ANSWERS"]
        fn further_answers() {
            let folder = std::path::PathBuf::from(std::env::var_os("TEXT_ANSWERS").expect("TEXT_ANSWERS"));
            $(if let Ok(recorded) = std::fs::read_to_string(folder.join(concat!(stringify!($area), ".txt"))) {
                check(stringify!($area), &recorded, $ask);
            })*
            if let Ok(recorded) = std::fs::read_to_string(folder.join("tracebacks.txt")) {
                tracebacks::check(&recorded);
            }
        }
    };
}

areas! {
    float => numbers::float,
    int => numbers::int,
    format_spec => formats::format_spec,
    percent => formats::percent,
    str_format => formats::str_format,
    repr => formats::repr,
    case => strings::case,
    split => strings::split,
    bytes => strings::bytes,
    suggest => others::suggest,
    random => others::random,
    complex => others::complex,
    struct_format => others::struct_format,
}
