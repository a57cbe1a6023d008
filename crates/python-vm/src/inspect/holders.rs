//! Who holds an object, in words that a reader of the program knows.

use heap_model::{Flags, Holder, Obj, Payload, Place};

use super::Variable;
use super::graph::Names;
use crate::machine::Machine;

/// One reference: the sort of holder, by which holders are sorted, and the words.
type Held = (u8, String);

const GLOBAL: u8 = 0;
const OBJECT: u8 = 1;
const CALL: u8 = 2;
const STACK: u8 = 3;
const INTERPRETER: u8 = 4;

/// So many references of the interpreter's own are listed one by one.
const FEW: usize = 3;

impl Machine {
    /// Each counted reference to an object, in words, such as `global x`, `item 0 of list y`,
    /// `argument of f`. Variables of `__main__` come first, then objects, running calls, and the
    /// interpreter itself.
    ///
    /// An immortal object's references are not counted, but they are there.
    pub fn holders(&self, object: Obj) -> Vec<String> {
        let names = Names::of(self);
        let mut held: Vec<Held> = vec![];
        for Holder { holder, place } in self.heap.holders(object) {
            held.push(self.held_by_object(&names, holder, place));
        }
        self.each_call(&mut |call| {
            for Variable { name, parameter, object: local, counted } in call.variables {
                if counted && local == object {
                    held.push(match (name, parameter) {
                        (Some(_), true) => (CALL, format!("argument of {}", call.name)),
                        (Some(name), false) => (CALL, format!("local {name} of {}", call.name)),
                        (None, _) => (STACK, format!("evaluation stack of {}", call.name)),
                    });
                }
            }
            for _ in call.other.iter().filter(|&&other| other == object) {
                held.push((CALL, format!("running call of {}", call.name)));
            }
        });
        if let Some(count) = self.heap.refcount(object) {
            let unknown = (count as usize).saturating_sub(held.len());
            // What the interpreter has from its start is counted from a billion on some releases.
            let is_own = self.heap.get(object).flags.has(Flags::STATIC);
            match unknown {
                1.. if is_own => held.push((INTERPRETER, "the interpreter".into())),
                0..=FEW => {
                    let words = "the interpreter".to_string();
                    held.extend(std::iter::repeat_n((INTERPRETER, words), unknown));
                }
                _ => held.push((INTERPRETER, format!("the interpreter {unknown} times"))),
            }
        }
        held.sort();
        held.into_iter().map(|(_, words)| words).collect()
    }

    fn held_by_object(&self, names: &Names, holder: Obj, place: Place) -> Held {
        let whose = |object| self.in_words(names, object);
        match (self.heap.payload(holder), place) {
            (Payload::Dict(_), Place::Value(number)) => self.held_by_dict(names, holder, number),
            (Payload::Dict(_), Place::Key(_)) if holder == self.main_namespace() => {
                (OBJECT, "name of a global".into())
            }
            (Payload::Dict(_), Place::Key(_)) => (OBJECT, format!("key of {}", whose(holder))),
            (Payload::Tuple(_), Place::Item(index)) => match names.owner(holder) {
                Some((owner, "co_consts")) => {
                    (OBJECT, format!("constant of {}", self.code_name(owner)))
                }
                Some((owner, "__defaults__")) => {
                    (OBJECT, format!("default of {}", self.function_name(owner)))
                }
                Some((owner, "co_names" | "co_varnames")) => {
                    (OBJECT, format!("name in {}", self.code_name(owner)))
                }
                _ => (OBJECT, format!("item {index} of {}", whose(holder))),
            },
            (_, Place::Item(index)) => (OBJECT, format!("item {index} of {}", whose(holder))),
            (_, Place::Member(_)) => (OBJECT, format!("member of {}", whose(holder))),
            (_, Place::Type) => (OBJECT, format!("class of {}", whose(holder))),
            (Payload::Cell(_), _) => self.held_by_cell(names, holder),
            (Payload::Generator(generator), Place::Local(position)) => {
                let text = self.text_of(generator.qualname).unwrap_or("?");
                let template = self.body(generator.code);
                let slot = template.template().localsplus.get(position);
                match slot {
                    Some(_) if position < template.template().parameters() => {
                        (CALL, format!("argument of generator {text}"))
                    }
                    Some((name, _)) => (CALL, format!("local {name} of generator {text}")),
                    None => (STACK, format!("evaluation stack of generator {text}")),
                }
            }
            (Payload::Frame(frame), Place::Local(position)) => {
                let name = self.code_name(frame.code);
                let template = self.body(frame.code);
                match template.template().localsplus.get(position) {
                    Some(_) if position < template.template().parameters() => {
                        (CALL, format!("argument of the frame of {name}"))
                    }
                    Some((local, _)) => (CALL, format!("local {local} of the frame of {name}")),
                    None => (STACK, format!("evaluation stack of the frame of {name}")),
                }
            }
            (_, Place::Attribute(_) | Place::Slot(_)) => {
                let name = self.heap.place_name(holder, place).unwrap_or("?");
                (OBJECT, format!("attribute {name} of {}", whose(holder)))
            }
            (_, place) => {
                let field = self.heap.describe_place(holder, place);
                (OBJECT, format!("{field} of {}", whose(holder)))
            }
        }
    }

