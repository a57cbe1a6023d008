//! What differs in the standard library: names that come and go, and wordings.

/// The standard library of one release (measured).
#[derive(Clone, Debug)]
pub struct LibraryRules {
    /// Names that the library has in some modelled release and lacks in this one, each as
    /// `module.name`; a name without a dot is a module's. By the release in which they came or went.
    pub lacks: &'static [&'static [&'static str]],
    /// Types of library modules written in C that are static, by name; the others are made when their
    /// module is, as by a class statement, and are mortal.
    pub static_types: &'static [&'static str],
    /// Years in the first line of `sys.copyright`.
    pub copyright_years: &'static str,
    /// The text of `credits`.
    pub credits: &'static str,
    /// `sys.flags.int_max_str_digits`.
    pub int_max_str_digits_flag: i64,
    /// `sys.flags.utf8_mode`.
    pub utf8_mode: i64,
    /// `file.encoding` of a file opened without one, in a UTF-8 locale.
    pub default_encoding: &'static str,
    /// `io.DEFAULT_BUFFER_SIZE`, in bytes.
    pub file_buffer: i64,
    /// `sys.thread_info.lock`.
    pub thread_lock: &'static str,
    /// `sys.set_int_max_str_digits` of a wrong number.
    pub wrong_max_str_digits: &'static str,
    /// `sys.implementation` says that there are isolated interpreters (3.14+).
    pub isolated_interpreters: bool,
    /// A native function's unexpected keyword argument is named as Python functions' are (3.13+).
    pub unexpected_keywords_like_functions: bool,
    /// `repr(list[[int]])` shows the inner list by its items' names (3.12+).
    pub aliases_show_lists_by_items: bool,
    /// `types.SimpleNamespace` takes a mapping (3.13+).
    pub namespaces_take_mappings: bool,
    /// `<` between namespaces compares their dicts, which fails (≤ 3.14).
    pub namespaces_ask_dicts_for_order: bool,
    /// `deque.index` and `deque.remove` name the item that they miss (≤ 3.13).
    pub deque_names_missing_item: bool,
    /// `repr(OrderedDict(…))` shows a dict (3.12+), before a list of pairs.
    pub ordered_dict_shows_dict: bool,
    /// `functools.reduce` takes its arguments by name too (3.14+).
    pub reduce_takes_names: bool,
    /// A `functools.partial` in a class binds like a function (3.14+).
    pub partials_bind: bool,
    /// A call of a partial that has keywords copies its arguments (≤ 3.14).
    pub partials_copy_keywords: bool,
    /// The `repr` of a subclass of `partial` shows its module (3.14+).
    pub partials_show_module: bool,
    /// `itertools.pairwise` uses its last tuple again when nobody else holds it (3.13+).
    pub pairwise_keeps_tuple: bool,
    /// `combinations(…, -1)`.
    pub negative_r: &'static str,
    /// `tee(…, -1)`.
    pub negative_n: &'static str,
    /// A domain error of `math` says what was expected (3.14+).
    pub math_says_what_it_expects: bool,
    /// `math.log()` counts its arguments in the usual words (3.12+).
    pub log_counts_like_others: bool,
    /// `array.typecodes`.
    pub array_typecodes: &'static str,
    /// What `memoryview.cast` says of a format that it does not take.
    pub wrong_view_format: &'static str,
    /// Formats that `memoryview.cast` takes and the model does not.
    pub view_formats: &'static [&'static str],
    /// The state in a range iterator's `__reduce__` is `None` (3.12+), before 0.
    pub range_iterators_have_no_state: bool,
    /// What is no character for an array is described (3.14+).
    pub array_describes_characters: bool,
    /// `array('z')`.
    pub bad_typecode: &'static str,
    /// `tracemalloc.get_tracemalloc_memory()` when nothing is traced, in bytes: three empty tables
    /// up to 3.12.
    pub idle_tracer_bytes: usize,
    /// `int | str` makes a `typing.Union` (3.14+), before a `types.UnionType`. Only the former can be
    /// referenced weakly.
    pub unions_are_typing_unions: bool,
}

