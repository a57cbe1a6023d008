//! Making classes: the order of lookup, the base that decides the layout, and what cannot be.

use heap_model::objects::{ClassError, ClassStatement};
use heap_model::release::RELEASES;
use heap_model::{Heap, Obj, types};

fn make(
    heap: &mut Heap,
    name: &str,
    bases: &[Obj],
    slots: Option<&[&str]>,
) -> Result<Obj, ClassError> {
    let names: Option<Vec<Obj>> =
        slots.map(|slots| slots.iter().map(|slot| heap.intern(slot)).collect());
    let (qualname, namespace) = (heap.new_str(name), heap.new_dict());
    heap.new_class(ClassStatement {
        metaclass: types::TYPE,
        name,
        qualname,
        bases,
        namespace,
        slots: names.as_deref(),
        bases_tuple: None,
        slots_tuple: None,
        slots_dict: false,
        slots_weakref: false,
    })
}

fn class(heap: &mut Heap, name: &str, bases: &[Obj]) -> Obj {
    make(heap, name, bases, None).expect("the class is well-formed")
}

fn mro(heap: &Heap, class: Obj) -> String {
    let mro = heap.type_object(class).mro.expect("it is made");
    let names: Vec<&str> = heap.tuple(mro).iter().map(|&c| &*heap.type_object(c).name).collect();
    names.join(" ")
}

#[test]
fn order_of_lookup() {
    let heap = &mut Heap::new(&RELEASES[0]);
    let object = [types::OBJECT];
    let a = class(heap, "A", &object);
    let b = class(heap, "B", &[a]);
    let c = class(heap, "C", &[a]);
    let d = class(heap, "D", &[b, c]);
    assert_eq!(mro(heap, d), "D B C A object");
    let list = class(heap, "L", &[b, types::LIST]);
    assert_eq!(mro(heap, list), "L B A list object");
    assert_eq!(heap.type_object(list).base, Some(types::LIST));
    assert!(heap.is_subclass(d, a) && !heap.is_subclass(a, d));
    assert_eq!(heap.type_object(a).subclasses, [b, c]);
}

#[test]
fn what_cannot_be() {
    let heap = &mut Heap::new(&RELEASES[4]);
    let a = class(heap, "A", &[types::OBJECT]);
    let b = class(heap, "B", &[a]);
    assert_eq!(make(heap, "E", &[a, b], None), Err(ClassError::NoOrder(vec![a, b])));
    assert_eq!(make(heap, "E", &[a, a], None), Err(ClassError::DuplicateBase(a)));
    assert_eq!(make(heap, "E", &[types::BOOL], None), Err(ClassError::NotABase(types::BOOL)));
    assert_eq!(make(heap, "E", &[types::INT, types::STR], None), Err(ClassError::LayoutConflict));
    let slotted = make(heap, "S", &[types::OBJECT], Some(&["a"])).expect("it is well-formed");
    let other = make(heap, "T", &[types::OBJECT], Some(&["b"])).expect("it is well-formed");
    assert_eq!(make(heap, "E", &[slotted, other], None), Err(ClassError::LayoutConflict));
    let derived = make(heap, "U", &[slotted], Some(&["b"])).expect("it is well-formed");
    assert_eq!(heap.type_object(derived).slot_count, 2);
    assert!(make(heap, "V", &[derived, slotted], None).is_ok());
    assert_eq!(
        make(heap, "E", &[types::INT], Some(&["a"])),
        Err(ClassError::SlotsOfVariableSized(types::INT))
    );
}

#[test]
fn special_methods_are_inherited() {
    let heap = &mut Heap::new(&RELEASES[3]);
    let a = class(heap, "A", &[types::OBJECT]);
    let b = class(heap, "B", &[a]);
    assert!(!heap.type_object(b).flags.finalizer);
    let version = heap.type_object(b).version;
    let (del, none) = (heap.intern("__del__"), heap.none());
    let namespace = heap.type_object(a).dict;
    heap.dict_set_str(namespace, del, none);
    heap.refresh_class(a);
    assert!(heap.type_object(b).flags.finalizer);
    assert_ne!(heap.type_object(b).version, version);
}
