//! `collections.deque`: a row of blocks of 64 items, filled from the middle.
//!
//! The blocks are those of CPython's `Modules/_collectionsmodule.c`: 528 bytes each, of which up to
//! 16 empty ones are kept for the next that is needed.

use std::collections::VecDeque;

use heap_model::objects::Layout;
use heap_model::{Block, NativeObject, Obj, Payload, Runtime, types};

use crate::bytecode::Comparison;
use crate::machine::{Machine, Raise, Result};
use crate::modules::arguments::Signature;
use crate::modules::native_types::{Base, NativeType, Traits, native_object};
use crate::native::{
    Accepts, Args, NativeDef, TypeDef, class_method, function, getter, method, special,
};

/// Items in a block.
const BLOCK_ITEMS: usize = 64;
/// Bytes of a block: the items and a link to either side.
const BLOCK_BYTES: usize = (BLOCK_ITEMS + 2) * 8;
/// Where the first item of an empty deque goes: right of the middle.
const CENTER: usize = (BLOCK_ITEMS - 1) / 2 + 1;
/// Empty blocks that a deque keeps.
const KEPT_BLOCKS: usize = 16;

/// A deque's contents.
#[derive(Clone, Debug, Default)]
pub struct Deque {
    items: VecDeque<Obj>,
    /// Place of the first item in its block.
    left: usize,
    /// One for each block in use, from the left; none in static memory.
    blocks: VecDeque<Option<Block>>,
    kept: Vec<Option<Block>>,
    maxlen: Option<usize>,
    /// Changes with every change of length, so that iterators notice.
    state: u64,
}

impl NativeObject for Deque {
    fn copy(&self) -> Box<dyn NativeObject> {
        Box::new(self.clone())
    }

    fn traverse(&self, visit: &mut dyn FnMut(Obj)) {
        self.items.iter().copied().for_each(visit);
    }
    fn clear(&mut self) -> Vec<Obj> {
        self.state += 1;
        std::mem::take(&mut self.items).into()
    }
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
    fn as_any_mut(&mut self) -> &mut dyn std::any::Any {
        self
    }
    fn take_blocks(&mut self) -> Vec<Block> {
        self.blocks.drain(..).chain(self.kept.drain(..)).flatten().collect()
    }
    fn extra_size(&self) -> usize {
        // `new_object` must not take the blocks for a part of the object.
        0
    }
}

/// A deque's iterator, forwards or backwards.
#[derive(Clone, Debug)]
pub struct DequeIterator {
    deque: Option<Obj>,
    next: usize,
    remaining: usize,
    state: u64,
    backwards: bool,
}

native_object!(DequeIterator: deque);

/// `collections.deque`.
pub static TYPE: NativeType = NativeType {
    name: "deque",
    module: "collections",
    base: Base::BuiltIn(types::OBJECT),
    layout: Layout::Native,
    traits: Traits { weak: true, sequence: true, ..Traits::BASE },
    members: &[],
    definition: TypeDef {
        ty: types::OBJECT,
        doc: "A list-like sequence optimized for data accesses near its endpoints.",
        methods: METHODS,
        attributes: &[getter("maxlen", |vm, deque| {
            let maxlen = content(vm, deque)?.maxlen;
            Ok(match maxlen {
                Some(maxlen) => vm.heap.new_int(maxlen as i64),
                None => vm.none(),
            })
        })],
    },
};

static FORWARDS: NativeType = iterator_type("_deque_iterator");
static BACKWARDS: NativeType = iterator_type("_deque_reverse_iterator");

const fn iterator_type(name: &'static str) -> NativeType {
    NativeType {
        name,
        module: "collections",
        base: Base::BuiltIn(types::OBJECT),
        layout: Layout::Native,
        traits: Traits::FINAL,
        members: &[],
        definition: TypeDef {
            ty: types::OBJECT,
            doc: "",
            methods: ITERATOR_METHODS,
            attributes: &[],
        },
    }
}

static ITERATOR_METHODS: &[NativeDef] = &[
    special("__iter__", |vm, args| Ok(vm.new_ref(args.values[0])), Accepts::Nothing),
    special("__next__", crate::modules::native_types::next_method, Accepts::Nothing),
    method(
        "__length_hint__",
        |vm, args| {
            let hint = vm.expect_native::<DequeIterator>(args.values[0])?.remaining;
            Ok(vm.heap.new_int(hint as i64))
        },
        Accepts::Nothing,
    ),
];

