//! The built-in types and functions: one file a type, as in CPython's `Objects/`.
//!
//! A type's file holds its *primitives*, plain functions that the operators call
//! ([`crate::machine`]'s `operators` know which type has which), and `TYPE`, the table of its methods
//! and attributes. Primitives have the same names everywhere; all take and give what the machine's
//! API says (borrowed arguments, new references):
//!
//! | name | does |
//! |---|---|
//! | `repr(vm, x) -> Obj`, `str`, `format(vm, x, spec: &str) -> Obj` | text |
//! | `hash(vm, x) -> i64`, `len(vm, x) -> usize` | |
//! | `compare(vm, Comparison, a, b) -> Obj` | `NotImplemented` for operands it does not know |
//! | `binary(vm, Binary, a, b) -> Obj`, `inplace` | number slots; `NotImplemented` likewise |
//! | `concat(vm, a, b) -> Obj`, `repeat(vm, a, count: isize) -> Obj`, `modulo(vm, a, b) -> Obj` | `+`, `*`, `%`; raise for what they do not take |
//! | `inplace_concat`, `inplace_repeat` | `+=`, `*=`; give a reference to `a` itself |
//! | `contains(vm, x, item) -> bool`, `get_item(vm, x, key) -> Obj`, `set_item(vm, x, key, value)`, `del_item(vm, x, key)` | subscripts, slices included |
//! | `iter(vm, x) -> Obj`, `next(vm, it) -> Option<Obj>` | iteration |
//!
//! What a type's table lists for them comes from [`slots`].

pub mod bytearray;
pub mod bytes;
pub mod bytes_methods;
pub mod cell;
pub mod class;
pub mod code;
pub mod complex;
pub mod coroutine;
pub mod dict;
pub mod dict_views;
pub mod exception_groups;
pub mod exceptions;
pub mod execution;
pub mod float;
pub mod frame;
mod frame_locals;
pub mod function;
pub mod functions;
pub mod generator;
pub mod int;
pub mod iterators;
pub mod list;
pub mod list_methods;
pub mod mappingproxy;
pub mod memoryview;
pub mod module;
pub mod object;
pub mod property;
pub mod range;
pub mod set;
pub mod singletons;
pub mod slice;
pub mod slots;
mod sorting;
pub mod str;
pub mod string_format;
pub mod suggestions;
pub mod super_type;
pub mod templates;
pub mod traceback;
pub mod tuple;
pub mod tuple_methods;
pub mod weakref;

use std::slice::from_ref;

use heap_model::{Runtime, STATIC_TYPES, types};

use crate::machine::Machine;
use crate::native::TypeDef;

/// The tables of all built-in types; a type may have several.
static TABLES: &[&[TypeDef]] = &[
    from_ref(&object::TYPE),
    from_ref(&class::TYPE),
    from_ref(&int::TYPE),
    from_ref(&int::BOOL),
    from_ref(&float::TYPE),
    from_ref(&complex::TYPE),
    &str::TYPES,
    &bytes::TYPES,
    &bytearray::TYPES,
    from_ref(&memoryview::TYPE),
    from_ref(&weakref::TYPE),
    from_ref(&exception_groups::TYPE),
    from_ref(&list_methods::TYPE),
    from_ref(&tuple_methods::TYPE),
    from_ref(&dict::TYPE),
    &dict_views::TYPES,
    &set::SET_TYPES,
    &set::FROZENSET_TYPES,
    from_ref(&range::TYPE),
    from_ref(&slice::TYPE),
    from_ref(&mappingproxy::TYPE),
    &iterators::TYPES,
    from_ref(&function::FUNCTION),
    from_ref(&function::METHOD),
    from_ref(&function::BUILTIN),
    from_ref(&function::METHOD_WRAPPER),
    from_ref(&function::METHOD_DESCRIPTOR),
    from_ref(&function::WRAPPER_DESCRIPTOR),
    from_ref(&function::CLASSMETHOD_DESCRIPTOR),
    from_ref(&function::GETSET_DESCRIPTOR),
    from_ref(&function::MEMBER_DESCRIPTOR),
    from_ref(&function::STATICMETHOD),
    from_ref(&function::CLASSMETHOD),
    from_ref(&property::TYPE),
    from_ref(&super_type::TYPE),
    from_ref(&module::TYPE),
    from_ref(&code::TYPE),
    from_ref(&cell::TYPE),
    &singletons::TYPES,
    from_ref(&coroutine::TYPE),
    from_ref(&coroutine::ASYNC_GENERATOR),
    from_ref(&generator::TYPE),
    from_ref(&frame::FRAME),
    from_ref(&frame::TRACEBACK),
    from_ref(&exceptions::BASE_EXCEPTION),
    from_ref(&exceptions::STOP_ITERATION),
    from_ref(&exceptions::SYSTEM_EXIT),
    from_ref(&exceptions::OS_ERROR),
    from_ref(&exceptions::IMPORT_ERROR),
    from_ref(&exceptions::ATTRIBUTE_ERROR),
    from_ref(&exceptions::NAME_ERROR),
    from_ref(&exceptions::SYNTAX_ERROR),
    from_ref(&exceptions::UNICODE_DECODE_ERROR),
    from_ref(&exceptions::UNICODE_ENCODE_ERROR),
    from_ref(&exceptions::UNICODE_TRANSLATE_ERROR),
];

