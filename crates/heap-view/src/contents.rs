//! What of an object's references a picture shows, and how each is called.

use heap_model::objects::TypeObject;
use heap_model::{Heap, Obj, Payload, Place};

use crate::state::ObjectKind;
use crate::words;

/// One place of an object.
pub(crate) struct Held {
    /// The index, the key, the name of the attribute.
    pub(crate) label: String,
    /// What stands there; `None` in a weak reference whose object is dead.
    pub(crate) object: Option<Obj>,
    /// Not counted.
    pub(crate) weak: bool,
}

impl Held {
    fn counted(label: impl Into<String>, object: Obj) -> Held {
        Held { label: label.into(), object: Some(object), weak: false }
    }
}

/// The places of an object that a picture shows, in their order.
pub(crate) fn of(heap: &Heap, object: Obj) -> Vec<Held> {
    let mut all = vec![];
    match heap.payload(object) {
        Payload::Dict(dict) => {
            for (key, value) in dict.items() {
                match words::key(heap, key) {
                    Some(shown) => all.push(Held::counted(shown, value)),
                    None => {
                        all.push(Held::counted("key", key));
                        all.push(Held::counted("its value", value));
                    }
                }
            }
        }
        Payload::Type(class) => class_attributes(heap, class, &mut all),
        Payload::Function(function) => {
            let fields = [
                ("__defaults__", function.defaults),
                ("__kwdefaults__", function.kwdefaults),
                ("__closure__", function.closure),
                ("__dict__", function.dict),
            ];
            let set = fields.into_iter().filter_map(|(name, held)| Some((name, held?)));
            all.extend(set.map(|(name, held)| Held::counted(name, held)));
        }
        Payload::Cell(content) => {
            all.extend(content.map(|content| Held::counted("contents", content)));
        }
        Payload::WeakRef(reference) => {
            all.push(Held { label: "referent".into(), object: reference.referent, weak: true });
            all.extend(reference.callback.map(|callback| Held::counted("callback", callback)));
        }
        Payload::Exception(exception) => {
            if !words::is_atom(heap, exception.args) {
                all.push(Held::counted("args", exception.args));
            }
            let fields = [
                ("__traceback__", exception.traceback),
                ("__cause__", exception.cause),
                ("__context__", exception.context),
                ("__dict__", exception.dict),
            ];
            let set = fields.into_iter().filter_map(|(name, held)| Some((name, held?)));
            all.extend(set.map(|(name, held)| Held::counted(name, held)));
        }
        Payload::Builtin(builtin) => {
            all.extend(builtin.receiver.map(|receiver| Held::counted("__self__", receiver)));
        }
        Payload::Module(_) | Payload::Code(_) | Payload::Descriptor(_) => {}
        _ => heap.references(object, |place, held| {
            all.extend(label(heap, object, place).map(|label| Held::counted(label, held)));
        }),
    }
    all
}

/// What a class holds that is neither code nor there in every class.
fn class_attributes(heap: &Heap, class: &TypeObject, all: &mut Vec<Held>) {
    if !class.flags.heap {
        return;
    }
    let Payload::Dict(dict) = heap.payload(class.dict) else { return };
    for (key, value) in dict.items() {
        let Payload::Str(name) = heap.payload(key) else { continue };
        let code = matches!(
            heap.payload(value),
            Payload::Function(_)
                | Payload::Descriptor(_)
                | Payload::Property(_)
                | Payload::MethodWrapper(_)
        );
        if !code && !name.text.starts_with("__") {
            all.push(Held::counted(&*name.text, value));
        }
    }
}

/// How a place is called; `None` if it is not shown.
fn label(heap: &Heap, holder: Obj, place: Place) -> Option<String> {
    Some(match place {
        Place::Type => return None,
        Place::Item(index) => index.to_string(),
        Place::Member(_) => String::new(),
        Place::Attribute(_) | Place::Slot(_) => {
            let words = heap.describe_place(holder, place);
            words.split_once(' ').map_or(words.clone(), |(_, name)| name.to_string())
        }
        Place::Local(_) => match heap.describe_place(holder, place).split_once(' ') {
            Some((_, name)) => name.to_string(),
            None => "(stack)".into(),
        },
        Place::Key(_) | Place::Value(_) => heap.describe_place(holder, place),
        Place::Field(field) => match field {
            "f_globals" | "f_builtins" | "f_code" | "gi_code" | "globals" | "builtins"
            | "function" | "__name__" | "__qualname__" | "__doc__" | "__module__" => return None,
            "content" => String::new(),
            field => field.into(),
        },
    })
}

/// What stands beside an object's type: its value, or its name.
pub(crate) fn title_value(heap: &Heap, object: Obj) -> Option<String> {
    match heap.payload(object) {
        Payload::Function(function) => Some(heap.str_text(function.qualname).to_string()),
        Payload::Type(class) => Some(class.name.to_string()),
        Payload::Generator(generator) => Some(heap.str_text(generator.name).to_string()),
        Payload::Frame(frame) => match heap.payload(frame.code) {
            Payload::Code(code) => Some(heap.str_text(code.name).to_string()),
            _ => None,
        },
        Payload::Exception(exception) => match heap.payload(exception.args) {
            Payload::Tuple(args) => args.first().and_then(|&first| words::value(heap, first)),
            _ => None,
        },
        Payload::ListIterator(iterator) => Some(format!("at {}", iterator.index)),
        _ => words::value(heap, object),
    }
    .map(|value| words::shortened(value, 26))
}

/// What sort of object it is.
pub(crate) fn kind(heap: &Heap, object: Obj) -> ObjectKind {
    match heap.payload(object) {
        Payload::Function(_) | Payload::Type(_) | Payload::Code(_) => ObjectKind::Definition,
        _ if words::is_atom(heap, object) => ObjectKind::Value,
        _ => ObjectKind::Container,
    }
}

/// Slots that a list reserves beyond its items.
pub(crate) fn room(heap: &Heap, object: Obj) -> Option<usize> {
    match heap.payload(object) {
        Payload::List(list) => {
            Some(list.items.capacity() - list.items.len()).filter(|&room| room > 0)
        }
        _ => None,
    }
}
