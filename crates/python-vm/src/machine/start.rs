//! The interpreter's start, the units that it runs, and its exit.

use std::cell::RefCell;
use std::sync::Arc;

use heap_model::{Heap, Obj, Payload, Release, Runtime, types};

use super::attributes::MethodCache;
use super::frame::Exit;
use super::output::OutputLog;
use super::{Halt, Machine, Raise, Result, WatchPoint, Watcher};
use crate::bytecode::UnitTemplate;
use crate::compile::{self, CompileProblem, EndOffset, Mode, SyntaxErrorKind};
use crate::names::Names;
use crate::outcome::{Ending, Limits, Outcome, Stream, Uncaught, Unit};

/// The file name of inputs at the prompt.
const PROMPT: &str = "<stdin>";

/// A machine as it is before its first statement, to be copied.
struct Prototype {
    release: &'static Release,
    /// Made when the release is asked for a second time: a process that runs one program needs none.
    machine: Option<Machine>,
    /// A copy that has done its work, to be made new again.
    used: Option<Machine>,
}

thread_local! {
    /// One for each release that the thread has run.
    static PROTOTYPES: RefCell<Vec<Prototype>> = const { RefCell::new(Vec::new()) };
}

impl Machine {
    /// A fresh interpreter of that release, before its first statement.
    ///
    /// All are the same; from the second one on, they are copies of one.
    pub fn new(release: &'static Release, limits: Limits) -> Machine {
        PROTOTYPES.with_borrow_mut(|known| {
            let found = known.iter_mut().find(|known| std::ptr::eq(known.release, release));
            let Some(prototype) = found else {
                known.push(Prototype { release, machine: None, used: None });
                return Machine::boot(release, limits);
            };
            let start = prototype.machine.get_or_insert_with(|| Machine::boot(release, limits));
            let Some(mut used) = prototype.used.take() else {
                return start.copy(start.heap.clone(), limits);
            };
            used.heap.reset_to(&start.heap);
            start.copy(used.heap, limits)
        })
    }

    /// Gives back a machine that has done its work: the next one of its release costs less then.
    pub fn recycle(self) {
        PROTOTYPES.with_borrow_mut(|known| {
            let release = self.release();
            let found = known.iter_mut().find(|known| std::ptr::eq(known.release, release));
            // The first machine is no copy of the prototype, and the room of a big one is worth more.
            if let Some(prototype) = found
                && let Some(start) = &prototype.machine
                && self.copied
                && self.heap.slot_count() < 16 * start.heap.slot_count()
            {
                prototype.used = Some(self);
            }
        });
    }

    /// A copy of a machine that has run nothing, around a copy of its heap.
    fn copy(&self, heap: Heap, limits: Limits) -> Machine {
        let mut copy = Machine::around(heap, self.names.clone(), limits);
        copy.copied = true;
        (copy.modules, copy.builtins, copy.main) = (self.modules, self.builtins, self.main);
        copy.builtins_copy = self.builtins_copy;
        copy.natives.clone_from(&self.natives);
        copy.getsets.clone_from(&self.getsets);
        copy.shared_getsets.clone_from(&self.shared_getsets);
        copy.library = self.library.clone();
        copy.method_cache = self.method_cache.clone();
        copy
    }

    /// The interpreter's start, step by step.
    fn boot(release: &'static Release, limits: Limits) -> Machine {
        let mut heap = Heap::new(release);
        heap.stock();
        heap.set_static_memory(true);
        let names = Names::new(&mut heap);
        let mut machine = Machine::around(heap, names, limits);
        machine.modules = machine.heap.new_dict();
        machine.builtins = machine.heap.new_dict();
        crate::modules::boot(&mut machine);
        machine.builtins_copy = machine.heap.dict_copy(machine.builtins);
        machine.heap.set_static_memory(false);
        machine.heap.set_start_counts();
        machine.heap.settle();
        machine
    }

    /// A machine around a heap, without modules yet.
    fn around(heap: Heap, names: Names, limits: Limits) -> Machine {
        let none = heap.none();
        let mut machine = Machine {
            heap,
            names,
            limits,
            executed: 0,
            warned: Vec::new(),
            stack: Vec::new(),
            sp: 0,
            frames: Vec::new(),
            depth: 0,
            nested_iterators: 0,
            recursion_limit: 1000,
            handled: vec![None],
            reraising: false,
            reraised_at: None,
            halt: None,
            halted_at: (0, 0),
            modules: none,
            builtins: none,
            builtins_copy: none,
            packed_for: None,
            finalizing: false,
            main: none,
            natives: Vec::new(),
            getsets: Vec::new(),
            script: None,
            inputs: 0,
            output: OutputLog::default(),
            method_cache: MethodCache::new(),
            shared_getsets: Vec::new(),
            repr_running: None,
            library: crate::modules::Library::default(),
            copied: false,
            watcher: Default::default(),
        };
        machine.reserve(1024);
        machine
    }

