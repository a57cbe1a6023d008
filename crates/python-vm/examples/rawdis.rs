use python_vm::Release;
use python_vm::bytecode::*;
use python_vm::compile::{Mode, compile, jump_target};
fn c(u: &UnitTemplate, i: u32) -> String {
    let j = |x: &[u32]| x.iter().map(|&i| c(u, i)).collect::<Vec<_>>().join(", ");
    match &u.pool[i as usize] {
        Constant::None => "None".into(),
        Constant::Ellipsis => "Ellipsis".into(),
        Constant::Bool(b) => {
            if *b {
                "True".into()
            } else {
                "False".into()
            }
        }
        Constant::Int(v) => v.to_string(),
        Constant::BigInt(v) => v.to_string(),
        Constant::Float(v) => format!("f{:016x}", v.to_bits()),
        Constant::Complex(a, b) => format!("c{:016x}{:016x}", a.to_bits(), b.to_bits()),
        Constant::Str(t) => format!(
            "s{}",
            t.chars().map(|c| format!("{:x}", c as u32)).collect::<Vec<_>>().join("_")
        ),
        Constant::Bytes(b) => {
            format!("b{}", b.iter().map(|c| format!("{c:x}")).collect::<Vec<_>>().join("_"))
        }
        Constant::Tuple(x) => format!("({})", j(x)),
        Constant::FrozenSet(x) => {
            let mut v: Vec<String> = x.iter().map(|&i| c(u, i)).collect();
            v.sort();
            format!("{{{}}}", v.join(", "))
        }
        Constant::Slice(x) => format!("slice({})", j(x)),
    }
}
fn main() {
    let files: Vec<String> = std::env::args().skip(3).collect();
    let rel = Release::named(&std::env::args().nth(1).unwrap()).unwrap();
    let mode = match std::env::args().nth(2).unwrap().as_str() {
        "single" => Mode::Interactive,
        "eval" => Mode::Eval,
        _ => Mode::Script,
    };
    for f in files {
        let src = std::fs::read_to_string(&f).unwrap();
        println!("FILE {f}");
        let u = match compile(&src, mode, &f, rel) {
            Ok(u) => u,
            Err(e) => {
                println!("ERROR {e:?}");
                continue;
            }
        };
        // preorder like python's co_consts walk
        fn walk(u: &UnitTemplate, i: usize, prefix: String) {
            let k = &u.codes[i];
            let cr = |r: &ConstantRef| match r {
                ConstantRef::Pool(i) => c(u, *i),
                ConstantRef::Code(i) => format!("<code {}>", u.codes[*i as usize].name),
            };
            println!(
                "CODE {}{} line={} args={},{},{} stack={}",
                prefix,
                k.qualname,
                k.first_line,
                k.argcount,
                k.posonlyargcount,
                k.kwonlyargcount,
                k.stack_size
            );
            println!(
                "FLAGS {}",
                [
                    (k.flags.optimized, "OPTIMIZED"),
                    (k.flags.new_locals, "NEWLOCALS"),
                    (k.flags.varargs, "VARARGS"),
                    (k.flags.varkeywords, "VARKEYWORDS"),
                    (k.flags.nested, "NESTED"),
                    (k.flags.generator, "GENERATOR"),
                    (k.flags.has_docstring, "DOC"),
                    (k.flags.method, "METHOD"),
                    (k.flags.future_annotations, "FUTANN")
                ]
                .iter()
                .filter(|x| x.0)
                .map(|x| x.1)
                .collect::<Vec<_>>()
                .join(" ")
            );
            println!("CONSTS {}", k.consts.iter().map(cr).collect::<Vec<_>>().join(" | "));
            println!("NAMES {}", k.names.join(" "));
            println!(
                "LOCALS {}",
                k.localsplus
                    .iter()
                    .map(|(n, q)| format!(
                        "{n}:{}{}{}{}",
                        if q.local { "L" } else { "" },
                        if q.cell { "C" } else { "" },
                        if q.free { "F" } else { "" },
                        if q.hidden { "H" } else { "" }
                    ))
                    .collect::<Vec<_>>()
                    .join(" ")
            );
            for (i, (op, p)) in k.instructions.iter().zip(&k.positions).enumerate() {
                let d = format!("{op:?}");
                let name = d[..d.find(['(', ' ']).unwrap_or(d.len())].to_string();
                let l = |i: u32| k.localsplus[i as usize].0.to_string();
                let n = |i: u32| k.names[i as usize].to_string();
                let arg = match *op {
                    Op::LoadConst(i) | Op::LoadConstBorrow(i) => cr(&k.consts[i as usize]),
                    Op::LoadFast(i)
                    | Op::LoadFastBorrow(i)
                    | Op::LoadFastCheck(i)
                    | Op::LoadFastAndClear(i)
                    | Op::StoreFast(i)
                    | Op::DeleteFast(i)
                    | Op::MakeCell(i)
                    | Op::LoadDeref(i)
                    | Op::StoreDeref(i)
                    | Op::DeleteDeref(i)
                    | Op::LoadFromDictOrDeref(i) => l(i),
                    Op::LoadName(i)
                    | Op::StoreName(i)
                    | Op::DeleteName(i)
                    | Op::LoadGlobal(i)
                    | Op::StoreGlobal(i)
                    | Op::DeleteGlobal(i)
                    | Op::LoadFromDictOrGlobals(i)
                    | Op::LoadAttr(i)
                    | Op::LoadMethod(i)
                    | Op::LoadSuperAttr(i)
                    | Op::LoadSuperMethod(i)
                    | Op::StoreAttr(i)
                    | Op::DeleteAttr(i)
                    | Op::ImportName(i)
                    | Op::ImportFrom(i) => n(i),
                    _ => match jump_target(*op) {
                        Some(t) => t.to_string(),
                        None => d[name.len()..].trim_matches(['(', ')', ' ']).to_string(),
                    },
                };
                println!(
                    "I {i} {name} {arg} @{}:{}-{}:{}",
                    p.line, p.column, p.end_line, p.end_column
                );
            }
            for h in &k.handlers {
                println!("H {} {} {} {} {}", h.start, h.end, h.target, h.depth, h.lasti);
            }
            for r in &k.consts {
                if let ConstantRef::Code(i) = r {
                    walk(u, *i as usize, format!("{prefix}"));
                }
            }
        }
        walk(&u, u.codes.len() - 1, String::new());
    }
}
