//! What CPython suggests below a traceback: the names that were at hand where one was not found.
//! How near they are and how a suggestion is worded stands in `text::suggest`.

use heap_model::{Obj, Payload, Runtime, types};

use crate::machine::{Machine, Raise};
use crate::text::suggest::{self, Attributes, NameScopes};

/// How many attributes are looked into for a nested one (Lib/traceback.py, 3.15).
const MOST_OUTER: usize = 20;

/// Which suggestions a report makes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Wanted {
    /// All: the interpreter's own reports.
    #[default]
    All,
    /// None for a name: those of the module `traceback` without a traceback, which tells the frame.
    NoNames,
    /// None: those of the module `traceback` where it knows no suggestions (3.11).
    Nothing,
}

/// What follows the message of an exception; empty for most.
pub fn hint(vm: &mut Machine, exception: Obj, wanted: Wanted) -> String {
    let class = vm.heap.type_of(exception);
    let derived = vm.heap.release.text.suggestions.derived_classes;
    let is = |vm: &Machine, wanted: Obj| match derived {
        true => vm.is_subtype(class, wanted),
        false => class == wanted,
    };
    if wanted == Wanted::Nothing {
        return String::new();
    }
    if is(vm, types::NAME_ERROR) {
        if wanted == Wanted::NoNames {
            return String::new();
        }
        return name_hint(vm, exception).unwrap_or_default();
    }
    if is(vm, types::ATTRIBUTE_ERROR) {
        return attribute_hint(vm, exception).unwrap_or_default();
    }
    if is(vm, types::IMPORT_ERROR) {
        return import_hint(vm, exception).unwrap_or_default();
    }
    String::new()
}

fn name_hint(vm: &mut Machine, exception: Obj) -> Option<String> {
    let name = field(vm, exception, "name")?;
    let wrong = vm.heap.str_text(name).to_owned();
    let frame = innermost_frame(vm, exception)?;
    let rules = &vm.heap.release.text.suggestions;
    let (code, globals, builtins) = {
        let content = vm.heap.frame(frame);
        (content.code, content.globals, content.builtins)
    };
    let mut self_has = false;
    let mut locals = Vec::new();
    if rules.scopes_apart {
        let body = vm.body(code);
        locals = body.local_names.iter().map(|&name| vm.heap.str_text(name).to_owned()).collect();
    }
    if rules.self_attributes || !rules.scopes_apart {
        let namespace = vm.locals_of_frame_object(frame);
        let namespace = forgive(vm, namespace)?;
        if !rules.scopes_apart {
            locals = names_of(vm, namespace);
        }
        if let Some(this) = named_self(vm, namespace) {
            let found = vm.get_attr_opt(this, name);
            if let Some(Some(value)) = forgive(vm, found) {
                vm.decref(value);
                self_has = true;
            }
        }
        vm.decref(namespace);
    }
    let (globals, builtins) = (names_of(vm, globals), names_of(vm, builtins));
    let scopes = NameScopes {
        locals: &refs(&locals),
        globals: &refs(&globals),
        builtins: &refs(&builtins),
        self_has,
        is_standard_module: crate::modules::is_standard(&wrong) && !wrong.contains('.'),
    };
    Some(suggest::name_hint(&wrong, &scopes, rules))
}

fn attribute_hint(vm: &mut Machine, exception: Obj) -> Option<String> {
    let name = field(vm, exception, "name")?;
    let object = vm.exception_field(exception, "obj")?;
    let wrong = vm.heap.str_text(name).to_owned();
    let rules = &vm.heap.release.text.suggestions;
    vm.heap.incref(object);
    let names = directory(vm, object);
    let of_self = rules.hides_underscored && is_frames_self(vm, exception, object);
    let builtin_type = {
        let class = vm.heap.type_of(object);
        let mro = vm.heap.mro(class).to_vec();
        let builtin = mro.into_iter().find(|&class| !vm.heap.type_object(class).flags.heap);
        builtin.map(|class| vm.type_name(class)).unwrap_or_default()
    };
    let hint = names.map(|names| {
        let nested =
            if rules.nested_attributes { nested_in(vm, object, name, &names) } else { None };
        let attributes = Attributes {
            names: &refs(&names),
            of_self,
            builtin_type: &builtin_type,
            nested_in: nested.as_deref(),
        };
        suggest::attribute_hint(&wrong, &attributes, rules)
    });
    vm.decref(object);
    hint
}

fn import_hint(vm: &mut Machine, exception: Obj) -> Option<String> {
    let rules = &vm.heap.release.text.suggestions;
    if !rules.imports {
        return None;
    }
    let wrong = field(vm, exception, "name_from")?;
    let module = field(vm, exception, "name")?;
    let module = vm.heap.dict_get_str(vm.modules, module)?;
    let wrong = vm.heap.str_text(wrong).to_owned();
    let names = directory(vm, module)?;
    Some(suggest::import_hint(&wrong, &refs(&names), rules))
}

