//! The whole book: read, checked, rendered.

pub mod build;
pub mod load;
mod mermaid;
pub mod preprocess;
mod rust_tests;
