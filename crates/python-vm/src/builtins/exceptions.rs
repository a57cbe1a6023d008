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
            let (third, filename2) = (argument(vm, 2), argument(vm, 4));
            let written = third.is_some_and(|third| counts_characters(vm, class, third));
            let third_name = if written { "characters_written" } else { "filename" };
            return vec![
                ("errno", errno),
                ("strerror", strerror),
                (third_name, third),
                ("filename2", filename2),
            ];
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

/// Whether the third argument of an `OSError` says how much was written before it would have blocked.
fn counts_characters(vm: &mut Machine, class: Obj, third: Obj) -> bool {
    class == types::BLOCKING_IO_ERROR && vm.has_index(third)
}

/// What an exception keeps of its arguments: file names are no part of an `OSError`'s.
fn kept_args<'a>(vm: &mut Machine, class: Obj, given: &'a [Obj]) -> &'a [Obj] {
    match given {
        [_, _, third, ..]
            if given.len() <= 5
                && *third != vm.heap.none()
                && vm.is_subtype(class, types::OS_ERROR)
                && !counts_characters(vm, class, *third) =>
        {
            &given[..2]
        }
        _ => given,
    }
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
    if vm.heap.is_type(class) && !vm.is_subtype(class, types::BASE_EXCEPTION) {
        let class = vm.type_name(class);
        return Err(vm.type_error(format!(
            "BaseException.__new__({class}): {class} is not a subtype of BaseException"
        )));
    }
    if !vm.heap.is_type(class) {
        return Err(vm.type_error("BaseException.__new__(X): X is not a type object"));
    }
    let mut class = class;
    if vm.is_subtype(class, types::BASE_EXCEPTION_GROUP) {
        class = super::exception_groups::check_new(vm, class, rest)?;
    } else if class == types::OS_ERROR && (2..=5).contains(&rest.len()) {
        class = os_error_class(vm, rest[0]);
    }
    let kept = kept_args(vm, class, rest);
    let tuple = vm.heap.new_tuple_from(kept);
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
    check_unicode(vm, class, rest)?;
    check_syntax(vm, class, rest)?;
    let kept = kept_args(vm, class, rest);
    let tuple = vm.heap.new_tuple_from(kept);
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

