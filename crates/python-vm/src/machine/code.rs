//! Loading a compiled unit: its constants and code objects come to life on the heap.

use std::cell::Cell;
use std::rc::Rc;
use std::sync::Arc;

use heap_model::objects::Code;
use heap_model::{Obj, Payload, Runtime};
use rustc_hash::FxHashMap;

use super::Machine;
use crate::bytecode::{CodeFlags, CodeTemplate, Constant, ConstantRef, Op, Position, UnitTemplate};

/// Room that the list of a syntax tree's objects has at least.
const TREE_OBJECTS: usize = 128;

/// What an instruction remembers of its last execution.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cache {
    /// Version of the class, or of a namespace's keys, that the rest holds for. 0: nothing yet.
    pub version: u32,
    /// What is remembered, in the instruction's own terms.
    pub kind: u32,
    /// A position in an instance or a namespace.
    pub index: u32,
    /// Another version, or an object's handle.
    pub extra: u32,
}

/// The executable form of one code object.
#[derive(Debug)]
pub struct CodeBody {
    unit: Arc<UnitTemplate>,
    number: usize,
    /// Instructions.
    pub ops: Box<[Op]>,
    /// One inline cache an instruction.
    pub caches: Box<[Cell<Cache>]>,
    /// Starts and jumps back that are left until its instructions are specialised.
    pub warmup: Cell<u32>,
    /// `co_consts`; kept alive by the code object's tuple.
    pub consts: Box<[Obj]>,
    /// `co_names`; kept alive by the code object's tuple.
    pub names: Box<[Obj]>,
    /// Names of `localsplus`; kept alive by the code object's tuple.
    pub local_names: Box<[Obj]>,
    /// Places of `localsplus`.
    pub locals: usize,
    /// Places of `localsplus` and of the stack.
    pub size: usize,
    /// `co_argcount`.
    pub argcount: usize,
    /// Whether a call with exactly `argcount` positional arguments needs no binding.
    pub simple: bool,
    /// `co_flags`.
    pub flags: CodeFlags,
}

impl CodeBody {
    /// The plain data that it was made of.
    pub fn template(&self) -> &CodeTemplate {
        &self.unit.codes[self.number]
    }

    /// The unit that it belongs to.
    pub fn unit(&self) -> &UnitTemplate {
        &self.unit
    }

    /// Counts a start or a jump back.
    #[inline(always)]
    pub(super) fn warm_up(&self) {
        let left = self.warmup.get();
        if left != 0 {
            self.warmup.set(left - 1);
        }
    }

    /// Where an instruction comes from.
    pub fn position(&self, instruction: usize) -> Position {
        self.template().positions.get(instruction).copied().unwrap_or_default()
    }

    /// The index of an instruction among those that CPython has, too.
    pub fn visible_index(&self, instruction: usize) -> usize {
        let before = &self.ops[..instruction.min(self.ops.len())];
        instruction - before.iter().filter(|op| matches!(op, Op::Watch(_))).count()
    }

    /// First line of the top-level statement that an instruction of the unit's own code is part of.
    pub fn statement_of(&self, instruction: usize) -> u32 {
        let line = self.position(instruction).line;
        let starts = &self.unit.statement_lines;
        match starts.partition_point(|&start| start <= line) {
            0 => line,
            after => starts[after - 1],
        }
    }
}

/// Tuples of the code objects of one unit, by what they hold. Borrowed from the code objects.
#[derive(Default)]
struct SharedTuples {
    consts: FxHashMap<Vec<Obj>, Obj>,
    names: FxHashMap<Vec<Obj>, Obj>,
}

impl Machine {
    /// Makes the constants and code objects of a unit. Gives the unit's own code object and the list
    /// of the constants that its syntax tree keeps alive, both new references.
    ///
    /// `filename` is the `str` that was passed to `compile()`, borrowed: `co_filename` is that very
    /// object, unless names of files are interned and there was one already.
    pub(crate) fn load_unit(
        &mut self,
        unit: &Arc<UnitTemplate>,
        filename: Option<Obj>,
    ) -> (Obj, Obj) {
        // The arena of the tree, made before anything is parsed. Names and tokens are in its list
        // too, which therefore soon outgrows the size classes.
        let tree = self.heap.new_list_with_room(Vec::new(), TREE_OBJECTS);
        let mut pool: Vec<Obj> = Vec::with_capacity(unit.pool.len());
        for constant in &unit.pool {
            let object = self.load_constant(constant, &pool);
            pool.push(object);
        }
        let filename = match filename {
            Some(given) if self.release().interning.filename_interned => {
                let interned = self.heap.intern_object(given);
                self.new_ref(interned)
            }
            Some(given) => self.new_ref(given),
            None => self.heap.intern_filename(&unit.filename),
        };
        let mut codes: Vec<Obj> = Vec::with_capacity(unit.codes.len());
        // Equal `co_consts` of one unit are one tuple, as equal `co_names` are.
        let mut shared = SharedTuples::default();
        for number in 0..unit.codes.len() {
            let code = self.load_code(unit, number, filename, &pool, &codes, &mut shared);
            codes.push(code);
        }
        self.decref(filename);
        let own = codes.pop().expect("a unit has a code block of its own");
        for inner in codes {
            self.decref(inner);
        }
        let twice = self.heap.release.frames.script_holds_bytes_twice;
        for (index, object) in pool.into_iter().enumerate() {
            match unit.in_syntax_tree.get(index) {
                Some(true) => {
                    if twice && matches!(self.heap.payload(object), Payload::Bytes(_)) {
                        let again = self.new_ref(object);
                        self.heap.list_append(tree, again);
                    }
                    self.heap.list_append(tree, object);
                }
                _ => self.decref(object),
            }
        }
        (own, tree)
    }

