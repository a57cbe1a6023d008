//! Names: globals, builtins and the namespaces of module and class bodies, with inline caches.
//!
//! A namespace's `keys_version` changes when a key comes or goes, not when a value is replaced, so a
//! cache that remembers an entry's index stays right through assignments.

use heap_model::{Obj, Runtime, types};

use super::code::Cache;
use super::{CodeBody, Machine, Raise, Result};

/// [`Cache::kind`] of a name found in the globals.
const IN_GLOBALS: u32 = 1;
/// [`Cache::kind`] of a name found in the builtins; `extra` is their version.
const IN_BUILTINS: u32 = 2;

impl Machine {
    /// The value of a global or builtin by the instruction's cache, borrowed.
    #[inline(always)]
    pub(super) fn cached_global(
        &self,
        body: &CodeBody,
        pc: usize,
        globals: Obj,
        builtins: Obj,
    ) -> Option<Obj> {
        let cache = body.caches[pc].get();
        let namespace = self.heap.dict(globals);
        if cache.version == 0 || cache.version != namespace.keys_version() {
            return None;
        }
        if cache.kind == IN_GLOBALS {
            return self.heap.dict_value_at(globals, cache.index as usize);
        }
        let namespace = self.heap.dict(builtins);
        if cache.extra != namespace.keys_version() {
            return None;
        }
        self.heap.dict_value_at(builtins, cache.index as usize)
    }

    /// Looks a name up in globals, then builtins, and fills the cache. New reference.
    pub(super) fn load_global(&mut self, body: &CodeBody, pc: usize, name: Obj) -> Result<Obj> {
        let frame = self.frames.last().expect("a frame runs");
        let (globals, builtins) = (frame.globals, frame.builtins);
        if let Some(index) = self.heap.dict_find_str(globals, name) {
            let version = self.heap.dict_keys_version(globals);
            body.caches[pc].set(Cache { version, kind: IN_GLOBALS, index: index as u32, extra: 0 });
            let value = self.heap.dict_value_at(globals, index).expect("found");
            return Ok(self.new_ref(value));
        }
        if self.bind_deferred(globals, name)? {
            return self.load_global(body, pc, name);
        }
        if let Some(index) = self.heap.dict_find_str(builtins, name) {
            let version = self.heap.dict_keys_version(globals);
            let extra = self.heap.dict_keys_version(builtins);
            body.caches[pc].set(Cache { version, kind: IN_BUILTINS, index: index as u32, extra });
            let value = self.heap.dict_value_at(builtins, index).expect("found");
            return Ok(self.new_ref(value));
        }
        Err(self.undefined_name(name))
    }

    /// A global or builtin without a cache. New reference.
    pub(super) fn global_or_builtin(&mut self, name: Obj) -> Result<Obj> {
        let frame = self.frames.last().expect("a frame runs");
        let (globals, builtins) = (frame.globals, frame.builtins);
        let mut found = self.heap.dict_get_str(globals, name);
        if found.is_none() && self.bind_deferred(globals, name)? {
            found = self.heap.dict_get_str(globals, name);
        }
        match found.or_else(|| self.heap.dict_get_str(builtins, name)) {
            Some(value) => Ok(self.new_ref(value)),
            None => Err(self.undefined_name(name)),
        }
    }

    /// `LOAD_NAME`: the body's namespace, then globals, then builtins. New reference.
    pub(super) fn load_name(&mut self, body: &CodeBody, pc: usize, name: Obj) -> Result<Obj> {
        let frame = self.frames.last().expect("a frame runs");
        match frame.locals {
            Some(locals) if locals != frame.globals => {
                if let Some(value) = self.namespace_get(locals, name)? {
                    return Ok(value);
                }
                self.global_or_builtin(name)
            }
            _ => self.load_global(body, pc, name),
        }
    }

    /// Replaces a global's value by the instruction's cache; gives the old value. Takes over the
    /// reference when it succeeds.
    #[inline(always)]
    pub(super) fn store_cached_global(
        &mut self,
        body: &CodeBody,
        pc: usize,
        globals: Obj,
        value: Obj,
    ) -> Option<Obj> {
        let cache = body.caches[pc].get();
        let namespace = self.heap.dict(globals);
        if cache.version == 0 || cache.version != namespace.keys_version() {
            return None;
        }
        Some(self.heap.dict_replace_stolen(globals, cache.index as usize, value))
    }