static METHODS: &[NativeDef] = &[
    function("__new__", new, Accepts::Any),
    special("__init__", init, Accepts::Any),
    method("append", append, Accepts::One),
    method("appendleft", appendleft, Accepts::One),
    method("clear", clear_method, Accepts::Nothing),
    method("copy", copy, Accepts::Nothing),
    method("__copy__", copy, Accepts::Nothing),
    method("count", count, Accepts::One),
    method("extend", extend_method, Accepts::One),
    method("extendleft", extendleft, Accepts::One),
    method("index", index, Accepts::Positional(1, 3)),
    method("insert", insert, Accepts::Positional(2, 2)),
    method("pop", pop, Accepts::Nothing),
    method("popleft", popleft, Accepts::Nothing),
    method("remove", remove, Accepts::One),
    method("reverse", reverse, Accepts::Nothing),
    method("rotate", rotate_method, Accepts::Positional(0, 1)),
    method("__reversed__", reversed, Accepts::Nothing),
    method("__reduce__", reduce, Accepts::Nothing),
    method("__sizeof__", sizeof, Accepts::Nothing),
    class_method("__class_getitem__", crate::modules::typing::class_getitem, Accepts::One),
    special(
        "__len__",
        |vm, args| {
            let length = content(vm, args.values[0])?.items.len();
            Ok(vm.heap.new_int(length as i64))
        },
        Accepts::Nothing,
    ),
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

fn content(vm: &mut Machine, deque: Obj) -> Result<&mut Deque> {
    vm.expect_native(deque)
}

// --- blocks ---

/// A block for the deque: one that it kept, or a new one.
fn take_block(vm: &mut Machine, deque: Obj) -> Result<Option<Block>> {
    if let Some(block) = content(vm, deque)?.kept.pop() {
        return Ok(block);
    }
    vm.check_room(BLOCK_BYTES)?;
    Ok(vm.heap.new_block(BLOCK_BYTES))
}

fn give_block(vm: &mut Machine, deque: Obj, block: Option<Block>) -> Result<()> {
    let content = content(vm, deque)?;
    if content.kept.len() < KEPT_BLOCKS {
        content.kept.push(block);
        return Ok(());
    }
    vm.heap.free_block(block);
    Ok(())
}

/// Adds an item at the right end; takes the reference over. What `maxlen` pushes out is dropped.
fn push_right(vm: &mut Machine, deque: Obj, item: Obj) -> Result<()> {
    let state = content(vm, deque)?;
    let end = state.left + state.items.len();
    if end == state.blocks.len() * BLOCK_ITEMS {
        let block = match take_block(vm, deque) {
            Ok(block) => block,
            Err(raise) => {
                vm.decref(item);
                return Err(raise);
            }
        };
        content(vm, deque)?.blocks.push_back(block);
    }
    let state = content(vm, deque)?;
    state.items.push_back(item);
    if state.maxlen.is_some_and(|maxlen| state.items.len() > maxlen) {
        let old = take_left(vm, deque)?;
        vm.decref_opt(old);
    } else {
        state.state += 1;
    }
    Ok(())
}

/// Adds an item at the left end; takes the reference over.
fn push_left(vm: &mut Machine, deque: Obj, item: Obj) -> Result<()> {
    if content(vm, deque)?.left == 0 {
        let block = match take_block(vm, deque) {
            Ok(block) => block,
            Err(raise) => {
                vm.decref(item);
                return Err(raise);
            }
        };
        let state = content(vm, deque)?;
        state.blocks.push_front(block);
        state.left = BLOCK_ITEMS;
    }
    let state = content(vm, deque)?;
    state.left -= 1;
    state.items.push_front(item);
    if state.maxlen.is_some_and(|maxlen| state.items.len() > maxlen) {
        let old = take_right(vm, deque)?;
        vm.decref_opt(old);
    } else {
        state.state += 1;
    }
    Ok(())
}

/// Takes the leftmost item, the caller's reference now.
fn take_left(vm: &mut Machine, deque: Obj) -> Result<Option<Obj>> {
    let state = content(vm, deque)?;
    let Some(item) = state.items.pop_front() else { return Ok(None) };
    state.state += 1;
    state.left += 1;
    if state.items.is_empty() {
        if state.left == BLOCK_ITEMS {
            state.left = CENTER;
        }
    } else if state.left == BLOCK_ITEMS {
        state.left = 0;
        if let Some(block) = state.blocks.pop_front() {
            give_block(vm, deque, block)?;
        }
    }
    Ok(Some(item))
}

/// Takes the rightmost item, the caller's reference now.
fn take_right(vm: &mut Machine, deque: Obj) -> Result<Option<Obj>> {
    let state = content(vm, deque)?;
    let Some(item) = state.items.pop_back() else { return Ok(None) };
    state.state += 1;
    let end = state.left + state.items.len();
    if state.items.is_empty() {
        if end == 0 {
            state.left = CENTER;
        }
    } else if end <= (state.blocks.len() - 1) * BLOCK_ITEMS
        && let Some(block) = state.blocks.pop_back()
    {
        give_block(vm, deque, block)?;
    }
    Ok(Some(item))
}

/// Drops all items, from the left.
fn clear(vm: &mut Machine, deque: Obj) -> Result<()> {
    if content(vm, deque)?.items.is_empty() {
        return Ok(());
    }
    let fresh = take_block(vm, deque)?;
    let state = content(vm, deque)?;
    let items = std::mem::take(&mut state.items);
    let blocks = std::mem::replace(&mut state.blocks, VecDeque::from([fresh]));
    let left = std::mem::replace(&mut state.left, CENTER);
    state.state += 1;
    let mut blocks = blocks.into_iter();
    for (index, item) in items.into_iter().enumerate() {
        vm.decref(item);
        if (left + index + 1).is_multiple_of(BLOCK_ITEMS)
            && let Some(block) = blocks.next()
        {
            give_block(vm, deque, block)?;
        }
    }
    for block in blocks {
        give_block(vm, deque, block)?;
    }
    Ok(())
}

// --- making ---

/// A new empty deque of a class. New reference.
fn make(vm: &mut Machine, class: Obj, maxlen: Option<usize>) -> Result<Obj> {
    let deque = vm.new_native_object(class, Deque { maxlen, left: CENTER, ..Deque::default() });
    let block = vm.heap.new_block(BLOCK_BYTES);
    content(vm, deque)?.blocks.push_back(block);
    Ok(deque)
}

fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let ty = vm.native_type(&TYPE);
    let class = vm.class_argument(ty, args)?;
    make(vm, class, None)
}

