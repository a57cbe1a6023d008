//! What `functools.lru_cache` wraps a function in.
//!
//! A bounded cache is a dict from keys to *links*, objects that hold key and result and stand in a
//! list from the least to the most recently used. The wrapper holds each link once, the dict once
//! more. An unbounded cache is a dict from keys to results.

use heap_model::objects::Layout;
use heap_model::{NativeObject, Obj, Payload, Runtime, types};

use crate::machine::{Machine, Result};
use crate::modules::native_types::{Base, NativeType, Traits, native_object};
use crate::native::{
    Accepts, Args, GetSetDef, NativeDef, TypeDef, function, getter, method, special,
};

/// How many results are kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Bound {
    None,
    Unlimited,
    AtMost(usize),
}

/// A place of the list of links.
#[derive(Clone, Copy, Debug)]
struct Node {
    link: Obj,
    /// What the link holds, for the collector.
    key: Obj,
    result: Obj,
    previous: usize,
    next: usize,
}

/// The end of the list.
const END: usize = usize::MAX;

/// The wrapper's contents.
#[derive(Clone, Debug)]
struct Cache {
    function: Option<Obj>,
    bound: Bound,
    typed: bool,
    results: Option<Obj>,
    info_type: Option<Obj>,
    hits: u64,
    misses: u64,
    nodes: Vec<Option<Node>>,
    vacant: Vec<usize>,
    /// The least recently used.
    first: usize,
    /// The most recently used.
    last: usize,
}

impl NativeObject for Cache {
    fn copy(&self) -> Box<dyn NativeObject> {
        Box::new(self.clone())
    }

    fn traverse(&self, visit: &mut dyn FnMut(Obj)) {
        let mut next = self.first;
        while let Some(Some(node)) = self.nodes.get(next) {
            visit(node.key);
            visit(node.result);
            next = node.next;
        }
        for object in [self.results, self.function, self.info_type].into_iter().flatten() {
            visit(object);
        }
    }
    fn references(&self, visit: &mut dyn FnMut(Obj)) {
        self.nodes.iter().flatten().for_each(|node| visit(node.link));
        for object in [self.results, self.function, self.info_type].into_iter().flatten() {
            visit(object);
        }
    }
    fn clear(&mut self) -> Vec<Obj> {
        let links = self.take_links();
        let mut all: Vec<Obj> = [self.results.take(), self.function.take(), self.info_type.take()]
            .into_iter()
            .flatten()
            .collect();
        all.extend(links);
        all
    }
    fn as_any(&self) -> &dyn std::any::Any {
        self
    }
    fn as_any_mut(&mut self) -> &mut dyn std::any::Any {
        self
    }
}

impl Cache {
    /// Empties the list, the oldest first.
    fn take_links(&mut self) -> Vec<Obj> {
        let mut links = Vec::new();
        let mut next = self.first;
        while let Some(Some(node)) = self.nodes.get(next) {
            links.push(node.link);
            next = node.next;
        }
        self.nodes.clear();
        self.vacant.clear();
        (self.first, self.last) = (END, END);
        links
    }

    fn unlink(&mut self, place: usize) -> Option<Node> {
        let node = self.nodes.get_mut(place)?.take()?;
        match self.nodes.get_mut(node.previous) {
            Some(Some(previous)) => previous.next = node.next,
            _ => self.first = node.next,
        }
        match self.nodes.get_mut(node.next) {
            Some(Some(next)) => next.previous = node.previous,
            _ => self.last = node.previous,
        }
        self.vacant.push(place);
        Some(node)
    }

    /// Puts a link at the recent end and gives its place.
    fn append(&mut self, link: Obj, key: Obj, result: Obj) -> usize {
        let node = Node { link, key, result, previous: self.last, next: END };
        let place = match self.vacant.pop() {
            Some(place) => {
                self.nodes[place] = Some(node);
                place
            }
            None => {
                self.nodes.push(Some(node));
                self.nodes.len() - 1
            }
        };
        match self.nodes.get_mut(self.last) {
            Some(Some(last)) => last.next = place,
            _ => self.first = place,
        }
        self.last = place;
        place
    }
}

/// A link's contents.
#[derive(Clone, Debug)]
struct Link {
    key: Option<Obj>,
    result: Option<Obj>,
    place: usize,
}

native_object!(Link: key, result);

/// The wrapper's type.
pub static TYPE: NativeType = NativeType {
    name: "_lru_cache_wrapper",
    module: "functools",
    base: Base::BuiltIn(types::OBJECT),
    layout: Layout::Native,
    traits: Traits { weak: true, dict: true, ..Traits::BASE },
    members: &[],
    definition: TypeDef {
        ty: types::OBJECT,
        doc: "Create a cached callable that wraps another function.",
        methods: METHODS,
        attributes: ATTRIBUTES,
    },
};

static LINK: NativeType = NativeType {
    name: "_lru_list_elem",
    module: "functools",
    base: Base::BuiltIn(types::OBJECT),
    layout: Layout::Native,
    traits: Traits::NONE,
    members: &[],
    definition: TypeDef { ty: types::OBJECT, doc: "", methods: &[], attributes: &[] },
};

