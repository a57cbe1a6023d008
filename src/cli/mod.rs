//! The command line. One file for each command; the binary only calls [`main`].
//!
//! Exit codes: 0 all holds, 1 something is false, 2 it could not be run.

mod bless;
mod build;
mod check;
mod mutate;
mod new;
mod preprocess;
mod run;
mod serve;
mod support;
mod test;

use crate::book::preprocess::{Counts, Falsehoods, plural};
use crate::diagnostic::Diagnostic;
use crate::report::terminal::{self, Terminal};
use anstream::{AutoStream, ColorChoice};
use clap::{Parser, Subcommand, ValueEnum};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

/// All holds.
pub const HOLDS: u8 = 0;
/// Something is false.
pub const FALSE: u8 = 1;
/// It could not be run.
pub const NOT_RUN: u8 = 2;

/// So many findings are shown at most: who has more has one cause, or no time to read them.
const SHOWN: usize = 500;

/// A book on CPython's memory model whose every printed id, count, size and outcome is checked.
///
/// Without a command, this is the preprocessor that mdBook calls: it reads the book on standard input
/// and writes it, checked and rendered, on standard output.
#[derive(Parser)]
#[command(
    version,
    after_help = "Exit codes: 0 all holds, 1 something is false, 2 it could not be run."
)]
struct Arguments {
    /// When to use colours; NO_COLOR is respected.
    #[arg(long, global = true, value_enum, default_value_t = Colours::Auto)]
    color: Colours,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Clone, Copy, ValueEnum)]
enum Colours {
    Auto,
    Always,
    Never,
}

#[derive(Subcommand)]
enum Command {
    /// Writes what the model gave into literals that are out of date.
    Bless(bless::Arguments),
    /// Checks every snippet of the book and renders it.
    Build(build::Arguments),
    /// Checks chapters without rendering anything.
    Check(check::Arguments),
    /// Makes a chapter with a snippet that holds, and a line for it in the summary.
    New(new::Arguments),
    /// Runs a Python file on the model.
    Run(run::Arguments),
    /// Serves the book and checks it at each save; what is false is red on its page.
    Serve(serve::ServeArguments),
    /// Checks the book at each save.
    Watch(serve::WatchArguments),
    /// Checks the book, and tests its Rust snippets too.
    Test(test::Arguments),
    /// Holds the model against real CPythons.
    Oracle(crate::oracle::Arguments),
    /// Holds the model against real CPythons on random programs.
    Fuzz(crate::oracle::fuzz::Arguments),
    /// Makes the model wrong, one rule at a time, and says which rules no check of the book notices.
    Mutate(mutate::Arguments),
    /// Lists what of Python's library the model runs, and what not.
    Support(support::Arguments),
    /// Writes a completion script for a shell on standard output.
    Completions {
        /// The shell.
        shell: clap_complete::Shell,
    },
    /// Says, for mdBook, whether a renderer is supported: every one is.
    Supports {
        /// The renderer's name.
        renderer: String,
    },
}

/// The book that a command works on.
#[derive(clap::Args)]
struct BookArguments {
    /// The folder of `book.toml`.
    #[arg(long, value_name = "FOLDER", default_value = ".")]
    book: PathBuf,
}

