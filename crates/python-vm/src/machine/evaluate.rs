//! The loop over instructions.
//!
//! The stack pointer and the instruction pointer live in local variables; whatever calls out of the
//! loop first writes them back. What stands on the stack is a reference, counted or borrowed, and
//! instructions take and give references in CPython's order.

use std::rc::Rc;

use heap_model::objects::Slot;
use heap_model::{Obj, Payload, Runtime, types};

use super::{CodeBody, Machine, Raise, Result};
use crate::bytecode::{Binary, CommonConstant, Comparison, Conversion, Op};

/// What the loop does after an instruction that left the straight path.
pub(super) enum Next {
    /// Goes on in the frame that is the innermost now.
    Reload,
    /// Ends with this result.
    Return(Obj),
}

impl Machine {
    /// Runs the innermost frame until it returns.
    ///
    /// # Errors
    /// The exception that left it.
    pub(super) fn run_loop(&mut self) -> Result<Obj> {
        self.depth += 1;
        if self.depth > MAX_NESTED_LOOPS {
            self.depth -= 1;
            let raise = self.recursion_error("");
            // A call that has not begun is in no traceback.
            self.reraising = self.current().instruction == usize::MAX;
            return match self.unwind(raise)? {
                Next::Return(value) => Ok(value),
                Next::Reload => self.run_loop(),
            };
        }
        let traced = self.heap.memory.is_tracing();
        let result = self.run_unwinding();
        if traced || self.heap.memory.is_tracing() {
            self.trace_leave(traced);
        }
        self.depth -= 1;
        result
    }

    fn run_unwinding(&mut self) -> Result<Obj> {
        loop {
            let ended = match self.heap.memory.is_tracing() {
                false => self.run_frames::<false>(),
                true => self.run_frames::<true>(),
            };
            let raise = match ended {
                Ok(Next::Return(value)) => return Ok(value),
                Ok(Next::Reload) => continue,
                Err(raise) => raise,
            };
            match self.unwind(raise)? {
                Next::Reload => continue,
                Next::Return(value) => return Ok(value),
            }
        }
    }

    #[inline(always)]
    fn current(&mut self) -> &mut super::Frame {
        self.frames.last_mut().expect("a frame runs")
    }

    /// Gives back what a slot holds.
    #[inline(always)]
    pub(super) fn drop_slot(&mut self, slot: Slot) {
        if !slot.is_borrowed()
            && let Some(object) = slot.get()
        {
            self.decref(object);
        }
    }

    /// The object of a slot as a new reference, whether the slot counted it or not.
    #[inline(always)]
    pub(super) fn own(&mut self, slot: Slot) -> Obj {
        let object = slot.object();
        if slot.is_borrowed() {
            self.heap.incref(object);
        }
        object
    }

