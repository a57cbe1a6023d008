//! How the size of a container grows with its length.

use heap_model::{Heap, Release};
use serde::Serialize;

/// Which container.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum GrowthKind {
    /// A list, by `append`.
    List,
    /// A dict with strings as keys.
    Dict,
}

impl GrowthKind {
    /// What it holds.
    pub(crate) fn items(self) -> &'static str {
        match self {
            GrowthKind::List => "items",
            GrowthKind::Dict => "keys",
        }
    }
}

/// Sizes of a container that grows one by one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Growth {
    /// Which container.
    pub kind: GrowthKind,
    /// `sys.getsizeof` by length, from 0 on.
    pub sizes: Vec<usize>,
}

impl Growth {
    /// Grows a container on a heap of its own.
    pub fn of(release: &'static Release, kind: GrowthKind, length: usize) -> Growth {
        let mut heap = Heap::new(release);
        let container = match kind {
            GrowthKind::List => heap.new_list(vec![]),
            GrowthKind::Dict => heap.new_dict(),
        };
        let mut sizes = vec![heap.size_of(container)];
        for number in 0..length {
            match kind {
                GrowthKind::List => {
                    let item = heap.new_none();
                    heap.list_append(container, item);
                }
                GrowthKind::Dict => {
                    let key = heap.new_str(&format!("key {number}"));
                    let none = heap.none();
                    let _ = heap.dict_set_str(container, key, none);
                }
            }
            sizes.push(heap.size_of(container));
        }
        Growth { kind, sizes }
    }

    /// One sentence that says what the picture shows.
    pub fn summary(&self) -> String {
        let steps = self.sizes.windows(2).filter(|pair| pair[0] != pair[1]).count();
        let name = match self.kind {
            GrowthKind::List => "list",
            GrowthKind::Dict => "dict",
        };
        format!(
            "Plot of a {name}'s size from 0 to {} {}: {steps} steps, from {} to {} bytes",
            self.sizes.len() - 1,
            self.kind.items(),
            self.sizes[0],
            self.sizes[self.sizes.len() - 1]
        )
    }

    /// Each step in words.
    pub fn text(&self) -> String {
        let mut out = String::new();
        for (length, &size) in self.sizes.iter().enumerate() {
            if length == 0 || self.sizes[length - 1] != size {
                out += &format!("from {length} {}: {size} bytes\n", self.kind.items());
            }
        }
        out
    }
}
