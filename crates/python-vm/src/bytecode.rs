//! The stack bytecode, and what a compiled unit consists of.
//!
//! The instructions are CPython 3.13's in name and in what they leave on the stack, because a value
//! on the stack is a reference that `sys.getrefcount`, `__del__` and `id` reuse can see. Inline
//! caches, `EXTENDED_ARG` and jump distances in code units are not modelled: an instruction is one
//! [`Op`], a jump target is an index into [`CodeTemplate::instructions`].
//!
//! A [`UnitTemplate`] is plain data: it holds no object of any heap, so one compilation serves any
//! number of machines of the same release. Loading it makes the constants and code objects.

use num_bigint::BigInt;

/// A binary operator, as `BINARY_OP`'s argument has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Binary {
    Add,
    Sub,
    Mul,
    MatMul,
    TrueDiv,
    FloorDiv,
    Mod,
    Pow,
    LShift,
    RShift,
    And,
    Or,
    Xor,
}

/// A rich comparison, as `COMPARE_OP`'s argument has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Comparison {
    Lt,
    Le,
    Eq,
    Ne,
    Gt,
    Ge,
}

/// What `CONVERT_VALUE` applies: `!s`, `!r` or `!a`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conversion {
    Str,
    Repr,
    Ascii,
}

/// Which attribute `SET_FUNCTION_ATTRIBUTE` sets on the function below the value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FunctionAttribute {
    /// A tuple of positional defaults.
    Defaults,
    /// A dict of keyword-only defaults.
    KwDefaults,
    /// A tuple of alternating names and annotations as strings or values (≤ 3.13), or a dict.
    Annotations,
    /// A tuple of cells.
    Closure,
    /// The function that computes the annotations (3.14+).
    Annotate,
}

