//! `type`: what every class can do.

use heap_model::{Obj, Payload, Runtime, types};

use super::object::{attribute_name, merge_class_names};
use crate::machine::{Machine, Raise, Result, readonly_member};
use crate::native::{
    Accepts, Args, GetSetDef, NativeDef, TypeDef, class_method, function, getter, member, method,
    special,
};

/// `type`.
pub static TYPE: TypeDef = TypeDef {
    ty: types::TYPE,
    doc: "type(object) -> the object's type\ntype(name, bases, dict, **kwds) -> a new type",
    methods: METHODS,
    attributes: ATTRIBUTES,
};

static METHODS: &[NativeDef] = &[
    function("__new__", new, Accepts::Any),
    special("__repr__", repr, Accepts::Nothing),
    special("__call__", call, Accepts::Any),
    special("__getattribute__", getattribute, Accepts::One),
    special("__setattr__", setattr, Accepts::Positional(2, 2)),
    special("__delattr__", delattr, Accepts::One),
    special("__init__", init, Accepts::Any),
    super::slots::OR,
    super::slots::ROR,
    method("mro", mro, Accepts::Nothing),
    method("__subclasses__", subclasses, Accepts::Nothing),
    class_method("__prepare__", prepare, Accepts::Any),
    method("__instancecheck__", instancecheck, Accepts::One),
    method("__subclasscheck__", subclasscheck, Accepts::One),
    method("__dir__", dir, Accepts::Nothing),
    method("__sizeof__", sizeof, Accepts::Nothing),
];

static ATTRIBUTES: &[GetSetDef] = &[
    member("__basicsize__", |vm, class| {
        let size = vm.heap.type_object(class).basicsize;
        Ok(vm.heap.new_int(i64::from(size)))
    }),
    member("__itemsize__", |vm, class| {
        let size = vm.heap.type_object(class).itemsize;
        Ok(vm.heap.new_int(i64::from(size)))
    }),
    member("__flags__", |vm, _| Err(vm.unsupported("`__flags__` of a class"))),
    member("__weakrefoffset__", |vm, class| {
        let offset = weakref_offset(vm, class)?;
        Ok(vm.heap.new_int(offset))
    }),
    member("__base__", |vm, class| match vm.heap.type_object(class).base {
        Some(base) => Ok(vm.new_ref(base)),
        None => Ok(vm.none()),
    }),
    member("__dictoffset__", |vm, class| {
        let offset = dict_offset(vm, class)?;
        Ok(vm.heap.new_int(offset))
    }),
    GetSetDef { name: "__name__", get: get_name, set: Some(set_name) },
    GetSetDef { name: "__qualname__", get: get_qualname, set: Some(set_qualname) },
    GetSetDef {
        name: "__bases__",
        get: |vm, class| {
            let bases = vm.heap.type_object(class).bases;
            Ok(vm.new_ref(bases))
        },
        set: Some(|vm, class, value| vm.set_bases(class, value)),
    },
    GetSetDef {
        name: "__mro__",
        get: |vm, class| match vm.heap.type_object(class).mro {
            Some(mro) => Ok(vm.new_ref(mro)),
            None => Ok(vm.none()),
        },
        set: Some(set_mro),
    },
    GetSetDef { name: "__module__", get: get_module, set: Some(set_module) },
    GetSetDef {
        name: "__abstractmethods__",
        get: get_abstractmethods,
        set: Some(set_abstractmethods),
    },
    getter("__dict__", |vm, class| {
        vm.populate_bases(class);
        let namespace = vm.heap.type_object(class).dict;
        vm.heap.incref(namespace);
        Ok(vm.heap.new_object(types::MAPPINGPROXY, Payload::MappingProxy(namespace)))
    }),
    GetSetDef { name: "__doc__", get: get_doc, set: Some(set_doc) },
    getter("__text_signature__", |vm, _| Ok(vm.none())),
    GetSetDef { name: "__annotations__", get: get_annotations, set: Some(set_annotations) },
    GetSetDef { name: "__annotate__", get: get_annotate, set: Some(set_annotate) },
    GetSetDef { name: "__type_params__", get: get_type_params, set: Some(set_type_params) },
];

