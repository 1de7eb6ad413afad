//! Charts as the template draws them: a wide and a narrow picture, the words beside them, and their figures.

use serde::Serialize;

use super::figures::{Hint, TableView};
use super::words::{Words, capital, sentences};
use crate::render::chart::{Caption, Look, Size, draw};
use crate::report::{ChartData, Kind, platform_title};

/// Width of the picture beside text, and of that on a telephone.
pub(super) const WIDE: u32 = 760;
pub(super) const NARROW: u32 = 360;

/// Panels over time side by side.
const ACROSS: usize = 4;

/// Heights of such a panel, of what stands above a row of them, and of a picture of one.
const PANEL: u32 = 135;
const HEAD: u32 = 35;
const LEAST: u32 = 240;

/// The key whose names are titles.
const PLATFORM: &str = crate::schema::col::PLATFORM;

/// A chart.
#[derive(Debug, Serialize)]
pub struct ChartView {
    /// The finding.
    pub headline: String,
    /// What is measured, of what.
    pub subtitle: String,
    /// The picture where there is room.
    pub wide: String,
    /// The picture where there is little.
    pub narrow: String,
    /// What is not drawn, in English.
    pub left_out: Vec<String>,
    /// The plotted figures.
    pub table: TableView,
}

impl Words<'_> {
    /// A chart with its figures; `None` where it has no place in any size.
    pub fn chart(
        &self,
        data: &ChartData,
        id: usize,
        place: Option<usize>,
        hint: Hint<'_>,
    ) -> Option<ChartView> {
        let data = &self.named(data);
        let picture = |width: u32, height: Option<u32>| {
            let look = Look {
                size: Size { width, height },
                caption: Caption::Beside,
                ..self.look.clone()
            };
            draw(data, &look).ok().map(|drawing| drawing.bare())
        };
        let mut table = self.table(&data.table, id);
        let heads = table.heads.iter_mut().skip(data.table.keys.len());
        for (head, column) in heads.zip(&data.table.metrics) {
            head.hint = place.map_or_else(String::new, |place| hint(place, &column.name));
            head.trace = place
                .map(|place| place + 1)
                .filter(|_| !head.hint.is_empty());
        }
        let headline = capital(&self.phrase(&data.headline));
        table.caption = headline.clone();
        let wide = picture(WIDE, height(data)).or_else(|| picture(WIDE, None))?;
        Some(ChartView {
            headline,
            subtitle: self.phrase(&data.subtitle),
            narrow: picture(NARROW, None).unwrap_or_else(|| wide.clone()),
            wide,
            left_out: sentences(&data.left_out),
            table,
        })
    }

    /// The same chart with platforms as they write themselves.
    fn named(&self, data: &ChartData) -> ChartData {
        let mut data = data.clone();
        let platforms: Vec<usize> = (0..data.table.keys.len())
            .filter(|at| data.table.keys[*at].name == PLATFORM)
            .collect();
        for row in &mut data.table.rows {
            for at in &platforms {
                let title = row.keys[*at].as_deref().and_then(platform_title);
                row.keys[*at] = title.map(str::to_owned).or_else(|| row.keys[*at].take());
            }
        }
        data
    }
}

/// Panels over time are kept low, so that several metrics stay on one screen and one page; other charts are as high as
/// their rows.
fn height(data: &ChartData) -> Option<u32> {
    let mut panels: Vec<Option<&str>> = Vec::new();
    for row in &data.table.rows {
        let name = row.keys.first().and_then(Option::as_deref);
        if panels.last() != Some(&name) {
            panels.push(name);
        }
    }
    let rows = u32::try_from(panels.len().div_ceil(ACROSS)).ok()?;
    let metrics = u32::try_from(data.table.metrics.len()).ok()?;
    let height = metrics * (HEAD + rows * PANEL);
    (data.kind == Kind::Trend).then_some(height.max(LEAST))
}