    /// Stores a global and fills the cache. Takes over the reference.
    pub(super) fn store_global(
        &mut self,
        body: &CodeBody,
        pc: usize,
        globals: Obj,
        name: Obj,
        value: Obj,
    ) {
        let old = self.heap.dict_set_str(globals, name, value);
        self.decref(value);
        if let Some(index) = self.heap.dict_find_str(globals, name) {
            let version = self.heap.dict_keys_version(globals);
            body.caches[pc].set(Cache { version, kind: IN_GLOBALS, index: index as u32, extra: 0 });
        }
        self.decref_opt(old);
    }

    /// A name in a namespace that may be any mapping. New reference.
    pub(super) fn namespace_get(&mut self, namespace: Obj, name: Obj) -> Result<Option<Obj>> {
        if self.heap.type_of(namespace) == types::DICT {
            let found = self.heap.dict_get_str(namespace, name);
            return Ok(found.map(|value| self.new_ref(value)));
        }
        match self.get_item(namespace, name) {
            Ok(value) => Ok(Some(value)),
            Err(raise) => {
                self.swallow(raise, types::KEY_ERROR)?;
                Ok(None)
            }
        }
    }

    /// Sets a name in a namespace that may be any mapping. Takes over the value.
    pub(super) fn namespace_set(&mut self, namespace: Obj, name: Obj, value: Obj) -> Result<()> {
        let result = if self.heap.type_of(namespace) == types::DICT {
            let old = self.heap.dict_set_str(namespace, name, value);
            self.decref_opt(old);
            Ok(())
        } else {
            self.set_item(namespace, name, value)
        };
        self.decref(value);
        result
    }

    /// `DELETE_NAME`.
    pub(super) fn delete_name(&mut self, name: Obj) -> Result<()> {
        let frame = self.frames.last().expect("a frame runs");
        let namespace = frame.locals.unwrap_or(frame.globals);
        if self.heap.type_of(namespace) == types::DICT {
            return self.delete_global(namespace, name);
        }
        match self.del_item(namespace, name) {
            Ok(()) => Ok(()),
            Err(raise) => {
                self.swallow(raise, types::KEY_ERROR)?;
                Err(self.undefined_name(name))
            }
        }
    }

    /// `DELETE_GLOBAL`.
    pub(super) fn delete_global(&mut self, globals: Obj, name: Obj) -> Result<()> {
        self.bind_deferred(globals, name)?;
        let Some(index) = self.heap.dict_find_str(globals, name) else {
            return Err(self.undefined_name(name));
        };
        let (key, value) = self.heap.dict_remove(globals, index);
        self.decref(key);
        self.decref(value);
        Ok(())
    }

    /// A builtin by name. New reference.
    pub(super) fn builtin_named(&mut self, name: Obj) -> Result<Obj> {
        let builtins = self.frames.last().map_or(self.builtins, |frame| frame.builtins);
        match self.heap.dict_get_str(builtins, name) {
            Some(value) => Ok(self.new_ref(value)),
            None => Err(self.undefined_name(name)),
        }
    }

    /// A builtin of the builtins module itself, borrowed.
    pub(super) fn builtin_handle(&mut self, name: &str) -> Obj {
        let name = self.heap.intern(name);
        let value = self.heap.dict_get_str(self.builtins, name);
        self.decref(name);
        value.expect("the builtins module has it")
    }

    #[cold]
    fn undefined_name(&mut self, name: Obj) -> Raise {
        let message = format!("name '{}' is not defined", self.heap.str_text(name));
        self.name_error(types::NAME_ERROR, &message, name)
    }

    /// `UnboundLocalError` for a local without a value.
    #[cold]
    pub(super) fn unbound_local(&mut self, body: &CodeBody, local: u32) -> Raise {
        let name = body.local_names[local as usize];
        let message = format!(
            "cannot access local variable '{}' where it is not associated with a value",
            self.heap.str_text(name)
        );
        self.raise(types::UNBOUND_LOCAL_ERROR, message)
    }

    /// The error for an empty cell: of this function's own variable, or of an enclosing one's.
    #[cold]
    pub(super) fn unbound_cell(&mut self, body: &CodeBody, local: u32) -> Raise {
        let (_, kind) = body.template().localsplus[local as usize];
        if !kind.free {
            return self.unbound_local(body, local);
        }
        let name = body.local_names[local as usize];
        let message = format!(
            "cannot access free variable '{}' where it is not associated with a value in enclosing scope",
            self.heap.str_text(name)
        );
        self.name_error(types::NAME_ERROR, &message, name)
    }
}
