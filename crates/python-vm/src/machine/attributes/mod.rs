//! Attribute access: what `object.name` means, and what may be remembered of it.
//!
//! | file | what it does |
//! |---|---|
//! | `lookup` | a name along a class's order of lookup, through the method cache |
//! | `descriptors` | how an attribute of a class takes part: `__get__`, `__set__`, binding |
//! | `get` | `getattr` on instances, classes, modules, `super` objects |
//! | `set` | `setattr` and `delattr` |
//! | `storage` | where an object keeps attributes of its own |
//! | `inline` | what an instruction may remember of an access |
//! | `populate` | the namespaces of built-in types, filled from the library's tables |

mod descriptors;
mod get;
mod inline;
mod lookup;
mod populate;
mod set;
mod storage;

pub use inline::{Cached, CachedStore};
pub use lookup::MethodCache;
pub(crate) use set::readonly_member;
pub(crate) use storage::instance_dict;
