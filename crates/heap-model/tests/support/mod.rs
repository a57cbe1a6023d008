//! A small world for tests: a heap whose finalizers and callbacks are Rust closures that keep a log.

#![allow(dead_code)]

use std::collections::HashMap;

use heap_model::collect::{self, CollectionResult};
use heap_model::objects::{ClassStatement, WeakKind};
use heap_model::release::RELEASES;
use heap_model::{Audit, Heap, Obj, Payload, Release, Runtime, types};

/// What runs instead of a `__del__` or a callback.
pub type Action = fn(&mut World, Obj);

/// A heap, the log of what ran on it, and the handles that the test holds.
pub struct World {
    pub heap: Heap,
    pub log: Vec<String>,
    /// What objects are called in the log.
    pub labels: HashMap<Obj, String>,
    /// What `__del__` of a class does beside logging.
    pub on_del: HashMap<Obj, Action>,
    /// What closing a generator does beside logging.
    pub on_close: Option<Action>,
    /// What a callback does instead of logging its own label.
    pub on_callback: Option<Action>,
    /// Counted references of the test's own, for the audit.
    pub held: Vec<Obj>,
    pub started: Vec<usize>,
    pub finished: Vec<CollectionResult>,
}

impl Runtime for World {
    fn heap(&mut self) -> &mut Heap {
        &mut self.heap
    }
    fn heap_ref(&self) -> &Heap {
        &self.heap
    }
    fn call_finalizer(&mut self, object: Obj) {
        let label = self.label(object);
        self.log.push(label);
        let class = self.heap.type_of(object);
        if let Some(action) = self.on_del.get(&class).copied() {
            action(self, object);
        }
    }
    fn call_weakref_callback(&mut self, reference: Obj, callback: Obj) {
        if let Some(action) = self.on_callback {
            return action(self, reference);
        }
        let dead = if self.heap.weakref_target(reference).is_none() { "" } else { "alive " };
        let label = format!("{dead}{}", self.label(callback));
        self.log.push(label);
    }
    fn close_generator(&mut self, generator: Obj) {
        self.log.push("close".into());
        self.heap.generator_mut(generator).execution = heap_model::objects::Execution::Finished;
        if let Some(action) = self.on_close {
            action(self, generator);
        }
    }
    fn collection_started(&mut self, generation: usize, _at_end: bool) {
        self.started.push(generation);
    }
    fn collection_finished(&mut self, result: &CollectionResult, _at_end: bool) {
        self.finished.push(*result);
    }
}

/// Every release.
pub fn releases() -> impl Iterator<Item = &'static Release> {
    RELEASES.iter()
}

impl World {
    pub fn new(release: &'static Release) -> World {
        World {
            heap: Heap::new(release),
            log: Vec::new(),
            labels: HashMap::new(),
            on_del: HashMap::new(),
            on_close: None,
            on_callback: None,
            held: Vec::new(),
            started: Vec::new(),
            finished: Vec::new(),
        }
    }

    pub fn named(name: &str) -> World {
        World::new(Release::named(name).expect("a release"))
    }

    fn label(&self, object: Obj) -> String {
        self.labels.get(&object).cloned().unwrap_or_else(|| format!("{object:?}"))
    }

    /// What was logged since the last call, separated by blanks.
    pub fn took(&mut self) -> String {
        std::mem::take(&mut self.log).join(" ")
    }

    /// A class with the given bases; `finalizer`: it has a `__del__`.
    pub fn class_of(
        &mut self,
        name: &str,
        bases: &[Obj],
        slots: Option<&[&str]>,
        del: bool,
    ) -> Obj {
        let qualname = self.heap.intern(name);
        let namespace = self.heap.new_dict();
        if del {
            let key = self.heap.intern("__del__");
            let none = self.heap.none();
            self.heap.dict_set_str(namespace, key, none);
            self.decref(key);
        }
        let names: Vec<Obj> =
            slots.unwrap_or_default().iter().map(|n| self.heap.intern(n)).collect();
        let class = self.heap.new_class(ClassStatement {
            metaclass: types::TYPE,
            name,
            qualname,
            bases,
            namespace,
            slots: slots.map(|_| &names[..]),
            bases_tuple: None,
            slots_tuple: None,
            slots_dict: false,
            slots_weakref: false,
        });
        for name in names {
            self.decref(name);
        }
        let class = class.expect("a class");
        self.held.push(class);
        class
    }

