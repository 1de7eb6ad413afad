//! Which lines of value enter the figures, and on which of their days.

use super::build::Book;
use super::inputs::LedgerInputs;
use super::value::graded;
use crate::error::Result;
use crate::time::Period;

impl LedgerInputs {
    /// Of each line, in their order, the days on which others cover it; `None` of one that does not count.
    ///
    /// # Errors
    /// As [`super::ledger`].
    pub fn counting(&self) -> Result<Vec<Option<Vec<Period>>>> {
        let book = Book::new(self.all_inputs())?;
        let graded = graded(self, &book)?;
        let counts = self.lines.iter().map(|spec| {
            let mut all = graded.iter();
            let own = all.find(|one| std::ptr::eq(one.spec, spec));
            let line = &own.filter(|one| one.line.include)?.line;
            let covered = line.part.iter().flat_map(|part| &part.covered);
            Some(covered.map(|days| days.period).collect())
        });
        Ok(counts.collect())
    }
}
