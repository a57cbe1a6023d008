//! Generators: frames that are put aside and taken up again.

use heap_model::objects::{Execution, Generator, Slot};
use heap_model::{Obj, Payload, Runtime, types};

use super::evaluate::Next;
use super::frame::{Exit, Frame};
use super::{Machine, Raise, Result};
use crate::bytecode::Op;

/// What resuming a generator gave: `Ok` yielded, `Err` returned. New references.
pub type Resumed = std::result::Result<Obj, Obj>;

impl Machine {
    /// `RETURN_GENERATOR`: moves the running frame into a new generator.
    pub(super) fn make_generator(&mut self, next_instruction: usize) -> Obj {
        if self.library.profiler.is_some() {
            self.profile_generator();
        }
        let number = self.frames.len() - 1;
        // From 3.15 a generator expression's iterator stands on the stack already.
        let (base, sp) = (self.frames[number].base, self.frames[number].sp);
        let slots = self.take_slots(base, sp);
        let frame = &mut self.frames[number];
        let function = frame.function;
        let (code, globals, builtins) = (frame.code, frame.globals, frame.builtins);
        let (name, qualname) = match function {
            Some(function) => {
                let content = self.heap.function(function);
                (content.name, content.qualname)
            }
            None => {
                let content = self.heap.code(code);
                (content.name, content.qualname)
            }
        };
        let flags = self.body(code).flags;
        let class = match (flags.coroutine, flags.async_generator) {
            (true, _) => types::COROUTINE,
            (_, true) => types::ASYNC_GENERATOR,
            _ => types::GENERATOR,
        };
        for object in [code, globals, builtins, name, qualname].into_iter().chain(function) {
            self.heap.incref(object);
        }
        let size = self.frames[number].body.size;
        self.heap.new_generator(
            class,
            Generator {
                code,
                function,
                globals,
                builtins,
                name,
                qualname,
                slots,
                locals: None,
                instruction: next_instruction as u32,
                execution: Execution::Created,
                handled: None,
                frame: None,
                running_async: false,
                closed: false,
            },
            size,
        )
    }

    /// Moves a range of the stack out as counted slots.
    fn take_slots(&mut self, from: usize, to: usize) -> Vec<Slot> {
        (from..to)
            .map(|place| {
                let slot = std::mem::replace(&mut self.stack[place], Slot::NULL);
                if slot.is_null() { slot } else { Slot::counted(self.own(slot)) }
            })
            .collect()
    }

    pub(crate) fn generator(&self, object: Obj) -> &Generator {
        match self.heap.payload(object) {
            Payload::Generator(generator) => generator,
            _ => panic!("{object:?} is no generator"),
        }
    }

    pub(crate) fn generator_mut(&mut self, object: Obj) -> &mut Generator {
        match self.heap.payload_mut(object) {
            Payload::Generator(generator) => generator,
            _ => panic!("{object:?} is no generator"),
        }
    }

    /// Puts a generator's frame back on the machine's stack.
    fn restore_frame(&mut self, object: Obj, exit: Exit) -> Result<()> {
        if self.frames.len() >= self.recursion_limit as usize {
            return Err(self.recursion_error(""));
        }
        let generator = self.generator_mut(object);
        generator.execution = Execution::Running;
        let slots = std::mem::take(&mut generator.slots);
        let locals = generator.locals.take();
        let handled = generator.handled.take();
        let (code, function) = (generator.code, generator.function);
        let (globals, builtins) = (generator.globals, generator.builtins);
        let instruction = generator.instruction as usize;
        let frame_object = generator.frame.take();
        let body = self.body(code);
        let base = self.sp;
        self.reserve(base + body.size + 16);
        self.stack[base..base + slots.len()].copy_from_slice(&slots);
        let sp = base + slots.len();
        self.heap.incref(code);
        if let Some(function) = function {
            self.heap.incref(function);
        }
        self.handled.push(handled);
        let number = self.frames.len() as u32;
        if let Some(frame) = frame_object {
            let content = self.heap.frame_mut(frame);
            content.running = Some(number);
        }
        self.frames.push(Frame {
            body,
            code,
            function,
            globals,
            builtins,
            locals,
            base,
            caller_sp: base,
            sp,
            instruction: instruction.wrapping_sub(1),
            object: frame_object,
            generator: Some(object),
            exit,
        });
        self.sp = sp;
        if self.library.profiler.is_some() {
            self.profile_call(code);
        }
        Ok(())
    }

