//! Compiles Python to a stack bytecode and runs it on [`heap_model`].

pub mod bytecode;
pub mod compile;
mod outcome;
mod syntax;
mod text;

pub use heap_model::release::Release;
pub use outcome::{Ending, Limits, Outcome, Output, Stream, Uncaught, Unit};

/// One program's whole state: its heap, its modules and what they have printed.
pub struct Machine {
    release: &'static Release,
}

impl Machine {
    /// A fresh interpreter of that release, before its first statement.
    pub fn new(release: &'static Release, limits: Limits) -> Machine {
        let _ = limits;
        Machine { release }
    }

    /// The release that the machine imitates.
    pub fn release(&self) -> &'static Release {
        self.release
    }

    /// Runs `source` as one compile unit in `__main__`. Units may follow each other in one machine.
    ///
    /// `filename` is what tracebacks show.
    pub fn run(&mut self, source: &str, unit: Unit, filename: &str) -> Outcome {
        let _ = (source, unit, filename);
        Outcome {
            output: vec![],
            ending: Ending::Unsupported { feature: "everything".into(), line: 1, column: 1 },
            instructions: 0,
        }
    }

    /// The `repr` of an expression evaluated in `__main__` as it stands, leaving no trace in it.
    pub fn evaluate(&mut self, expression: &str) -> Result<String, Ending> {
        match self.run(expression, Unit::Interactive, "<evaluate>").ending {
            Ending::Done => Ok(String::new()),
            other => Err(other),
        }
    }

    /// Interpreter exit: module globals die, finalizers run; what they print comes back.
    pub fn finish(&mut self) -> Outcome {
        Outcome { output: vec![], ending: Ending::Done, instructions: 0 }
    }
}
