//! The functions of the module `builtins`.

use heap_model::objects::Builtin;
use heap_model::{Obj, Payload, Runtime, types};
use num_bigint::BigInt;

use crate::bytecode::{Binary, Comparison};
use crate::machine::{Machine, Result};
use crate::modules::arguments::Signature;
use crate::native::{Accepts, Args, NativeDef, function};
use crate::outcome::Stream;
use crate::text::int;

/// Every function of the module, `__build_class__` and `__import__` included.
pub static FUNCTIONS: &[NativeDef] = &[
    function("__build_class__", build_class, Accepts::Any),
    function("__import__", import, Accepts::Any),
    function("abs", abs, Accepts::One),
    function("all", all, Accepts::One),
    function("any", any, Accepts::One),
    function("ascii", ascii, Accepts::One),
    function("bin", bin, Accepts::One),
    function("breakpoint", breakpoint, Accepts::Any),
    function("callable", callable, Accepts::One),
    function("chr", chr, Accepts::One),
    function("compile", super::execution::compile, Accepts::Any),
    function("delattr", delattr, Accepts::Positional(2, 2)),
    function("dir", super::execution::dir, Accepts::Positional(0, 1)),
    function("divmod", divmod, Accepts::Positional(2, 2)),
    function("eval", super::execution::eval, Accepts::Any),
    function("exec", super::execution::exec, Accepts::Any),
    function("format", format, Accepts::Positional(1, 2)),
    function("getattr", getattr, Accepts::Positional(2, 3)),
    function("globals", super::execution::globals, Accepts::Nothing),
    function("hasattr", hasattr, Accepts::Positional(2, 2)),
    function("hash", hash, Accepts::One),
    function("hex", hex, Accepts::One),
    function("id", id, Accepts::One),
    function("input", input, Accepts::Positional(0, 1)),
    function("isinstance", isinstance, Accepts::Positional(2, 2)),
    function("issubclass", issubclass, Accepts::Positional(2, 2)),
    function("aiter", super::coroutine::aiter, Accepts::One),
    function("anext", super::coroutine::anext, Accepts::Positional(1, 2)),
    function("iter", iter, Accepts::Positional(1, 2)),
    function("len", len, Accepts::One),
    function("locals", super::execution::locals, Accepts::Nothing),
    function("max", max, Accepts::Any),
    function("min", min, Accepts::Any),
    function("next", next, Accepts::Positional(1, 2)),
    function("oct", oct, Accepts::One),
    function("open", open, Accepts::Any),
    function("ord", ord, Accepts::One),
    function("pow", pow, Accepts::Any),
    function("print", print, Accepts::Any),
    function("repr", repr, Accepts::One),
    function("round", round, Accepts::Any),
    function("setattr", setattr, Accepts::Positional(3, 3)),
    function("sorted", sorted, Accepts::Any),
    function("sum", sum, Accepts::Any),
    function("vars", super::execution::vars, Accepts::Positional(0, 1)),
];

fn build_class(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    vm.build_class(args)
}

fn import(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let Some(&name) = args.positional().first() else {
        return Err(vm.type_error("__import__() missing required argument 'name' (pos 1)"));
    };
    if vm.heap.type_of(name) != types::STR {
        return Err(vm.type_error("__import__() argument 1 must be str"));
    }
    let text = vm.heap.str_text(name).to_owned();
    let module = vm.import_module(&text)?;
    let top = text.split('.').next().unwrap_or(&text);
    if top != text && args.positional().get(3).is_none() {
        vm.decref(module);
        return vm.import_module(top);
    }
    Ok(module)
}

fn abs(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    vm.absolute(args.values[0])
}

