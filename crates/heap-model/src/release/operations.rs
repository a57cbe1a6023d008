//! What differs in operators, attribute access and class statements: rules and the words of errors.

/// Rules and wordings of one release (each measured on that release).
#[derive(Clone, Debug)]
pub struct Operations {
    // --- attributes ---
    /// `classmethod` around another descriptor binds that to the class (≤ 3.12).
    pub class_method_chains: bool,
    /// A `property` that no class statement named has the name of its getter (3.13+).
    pub property_takes_getter_name: bool,
    /// A failed store says that there is "no __dict__ for setting new attributes" (3.13+).
    pub says_no_dict_for_setting: bool,
    /// The `AttributeError` of a failed store or deletion has `name` and `obj` set (3.13+).
    pub failed_stores_have_names: bool,
    /// A wrong `super(type, obj)` names both types (3.13+).
    pub super_names_types: bool,

    // --- classes ---
    /// The descriptors of `__dict__` and `__weakref__` are shared by all classes and belong to none
    /// (3.15); before, each class has its own, which refer to it. They stand before the slots then.
    pub shared_instance_getsets: bool,
    /// An exception in `__set_name__` passes with a note (3.12+), before it is wrapped in a
    /// `RuntimeError`.
    pub set_name_adds_note: bool,
    /// Instantiating an abstract class says "without an implementation for" (3.12+).
    pub abstract_says_implementation: bool,
    /// "Cannot create a consistent method resolution" breaks the line there (≤ 3.12).
    pub resolution_order_breaks_line: bool,
    /// Variable-sized types with room for it (`tuple`, not `int`) allow `__slots__`, and all allow
    /// `__weakref__` in them (3.15).
    pub slots_of_variable_sized: bool,
    /// The word in "… __slots__ not supported for subtype of": "nonempty" or "arbitrary" (3.15).
    pub unsupported_slots: &'static str,
    /// "__weakref__ slot disallowed: …" mentions the item size (3.11).
    pub weakref_slot_disallowed: &'static str,
    /// "cannot delete 'x' attribute of …": with "immutable" or without (3.15).
    pub undeletable_attribute_of: &'static str,
    /// Annotations of classes live under `__annotations_cache__` and come from `__annotate__` when
    /// asked for (3.14+).
    pub lazy_annotations: bool,
    /// Classes and functions have `__type_params__` (3.12+).
    pub type_params: bool,
    /// `__mro__` is a computed attribute (3.12+), before a read-only member.
    pub mro_is_computed: bool,
    /// Static types are immutable in words too: `mro()` results name their class (3.15).
    pub mro_result_names_class: bool,
    /// `type()`'s third argument may be "dict or frozendict" (3.15).
    pub namespace_types: &'static str,

    // --- calls of classes and of objects with `__call__` ---
    /// A call of a class that has a plain `__init__` enters it directly from the second time on that
    /// the call runs (3.13+), without a tuple of the arguments.
    pub enters_init_directly: bool,
    /// `str(x)` gets its argument in a tuple (≤ 3.12).
    pub str_call_packs: bool,
    /// Keyword arguments of such calls are unpacked into new references to all arguments (≤ 3.14),
    /// else to the values of the keyword arguments alone.
    pub unpacking_counts_positional: bool,

    /// Calls of `int` pass their arguments in a tuple (≤ 3.12).
    pub int_call_packs: bool,

    // --- loops ---
    /// `for` over an exact list or tuple makes no iterator (3.15).
    pub loops_make_no_iterators: bool,

    // --- arithmetic ---
    /// So many native calls may be inside of each other. 3.12 has 1500 units (`C_RECURSION_LIMIT` in
    /// `Include/cpython/pystate.h`), of which the program's own evaluation takes two. 3.13 has 10,000,
    /// and later releases look at the size of the stack.
    pub native_depth: u32,
    /// `+`, `-` and `*` of two floats, from the second time on that the instruction runs, write their
    /// result into an operand that nobody else refers to: the left one, else the right (3.12 to
    /// 3.14).
    pub float_operands_reused: bool,

    /// Native calls count towards `sys.getrecursionlimit()` (3.11); later they have a limit of their
    /// own, which programs do not set.
    pub recursion_counts_native: bool,
    /// How many starts and jumps back of a code object pass before its instructions are specialised
    /// at all (8 in 3.11). The test at the end of a `while` loop is no such jump.
    pub code_warmup: u32,
    /// How often an instruction of a warm code object runs before it is specialised: `s += t` of a
    /// local str makes a new str until then, and grows it in place from then on (0 in 3.11, else 1).
    pub cold_appends: u32,

