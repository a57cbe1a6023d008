//! From a syntax tree to bytecode.

mod analysis;
mod codegen;
pub(crate) mod constants;
mod dis;
mod flowgraph;
pub(crate) mod fold;
mod ir;
mod problem;
mod scopes;
mod symtable;
mod unparse;
mod watch;

use heap_model::release::Release;

pub use dis::{jump_target, listing};
pub(crate) use ir::NO_LOCATION;
pub use problem::{CompileProblem, EndOffset, SyntaxError, SyntaxErrorKind};

use crate::WatchPoint;
use crate::bytecode::{ConstantRef, Position, UnitTemplate};
use crate::syntax::tree::{List, StmtId, StmtKind, Tree};

/// How a unit is compiled, as `compile()`'s mode.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// `exec`: a file.
    Script,
    /// `single`: an input at the prompt, whose expression statements echo their values.
    Interactive,
    /// `eval`: one expression.
    Eval,
}

/// Compiles one unit.
///
/// `filename` is what tracebacks show. Everything differs by release that differs in CPython: what
/// is folded, what `co_consts` holds, which loads borrow.
///
/// # Errors
///
/// A [`CompileProblem`] with its place, in CPython's words where CPython refuses the source too.
pub fn compile(
    source: &str,
    mode: Mode,
    filename: &str,
    release: &'static Release,
) -> Result<UnitTemplate, CompileProblem> {
    compile_with(source, mode, filename, release, &[])
}

/// Compiles a script whose machine is looked at behind some of its statements. What runs is what
/// [`compile`] gives, with `Op::Watch` in between.
///
/// # Errors
///
/// As [`compile`]; and what would run otherwise than unwatched is refused.
pub fn compile_watched(
    source: &str,
    filename: &str,
    release: &'static Release,
    watched: &[WatchPoint],
) -> Result<UnitTemplate, CompileProblem> {
    let plain = compile(source, Mode::Script, filename, release)?;
    if watched.is_empty() {
        return Ok(plain);
    }
    let unit = compile_with(source, Mode::Script, filename, release, watched)?;
    let codes = match plain.codes.len() == unit.codes.len() {
        true => plain.codes.iter().zip(&unit.codes).map(|(p, w)| watch::insert(p, w)).collect(),
        false => None,
    };
    match codes {
        Some(codes) => Ok(UnitTemplate { codes, ..plain }),
        None => Err(CompileProblem::Unsupported {
            feature: "being looked at inside of this program".into(),
            line: watched[0].line,
            column: watched[0].column + 1,
        }),
    }
}

fn compile_with(
    source: &str,
    mode: Mode,
    filename: &str,
    release: &'static Release,
    watched: &[WatchPoint],
) -> Result<UnitTemplate, CompileProblem> {
    let rules = &release.compiler;
    // As CPython's tokenizer does: the last line of a script always ends.
    let ended;
    let source = if mode != Mode::Script || source.is_empty() || source.ends_with('\n') {
        source
    } else {
        ended = format!("{source}\n");
        &ended
    };
    if mode == Mode::Eval && source.trim_start_matches([' ', '\t']).is_empty() {
        // There is no line to point at.
        let error = SyntaxError::new("invalid syntax".into(), Position::default());
        let (offset, end_offset) = (Some(0), EndOffset::None(0));
        return Err(CompileProblem::Syntax(SyntaxError { offset, end_offset, ..error }));
    }
    let mut tree = crate::syntax::parse(source, mode, release)?;
    let found = CompileProblem::found_after_parsing;
    let mut table = symtable::build(&mut tree, rules).map_err(found)?;
    analysis::analyze(&mut table, &tree.names, rules).map_err(found)?;
    let statement_lines = statement_lines(&tree);
    let (mut codes, tree) =
        codegen::generate(tree, table, release, mode, watched).map_err(found)?;
    let mut used = vec![false; tree.constants.len()];
    for code in &codes {
        for constant in &code.consts {
            if let ConstantRef::Pool(id) = constant {
                used[*id as usize] = true;
            }
        }
    }
    let warnings = tree.warnings;
    let (pool, in_syntax_tree, place) = tree.constants.into_pool(&used);
    for code in &mut codes {
        for constant in &mut code.consts {
            if let ConstantRef::Pool(id) = constant {
                *id = place[*id as usize];
            }
        }
    }
    Ok(UnitTemplate {
        filename: filename.into(),
        pool,
        in_syntax_tree,
        codes,
        source: source.into(),
        statement_lines,
        warnings,
    })
}

/// Where the unit's own statements start, decorators included.
fn statement_lines(tree: &Tree) -> Vec<u32> {
    let line = |stmt: &StmtId| {
        let decorators = match tree[*stmt].kind {
            StmtKind::Function(id) => tree[id].decorators,
            StmtKind::Class(id) => tree[id].decorators,
            _ => List::default(),
        };
        match tree[decorators].first() {
            Some(&decorator) => tree[decorator].at.line,
            None => tree[*stmt].at.line,
        }
    };
    let lines = tree[tree.body].iter().map(line);
    let expression = tree.expression.map(|expression| tree[expression].at.line);
    lines.chain(expression).collect()
}
