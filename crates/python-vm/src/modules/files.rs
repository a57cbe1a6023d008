//! Files that live in the machine: there is no other file system.
//!
//! A program finds no file that it has not written itself, so a run depends on nothing outside. The
//! three standard streams are file objects too.

use heap_model::objects::Layout;
use heap_model::{Obj, Payload, Runtime, types};

use super::arguments::Signature;
use super::native_types::{Base, NativeType, Traits, native_object};
use crate::machine::{Machine, Raise, Result};
use crate::native::{
    Accepts, Args, GetSetDef, NativeDef, TypeDef, function, getter, method, special,
};
use crate::outcome::Stream;
use crate::text::codecs::{self, Codec, Handler};

/// A file that a program has written.
#[derive(Clone, Debug)]
pub struct StoredFile {
    /// Its path as it was opened.
    pub path: String,
    /// Its bytes.
    pub data: Vec<u8>,
}

/// What a file object reads and writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    /// Standard output or standard error.
    Stream(Stream),
    /// Standard input, which is empty.
    Input,
    /// A file of the machine, by its number.
    Stored(usize),
}

/// How line ends are read and written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum LineEnds {
    /// Read `\r\n` and `\r` as `\n`.
    Universal,
    /// Leave them, and end lines at any.
    Kept,
    /// Leave them, and end lines at this alone; `\n` is written as this.
    Only(&'static str),
}

/// A file object's state.
#[derive(Clone, Debug)]
struct File {
    target: Target,
    name: Option<Obj>,
    mode: String,
    text: bool,
    readable: bool,
    writable: bool,
    append: bool,
    position: usize,
    closed: bool,
    encoding: String,
    codec: Codec,
    errors: String,
    line_ends: LineEnds,
}

native_object!(File: name);

// --- the types ---

/// `_io._IOBase`, what all files have in common.
pub static IO_BASE: NativeType = NativeType {
    name: "_IOBase",
    module: "_io",
    base: Base::BuiltIn(types::OBJECT),
    layout: Layout::Object,
    traits: Traits::BASE,
    members: &[],
    definition: TypeDef { ty: types::OBJECT, doc: "", methods: &[], attributes: &[] },
};

/// `_io._TextIOBase`.
pub static TEXT_BASE: NativeType = NativeType {
    name: "_TextIOBase",
    module: "_io",
    base: Base::Native(&IO_BASE),
    layout: Layout::Object,
    traits: Traits::BASE,
    members: &[],
    definition: TypeDef { ty: types::OBJECT, doc: "", methods: &[], attributes: &[] },
};

/// `_io._BufferedIOBase`.
pub static BUFFERED_BASE: NativeType = NativeType {
    name: "_BufferedIOBase",
    module: "_io",
    base: Base::Native(&IO_BASE),
    layout: Layout::Object,
    traits: Traits::BASE,
    members: &[],
    definition: TypeDef { ty: types::OBJECT, doc: "", methods: &[], attributes: &[] },
};

const fn file_type(name: &'static str, base: &'static NativeType) -> NativeType {
    NativeType {
        name,
        module: "_io",
        base: Base::Native(base),
        layout: Layout::Native,
        traits: Traits { weak: true, dict: true, ..Traits::FINAL },
        members: &[],
        definition: TypeDef {
            ty: types::OBJECT,
            doc: "",
            methods: METHODS,
            attributes: ATTRIBUTES,
        },
    }
}

/// `_io.TextIOWrapper`.
pub static TEXT: NativeType = file_type("TextIOWrapper", &TEXT_BASE);
static READER: NativeType = file_type("BufferedReader", &BUFFERED_BASE);
static WRITER: NativeType = file_type("BufferedWriter", &BUFFERED_BASE);
static RANDOM: NativeType = file_type("BufferedRandom", &BUFFERED_BASE);

