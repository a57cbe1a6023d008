//! What the module `ctypes` needs of the machine: to read the model's memory.

use heap_model::Obj;

use super::NativeModule;
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, function};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    name: "_ctypes",
    doc: "",
    functions: &[
        function("read_memory", read_memory, Accepts::Positional(2, 2)),
        function("object_at", object_at, Accepts::One),
        function("address_of", address_of, Accepts::One),
    ],
    fill: |_, _| Ok(()),
};

/// `read_memory(address, size)`: bytes.
fn read_memory(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let address = vm.index_isize(args.values[0])?;
    let size = vm.index_isize(args.values[1])?;
    match vm.heap.read_memory(address as u64, size as usize) {
        Some(bytes) => Ok(vm.heap.new_bytes(bytes)),
        None => Err(vm.unsupported(format!("{size} bytes of memory at {address:#x}"))),
    }
}

/// The object whose id that is.
fn object_at(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let address = vm.index_isize(args.values[0])?;
    match vm.heap.object_at(address as u64) {
        Some(object) => Ok(vm.new_ref(object)),
        None => Err(vm.unsupported(format!("an object at {address:#x}, where none lives"))),
    }
}

/// Where a bytearray's bytes lie.
fn address_of(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let address = match vm.heap.payload(args.values[0]) {
        heap_model::Payload::ByteArray(bytes) => bytes.block.map(|block| block.address.get()),
        _ => None,
    };
    let address = address.unwrap_or_else(|| vm.heap.id(args.values[0]));
    Ok(vm.heap.new_int(address as i64))
}
