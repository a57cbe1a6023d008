//! What the attribute instructions remember of their last execution.
//!
//! A cache holds for one version of the owner's class (or of a module's namespace). Whatever the
//! short way cannot tell is left to the long way, which fills the cache anew.

use heap_model::objects::Slot;
use heap_model::{Obj, Payload, Runtime, types};

use super::attributes::{Cached, CachedStore};
use super::code::Cache;
use super::{CodeBody, Machine, Result};

/// The value at `index` of an instance's own values.
const VALUE: u32 = 1;
/// The method or value with handle `extra`, standing in the class.
const OF_CLASS: u32 = 2;
/// The entry `index` of a module's namespace.
const OF_MODULE: u32 = 3;
/// The attribute with handle `extra` of the class that is the owner itself.
const OF_OWNER_CLASS: u32 = 4;

impl Machine {
    /// The attribute by the instruction's cache, borrowed.
    #[inline(always)]
    pub(super) fn cached_attribute(&self, body: &CodeBody, pc: usize, owner: Obj) -> Option<Obj> {
        let cache = body.caches[pc].get();
        if cache.version == 0 {
            return None;
        }
        match (cache.kind, self.heap.payload(owner)) {
            (VALUE, Payload::Instance(instance)) => {
                if self.heap.type_object(self.heap.type_of(owner)).version != cache.version
                    || instance.dict.is_some()
                {
                    return None;
                }
                *instance.values.get(cache.index as usize)?
            }
            (OF_MODULE, Payload::Module(module)) => {
                let namespace = self.heap.dict(module.dict);
                if namespace.keys_version() != cache.version {
                    return None;
                }
                self.heap.dict_value_at(module.dict, cache.index as usize)
            }
            (OF_OWNER_CLASS, Payload::Type(class)) if class.version == cache.version => {
                Some(Obj::from_index(cache.extra))
            }
            (OF_CLASS, payload) => {
                if self.heap.type_object(self.heap.type_of(owner)).version != cache.version {
                    return None;
                }
                match payload {
                    Payload::Instance(instance) if instance.dict.is_some() => None,
                    _ => Some(Obj::from_index(cache.extra)),
                }
            }
            _ => None,
        }
    }

    /// The long way of `LOAD_ATTR`. New reference.
    pub(super) fn load_attribute(
        &mut self,
        body: &CodeBody,
        pc: usize,
        owner: Obj,
        name: Obj,
    ) -> Result<Obj> {
        let value = self.get_attr(owner, name)?;
        let cache = match self.heap.payload(owner) {
            Payload::Module(_) => self.module_cache(owner, name),
            Payload::Type(_) => match self.class_cache_entry(owner, name) {
                Some(found) if found == value => Cache {
                    version: self.heap.type_object(owner).version,
                    kind: OF_OWNER_CLASS,
                    index: 0,
                    extra: found.raw(),
                },
                _ => Cache::default(),
            },
            _ => {
                let class = self.heap.type_of(owner);
                let entry = self.attribute_cache_entry(class, name);
                let version = self.heap.type_object(class).version;
                match entry {
                    Cached::InlineValue(index) | Cached::SlotMember(index) => {
                        Cache { version, kind: VALUE, index, extra: 0 }
                    }
                    Cached::ClassConstant(constant) => {
                        Cache { version, kind: OF_CLASS, index: 0, extra: constant.raw() }
                    }
                    // A bound method is a new object each time.
                    Cached::Method(_) | Cached::Nothing => Cache::default(),
                }
            }
        };
        body.caches[pc].set(cache);
        Ok(value)
    }

    fn module_cache(&mut self, module: Obj, name: Obj) -> Cache {
        let Payload::Module(content) = self.heap.payload(module) else { return Cache::default() };
        let namespace = content.dict;
        match self.heap.dict_find_str(namespace, name) {
            Some(index) => Cache {
                version: self.heap.dict_keys_version(namespace),
                kind: OF_MODULE,
                index: index as u32,
                extra: 0,
            },
            None => Cache::default(),
        }
    }

    /// The method by the instruction's cache, borrowed: to be called with the owner first.
    #[inline(always)]
    pub(super) fn cached_method(&self, body: &CodeBody, pc: usize, owner: Obj) -> Option<Obj> {
        let cache = body.caches[pc].get();
        if cache.kind != OF_CLASS || cache.version == 0 {
            return None;
        }
        if self.heap.type_object(self.heap.type_of(owner)).version != cache.version {
            return None;
        }
        match self.heap.payload(owner) {
            Payload::Instance(instance) if instance.dict.is_some() => None,
            _ => Some(Obj::from_index(cache.extra)),
        }
    }

