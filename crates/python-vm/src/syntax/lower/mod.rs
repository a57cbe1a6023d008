//! From the parser's tree to ours, folding constants on the way where the release does so early.

mod exprs;
mod patterns;
mod stmts;
mod strings;

use heap_model::release::{Compiler, Release};
use ruff_python_ast as ast;
use ruff_text_size::{Ranged, TextRange};

use super::lines::Lines;
use super::names::Name;
use super::tree::{Expr, ExprId, ExprKind, List, Push, Tree};
use crate::bytecode::{CompileWarning, Constant, Position};
use crate::compile::constants::ConstId;
use crate::compile::{CompileProblem, Mode, SyntaxError};

type Lowered<T> = Result<T, CompileProblem>;

struct Lower<'a> {
    source: &'a str,
    lines: Lines,
    tree: Tree,
    rules: &'a Compiler,
    /// Constants are folded while lowering: in releases that do, outside of annotations that will
    /// be turned back into text.
    folding: bool,
    /// Jumps out of a `finally` are warned of.
    warns_of_jumps: bool,
    /// Inside of a `finally` body, and not of a function in it.
    in_finally: bool,
    /// … and inside of a loop in it.
    in_loop: bool,
}

pub(super) fn lower(
    module: &ast::Mod,
    source: &str,
    lines: Lines,
    warnings: Vec<CompileWarning>,
    mode: Mode,
    release: &'static Release,
) -> Result<Tree, CompileProblem> {
    let mut lower = Lower {
        source,
        lines,
        tree: Tree::new(),
        rules: &release.compiler,
        folding: release.compiler.folds_syntax_tree,
        warns_of_jumps: release.warnings.jumps_out_of_finally,
        in_finally: false,
        in_loop: false,
    };
    lower.tree.warnings = warnings;
    match module {
        ast::Mod::Module(module) => {
            lower.future_imports(&module.body)?;
            if mode == Mode::Script {
                lower.tree.docstring = lower.docstring(&module.body);
            }
            lower.tree.body = lower.stmts(&module.body)?;
        }
        ast::Mod::Expression(module) => {
            lower.tree.expression = Some(lower.expr(&module.body)?);
        }
    }
    Ok(lower.tree)
}

impl Lower<'_> {
    fn at(&mut self, node: &impl Ranged) -> Position {
        self.lines.of(node)
    }

    fn push(&mut self, at: Position, kind: ExprKind) -> ExprId {
        self.tree.push(Expr { at, kind })
    }

    fn name(&mut self, text: &str) -> Name {
        self.tree.names.intern(text)
    }

    fn identifier(&mut self, identifier: &ast::Identifier) -> Name {
        self.tree.names.intern(identifier.as_str())
    }

    /// A constant that stands in the syntax tree.
    fn constant(&mut self, at: Position, constant: Constant) -> ExprId {
        let id = self.tree.constants.add(constant);
        self.constant_node(at, id)
    }

    fn constant_node(&mut self, at: Position, id: ConstId) -> ExprId {
        self.tree.constants.keep_in_tree(id);
        self.push(at, ExprKind::Constant(id))
    }

    fn constant_of(&self, expr: ExprId) -> Option<ConstId> {
        match self.tree[expr].kind {
            ExprKind::Constant(id) => Some(id),
            _ => None,
        }
    }

    /// The constants of a list of expressions, if they all are constants.
    fn constants_of(&self, items: List<ExprId>) -> Option<Vec<ConstId>> {
        self.tree[items].iter().map(|&item| self.constant_of(item)).collect()
    }

    fn error<T>(&mut self, message: impl Into<String>, range: TextRange) -> Lowered<T> {
        let at = self.lines.range(range);
        Err(CompileProblem::Syntax(SyntaxError::new(message.into(), at)))
    }

    fn unsupported<T>(&mut self, feature: &str, range: TextRange) -> Lowered<T> {
        let at = self.lines.range(range);
        let start = usize::from(range.start());
        let line_start = start - at.column as usize;
        let column = self.source[line_start..start].chars().count() as u32 + 1;
        Err(CompileProblem::Unsupported { feature: feature.into(), line: at.line, column })
    }
}