/// Runs the command that the process was started with.
pub fn main() -> ExitCode {
    let arguments = Arguments::parse();
    match arguments.color {
        Colours::Auto => {}
        Colours::Always => ColorChoice::Always.write_global(),
        Colours::Never => ColorChoice::Never.write_global(),
    }
    let result = match arguments.command {
        None => preprocess::main(),
        Some(Command::Supports { .. }) => Ok(HOLDS),
        Some(Command::Oracle(arguments)) => {
            crate::oracle::run(&arguments).map(|holds| if holds { HOLDS } else { FALSE })
        }
        Some(Command::Fuzz(arguments)) => {
            crate::oracle::fuzz::run(&arguments).map(|holds| if holds { HOLDS } else { FALSE })
        }
        Some(Command::Bless(arguments)) => bless::main(arguments),
        Some(Command::Build(arguments)) => build::main(arguments),
        Some(Command::Check(arguments)) => check::main(arguments),
        Some(Command::Completions { shell }) => {
            let mut command = <Arguments as clap::CommandFactory>::command();
            clap_complete::generate(shell, &mut command, "mdbook-memoir", &mut std::io::stdout());
            Ok(HOLDS)
        }
        Some(Command::Mutate(arguments)) => mutate::main(arguments),
        Some(Command::New(arguments)) => new::main(arguments),
        Some(Command::Run(arguments)) => run::main(arguments),
        Some(Command::Serve(arguments)) => serve::serve(arguments),
        Some(Command::Watch(arguments)) => serve::watch(arguments),
        Some(Command::Support(arguments)) => support::main(arguments),
        Some(Command::Test(arguments)) => test::main(arguments),
    };
    ExitCode::from(result.unwrap_or_else(|error| report_failure(&error)))
}

/// Shows why a command did not succeed. Gives the exit code.
fn report_failure(error: &anyhow::Error) -> u8 {
    match error.downcast_ref::<Falsehoods>() {
        Some(Falsehoods(problems)) => report_problems(problems),
        None => {
            anstream::eprintln!("\x1b[1;31merror\x1b[0m: {error:#}");
            NOT_RUN
        }
    }
}

/// Shows one finding on standard error, as wide and as coloured as that is.
fn show(problem: &Diagnostic) {
    let colours = AutoStream::choice(&std::io::stderr()) != ColorChoice::Never;
    let size = terminal_size::terminal_size_of(std::io::stderr());
    // In less than that nothing can be read anyway.
    let width = size.map_or(Terminal::WIDTH, |(columns, _)| usize::from(columns.0).max(40));
    anstream::eprintln!("{}", terminal::render(problem, Terminal { colours, width }));
}

/// Shows findings and counts them. Gives the exit code.
fn report_problems(problems: &[Diagnostic]) -> u8 {
    for problem in problems.iter().take(SHOWN) {
        show(problem);
        eprintln!();
    }
    if problems.len() > SHOWN {
        anstream::eprintln!("… and {} more\n", problems.len() - SHOWN);
    }
    let unchecked = problems.iter().filter(|problem| problem.kind.is_unchecked()).count();
    let files = problems.iter().filter_map(|problem| problem.place.as_ref());
    let files: std::collections::BTreeSet<&Path> = files.map(|place| place.file.path()).collect();
    let mut parts = vec![];
    if problems.len() > unchecked {
        parts.push(plural(problems.len() - unchecked, "problem"));
    }
    if unchecked > 0 {
        parts.push(format!("{unchecked} not checked"));
    }
    anstream::eprintln!("{} in {}", parts.join(", "), plural(files.len(), "file"));
    if problems.len() > unchecked { FALSE } else { NOT_RUN }
}

/// `12 snippets, 40 checks hold on 3.11–3.15 (0.1 s)`.
fn summary(counts: &Counts) -> String {
    let snippets = plural(counts.snippets, "snippet");
    let checks = plural(counts.checks, "check");
    let verb = if counts.checks == 1 { "holds" } else { "hold" };
    let took = counts.took.as_secs_f64();
    match counts.snippets {
        0 => format!("no snippets to check ({took:.2} s)"),
        _ => format!("{snippets}, {checks} {verb} on {} ({took:.2} s)", counts.releases),
    }
}

/// mdBook's warnings, for commands that use it as a library.
fn show_warnings() {
    let level = tracing_subscriber::filter::LevelFilter::WARN;
    let subscriber = tracing_subscriber::fmt().with_max_level(level).with_writer(std::io::stderr);
    let _ = subscriber.without_time().with_target(false).with_ansi(false).try_init();
}
