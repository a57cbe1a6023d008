//! Comprehensions and generator expressions.

use super::super::ir::{Code, Label, NO_LOCATION};
use super::super::scopes::{Place, ScopeId, ScopeKind, Symbol};
use super::functions::Parts;
use super::unit::UnitKind;
use super::{Emitted, Generator};
use crate::bytecode::Position;
use crate::syntax::names::Name;
use crate::syntax::tree::{self, Comprehension, ExprId, ExprKind, List};

/// What an inlined comprehension changed in the unit around it.
#[derive(Default)]
struct Inlined {
    /// Names whose values wait on the stack.
    pushed: Vec<Name>,
    /// Symbols replaced for the time being.
    replaced: Vec<(Name, Option<Symbol>)>,
    hidden: Vec<Name>,
    cleanup: Option<Label>,
}

/// A comprehension taken apart.
#[derive(Clone, Copy)]
struct Clauses {
    kind: Comprehension,
    element: ExprId,
    value: Option<ExprId>,
    generators: List<tree::Generator>,
}

impl Generator<'_> {
    pub(super) fn comprehension(&mut self, id: ExprId) -> Emitted {
        let node = self.tree[id];
        let at = node.at;
        let ExprKind::Comprehension { kind, element, value, generators } = node.kind else {
            return Ok(());
        };
        let clauses = Clauses { kind, element, value, generators };
        let scope = self.table.comprehension(id);
        let outermost = self.tree[generators][0];
        let awaits = self.table.scope(scope).coroutine && kind != Comprehension::Generator;
        if awaits && !self.unit.is_async && self.unit.kind != UnitKind::Comprehension {
            let message = "asynchronous comprehension outside of an asynchronous function";
            return self.error(message, at);
        }
        if self.table.scope(scope).inlined {
            self.expr(outermost.iter)?;
            self.iterate_before(outermost, at);
            let inlined = self.start_inlined(scope, at);
            self.empty_container(kind, at);
            self.add(Code::Swap, 2, at);
            self.clause(&clauses, 0, 0, true, at)?;
            return self.end_inlined(inlined, at);
        }
        let name = match kind {
            Comprehension::List => Name::LISTCOMP,
            Comprehension::Set => Name::SETCOMP,
            Comprehension::Dict => Name::DICTCOMP,
            Comprehension::Generator => Name::GENEXPR,
        };
        self.enter_unit(UnitKind::Comprehension, scope, name, at.line, None);
        self.unit.argcount = 1;
        self.empty_container(kind, at);
        self.clause(&clauses, 0, 0, false, at)?;
        if kind != Comprehension::Generator {
            self.op(Code::ReturnValue, at);
        } else if self.rules.handles_stop_iteration {
            let start = self.unit.generator_start.unwrap_or(0);
            self.wrap_in_stop_iteration_handler(start);
        }
        let code = self.finish_unit(true)?;
        self.closure(code, Parts::default(), at);
        self.expr(outermost.iter)?;
        self.iterate_before(outermost, at);
        self.add(Code::Call, 0, at);
        if awaits {
            self.await_value(0, at);
        }
        Ok(())
    }

    /// Makes an iterator of an iterable on the stack, in releases that do so this early.
    fn iterate_before(&mut self, generator: tree::Generator, whole: Position) {
        let iter = generator.iter;
        if generator.is_async {
            let at = self.at(iter);
            self.op(Code::GetAiter, at);
        } else if self.rules.iterates_before_comprehension {
            let located = self.rules.locates_loops;
            let at = if located { self.at(iter) } else { whole };
            self.op(Code::GetIter, at);
        }
    }

    fn empty_container(&mut self, kind: Comprehension, at: Position) {
        match kind {
            Comprehension::List => self.add(Code::BuildList, 0, at),
            Comprehension::Set => self.add(Code::BuildSet, 0, at),
            Comprehension::Dict => self.add(Code::BuildMap, 0, at),
            Comprehension::Generator => {}
        }
    }

    /// One `for … in … if …`, with those further in. `depth` iterators are on the stack.
    fn clause(
        &mut self,
        clauses: &Clauses,
        index: usize,
        depth: u32,
        iterator_on_stack: bool,
        at: Position,
    ) -> Emitted {
        let generator = self.tree[clauses.generators][index];
        let iter_at = self.at(generator.iter);
        let if_cleanup = self.label();
        let anchor = self.label();
        let mut start = Some(self.label());
        let mut depth = depth;
        if !iterator_on_stack {
            if index == 0 {
                let load_at = if self.rules.generator_iterates_first { iter_at } else { at };
                self.add(Code::LoadFast, 0, load_at);
            } else if let Some(only) = self.single_item(generator.iter)
                && !generator.is_async
            {
                // `for y in [f(x)]` assigns.
                self.expr(only)?;
                start = None;
            } else {
                self.expr(generator.iter)?;
                self.iterate_before(generator, at);
            }
        }
        if let Some(start) = start {
            depth += 1;
            if self.rules.iterates_in_comprehension && !generator.is_async {
                self.op(Code::GetIter, iter_at);
            }
            if self.rules.generator_iterates_first
                && index == 0
                && clauses.kind == Comprehension::Generator
            {
                self.op(Code::ReturnGenerator, at);
                self.op(Code::PopTop, at);
                self.unit.generator_start = Some(self.unit.sequence.instrs.len());
                self.add(Code::Resume, 0, at);
            }
            self.here(start);
            if generator.is_async {
                self.next_awaited(anchor, iter_at);
            }
            let for_at = if self.rules.locates_loops { iter_at } else { at };
            if !generator.is_async {
                self.jump(Code::ForIter, anchor, for_at);
            }
        }
        self.expr(generator.target)?;
        for index in 0..generator.ifs.len() {
            let condition = self.tree[generator.ifs][index];
            self.jump_if(at, condition, if_cleanup, false)?;
        }
        let mut element_at = self.at(clauses.element);
        if index + 1 < clauses.generators.len() {
            self.clause(clauses, index + 1, depth, false, at)?;
        } else {
            self.expr(clauses.element)?;
            match clauses.kind {
                Comprehension::Generator => {
                    self.wrap_yielded(element_at);
                    self.add(Code::YieldValue, 0, element_at);
                    self.add(Code::Resume, 1, element_at);
                    self.op(Code::PopTop, element_at);
                }
                Comprehension::List => self.add(Code::ListAppend, depth + 1, element_at),
                Comprehension::Set => self.add(Code::SetAdd, depth + 1, element_at),
                Comprehension::Dict => {
                    if let Some(value) = clauses.value {
                        self.expr(value)?;
                        let value_at = self.at(value);
                        element_at.end_line = value_at.end_line;
                        element_at.end_column = value_at.end_column;
                    }
                    self.add(Code::MapAdd, depth + 1, element_at);
                }
            }
        }
        self.here(if_cleanup);
        if let Some(start) = start {
            self.jump(Code::Jump, start, element_at);
            self.here(anchor);
            match generator.is_async {
                true => self.op(Code::EndAsyncFor, at),
                false => self.op(Code::EndFor, NO_LOCATION),
            }
        }
        Ok(())
    }

    fn single_item(&self, iter: ExprId) -> Option<ExprId> {
        let (ExprKind::List { items, .. } | ExprKind::Tuple { items, .. }) = self.tree[iter].kind
        else {
            return None;
        };
        match self.tree[items] {
            [only] if !matches!(self.tree[only].kind, ExprKind::Starred { .. }) => Some(only),
            _ => None,
        }
    }

    /// Gives the comprehension's variables slots of this frame, and sets aside what they hide.
    fn start_inlined(&mut self, comprehension: ScopeId, at: Position) -> Inlined {
        let mut inlined = Inlined::default();
        let in_class = self.scope().kind == ScopeKind::Class
            && self.unit.inlined_comprehensions == 0
            && self.rules.isolates_class_comprehensions;
        let function_like = self.scope().is_function_like();
        self.unit.inlined_comprehensions += 1;
        let symbols: Vec<(Name, Symbol)> = self.table.scope(comprehension).symbols.iter().collect();
        let isolated = |symbol: Symbol| {
            (symbol.has(Symbol::LOCAL) && !symbol.has(Symbol::NONLOCAL)) || in_class
        };
        for &(name, symbol) in &symbols {
            if isolated(symbol) && !function_like && !self.unit.fast_hidden.contains(&(name, true))
            {
                self.unit.fast_hidden.retain(|entry| entry.0 != name);
                self.unit.fast_hidden.push((name, true));
                inlined.hidden.push(name);
            }
            let outer = self.scope().symbols.get(name);
            let outer_place = outer.map_or(Place::Unknown, |outer| outer.place);
            let same = symbol.place == outer_place
                || symbol.place == Place::Free
                || (symbol.place == Place::Cell && outer_place == Place::Free);
            if !same || in_class {
                inlined.replaced.push((name, outer));
                let scope = self.unit.scope;
                self.table.scope_mut(scope).symbols.set(name, symbol);
            }
        }
        for &(name, symbol) in &symbols {
            if !isolated(symbol) {
                continue;
            }
            let replaced = inlined.replaced.iter().find(|entry| entry.0 == name);
            let outer = match replaced {
                Some((_, outer)) => outer.map_or(Place::Unknown, |outer| outer.place),
                None => self.scope().place(name),
            };
            let index = self.unit.varnames.add(name);
            self.add(Code::LoadFastAndClear, index, at);
            if symbol.place == Place::Cell {
                let cell = match outer {
                    Place::Free => self.free_index(name),
                    _ => self.unit.cellvars.add(name),
                };
                self.add(Code::MakeCell, cell, at);
            }
            inlined.pushed.push(name);
        }
        if !inlined.pushed.is_empty() {
            // The iterator comes back to the top; the order of the rest is restored at the end.
            self.add(Code::Swap, inlined.pushed.len() as u32 + 1, at);
            let cleanup = self.label();
            inlined.cleanup = Some(cleanup);
            self.jump(Code::SetupFinally, cleanup, at);
        }
        inlined
    }

    fn end_inlined(&mut self, inlined: Inlined, at: Position) -> Emitted {
        self.unit.inlined_comprehensions -= 1;
        if let Some(cleanup) = inlined.cleanup {
            self.op(Code::PopBlock, NO_LOCATION);
            let end = self.label();
            self.jump(Code::JumpNoInterrupt, end, NO_LOCATION);
            self.here(cleanup);
            // The unfinished container lies below the exception.
            self.add(Code::Swap, 2, NO_LOCATION);
            self.op(Code::PopTop, NO_LOCATION);
            self.restore_hidden(&inlined.pushed, at);
            self.add(Code::Reraise, 0, NO_LOCATION);
            self.here(end);
            self.restore_hidden(&inlined.pushed, at);
        }
        let scope = self.unit.scope;
        for (name, outer) in inlined.replaced {
            match outer {
                Some(symbol) => self.table.scope_mut(scope).symbols.set(name, symbol),
                None => self.table.scope_mut(scope).symbols.remove(name),
            }
        }
        for name in inlined.hidden {
            if let Some(entry) = self.unit.fast_hidden.iter_mut().find(|entry| entry.0 == name) {
                entry.1 = false;
            }
        }
        Ok(())
    }

    fn restore_hidden(&mut self, pushed: &[Name], at: Position) {
        self.add(Code::Swap, pushed.len() as u32 + 1, at);
        for &name in pushed.iter().rev() {
            let index = self.unit.varnames.add(name);
            self.add(Code::StoreFastMaybeNull, index, at);
        }
    }
}
