//! Telling `tracemalloc` where the program is.
//!
//! While blocks are traced, a variant of the loop reports each instruction before it runs. Otherwise
//! nothing is done at all.

use heap_model::memory::Place;
use heap_model::{Obj, Runtime};

use super::Machine;

impl Machine {
    /// The innermost frame is about to run an instruction on that line.
    #[cold]
    #[inline(never)]
    pub(super) fn trace_at(&mut self, line: u32) {
        let depth = self.frames.len();
        let code = self.frames.last().expect("a frame runs").code.raw();
        let Some(tracer) = self.heap.memory.tracer_mut() else { return };
        if tracer.at(depth, code, line) {
            return;
        }
        // The innermost of the calls known may be over, and another in its place.
        let known = tracer.depth().min(depth - 1);
        tracer.leave(known);
        self.trace_frames_from(known);
        if let Some(tracer) = self.heap.memory.tracer_mut() {
            tracer.at(depth, code, line);
        }
    }

    fn trace_frames_from(&mut self, first: usize) {
        for number in first..self.frames.len() {
            let frame = &self.frames[number];
            let (code, line) = (frame.code, frame.body.position(frame.instruction).line);
            let file = self.traced_file(code);
            if let Some(tracer) = self.heap.memory.tracer_mut() {
                tracer.enter(code.raw(), Place { file, line });
            }
        }
    }

    /// A loop ended on the way back to Rust code; `traced` says whether blocks were traced when it
    /// began.
    #[cold]
    pub(super) fn trace_leave(&mut self, traced: bool) {
        if self.heap.memory.is_tracing() != traced {
            self.heap.collector.pending = true;
        }
        let depth = self.frames.len();
        if let Some(tracer) = self.heap.memory.tracer_mut() {
            tracer.leave(depth);
        }
    }

    /// The number of the file of a code object.
    fn traced_file(&mut self, code: Obj) -> u32 {
        let body = self.body(code);
        let heap_model::Payload::Code(content) = self.heap.payload(code) else {
            unreachable!("a frame's code")
        };
        let name = content.filename;
        let files = &mut self.library.traced_files;
        let number = files.iter().position(|file| file.name == name).unwrap_or_else(|| {
            files.push(TracedFile { name, body });
            self.heap.incref(name);
            files.len() - 1
        });
        number as u32
    }

    /// `tracemalloc.start()`: traces from here on.
    pub(crate) fn start_tracing(&mut self, limit: usize) {
        if self.heap.memory.is_tracing() {
            return;
        }
        self.heap.memory.start_tracing(limit);
        self.trace_frames_from(0);
        // The loop looks which of its variants must run where it looks for a due collection.
        self.heap.collector.pending = true;
    }

    /// `tracemalloc.stop()`.
    pub(crate) fn stop_tracing(&mut self) {
        self.heap.memory.stop_tracing();
        self.heap.collector.pending = true;
        for file in std::mem::take(&mut self.library.traced_files) {
            self.decref(file.name);
        }
    }
}

/// A file that traced blocks were asked for in.
#[derive(Clone, Debug)]
pub struct TracedFile {
    /// Its name, a `str`, counted.
    pub name: Obj,
    /// Some code of it, which knows its source.
    pub body: std::rc::Rc<super::CodeBody>,
}