fn init(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature::plain("deque", &["iterable", "maxlen"], 0);
    let deque = args.values[0];
    let [iterable, maxlen] = args.bind(vm, 1, &SIGNATURE)?;
    let none = vm.heap.none();
    let maxlen = match maxlen {
        Some(maxlen) if maxlen != none => {
            if !matches!(vm.heap.payload(maxlen), Payload::Int(_) | Payload::BigInt(_)) {
                return Err(vm.type_error("an integer is required"));
            }
            match usize::try_from(vm.index_isize(maxlen)?) {
                Ok(maxlen) => Some(maxlen),
                Err(_) => return Err(vm.value_error("maxlen must be non-negative")),
            }
        }
        _ => None,
    };
    content(vm, deque)?.maxlen = maxlen;
    clear(vm, deque)?;
    if let Some(iterable) = iterable {
        extend(vm, deque, iterable)?;
    }
    Ok(vm.none())
}

/// A new deque of the same class and bound with these items (borrowed).
fn same_class(vm: &mut Machine, deque: Obj, items: &[Obj]) -> Result<Obj> {
    let class = vm.heap.type_of(deque);
    let maxlen = content(vm, deque)?.maxlen;
    let new = if class == vm.native_type(&TYPE) {
        make(vm, class, maxlen)?
    } else {
        let empty = vm.heap.new_tuple(Vec::new());
        let result = match maxlen {
            Some(maxlen) => {
                let maxlen = vm.heap.new_int(maxlen as i64);
                let result = vm.call(class, &[empty, maxlen]);
                vm.decref(maxlen);
                result
            }
            None => vm.call(class, &[]),
        };
        vm.decref(empty);
        result?
    };
    if vm.native::<Deque>(new).is_none() {
        let own = vm.type_name(class);
        let given = vm.type_name_of(new);
        vm.decref(new);
        return Err(vm.type_error(format!("{own}() must return a deque, not {given}")));
    }
    start_left(vm, new)?;
    for &item in items {
        vm.heap.incref(item);
        push_right(vm, new, item)?;
    }
    Ok(new)
}

