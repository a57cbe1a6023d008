//! What differs between releases in how source text becomes bytecode.
//!
//! It belongs to the model because it decides which objects exist and which references count: what
//! is folded into one constant, what `co_consts` keeps, which loads borrow.

/// Rules of one release's compiler (sources: CPython's `Python/` folder, `compile.c` and
/// `ast_opt.c` up to 3.13, `codegen.c` and `flowgraph.c` from 3.14; each held against `dis`).
#[derive(Clone, Debug)]
pub struct Compiler {
    /// Minor version of the grammar that the parser accepts: 11 for 3.11.
    pub grammar: u8,
    /// Constant expressions are folded in the syntax tree, before scopes are known (≤ 3.13), rather
    /// than in the flow graph (3.14+).
    pub folds_syntax_tree: bool,
    /// A frozenset constant is made again from the order of the first one when constants are merged
    /// (≤ 3.13).
    pub remakes_frozensets: bool,
    /// List, dict and set comprehensions run in the frame around them (PEP 709, 3.12+).
    pub inlines_comprehensions: bool,
    /// `super().m()` is one instruction that makes no `super` object (3.12+).
    pub super_instruction: bool,
    /// A dict display with constant keys pushes them as one tuple (≤ 3.13).
    pub constant_key_maps: bool,
    /// Ints of 0 … 255 are loaded without a place in `co_consts` (3.14+).
    pub small_int_instruction: bool,
    /// `None`, `True`, `False`, `-1` and `''` are loaded without a place in `co_consts` (3.15).
    pub common_constants: bool,
    /// Loads of locals push a borrowed reference where the local outlives its use (3.14+).
    pub borrows_locals: bool,
    /// Loads of constants push a borrowed reference (3.15).
    pub borrows_constants: bool,
    /// `with` calls the type's functions, without a bound method in between (3.14+).
    pub with_unbound_methods: bool,
    /// Annotations are evaluated when asked for, by `__annotate__` (PEP 649, 3.14+).
    pub lazy_annotations: bool,
    /// Classes record `__firstlineno__` and `__static_attributes__` (3.13+).
    pub records_class_source: bool,
    /// Docstrings lose their common indentation when compiled (3.13+).
    pub cleans_docstrings: bool,
    /// A comprehension's iterable becomes an iterator before the comprehension starts (≤ 3.14).
    pub iterates_before_comprehension: bool,
    /// … and, perhaps again, right before its loop (3.13, 3.15).
    pub iterates_in_comprehension: bool,
    /// A loop's iterator, and what `yield from` waits for, take two places on the stack (3.15).
    pub iterators_take_two_places: bool,
    /// Builtins whose call with a single generator expression becomes a loop in place.
    pub inlined_generator_calls: &'static [&'static str],
    /// The pieces of an f-string have places of their own (3.12+).
    pub locates_fstring_parts: bool,
    /// A slice of two parts needs no slice object (3.12+).
    pub two_part_slices: bool,
    /// The test of a `while` stands again at the loop's end (≤ 3.13).
    pub repeats_while_test: bool,
    /// `and` and `or` jump to where the last of a chain of them ends (3.11, 3.14+).
    pub threads_bool_ops: bool,
    /// `with` is attributed to its context expression rather than the whole statement (3.13+).
    pub locates_with_items: bool,
    /// Asking a condition for its truth is attributed to the condition (3.12+), not to its statement.
    pub locates_tests: bool,
    /// An unknown name in an import from `__future__` is pointed at (3.13+), not the statement.
    pub locates_future_names: bool,
    /// The loop of a `for` statement or a comprehension is attributed to its iterable (3.13+).
    pub locates_loops: bool,
    /// What a failed `assert` raises is attributed to its test (3.13+), or to the last comparison of
    /// that if there is one (3.11); else to the statement.
    pub locates_failed_assertions: AssertionPlace,
    /// Dropping the subject of a `match` belongs to the body that follows (3.14+).
    pub locates_case_bodies: bool,
    /// `co_consts` of a function without docstring starts with `None` (≤ 3.13).
    pub reserves_docstring: bool,
    /// Generators turn a `StopIteration` into a `RuntimeError` by a handler in their code (3.12+).
    pub handles_stop_iteration: bool,
    /// Constants that no instruction loads leave `co_consts`, except the first (3.12+).
    pub drops_unused_constants: bool,
    /// Jumps that are check points of the eval breaker always have a line (3.13+).
    pub locates_eval_breaks: bool,
    /// Constants are folded by the rule that a real operand of complex arithmetic has no imaginary
    /// part (3.14+).
    pub folds_mixed_complex: bool,
    /// `co_flags` tells functions with a docstring (3.14+).
    pub flags_docstrings: bool,
    /// What a repeated parameter is called: an "argument" (≤ 3.14) or a "parameter".
    pub parameter_word: &'static str,
    /// `co_flags` tells functions defined in a class (3.14+).
    pub flags_methods: bool,
    /// A generator expression takes its iterator before the generator object exists (3.15).
    pub generator_iterates_first: bool,
    /// `for` over a list or tuple keeps the sequence itself on the stack, and an index with it, in
    /// place of an iterator (3.15).
    pub iterates_in_place: bool,
    /// Jumps that the compiler adds at the end of branches are check points of the eval breaker, if
    /// they go back (≤ 3.12).
    pub checks_at_added_jumps: bool,
    /// The search for loads that may borrow does not go on behind an empty block (3.14).
    pub borrowing_ends_at_empty_block: bool,
    /// … and takes what some instructions push beside their operand for the work of the block's
    /// first instruction, which then never borrows if that is stored (3.14).
    pub borrowing_blames_first_instruction: bool,
    /// Jumps added to the flow graph have the exception handler of what they replace (3.15).
    pub guards_added_jumps: bool,
    /// Conditional jumps go back as well as forward (3.11); later a condition that is turned round
    /// skips a jump back.
    pub conditional_jumps_back: bool,
    /// An inlined comprehension in a class body sets aside every name it uses (3.12, 3.13), rather
    /// than those it binds.
    pub isolates_class_comprehensions: bool,
    /// `__annotate__` functions of functions are named after these (3.15).
    pub names_annotate_by_function: bool,
    /// Annotations of a module's variables are all noted at run time, as if conditional (3.14+).
    pub annotates_modules_conditionally: bool,
    /// Slices of constants are constants (3.14+).
    pub constant_slices: bool,
    /// Blocks (loops, `with`, `try`, handlers) in each other, at most.
    pub max_blocks: usize,
}

