//! Which address a request gets: the order rules of obmalloc and of the system allocator, with what
//! real CPython printed for the same requests.

use heap_model::memory::pools::{ARENA_BYTES, POOL_BYTES, blocks_per_pool, class_bytes};
use heap_model::memory::{Addr, Memory, PoolState, Region};
use proptest::prelude::*;

/// The offset of an address in its pool.
fn offset(addr: Addr) -> u64 {
    addr.get() % POOL_BYTES as u64
}

fn pool(addr: Addr) -> u64 {
    addr.get() / POOL_BYTES as u64
}

fn blocks(memory: &mut Memory, count: usize, bytes: usize) -> Vec<Addr> {
    (0..count).map(|_| memory.malloc(bytes)).collect()
}

/// Steps between addresses given one after the other.
fn steps(addresses: &[Addr]) -> Vec<i64> {
    addresses.windows(2).map(|pair| pair[1].get() as i64 - pair[0].get() as i64).collect()
}

#[test]
fn pools_hold_as_many_blocks_as_measured() {
    let measured = [
        1021, 510, 340, 255, 204, 170, 145, 127, 113, 102, 92, 85, 78, 72, 68, 63, 60, 56, 53, 51,
        48, 46, 44, 42, 40, 39, 37, 36, 35, 34, 32, 31,
    ];
    for (class, &count) in measured.iter().enumerate() {
        assert_eq!(blocks_per_pool(class), count);
        let mut memory = Memory::new();
        let got = blocks(&mut memory, count + 1, class_bytes(class));
        assert_eq!(offset(got[0]), 48);
        assert!(steps(&got[..count]).iter().all(|&step| step == class_bytes(class) as i64));
        assert_eq!(pool(got[count]), pool(got[0]) + 1, "class {class}: the next pool follows");
    }
}

#[test]
fn requests_share_a_pool_by_class() {
    let mut memory = Memory::new();
    let (a, b, c) = (memory.malloc(33), memory.malloc(48), memory.malloc(49));
    assert_eq!(pool(a), pool(b));
    assert_ne!(pool(b), pool(c));
    let (zero, large) = (memory.malloc(0), memory.malloc(513));
    assert_eq!((zero.region(), large.region()), (Region::Heap, Region::Heap));
    assert_eq!(a.region(), Region::Arena);
    assert_eq!(memory.allocated_blocks(), 5);
    assert_eq!(memory.live_bytes(), 33 + 48 + 49 + 513);
}

/// Frees blocks and says in which order the next ones get them: by their place among the freed.
fn reuse(memory: &mut Memory, freed: &[Addr], bytes: usize) -> Vec<Option<usize>> {
    for &addr in freed {
        memory.free(addr, bytes);
    }
    let again = blocks(memory, freed.len(), bytes);
    again.iter().map(|addr| freed.iter().position(|other| other == addr)).collect()
}

#[test]
fn last_freed_is_first_reused() {
    let mut memory = Memory::new();
    let got = blocks(&mut memory, 2000, 64);
    assert_eq!(reuse(&mut memory, &[got[300], got[10], got[200]], 64), [Some(2), Some(1), Some(0)]);
}

#[test]
fn pool_that_stopped_being_full_last_serves_first() {
    let mut memory = Memory::new();
    let got = blocks(&mut memory, 5 * 255, 64);
    let (p1, p2, p3) = (&got[..255], &got[255..510], &got[510..765]);
    // Measured: one block freed in each of three full pools; they come back third, second, first.
    assert_eq!(reuse(&mut memory, &[p1[9], p2[9], p3[9]], 64), [Some(2), Some(1), Some(0)]);
    // Measured: freed p1 a, p2 a, p1 b; they come back p2 a, p1 b, p1 a. The second free in the first
    // pool does not move it.
    assert_eq!(reuse(&mut memory, &[p1[0], p2[0], p1[1]], 64), [Some(1), Some(2), Some(0)]);
}

#[test]
fn emptied_pool_goes_to_any_class() {
    let mut memory = Memory::new();
    let small = blocks(&mut memory, 2 * 1021, 16);
    for &addr in &small[..1021] {
        memory.free(addr, 16);
    }
    let first = memory.malloc(512);
    assert_eq!(pool(first), pool(small[0]), "the emptied pool comes before an untouched one");
    assert_eq!(offset(first), 48, "laid out afresh");
    memory.free(first, 512);
    let again = blocks(&mut memory, 2, 512);
    assert_eq!(again[0], first, "same class: the pool keeps its order");
    assert_eq!(offset(again[1]), 48 + 512);
}

