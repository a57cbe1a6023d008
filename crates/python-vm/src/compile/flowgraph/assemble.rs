//! The last step: slots for locals, the exception table, and the bytecode itself.

use super::super::codegen::unit::{Unit, constant_ref};
use super::super::ir::{Code, NEXT_LOCATION, NO_LOCATION, has_line};
use super::{Graph, NONE, Node};
use crate::bytecode::{
    Awaited, Binary, CodeFlags, CodeTemplate, CommonConstant, Comparison, Conversion,
    FunctionAttribute, Handler, LocalKind, Op, Position, Special, TypeParameter,
};
use crate::syntax::tree::Tree;

/// Where cells and free variables, numbered on their own until now, stand among the locals.
struct Slots {
    place: Vec<u32>,
    kinds: Vec<(Box<str>, LocalKind)>,
}

impl Graph<'_> {
    pub(super) fn into_code(mut self, unit: Unit, flags: CodeFlags, tree: &Tree) -> CodeTemplate {
        self.convert_keeping_jumps();
        let stack_size = self.stack_depth();
        let slots = slots(&unit, tree);
        self.fix_cells(&slots);
        self.insert_prefix(&unit, &slots, flags);
        self.convert_pseudo();
        self.normalize_jumps();
        self.borrow_locals();
        self.borrow_constants();
        let names = unit.names.list.iter().map(|&name| tree.names.text(name).into()).collect();
        let (instructions, positions, handlers) = self.emit();
        CodeTemplate {
            name: tree.names.text(unit.name).into(),
            qualname: unit.qualname.into(),
            first_line: unit.first_line,
            argcount: unit.argcount,
            posonlyargcount: unit.posonlyargcount,
            kwonlyargcount: unit.kwonlyargcount,
            flags,
            localsplus: slots.kinds,
            names,
            consts: unit.consts.list.iter().map(|&constant| constant_ref(constant)).collect(),
            instructions,
            positions,
            handlers,
            stack_size: stack_size + u32::from(flags.generator && stack_size == 0),
        }
    }

    fn fix_cells(&mut self, slots: &Slots) {
        for block in &mut self.blocks {
            for node in &mut block.nodes {
                if matches!(
                    node.code,
                    Code::MakeCell
                        | Code::LoadClosure
                        | Code::LoadDeref
                        | Code::StoreDeref
                        | Code::DeleteDeref
                        | Code::LoadFromDictOrDeref
                ) {
                    node.arg = slots.place[node.arg as usize];
                }
            }
        }
    }

    /// What a frame does before the first line: free variables, cells, the generator.
    fn insert_prefix(&mut self, unit: &Unit, slots: &Slots, flags: CodeFlags) {
        let mut prefix = Vec::new();
        let free = unit.freevars.list.len();
        if free > 0 {
            prefix.push(Node::new(Code::CopyFreeVars, free as u32, NO_LOCATION));
        }
        let mut cells: Vec<u32> = slots.place[..unit.cellvars.list.len()].to_vec();
        cells.sort_unstable();
        for cell in cells {
            prefix.push(Node::new(Code::MakeCell, cell, NO_LOCATION));
        }
        if flags.suspends() && unit.generator_start.is_none() {
            let line = unit.first_line;
            let at = Position { line, end_line: line, column: 0, end_column: 0 };
            prefix.push(Node::new(Code::ReturnGenerator, 0, at));
            prefix.push(Node::new(Code::PopTop, 0, at));
        }
        if !prefix.is_empty() {
            self.block_mut(0).nodes.splice(0..0, prefix);
        }
    }

    fn emit(&self) -> (Vec<Op>, Vec<Position>, Vec<Handler>) {
        let order = self.order();
        let mut starts = vec![0; self.blocks.len()];
        let mut count = 0;
        for &id in &order {
            starts[id as usize] = count;
            count += self.block(id).nodes.len() as u32;
        }
        let mut ops = Vec::with_capacity(count as usize);
        let mut positions = Vec::with_capacity(count as usize);
        let mut handlers: Vec<Handler> = Vec::new();
        let mut guarded_by = NONE;
        for &id in &order {
            for node in &self.block(id).nodes {
                let index = ops.len() as u32;
                if node.except != guarded_by {
                    if let (Some(last), true) = (handlers.last_mut(), guarded_by != NONE) {
                        last.end = index;
                    }
                    guarded_by = node.except;
                    if guarded_by != NONE {
                        let handler = self.block(guarded_by);
                        let lasti = handler.saves_lasti;
                        handlers.push(Handler {
                            start: index,
                            end: index,
                            target: starts[guarded_by as usize],
                            depth: (handler.depth - 1 - i32::from(lasti)).max(0) as u32,
                            lasti,
                        });
                    }
                }
                let target = if node.target == NONE { 0 } else { starts[node.target as usize] };
                ops.push(op(node, target));
                positions.push(node.at);
            }
        }
        if let (Some(last), true) = (handlers.last_mut(), guarded_by != NONE) {
            last.end = count;
        }
        resolve_positions(&mut positions);
        (ops, positions, handlers)
    }
}