fn snapshot(vm: &mut Machine, deque: Obj) -> Result<Vec<Obj>> {
    Ok(content(vm, deque)?.items.iter().copied().collect())
}

fn copy(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let items = snapshot(vm, args.values[0])?;
    same_class(vm, args.values[0], &items)
}

// --- adding and taking ---

fn append(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    content(vm, args.values[0])?;
    vm.heap.incref(args.values[1]);
    push_right(vm, args.values[0], args.values[1])?;
    Ok(vm.none())
}

fn appendleft(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    content(vm, args.values[0])?;
    vm.heap.incref(args.values[1]);
    push_left(vm, args.values[0], args.values[1])?;
    Ok(vm.none())
}

/// An empty deque that is filled to the right starts near the left end of its block.
fn start_left(vm: &mut Machine, deque: Obj) -> Result<()> {
    let state = content(vm, deque)?;
    if state.items.is_empty() {
        state.left = 1;
    }
    Ok(())
}

fn extend(vm: &mut Machine, deque: Obj, iterable: Obj) -> Result<()> {
    if iterable == deque {
        // Itself is copied to a list first.
        let items = snapshot(vm, deque)?;
        for item in items {
            vm.heap.incref(item);
            push_right(vm, deque, item)?;
        }
        return Ok(());
    }
    let iterator = vm.iter(iterable)?;
    let result = extend_from(vm, deque, iterator, false);
    vm.decref(iterator);
    result
}

fn extend_from(vm: &mut Machine, deque: Obj, iterator: Obj, left: bool) -> Result<()> {
    let state = content(vm, deque)?;
    if state.maxlen == Some(0) {
        while let Some(item) = vm.next(iterator)? {
            vm.decref(item);
        }
        return Ok(());
    }
    if left {
        if state.items.is_empty() {
            state.left = BLOCK_ITEMS - 1;
        }
    } else {
        start_left(vm, deque)?;
    }
    while let Some(item) = vm.next(iterator)? {
        if left {
            push_left(vm, deque, item)?;
        } else {
            push_right(vm, deque, item)?;
        }
    }
    Ok(())
}

fn extend_method(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    extend(vm, args.values[0], args.values[1])?;
    Ok(vm.none())
}

fn extendleft(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (deque, iterable) = (args.values[0], args.values[1]);
    if iterable == deque {
        for item in snapshot(vm, deque)? {
            vm.heap.incref(item);
            push_left(vm, deque, item)?;
        }
        return Ok(vm.none());
    }
    let iterator = vm.iter(iterable)?;
    let result = extend_from(vm, deque, iterator, true);
    vm.decref(iterator);
    result?;
    Ok(vm.none())
}

fn pop(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    match take_right(vm, args.values[0])? {
        Some(item) => Ok(item),
        None => Err(vm.index_error("pop from an empty deque")),
    }
}

fn popleft(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    match take_left(vm, args.values[0])? {
        Some(item) => Ok(item),
        None => Err(vm.index_error("pop from an empty deque")),
    }
}

fn clear_method(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    clear(vm, args.values[0])?;
    Ok(vm.none())
}

/// Moves items from one end to the other.
fn rotate(vm: &mut Machine, deque: Obj, steps: isize) -> Result<()> {
    let length = content(vm, deque)?.items.len();
    if length < 2 {
        return Ok(());
    }
    let mut steps = steps % length as isize;
    let half = length as isize / 2;
    if steps > half {
        steps -= length as isize;
    } else if steps < -half {
        steps += length as isize;
    }
    let maxlen = content(vm, deque)?.maxlen.take();
    for _ in 0..steps.unsigned_abs() {
        if steps > 0 {
            if let Some(item) = take_right(vm, deque)? {
                push_left(vm, deque, item)?;
            }
        } else if let Some(item) = take_left(vm, deque)? {
            push_right(vm, deque, item)?;
        }
    }
    content(vm, deque)?.maxlen = maxlen;
    Ok(())
}

