//! Whole books: a folder with a small book, a command, and what came of it.
//!
//! Expected texts are brought up to date with `UPDATE_EXPECT=1 cargo test --test book`.

mod assertions;
mod bad_input;
mod bad_programs;
mod bless;
mod build;
mod captures;
mod claims;
mod command_line;
mod cost;
mod fences;
mod includes;
mod outputs;
mod pages;
mod pictures;
mod places;
mod reports;
mod run;
mod rust_snippets;
mod serve;
mod support;
