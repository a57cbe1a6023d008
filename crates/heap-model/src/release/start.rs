//! What a release has allocated and freed when a program's first statement runs.

mod counts;
mod imports;
mod words;

pub use counts::{Counted, StartCounts};
pub use imports::{Import, ImportEffects, ImportPart};
pub use words::StartWords;

/// The memory that a start leaves (measured: `sys._debugmallocstats()` in a script without imports,
/// with `PYTHONHASHSEED=0`). It depends a little on the build, on `site` and on the script.
#[derive(Clone, Debug)]
pub struct StartRules {
    /// Blocks alive of each size class, those on free lists included.
    pub blocks: [u16; 32],
    /// Blocks alive that are larger than the largest class.
    pub large_blocks: u16,
    /// Dead objects on the free list of `float`.
    pub floats: u8,
    /// … of `int` (3.14+).
    pub ints: u8,
    /// … of `list`.
    pub lists: u8,
    /// … of `dict`.
    pub dicts: u8,
    /// … of dict key tables.
    pub dict_keys: u8,
    /// … of bound `method`s (3.14+).
    pub methods: u8,
    /// … of built-in methods (3.14+).
    pub builtin_methods: u8,
    /// … of `range` (3.14+).
    pub ranges: u8,
    /// … of range iterators (3.14+).
    pub range_iterators: u8,
    /// … of `slice`.
    pub slices: u8,
    /// … of list iterators (3.14+).
    pub list_iterators: u8,
    /// … of tuple iterators (3.14+).
    pub tuple_iterators: u8,
    /// … of `tuple`, by length from 1.
    pub tuples: [u8; 20],
    /// `__main__` has an empty `__annotations__` from its start (≤ 3.13).
    pub main_has_annotations: bool,
    /// A script's `__main__` has a `__cached__` (≤ 3.14).
    pub main_has_cached: bool,
    /// `gc.get_count()` before the script's own first allocation.
    pub collector_counts: [i32; 3],
    /// `gc.get_stats()` of the two younger generations then: collections, and objects that they freed.
    pub collector_runs: [(usize, usize); 2],
    /// Objects that these looked at (3.15).
    pub collector_candidates: usize,
    /// What imports of library modules do to the collector.
    pub imports: ImportEffects,
    /// Strings that are interned already.
    pub words: StartWords,
    /// References to objects that later releases have immortal (3.11; the others none). They depend
    /// on what `site` imports.
    pub counts: StartCounts,
    /// References to the modules `sys` and `builtins` beyond those that the model itself has.
    pub module_references: [(&'static str, u32); 2],
}

/// 3.11.
pub(super) const V11: StartRules = StartRules {
    blocks: [
        107, 1148, 4222, 12562, 7448, 1523, 730, 1187, 266, 2685, 193, 216, 503, 464, 380, 267,
        245, 191, 131, 102, 106, 88, 90, 71, 236, 63, 46, 41, 43, 37, 34, 50,
    ],
    large_blocks: 1306,
    floats: 4,
    ints: 0,
    lists: 41,
    dicts: 8,
    dict_keys: 3,
    methods: 0,
    builtin_methods: 0,
    ranges: 0,
    range_iterators: 0,
    slices: 1,
    list_iterators: 0,
    tuple_iterators: 0,
    tuples: [4, 8, 2, 2, 3, 0, 8, 6, 1, 0, 1, 3, 5, 1, 2, 2, 2, 3, 1, 6],
    main_has_annotations: true,
    main_has_cached: true,
    collector_counts: [248, 0, 2],
    collector_runs: [(22, 43), (2, 92)],
    collector_candidates: 0,
    imports: ImportEffects(include_str!("start/imports-3.11.txt")),
    words: StartWords { column: '1' },
    counts: StartCounts(include_str!("start/counts-3.11.txt")),
    module_references: [("sys", 40), ("builtins", 50)],
};

/// 3.12.
pub(super) const V12: StartRules = StartRules {
    blocks: [
        28, 491, 1458, 3240, 2979, 143, 41, 245, 11, 630, 13, 15, 110, 90, 14, 19, 21, 5, 4, 2, 2,
        5, 0, 1, 85, 2, 2, 2, 5, 4, 1, 14,
    ],
    large_blocks: 286,
    floats: 3,
    ints: 0,
    lists: 10,
    dicts: 14,
    dict_keys: 3,
    methods: 0,
    builtin_methods: 0,
    ranges: 0,
    range_iterators: 0,
    slices: 1,
    list_iterators: 0,
    tuple_iterators: 0,
    tuples: [5, 8, 3, 1, 1, 1, 0, 0, 2, 0, 1, 0, 1, 1, 0, 0, 1, 2, 0, 0],
    main_has_annotations: true,
    main_has_cached: true,
    collector_counts: [0, 5, 0],
    collector_runs: [(5, 24), (0, 0)],
    collector_candidates: 0,
    imports: ImportEffects(include_str!("start/imports-3.12.txt")),
    words: StartWords { column: '2' },
    counts: StartCounts(""),
    module_references: [("sys", 25), ("builtins", 47)],
};

/// 3.13.
pub(super) const V13: StartRules = StartRules {
    blocks: [
        28, 592, 2983, 5299, 3602, 415, 200, 350, 63, 697, 59, 45, 168, 172, 86, 105, 71, 53, 40,
        59, 30, 33, 27, 18, 126, 14, 13, 13, 16, 14, 9, 19,
    ],
    large_blocks: 415,
    floats: 3,
    ints: 0,
    lists: 10,
    dicts: 9,
    dict_keys: 3,
    methods: 0,
    builtin_methods: 0,
    ranges: 0,
    range_iterators: 0,
    slices: 1,
    list_iterators: 0,
    tuple_iterators: 0,
    tuples: [5, 8, 11, 1, 0, 3, 4, 3, 3, 5, 2, 8, 3, 1, 2, 2, 1, 3, 1, 0],
    main_has_annotations: true,
    main_has_cached: true,
    collector_counts: [34, 3, 0],
    collector_runs: [(3, 23), (0, 0)],
    collector_candidates: 0,
    imports: ImportEffects(include_str!("start/imports-3.13.txt")),
    words: StartWords { column: '3' },
    counts: StartCounts(""),
    module_references: [("sys", 27), ("builtins", 47)],
};

/// 3.14.
pub(super) const V14: StartRules = StartRules {
    blocks: [
        28, 609, 2284, 5743, 3869, 496, 223, 361, 77, 144, 619, 53, 121, 175, 80, 89, 96, 63, 34,
        55, 51, 16, 30, 24, 140, 18, 16, 13, 10, 15, 13, 20,
    ],
    large_blocks: 418,
    floats: 3,
    ints: 14,
    lists: 10,
    dicts: 9,
    dict_keys: 2,
    methods: 8,
    builtin_methods: 1,
    ranges: 2,
    range_iterators: 1,
    slices: 1,
    list_iterators: 4,
    tuple_iterators: 6,
    tuples: [5, 8, 7, 1, 2, 2, 4, 1, 3, 1, 4, 4, 9, 1, 2, 3, 0, 6, 1, 0],
    main_has_annotations: false,
    main_has_cached: true,
    collector_counts: [1926, 2, 0],
    collector_runs: [(2, 23), (0, 0)],
    collector_candidates: 0,
    imports: ImportEffects(include_str!("start/imports-3.14.txt")),
    words: StartWords { column: '4' },
    counts: StartCounts(""),
    module_references: [("sys", 31), ("builtins", 47)],
};

/// 3.15.
pub(super) const V15: StartRules = StartRules {
    blocks: [
        29, 561, 2333, 6019, 3917, 509, 226, 410, 81, 145, 637, 53, 128, 180, 75, 86, 91, 74, 41,
        56, 54, 19, 32, 23, 146, 19, 13, 16, 12, 16, 15, 24,
    ],
    large_blocks: 441,
    floats: 3,
    ints: 16,
    lists: 11,
    dicts: 9,
    dict_keys: 2,
    methods: 8,
    builtin_methods: 1,
    ranges: 2,
    range_iterators: 1,
    slices: 0,
    list_iterators: 2,
    tuple_iterators: 4,
    tuples: [4, 7, 6, 1, 2, 2, 1, 1, 3, 1, 6, 4, 10, 0, 2, 1, 2, 4, 1, 1],
    main_has_annotations: false,
    main_has_cached: false,
    collector_counts: [27, 3, 0],
    collector_runs: [(3, 23), (0, 0)],
    collector_candidates: 7082,
    imports: ImportEffects(include_str!("start/imports-3.15.txt")),
    words: StartWords { column: '5' },
    counts: StartCounts(""),
    module_references: [("sys", 33), ("builtins", 48)],
};
