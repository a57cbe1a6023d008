//! What `sys._debugmallocstats()` prints about obmalloc.

use std::fmt;

use super::pools::{
    ARENA_BYTES, ArenaCounts, CLASSES, LARGEST, POOL_BYTES, POOL_HEADER, POOLS_PER_ARENA, Pools,
    blocks_per_pool, class_bytes,
};

/// Pools and blocks of one size class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ClassStats {
    /// Pools with a block in use.
    pub pools: usize,
    /// Blocks in use.
    pub in_use: usize,
    /// Free blocks of those pools.
    pub available: usize,
}

/// The state of obmalloc in numbers. Its `Display` is the text of `sys._debugmallocstats()` up to
/// the free lists' lines, which the text of each release differs in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stats {
    /// By size class.
    pub classes: [ClassStats; CLASSES],
    /// How often arenas came and went.
    pub arenas: ArenaCounts,
    /// Pools of the mapped arenas that are empty or untouched.
    pub unused_pools: usize,
}

impl Stats {
    pub(super) fn of(pools: &Pools) -> Stats {
        let mut classes = [ClassStats::default(); CLASSES];
        let mut unused_pools = 0;
        for arena in pools.mapped() {
            unused_pools += pools.free_pools(arena);
            for pool in 0..pools.touched(arena) {
                if let Some((class, in_use)) = pools.pool(arena, pool)
                    && in_use > 0
                {
                    let stats = &mut classes[class];
                    stats.pools += 1;
                    stats.in_use += in_use;
                    stats.available += blocks_per_pool(class) - in_use;
                }
            }
        }
        Stats { classes, arenas: pools.counts(), unused_pools }
    }

    /// Bytes of the blocks in use.
    pub fn bytes_in_use(&self) -> usize {
        self.by_class(|class, stats| stats.in_use * class_bytes(class))
    }

    /// Bytes of the free blocks in pools with a block in use.
    pub fn bytes_available(&self) -> usize {
        self.by_class(|class, stats| stats.available * class_bytes(class))
    }

    /// Bytes of the headers of pools with a block in use.
    pub fn bytes_in_headers(&self) -> usize {
        self.by_class(|_, stats| stats.pools * POOL_HEADER)
    }

    /// Bytes at the ends of those pools that are too few for a block.
    pub fn bytes_in_quantization(&self) -> usize {
        self.by_class(|class, stats| {
            stats.pools * ((POOL_BYTES - POOL_HEADER) % class_bytes(class))
        })
    }

    /// Bytes of the mapped arenas.
    pub fn arena_bytes(&self) -> usize {
        self.arenas.current as usize * ARENA_BYTES
    }

    fn by_class(&self, bytes: impl Fn(usize, &ClassStats) -> usize) -> usize {
        self.classes.iter().enumerate().map(|(class, stats)| bytes(class, stats)).sum()
    }
}

impl fmt::Display for Stats {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "Small block threshold = {LARGEST}, in {CLASSES} size classes.")?;
        writeln!(f)?;
        writeln!(f, "class   size   num pools   blocks in use  avail blocks")?;
        writeln!(f, "-----   ----   ---------   -------------  ------------")?;
        for (class, stats) in self.classes.iter().enumerate() {
            let &ClassStats { pools, in_use, available } = stats;
            if pools > 0 {
                let size = class_bytes(class);
                writeln!(f, "{class:5} {size:6} {pools:11} {in_use:15} {available:13}")?;
            }
        }
        writeln!(f)?;
        line(f, "# arenas allocated total", self.arenas.allocated as usize)?;
        line(f, "# arenas reclaimed", self.arenas.reclaimed as usize)?;
        line(f, "# arenas highwater mark", self.arenas.highwater as usize)?;
        line(f, "# arenas allocated current", self.arenas.current as usize)?;
        let arenas = self.arenas.current;
        line(f, &format!("{arenas} arenas * {ARENA_BYTES} bytes/arena"), self.arena_bytes())?;
        writeln!(f)?;
        let parts = [
            ("# bytes in allocated blocks".to_string(), self.bytes_in_use()),
            ("# bytes in available blocks".to_string(), self.bytes_available()),
            (
                format!("{} unused pools * {POOL_BYTES} bytes", self.unused_pools),
                self.unused_pools * POOL_BYTES,
            ),
            ("# bytes lost to pool headers".to_string(), self.bytes_in_headers()),
            ("# bytes lost to quantization".to_string(), self.bytes_in_quantization()),
            ("# bytes lost to arena alignment".to_string(), 0),
        ];
        for (label, bytes) in &parts {
            line(f, label, *bytes)?;
        }
        line(f, "Total", parts.iter().map(|(_, bytes)| bytes).sum())?;
        writeln!(f)?;
        writeln!(f, "arena map counts")?;
        line(f, "# arena map mid nodes", MAP_NODES)?;
        line(f, "# arena map bot nodes", MAP_NODES)?;
        writeln!(f)?;
        line(f, "# bytes lost to arena map root", MAP_ROOT_BYTES)?;
        line(f, "# bytes lost to arena map mid", MAP_NODES * MAP_ROOT_BYTES)?;
        line(f, "# bytes lost to arena map bot", MAP_NODES * MAP_BOTTOM_BYTES)?;
        line(f, "Total", MAP_ROOT_BYTES + MAP_NODES * (MAP_ROOT_BYTES + MAP_BOTTOM_BYTES))
    }
}

/// Nodes of each level of the tree in which CPython looks arenas up. All of the model's arenas lie
/// in one 16 GiB stretch, which one node covers.
const MAP_NODES: usize = 1;
/// Bytes of the tree's root, and of a middle node: 2^15 pointers.
const MAP_ROOT_BYTES: usize = 8 << 15;
/// Bytes of a bottom node: two 32-bit numbers for each of 2^14 arenas.
const MAP_BOTTOM_BYTES: usize = 8 << 14;
const _: () = assert!(POOLS_PER_ARENA == 64);

/// One line as the interpreter aligns it: the label in 35 columns, `=`, the number grouped by
/// thousands in 21 columns.
fn line(f: &mut fmt::Formatter<'_>, label: &str, number: usize) -> fmt::Result {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    writeln!(f, "{label:<35}={grouped:>21}")
}
