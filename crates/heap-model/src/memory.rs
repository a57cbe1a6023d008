//! Memory: which address a request gets.
//!
//! CPython asks three domains for memory. *Objects* and *PyMem* share obmalloc: up to 512 bytes come
//! from its [pools], anything larger, or nothing at all, from the system allocator. *Raw*
//! always asks the system. [`Memory`] imitates both, and holds no data: an address is all that a
//! block consists of.
//!
//! Addresses are deterministic and laid out as Linux does, so what a program prints with `id()` can
//! be pinned: which addresses are equal and how they are spaced is as in CPython.
//!
//! ```
//! use heap_model::memory::Memory;
//!
//! let mut memory = Memory::new();
//! let a = memory.malloc(56);
//! let b = memory.malloc(60);
//! assert_eq!(b.get() - a.get(), 64); // both of the class of 64 bytes, in ascending order
//! memory.free(a, 56);
//! assert_eq!(memory.malloc(50), a); // last freed, first reused
//! ```

mod addr;
mod chunks;
mod mappings;
pub mod pools;
mod stats;
mod system;
mod tracer;
mod view;

pub use addr::{Addr, Region, UNIT};
pub use pools::ArenaCounts;
pub use stats::{ClassStats, Stats};
pub use tracer::{Place, Trace, TracedStack, Tracer};
pub use view::{ArenaView, PoolState, PoolView};

use addr::{HEAP, MAPPINGS, STATIC};
use pools::{LARGEST, Pools};
use system::System;

/// The allocators of one interpreter.
///
/// Whoever uses it bounds [`Memory::live_bytes`]: the address space has room for 4 GiB alive in any
/// order of requests, and addresses repeat when it is used up.
#[derive(Clone, Debug)]
pub struct Memory {
    pools: Pools,
    system: System,
    /// The next unit of static memory.
    next_static: u32,
    /// Blocks alive of the object and PyMem domains that the system allocator serves.
    large_blocks: usize,
    /// Bytes alive.
    live: u64,
    /// The most that `live` was before the last time it fell.
    peak: u64,
    /// Bytes that the system allocator was ever asked for.
    requested: u64,
    /// What `tracemalloc` records, while it does.
    tracer: Option<Box<Tracer>>,
}

impl Default for Memory {
    fn default() -> Memory {
        Memory::new()
    }
}

impl Memory {
    /// Memory with nothing allocated.
    pub fn new() -> Memory {
        Memory {
            pools: Pools::new(),
            system: System::new(),
            next_static: STATIC,
            large_blocks: 0,
            live: 0,
            peak: 0,
            requested: 0,
            tracer: None,
        }
    }

    /// Makes the memory again what `start` is, of which it began as a copy, in the room it has.
    pub(crate) fn reset_to(&mut self, start: &Memory) {
        let Memory { pools, system, next_static, large_blocks, live, peak, requested, tracer } =
            self;
        pools.reset_to(&start.pools);
        system.reset_to(&start.system);
        (*next_static, *large_blocks) = (start.next_static, start.large_blocks);
        (*live, *peak, *requested) = (start.live, start.peak, start.requested);
        tracer.clone_from(&start.tracer);
    }

    // --- objects and PyMem ---

    /// A block for an object or for `PyMem_Malloc`: from a pool up to 512 bytes, from the system for
    /// more, and for 0.
    #[inline]
    // ANCHOR: malloc
    pub fn malloc(&mut self, bytes: usize) -> Addr {
        let addr = self.allocate(bytes);
        if self.tracer.is_some() {
            self.trace(addr, bytes);
        }
        addr
    }
    // ANCHOR_END: malloc

    // ANCHOR: allocate
    #[inline(always)]
    fn allocate(&mut self, bytes: usize) -> Addr {
        self.live += bytes as u64;
        if bytes.wrapping_sub(1) < LARGEST {
            return Addr::from_units(self.pools.allocate((bytes - 1) / UNIT));
        }
        self.large_blocks += 1;
        self.system_malloc(bytes)
    }
    // ANCHOR_END: allocate

    /// Gives back a block of [`Memory::malloc`]; `bytes` is what was asked for.
    #[inline]
    pub fn free(&mut self, addr: Addr, bytes: usize) {
        if self.tracer.is_some() {
            self.untrace(addr);
        }
        self.release(addr, bytes);
    }

