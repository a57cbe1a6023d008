//! Statements.

use ruff_python_ast::{self as ast, Stmt};
use ruff_text_size::{Ranged, TextRange, TextSize};

use super::super::names::Name;
use super::super::tree::{
    self, Alias, Case, Class, ExprId, Function, Handler, List, Push, StmtId, StmtKind, Try,
    TypeParameter, TypeParameterKind, WithItem,
};
use super::exprs::binary;
use super::{Lower, Lowered};
use crate::bytecode::{CompileWarning, Position};
use crate::compile::constants::ConstId;

impl Lower<'_> {
    pub(super) fn stmts(&mut self, stmts: &[Stmt]) -> Lowered<List<StmtId>> {
        let mut items = smallvec::SmallVec::<[StmtId; 16]>::with_capacity(stmts.len());
        for stmt in stmts {
            items.push(self.stmt(stmt)?);
        }
        Ok(self.tree.list(&items))
    }

    fn stmt(&mut self, stmt: &Stmt) -> Lowered<StmtId> {
        let at = self.at(stmt);
        let (at, kind) = match stmt {
            Stmt::FunctionDef(function) => return self.function(function),
            Stmt::ClassDef(class) => return self.class(class),
            Stmt::TypeAlias(alias) => {
                let name = self.expr(&alias.name)?;
                let type_parameters = self.type_parameters(alias.type_params.as_deref())?;
                let value = self.expr(&alias.value)?;
                let alias = self.tree.push(tree::TypeAlias { name, type_parameters, value });
                (at, StmtKind::TypeAlias(alias))
            }
            Stmt::Return(statement) => {
                self.warn_of_jump("return", at, false);
                (at, StmtKind::Return(self.optional(statement.value.as_deref())?))
            }
            Stmt::Delete(statement) => (at, StmtKind::Delete(self.exprs(&statement.targets)?)),
            Stmt::Assign(assign) => {
                let value = self.expr(&assign.value)?;
                let targets = self.exprs(&assign.targets)?;
                (at, StmtKind::Assign { targets, value })
            }
            Stmt::AugAssign(assign) => {
                let target = self.expr(&assign.target)?;
                let value = self.expr(&assign.value)?;
                (at, StmtKind::AugAssign { target, op: binary(assign.op), value })
            }
            Stmt::AnnAssign(assign) => {
                let target = self.expr(&assign.target)?;
                let annotation = self.annotation(Some(&assign.annotation))?;
                let value = self.optional(assign.value.as_deref())?;
                let annotation = annotation.unwrap_or(target);
                (at, StmtKind::AnnAssign { target, annotation, value, simple: assign.simple })
            }
            Stmt::For(statement) => {
                let target = self.expr(&statement.target)?;
                let iter = self.expr(&statement.iter)?;
                if !statement.is_async {
                    self.fold_iterated(iter);
                }
                let body = self.loop_body(&statement.body)?;
                let orelse = self.stmts(&statement.orelse)?;
                (at, StmtKind::For { target, iter, body, orelse, is_async: statement.is_async })
            }
            Stmt::While(statement) => {
                let test = self.expr(&statement.test)?;
                let body = self.loop_body(&statement.body)?;
                let orelse = self.stmts(&statement.orelse)?;
                (at, StmtKind::While { test, body, orelse })
            }
            Stmt::If(statement) => {
                let test = self.expr(&statement.test)?;
                let body = self.stmts(&statement.body)?;
                let orelse = self.elif_clauses(&statement.elif_else_clauses, at)?;
                (at, StmtKind::If { test, body, orelse })
            }
            Stmt::With(statement) => {
                let mut items = Vec::with_capacity(statement.items.len());
                for item in &statement.items {
                    let context = self.expr(&item.context_expr)?;
                    let target = self.optional(item.optional_vars.as_deref())?;
                    items.push(WithItem { context, target });
                }
                let items = self.tree.list(&items);
                let body = self.stmts(&statement.body)?;
                (at, StmtKind::With { items, body, is_async: statement.is_async })
            }
            Stmt::Match(statement) => {
                let subject = self.expr(&statement.subject)?;
                let mut cases = Vec::with_capacity(statement.cases.len());
                for case in &statement.cases {
                    let pattern = self.pattern(&case.pattern)?;
                    let guard = self.optional(case.guard.as_deref())?;
                    cases.push(Case { pattern, guard, body: self.stmts(&case.body)? });
                }
                (at, StmtKind::Match { subject, cases: self.tree.list(&cases) })
            }
            Stmt::Raise(statement) => {
                let exception = self.optional(statement.exc.as_deref())?;
                let cause = self.optional(statement.cause.as_deref())?;
                (at, StmtKind::Raise { exception, cause })
            }
            Stmt::Try(statement) => (at, self.try_statement(statement)?),
            Stmt::Assert(statement) => {
                let test = self.expr(&statement.test)?;
                let message = self.optional(statement.msg.as_deref())?;
                (at, StmtKind::Assert { test, message })
            }
            Stmt::Import(import) => {
                if import.is_lazy {
                    return self.unsupported("lazy import", stmt.range());
                }
                (at, StmtKind::Import(self.import_aliases(&import.names)))
            }
            Stmt::ImportFrom(import) => {
                if import.is_lazy {
                    return self.unsupported("lazy import", stmt.range());
                }
                let module = import.module.as_ref().map(|name| self.identifier(name));
                let names = self.import_aliases(&import.names);
                (at, StmtKind::ImportFrom { module, names, level: import.level })
            }
            Stmt::Global(statement) => (at, StmtKind::Global(self.identifiers(&statement.names))),
            Stmt::Nonlocal(statement) => {
                (at, StmtKind::Nonlocal(self.identifiers(&statement.names)))
            }
            Stmt::Expr(statement) => (at, StmtKind::Expr(self.expr(&statement.value)?)),
            Stmt::Pass(_) => (at, StmtKind::Pass),
            Stmt::Break(_) => {
                self.warn_of_jump("break", at, self.in_loop);
                (at, StmtKind::Break)
            }
            Stmt::Continue(_) => {
                self.warn_of_jump("continue", at, self.in_loop);
                (at, StmtKind::Continue)
            }
            Stmt::IpyEscapeCommand(_) => return self.error("invalid syntax", stmt.range()),
        };
        Ok(self.tree.push(tree::Stmt { at, kind }))
    }

    fn loop_body(&mut self, body: &[Stmt]) -> Lowered<List<StmtId>> {
        let outside = std::mem::replace(&mut self.in_loop, true);
        let body = self.stmts(body);
        self.in_loop = outside;
        body
    }

    fn definition_body(&mut self, body: &[Stmt]) -> Lowered<List<StmtId>> {
        let outside = (self.in_finally, self.in_loop);
        (self.in_finally, self.in_loop) = (false, false);
        let body = self.stmts(body);
        (self.in_finally, self.in_loop) = outside;
        body
    }

    fn warn_of_jump(&mut self, statement: &str, at: Position, stays: bool) {
        if self.warns_of_jumps && self.in_finally && !stays {
            let message = format!("'{statement}' in a 'finally' block");
            let warning = CompileWarning { syntax: true, message, line: at.line, parsing: false };
            self.tree.warnings.push(warning);
        }
    }

    /// `elif` and `else` clauses: each `elif` is an `if` in the `else` of the one before.
    fn elif_clauses(
        &mut self,
        clauses: &[ast::ElifElseClause],
        whole: Position,
    ) -> Lowered<List<StmtId>> {
        // From the last clause backwards, so that a long chain needs no stack; but lowered in
        // source order, which decides the order of constants.
        let mut lowered = Vec::with_capacity(clauses.len());
        for clause in clauses {
            let test = self.optional(clause.test.as_ref())?;
            let at = self.at(clause);
            lowered.push((test, at, self.stmts(&clause.body)?));
        }
        let mut orelse = List::default();
        for (test, at, body) in lowered.into_iter().rev() {
            orelse = match test {
                None => body,
                Some(test) => {
                    let (end_line, end_column) = (whole.end_line, whole.end_column);
                    let at = Position { end_line, end_column, ..at };
                    let id = self
                        .tree
                        .push(tree::Stmt { at, kind: StmtKind::If { test, body, orelse } });
                    self.tree.list(&[id])
                }
            };
        }
        Ok(orelse)
    }

    fn try_statement(&mut self, statement: &ast::StmtTry) -> Lowered<StmtKind> {
        let body = self.stmts(&statement.body)?;
        let mut handlers = Vec::with_capacity(statement.handlers.len());
        for handler in &statement.handlers {
            let ast::ExceptHandler::ExceptHandler(handler) = handler;
            let at = self.at(handler);
            let class = self.optional(handler.type_.as_deref())?;
            let name = handler.name.as_ref().map(|name| self.identifier(name));
            handlers.push(Handler { class, name, body: self.stmts(&handler.body)?, at });
        }
        let handlers = self.tree.list(&handlers);
        let orelse = self.stmts(&statement.orelse)?;
        let outside = (self.in_finally, self.in_loop);
        (self.in_finally, self.in_loop) = (true, false);
        let finally = self.stmts(&statement.finalbody)?;
        (self.in_finally, self.in_loop) = outside;
        let star = statement.is_star;
        Ok(StmtKind::Try(self.tree.push(Try { body, handlers, orelse, finally, star })))
    }

    fn import_aliases(&mut self, aliases: &[ast::Alias]) -> List<Alias> {
        let mut items = Vec::with_capacity(aliases.len());
        for alias in aliases {
            let name = self.identifier(&alias.name);
            let asname = alias.asname.as_ref().map(|name| self.identifier(name));
            let at = self.at(alias);
            items.push(Alias { name, asname, at });
        }
        self.tree.list(&items)
    }

    fn identifiers(&mut self, identifiers: &[ast::Identifier]) -> List<Name> {
        let names: Vec<Name> = identifiers.iter().map(|name| self.identifier(name)).collect();
        self.tree.list(&names)
    }

    /// Where a decorated definition starts for CPython: at its keyword.
    fn definition_start(&self, keyword: &str, name: TextSize, from: TextSize) -> TextSize {
        let before = &self.source[usize::from(from)..usize::from(name)];
        match before.rfind(keyword) {
            Some(offset) => from + TextSize::new(offset as u32),
            None => from,
        }
    }

    fn function(&mut self, function: &ast::StmtFunctionDef) -> Lowered<StmtId> {
        let decorators = self.decorators(&function.decorator_list)?;
        let start = match function.decorator_list.last() {
            Some(last) => {
                let keyword = if function.is_async { "async" } else { "def" };
                self.definition_start(keyword, function.name.start(), last.end())
            }
            None => function.start(),
        };
        let at = self.lines.range(TextRange::new(start, function.end()));
        let name = self.identifier(&function.name);
        let type_parameters = self.type_parameters(function.type_params.as_deref())?;
        let parameters = self.parameters(&function.parameters)?;
        let returns = self.annotation(function.returns.as_deref())?;
        let docstring = self.docstring(&function.body);
        let body = self.definition_body(&function.body)?;
        let function = self.tree.push(Function {
            name,
            parameters,
            decorators,
            returns,
            type_parameters,
            body,
            expression: None,
            docstring,
            is_async: function.is_async,
        });
        Ok(self.tree.push(tree::Stmt { at, kind: StmtKind::Function(function) }))
    }

    fn class(&mut self, class: &ast::StmtClassDef) -> Lowered<StmtId> {
        let decorators = self.decorators(&class.decorator_list)?;
        let start = match class.decorator_list.last() {
            Some(last) => self.definition_start("class", class.name.start(), last.end()),
            None => class.start(),
        };
        let at = self.lines.range(TextRange::new(start, class.end()));
        let name = self.identifier(&class.name);
        let type_parameters = self.type_parameters(class.type_params.as_deref())?;
        let (bases, keywords) = match &class.arguments {
            Some(arguments) => self.arguments(arguments)?,
            None => (List::default(), List::default()),
        };
        let docstring = self.docstring(&class.body);
        let body = self.definition_body(&class.body)?;
        let class = self.tree.push(Class {
            name,
            bases,
            keywords,
            decorators,
            type_parameters,
            body,
            docstring,
        });
        Ok(self.tree.push(tree::Stmt { at, kind: StmtKind::Class(class) }))
    }

    fn decorators(&mut self, decorators: &[ast::Decorator]) -> Lowered<List<ExprId>> {
        let mut items = Vec::with_capacity(decorators.len());
        for decorator in decorators {
            items.push(self.expr(&decorator.expression)?);
        }
        Ok(self.tree.list(&items))
    }

    fn type_parameters(
        &mut self,
        parameters: Option<&ast::TypeParams>,
    ) -> Lowered<List<TypeParameter>> {
        let mut items = Vec::new();
        for parameter in parameters.into_iter().flatten() {
            let at = self.at(parameter);
            let (kind, name, bound, default) = match parameter {
                ast::TypeParam::TypeVar(var) => {
                    (TypeParameterKind::TypeVar, &var.name, var.bound.as_deref(), &var.default)
                }
                ast::TypeParam::TypeVarTuple(tuple) => {
                    (TypeParameterKind::TypeVarTuple, &tuple.name, None, &tuple.default)
                }
                ast::TypeParam::ParamSpec(spec) => {
                    (TypeParameterKind::ParamSpec, &spec.name, None, &spec.default)
                }
            };
            let name = self.identifier(name);
            let bound = self.optional(bound)?;
            let default = self.optional(default.as_deref())?;
            items.push(TypeParameter { kind, name, bound, default, at });
        }
        Ok(self.tree.list(&items))
    }

    /// The docstring that a body starts with.
    pub(super) fn docstring(&mut self, body: &[Stmt]) -> Option<ConstId> {
        match body.first() {
            Some(Stmt::Expr(statement)) => match &*statement.value {
                ast::Expr::StringLiteral(literal) => {
                    Some(self.tree.constants.str(literal.value.to_str()))
                }
                _ => None,
            },
            _ => None,
        }
    }

    /// Looks for `from __future__` imports at the top.
    pub(super) fn future_imports(&mut self, body: &[Stmt]) -> Lowered<()> {
        for (index, stmt) in body.iter().enumerate() {
            match stmt {
                Stmt::ImportFrom(import)
                    if import.level == 0
                        && import.module.as_ref().is_some_and(|m| m.as_str() == "__future__") =>
                {
                    for alias in &import.names {
                        match alias.name.as_str() {
                            "annotations" => self.tree.future_annotations = true,
                            "nested_scopes" | "generators" | "division" | "absolute_import"
                            | "with_statement" | "print_function" | "unicode_literals"
                            | "generator_stop" => {}
                            "barry_as_FLUFL" => {
                                return self.unsupported("barry_as_FLUFL", alias.range());
                            }
                            other => {
                                let message = match other {
                                    "braces" => "not a chance".to_owned(),
                                    _ => format!("future feature {other} is not defined"),
                                };
                                let at = match self.rules.locates_future_names {
                                    true => alias.range(),
                                    false => TextRange::at(import.start(), TextSize::new(1)),
                                };
                                return self.error(message, at);
                            }
                        }
                    }
                    let at = self.at(import);
                    self.tree.future_end = (at.end_line, at.end_column);
                }
                Stmt::Expr(statement) if index == 0 && statement.value.is_string_literal_expr() => {
                }
                _ => break,
            }
        }
        Ok(())
    }
}
