//! Expressions.

use num_bigint::BigInt;
use ruff_python_ast::{self as ast, Number};
use ruff_text_size::{Ranged, TextRange};

use super::super::names::Name;
use super::super::tree::{
    Comparator, Comprehension, Context, DictItem, Expr, ExprId, ExprKind, Function, Generator,
    Keyword, List, Parameter, Parameters, Push, Unary,
};
use super::{Lower, Lowered};
use crate::bytecode::{Binary, Comparison, Constant, Position};
use crate::compile::fold;

impl Lower<'_> {
    pub(super) fn expr(&mut self, expr: &ast::Expr) -> Lowered<ExprId> {
        let at = self.at(expr);
        Ok(match expr {
            ast::Expr::Name(name) => {
                let id = self.name(&name.id);
                if self.rules.folds_syntax_tree && id == Name::DEBUG && name.ctx.is_load() {
                    return Ok(self.constant(at, Constant::Bool(true)));
                }
                self.push(at, ExprKind::Name(id, context(name.ctx)))
            }
            ast::Expr::NumberLiteral(number) => {
                let constant = self.number(&number.value, number.range())?;
                self.constant(at, constant)
            }
            ast::Expr::StringLiteral(literal) => self.string_literal(literal, at)?,
            ast::Expr::BytesLiteral(literal) => {
                let bytes: Vec<u8> = literal.value.bytes().collect();
                self.constant(at, Constant::Bytes(bytes.into()))
            }
            ast::Expr::BooleanLiteral(literal) => self.constant(at, Constant::Bool(literal.value)),
            ast::Expr::NoneLiteral(_) => self.constant(at, Constant::None),
            ast::Expr::EllipsisLiteral(_) => self.constant(at, Constant::Ellipsis),
            ast::Expr::FString(fstring) => self.fstring(fstring, at)?,
            ast::Expr::TString(tstring) => self.tstring(tstring, at)?,
            ast::Expr::Attribute(attribute) => {
                let value = self.expr(&attribute.value)?;
                let name = self.identifier(&attribute.attr);
                let context = context(attribute.ctx);
                self.push(at, ExprKind::Attribute { value, name, context })
            }
            ast::Expr::Subscript(subscript) => self.subscript(subscript, at)?,
            ast::Expr::Starred(starred) => {
                let value = self.expr(&starred.value)?;
                self.push(at, ExprKind::Starred { value, context: context(starred.ctx) })
            }
            ast::Expr::List(list) => {
                let items = self.exprs(&list.elts)?;
                self.push(at, ExprKind::List { items, context: context(list.ctx) })
            }
            ast::Expr::Tuple(tuple) => {
                let items = self.exprs(&tuple.elts)?;
                let context = context(tuple.ctx);
                self.tuple(at, items, context)
            }
            ast::Expr::Set(set) => {
                let items = self.exprs(&set.elts)?;
                self.push(at, ExprKind::Set { items })
            }
            ast::Expr::Dict(dict) => {
                let mut items = Vec::with_capacity(dict.items.len());
                for item in &dict.items {
                    let key = item.key.as_ref().map(|key| self.expr(key)).transpose()?;
                    items.push(DictItem { key, value: self.expr(&item.value)? });
                }
                let items = self.tree.list(&items);
                self.push(at, ExprKind::Dict { items })
            }
            ast::Expr::Slice(slice) => {
                let lower = self.optional(slice.lower.as_deref())?;
                let upper = self.optional(slice.upper.as_deref())?;
                let step = self.optional(slice.step.as_deref())?;
                self.push(at, ExprKind::Slice { lower, upper, step })
            }
            ast::Expr::BoolOp(bool_op) => {
                let values = self.exprs(&bool_op.values)?;
                self.push(at, ExprKind::BoolOp { or: bool_op.op == ast::BoolOp::Or, values })
            }
            ast::Expr::Named(named) => {
                let target = self.expr(&named.target)?;
                let value = self.expr(&named.value)?;
                self.push(at, ExprKind::Named { target, value })
            }
            ast::Expr::BinOp(operation) => {
                let left = self.expr(&operation.left)?;
                let right = self.expr(&operation.right)?;
                self.binary(at, left, binary(operation.op), right)
            }
            ast::Expr::UnaryOp(operation) => {
                let operand = self.expr(&operation.operand)?;
                self.unary(at, unary(operation.op), operand)
            }
            ast::Expr::If(conditional) => {
                let test = self.expr(&conditional.test)?;
                let body = self.expr(&conditional.body)?;
                let orelse = self.expr(&conditional.orelse)?;
                self.push(at, ExprKind::If { test, body, orelse })
            }
            ast::Expr::Compare(compare) => {
                let left = self.expr(&compare.left)?;
                let mut rest = Vec::with_capacity(compare.ops.len());
                for (&op, value) in compare.ops.iter().zip(&compare.comparators) {
                    rest.push((comparator(op), self.expr(value)?));
                }
                if let Some((Comparator::In | Comparator::NotIn, container)) = rest.last() {
                    self.fold_iterated(*container);
                }
                let rest = self.tree.list(&rest);
                self.push(at, ExprKind::Compare { left, rest })
            }
            ast::Expr::Call(call) => {
                let function = self.expr(&call.func)?;
                let (args, keywords) = self.arguments(&call.arguments)?;
                self.push(at, ExprKind::Call { function, args, keywords })
            }
            ast::Expr::Lambda(lambda) => {
                let parameters = match &lambda.parameters {
                    Some(parameters) => self.parameters(parameters)?,
                    None => Parameters::default(),
                };
                let body = self.expr(&lambda.body)?;
                let function = self.tree.push(Function {
                    name: Name::LAMBDA,
                    parameters,
                    decorators: List::default(),
                    returns: None,
                    type_parameters: List::default(),
                    body: List::default(),
                    expression: Some(body),
                    docstring: None,
                    is_async: false,
                });
                self.push(at, ExprKind::Lambda(function))
            }
            ast::Expr::ListComp(comp) => {
                self.comprehension(at, Comprehension::List, &comp.elt, None, &comp.generators)?
            }
            ast::Expr::SetComp(comp) => {
                self.comprehension(at, Comprehension::Set, &comp.elt, None, &comp.generators)?
            }
            ast::Expr::DictComp(comp) => {
                let Some(key) = &comp.key else {
                    return self.unsupported("unpacking in a comprehension", comp.range());
                };
                let value = Some(&*comp.value);
                self.comprehension(at, Comprehension::Dict, key, value, &comp.generators)?
            }
            ast::Expr::Generator(comp) => {
                self.comprehension(at, Comprehension::Generator, &comp.elt, None, &comp.generators)?
            }
            ast::Expr::Yield(value) => {
                let value = self.optional(value.value.as_deref())?;
                self.push(at, ExprKind::Yield(value))
            }
            ast::Expr::YieldFrom(value) => {
                let value = self.expr(&value.value)?;
                self.push(at, ExprKind::YieldFrom(value))
            }
            ast::Expr::Await(value) => {
                let value = self.expr(&value.value)?;
                self.push(at, ExprKind::Await(value))
            }
            ast::Expr::IpyEscapeCommand(_) => return self.error("invalid syntax", expr.range()),
        })
    }

    pub(super) fn optional(&mut self, expr: Option<&ast::Expr>) -> Lowered<Option<ExprId>> {
        expr.map(|expr| self.expr(expr)).transpose()
    }

    pub(super) fn exprs(&mut self, exprs: &[ast::Expr]) -> Lowered<List<ExprId>> {
        let mut items = smallvec::SmallVec::<[ExprId; 16]>::with_capacity(exprs.len());
        for expr in exprs {
            items.push(self.expr(expr)?);
        }
        Ok(self.tree.list(&items))
    }

    fn tuple(&mut self, at: Position, items: List<ExprId>, context: Context) -> ExprId {
        if self.folding
            && context == Context::Load
            && let Some(constants) = self.constants_of(items)
        {
            let id = self.tree.constants.tuple(&constants);
            return self.constant_node(at, id);
        }
        self.push(at, ExprKind::Tuple { items, context })
    }

    fn subscript(&mut self, subscript: &ast::ExprSubscript, at: Position) -> Lowered<ExprId> {
        let value = self.expr(&subscript.value)?;
        let index = self.expr(&subscript.slice)?;
        let context = context(subscript.ctx);
        if self.folding
            && context == Context::Load
            && let (Some(value), Some(index)) = (self.constant_of(value), self.constant_of(index))
            && let Some(item) = fold::subscript(&mut self.tree.constants, value, index)
        {
            return Ok(self.constant_node(at, item));
        }
        Ok(self.push(at, ExprKind::Subscript { value, index, context }))
    }

    fn binary(&mut self, at: Position, left: ExprId, op: Binary, right: ExprId) -> ExprId {
        if let Some(format) = self.percent_format(at, left, op, right) {
            return format;
        }
        if self.folding
            && let (Some(a), Some(b)) = (self.constant_of(left), self.constant_of(right))
            && let Some(result) =
                fold::binary(&mut self.tree.constants, op, a, b, self.rules.folds_mixed_complex)
        {
            return self.constant_node(at, result);
        }
        self.push(at, ExprKind::Binary { left, op, right })
    }

    fn unary(&mut self, at: Position, op: Unary, operand: ExprId) -> ExprId {
        if self.folding {
            if let Some(constant) = self.constant_of(operand)
                && let Some(result) = fold::unary(&mut self.tree.constants, op, constant)
            {
                return self.constant_node(at, result);
            }
            if op == Unary::Not
                && let ExprKind::Compare { left, rest } = self.tree[operand].kind
                && let [(comparator, right)] = self.tree[rest]
            {
                let inverted = match comparator {
                    Comparator::Is => Some(Comparator::IsNot),
                    Comparator::IsNot => Some(Comparator::Is),
                    Comparator::In => Some(Comparator::NotIn),
                    Comparator::NotIn => Some(Comparator::In),
                    Comparator::Rich(_) => None,
                };
                if let Some(inverted) = inverted {
                    let at = self.tree[operand].at;
                    let rest = self.tree.list(&[(inverted, right)]);
                    return self.push(at, ExprKind::Compare { left, rest });
                }
            }
        }
        self.push(at, ExprKind::Unary { op, operand })
    }

    /// A display that is only iterated over or searched becomes a tuple or frozenset.
    pub(super) fn fold_iterated(&mut self, expr: ExprId) {
        if !self.folding {
            return;
        }
        let at = self.tree[expr].at;
        let replaced = match self.tree[expr].kind {
            ExprKind::List { items, .. } => {
                let starred =
                    |&item: &ExprId| matches!(self.tree[item].kind, ExprKind::Starred { .. });
                if self.tree[items].iter().any(starred) {
                    return;
                }
                self.tuple(at, items, Context::Load)
            }
            ExprKind::Set { items } => {
                let Some(constants) = self.constants_of(items) else {
                    return;
                };
                let id = self.tree.constants.frozenset(&constants);
                self.constant_node(at, id)
            }
            _ => return,
        };
        let kind = self.tree[replaced].kind;
        self.tree.exprs[expr.index()] = Expr { at, kind };
    }

    pub(super) fn arguments(
        &mut self,
        arguments: &ast::Arguments,
    ) -> Lowered<(List<ExprId>, List<Keyword>)> {
        if let ([ast::Expr::Generator(only)], true) =
            (&*arguments.args, arguments.keywords.is_empty())
        {
            // The parentheses of the call are the generator's own.
            let generator = self.expr(&arguments.args[0])?;
            if !only.parenthesized {
                let at = self.lines.of(arguments);
                self.tree.exprs[generator.index()].at = at;
            }
            return Ok((self.tree.list(&[generator]), List::default()));
        }
        let args = self.exprs(&arguments.args)?;
        if arguments.keywords.is_empty() {
            return Ok((args, List::default()));
        }
        let mut keywords = Vec::with_capacity(arguments.keywords.len());
        for keyword in &arguments.keywords {
            let name = keyword.arg.as_ref().map(|name| self.identifier(name));
            let at = self.at(keyword);
            keywords.push(Keyword { name, value: self.expr(&keyword.value)?, at });
        }
        Ok((args, self.tree.list(&keywords)))
    }

    fn comprehension(
        &mut self,
        at: Position,
        kind: Comprehension,
        element: &ast::Expr,
        value: Option<&ast::Expr>,
        clauses: &[ast::Comprehension],
    ) -> Lowered<ExprId> {
        if let ast::Expr::Starred(_) = element {
            return self.unsupported("unpacking in a comprehension", element.range());
        }
        let element = self.expr(element)?;
        let value = self.optional(value)?;
        let mut generators = Vec::with_capacity(clauses.len());
        for clause in clauses {
            let target = self.expr(&clause.target)?;
            let iter = self.expr(&clause.iter)?;
            self.fold_iterated(iter);
            let ifs = self.exprs(&clause.ifs)?;
            generators.push(Generator { target, iter, ifs, is_async: clause.is_async });
        }
        let generators = self.tree.list(&generators);
        Ok(self.push(at, ExprKind::Comprehension { kind, element, value, generators }))
    }

    pub(super) fn parameters(&mut self, parameters: &ast::Parameters) -> Lowered<Parameters> {
        let mut defaults = Vec::new();
        let mut positional = |lower: &mut Self, list: &[ast::ParameterWithDefault]| {
            let mut lowered = Vec::with_capacity(list.len());
            for parameter in list {
                lowered.push(lower.parameter(&parameter.parameter)?);
                if let Some(default) = &parameter.default {
                    defaults.push(lower.expr(default)?);
                }
            }
            Ok(lower.tree.list(&lowered))
        };
        let posonly = positional(self, &parameters.posonlyargs)?;
        let args = positional(self, &parameters.args)?;
        let vararg = parameters.vararg.as_deref().map(|p| self.parameter(p)).transpose()?;
        let mut kwonly = Vec::with_capacity(parameters.kwonlyargs.len());
        let mut kw_defaults = Vec::with_capacity(parameters.kwonlyargs.len());
        for parameter in &parameters.kwonlyargs {
            kwonly.push(self.parameter(&parameter.parameter)?);
            kw_defaults.push(self.optional(parameter.default.as_deref())?);
        }
        let kwarg = parameters.kwarg.as_deref().map(|p| self.parameter(p)).transpose()?;
        Ok(Parameters {
            posonly,
            args,
            vararg,
            kwonly: self.tree.list(&kwonly),
            kwarg,
            defaults: self.tree.list(&defaults),
            kw_defaults: self.tree.list(&kw_defaults),
        })
    }

    fn parameter(&mut self, parameter: &ast::Parameter) -> Lowered<Parameter> {
        let name = self.identifier(&parameter.name);
        let at = match &parameter.annotation {
            Some(annotation) => {
                let range = TextRange::new(parameter.name.start(), annotation.end());
                self.lines.range(range)
            }
            None => self.at(&parameter.name),
        };
        let annotation = self.annotation(parameter.annotation.as_deref())?;
        Ok(Parameter { name, annotation, at })
    }

    /// An annotation: not folded when it will be turned back into text.
    pub(super) fn annotation(&mut self, expr: Option<&ast::Expr>) -> Lowered<Option<ExprId>> {
        let folding = self.folding;
        self.folding &= !self.tree.future_annotations;
        let lowered = self.optional(expr);
        self.folding = folding;
        lowered
    }

    pub(super) fn number(&mut self, number: &Number, range: TextRange) -> Lowered<Constant> {
        Ok(match number {
            Number::Int(int) => match int.as_i64() {
                Some(value) => Constant::Int(value),
                None => {
                    let text = int.to_string().replace('_', "");
                    let lower = text.to_ascii_lowercase();
                    let (digits, radix) = match lower.get(..2) {
                        Some("0x") => (&lower[2..], 16),
                        Some("0o") => (&lower[2..], 8),
                        Some("0b") => (&lower[2..], 2),
                        _ => (&*lower, 10),
                    };
                    if radix == 10 && digits.len() > 4300 {
                        let message = format!(
                            "Exceeds the limit (4300 digits) for integer string conversion: value \
                             has {} digits; use sys.set_int_max_str_digits() to increase the limit \
                             - Consider hexadecimal for huge integer literals to avoid decimal \
                             conversion limits.",
                            digits.len()
                        );
                        return self.error(message, range);
                    }
                    match BigInt::parse_bytes(digits.as_bytes(), radix) {
                        Some(value) => Constant::BigInt(value),
                        None => return self.error("invalid decimal literal", range),
                    }
                }
            },
            Number::Float(value) => Constant::Float(*value),
            Number::Complex { real, imag } => Constant::Complex(*real, *imag),
        })
    }
}

