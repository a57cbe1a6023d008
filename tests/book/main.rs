//! Whole books: a folder with a small book, a command, and what came of it.
//!
//! Expected texts are brought up to date with `UPDATE_EXPECT=1 cargo test --test book`.

mod assertions;
mod bad_input;
mod bad_programs;
mod bless;
#[cfg(target_os = "linux")]
mod browser;
mod build;
mod captures;
mod claims;
mod command_line;
mod cost;
#[cfg(target_os = "linux")]
mod disks;
mod fences;
mod includes;
mod killed;
mod mutate;
mod new;
mod outputs;
mod pages;
mod pictures;
mod places;
mod reports;
mod run;
mod rust_snippets;
mod serve;
mod support;
#[cfg(target_os = "linux")]
mod terminal;
