//! `mutate`: finds rules of the model that no check of the book depends on.

use super::{BookArguments, FALSE, HOLDS, report_problems};
use crate::book::build;
use crate::book::preprocess::{Selection, plural};
use crate::mutate::{Guard, RULES};
use anyhow::Result;
use indicatif::{ProgressBar, ProgressStyle};
use std::time::Instant;

#[derive(clap::Args)]
pub(super) struct Arguments {
    #[command(flatten)]
    book: BookArguments,
    /// Only rules whose name has this in it.
    filter: Option<String>,
    /// Shows the guarded rules too, each with the first check that noticed.
    #[arg(long)]
    all: bool,
}

pub(super) fn main(arguments: Arguments) -> Result<u8> {
    let started = Instant::now();
    let checked = build::check(&arguments.book.book, &Selection::default())?;
    if !checked.problems.is_empty() {
        // A book that is false already guards nothing.
        return Ok(report_problems(&checked.problems));
    }
    let chapters = checked.into_chapters();
    let wanted = |field: &str| arguments.filter.as_ref().is_none_or(|f| field.contains(f.as_str()));
    let rules: Vec<_> = RULES.iter().filter(|rule| wanted(rule.field)).collect();
    let style = ProgressStyle::with_template("{bar:40} {pos}/{len} {msg}")?;
    let bar = ProgressBar::new(rules.len() as u64).with_style(style);
    let mut guard = Guard::of(&chapters);
    let mut guarded = vec![];
    let mut unguarded = vec![];
    for rule in &rules {
        bar.set_message(rule.field);
        match guard.notices(rule) {
            Some(check) => guarded.push((rule, check)),
            None => unguarded.push(rule),
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    for (rule, check) in guarded.iter().filter(|_| arguments.all) {
        let place = check.place.as_ref().map(|place| place.to_string()).unwrap_or_default();
        println!("guarded: {} ({}): {place}, on {}", rule.field, rule.wrong, check.releases);
    }
    for rule in &unguarded {
        println!("no check notices: {} ({})", rule.field, rule.wrong);
    }
    let counts = match unguarded.len() {
        0 => "all of them guarded".to_string(),
        open => format!("{} guarded, {open} not", guarded.len()),
    };
    println!(
        "{}: {counts} ({:.1} s)",
        plural(rules.len(), "rule"),
        started.elapsed().as_secs_f64()
    );
    Ok(if unguarded.is_empty() { HOLDS } else { FALSE })
}
