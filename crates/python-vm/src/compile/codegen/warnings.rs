//! What the compiler warns of: literals that are called, indexed or compared by identity.

use super::super::constants::ConstId;
use super::Generator;
use crate::bytecode::{CompileWarning, Constant, Position};
use crate::syntax::tree::{Comparator, Comprehension, ExprId, ExprKind, List};

impl Generator<'_> {
    fn warn(&mut self, message: String, at: Position) {
        if self.silent == 0 {
            let warning = CompileWarning { syntax: true, message, line: at.line, parsing: false };
            self.tree.warnings.push(warning);
        }
    }

    /// `x is 5`: at most one warning for a chain of comparisons.
    pub(super) fn warn_of_identity(
        &mut self,
        left: ExprId,
        rest: List<(Comparator, ExprId)>,
        at: Position,
    ) {
        let mut left = left;
        for index in 0..rest.len() {
            let (comparator, right) = self.tree[rest][index];
            if matches!(comparator, Comparator::Is | Comparator::IsNot) {
                let literal = [left, right].into_iter().find(|&side| self.is_literal(side));
                if let Some(literal) = literal {
                    let (word, instead) = match comparator {
                        Comparator::Is => ("is", "=="),
                        _ => ("is not", "!="),
                    };
                    let which = match self.type_of(literal) {
                        Some(class) if self.warning_rules.names_literal_types => {
                            format!("'{class}' literal")
                        }
                        _ => "a literal".to_owned(),
                    };
                    self.warn(format!("\"{word}\" with {which}. Did you mean \"{instead}\"?"), at);
                    return;
                }
            }
            left = right;
        }
    }

    /// A constant whose identity nobody should ask for.
    fn is_literal(&self, expr: ExprId) -> bool {
        match self.tree[expr].kind {
            ExprKind::Constant(id) => !matches!(
                self.tree.constants.get(id),
                Constant::None | Constant::Bool(_) | Constant::Ellipsis
            ),
            ExprKind::Tuple { items, .. } => self.tree[items]
                .iter()
                .all(|&item| matches!(self.tree[item].kind, ExprKind::Constant(_))),
            _ => false,
        }
    }

    /// `[1](0)`
    pub(super) fn warn_of_callee(&mut self, function: ExprId) {
        let literal = !matches!(self.tree[function].kind, ExprKind::Lambda(_));
        if let Some(class) = self.type_of(function).filter(|_| literal) {
            let message = format!("'{class}' object is not callable; perhaps you missed a comma?");
            self.warn(message, self.at(function));
        }
    }

    /// `1[0]` and `[1]["a"]`
    pub(super) fn warn_of_subscript(&mut self, value: ExprId, index: ExprId) {
        let Some(class) = self.type_of(value) else { return };
        let at = self.at(value);
        match class {
            "str" | "bytes" | "tuple" | "list" => {
                let Some(index) = self.type_of(index) else { return };
                if !matches!(index, "int" | "bool") {
                    let message = format!(
                        "{class} indices must be integers or slices, not {index}; \
                         perhaps you missed a comma?"
                    );
                    self.warn(message, at);
                }
            }
            "dict" => {}
            _ => {
                let message =
                    format!("'{class}' object is not subscriptable; perhaps you missed a comma?");
                self.warn(message, at);
            }
        }
    }

    /// `assert (x, "always")`
    pub(super) fn warn_of_assertion(&mut self, test: ExprId, at: Position) {
        let always = match self.tree[test].kind {
            ExprKind::Tuple { items, .. } => !items.is_empty(),
            ExprKind::Constant(id) => self.tree.constants.is_filled_tuple(id),
            _ => false,
        };
        if always {
            self.warn("assertion is always true, perhaps remove parentheses?".to_owned(), at);
        }
    }

    /// The type of a literal or display.
    fn type_of(&self, expr: ExprId) -> Option<&'static str> {
        Some(match self.tree[expr].kind {
            ExprKind::Constant(id) => self.constant_type(id),
            ExprKind::Tuple { .. } => "tuple",
            ExprKind::List { .. } => "list",
            ExprKind::Set { .. } => "set",
            ExprKind::Dict { .. } => "dict",
            ExprKind::Comprehension { kind, .. } => match kind {
                Comprehension::List => "list",
                Comprehension::Set => "set",
                Comprehension::Dict => "dict",
                Comprehension::Generator => "generator",
            },
            ExprKind::Lambda(_) => "function",
            ExprKind::JoinedStr { .. } | ExprKind::Formatted { .. } => "str",
            ExprKind::TemplateStr { .. } => "string.templatelib.Template",
            _ => return None,
        })
    }

    fn constant_type(&self, id: ConstId) -> &'static str {
        match self.tree.constants.get(id) {
            Constant::None => "NoneType",
            Constant::Ellipsis => "ellipsis",
            Constant::Bool(_) => "bool",
            Constant::Int(_) | Constant::BigInt(_) => "int",
            Constant::Float(_) => "float",
            Constant::Complex(..) => "complex",
            Constant::Str(_) => "str",
            Constant::Bytes(_) => "bytes",
            Constant::Tuple(_) => "tuple",
            Constant::FrozenSet(_) => "frozenset",
            Constant::Slice(_) => "slice",
        }
    }
}
