//! Warnings: what the compiler and native code warn of, shown as the default filters let it.

use heap_model::objects::Execution;
use heap_model::{Obj, types};

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

    /// A `DeprecationWarning` about the running line, shown once for each place, as the default
    /// filters have it: for code of `__main__` only.
    pub(crate) fn warn_deprecated(&mut self, message: &str) {
        let Some(frame) = self.frames.last() else { return };
        let (globals, filename) = (frame.globals, self.heap.code(frame.code).filename);
        let line = frame.body.position(frame.instruction).line;
        let name = self.names.__name__;
        let main = self.names.__main__;
        if self.heap.dict_get_str(globals, name) != Some(main) {
            return;
        }
        let place = (self.heap.str_text(filename).to_owned(), line, message.to_owned());
        if !self.warned.contains(&place) {
            // A run that has to end here ends at the next chance.
            let _ = self.show_warning(&place.0, line, "DeprecationWarning", message);
            self.warned.push(place);
        }
    }

    /// Warns of a coroutine that dies before it ran at all, once for each place.
    pub(super) fn warn_if_never_awaited(&mut self, coroutine: Obj) {
        let content = self.generator(coroutine);
        if content.execution != Execution::Created
            || self.heap.type_of(coroutine) != types::COROUTINE
        {
            return;
        }
        let message =
            format!("coroutine '{}' was never awaited", self.heap.str_text(content.qualname));
        let (filename, line) = match self.frames.last() {
            Some(frame) => {
                let filename = self.heap.code(frame.code).filename;
                let line = frame.body.position(frame.instruction).line;
                (self.heap.str_text(filename).to_owned(), line)
            }
            None if self.release().warnings.names_sys_in_brackets => ("<sys>".to_owned(), 0),
            None => ("sys".to_owned(), 1),
        };
        let place = (filename, line, message);
        if self.warned.contains(&place) {
            return;
        }
        let (filename, line, message) = &place;
        let hint = match self.frames.is_empty() {
            true => "",
            false => "RuntimeWarning: Enable tracemalloc to get the object allocation traceback\n",
        };
        // A run that has to end here ends at the next chance.
        let _ = self
            .show_warning(filename, *line, "RuntimeWarning", message)
            .and_then(|()| self.write(Stream::Stderr, hint));
        self.warned.push(place);
    }
}
