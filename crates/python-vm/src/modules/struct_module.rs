//! The module `struct`: values as packed bytes.

use heap_model::{Obj, Payload, Runtime, types};

use super::NativeModule;
use crate::machine::{Machine, Raise, Result};
use crate::native::{Accepts, Args, function};
use crate::text::struct_format::{self, Format, PackError, Value};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    name: "_struct",
    doc: "Functions to convert between Python values and C structs.",
    functions: &[
        function("calcsize", calcsize, Accepts::One),
        function("pack", pack, Accepts::Any),
        function("unpack", unpack, Accepts::Positional(2, 2)),
    ],
    fill: |vm, module| {
        let name = vm.heap.intern("error");
        let bases = vm.heap.new_tuple_from(&[types::EXCEPTION]);
        let namespace = vm.heap.new_dict();
        let text = vm.heap.intern("struct");
        let key = vm.names.__module__;
        vm.heap.dict_set_str(namespace, key, text);
        vm.decref(text);
        let class = vm.call(types::TYPE, &[name, bases, namespace]);
        for object in [name, bases, namespace] {
            vm.decref(object);
        }
        super::set(vm, module, "error", class?);
        Ok(())
    },
};

fn error(vm: &mut Machine, message: &str) -> Raise {
    let class = vm.import_module("_struct").and_then(|module| {
        let class = vm.get_attr_str(module, "error");
        vm.decref(module);
        class
    });
    match class {
        Ok(class) => {
            let raise = vm.raise(class, message);
            vm.decref(class);
            raise
        }
        Err(raise) => raise,
    }
}

fn format(vm: &mut Machine, text: Obj) -> Result<Format> {
    let text = match vm.heap.payload(text) {
        Payload::Str(text) => text.text.to_string(),
        Payload::Bytes(bytes) => String::from_utf8_lossy(&bytes.data).into_owned(),
        _ => {
            let given = vm.type_name_of(text);
            return Err(vm.type_error(format!(
                "Struct() argument 1 must be a str or bytes object, not {given}"
            )));
        }
    };
    struct_format::parse(&text).map_err(|message| error(vm, message))
}

fn calcsize(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let format = format(vm, args.values[0])?;
    Ok(vm.heap.new_int(format.size as i64))
}

fn pack(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let Some((&text, items)) = args.positional().split_first() else {
        return Err(vm.type_error("pack expected at least 1 argument, got 0"));
    };
    let format = format(vm, text)?;
    if format.values() != items.len() {
        let message =
            format!("pack expected {} items for packing (got {})", format.values(), items.len());
        return Err(error(vm, &message));
    }
    let mut values = Vec::with_capacity(items.len());
    for (&item, code) in items.iter().zip(format.codes()) {
        values.push(match code {
            b'?' => Value::Bool(vm.truth(item)?),
            _ => value(vm, item)?,
        });
    }
    match format.pack(&values) {
        Ok(bytes) => Ok(vm.heap.new_bytes(bytes)),
        Err(PackError::Struct(message)) => Err(error(vm, &message)),
        Err(PackError::Overflow(message)) => Err(vm.overflow_error(message)),
    }
}

fn value(vm: &mut Machine, item: Obj) -> Result<Value> {
    if let Some(number) = vm.heap.integer(item) {
        return Ok(Value::Int(number));
    }
    if let Some(number) = vm.heap.float_value(item) {
        return Ok(Value::Float(number));
    }
    if let Some(bytes) = vm.heap.byte_slice(item) {
        return Ok(Value::Bytes(bytes.to_vec()));
    }
    if vm.has_index(item) {
        let number = vm.index(item)?;
        let value = vm.heap.integer(number);
        vm.decref(number);
        return Ok(value.map_or(Value::Other, Value::Int));
    }
    Ok(Value::Other)
}

fn unpack(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let format = format(vm, args.values[0])?;
    let Some(bytes) = vm.heap.byte_slice(args.values[1]).map(<[u8]>::to_vec) else {
        let given = vm.type_name_of(args.values[1]);
        return Err(vm.type_error(format!("a bytes-like object is required, not '{given}'")));
    };
    let Some(values) = format.unpack(&bytes).filter(|_| bytes.len() == format.size) else {
        let message = format!("unpack requires a buffer of {} bytes", format.size);
        return Err(error(vm, &message));
    };
    let items = values
        .into_iter()
        .map(|value| match value {
            Value::Int(number) => vm.heap.new_bigint(number),
            Value::Float(number) => vm.heap.new_float(number),
            Value::Bytes(bytes) => vm.heap.new_bytes(bytes),
            Value::Bool(truth) => vm.heap.new_bool(truth),
            Value::Other => vm.none(),
        })
        .collect();
    Ok(vm.heap.new_tuple(items))
}