static METHODS: &[NativeDef] = &[
    method("read", read, Accepts::Positional(0, 1)),
    method("readline", readline, Accepts::Positional(0, 1)),
    method("readlines", readlines, Accepts::Positional(0, 1)),
    method("write", write_method, Accepts::One),
    method("writelines", writelines, Accepts::One),
    method("seek", seek, Accepts::Positional(1, 2)),
    method("tell", tell, Accepts::Nothing),
    method("truncate", truncate, Accepts::Positional(0, 1)),
    method("flush", flush, Accepts::Nothing),
    method("close", close, Accepts::Nothing),
    method("readable", readable, Accepts::Nothing),
    method("writable", writable, Accepts::Nothing),
    method("seekable", seekable, Accepts::Nothing),
    method("isatty", isatty, Accepts::Nothing),
    method("fileno", fileno, Accepts::Nothing),
    method("reconfigure", reconfigure, Accepts::Any),
    method("__enter__", enter, Accepts::Nothing),
    method("__exit__", exit, Accepts::Any),
    special("__iter__", iter, Accepts::Nothing),
    special("__next__", next, Accepts::Nothing),
    special("__repr__", repr, Accepts::Nothing),
];

static ATTRIBUTES: &[GetSetDef] = &[
    getter("closed", |vm, file| {
        let closed = content(vm, file)?.closed;
        Ok(vm.heap.new_bool(closed))
    }),
    getter("name", |vm, file| {
        let name = content(vm, file)?.name;
        Ok(match name {
            Some(name) => vm.new_ref(name),
            None => vm.none(),
        })
    }),
    getter("mode", |vm, file| {
        let mode = content(vm, file)?.mode.clone();
        Ok(vm.heap.new_str(&mode))
    }),
    getter("encoding", |vm, file| {
        let encoding = content(vm, file)?.encoding.clone();
        Ok(vm.heap.new_str(&encoding))
    }),
    getter("errors", |vm, file| {
        let errors = content(vm, file)?.errors.clone();
        Ok(vm.heap.new_str(&errors))
    }),
    getter("newlines", |vm, _| Ok(vm.none())),
    getter("line_buffering", |vm, _| Ok(vm.heap.new_bool(false))),
    getter("write_through", |vm, _| Ok(vm.heap.new_bool(false))),
    getter("buffer", |vm, file| {
        content(vm, file)?;
        Err(vm.unsupported("the binary buffer behind a text file"))
    }),
];

fn content(vm: &mut Machine, file: Obj) -> Result<&mut File> {
    vm.expect_native::<File>(file)
}

// --- opening ---

static OPEN: Signature = Signature::plain(
    "open",
    &["file", "mode", "buffering", "encoding", "errors", "newline", "closefd", "opener"],
    1,
);

/// The builtin `open`.
pub fn open_call(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let [file, mode, _, encoding, errors, newline, _, opener] = args.bind(vm, 0, &OPEN)?;
    let file = file.expect("required");
    let none = vm.heap.none();
    let given = |value: Option<Obj>| value.filter(|&value| value != none);
    if given(opener).is_some() {
        return Err(vm.unsupported("open() with an opener"));
    }
    let mode = match mode {
        Some(mode) => text_argument(vm, mode, "open", "mode")?,
        None => String::from("r"),
    };
    let option = |vm: &mut Machine, value: Option<Obj>, name: &str| match given(value) {
        Some(value) => text_argument(vm, value, "open", name).map(Some),
        None => Ok(None),
    };
    let encoding = option(vm, encoding, "encoding")?;
    let errors = option(vm, errors, "errors")?;
    let newline = option(vm, newline, "newline")?;
    open_with(vm, file, &mode, encoding, errors, newline)
}

fn text_argument(vm: &mut Machine, value: Obj, function: &str, name: &str) -> Result<String> {
    match vm.heap.payload(value) {
        Payload::Str(content) => Ok(content.text.to_string()),
        _ => {
            let given = vm.type_name_of(value);
            Err(vm.type_error(format!("{function}() argument '{name}' must be str, not {given}")))
        }
    }
}

/// `open(path, mode)`.
///
/// # Errors
/// `FileNotFoundError` for a file that the program has not written; `ValueError` for a wrong mode.
pub fn open(vm: &mut Machine, path: Obj, mode: &str) -> Result<Obj> {
    open_with(vm, path, mode, None, None, None)
}

