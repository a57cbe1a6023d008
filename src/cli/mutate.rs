//! `mutate`: finds rules of the model that no check of the book depends on.

use super::{BookArguments, FALSE, HOLDS, report_problems};
use crate::book::build;
use crate::book::preprocess::{Selection, plural};
use crate::mutate::{self, Outcome, RULES};
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
    let mut outcomes: Vec<Outcome> = vec![];
    for rule in rules {
        bar.set_message(rule.field);
        outcomes.push(mutate::try_rule(rule, &chapters));
        bar.inc(1);
    }
    bar.finish_and_clear();
    if arguments.all {
        for outcome in outcomes.iter() {
            let Some((first, releases)) = &outcome.guard else { continue };
            let place = first.place.as_ref().map(|place| place.to_string()).unwrap_or_default();
            let failures = plural(outcome.failures, "check");
            println!(
                "guarded: {} ({}): {failures} on {releases}, {place}",
                outcome.rule.field, outcome.rule.wrong
            );
        }
    }
    let unguarded: Vec<&Outcome> = outcomes.iter().filter(|o| o.guard.is_none()).collect();
    for outcome in &unguarded {
        println!("no check notices: {} ({})", outcome.rule.field, outcome.rule.wrong);
    }
    println!(
        "{} of {} are guarded ({:.1} s)",
        outcomes.len() - unguarded.len(),
        plural(outcomes.len(), "rule"),
        started.elapsed().as_secs_f64()
    );
    Ok(if unguarded.is_empty() { HOLDS } else { FALSE })
}
