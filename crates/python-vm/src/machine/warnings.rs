//! Warnings: what the compiler and native code warn of, shown as the default filters let it.

use super::{Machine, Result};
use crate::bytecode::UnitTemplate;
use crate::outcome::Stream;

impl Machine {
    /// Shows what the compiler warned of in a unit. The parser calls it `parsed_as` in its own
    /// warnings, if not by its file name.
    ///
    /// # Errors
    /// Only what ends the run.
    pub(crate) fn show_compile_warnings(
        &mut self,
        unit: &UnitTemplate,
        parsed_as: Option<&str>,
    ) -> Result<()> {
        // A `DeprecationWarning` is shown for the module `__main__`, which no source text is.
        for warning in unit.warnings.iter().filter(|warning| warning.syntax) {
            let filename = parsed_as.filter(|_| warning.parsing).unwrap_or(&unit.filename);
            self.show_warning(filename, warning.line, "SyntaxWarning", &warning.message)?;
        }
        Ok(())
    }

    /// Writes a warning and the line of the script that it is about.
    pub(crate) fn show_warning(
        &mut self,
        filename: &str,
        line: u32,
        category: &str,
        message: &str,
    ) -> Result<()> {
        let mut text = format!("{filename}:{line}: {category}: {message}\n");
        if let Some((name, source)) = &self.script
            && **name == *filename
            && let Some(line) = source.lines().nth(line.saturating_sub(1) as usize)
        {
            text.push_str("  ");
            text.push_str(line.trim());
            text.push('\n');
        }
        self.write(Stream::Stderr, &text)
    }
}
