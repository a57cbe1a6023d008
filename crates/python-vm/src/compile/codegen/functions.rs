//! `def` and `lambda`.

use super::super::ir::{Code, NO_LOCATION};
use super::super::symtable::DefinitionScopes;
use super::unit::{FrameBlock, UnitKind};
use super::{Emitted, Generator};
use crate::bytecode::{FunctionAttribute, Position};
use crate::syntax::names::Name;
use crate::syntax::tree::{ExprId, Function, FunctionId, List, Parameters};

/// What stands on the stack for a function about to be made.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Parts {
    pub(super) defaults: bool,
    pub(super) kw_defaults: bool,
    /// A tuple of names and values (≤ 3.13).
    pub(super) annotations: bool,
    /// The function that computes them (3.14+).
    pub(super) annotate: bool,
}

impl Generator<'_> {
    pub(super) fn function(&mut self, id: FunctionId, at: Position) -> Emitted {
        let function = self.tree[id];
        let scopes = self.table.functions[id.index()];
        self.exprs(function.decorators)?;
        let first_line = match self.tree[function.decorators].first() {
            Some(&decorator) => self.at(decorator).line,
            None => at.line,
        };
        let generic = !function.type_parameters.is_empty();
        let mut parts = self.default_arguments(&function.parameters, at)?;
        let passed = u32::from(parts.defaults) + u32::from(parts.kw_defaults);
        if generic {
            if passed == 2 {
                self.add(Code::Swap, 2, at);
            }
            self.enter_type_parameters(scopes, function.name, first_line, passed);
            self.type_parameters(function.type_parameters)?;
            for index in 0..passed {
                self.add(Code::LoadFast, index, at);
            }
        }
        self.function_annotations(&function, scopes, &mut parts, at)?;
        self.function_body(&function, scopes, parts, first_line, at)?;
        if generic {
            self.add(Code::Swap, 2, at);
            self.type_parameter_op(crate::bytecode::TypeParameter::SetFunctionTypeParams, at);
            let code = self.finish_unit(false)?;
            self.closure(code, Parts::default(), at);
            if passed > 0 {
                self.add(Code::Swap, passed + 1, at);
                self.add(Code::Call, passed - 1, at);
            } else {
                self.op(Code::PushNull, at);
                self.add(Code::Call, 0, at);
            }
        }
        self.apply_decorators(function.decorators);
        self.store_name(function.name, at)
    }

    fn function_body(
        &mut self,
        function: &Function,
        scopes: DefinitionScopes,
        parts: Parts,
        first_line: u32,
        at: Position,
    ) -> Emitted {
        let Some(scope) = scopes.body else {
            return Ok(());
        };
        self.enter_unit(UnitKind::Function, scope, function.name, first_line, None);
        self.unit.is_async = function.is_async;
        self.set_argument_counts(&function.parameters);
        let mut first = 0;
        if let Some(docstring) = function.docstring {
            first = 1;
            self.unit.has_docstring = true;
            let docstring = self.clean_docstring(docstring);
            self.unit.consts.constant(docstring);
        } else if self.rules.reserves_docstring {
            let none = self.tree.constants.none();
            self.unit.consts.constant(none);
        }
        let suspends = self.scope().generator || self.scope().coroutine;
        let wrapped = suspends && self.rules.handles_stop_iteration;
        if wrapped {
            self.push_block(FrameBlock::StopIteration, at)?;
        }
        self.stmts_from(function.body, first)?;
        if wrapped {
            self.wrap_in_stop_iteration_handler(0);
            self.unit.blocks.pop();
        }
        let code = self.finish_unit(true)?;
        self.closure(code, parts, at);
        Ok(())
    }

    pub(super) fn set_argument_counts(&mut self, parameters: &Parameters) {
        let positional = parameters.posonly.len() + parameters.args.len();
        self.unit.argcount = positional as u32;
        self.unit.posonlyargcount = parameters.posonly.len() as u32;
        self.unit.kwonlyargcount = parameters.kwonly.len() as u32;
    }

    /// A `StopIteration` that leaves a generator, from the instruction `start` on, becomes a
    /// `RuntimeError`.
    pub(super) fn wrap_in_stop_iteration_handler(&mut self, start: usize) {
        let handler = self.label();
        self.unit.sequence.insert(start, Code::SetupCleanup, handler.0, NO_LOCATION);
        self.load_none(NO_LOCATION);
        self.op(Code::ReturnValue, NO_LOCATION);
        self.here(handler);
        self.op(Code::StopIterationError, NO_LOCATION);
        self.add(Code::Reraise, 1, NO_LOCATION);
    }

    pub(super) fn lambda(&mut self, id: FunctionId, at: Position) -> Emitted {
        let lambda = self.tree[id];
        let (Some(scope), Some(body)) = (self.table.functions[id.index()].body, lambda.expression)
        else {
            return Ok(());
        };
        let parts = self.default_arguments(&lambda.parameters, at)?;
        self.enter_unit(UnitKind::Lambda, scope, Name::LAMBDA, at.line, None);
        self.set_argument_counts(&lambda.parameters);
        if self.rules.reserves_docstring {
            let none = self.tree.constants.none();
            self.unit.consts.constant(none);
        }
        self.expr(body)?;
        let generator = self.scope().generator;
        if !generator {
            let body_at = self.at(body);
            self.op(Code::ReturnValue, body_at);
        }
        let code = self.finish_unit(!generator)?;
        self.closure(code, parts, at);
        Ok(())
    }

    pub(super) fn default_arguments(
        &mut self,
        parameters: &Parameters,
        at: Position,
    ) -> Emitted<Parts> {
        let mut parts = Parts::default();
        if !parameters.defaults.is_empty() {
            self.exprs(parameters.defaults)?;
            self.add(Code::BuildTuple, parameters.defaults.len() as u32, at);
            parts.defaults = true;
        }
        let mut names = Vec::new();
        for index in 0..parameters.kwonly.len() {
            let Some(default) = self.tree[parameters.kw_defaults][index] else {
                continue;
            };
            let parameter = self.tree[parameters.kwonly][index];
            let name = self.mangled(parameter.name);
            if !self.rules.constant_key_maps {
                self.load_name_text(name, at);
            }
            self.expr(default)?;
            names.push(name);
        }
        if !names.is_empty() {
            let count = names.len() as u32;
            if self.rules.constant_key_maps {
                let names = self.names_tuple(&names);
                self.load_const(names, at);
                self.add(Code::BuildConstKeyMap, count, at);
            } else {
                self.add(Code::BuildMap, count, at);
            }
            parts.kw_defaults = true;
        }
        Ok(parts)
    }

    /// Makes a function of a code object, with what stands on the stack for it.
    pub(super) fn closure(&mut self, code: u32, parts: Parts, at: Position) {
        let free: Vec<String> =
            self.codes[code as usize].free_names().into_iter().map(String::from).collect();
        if !free.is_empty() {
            for name in &free {
                let index = self.closure_index(name);
                self.add(Code::LoadClosure, index, at);
            }
            self.add(Code::BuildTuple, free.len() as u32, at);
        }
        let index = self.unit.consts.code(code);
        self.add(Code::LoadConst, index, at);
        self.op(Code::MakeFunction, at);
        let attributes = [
            (!free.is_empty(), FunctionAttribute::Closure),
            (parts.annotations, FunctionAttribute::Annotations),
            (parts.annotate, FunctionAttribute::Annotate),
            (parts.kw_defaults, FunctionAttribute::KwDefaults),
            (parts.defaults, FunctionAttribute::Defaults),
        ];
        for (present, attribute) in attributes {
            if present {
                self.add(Code::SetFunctionAttribute, attribute as u32, at);
            }
        }
    }

    /// Where the current unit keeps a cell that an inner function needs.
    fn closure_index(&mut self, text: &str) -> u32 {
        let name = self.tree.names.intern(text);
        if self.unit.cellvars.find(name).is_some() && !self.is_free_here(name) {
            return self.unit.cellvars.add(name);
        }
        self.free_index(name)
    }

    fn is_free_here(&self, name: Name) -> bool {
        use super::super::scopes::{Place, ScopeKind};
        let scope = self.scope();
        if scope.kind == ScopeKind::Class
            && matches!(name, Name::CLASS | Name::CLASSDICT | Name::CONDITIONAL_ANNOTATIONS)
        {
            return false;
        }
        scope.place(name) == Place::Free
    }

    pub(super) fn apply_decorators(&mut self, decorators: List<ExprId>) {
        for index in (0..decorators.len()).rev() {
            let decorator = self.tree[decorators][index];
            let at = self.at(decorator);
            self.add(Code::Call, 0, at);
        }
    }
}
