//! A model of CPython's heap.

pub mod memory;
pub mod release;
