//! obmalloc: requests of up to 512 bytes, from pools of equal blocks, in arenas.
//!
//! A **block** of a size class is handed out from a **pool**, 16 KiB of blocks of one class; pools
//! are cut from an **arena**, 1 MiB from the operating system. Who gets which block follows five
//! rules, and a program sees all of them in `id()`:
//!
//! 1. Each class has a list of pools with a free block; the first serves. It hands out what was
//!    freed last, else its blocks in ascending order.
//! 2. A full pool is on no list. The first block freed in it puts it at the front of its class.
//! 3. A pool whose last block is freed goes to the front of its arena's empty pools, and any class
//!    may take it.
//! 4. A class without a pool takes one from the fullest arena that has any: an empty one first, else
//!    the next that was never used.
//! 5. An arena whose pools are all empty goes back to the operating system, unless it is the last.
//!
//! Source: CPython's `Objects/obmalloc.c`, the same in all five releases, and measured.

use super::addr::ARENAS;

// ANCHOR: size_classes
/// Size classes: class `i` serves requests of `16·i + 1` to `16·(i + 1)` bytes.
pub const CLASSES: usize = 32;
/// The largest request that pools serve, in bytes (`SMALL_REQUEST_THRESHOLD`).
pub const LARGEST: usize = 512;
/// Bytes of a pool.
pub const POOL_BYTES: usize = 1 << 14;
/// Bytes at a pool's start that hold no block (`POOL_OVERHEAD`).
pub const POOL_HEADER: usize = 48;
/// Bytes of an arena.
pub const ARENA_BYTES: usize = 1 << 20;
/// Pools of an arena. The model's arenas are aligned, so that none loses a pool.
pub const POOLS_PER_ARENA: usize = ARENA_BYTES / POOL_BYTES;
// ANCHOR_END: size_classes

/// 16-byte units of a pool, as a shift.
const POOL_SHIFT: u32 = 10;
const POOL_UNITS: u16 = 1 << POOL_SHIFT;
/// The unit of a pool's first block.
const FIRST_BLOCK: u16 = 3;
/// Units of an arena, as a shift.
const ARENA_SHIFT: u32 = 16;
/// Arenas that an interpreter maps before its first statement, at most.
const ARENAS_AT_START: usize = 4;
/// No pool, no arena.
const NONE: u32 = u32::MAX;
/// Class of a pool that was never laid out.
const UNUSED: u8 = u8::MAX;

/// Blocks that a pool of a class has.
pub const fn blocks_per_pool(class: usize) -> usize {
    (POOL_BYTES - POOL_HEADER) / class_bytes(class)
}

/// Bytes of a block of a class.
pub const fn class_bytes(class: usize) -> usize {
    (class + 1) * 16
}

/// A pool's header. Blocks are numbered by the unit at which they begin, so that 0, where the header
/// is, means "no block".
#[derive(Clone, Copy, Debug)]
pub(super) struct Pool {
    /// Blocks handed out (`ref.count`).
    in_use: u16,
    /// The block freed last, the head of the list through [`Pools::links`]; 0 when the pool is full.
    free: u16,
    /// The next block that was never handed out; too near to the end when there is none.
    virgin: u16,
    /// Size class, or [`UNUSED`].
    class: u8,
    /// Its links were written since the last [reset](Pools::reset_to).
    relinked: bool,
    /// The next pool with a free block of its class, or the arena's next empty pool.
    next: u32,
    /// The pool before in the class's list.
    prev: u32,
}

const FRESH_POOL: Pool =
    Pool { in_use: 0, free: 0, virgin: 0, class: UNUSED, relinked: false, next: NONE, prev: NONE };

/// An arena (`struct arena_object`), while mapped.
#[derive(Clone, Copy, Debug)]
struct Arena {
    mapped: bool,
    /// Pools that are empty or never used (`nfreepools`).
    free_pools: u32,
    /// Pools taken at least once.
    touched: u32,
    /// The first of the empty pools.
    empty: u32,
    /// The next and the previous of the arenas with free pools, fullest first.
    next: u32,
    prev: u32,
}