    // --- special methods ---
    /// `print` packs what it prints into a tuple (≤ 3.13).
    pub print_packs_arguments: bool,
    /// The `repr` of a list holds the item that it shows (3.13+).
    pub list_repr_holds_items: bool,
    /// `__getattr__` is called as a bound method (3.11).
    pub binds_getattr: bool,
    /// A wrong result of a special method is reported as "C.__m__() must return …" (3.15).
    pub names_class_of_wrong_results: bool,
    /// `__bool__ = None` is a `TypeError` of its own (3.14+).
    pub bool_may_be_forbidden: bool,
    /// An unhashable key or element is reported as such (3.14+).
    pub says_what_cannot_be_hashed: bool,
    /// The rest of "argument of type 'int' is not …".
    pub not_a_container: &'static str,
    /// What a condition that splits no exception group is told.
    pub wrong_group_condition: &'static str,
    /// What a slice with wrong bounds says.
    pub wrong_slice_index: &'static str,
    /// What assigning no iterable to a plain slice says.
    pub assigns_no_iterable: &'static str,
    /// `print >> f` comes with a hint (≤ 3.13).
    pub hints_at_print_function: bool,
    /// `divmod()` gives a tuple that is untracked when it holds atoms (3.15).
    pub divmod_untracked: bool,

    // --- lists ---
    /// Runs of equal items may stand within a descending run that `sort` finds (3.13+).
    pub sort_joins_equal_runs: bool,
    /// The lengths that `sort` brings runs to differ by one, to fill the list evenly (3.15).
    pub sort_varies_run_lengths: bool,
    /// `sort(reverse=…)` takes any truth value (3.12+), before it takes an int.
    pub sort_reverse_is_truth: bool,
    /// "'int' object can't be awaited" (3.14+), else "object int can't be used in 'await' expression".
    pub says_cannot_be_awaited: bool,
    /// An object that has the methods of the other kind of `with` is pointed at it (3.14+).
    pub suggests_other_with: bool,
    /// `max([])` says "arg is an empty sequence" (3.11), else "iterable argument is empty".
    pub extreme_of_empty: &'static str,
    /// What `iter(x, y)` calls its arguments.
    pub iter_of_no_callable: &'static str,
    /// `complex()` names the argument that is no number (3.14+).
    pub complex_names_argument: bool,
    /// `str.find`, `count` and their like count their arguments as METH_VARARGS functions do ("find()
    /// takes at least 1 argument (0 given)", 3.11 and 3.12).
    pub find_says_takes: bool,
    /// What `add_note` says of what is no str, up to the name of its type; a quote around that.
    pub note_must_be_str: (&'static str, &'static str),
    /// How errors write "translate table" of `str.maketrans`.
    pub translate_table: &'static str,
    /// `map` takes `strict` (3.14+).
    pub map_takes_strict: bool,
    /// `dict.update` with an item that is no pair says that it is not iterable (3.14+).
    pub update_says_not_iterable: bool,
    /// `f(*1)` and `f(**1)` do not name the function (3.15).
    pub star_errors_name_no_function: bool,
    /// A call with too many arguments says "int() takes at most 2 arguments (3 given)" (≤ 3.12), else
    /// "int expected at most 2 arguments, got 3".
    pub int_counts_given: bool,
    /// `list.index` and `range.index` name the value that is missing (≤ 3.13).
    pub index_names_value: bool,

    // --- numbers ---
    /// A real operand of complex arithmetic has no imaginary part at all (3.14+).
    pub complex_mixes_with_real: bool,
    /// `int.is_integer` exists (3.12+).
    pub ints_are_integers: bool,
    /// `1 // 0`, `divmod(1, 0)`.
    pub int_division_by_zero: &'static str,
    /// `1 % 0`.
    pub int_modulo_by_zero: &'static str,
    /// `1.0 / 0`.
    pub float_division_by_zero: &'static str,
    /// `1.0 // 0`.
    pub float_floor_division_by_zero: &'static str,
    /// `1.0 % 0`.
    pub float_modulo_by_zero: &'static str,
    /// `divmod(1.0, 0)`.
    pub float_divmod_by_zero: &'static str,
    /// `0 ** -1`, `0.0 ** -1`.
    pub zero_to_negative_power: &'static str,
    /// `1j / 0`.
    pub complex_division_by_zero: &'static str,
    /// `0j ** -1`.
    pub complex_zero_power: &'static str,
}

