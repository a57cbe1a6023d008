//! The standard library, as far as the machine has it: one file a module.
//!
//! What CPython writes in C is Rust here; what it writes in Python is Python here too, in
//! `library/`, compiled at its first import.

pub mod abstract_classes;
pub mod arguments;
pub mod array;
pub mod atexit;
pub mod bisect;
pub mod collections;
pub mod ctypes;
pub(crate) mod deferred;
pub mod exit;
pub mod files;
pub mod functools;
pub mod gc;
pub mod hashes;
pub mod heapq;
pub(crate) mod hooks;
mod import_effects;
pub mod io;
pub mod itertools;
pub mod math;
pub mod namespaces;
pub mod native_types;
pub mod operator;
pub mod os;
pub mod pending;
pub mod profile;
pub mod random;
pub mod re;
pub mod release_facts;
pub mod site_builtins;
pub mod struct_module;
pub mod struct_sequence;
pub mod support;
pub mod sys;
pub mod time;
pub mod traceback;
pub mod tracemalloc;
pub mod typing;
pub mod weakref;

use heap_model::{Obj, Payload, Runtime, types};
use rustc_hash::FxHashMap;

use crate::machine::{Machine, Result};
use crate::native::{NativeDef, TypeDef};
use native_types::NativeType;

/// State that modules keep in the machine.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// Functions to run at exit, newest last.
    pub exit_functions: Vec<atexit::ExitFunction>,
    /// `gc.callbacks`, a `list`, counted.
    pub collector_callbacks: Option<Obj>,
    /// Types written in Rust that exist already, each with its declaration.
    pub native_types: Vec<(&'static NativeType, Obj)>,
    /// Library modules whose effects on the collector have taken place.
    pub imported: Vec<&'static str>,
    /// Library modules of which some statements have not run, by namespace. Each is counted.
    pub waiting: FxHashMap<Obj, deferred::Waiting>,
    /// How many of their statements are running, one within the other.
    pub binding: usize,
    /// Names of them to be bound after those.
    pub to_bind: Vec<(Obj, &'static str)>,
    /// Files that the program has written.
    pub files: Vec<files::StoredFile>,
    /// Folders that the program has made.
    pub folders: Vec<String>,
    /// The module `sys`, counted, once it was imported.
    pub sys: Option<Obj>,
    /// The first `sys.stdout`, counted.
    pub stdout: Option<Obj>,
    /// What waits to be written to it.
    pub pending: pending::PendingOutput,
    /// The first `sys.stderr`, counted.
    pub stderr: Option<Obj>,
    /// `io.UnsupportedOperation`, counted.
    pub unsupported_operation: Option<Obj>,
    /// What `sys.set_int_max_str_digits` has set.
    pub int_max_str_digits: Option<usize>,
    /// How long the program has slept, in nanoseconds of the virtual clock.
    pub slept: u64,
    /// `abc.get_cache_token()`: how often a class was registered.
    pub abstract_token: i64,
    /// The profiler that is enabled, counted.
    pub profiler: Option<Obj>,
    /// What stands between positional and keyword arguments in an `lru_cache`'s keys, counted.
    pub keyword_mark: Option<Obj>,
    /// `tracemalloc.get_traceback_limit()`, once tracing was started.
    pub traceback_limit: usize,
    /// Files that `tracemalloc` has met, by the numbers that its traces have.
    pub traced_files: Vec<crate::machine::TracedFile>,
}

impl Library {
    /// Calls `count` with each reference that the modules' own state holds.
    pub(crate) fn roots(&self, count: &mut dyn FnMut(Obj)) {
        for function in &self.exit_functions {
            count(function.function);
            function.values.iter().chain(&function.names).copied().for_each(&mut *count);
        }
        let optional = [
            self.collector_callbacks,
            self.sys,
            self.stdout,
            self.pending.held(),
            self.stderr,
            self.unsupported_operation,
            self.keyword_mark,
            self.profiler,
        ];
        optional.into_iter().flatten().for_each(&mut *count);
        self.traced_files.iter().for_each(|file| count(file.name));
        self.waiting.keys().copied().for_each(count);
    }
}

/// A module written in Rust.
pub struct NativeModule {
    /// `__name__`.
    pub name: &'static str,
    /// `__doc__`.
    pub doc: &'static str,
    /// Its functions.
    pub functions: &'static [NativeDef],
    /// Adds everything else.
    pub fill: fn(&mut Machine, Obj) -> Result<()>,
}

/// The modules written in Rust.
static NATIVE_MODULES: &[&NativeModule] = &[
    &sys::MODULE,
    &gc::MODULE,
    &hashes::MODULE,
    &heapq::MODULE,
    &abstract_classes::MODULE,
    &array::MODULE,
    &atexit::MODULE,
    &bisect::MODULE,
    &collections::MODULE,
    &ctypes::MODULE,
    &functools::MODULE,
    &io::MODULE,
    &itertools::MODULE,
    &math::MODULE,
    &operator::MODULE,
    &os::MODULE,
    &profile::MODULE,
    &random::MODULE,
    &re::MODULE,
    &release_facts::MODULE,
    &struct_module::MODULE,
    &crate::builtins::templates::MODULE,
    &time::MODULE,
    &traceback::MODULE,
    &tracemalloc::MODULE,
    &typing::MODULE,
    &weakref::MODULE,
];

/// The tables of static types that belong to modules.
pub static TYPES: [&[TypeDef]; 2] = [&typing::TYPES, std::slice::from_ref(&namespaces::TYPE)];

/// The modules written in Python: name and source.
static PYTHON_MODULES: [(&str, &str); 49] = [
    ("__future__", include_str!("library/__future__.py")),
    ("abc", include_str!("library/abc.py")),
    ("cProfile", include_str!("library/cProfile.py")),
    ("collections", include_str!("library/collections.py")),
    ("collections.abc", include_str!("library/collections_abc.py")),
    ("concurrent", include_str!("library/concurrent.py")),
    ("concurrent.futures", include_str!("library/concurrent_futures.py")),
    ("contextlib", include_str!("library/contextlib.py")),
    ("contextvars", include_str!("library/contextvars.py")),
    ("copy", include_str!("library/copy.py")),
    ("copyreg", include_str!("library/copyreg.py")),
    ("ctypes", include_str!("library/ctypes.py")),
    ("dataclasses", include_str!("library/dataclasses.py")),
    ("datetime", include_str!("library/datetime.py")),
    ("decimal", include_str!("library/decimal.py")),
    ("enum", include_str!("library/enum.py")),
    ("fractions", include_str!("library/fractions.py")),
    ("functools", include_str!("library/functools.py")),
    ("hashlib", include_str!("library/hashlib.py")),
    ("heapq", include_str!("library/heapq.py")),
    ("importlib", include_str!("library/importlib.py")),
    ("inspect", include_str!("library/inspect.py")),
    ("json", include_str!("library/json.py")),
    ("keyword", include_str!("library/keyword.py")),
    ("linecache", include_str!("library/linecache.py")),
    ("numbers", include_str!("library/numbers.py")),
    ("os", include_str!("library/os.py")),
    ("pickle", include_str!("library/pickle.py")),
    ("platform", include_str!("library/platform.py")),
    ("posixpath", include_str!("library/posixpath.py")),
    ("pprint", include_str!("library/pprint.py")),
    ("pstats", include_str!("library/pstats.py")),
    ("queue", include_str!("library/queue.py")),
    ("random", include_str!("library/random.py")),
    ("re", include_str!("library/re.py")),
    ("reprlib", include_str!("library/reprlib.py")),
    ("statistics", include_str!("library/statistics.py")),
    ("string", include_str!("library/string.py")),
    ("struct", include_str!("library/struct.py")),
    ("tempfile", include_str!("library/tempfile.py")),
    ("textwrap", include_str!("library/textwrap.py")),
    ("threading", include_str!("library/threading.py")),
    ("timeit", include_str!("library/timeit.py")),
    ("traceback", include_str!("library/traceback.py")),
    ("tracemalloc", include_str!("library/tracemalloc.py")),
    ("types", include_str!("library/types.py")),
    ("typing", include_str!("library/typing.py")),
    ("warnings", include_str!("library/warnings.py")),
    ("weakref", include_str!("library/weakref.py")),
];

/// Makes what exists before any program: `builtins`, `sys`, `__main__`.
pub(crate) fn boot(vm: &mut Machine) {
    crate::builtins::boot(vm);
    if vm.heap.release.library.unions_are_typing_unions {
        let content = vm.heap.type_object_mut(types::UNION);
        content.name = "Union".into();
        content.module = "typing";
        content.flags.weak = true;
    }
    let main = new_module(vm, "__main__", "");
    vm.main = main;
    let namespace = vm.main_namespace();
    let modules = vm.modules;
    let builtins = vm.builtins;
    vm.heap.incref(builtins);
    let builtins = vm.heap.new_module("builtins", builtins);
    let name = vm.heap.intern("builtins");
    vm.heap.dict_set_str(modules, name, builtins);
    add_references(vm, "builtins", builtins);
    if vm.heap.release.start.main_has_annotations {
        let annotations = vm.heap.new_dict();
        let name = vm.names.__annotations__;
        vm.heap.dict_set_str(namespace, name, annotations);
        vm.decref(annotations);
    }
    let name = vm.names.__builtins__;
    vm.heap.dict_set_str(namespace, name, builtins);
    vm.decref(builtins);
    let name = vm.names.__main__;
    vm.heap.dict_set_str(modules, name, main);
    // What nearly every program needs is there from the start; the rest is made when asked for.
    let common = [types::TYPE, types::LIST, types::STR, types::DICT, types::TUPLE, types::INT];
    for class in common.into_iter().chain([types::EXCEPTION]) {
        vm.populate_bases(class);
    }
    sys::module(vm).expect("`sys` is made without running Python").expect("it is a native module");
}

/// What a script's namespace has besides: the name of its file.
pub(crate) fn name_script(vm: &mut Machine, filename: &str) {
    let before = vm.heap.set_static_memory(true);
    let main = vm.main;
    let name = vm.heap.new_str(filename);
    set(vm, main, "__file__", name);
    if vm.heap.release.start.main_has_cached {
        let none = vm.none();
        set(vm, main, "__cached__", none);
    }
    vm.heap.set_static_memory(before);
}

/// A new module with the usual names. New reference.
pub fn new_module(vm: &mut Machine, name: &str, doc: &str) -> Obj {
    let namespace = vm.heap.new_dict();
    let name_object = vm.heap.intern(name);
    let none = vm.heap.none();
    let doc_object = if doc.is_empty() { vm.none() } else { vm.heap.new_str(doc) };
    for (key, value) in [
        (vm.names.__name__, name_object),
        (vm.names.__doc__, doc_object),
        (vm.names.__package__, none),
        (vm.names.__loader__, none),
        (vm.names.__spec__, none),
    ] {
        vm.heap.dict_set_str(namespace, key, value);
    }
    vm.decref(name_object);
    vm.decref(doc_object);
    vm.heap.new_module(name, namespace)
}

/// Loads a module at its first import. New reference; `None`: there is none of that name.
pub(crate) fn load(vm: &mut Machine, name: &str) -> Result<Option<Obj>> {
    let key = vm.heap.intern(name);
    // Modules that modules import are in their effects already.
    if !vm.heap.in_static_memory() {
        import_effects::account(vm, name);
    }
    let result = load_named(vm, name, key);
    vm.decref(key);
    result
}

fn load_named(vm: &mut Machine, name: &str, key: Obj) -> Result<Option<Obj>> {
    let modules = vm.modules;
    if let Some(native) = NATIVE_MODULES.iter().find(|module| module.name == name) {
        // CPython has these since its own start: their objects are not the program's.
        let before = vm.heap.set_static_memory(true);
        let module = new_module(vm, name, native.doc);
        vm.heap.dict_set_str(modules, key, module);
        let result = fill(vm, native, module);
        vm.heap.set_static_memory(before);
        return result.map(|()| Some(module));
    }
    let Some(number) = PYTHON_MODULES.iter().position(|(known, _)| *known == name) else {
        return Ok(None);
    };
    let before = vm.heap.set_static_memory(true);
    let module = new_module(vm, name, "");
    vm.heap.dict_set_str(modules, key, module);
    let namespace = vm.heap.module(module).dict;
    let result = vm.run_library(number, namespace);
    vm.heap.set_static_memory(before);
    match result {
        Ok(()) => Ok(Some(module)),
        Err(raise) => {
            vm.decref(module);
            Err(raise)
        }
    }
}

/// What `repr()` says of where a module comes from, behind its name.
pub fn origin(vm: &mut Machine, module: Obj, name: &str) -> String {
    let key = vm.heap.intern(name);
    let known = vm.heap.dict_get_str(vm.modules, key);
    vm.decref(key);
    if known != Some(module) {
        return String::new();
    }
    if FROZEN_MODULES.contains(&name) {
        return String::from(" (frozen)");
    }
    if !PYTHON_MODULES.iter().any(|(known, _)| *known == name) {
        return String::from(if name == "__main__" { "" } else { " (built-in)" });
    }
    let (major, minor, _) = vm.heap.release.version;
    let file = match name {
        "collections" | "ctypes" | "importlib" | "json" | "re" => format!("{name}/__init__"),
        "collections.abc" => return String::from(" (frozen)"),
        name => name.replace('.', "/"),
    };
    format!(" from '/usr/lib/python{major}.{minor}/{file}.py'")
}

/// Modules that CPython has inside of its executable.
static FROZEN_MODULES: &[&str] = &["abc", "io", "os", "posixpath"];

/// The name of the module that a native function belongs to, if it is one's.
pub fn module_of(native: &'static NativeDef) -> Option<&'static str> {
    let has = |module: &&&NativeModule| {
        module.functions.iter().any(|function| std::ptr::eq(function, native))
    };
    NATIVE_MODULES.iter().find(has).map(|module| module.name)
}

fn fill(vm: &mut Machine, native: &'static NativeModule, module: Obj) -> Result<()> {
    let Payload::Module(content) = vm.heap.payload(module) else { unreachable!("just made") };
    let namespace = content.dict;
    add_functions(vm, namespace, native.functions, Some(native.name), Some(module));
    if native.name == "sys" {
        // The interpreter keeps a copy of the namespace as it was at first.
        for (_, function) in vm.dict_items(namespace) {
            vm.heap.incref(function);
        }
    }
    add_references(vm, native.name, module);
    (native.fill)(vm, module)
}

/// Counts the references to a module that the interpreter holds and the model has not.
fn add_references(vm: &mut Machine, name: &str, module: Obj) {
    let held = vm.heap.release.start.module_references;
    let count = held.iter().find(|(known, _)| *known == name).map_or(0, |&(_, count)| count);
    (0..count).for_each(|_| vm.heap.incref(module));
}

/// Enters native functions into a namespace.
pub fn add_functions(
    vm: &mut Machine,
    namespace: Obj,
    functions: &'static [NativeDef],
    module: Option<&str>,
    receiver: Option<Obj>,
) {
    let library = &vm.heap.release.library;
    for definition in functions {
        if module.is_some_and(|module| !library.has(&format!("{module}.{}", definition.name))) {
            continue;
        }
        let function = vm.new_native(definition, receiver, module);
        let key = vm.heap.intern(definition.name);
        vm.heap.dict_set_str(namespace, key, function);
        vm.decref(key);
        vm.decref(function);
    }
}

/// Sets a name in a module, taking over the value.
pub fn set(vm: &mut Machine, module: Obj, name: &str, value: Obj) {
    let Payload::Module(content) = vm.heap.payload(module) else { unreachable!("a module") };
    let namespace = content.dict;
    let key = vm.heap.intern(name);
    let old = vm.heap.dict_set_str(namespace, key, value);
    vm.decref(key);
    vm.decref(value);
    vm.decref_opt(old);
}

/// The next item of an iterator written in Rust; `None` if the object is none.
pub fn next_of_native(vm: &mut Machine, iterator: Obj) -> Option<Result<Option<Obj>>> {
    itertools::next::next(vm, iterator)
        .or_else(|| array::next(vm, iterator))
        .or_else(|| collections::deque::next(vm, iterator))
        .or_else(|| collections::ordered_dict::next(vm, iterator))
}

/// Whether CPython's standard library has a module of that name, so that its absence here is the
/// machine's and not the program's.
pub fn is_standard(name: &str) -> bool {
    let top = name.split('.').next().unwrap_or(name);
    STANDARD_MODULES.binary_search(&top).is_ok()
}

/// Whether CPython's module has that name in this release and the machine's has not: using it is the
/// machine's gap, not the program's error.
pub fn is_partial(vm: &Machine, module: &str, name: &str) -> bool {
    // What is not there although the machine has it, the program has deleted.
    if deferred::binds(module, name) {
        return false;
    }
    listed(vm, module, name).unwrap_or_else(|| {
        let missing = |line: &'static str| line.strip_prefix(module)?.strip_prefix(": ");
        let line = MISSING_NAMES.lines().find_map(missing);
        line.is_some_and(|names| names.split(' ').any(|known| known == name))
    })
}

/// Whether CPython's module has that name in this release; `None` for modules that are not listed.
fn listed(vm: &Machine, module: &str, name: &str) -> Option<bool> {
    let names = NAMES.lines().find_map(|line| line.strip_prefix(module)?.strip_prefix(' '))?;
    let known = names.split(' ').any(|known| known == name);
    Some(known && vm.heap.release.library.has(&format!("{module}.{name}")))
}

/// The built-in type that has that attribute in CPython, if an object's class is or derives from one and
/// the machine's lacks it in a release that has it.
pub fn type_that_lacks(vm: &Machine, object: Obj, name: &str) -> Option<&'static str> {
    let class = if vm.heap.is_type(object) { object } else { vm.heap.type_of(object) };
    let lines = MISSING_ATTRIBUTES.lines().filter_map(|line| line.split_once(": "));
    let with_name = lines.filter(|(_, names)| names.split(' ').any(|known| known == name));
    let mut types = with_name.map(|(known, _)| known);
    types.find(|known| {
        let is_that = |&base: &Obj| {
            let content = vm.heap.type_object(base);
            !content.flags.heap && &*content.name == *known
        };
        vm.heap.mro(class).iter().any(is_that)
            && !vm.heap.release.library.attributes_lacking(known).any(|lacking| lacking == name)
    })
}

/// A line a built-in type: the attributes that it lacks.
static MISSING_ATTRIBUTES: &str = include_str!("missing_attributes.txt");

/// The names of CPython's modules.
static NAMES: &str = include_str!("library/names.txt");

/// A module's name among those of the standard library.
pub fn known_module(name: &str) -> Option<&'static str> {
    let mut written_here = PYTHON_MODULES.iter().map(|&(known, _)| known);
    let known = written_here.find(|known| *known == name);
    known.or_else(|| STANDARD_MODULES.iter().copied().find(|known| *known == name))
}

