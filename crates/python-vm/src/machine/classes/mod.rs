//! Classes: the `class` statement, `type()`, and making instances.
//!
//! | file | what it does |
//! |---|---|
//! | `build` | `__build_class__`: the metaclass, the body, the class cell |
//! | `new` | `type.__new__`: slots, namespace, descriptors, hooks of bases and attributes |
//! | `construct` | calling a class: `__new__`, `__init__`, and their checks |
//! | `names` | a class's names and `repr` |
//! | `change` | changing a class: its attributes, its bases |

mod build;
mod change;
mod construct;
mod names;
mod new;
