//! What of a release's library and built-in types is here and what is not, asked of the code itself.

use std::collections::BTreeSet;

use heap_model::Runtime;

use super::{
    MISSING_ATTRIBUTES, MISSING_NAMES, NAMES, NATIVE_MODULES, PYTHON_MODULES, STANDARD_MODULES,
};
use crate::machine::Machine;
use crate::outcome::Limits;
use heap_model::Release;

/// What a release's machine has, and what it lacks of that release's CPython.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Support {
    /// The modules that can be imported, by name.
    pub modules: Vec<Names>,
    /// Modules of the standard library that can't.
    pub absent: Vec<&'static str>,
    /// Built-in types that lack attributes.
    pub types: Vec<Names>,
}

/// The names in a module or type.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    /// The module's or type's own name.
    pub name: String,
    /// What it has, without private names; empty for a type.
    pub has: Vec<String>,
    /// What it lacks.
    pub lacks: Vec<String>,
}

/// Asks a release's machine what it has. Names that differ by release are those of this one.
pub fn support(release: &'static Release) -> Support {
    let mut vm = Machine::new(release, Limits::default());
    let native = NATIVE_MODULES.iter().map(|module| module.name);
    let written: BTreeSet<&str> =
        native.chain(PYTHON_MODULES.iter().map(|&(name, _)| name)).chain(["builtins"]).collect();
    let public =
        written.iter().copied().filter(|name| !name.starts_with('_') || *name == "__future__");
    let modules = public.map(|name| names_of(&mut vm, name)).collect();
    let absent = STANDARD_MODULES.iter().copied().filter(|name| !written.contains(name));
    let types =
        MISSING_ATTRIBUTES.lines().filter_map(|line| line.split_once(": ")).map(|(name, lacks)| {
            let gone: Vec<&str> = release.library.attributes_lacking(name).collect();
            let lacks = lacks.split(' ').filter(|name| !gone.contains(name)).map(str::to_owned);
            Names { name: name.to_owned(), has: vec![], lacks: lacks.collect() }
        });
    let types = types.filter(|names| !names.lacks.is_empty());
    Support { modules, absent: absent.collect(), types: types.collect() }
}

fn names_of(vm: &mut Machine, name: &str) -> Names {
    let module = vm.import_module(name).unwrap_or_else(|_| panic!("the library has {name}"));
    let namespace = vm.heap.module(module).dict;
    vm.complete_namespace(namespace).unwrap_or_else(|_| panic!("{name} runs to its end"));
    let mut has: Vec<String> = vec![];
    for (key, _) in vm.dict_items(namespace) {
        let key = vm.heap.str_text(key);
        if !key.starts_with('_') {
            has.push(key.to_owned());
        }
    }
    vm.decref(module);
    has.sort_unstable();
    let listed = |line: &'static str| line.strip_prefix(name)?.strip_prefix(' ');
    let missing = |line: &'static str| line.strip_prefix(name)?.strip_prefix(": ");
    let known = NAMES.lines().find_map(listed).or(MISSING_NAMES.lines().find_map(missing));
    let of_release = |known: &&str| vm.heap.release.library.has(&format!("{name}.{known}"));
    let mut lacks: Vec<String> = known
        .unwrap_or("")
        .split(' ')
        .filter(|known| !known.is_empty() && !known.starts_with('_'))
        .filter(of_release)
        .filter(|known| has.binary_search_by(|name| name.as_str().cmp(known)).is_err())
        .map(str::to_owned)
        .collect();
    lacks.sort_unstable();
    Names { name: name.to_owned(), has, lacks }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_module_is_imported_on_every_release() {
        for release in &heap_model::release::RELEASES {
            let support = support(release);
            let of =
                |name: &str| support.modules.iter().find(|names| names.name == name).expect(name);
            assert!(of("weakref").has.iter().any(|name| name == "WeakValueDictionary"));
            assert!(of("weakref").lacks.is_empty(), "{:?}", of("weakref"));
            assert!(support.absent.contains(&"asyncio"));
            let replace = of("copy").has.iter().any(|name| name == "replace");
            assert_eq!(replace, release.library.has("copy.replace"), "{}", release.name);
        }
    }
}
