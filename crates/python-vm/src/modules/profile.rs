//! `cProfile`'s profiler: counts calls exactly; times are the virtual clock's.
//!
//! The machine tells it of every call and end of a Python function and of a built-in one while one is
//! enabled (`Machine::profile_call` and its kin).

use heap_model::objects::Layout;
use heap_model::{Obj, Payload, Runtime, types};

use super::NativeModule;
use super::native_types::{Base, NativeType, Traits, native_object};
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, Binding, NativeDef, TypeDef, function, method};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    name: "_lsprof",
    doc: "Fast profiler",
    functions: &[],
    fill: |vm, module| {
        let class = vm.native_type(&PROFILER);
        let class = vm.new_ref(class);
        super::set(vm, module, "Profiler", class);
        Ok(())
    },
};

static PROFILER: NativeType = NativeType {
    name: "Profiler",
    module: "_lsprof",
    base: Base::BuiltIn(types::OBJECT),
    layout: Layout::Native,
    traits: Traits::BASE,
    members: &[],
    definition: TypeDef {
        ty: types::OBJECT,
        doc: "Build a profiler object.",
        methods: &[
            function(
                "__new__",
                |vm, args| {
                    let class = args.values[0];
                    Ok(vm.new_native_object(class, Profile::default()))
                },
                Accepts::Any,
            ),
            method("enable", enable, Accepts::Any),
            method("disable", disable, Accepts::Nothing),
            method("clear", clear, Accepts::Nothing),
            method("_entries", entries, Accepts::Nothing),
        ],
        attributes: &[],
    },
};

/// What is known of one function.
#[derive(Clone, Debug)]
struct Entry {
    /// File, line and name; for built-in functions `~`, 0 and a description.
    place: (String, u32, String),
    calls: i64,
    recursive: i64,
    /// In nanoseconds, with everything it called.
    total: u64,
    /// In nanoseconds, without.
    own: u64,
    /// How many of its calls have not ended.
    running: u32,
}

/// A call that has not ended.
#[derive(Clone, Debug)]
struct Call {
    /// `None` for what does not count as a call.
    entry: Option<usize>,
    start: u64,
    /// What its own calls took.
    others: u64,
}

/// A profiler's contents.
#[derive(Clone, Debug, Default)]
pub struct Profile {
    entries: Vec<Entry>,
    /// Each known code object, kept alive, with its entry.
    codes: Vec<Obj>,
    numbers: Vec<usize>,
    calls: Vec<Call>,
}

native_object!(Profile: codes);

impl Profile {
    fn call(&mut self, entry: usize, now: u64) {
        self.entries[entry].running += 1;
        self.calls.push(Call { entry: Some(entry), start: now, others: 0 });
    }

    fn end(&mut self, now: u64) {
        let Some(call) = self.calls.pop() else { return };
        let took = now.saturating_sub(call.start);
        if let Some(caller) = self.calls.last_mut() {
            caller.others += took;
        }
        let Some(entry) = call.entry else { return };
        let entry = &mut self.entries[entry];
        entry.running -= 1;
        entry.calls += 1;
        entry.own += took.saturating_sub(call.others);
        if entry.running == 0 {
            entry.total += took;
        } else {
            entry.recursive += 1;
        }
    }

    fn entry(&mut self, place: (String, u32, String)) -> usize {
        if let Some(known) = self.entries.iter().position(|entry| entry.place == place) {
            return known;
        }
        self.entries.push(Entry { place, calls: 0, recursive: 0, total: 0, own: 0, running: 0 });
        self.entries.len() - 1
    }
}

impl Machine {
    /// The innermost frame has begun or goes on.
    #[cold]
    pub(crate) fn profile_call(&mut self, code: Obj) {
        let Some(profiler) = self.library.profiler else { return };
        let now = super::time::worked(self);
        let known = self
            .native::<Profile>(profiler)
            .and_then(|profile| profile.codes.iter().position(|&known| known == code));
        let place = match (known, self.heap.payload(code)) {
            (None, Payload::Code(content)) => Some((
                self.heap.str_text(content.filename).to_owned(),
                self.body(code).template().first_line,
                self.heap.str_text(content.name).to_owned(),
            )),
            _ => None,
        };
        if place.is_some() {
            self.heap.incref(code);
        }
        let Some(profile) = self.native_mut::<Profile>(profiler) else { return };
        let entry = match (known, place) {
            (Some(known), _) => profile.numbers[known],
            (None, Some(place)) => {
                let entry = profile.entry(place);
                profile.codes.push(code);
                profile.numbers.push(entry);
                entry
            }
            (None, None) => return,
        };
        profile.call(entry, now);
    }

