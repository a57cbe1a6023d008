//! `class`.

use super::super::ir::{Code, NO_LOCATION};
use super::functions::Parts;
use super::unit::UnitKind;
use super::{Emitted, Generator};
use crate::bytecode::{Position, TypeParameter};
use crate::syntax::names::Name;
use crate::syntax::tree::{Class, ClassId};

impl Generator<'_> {
    pub(super) fn class(&mut self, id: ClassId, at: Position) -> Emitted {
        let class = self.tree[id];
        let scopes = self.table.classes[id.index()];
        self.exprs(class.decorators)?;
        let first_line = match self.tree[class.decorators].first() {
            Some(&decorator) => self.at(decorator).line,
            None => at.line,
        };
        let generic = !class.type_parameters.is_empty();
        if generic {
            self.enter_type_parameters(scopes, class.name, first_line, 0);
            self.unit.private = Some(class.name);
            self.type_parameters(class.type_parameters)?;
            self.store_name(Name::DOT_TYPE_PARAMS, at)?;
        }
        self.class_body(id, &class, first_line, at)?;
        if generic {
            self.load_name(Name::DOT_TYPE_PARAMS, at)?;
            self.type_parameter_op(TypeParameter::SubscriptGeneric, at);
            self.store_name(Name::DOT_GENERIC_BASE, at)?;
            let base = Some(Name::DOT_GENERIC_BASE);
            self.call_arguments(2, class.bases, base, class.keywords, at)?;
            let code = self.finish_unit(false)?;
            self.closure(code, Parts::default(), at);
            self.op(Code::PushNull, at);
            self.add(Code::Call, 0, at);
        } else {
            self.call_arguments(2, class.bases, None, class.keywords, at)?;
        }
        self.apply_decorators(class.decorators);
        self.store_name(class.name, at)
    }

    fn class_body(
        &mut self,
        id: ClassId,
        class: &Class,
        first_line: u32,
        whole: Position,
    ) -> Emitted {
        let Some(scope) = self.table.classes[id.index()].body else {
            return Ok(());
        };
        self.enter_unit(UnitKind::Class, scope, class.name, first_line, Some(class.name));
        let at = Position { line: first_line, end_line: first_line, column: 0, end_column: 0 };
        self.load_name(Name::NAME, at)?;
        self.store_name(Name::MODULE, at)?;
        let qualname = self.tree.constants.str(&self.unit.qualname);
        self.load_const(qualname, at);
        self.store_name(Name::QUALNAME, at)?;
        if self.rules.records_class_source {
            let line = self.tree.constants.int(i64::from(first_line));
            self.load_const(line, at);
            self.store_name(Name::FIRSTLINENO, at)?;
        }
        if !class.type_parameters.is_empty() {
            self.load_name(Name::DOT_TYPE_PARAMS, at)?;
            self.store_name(Name::TYPE_PARAMS, at)?;
        }
        if self.scope().needs_classdict {
            self.op(Code::LoadLocals, at);
            let index = self.unit.cellvars.add(Name::CLASSDICT);
            self.add(Code::StoreDeref, index, at);
        }
        if self.scope().has_conditional_annotations {
            self.add(Code::BuildSet, 0, at);
            let index = self.unit.cellvars.add(Name::CONDITIONAL_ANNOTATIONS);
            self.add(Code::StoreDeref, index, at);
        }
        self.body(class.body, class.docstring, at)?;
        if self.rules.records_class_source {
            let mut attributes = std::mem::take(&mut self.unit.static_attributes);
            attributes.sort_by(|&a, &b| self.tree.names.text(a).cmp(self.tree.names.text(b)));
            let attributes = self.names_tuple(&attributes);
            self.load_const(attributes, NO_LOCATION);
            self.store_name(Name::STATIC_ATTRIBUTES, NO_LOCATION)?;
        }
        if self.scope().needs_classdict {
            let index = self.unit.cellvars.add(Name::CLASSDICT);
            self.add(Code::LoadClosure, index, NO_LOCATION);
            self.store_name(Name::CLASSDICTCELL, NO_LOCATION)?;
        }
        if self.scope().needs_class_closure {
            let index = self.unit.cellvars.add(Name::CLASS);
            self.add(Code::LoadClosure, index, NO_LOCATION);
            self.add(Code::Copy, 1, NO_LOCATION);
            self.store_name(Name::CLASSCELL, NO_LOCATION)?;
        } else {
            self.load_none(NO_LOCATION);
        }
        self.op(Code::ReturnValue, NO_LOCATION);
        let code = self.finish_unit(true)?;
        self.op(Code::LoadBuildClass, whole);
        self.op(Code::PushNull, whole);
        self.closure(code, Parts::default(), whole);
        self.load_name_text(class.name, whole);
        Ok(())
    }
}
