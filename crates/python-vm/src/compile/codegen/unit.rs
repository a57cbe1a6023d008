//! The code object being generated, and the stack of those around it.

use super::super::constants::ConstId;
use super::super::flowgraph;
use super::super::ir::{Code, Label, NO_LOCATION, Sequence};
use super::super::scopes::{NameMap, Place, ScopeId, ScopeKind, Symbol};
use super::super::symtable;
use super::{Emitted, Generator};
use crate::bytecode::{CodeFlags, CodeTemplate, ConstantRef, Position};
use crate::syntax::names::Name;
use crate::syntax::tree::{List, StmtId};

/// What is being compiled into a code object.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UnitKind {
    Module,
    Class,
    Function,
    Lambda,
    Comprehension,
    /// A function that evaluates annotations, or the scope of type parameters.
    Annotations,
}

/// Names in the order of their first use, with their index.
#[derive(Clone, Debug, Default)]
pub(crate) struct NameTable {
    pub(crate) list: Vec<Name>,
    index: Option<NameMap<u32>>,
}

impl NameTable {
    /// Up to this many are searched one by one.
    const FEW: usize = 12;

    pub(crate) fn find(&self, name: Name) -> Option<u32> {
        match &self.index {
            Some(index) => index.get(&name).copied(),
            None => self.list.iter().position(|&other| other == name).map(|at| at as u32),
        }
    }

    pub(crate) fn add(&mut self, name: Name) -> u32 {
        if let Some(at) = self.find(name) {
            return at;
        }
        let at = self.list.len() as u32;
        self.list.push(name);
        match &mut self.index {
            Some(index) => {
                index.insert(name, at);
            }
            None if self.list.len() > NameTable::FEW => {
                let entries = self.list.iter().enumerate();
                self.index = Some(entries.map(|(at, &name)| (name, at as u32)).collect());
            }
            None => {}
        }
        at
    }
}

/// An entry of `co_consts` before the pool is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum UnitConst {
    Constant(ConstId),
    Code(u32),
}

/// `co_consts` as it grows.
#[derive(Clone, Debug, Default)]
pub(crate) struct ConstTable {
    pub(crate) list: Vec<UnitConst>,
    index: Vec<(ConstId, u32)>,
}

impl ConstTable {
    pub(crate) fn constant(&mut self, id: ConstId) -> u32 {
        match self.index.binary_search_by_key(&id, |entry| entry.0) {
            Ok(at) => self.index[at].1,
            Err(at) => {
                let place = self.list.len() as u32;
                self.list.push(UnitConst::Constant(id));
                self.index.insert(at, (id, place));
                place
            }
        }
    }

    pub(crate) fn code(&mut self, code: u32) -> u32 {
        let entry = UnitConst::Code(code);
        if let Some(at) = self.list.iter().rposition(|&other| other == entry) {
            return at as u32;
        }
        self.list.push(UnitConst::Code(code));
        self.list.len() as u32 - 1
    }
}

/// What an unwinding statement has to leave.
#[derive(Clone, Copy, Debug)]
pub(super) enum FrameBlock {
    While { start: Label, exit: Label },
    For { start: Label, exit: Label },
    AsyncFor { start: Label, exit: Label },
    TryExcept,
    FinallyTry { finally: List<StmtId> },
    FinallyEnd,
    With { at: Position, is_async: bool },
    HandlerCleanup { name: Option<Name> },
    PopValue,
    ExceptionHandler,
    ExceptionGroupHandler,
    StopIteration,
}

/// The code object being generated.
pub(crate) struct Unit {
    pub(crate) kind: UnitKind,
    pub(crate) scope: ScopeId,
    pub(crate) name: Name,
    pub(crate) qualname: String,
    /// The class around here, for mangling.
    pub(crate) private: Option<Name>,
    pub(crate) first_line: u32,
    pub(crate) argcount: u32,
    pub(crate) posonlyargcount: u32,
    pub(crate) kwonlyargcount: u32,
    /// An `async def`.
    pub(super) is_async: bool,
    /// A function with a docstring.
    pub(super) has_docstring: bool,
    pub(crate) sequence: Sequence,
    pub(crate) names: NameTable,
    pub(crate) varnames: NameTable,
    pub(crate) cellvars: NameTable,
    pub(crate) freevars: NameTable,
    pub(crate) consts: ConstTable,
    /// Locals of inlined comprehensions in a scope without locals of its own; true while inside.
    pub(crate) fast_hidden: Vec<(Name, bool)>,
    pub(super) blocks: Vec<FrameBlock>,
    pub(super) inlined_comprehensions: u32,
    /// Attributes that methods set on `self`, for a class.
    pub(super) static_attributes: Vec<Name>,
    /// Annotated statements, with the number of those that may not run.
    pub(super) deferred_annotations: Vec<(StmtId, Option<u32>)>,
    pub(super) conditional_depth: u32,
    pub(super) conditional_annotations: u32,
    /// Where the generator object already exists, if the code itself makes it.
    pub(crate) generator_start: Option<usize>,
    /// Instructions that go where the placeholder is.
    pub(crate) annotations_setup: Option<Sequence>,
}