/// The first of an object's public attributes that has an attribute of that name itself. What might
/// run code to find out is passed over.
fn nested_in(vm: &mut Machine, object: Obj, wrong: Obj, names: &[String]) -> Option<String> {
    let class = vm.heap.type_of(object);
    let public = names.iter().filter(|name| !name.starts_with('_'));
    for name in public.take(MOST_OUTER) {
        let outer = vm.heap.intern(name);
        let on_class = vm.type_lookup(class, outer);
        let get = vm.names.__get__;
        let is_descriptor = on_class.is_some_and(|found| vm.lookup_special(found, get).is_some());
        let value = match is_descriptor {
            true => None,
            false => {
                let value = vm.get_attr_opt(object, outer);
                forgive(vm, value).flatten()
            }
        };
        vm.decref(outer);
        let Some(value) = value else { continue };
        let has = has_statically(vm, value, wrong);
        vm.decref(value);
        if has {
            return Some(name.clone());
        }
    }
    None
}

fn has_statically(vm: &mut Machine, object: Obj, name: Obj) -> bool {
    let class = vm.heap.type_of(object);
    if vm.type_lookup(class, name).is_some() {
        return true;
    }
    if vm.heap.is_type(object) {
        return vm.type_lookup(object, name).is_some();
    }
    let namespace = match vm.heap.payload(object) {
        Payload::Module(module) => Some(module.dict),
        _ => vm.instance_dict(object),
    };
    namespace.is_some_and(|dict| vm.heap.dict_get_str(dict, name).is_some())
}

/// A field of an exception that holds a `str`, borrowed.
fn field(vm: &Machine, exception: Obj, name: &str) -> Option<Obj> {
    vm.exception_field(exception, name)
        .filter(|&value| matches!(vm.heap.payload(value), Payload::Str(_)))
}

/// The frame where an exception was raised, borrowed.
fn innermost_frame(vm: &Machine, exception: Obj) -> Option<Obj> {
    let mut frame = None;
    let mut next = vm.exception(exception).traceback;
    while let Some(traceback) = next {
        let Payload::Traceback(entry) = vm.heap.payload(traceback) else { break };
        frame = Some(entry.frame);
        next = entry.next;
    }
    frame
}

/// Whether an object is the `self` of the frame where an exception was raised.
fn is_frames_self(vm: &mut Machine, exception: Obj, object: Obj) -> bool {
    let Some(frame) = innermost_frame(vm, exception) else { return false };
    let namespace = vm.locals_of_frame_object(frame);
    let Some(namespace) = forgive(vm, namespace) else { return false };
    let found = named_self(vm, namespace) == Some(object);
    vm.decref(namespace);
    found
}

/// `self` in a namespace, borrowed.
fn named_self(vm: &mut Machine, namespace: Obj) -> Option<Obj> {
    if !matches!(vm.heap.payload(namespace), Payload::Dict(_)) {
        return None;
    }
    let name = vm.heap.intern("self");
    let found = vm.heap.dict_get_str(namespace, name);
    vm.decref(name);
    found
}

/// `dir()`: sorted.
fn directory(vm: &mut Machine, object: Obj) -> Option<Vec<String>> {
    let arguments = [object];
    let listing = super::execution::dir(vm, crate::native::Args::positional_only(&arguments));
    let listing = forgive(vm, listing)?;
    let items = match vm.heap.payload(listing) {
        Payload::List(list) => list.items.to_vec(),
        _ => Vec::new(),
    };
    let names = texts(vm, items);
    vm.decref(listing);
    Some(names)
}

/// The keys of a namespace in their order.
fn names_of(vm: &Machine, namespace: Obj) -> Vec<String> {
    if !matches!(vm.heap.payload(namespace), Payload::Dict(_)) {
        return Vec::new();
    }
    texts(vm, vm.dict_items(namespace).into_iter().map(|(key, _)| key).collect())
}

fn texts(vm: &Machine, names: Vec<Obj>) -> Vec<String> {
    let text = |name: Obj| match vm.heap.payload(name) {
        Payload::Str(content) => Some(content.text.to_string()),
        _ => None,
    };
    names.into_iter().filter_map(text).collect()
}

fn refs(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

/// A result whose exception is dropped: looking for a suggestion never fails.
fn forgive<T>(vm: &mut Machine, result: Result<T, Raise>) -> Option<T> {
    match result {
        Ok(value) => Some(value),
        Err(Raise::Exception(exception)) => {
            vm.decref(exception);
            None
        }
        Err(Raise::Halt) => None,
    }
}
