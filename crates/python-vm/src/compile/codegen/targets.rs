//! What can be assigned to: attributes, subscripts, slices, unpacking.

use super::super::ir::Code;
use super::{Emitted, Generator};
use crate::bytecode::{Binary, Constant, Position};
use crate::syntax::names::Name;
use crate::syntax::tree::{Context, ExprId, ExprKind, List};

impl Generator<'_> {
    /// Where an attribute access is: on the line of the attribute's name if that is another one.
    pub(super) fn attribute_at(&self, at: Position, attribute: ExprId) -> Position {
        let node = self.tree[attribute];
        let ExprKind::Attribute { name, .. } = node.kind else {
            return at;
        };
        let mut at = at;
        if at.line != node.at.end_line {
            at.line = node.at.end_line;
            let length = self.tree.names.text(name).chars().count() as u32;
            at.column = node.at.end_column.saturating_sub(length);
            at.end_line = at.end_line.max(at.line);
            if at.line == at.end_line {
                at.end_column = at.end_column.max(at.column);
            }
        }
        at
    }

    pub(super) fn attribute(
        &mut self,
        id: ExprId,
        value: ExprId,
        name: Name,
        context: Context,
        at: Position,
    ) -> Emitted {
        if context == Context::Load && self.super_call(value, name) {
            self.load_super_arguments(value)?;
            self.add_name(Code::LoadSuperAttr, name, at);
            let at = self.attribute_at(at, id);
            self.op(Code::Nop, at);
            return Ok(());
        }
        if context == Context::Store
            && matches!(self.tree[value].kind, ExprKind::Name(Name::SELF, _))
        {
            self.note_static_attribute(name);
        }
        self.expr(value)?;
        let at = self.attribute_at(at, id);
        let code = match context {
            Context::Load => Code::LoadAttr,
            Context::Store => Code::StoreAttr,
            Context::Del => Code::DeleteAttr,
        };
        self.add_name(code, name, at);
        Ok(())
    }

    pub(super) fn subscript(
        &mut self,
        value: ExprId,
        index: ExprId,
        context: Context,
        at: Position,
    ) -> Emitted {
        if context == Context::Load {
            self.warn_of_subscript(value, index);
        }
        self.expr(value)?;
        if context != Context::Del && self.is_two_part_slice(index) {
            self.slice_parts(index)?;
            let code = if context == Context::Load { Code::BinarySlice } else { Code::StoreSlice };
            self.op(code, at);
            return Ok(());
        }
        self.expr(index)?;
        let code = match context {
            Context::Load => Code::BinarySubscr,
            Context::Store => Code::StoreSubscr,
            Context::Del => Code::DeleteSubscr,
        };
        self.op(code, at);
        Ok(())
    }

    fn constant_slice(&self, slice: ExprId) -> bool {
        let constant = |part: Option<ExprId>| {
            part.is_none_or(|part| matches!(self.tree[part].kind, ExprKind::Constant(_)))
        };
        match self.tree[slice].kind {
            ExprKind::Slice { lower, upper, step } => {
                self.rules.constant_slices && constant(lower) && constant(upper) && constant(step)
            }
            _ => false,
        }
    }

    /// `[a:b]` that an instruction of its own takes without a slice object.
    fn is_two_part_slice(&self, index: ExprId) -> bool {
        self.rules.two_part_slices
            && matches!(self.tree[index].kind, ExprKind::Slice { step: None, .. })
            && !self.constant_slice(index)
    }

    fn slice_parts(&mut self, slice: ExprId) -> Emitted {
        let at = self.at(slice);
        let ExprKind::Slice { lower, upper, .. } = self.tree[slice].kind else {
            return Ok(());
        };
        for part in [lower, upper] {
            match part {
                Some(part) => self.expr(part)?,
                None => self.load_none(at),
            }
        }
        Ok(())
    }

    pub(super) fn slice(&mut self, slice: ExprId) -> Emitted {
        let at = self.at(slice);
        let ExprKind::Slice { lower, upper, step } = self.tree[slice].kind else {
            return Ok(());
        };
        if self.constant_slice(slice) {
            let none = self.tree.constants.none();
            let part = |part: Option<ExprId>| match part.map(|part| self.tree[part].kind) {
                Some(ExprKind::Constant(id)) => id.0,
                _ => none.0,
            };
            let parts = [part(lower), part(upper), part(step)];
            self.load(Constant::Slice(parts), at);
            return Ok(());
        }
        self.slice_parts(slice)?;
        let mut parts = 2;
        if let Some(step) = step {
            self.expr(step)?;
            parts = 3;
        }
        self.add(Code::BuildSlice, parts, at);
        Ok(())
    }

    /// `a, *b = …`.
    pub(super) fn unpack_targets(&mut self, items: List<ExprId>, at: Position) -> Emitted {
        let count = items.len();
        let mut seen_star = false;
        for index in 0..count {
            let item = self.tree[items][index];
            if !matches!(self.tree[item].kind, ExprKind::Starred { .. }) {
                continue;
            }
            if seen_star {
                return self.error("multiple starred expressions in assignment", at);
            }
            let after = count - index - 1;
            if index >= 1 << 8 || after >= 1 << 16 {
                return self.error("too many expressions in star-unpacking assignment", at);
            }
            self.add(Code::UnpackEx, index as u32 | (after as u32) << 16, at);
            seen_star = true;
        }
        if !seen_star {
            self.add(Code::UnpackSequence, count as u32, at);
        }
        for index in 0..count {
            let item = self.tree[items][index];
            match self.tree[item].kind {
                ExprKind::Starred { value, .. } => self.expr(value)?,
                _ => self.expr(item)?,
            }
        }
        Ok(())
    }

    pub(super) fn augmented_assignment(
        &mut self,
        target: ExprId,
        op: Binary,
        value: ExprId,
        whole: Position,
    ) -> Emitted {
        let at = self.at(target);
        let node = self.tree[target];
        match node.kind {
            ExprKind::Attribute { value: object, name, .. } => {
                self.expr(object)?;
                self.add(Code::Copy, 1, at);
                let at = self.attribute_at(at, target);
                self.add_name(Code::LoadAttr, name, at);
            }
            ExprKind::Subscript { value: container, index, .. } => {
                self.expr(container)?;
                if self.is_two_part_slice(index) {
                    self.slice_parts(index)?;
                    for _ in 0..3 {
                        self.add(Code::Copy, 3, at);
                    }
                    self.op(Code::BinarySlice, at);
                } else {
                    self.expr(index)?;
                    self.add(Code::Copy, 2, at);
                    self.add(Code::Copy, 2, at);
                    self.op(Code::BinarySubscr, at);
                }
            }
            ExprKind::Name(name, _) => self.load_name(name, at)?,
            _ => return self.error("illegal expression for augmented assignment", at),
        }
        self.expr(value)?;
        self.add(Code::InplaceOp, op as u32, whole);
        match node.kind {
            ExprKind::Attribute { name, .. } => {
                let at = self.attribute_at(at, target);
                self.add(Code::Swap, 2, at);
                self.add_name(Code::StoreAttr, name, at);
            }
            ExprKind::Subscript { index, .. } => {
                if self.is_two_part_slice(index) {
                    self.add(Code::Swap, 4, at);
                    self.add(Code::Swap, 3, at);
                    self.add(Code::Swap, 2, at);
                    self.op(Code::StoreSlice, at);
                } else {
                    self.add(Code::Swap, 3, at);
                    self.add(Code::Swap, 2, at);
                    self.op(Code::StoreSubscr, at);
                }
            }
            ExprKind::Name(name, _) => self.store_name(name, at)?,
            _ => {}
        }
        Ok(())
    }
}
