//! What the module `site` adds to the builtins at the start: `exit`, `help`, `copyright` and their
//! like.

use heap_model::objects::Layout;
use heap_model::{Obj, types};

use super::native_types::{Base, NativeType, Traits, native_object};
use crate::machine::{Machine, Result};
use crate::modules::arguments::Signature;
use crate::native::{Accepts, Args, NativeDef, TypeDef, getter, special};
use crate::outcome::Stream;

/// `exit` or `quit`.
#[derive(Clone, Debug)]
struct Quitter {
    name: &'static str,
}

native_object!(Quitter:);

/// `help`.
#[derive(Clone, Debug)]
struct Helper;

native_object!(Helper:);

/// A text that is shown when it is called. `None`: it comes in pages, which ask for a key.
#[derive(Clone, Debug)]
struct Printer {
    name: &'static str,
    text: Option<String>,
}

native_object!(Printer:);

const fn site_type(
    name: &'static str,
    methods: &'static [NativeDef],
    attributes: &'static [crate::native::GetSetDef],
) -> NativeType {
    NativeType {
        name,
        module: "_sitebuiltins",
        base: Base::BuiltIn(types::OBJECT),
        layout: Layout::Native,
        traits: Traits { managed_dict: true, weak: true, ..Traits::FINAL },
        members: &[],
        definition: TypeDef { ty: types::OBJECT, doc: "", methods, attributes },
    }
}

static QUITTER: NativeType = site_type(
    "Quitter",
    &[special("__repr__", quitter_repr, Accepts::Nothing), special("__call__", quit, Accepts::Any)],
    &[
        getter("name", |vm, object| {
            let name = vm.expect_native::<Quitter>(object)?.name;
            Ok(vm.heap.new_str(name))
        }),
        getter("eof", |vm, _| Ok(vm.heap.new_str(END_OF_FILE))),
    ],
);

static HELPER: NativeType = site_type(
    "_Helper",
    &[special("__repr__", helper_repr, Accepts::Nothing), special("__call__", help, Accepts::Any)],
    &[],
);

static PRINTER: NativeType = site_type(
    "_Printer",
    &[
        special("__repr__", printer_repr, Accepts::Nothing),
        special("__call__", show, Accepts::Nothing),
    ],
    &[],
);

const END_OF_FILE: &str = "Ctrl-D (i.e. EOF)";

/// The objects with their names; they never die.
pub fn objects(vm: &mut Machine) -> Vec<(&'static str, Obj)> {
    let library = &vm.heap.release.library;
    let copyright = copyright(library.copyright_years);
    let credits = library.credits.to_string();
    let mut all = Vec::new();
    let class = vm.native_type(&QUITTER);
    for name in ["exit", "quit"] {
        all.push((name, vm.new_native_object(class, Quitter { name })));
    }
    let class = vm.native_type(&HELPER);
    all.push(("help", vm.new_native_object(class, Helper)));
    let class = vm.native_type(&PRINTER);
    for (name, text) in
        [("copyright", Some(copyright)), ("credits", Some(credits)), ("license", None)]
    {
        all.push((name, vm.new_native_object(class, Printer { name, text })));
    }
    all
}

/// `sys.copyright`, whose first line tells when the release came out.
pub fn copyright(years: &str) -> String {
    let holders = [
        (years, "Python Software Foundation"),
        ("2000", "BeOpen.com"),
        ("1995-2001", "Corporation for National Research Initiatives"),
        ("1991-1995", "Stichting Mathematisch Centrum, Amsterdam"),
    ];
    let paragraphs = holders
        .map(|(years, holder)| format!("Copyright (c) {years} {holder}.\nAll Rights Reserved."));
    paragraphs.join("\n\n")
}

fn quitter_repr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let name = vm.expect_native::<Quitter>(args.values[0])?.name;
    Ok(vm.heap.new_str(&format!("Use {name}() or {END_OF_FILE} to exit")))
}

fn quit(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    static SIGNATURE: Signature = Signature::plain("Quitter.__call__", &["self", "code"], 1);
    let [_, code] = args.bind(vm, 0, &SIGNATURE)?;
    let code = code.unwrap_or(vm.heap.none());
    Err(vm.raise_with_args(types::SYSTEM_EXIT, &[code]))
}

fn helper_repr(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    Ok(vm.heap.new_str("Type help() for interactive help, or help(object) for help about object."))
}

fn help(vm: &mut Machine, _args: Args<'_>) -> Result<Obj> {
    Err(vm.unsupported("help()"))
}

fn printer_repr(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let Printer { name, text } = vm.expect_native::<Printer>(args.values[0])?.clone();
    let shown = text.unwrap_or_else(|| format!("Type {name}() to see the full {name} text"));
    Ok(vm.heap.new_str(&shown))
}

fn show(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let Printer { name, text } = vm.expect_native::<Printer>(args.values[0])?.clone();
    let Some(text) = text else { return Err(vm.unsupported(format!("{name}()"))) };
    vm.write(Stream::Stdout, &(text + "\n"))?;
    Ok(vm.none())
}