    /// Runs until the innermost frame returns to Rust code, or until tracing starts or ends:
    /// `TRACED` says whether `tracemalloc` traces.
    fn run_frames<const TRACED: bool>(&mut self) -> Result<Next> {
        let mut body: Rc<CodeBody>;
        let mut base: usize;
        let mut sp: usize;
        let mut pc: usize;

        macro_rules! reload {
            () => {{
                let frame = self.current();
                body = frame.body.clone();
                base = frame.base;
                sp = frame.sp;
                pc = frame.instruction.wrapping_add(1);
            }};
        }
        // Writes the frame's state back before anything that may look at it or run other code.
        macro_rules! sync {
            () => {{
                let frame = self.frames.last_mut().expect("a frame runs");
                frame.sp = sp;
                frame.instruction = pc - 1;
                self.sp = sp;
            }};
        }
        macro_rules! push {
            ($object:expr) => {{
                let slot = Slot::counted($object);
                self.stack[sp] = slot;
                sp += 1;
            }};
        }
        macro_rules! pop {
            () => {{
                sp -= 1;
                self.stack[sp]
            }};
        }
        macro_rules! top {
            ($n:expr) => {
                self.stack[sp - $n]
            };
        }
        // Drops a slot where nobody can be surprised that finalizers run: the state is written back.
        macro_rules! drop_slot {
            ($slot:expr) => {{
                let slot = $slot;
                if !slot.is_borrowed() {
                    let object = slot.object();
                    if self.heap.decref_is_last(object) {
                        sync!();
                        heap_model::deallocate(self, object);
                    }
                }
            }};
        }
        // A check point of the loop, which then goes on at `next`: runs the collection that is due,
        // and changes to the loop's other variant when tracing has started or ended.
        macro_rules! check_collector {
            ($next:expr) => {
                if self.heap.collector.pending {
                    sync!();
                    self.run_collector();
                    if self.heap.memory.is_tracing() != TRACED {
                        self.current().instruction = ($next as usize).wrapping_sub(1);
                        return Ok(Next::Reload);
                    }
                }
            };
        }
        // What a release does in every allocation of a collected object (3.11).
        macro_rules! after_allocation {
            () => {
                if self.heap.collector.pending && self.heap.release.collector.runs_in_allocation {
                    sync!();
                    self.run_collector();
                }
            };
        }
        // A conditional jump. In 3.11 a loop may consist of nothing else that looks at the budget.
        macro_rules! jump_if {
            ($condition:expr, $target:expr) => {
                if $condition {
                    let target = $target as usize;
                    if target < pc && self.is_over_limits() {
                        sync!();
                        self.check_budget()?;
                    }
                    pc = target;
                }
            };
        }
        // `operand → result` by a method of the machine.
        macro_rules! unary {
            ($method:ident) => {{
                let operand = pop!();
                sync!();
                let result = self.$method(operand.object());
                drop_slot!(operand);
                push!(result?);
            }};
        }

        reload!();
        loop {
            let op = body.ops[pc];
            pc += 1;
            self.executed += 1;
            if TRACED {
                self.trace_at(body.position(pc - 1).line);
            }
            match op {
                Op::Nop => {}
                Op::Resume => {
                    sync!();
                    self.check_budget()?;
                    body.warm_up();
                    check_collector!(pc);
                }

                Op::Watch(point) => {
                    sync!();
                    self.executed -= 1;
                    self.be_watched(point as usize);
                }

                // --- loads and stores ---
                // A second reference to what is borrowed is borrowed too.
                Op::LoadFast(local) => {
                    let slot = self.stack[base + local as usize];
                    if !slot.is_borrowed() {
                        self.heap.incref(slot.object());
                    }
                    self.stack[sp] = slot;
                    sp += 1;
                }
                Op::LoadFastBorrow(local) => {
                    let object = self.stack[base + local as usize].object();
                    self.stack[sp] = Slot::borrowed(object);
                    sp += 1;
                }
                Op::LoadConst(index) => {
                    let object = body.consts[index as usize];
                    self.heap.incref(object);
                    push!(object);
                }
                Op::LoadConstBorrow(index) => {
                    self.stack[sp] = Slot::borrowed(body.consts[index as usize]);
                    sp += 1;
                }
                Op::LoadSmallInt(value) => {
                    let object = self.heap.small_int(i64::from(value)).expect("0 … 255 are cached");
                    self.heap.incref(object);
                    push!(object);
                }
                Op::LoadCommonConstant(constant) => {
                    let object = self.common_constant(constant);
                    self.heap.incref(object);
                    push!(object);
                }
                Op::LoadFastCheck(local) => {
                    let slot = self.stack[base + local as usize];
                    if slot.is_null() {
                        sync!();
                        return Err(self.unbound_local(&body, local));
                    }
                    if !slot.is_borrowed() {
                        self.heap.incref(slot.object());
                    }
                    self.stack[sp] = slot;
                    sp += 1;
                }
                Op::LoadFastAndClear(local) => {
                    let place = base + local as usize;
                    self.stack[sp] = self.stack[place];
                    sp += 1;
                    self.stack[place] = Slot::NULL;
                }
                Op::StoreFast(local) => {
                    let value = pop!();
                    let place = base + local as usize;
                    let old = std::mem::replace(&mut self.stack[place], value);
                    if !old.is_null() {
                        drop_slot!(old);
                    }
                }
                Op::DeleteFast(local) => {
                    let old = std::mem::replace(&mut self.stack[base + local as usize], Slot::NULL);
                    if old.is_null() {
                        sync!();
                        return Err(self.unbound_local(&body, local));
                    }
                    drop_slot!(old);
                }
                Op::MakeCell(local) => {
                    let place = base + local as usize;
                    let held = self.stack[place];
                    let value = if held.is_null() { None } else { Some(self.own(held)) };
                    let cell = self.heap.new_cell(value);
                    self.stack[place] = Slot::counted(cell);
                }
                Op::CopyFreeVars(count) => {
                    let function =
                        self.current().function.expect("a closure's frame has a function");
                    let closure =
                        self.heap.function(function).closure.expect("a closure has cells");
                    let first = base + body.locals - count as usize;
                    for index in 0..count as usize {
                        let cell = self.heap.tuple(closure)[index];
                        self.heap.incref(cell);
                        self.stack[first + index] = Slot::counted(cell);
                    }
                }
                Op::LoadDeref(local) => {
                    let cell = self.stack[base + local as usize].object();
                    match *self.heap.payload(cell) {
                        Payload::Cell(Some(value)) => {
                            self.heap.incref(value);
                            push!(value);
                        }
                        _ => {
                            sync!();
                            return Err(self.unbound_cell(&body, local));
                        }
                    }
                }
                Op::StoreDeref(local) => {
                    let value = pop!();
                    let value = self.own(value);
                    let cell = self.stack[base + local as usize].object();
                    let Payload::Cell(place) = self.heap.payload_mut(cell) else {
                        unreachable!("a deref local holds a cell")
                    };
                    let old = place.replace(value);
                    if let Some(old) = old {
                        drop_slot!(Slot::counted(old));
                    }
                }
                Op::DeleteDeref(local) => {
                    let cell = self.stack[base + local as usize].object();
                    let Payload::Cell(place) = self.heap.payload_mut(cell) else {
                        unreachable!("a deref local holds a cell")
                    };
                    match place.take() {
                        Some(old) => drop_slot!(Slot::counted(old)),
                        None => {
                            sync!();
                            return Err(self.unbound_cell(&body, local));
                        }
                    }
                }
                Op::LoadFromDictOrDeref(local) => {
                    let mapping = pop!();
                    sync!();
                    let name = body.local_names[local as usize];
                    let found = self.namespace_get(mapping.object(), name);
                    drop_slot!(mapping);
                    match found? {
                        Some(value) => push!(value),
                        None => {
                            let cell = self.stack[base + local as usize].object();
                            match *self.heap.payload(cell) {
                                Payload::Cell(Some(value)) => {
                                    self.heap.incref(value);
                                    push!(value);
                                }
                                _ => return Err(self.unbound_cell(&body, local)),
                            }
                        }
                    }
                }
                Op::LoadFromDictOrGlobals(name) => {
                    let mapping = pop!();
                    sync!();
                    let name = body.names[name as usize];
                    let found = self.namespace_get(mapping.object(), name);
                    drop_slot!(mapping);
                    let value = match found? {
                        Some(value) => value,
                        None => self.global_or_builtin(name)?,
                    };
                    push!(value);
                }
                Op::LoadLocals => {
                    let locals = match self.current().locals {
                        Some(locals) => locals,
                        None => self.current().globals,
                    };
                    self.heap.incref(locals);
                    push!(locals);
                }
                Op::LoadName(name) => {
                    let frame = self.current();
                    let (globals, builtins, locals) = (frame.globals, frame.builtins, frame.locals);
                    let cached = match locals {
                        Some(locals) if locals != globals => None,
                        _ => self.cached_global(&body, pc - 1, globals, builtins),
                    };
                    let value = match cached {
                        Some(value) => {
                            self.heap.incref(value);
                            value
                        }
                        None => {
                            sync!();
                            self.load_name(&body, pc - 1, body.names[name as usize])?
                        }
                    };
                    push!(value);
                }
                Op::StoreName(name) => {
                    let value = pop!();
                    let value = self.own(value);
                    let frame = self.current();
                    let (globals, locals) = (frame.globals, frame.locals);
                    match locals {
                        Some(locals) if locals != globals => {
                            sync!();
                            self.namespace_set(locals, body.names[name as usize], value)?;
                        }
                        _ => match self.store_cached_global(&body, pc - 1, globals, value) {
                            Some(old) => drop_slot!(Slot::counted(old)),
                            None => {
                                sync!();
                                self.store_global(
                                    &body,
                                    pc - 1,
                                    globals,
                                    body.names[name as usize],
                                    value,
                                );
                            }
                        },
                    }
                }
                Op::DeleteName(name) => {
                    sync!();
                    self.delete_name(body.names[name as usize])?;
                }
                Op::LoadGlobal(name) => {
                    let frame = self.current();
                    let (globals, builtins) = (frame.globals, frame.builtins);
                    let value = match self.cached_global(&body, pc - 1, globals, builtins) {
                        Some(value) => {
                            self.heap.incref(value);
                            value
                        }
                        None => {
                            sync!();
                            self.load_global(&body, pc - 1, body.names[name as usize])?
                        }
                    };
                    push!(value);
                }
                Op::StoreGlobal(name) => {
                    let value = pop!();
                    let value = self.own(value);
                    let globals = self.current().globals;
                    match self.store_cached_global(&body, pc - 1, globals, value) {
                        Some(old) => drop_slot!(Slot::counted(old)),
                        None => {
                            sync!();
                            self.store_global(
                                &body,
                                pc - 1,
                                globals,
                                body.names[name as usize],
                                value,
                            );
                        }
                    }
                }
                Op::DeleteGlobal(name) => {
                    sync!();
                    let globals = self.current().globals;
                    self.delete_global(globals, body.names[name as usize])?;
                }
                Op::LoadBuildClass => {
                    sync!();
                    let name = self.names.__build_class__;
                    let value = self.builtin_named(name)?;
                    push!(value);
                }
                Op::LoadAssertionError => {
                    self.heap.incref(types::ASSERTION_ERROR);
                    push!(types::ASSERTION_ERROR);
                }

                // --- attributes and items ---
                Op::LoadAttr(name) => {
                    let owner = top!(1);
                    match self.cached_attribute(&body, pc - 1, owner.object()) {
                        Some(value) => {
                            self.heap.incref(value);
                            top!(1) = Slot::counted(value);
                            drop_slot!(owner);
                        }
                        None => {
                            sync!();
                            let name = body.names[name as usize];
                            let value = self.load_attribute(&body, pc - 1, owner.object(), name)?;
                            top!(1) = Slot::counted(value);
                            drop_slot!(owner);
                        }
                    }
                }
                Op::LoadMethod(name) => {
                    let owner = top!(1);
                    match self.cached_method(&body, pc - 1, owner.object()) {
                        Some(method) => {
                            self.heap.incref(method);
                            top!(1) = Slot::counted(method);
                            self.stack[sp] = owner;
                            sp += 1;
                        }
                        None => {
                            sync!();
                            let name = body.names[name as usize];
                            let (method, bound) =
                                self.load_method_cached(&body, pc - 1, owner.object(), name)?;
                            top!(1) = Slot::counted(method);
                            if bound {
                                self.stack[sp] = owner;
                                sp += 1;
                            } else {
                                self.stack[sp] = Slot::NULL;
                                sp += 1;
                                drop_slot!(owner);
                            }
                        }
                    }
                }
                Op::LoadSuperAttr(name) => {
                    sync!();
                    if self.first_super(&body, pc - 1) {
                        let value = self.load_through_super(&mut sp, body.names[name as usize])?;
                        push!(value);
                        continue;
                    }
                    let (global, class, object) = (top!(3), top!(2), top!(1));
                    let name = body.names[name as usize];
                    let value =
                        self.load_super(global.object(), class.object(), object.object(), name)?;
                    sp -= 3;
                    drop_slot!(object);
                    drop_slot!(class);
                    drop_slot!(global);
                    push!(value);
                }
                Op::LoadSuperMethod(name) => {
                    sync!();
                    if self.first_super(&body, pc - 1) {
                        let value = self.load_through_super(&mut sp, body.names[name as usize])?;
                        push!(value);
                        self.stack[sp] = Slot::NULL;
                        sp += 1;
                        continue;
                    }
                    let (global, class, object) = (top!(3), top!(2), top!(1));
                    let name = body.names[name as usize];
                    let found = self.load_super_method(
                        global.object(),
                        class.object(),
                        object.object(),
                        name,
                    )?;
                    sp -= 3;
                    drop_slot!(class);
                    drop_slot!(global);
                    push!(found.0);
                    if found.1 {
                        self.stack[sp] = object;
                        sp += 1;
                    } else {
                        self.stack[sp] = Slot::NULL;
                        sp += 1;
                        drop_slot!(object);
                    }
                }
                Op::LoadSpecial(special) => {
                    sync!();
                    let owner = top!(1);
                    let (method, bound) = self.load_special_method(owner.object(), special)?;
                    top!(1) = Slot::counted(method);
                    if bound {
                        self.stack[sp] = owner;
                        sp += 1;
                    } else {
                        self.stack[sp] = Slot::NULL;
                        sp += 1;
                        drop_slot!(owner);
                    }
                }
                Op::StoreAttr(name) => {
                    let owner = pop!();
                    let value = pop!();
                    let object = owner.object();
                    if self.store_cached_attribute(&body, pc - 1, object, value) {
                        drop_slot!(owner);
                    } else {
                        sync!();
                        let name = body.names[name as usize];
                        let result =
                            self.store_attribute(&body, pc - 1, object, name, value.object());
                        drop_slot!(value);
                        drop_slot!(owner);
                        result?;
                    }
                }
                Op::DeleteAttr(name) => {
                    let owner = pop!();
                    sync!();
                    let result = self.del_attr(owner.object(), body.names[name as usize]);
                    drop_slot!(owner);
                    result?;
                }
                Op::BinarySubscr => {
                    let key = pop!();
                    let container = pop!();
                    let (list, index) = (container.object(), key.object());
                    let value = match (self.heap.payload(list), self.heap.payload(index)) {
                        (Payload::List(content), &Payload::Int(number))
                            if self.heap.type_of(list) == types::LIST
                                && (number as usize) < content.items.len() =>
                        {
                            let value = content.items[number as usize];
                            self.heap.incref(value);
                            Ok(value)
                        }
                        (Payload::Tuple(items), &Payload::Int(number))
                            if self.heap.type_of(list) == types::TUPLE
                                && (number as usize) < items.len() =>
                        {
                            let value = items[number as usize];
                            self.heap.incref(value);
                            Ok(value)
                        }
                        _ => {
                            sync!();
                            self.get_item(list, index)
                        }
                    };
                    drop_slot!(container);
                    drop_slot!(key);
                    push!(value?);
                }
                Op::StoreSubscr => {
                    let key = pop!();
                    let container = pop!();
                    let value = pop!();
                    sync!();
                    let result = self.set_item(container.object(), key.object(), value.object());
                    drop_slot!(value);
                    drop_slot!(container);
                    drop_slot!(key);
                    result?;
                }
                Op::DeleteSubscr => {
                    let key = pop!();
                    let container = pop!();
                    sync!();
                    let result = self.del_item(container.object(), key.object());
                    drop_slot!(container);
                    drop_slot!(key);
                    result?;
                }
                Op::BinarySlice => {
                    let stop = pop!();
                    let start = pop!();
                    let (start, stop) = (self.own(start), self.own(stop));
                    let container = pop!();
                    sync!();
                    let none = self.none();
                    let slice = self.heap.new_slice(start, stop, none);
                    let value = self.get_item(container.object(), slice);
                    self.decref(slice);
                    drop_slot!(container);
                    push!(value?);
                }
                Op::StoreSlice => {
                    let stop = pop!();
                    let start = pop!();
                    let (start, stop) = (self.own(start), self.own(stop));
                    let container = pop!();
                    let value = pop!();
                    sync!();
                    let none = self.none();
                    let slice = self.heap.new_slice(start, stop, none);
                    let result = self.set_item(container.object(), slice, value.object());
                    self.decref(slice);
                    drop_slot!(value);
                    drop_slot!(container);
                    result?;
                }
                Op::BuildSlice(parts) => {
                    let step = if parts == 3 { pop!() } else { Slot::NULL };
                    let step = if step.is_null() { self.none() } else { self.own(step) };
                    let (stop, start) = (pop!(), pop!());
                    let (start, stop) = (self.own(start), self.own(stop));
                    let slice = self.heap.new_slice(start, stop, step);
                    push!(slice);
                }

                // --- operators ---
                Op::BinaryOp(operator) | Op::InplaceOp(operator) => {
                    let (left, right) = (top!(2), top!(1));
                    let (a, b) = (left.object(), right.object());
                    let quick = match (self.heap.payload(a), self.heap.payload(b)) {
                        (&Payload::Int(x), &Payload::Int(y))
                            if self.heap.type_of(a) == types::INT
                                && self.heap.type_of(b) == types::INT =>
                        {
                            quick_int(operator, x, y)
                        }
                        (&Payload::Float(x), &Payload::Float(y))
                            if self.heap.type_of(a) == types::FLOAT
                                && self.heap.type_of(b) == types::FLOAT =>
                        {
                            let value = match operator {
                                Binary::Add => Some(x + y),
                                Binary::Sub => Some(x - y),
                                Binary::Mul => Some(x * y),
                                _ => None,
                            };
                            match value {
                                Some(value) => {
                                    sp -= 1;
                                    if self.heap.release.operations.float_operands_reused
                                        && let Some(kept) =
                                            self.reuse_operand(&body, pc, left, right, value)
                                    {
                                        top!(1) = kept;
                                        let other = if kept == left { right } else { left };
                                        drop_slot!(other);
                                        continue;
                                    }
                                    let result = self.heap.new_float(value);
                                    top!(1) = Slot::counted(result);
                                    drop_slot!(left);
                                    drop_slot!(right);
                                    continue;
                                }
                                None => None,
                            }
                        }
                        _ => None,
                    };
                    if let Some(value) = quick {
                        let result = self.heap.new_int(value);
                        sp -= 1;
                        top!(1) = Slot::counted(result);
                        drop_slot!(left);
                        drop_slot!(right);
                    } else {
                        sync!();
                        if operator == Binary::Add
                            && let Some(value) = self.append_in_place(&body, pc, base, left, right)
                        {
                            sp -= 1;
                            top!(1) = Slot::counted(value);
                            drop_slot!(right);
                            continue;
                        }
                        let value = match op {
                            Op::BinaryOp(_) => self.binary(operator, a, b)?,
                            _ => self.inplace(operator, a, b)?,
                        };
                        sp -= 1;
                        top!(1) = Slot::counted(value);
                        drop_slot!(left);
                        drop_slot!(right);
                    }
                }
                Op::UnaryNegative => unary!(negative),
                Op::UnaryInvert => unary!(invert),
                Op::UnaryPositive => unary!(positive),
                Op::UnaryNot => {
                    let value = pop!();
                    let truth = value.object() == self.heap.singletons().true_;
                    let result = self.heap.new_bool(!truth);
                    push!(result);
                    drop_slot!(value);
                }
                Op::CompareOp(comparison) | Op::CompareOpToBool(comparison) => {
                    let (left, right) = (top!(2), top!(1));
                    let (a, b) = (left.object(), right.object());
                    let quick = match (self.heap.payload(a), self.heap.payload(b)) {
                        (&Payload::Int(x), &Payload::Int(y))
                            if self.heap.type_of(a) == types::INT
                                && self.heap.type_of(b) == types::INT =>
                        {
                            Some(quick_compare(comparison, x.cmp(&y)))
                        }
                        _ => None,
                    };
                    match quick {
                        // The jump that nearly always follows needs no bool on the stack.
                        Some(truth) if let Op::PopJumpIfFalse(target) = body.ops[pc] => {
                            self.executed += 1;
                            sp -= 2;
                            pc = if truth { pc + 1 } else { target as usize };
                            drop_slot!(left);
                            drop_slot!(right);
                        }
                        Some(truth) => {
                            let result = self.heap.new_bool(truth);
                            sp -= 1;
                            top!(1) = Slot::counted(result);
                            drop_slot!(left);
                            drop_slot!(right);
                        }
                        None => {
                            sync!();
                            let mut value = self.compare(comparison, a, b)?;
                            if matches!(op, Op::CompareOpToBool(_)) {
                                let truth = self.truth(value);
                                self.decref(value);
                                value = self.heap.new_bool(truth?);
                            }
                            sp -= 1;
                            top!(1) = Slot::counted(value);
                            drop_slot!(left);
                            drop_slot!(right);
                        }
                    }
                }
                Op::IsOp(invert) => {
                    let right = pop!();
                    let left = pop!();
                    let same = left.object() == right.object();
                    let result = self.heap.new_bool(same != invert);
                    push!(result);
                    drop_slot!(left);
                    drop_slot!(right);
                }
                Op::ContainsOp(invert) => {
                    let container = pop!();
                    let item = pop!();
                    sync!();
                    let found = self.contains(container.object(), item.object());
                    drop_slot!(item);
                    drop_slot!(container);
                    let result = self.heap.new_bool(found? != invert);
                    push!(result);
                }
                Op::ToBool => {
                    let value = top!(1);
                    let object = value.object();
                    let singletons = self.heap.singletons();
                    if object != singletons.true_ && object != singletons.false_ {
                        sync!();
                        let truth = self.truth(object)?;
                        let result = self.heap.new_bool(truth);
                        top!(1) = Slot::counted(result);
                        drop_slot!(value);
                    }
                }

                // --- the stack itself ---
                Op::PopTop => {
                    let value = pop!();
                    if !value.is_null() {
                        drop_slot!(value);
                    }
                }
                Op::PushNull => {
                    self.stack[sp] = Slot::NULL;
                    sp += 1;
                }
                Op::Copy(n) => {
                    let slot = top!(n as usize);
                    if let Some(object) = slot.get()
                        && !slot.is_borrowed()
                    {
                        self.heap.incref(object);
                    }
                    self.stack[sp] = slot;
                    sp += 1;
                }
                Op::Swap(n) => self.stack.swap(sp - 1, sp - n as usize),

                // --- building ---
                Op::BuildTuple(count) => {
                    let items = self.take_top(&mut sp, count as usize);
                    sync!();
                    let tuple = self.heap.new_tuple(items);
                    push!(tuple);
                    after_allocation!();
                }
                Op::BuildList(count) => {
                    let items = self.take_top(&mut sp, count as usize);
                    sync!();
                    let list = self.heap.new_list(items);
                    push!(list);
                    after_allocation!();
                }
                Op::BuildSet(count) => {
                    let items = self.take_top(&mut sp, count as usize);
                    sync!();
                    let set = self.build_set(items)?;
                    push!(set);
                }
                Op::BuildMap(pairs) => {
                    let items = self.take_top(&mut sp, 2 * pairs as usize);
                    sync!();
                    let dict = self.build_dict(items)?;
                    push!(dict);
                }
                Op::BuildConstKeyMap(count) => {
                    let keys = pop!();
                    let values = self.take_top(&mut sp, count as usize);
                    sync!();
                    let result = self.build_const_key_dict(keys.object(), values);
                    drop_slot!(keys);
                    push!(result?);
                }
                Op::BuildString(count) => {
                    sync!();
                    let first = sp - count as usize;
                    let string = self.join_pieces(first, sp)?;
                    while sp > first {
                        let piece = pop!();
                        drop_slot!(piece);
                    }
                    push!(string);
                }
                Op::ListAppend(below) => {
                    let value = pop!();
                    let value = self.own(value);
                    let list = top!(below as usize).object();
                    self.heap.list_append(list, value);
                }
                Op::SetAdd(below) => {
                    let value = pop!();
                    sync!();
                    let set = top!(below as usize).object();
                    let result = crate::builtins::set::add(self, set, value.object());
                    drop_slot!(value);
                    result?;
                }
                Op::MapAdd(below) => {
                    let value = pop!();
                    let key = pop!();
                    sync!();
                    let dict = top!(below as usize).object();
                    let result = self.dict_set_moved(dict, key.object(), value.object());
                    drop_slot!(key);
                    drop_slot!(value);
                    result?;
                }
                Op::ListExtend(below) => {
                    let iterable = pop!();
                    sync!();
                    let list = top!(below as usize).object();
                    let result = crate::builtins::list::extend(self, list, iterable.object());
                    let result = self.explain_unpacking(result, iterable.object());
                    drop_slot!(iterable);
                    result?;
                }
                Op::SetUpdate(below) => {
                    let iterable = pop!();
                    sync!();
                    let set = top!(below as usize).object();
                    let result = crate::builtins::set::update(self, set, iterable.object());
                    drop_slot!(iterable);
                    result?;
                }
                Op::DictUpdate(below) => {
                    let mapping = pop!();
                    sync!();
                    let dict = top!(below as usize).object();
                    let result = self.dict_display_update(dict, mapping.object());
                    drop_slot!(mapping);
                    result?;
                }
                Op::DictMerge(below) => {
                    let mapping = pop!();
                    sync!();
                    let dict = top!(below as usize).object();
                    let callable = top!(below as usize + 3).object();
                    let result = self.merge_keywords(callable, dict, mapping.object());
                    drop_slot!(mapping);
                    result?;
                }
                Op::ListToTuple => {
                    let list = pop!();
                    sync!();
                    let items: Vec<Obj> = self.heap.list(list.object()).items.to_vec();
                    let tuple = self.heap.new_tuple_from(&items);
                    drop_slot!(list);
                    push!(tuple);
                }
                Op::ConvertValue(conversion) => {
                    let value = pop!();
                    sync!();
                    let result = match conversion {
                        Conversion::Str => self.str(value.object()),
                        Conversion::Repr => self.repr(value.object()),
                        Conversion::Ascii => self.ascii(value.object()),
                    };
                    drop_slot!(value);
                    push!(result?);
                }
                Op::FormatSimple => {
                    let value = top!(1);
                    if self.heap.type_of(value.object()) != types::STR {
                        sync!();
                        let result = self.format(value.object(), "")?;
                        top!(1) = Slot::counted(result);
                        drop_slot!(value);
                    }
                }
                Op::FormatWithSpec => {
                    let spec = pop!();
                    let value = pop!();
                    sync!();
                    let text = self.heap.str_text(spec.object()).to_owned();
                    let result = self.format(value.object(), &text);
                    drop_slot!(value);
                    drop_slot!(spec);
                    push!(result?);
                }
                Op::BuildInterpolation { conversion, spec } => {
                    let parts = self.take_top(&mut sp, 2 + usize::from(spec));
                    sync!();
                    let (value, text) = (parts[0], parts[1]);
                    let spec = parts.get(2).copied();
                    let made = crate::builtins::templates::build_interpolation(
                        self, value, text, conversion, spec,
                    );
                    push!(made);
                }
                Op::BuildTemplate => {
                    let parts = self.take_top(&mut sp, 2);
                    sync!();
                    let made = crate::builtins::templates::build_template(self, parts[0], parts[1]);
                    push!(made);
                }

                // --- control ---
                Op::Jump(target) => pc = target as usize,
                Op::JumpBackward(target) => {
                    body.warm_up();
                    if self.is_over_limits() {
                        sync!();
                        self.check_budget()?;
                    }
                    check_collector!(target);
                    pc = target as usize;
                }
                Op::PopJumpIfFalse(target) => {
                    let value = pop!();
                    jump_if!(value.object() == self.heap.singletons().false_, target);
                    drop_slot!(value);
                }
                Op::PopJumpIfTrue(target) => {
                    let value = pop!();
                    jump_if!(value.object() == self.heap.singletons().true_, target);
                    drop_slot!(value);
                }
                Op::PopJumpIfNone(target) => {
                    let value = pop!();
                    jump_if!(value.object() == self.heap.none(), target);
                    drop_slot!(value);
                }
                Op::PopJumpIfNotNone(target) => {
                    let value = pop!();
                    jump_if!(value.object() != self.heap.none(), target);
                    drop_slot!(value);
                }
                Op::GetIter => {
                    let iterable = pop!();
                    sync!();
                    if self.heap.release.operations.loops_make_no_iterators
                        && matches!(
                            self.heap.type_of(iterable.object()),
                            types::LIST | types::TUPLE
                        )
                    {
                        let sequence = self.own(iterable);
                        push!(self.heap.new_loop_position(sequence));
                        continue;
                    }
                    let iterator = self.iter(iterable.object());
                    drop_slot!(iterable);
                    push!(iterator?);
                    after_allocation!();
                }
                Op::ForIter(target) => {
                    let iterator = top!(1).object();
                    let next = match self.heap.payload_mut(iterator) {
                        Payload::RangeIterator(range) => {
                            if range.remaining == 0 {
                                None
                            } else {
                                let value = range.next;
                                range.remaining -= 1;
                                range.next = range.next.wrapping_add(range.step);
                                Some(self.heap.new_int(value))
                            }
                        }
                        Payload::Generator(_) => {
                            sync!();
                            match self.resume_inline(iterator, pc, target as usize)? {
                                true => {
                                    reload!();
                                    continue;
                                }
                                false => None,
                            }
                        }
                        _ => {
                            sync!();
                            self.next(iterator)?
                        }
                    };
                    match next {
                        Some(value) => push!(value),
                        None => pc = target as usize,
                    }
                }
                Op::EndFor => {
                    let iterator = pop!();
                    drop_slot!(iterator);
                }
                Op::ReturnValue => {
                    let value = pop!();
                    let value = self.own(value);
                    sync!();
                    match self.leave_frame(value)? {
                        Next::Reload => reload!(),
                        done @ Next::Return(_) => return Ok(done),
                    }
                }

                // --- calls ---
                Op::Call(count) => {
                    sync!();
                    // The frame's instruction must be the next one when it goes on.
                    let checks = self.call_checks(count as usize);
                    if self.call_on_stack(count as usize, None)? {
                        reload!();
                    } else {
                        sp = self.sp;
                        if checks {
                            check_collector!(pc);
                        }
                    }
                }
                Op::CallKw(count) => {
                    let names = pop!();
                    sync!();
                    let names_object = names.object();
                    let entered = self.call_on_stack(count as usize, Some(names_object));
                    drop_slot_plain(self, names);
                    if entered? {
                        reload!();
                    } else {
                        sp = self.sp;
                        check_collector!(pc);
                    }
                }
                Op::CallFunctionEx(with_mapping) => {
                    sync!();
                    match self.call_unpacked(with_mapping)? {
                        Some(value) => {
                            sp = self.sp;
                            push!(value);
                            check_collector!(pc);
                        }
                        None => reload!(),
                    }
                }
                Op::MakeFunction => {
                    let code = pop!();
                    let code = self.own(code);
                    sync!();
                    let function = self.make_function(code);
                    push!(function);
                    after_allocation!();
                }
                Op::SetFunctionAttribute(attribute) => {
                    let function = pop!();
                    let value = pop!();
                    let value = self.own(value);
                    self.set_function_attribute(function.object(), attribute, value);
                    self.stack[sp] = function;
                    sp += 1;
                }

                // --- generators ---
                Op::ReturnGenerator => {
                    sync!();
                    let generator = self.make_generator(pc);
                    match self.leave_frame(generator)? {
                        Next::Reload => reload!(),
                        done @ Next::Return(_) => return Ok(done),
                    }
                }
                Op::YieldValue => {
                    let value = pop!();
                    let value = self.own(value);
                    sync!();
                    match self.suspend(value, pc) {
                        Next::Reload => reload!(),
                        done @ Next::Return(_) => return Ok(done),
                    }
                }
                Op::GetYieldFromIter => {
                    let iterable = top!(1);
                    let class = self.heap.type_of(iterable.object());
                    if class == types::COROUTINE {
                        let flags = body.flags;
                        if !flags.coroutine && !flags.iterable_coroutine {
                            sync!();
                            return Err(self.type_error(
                                "cannot 'yield from' a coroutine object in a non-coroutine \
                                 generator",
                            ));
                        }
                    } else if class != types::GENERATOR {
                        sync!();
                        let iterator = self.iter(iterable.object())?;
                        top!(1) = Slot::counted(iterator);
                        drop_slot!(iterable);
                    }
                }
                Op::Send(target) => {
                    let value = pop!();
                    let receiver = top!(1).object();
                    sync!();
                    let value = self.own(value);
                    match self.send_value(receiver, value)? {
                        Ok(yielded) => push!(yielded),
                        Err(returned) => {
                            push!(returned);
                            pc = target as usize;
                        }
                    }
                }
                Op::EndSend => {
                    let value = pop!();
                    let receiver = pop!();
                    self.stack[sp] = value;
                    sp += 1;
                    drop_slot!(receiver);
                }
                Op::CleanupThrow => {
                    sync!();
                    let exception = top!(1).object();
                    if self.matches(exception, types::STOP_ITERATION) {
                        let value =
                            self.exception_field(exception, "value").unwrap_or(self.heap.none());
                        self.heap.incref(value);
                        for _ in 0..3 {
                            let dropped = pop!();
                            drop_slot!(dropped);
                        }
                        let none = self.none();
                        push!(none);
                        push!(value);
                    } else {
                        let exception = pop!();
                        let exception = self.own(exception);
                        sync!();
                        return Err(Raise::Exception(exception));
                    }
                }

                Op::GetAwaitable(awaited) => {
                    let object = top!(1);
                    sync!();
                    let iterator = self.get_awaitable(object.object(), awaited)?;
                    top!(1) = Slot::counted(iterator);
                    drop_slot!(object);
                }
                Op::GetAiter => unary!(async_iterator),
                Op::GetAnext => {
                    sync!();
                    let awaitable = self.next_awaitable(top!(1).object())?;
                    push!(awaitable);
                }
                Op::EndAsyncFor => {
                    let exception = pop!();
                    sync!();
                    if !self.matches(exception.object(), types::STOP_ASYNC_ITERATION) {
                        let exception = self.own(exception);
                        self.reraising = true;
                        return Err(Raise::Exception(exception));
                    }
                    let iterator = pop!();
                    drop_slot!(exception);
                    drop_slot!(iterator);
                }
                Op::BeforeAsyncWith => {
                    sync!();
                    let manager = top!(1);
                    let (exit, entered) = self.enter_async_context(manager.object())?;
                    top!(1) = Slot::counted(exit);
                    drop_slot!(manager);
                    push!(entered);
                }
                Op::AsyncGenWrap => {
                    let value = pop!();
                    let value = self.own(value);
                    sync!();
                    let wrapped = crate::builtins::coroutine::wrap_yielded(self, value);
                    push!(wrapped);
                }

                // --- exceptions ---
                Op::PushExcInfo => {
                    let exception = pop!();
                    let object = self.own(exception);
                    let place = self.handled.last_mut().expect("the thread's own entry");
                    let previous = place.replace(object);
                    let previous = match previous {
                        Some(previous) => previous,
                        None => self.none(),
                    };
                    push!(previous);
                    self.heap.incref(object);
                    push!(object);
                }
                Op::PopExcept => {
                    let previous = pop!();
                    let previous = self.own(previous);
                    let previous = (previous != self.heap.none()).then_some(previous);
                    let place = self.handled.last_mut().expect("the thread's own entry");
                    let old = std::mem::replace(place, previous);
                    if let Some(old) = old {
                        drop_slot!(Slot::counted(old));
                    }
                }
                Op::CheckExcMatch => {
                    let class = pop!();
                    sync!();
                    let exception = top!(1).object();
                    let matches = self.check_except_clause(exception, class.object());
                    drop_slot!(class);
                    let result = self.heap.new_bool(matches?);
                    push!(result);
                }
                Op::CheckEgMatch => {
                    let class = pop!();
                    let group = pop!();
                    sync!();
                    let split = self.split_exception_group(group.object(), class.object());
                    drop_slot!(class);
                    drop_slot!(group);
                    let (rest, matched) = split?;
                    push!(rest);
                    push!(matched);
                }
                Op::PrepReraiseStar => {
                    let raised = pop!();
                    let original = pop!();
                    sync!();
                    let result = self.join_reraised(original.object(), raised.object());
                    drop_slot!(raised);
                    drop_slot!(original);
                    push!(result?);
                }
                Op::Reraise(saved) => {
                    let exception = pop!();
                    let exception = self.own(exception);
                    sync!();
                    // The place saved below the exception is where it was raised first, and the
                    // frame is said to be there. Its traceback has that entry already; handlers go
                    // by this instruction.
                    if saved > 0 {
                        let place = self.stack[sp - saved as usize].object();
                        self.reraised_at = self.heap.int_value(place).map(|place| place as usize);
                    }
                    self.reraising = true;
                    return Err(Raise::Exception(exception));
                }
                Op::RaiseVarargs(count) => {
                    sync!();
                    let cause = if count == 2 { Some(pop!()) } else { None };
                    let exception = if count >= 1 { Some(pop!()) } else { None };
                    let raise =
                        self.raise_statement(exception.map(Slot::object), cause.map(Slot::object));
                    if let Some(slot) = exception {
                        drop_slot_plain(self, slot);
                    }
                    if let Some(slot) = cause {
                        drop_slot_plain(self, slot);
                    }
                    self.current().sp = sp;
                    self.sp = sp;
                    return Err(raise);
                }
                Op::BeforeWith => {
                    sync!();
                    let (enter, exit) = self.context_methods(top!(1).object())?;
                    let manager = std::mem::replace(&mut top!(1), Slot::counted(exit));
                    drop_slot!(manager);
                    let entered = self.call(enter, &[]);
                    self.decref(enter);
                    push!(entered?);
                }
                Op::WithExceptStart => {
                    sync!();
                    let exit = top!(4).object();
                    let result = self.call_exit(exit, None, top!(1).object())?;
                    push!(result);
                }
                Op::WithExceptStartSpecial => {
                    sync!();
                    let exit = top!(5).object();
                    let receiver = top!(4).get();
                    let result = self.call_exit(exit, receiver, top!(1).object())?;
                    push!(result);
                }
                Op::StopIterationError => {
                    let exception = pop!();
                    sync!();
                    let exception = self.own(exception);
                    let code = self.current().code;
                    let replaced = self.stop_iteration_error(code, exception);
                    push!(replaced);
                }

                // --- imports, classes, matching, the rest ---
                Op::ImportName(name) => {
                    let names = pop!();
                    let level = pop!();
                    sync!();
                    let name = body.names[name as usize];
                    let result = self.import_name(name, names.object(), level.object());
                    drop_slot!(names);
                    drop_slot!(level);
                    push!(result?);
                }
                Op::ImportFrom(name) => {
                    sync!();
                    let module = top!(1).object();
                    let value = self.import_from(module, body.names[name as usize])?;
                    push!(value);
                }
                Op::ImportStar => {
                    let module = pop!();
                    sync!();
                    let result = self.import_star(module.object());
                    drop_slot!(module);
                    result?;
                }
                Op::UnpackSequence(count) => {
                    let sequence = pop!();
                    sync!();
                    let items = self.unpack(sequence.object(), count as usize);
                    match items {
                        Ok(items) => {
                            for &item in items.iter().rev() {
                                push!(item);
                            }
                            drop_slot!(sequence);
                        }
                        Err(raise) => {
                            drop_slot!(sequence);
                            return Err(raise);
                        }
                    }
                }
                Op::UnpackEx { before, after } => {
                    let sequence = pop!();
                    sync!();
                    let items =
                        self.unpack_starred(sequence.object(), before as usize, after as usize);
                    drop_slot!(sequence);
                    for &item in items?.iter().rev() {
                        push!(item);
                    }
                }
                Op::MatchClass(count) => {
                    let names = pop!();
                    let class = pop!();
                    let subject = pop!();
                    sync!();
                    let result = self.match_class(
                        subject.object(),
                        class.object(),
                        count as usize,
                        names.object(),
                    );
                    drop_slot!(subject);
                    drop_slot!(class);
                    drop_slot!(names);
                    push!(result?);
                }
                Op::MatchMapping => {
                    let subject = top!(1).object();
                    let class = self.heap.type_of(subject);
                    let matches = self.heap.type_object(class).flags.mapping;
                    let result = self.heap.new_bool(matches);
                    push!(result);
                }
                Op::MatchSequence => {
                    let subject = top!(1).object();
                    let class = self.heap.type_of(subject);
                    let matches = self.heap.type_object(class).flags.sequence;
                    let result = self.heap.new_bool(matches);
                    push!(result);
                }
                Op::MatchKeys => {
                    sync!();
                    let values = self.match_keys(top!(2).object(), top!(1).object())?;
                    push!(values);
                }
                Op::GetLen => {
                    sync!();
                    let length = self.len(top!(1).object())?;
                    let result = self.heap.new_int(length as i64);
                    push!(result);
                }
                Op::SetupAnnotations => {
                    sync!();
                    self.setup_annotations()?;
                }
                Op::PrintExpr => {
                    let value = pop!();
                    sync!();
                    let result = self.display(value.object());
                    drop_slot!(value);
                    result?;
                }
                Op::TypeParameter(kind) => {
                    sync!();
                    let value = self.type_parameter(kind, &mut sp)?;
                    push!(value);
                }
            }
        }
    }

