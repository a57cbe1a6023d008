//! What differs between releases in how values are read, shown and reported.

/// Rules of one release's text: characters, formats and messages (each measured on the release).
#[derive(Clone, Debug)]
pub struct TextRules {
    /// The Unicode version, major and minor, that characters follow: `unicodedata.unidata_version`.
    pub unicode: (u8, u8),
    /// `,` and `_` may follow the precision of a format spec, to group the digits after the point
    /// (3.14+).
    pub fraction_grouping: bool,
    /// How `%` on strings words its errors.
    pub percent_wording: PercentWording,
    /// `repr(bytearray)` escapes `'` also where `"` is the quote (≤ 3.14).
    pub bytearray_escapes_apostrophes: bool,
    /// `find`, `count` and their like name themselves when an argument is no str (3.13+).
    pub names_method_in_argument_errors: bool,
    /// `str.replace` takes `count` by name (3.13+).
    pub replace_takes_count_keyword: bool,
    /// So do `bytes.replace` and `bytearray.replace` (3.15).
    pub bytes_replace_takes_count_keyword: bool,
    /// What `str.maketrans` says of a key that is neither text nor number.
    pub wrong_translate_key: &'static str,
    /// How many items the second argument of a `SyntaxError` has at most.
    pub syntax_error_details: u32,
    /// What `int.to_bytes` says of a negative length.
    pub negative_length: &'static str,
    /// `repr` of an `ImportError` shows `name` and `path` (3.15).
    pub import_errors_show_fields: bool,
    /// `bytearray.extend` with a `str` says that it expects integers (3.13+).
    pub extend_expects_integers: bool,
    /// A fill byte of another length than 1 is reported with its length (3.14+).
    pub fill_byte_says_length: bool,
    /// `bytes.fromhex` has a message of its own for an odd number of digits (3.14+).
    pub fromhex_names_odd: bool,
    /// What is suggested after an error about a name.
    pub suggestions: SuggestionRules,
    /// How a traceback shows source.
    pub traceback: TracebackRules,
}

/// How a traceback shows source (Python/traceback.c up to 3.12, Lib/traceback.py from 3.13).
#[derive(Clone, Debug)]
pub struct TracebackRules {
    /// An expression of several lines is shown with all that tell something, and calls have their
    /// brackets underlined differently (3.13+); else only its first line is shown.
    pub shows_all_lines: bool,
    /// Within an exception group, each line of a message stands behind the margin (3.13+); else only
    /// the first.
    pub margin_before_each_line: bool,
    /// Carets take no room for combining and invisible characters (3.15); for East Asian wide ones
    /// they always take two columns.
    pub skips_invisible: bool,
    /// The source of inputs at the prompt is kept and shown (3.13+).
    pub shows_inputs: bool,
    /// What is reported of an exception that cannot be raised.
    pub ignored: IgnoredReport,
}

/// What is reported of an exception that cannot be raised, as in `__del__`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IgnoredReport {
    /// Its traceback and its message (≤ 3.12).
    Underlined,
    /// The same, with nothing underlined (3.13 and 3.14).
    Plain,
    /// All that is printed of an uncaught exception (3.15).
    Whole,
}

const TRACEBACK_V11: TracebackRules = TracebackRules {
    shows_all_lines: false,
    margin_before_each_line: false,
    skips_invisible: false,
    shows_inputs: false,
    ignored: IgnoredReport::Underlined,
};

const TRACEBACK_V13: TracebackRules = TracebackRules {
    shows_all_lines: true,
    margin_before_each_line: true,
    skips_invisible: false,
    shows_inputs: true,
    ignored: IgnoredReport::Plain,
};

const TRACEBACK_V15: TracebackRules =
    TracebackRules { skips_invisible: true, ignored: IgnoredReport::Whole, ..TRACEBACK_V13 };

