//! The module `array`: numbers side by side in one block.

pub mod items;

use heap_model::objects::Layout;
use heap_model::{Block, NativeObject, Obj, Payload, Runtime, types};

use items::{CODES, Code, Kind, load, store};

use super::NativeModule;
use super::native_types::{Base, NativeType, Traits, native_object, next_method};
use crate::bytecode::Comparison;
use crate::machine::{Indices, Machine, Result};
use crate::native::{
    Accepts, Args, NativeDef, TypeDef, class_method, function, getter, method, special,
};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    name: "array",
    doc: "This module defines an object type which can efficiently represent\nan array of basic values: characters, integers, floating-point\nnumbers.  Arrays are sequence types and behave very much like lists,\nexcept that the type of objects stored in them is constrained.\n",
    functions: &[function("_array_reconstructor", reconstruct, Accepts::Positional(4, 4))],
    fill: |vm, module| {
        let class = vm.native_type(&TYPE);
        for name in ["array", "ArrayType"] {
            let class = vm.new_ref(class);
            super::set(vm, module, name, class);
        }
        let codes = vm.heap.release.library.array_typecodes;
        let codes = vm.heap.intern(codes);
        super::set(vm, module, "typecodes", codes);
        Ok(())
    },
};

/// An array's contents.
#[derive(Clone, Debug)]
pub struct Array {
    code: Code,
    data: Vec<u8>,
    /// Items that fit the block.
    allocated: usize,
    block: Option<Block>,
    /// Memory views that forbid resizing.
    exports: u32,
}

impl NativeObject for Array {
    fn copy(&self) -> Box<dyn NativeObject> {
        Box::new(self.clone())
    }

    fn traverse(&self, _visit: &mut dyn FnMut(Obj)) {}
    fn clear(&mut self) -> Vec<Obj> {
        Vec::new()
    }
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
    fn as_any_mut(&mut self) -> &mut dyn std::any::Any {
        self
    }
    fn buffer(&self) -> Option<&[u8]> {
        Some(&self.data)
    }
    fn buffer_mut(&mut self) -> Option<(&mut [u8], &mut u32)> {
        Some((&mut self.data, &mut self.exports))
    }
    fn take_blocks(&mut self) -> Vec<Block> {
        self.block.take().into_iter().collect()
    }
}

impl Array {
    fn len(&self) -> usize {
        self.data.len() / self.code.bytes
    }

    fn item(&self, index: usize) -> &[u8] {
        let start = index * self.code.bytes;
        &self.data[start..start + self.code.bytes]
    }
}

/// An array's iterator.
#[derive(Clone, Debug)]
struct ArrayIterator {
    array: Option<Obj>,
    index: usize,
}

native_object!(ArrayIterator: array);

static TYPE: NativeType = NativeType {
    name: "array",
    module: "array",
    base: Base::BuiltIn(types::OBJECT),
    layout: Layout::Native,
    traits: Traits { weak: true, sequence: true, ..Traits::BASE },
    members: &[],
    definition: TypeDef {
        ty: types::OBJECT,
        doc: "array(typecode [, initializer]) -> array",
        methods: METHODS,
        attributes: &[
            getter("typecode", |vm, array| {
                let letter = content(vm, array)?.code.letter;
                Ok(vm.heap.new_character(letter))
            }),
            getter("itemsize", |vm, array| {
                let bytes = content(vm, array)?.code.bytes;
                Ok(vm.heap.new_int(bytes as i64))
            }),
        ],
    },
};

static ITERATOR: NativeType = NativeType {
    name: "arrayiterator",
    module: "array",
    base: Base::BuiltIn(types::OBJECT),
    layout: Layout::Native,
    traits: Traits::FINAL,
    members: &[],
    definition: TypeDef {
        ty: types::OBJECT,
        doc: "",
        methods: &[
            special("__iter__", |vm, args| Ok(vm.new_ref(args.values[0])), Accepts::Nothing),
            special("__next__", next_method, Accepts::Nothing),
        ],
        attributes: &[],
    },
};