    /// A built-in function is called. True if its end is to be told.
    #[cold]
    pub(crate) fn profile_native(&mut self, native: &'static NativeDef, args: &Args<'_>) -> bool {
        let Some(profiler) = self.library.profiler else { return false };
        if native.binding == Binding::Special || native.name.starts_with("__new__") {
            return false;
        }
        let now = super::time::worked(self);
        let name = native.name;
        let text = match (native.binding, args.values.first()) {
            (Binding::Static, _) => {
                let module = super::module_of(native).unwrap_or("builtins");
                format!("<built-in method {module}.{name}>")
            }
            (Binding::Class, _) => format!("<built-in method {name}>"),
            (_, Some(&receiver)) => {
                let class = self.heap.type_of(receiver);
                let class = self.defining_class(class, name);
                format!("<method '{name}' of '{}' objects>", self.type_name(class))
            }
            (_, None) => return false,
        };
        let Some(profile) = self.native_mut::<Profile>(profiler) else { return false };
        let entry = profile.entry((String::from("~"), 0, text));
        profile.call(entry, now);
        true
    }

    /// The innermost frame has only made a generator, which does not count as a call.
    #[cold]
    pub(crate) fn profile_generator(&mut self) {
        let Some(profiler) = self.library.profiler else { return };
        if let Some(profile) = self.native_mut::<Profile>(profiler)
            && let Some(entry) = profile.calls.last_mut().and_then(|call| call.entry.take())
        {
            profile.entries[entry].running -= 1;
        }
    }

    /// What was called last has ended.
    #[cold]
    pub(crate) fn profile_end(&mut self) {
        let Some(profiler) = self.library.profiler else { return };
        let now = super::time::worked(self);
        if let Some(profile) = self.native_mut::<Profile>(profiler) {
            profile.end(now);
        }
    }

    /// The class in whose namespace a method stands.
    fn defining_class(&mut self, class: Obj, name: &str) -> Obj {
        let key = self.heap.intern(name);
        let mro = self.heap.mro(class).to_vec();
        let found = mro.into_iter().find(|&base| {
            let namespace = self.heap.type_object(base).dict;
            self.heap.dict_get_str(namespace, key).is_some()
        });
        self.decref(key);
        found.unwrap_or(class)
    }
}

fn enable(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let profiler = args.values[0];
    if vm.library.profiler.is_some_and(|other| other != profiler) {
        return Err(vm.value_error("Another profiling tool is already active"));
    }
    if vm.library.profiler.is_none() {
        vm.heap.incref(profiler);
        vm.library.profiler = Some(profiler);
    }
    Ok(vm.none())
}

fn disable(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let profiler = args.values[0];
    if vm.library.profiler == Some(profiler) {
        vm.library.profiler = None;
        let now = super::time::worked(vm);
        let profile = vm.expect_native::<Profile>(profiler)?;
        while !profile.calls.is_empty() {
            profile.end(now);
        }
        vm.decref(profiler);
    }
    Ok(vm.none())
}

fn clear(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let old = std::mem::take(vm.expect_native::<Profile>(args.values[0])?);
    vm.decref_all(old.codes);
    Ok(vm.none())
}

/// A list of tuples: file, line, name, calls, those that were not recursive, own seconds, seconds.
fn entries(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let entries = vm.expect_native::<Profile>(args.values[0])?.entries.clone();
    let mut list = Vec::new();
    for entry in entries.into_iter().filter(|entry| entry.calls > 0) {
        let (file, line, name) = entry.place;
        let items = vec![
            vm.heap.new_str(&file),
            vm.heap.new_int(i64::from(line)),
            vm.heap.new_str(&name),
            vm.heap.new_int(entry.calls),
            vm.heap.new_int(entry.calls - entry.recursive),
            vm.heap.new_float(entry.own as f64 / 1e9),
            vm.heap.new_float(entry.total as f64 / 1e9),
        ];
        list.push(vm.heap.new_tuple(items));
    }
    Ok(vm.heap.new_list(list))
}