    fn load_constant(&mut self, constant: &Constant, pool: &[Obj]) -> Obj {
        match constant {
            Constant::None => self.heap.new_none(),
            Constant::Ellipsis => {
                let ellipsis = self.heap.singletons().ellipsis;
                self.new_ref(ellipsis)
            }
            Constant::Bool(value) => self.heap.new_bool(*value),
            Constant::Int(value) => self.heap.new_int(*value),
            Constant::BigInt(value) => self.heap.new_bigint(value.clone()),
            Constant::Float(value) => self.heap.new_float(*value),
            Constant::Complex(real, imaginary) => self.heap.new_complex(*real, *imaginary),
            Constant::Str(text) if is_name_like(text) => self.heap.intern_constant(text),
            Constant::Str(text) => self.heap.new_str(text),
            Constant::Bytes(data) => self.heap.new_bytes(data.to_vec()),
            Constant::Tuple(items) => {
                let items: Vec<Obj> = items.iter().map(|&item| pool[item as usize]).collect();
                for &item in &items {
                    self.heap.incref(item);
                }
                self.heap.new_tuple_tracked(items)
            }
            Constant::FrozenSet(items) => {
                let items: Vec<Obj> = items.iter().map(|&item| pool[item as usize]).collect();
                self.constant_frozenset(&items)
            }
            Constant::Slice(parts) => {
                let [start, stop, step] = parts.map(|part| {
                    let object = pool[part as usize];
                    self.new_ref(object)
                });
                self.heap.new_slice(start, stop, step)
            }
        }
    }

    fn load_code(
        &mut self,
        unit: &Arc<UnitTemplate>,
        number: usize,
        filename: Obj,
        pool: &[Obj],
        codes: &[Obj],
        shared: &mut SharedTuples,
    ) -> Obj {
        let template = &unit.codes[number];
        let consts: Vec<Obj> = template
            .consts
            .iter()
            .map(|&constant| match constant {
                ConstantRef::Pool(index) => pool[index as usize],
                ConstantRef::Code(index) => codes[index as usize],
            })
            .collect();
        let names: Vec<Obj> = template.names.iter().map(|name| self.heap.intern(name)).collect();
        let local_names: Vec<Obj> =
            template.localsplus.iter().map(|(name, _)| self.heap.intern(name)).collect();
        let name = self.heap.intern(&template.name);
        let qualname = match template.qualname.contains('.') {
            false => self.heap.intern(&template.qualname),
            // Not an identifier: mortal as a constant is.
            true if self.release().interning.qualname_interned => {
                self.heap.intern_constant(&template.qualname)
            }
            true => self.heap.new_str(&template.qualname),
        };
        let consts_tuple = match shared.consts.get(&consts) {
            Some(&tuple) => self.new_ref(tuple),
            None => self.heap.new_tuple_from(&consts),
        };
        shared.consts.insert(consts.clone(), consts_tuple);
        let names_tuple = match shared.names.get(&names) {
            Some(&tuple) => {
                names.iter().for_each(|&name| self.decref(name));
                self.new_ref(tuple)
            }
            None => self.heap.new_tuple(names.clone()),
        };
        shared.names.insert(names.clone(), names_tuple);
        let locals_tuple = self.heap.new_tuple(local_names.clone());
        let flags = template.flags;
        let watches = template.instructions.iter().filter(|op| matches!(op, Op::Watch(_))).count();
        let watches = watches as u32;
        let simple = !flags.varargs && !flags.varkeywords && template.kwonlyargcount == 0;
        let body = CodeBody {
            unit: unit.clone(),
            number,
            ops: template.instructions.clone().into(),
            caches: vec![Cell::default(); template.instructions.len()].into(),
            warmup: Cell::new(self.heap.release.operations.code_warmup),
            consts: consts.into(),
            names: names.into(),
            local_names: local_names.into(),
            locals: template.localsplus.len(),
            size: template.localsplus.len() + template.stack_size as usize,
            argcount: template.argcount as usize,
            simple,
            flags,
        };
        let code = Code {
            name,
            qualname,
            filename: self.new_ref(filename),
            consts: consts_tuple,
            names: names_tuple,
            localsplus: locals_tuple,
            code_size: template.instructions.len() as u32 * 2 - watches * 2,
            body: Rc::new(body),
        };
        self.heap.new_code(code)
    }

    /// The executable form of a code object.
    pub fn body(&self, code: Obj) -> Rc<CodeBody> {
        match self.heap.payload(code) {
            Payload::Code(code) => {
                code.body.clone().downcast().expect("code objects are made by load_code alone")
            }
            _ => panic!("{code:?} is no code object"),
        }
    }

    /// A frozenset of constants, borrowed items. New reference.
    fn constant_frozenset(&mut self, items: &[Obj]) -> Obj {
        let mut set = self.frozenset_of(items);
        if self.heap.release.compiler.remakes_frozensets {
            let order: Vec<Obj> = self.heap.set(set).members().collect();
            let again = self.frozenset_of(&order);
            self.decref(set);
            set = again;
        }
        set
    }

    fn frozenset_of(&mut self, items: &[Obj]) -> Obj {
        let set = self.heap.new_frozenset();
        for &item in items {
            // Constants compare natively: nothing can raise.
            let _ = crate::builtins::set::add(self, set, item);
        }
        self.heap.finish_frozenset(set);
        set
    }
}

/// Whether a string constant is interned: ASCII letters, digits and underscores only.
pub(crate) fn is_name_like(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_')
}
