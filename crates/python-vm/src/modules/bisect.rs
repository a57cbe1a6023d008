//! The module `bisect`: searching and keeping sorted lists.

use heap_model::{Obj, Payload, Runtime};

use super::NativeModule;
use super::arguments::Signature;
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, function};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    name: "bisect",
    doc: "Bisection algorithms.",
    functions: &[
        function("bisect_left", |vm, args| search(vm, args, &BISECT_LEFT, Side::Left), ANY),
        function("bisect_right", |vm, args| search(vm, args, &BISECT_RIGHT, Side::Right), ANY),
        function("insort_left", |vm, args| insert(vm, args, &INSORT_LEFT, Side::Left), ANY),
        function("insort_right", |vm, args| insert(vm, args, &INSORT_RIGHT, Side::Right), ANY),
    ],
    fill: |vm, module| {
        for (name, same) in [("bisect", "bisect_right"), ("insort", "insort_right")] {
            let function = vm.get_attr_str(module, same)?;
            super::set(vm, module, name, function);
        }
        Ok(())
    },
};

const ANY: Accepts = Accepts::Any;
const PARAMETERS: &[&str] = &["a", "x", "lo", "hi", "key"];

const fn signature(name: &'static str) -> Signature {
    Signature { name, params: PARAMETERS, positional_only: 0, keyword_only_from: 4, required: 2 }
}

static BISECT_LEFT: Signature = signature("bisect_left");
static BISECT_RIGHT: Signature = signature("bisect_right");
static INSORT_LEFT: Signature = signature("insort_left");
static INSORT_RIGHT: Signature = signature("insort_right");

/// Where an item that equals others goes.
#[derive(Clone, Copy, PartialEq)]
enum Side {
    Left,
    Right,
}

type Bound = [Option<Obj>; 5];

fn find(vm: &mut Machine, bound: &Bound, x: Obj, side: Side) -> Result<usize> {
    let none = vm.heap.none();
    let [list, _, low, high, key] = *bound;
    let list = list.expect("required");
    let key = key.filter(|&key| key != none);
    let mut low = match low {
        Some(low) => vm.index_isize(low)?,
        None => 0,
    };
    if low < 0 {
        return Err(vm.value_error("lo must be non-negative"));
    }
    let mut high = match high.filter(|&high| high != none) {
        Some(high) => vm.index_isize(high)?,
        None => vm.len(list)? as isize,
    };
    while low < high {
        let middle = low + (high - low) / 2;
        let at = vm.heap.new_int(middle as i64);
        let item = vm.get_item(list, at);
        vm.decref(at);
        let mut item = item?;
        if let Some(key) = key {
            let value = vm.call(key, &[item]);
            vm.decref(item);
            item = value?;
        }
        let answer = match side {
            Side::Left => vm.less(item, x),
            Side::Right => vm.less(x, item),
        };
        vm.decref(item);
        if answer? == (side == Side::Left) {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    Ok(low as usize)
}

fn search(vm: &mut Machine, args: Args<'_>, signature: &Signature, side: Side) -> Result<Obj> {
    let bound: Bound = args.bind(vm, 0, signature)?;
    let place = find(vm, &bound, bound[1].expect("required"), side)?;
    Ok(vm.heap.new_int(place as i64))
}

fn insert(vm: &mut Machine, args: Args<'_>, signature: &Signature, side: Side) -> Result<Obj> {
    let bound: Bound = args.bind(vm, 0, signature)?;
    let none = vm.heap.none();
    let (list, x) = (bound[0].expect("required"), bound[1].expect("required"));
    let place = match bound[4].filter(|&key| key != none) {
        Some(key) => {
            let value = vm.call(key, &[x])?;
            let place = find(vm, &bound, value, side);
            vm.decref(value);
            place?
        }
        None => find(vm, &bound, x, side)?,
    };
    if matches!(vm.heap.payload(list), Payload::List(_)) {
        vm.heap.incref(x);
        vm.heap.list_insert(list, place, x);
        return Ok(vm.none());
    }
    let place = vm.heap.new_int(place as i64);
    let name = vm.heap.intern("insert");
    let result = vm.call_method(list, name, &[place, x]);
    vm.decref(name);
    vm.decref(place);
    result
}