static METHODS: &[NativeDef] = &[
    function("__new__", new, Accepts::Any),
    special("__call__", call, Accepts::Any),
    special("__get__", get, Accepts::Positional(1, 2)),
    method("cache_info", cache_info, Accepts::Nothing),
    method("cache_clear", cache_clear, Accepts::Nothing),
    method("__copy__", |vm, args| Ok(vm.new_ref(args.values[0])), Accepts::Nothing),
    method("__deepcopy__", |vm, args| Ok(vm.new_ref(args.values[0])), Accepts::One),
    method(
        "__reduce__",
        |vm, args| vm.get_attr_str(args.values[0], "__qualname__"),
        Accepts::Nothing,
    ),
];

static ATTRIBUTES: &[GetSetDef] = &[getter("__dict__", |vm, object| {
    let dict = vm.instance_dict(object).expect("it has room for one");
    Ok(vm.new_ref(dict))
})];

/// `_lru_cache_wrapper(function, maxsize, typed, info_type)`.
fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    args.no_keywords(vm, "_lru_cache_wrapper")?;
    args.count(vm, 1, "_lru_cache_wrapper", 4, 4)?;
    let &[class, function, maxsize, typed, info_type] = args.values else {
        unreachable!("counted above")
    };
    if !vm.is_callable(function) {
        return Err(vm.type_error("the first argument must be callable"));
    }
    let bound = if maxsize == vm.heap.none() {
        Bound::Unlimited
    } else if vm.has_index(maxsize) {
        match vm.index_isize(maxsize)? {
            ..=0 => Bound::None,
            size => Bound::AtMost(size as usize),
        }
    } else {
        return Err(vm.type_error("maxsize should be integer or None"));
    };
    let typed = vm.truth(typed)?;
    let results = vm.heap.new_dict();
    vm.heap.incref(function);
    vm.heap.incref(info_type);
    let content = Cache {
        function: Some(function),
        bound,
        typed,
        results: Some(results),
        info_type: Some(info_type),
        hits: 0,
        misses: 0,
        nodes: Vec::new(),
        vacant: Vec::new(),
        first: END,
        last: END,
    };
    Ok(vm.new_native_object(class, content))
}

fn content(vm: &mut Machine, object: Obj) -> Result<&mut Cache> {
    vm.expect_native(object)
}

/// The key under which a call's result is kept. New reference.
fn make_key(vm: &mut Machine, args: Args<'_>, typed: bool) -> Result<Obj> {
    let given = &args.positional()[1..];
    if !typed
        && args.names.is_empty()
        && let &[only] = given
        && matches!(vm.heap.type_of(only), types::STR | types::INT)
    {
        return Ok(vm.new_ref(only));
    }
    let mut parts = given.to_vec();
    if !args.names.is_empty() {
        parts.push(keyword_mark(vm));
        for (name, value) in args.keywords() {
            parts.extend([name, value]);
        }
    }
    if typed {
        let kinds: Vec<Obj> =
            args.values[1..].iter().map(|&value| vm.heap.type_of(value)).collect();
        parts.extend(kinds);
    }
    Ok(vm.heap.new_tuple_from(&parts))
}

/// What stands between positional and keyword arguments in a key, borrowed.
fn keyword_mark(vm: &mut Machine) -> Obj {
    match vm.library.keyword_mark {
        Some(mark) => mark,
        None => {
            let before = vm.heap.set_static_memory(true);
            let mark = vm.heap.new_plain();
            vm.heap.set_static_memory(before);
            vm.library.keyword_mark = Some(mark);
            mark
        }
    }
}

fn call(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let this = args.values[0];
    let state = content(vm, this)?;
    let (Some(function), Some(results)) = (state.function, state.results) else {
        return Err(vm.type_error("a cleared cache was called"));
    };
    let (bound, typed) = (state.bound, state.typed);
    let rest = Args { values: &args.values[1..], names: args.names };
    if bound == Bound::None {
        content(vm, this)?.misses += 1;
        return vm.call_args(function, rest);
    }
    let key = make_key(vm, args, typed)?;
    let hash = match vm.hash(key) {
        Ok(hash) => hash,
        Err(raise) => {
            vm.decref(key);
            return Err(raise);
        }
    };
    let result = match bound {
        Bound::AtMost(size) => call_bounded(vm, this, function, results, key, hash, size, rest),
        _ => call_unlimited(vm, this, function, results, key, hash, rest),
    };
    if let Err(raise) = result {
        vm.decref(key);
        return Err(raise);
    }
    result
}

/// Takes over the key when it succeeds.
fn call_unlimited(
    vm: &mut Machine,
    this: Obj,
    function: Obj,
    results: Obj,
    key: Obj,
    hash: i64,
    rest: Args<'_>,
) -> Result<Obj> {
    if let Some(entry) = vm.dict_find(results, key, hash)? {
        let result = vm.heap.dict_value_at(results, entry).expect("just found");
        vm.heap.incref(result);
        content(vm, this)?.hits += 1;
        vm.decref(key);
        return Ok(result);
    }
    content(vm, this)?.misses += 1;
    let result = vm.call_args(function, rest)?;
    if let Err(raise) = store(vm, results, key, hash, result) {
        vm.decref(result);
        return Err(raise);
    }
    vm.decref(key);
    Ok(result)
}

