//! Free lists: blocks of dead objects, kept for the next object of their kind.
//!
//! A parked block is still allocated as far as the allocator knows, so making an object of it moves
//! no counter, and its address is that of the object that died last. Which kinds are parked and how
//! many is a fact of the release ([`crate::release::FreeListSizes`]).

use crate::heap::Heap;
use crate::memory::{Addr, Memory, UNIT};
use crate::object::{Obj, Payload};
use crate::objects::smallest_keys_size;
use crate::release::Release;
use crate::static_types::types;

/// Which free list.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kind(u8);

impl Kind {
    /// `float`.
    pub const FLOAT: Kind = Kind(0);
    /// `int` of one digit.
    pub const INT: Kind = Kind(1);
    /// `complex`.
    pub const COMPLEX: Kind = Kind(2);
    /// `list` headers.
    pub const LIST: Kind = Kind(3);
    /// `dict` headers.
    pub const DICT: Kind = Kind(4);
    /// Dict key tables of 8 slots with str keys alone.
    pub const DICT_KEYS: Kind = Kind(5);
    /// `slice`.
    pub const SLICE: Kind = Kind(6);
    /// `range`.
    pub const RANGE: Kind = Kind(7);
    /// Iterator of a `range`.
    pub const RANGE_ITERATOR: Kind = Kind(8);
    /// Iterator of a `list`.
    pub const LIST_ITERATOR: Kind = Kind(9);
    /// Iterator of a `tuple`.
    pub const TUPLE_ITERATOR: Kind = Kind(10);
    /// Bound `method`.
    pub const METHOD: Kind = Kind(11);
    /// Built-in method: `builtin_function_or_method` with a C method of one calling convention.
    pub const BUILTIN_METHOD: Kind = Kind(12);

    const FIRST_TUPLE: u8 = 13;
    const LONGEST_TUPLE: usize = 20;
    const COUNT: usize = Kind::FIRST_TUPLE as usize + Kind::LONGEST_TUPLE;

    /// `tuple` of that length, if any release parks such.
    #[inline(always)]
    pub const fn tuple(length: usize) -> Option<Kind> {
        if length >= 1 && length <= Kind::LONGEST_TUPLE {
            Some(Kind(Kind::FIRST_TUPLE - 1 + length as u8))
        } else {
            None
        }
    }

    /// All lists in the order in which a full collection empties them.
    fn emptied_in_order(tuples_first: bool) -> impl Iterator<Item = Kind> {
        let tuples = || (1..=Kind::LONGEST_TUPLE).filter_map(Kind::tuple);
        let before = tuples_first.then(tuples).into_iter().flatten();
        let after = (!tuples_first).then(tuples).into_iter().flatten();
        before.chain([Kind::FLOAT, Kind::COMPLEX]).chain(after).chain([
            Kind::LIST,
            Kind::LIST_ITERATOR,
            Kind::TUPLE_ITERATOR,
            Kind::DICT,
            Kind::DICT_KEYS,
            Kind::SLICE,
            Kind::RANGE,
            Kind::RANGE_ITERATOR,
            Kind::INT,
            Kind::BUILTIN_METHOD,
            Kind::METHOD,
        ])
    }

    /// Bytes of an object's block, the collector's header included, or of a key table.
    fn bytes(self, release: &Release) -> u32 {
        let sizes = &release.sizes;
        let collected = |name| sizes.gc_head + sizes.of_static_type(name).0;
        match self {
            Kind::FLOAT => sizes.float,
            // The whole struct, as arithmetic asks for it.
            Kind::INT => 32,
            Kind::COMPLEX => sizes.complex,
            Kind::LIST => sizes.gc_head + sizes.list,
            Kind::DICT => sizes.gc_head + sizes.dict,
            Kind::DICT_KEYS => smallest_keys_size(release) as u32,
            Kind::SLICE => collected("slice"),
            Kind::RANGE => sizes.of_static_type("range").0,
            Kind::RANGE_ITERATOR => sizes.of_static_type("range_iterator").0,
            Kind::LIST_ITERATOR => collected("list_iterator"),
            Kind::TUPLE_ITERATOR => collected("tuple_iterator"),
            Kind::METHOD => collected("method"),
            Kind::BUILTIN_METHOD => collected("builtin_function_or_method"),
            Kind(tuple) => {
                let length = u32::from(tuple - Kind::FIRST_TUPLE + 1);
                sizes.gc_head + sizes.tuple_header + 8 * length
            }
        }
    }
}

