//! `bless`: writes what the model gave into the literals that are out of date.

use super::{BookArguments, FALSE, HOLDS, NOT_RUN, show};
use crate::bless::{self, Blessing, FileChange};
use crate::book::build;
use crate::book::preprocess::{Checked, Selection, check_paths, plural};
use anyhow::{Result, bail};
use similar::TextDiff;
use std::path::{Path, PathBuf};

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// Markdown files; without any, every chapter of the book.
    files: Vec<PathBuf>,
    #[command(flatten)]
    book: BookArguments,
    /// Show what would change and write nothing.
    #[arg(long)]
    dry_run: bool,
    /// Write files with changes that are not committed, too.
    #[arg(long)]
    allow_dirty: bool,
    /// Write even where the environment says that this is a CI run.
    #[arg(long)]
    allow_ci: bool,
}

pub(super) fn main(arguments: Arguments) -> Result<u8> {
    if std::env::var_os("CI").is_some() && !arguments.allow_ci && !arguments.dry_run {
        bail!(
            "bless is for people who look at what changes, and this is CI (--allow-ci, --dry-run)"
        );
    }
    let (checked, root) = match arguments.files.is_empty() {
        true => (
            build::check(&arguments.book.book, &Selection::default())?,
            arguments.book.book.clone(),
        ),
        false => (check_paths(&arguments.files, &arguments.book.book), PathBuf::new()),
    };
    let blessing = bless::bless(checked.observed());
    for change in &blessing.changes {
        print_diff(change);
    }
    let dirty: Vec<String> = blessing
        .changes
        .iter()
        .filter_map(|change| bless::uncommitted(&root.join(change.file.path())))
        .collect();
    if !arguments.dry_run {
        if !dirty.is_empty() && !arguments.allow_dirty {
            bail!("{} (commit them first, or say --allow-dirty)", dirty.join("; "));
        }
        for change in &blessing.changes {
            bless::write(&root, change)?;
        }
    }
    report(&checked, &blessing, &root, arguments.dry_run)
}

/// What is left to do, and the exit code.
fn report(checked: &Checked, blessing: &Blessing, root: &Path, dry_run: bool) -> Result<u8> {
    for left in &blessing.left {
        anstream::eprintln!("left alone: {left}");
    }
    let verb = if dry_run { "would change" } else { "changed" };
    let lines: usize = blessing.changes.iter().map(|change| change.kinds.len()).sum();
    if lines == 0 && checked.problems.is_empty() {
        println!("nothing to change");
        return Ok(HOLDS);
    }
    println!("{verb} {} in {}", plural(lines, "place"), plural(blessing.changes.len(), "file"));
    if dry_run {
        return Ok(if checked.problems.is_empty() { HOLDS } else { FALSE });
    }
    // What is written must hold now. What doesn't was no matter of literals.
    let paths: Vec<PathBuf> =
        blessing.changes.iter().map(|change| root.join(change.file.path())).collect();
    let after = check_paths(&paths, root);
    after.problems.iter().for_each(show);
    let of_others = checked.problems.iter().any(|problem| problem.kind.is_unchecked());
    Ok(match (after.problems.is_empty() && blessing.left.is_empty(), of_others) {
        (true, false) => HOLDS,
        (true, true) => NOT_RUN,
        (false, _) => FALSE,
    })
}

fn print_diff(change: &FileChange) {
    let path = change.file.path().display();
    for (line, kind) in &change.kinds {
        anstream::println!("\x1b[1m{path}:{line}\x1b[0m: {}", kind.name());
    }
    let diff = TextDiff::from_lines(change.file.text(), &change.text);
    for line in diff.unified_diff().context_radius(2).to_string().lines() {
        match line.as_bytes().first() {
            Some(b'+') => anstream::println!("\x1b[32m{line}\x1b[0m"),
            Some(b'-') => anstream::println!("\x1b[31m{line}\x1b[0m"),
            _ => anstream::println!("{line}"),
        }
    }
}