fn rotate_method(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let steps = match args.values.get(1) {
        Some(&steps) => vm.index_isize(steps)?,
        None => 1,
    };
    rotate(vm, args.values[0], steps)?;
    Ok(vm.none())
}

fn reverse(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    content(vm, args.values[0])?.items.make_contiguous().reverse();
    Ok(vm.none())
}

fn insert(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (deque, item) = (args.values[0], args.values[2]);
    let index = vm.index_isize(args.values[1])?;
    let state = content(vm, deque)?;
    let length = state.items.len() as isize;
    if state.maxlen == Some(state.items.len()) {
        return Err(vm.index_error("deque already at its maximum size"));
    }
    vm.heap.incref(item);
    if index >= length {
        push_right(vm, deque, item)?;
    } else if index <= -length || index == 0 {
        push_left(vm, deque, item)?;
    } else {
        rotate(vm, deque, -index)?;
        if index < 0 {
            push_right(vm, deque, item)?;
        } else {
            push_left(vm, deque, item)?;
        }
        rotate(vm, deque, index)?;
    }
    Ok(vm.none())
}

// --- looking for items ---

fn mutated(vm: &mut Machine) -> Raise {
    vm.runtime_error("deque mutated during iteration")
}

/// Calls `visit` with each comparison to `item`, until it says that it has seen enough.
fn search(
    vm: &mut Machine,
    deque: Obj,
    item: Obj,
    range: std::ops::Range<usize>,
    error: impl Fn(&mut Machine) -> Raise,
    mut visit: impl FnMut(usize, bool) -> bool,
) -> Result<()> {
    let start = content(vm, deque)?.state;
    for index in range {
        let Some(&found) = content(vm, deque)?.items.get(index) else { return Ok(()) };
        vm.heap.incref(found);
        let equal = vm.equal(found, item);
        vm.decref(found);
        let equal = equal?;
        if content(vm, deque)?.state != start {
            return Err(error(vm));
        }
        if visit(index, equal) {
            return Ok(());
        }
    }
    Ok(())
}

fn contains(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let length = content(vm, args.values[0])?.items.len();
    let mut found = false;
    search(vm, args.values[0], args.values[1], 0..length, mutated, |_, equal| {
        found |= equal;
        found
    })?;
    Ok(vm.heap.new_bool(found))
}

fn count(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let length = content(vm, args.values[0])?.items.len();
    let mut counted = 0;
    search(vm, args.values[0], args.values[1], 0..length, mutated, |_, equal| {
        counted += i64::from(equal);
        false
    })?;
    Ok(vm.heap.new_int(counted))
}

fn index(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (deque, item) = (args.values[0], args.values[1]);
    let length = content(vm, deque)?.items.len() as isize;
    let mut bounds = [0, length];
    for (bound, &value) in bounds.iter_mut().zip(&args.values[2..]) {
        let given = vm.index_clamped(value)?;
        let given = if given < 0 { given.saturating_add(length).max(0) } else { given };
        *bound = given.min(length);
    }
    let mut place = None;
    let range = bounds[0] as usize..(bounds[1] as usize).max(bounds[0] as usize);
    search(vm, deque, item, range, mutated, |index, equal| {
        if equal {
            place = Some(index);
        }
        equal
    })?;
    match place {
        Some(place) => Ok(vm.heap.new_int(place as i64)),
        None => Err(not_there(vm, item, "deque.index(x): x not in deque")),
    }
}

/// The `ValueError` of an item that is not there, which some releases name.
fn not_there(vm: &mut Machine, item: Obj, message: &str) -> Raise {
    if !vm.heap.release.library.deque_names_missing_item || message.contains("remove") {
        return vm.value_error(message);
    }
    match vm.repr_text(item) {
        Ok(text) => vm.value_error(format!("{text} is not in deque")),
        Err(raise) => raise,
    }
}

fn remove(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (deque, item) = (args.values[0], args.values[1]);
    let length = content(vm, deque)?.items.len();
    let mut place = None;
    let changed = |vm: &mut Machine| vm.index_error("deque mutated during remove().");
    search(vm, deque, item, 0..length, changed, |index, equal| {
        if equal {
            place = Some(index);
        }
        equal
    })?;
    match place {
        Some(place) => {
            delete_at(vm, deque, place)?;
            Ok(vm.none())
        }
        None if vm.heap.release.library.deque_names_missing_item => {
            let text = vm.repr_text(item)?;
            Err(vm.value_error(format!("{text} is not in deque")))
        }
        None => Err(vm.value_error("deque.remove(x): x not in deque")),
    }
}