    fn push_sent(&mut self, value: Obj) {
        let frame = self.frames.last_mut().expect("just restored");
        self.stack[frame.sp] = Slot::counted(value);
        frame.sp += 1;
        self.sp = frame.sp;
    }

    /// Resumes a generator with a value (a reference taken over; `None`: `next()`).
    ///
    /// # Errors
    /// What its code raised; `ValueError` when it runs already; `TypeError` for a first value other
    /// than `None`.
    pub(crate) fn resume(&mut self, object: Obj, value: Option<Obj>) -> Result<Resumed> {
        match self.generator(object).execution {
            Execution::Running => {
                self.decref_opt(value);
                let kind = self.generator_kind(object);
                return Err(self.value_error(format!("{kind} already executing")));
            }
            Execution::Finished => {
                self.decref_opt(value);
                if self.heap.type_of(object) == types::COROUTINE {
                    return Err(self.runtime_error("cannot reuse already awaited coroutine"));
                }
                return Ok(Err(self.none()));
            }
            Execution::Created => {
                if let Some(value) = value {
                    let none = self.heap.none();
                    self.decref(value);
                    if value != none {
                        let kind = self.generator_kind(object);
                        return Err(self.type_error(format!(
                            "can't send non-None value to a just-started {kind}"
                        )));
                    }
                }
                self.restore_frame(object, Exit::ToRust)?;
                let none = self.none();
                self.push_sent(none);
            }
            Execution::Suspended => {
                if let Err(raise) = self.restore_frame(object, Exit::ToRust) {
                    self.decref_opt(value);
                    return Err(raise);
                }
                let value = match value {
                    Some(value) => value,
                    None => self.none(),
                };
                self.push_sent(value);
            }
        }
        // The generator must outlive its own run.
        self.heap.incref(object);
        let result = self.run_loop();
        let yielded = self.generator(object).execution == Execution::Suspended;
        self.decref(object);
        result.map(|value| if yielded { Ok(value) } else { Err(value) })
    }