#[test]
fn arenas_go_down_and_come_back() {
    let mut memory = Memory::new();
    let per_arena = 64 * 31;
    let got = blocks(&mut memory, 6 * per_arena, 512);
    assert_eq!(memory.stats().arenas.current, 6);
    assert_eq!(got[per_arena].get(), got[0].get() - ARENA_BYTES as u64, "Linux maps downwards");
    for addr in got {
        memory.free(addr, 512);
    }
    let arenas = memory.stats().arenas;
    assert_eq!((arenas.allocated, arenas.highwater, arenas.current), (6, 6, 1));
    assert_eq!(arenas.reclaimed, 5, "all but one idle arena go back");
    assert_eq!(memory.allocated_blocks(), 0);
}

#[test]
fn fullest_arena_serves_new_pools() {
    let mut memory = Memory::new();
    let per_arena = 64 * 31;
    let got = blocks(&mut memory, 3 * per_arena, 512);
    let (first, second) = (&got[..per_arena], &got[per_arena..2 * per_arena]);
    // Two pools of the first arena become empty, then one of the second.
    for &addr in &first[..62] {
        memory.free(addr, 512);
    }
    for &addr in &second[..31] {
        memory.free(addr, 512);
    }
    let taken = [memory.malloc(16), memory.malloc(32), memory.malloc(48)];
    assert_eq!(taken.map(pool), [pool(second[0]), pool(first[31]), pool(first[0])]);
}

/// A long random program of requests and frees, against CPython itself: the same calls of
/// `PyObject_Malloc` and `PyObject_Free` were made through ctypes in an arena of their own, and the
/// addresses, with pools numbered in the order of their first use, were folded into one number (all
/// five releases gave the same).
#[test]
fn random_program_gets_the_addresses_of_cpython() {
    for (operations, wave, measured) in [
        (5_000, 10_000, 0xabec705ad258d8ff),
        (20_000, 10_000, 0xc8180d9782d93d6f),
        (60_000, 10_000, 0xd3bbc0275c1b4d17),
        (400_000, 60_000, 0x870de2f6d95913e5u64),
    ] {
        let mut memory = Memory::new();
        blocks(&mut memory, 31, 512);
        let (mut live, mut pools) = (Vec::new(), std::collections::HashMap::new());
        let (mut random, mut folded) = (12345u64, 0xcbf29ce484222325u64);
        for turn in 0..operations {
            random = random.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            let number = (random >> 33) as usize;
            let grows = turn / wave % 2 == 0;
            if live.is_empty() || (number % 5 > 1) == grows {
                let bytes = [464, 480, 496, 512][number / 5 % 4];
                let addr = memory.malloc(bytes);
                live.push((addr, bytes));
                let count = pools.len() as u64;
                let place = *pools.entry(pool(addr)).or_insert(count) * 16384 + offset(addr);
                folded = (folded ^ place).wrapping_mul(0x100000001b3);
            } else {
                let (addr, bytes) = live.swap_remove(number / 5 % live.len());
                memory.free(addr, bytes);
            }
        }
        assert_eq!(folded, measured, "{operations} operations: {folded:#x}");
    }
}

#[test]
fn realloc_stays_while_it_fits_the_class_and_fills_three_quarters() {
    // Old size, and the smallest and largest new size that stay (measured on all releases).
    let measured = [
        (16, 13, 16),
        (32, 25, 32),
        (48, 37, 48),
        (60, 49, 64),
        (100, 85, 112),
        (128, 97, 128),
        (256, 193, 256),
        (500, 385, 512),
    ];
    for (old, least, most) in measured {
        for new in 1..=600 {
            let mut memory = Memory::new();
            let addr = memory.malloc(old);
            let moved = memory.realloc(addr, old, new) != addr;
            assert_eq!(moved, !(least..=most).contains(&new), "{old} to {new}");
            assert_eq!((memory.allocated_blocks(), memory.live_bytes()), (1, new as u64));
        }
    }
}

#[test]
fn block_of_the_system_stays_the_systems() {
    let mut memory = Memory::new();
    let addr = memory.malloc(4000);
    assert_eq!(memory.realloc(addr, 4000, 40), addr);
    memory.free(addr, 40);
    assert_eq!((memory.allocated_blocks(), memory.live_bytes()), (0, 0));
    assert_eq!(memory.peak_bytes(), 4000);
}