static METHODS: &[NativeDef] = &[
    function("__new__", new, Accepts::Any),
    special("__init__", |vm, _| Ok(vm.none()), Accepts::Any),
    method("append", append, Accepts::One),
    method("extend", extend_method, Accepts::One),
    method("fromlist", from_list, Accepts::One),
    method("frombytes", from_bytes, Accepts::One),
    method("insert", insert, Accepts::Positional(2, 2)),
    method("pop", pop, Accepts::Positional(0, 1)),
    method("remove", remove, Accepts::One),
    method("index", index, Accepts::Positional(1, 3)),
    method("count", count, Accepts::One),
    method("clear", clear, Accepts::Nothing),
    method("reverse", reverse, Accepts::Nothing),
    method("byteswap", byteswap, Accepts::Nothing),
    method("tounicode", characters_of, Accepts::Nothing),
    method("fromunicode", add_characters, Accepts::One),
    method("tolist", tolist, Accepts::Nothing),
    method("tobytes", tobytes, Accepts::Nothing),
    method("buffer_info", buffer_info, Accepts::Nothing),
    method("__copy__", copy, Accepts::Nothing),
    method("__deepcopy__", copy, Accepts::One),
    method("__reduce_ex__", reduce, Accepts::One),
    method("__sizeof__", sizeof, Accepts::Nothing),
    class_method("__class_getitem__", super::typing::class_getitem, Accepts::One),
    special(
        "__len__",
        |vm, args| {
            let length = content(vm, args.values[0])?.len();
            Ok(vm.heap.new_int(length as i64))
        },
        Accepts::Nothing,
    ),
    special("__buffer__", crate::builtins::memoryview::buffer, Accepts::One),
    special("__release_buffer__", crate::builtins::memoryview::release_buffer, Accepts::One),
    special("__getitem__", get_item, Accepts::One),
    special("__setitem__", set_item, Accepts::Positional(2, 2)),
    special("__delitem__", del_item, Accepts::One),
    special("__contains__", contains, Accepts::One),
    special("__iter__", iter, Accepts::Nothing),
    special("__repr__", repr, Accepts::Nothing),
    special("__add__", add, Accepts::One),
    special("__iadd__", inplace_add, Accepts::One),
    special("__mul__", mul, Accepts::One),
    special("__rmul__", mul, Accepts::One),
    special("__imul__", inplace_mul, Accepts::One),
    special("__lt__", |vm, args| compare(vm, args, Comparison::Lt), Accepts::One),
    special("__le__", |vm, args| compare(vm, args, Comparison::Le), Accepts::One),
    special("__eq__", |vm, args| compare(vm, args, Comparison::Eq), Accepts::One),
    special("__ne__", |vm, args| compare(vm, args, Comparison::Ne), Accepts::One),
    special("__gt__", |vm, args| compare(vm, args, Comparison::Gt), Accepts::One),
    special("__ge__", |vm, args| compare(vm, args, Comparison::Ge), Accepts::One),
];

fn content(vm: &mut Machine, array: Obj) -> Result<&mut Array> {
    vm.expect_native(array)
}

// --- room ---

/// Gives an array another number of items (`array_resize`); new ones are zero.
fn resize(vm: &mut Machine, array: Obj, items: usize) -> Result<()> {
    let state = content(vm, array)?;
    let (length, bytes, allocated, block) =
        (state.len(), state.code.bytes, state.allocated, state.block);
    if state.exports > 0 && items != length {
        return Err(
            vm.raise(types::BUFFER_ERROR, "cannot resize an array that is exporting buffers")
        );
    }
    if allocated >= items && length < items + 16 && allocated > 0 {
        content(vm, array)?.data.resize(items * bytes, 0);
        return Ok(());
    }
    if items == 0 {
        let state = content(vm, array)?;
        state.block = None;
        state.allocated = 0;
        state.data.clear();
        vm.heap.free_block(block);
        return Ok(());
    }
    let room = (items >> 4) + if length < 8 { 3 } else { 7 } + items;
    vm.check_room(room.saturating_mul(bytes))?;
    let block = vm.heap.resize_block(block, room * bytes);
    let state = content(vm, array)?;
    state.block = block;
    state.allocated = room;
    state.data.resize(items * bytes, 0);
    Ok(())
}

/// A new array with exactly the room that it needs. New reference.
fn make(vm: &mut Machine, class: Obj, code: Code, data: Vec<u8>) -> Result<Obj> {
    vm.check_room(data.len())?;
    let allocated = data.len() / code.bytes;
    let array =
        vm.new_native_object(class, Array { code, data, allocated, block: None, exports: 0 });
    if allocated > 0 {
        let block = vm.heap.new_block(allocated * code.bytes);
        content(vm, array)?.block = block;
    }
    Ok(array)
}

