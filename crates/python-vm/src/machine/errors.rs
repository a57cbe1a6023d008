//! Making and raising exceptions.

use heap_model::objects::Exception;
use heap_model::{Obj, Payload, Runtime, types};

use super::{Halt, Machine, Raise, Result};

impl Machine {
    /// A new exception of a built-in class with these `args` (borrowed).
    pub fn new_exception(&mut self, class: Obj, args: &[Obj]) -> Obj {
        let args = self.heap.new_tuple_from(args);
        let fields = crate::builtins::exceptions::initial_fields(self, class, args);
        self.heap.new_exception(
            class,
            Exception {
                args,
                traceback: None,
                cause: None,
                context: None,
                suppress_context: false,
                dict: None,
                fields,
            },
        )
    }

    /// An exception of a built-in class with a message, ready to be returned as an error.
    #[cold]
    pub fn raise(&mut self, class: Obj, message: impl AsRef<str>) -> Raise {
        let message = self.heap.new_str(message.as_ref());
        let raise = self.raise_with_args(class, &[message]);
        self.decref(message);
        raise
    }

    /// An exception of a built-in class with these `args` (borrowed).
    #[cold]
    pub fn raise_with_args(&mut self, class: Obj, args: &[Obj]) -> Raise {
        let exception = self.new_exception(class, args);
        self.chain(exception);
        Raise::Exception(exception)
    }

    /// Sets `__context__` of an exception that is about to be raised to the one being handled.
    pub fn chain(&mut self, exception: Obj) {
        let Some(handled) = self.handled_exception() else { return };
        if handled == exception {
            return;
        }
        // A cycle in the chain is cut where the exception appears in it already.
        let mut link = handled;
        while let Some(next) = self.exception(link).context {
            if next == exception {
                self.exception_mut(link).context = None;
                self.decref(next);
                break;
            }
            link = next;
        }
        self.heap.incref(handled);
        let old = self.exception_mut(exception).context.replace(handled);
        self.decref_opt(old);
    }

    /// The contents of an exception.
    pub fn exception(&self, object: Obj) -> &Exception {
        match self.heap.payload(object) {
            Payload::Exception(exception) => exception,
            _ => panic!("{object:?} is no exception"),
        }
    }

    /// The contents of an exception, to change.
    pub fn exception_mut(&mut self, object: Obj) -> &mut Exception {
        match self.heap.payload_mut(object) {
            Payload::Exception(exception) => exception,
            _ => panic!("{object:?} is no exception"),
        }
    }

    /// The exception being handled, borrowed: `sys.exception()`.
    pub fn handled_exception(&self) -> Option<Obj> {
        self.handled.iter().rev().find_map(|&handled| handled)
    }

    /// Makes another exception the handled one; takes the reference over.
    pub(crate) fn replace_handled(&mut self, exception: Obj) {
        let place = self.handled.last_mut().expect("the thread's own entry");
        let old = place.replace(exception);
        self.decref_opt(old);
    }

    /// `TypeError`.
    #[cold]
    pub fn type_error(&mut self, message: impl AsRef<str>) -> Raise {
        self.raise(types::TYPE_ERROR, message)
    }

    /// `ValueError`.
    #[cold]
    pub fn value_error(&mut self, message: impl AsRef<str>) -> Raise {
        self.raise(types::VALUE_ERROR, message)
    }

    /// `IndexError`.
    #[cold]
    pub fn index_error(&mut self, message: impl AsRef<str>) -> Raise {
        self.raise(types::INDEX_ERROR, message)
    }

    /// `OverflowError`.
    #[cold]
    pub fn overflow_error(&mut self, message: impl AsRef<str>) -> Raise {
        self.raise(types::OVERFLOW_ERROR, message)
    }

    /// `RuntimeError`.
    #[cold]
    pub fn runtime_error(&mut self, message: impl AsRef<str>) -> Raise {
        self.raise(types::RUNTIME_ERROR, message)
    }

    /// `ZeroDivisionError`.
    #[cold]
    pub fn zero_division(&mut self, message: impl AsRef<str>) -> Raise {
        self.raise(types::ZERO_DIVISION_ERROR, message)
    }

    /// `MemoryError`, as a failed allocation raises it.
    #[cold]
    pub fn memory_error(&mut self) -> Raise {
        self.raise_with_args(types::MEMORY_ERROR, &[])
    }

    /// `KeyError` with the key itself.
    #[cold]
    pub fn raise_key_error(&mut self, key: Obj) -> Raise {
        self.raise_with_args(types::KEY_ERROR, &[key])
    }

    /// `NameError` of a name, which its `name` attribute then holds.
    #[cold]
    pub fn name_error(&mut self, class: Obj, message: &str, name: Obj) -> Raise {
        let raise = self.raise(class, message);
        if let Raise::Exception(exception) = raise {
            self.set_exception_field(exception, "name", name);
        }
        raise
    }

    /// `AttributeError` with `name` and `obj` set, as tracebacks' suggestions need them.
    #[cold]
    pub fn attribute_error(&mut self, message: &str, object: Obj, name: Obj) -> Raise {
        let raise = self.raise(types::ATTRIBUTE_ERROR, message);
        if let Raise::Exception(exception) = raise {
            self.set_exception_field(exception, "name", name);
            self.set_exception_field(exception, "obj", object);
        }
        raise
    }