/// Instructions that take the place of the next get it; those without any have line 0.
fn resolve_positions(positions: &mut [Position]) {
    let mut next = Position::default();
    for at in positions.iter_mut().rev() {
        if *at == NEXT_LOCATION {
            *at = next;
        } else if !has_line(*at) {
            *at = Position::default();
        }
        next = *at;
    }
}

fn slots(unit: &Unit, tree: &Tree) -> Slots {
    let locals = unit.varnames.list.len();
    let mut kinds: Vec<(Box<str>, LocalKind)> = Vec::with_capacity(locals);
    for &name in &unit.varnames.list {
        let hidden = unit.fast_hidden.iter().any(|entry| entry.0 == name);
        let kind = LocalKind { local: true, cell: false, free: false, hidden };
        kinds.push((tree.names.text(name).into(), kind));
    }
    let mut place = Vec::with_capacity(unit.cellvars.list.len() + unit.freevars.list.len());
    for &name in &unit.cellvars.list {
        match unit.varnames.find(name) {
            Some(local) => {
                kinds[local as usize].1.cell = true;
                place.push(local);
            }
            None => {
                place.push(kinds.len() as u32);
                let kind = LocalKind { local: false, cell: true, free: false, hidden: false };
                kinds.push((tree.names.text(name).into(), kind));
            }
        }
    }
    for &name in &unit.freevars.list {
        place.push(kinds.len() as u32);
        let kind = LocalKind { local: false, cell: false, free: true, hidden: false };
        kinds.push((tree.names.text(name).into(), kind));
    }
    Slots { place, kinds }
}

