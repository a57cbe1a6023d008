//! Typing.
use heap_model::Obj;
use crate::bytecode::TypeParameter;
use crate::machine::{Machine, Result};
use crate::native::Args;
/// `__class_getitem__`.
pub fn class_getitem(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> { Err(vm.unsupported("generic aliases")) }
/// `a | b`.
pub fn union_of(vm: &mut Machine, _a: Obj, _b: Obj) -> Result<Obj> { Err(vm.unsupported("unions")) }
/// Type parameters.
pub fn type_parameter(vm: &mut Machine, _kind: TypeParameter, _operands: &[Obj]) -> Result<Obj> { Err(vm.unsupported("type parameters")) }