    /// The namespace of `__main__`, a dict, borrowed.
    pub fn main_namespace(&self) -> Obj {
        match self.heap.payload(self.main) {
            Payload::Module(module) => module.dict,
            _ => panic!("__main__ is a module"),
        }
    }

    /// Runs `source` as one compile unit in `__main__`. Units may follow each other in one machine.
    ///
    /// `filename` is what tracebacks show.
    pub fn run(&mut self, source: &str, unit: Unit, filename: &str) -> Outcome {
        self.run_watched_at(source, unit, filename, &[])
    }

    /// Runs `source` as a script and shows the machine to `watcher` whenever control leaves one of
    /// the statements of `points` at its end. What the program does, it does as unwatched.
    pub fn run_watched(
        &mut self,
        source: &str,
        filename: &str,
        points: &[WatchPoint],
        watcher: Watcher,
    ) -> Outcome {
        self.watcher.attach(watcher);
        let outcome = self.run_watched_at(source, Unit::Script, filename, points);
        self.watcher = Default::default();
        outcome
    }

    fn run_watched_at(
        &mut self,
        source: &str,
        unit: Unit,
        filename: &str,
        points: &[WatchPoint],
    ) -> Outcome {
        let before = self.executed;
        self.library.pending.by_line = unit == Unit::Interactive;
        let mode = match unit {
            Unit::Script => {
                crate::modules::name_script(self, filename);
                Mode::Script
            }
            Unit::Interactive => Mode::Interactive,
        };
        let mut compiled_as = filename.to_owned();
        match unit {
            Unit::Script => self.script = Some((filename.into(), source.into())),
            Unit::Interactive if self.release().warnings.numbers_inputs && filename == PROMPT => {
                compiled_as = format!("<stdin-{}>", self.inputs);
            }
            Unit::Interactive => {}
        }
        let compiled = match unit {
            Unit::Script => compile::compile_watched(source, &compiled_as, self.release(), points),
            Unit::Interactive => compile::compile(source, mode, &compiled_as, self.release()),
        };
        let ending = match compiled {
            Ok(template) => {
                self.inputs += u32::from(unit == Unit::Interactive);
                let shown = self.show_compile_warnings(&template, Some(filename));
                let namespace = self.main_namespace();
                let (result, tree) = self.run_unit(&Arc::new(template), namespace);
                let ending = self.ending_of(shown.and(result));
                self.decref(tree);
                ending
            }
            Err(mut problem) => {
                if let CompileProblem::Syntax(error) = &mut problem
                    && unit == Unit::Script
                    && error.kind == SyntaxErrorKind::Indentation
                    && error.message.starts_with("expected an indented block")
                    && self.release().syntax.marks_indentation_by_one
                {
                    error.end_offset = EndOffset::Offset;
                }
                self.compile_problem(problem, source, filename)
            }
        };
        Outcome { output: self.take_output(), ending, instructions: self.executed - before }
    }

    /// Loads and runs a compiled unit in a module's namespace; gives back what its syntax tree keeps
    /// alive.
    fn run_unit(&mut self, template: &Arc<UnitTemplate>, namespace: Obj) -> (Result<()>, Obj) {
        let (code, tree) = self.load_unit(template, None);
        let result = self.run_code(code, namespace, namespace);
        self.decref(code);
        (result.map(|value| self.decref(value)), tree)
    }

    /// Runs a unit of the library as if it had run before the program: nothing that the program could
    /// ask for changes but the namespace.
    pub(crate) fn run_library_unit(
        &mut self,
        template: &Arc<UnitTemplate>,
        namespace: Obj,
    ) -> Result<()> {
        let before = self.heap.set_static_memory(true);
        let pending = std::mem::take(&mut self.heap.collector.pending);
        let (depth, executed) = (std::mem::take(&mut self.depth), self.executed);
        let (result, tree) = self.run_unit(template, namespace);
        self.decref(tree);
        (self.depth, self.executed) = (depth, executed);
        self.heap.collector.pending |= pending;
        self.heap.set_static_memory(before);
        result
    }

    /// Runs a module's or class body's code object with these namespaces; all borrowed.
    pub(crate) fn run_code(&mut self, code: Obj, globals: Obj, locals: Obj) -> Result<Obj> {
        let builtins = self.builtins;
        self.heap.incref(code);
        let function = self.new_function(code, globals, builtins);
        let bottom = self.sp;
        self.enter_function(function, bottom, bottom, 0, &[], Exit::ToRust)?;
        self.heap.incref(locals);
        self.frames.last_mut().expect("just entered").locals = Some(locals);
        let result = self.run_loop();
        self.sp = bottom;
        result
    }

