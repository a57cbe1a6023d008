//! What differs between releases in what is refused before it runs, and in which words.

/// Rules and wordings of one release's tokenizer, parser and symbol table (sources: CPython's
/// `Parser/tokenizer.c`, from 3.13 `Parser/lexer`, and `Grammar/python.gram`; each held against
/// `compile()`).
#[derive(Clone, Debug)]
pub struct SyntaxRules {
    /// The end of a line takes a column in the places of errors (3.12+).
    pub line_ends_have_width: bool,
    /// f-strings are tokens rather than strings that are parsed later (PEP 701, 3.12+).
    pub tokenizes_fstrings: bool,
    /// There are t-strings (PEP 750, 3.14+).
    pub template_strings: bool,
    /// A line end in a format specification ends it (3.12), rather than being an error (3.13+).
    pub format_may_end_with_line: bool,
    /// Said of f-strings nested 150 deep.
    pub too_many_strings: &'static str,
    /// An unterminated string with an escaped quote is told so (3.13+).
    pub suspects_escaped_quotes: bool,
    /// What function definitions have: "argument", or "parameter" (3.15).
    pub parameter_word: &'static str,
    /// A parameter without default behind one with.
    pub default_order_message: &'static str,
    /// Two `*` among the parameters.
    pub repeated_star_message: &'static str,
    /// `except A, B as e`
    pub exception_tuple_message: &'static str,
    /// `f"{x! r}"`
    pub conversion_place_message: &'static str,
    /// Wrong escape sequences are located at their string (3.12+) rather than behind it …
    pub locates_escapes: bool,
    /// … and those of f-strings at their part of it (3.14+).
    pub locates_fstring_escapes: bool,
    /// `*` arguments behind `**` are located as a whole (3.13+).
    pub locates_unpacking_order: bool,
    /// `f(a=)` is told what it lacks (3.12+).
    pub explains_missing_values: bool,
    /// `f(*)` likewise (3.13+).
    pub explains_lone_stars: bool,
    /// In a file, what should have been indented is marked by one caret (≤ 3.12).
    pub marks_indentation_by_one: bool,
    /// `import` and `from a import` likewise (3.13+).
    pub explains_empty_imports: bool,
    /// `def f[]()` likewise (3.13+).
    pub explains_empty_type_parameters: bool,
    /// `[x for x]` likewise (3.13+).
    pub explains_missing_in: bool,
    /// `raise from x` and `raise x from` likewise (3.15).
    pub explains_raise: bool,
    /// `import a from b` is told the right order (3.12+).
    pub explains_swapped_imports: bool,
    /// `x <> y` is told about `!=` (3.13+).
    pub suggests_inequality: bool,
    /// Wrong targets of `as` are named (3.14+).
    pub names_wrong_targets: bool,
    /// `elif` behind `else` is told so (3.14+).
    pub explains_elif_after_else: bool,
    /// `x if y else pass` likewise (3.14+).
    pub explains_statements_in_conditions: bool,
    /// `assert x = 1` likewise (3.15).
    pub explains_assert: bool,
    /// Patterns behind `**rest` likewise (3.15).
    pub explains_double_stars: bool,
    /// How deep an expression may nest.
    pub nesting: NestingLimits,
}

/// How deep syntax may nest apart from brackets and indentation.
#[derive(Clone, Debug)]
pub struct NestingLimits {
    /// What the parser's stack holds: an operator or condition takes one, `**` and `lambda` two.
    pub parser: u32,
    /// What a conditional expression takes of it.
    pub condition_cost: u32,
    /// The `MemoryError` when it is exceeded.
    pub parser_message: &'static str,
    /// Nodes below each other that the compiler goes down.
    pub compiler: u32,
    /// The `RecursionError` when it is exceeded.
    pub compiler_message: &'static str,
}

const COMPILER_MESSAGE: &str = "maximum recursion depth exceeded during compilation";

/// 3.11.
pub(super) const V11: SyntaxRules = SyntaxRules {
    tokenizes_fstrings: false,
    line_ends_have_width: false,
    template_strings: false,
    format_may_end_with_line: true,
    too_many_strings: "too many nested f-strings",
    suspects_escaped_quotes: false,
    parameter_word: "argument",
    default_order_message: "non-default argument follows default argument",
    repeated_star_message: "* argument may appear only once",
    exception_tuple_message: "multiple exception types must be parenthesized",
    conversion_place_message: "invalid conversion character: expected 's', 'r', or 'a'",
    locates_escapes: false,
    locates_fstring_escapes: false,
    locates_unpacking_order: false,
    explains_missing_values: false,
    explains_lone_stars: false,
    explains_empty_imports: false,
    marks_indentation_by_one: true,
    explains_empty_type_parameters: false,
    explains_missing_in: false,
    explains_raise: false,
    explains_swapped_imports: false,
    suggests_inequality: false,
    names_wrong_targets: false,
    explains_elif_after_else: false,
    explains_statements_in_conditions: false,
    explains_assert: false,
    explains_double_stars: false,
    nesting: NestingLimits {
        parser: 5969,
        condition_cost: 1,
        parser_message: "",
        compiler: 2992,
        compiler_message: COMPILER_MESSAGE,
    },
};

/// 3.12.
pub(super) const V12: SyntaxRules = SyntaxRules {
    tokenizes_fstrings: true,
    line_ends_have_width: true,
    default_order_message: "parameter without a default follows parameter with a default",
    // The misspelling is CPython's.
    conversion_place_message: "conversion type must come right after the exclamanation mark",
    locates_escapes: true,
    explains_missing_values: true,
    explains_swapped_imports: true,
    nesting: NestingLimits {
        parser_message: "Parser stack overflowed - Python source too complex to parse",
        compiler: 2994,
        ..V11.nesting
    },
    ..V11
};

/// 3.13.
pub(super) const V13: SyntaxRules = SyntaxRules {
    format_may_end_with_line: false,
    suspects_escaped_quotes: true,
    conversion_place_message: "conversion type must come right after the exclamation mark",
    locates_unpacking_order: true,
    explains_lone_stars: true,
    explains_empty_imports: true,
    marks_indentation_by_one: false,
    explains_empty_type_parameters: true,
    explains_missing_in: true,
    suggests_inequality: true,
    nesting: NestingLimits { compiler: 9996, ..V12.nesting },
    ..V12
};

/// 3.14.
pub(super) const V14: SyntaxRules = SyntaxRules {
    template_strings: true,
    too_many_strings: "too many nested f-strings or t-strings",
    exception_tuple_message: "multiple exception types must be parenthesized when using 'as'",
    locates_fstring_escapes: true,
    names_wrong_targets: true,
    explains_elif_after_else: true,
    explains_statements_in_conditions: true,
    nesting: NestingLimits {
        compiler: 27_450,
        compiler_message: "Stack overflow (used 8156 kB) during compilation",
        ..V13.nesting
    },
    ..V13
};

/// 3.15.
pub(super) const V15: SyntaxRules = SyntaxRules {
    parameter_word: "parameter",
    repeated_star_message: "* may appear only once",
    explains_raise: true,
    explains_assert: true,
    explains_double_stars: true,
    nesting: NestingLimits { compiler: 28_970, condition_cost: 2, ..V14.nesting },
    ..V14
};
