//! The syntax tree that the compiler works on.
//!
//! Nodes stand in flat tables and name each other by number, so that a tree of any depth is dropped
//! without recursion. The shape is that of CPython's `Python.asdl`; where a release folds constants
//! before it looks at scopes, the tree is already folded.

use std::marker::PhantomData;
use std::ops::Index;

use super::names::{Name, Names};
use crate::bytecode::{Binary, Comparison, CompileWarning, Conversion, Position};
use crate::compile::constants::{ConstId, Constants};

macro_rules! ids {
    ($($(#[$doc:meta])* $id:ident => $node:ty, $table:ident;)*) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
            pub(crate) struct $id(pub(crate) std::num::NonZeroU32);

            impl Index<$id> for Tree {
                type Output = $node;
                fn index(&self, id: $id) -> &$node {
                    &self.$table[id.0.get() as usize - 1]
                }
            }

            impl $id {
                // Not every kind of node has a table beside it.
                #[allow(dead_code)]
                pub(crate) fn index(self) -> usize {
                    self.0.get() as usize - 1
                }
            }

            impl Push<$node> for Tree {
                type Id = $id;
                fn push(&mut self, node: $node) -> $id {
                    self.$table.push(node);
                    $id(std::num::NonZeroU32::new(self.$table.len() as u32).expect("not empty"))
                }
            }
        )*
    };
}

/// Adding a node to the tree.
pub(crate) trait Push<Node> {
    type Id;
    fn push(&mut self, node: Node) -> Self::Id;
}

ids! {
    /// An expression.
    ExprId => Expr, exprs;
    /// A statement.
    StmtId => Stmt, stmts;
    /// A pattern of a `case`.
    PatternId => Pattern, patterns;
    /// A `def` or `lambda`.
    FunctionId => Function, functions;
    /// A `class`.
    ClassId => Class, classes;
    /// A `type` statement.
    AliasId => TypeAlias, aliases;
    /// A `try`.
    TryId => Try, tries;
}

/// A run of nodes or other items, in one of the tree's lists.
pub(crate) struct List<T> {
    start: u32,
    len: u32,
    of: PhantomData<T>,
}

impl<T> Clone for List<T> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<T> Copy for List<T> {}
impl<T> std::fmt::Debug for List<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "[{}; {}]", self.start, self.len)
    }
}
impl<T> Default for List<T> {
    fn default() -> Self {
        List { start: 0, len: 0, of: PhantomData }
    }
}

impl<T> List<T> {
    pub(crate) fn len(self) -> usize {
        self.len as usize
    }
    pub(crate) fn is_empty(self) -> bool {
        self.len == 0
    }
}

macro_rules! lists {
    ($($item:ty, $table:ident;)*) => {
        $(
            impl Index<List<$item>> for Tree {
                type Output = [$item];
                fn index(&self, list: List<$item>) -> &[$item] {
                    &self.lists.$table[list.start as usize..(list.start + list.len) as usize]
                }
            }
            impl Listed for $item {
                fn table(lists: &mut Lists) -> &mut Vec<$item> {
                    &mut lists.$table
                }
            }
        )*
        /// The items of all lists.
        #[derive(Default)]
        pub(crate) struct Lists { $($table: Vec<$item>,)* }
    };
}

/// What can stand in a [`List`].
pub(crate) trait Listed: Sized {
    fn table(lists: &mut Lists) -> &mut Vec<Self>;
}

lists! {
    ExprId, exprs;
    Option<ExprId>, optional_exprs;
    StmtId, stmts;
    PatternId, patterns;
    Name, names;
    DictItem, dict_items;
    (Comparator, ExprId), comparisons;
    Keyword, keywords;
    Generator, generators;
    Parameter, parameters;
    TypeParameter, type_parameters;
    Alias, aliases;
    WithItem, with_items;
    Case, cases;
    Handler, handlers;
}

/// A whole unit's syntax.
pub(crate) struct Tree {
    pub(crate) names: Names,
    pub(crate) constants: Constants,
    pub(crate) exprs: Vec<Expr>,
    stmts: Vec<Stmt>,
    patterns: Vec<Pattern>,
    pub(crate) functions: Vec<Function>,
    pub(crate) classes: Vec<Class>,
    pub(crate) aliases: Vec<TypeAlias>,
    tries: Vec<Try>,
    lists: Lists,
    /// The unit's statements; empty for an expression.
    pub(crate) body: List<StmtId>,
    /// The unit's expression, in eval mode.
    pub(crate) expression: Option<ExprId>,
    /// The unit's docstring is its first statement.
    pub(crate) docstring: Option<ConstId>,
    /// `from __future__ import annotations` is in force.
    pub(crate) future_annotations: bool,
    /// Where the last of the `__future__` imports at the top ends: line and column.
    pub(crate) future_end: (u32, u32),
    /// What has been warned of so far.
    pub(crate) warnings: Vec<CompileWarning>,
}

