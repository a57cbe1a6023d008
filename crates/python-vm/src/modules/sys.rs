//! The module `sys`.

use heap_model::{Obj, Payload, Runtime, types};

use super::NativeModule;
use super::arguments::Signature;
use super::files;
use super::native_types::NativeType;
use super::struct_sequence::{self, sequence_fields, sequence_type};
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, function};
use crate::outcome::Stream;

/// The module.
pub static MODULE: NativeModule = NativeModule {
    name: "sys",
    doc: "This module provides access to some objects used or maintained by the\ninterpreter and to functions that interact strongly with the interpreter.",
    functions: &[
        function("getrefcount", getrefcount, Accepts::One),
        function("getsizeof", getsizeof, Accepts::Any),
        function("intern", intern, Accepts::One),
        function("_is_interned", is_interned, Accepts::One),
        function("_is_immortal", is_immortal, Accepts::One),
        function("getrecursionlimit", getrecursionlimit, Accepts::Nothing),
        function("setrecursionlimit", setrecursionlimit, Accepts::One),
        function("_getframe", getframe, Accepts::Positional(0, 1)),
        function("_getframemodulename", getframemodulename, Accepts::Positional(0, 1)),
        function("exc_info", exc_info, Accepts::Nothing),
        function("exception", exception, Accepts::Nothing),
        function("getallocatedblocks", getallocatedblocks, Accepts::Nothing),
        function("_debugmallocstats", debugmallocstats, Accepts::Nothing),
        function("_clear_type_cache", nothing, Accepts::Nothing),
        function("_clear_internal_caches", nothing, Accepts::Nothing),
        function("settrace", settrace, Accepts::One),
        function("gettrace", nothing, Accepts::Nothing),
        function("setprofile", settrace, Accepts::One),
        function("getprofile", nothing, Accepts::Nothing),
        function("breakpointhook", breakpointhook, Accepts::Any),
        function("displayhook", displayhook, Accepts::One),
        function("excepthook", excepthook, Accepts::Positional(3, 3)),
        function("unraisablehook", super::hooks::unraisablehook, Accepts::One),
        function("getswitchinterval", getswitchinterval, Accepts::Nothing),
        function("setswitchinterval", setswitchinterval, Accepts::One),
        function("exit", exit, Accepts::Positional(0, 1)),
        function("getdefaultencoding", encoding, Accepts::Nothing),
        function("getfilesystemencoding", encoding, Accepts::Nothing),
        function("getfilesystemencodeerrors", encode_errors, Accepts::Nothing),
        function("get_int_max_str_digits", get_int_max_str_digits, Accepts::Nothing),
        function("set_int_max_str_digits", set_int_max_str_digits, Accepts::Any),
        function("is_finalizing", is_finalizing, Accepts::Nothing),
        function("_is_gil_enabled", is_gil_enabled, Accepts::Nothing),
        function("call_tracing", call_tracing, Accepts::Positional(2, 2)),
        function("audit", nothing, Accepts::Any),
        function("getunicodeinternedsize", getunicodeinternedsize, Accepts::Any),
    ],
    fill,
};

static VERSION_INFO: NativeType = sequence_type(
    "sys",
    "version_info",
    sequence_fields!["major" = 0, "minor" = 1, "micro" = 2, "releaselevel" = 3, "serial" = 4],
);

static FLOAT_INFO: NativeType = sequence_type(
    "sys",
    "float_info",
    sequence_fields![
        "max" = 0,
        "max_exp" = 1,
        "max_10_exp" = 2,
        "min" = 3,
        "min_exp" = 4,
        "min_10_exp" = 5,
        "dig" = 6,
        "mant_dig" = 7,
        "epsilon" = 8,
        "radix" = 9,
        "rounds" = 10,
    ],
);

static INT_INFO: NativeType = sequence_type(
    "sys",
    "int_info",
    sequence_fields![
        "bits_per_digit" = 0,
        "sizeof_digit" = 1,
        "default_max_str_digits" = 2,
        "str_digits_check_threshold" = 3,
    ],
);

