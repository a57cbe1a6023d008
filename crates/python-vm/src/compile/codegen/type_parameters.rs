//! Type parameters and `type` statements (PEP 695).

use super::super::ir::Code;
use super::super::symtable::DefinitionScopes;
use super::functions::Parts;
use super::unit::UnitKind;
use super::{Emitted, Generator};
use crate::bytecode::{Position, TypeParameter as Op};
use crate::syntax::names::Name;
use crate::syntax::tree::{AliasId, ExprId, ExprKind, List, TypeParameter, TypeParameterKind};

impl Generator<'_> {
    pub(super) fn type_parameter_op(&mut self, op: Op, at: Position) {
        self.add(Code::TypeParameter, op as u32, at);
    }

    /// Starts the function whose locals the type parameters are.
    pub(super) fn enter_type_parameters(
        &mut self,
        scopes: DefinitionScopes,
        owner: Name,
        first_line: u32,
        argcount: u32,
    ) {
        let Some(scope) = scopes.type_parameters else {
            return;
        };
        let text = format!("<generic parameters of {}>", self.tree.names.text(owner));
        let name = self.tree.names.intern(&text);
        self.enter_unit(UnitKind::Annotations, scope, name, first_line, None);
        self.unit.argcount = argcount;
    }

    /// Makes the parameters and leaves a tuple of them.
    pub(super) fn type_parameters(&mut self, parameters: List<TypeParameter>) -> Emitted {
        let mut seen_default = false;
        for index in 0..parameters.len() {
            let parameter = self.tree[parameters][index];
            let at = parameter.at;
            self.load_name_text(parameter.name, at);
            match (parameter.kind, parameter.bound) {
                (TypeParameterKind::TypeVar, Some(bound)) => {
                    self.type_variable_expression(bound, parameter.name)?;
                    let tuple = match self.tree[bound].kind {
                        ExprKind::Tuple { .. } => true,
                        // Already folded.
                        ExprKind::Constant(id) => matches!(
                            self.tree.constants.get(id),
                            crate::bytecode::Constant::Tuple(_)
                        ),
                        _ => false,
                    };
                    let op = if tuple { Op::TypeVarWithConstraints } else { Op::TypeVarWithBound };
                    self.type_parameter_op(op, at);
                }
                (TypeParameterKind::TypeVar, None) => self.type_parameter_op(Op::TypeVar, at),
                (TypeParameterKind::TypeVarTuple, _) => {
                    self.type_parameter_op(Op::TypeVarTuple, at);
                }
                (TypeParameterKind::ParamSpec, _) => self.type_parameter_op(Op::ParamSpec, at),
            }
            if let Some(default) = parameter.default {
                seen_default = true;
                self.type_variable_expression(default, parameter.name)?;
                self.type_parameter_op(Op::SetDefault, at);
            } else if seen_default {
                let message = format!(
                    "non-default type parameter '{}' follows default type parameter",
                    self.tree.names.text(parameter.name)
                );
                return self.error(message, at);
            }
            self.add(Code::Copy, 1, at);
            self.store_name(parameter.name, at)?;
        }
        let at = self.tree[parameters][0].at;
        self.add(Code::BuildTuple, parameters.len() as u32, at);
        Ok(())
    }

    /// A function that computes a bound or default.
    fn type_variable_expression(&mut self, expr: ExprId, name: Name) -> Emitted {
        let at = self.at(expr);
        let scope = self.table.type_variable(expr);
        let parts = self.enter_evaluator(scope, name, at)?;
        match self.tree[expr].kind {
            ExprKind::Starred { value, .. } => {
                self.expr(value)?;
                self.add(Code::UnpackSequence, 1, at);
            }
            _ => self.expr(expr)?,
        }
        self.op(Code::ReturnValue, at);
        let code = self.finish_evaluator(true, false)?;
        self.closure(code, parts, at);
        Ok(())
    }

    pub(super) fn type_alias(&mut self, id: AliasId, at: Position) -> Emitted {
        let alias = self.tree[id];
        let scopes = self.table.aliases[id.index()];
        let ExprKind::Name(name, _) = self.tree[alias.name].kind else {
            return Ok(());
        };
        let generic = !alias.type_parameters.is_empty();
        if generic {
            self.enter_type_parameters(scopes, name, at.line, 0);
            self.load_name_text(name, at);
            self.type_parameters(alias.type_parameters)?;
        } else {
            self.load_name_text(name, at);
            self.load_none(at);
        }
        let Some(scope) = scopes.body else {
            return Ok(());
        };
        let parts = self.enter_evaluator(scope, name, at)?;
        if self.rules.reserves_docstring {
            let none = self.tree.constants.none();
            self.unit.consts.constant(none);
        }
        self.expr(alias.value)?;
        self.op(Code::ReturnValue, at);
        let code = self.finish_evaluator(false, false)?;
        self.closure(code, parts, at);
        self.add(Code::BuildTuple, 3, at);
        self.type_parameter_op(Op::TypeAlias, at);
        if generic {
            let code = self.finish_unit(false)?;
            self.closure(code, Parts::default(), at);
            self.op(Code::PushNull, at);
            self.add(Code::Call, 0, at);
        }
        self.store_name(name, at)
    }
}
