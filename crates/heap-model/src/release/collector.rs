//! When the cyclic collector runs, what it looks at and what it reports.

/// Rules of one release's cyclic collector (sources: CPython's `Modules/gcmodule.c` up to 3.12,
/// `Python/gc.c` from 3.13; each measured).
#[derive(Debug)]
pub struct CollectorRules {
    /// `gc.get_threshold()` at the start: net allocations, young collections, middle collections.
    pub thresholds: [u32; 3],
    /// A collection runs inside the allocation that goes over the threshold (3.11), rather than at
    /// the evaluation loop's next check point.
    pub runs_in_allocation: bool,
    /// `gc.disable()` still runs a collection that was flagged before (3.12).
    pub disable_runs_pending: bool,
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
    /// Objects in the permanent generation at the start (`gc.get_freeze_count()`): 3.12.1 has 375.
    pub frozen_at_start: u32,
    /// `gc.get_stats()` has `candidates` and `duration` (3.15).
    pub stats_have_candidates: bool,
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

/// 3.11.
pub(super) const V11: CollectorRules = CollectorRules {
    thresholds: [700, 10, 10],
    runs_in_allocation: true,
    disable_runs_pending: false,
    long_lived_ratio: 4,
    dict_untracking: true,
    tuple_tracking: TupleTracking::AtCollection,
    divmod_untracked: false,
    frozenset_untracking: false,
    frozen_at_start: 0,
    stats_have_candidates: false,
};

/// 3.12.
pub(super) const V12: CollectorRules = CollectorRules {
    runs_in_allocation: false,
    disable_runs_pending: true,
    frozen_at_start: 375,
    ..V11
};

/// 3.13.
pub(super) const V13: CollectorRules = CollectorRules {
    thresholds: [2000, 10, 10],
    disable_runs_pending: false,
    frozen_at_start: 0,
    ..V12
};

/// 3.14.
pub(super) const V14: CollectorRules =
    CollectorRules { dict_untracking: false, tuple_tracking: TupleTracking::AtBirth, ..V13 };

/// 3.15.
pub(super) const V15: CollectorRules = CollectorRules {
    divmod_untracked: true,
    frozenset_untracking: true,
    stats_have_candidates: true,
    ..V14
};
