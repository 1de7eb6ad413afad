//! The tornado (metric catalogue, section 5.5): each input at its low, then at its high, all others at their base.
//! Ranges are documented ones, never a blanket ±10 %; an input without a range is shown as such.

use serde::Serialize;

use super::switching::{Switching, switching};
use super::{ends, uncertain};
use crate::ledger::figure::Figure;
use crate::ledger::input::{Input, InputKind};
use crate::ledger::plain;
use crate::ledger::result::Ledger;
use crate::schema::Amount;

/// Bars that a tornado has unless somebody asks for more.
pub const TOP: usize = 10;

/// Swings nearer than this are equal and sorted by name.
const EQUAL: f64 = 1e-12;

/// One input's bar.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bar {
    /// The key of the input.
    pub key: String,
    /// What it is, in words.
    pub title: String,
    /// How it is known.
    pub kind: InputKind,
    /// Its base value.
    #[serde(serialize_with = "plain::amount")]
    pub base: Amount,
    /// Its lowest value; `None` where no range was given.
    #[serde(serialize_with = "plain::amount_or_null")]
    pub low: Option<Amount>,
    /// Its highest.
    #[serde(serialize_with = "plain::amount_or_null")]
    pub high: Option<Amount>,
    /// ROI at the lowest value.
    pub roi_low: Figure,
    /// ROI at the highest.
    pub roi_high: Figure,
    /// How far ROI goes: |ROI(high) − ROI(low)|, where both are defined.
    pub swing: Option<f64>,
    /// The value at which ROI is zero.
    pub switching: Switching,
}

impl Bar {
    /// What stands where the bar has no length.
    pub fn note(&self) -> Option<&'static str> {
        self.low.is_none().then_some("no range given")
    }

    /// Whether a higher value lowers ROI.
    pub fn is_inverted(&self) -> bool {
        matches!((self.roi_low, self.roi_high), (Figure::Defined(low), Figure::Defined(high)) if high < low)
    }
}

/// The bars, the longest first.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Tornado {
    /// ROI with everything at its base, where the bars meet.
    pub roi: Figure,
    /// The longest bars, then those without a range.
    pub bars: Vec<Bar>,
    /// How many shorter ones are left out.
    pub left_out: usize,
}

/// The `top` longest bars.
pub fn tornado(ledger: &Ledger, top: usize) -> Tornado {
    let mut bars: Vec<Bar> = uncertain(ledger)
        .into_iter()
        .map(|at| bar(ledger, at))
        .collect();
    bars.sort_by(|a, b| {
        let size = |bar: &Bar| bar.swing.map_or(-1.0, |swing| (swing / EQUAL).round());
        size(b).total_cmp(&size(a)).then_with(|| a.key.cmp(&b.key))
    });
    let left_out = bars.len().saturating_sub(top);
    bars.truncate(top);
    Tornado {
        roi: ledger.roi,
        bars,
        left_out,
    }
}

fn bar(ledger: &Ledger, at: usize) -> Bar {
    let input: &Input = &ledger.inputs[at];
    let ends = ends(ledger, at);
    let (roi_low, roi_high) = match ends {
        Some((low, high)) => (
            ledger.model.roi_with(at, low),
            ledger.model.roi_with(at, high),
        ),
        None => (ledger.roi, ledger.roi),
    };
    let range = input.range();
    Bar {
        key: input.key.clone(),
        title: input.title.clone(),
        kind: input.kind,
        base: input.base,
        low: range.map(|(low, _)| low),
        high: range.map(|(_, high)| high),
        roi_low,
        roi_high,
        swing: match (ends, roi_low, roi_high) {
            (Some(_), Figure::Defined(low), Figure::Defined(high)) => Some((high - low).abs()),
            _ => None,
        },
        switching: switching(ledger, at),
    }
}
