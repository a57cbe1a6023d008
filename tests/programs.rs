//! Every program of `tests/programs` on every release: the model shows what real CPython showed.
//!
//! ```text
//! cargo test --test programs                          everything
//! cargo test --test programs -- identity/             one topic; also a name, or @3.14
//! MEMOIR_ALL=1 cargo test --test programs -- NAME     show differences of listed programs too
//! MEMOIR_BLESS=1 cargo test --test programs           bring not-yet.txt up to date
//! ```
//!
//! With `MEMOIR_ALL`, the commonest reasons for not running at all are counted at the end.
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

use heap_model::release::RELEASES;
use libtest_mimic::{Arguments, Failed, Trial};
use mdbook_memoir::oracle::declared::Declared;
use mdbook_memoir::oracle::{self, compare, fidelity, model, program};
use mdbook_memoir::verify::install_panic_hook;

/// Program and release.
type Key = (String, String);

/// What was run, and the difference where there is one.
type Ran = BTreeMap<Key, Option<String>>;

/// What is known about the corpus before anything runs.
struct Known {
    not_yet: BTreeSet<Key>,
    declared: Declared,
    /// Whether a listed difference fails like any other.
    ignore_list: bool,
    /// Whether differences are only noted.
    bless: bool,
}

fn main() -> ExitCode {
    install_panic_hook();
    let arguments = Arguments::from_args();
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let list = tests.join("programs/not-yet.txt");
    let declared = Declared::read(&tests.join("declared-differences.toml"))
        .expect("the declared differences can be read");
    let known = Arc::new(Known {
        not_yet: read_list(&list),
        declared,
        ignore_list: std::env::var_os("MEMOIR_ALL").is_some(),
        bless: std::env::var_os("MEMOIR_BLESS").is_some(),
    });
    let ran: Arc<Mutex<Ran>> = Arc::default();

    let programs = program::find(&[tests.join("programs")]).expect("the corpus can be read");
    let corpus = fidelity::fingerprint(&programs);
    let mut trials = vec![];
    let mut keys = BTreeSet::new();
    for program in programs {
        let program = Arc::new(program);
        let truth = oracle::recorded(&program);
        for release in &RELEASES {
            let key = (program.id(), release.name.to_owned());
            keys.insert(key.clone());
            let shown = match &truth {
                Ok(truth) => truth.get(release.name).cloned().ok_or("not recorded".to_owned()),
                Err(error) => Err(format!("{error:#}")),
            };
            let (program, known, ran) = (program.clone(), known.clone(), ran.clone());
            trials.push(Trial::test(format!("{}@{}", key.0, key.1), move || {
                let shown = shown.map_err(|error| {
                    format!("{error}: run `cargo run -- oracle --record --new tests/programs`")
                })?;
                let difference = compare::difference(&shown, &model::run(&program, release));
                ran.lock().expect("no trial panics").insert(key.clone(), difference.clone());
                judge(&known, &key, difference)
            }));
        }
    }
    for (program, release) in known.not_yet.iter().filter(|key| !keys.contains(*key)) {
        let text = format!("not-yet.txt lists {program} {release}, which is not there");
        trials.push(Trial::test(format!("{program}@{release}"), move || Err(Failed::from(text))));
    }
    for (program, release) in known.declared.keys().filter(|key| !keys.contains(key)) {
        let text = format!("a difference of {program} {release} is declared, which is not there");
        trials.push(Trial::test(format!("{program}@{release}"), move || Err(Failed::from(text))));
    }
    let record = fs::read_to_string(tests.join("fidelity.md")).expect("the record can be read");
    trials.push(Trial::test("fidelity.md is of this corpus", move || {
        let command = "cargo run --release -- oracle tests/programs --fidelity tests/fidelity.md";
        match fidelity::fingerprint_of(&record) {
            Some(of_record) if of_record == corpus => Ok(()),
            _ => Err(Failed::from(format!("the corpus has changed since: {command}"))),
        }
    }));

    let start = Instant::now();
    let conclusion = libtest_mimic::run(&arguments, trials);
    let ran = ran.lock().expect("no trial panics");
    if !arguments.list {
        if known.ignore_list {
            print!("{}", reasons(&ran));
        }
        print!("{}", summary(&ran));
        println!("{} runs in {:.1} s", ran.len(), start.elapsed().as_secs_f64());
    }
    if known.bless {
        let mut listed: BTreeSet<Key> =
            known.not_yet.iter().filter(|key| keys.contains(*key)).cloned().collect();
        for (key, difference) in ran.iter() {
            let declared = known.declared.reason(&key.0, &key.1).is_some();
            if difference.is_some() && !declared {
                listed.insert(key.clone());
            } else {
                listed.remove(key);
            }
        }
        write_list(&list, &listed);
    }
    conclusion.exit_code()
}

/// Whether a difference, or none, is as the lists have it.
fn judge(known: &Known, key: &Key, difference: Option<String>) -> Result<(), Failed> {
    let listed = known.not_yet.contains(key);
    let declared = known.declared.reason(&key.0, &key.1).is_some();
    match difference {
        _ if known.bless => Ok(()),
        None if declared => Err("equal, but a difference is declared: remove it".into()),
        None if listed && !known.ignore_list => {
            Err("equal, but listed in not-yet.txt: remove it (MEMOIR_BLESS=1)".into())
        }
        Some(text) if !declared && (known.ignore_list || !listed) => Err(text.into()),
        _ => Ok(()),
    }
}

/// The commonest reasons for not running to an end.
fn reasons(ran: &Ran) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for difference in ran.values().flatten() {
        let reason = difference.lines().next().unwrap_or_default();
        if !reason.starts_with("---") && !reason.starts_with("exit status") {
            *counts.entry(reason.split(" at line ").next().unwrap_or(reason)).or_default() += 1;
        }
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.iter().take(40).map(|(reason, count)| format!("{count:6}  {reason}\n")).collect()
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
fn summary(ran: &Ran) -> String {
    let mut rows: BTreeMap<&str, BTreeMap<&str, (usize, usize)>> = BTreeMap::new();
    for ((program, release), difference) in ran {
        let topic = program.rsplit_once('/').map_or(program.as_str(), |(topic, _)| topic);
        for row in [topic, "~equal/all"] {
            let cell = rows.entry(row).or_default().entry(release).or_default();
            cell.0 += usize::from(difference.is_none());
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