/// One instruction. Comments give the stack before and after, top on the right.
// The names are CPython's.
#[allow(clippy::enum_variant_names)]
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Op {
    Nop,
    /// Start of a function, or the place after a `yield`; a check point of the eval breaker.
    Resume,
    /// Shows the machine to whoever watches this place, which the program can't notice. The number of
    /// a [`crate::WatchPoint`]. CPython has no such instruction; only watched units do.
    Watch(u32),

    // --- loads and stores ---
    /// `→ const`, a counted reference. Index into `consts`.
    LoadConst(u32),
    /// `→ const`, a borrowed reference (3.15).
    LoadConstBorrow(u32),
    /// `→ int`, a cached one of 0 … 255 that needs no place in `consts` (3.14+).
    LoadSmallInt(u32),
    /// `→ object` that every module may need and that needs no place in `consts` (3.14+).
    LoadCommonConstant(CommonConstant),
    /// `→ local`. Index into `localsplus`; never unbound here.
    LoadFast(u32),
    /// `→ local`, a borrowed reference (3.14+).
    LoadFastBorrow(u32),
    /// `→ local`, or `UnboundLocalError`.
    LoadFastCheck(u32),
    /// `→ local or NULL`, and the local becomes unbound (inlined comprehensions).
    LoadFastAndClear(u32),
    /// `value →`. NULL is stored as unbound.
    StoreFast(u32),
    DeleteFast(u32),
    /// Puts the local (or nothing) into a new cell in its place.
    MakeCell(u32),
    /// Copies the function's closure into the last `n` of `localsplus`.
    CopyFreeVars(u32),
    /// `→ value in the cell`; `NameError`/`UnboundLocalError` when empty. Index into `localsplus`.
    LoadDeref(u32),
    /// `value →`.
    StoreDeref(u32),
    DeleteDeref(u32),
    /// `mapping → value`: the class-body lookup that falls back on a cell.
    LoadFromDictOrDeref(u32),
    /// `mapping → value`: the class-body lookup that falls back on globals. Index into `names`.
    LoadFromDictOrGlobals(u32),
    /// `→ namespace of the running class body or module`.
    LoadLocals,
    LoadName(u32),
    StoreName(u32),
    DeleteName(u32),
    LoadGlobal(u32),
    StoreGlobal(u32),
    DeleteGlobal(u32),
    LoadBuildClass,
    LoadAssertionError,

    // --- attributes and items ---
    /// `object → attribute`. Index into `names`.
    LoadAttr(u32),
    /// `object → method self` (the function itself unbound), or `attribute NULL`.
    LoadMethod(u32),
    /// `super class self → attribute`; for the zero- and two-argument forms of `super()`.
    LoadSuperAttr(u32),
    /// `super class self → method self | attribute NULL`.
    LoadSuperMethod(u32),
    /// `value object →`.
    StoreAttr(u32),
    /// `object →`.
    DeleteAttr(u32),
    /// `container key → item`.
    BinarySubscr,
    /// `value container key →`.
    StoreSubscr,
    /// `container key →`.
    DeleteSubscr,
    /// `container start stop → item`, by a slice object that only the slot sees.
    BinarySlice,
    /// `value container start stop →`.
    StoreSlice,
    /// `start stop [step] → slice`; 2 or 3.
    BuildSlice(u32),

    // --- operators ---
    /// `left right → result`.
    BinaryOp(Binary),
    /// `left right → result`, the augmented assignment's.
    InplaceOp(Binary),
    UnaryNegative,
    UnaryInvert,
    /// `bool → bool`.
    UnaryNot,
    UnaryPositive,
    /// `left right → result`.
    CompareOp(Comparison),
    /// `left right → True or False`: the comparison and the truth of its result in one.
    CompareOpToBool(Comparison),
    /// `left right → bool`; true inverts.
    IsOp(bool),
    /// `item container → bool`; true inverts.
    ContainsOp(bool),
    /// `value → True or False`.
    ToBool,

    // --- the stack itself ---
    PopTop,
    PushNull,
    /// Copies the i-th value from the top (1 is the top) to the top.
    Copy(u32),
    /// Swaps the top with the i-th value from the top (2 is the one below).
    Swap(u32),

    // --- building ---
    BuildTuple(u32),
    BuildList(u32),
    BuildSet(u32),
    /// `key value … → dict`; the number of pairs.
    BuildMap(u32),
    /// `value … keys → dict`: as many values as the tuple `keys` is long (≤ 3.13).
    BuildConstKeyMap(u32),
    /// `piece … → str`.
    BuildString(u32),
    /// `… list … value →`: appends to the list `i` below the value (1 is just below).
    ListAppend(u32),
    SetAdd(u32),
    /// `… dict … key value →`.
    MapAdd(u32),
    /// `… list … iterable →`.
    ListExtend(u32),
    SetUpdate(u32),
    /// `… dict … mapping →`, for `{**m}`.
    DictUpdate(u32),
    /// `callable NULL args dict … mapping →`, for `f(**m)`: a repeated key is a `TypeError`.
    DictMerge(u32),
    /// `list → tuple`.
    ListToTuple,
    ConvertValue(Conversion),
    /// `value → str`.
    FormatSimple,
    /// `value spec → str`.
    FormatWithSpec,
    /// `value str [spec] → interpolation` (t-strings, 3.14+).
    BuildInterpolation {
        conversion: Option<Conversion>,
        spec: bool,
    },
    /// `strings interpolations → template`.
    BuildTemplate,

    // --- control ---
    Jump(u32),
    /// A jump to an earlier instruction; a check point of the eval breaker.
    JumpBackward(u32),
    PopJumpIfFalse(u32),
    PopJumpIfTrue(u32),
    PopJumpIfNone(u32),
    PopJumpIfNotNone(u32),
    GetIter,
    /// `iterator → iterator next`, or jumps (to the `EndFor`) with the iterator still on the stack.
    ForIter(u32),
    /// `iterator →`, at the end of a loop.
    EndFor,
    ReturnValue,

    // --- calls ---
    /// `callable self-or-NULL arg … → result`; the number of arguments without self.
    Call(u32),
    /// `callable self-or-NULL arg … names → result`; names is a tuple for the last arguments.
    CallKw(u32),
    /// `callable NULL args-iterable [mapping] → result`.
    CallFunctionEx(bool),
    /// `code → function`.
    MakeFunction,
    /// `value function → function`.
    SetFunctionAttribute(FunctionAttribute),

    // --- generators ---
    /// Makes the generator object from the running frame and returns it.
    ReturnGenerator,
    /// `value → sent value`.
    YieldValue,
    GetYieldFromIter,
    /// `receiver value → receiver yielded`, or jumps with `receiver returned` when it is exhausted.
    Send(u32),
    /// `receiver value → value`.
    EndSend,
    /// `receiver lasti exc → none value` after `throw` into `yield from`; re-raises otherwise.
    CleanupThrow,
    /// `object → iterator` that `await` drives.
    GetAwaitable(Awaited),
    /// `iterable → asynchronous iterator`.
    GetAiter,
    /// `iterator → iterator awaitable`: the next item of an asynchronous iterator.
    GetAnext,
    /// `iterator exc →` when the exception is a `StopAsyncIteration`; raises it again otherwise.
    EndAsyncFor,
    /// `manager → exit aenter()`. `exit` is the bound method.
    BeforeAsyncWith,
    /// `value → wrapped value`: what an asynchronous generator yields, apart from what it awaits.
    AsyncGenWrap,

    // --- exceptions ---
    /// `exc → previous exc`: `exc` becomes the handled exception.
    PushExcInfo,
    /// `previous →`: `previous` becomes the handled exception again.
    PopExcept,
    /// `exc type → exc bool`.
    CheckExcMatch,
    /// `exc type → rest match`.
    CheckEgMatch,
    /// `exc → `: raised again; with `n` 1, the line is the one saved `n` below.
    Reraise(u32),
    /// `[exc [cause]] →`.
    RaiseVarargs(u32),
    /// `manager → exit enter()`. `exit` is the bound method.
    BeforeWith,
    /// `object → method self`, or `attribute NULL`: looked up on the type, no bound method is made
    /// (3.14+, in place of [`Op::BeforeWith`]).
    LoadSpecial(Special),
    /// `exit lasti previous exc → exit lasti previous exc result`.
    WithExceptStart,
    /// `exit self-or-NULL lasti previous exc → … result`, after [`Op::LoadSpecial`] (3.14+).
    WithExceptStartSpecial,
    /// `original [exc …] → exc or None` (`except*`).
    PrepReraiseStar,
    /// `exc → RuntimeError made of a StopIteration`, at the end of a generator's code.
    StopIterationError,

    // --- imports, classes, matching, the rest ---
    /// `level fromlist → module`.
    ImportName(u32),
    /// `module → module attribute`.
    ImportFrom(u32),
    /// `module →`.
    ImportStar,
    /// `sequence → item …`, the first on the top.
    UnpackSequence(u32),
    /// `sequence → …`: that many before and after the starred list.
    UnpackEx {
        before: u16,
        after: u16,
    },
    /// `subject class names → attributes or None`; the number of positional patterns.
    MatchClass(u32),
    /// `subject → subject bool`.
    MatchMapping,
    MatchSequence,
    /// `subject keys → subject keys values-or-None`.
    MatchKeys,
    /// `object → object len`.
    GetLen,
    SetupAnnotations,
    /// `value →`, echoed as the prompt does.
    PrintExpr,
    /// Makes a `TypeVar`, `ParamSpec`, `TypeVarTuple`, type alias or generic base.
    TypeParameter(TypeParameter),
}

