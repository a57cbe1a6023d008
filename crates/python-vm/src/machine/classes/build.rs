//! `__build_class__`: what a `class` statement calls.

use heap_model::{Obj, Payload, Runtime, types};

use crate::machine::frame::Exit;
use crate::machine::{Machine, Result};
use crate::native::Args;

impl Machine {
    /// `__build_class__(function, name, *bases, metaclass=None, **keywords)`.
    pub fn build_class(&mut self, args: Args<'_>) -> Result<Obj> {
        let positional = args.positional();
        let &[function, name, ref stated @ ..] = positional else {
            return Err(self.type_error("__build_class__: not enough arguments"));
        };
        if !matches!(self.heap.payload(function), Payload::Function(_)) {
            return Err(self.type_error("__build_class__: func must be a function"));
        }
        if !self.is_str(name) {
            return Err(self.type_error("__build_class__: name is not a string"));
        }
        let (bases, replaced) = self.resolve_bases(stated)?;
        let result = self.build_with_bases(function, name, bases, replaced, stated, args);
        self.decref(bases);
        result
    }

    fn build_with_bases(
        &mut self,
        function: Obj,
        name: Obj,
        bases: Obj,
        replaced: bool,
        stated: &[Obj],
        args: Args<'_>,
    ) -> Result<Obj> {
        let mut metaclass = None;
        let mut names = Vec::new();
        let mut values = vec![name, bases];
        for (key, value) in args.keywords() {
            if key == self.names.metaclass {
                metaclass = Some(value);
            } else {
                names.push(key);
                values.push(value);
            }
        }
        let metaclass = match (metaclass, self.heap.tuple(bases).first()) {
            (Some(metaclass), _) => metaclass,
            (None, Some(&base)) => self.heap.type_of(base),
            (None, None) => types::TYPE,
        };
        let is_class = self.heap.is_type(metaclass);
        let metaclass = if is_class {
            let all = self.heap.tuple(bases).to_vec();
            self.calculate_metaclass(metaclass, &all)?
        } else {
            metaclass
        };
        self.heap.incref(metaclass);
        let result = self
            .build_by_metaclass(function, metaclass, is_class, values, &names, replaced, stated);
        self.decref(metaclass);
        result
    }

    #[allow(clippy::too_many_arguments)]
    fn build_by_metaclass(
        &mut self,
        function: Obj,
        metaclass: Obj,
        is_class: bool,
        mut values: Vec<Obj>,
        names: &[Obj],
        replaced: bool,
        stated: &[Obj],
    ) -> Result<Obj> {
        let namespace = self.prepare_namespace(metaclass, is_class, &values, names)?;
        let cell = match self.run_class_body(function, namespace) {
            Ok(cell) => cell,
            Err(raise) => {
                self.decref(namespace);
                return Err(raise);
            }
        };
        let name = values[0];
        values.insert(2, namespace);
        let mut made = Ok(());
        if replaced {
            let original = self.heap.new_tuple_from(stated);
            made = self.set_item(namespace, self.names.__orig_bases__, original);
            self.decref(original);
        }
        let class = made.and_then(|()| self.call_args(metaclass, Args { values: &values, names }));
        let class = class.and_then(|class| {
            self.check_class_cell(cell, class, name)?;
            Ok(class)
        });
        self.decref(cell);
        self.decref(namespace);
        class
    }

    /// The namespace for the body: what `__prepare__` gives, or a new dict. New reference.
    fn prepare_namespace(
        &mut self,
        metaclass: Obj,
        is_class: bool,
        values: &[Obj],
        names: &[Obj],
    ) -> Result<Obj> {
        if metaclass == types::TYPE {
            return Ok(self.heap.new_dict());
        }
        let Some(prepare) = self.get_attr_opt(metaclass, self.names.__prepare__)? else {
            return Ok(self.heap.new_dict());
        };
        let namespace = self.call_args(prepare, Args { values, names });
        self.decref(prepare);
        let namespace = namespace?;
        let class = self.heap.type_of(namespace);
        let getter = self.names.__getitem__;
        let mapping =
            matches!(self.heap.payload(namespace), Payload::Dict(_) | Payload::MappingProxy(_))
                || (!self.is_core_type(class) && self.type_lookup(class, getter).is_some());
        if mapping {
            return Ok(namespace);
        }
        let given = self.type_name(class);
        self.decref(namespace);
        let owner = match is_class {
            true => self.type_name(metaclass),
            false => "<metaclass>".to_owned(),
        };
        Err(self.type_error(format!("{owner}.__prepare__() must return a mapping, not {given}")))
    }

