//! What differs between CPython's releases, in one place.

mod compiler;

pub use compiler::Compiler;

/// One CPython release, with every number and rule of its heap that another release has otherwise.
#[derive(Debug)]
pub struct Release {
    /// `"3.14"`, as chapters write it.
    pub name: &'static str,
    /// Major, minor and micro version, e.g. `(3, 14, 10)`.
    pub version: (u8, u8, u8),
    /// How source text becomes bytecode.
    pub compiler: Compiler,
}

/// The five releases, oldest first.
pub static RELEASES: [Release; 5] = [
    Release { name: "3.11", version: (3, 11, 7), compiler: compiler::V11 },
    Release { name: "3.12", version: (3, 12, 1), compiler: compiler::V12 },
    Release { name: "3.13", version: (3, 13, 18), compiler: compiler::V13 },
    Release { name: "3.14", version: (3, 14, 10), compiler: compiler::V14 },
    Release { name: "3.15", version: (3, 15, 2), compiler: compiler::V15 },
];

impl Release {
    /// The release of that name (`"3.14"`), if the model has it.
    pub fn named(name: &str) -> Option<&'static Release> {
        RELEASES.iter().find(|release| release.name == name)
    }
}