static HASH_INFO: NativeType = sequence_type(
    "sys",
    "hash_info",
    sequence_fields![
        "width" = 0,
        "modulus" = 1,
        "inf" = 2,
        "nan" = 3,
        "imag" = 4,
        "algorithm" = 5,
        "hash_bits" = 6,
        "seed_bits" = 7,
        "cutoff" = 8,
    ],
);

static FLAGS: NativeType = sequence_type(
    "sys",
    "flags",
    sequence_fields![
        "debug" = 0,
        "inspect" = 1,
        "interactive" = 2,
        "optimize" = 3,
        "dont_write_bytecode" = 4,
        "no_user_site" = 5,
        "no_site" = 6,
        "ignore_environment" = 7,
        "verbose" = 8,
        "bytes_warning" = 9,
        "quiet" = 10,
        "hash_randomization" = 11,
        "isolated" = 12,
        "dev_mode" = 13,
        "utf8_mode" = 14,
        "warn_default_encoding" = 15,
        "safe_path" = 16,
        "int_max_str_digits" = 17;
        "gil" = |vm, _| Ok(vm.heap.new_int(1)),
        "thread_inherit_context" = |vm, _| Ok(vm.heap.new_int(0)),
        "context_aware_warnings" = |vm, _| Ok(vm.heap.new_int(0)),
        "lazy_imports" = |vm, _| Ok(vm.heap.new_int(-1))
    ],
);

static THREAD_INFO: NativeType =
    sequence_type("sys", "thread_info", sequence_fields!["name" = 0, "lock" = 1, "version" = 2]);

fn version_info(vm: &mut Machine) -> Obj {
    let (major, minor, micro) = vm.heap.release.version;
    let mut items: Vec<Obj> =
        [major, minor, micro].map(|part| vm.heap.new_int(i64::from(part))).to_vec();
    items.push(vm.heap.intern("final"));
    items.push(vm.heap.new_int(0));
    struct_sequence::new(vm, &VERSION_INFO, items)
}

