//! The symbol table's first pass: which names occur how in which scope.
//!
//! It follows CPython's `symtable.c`, whose errors it raises; [`super::analysis`] is the second pass.

use heap_model::release::Compiler;

use super::scopes::{NameSet, Place, Scope, ScopeId, ScopeKind, Symbol};
use super::{CompileProblem, SyntaxError};
use crate::bytecode::Position;
use crate::syntax::names::{Name, Names};
use crate::syntax::tree::{
    Comprehension, Context, ExprId, ExprKind, FunctionId, Generator, Keyword, List, Parameter,
    Parameters, PatternId, PatternKind, StmtId, StmtKind, Tree, TypeParameter, TypeParameterKind,
};

/// The scopes that one `def`, `class` or `type` statement opens.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct DefinitionScopes {
    pub(crate) body: Option<ScopeId>,
    pub(crate) type_parameters: Option<ScopeId>,
    pub(crate) annotations: Option<ScopeId>,
}

/// All scopes of a unit, and which node opened which.
pub(crate) struct SymbolTable {
    pub(crate) scopes: Vec<Scope>,
    /// By function, including lambdas.
    pub(crate) functions: Vec<DefinitionScopes>,
    pub(crate) classes: Vec<DefinitionScopes>,
    pub(crate) aliases: Vec<DefinitionScopes>,
    /// Comprehensions' scopes by the expression's number.
    comprehensions: Vec<(ExprId, ScopeId)>,
    /// Bounds' and defaults' scopes by the expression's number.
    type_variables: Vec<(ExprId, ScopeId)>,
    /// Sets of names that alone are mangled in the scopes that refer to them.
    pub(crate) mangled: Vec<NameSet>,
}

impl SymbolTable {
    pub(crate) fn scope(&self, id: ScopeId) -> &Scope {
        &self.scopes[id.0 as usize]
    }

    pub(crate) fn scope_mut(&mut self, id: ScopeId) -> &mut Scope {
        &mut self.scopes[id.0 as usize]
    }

    /// The scope that a comprehension opened.
    pub(crate) fn comprehension(&self, expr: ExprId) -> ScopeId {
        find(&self.comprehensions, expr)
    }

    /// The scope that a type parameter's bound or default opened.
    pub(crate) fn type_variable(&self, expr: ExprId) -> ScopeId {
        find(&self.type_variables, expr)
    }
}

fn find(table: &[(ExprId, ScopeId)], expr: ExprId) -> ScopeId {
    match table.binary_search_by_key(&expr.index(), |entry| entry.0.index()) {
        Ok(at) => table[at].1,
        // Every such node was visited; the unit's own scope is a harmless answer otherwise.
        Err(_) => ScopeId(0),
    }
}

type Built<T = ()> = Result<T, CompileProblem>;

struct Builder<'a> {
    tree: &'a mut Tree,
    rules: &'a Compiler,
    table: SymbolTable,
    stack: Vec<ScopeId>,
    /// The class around here, for mangling.
    private: Option<Name>,
}

/// Collects the names of a unit.
pub(crate) fn build(tree: &mut Tree, rules: &Compiler) -> Result<SymbolTable, CompileProblem> {
    let table = SymbolTable {
        scopes: Vec::with_capacity(16),
        functions: vec![DefinitionScopes::default(); tree.functions.len()],
        classes: vec![DefinitionScopes::default(); tree.classes.len()],
        aliases: vec![DefinitionScopes::default(); tree.aliases.len()],
        comprehensions: Vec::new(),
        type_variables: Vec::new(),
        mangled: Vec::new(),
    };
    let mut builder = Builder { tree, rules, table, stack: Vec::new(), private: None };
    builder.enter(ScopeKind::Module, Name::TOP, Position::default());
    let body = builder.tree.body;
    builder.stmts(body)?;
    if let Some(expression) = builder.tree.expression {
        builder.expr(expression)?;
    }
    let mut table = builder.table;
    table.comprehensions.sort_unstable_by_key(|entry| entry.0.index());
    table.type_variables.sort_unstable_by_key(|entry| entry.0.index());
    Ok(table)
}

