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

/// The objects that can be reached, with their names, and what parts of objects belong to.
pub(super) struct Names {
    names: HashMap<Obj, Name>,
    /// The owners of namespaces and of tuples that are a part of something, with the part's name.
    owners: HashMap<Obj, (Obj, &'static str)>,
    /// The functions that use a cell, with its place in their closures.
    users: HashMap<Obj, Vec<(Obj, usize)>>,
}

impl Names {
    /// Walks through all that the machine holds, nearest first.
    pub(super) fn of(machine: &Machine) -> Names {
        let mut names =
            Names { names: HashMap::new(), owners: HashMap::new(), users: HashMap::new() };
        names.find_owners(machine);
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

    /// One look at the whole heap for all questions about owners: a container may hold the same
    /// object a million times.
    fn find_owners(&mut self, machine: &Machine) {
        for holder in machine.heap.objects() {
            machine.heap.references(holder, |place, part| {
                if let Place::Field(
                    field @ ("__dict__" | "co_consts" | "co_names" | "co_varnames" | "__defaults__"
                    | "__closure__"),
                ) = place
                {
                    self.owners.entry(part).or_insert((holder, field));
                    if let ("__closure__", Payload::Tuple(cells)) =
                        (field, machine.heap.payload(part))
                    {
                        for (index, &cell) in cells.iter().enumerate() {
                            self.users.entry(cell).or_default().push((holder, index));
                        }
                    }
                }
            });
        }
    }

    /// The object whose part another one is, and the part's name.
    pub(super) fn owner(&self, part: Obj) -> Option<(Obj, &'static str)> {
        self.owners.get(&part).copied()
    }

    /// The functions that use a cell, with its place in their closures.
    pub(super) fn users(&self, cell: Obj) -> &[(Obj, usize)] {
        self.users.get(&cell).map_or(&[], |users| users)
    }

    fn reach(&mut self, object: Obj, name: Name, waiting: &mut VecDeque<Obj>) {
        self.names.entry(object).or_insert_with(|| {
            waiting.push_back(object);
            name
        });
    }

    fn walk(&mut self, machine: &Machine, waiting: &mut VecDeque<Obj>) {
        while let Some(holder) = waiting.pop_front() {
            let name = self.names[&holder].clone();
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
        match self.names.get(&object) {
            Some(Name::Path(path)) => Some(path.clone()),
            Some(Name::DictOf(path)) => Some(format!("{path}.__dict__")),
            _ => None,
        }
    }

    /// Whether anything that the machine holds leads to the object.
    pub(super) fn is_reachable(&self, object: Obj) -> bool {
        self.names.contains_key(&object)
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
