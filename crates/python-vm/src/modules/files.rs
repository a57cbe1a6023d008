//! Files.
use heap_model::Obj;
use crate::machine::{Machine, Result};
/// `open`.
pub fn open(vm: &mut Machine, _path: Obj, _mode: &str) -> Result<Obj> { Err(vm.unsupported("open()")) }
/// Writes.
pub fn write(vm: &mut Machine, _file: Obj, _text: &str) -> Result<()> { Err(vm.unsupported("print(file=)")) }
