//! `range` and modules: small kinds that need no file each.

use crate::object::Obj;

/// The contents of a `range`: each a reference to an `int`.
#[derive(Clone, Debug)]
pub struct Range {
    /// First value.
    pub start: Obj,
    /// Where it stops.
    pub stop: Obj,
    /// The step, not 0.
    pub step: Obj,
    /// `len()` as an `int`.
    pub length: Obj,
}

/// The contents of a module.
#[derive(Clone, Debug)]
pub struct Module {
    /// `__name__`.
    pub name: Box<str>,
    /// The namespace, a `dict`.
    pub dict: Obj,
}