/// What the letters of a mode say.
struct Mode {
    reading: bool,
    writing: bool,
    creating: bool,
    appending: bool,
    updating: bool,
    binary: bool,
}

fn parse_mode(vm: &mut Machine, mode: &str) -> Result<Mode> {
    let has = |letter: char| mode.contains(letter);
    let repeated = mode.chars().any(|letter| mode.matches(letter).count() > 1);
    if repeated || mode.chars().any(|letter| !"rwxabt+".contains(letter)) {
        return Err(vm.value_error(format!("invalid mode: '{mode}'")));
    }
    if has('b') && has('t') {
        return Err(vm.value_error("can't have text and binary mode at once"));
    }
    let kinds = ['r', 'w', 'x', 'a'].into_iter().filter(|&kind| has(kind)).count();
    match kinds {
        1 => Ok(Mode {
            reading: has('r'),
            writing: has('w'),
            creating: has('x'),
            appending: has('a'),
            updating: has('+'),
            binary: has('b'),
        }),
        0 => Err(vm.value_error(
            "Must have exactly one of create/read/write/append mode and at most one plus",
        )),
        _ => Err(vm.value_error("must have exactly one of create/read/write/append mode")),
    }
}

/// The text of a path: a str, bytes, or what has `__fspath__`.
pub(super) fn path_text(vm: &mut Machine, path: Obj) -> Result<String> {
    match vm.heap.payload(path) {
        Payload::Str(content) => return Ok(content.text.to_string()),
        Payload::Bytes(content) => return Ok(String::from_utf8_lossy(&content.data).into_owned()),
        _ => {}
    }
    let name = vm.heap.intern("__fspath__");
    let result = vm.call_special(path, name, &[]);
    vm.decref(name);
    match result? {
        Some(text) => {
            let shown = vm.str_text(text);
            vm.decref(text);
            shown
        }
        None => {
            let given = vm.type_name_of(path);
            Err(vm.type_error(format!("expected str, bytes or os.PathLike object, not {given}")))
        }
    }
}

/// An `OSError` with number, words and path.
pub(super) fn os_error(vm: &mut Machine, class: Obj, number: i64, words: &str, path: Obj) -> Raise {
    let number = vm.heap.new_int(number);
    let words = vm.heap.new_str(words);
    let raise = vm.raise_with_args(class, &[number, words, path]);
    vm.decref(number);
    vm.decref(words);
    raise
}

/// The number of the stored file of that path.
pub(super) fn find(vm: &Machine, path: &str) -> Option<usize> {
    let path = path.strip_prefix("./").unwrap_or(path);
    vm.library.files.iter().position(|file| file.path == path)
}

/// A standard device under its path.
fn is_device(path: &str) -> bool {
    path.starts_with("/dev/") || path.starts_with("/proc/")
}

