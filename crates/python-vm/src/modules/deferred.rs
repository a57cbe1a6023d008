//! Statements of library modules that run once their name is asked for.
//!
//! A program uses a few names of each module that it imports, and CPython has run most of its library
//! before the program begins. So the import of a module runs only what binds no name for good; a
//! `def`, a `class`, an `import` or an assignment waits until somebody looks for its name. The
//! program can't tell: whoever asks for the whole namespace gets the whole namespace.

use std::sync::{Arc, LazyLock, OnceLock, PoisonError, RwLock};

use heap_model::{Obj, Runtime};
use rustc_hash::{FxHashMap, FxHashSet};

use super::PYTHON_MODULES;
use crate::bytecode::UnitTemplate;
use crate::machine::{Machine, Result};

/// The source of a library module, in statements.
#[derive(Default)]
pub(super) struct Module {
    /// `__name__`.
    name: &'static str,
    /// What the import runs.
    eager: String,
    /// Each statement that waits, with those that belong to it.
    statements: Vec<String>,
    /// The statement that binds a name.
    binding: FxHashMap<String, usize>,
    /// Names that are bound as soon as a statement has run: who asks one class may mean them all.
    together: FxHashMap<usize, Vec<String>>,
}

/// A module of which some statements have not run.
#[derive(Clone, Debug)]
pub struct Waiting {
    /// Its number in the list of modules.
    module: usize,
    /// Which statements have begun.
    begun: Vec<bool>,
}

/// A top-level statement of a module's source.
struct Statement {
    /// First line, counted from 0.
    line: usize,
    text: String,
}

impl Statement {
    /// The name that the statement binds and all that it does, if it is one that can wait.
    fn binds(&self) -> Option<&str> {
        let definition = self.text.lines().find(|line| !line.starts_with('@'))?;
        let definition = definition.strip_prefix("async ").unwrap_or(definition);
        for keyword in ["def ", "class "] {
            if let Some(rest) = definition.strip_prefix(keyword) {
                return Some(word(rest));
            }
        }
        if let Some(imported) = definition.strip_prefix("import ") {
            let (module, name) = imported.split_once(" as ").unwrap_or((imported, imported));
            return Some(if module == name { word(module) } else { name });
        }
        if definition.starts_with("from ") {
            let (_, imported) = definition.split_once(" import ")?;
            return Some(imported.split_once(" as ").map_or(imported, |(_, name)| name));
        }
        let name = word(definition);
        let value = definition[name.len()..].strip_prefix(" = ")?;
        let again = value[word(value).len()..].starts_with(" = ");
        (!name.is_empty() && !again).then_some(name)
    }

    /// `name, other, …`: names that are bound together.
    fn together(&self) -> Option<(&str, Vec<&str>)> {
        let mut names = self.text.trim_end().split(", ");
        let all_names = names.clone().all(|name| word(name) == name);
        let first = names.next()?;
        let others: Vec<&str> = names.collect();
        (all_names && !others.is_empty()).then_some((first, others))
    }

    /// All names that the statement binds or deletes, as far as its text tells.
    fn all_bound(&self) -> Vec<&str> {
        if let Some(name) = self.binds() {
            return vec![name];
        }
        let mut names = vec![];
        for line in self.text.lines().map(str::trim_start) {
            let targets = line.rsplit_once(" = ").map_or("", |(targets, _)| targets);
            let deleted = line.strip_prefix("del ").unwrap_or("");
            names.extend(targets.split(" = ").chain([deleted]).flat_map(|part| part.split(", ")));
            let definitions = ["def ", "class ", "import "].map(|keyword| line.split_once(keyword));
            names.extend(definitions.into_iter().flatten().map(|(_, rest)| word(rest)));
        }
        names
    }

    /// The name whose value the statement adds something to: `name.method(…)`, `name.attribute = …`.
    fn completes(&self) -> Option<&str> {
        let name = word(&self.text);
        let more = self.text[name.len()..].starts_with('.');
        // `name.attribute = other = …` binds a name besides.
        let (targets, _) = self.text.lines().next()?.rsplit_once(" = ").unwrap_or((".", ""));
        let alone = targets.split(" = ").all(|target| target.contains('.'));
        (!name.is_empty() && more && alone).then_some(name)
    }
}

/// The identifier that a text begins with.
fn word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(text.len());
    &text[..end]
}