/// Where CPython, installed as usual, has a module that is a file of Python; `None` for what is
/// built in.
pub fn usual_file(vm: &Machine, module: &str) -> Option<String> {
    if !PYTHON_MODULES.iter().any(|(known, _)| *known == module) {
        return None;
    }
    let series = vm.heap.release.name;
    let package = match module {
        "collections" | "ctypes" | "importlib" | "json" | "re" => true,
        "string" => vm.heap.release.library.has("string.templatelib"),
        _ => false,
    };
    let path = module.replace('.', "/");
    let rest = if package { "/__init__.py" } else { ".py" };
    Some(format!("/usr/lib/python{series}/{path}{rest}"))
}

/// Whether that is the file of a module that is Python here and C in CPython, where its functions
/// leave no entries in tracebacks.
pub fn stands_for_c(filename: &str) -> bool {
    let name = filename.strip_prefix("<frozen ").and_then(|rest| rest.strip_suffix('>'));
    name.is_some_and(|name| C_MODULES.contains(&name))
}

static C_MODULES: &[&str] =
    &["contextvars", "ctypes", "datetime", "decimal", "hashlib", "pickle", "struct", "warnings"];

/// A line a module: the names that it lacks.
static MISSING_NAMES: &str = include_str!("missing.txt");

/// Top-level modules of the standard library that a program may import, sorted.
static STANDARD_MODULES: &[&str] = &[
    "__future__",
    "_thread",
    "_weakref",
    "abc",
    "argparse",
    "array",
    "ast",
    "asyncio",
    "atexit",
    "base64",
    "bdb",
    "binascii",
    "bisect",
    "builtins",
    "bz2",
    "cProfile",
    "calendar",
    "cmath",
    "cmd",
    "code",
    "codecs",
    "codeop",
    "collections",
    "colorsys",
    "compileall",
    "concurrent",
    "configparser",
    "contextlib",
    "contextvars",
    "copy",
    "copyreg",
    "csv",
    "ctypes",
    "curses",
    "dataclasses",
    "datetime",
    "dbm",
    "decimal",
    "difflib",
    "dis",
    "doctest",
    "email",
    "encodings",
    "enum",
    "errno",
    "faulthandler",
    "fcntl",
    "filecmp",
    "fileinput",
    "fnmatch",
    "fractions",
    "ftplib",
    "functools",
    "gc",
    "getopt",
    "getpass",
    "gettext",
    "glob",
    "graphlib",
    "grp",
    "gzip",
    "hashlib",
    "heapq",
    "hmac",
    "html",
    "http",
    "imaplib",
    "importlib",
    "inspect",
    "io",
    "ipaddress",
    "itertools",
    "json",
    "keyword",
    "linecache",
    "locale",
    "logging",
    "lzma",
    "mailbox",
    "marshal",
    "math",
    "mimetypes",
    "mmap",
    "modulefinder",
    "multiprocessing",
    "netrc",
    "ntpath",
    "numbers",
    "opcode",
    "operator",
    "optparse",
    "os",
    "pathlib",
    "pdb",
    "pickle",
    "pickletools",
    "pkgutil",
    "platform",
    "plistlib",
    "poplib",
    "posix",
    "posixpath",
    "pprint",
    "profile",
    "pstats",
    "pty",
    "pwd",
    "py_compile",
    "pyclbr",
    "pydoc",
    "queue",
    "quopri",
    "random",
    "re",
    "readline",
    "reprlib",
    "resource",
    "rlcompleter",
    "runpy",
    "sched",
    "secrets",
    "select",
    "selectors",
    "shelve",
    "shlex",
    "shutil",
    "signal",
    "site",
    "smtplib",
    "socket",
    "socketserver",
    "sqlite3",
    "ssl",
    "stat",
    "statistics",
    "string",
    "stringprep",
    "struct",
    "subprocess",
    "symtable",
    "sys",
    "sysconfig",
    "syslog",
    "tabnanny",
    "tarfile",
    "tempfile",
    "termios",
    "textwrap",
    "threading",
    "time",
    "timeit",
    "tkinter",
    "token",
    "tokenize",
    "tomllib",
    "trace",
    "traceback",
    "tracemalloc",
    "tty",
    "turtle",
    "types",
    "typing",
    "unicodedata",
    "unittest",
    "urllib",
    "uuid",
    "venv",
    "warnings",
    "wave",
    "weakref",
    "webbrowser",
    "wsgiref",
    "xml",
    "xmlrpc",
    "zipapp",
    "zipfile",
    "zipimport",
    "zlib",
    "zoneinfo",
];

const _: Obj = types::MODULE;
