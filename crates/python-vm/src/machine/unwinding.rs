//! From a raised exception to its handler: tracebacks, handlers, frames that are left.

use heap_model::objects::{FrameObject, Slot, Traceback};
use heap_model::{Obj, Runtime};

use super::evaluate::Next;
use super::frame::{Exit, Frame};
use super::{Machine, Raise, Result};

impl Machine {
    /// Takes an exception to the innermost handler, leaving frames without one.
    ///
    /// # Errors
    /// The exception, when it left the frame that Rust code had entered.
    pub(super) fn unwind(&mut self, raise: Raise) -> Result<Next> {
        let Raise::Exception(mut exception) = raise else {
            return self.abandon_frames();
        };
        loop {
            if !std::mem::take(&mut self.reraising) {
                self.add_traceback(exception);
            }
            let raised_at = self.reraised_at.take();
            let frame = self.frames.last().expect("a frame runs");
            let at = frame.instruction as u32;
            let floor = frame.base + frame.body.locals;
            let handler = frame
                .body
                .template()
                .handlers
                .iter()
                .find(|handler| handler.start <= at && at < handler.end)
                .copied();
            let Some(handler) = handler else {
                if let Some(raised_at) = raised_at {
                    self.frames.last_mut().expect("a frame runs").instruction = raised_at;
                }
                match self.leave_by_exception(&mut exception)? {
                    Some(next) => return Ok(next),
                    None => continue,
                }
            };
            let mut sp = frame.sp;
            let keep = floor + handler.depth as usize;
            while sp > keep {
                sp -= 1;
                let slot = std::mem::replace(&mut self.stack[sp], Slot::NULL);
                self.frames.last_mut().expect("a frame runs").sp = sp;
                self.sp = sp;
                self.drop_slot(slot);
            }
            if handler.lasti {
                let place = self.heap.new_int(i64::from(at));
                self.stack[sp] = Slot::counted(place);
                sp += 1;
            }
            self.stack[sp] = Slot::counted(exception);
            sp += 1;
            let frame = self.frames.last_mut().expect("a frame runs");
            frame.sp = sp;
            frame.instruction = (handler.target as usize).wrapping_sub(1);
            self.sp = sp;
            return Ok(Next::Reload);
        }
    }

    /// Leaves the innermost frame by an exception. `Some`: the loop goes on without it.
    fn leave_by_exception(&mut self, exception: &mut Obj) -> Result<Option<Next>> {
        if self.library.profiler.is_some() {
            self.profile_end();
        }
        let number = self.frames.len() - 1;
        let frame = &self.frames[number];
        let floor = frame.base + frame.body.locals;
        let mut sp = frame.sp;
        self.sp = sp;
        while sp > floor {
            sp -= 1;
            let slot = std::mem::replace(&mut self.stack[sp], Slot::NULL);
            self.frames[number].sp = sp;
            self.drop_slot(slot);
        }
        let frame = self.frames.pop().expect("a frame runs");
        let (exit, caller_sp, generator) = (frame.exit, frame.caller_sp, frame.generator);
        self.clear_frame(frame);
        self.sp = caller_sp;
        if let Some(generator) = generator {
            self.generator_finished(generator);
            // Where the code has no handler for it, resuming a generator does this.
            if !self.heap.release.compiler.handles_stop_iteration {
                let code = self.generator(generator).code;
                *exception = self.stop_iteration_error(code, *exception);
            }
        }
        match exit {
            Exit::ToRust => Err(Raise::Exception(*exception)),
            Exit::ToLoop { target } => {
                // The end of a generator by StopIteration cannot happen here: its code turns it
                // into a RuntimeError. Anything else goes on in the loop's frame.
                let _ = target;
                Ok(None)
            }
            Exit::ToCaller | Exit::Initialized => {
                if let Some(caller) = self.frames.last_mut() {
                    caller.sp = caller_sp;
                }
                Ok(None)
            }
        }
    }

    /// Leaves all frames down to the one that Rust entered, with nothing run any more.
    fn abandon_frames(&mut self) -> Result<Next> {
        while let Some(frame) = self.frames.pop() {
            let exit = frame.exit;
            self.sp = frame.caller_sp;
            if let Some(generator) = frame.generator {
                self.generator_finished(generator);
            }
            if exit == Exit::ToRust {
                break;
            }
        }
        Err(Raise::Halt)
    }

