//! The rules of the model that can be made wrong, each by changing one field of [`Release`].

use heap_model::release::{InlineValues, Release, TupleTracking, TypeSize};

/// A rule, and how to break it.
#[derive(Debug)]
pub struct Rule {
    /// The field, as a path from [`Release`].
    pub field: &'static str,
    /// What is wrong then, in words.
    pub wrong: &'static str,
    /// Breaks it.
    pub change: fn(&mut Release),
}

macro_rules! rules {
    ($($($field:ident).+ = $change:expr, $wrong:literal;)* => sizes of $($type:literal)*) => {
        /// All rules, in the order of the fields.
        pub static RULES: &[Rule] = &[$(Rule {
            field: stringify!($($field).+),
            wrong: $wrong,
            change: |release| {
                let old = release.$($field).+.clone();
                release.$($field).+ = changed(old, $change);
            },
        },)* $(Rule {
            field: concat!("sizes.types ", $type),
            wrong: "an instance of that type is 8 bytes larger",
            change: |release| make_larger(release, $type),
        }),*];
    };
}

/// Lets a rule's closure know the field's type.
fn changed<T>(old: T, change: fn(T) -> T) -> T {
    change(old)
}

/// Lets the instances of a built-in type be 8 bytes larger than they are.
fn make_larger(release: &mut Release, name: &str) {
    let Some(size) = release.sizes.find(name) else { return };
    let mut types = vec![TypeSize { basic: size.basic + 8, ..size }];
    types.extend_from_slice(release.sizes.types);
    release.sizes.types = types.leak();
}

rules! {
    // Sharing.
    small_ints = |_| -5..=300, "small integers end at 300";
    small_ints = |old: std::ops::RangeInclusive<i64>| -4..=*old.end(), "small integers begin at -4";
    immortal_refcount = |old: u32| old.wrapping_sub(1), "immortal objects show one reference less";
    static_refcount = |old| old + 1, "built-in types show one reference more";
    interning.identifiers_immortal = |old: bool| !old, "identifiers are mortal, or immortal, the other way round";
    interning.intern_immortal = |old: bool| !old, "`sys.intern` makes strings immortal, or does not";
    interning.constants_immortal = |old: bool| !old, "constants are immortal, or are not";
    interning.separate_characters = |_| "abcdefghijklmnopqrstuvwxyz", "one-character strings exist twice";
    compiler.folds_syntax_tree = |old: bool| !old, "constants are folded in the other place";
    compiler.drops_unused_constants = |old: bool| !old, "unused constants are kept, or dropped";
    // Counting.
    compiler.borrows_locals = |old: bool| !old, "loads of local variables lend, or take, a reference";
    compiler.borrows_constants = |old: bool| !old, "loads of constants lend, or take, a reference";
    compiler.inlines_comprehensions = |old: bool| !old, "comprehensions are inlined, or are not";
    frames.locals_die_first_to_last = |old: bool| !old, "local variables die in the other order";
    frames.locals_cached = |old: bool| !old, "`locals()` is kept by the frame, or is not";
    // Sizes.
    sizes.gc_head = |old| old + 8, "the collector's header is 8 bytes larger";
    sizes.str_ascii_header = |old| old + 8, "ASCII strings are 8 bytes larger";
    sizes.str_header = |old| old + 8, "other strings are 8 bytes larger";
    sizes.bytes_header = |old| old + 8, "bytes are 8 bytes larger";
    sizes.tuple_header = |old| old + 8, "tuples are 8 bytes larger";
    sizes.dict_keys_header = |old| old + 8, "a dict's keys are 8 bytes larger";
    sizes.dict_unicode_entry = |old| old + 8, "an entry of a dict of strings is 8 bytes larger";
    sizes.dict_entry = |old| old + 8, "an entry of other dicts is 8 bytes larger";
    sizes.set_entry = |old| old + 8, "an entry of a set is 8 bytes larger";
    sizes.managed_head = |old| old + 8, "instances have 8 bytes more in front";
    // Growth and layout.
    containers.list_keeps_slots = |old| old + 4, "a list literal keeps four slots more";
    containers.dict_size_quirk = |old: bool| !old, "a dict's size follows the other formula";
    containers.bytearray_on_bytes = |old: bool| !old, "a bytearray is on a bytes object, or is not";
    containers.shared_keys = |old| old / 2, "half as many attributes share their keys";
    containers.inline_values = |old: bool| !old, "attributes live in the instance, or do not";
    containers.values_for = |old| match old {
        InlineValues::BareObject => InlineValues::FixedSize,
        _ => InlineValues::BareObject,
    }, "other classes have inline values";
    // Reuse.
    free_lists.float = |_| 0, "dead floats are not kept";
    free_lists.list = |_| 0, "dead lists are not kept";
    free_lists.dict = |_| 0, "dead dicts are not kept";
    free_lists.tuple = |_| 0, "dead tuples are not kept";
    free_lists.method = |_| 0, "dead bound methods are not kept";
    free_lists.slice = |_| 0, "dead slices are not kept";
    // Collection.
    collector.thresholds = |old: [u32; 3]| [old[0] + 100, old[1], old[2]], "the first threshold is 100 higher";
    collector.thresholds = |old: [u32; 3]| [old[0], old[1] + 2, old[2]], "the second threshold is higher";
    collector.dict_untracking = |old: bool| !old, "dicts of plain values are tracked, or are not";
    collector.tuple_tracking = |old| match old {
        TupleTracking::AtBirth => TupleTracking::AtCollection,
        TupleTracking::AtCollection => TupleTracking::AtBirth,
    }, "tuples are untracked at the other time";
    collector.frozenset_untracking = |old: bool| !old, "frozen sets are untracked, or are not";
    collector.starts_in_middle_generation = |old: bool| !old, "start-up objects are in the other generation";
    weakrefs.plain_outlive_finalizers = |old: bool| !old, "weak references are cleared after, or before, finalizers";
    // Text.
    wording.deallocator_message = |old: bool| !old, "ignored exceptions are announced in other words";
    operations.slots_of_variable_sized = |old: bool| !old, "`__slots__` on variable-sized types, the other way round";
    text.names_method_in_argument_errors = |old: bool| !old, "argument errors name the method otherwise";
    => sizes of "object" "int" "float" "complex" "bytes" "bytearray" "list" "tuple" "dict" "set" "range"
        "slice" "cell" "method" "function" "generator" "ReferenceType" "type"
}

#[cfg(test)]
mod tests {
    use super::*;
    use heap_model::release::RELEASES;

    #[test]
    fn every_rule_changes_every_release_or_says_nothing_of_it() {
        assert!(RULES.len() >= 40);
        for rule in RULES {
            let changes = RELEASES.iter().filter(|release| {
                let mut changed = (*release).clone();
                (rule.change)(&mut changed);
                format!("{changed:?}") != format!("{release:?}")
            });
            assert!(changes.count() > 0, "{} changes nothing", rule.field);
        }
    }
}
