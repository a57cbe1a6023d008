//! The symbol table's second pass: where each name lives.
//!
//! A name that a nested function uses and an enclosing one binds is a cell there and free in
//! between. Where the release runs comprehensions in the frame around them, this is where their
//! names move over.

use heap_model::release::Compiler;

use super::scopes::{NameMap, NameSet, Place, ScopeId, ScopeKind, Symbol};
use super::symtable::SymbolTable;
use super::{CompileProblem, SyntaxError};
use crate::syntax::names::{Name, Names};
use crate::syntax::tree::Comprehension;

/// Decides where every name of the unit lives.
pub(crate) fn analyze(
    table: &mut SymbolTable,
    names: &Names,
    rules: &Compiler,
) -> Result<(), CompileProblem> {
    let mut analysis = Analysis { table, names, rules };
    let mut free = Vec::new();
    analysis.block(
        ScopeId(0),
        None,
        &mut free,
        &mut NameSet::default(),
        &mut NameSet::default(),
        None,
    )
}

struct Analysis<'a> {
    table: &'a mut SymbolTable,
    names: &'a Names,
    rules: &'a Compiler,
}

/// What is known of a block's names so far.
#[derive(Default)]
struct Found {
    places: NameMap<Place>,
    local: NameSet,
}

fn add(set: &mut Vec<Name>, name: Name) {
    if !set.contains(&name) {
        set.push(name);
    }
}

/// Removes a name and says whether it was there.
fn discard(set: &mut Vec<Name>, name: Name) -> bool {
    match set.iter().position(|&other| other == name) {
        Some(at) => {
            set.remove(at);
            true
        }
        None => false,
    }
}

