//! Calls: of functions, methods and `super()`, and builtins that take a generator expression.

use super::super::ir::{Code, NO_LOCATION};
use super::super::scopes::{Place, ScopeId, Symbol};
use super::{Emitted, Generator, STACK_USE_GUIDELINE};
use crate::bytecode::{CommonConstant, Constant, Position};
use crate::syntax::names::Name;
use crate::syntax::tree::{Comprehension, Context, ExprId, ExprKind, Keyword, List};

impl Generator<'_> {
    pub(super) fn call(
        &mut self,
        function: ExprId,
        args: List<ExprId>,
        keywords: List<Keyword>,
        at: Position,
    ) -> Emitted {
        self.check_repeated_keywords(keywords)?;
        if self.method_call(function, args, keywords, at)? {
            return Ok(());
        }
        self.warn_of_callee(function);
        self.expr(function)?;
        let end = self.label();
        self.generator_call(function, args, keywords, end)?;
        let function_at = self.at(function);
        self.op(Code::PushNull, function_at);
        self.call_arguments(0, args, None, keywords, at)?;
        self.here(end);
        Ok(())
    }

    fn check_repeated_keywords(&self, keywords: List<Keyword>) -> Emitted {
        let keywords = &self.tree[keywords];
        for (index, keyword) in keywords.iter().enumerate() {
            let Some(name) = keyword.name else { continue };
            let repeated = keywords[index + 1..].iter().find(|other| other.name == Some(name));
            if let Some(repeated) = repeated {
                let message = format!("keyword argument repeated: {}", self.tree.names.text(name));
                return self.error(message, repeated.at);
            }
        }
        Ok(())
    }

    fn is_starred(&self, expr: ExprId) -> bool {
        matches!(self.tree[expr].kind, ExprKind::Starred { .. })
    }

    /// `object.method(…)` without a bound method in between.
    fn method_call(
        &mut self,
        function: ExprId,
        args: List<ExprId>,
        keywords: List<Keyword>,
        at: Position,
    ) -> Emitted<bool> {
        let node = self.tree[function];
        let ExprKind::Attribute { value, name, context: Context::Load } = node.kind else {
            return Ok(false);
        };
        if let ExprKind::Name(base, _) = self.tree[value].kind {
            let module = self.table.scope(ScopeId(0));
            if module.symbols.get(base).is_some_and(|symbol| symbol.has(Symbol::IMPORT)) {
                return Ok(false);
            }
        }
        let count = args.len() + keywords.len();
        if count + usize::from(!keywords.is_empty()) >= STACK_USE_GUIDELINE
            || self.tree[args].iter().any(|&arg| self.is_starred(arg))
            || self.tree[keywords].iter().any(|keyword| keyword.name.is_none())
        {
            return Ok(false);
        }
        let mut method_at = node.at;
        if self.super_call(value, name) {
            self.load_super_arguments(value)?;
            self.add_name(Code::LoadSuperMethod, name, method_at);
            method_at = self.attribute_at(method_at, function);
            self.op(Code::Nop, method_at);
        } else {
            self.expr(value)?;
            method_at = self.attribute_at(method_at, function);
            self.add_name(Code::LoadMethod, name, method_at);
        }
        self.exprs(args)?;
        if keywords.is_empty() {
            let at = self.attribute_at(at, function);
            self.add(Code::Call, count as u32, at);
        } else {
            self.keyword_values(keywords)?;
            self.keyword_names(keywords, method_at);
            let at = self.attribute_at(at, function);
            self.add(Code::CallKw, count as u32, at);
        }
        Ok(true)
    }

    fn keyword_values(&mut self, keywords: List<Keyword>) -> Emitted {
        for index in 0..keywords.len() {
            let value = self.tree[keywords][index].value;
            self.expr(value)?;
        }
        Ok(())
    }

    fn keyword_names(&mut self, keywords: List<Keyword>, at: Position) {
        let names: Vec<Name> =
            self.tree[keywords].iter().filter_map(|keyword| keyword.name).collect();
        let tuple = self.names_tuple(&names);
        self.load_const(tuple, at);
    }

    /// Whether `value` is a call of the builtin `super` whose attribute needs no object.
    pub(super) fn super_call(&self, value: ExprId, attribute: Name) -> bool {
        if !self.rules.super_instruction || attribute == Name::CLASS {
            return false;
        }
        let ExprKind::Call { function, args, keywords } = self.tree[value].kind else {
            return false;
        };
        if !matches!(self.tree[function].kind, ExprKind::Name(Name::SUPER, _))
            || !keywords.is_empty()
            || self.scope().place(Name::SUPER) != Place::GlobalImplicit
            || self.table.scope(ScopeId(0)).place(Name::SUPER) != Place::Unknown
        {
            return false;
        }
        match args.len() {
            2 => !self.tree[args].iter().any(|&arg| self.is_starred(arg)),
            0 => self.unit.argcount > 0 && self.scope().place(Name::CLASS) == Place::Free,
            _ => false,
        }
    }

    /// `super`, the class and self, for an instruction that takes the three.
    pub(super) fn load_super_arguments(&mut self, call: ExprId) -> Emitted {
        let at = self.at(call);
        let ExprKind::Call { function, args, .. } = self.tree[call].kind else {
            return Ok(());
        };
        let function_at = self.at(function);
        self.load_name(Name::SUPER, function_at)?;
        if args.len() == 2 {
            return self.exprs(args);
        }
        self.load_name(Name::CLASS, at)?;
        match self.unit.varnames.list.first() {
            Some(&first) => self.load_name(first, at),
            None => Ok(()),
        }
    }

    /// Arguments and the call itself; `pushed` arguments are on the stack already.
    pub(super) fn call_arguments(
        &mut self,
        pushed: usize,
        args: List<ExprId>,
        injected: Option<Name>,
        keywords: List<Keyword>,
        at: Position,
    ) -> Emitted {
        self.check_repeated_keywords(keywords)?;
        let count = args.len();
        let simple = count + keywords.len() * 2 <= STACK_USE_GUIDELINE
            && !self.tree[args].iter().any(|&arg| self.is_starred(arg))
            && self.tree[keywords].iter().all(|keyword| keyword.name.is_some());
        if simple {
            self.exprs(args)?;
            let mut total = pushed + count + keywords.len();
            if let Some(name) = injected {
                self.load_name(name, at)?;
                total += 1;
            }
            if keywords.is_empty() {
                self.add(Code::Call, total as u32, at);
            } else {
                self.keyword_values(keywords)?;
                self.keyword_names(keywords, at);
                self.add(Code::CallKw, total as u32, at);
            }
            return Ok(());
        }
        let only_starred = match self.tree[args] {
            [only] if pushed == 0 => match self.tree[only].kind {
                ExprKind::Starred { value, .. } => Some(value),
                _ => None,
            },
            _ => None,
        };
        match only_starred {
            Some(value) => self.expr(value)?,
            None => self.display(
                args,
                injected,
                pushed,
                at,
                Code::BuildTuple,
                Code::ListAppend,
                Code::ListExtend,
            )?,
        }
        if !keywords.is_empty() {
            self.keyword_mapping(keywords, at)?;
        }
        self.add(Code::CallFunctionEx, u32::from(!keywords.is_empty()), at);
        Ok(())
    }

    /// Keyword arguments as one dict.
    fn keyword_mapping(&mut self, keywords: List<Keyword>, at: Position) -> Emitted {
        let mut have_dict = false;
        let mut pending = 0;
        for index in 0..keywords.len() {
            let keyword = self.tree[keywords][index];
            if keyword.name.is_some() {
                pending += 1;
                continue;
            }
            if pending > 0 {
                self.keyword_submapping(keywords, index - pending, index, at)?;
                if have_dict {
                    self.add(Code::DictMerge, 1, at);
                }
                have_dict = true;
                pending = 0;
            }
            if !have_dict {
                self.add(Code::BuildMap, 0, at);
                have_dict = true;
            }
            self.expr(keyword.value)?;
            self.add(Code::DictMerge, 1, at);
        }
        if pending > 0 {
            self.keyword_submapping(keywords, keywords.len() - pending, keywords.len(), at)?;
            if have_dict {
                self.add(Code::DictMerge, 1, at);
            }
        }
        Ok(())
    }

    fn keyword_submapping(
        &mut self,
        keywords: List<Keyword>,
        begin: usize,
        end: usize,
        at: Position,
    ) -> Emitted {
        let count = end - begin;
        let big = count * 2 > STACK_USE_GUIDELINE;
        if self.rules.constant_key_maps && count > 1 && !big {
            let mut names = Vec::with_capacity(count);
            for index in begin..end {
                let keyword = self.tree[keywords][index];
                names.extend(keyword.name);
                self.expr(keyword.value)?;
            }
            let names = self.names_tuple(&names);
            self.load_const(names, at);
            self.add(Code::BuildConstKeyMap, count as u32, at);
            return Ok(());
        }
        if big {
            self.add(Code::BuildMap, 0, NO_LOCATION);
        }
        for index in begin..end {
            let keyword = self.tree[keywords][index];
            if let Some(name) = keyword.name {
                self.load_name_text(name, at);
            }
            self.expr(keyword.value)?;
            if big {
                self.add(Code::MapAdd, 1, NO_LOCATION);
            }
        }
        if !big {
            self.add(Code::BuildMap, count as u32, at);
        }
        Ok(())
    }

    /// `all(… for …)` and the like run as a loop in place, unless the name is bound to something
    /// else than the builtin. The function is on the stack.
    fn generator_call(
        &mut self,
        function: ExprId,
        args: List<ExprId>,
        keywords: List<Keyword>,
        end: super::Label,
    ) -> Emitted {
        let ExprKind::Name(name, _) = self.tree[function].kind else {
            return Ok(());
        };
        let [generator] = self.tree[args] else {
            return Ok(());
        };
        let is_generator = matches!(
            self.tree[generator].kind,
            ExprKind::Comprehension { kind: Comprehension::Generator, .. }
        );
        if !is_generator || !keywords.is_empty() {
            return Ok(());
        }
        let text = self.tree.names.text(name);
        if !self.rules.inlined_generator_calls.contains(&text) {
            return Ok(());
        }
        let (constant, initial) = match text {
            "all" => (CommonConstant::All, Some(true)),
            "any" => (CommonConstant::Any, Some(false)),
            "tuple" => (CommonConstant::Tuple, None),
            "list" => (CommonConstant::List, None),
            "set" => (CommonConstant::Set, None),
            _ => return Ok(()),
        };
        let at = self.at(function);
        let skip = self.label();
        self.add(Code::Copy, 1, at);
        self.add(Code::LoadCommonConstant, constant as u32, at);
        self.add(Code::IsOp, 0, at);
        self.jump(Code::PopJumpIfFalse, skip, at);
        self.op(Code::PopTop, at);
        let is_set = constant == CommonConstant::Set;
        match initial {
            Some(_) => {}
            None if is_set => self.add(Code::BuildSet, 0, at),
            None => self.add(Code::BuildList, 0, at),
        }
        self.expr(generator)?;
        let again = self.label();
        let cleanup = self.label();
        self.here(again);
        self.jump(Code::ForIter, cleanup, at);
        match initial {
            Some(initial) => {
                let continues = if initial { Code::PopJumpIfTrue } else { Code::PopJumpIfFalse };
                self.op(Code::ToBool, at);
                self.jump(continues, again, at);
            }
            None => {
                let add = if is_set { Code::SetAdd } else { Code::ListAppend };
                self.add(add, 2, at);
                self.jump(Code::Jump, again, at);
            }
        }
        self.op(Code::PopTop, NO_LOCATION);
        if let Some(initial) = initial {
            self.load(Constant::Bool(!initial), at);
        }
        self.jump(Code::Jump, end, at);
        self.here(cleanup);
        self.op(Code::EndFor, NO_LOCATION);
        match initial {
            Some(initial) => self.load(Constant::Bool(initial), at),
            None if constant == CommonConstant::Tuple => self.op(Code::ListToTuple, at),
            None => {}
        }
        self.jump(Code::Jump, end, at);
        self.here(skip);
        Ok(())
    }
}