fn delete_at(vm: &mut Machine, deque: Obj, place: usize) -> Result<()> {
    rotate(vm, deque, -(place as isize))?;
    let item = take_left(vm, deque)?;
    rotate(vm, deque, place as isize)?;
    vm.decref_opt(item);
    Ok(())
}

/// The place that a subscript names.
fn place(vm: &mut Machine, deque: Obj, key: Obj) -> Result<usize> {
    if !vm.has_index(key) {
        let given = vm.type_name_of(key);
        return Err(vm.type_error(format!("sequence index must be integer, not '{given}'")));
    }
    let index = vm.sequence_index(key)?;
    let length = content(vm, deque)?.items.len() as isize;
    let index = if index < 0 { index + length } else { index };
    if (0..length).contains(&index) {
        return Ok(index as usize);
    }
    Err(vm.index_error("deque index out of range"))
}

fn get_item(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let place = place(vm, args.values[0], args.values[1])?;
    let item = content(vm, args.values[0])?.items[place];
    Ok(vm.new_ref(item))
}

fn set_item(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let place = place(vm, args.values[0], args.values[1])?;
    vm.heap.incref(args.values[2]);
    let old = std::mem::replace(&mut content(vm, args.values[0])?.items[place], args.values[2]);
    vm.decref(old);
    Ok(vm.none())
}

fn del_item(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let place = place(vm, args.values[0], args.values[1])?;
    delete_at(vm, args.values[0], place)?;
    Ok(vm.none())
}

// --- operators ---

fn add(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (a, b) = (args.values[0], args.values[1]);
    if vm.native::<Deque>(b).is_none() {
        let given = vm.type_name_of(b);
        return Err(vm.type_error(format!("can only concatenate deque (not \"{given}\") to deque")));
    }
    let items = snapshot(vm, a)?;
    let new = same_class(vm, a, &items)?;
    match extend(vm, new, b) {
        Ok(()) => Ok(new),
        Err(raise) => {
            vm.decref(new);
            Err(raise)
        }
    }
}

fn inplace_add(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    extend(vm, args.values[0], args.values[1])?;
    Ok(vm.new_ref(args.values[0]))
}

fn repetitions(vm: &mut Machine, count: Obj) -> Result<usize> {
    if !vm.has_index(count) {
        let given = vm.type_name_of(count);
        return Err(vm.type_error(format!("can't multiply sequence by non-int of type '{given}'")));
    }
    Ok(vm.index_isize(count)?.max(0) as usize)
}

fn mul(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let count = repetitions(vm, args.values[1])?;
    let items = snapshot(vm, args.values[0])?;
    let new = same_class(vm, args.values[0], &items)?;
    match repeat(vm, new, count) {
        Ok(()) => Ok(new),
        Err(raise) => {
            vm.decref(new);
            Err(raise)
        }
    }
}

fn inplace_mul(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let count = repetitions(vm, args.values[1])?;
    repeat(vm, args.values[0], count)?;
    Ok(vm.new_ref(args.values[0]))
}

fn repeat(vm: &mut Machine, deque: Obj, count: usize) -> Result<()> {
    if count == 0 {
        return clear(vm, deque);
    }
    let items = snapshot(vm, deque)?;
    vm.check_room(items.len().saturating_mul(count - 1).saturating_mul(8))?;
    for _ in 1..count {
        vm.tick(items.len() as u64)?;
        for &item in &items {
            vm.heap.incref(item);
            push_right(vm, deque, item)?;
        }
    }
    Ok(())
}

