//! `try` and `with`.

use super::super::ir::{Code, Label, NO_LOCATION};
use super::unit::FrameBlock;
use super::{Emitted, Generator};
use crate::bytecode::Position;
use crate::syntax::tree::{Handler, List, StmtId, Try, TryId, WithItem};

impl Generator<'_> {
    pub(super) fn try_statement(&mut self, id: TryId, at: Position) -> Emitted {
        let statement = self.tree[id];
        if statement.finally.is_empty() {
            self.try_except(statement, at)
        } else {
            self.try_finally(statement, at)
        }
    }

    fn try_finally(&mut self, statement: Try, at: Position) -> Emitted {
        let end = self.label();
        let exit = self.label();
        let cleanup = self.label();
        self.jump(Code::SetupFinally, end, at);
        let body = self.label();
        self.here(body);
        self.push_block(FrameBlock::FinallyTry { finally: statement.finally }, at)?;
        if statement.handlers.is_empty() {
            self.stmts(statement.body)?;
        } else {
            self.try_except(statement, at)?;
        }
        self.op(Code::PopBlock, NO_LOCATION);
        self.unit.blocks.pop();
        self.stmts(statement.finally)?;
        self.jump(Code::JumpNoInterrupt, exit, NO_LOCATION);

        self.here(end);
        self.jump(Code::SetupCleanup, cleanup, NO_LOCATION);
        self.op(Code::PushExcInfo, NO_LOCATION);
        self.push_block(FrameBlock::FinallyEnd, at)?;
        let silent = u32::from(!self.warning_rules.repeats_in_finally);
        self.silent += silent;
        self.stmts(statement.finally)?;
        self.silent -= silent;
        self.unit.blocks.pop();
        self.add(Code::Reraise, 0, NO_LOCATION);
        self.here(cleanup);
        self.pop_except_and_reraise(NO_LOCATION);
        self.here(exit);
        Ok(())
    }

    fn try_except(&mut self, statement: Try, at: Position) -> Emitted {
        if statement.star {
            return self.try_except_star(statement, at);
        }
        let except = self.label();
        let end = self.label();
        let cleanup = self.label();
        self.jump(Code::SetupFinally, except, at);
        let body = self.label();
        self.here(body);
        self.push_block(FrameBlock::TryExcept, at)?;
        self.stmts(statement.body)?;
        self.unit.blocks.pop();
        self.op(Code::PopBlock, NO_LOCATION);
        self.stmts(statement.orelse)?;
        self.jump(Code::JumpNoInterrupt, end, NO_LOCATION);

        self.here(except);
        self.jump(Code::SetupCleanup, cleanup, NO_LOCATION);
        self.op(Code::PushExcInfo, NO_LOCATION);
        self.push_block(FrameBlock::ExceptionHandler, at)?;
        for index in 0..statement.handlers.len() {
            let handler = self.tree[statement.handlers][index];
            if handler.class.is_none() && index + 1 < statement.handlers.len() {
                return self.error("default 'except:' must be last", handler.at);
            }
            self.except_handler(handler, end)?;
        }
        self.unit.blocks.pop();
        self.add(Code::Reraise, 0, NO_LOCATION);
        self.here(cleanup);
        self.pop_except_and_reraise(NO_LOCATION);
        self.here(end);
        Ok(())
    }

    fn except_handler(&mut self, handler: Handler, end: Label) -> Emitted {
        let at = handler.at;
        let next = self.label();
        if let Some(class) = handler.class {
            self.expr(class)?;
            self.op(Code::CheckExcMatch, at);
            self.jump(Code::PopJumpIfFalse, next, at);
        }
        let body = self.label();
        match handler.name {
            Some(name) => {
                let cleanup = self.label();
                self.store_name(name, at)?;
                self.jump(Code::SetupCleanup, cleanup, at);
                self.here(body);
                self.push_block(FrameBlock::HandlerCleanup { name: Some(name) }, at)?;
                self.stmts(handler.body)?;
                self.unit.blocks.pop();
                self.op(Code::PopBlock, NO_LOCATION);
                self.op(Code::PopBlock, NO_LOCATION);
                self.op(Code::PopExcept, NO_LOCATION);
                self.unbind_exception(name, NO_LOCATION)?;
                self.jump(Code::JumpNoInterrupt, end, NO_LOCATION);
                self.here(cleanup);
                self.unbind_exception(name, NO_LOCATION)?;
                self.add(Code::Reraise, 1, NO_LOCATION);
            }
            None => {
                self.op(Code::PopTop, at);
                self.here(body);
                self.push_block(FrameBlock::HandlerCleanup { name: None }, at)?;
                self.stmts(handler.body)?;
                self.unit.blocks.pop();
                self.op(Code::PopBlock, NO_LOCATION);
                self.op(Code::PopExcept, NO_LOCATION);
                self.jump(Code::JumpNoInterrupt, end, NO_LOCATION);
            }
        }
        self.here(next);
        Ok(())
    }

    fn try_except_star(&mut self, statement: Try, at: Position) -> Emitted {
        let except = self.label();
        let orelse = self.label();
        let end = self.label();
        let cleanup = self.label();
        let reraise_star = self.label();
        self.jump(Code::SetupFinally, except, at);
        let body = self.label();
        self.here(body);
        self.push_block(FrameBlock::TryExcept, at)?;
        self.stmts(statement.body)?;
        self.unit.blocks.pop();
        self.op(Code::PopBlock, NO_LOCATION);
        self.jump(Code::JumpNoInterrupt, orelse, NO_LOCATION);

        self.here(except);
        self.jump(Code::SetupCleanup, cleanup, NO_LOCATION);
        self.op(Code::PushExcInfo, NO_LOCATION);
        self.push_block(FrameBlock::ExceptionGroupHandler, at)?;
        let count = statement.handlers.len();
        for index in 0..count {
            let handler = self.tree[statement.handlers][index];
            self.except_star_handler(handler, index == 0)?;
            if index + 1 == count {
                // What no handler took, or None.
                self.add(Code::ListAppend, 1, NO_LOCATION);
                self.jump(Code::JumpNoInterrupt, reraise_star, NO_LOCATION);
            }
        }
        self.unit.blocks.pop();
        let reraise = self.label();
        self.here(reraise_star);
        self.op(Code::PrepReraiseStar, NO_LOCATION);
        self.add(Code::Copy, 1, NO_LOCATION);
        self.jump(Code::PopJumpIfNotNone, reraise, NO_LOCATION);
        self.op(Code::PopTop, NO_LOCATION);
        self.op(Code::PopBlock, NO_LOCATION);
        self.op(Code::PopExcept, NO_LOCATION);
        self.jump(Code::JumpNoInterrupt, end, NO_LOCATION);

        self.here(reraise);
        self.op(Code::PopBlock, NO_LOCATION);
        self.add(Code::Swap, 2, NO_LOCATION);
        self.op(Code::PopExcept, NO_LOCATION);
        self.add(Code::Reraise, 0, NO_LOCATION);
        self.here(cleanup);
        self.pop_except_and_reraise(NO_LOCATION);
        self.here(orelse);
        self.stmts(statement.orelse)?;
        self.here(end);
        Ok(())
    }

    /// One `except*`. The stack holds the original group, the list of what was raised, and the rest.
    fn except_star_handler(&mut self, handler: Handler, first: bool) -> Emitted {
        let at = handler.at;
        let next = self.label();
        let with_error = self.label();
        let no_match = self.label();
        if first {
            self.add(Code::BuildList, 0, at);
            self.add(Code::Copy, 2, at);
        }
        if let Some(class) = handler.class {
            self.expr(class)?;
            self.op(Code::CheckEgMatch, at);
            self.add(Code::Copy, 1, at);
            self.jump(Code::PopJumpIfNone, no_match, at);
        }
        let cleanup = self.label();
        match handler.name {
            Some(name) => self.store_name(name, at)?,
            None => self.op(Code::PopTop, at),
        }
        self.jump(Code::SetupCleanup, cleanup, at);
        let body = self.label();
        self.here(body);
        self.push_block(FrameBlock::HandlerCleanup { name: handler.name }, at)?;
        self.stmts(handler.body)?;
        self.unit.blocks.pop();
        self.op(Code::PopBlock, NO_LOCATION);
        if let Some(name) = handler.name {
            self.unbind_exception(name, NO_LOCATION)?;
        }
        self.jump(Code::JumpNoInterrupt, next, NO_LOCATION);

        self.here(cleanup);
        if let Some(name) = handler.name {
            self.unbind_exception(name, NO_LOCATION)?;
        }
        self.add(Code::ListAppend, 3, NO_LOCATION);
        self.op(Code::PopTop, NO_LOCATION);
        self.jump(Code::JumpNoInterrupt, with_error, NO_LOCATION);

        self.here(next);
        self.op(Code::Nop, NO_LOCATION);
        self.jump(Code::JumpNoInterrupt, with_error, NO_LOCATION);
        self.here(no_match);
        self.op(Code::PopTop, at);
        self.here(with_error);
        Ok(())
    }

    pub(super) fn with_statement(
        &mut self,
        items: List<WithItem>,
        index: usize,
        body: List<StmtId>,
        is_async: bool,
        whole: Position,
    ) -> Emitted {
        if is_async && !self.unit.is_async {
            return self.error("'async with' outside async function", whole);
        }
        let item = self.tree[items][index];
        let finally = self.label();
        let exit = self.label();
        let cleanup = self.label();
        self.expr(item.context)?;
        let at = if self.rules.locates_with_items { self.at(item.context) } else { whole };
        if self.rules.with_unbound_methods {
            self.add(Code::Copy, 1, at);
            self.add(Code::LoadSpecial, if is_async { 3 } else { 1 }, at);
            self.add(Code::Swap, 2, at);
            self.add(Code::Swap, 3, at);
            self.add(Code::LoadSpecial, if is_async { 2 } else { 0 }, at);
            self.add(Code::Call, 0, at);
        } else {
            self.op(if is_async { Code::BeforeAsyncWith } else { Code::BeforeWith }, at);
        }
        if is_async {
            self.await_value(1, at);
        }
        self.jump(Code::SetupWith, finally, at);
        let block = self.label();
        self.here(block);
        self.push_block(FrameBlock::With { at, is_async }, at)?;
        match item.target {
            Some(target) => self.expr(target)?,
            None => self.op(Code::PopTop, at),
        }
        if index + 1 == items.len() {
            self.stmts(body)?;
        } else {
            self.with_statement(items, index + 1, body, is_async, whole)?;
        }
        self.op(Code::PopBlock, NO_LOCATION);
        self.unit.blocks.pop();
        self.call_exit_with_nones(at);
        if is_async {
            self.await_value(2, at);
        }
        self.op(Code::PopTop, at);
        self.jump(Code::Jump, exit, at);

        self.here(finally);
        self.jump(Code::SetupCleanup, cleanup, at);
        self.op(Code::PushExcInfo, at);
        let start = if self.rules.with_unbound_methods {
            Code::WithExceptStartSpecial
        } else {
            Code::WithExceptStart
        };
        self.op(start, at);
        if is_async {
            self.await_value(2, at);
        }
        let suppress = self.label();
        self.op(Code::ToBool, NO_LOCATION);
        self.jump(Code::PopJumpIfTrue, suppress, NO_LOCATION);
        self.add(Code::Reraise, 2, NO_LOCATION);
        self.here(suppress);
        self.op(Code::PopTop, NO_LOCATION);
        self.op(Code::PopBlock, NO_LOCATION);
        self.op(Code::PopExcept, NO_LOCATION);
        self.op(Code::PopTop, NO_LOCATION);
        self.op(Code::PopTop, NO_LOCATION);
        if self.rules.with_unbound_methods {
            self.op(Code::PopTop, NO_LOCATION);
        }
        let done = self.label();
        self.jump(Code::JumpNoInterrupt, done, NO_LOCATION);
        self.here(cleanup);
        self.pop_except_and_reraise(NO_LOCATION);
        self.here(done);
        self.here(exit);
        Ok(())
    }
}
