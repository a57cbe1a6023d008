//! The module `io`: `StringIO`, `BytesIO`, and what files have in common.

use heap_model::objects::Layout;
use heap_model::{NativeObject, Obj, Payload, Runtime, types};

use super::NativeModule;
use super::arguments::Signature;
use super::files;
use super::native_types::{Base, NativeType, Traits, native_object};
use crate::machine::{Machine, Result};
use crate::native::{
    Accepts, Args, GetSetDef, NativeDef, TypeDef, function, getter, method, special,
};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    name: "io",
    doc: "The io module provides the Python interfaces to stream handling.",
    functions: files::OPEN_FUNCTION,
    fill,
};

fn fill(vm: &mut Machine, module: Obj) -> Result<()> {
    for (name, ty) in [
        ("StringIO", &STRING),
        ("BytesIO", &BYTES),
        ("IOBase", &files::IO_BASE),
        ("TextIOBase", &files::TEXT_BASE),
        ("BufferedIOBase", &files::BUFFERED_BASE),
        ("TextIOWrapper", &files::TEXT),
    ] {
        let class = vm.native_type(ty);
        let class = vm.new_ref(class);
        super::set(vm, module, name, class);
    }
    let class = files::unsupported_operation(vm)?;
    let class = vm.new_ref(class);
    super::set(vm, module, "UnsupportedOperation", class);
    let size = vm.heap.release.library.file_buffer;
    for (name, value) in
        [("DEFAULT_BUFFER_SIZE", size), ("SEEK_SET", 0), ("SEEK_CUR", 1), ("SEEK_END", 2)]
    {
        let value = vm.heap.new_int(value);
        super::set(vm, module, name, value);
    }
    // The builtin and the module's are one object.
    let builtins = vm.builtins;
    let name = vm.heap.intern("open");
    if let Some(open) = vm.heap.dict_get_str(builtins, name) {
        let open = vm.new_ref(open);
        super::set(vm, module, "open", open);
    }
    vm.decref(name);
    Ok(())
}

/// A `StringIO`.
#[derive(Clone, Debug, Default)]
struct StringFile {
    text: Vec<char>,
    position: usize,
    closed: bool,
}

native_object!(StringFile:);

/// A `BytesIO`.
#[derive(Clone, Debug, Default)]
struct BytesFile {
    data: Vec<u8>,
    position: usize,
    closed: bool,
}

native_object!(BytesFile:);

/// What both are: items and a place among them.
trait Buffer: NativeObject {
    type Item: Copy + Default + PartialEq;
    const END: Self::Item;
    fn parts(&mut self) -> (&mut Vec<Self::Item>, &mut usize, &mut bool);
    fn object(vm: &mut Machine, items: &[Self::Item]) -> Obj;
    fn items(vm: &mut Machine, object: Obj) -> Result<Vec<Self::Item>>;
    const CLOSED: &'static str;
}

impl Buffer for StringFile {
    type Item = char;
    const END: char = '\n';
    const CLOSED: &'static str = "I/O operation on closed file";
    fn parts(&mut self) -> (&mut Vec<char>, &mut usize, &mut bool) {
        (&mut self.text, &mut self.position, &mut self.closed)
    }
    fn object(vm: &mut Machine, items: &[char]) -> Obj {
        let text: String = items.iter().collect();
        vm.heap.new_str(&text)
    }
    fn items(vm: &mut Machine, object: Obj) -> Result<Vec<char>> {
        match vm.heap.payload(object) {
            Payload::Str(content) => Ok(content.text.chars().collect()),
            _ => {
                let given = vm.type_name_of(object);
                Err(vm.type_error(format!("string argument expected, got '{given}'")))
            }
        }
    }
}

impl Buffer for BytesFile {
    type Item = u8;
    const END: u8 = b'\n';
    const CLOSED: &'static str = "I/O operation on closed file.";
    fn parts(&mut self) -> (&mut Vec<u8>, &mut usize, &mut bool) {
        (&mut self.data, &mut self.position, &mut self.closed)
    }
    fn object(vm: &mut Machine, items: &[u8]) -> Obj {
        vm.heap.new_bytes(items.to_vec())
    }
    fn items(vm: &mut Machine, object: Obj) -> Result<Vec<u8>> {
        match vm.heap.byte_slice(object) {
            Some(data) => Ok(data.to_vec()),
            None => {
                let given = vm.type_name_of(object);
                Err(vm.type_error(format!("a bytes-like object is required, not '{given}'")))
            }
        }
    }
}

/// The buffer of an open file.
fn open<B: Buffer>(vm: &mut Machine, file: Obj) -> Result<&mut B> {
    if *vm.expect_native::<B>(file)?.parts().2 {
        return Err(vm.value_error(B::CLOSED));
    }
    vm.expect_native::<B>(file)
}

const fn buffer_type(
    name: &'static str,
    base: &'static NativeType,
    methods: &'static [NativeDef],
    attributes: &'static [GetSetDef],
) -> NativeType {
    NativeType {
        name,
        module: "_io",
        base: Base::Native(base),
        layout: Layout::Native,
        traits: Traits { weak: true, dict: true, ..Traits::BASE },
        members: &[],
        definition: TypeDef { ty: types::OBJECT, doc: "", methods, attributes },
    }
}

