//! The hashes of the module `hashlib`: MD5, SHA-1 and SHA-2.

use heap_model::Obj;
use md5::Md5;
use sha1::Sha1;
use sha2::{Digest, Sha224, Sha256, Sha384, Sha512};

use super::NativeModule;
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, function};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    name: "_hashlib",
    doc: "",
    functions: &[function("digest", digest, Accepts::Positional(2, 2))],
    fill: |_, _| Ok(()),
};

/// `digest(name, data)`.
fn digest(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let name = vm.str_text(args.values[0])?;
    let data = vm.heap.byte_slice(args.values[1]).map(<[u8]>::to_vec).unwrap_or_default();
    vm.tick(data.len() as u64 / 8)?;
    let bytes = match name.as_str() {
        "md5" => Md5::digest(&data).to_vec(),
        "sha1" => Sha1::digest(&data).to_vec(),
        "sha224" => Sha224::digest(&data).to_vec(),
        "sha256" => Sha256::digest(&data).to_vec(),
        "sha384" => Sha384::digest(&data).to_vec(),
        "sha512" => Sha512::digest(&data).to_vec(),
        _ => return Err(vm.unsupported(format!("the hash {name}"))),
    };
    Ok(vm.heap.new_bytes(bytes))
}
