//! f-strings, t-strings and docstrings.

use super::super::constants::ConstId;
use super::super::ir::Code;
use super::{Emitted, Generator, STACK_USE_GUIDELINE};
use crate::bytecode::{Binary, Constant, Conversion, Position};
use crate::syntax::names::Name;
use crate::syntax::tree::{ExprId, ExprKind, List};

impl Generator<'_> {
    pub(super) fn joined_str(&mut self, values: List<ExprId>, at: Position) -> Emitted {
        let count = values.len();
        if count > STACK_USE_GUIDELINE {
            let empty = self.tree.constants.str("");
            self.load_const(empty, at);
            self.add_name(Code::LoadMethod, Name::JOIN, at);
            self.add(Code::BuildList, 0, at);
            for index in 0..count {
                let value = self.tree[values][index];
                self.expr(value)?;
                self.add(Code::ListAppend, 1, at);
            }
            self.add(Code::Call, 1, at);
            return Ok(());
        }
        self.exprs(values)?;
        match count {
            0 => {
                let empty = self.tree.constants.str("");
                self.load_const(empty, at);
            }
            1 => {}
            _ => self.add(Code::BuildString, count as u32, at),
        }
        Ok(())
    }

    pub(super) fn formatted(
        &mut self,
        value: ExprId,
        conversion: Option<Conversion>,
        spec: Option<ExprId>,
        at: Position,
    ) -> Emitted {
        self.expr(value)?;
        if let Some(conversion) = conversion {
            self.add(Code::ConvertValue, conversion as u32, at);
        }
        match spec {
            Some(spec) => {
                self.expr(spec)?;
                self.op(Code::FormatWithSpec, at);
            }
            None => self.op(Code::FormatSimple, at),
        }
        Ok(())
    }

    pub(super) fn template_str(&mut self, values: List<ExprId>, at: Position) -> Emitted {
        let empty = self.tree.constants.str("");
        let mut strings = 0;
        let mut last_was_field = true;
        let count = values.len();
        let mut index = 0;
        while index < count {
            let value = self.tree[values][index];
            if self.is_interpolation(value) {
                if last_was_field {
                    self.load_const(empty, at);
                    strings += 1;
                }
                last_was_field = true;
                index += 1;
                continue;
            }
            self.expr(value)?;
            index += 1;
            while index < count {
                let value = self.tree[values][index];
                if self.is_interpolation(value) {
                    break;
                }
                self.expr(value)?;
                self.add(Code::InplaceOp, Binary::Add as u32, at);
                index += 1;
            }
            strings += 1;
            last_was_field = false;
        }
        if last_was_field {
            self.load_const(empty, at);
            strings += 1;
        }
        self.add(Code::BuildTuple, strings, at);
        let mut fields = 0;
        for index in 0..count {
            let value = self.tree[values][index];
            if self.is_interpolation(value) {
                self.expr(value)?;
                fields += 1;
            }
        }
        self.add(Code::BuildTuple, fields, at);
        self.op(Code::BuildTemplate, at);
        Ok(())
    }

    fn is_interpolation(&self, value: ExprId) -> bool {
        matches!(self.tree[value].kind, ExprKind::Interpolation { .. })
    }

    pub(super) fn interpolation(
        &mut self,
        value: ExprId,
        text: ConstId,
        conversion: Option<Conversion>,
        spec: Option<ExprId>,
        at: Position,
    ) -> Emitted {
        self.expr(value)?;
        self.load_const(text, at);
        let mut arg = 0;
        if let Some(spec) = spec {
            self.expr(spec)?;
            arg |= 1;
        }
        if let Some(conversion) = conversion {
            arg |= (conversion as u32 + 1) << 1;
        }
        self.add(Code::BuildInterpolation, arg, at);
        Ok(())
    }

    /// A docstring without the indentation that its lines have in common.
    pub(super) fn clean_docstring(&mut self, docstring: ConstId) -> ConstId {
        if !self.rules.cleans_docstrings {
            return docstring;
        }
        let Constant::Str(text) = self.tree.constants.get(docstring) else {
            return docstring;
        };
        match cleaned(text) {
            Some(text) => self.tree.constants.str(&text),
            None => docstring,
        }
    }
}

/// The text without common indentation, if that changes it: tabs are expanded, the first line loses
/// all leading blanks and the others the least indentation among them.
fn cleaned(text: &str) -> Option<String> {
    let expanded = if text.contains('\t') { Some(expand_tabs(text)) } else { None };
    let expanded = expanded.as_deref().unwrap_or(text);
    let indentation = |line: &str| line.len() - line.trim_start_matches(' ').len();
    let margin = expanded
        .split('\n')
        .skip(1)
        .filter(|line| !line.trim_start_matches(' ').is_empty())
        .map(indentation)
        .min()
        .unwrap_or(0);
    let mut result = String::with_capacity(expanded.len());
    for (index, line) in expanded.split('\n').enumerate() {
        if index == 0 {
            result.push_str(line.trim_start_matches(' '));
        } else {
            result.push('\n');
            result.push_str(&line[indentation(line).min(margin)..]);
        }
    }
    (result != text).then_some(result)
}

fn expand_tabs(text: &str) -> String {
    let mut result = String::with_capacity(text.len() + 16);
    let mut column = 0;
    for char in text.chars() {
        match char {
            '\t' => {
                let width = 8 - column % 8;
                result.extend(std::iter::repeat_n(' ', width));
                column += width;
            }
            '\n' | '\r' => {
                result.push(char);
                column = 0;
            }
            _ => {
                result.push(char);
                column += 1;
            }
        }
    }
    result
}
