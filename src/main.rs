//! The command line.

use std::process::ExitCode;

use clap::Parser;
use mdbook_memoir::oracle;

#[derive(Parser)]
#[command(version, about)]
enum Command {
    /// Hold the model against real CPythons.
    Oracle(oracle::Arguments),
}

fn main() -> ExitCode {
    let done = match Command::parse() {
        Command::Oracle(arguments) => oracle::run(&arguments),
    };
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::from(1),
        Err(error) => {
            eprintln!("mdbook-memoir: {error:#}");
            ExitCode::from(2)
        }
    }
}
