//! Which lines of value enter the figures, and on which of their days.

use std::collections::HashMap;
use std::ptr;

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
        let lines = graded
            .iter()
            .map(|one| (ptr::from_ref(one.spec), &one.line));
        let lines: HashMap<_, _> = lines.collect();
        let counts = self.lines.iter().map(|spec| {
            let line = lines.get(&ptr::from_ref(spec));
            let line = line.filter(|line| line.include)?;
            let covered = line.part.iter().flat_map(|part| &part.covered);
            Some(covered.map(|days| days.period).collect())
        });
        Ok(counts.collect())
    }
}
