//! `import`: the modules of the library, made at their first import.

use heap_model::{Obj, Payload, Runtime, types};

use super::{Machine, Result};

impl Machine {
    /// `IMPORT_NAME`: the module that the statement binds. New reference.
    pub(super) fn import_name(&mut self, name: Obj, from: Obj, level: Obj) -> Result<Obj> {
        if self.heap.int_value(level) != Some(0) {
            return Err(self.raise(
                types::IMPORT_ERROR,
                "attempted relative import with no known parent package",
            ));
        }
        let text = self.heap.str_text(name).to_owned();
        let module = self.import_module(&text)?;
        // `import a.b` binds `a`; `from a.b import c` asks for `a.b`.
        let top = text.split('.').next().unwrap_or(&text);
        if from == self.heap.none() && top != text {
            self.decref(module);
            return self.import_module(top);
        }
        Ok(module)
    }

    /// A module by its full name, from `sys.modules` or made now. New reference.
    pub fn import_module(&mut self, name: &str) -> Result<Obj> {
        if let Some(parent) = name.rfind('.') {
            let parent = self.import_module(&name[..parent])?;
            self.decref(parent);
        }
        let key = self.heap.intern(name);
        let known = self.heap.dict_get_str(self.modules, key);
        if let Some(module) = known {
            self.decref(key);
            return Ok(self.new_ref(module));
        }
        let made = crate::modules::load(self, name);
        match made {
            Ok(Some(module)) => {
                self.decref(key);
                if let Some((parent, own)) = name.rsplit_once('.') {
                    let parent = self.import_module(parent)?;
                    self.heap.incref(module);
                    crate::modules::set(self, parent, own, module);
                    self.decref(parent);
                }
                Ok(module)
            }
            Ok(None) => {
                let message = match name.rsplit_once('.') {
                    Some((parent, _)) if !self.is_package(parent) => {
                        format!("No module named '{name}'; '{parent}' is not a package")
                    }
                    _ => format!("No module named '{name}'"),
                };
                let raise = if crate::modules::is_standard(name) {
                    self.unsupported(format!("the module '{name}' of the standard library"))
                } else {
                    let raise = self.raise(types::MODULE_NOT_FOUND_ERROR, message);
                    if let super::Raise::Exception(exception) = raise {
                        self.set_exception_field(exception, "name", key);
                    }
                    raise
                };
                self.decref(key);
                Err(raise)
            }
            Err(raise) => {
                self.decref(key);
                Err(raise)
            }
        }
    }

    fn is_package(&mut self, name: &str) -> bool {
        matches!(name, "collections" | "importlib" | "os" | "concurrent")
    }

    /// `IMPORT_FROM`: an attribute of a module. New reference.
    pub(super) fn import_from(&mut self, module: Obj, name: Obj) -> Result<Obj> {
        if let Some(value) = self.get_attr_opt(module, name)? {
            return Ok(value);
        }
        let module_name = match self.heap.payload(module) {
            Payload::Module(module) => module.name.to_string(),
            _ => String::from("<unknown module name>"),
        };
        let text = self.heap.str_text(name).to_owned();
        let submodule = format!("{module_name}.{text}");
        let key = self.heap.intern(&submodule);
        let known = self.heap.dict_get_str(self.modules, key);
        self.decref(key);
        if let Some(module) = known {
            return Ok(self.new_ref(module));
        }
        if crate::modules::is_standard(&module_name)
            && crate::modules::is_partial(self, &module_name, &text)
        {
            return Err(self.unsupported(format!("'{text}' of the module '{module_name}'")));
        }
        let file = crate::modules::usual_file(self, &module_name);
        let place = file.as_deref().unwrap_or("unknown location");
        let message = format!("cannot import name '{text}' from '{module_name}' ({place})");
        let raise = self.raise(types::IMPORT_ERROR, message);
        if let super::Raise::Exception(exception) = raise {
            let module = self.heap.new_str(&module_name);
            self.set_exception_field(exception, "name", module);
            self.decref(module);
            if let Some(file) = file {
                let path = self.heap.new_str(&file);
                self.set_exception_field(exception, "path", path);
                self.decref(path);
            }
            self.set_exception_field(exception, "name_from", name);
        }
        Err(raise)
    }

    /// `from module import *` into the running namespace.
    pub(super) fn import_star(&mut self, module: Obj) -> Result<()> {
        let all_name = self.names.__all__;
        let names: Vec<Obj> = match self.get_attr_opt(module, all_name)? {
            Some(all) => {
                let names = self.collect(all);
                self.decref(all);
                names?
            }
            None => {
                let Payload::Module(content) = self.heap.payload(module) else {
                    return Err(self.raise(
                        types::IMPORT_ERROR,
                        "from-import-* object has no __dict__ and no __all__",
                    ));
                };
                let dict = content.dict;
                let mut names = Vec::new();
                for (key, _) in self.dict_items(dict) {
                    if !self.heap.str_text(key).starts_with('_') {
                        names.push(self.new_ref(key));
                    }
                }
                names
            }
        };
        let frame = self.frames.last().expect("a frame runs");
        let namespace = frame.locals.unwrap_or(frame.globals);
        for name in names {
            let value = self.get_attr(module, name);
            let result = value.and_then(|value| self.namespace_set(namespace, name, value));
            self.decref(name);
            result?;
        }
        Ok(())
    }
}
