//! The module `_tracemalloc`: what `tracemalloc`, a module written in Python, builds on.

use heap_model::memory::{Place, TracedStack};
use heap_model::{Obj, Runtime, types};

use super::NativeModule;
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, function};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    name: "_tracemalloc",
    doc: "Debug module to trace memory blocks allocated by Python.",
    functions: &[
        function("start", start, Accepts::Positional(0, 1)),
        function("stop", stop, Accepts::Nothing),
        function("is_tracing", is_tracing, Accepts::Nothing),
        function("clear_traces", clear_traces, Accepts::Nothing),
        function("reset_peak", reset_peak, Accepts::Nothing),
        function("get_traceback_limit", get_traceback_limit, Accepts::Nothing),
        function("get_traced_memory", get_traced_memory, Accepts::Nothing),
        function("get_tracemalloc_memory", get_tracemalloc_memory, Accepts::Nothing),
        function("_get_traces", get_traces, Accepts::Nothing),
        function("_get_object_traceback", get_object_traceback, Accepts::One),
        function("_source_line", source_line, Accepts::Positional(2, 2)),
        function("_matches", matches, Accepts::Positional(2, 2)),
    ],
    fill: |_, _| Ok(()),
};

/// The most places that a trace can keep.
const MOST_PLACES: isize = 0xffff;

fn start(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let limit = match args.values {
        [limit] => vm.index_c_int(*limit)?,
        _ => 1,
    };
    if !(1..=MOST_PLACES).contains(&limit) {
        return Err(vm.value_error("the number of frames must be in range [1; 65535]"));
    }
    vm.start_tracing(limit as usize);
    vm.library.traceback_limit = limit as usize;
    Ok(vm.none())
}

fn stop(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    vm.stop_tracing();
    Ok(vm.none())
}

fn is_tracing(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    let tracing = vm.heap.memory.is_tracing();
    Ok(vm.heap.new_bool(tracing))
}

fn clear_traces(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    if let Some(tracer) = vm.heap.memory.tracer_mut() {
        tracer.clear();
    }
    Ok(vm.none())
}

fn reset_peak(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    if let Some(tracer) = vm.heap.memory.tracer_mut() {
        tracer.reset_peak();
    }
    Ok(vm.none())
}

fn get_traceback_limit(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    let limit = vm.library.traceback_limit.max(1);
    Ok(vm.heap.new_int(limit as i64))
}

fn get_traced_memory(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    let (now, peak) = vm.heap.memory.tracer().map_or((0, 0), |tracer| tracer.traced_bytes());
    let items = vec![vm.heap.new_int(now as i64), vm.heap.new_int(peak as i64)];
    Ok(vm.heap.new_tuple(items))
}

fn get_tracemalloc_memory(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    let files = vm.library.traced_files.len();
    let bytes = match vm.heap.memory.tracer() {
        Some(tracer) => tracer.own_bytes(files),
        None => vm.heap.release.library.idle_tracer_bytes,
    };
    Ok(vm.heap.new_int(bytes as i64))
}

/// All traces, each as `(domain, size, traceback, total_nframe)`. What is made for the answer is
/// not traced.
fn get_traces(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    let list = vm.heap.new_list(Vec::new());
    let Some(tracer) = vm.heap.memory.tracer_mut() else { return Ok(list) };
    tracer.pause();
    let traces = tracer.traces();
    let mut stacks: Vec<Option<Obj>> = Vec::new();
    for (_, trace) in traces {
        let number = trace.stack as usize;
        if stacks.len() <= number {
            stacks.resize(number + 1, None);
        }
        let stack = vm.heap.memory.tracer().expect("it traces").stack(trace.stack).clone();
        let traceback = match stacks[number] {
            Some(traceback) => traceback,
            None => *stacks[number].insert(new_traceback(vm, &stack)),
        };
        let items = vec![
            vm.heap.new_int(0),
            vm.heap.new_int(trace.bytes as i64),
            vm.new_ref(traceback),
            vm.heap.new_int(stack.depth.max(1) as i64),
        ];
        let tuple = vm.heap.new_tuple(items);
        vm.heap.list_append(list, tuple);
    }
    for traceback in stacks.into_iter().flatten() {
        vm.decref(traceback);
    }
    if let Some(tracer) = vm.heap.memory.tracer_mut() {
        tracer.resume();
    }
    Ok(list)
}

