//! Instructions as the code generator emits them, before jumps have places.

use crate::bytecode::Position;

/// A place of no line: the instruction takes the place of one nearby, or none.
pub(crate) const NO_LOCATION: Position =
    Position { line: u32::MAX, end_line: u32::MAX, column: 0, end_column: 0 };

/// Takes the place of the next instruction.
pub(crate) const NEXT_LOCATION: Position =
    Position { line: u32::MAX - 1, end_line: u32::MAX - 1, column: 0, end_column: 0 };

/// Whether a position has a line.
pub(crate) fn has_line(at: Position) -> bool {
    at.line < u32::MAX - 1
}

/// An operation: those of [`crate::bytecode::Op`] without their arguments, and some that exist only
/// until the flow graph is laid out (named as CPython's pseudo instructions).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Code {
    Nop,
    Resume,
    /// The argument is the number of a place that is watched.
    Watch,
    LoadConst,
    LoadConstBorrow,
    LoadSmallInt,
    LoadCommonConstant,
    LoadFast,
    LoadFastBorrow,
    LoadFastCheck,
    LoadFastAndClear,
    StoreFast,
    /// Stores a value that may be NULL. Pseudo.
    StoreFastMaybeNull,
    DeleteFast,
    /// Loads a cell itself. Pseudo.
    LoadClosure,
    MakeCell,
    CopyFreeVars,
    LoadDeref,
    StoreDeref,
    DeleteDeref,
    LoadFromDictOrDeref,
    LoadFromDictOrGlobals,
    LoadLocals,
    LoadName,
    StoreName,
    DeleteName,
    LoadGlobal,
    StoreGlobal,
    DeleteGlobal,
    LoadBuildClass,
    LoadAssertionError,
    LoadAttr,
    LoadMethod,
    LoadSuperAttr,
    LoadSuperMethod,
    StoreAttr,
    DeleteAttr,
    BinarySubscr,
    StoreSubscr,
    DeleteSubscr,
    BinarySlice,
    StoreSlice,
    BuildSlice,
    /// The argument is the operator's number.
    BinaryOp,
    InplaceOp,
    UnaryNegative,
    UnaryInvert,
    UnaryNot,
    UnaryPositive,
    CompareOp,
    CompareOpToBool,
    IsOp,
    ContainsOp,
    ToBool,
    PopTop,
    PushNull,
    Copy,
    Swap,
    BuildTuple,
    BuildList,
    BuildSet,
    BuildMap,
    BuildConstKeyMap,
    BuildString,
    ListAppend,
    SetAdd,
    MapAdd,
    ListExtend,
    SetUpdate,
    DictUpdate,
    DictMerge,
    ListToTuple,
    ConvertValue,
    FormatSimple,
    FormatWithSpec,
    BuildInterpolation,
    BuildTemplate,
    /// A jump in either direction. Pseudo.
    Jump,
    /// A jump that is no check point of the eval breaker. Pseudo.
    JumpNoInterrupt,
    JumpForward,
    JumpBackward,
    JumpBackwardNoInterrupt,
    /// Jumps if the top is true, and leaves it there. Pseudo.
    JumpIfTrue,
    /// Jumps if the top is false, and leaves it there. Pseudo.
    JumpIfFalse,
    PopJumpIfFalse,
    PopJumpIfTrue,
    PopJumpIfNone,
    PopJumpIfNotNone,
    GetIter,
    ForIter,
    EndFor,
    ReturnValue,
    Call,
    CallKw,
    CallFunctionEx,
    MakeFunction,
    SetFunctionAttribute,
    ReturnGenerator,
    YieldValue,
    GetYieldFromIter,
    Send,
    EndSend,
    CleanupThrow,
    GetAwaitable,
    GetAiter,
    GetAnext,
    EndAsyncFor,
    BeforeAsyncWith,
    AsyncGenWrap,
    PushExcInfo,
    PopExcept,
    CheckExcMatch,
    CheckEgMatch,
    Reraise,
    RaiseVarargs,
    BeforeWith,
    LoadSpecial,
    WithExceptStart,
    WithExceptStartSpecial,
    PrepReraiseStar,
    StopIterationError,
    ImportName,
    ImportFrom,
    ImportStar,
    UnpackSequence,
    /// The argument is `before | after << 16`.
    UnpackEx,
    MatchClass,
    MatchMapping,
    MatchSequence,
    MatchKeys,
    GetLen,
    SetupAnnotations,
    /// Where a module's annotations are set up, once they are known. Pseudo.
    AnnotationsPlaceholder,
    PrintExpr,
    TypeParameter,
    /// Opens a `try`: its handler is the target. Pseudo.
    SetupFinally,
    /// The same, whose handler also gets the place that raised. Pseudo.
    SetupCleanup,
    /// The same, around a `with` body. Pseudo.
    SetupWith,
    /// Closes what one of the three opened. Pseudo.
    PopBlock,
}

