//! The parser's complaints in CPython's words.

use heap_model::release::Release;
use ruff_python_ast::Mod;
use ruff_python_parser::Parsed;

use super::lines::Lines;
use crate::compile::{CompileProblem, SyntaxError};

/// The problem that CPython reports for this source, if there is one.
pub(super) fn first(
    parsed: &Parsed<Mod>,
    source: &str,
    lines: &Lines,
    release: &'static Release,
) -> Option<CompileProblem> {
    let _ = (source, release, lines);
    let mut lines = Lines::new(source);
    if let Some(error) = parsed.errors().first() {
        let at = lines.range(error.location);
        return Some(CompileProblem::Syntax(SyntaxError::new(error.error.to_string(), at)));
    }
    let error = parsed.unsupported_syntax_errors().first()?;
    let at = lines.range(error.range);
    Some(CompileProblem::Syntax(SyntaxError::new(error.to_string(), at)))
}
