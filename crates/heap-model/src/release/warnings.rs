//! What a release's compiler warns of, and in which words.

/// Warnings of one release's parser and compiler (measured).
#[derive(Clone, Debug)]
pub struct CompileWarningRules {
    /// Wrong escape sequences are a `SyntaxWarning` (3.12+) rather than a `DeprecationWarning`,
    /// which the default filters hide.
    pub shows_escapes: bool,
    /// Octal escapes above `\377` are warned of too (3.12+).
    pub octal_escapes: bool,
    /// They count the lines of their string's text before them (3.13+), from the string's first
    /// line, or an f-string's last; otherwise that line is named (3.12).
    pub locates_escapes: bool,
    /// They say what to write instead (3.14+).
    pub explains_escapes: bool,
    /// `is` with a literal names the literal's type (3.12+).
    pub names_literal_types: bool,
    /// The copy of a `finally` body that runs after an exception is warned of too (≤ 3.12).
    pub repeats_in_finally: bool,
    /// `return`, `break` and `continue` that leave a `finally` are warned of (PEP 765, 3.14+).
    pub jumps_out_of_finally: bool,
    /// An input at the prompt is compiled under its number, as `<stdin-0>` (3.13+); the parser still
    /// says `<stdin>`, and so do tracebacks.
    pub numbers_inputs: bool,
    /// What happens after the last frame is placed in `<sys>:0` (3.13+), before in `sys:1`.
    pub names_sys_in_brackets: bool,
    /// `array("u")` is deprecated (3.13+): the text of the warning.
    pub array_of_u: Option<&'static str>,
    /// `generator.throw(type, value)` is deprecated (3.12+): the text of the warning.
    pub throw_of_three: Option<&'static str>,
    /// `bool(NotImplemented)` is deprecated (≤ 3.13): the text of the warning.
    pub truth_of_not_implemented: Option<&'static str>,
    /// What a warning of `array('u')` says, where there is one.
    pub arrays_of_u: Option<&'static str>,
}

/// 3.11.
pub(super) const V11: CompileWarningRules = CompileWarningRules {
    shows_escapes: false,
    octal_escapes: false,
    locates_escapes: false,
    explains_escapes: false,
    names_literal_types: false,
    repeats_in_finally: true,
    jumps_out_of_finally: false,
    numbers_inputs: false,
    names_sys_in_brackets: false,
    array_of_u: None,
    throw_of_three: None,
    truth_of_not_implemented: Some("NotImplemented should not be used in a boolean context"),
    arrays_of_u: None,
};

/// 3.12.
pub(super) const V12: CompileWarningRules = CompileWarningRules {
    shows_escapes: true,
    throw_of_three: Some(
        "the (type, exc, tb) signature of throw() is deprecated, use the single-arg signature \
         instead.",
    ),
    octal_escapes: true,
    names_literal_types: true,
    ..V11
};

/// 3.13.
pub(super) const V13: CompileWarningRules = CompileWarningRules {
    array_of_u: Some("The 'u' type code is deprecated and will be removed in Python 3.16"),
    locates_escapes: true,
    repeats_in_finally: false,
    numbers_inputs: true,
    names_sys_in_brackets: true,
    arrays_of_u: Some("The 'u' type code is deprecated and will be removed in Python 3.16"),
    ..V12
};

/// 3.14.
pub(super) const V14: CompileWarningRules = CompileWarningRules {
    explains_escapes: true,
    truth_of_not_implemented: None,
    jumps_out_of_finally: true,
    ..V13
};

/// 3.15.
pub(super) const V15: CompileWarningRules = CompileWarningRules { ..V14 };
