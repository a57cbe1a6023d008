//! The native part of the module `random`: the Mersenne Twister (MT19937).
//!
//! The same seed gives the numbers that CPython gives. Without a seed CPython asks the operating
//! system; a run of the machine starts from a fixed seed.

use heap_model::objects::Layout;
use heap_model::{Obj, Payload, types};
use num_bigint::BigUint;

use super::NativeModule;
use super::native_types::{Base, NativeType, Traits, native_object};
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, TypeDef, function, method};

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

/// Words of the state.
const N: usize = 624;
/// The distance of the words that are mixed.
const M: usize = 397;
/// What stands for the operating system's randomness.
const UNSEEDED: u32 = 0x4d65_6d6f;

#[derive(Clone, Debug)]
struct Twister {
    words: Vec<u32>,
    next: usize,
}

native_object!(Twister:);

impl Twister {
    fn from_number(seed: u32) -> Twister {
        let mut words = vec![seed];
        for place in 1..N {
            let last: u32 = words[place - 1];
            words.push((last ^ last >> 30).wrapping_mul(1_812_433_253).wrapping_add(place as u32));
        }
        Twister { words, next: N }
    }

    /// Seeds from the digits of a number, of 32 bits each, the lowest first.
    fn from_digits(digits: &[u32]) -> Twister {
        let mut twister = Twister::from_number(19_650_218);
        let words = &mut twister.words;
        let (mut place, mut digit) = (1, 0);
        let mut step = |words: &mut Vec<u32>, factor: u32, add: &dyn Fn(usize) -> u32| {
            let last = words[place - 1];
            let mixed = words[place] ^ (last ^ last >> 30).wrapping_mul(factor);
            words[place] = mixed.wrapping_add(add(place));
            place += 1;
            if place == N {
                words[0] = words[N - 1];
                place = 1;
            }
        };
        for _ in 0..N.max(digits.len()) {
            step(words, 1_664_525, &|_| digits[digit].wrapping_add(digit as u32));
            digit = (digit + 1) % digits.len();
        }
        for _ in 1..N {
            step(words, 1_566_083_941, &|place| (place as u32).wrapping_neg());
        }
        words[0] = 0x8000_0000;
        twister
    }

    fn next_word(&mut self) -> u32 {
        if self.next >= N {
            for place in 0..N {
                let pair =
                    self.words[place] & 0x8000_0000 | self.words[(place + 1) % N] & 0x7fff_ffff;
                let odd = if pair & 1 == 1 { 0x9908_b0df } else { 0 };
                self.words[place] = self.words[(place + M) % N] ^ pair >> 1 ^ odd;
            }
            self.next = 0;
        }
        let mut word = self.words[self.next];
        self.next += 1;
        word ^= word >> 11;
        word ^= word << 7 & 0x9d2c_5680;
        word ^= word << 15 & 0xefc6_0000;
        word ^ word >> 18
    }
}

fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = args.values[0];
    Ok(vm.new_native_object(class, Twister::from_number(UNSEEDED)))
}

fn seed(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let none = vm.heap.none();
    let digits = match args.values.get(1).filter(|&&seed| seed != none) {
        None => vec![UNSEEDED],
        Some(&seed) => match vm.heap.integer(seed) {
            Some(number) => number.magnitude().to_u32_digits(),
            None => {
                let hash = vm.hash(seed)? as u64;
                BigUint::from(hash).to_u32_digits()
            }
        },
    };
    let digits = if digits.is_empty() { vec![0] } else { digits };
    *vm.expect_native::<Twister>(args.values[0])? = Twister::from_digits(&digits);
    Ok(vm.none())
}

fn random(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let twister = vm.expect_native::<Twister>(args.values[0])?;
    let (a, b) = (twister.next_word() >> 5, twister.next_word() >> 6);
    let number = (f64::from(a) * 67_108_864.0 + f64::from(b)) / 9_007_199_254_740_992.0;
    Ok(vm.heap.new_float(number))
}

fn getrandbits(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let bits = vm.index_isize(args.values[1])?;
    if bits < 0 {
        return Err(vm.value_error("number of bits must be non-negative"));
    }
    vm.check_room(bits as usize / 8)?;
    let twister = vm.expect_native::<Twister>(args.values[0])?;
    let mut digits = Vec::new();
    let mut left = bits as usize;
    while left > 0 {
        let word = twister.next_word();
        digits.push(if left < 32 { word >> (32 - left) } else { word });
        left = left.saturating_sub(32);
    }
    Ok(vm.heap.new_bigint(BigUint::new(digits).into()))
}

fn getstate(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let twister = vm.expect_native::<Twister>(args.values[0])?;
    let mut numbers: Vec<i64> = twister.words.iter().map(|&word| i64::from(word)).collect();
    numbers.push(twister.next as i64);
    let items = numbers.into_iter().map(|number| vm.heap.new_int(number)).collect();
    Ok(vm.heap.new_tuple(items))
}

fn setstate(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let items = match vm.heap.payload(args.values[1]) {
        Payload::Tuple(items) if items.len() == N + 1 => items.to_vec(),
        Payload::Tuple(_) => return Err(vm.value_error("state vector is the wrong size")),
        _ => return Err(vm.type_error("state vector must be a tuple")),
    };
    let mut numbers = Vec::with_capacity(items.len());
    for item in items {
        numbers.push(vm.index_isize(item)?);
    }
    let next = numbers.pop().unwrap_or(0);
    if !(0..=N as isize).contains(&next) {
        return Err(vm.value_error("invalid state"));
    }
    let words = numbers.into_iter().map(|number| number as u32).collect();
    *vm.expect_native::<Twister>(args.values[0])? = Twister { words, next: next as usize };
    Ok(vm.none())
}
