//! Names of objects, as the program would write them, and finding the objects.

use heap_model::{Obj, Payload, Place};

use crate::machine::Machine;

/// `name`, `name.attribute`, `name[0]`, `name['key']` and so on.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Path {
    /// The variable.
    pub name: String,
    /// What follows it.
    pub steps: Vec<Step>,
}

/// One step from an object to the next.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// `.name`
    Attribute(String),
    /// `[key]`
    Item(Key),
}

/// What stands in brackets.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Key {
    /// A number; negative ones count from the end of a sequence.
    Int(i64),
    /// A string.
    Str(String),
}

/// Why a path leads to no object, in words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NotFound(pub String);

impl std::fmt::Display for Path {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)?;
        self.steps.iter().try_for_each(|step| match step {
            Step::Attribute(name) => write!(f, ".{name}"),
            Step::Item(Key::Int(index)) => write!(f, "[{index}]"),
            Step::Item(Key::Str(key)) => write!(f, "['{key}']"),
        })
    }
}

impl Machine {
    /// The object that a path names in the innermost running call, or in `__main__` while nothing
    /// runs. Borrowed.
    pub fn find(&self, path: &Path) -> Result<Obj, NotFound> {
        let start = self
            .variable(&path.name)
            .ok_or_else(|| NotFound(format!("there is no `{}` here", path.name)))?;
        self.find_from(start, path)
    }

    /// The object that the steps of a path lead to from the object that its name stands for.
    pub fn find_from(&self, start: Obj, path: &Path) -> Result<Obj, NotFound> {
        let mut object = start;
        let mut so_far = Path { name: path.name.clone(), steps: vec![] };
        for step in &path.steps {
            let next = match step {
                Step::Attribute(name) => self.attribute(object, name),
                Step::Item(key) => self.item(object, key),
            };
            let what = self.one_of_type(object);
            let missing = || match step {
                Step::Attribute(name) => format!("`{so_far}`, {what}, holds no `{name}`"),
                Step::Item(_) => format!("`{so_far}`, {what}, has no such item"),
            };
            object = next.map_err(|why| NotFound(why.unwrap_or_else(missing)))?;
            so_far.steps.push(step.clone());
        }
        Ok(object)
    }

    fn variable(&self, name: &str) -> Option<Obj> {
        let constant = match name {
            "None" => Some(self.heap.none()),
            "True" => Some(self.heap.singletons().true_),
            "False" => Some(self.heap.singletons().false_),
            _ => None,
        };
        let local = || {
            let variables = self.innermost_variables();
            let found = variables.iter().find(|variable| variable.name == Some(name))?.object;
            match self.heap.payload(found) {
                Payload::Cell(content) => *content,
                _ => Some(found),
            }
        };
        let mut spaces = self.innermost_namespaces();
        constant
            .or_else(local)
            .or_else(|| spaces.find_map(|namespace| self.heap.dict_get_text(namespace, name)))
    }

    /// An attribute that is an object already: nothing is computed or bound.
    fn attribute(&self, object: Obj, name: &str) -> Result<Obj, Option<String>> {
        if name == "__class__" {
            return Ok(self.heap.type_of(object));
        }
        let own = self.held_attribute(object, name);
        if let Some(found) = own {
            return Ok(found);
        }
        let classes = match self.heap.is_type(object) {
            true => object,
            false => self.heap.type_of(object),
        };
        let inherited =
            self.heap.mro(classes).iter().find_map(|&class| {
                self.heap.dict_get_text(self.heap.type_object(class).dict, name)
            });
        match inherited {
            Some(found) if self.heap.is_type(object) || !self.is_computed(found) => Ok(found),
            Some(_) => Err(Some(format!("`.{name}` is made anew each time it is asked for"))),
            None => Err(None),
        }
    }

    fn held_attribute(&self, object: Obj, name: &str) -> Option<Obj> {
        let mut found = None;
        let mut dict = None;
        self.heap.references(object, |place, referent| match place {
            Place::Field("__dict__") => dict = Some(referent),
            Place::Item(_)
            | Place::Key(_)
            | Place::Value(_)
            | Place::Member(_)
            | Place::Local(_) => {}
            place if self.heap.place_name(object, place) == Some(name) => found = Some(referent),
            _ => {}
        });
        let is_dict = |dict: &Obj| matches!(self.heap.payload(*dict), Payload::Dict(_));
        let in_dict = |dict| self.heap.dict_get_text(dict, name);
        match name {
            "__dict__" => dict,
            _ => found.or_else(|| dict.filter(is_dict).and_then(in_dict)),
        }
    }

    /// Whether reading such a class attribute through an instance makes another object.
    fn is_computed(&self, found: Obj) -> bool {
        matches!(
            self.heap.payload(found),
            Payload::Function(_)
                | Payload::Property(_)
                | Payload::MethodWrapper(_)
                | Payload::Descriptor(_)
                | Payload::Builtin(_)
        ) || self.heap.mro(self.heap.type_of(found)).iter().any(|&class| {
            let class = self.heap.type_object(class);
            class.flags.heap && self.heap.dict_get_text(class.dict, "__get__").is_some()
        })
    }

    fn item(&self, object: Obj, key: &Key) -> Result<Obj, Option<String>> {
        let at = |items: &[Obj]| match key {
            Key::Int(index) => {
                let index = if *index < 0 { items.len() as i64 + index } else { *index };
                usize::try_from(index).ok().and_then(|index| items.get(index).copied()).ok_or(None)
            }
            Key::Str(_) => Err(None),
        };
        match self.heap.payload(object) {
            Payload::List(list) => at(&list.items),
            Payload::Tuple(items) => at(items),
            Payload::Dict(dict) => {
                let is_key = |found: Obj| match key {
                    Key::Int(wanted) => {
                        matches!(self.heap.payload(found), Payload::Int(number) if number == wanted)
                    }
                    Key::Str(wanted) => self.text_of(found) == Some(wanted),
                };
                dict.items().find(|(key, _)| is_key(*key)).map(|(_, value)| value).ok_or(None)
            }
            _ => Err(Some(format!("the items of {} have no names", self.one_of_type(object)))),
        }
    }
}
