//! Annotations: evaluated at once (≤ 3.13), turned into text, or left to a function that computes
//! them when they are asked for (3.14+).

use super::super::ir::Code;
use super::super::scopes::{ScopeId, ScopeKind};
use super::super::symtable::DefinitionScopes;
use super::functions::Parts;
use super::unit::UnitKind;
use super::{Emitted, Generator};
use crate::bytecode::{CommonConstant, Comparison, Position};
use crate::syntax::names::Name;
use crate::syntax::tree::{
    ExprId, ExprKind, Function, List, Parameter, Parameters, StmtId, StmtKind,
};

/// The annotation format above which `__annotate__` functions give up.
const VALUE_WITH_FAKE_GLOBALS: i64 = 2;

impl Generator<'_> {
    // --- functions that compute ---

    /// Starts a function of the annotation format. Its default, if it has one, is on the stack.
    pub(super) fn enter_evaluator(
        &mut self,
        scope: ScopeId,
        name: Name,
        at: Position,
    ) -> Emitted<Parts> {
        if !self.rules.lazy_annotations {
            self.enter_unit(UnitKind::Annotations, scope, name, at.line, None);
            return Ok(Parts::default());
        }
        let one = self.tree.constants.int(1);
        let default = self.tree.constants.tuple(&[one]);
        self.load_const(default, at);
        self.enter_annotate(scope, name, at);
        Ok(Parts { defaults: true, ..Parts::default() })
    }

    /// Starts an `__annotate__` function: one that knows only the first two formats.
    fn enter_annotate(&mut self, scope: ScopeId, name: Name, at: Position) {
        self.enter_unit(UnitKind::Annotations, scope, name, at.line, None);
        self.unit.argcount = 1;
        self.unit.posonlyargcount = 1;
        let body = self.label();
        self.add(Code::LoadFast, 0, at);
        let known = self.tree.constants.int(VALUE_WITH_FAKE_GLOBALS);
        self.load_const(known, at);
        self.add(Code::CompareOp, Comparison::Gt as u32, at);
        self.jump(Code::PopJumpIfFalse, body, at);
        let error = CommonConstant::NotImplementedError as u32;
        self.add(Code::LoadCommonConstant, error, at);
        self.add(Code::RaiseVarargs, 1, at);
        self.here(body);
    }

    /// Ends a computing function; its parameter shows as `format`, if `renamed`.
    pub(super) fn finish_evaluator(&mut self, returns_none: bool, renamed: bool) -> Emitted<u32> {
        let code = self.finish_unit(returns_none)?;
        if renamed && let Some(first) = self.codes[code as usize].localsplus.first_mut() {
            first.0 = self.tree.names.text(Name::FORMAT).into();
        }
        Ok(code)
    }

    /// Ends an `__annotate__` function and makes a closure of it.
    fn finish_annotate(&mut self, at: Position) -> Emitted {
        self.op(Code::ReturnValue, at);
        let code = self.finish_evaluator(true, true)?;
        self.closure(code, Parts::default(), at);
        Ok(())
    }

    // --- functions' parameters ---

    pub(super) fn function_annotations(
        &mut self,
        function: &Function,
        scopes: DefinitionScopes,
        parts: &mut Parts,
        at: Position,
    ) -> Emitted {
        if self.rules.lazy_annotations {
            let Some(scope) = scopes.annotations else {
                return Ok(());
            };
            if !self.table.scope(scope).annotations_used {
                return Ok(());
            }
            let name = self.table.scope(scope).name;
            let owner = self.rules.names_annotate_by_function.then_some(function.name);
            self.enter_annotate(scope, name, at);
            if let Some(owner) = owner {
                self.unit.qualname = self.owned_qualname(owner);
            }
            let count = self.all_annotations(&function.parameters, function.returns, at)?;
            self.add(Code::BuildMap, count, at);
            self.finish_annotate(at)?;
            parts.annotate = true;
            return Ok(());
        }
        let count = self.all_annotations(&function.parameters, function.returns, at)?;
        if count > 0 {
            self.add(Code::BuildTuple, count * 2, at);
            parts.annotations = true;
        }
        Ok(())
    }

    /// Pushes names and annotations in turn; says how many pairs.
    fn all_annotations(
        &mut self,
        parameters: &Parameters,
        returns: Option<ExprId>,
        at: Position,
    ) -> Emitted<u32> {
        let mut count = 0;
        self.annotations_of(parameters.args, &mut count, at)?;
        self.annotations_of(parameters.posonly, &mut count, at)?;
        if let Some(parameter) = parameters.vararg {
            self.annotation_of(parameter.name, parameter.annotation, &mut count, at)?;
        }
        self.annotations_of(parameters.kwonly, &mut count, at)?;
        if let Some(parameter) = parameters.kwarg {
            self.annotation_of(parameter.name, parameter.annotation, &mut count, at)?;
        }
        self.annotation_of(Name::RETURN, returns, &mut count, at)?;
        Ok(count)
    }

    fn annotations_of(&mut self, list: List<Parameter>, count: &mut u32, at: Position) -> Emitted {
        for index in 0..list.len() {
            let parameter = self.tree[list][index];
            self.annotation_of(parameter.name, parameter.annotation, count, at)?;
        }
        Ok(())
    }

    fn annotation_of(
        &mut self,
        name: Name,
        annotation: Option<ExprId>,
        count: &mut u32,
        at: Position,
    ) -> Emitted {
        let Some(annotation) = annotation else {
            return Ok(());
        };
        *count += 1;
        let name = self.mangled(name);
        self.load_name_text(name, at);
        if self.tree.future_annotations {
            return self.annotation_text(annotation);
        }
        match self.tree[annotation].kind {
            ExprKind::Starred { value, .. } => {
                self.expr(value)?;
                self.add(Code::UnpackSequence, 1, at);
                Ok(())
            }
            _ => self.expr(annotation),
        }
    }

    /// The annotation as source text (`from __future__ import annotations`).
    fn annotation_text(&mut self, annotation: ExprId) -> Emitted {
        let at = self.at(annotation);
        let text = super::super::unparse::expression(&self.tree, annotation, self.unicode);
        let text = self.tree.constants.str(&text);
        self.load_const(text, at);
        Ok(())
    }

    // --- variables ---

    fn stores_annotations(&self) -> bool {
        matches!(self.unit.kind, UnitKind::Module | UnitKind::Class)
    }

    pub(super) fn annotated_assignment(&mut self, id: StmtId) -> Emitted {
        let stmt = self.tree[id];
        let at = stmt.at;
        let StmtKind::AnnAssign { target, annotation, value, simple } = stmt.kind else {
            return Ok(());
        };
        if let Some(value) = value {
            self.expr(value)?;
            self.expr(target)?;
        }
        match self.tree[target].kind {
            ExprKind::Name(name, _) if simple && self.stores_annotations() => {
                if self.tree.future_annotations {
                    self.annotation_text(annotation)?;
                    self.store_annotation(name, at);
                } else if self.rules.lazy_annotations {
                    self.defer_annotation(id, at);
                } else {
                    self.expr(annotation)?;
                    self.store_annotation(name, at);
                }
            }
            ExprKind::Attribute { value: object, .. } if value.is_none() => {
                self.check_evaluates(object)?;
            }
            ExprKind::Subscript { value: container, index, .. } if value.is_none() => {
                self.check_evaluates(container)?;
                self.check_index_evaluates(index)?;
            }
            _ => {}
        }
        // The annotation of anything but a plain name is evaluated for its effects.
        let evaluated = if self.rules.lazy_annotations {
            false
        } else {
            !self.tree.future_annotations && self.stores_annotations()
        };
        if !simple && evaluated {
            self.check_evaluates(annotation)?;
        }
        Ok(())
    }

    fn store_annotation(&mut self, name: Name, at: Position) {
        self.add_name(Code::LoadName, Name::ANNOTATIONS, at);
        let name = self.mangled(name);
        self.load_name_text(name, at);
        self.op(Code::StoreSubscr, at);
    }

    fn check_evaluates(&mut self, expr: ExprId) -> Emitted {
        self.expr(expr)?;
        let at = self.at(expr);
        self.op(Code::PopTop, at);
        Ok(())
    }

    fn check_index_evaluates(&mut self, index: ExprId) -> Emitted {
        match self.tree[index].kind {
            ExprKind::Slice { lower, upper, step } => {
                for part in [lower, upper, step].into_iter().flatten() {
                    self.check_evaluates(part)?;
                }
                Ok(())
            }
            ExprKind::Tuple { items, .. } => {
                for index in 0..items.len() {
                    let item = self.tree[items][index];
                    self.check_index_evaluates(item)?;
                }
                Ok(())
            }
            _ => self.check_evaluates(index),
        }
    }

    // --- annotations computed later ---

    fn defer_annotation(&mut self, id: StmtId, at: Position) {
        let conditional = self.unit.conditional_depth > 0
            || (self.unit.kind == UnitKind::Module && self.rules.annotates_modules_conditionally);
        let index = conditional.then_some(self.unit.conditional_annotations);
        self.unit.deferred_annotations.push((id, index));
        let Some(index) = index else { return };
        self.unit.conditional_annotations += 1;
        if self.unit.kind == UnitKind::Class {
            let cell = self.unit.cellvars.add(Name::CONDITIONAL_ANNOTATIONS);
            self.add(Code::LoadDeref, cell, at);
        } else {
            self.add_name(Code::LoadName, Name::CONDITIONAL_ANNOTATIONS, at);
        }
        let index = self.tree.constants.int(i64::from(index));
        self.load_const(index, at);
        self.add(Code::SetAdd, 1, at);
        self.op(Code::PopTop, at);
    }

    /// Makes the `__annotate__` function of a module or class.
    pub(super) fn deferred_annotations(&mut self, at: Position) -> Emitted {
        let deferred = std::mem::take(&mut self.unit.deferred_annotations);
        if deferred.is_empty() {
            return Ok(());
        }
        let Some(block) = self.scope().annotation_block else {
            return Ok(());
        };
        let in_class = self.unit.kind == UnitKind::Class;
        // A module's goes where the placeholder stands, at its very start.
        let rest = (!in_class).then(|| std::mem::take(&mut self.unit.sequence));
        let name = self.table.scope(block).name;
        self.enter_annotate(block, name, at);
        self.deferred_body(&deferred, in_class, at)?;
        self.finish_annotate(at)?;
        let is_class = self.scope().kind == ScopeKind::Class;
        let bound = if is_class { Name::ANNOTATE_FUNC } else { Name::ANNOTATE };
        self.store_name(bound, at)?;
        if let Some(rest) = rest {
            let setup = std::mem::replace(&mut self.unit.sequence, rest);
            self.unit.annotations_setup = Some(setup);
        }
        Ok(())
    }

    fn deferred_body(
        &mut self,
        deferred: &[(StmtId, Option<u32>)],
        in_class: bool,
        at: Position,
    ) -> Emitted {
        self.add(Code::BuildMap, 0, at);
        for &(id, conditional) in deferred {
            let stmt = self.tree[id];
            let StmtKind::AnnAssign { target, annotation, .. } = stmt.kind else {
                continue;
            };
            let ExprKind::Name(name, _) = self.tree[target].kind else {
                continue;
            };
            let name = self.mangled(name);
            let not_set = self.label();
            if let Some(index) = conditional {
                let index = self.tree.constants.int(i64::from(index));
                self.load_const(index, stmt.at);
                if in_class {
                    let cell = self.free_index(Name::CONDITIONAL_ANNOTATIONS);
                    self.add(Code::LoadDeref, cell, stmt.at);
                } else {
                    self.add_name(Code::LoadGlobal, Name::CONDITIONAL_ANNOTATIONS, stmt.at);
                }
                self.add(Code::ContainsOp, 0, stmt.at);
                self.jump(Code::PopJumpIfFalse, not_set, stmt.at);
            }
            self.expr(annotation)?;
            self.add(Code::Copy, 2, stmt.at);
            self.load_name_text(name, stmt.at);
            self.op(Code::StoreSubscr, at);
            self.here(not_set);
        }
        Ok(())
    }
}