impl LibraryRules {
    /// Whether the release has a name of a module, given as `module.name`.
    pub fn has(&self, name: &str) -> bool {
        !self.lacks.iter().any(|names| names.contains(&name))
    }

    /// The attributes of a type that the release lacks.
    pub fn attributes_lacking(&self, class: &str) -> impl Iterator<Item = &'static str> {
        let of_class = move |name: &&'static str| name.strip_prefix(class)?.strip_prefix('.');
        self.lacks.iter().copied().flatten().filter_map(of_class)
    }
}

/// Names that came with 3.12.
const SINCE_3_12: &[&str] = &[
    "bytes.__buffer__",
    "bytearray.__buffer__",
    "bytearray.__release_buffer__",
    "memoryview.__buffer__",
    "memoryview.__release_buffer__",
    "memoryview._from_flags",
    "array.__buffer__",
    "array.__release_buffer__",
    "array.__class_getitem__",
    "ImportError.name_from",
    "sys.last_exc",
    "async_generator.ag_suspended",
    "enum.contains_values",
    "ctypes.smaller",
    "math.sumprod",
    "function.__type_params__",
    "itertools.batched",
    "collections.abc.Buffer",
    "sys._getframemodulename",
    "sys.getunicodeinternedsize",
    "sys.monitoring",
    "types.get_original_bases",
    "typing.override",
    "typing.TypeAliasType",
];

/// Names that came with 3.13.
const SINCE_3_13: &[&str] = &[
    "flags.gil",
    "builtins.PythonFinalizationError",
    "builtins._IncompleteInputError",
    "code.__replace__",
    "functools.partialmethod_repr",
    "generator.__class_getitem__",
    "coroutine.__class_getitem__",
    "array.clear",
    "enum.EnumDict",
    "re.PatternError",
    "traceback.exc_type_str",
    "warnings.deprecated",
    "math.fma",
    "copy.replace",
    "function.kwdefaults",
    "itertools.batched.strict",
    "sys._is_gil_enabled",
    "sys._is_interned",
    "sys._clear_internal_caches",
    "typing.NoDefault",
    "typing.TypeIs",
    "typing.ReadOnly",
    "typing.get_protocol_members",
    "typing.is_protocol",
];

/// Names that came with 3.14.
const SINCE_3_14: &[&str] = &[
    "flags.context_aware_warnings",
    "flags.thread_inherit_context",
    "functools.Placeholder",
    "code.co_branches",
    "frame.f_generator",
    "staticmethod.__class_getitem__",
    "classmethod.__class_getitem__",
    "memoryview.count",
    "memoryview.index",
    "memoryview.__class_getitem__",
    "complex.from_number",
    "float.from_number",
    "bytearray.resize",
    "string.templatelib",
    "dataclasses.Field.doc",
    "heapq.heapify_max",
    "pickle.protocol5",
    "ctypes.CField",
    "operator.is_not_none",
    "operator.is_none",
    "function.__annotate__",
    "sys._is_immortal",
];

/// Names that came with 3.15.
const SINCE_3_15: &[&str] = &[
    "flags.lazy_imports",
    "builtins.ImportCycleError",
    "generator.gi_state",
    "coroutine.cr_state",
    "async_generator.ag_state",
    "collections.Counter.__xor__",
    "collections.UserDict.popitem",
    "slice.__class_getitem__",
    "bytearray.take_bytes",
    "TypeAliasType.__qualname__",
    "math.isnormal",
    "math.issubnormal",
    "math.signbit",
    "math.fmax",
    "math.fmin",
    "keyword.lazy",
];

/// Names that went with 3.15.
const UNTIL_3_14: &[&str] = &["code.co_lnotab"];

