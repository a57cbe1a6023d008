//! Leaving blocks early: `return`, `break` and `continue`.

use super::super::SyntaxError;
use super::super::ir::{Code, NO_LOCATION};
use super::unit::FrameBlock;
use super::{CompileProblem, Emitted, Generator};
use crate::bytecode::Position;
use crate::syntax::tree::{Context, ExprId, ExprKind};

impl Generator<'_> {
    /// Enters a block of the statement at `at`.
    pub(super) fn push_block(&mut self, block: FrameBlock, at: Position) -> Emitted {
        if self.unit.blocks.len() >= self.rules.max_blocks {
            let message = "too many statically nested blocks".into();
            return Err(CompileProblem::Syntax(SyntaxError::new(message, at)));
        }
        self.unit.blocks.push(block);
        Ok(())
    }

    /// Undoes one block. With `keep_top`, the value on top stays there.
    fn unwind(&mut self, block: FrameBlock, at: &mut Position, keep_top: bool) -> Emitted {
        match block {
            FrameBlock::While { .. }
            | FrameBlock::ExceptionHandler
            | FrameBlock::ExceptionGroupHandler
            | FrameBlock::StopIteration => {}
            FrameBlock::For { .. } | FrameBlock::AsyncFor { .. } | FrameBlock::PopValue => {
                if keep_top {
                    self.add(Code::Swap, 2, *at);
                }
                let iterator = matches!(block, FrameBlock::For { .. });
                match iterator && self.rules.iterators_take_two_places {
                    true => self.op(Code::EndFor, *at),
                    false => self.op(Code::PopTop, *at),
                }
            }
            FrameBlock::TryExcept => self.op(Code::PopBlock, *at),
            FrameBlock::FinallyTry { finally } => {
                self.op(Code::PopBlock, *at);
                if keep_top {
                    self.unit.blocks.push(FrameBlock::PopValue);
                }
                self.stmts(finally)?;
                if keep_top {
                    self.unit.blocks.pop();
                }
                *at = NO_LOCATION;
            }
            FrameBlock::FinallyEnd => {
                if keep_top {
                    self.add(Code::Swap, 2, *at);
                }
                self.op(Code::PopTop, *at);
                if keep_top {
                    self.add(Code::Swap, 2, *at);
                }
                self.op(Code::PopBlock, *at);
                self.op(Code::PopExcept, *at);
            }
            FrameBlock::With { at: with, is_async } => {
                *at = with;
                self.op(Code::PopBlock, *at);
                if keep_top {
                    if self.rules.with_unbound_methods {
                        self.add(Code::Swap, 3, *at);
                    }
                    self.add(Code::Swap, 2, *at);
                }
                self.call_exit_with_nones(*at);
                if is_async {
                    self.await_value(2, *at);
                }
                self.op(Code::PopTop, *at);
                *at = NO_LOCATION;
            }
            FrameBlock::HandlerCleanup { name } => {
                if name.is_some() {
                    self.op(Code::PopBlock, *at);
                }
                if keep_top {
                    self.add(Code::Swap, 2, *at);
                }
                self.op(Code::PopBlock, *at);
                self.op(Code::PopExcept, *at);
                if let Some(name) = name {
                    self.unbind_exception(name, *at)?;
                }
            }
        }
        Ok(())
    }

    /// Undoes blocks from the innermost on: up to the first loop, or all. Returns the loop.
    fn unwind_stack(
        &mut self,
        at: &mut Position,
        keep_top: bool,
        to_loop: bool,
    ) -> Emitted<Option<FrameBlock>> {
        let mut undone = Vec::new();
        let mut found = None;
        while let Some(&block) = self.unit.blocks.last() {
            if matches!(block, FrameBlock::ExceptionGroupHandler) {
                let message = "'break', 'continue' and 'return' cannot appear in an except* block";
                return self.error(message, *at);
            }
            if to_loop
                && matches!(
                    block,
                    FrameBlock::While { .. } | FrameBlock::For { .. } | FrameBlock::AsyncFor { .. }
                )
            {
                found = Some(block);
                break;
            }
            self.unit.blocks.pop();
            undone.push(block);
            self.unwind(block, at, keep_top)?;
        }
        self.unit.blocks.extend(undone.into_iter().rev());
        Ok(found)
    }

    pub(super) fn return_statement(&mut self, value: Option<ExprId>, whole: Position) -> Emitted {
        let constant = value.and_then(|value| match self.tree[value].kind {
            ExprKind::Constant(id) => Some(id),
            _ => None,
        });
        let keep_top = value.is_some() && constant.is_none();
        if !self.scope().is_function_like() {
            return self.error("'return' outside function", whole);
        }
        if value.is_some() && self.scope().coroutine && self.scope().generator {
            return self.error("'return' with value in async generator", whole);
        }
        let mut at = whole;
        if let Some(value) = value {
            if keep_top {
                self.expr(value)?;
            } else {
                at = self.at(value);
                self.op(Code::Nop, at);
            }
        }
        if value.is_none_or(|value| self.at(value).line != whole.line) {
            at = whole;
            self.op(Code::Nop, at);
        }
        self.unwind_stack(&mut at, keep_top, false)?;
        match (value, constant) {
            (None, _) => self.load_none(at),
            (_, Some(constant)) => self.load_const(constant, at),
            _ => {}
        }
        self.op(Code::ReturnValue, at);
        Ok(())
    }

    pub(super) fn break_statement(&mut self, whole: Position) -> Emitted {
        let mut at = whole;
        self.op(Code::Nop, at);
        let Some(found) = self.unwind_stack(&mut at, false, true)? else {
            return self.error("'break' outside loop", whole);
        };
        self.unwind(found, &mut at, false)?;
        let (FrameBlock::While { exit, .. }
        | FrameBlock::For { exit, .. }
        | FrameBlock::AsyncFor { exit, .. }) = found
        else {
            return Ok(());
        };
        self.jump(Code::Jump, exit, at);
        Ok(())
    }

    pub(super) fn continue_statement(&mut self, whole: Position) -> Emitted {
        let mut at = whole;
        self.op(Code::Nop, at);
        let Some(
            FrameBlock::While { start, .. }
            | FrameBlock::For { start, .. }
            | FrameBlock::AsyncFor { start, .. },
        ) = self.unwind_stack(&mut at, false, true)?
        else {
            return self.error("'continue' not properly in loop", whole);
        };
        self.jump(Code::Jump, start, at);
        Ok(())
    }

    /// `exit(None, None, None)` on the exit function that `with` left on the stack.
    pub(super) fn call_exit_with_nones(&mut self, at: Position) {
        for _ in 0..3 {
            self.load_none(at);
        }
        // A bound method takes the first None as what stands in for self.
        let args = if self.rules.with_unbound_methods { 3 } else { 2 };
        self.add(Code::Call, args, at);
    }

    /// `name = None; del name`, at the end of `except … as name`.
    pub(super) fn unbind_exception(
        &mut self,
        name: crate::syntax::names::Name,
        at: Position,
    ) -> Emitted {
        self.load_none(at);
        self.store_name(name, at)?;
        self.name(name, Context::Del, at)
    }

    pub(super) fn pop_except_and_reraise(&mut self, at: Position) {
        self.add(Code::Copy, 3, at);
        self.op(Code::PopExcept, at);
        self.add(Code::Reraise, 1, at);
    }

    /// Waits for the awaitable on the stack; `awaited` says in errors what it is.
    pub(super) fn await_value(&mut self, awaited: u32, at: Position) {
        self.add(Code::GetAwaitable, awaited, at);
        self.load_none(at);
        self.yield_from(at);
    }

    pub(super) fn yield_from(&mut self, at: Position) {
        let send = self.label();
        let fail = self.label();
        let exit = self.label();
        self.here(send);
        self.jump(Code::Send, exit, at);
        self.jump(Code::SetupFinally, fail, at);
        self.add(Code::YieldValue, 1, at);
        self.op(Code::PopBlock, NO_LOCATION);
        self.add(Code::Resume, 2, at);
        self.add(Code::JumpNoInterrupt, send.0, at);
        self.here(fail);
        self.op(Code::CleanupThrow, at);
        self.here(exit);
        self.op(Code::EndSend, at);
    }
}
