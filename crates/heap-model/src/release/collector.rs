//! When the cyclic collector runs, what it looks at and what it reports.

/// Rules of one release's cyclic collector (sources: CPython's `Modules/gcmodule.c` up to 3.12,
/// `Python/gc.c` from 3.13; each measured).
#[derive(Clone, Debug)]
pub struct CollectorRules {
    /// `gc.get_threshold()` at the start: net allocations, young collections, middle collections.
    pub thresholds: [u32; 3],
    /// A collection runs inside the allocation that goes over the threshold (3.11), rather than at
    /// the evaluation loop's next check point.
    pub runs_in_allocation: bool,
    /// A collection that was flagged before `gc.disable()` still runs at the next check point (≤ 3.12),
    /// rather than being dropped there.
    pub disabled_runs_pending: bool,
    /// Calls of `len`, `isinstance`, `type` with one argument and `list.append` are no check points from
    /// the second time on that they run (3.12+): they have instructions of their own then.
    pub specialised_calls_check_nothing: bool,
    /// A full collection starts by itself only when those that survived collections of generation 1
    /// since the last are at least one in this many of the last one's survivors.
    pub long_lived_ratio: u32,
    /// A `dict` is untracked while it holds only untracked objects (≤ 3.13). From 3.14 every dict is
    /// tracked from birth.
    pub dict_untracking: bool,
    /// How a new `tuple` of untracked objects is born.
    pub tuple_tracking: TupleTracking,
    /// `divmod()` of ints gives an untracked tuple (3.15).
    pub divmod_untracked: bool,
    /// A `frozenset` built of untracked objects is untracked (3.15).
    pub frozenset_untracking: bool,
    /// Objects of the interpreter's own that a full collection at the start of a script keeps. The
    /// model does not have them, but automatic full collections wait for a quarter of them.
    pub objects_at_start: u32,
    /// A script starts with the interpreter's own objects in the middle generation (3.12+) rather
    /// than the oldest: the first full collection looks at them after the program's.
    pub starts_in_middle_generation: bool,
    /// Objects in the permanent generation at the start (`gc.get_freeze_count()`): 3.12.1 has 375.
    pub frozen_at_start: u32,
    /// What the three collections of the exit that follow the end of `__main__` find of the
    /// interpreter's own objects.
    pub exit: [ExitCollection; 3],
    /// `gc.set_threshold` with a wrong number of arguments has an error of its own (3.13+).
    pub threshold_words: bool,
    /// `gc.get_stats()` has `candidates` and `duration` (3.15).
    pub stats_have_candidates: bool,
    /// How deep deallocations nest.
    pub trashcan: TrashcanRules,
}

/// When a death is put off because too many are nested, and when those put off take place. Visible in
/// the order in which the parts of deeply nested objects die.
///
/// Up to 3.13 nested deaths are counted; from 3.14 the C stack that they take is measured, so that the
/// numbers are bytes of a stack of 8 MiB (each found with nested lists, dicts and instances).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TrashcanRules {
    /// Room taken from which the next death is put off.
    pub deposit_at: u32,
    /// Room taken at which those put off take place.
    pub destroy_at: u32,
    /// Room that working off those put off takes itself.
    pub chain: u32,
    /// Room that the death of a list, tuple or set takes.
    pub items: u32,
    /// … of a dict.
    pub dict: u32,
    /// … of an instance of a Python class.
    pub instance: u32,
    /// … of an instance with `__slots__`.
    pub slotted: u32,
    /// … of an exception, frame or traceback.
    pub frame: u32,
    /// … of any other object of a collected type; 0: it is never put off.
    pub other: u32,
}

/// The interpreter's own objects in a collection of its exit (measured: `gc.DEBUG_STATS` in a script
/// that imports nothing else). As at the start, it depends a little on the build and on `site`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ExitCollection {
    /// How many are still there.
    pub objects: u32,
    /// How many of these are unreachable by then.
    pub unreachable: u32,
}

/// Three collections, each as objects and unreachable ones.
const fn exit(counts: [(u32, u32); 3]) -> [ExitCollection; 3] {
    let [a, b, c] = counts;
    [
        ExitCollection { objects: a.0, unreachable: a.1 },
        ExitCollection { objects: b.0, unreachable: b.1 },
        ExitCollection { objects: c.0, unreachable: c.1 },
    ]
}

/// When a `tuple` whose items are all untracked is itself untracked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TupleTracking {
    /// Tracked at birth, untracked by the first collection that finds it so.
    AtCollection,
    /// Tuples made by a display, `tuple(list)`, `*args` or a comprehension are born untracked, the
    /// others as [`TupleTracking::AtCollection`] (3.14+).
    AtBirth,
}

/// 3.11 and 3.12.
const COUNTED: TrashcanRules = TrashcanRules {
    deposit_at: 50,
    destroy_at: 0,
    chain: 1,
    items: 1,
    dict: 1,
    instance: 1,
    slotted: 1,
    frame: 1,
    other: 0,
};

/// 3.11.
pub(super) const V11: CollectorRules = CollectorRules {
    thresholds: [700, 10, 10],
    runs_in_allocation: true,
    disabled_runs_pending: true,
    specialised_calls_check_nothing: false,
    long_lived_ratio: 4,
    dict_untracking: true,
    tuple_tracking: TupleTracking::AtCollection,
    divmod_untracked: false,
    frozenset_untracking: false,
    objects_at_start: 11_095,
    exit: exit([(11_032, 4274), (5669, 1169), (4316, 1392)]),
    starts_in_middle_generation: false,
    frozen_at_start: 0,
    stats_have_candidates: false,
    trashcan: COUNTED,
    threshold_words: false,
};

/// 3.12.
pub(super) const V12: CollectorRules = CollectorRules {
    runs_in_allocation: false,
    specialised_calls_check_nothing: true,
    objects_at_start: 4977,
    exit: exit([(4903, 951), (3484, 778), (2542, 269)]),
    starts_in_middle_generation: true,
    frozen_at_start: 375,
    ..V11
};

/// 3.13.
pub(super) const V13: CollectorRules = CollectorRules {
    thresholds: [2000, 10, 10],
    trashcan: TrashcanRules { deposit_at: 9948, destroy_at: 9897, ..COUNTED },
    disabled_runs_pending: false,
    objects_at_start: 5051,
    exit: exit([(4961, 968), (3500, 795), (2533, 281)]),
    frozen_at_start: 0,
    threshold_words: true,
    ..V12
};

/// 3.14.
pub(super) const V14: CollectorRules = CollectorRules {
    dict_untracking: false,
    tuple_tracking: TupleTracking::AtBirth,
    objects_at_start: 5365,
    exit: exit([(5274, 956), (3736, 820), (2737, 303)]),
    trashcan: TrashcanRules {
        deposit_at: 8_315_930,
        destroy_at: 8_283_190,
        chain: 16,
        items: 80,
        dict: 176,
        instance: 112,
        slotted: 176,
        frame: 112,
        other: 112,
    },
    ..V13
};

/// 3.15.
pub(super) const V15: CollectorRules = CollectorRules {
    divmod_untracked: true,
    frozenset_untracking: true,
    stats_have_candidates: true,
    objects_at_start: 5422,
    exit: exit([(5321, 954), (3790, 824), (2782, 286)]),
    trashcan: TrashcanRules {
        deposit_at: 8_315_900,
        destroy_at: 8_283_100,
        chain: 64,
        slotted: 208,
        ..V14.trashcan
    },
    ..V14
};
