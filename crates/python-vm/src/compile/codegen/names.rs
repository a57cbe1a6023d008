//! Loading, binding and deleting names.

use super::super::ir::Code;
use super::super::scopes::{Place, ScopeKind};
use super::{Emitted, Generator};
use crate::bytecode::Position;
use crate::syntax::names::Name;
use crate::syntax::tree::Context;

/// Which family of instructions a name takes.
enum Access {
    Deref(u32),
    Fast,
    Global,
    Name,
}

impl Generator<'_> {
    pub(super) fn load_name(&mut self, name: Name, at: Position) -> Emitted {
        self.name(name, Context::Load, at)
    }

    pub(super) fn store_name(&mut self, name: Name, at: Position) -> Emitted {
        self.name(name, Context::Store, at)
    }

    pub(super) fn name(&mut self, name: Name, context: Context, at: Position) -> Emitted {
        let name = self.mangled(name);
        let place = self.scope().place(name);
        let in_class = self.scope().kind == ScopeKind::Class;
        let inlined = self.unit.inlined_comprehensions > 0;
        let sees_class = self.scope().can_see_class_scope;
        let access = self.access(name, place);
        let code = match (access, context) {
            (Access::Fast, _) => {
                let index = self.unit.varnames.add(name);
                let code = match context {
                    Context::Load => Code::LoadFast,
                    Context::Store => Code::StoreFast,
                    Context::Del => Code::DeleteFast,
                };
                self.add(code, index, at);
                return Ok(());
            }
            (Access::Deref(index), _) => {
                let code = match context {
                    Context::Load if in_class && !inlined => {
                        self.op(Code::LoadLocals, at);
                        Code::LoadFromDictOrDeref
                    }
                    Context::Load if sees_class => {
                        self.load_classdict(at);
                        Code::LoadFromDictOrDeref
                    }
                    Context::Load => Code::LoadDeref,
                    Context::Store => Code::StoreDeref,
                    Context::Del => Code::DeleteDeref,
                };
                self.add(code, index, at);
                return Ok(());
            }
            (Access::Global, Context::Load) if sees_class && place == Place::GlobalImplicit => {
                self.load_classdict(at);
                Code::LoadFromDictOrGlobals
            }
            (Access::Global, Context::Load) => Code::LoadGlobal,
            (Access::Global, Context::Store) => Code::StoreGlobal,
            (Access::Global, Context::Del) => Code::DeleteGlobal,
            (Access::Name, Context::Load) if in_class && inlined => Code::LoadGlobal,
            (Access::Name, Context::Load) => Code::LoadName,
            (Access::Name, Context::Store) => Code::StoreName,
            (Access::Name, Context::Del) => Code::DeleteName,
        };
        let index = self.unit.names.add(name);
        self.add(code, index, at);
        Ok(())
    }

    fn access(&mut self, name: Name, place: Place) -> Access {
        match place {
            Place::Free => Access::Deref(self.free_index(name)),
            Place::Cell => Access::Deref(self.unit.cellvars.add(name)),
            Place::Local if self.scope().is_function_like() => Access::Fast,
            Place::Local if self.unit.fast_hidden.contains(&(name, true)) => Access::Fast,
            Place::GlobalImplicit if self.scope().is_function_like() => Access::Global,
            Place::GlobalExplicit => Access::Global,
            _ => Access::Name,
        }
    }

    /// Index of a free variable among cells and free variables.
    pub(super) fn free_index(&mut self, name: Name) -> u32 {
        self.unit.freevars.add(name) + self.unit.cellvars.list.len() as u32
    }

    pub(super) fn load_classdict(&mut self, at: Position) {
        let index = self.free_index(Name::CLASSDICT);
        self.add(Code::LoadDeref, index, at);
    }
}