/// `__mro__` cannot be set; only the words differ.
fn set_mro(vm: &mut Machine, class: Obj, value: Option<Obj>) -> Result<()> {
    if !vm.release().operations.mro_is_computed {
        return readonly_member(vm, class, value);
    }
    let message = "attribute '__mro__' of 'type' objects is not writable";
    Err(vm.raise(types::ATTRIBUTE_ERROR, message))
}

fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    vm.type_new(args)
}

fn init(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    match args.positional().len() {
        2 | 4 => Ok(vm.none()),
        _ => Err(vm.type_error("type.__init__() takes 1 or 3 arguments")),
    }
}

fn repr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    vm.class_repr(args.values[0])
}

fn call(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = args.values[0];
    vm.construct(class, Args { values: &args.values[1..], names: args.names })
}

fn getattribute(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let name = attribute_name(vm, args.values[1])?;
    match vm.type_get_attr(args.values[0], name)? {
        Some(value) => Ok(value),
        None => Err(vm.no_attribute(args.values[0], name)),
    }
}

fn setattr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let name = attribute_name(vm, args.values[1])?;
    let name = vm.intern_attribute(name);
    vm.type_set_attr(args.values[0], name, Some(args.values[2]))?;
    Ok(vm.none())
}

fn delattr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let name = attribute_name(vm, args.values[1])?;
    vm.type_set_attr(args.values[0], name, None)?;
    Ok(vm.none())
}

/// `type.mro(class)`: the order of lookup computed anew, a list.
fn mro(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let class = args.values[0];
    let order = vm.heap.mro(class).to_vec();
    for &base in &order {
        vm.heap.incref(base);
    }
    Ok(vm.heap.new_list(order))
}

fn subclasses(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let mut direct = vm.heap.type_object(args.values[0]).subclasses.clone();
    // Types that other releases have are there, but no name leads to them.
    direct.retain(|&class| {
        let class = vm.heap.type_object(class);
        class.flags.heap || vm.heap.release.library.has(&format!("{}.{}", class.module, class.name))
    });
    for &class in &direct {
        vm.heap.incref(class);
    }
    Ok(vm.heap.new_list(direct))
}

fn prepare(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    Ok(vm.heap.new_dict())
}

fn instancecheck(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let result = vm.plain_isinstance(args.values[1], args.values[0])?;
    Ok(vm.heap.new_bool(result))
}

fn subclasscheck(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let result = vm.plain_issubclass(args.values[1], args.values[0])?;
    Ok(vm.heap.new_bool(result))
}

fn sizeof(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let size = vm.heap.own_size(args.values[0]);
    Ok(vm.heap.new_int(size as i64))
}

/// `type.__dir__`: the names of the class and its bases, not of its metaclass.
fn dir(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let names = vm.heap.new_dict();
    merge_class_names(vm, args.values[0], names);
    let keys: Vec<Obj> = vm.dict_items(names).into_iter().map(|(name, _)| name).collect();
    for &key in &keys {
        vm.heap.incref(key);
    }
    let list = vm.heap.new_list(keys);
    vm.decref(names);
    Ok(list)
}

// --- names ---

fn get_name(vm: &mut Machine, class: Obj) -> Result<Obj> {
    // The name is kept as text; the object with it is the interned one, if there is one.
    let name = vm.heap.type_object(class).name.to_string();
    match vm.heap.find_interned(&name, heap_model::hash::str_hash(&name)) {
        Some(known) => Ok(vm.new_ref(known)),
        None => Ok(vm.heap.new_str(&name)),
    }
}