impl Tree {
    pub(crate) fn new() -> Tree {
        Tree {
            names: Names::new(),
            constants: Constants::default(),
            exprs: Vec::with_capacity(256),
            stmts: Vec::with_capacity(64),
            patterns: Vec::new(),
            functions: Vec::new(),
            classes: Vec::new(),
            aliases: Vec::new(),
            tries: Vec::new(),
            lists: Lists::default(),
            body: List::default(),
            expression: None,
            docstring: None,
            future_annotations: false,
            future_end: (0, 0),
            warnings: Vec::new(),
        }
    }

    pub(crate) fn list<T: Listed + Clone>(&mut self, items: &[T]) -> List<T> {
        let table = T::table(&mut self.lists);
        let start = table.len() as u32;
        table.extend_from_slice(items);
        List { start, len: items.len() as u32, of: PhantomData }
    }
}

/// Whether a target is read, bound or deleted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Context {
    Load,
    Store,
    Del,
}

/// What a comparison compares by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comparator {
    Rich(Comparison),
    Is,
    IsNot,
    In,
    NotIn,
}

/// A unary operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unary {
    Invert,
    Not,
    Plus,
    Minus,
}

/// Which container a comprehension makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Comprehension {
    List,
    Set,
    Dict,
    Generator,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Expr {
    pub(crate) at: Position,
    pub(crate) kind: ExprKind,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum ExprKind {
    Constant(ConstId),
    Name(Name, Context),
    Attribute {
        value: ExprId,
        name: Name,
        context: Context,
    },
    Subscript {
        value: ExprId,
        index: ExprId,
        context: Context,
    },
    Starred {
        value: ExprId,
        context: Context,
    },
    List {
        items: List<ExprId>,
        context: Context,
    },
    Tuple {
        items: List<ExprId>,
        context: Context,
    },
    Set {
        items: List<ExprId>,
    },
    Dict {
        items: List<DictItem>,
    },
    Slice {
        lower: Option<ExprId>,
        upper: Option<ExprId>,
        step: Option<ExprId>,
    },
    BoolOp {
        or: bool,
        values: List<ExprId>,
    },
    Named {
        target: ExprId,
        value: ExprId,
    },
    Binary {
        left: ExprId,
        op: Binary,
        right: ExprId,
    },
    Unary {
        op: Unary,
        operand: ExprId,
    },
    If {
        test: ExprId,
        body: ExprId,
        orelse: ExprId,
    },
    Compare {
        left: ExprId,
        rest: List<(Comparator, ExprId)>,
    },
    Call {
        function: ExprId,
        args: List<ExprId>,
        keywords: List<Keyword>,
    },
    Lambda(FunctionId),
    Comprehension {
        kind: Comprehension,
        element: ExprId,
        value: Option<ExprId>,
        generators: List<Generator>,
    },
    Yield(Option<ExprId>),
    YieldFrom(ExprId),
    Await(ExprId),
    JoinedStr {
        values: List<ExprId>,
    },
    Formatted {
        value: ExprId,
        conversion: Option<Conversion>,
        spec: Option<ExprId>,
    },
    TemplateStr {
        values: List<ExprId>,
    },
    Interpolation {
        value: ExprId,
        text: ConstId,
        conversion: Option<Conversion>,
        spec: Option<ExprId>,
    },
}

/// One `key: value` or, without key, `**value`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct DictItem {
    pub(crate) key: Option<ExprId>,
    pub(crate) value: ExprId,
}

/// One `name=value` or, without name, `**value` of a call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Keyword {
    pub(crate) name: Option<Name>,
    pub(crate) value: ExprId,
    pub(crate) at: Position,
}

/// One `for … in … if …` of a comprehension.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Generator {
    pub(crate) target: ExprId,
    pub(crate) iter: ExprId,
    pub(crate) ifs: List<ExprId>,
    pub(crate) is_async: bool,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Parameter {
    pub(crate) name: Name,
    pub(crate) annotation: Option<ExprId>,
    pub(crate) at: Position,
}

