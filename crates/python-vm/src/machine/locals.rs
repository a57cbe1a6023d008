//! `locals()`, by the release's rules.

use heap_model::objects::Slot;
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
            return self.namespace_with_hidden(number, locals);
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
        // What `f_locals` was given beside the variables.
        if let Some(frame) = self.frames[number].object.filter(|_| !cached)
            && let Some(extra) = self.heap.frame(frame).locals
        {
            for (key, value) in self.dict_items(extra) {
                self.dict_set(dict, key, value)?;
            }
        }
        Ok(dict)
    }

    /// The namespace of a module's or class's frame. While a comprehension runs in it, `locals()` is
    /// another dict: one of the comprehension's variables alone from 3.13, before a copy with them.
    fn namespace_with_hidden(&mut self, number: usize, locals: Obj) -> Result<Obj> {
        let frame = &self.frames[number];
        let hidden = |place: &usize| frame.body.template().localsplus[*place].1.hidden;
        let bound: Vec<(Obj, Obj)> = (0..frame.body.locals)
            .filter(hidden)
            .filter_map(|place| {
                let value = match self.stack[frame.base + place].get()? {
                    cell if matches!(self.heap.payload(cell), Payload::Cell(_)) => {
                        let &Payload::Cell(value) = self.heap.payload(cell) else { unreachable!() };
                        value?
                    }
                    value => value,
                };
                Some((frame.body.local_names[place], value))
            })
            .collect();
        if bound.is_empty() {
            return Ok(self.new_ref(locals));
        }
        let dict = match self.heap.release.frames.locals_cached {
            true if matches!(self.heap.payload(locals), Payload::Dict(_)) => {
                self.heap.dict_copy(locals)
            }
            _ => self.heap.new_dict(),
        };
        for (name, value) in bound {
            let old = self.heap.dict_set_str(dict, name, value);
            self.decref_opt(old);
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
        let suspended = content.generator;
        if let (Some(locals), None) = (content.locals, suspended) {
            return Ok(self.new_ref(locals));
        }
        let body = self.body(content.code);
        let known = content.locals;
        let slots = match suspended {
            Some(generator) => self.generator(generator).slots.to_vec(),
            None => content.slots.clone(),
        };
        // A generator that waits may have gone on since: its dict is brought up to date.
        let dict = match known {
            Some(known) => self.new_ref(known),
            None => self.heap.new_dict(),
        };
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
            match value {
                Some(value) => {
                    let old = self.heap.dict_set_str(dict, name, value);
                    self.decref_opt(old);
                }
                None if known.is_some() => {
                    if let Some(entry) = self.heap.dict_find_str(dict, name) {
                        let (key, value) = self.heap.dict_remove(dict, entry);
                        self.decref(key);
                        self.decref(value);
                    }
                }
                None => {}
            }
        }
        if self.heap.release.frames.locals_cached && known.is_none() {
            self.heap.incref(dict);
            self.heap.frame_mut(frame).locals = Some(dict);
        }
        Ok(dict)
    }

    /// The slots of a frame object's variables, wherever they are now.
    fn frame_slot(&self, frame: Obj, place: usize) -> Slot {
        let content = self.heap.frame(frame);
        match (content.running, content.generator) {
            (Some(number), _) => self.stack[self.frames[number as usize].base + place],
            (None, Some(generator)) => {
                self.generator(generator).slots.get(place).copied().unwrap_or(Slot::NULL)
            }
            (None, None) => content.slots.get(place).copied().unwrap_or(Slot::NULL),
        }
    }

    /// The place of a variable among a frame's locals, by its name.
    pub(crate) fn frame_place(&self, frame: Obj, name: Obj) -> Option<usize> {
        let Payload::Str(text) = self.heap.payload(name) else { return None };
        let body = self.body(self.heap.frame(frame).code);
        let template = body.template();
        (0..template.localsplus.len()).find(|&place| {
            !template.localsplus[place].1.hidden && template.localsplus[place].0 == text.text
        })
    }

    /// What a variable of a frame holds, borrowed.
    pub(crate) fn frame_variable(&self, frame: Obj, place: usize) -> Option<Obj> {
        let object = self.frame_slot(frame, place).get()?;
        let body = self.body(self.heap.frame(frame).code);
        let kind = body.template().localsplus[place].1;
        match self.heap.payload(object) {
            &Payload::Cell(value) if kind.cell || kind.free => value,
            _ => Some(object),
        }
    }

    /// The variables of a frame that are bound: names and values, borrowed.
    pub(crate) fn frame_variables(&self, frame: Obj) -> Vec<(Obj, Obj)> {
        let body = self.body(self.heap.frame(frame).code);
        let names = body.local_names.iter().zip(&body.template().localsplus).enumerate();
        names
            .filter(|(_, (_, (_, kind)))| !kind.hidden)
            .filter_map(|(place, (&name, _))| Some((name, self.frame_variable(frame, place)?)))
            .collect()
    }

    /// Binds a variable of a frame, through its cell if it has one.
    pub(crate) fn set_frame_variable(&mut self, frame: Obj, place: usize, value: Obj) {
        self.heap.incref(value);
        let slot = self.frame_slot(frame, place);
        let body = self.body(self.heap.frame(frame).code);
        let kind = body.template().localsplus[place].1;
        if let Some(cell) = slot.get()
            && (kind.cell || kind.free)
            && let Payload::Cell(content) = self.heap.payload_mut(cell)
        {
            let old = content.replace(value);
            self.decref_opt(old);
            return;
        }
        let new = Slot::counted(value);
        let content = self.heap.frame_mut(frame);
        let held = match (content.running, content.generator) {
            (Some(number), _) => {
                let base = self.frames[number as usize].base;
                self.stack.get_mut(base + place)
            }
            (None, Some(generator)) => self.generator_mut(generator).slots.get_mut(place),
            (None, None) => content.slots.get_mut(place),
        };
        let old = match held {
            Some(held) => std::mem::replace(held, new),
            None => new,
        };
        self.drop_slot(old);
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