impl Code {
    /// Whether the argument is a label.
    pub(crate) fn has_target(self) -> bool {
        self.is_jump() || self.is_block_push()
    }

    pub(crate) fn is_jump(self) -> bool {
        use Code::*;
        matches!(
            self,
            Jump | JumpNoInterrupt
                | JumpForward
                | JumpBackward
                | JumpBackwardNoInterrupt
                | JumpIfTrue
                | JumpIfFalse
                | PopJumpIfFalse
                | PopJumpIfTrue
                | PopJumpIfNone
                | PopJumpIfNotNone
                | ForIter
                | Send
        )
    }

    pub(crate) fn is_unconditional_jump(self) -> bool {
        use Code::*;
        matches!(
            self,
            Jump | JumpNoInterrupt | JumpForward | JumpBackward | JumpBackwardNoInterrupt
        )
    }

    pub(crate) fn is_block_push(self) -> bool {
        matches!(self, Code::SetupFinally | Code::SetupCleanup | Code::SetupWith)
    }

    /// Leaves the frame.
    pub(crate) fn is_scope_exit(self) -> bool {
        matches!(self, Code::ReturnValue | Code::RaiseVarargs | Code::Reraise)
    }

    /// Ends a basic block.
    pub(crate) fn is_terminator(self) -> bool {
        self.is_jump() || self.is_scope_exit()
    }

    pub(crate) fn has_const(self) -> bool {
        matches!(self, Code::LoadConst | Code::LoadConstBorrow)
    }