/// `all()` and `any()`: whether some item has this truth.
fn find_truth(vm: &mut Machine, iterable: Obj, wanted: bool) -> Result<bool> {
    let iterator = vm.iter(iterable)?;
    let result = loop {
        match vm.next(iterator) {
            Ok(Some(item)) => {
                let truth = vm.truth(item);
                vm.decref(item);
                match truth {
                    Ok(truth) if truth == wanted => break Ok(true),
                    Ok(_) => {}
                    Err(raise) => break Err(raise),
                }
            }
            Ok(None) => break Ok(false),
            Err(raise) => break Err(raise),
        }
    };
    vm.decref(iterator);
    result
}

fn all(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let found = find_truth(vm, args.values[0], false)?;
    Ok(vm.heap.new_bool(!found))
}

fn any(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let found = find_truth(vm, args.values[0], true)?;
    Ok(vm.heap.new_bool(found))
}

fn ascii(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    vm.ascii(args.values[0])
}

fn in_base(vm: &mut Machine, number: Obj, written: fn(&BigInt) -> String) -> Result<Obj> {
    let index = vm.index(number)?;
    let text = vm.heap.integer(index).map(|number| written(&number)).unwrap_or_default();
    vm.decref(index);
    Ok(vm.heap.new_str(&text))
}

fn bin(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    in_base(vm, args.values[0], int::bin)
}

fn hex(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    in_base(vm, args.values[0], int::hex)
}

fn oct(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    in_base(vm, args.values[0], int::oct)
}

fn callable(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let callable = vm.is_callable(args.values[0]);
    Ok(vm.heap.new_bool(callable))
}

fn chr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let index = vm.index(args.values[0])?;
    let code = vm.heap.int_value(index);
    vm.decref(index);
    match code {
        Some(code @ 0..=0x10ffff) => match char::from_u32(code as u32) {
            Some(character) => {
                let mut buffer = [0; 4];
                Ok(vm.heap.new_str(character.encode_utf8(&mut buffer)))
            }
            None => Err(vm.unsupported("lone surrogates in a str")),
        },
        Some(_) => Err(vm.value_error("chr() arg not in range(0x110000)")),
        None => Err(vm.overflow_error("Python int too large to convert to C int")),
    }
}

fn ord(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let object = args.values[0];
    let (code, length) = match vm.heap.payload(object) {
        Payload::Str(content) => {
            let mut characters = content.text.chars();
            match (characters.next(), characters.next()) {
                (Some(character), None) => (Some(character as i64), 1),
                _ => (None, content.text.chars().count()),
            }
        }
        Payload::Bytes(bytes) if bytes.data.len() == 1 => (Some(i64::from(bytes.data[0])), 1),
        Payload::Bytes(bytes) => (None, bytes.data.len()),
        Payload::ByteArray(bytes) if bytes.data.len() == 1 => (Some(i64::from(bytes.data[0])), 1),
        Payload::ByteArray(bytes) => (None, bytes.data.len()),
        _ => {
            let class = vm.type_name(vm.heap.type_of(object));
            return Err(
                vm.type_error(format!("ord() expected string of length 1, but {class} found"))
            );
        }
    };
    match code {
        Some(code) => Ok(vm.heap.new_int(code)),
        None => Err(vm.type_error(format!(
            "ord() expected a character, but string of length {length} found"
        ))),
    }
}

fn divmod(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    vm.divmod(args.values[0], args.values[1])
}

/// Calls `sys.breakpointhook`.
fn breakpoint(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let sys = vm.import_module("sys")?;
    let hook = vm.heap.dict_get_text(vm.heap.module(sys).dict, "breakpointhook");
    vm.decref(sys);
    let Some(hook) = hook else { return Err(vm.runtime_error("lost sys.breakpointhook")) };
    vm.heap.incref(hook);
    let result = vm.call_args(hook, args);
    vm.decref(hook);
    result
}

fn format(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let spec = match args.values.get(1) {
        None => String::new(),
        Some(&spec) => match vm.heap.payload(spec) {
            Payload::Str(content) => content.text.to_string(),
            _ => {
                let class = vm.type_name(vm.heap.type_of(spec));
                return Err(vm.type_error(format!("format() argument 2 must be str, not {class}")));
            }
        },
    };
    vm.format(args.values[0], &spec)
}

