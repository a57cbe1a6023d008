//! The native part of the module `random`: the Mersenne Twister (MT19937).
//!
//! The same seed gives the numbers that CPython gives. Without a seed CPython asks the operating
//! system; a run of the machine starts from a fixed seed.

use heap_model::objects::Layout;
use heap_model::{Obj, Payload, types};
use num_bigint::BigInt;

use super::NativeModule;
use super::native_types::{Base, NativeType, Traits, native_object};
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, TypeDef, function, method};
use crate::text::random::{SIZE, Twister};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    name: "_random",
    doc: "Module implements the Mersenne Twister random number generator.",
    functions: &[],
    fill: |vm, module| {
        let class = vm.native_type(&TYPE);
        let class = vm.new_ref(class);
        super::set(vm, module, "Random", class);
        Ok(())
    },
};

static TYPE: NativeType = NativeType {
    name: "Random",
    module: "_random",
    base: Base::BuiltIn(types::OBJECT),
    layout: Layout::Native,
    traits: Traits { base: true, ..Traits::NONE },
    members: &[],
    definition: TypeDef {
        ty: types::OBJECT,
        doc: "Random() -> create a random number generator with its own internal state.",
        methods: &[
            function("__new__", new, Accepts::Any),
            method("seed", seed, Accepts::Positional(0, 1)),
            method("random", random, Accepts::Nothing),
            method("getrandbits", getrandbits, Accepts::One),
            method("getstate", getstate, Accepts::Nothing),
            method("setstate", setstate, Accepts::One),
        ],
        attributes: &[],
    },
};

/// What stands for the operating system's randomness.
const UNSEEDED: u32 = 0x4d65_6d6f;

native_object!(Twister:);

fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = args.values[0];
    Ok(vm.new_native_object(class, Twister::from_int(&UNSEEDED.into())))
}

fn seed(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let none = vm.heap.none();
    let seed = match args.values.get(1).filter(|&&seed| seed != none) {
        None => UNSEEDED.into(),
        Some(&seed) => match vm.heap.integer(seed) {
            Some(number) => number,
            None => BigInt::from(vm.hash(seed)? as u64),
        },
    };
    *vm.expect_native::<Twister>(args.values[0])? = Twister::from_int(&seed);
    Ok(vm.none())
}

fn random(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let number = vm.expect_native::<Twister>(args.values[0])?.random();
    Ok(vm.heap.new_float(number))
}

fn getrandbits(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let bits = vm.index_isize(args.values[1])?;
    if bits < 0 {
        return Err(vm.value_error("number of bits must be non-negative"));
    }
    vm.check_room(bits as usize / 8)?;
    let drawn = vm.expect_native::<Twister>(args.values[0])?.bits(bits as u64);
    Ok(vm.heap.new_bigint(drawn.into()))
}

fn getstate(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let twister = vm.expect_native::<Twister>(args.values[0])?;
    let (words, next) = twister.state();
    let mut numbers: Vec<i64> = words.iter().map(|&word| i64::from(word)).collect();
    numbers.push(next as i64);
    let items = numbers.into_iter().map(|number| vm.heap.new_int(number)).collect();
    Ok(vm.heap.new_tuple(items))
}

fn setstate(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let items = match vm.heap.payload(args.values[1]) {
        Payload::Tuple(items) if items.len() == SIZE + 1 => items.to_vec(),
        Payload::Tuple(_) => return Err(vm.value_error("state vector is the wrong size")),
        _ => return Err(vm.type_error("state vector must be a tuple")),
    };
    let mut numbers = Vec::with_capacity(items.len());
    for item in items {
        numbers.push(vm.index_isize(item)?);
    }
    let next = numbers.pop().unwrap_or(0);
    let words = std::array::from_fn(|place| numbers[place] as u32);
    let state = usize::try_from(next).ok().and_then(|next| Twister::from_state(words, next));
    let Some(state) = state else { return Err(vm.value_error("invalid state")) };
    *vm.expect_native::<Twister>(args.values[0])? = state;
    Ok(vm.none())
}
