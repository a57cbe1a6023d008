//! `for` and `while`.

use super::super::ir::{Code, Label, NO_LOCATION};
use super::unit::FrameBlock;
use super::{Emitted, Generator};
use crate::bytecode::Position;
use crate::syntax::tree::{ExprId, List, StmtId};

impl Generator<'_> {
    pub(super) fn for_loop(
        &mut self,
        target: ExprId,
        iter: ExprId,
        body: List<StmtId>,
        orelse: List<StmtId>,
        whole: Position,
    ) -> Emitted {
        let start = self.label();
        let cleanup = self.label();
        let exit = self.label();
        self.push_block(FrameBlock::For { start, exit }, whole)?;
        self.expr(iter)?;
        let at = self.loop_location(iter, whole);
        self.op(Code::GetIter, at);
        self.here(start);
        self.jump(Code::ForIter, cleanup, at);
        // For the line of a target on a line of its own.
        let target_at = self.at(target);
        self.op(Code::Nop, target_at);
        self.expr(target)?;
        self.stmts(body)?;
        self.jump(Code::Jump, start, NO_LOCATION);
        self.here(cleanup);
        self.op(Code::EndFor, NO_LOCATION);
        self.unit.blocks.pop();
        self.stmts(orelse)?;
        self.here(exit);
        Ok(())
    }

    /// Where the instructions of a `for` statement that iterate are.
    fn loop_location(&self, iter: ExprId, whole: Position) -> Position {
        if self.rules.locates_loops { self.at(iter) } else { whole }
    }

    pub(super) fn async_for_loop(
        &mut self,
        target: ExprId,
        iter: ExprId,
        body: List<StmtId>,
        orelse: List<StmtId>,
        whole: Position,
    ) -> Emitted {
        if !self.unit.is_async {
            return self.error("'async for' outside async function", whole);
        }
        let start = self.label();
        let except = self.label();
        let end = self.label();
        self.expr(iter)?;
        let at = self.loop_location(iter, whole);
        self.op(Code::GetAiter, at);
        self.here(start);
        self.push_block(FrameBlock::AsyncFor { start, exit: end }, whole)?;
        self.next_awaited(except, at);
        self.expr(target)?;
        self.stmts(body)?;
        self.jump(Code::Jump, start, NO_LOCATION);
        self.unit.blocks.pop();
        self.here(except);
        let end_at = self.at(iter);
        self.op(Code::EndAsyncFor, end_at);
        self.stmts(orelse)?;
        self.here(end);
        Ok(())
    }

    /// The next item of the asynchronous iterator on the stack; what raises meanwhile goes to
    /// `except`.
    pub(super) fn next_awaited(&mut self, except: Label, at: Position) {
        self.jump(Code::SetupFinally, except, at);
        self.op(Code::GetAnext, at);
        self.load_none(at);
        self.yield_from(at);
        self.op(Code::PopBlock, at);
    }

    pub(super) fn while_loop(
        &mut self,
        test: ExprId,
        body: List<StmtId>,
        orelse: List<StmtId>,
        at: Position,
    ) -> Emitted {
        let start = self.label();
        let exit = self.label();
        let anchor = self.label();
        self.here(start);
        self.push_block(FrameBlock::While { start, exit }, at)?;
        self.jump_if(at, test, anchor, false)?;
        if self.rules.repeats_while_test {
            let again = self.label();
            self.here(again);
            self.stmts(body)?;
            self.jump_if(at, test, again, true)?;
        } else {
            self.stmts(body)?;
            self.jump(Code::Jump, start, NO_LOCATION);
        }
        self.unit.blocks.pop();
        self.here(anchor);
        self.stmts(orelse)?;
        self.here(exit);
        Ok(())
    }
}