/// One free list: the blocks parked, the last one first to go.
#[derive(Clone, Debug, Default)]
struct Pile {
    blocks: Vec<Addr>,
    capacity: u32,
    /// Bytes of each block.
    bytes: u32,
}

/// All free lists of a heap.
#[derive(Clone, Debug)]
pub struct FreeLists {
    piles: [Pile; Kind::COUNT],
    tuples_first: bool,
    slice_stays: bool,
}

impl FreeLists {
    /// Makes the lists again what `start` is, of which they began as a copy, in the room they have.
    pub(crate) fn reset_to(&mut self, start: &FreeLists) {
        for (pile, before) in self.piles.iter_mut().zip(&start.piles) {
            pile.blocks.clone_from(&before.blocks);
            (pile.capacity, pile.bytes) = (before.capacity, before.bytes);
        }
        (self.tuples_first, self.slice_stays) = (start.tuples_first, start.slice_stays);
    }

    /// Empty lists with the release's capacities.
    pub fn new(release: &Release) -> FreeLists {
        let sizes = &release.free_lists;
        let piles = std::array::from_fn(|kind| {
            let capacity = match Kind(kind as u8) {
                Kind::FLOAT => sizes.float,
                Kind::INT => sizes.int,
                Kind::COMPLEX => sizes.complex,
                Kind::LIST => sizes.list,
                Kind::DICT => sizes.dict,
                Kind::DICT_KEYS => sizes.dict_keys,
                Kind::SLICE => sizes.slice,
                Kind::RANGE => sizes.range,
                Kind::RANGE_ITERATOR => sizes.range_iterator,
                Kind::LIST_ITERATOR => sizes.list_iterator,
                Kind::TUPLE_ITERATOR => sizes.tuple_iterator,
                Kind::METHOD => sizes.method,
                Kind::BUILTIN_METHOD => sizes.builtin_method,
                Kind(tuple) => {
                    let length = u32::from(tuple - Kind::FIRST_TUPLE + 1);
                    if length <= sizes.tuple_lengths { sizes.tuple } else { 0 }
                }
            };
            Pile { blocks: Vec::new(), capacity, bytes: Kind(kind as u8).bytes(release) }
        });
        FreeLists {
            piles,
            tuples_first: sizes.tuples_emptied_first,
            slice_stays: sizes.slice_stays,
        }
    }

    // ANCHOR: reuse
    /// The block parked last, if there is one; the caller makes an object of it.
    #[inline(always)]
    pub fn take(&mut self, kind: Kind) -> Option<Addr> {
        self.piles[kind.0 as usize].blocks.pop()
    }

    /// Parks a dead object's block. False when the list is full: the caller frees the block.
    #[inline(always)]
    pub fn park(&mut self, kind: Kind, block: Addr) -> bool {
        let pile = &mut self.piles[kind.0 as usize];
        let room = pile.blocks.len() < pile.capacity as usize;
        if room {
            pile.blocks.push(block);
        }
        room
    }
    // ANCHOR_END: reuse

    /// Bytes of each block of a list.
    #[inline]
    pub fn block_bytes(&self, kind: Kind) -> usize {
        self.piles[kind.0 as usize].bytes as usize
    }

    /// Blocks parked, as `sys._debugmallocstats()` counts them.
    pub fn count(&self, kind: Kind) -> usize {
        self.piles[kind.0 as usize].blocks.len()
    }

