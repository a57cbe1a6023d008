//! `check`: checks the book, or single files, without rendering.

use super::{BookArguments, HOLDS, report_problems, summary};
use crate::book::build;
use crate::book::preprocess::{Counts, check_files};
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
    let (counts, problems): (Counts, _) = match arguments.files.is_empty() {
        true => build::check(&arguments.book.book)?,
        false => check_files(&arguments.files),
    };
    if !problems.is_empty() {
        return Ok(report_problems(&problems));
    }
    println!("{}", summary(&counts));
    Ok(HOLDS)
}
