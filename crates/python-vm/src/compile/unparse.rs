//! Expressions as source text, in CPython's normal form: what annotations become under
//! `from __future__ import annotations`.

use super::constants::ConstId;
use crate::bytecode::{Binary, Comparison, Constant, Conversion};
use crate::syntax::names::Name;
use crate::syntax::tree::{
    Comparator, Comprehension, ExprId, ExprKind, FunctionId, Generator, Keyword, List, Parameter,
    Tree, Unary,
};
use crate::text::{complex, float, repr};

/// How tight an expression binds: one that binds less than its place asks for is parenthesized.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Level {
    Tuple,
    Test,
    Or,
    And,
    Not,
    Compare,
    BitOr,
    BitXor,
    BitAnd,
    Shift,
    Arithmetic,
    Term,
    Factor,
    Power,
    Await,
    Atom,
}

impl Level {
    /// The next tighter level.
    fn tighter(self) -> Level {
        use Level::*;
        match self {
            Tuple => Test,
            Test => Or,
            Or => And,
            And => Not,
            Not => Compare,
            Compare => BitOr,
            BitOr => BitXor,
            BitXor => BitAnd,
            BitAnd => Shift,
            Shift => Arithmetic,
            Arithmetic => Term,
            Term => Factor,
            Factor => Power,
            Power => Await,
            Await | Atom => Atom,
        }
    }
}

/// Unicode's version, major and minor: which characters a `repr` shows.
type UnicodeVersion = (u8, u8);

/// The text of an expression.
pub(super) fn expression(tree: &Tree, expr: ExprId, unicode: UnicodeVersion) -> String {
    let mut writer = Writer { tree, unicode, out: String::new() };
    writer.expr(expr, Level::Test);
    writer.out
}

/// The `repr` of a constant.
pub(super) fn constant(tree: &Tree, id: ConstId, unicode: UnicodeVersion) -> String {
    match tree.constants.get(id) {
        Constant::None => "None".into(),
        Constant::Ellipsis => "Ellipsis".into(),
        Constant::Bool(true) => "True".into(),
        Constant::Bool(false) => "False".into(),
        Constant::Int(value) => value.to_string(),
        Constant::BigInt(value) => value.to_string(),
        Constant::Float(value) => float::repr(*value),
        Constant::Complex(real, imaginary) => complex::repr(*real, *imaginary),
        Constant::Str(text) => repr::repr(text, unicode),
        Constant::Bytes(bytes) => repr::bytes_repr(bytes),
        Constant::Tuple(items) | Constant::FrozenSet(items) => {
            let items: Vec<String> =
                items.iter().map(|&item| constant(tree, ConstId(item), unicode)).collect();
            match &*items {
                [one] => format!("({one},)"),
                _ => format!("({})", items.join(", ")),
            }
        }
        Constant::Slice(parts) => {
            let [start, stop, step] = parts.map(|part| constant(tree, ConstId(part), unicode));
            format!("slice({start}, {stop}, {step})")
        }
    }
}

struct Writer<'a> {
    tree: &'a Tree,
    unicode: UnicodeVersion,
    out: String,
}