fn name_to_set(vm: &mut Machine, class: Obj, attribute: &str, value: Option<Obj>) -> Result<Obj> {
    let value = vm.settable_class_attribute(class, attribute, value)?;
    if vm.is_str(value) {
        return Ok(value);
    }
    let (shown, given) = (vm.type_name(class), vm.type_name_of(value));
    Err(vm.type_error(format!("can only assign string to {shown}.{attribute}, not '{given}'")))
}

fn set_name(vm: &mut Machine, class: Obj, value: Option<Obj>) -> Result<()> {
    let value = name_to_set(vm, class, "__name__", value)?;
    let text = vm.heap.str_text(value).to_owned();
    if text.contains('\0') {
        return Err(vm.value_error("type name must not contain null characters"));
    }
    vm.heap.type_object_mut(class).name = text.into();
    vm.class_changed(class);
    Ok(())
}

fn get_qualname(vm: &mut Machine, class: Obj) -> Result<Obj> {
    match vm.heap.type_object(class).qualname {
        Some(name) => Ok(vm.new_ref(name)),
        None => get_name(vm, class),
    }
}

fn set_qualname(vm: &mut Machine, class: Obj, value: Option<Obj>) -> Result<()> {
    let value = name_to_set(vm, class, "__qualname__", value)?;
    vm.heap.incref(value);
    let old = vm.heap.type_object_mut(class).qualname.replace(value);
    vm.decref_opt(old);
    Ok(())
}

fn missing(vm: &mut Machine, name: Obj) -> Raise {
    let text = vm.heap.str_text(name).to_owned();
    vm.raise(types::ATTRIBUTE_ERROR, text)
}

fn get_module(vm: &mut Machine, class: Obj) -> Result<Obj> {
    match vm.class_module(class) {
        Some(module) => Ok(module),
        None => {
            let name = vm.names.__module__;
            Err(missing(vm, name))
        }
    }
}

/// Sets (value borrowed) a name in the class's own namespace.
fn put(vm: &mut Machine, class: Obj, name: Obj, value: Obj) {
    let namespace = vm.heap.type_object(class).dict;
    let old = vm.heap.dict_set_str(namespace, name, value);
    vm.class_attribute_changed(class, name);
    vm.decref_opt(old);
}

/// A name of the class's own namespace, borrowed.
fn own(vm: &Machine, class: Obj, name: Obj) -> Option<Obj> {
    vm.heap.dict_get_str(vm.heap.type_object(class).dict, name)
}

fn set_module(vm: &mut Machine, class: Obj, value: Option<Obj>) -> Result<()> {
    let value = vm.settable_class_attribute(class, "__module__", value)?;
    let name = vm.names.__module__;
    put(vm, class, name, value);
    // The line says nothing in another module.
    let name = vm.names.__firstlineno__;
    let namespace = vm.heap.type_object(class).dict;
    let old = vm.remove_name(namespace, name);
    vm.decref_opt(old);
    Ok(())
}

fn get_doc(vm: &mut Machine, class: Obj) -> Result<Obj> {
    vm.populate_bases(class);
    let name = vm.names.__doc__;
    match own(vm, class, name) {
        Some(doc) if !vm.heap.type_object(class).flags.heap && !vm.is_str(doc) => {
            // The attribute of its instances; the type's own text is not in the namespace.
            match super::tables().find(|table| table.ty == class && !table.doc.is_empty()) {
                Some(table) => Ok(vm.heap.new_str(table.doc)),
                None => Ok(vm.none()),
            }
        }
        Some(doc) => vm.bind(doc, None, class),
        None => Ok(vm.none()),
    }
}

fn set_doc(vm: &mut Machine, class: Obj, value: Option<Obj>) -> Result<()> {
    let value = vm.settable_class_attribute(class, "__doc__", value)?;
    let name = vm.names.__doc__;
    put(vm, class, name, value);
    Ok(())
}

// --- abstract methods ---

