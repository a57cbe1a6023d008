//! What the module `re` needs of the machine: expressions compiled, and searched for.
//!
//! `parse` reads an expression into a tree, `program` makes steps of it, `run` tries them with
//! backtracking, in the order in which CPython's engine tries, so that the same match is found first.

mod parse;
mod program;
mod run;

use heap_model::objects::Layout;
use heap_model::{Obj, Payload, types};

use super::NativeModule;
use super::native_types::{Base, NativeType, Traits, native_object};
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, TypeDef, function};
use program::Program;
use run::{Spent, Subject, Wanted};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    name: "_re",
    doc: "",
    functions: &[
        function("compile", compile, Accepts::Positional(2, 2)),
        function("find", find, Accepts::Positional(5, 5)),
        function("find_all", find_all, Accepts::Positional(4, 4)),
    ],
    fill: |_, _| Ok(()),
};

/// Matching steps that count as much as one instruction.
const STEPS_A_TICK: u64 = 8;

/// A compiled expression as an object.
#[derive(Clone, Debug)]
struct Compiled {
    program: Program,
}

native_object!(Compiled:);

static COMPILED: NativeType = NativeType {
    name: "Program",
    module: "_re",
    base: Base::BuiltIn(types::OBJECT),
    layout: Layout::Native,
    traits: Traits::NONE,
    members: &[],
    definition: TypeDef { ty: types::OBJECT, doc: "", methods: &[], attributes: &[] },
};

/// The characters of a str, or the bytes of a bytes-like object as characters.
fn characters(vm: &mut Machine, text: Obj) -> Result<(Vec<char>, bool)> {
    if let Payload::Str(content) = vm.heap.payload(text) {
        return Ok((content.text.chars().collect(), false));
    }
    if let Some(bytes) = vm.heap.byte_slice(text) {
        return Ok((bytes.iter().map(|&byte| char::from(byte)).collect(), true));
    }
    let given = vm.type_name_of(text);
    Err(vm.type_error(format!("expected string or bytes-like object, got '{given}'")))
}

/// `compile(pattern, flags)`: program, number of groups, names with numbers, flags; or the message
/// and position of what is wrong.
fn compile(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (pattern, bytes) = characters(vm, args.values[0])?;
    let flags = vm.index_isize(args.values[1])? as u32;
    let parsed = match parse::parse(&pattern, flags, bytes) {
        Ok(parsed) => parsed,
        Err(mistake) => {
            let message = vm.heap.new_str(&mistake.message);
            let position = vm.heap.new_int(mistake.position as i64);
            return Ok(vm.heap.new_tuple(vec![message, position]));
        }
    };
    let Some(program) = program::compile(&parsed.node, parsed.groups) else {
        return Err(vm.unsupported("so large a regular expression"));
    };
    let class = vm.native_type(&COMPILED);
    let program = vm.new_native_object(class, Compiled { program });
    let groups = vm.heap.new_int(parsed.groups as i64);
    let mut names = Vec::new();
    for (name, number) in parsed.names {
        let name = vm.heap.intern(&name);
        let number = vm.heap.new_int(number as i64);
        names.push(vm.heap.new_tuple(vec![name, number]));
    }
    let names = vm.heap.new_list(names);
    let flags = vm.heap.new_int(i64::from(parsed.flags));
    Ok(vm.heap.new_tuple(vec![program, groups, names, flags]))
}

/// The searched range, within the text.
fn range(vm: &mut Machine, length: usize, from: Obj, to: Obj) -> Result<(usize, usize)> {
    let start = vm.index_clamped(from)?.clamp(0, length as isize) as usize;
    let end = vm.index_clamped(to)?.clamp(0, length as isize) as usize;
    Ok((start, end))
}

/// A match as a tuple of starts and ends, -1 for groups that did not take part.
fn spans(vm: &mut Machine, groups: usize, registers: &[Option<usize>]) -> Obj {
    let numbers = registers[..2 * groups].chunks(2).flat_map(|pair| match pair {
        [Some(start), Some(end)] => [*start as i64, *end as i64],
        _ => [-1, -1],
    });
    let numbers: Vec<i64> = numbers.collect();
    let items = numbers.into_iter().map(|number| vm.heap.new_int(number)).collect();
    vm.heap.new_tuple(items)
}

/// One attempt at each start until one matches.
fn search(
    vm: &mut Machine,
    program: Obj,
    text: &[char],
    (start, end): (usize, usize),
    only_here: bool,
    mut wanted: Wanted,
) -> Result<Option<(usize, Vec<Option<usize>>)>> {
    let mut position = start;
    while position <= end {
        const ROUND: u64 = 1_000_000;
        let mut budget = ROUND;
        let found = loop {
            let Some(compiled) = vm.native::<Compiled>(program) else { return Ok(None) };
            let mut subject = Subject { text, end, budget };
            let found = run::match_at(&compiled.program, &mut subject, position, wanted);
            let groups = compiled.program.groups;
            match found {
                Ok(found) => {
                    vm.tick((budget - subject.budget) / STEPS_A_TICK)?;
                    break found.map(|registers| (groups, registers));
                }
                Err(Spent) => {
                    // Once more with a larger budget: the run's own runs out some time.
                    vm.tick(budget / STEPS_A_TICK)?;
                    budget = budget.saturating_mul(10);
                }
            }
        };
        if found.is_some() || only_here {
            return Ok(found);
        }
        position += 1;
        if wanted == Wanted::NotEmpty {
            wanted = Wanted::Any;
        }
    }
    Ok(None)
}

/// `find(program, text, start, end, how)`: the first match, or `None`. How: 0 anywhere, 1 at the
/// start, 2 from start to end.
fn find(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (text, _) = characters(vm, args.values[1])?;
    let range = range(vm, text.len(), args.values[2], args.values[3])?;
    let how = vm.index_isize(args.values[4])?;
    let wanted = if how == 2 { Wanted::Whole } else { Wanted::Any };
    match search(vm, args.values[0], &text, range, how > 0, wanted)? {
        Some((groups, registers)) => Ok(spans(vm, groups, &registers)),
        None => Ok(vm.none()),
    }
}

/// `find_all(program, text, start, end)`: all matches, one behind the other.
fn find_all(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (text, _) = characters(vm, args.values[1])?;
    let (mut start, end) = range(vm, text.len(), args.values[2], args.values[3])?;
    let mut all = Vec::new();
    // At the place of an empty match only one that is not empty comes next.
    let mut wanted = Wanted::Any;
    while start <= end {
        match search(vm, args.values[0], &text, (start, end), false, wanted) {
            Ok(Some((groups, registers))) => {
                all.push(spans(vm, groups, &registers));
                start = registers[1].unwrap_or(end);
                let empty = registers[0] == registers[1];
                wanted = if empty { Wanted::NotEmpty } else { Wanted::Any };
            }
            Ok(None) => break,
            Err(raise) => {
                vm.decref_all(all);
                return Err(raise);
            }
        }
    }
    Ok(vm.heap.new_list(all))
}
