//! Random programs, on the model and on real CPythons.
//!
//! A program is made from a seed ([`generate`]), runs on both sides, and when they differ it is made
//! small ([`shrink`]) and printed as a test that can be kept. Which programs come out depends on the
//! seed alone.

pub mod expressions;
pub mod generate;
pub mod shrink;
pub mod tree;

use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use anyhow::Result;
use rayon::prelude::*;

use self::tree::Statement;
use super::program::{Kind, Program};
use super::pythons::{self, Python};
use super::{compare, model, progress, real};
use crate::releases::ReleaseSet;

/// So often a program is run while it is made small.
const TRIES: usize = 400;

/// Hold the model against real CPythons on random programs.
#[derive(Clone, Debug, clap::Args)]
pub struct Arguments {
    /// How many programs.
    #[arg(long, default_value_t = 500)]
    pub programs: u64,
    /// The first program's seed; the clock's if not given.
    #[arg(long)]
    pub seed: Option<u64>,
    /// The releases to hold, e.g. 3.13,3.14; all that are found if not given.
    #[arg(long, value_delimiter = ',')]
    pub releases: Vec<String>,
    /// A real CPython to use for a release.
    #[arg(long, value_name = "3.13=EXE")]
    pub python: Vec<String>,
    /// Stop after so many different programs.
    #[arg(long, default_value_t = 10)]
    pub stop_after: usize,
    /// Write each program that differs, made small, into this folder.
    #[arg(long, value_name = "FOLDER")]
    pub keep: Option<PathBuf>,
    /// Print the program of the seed and run nothing.
    #[arg(long, requires = "seed")]
    pub print: bool,
}

/// Runs the command; true when model and CPythons agree on all programs.
pub fn run(arguments: &Arguments) -> Result<bool> {
    let first = arguments.seed.unwrap_or_else(|| {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        now.as_secs() * 1_000_000
    });
    if arguments.print {
        print!("{}", tree::render(&generate::program(first)));
        return Ok(true);
    }
    crate::verify::install_panic_hook();
    let releases = pythons::wanted(&arguments.releases)?;
    let pythons = pythons::find_some(&releases, &arguments.python)?;
    let names: Vec<&str> = pythons.iter().map(|python| python.release.name).collect();
    println!(
        "{} programs from seed {first} on {} (again: --seed {first} --programs {0})",
        arguments.programs,
        names.join(", ")
    );
    let start = Instant::now();
    let bar = progress(arguments.programs as usize);
    let found = AtomicUsize::new(0);
    let reports = Mutex::new(vec![]);
    (first..first + arguments.programs).into_par_iter().for_each(|seed| {
        if found.load(Ordering::Relaxed) < arguments.stop_after
            && let Some(report) = try_seed(seed, &pythons)
        {
            found.fetch_add(1, Ordering::Relaxed);
            bar.suspend(|| println!("{}", report.text()));
            reports.lock().expect("no thread panics while it holds this").push(report);
        }
        bar.inc(1);
    });
    bar.finish_and_clear();
    let mut reports = reports.into_inner().expect("no thread panics while it holds this");
    reports.sort_by_key(|report| report.seed);
    for report in &reports {
        if let Some(folder) = &arguments.keep {
            fs::create_dir_all(folder)?;
            fs::write(folder.join(format!("seed_{}.py", report.seed)), &report.program)?;
        }
    }
    println!("{} differ, {:.1} s", reports.len(), start.elapsed().as_secs_f64());
    Ok(reports.is_empty())
}

/// A program on which model and CPython differ.
struct Report {
    seed: u64,
    release: &'static str,
    program: String,
    difference: String,
}

impl Report {
    fn text(&self) -> String {
        format!(
            "seed {} differs on {}:\n{}\n{}",
            self.seed, self.release, self.program, self.difference
        )
    }
}

/// Runs one program on all releases; the first that differs is made small.
fn try_seed(seed: u64, pythons: &[Python]) -> Option<Report> {
    let statements = generate::program(seed);
    let (python, found) = pythons
        .iter()
        .find_map(|python| difference(&statements, python).map(|found| (python, found)))?;
    let small = shrink::shrink(statements, TRIES, &mut |candidate| {
        difference(candidate, python).is_some_and(|other| other.kind() == found.kind())
    });
    let difference = difference(&small, python)?;
    Some(Report {
        seed,
        release: python.release.name,
        program: tree::render(&small),
        difference: difference.text,
    })
}

/// How the two sides differ.
struct Difference {
    text: String,
    /// CPython's exit status.
    exit: i32,
}

impl Difference {
    /// What sort of difference it is, so that making a program small does not lead to another one:
    /// a program that ends well must not become one that doesn't.
    fn kind(&self) -> (&'static str, i32) {
        let text = &self.text;
        let sort = if text.starts_with("the model panicked") {
            "panic"
        } else if text.starts_with("unsupported") {
            "unsupported"
        } else if text.starts_with("reached its limit") || text.contains("hangs") {
            "limit"
        } else if text.contains("CPython's standard output") {
            "output"
        } else {
            "end"
        };
        (sort, self.exit)
    }
}

/// What the model shows differently from this CPython; `None` if they agree, or if CPython itself
/// shows something else when its surroundings are others.
fn difference(statements: &[Statement], python: &Python) -> Option<Difference> {
    let source = tree::render(statements);
    let program = Program {
        topic: "fuzz".into(),
        name: "program".into(),
        path: Path::new("program.py").into(),
        line: 1,
        kind: Kind::Script,
        source,
        releases: ReleaseSet::ALL,
    };
    let quick = real::run_quickly(&program, python).ok()?;
    let model = model::run(&program, python.release);
    compare::difference(&quick, &model)?;
    let truth = real::run(&program, python).ok()?;
    let text = compare::difference(&truth, &model)?;
    Some(Difference { text, exit: truth.exit })
}
