//! What single statements need beyond their instructions: `raise`, `except`, `with`, `match`,
//! unpacking, displays, f-strings, the prompt.

use heap_model::objects::Slot;
use heap_model::{Obj, Payload, Runtime, types};

use super::code::Cache;
use super::{CodeBody, Machine, Raise, Result};
use crate::bytecode::{Op, Special, TypeParameter};
use crate::outcome::Stream;

impl Machine {
    /// `raise [exception [from cause]]`; both borrowed.
    pub(super) fn raise_statement(&mut self, exception: Option<Obj>, cause: Option<Obj>) -> Raise {
        let Some(exception) = exception else {
            return match self.handled_exception() {
                Some(handled) => {
                    self.heap.incref(handled);
                    // Raised again where it was, it gets no second entry for this frame.
                    self.reraising = true;
                    Raise::Exception(handled)
                }
                None => self.runtime_error("No active exception to reraise"),
            };
        };
        let value = match self.instantiate_exception(exception) {
            Ok(Some(value)) => value,
            Ok(None) => return self.type_error("exceptions must derive from BaseException"),
            Err(raise) => return raise,
        };
        if let Some(cause) = cause {
            let cause = if cause == self.heap.none() {
                None
            } else {
                match self.instantiate_exception(cause) {
                    Ok(Some(cause)) => Some(cause),
                    Ok(None) => {
                        self.decref(value);
                        return self.type_error("exception causes must derive from BaseException");
                    }
                    Err(raise) => {
                        self.decref(value);
                        return raise;
                    }
                }
            };
            let content = self.exception_mut(value);
            content.suppress_context = true;
            let old = std::mem::replace(&mut content.cause, cause);
            self.decref_opt(old);
        }
        self.chain(value);
        Raise::Exception(value)
    }

    /// An exception, or an instance made of an exception class. New reference; `None`: neither.
    pub(crate) fn instantiate_exception(&mut self, object: Obj) -> Result<Option<Obj>> {
        if matches!(self.heap.payload(object), Payload::Exception(_)) {
            return Ok(Some(self.new_ref(object)));
        }
        if self.heap.is_type(object) && self.is_subtype(object, types::BASE_EXCEPTION) {
            let value = self.call(object, &[])?;
            if matches!(self.heap.payload(value), Payload::Exception(_)) {
                return Ok(Some(value));
            }
            let shown = self.type_name(self.heap.type_of(value));
            let class = self.repr_text(object)?;
            self.decref(value);
            return Err(self.type_error(format!(
                "calling {class} should have returned an instance of BaseException, not {shown}"
            )));
        }
        Ok(None)
    }

    /// Whether an `except` clause takes an exception.
    pub(super) fn check_except_clause(&mut self, exception: Obj, class: Obj) -> Result<bool> {
        let classes = match self.heap.payload(class) {
            Payload::Tuple(classes) => classes.to_vec(),
            _ => vec![class],
        };
        for &class in &classes {
            if !(self.heap.is_type(class) && self.is_subtype(class, types::BASE_EXCEPTION)) {
                return Err(self.type_error(
                    "catching classes that do not inherit from BaseException is not allowed",
                ));
            }
        }
        Ok(self.matches(exception, class))
    }

    // --- with ---

    /// `BEFORE_WITH`: the bound `__enter__` and `__exit__`. New references.
    pub(super) fn context_methods(&mut self, manager: Obj) -> Result<(Obj, Obj)> {
        let enter = match self.lookup_special(manager, self.names.__enter__) {
            Some(enter) => self.bind_special(enter, manager)?,
            None => return Err(self.no_context_manager(manager, "")),
        };
        let exit = match self.lookup_special(manager, self.names.__exit__) {
            Some(exit) => self.bind_special(exit, manager)?,
            None => {
                self.decref(enter);
                return Err(self.no_context_manager(manager, " (missed __exit__ method)"));
            }
        };
        Ok((enter, exit))
    }

