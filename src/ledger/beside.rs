//! What stands beside ROI under its own name: returns on media alone, and what they would have to be.

use serde::Serialize;

use super::figure::{Figure, Reason, over_spend, quotient};
use crate::schema::Amount;

/// Returns on ads, by their own names (metrics P-19 to P-23, P-30).
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Beside {
    /// Attributed revenue over the media of platforms with outcomes.
    pub media_roas: Figure,
    /// The share of media on platforms of which the files hold no outcome.
    pub media_without_outcomes: Figure,
    /// Revenue that experiments show to be caused, over media; undefined where a line of ads rests on none. Media
    /// stands for the spend that the experiment varied.
    pub iroas: Figure,
    /// Attributed revenue × margin over media; breaks even at one.
    pub poas: Figure,
    /// One over the margin; undefined where refunds at other margins leave none between 0 and 1.
    pub break_even_roas: Figure,
    /// The same where the ledger takes not all of the revenue as caused: what is credited to ads over what it is worth.
    /// `None` where every κ is one.
    #[serde(skip)]
    pub break_even_as_caused: Option<Figure>,
    /// Full cost over the media that `media_roas` divides by, over the margin: what it would have to be to carry
    /// everything.
    pub full_cost_roas: Figure,
    /// How far the return on media lies above its break-even.
    pub roas_headroom: Figure,
    /// The average order of ads × margin.
    pub break_even_cpa: Figure,
}

/// Sums of the lines of ads.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct PaidSums {
    /// Attributed revenue, where any line has it.
    pub revenue: Option<Amount>,
    /// Whether all of it is taken as caused.
    pub is_all_caused: bool,
    /// What the lines are worth, where all have a margin and no test counts in place of any.
    pub worth: Option<Amount>,
    /// Caused revenue, where every line rests on an experiment.
    pub caused: Option<Amount>,
    /// What the tests spent for it, where every line is a test whose groups say so.
    pub tested_media: Option<Amount>,
    /// Revenue × margin of the lines that have a margin.
    pub margin_on: Amount,
    /// Revenue of those lines.
    pub revenue_with_margin: Amount,
    /// The margin that all lines share, where they do.
    pub one_margin: Option<Amount>,
    /// Orders of the attributed lines.
    pub orders: Option<Amount>,
}

/// Media on record.
#[derive(Clone, Copy, Debug)]
pub(super) struct Media {
    /// Of all platforms.
    pub all: Amount,
    /// Of platforms of which the files hold no outcome.
    pub without_outcomes: Amount,
    /// What of that no experiment of ads tested either.
    pub untested: Amount,
}

pub(super) fn beside(paid: PaidSums, media: Media, full_cost: Amount) -> Beside {
    let Media {
        all,
        without_outcomes,
        untested,
    } = media;
    let over = |amount: Option<Amount>, without: Amount| match amount {
        Some(_) if all == without && without != Amount::ZERO => {
            Figure::Undefined(Reason::NotSupplied)
        }
        Some(amount) => over_spend(amount, all - without),
        None => Figure::Undefined(Reason::NotSupplied),
    };
    let over_media = |amount: Option<Amount>| over(amount, without_outcomes);
    let margin = match (paid.one_margin, paid.revenue_with_margin) {
        (Some(margin), _) => Figure::Defined(margin.to_f64()),
        (None, revenue) if revenue == Amount::ZERO => Figure::Undefined(Reason::NotSupplied),
        (None, revenue) => quotient(paid.margin_on, revenue, Reason::ZeroDenominator),
    };
    let over_margin = |above: Figure| match (above, margin) {
        (_, Figure::Defined(margin)) if margin <= 0.0 => Figure::Undefined(Reason::CannotBreakEven),
        // Refunds at other margins than the sales.
        (_, Figure::Defined(margin)) if margin > 1.0 => Figure::Undefined(Reason::NoShare),
        (Figure::Defined(above), Figure::Defined(margin)) => Figure::Defined(above / margin),
        (Figure::Undefined(reason), _) | (_, Figure::Undefined(reason)) => {
            Figure::Undefined(reason)
        }
    };
    let times = |first: Figure, second: Figure| match (first, second) {
        (Figure::Defined(first), Figure::Defined(second)) => Figure::Defined(first * second),
        (Figure::Undefined(reason), _) | (_, Figure::Undefined(reason)) => {
            Figure::Undefined(reason)
        }
    };
    let media_roas = over_media(paid.revenue);
    let order = match (paid.revenue, paid.orders) {
        (Some(revenue), Some(orders)) => quotient(revenue, orders, Reason::NoOutcomes),
        _ => Figure::Undefined(Reason::NotSupplied),
    };
    Beside {
        media_roas,
        media_without_outcomes: quotient(without_outcomes, all, Reason::NoSpend),
        // Both sides against the counterfactual: a control may have spent too.
        iroas: match (paid.caused, paid.tested_media) {
            (Some(caused), Some(spent)) => over_spend(caused, spent),
            (caused, _) => over(caused, untested),
        },
        poas: times(media_roas, margin),
        break_even_roas: over_margin(Figure::Defined(1.0)),
        break_even_as_caused: (!paid.is_all_caused).then(|| as_caused(paid.revenue, paid.worth)),
        full_cost_roas: over_margin(over_media(Some(full_cost))),
        // ROAS / (1 / m) − 1
        roas_headroom: match over_margin(Figure::Defined(1.0)) {
            Figure::Defined(_) => times(media_roas, margin).map(|poas| poas - 1.0),
            undefined => undefined,
        },
        break_even_cpa: times(order, margin),
    }
}

/// The return on media at which what ads are worth is what they cost: worth grows as the revenue that is credited.
fn as_caused(revenue: Option<Amount>, worth: Option<Amount>) -> Figure {
    match (revenue, worth) {
        (Some(revenue), Some(worth)) if revenue > Amount::ZERO && worth > Amount::ZERO => {
            quotient(revenue, worth, Reason::ZeroDenominator)
        }
        (Some(_), Some(_)) => Figure::Undefined(Reason::CannotBreakEven),
        _ => Figure::Undefined(Reason::NotSupplied),
    }
}