const FRESH_ARENA: Arena =
    Arena { mapped: false, free_pools: 0, touched: 0, empty: NONE, next: NONE, prev: NONE };

/// How often arenas came and went.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ArenaCounts {
    /// Arenas mapped so far.
    pub allocated: u64,
    /// Arenas given back so far.
    pub reclaimed: u64,
    /// The most at one time.
    pub highwater: u64,
    /// Arenas now.
    pub current: u64,
}

/// All arenas and their pools.
#[derive(Clone, Debug)]
pub(super) struct Pools {
    /// For each class the first pool with a free block.
    used: [u32; CLASSES],
    /// Headers of the pools of all arenas, 64 for each.
    pools: Vec<Pool>,
    /// For each unit of all arenas, and of some that will be: when a free block begins there, the next
    /// free one of its pool. What no block of its pool's class was freed at is 0. Most is never
    /// written, so that the system need not even give room for it.
    links: Vec<u16>,
    arenas: Vec<Arena>,
    /// The fullest arena that has a free pool.
    usable: u32,
    /// For each number of free pools, the last arena of the list that has so many
    /// (`nfp2lasta`).
    last_with: [u32; POOLS_PER_ARENA + 1],
    counts: ArenaCounts,
}

impl Pools {
    pub(super) fn new() -> Pools {
        Pools {
            used: [NONE; CLASSES],
            pools: Vec::new(),
            links: vec![0; ARENAS_AT_START << ARENA_SHIFT],
            arenas: Vec::new(),
            usable: NONE,
            last_with: [NONE; POOLS_PER_ARENA + 1],
            counts: ArenaCounts::default(),
        }
    }

    /// Makes the pools again what `start` is, of which they began as a copy, in the room they have.
    pub(super) fn reset_to(&mut self, start: &Pools) {
        let Pools { used, pools, links, arenas, usable, last_with, counts } = self;
        links.truncate(start.links.len());
        for (number, _) in pools.iter().enumerate().filter(|(_, pool)| pool.relinked) {
            if let Some(before) = start.links.get(links_of(number)) {
                links[links_of(number)].copy_from_slice(before);
            }
        }
        pools.clone_from(&start.pools);
        pools.iter_mut().for_each(|pool| pool.relinked = false);
        arenas.clone_from(&start.arenas);
        (*used, *usable) = (start.used, start.usable);
        (*last_with, *counts) = (start.last_with, start.counts);
    }

    /// A block of a size class, as its unit.
    #[inline(always)]
    pub(super) fn allocate(&mut self, class: usize) -> u32 {
        let number = self.used[class];
        if number == NONE {
            return self.allocate_from_new_pool(class);
        }
        let pool = &mut self.pools[number as usize];
        let block = number << POOL_SHIFT | u32::from(pool.free);
        pool.in_use += 1;
        pool.free = self.links[block as usize];
        if pool.free == 0 {
            self.extend(number, class);
        }
        unit_of(block)
    }

    // ANCHOR: free
    /// Takes a block back.
    #[inline(always)]
    pub(super) fn free(&mut self, unit: u32) {
        let block = index_of(unit);
        let number = block >> POOL_SHIFT;
        let pool = &mut self.pools[number as usize];
        debug_assert!(pool.in_use > 0, "a block of an empty pool was freed");
        pool.in_use -= 1;
        pool.relinked = true;
        let after = std::mem::replace(&mut pool.free, block as u16 & (POOL_UNITS - 1));
        self.links[block as usize] = after;
        if after == 0 {
            self.list(number);
        } else if pool.in_use == 0 {
            self.retire(number);
        }
    }
    // ANCHOR_END: free