    #[cold]
    fn no_context_manager(&mut self, manager: Obj, missed: &str) -> Raise {
        let class = self.type_name(self.heap.type_of(manager));
        let names = [self.names.__aenter__, self.names.__aexit__];
        let hint = self.other_with(
            manager,
            names,
            "but it supports the asynchronous context \
             manager protocol. Did you mean to use 'async with'?",
        );
        self.type_error(format!(
            "'{class}' object does not support the context manager protocol{missed}{hint}"
        ))
    }

    /// `LOAD_SPECIAL`: a method of the type, unbound where it can be (`true`: self goes with it).
    pub(super) fn load_special_method(
        &mut self,
        owner: Obj,
        special: Special,
    ) -> Result<(Obj, bool)> {
        let (name, missed) = match special {
            Special::Enter => (self.names.__enter__, " (missed __enter__ method)"),
            Special::Exit => (self.names.__exit__, " (missed __exit__ method)"),
            Special::AsyncEnter => (self.names.__aenter__, " (missed __aenter__ method)"),
            Special::AsyncExit => (self.names.__aexit__, " (missed __aexit__ method)"),
        };
        let Some(method) = self.lookup_special(owner, name) else {
            return Err(match special {
                Special::Enter | Special::Exit => self.no_context_manager(owner, missed),
                _ => self.no_async_context_manager(owner, missed),
            });
        };
        if matches!(self.heap.payload(method), Payload::Function(_) | Payload::Descriptor(_)) {
            return Ok((self.new_ref(method), true));
        }
        Ok((self.bind_special(method, owner)?, false))
    }

    /// Calls `__exit__` with an exception's class, value and traceback.
    pub(super) fn call_exit(
        &mut self,
        exit: Obj,
        receiver: Option<Obj>,
        exception: Obj,
    ) -> Result<Obj> {
        let class = self.heap.type_of(exception);
        let traceback = self.exception(exception).traceback.unwrap_or(self.heap.none());
        self.heap.incref(traceback);
        let result = match receiver {
            Some(receiver) => self.call(exit, &[receiver, class, exception, traceback]),
            None => self.call(exit, &[class, exception, traceback]),
        };
        self.decref(traceback);
        result
    }

    // --- displays and unpacking ---

    /// A set of the items, which are taken over.
    pub(super) fn build_set(&mut self, items: Vec<Obj>) -> Result<Obj> {
        let set = self.heap.new_set();
        let mut failed = None;
        for item in items {
            if failed.is_none()
                && let Err(raise) = crate::builtins::set::add(self, set, item)
            {
                failed = Some(raise);
            }
            self.decref(item);
        }
        match failed {
            None => Ok(set),
            Some(raise) => {
                self.decref(set);
                Err(raise)
            }
        }
    }

    /// A dict of alternating keys and values, which are taken over.
    pub(super) fn build_dict(&mut self, items: Vec<Obj>) -> Result<Obj> {
        let unicode = items.iter().step_by(2).all(|&key| self.heap.type_of(key) == types::STR);
        let dict = self.heap.new_dict_presized(items.len() / 2, unicode);
        let mut failed = None;
        for pair in items.chunks_exact(2) {
            if failed.is_none()
                && let Err(raise) = self.dict_set(dict, pair[0], pair[1])
            {
                failed = Some(raise);
            }
        }
        for item in items {
            self.decref(item);
        }
        match failed {
            None => Ok(dict),
            Some(raise) => {
                self.decref(dict);
                Err(raise)
            }
        }
    }

    /// A dict of a tuple's keys (borrowed) and values, which are taken over.
    pub(super) fn build_const_key_dict(&mut self, keys: Obj, values: Vec<Obj>) -> Result<Obj> {
        let mut items = Vec::with_capacity(values.len() * 2);
        for (index, value) in values.into_iter().enumerate() {
            let key = self.heap.tuple(keys)[index];
            items.push(self.new_ref(key));
            items.push(value);
        }
        self.build_dict(items)
    }

