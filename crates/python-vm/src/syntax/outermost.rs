//! The outermost operation of a piece of source: what a traceback underlines.

use heap_model::release::RELEASES;

use super::tree::{ExprId, ExprKind, StmtKind, Tree};
use crate::bytecode::Position;
use crate::compile::Mode;

/// An expression and the parts of it that a traceback tells apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outermost {
    /// `left + right`
    Binary { left: Position, right: Position },
    /// `value[index]`
    Subscript { value: Position, index: Position, whole: Position },
    /// `function(…)`
    Call { function: Position, whole: Position },
}

/// Parses without folding constants, which would hide an operation.
fn parse(source: &str) -> Option<Tree> {
    let unfolding = RELEASES.iter().rev().find(|release| !release.compiler.folds_syntax_tree)?;
    super::parse(source, Mode::Script, unfolding).ok()
}

/// The outermost operation of a source that is one expression, if it is one of those.
pub(crate) fn outermost(source: &str) -> Option<Outermost> {
    let tree = parse(source)?;
    let [statement] = tree[tree.body] else { return None };
    let StmtKind::Expr(expression) = tree[statement].kind else { return None };
    let at = |expression: ExprId| tree[expression].at;
    Some(match tree[expression].kind {
        ExprKind::Binary { left, right, .. } => {
            Outermost::Binary { left: at(left), right: at(right) }
        }
        ExprKind::Subscript { value, index, .. } => {
            Outermost::Subscript { value: at(value), index: at(index), whole: at(expression) }
        }
        ExprKind::Call { function, .. } => {
            Outermost::Call { function: at(function), whole: at(expression) }
        }
        _ => return None,
    })
}

/// Where the call is in a source that begins with `return name(…)` or `name = function(…)`.
pub(crate) fn plain_call(source: &str) -> Option<Position> {
    let tree = parse(source)?;
    let &statement = tree[tree.body].first()?;
    let (value, function_is_name) = match tree[statement].kind {
        StmtKind::Return(Some(value)) => (value, true),
        StmtKind::Assign { targets, value } => match tree[targets] {
            [target] if matches!(tree[target].kind, ExprKind::Name(..)) => (value, false),
            _ => return None,
        },
        _ => return None,
    };
    let ExprKind::Call { function, .. } = tree[value].kind else { return None };
    if function_is_name && !matches!(tree[function].kind, ExprKind::Name(..)) {
        return None;
    }
    Some(tree[value].at)
}
