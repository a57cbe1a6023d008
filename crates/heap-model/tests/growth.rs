//! How containers grow and shrink: random walks, step by step against what each release did.
//!
//! `recorded/growth.py` does the same operations in Python and printed `recorded/growth.*.txt`.

use heap_model::objects::{Probe, SetProbe};
use heap_model::release::RELEASES;
use heap_model::{Heap, Obj, Payload};

/// The generator of `growth.py`.
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % n as u64) as usize
    }
}

/// `step:value` wherever the value changes.
fn changes(name: &str, values: Vec<i64>) -> String {
    let mut line = name.to_string();
    let mut last = None;
    for (step, value) in values.into_iter().enumerate() {
        if last != Some(value) {
            line += &format!(" {step}:{value}");
            last = Some(value);
        }
    }
    line
}

fn capacity(heap: &Heap, list: Obj) -> i64 {
    (heap.size_of(list) as i64 - 56) / 8
}

fn lists(heap: &mut Heap, seed: u64, steps: usize) -> Vec<i64> {
    let mut random = Random(seed);
    let list = heap.new_list(vec![]);
    let none = heap.none();
    let nones = |n: usize| vec![none; n];
    let mut values = Vec::new();
    for _ in 0..steps {
        let n = heap.list(list).items.len();
        let mut op = random.below(11);
        if n > 300 && op < 6 {
            op += 5;
        }
        match op {
            0..3 => heap.list_append(list, none),
            3 => heap.list_extend(list, &nones(random.below(20))),
            4 => heap.list_insert(list, random.below(n + 1), none),
            5 => {
                let removed = heap.list_replace_range(list, n / 2, n / 2, &nones(random.below(9)));
                heap.free_block(removed.block);
            }
            6..9 => {
                if n > 0 {
                    heap.list_pop(list, random.below(n));
                }
            }
            9 => {
                let start = random.below(n + 1);
                let count = random.below(n - start + 1);
                let removed = heap.list_replace_range(list, start, start + count, &[]);
                heap.free_block(removed.block);
            }
            _ if random.below(20) == 0 => {
                let removed = heap.list_clear(list);
                heap.free_block(removed.block);
            }
            _ => {
                // A generator gives no hint of its length; CPython guesses 8.
                heap.list_reserve(list, 8);
                for _ in 0..random.below(12) {
                    heap.list_append(list, none);
                }
                heap.list_trim(list);
            }
        }
        values.push(capacity(heap, list));
    }
    values
}

/// The hash of a key of the walks: a `str` or an int, which is its own hash.
fn hash(heap: &Heap, key: Obj) -> i64 {
    match heap.int_value(key) {
        Some(-1) => -2,
        Some(value) => value,
        None => heap.str_hash(key),
    }
}

fn store(heap: &mut Heap, dict: Obj, key: Obj) {
    let none = heap.none();
    let hash = hash(heap, key);
    heap.dict_prepare_store(dict, key);
    match heap.dict_probe(dict, key, hash) {
        Probe::Found(entry) => {
            heap.dict_replace_value(dict, entry, none);
        }
        Probe::Absent => heap.dict_insert_new(dict, key, hash, none),
        Probe::Compare { .. } => panic!("ints and strs compare natively"),
    }
}

fn dicts(heap: &mut Heap, seed: u64, steps: usize, text: usize) -> Vec<i64> {
    let mut random = Random(seed);
    let dict = heap.new_dict();
    let mut values = Vec::new();
    for _ in 0..steps {
        let mut op = random.below(6);
        let length = heap.dict(dict).len();
        if length > 400 && op < 3 {
            op = 3;
        }
        match op {
            0..3 => {
                let number = random.below(1000) as i64;
                let key = if random.below(10) < text {
                    heap.new_str(&format!("s{number}"))
                } else {
                    heap.new_int(number)
                };
                store(heap, dict, key);
            }
            3 if length > 0 => {
                let nth = random.below(length);
                let key = heap.dict(dict).items().nth(nth).expect("it is in range").0;
                let Probe::Found(entry) = heap.dict_probe(dict, key, hash(heap, key)) else {
                    panic!("a key of the dict is in the dict")
                };
                heap.dict_remove(dict, entry);
            }
            4 => {
                heap.dict_pop_last(dict);
            }
            5 if random.below(60) == 0 => {
                let cleared = heap.dict_clear(dict);
                heap.finish_clearing(cleared);
            }
            5 => {
                let copy = heap.dict_copy(dict);
                values.push(heap.size_of(copy) as i64);
                let copy = heap.new_dict();
                let key = heap.new_int(-1);
                store(heap, copy, key);
                if !heap.dict_merge_start(copy, dict) {
                    let keys: Vec<Obj> = heap.dict(dict).items().map(|(key, _)| key).collect();
                    for key in keys {
                        store(heap, copy, key);
                    }
                }
                values.push(heap.size_of(copy) as i64);
            }
            _ => {}
        }
        values.push(heap.size_of(dict) as i64);
    }
    values
}