    /// Gives every parked block back to the allocator, as a full collection does: list after list,
    /// in each the last parked first.
    pub fn clear(&mut self, memory: &mut Memory) {
        for kind in Kind::emptied_in_order(self.tuples_first) {
            if kind == Kind::SLICE && self.slice_stays {
                continue;
            }
            let bytes = self.piles[kind.0 as usize].bytes;
            while let Some(block) = self.take(kind) {
                memory.free(block, bytes as usize);
            }
        }
    }
}

impl Heap {
    /// Brings memory into the state in which the release's start leaves it
    /// ([`crate::release::StartRules`]): for programs that want addresses and counts like a real
    /// run's. For a heap that nothing was made on yet.
    pub fn stock(&mut self) {
        let start = &self.release.start;
        let mut parked: Vec<(Kind, u8)> = vec![
            (Kind::FLOAT, start.floats),
            (Kind::INT, start.ints),
            (Kind::LIST, start.lists),
            (Kind::DICT, start.dicts),
            (Kind::DICT_KEYS, start.dict_keys),
            (Kind::METHOD, start.methods),
            (Kind::BUILTIN_METHOD, start.builtin_methods),
            (Kind::RANGE, start.ranges),
            (Kind::RANGE_ITERATOR, start.range_iterators),
            (Kind::SLICE, start.slices),
            (Kind::LIST_ITERATOR, start.list_iterators),
            (Kind::TUPLE_ITERATOR, start.tuple_iterators),
        ];
        for (length, &count) in (1..).zip(&start.tuples) {
            parked.extend(Kind::tuple(length).map(|kind| (kind, count)));
        }
        let mut blocks = start.blocks;
        for &(kind, count) in &parked {
            let class = self.free_lists.block_bytes(kind).div_ceil(UNIT) - 1;
            blocks[class] = blocks[class].saturating_sub(u16::from(count));
        }
        self.memory.occupy(&blocks, usize::from(start.large_blocks));
        for (kind, count) in parked {
            for _ in 0..count {
                let block = self.memory.malloc(self.free_lists.block_bytes(kind));
                self.free_lists.park(kind, block);
            }
        }
    }

    /// A parked block for a new object; none for the interpreter's own objects, which live in
    /// static memory.
    #[inline(always)]
    pub(crate) fn take_parked(&mut self, kind: Kind) -> Option<Addr> {
        if self.in_static_mode() { None } else { self.free_lists.take(kind) }
    }

    /// The free list that takes the object when it dies, if its exact type has one.
    #[inline]
    pub(crate) fn free_list_of(&self, object: Obj) -> Option<Kind> {
        let slot = self.get(object);
        match (slot.ty, &slot.payload) {
            (types::FLOAT, _) => Some(Kind::FLOAT),
            (types::INT, _) => (slot.size <= 32 && self.is_one_digit(object)).then_some(Kind::INT),
            (types::TUPLE, Payload::Tuple(items)) => Kind::tuple(items.len()),
            (types::LIST, _) => Some(Kind::LIST),
            (types::DICT, _) => Some(Kind::DICT),
            (types::COMPLEX, _) => Some(Kind::COMPLEX),
            (types::SLICE, _) => Some(Kind::SLICE),
            (types::RANGE, _) => Some(Kind::RANGE),
            (types::RANGE_ITERATOR, _) => Some(Kind::RANGE_ITERATOR),
            (types::LIST_ITERATOR, _) => Some(Kind::LIST_ITERATOR),
            (types::TUPLE_ITERATOR, _) => Some(Kind::TUPLE_ITERATOR),
            (types::METHOD, _) => Some(Kind::METHOD),
            (types::BUILTIN, _) => Some(Kind::BUILTIN_METHOD),
            _ => None,
        }
    }

    fn is_one_digit(&self, object: Obj) -> bool {
        self.int_value(object).is_some_and(|value| value.unsigned_abs() < 1 << 30)
    }
}
