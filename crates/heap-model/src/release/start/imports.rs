//! What the first import of a library module does to the collector.

/// A table of imports, one a line: the module; what a script that imports it first has then, which is
/// the collector's three counters and the unreachable objects not collected yet; and each module that
/// is loaded with it, in the order in which they are done, with the allocations that the collector
/// counts and the unreachable objects that are left (all measured, with `PYTHONHASHSEED=0`).
///
/// Loading a module makes classes and functions, and some of what it makes is garbage in cycles. The
/// program's first `gc.collect()` finds it.
#[derive(Clone, Copy, Debug)]
pub struct ImportEffects(pub(super) &'static str);

/// One import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// `gc.get_count()` after it, where nothing else was imported before.
    pub counts: [i32; 3],
    /// Unreachable objects after it, where nothing else was imported before.
    pub garbage: usize,
    /// The modules that it loads.
    pub parts: Vec<ImportPart>,
}

/// One module that an import loads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportPart {
    /// Its name.
    pub name: &'static str,
    /// Allocations that the collector counts, less deaths.
    pub allocations: i32,
    /// Objects of these that become unreachable.
    pub garbage: usize,
}

impl ImportEffects {
    /// The effects of importing a module; `None` for those that are there from the start.
    pub fn of(self, module: &str) -> Option<Import> {
        let line =
            self.0.lines().find_map(|line| line.strip_prefix(module)?.strip_prefix(" = "))?;
        let (numbers, parts) = line.split_once(" = ")?;
        let mut numbers = numbers.split(' ').map(|number| number.parse::<i32>().ok());
        let mut next = || numbers.next().flatten();
        let (counts, garbage) = ([next()?, next()?, next()?], next()? as usize);
        let part = |text: &'static str| {
            let mut fields = text.rsplitn(3, ':');
            let (garbage, allocations) = (fields.next()?, fields.next()?);
            Some(ImportPart {
                name: fields.next()?,
                allocations: allocations.parse().ok()?,
                garbage: garbage.parse().ok()?,
            })
        };
        Some(Import { counts, garbage, parts: parts.split(' ').filter_map(part).collect() })
    }
}
