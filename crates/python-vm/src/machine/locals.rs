//! `locals()`, by the release's rules.

use heap_model::{Obj, Payload, Runtime};

use super::{Machine, Result};

impl Machine {
    /// The global namespace of the running frame, borrowed.
    pub(crate) fn current_globals(&self) -> Obj {
        match self.frames.last() {
            Some(frame) => frame.globals,
            None => self.main_namespace(),
        }
    }

    /// `locals()` of the running frame: the namespace itself for a module or class body; for a
    /// function a dict of its variables, the same one each time up to 3.12, a new one from 3.13.
    /// New reference.
    pub(crate) fn current_locals(&mut self) -> Result<Obj> {
        let Some(number) = self.frames.len().checked_sub(1) else {
            let namespace = self.main_namespace();
            return Ok(self.new_ref(namespace));
        };
        self.frame_locals(number)
    }

    /// As [`Machine::current_locals`] for any running frame.
    pub(crate) fn frame_locals(&mut self, number: usize) -> Result<Obj> {
        let frame = &self.frames[number];
        if let (Some(locals), false) = (frame.locals, frame.body.flags.optimized) {
            return Ok(self.new_ref(locals));
        }
        let cached = self.heap.release.frames.locals_cached;
        let dict = match (cached, self.frames[number].locals) {
            (true, Some(dict)) => self.new_ref(dict),
            _ => self.heap.new_dict(),
        };
        let frame = &self.frames[number];
        let body = frame.body.clone();
        let base = frame.base;
        for (place, (_, kind)) in body.template().localsplus.iter().enumerate() {
            if kind.hidden {
                continue;
            }
            let held = self.stack[base + place].get();
            let value = match held {
                Some(cell) if kind.cell || kind.free => match self.heap.payload(cell) {
                    &Payload::Cell(value) => value,
                    _ => Some(cell),
                },
                other => other,
            };
            let name = body.local_names[place];
            match value {
                Some(value) => {
                    let old = self.heap.dict_set_str(dict, name, value);
                    self.decref_opt(old);
                }
                None if cached => {
                    if let Some(entry) = self.heap.dict_find_str(dict, name) {
                        let (key, value) = self.heap.dict_remove(dict, entry);
                        self.decref(key);
                        self.decref(value);
                    }
                }
                None => {}
            }
        }
        if cached && self.frames[number].locals.is_none() {
            self.heap.incref(dict);
            self.frames[number].locals = Some(dict);
        }
        Ok(dict)
    }

    /// The instruction that a running frame is at.
    pub(crate) fn running_instruction(&self, number: usize) -> usize {
        self.frames[number].instruction
    }

    /// `frame.f_locals`.
    pub(crate) fn locals_of_frame_object(&mut self, frame: Obj) -> Result<Obj> {
        let content = self.heap.frame(frame);
        if let Some(number) = content.running {
            return self.frame_locals(number as usize);
        }
        if let Some(locals) = content.locals {
            return Ok(self.new_ref(locals));
        }
        let body = self.body(content.code);
        let slots = content.slots.clone();
        let dict = self.heap.new_dict();
        for ((slot, (_, kind)), &name) in
            slots.iter().zip(&body.template().localsplus).zip(&body.local_names)
        {
            let value = match slot.get() {
                Some(cell) if kind.cell || kind.free => match self.heap.payload(cell) {
                    &Payload::Cell(value) => value,
                    _ => Some(cell),
                },
                other => other,
            };
            if let Some(value) = value {
                self.heap.dict_set_str(dict, name, value);
            }
        }
        if self.heap.release.frames.locals_cached {
            self.heap.incref(dict);
            self.heap.frame_mut(frame).locals = Some(dict);
        }
        Ok(dict)
    }

    /// `generator.gi_frame`, borrowed; `None` once the generator has finished.
    pub(crate) fn generator_frame(&mut self, generator: Obj) -> Option<Obj> {
        use heap_model::objects::{Execution, FrameObject};
        let content = self.heap.generator(generator);
        match content.execution {
            Execution::Finished => return None,
            Execution::Running => {
                let number =
                    self.frames.iter().position(|frame| frame.generator == Some(generator))?;
                return Some(self.frame_object(number));
            }
            Execution::Created | Execution::Suspended => {}
        }
        if content.frame.is_some() {
            return content.frame;
        }
        let (code, globals, builtins) = (content.code, content.globals, content.builtins);
        let instruction = content.instruction;
        for object in [code, globals, builtins] {
            self.heap.incref(object);
        }
        let size = self.body(code).size;
        let frame = self.heap.new_frame(
            FrameObject {
                code,
                globals,
                builtins,
                locals: None,
                back: None,
                slots: Vec::new(),
                instruction,
                running: None,
                generator: Some(generator),
            },
            size,
        );
        self.heap.generator_mut(generator).frame = Some(frame);
        Some(frame)
    }
}