fn fill(vm: &mut Machine, module: Obj) -> Result<()> {
    let (major, minor, micro) = vm.heap.release.version;
    let hexversion = i64::from(major) << 24 | i64::from(minor) << 16 | i64::from(micro) << 8 | 0xf0;
    let release = vm.heap.release;
    for (name, value) in [
        ("hexversion", hexversion),
        ("maxsize", i64::MAX),
        ("maxunicode", 0x10_ffff),
        ("api_version", 1013),
    ] {
        let value = vm.heap.new_int(value);
        super::set(vm, module, name, value);
    }
    let version = format!("{major}.{minor}.{micro} (main) [model]");
    for (name, value) in [
        ("version", version.as_str()),
        ("byteorder", "little"),
        ("platform", "linux"),
        ("float_repr_style", "short"),
        ("executable", ""),
        ("prefix", "/usr"),
        ("base_prefix", "/usr"),
        ("exec_prefix", "/usr"),
        ("base_exec_prefix", "/usr"),
        ("abiflags", ""),
    ] {
        let value = vm.heap.intern(value);
        super::set(vm, module, name, value);
    }
    let text = super::site_builtins::copyright(vm.heap.release.library.copyright_years);
    let copyright = vm.heap.new_str(&text);
    super::set(vm, module, "copyright", copyright);
    let write_bytecode = vm.heap.new_bool(false);
    super::set(vm, module, "dont_write_bytecode", write_bytecode);
    let info = version_info(vm);
    super::set(vm, module, "version_info", info);

    let max = vm.heap.new_float(f64::MAX);
    let min = vm.heap.new_float(f64::MIN_POSITIVE);
    let epsilon = vm.heap.new_float(f64::EPSILON);
    let int = |vm: &mut Machine, value| vm.heap.new_int(value);
    let items = vec![
        max,
        int(vm, 1024),
        int(vm, 308),
        min,
        int(vm, -1021),
        int(vm, -307),
        int(vm, 15),
        int(vm, 53),
        epsilon,
        int(vm, 2),
        int(vm, 1),
    ];
    let info = struct_sequence::new(vm, &FLOAT_INFO, items);
    super::set(vm, module, "float_info", info);
    let items = [30, 4, 4300, 640].map(|value| vm.heap.new_int(value)).to_vec();
    let info = struct_sequence::new(vm, &INT_INFO, items);
    super::set(vm, module, "int_info", info);
    let mut items =
        [64, (1 << 61) - 1, 314_159, 0, 1_000_003].map(|value| vm.heap.new_int(value)).to_vec();
    items.push(vm.heap.intern("siphash13"));
    items.extend([64, 128, 0].map(|value| vm.heap.new_int(value)));
    let info = struct_sequence::new(vm, &HASH_INFO, items);
    super::set(vm, module, "hash_info", info);
    let mut items: Vec<Obj> = (0..13).map(|_| vm.heap.new_int(0)).collect();
    items.push(vm.heap.new_bool(false));
    items.push(vm.heap.new_int(release.library.utf8_mode));
    items.push(vm.heap.new_int(0));
    items.push(vm.heap.new_bool(false));
    items.push(vm.heap.new_int(release.library.int_max_str_digits_flag));
    let info = struct_sequence::new(vm, &FLAGS, items);
    super::set(vm, module, "flags", info);
    let items =
        ["pthread", release.library.thread_lock, "NPTL"].map(|text| vm.heap.intern(text)).to_vec();
    let info = struct_sequence::new(vm, &THREAD_INFO, items);
    super::set(vm, module, "thread_info", info);

    for (name, attribute, stream) in [
        ("stdout", "__stdout__", Some(Stream::Stdout)),
        ("stderr", "__stderr__", Some(Stream::Stderr)),
        ("stdin", "__stdin__", None),
    ] {
        let file = files::standard(vm, stream);
        vm.heap.incref(file);
        super::set(vm, module, attribute, file);
        match stream {
            Some(Stream::Stdout) => vm.library.stdout = Some(vm.heap.new_ref(file)),
            Some(Stream::Stderr) => vm.library.stderr = Some(vm.heap.new_ref(file)),
            None => {}
        }
        super::set(vm, module, name, file);
    }
    let program = vm.heap.intern("");
    let argv = vm.heap.new_list(vec![program]);
    super::set(vm, module, "argv", argv);
    let program = vm.heap.intern("");
    let path = vm.heap.new_list(vec![program]);
    super::set(vm, module, "path", path);
    for name in ["meta_path", "path_hooks", "warnoptions"] {
        let empty = vm.heap.new_list(Vec::new());
        super::set(vm, module, name, empty);
    }
    let modules = vm.modules;
    let modules = vm.new_ref(modules);
    super::set(vm, module, "modules", modules);
    for (name, original) in [
        ("breakpointhook", "__breakpointhook__"),
        ("displayhook", "__displayhook__"),
        ("excepthook", "__excepthook__"),
        ("unraisablehook", "__unraisablehook__"),
    ] {
        let hook = vm.get_attr_str(module, name)?;
        super::set(vm, module, original, hook);
    }
    let implementation = implementation(vm)?;
    super::set(vm, module, "implementation", implementation);
    vm.library.sys = Some(vm.heap.new_ref(module));
    Ok(())
}

