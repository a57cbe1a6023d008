//! Arenas, pools and blocks as they stand, for pictures.

use super::addr::Addr;
use super::pools::{self, POOLS_PER_ARENA, Pools};

/// An arena.
#[derive(Clone, Copy, Debug)]
pub struct ArenaView<'a> {
    pools: &'a Pools,
    number: u32,
}

/// A pool of an arena.
#[derive(Clone, Copy, Debug)]
pub struct PoolView<'a> {
    pools: &'a Pools,
    arena: u32,
    number: usize,
}

/// In what state a pool is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PoolState {
    /// Never used since its arena was mapped.
    Untouched,
    /// Empty: any class may take it.
    Empty,
    /// Some of its blocks are in use.
    Used,
    /// All of its blocks are in use.
    Full,
}

impl<'a> ArenaView<'a> {
    pub(super) fn new(pools: &'a Pools, number: u32) -> ArenaView<'a> {
        ArenaView { pools, number }
    }

    /// The arena's number: 0 has the highest address.
    pub fn number(self) -> usize {
        self.number as usize
    }

    /// The arena's first address.
    pub fn base(self) -> Addr {
        Addr::from_units(pools::pool_unit(self.number, 0))
    }

    /// Pools that are empty or untouched.
    pub fn free_pools(self) -> usize {
        self.pools.free_pools(self.number)
    }

    /// All pools, in ascending order of addresses.
    pub fn pools(self) -> impl Iterator<Item = PoolView<'a>> {
        (0..POOLS_PER_ARENA).map(move |number| PoolView {
            pools: self.pools,
            arena: self.number,
            number,
        })
    }
}

impl PoolView<'_> {
    /// The pool's first address, where its header is.
    pub fn base(self) -> Addr {
        Addr::from_units(pools::pool_unit(self.arena, self.number))
    }

    /// Size class that it has, or had when its last block was freed.
    pub fn class(self) -> Option<usize> {
        self.pools.pool(self.arena, self.number).map(|(class, _)| class)
    }

    /// Bytes of each block; 0 without a class.
    pub fn block_bytes(self) -> usize {
        self.class().map_or(0, pools::class_bytes)
    }

    /// Blocks that it has; 0 without a class.
    pub fn blocks(self) -> usize {
        self.class().map_or(0, pools::blocks_per_pool)
    }

    /// Blocks in use.
    pub fn in_use(self) -> usize {
        self.pools.pool(self.arena, self.number).map_or(0, |(_, in_use)| in_use)
    }

    /// In what state it is.
    pub fn state(self) -> PoolState {
        match (self.in_use(), self.blocks()) {
            (_, 0) => PoolState::Untouched,
            (0, _) => PoolState::Empty,
            (used, all) if used == all => PoolState::Full,
            _ => PoolState::Used,
        }
    }

    /// The address of a block by its place in the pool.
    pub fn block(self, index: usize) -> Addr {
        self.base().offset(pools::POOL_HEADER + index * self.block_bytes())
    }

    /// The free blocks by their places, in the order in which the pool will hand them out.
    pub fn free_order(self) -> Vec<usize> {
        let size = self.block_bytes();
        let offsets = self.pools.free_offsets(self.arena, self.number);
        offsets.into_iter().map(|offset| (offset - pools::POOL_HEADER) / size).collect()
    }

    /// For each block whether it is in use.
    pub fn in_use_map(self) -> Vec<bool> {
        let mut used = vec![true; self.blocks()];
        for index in self.free_order() {
            used[index] = false;
        }
        used
    }
}