/// 3.11.
pub(super) const V11: Operations = Operations {
    print_packs_arguments: true,
    list_repr_holds_items: false,
    binds_getattr: true,
    class_method_chains: true,
    property_takes_getter_name: false,
    says_no_dict_for_setting: false,
    failed_stores_have_names: false,
    super_names_types: false,
    shared_instance_getsets: false,
    set_name_adds_note: false,
    abstract_says_implementation: false,
    resolution_order_breaks_line: true,
    slots_of_variable_sized: false,
    unsupported_slots: "nonempty",
    weakref_slot_disallowed: "either we already got one, or __itemsize__ != 0",
    undeletable_attribute_of: "immutable type",
    lazy_annotations: false,
    type_params: false,
    mro_is_computed: false,
    mro_result_names_class: false,
    namespace_types: "dict",
    enters_init_directly: false,
    str_call_packs: true,
    unpacking_counts_positional: true,
    names_class_of_wrong_results: false,
    bool_may_be_forbidden: false,
    says_what_cannot_be_hashed: false,
    not_a_container: "iterable",
    wrong_group_condition: "expected a function, exception type or tuple of exception types",
    wrong_slice_index: "slice indices must be integers or None or have an __index__ method",
    assigns_no_iterable: "can only assign an iterable",
    hints_at_print_function: true,
    divmod_untracked: false,
    sort_joins_equal_runs: false,
    sort_varies_run_lengths: false,
    sort_reverse_is_truth: false,
    says_cannot_be_awaited: false,
    suggests_other_with: false,
    extreme_of_empty: "arg is an empty sequence",
    iter_of_no_callable: "iter(v, w): v must be callable",
    complex_names_argument: false,
    find_says_takes: true,
    note_must_be_str: ("note must be a str, not ", "'"),
    translate_table: "translate table",
    map_takes_strict: false,
    update_says_not_iterable: false,
    star_errors_name_no_function: false,
    int_counts_given: true,
    index_names_value: true,
    complex_mixes_with_real: false,
    ints_are_integers: false,
    int_division_by_zero: "integer division or modulo by zero",
    int_modulo_by_zero: "integer modulo by zero",
    float_division_by_zero: "float division by zero",
    float_floor_division_by_zero: "float floor division by zero",
    float_modulo_by_zero: "float modulo",
    float_divmod_by_zero: "float divmod()",
    zero_to_negative_power: "0.0 cannot be raised to a negative power",
    complex_division_by_zero: "complex division by zero",
    complex_zero_power: "0.0 to a negative or complex power",
    float_operands_reused: false,
    loops_make_no_iterators: false,
    int_call_packs: true,
    recursion_counts_native: true,
    native_depth: 10_000,
    code_warmup: 8,
    cold_appends: 0,
};

/// 3.12.
pub(super) const V12: Operations = Operations {
    binds_getattr: false,
    set_name_adds_note: true,
    extreme_of_empty: "iterable argument is empty",
    iter_of_no_callable: "iter(object, sentinel): object must be callable",
    abstract_says_implementation: true,
    weakref_slot_disallowed: "we already got one",
    type_params: true,
    mro_is_computed: true,
    ints_are_integers: true,
    sort_reverse_is_truth: true,
    float_operands_reused: true,
    recursion_counts_native: false,
    native_depth: 1498,
    code_warmup: 0,
    cold_appends: 1,
    ..V11
};

/// 3.13.
pub(super) const V13: Operations = Operations {
    list_repr_holds_items: true,
    int_call_packs: false,
    class_method_chains: false,
    iter_of_no_callable: "iter(v, w): v must be callable",
    find_says_takes: false,
    property_takes_getter_name: true,
    says_no_dict_for_setting: true,
    failed_stores_have_names: true,
    super_names_types: true,
    enters_init_directly: true,
    str_call_packs: false,
    sort_joins_equal_runs: true,
    int_counts_given: false,
    resolution_order_breaks_line: false,
    assigns_no_iterable: "must assign iterable to extended slice",
    float_modulo_by_zero: "float modulo by zero",
    wrong_group_condition: "expected an exception type, a tuple of exception types, or a callable (other than a class)",
    native_depth: 10_000,
    ..V12
};

/// 3.14.
pub(super) const V14: Operations = Operations {
    print_packs_arguments: false,
    lazy_annotations: true,
    index_names_value: false,
    says_cannot_be_awaited: true,
    suggests_other_with: true,
    map_takes_strict: true,
    update_says_not_iterable: true,
    complex_names_argument: true,
    note_must_be_str: ("add_note() argument must be str, not ", ""),
    translate_table: "translatetable",
    bool_may_be_forbidden: true,
    says_what_cannot_be_hashed: true,
    not_a_container: "a container or iterable",
    hints_at_print_function: false,
    complex_mixes_with_real: true,
    int_division_by_zero: "division by zero",
    int_modulo_by_zero: "division by zero",
    float_division_by_zero: "division by zero",
    float_floor_division_by_zero: "division by zero",
    float_modulo_by_zero: "division by zero",
    float_divmod_by_zero: "division by zero",
    zero_to_negative_power: "zero to a negative power",
    complex_division_by_zero: "division by zero",
    complex_zero_power: "zero to a negative or complex power",
    ..V13
};

/// 3.15.
pub(super) const V15: Operations = Operations {
    shared_instance_getsets: true,
    unpacking_counts_positional: false,
    sort_varies_run_lengths: true,
    slots_of_variable_sized: true,
    unsupported_slots: "arbitrary",
    undeletable_attribute_of: "type",
    mro_result_names_class: true,
    namespace_types: "dict or frozendict",
    names_class_of_wrong_results: true,
    wrong_slice_index: "slice indices must be integers or have an __index__ method",
    divmod_untracked: true,
    star_errors_name_no_function: true,
    float_operands_reused: false,
    loops_make_no_iterators: true,
    ..V14
};
