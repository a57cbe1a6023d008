//! Reads and checks chapters, and holds the model against real CPythons.

pub mod chapter;
pub mod diagnostic;
pub mod oracle;
pub mod releases;
pub mod report;
pub mod snippet;
pub mod source;
pub mod verify;