/// What [`Op::LoadCommonConstant`] loads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CommonConstant {
    AssertionError,
    NotImplementedError,
    Tuple,
    All,
    Any,
    List,
    Set,
    None,
    EmptyStr,
    True,
    False,
    MinusOne,
}

/// What is awaited, as the error for a wrong object says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Awaited {
    /// The operand of `await`.
    Operand,
    /// What `__aenter__` returned.
    Entered,
    /// What `__aexit__` returned.
    Exited,
}

/// Which method [`Op::LoadSpecial`] looks up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Special {
    Enter,
    Exit,
    AsyncEnter,
    AsyncExit,
}

/// What [`Op::TypeParameter`] makes. Comments give the stack.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TypeParameter {
    /// `name → typevar`.
    TypeVar,
    /// `name bound → typevar`.
    TypeVarWithBound,
    /// `name constraints → typevar`.
    TypeVarWithConstraints,
    ParamSpec,
    TypeVarTuple,
    /// `parameter default → parameter`.
    SetDefault,
    /// `(name, parameters, value) → alias`.
    TypeAlias,
    /// `parameters → Generic[parameters]`.
    SubscriptGeneric,
    /// `function parameters → function`.
    SetFunctionTypeParams,
}

/// A constant of the source text, independent of any heap.
#[derive(Clone, Debug)]
pub enum Constant {
    None,
    Ellipsis,
    Bool(bool),
    Int(i64),
    /// Outside of `i64`.
    BigInt(BigInt),
    Float(f64),
    Complex(f64, f64),
    Str(Box<str>),
    Bytes(Box<[u8]>),
    /// Items are indices into [`UnitTemplate::pool`].
    Tuple(Box<[u32]>),
    FrozenSet(Box<[u32]>),
    /// Constant slices (3.14+).
    Slice([u32; 3]),
}

/// One entry of a code object's `co_consts`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ConstantRef {
    /// Index into [`UnitTemplate::pool`].
    Pool(u32),
    /// Index into [`UnitTemplate::codes`].
    Code(u32),
}