fn compare(vm: &mut Machine, args: Args<'_>, comparison: Comparison) -> Result<Obj> {
    let (a, b) = (args.values[0], args.values[1]);
    if vm.native::<Deque>(a).is_none() || vm.native::<Deque>(b).is_none() {
        return Ok(vm.not_implemented());
    }
    let (left, right) = (content(vm, a)?.items.len(), content(vm, b)?.items.len());
    if left != right && matches!(comparison, Comparison::Eq | Comparison::Ne) {
        return Ok(vm.heap.new_bool(comparison == Comparison::Ne));
    }
    let states = (content(vm, a)?.state, content(vm, b)?.state);
    for index in 0..left.min(right) {
        let (x, y) = (content(vm, a)?.items[index], content(vm, b)?.items[index]);
        vm.heap.incref(x);
        vm.heap.incref(y);
        let equal = vm.equal(x, y);
        let result = match equal {
            Ok(true) => None,
            Ok(false) => Some(match comparison {
                Comparison::Eq => Ok(vm.heap.new_bool(false)),
                Comparison::Ne => Ok(vm.heap.new_bool(true)),
                order => vm.compare(order, x, y),
            }),
            Err(raise) => Some(Err(raise)),
        };
        vm.decref(x);
        vm.decref(y);
        if let Some(result) = result {
            return result;
        }
        if states != (content(vm, a)?.state, content(vm, b)?.state) {
            return Err(mutated(vm));
        }
    }
    Ok(vm.heap.new_bool(comparison.holds(left.cmp(&right))))
}

fn repr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let deque = args.values[0];
    if !vm.enter_repr(deque)? {
        return Ok(vm.heap.new_str("[...]"));
    }
    let items = snapshot(vm, deque)?;
    let list = vm.heap.new_list_from(&items);
    let text = vm.repr_text(list);
    vm.decref(list);
    vm.leave_repr(deque);
    let text = text?;
    let class = vm.heap.type_of(deque);
    let name = vm.heap.type_object(class).name.to_string();
    let shown = match content(vm, deque)?.maxlen {
        Some(maxlen) => format!("{name}({text}, maxlen={maxlen})"),
        None => format!("{name}({text})"),
    };
    Ok(vm.heap.new_str(&shown))
}

fn sizeof(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let basic = vm.heap.own_size(args.values[0]);
    let state = content(vm, args.values[0])?;
    let blocks = (state.left + state.items.len()).div_ceil(BLOCK_ITEMS);
    Ok(vm.heap.new_int((basic + blocks * BLOCK_BYTES) as i64))
}

fn reduce(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let deque = args.values[0];
    let name = vm.names.__getstate__;
    let state = vm.call_method(deque, name, &[])?;
    let iterator = vm.iter(deque)?;
    let maxlen = content(vm, deque)?.maxlen;
    let arguments = match maxlen {
        None => vm.heap.new_tuple(Vec::new()),
        Some(maxlen) => {
            let empty = vm.heap.new_tuple(Vec::new());
            let maxlen = vm.heap.new_int(maxlen as i64);
            vm.heap.new_tuple(vec![empty, maxlen])
        }
    };
    let class = vm.heap.type_of(deque);
    let class = vm.new_ref(class);
    Ok(vm.heap.new_tuple(vec![class, arguments, state, iterator]))
}

// --- iterating ---

fn make_iterator(vm: &mut Machine, deque: Obj, backwards: bool) -> Result<Obj> {
    let state = content(vm, deque)?;
    let (remaining, version) = (state.items.len(), state.state);
    vm.heap.incref(deque);
    let class = vm.native_type(if backwards { &BACKWARDS } else { &FORWARDS });
    let iterator =
        DequeIterator { deque: Some(deque), next: 0, remaining, state: version, backwards };
    Ok(vm.new_native_object(class, iterator))
}

fn iter(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    make_iterator(vm, args.values[0], false)
}

fn reversed(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    make_iterator(vm, args.values[0], true)
}

/// The next item of a deque's iterator; `None` if the object is none.
pub fn next(vm: &mut Machine, iterator: Obj) -> Option<Result<Option<Obj>>> {
    let state = vm.native::<DequeIterator>(iterator)?;
    let (index, remaining, version, backwards) =
        (state.next, state.remaining, state.state, state.backwards);
    let deque = state.deque?;
    let content = vm.native::<Deque>(deque)?;
    if content.state != version {
        if let Some(state) = vm.native_mut::<DequeIterator>(iterator) {
            state.remaining = 0;
        }
        return Some(Err(mutated(vm)));
    }
    if remaining == 0 {
        return Some(Ok(None));
    }
    let place = if backwards { remaining - 1 } else { index };
    let item = content.items[place];
    if let Some(state) = vm.native_mut::<DequeIterator>(iterator) {
        state.next += 1;
        state.remaining -= 1;
    }
    Some(Ok(Some(vm.new_ref(item))))
}