    /// Blocks of a class that nobody will free: as many pools as they fill, and the beginning of one
    /// more.
    pub(super) fn occupy(&mut self, class: usize, mut blocks: usize) {
        let room = blocks_per_pool(class);
        while blocks > 0 {
            // The first is taken as any other, which lays the pool out.
            let block = index_of(self.allocate(class));
            let number = block >> POOL_SHIFT;
            let pool = &mut self.pools[number as usize];
            let first = usize::from(pool.in_use);
            let more = (blocks - 1).min(room - first);
            blocks -= 1 + more;
            if more == 0 {
                continue;
            }
            // A pool that none was freed of yet: the list has the next block alone.
            pool.in_use += more as u16;
            let next = FIRST_BLOCK + (first + more) as u16 * (class as u16 + 1);
            if first + more == room {
                pool.free = 0;
                pool.virgin = next;
                self.unlist(number, class);
            } else {
                pool.free = next;
                pool.virgin = next + class as u16 + 1;
            }
        }
    }

    /// The size class of a block.
    #[inline]
    pub(super) fn class_of(&self, unit: u32) -> usize {
        usize::from(self.pools[(index_of(unit) >> POOL_SHIFT) as usize].class)
    }

    /// The pool just handed out the last block of its list: the next untouched one continues it, or
    /// it is full and leaves its class.
    #[inline]
    fn extend(&mut self, number: u32, class: usize) {
        let pool = &mut self.pools[number as usize];
        let size = class as u16 + 1;
        if pool.virgin + size <= POOL_UNITS {
            pool.free = pool.virgin;
            pool.virgin += size;
        } else {
            self.unlist(number, class);
        }
    }

    /// Puts a pool at the front of its class.
    fn list(&mut self, number: u32) {
        let class = usize::from(self.pools[number as usize].class);
        let first = std::mem::replace(&mut self.used[class], number);
        let pool = &mut self.pools[number as usize];
        pool.next = first;
        pool.prev = NONE;
        if first != NONE {
            self.pools[first as usize].prev = number;
        }
    }

    /// Takes a pool off the list of its class.
    fn unlist(&mut self, number: u32, class: usize) {
        let Pool { next, prev, .. } = self.pools[number as usize];
        if next != NONE {
            self.pools[next as usize].prev = prev;
        }
        if prev != NONE {
            self.pools[prev as usize].next = next;
        } else {
            self.used[class] = next;
        }
    }

    #[cold]
    #[inline(never)]
    fn allocate_from_new_pool(&mut self, class: usize) -> u32 {
        if self.usable == NONE {
            self.map_arena();
        }
        let number = self.take_pool();
        self.pools[number as usize].in_use = 1;
        if usize::from(self.pools[number as usize].class) == class {
            // The class had it before: its list of freed blocks is as it was.
            let pool = &mut self.pools[number as usize];
            let block = number << POOL_SHIFT | u32::from(pool.free);
            pool.free = self.links[block as usize];
            self.list(number);
            if self.pools[number as usize].free == 0 {
                self.extend(number, class);
            }
            return unit_of(block);
        }
        let size = class as u16 + 1;
        let block = number << POOL_SHIFT | u32::from(FIRST_BLOCK);
        let pool = &mut self.pools[number as usize];
        if pool.class != UNUSED {
            pool.relinked = true;
            self.links[links_of(number as usize)].fill(0);
        }
        pool.class = class as u8;
        pool.free = FIRST_BLOCK + size;
        pool.virgin = FIRST_BLOCK + 2 * size;
        self.list(number);
        unit_of(block)
    }

    /// A pool of the fullest arena.
    fn take_pool(&mut self) -> u32 {
        let number = self.usable;
        let free = self.arenas[number as usize].free_pools as usize;
        // It had the fewest free pools and has one less now, so it stays the first; but the marks of
        // where each number ends move.
        if self.last_with[free] == number {
            self.last_with[free] = NONE;
        }
        if free > 1 {
            self.last_with[free - 1] = number;
        }
        let arena = &mut self.arenas[number as usize];
        let pool = if arena.empty != NONE {
            let pool = arena.empty;
            arena.empty = self.pools[pool as usize].next;
            pool
        } else {
            let pool = number * POOLS_PER_ARENA as u32 + arena.touched;
            arena.touched += 1;
            pool
        };
        arena.free_pools -= 1;
        if arena.free_pools == 0 {
            self.usable = arena.next;
            if self.usable != NONE {
                self.arenas[self.usable as usize].prev = NONE;
            }
        }
        pool
    }

