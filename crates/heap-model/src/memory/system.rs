//! The system allocator: what obmalloc does not serve, as glibc's `malloc` would.
//!
//! A **chunk** is a header of 8 bytes and a block, in units of 16 bytes, at least two. Which chunk a
//! request gets shows in the addresses of objects above 512 bytes:
//!
//! 1. The **thread cache** keeps up to seven freed chunks of each size up to 1040 bytes and gives the
//!    last one back first. Chunks up to 128 bytes beyond that go to the **fast bins**, unmerged.
//! 2. A chunk freed beyond that merges with free neighbours and goes to the **unsorted** list. The
//!    next request that the cache cannot serve looks there, oldest first: an exact fit is taken, all
//!    others are sorted into **bins** by size.
//! 3. Then the smallest chunk that is large enough is cut, and the rest is unsorted again.
//! 4. Else the **top** of the heap serves, in ascending order, so big strings made in sequence stand
//!    one after the other. A chunk freed next to the top becomes part of it.
//! 5. When the top has no room, requests above a threshold get a mapping of their own. Freeing one
//!    raises the threshold to its size, so the next one of its size comes from the heap.
//!
//! `realloc` stays in place when the chunk after is free and large enough, or the top.
//!
//! Source: glibc 2.36, `malloc/malloc.c`; the model agrees with it address by address in random
//! programs that start with an empty heap. At the start of a real interpreter its heap has holes,
//! which depend on the build. 2.42 and later keep sixteen chunks in the cache.

use super::addr::{HEAP, MAPPINGS, UNIT};
use super::chunks::{Chunks, Tag, head};
use super::mappings::{self, Mappings};

/// Units of the smallest chunk (`MINSIZE`).
const SMALLEST: u32 = 2;
/// Units of the largest chunk that the thread cache keeps.
const CACHED: usize = 65;
/// Chunks of one size that it keeps.
const CACHE_COUNT: usize = 7;
/// Units of the largest chunk in a fast bin.
const FAST: usize = 8;
/// Units from which chunks of different sizes share a bin.
const LARGE: u32 = 64;
/// The circle of unsorted chunks; those of the bins follow.
const UNSORTED: usize = 1;
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
/// Freeing a chunk that becomes so many bytes merges the fast bins and trims the top.
const CONSOLIDATION: usize = 64 << 10;

/// Freed chunks of one size, the last one last.
#[derive(Clone, Copy, Debug)]
struct Cached {
    chunks: [u32; CACHE_COUNT],
    count: u8,
}