    #[inline(always)]
    fn release(&mut self, addr: Addr, bytes: usize) {
        self.uncount(bytes);
        if addr.units() >= addr::ARENAS {
            self.pools.free(addr.units());
        } else {
            self.large_blocks -= 1;
            self.system_free(addr, bytes);
        }
    }

    /// Gives a block of [`Memory::malloc`] another size. A block of a pool stays where it is while it
    /// fits its class and uses more than three quarters of it, else it moves; one of the system
    /// allocator stays the system allocator's, however small it gets.
    pub fn realloc(&mut self, addr: Addr, old: usize, new: usize) -> Addr {
        let moved = self.reallocate(addr, old, new);
        if self.tracer.is_some() {
            self.retrace(addr, moved, new);
        }
        moved
    }

    fn reallocate(&mut self, addr: Addr, old: usize, new: usize) -> Addr {
        if addr.units() < addr::ARENAS {
            return self.raw_reallocate(addr, old, new);
        }
        let room = pools::class_bytes(self.pools.class_of(addr.units()));
        if new <= room && 4 * new > 3 * room {
            self.uncount(old);
            self.live += new as u64;
            return addr;
        }
        let moved = self.allocate(new);
        self.release(addr, old);
        moved
    }

    // --- raw ---

    /// A block for `PyMem_RawMalloc`: always the system's, and no part of
    /// [`Memory::allocated_blocks`].
    pub fn raw_malloc(&mut self, bytes: usize) -> Addr {
        self.live += bytes as u64;
        let addr = self.system_malloc(bytes);
        if self.tracer.is_some() {
            self.trace(addr, bytes);
        }
        addr
    }

    /// Gives back a block of [`Memory::raw_malloc`]; `bytes` is what was asked for.
    pub fn raw_free(&mut self, addr: Addr, bytes: usize) {
        if self.tracer.is_some() {
            self.untrace(addr);
        }
        self.uncount(bytes);
        self.system_free(addr, bytes);
    }

    /// Gives a block of [`Memory::raw_malloc`] another size: in place if the memory after it is free.
    pub fn raw_realloc(&mut self, addr: Addr, old: usize, new: usize) -> Addr {
        let moved = self.raw_reallocate(addr, old, new);
        if self.tracer.is_some() {
            self.retrace(addr, moved, new);
        }
        moved
    }

    fn raw_reallocate(&mut self, addr: Addr, old: usize, new: usize) -> Addr {
        self.uncount(old);
        self.live += new as u64;
        self.requested += new as u64;
        let moved = if addr == EXHAUSTED {
            self.system.malloc(new)
        } else {
            self.system.realloc(addr.units(), old, new)
        };
        moved.map_or(EXHAUSTED, Addr::from_units)
    }

    // --- the interpreter's own ---

    /// An address for an object in the interpreter's own data (a static type, `None`, a cached int)
    /// of so many bytes. It is never freed and counts nowhere.
    pub fn static_address(&mut self, bytes: usize) -> Addr {
        let units = self.next_static;
        let size = u32::try_from(bytes.div_ceil(UNIT)).unwrap_or(HEAP).max(1);
        if units.saturating_add(size) < HEAP {
            self.next_static += size;
        }
        Addr::from_units(units)
    }

    /// Blocks that are in use for good: so many of each size class, and so many larger ones, which
    /// get no addresses. For the state before any other request.
    pub fn occupy(&mut self, classes: &[u16; pools::CLASSES], large: usize) {
        for (class, &blocks) in classes.iter().enumerate() {
            self.pools.occupy(class, usize::from(blocks));
        }
        self.large_blocks += large;
    }

    // --- tracing ---

    /// Starts recording blocks, with up to `limit` places for each.
    pub fn start_tracing(&mut self, limit: usize) {
        self.tracer = Some(Box::new(Tracer::new(limit)));
    }

    /// Ends recording; what was recorded is forgotten.
    pub fn stop_tracing(&mut self) {
        self.tracer = None;
    }

    /// Whether blocks are recorded.
    #[inline(always)]
    pub fn is_tracing(&self) -> bool {
        self.tracer.is_some()
    }

    /// What was recorded, while it is.
    pub fn tracer(&self) -> Option<&Tracer> {
        self.tracer.as_deref()
    }

