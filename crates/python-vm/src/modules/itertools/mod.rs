//! The module `itertools`: its types, and how their objects are made. [`next`] says what they give.

pub mod next;
mod tee;

use heap_model::objects::Layout;
use heap_model::{Block, NativeObject, Obj, Payload, Runtime, types};

use super::NativeModule;
use super::arguments::Signature;
use super::native_types::{Base, NativeType, Traits, next_method};
use crate::machine::{Machine, Raise, Result};
use crate::native::{Accepts, Args, NativeDef, TypeDef, class_method, function, method, special};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    name: "itertools",
    doc: "Functional tools for creating and using iterators.",
    functions: &[function("tee", tee::tee, Accepts::Positional(1, 2))],
    fill: |vm, module| {
        for ty in TYPES {
            if !vm.heap.release.library.has(&format!("itertools.{}", ty.name)) {
                continue;
            }
            let class = vm.native_type(ty);
            let class = vm.new_ref(class);
            super::set(vm, module, ty.name, class);
        }
        Ok(())
    },
};

/// What an iterator of the module is and where it stands; references are in [`Itertool`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// `extra`: the next number, `function`: the step.
    Count,
    /// `iterator`, `extra`: the list of items seen; the next of them.
    Cycle {
        next: usize,
        first_pass: bool,
    },
    /// `extra`: the object.
    Repeat {
        left: Option<usize>,
    },
    /// `extra`: the total so far, `function`, `iterator`, `initial`.
    Accumulate {
        started: bool,
    },
    Batched {
        size: usize,
        strict: bool,
    },
    /// `extra`: the iterable of iterables' iterator, `iterator`: the running one.
    Chain,
    /// `extra`: the pool, a tuple.
    Combinations {
        size: usize,
        repeated: bool,
        stopped: bool,
    },
    /// `extra`: the pool.
    Permutations {
        size: usize,
        stopped: bool,
    },
    /// `extra`: a tuple of pools.
    Product {
        stopped: bool,
    },
    /// `extra`: the selectors' iterator.
    Compress,
    DropWhile {
        started: bool,
    },
    TakeWhile {
        stopped: bool,
    },
    FilterFalse,
    StarMap,
    /// `extra`: the current value, `items`: its key, `function`: the key function.
    GroupBy {
        group: u64,
    },
    /// `extra`: the parent, `items`: the key of the group.
    Grouper {
        group: u64,
    },
    Slice {
        next: usize,
        stop: Option<usize>,
        step: usize,
        counted: usize,
    },
    /// `extra`: the item before.
    Pairwise,
    /// `items`: the iterators (ended ones are taken out of `active`), `extra`: the filler.
    ZipLongest {
        active: usize,
    },
}

/// An iterator of the module.
#[derive(Clone, Debug)]
pub struct Itertool {
    pub(super) kind: Kind,
    pub(super) iterator: Option<Obj>,
    pub(super) function: Option<Obj>,
    pub(super) extra: Option<Obj>,
    /// A second value of the kind's own.
    pub(super) second: Option<Obj>,
    pub(super) items: Vec<Option<Obj>>,
    /// The last tuple given, to be used again when nobody else holds it.
    pub(super) result: Option<Obj>,
    pub(super) indices: Vec<usize>,
    pub(super) cycles: Vec<usize>,
    blocks: Vec<Block>,
}

impl NativeObject for Itertool {
    fn copy(&self) -> Box<dyn NativeObject> {
        Box::new(self.clone())
    }

    fn traverse(&self, visit: &mut dyn FnMut(Obj)) {
        let own = [self.iterator, self.function, self.extra, self.second, self.result];
        own.iter().chain(&self.items).flatten().copied().for_each(visit);
    }
    fn clear(&mut self) -> Vec<Obj> {
        let mut all: Vec<Obj> = [
            self.iterator.take(),
            self.function.take(),
            self.extra.take(),
            self.second.take(),
            self.result.take(),
        ]
        .into_iter()
        .flatten()
        .collect();
        all.extend(self.items.iter_mut().filter_map(Option::take));
        all
    }
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
    fn as_any_mut(&mut self) -> &mut dyn std::any::Any {
        self
    }
    fn take_blocks(&mut self) -> Vec<Block> {
        std::mem::take(&mut self.blocks)
    }
}

impl Itertool {
    pub(super) fn new(kind: Kind) -> Itertool {
        Itertool {
            kind,
            iterator: None,
            function: None,
            extra: None,
            second: None,
            items: Vec::new(),
            result: None,
            indices: Vec::new(),
            cycles: Vec::new(),
            blocks: Vec::new(),
        }
    }

