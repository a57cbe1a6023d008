//! What differs between releases in how source text becomes bytecode.
//!
//! It belongs to the model because it decides which objects exist and which references count: what
//! is folded into one constant, what `co_consts` keeps, which loads borrow.

/// Rules of one release's compiler (sources: CPython's `Python/` folder, `compile.c` and
/// `ast_opt.c` up to 3.13, `codegen.c` and `flowgraph.c` from 3.14; each held against `dis`).
#[derive(Debug)]
pub struct Compiler {
    /// Minor version of the grammar that the parser accepts: 11 for 3.11.
    pub grammar: u8,
    /// Constant expressions are folded in the syntax tree, before scopes are known (≤ 3.13), rather
    /// than in the flow graph (3.14+).
    pub folds_syntax_tree: bool,
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
    /// A generator expression makes its outermost iterator itself, when it starts (3.14+), instead
    /// of receiving it.
    pub generator_makes_iterator: bool,
    /// Builtins whose call with a single generator expression becomes a loop in place.
    pub inlined_generator_calls: &'static [&'static str],
    /// `'%s' % (constant,)` becomes an f-string too (3.14+); before, only with a tuple display that
    /// does not fold.
    pub formats_constant_tuples: bool,
    /// Slices of constants are constants (3.14+).
    pub constant_slices: bool,
}

/// 3.11.
pub(super) const V11: Compiler = Compiler {
    grammar: 11,
    folds_syntax_tree: true,
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
    generator_makes_iterator: false,
    inlined_generator_calls: &[],
    formats_constant_tuples: false,
    constant_slices: false,
};

/// 3.12.
pub(super) const V12: Compiler =
    Compiler { grammar: 12, inlines_comprehensions: true, super_instruction: true, ..V11 };

/// 3.13.
pub(super) const V13: Compiler =
    Compiler { grammar: 13, records_class_source: true, cleans_docstrings: true, ..V12 };

/// 3.14.
pub(super) const V14: Compiler = Compiler {
    grammar: 14,
    folds_syntax_tree: false,
    constant_key_maps: false,
    small_int_instruction: true,
    borrows_locals: true,
    with_unbound_methods: true,
    lazy_annotations: true,
    generator_makes_iterator: true,
    inlined_generator_calls: &["all", "any", "tuple"],
    formats_constant_tuples: true,
    constant_slices: true,
    ..V13
};

/// 3.15.
pub(super) const V15: Compiler = Compiler {
    grammar: 15,
    common_constants: true,
    borrows_constants: true,
    inlined_generator_calls: &["all", "any", "tuple", "list", "set"],
    ..V14
};
