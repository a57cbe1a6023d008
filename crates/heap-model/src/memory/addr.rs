//! Addresses, and where in the address space each kind of memory lies.

use std::num::NonZeroU32;

/// An address of the model: a multiple of 16 above [`Addr::BASE`], in four bytes. `Option<Addr>` has
/// the same size.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Addr(NonZeroU32);

impl Addr {
    /// Where the model's 64 GiB of addresses begin, in the range where Linux maps memory.
    pub const BASE: u64 = 0x7f00_0000_0000;

    /// The full address, as `id()` shows it.
    #[inline(always)]
    pub const fn get(self) -> u64 {
        Addr::BASE + self.0.get() as u64 * UNIT as u64
    }

    /// The address `bytes` further on, which must be a multiple of 16.
    #[inline(always)]
    pub const fn offset(self, bytes: usize) -> Addr {
        debug_assert!(bytes.is_multiple_of(UNIT));
        Addr::from_units(self.0.get().wrapping_add((bytes / UNIT) as u32))
    }

    /// The address `bytes` before, which must be a multiple of 16: from an object to its block.
    #[inline(always)]
    pub const fn before(self, bytes: usize) -> Addr {
        debug_assert!(bytes.is_multiple_of(UNIT));
        Addr::from_units(self.0.get().wrapping_sub((bytes / UNIT) as u32))
    }

    /// The address that `id()` showed as `value`, if the model could give it.
    pub fn from_id(value: u64) -> Option<Addr> {
        let distance = value.checked_sub(Addr::BASE)?;
        if distance % UNIT as u64 != 0 {
            return None;
        }
        NonZeroU32::new(u32::try_from(distance / UNIT as u64).ok()?).map(Addr)
    }

    /// Which kind of memory the address lies in.
    pub fn region(self) -> Region {
        match self.0.get() {
            ..HEAP => Region::Static,
            HEAP..MAPPINGS => Region::Heap,
            MAPPINGS..ARENAS => Region::Mapping,
            ARENAS.. => Region::Arena,
        }
    }

    /// From a number of 16-byte units above the base. The base itself is nobody's address.
    #[inline(always)]
    pub(super) const fn from_units(units: u32) -> Addr {
        match NonZeroU32::new(units) {
            Some(units) => Addr(units),
            None => Addr(NonZeroU32::MIN),
        }
    }

    /// The number of 16-byte units above the base.
    #[inline(always)]
    pub(super) const fn units(self) -> u32 {
        self.0.get()
    }
}

impl std::fmt::Debug for Addr {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:#x}", self.get())
    }
}

/// What a piece of the address space holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Region {
    /// The interpreter's own data: static types, `None`, cached ints.
    Static,
    /// The system allocator's heap, which grows upwards (`brk`).
    Heap,
    /// Big blocks, each mapped on its own, downwards from the top.
    Mapping,
    /// Arenas of obmalloc, downwards from the top.
    Arena,
}

/// Every address is a multiple of it (`ALIGNMENT` in CPython's obmalloc, the same in glibc).
pub const UNIT: usize = 16;

/// First unit of the interpreter's data: a page above the base, which nothing may have.
pub(super) const STATIC: u32 = 0x100;
/// First unit of the system allocator's heap: the interpreter's data take at most 1 GiB.
pub(super) const HEAP: u32 = 0x0400_0000;
/// First unit of the mapped blocks: the heap takes at most 15 GiB.
pub(super) const MAPPINGS: u32 = 0x4000_0000;
/// First unit of the arenas' region, the last 16 GiB.
pub(super) const ARENAS: u32 = 0xC000_0000;