// --- items ---

fn characters_of(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let state = content(vm, args.values[0])?;
    if state.code.kind != Kind::Character {
        let both = if vm.heap.release.library.array_typecodes.contains('w') {
            " ('u' or 'w')"
        } else {
            ""
        };
        let message = format!("tounicode() may only be called on unicode type arrays{both}");
        return Err(vm.value_error(message));
    }
    let letters = state.data.chunks(4).map(|bytes| {
        let code = bytes.iter().rev().fold(0, |code, &byte| code << 8 | u32::from(byte));
        char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER)
    });
    let text: String = letters.collect();
    Ok(vm.heap.new_str(&text))
}

fn add_characters(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (array, text) = (args.values[0], args.values[1]);
    if !vm.is_str(text) {
        let given = vm.type_name_of(text);
        return Err(vm.type_error(format!("fromunicode() argument must be str, not {given}")));
    }
    if content(vm, array)?.code.kind != Kind::Character {
        return Err(vm.value_error("fromunicode() may only be called on unicode type arrays"));
    }
    extend_from(vm, array, text)?;
    Ok(vm.none())
}

fn item(vm: &mut Machine, array: Obj, index: usize) -> Result<Obj> {
    let state = content(vm, array)?;
    let (code, bytes) = (state.code, state.item(index).to_vec());
    Ok(load(vm, code, &bytes))
}

// --- making ---

fn code_argument(vm: &mut Machine, value: Obj) -> Result<Code> {
    let Payload::Str(text) = vm.heap.payload(value) else {
        let given = vm.type_name_of(value);
        return Err(
            vm.type_error(format!("array() argument 1 must be a unicode character, not {given}"))
        );
    };
    let letter = text.text.to_string();
    if let Some(&code) =
        CODES.iter().find(|code| letter.starts_with(code.letter) && letter.len() == 1)
        && vm.heap.release.library.array_typecodes.contains(code.letter)
    {
        if code.letter == 'u'
            && let Some(warning) = vm.heap.release.warnings.arrays_of_u
        {
            vm.warn_deprecated(warning);
        }
        return Ok(code);
    }
    let known = vm.heap.release.library.array_typecodes;
    if letter.chars().count() == 1 && known.contains(&letter) {
        return Err(vm.unsupported(format!("array('{letter}')")));
    }
    let words = vm.heap.release.library.bad_typecode;
    Err(vm.value_error(words))
}

fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    args.no_keywords(vm, "array.array")?;
    let given = args.values.len() - 1;
    if given == 0 {
        return Err(vm.type_error("array() takes at least 1 argument (0 given)"));
    }
    if given > 2 {
        return Err(vm.type_error(format!("array() takes at most 2 arguments ({given} given)")));
    }
    let class = args.values[0];
    let code = code_argument(vm, args.values[1])?;
    if code.letter == 'u'
        && let Some(warning) = vm.release().warnings.array_of_u
    {
        vm.warn_deprecated(warning);
    }
    let Some(&initial) = args.values.get(2) else { return make(vm, class, code, Vec::new()) };
    let fixed = match vm.heap.payload(initial) {
        Payload::List(list) => Some(list.items.clone()),
        Payload::Tuple(items) => Some(items.to_vec()),
        _ => None,
    };
    if let Some(items) = fixed {
        let mut data = Vec::with_capacity(items.len() * code.bytes);
        for item in items {
            data.extend(store(vm, code, item)?);
        }
        return make(vm, class, code, data);
    }
    if vm.is_str(initial) && code.kind == Kind::Character {
        let text = vm.heap.str_text(initial);
        let data = text.chars().flat_map(|letter| u32::from(letter).to_le_bytes()).collect();
        return make(vm, class, code, data);
    }
    if vm.is_str(initial) {
        return Err(vm.type_error(format!(
            "cannot use a str to initialize an array with typecode '{}'",
            code.letter
        )));
    }
    let array = make(vm, class, code, Vec::new())?;
    let result = if matches!(vm.heap.payload(initial), Payload::Bytes(_) | Payload::ByteArray(_)) {
        append_bytes(vm, array, initial)
    } else {
        let source = vm.native::<Array>(initial).map(|other| other.code);
        match source {
            Some(other) if other == code => {
                let data = content(vm, initial)?.data.clone();
                let copied = make(vm, class, code, data)?;
                vm.decref(array);
                return Ok(copied);
            }
            _ => extend_from(vm, array, initial),
        }
    };
    match result {
        Ok(()) => Ok(array),
        Err(raise) => {
            vm.decref(array);
            Err(raise)
        }
    }
}

