//! Modules as objects.

use heap_model::{Obj, Payload, Runtime, types};

use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, TypeDef, function, member, method, special};

/// `repr(module)`.
pub fn repr(vm: &mut Machine, module: Obj) -> Result<Obj> {
    let Payload::Module(content) = vm.heap.payload(module) else { unreachable!("a module") };
    let name = content.name.to_string();
    let origin = crate::modules::origin(vm, module, &name);
    let text = format!("<module '{name}'{origin}>");
    Ok(vm.heap.new_str(&text))
}

fn new(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    vm.class_argument(types::MODULE, args)?;
    let Some(&name) = args.positional().get(1) else {
        return Err(vm.type_error("module() missing required argument 'name' (pos 1)"));
    };
    if !matches!(vm.heap.payload(name), Payload::Str(_)) {
        let class = vm.type_name_of(name);
        return Err(vm.type_error(format!("module() argument 'name' must be str, not {class}")));
    }
    let text = vm.heap.str_text(name).to_owned();
    let module = crate::modules::new_module(vm, &text, "");
    let (namespace, key) = (vm.heap.module(module).dict, vm.names.__name__);
    let old = vm.heap.dict_set_str(namespace, key, name);
    vm.decref_opt(old);
    Ok(module)
}

/// `module.__dir__`: the module's own names, or what its function `__dir__` says.
fn dir(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let namespace = vm.heap.module(args.values[0]).dict;
    vm.complete_namespace(namespace)?;
    let name = vm.names.__dir__;
    if let Some(listing) = vm.heap.dict_get_str(namespace, name) {
        return vm.call(listing, &[]);
    }
    let names: Vec<Obj> = vm.dict_items(namespace).into_iter().map(|(name, _)| name).collect();
    names.iter().for_each(|&name| vm.heap.incref(name));
    Ok(vm.heap.new_list(names))
}

/// `module`.
pub static TYPE: TypeDef = TypeDef {
    ty: types::MODULE,
    doc: "Create a module object.",
    methods: &[
        function("__new__", new, Accepts::Any),
        special("__init__", |vm, _| Ok(vm.none()), Accepts::Any),
        method("__dir__", dir, Accepts::Nothing),
        special("__repr__", |vm, args| repr(vm, args.values[0]), Accepts::Nothing),
    ],
    attributes: &[member("__dict__", |vm, module| {
        let dict = vm.heap.module(module).dict;
        vm.complete_namespace(dict)?;
        Ok(vm.new_ref(dict))
    })],
};