    /// `{**mapping}`.
    pub(super) fn dict_display_update(&mut self, dict: Obj, mapping: Obj) -> Result<()> {
        match crate::builtins::dict::update(self, dict, mapping) {
            Ok(()) => Ok(()),
            Err(raise) => {
                self.swallow(raise, types::ATTRIBUTE_ERROR)?;
                let class = self.type_name(self.heap.type_of(mapping));
                Err(self.type_error(format!("'{class}' object is not a mapping")))
            }
        }
    }

    /// `f(**mapping)`: a repeated key is an error.
    pub(super) fn merge_keywords(&mut self, callable: Obj, dict: Obj, mapping: Obj) -> Result<()> {
        if !matches!(self.heap.payload(mapping), Payload::Dict(_)) {
            let keys_name = self.names.keys;
            let Some(method) = self.get_attr_opt(mapping, keys_name)? else {
                return Err(self.star_argument_error(callable, mapping, "**", "a mapping"));
            };
            let keys = self.call(method, &[]);
            self.decref(method);
            let keys = keys?;
            let collected = self.collect(keys);
            self.decref(keys);
            for key in collected? {
                let value = self.get_item(mapping, key)?;
                let result = self.merge_keyword(callable, dict, key, value);
                self.decref(key);
                self.decref(value);
                result?;
            }
            return Ok(());
        }
        for (key, value) in self.dict_items(mapping) {
            self.merge_keyword(callable, dict, key, value)?;
        }
        Ok(())
    }

    fn merge_keyword(&mut self, callable: Obj, dict: Obj, key: Obj, value: Obj) -> Result<()> {
        if !matches!(self.heap.payload(key), Payload::Str(_)) {
            return Err(self.type_error("keywords must be strings"));
        }
        if self.dict_get(dict, key)?.is_some() {
            let function = self.function_description(callable);
            let text = self.heap.str_text(key).to_owned();
            return Err(self.type_error(format!(
                "{function} got multiple values for keyword argument '{text}'"
            )));
        }
        self.dict_set(dict, key, value)
    }

    /// `module.function()` or `function()`, as errors about calls name it: by `__qualname__` and
    /// `__module__`, or as a str where there are none.
    pub(super) fn function_description(&mut self, callable: Obj) -> String {
        match self.qualified_description(callable) {
            Ok(Some(description)) => description,
            Ok(None) => self.str_text(callable).unwrap_or_else(|raise| {
                self.drop_raise(raise);
                String::from("function")
            }),
            Err(raise) => {
                self.drop_raise(raise);
                String::from("function")
            }
        }
    }

    fn qualified_description(&mut self, callable: Obj) -> Result<Option<String>> {
        let (name, module) = (self.names.__qualname__, self.names.__module__);
        let Some(qualname) = self.get_attr_opt(callable, name)? else { return Ok(None) };
        let text = self.str_text(qualname);
        self.decref(qualname);
        let text = text?;
        let Some(module) = self.get_attr_opt(callable, module)? else {
            return Ok(Some(format!("{text}()")));
        };
        let is_none = module == self.heap.none();
        let prefix = self.str_text(module);
        self.decref(module);
        Ok(Some(match prefix? {
            prefix if is_none || prefix == "builtins" => format!("{text}()"),
            prefix => format!("{prefix}.{text}()"),
        }))
    }

    /// Rewords the error of `f(*value)` for a value that cannot be iterated.
    pub(super) fn explain_star_argument(
        &mut self,
        raise: Raise,
        callable: Obj,
        value: Obj,
    ) -> Raise {
        if self.is_iterable(value) {
            return raise;
        }
        match self.swallow(raise, types::TYPE_ERROR) {
            Ok(()) => self.star_argument_error(callable, value, "*", "an iterable"),
            Err(other) => other,
        }
    }