impl Analysis<'_> {
    /// `bound`: names of enclosing functions, none for the unit itself. `free` receives the names
    /// that the block and those inside leave to the outside.
    fn block(
        &mut self,
        id: ScopeId,
        mut bound: Option<NameSet>,
        free: &mut Vec<Name>,
        global: &mut NameSet,
        type_params: &mut NameSet,
        class: Option<ScopeId>,
    ) -> Result<(), CompileProblem> {
        let kind = self.table.scope(id).kind;
        let mut new_bound = NameSet::default();
        let mut new_global = NameSet::default();
        let mut new_free = Vec::new();
        let mut inlined_cells = NameSet::default();
        if kind == ScopeKind::Class {
            new_global.clone_from(global);
            if let Some(bound) = &bound {
                new_bound.clone_from(bound);
            }
        }
        let mut found = Found::default();
        for index in 0..self.table.scope(id).symbols.len() {
            let (name, symbol) = self.table.scope(id).symbols.at(index);
            self.name(
                id,
                name,
                symbol,
                &mut found,
                bound.as_mut(),
                free,
                global,
                type_params,
                class,
            )?;
        }
        if kind == ScopeKind::Class {
            new_bound.extend([Name::CLASS, Name::CLASSDICT, Name::CONDITIONAL_ANNOTATIONS]);
        } else {
            if let Some(bound) = &bound {
                new_bound.clone_from(bound);
            }
            if self.table.scope(id).is_function_like() {
                new_bound.extend(&found.local);
            }
            new_global.clone_from(global);
        }
        self.children(
            id,
            &new_bound,
            &mut new_free,
            &new_global,
            type_params,
            class,
            &mut found,
            &mut inlined_cells,
        )?;
        if self.table.scope(id).is_function_like() {
            self.cells(id, &mut found, &mut new_free, &inlined_cells);
        } else if kind == ScopeKind::Class {
            let scope = self.table.scope_mut(id);
            scope.needs_class_closure |= discard(&mut new_free, Name::CLASS);
            scope.needs_classdict |= discard(&mut new_free, Name::CLASSDICT);
            scope.has_conditional_annotations |=
                discard(&mut new_free, Name::CONDITIONAL_ANNOTATIONS);
        }
        self.update(id, &found, bound.as_ref(), &new_free, &inlined_cells);
        for name in new_free {
            add(free, name);
        }
        Ok(())
    }

    #[allow(clippy::too_many_arguments)]
    fn children(
        &mut self,
        id: ScopeId,
        bound: &NameSet,
        free: &mut Vec<Name>,
        global: &NameSet,
        type_params: &NameSet,
        class: Option<ScopeId>,
        found: &mut Found,
        inlined_cells: &mut NameSet,
    ) -> Result<(), CompileProblem> {
        let children = self.table.scope(id).children.clone();
        let mut spliced = Vec::new();
        let mut any_inlined = false;
        for &child in &children {
            let entry = self.table.scope(child);
            let child_class = match entry.can_see_class_scope {
                true if self.table.scope(id).kind == ScopeKind::Class => Some(id),
                true => class,
                false => None,
            };
            let inline = self.rules.inlines_comprehensions
                && entry.comprehension.is_some_and(|kind| kind != Comprehension::Generator)
                && !self.table.scope(id).can_see_class_scope;
            let mut child_free = Vec::new();
            self.block(
                child,
                Some(bound.clone()),
                &mut child_free,
                &mut global.clone(),
                &mut type_params.clone(),
                child_class,
            )?;
            if inline {
                self.inline(id, child, found, &mut child_free, inlined_cells);
                self.table.scope_mut(child).inlined = true;
                spliced.extend_from_slice(&self.table.scope(child).children);
                any_inlined = true;
            } else {
                spliced.push(child);
            }
            for name in child_free {
                add(free, name);
            }
        }
        if any_inlined {
            self.table.scope_mut(id).children = spliced;
        }
        Ok(())
    }

    #[allow(clippy::too_many_arguments)]
    fn name(
        &mut self,
        id: ScopeId,
        name: Name,
        symbol: Symbol,
        found: &mut Found,
        bound: Option<&mut NameSet>,
        free: &mut Vec<Name>,
        global: &mut NameSet,
        type_params: &mut NameSet,
        class: Option<ScopeId>,
    ) -> Result<(), CompileProblem> {
        let text = self.names.text(name);
        let place = if symbol.has(Symbol::GLOBAL) {
            if symbol.has(Symbol::NONLOCAL) {
                return self.error(id, name, format!("name '{text}' is nonlocal and global"));
            }
            global.insert(name);
            if let Some(bound) = bound {
                bound.remove(&name);
            }
            Place::GlobalExplicit
        } else if symbol.has(Symbol::NONLOCAL) {
            let Some(bound) = bound else {
                let message = "nonlocal declaration not allowed at module level".to_owned();
                return self.error(id, name, message);
            };
            if !bound.contains(&name) {
                return self.error(id, name, format!("no binding for nonlocal '{text}' found"));
            }
            if type_params.contains(&name) {
                let message = format!("nonlocal binding not allowed for type parameter '{text}'");
                return self.error(id, name, message);
            }
            add(free, name);
            Place::Free
        } else if symbol.has(Symbol::BOUND) {
            found.local.insert(name);
            global.remove(&name);
            if symbol.has(Symbol::TYPE_PARAM) {
                type_params.insert(name);
            } else {
                type_params.remove(&name);
            }
            Place::Local
        } else {
            let in_class = class
                .and_then(|class| self.table.scope(class).symbols.get(name))
                .filter(|symbol| {
                    symbol.has(Symbol::GLOBAL)
                        || (symbol.has(Symbol::BOUND) && !symbol.has(Symbol::NONLOCAL))
                });
            match in_class {
                Some(symbol) if symbol.has(Symbol::GLOBAL) => Place::GlobalExplicit,
                Some(_) => Place::GlobalImplicit,
                None if bound.is_some_and(|bound| bound.contains(&name)) => {
                    add(free, name);
                    Place::Free
                }
                None => Place::GlobalImplicit,
            }
        };
        found.places.insert(name, place);
        Ok(())
    }

    /// Moves the names of a comprehension into the scope around it.
    fn inline(
        &mut self,
        id: ScopeId,
        comprehension: ScopeId,
        found: &mut Found,
        comprehension_free: &mut Vec<Name>,
        inlined_cells: &mut NameSet,
    ) {
        let mut drop_class = false;
        let in_class = self.table.scope(id).kind == ScopeKind::Class;
        let symbols: Vec<_> = self.table.scope(comprehension).symbols.iter().collect();
        for (name, symbol) in symbols {
            if symbol.has(Symbol::PARAM) {
                continue;
            }
            let mut place = symbol.place;
            if place == Place::Cell || symbol.has(Symbol::COMP_CELL) {
                inlined_cells.insert(name);
            }
            if place == Place::Free && in_class && name == Name::CLASS {
                place = Place::GlobalImplicit;
                discard(comprehension_free, name);
                drop_class = true;
            }
            match self.table.scope(id).symbols.get(name) {
                None => {
                    let copied = Symbol { flags: symbol.flags, place: Place::Unknown };
                    self.table.scope_mut(id).symbols.set(name, copied);
                    found.places.insert(name, place);
                }
                Some(existing) => {
                    let free_below = self
                        .table
                        .scope(comprehension)
                        .children
                        .iter()
                        .any(|&child| self.table.scope(child).place(name) == Place::Free);
                    if existing.has(Symbol::BOUND) && !in_class && !free_below {
                        discard(comprehension_free, name);
                    }
                }
            }
        }
        if drop_class {
            self.table.scope_mut(comprehension).symbols.remove(Name::CLASS);
        }
    }

    /// Locals that are free further in are cells.
    fn cells(
        &mut self,
        id: ScopeId,
        found: &mut Found,
        free: &mut Vec<Name>,
        inlined_cells: &NameSet,
    ) {
        for (name, _) in self.table.scope(id).symbols.iter() {
            let Some(place) = found.places.get_mut(&name) else {
                continue;
            };
            if *place == Place::Local && (free.contains(&name) || inlined_cells.contains(&name)) {
                *place = Place::Cell;
                discard(free, name);
            }
        }
    }

    /// Writes what was found into the scope's symbols.
    fn update(
        &mut self,
        id: ScopeId,
        found: &Found,
        bound: Option<&NameSet>,
        free: &[Name],
        inlined_cells: &NameSet,
    ) {
        let scope = self.table.scope_mut(id);
        let class_like = scope.kind == ScopeKind::Class || scope.can_see_class_scope;
        for index in 0..scope.symbols.len() {
            let (name, mut symbol) = scope.symbols.at(index);
            if inlined_cells.contains(&name) {
                symbol.flags |= Symbol::COMP_CELL;
            }
            symbol.place = found.places.get(&name).copied().unwrap_or(Place::Unknown);
            scope.symbols.set(name, symbol);
        }
        for &name in free {
            match scope.symbols.get(name) {
                Some(mut symbol) => {
                    if class_like {
                        symbol.flags |= Symbol::FREE_CLASS;
                        scope.symbols.set(name, symbol);
                    }
                }
                None => {
                    if bound.is_none_or(|bound| bound.contains(&name)) {
                        scope.symbols.set(name, Symbol { flags: 0, place: Place::Free });
                    }
                }
            }
        }
    }

    fn error(&self, id: ScopeId, name: Name, message: String) -> Result<(), CompileProblem> {
        let scope = self.table.scope(id);
        let directive = scope.directives.iter().find(|directive| directive.0 == name);
        let at = directive.map_or(scope.at, |directive| directive.1);
        Err(CompileProblem::Syntax(SyntaxError::new(message, at)))
    }
}
