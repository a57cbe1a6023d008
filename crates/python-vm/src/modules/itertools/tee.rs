//! `itertools.tee`: several iterators over one.
//!
//! Items that not all have seen stand in a chain of blocks of 57; each iterator knows its block and
//! its place there.

use heap_model::objects::Layout;
use heap_model::{Obj, Runtime, types};

use super::super::native_types::{Base, NativeType, Traits, native_object, next_method};
use crate::machine::{Machine, Result};
use crate::native::{Accepts, Args, TypeDef, method, special};

/// Items in a block.
const BLOCK: usize = 57;

/// A block of items, and where more come from.
#[derive(Clone, Debug)]
struct Data {
    iterator: Option<Obj>,
    values: Vec<Obj>,
    next: Option<Obj>,
}

native_object!(Data: iterator, values, next);

/// One of the iterators.
#[derive(Clone, Debug)]
pub struct Tee {
    data: Option<Obj>,
    index: usize,
}

native_object!(Tee: data);

static DATA: NativeType = NativeType {
    name: "_tee_dataobject",
    module: "itertools",
    base: Base::BuiltIn(types::OBJECT),
    layout: Layout::Native,
    traits: Traits::FINAL,
    members: &[],
    definition: TypeDef { ty: types::OBJECT, doc: "", methods: &[], attributes: &[] },
};

static TEE: NativeType = NativeType {
    name: "_tee",
    module: "itertools",
    base: Base::BuiltIn(types::OBJECT),
    layout: Layout::Native,
    traits: Traits { weak: true, ..Traits::FINAL },
    members: &[],
    definition: TypeDef {
        ty: types::OBJECT,
        doc: "Iterator wrapped to make it copyable.",
        methods: &[
            special("__iter__", |vm, args| Ok(vm.new_ref(args.values[0])), Accepts::Nothing),
            special("__next__", next_method, Accepts::Nothing),
            method("__copy__", copy, Accepts::Nothing),
        ],
        attributes: &[],
    },
};

fn new_data(vm: &mut Machine, iterator: Obj) -> Obj {
    let class = vm.native_type(&DATA);
    vm.new_native_object(class, Data { iterator: Some(iterator), values: Vec::new(), next: None })
}

/// `tee(iterable, n)`.
pub fn tee(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    let count = match args.values.get(1) {
        Some(&count) => vm.index_isize(count)?,
        None => 2,
    };
    if count < 0 {
        let words = vm.heap.release.library.negative_n;
        return Err(vm.value_error(words));
    }
    vm.check_room((count as usize).saturating_mul(64))?;
    if count == 0 {
        return Ok(vm.heap.new_tuple(Vec::new()));
    }
    let iterator = vm.iter(args.values[0])?;
    let first = if vm.native::<Tee>(iterator).is_some() {
        // A tee of a tee goes on from there.
        let copied = copy_of(vm, iterator)?;
        vm.decref(iterator);
        copied
    } else {
        let data = new_data(vm, iterator);
        let class = vm.native_type(&TEE);
        vm.new_native_object(class, Tee { data: Some(data), index: 0 })
    };
    let mut all = vec![first];
    for _ in 1..count {
        let copied = copy_of(vm, first)?;
        all.push(copied);
    }
    Ok(vm.heap.new_tuple(all))
}

fn copy_of(vm: &mut Machine, tee: Obj) -> Result<Obj> {
    let content = vm.expect_native::<Tee>(tee)?;
    let (data, index) = (content.data, content.index);
    let data = data.map(|data| vm.new_ref(data));
    let class = vm.native_type(&TEE);
    Ok(vm.new_native_object(class, Tee { data, index }))
}

fn copy(vm: &mut Machine, args: Args<'_>) -> Result<Obj> {
    copy_of(vm, args.values[0])
}

/// The next item of a tee's iterator; `None` if the object is none.
pub fn next(vm: &mut Machine, tee: Obj) -> Option<Result<Option<Obj>>> {
    let content = vm.native::<Tee>(tee)?;
    Some(match content.data {
        Some(data) => advance(vm, tee, data),
        None => Ok(None),
    })
}

fn advance(vm: &mut Machine, tee: Obj, data: Obj) -> Result<Option<Obj>> {
    let mut data = data;
    if vm.expect_native::<Tee>(tee)?.index >= BLOCK {
        let following = match vm.expect_native::<Data>(data)?.next {
            Some(next) => vm.new_ref(next),
            None => {
                let Some(iterator) = vm.expect_native::<Data>(data)?.iterator else {
                    return Ok(None);
                };
                vm.heap.incref(iterator);
                let next = new_data(vm, iterator);
                vm.heap.incref(next);
                vm.expect_native::<Data>(data)?.next = Some(next);
                next
            }
        };
        let state = vm.expect_native::<Tee>(tee)?;
        let old = state.data.replace(following);
        state.index = 0;
        vm.decref_opt(old);
        data = following;
    }
    let index = vm.expect_native::<Tee>(tee)?.index;
    let block = vm.expect_native::<Data>(data)?;
    let item = match block.values.get(index) {
        Some(&item) => item,
        None => {
            let Some(iterator) = block.iterator else { return Ok(None) };
            let Some(item) = vm.next(iterator)? else { return Ok(None) };
            vm.expect_native::<Data>(data)?.values.push(item);
            item
        }
    };
    vm.expect_native::<Tee>(tee)?.index += 1;
    Ok(Some(vm.new_ref(item)))
}