/// Where the traceback of a failed `assert` points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AssertionPlace {
    /// The statement.
    Statement,
    /// The test's last comparison, or the statement.
    Comparison,
    /// The test.
    Test,
}

/// 3.11.
pub(super) const V11: Compiler = Compiler {
    grammar: 11,
    folds_syntax_tree: true,
    remakes_frozensets: true,
    inlines_comprehensions: false,
    super_instruction: false,
    constant_key_maps: true,
    small_int_instruction: false,
    common_constants: false,
    borrows_locals: false,
    borrows_constants: false,
    with_unbound_methods: false,
    lazy_annotations: false,
    records_class_source: false,
    cleans_docstrings: false,
    iterates_before_comprehension: true,
    iterates_in_comprehension: false,
    inlined_generator_calls: &[],
    locates_fstring_parts: false,
    two_part_slices: false,
    repeats_while_test: true,
    threads_bool_ops: true,
    locates_with_items: false,
    locates_tests: false,
    locates_future_names: false,
    locates_loops: false,
    locates_failed_assertions: AssertionPlace::Comparison,
    locates_case_bodies: false,
    reserves_docstring: true,
    handles_stop_iteration: false,
    drops_unused_constants: false,
    locates_eval_breaks: false,
    folds_mixed_complex: false,
    parameter_word: "argument",
    flags_docstrings: false,
    generator_iterates_first: false,
    iterates_in_place: false,
    borrowing_blames_first_instruction: false,
    annotates_modules_conditionally: false,
    isolates_class_comprehensions: true,
    names_annotate_by_function: false,
    borrowing_ends_at_empty_block: false,
    guards_added_jumps: false,
    conditional_jumps_back: true,
    checks_at_added_jumps: true,
    flags_methods: false,
    constant_slices: false,
    max_blocks: 20,
    iterators_take_two_places: false,
};

/// 3.12.
pub(super) const V12: Compiler = Compiler {
    conditional_jumps_back: false,
    grammar: 12,
    inlines_comprehensions: true,
    super_instruction: true,
    locates_fstring_parts: true,
    locates_tests: true,
    locates_failed_assertions: AssertionPlace::Statement,
    two_part_slices: true,
    threads_bool_ops: false,
    handles_stop_iteration: true,
    drops_unused_constants: true,
    ..V11
};

/// 3.13.
pub(super) const V13: Compiler = Compiler {
    grammar: 13,
    max_blocks: 21,
    locates_eval_breaks: true,
    checks_at_added_jumps: false,
    iterates_in_comprehension: true,
    records_class_source: true,
    cleans_docstrings: true,
    locates_with_items: true,
    locates_future_names: true,
    locates_loops: true,
    locates_failed_assertions: AssertionPlace::Test,
    ..V12
};

/// 3.14.
pub(super) const V14: Compiler = Compiler {
    grammar: 14,
    locates_case_bodies: true,
    borrowing_blames_first_instruction: true,
    annotates_modules_conditionally: true,
    isolates_class_comprehensions: false,
    folds_syntax_tree: false,
    remakes_frozensets: false,
    constant_key_maps: false,
    small_int_instruction: true,
    borrows_locals: true,
    borrowing_ends_at_empty_block: true,
    with_unbound_methods: true,
    lazy_annotations: true,
    iterates_in_comprehension: false,
    inlined_generator_calls: &["all", "any", "tuple"],
    repeats_while_test: false,
    threads_bool_ops: true,
    folds_mixed_complex: true,
    flags_docstrings: true,
    flags_methods: true,
    reserves_docstring: false,
    constant_slices: true,
    ..V13
};

/// 3.15.
pub(super) const V15: Compiler = Compiler {
    iterators_take_two_places: true,
    grammar: 15,
    common_constants: true,
    borrows_constants: true,
    iterates_before_comprehension: false,
    parameter_word: "parameter",
    generator_iterates_first: true,
    iterates_in_place: true,
    borrowing_blames_first_instruction: false,
    names_annotate_by_function: true,
    borrowing_ends_at_empty_block: false,
    guards_added_jumps: true,
    iterates_in_comprehension: true,
    inlined_generator_calls: &["all", "any", "tuple", "list", "set"],
    ..V14
};