    /// The long way of a method's load: the method (a new reference) and whether the owner goes
    /// with it.
    pub(super) fn load_method_cached(
        &mut self,
        body: &CodeBody,
        pc: usize,
        owner: Obj,
        name: Obj,
    ) -> Result<(Obj, bool)> {
        // What the attribute cache of a plain value can tell is shared with `LOAD_ATTR`.
        if let Some(value) = self.cached_attribute(body, pc, owner) {
            return Ok((self.new_ref(value), false));
        }
        match self.heap.payload(owner) {
            Payload::Module(_) | Payload::Type(_) => {
                let value = self.load_attribute(body, pc, owner, name)?;
                return Ok((value, false));
            }
            _ => {}
        }
        let found = self.load_method(owner, name)?;
        let class = self.heap.type_of(owner);
        if found.1
            && let Cached::Method(method) = self.attribute_cache_entry(class, name)
            && method == found.0
        {
            let version = self.heap.type_object(class).version;
            body.caches[pc].set(Cache { version, kind: OF_CLASS, index: 0, extra: method.raw() });
        }
        Ok(found)
    }

    /// Stores an attribute by the instruction's cache. True: done, and the value's reference is
    /// taken over.
    #[inline(always)]
    pub(super) fn store_cached_attribute(
        &mut self,
        body: &CodeBody,
        pc: usize,
        owner: Obj,
        value: Slot,
    ) -> bool {
        let cache = body.caches[pc].get();
        if cache.version == 0
            || self.heap.type_object(self.heap.type_of(owner)).version != cache.version
        {
            return false;
        }
        let Payload::Instance(instance) = self.heap.payload_mut(owner) else { return false };
        if instance.dict.is_some() {
            return false;
        }
        let Some(place @ Some(_)) = instance.values.get_mut(cache.index as usize) else {
            return false;
        };
        let old = place.replace(value.object());
        if value.is_borrowed() {
            self.heap.incref(value.object());
        }
        self.decref_opt(old);
        true
    }

    /// The long way of `STORE_ATTR`; the value is borrowed.
    pub(super) fn store_attribute(
        &mut self,
        body: &CodeBody,
        pc: usize,
        owner: Obj,
        name: Obj,
        value: Obj,
    ) -> Result<()> {
        self.set_attr(owner, name, value)?;
        let class = self.heap.type_of(owner);
        if class != types::TYPE {
            let cache = match self.store_cache_entry(class, name) {
                CachedStore::InlineValue(index) | CachedStore::SlotMember(index) => Cache {
                    version: self.heap.type_object(class).version,
                    kind: VALUE,
                    index,
                    extra: 0,
                },
                CachedStore::Nothing => Cache::default(),
            };
            body.caches[pc].set(cache);
        }
        Ok(())
    }

    /// Whether a `super().name` runs for the first time: CPython takes the short way, without an
    /// object of type `super`, from the second time on.
    pub(super) fn first_super(&self, body: &CodeBody, pc: usize) -> bool {
        let cache = &body.caches[pc];
        let first = cache.get().kind == 0;
        if first {
            cache.set(Cache { kind: 1, ..Cache::default() });
        }
        first
    }

    /// `super().name` through an object of type `super`. The three operands on the stack are gone
    /// before the attribute is looked up. New reference.
    pub(super) fn load_through_super(&mut self, sp: &mut usize, name: Obj) -> Result<Obj> {
        let [global, class, object] = [3, 2, 1].map(|below| self.stack[*sp - below]);
        let made = self.call(global.object(), &[class.object(), object.object()]);
        *sp -= 3;
        self.frames.last_mut().expect("a frame runs").sp = *sp;
        self.sp = *sp;
        for slot in [global, class, object] {
            self.drop_slot(slot);
        }
        let made = made?;
        let value = self.get_attr(made, name);
        self.decref(made);
        value
    }

    /// `LOAD_SUPER_ATTR` for an attribute. New reference.
    pub(super) fn load_super(
        &mut self,
        global: Obj,
        class: Obj,
        object: Obj,
        name: Obj,
    ) -> Result<Obj> {
        if global != types::SUPER {
            let made = self.call(global, &[class, object])?;
            let value = self.get_attr(made, name);
            self.decref(made);
            return value;
        }
        self.super_attr(class, object, name, false).map(|(value, _)| value)
    }

    /// `LOAD_SUPER_ATTR` for a call: the method and whether `object` goes with it.
    pub(super) fn load_super_method(
        &mut self,
        global: Obj,
        class: Obj,
        object: Obj,
        name: Obj,
    ) -> Result<(Obj, bool)> {
        if global == types::SUPER {
            return self.super_attr(class, object, name, true);
        }
        Ok((self.load_super(global, class, object, name)?, false))
    }
}
