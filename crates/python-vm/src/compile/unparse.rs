//! Expressions as source text, in CPython's normal form.

use super::constants::ConstId;
use crate::bytecode::Constant;
use crate::syntax::tree::{ExprId, Tree};

/// The text of an expression.
pub(super) fn expression(tree: &Tree, expr: ExprId) -> String {
    let _ = (tree, expr);
    String::new()
}

/// The `repr` of a constant.
pub(super) fn constant(tree: &Tree, id: ConstId) -> String {
    match tree.constants.get(id) {
        Constant::Int(value) => value.to_string(),
        Constant::Str(text) => format!("'{text}'"),
        other => format!("{other:?}"),
    }
}
