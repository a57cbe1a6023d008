//! `support`: what of Python the model runs, and what not.

use super::HOLDS;
use super::run::parse_release;
use anyhow::Result;
use heap_model::release::Release;
use std::io::Write;

#[derive(clap::Args)]
pub(super) struct Arguments {
    /// The release to ask about: 3.11, 3.12, 3.13, 3.14 or 3.15.
    #[arg(long, default_value = "3.14", value_parser = parse_release)]
    release: &'static Release,
}

pub(super) fn main(arguments: Arguments) -> Result<u8> {
    // Library code runs deep where a thread's own stack is small.
    let machine = std::thread::Builder::new().stack_size(crate::verify::STACK);
    let support = machine.spawn(move || python_vm::support(arguments.release))?;
    let support = support.join().map_err(|_| anyhow::anyhow!("the model broke down"))?;
    let mut out = std::io::stdout().lock();
    let (whole, parts): (Vec<_>, Vec<_>) =
        support.modules.iter().partition(|names| names.lacks.is_empty());
    writeln!(out, "Python {} on the model", arguments.release.name)?;
    list(&mut out, "Modules with all their names", whole.iter().map(|names| names.name.as_str()))?;
    writeln!(out, "\nModules that lack names:")?;
    for names in parts {
        list(&mut out, &format!("  {}", names.name), names.lacks.iter().map(String::as_str))?;
    }
    writeln!(out, "\nBuilt-in types that lack attributes:")?;
    for names in &support.types {
        list(&mut out, &format!("  {}", names.name), names.lacks.iter().map(String::as_str))?;
    }
    list(&mut out, "\nModules that can't be imported", support.absent.iter().copied())?;
    writeln!(
        out,
        "\nA program that asks for anything else that is missing ends in an error that names it."
    )?;
    Ok(HOLDS)
}

/// A heading and what belongs to it, in lines of a terminal's width.
fn list<'a>(
    out: &mut impl Write,
    heading: &str,
    names: impl Iterator<Item = &'a str>,
) -> Result<()> {
    let mut line = format!("{heading}:");
    let indent = heading.len() - heading.trim_start_matches(' ').len() + 2;
    for name in names {
        if line.trim_start_matches('\n').len() + 1 + name.len() > 100 {
            writeln!(out, "{line}")?;
            line = " ".repeat(indent.min(6) - 1);
        }
        line.push(' ');
        line.push_str(name);
    }
    Ok(writeln!(out, "{line}")?)
}
