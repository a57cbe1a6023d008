//! `build`: checks the book and renders it.

use super::{BookArguments, HOLDS, show_warnings, summary};
use crate::book::build;
use anyhow::Result;
use std::time::Instant;

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    book: BookArguments,
}

pub(super) fn main(arguments: Arguments) -> Result<u8> {
    show_warnings();
    let started = Instant::now();
    let built = build::build(&arguments.book.book)?;
    println!("{}", summary(&built.counts));
    println!("built in {:.1} s; open {}", started.elapsed().as_secs_f64(), built.index.display());
    Ok(HOLDS)
}
