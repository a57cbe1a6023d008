//! Expressions: operators, displays and conditions.

use super::super::ir::{Code, Label, NO_LOCATION};
use super::unit::UnitKind;
use super::{Emitted, Generator, STACK_USE_GUIDELINE};
use crate::bytecode::{Binary, Constant, Position};
use crate::syntax::names::Name;
use crate::syntax::tree::{Comparator, Context, DictItem, ExprId, ExprKind, List, Unary};

impl Generator<'_> {
    pub(super) fn exprs(&mut self, list: List<ExprId>) -> Emitted {
        for index in 0..list.len() {
            let expr = self.tree[list][index];
            self.expr(expr)?;
        }
        Ok(())
    }

    pub(super) fn expr(&mut self, id: ExprId) -> Emitted {
        self.any_expr(id)
    }

    fn any_expr(&mut self, id: ExprId) -> Emitted {
        let expr = self.tree[id];
        let at = expr.at;
        match expr.kind {
            ExprKind::Constant(constant) => self.load_const(constant, at),
            ExprKind::Name(Name::DEBUG, Context::Load) => self.load(Constant::Bool(true), at),
            ExprKind::Name(name, context) => self.name(name, context, at)?,
            ExprKind::Attribute { value, name, context } => {
                self.attribute(id, value, name, context, at)?;
            }
            ExprKind::Subscript { value, index, context } => {
                self.subscript(value, index, context, at)?;
            }
            ExprKind::Starred { context, .. } => {
                let message = match context {
                    Context::Store => "starred assignment target must be in a list or tuple",
                    _ => "can't use starred expression here",
                };
                return self.error(message, at);
            }
            ExprKind::List { items, context } => match context {
                Context::Store => self.unpack_targets(items, at)?,
                Context::Load => self.list_display(items, at)?,
                Context::Del => self.exprs(items)?,
            },
            ExprKind::Tuple { items, context } => match context {
                Context::Store => self.unpack_targets(items, at)?,
                Context::Load => self.tuple_display(items, at)?,
                Context::Del => self.exprs(items)?,
            },
            ExprKind::Set { items } => {
                self.display(items, None, 0, at, Code::BuildSet, Code::SetAdd, Code::SetUpdate)?;
            }
            ExprKind::Dict { items } => self.dict_display(items, at)?,
            ExprKind::Slice { .. } => self.slice(id)?,
            ExprKind::BoolOp { or, values } => self.bool_op(or, values, at)?,
            ExprKind::Named { target, value } => {
                self.expr(value)?;
                self.add(Code::Copy, 1, at);
                self.expr(target)?;
            }
            ExprKind::Binary { left, op, right } => {
                self.expr(left)?;
                self.expr(right)?;
                self.binary(op, at);
            }
            ExprKind::Unary { op, operand } => {
                self.expr(operand)?;
                match op {
                    Unary::Invert => self.op(Code::UnaryInvert, at),
                    Unary::Minus => self.op(Code::UnaryNegative, at),
                    Unary::Plus => self.op(Code::UnaryPositive, at),
                    Unary::Not => {
                        self.op(Code::ToBool, at);
                        self.op(Code::UnaryNot, at);
                    }
                }
            }
            ExprKind::If { test, body, orelse } => {
                let end = self.label();
                let next = self.label();
                self.jump_if(at, test, next, false)?;
                self.expr(body)?;
                self.jump(Code::JumpNoInterrupt, end, NO_LOCATION);
                self.here(next);
                self.expr(orelse)?;
                self.here(end);
            }
            ExprKind::Compare { left, rest } => self.compare(left, rest, at)?,
            ExprKind::Call { function, args, keywords } => {
                self.call(function, args, keywords, at)?;
            }
            ExprKind::Lambda(function) => self.lambda(function, at)?,
            ExprKind::Comprehension { .. } => self.comprehension(id)?,
            ExprKind::Yield(value) => {
                if !self.scope().is_function_like() {
                    return self.error("'yield' outside function", at);
                }
                match value {
                    Some(value) => self.expr(value)?,
                    None => self.load_none(at),
                }
                self.wrap_yielded(at);
                self.add(Code::YieldValue, 0, at);
                self.add(Code::Resume, 1, at);
            }
            ExprKind::YieldFrom(value) => {
                if !self.scope().is_function_like() {
                    return self.error("'yield from' outside function", at);
                }
                if self.unit.is_async {
                    return self.error("'yield from' inside async function", at);
                }
                self.expr(value)?;
                self.op(Code::GetYieldFromIter, at);
                self.load_none(at);
                self.yield_from(at);
            }
            ExprKind::Await(value) => {
                if !self.scope().is_function_like() {
                    return self.error("'await' outside function", at);
                }
                if !self.unit.is_async && self.unit.kind != UnitKind::Comprehension {
                    return self.error("'await' outside async function", at);
                }
                self.expr(value)?;
                self.await_value(0, at);
            }
            ExprKind::JoinedStr { values } => self.joined_str(values, at)?,
            ExprKind::Formatted { value, conversion, spec } => {
                self.formatted(value, conversion, spec, at)?;
            }
            ExprKind::TemplateStr { values } => self.template_str(values, at)?,
            ExprKind::Interpolation { value, text, conversion, spec } => {
                self.interpolation(value, text, conversion, spec, at)?;
            }
        }
        Ok(())
    }

    /// What an asynchronous generator yields is wrapped, to be told from what it awaits.
    pub(super) fn wrap_yielded(&mut self, at: Position) {
        if self.scope().generator && self.scope().coroutine {
            self.op(Code::AsyncGenWrap, at);
        }
    }

    pub(super) fn binary(&mut self, op: Binary, at: Position) {
        self.add(Code::BinaryOp, op as u32, at);
    }

    /// `and` and `or` as a value.
    fn bool_op(&mut self, or: bool, values: List<ExprId>, at: Position) -> Emitted {
        let end = self.label();
        let last = values.len() - 1;
        for index in 0..last {
            let value = self.tree[values][index];
            self.expr(value)?;
            if self.rules.threads_bool_ops {
                let code = if or { Code::JumpIfTrue } else { Code::JumpIfFalse };
                self.jump(code, end, at);
            } else {
                let code = if or { Code::PopJumpIfTrue } else { Code::PopJumpIfFalse };
                self.add(Code::Copy, 1, at);
                self.op(Code::ToBool, at);
                self.jump(code, end, at);
            }
            self.op(Code::PopTop, at);
        }
        let value = self.tree[values][last];
        self.expr(value)?;
        self.here(end);
        Ok(())
    }

    fn comparison(&mut self, comparator: Comparator, at: Position) {
        match comparator {
            Comparator::Rich(comparison) => self.add(Code::CompareOp, comparison as u32, at),
            Comparator::Is => self.add(Code::IsOp, 0, at),
            Comparator::IsNot => self.add(Code::IsOp, 1, at),
            Comparator::In => self.add(Code::ContainsOp, 0, at),
            Comparator::NotIn => self.add(Code::ContainsOp, 1, at),
        }
    }

    fn compare(&mut self, left: ExprId, rest: List<(Comparator, ExprId)>, at: Position) -> Emitted {
        self.warn_of_identity(left, rest, at);
        self.expr(left)?;
        let last = rest.len() - 1;
        if last == 0 {
            let (comparator, right) = self.tree[rest][0];
            self.expr(right)?;
            self.comparison(comparator, at);
            return Ok(());
        }
        let cleanup = self.label();
        for index in 0..last {
            let (comparator, right) = self.tree[rest][index];
            self.expr(right)?;
            self.add(Code::Swap, 2, at);
            self.add(Code::Copy, 2, at);
            self.comparison(comparator, at);
            self.add(Code::Copy, 1, at);
            self.op(Code::ToBool, at);
            self.jump(Code::PopJumpIfFalse, cleanup, at);
            self.op(Code::PopTop, at);
        }
        let (comparator, right) = self.tree[rest][last];
        self.expr(right)?;
        self.comparison(comparator, at);
        let end = self.label();
        self.jump(Code::JumpNoInterrupt, end, NO_LOCATION);
        self.here(cleanup);
        self.add(Code::Swap, 2, at);
        self.op(Code::PopTop, at);
        self.here(end);
        Ok(())
    }

    /// Jumps to `next` if the truth of `test` is `condition`.
    pub(super) fn jump_if(
        &mut self,
        at: Position,
        test: ExprId,
        next: Label,
        condition: bool,
    ) -> Emitted {
        self.any_jump_if(at, test, next, condition)?;
        Ok(())
    }

    fn any_jump_if(&mut self, at: Position, test: ExprId, next: Label, condition: bool) -> Emitted {
        let test_at = self.at(test);
        let jump = if condition { Code::PopJumpIfTrue } else { Code::PopJumpIfFalse };
        match self.expr_node(test).kind {
            ExprKind::Unary { op: Unary::Not, operand } => {
                return self.jump_if(at, operand, next, !condition);
            }
            ExprKind::BoolOp { or, values } => {
                let skip = if or == condition { next } else { self.label() };
                let last = values.len() - 1;
                for index in 0..last {
                    let value = self.tree[values][index];
                    self.jump_if(at, value, skip, or)?;
                }
                let value = self.tree[values][last];
                self.jump_if(at, value, next, condition)?;
                if skip != next {
                    self.here(skip);
                }
                return Ok(());
            }
            ExprKind::If { test, body, orelse } => {
                let end = self.label();
                let otherwise = self.label();
                self.jump_if(at, test, otherwise, false)?;
                self.jump_if(at, body, next, condition)?;
                self.jump(Code::JumpNoInterrupt, end, NO_LOCATION);
                self.here(otherwise);
                self.jump_if(at, orelse, next, condition)?;
                self.here(end);
                return Ok(());
            }
            ExprKind::Compare { left, rest } if rest.len() > 1 => {
                self.warn_of_identity(left, rest, test_at);
                let cleanup = self.label();
                self.expr(left)?;
                let last = rest.len() - 1;
                for index in 0..last {
                    let (comparator, right) = self.tree[rest][index];
                    self.expr(right)?;
                    self.add(Code::Swap, 2, test_at);
                    self.add(Code::Copy, 2, test_at);
                    self.comparison(comparator, test_at);
                    self.op(Code::ToBool, test_at);
                    self.jump(Code::PopJumpIfFalse, cleanup, test_at);
                }
                let (comparator, right) = self.tree[rest][last];
                self.expr(right)?;
                self.comparison(comparator, test_at);
                self.op(Code::ToBool, test_at);
                self.jump(jump, next, test_at);
                let end = self.label();
                self.jump(Code::JumpNoInterrupt, end, NO_LOCATION);
                self.here(cleanup);
                self.op(Code::PopTop, test_at);
                if !condition {
                    self.jump(Code::JumpNoInterrupt, next, NO_LOCATION);
                }
                self.here(end);
                return Ok(());
            }
            _ => {}
        }
        self.expr(test)?;
        let compared = matches!(self.tree[test].kind, ExprKind::Compare { .. });
        let tested_at = if compared || self.rules.locates_tests { test_at } else { at };
        self.op(Code::ToBool, tested_at);
        self.jump(jump, next, tested_at);
        Ok(())
    }

    // --- displays ---

    fn list_display(&mut self, items: List<ExprId>, at: Position) -> Emitted {
        self.display(items, None, 0, at, Code::BuildList, Code::ListAppend, Code::ListExtend)
    }

    pub(super) fn tuple_display(&mut self, items: List<ExprId>, at: Position) -> Emitted {
        self.display(items, None, 0, at, Code::BuildTuple, Code::ListAppend, Code::ListExtend)
    }

    /// Builds a list, set or tuple of `pushed` values on the stack, then `items`, then a name.
    #[allow(clippy::too_many_arguments)]
    pub(super) fn display(
        &mut self,
        items: List<ExprId>,
        injected: Option<Name>,
        pushed: usize,
        at: Position,
        build: Code,
        add: Code,
        extend: Code,
    ) -> Emitted {
        let tuple = build == Code::BuildTuple;
        let count = items.len();
        // Three or more constants come from one constant tuple or frozenset.
        if self.rules.folds_syntax_tree
            && injected.is_none()
            && pushed == 0
            && count > 2
            && let Some(constants) = self.constants_of(items)
        {
            let folded = if build == Code::BuildSet {
                self.tree.constants.frozenset(&constants)
            } else {
                self.tree.constants.tuple(&constants)
            };
            if tuple {
                self.load_const(folded, at);
                return Ok(());
            }
            self.add(build, 0, at);
            self.load_const(folded, at);
            self.add(extend, 1, at);
            return Ok(());
        }
        let big = count + pushed + usize::from(injected.is_some()) > STACK_USE_GUIDELINE;
        let starred = |&item: &ExprId| matches!(self.tree[item].kind, ExprKind::Starred { .. });
        let seen_star = self.tree[items].iter().any(starred);
        if !seen_star && !big {
            self.exprs(items)?;
            let mut total = count + pushed;
            if let Some(name) = injected {
                self.load_name(name, at)?;
                total += 1;
            }
            self.add(build, total as u32, at);
            return Ok(());
        }
        let container = if tuple { Code::BuildList } else { build };
        let mut built = false;
        if big {
            self.add(container, pushed as u32, at);
            built = true;
        }
        for index in 0..count {
            let item = self.tree[items][index];
            if let ExprKind::Starred { value, .. } = self.tree[item].kind {
                if !built {
                    self.add(container, (index + pushed) as u32, at);
                    built = true;
                }
                self.expr(value)?;
                self.add(extend, 1, at);
            } else {
                self.expr(item)?;
                if built {
                    self.add(add, 1, at);
                }
            }
        }
        if let Some(name) = injected {
            self.load_name(name, at)?;
            self.add(add, 1, at);
        }
        if tuple {
            self.op(Code::ListToTuple, at);
        }
        Ok(())
    }

    pub(super) fn constants_of(
        &self,
        items: List<ExprId>,
    ) -> Option<Vec<super::super::constants::ConstId>> {
        self.tree[items]
            .iter()
            .map(|&item| match self.tree[item].kind {
                ExprKind::Constant(id) => Some(id),
                _ => None,
            })
            .collect()
    }

    fn dict_display(&mut self, items: List<DictItem>, at: Position) -> Emitted {
        let mut have_dict = false;
        let mut pending = 0;
        for index in 0..items.len() {
            let item = self.tree[items][index];
            if item.key.is_none() {
                if pending > 0 {
                    self.subdict(items, index - pending, index, at)?;
                    if have_dict {
                        self.add(Code::DictUpdate, 1, at);
                    }
                    have_dict = true;
                    pending = 0;
                }
                if !have_dict {
                    self.add(Code::BuildMap, 0, at);
                    have_dict = true;
                }
                self.expr(item.value)?;
                self.add(Code::DictUpdate, 1, at);
            } else if pending * 2 > STACK_USE_GUIDELINE {
                self.subdict(items, index - pending, index + 1, at)?;
                if have_dict {
                    self.add(Code::DictUpdate, 1, at);
                }
                have_dict = true;
                pending = 0;
            } else {
                pending += 1;
            }
        }
        if pending > 0 {
            self.subdict(items, items.len() - pending, items.len(), at)?;
            if have_dict {
                self.add(Code::DictUpdate, 1, at);
            }
            have_dict = true;
        }
        if !have_dict {
            self.add(Code::BuildMap, 0, at);
        }
        Ok(())
    }

    fn subdict(
        &mut self,
        items: List<DictItem>,
        begin: usize,
        end: usize,
        at: Position,
    ) -> Emitted {
        let count = end - begin;
        let big = count * 2 > STACK_USE_GUIDELINE;
        if self.rules.constant_key_maps && count > 1 && !big {
            let keys: Option<Vec<_>> = self.tree[items][begin..end]
                .iter()
                .map(|item| match self.tree[item.key?].kind {
                    ExprKind::Constant(id) => Some(id),
                    _ => None,
                })
                .collect();
            if let Some(keys) = keys {
                for index in begin..end {
                    let value = self.tree[items][index].value;
                    self.expr(value)?;
                }
                let keys = self.tree.constants.tuple(&keys);
                self.load_const(keys, at);
                self.add(Code::BuildConstKeyMap, count as u32, at);
                return Ok(());
            }
        }
        if big {
            self.add(Code::BuildMap, 0, at);
        }
        for index in begin..end {
            let item = self.tree[items][index];
            if let Some(key) = item.key {
                self.expr(key)?;
            }
            self.expr(item.value)?;
            if big {
                self.add(Code::MapAdd, 1, at);
            }
        }
        if !big {
            self.add(Code::BuildMap, count as u32, at);
        }
        Ok(())
    }
}