    /// Runs a class body in its namespace; both are borrowed. Gives what the body returns: its
    /// `__class__` cell, or `None`.
    fn run_class_body(&mut self, function: Obj, namespace: Obj) -> Result<Obj> {
        let bottom = self.sp;
        self.heap.incref(function);
        self.enter_function(function, bottom, bottom, 0, &[], Exit::ToRust)?;
        self.heap.incref(namespace);
        self.frames.last_mut().expect("just entered").locals = Some(namespace);
        let result = self.run_loop();
        self.sp = bottom;
        result
    }

    /// Checks that the body's `__class__` cell holds the class that was made.
    fn check_class_cell(&mut self, cell: Obj, class: Obj, name: Obj) -> Result<()> {
        let &Payload::Cell(held) = self.heap.payload(cell) else { return Ok(()) };
        if !self.heap.is_type(class) || held == Some(class) {
            return Ok(());
        }
        let shown = self.repr_text(name)?;
        let made = self.repr_text(class)?;
        let raise = match held {
            None => self.runtime_error(format!(
                "__class__ not set defining {shown} as {made}. \
                 Was __classcell__ propagated to type.__new__?"
            )),
            Some(held) => {
                let held = self.repr_text(held)?;
                self.type_error(format!("__class__ set to {held} defining {shown} as {made}"))
            }
        };
        self.decref(class);
        Err(raise)
    }

    /// The bases with `__mro_entries__` resolved: a tuple (a new reference), and whether anything was
    /// replaced.
    fn resolve_bases(&mut self, stated: &[Obj]) -> Result<(Obj, bool)> {
        let mut bases: Vec<Obj> = Vec::with_capacity(stated.len());
        let mut replaced = false;
        for &base in stated {
            if self.heap.is_type(base) {
                self.heap.incref(base);
                bases.push(base);
                continue;
            }
            match self.bases_instead_of(base, stated) {
                Ok(None) => {
                    self.heap.incref(base);
                    bases.push(base);
                }
                Ok(Some(entries)) => {
                    replaced = true;
                    bases.extend(entries);
                }
                Err(raise) => {
                    self.decref_all(bases);
                    return Err(raise);
                }
            }
        }
        Ok((self.heap.new_tuple(bases), replaced))
    }

    fn bases_instead_of(&mut self, base: Obj, stated: &[Obj]) -> Result<Option<Vec<Obj>>> {
        let Some(hook) = self.get_attr_opt(base, self.names.__mro_entries__)? else {
            return Ok(None);
        };
        let all = self.heap.new_tuple_from(stated);
        let entries = self.call(hook, &[all]);
        self.decref(all);
        self.decref(hook);
        let entries = entries?;
        let items = match self.heap.payload(entries) {
            Payload::Tuple(items) => items.to_vec(),
            _ => {
                self.decref(entries);
                return Err(self.type_error("__mro_entries__ must return a tuple"));
            }
        };
        for &item in &items {
            self.heap.incref(item);
        }
        self.decref(entries);
        Ok(Some(items))
    }

    /// The most derived of a metaclass and the bases' metaclasses, borrowed.
    ///
    /// # Errors
    /// `TypeError` when none derives from all others.
    pub(crate) fn calculate_metaclass(&mut self, metaclass: Obj, bases: &[Obj]) -> Result<Obj> {
        let mut winner = metaclass;
        for &base in bases {
            let candidate = self.heap.type_of(base);
            if self.is_subtype(winner, candidate) {
                continue;
            }
            if !self.is_subtype(candidate, winner) {
                return Err(self.type_error(
                    "metaclass conflict: the metaclass of a derived class must be a (non-strict) \
                     subclass of the metaclasses of all its bases",
                ));
            }
            winner = candidate;
        }
        Ok(winner)
    }
}