/// `sys.implementation`, a namespace.
fn implementation(vm: &mut Machine) -> Result<Obj> {
    let release = vm.heap.release;
    let (major, minor, _) = release.version;
    let class = super::namespaces::simple_namespace(vm);
    let namespace = vm.call(class, &[])?;
    let mut entries = vec![
        ("name", vm.heap.intern("cpython")),
        ("cache_tag", vm.heap.intern(&format!("cpython-{major}{minor}"))),
        ("version", version_info(vm)),
    ];
    let (major, minor, micro) = release.version;
    let hexversion = i64::from(major) << 24 | i64::from(minor) << 16 | i64::from(micro) << 8 | 0xf0;
    entries.push(("hexversion", vm.heap.new_int(hexversion)));
    entries.push(("_multiarch", vm.heap.intern("x86_64-linux-gnu")));
    if release.library.isolated_interpreters {
        entries.push(("supports_isolated_interpreters", vm.heap.new_bool(true)));
    }
    for (name, value) in entries {
        vm.set_attr_str(namespace, name, value)?;
        vm.decref(value);
    }
    Ok(namespace)
}

/// The value of a name of the module, if the program has imported it. Borrowed.
pub(super) fn current(vm: &mut Machine, name: &str) -> Option<Option<Obj>> {
    let module = vm.library.sys?;
    let namespace = vm.heap.module(module).dict;
    Some(vm.heap.dict_get_text(namespace, name))
}

/// The module, made if there is none yet. Borrowed.
pub(super) fn module(vm: &mut Machine) -> Result<Option<Obj>> {
    if vm.library.sys.is_none()
        && let Some(module) = super::load(vm, "sys")?
    {
        vm.decref(module);
    }
    Ok(vm.library.sys)
}

/// Writes to `sys.stdout`, whatever the program has put there.
///
/// # Errors
/// What a replacement raises; `RuntimeError` where the name was deleted.
pub fn write_stdout(vm: &mut Machine, text: &str) -> Result<()> {
    let Some(file) = current(vm, "stdout") else { return vm.write(Stream::Stdout, text) };
    let Some(file) = file else { return Err(vm.runtime_error("lost sys.stdout")) };
    if Some(file) == vm.library.stdout {
        return vm.write(Stream::Stdout, text);
    }
    if file == vm.heap.none() {
        return Ok(());
    }
    vm.heap.incref(file);
    let result = files::write(vm, file, text);
    vm.decref(file);
    result
}

/// As [`write_stdout`], of a `str`, borrowed: what `print` does with each of its texts.
pub fn print_text(vm: &mut Machine, text: Obj) -> Result<()> {
    let file = match current(vm, "stdout") {
        None => None,
        Some(None) => return Err(vm.runtime_error("lost sys.stdout")),
        Some(Some(file)) => (Some(file) != vm.library.stdout).then_some(file),
    };
    match file {
        None => {
            let content = vm.heap.str_text(text).to_owned();
            vm.write(Stream::Stdout, &content)?;
            super::pending::keep(vm, text);
            Ok(())
        }
        Some(file) if file == vm.heap.none() => Ok(()),
        Some(file) => {
            vm.heap.incref(file);
            let result = files::write_object(vm, file, text);
            vm.decref(file);
            result
        }
    }
}

/// The count that `sys.getrefcount` shows.
pub fn shown_refcount(vm: &Machine, object: Obj) -> i64 {
    match vm.heap.refcount(object) {
        Some(count) => i64::from(count),
        None => i64::from(vm.heap.release.immortal_refcount),
    }
}

/// The argument is on the caller's stack, which counts it or, for a borrowed local, does not.
fn getrefcount(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let count = shown_refcount(vm, args.values[0]);
    Ok(vm.heap.new_int(count))
}

fn getsizeof(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature::plain("getsizeof", &["object", "default"], 1);
    let [object, default] = args.bind(vm, 0, &SIGNATURE)?;
    let object = object.expect("required");
    match size(vm, object) {
        Ok(size) => Ok(vm.heap.new_int(size)),
        Err(raise) => match default {
            Some(default) => {
                vm.swallow(raise, types::TYPE_ERROR)?;
                Ok(vm.new_ref(default))
            }
            None => Err(raise),
        },
    }
}