/// Every table.
pub fn tables() -> impl Iterator<Item = &'static TypeDef> {
    TABLES.iter().chain(&crate::modules::TYPES).flat_map(|tables| tables.iter())
}

/// Types that a program reaches by their instances only.
const UNNAMED: &[heap_model::Obj] = &[
    types::NONE_TYPE,
    types::ELLIPSIS_TYPE,
    types::NOT_IMPLEMENTED_TYPE,
    types::FUNCTION,
    types::CODE,
    types::CELL,
    types::METHOD,
    types::BUILTIN,
    types::METHOD_DESCRIPTOR,
    types::WRAPPER_DESCRIPTOR,
    types::METHOD_WRAPPER,
    types::CLASSMETHOD_DESCRIPTOR,
    types::GETSET_DESCRIPTOR,
    types::MEMBER_DESCRIPTOR,
    types::MODULE,
    types::GENERATOR,
    types::COROUTINE,
    types::ASYNC_GENERATOR,
    types::FRAME,
    types::TRACEBACK,
    types::MAPPINGPROXY,
    types::ITERATOR,
    types::CALLABLE_ITERATOR,
    types::DICT_KEYS,
    types::DICT_VALUES,
    types::DICT_ITEMS,
    types::MANAGED_BUFFER,
];

/// Fills the namespace of the module `builtins`.
pub(crate) fn boot(vm: &mut Machine) {
    const DOC: &str = "Built-in functions, types, exceptions, and other objects.";
    // The names exist from the start, although a type's namespace is filled when first needed.
    for table in tables() {
        let methods = table.methods.iter().map(|method| method.name);
        for name in methods.chain(table.attributes.iter().map(|attribute| attribute.name)) {
            vm.heap.intern(name);
        }
    }
    let namespace = vm.builtins;
    let none = vm.heap.none();
    let name = vm.heap.intern("builtins");
    let doc = vm.heap.new_str(DOC);
    let package = vm.heap.singletons().empty_str;
    for (key, value) in [
        (vm.names.__name__, name),
        (vm.names.__doc__, doc),
        (vm.names.__package__, package),
        (vm.names.__loader__, none),
        (vm.names.__spec__, none),
    ] {
        vm.heap.dict_set_str(namespace, key, value);
    }
    vm.decref(name);
    vm.decref(doc);
    crate::modules::add_functions(vm, namespace, functions::FUNCTIONS, Some("builtins"), None);
    let singletons = vm.heap.singletons();
    let values = [
        ("None", singletons.none),
        ("Ellipsis", singletons.ellipsis),
        ("NotImplemented", singletons.not_implemented),
        ("False", singletons.false_),
        ("True", singletons.true_),
        ("__debug__", singletons.true_),
    ];
    let named = STATIC_TYPES
        .iter()
        .filter(|row| {
            row.module == "builtins"
                && !UNNAMED.contains(&row.handle)
                && !row.name.ends_with("iterator")
                && vm.heap.release.library.has(&format!("builtins.{}", row.name))
        })
        .map(|row| (row.name, row.handle));
    let aliases = [("EnvironmentError", types::OS_ERROR), ("IOError", types::OS_ERROR)];
    let of_site = crate::modules::site_builtins::objects(vm);
    let all = values.into_iter().chain(named).chain(aliases).chain(of_site);
    let all: Vec<_> = all.collect();
    for (name, value) in all {
        let key = vm.heap.intern(name);
        vm.heap.dict_set_str(namespace, key, value);
        heap_model::Runtime::decref(vm, key);
    }
}