    fn star_argument_error(
        &mut self,
        callable: Obj,
        value: Obj,
        star: &str,
        wanted: &str,
    ) -> Raise {
        let class = self.type_name(self.heap.type_of(value));
        if self.heap.release.operations.star_errors_name_no_function {
            return self.type_error(format!("Value after {star} must be {wanted}, not {class}"));
        }
        let function = self.function_description(callable);
        self.type_error(format!("{function} argument after {star} must be {wanted}, not {class}"))
    }

    /// Rewords the error of `[*value]` for a value that cannot be iterated.
    pub(super) fn explain_unpacking(&mut self, result: Result<()>, value: Obj) -> Result<()> {
        let Err(raise) = result else { return Ok(()) };
        if self.is_iterable(value) {
            return Err(raise);
        }
        self.swallow(raise, types::TYPE_ERROR)?;
        let class = self.type_name(self.heap.type_of(value));
        Err(self.type_error(format!("Value after * must be an iterable, not {class}")))
    }

    pub(crate) fn is_iterable(&mut self, value: Obj) -> bool {
        let (iter, getitem) = (self.names.__iter__, self.names.__getitem__);
        self.lookup_special(value, iter).is_some() || self.lookup_special(value, getitem).is_some()
    }

    /// Exactly `count` items of an iterable, as new references.
    pub(super) fn unpack(&mut self, iterable: Obj, count: usize) -> Result<Vec<Obj>> {
        let class = self.heap.type_of(iterable);
        let known: Option<Vec<Obj>> = match self.heap.payload(iterable) {
            Payload::Tuple(items) if class == types::TUPLE => Some(items.to_vec()),
            Payload::List(list) if class == types::LIST => Some(list.items.clone()),
            _ => None,
        };
        if let Some(items) = known {
            if items.len() == count {
                for &item in &items {
                    self.heap.incref(item);
                }
                return Ok(items);
            }
            if items.len() < count {
                return Err(self.value_error(format!(
                    "not enough values to unpack (expected {count}, got {})",
                    items.len()
                )));
            }
            let got = if self.heap.release.wording.counts_excess_values {
                format!(", got {}", items.len())
            } else {
                String::new()
            };
            return Err(
                self.value_error(format!("too many values to unpack (expected {count}{got})"))
            );
        }
        let iterator = self.iter_to_unpack(iterable)?;
        let mut items = Vec::with_capacity(count);
        let result = self.unpack_from(iterator, count, "", &mut items);
        let result = match result {
            Ok(()) => match self.next(iterator) {
                Ok(None) => Ok(()),
                Ok(Some(extra)) => {
                    self.decref(extra);
                    Err(self.value_error(format!("too many values to unpack (expected {count})")))
                }
                Err(raise) => Err(raise),
            },
            Err(raise) => Err(raise),
        };
        self.decref(iterator);
        match result {
            Ok(()) => Ok(items),
            Err(raise) => {
                for item in items {
                    self.decref(item);
                }
                Err(raise)
            }
        }
    }

    fn iter_to_unpack(&mut self, iterable: Obj) -> Result<Obj> {
        match self.iter(iterable) {
            Ok(iterator) => Ok(iterator),
            Err(raise) => {
                if self.is_iterable(iterable) {
                    return Err(raise);
                }
                self.swallow(raise, types::TYPE_ERROR)?;
                let class = self.type_name(self.heap.type_of(iterable));
                Err(self.type_error(format!("cannot unpack non-iterable {class} object")))
            }
        }
    }

    fn unpack_from(
        &mut self,
        iterator: Obj,
        count: usize,
        at_least: &str,
        items: &mut Vec<Obj>,
    ) -> Result<()> {
        while items.len() < count {
            match self.next(iterator)? {
                Some(item) => items.push(item),
                None => {
                    return Err(self.value_error(format!(
                        "not enough values to unpack (expected {at_least}{count}, got {})",
                        items.len()
                    )));
                }
            }
        }
        Ok(())
    }