/// The attribute's name as an interned str, borrowed.
fn attribute_name(vm: &mut Machine, name: Obj, what: &str) -> Result<()> {
    if matches!(vm.heap.payload(name), Payload::Str(_)) {
        return Ok(());
    }
    let class = vm.type_name(vm.heap.type_of(name));
    let _ = what;
    Err(vm.type_error(format!("attribute name must be string, not '{class}'")))
}

fn getattr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (object, name) = (args.values[0], args.values[1]);
    attribute_name(vm, name, "getattr")?;
    match args.values.get(2) {
        None => vm.get_attr(object, name),
        Some(&default) => match vm.get_attr_opt(object, name)? {
            Some(value) => Ok(value),
            None => Ok(vm.new_ref(default)),
        },
    }
}

fn hasattr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    attribute_name(vm, args.values[1], "hasattr")?;
    let found = vm.get_attr_opt(args.values[0], args.values[1])?;
    vm.decref_opt(found);
    Ok(vm.heap.new_bool(found.is_some()))
}

fn setattr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    attribute_name(vm, args.values[1], "setattr")?;
    let name = vm.intern_attribute(args.values[1]);
    vm.set_attr(args.values[0], name, args.values[2])?;
    Ok(vm.none())
}

fn delattr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    attribute_name(vm, args.values[1], "delattr")?;
    vm.del_attr(args.values[0], args.values[1])?;
    Ok(vm.none())
}

fn hash(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let value = vm.hash(args.values[0])?;
    Ok(vm.heap.new_int(value))
}

fn id(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let address = vm.heap.id(args.values[0]);
    Ok(vm.heap.new_int(address as i64))
}

fn input(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    if let Some(&prompt) = args.values.first() {
        let text = vm.str_text(prompt)?;
        vm.write(Stream::Stdout, &text)?;
    }
    Err(vm.raise(types::EOF_ERROR, "EOF when reading a line"))
}

fn isinstance(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let result = vm.isinstance(args.values[0], args.values[1])?;
    Ok(vm.heap.new_bool(result))
}

fn issubclass(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let result = vm.issubclass(args.values[0], args.values[1])?;
    Ok(vm.heap.new_bool(result))
}

fn iter(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let Some(&sentinel) = args.values.get(1) else { return vm.iter(args.values[0]) };
    let callable = args.values[0];
    if !vm.is_callable(callable) {
        let message = vm.release().operations.iter_of_no_callable;
        return Err(vm.type_error(message));
    }
    vm.heap.incref(callable);
    vm.heap.incref(sentinel);
    Ok(vm.heap.new_iterator(
        types::CALLABLE_ITERATOR,
        heap_model::objects::Iterator::Callable {
            callable: Some(callable),
            sentinel: Some(sentinel),
        },
    ))
}

fn len(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let length = vm.len(args.values[0])?;
    Ok(vm.heap.new_int(length as i64))
}

