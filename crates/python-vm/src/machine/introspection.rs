//! What library modules and whoever looks from outside ask of the running machine.

use heap_model::{Obj, Payload};

use super::{Frame, Machine};
use crate::inspect::Variable;

/// A running call as it is seen from outside.
pub(crate) struct Call<'a> {
    /// Its function's qualified name, or `the module`.
    pub(crate) name: &'a str,
    /// Its variables, and what stands on its evaluation stack.
    pub(crate) variables: Vec<Variable<'a>>,
    /// What else it holds: code, function, namespace, the frame as an object.
    pub(crate) other: Vec<Obj>,
}

impl Machine {
    /// Running calls of Python code.
    pub(crate) fn frame_count(&self) -> usize {
        self.frames.len()
    }

    /// Instructions executed since the start: the virtual clock.
    pub(crate) fn executed(&self) -> u64 {
        self.executed
    }

    /// Calls `each` with the running calls, outermost first.
    pub(crate) fn each_call(&self, each: &mut dyn FnMut(Call<'_>)) {
        for (number, frame) in self.frames.iter().enumerate() {
            let top = self.stack_top(number);
            let template = frame.body.template();
            let name = match (&*template.qualname, frame.locals == Some(frame.globals)) {
                (_, true) => "the module",
                (name, false) => name,
            };
            let optional = [frame.function, frame.locals, frame.object];
            let other = std::iter::once(frame.code).chain(optional.into_iter().flatten()).collect();
            each(Call { name, variables: self.variables(frame, top), other });
        }
    }

    /// Where the evaluation stack of a running frame ends: what a callee has taken over is its own.
    pub(super) fn stack_top(&self, number: usize) -> usize {
        let frame = &self.frames[number];
        match self.frames.get(number + 1) {
            Some(callee) => frame.sp.min(callee.base),
            None => frame.sp,
        }
    }

    fn variables<'a>(&self, frame: &'a Frame, top: usize) -> Vec<Variable<'a>> {
        let template = frame.body.template();
        let parameters = template.parameters();
        let slots = self.stack.get(frame.base..top.max(frame.base)).unwrap_or_default();
        let variable = |(index, slot): (usize, &heap_model::objects::Slot)| {
            Some(Variable {
                name: template.localsplus.get(index).map(|(name, _)| &**name),
                parameter: index < parameters,
                object: slot.get()?,
                counted: !slot.is_borrowed(),
            })
        };
        slots.iter().enumerate().filter_map(variable).collect()
    }

    /// The variables of the innermost running call.
    pub(crate) fn innermost_variables(&self) -> Vec<Variable<'_>> {
        match self.frames.last() {
            Some(frame) => self.variables(frame, frame.sp),
            None => vec![],
        }
    }

    /// Where names are looked up that are no local variables of the innermost running call.
    pub(crate) fn innermost_namespaces(&self) -> impl Iterator<Item = Obj> + use<> {
        let spaces = match self.frames.last() {
            Some(frame) => [frame.locals, Some(frame.globals), Some(frame.builtins)],
            None => [None, Some(self.main_namespace()), Some(self.builtins)],
        };
        spaces.into_iter().flatten()
    }

    /// Every variable that a program could name now, with its name: those of `__main__`, then those
    /// of running calls.
    pub(crate) fn named_variables(&self) -> Vec<(String, Obj)> {
        let mut all = self.names_in(self.main_namespace());
        all.retain(|(name, _)| !name.starts_with("__"));
        self.each_call(&mut |call| {
            for Variable { name, object, .. } in call.variables {
                let object = match self.heap.payload(object) {
                    Payload::Cell(Some(content)) => *content,
                    _ => object,
                };
                all.extend(name.map(|name| (name.to_string(), object)));
            }
        });
        all
    }
}
