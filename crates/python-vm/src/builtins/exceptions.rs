//! Exceptions: `BaseException` and the classes with fields of their own, as in CPython's
//! `Objects/exceptions.c`.

use heap_model::objects::Exception;
use heap_model::{Obj, Payload, Runtime, types};

use crate::compile::{CompileProblem, EndOffset, SyntaxErrorKind};
use crate::machine::{Machine, Raise, Result};
use crate::native::{Accepts, Args, GetSetDef, NativeDef, TypeDef, function, method, special};

/// The fields of an exception's own struct at its creation, by its class and `args` (borrowed).
/// Values are new references.
pub fn initial_fields(vm: &mut Machine, class: Obj, args: Obj) -> Vec<(&'static str, Option<Obj>)> {
    let argument = |vm: &mut Machine, index: usize| -> Option<Obj> {
        let value = vm.heap.tuple(args).get(index).copied()?;
        Some(vm.new_ref(value))
    };
    if vm.is_subtype(class, types::STOP_ITERATION) {
        let value = argument(vm, 0);
        return vec![("value", value)];
    }
    if vm.is_subtype(class, types::SYSTEM_EXIT) {
        let code = match vm.heap.tuple(args).len() {
            0 => None,
            1 => argument(vm, 0),
            _ => Some(vm.new_ref(args)),
        };
        return vec![("code", code)];
    }
    if vm.is_subtype(class, types::OS_ERROR) {
        let count = vm.heap.tuple(args).len();
        if (2..=5).contains(&count) {
            let (errno, strerror) = (argument(vm, 0), argument(vm, 1));
            let filename = argument(vm, 2);
            return vec![("errno", errno), ("strerror", strerror), ("filename", filename)];
        }
        return vec![("errno", None), ("strerror", None), ("filename", None)];
    }
    if vm.is_subtype(class, types::SYNTAX_ERROR) {
        let message = argument(vm, 0);
        let mut fields = vec![("msg", message)];
        let details: Vec<Obj> = match vm.heap.tuple(args).get(1) {
            Some(&info) => match vm.heap.payload(info) {
                Payload::Tuple(items) => items.to_vec(),
                _ => Vec::new(),
            },
            None => Vec::new(),
        };
        let names = ["filename", "lineno", "offset", "text", "end_lineno", "end_offset"];
        for (index, name) in names.into_iter().enumerate() {
            let value = details.get(index).map(|&value| vm.new_ref(value));
            fields.push((name, value));
        }
        fields.push(("print_file_and_line", None));
        return fields;
    }
    if vm.is_subtype(class, types::IMPORT_ERROR) {
        let message = if vm.heap.tuple(args).len() == 1 { argument(vm, 0) } else { None };
        return vec![("msg", message), ("name", None), ("path", None), ("name_from", None)];
    }
    if vm.is_subtype(class, types::ATTRIBUTE_ERROR) {
        return vec![("name", None), ("obj", None)];
    }
    if vm.is_subtype(class, types::NAME_ERROR) {
        return vec![("name", None)];
    }
    let unicode_names: &[&'static str] = if vm.is_subtype(class, types::UNICODE_TRANSLATE_ERROR) {
        &["object", "start", "end", "reason"]
    } else if vm.is_subtype(class, types::UNICODE_DECODE_ERROR)
        || vm.is_subtype(class, types::UNICODE_ENCODE_ERROR)
    {
        &["encoding", "object", "start", "end", "reason"]
    } else {
        &[]
    };
    if !unicode_names.is_empty() {
        return unicode_names
            .iter()
            .enumerate()
            .map(|(index, &name)| (name, argument(vm, index)))
            .collect();
    }
    if vm.is_subtype(class, types::BASE_EXCEPTION_GROUP) {
        let message = argument(vm, 0);
        let exceptions = match vm.heap.tuple(args).get(1).copied() {
            Some(sequence) => match vm.collect(sequence) {
                Ok(items) => Some(vm.heap.new_tuple(items)),
                Err(raise) => {
                    if let Raise::Exception(exception) = raise {
                        vm.decref(exception);
                    }
                    None
                }
            },
            None => None,
        };
        return vec![("message", message), ("exceptions", exceptions)];
    }
    Vec::new()
}