    /// The value of a dict's entry: a variable, an attribute, or an item.
    fn held_by_dict(&self, names: &Names, dict: Obj, number: usize) -> Held {
        let Some(key) = self.heap.dict(dict).entry(number).map(|entry| entry.key) else {
            return (OBJECT, self.in_words(names, dict));
        };
        let text = self.text_of(key);
        if let (true, Some(name)) = (dict == self.main_namespace(), text) {
            return (GLOBAL, format!("global {name}"));
        }
        if dict == self.modules {
            return (INTERPRETER, format!("sys.modules['{}']", text.unwrap_or("?")));
        }
        if let (Some((owner, "__dict__")), Some(name)) = (names.owner(dict), text) {
            return match self.heap.payload(owner) {
                Payload::Module(module) => {
                    let module = self.heap.dict_get_text(module.dict, "__name__");
                    let module = module.and_then(|module| self.text_of(module)).unwrap_or("?");
                    (OBJECT, format!("global {name} of module {module}"))
                }
                _ => {
                    let whose = self.in_words(names, owner);
                    (OBJECT, format!("attribute {name} of {whose}"))
                }
            };
        }
        let item = match (text, self.heap.payload(key)) {
            (Some(text), _) => format!("'{text}'"),
            (None, Payload::Int(key)) => key.to_string(),
            _ => format!("under {}", self.one_of_type(key)),
        };
        (OBJECT, format!("item {item} of {}", self.in_words(names, dict)))
    }

    /// A variable that inner functions use: those that have it.
    fn held_by_cell(&self, names: &Names, cell: Obj) -> Held {
        let mut functions = vec![];
        let mut variable = None;
        for &(function, index) in names.users(cell) {
            let Payload::Function(content) = self.heap.payload(function) else { continue };
            let body = self.body(content.code);
            variable = body.template().free_names().get(index).map(|name| name.to_string());
            functions.push(self.function_name(function).to_string());
        }
        self.each_call(&mut |call| {
            for local in call.variables.iter().filter(|local| local.object == cell) {
                variable = local.name.map(str::to_string).or(variable.take());
            }
        });
        functions.sort();
        functions.dedup();
        let variable = variable.unwrap_or_else(|| "?".into());
        match functions.is_empty() {
            false => {
                (OBJECT, format!("closure variable {variable} of {}", functions.join(" and ")))
            }
            true => (OBJECT, format!("cell of variable {variable}")),
        }
    }

    fn code_name(&self, code: Obj) -> &str {
        match self.heap.payload(code) {
            Payload::Code(code) => match self.text_of(code.qualname) {
                Some("<module>") | None => "the module",
                Some(name) => name,
            },
            _ => "?",
        }
    }

    fn function_name(&self, function: Obj) -> &str {
        match self.heap.payload(function) {
            Payload::Function(function) => self.text_of(function.qualname).unwrap_or("?"),
            _ => "?",
        }
    }

    /// `list y`, `class C`, `an unreachable list`.
    fn in_words(&self, names: &Names, object: Obj) -> String {
        let kind = self.type_word(object);
        if let Payload::Type(class) = self.heap.payload(object) {
            return format!("class {}", class.name);
        }
        let own = match self.heap.payload(object) {
            Payload::Function(_) => Some(self.function_name(object).to_string()),
            Payload::Code(_) => Some(self.code_name(object).to_string()),
            _ => None,
        };
        match names.get(object).or(own) {
            Some(path) => format!("{kind} {path}"),
            None if names.is_reachable(object) => self.one_of_type(object),
            None => format!("an unreachable {kind}"),
        }
    }
}