/// `max` and `min`: which of `key`, `default` were given, and the candidates.
fn extreme(vm: &mut Machine, args: Args<'_>, name: &str, comparison: Comparison) -> Result<Obj> {
    let (mut key, mut default) = (None, None);
    for (keyword, value) in args.keywords() {
        match vm.heap.str_text(keyword) {
            "key" => key = (value != vm.heap.none()).then_some(value),
            "default" => default = Some(value),
            other => {
                let other = other.to_owned();
                return Err(vm.unexpected_keyword(name, &other));
            }
        }
    }
    let positional = args.positional();
    let iterator = match positional {
        [] => {
            return Err(vm.type_error(format!("{name} expected at least 1 argument, got 0")));
        }
        [iterable] => vm.iter(*iterable)?,
        several => {
            if default.is_some() {
                return Err(vm.type_error(format!(
                    "Cannot specify a default for {name}() with multiple positional arguments"
                )));
            }
            let tuple = vm.heap.new_tuple_from(several);
            let iterator = vm.iter(tuple);
            vm.decref(tuple);
            iterator?
        }
    };
    let mut best: Option<(Obj, Obj)> = None;
    let result = loop {
        let item = match vm.next(iterator) {
            Ok(Some(item)) => item,
            Ok(None) => break Ok(()),
            Err(raise) => break Err(raise),
        };
        let measure = match key {
            None => vm.new_ref(item),
            Some(key) => match vm.call(key, &[item]) {
                Ok(measure) => measure,
                Err(raise) => {
                    vm.decref(item);
                    break Err(raise);
                }
            },
        };
        let better = match best {
            None => Ok(true),
            Some((_, record)) => vm.compare_truth(comparison, measure, record),
        };
        match better {
            Ok(true) => {
                if let Some((old, record)) = best.replace((item, measure)) {
                    vm.decref(record);
                    vm.decref(old);
                }
            }
            Ok(false) => {
                vm.decref(item);
                vm.decref(measure);
            }
            Err(raise) => {
                vm.decref(item);
                vm.decref(measure);
                break Err(raise);
            }
        }
    };
    vm.decref(iterator);
    match (result, best) {
        (Ok(()), Some((item, measure))) => {
            vm.decref(measure);
            Ok(item)
        }
        (Ok(()), None) => match default {
            Some(default) => Ok(vm.new_ref(default)),
            None => {
                let problem = vm.release().operations.extreme_of_empty;
                Err(vm.value_error(format!("{name}() {problem}")))
            }
        },
        (Err(raise), best) => {
            if let Some((item, measure)) = best {
                vm.decref(measure);
                vm.decref(item);
            }
            Err(raise)
        }
    }
}

fn max(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    extreme(vm, args, "max", Comparison::Gt)
}

fn min(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    extreme(vm, args, "min", Comparison::Lt)
}

fn next(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let iterator = args.values[0];
    let default = args.values.get(1).copied();
    match vm.next_checked(iterator) {
        Ok(Some(value)) => Ok(value),
        Ok(None) => match default {
            Some(default) => Ok(vm.new_ref(default)),
            None => Err(vm.raise_with_args(types::STOP_ITERATION, &[])),
        },
        Err(raise) => match default {
            Some(default) => {
                vm.swallow(raise, types::STOP_ITERATION)?;
                Ok(vm.new_ref(default))
            }
            None => Err(raise),
        },
    }
}

fn open(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let Some(&path) = args.positional().first() else {
        return Err(vm.type_error("open() missing required argument 'file' (pos 1)"));
    };
    let mode = match args.positional().get(1).copied().or_else(|| {
        args.keywords().find(|&(name, _)| vm.heap.str_text(name) == "mode").map(|(_, value)| value)
    }) {
        Some(mode) => vm.str_text(mode)?,
        None => String::from("r"),
    };
    crate::modules::files::open(vm, path, &mode)
}

fn pow(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let mut parts: [Option<Obj>; 3] = [None; 3];
    for (place, &value) in parts.iter_mut().zip(args.positional()) {
        *place = Some(value);
    }
    for (name, value) in args.keywords() {
        match vm.heap.str_text(name) {
            "base" => parts[0] = Some(value),
            "exp" => parts[1] = Some(value),
            "mod" => parts[2] = Some(value),
            other => {
                let other = other.to_owned();
                return Err(vm.unexpected_keyword("pow", &other));
            }
        }
    }
    match parts {
        [Some(base), Some(exponent), modulus] => match modulus {
            Some(modulus) if modulus != vm.heap.none() => vm.power_mod(base, exponent, modulus),
            _ => vm.binary(Binary::Pow, base, exponent),
        },
        [None, ..] => Err(vm.type_error("pow() missing required argument 'base' (pos 1)")),
        _ => Err(vm.type_error("pow() missing required argument 'exp' (pos 2)")),
    }
}

