//! Reads chapters, and holds the model against real CPythons.

pub mod chapter;
pub mod diagnostic;
pub mod oracle;
pub mod releases;
pub mod snippet;
pub mod source;
