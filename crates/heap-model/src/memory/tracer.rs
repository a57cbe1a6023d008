//! What `tracemalloc` knows: the size of every block handed out while it traces, and where the
//! program was.
//!
//! Only whoever runs a program knows where that is. It says so before each step, with
//! [`Tracer::at`]; the allocators never ask. Sizes are those asked for, as CPython hooks in above
//! its allocators: a block from a free list was never given back, so it is not traced again, only
//! its place is the new one.
//!
//! Source: CPython's `Python/tracemalloc.c`.

use rustc_hash::FxHashMap;

use super::Addr;

/// A place in a program: a file's number, as the machine counts them, and a line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Place {
    /// The file.
    pub file: u32,
    /// The line, from 1; 0 when it is not known.
    pub line: u32,
}

/// Where a block was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct TracedStack {
    /// The innermost calls, innermost first, at most as many as the tracer was told to keep.
    /// None at all: no Python code ran.
    pub places: Box<[Place]>,
    /// How many calls there were.
    pub depth: usize,
}

/// One traced block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Trace {
    /// Bytes asked for.
    pub bytes: usize,
    /// Its [`TracedStack`], for [`Tracer::stack`].
    pub stack: u32,
}

/// A running call: whose code, and where it is.
#[derive(Clone, Copy, Debug)]
struct Call {
    /// Tells calls of different code apart.
    code: u32,
    place: Place,
}

/// All traced blocks.
#[derive(Clone, Debug)]
pub struct Tracer {
    /// Places kept for each block.
    limit: usize,
    /// Running calls, outermost first.
    calls: Vec<Call>,
    /// The number of the stack as it is now, once a block needed it.
    current: Option<u32>,
    stacks: Vec<TracedStack>,
    numbers: FxHashMap<TracedStack, u32>,
    blocks: FxHashMap<Addr, Trace>,
    bytes: u64,
    peak: u64,
    /// Nothing is recorded while above 0.
    paused: u32,
}

impl Tracer {
    /// A tracer that keeps up to `limit` places for each block.
    pub fn new(limit: usize) -> Tracer {
        Tracer {
            limit,
            calls: Vec::new(),
            current: None,
            stacks: Vec::new(),
            numbers: FxHashMap::default(),
            blocks: FxHashMap::default(),
            bytes: 0,
            peak: 0,
            paused: 0,
        }
    }

    /// Places kept for each block: `tracemalloc.get_traceback_limit()`.
    pub fn limit(&self) -> usize {
        self.limit
    }

    /// Bytes alive of traced blocks, and the most that there were.
    pub fn traced_bytes(&self) -> (u64, u64) {
        (self.bytes, self.peak)
    }

    /// Starts measuring the peak anew.
    pub fn reset_peak(&mut self) {
        self.peak = self.bytes;
    }

    /// Forgets all blocks.
    pub fn clear(&mut self) {
        self.blocks.clear();
        self.stacks.clear();
        self.numbers.clear();
        self.current = None;
        self.bytes = 0;
        self.peak = 0;
    }

    /// Stops recording, until as many calls of [`Tracer::resume`]. Blocks that end are noticed.
    pub fn pause(&mut self) {
        self.paused += 1;
    }

    /// See [`Tracer::pause`].
    pub fn resume(&mut self) {
        self.paused -= 1;
    }

    /// Bytes that CPython's tables of so many files, of the stacks and of the blocks take: 80 for a
    /// table, 32 for an entry, 8 for a bucket; a stack has 12 bytes and 12 for each place.
    pub fn own_bytes(&self, files: usize) -> usize {
        let table = |entries: usize| 80 + 32 * entries + 8 * buckets_for(entries);
        let stacks: usize =
            self.stacks.iter().map(|stack| 12 + 12 * stack.places.len().max(1)).sum();
        table(files) + table(self.stacks.len()) + stacks + table(self.blocks.len())
    }

    /// All traced blocks, by address.
    pub fn traces(&self) -> Vec<(Addr, Trace)> {
        let mut all: Vec<_> =
            self.blocks.iter().map(|(&address, &trace)| (address, trace)).collect();
        all.sort_unstable_by_key(|&(address, _)| address);
        all
    }

    /// The trace of a block.
    pub fn trace(&self, block: Addr) -> Option<Trace> {
        self.blocks.get(&block).copied()
    }

    /// A stack by its number.
    pub fn stack(&self, number: u32) -> &TracedStack {
        &self.stacks[number as usize]
    }

    // --- where the program is ---

    /// The innermost call is the `depth`th, runs `code` and is at a line. False, and nothing done,
    /// if that call is not known yet: then all calls must be told with [`Tracer::enter`].
    #[inline]
    pub fn at(&mut self, depth: usize, code: u32, line: u32) -> bool {
        if self.calls.len() > depth {
            self.leave(depth);
        }
        if self.calls.len() < depth {
            return false;
        }
        match self.calls.last_mut() {
            Some(call) if call.code == code => {
                if call.place.line != line {
                    call.place.line = line;
                    self.current = None;
                }
                true
            }
            _ => false,
        }
    }

    /// Calls known.
    pub fn depth(&self) -> usize {
        self.calls.len()
    }

    /// Forgets calls beyond so many.
    pub fn leave(&mut self, depth: usize) {
        if self.calls.len() > depth {
            self.calls.truncate(depth);
            self.current = None;
        }
    }

    /// One more call, inside all others.
    pub fn enter(&mut self, code: u32, place: Place) {
        self.calls.push(Call { code, place });
        self.current = None;
    }

    // --- what the allocators do ---

    /// A new block.
    pub(super) fn add(&mut self, block: Addr, bytes: usize) {
        if self.paused > 0 {
            return;
        }
        let stack = self.current_stack();
        if let Some(old) = self.blocks.insert(block, Trace { bytes, stack }) {
            self.bytes -= old.bytes as u64;
        }
        self.bytes += bytes as u64;
        self.peak = self.peak.max(self.bytes);
    }

    /// The end of a block.
    pub(super) fn remove(&mut self, block: Addr) {
        if let Some(old) = self.blocks.remove(&block) {
            self.bytes -= old.bytes as u64;
        }
    }

    /// A block from a free list becomes another object: if it is traced, its place is here.
    pub(super) fn reuse(&mut self, block: Addr) {
        if self.paused == 0 && self.blocks.contains_key(&block) {
            let stack = self.current_stack();
            if let Some(trace) = self.blocks.get_mut(&block) {
                trace.stack = stack;
            }
        }
    }

    fn current_stack(&mut self) -> u32 {
        if let Some(number) = self.current {
            return number;
        }
        let places = self.calls.iter().rev().take(self.limit).map(|call| call.place).collect();
        let stack = TracedStack { places, depth: self.calls.len() };
        let Tracer { numbers, stacks, .. } = self;
        let number = *numbers.entry(stack).or_insert_with_key(|stack| {
            stacks.push(stack.clone());
            stacks.len() as u32 - 1
        });
        self.current = Some(number);
        number
    }
}

/// Buckets of a table that grew to so many entries: it grows when it is more than half full, to the
/// power of two above ten thirds of its entries (`Python/hashtable.c`).
fn buckets_for(entries: usize) -> usize {
    let mut buckets = 16;
    while 2 * entries > buckets {
        buckets = ((buckets / 2 + 1) * 10 / 3).next_power_of_two();
    }
    buckets
}
