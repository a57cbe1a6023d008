//! Mermaid diagrams: mdbook-mermaid marks them up, and the pages that have one load the script.
//!
//! mdbook-mermaid takes part as a library, so that nobody has to install it. A book that names it in
//! `book.toml` keeps its own way.

use mdbook_mermaid::Mermaid;
use mdbook_preprocessor::book::{Book, BookItem};
use mdbook_preprocessor::errors::Result;
use mdbook_preprocessor::{Preprocessor, PreprocessorContext};

/// What a page with a diagram gets at its end. Once on the print page, where every chapter is.
///
/// `path_to_root` is a constant of every mdBook page.
const LOADER: &str = "

<script>
if (!window.memoirDiagrams) {
    window.memoirDiagrams = true;
    for (const name of [\"mermaid.min.js\", \"diagrams.js\"]) {
        const script = document.createElement(\"script\");
        script.src = path_to_root + \"assets/\" + name;
        script.async = false;
        document.head.append(script);
    }
}
</script>
";

/// Marks up the diagrams of a book, and loads the script where there is one.
pub fn run(ctx: &PreprocessorContext, book: Book) -> Result<Book> {
    if ctx.config.contains_key("preprocessor.mermaid") {
        return Ok(book);
    }
    let mut book = Mermaid.run(ctx, book)?;
    book.for_each_mut(|item| {
        if let BookItem::Chapter(chapter) = item
            && chapter.content.contains("<pre class=\"mermaid\">")
        {
            chapter.content.push_str(LOADER);
        }
    });
    Ok(book)
}