    /// Gives the indices memory of their own, as CPython does.
    fn with_indices(mut self, vm: &mut Machine, indices: Vec<usize>) -> Itertool {
        self.blocks.extend(vm.heap.new_block((indices.len() * 8).max(1)));
        self.indices = indices;
        self
    }
}

const fn iterator_type(
    name: &'static str,
    base: bool,
    methods: &'static [NativeDef],
) -> NativeType {
    NativeType {
        name,
        module: "itertools",
        base: Base::BuiltIn(types::OBJECT),
        layout: Layout::Native,
        traits: Traits { base, ..Traits::FINAL },
        members: &[],
        definition: TypeDef { ty: types::OBJECT, doc: "", methods, attributes: &[] },
    }
}

macro_rules! iterator_types {
    ($($konst:ident = $name:literal, $new:ident $(, $extra:expr)*;)*) => {
        $(
            pub(super) static $konst: NativeType = iterator_type($name, true, &[
                function("__new__", $new, Accepts::Any),
                special("__init__", |vm, _| Ok(vm.none()), Accepts::Any),
                special("__iter__", |vm, args| Ok(vm.new_ref(args.values[0])), Accepts::Nothing),
                special("__next__", next_method, Accepts::Nothing),
                $($extra,)*
            ]);
        )*
        static TYPES: &[&NativeType] = &[$(&$konst),*];
    };
}

iterator_types! {
    COUNT = "count", new_count, special("__repr__", count_repr, Accepts::Nothing);
    CYCLE = "cycle", new_cycle;
    REPEAT = "repeat", new_repeat,
        special("__repr__", repeat_repr, Accepts::Nothing),
        method("__length_hint__", repeat_length, Accepts::Nothing);
    ACCUMULATE = "accumulate", new_accumulate;
    BATCHED = "batched", new_batched;
    CHAIN = "chain", new_chain,
        class_method("from_iterable", chain_from_iterable, Accepts::One),
        class_method("__class_getitem__", super::typing::class_getitem, Accepts::One);
    COMBINATIONS = "combinations", new_combinations;
    COMBINATIONS_REPEATED = "combinations_with_replacement", new_combinations_repeated;
    COMPRESS = "compress", new_compress;
    DROPWHILE = "dropwhile", new_dropwhile;
    FILTERFALSE = "filterfalse", new_filterfalse;
    GROUPBY = "groupby", new_groupby;
    ISLICE = "islice", new_islice;
    PAIRWISE = "pairwise", new_pairwise;
    PERMUTATIONS = "permutations", new_permutations;
    PRODUCT = "product", new_product;
    STARMAP = "starmap", new_starmap;
    TAKEWHILE = "takewhile", new_takewhile;
    ZIP_LONGEST = "zip_longest", new_zip_longest;
}

pub(super) static GROUPER: NativeType = iterator_type(
    "_grouper",
    false,
    &[
        special("__iter__", |vm, args| Ok(vm.new_ref(args.values[0])), Accepts::Nothing),
        special("__next__", next_method, Accepts::Nothing),
    ],
);

/// The class asked for, and an error for keywords where there are none.
fn class_of(args: Args<'_>) -> Obj {
    args.values[0]
}

// --- numbers without end ---

fn new_count(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature::plain("count", &["start", "step"], 0);
    let [start, step] = args.bind(vm, 1, &SIGNATURE)?;
    for &value in [start, step].iter().flatten() {
        let is_number = matches!(
            vm.heap.payload(value),
            Payload::Int(_) | Payload::BigInt(_) | Payload::Float(_) | Payload::Complex(_)
        ) || vm.has_index(value)
            || {
                let name = vm.names.__float__;
                vm.lookup_special(value, name).is_some()
            };
        if !is_number {
            return Err(vm.type_error("a number is required"));
        }
    }
    let mut content = Itertool::new(Kind::Count);
    content.extra = Some(match start {
        Some(start) => vm.new_ref(start),
        None => vm.heap.new_int(0),
    });
    content.function = Some(match step {
        Some(step) => vm.new_ref(step),
        None => vm.heap.new_int(1),
    });
    Ok(vm.new_native_object(class_of(args), content))
}

fn count_repr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let content = vm.expect_native::<Itertool>(args.values[0])?;
    let (next, step) = (content.extra, content.function);
    let mut parts = Vec::new();
    for part in [next, step].into_iter().flatten() {
        parts.push(vm.repr_text(part)?);
    }
    // A step of one is not shown.
    if step.is_some_and(|step| matches!(vm.heap.payload(step), Payload::Int(1))) {
        parts.truncate(1);
    }
    Ok(vm.heap.new_str(&format!("count({})", parts.join(", "))))
}