#[test]
fn big_blocks_in_sequence_stand_in_sequence() {
    // The sizes of bytes(n) as CPython asks for them: n + 33. Steps measured on 3.11.7 and 3.14.10.
    for (n, step) in [(600, 656), (5000, 5056), (50000, 50048), (100000, 100048)] {
        let mut memory = Memory::new();
        let got = blocks(&mut memory, 12, n + 33);
        assert!(steps(&got).iter().all(|&got| got == step), "{n}: {:?}", steps(&got));
    }
    for (n, step) in [(300000, -303104), (1000000, -1003520)] {
        let mut memory = Memory::new();
        let got = blocks(&mut memory, 12, n + 33);
        assert!(got.iter().all(|addr| addr.get() % 4096 == 16));
        assert!(steps(&got).iter().all(|&got| got == step), "{n}: {:?}", steps(&got));
    }
}

#[test]
fn freed_mapping_raises_the_threshold() {
    let mut memory = Memory::new();
    let first = memory.malloc(300_033);
    assert_eq!(first.region(), Region::Mapping);
    memory.free(first, 300_033);
    assert_eq!(memory.malloc(300_033).region(), Region::Heap, "measured: no address comes back");
    assert_eq!(memory.malloc(1_000_033).region(), Region::Mapping);
}

#[test]
fn temporaries_of_one_size_share_an_address() {
    for bytes in [600, 1041, 5000, 100_000] {
        let mut memory = Memory::new();
        let first = memory.malloc(bytes);
        memory.free(first, bytes);
        assert_eq!(memory.malloc(bytes), first);
    }
}

#[test]
fn statistics_print_as_the_interpreter_does() {
    let mut memory = Memory::new();
    blocks(&mut memory, 300, 64);
    blocks(&mut memory, 5, 500);
    let expected = "\
Small block threshold = 512, in 32 size classes.

class   size   num pools   blocks in use  avail blocks
-----   ----   ---------   -------------  ------------
    3     64           2             300           210
   31    512           1               5            26

# arenas allocated total           =                    1
# arenas reclaimed                 =                    0
# arenas highwater mark            =                    1
# arenas allocated current         =                    1
1 arenas * 1048576 bytes/arena     =            1,048,576

# bytes in allocated blocks        =               21,760
# bytes in available blocks        =               26,752
61 unused pools * 16384 bytes      =              999,424
# bytes lost to pool headers       =                  144
# bytes lost to quantization       =                  496
# bytes lost to arena alignment    =                    0
Total                              =            1,048,576

arena map counts
# arena map mid nodes              =                    1
# arena map bot nodes              =                    1

# bytes lost to arena map root     =              262,144
# bytes lost to arena map mid      =              262,144
# bytes lost to arena map bot      =              131,072
Total                              =              655,360
";
    assert_eq!(memory.stats().to_string(), expected);
}

#[test]
fn pictures_show_what_comes_next() {
    let mut memory = Memory::new();
    let got = blocks(&mut memory, 40, 64);
    memory.free(got[3], 64);
    memory.free(got[1], 64);
    let arena = memory.arenas().next().unwrap();
    let pools: Vec<_> = arena.pools().collect();
    let pool = pools[0];
    assert_eq!(pools[1].state(), PoolState::Untouched);
    assert_eq!((pool.state(), pool.blocks(), pool.in_use()), (PoolState::Used, 255, 38));
    assert_eq!(pool.free_order()[..4], [1, 3, 40, 41]);
    assert_eq!(pool.block(3), got[3]);
    let promised: Vec<Addr> = pool.free_order().iter().map(|&index| pool.block(index)).collect();
    assert_eq!(blocks(&mut memory, promised.len(), 64), promised);
}