fn open_with(
    vm: &mut Machine,
    path: Obj,
    mode: &str,
    encoding: Option<String>,
    errors: Option<String>,
    newline: Option<String>,
) -> Result<Obj> {
    if matches!(vm.heap.payload(path), Payload::Int(_)) {
        return Err(vm.unsupported("open() of a file descriptor"));
    }
    let text = path_text(vm, path)?;
    let letters = parse_mode(vm, mode)?;
    if letters.binary {
        for (option, name) in
            [(&encoding, "an encoding"), (&errors, "an errors"), (&newline, "a newline")]
        {
            if option.is_some() {
                return Err(vm.value_error(format!("binary mode doesn't take {name} argument")));
            }
        }
    }
    let line_ends = match newline.as_deref() {
        None => LineEnds::Universal,
        Some("") => LineEnds::Kept,
        Some("\n") => LineEnds::Only("\n"),
        Some("\r") => LineEnds::Only("\r"),
        Some("\r\n") => LineEnds::Only("\r\n"),
        Some(other) => {
            return Err(vm.value_error(format!("illegal newline value: {other}")));
        }
    };
    let known = find(vm, &text);
    if known.is_none() && is_device(&text) {
        return Err(vm.unsupported(format!("the file '{text}' of the operating system")));
    }
    let number = match known {
        Some(_) if letters.creating => {
            return Err(os_error(vm, types::FILE_EXISTS_ERROR, 17, "File exists", path));
        }
        Some(number) => {
            if letters.writing {
                vm.library.files[number].data.clear();
            }
            number
        }
        None if letters.reading => {
            return Err(os_error(
                vm,
                types::FILE_NOT_FOUND_ERROR,
                2,
                "No such file or directory",
                path,
            ));
        }
        None => {
            if let Some((folder, _)) = text.rsplit_once('/')
                && !folder.is_empty()
                && folder != "/tmp"
                && folder != "."
                && !vm.library.folders.iter().any(|known| known == folder)
            {
                let words = "No such file or directory";
                return Err(os_error(vm, types::FILE_NOT_FOUND_ERROR, 2, words, path));
            }
            let path = text.strip_prefix("./").unwrap_or(&text).to_owned();
            vm.library.files.push(StoredFile { path, data: Vec::new() });
            vm.library.files.len() - 1
        }
    };
    let shown_encoding =
        encoding.unwrap_or_else(|| vm.heap.release.library.default_encoding.to_owned());
    let codec = match Codec::named(&shown_encoding) {
        Some(codec) => codec,
        None => {
            return Err(
                vm.raise(types::LOOKUP_ERROR, format!("unknown encoding: {shown_encoding}"))
            );
        }
    };
    let position = if letters.appending { vm.library.files[number].data.len() } else { 0 };
    let kind = match (letters.binary, letters.updating, letters.reading) {
        (false, ..) => &TEXT,
        (true, true, _) => &RANDOM,
        (true, false, true) => &READER,
        (true, false, false) => &WRITER,
    };
    vm.heap.incref(path);
    let file = File {
        target: Target::Stored(number),
        name: Some(path),
        mode: mode.to_owned(),
        text: !letters.binary,
        readable: letters.reading || letters.updating,
        writable: !letters.reading || letters.updating,
        append: letters.appending,
        position,
        closed: false,
        encoding: shown_encoding,
        codec,
        errors: errors.unwrap_or_else(|| String::from("strict")),
        line_ends,
    };
    let class = vm.native_type(kind);
    Ok(vm.new_native_object(class, file))
}

/// `sys.stdout`, `sys.stderr` or `sys.stdin` (`None`). New reference.
pub(super) fn standard(vm: &mut Machine, stream: Option<Stream>) -> Obj {
    let name = match stream {
        Some(Stream::Stdout) => "<stdout>",
        Some(Stream::Stderr) => "<stderr>",
        None => "<stdin>",
    };
    let name = vm.heap.new_str(name);
    let class = vm.native_type(&TEXT);
    let errors = if stream == Some(Stream::Stderr) { "backslashreplace" } else { "strict" };
    let file = File {
        target: stream.map_or(Target::Input, Target::Stream),
        name: Some(name),
        mode: if stream.is_some() { "w".into() } else { "r".into() },
        text: true,
        readable: stream.is_none(),
        writable: stream.is_some(),
        append: false,
        position: 0,
        closed: false,
        encoding: "utf-8".into(),
        codec: Codec::named("utf-8").expect("every machine has UTF-8"),
        errors: errors.into(),
        line_ends: LineEnds::Universal,
    };
    vm.new_native_object(class, file)
}

// --- writing ---

/// Writes text to any object with a `write` method, as `print(file=…)` does.
pub fn write(vm: &mut Machine, file: Obj, text: &str) -> Result<()> {
    if vm.native::<File>(file).is_some() {
        return write_text(vm, file, text).map(|_| ());
    }
    if super::io::write_to_string(vm, file, text)? {
        return Ok(());
    }
    let text = vm.heap.new_str(text);
    let result = call_write(vm, file, text);
    vm.decref(text);
    result
}

