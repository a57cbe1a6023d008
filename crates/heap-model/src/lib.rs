//! A model of CPython's heap.

pub mod release;
