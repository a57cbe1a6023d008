//! Looking a name up along a class's order of lookup.

use heap_model::objects::WeakKind;
use heap_model::{Obj, Payload, Runtime, types};

use crate::machine::{Machine, Result};

/// Entries of the cache, a power of two as in CPython (`MCACHE_SIZE_EXP`).
const ENTRIES: usize = 4096;

/// What the order of lookup gave, by the version of the class and the name.
///
/// A class gets a new version whenever it or one of its bases changes, so an entry never has to be
/// taken out. The name is a counted reference: another `str` must not take its slot.
#[derive(Clone)]
pub struct MethodCache {
    entries: Box<[Entry]>,
}

#[derive(Clone, Copy, Default)]
struct Entry {
    version: u32,
    name: Option<Obj>,
    value: Option<Obj>,
}

impl MethodCache {
    /// An empty cache.
    pub fn new() -> MethodCache {
        MethodCache { entries: vec![Entry::default(); ENTRIES].into() }
    }

    /// The names that the cache keeps alive, once for each reference.
    pub(crate) fn names(&self) -> impl Iterator<Item = Obj> + '_ {
        self.entries.iter().filter_map(|entry| entry.name)
    }

    #[inline(always)]
    fn place(version: u32, name: Obj) -> usize {
        (version.wrapping_mul(31) ^ name.raw().wrapping_mul(7)) as usize & (ENTRIES - 1)
    }
}

impl Default for MethodCache {
    fn default() -> MethodCache {
        MethodCache::new()
    }
}

impl std::fmt::Debug for MethodCache {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("MethodCache")
    }
}

impl Machine {
    /// The attribute that a class or its bases define, borrowed (`_PyType_Lookup`).
    #[inline]
    pub fn type_lookup(&mut self, class: Obj, name: Obj) -> Option<Obj> {
        let version = self.heap.type_object(class).version;
        let entry = self.method_cache.entries[MethodCache::place(version, name)];
        if entry.version == version && entry.name == Some(name) && version != 0 {
            return entry.value;
        }
        self.type_lookup_slow(class, name)
    }

    fn type_lookup_slow(&mut self, class: Obj, name: Obj) -> Option<Obj> {
        // Only interned names are remembered; any other is looked up by its interned double.
        let interned = self.interned_name(name);
        if let Some(interned) = interned
            && interned != name
        {
            return self.type_lookup(class, interned);
        }
        let value = self.lookup_in_mro(class, name, 0);
        if interned.is_some() {
            let version = self.heap.type_object(class).version;
            if version != 0 {
                self.heap.incref(name);
                let place = MethodCache::place(version, name);
                let new = Entry { version, name: Some(name), value };
                let old = std::mem::replace(&mut self.method_cache.entries[place], new);
                self.decref_opt(old.name);
            }
        }
        value
    }

    /// The attribute of the first class that has it, from the `skip`-th of the order of lookup.
    pub(crate) fn lookup_in_mro(&mut self, class: Obj, name: Obj, skip: usize) -> Option<Obj> {
        let mut index = skip;
        loop {
            let mro = self.heap.type_object(class).mro?;
            let &base = self.heap.tuple(mro).get(index)?;
            if !self.heap.type_object(base).flags.populated {
                self.populate(base);
            }
            let namespace = self.heap.type_object(base).dict;
            if let Some(found) = self.heap.dict_get_str(namespace, name) {
                return Some(found);
            }
            index += 1;
        }
    }

    /// The interned `str` equal to a name, borrowed, if there is one.
    pub(crate) fn interned_name(&self, name: Obj) -> Option<Obj> {
        if self.heap.get(name).flags.has(heap_model::Flags::INTERNED) {
            return Some(name);
        }
        match self.heap.payload(name) {
            Payload::Str(content) => {
                self.heap.find_interned(&content.text, self.heap.str_hash(name))
            }
            _ => None,
        }
    }

    /// The special method of an object's class, not bound, borrowed.
    #[inline]
    pub fn lookup_special(&mut self, object: Obj, name: Obj) -> Option<Obj> {
        let class = self.heap.type_of(object);
        self.type_lookup(class, name)
    }

    /// Calls a special method of an object's class, if there is one. Plain functions are called with
    /// the object, without a bound method in between.
    pub fn call_special(
        &mut self,
        object: Obj,
        name: Obj,
        arguments: &[Obj],
    ) -> Result<Option<Obj>> {
        match self.lookup_special(object, name) {
            Some(method) => self.call_found(method, object, arguments).map(Some),
            None => Ok(None),
        }
    }

    /// Calls what a lookup in an object's class gave, bound to the object.
    pub(crate) fn call_found(
        &mut self,
        method: Obj,
        object: Obj,
        arguments: &[Obj],
    ) -> Result<Obj> {
        if matches!(self.heap.payload(method), Payload::Function(_))
            || self.is_method_descriptor(method)
        {
            let mut all: smallvec::SmallVec<[Obj; 4]> = smallvec::SmallVec::new();
            all.push(object);
            all.extend_from_slice(arguments);
            self.heap.incref(method);
            let result = self.call(method, &all);
            self.decref(method);
            return result;
        }
        let bound = self.bind_special(method, object)?;
        let result = self.call(bound, arguments);
        self.decref(bound);
        result
    }

    /// Whether an object can be called.
    pub fn is_callable(&mut self, object: Obj) -> bool {
        match self.heap.payload(object) {
            Payload::Function(_)
            | Payload::BoundMethod(_)
            | Payload::Builtin(_)
            | Payload::Type(_) => true,
            Payload::WeakRef(reference) if reference.kind != WeakKind::Reference => {
                reference.kind == WeakKind::CallableProxy
            }
            Payload::Descriptor(_) => !matches!(self.role(object), super::descriptors::Role::Data),
            _ => self.lookup_special(object, self.names.__call__).is_some(),
        }
    }

    /// Whether `class` derives from `base`: stands in the order of lookup.
    #[inline]
    pub fn is_subtype(&self, class: Obj, base: Obj) -> bool {
        class == base || base == types::OBJECT || self.is_proper_subtype(class, base)
    }

    fn is_proper_subtype(&self, class: Obj, base: Obj) -> bool {
        let content = self.heap.type_object(class);
        match content.mro {
            Some(mro) => self.heap.tuple(mro).contains(&base),
            // While the class is being made: along the layout bases.
            None => {
                let mut next = content.base;
                while let Some(class) = next {
                    if class == base {
                        return true;
                    }
                    next = self.heap.type_object(class).base;
                }
                false
            }
        }
    }

    /// Whether an object is an instance of a class or of one derived from it, by `type()` alone.
    #[inline]
    pub fn is_instance_of(&self, object: Obj, class: Obj) -> bool {
        self.is_subtype(self.heap.type_of(object), class)
    }

    /// A class's name as messages show it (`tp_name`): with the module for a type of the library.
    pub fn type_name(&self, class: Obj) -> String {
        let content = self.heap.type_object(class);
        if matches!(content.module, "" | "builtins") {
            content.name.to_string()
        } else {
            format!("{}.{}", content.module, content.name)
        }
    }

    /// The name of an object's class as messages show it.
    pub fn type_name_of(&self, object: Obj) -> String {
        self.type_name(self.heap.type_of(object))
    }
}