fn new_cycle(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    args.no_keywords(vm, "cycle")?;
    args.count(vm, 1, "cycle", 1, 1)?;
    let mut content = Itertool::new(Kind::Cycle { next: 0, first_pass: true });
    content.iterator = Some(vm.iter(args.values[1])?);
    content.extra = Some(vm.heap.new_list(Vec::new()));
    Ok(vm.new_native_object(class_of(args), content))
}

fn new_repeat(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature::plain("repeat", &["object", "times"], 1);
    let [object, times] = args.bind(vm, 1, &SIGNATURE)?;
    let left = match times {
        Some(times) => Some(vm.index_isize(times)?.max(0) as usize),
        None => None,
    };
    let mut content = Itertool::new(Kind::Repeat { left });
    content.extra = object.map(|object| vm.new_ref(object));
    Ok(vm.new_native_object(class_of(args), content))
}

fn repeat_repr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let content = vm.expect_native::<Itertool>(args.values[0])?;
    let (kind, object) = (content.kind, content.extra);
    let object = match object {
        Some(object) => vm.repr_text(object)?,
        None => String::new(),
    };
    let text = match kind {
        Kind::Repeat { left: Some(left) } => format!("repeat({object}, {left})"),
        _ => format!("repeat({object})"),
    };
    Ok(vm.heap.new_str(&text))
}

fn repeat_length(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    match vm.expect_native::<Itertool>(args.values[0])?.kind {
        Kind::Repeat { left: Some(left) } => Ok(vm.heap.new_int(left as i64)),
        _ => Err(vm.type_error("len() of unsized object")),
    }
}

// --- one iterable ---

fn new_accumulate(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature {
        name: "accumulate",
        params: &["iterable", "func", "initial"],
        positional_only: 0,
        keyword_only_from: 2,
        required: 1,
    };
    let [iterable, function, initial] = args.bind(vm, 1, &SIGNATURE)?;
    let none = vm.heap.none();
    let mut content = Itertool::new(Kind::Accumulate { started: false });
    content.iterator = Some(vm.iter(iterable.expect("required"))?);
    content.function =
        function.filter(|&function| function != none).map(|function| vm.new_ref(function));
    content.second = initial.filter(|&initial| initial != none).map(|initial| vm.new_ref(initial));
    Ok(vm.new_native_object(class_of(args), content))
}

fn new_batched(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature {
        name: "batched",
        params: &["iterable", "n", "strict"],
        positional_only: 0,
        keyword_only_from: 2,
        required: 2,
    };
    let [iterable, size, strict] = args.bind(vm, 1, &SIGNATURE)?;
    let strict = match strict {
        Some(_) if !vm.heap.release.library.has("itertools.batched.strict") => {
            return Err(vm.unexpected_keyword("batched", "strict"));
        }
        Some(strict) => vm.truth(strict)?,
        None => false,
    };
    let size = vm.index_isize(size.expect("required"))?;
    if size < 1 {
        return Err(vm.value_error("n must be at least one"));
    }
    let mut content = Itertool::new(Kind::Batched { size: size as usize, strict });
    content.iterator = Some(vm.iter(iterable.expect("required"))?);
    Ok(vm.new_native_object(class_of(args), content))
}

fn with_function(vm: &mut Machine, args: Args<'_>, name: &str, kind: Kind) -> Result<Obj> {
    args.no_keywords(vm, name)?;
    args.count(vm, 1, name, 2, 2)?;
    let mut content = Itertool::new(kind);
    content.iterator = Some(vm.iter(args.values[2])?);
    content.function = Some(vm.new_ref(args.values[1]));
    Ok(vm.new_native_object(class_of(args), content))
}

fn new_dropwhile(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    with_function(vm, args, "dropwhile", Kind::DropWhile { started: false })
}

fn new_takewhile(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    with_function(vm, args, "takewhile", Kind::TakeWhile { stopped: false })
}

fn new_filterfalse(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    with_function(vm, args, "filterfalse", Kind::FilterFalse)
}

fn new_starmap(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    with_function(vm, args, "starmap", Kind::StarMap)
}

fn new_compress(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature::plain("compress", &["data", "selectors"], 2);
    let [data, selectors] = args.bind(vm, 1, &SIGNATURE)?;
    let data = vm.iter(data.expect("required"))?;
    let selectors = match vm.iter(selectors.expect("required")) {
        Ok(selectors) => selectors,
        Err(raise) => {
            vm.decref(data);
            return Err(raise);
        }
    };
    let mut content = Itertool::new(Kind::Compress);
    content.iterator = Some(data);
    content.extra = Some(selectors);
    Ok(vm.new_native_object(class_of(args), content))
}