/// What "Did you mean" looks at and says (Python/suggestions.c up to 3.12, Lib/traceback.py).
#[derive(Clone, Debug)]
pub struct SuggestionRules {
    /// Names are sought in the locals, then the globals, then the builtins, and the first that has a
    /// near one wins (≤ 3.12); else the nearest of all.
    pub scopes_apart: bool,
    /// Errors of derived classes get suggestions too (3.13+).
    pub derived_classes: bool,
    /// A name that `self` has for an attribute is suggested as `self.name` (3.12+).
    pub self_attributes: bool,
    /// Modules that were not imported are suggested, and names for `from module import name`
    /// (3.12+).
    pub imports: bool,
    /// The module `traceback` makes suggestions (3.12+); in 3.11 the interpreter's own report alone
    /// does.
    pub in_library: bool,
    /// Attributes with a leading underscore are not suggested for a name without (3.13+), unless the
    /// object is the frame's `self`.
    pub hides_underscored: bool,
    /// The suggested attribute and the wrong one are shown with their dot (3.15).
    pub dotted: bool,
    /// Suggested names beyond ASCII are followed by their `ascii()` (3.15).
    pub escapes_non_ascii: bool,
    /// An attribute of an attribute is suggested where nothing else is near (3.15).
    pub nested_attributes: bool,
    /// Methods of other languages, and of other types, lead to the one to use (3.15).
    pub other_languages: bool,
}

const SUGGESTIONS_V11: SuggestionRules = SuggestionRules {
    scopes_apart: true,
    derived_classes: false,
    self_attributes: false,
    imports: false,
    in_library: false,
    hides_underscored: false,
    dotted: false,
    escapes_non_ascii: false,
    nested_attributes: false,
    other_languages: false,
};

const SUGGESTIONS_V12: SuggestionRules =
    SuggestionRules { self_attributes: true, imports: true, in_library: true, ..SUGGESTIONS_V11 };

const SUGGESTIONS_V13: SuggestionRules = SuggestionRules {
    scopes_apart: false,
    derived_classes: true,
    hides_underscored: true,
    ..SUGGESTIONS_V12
};

const SUGGESTIONS_V15: SuggestionRules = SuggestionRules {
    dotted: true,
    escapes_non_ascii: true,
    nested_attributes: true,
    other_languages: true,
    ..SUGGESTIONS_V13
};

/// How the errors of `%` on strings are worded: they became more telling in two steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PercentWording {
    /// No error names the argument (≤ 3.13).
    Terse,
    /// What `%c` got is named (3.14).
    NamesCharacter,
    /// The argument, its type and the position in the template are named (3.15).
    NamesArgument,
}

/// 3.11.
pub(super) const V11: TextRules = TextRules {
    unicode: (14, 0),
    fraction_grouping: false,
    percent_wording: PercentWording::Terse,
    bytearray_escapes_apostrophes: true,
    names_method_in_argument_errors: false,
    replace_takes_count_keyword: false,
    bytes_replace_takes_count_keyword: false,
    fill_byte_says_length: false,
    wrong_translate_key: "keys in translate table must be strings or integers",
    negative_length: "length argument must be non-negative",
    import_errors_show_fields: false,
    syntax_error_details: 6,
    extend_expects_integers: false,
    fromhex_names_odd: false,
    suggestions: SUGGESTIONS_V11,
    traceback: TRACEBACK_V11,
};

/// 3.12.
pub(super) const V12: TextRules =
    TextRules { unicode: (15, 0), suggestions: SUGGESTIONS_V12, ..V11 };

/// 3.13.
pub(super) const V13: TextRules = TextRules {
    unicode: (15, 1),
    suggestions: SUGGESTIONS_V13,
    traceback: TRACEBACK_V13,
    names_method_in_argument_errors: true,
    replace_takes_count_keyword: true,
    extend_expects_integers: true,
    ..V12
};

/// 3.14.
pub(super) const V14: TextRules = TextRules {
    unicode: (16, 0),
    fraction_grouping: true,
    percent_wording: PercentWording::NamesCharacter,
    fromhex_names_odd: true,
    fill_byte_says_length: true,
    syntax_error_details: 7,
    wrong_translate_key: "keys in translate table mustbe strings or integers",
    suggestions: SUGGESTIONS_V13,
    traceback: TRACEBACK_V13,
    ..V13
};

/// 3.15.
pub(super) const V15: TextRules = TextRules {
    unicode: (17, 0),
    percent_wording: PercentWording::NamesArgument,
    bytearray_escapes_apostrophes: false,
    bytes_replace_takes_count_keyword: true,
    negative_length: "length cannot be negative",
    import_errors_show_fields: true,
    suggestions: SUGGESTIONS_V15,
    traceback: TRACEBACK_V15,
    ..V14
};
