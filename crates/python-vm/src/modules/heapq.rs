//! The native part of the module `heapq`: lists kept as binary heaps.
//!
//! Which pairs are compared, and in which order, shows when items count their comparisons.

use heap_model::{Obj, Payload, Runtime};

use super::NativeModule;
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, NativeDef, function};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    name: "_heapq",
    doc: "Heap queue algorithm (a.k.a. priority queue).",
    functions: FUNCTIONS,
    fill: |_, _| Ok(()),
};

const TWO: Accepts = Accepts::Positional(2, 2);

static FUNCTIONS: &[NativeDef] = &[
    function("heappush", |vm, args| push(vm, args, "heappush", Order::Least), TWO),
    function("heappop", |vm, args| pop(vm, args, "heappop", Order::Least), Accepts::One),
    function("heappushpop", |vm, args| pushpop(vm, args, "heappushpop", Order::Least), TWO),
    function("heapreplace", |vm, args| replace(vm, args, "heapreplace", Order::Least), TWO),
    function("heapify", |vm, args| heapify(vm, args, "heapify", Order::Least), Accepts::One),
    function("heappush_max", |vm, args| push(vm, args, "heappush_max", Order::Greatest), TWO),
    function("heappop_max", |vm, args| pop(vm, args, "heappop_max", Order::Greatest), Accepts::One),
    function(
        "heappushpop_max",
        |vm, args| pushpop(vm, args, "heappushpop_max", Order::Greatest),
        TWO,
    ),
    function(
        "heapreplace_max",
        |vm, args| replace(vm, args, "heapreplace_max", Order::Greatest),
        TWO,
    ),
    function(
        "heapify_max",
        |vm, args| heapify(vm, args, "heapify_max", Order::Greatest),
        Accepts::One,
    ),
];

/// Which item stands first.
#[derive(Clone, Copy, PartialEq)]
enum Order {
    Least,
    Greatest,
}

fn items(vm: &Machine, heap: Obj) -> &[Obj] {
    match vm.heap.payload(heap) {
        Payload::List(list) => &list.items,
        _ => &[],
    }
}

fn swap(vm: &mut Machine, heap: Obj, a: usize, b: usize) {
    if let Payload::List(list) = vm.heap.payload_mut(heap) {
        list.items.swap(a, b);
    }
}

fn expect_list(vm: &mut Machine, heap: Obj, name: &str, arguments: usize) -> Result<()> {
    if matches!(vm.heap.payload(heap), Payload::List(_)) {
        return Ok(());
    }
    let place = if arguments == 1 { "argument" } else { "argument 1" };
    let given = vm.type_name_of(heap);
    Err(vm.type_error(format!("{name}() {place} must be list, not {given}")))
}

/// Whether the item at `a` must stand before that at `b`.
fn before(vm: &mut Machine, heap: Obj, order: Order, a: usize, b: usize) -> Result<bool> {
    let list = items(vm, heap);
    let length = list.len();
    let (a, b) = (list[a], list[b]);
    vm.heap.incref(a);
    vm.heap.incref(b);
    let answer = match order {
        Order::Least => vm.less(a, b),
        Order::Greatest => vm.less(b, a),
    };
    vm.decref(a);
    vm.decref(b);
    let answer = answer?;
    if items(vm, heap).len() != length {
        return Err(vm.runtime_error("list changed size during iteration"));
    }
    Ok(answer)
}

/// Moves an item towards the root as far as it must.
fn sift_down(vm: &mut Machine, heap: Obj, order: Order, start: usize, mut at: usize) -> Result<()> {
    while at > start {
        let parent = (at - 1) / 2;
        if !before(vm, heap, order, at, parent)? {
            break;
        }
        swap(vm, heap, at, parent);
        at = parent;
    }
    Ok(())
}

/// Moves an item to a leaf along the children that stand first, then back as far as it must.
fn sift_up(vm: &mut Machine, heap: Obj, order: Order, start: usize) -> Result<()> {
    let end = items(vm, heap).len();
    let mut at = start;
    while at < end / 2 {
        let mut child = 2 * at + 1;
        if child + 1 < end && !before(vm, heap, order, child, child + 1)? {
            child += 1;
        }
        swap(vm, heap, child, at);
        at = child;
    }
    sift_down(vm, heap, order, start, at)
}

fn push(vm: &mut Machine, args: Args<'_>, name: &str, order: Order) -> Result<Obj> {
    let (heap, item) = (args.values[0], args.values[1]);
    expect_list(vm, heap, name, 2)?;
    vm.heap.incref(item);
    vm.heap.list_append(heap, item);
    let last = items(vm, heap).len() - 1;
    sift_down(vm, heap, order, 0, last)?;
    Ok(vm.none())
}

fn pop(vm: &mut Machine, args: Args<'_>, name: &str, order: Order) -> Result<Obj> {
    let heap = args.values[0];
    expect_list(vm, heap, name, 1)?;
    let length = items(vm, heap).len();
    if length == 0 {
        return Err(vm.index_error("index out of range"));
    }
    let last = vm.heap.list_pop(heap, length - 1);
    if length == 1 {
        return Ok(last);
    }
    let Payload::List(list) = vm.heap.payload_mut(heap) else { unreachable!("looked above") };
    let first = std::mem::replace(&mut list.items[0], last);
    if let Err(raise) = sift_up(vm, heap, order, 0) {
        vm.decref(first);
        return Err(raise);
    }
    Ok(first)
}

fn pushpop(vm: &mut Machine, args: Args<'_>, name: &str, order: Order) -> Result<Obj> {
    let (heap, item) = (args.values[0], args.values[1]);
    expect_list(vm, heap, name, 2)?;
    let Some(&top) = items(vm, heap).first() else { return Ok(vm.new_ref(item)) };
    vm.heap.incref(top);
    let goes_in = match order {
        Order::Least => vm.less(top, item),
        Order::Greatest => vm.less(item, top),
    };
    vm.decref(top);
    if !goes_in? {
        return Ok(vm.new_ref(item));
    }
    if items(vm, heap).is_empty() {
        return Err(vm.index_error("index out of range"));
    }
    put_on_top(vm, heap, item, order)
}

fn replace(vm: &mut Machine, args: Args<'_>, name: &str, order: Order) -> Result<Obj> {
    let (heap, item) = (args.values[0], args.values[1]);
    expect_list(vm, heap, name, 2)?;
    if items(vm, heap).is_empty() {
        return Err(vm.index_error("index out of range"));
    }
    put_on_top(vm, heap, item, order)
}

fn put_on_top(vm: &mut Machine, heap: Obj, item: Obj, order: Order) -> Result<Obj> {
    vm.heap.incref(item);
    let Payload::List(list) = vm.heap.payload_mut(heap) else { unreachable!("looked before") };
    let first = std::mem::replace(&mut list.items[0], item);
    if let Err(raise) = sift_up(vm, heap, order, 0) {
        vm.decref(first);
        return Err(raise);
    }
    Ok(first)
}

fn heapify(vm: &mut Machine, args: Args<'_>, name: &str, order: Order) -> Result<Obj> {
    let heap = args.values[0];
    expect_list(vm, heap, name, 1)?;
    for at in (0..items(vm, heap).len() / 2).rev() {
        sift_up(vm, heap, order, at)?;
    }
    Ok(vm.none())
}
