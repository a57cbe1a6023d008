//! A class's names, and how it is shown.

use heap_model::{Obj, Payload, Runtime};

use crate::machine::{Machine, Result};

impl Machine {
    /// `__qualname__` as text.
    pub(crate) fn qualified_name(&self, class: Obj) -> String {
        let content = self.heap.type_object(class);
        match content.qualname.map(|name| self.heap.payload(name)) {
            Some(Payload::Str(name)) => name.text.to_string(),
            _ => content.name.to_string(),
        }
    }

    /// `__module__` of a class: a new reference, or `None` where a program took it away.
    pub(crate) fn class_module(&mut self, class: Obj) -> Option<Obj> {
        let content = self.heap.type_object(class);
        if !content.flags.heap || !content.module.is_empty() {
            let module = content.module;
            return Some(self.heap.intern(module));
        }
        let namespace = content.dict;
        let module = self.heap.dict_get_str(namespace, self.names.__module__)?;
        Some(self.new_ref(module))
    }

    /// `module.Class` as `repr` shows it, without `builtins.`.
    pub(crate) fn shown_name(&mut self, class: Obj) -> Result<String> {
        let name = self.qualified_name(class);
        let Some(module) = self.class_module(class) else { return Ok(name) };
        let text = match self.heap.payload(module) {
            Payload::Str(module) if &*module.text != "builtins" => {
                format!("{}.{name}", module.text)
            }
            // A module that is no text is not shown.
            _ if !self.is_str(module) => self.heap.type_object(class).name.to_string(),
            _ => name,
        };
        self.decref(module);
        Ok(text)
    }

    /// `type.__repr__`: `<class 'module.Class'>`.
    pub(crate) fn class_repr(&mut self, class: Obj) -> Result<Obj> {
        let name = self.shown_name(class)?;
        Ok(self.heap.new_str(&format!("<class '{name}'>")))
    }
}
