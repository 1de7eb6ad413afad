//! What makes ROI too low and what makes it too high: one of them is a bound, both together are none.

use super::cost::{FullCost, distinct_days};
use super::figure::{Figure, Reason, quotient};
use super::formulas::MARGIN as MARGIN_IMPLICIT;
use super::input::{Input, InputKind};
use super::line::ValueLine;
use super::result::{Ledger, refused};
use super::returned::Returned;
use super::sensitivity::MARGINS;
use super::unfinished::Unfinished;
use crate::schema::{Amount, CostType};
use crate::time::Period;

/// What revenue that counts as value does to a return.
const NO_MARGIN: &str = "no margin, so that revenue counts as value";

/// For how many of the days that matter labour, which is mostly the largest cost, is on record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabourDays {
    /// Those of them with hours or a cost of labour.
    pub on_record: i64,
    /// Days of media and of value; those of the period where there is neither.
    pub of: i64,
}

impl LabourDays {
    /// Whether some are missing.
    pub fn lacks(&self) -> bool {
        self.on_record < self.of
    }
}

impl Ledger {
    /// The warning that stands above everything; `None` where there is none.
    pub fn banner(&self) -> Option<String> {
        banner(
            self.roi,
            &self.returned,
            &self.cost,
            (&self.lines, &self.inputs),
            &self.period,
            self.unfinished.as_ref(),
        )
    }

    /// Whether revenue counts as value in some line, as nobody gave a margin.
    pub fn lacks_margin(&self) -> bool {
        lacks_margin(&self.lines, &self.inputs)
    }

    /// The share of media of which nothing is known of what it brought: neither the files nor a test that counts tell.
    pub fn unknown_media(&self) -> Figure {
        unknown_media(&self.returned, &self.cost)
    }

    /// For how many days labour is on record.
    pub fn labour_days(&self) -> LabourDays {
        labour_days(&self.cost, &self.lines, &self.period)
    }

    /// Days of the period with media or value on record.
    pub fn active_days(&self) -> i64 {
        distinct_days(active(&self.cost, &self.lines, &self.period))
    }
}

fn unknown_media(returned: &Returned, cost: &FullCost) -> Figure {
    let unknown: Amount = returned.unknown.iter().copied().sum();
    quotient(unknown, cost.of_type(CostType::Media), Reason::NoSpend)
}

/// Stretches of the period with media or value on record; they may overlap.
fn active(cost: &FullCost, lines: &[ValueLine], period: &Period) -> Vec<Period> {
    let media = cost
        .lines
        .iter()
        .filter(|line| line.cost_type == CostType::Media);
    let media = media.map(|line| line.period);
    let value = lines.iter().filter(|line| line.include);
    let value = value.flat_map(|line| line.falls.iter().map(|(days, _)| *days));
    let active = media.chain(value);
    active.filter_map(|days| days.overlap(period)).collect()
}

/// A period that is not over has the labour of its days so far, and lacks none.
fn labour_days(cost: &FullCost, lines: &[ValueLine], period: &Period) -> LabourDays {
    let mut active = active(cost, lines, period);
    if active.is_empty() {
        active.push(*period);
    }
    // Hours of January are none of February, in which media was spent.
    let labour = cost
        .lines
        .iter()
        .filter(|line| line.cost_type == CostType::Labour);
    let labour =
        labour.flat_map(|line| active.iter().filter_map(|days| days.overlap(&line.period)));
    LabourDays {
        on_record: distinct_days(labour.collect()),
        of: distinct_days(active),
    }
}

fn lacks_margin(lines: &[ValueLine], inputs: &[Input]) -> bool {
    let is_implicit = |input: &&Input| input.kind == InputKind::Implicit;
    let mut margins = inputs
        .iter()
        .filter(is_implicit)
        .filter(|input| [MARGINS, MARGIN_IMPLICIT].contains(&&*input.key));
    margins.any(|margin| {
        let mut counted = lines.iter().filter(|line| line.include);
        counted.any(|line| line.inputs.contains(&margin.key))
    })
}

/// The warning of a return; none where there is no return to warn of.
pub(super) fn banner(
    known: Figure,
    returned: &Returned,
    cost: &FullCost,
    (lines, inputs): (&[ValueLine], &[Input]),
    period: &Period,
    unfinished: Option<&Unfinished>,
) -> Option<String> {
    known.value()?;
    let share = unknown_media(returned, cost).value();
    let test = match returned.unknown == returned.without_outcomes {
        true => "",
        false => " and no test",
    };
    let without = share.filter(|share| *share > 0.0).map(|share| {
        let percent = share * 100.0;
        format!("{percent:.1} % of media has no outcomes in the files{test}")
    });
    let refused = refused(lines);
    let refused = match refused.len() {
        0 => None,
        1 => Some(format!("{} is refused", refused[0])),
        _ => Some(format!("{} are refused", refused.join(", "))),
    };
    let short = unfinished.map(|one| one.told.clone());
    let below: Vec<String> = [short, without, refused].into_iter().flatten().collect();
    let below = (!below.is_empty()).then(|| below.join(", "));
    let labour = labour_days(cost, lines, period);
    let hours = match labour.on_record {
        0 if cost.days_of(CostType::Labour, period) == 0 => {
            Some("labour is not on record".to_owned())
        }
        days if labour.lacks() => Some(format!(
            "labour is on record for {days} of {} days",
            labour.of
        )),
        _ => None,
    };
    let revenue = lacks_margin(lines, inputs).then(|| NO_MARGIN.to_owned());
    let above: Vec<String> = [hours, revenue].into_iter().flatten().collect();
    let above = (!above.is_empty()).then(|| above.join(", "));
    match (below, above) {
        (Some(below), Some(above)) => Some(format!(
            "ROI may be too low or too high: {below} (too low); {above} (too high)"
        )),
        (Some(below), None) => Some(format!("ROI may be too low: {below}")),
        (None, Some(above)) => Some(format!("ROI overstated: {above}")),
        (None, None) => None,
    }
}