/// As [`write()`], of a `str`, borrowed.
pub fn write_object(vm: &mut Machine, file: Obj, text: Obj) -> Result<()> {
    if let Some(state) = vm.native::<File>(file) {
        let stdout = state.target == Target::Stream(Stream::Stdout);
        let content = vm.heap.str_text(text).to_owned();
        write_text(vm, file, &content)?;
        if stdout {
            super::pending::keep(vm, text);
        }
        return Ok(());
    }
    let content = vm.heap.str_text(text).to_owned();
    if super::io::write_to_string(vm, file, &content)? {
        return Ok(());
    }
    call_write(vm, file, text)
}

fn call_write(vm: &mut Machine, file: Obj, text: Obj) -> Result<()> {
    let name = vm.names.write;
    let method = vm.get_attr(file, name)?;
    let result = vm.call(method, &[text]);
    vm.decref(method);
    let result = result?;
    vm.decref(result);
    Ok(())
}

/// The error of an operation that a file does not allow: `io.UnsupportedOperation`.
pub(super) fn not_allowed(vm: &mut Machine, words: &str) -> Raise {
    let class = match unsupported_operation(vm) {
        Ok(class) => class,
        Err(raise) => return raise,
    };
    let words = vm.heap.new_str(words);
    let exception = vm.call(class, &[words]);
    vm.decref(words);
    match exception {
        Ok(exception) => {
            vm.chain(exception);
            Raise::Exception(exception)
        }
        Err(raise) => raise,
    }
}

/// `io.UnsupportedOperation`, a class of two bases. Borrowed.
pub(super) fn unsupported_operation(vm: &mut Machine) -> Result<Obj> {
    if let Some(class) = vm.library.unsupported_operation {
        return Ok(class);
    }
    let before = vm.heap.set_static_memory(true);
    let name = vm.heap.intern("UnsupportedOperation");
    let bases = vm.heap.new_tuple_from(&[types::OS_ERROR, types::VALUE_ERROR]);
    let namespace = vm.heap.new_dict();
    let module = vm.heap.intern("io");
    let key = vm.names.__module__;
    vm.heap.dict_set_str(namespace, key, module);
    let class = vm.call(types::TYPE, &[name, bases, namespace]);
    for object in [name, bases, namespace, module] {
        vm.decref(object);
    }
    vm.heap.set_static_memory(before);
    let class = class?;
    vm.library.unsupported_operation = Some(class);
    Ok(class)
}

fn check_open(vm: &mut Machine, file: Obj) -> Result<()> {
    let state = content(vm, file)?;
    if !state.closed {
        return Ok(());
    }
    Err(vm.value_error("I/O operation on closed file."))
}

fn check_writable(vm: &mut Machine, file: Obj) -> Result<()> {
    check_open(vm, file)?;
    let state = content(vm, file)?;
    if state.writable {
        return Ok(());
    }
    let words = if state.text { "not writable" } else { "write" };
    Err(not_allowed(vm, words))
}

fn check_readable(vm: &mut Machine, file: Obj) -> Result<()> {
    check_open(vm, file)?;
    let state = content(vm, file)?;
    if state.readable {
        return Ok(());
    }
    let words = if state.text { "not readable" } else { "read" };
    Err(not_allowed(vm, words))
}

/// Writes text and gives the number of characters.
fn write_text(vm: &mut Machine, file: Obj, text: &str) -> Result<usize> {
    check_writable(vm, file)?;
    let state = content(vm, file)?;
    let (target, line_ends, codec) = (state.target, state.line_ends, state.codec);
    let errors = state.errors.clone();
    let characters = text.chars().count();
    if let Target::Stream(stream) = target {
        vm.write(stream, text)?;
        return Ok(characters);
    }
    let translated = match line_ends {
        LineEnds::Only(end) if end != "\n" => text.replace('\n', end),
        _ => text.to_owned(),
    };
    let Some(handler) = Handler::named(&errors) else {
        return Err(vm.raise(types::LOOKUP_ERROR, format!("unknown error handler name '{errors}'")));
    };
    let data = match codecs::encode(&translated, codec, handler) {
        Ok(data) => data,
        Err(error) => {
            let object = vm.heap.new_str(&translated);
            let raise =
                crate::builtins::str::codec_error(vm, types::UNICODE_ENCODE_ERROR, object, &error);
            vm.decref(object);
            return Err(raise);
        }
    };
    write_bytes(vm, file, &data)?;
    Ok(characters)
}