fn add(heap: &mut Heap, set: Obj, value: i64) {
    let key = heap.new_int(value);
    if let SetProbe::Absent { slot } = heap.set_probe(set, key, value) {
        heap.set_insert_new(set, slot, key, value);
    }
}

fn checksum(heap: &Heap, set: Obj) -> i64 {
    let values = heap.set(set).members().map(|member| heap.int_value(member).unwrap_or(0));
    values.fold(0, |total, value| (total * 31 + value + 1) % 1_000_003)
}

fn sets(heap: &mut Heap, seed: u64, steps: usize) -> Vec<i64> {
    let mut random = Random(seed);
    let set = heap.new_set();
    let mut values = Vec::new();
    for _ in 0..steps {
        let mut op = random.below(7);
        let length = heap.set(set).len();
        if length > 300 && op < 3 {
            op = 3;
        }
        match op {
            0..3 => {
                let value = random.below(100_000) * (1 + 31 * random.below(3));
                add(heap, set, value as i64);
            }
            3 if length > 0 => {
                let nth = random.below(length);
                let (key, hash) =
                    heap.set(set).members_with_hashes().nth(nth).expect("it is in range");
                let SetProbe::Found(slot) = heap.set_probe(set, key, hash) else {
                    panic!("a member of the set is in the set")
                };
                heap.set_remove(set, slot);
            }
            4 if length > 0 => {
                let popped = heap.set_pop(set).expect("it has members");
                values.push(heap.int_value(popped).unwrap_or(0));
            }
            5 if random.below(100) == 0 => {
                let removed = heap.set_clear(set);
                heap.free_block(removed.block);
            }
            6 => {
                let copy = heap.set_copy(set, false);
                values.push(heap.size_of(copy) as i64);
                values.push(checksum(heap, copy));
                let union = heap.new_set();
                (1..=3).for_each(|value| add(heap, union, value));
                if !heap.set_merge_start(union, set) {
                    for member in heap.set(set).members().collect::<Vec<_>>() {
                        let value = heap.int_value(member).unwrap_or(0);
                        add(heap, union, value);
                    }
                }
                values.push(heap.size_of(union) as i64);
                values.push(checksum(heap, union));
                let frozen = heap.set_copy(set, true);
                values.push(heap.set(frozen).frozen_hash().rem_euclid(1_000_003));
            }
            _ => {}
        }
        values.push(heap.size_of(set) as i64);
        values.push(checksum(heap, set));
    }
    values
}

fn bytearrays(heap: &mut Heap, seed: u64, steps: usize) -> Vec<i64> {
    let mut random = Random(seed);
    let object = heap.new_bytearray(vec![]);
    let mut values = Vec::new();
    for _ in 0..steps {
        let Payload::ByteArray(contents) = heap.payload(object) else { unreachable!() };
        let length = contents.data.len();
        let op = if length > 500 { (random.below(6), 5).1 } else { random.below(6) };
        let new = match op {
            0..4 => length + 1,
            4 => length + random.below(31),
            _ => random.below(length + 1),
        };
        if new != length {
            heap.bytearray_resize(object, new);
            heap.bytearray_mut(object).data.resize(new, 1);
        }
        values.push(heap.bytearray(object).allocated as i64);
    }
    values
}

#[test]
fn containers_grow_as_recorded() {
    for release in &RELEASES {
        let name = release.name;
        let mut lines = Vec::new();
        let walk = |name: &str, walk: &dyn Fn(&mut Heap) -> Vec<i64>| {
            changes(name, walk(&mut Heap::new(release)))
        };
        for seed in 0..2 {
            lines.push(walk("list", &|heap| lists(heap, seed, 1500)));
        }
        lines.push(walk("dict of ints", &|heap| dicts(heap, 0, 1200, 0)));
        lines.push(walk("dict of strs", &|heap| dicts(heap, 1, 1200, 10)));
        lines.push(walk("dict of both", &|heap| dicts(heap, 2, 1200, 9)));
        for seed in 0..2 {
            lines.push(walk("set", &|heap| sets(heap, seed, 120)));
        }
        lines.push(walk("bytearray", &|heap| bytearrays(heap, 0, 800)));
        let path = format!("{}/tests/recorded/growth.{name}.txt", env!("CARGO_MANIFEST_DIR"));
        let recorded = std::fs::read_to_string(&path).expect("the record is readable");
        for (line, (model, real)) in lines.iter().zip(recorded.lines()).enumerate() {
            let differs = model.split(' ').zip(real.split(' ')).find(|(model, real)| model != real);
            if let Some((model_step, real_step)) = differs {
                let walk = model.split(" 0:").next().unwrap_or_default();
                panic!("{name}, line {}, {walk}: {model_step}, recorded {real_step}", line + 1);
            }
            assert_eq!(model.len(), real.len(), "{name}, line {}", line + 1);
        }
        assert_eq!(lines.len(), recorded.lines().count());
    }
}
