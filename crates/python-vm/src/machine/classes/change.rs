//! Changing a class after it was made.

use heap_model::{Obj, Payload, Runtime, types};

use crate::machine::{Machine, Result};

impl Machine {
    /// Gives a class and its subclasses new versions after an attribute of its namespace changed, and
    /// works out anew which hooks they have if the attribute is one.
    pub(crate) fn class_attribute_changed(&mut self, class: Obj, name: Obj) {
        let n = &self.names;
        let hooks = [n.__getattr__, n.__getattribute__, n.__setattr__, n.__delattr__, n.__del__];
        if hooks.contains(&name) {
            self.heap.refresh_class(class);
        } else {
            self.class_changed(class);
        }
    }

    /// Gives a class and its subclasses new versions (`PyType_Modified`).
    pub(crate) fn class_changed(&mut self, class: Obj) {
        let version = self.heap.fresh_version();
        self.heap.type_object_mut(class).version = version;
        for index in 0..self.heap.type_object(class).subclasses.len() {
            let subclass = self.heap.type_object(class).subclasses[index];
            self.class_changed(subclass);
        }
    }

    /// `class.__bases__ = bases`.
    ///
    /// # Errors
    /// `TypeError` for anything but a tuple of classes that go together and leave instances as they
    /// are.
    pub(crate) fn set_bases(&mut self, class: Obj, value: Option<Obj>) -> Result<()> {
        let name = self.heap.type_object(class).name.to_string();
        let value = self.settable_class_attribute(class, "__bases__", value)?;
        let Payload::Tuple(bases) = self.heap.payload(value) else {
            let given = self.type_name_of(value);
            return Err(
                self.type_error(format!("can only assign tuple to {name}.__bases__, not {given}"))
            );
        };
        let bases = bases.to_vec();
        if bases.is_empty() {
            return Err(self.type_error(format!(
                "can only assign non-empty tuple to {name}.__bases__, not ()"
            )));
        }
        for &base in &bases {
            if !self.heap.is_type(base) {
                let given = self.type_name_of(base);
                return Err(self.type_error(format!(
                    "{name}.__bases__ must be tuple of classes, not '{given}'"
                )));
            }
            if self.is_subtype(base, class) {
                return Err(self.type_error("a __bases__ item causes an inheritance cycle"));
            }
        }
        let mut seen: Vec<Obj> = Vec::new();
        for &base in &bases {
            if seen.contains(&base) {
                let base = self.heap.type_object(base).name.to_string();
                return Err(self.type_error(format!("duplicate base class {base}")));
            }
            seen.push(base);
        }
        let old_base = self.heap.type_object(class).base.unwrap_or(types::OBJECT);
        let new_base = bases[0];
        if !self.same_layout(new_base, old_base) {
            let (new_name, old_name) = (self.type_name(new_base), self.type_name(old_base));
            let what = if self.static_base(new_base) == self.static_base(old_base)
                && self.heap.type_object(new_base).flags.heap
                    != self.heap.type_object(old_base).flags.heap
            {
                "deallocator"
            } else {
                "object layout"
            };
            return Err(self.type_error(format!(
                "__bases__ assignment: '{new_name}' {what} differs from '{old_name}'"
            )));
        }
        self.replace_bases(class, value, new_base, &bases)
    }

    fn replace_bases(
        &mut self,
        class: Obj,
        value: Obj,
        new_base: Obj,
        bases: &[Obj],
    ) -> Result<()> {
        let mut order = match self.heap.linearize(bases) {
            Ok(order) => order,
            Err(_) => {
                let names: Vec<String> = bases
                    .iter()
                    .map(|&base| self.heap.type_object(base).name.to_string())
                    .collect();
                return Err(self.type_error(format!(
                    "Cannot create a consistent method resolution order (MRO) for bases {}",
                    names.join(", ")
                )));
            }
        };
        order.insert(0, class);
        let order = self.heap.new_tuple_from(&order);
        self.heap.incref(value);
        self.heap.incref(new_base);
        let content = self.heap.type_object_mut(class);
        let old_bases = std::mem::replace(&mut content.bases, value);
        let old_base = content.base.replace(new_base);
        let old_order = content.mro.replace(order);
        for base in self.heap.tuple(old_bases).to_vec() {
            self.heap.type_object_mut(base).subclasses.retain(|&subclass| subclass != class);
        }
        for &base in bases {
            self.heap.type_object_mut(base).subclasses.push(class);
        }
        self.heap.refresh_class(class);
        self.reorder_subclasses(class)?;
        self.decref(old_bases);
        self.decref_opt(old_base);
        self.decref_opt(old_order);
        Ok(())
    }

    /// Computes the orders of lookup of all that derives from a class again.
    fn reorder_subclasses(&mut self, class: Obj) -> Result<()> {
        for subclass in self.heap.type_object(class).subclasses.clone() {
            let bases = self.heap.tuple(self.heap.type_object(subclass).bases).to_vec();
            let Ok(mut order) = self.heap.linearize(&bases) else { continue };
            order.insert(0, subclass);
            let order = self.heap.new_tuple_from(&order);
            let old = self.heap.type_object_mut(subclass).mro.replace(order);
            self.heap.refresh_class(subclass);
            self.decref_opt(old);
            self.reorder_subclasses(subclass)?;
        }
        Ok(())
    }

    /// Checks that an attribute of the class's own struct may be set, and that this is no deletion.
    pub(crate) fn settable_class_attribute(
        &mut self,
        class: Obj,
        attribute: &str,
        value: Option<Obj>,
    ) -> Result<Obj> {
        let name = self.type_name(class);
        if self.heap.type_object(class).flags.immutable {
            return Err(self.type_error(format!(
                "cannot set '{attribute}' attribute of immutable type '{name}'"
            )));
        }
        match value {
            Some(value) => Ok(value),
            None => {
                let kind = self.heap.release.operations.undeletable_attribute_of;
                Err(self.type_error(format!(
                    "cannot delete '{attribute}' attribute of {kind} '{name}'"
                )))
            }
        }
    }
}