    /// Drops a left frame's locals in the release's order, or hands them to its frame object when
    /// somebody else holds that.
    pub(super) fn clear_frame(&mut self, frame: Frame) {
        let (base, locals) = (frame.base, frame.body.locals);
        if frame.object.is_none() && frame.locals.is_none() {
            return self.clear_plain_frame(frame);
        }
        let mut kept = false;
        if let Some(object) = frame.object {
            kept = self.heap.refcount(object).is_none_or(|count| count > 1);
            if kept {
                let slots: Vec<Slot> = (base..base + locals)
                    .map(|place| {
                        let slot = std::mem::replace(&mut self.stack[place], Slot::NULL);
                        if slot.is_null() { slot } else { Slot::counted(self.own(slot)) }
                    })
                    .collect();
                let back = match (self.heap.frame(object).back, frame.exit) {
                    (None, _) if !self.frames.is_empty() => {
                        Some(self.frame_object(self.frames.len() - 1))
                    }
                    _ => None,
                };
                let content = self.heap.frame_mut(object);
                content.slots = slots;
                content.running = None;
                content.generator = None;
                content.instruction = frame.instruction as u32;
                // What `f_locals` was given beside the variables stays.
                content.locals = frame.locals.or(content.locals);
                if let Some(back) = back {
                    content.back = Some(back);
                    self.heap.incref(back);
                }
                self.heap.track(object);
            } else {
                let content = self.heap.frame_mut(object);
                (content.running, content.generator) = (None, None);
            }
            self.decref(object);
        }
        if !kept {
            if !self.heap.release.frames.locals_die_first_to_last {
                for place in (base..base + locals).rev() {
                    let slot = std::mem::replace(&mut self.stack[place], Slot::NULL);
                    self.drop_slot(slot);
                }
            } else {
                for place in base..base + locals {
                    let slot = std::mem::replace(&mut self.stack[place], Slot::NULL);
                    self.drop_slot(slot);
                }
            }
            self.decref_opt(frame.locals);
        }
        self.decref_opt(frame.function);
        self.decref(frame.code);
    }

    /// As [`Machine::clear_frame`] of a frame that nobody has seen as an object.
    #[inline]
    fn clear_plain_frame(&mut self, frame: Frame) {
        let places = frame.base..frame.base + frame.body.locals;
        if self.heap.release.frames.locals_die_first_to_last {
            places.for_each(|place| self.clear_place(place));
        } else {
            places.rev().for_each(|place| self.clear_place(place));
        }
        self.decref_opt(frame.function);
        self.decref(frame.code);
    }

    #[inline(always)]
    fn clear_place(&mut self, place: usize) {
        let slot = self.stack[place];
        if !slot.is_null() {
            self.stack[place] = Slot::NULL;
            self.drop_slot(slot);
        }
    }

    /// The frame object of a running frame, made at the first time of asking. Borrowed.
    pub(crate) fn frame_object(&mut self, number: usize) -> Obj {
        if let Some(object) = self.frames[number].object {
            return object;
        }
        let frame = &self.frames[number];
        let (code, globals, builtins) = (frame.code, frame.globals, frame.builtins);
        let (instruction, generator) = (frame.instruction as u32, frame.generator);
        for object in [code, globals, builtins] {
            self.heap.incref(object);
        }
        let size = self.frames[number].body.size;
        let content = FrameObject {
            code,
            globals,
            builtins,
            locals: None,
            back: None,
            slots: Vec::new(),
            instruction,
            running: Some(number as u32),
            generator,
        };
        let object = self.heap.new_frame(content, size);
        self.frames[number].object = Some(object);
        object
    }

    /// Adds the running frame to an exception's traceback.
    pub(crate) fn add_traceback(&mut self, exception: Obj) {
        let number = self.frames.len() - 1;
        let filename = self.heap.code(self.frames[number].code).filename;
        if crate::modules::stands_for_c(self.heap.str_text(filename)) {
            return;
        }
        let frame = self.frame_object(number);
        self.heap.incref(frame);
        let running = &self.frames[number];
        let (instruction, line) =
            (running.instruction, running.body.position(running.instruction).line);
        let next = self.exception_mut(exception).traceback.take();
        let traceback = self.heap.new_traceback(Traceback {
            next,
            frame,
            instruction: instruction as u32,
            line,
        });
        self.exception_mut(exception).traceback = Some(traceback);
    }
}