    /// How many values it takes and leaves, the jump not taken.
    pub(crate) fn stack_effect(self, arg: u32) -> (u32, u32) {
        use Code::*;
        match self {
            Nop
            | Resume
            | Watch
            | MakeCell
            | CopyFreeVars
            | DeleteFast
            | DeleteDeref
            | DeleteName
            | DeleteGlobal
            | Jump
            | JumpNoInterrupt
            | JumpForward
            | JumpBackward
            | JumpBackwardNoInterrupt
            | SetupAnnotations
            | AnnotationsPlaceholder
            | PopBlock
            | SetupFinally
            | SetupCleanup
            | SetupWith => (0, 0),
            LoadConst | LoadConstBorrow | LoadSmallInt | LoadCommonConstant | LoadFast
            | LoadFastBorrow | LoadFastCheck | LoadFastAndClear | LoadClosure | LoadDeref
            | LoadLocals | LoadName | LoadGlobal | LoadBuildClass | LoadAssertionError
            | PushNull | ReturnGenerator => (0, 1),
            StoreFast | StoreFastMaybeNull | StoreDeref | StoreName | StoreGlobal | PopTop
            | PopJumpIfFalse | PopJumpIfTrue | PopJumpIfNone | PopJumpIfNotNone | ReturnValue
            | DeleteAttr | PopExcept | ImportStar | EndFor | PrintExpr => (1, 0),
            LoadFromDictOrDeref
            | LoadFromDictOrGlobals
            | LoadAttr
            | UnaryNegative
            | UnaryInvert
            | UnaryNot
            | UnaryPositive
            | ToBool
            | ListToTuple
            | ConvertValue
            | FormatSimple
            | GetIter
            | GetAwaitable
            | GetAiter
            | AsyncGenWrap
            | MakeFunction
            | YieldValue
            | GetYieldFromIter
            | StopIterationError
            | JumpIfTrue
            | JumpIfFalse => (1, 1),
            LoadMethod | LoadSpecial | BeforeWith | BeforeAsyncWith | GetAnext | PushExcInfo
            | ForIter | GetLen | MatchMapping | MatchSequence | ImportFrom => (1, 2),
            LoadSuperAttr => (3, 1),
            LoadSuperMethod => (3, 2),
            StoreAttr | DeleteSubscr | EndAsyncFor => (2, 0),
            BinarySubscr | BinaryOp | InplaceOp | CompareOp | CompareOpToBool | IsOp
            | ContainsOp | FormatWithSpec | SetFunctionAttribute | EndSend | BuildTemplate
            | ImportName | PrepReraiseStar => (2, 1),
            StoreSubscr => (3, 0),
            BinarySlice => (3, 1),
            StoreSlice => (4, 0),
            Copy => (arg, arg + 1),
            Swap => (arg, arg),
            BuildSlice | BuildTuple | BuildList | BuildSet | BuildString => (arg, 1),
            BuildMap => (2 * arg, 1),
            BuildConstKeyMap => (arg + 1, 1),
            ListAppend | SetAdd | ListExtend | SetUpdate | DictUpdate => (arg + 1, arg),
            MapAdd => (arg + 2, arg),
            DictMerge => (arg + 4, arg + 3),
            BuildInterpolation => (2 + (arg & 1), 1),
            Call => (arg + 2, 1),
            CallKw => (arg + 3, 1),
            CallFunctionEx => (3 + arg, 1),
            Send => (2, 2),
            CleanupThrow => (3, 2),
            CheckExcMatch | CheckEgMatch => (2, 2),
            Reraise => (1 + arg, arg),
            RaiseVarargs => (arg, 0),
            WithExceptStart => (4, 5),
            WithExceptStartSpecial => (5, 6),
            UnpackSequence => (1, arg),
            UnpackEx => (1, (arg & 0xffff) + (arg >> 16) + 1),
            MatchClass => (3, 1),
            MatchKeys => (2, 3),
            TypeParameter => {
                let takes_two = matches!(arg, 1 | 2 | 5 | 8);
                (if takes_two { 2 } else { 1 }, 1)
            }
        }
    }
}

/// A place in a sequence to jump to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Label(pub(crate) u32);

/// One instruction before layout. The argument of a jump is a [`Label`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Instr {
    pub(crate) code: Code,
    pub(crate) arg: u32,
    pub(crate) at: Position,
}

/// What the generator emits for one code object.
#[derive(Debug, Default)]
pub(crate) struct Sequence {
    pub(crate) instrs: Vec<Instr>,
    /// Index of the instruction that each label stands before.
    pub(crate) labels: Vec<u32>,
}

impl Sequence {
    pub(crate) fn new_label(&mut self) -> Label {
        self.labels.push(u32::MAX);
        Label(self.labels.len() as u32 - 1)
    }

    pub(crate) fn len(&self) -> usize {
        self.instrs.len()
    }

    pub(crate) fn use_label(&mut self, label: Label) {
        self.labels[label.0 as usize] = self.instrs.len() as u32;
    }

    pub(crate) fn add(&mut self, code: Code, arg: u32, at: Position) {
        self.instrs.push(Instr { code, arg, at });
    }

    /// Puts an instruction before the one of that index; labels keep their instructions.
    pub(crate) fn insert(&mut self, index: usize, code: Code, arg: u32, at: Position) {
        self.instrs.insert(index, Instr { code, arg, at });
        for place in &mut self.labels {
            if *place != u32::MAX && *place >= index as u32 {
                *place += 1;
            }
        }
    }
}
