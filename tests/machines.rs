//! A machine that has run programs and is made new again does what a machine does that never ran one.

use std::path::Path;
use std::thread;

use heap_model::release::RELEASES;
use python_vm::{Limits, Machine, Outcome, Release, Unit};

/// Every so many of the corpus's programs takes part; all of them run in `programs.rs`.
const STEP: usize = 7;

/// Runs programs one after the other, each on what [`Machine::recycle`] has left.
fn outcomes(programs: &[(String, String)], release: &'static Release) -> Vec<[Outcome; 2]> {
    let run = |(name, source): &(String, String)| {
        let mut machine = Machine::new(release, Limits::default());
        let outcomes = [machine.run(source, Unit::Script, name), machine.finish()];
        machine.recycle();
        outcomes
    };
    programs.iter().map(run).collect()
}

fn corpus() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/programs");
    let mut paths: Vec<_> = walkdir::WalkDir::new(folder)
        .into_iter()
        .map(|entry| entry.expect("the corpus can be read").into_path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "py"))
        .collect();
    paths.sort();
    let read = |path: std::path::PathBuf| {
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        (name, std::fs::read_to_string(path).expect("a program can be read"))
    };
    paths.into_iter().step_by(STEP).map(read).collect()
}

#[test]
fn a_recycled_machine_is_as_a_new_one() {
    let programs = corpus();
    assert!(programs.len() > 60, "the corpus is where it was");
    for release in &RELEASES {
        let run = || hold_recycled_to_new(&programs, release);
        thread::scope(|scope| machine_thread(scope, run).join()).expect("all are equal");
    }
}

fn hold_recycled_to_new(programs: &[(String, String)], release: &'static Release) {
    let recycled = outcomes(programs, release);
    // The second round begins where every program has left its traces.
    let again = outcomes(programs, release);
    for (number, program) in programs.iter().enumerate() {
        let alone = || outcomes(std::slice::from_ref(program), release);
        let fresh = thread::scope(|scope| machine_thread(scope, alone).join());
        let fresh = fresh.expect("the model does not panic").remove(0);
        let name = &program.0;
        assert_eq!(fresh, recycled[number], "{name} on {}, recycled", release.name);
        assert_eq!(fresh, again[number], "{name} on {}, recycled again", release.name);
    }
}

/// A thread with the stack that programs near the recursion limit need.
fn machine_thread<'scope, 'env, T: Send + 'scope>(
    scope: &'scope thread::Scope<'scope, 'env>,
    work: impl FnOnce() -> T + Send + 'scope,
) -> thread::ScopedJoinHandle<'scope, T> {
    thread::Builder::new()
        .stack_size(mdbook_memoir::verify::STACK)
        .spawn_scoped(scope, work)
        .expect("a thread")
}