fn print(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    if !vm.release().operations.print_packs_arguments {
        return print_values(vm, args);
    }
    let packed = vm.heap.new_tuple_from(args.positional());
    let result = print_values(vm, args);
    vm.decref(packed);
    result
}

fn print_values(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (mut separator, mut end) = (None, None);
    let (mut file, mut flush) = (None, None);
    for (name, value) in args.keywords() {
        match vm.heap.str_text(name) {
            "sep" => separator = Some(value),
            "end" => end = Some(value),
            "file" => file = (value != vm.heap.none()).then_some(value),
            "flush" => flush = Some(value),
            other => {
                let other = other.to_owned();
                return Err(vm.unexpected_keyword("print", &other));
            }
        }
    }
    // Borrowed: an argument, or a character that exists once.
    let text_of = |vm: &mut Machine, option: Option<Obj>, name: &str, default: u8| match option {
        Some(value) if value != vm.heap.none() => match vm.heap.payload(value) {
            Payload::Str(_) => Ok(value),
            _ => {
                let class = vm.type_name(vm.heap.type_of(value));
                Err(vm.type_error(format!("{name} must be None or a string, not {class}")))
            }
        },
        _ => Ok(vm.heap.latin1_character(default)),
    };
    let separator = text_of(vm, separator, "sep", b' ')?;
    let end = text_of(vm, end, "end", b'\n')?;
    // Each piece is written at once: a `__str__` that prints shows in between. As in
    // `PyFile_WriteObject`, the file's method `write` is asked for each time, before the text is made.
    let write = |vm: &mut Machine, value: Obj| {
        let writer = vm.heap.new_builtin(Builtin { function: 0, receiver: None, module: None });
        let result = vm.str(value).and_then(|text| {
            let result = match file {
                None => crate::modules::sys::print_text(vm, text),
                Some(file) => crate::modules::files::write_object(vm, file, text),
            };
            vm.decref(text);
            result
        });
        vm.decref(writer);
        result
    };
    for (index, &value) in args.positional().iter().enumerate() {
        if index > 0 {
            write(vm, separator)?;
        }
        write(vm, value)?;
    }
    write(vm, end)?;
    if let Some(flush) = flush
        && vm.truth(flush)?
    {
        match file {
            None => crate::modules::pending::flush(vm),
            Some(file) => crate::modules::files::flush_stdout(vm, file),
        }
    }
    Ok(vm.none())
}

fn repr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    vm.repr(args.values[0])
}

fn round(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let mut digits = args.positional().get(1).copied();
    let mut number = args.positional().first().copied();
    for (name, value) in args.keywords() {
        match vm.heap.str_text(name) {
            "ndigits" => digits = Some(value),
            "number" => number = Some(value),
            other => {
                let other = other.to_owned();
                return Err(vm.unexpected_keyword("round", &other));
            }
        }
    }
    let Some(number) = number else {
        return Err(vm.type_error("round() missing required argument 'number' (pos 1)"));
    };
    let digits = digits.filter(|&digits| digits != vm.heap.none());
    vm.round(number, digits)
}

fn sorted(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let &[iterable] = args.positional() else {
        let given = args.positional().len();
        return Err(vm.type_error(format!("sorted expected 1 argument, got {given}")));
    };
    let list = super::list::from_iterable(vm, iterable)?;
    let keywords: Vec<(Obj, Obj)> = args.keywords().collect();
    match super::sorting::sort_with(vm, list, &keywords) {
        Ok(()) => Ok(list),
        Err(raise) => {
            vm.decref(list);
            Err(raise)
        }
    }
}