impl Writer<'_> {
    fn text(&mut self, text: &str) {
        self.out.push_str(text);
    }

    fn name(&mut self, name: Name) {
        let text = self.tree.names.text(name);
        self.out.push_str(text);
    }

    /// Something in parentheses if its place binds tighter.
    fn grouped(&mut self, level: Level, own: Level, write: impl FnOnce(&mut Self)) {
        let group = level > own;
        if group {
            self.out.push('(');
        }
        write(self);
        if group {
            self.out.push(')');
        }
    }

    fn list<T: Copy>(&mut self, items: &[T], mut write: impl FnMut(&mut Self, T)) {
        for (index, &item) in items.iter().enumerate() {
            if index > 0 {
                self.text(", ");
            }
            write(self, item);
        }
    }

    fn exprs(&mut self, items: List<ExprId>) {
        let tree = self.tree;
        self.list(&tree[items], |this, item| this.expr(item, Level::Test));
    }

    fn expr(&mut self, id: ExprId, level: Level) {
        let tree = self.tree;
        match tree[id].kind {
            ExprKind::Constant(constant) => self.constant(constant),
            ExprKind::Name(name, _) => self.name(name),
            ExprKind::Attribute { value, name, .. } => {
                self.expr(value, Level::Atom);
                let int = matches!(tree[value].kind, ExprKind::Constant(constant)
                    if matches!(tree.constants.get(constant), Constant::Int(_) | Constant::BigInt(_)));
                self.text(if int { " ." } else { "." });
                self.name(name);
            }
            ExprKind::Subscript { value, index, .. } => {
                self.expr(value, Level::Atom);
                self.text("[");
                self.expr(index, Level::Tuple);
                self.text("]");
            }
            ExprKind::Starred { value, .. } => {
                self.text("*");
                self.expr(value, Level::BitOr);
            }
            ExprKind::List { items, .. } => {
                self.text("[");
                self.exprs(items);
                self.text("]");
            }
            ExprKind::Tuple { items, .. } if items.is_empty() => self.text("()"),
            ExprKind::Tuple { items, .. } => self.grouped(level, Level::Tuple, |this| {
                this.exprs(items);
                if items.len() == 1 {
                    this.text(",");
                }
            }),
            ExprKind::Set { items } => {
                self.text("{");
                self.exprs(items);
                self.text("}");
            }
            ExprKind::Dict { items } => {
                self.text("{");
                self.list(&tree[items], |this, item| match item.key {
                    Some(key) => {
                        this.expr(key, Level::Test);
                        this.text(": ");
                        this.expr(item.value, Level::Test);
                    }
                    None => {
                        this.text("**");
                        this.expr(item.value, Level::BitOr);
                    }
                });
                self.text("}");
            }
            ExprKind::Slice { lower, upper, step } => {
                self.optional(lower);
                self.text(":");
                self.optional(upper);
                if step.is_some() {
                    self.text(":");
                    self.optional(step);
                }
            }
            ExprKind::BoolOp { or, values } => {
                let (own, operator) = if or { (Level::Or, " or ") } else { (Level::And, " and ") };
                self.grouped(level, own, |this| {
                    for (index, &value) in tree[values].iter().enumerate() {
                        if index > 0 {
                            this.text(operator);
                        }
                        this.expr(value, own.tighter());
                    }
                });
            }
            ExprKind::Named { target, value } => self.grouped(level, Level::Tuple, |this| {
                this.expr(target, Level::Atom);
                this.text(" := ");
                this.expr(value, Level::Atom);
            }),
            ExprKind::Binary { left, op, right } => self.binary(left, op, right, level),
            ExprKind::Unary { op, operand } => {
                let (own, operator) = match op {
                    Unary::Invert => (Level::Factor, "~"),
                    Unary::Not => (Level::Not, "not "),
                    Unary::Plus => (Level::Factor, "+"),
                    Unary::Minus => (Level::Factor, "-"),
                };
                self.grouped(level, own, |this| {
                    this.text(operator);
                    this.expr(operand, own);
                });
            }
            ExprKind::If { test, body, orelse } => self.grouped(level, Level::Test, |this| {
                this.expr(body, Level::Or);
                this.text(" if ");
                this.expr(test, Level::Or);
                this.text(" else ");
                this.expr(orelse, Level::Test);
            }),
            ExprKind::Compare { left, rest } => self.grouped(level, Level::Compare, |this| {
                this.expr(left, Level::BitOr);
                for &(comparator, right) in &tree[rest] {
                    this.text(comparator_text(comparator));
                    this.expr(right, Level::BitOr);
                }
            }),
            ExprKind::Call { function, args, keywords } => self.call(function, args, keywords),
            ExprKind::Lambda(function) => {
                self.grouped(level, Level::Test, |this| this.lambda(function));
            }
            ExprKind::Comprehension { kind, element, value, generators } => {
                let (open, close) = match kind {
                    Comprehension::List => ("[", "]"),
                    Comprehension::Set | Comprehension::Dict => ("{", "}"),
                    Comprehension::Generator => ("(", ")"),
                };
                self.text(open);
                self.expr(element, Level::Test);
                if let Some(value) = value {
                    self.text(": ");
                    self.expr(value, Level::Test);
                }
                self.generators(generators);
                self.text(close);
            }
            ExprKind::Yield(value) => {
                self.text("(yield");
                if let Some(value) = value {
                    self.text(" ");
                    self.expr(value, Level::Tuple);
                }
                self.text(")");
            }
            ExprKind::Await(value) => self.grouped(level, Level::Await, |this| {
                this.text("await ");
                this.expr(value, Level::Atom);
            }),
            ExprKind::YieldFrom(value) => {
                self.text("(yield from ");
                self.expr(value, Level::Test);
                self.text(")");
            }
            ExprKind::JoinedStr { values } => self.interpolated("f", values),
            ExprKind::TemplateStr { values } => self.interpolated("t", values),
            ExprKind::Formatted { .. } | ExprKind::Interpolation { .. } => {
                let body = self.part(id);
                self.text("f");
                let body = repr::repr(&body, self.unicode);
                self.text(&body);
            }
        }
    }

    fn optional(&mut self, expr: Option<ExprId>) {
        if let Some(expr) = expr {
            self.expr(expr, Level::Test);
        }
    }

    fn constant(&mut self, id: ConstId) {
        match self.tree.constants.get(id) {
            Constant::Ellipsis => self.text("..."),
            Constant::Float(_) | Constant::Complex(..) => {
                // An infinity is written as a number that overflows.
                let text = constant(self.tree, id, self.unicode).replace("inf", "1e309");
                self.text(&text);
            }
            _ => {
                let text = constant(self.tree, id, self.unicode);
                self.text(&text);
            }
        }
    }

    fn binary(&mut self, left: ExprId, op: Binary, right: ExprId, level: Level) {
        let (own, operator) = match op {
            Binary::Add => (Level::Arithmetic, " + "),
            Binary::Sub => (Level::Arithmetic, " - "),
            Binary::Mul => (Level::Term, " * "),
            Binary::MatMul => (Level::Term, " @ "),
            Binary::TrueDiv => (Level::Term, " / "),
            Binary::Mod => (Level::Term, " % "),
            Binary::FloorDiv => (Level::Term, " // "),
            Binary::LShift => (Level::Shift, " << "),
            Binary::RShift => (Level::Shift, " >> "),
            Binary::Or => (Level::BitOr, " | "),
            Binary::Xor => (Level::BitXor, " ^ "),
            Binary::And => (Level::BitAnd, " & "),
            Binary::Pow => (Level::Power, " ** "),
        };
        let from_right = own == Level::Power;
        let (left_level, right_level) =
            if from_right { (own.tighter(), own) } else { (own, own.tighter()) };
        self.grouped(level, own, |this| {
            this.expr(left, left_level);
            this.text(operator);
            this.expr(right, right_level);
        });
    }

    fn call(&mut self, function: ExprId, args: List<ExprId>, keywords: List<Keyword>) {
        let tree = self.tree;
        self.expr(function, Level::Atom);
        if let ([generator], true) = (&tree[args], keywords.is_empty())
            && let ExprKind::Comprehension { kind: Comprehension::Generator, .. } =
                tree[*generator].kind
        {
            return self.expr(*generator, Level::Test);
        }
        self.text("(");
        self.exprs(args);
        if !args.is_empty() && !keywords.is_empty() {
            self.text(", ");
        }
        self.list(&tree[keywords], |this, keyword| {
            match keyword.name {
                Some(name) => {
                    this.name(name);
                    this.text("=");
                }
                None => this.text("**"),
            }
            this.expr(keyword.value, Level::Test);
        });
        self.text(")");
    }

    fn generators(&mut self, generators: List<Generator>) {
        let tree = self.tree;
        for generator in &tree[generators] {
            self.text(" for ");
            self.expr(generator.target, Level::Tuple);
            self.text(" in ");
            self.expr(generator.iter, Level::Or);
            for &condition in &tree[generator.ifs] {
                self.text(" if ");
                self.expr(condition, Level::Or);
            }
        }
    }

    fn lambda(&mut self, function: FunctionId) {
        let tree = self.tree;
        let function = &tree[function];
        self.text("lambda");
        let parameters = &function.parameters;
        let mut first = true;
        let separate = |this: &mut Self, first: &mut bool| {
            this.text(if *first { " " } else { ", " });
            *first = false;
        };
        let positional: Vec<Parameter> =
            tree[parameters.posonly].iter().chain(&tree[parameters.args]).copied().collect();
        let without_default = positional.len() - parameters.defaults.len();
        for (index, parameter) in positional.iter().enumerate() {
            separate(self, &mut first);
            self.name(parameter.name);
            if index >= without_default {
                self.text("=");
                self.expr(tree[parameters.defaults][index - without_default], Level::Test);
            }
            if index + 1 == parameters.posonly.len() {
                self.text(", /");
            }
        }
        if parameters.vararg.is_some() || !parameters.kwonly.is_empty() {
            separate(self, &mut first);
            self.text("*");
            if let Some(parameter) = parameters.vararg {
                self.name(parameter.name);
            }
        }
        for (parameter, default) in
            tree[parameters.kwonly].iter().zip(&tree[parameters.kw_defaults])
        {
            separate(self, &mut first);
            self.name(parameter.name);
            if let Some(default) = *default {
                self.text("=");
                self.expr(default, Level::Test);
            }
        }
        if let Some(parameter) = parameters.kwarg {
            separate(self, &mut first);
            self.text("**");
            self.name(parameter.name);
        }
        self.text(": ");
        if let Some(body) = function.expression {
            self.expr(body, Level::Test);
        }
    }

    /// An f-string or t-string: the `repr` of its text.
    fn interpolated(&mut self, prefix: &str, values: List<ExprId>) {
        let body: String = self.tree[values].iter().map(|&value| self.part(value)).collect();
        self.text(prefix);
        let body = repr::repr(&body, self.unicode);
        self.text(&body);
    }

    /// What one part of an f-string stands for in it.
    fn part(&self, part: ExprId) -> String {
        let tree = self.tree;
        let (value, conversion, spec) = match tree[part].kind {
            ExprKind::Constant(id) => {
                let Constant::Str(text) = tree.constants.get(id) else { return String::new() };
                return text.replace('{', "{{").replace('}', "}}");
            }
            ExprKind::Formatted { value, conversion, spec }
            | ExprKind::Interpolation { value, conversion, spec, .. } => (value, conversion, spec),
            ExprKind::JoinedStr { values } => {
                return tree[values].iter().map(|&value| self.part(value)).collect();
            }
            _ => return String::new(),
        };
        let mut inner = Writer { tree, unicode: self.unicode, out: String::new() };
        inner.expr(value, Level::Or);
        let text = inner.out;
        // Two braces in a row would be one brace of text.
        let open = if text.starts_with('{') { "{ " } else { "{" };
        let conversion = match conversion {
            None => "",
            Some(Conversion::Str) => "!s",
            Some(Conversion::Repr) => "!r",
            Some(Conversion::Ascii) => "!a",
        };
        let spec = match spec {
            Some(spec) => format!(":{}", self.part(spec)),
            None => String::new(),
        };
        format!("{open}{text}{conversion}{spec}}}")
    }
}

fn comparator_text(comparator: Comparator) -> &'static str {
    match comparator {
        Comparator::Rich(Comparison::Lt) => " < ",
        Comparator::Rich(Comparison::Le) => " <= ",
        Comparator::Rich(Comparison::Eq) => " == ",
        Comparator::Rich(Comparison::Ne) => " != ",
        Comparator::Rich(Comparison::Gt) => " > ",
        Comparator::Rich(Comparison::Ge) => " >= ",
        Comparator::Is => " is ",
        Comparator::IsNot => " is not ",
        Comparator::In => " in ",
        Comparator::NotIn => " not in ",
    }
}