/// `array._array_reconstructor(class, typecode, format, bytes)`, as copies of subclasses call it.
fn reconstruct(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let code = code_argument(vm, args.values[1])?;
    let Some(data) = vm.heap.byte_slice(args.values[3]).map(<[u8]>::to_vec) else {
        return Err(vm.type_error("fourth argument should be bytes"));
    };
    make(vm, args.values[0], code, data)
}

fn push(vm: &mut Machine, array: Obj, value: Obj) -> Result<()> {
    let code = content(vm, array)?.code;
    let bytes = store(vm, code, value)?;
    let length = content(vm, array)?.len();
    resize(vm, array, length + 1)?;
    let start = length * code.bytes;
    content(vm, array)?.data[start..].copy_from_slice(&bytes);
    Ok(())
}

fn append(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    push(vm, args.values[0], args.values[1])?;
    Ok(vm.none())
}

fn extend_from(vm: &mut Machine, array: Obj, iterable: Obj) -> Result<()> {
    vm.for_each(iterable, |vm, item| push(vm, array, item))
}

fn append_array(vm: &mut Machine, array: Obj, other: Obj) -> Result<()> {
    let code = content(vm, array)?.code;
    let source = content(vm, other)?;
    if source.code != code {
        return Err(vm.type_error("can only extend with array of same kind"));
    }
    let data = source.data.clone();
    let length = content(vm, array)?.len();
    resize(vm, array, length + data.len() / code.bytes)?;
    content(vm, array)?.data[length * code.bytes..].copy_from_slice(&data);
    Ok(())
}

fn extend_method(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    if vm.native::<Array>(args.values[1]).is_some() {
        append_array(vm, args.values[0], args.values[1])?;
    } else {
        extend_from(vm, args.values[0], args.values[1])?;
    }
    Ok(vm.none())
}

fn from_list(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let Payload::List(list) = vm.heap.payload(args.values[1]) else {
        return Err(vm.type_error("arg must be list"));
    };
    for item in list.items.clone() {
        push(vm, args.values[0], item)?;
    }
    Ok(vm.none())
}

fn append_bytes(vm: &mut Machine, array: Obj, source: Obj) -> Result<()> {
    let Some(data) = vm.heap.byte_slice(source).map(<[u8]>::to_vec) else {
        let given = vm.type_name_of(source);
        return Err(vm.type_error(format!("a bytes-like object is required, not '{given}'")));
    };
    let state = content(vm, array)?;
    let (length, bytes) = (state.len(), state.code.bytes);
    if data.len() % bytes != 0 {
        return Err(vm.value_error("bytes length not a multiple of item size"));
    }
    if data.is_empty() {
        return Ok(());
    }
    resize(vm, array, length + data.len() / bytes)?;
    content(vm, array)?.data[length * bytes..].copy_from_slice(&data);
    Ok(())
}

fn from_bytes(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    append_bytes(vm, args.values[0], args.values[1])?;
    Ok(vm.none())
}

/// Replaces items from `start` to `end` by raw ones.
fn splice(vm: &mut Machine, array: Obj, start: usize, end: usize, new: &[u8]) -> Result<()> {
    let state = content(vm, array)?;
    let bytes = state.code.bytes;
    let mut data = state.data.clone();
    data.splice(start * bytes..end * bytes, new.iter().copied());
    resize(vm, array, data.len() / bytes)?;
    content(vm, array)?.data = data;
    Ok(())
}

fn insert(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let array = args.values[0];
    let place = vm.index_isize(args.values[1])?;
    let code = content(vm, array)?.code;
    let bytes = store(vm, code, args.values[2])?;
    let length = content(vm, array)?.len() as isize;
    let place = if place < 0 { (place + length).max(0) } else { place.min(length) } as usize;
    splice(vm, array, place, place, &bytes)?;
    Ok(vm.none())
}

