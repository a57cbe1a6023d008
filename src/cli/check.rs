//! `check`: checks the book, or single files, without rendering.

use super::{BookArguments, HOLDS, report_problems, summary};
use crate::book::build;
use crate::book::preprocess::check_paths;
use anyhow::Result;
use std::path::PathBuf;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Markdown files; without any, every chapter of the book.
    files: Vec<PathBuf>,
    #[command(flatten)]
    book: BookArguments,
}

pub(super) fn main(arguments: Arguments) -> Result<u8> {
    let checked = match arguments.files.is_empty() {
        true => build::check(&arguments.book.book)?,
        false => check_paths(&arguments.files),
    };
    if !checked.problems.is_empty() {
        return Ok(report_problems(&checked.problems));
    }
    println!("{}", summary(&checked.counts));
    Ok(HOLDS)
}