/// The keyword arguments that a class's `__init__` takes for its fields.
fn keyword_fields(vm: &Machine, class: Obj) -> &'static [&'static str] {
    if vm.is_subtype(class, types::IMPORT_ERROR) {
        &["name", "path", "name_from"]
    } else if vm.is_subtype(class, types::ATTRIBUTE_ERROR) {
        &["name", "obj"]
    } else if vm.is_subtype(class, types::NAME_ERROR) {
        &["name"]
    } else {
        &[]
    }
}

/// `BaseException.__new__`.
fn exception_new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let Some((&class, rest)) = args.positional().split_first() else {
        return Err(vm.type_error("BaseException.__new__(): not enough arguments"));
    };
    if !vm.heap.is_type(class) || !vm.is_subtype(class, types::BASE_EXCEPTION) {
        return Err(vm.type_error("BaseException.__new__(X): X is not a type object"));
    }
    let mut class = class;
    if vm.is_subtype(class, types::BASE_EXCEPTION_GROUP) {
        class = super::exception_groups::check_new(vm, class, rest)?;
    } else if class == types::OS_ERROR && (2..=5).contains(&rest.len()) {
        class = os_error_class(vm, rest[0]);
    }
    let tuple = match rest {
        // `filename` is no part of an OSError's args.
        [errno, strerror, _, ..] if vm.is_subtype(class, types::OS_ERROR) && rest.len() <= 5 => {
            vm.heap.new_tuple_from(&[*errno, *strerror])
        }
        _ => vm.heap.new_tuple_from(rest),
    };
    let all = vm.heap.new_tuple_from(rest);
    let fields = initial_fields(vm, class, all);
    vm.decref(all);
    Ok(vm.heap.new_exception(
        class,
        Exception {
            args: tuple,
            traceback: None,
            cause: None,
            context: None,
            suppress_context: false,
            dict: None,
            fields,
        },
    ))
}

/// The subclass that `OSError(errno, …)` makes.
fn os_error_class(vm: &Machine, errno: Obj) -> Obj {
    match vm.heap.int_value(errno) {
        Some(1 | 13) => types::PERMISSION_ERROR,
        Some(2) => types::FILE_NOT_FOUND_ERROR,
        Some(3) => types::PROCESS_LOOKUP_ERROR,
        Some(4) => types::INTERRUPTED_ERROR,
        Some(10) => types::CHILD_PROCESS_ERROR,
        Some(11 | 114 | 115) => types::BLOCKING_IO_ERROR,
        Some(17) => types::FILE_EXISTS_ERROR,
        Some(20) => types::NOT_A_DIRECTORY_ERROR,
        Some(21) => types::IS_A_DIRECTORY_ERROR,
        Some(32 | 108) => types::BROKEN_PIPE_ERROR,
        Some(103) => types::CONNECTION_ABORTED_ERROR,
        Some(104) => types::CONNECTION_RESET_ERROR,
        Some(110) => types::TIMEOUT_ERROR,
        Some(111) => types::CONNECTION_REFUSED_ERROR,
        _ => types::OS_ERROR,
    }
}

/// `BaseException.__init__`: sets `args` and the fields again, from the arguments.
fn exception_init(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (this, rest) = split_self(vm, args)?;
    let class = vm.heap.type_of(this);
    let known = keyword_fields(vm, class);
    for (name, value) in args.keywords() {
        let text = vm.heap.str_text(name).to_owned();
        match known.iter().find(|&&field| field == text) {
            Some(field) => vm.set_exception_field(this, field, value),
            None => {
                let mut owner = class;
                while vm.heap.type_object(owner).flags.heap {
                    owner = vm.heap.type_object(owner).base.expect("exceptions have a base");
                }
                let owner = vm.type_name(owner);
                return Err(if known.is_empty() {
                    vm.type_error(format!("{owner}() takes no keyword arguments"))
                } else {
                    vm.unexpected_keyword(&owner, &text)
                });
            }
        }
    }
    let os_with_file = vm.is_subtype(class, types::OS_ERROR) && (3..=5).contains(&rest.len());
    let tuple = vm.heap.new_tuple_from(if os_with_file { &rest[..2] } else { rest });
    let old = std::mem::replace(&mut vm.exception_mut(this).args, tuple);
    vm.decref(old);
    if !vm.is_subtype(class, types::BASE_EXCEPTION_GROUP) {
        let all = vm.heap.new_tuple_from(rest);
        let fields = initial_fields(vm, class, all);
        vm.decref(all);
        for (name, value) in fields {
            if let Some(value) = value {
                vm.set_exception_field(this, name, value);
                vm.decref(value);
            }
        }
    }
    Ok(vm.none())
}