fn new_groupby(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature::plain("groupby", &["iterable", "key"], 1);
    let [iterable, key] = args.bind(vm, 1, &SIGNATURE)?;
    let none = vm.heap.none();
    let mut content = Itertool::new(Kind::GroupBy { group: 0 });
    content.iterator = Some(vm.iter(iterable.expect("required"))?);
    content.function = key.filter(|&key| key != none).map(|key| vm.new_ref(key));
    content.items = vec![None, None];
    Ok(vm.new_native_object(class_of(args), content))
}

/// A bound of a slice: `None`, or an int that is not negative.
fn slice_bound(vm: &mut Machine, value: Obj, what: &str) -> Result<Option<usize>> {
    if value == vm.heap.none() {
        return Ok(None);
    }
    let wrong = |vm: &mut Machine| -> Raise {
        vm.value_error(format!(
            "{what} for islice() must be None or an integer: 0 <= x <= sys.maxsize."
        ))
    };
    if !vm.has_index(value) {
        return Err(wrong(vm));
    }
    match vm.index_isize(value) {
        Ok(bound) if bound >= 0 => Ok(Some(bound as usize)),
        Ok(_) => Err(wrong(vm)),
        Err(raise) => {
            vm.swallow(raise, types::OVERFLOW_ERROR)?;
            Err(wrong(vm))
        }
    }
}

fn new_islice(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    args.no_keywords(vm, "islice")?;
    args.count(vm, 1, "islice", 2, 4)?;
    let given = &args.values[1..];
    let (start, stop) = if given.len() == 2 {
        (Some(0), slice_bound(vm, given[1], "Stop argument")?)
    } else {
        (slice_bound(vm, given[1], "Indices")?, slice_bound(vm, given[2], "Indices")?)
    };
    let step = match given.get(3) {
        Some(&step) if step != vm.heap.none() => {
            let step = if vm.has_index(step) { vm.index_isize(step)? } else { 0 };
            if step < 1 {
                return Err(vm.value_error("Step for islice() must be a positive integer or None."));
            }
            step as usize
        }
        _ => 1,
    };
    let kind = Kind::Slice { next: start.unwrap_or(0), stop, step, counted: 0 };
    let mut content = Itertool::new(kind);
    content.iterator = Some(vm.iter(given[0])?);
    Ok(vm.new_native_object(class_of(args), content))
}

fn new_pairwise(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    args.no_keywords(vm, "pairwise")?;
    args.count(vm, 1, "pairwise", 1, 1)?;
    let mut content = Itertool::new(Kind::Pairwise);
    content.iterator = Some(vm.iter(args.values[1])?);
    if vm.heap.release.library.pairwise_keeps_tuple {
        let none = vm.heap.none();
        content.result = Some(vm.heap.new_tuple_from(&[none, none]));
    }
    Ok(vm.new_native_object(class_of(args), content))
}

// --- several iterables ---

fn new_chain(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    args.no_keywords(vm, "chain")?;
    let all = vm.heap.new_tuple_from(&args.positional()[1..]);
    let iterator = vm.iter(all);
    vm.decref(all);
    let mut content = Itertool::new(Kind::Chain);
    content.extra = Some(iterator?);
    Ok(vm.new_native_object(class_of(args), content))
}

fn chain_from_iterable(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let mut content = Itertool::new(Kind::Chain);
    content.extra = Some(vm.iter(args.values[1])?);
    Ok(vm.new_native_object(class_of(args), content))
}

fn new_zip_longest(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let mut filler = None;
    for (name, value) in args.keywords() {
        if vm.heap.str_text(name) != "fillvalue" || args.names.len() > 1 {
            return Err(vm.type_error("zip_longest() got an unexpected keyword argument"));
        }
        filler = Some(value);
    }
    let mut iterators = Vec::new();
    for &iterable in &args.positional()[1..] {
        match vm.iter(iterable) {
            Ok(iterator) => iterators.push(Some(iterator)),
            Err(raise) => {
                vm.decref_all(iterators.into_iter().flatten());
                return Err(raise);
            }
        }
    }
    let mut content = Itertool::new(Kind::ZipLongest { active: iterators.len() });
    let none = vm.heap.none();
    let blanks = vec![none; iterators.len()];
    content.result = Some(vm.heap.new_tuple_from(&blanks));
    content.items = iterators;
    content.extra = Some(vm.new_ref(filler.unwrap_or(none)));
    Ok(vm.new_native_object(class_of(args), content))
}