fn pop(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let array = args.values[0];
    let place = match args.values.get(1) {
        Some(&place) => vm.index_isize(place)?,
        None => -1,
    };
    let length = content(vm, array)?.len() as isize;
    if length == 0 {
        return Err(vm.index_error("pop from empty array"));
    }
    let place = if place < 0 { place + length } else { place };
    if !(0..length).contains(&place) {
        return Err(vm.index_error("pop index out of range"));
    }
    let value = item(vm, array, place as usize)?;
    splice(vm, array, place as usize, place as usize + 1, &[])?;
    Ok(value)
}

/// The first place of an equal item.
fn find(
    vm: &mut Machine,
    array: Obj,
    wanted: Obj,
    range: std::ops::Range<usize>,
) -> Result<Option<usize>> {
    for place in range {
        if place >= content(vm, array)?.len() {
            break;
        }
        let value = item(vm, array, place)?;
        let equal = vm.equal(value, wanted);
        vm.decref(value);
        if equal? {
            return Ok(Some(place));
        }
    }
    Ok(None)
}

fn remove(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let length = content(vm, args.values[0])?.len();
    match find(vm, args.values[0], args.values[1], 0..length)? {
        Some(place) => {
            splice(vm, args.values[0], place, place + 1, &[])?;
            Ok(vm.none())
        }
        None => Err(vm.value_error("array.remove(x): x not in array")),
    }
}

fn index(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let length = content(vm, args.values[0])?.len() as isize;
    let mut bounds = [0, length];
    for (bound, &value) in bounds.iter_mut().zip(&args.values[2..]) {
        let given = vm.index_clamped(value)?;
        *bound = if given < 0 { (given.saturating_add(length)).max(0) } else { given.min(length) };
    }
    let range = bounds[0] as usize..bounds[1].max(bounds[0]) as usize;
    match find(vm, args.values[0], args.values[1], range)? {
        Some(place) => Ok(vm.heap.new_int(place as i64)),
        None => Err(vm.value_error("array.index(x): x not in array")),
    }
}

fn count(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let length = content(vm, args.values[0])?.len();
    let mut counted = 0;
    let mut from = 0;
    while let Some(place) = find(vm, args.values[0], args.values[1], from..length)? {
        counted += 1;
        from = place + 1;
    }
    Ok(vm.heap.new_int(counted))
}

fn contains(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let length = content(vm, args.values[0])?.len();
    let found = find(vm, args.values[0], args.values[1], 0..length)?.is_some();
    Ok(vm.heap.new_bool(found))
}

fn clear(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    resize(vm, args.values[0], 0)?;
    Ok(vm.none())
}

fn reverse(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let state = content(vm, args.values[0])?;
    let reversed: Vec<u8> = state.data.chunks(state.code.bytes).rev().flatten().copied().collect();
    state.data = reversed;
    Ok(vm.none())
}

fn byteswap(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let state = content(vm, args.values[0])?;
    let bytes = state.code.bytes;
    state.data.chunks_mut(bytes).for_each(<[u8]>::reverse);
    Ok(vm.none())
}

fn items(vm: &mut Machine, array: Obj) -> Result<Vec<Obj>> {
    let length = content(vm, array)?.len();
    let mut all = Vec::with_capacity(length);
    for place in 0..length {
        all.push(item(vm, array, place)?);
    }
    Ok(all)
}

fn tolist(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let items = items(vm, args.values[0])?;
    Ok(vm.heap.new_list(items))
}

fn tobytes(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let data = content(vm, args.values[0])?.data.clone();
    Ok(vm.heap.new_bytes(data))
}

fn buffer_info(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let state = content(vm, args.values[0])?;
    let (block, length) = (state.block, state.len());
    let address = block.map_or(0, |block| block.address.get());
    let parts = vec![vm.heap.new_int(address as i64), vm.heap.new_int(length as i64)];
    Ok(vm.heap.new_tuple(parts))
}

fn copy(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let state = content(vm, args.values[0])?;
    let (code, data) = (state.code, state.data.clone());
    let class = vm.native_type(&TYPE);
    make(vm, class, code, data)
}

