//! `serve` and `watch`: the book while somebody works on it.

use super::{BookArguments, HOLDS, report_failure, report_problems, show_warnings};
use crate::book::preprocess::plural;
use crate::serve::{self, Told};
use anyhow::Result;

#[derive(clap::Args)]
pub(super) struct ServeArguments {
    #[command(flatten)]
    book: BookArguments,
    /// The port; 0 for any that is free.
    #[arg(long, short, default_value_t = 3000)]
    port: u16,
    /// The name or address to listen at.
    #[arg(long, short = 'n', default_value = "127.0.0.1")]
    hostname: String,
}

#[derive(clap::Args)]
pub(super) struct WatchArguments {
    #[command(flatten)]
    book: BookArguments,
}

pub(super) fn serve(arguments: ServeArguments) -> Result<u8> {
    show_warnings();
    let address = format!("{}:{}", arguments.hostname, arguments.port);
    let ready = |url: &str| println!("open {url}");
    serve::serve(&arguments.book.book, &address, ready, tell)?;
    Ok(HOLDS)
}

pub(super) fn watch(arguments: WatchArguments) -> Result<u8> {
    serve::watch(&arguments.book.book, tell)?;
    Ok(HOLDS)
}

/// One verdict: all findings, and a last line of counts.
fn tell(told: Result<Told<'_>>) {
    match told {
        Ok(Told { checked, took }) => {
            if !checked.problems.is_empty() {
                report_problems(&checked.problems);
            }
            let counts = checked.counts;
            let holds = match checked.problems.len() {
                0 => "all holds".to_string(),
                count => plural(count, "problem"),
            };
            println!(
                "{holds}: {}, {} ({:.0} ms)",
                plural(counts.snippets, "snippet"),
                plural(counts.checks, "check"),
                took.as_secs_f64() * 1000.0
            );
        }
        Err(error) => _ = report_failure(&error),
    }
}