fn split_self<'a>(vm: &mut Machine, args: Args<'a>) -> Result<(Obj, &'a [Obj])> {
    match args.positional().split_first() {
        Some((&this, rest)) if matches!(vm.heap.payload(this), Payload::Exception(_)) => {
            Ok((this, rest))
        }
        _ => Err(vm.type_error("descriptor requires a 'BaseException' object")),
    }
}

/// `str(exception)`.
pub fn str(vm: &mut Machine, this: Obj) -> Result<Obj> {
    let class = vm.heap.type_of(this);
    let args = vm.exception(this).args;
    let items = vm.heap.tuple(args).to_vec();
    if vm.is_subtype(class, types::KEY_ERROR) && items.len() == 1 {
        return vm.repr(items[0]);
    }
    if vm.is_subtype(class, types::OS_ERROR)
        && let Some(text) = os_error_text(vm, this)?
    {
        return Ok(vm.heap.new_str(&text));
    }
    if vm.is_subtype(class, types::IMPORT_ERROR)
        && let Some(message) = vm.exception_field(this, "msg")
        && vm.heap.type_of(message) == types::STR
    {
        return Ok(vm.new_ref(message));
    }
    if vm.is_subtype(class, types::SYNTAX_ERROR) {
        return syntax_error_text(vm, this);
    }
    if vm.is_subtype(class, types::BASE_EXCEPTION_GROUP) {
        let message = vm.exception_field(this, "message").unwrap_or(vm.heap.none());
        let count =
            vm.exception_field(this, "exceptions").map_or(0, |tuple| vm.heap.tuple(tuple).len());
        let plural = if count == 1 { "" } else { "s" };
        let text = format!("{} ({count} sub-exception{plural})", vm.str_text(message)?);
        return Ok(vm.heap.new_str(&text));
    }
    if (vm.is_subtype(class, types::UNICODE_DECODE_ERROR)
        || vm.is_subtype(class, types::UNICODE_ENCODE_ERROR))
        && items.len() == 5
    {
        let text = unicode_error_text(vm, class, &items)?;
        return Ok(vm.heap.new_str(&text));
    }
    match items.as_slice() {
        [] => {
            let empty = vm.heap.singletons().empty_str;
            Ok(vm.new_ref(empty))
        }
        [one] => vm.str(*one),
        _ => vm.repr(args),
    }
}

fn os_error_text(vm: &mut Machine, this: Obj) -> Result<Option<String>> {
    let (Some(errno), Some(strerror)) =
        (vm.exception_field(this, "errno"), vm.exception_field(this, "strerror"))
    else {
        return Ok(None);
    };
    let mut text = format!("[Errno {}] {}", vm.str_text(errno)?, vm.str_text(strerror)?);
    if let Some(filename) = vm.exception_field(this, "filename")
        && filename != vm.heap.none()
    {
        text.push_str(": ");
        text.push_str(&vm.repr_text(filename)?);
    }
    Ok(Some(text))
}

fn syntax_error_text(vm: &mut Machine, this: Obj) -> Result<Obj> {
    let message = vm.exception_field(this, "msg").unwrap_or(vm.heap.none());
    let message = vm.str_text(message)?;
    let filename = vm
        .exception_field(this, "filename")
        .filter(|&name| vm.heap.type_of(name) == types::STR)
        .map(|name| {
            let path = vm.heap.str_text(name);
            path.rsplit('/').next().unwrap_or(path).to_owned()
        });
    let line = vm.exception_field(this, "lineno").and_then(|line| vm.heap.int_value(line));
    let text = match (filename, line) {
        (Some(filename), Some(line)) => format!("{message} ({filename}, line {line})"),
        (Some(filename), None) => format!("{message} ({filename})"),
        (None, Some(line)) => format!("{message} (line {line})"),
        (None, None) => message,
    };
    Ok(vm.heap.new_str(&text))
}