fn reduce(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let array = args.values[0];
    let state = content(vm, array)?;
    let (letter, data) = (state.code.letter, state.data.clone());
    let module = vm.import_module("array")?;
    let constructor = vm.get_attr_str(module, "_array_reconstructor");
    vm.decref(module);
    let constructor = constructor?;
    let class = vm.heap.type_of(array);
    let class = vm.new_ref(class);
    let letter = vm.heap.new_character(letter);
    let format = vm.heap.new_int(0);
    let data = vm.heap.new_bytes(data);
    let arguments = vm.heap.new_tuple(vec![class, letter, format, data]);
    let dict = match vm.heap.existing_dict(array) {
        Some(dict) => vm.new_ref(dict),
        None => vm.none(),
    };
    Ok(vm.heap.new_tuple(vec![constructor, arguments, dict]))
}

fn sizeof(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let basic = vm.heap.own_size(args.values[0]);
    let state = content(vm, args.values[0])?;
    let size = basic + state.allocated * state.code.bytes;
    Ok(vm.heap.new_int(size as i64))
}

// --- subscripts ---

fn place(vm: &mut Machine, array: Obj, key: Obj) -> Result<Option<usize>> {
    if vm.has_index(key) {
        let index = vm.sequence_index(key)?;
        let length = content(vm, array)?.len() as isize;
        let index = if index < 0 { index + length } else { index };
        return Ok((0..length).contains(&index).then_some(index as usize));
    }
    Err(vm.type_error("array indices must be integers"))
}

fn get_item(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (array, key) = (args.values[0], args.values[1]);
    if vm.is_slice(key) {
        let length = content(vm, array)?.len();
        let indices = vm.unpack_slice(key, length)?;
        let state = content(vm, array)?;
        let code = state.code;
        let data: Vec<u8> = indices.places().flat_map(|place| state.item(place).to_vec()).collect();
        let class = vm.native_type(&TYPE);
        return make(vm, class, code, data);
    }
    match place(vm, array, key)? {
        Some(place) => item(vm, array, place),
        None => Err(vm.index_error("array index out of range")),
    }
}

fn set_item(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (array, key, value) = (args.values[0], args.values[1], args.values[2]);
    if vm.is_slice(key) {
        set_slice(vm, array, key, value)?;
        return Ok(vm.none());
    }
    let Some(place) = place(vm, array, key)? else {
        return Err(vm.index_error("array assignment index out of range"));
    };
    let code = content(vm, array)?.code;
    let bytes = store(vm, code, value)?;
    let start = place * code.bytes;
    content(vm, array)?.data[start..start + code.bytes].copy_from_slice(&bytes);
    Ok(vm.none())
}

fn set_slice(vm: &mut Machine, array: Obj, key: Obj, value: Obj) -> Result<()> {
    let code = content(vm, array)?.code;
    let Some(other) = vm.native::<Array>(value) else {
        let given = vm.type_name_of(value);
        return Err(
            vm.type_error(format!("can only assign array (not \"{given}\") to array slice"))
        );
    };
    if other.code != code {
        return Err(vm.type_error("bad argument type for built-in operation"));
    }
    let new = other.data.clone();
    let length = content(vm, array)?.len();
    let indices = vm.unpack_slice(key, length)?;
    if indices.step == 1 {
        let start = indices.start as usize;
        return splice(vm, array, start, start + indices.length, &new);
    }
    let given = new.len() / code.bytes;
    if given != indices.length {
        return Err(vm.value_error(format!(
            "attempt to assign array of size {given} to extended slice of size {}",
            indices.length
        )));
    }
    let state = content(vm, array)?;
    for (place, bytes) in indices.places().zip(new.chunks(code.bytes)) {
        let start = place * code.bytes;
        state.data[start..start + code.bytes].copy_from_slice(bytes);
    }
    Ok(())
}

fn del_item(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (array, key) = (args.values[0], args.values[1]);
    if vm.is_slice(key) {
        let length = content(vm, array)?.len();
        let indices: Indices = vm.unpack_slice(key, length)?;
        let gone: Vec<usize> = indices.places().collect();
        let state = content(vm, array)?;
        let bytes = state.code.bytes;
        let data: Vec<u8> = (0..length)
            .filter(|place| !gone.contains(place))
            .flat_map(|place| state.item(place).to_vec())
            .collect();
        resize(vm, array, data.len() / bytes)?;
        content(vm, array)?.data = data;
        return Ok(vm.none());
    }
    let Some(place) = place(vm, array, key)? else {
        return Err(vm.index_error("array assignment index out of range"));
    };
    splice(vm, array, place, place + 1, &[])?;
    Ok(vm.none())
}

// --- operators ---

