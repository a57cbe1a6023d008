//! Every program of `tests/programs` on every release: the model shows what real CPython showed.
//!
//! ```text
//! cargo test --test programs                          everything
//! cargo test --test programs -- identity/             one topic; also a name, or @3.14
//! MEMOIR_ALL=1 cargo test --test programs -- NAME     show differences of listed programs too
//! MEMOIR_BLESS=1 cargo test --test programs           bring not-yet.txt up to date
//! ```
//!
//! `not-yet.txt` lists what the model does not show yet, program by program with its releases. A
//! listed one that differs counts as "not yet"; a listed one that is equal is an error, so the list
//! only shrinks.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex};
use std::time::Instant;

use libtest_mimic::{Arguments, Failed, Trial};
use mdbook_memoir::oracle::{self, compare, model, program};
use python_vm::Release;

/// Program and release.
type Key = (String, String);

fn main() -> ExitCode {
    let arguments = Arguments::from_args();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs");
    let list = root.join("not-yet.txt");
    let not_yet = Arc::new(read_list(&list));
    let ignore_list = std::env::var_os("MEMOIR_ALL").is_some();
    let bless = std::env::var_os("MEMOIR_BLESS").is_some();
    // What ran: whether it was equal.
    let ran: Arc<Mutex<BTreeMap<Key, bool>>> = Arc::default();

    let programs = program::find(&[root]).expect("the corpus can be read");
    let mut trials = vec![];
    let mut known = BTreeSet::new();
    for program in programs {
        let program = Arc::new(program);
        let truth = match oracle::recorded(&program) {
            Ok(truth) => truth,
            Err(error) => {
                let text =
                    format!("{error:#}: run `cargo run -- oracle --record --new tests/programs`");
                trials.push(Trial::test(program.id(), move || Err(Failed::from(text))));
                continue;
            }
        };
        for (release, shown) in truth {
            let key = (program.id(), release.clone());
            known.insert(key.clone());
            let (program, not_yet, ran) = (program.clone(), not_yet.clone(), ran.clone());
            trials.push(Trial::test(format!("{}@{release}", program.id()), move || {
                let release =
                    Release::named(&release).ok_or_else(|| format!("no release {release}"))?;
                let difference = compare::difference(&shown, &model::run(&program, release));
                ran.lock().expect("no trial panics").insert(key.clone(), difference.is_none());
                match difference {
                    None if !ignore_list && !bless && not_yet.contains(&key) => Err(Failed::from(
                        "equal, but listed in not-yet.txt: remove it (MEMOIR_BLESS=1)",
                    )),
                    Some(text) if !bless && (ignore_list || !not_yet.contains(&key)) => {
                        Err(Failed::from(text))
                    }
                    _ => Ok(()),
                }
            }));
        }
    }
    for (program, release) in not_yet.iter().filter(|key| !known.contains(*key)) {
        let text = format!("not-yet.txt lists {program} {release}, which is not there");
        trials.push(Trial::test(format!("{program}@{release}"), move || Err(Failed::from(text))));
    }

    let start = Instant::now();
    let conclusion = libtest_mimic::run(&arguments, trials);
    let ran = ran.lock().expect("no trial panics");
    if !arguments.list {
        print!("{}", summary(&ran));
        println!("{} runs in {:.1} s", ran.len(), start.elapsed().as_secs_f64());
    }
    if bless {
        let mut listed: BTreeSet<Key> =
            not_yet.iter().filter(|key| known.contains(*key)).cloned().collect();
        for (key, equal) in ran.iter() {
            if *equal {
                listed.remove(key)
            } else {
                listed.insert(key.clone())
            };
        }
        write_list(&list, &listed);
    }
    conclusion.exit_code()
}

/// The list's lines: a program, then its releases.
fn read_list(path: &PathBuf) -> BTreeSet<Key> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let mut listed = BTreeSet::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let mut words = line.split_whitespace();
        let Some(program) = words.next() else { continue };
        listed.extend(words.map(|release| (program.to_owned(), release.to_owned())));
    }
    listed
}

fn write_list(path: &PathBuf, listed: &BTreeSet<Key>) {
    let mut lines: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (program, release) in listed {
        lines.entry(program).or_default().push(release);
    }
    let mut text = String::from(
        "# What the model does not show yet. See tests/programs.rs; it only shrinks.\n",
    );
    for (program, releases) in lines {
        text.push_str(&format!("{program} {}\n", releases.join(" ")));
    }
    fs::write(path, text).expect("the list can be written");
}

/// Equal and all runs by topic and release.
fn summary(ran: &BTreeMap<Key, bool>) -> String {
    let mut rows: BTreeMap<&str, BTreeMap<&str, (usize, usize)>> = BTreeMap::new();
    for ((program, release), equal) in ran {
        let topic = program.rsplit_once('/').map_or(program.as_str(), |(topic, _)| topic);
        for row in [topic, "~equal/all"] {
            let cell = rows.entry(row).or_default().entry(release).or_default();
            cell.0 += usize::from(*equal);
            cell.1 += 1;
        }
    }
    let mut text = String::new();
    for (row, cells) in rows {
        text.push_str(&format!("{:20}", row.trim_start_matches('~')));
        for (release, (equal, all)) in cells {
            text.push_str(&format!("  {release} {:>9}", format!("{equal}/{all}")));
        }
        text.push('\n');
    }
    text
}
