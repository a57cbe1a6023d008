//! A model of CPython's heap.

pub mod hash;
pub mod memory;
pub mod release;
