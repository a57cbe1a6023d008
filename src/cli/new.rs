//! `new`: makes a chapter.

use super::{BookArguments, HOLDS};
use crate::book::new;
use anyhow::Result;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The chapter's title.
    title: String,
    /// The file of the chapter that it stands below in the summary; the last one's if not given.
    #[arg(long, value_name = "FILE")]
    after: Option<String>,
    #[command(flatten)]
    book: BookArguments,
}

pub(super) fn main(arguments: Arguments) -> Result<u8> {
    let made = new::chapter(&arguments.book.book, &arguments.title, arguments.after.as_deref())?;
    let show =
        |path: &std::path::Path| path.strip_prefix(".").unwrap_or(path).display().to_string();
    println!("made {}, and a line for it in {}", show(&made.path), show(&made.summary));
    println!("`serve` shows it at http://127.0.0.1:3000/{}", made.page);
    Ok(HOLDS)
}
