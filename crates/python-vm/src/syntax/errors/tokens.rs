//! A whole source's tokens, and how far expressions reach in them.
//!
//! CPython finds the words for an error by trying grammar rules for wrong syntax, most of which ask
//! where an expression starts and ends. These functions answer that as its parser would: each
//! takes the longest stretch that is an expression of its kind. What stands in brackets is taken
//! for right.

use super::super::tokens::{Kind, Token};

pub(super) struct Tokens<'a> {
    pub(super) source: &'a str,
    pub(super) list: Vec<Token>,
}

/// The index of a token.
pub(super) type Index = usize;

const KEYWORDS: [&str; 35] = [
    "False", "None", "True", "and", "as", "assert", "async", "await", "break", "class", "continue",
    "def", "del", "elif", "else", "except", "finally", "for", "from", "global", "if", "import",
    "in", "is", "lambda", "nonlocal", "not", "or", "pass", "raise", "return", "try", "while",
    "with", "yield",
];

/// Names that are keywords in some places.
const SOFT_KEYWORDS: [&str; 4] = ["_", "case", "match", "type"];

const BINARY: [&str; 12] = ["+", "-", "*", "/", "//", "%", "@", "<<", ">>", "&", "|", "^"];
const COMPARISONS: [&str; 6] = ["==", "!=", "<", "<=", ">", ">="];

impl<'a> Tokens<'a> {
    /// A token; the last one if there is no such.
    pub(super) fn token(&self, index: Index) -> Token {
        self.list[index.min(self.list.len() - 1)]
    }

    pub(super) fn kind(&self, index: Index) -> Kind {
        self.list.get(index).map_or(Kind::End, |token| token.kind)
    }

