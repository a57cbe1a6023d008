//! What the loading of library modules leaves to the collector.
//!
//! The model's modules are not CPython's own and live outside of what the program's collections see.
//! Their effect on counters, and the garbage that the next collection finds, is told by the release.

use heap_model::Runtime;

use crate::machine::Machine;

/// Accounts for a module that the program imports for the first time.
pub(super) fn account(vm: &mut Machine, module: &str) {
    let start = &vm.heap.release.start;
    let Some(import) = start.imports.of(module) else { return };
    let [young, middle, old] = start.collector_counts;
    // Where the counter starts at its floor, the import of `gc` takes deaths with it that the first
    // import of a file would subtract.
    let floored = young == 0 && {
        let name = vm.heap.intern("gc");
        let known = vm.heap.dict_get_str(vm.modules, name).is_some();
        vm.decref(name);
        known
    };
    if vm.library.imported.is_empty() && !floored {
        if import.counts[1..] == [middle, old] {
            vm.heap.collector.count_many(import.counts[0] - young);
        } else {
            vm.collect_young();
            vm.heap.collector.set_counts(import.counts);
        }
        vm.heap.collector.foreign_garbage += import.garbage;
        vm.library.imported.extend(import.parts.iter().map(|part| part.name));
        return;
    }
    for part in import.parts {
        if vm.library.imported.contains(&part.name) {
            continue;
        }
        vm.library.imported.push(part.name);
        let mut left = part.allocations;
        while let Some(rest) = vm.heap.collector.count_until_due(left) {
            vm.run_collector();
            left = rest;
        }
        vm.heap.collector.foreign_garbage += part.garbage;
    }
}