/// The arguments of an error of a codec must be of certain kinds.
fn check_unicode(vm: &mut Machine, class: Obj, given: &[Obj]) -> Result<()> {
    let kinds = if vm.is_subtype(class, types::UNICODE_DECODE_ERROR) {
        "sbnns"
    } else if vm.is_subtype(class, types::UNICODE_ENCODE_ERROR) {
        "ssnns"
    } else if vm.is_subtype(class, types::UNICODE_TRANSLATE_ERROR) {
        "snns"
    } else {
        return Ok(());
    };
    if given.len() != kinds.len() {
        let (wanted, given) = (kinds.len(), given.len());
        let plural = if wanted == 1 { "" } else { "s" };
        return Err(vm.type_error(format!(
            "function takes exactly {wanted} argument{plural} ({given} given)"
        )));
    }
    for (place, (kind, &value)) in kinds.chars().zip(given).enumerate() {
        let shown = vm.type_name_of(value);
        match kind {
            's' if !vm.is_str(value) => {
                let place = place + 1;
                return Err(vm.type_error(format!("argument {place} must be str, not {shown}")));
            }
            'b' => {
                super::bytes::like(vm, value)?;
            }
            'n' => {
                vm.index_isize(value)?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// The second argument of a `SyntaxError` has at least four items.
fn check_syntax(vm: &mut Machine, class: Obj, given: &[Obj]) -> Result<()> {
    let &[_, details] = given else { return Ok(()) };
    if !vm.is_subtype(class, types::SYNTAX_ERROR) {
        return Ok(());
    }
    let items = vm.collect(details)?;
    let count = items.len();
    vm.decref_all(items);
    match count {
        4 | 6 => Ok(()),
        7 if vm.release().text.syntax_error_details >= 7 => Ok(()),
        5 => Err(vm.type_error("end_offset must be provided when end_lineno is provided")),
        0..4 => Err(vm.type_error(format!("function takes at least 4 arguments ({count} given)"))),
        _ => {
            let most = vm.release().text.syntax_error_details;
            Err(vm.type_error(format!("function takes at most {most} arguments ({count} given)")))
        }
    }
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
    if let Some(text) = unicode_error_text(vm, class, this)? {
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
        if let Some(other) = vm.exception_field(this, "filename2")
            && other != vm.heap.none()
        {
            text.push_str(" -> ");
            text.push_str(&vm.repr_text(other)?);
        }
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

/// What an error of a codec says, by its fields as they are now.
fn unicode_error_text(vm: &mut Machine, class: Obj, this: Obj) -> Result<Option<String>> {
    let (verb, things) = if vm.is_subtype(class, types::UNICODE_DECODE_ERROR) {
        ("decode", "bytes")
    } else if vm.is_subtype(class, types::UNICODE_ENCODE_ERROR) {
        ("encode", "characters")
    } else if vm.is_subtype(class, types::UNICODE_TRANSLATE_ERROR) {
        ("translate", "characters")
    } else {
        return Ok(None);
    };
    let Some(object) = vm.exception_field(this, "object") else { return Ok(None) };
    let number = |vm: &Machine, name: &str| {
        vm.exception_field(this, name).and_then(|value| vm.heap.int_value(value)).unwrap_or(0)
    };
    let (start, end) = (number(vm, "start"), number(vm, "end"));
    let mut text = |name: &str| match vm.exception_field(this, name) {
        Some(value) => vm.str_text(value),
        None => Ok(String::new()),
    };
    let reason = text("reason")?;
    let codec = match verb {
        "translate" => String::new(),
        _ => format!("'{}' codec ", text("encoding")?),
    };
    let what = if end == start + 1 {
        match vm.heap.payload(object) {
            Payload::Bytes(bytes) => {
                bytes.data.get(start as usize).map(|byte| format!("byte 0x{byte:02x}"))
            }
            Payload::Str(content) => {
                content.text.chars().nth(start as usize).map(|character| match character as u32 {
                    code @ 0..=0xff => format!("character '\\x{code:02x}'"),
                    code @ 0x100..=0xffff => format!("character '\\u{code:04x}'"),
                    code => format!("character '\\U{code:08x}'"),
                })
            }
            _ => None,
        }
    } else {
        None
    };
    Ok(Some(match what {
        Some(what) => format!("{codec}can't {verb} {what} in position {start}: {reason}"),
        None => {
            let last = end - 1;
            format!("{codec}can't {verb} {things} in position {start}-{last}: {reason}")
        }
    }))
}

/// `repr(exception)`.
pub fn repr(vm: &mut Machine, this: Obj) -> Result<Obj> {
    let class = vm.heap.type_of(this);
    let name = vm.type_name(class);
    let args = vm.exception(this).args;
    let items = vm.heap.tuple(args).to_vec();
    let mut text = match items.as_slice() {
        [one] => format!("{name}({})", vm.repr_text(*one)?),
        _ => format!("{name}{}", vm.repr_text(args)?),
    };
    if vm.is_subtype(class, types::IMPORT_ERROR) && vm.release().text.import_errors_show_fields {
        for field in ["name", "path"] {
            if let Some(value) = vm.exception_field(this, field)
                && value != vm.heap.none()
            {
                text.pop();
                let comma = if text.ends_with('(') { "" } else { ", " };
                text.push_str(&format!("{comma}{field}={})", vm.repr_text(value)?));
            }
        }
    }
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

/// `BaseException.__reduce__`: the class, the arguments, and the attributes if there are any.
fn exception_reduce(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (this, _) = split_self(vm, args)?;
    let class = vm.heap.type_of(this);
    let none = vm.heap.none();
    let field =
        |vm: &Machine, name: &str| vm.exception_field(this, name).filter(|&value| value != none);
    let kept = vm.exception(this).args;
    let mut arguments = vm.heap.tuple(kept).to_vec();
    if vm.is_subtype(class, types::OS_ERROR)
        && arguments.len() == 2
        && let Some(filename) = field(vm, "filename")
    {
        arguments.push(filename);
        if let Some(other) = field(vm, "filename2") {
            arguments.extend([none, other]);
        }
    }
    let own = vm.instance_dict(this).filter(|&dict| !vm.heap.dict(dict).is_empty());
    let mut state = own.map(|dict| vm.new_ref(dict));
    if vm.is_subtype(class, types::IMPORT_ERROR) {
        for name in ["name", "path", "name_from"] {
            let Some(value) = field(vm, name) else { continue };
            let attributes = match own {
                Some(dict) if state == own => {
                    vm.decref(dict);
                    vm.heap.dict_copy(dict)
                }
                _ => match state {
                    Some(made) => made,
                    None => vm.heap.new_dict(),
                },
            };
            let key = vm.heap.intern(name);
            let old = vm.heap.dict_set_str(attributes, key, value);
            vm.decref(key);
            vm.decref_opt(old);
            state = Some(attributes);
        }
    }
    let arguments = vm.heap.new_tuple_from(&arguments);
    let parts = [vm.new_ref(class), arguments].into_iter().chain(state).collect();
    Ok(vm.heap.new_tuple(parts))
}

/// `BaseException.__setstate__(attributes)`.
fn exception_setstate(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (this, rest) = split_self(vm, args)?;
    let state = rest[0];
    if state != vm.heap.none() {
        if !matches!(vm.heap.payload(state), Payload::Dict(_)) {
            return Err(vm.type_error("state is not a dictionary"));
        }
        for (name, value) in vm.dict_items(state) {
            vm.set_attr(this, name, value)?;
        }
    }
    Ok(vm.none())
}

fn get_characters_written(vm: &mut Machine, this: Obj) -> Result<Obj> {
    match vm.exception_field(this, "characters_written") {
        Some(value) if value != vm.heap.none() => Ok(vm.new_ref(value)),
        _ => Err(vm.raise(types::ATTRIBUTE_ERROR, "characters_written")),
    }
}

fn set_characters_written(vm: &mut Machine, this: Obj, value: Option<Obj>) -> Result<()> {
    let value = match value {
        Some(value) => vm.index(value)?,
        None => {
            let old = get_characters_written(vm, this)?;
            vm.decref(old);
            vm.none()
        }
    };
    vm.set_exception_field(this, "characters_written", value);
    vm.decref(value);
    Ok(())
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
        method("__reduce__", exception_reduce, Accepts::Nothing),
        method("__setstate__", exception_setstate, Accepts::One),
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
/// The fields of `OSError`.
pub static OS_ERROR: TypeDef = TypeDef {
    ty: types::OS_ERROR,
    doc: "Base class for I/O related errors.",
    methods: NO_METHODS,
    attributes: &[
        field!("errno"),
        field!("strerror"),
        field!("filename"),
        field!("filename2"),
        GetSetDef {
            name: "characters_written",
            get: get_characters_written,
            set: Some(set_characters_written),
        },
    ],
};

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

exception_type!(
    UNICODE_TRANSLATE_ERROR,
    "Unicode translation error.",
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
    has_file: bool,
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
                Some(text) if has_file || !error.after_parsing => {
                    vm.heap.new_str(&format!("{text}\n"))
                }
                _ => vm.none(),
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
