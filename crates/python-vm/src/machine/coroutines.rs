//! What `await`, `async for` and `async with` ask of objects.

use heap_model::{Obj, Payload, Runtime, types};

use super::{Machine, Raise, Result};
use crate::bytecode::Awaited;

impl Machine {
    /// `GET_AWAITABLE`: the iterator that `await` drives. New reference.
    pub(super) fn get_awaitable(&mut self, object: Obj, awaited: Awaited) -> Result<Obj> {
        let from = match awaited {
            Awaited::Operand => None,
            Awaited::Entered => Some("__aenter__"),
            Awaited::Exited => Some("__aexit__"),
        };
        if let Some(from) = from
            && !self.is_awaitable(object)
        {
            let class = self.type_name_of(object);
            return Err(self.type_error(format!(
                "'async with' received an object from {from} that does not implement __await__: \
                 {class}"
            )));
        }
        let iterator = self.awaitable_iterator(object)?;
        if self.heap.type_of(iterator) == types::COROUTINE && self.delegate_of(iterator).is_some() {
            self.decref(iterator);
            return Err(self.runtime_error("coroutine is being awaited already"));
        }
        Ok(iterator)
    }

    /// Whether code of that object may be awaited as it is: a coroutine, or a generator that
    /// `types.coroutine` marked.
    fn is_coroutine(&self, object: Obj) -> bool {
        match self.heap.payload(object) {
            Payload::Generator(generator) => {
                let flags = self.body(generator.code).flags;
                self.heap.type_of(object) == types::COROUTINE || flags.iterable_coroutine
            }
            _ => false,
        }
    }

    fn is_awaitable(&mut self, object: Obj) -> bool {
        self.is_coroutine(object) || self.lookup_special(object, self.names.__await__).is_some()
    }

    /// A coroutine itself, or what `__await__` gives (`_PyCoro_GetAwaitableIter`). New reference.
    pub(crate) fn awaitable_iterator(&mut self, object: Obj) -> Result<Obj> {
        if self.is_coroutine(object) {
            return Ok(self.new_ref(object));
        }
        let class = self.type_name_of(object);
        let Some(iterator) = self.call_special(object, self.names.__await__, &[])? else {
            return Err(self.type_error(
                match self.heap.release.operations.says_cannot_be_awaited {
                    true => format!("'{class}' object can't be awaited"),
                    false => format!("object {class} can't be used in 'await' expression"),
                },
            ));
        };
        let coroutine = self.is_coroutine(iterator);
        if !coroutine && self.is_iterator(iterator) {
            return Ok(iterator);
        }
        let given = self.type_name_of(iterator);
        self.decref(iterator);
        Err(self.type_error(if self.heap.release.operations.names_class_of_wrong_results {
            format!("{class}.__await__() must return an iterator, not {given}")
        } else if coroutine {
            "__await__() returned a coroutine".to_owned()
        } else {
            format!("__await__() returned non-iterator of type '{given}'")
        }))
    }

    /// `GET_AITER`: `__aiter__()`. New reference.
    pub(super) fn async_iterator(&mut self, object: Obj) -> Result<Obj> {
        let Some(iterator) = self.call_special(object, self.names.__aiter__, &[])? else {
            let class = self.type_name_of(object);
            return Err(self.type_error(format!(
                "'async for' requires an object with __aiter__ method, got {class}"
            )));
        };
        if self.lookup_special(iterator, self.names.__anext__).is_some() {
            return Ok(iterator);
        }
        let class = self.type_name_of(iterator);
        self.decref(iterator);
        Err(self.type_error(format!(
            "'async for' received an object from __aiter__ that does not implement __anext__: \
             {class}"
        )))
    }

    /// `GET_ANEXT`: what awaiting the next item drives. New reference.
    pub(super) fn next_awaitable(&mut self, iterator: Obj) -> Result<Obj> {
        let Some(awaitable) = self.call_special(iterator, self.names.__anext__, &[])? else {
            let class = self.type_name_of(iterator);
            return Err(self.type_error(format!(
                "'async for' requires an iterator with __anext__ method, got {class}"
            )));
        };
        if self.heap.type_of(iterator) == types::ASYNC_GENERATOR {
            return Ok(awaitable);
        }
        let result = self.awaitable_iterator(awaitable);
        let class = self.type_name_of(awaitable);
        self.decref(awaitable);
        match result {
            Err(Raise::Exception(cause)) => {
                let message =
                    format!("'async for' received an invalid object from __anext__: {class}");
                Err(self.raise_from(types::TYPE_ERROR, &message, cause))
            }
            other => other,
        }
    }

    /// An exception that another one (a reference taken over) is the cause and the context of.
    pub(crate) fn raise_from(&mut self, class: Obj, message: &str, cause: Obj) -> Raise {
        let message = self.heap.new_str(message);
        let error = self.new_exception(class, &[message]);
        self.decref(message);
        self.heap.incref(cause);
        let content = self.exception_mut(error);
        content.cause = Some(cause);
        content.context = Some(cause);
        content.suppress_context = true;
        Raise::Exception(error)
    }

    /// `BEFORE_ASYNC_WITH`: the bound `__aexit__` and what `__aenter__()` gave. New references.
    pub(super) fn enter_async_context(&mut self, manager: Obj) -> Result<(Obj, Obj)> {
        let enter = match self.lookup_special(manager, self.names.__aenter__) {
            Some(enter) => self.bind_special(enter, manager)?,
            None => return Err(self.no_async_context_manager(manager, "")),
        };
        let exit = match self.lookup_special(manager, self.names.__aexit__) {
            Some(exit) => self.bind_special(exit, manager)?,
            None => {
                self.decref(enter);
                return Err(self.no_async_context_manager(manager, " (missed __aexit__ method)"));
            }
        };
        let entered = self.call(enter, &[]);
        self.decref(enter);
        match entered {
            Ok(entered) => Ok((exit, entered)),
            Err(raise) => {
                self.decref(exit);
                Err(raise)
            }
        }
    }

    #[cold]
    pub(super) fn no_async_context_manager(&mut self, manager: Obj, missed: &str) -> Raise {
        let class = self.type_name_of(manager);
        let names = [self.names.__enter__, self.names.__exit__];
        let hint = self.other_with(
            manager,
            names,
            "but it supports the context manager protocol. \
             Did you mean to use 'with'?",
        );
        self.type_error(format!(
            "'{class}' object does not support the asynchronous context manager \
             protocol{missed}{hint}"
        ))
    }

    /// A hint at the other kind of `with`, if the object has its methods and the release looks.
    pub(super) fn other_with(&mut self, manager: Obj, names: [Obj; 2], hint: &str) -> String {
        if self.heap.release.operations.suggests_other_with
            && names.iter().all(|&name| self.lookup_special(manager, name).is_some())
        {
            return format!(" {hint}");
        }
        String::new()
    }
}