/// What one slot of a frame's `localsplus` holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LocalKind {
    /// Listed in `co_varnames`.
    pub local: bool,
    /// Held in a cell that this code makes.
    pub cell: bool,
    /// A cell that comes with the function.
    pub free: bool,
    /// A comprehension's own variable, inlined: not shown by `locals()` outside of it (3.12+).
    pub hidden: bool,
}

/// Where an instruction comes from: lines 1-based, columns 0-based in UTF-8 bytes, end exclusive.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Position {
    pub line: u32,
    pub end_line: u32,
    pub column: u32,
    pub end_column: u32,
}

/// One range of the exception table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Handler {
    /// First instruction guarded.
    pub start: u32,
    /// First one no longer guarded.
    pub end: u32,
    /// Where the handler starts.
    pub target: u32,
    /// Values kept on the stack (above `localsplus`).
    pub depth: u32,
    /// Whether the raising instruction's index is pushed (as an int) before the exception.
    pub lasti: bool,
}

/// `co_flags` that the machine asks for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CodeFlags {
    pub optimized: bool,
    pub new_locals: bool,
    pub varargs: bool,
    pub varkeywords: bool,
    pub nested: bool,
    pub generator: bool,
    pub coroutine: bool,
    pub async_generator: bool,
    pub iterable_coroutine: bool,
    pub has_docstring: bool,
    pub method: bool,
    pub future_annotations: bool,
}

impl CodeFlags {
    /// Calling the code makes a generator, a coroutine or an asynchronous generator.
    pub fn suspends(self) -> bool {
        self.generator || self.coroutine || self.async_generator
    }
}

/// One compiled code block.
#[derive(Clone, Debug)]
pub struct CodeTemplate {
    /// `co_name`.
    pub name: Box<str>,
    /// `co_qualname`.
    pub qualname: Box<str>,
    /// `co_firstlineno`.
    pub first_line: u32,
    /// `co_argcount`: positional-only ones included, `*args` not.
    pub argcount: u32,
    /// `co_posonlyargcount`.
    pub posonlyargcount: u32,
    /// `co_kwonlyargcount`.
    pub kwonlyargcount: u32,
    /// `co_flags`.
    pub flags: CodeFlags,
    /// Names of all local slots: parameters, locals, then cells that are no locals, then free ones.
    pub localsplus: Vec<(Box<str>, LocalKind)>,
    /// `co_names`.
    pub names: Vec<Box<str>>,
    /// `co_consts`.
    pub consts: Vec<ConstantRef>,
    /// The code.
    pub instructions: Vec<Op>,
    /// As long as `instructions`.
    pub positions: Vec<Position>,
    /// Innermost ranges found first when searched from the front.
    pub handlers: Vec<Handler>,
    /// The most values on the stack at once.
    pub stack_size: u32,
}

impl CodeTemplate {
    /// How many of the local slots, from the first, are parameters.
    pub fn parameters(&self) -> usize {
        let starred = usize::from(self.flags.varargs) + usize::from(self.flags.varkeywords);
        self.argcount as usize + self.kwonlyargcount as usize + starred
    }

    /// Names of the free variables, in the order of the closure's cells.
    pub fn free_names(&self) -> Vec<&str> {
        let free = self.localsplus.iter().filter(|slot| slot.1.free);
        free.map(|slot| &*slot.0).collect()
    }
}

/// All that compiling one unit gives: a script, one input at the prompt, an `eval` or an `exec`.
#[derive(Clone, Debug)]
pub struct UnitTemplate {
    /// `co_filename` of every block.
    pub filename: Box<str>,
    /// Every constant once: equal ones of one type are merged over the whole unit. An entry's own
    /// items stand before it.
    pub pool: Vec<Constant>,
    /// Whether each pool entry is a constant of the source's syntax tree (before folding), which a
    /// script's tree keeps alive while it runs.
    pub in_syntax_tree: Vec<bool>,
    /// Blocks; inner ones before outer ones, the unit's own last.
    pub codes: Vec<CodeTemplate>,
    /// The source's lines, for tracebacks.
    pub source: Box<str>,
    /// First lines of the unit's top-level statements (of their decorators, where there are any),
    /// ascending.
    pub statement_lines: Vec<u32>,
    /// What the release warns of in this source, in the order in which it does.
    pub warnings: Vec<CompileWarning>,
}

/// A warning of the parser or the compiler.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CompileWarning {
    /// A `SyntaxWarning`; otherwise a `DeprecationWarning`.
    pub syntax: bool,
    /// Its message.
    pub message: String,
    /// The line it names, 1-based.
    pub line: u32,
    /// It comes from the parser, before the compiler looks at the unit.
    pub parsing: bool,
}
