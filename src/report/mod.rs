//! Shows findings to people and to tools.

pub mod terminal;
