//! What one run of a program shows to the world outside: what it printed, and how it ended.

/// Bounds on one program. A program that crosses one ends with an [`Ending`] or a Python exception
/// that says so; it never hangs the process that runs it.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Bytecode instructions before [`Ending::OutOfBudget`].
    pub instructions: u64,
    /// Simulated bytes alive at once before `MemoryError`.
    pub memory: u64,
    /// Bytes written to standard output and standard error together before [`Ending::OutOfBudget`].
    pub output: usize,
}

impl Default for Limits {
    /// What one program may use that somebody runs by itself and waits for: about a second of a plain
    /// loop in an optimised build, ten where each round raises an exception.
    fn default() -> Limits {
        Limits { instructions: 200_000_000, memory: 1 << 30, output: 16 << 20 }
    }
}

/// The two texts that a program can write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stream {
    /// `sys.stdout`.
    Stdout,
    /// `sys.stderr`, which also gets what the interpreter itself reports.
    Stderr,
}

/// A piece of output and the statement that caused it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// Where it was written.
    pub stream: Stream,
    /// First line (1-based, in the unit's source) of the top-level statement that was running;
    /// 0 when the unit was over (interpreter exit).
    pub line: u32,
    /// What was written.
    pub text: String,
}

/// How a compile unit is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// A whole file: `python file.py`.
    Script,
    /// One input at the classic `>>>` prompt: an expression statement echoes its value.
    Interactive,
}

/// An exception that nothing caught.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Uncaught {
    /// Qualified name of its class as a traceback's last line shows it, e.g. `TypeError`.
    pub class: String,
    /// The names of its class and all base classes, for `raises=LookupError`.
    pub bases: Vec<String>,
    /// `str()` of the exception.
    pub message: String,
    /// The whole report as CPython prints it on standard error, ending in a newline.
    pub traceback: String,
    /// Line (1-based, in the unit's source) of the top-level statement that raised.
    pub line: u32,
    /// Line and column (1-based) of the innermost place in the unit's source that raised.
    pub place: (u32, u32),
}

impl Uncaught {
    /// The exit status of a script that ends so: 1, or that of a process that SIGINT ended (−2, which
    /// shells show as 130) for a `KeyboardInterrupt`.
    pub fn exit_status(&self) -> i32 {
        if self.bases.iter().any(|base| base == "KeyboardInterrupt") { -2 } else { 1 }
    }
}

/// How a unit ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ending {
    /// The last statement ran.
    Done,
    /// An exception that nothing caught, `SyntaxError` included.
    Raised(Uncaught),
    /// `SystemExit`, with the exit status.
    Exit(i32),
    /// Python that the machine does not run. Nothing was guessed.
    Unsupported {
        /// What it is, in words: "`async def`".
        feature: String,
        /// Line, 1-based.
        line: u32,
        /// Column, 1-based, in characters.
        column: u32,
    },
    /// A limit of [`Limits`] was reached.
    OutOfBudget {
        /// Which one, in words: "200000000 instructions".
        limit: String,
        /// Line (1-based) that was running.
        line: u32,
    },
}

/// What a unit printed and how it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// In the order written; neighbouring pieces of one statement and stream may be joined.
    pub output: Vec<Output>,
    /// How it ended.
    pub ending: Ending,
    /// Bytecode instructions executed.
    pub instructions: u64,
}

impl Outcome {
    /// All of one stream, joined.
    pub fn text(&self, stream: Stream) -> String {
        self.output.iter().filter(|o| o.stream == stream).map(|o| o.text.as_str()).collect()
    }
}
