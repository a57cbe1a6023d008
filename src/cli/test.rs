//! `test`: what `mdbook test` does, with nothing to install and no flags to know.

use super::{BookArguments, HOLDS, show_warnings, summary};
use crate::book::build;
use crate::book::preprocess::plural;
use anyhow::Result;

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    book: BookArguments,
}

pub(super) fn main(arguments: Arguments) -> Result<u8> {
    show_warnings();
    let counts = build::test(&arguments.book.book)?;
    println!("{}", summary(&counts));
    let verb = if counts.rust_snippets == 1 { "holds" } else { "hold" };
    println!("{} {verb}", plural(counts.rust_snippets, "Rust snippet"));
    Ok(HOLDS)
}
