//! What differs between CPython's releases, in one place.

mod collector;
mod compiler;
mod containers;
mod free_lists;
mod library;
mod operations;
mod running;
mod sharing;
mod sizes;
mod start;
mod syntax;
mod text;
mod types;
mod warnings;

use std::ops::RangeInclusive;

pub use collector::{CollectorRules, ExitCollection, TrashcanRules, TupleTracking};
pub use compiler::{AssertionPlace, Compiler};
pub use containers::{ContainerRules, InlineValues};
pub use free_lists::FreeListSizes;
pub use library::LibraryRules;
pub use operations::Operations;
pub use running::{FrameRules, WeakrefRules, Wording};
pub use sharing::InterningRules;
pub use sizes::Sizes;
pub use start::{Counted, Import, ImportEffects, ImportPart, StartCounts, StartRules, StartWords};
pub use syntax::{NestingLimits, SyntaxRules};
pub use text::{IgnoredReport, PercentWording, SuggestionRules, TextRules, TracebackRules};
pub use types::TypeSize;
pub use warnings::CompileWarningRules;

/// One CPython release, with every number and rule of its heap that another release has otherwise.
#[derive(Clone, Debug)]
pub struct Release {
    /// `"3.14"`, as chapters write it.
    pub name: &'static str,
    /// Major, minor and micro version, e.g. `(3, 14, 10)`.
    pub version: (u8, u8, u8),
    /// What source text is refused, and how.
    pub syntax: SyntaxRules,
    /// How source text becomes bytecode.
    pub compiler: Compiler,
    /// What is warned of on the way.
    pub warnings: CompileWarningRules,
    /// What the start leaves in memory.
    pub start: StartRules,
    /// Ints that exist once, made before any program.
    pub small_ints: RangeInclusive<i64>,
    /// Singletons, cached ints and characters, static types and identifiers never die and are not
    /// counted (PEP 683, 3.12+).
    pub immortal_objects: bool,
    /// What `sys.getrefcount` shows of an immortal object.
    pub immortal_refcount: u32,
    /// The eight bytes of `ob_refcnt` of an immortal object (measured).
    pub immortal_word: u64,
    /// The same, of one that lies in static memory.
    pub immortal_static_word: u64,
    /// An int's size field is a tag: digits, then two bits of sign (3.12+).
    pub ints_are_tagged: bool,
    /// A bit of the tag marks the cached ints (3.14+).
    pub small_int_tag: bool,
    /// The last bit of a str's state says that the str is ready (3.11), rather than that it is the
    /// interpreter's own.
    pub str_says_ready: bool,
    /// Where there is no immortality: the count that cached ints, characters and `()` start from.
    pub static_refcount: u32,
    /// `hash(None)` is this constant (3.12+); before, it comes from the address.
    pub none_hash: Option<i64>,
    /// Bytes of each kind of object.
    pub sizes: Sizes,
    /// How many dead objects are kept for the next one.
    pub free_lists: FreeListSizes,
    /// When the cyclic collector runs, what it tracks and reports.
    pub collector: CollectorRules,
    /// Which strings are interned or immortal.
    pub interning: InterningRules,
    /// How containers take room.
    pub containers: ContainerRules,
    /// Locals and constants while a program runs.
    pub frames: FrameRules,
    /// Weak references in a collection.
    pub weakrefs: WeakrefRules,
    /// Operators, attribute access and class statements.
    pub operations: Operations,
    /// Texts of the interpreter's own.
    pub wording: Wording,
    /// How values are read, shown and reported.
    pub text: TextRules,
    /// Names and wordings of the standard library.
    pub library: LibraryRules,
}

