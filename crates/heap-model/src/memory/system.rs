//! The system allocator: what obmalloc does not serve, as glibc's `malloc` would.
//!
//! A **chunk** is a header of 8 bytes and a block, in units of 16 bytes, at least two. Programs see
//! it by the addresses of objects above 512 bytes. What is modelled:
//!
//! - the **thread cache**: up to seven freed chunks of each size up to 1040 bytes, last in first out;
//! - freed chunks beyond that merge with free neighbours, and the best fit serves a request;
//! - the **top** of the heap serves what no free chunk can, in ascending order, so big strings made
//!   in sequence stand one after the other;
//! - requests above a threshold get a mapping of their own, and each such block freed raises the
//!   threshold to its size, so the next one of its size comes from the heap;
//! - `realloc` stays in place when the chunk after is free and large enough, or the top.
//!
//! Simplified: glibc keeps fresh free chunks in an unsorted bin and looks there first, takes the
//! oldest of several equal fits where the model takes the lowest, and at a program's start its heap
//! has holes that depend on the build, where the model's has none. Source: glibc 2.36,
//! `malloc/malloc.c`; spacing and reuse measured through `id()`.

use std::collections::BTreeSet;

use super::addr::{HEAP, MAPPINGS, UNIT};
use super::mappings::{self, Mappings};
use super::tags::{Tag, Tags};

/// Units of the largest chunk that the thread cache keeps (1040 bytes).
const CACHED_UNITS: usize = 65;
/// Chunks of one size that it keeps (glibc 2.26 to 2.41).
const CACHED_COUNT: usize = 7;
/// Units of the smallest chunk.
const SMALLEST: u32 = 2;
/// Where the first chunk begins: the thread cache's own chunk of 0x290 bytes is in front.
const FIRST: u32 = HEAP + 0x29;
/// Units by which the heap is extended beyond what is needed (`DEFAULT_TOP_PAD`, 128 KiB).
const TOP_PAD: u32 = 0x2000;
/// Units of a page.
const PAGE: u32 = 256;
/// The first mapping threshold, in bytes.
const MMAP_THRESHOLD: usize = 128 << 10;
/// How far the mapping threshold rises, in bytes.
const MMAP_THRESHOLD_MAX: usize = 32 << 20;
/// How many mappings there may be at a time.
const MAPPINGS_MAX: usize = 65536;
/// A free chunk at the heap's end of this many bytes makes the allocator look at trimming the top.
const CONSOLIDATION: usize = 64 << 10;

/// A chunk's last seven or fewer freed of one size.
#[derive(Clone, Copy, Debug)]
struct Cached {
    blocks: [u32; CACHED_COUNT],
    count: u8,
}

/// The heap and the mappings of the system allocator. Blocks are units, one behind their chunk.
#[derive(Debug)]
pub(super) struct System {
    /// By chunk size.
    cache: Box<[Cached; CACHED_UNITS + 1]>,
    /// Free chunks, by size and first unit.
    free: BTreeSet<(u32, u32)>,
    tags: Tags,
    /// Where the heap's unused end begins.
    top: u32,
    /// The heap's end (`brk`).
    end: u32,
    mappings: Mappings,
    /// Bytes from which requests are mapped when the top has no room.
    mmap_threshold: usize,
    /// Bytes of the top above which it is given back.
    trim_threshold: usize,
}

impl System {
    pub(super) fn new() -> System {
        System {
            cache: Box::new([Cached { blocks: [0; CACHED_COUNT], count: 0 }; CACHED_UNITS + 1]),
            free: BTreeSet::new(),
            tags: Tags::default(),
            top: FIRST,
            end: HEAP + TOP_PAD + PAGE,
            mappings: Mappings::new(),
            mmap_threshold: MMAP_THRESHOLD,
            trim_threshold: MMAP_THRESHOLD,
        }
    }

    /// A block for a request in bytes. `None`: the address space is used up.
    pub(super) fn malloc(&mut self, bytes: usize) -> Option<u32> {
        let size = chunk_units(bytes)?;
        if let Some(cached) = self.cache.get_mut(size as usize)
            && cached.count > 0
        {
            cached.count -= 1;
            return Some(cached.blocks[usize::from(cached.count)]);
        }
        if let Some(&(found, chunk)) = self.free.range((size, 0)..).next() {
            self.free.remove(&(found, chunk));
            let after_free = false; // two free chunks in a row would have merged
            self.carve(chunk, found, size, after_free);
            return Some(chunk + 1);
        }
        if self.end - self.top < size + SMALLEST {
            if size as usize * UNIT >= self.mmap_threshold && self.mappings.count() < MAPPINGS_MAX {
                return self.mappings.map(bytes);
            }
            if !self.extend(size) {
                return self.mappings.map(bytes);
            }
        }
        let chunk = self.top;
        self.top += size;
        self.tags.set(chunk, Tag { size, free: false, after_free: false });
        Some(chunk + 1)
    }