/// `__sizeof__()` and what precedes the object.
fn size(vm: &mut Machine, object: Obj) -> Result<i64> {
    let name = vm.names.__sizeof__;
    let before = vm.heap.size_of(object) - vm.heap.own_size(object);
    let Some(result) = vm.call_special(object, name, &[])? else {
        let class = vm.type_name_of(object);
        return Err(vm.type_error(format!("Type {class} doesn't define __sizeof__")));
    };
    let size = vm.heap.int_value(result);
    vm.decref(result);
    match size {
        Some(size) if size < 0 => Err(vm.value_error("__sizeof__() should return >= 0")),
        Some(size) => Ok(size + before as i64),
        None => Err(vm.type_error("an integer is required")),
    }
}

fn intern(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let string = args.values[0];
    if vm.heap.type_of(string) != types::STR {
        let given = vm.type_name_of(string);
        return Err(if vm.is_str(string) {
            vm.type_error(format!("can't intern {given}"))
        } else {
            vm.type_error(format!("intern() argument must be str, not {given}"))
        });
    }
    let interned = vm.intern_attribute(string);
    Ok(vm.new_ref(interned))
}

fn is_interned(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let string = args.values[0];
    if !vm.is_str(string) {
        let given = vm.type_name_of(string);
        return Err(vm.type_error(format!("_is_interned() argument must be str, not {given}")));
    }
    let interned = vm.heap.get(string).flags.has(heap_model::Flags::INTERNED);
    Ok(vm.heap.new_bool(interned))
}

fn is_immortal(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let immortal = vm.heap.is_immortal(args.values[0]);
    Ok(vm.heap.new_bool(immortal))
}

fn getrecursionlimit(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    let limit = vm.recursion_limit;
    Ok(vm.heap.new_int(i64::from(limit)))
}

fn setrecursionlimit(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let limit = vm.index_isize(args.values[0])?;
    if limit < 1 {
        return Err(vm.value_error("recursion limit must be greater or equal than 1"));
    }
    let depth = vm.frame_count();
    if limit as usize <= depth {
        return Err(vm.raise(
            types::RECURSION_ERROR,
            format!(
                "cannot set the recursion limit to {limit} at the recursion depth {depth}: the \
                 limit is too low"
            ),
        ));
    }
    let limit = i32::try_from(limit)
        .map_err(|_| ())
        .map_err(|()| vm.overflow_error("Python int too large to convert to C int"))?;
    vm.recursion_limit = limit as u32;
    Ok(vm.none())
}

/// The number of the frame so many calls up.
fn frame_number(vm: &mut Machine, args: Args<'_>) -> Result<Option<usize>> {
    let depth = match args.values.first() {
        Some(&depth) => vm.index_isize(depth)?.max(0) as usize,
        None => 0,
    };
    Ok(vm.frame_count().checked_sub(depth + 1))
}

fn getframe(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    match frame_number(vm, args)? {
        Some(number) => {
            let frame = vm.frame_object(number);
            Ok(vm.new_ref(frame))
        }
        None => Err(vm.value_error("call stack is not deep enough")),
    }
}

fn getframemodulename(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let Some(number) = frame_number(vm, args)? else { return Ok(vm.none()) };
    let frame = vm.frame_object(number);
    let globals = vm.heap.frame(frame).globals;
    let name = vm.names.__name__;
    match vm.heap.dict_get_str(globals, name) {
        Some(name) => Ok(vm.new_ref(name)),
        None => Ok(vm.none()),
    }
}

fn exc_info(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    let Some(exception) = vm.handled_exception() else {
        let none = vm.heap.none();
        return Ok(vm.heap.new_tuple_from(&[none, none, none]));
    };
    let class = vm.heap.type_of(exception);
    let traceback = vm.exception(exception).traceback.unwrap_or(vm.heap.none());
    Ok(vm.heap.new_tuple_from(&[class, exception, traceback]))
}

fn exception(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    match vm.handled_exception() {
        Some(exception) => Ok(vm.new_ref(exception)),
        None => Ok(vm.none()),
    }
}