/// Sets a key whose hash is known; key and value are counted once more.
fn store(vm: &mut Machine, dict: Obj, key: Obj, hash: i64, value: Obj) -> Result<()> {
    vm.heap.dict_prepare_store(dict, key);
    match vm.dict_find(dict, key, hash)? {
        Some(entry) => {
            let old = vm.heap.dict_replace_value(dict, entry, value);
            vm.decref(old);
        }
        None => vm.heap.dict_insert_new(dict, key, hash, value),
    }
    Ok(())
}

fn remove(vm: &mut Machine, dict: Obj, key: Obj) -> Result<Option<Obj>> {
    vm.dict_pop(dict, key)
}

/// Takes over the key when it succeeds.
#[allow(clippy::too_many_arguments)]
fn call_bounded(
    vm: &mut Machine,
    this: Obj,
    function: Obj,
    results: Obj,
    key: Obj,
    hash: i64,
    size: usize,
    rest: Args<'_>,
) -> Result<Obj> {
    if let Some(entry) = vm.dict_find(results, key, hash)? {
        let link = vm.heap.dict_value_at(results, entry).expect("just found");
        let Some(&Link { key: Some(held), result: Some(result), place }) = vm.native(link) else {
            return Err(vm.runtime_error("the cache holds something else than a link"));
        };
        let state = content(vm, this)?;
        state.unlink(place);
        let place = state.append(link, held, result);
        state.hits += 1;
        vm.expect_native::<Link>(link)?.place = place;
        vm.heap.incref(result);
        vm.decref(key);
        return Ok(result);
    }
    content(vm, this)?.misses += 1;
    let result = vm.call_args(function, rest)?;
    let kept = keep(vm, this, results, key, hash, size, result);
    if let Err(raise) = kept {
        vm.decref(result);
        return Err(raise);
    }
    Ok(result)
}

/// Keeps a result (borrowed) under a key, which it takes over when it succeeds.
fn keep(
    vm: &mut Machine,
    this: Obj,
    results: Obj,
    key: Obj,
    hash: i64,
    size: usize,
    result: Obj,
) -> Result<()> {
    if vm.dict_find(results, key, hash)?.is_some() {
        // The function itself has filled the cache meanwhile.
        vm.decref(key);
        return Ok(());
    }
    let state = content(vm, this)?;
    let oldest = state.first;
    let full = vm.heap.dict(results).len() >= size && oldest != END;
    if !full {
        vm.heap.incref(result);
        let class = vm.native_type(&LINK);
        let link =
            vm.new_native_object(class, Link { key: Some(key), result: Some(result), place: END });
        store(vm, results, key, hash, link)?;
        let place = content(vm, this)?.append(link, key, result);
        vm.expect_native::<Link>(link)?.place = place;
        return Ok(());
    }
    // The oldest link is used again for the new result.
    let Some(node) = content(vm, this)?.unlink(oldest) else { return Ok(()) };
    let popped = remove(vm, results, node.key)?;
    vm.heap.incref(result);
    let link = vm.expect_native::<Link>(node.link)?;
    let old_key = link.key.replace(key);
    let old_result = link.result.replace(result);
    store(vm, results, key, hash, node.link)?;
    let place = content(vm, this)?.append(node.link, key, result);
    vm.expect_native::<Link>(node.link)?.place = place;
    vm.decref_opt(popped);
    vm.decref_opt(old_key);
    vm.decref_opt(old_result);
    Ok(())
}

fn get(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (this, object) = (args.values[0], args.values[1]);
    if object == vm.heap.none() {
        return Ok(vm.new_ref(this));
    }
    Ok(vm.bound_method(this, object))
}

fn cache_info(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let state = content(vm, args.values[0])?;
    let (hits, misses, bound) = (state.hits, state.misses, state.bound);
    let (results, info_type) = (state.results, state.info_type);
    let size = results.map_or(0, |results| vm.heap.dict(results).len());
    let maxsize = match bound {
        Bound::None => vm.heap.new_int(0),
        Bound::Unlimited => vm.none(),
        Bound::AtMost(size) => vm.heap.new_int(size as i64),
    };
    let numbers = [
        vm.heap.new_int(hits as i64),
        vm.heap.new_int(misses as i64),
        maxsize,
        vm.heap.new_int(size as i64),
    ];
    let result = match info_type {
        Some(info_type) => vm.call(info_type, &numbers),
        None => Ok(vm.none()),
    };
    for number in numbers {
        vm.decref(number);
    }
    result
}

fn cache_clear(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let state = content(vm, args.values[0])?;
    (state.hits, state.misses) = (0, 0);
    let links = state.take_links();
    if let Some(results) = state.results
        && matches!(vm.heap.payload(results), Payload::Dict(_))
    {
        crate::builtins::dict::clear(vm, results);
    }
    for link in links {
        vm.decref(link);
    }
    Ok(vm.none())
}
