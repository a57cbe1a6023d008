//! The module `sys`.
use super::NativeModule;
use crate::machine::{Machine, Result};
use crate::outcome::Stream;
/// The module.
pub static MODULE: NativeModule = NativeModule { name: "sys", doc: "", functions: &[], fill: |_, _| Ok(()) };
/// Writes to `sys.stdout`.
pub fn write_stdout(vm: &mut Machine, text: &str) -> Result<()> { vm.write(Stream::Stdout, text) }