fn unicode_error_text(vm: &mut Machine, class: Obj, items: &[Obj]) -> Result<String> {
    let encoding = vm.str_text(items[0])?;
    let (start, end) =
        (vm.heap.int_value(items[2]).unwrap_or(0), vm.heap.int_value(items[3]).unwrap_or(0));
    let reason = vm.str_text(items[4])?;
    let decoding = vm.is_subtype(class, types::UNICODE_DECODE_ERROR);
    let verb = if decoding { "decode" } else { "encode" };
    if end == start + 1 {
        let shown = if decoding {
            match vm.heap.payload(items[1]) {
                Payload::Bytes(bytes) => bytes
                    .data
                    .get(start as usize)
                    .map_or(String::new(), |byte| format!("byte 0x{byte:02x}")),
                _ => String::new(),
            }
        } else {
            let character =
                vm.heap.str_text(items[1]).chars().nth(start as usize).unwrap_or('\u{fffd}') as u32;
            match character {
                0..=0xff => format!("character '\\x{character:02x}'"),
                0x100..=0xffff => format!("character '\\u{character:04x}'"),
                _ => format!("character '\\U{character:08x}'"),
            }
        };
        return Ok(format!(
            "'{encoding}' codec can't {verb} {shown} in position {start}: {reason}"
        ));
    }
    let things = if decoding { "bytes" } else { "characters" };
    Ok(format!(
        "'{encoding}' codec can't {verb} {things} in position {start}-{}: {reason}",
        end - 1
    ))
}

/// `repr(exception)`.
pub fn repr(vm: &mut Machine, this: Obj) -> Result<Obj> {
    let class = vm.heap.type_of(this);
    let name = vm.type_name(class);
    let args = vm.exception(this).args;
    let items = vm.heap.tuple(args).to_vec();
    let text = match items.as_slice() {
        [one] => format!("{name}({})", vm.repr_text(*one)?),
        _ => format!("{name}{}", vm.repr_text(args)?),
    };
    Ok(vm.heap.new_str(&text))
}

fn exception_str(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (this, _) = split_self(vm, args)?;
    str(vm, this)
}

fn exception_repr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (this, _) = split_self(vm, args)?;
    repr(vm, this)
}

fn with_traceback(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (this, rest) = split_self(vm, args)?;
    set_traceback(vm, this, Some(rest[0]))?;
    Ok(vm.new_ref(this))
}

fn add_note(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (this, rest) = split_self(vm, args)?;
    let note = rest[0];
    if !vm.is_subtype(vm.heap.type_of(note), types::STR) {
        let class = vm.type_name(vm.heap.type_of(note));
        let (message, quote) = vm.release().operations.note_must_be_str;
        return Err(vm.type_error(format!("{message}{quote}{class}{quote}")));
    }
    let name = vm.names.__notes__;
    match vm.get_attr_opt(this, name)? {
        Some(notes) => {
            if !matches!(vm.heap.payload(notes), Payload::List(_)) {
                vm.decref(notes);
                return Err(vm.type_error("Cannot add note: __notes__ is not a list"));
            }
            vm.heap.incref(note);
            vm.heap.list_append(notes, note);
            vm.decref(notes);
        }
        None => {
            vm.heap.incref(note);
            let notes = vm.heap.new_list(vec![note]);
            let result = vm.set_attr(this, name, notes);
            vm.decref(notes);
            result?;
        }
    }
    Ok(vm.none())
}

fn optional(vm: &mut Machine, value: Option<Obj>) -> Result<Obj> {
    let value = value.unwrap_or(vm.heap.none());
    Ok(vm.new_ref(value))
}

fn set_traceback(vm: &mut Machine, this: Obj, value: Option<Obj>) -> Result<()> {
    let Some(value) = value else {
        return Err(vm.type_error("__traceback__ may not be deleted"));
    };
    let none = vm.heap.none();
    if value != none && vm.heap.type_of(value) != types::TRACEBACK {
        return Err(vm.type_error("__traceback__ must be a traceback or None"));
    }
    let new = (value != none).then(|| vm.new_ref(value));
    let old = std::mem::replace(&mut vm.exception_mut(this).traceback, new);
    vm.decref_opt(old);
    Ok(())
}

fn link(vm: &mut Machine, value: Option<Obj>, which: &str) -> Result<Option<Obj>> {
    let Some(value) = value else {
        return Err(vm.type_error(format!("__{which}__ may not be deleted")));
    };
    if value == vm.heap.none() {
        return Ok(None);
    }
    if !matches!(vm.heap.payload(value), Payload::Exception(_)) {
        let message = format!("exception {which} must be None or derive from BaseException");
        return Err(vm.type_error(message));
    }
    Ok(Some(vm.new_ref(value)))
}

