//! `match`.
//!
//! Each pattern consumes the subject on top of the stack and jumps, on failure, to a place that pops
//! what it would have left. Captured values wait below until the whole pattern has matched.

use super::super::constants::ConstId;
use super::super::ir::{Code, Label, NEXT_LOCATION, NO_LOCATION};
use super::{Emitted, Generator};
use crate::bytecode::{Binary, Comparison, Position};
use crate::syntax::names::Name;
use crate::syntax::tree::{Case, ExprId, ExprKind, List, PatternId, PatternKind};

/// Where matching stands.
#[derive(Clone, Default)]
struct Matching {
    /// Names captured so far, in the order of their values on the stack.
    stores: Vec<Name>,
    /// A pattern that always matches is allowed here.
    allow_irrefutable: bool,
    /// Jumping to label `i` pops `i` values.
    fail_pop: Vec<Label>,
    /// Values on top that must stay on top of captured ones.
    on_top: u32,
}

impl Generator<'_> {
    pub(super) fn match_statement(&mut self, subject: ExprId, cases: List<Case>) -> Emitted {
        self.expr(subject)?;
        let end = self.label();
        let count = cases.len();
        let last = self.tree[cases][count - 1];
        let has_default = self.is_wildcard(last.pattern) && count > 1;
        let tested = count - usize::from(has_default);
        for index in 0..tested {
            let case = self.tree[cases][index];
            let at = self.tree[case.pattern].at;
            let keeps_subject = index + 1 != tested;
            if keeps_subject {
                self.add(Code::Copy, 1, at);
            }
            let mut matching = Matching {
                allow_irrefutable: case.guard.is_some() || index + 1 == count,
                ..Matching::default()
            };
            self.pattern(case.pattern, &mut matching)?;
            for name in std::mem::take(&mut matching.stores) {
                self.store_name(name, at)?;
            }
            if let Some(guard) = case.guard {
                self.need_fail_pop(&mut matching, 0);
                self.jump_if(at, guard, matching.fail_pop[0], false)?;
            }
            if keeps_subject {
                let pop_at = if self.rules.locates_case_bodies { NEXT_LOCATION } else { at };
                self.op(Code::PopTop, pop_at);
            }
            self.stmts(case.body)?;
            self.jump(Code::Jump, end, NO_LOCATION);
            self.emit_fail_pops(&mut matching, at);
        }
        if has_default {
            let at = self.tree[last.pattern].at;
            self.op(Code::Nop, at);
            if let Some(guard) = last.guard {
                self.jump_if(at, guard, end, false)?;
            }
            self.stmts(last.body)?;
        }
        self.here(end);
        Ok(())
    }

    fn is_wildcard(&self, pattern: PatternId) -> bool {
        matches!(self.tree[pattern].kind, PatternKind::As { pattern: None, name: None })
    }

    // --- failing ---

    fn need_fail_pop(&mut self, matching: &mut Matching, pops: usize) {
        while matching.fail_pop.len() <= pops {
            let label = self.label();
            matching.fail_pop.push(label);
        }
    }

    fn jump_to_fail(&mut self, code: Code, matching: &mut Matching, at: Position) {
        let pops = matching.on_top as usize + matching.stores.len();
        self.need_fail_pop(matching, pops);
        self.jump(code, matching.fail_pop[pops], at);
    }

    fn emit_fail_pops(&mut self, matching: &mut Matching, at: Position) {
        let labels = std::mem::take(&mut matching.fail_pop);
        for (pops, &label) in labels.iter().enumerate().rev() {
            self.here(label);
            if pops > 0 {
                self.op(Code::PopTop, at);
            }
        }
    }

    // --- capturing ---

    fn rotate(&mut self, count: u32, at: Position) {
        for depth in (2..=count).rev() {
            self.add(Code::Swap, depth, at);
        }
    }

    fn capture(&mut self, name: Option<Name>, matching: &mut Matching, at: Position) -> Emitted {
        let Some(name) = name else {
            self.op(Code::PopTop, at);
            return Ok(());
        };
        if matching.stores.contains(&name) {
            return self.duplicate_capture(name, at);
        }
        let rotations = matching.on_top + matching.stores.len() as u32 + 1;
        self.rotate(rotations, at);
        matching.stores.push(name);
        Ok(())
    }

    fn duplicate_capture(&self, name: Name, at: Position) -> Emitted {
        let name = self.tree.names.text(name);
        self.error(format!("multiple assignments to name '{name}' in pattern"), at)
    }

    // --- patterns ---

    fn pattern(&mut self, id: PatternId, matching: &mut Matching) -> Emitted {
        self.any_pattern(id, matching)?;
        Ok(())
    }

    /// A pattern inside of another, where one that always matches is fine.
    fn subpattern(&mut self, id: PatternId, matching: &mut Matching) -> Emitted {
        let allowed = std::mem::replace(&mut matching.allow_irrefutable, true);
        self.pattern(id, matching)?;
        matching.allow_irrefutable = allowed;
        Ok(())
    }

    fn any_pattern(&mut self, id: PatternId, matching: &mut Matching) -> Emitted {
        let pattern = self.tree[id];
        let at = pattern.at;
        match pattern.kind {
            PatternKind::Value(value) => {
                if !matches!(
                    self.tree[value].kind,
                    ExprKind::Constant(_) | ExprKind::Attribute { .. } | ExprKind::JoinedStr { .. }
                ) {
                    let message = "patterns may only match literals and attribute lookups";
                    return self.error(message, at);
                }
                self.expr(value)?;
                self.add(Code::CompareOp, Comparison::Eq as u32, at);
                self.op(Code::ToBool, at);
                self.jump_to_fail(Code::PopJumpIfFalse, matching, at);
                Ok(())
            }
            PatternKind::Singleton(constant) => {
                self.load_const(constant, at);
                self.add(Code::IsOp, 0, at);
                self.jump_to_fail(Code::PopJumpIfFalse, matching, at);
                Ok(())
            }
            PatternKind::Sequence(patterns) => self.sequence_pattern(patterns, matching, at),
            PatternKind::Mapping { keys, patterns, rest } => {
                self.mapping_pattern(keys, patterns, rest, matching, at)
            }
            PatternKind::Class { class, patterns, keywords, keyword_patterns } => {
                self.class_pattern(class, patterns, keywords, keyword_patterns, matching, at)
            }
            PatternKind::Star(name) => self.capture(name, matching, at),
            PatternKind::As { pattern: None, name } => {
                if !matching.allow_irrefutable {
                    let message = match name {
                        Some(name) => format!(
                            "name capture '{}' makes remaining patterns unreachable",
                            self.tree.names.text(name)
                        ),
                        None => "wildcard makes remaining patterns unreachable".to_owned(),
                    };
                    return self.error(message, at);
                }
                self.capture(name, matching, at)
            }
            PatternKind::As { pattern: Some(pattern), name } => {
                matching.on_top += 1;
                self.add(Code::Copy, 1, at);
                self.pattern(pattern, matching)?;
                matching.on_top -= 1;
                self.capture(name, matching, at)
            }
            PatternKind::Or(alternatives) => self.or_pattern(alternatives, matching, at),
        }
    }

    fn load_len(&mut self, len: usize, at: Position) {
        let len = self.tree.constants.int(len as i64);
        self.load_const(len, at);
    }

    fn sequence_pattern(
        &mut self,
        patterns: List<PatternId>,
        matching: &mut Matching,
        at: Position,
    ) -> Emitted {
        let size = patterns.len();
        let mut star = None;
        let mut only_wildcard = true;
        let mut star_wildcard = false;
        for index in 0..size {
            let pattern = self.tree[patterns][index];
            if let PatternKind::Star(name) = self.tree[pattern].kind {
                if star.is_some() {
                    return self.error("multiple starred names in sequence pattern", at);
                }
                star_wildcard = name.is_none();
                only_wildcard &= star_wildcard;
                star = Some(index);
            } else {
                only_wildcard &= self.is_wildcard(pattern);
            }
        }
        matching.on_top += 1;
        self.op(Code::MatchSequence, at);
        self.jump_to_fail(Code::PopJumpIfFalse, matching, at);
        if star.is_none() || size > 1 {
            let (least, comparison) = match star {
                None => (size, Comparison::Eq),
                Some(_) => (size - 1, Comparison::Ge),
            };
            self.op(Code::GetLen, at);
            self.load_len(least, at);
            self.add(Code::CompareOp, comparison as u32, at);
            self.jump_to_fail(Code::PopJumpIfFalse, matching, at);
        }
        matching.on_top -= 1;
        match star {
            _ if only_wildcard => {
                self.op(Code::PopTop, at);
                Ok(())
            }
            Some(star) if star_wildcard => self.sequence_by_index(patterns, star, matching, at),
            _ => self.sequence_by_unpacking(patterns, star, matching, at),
        }
    }

    fn sequence_by_unpacking(
        &mut self,
        patterns: List<PatternId>,
        star: Option<usize>,
        matching: &mut Matching,
        at: Position,
    ) -> Emitted {
        let size = patterns.len();
        match star {
            Some(star) => {
                let after = size - star - 1;
                if star >= 1 << 8 || after >= 1 << 16 {
                    let message = "too many expressions in star-unpacking sequence pattern";
                    return self.error(message, at);
                }
                self.add(Code::UnpackEx, star as u32 | (after as u32) << 16, at);
            }
            None => self.add(Code::UnpackSequence, size as u32, at),
        }
        matching.on_top += size as u32;
        for index in 0..size {
            matching.on_top -= 1;
            let pattern = self.tree[patterns][index];
            self.subpattern(pattern, matching)?;
        }
        Ok(())
    }

    /// `[first, *_, last]` picks items out without making the list in between.
    fn sequence_by_index(
        &mut self,
        patterns: List<PatternId>,
        star: usize,
        matching: &mut Matching,
        at: Position,
    ) -> Emitted {
        matching.on_top += 1;
        let size = patterns.len();
        for index in 0..size {
            let pattern = self.tree[patterns][index];
            if index == star || self.is_wildcard(pattern) {
                continue;
            }
            self.add(Code::Copy, 1, at);
            if index < star {
                self.load_len(index, at);
            } else {
                self.op(Code::GetLen, at);
                self.load_len(size - index, at);
                self.binary(Binary::Sub, at);
            }
            self.op(Code::BinarySubscr, at);
            self.subpattern(pattern, matching)?;
        }
        matching.on_top -= 1;
        self.op(Code::PopTop, at);
        Ok(())
    }

    fn mapping_pattern(
        &mut self,
        keys: List<ExprId>,
        patterns: List<PatternId>,
        rest: Option<Name>,
        matching: &mut Matching,
        at: Position,
    ) -> Emitted {
        let size = keys.len();
        matching.on_top += 1;
        self.op(Code::MatchMapping, at);
        self.jump_to_fail(Code::PopJumpIfFalse, matching, at);
        if size == 0 && rest.is_none() {
            matching.on_top -= 1;
            self.op(Code::PopTop, at);
            return Ok(());
        }
        if size > 0 {
            self.op(Code::GetLen, at);
            self.load_len(size, at);
            self.add(Code::CompareOp, Comparison::Ge as u32, at);
            self.jump_to_fail(Code::PopJumpIfFalse, matching, at);
        }
        let mut constants: Vec<ConstId> = Vec::new();
        for index in 0..size {
            let key = self.tree[keys][index];
            match self.tree[key].kind {
                ExprKind::Constant(id) => {
                    if constants.contains(&id) {
                        let key = super::super::unparse::constant(&self.tree, id, self.unicode);
                        let message = format!("mapping pattern checks duplicate key ({key})");
                        return self.error(message, at);
                    }
                    constants.push(id);
                }
                ExprKind::Attribute { .. } => {}
                _ => {
                    let message = "mapping pattern keys may only match literals and attribute \
                                   lookups";
                    return self.error(message, at);
                }
            }
            self.expr(key)?;
        }
        self.add(Code::BuildTuple, size as u32, at);
        self.op(Code::MatchKeys, at);
        matching.on_top += 2;
        self.add(Code::Copy, 1, at);
        self.load_none(at);
        self.add(Code::IsOp, 1, at);
        self.jump_to_fail(Code::PopJumpIfFalse, matching, at);
        self.add(Code::UnpackSequence, size as u32, at);
        matching.on_top += size as u32;
        matching.on_top -= 1;
        for index in 0..size {
            matching.on_top -= 1;
            let pattern = self.tree[patterns][index];
            self.subpattern(pattern, matching)?;
        }
        matching.on_top -= 2;
        let Some(rest) = rest else {
            self.op(Code::PopTop, at);
            self.op(Code::PopTop, at);
            return Ok(());
        };
        // A copy of the mapping, less the keys.
        self.add(Code::BuildMap, 0, at);
        self.add(Code::Swap, 3, at);
        self.add(Code::DictUpdate, 2, at);
        self.add(Code::UnpackSequence, size as u32, at);
        for left in (1..=size as u32).rev() {
            self.add(Code::Copy, 1 + left, at);
            self.add(Code::Swap, 2, at);
            self.op(Code::DeleteSubscr, at);
        }
        self.capture(Some(rest), matching, at)
    }

    fn class_pattern(
        &mut self,
        class: ExprId,
        patterns: List<PatternId>,
        keywords: List<Name>,
        keyword_patterns: List<PatternId>,
        matching: &mut Matching,
        at: Position,
    ) -> Emitted {
        let names = self.tree[keywords].to_vec();
        for (index, name) in names.iter().enumerate() {
            if let Some(offset) = names[index + 1..].iter().position(|other| other == name) {
                let repeated = self.tree[keyword_patterns][index + 1 + offset];
                let message = format!(
                    "attribute name repeated in class pattern: {}",
                    self.tree.names.text(*name)
                );
                return self.error(message, self.tree[repeated].at);
            }
        }
        self.expr(class)?;
        let tuple = self.names_tuple(&names);
        self.load_const(tuple, at);
        let positional = patterns.len();
        self.add(Code::MatchClass, positional as u32, at);
        self.add(Code::Copy, 1, at);
        self.load_none(at);
        self.add(Code::IsOp, 1, at);
        matching.on_top += 1;
        self.jump_to_fail(Code::PopJumpIfFalse, matching, at);
        let total = positional + names.len();
        self.add(Code::UnpackSequence, total as u32, at);
        matching.on_top += total as u32;
        matching.on_top -= 1;
        for index in 0..total {
            matching.on_top -= 1;
            let pattern = if index < positional {
                self.tree[patterns][index]
            } else {
                self.tree[keyword_patterns][index - positional]
            };
            if self.is_wildcard(pattern) {
                self.op(Code::PopTop, at);
            } else {
                self.subpattern(pattern, matching)?;
            }
        }
        Ok(())
    }

    fn or_pattern(
        &mut self,
        alternatives: List<PatternId>,
        matching: &mut Matching,
        at: Position,
    ) -> Emitted {
        let end = self.label();
        let count = alternatives.len();
        // What the first alternative captures, in order: the others must do the same.
        let mut control: Vec<Name> = Vec::new();
        for index in 0..count {
            let alternative = self.tree[alternatives][index];
            let alternative_at = self.tree[alternative].at;
            let mut inner = Matching {
                allow_irrefutable: index + 1 == count && matching.allow_irrefutable,
                ..Matching::default()
            };
            self.add(Code::Copy, 1, alternative_at);
            self.pattern(alternative, &mut inner)?;
            let captured = inner.stores.len();
            if index == 0 {
                control.clone_from(&inner.stores);
            } else {
                if captured != control.len() {
                    return self.error("alternative patterns bind different names", at);
                }
                self.reorder_captures(&control, &mut inner.stores, alternative_at, at)?;
            }
            self.jump(Code::Jump, end, alternative_at);
            self.emit_fail_pops(&mut inner, alternative_at);
        }
        // None matched: drop the copy of the subject.
        self.op(Code::PopTop, at);
        self.jump_to_fail(Code::Jump, matching, at);
        self.here(end);
        let captured = control.len() as u32;
        let rotations = captured + 1 + matching.on_top + matching.stores.len() as u32;
        for name in control {
            self.rotate(rotations, at);
            if matching.stores.contains(&name) {
                return self.duplicate_capture(name, at);
            }
            matching.stores.push(name);
        }
        self.op(Code::PopTop, at);
        Ok(())
    }

    /// Brings captured values into the order of the first alternative.
    fn reorder_captures(
        &mut self,
        control: &[Name],
        stores: &mut Vec<Name>,
        alternative_at: Position,
        at: Position,
    ) -> Emitted {
        for wanted in (0..control.len()).rev() {
            let Some(found) = stores.iter().position(|&name| name == control[wanted]) else {
                return self.error("alternative patterns bind different names", at);
            };
            if found == wanted {
                continue;
            }
            let rotations = found + 1;
            let rotated: Vec<Name> = stores.drain(..rotations).collect();
            let place = wanted - found;
            stores.splice(place..place, rotated);
            for _ in 0..rotations {
                self.rotate(wanted as u32 + 1, alternative_at);
            }
        }
        Ok(())
    }
}
