//! Which objects exist once, which never die, and which strings are interned.

/// Immortality and interning (sources: CPython's `Include/object.h`, `Include/refcount.h`,
/// `Objects/unicodeobject.c`, `InternalDocs/string_interning.md`; measured).
#[derive(Clone, Debug)]
pub struct InterningRules {
    /// Identifiers of code (names, parameters, attributes, function names) are immortal (3.12+).
    pub identifiers_immortal: bool,
    /// `sys.intern` makes a str immortal (3.12.1 only).
    pub intern_immortal: bool,
    /// Name-like string constants just compiled are immortal (3.12.1 only).
    pub constants_immortal: bool,
    /// Characters whose interned str is another object than the one that `chr` gives (≤ 3.12): their
    /// names are among the interpreter's own.
    pub separate_characters: &'static str,
    /// `co_filename` is interned (3.13+).
    pub filename_interned: bool,
    /// A `co_qualname` with a dot is interned (3.13+).
    pub qualname_interned: bool,
}

/// 3.11.
pub(super) const V11: InterningRules = InterningRules {
    identifiers_immortal: false,
    intern_immortal: false,
    constants_immortal: false,
    separate_characters: "BCLST_abcdefhijklmnopqrstvwxy",
    filename_interned: false,
    qualname_interned: false,
};

/// 3.12.
pub(super) const V12: InterningRules = InterningRules {
    identifiers_immortal: true,
    intern_immortal: true,
    constants_immortal: true,
    separate_characters: "_abcdenprsx",
    ..V11
};

/// 3.13 to 3.15.
pub(super) const V13: InterningRules = InterningRules {
    intern_immortal: false,
    constants_immortal: false,
    separate_characters: "",
    filename_interned: true,
    qualname_interned: true,
    ..V12
};