/// The heap and the mappings of the system allocator. Blocks are units, one behind their chunk.
#[derive(Clone, Debug)]
pub(super) struct System {
    /// The thread cache, by chunk size.
    cache: Box<[Cached; CACHED + 1]>,
    /// The fast bins, by chunk size, the last freed last.
    fast: [Vec<u32>; FAST + 1],
    chunks: Chunks,
    /// Bins that may have a chunk, a bit each.
    filled: u128,
    /// What was left of the chunk that a small request cut last; 0 at the start.
    last_remainder: u32,
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
            cache: Box::new([Cached { chunks: [0; CACHE_COUNT], count: 0 }; CACHED + 1]),
            fast: [const { Vec::new() }; FAST + 1],
            chunks: Chunks::new(),
            filled: 0,
            last_remainder: 0,
            top: FIRST,
            end: HEAP + TOP_PAD + PAGE,
            mappings: Mappings::new(),
            mmap_threshold: MMAP_THRESHOLD,
            trim_threshold: MMAP_THRESHOLD,
        }
    }

    /// Makes the allocator again what `start` is, of which it began as a copy, in the room it has.
    pub(super) fn reset_to(&mut self, start: &System) {
        let System { cache, fast, chunks, filled, last_remainder, top, end, mappings, .. } = self;
        cache.clone_from(&start.cache);
        fast.clone_from(&start.fast);
        chunks.reset_to(&start.chunks);
        (*filled, *last_remainder) = (start.filled, start.last_remainder);
        (*top, *end) = (start.top, start.end);
        mappings.clone_from(&start.mappings);
        self.mmap_threshold = start.mmap_threshold;
        self.trim_threshold = start.trim_threshold;
    }

    /// A block for a request in bytes. `None`: the address space is used up.
    pub(super) fn malloc(&mut self, bytes: usize) -> Option<u32> {
        let size = chunk_units(bytes)?;
        match self.take_cached(size) {
            Some(chunk) => Some(chunk + 1),
            None => self.find(size, bytes),
        }
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
        } else {
            self.free_chunk(block - 1);
        }
    }

    /// Gives a block another size: in place where it can, else a new block. `None`: the address
    /// space is used up.
    pub(super) fn realloc(&mut self, block: u32, old: usize, new: usize) -> Option<u32> {
        if block >= MAPPINGS {
            return self.mappings.remap(block, old, new);
        }
        let size = chunk_units(new)?;
        let chunk = block - 1;
        let tag = self.chunks.tag(chunk);
        let next = chunk + tag.size;
        let mut room = tag.size;
        if room < size {
            let after = if next == self.top { None } else { Some(self.chunks.tag(next)) };
            match after {
                None if room + (self.end - self.top) >= size + SMALLEST => {
                    self.top = chunk + size;
                    self.chunks.set_tag(chunk, Tag { size, ..tag });
                    return Some(block);
                }
                Some(after) if after.free && room + after.size >= size => {
                    self.chunks.unlink(next);
                    room += after.size;
                }
                _ => {
                    let moved = self.find(size, new)?;
                    if moved != next + 1 {
                        self.free_chunk(chunk);
                        return Some(moved);
                    }
                    // What was found begins where the block ends: the two become one.
                    room += self.chunks.tag(next).size;
                }
            }
            self.chunks.set_tag(chunk, Tag { size: room, ..tag });
            self.set_after_free(chunk + room, false);
        }
        let rest = room - size;
        if rest >= SMALLEST {
            self.chunks.set_tag(chunk, Tag { size, ..tag });
            let rest = Tag { size: rest, free: false, after_free: false };
            self.chunks.set_tag(chunk + size, rest);
            self.free_chunk(chunk + size);
        }
        Some(block)
    }

    // --- the thread cache ---

    #[inline]
    fn take_cached(&mut self, size: u32) -> Option<u32> {
        let cached = self.cache.get_mut(size as usize)?;
        if cached.count == 0 {
            return None;
        }
        cached.count -= 1;
        Some(cached.chunks[usize::from(cached.count)])
    }

    /// Keeps a chunk if there is room for it. The chunk counts as used.
    #[inline]
    fn cache(&mut self, chunk: u32, size: u32) -> bool {
        match self.cache.get_mut(size as usize) {
            Some(cached) if usize::from(cached.count) < CACHE_COUNT => {
                cached.chunks[usize::from(cached.count)] = chunk;
                cached.count += 1;
                true
            }
            _ => false,
        }
    }

    // --- finding a chunk ---

    /// A block of a chunk of `size` units that the thread cache does not have.
    fn find(&mut self, size: u32, bytes: usize) -> Option<u32> {
        let chunk = self
            .find_fast(size)
            .or_else(|| self.find_small(size))
            .or_else(|| {
                if size >= LARGE {
                    self.merge_fast();
                }
                self.find_free(size)
            })
            .or_else(|| self.cut_top(size));
        if let Some(chunk) = chunk {
            return Some(chunk + 1);
        }
        if self.merge_fast() {
            return self.find(size, bytes);
        }
        if size as usize * UNIT >= self.mmap_threshold && self.mappings.count() < MAPPINGS_MAX {
            return self.mappings.map(bytes);
        }
        if !self.extend(size) {
            return self.mappings.map(bytes);
        }
        self.cut_top(size).map(|chunk| chunk + 1)
    }

    /// The chunk of exactly that size freed last; the others of its size fill the thread cache.
    fn find_fast(&mut self, size: u32) -> Option<u32> {
        let chunk = self.fast.get_mut(size as usize)?.pop()?;
        while let Some(&other) = self.fast[size as usize].last() {
            if !self.cache(other, size) {
                break;
            }
            self.fast[size as usize].pop();
        }
        Some(chunk)
    }

    /// The oldest chunk in the bin of exactly that size; the others fill the thread cache.
    fn find_small(&mut self, size: u32) -> Option<u32> {
        if size >= LARGE {
            return None;
        }
        let bin = head(size as usize);
        let chunk = self.chunks.previous(bin);
        if chunk == bin {
            return None;
        }
        self.use_whole(chunk, size);
        loop {
            let other = self.chunks.previous(bin);
            if other == bin || !self.cache(other, size) {
                return Some(chunk);
            }
            self.use_whole(other, size);
        }
    }

    /// Sorts the unsorted chunks until one fits exactly, else cuts the best fit.
    fn find_free(&mut self, size: u32) -> Option<u32> {
        let unsorted = head(UNSORTED);
        let mut fits_cached = false;
        loop {
            let chunk = self.chunks.previous(unsorted);
            if chunk == unsorted {
                break;
            }
            let found = self.chunks.tag(chunk).size;
            let alone = self.chunks.next(unsorted) == chunk;
            if size < LARGE && alone && chunk == self.last_remainder && found > size + SMALLEST {
                // Small requests in sequence get neighbouring chunks.
                return Some(self.cut(chunk, found, size));
            }
            if found == size {
                self.use_whole(chunk, size);
                if !self.cache(chunk, size) {
                    return Some(chunk);
                }
                fits_cached = true;
            } else {
                self.chunks.unlink(chunk);
                self.sort(chunk, found);
            }
        }
        if fits_cached {
            return self.take_cached(size);
        }
        let chunk = self.best_fit(size)?;
        let found = self.chunks.tag(chunk).size;
        Some(self.cut(chunk, found, size))
    }

    /// The smallest free chunk of at least `size` units, among equals the one that glibc would take.
    fn best_fit(&mut self, size: u32) -> Option<u32> {
        let own = bin_of(size);
        if size >= LARGE {
            let bin = head(own);
            let mut chunk = self.chunks.previous(bin);
            while chunk != bin && self.chunks.tag(chunk).size < size {
                chunk = self.chunks.previous(chunk);
            }
            if chunk != bin {
                // Of a row of equals the second, or the only one.
                let found = self.chunks.tag(chunk).size;
                let (mut first, mut second) = (chunk, chunk);
                loop {
                    let before = self.chunks.previous(first);
                    if before == bin || self.chunks.tag(before).size != found {
                        return Some(second);
                    }
                    (first, second) = (before, first);
                }
            }
        }
        loop {
            let larger = self.filled & (!0u128 << (own + 1));
            if larger == 0 {
                return None;
            }
            let number = larger.trailing_zeros() as usize;
            let bin = head(number);
            let chunk = self.chunks.previous(bin);
            if chunk != bin {
                return Some(chunk);
            }
            self.filled &= !(1 << number);
        }
    }

    /// Puts a chunk that is in no circle into the bin of its size. Bins of several sizes have the
    /// largest first; a chunk comes second in the row of its equals.
    fn sort(&mut self, chunk: u32, size: u32) {
        let number = bin_of(size);
        self.filled |= 1 << number;
        let bin = head(number);
        let mut before = bin;
        if size >= LARGE {
            let smallest = self.chunks.previous(bin);
            if smallest != bin && self.chunks.tag(smallest).size > size {
                before = smallest;
            } else {
                loop {
                    let after = self.chunks.next(before);
                    if after == bin || self.chunks.tag(after).size < size {
                        break;
                    }
                    before = after;
                    if self.chunks.tag(after).size == size {
                        break;
                    }
                }
            }
        }
        self.chunks.insert_after(before, chunk);
    }

    /// Makes a used chunk of `size` units of a free one; the rest is unsorted.
    fn cut(&mut self, chunk: u32, found: u32, size: u32) -> u32 {
        let rest = found - size;
        if rest < SMALLEST {
            self.use_whole(chunk, found);
            return chunk;
        }
        self.chunks.unlink(chunk);
        self.chunks.set_tag(chunk, Tag { size, free: false, after_free: false });
        let remainder = chunk + size;
        self.chunks.set_tag(remainder, Tag { size: rest, free: true, after_free: false });
        self.chunks.insert_after(head(UNSORTED), remainder);
        if size < LARGE {
            self.last_remainder = remainder;
        }
        chunk
    }

    /// Makes a free chunk a used one.
    fn use_whole(&mut self, chunk: u32, size: u32) {
        self.chunks.unlink(chunk);
        self.chunks.set_tag(chunk, Tag { size, free: false, after_free: false });
        self.set_after_free(chunk + size, false);
    }

    fn cut_top(&mut self, size: u32) -> Option<u32> {
        if self.end - self.top < size + SMALLEST {
            return None;
        }
        let chunk = self.top;
        self.top += size;
        self.chunks.set_tag(chunk, Tag { size, free: false, after_free: false });
        Some(chunk)
    }

    // --- freeing a chunk ---

    fn free_chunk(&mut self, chunk: u32) {
        let size = self.chunks.tag(chunk).size;
        if self.cache(chunk, size) {
            return;
        }
        if let Some(fast) = self.fast.get_mut(size as usize) {
            fast.push(chunk);
            return;
        }
        if self.merge(chunk) as usize * UNIT >= CONSOLIDATION {
            self.merge_fast();
            self.trim();
        }
    }

    /// Joins a chunk with free neighbours and puts it among the unsorted, or joins it with the top.
    /// Returns the size that it became.
    fn merge(&mut self, chunk: u32) -> u32 {
        let tag = self.chunks.tag(chunk);
        let (mut start, mut size) = (chunk, tag.size);
        let next = chunk + size;
        if tag.after_free {
            let before = self.chunks.size_before(start);
            start -= before;
            size += before;
            self.chunks.unlink(start);
        }
        if next == self.top {
            self.top = start;
            return size + (self.end - next);
        }
        let after = self.chunks.tag(next);
        if after.free {
            self.chunks.unlink(next);
            size += after.size;
        }
        self.chunks.set_tag(start, Tag { size, free: true, after_free: false });
        self.set_after_free(start + size, true);
        self.chunks.insert_after(head(UNSORTED), start);
        size
    }

    /// Empties the fast bins into the unsorted list. False if there was nothing in them.
    fn merge_fast(&mut self) -> bool {
        let mut any = false;
        for size in 0..=FAST {
            while let Some(chunk) = self.fast[size].pop() {
                self.merge(chunk);
                any = true;
            }
        }
        any
    }

    fn set_after_free(&mut self, chunk: u32, after_free: bool) {
        if chunk != self.top {
            self.chunks.set_after_free(chunk, after_free);
        }
    }

    // --- the top ---

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
    let units = u32::try_from(bytes.checked_add(8 + 15)? / UNIT).ok()?;
    (units < 1 << 30).then_some(units.max(SMALLEST))
}

/// Bytes of the chunk for a request.
pub(super) fn chunk_bytes(bytes: usize) -> usize {
    chunk_units(bytes).map_or(bytes, |units| units as usize * UNIT)
}

/// The bin of a chunk: one for each size below 1024 bytes, above for ever wider ranges.
fn bin_of(size: u32) -> usize {
    let bytes = size as usize * UNIT;
    match bytes {
        ..1024 => size as usize,
        1024..0xc40 => 48 + (bytes >> 6),
        0xc40..0x2a00 => 91 + (bytes >> 9),
        0x2a00..0xb000 => 110 + (bytes >> 12),
        0xb000..0x28000 => 119 + (bytes >> 15),
        0x28000..0xc0000 => 124 + (bytes >> 18),
        _ => 126,
    }
}