    /// A plain class.
    pub fn class(&mut self, name: &str) -> Obj {
        self.class_of(name, &[types::OBJECT], None, false)
    }

    /// The class of that name, made if the test has none yet.
    pub fn class_once(&mut self, name: &str) -> Obj {
        let known = self.held.iter().copied().find(|&object| {
            matches!(self.heap.payload(object), Payload::Type(class) if &*class.name == name)
        });
        known.unwrap_or_else(|| self.class(name))
    }

    /// A class whose instances log their label when they die.
    pub fn noisy_class(&mut self) -> Obj {
        self.class_of("F", &[types::OBJECT], None, true)
    }

    pub fn instance(&mut self, class: Obj) -> Obj {
        self.heap.new_instance(class)
    }

    /// An instance that logs `label` when it dies. New reference.
    pub fn noisy(&mut self, class: Obj, label: impl ToString) -> Obj {
        let object = self.heap.new_instance(class);
        self.labels.insert(object, label.to_string());
        object
    }

    /// `object.name = value`, giving up the caller's reference to the value.
    pub fn set(&mut self, object: Obj, name: &str, value: Obj) {
        let name = self.heap.intern(name);
        let old = self.heap.set_instance_attribute(object, name, value);
        self.decref(value);
        self.decref(name);
        self.decref_opt(old);
    }

    /// `object.name = value`, keeping the caller's reference.
    pub fn link(&mut self, object: Obj, name: &str, value: Obj) {
        self.heap.incref(value);
        self.set(object, name, value);
    }

    /// `dict[key] = value` for a str key, giving up the caller's reference to the value.
    pub fn put(&mut self, dict: Obj, key: &str, value: Obj) {
        let key = self.heap.intern(key);
        let old = self.heap.dict_set_str(dict, key, value);
        self.decref(value);
        self.decref(key);
        self.decref_opt(old);
    }

    /// `dict[key] = value`, giving up both references; the key must be new and its hash its address.
    pub fn put_object(&mut self, dict: Obj, key: Obj, value: Obj) {
        let hash = self.heap.int_value(key).unwrap_or(key.raw().into());
        self.heap.dict_insert_stolen(dict, key, hash, value);
    }

    /// `list.append(item)`, giving up the caller's reference.
    pub fn append(&mut self, list: Obj, item: Obj) {
        self.heap.list_append(list, item);
    }

    /// A weak reference whose callback logs `label`. New reference.
    pub fn watch(&mut self, object: Obj, label: &str) -> Obj {
        let callback = self.heap.new_list(Vec::new());
        self.labels.insert(callback, label.into());
        let reference = self.heap.new_weakref(object, Some(callback), WeakKind::Reference);
        self.decref(callback);
        reference
    }

    /// `weakref.ref(object)`. New reference.
    pub fn weakref(&mut self, object: Obj) -> Obj {
        self.heap.new_weakref(object, None, WeakKind::Reference)
    }

    pub fn alive(&self, reference: Obj) -> bool {
        self.heap.weakref_target(reference).is_some()
    }

    /// `gc.collect()`.
    pub fn collect(&mut self) -> usize {
        self.collect_generation(2)
    }

    pub fn collect_generation(&mut self, generation: usize) -> usize {
        collect::collect(self, generation).unreachable()
    }

    /// Recounts all references, those in `held` as roots.
    pub fn audit(&self) -> Audit {
        let held = self.held.clone();
        self.heap.audit(&mut |count| held.iter().for_each(|&object| count(object)))
    }

    /// Fails if any count is wrong.
    pub fn check(&self) {
        let audit = self.audit();
        assert!(audit.is_clean(), "{}: {audit:#?}", self.heap.release.name);
    }

    /// Drops everything the test holds, collects, and fails if an object of the program is left that
    /// was not there at first.
    pub fn drop_all(&mut self) {
        for object in std::mem::take(&mut self.held) {
            self.decref(object);
        }
        self.collect();
        self.check();
    }
}