fn get_abstractmethods(vm: &mut Machine, class: Obj) -> Result<Obj> {
    let name = vm.names.__abstractmethods__;
    // `type` itself has the descriptor of that name and no methods.
    match own(vm, class, name) {
        Some(methods) if class != types::TYPE => Ok(vm.new_ref(methods)),
        _ => Err(missing(vm, name)),
    }
}

fn set_abstractmethods(vm: &mut Machine, class: Obj, value: Option<Obj>) -> Result<()> {
    let name = vm.names.__abstractmethods__;
    let abstract_ = match value {
        Some(value) => {
            let truth = vm.truth(value)?;
            put(vm, class, name, value);
            truth
        }
        None => {
            let namespace = vm.heap.type_object(class).dict;
            let old = vm.remove_name(namespace, name);
            if old.is_none() {
                return Err(missing(vm, name));
            }
            vm.class_changed(class);
            vm.decref_opt(old);
            false
        }
    };
    vm.heap.type_object_mut(class).flags.abstract_ = abstract_;
    Ok(())
}

// --- annotations ---

fn no_annotations(vm: &mut Machine, class: Obj, name: Obj) -> Raise {
    vm.no_attribute(class, name)
}

fn get_annotations(vm: &mut Machine, class: Obj) -> Result<Obj> {
    let name = vm.names.__annotations__;
    if !vm.heap.type_object(class).flags.heap {
        return Err(no_annotations(vm, class, name));
    }
    if let Some(annotations) = own(vm, class, name) {
        return vm.bind(annotations, None, class);
    }
    if !vm.heap.release.operations.lazy_annotations {
        let annotations = vm.heap.new_dict();
        put(vm, class, name, annotations);
        return Ok(annotations);
    }
    let cache = vm.heap.intern("__annotations_cache__");
    let result = cached_annotations(vm, class, cache);
    vm.decref(cache);
    result
}

fn cached_annotations(vm: &mut Machine, class: Obj, cache: Obj) -> Result<Obj> {
    if let Some(annotations) = own(vm, class, cache) {
        return Ok(vm.new_ref(annotations));
    }
    let annotate = get_annotate(vm, class)?;
    let annotations = if annotate == vm.heap.none() {
        Ok(vm.heap.new_dict())
    } else {
        let format = vm.heap.new_int(1);
        let result = vm.call(annotate, &[format]);
        vm.decref(format);
        result.and_then(|made| {
            if matches!(vm.heap.payload(made), Payload::Dict(_)) {
                return Ok(made);
            }
            let given = vm.type_name_of(made);
            vm.decref(made);
            Err(vm.type_error(format!("__annotate__ returned non-dict of type '{given}'")))
        })
    };
    vm.decref(annotate);
    let annotations = annotations?;
    put(vm, class, cache, annotations);
    Ok(annotations)
}

fn set_annotations(vm: &mut Machine, class: Obj, value: Option<Obj>) -> Result<()> {
    let name = vm.names.__annotations__;
    if vm.heap.type_object(class).flags.immutable {
        let shown = vm.type_name(class);
        return Err(vm.type_error(format!(
            "cannot set '__annotations__' attribute of immutable type '{shown}'"
        )));
    }
    let lazy = vm.heap.release.operations.lazy_annotations;
    let cache = vm.heap.intern("__annotations_cache__");
    let place = if lazy && own(vm, class, name).is_none() { cache } else { name };
    let result = match value {
        Some(value) => {
            put(vm, class, place, value);
            Ok(())
        }
        None => {
            let namespace = vm.heap.type_object(class).dict;
            let old = vm.remove_name(namespace, place);
            vm.class_changed(class);
            let found = old.is_some();
            vm.decref_opt(old);
            if found { Ok(()) } else { Err(missing(vm, name)) }
        }
    };
    vm.decref(cache);
    result
}

