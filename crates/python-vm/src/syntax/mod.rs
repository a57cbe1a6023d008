//! From source text to a syntax tree.
//!
//! The only module that knows the parser: what it gives is lowered into [`tree`], and what it finds
//! wrong is said in CPython's words.

mod errors;
mod limits;
mod lines;
mod lower;
pub(crate) mod names;
pub(crate) mod outermost;
mod tokens;
pub(crate) mod tree;
mod warnings;

use heap_model::release::Release;
use ruff_python_ast::PythonVersion;
use ruff_python_parser::{ParseOptions, parse_unchecked};

use crate::compile::{CompileProblem, Mode};
use lines::Lines;
use tree::Tree;

/// Parses one unit.
pub(crate) fn parse(
    source: &str,
    mode: Mode,
    release: &'static Release,
) -> Result<Tree, CompileProblem> {
    limits::check(source, release)?;
    let mut lines = Lines::new(source);
    let version = PythonVersion { major: 3, minor: release.compiler.grammar };
    let parser_mode = match mode {
        Mode::Script | Mode::Interactive => ruff_python_parser::Mode::Module,
        Mode::Eval => ruff_python_parser::Mode::Expression,
    };
    let parsed =
        parse_unchecked(source, ParseOptions::from(parser_mode).with_target_version(version));
    if let Some(problem) = errors::first(&parsed, source, &mut lines, release) {
        return Err(problem);
    }
    let warnings = warnings::of_tokens(parsed.tokens(), source, &mut lines, &release.warnings);
    lower::lower(parsed.syntax(), source, lines, warnings, mode, release)
}
