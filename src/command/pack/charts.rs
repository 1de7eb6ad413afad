//! The charts of a pack: every kind that the data can fill.

use rayon::prelude::*;

use crate::cli::{AttributeArgs, ReportArgs};
use crate::command::journeys::journeys;
use crate::command::scope::Scoped;
use crate::command::{Stage, pack};
use crate::error::{Error, Result};
use crate::options::Keep;
use crate::render::Format;
use crate::render::chart::{Look, Refusal, draw, png};
use crate::report::{self, ChartData, ChartOptions, Kind, Source};
use std::result::Result as Made;

use super::manifest::LeftOut;

/// Pixels of a PNG for each pixel of its size.
const SCALE: f64 = 2.0;

/// A chart in the forms of a pack.
pub struct Drawn {
    /// Its kind.
    pub name: &'static str,
    /// With its fonts.
    pub svg: Vec<u8>,
    /// At twice its size.
    pub png: Vec<u8>,
    /// The plotted figures.
    pub csv: Vec<u8>,
}

/// The charts of spend, posts, profiles and outcomes.
///
/// # Errors
/// What makes a figure unsafe.
pub fn of_report(scoped: &Scoped, left_out: &mut Vec<LeftOut>) -> Result<Vec<ChartData>> {
    let mut drawn = Vec::new();
    let asked = ChartOptions::default();
    for kind in Kind::all().filter(|kind| kind.source() == Source::Report) {
        let mut options = scoped.options.clone();
        if let (Some(comparison), None) = (kind.comparison(), options.compare) {
            let Some(period) = options.period else {
                left_out.push(LeftOut::new(&file(kind), "no --period to compare"));
                continue;
            };
            let before = crate::time::compare_period(&period, comparison, options.calendar)?;
            options.compare = Some((before, comparison));
        }
        match report::chart(kind, &scoped.dataset, &asked, &options, &scoped.registry) {
            Ok((data, _)) => drawn.push(data),
            Err(error) => left_out.push(LeftOut::soft(&file(kind), error)?),
        }
    }
    Ok(drawn)
}

/// The charts of journeys, where there is a touch log and nothing is asked for that journeys do not know. What is said
/// about the files was said when the report read them.
///
/// # Errors
/// What makes a figure unsafe.
pub fn of_journeys(
    args: &ReportArgs,
    scoped: &Scoped,
    left_out: &mut Vec<LeftOut>,
    stage: &mut Stage<'_>,
) -> Result<Vec<ChartData>> {
    let kinds: Vec<Kind> = Kind::all()
        .filter(|kind| kind.source() == Source::Journeys)
        .collect();
    if let Some(why) = unasked(args, scoped) {
        left_out.extend(kinds.iter().map(|kind| LeftOut::new(&file(*kind), why)));
        return Ok(Vec::new());
    }
    let mut nothing = std::io::sink();
    let mut silent = stage.silent(&mut nothing);
    let mut drawn = Vec::new();
    let read = journeys(
        &asked(args, scoped),
        Keep::Figures,
        &mut silent,
        |evidence, options| {
            for kind in &kinds {
                match report::chart_of_journeys(*kind, evidence, options) {
                    Ok((data, _)) => drawn.push(data),
                    Err(error) => left_out.push(LeftOut::soft(&file(*kind), error)?),
                }
            }
            Ok(((), Vec::new()))
        },
    );
    match read {
        Ok(_) => Ok(drawn),
        Err(error) if pack::is_soft(&error) => {
            let why = error.to_string();
            left_out.extend(kinds.iter().map(|kind| LeftOut::new(&file(*kind), &why)));
            Ok(Vec::new())
        }
        Err(error) => Err(error),
    }
}

/// Why journeys are not looked at, where they cannot answer what the report was asked.
fn unasked(args: &ReportArgs, scoped: &Scoped) -> Option<&'static str> {
    let holds = |table: &str| {
        let mut inputs = scoped.method.inputs.iter();
        inputs.any(|input| input.table == table)
    };
    let period = scoped.options.period.is_some();
    match (holds("touchpoints"), holds("paths")) {
        _ if !args.scope.filters.is_empty() => Some("journeys know no --where"),
        (false, false) => Some("the files hold no touches and no counted paths"),
        _ if args.input.inputs.iter().any(|input| input == "-") => {
            Some("standard input is read only once")
        }
        (false, true) if period => Some("counted paths have no dates"),
        _ => None,
    }
}

/// What a report's words mean for attribution; its period is that of the report, not counted anew from the last touch.
fn asked(args: &ReportArgs, scoped: &Scoped) -> AttributeArgs {
    let scope = &args.scope;
    let options = &scoped.options;
    AttributeArgs {
        input: args.input.clone(),
        period: options.period.map(|period| period.iso(options.calendar)),
        calendar: scope.calendar.clone(),
        currency: scope.currency.clone(),
        rates: scope.rates.clone(),
        margin: scope.margin.clone(),
        on_overlap: scope.on_overlap.clone(),
        ..AttributeArgs::default()
    }
}

/// The file of a chart.
pub fn file(kind: Kind) -> String {
    format!("charts/{}.svg", kind.name())
}

/// Draws them all, side by side.
///
/// # Errors
/// A picture that cannot be made.
pub fn pictures(
    charts: &[ChartData],
    look: &Look,
    left_out: &mut Vec<LeftOut>,
) -> Result<Vec<Drawn>> {
    let made: Vec<Made<Drawn, Refusal>> =
        charts.par_iter().map(|data| picture(data, look)).collect();
    let mut drawn = Vec::new();
    for (data, made) in charts.iter().zip(made) {
        match made {
            Ok(picture) => drawn.push(picture),
            Err(Refusal::Unreadable { why }) => {
                return Err(Error::BadOption {
                    what: format!("chart {}", data.kind.name()),
                    why,
                });
            }
            Err(refusal) => left_out.push(LeftOut::new(&file(data.kind), &refusal.to_string())),
        }
    }
    Ok(drawn)
}

fn picture(data: &ChartData, look: &Look) -> Made<Drawn, Refusal> {
    let drawing = draw(data, look)?;
    let csv = super::rendered(&data.table, Format::Csv);
    Ok(Drawn {
        name: data.kind.name(),
        svg: drawing.svg().into_bytes(),
        png: png(&drawing, &look.fonts, SCALE)?,
        csv: csv.map_err(|error| Refusal::Unreadable {
            why: error.to_string(),
        })?,
    })
}