    /// A pool's last block was freed: it goes to its arena's empty ones.
    #[cold]
    #[inline(never)]
    fn retire(&mut self, pool: u32) {
        self.unlist(pool, usize::from(self.pools[pool as usize].class));
        let number = pool / POOLS_PER_ARENA as u32;
        let arena = &mut self.arenas[number as usize];
        self.pools[pool as usize].next = arena.empty;
        arena.empty = pool;
        let before = arena.free_pools as usize;
        let free = before + 1;
        arena.free_pools = free as u32;
        let Arena { next, prev, .. } = *arena;

        let last_alike = self.last_with[before];
        if last_alike == number {
            let alike = prev != NONE && self.arenas[prev as usize].free_pools as usize == before;
            self.last_with[before] = if alike { prev } else { NONE };
        }
        if free == POOLS_PER_ARENA && next != NONE {
            self.unmap_arena(number);
            return;
        }
        if free == 1 {
            // It had none, so it was on no list; nothing can be fuller.
            let first = std::mem::replace(&mut self.usable, number);
            let arena = &mut self.arenas[number as usize];
            arena.next = first;
            arena.prev = NONE;
            if first != NONE {
                self.arenas[first as usize].prev = number;
            }
            if self.last_with[1] == NONE {
                self.last_with[1] = number;
            }
            return;
        }
        if self.last_with[free] == NONE {
            self.last_with[free] = number;
        }
        if last_alike != number {
            // Others as full as it was follow: it goes behind the last of them.
            self.unlink_arena(number);
            let after = std::mem::replace(&mut self.arenas[last_alike as usize].next, number);
            let arena = &mut self.arenas[number as usize];
            arena.prev = last_alike;
            arena.next = after;
            if after != NONE {
                self.arenas[after as usize].prev = number;
            }
        }
    }

    fn unlink_arena(&mut self, number: u32) {
        let Arena { next, prev, .. } = self.arenas[number as usize];
        if prev == NONE {
            self.usable = next;
        } else {
            self.arenas[prev as usize].next = next;
        }
        if next != NONE {
            self.arenas[next as usize].prev = prev;
        }
    }

    /// Maps an arena: at the highest address that is free, as Linux does.
    fn map_arena(&mut self) {
        let number = self.arenas.iter().position(|arena| !arena.mapped).unwrap_or_else(|| {
            self.arenas.push(FRESH_ARENA);
            self.pools.resize(self.pools.len() + POOLS_PER_ARENA, FRESH_POOL);
            if self.links.len() < self.arenas.len() << ARENA_SHIFT {
                let mut links = vec![0; 2 * self.links.len()];
                links[..self.links.len()].copy_from_slice(&self.links);
                self.links = links;
            }
            self.arenas.len() - 1
        });
        let first = number * POOLS_PER_ARENA;
        for pool in first..first + POOLS_PER_ARENA {
            // An arena that was mapped before: what stood there is gone.
            if self.pools[pool].class != UNUSED {
                self.links[links_of(pool)].fill(0);
                self.pools[pool] = Pool { relinked: true, ..FRESH_POOL };
            }
        }
        self.arenas[number] =
            Arena { mapped: true, free_pools: POOLS_PER_ARENA as u32, ..FRESH_ARENA };
        self.usable = number as u32;
        self.last_with[POOLS_PER_ARENA] = number as u32;
        self.counts.allocated += 1;
        self.counts.current += 1;
        self.counts.highwater = self.counts.highwater.max(self.counts.current);
    }

    fn unmap_arena(&mut self, number: u32) {
        self.unlink_arena(number);
        self.arenas[number as usize] = FRESH_ARENA;
        self.counts.reclaimed += 1;
        self.counts.current -= 1;
    }

    // --- for statistics and pictures ---

    pub(super) fn counts(&self) -> ArenaCounts {
        self.counts
    }

    /// Blocks handed out.
    pub(super) fn blocks_in_use(&self) -> usize {
        self.pools.iter().map(|pool| usize::from(pool.in_use)).sum()
    }