    /// Compiles and runs an expression in `__main__`, leaving no trace in it.
    ///
    /// # Errors
    /// How it ended instead of with a value.
    pub fn evaluate(&mut self, expression: &str) -> std::result::Result<String, Ending> {
        let template = compile::compile(expression, Mode::Eval, "<expression>", self.release())
            .map_err(|problem| self.compile_problem(problem, expression, "<expression>"))?;
        let (code, tree) = self.load_unit(&Arc::new(template), None);
        let namespace = self.main_namespace();
        let result = self.run_code(code, namespace, namespace);
        let text = result.and_then(|value| {
            let text = self.repr_text(value);
            self.decref(value);
            text
        });
        self.decref(code);
        self.decref(tree);
        match text {
            Ok(text) => Ok(text),
            Err(raise) => Err(self.ending_of(Err(raise))),
        }
    }

    fn ending_of(&mut self, result: Result<()>) -> Ending {
        match result {
            // A finalizer that was stopped ends the run too, although nothing is raised from it.
            Ok(()) if self.halt.is_none() => Ending::Done,
            Ok(()) | Err(Raise::Halt) => self.ending_of_halt(),
            Err(Raise::Exception(exception)) => self.ending_of_exception(exception),
        }
    }

    fn ending_of_halt(&mut self) -> Ending {
        self.handled.truncate(1);
        self.depth = 0;
        self.nested_iterators = 0;
        self.sp = 0;
        let line = self.halted_at.0;
        let column = self.halted_at.1;
        match self.halt.take() {
            Some(Halt::OutOfBudget(limit)) => Ending::OutOfBudget { limit, line },
            Some(Halt::Unsupported(feature)) => Ending::Unsupported { feature, line, column },
            None => Ending::Unsupported { feature: "an unknown state".into(), line, column },
        }
    }

    /// Reports an uncaught exception (a reference taken over).
    fn ending_of_exception(&mut self, exception: Obj) -> Ending {
        if self.matches(exception, types::SYSTEM_EXIT) {
            return self.exit_status(exception);
        }
        let class = self.heap.type_of(exception);
        let bases: Vec<String> =
            self.heap.mro(class).to_vec().into_iter().map(|class| self.type_name(class)).collect();
        let shown_class = crate::builtins::exceptions::shown_class_name(self, class);
        let message = self.str_text(exception).unwrap_or_else(|raise| {
            if let Raise::Exception(other) = raise {
                self.decref(other);
            }
            "<exception str() failed>".into()
        });
        let traceback = crate::modules::hooks::uncaught(self, exception);
        let places = crate::builtins::traceback::places(self, exception);
        let line = places.first().map_or(0, |place| place.statement);
        let place = places.last().map_or((0, 0), |place| (place.line, place.column + 1));
        self.decref(exception);
        Ending::Raised(Uncaught { class: shown_class, bases, message, traceback, line, place })
    }

    fn exit_status(&mut self, exception: Obj) -> Ending {
        let code = self.exception_field(exception, "code").unwrap_or(self.heap.none());
        let status = if code == self.heap.none() {
            0
        } else if let Some(status) = self.heap.int_value(code) {
            status as i32
        } else {
            if let Ok(text) = self.str_text(code) {
                let _ = self.write(Stream::Stderr, &format!("{text}\n"));
            }
            1
        };
        self.decref(exception);
        Ending::Exit(status)
    }

    fn compile_problem(&mut self, problem: CompileProblem, source: &str, filename: &str) -> Ending {
        match problem {
            CompileProblem::Unsupported { feature, line, column } => {
                Ending::Unsupported { feature, line, column }
            }
            other => {
                let exception = crate::builtins::exceptions::of_compile_problem(
                    self, &other, source, filename, true,
                );
                let place = match &other {
                    CompileProblem::Syntax(error) => (error.at.line, error.at.column + 1),
                    _ => (1, 1),
                };
                let mut ending = self.ending_of_exception(exception);
                if let Ending::Raised(uncaught) = &mut ending {
                    uncaught.line = place.0;
                    uncaught.place = place;
                }
                ending
            }
        }
    }

    /// Interpreter exit: exit functions run, module globals die, finalizers run.
    pub fn finish(&mut self) -> Outcome {
        let before = self.executed;
        let result = crate::modules::exit::run(self);
        let ending = self.ending_of(result);
        Outcome { output: self.take_output(), ending, instructions: self.executed - before }
    }
}