    fn generator_kind(&self, object: Obj) -> &'static str {
        match self.heap.type_of(object) {
            types::COROUTINE => "coroutine",
            types::ASYNC_GENERATOR => "async generator",
            _ => "generator",
        }
    }

    /// Resumes a generator under a `for` loop in the same evaluation loop. False: it is exhausted.
    pub(super) fn resume_inline(&mut self, object: Obj, _pc: usize, target: usize) -> Result<bool> {
        match self.generator(object).execution {
            Execution::Finished => return Ok(false),
            Execution::Running => {
                let kind = self.generator_kind(object);
                return Err(self.value_error(format!("{kind} already executing")));
            }
            Execution::Created | Execution::Suspended => {}
        }
        self.restore_frame(object, Exit::ToLoop { target })?;
        let none = self.none();
        self.push_sent(none);
        Ok(true)
    }

    /// `YIELD_VALUE`: puts the running frame back into its generator. The value is handed on.
    pub(super) fn suspend(&mut self, value: Obj, next_instruction: usize) -> Next {
        if self.library.profiler.is_some() {
            self.profile_end();
        }
        let frame = self.frames.pop().expect("a frame runs");
        let object = frame.generator.expect("only generators yield");
        // What is borrowed stays so: from the frame's own code or locals.
        let slots = self.stack[frame.base..frame.sp].to_vec();
        self.stack[frame.base..frame.sp].fill(Slot::NULL);
        let handled = self.handled.pop().expect("the generator's entry");
        if let Some(frame_object) = frame.object {
            let content = self.heap.frame_mut(frame_object);
            content.running = None;
            content.instruction = frame.instruction as u32;
        }
        let generator = self.generator_mut(object);
        generator.slots = slots;
        generator.locals = frame.locals;
        generator.handled = handled;
        generator.frame = frame.object;
        generator.instruction = next_instruction as u32;
        generator.execution = Execution::Suspended;
        self.decref_opt(frame.function);
        self.decref(frame.code);
        self.sp = frame.caller_sp;
        match frame.exit {
            Exit::ToLoop { .. } => {
                self.stack[frame.caller_sp] = Slot::counted(value);
                self.frames.last_mut().expect("the loop's frame").sp = frame.caller_sp + 1;
                Next::Reload
            }
            _ => Next::Return(value),
        }
    }

    /// A generator's frame returned; its locals are gone.
    pub(super) fn generator_returned(&mut self, object: Obj, exit: Exit, value: Obj) -> Next {
        self.generator_finished(object);
        match exit {
            Exit::ToLoop { target } => {
                self.decref(value);
                let frame = self.frames.last_mut().expect("the loop's frame");
                frame.instruction = target.wrapping_sub(1);
                Next::Reload
            }
            _ => Next::Return(value),
        }
    }

    /// A generator's frame is gone, by return or exception.
    pub(super) fn generator_finished(&mut self, object: Obj) {
        let handled = self.handled.pop().expect("the generator's entry");
        self.decref_opt(handled);
        let generator = self.generator_mut(object);
        generator.execution = Execution::Finished;
    }

    /// `generator.throw(exception)`: takes over the reference.
    pub(crate) fn throw_into(&mut self, object: Obj, exception: Obj) -> Result<Resumed> {
        match self.generator(object).execution {
            Execution::Running => {
                self.decref(exception);
                let kind = self.generator_kind(object);
                return Err(self.value_error(format!("{kind} already executing")));
            }
            Execution::Finished if self.heap.type_of(object) == types::COROUTINE => {
                self.decref(exception);
                return Err(self.runtime_error("cannot reuse already awaited coroutine"));
            }
            Execution::Finished => return Err(Raise::Exception(exception)),
            Execution::Created | Execution::Suspended => {}
        }
        // A generator that waits in `yield from` passes it to what it waits for.
        if let Some(receiver) = self.delegate_of(object) {
            return self.throw_into_delegate(object, receiver, exception);
        }
        self.restore_frame(object, Exit::ToRust)?;
        self.finish_throw(object, exception)
    }

    /// Raises in the restored frame and runs on.
    fn finish_throw(&mut self, object: Obj, exception: Obj) -> Result<Resumed> {
        self.heap.incref(object);
        self.chain(exception);
        // The frame waits at the `yield`; its instruction is the one before the next.
        let result = match self.unwind(Raise::Exception(exception)) {
            Ok(Next::Return(value)) => Ok(value),
            Ok(Next::Reload) => self.run_loop(),
            Err(raise) => Err(raise),
        };
        let yielded = self.generator(object).execution == Execution::Suspended;
        self.decref(object);
        result.map(|value| if yielded { Ok(value) } else { Err(value) })
    }

    /// What a generator that waits in `yield from` waits for, borrowed.
    pub(crate) fn delegate_of(&self, object: Obj) -> Option<Obj> {
        let generator = self.generator(object);
        if generator.execution != Execution::Suspended {
            return None;
        }
        let delegates = self.delegation_end(generator).is_some();
        if delegates { generator.slots.last().and_then(|slot| slot.get()) } else { None }
    }

    /// Where a generator that waits in `yield from` or `await` goes on when that ends: after the
    /// yield of a delegation stand a Resume and a jump back to its Send.
    fn delegation_end(&self, generator: &Generator) -> Option<u32> {
        let body = self.body(generator.code);
        let at = generator.instruction as usize;
        let [Op::Resume, Op::JumpBackward(send) | Op::Jump(send)] = body.ops.get(at..at + 2)?
        else {
            return None;
        };
        match body.ops.get(*send as usize) {
            Some(&Op::Send(target)) if (*send as usize) < at => Some(target),
            _ => None,
        }
    }

    fn throw_into_delegate(
        &mut self,
        object: Obj,
        receiver: Obj,
        exception: Obj,
    ) -> Result<Resumed> {
        self.heap.incref(receiver);
        self.generator_mut(object).execution = Execution::Running;
        let result = if self.matches(exception, types::GENERATOR_EXIT) {
            let closed = self.close_iterator(receiver);
            match closed {
                Ok(()) => Err(Raise::Exception(exception)),
                Err(raise) => {
                    self.decref(exception);
                    Err(raise)
                }
            }
        } else if matches!(self.heap.payload(receiver), Payload::Generator(_)) {
            self.throw_into(receiver, exception)
        } else {
            let name = self.names.throw;
            match self.get_attr_opt(receiver, name) {
                Ok(Some(method)) => {
                    let result = self.call(method, &[exception]);
                    self.decref(method);
                    self.decref(exception);
                    result.map(Ok)
                }
                Ok(None) => Err(Raise::Exception(exception)),
                Err(raise) => {
                    self.decref(exception);
                    Err(raise)
                }
            }
        };
        self.decref(receiver);
        self.generator_mut(object).execution = Execution::Suspended;
        match result {
            Ok(Ok(yielded)) => Ok(Ok(yielded)),
            Ok(Err(returned)) => {
                // The delegation is over: its value is what `yield from` gives.
                self.end_delegation(object, returned)
            }
            Err(Raise::Exception(exception)) if self.matches(exception, types::STOP_ITERATION) => {
                let value = self.exception_field(exception, "value").unwrap_or(self.heap.none());
                self.heap.incref(value);
                self.decref(exception);
                self.end_delegation(object, value)
            }
            Err(Raise::Exception(exception)) => {
                self.restore_frame(object, Exit::ToRust)?;
                self.finish_throw(object, exception)
            }
            Err(halt) => Err(halt),
        }
    }

    /// Goes on after the `Send` of a delegation that ended while an exception was thrown into it.
    fn end_delegation(&mut self, object: Obj, value: Obj) -> Result<Resumed> {
        let generator = self.generator(object);
        let target = self.delegation_end(generator).expect("the generator delegates");
        self.generator_mut(object).instruction = target;
        self.resume(object, Some(value))
    }

    /// `SEND`: one step of `yield from`. Takes over the value.
    pub(crate) fn send_value(&mut self, receiver: Obj, value: Obj) -> Result<Resumed> {
        if matches!(self.heap.payload(receiver), Payload::Generator(_)) {
            return self.resume(receiver, Some(value));
        }
        let stepped = if value == self.heap.none() {
            self.decref(value);
            self.next_or_value(receiver)
        } else {
            let name = self.names.send;
            let result = self.call_method(receiver, name, &[value]);
            self.decref(value);
            result.map(Ok)
        };
        match stepped {
            Err(Raise::Exception(exception)) if self.matches(exception, types::STOP_ITERATION) => {
                let value = self.exception_field(exception, "value").unwrap_or(self.heap.none());
                self.heap.incref(value);
                self.decref(exception);
                Ok(Err(value))
            }
            other => other,
        }
    }

    fn next_or_value(&mut self, iterator: Obj) -> Result<Resumed> {
        // `__next__` of a Python class may end with a value; the built-in iterators have none.
        if let Some(result) = self.call_special_next(iterator)? {
            return Ok(Ok(result));
        }
        Ok(Err(self.none()))
    }

    /// `__next__` with its StopIteration left to the caller, for Python classes.
    fn call_special_next(&mut self, iterator: Obj) -> Result<Option<Obj>> {
        let class = self.heap.type_of(iterator);
        if self.heap.type_object(class).flags.heap
            || matches!(self.heap.payload(iterator), Payload::Native(_))
        {
            let name = self.names.__next__;
            return self.call_special(iterator, name, &[]);
        }
        self.next(iterator)
    }

    /// `close()` of what a delegation waits for.
    fn close_iterator(&mut self, iterator: Obj) -> Result<()> {
        if matches!(self.heap.payload(iterator), Payload::Generator(_)) {
            return self.close(iterator).map(|value| self.decref(value));
        }
        let name = self.names.close;
        if let Some(method) = self.get_attr_opt(iterator, name)? {
            let result = self.call(method, &[]);
            self.decref(method);
            self.decref(result?);
        }
        Ok(())
    }

    /// `generator.close()`. Gives the value returned (3.13+), or `None`.
    pub(crate) fn close(&mut self, object: Obj) -> Result<Obj> {
        match self.generator(object).execution {
            Execution::Finished => return Ok(self.none()),
            Execution::Created => {
                // Nothing has run: there is nothing to unwind.
                self.finish_unstarted(object);
                return Ok(self.none());
            }
            Execution::Running => {
                let kind = self.generator_kind(object);
                return Err(self.value_error(format!("{kind} already executing")));
            }
            Execution::Suspended => {}
        }
        let exit = self.new_exception(types::GENERATOR_EXIT, &[]);
        match self.throw_into(object, exit) {
            Ok(Ok(yielded)) => {
                self.decref(yielded);
                let kind = self.generator_kind(object);
                Err(self.runtime_error(format!("{kind} ignored GeneratorExit")))
            }
            Ok(Err(returned)) => {
                if self.heap.release.frames.close_returns_value {
                    Ok(returned)
                } else {
                    self.decref(returned);
                    Ok(self.none())
                }
            }
            Err(Raise::Exception(exception))
                if self.matches(exception, types::GENERATOR_EXIT)
                    || self.matches(exception, types::STOP_ITERATION) =>
            {
                self.decref(exception);
                Ok(self.none())
            }
            Err(raise) => Err(raise),
        }
    }

    fn finish_unstarted(&mut self, object: Obj) {
        let generator = self.generator_mut(object);
        generator.execution = Execution::Finished;
        let slots = std::mem::take(&mut generator.slots);
        if let Some(frame) = generator.frame {
            self.heap.frame_mut(frame).generator = None;
        }
        if !self.heap.release.frames.locals_die_first_to_last {
            for slot in slots.into_iter().rev() {
                self.drop_slot(slot);
            }
        } else {
            for slot in slots {
                self.drop_slot(slot);
            }
        }
    }

    /// A `StopIteration` that would leave a generator becomes a `RuntimeError`, and so does a
    /// `StopAsyncIteration` that would leave an asynchronous generator. Takes over and gives a
    /// reference.
    pub(super) fn stop_iteration_error(&mut self, code: Obj, exception: Obj) -> Obj {
        let flags = self.body(code).flags;
        let kind = match (flags.async_generator, flags.coroutine) {
            (true, _) => "async generator",
            (_, true) => "coroutine",
            _ => "generator",
        };
        let message = if self.matches(exception, types::STOP_ITERATION) {
            format!("{kind} raised StopIteration")
        } else if flags.async_generator && self.matches(exception, types::STOP_ASYNC_ITERATION) {
            format!("{kind} raised StopAsyncIteration")
        } else {
            return exception;
        };
        let message = self.heap.new_str(&message);
        let error = self.new_exception(types::RUNTIME_ERROR, &[message]);
        self.decref(message);
        self.heap.incref(exception);
        let content = self.exception_mut(error);
        content.cause = Some(exception);
        content.context = Some(exception);
        content.suppress_context = true;
        error
    }
}