/// The top-level statements of a source in the library's own style: what continues one is indented,
/// closes a bracket, or is another clause of it.
fn statements(source: &str) -> Vec<Statement> {
    let mut statements: Vec<Statement> = vec![];
    let mut open = false;
    for (number, line) in source.lines().enumerate() {
        let clause = ["else:", "elif ", "except", "finally:"].iter().any(|c| line.starts_with(c));
        let inside = line.is_empty() || line.starts_with([' ', ')', ']', '}']);
        match statements.last_mut() {
            Some(last) if open || inside || clause => {
                last.text.push('\n');
                last.text.push_str(line);
            }
            _ if line.is_empty() || line.starts_with('#') => continue,
            _ => statements.push(Statement { line: number, text: line.to_owned() }),
        }
        let text = &statements.last().expect("pushed above").text;
        let decorated = line.starts_with('@');
        open = decorated || text.matches("\"\"\"").count() % 2 == 1;
    }
    statements.into_iter().flat_map(one_name_each).collect()
}

/// `import a, b` and `from m import a, b` as one statement for each name.
fn one_name_each(statement: Statement) -> Vec<Statement> {
    let text = statement.text.replace(['(', ')', '\n'], " ");
    let (before, names) = match text.split_once("import ") {
        Some(("", names)) => (String::from("import "), names),
        Some((from, names)) if from.starts_with("from ") => (format!("{from}import "), names),
        _ => return vec![statement],
    };
    let each = names
        .split(',')
        .map(|name| Statement { line: statement.line, text: format!("{before}{}", name.trim()) });
    each.collect()
}

impl Module {
    fn new(name: &'static str, source: &str) -> Module {
        let all = statements(source);
        let mut last_bound: FxHashMap<&str, usize> = FxHashMap::default();
        let mut bound_again: FxHashSet<&str> = FxHashSet::default();
        for (number, statement) in all.iter().enumerate() {
            for name in statement.all_bound() {
                if last_bound.insert(name, number).is_some_and(|before| before != number) {
                    bound_again.insert(name);
                }
            }
        }
        let mut module = Module { name, ..Default::default() };
        for statement in &all {
            if let Some(name) = statement.binds().filter(|name| !bound_again.contains(name)) {
                module.binding.insert(name.to_owned(), module.statements.len());
                module.statements.push(String::new());
                append(module.statements.last_mut().expect("pushed above"), statement);
                continue;
            }
            if let Some((first, others)) = statement.together() {
                let others = others.into_iter().map(str::to_owned).collect();
                module.together.insert(module.binding[first], others);
                continue;
            }
            let completed = statement.completes().and_then(|name| module.binding.get(name));
            match completed.map(|&number| &mut module.statements[number]) {
                Some(other) if !imports(other) => append(other, statement),
                _ => append(&mut module.eager, statement),
            }
        }
        module
    }
}

/// Whether a statement that waits is an import: what adds to another module's object is its own.
fn imports(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with("import ") || text.starts_with("from ")
}

/// Adds a statement to a source, on the line that it has in the module.
fn append(source: &mut String, statement: &Statement) {
    let lines = source.matches('\n').count();
    source.extend(std::iter::repeat_n('\n', statement.line.saturating_sub(lines)));
    source.push_str(statement.text.trim_end());
    source.push('\n');
}

/// The module written in Python of that number, in statements.
fn module(number: usize) -> &'static Module {
    static MODULES: [OnceLock<Module>; PYTHON_MODULES.len()] =
        [const { OnceLock::new() }; PYTHON_MODULES.len()];
    MODULES[number].get_or_init(|| {
        let (name, source) = PYTHON_MODULES[number];
        Module::new(name, source)
    })
}

/// Whether a module written in Python binds that name, in a release that has it.
pub(super) fn binds(module_name: &str, name: &str) -> bool {
    let number = PYTHON_MODULES.iter().position(|&(known, _)| known == module_name);
    number.is_some_and(|number| module(number).binding.contains_key(name))
}

/// Statements that were compiled, for all threads. What comes out depends on release, module and
/// statement alone, and programs of one book use the same few.
static COMPILED: LazyLock<RwLock<FxHashMap<Key, Arc<UnitTemplate>>>> =
    LazyLock::new(RwLock::default);

/// A release's address, a module's number, and a statement's.
type Key = (usize, usize, usize);
/// The number of what the import runs.
const EAGER: usize = usize::MAX;

impl Machine {
    /// Runs the import of a library module in its namespace.
    ///
    /// # Errors
    /// What its code raised. A source that does not compile is a defect of the library.
    pub(super) fn run_library(&mut self, number: usize, namespace: Obj) -> Result<()> {
        let content = module(number);
        self.heap.incref(namespace);
        let begun = vec![false; content.statements.len()];
        self.library.waiting.insert(namespace, Waiting { module: number, begun });
        if content.eager.trim().is_empty() {
            return Ok(());
        }
        self.run_statement(number, EAGER, namespace)
    }