#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Parameters {
    pub(crate) posonly: List<Parameter>,
    pub(crate) args: List<Parameter>,
    pub(crate) vararg: Option<Parameter>,
    pub(crate) kwonly: List<Parameter>,
    pub(crate) kwarg: Option<Parameter>,
    /// Of the last positional parameters.
    pub(crate) defaults: List<ExprId>,
    /// One for each keyword-only parameter.
    pub(crate) kw_defaults: List<Option<ExprId>>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Function {
    pub(crate) name: Name,
    pub(crate) parameters: Parameters,
    pub(crate) decorators: List<ExprId>,
    pub(crate) returns: Option<ExprId>,
    pub(crate) type_parameters: List<TypeParameter>,
    pub(crate) body: List<StmtId>,
    /// A lambda's body.
    pub(crate) expression: Option<ExprId>,
    /// The body's first statement is this string.
    pub(crate) docstring: Option<ConstId>,
    pub(crate) is_async: bool,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Class {
    pub(crate) name: Name,
    pub(crate) bases: List<ExprId>,
    pub(crate) keywords: List<Keyword>,
    pub(crate) decorators: List<ExprId>,
    pub(crate) type_parameters: List<TypeParameter>,
    pub(crate) body: List<StmtId>,
    pub(crate) docstring: Option<ConstId>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct TypeAlias {
    pub(crate) name: ExprId,
    pub(crate) type_parameters: List<TypeParameter>,
    pub(crate) value: ExprId,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TypeParameterKind {
    TypeVar,
    TypeVarTuple,
    ParamSpec,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct TypeParameter {
    pub(crate) kind: TypeParameterKind,
    pub(crate) name: Name,
    pub(crate) bound: Option<ExprId>,
    pub(crate) default: Option<ExprId>,
    pub(crate) at: Position,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Stmt {
    pub(crate) at: Position,
    pub(crate) kind: StmtKind,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum StmtKind {
    Function(FunctionId),
    Class(ClassId),
    TypeAlias(AliasId),
    Return(Option<ExprId>),
    Delete(List<ExprId>),
    Assign { targets: List<ExprId>, value: ExprId },
    AugAssign { target: ExprId, op: Binary, value: ExprId },
    AnnAssign { target: ExprId, annotation: ExprId, value: Option<ExprId>, simple: bool },
    For { target: ExprId, iter: ExprId, body: List<StmtId>, orelse: List<StmtId>, is_async: bool },
    While { test: ExprId, body: List<StmtId>, orelse: List<StmtId> },
    If { test: ExprId, body: List<StmtId>, orelse: List<StmtId> },
    With { items: List<WithItem>, body: List<StmtId>, is_async: bool },
    Match { subject: ExprId, cases: List<Case> },
    Raise { exception: Option<ExprId>, cause: Option<ExprId> },
    Try(TryId),
    Assert { test: ExprId, message: Option<ExprId> },
    Import(List<Alias>),
    ImportFrom { module: Option<Name>, names: List<Alias>, level: u32 },
    Global(List<Name>),
    Nonlocal(List<Name>),
    Expr(ExprId),
    Pass,
    Break,
    Continue,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Try {
    pub(crate) body: List<StmtId>,
    pub(crate) handlers: List<Handler>,
    pub(crate) orelse: List<StmtId>,
    pub(crate) finally: List<StmtId>,
    pub(crate) star: bool,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Handler {
    pub(crate) class: Option<ExprId>,
    pub(crate) name: Option<Name>,
    pub(crate) body: List<StmtId>,
    pub(crate) at: Position,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Alias {
    pub(crate) name: Name,
    pub(crate) asname: Option<Name>,
    pub(crate) at: Position,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct WithItem {
    pub(crate) context: ExprId,
    pub(crate) target: Option<ExprId>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Case {
    pub(crate) pattern: PatternId,
    pub(crate) guard: Option<ExprId>,
    pub(crate) body: List<StmtId>,
}

#[derive(Clone, Copy, Debug)]
pub(crate) struct Pattern {
    pub(crate) at: Position,
    pub(crate) kind: PatternKind,
}

#[derive(Clone, Copy, Debug)]
pub(crate) enum PatternKind {
    Value(ExprId),
    Singleton(ConstId),
    Sequence(List<PatternId>),
    Mapping {
        keys: List<ExprId>,
        patterns: List<PatternId>,
        rest: Option<Name>,
    },
    Class {
        class: ExprId,
        patterns: List<PatternId>,
        keywords: List<Name>,
        keyword_patterns: List<PatternId>,
    },
    Star(Option<Name>),
    As {
        pattern: Option<PatternId>,
        name: Option<Name>,
    },
    Or(List<PatternId>),
}