/// The places of a stack as a tuple of pairs of file name and line. New reference.
fn new_traceback(vm: &mut Machine, stack: &TracedStack) -> Obj {
    let mut pairs = Vec::new();
    for &Place { file, line } in &stack.places {
        let name = vm.library.traced_files[file as usize].name;
        let pair = vec![vm.new_ref(name), vm.heap.new_int(i64::from(line))];
        pairs.push(vm.heap.new_tuple(pair));
    }
    if pairs.is_empty() {
        let pair = vec![vm.heap.new_str("<unknown>"), vm.heap.new_int(0)];
        pairs.push(vm.heap.new_tuple(pair));
    }
    vm.heap.new_tuple(pairs)
}

fn get_object_traceback(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let object = vm.heap.get(args.values[0]);
    let block = object.address.before(object.prefix as usize);
    let found = vm.heap.memory.tracer().and_then(|tracer| {
        let trace = tracer.trace(block)?;
        Some(tracer.stack(trace.stack).clone())
    });
    match found {
        Some(stack) => Ok(new_traceback(vm, &stack)),
        None => Ok(vm.none()),
    }
}

/// The text of a line of a traced file, or an empty one.
fn source_line(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let name = vm.str_text(args.values[0])?;
    let line = vm.index_isize(args.values[1])?;
    let files = &vm.library.traced_files;
    let text = files
        .iter()
        .find(|file| vm.heap.str_text(file.name) == name)
        .and_then(|file| file.body.unit().source.split('\n').nth(line as usize - 1))
        .unwrap_or_default()
        .to_owned();
    Ok(vm.heap.new_str(&text))
}

/// Whether a file name matches a shell pattern.
fn matches(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    for &value in args.values {
        if !matches!(vm.heap.payload(value), heap_model::Payload::Str(_)) {
            let given = vm.type_name_of(value);
            return Err(vm.raise(
                types::TYPE_ERROR,
                format!("expected str, bytes or os.PathLike object, not {given}"),
            ));
        }
    }
    let name: Vec<char> = vm.heap.str_text(args.values[0]).chars().collect();
    let pattern: Vec<char> = vm.heap.str_text(args.values[1]).chars().collect();
    let result = matches_pattern(&name, &pattern);
    Ok(vm.heap.new_bool(result))
}

/// `*`, `?`, `[set]` and `[!set]`, as the module `fnmatch` reads them.
fn matches_pattern(name: &[char], pattern: &[char]) -> bool {
    // The last star seen: the pattern after it, and where its text ends so far.
    let mut star: Option<(usize, usize)> = None;
    let (mut at, mut next) = (0, 0);
    loop {
        if next < pattern.len() && pattern[next] == '*' {
            star = Some((next + 1, at));
            next += 1;
            continue;
        }
        if at == name.len() {
            if next == pattern.len() {
                return true;
            }
        } else if let Some(after) = matches_one(name[at], pattern, next) {
            at += 1;
            next = after;
            continue;
        }
        match star {
            Some((resume, end)) if end < name.len() => {
                star = Some((resume, end + 1));
                at = end + 1;
                next = resume;
            }
            _ => return false,
        }
    }
}

/// Whether a character is one that the pattern allows at `next`; then, where the pattern goes on.
fn matches_one(character: char, pattern: &[char], next: usize) -> Option<usize> {
    match *pattern.get(next)? {
        '?' => Some(next + 1),
        '[' => {
            let negated = pattern.get(next + 1) == Some(&'!');
            let start = next + 1 + usize::from(negated);
            // A bracket right at the beginning belongs to the set.
            let end = (start + 1..pattern.len()).find(|&index| pattern[index] == ']');
            let Some(end) = end else { return (character == '[').then_some(next + 1) };
            let set = &pattern[start..end];
            let mut found = false;
            let mut index = 0;
            while index < set.len() {
                if index + 2 < set.len() && set[index + 1] == '-' {
                    found |= (set[index]..=set[index + 2]).contains(&character);
                    index += 3;
                } else {
                    found |= set[index] == character;
                    index += 1;
                }
            }
            (found != negated).then_some(end + 1)
        }
        other => (other == character).then_some(next + 1),
    }
}