/// Long random programs of requests to the system allocator, against glibc 2.36 itself: a C program
/// made the same calls of `malloc`, `realloc` and `free` from its start, and its addresses, counted
/// from the start of its heap, were folded into one number.
#[test]
fn random_program_gets_the_addresses_of_glibc() {
    struct Program {
        operations: usize,
        smallest: usize,
        sizes: usize,
        alive: usize,
        /// Of eight operations on a block alive, so many resize it.
        resizing: usize,
        measured: u64,
    }
    let program = |operations, smallest, sizes, alive, resizing, measured| Program {
        operations,
        smallest,
        sizes,
        alive,
        resizing,
        measured,
    };
    for program in [
        program(20_000, 600, 2000, 50, 0, 0x6ba65b12d9c85995),
        program(50_000, 1, 1500, 300, 7, 0xf4cfc82fb49f8f8b),
        program(20_000, 500, 50_000, 300, 3, 0x1ec5789318c8b950),
        program(20_000, 1, 3000, 3000, 5, 0x1005c910a5a1a7ff),
        program(20_000, 20_000, 2_000_000, 100, 2, 0xca7a49a443117059),
    ] {
        let mut memory = Memory::new();
        let mut live: Vec<(Addr, usize)> = Vec::new();
        let (mut random, mut folded) = (12345u64, 0xcbf29ce484222325u64);
        let mut next = || {
            random = random.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
            (random >> 33) as usize
        };
        // The glibc run's heap begins where the model's does; its first block is at offset 0x2a0.
        let heap = Memory::new().raw_malloc(1).get() - 0x2a0;
        for _ in 0..program.operations {
            let number = next();
            let place = if live.is_empty() || (live.len() < program.alive && number % 2 == 0) {
                let bytes = program.smallest + number / 2 % program.sizes;
                live.push((memory.raw_malloc(bytes), bytes));
                Some(live[live.len() - 1].0)
            } else if number % 8 < program.resizing {
                let (bytes, index) =
                    (program.smallest + next() / 2 % program.sizes, number / 8 % live.len());
                let (addr, old) = live[index];
                live[index] = (memory.raw_realloc(addr, old, bytes), bytes);
                Some(live[index].0)
            } else {
                let (addr, bytes) = live.swap_remove(number / 2 % live.len());
                memory.raw_free(addr, bytes);
                None
            };
            let value = match place {
                None => 1,
                Some(addr) if addr.region() == Region::Mapping => 2,
                Some(addr) => addr.get() - heap,
            };
            folded = (folded ^ value).wrapping_mul(0x100000001b3);
        }
        assert_eq!(folded, program.measured, "{folded:#x}");
    }
}

/// A step of a random program: ask for bytes, or free or resize one of the blocks alive.
#[derive(Clone, Debug)]
enum Step {
    Malloc { bytes: usize, raw: bool },
    Free(usize),
    Realloc(usize, usize),
}

fn size() -> impl Strategy<Value = usize> {
    prop_oneof![
        6 => 0..=512usize,
        2 => 513..3000usize,
        1 => 3000..200_000usize,
        1 => 120_000..3_000_000usize,
    ]
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        5 => (size(), prop::bool::weighted(0.1)).prop_map(|(bytes, raw)| Step::Malloc { bytes, raw }),
        4 => any::<usize>().prop_map(Step::Free),
        2 => (any::<usize>(), size()).prop_map(|(index, bytes)| Step::Realloc(index, bytes)),
    ]
}

proptest! {
    #[test]
    fn live_blocks_never_overlap_and_counts_add_up(
        steps in prop::collection::vec(step(), 1..600),
    ) {
        let mut memory = Memory::new();
        let mut live: Vec<(Addr, usize, bool)> = Vec::new();
        for step in steps {
            match step {
                Step::Malloc { bytes, raw } => {
                    let addr = if raw { memory.raw_malloc(bytes) } else { memory.malloc(bytes) };
                    live.push((addr, bytes, raw));
                }
                Step::Free(index) if !live.is_empty() => {
                    let (addr, bytes, raw) = live.swap_remove(index % live.len());
                    if raw { memory.raw_free(addr, bytes) } else { memory.free(addr, bytes) }
                }
                Step::Realloc(index, new) if !live.is_empty() => {
                    let index = index % live.len();
                    let (addr, old, raw) = live[index];
                    let moved = if raw {
                        memory.raw_realloc(addr, old, new)
                    } else {
                        memory.realloc(addr, old, new)
                    };
                    live[index] = (moved, new, raw);
                }
                _ => {}
            }
            let mut sorted: Vec<_> =
                live.iter().map(|&(addr, bytes, _)| (addr.get(), bytes.max(1) as u64)).collect();
            sorted.sort_unstable();
            for pair in sorted.windows(2) {
                prop_assert!(pair[0].0 + pair[0].1 <= pair[1].0, "{pair:x?} overlap");
            }
            prop_assert_eq!(memory.live_bytes(), live.iter().map(|block| block.1 as u64).sum::<u64>());
        }
        let counted = live.iter().filter(|block| !block.2).count();
        prop_assert_eq!(memory.allocated_blocks(), counted);
        let stats = memory.stats();
        let in_pools = live.iter().filter(|block| block.0.region() == Region::Arena).count();
        prop_assert_eq!(stats.classes.iter().map(|class| class.in_use).sum::<usize>(), in_pools);
        let parts = stats.bytes_in_use() + stats.bytes_available() + stats.bytes_in_headers()
            + stats.bytes_in_quantization() + stats.unused_pools * POOL_BYTES;
        prop_assert_eq!(parts, stats.arena_bytes());
        for (addr, bytes, raw) in live {
            if raw { memory.raw_free(addr, bytes) } else { memory.free(addr, bytes) }
        }
        prop_assert_eq!((memory.allocated_blocks(), memory.live_bytes()), (0, 0));
        prop_assert!(memory.stats().arenas.current <= 1);
    }
}
