//! `check`: checks the book, or single files, without rendering.

use super::{BookArguments, FALSE, HOLDS, NOT_RUN, report_problems, summary};
use crate::book::build;
use crate::book::preprocess::{Selection, check_paths};
use crate::diagnostic::Diagnostic;
use crate::report::{Report, github, json, junit, plain, sarif, table};
use crate::verify;
use crate::whole;
use anyhow::{Context, Result, bail};
use clap::ValueEnum;
use std::path::{Path, PathBuf};
use std::process::Command;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Markdown files; without any, every chapter of the book.
    files: Vec<PathBuf>,
    #[command(flatten)]
    book: BookArguments,
    /// What is written on standard output; `terminal` if not given, and on GitHub annotations too.
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Writes a report into a file as well; can be given several times.
    #[arg(long, value_name = "FORMAT=FILE")]
    report: Vec<String>,
    /// Shows how much of each chapter was checked.
    #[arg(long)]
    summary: bool,
    /// Only chapters with text that changed since that commit, and is not committed.
    #[arg(long, value_name = "GITREF", conflicts_with = "files")]
    since: Option<String>,
    /// Only the n-th of so many parts of the book, for CI jobs side by side.
    #[arg(long, value_name = "N/PARTS", conflicts_with = "files")]
    shard: Option<String>,
    /// So many programs run at once; as many as there are cores if not given.
    #[arg(long, short, value_name = "THREADS", default_value_t = 0, hide_default_value = true)]
    jobs: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    Terminal,
    /// `file:line:column: message`, for editors.
    Plain,
    /// Annotations of a pull request.
    Github,
    /// For programs.
    Json,
    /// For CI servers.
    Junit,
    /// For code scanning.
    Sarif,
}

impl Format {
    fn render(self, report: &Report<'_>) -> String {
        match self {
            Format::Terminal => String::new(),
            Format::Plain => plain::render(report),
            Format::Github => github::render(report),
            Format::Json => json::render(report),
            Format::Junit => junit::render(report),
            Format::Sarif => sarif::render(report),
        }
    }
}

pub(super) fn main(arguments: Arguments) -> Result<u8> {
    verify::set_threads(arguments.jobs);
    let files: Vec<(Format, PathBuf)> =
        arguments.report.iter().map(|text| report_file(text)).collect::<Result<_>>()?;
    let selection = Selection {
        changed: arguments
            .since
            .as_deref()
            .map(|r| changed(&arguments.book.book, r))
            .transpose()?,
        shard: arguments.shard.as_deref().map(shard).transpose()?,
    };
    let checked = match arguments.files.is_empty() {
        true => build::check(&arguments.book.book, &selection)?,
        false => check_paths(&arguments.files, &arguments.book.book),
    };
    let report = checked.report();
    for (format, path) in files {
        whole::write(&path, format.render(&report).as_bytes())?;
    }
    let unchecked = checked.problems.iter().all(|problem| problem.kind.is_unchecked());
    let code = match checked.problems.is_empty() {
        true => HOLDS,
        false if unchecked => NOT_RUN,
        false => FALSE,
    };
    match arguments.format {
        None | Some(Format::Terminal) => {
            if arguments.summary {
                print!("{}", table::render(&report));
            }
            if std::env::var_os("GITHUB_ACTIONS").is_some() && arguments.format.is_none() {
                print!("{}", github::render(&report));
            }
            match checked.problems.is_empty() {
                true => {
                    show_warnings(&checked.warnings);
                    println!("{}", summary(&checked.counts));
                }
                false => _ = report_problems(&checked.problems),
            }
        }
        Some(format) => print!("{}", format.render(&report)),
    }
    Ok(code)
}

/// A line for each, once nothing is false any more.
fn show_warnings(warnings: &[Diagnostic]) {
    for warning in warnings {
        let place = warning.place.as_ref().map(|place| format!("{place}: ")).unwrap_or_default();
        anstream::eprintln!("\x1b[1;33mwarning\x1b[0m: {place}{}", warning.message);
    }
}

fn report_file(text: &str) -> Result<(Format, PathBuf)> {
    let (format, file) =
        text.split_once('=').with_context(|| format!("--report {text}: not FORMAT=FILE"))?;
    match Format::from_str(format, false) {
        Ok(Format::Terminal) | Err(_) => {
            bail!("--report {text}: the formats are plain, github, json, junit and sarif")
        }
        Ok(format) => Ok((format, file.into())),
    }
}

fn shard(text: &str) -> Result<(usize, usize)> {
    let numbers =
        text.split_once('/').and_then(|(n, of)| Some((n.parse().ok()?, of.parse().ok()?)));
    match numbers {
        Some((n, of)) if (1..=of).contains(&n) => Ok((n, of)),
        _ => bail!("--shard {text}: write 1/4 for the first of four parts"),
    }
}

/// The files of a book that differ from a commit's, as findings name them: relative to the book.
fn changed(book: &Path, reference: &str) -> Result<Vec<PathBuf>> {
    let git = |arguments: &[&str]| -> Result<Vec<PathBuf>> {
        let mut git = Command::new("git");
        let output =
            git.arg("-C").arg(book).args(arguments).output().context("git can't be run")?;
        if !output.status.success() {
            bail!("git: {}", String::from_utf8_lossy(&output.stderr).trim());
        }
        let text = String::from_utf8_lossy(&output.stdout).into_owned();
        Ok(text.split('\0').filter(|name| !name.is_empty()).map(PathBuf::from).collect())
    };
    let mut files = git(&["diff", "--name-only", "--relative", "-z", reference, "--"])?;
    files.extend(git(&["ls-files", "--others", "--exclude-standard", "-z"])?);
    Ok(files)
}
