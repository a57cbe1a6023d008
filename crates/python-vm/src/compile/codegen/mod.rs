//! Code generation: from the tree to a sequence of instructions for each code object.
//!
//! It emits what CPython's compiler emits, in its order, because what stands on the stack while a
//! program runs is a reference that the program can count. The files follow the language:
//! statements, loops and exceptions, calls, definitions, comprehensions, patterns.

mod annotations;
mod calls;
mod classes;
mod comprehensions;
mod exceptions;
mod expressions;
mod functions;
mod loops;
mod names;
mod patterns;
mod statements;
mod strings;
mod targets;
mod type_parameters;
pub(super) mod unit;
mod unwind;
mod warnings;

use heap_model::release::{CompileWarningRules, Compiler as Rules, Release};
use rustc_hash::FxHashMap;

use super::constants::ConstId;
use super::ir::{Code, Label, NO_LOCATION};
use super::scopes::Scope;
use super::symtable::SymbolTable;
use super::{CompileProblem, Mode, SyntaxError};
use crate::WatchPoint;
use crate::bytecode::{CodeTemplate, Constant, Position};
use crate::syntax::names::Name;
use crate::syntax::tree::{ExprId, List, StmtId, Tree};
use unit::{Unit, UnitKind};

/// At most this many values are pushed for one display, call or format; beyond, they are added to
/// the container one by one (CPython's `_PY_STACK_USE_GUIDELINE`).
pub(super) const STACK_USE_GUIDELINE: usize = 30;

type Emitted<T = ()> = Result<T, CompileProblem>;

pub(super) struct Generator<'a> {
    tree: Tree,
    table: SymbolTable,
    rules: &'a Rules,
    warning_rules: &'a CompileWarningRules,
    /// Inside of code that is emitted again, and has been warned of.
    silent: u32,
    /// Where the machine is looked at.
    watched: &'a [WatchPoint],
    /// Which characters a `repr` shows depends on it.
    unicode: (u8, u8),
    interactive: bool,
    unit: Unit,
    /// The units around the current one.
    outer: Vec<Unit>,
    codes: Vec<CodeTemplate>,
    /// The last code object of a first line and name.
    codes_by_line: FxHashMap<(u32, Name), u32>,
}

/// Generates all code of a unit: blocks, and the tree whose constants they refer to.
pub(super) fn generate(
    tree: Tree,
    table: SymbolTable,
    release: &'static Release,
    mode: Mode,
    watched: &[WatchPoint],
) -> Emitted<(Vec<CodeTemplate>, Tree)> {
    let unit = Unit::new(UnitKind::Module, super::scopes::ScopeId(0), Name::MODULE_CODE, 1);
    let mut generator = Generator {
        tree,
        table,
        rules: &release.compiler,
        warning_rules: &release.warnings,
        silent: 0,
        watched,
        unicode: release.text.unicode,
        interactive: mode == Mode::Interactive,
        unit,
        outer: Vec::new(),
        codes: Vec::new(),
        codes_by_line: FxHashMap::default(),
    };
    generator.module()?;
    Ok((generator.codes, generator.tree))
}

impl Generator<'_> {
    fn module(&mut self) -> Emitted {
        self.unit.qualname = self.tree.names.text(Name::MODULE_CODE).into();
        let start = Position { line: 0, end_line: 0, column: 0, end_column: 0 };
        self.add(Code::Resume, 0, start);
        if self.rules.lazy_annotations {
            self.add(Code::AnnotationsPlaceholder, 0, start);
        }
        let returns_none = match self.tree.expression {
            Some(expression) => {
                self.expr(expression)?;
                false
            }
            None => {
                let at = match self.tree[self.tree.body].first() {
                    Some(&first) => self.tree[first].at,
                    None => Position { line: 1, end_line: 1, column: 0, end_column: 0 },
                };
                if self.scope().has_conditional_annotations && self.rules.lazy_annotations {
                    self.unit.cellvars.add(Name::CONDITIONAL_ANNOTATIONS);
                    self.add(Code::BuildSet, 0, at);
                    self.add_name(Code::StoreName, Name::CONDITIONAL_ANNOTATIONS, at);
                }
                let docstring = self.tree.docstring;
                self.body(self.tree.body, docstring, at)?;
                true
            }
        };
        self.finish_unit(returns_none)?;
        Ok(())
    }

    /// A module's or class's statements, its docstring and annotations.
    fn body(&mut self, stmts: List<StmtId>, docstring: Option<ConstId>, at: Position) -> Emitted {
        let evaluated = !self.rules.lazy_annotations || self.tree.future_annotations;
        if evaluated && self.scope().annotations_used {
            self.add(Code::SetupAnnotations, 0, at);
        }
        let mut first = 0;
        if let Some(docstring) = docstring {
            first = 1;
            let at = self.tree[self.tree[stmts][0]].at;
            let docstring = self.clean_docstring(docstring);
            self.load_const(docstring, at);
            self.store_name(Name::DOC, NO_LOCATION)?;
        }
        self.stmts_from(stmts, first)?;
        if !evaluated {
            self.deferred_annotations(at)?;
        }
        Ok(())
    }

    // --- emitting ---

    fn add(&mut self, code: Code, arg: u32, at: Position) {
        self.unit.sequence.add(code, arg, at);
    }

    fn op(&mut self, code: Code, at: Position) {
        self.add(code, 0, at);
    }

    fn jump(&mut self, code: Code, label: Label, at: Position) {
        let checked = code == Code::JumpNoInterrupt && self.rules.checks_at_added_jumps;
        let code = if checked { Code::Jump } else { code };
        self.add(code, label.0, at);
    }

    fn label(&mut self) -> Label {
        self.unit.sequence.new_label()
    }

    fn here(&mut self, label: Label) {
        self.unit.sequence.use_label(label);
    }

    fn load_const(&mut self, constant: ConstId, at: Position) {
        let index = self.unit.consts.constant(constant);
        self.add(Code::LoadConst, index, at);
    }

    fn load(&mut self, constant: Constant, at: Position) {
        let id = self.tree.constants.add(constant);
        self.load_const(id, at);
    }

    fn load_none(&mut self, at: Position) {
        self.load(Constant::None, at);
    }

    /// Loads a name as a string.
    fn load_name_text(&mut self, name: Name, at: Position) {
        let id = self.tree.constants.str(self.tree.names.text(name));
        self.load_const(id, at);
    }

    /// A constant tuple of names.
    fn names_tuple(&mut self, names: &[Name]) -> ConstId {
        let items: Vec<ConstId> =
            names.iter().map(|&name| self.tree.constants.str(self.tree.names.text(name))).collect();
        self.tree.constants.tuple(&items)
    }

    /// Emits an instruction on an entry of `co_names`, after mangling.
    fn add_name(&mut self, code: Code, name: Name, at: Position) {
        let name = self.mangled(name);
        let index = self.unit.names.add(name);
        self.add(code, index, at);
    }

    fn scope(&self) -> &Scope {
        self.table.scope(self.unit.scope)
    }

    fn at(&self, expr: ExprId) -> Position {
        self.tree[expr].at
    }

    fn error<T>(&self, message: impl Into<String>, at: Position) -> Emitted<T> {
        Err(CompileProblem::Syntax(SyntaxError::new(message.into(), at)))
    }
}
