//! **Memoir**: a mdBook preprocessor that runs a book's Python snippets on a model of CPython's heap
//! and checks every id, count and size that the book prints; and the command line around it.
//!
//! # The way of a chapter
//!
//! | step | module |
//! |---|---|
//! | a Markdown file with its includes followed; every byte knows its file and line | [`source`] |
//! | its Python blocks, what their lines declare, and facts in prose | [`snippet`], [`chapter`] |
//! | programs, run on every release in parallel, and judged | [`verify`] |
//! | what does not hold, with place and hint | [`diagnostic`], shown by [`report`] |
//! | literals that are out of date, rewritten | [`bless`] |
//! | blocks as HTML | [`render`] |
//! | mdBook around all that | [`book`] |
//! | the book while somebody works on it | [`serve`] |
//! | rules of the model, broken to see which checks notice | [`mutate`] |
//! | real CPythons beside the model | [`oracle`] |
//! | files that are written whole or not at all | [`whole`] |
//! | the command line | [`cli`] |

pub mod bless;
pub mod book;
pub mod chapter;
pub mod cli;
pub mod diagnostic;
pub mod mutate;
pub mod oracle;
pub mod releases;
pub mod render;
pub mod report;
pub mod serve;
pub mod snippet;
pub mod source;
pub mod verify;
pub mod whole;
