//! What differs while a program runs: frames, weak references, the prompt, and wordings.

/// Rules of one release's evaluation loop and frames (measured).
#[derive(Clone, Debug)]
pub struct FrameRules {
    /// Locals die from the first to the last when a function ends (≤ 3.13), else from the last to
    /// the first.
    pub locals_die_first_to_last: bool,
    /// `locals()` in a function is one dict per frame, updated at each call (≤ 3.12). Else a new dict
    /// each time, and `f_locals` a proxy that writes through (PEP 667).
    pub locals_cached: bool,
    /// … and a `bytes` constant two more on 3.12 and 3.13.
    pub script_holds_bytes_twice: bool,
    /// `generator.close()` gives the value that the generator returned (3.13+).
    pub close_returns_value: bool,
    /// `f(*args, **kwargs)` of a Python function is run by the caller's loop, without the tuple and
    /// the dict that carried the arguments (3.12+).
    pub inlines_unpacked_calls: bool,
}

/// How weak references behave while the collector clears a cycle (measured).
#[derive(Clone, Debug)]
pub struct WeakrefRules {
    /// References without a callback stay alive until the finalizers have run (3.15), so that
    /// `__del__` sees them, and outlive a resurrection.
    pub plain_outlive_finalizers: bool,
    /// `int | str` can be referenced weakly (3.14+).
    pub unions: bool,
    /// `__weakrefoffset__` of classes whose instances have the list in front of them (3.12+);
    /// before, it is their last field.
    pub managed_offset: Option<i64>,
}

/// Texts that the interpreter itself writes.
#[derive(Clone, Debug)]
pub struct Wording {
    /// An exception in `__del__` is reported as "while calling deallocator" (3.14+), else as
    /// "ignored in".
    pub deallocator_message: bool,
    /// An unexpected keyword argument comes with the parameter that it looks like (3.13+).
    pub suggests_keywords: bool,
    /// "too many values to unpack" says how many there were (3.14+).
    pub counts_excess_values: bool,
    /// `sum()` of floats compensates rounding errors (3.12+).
    pub sum_compensates: bool,
}

/// 3.11.
pub(super) mod v11 {
    use super::*;
    pub const FRAMES: FrameRules = FrameRules {
        locals_die_first_to_last: true,
        locals_cached: true,
        script_holds_bytes_twice: false,
        close_returns_value: false,
        inlines_unpacked_calls: false,
    };
    pub const WEAKREFS: WeakrefRules =
        WeakrefRules { plain_outlive_finalizers: false, unions: false, managed_offset: None };
    pub const WORDING: Wording = Wording {
        deallocator_message: false,
        suggests_keywords: false,
        counts_excess_values: false,
        sum_compensates: false,
    };
}

/// 3.12.
pub(super) mod v12 {
    use super::*;
    pub const FRAMES: FrameRules =
        FrameRules { script_holds_bytes_twice: true, inlines_unpacked_calls: true, ..v11::FRAMES };
    pub const WEAKREFS: WeakrefRules =
        WeakrefRules { managed_offset: Some(-32), ..super::v11::WEAKREFS };
    pub const WORDING: Wording = Wording { sum_compensates: true, ..v11::WORDING };
}

/// 3.13.
pub(super) mod v13 {
    use super::*;
    pub const FRAMES: FrameRules =
        FrameRules { locals_cached: false, close_returns_value: true, ..v12::FRAMES };
    pub use super::v12::WEAKREFS;
    pub const WORDING: Wording = Wording { suggests_keywords: true, ..v12::WORDING };
}

/// 3.14.
pub(super) mod v14 {
    use super::*;
    pub const FRAMES: FrameRules = FrameRules {
        locals_die_first_to_last: false,
        script_holds_bytes_twice: false,
        ..v13::FRAMES
    };
    pub const WEAKREFS: WeakrefRules = WeakrefRules { unions: true, ..v13::WEAKREFS };
    pub const WORDING: Wording =
        Wording { deallocator_message: true, counts_excess_values: true, ..v13::WORDING };
}

/// 3.15.
pub(super) mod v15 {
    pub use super::v14::FRAMES;
    use super::*;
    pub const WEAKREFS: WeakrefRules =
        WeakrefRules { plain_outlive_finalizers: true, ..v14::WEAKREFS };
    pub use super::v14::WORDING;
}