    /// As [`Memory::tracer`], to tell it where the program is.
    #[inline]
    pub fn tracer_mut(&mut self) -> Option<&mut Tracer> {
        self.tracer.as_deref_mut()
    }

    /// A block from a free list becomes another object.
    #[inline(always)]
    pub(crate) fn reuse(&mut self, addr: Addr) {
        if let Some(tracer) = &mut self.tracer {
            tracer.reuse(addr);
        }
    }

    #[cold]
    #[inline(never)]
    fn trace(&mut self, addr: Addr, bytes: usize) {
        if let Some(tracer) = &mut self.tracer {
            tracer.add(addr, bytes);
        }
    }

    #[cold]
    #[inline(never)]
    fn untrace(&mut self, addr: Addr) {
        if let Some(tracer) = &mut self.tracer {
            tracer.remove(addr);
        }
    }

    #[cold]
    #[inline(never)]
    fn retrace(&mut self, old: Addr, new: Addr, bytes: usize) {
        if let Some(tracer) = &mut self.tracer {
            tracer.remove(old);
            tracer.add(new, bytes);
        }
    }

    // --- counts ---

    /// Blocks alive of the object and PyMem domains: `sys.getallocatedblocks()`. It looks at every
    /// pool.
    pub fn allocated_blocks(&self) -> usize {
        self.large_blocks + self.pools.blocks_in_use()
    }

    /// Bytes alive of all domains, as they were asked for.
    #[inline]
    pub fn live_bytes(&self) -> u64 {
        self.live
    }

    /// The most that [`Memory::live_bytes`] was, since the start or [`Memory::reset_peak`].
    #[inline]
    pub fn peak_bytes(&self) -> u64 {
        self.peak.max(self.live)
    }

    /// Bytes that the system allocator was ever asked for: each stands for a byte that was copied or
    /// cleared, which takes time.
    #[inline(always)]
    pub fn requested_bytes(&self) -> u64 {
        self.requested
    }

    /// Starts measuring [`Memory::peak_bytes`] anew.
    pub fn reset_peak(&mut self) {
        self.peak = self.live;
    }

    /// Pools, blocks and arenas in numbers, as `sys._debugmallocstats()` prints them.
    pub fn stats(&self) -> Stats {
        Stats::of(&self.pools)
    }

    /// The arenas as they stand, from the highest address (the one mapped first) down.
    pub fn arenas(&self) -> impl Iterator<Item = ArenaView<'_>> {
        self.pools.mapped().map(|number| ArenaView::new(&self.pools, number))
    }

    /// Bytes that a request of so many takes from the allocator: a block of its size class, or a chunk
    /// of the system allocator.
    pub fn block_bytes(bytes: usize) -> usize {
        match bytes {
            1..=LARGEST => pools::class_bytes((bytes - 1) / UNIT),
            _ => system::chunk_bytes(bytes),
        }
    }

    /// The pool and the arena of a block, by their first addresses, where it is in one.
    pub fn pool_of(&self, addr: Addr) -> Option<(Addr, Addr)> {
        let (address, pool) = (addr.get(), pools::POOL_BYTES as u64);
        let arena = self.arenas().find(|arena| {
            (0..pools::ARENA_BYTES as u64).contains(&(address.wrapping_sub(arena.base().get())))
        })?;
        let number = (address - arena.base().get()) / pool;
        Some((arena.base().offset((number * pool) as usize), arena.base()))
    }

    /// Counts bytes that are no longer alive. The peak can only have been just before. A block that
    /// comes from a free list is given back as the whole struct, of which less was asked for.
    #[inline(always)]
    fn uncount(&mut self, bytes: usize) {
        if self.live > self.peak {
            self.peak = self.live;
        }
        self.live = self.live.saturating_sub(bytes as u64);
    }

    fn system_malloc(&mut self, bytes: usize) -> Addr {
        self.requested += bytes as u64;
        self.system.malloc(bytes).map_or(EXHAUSTED, Addr::from_units)
    }

    fn system_free(&mut self, addr: Addr, bytes: usize) {
        if addr != EXHAUSTED {
            self.system.free(addr.units(), bytes);
        }
    }
}

/// What every request gets once the address space is used up: an address that no block has.
const EXHAUSTED: Addr = Addr::from_units(MAPPINGS + 1);