    /// `a, *b, c = iterable`, as new references.
    pub(super) fn unpack_starred(
        &mut self,
        iterable: Obj,
        before: usize,
        after: usize,
    ) -> Result<Vec<Obj>> {
        let iterator = self.iter_to_unpack(iterable)?;
        let mut items = Vec::new();
        let mut result = if after == 0 {
            self.unpack_from(iterator, before, "at least ", &mut items)
        } else {
            match self.unpack_from(iterator, before, "at least ", &mut items) {
                Err(Raise::Exception(exception)) => {
                    self.decref(exception);
                    Err(self.value_error(format!(
                        "not enough values to unpack (expected at least {}, got {})",
                        before + after,
                        items.len()
                    )))
                }
                other => other,
            }
        };
        let mut list = None;
        if result.is_ok() {
            match crate::builtins::list::from_iterable(self, iterator) {
                Ok(made) => list = Some(made),
                Err(raise) => result = Err(raise),
            }
        }
        self.decref(iterator);
        let count = list.map_or(0, |list| self.heap.list(list).items.len());
        if result.is_ok() && count < after {
            result = Err(self.value_error(format!(
                "not enough values to unpack (expected at least {}, got {})",
                before + after,
                before + count
            )));
        }
        match (result, list) {
            (Ok(()), Some(list)) => {
                // The tail leaves the list without changing its room.
                let tail = self.heap.list_mut(list).items.split_off(count - after);
                items.push(list);
                items.extend(tail);
                Ok(items)
            }
            (result, list) => {
                for item in items.into_iter().chain(list) {
                    self.decref(item);
                }
                result.map(|()| Vec::new())
            }
        }
    }

    // --- match ---

    /// `MATCH_CLASS`: a tuple of attributes, or `None`.
    pub(super) fn match_class(
        &mut self,
        subject: Obj,
        class: Obj,
        positional: usize,
        names: Obj,
    ) -> Result<Obj> {
        if !self.heap.is_type(class) {
            return Err(self.type_error("called match pattern must be a class"));
        }
        if !self.isinstance(subject, class)? {
            return Ok(self.none());
        }
        let mut wanted: Vec<Obj> = Vec::new();
        let mut values = Vec::new();
        if positional > 0 {
            let name = self.names.__match_args__;
            match self.get_attr_opt(class, name)? {
                Some(match_args) => {
                    let Payload::Tuple(args) = self.heap.payload(match_args) else {
                        let shown = self.type_name(self.heap.type_of(match_args));
                        let class = self.type_name(class);
                        self.decref(match_args);
                        return Err(self.type_error(format!(
                            "{class}.__match_args__ must be a tuple (got {shown})"
                        )));
                    };
                    let args = args.to_vec();
                    self.decref(match_args);
                    if args.len() < positional {
                        return Err(self.too_many_patterns(class, args.len(), positional));
                    }
                    wanted.extend_from_slice(&args[..positional]);
                }
                None => {
                    if !self.matches_itself(class) {
                        return Err(self.too_many_patterns(class, 0, positional));
                    }
                    if positional > 1 {
                        return Err(self.too_many_patterns(class, 1, positional));
                    }
                    values.push(self.new_ref(subject));
                }
            }
        }
        wanted.extend_from_slice(self.heap.tuple(names));
        for name in wanted {
            match self.get_attr_opt(subject, name) {
                Ok(Some(value)) => values.push(value),
                Ok(None) => {
                    for value in values {
                        self.decref(value);
                    }
                    return Ok(self.none());
                }
                Err(raise) => {
                    for value in values {
                        self.decref(value);
                    }
                    return Err(raise);
                }
            }
        }
        Ok(self.heap.new_tuple(values))
    }

    fn too_many_patterns(&mut self, class: Obj, accepts: usize, given: usize) -> Raise {
        let class = self.type_name(class);
        let plural = if accepts == 1 { "" } else { "s" };
        self.type_error(format!(
            "{class}() accepts {accepts} positional sub-pattern{plural} ({given} given)"
        ))
    }