macro_rules! buffer_methods {
    ($kind:ty, $new:ident, $init:ident) => {
        &[
            function("__new__", $new, Accepts::Any),
            special("__init__", $init, Accepts::Any),
            method("getvalue", getvalue::<$kind>, Accepts::Nothing),
            method("read", read::<$kind>, Accepts::Positional(0, 1)),
            method("readline", readline::<$kind>, Accepts::Positional(0, 1)),
            method("readlines", readlines::<$kind>, Accepts::Positional(0, 1)),
            method("write", write::<$kind>, Accepts::One),
            method("writelines", writelines::<$kind>, Accepts::One),
            method("seek", seek::<$kind>, Accepts::Positional(1, 2)),
            method("tell", tell::<$kind>, Accepts::Nothing),
            method("truncate", truncate::<$kind>, Accepts::Positional(0, 1)),
            method("flush", nothing::<$kind>, Accepts::Nothing),
            method("close", close::<$kind>, Accepts::Nothing),
            method("readable", yes::<$kind>, Accepts::Nothing),
            method("writable", yes::<$kind>, Accepts::Nothing),
            method("seekable", yes::<$kind>, Accepts::Nothing),
            method("isatty", no::<$kind>, Accepts::Nothing),
            method("__enter__", this::<$kind>, Accepts::Nothing),
            method("__exit__", close::<$kind>, Accepts::Any),
            special("__iter__", this::<$kind>, Accepts::Nothing),
            special("__next__", next::<$kind>, Accepts::Nothing),
        ]
    };
}

static STRING: NativeType = buffer_type(
    "StringIO",
    &files::TEXT_BASE,
    buffer_methods!(StringFile, new_string, init_string),
    &[getter("closed", closed::<StringFile>)],
);
static BYTES: NativeType = buffer_type(
    "BytesIO",
    &files::BUFFERED_BASE,
    buffer_methods!(BytesFile, new_bytes, init_bytes),
    &[getter("closed", closed::<BytesFile>)],
);

fn new_string(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    Ok(vm.new_native_object(args.values[0], StringFile::default()))
}

fn init_string(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature::plain("StringIO", &["initial_value", "newline"], 0);
    let [initial, newline] = args.bind(vm, 1, &SIGNATURE)?;
    let none = vm.heap.none();
    if let Some(newline) = newline.filter(|&newline| newline != none)
        && !vm.is_str(newline)
    {
        let given = vm.type_name_of(newline);
        return Err(vm.type_error(format!("newline must be str or None, not {given}")));
    }
    let mut text = Vec::new();
    if let Some(initial) = initial.filter(|&initial| initial != none) {
        let Payload::Str(content) = vm.heap.payload(initial) else {
            let given = vm.type_name_of(initial);
            return Err(vm.type_error(format!("initial_value must be str or None, not {given}")));
        };
        text = content.text.chars().collect();
    }
    *vm.expect_native(args.values[0])? = StringFile { text, ..StringFile::default() };
    Ok(vm.none())
}

fn new_bytes(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    Ok(vm.new_native_object(args.values[0], BytesFile::default()))
}

fn init_bytes(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature::plain("BytesIO", &["initial_bytes"], 0);
    let [initial] = args.bind(vm, 1, &SIGNATURE)?;
    let none = vm.heap.none();
    let data = match initial.filter(|&initial| initial != none) {
        Some(initial) => BytesFile::items(vm, initial)?,
        None => Vec::new(),
    };
    *vm.expect_native(args.values[0])? = BytesFile { data, ..BytesFile::default() };
    Ok(vm.none())
}

/// Writes text if the object is a plain `StringIO`.
pub(super) fn write_to_string(vm: &mut Machine, file: Obj, text: &str) -> Result<bool> {
    let class = vm.heap.type_of(file);
    if vm.native::<StringFile>(file).is_none() || vm.heap.type_object(class).flags.heap {
        return Ok(false);
    }
    let items: Vec<char> = text.chars().collect();
    insert::<StringFile>(vm, file, &items)?;
    Ok(true)
}

fn insert<B: Buffer>(vm: &mut Machine, file: Obj, new: &[B::Item]) -> Result<()> {
    open::<B>(vm, file)?;
    vm.check_room(std::mem::size_of_val(new))?;
    let (items, position, _) = open::<B>(vm, file)?.parts();
    if new.is_empty() {
        return Ok(());
    }
    if items.len() < *position {
        items.resize(*position, B::Item::default());
    }
    let overwritten = (*position + new.len()).min(items.len());
    items.splice(*position..overwritten, new.iter().copied());
    *position += new.len();
    Ok(())
}

fn write<B: Buffer>(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    open::<B>(vm, args.values[0])?;
    let items = B::items(vm, args.values[1])?;
    insert::<B>(vm, args.values[0], &items)?;
    Ok(vm.heap.new_int(items.len() as i64))
}