impl Builder<'_> {
    // --- scopes ---

    fn current(&mut self) -> &mut Scope {
        let id = *self.stack.last().unwrap_or(&ScopeId(0));
        self.table.scope_mut(id)
    }

    fn new_scope(&mut self, kind: ScopeKind, name: Name, at: Position) -> ScopeId {
        let mut scope = Scope::new(kind, name, at);
        if let Some(&parent) = self.stack.last() {
            let parent = self.table.scope(parent);
            scope.nested = parent.nested || parent.is_function_like();
        }
        self.table.scopes.push(scope);
        ScopeId(self.table.scopes.len() as u32 - 1)
    }

    fn enter_existing(&mut self, id: ScopeId) {
        let parent = self.stack.last().copied();
        self.stack.push(id);
        let Some(parent) = parent else { return };
        let (depth, mangled) = {
            let parent = self.table.scope(parent);
            (parent.comp_iter_depth, parent.mangled_names)
        };
        let scope = self.table.scope_mut(id);
        scope.comp_iter_depth = depth;
        if scope.kind != ScopeKind::Class && mangled.is_some() {
            scope.mangled_names = mangled;
        }
        if scope.kind == ScopeKind::Annotation && self.tree.future_annotations {
            return;
        }
        self.table.scope_mut(parent).children.push(id);
    }

    fn enter(&mut self, kind: ScopeKind, name: Name, at: Position) -> ScopeId {
        let id = self.new_scope(kind, name, at);
        self.enter_existing(id);
        id
    }

    /// Enters a scope that becomes a function of one parameter, the annotation format.
    fn enter_evaluated(&mut self, kind: ScopeKind, name: Name, at: Position) -> Built<ScopeId> {
        let id = self.enter(kind, name, at);
        if self.rules.lazy_annotations {
            self.add(Name::DOT_FORMAT, Symbol::PARAM, at)?;
            self.add(Name::DOT_FORMAT, Symbol::USE, at)?;
        }
        Ok(id)
    }

    fn exit(&mut self) {
        self.stack.pop();
    }

    // --- symbols ---

    fn error<T>(&self, message: impl Into<String>, at: Position) -> Built<T> {
        Err(CompileProblem::Syntax(SyntaxError::new(message.into(), at)))
    }

    fn text(&self, name: Name) -> &str {
        self.tree.names.text(name)
    }

    fn mangled(&mut self, name: Name) -> Name {
        let private = self.private;
        let set = self.current().mangled_names;
        maybe_mangle(&mut self.tree.names, &self.table.mangled, private, set, name)
    }

    fn lookup(&mut self, name: Name) -> u16 {
        let name = self.mangled(name);
        self.current().symbols.get(name).map_or(0, |symbol| symbol.flags)
    }

    fn add(&mut self, name: Name, flags: u16, at: Position) -> Built {
        let context = if flags == Symbol::USE { Context::Load } else { Context::Store };
        self.add_in_context(name, flags, at, context)
    }

    fn add_in_context(&mut self, name: Name, flags: u16, at: Position, context: Context) -> Built {
        if flags & (Symbol::PARAM | Symbol::LOCAL | Symbol::IMPORT) != 0 {
            self.check_name(name, at, context)?;
        }
        if flags & Symbol::TYPE_PARAM != 0
            && let Some(set) = self.current().mangled_names
        {
            self.table.mangled[set as usize].insert(name);
        }
        let scope = *self.stack.last().unwrap_or(&ScopeId(0));
        self.add_to(scope, name, flags, at)
    }

    fn add_to(&mut self, scope: ScopeId, name: Name, flags: u16, at: Position) -> Built {
        let mangled = self.mangled(name);
        let old = self.table.scope(scope).symbols.get(mangled).map_or(0, |symbol| symbol.flags);
        if flags & old & Symbol::PARAM != 0 {
            let message = format!(
                "duplicate {} '{}' in function definition",
                self.rules.parameter_word,
                self.text(name)
            );
            return self.error(message, at);
        }
        if flags & old & Symbol::TYPE_PARAM != 0 {
            return self.error(format!("duplicate type parameter '{}'", self.text(name)), at);
        }
        let mut new = old | flags;
        if self.table.scope(scope).in_comp_target {
            if new & (Symbol::GLOBAL | Symbol::NONLOCAL) != 0 {
                let message = format!(
                    "comprehension inner loop cannot rebind assignment expression target '{}'",
                    self.text(name)
                );
                return self.error(message, at);
            }
            new |= Symbol::COMP_ITER;
        }
        let scope = self.table.scope_mut(scope);
        scope.symbols.set(mangled, Symbol { flags: new, place: Place::Unknown });
        if flags & Symbol::PARAM != 0 {
            scope.varnames.push(mangled);
        } else if flags & Symbol::GLOBAL != 0 {
            let module = self.table.scope_mut(ScopeId(0));
            let old = module.symbols.get(mangled).map_or(0, |symbol| symbol.flags);
            module.symbols.set(mangled, Symbol { flags: old | flags, place: Place::Unknown });
        }
        Ok(())
    }

    fn check_name(&self, name: Name, at: Position, context: Context) -> Built {
        match context {
            Context::Store if name == Name::DEBUG => self.error("cannot assign to __debug__", at),
            Context::Del if name == Name::DEBUG => self.error("cannot delete __debug__", at),
            _ => Ok(()),
        }
    }

    fn check_keywords(&self, keywords: List<Keyword>) -> Built {
        for keyword in &self.tree[keywords] {
            if let Some(name) = keyword.name {
                self.check_name(name, keyword.at, Context::Store)?;
            }
        }
        Ok(())
    }

    // --- statements ---

    fn stmts(&mut self, list: List<StmtId>) -> Built {
        for index in 0..list.len() {
            let stmt = self.tree[list][index];
            self.stmt(stmt)?;
        }
        Ok(())
    }

    /// Statements that may not run: annotations in them are conditional.
    fn conditionally(&mut self, visit: impl FnOnce(&mut Self) -> Built) -> Built {
        let outer = std::mem::replace(&mut self.current().in_conditional_block, true);
        visit(self)?;
        self.current().in_conditional_block = outer;
        Ok(())
    }

    fn stmt(&mut self, id: StmtId) -> Built {
        let stmt = self.tree[id];
        let at = stmt.at;
        match stmt.kind {
            StmtKind::Function(id) => self.function_statement(id, at),
            StmtKind::Class(id) => self.class_statement(id, at),
            StmtKind::TypeAlias(id) => self.alias_statement(id, at),
            StmtKind::Return(value) => self.optional(value),
            StmtKind::Delete(targets) => self.exprs(targets),
            StmtKind::Assign { targets, value } => {
                self.exprs(targets)?;
                self.expr(value)
            }
            StmtKind::AugAssign { target, value, .. } => {
                self.expr(target)?;
                self.expr(value)
            }
            StmtKind::AnnAssign { target, annotation, value, simple } => {
                self.annotated_assignment(target, annotation, value, simple, at)
            }
            StmtKind::For { target, iter, body, orelse, .. } => {
                self.expr(target)?;
                self.expr(iter)?;
                self.conditionally(|builder| {
                    builder.stmts(body)?;
                    builder.stmts(orelse)
                })
            }
            StmtKind::While { test, body, orelse } | StmtKind::If { test, body, orelse } => {
                self.expr(test)?;
                self.conditionally(|builder| {
                    builder.stmts(body)?;
                    builder.stmts(orelse)
                })
            }
            StmtKind::With { items, body, .. } => self.conditionally(|builder| {
                for index in 0..items.len() {
                    let item = builder.tree[items][index];
                    builder.expr(item.context)?;
                    builder.optional(item.target)?;
                }
                builder.stmts(body)
            }),
            StmtKind::Match { subject, cases } => {
                self.expr(subject)?;
                self.conditionally(|builder| {
                    for index in 0..cases.len() {
                        let case = builder.tree[cases][index];
                        builder.pattern(case.pattern)?;
                        builder.optional(case.guard)?;
                        builder.stmts(case.body)?;
                    }
                    Ok(())
                })
            }
            StmtKind::Raise { exception, cause } => {
                self.optional(exception)?;
                self.optional(cause)
            }
            StmtKind::Try(id) => self.conditionally(|builder| {
                let statement = builder.tree[id];
                builder.stmts(statement.body)?;
                for index in 0..statement.handlers.len() {
                    let handler = builder.tree[statement.handlers][index];
                    builder.optional(handler.class)?;
                    if let Some(name) = handler.name {
                        builder.add(name, Symbol::LOCAL, handler.at)?;
                    }
                    builder.stmts(handler.body)?;
                }
                builder.stmts(statement.orelse)?;
                builder.stmts(statement.finally)
            }),
            StmtKind::Assert { test, message } => {
                self.expr(test)?;
                self.optional(message)
            }
            StmtKind::Import(aliases) => {
                for index in 0..aliases.len() {
                    let alias = self.tree[aliases][index];
                    self.import_alias(alias.name, alias.asname, alias.at)?;
                }
                Ok(())
            }
            StmtKind::ImportFrom { module, names, level } => {
                for index in 0..names.len() {
                    let alias = self.tree[names][index];
                    self.import_alias(alias.name, alias.asname, alias.at)?;
                }
                let late = (at.line, at.column) >= self.tree.future_end;
                if level == 0 && module == Some(Name::FUTURE) && late {
                    let message = "from __future__ imports must occur at the beginning of the file";
                    return self.error(message, at);
                }
                Ok(())
            }
            StmtKind::Global(names) => self.directive(names, Symbol::GLOBAL, at),
            StmtKind::Nonlocal(names) => self.directive(names, Symbol::NONLOCAL, at),
            StmtKind::Expr(value) => self.expr(value),
            StmtKind::Pass | StmtKind::Break | StmtKind::Continue => Ok(()),
        }
    }

    fn directive(&mut self, names: List<Name>, flag: u16, at: Position) -> Built {
        let word = if flag == Symbol::GLOBAL { "global" } else { "nonlocal" };
        for index in 0..names.len() {
            let name = self.tree[names][index];
            let old = self.lookup(name);
            let text = self.text(name);
            let message = if old & Symbol::PARAM != 0 {
                format!("name '{text}' is parameter and {word}")
            } else if old & Symbol::USE != 0 {
                format!("name '{text}' is used prior to {word} declaration")
            } else if old & Symbol::ANNOTATED != 0 {
                format!("annotated name '{text}' can't be {word}")
            } else if old & Symbol::LOCAL != 0 {
                format!("name '{text}' is assigned to before {word} declaration")
            } else {
                self.add(name, flag, at)?;
                let mangled = self.mangled(name);
                self.current().directives.push((mangled, at));
                continue;
            };
            return self.error(message, at);
        }
        Ok(())
    }

    fn import_alias(&mut self, name: Name, asname: Option<Name>, at: Position) -> Built {
        let bound = asname.unwrap_or(name);
        if bound == Name::STAR {
            if self.current().kind != ScopeKind::Module {
                return self.error("import * only allowed at module level", at);
            }
            return Ok(());
        }
        let bound = match self.text(bound).split_once('.') {
            Some((first, _)) => {
                let first = first.to_owned();
                self.tree.names.intern(&first)
            }
            None => bound,
        };
        self.add(bound, Symbol::IMPORT, at)
    }

    fn annotated_assignment(
        &mut self,
        target: ExprId,
        annotation: ExprId,
        value: Option<ExprId>,
        simple: bool,
        at: Position,
    ) -> Built {
        self.current().annotations_used = true;
        let target_at = self.tree[target].at;
        if let ExprKind::Name(name, _) = self.tree[target].kind {
            let old = self.lookup(name);
            let in_module = self.stack.len() == 1;
            if simple && !in_module && old & (Symbol::GLOBAL | Symbol::NONLOCAL) != 0 {
                let word = if old & Symbol::GLOBAL != 0 { "global" } else { "nonlocal" };
                let message = format!("annotated name '{}' can't be {word}", self.text(name));
                return self.error(message, at);
            }
            if simple {
                self.add(name, Symbol::ANNOTATED | Symbol::LOCAL, target_at)?;
            } else if value.is_some() {
                self.add(name, Symbol::LOCAL, target_at)?;
            }
        } else {
            self.expr(target)?;
        }
        self.annotation(annotation)?;
        self.optional(value)
    }

    // --- definitions ---

    fn function_statement(&mut self, id: FunctionId, at: Position) -> Built {
        let function = self.tree[id];
        self.add(function.name, Symbol::LOCAL, at)?;
        self.defaults(&function.parameters)?;
        self.exprs(function.decorators)?;
        let generic = !function.type_parameters.is_empty();
        if generic {
            let has_kw_defaults =
                self.tree[function.parameters.kw_defaults].iter().any(Option::is_some);
            let scope = self.enter_type_parameters(function.name, at)?;
            self.table.functions[id.index()].type_parameters = Some(scope);
            self.add(Name::DOT_DEFAULTS, Symbol::PARAM, at)?;
            if has_kw_defaults {
                self.add(Name::DOT_KWDEFAULTS, Symbol::PARAM, at)?;
            }
            self.type_parameters(function.type_parameters)?;
        }
        let body = self.new_scope(ScopeKind::Function, function.name, at);
        let method = self.current().kind == ScopeKind::Class;
        self.table.scope_mut(body).method = method;
        let annotations = self.function_annotations(&function.parameters, function.returns, at)?;
        self.table.functions[id.index()].annotations = annotations;
        self.table.functions[id.index()].body = Some(body);
        self.enter_existing(body);
        self.current().coroutine = function.is_async;
        self.parameters(&function.parameters)?;
        self.stmts(function.body)?;
        self.exit();
        if generic {
            self.exit();
        }
        Ok(())
    }

    fn class_statement(&mut self, id: crate::syntax::tree::ClassId, at: Position) -> Built {
        let class = self.tree[id];
        self.add(class.name, Symbol::LOCAL, at)?;
        self.exprs(class.decorators)?;
        let outer_private = self.private;
        let generic = !class.type_parameters.is_empty();
        if generic {
            let scope = self.enter_type_parameters(class.name, at)?;
            self.table.classes[id.index()].type_parameters = Some(scope);
            for name in [Name::DOT_TYPE_PARAMS, Name::DOT_GENERIC_BASE] {
                self.add(name, Symbol::LOCAL, at)?;
                self.add(name, Symbol::USE, at)?;
            }
            self.private = Some(class.name);
            self.table.mangled.push(NameSet::default());
            let set = self.table.mangled.len() as u32 - 1;
            self.current().mangled_names = Some(set);
            self.type_parameters(class.type_parameters)?;
        }
        self.exprs(class.bases)?;
        self.check_keywords(class.keywords)?;
        self.keywords(class.keywords)?;
        let body = self.enter(ScopeKind::Class, class.name, at);
        self.table.classes[id.index()].body = Some(body);
        self.private = Some(class.name);
        if generic {
            self.add(Name::TYPE_PARAMS, Symbol::LOCAL, at)?;
            self.add(Name::DOT_TYPE_PARAMS, Symbol::USE, at)?;
        }
        self.stmts(class.body)?;
        self.exit();
        if generic {
            self.exit();
        }
        self.private = outer_private;
        Ok(())
    }

    fn alias_statement(&mut self, id: crate::syntax::tree::AliasId, at: Position) -> Built {
        let alias = self.tree[id];
        self.expr(alias.name)?;
        let ExprKind::Name(name, _) = self.tree[alias.name].kind else {
            return self.error("invalid syntax", at);
        };
        let in_class = self.current().kind == ScopeKind::Class;
        let generic = !alias.type_parameters.is_empty();
        if generic {
            let scope = self.enter_type_parameters(name, at)?;
            self.table.aliases[id.index()].type_parameters = Some(scope);
            self.type_parameters(alias.type_parameters)?;
        }
        let body = self.enter_evaluated(ScopeKind::TypeAlias, name, at)?;
        self.table.aliases[id.index()].body = Some(body);
        self.see_class(in_class, at)?;
        self.expr(alias.value)?;
        self.exit();
        if generic {
            self.exit();
        }
        Ok(())
    }

    fn see_class(&mut self, visible: bool, at: Position) -> Built {
        self.current().can_see_class_scope = visible;
        if visible {
            self.add(Name::CLASSDICT, Symbol::USE, at)?;
        }
        Ok(())
    }

    fn enter_type_parameters(&mut self, name: Name, at: Position) -> Built<ScopeId> {
        let in_class = self.current().kind == ScopeKind::Class;
        let scope = self.enter(ScopeKind::TypeParameters, name, at);
        if in_class {
            self.see_class(true, at)?;
        }
        Ok(scope)
    }

    fn type_parameters(&mut self, parameters: List<TypeParameter>) -> Built {
        for index in 0..parameters.len() {
            let parameter = self.tree[parameters][index];
            self.add(parameter.name, Symbol::TYPE_PARAM | Symbol::LOCAL, parameter.at)?;
            let (bound_use, default_use) = match parameter.kind {
                TypeParameterKind::TypeVar => {
                    let tuple = parameter.bound.is_some_and(|bound| {
                        matches!(self.tree[bound].kind, ExprKind::Tuple { .. })
                    });
                    (
                        if tuple { "a TypeVar constraint" } else { "a TypeVar bound" },
                        "a TypeVar default",
                    )
                }
                TypeParameterKind::TypeVarTuple => ("", "a TypeVarTuple default"),
                TypeParameterKind::ParamSpec => ("", "a ParamSpec default"),
            };
            for (expr, used_as) in [(parameter.bound, bound_use), (parameter.default, default_use)]
            {
                self.type_variable(parameter, expr, used_as)?;
            }
        }
        Ok(())
    }

    fn type_variable(
        &mut self,
        parameter: TypeParameter,
        expr: Option<ExprId>,
        used_as: &'static str,
    ) -> Built {
        if parameter.name == Name::CLASSDICT {
            let message = "reserved name '__classdict__' cannot be used for type parameter";
            return self.error(message, parameter.at);
        }
        let Some(expr) = expr else { return Ok(()) };
        let at = self.tree[expr].at;
        let in_class = self.current().can_see_class_scope;
        let scope = self.enter_evaluated(ScopeKind::TypeVariable, parameter.name, at)?;
        self.table.type_variables.push((expr, scope));
        self.see_class(in_class, at)?;
        self.current().type_variable_use = used_as;
        match self.tree[expr].kind {
            ExprKind::Starred { value, .. } => self.expr(value)?,
            _ => self.expr(expr)?,
        }
        self.exit();
        Ok(())
    }

    fn defaults(&mut self, parameters: &Parameters) -> Built {
        self.exprs(parameters.defaults)?;
        for index in 0..parameters.kw_defaults.len() {
            let default = self.tree[parameters.kw_defaults][index];
            self.optional(default)?;
        }
        Ok(())
    }

    fn parameters(&mut self, parameters: &Parameters) -> Built {
        for list in [parameters.posonly, parameters.args, parameters.kwonly] {
            for index in 0..list.len() {
                let parameter = self.tree[list][index];
                self.add(parameter.name, Symbol::PARAM, parameter.at)?;
            }
        }
        if let Some(parameter) = parameters.vararg {
            self.add(parameter.name, Symbol::PARAM, parameter.at)?;
            self.current().varargs = true;
        }
        if let Some(parameter) = parameters.kwarg {
            self.add(parameter.name, Symbol::PARAM, parameter.at)?;
            self.current().varkeywords = true;
        }
        Ok(())
    }

    // --- annotations ---

    /// An annotation of a variable.
    fn annotation(&mut self, annotation: ExprId) -> Built {
        let at = self.tree[annotation].at;
        if !self.rules.lazy_annotations {
            if !self.tree.future_annotations {
                return self.expr(annotation);
            }
            self.enter(ScopeKind::Annotation, Name::ANNOTATE, at);
            self.expr(annotation)?;
            self.exit();
            return Ok(());
        }
        let parent = *self.stack.last().unwrap_or(&ScopeId(0));
        let id = parent;
        let scope = self.table.scope_mut(id);
        let kind = scope.kind;
        let unevaluated = kind == ScopeKind::Function;
        let conditional = match kind {
            ScopeKind::Module => {
                self.rules.annotates_modules_conditionally || scope.in_conditional_block
            }
            ScopeKind::Class => scope.in_conditional_block,
            _ => false,
        };
        if conditional && !scope.has_conditional_annotations {
            scope.has_conditional_annotations = true;
            self.add(Name::CONDITIONAL_ANNOTATIONS, Symbol::USE, at)?;
        }
        match self.table.scope(parent).annotation_block {
            Some(block) => self.enter_existing(block),
            None => {
                let block = self.enter_evaluated(ScopeKind::Annotation, Name::ANNOTATE, at)?;
                self.table.scope_mut(parent).annotation_block = Some(block);
                if kind == ScopeKind::Class && !self.tree.future_annotations {
                    self.see_class(true, at)?;
                }
            }
        }
        self.current().in_unevaluated_annotation = unevaluated;
        self.expr(annotation)?;
        self.current().in_unevaluated_annotation = false;
        self.exit();
        Ok(())
    }

    /// The annotations of a function's parameters and result.
    fn function_annotations(
        &mut self,
        parameters: &Parameters,
        returns: Option<ExprId>,
        at: Position,
    ) -> Built<Option<ScopeId>> {
        let separate = self.rules.lazy_annotations || self.tree.future_annotations;
        let mut block = None;
        if separate {
            let sees_class =
                self.current().can_see_class_scope || self.current().kind == ScopeKind::Class;
            block = Some(self.enter_evaluated(ScopeKind::Annotation, Name::ANNOTATE, at)?);
            if sees_class && self.rules.lazy_annotations {
                self.see_class(true, at)?;
            }
        }
        self.parameter_annotations(parameters.posonly)?;
        self.parameter_annotations(parameters.args)?;
        for parameter in [parameters.vararg, parameters.kwarg].into_iter().flatten() {
            self.parameter_annotation(&parameter)?;
        }
        self.parameter_annotations(parameters.kwonly)?;
        if let Some(returns) = returns {
            self.function_annotation(returns)?;
        }
        if separate {
            self.exit();
        }
        Ok(block)
    }

    fn parameter_annotations(&mut self, list: List<Parameter>) -> Built {
        for index in 0..list.len() {
            let parameter = self.tree[list][index];
            self.parameter_annotation(&parameter)?;
        }
        Ok(())
    }

    fn parameter_annotation(&mut self, parameter: &Parameter) -> Built {
        parameter.annotation.map_or(Ok(()), |annotation| self.function_annotation(annotation))
    }

    fn function_annotation(&mut self, annotation: ExprId) -> Built {
        if self.current().kind == ScopeKind::Annotation {
            self.current().annotations_used = true;
        }
        self.expr(annotation)
    }

    // --- expressions ---

    fn optional(&mut self, expr: Option<ExprId>) -> Built {
        expr.map_or(Ok(()), |expr| self.expr(expr))
    }

    fn exprs(&mut self, list: List<ExprId>) -> Built {
        for index in 0..list.len() {
            let expr = self.tree[list][index];
            self.expr(expr)?;
        }
        Ok(())
    }

    fn keywords(&mut self, keywords: List<Keyword>) -> Built {
        for index in 0..keywords.len() {
            let value = self.tree[keywords][index].value;
            self.expr(value)?;
        }
        Ok(())
    }

    fn expr(&mut self, id: ExprId) -> Built {
        let expr = self.tree[id];
        let at = expr.at;
        match expr.kind {
            ExprKind::Constant(_) => Ok(()),
            ExprKind::Name(name, context) => self.name(name, context, at),
            ExprKind::Attribute { value, name, context } => {
                self.check_name(name, at, context)?;
                self.expr(value)
            }
            ExprKind::Subscript { value, index, .. } => {
                self.expr(value)?;
                self.expr(index)
            }
            ExprKind::Starred { value, .. } => self.expr(value),
            ExprKind::List { items, .. }
            | ExprKind::Tuple { items, .. }
            | ExprKind::Set { items }
            | ExprKind::BoolOp { values: items, .. }
            | ExprKind::JoinedStr { values: items }
            | ExprKind::TemplateStr { values: items } => self.exprs(items),
            ExprKind::Dict { items } => {
                for index in 0..items.len() {
                    let key = self.tree[items][index].key;
                    self.optional(key)?;
                }
                for index in 0..items.len() {
                    let value = self.tree[items][index].value;
                    self.expr(value)?;
                }
                Ok(())
            }
            ExprKind::Slice { lower, upper, step } => {
                self.optional(lower)?;
                self.optional(upper)?;
                self.optional(step)
            }
            ExprKind::Named { target, value } => self.named(target, value, at),
            ExprKind::Binary { left, right, .. } => {
                self.expr(left)?;
                self.expr(right)
            }
            ExprKind::Unary { operand, .. } => self.expr(operand),
            ExprKind::If { test, body, orelse } => {
                self.expr(test)?;
                self.expr(body)?;
                self.expr(orelse)
            }
            ExprKind::Compare { left, rest } => {
                self.expr(left)?;
                for index in 0..rest.len() {
                    let (_, value) = self.tree[rest][index];
                    self.expr(value)?;
                }
                Ok(())
            }
            ExprKind::Call { function, args, keywords } => {
                self.expr(function)?;
                self.exprs(args)?;
                self.check_keywords(keywords)?;
                self.keywords(keywords)
            }
            ExprKind::Lambda(function) => {
                let lambda = self.tree[function];
                self.defaults(&lambda.parameters)?;
                let method = self.current().kind == ScopeKind::Class;
                let scope = self.enter(ScopeKind::Function, Name::LAMBDA, at);
                self.current().method = method;
                self.table.functions[function.index()].body = Some(scope);
                self.parameters(&lambda.parameters)?;
                self.optional(lambda.expression)?;
                self.exit();
                Ok(())
            }
            ExprKind::Comprehension { kind, element, value, generators } => {
                self.comprehension(id, kind, element, value, generators)
            }
            ExprKind::Yield(value) => {
                self.not_in_annotation("yield expression", at)?;
                self.optional(value)?;
                self.mark_generator(at)
            }
            ExprKind::Await(value) => {
                self.not_in_annotation("await expression", at)?;
                self.expr(value)?;
                self.current().coroutine = true;
                Ok(())
            }
            ExprKind::YieldFrom(value) => {
                self.not_in_annotation("yield expression", at)?;
                self.expr(value)?;
                self.mark_generator(at)
            }
            ExprKind::Formatted { value, spec, .. }
            | ExprKind::Interpolation { value, spec, .. } => {
                self.expr(value)?;
                self.optional(spec)
            }
        }
    }

    fn name(&mut self, name: Name, context: Context, at: Position) -> Built {
        if self.current().in_unevaluated_annotation {
            return Ok(());
        }
        let flags = if context == Context::Load { Symbol::USE } else { Symbol::LOCAL };
        self.add_in_context(name, flags, at, context)?;
        // `super` counts as a use of `__class__`.
        if name == Name::SUPER && context == Context::Load && self.current().is_function_like() {
            self.add(Name::CLASS, Symbol::USE, at)?;
        }
        Ok(())
    }

    fn mark_generator(&mut self, at: Position) -> Built {
        self.current().generator = true;
        let what = match self.current().comprehension {
            None => return Ok(()),
            Some(Comprehension::List) => "list comprehension",
            Some(Comprehension::Set) => "set comprehension",
            Some(Comprehension::Dict) => "dict comprehension",
            Some(Comprehension::Generator) => "generator expression",
        };
        self.error(format!("'yield' inside {what}"), at)
    }

    fn not_in_annotation(&mut self, what: &str, at: Position) -> Built {
        let message = match self.current().kind {
            ScopeKind::Annotation => format!("{what} cannot be used within an annotation"),
            ScopeKind::TypeVariable => {
                let used_as = self.current().type_variable_use;
                if self.rules.grammar < 13 {
                    format!("{what} cannot be used within a TypeVar bound")
                } else {
                    format!("{what} cannot be used within {used_as}")
                }
            }
            ScopeKind::TypeAlias => format!("{what} cannot be used within a type alias"),
            ScopeKind::TypeParameters => {
                format!("{what} cannot be used within the definition of a generic")
            }
            _ => return Ok(()),
        };
        self.error(message, at)
    }

    fn named(&mut self, target: ExprId, value: ExprId, at: Position) -> Built {
        self.not_in_annotation("named expression", at)?;
        if self.current().comp_iter_depth > 0 {
            let message =
                "assignment expression cannot be used in a comprehension iterable expression";
            return self.error(message, at);
        }
        if self.current().comprehension.is_some()
            && let ExprKind::Name(name, _) = self.tree[target].kind
        {
            let target_at = self.tree[target].at;
            self.bind_outside_comprehension(name, target_at)?;
        }
        self.expr(value)?;
        self.expr(target)
    }

    /// `:=` in a comprehension binds in the scope around it.
    fn bind_outside_comprehension(&mut self, name: Name, at: Position) -> Built {
        for index in (0..self.stack.len()).rev() {
            let id = self.stack[index];
            let mangled = self.mangled(name);
            let scope = self.table.scope(id);
            let old = scope.symbols.get(mangled).map_or(0, |symbol| symbol.flags);
            if scope.comprehension.is_some() {
                if old & Symbol::COMP_ITER != 0 && old & Symbol::LOCAL != 0 {
                    let message = format!(
                        "assignment expression cannot rebind comprehension iteration variable '{}'",
                        self.text(name)
                    );
                    return self.error(message, at);
                }
                continue;
            }
            let (here, there) = match scope.kind {
                ScopeKind::Function if old & Symbol::GLOBAL != 0 => (Symbol::GLOBAL, Symbol::LOCAL),
                ScopeKind::Function => (Symbol::NONLOCAL, Symbol::LOCAL),
                ScopeKind::Module => (Symbol::GLOBAL, Symbol::GLOBAL),
                ScopeKind::Annotation => return Ok(()),
                kind => {
                    let place = match kind {
                        ScopeKind::Class => "a class body",
                        ScopeKind::TypeParameters => "the definition of a generic",
                        ScopeKind::TypeAlias => "a type alias",
                        _ => "a TypeVar bound",
                    };
                    let message = format!(
                        "assignment expression within a comprehension cannot be used in {place}"
                    );
                    return self.error(message, at);
                }
            };
            self.add(name, here, at)?;
            self.current().directives.push((mangled, at));
            return self.add_to(id, name, there, at);
        }
        Ok(())
    }

    fn comprehension(
        &mut self,
        id: ExprId,
        kind: Comprehension,
        element: ExprId,
        value: Option<ExprId>,
        generators: List<Generator>,
    ) -> Built {
        let at = self.tree[id].at;
        let outermost = self.tree[generators][0];
        self.current().comp_iter_depth += 1;
        self.expr(outermost.iter)?;
        self.current().comp_iter_depth -= 1;
        let name = match kind {
            Comprehension::List => Name::LISTCOMP,
            Comprehension::Set => Name::SETCOMP,
            Comprehension::Dict => Name::DICTCOMP,
            Comprehension::Generator => Name::GENEXPR,
        };
        let method = self.current().kind == ScopeKind::Class;
        let scope = self.enter(ScopeKind::Function, name, at);
        self.current().method = method;
        self.table.comprehensions.push((id, scope));
        self.current().comprehension = Some(kind);
        self.add(Name::DOT_ZERO, Symbol::PARAM, at)?;
        self.current().coroutine = outermost.is_async;
        self.comprehension_target(outermost.target)?;
        self.exprs(outermost.ifs)?;
        for index in 1..generators.len() {
            let generator = self.tree[generators][index];
            self.comprehension_target(generator.target)?;
            self.current().comp_iter_depth += 1;
            self.expr(generator.iter)?;
            self.current().comp_iter_depth -= 1;
            self.exprs(generator.ifs)?;
            if generator.is_async {
                self.current().coroutine = true;
            }
        }
        self.optional(value)?;
        self.expr(element)?;
        self.current().generator = kind == Comprehension::Generator;
        let awaits = self.current().coroutine && kind != Comprehension::Generator;
        self.exit();
        if awaits {
            self.current().coroutine = true;
        }
        Ok(())
    }

    fn comprehension_target(&mut self, target: ExprId) -> Built {
        self.current().in_comp_target = true;
        self.expr(target)?;
        self.current().in_comp_target = false;
        Ok(())
    }

    // --- patterns ---

    fn pattern(&mut self, id: PatternId) -> Built {
        let pattern = self.tree[id];
        let at = pattern.at;
        match pattern.kind {
            PatternKind::Value(value) => self.expr(value),
            PatternKind::Singleton(_) => Ok(()),
            PatternKind::Sequence(patterns) | PatternKind::Or(patterns) => self.patterns(patterns),
            PatternKind::Star(name) => self.capture(name, at),
            PatternKind::Mapping { keys, patterns, rest } => {
                self.exprs(keys)?;
                self.patterns(patterns)?;
                self.capture(rest, at)
            }
            PatternKind::Class { class, patterns, keywords, keyword_patterns } => {
                self.expr(class)?;
                self.patterns(patterns)?;
                for index in 0..keywords.len() {
                    let at = self.tree[self.tree[keyword_patterns][index]].at;
                    self.check_name(self.tree[keywords][index], at, Context::Store)?;
                }
                self.patterns(keyword_patterns)
            }
            PatternKind::As { pattern, name } => {
                if let Some(pattern) = pattern {
                    self.pattern(pattern)?;
                }
                self.capture(name, at)
            }
        }
    }

    fn patterns(&mut self, list: List<PatternId>) -> Built {
        for index in 0..list.len() {
            let pattern = self.tree[list][index];
            self.pattern(pattern)?;
        }
        Ok(())
    }

    fn capture(&mut self, name: Option<Name>, at: Position) -> Built {
        name.map_or(Ok(()), |name| self.add(name, Symbol::LOCAL, at))
    }
}

/// `name` as it is written in the scope: mangled inside of a class, if the scope mangles it.
pub(crate) fn maybe_mangle(
    names: &mut Names,
    sets: &[NameSet],
    private: Option<Name>,
    only: Option<u32>,
    name: Name,
) -> Name {
    let Some(class) = private else { return name };
    if only.is_some_and(|set| !sets[set as usize].contains(&name)) {
        return name;
    }
    mangle(names, class, name)
}

/// `__x` inside of class `C` is `_C__x`.
pub(crate) fn mangle(names: &mut Names, class: Name, name: Name) -> Name {
    let text = names.text(name);
    if !text.starts_with("__") || text.ends_with("__") || text.contains('.') {
        return name;
    }
    let class = names.text(class).trim_start_matches('_');
    if class.is_empty() {
        return name;
    }
    let mangled = format!("_{class}{text}");
    names.intern(&mangled)
}