fn write_bytes(vm: &mut Machine, file: Obj, data: &[u8]) -> Result<()> {
    vm.check_room(data.len())?;
    let state = content(vm, file)?;
    let (target, append, mut position) = (state.target, state.append, state.position);
    let Target::Stored(number) = target else { return Ok(()) };
    let stored = &mut vm.library.files[number].data;
    if append {
        position = stored.len();
    }
    if stored.len() < position {
        stored.resize(position, 0);
    }
    let overwritten = (position + data.len()).min(stored.len());
    stored.splice(position..overwritten, data.iter().copied());
    content(vm, file)?.position = position + data.len();
    Ok(())
}

fn write_method(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (file, value) = (args.values[0], args.values[1]);
    let state = content(vm, file)?;
    let (text, stdout) = (state.text, state.target == Target::Stream(Stream::Stdout));
    let written = if text {
        let Payload::Str(content) = vm.heap.payload(value) else {
            let given = vm.type_name_of(value);
            return Err(vm.type_error(format!("write() argument must be str, not {given}")));
        };
        let content = content.text.to_string();
        let written = write_text(vm, file, &content)?;
        if stdout {
            super::pending::keep(vm, value);
        }
        written
    } else {
        let Some(data) = vm.heap.byte_slice(value).map(<[u8]>::to_vec) else {
            let given = vm.type_name_of(value);
            return Err(vm.type_error(format!("a bytes-like object is required, not '{given}'")));
        };
        check_writable(vm, file)?;
        write_bytes(vm, file, &data)?;
        data.len()
    };
    Ok(vm.heap.new_int(written as i64))
}

fn writelines(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let file = args.values[0];
    check_writable(vm, file)?;
    vm.for_each(args.values[1], |vm, line| {
        let name = vm.names.write;
        let result = vm.call_method(file, name, &[line])?;
        vm.decref(result);
        Ok(())
    })?;
    Ok(vm.none())
}

// --- reading ---

/// Takes the bytes up to `limit` characters or bytes, and up to the end of a line if asked to.
fn take(vm: &mut Machine, file: Obj, limit: Option<usize>, line: bool) -> Result<Vec<u8>> {
    let state = content(vm, file)?;
    let (target, position, text, line_ends) =
        (state.target, state.position, state.text, state.line_ends);
    let Target::Stored(number) = target else { return Ok(Vec::new()) };
    let data = vm.library.files[number].data.get(position..).unwrap_or(&[]);
    let mut end = data.len();
    if line {
        end = line_end(data, if text { line_ends } else { LineEnds::Only("\n") });
    }
    if let Some(limit) = limit {
        let mut counted = 0;
        let mut at = 0;
        while at < end {
            let starts = !text || data[at] & 0xc0 != 0x80;
            if starts && counted == limit {
                break;
            }
            counted += usize::from(starts);
            at += 1;
        }
        end = at;
    }
    let taken = data[..end].to_vec();
    content(vm, file)?.position = position + end;
    Ok(taken)
}

/// Where the first line ends, its line end included.
fn line_end(data: &[u8], line_ends: LineEnds) -> usize {
    match line_ends {
        LineEnds::Only(end) => {
            let end = end.as_bytes();
            let found = data.windows(end.len()).position(|window| window == end);
            found.map_or(data.len(), |at| at + end.len())
        }
        LineEnds::Universal | LineEnds::Kept => {
            match data.iter().position(|&byte| byte == b'\n' || byte == b'\r') {
                Some(at) if data[at] == b'\r' && data.get(at + 1) == Some(&b'\n') => at + 2,
                Some(at) => at + 1,
                None => data.len(),
            }
        }
    }
}