    /// Runs the statement that binds a name in a namespace, if it has one that waits. Gives whether
    /// it did.
    ///
    /// # Errors
    /// What the statement raised.
    #[cold]
    #[inline(never)]
    pub(crate) fn bind_deferred(&mut self, namespace: Obj, name: Obj) -> Result<bool> {
        let Some(waiting) = self.library.waiting.get_mut(&namespace) else { return Ok(false) };
        let number = waiting.module;
        let Some(&statement) = module(number).binding.get(self.heap.str_text(name)) else {
            return Ok(false);
        };
        if std::mem::replace(&mut waiting.begun[statement], true) {
            return Ok(false);
        }
        let content = module(number);
        let full_name = format!("{}.{}", content.name, self.heap.str_text(name));
        if !self.heap.release.library.has(&full_name) {
            return Ok(false);
        }
        self.library.binding += 1;
        let result = self.run_statement(number, statement, namespace);
        self.library.binding -= 1;
        result?;
        if let Some(names) = content.together.get(&statement) {
            self.library.to_bind.extend(names.iter().map(|name| (namespace, name.as_str())));
        }
        while self.library.binding == 0
            && let Some((namespace, name)) = self.library.to_bind.pop()
        {
            let name = self.heap.intern(name);
            let result = self.bind_deferred(namespace, name);
            self.decref(name);
            result?;
        }
        Ok(true)
    }

    /// Runs all statements of a namespace that wait, for a program that may see all of it.
    ///
    /// # Errors
    /// What a statement raised.
    pub(crate) fn complete_namespace(&mut self, namespace: Obj) -> Result<()> {
        if self.library.waiting.is_empty() {
            return Ok(());
        }
        // The library's own code knows what it asks for.
        let asking = self.current_globals();
        let own = self.heap.get(asking).flags.has(heap_model::Flags::STATIC);
        if own && asking != self.main_namespace() {
            return Ok(());
        }
        let Some(waiting) = self.library.waiting.remove(&namespace) else { return Ok(()) };
        let content = module(waiting.module);
        let before = self.heap.set_static_memory(true);
        let mut names: Vec<(&String, &usize)> = content.binding.iter().collect();
        names.sort_by_key(|&(_, statement)| statement);
        self.library.waiting.insert(namespace, waiting);
        let mut result = Ok(());
        for (name, _) in names {
            let name = self.heap.intern(name);
            result = result.and_then(|()| self.bind_deferred(namespace, name).map(|_| ()));
            self.decref(name);
        }
        self.library.waiting.remove(&namespace);
        self.decref(namespace);
        self.heap.set_static_memory(before);
        result
    }

    fn run_statement(&mut self, number: usize, statement: usize, namespace: Obj) -> Result<()> {
        let key = (std::ptr::from_ref(self.release()).addr(), number, statement);
        let known = COMPILED.read().unwrap_or_else(PoisonError::into_inner).get(&key).cloned();
        let template = match known {
            Some(template) => template,
            None => {
                let template = self.compile_statement(number, statement)?;
                let mut known = COMPILED.write().unwrap_or_else(PoisonError::into_inner);
                known.insert(key, template.clone());
                template
            }
        };
        self.run_library_unit(&template, namespace)
    }

    fn compile_statement(&mut self, number: usize, statement: usize) -> Result<Arc<UnitTemplate>> {
        let content = module(number);
        let source = content.statements.get(statement).unwrap_or(&content.eager);
        let file = format!("<frozen {}>", content.name);
        match crate::compile::compile(source, crate::compile::Mode::Script, &file, self.release()) {
            Ok(template) => Ok(Arc::new(template)),
            Err(problem) => {
                Err(self.unsupported(format!("the library module {}: {problem}", content.name)))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statements_are_those_of_the_grammar() {
        for (name, source) in PYTHON_MODULES {
            let parsed = ruff_python_parser::parse_module(source).expect(name);
            let lines = |offset: usize| source[..offset].matches('\n').count();
            let mut expected: Vec<usize> = parsed
                .suite()
                .iter()
                .map(|s| lines(ruff_text_size::Ranged::start(s).to_usize()))
                .collect();
            let mut found: Vec<usize> = statements(source).iter().map(|s| s.line).collect();
            expected.dedup();
            found.dedup();
            assert_eq!(found, expected, "{name}");
        }
    }
}
