//! `--what-if key=value`: the same ledger with other base values.

use crate::error::{Error, Result};
use crate::ledger::inputs::LedgerInputs;
use crate::schema::{Amount, nearest};

/// The inputs with these base values; a range that does not hold the new value is widened to it. Keys may be those of
/// implicit inputs, whose value then stands beside what was given.
///
/// # Errors
/// [`Error::UnknownName`] for a key that no formula knows.
pub fn what_if(given: &LedgerInputs, changes: &[(String, Amount)]) -> Result<LedgerInputs> {
    let mut changed = given.clone();
    changed.inputs = given.all_inputs();
    for (key, value) in changes {
        let keys = || changed.inputs.iter().map(|input| input.key.as_str());
        let near: Vec<String> = nearest(key, keys())
            .map(str::to_owned)
            .into_iter()
            .collect();
        let Some(input) = changed.inputs.iter_mut().find(|input| input.key == *key) else {
            return Err(Error::UnknownName {
                what: "input of the ledger",
                name: key.clone(),
                nearest: near,
            });
        };
        input.base = *value;
        input.low = input.low.map(|low| low.min(*value));
        input.high = input.high.map(|high| high.max(*value));
    }
    Ok(changed)
}