fn add(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (a, b) = (args.values[0], args.values[1]);
    let Some(other) = vm.native::<Array>(b) else {
        let given = vm.type_name_of(b);
        return Err(vm.type_error(format!("can only append array (not \"{given}\") to array")));
    };
    let (kind, more) = (other.code, other.data.clone());
    let state = content(vm, a)?;
    let code = state.code;
    if kind != code {
        return Err(vm.type_error("bad argument type for built-in operation"));
    }
    let mut data = state.data.clone();
    data.extend(more);
    let class = vm.native_type(&TYPE);
    make(vm, class, code, data)
}

fn inplace_add(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (a, b) = (args.values[0], args.values[1]);
    if vm.native::<Array>(b).is_none() {
        let given = vm.type_name_of(b);
        return Err(vm.type_error(format!("can only extend array with array (not \"{given}\")")));
    }
    append_array(vm, a, b)?;
    Ok(vm.new_ref(a))
}

fn times(vm: &mut Machine, count: Obj) -> Result<usize> {
    if !vm.has_index(count) {
        let given = vm.type_name_of(count);
        return Err(vm.type_error(format!("can't multiply sequence by non-int of type '{given}'")));
    }
    Ok(vm.index_isize(count)?.max(0) as usize)
}

fn mul(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let count = times(vm, args.values[1])?;
    let state = content(vm, args.values[0])?;
    let (code, data) = (state.code, state.data.clone());
    vm.check_room(data.len().saturating_mul(count))?;
    let class = vm.native_type(&TYPE);
    make(vm, class, code, data.repeat(count))
}

fn inplace_mul(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let count = times(vm, args.values[1])?;
    let state = content(vm, args.values[0])?;
    let (length, data) = (state.len(), state.data.clone());
    vm.check_room(data.len().saturating_mul(count))?;
    resize(vm, args.values[0], length * count)?;
    content(vm, args.values[0])?.data = data.repeat(count);
    Ok(vm.new_ref(args.values[0]))
}

fn compare(vm: &mut Machine, args: Args<'_>, comparison: Comparison) -> Result<Obj> {
    let (a, b) = (args.values[0], args.values[1]);
    if vm.native::<Array>(a).is_none() || vm.native::<Array>(b).is_none() {
        return Ok(vm.not_implemented());
    }
    let left = items(vm, a)?;
    let right = items(vm, b)?;
    let (left, right) = (vm.heap.new_list(left), vm.heap.new_list(right));
    let result = vm.compare(comparison, left, right);
    vm.decref(left);
    vm.decref(right);
    result
}

fn repr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let array = args.values[0];
    let class = vm.heap.type_of(array);
    let name = vm.heap.type_object(class).name.to_string();
    let letter = content(vm, array)?.code.letter;
    if content(vm, array)?.len() == 0 {
        return Ok(vm.heap.new_str(&format!("{name}('{letter}')")));
    }
    let list = if content(vm, array)?.code.kind == Kind::Character {
        characters_of(vm, args)?
    } else {
        let items = items(vm, array)?;
        vm.heap.new_list(items)
    };
    let text = vm.repr_text(list);
    vm.decref(list);
    let text = text?;
    Ok(vm.heap.new_str(&format!("{name}('{letter}', {text})")))
}

fn iter(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    content(vm, args.values[0])?;
    vm.heap.incref(args.values[0]);
    let class = vm.native_type(&ITERATOR);
    Ok(vm.new_native_object(class, ArrayIterator { array: Some(args.values[0]), index: 0 }))
}

/// The next item of an array's iterator; `None` if the object is none.
pub fn next(vm: &mut Machine, iterator: Obj) -> Option<Result<Option<Obj>>> {
    let state = vm.native::<ArrayIterator>(iterator)?;
    let index = state.index;
    let Some(array) = state.array else { return Some(Ok(None)) };
    let length = vm.native::<Array>(array).map_or(0, Array::len);
    let state = vm.native_mut::<ArrayIterator>(iterator)?;
    if index >= length {
        state.array = None;
        vm.decref(array);
        return Some(Ok(None));
    }
    state.index += 1;
    Some(item(vm, array, index).map(Some))
}

/// The type code of an array; `None` for other objects.
pub fn code_of(vm: &Machine, object: Obj) -> Option<Code> {
    vm.native::<Array>(object).map(|array| array.code)
}
