//! The allocator's map: arenas, their pools, and how full each is.

use heap_model::Heap;
use serde::Serialize;

/// The most arenas of one picture: the others are like them.
const MOST_ARENAS: usize = 3;

/// Arenas with their pools.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pools {
    /// Those with the highest addresses, which were mapped first.
    pub arenas: Vec<Arena>,
    /// Arenas that are left out.
    pub more: usize,
}

/// One arena.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Arena {
    /// Its first address.
    pub base: u64,
    /// Its pools in ascending order of addresses.
    pub pools: Vec<Pool>,
}

/// One pool.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Pool {
    /// Bytes of each block.
    pub block_bytes: usize,
    /// Blocks that it has; 0 as long as it has no size class.
    pub blocks: usize,
    /// Blocks in use.
    pub used: usize,
}

impl Pools {
    /// The map as it is now.
    pub fn of(heap: &Heap) -> Pools {
        let mut arenas: Vec<Arena> = heap
            .memory
            .arenas()
            .map(|arena| Arena {
                base: arena.base().get(),
                pools: arena
                    .pools()
                    .map(|pool| Pool {
                        block_bytes: pool.block_bytes(),
                        blocks: pool.blocks(),
                        used: pool.in_use(),
                    })
                    .collect(),
            })
            .collect();
        arenas.sort_by_key(|arena| std::cmp::Reverse(arena.base));
        let more = arenas.len().saturating_sub(MOST_ARENAS);
        arenas.truncate(MOST_ARENAS);
        Pools { arenas, more }
    }

    /// One sentence that says what the picture shows.
    pub fn summary(&self) -> String {
        let pools = || self.arenas.iter().flat_map(|arena| &arena.pools);
        let touched = pools().filter(|pool| pool.blocks > 0).count();
        format!("Map of the allocator: {touched} of {} pools have been used", pools().count())
    }

    /// Each pool in words.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for arena in &self.arenas {
            out += &format!("{}\n", arena.title());
            for (number, pool) in arena.pools.iter().enumerate().filter(|(_, p)| p.blocks > 0) {
                let Pool { block_bytes, blocks, used } = pool;
                out += &format!(
                    "  pool {number}: blocks of {block_bytes} bytes, {used} of {blocks} in use\n"
                );
            }
        }
        if self.more > 0 {
            out += &format!("{} more arenas are left out\n", self.more);
        }
        out
    }
}

impl Arena {
    pub(crate) fn title(&self) -> String {
        format!("arena {:#x}", self.base)
    }
}
