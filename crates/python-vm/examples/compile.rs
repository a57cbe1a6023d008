//! Lists the bytecode of a file: `compile FILE [RELEASE] [MODE]`.

use std::process::ExitCode;

use python_vm::Release;
use python_vm::compile::{Mode, compile, listing};

fn main() -> ExitCode {
    let mut args = std::env::args().skip(1);
    let (Some(path), release) = (args.next(), args.next()) else {
        eprintln!("usage: compile FILE [RELEASE] [exec|single|eval]");
        return ExitCode::from(2);
    };
    let release = release.unwrap_or_else(|| "3.14".into());
    let Some(release) = Release::named(&release) else {
        eprintln!("no such release: {release}");
        return ExitCode::from(2);
    };
    let mode = match args.next().as_deref() {
        Some("single") => Mode::Interactive,
        Some("eval") => Mode::Eval,
        _ => Mode::Script,
    };
    let source = match std::fs::read_to_string(&path) {
        Ok(source) => source,
        Err(error) => {
            eprintln!("{path}: {error}");
            return ExitCode::from(2);
        }
    };
    match compile(&source, mode, &path, release) {
        Ok(unit) => {
            print!("{}", listing(&unit));
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("{path}: {problem}");
            ExitCode::FAILURE
        }
    }
}