impl Unit {
    pub(super) fn new(kind: UnitKind, scope: ScopeId, name: Name, first_line: u32) -> Unit {
        Unit {
            kind,
            scope,
            name,
            qualname: String::new(),
            private: None,
            first_line,
            argcount: 0,
            posonlyargcount: 0,
            kwonlyargcount: 0,
            is_async: false,
            has_docstring: false,
            sequence: Sequence::default(),
            names: NameTable::default(),
            varnames: NameTable::default(),
            cellvars: NameTable::default(),
            freevars: NameTable::default(),
            consts: ConstTable::default(),
            fast_hidden: Vec::new(),
            blocks: Vec::new(),
            inlined_comprehensions: 0,
            static_attributes: Vec::new(),
            deferred_annotations: Vec::new(),
            conditional_depth: 0,
            conditional_annotations: 0,
            generator_start: None,
            annotations_setup: None,
        }
    }
}

impl Generator<'_> {
    /// Starts a code object inside of the current one.
    pub(super) fn enter_unit(
        &mut self,
        kind: UnitKind,
        scope: ScopeId,
        name: Name,
        first_line: u32,
        private: Option<Name>,
    ) {
        let mut unit = Unit::new(kind, scope, name, first_line);
        unit.private = private.or(self.unit.private);
        let outer = std::mem::replace(&mut self.unit, unit);
        self.outer.push(outer);
        for index in 0..self.scope().varnames.len() {
            let parameter = self.scope().varnames[index];
            self.unit.varnames.add(parameter);
        }
        self.collect_cells();
        self.set_qualname();
        let at = Position { line: first_line, end_line: first_line, column: 0, end_column: 0 };
        self.add(Code::Resume, 0, at);
    }

    /// Cells and free variables, by name.
    fn collect_cells(&mut self) {
        let scope = self.table.scope(self.unit.scope);
        let mut cells = Vec::new();
        let mut free = Vec::new();
        for (name, symbol) in scope.symbols.iter() {
            if symbol.place == Place::Cell || (symbol.has(Symbol::COMP_CELL)) {
                cells.push(name);
            }
            if symbol.place == Place::Free || symbol.has(Symbol::FREE_CLASS) {
                free.push(name);
            }
        }
        let names = &self.tree.names;
        cells.sort_by(|&a, &b| names.text(a).cmp(names.text(b)));
        free.sort_by(|&a, &b| names.text(a).cmp(names.text(b)));
        for name in cells {
            self.unit.cellvars.add(name);
        }
        if scope.needs_class_closure {
            self.unit.cellvars.add(Name::CLASS);
        }
        if scope.needs_classdict {
            self.unit.cellvars.add(Name::CLASSDICT);
        }
        if scope.kind == ScopeKind::Class && scope.has_conditional_annotations {
            self.unit.cellvars.add(Name::CONDITIONAL_ANNOTATIONS);
        }
        for name in free {
            self.unit.freevars.add(name);
        }
    }

    fn set_qualname(&mut self) {
        let parent = self.qualified_parent();
        let name = self.tree.names.text(self.unit.name);
        self.unit.qualname = match parent {
            Some(index) => {
                let parent = &self.outer[index];
                let separator = match parent.kind {
                    UnitKind::Function | UnitKind::Lambda => ".<locals>.",
                    _ => ".",
                };
                format!("{}{separator}{name}", parent.qualname)
            }
            None => name.into(),
        };
    }

    /// The qualified name of an `__annotate__` function that belongs to a function.
    pub(super) fn owned_qualname(&self, owner: Name) -> String {
        let own = &self.unit.qualname;
        let prefix = own.strip_suffix(self.tree.names.text(self.unit.name)).unwrap_or_default();
        format!("{prefix}{}.{}", self.tree.names.text(owner), self.tree.names.text(self.unit.name))
    }

    /// The unit whose qualified name the current one's starts with.
    fn qualified_parent(&mut self) -> Option<usize> {
        // The module gives no prefix.
        let mut index = self.outer.len() - 1;
        if index == 0 {
            return None;
        }
        let is_type_parameters =
            |unit: &Unit| self.table.scope(unit.scope).kind == ScopeKind::TypeParameters;
        if is_type_parameters(&self.outer[index]) {
            // Scopes of type parameters do not count.
            if index == 1 {
                return None;
            }
            index -= 1;
            if is_type_parameters(&self.outer[index]) {
                if index == 1 {
                    return None;
                }
                index -= 1;
            }
        }
        if matches!(self.unit.kind, UnitKind::Function | UnitKind::Class) {
            let mangled = {
                let private = self.outer[index].private;
                let parent = self.table.scope(self.outer[index].scope);
                symtable::maybe_mangle(
                    &mut self.tree.names,
                    &self.table.mangled,
                    private,
                    parent.mangled_names,
                    self.unit.name,
                )
            };
            let parent = self.table.scope(self.outer[index].scope);
            if parent.place(mangled) == Place::GlobalExplicit {
                return None;
            }
        }
        Some(index)
    }

    /// Name as it is written in the current scope.
    pub(super) fn mangled(&mut self, name: Name) -> Name {
        if self.unit.private.is_none() {
            return name;
        }
        let set = self.scope().mangled_names;
        let private = self.unit.private;
        symtable::maybe_mangle(&mut self.tree.names, &self.table.mangled, private, set, name)
    }

    /// Ends the current code object and returns its number. The unit around becomes the current
    /// one, except after the outermost.
    pub(super) fn finish_unit(&mut self, returns_none: bool) -> Emitted<u32> {
        // Dead code leaves no trace, except that 3.11 keeps its constants.
        if self.rules.drops_unused_constants || !self.ends_in_return() {
            if returns_none {
                self.load_none(NO_LOCATION);
            }
            self.op(Code::ReturnValue, NO_LOCATION);
        }
        let flags = self.flags();
        let outer = self.outer.pop();
        let unit = match outer {
            Some(outer) => std::mem::replace(&mut self.unit, outer),
            None => std::mem::replace(
                &mut self.unit,
                Unit::new(UnitKind::Module, ScopeId(0), Name::MODULE_CODE, 1),
            ),
        };
        let code = flowgraph::assemble(unit, flags, &mut self.tree, self.rules);
        Ok(self.add_code(code))
    }

    /// Code that is compiled twice, as in a `finally` block, is one object if it is equal.
    fn add_code(&mut self, code: CodeTemplate) -> u32 {
        let key = (code.first_line, self.tree.names.intern(&code.name));
        let number = self.codes.len() as u32;
        if let Some(&other) = self.codes_by_line.get(&key)
            && same_code(&self.codes[other as usize], &code)
        {
            return other;
        }
        self.codes_by_line.insert(key, number);
        self.codes.push(code);
        number
    }

    fn ends_in_return(&self) -> bool {
        let sequence = &self.unit.sequence;
        sequence.instrs.last().is_some_and(|last| last.code == Code::ReturnValue)
            && !sequence.labels.contains(&(sequence.instrs.len() as u32))
    }

    fn flags(&self) -> CodeFlags {
        let scope = self.scope();
        let function = scope.is_function_like();
        CodeFlags {
            optimized: function,
            new_locals: function,
            nested: function && scope.nested,
            varargs: function && scope.varargs,
            varkeywords: function && scope.varkeywords,
            generator: function && scope.generator && !scope.coroutine,
            coroutine: function && scope.coroutine && !scope.generator,
            async_generator: function && scope.generator && scope.coroutine,
            future_annotations: self.tree.future_annotations,
            has_docstring: self.rules.flags_docstrings && self.unit.has_docstring,
            method: self.rules.flags_methods && scope.method,
            ..CodeFlags::default()
        }
    }

    /// An attribute set on the first parameter of a method goes into its class's
    /// `__static_attributes__`.
    pub(super) fn note_static_attribute(&mut self, attribute: Name) {
        if !self.rules.records_class_source {
            return;
        }
        for unit in self.outer.iter_mut().rev() {
            if unit.kind == UnitKind::Class {
                if !unit.static_attributes.contains(&attribute) {
                    unit.static_attributes.push(attribute);
                }
                return;
            }
        }
    }
}

/// Whether two code objects compare equal; their qualified names do not count.
fn same_code(a: &CodeTemplate, b: &CodeTemplate) -> bool {
    a.name == b.name
        && a.first_line == b.first_line
        && (a.argcount, a.posonlyargcount, a.kwonlyargcount)
            == (b.argcount, b.posonlyargcount, b.kwonlyargcount)
        && a.flags == b.flags
        && a.instructions == b.instructions
        && a.positions == b.positions
        && a.consts == b.consts
        && a.names == b.names
        && a.localsplus == b.localsplus
        && a.handlers == b.handlers
}

/// Turns a constant of the unit into an entry of `co_consts`; pool places are filled in later.
pub(crate) fn constant_ref(constant: UnitConst) -> ConstantRef {
    match constant {
        UnitConst::Constant(id) => ConstantRef::Pool(id.0),
        UnitConst::Code(code) => ConstantRef::Code(code),
    }
}