/// Bytes as the object that reading gives.
fn shown(vm: &mut Machine, file: Obj, data: Vec<u8>) -> Result<Obj> {
    let state = content(vm, file)?;
    if !state.text {
        return Ok(vm.heap.new_bytes(data));
    }
    let (codec, line_ends, errors) = (state.codec, state.line_ends, state.errors.clone());
    let Some(handler) = Handler::named(&errors) else {
        return Err(vm.raise(types::LOOKUP_ERROR, format!("unknown error handler name '{errors}'")));
    };
    let mut text = match codecs::decode(&data, codec, handler) {
        Ok(text) => text,
        Err(error) => {
            let object = vm.heap.new_bytes(data);
            let raise =
                crate::builtins::str::codec_error(vm, types::UNICODE_DECODE_ERROR, object, &error);
            vm.decref(object);
            return Err(raise);
        }
    };
    if line_ends == LineEnds::Universal && text.contains('\r') {
        text = text.replace("\r\n", "\n").replace('\r', "\n");
    }
    Ok(vm.heap.new_str(&text))
}

/// How much to read: an argument of `read`.
fn limit_argument(vm: &mut Machine, value: Option<Obj>) -> Result<Option<usize>> {
    let none = vm.heap.none();
    match value.filter(|&value| value != none) {
        None => Ok(None),
        Some(value) if vm.has_index(value) => {
            let limit = vm.index_isize(value)?;
            Ok(usize::try_from(limit).ok())
        }
        Some(value) => {
            let given = vm.type_name_of(value);
            Err(vm.type_error(format!("argument should be integer or None, not '{given}'")))
        }
    }
}

fn read(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let file = args.values[0];
    check_readable(vm, file)?;
    let limit = limit_argument(vm, args.values.get(1).copied())?;
    let data = take(vm, file, limit, false)?;
    shown(vm, file, data)
}

fn readline(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let file = args.values[0];
    check_readable(vm, file)?;
    let limit = match args.values.get(1) {
        Some(&limit) => usize::try_from(vm.index_isize(limit)?).ok(),
        None => None,
    };
    let data = take(vm, file, limit, true)?;
    shown(vm, file, data)
}

fn readlines(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let file = args.values[0];
    check_readable(vm, file)?;
    let limit = limit_argument(vm, args.values.get(1).copied())?.filter(|&limit| limit > 0);
    let list = vm.heap.new_list(Vec::new());
    let mut size = 0;
    loop {
        let data = take(vm, file, None, true)?;
        if data.is_empty() {
            return Ok(list);
        }
        size += data.len();
        match shown(vm, file, data) {
            Ok(line) => vm.heap.list_append(list, line),
            Err(raise) => {
                vm.decref(list);
                return Err(raise);
            }
        }
        if limit.is_some_and(|limit| size >= limit) {
            return Ok(list);
        }
    }
}

fn iter(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    check_open(vm, args.values[0])?;
    Ok(vm.new_ref(args.values[0]))
}

fn next(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let file = args.values[0];
    check_readable(vm, file)?;
    let data = take(vm, file, None, true)?;
    if data.is_empty() {
        return Err(vm.raise_with_args(types::STOP_ITERATION, &[]));
    }
    shown(vm, file, data)
}

// --- places ---

fn length(vm: &mut Machine, file: Obj) -> Result<usize> {
    Ok(match content(vm, file)?.target {
        Target::Stored(number) => vm.library.files[number].data.len(),
        _ => 0,
    })
}

fn seek(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let file = args.values[0];
    check_open(vm, file)?;
    let offset = vm.index_isize(args.values[1])?;
    let whence = match args.values.get(2) {
        Some(&whence) => vm.index_isize(whence)?,
        None => 0,
    };
    let state = content(vm, file)?;
    let (text, position) = (state.text, state.position as isize);
    let new = match whence {
        0 if offset < 0 && text => {
            return Err(vm.value_error(format!("negative seek position {offset}")));
        }
        0 => offset,
        1 | 2 if text && offset != 0 => {
            let which = if whence == 1 { "cur" } else { "end" };
            return Err(not_allowed(vm, &format!("can't do nonzero {which}-relative seeks")));
        }
        1 => position + offset,
        2 => length(vm, file)? as isize + offset,
        _ => return Err(vm.value_error(format!("invalid whence ({whence}, should be 0, 1 or 2)"))),
    };
    let Ok(new) = usize::try_from(new) else {
        let number = vm.heap.new_int(22);
        let words = vm.heap.new_str("Invalid argument");
        let raise = vm.raise_with_args(types::OS_ERROR, &[number, words]);
        vm.decref(number);
        vm.decref(words);
        return Err(raise);
    };
    content(vm, file)?.position = new;
    Ok(vm.heap.new_int(new as i64))
}

