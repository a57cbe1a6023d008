//! Scopes and the symbols in them: what the symbol table is made of.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::bytecode::Position;
use crate::syntax::names::Name;
use crate::syntax::tree::Comprehension;

/// A scope of the unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) struct ScopeId(pub(crate) u32);

/// What opens a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum ScopeKind {
    Module,
    Function,
    Class,
    Annotation,
    TypeVariable,
    TypeAlias,
    TypeParameters,
}

// ANCHOR: place
/// Where a name lives, as seen from a scope.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Place {
    /// Not decided yet.
    Unknown,
    /// The scope binds it: a numbered place of the frame, or an entry of the class's namespace.
    Local,
    /// `global` says so.
    GlobalExplicit,
    /// No scope around binds it: the module's namespace, then the builtins.
    GlobalImplicit,
    /// A function around this one binds it: that function's cell.
    Free,
    /// Bound here, and free in a function inside: a cell of its own.
    Cell,
}
// ANCHOR_END: place

/// How a name occurs in a scope; and, once known, where it lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Symbol {
    pub(crate) flags: u16,
    pub(crate) place: Place,
}

impl Symbol {
    pub(crate) const GLOBAL: u16 = 1;
    pub(crate) const LOCAL: u16 = 1 << 1;
    pub(crate) const PARAM: u16 = 1 << 2;
    pub(crate) const NONLOCAL: u16 = 1 << 3;
    pub(crate) const USE: u16 = 1 << 4;
    /// Free in a method, and bound in the class as well.
    pub(crate) const FREE_CLASS: u16 = 1 << 5;
    pub(crate) const IMPORT: u16 = 1 << 6;
    pub(crate) const ANNOTATED: u16 = 1 << 7;
    /// Loop variable of a comprehension.
    pub(crate) const COMP_ITER: u16 = 1 << 8;
    pub(crate) const TYPE_PARAM: u16 = 1 << 9;
    /// A cell inside of an inlined comprehension.
    pub(crate) const COMP_CELL: u16 = 1 << 10;
    pub(crate) const BOUND: u16 =
        Symbol::LOCAL | Symbol::PARAM | Symbol::IMPORT | Symbol::TYPE_PARAM;

    pub(crate) fn has(self, flags: u16) -> bool {
        self.flags & flags != 0
    }
}

/// The symbols of a scope in order of appearance.
#[derive(Clone, Debug, Default)]
pub(crate) struct Symbols {
    entries: Vec<(Name, Symbol)>,
    /// Made when there are many.
    index: Option<NameMap<u32>>,
}

impl Symbols {
    /// Up to this many are searched one by one.
    const FEW: usize = 12;

    fn position(&self, name: Name) -> Option<usize> {
        match &self.index {
            Some(index) => index.get(&name).map(|&at| at as usize),
            None => self.entries.iter().position(|entry| entry.0 == name),
        }
    }

    pub(crate) fn get(&self, name: Name) -> Option<Symbol> {
        self.position(name).map(|at| self.entries[at].1)
    }

    pub(crate) fn set(&mut self, name: Name, symbol: Symbol) {
        match self.position(name) {
            Some(at) => self.entries[at].1 = symbol,
            None => {
                self.entries.push((name, symbol));
                let at = self.entries.len() as u32 - 1;
                if let Some(index) = &mut self.index {
                    index.insert(name, at);
                } else if self.entries.len() > Symbols::FEW {
                    self.index = Some(
                        self.entries.iter().enumerate().map(|(i, e)| (e.0, i as u32)).collect(),
                    );
                }
            }
        }
    }

    pub(crate) fn remove(&mut self, name: Name) {
        if let Some(at) = self.position(name) {
            self.entries.remove(at);
            if let Some(index) = &mut self.index {
                *index = self.entries.iter().enumerate().map(|(i, e)| (e.0, i as u32)).collect();
            }
        }
    }

    pub(crate) fn iter(&self) -> impl Iterator<Item = (Name, Symbol)> {
        self.entries.iter().copied()
    }

    pub(crate) fn len(&self) -> usize {
        self.entries.len()
    }

    pub(crate) fn at(&self, index: usize) -> (Name, Symbol) {
        self.entries[index]
    }
}

/// One scope.
#[derive(Debug)]
pub(crate) struct Scope {
    pub(crate) kind: ScopeKind,
    pub(crate) name: Name,
    pub(crate) symbols: Symbols,
    /// Parameters in order.
    pub(crate) varnames: Vec<Name>,
    pub(crate) children: Vec<ScopeId>,
    /// `global` and `nonlocal` statements, for errors.
    pub(crate) directives: Vec<(Name, Position)>,
    pub(crate) at: Position,
    /// Inside of a function.
    pub(crate) nested: bool,
    pub(crate) generator: bool,
    /// An `async def`, or a comprehension that awaits.
    pub(crate) coroutine: bool,
    /// A function defined in a class body.
    pub(crate) method: bool,
    pub(crate) comprehension: Option<Comprehension>,
    /// The comprehension runs in the frame around it.
    pub(crate) inlined: bool,
    pub(crate) varargs: bool,
    pub(crate) varkeywords: bool,
    /// A method uses `__class__` or `super`.
    pub(crate) needs_class_closure: bool,
    /// An annotation or type parameter scope inside looks names up in the class.
    pub(crate) needs_classdict: bool,
    pub(crate) can_see_class_scope: bool,
    /// Names being added are loop variables of a comprehension.
    pub(crate) in_comp_target: bool,
    /// Depth of iterables of comprehensions around here.
    pub(crate) comp_iter_depth: u32,
    pub(crate) annotations_used: bool,
    pub(crate) in_conditional_block: bool,
    pub(crate) has_conditional_annotations: bool,
    pub(crate) in_unevaluated_annotation: bool,
    pub(crate) annotation_block: Option<ScopeId>,
    /// Index into the table's sets of names that alone are mangled here.
    pub(crate) mangled_names: Option<u32>,
    /// What the type-variable scope is for, in words.
    pub(crate) type_variable_use: &'static str,
}

impl Scope {
    pub(crate) fn new(kind: ScopeKind, name: Name, at: Position) -> Scope {
        Scope {
            kind,
            name,
            symbols: Symbols::default(),
            varnames: Vec::new(),
            children: Vec::new(),
            directives: Vec::new(),
            at,
            nested: false,
            generator: false,
            coroutine: false,
            method: false,
            comprehension: None,
            inlined: false,
            varargs: false,
            varkeywords: false,
            needs_class_closure: false,
            needs_classdict: false,
            can_see_class_scope: false,
            in_comp_target: false,
            comp_iter_depth: 0,
            annotations_used: false,
            in_conditional_block: false,
            has_conditional_annotations: false,
            in_unevaluated_annotation: false,
            annotation_block: None,
            mangled_names: None,
            type_variable_use: "",
        }
    }

    /// Whether locals of the scope live in a frame's slots.
    pub(crate) fn is_function_like(&self) -> bool {
        !matches!(self.kind, ScopeKind::Module | ScopeKind::Class)
    }

    /// Where a name lives, as seen from here.
    pub(crate) fn place(&self, name: Name) -> Place {
        self.symbols.get(name).map_or(Place::Unknown, |symbol| symbol.place)
    }
}

/// A map from names. Never iterated: its order means nothing.
pub(crate) type NameMap<V> = FxHashMap<Name, V>;
/// A set of names. Never iterated: its order means nothing.
pub(crate) type NameSet = FxHashSet<Name>;
