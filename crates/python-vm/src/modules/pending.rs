//! What standard output holds back: texts written but not yet encoded.
//!
//! A text file keeps what is written to it until 8 KiB have come together, and an ASCII `str` it
//! keeps as it is. So the text of a `print` outlives the call when output goes to a pipe or a file,
//! and takes up a block that the next object of its size would have got; a terminal is written line
//! by line. The program sees it in addresses, in reference counts and in `tracemalloc`.
//!
//! Source: CPython's `Modules/_io/textio.c`, the same in all releases.

use heap_model::{Obj, Runtime};

use crate::machine::Machine;

/// Texts waiting in `sys.stdout`.
#[derive(Clone, Debug, Default)]
pub struct PendingOutput {
    /// One text or a list of texts, counted.
    held: Held,
    /// Bytes of them.
    bytes: usize,
    /// Output goes to a terminal: a line's end writes what waits.
    pub by_line: bool,
}

impl PendingOutput {
    /// What waits: a text or a list of texts.
    pub fn held(&self) -> Option<Obj> {
        match self.held {
            Held::Nothing => None,
            Held::One(held) | Held::List(held) => Some(held),
        }
    }
}

#[derive(Clone, Debug, Default)]
enum Held {
    #[default]
    Nothing,
    One(Obj),
    List(Obj),
}

/// Bytes that a text file collects before it writes them (`_CHUNK_SIZE`).
const CHUNK: usize = 8192;

/// A text, borrowed, was written to `sys.stdout`.
pub fn keep(vm: &mut Machine, text: Obj) {
    let string = vm.heap.str_text(text);
    let (bytes, ends_line) = (string.len(), string.contains('\n'));
    let piece = if string.is_ascii() {
        vm.new_ref(text)
    } else {
        let data = string.as_bytes().to_vec();
        vm.heap.new_bytes(data)
    };
    if vm.library.pending.bytes + bytes > CHUNK {
        flush(vm);
    }
    vm.library.pending.held = match std::mem::take(&mut vm.library.pending.held) {
        Held::Nothing => Held::One(piece),
        Held::One(first) => Held::List(vm.heap.new_list(vec![first, piece])),
        Held::List(list) => {
            vm.heap.list_append(list, piece);
            Held::List(list)
        }
    };
    vm.library.pending.bytes += bytes;
    if vm.library.pending.bytes >= CHUNK || (vm.library.pending.by_line && ends_line) {
        flush(vm);
    }
}

/// `sys.stdout.flush()`: what waits is joined, written and forgotten.
pub fn flush(vm: &mut Machine) {
    let bytes = std::mem::take(&mut vm.library.pending.bytes);
    let held = match std::mem::take(&mut vm.library.pending.held) {
        Held::Nothing => return,
        Held::One(held) | Held::List(held) => held,
    };
    let joined = vm.heap.new_bytes(vec![0; bytes]);
    vm.decref(held);
    vm.decref(joined);
}
