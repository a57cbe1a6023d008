//! Naming every reference that the machine itself holds, so that the heap's counts can be checked.

use heap_model::{Audit, Obj};

use super::Machine;

impl Machine {
    /// Recounts all references of the program's objects, between units or after the exit: what
    /// differs was leaked, or dropped once too often.
    pub fn audit(&self) -> Audit {
        self.heap.audit(&mut |count| self.roots(count))
    }

    /// Calls `count` with each reference that the machine holds, once per reference.
    pub(crate) fn roots(&self, count: &mut dyn FnMut(Obj)) {
        for slot in &self.stack[..self.sp] {
            if !slot.is_borrowed() {
                slot.get().into_iter().for_each(&mut *count);
            }
        }
        for frame in &self.frames {
            count(frame.code);
            let optional = [frame.function, frame.locals, frame.object];
            optional.into_iter().flatten().for_each(&mut *count);
        }
        self.handled.iter().flatten().copied().for_each(&mut *count);
        for object in [self.modules, self.builtins, self.builtins_copy, self.main] {
            count(object);
        }
        self.repr_running.iter().for_each(|(thread, _)| count(*thread));
        self.method_cache.names().for_each(&mut *count);
        self.library.roots(count);
    }
}