    /// Sets a field of an exception's own struct; the value is borrowed.
    pub fn set_exception_field(&mut self, exception: Obj, field: &'static str, value: Obj) {
        self.heap.incref(value);
        let fields = &mut self.exception_mut(exception).fields;
        let old = match fields.iter_mut().find(|(name, _)| *name == field) {
            Some((_, place)) => place.replace(value),
            None => {
                fields.push((field, Some(value)));
                None
            }
        };
        self.decref_opt(old);
    }

    /// A field of an exception's own struct, borrowed.
    pub fn exception_field(&self, exception: Obj, field: &str) -> Option<Obj> {
        let fields = &self.exception(exception).fields;
        fields.iter().find(|(name, _)| *name == field).and_then(|&(_, value)| value)
    }

    /// Whether an exception is an instance of a class or of one of a tuple's classes.
    pub fn matches(&self, exception: Obj, class: Obj) -> bool {
        match self.heap.payload(class) {
            Payload::Tuple(classes) => classes.iter().any(|&class| self.matches(exception, class)),
            _ => self.is_subtype(self.heap.type_of(exception), class),
        }
    }

    /// Swallows an exception of that class; gives any other back.
    pub fn swallow(&mut self, raise: Raise, class: Obj) -> Result<()> {
        match raise {
            Raise::Exception(exception) if self.matches(exception, class) => {
                self.decref(exception);
                Ok(())
            }
            other => Err(other),
        }
    }

    /// Drops an exception that nobody will see.
    pub(crate) fn drop_raise(&mut self, raise: Raise) {
        if let Raise::Exception(exception) = raise {
            self.decref(exception);
        }
    }

    /// An error with a note after it.
    #[cold]
    pub(crate) fn with_note(&mut self, raise: Raise, note: &str) -> Raise {
        let Raise::Exception(exception) = raise else { return raise };
        let note = self.heap.new_str(note);
        let list = self.heap.new_list(vec![note]);
        let name = self.names.__notes__;
        let result = self.set_attr(exception, name, list);
        self.decref(list);
        if let Err(other) = result {
            self.drop_raise(other);
        }
        raise
    }

    /// `TypeError` of a native function for a keyword argument that it does not take.
    #[cold]
    pub fn unexpected_keyword(&mut self, function: &str, keyword: &str) -> Raise {
        self.type_error(match self.heap.release.library.unexpected_keywords_like_functions {
            true => format!("{function}() got an unexpected keyword argument '{keyword}'"),
            false => format!("'{keyword}' is an invalid keyword argument for {function}()"),
        })
    }

    /// Checks that so many bytes more may live. To be asked before large allocations.
    ///
    /// # Errors
    /// `MemoryError`.
    pub fn check_room(&mut self, bytes: usize) -> Result<()> {
        match self.heap.memory.live_bytes().checked_add(bytes as u64) {
            Some(sum) if sum <= self.limits.memory => Ok(()),
            _ => Err(self.memory_error()),
        }
    }

    // ANCHOR: spend
    /// Counts work on that many bytes towards the budget, which is looked at when the program next goes
    /// round a loop.
    #[inline]
    pub(crate) fn spend_on_bytes(&mut self, bytes: usize) {
        self.executed = self.executed.saturating_add(bytes as u64 / 64);
    }

    /// As [`Machine::spend_on_bytes`] of items of a list that move to another place, which a processor
    /// does in long strides.
    #[inline]
    pub(crate) fn spend_on_moves(&mut self, items: usize) {
        self.executed = self.executed.saturating_add(items as u64 / 128);
    }
    // ANCHOR_END: spend

    /// Spends instructions of the budget in a long native loop.
    pub fn tick(&mut self, instructions: u64) -> Result<()> {
        self.executed = self.executed.saturating_add(instructions);
        self.check_budget()
    }

    /// Whether the run has used up its instructions or its memory.
    #[inline(always)]
    pub(super) fn is_over_limits(&self) -> bool {
        self.spent() > self.limits.instructions
            || self.heap.memory.live_bytes() > self.limits.memory
    }

    /// Instructions executed, and what large blocks cost to fill: as much as one instruction for each
    /// two cache lines.
    #[inline(always)]
    fn spent(&self) -> u64 {
        self.executed.saturating_add(self.heap.memory.requested_bytes() / 128)
    }

    /// Halts the run when its budget is spent; raises `MemoryError` over the limit on memory.
    #[inline(always)]
    pub(super) fn check_budget(&mut self) -> Result<()> {
        if self.is_over_limits() { Err(self.beyond_limits()) } else { Ok(()) }
    }

    #[cold]
    fn beyond_limits(&mut self) -> Raise {
        if self.spent() > self.limits.instructions {
            return self.out_of_instructions();
        }
        self.memory_error()
    }

    #[cold]
    fn out_of_instructions(&mut self) -> Raise {
        let limit = format!("{} instructions", self.limits.instructions);
        self.stop(Halt::OutOfBudget(limit))
    }
}
