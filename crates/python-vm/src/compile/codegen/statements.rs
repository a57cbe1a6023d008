//! Statements, except those that have a file of their own.

use heap_model::release::AssertionPlace;

use super::super::ir::{Code, NO_LOCATION};
use super::{CompileProblem, Emitted, Generator};
use crate::WatchPoint;
use crate::bytecode::Position;
use crate::syntax::names::Name;
use crate::syntax::tree::{Alias, Expr, ExprId, ExprKind, List, StmtId, StmtKind, Unary};

/// Instructions of one code object, and code objects of one unit, at most: `finally` bodies are
/// emitted more than once, and those inside each other exponentially often.
const MOST_INSTRUCTIONS: usize = 2_000_000;
const MOST_CODES: usize = 100_000;

impl Generator<'_> {
    pub(super) fn stmts(&mut self, list: List<StmtId>) -> Emitted {
        self.stmts_from(list, 0)
    }

    /// The statements of a suite from an index on.
    pub(super) fn stmts_from(&mut self, list: List<StmtId>, first: usize) -> Emitted {
        for index in first..list.len() {
            let stmt = self.tree[list][index];
            self.stmt(stmt)?;
            if !self.watched.is_empty() {
                self.watch_after(list, index);
            }
        }
        Ok(())
    }

    /// Lets the machine be looked at behind a statement, where somebody asked for it.
    fn watch_after(&mut self, list: List<StmtId>, index: usize) {
        let stmts = &self.tree[list];
        let at = self.tree[stmts[index]].at;
        let column = self.tree[stmts[0]].at.column;
        // Of several statements on one line it is the last.
        if stmts.get(index + 1).is_some_and(|&next| self.tree[next].at.line <= at.end_line) {
            return;
        }
        let asked = |point: &WatchPoint| point.line == at.end_line && point.column == column;
        for number in 0..self.watched.len() {
            if asked(&self.watched[number]) {
                self.add(Code::Watch, number as u32, NO_LOCATION);
            }
        }
    }

    pub(super) fn stmt(&mut self, id: StmtId) -> Emitted {
        if self.unit.sequence.len() > MOST_INSTRUCTIONS || self.codes.len() > MOST_CODES {
            let at = self.tree[id].at;
            return Err(CompileProblem::Unsupported {
                feature: "code of more than two million instructions".into(),
                line: at.line,
                column: at.column + 1,
            });
        }
        self.any_stmt(id)
    }

    fn any_stmt(&mut self, id: StmtId) -> Emitted {
        let stmt = self.tree[id];
        let at = stmt.at;
        match stmt.kind {
            StmtKind::Function(function) => self.function(function, at),
            StmtKind::Class(class) => self.class(class, at),
            StmtKind::TypeAlias(alias) => self.type_alias(alias, at),
            StmtKind::Return(value) => self.return_statement(value, at),
            StmtKind::Delete(targets) => self.exprs(targets),
            StmtKind::Assign { targets, value } => {
                self.expr(value)?;
                for index in 0..targets.len() {
                    if index + 1 < targets.len() {
                        self.add(Code::Copy, 1, at);
                    }
                    let target = self.tree[targets][index];
                    self.expr(target)?;
                }
                Ok(())
            }
            StmtKind::AugAssign { target, op, value } => {
                self.augmented_assignment(target, op, value, at)
            }
            StmtKind::AnnAssign { .. } => self.annotated_assignment(id),
            StmtKind::For { target, iter, body, orelse, is_async: true } => {
                self.conditionally(|g| g.async_for_loop(target, iter, body, orelse, at))
            }
            StmtKind::For { target, iter, body, orelse, .. } => {
                self.conditionally(|g| g.for_loop(target, iter, body, orelse, at))
            }
            StmtKind::While { test, body, orelse } => {
                self.conditionally(|g| g.while_loop(test, body, orelse, at))
            }
            StmtKind::If { test, body, orelse } => {
                self.conditionally(|g| g.if_statement(test, body, orelse, at))
            }
            StmtKind::With { items, body, is_async } => {
                self.conditionally(|g| g.with_statement(items, 0, body, is_async, at))
            }
            StmtKind::Match { subject, cases } => {
                self.conditionally(|g| g.match_statement(subject, cases))
            }
            StmtKind::Raise { exception, cause } => {
                let mut args = 0;
                for value in [exception, cause].into_iter().flatten() {
                    self.expr(value)?;
                    args += 1;
                }
                self.add(Code::RaiseVarargs, args, at);
                Ok(())
            }
            StmtKind::Try(id) => self.conditionally(|g| g.try_statement(id, at)),
            StmtKind::Assert { test, message } => self.assert_statement(test, message, at),
            StmtKind::Import(aliases) => self.import(aliases, at),
            StmtKind::ImportFrom { module, names, level } => {
                self.import_from(module, names, level, at)
            }
            StmtKind::Global(_) | StmtKind::Nonlocal(_) => Ok(()),
            StmtKind::Expr(value) => self.expression_statement(value, at),
            StmtKind::Pass => {
                self.op(Code::Nop, at);
                Ok(())
            }
            StmtKind::Break => self.break_statement(at),
            StmtKind::Continue => self.continue_statement(at),
        }
    }

    /// Code that may not run: what it annotates is noted at run time.
    fn conditionally(&mut self, emit: impl FnOnce(&mut Self) -> Emitted) -> Emitted {
        self.unit.conditional_depth += 1;
        emit(self)?;
        self.unit.conditional_depth -= 1;
        Ok(())
    }

    fn expression_statement(&mut self, value: ExprId, at: Position) -> Emitted {
        if self.interactive && self.outer.is_empty() {
            self.expr(value)?;
            self.op(Code::PrintExpr, at);
            return Ok(());
        }
        if matches!(self.tree[value].kind, ExprKind::Constant(_)) {
            self.op(Code::Nop, at);
            return Ok(());
        }
        self.expr(value)?;
        self.op(Code::PopTop, NO_LOCATION);
        Ok(())
    }

    fn if_statement(
        &mut self,
        test: ExprId,
        body: List<StmtId>,
        orelse: List<StmtId>,
        at: Position,
    ) -> Emitted {
        let end = self.label();
        let next = if orelse.is_empty() { end } else { self.label() };
        self.jump_if(at, test, next, false)?;
        self.stmts(body)?;
        if !orelse.is_empty() {
            self.jump(Code::JumpNoInterrupt, end, NO_LOCATION);
            self.here(next);
            self.stmts(orelse)?;
        }
        self.here(end);
        Ok(())
    }

    /// The comparison of a condition that is compiled last.
    fn last_comparison(&self, condition: ExprId) -> Option<Position> {
        match self.tree[condition].kind {
            ExprKind::Compare { .. } => Some(self.at(condition)),
            ExprKind::Unary { op: Unary::Not, operand } => self.last_comparison(operand),
            ExprKind::BoolOp { values, .. } => {
                self.tree[values].iter().rev().find_map(|&value| self.last_comparison(value))
            }
            ExprKind::If { test, body, orelse } => {
                [orelse, body, test].into_iter().find_map(|part| self.last_comparison(part))
            }
            _ => None,
        }
    }

    fn assert_statement(&mut self, test: ExprId, message: Option<ExprId>, at: Position) -> Emitted {
        self.warn_of_assertion(test, at);
        let end = self.label();
        self.jump_if(at, test, end, true)?;
        self.op(Code::LoadAssertionError, at);
        if let Some(message) = message {
            self.expr(message)?;
            self.add(Code::Call, 0, at);
        }
        let raised_at = match self.rules.locates_failed_assertions {
            AssertionPlace::Statement => at,
            AssertionPlace::Comparison => self.last_comparison(test).unwrap_or(at),
            AssertionPlace::Test => self.at(test),
        };
        self.add(Code::RaiseVarargs, 1, raised_at);
        self.here(end);
        Ok(())
    }

    fn import(&mut self, aliases: List<Alias>, at: Position) -> Emitted {
        for index in 0..aliases.len() {
            let alias = self.tree[aliases][index];
            let zero = self.tree.constants.int(0);
            self.load_const(zero, at);
            self.load_none(at);
            self.add_name(Code::ImportName, alias.name, at);
            let text = self.tree.names.text(alias.name).to_owned();
            match alias.asname {
                Some(asname) => self.import_as(&text, asname, at)?,
                None => {
                    let first = text.split('.').next().unwrap_or_default();
                    let bound = self.tree.names.intern(first);
                    self.store_name(bound, at)?;
                }
            }
        }
        Ok(())
    }

    /// `import a.b.c as d` binds the innermost module.
    fn import_as(&mut self, dotted: &str, asname: Name, at: Position) -> Emitted {
        let mut parts = dotted.split('.').skip(1).peekable();
        if parts.peek().is_none() {
            return self.store_name(asname, at);
        }
        while let Some(part) = parts.next() {
            let name = self.tree.names.intern(part);
            let index = self.unit.names.add(name);
            self.add(Code::ImportFrom, index, at);
            if parts.peek().is_some() {
                self.add(Code::Swap, 2, at);
                self.op(Code::PopTop, at);
            }
        }
        self.store_name(asname, at)?;
        self.op(Code::PopTop, at);
        Ok(())
    }

    fn import_from(
        &mut self,
        module: Option<Name>,
        names: List<Alias>,
        level: u32,
        at: Position,
    ) -> Emitted {
        let level = self.tree.constants.int(i64::from(level));
        self.load_const(level, at);
        let imported: Vec<Name> = self.tree[names].iter().map(|alias| alias.name).collect();
        let tuple = self.names_tuple(&imported);
        self.load_const(tuple, at);
        self.add_name(Code::ImportName, module.unwrap_or(Name::EMPTY), at);
        for index in 0..names.len() {
            let alias = self.tree[names][index];
            if alias.name == Name::STAR {
                self.op(Code::ImportStar, at);
                return Ok(());
            }
            self.add_name(Code::ImportFrom, alias.name, at);
            self.store_name(alias.asname.unwrap_or(alias.name), at)?;
        }
        self.op(Code::PopTop, at);
        Ok(())
    }

    pub(super) fn expr_node(&self, id: ExprId) -> Expr {
        self.tree[id]
    }
}