fn tell(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    check_open(vm, args.values[0])?;
    let position = content(vm, args.values[0])?.position;
    Ok(vm.heap.new_int(position as i64))
}

fn truncate(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let file = args.values[0];
    check_writable(vm, file)?;
    let none = vm.heap.none();
    let size = match args.values.get(1) {
        Some(&size) if size != none => vm.index_isize(size)?.max(0) as usize,
        _ => content(vm, file)?.position,
    };
    vm.check_room(size)?;
    if let Target::Stored(number) = content(vm, file)?.target {
        vm.library.files[number].data.resize(size, 0);
    }
    Ok(vm.heap.new_int(size as i64))
}

// --- the rest ---

/// If the file is standard output, lets go of what waits in it.
pub fn flush_stdout(vm: &mut Machine, file: Obj) {
    if vm.native::<File>(file).is_some_and(|file| file.target == Target::Stream(Stream::Stdout)) {
        super::pending::flush(vm);
    }
}

fn flush(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    check_open(vm, args.values[0])?;
    flush_stdout(vm, args.values[0]);
    Ok(vm.none())
}

fn close(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    content(vm, args.values[0])?.closed = true;
    Ok(vm.none())
}

fn readable(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    check_open(vm, args.values[0])?;
    let readable = content(vm, args.values[0])?.readable;
    Ok(vm.heap.new_bool(readable))
}

fn writable(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    check_open(vm, args.values[0])?;
    let writable = content(vm, args.values[0])?.writable;
    Ok(vm.heap.new_bool(writable))
}

fn seekable(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    check_open(vm, args.values[0])?;
    let target = content(vm, args.values[0])?.target;
    Ok(vm.heap.new_bool(matches!(target, Target::Stored(_))))
}

fn isatty(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    check_open(vm, args.values[0])?;
    Ok(vm.heap.new_bool(false))
}

fn fileno(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    check_open(vm, args.values[0])?;
    match content(vm, args.values[0])?.target {
        Target::Input => Ok(vm.heap.new_int(0)),
        Target::Stream(Stream::Stdout) => Ok(vm.heap.new_int(1)),
        Target::Stream(Stream::Stderr) => Ok(vm.heap.new_int(2)),
        Target::Stored(_) => Err(vm.unsupported("fileno() of a file")),
    }
}

fn reconfigure(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    Ok(vm.none())
}

fn enter(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    check_open(vm, args.values[0])?;
    Ok(vm.new_ref(args.values[0]))
}

fn exit(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    close(vm, args)
}

fn repr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let file = args.values[0];
    let class = vm.type_name_of(file);
    let state = content(vm, file)?;
    let (name, text, mode, encoding) =
        (state.name, state.text, state.mode.clone(), state.encoding.clone());
    let name = match name {
        Some(name) => vm.repr_text(name)?,
        None => String::from("None"),
    };
    let shown = if text {
        format!("<{class} name={name} mode='{mode}' encoding='{encoding}'>")
    } else {
        format!("<{class} name={name}>")
    };
    Ok(vm.heap.new_str(&shown))
}

/// `os.remove(path)`.
pub(super) fn remove(vm: &mut Machine, path: Obj) -> Result<()> {
    let text = path_text(vm, path)?;
    match find(vm, &text) {
        Some(number) => {
            // Numbers of open files stay right: the place is emptied, not taken out.
            vm.library.files[number] = StoredFile { path: String::new(), data: Vec::new() };
            Ok(())
        }
        None => {
            Err(os_error(vm, types::FILE_NOT_FOUND_ERROR, 2, "No such file or directory", path))
        }
    }
}

/// The function `open` of the module `io`, which is the builtin.
pub static OPEN_FUNCTION: &[NativeDef] = &[function("open", open_call, Accepts::Any)];