fn getallocatedblocks(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    let blocks = vm.heap.memory.allocated_blocks();
    Ok(vm.heap.new_int(blocks as i64))
}

fn debugmallocstats(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    let report = vm.heap.memory.stats().to_string();
    vm.write(Stream::Stderr, &report)?;
    Ok(vm.none())
}

fn nothing(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    Ok(vm.none())
}

fn settrace(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    if args.values[0] == vm.heap.none() {
        return Ok(vm.none());
    }
    Err(vm.unsupported("trace and profile functions (sys.settrace, sys.setprofile)"))
}

fn breakpointhook(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    Err(vm.unsupported("the debugger, which breakpoint() starts"))
}

fn displayhook(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let value = args.values[0];
    if value == vm.heap.none() {
        return Ok(vm.none());
    }
    let underscore = vm.names.underscore;
    let builtins = vm.builtins;
    let none = vm.heap.none();
    let old = vm.heap.dict_set_str(builtins, underscore, none);
    vm.decref_opt(old);
    let mut text = vm.repr_text(value)?;
    text.push('\n');
    write_stdout(vm, &text)?;
    let old = vm.heap.dict_set_str(builtins, underscore, value);
    vm.decref_opt(old);
    Ok(vm.none())
}

fn excepthook(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let exception = args.values[1];
    if matches!(vm.heap.payload(exception), Payload::Exception(_)) {
        let report = crate::builtins::traceback::print_exception(vm, exception);
        write_stderr(vm, &report)?;
    }
    Ok(vm.none())
}

/// Writes to `sys.stderr`, whatever the program has put there.
pub fn write_stderr(vm: &mut Machine, text: &str) -> Result<()> {
    match current(vm, "stderr") {
        Some(Some(file)) if Some(file) != vm.library.stderr => {
            if file == vm.heap.none() {
                return Ok(());
            }
            vm.heap.incref(file);
            let result = files::write(vm, file, text);
            vm.decref(file);
            result
        }
        Some(None) => Ok(()),
        _ => vm.write(Stream::Stderr, text),
    }
}

fn getswitchinterval(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    Ok(vm.heap.new_float(0.005))
}

fn setswitchinterval(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let interval = vm.as_float(args.values[0])?;
    if interval <= 0.0 {
        return Err(vm.value_error("switch interval must be strictly positive"));
    }
    Ok(vm.none())
}

fn exit(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let none = vm.heap.none();
    let status: &[Obj] = match args.values {
        [status] if *status != none => args.values,
        _ => &[],
    };
    Err(vm.raise_with_args(types::SYSTEM_EXIT, status))
}

fn encoding(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    Ok(vm.heap.intern("utf-8"))
}

fn encode_errors(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    Ok(vm.heap.intern("surrogateescape"))
}

fn get_int_max_str_digits(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    let digits = vm.library.int_max_str_digits.unwrap_or(4300);
    Ok(vm.heap.new_int(digits as i64))
}

fn set_int_max_str_digits(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature::plain("set_int_max_str_digits", &["maxdigits"], 1);
    let [digits] = args.bind(vm, 0, &SIGNATURE)?;
    let digits = vm.index_isize(digits.expect("required"))?;
    if digits != 0 && digits < 640 {
        let words = vm.heap.release.library.wrong_max_str_digits;
        return Err(vm.value_error(words));
    }
    vm.library.int_max_str_digits = Some(digits as usize);
    Ok(vm.none())
}

fn is_finalizing(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    Ok(vm.heap.new_bool(false))
}

fn is_gil_enabled(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    Ok(vm.heap.new_bool(true))
}

fn call_tracing(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let arguments = vm.collect(args.values[1])?;
    let result = vm.call(args.values[0], &arguments);
    for argument in arguments {
        vm.decref(argument);
    }
    result
}

fn getunicodeinternedsize(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    Err(vm.unsupported("sys.getunicodeinternedsize()"))
}