    /// Takes back the block that a request of so many bytes got.
    pub(super) fn free(&mut self, block: u32, bytes: usize) {
        if block >= MAPPINGS {
            let mapped = mappings::mapped_bytes(bytes).unwrap_or(0);
            if mapped > self.mmap_threshold && mapped <= MMAP_THRESHOLD_MAX {
                self.mmap_threshold = mapped;
                self.trim_threshold = 2 * mapped;
            }
            self.mappings.unmap(block, bytes);
            return;
        }
        let chunk = block - 1;
        let tag = self.tags.get(chunk);
        if let Some(cached) = self.cache.get_mut(tag.size as usize)
            && usize::from(cached.count) < CACHED_COUNT
        {
            cached.blocks[usize::from(cached.count)] = block;
            cached.count += 1;
            return;
        }
        self.release(chunk, tag);
    }

    /// Gives a block another size: in place where it can, else a new block. `None`: the address
    /// space is used up.
    pub(super) fn realloc(&mut self, block: u32, old: usize, new: usize) -> Option<u32> {
        if block >= MAPPINGS {
            return self.mappings.remap(block, old, new);
        }
        let size = chunk_units(new)?;
        let chunk = block - 1;
        let tag = self.tags.get(chunk);
        if size <= tag.size {
            self.carve(chunk, tag.size, size, tag.after_free);
            return Some(block);
        }
        let next = chunk + tag.size;
        if next == self.top {
            let more = size - tag.size;
            if self.end - self.top >= more + SMALLEST {
                self.top += more;
                self.tags.set(chunk, Tag { size, ..tag });
                return Some(block);
            }
        } else {
            let after = self.tags.get(next);
            if after.free && tag.size + after.size >= size {
                self.free.remove(&(after.size, next));
                self.carve(chunk, tag.size + after.size, size, tag.after_free);
                return Some(block);
            }
        }
        let moved = self.malloc(new)?;
        self.free(block, old);
        Some(moved)
    }

    /// Makes a used chunk of `size` units at the start of a stretch of `found` units that is on no
    /// list, and frees the rest if it is enough for a chunk.
    fn carve(&mut self, chunk: u32, found: u32, size: u32, after_free: bool) {
        let rest = found - size;
        if rest < SMALLEST {
            self.tags.set(chunk, Tag { size: found, free: false, after_free });
            self.mark_after(chunk + found, false);
            return;
        }
        self.tags.set(chunk, Tag { size, free: false, after_free });
        self.release(chunk + size, Tag { size: rest, free: false, after_free: false });
    }

    /// Frees a chunk that the thread cache does not keep.
    fn release(&mut self, chunk: u32, tag: Tag) {
        let (mut start, mut size) = (chunk, tag.size);
        if tag.after_free {
            let before = self.tags.get(start - 1).size;
            start -= before;
            size += before;
            self.free.remove(&(before, start));
        }
        let next = chunk + tag.size;
        if next == self.top {
            self.top = start;
            if size as usize * UNIT >= CONSOLIDATION {
                self.trim();
            }
            return;
        }
        let after = self.tags.get(next);
        if after.free {
            self.free.remove(&(after.size, next));
            size += after.size;
        }
        let free = Tag { size, free: true, after_free: false };
        self.tags.set(start, free);
        self.tags.set(start + size - 1, free);
        self.mark_after(start + size, true);
        self.free.insert((size, start));
    }

    /// Notes at a chunk whether the one before is free.
    fn mark_after(&mut self, chunk: u32, after_free: bool) {
        if chunk != self.top {
            let tag = self.tags.get(chunk);
            self.tags.set(chunk, Tag { after_free, ..tag });
        }
    }

    /// Extends the heap so that the top has room for `size` units. False at the region's end.
    fn extend(&mut self, size: u32) -> bool {
        let more = size + TOP_PAD + SMALLEST - (self.end - self.top);
        match self.end.checked_add(more.next_multiple_of(PAGE)) {
            Some(end) if end <= MAPPINGS => {
                self.end = end;
                true
            }
            _ => false,
        }
    }

    /// Gives back what the top has too much.
    fn trim(&mut self) {
        let top = self.end - self.top;
        if top as usize * UNIT >= self.trim_threshold {
            let extra = top.saturating_sub(SMALLEST + 1 + TOP_PAD);
            self.end -= extra - extra % PAGE;
        }
    }
}

/// Units of the chunk for a request: 8 bytes more, rounded up. `None`: it exceeds the address space.
fn chunk_units(bytes: usize) -> Option<u32> {
    let units = u32::try_from(bytes.checked_add(8 + 15)? / 16).ok()?;
    (units < 1 << 30).then_some(units.max(SMALLEST))
}