fn sum(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature {
        name: "sum",
        params: &["iterable", "start"],
        positional_only: 1,
        keyword_only_from: 2,
        required: 1,
    };
    let [iterable, start] = args.bind::<2>(vm, 0, &SIGNATURE)?;
    let iterable = iterable.expect("it is required");
    if let Some(start) = start {
        let refused = match vm.heap.payload(start) {
            Payload::Str(_) => Some("strings [use ''.join(seq) instead]"),
            Payload::Bytes(_) => Some("bytes [use b''.join(seq) instead]"),
            Payload::ByteArray(_) => Some("bytearray [use b''.join(seq) instead]"),
            _ => None,
        };
        if let Some(refused) = refused {
            return Err(vm.type_error(format!("sum() can't sum {refused}")));
        }
    }
    let mut total = match start {
        Some(start) => vm.new_ref(start),
        None => vm.heap.new_int(0),
    };
    let iterator = match vm.iter(iterable) {
        Ok(iterator) => iterator,
        Err(raise) => {
            vm.decref(total);
            return Err(raise);
        }
    };
    let result = sum_items(vm, iterator, &mut total);
    vm.decref(iterator);
    match result {
        Ok(()) => Ok(total),
        Err(raise) => {
            vm.decref(total);
            Err(raise)
        }
    }
}

/// Adds an iterator's items. Ints, then floats, are added without objects in between, floats from
/// 3.12 with Neumaier's compensation.
fn sum_items(vm: &mut Machine, iterator: Obj, total: &mut Obj) -> Result<()> {
    let mut item = vm.next(iterator)?;
    if vm.heap.type_of(*total) == types::INT
        && let Some(mut sum) = vm.heap.int_value(*total)
    {
        while let Some(value) = item {
            let class = vm.heap.type_of(value);
            let number = match vm.heap.payload(value) {
                &Payload::Int(number) if class == types::INT || class == types::BOOL => {
                    Some(number)
                }
                _ => None,
            };
            let Some(next) = number.and_then(|number| sum.checked_add(number)) else { break };
            sum = next;
            vm.decref(value);
            item = vm.next(iterator)?;
        }
        let new = vm.heap.new_int(sum);
        let old = std::mem::replace(total, new);
        vm.decref(old);
    }
    if let (Some(value), Some(mut sum)) = (item, float_start(vm, *total, item)) {
        let mut compensation = 0.0;
        let compensated = vm.heap.release.wording.sum_compensates;
        let mut next = Some(value);
        while let Some(value) = next {
            let Some(number) = exact_number(vm, value) else { break };
            if compensated {
                let added: f64 = sum + number;
                if sum.abs() >= number.abs() {
                    compensation += (sum - added) + number;
                } else {
                    compensation += (number - added) + sum;
                }
                sum = added;
            } else {
                sum += number;
            }
            vm.decref(value);
            next = vm.next(iterator)?;
        }
        if compensation != 0.0 && compensation.is_finite() {
            sum += compensation;
        }
        let new = vm.heap.new_float(sum);
        let old = std::mem::replace(total, new);
        vm.decref(old);
        item = next;
    }
    while let Some(value) = item {
        let added = vm.binary(Binary::Add, *total, value);
        vm.decref(value);
        let old = std::mem::replace(total, added?);
        vm.decref(old);
        item = vm.next(iterator)?;
    }
    Ok(())
}

/// The value to start a sum of floats from: the total is a float, or an int and the item a float.
fn float_start(vm: &Machine, total: Obj, item: Option<Obj>) -> Option<f64> {
    match (vm.heap.payload(total), vm.heap.type_of(total)) {
        (&Payload::Float(value), types::FLOAT) => Some(value),
        (&Payload::Int(value), types::INT)
            if item.is_some_and(|item| vm.heap.type_of(item) == types::FLOAT) =>
        {
            Some(value as f64)
        }
        _ => None,
    }
}

fn exact_number(vm: &Machine, value: Obj) -> Option<f64> {
    match (vm.heap.payload(value), vm.heap.type_of(value)) {
        (&Payload::Float(value), types::FLOAT) => Some(value),
        (&Payload::Int(value), types::INT) => Some(value as f64),
        _ => None,
    }
}
