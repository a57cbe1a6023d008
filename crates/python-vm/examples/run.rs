//! Runs a program: `cargo run --example run -- FILE [RELEASE]…`. Output as the program gives it.

use python_vm::{Ending, Limits, Machine, Release, Stream, Unit};

fn main() {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().expect("a file");
    let source = std::fs::read_to_string(&path).expect("a readable file");
    let mut releases: Vec<String> = arguments.collect();
    if releases.is_empty() {
        releases = ["3.11", "3.12", "3.13", "3.14", "3.15"].map(String::from).to_vec();
    }
    for name in &releases {
        let release = Release::named(name).expect("a release of the model");
        let mut machine = Machine::new(release, Limits::default());
        if releases.len() > 1 {
            println!("--- {name}");
        }
        let outcome = machine.run(&source, Unit::Script, &path);
        let exit = machine.finish();
        for outcome in [&outcome, &exit] {
            print!("{}", outcome.text(Stream::Stdout));
            eprint!("{}", outcome.text(Stream::Stderr));
            match &outcome.ending {
                Ending::Done => {}
                Ending::Raised(uncaught) => eprint!("{}", uncaught.traceback),
                other => eprintln!("{other:?}"),
            }
        }
    }
}