fn set_cause(vm: &mut Machine, this: Obj, value: Option<Obj>) -> Result<()> {
    let new = link(vm, value, "cause")?;
    let content = vm.exception_mut(this);
    content.suppress_context = true;
    let old = std::mem::replace(&mut content.cause, new);
    vm.decref_opt(old);
    Ok(())
}

fn set_context(vm: &mut Machine, this: Obj, value: Option<Obj>) -> Result<()> {
    let new = link(vm, value, "context")?;
    let old = std::mem::replace(&mut vm.exception_mut(this).context, new);
    vm.decref_opt(old);
    Ok(())
}

fn set_args(vm: &mut Machine, this: Obj, value: Option<Obj>) -> Result<()> {
    let Some(value) = value else { return Err(vm.type_error("args may not be deleted")) };
    let items = vm.collect(value)?;
    let tuple = vm.heap.new_tuple(items);
    let old = std::mem::replace(&mut vm.exception_mut(this).args, tuple);
    vm.decref(old);
    Ok(())
}

fn set_suppress_context(vm: &mut Machine, this: Obj, value: Option<Obj>) -> Result<()> {
    let Some(value) = value else {
        return Err(vm.type_error("can't delete numeric/char attribute"));
    };
    let truth = vm.truth(value)?;
    vm.exception_mut(this).suppress_context = truth;
    Ok(())
}

macro_rules! field {
    ($name:literal) => {
        GetSetDef {
            name: $name,
            get: |vm, this| {
                let value = vm.exception_field(this, $name);
                optional(vm, value)
            },
            set: Some(|vm, this, value| {
                let value = value.unwrap_or(vm.heap.none());
                vm.set_exception_field(this, $name, value);
                Ok(())
            }),
        }
    };
}

/// `BaseException`.
pub static BASE_EXCEPTION: TypeDef = TypeDef {
    ty: types::BASE_EXCEPTION,
    doc: "Common base class for all exceptions",
    methods: &[
        function("__new__", exception_new, Accepts::Any),
        special("__init__", exception_init, Accepts::Any),
        special("__str__", exception_str, Accepts::Nothing),
        special("__repr__", exception_repr, Accepts::Nothing),
        method("with_traceback", with_traceback, Accepts::One),
        method("add_note", add_note, Accepts::One),
    ],
    attributes: &[
        GetSetDef {
            name: "__dict__",
            get: crate::machine::instance_dict,
            set: Some(|vm, object, value| match value {
                Some(_) => vm.set_own_dict(object, value),
                None => Err(vm.type_error("cannot delete __dict__")),
            }),
        },
        GetSetDef {
            name: "args",
            get: |vm, this| {
                let args = vm.exception(this).args;
                Ok(vm.new_ref(args))
            },
            set: Some(set_args),
        },
        GetSetDef {
            name: "__traceback__",
            get: |vm, this| {
                let value = vm.exception(this).traceback;
                optional(vm, value)
            },
            set: Some(set_traceback),
        },
        GetSetDef {
            name: "__cause__",
            get: |vm, this| {
                let value = vm.exception(this).cause;
                optional(vm, value)
            },
            set: Some(set_cause),
        },
        GetSetDef {
            name: "__context__",
            get: |vm, this| {
                let value = vm.exception(this).context;
                optional(vm, value)
            },
            set: Some(set_context),
        },
        GetSetDef {
            name: "__suppress_context__",
            get: |vm, this| {
                let value = vm.exception(this).suppress_context;
                Ok(vm.heap.new_bool(value))
            },
            set: Some(set_suppress_context),
        },
    ],
};

macro_rules! exception_type {
    ($konst:ident, $doc:literal, [$($field:literal),*]) => {
        #[doc = concat!("The fields of `", stringify!($konst), "`.")]
        pub static $konst: TypeDef = TypeDef {
            ty: types::$konst,
            doc: $doc,
            methods: NO_METHODS,
            attributes: &[$(field!($field)),*],
        };
    };
}

const NO_METHODS: &[NativeDef] = &[];