/// The five releases, oldest first.
pub static RELEASES: [Release; 5] = [
    Release {
        name: "3.11",
        version: (3, 11, 7),
        syntax: syntax::V11,
        compiler: compiler::V11,
        warnings: warnings::V11,
        start: start::V11,
        small_ints: -5..=256,
        immortal_objects: false,
        immortal_refcount: 0,
        immortal_word: 0,
        immortal_static_word: 0,
        ints_are_tagged: false,
        small_int_tag: false,
        str_says_ready: true,
        static_refcount: 999_999_999,
        none_hash: None,
        sizes: sizes::V11,
        free_lists: free_lists::V11,
        collector: collector::V11,
        interning: sharing::V11,
        containers: containers::V11,
        frames: running::v11::FRAMES,
        weakrefs: running::v11::WEAKREFS,
        operations: operations::V11,
        wording: running::v11::WORDING,
        text: text::V11,
        library: library::V11,
    },
    Release {
        name: "3.12",
        version: (3, 12, 1),
        syntax: syntax::V12,
        compiler: compiler::V12,
        warnings: warnings::V12,
        start: start::V12,
        small_ints: -5..=256,
        immortal_objects: true,
        immortal_refcount: 4_294_967_295,
        immortal_word: 0xffff_ffff,
        immortal_static_word: 0xffff_ffff,
        ints_are_tagged: true,
        small_int_tag: false,
        str_says_ready: false,
        static_refcount: 0,
        none_hash: Some(NONE_HASH),
        sizes: sizes::V12,
        free_lists: free_lists::V11,
        collector: collector::V12,
        interning: sharing::V12,
        containers: containers::V12,
        frames: running::v12::FRAMES,
        weakrefs: running::v12::WEAKREFS,
        operations: operations::V12,
        wording: running::v12::WORDING,
        text: text::V12,
        library: library::V12,
    },
    Release {
        name: "3.13",
        version: (3, 13, 18),
        syntax: syntax::V13,
        compiler: compiler::V13,
        warnings: warnings::V13,
        start: start::V13,
        small_ints: -5..=256,
        immortal_objects: true,
        immortal_refcount: 4_294_967_295,
        immortal_word: 0xffff_ffff,
        immortal_static_word: 0xffff_ffff,
        ints_are_tagged: true,
        small_int_tag: false,
        str_says_ready: false,
        static_refcount: 0,
        none_hash: Some(NONE_HASH),
        sizes: sizes::V13,
        free_lists: free_lists::V13,
        collector: collector::V13,
        interning: sharing::V13,
        containers: containers::V13,
        frames: running::v13::FRAMES,
        weakrefs: running::v13::WEAKREFS,
        operations: operations::V13,
        wording: running::v13::WORDING,
        text: text::V13,
        library: library::V13,
    },
    Release {
        name: "3.14",
        version: (3, 14, 10),
        syntax: syntax::V14,
        compiler: compiler::V14,
        warnings: warnings::V14,
        start: start::V14,
        small_ints: -5..=256,
        immortal_objects: true,
        immortal_refcount: 3_221_225_472,
        immortal_word: 0x1_0000_c000_0000,
        immortal_static_word: 0x5_0000_c000_0000,
        ints_are_tagged: true,
        small_int_tag: true,
        str_says_ready: false,
        static_refcount: 0,
        none_hash: Some(NONE_HASH),
        sizes: sizes::V14,
        free_lists: free_lists::V14,
        collector: collector::V14,
        interning: sharing::V13,
        containers: containers::V14,
        frames: running::v14::FRAMES,
        weakrefs: running::v14::WEAKREFS,
        operations: operations::V14,
        wording: running::v14::WORDING,
        text: text::V14,
        library: library::V14,
    },
    Release {
        name: "3.15",
        version: (3, 15, 2),
        syntax: syntax::V15,
        compiler: compiler::V15,
        warnings: warnings::V15,
        start: start::V15,
        small_ints: -5..=1024,
        immortal_objects: true,
        immortal_refcount: 3_221_225_472,
        immortal_word: 0x1_0000_c000_0000,
        immortal_static_word: 0x5_0000_c000_0000,
        ints_are_tagged: true,
        small_int_tag: true,
        str_says_ready: false,
        static_refcount: 0,
        none_hash: Some(NONE_HASH),
        sizes: sizes::V15,
        free_lists: free_lists::V15,
        collector: collector::V15,
        interning: sharing::V13,
        containers: containers::V15,
        frames: running::v15::FRAMES,
        weakrefs: running::v15::WEAKREFS,
        operations: operations::V15,
        wording: running::v15::WORDING,
        text: text::V15,
        library: library::V15,
    },
];

/// `hash(None)` from 3.12 (CPython's `Objects/object.c`; measured).
const NONE_HASH: i64 = 4_238_894_112;

impl Release {
    /// The release of that name (`"3.14"`), if the model has it.
    pub fn named(name: &str) -> Option<&'static Release> {
        RELEASES.iter().find(|release| release.name == name)
    }
}