    /// Classes whose single positional pattern is the subject itself.
    fn matches_itself(&self, class: Obj) -> bool {
        [
            types::BOOL,
            types::BYTEARRAY,
            types::BYTES,
            types::DICT,
            types::FLOAT,
            types::FROZENSET,
            types::INT,
            types::LIST,
            types::SET,
            types::STR,
            types::TUPLE,
        ]
        .iter()
        .any(|&built_in| self.is_subtype(class, built_in))
    }

    /// `MATCH_KEYS`: a tuple of values, or `None` when a key is missing.
    pub(super) fn match_keys(&mut self, subject: Obj, keys: Obj) -> Result<Obj> {
        let keys = self.heap.tuple(keys).to_vec();
        let mut values = Vec::with_capacity(keys.len());
        for key in keys {
            let found = match self.heap.payload(subject) {
                Payload::Dict(_) => self.dict_get(subject, key).map(|found| {
                    found.inspect(|&value| {
                        self.heap.incref(value);
                    })
                }),
                _ => match self.get_item(subject, key) {
                    Ok(value) => Ok(Some(value)),
                    Err(raise) => self.swallow(raise, types::KEY_ERROR).map(|()| None),
                },
            };
            match found {
                Ok(Some(value)) => values.push(value),
                other => {
                    for value in values {
                        self.decref(value);
                    }
                    return other.map(|_| self.none());
                }
            }
        }
        Ok(self.heap.new_tuple(values))
    }

    // --- strings ---

    /// Joins the strings on a range of the stack. One piece is given back itself.
    ///
    /// # Errors
    /// `MemoryError`.
    pub(super) fn join_pieces(&mut self, from: usize, to: usize) -> Result<Obj> {
        let length =
            self.stack[from..to].iter().map(|slot| self.heap.str_text(slot.object()).len()).sum();
        if length > 4096 {
            self.check_room(length)?;
        }
        let mut text = String::with_capacity(length);
        let mut filled = None;
        let mut count = 0;
        for place in from..to {
            let piece = self.stack[place].object();
            let content = self.heap.str_text(piece);
            if !content.is_empty() {
                filled = Some(piece);
                count += 1;
                text.push_str(content);
            }
        }
        Ok(match (count, filled) {
            (0, _) => {
                let empty = self.heap.singletons().empty_str;
                self.new_ref(empty)
            }
            (1, Some(piece)) if self.heap.type_of(piece) == types::STR => self.new_ref(piece),
            _ => self.heap.new_str_fresh(&text),
        })
    }

    /// The result of an arithmetic operator of two floats in the place of an operand that only the
    /// stack refers to, which is given back. The instruction must have run before: CPython's learns
    /// the first time that it gets floats.
    pub(super) fn reuse_operand(
        &mut self,
        body: &CodeBody,
        pc: usize,
        left: Slot,
        right: Slot,
        value: f64,
    ) -> Option<Slot> {
        let cache = &body.caches[pc - 1];
        if cache.get().kind == 0 {
            cache.set(Cache { kind: 1, ..Cache::default() });
            return None;
        }
        let free = |slot: &Slot| !slot.is_borrowed() && self.heap.get(slot.object()).refcount == 1;
        let kept = [left, right].into_iter().find(free)?;
        *self.heap.payload_mut(kept.object()) = Payload::Float(value);
        Some(kept)
    }

