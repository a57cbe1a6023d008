//! Bytecode as text.

use std::fmt::Write;

use crate::bytecode::{CodeTemplate, Constant, ConstantRef, Op, UnitTemplate};

/// A listing of all code objects of a unit, the unit's own first.
///
/// Each line has the source line (where it changes), the instruction's number, its name as in
/// `Op`, and its argument with what it stands for; `>` marks jump targets. Handlers follow.
pub fn listing(unit: &UnitTemplate) -> String {
    let mut text = String::new();
    for code in unit.codes.iter().rev() {
        if !text.is_empty() {
            text.push('\n');
        }
        list_code(unit, code, &mut text);
    }
    text
}

fn list_code(unit: &UnitTemplate, code: &CodeTemplate, text: &mut String) {
    let consts: Vec<String> = code.consts.iter().map(|&entry| reference(unit, entry)).collect();
    let _ = writeln!(text, "code {} (line {})", code.qualname, code.first_line);
    let _ = writeln!(text, "  consts {}", consts.join(", "));
    let mut targets = vec![false; code.instructions.len() + 1];
    for op in &code.instructions {
        if let Some(target) = jump_target(*op) {
            targets[target as usize] = true;
        }
    }
    for handler in &code.handlers {
        targets[handler.target as usize] = true;
    }
    let mut last_line = 0;
    for (index, (op, at)) in code.instructions.iter().zip(&code.positions).enumerate() {
        let line = if at.line == last_line { String::new() } else { at.line.to_string() };
        last_line = at.line;
        let mark = if targets[index] { '>' } else { ' ' };
        let _ = write!(text, "{line:>5} {mark}{index:>4} {}", name_of(*op));
        if let Some(meaning) = meaning(unit, code, *op) {
            let _ = write!(text, " {meaning}");
        }
        text.push('\n');
    }
    for handler in &code.handlers {
        let lasti = if handler.lasti { " lasti" } else { "" };
        let _ = writeln!(
            text,
            "  {}..{} -> {} depth {}{lasti}",
            handler.start, handler.end, handler.target, handler.depth
        );
    }
}

fn name_of(op: Op) -> String {
    let text = format!("{op:?}");
    let end = text.find(['(', ' ']).unwrap_or(text.len());
    text[..end].to_owned()
}

/// Where an instruction may jump.
pub fn jump_target(op: Op) -> Option<u32> {
    match op {
        Op::Jump(target)
        | Op::JumpBackward(target)
        | Op::PopJumpIfFalse(target)
        | Op::PopJumpIfTrue(target)
        | Op::PopJumpIfNone(target)
        | Op::PopJumpIfNotNone(target)
        | Op::ForIter(target)
        | Op::Send(target) => Some(target),
        _ => None,
    }
}

/// What an instruction's argument stands for.
fn meaning(unit: &UnitTemplate, code: &CodeTemplate, op: Op) -> Option<String> {
    let local = |index: u32| code.localsplus[index as usize].0.to_string();
    let name = |index: u32| code.names[index as usize].to_string();
    Some(match op {
        Op::LoadConst(index) | Op::LoadConstBorrow(index) => {
            reference(unit, code.consts[index as usize])
        }
        Op::LoadFast(index)
        | Op::LoadFastBorrow(index)
        | Op::LoadFastCheck(index)
        | Op::LoadFastAndClear(index)
        | Op::StoreFast(index)
        | Op::DeleteFast(index)
        | Op::MakeCell(index)
        | Op::LoadDeref(index)
        | Op::StoreDeref(index)
        | Op::DeleteDeref(index)
        | Op::LoadFromDictOrDeref(index) => local(index),
        Op::LoadName(index)
        | Op::StoreName(index)
        | Op::DeleteName(index)
        | Op::LoadGlobal(index)
        | Op::StoreGlobal(index)
        | Op::DeleteGlobal(index)
        | Op::LoadFromDictOrGlobals(index)
        | Op::LoadAttr(index)
        | Op::LoadMethod(index)
        | Op::LoadSuperAttr(index)
        | Op::LoadSuperMethod(index)
        | Op::StoreAttr(index)
        | Op::DeleteAttr(index)
        | Op::ImportName(index)
        | Op::ImportFrom(index) => name(index),
        other => match jump_target(other) {
            Some(target) => format!("to {target}"),
            None => {
                let text = format!("{other:?}");
                let start = text.find(['(', ' '])?;
                text[start..].trim_start_matches('(').trim_end_matches(')').trim().to_owned()
            }
        },
    })
}

fn reference(unit: &UnitTemplate, entry: ConstantRef) -> String {
    match entry {
        ConstantRef::Pool(index) => constant(unit, index),
        ConstantRef::Code(index) => format!("<code {}>", unit.codes[index as usize].qualname),
    }
}

fn constant(unit: &UnitTemplate, index: u32) -> String {
    let join = |items: &[u32]| {
        let items: Vec<String> = items.iter().map(|&item| constant(unit, item)).collect();
        items.join(", ")
    };
    match &unit.pool[index as usize] {
        Constant::None => "None".into(),
        Constant::Ellipsis => "Ellipsis".into(),
        Constant::Bool(true) => "True".into(),
        Constant::Bool(false) => "False".into(),
        Constant::Int(value) => value.to_string(),
        Constant::BigInt(value) => value.to_string(),
        Constant::Float(value) => format!("{value:?}"),
        Constant::Complex(real, imag) => format!("complex({real:?}, {imag:?})"),
        Constant::Str(text) => format!("{text:?}"),
        Constant::Bytes(bytes) => format!("b\"{}\"", bytes.escape_ascii()),
        Constant::Tuple(items) if items.len() == 1 => format!("({},)", join(items)),
        Constant::Tuple(items) => format!("({})", join(items)),
        Constant::FrozenSet(items) => format!("frozenset({{{}}})", join(items)),
        Constant::Slice(parts) => format!("slice({})", join(parts)),
    }
}
