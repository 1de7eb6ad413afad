//! The bands around the plan, as the table names them.

use crate::report::ledger::Bands;
use crate::report::{ChartData, Constant, PACING_ACT, PACING_WATCH};

use super::super::look::Look;

/// From how far from the plan something has to be done, and how far spend is on it, as the table says (metric P-35).
pub(super) fn bands(data: &ChartData) -> [f64; 2] {
    let of = |name: &str| {
        let mut extra = data.table.extra.iter();
        extra.find_map(|(key, constant)| match constant {
            Constant::Share(Some(share)) if key == name => Some(*share),
            _ => None,
        })
    };
    let own = Bands::default();
    [
        of(PACING_ACT).unwrap_or(own.act),
        of(PACING_WATCH).unwrap_or(own.watch),
    ]
}

/// A band in percent, with as many decimals as it needs, at most two.
pub(super) fn percent(share: f64, look: &Look) -> String {
    let is_whole = |places: &i32| {
        let scaled = 100.0 * share * 10_f64.powi(*places);
        (scaled - scaled.round()).abs() < 1e-6
    };
    let places = (0..2).find(is_whole).unwrap_or(2);
    let places = usize::try_from(places).unwrap_or_default();
    look.lang.percent(&format!("{:.places$}", 100.0 * share))
}

/// What the words behind the bars mean: how far from the plan each begins.
pub(in crate::render::chart) fn reading(data: &ChartData, look: &Look) -> String {
    let [beyond, inside] = bands(data);
    let band = |id: &str, share: f64| look.said(id, &[("part", &percent(share, look))]);
    format!(
        "{}: {}; {}",
        band("chart.pacing.inner", inside),
        look.lang.phrase("chart.pacing.on_plan", &[]),
        band("chart.pacing.outer", beyond)
    )
}