    pub(super) fn text(&self, index: Index) -> &'a str {
        match self.list.get(index) {
            Some(token) if token.kind != Kind::End => {
                &self.source[token.start as usize..token.end.min(self.source.len() as u32) as usize]
            }
            _ => "",
        }
    }

    pub(super) fn is(&self, index: Index, text: &str) -> bool {
        matches!(self.kind(index), Kind::Name | Kind::Operator) && self.text(index) == text
    }

    /// Whether it is a name that is no keyword.
    pub(super) fn is_name(&self, index: Index) -> bool {
        self.kind(index) == Kind::Name && !KEYWORDS.contains(&self.text(index))
    }

    pub(super) fn is_soft_keyword(&self, index: Index) -> bool {
        self.kind(index) == Kind::Name && SOFT_KEYWORDS.contains(&self.text(index))
    }

    /// The first token that ends behind an offset.
    pub(super) fn at(&self, offset: u32) -> Index {
        let index = self.list.partition_point(|token| token.end <= offset);
        index.min(self.list.len() - 1)
    }

    /// The bracket that closes the one at `open`.
    pub(super) fn closing(&self, open: Index) -> Option<Index> {
        let level = self.token(open).level;
        (open + 1..self.list.len())
            .find(|&index| self.token(index).level == level && self.is_closing(index))
    }

    /// The innermost bracket that is open before a token.
    pub(super) fn opening(&self, index: Index) -> Option<Index> {
        let inside = self.inside(index);
        (0..index).rev().find(|&open| self.token(open).level + 1 == inside && self.is_opening(open))
    }

    /// How many brackets are open before a token: closing brackets count as outside.
    pub(super) fn inside(&self, index: Index) -> u16 {
        let Some(token) = self.list.get(index) else { return 0 };
        token.level + u16::from(self.is_closing(index))
    }

    pub(super) fn is_opening(&self, index: Index) -> bool {
        self.kind(index) == Kind::Operator && matches!(self.text(index), "(" | "[" | "{")
    }

    pub(super) fn is_closing(&self, index: Index) -> bool {
        self.kind(index) == Kind::Operator && matches!(self.text(index), ")" | "]" | "}")
    }

    /// The first token of the statement that a token stands in.
    pub(super) fn statement(&self, index: Index) -> Index {
        let mut start = index;
        while start > 0 {
            let before = start - 1;
            let ends = match self.kind(before) {
                Kind::Newline | Kind::Indent | Kind::Dedent => true,
                Kind::Operator => self.text(before) == ";" && self.list[before].level == 0,
                _ => false,
            };
            if ends {
                break;
            }
            start = before;
        }
        start
    }

    /// The first token of the logical line that a token stands in.
    pub(super) fn logical_line(&self, index: Index) -> Index {
        let mut start = index;
        while start > 0
            && !matches!(self.kind(start - 1), Kind::Newline | Kind::Indent | Kind::Dedent)
        {
            start -= 1;
        }
        start
    }

    // --- how far expressions reach: the index behind them ---

    pub(super) fn expression(&self, index: Index) -> Option<Index> {
        if self.is(index, "lambda") {
            let body = self.lambda_body(index)?;
            return self.expression(body);
        }
        let end = self.disjunction(index)?;
        if self.is(end, "if")
            && let Some(test) = self.disjunction(end + 1)
            && self.is(test, "else")
            && let Some(other) = self.expression(test + 1)
        {
            return Some(other);
        }
        Some(end)
    }

    /// Behind the `:` of a lambda's parameters.
    pub(super) fn lambda_body(&self, lambda: Index) -> Option<Index> {
        let level = self.token(lambda).level;
        let mut lambdas = 1;
        let mut index = lambda + 1;
        loop {
            match self.kind(index) {
                Kind::Newline | Kind::End => return None,
                _ if self.token(index).level != level && self.token(index).level < level => {
                    return None;
                }
                _ if self.is(index, "lambda") => lambdas += 1,
                _ if self.is(index, ":") => {
                    lambdas -= 1;
                    if lambdas == 0 {
                        return Some(index + 1);
                    }
                }
                _ => {}
            }
            index += 1;
        }
    }

    pub(super) fn disjunction(&self, index: Index) -> Option<Index> {
        let mut end = self.inversion(index)?;
        while self.is(end, "and") || self.is(end, "or") {
            let Some(next) = self.inversion(end + 1) else { break };
            end = next;
        }
        Some(end)
    }

    fn inversion(&self, mut index: Index) -> Option<Index> {
        while self.is(index, "not") {
            index += 1;
        }
        let mut end = self.bitwise(index)?;
        while let Some(operand) = self.comparison_operator(end)
            && let Some(next) = self.bitwise(operand)
        {
            end = next;
        }
        Some(end)
    }

    /// Behind the comparison operator at `index`.
    pub(super) fn comparison_operator(&self, index: Index) -> Option<Index> {
        if self.kind(index) == Kind::Operator && COMPARISONS.contains(&self.text(index)) {
            return Some(index + 1);
        }
        if self.is(index, "in") {
            return Some(index + 1);
        }
        if self.is(index, "is") {
            return Some(index + 1 + usize::from(self.is(index + 1, "not")));
        }
        (self.is(index, "not") && self.is(index + 1, "in")).then_some(index + 2)
    }

    /// `bitwise_or` of the grammar: operators that compute, without comparisons.
    pub(super) fn bitwise(&self, index: Index) -> Option<Index> {
        let mut end = self.factor(index)?;
        while self.is_binary(end)
            && let Some(next) = self.factor(end + 1)
        {
            end = next;
        }
        Some(end)
    }

    pub(super) fn is_binary(&self, index: Index) -> bool {
        self.kind(index) == Kind::Operator && BINARY.contains(&self.text(index))
    }

    fn factor(&self, mut index: Index) -> Option<Index> {
        loop {
            while self.is_unary(index) {
                index += 1;
            }
            if self.is(index, "await") {
                index += 1;
            }
            let end = self.primary(index)?;
            if !self.is(end, "**") {
                return Some(end);
            }
            let mut exponent = end + 1;
            while self.is_unary(exponent) {
                exponent += 1;
            }
            if self.primary(exponent + usize::from(self.is(exponent, "await"))).is_none() {
                return Some(end);
            }
            index = end + 1;
        }
    }

    pub(super) fn is_unary(&self, index: Index) -> bool {
        self.kind(index) == Kind::Operator && matches!(self.text(index), "+" | "-" | "~")
    }

    fn primary(&self, index: Index) -> Option<Index> {
        let mut end = self.atom(index)?;
        loop {
            end = match self.text(end) {
                "." if self.is_name(end + 1) => end + 2,
                "(" | "[" if self.kind(end) == Kind::Operator => match self.closing(end) {
                    Some(close) => close + 1,
                    None => self.list.len(),
                },
                _ => return Some(end),
            };
        }
    }

    /// Behind the atom at `index`.
    pub(super) fn atom(&self, index: Index) -> Option<Index> {
        match self.kind(index) {
            Kind::Number => Some(index + 1),
            Kind::Name => (self.is_name(index)
                || matches!(self.text(index), "None" | "True" | "False"))
            .then_some(index + 1),
            Kind::String | Kind::InterpolatedStart => {
                let mut end = index;
                loop {
                    end = match self.kind(end) {
                        Kind::String => end + 1,
                        Kind::InterpolatedStart => self.interpolated(end),
                        _ => return Some(end),
                    };
                }
            }
            Kind::Operator => match self.text(index) {
                "..." => Some(index + 1),
                "(" | "[" | "{" => match self.closing(index) {
                    Some(close) => Some(close + 1),
                    None => Some(self.list.len()),
                },
                _ => None,
            },
            _ => None,
        }
    }

    /// Behind the f-string that starts at `start`.
    fn interpolated(&self, start: Index) -> Index {
        let mut depth = 0;
        for index in start..self.list.len() {
            match self.kind(index) {
                Kind::InterpolatedStart => depth += 1,
                Kind::InterpolatedEnd => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return index + 1;
            }
        }
        self.list.len()
    }

    /// An expression that may be starred.
    pub(super) fn starred(&self, index: Index) -> Option<Index> {
        if self.is(index, "*") { self.bitwise(index + 1) } else { self.expression(index) }
    }

    /// Expressions with commas between them.
    pub(super) fn expressions(&self, index: Index) -> Option<Index> {
        let mut end = self.starred(index)?;
        while self.is(end, ",") {
            match self.starred(end + 1) {
                Some(next) => end = next,
                None => return Some(end + 1),
            }
        }
        Some(end)
    }

    /// What may be assigned: expressions, or `yield`.
    pub(super) fn assigned(&self, index: Index) -> Option<Index> {
        if !self.is(index, "yield") {
            return self.expressions(index);
        }
        if self.is(index + 1, "from") {
            return self.expression(index + 2);
        }
        Some(self.expressions(index + 1).unwrap_or(index + 1))
    }

    /// Without the parentheses around an expression, which are no part of its node.
    pub(super) fn without_parentheses(&self, start: Index, end: Index) -> (Index, Index) {
        if end > start + 2
            && self.is(start, "(")
            && self.closing(start) == Some(end - 1)
            && !matches!(self.name_of_atom(start, end), "tuple" | "generator expression")
        {
            return self.without_parentheses(start + 1, end - 1);
        }
        (start, end)
    }

    /// What CPython calls an expression when it says that it cannot be assigned to.
    pub(super) fn name_of(&self, start: Index, end: Index) -> &'static str {
        let is = |text: &str| self.is(start, text);
        if is("*") {
            return "starred";
        }
        if is("yield") {
            return "yield expression";
        }
        if self.is_name(start) && self.is(start + 1, ":=") {
            return "named expression";
        }
        if self.starred(start).is_some_and(|one| one < end && self.is(one, ",")) {
            return "tuple";
        }
        if is("lambda") {
            return "lambda";
        }
        match self.disjunction(start) {
            Some(condition) if condition < end && self.is(condition, "if") => {
                return "conditional expression";
            }
            Some(whole) if whole >= end => {}
            _ => return "expression",
        }
        if is("not") || self.inversion(start).is_some_and(|one| one < end) {
            return "expression";
        }
        if self.bitwise(start).is_some_and(|one| one < end) {
            return "comparison";
        }
        if self.is_unary(start) || self.factor(start).is_some_and(|one| one < end) {
            return "expression";
        }
        if is("await") {
            return "await expression";
        }
        match self.primary(start) {
            Some(one) if one >= end => {}
            _ => return "expression",
        }
        if self.atom(start).is_some_and(|one| one < end) {
            return match self.text(end - 1) {
                ")" => "function call",
                "]" => "subscript",
                _ => "attribute",
            };
        }
        self.name_of_atom(start, end)
    }

    fn name_of_atom(&self, start: Index, end: Index) -> &'static str {
        let comprehension = (start + 1..end).any(|index| {
            self.token(index).level == self.token(start).level + 1 && self.is(index, "for")
        });
        match (self.kind(start), self.text(start)) {
            (Kind::Name, "None") => "None",
            (Kind::Name, "True") => "True",
            (Kind::Name, "False") => "False",
            (Kind::Name, _) => "name",
            (_, "...") => "ellipsis",
            (_, "[") if comprehension => "list comprehension",
            (_, "[") => "list",
            (_, "{") => {
                let dict = self.is(start + 1, "}")
                    || self.is(start + 1, "**")
                    || self.expression(start + 1).is_some_and(|key| self.is(key, ":"));
                match (dict, comprehension) {
                    (true, true) => "dict comprehension",
                    (true, false) => "dict literal",
                    (false, true) => "set comprehension",
                    (false, false) => "set display",
                }
            }
            (_, "(") if comprehension => "generator expression",
            (_, "(") if self.is(start + 1, ")") => "tuple",
            (_, "(") => self.name_of(start + 1, end - 1),
            (Kind::Number, _) => "literal",
            _ => {
                let interpolated =
                    (start..end).find(|&at| self.kind(at) == Kind::InterpolatedStart);
                match interpolated {
                    Some(at) if self.text(at).contains(['t', 'T']) => "t-string expression",
                    Some(_) => "f-string expression",
                    None => "literal",
                }
            }
        }
    }
}
