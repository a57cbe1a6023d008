//! Holds the model against real CPythons.
//!
//! A program runs on the model and, twice, on the real CPython of each release that is found; then
//! addresses are renamed on both sides ([`addresses`]), what differs between the two real runs is
//! set apart ([`volatile`]), and what is left must be equal. `--record` writes what the real ones
//! showed beside each program ([`truth`]), so that `cargo test` holds it where there is no CPython.

pub mod addresses;
pub mod chapters;
pub mod compare;
pub mod declared;
pub mod fidelity;
pub mod fuzz;
pub mod library;
pub mod model;
pub mod program;
pub mod pythons;
pub mod real;
pub mod report;
pub mod truth;
pub mod volatile;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};
use indicatif::{ProgressBar, ProgressStyle};
use rayon::prelude::*;

use self::declared::Declared;
use self::program::{Kind, Program};
use self::pythons::Python;
use self::report::{Case, Report, Verdict};
use self::truth::{Shown, Truth};

/// Hold the model against real CPythons.
#[derive(Clone, Debug, clap::Args)]
pub struct Arguments {
    /// Programs (.py), sessions (.pycon), chapters (.md), or folders of them.
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// A real CPython to use for a release.
    #[arg(long, value_name = "3.13=EXE")]
    pub python: Vec<String>,
    /// The releases to hold, e.g. 3.13,3.14; all that are found if not given.
    #[arg(long, value_delimiter = ',')]
    pub releases: Vec<String>,
    /// Write what the real CPythons show beside each program, and do not run the model.
    #[arg(long)]
    pub record: bool,
    /// Print what the real CPythons show, and do not run the model.
    #[arg(long, conflicts_with = "record")]
    pub show: bool,
    /// With --record: only programs that have no truth yet, or an older one than they are.
    #[arg(long, requires = "record")]
    pub new: bool,
    /// Accepted differences.
    #[arg(long, default_value = "tests/declared-differences.toml")]
    pub declared: PathBuf,
    /// Write the report as JSON.
    #[arg(long, value_name = "FILE")]
    pub json: Option<PathBuf>,
    /// Write the record that the book shows.
    #[arg(long, value_name = "FILE")]
    pub fidelity: Option<PathBuf>,
    /// Write the report as JUnit XML.
    #[arg(long, value_name = "FILE")]
    pub junit: Option<PathBuf>,
}

/// Runs the command; true when model and CPythons agree (or everything was recorded).
pub fn run(arguments: &Arguments) -> Result<bool> {
    crate::verify::install_panic_hook();
    let releases = pythons::wanted(&arguments.releases)?;
    let pythons = pythons::find_some(&releases, &arguments.python)?;
    for release in releases.iter().filter(|r| !pythons.iter().any(|p| p.release.name == r.name)) {
        eprintln!("no CPython {} found; name one with --python {0}=EXE", release.name);
    }
    for python in &pythons {
        let (major, minor, micro) = python.release.version;
        let note = if python.exact {
            String::new()
        } else {
            format!(", where the model is {major}.{minor}.{micro}")
        };
        eprintln!("{} {}{note}", python.executable.display(), python.version);
    }
    let programs = program::find(&arguments.paths)?;
    if programs.is_empty() {
        bail!("no programs there");
    }
    if arguments.show {
        show(&programs, &pythons)
    } else if arguments.record {
        record(&programs, &pythons, arguments.new)
    } else {
        hold(&programs, &pythons, arguments)
    }
}

/// Prints what the real CPythons show.
fn show(programs: &[Program], pythons: &[Python]) -> Result<bool> {
    for program in programs {
        let mut truth = Truth::default();
        for python in pythons.iter().filter(|p| program.releases.contains(p.release)) {
            truth.0.insert(python.release.name.to_owned(), real::run(program, python)?);
        }
        print!("{}:{}\n{}", program.path.display(), program.line, truth.write());
    }
    Ok(true)
}

/// Runs everything on both sides and reports.
fn hold(programs: &[Program], pythons: &[Python], arguments: &Arguments) -> Result<bool> {
    let declared = Declared::read(&arguments.declared)?;
    let start = Instant::now();
    let pairs: Vec<(&Program, &Python)> = programs
        .iter()
        .flat_map(|program| pythons.iter().map(move |python| (program, python)))
        .filter(|(program, python)| program.releases.contains(python.release))
        .collect();
    let bar = progress(pairs.len());
    let cases = pairs
        .par_iter()
        .map(|(program, python)| {
            let case = judge(program, python, &declared);
            bar.inc(1);
            case
        })
        .collect();
    bar.finish_and_clear();
    let versions = pythons.iter().map(|p| (p.release.name.to_owned(), p.version.clone())).collect();
    let report = Report { versions, cases };
    print!("{}{}", report.differences(), report.table());
    println!(
        "{} programs, {} runs, {:.1} s",
        programs.len(),
        report.cases.len(),
        start.elapsed().as_secs_f64()
    );
    if let Some(path) = &arguments.json {
        fs::write(path, serde_json::to_string_pretty(&report)?)
            .with_context(|| path.display().to_string())?;
    }
    if let Some(path) = &arguments.fidelity {
        fs::write(path, fidelity::write(programs, &report, &declared))
            .with_context(|| path.display().to_string())?;
    }
    if let Some(path) = &arguments.junit {
        fs::write(path, report.junit()).with_context(|| path.display().to_string())?;
    }
    Ok(report.holds())
}