fn writelines<B: Buffer>(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let file = args.values[0];
    vm.for_each(args.values[1], |vm, line| {
        let items = B::items(vm, line)?;
        insert::<B>(vm, file, &items)
    })?;
    Ok(vm.none())
}

fn getvalue<B: Buffer>(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let items = open::<B>(vm, args.values[0])?.parts().0.clone();
    Ok(B::object(vm, &items))
}

/// Takes items from the place on.
fn take<B: Buffer>(
    vm: &mut Machine,
    file: Obj,
    limit: Option<Obj>,
    line: bool,
) -> Result<Vec<B::Item>> {
    open::<B>(vm, file)?;
    let none = vm.heap.none();
    let limit = match limit.filter(|&limit| limit != none) {
        Some(limit) => usize::try_from(vm.index_isize(limit)?).ok(),
        None => None,
    };
    let (items, position, _) = open::<B>(vm, file)?.parts();
    let rest = items.get(*position..).unwrap_or(&[]);
    let mut end = rest.len();
    if line && let Some(at) = rest.iter().position(|&item| item == B::END) {
        end = at + 1;
    }
    end = end.min(limit.unwrap_or(usize::MAX));
    let taken = rest[..end].to_vec();
    *position += end;
    Ok(taken)
}

fn read<B: Buffer>(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let items = take::<B>(vm, args.values[0], args.values.get(1).copied(), false)?;
    Ok(B::object(vm, &items))
}

fn readline<B: Buffer>(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let items = take::<B>(vm, args.values[0], args.values.get(1).copied(), true)?;
    Ok(B::object(vm, &items))
}

fn readlines<B: Buffer>(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let list = vm.heap.new_list(Vec::new());
    loop {
        match take::<B>(vm, args.values[0], None, true) {
            Ok(items) if items.is_empty() => return Ok(list),
            Ok(items) => {
                let line = B::object(vm, &items);
                vm.heap.list_append(list, line);
            }
            Err(raise) => {
                vm.decref(list);
                return Err(raise);
            }
        }
    }
}

fn next<B: Buffer>(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let items = take::<B>(vm, args.values[0], None, true)?;
    if items.is_empty() {
        return Err(vm.raise_with_args(types::STOP_ITERATION, &[]));
    }
    Ok(B::object(vm, &items))
}

fn seek<B: Buffer>(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let file = args.values[0];
    open::<B>(vm, file)?;
    let offset = vm.index_isize(args.values[1])?;
    let whence = match args.values.get(2) {
        Some(&whence) => vm.index_isize(whence)?,
        None => 0,
    };
    let (items, position, _) = open::<B>(vm, file)?.parts();
    let (length, current) = (items.len() as isize, *position as isize);
    let text = B::CLOSED == StringFile::CLOSED;
    let new = match whence {
        0 if offset < 0 => {
            let words = if text { "Negative seek position" } else { "negative seek value" };
            return Err(vm.value_error(format!("{words} {offset}")));
        }
        0 => offset,
        1 | 2 if text && offset != 0 => {
            return Err(vm.raise(types::OS_ERROR, "Can't do nonzero cur-relative seeks"));
        }
        1 => current + offset,
        2 => length + offset,
        _ => {
            return Err(vm.value_error(format!("Invalid whence ({whence}, should be 0, 1 or 2)")));
        }
    };
    let new = new.max(0) as usize;
    *open::<B>(vm, file)?.parts().1 = new;
    Ok(vm.heap.new_int(new as i64))
}

fn tell<B: Buffer>(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let position = *open::<B>(vm, args.values[0])?.parts().1;
    Ok(vm.heap.new_int(position as i64))
}

fn truncate<B: Buffer>(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let file = args.values[0];
    open::<B>(vm, file)?;
    let none = vm.heap.none();
    let size = match args.values.get(1) {
        Some(&size) if size != none => vm.index_isize(size)?,
        _ => *open::<B>(vm, file)?.parts().1 as isize,
    };
    if size < 0 {
        let text = B::CLOSED == StringFile::CLOSED;
        let words = if text { "Negative size value" } else { "negative size value" };
        return Err(vm.value_error(format!("{words} {size}")));
    }
    open::<B>(vm, file)?.parts().0.truncate(size as usize);
    Ok(vm.heap.new_int(size as i64))
}

fn nothing<B: Buffer>(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    open::<B>(vm, args.values[0])?;
    Ok(vm.none())
}

fn close<B: Buffer>(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (items, _, closed) = vm.expect_native::<B>(args.values[0])?.parts();
    *closed = true;
    *items = Vec::new();
    Ok(vm.none())
}

fn closed<B: Buffer>(vm: &mut Machine, file: Obj) -> Result<Obj> {
    let closed = *vm.expect_native::<B>(file)?.parts().2;
    Ok(vm.heap.new_bool(closed))
}

fn yes<B: Buffer>(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    open::<B>(vm, args.values[0])?;
    Ok(vm.heap.new_bool(true))
}

fn no<B: Buffer>(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    open::<B>(vm, args.values[0])?;
    Ok(vm.heap.new_bool(false))
}

fn this<B: Buffer>(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    open::<B>(vm, args.values[0])?;
    Ok(vm.new_ref(args.values[0]))
}