    /// `s += x` for a local that nobody else refers to: grows the string where it is. The operands
    /// stand on the stack; the result is the left one's reference taken over.
    pub(super) fn append_in_place(
        &mut self,
        body: &CodeBody,
        pc: usize,
        base: usize,
        left: Slot,
        right: Slot,
    ) -> Option<Obj> {
        let (target, addition) = (left.object(), right.object());
        if self.heap.type_of(target) != types::STR || self.heap.type_of(addition) != types::STR {
            return None;
        }
        let Some(&Op::StoreFast(local)) = body.ops.get(pc) else { return None };
        let place = base + local as usize;
        if self.stack[place].get() != Some(target) {
            return None;
        }
        // The instruction does so once it is specialised; until then it makes a new str.
        if body.warmup.get() != 0 {
            return None;
        }
        let cell = &body.caches[pc - 1];
        let cache = cell.get();
        if cache.index < self.heap.release.operations.cold_appends {
            cell.set(Cache { index: cache.index + 1, ..cache });
            return None;
        }
        let references = if left.is_borrowed() { 1 } else { 2 };
        if !self.heap.str_can_grow(target, references)
            || self.heap.str_text(addition).is_empty()
            || self.heap.str_text(target).is_empty()
        {
            return None;
        }
        let addition = self.heap.str_text(addition).to_owned();
        if !self.heap.str_append_in_place(target, &addition) {
            return None;
        }
        // The variable gives its reference up: the result takes its place with the next instruction.
        let held = std::mem::replace(&mut self.stack[place], Slot::NULL);
        if !left.is_borrowed() {
            self.drop_slot(held);
        }
        Some(target)
    }

    // --- the prompt ---

    /// Passes a value to `sys.displayhook`, if the program has set another one.
    pub(super) fn display(&mut self, value: Obj) -> Result<()> {
        let set = self.library.sys.and_then(|sys| {
            let namespace = self.heap.module(sys).dict;
            let hook = self.heap.dict_get_text(namespace, "displayhook");
            let original = self.heap.dict_get_text(namespace, "__displayhook__");
            (hook != original).then_some(hook)
        });
        match set {
            None => self.display_hook(value),
            Some(None) => Err(self.runtime_error("lost sys.displayhook")),
            Some(Some(hook)) => {
                self.heap.incref(hook);
                let result = self.call(hook, &[value]);
                self.decref(hook);
                let result = result?;
                self.decref(result);
                Ok(())
            }
        }
    }

    /// `sys.displayhook`: echoes a value that is not `None` and keeps it as `_`.
    fn display_hook(&mut self, value: Obj) -> Result<()> {
        if value == self.heap.none() {
            return Ok(());
        }
        let underscore = self.names.underscore;
        let builtins = self.builtins;
        let none = self.heap.none();
        let old = self.heap.dict_set_str(builtins, underscore, none);
        self.decref_opt(old);
        let mut text = self.repr_text(value)?;
        text.push('\n');
        self.write(Stream::Stdout, &text)?;
        let old = self.heap.dict_set_str(builtins, underscore, value);
        self.decref_opt(old);
        Ok(())
    }

    /// Makes `__annotations__` in a module's or class's namespace, if it is not there.
    pub(super) fn setup_annotations(&mut self) -> Result<()> {
        let frame = self.frames.last().expect("a frame runs");
        let namespace = frame.locals.unwrap_or(frame.globals);
        let name = self.names.__annotations__;
        if self.namespace_get(namespace, name)?.map(|found| self.decref(found)).is_none() {
            let dict = self.heap.new_dict();
            self.namespace_set(namespace, name, dict)?;
        }
        Ok(())
    }

    /// Type parameters and aliases; operands are taken off the stack.
    pub(super) fn type_parameter(&mut self, kind: TypeParameter, sp: &mut usize) -> Result<Obj> {
        let count = match kind {
            TypeParameter::TypeVar
            | TypeParameter::ParamSpec
            | TypeParameter::TypeVarTuple
            | TypeParameter::TypeAlias
            | TypeParameter::SubscriptGeneric => 1,
            _ => 2,
        };
        let operands: Vec<Slot> = self.stack[*sp - count..*sp].to_vec();
        let objects: Vec<Obj> = operands.iter().map(|slot| slot.object()).collect();
        let result = crate::modules::typing::type_parameter(self, kind, &objects);
        *sp -= count;
        let frame = self.frames.last_mut().expect("a frame runs");
        frame.sp = *sp;
        self.sp = *sp;
        for slot in operands {
            self.drop_slot(slot);
        }
        result
    }
}
