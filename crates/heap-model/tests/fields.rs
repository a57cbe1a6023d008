//! The named fields of objects, held against their sizes and against the bytes of the model's memory.

use heap_model::release::RELEASES;
use heap_model::{FieldContent, Heap};

/// Objects of the kinds whose fields are told apart.
fn objects(heap: &mut Heap) -> Vec<heap_model::Obj> {
    let number = heap.new_int(1 << 40);
    let text = heap.new_str("memory model");
    let accented = heap.new_str("mémoire");
    let float = heap.new_float(2.5);
    let bytes = heap.new_bytes(b"bytes".to_vec());
    let mut all = vec![number, text, accented, float, bytes, heap.none()];
    for &item in &all.clone() {
        heap.incref(item);
    }
    all.push(heap.new_tuple(vec![number, text]));
    let list = heap.new_list(vec![]);
    for item in [float, bytes, accented] {
        heap.list_append(list, item);
    }
    all.push(list);
    let dict = heap.new_dict();
    let _ = heap.dict_set_str(dict, text, number);
    all.push(dict);
    all.push(heap.new_set());
    all
}

#[test]
fn fields_stand_one_after_the_other_and_fill_the_block() {
    for release in &RELEASES {
        let mut heap = Heap::new(release);
        for object in objects(&mut heap) {
            let fields = heap.struct_fields(object);
            let slot = heap.get(object);
            let mut at = fields[0].offset;
            for field in &fields {
                assert_eq!(field.offset, at, "{} {fields:?}", release.name);
                at += field.bytes as i64;
            }
            if slot.size > 0 {
                let bytes = at - fields[0].offset;
                assert_eq!(bytes, i64::from(slot.size), "{} {fields:?}", release.name);
                assert_eq!(fields[0].offset, -i64::from(slot.prefix));
            }
        }
    }
}

#[test]
fn numbers_and_addresses_are_those_in_memory() {
    let mut compared = 0;
    for release in &RELEASES {
        let mut heap = Heap::new(release);
        for object in objects(&mut heap) {
            for field in heap.struct_fields(object) {
                let expected = match field.content {
                    FieldContent::Number(number) => number as u64,
                    FieldContent::Reference(Some(object)) => heap.id(object),
                    FieldContent::Block(Some(block)) => block.address.get(),
                    _ => continue,
                };
                let address = heap.id(object).wrapping_add_signed(field.offset);
                let Some(bytes) = heap.read_memory(address, field.bytes) else { continue };
                let mut word = [0; 8];
                word[..field.bytes].copy_from_slice(&bytes);
                let found = u64::from_le_bytes(word);
                assert_eq!(found, expected, "{} {field:?}", release.name);
                compared += 1;
            }
        }
    }
    assert!(compared > 100, "{compared}");
}
