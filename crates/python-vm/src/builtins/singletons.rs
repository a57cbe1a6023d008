//! The types of `None`, `Ellipsis` and `NotImplemented`: calling one gives its only instance.

use heap_model::{Obj, types};

use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, TypeDef, function};

/// `NoneType`, `ellipsis` and `NotImplementedType`.
pub static TYPES: [TypeDef; 3] = [
    TypeDef {
        ty: types::NONE_TYPE,
        doc: "The type of the None singleton.",
        methods: &[function("__new__", new, Accepts::Any)],
        attributes: &[],
    },
    TypeDef {
        ty: types::ELLIPSIS_TYPE,
        doc: "The type of the Ellipsis singleton.",
        methods: &[function("__new__", new, Accepts::Any)],
        attributes: &[],
    },
    TypeDef {
        ty: types::NOT_IMPLEMENTED_TYPE,
        doc: "The type of the NotImplemented singleton.",
        methods: &[function("__new__", new, Accepts::Any)],
        attributes: &[],
    },
];

fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let singletons = vm.heap.singletons();
    let (none, ellipsis) = (singletons.none, singletons.ellipsis);
    let not_implemented = singletons.not_implemented;
    let (name, value) = match args.values.first().copied() {
        Some(types::ELLIPSIS_TYPE) => ("EllipsisType", ellipsis),
        Some(types::NOT_IMPLEMENTED_TYPE) => ("NotImplementedType", not_implemented),
        _ => ("NoneType", none),
    };
    if args.values.len() > 1 {
        return Err(vm.type_error(format!("{name} takes no arguments")));
    }
    Ok(vm.new_ref(value))
}