exception_type!(STOP_ITERATION, "Signal the end from iterator.__next__().", ["value"]);
exception_type!(SYSTEM_EXIT, "Request to exit from the interpreter.", ["code"]);
exception_type!(OS_ERROR, "Base class for I/O related errors.", ["errno", "strerror", "filename"]);
exception_type!(
    IMPORT_ERROR,
    "Import can't find module, or can't find name in module.",
    ["msg", "name", "path", "name_from"]
);
exception_type!(ATTRIBUTE_ERROR, "Attribute not found.", ["name", "obj"]);
exception_type!(NAME_ERROR, "Name not found globally.", ["name"]);
exception_type!(
    SYNTAX_ERROR,
    "Invalid syntax.",
    [
        "msg",
        "filename",
        "lineno",
        "offset",
        "text",
        "end_lineno",
        "end_offset",
        "print_file_and_line"
    ]
);
exception_type!(
    UNICODE_DECODE_ERROR,
    "Unicode decoding error.",
    ["encoding", "object", "start", "end", "reason"]
);
exception_type!(
    UNICODE_ENCODE_ERROR,
    "Unicode encoding error.",
    ["encoding", "object", "start", "end", "reason"]
);

/// `__cause__`'s neighbour of the class: a traceback's last line shows `module.Qualname`, or the
/// bare name for `builtins` and `__main__`.
pub fn shown_class_name(vm: &mut Machine, class: Obj) -> String {
    let qualname_name = vm.names.__qualname__;
    let module_name = vm.names.__module__;
    let text = |vm: &mut Machine, name: Obj| -> Option<String> {
        let value = match vm.get_attr_opt(class, name) {
            Ok(value) => value?,
            Err(Raise::Exception(exception)) => {
                vm.decref(exception);
                return None;
            }
            Err(Raise::Halt) => return None,
        };
        let text = match vm.heap.payload(value) {
            Payload::Str(content) => Some(content.text.to_string()),
            _ => None,
        };
        vm.decref(value);
        text
    };
    let qualname = text(vm, qualname_name).unwrap_or_else(|| vm.type_name(class));
    match text(vm, module_name).as_deref() {
        Some("builtins" | "__main__") | None => qualname,
        Some(module) => format!("{module}.{qualname}"),
    }
}

/// The exception that a text that does not compile raises. New reference.
pub fn of_compile_problem(
    vm: &mut Machine,
    problem: &CompileProblem,
    source: &str,
    filename: &str,
) -> Obj {
    let with_message = |vm: &mut Machine, class: Obj, message: &str| {
        let message = vm.heap.new_str(message);
        let exception = vm.new_exception(class, &[message]);
        vm.decref(message);
        exception
    };
    match problem {
        CompileProblem::Syntax(error) => {
            let class = match error.kind {
                SyntaxErrorKind::Syntax => types::SYNTAX_ERROR,
                SyntaxErrorKind::Indentation => types::INDENTATION_ERROR,
                SyntaxErrorKind::Tab => types::TAB_ERROR,
            };
            let at = error.at;
            let line_text = |line: u32| source.lines().nth(line.saturating_sub(1) as usize);
            let column = |line: u32, offset: u32| -> i64 {
                let text = line_text(line).unwrap_or("");
                let within = (offset as usize).min(text.len());
                let before = text.get(..within).unwrap_or(text);
                // The end of the line may be a column of it, too.
                let beyond =
                    (offset as usize > text.len()) && vm.heap.release.syntax.line_ends_have_width;
                before.chars().count() as i64 + 1 + i64::from(beyond)
            };
            let message = vm.heap.new_str(&error.message);
            let filename = vm.heap.new_str(filename);
            let line = vm.heap.new_int(i64::from(at.line));
            let start = error.offset.unwrap_or_else(|| column(at.line, at.column));
            let offset = vm.heap.new_int(start);
            let text = match line_text(at.line) {
                Some(text) => vm.heap.new_str(&format!("{text}\n")),
                None => vm.none(),
            };
            let end_line = vm.heap.new_int(i64::from(at.end_line));
            let end_offset = vm.heap.new_int(match error.end_offset {
                EndOffset::Column => column(at.end_line, at.end_column),
                EndOffset::Offset => start,
                EndOffset::None(number) => number,
            });
            let details =
                vm.heap.new_tuple(vec![filename, line, offset, text, end_line, end_offset]);
            let exception = vm.new_exception(class, &[message, details]);
            vm.decref(message);
            vm.decref(details);
            exception
        }
        CompileProblem::Recursion(message) => with_message(vm, types::RECURSION_ERROR, message),
        CompileProblem::Memory("") => vm.new_exception(types::MEMORY_ERROR, &[]),
        CompileProblem::Memory(message) => with_message(vm, types::MEMORY_ERROR, message),
        CompileProblem::Unsupported { feature, .. } => {
            with_message(vm, types::SYNTAX_ERROR, &format!("{feature} is not supported"))
        }
    }
}