/// 3.11.
pub(super) const V11: LibraryRules = LibraryRules {
    copyright_years: "2001-2023",
    credits: "    Thanks to CWI, CNRI, BeOpen.com, Zope Corporation and a cast of thousands\n    \
              for supporting Python development.  See www.python.org for more information.",
    static_types: &[
        "OrderedDict",
        "odict_iterator",
        "odict_keys",
        "odict_values",
        "odict_items",
        "TypeAliasType",
        "version_info",
        "flags",
        "float_info",
        "int_info",
        "hash_info",
        "thread_info",
    ],
    lacks: &[SINCE_3_12, SINCE_3_13, SINCE_3_14, SINCE_3_15],
    int_max_str_digits_flag: -1,
    utf8_mode: 0,
    default_encoding: "UTF-8",
    file_buffer: 8192,
    thread_lock: "semaphore",
    wrong_max_str_digits: "maxdigits must be 0 or larger than 640",
    isolated_interpreters: false,
    unexpected_keywords_like_functions: false,
    aliases_show_lists_by_items: false,
    namespaces_take_mappings: false,
    namespaces_ask_dicts_for_order: true,
    deque_names_missing_item: true,
    ordered_dict_shows_dict: false,
    reduce_takes_names: false,
    partials_bind: false,
    partials_copy_keywords: true,
    partials_show_module: false,
    pairwise_keeps_tuple: false,
    negative_r: "r must be non-negative",
    negative_n: "n must be >= 0",
    math_says_what_it_expects: false,
    log_counts_like_others: false,
    array_typecodes: "bBuhHiIlLqQfd",
    array_describes_characters: false,
    range_iterators_have_no_state: false,
    wrong_view_format: "memoryview: destination format must be a native single character format prefixed with an optional '@'",
    view_formats: &["e"],
    bad_typecode: "bad typecode (must be b, B, u, h, H, i, I, l, L, q, Q, f or d)",
    idle_tracer_bytes: 624,
    unions_are_typing_unions: false,
};

/// 3.12.
pub(super) const V12: LibraryRules = LibraryRules {
    lacks: &[SINCE_3_13, SINCE_3_14, SINCE_3_15],
    int_max_str_digits_flag: 4300,
    aliases_show_lists_by_items: true,
    ordered_dict_shows_dict: true,
    range_iterators_have_no_state: true,
    log_counts_like_others: true,
    ..V11
};

/// 3.13.
pub(super) const V13: LibraryRules = LibraryRules {
    copyright_years: "2001-2024",
    credits: "Thanks to CWI, CNRI, BeOpen, Zope Corporation, the Python Software\nFoundation, and a \
              cast of thousands for supporting Python\ndevelopment.  See www.python.org for more \
              information.",
    lacks: &[SINCE_3_14, SINCE_3_15],
    unexpected_keywords_like_functions: true,
    namespaces_take_mappings: true,
    pairwise_keeps_tuple: true,
    array_typecodes: "bBuwhHiIlLqQfd",
    bad_typecode: "bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, f or d)",
    idle_tracer_bytes: 0,
    ..V12
};

/// 3.14.
pub(super) const V14: LibraryRules = LibraryRules {
    copyright_years: "2001",
    lacks: &[SINCE_3_15],
    wrong_max_str_digits: "maxdigits must be >= 640 or 0 for unlimited",
    isolated_interpreters: true,
    math_says_what_it_expects: true,
    reduce_takes_names: true,
    array_describes_characters: true,
    partials_bind: true,
    partials_show_module: true,
    deque_names_missing_item: false,
    file_buffer: 131_072,
    unions_are_typing_unions: true,
    ..V13
};

/// 3.15.
pub(super) const V15: LibraryRules = LibraryRules {
    lacks: &[UNTIL_3_14],
    utf8_mode: 1,
    default_encoding: "utf-8",
    namespaces_ask_dicts_for_order: false,
    bad_typecode: "bad typecode (must be b, B, u, w, h, H, i, I, l, L, q, Q, e, f, d, Zf or Zd)",
    negative_r: "r cannot be negative",
    negative_n: "n cannot be negative",
    thread_lock: "pymutex",
    wrong_view_format: "memoryview: destination format must be a native format prefixed with an optional '@'",
    view_formats: &["e", "Zf", "Zd"],
    partials_copy_keywords: false,
    ..V14
};
