//! All conversions and their value, and whether everything adds up to them.

use crate::attribution::{TouchLog, WalkCounts};
use crate::error::{Error, Result};
use crate::schema::Amount;

use super::paths::CountedPaths;
use super::prepare::Prepared;
use super::{Attribution, Credit, Evidence};

/// All conversions, and those that no touch can be credited with.
pub fn totals(
    found: &mut Attribution,
    evidence: &Evidence<'_>,
    counted: &CountedPaths,
    counts: &WalkCounts,
    prepared: &Prepared,
) {
    let nobody = evidence.log.nobody(prepared.walk.period);
    let (pathless, pathless_value) = counted.pathless;
    found.unattributed = Credit {
        conversions: counts.no_touch_conversions
            + counts.out_of_window_conversions
            + nobody.conversions
            + pathless,
        value: counts.no_touch_value
            + counts.out_of_window_value
            + counts.no_sale_value
            + nobody.value
            + pathless_value,
    };
    // Counted paths of which every channel is left out have nothing left to credit.
    let empty = counted
        .paths
        .iter()
        .zip(&prepared.paths)
        .filter(|(_, channels)| channels.is_empty());
    let (empty, empty_value) = empty
        .fold((Amount::ZERO, Amount::ZERO), |(sum, value), (path, _)| {
            (sum + path.conversions, value + path.value)
        });
    found.unattributed.conversions += empty;
    found.unattributed.value += empty_value;
    let (of_paths, value_of_paths) = counted.sums();
    found.total = Credit {
        conversions: found.unattributed.conversions
            + counts.conversions
            + Amount(of_paths.0 - empty.0),
        value: found.unattributed.value + counts.value + Amount(value_of_paths.0 - empty_value.0),
    };
    found.has_value = found.total.value.0 != 0 || counts.value.0 != 0 || value_of_paths.0 != 0;
}

/// Journeys account for all that the log earned, and every model that sums credits all of theirs, to the last digit.
pub fn reconcile(found: &Attribution, counts: &WalkCounts, log: &TouchLog) -> Result<()> {
    let walked = Credit {
        conversions: counts.conversions
            + counts.no_touch_conversions
            + counts.out_of_window_conversions
            + counts.other_period_conversions
            + counts.duplicate_conversions,
        value: counts.value
            + counts.no_touch_value
            + counts.out_of_window_value
            + counts.no_sale_value
            + counts.other_period_value
            + counts.duplicate_value,
    };
    let (conversions, value) = log.earned();
    if walked != (Credit { conversions, value }) {
        return Err(Error::Unreconciled {
            what: format!(
                "the log earned {conversions} conversions and {value} of value, its journeys {} and {}",
                walked.conversions, walked.value
            ),
        });
    }
    for model in found.models.iter().filter(|model| model.sums) {
        let Ok(credit) = &model.credit else { continue };
        let mut sum = Credit {
            conversions: found.unattributed.conversions + model.left.conversions,
            value: found.unattributed.value + model.left.value,
        };
        for one in credit {
            sum.conversions += one.conversions;
            sum.value += one.value;
        }
        if sum != found.total {
            return Err(Error::Unreconciled {
                what: format!(
                    "{} credits {} of {} conversions and {} of {} value",
                    model.name,
                    sum.conversions,
                    found.total.conversions,
                    sum.value,
                    found.total.value
                ),
            });
        }
    }
    Ok(())
}