fn get_annotate(vm: &mut Machine, class: Obj) -> Result<Obj> {
    let name = vm.names.__annotate__;
    if !vm.heap.type_object(class).flags.heap {
        return Err(no_annotations(vm, class, name));
    }
    let key = vm.heap.intern("__annotate_func__");
    let found = own(vm, class, key).or_else(|| own(vm, class, name));
    let result = match found {
        Some(annotate) => vm.bind(annotate, None, class),
        None => {
            let none = vm.heap.none();
            put(vm, class, key, none);
            Ok(vm.none())
        }
    };
    vm.decref(key);
    result
}

fn set_annotate(vm: &mut Machine, class: Obj, value: Option<Obj>) -> Result<()> {
    let value = vm.settable_class_attribute(class, "__annotate__", value)?;
    let key = vm.heap.intern("__annotate_func__");
    put(vm, class, key, value);
    vm.decref(key);
    let cache = vm.heap.intern("__annotations_cache__");
    let namespace = vm.heap.type_object(class).dict;
    let old = vm.remove_name(namespace, cache);
    vm.decref(cache);
    vm.decref_opt(old);
    Ok(())
}

fn get_type_params(vm: &mut Machine, class: Obj) -> Result<Obj> {
    let name = vm.names.__type_params__;
    match own(vm, class, name) {
        Some(params) if class != types::TYPE => Ok(vm.new_ref(params)),
        _ => {
            let empty = vm.heap.singletons().empty_tuple;
            Ok(vm.new_ref(empty))
        }
    }
}

fn set_type_params(vm: &mut Machine, class: Obj, value: Option<Obj>) -> Result<()> {
    let value = vm.settable_class_attribute(class, "__type_params__", value)?;
    let name = vm.names.__type_params__;
    put(vm, class, name, value);
    Ok(())
}

/// Where instances of a class hold the list of weak references to them; 0: they hold none.
fn weakref_offset(vm: &mut Machine, class: Obj) -> Result<i64> {
    let content = vm.heap.type_object(class);
    if !content.flags.weak {
        return Ok(0);
    }
    if !content.flags.heap {
        return match class {
            types::SET | types::FROZENSET => Ok(192),
            types::FUNCTION => Ok(96),
            types::TYPE => Ok(368),
            _ => Err(vm.unsupported("`__weakrefoffset__` of that class")),
        };
    }
    let (base, basic) = (content.base, i64::from(content.basicsize));
    match base {
        Some(base) if vm.heap.type_object(base).flags.weak => weakref_offset(vm, base),
        _ => Ok(vm.heap.release.weakrefs.managed_offset.unwrap_or(basic - 8)),
    }
}

/// Where instances of a class hold their `__dict__`; 0: they have none. Negative where it stands in
/// front of the object, or behind the items of a variable-sized one.
fn dict_offset(vm: &mut Machine, class: Obj) -> Result<i64> {
    let content = vm.heap.type_object(class);
    if !content.flags.dict && class != types::TYPE {
        return Ok(0);
    }
    if !content.flags.heap {
        return match class {
            types::TYPE => Ok(264),
            types::FUNCTION => Ok(88),
            types::STATICMETHOD | types::CLASSMETHOD => Ok(24),
            types::MODULE | types::SIMPLE_NAMESPACE => Ok(16),
            _ if vm.is_subtype(class, types::BASE_EXCEPTION) => Ok(16),
            _ => Err(vm.unsupported("`__dictoffset__` of that class")),
        };
    }
    let (managed, basic) = (content.managed_dict, i64::from(content.basicsize));
    let inherited = content.base.filter(|&base| {
        let base = vm.heap.type_object(base);
        base.flags.dict || base.layout == heap_model::objects::Layout::Type
    });
    match inherited {
        Some(base) => dict_offset(vm, base),
        None if !managed => Ok(-8),
        None => Ok(vm.heap.release.sizes.managed_dict_offset.unwrap_or(-basic - 24)),
    }
}
