//! The tornado (metric catalogue, section 5.5): each input at its low, then at its high, all others at their base.
//! Ranges are documented ones, never a blanket ±10 %; an input without a range is shown as such.

use serde::Serialize;

use super::lever::{Lever, levers};
use super::switching::{Switching, switching};
use crate::ledger::figure::Figure;
use crate::ledger::input::{Input, InputKind};
use crate::ledger::plain;
use crate::ledger::result::Ledger;
use crate::schema::Amount;

/// Bars that a tornado has unless somebody asks for more.
pub const TOP: usize = 10;

/// Rows that it has at most where nobody asks for a number: those of [`TOP`] give way to implied inputs that turn ROI.
const MOST: usize = 12;

/// Swings nearer than this are equal and sorted by name.
const EQUAL: f64 = 1e-12;

/// One input's bar.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Bar {
    /// The key of the input.
    pub key: String,
    /// What it is, in words.
    pub title: String,
    /// Its unit: `EUR per hire`, `share`; empty where it has none.
    pub unit: String,
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
    /// The bar of an input whose ends and switching value are known.
    pub(super) fn of(input: &Input, ends: [Figure; 2], switching: Switching) -> Self {
        let range = input.range();
        let [roi_low, roi_high] = ends;
        Self {
            key: input.key.clone(),
            title: input.title.clone(),
            unit: input.unit.clone(),
            kind: input.kind,
            base: input.base,
            low: range.map(|(low, _)| low),
            high: range.map(|(_, high)| high),
            roi_low,
            roi_high,
            swing: match (range, roi_low, roi_high) {
                (Some(_), Figure::Defined(low), Figure::Defined(high)) => Some((high - low).abs()),
                _ => None,
            },
            switching,
        }
    }

    /// What stands where the bar has no length.
    pub fn note(&self) -> Option<&'static str> {
        self.low.is_none().then_some("no range given")
    }

    /// Whether it is implied to be one and ROI is zero at a value from 0 to 1: it has no bar but turns the answer.
    pub fn turns(&self) -> bool {
        let is_share = |value: f64| (0.0..=1.0).contains(&value);
        self.kind == InputKind::Implicit
            && self.low.is_none()
            && self.switching.value.value().is_some_and(is_share)
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
    /// The longest bars, then implied inputs that turn ROI, then the others without a range.
    pub bars: Vec<Bar>,
    /// How many are left out: shorter ones and others without a range.
    pub left_out: usize,
    /// How many of these have no range, so that nobody knows how far they move ROI.
    pub left_out_without_range: usize,
}

/// The first `top` bars. `others` are those of figures of several days, in whose place the ledger has their means.
pub fn tornado(ledger: &Ledger, others: &[Bar], top: usize) -> Tornado {
    let mut bars = ranked(ledger, others);
    let rest = bars.split_off(top.min(bars.len()));
    of(ledger, bars, &rest)
}

/// The [`TOP`] bars, and always the implied inputs that turn ROI within what they can be: as far as both have room in
/// [`MOST`] rows, of which one half at least is for bars.
pub fn usual_tornado(ledger: &Ledger, others: &[Bar]) -> Tornado {
    let bars = ranked(ledger, others);
    let turning = bars.iter().filter(|bar| bar.turns()).count();
    let turning = turning.min(MOST / 2);
    let others = TOP.min(MOST - turning);
    let (mut kept, mut rest) = (Vec::new(), Vec::new());
    let mut left = [others, turning];
    for bar in bars {
        let left = &mut left[usize::from(bar.turns())];
        match left.checked_sub(1) {
            Some(less) => {
                *left = less;
                kept.push(bar);
            }
            None => rest.push(bar),
        }
    }
    of(ledger, kept, &rest)
}

fn of(ledger: &Ledger, bars: Vec<Bar>, rest: &[Bar]) -> Tornado {
    Tornado {
        roi: ledger.roi,
        bars,
        left_out: rest.len(),
        left_out_without_range: rest.iter().filter(|bar| bar.low.is_none()).count(),
    }
}

/// All bars: by swing, then implied inputs that turn ROI, the nearest to what is implied first, then the others.
fn ranked(ledger: &Ledger, others: &[Bar]) -> Vec<Bar> {
    let is_other = |lever: &Lever| others.iter().any(|bar| bar.key == lever.key);
    let own = levers(ledger)
        .into_iter()
        .filter(|lever| lever.input().weighs.is_empty() && !is_other(lever));
    let mut bars: Vec<Bar> = own.map(|lever| bar(ledger, &lever)).collect();
    bars.extend(others.iter().cloned());
    let size = |bar: &Bar| match (bar.swing, bar.switching.value) {
        (Some(swing), _) => (2, (swing / EQUAL).round()),
        (None, Figure::Defined(value)) if bar.turns() => (1, value),
        _ => (0, 0.0),
    };
    bars.sort_by(|a, b| {
        let (a_kind, a_size) = size(a);
        let (b_kind, b_size) = size(b);
        let by_size = b_kind.cmp(&a_kind).then(b_size.total_cmp(&a_size));
        by_size.then_with(|| a.key.cmp(&b.key))
    });
    bars
}

fn bar(ledger: &Ledger, lever: &Lever<'_>) -> Bar {
    let roi = |moved| ledger.model.roi(&ledger.model.with(moved));
    let ends = match lever.has_range() {
        true => [roi(&lever.low()), roi(&lever.high())],
        false => [ledger.roi; 2],
    };
    Bar::of(&lever.told(), ends, switching(ledger, lever))
}
