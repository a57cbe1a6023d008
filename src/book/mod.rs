//! The whole book: read, checked, rendered.

pub mod build;
mod headings;
pub mod load;
mod mermaid;
pub mod new;
pub mod preprocess;
mod rust_tests;