    /// Numbers of the mapped arenas, in ascending order: from the highest address down.
    pub(super) fn mapped(&self) -> impl Iterator<Item = u32> + '_ {
        (0..self.arenas.len() as u32).filter(|&number| self.arenas[number as usize].mapped)
    }

    /// Pools of an arena that were taken at least once.
    pub(super) fn touched(&self, arena: u32) -> usize {
        self.arenas[arena as usize].touched as usize
    }

    pub(super) fn free_pools(&self, arena: u32) -> usize {
        self.arenas[arena as usize].free_pools as usize
    }

    /// Class and blocks in use of a pool, or `None` while it has no class.
    pub(super) fn pool(&self, arena: u32, pool: usize) -> Option<(usize, usize)> {
        let Pool { class, in_use, .. } = self.pools[arena as usize * POOLS_PER_ARENA + pool];
        (class != UNUSED).then_some((usize::from(class), usize::from(in_use)))
    }

    /// The blocks that a pool would hand out next, by their offset in bytes, all of them in order.
    pub(super) fn free_offsets(&self, arena: u32, pool: usize) -> Vec<usize> {
        let number = arena as usize * POOLS_PER_ARENA + pool;
        let header = self.pools[number];
        let mut offsets = Vec::new();
        if header.class == UNUSED {
            return offsets;
        }
        let mut block = header.free;
        while block != 0 {
            offsets.push(usize::from(block) * 16);
            block = self.links[number << POOL_SHIFT | usize::from(block)];
        }
        let size = u16::from(header.class) + 1;
        let mut block = header.virgin;
        while block + size <= POOL_UNITS {
            offsets.push(usize::from(block) * 16);
            block += size;
        }
        offsets
    }
}

/// The unit of a pool's start.
pub(super) fn pool_unit(arena: u32, pool: usize) -> u32 {
    unit_of(arena << ARENA_SHIFT | (pool as u32) << POOL_SHIFT)
}

/// Arenas are numbered from the top of their region downwards, units within an arena upwards: the
/// two numbers differ by flipping the bits above an arena's.
const FLIP: u32 = !0 << ARENA_SHIFT;
const _: () = assert!(ARENAS ^ FLIP == (!ARENAS >> ARENA_SHIFT) << ARENA_SHIFT);

#[inline(always)]
const fn unit_of(index: u32) -> u32 {
    index ^ FLIP
}

/// Where the links of a pool are.
fn links_of(pool: usize) -> std::ops::Range<usize> {
    pool << POOL_SHIFT..(pool + 1) << POOL_SHIFT
}

#[inline(always)]
const fn index_of(unit: u32) -> u32 {
    unit ^ FLIP
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Fails unless the usable arenas stand in order, the fullest first, and the marks of where each
    /// number of free pools ends are right.
    fn check_order(pools: &Pools) {
        let mut last_with = [NONE; POOLS_PER_ARENA + 1];
        let (mut number, mut before, mut fullest) = (pools.usable, NONE, 1);
        while number != NONE {
            let arena = &pools.arenas[number as usize];
            assert_eq!(arena.prev, before);
            assert!(arena.free_pools >= fullest, "a fuller arena comes later");
            fullest = arena.free_pools;
            last_with[fullest as usize] = number;
            (before, number) = (number, arena.next);
        }
        assert_eq!(pools.last_with, last_with);
    }

    #[test]
    fn arenas_stay_in_order() {
        let mut pools = Pools::new();
        let mut live = Vec::new();
        let mut random = 1u64;
        for turn in 0..200_000u32 {
            random = random.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let number = (random >> 33) as usize;
            // Waves of growing and shrinking, so that arenas fill, empty and go.
            let grows = turn / 20_000 % 2 == 0;
            if live.is_empty() || (number % 5 > 1) == grows {
                live.push(pools.allocate(if number.is_multiple_of(3) { 30 } else { 31 }));
            } else {
                pools.free(live.swap_remove(number / 5 % live.len()));
            }
            if turn % 50 == 0 {
                check_order(&pools);
            }
        }
        assert!(pools.counts.reclaimed > 0 && pools.counts.highwater > 2);
    }
}
