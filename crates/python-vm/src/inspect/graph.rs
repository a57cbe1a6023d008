//! How the program could name each object: the shortest path from a variable.

use std::collections::{HashMap, VecDeque};

use heap_model::{Obj, Payload, Place};

use crate::machine::Machine;

/// What is known of an object that variables lead to.
#[derive(Clone, Debug)]
enum Name {
    /// This expression.
    Path(String),
    /// The `__dict__` of what this expression names.
    DictOf(String),
    /// No expression without a call.
    Unnamed,
}

/// The objects that can be reached, with their names.
pub(super) struct Names(HashMap<Obj, Name>);

impl Names {
    /// Walks through all that the machine holds, nearest first.
    pub(super) fn of(machine: &Machine) -> Names {
        let mut names = Names(HashMap::new());
        let mut waiting = VecDeque::new();
        for (name, object) in machine.named_variables() {
            names.reach(object, Name::Path(name), &mut waiting);
        }
        names.walk(machine, &mut waiting);
        machine.roots(&mut |object| names.reach(object, Name::Unnamed, &mut waiting));
        // What is immortal needs nobody to hold it.
        for object in machine.heap.objects().filter(|&object| machine.heap.is_immortal(object)) {
            names.reach(object, Name::Unnamed, &mut waiting);
        }
        names.walk(machine, &mut waiting);
        names
    }

    fn reach(&mut self, object: Obj, name: Name, waiting: &mut VecDeque<Obj>) {
        self.0.entry(object).or_insert_with(|| {
            waiting.push_back(object);
            name
        });
    }

    fn walk(&mut self, machine: &Machine, waiting: &mut VecDeque<Obj>) {
        while let Some(holder) = waiting.pop_front() {
            let name = self.0[&holder].clone();
            let mut edges = vec![];
            machine.heap.references(holder, |place, referent| edges.push((place, referent)));
            for (place, referent) in edges {
                let step = match &name {
                    Name::Unnamed => Name::Unnamed,
                    name => step(machine, holder, name, place),
                };
                self.reach(referent, step, waiting);
            }
        }
    }

    /// The expression for an object.
    pub(super) fn get(&self, object: Obj) -> Option<String> {
        match self.0.get(&object) {
            Some(Name::Path(path)) => Some(path.clone()),
            Some(Name::DictOf(path)) => Some(format!("{path}.__dict__")),
            _ => None,
        }
    }

    /// Whether anything that the machine holds leads to the object.
    pub(super) fn is_reachable(&self, object: Obj) -> bool {
        self.0.contains_key(&object)
    }
}

fn step(machine: &Machine, holder: Obj, name: &Name, place: Place) -> Name {
    let path = match name {
        Name::Path(path) | Name::DictOf(path) => path,
        Name::Unnamed => return Name::Unnamed,
    };
    match place {
        Place::Item(index) => Name::Path(format!("{path}[{index}]")),
        Place::Value(number) => {
            let Payload::Dict(dict) = machine.heap.payload(holder) else { return Name::Unnamed };
            let Some(key) = dict.entry(number).map(|entry| entry.key) else { return Name::Unnamed };
            match (name, machine.heap.payload(key)) {
                (Name::DictOf(_), Payload::Str(key)) => Name::Path(format!("{path}.{}", key.text)),
                (_, Payload::Str(key)) => Name::Path(format!("{path}['{}']", key.text)),
                (_, Payload::Int(key)) => Name::Path(format!("{path}[{key}]")),
                _ => Name::Unnamed,
            }
        }
        Place::Field("__dict__") => Name::DictOf(path.clone()),
        Place::Attribute(_) | Place::Slot(_) | Place::Field(_) => {
            match machine.heap.place_name(holder, place) {
                Some(field) if is_name(field) => Name::Path(format!("{path}.{field}")),
                _ => Name::Unnamed,
            }
        }
        _ => Name::Unnamed,
    }
}

/// Whether Python shows a field under that name.
fn is_name(field: &str) -> bool {
    !field.is_empty() && field.chars().all(|c| c.is_alphanumeric() || c == '_')
}
