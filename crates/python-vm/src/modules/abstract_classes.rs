//! The native part of the module `abc`: which methods are abstract, and what counts as a subclass.

use heap_model::objects::{Layout, WeakKind};
use heap_model::{Obj, Payload, Runtime, types};

use super::NativeModule;
use super::native_types::{Base, NativeType, Traits, native_object};
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, TypeDef, function};

/// The module.
pub static MODULE: NativeModule = NativeModule {
    name: "_abc",
    doc: "Module contains faster C implementation of abc.ABCMeta",
    functions: &[
        function("get_cache_token", get_cache_token, Accepts::Nothing),
        function("_abc_init", init, Accepts::One),
        function("_abc_register", register, Accepts::Positional(2, 2)),
        function("_abc_instancecheck", instance_check, Accepts::Positional(2, 2)),
        function("_abc_subclasscheck", subclass_check, Accepts::Positional(2, 2)),
    ],
    fill: |_, _| Ok(()),
};

/// What an abstract base class keeps: weak references to the classes registered with it.
#[derive(Clone, Debug)]
struct Data {
    registered: Vec<Obj>,
}

native_object!(Data: registered);

static DATA: NativeType = NativeType {
    name: "_abc_data",
    module: "_abc",
    base: Base::BuiltIn(types::OBJECT),
    layout: Layout::Native,
    traits: Traits::FINAL,
    members: &[],
    definition: TypeDef {
        ty: types::OBJECT,
        doc: "Internal state held by ABC machinery.",
        methods: &[],
        attributes: &[],
    },
};

fn get_cache_token(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    let token = vm.library.abstract_token;
    Ok(vm.heap.new_int(token))
}

/// The data of a class, borrowed.
fn data(vm: &mut Machine, class: Obj) -> Result<Obj> {
    let data = vm.get_attr_str(class, "_abc_impl")?;
    vm.decref(data);
    if vm.native::<Data>(data).is_none() {
        return Err(vm.type_error("_abc_impl is set to a wrong type"));
    }
    Ok(data)
}

/// Whether `__isabstractmethod__` of an object that is no class is true.
pub fn is_abstract(vm: &mut Machine, object: Obj) -> Result<bool> {
    if vm.heap.is_type(object) {
        return Ok(false);
    }
    let name = vm.heap.intern("__isabstractmethod__");
    let found = vm.get_attr_opt(object, name);
    vm.decref(name);
    let Some(found) = found? else { return Ok(false) };
    let truth = vm.truth(found);
    vm.decref(found);
    truth
}

/// Finds the abstract methods of a class and gives it its data.
fn init(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = args.values[0];
    let abstracts = vm.heap.new_set();
    let result = collect_abstract(vm, class, abstracts);
    let methods =
        result.and_then(|()| crate::builtins::set::from_iterable(vm, types::FROZENSET, abstracts));
    vm.decref(abstracts);
    let methods = methods?;
    let name = vm.names.__abstractmethods__;
    let result = vm.set_attr(class, name, methods);
    vm.decref(methods);
    result?;
    let ty = vm.native_type(&DATA);
    let data = vm.new_native_object(ty, Data { registered: Vec::new() });
    let result = vm.set_attr_str(class, "_abc_impl", data);
    vm.decref(data);
    result?;
    Ok(vm.none())
}

fn collect_abstract(vm: &mut Machine, class: Obj, abstracts: Obj) -> Result<()> {
    let namespace = vm.heap.type_object(class).dict;
    for (name, value) in vm.dict_items(namespace) {
        if is_abstract(vm, value)? {
            crate::builtins::set::add(vm, abstracts, name)?;
        }
    }
    let bases = vm.heap.type_object(class).bases;
    for base in vm.heap.tuple(bases).to_vec() {
        let name = vm.names.__abstractmethods__;
        let Some(inherited) = vm.get_attr_opt(base, name)? else { continue };
        let result = vm.for_each(inherited, |vm, name| {
            if let Some(value) = vm.get_attr_opt(class, name)? {
                let missing = is_abstract(vm, value);
                vm.decref(value);
                if missing? {
                    crate::builtins::set::add(vm, abstracts, name)?;
                }
            }
            Ok(())
        });
        vm.decref(inherited);
        result?;
    }
    Ok(())
}

fn register(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (class, subclass) = (args.values[0], args.values[1]);
    if !vm.heap.is_type(subclass) {
        return Err(vm.type_error("Can only register classes"));
    }
    if vm.issubclass(subclass, class)? {
        return Ok(vm.new_ref(subclass));
    }
    if vm.issubclass(class, subclass)? {
        return Err(vm.runtime_error("Refusing to create an inheritance cycle"));
    }
    let data = data(vm, class)?;
    let reference = vm.heap.new_weakref(subclass, None, WeakKind::Reference);
    vm.expect_native::<Data>(data)?.registered.push(reference);
    vm.library.abstract_token += 1;
    // `match` asks the class itself whether it is a sequence or a mapping.
    let flags = vm.heap.type_object(class).flags;
    if flags.sequence || flags.mapping {
        let own = &mut vm.heap.type_object_mut(subclass).flags;
        own.sequence |= flags.sequence;
        own.mapping |= flags.mapping;
    }
    Ok(vm.new_ref(subclass))
}

fn instance_check(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (class, instance) = (args.values[0], args.values[1]);
    let name = vm.names.__class__;
    let own = vm.get_attr(instance, name)?;
    let kind = vm.heap.type_of(instance);
    let hook = vm.names.__subclasscheck__;
    let result = vm.call_method(class, hook, &[own]);
    vm.decref(own);
    let result = result?;
    if own == kind || vm.truth(result)? {
        return Ok(result);
    }
    vm.decref(result);
    vm.call_method(class, hook, &[kind])
}

fn subclass_check(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let (class, subclass) = (args.values[0], args.values[1]);
    if !vm.heap.is_type(subclass) {
        return Err(vm.type_error("issubclass() arg 1 must be a class"));
    }
    let result = is_subclass(vm, class, subclass)?;
    Ok(vm.heap.new_bool(result))
}

fn is_subclass(vm: &mut Machine, class: Obj, subclass: Obj) -> Result<bool> {
    let data = data(vm, class)?;
    let hook = vm.names.__subclasshook__;
    let answer = vm.call_method(class, hook, &[subclass])?;
    let singletons = vm.heap.singletons();
    let (yes, no) = (answer == singletons.true_, answer == singletons.false_);
    let unknown = vm.is_not_implemented(answer);
    vm.decref(answer);
    if yes || no {
        return Ok(yes);
    }
    if !unknown {
        return Err(vm.raise(
            types::ASSERTION_ERROR,
            "__subclasshook__ must return either False, True, or NotImplemented",
        ));
    }
    if vm.is_subtype(subclass, class) {
        return Ok(true);
    }
    let registered = vm.expect_native::<Data>(data)?.registered.clone();
    for reference in registered {
        let Some(known) = vm.heap.weakref_target(reference) else { continue };
        vm.heap.incref(known);
        let result = vm.issubclass(subclass, known);
        vm.decref(known);
        if result? {
            return Ok(true);
        }
    }
    let name = vm.names.__subclasses__;
    let subclasses = vm.call_method(class, name, &[])?;
    let listed = match vm.heap.payload(subclasses) {
        Payload::List(list) => list.items.clone(),
        _ => Vec::new(),
    };
    let mut result = Ok(false);
    for known in listed {
        result = vm.issubclass(subclass, known);
        if !matches!(result, Ok(false)) {
            break;
        }
    }
    vm.decref(subclasses);
    result
}