pub(super) fn context(context: ast::ExprContext) -> Context {
    match context {
        ast::ExprContext::Load | ast::ExprContext::Invalid => Context::Load,
        ast::ExprContext::Store => Context::Store,
        ast::ExprContext::Del => Context::Del,
    }
}

pub(super) fn binary(op: ast::Operator) -> Binary {
    match op {
        ast::Operator::Add => Binary::Add,
        ast::Operator::Sub => Binary::Sub,
        ast::Operator::Mult => Binary::Mul,
        ast::Operator::MatMult => Binary::MatMul,
        ast::Operator::Div => Binary::TrueDiv,
        ast::Operator::Mod => Binary::Mod,
        ast::Operator::Pow => Binary::Pow,
        ast::Operator::LShift => Binary::LShift,
        ast::Operator::RShift => Binary::RShift,
        ast::Operator::BitOr => Binary::Or,
        ast::Operator::BitXor => Binary::Xor,
        ast::Operator::BitAnd => Binary::And,
        ast::Operator::FloorDiv => Binary::FloorDiv,
    }
}

fn unary(op: ast::UnaryOp) -> Unary {
    match op {
        ast::UnaryOp::Invert => Unary::Invert,
        ast::UnaryOp::Not => Unary::Not,
        ast::UnaryOp::UAdd => Unary::Plus,
        ast::UnaryOp::USub => Unary::Minus,
    }
}

fn comparator(op: ast::CmpOp) -> Comparator {
    match op {
        ast::CmpOp::Eq => Comparator::Rich(Comparison::Eq),
        ast::CmpOp::NotEq => Comparator::Rich(Comparison::Ne),
        ast::CmpOp::Lt => Comparator::Rich(Comparison::Lt),
        ast::CmpOp::LtE => Comparator::Rich(Comparison::Le),
        ast::CmpOp::Gt => Comparator::Rich(Comparison::Gt),
        ast::CmpOp::GtE => Comparator::Rich(Comparison::Ge),
        ast::CmpOp::Is => Comparator::Is,
        ast::CmpOp::IsNot => Comparator::IsNot,
        ast::CmpOp::In => Comparator::In,
        ast::CmpOp::NotIn => Comparator::NotIn,
    }
}
