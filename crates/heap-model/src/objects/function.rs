//! What can be called, and the descriptors that bind it.

use std::any::Any;
use std::rc::Rc;

use crate::object::Obj;

// ANCHOR: function
/// The contents of a Python function.
#[derive(Clone, Debug)]
pub struct Function {
    /// `__code__`.
    pub code: Obj,
    /// `__globals__`, a `dict`.
    pub globals: Obj,
    /// `__builtins__`, a `dict`.
    pub builtins: Obj,
    /// `__name__`.
    pub name: Obj,
    /// `__qualname__`.
    pub qualname: Obj,
    /// `__doc__`.
    pub doc: Obj,
    /// `__module__`.
    pub module: Option<Obj>,
    /// `__defaults__`, a `tuple`.
    pub defaults: Option<Obj>,
    /// `__kwdefaults__`, a `dict`.
    pub kwdefaults: Option<Obj>,
    /// `__closure__`, a `tuple` of cells.
    pub closure: Option<Obj>,
    /// `__annotations__`, or the tuple that it is made of on demand.
    pub annotations: Option<Obj>,
    /// `__annotate__` (3.14+).
    pub annotate: Option<Obj>,
    /// `__type_params__`, a `tuple`.
    pub type_params: Option<Obj>,
    /// `__dict__`, made on demand.
    pub dict: Option<Obj>,
    /// Changes when what a call depends on changes (code, defaults); 0 when it no longer matters.
    pub version: u32,
}
// ANCHOR_END: function

/// The contents of a code object: what the heap must know, and the machine's own part.
#[derive(Clone, Debug)]
pub struct Code {
    /// `co_name`, interned.
    pub name: Obj,
    /// `co_qualname`.
    pub qualname: Obj,
    /// `co_filename`.
    pub filename: Obj,
    /// `co_consts`, a `tuple`.
    pub consts: Obj,
    /// `co_names`, a `tuple`.
    pub names: Obj,
    /// Names of all local slots, a `tuple`.
    pub localsplus: Obj,
    /// Length of `co_code` in bytes, as the release would have it or near it.
    pub code_size: u32,
    /// The machine's executable form of it.
    pub body: Rc<dyn Any>,
}

/// The contents of a bound method.
#[derive(Clone, Debug)]
pub struct BoundMethod {
    /// `__func__`.
    pub function: Obj,
    /// `__self__`.
    pub receiver: Obj,
}

/// The contents of a `builtin_function_or_method`.
#[derive(Clone, Debug)]
pub struct Builtin {
    /// Which native function, in the machine's own numbering.
    pub function: u32,
    /// `__self__`: the receiver or the module.
    pub receiver: Option<Obj>,
    /// `__module__`.
    pub module: Option<Obj>,
}

/// Which descriptor type of CPython's an entry of a static type's namespace has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DescriptorKind {
    /// `method_descriptor`: `list.append`.
    Method,
    /// `wrapper_descriptor`: `int.__add__`.
    Wrapper,
    /// `classmethod_descriptor`: `dict.fromkeys`.
    ClassMethod,
    /// `getset_descriptor`: `type.__name__`.
    GetSet,
    /// `member_descriptor` of a `__slots__` entry: the position in the instance.
    Member,
}

/// The contents of a descriptor.
#[derive(Clone, Debug)]
pub struct Descriptor {
    /// Which type of descriptor.
    pub kind: DescriptorKind,
    /// `__objclass__`.
    pub class: Obj,
    /// `__name__`.
    pub name: Obj,
    /// The native function or pair of getter and setter in the machine's numbering; for a member,
    /// the position among the instance's slots.
    pub function: u32,
}

/// The contents of a `property`.
#[derive(Clone, Debug, Default)]
pub struct Property {
    /// `fget`.
    pub getter: Option<Obj>,
    /// `fset`.
    pub setter: Option<Obj>,
    /// `fdel`.
    pub deleter: Option<Obj>,
    /// `__doc__`.
    pub doc: Option<Obj>,
    /// `__name__` (3.13+), set by `__set_name__`.
    pub name: Option<Obj>,
    /// The documentation was the getter's.
    pub doc_of_getter: bool,
}

/// The contents of a `super`.
#[derive(Clone, Debug)]
pub struct Super {
    /// `__thisclass__`.
    pub class: Obj,
    /// `__self__`.
    pub object: Option<Obj>,
    /// `__self_class__`.
    pub object_class: Option<Obj>,
}
