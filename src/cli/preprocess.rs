//! No command: mdBook's preprocessor.

use super::{HOLDS, summary};
use crate::book::preprocess::Memoir;
use anyhow::{Context, Result, bail};
use mdbook_preprocessor::{MDBOOK_VERSION, Preprocessor, parse_input};
use std::io::{IsTerminal, Write};

pub(super) fn main() -> Result<u8> {
    let input = std::io::stdin();
    if input.is_terminal() {
        bail!(
            "without a command this is a preprocessor that mdBook starts; see --help for the commands"
        );
    }
    let (ctx, book) = parse_input(input.lock())?;
    let minor =
        |version: &str| version.splitn(3, '.').take(2).map(str::to_string).collect::<Vec<_>>();
    if minor(&ctx.mdbook_version) != minor(MDBOOK_VERSION) {
        eprintln!(
            "memoir: made for mdBook {MDBOOK_VERSION}, called by mdBook {}",
            ctx.mdbook_version
        );
    }
    let memoir = Memoir::default();
    let book = memoir.run(&ctx, book)?;
    let output = serde_json::to_vec(&book)?;
    std::io::stdout().write_all(&output).context("mdBook does not listen any more")?;
    let counts = memoir.counts();
    eprintln!("memoir: {}", summary(&counts));
    Ok(HOLDS)
}