/// One program on one release, on both sides.
fn judge(program: &Program, python: &Python, declared: &Declared) -> Case {
    let start = Instant::now();
    let mut case = Case {
        topic: program.topic.clone(),
        name: program.name.clone(),
        path: format!("{}:{}", program.path.display(), program.line),
        release: python.release.name.to_owned(),
        verdict: Verdict::Equal,
        line: 0,
        detail: String::new(),
        volatile_lines: 0,
        seconds: 0.0,
    };
    match real::run(program, python) {
        Err(error) => {
            case.verdict = Verdict::Unusable;
            case.detail = format!("{error:#}");
        }
        Ok(truth) => {
            let model = model::run(program, python.release);
            let reason = declared.reason(&program.id(), python.release.name);
            let lines = truth.stdout.lines().chain(truth.stderr.lines());
            case.volatile_lines = lines.filter(|line| volatile::has_marks(line)).count();
            match (compare::difference(&truth, &model), reason) {
                (None, None) => {}
                (None, Some(_)) => case.verdict = Verdict::Gone,
                (Some(_), Some(reason)) => {
                    case.verdict = Verdict::Declared;
                    case.detail = reason.to_owned();
                }
                (Some(text), None) => {
                    case.verdict = Verdict::Different;
                    case.line = model.map_or(0, |model| compare::first_line(&truth, &model));
                    case.detail = text;
                }
            }
        }
    }
    case.seconds = start.elapsed().as_secs_f64();
    case
}

/// Writes what the real CPythons show beside each program. Releases that were not run keep theirs.
fn record(programs: &[Program], pythons: &[Python], new: bool) -> Result<bool> {
    let modified = |path: &PathBuf| fs::metadata(path).and_then(|m| m.modified()).ok();
    let wanted: Vec<&Program> = programs
        .iter()
        .filter(|program| !matches!(program.kind, Kind::Steps(_)) && program.line == 1)
        .filter(|program| !new || modified(&program.truth_path()) < modified(&program.path))
        .collect();
    let bar = progress(wanted.len() * pythons.len());
    let failures: Vec<String> = wanted
        .par_iter()
        .map(|program| {
            let mut failures = vec![];
            let known = fs::read_to_string(program.truth_path()).ok();
            let mut truth = known.and_then(|text| Truth::parse(&text).ok()).unwrap_or_default();
            for python in pythons {
                match real::run(program, python) {
                    Ok(shown) => {
                        if shown.has_marks() {
                            bar.println(format!(
                                "{} on {}: partly volatile",
                                program.id(),
                                python.release.name
                            ));
                        }
                        truth.0.insert(python.release.name.to_owned(), shown);
                    }
                    Err(error) => failures.push(format!(
                        "{} on {}: {error:#}",
                        program.id(),
                        python.release.name
                    )),
                }
                bar.inc(1);
            }
            if let Err(error) = fs::write(program.truth_path(), truth.write()) {
                failures.push(format!("{}: {error}", program.truth_path().display()));
            }
            failures
        })
        .flatten()
        .collect();
    bar.finish_and_clear();
    for failure in &failures {
        eprintln!("{failure}");
    }
    println!("recorded {} programs on {} releases", wanted.len(), pythons.len());
    Ok(failures.is_empty())
}

/// A bar on a terminal, nothing elsewhere.
pub(crate) fn progress(steps: usize) -> ProgressBar {
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {eta}")
        .expect("the template is a constant");
    let bar = ProgressBar::new(steps as u64).with_style(style);
    bar.enable_steady_tick(Duration::from_millis(200));
    bar
}

/// The recorded truth of a program, by release.
pub fn recorded(program: &Program) -> Result<BTreeMap<String, Shown>> {
    let path = program.truth_path();
    let text =
        fs::read_to_string(&path).with_context(|| format!("{}: not recorded", path.display()))?;
    let truth =
        Truth::parse(&text).map_err(|error| anyhow::anyhow!("{}: {error}", path.display()))?;
    Ok(truth.0)
}
