//! Last touch that is no direct visit, where rows are not channels: whether a touch is direct is a matter of its channel,
//! whatever the credit goes to.

use crate::attribution::{Credit, ModelResult, Setup};
use crate::error::Result;

use super::By;
use super::credit::Journeys as Walked;
use super::prepare::Prepared;

/// The model that asks what is direct.
pub const MODEL: &str = "last-non-direct";

/// Whether rows tell direct visits from others.
pub struct Direct {
    by_channel: bool,
}

impl Direct {
    /// For rows by these keys.
    pub fn of(by: &[By]) -> Self {
        Self {
            by_channel: by.contains(&By::Channel),
        }
    }

    /// Rows by channel too, where the model is asked for and the rows alone do not tell.
    pub fn told_apart(&self, setup: &Setup, finer: impl FnOnce() -> Prepared) -> Option<Prepared> {
        let asked = setup.models.iter().any(|model| model.name() == MODEL);
        (asked && !self.by_channel).then(finer)
    }
}

/// Replaces the model's credit by that of the finer rows, summed over their channels.
///
/// # Errors
/// As [`super::attribute`].
pub fn credit(
    walked: &Walked<'_>,
    finer: &Prepared,
    setup: &Setup,
    results: &mut [ModelResult],
) -> Result<()> {
    let mut own = setup.clone();
    own.choose([MODEL])?;
    own.direct.clone_from(&finer.direct);
    let fine = Walked {
        prepared: finer,
        ..*walked
    };
    let (found, _) = fine.credit(&own)?;
    let (Some(found), Some(result)) = (
        found.into_iter().next(),
        results.iter_mut().find(|result| result.name == MODEL),
    ) else {
        return Ok(());
    };
    let (Ok(credit), Ok(rows)) = (found.credits, &mut result.credits) else {
        return Ok(());
    };
    rows.iter_mut().for_each(|row| *row = Credit::default());
    for (number, credit) in credit.into_iter().enumerate() {
        let key = &finer.keys[fine.channel_of(number)];
        let coarse = &key[..key.len() - 1];
        let at = walked
            .prepared
            .keys
            .iter()
            .position(|known| known == coarse);
        // The first number of a row stands for it: numbers of one row are summed anyway.
        let at = at.and_then(|at| (0..rows.len()).find(|number| walked.channel_of(*number) == at));
        if let Some(row) = at.and_then(|at| rows.get_mut(at)) {
            *row += credit;
        }
    }
    Ok(())
}