// --- combinatorics ---

/// The items of an iterable as a tuple: the same, if it is one.
fn pool(vm: &mut Machine, iterable: Obj) -> Result<Obj> {
    if vm.heap.type_of(iterable) == types::TUPLE {
        return Ok(vm.new_ref(iterable));
    }
    let items = vm.collect(iterable)?;
    Ok(vm.heap.new_tuple(items))
}

fn make_combinations(
    vm: &mut Machine,
    args: Args<'_>,
    signature: &'static Signature,
    repeated: bool,
) -> Result<Obj> {
    let [iterable, size] = args.bind(vm, 1, signature)?;
    let size = vm.index_isize(size.expect("required"))?;
    let pool = pool(vm, iterable.expect("required"))?;
    if size < 0 {
        vm.decref(pool);
        let words = vm.heap.release.library.negative_r;
        return Err(vm.value_error(words));
    }
    let size = size as usize;
    let length = vm.heap.tuple(pool).len();
    if let Err(raise) = vm.check_room(size.saturating_mul(8)) {
        vm.decref(pool);
        return Err(raise);
    }
    let stopped = if repeated { length == 0 && size > 0 } else { size > length };
    let kind = Kind::Combinations { size, repeated, stopped };
    let indices = if repeated { vec![0; size] } else { (0..size).collect() };
    let mut content = Itertool::new(kind).with_indices(vm, indices);
    content.extra = Some(pool);
    Ok(vm.new_native_object(class_of(args), content))
}

fn new_combinations(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature::plain("combinations", &["iterable", "r"], 2);
    make_combinations(vm, args, &SIGNATURE, false)
}

fn new_combinations_repeated(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature =
        Signature::plain("combinations_with_replacement", &["iterable", "r"], 2);
    make_combinations(vm, args, &SIGNATURE, true)
}

fn new_permutations(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature::plain("permutations", &["iterable", "r"], 1);
    let [iterable, size] = args.bind(vm, 1, &SIGNATURE)?;
    let pool = pool(vm, iterable.expect("required"))?;
    let length = vm.heap.tuple(pool).len();
    let none = vm.heap.none();
    let size = match size.filter(|&size| size != none) {
        None => Ok(length as isize),
        Some(size) => match vm.heap.payload(size) {
            Payload::Int(_) | Payload::BigInt(_) => vm.index_isize(size),
            _ => Err(vm.type_error("Expected int as r")),
        },
    };
    let size = match size {
        Ok(size) if size < 0 => Err(vm.value_error("r must be non-negative")),
        other => other,
    };
    let size = match size {
        Ok(size) => size as usize,
        Err(raise) => {
            vm.decref(pool);
            return Err(raise);
        }
    };
    let stopped = size > length;
    let mut content =
        Itertool::new(Kind::Permutations { size, stopped }).with_indices(vm, (0..length).collect());
    let cycles = if stopped { 0 } else { size };
    content.blocks.extend(vm.heap.new_block((cycles * 8).max(1)));
    content.cycles = (0..cycles).map(|index| length - index).collect();
    content.extra = Some(pool);
    Ok(vm.new_native_object(class_of(args), content))
}

fn new_product(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let mut repeat = 1;
    for (name, value) in args.keywords() {
        let name = vm.heap.str_text(name);
        if name != "repeat" {
            let name = name.to_owned();
            return Err(vm.unexpected_keyword("product", &name));
        }
        repeat = vm.index_isize(value)?;
        if repeat < 0 {
            return Err(vm.value_error("repeat argument cannot be negative"));
        }
    }
    let iterables = &args.positional()[1..];
    let count = if repeat == 0 { 0 } else { iterables.len() };
    vm.check_room(count.saturating_mul(repeat as usize).saturating_mul(16))?;
    let mut pools = Vec::new();
    for &iterable in &iterables[..count] {
        match pool(vm, iterable) {
            Ok(pool) => pools.push(pool),
            Err(raise) => {
                vm.decref_all(pools);
                return Err(raise);
            }
        }
    }
    for _ in 1..repeat {
        for index in 0..count {
            let pool = vm.new_ref(pools[index]);
            pools.push(pool);
        }
    }
    let indices = vec![0; pools.len()];
    let mut content = Itertool::new(Kind::Product { stopped: false }).with_indices(vm, indices);
    content.extra = Some(vm.heap.new_tuple(pools));
    Ok(vm.new_native_object(class_of(args), content))
}
