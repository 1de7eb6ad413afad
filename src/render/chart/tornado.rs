//! Bars from the ROI at an input's low to that at its high, around the ROI at the base of all; the range and where ROI is
//! zero stand under each name.

use crate::report::{ChartData, with_fewer_bars};

use super::frame::Frame;
use super::key::Colours;
use super::look::Look;
use super::style::smaller_letters;
use super::{Drawing, Refusal, described, drawing};

mod bar;
mod labels;
mod plot;

pub(super) use bar::bars;
use labels::Labels;
use plot::Plot;

/// What a row has above and below its label in body sizes, at most and at least.
const AROUND: (f64, f64) = (0.9, 0.1);

/// Height of what stands over the bars, in body sizes.
const HEAD: f64 = 1.4;

/// Height of what stands under them, in sizes of notes.
const FOOT: f64 = 1.4;

/// Draws it; the table has base, low and high of the input, ROI at each, swing and switching value. Where a fixed height
/// is too low for its letters, they shrink; where it is for the smallest, bars give way if nobody asked for a number.
pub(super) fn draw(data: &ChartData, look: &Look) -> Result<Drawing, Refusal> {
    let mut refused = match drawn(data, look) {
        Err(refusal @ Refusal::TooSmall { .. }) => refusal,
        settled => return settled,
    };
    let mut smaller = look.clone();
    for letters in smaller_letters(look.letters()) {
        smaller.letters = Some(letters);
        match drawn(data, &smaller) {
            Err(refusal @ Refusal::TooSmall { .. }) => refused = refusal,
            settled => return settled,
        }
    }
    let mut fewer = with_fewer_bars(data);
    while let Some(data) = fewer {
        match drawn(&data, &smaller) {
            Err(refusal @ Refusal::TooSmall { .. }) => refused = refusal,
            settled => return settled,
        }
        fewer = with_fewer_bars(&data);
    }
    Err(refused)
}

fn drawn(data: &ChartData, look: &Look) -> Result<Drawing, Refusal> {
    let bars = bars(data, look);
    let colours = match bars.iter().any(|bar| bar.ends.is_some()) {
        true => colours(look),
        false => Colours::default(),
    };
    let frame = Frame::new(data, look);
    let title = frame.headline.clone();
    let sizes = look.sizes();
    let around = colours.height(look) + sizes.body * HEAD + sizes.note * FOOT;
    let labels = Labels::of(&bars, look);
    let row = |more: f64| sizes.body * (labels.height(look) + more);
    let height = |more: f64| bars.len() as f64 * row(more) + around;
    let (mut canvas, plot) = frame.canvas(height(AROUND.0), height(AROUND.1))?;
    let plot = colours.draw(&mut canvas, plot);
    let column = &data.table.metrics[3];
    let base = data.table.rows.iter().find_map(|row| row.cells[3].number());
    Plot {
        bars: &bars,
        labels: &labels,
        base: base.unwrap_or_default(),
        column,
    }
    .draw(&mut canvas, plot);
    let said = bars
        .iter()
        .map(|bar| format!("{} {} ({})", bar.name, bar.told, bar.under.join(", ")));
    let described = described(data, look, said);
    Ok(drawing(canvas, title, described))
}

fn colours(look: &Look) -> Colours {
    let theme = look.theme();
    let word = |id: &str| look.lang.phrase(id, &[]);
    Colours {
        entries: vec![
            (theme.other, word("chart.tornado.low"), true),
            (theme.one, word("chart.tornado.high"), false),
        ],
        ..Colours::default()
    }
}

#[cfg(test)]
mod tests;
