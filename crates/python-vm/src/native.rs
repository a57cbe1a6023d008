//! Functions of the library that are written in Rust: how they are declared and called.

use heap_model::Obj;

use crate::machine::{Machine, Result};

/// The arguments of a call of a native function: borrowed references, alive during the call.
///
/// As in CPython's vectorcall, keyword values follow the positional ones; `self` comes first for a
/// method, the class for a class method or `__new__`.
#[derive(Clone, Copy, Debug)]
pub struct Args<'a> {
    /// Positional arguments, then the values of keyword arguments.
    pub values: &'a [Obj],
    /// Names of the last values, each an interned `str`.
    pub names: &'a [Obj],
}

impl<'a> Args<'a> {
    /// Positional arguments only.
    pub fn positional_only(values: &'a [Obj]) -> Args<'a> {
        Args { values, names: &[] }
    }

    /// The positional arguments, `self` included.
    pub fn positional(&self) -> &'a [Obj] {
        &self.values[..self.values.len() - self.names.len()]
    }

    /// Keyword arguments as pairs of name and value.
    pub fn keywords(&self) -> impl Iterator<Item = (Obj, Obj)> + 'a {
        let start = self.values.len() - self.names.len();
        self.names.iter().copied().zip(self.values[start..].iter().copied())
    }
}

/// A native function. The result is a new reference.
pub type Native = fn(&mut Machine, Args<'_>) -> Result<Obj>;

/// How an entry of a static type's namespace behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Binding {
    /// `method_descriptor`: binds to a `builtin_function_or_method`.
    Method,
    /// `wrapper_descriptor` (a special method): binds to a `method-wrapper`.
    Special,
    /// `classmethod_descriptor`: the class is the first argument.
    Class,
    /// A plain builtin in the namespace (`__new__`, `str.maketrans`): does not bind.
    Static,
}

/// What a native function accepts, checked before it is called so that it need not be.
///
/// Counts exclude `self`. The messages of a wrong call are CPython's for the same declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accepts {
    /// `METH_NOARGS`.
    Nothing,
    /// `METH_O`.
    One,
    /// Positional only, at least and at most so many ("f expected at most 2 arguments, got 3").
    Positional(u8, u8),
    /// The function reads names itself, by `Machine::bind_native` or by hand.
    Any,
}

/// One native function or method.
#[derive(Debug)]
pub struct NativeDef {
    /// `__name__`.
    pub name: &'static str,
    /// The code.
    pub function: Native,
    /// What it accepts.
    pub accepts: Accepts,
    /// How it binds when it stands in a class.
    pub binding: Binding,
}

/// A computed attribute.
#[derive(Debug)]
pub struct GetSetDef {
    /// Its name.
    pub name: &'static str,
    /// `object → value`, a new reference.
    pub get: fn(&mut Machine, Obj) -> Result<Obj>,
    /// `object, value or deletion →`; `None` for a read-only attribute.
    pub set: Option<fn(&mut Machine, Obj, Option<Obj>) -> Result<()>>,
}

/// What the library defines for one static type (or native type of a module).
#[derive(Debug)]
pub struct TypeDef {
    /// The type: its handle for a static type of heap-model.
    pub ty: Obj,
    /// `__doc__`.
    pub doc: &'static str,
    /// Methods, special methods, class methods and `__new__`.
    pub methods: &'static [NativeDef],
    /// Computed attributes.
    pub attributes: &'static [GetSetDef],
}

/// `method("append", list_append, Accepts::One)`.
pub const fn method(name: &'static str, function: Native, accepts: Accepts) -> NativeDef {
    NativeDef { name, function, accepts, binding: Binding::Method }
}

/// A special method of a built-in type: `special("__len__", list_len, Accepts::Nothing)`.
pub const fn special(name: &'static str, function: Native, accepts: Accepts) -> NativeDef {
    NativeDef { name, function, accepts, binding: Binding::Special }
}

/// A class method of a built-in type.
pub const fn class_method(name: &'static str, function: Native, accepts: Accepts) -> NativeDef {
    NativeDef { name, function, accepts, binding: Binding::Class }
}

/// A static method of a built-in type, or a module's function.
pub const fn function(name: &'static str, function: Native, accepts: Accepts) -> NativeDef {
    NativeDef { name, function, accepts, binding: Binding::Static }
}

/// A read-only computed attribute.
pub const fn getter(name: &'static str, get: fn(&mut Machine, Obj) -> Result<Obj>) -> GetSetDef {
    GetSetDef { name, get, set: None }
}

/// A computed attribute that CPython declares as a read-only member: setting it has other words.
pub const fn member(name: &'static str, get: fn(&mut Machine, Obj) -> Result<Obj>) -> GetSetDef {
    GetSetDef { name, get, set: Some(crate::machine::readonly_member) }
}