    /// Takes references off the top of the stack, the lowest first.
    #[inline]
    fn take_top(&mut self, sp: &mut usize, count: usize) -> Vec<Obj> {
        let first = *sp - count;
        let mut items = Vec::with_capacity(count);
        for place in first..*sp {
            let slot = self.stack[place];
            items.push(self.own(slot));
        }
        *sp = first;
        items
    }

    fn common_constant(&mut self, constant: CommonConstant) -> Obj {
        match constant {
            CommonConstant::AssertionError => types::ASSERTION_ERROR,
            CommonConstant::NotImplementedError => types::NOT_IMPLEMENTED_ERROR,
            CommonConstant::Tuple => types::TUPLE,
            CommonConstant::List => types::LIST,
            CommonConstant::Set => types::SET,
            CommonConstant::None => self.heap.none(),
            CommonConstant::True => self.heap.singletons().true_,
            CommonConstant::False => self.heap.singletons().false_,
            CommonConstant::EmptyStr => self.heap.singletons().empty_str,
            CommonConstant::MinusOne => self.heap.small_int(-1).expect("-1 is cached"),
            CommonConstant::All => self.builtin_handle("all"),
            CommonConstant::Any => self.builtin_handle("any"),
        }
    }
}

/// Loops of Rust within loops that the machine allows before `RecursionError`.
const MAX_NESTED_LOOPS: u32 = 2000;

fn drop_slot_plain(machine: &mut Machine, slot: Slot) {
    machine.drop_slot(slot);
}

#[inline(always)]
fn quick_int(operator: Binary, x: i64, y: i64) -> Option<i64> {
    match operator {
        Binary::Add => x.checked_add(y),
        Binary::Sub => x.checked_sub(y),
        Binary::Mul => x.checked_mul(y),
        Binary::And => Some(x & y),
        Binary::Or => Some(x | y),
        Binary::Xor => Some(x ^ y),
        Binary::FloorDiv if y > 0 => Some(x.div_euclid(y)),
        Binary::Mod if y > 0 => Some(x.rem_euclid(y)),
        _ => None,
    }
}

#[inline(always)]
fn quick_compare(comparison: Comparison, order: std::cmp::Ordering) -> bool {
    match comparison {
        Comparison::Lt => order.is_lt(),
        Comparison::Le => order.is_le(),
        Comparison::Eq => order.is_eq(),
        Comparison::Ne => order.is_ne(),
        Comparison::Gt => order.is_gt(),
        Comparison::Ge => order.is_ge(),
    }
}
