//! The book's own tools: everything that knows both Markdown and the model.

pub mod oracle;