macro_rules! by_number {
    ($(#[$doc:meta])* $function:ident -> $enum:ident { $($variant:ident),* $(,)? }) => {
        $(#[$doc])*
        pub(super) fn $function(arg: u32) -> $enum {
            const ALL: &[$enum] = &[$($enum::$variant),*];
            ALL[arg as usize]
        }
    };
}

by_number!(
    /// The operator of that number.
    binary_operator -> Binary {
        Add, Sub, Mul, MatMul, TrueDiv, FloorDiv, Mod, Pow, LShift, RShift, And, Or, Xor,
    }
);
by_number!(comparison -> Comparison { Lt, Le, Eq, Ne, Gt, Ge });
by_number!(conversion -> Conversion { Str, Repr, Ascii });
by_number!(function_attribute -> FunctionAttribute {
    Defaults, KwDefaults, Annotations, Closure, Annotate,
});
by_number!(
    /// The common constant of that number.
    common_constant -> CommonConstant {
        AssertionError, NotImplementedError, Tuple, All, Any, List, Set, None, EmptyStr, True,
        False, MinusOne,
    }
);
by_number!(special -> Special { Enter, Exit, AsyncEnter, AsyncExit });
by_number!(awaited -> Awaited { Operand, Entered, Exited });
by_number!(type_parameter -> TypeParameter {
    TypeVar, TypeVarWithBound, TypeVarWithConstraints, ParamSpec, TypeVarTuple, SetDefault,
    TypeAlias, SubscriptGeneric, SetFunctionTypeParams,
});

fn op(node: &Node, target: u32) -> Op {
    let arg = node.arg;
    match node.code {
        Code::Nop
        | Code::StoreFastMaybeNull
        | Code::LoadClosure
        | Code::AnnotationsPlaceholder
        | Code::SetupFinally
        | Code::SetupCleanup
        | Code::SetupWith
        | Code::PopBlock
        | Code::JumpIfTrue
        | Code::JumpIfFalse => Op::Nop,
        Code::Resume => Op::Resume,
        Code::Watch => Op::Watch(arg),
        Code::LoadConst => Op::LoadConst(arg),
        Code::LoadConstBorrow => Op::LoadConstBorrow(arg),
        Code::LoadSmallInt => Op::LoadSmallInt(arg),
        Code::LoadCommonConstant => Op::LoadCommonConstant(common_constant(arg)),
        Code::LoadFast => Op::LoadFast(arg),
        Code::LoadFastBorrow => Op::LoadFastBorrow(arg),
        Code::LoadFastCheck => Op::LoadFastCheck(arg),
        Code::LoadFastAndClear => Op::LoadFastAndClear(arg),
        Code::StoreFast => Op::StoreFast(arg),
        Code::DeleteFast => Op::DeleteFast(arg),
        Code::MakeCell => Op::MakeCell(arg),
        Code::CopyFreeVars => Op::CopyFreeVars(arg),
        Code::LoadDeref => Op::LoadDeref(arg),
        Code::StoreDeref => Op::StoreDeref(arg),
        Code::DeleteDeref => Op::DeleteDeref(arg),
        Code::LoadFromDictOrDeref => Op::LoadFromDictOrDeref(arg),
        Code::LoadFromDictOrGlobals => Op::LoadFromDictOrGlobals(arg),
        Code::LoadLocals => Op::LoadLocals,
        Code::LoadName => Op::LoadName(arg),
        Code::StoreName => Op::StoreName(arg),
        Code::DeleteName => Op::DeleteName(arg),
        Code::LoadGlobal => Op::LoadGlobal(arg),
        Code::StoreGlobal => Op::StoreGlobal(arg),
        Code::DeleteGlobal => Op::DeleteGlobal(arg),
        Code::LoadBuildClass => Op::LoadBuildClass,
        Code::LoadAssertionError => Op::LoadAssertionError,
        Code::LoadAttr => Op::LoadAttr(arg),
        Code::LoadMethod => Op::LoadMethod(arg),
        Code::LoadSuperAttr => Op::LoadSuperAttr(arg),
        Code::LoadSuperMethod => Op::LoadSuperMethod(arg),
        Code::StoreAttr => Op::StoreAttr(arg),
        Code::DeleteAttr => Op::DeleteAttr(arg),
        Code::BinarySubscr => Op::BinarySubscr,
        Code::StoreSubscr => Op::StoreSubscr,
        Code::DeleteSubscr => Op::DeleteSubscr,
        Code::BinarySlice => Op::BinarySlice,
        Code::StoreSlice => Op::StoreSlice,
        Code::BuildSlice => Op::BuildSlice(arg),
        Code::BinaryOp => Op::BinaryOp(binary_operator(arg)),
        Code::InplaceOp => Op::InplaceOp(binary_operator(arg)),
        Code::UnaryNegative => Op::UnaryNegative,
        Code::UnaryInvert => Op::UnaryInvert,
        Code::UnaryNot => Op::UnaryNot,
        Code::UnaryPositive => Op::UnaryPositive,
        Code::CompareOp => Op::CompareOp(comparison(arg)),
        Code::CompareOpToBool => Op::CompareOpToBool(comparison(arg)),
        Code::IsOp => Op::IsOp(arg == 1),
        Code::ContainsOp => Op::ContainsOp(arg == 1),
        Code::ToBool => Op::ToBool,
        Code::PopTop => Op::PopTop,
        Code::PushNull => Op::PushNull,
        Code::Copy => Op::Copy(arg),
        Code::Swap => Op::Swap(arg),
        Code::BuildTuple => Op::BuildTuple(arg),
        Code::BuildList => Op::BuildList(arg),
        Code::BuildSet => Op::BuildSet(arg),
        Code::BuildMap => Op::BuildMap(arg),
        Code::BuildConstKeyMap => Op::BuildConstKeyMap(arg),
        Code::BuildString => Op::BuildString(arg),
        Code::ListAppend => Op::ListAppend(arg),
        Code::SetAdd => Op::SetAdd(arg),
        Code::MapAdd => Op::MapAdd(arg),
        Code::ListExtend => Op::ListExtend(arg),
        Code::SetUpdate => Op::SetUpdate(arg),
        Code::DictUpdate => Op::DictUpdate(arg),
        Code::DictMerge => Op::DictMerge(arg),
        Code::ListToTuple => Op::ListToTuple,
        Code::ConvertValue => Op::ConvertValue(conversion(arg)),
        Code::FormatSimple => Op::FormatSimple,
        Code::FormatWithSpec => Op::FormatWithSpec,
        Code::BuildInterpolation => Op::BuildInterpolation {
            conversion: (arg >> 1 > 0).then(|| conversion((arg >> 1) - 1)),
            spec: arg & 1 == 1,
        },
        Code::BuildTemplate => Op::BuildTemplate,
        Code::Jump | Code::JumpNoInterrupt | Code::JumpForward | Code::JumpBackwardNoInterrupt => {
            Op::Jump(target)
        }
        Code::JumpBackward => Op::JumpBackward(target),
        Code::PopJumpIfFalse => Op::PopJumpIfFalse(target),
        Code::PopJumpIfTrue => Op::PopJumpIfTrue(target),
        Code::PopJumpIfNone => Op::PopJumpIfNone(target),
        Code::PopJumpIfNotNone => Op::PopJumpIfNotNone(target),
        Code::GetIter => Op::GetIter,
        Code::ForIter => Op::ForIter(target),
        Code::EndFor => Op::EndFor,
        Code::ReturnValue => Op::ReturnValue,
        Code::Call => Op::Call(arg),
        Code::CallKw => Op::CallKw(arg),
        Code::CallFunctionEx => Op::CallFunctionEx(arg == 1),
        Code::MakeFunction => Op::MakeFunction,
        Code::SetFunctionAttribute => Op::SetFunctionAttribute(function_attribute(arg)),
        Code::ReturnGenerator => Op::ReturnGenerator,
        Code::YieldValue => Op::YieldValue,
        Code::GetYieldFromIter => Op::GetYieldFromIter,
        Code::Send => Op::Send(target),
        Code::EndSend => Op::EndSend,
        Code::CleanupThrow => Op::CleanupThrow,
        Code::GetAwaitable => Op::GetAwaitable(awaited(arg)),
        Code::GetAiter => Op::GetAiter,
        Code::GetAnext => Op::GetAnext,
        Code::EndAsyncFor => Op::EndAsyncFor,
        Code::BeforeAsyncWith => Op::BeforeAsyncWith,
        Code::AsyncGenWrap => Op::AsyncGenWrap,
        Code::PushExcInfo => Op::PushExcInfo,
        Code::PopExcept => Op::PopExcept,
        Code::CheckExcMatch => Op::CheckExcMatch,
        Code::CheckEgMatch => Op::CheckEgMatch,
        Code::Reraise => Op::Reraise(arg),
        Code::RaiseVarargs => Op::RaiseVarargs(arg),
        Code::BeforeWith => Op::BeforeWith,
        Code::LoadSpecial => Op::LoadSpecial(special(arg)),
        Code::WithExceptStart => Op::WithExceptStart,
        Code::WithExceptStartSpecial => Op::WithExceptStartSpecial,
        Code::PrepReraiseStar => Op::PrepReraiseStar,
        Code::StopIterationError => Op::StopIterationError,
        Code::ImportName => Op::ImportName(arg),
        Code::ImportFrom => Op::ImportFrom(arg),
        Code::ImportStar => Op::ImportStar,
        Code::UnpackSequence => Op::UnpackSequence(arg),
        Code::UnpackEx => Op::UnpackEx { before: (arg & 0xffff) as u16, after: (arg >> 16) as u16 },
        Code::MatchClass => Op::MatchClass(arg),
        Code::MatchMapping => Op::MatchMapping,
        Code::MatchSequence => Op::MatchSequence,
        Code::MatchKeys => Op::MatchKeys,
        Code::GetLen => Op::GetLen,
        Code::SetupAnnotations => Op::SetupAnnotations,
        Code::PrintExpr => Op::PrintExpr,
        Code::TypeParameter => Op::TypeParameter(type_parameter(arg)),
    }
}
