//! A chart of a table's own cells, drawn by the spreadsheet.

use rust_xlsxwriter::{
    Chart, ChartAxisCrossing, ChartAxisLabelPosition, ChartAxisTickType, ChartFont, ChartFormat,
    ChartLegendPosition, ChartLine, ChartMarker, ChartMarkerType, ChartSolidFill, ObjectMovement,
    Worksheet, XlsxError,
};

use crate::lang::Lang;
use crate::report::{Sketch, SketchForm, Table};

use super::columns::{Column, Kind};
use super::names::cut;
use super::style::{CATEGORIES, GRID, TEXT};

/// Pixels.
const WIDTH: u32 = 800;
const HEIGHT: u32 = 300;
/// Pixels of the title, the legend and the axis.
const AROUND: u32 = 130;
/// Days of a line that shows each of them.
const DOTS: usize = 40;
/// Labels of an axis of time that stand side by side.
const LABELS: usize = 10;
/// Pixels of a bar with its gap.
const BAR: u32 = 15;

/// Draws the chart and puts it there; its height in pixels.
pub fn insert(
    sheet: &mut Worksheet,
    table: &Table,
    columns: &[Column],
    sketch: &Sketch,
    (row, column): (u32, u16),
    lang: &Lang,
) -> Result<u32, XlsxError> {
    let mut chart = match sketch.form {
        SketchForm::Bars => Chart::new_bar(),
        SketchForm::Lines => Chart::new_line(),
    };
    let name = sheet.name();
    let (first, last) = (sketch.rows.start as u32 + 1, sketch.rows.end as u32);
    let keys = (sketch.keys.start as u16, sketch.keys.end as u16 - 1);
    for (&metric, color) in sketch.metrics.iter().zip(CATEGORIES) {
        let column = (table.keys.len() + metric) as u16;
        let mut format = match sketch.form {
            SketchForm::Bars => ChartFormat::new()
                .set_solid_fill(ChartSolidFill::new().set_color(color))
                .clone(),
            SketchForm::Lines => ChartFormat::new()
                .set_line(ChartLine::new().set_color(color).set_width(2.25))
                .clone(),
        };
        let series = chart
            .add_series()
            .set_name((name.as_str(), 0, column))
            .set_categories((name.as_str(), first, keys.0, last, keys.1))
            .set_values((name.as_str(), first, column, last, column))
            .set_format(&mut format);
        match sketch.form {
            SketchForm::Bars => series.set_gap(50),
            SketchForm::Lines if sketch.rows.len() <= DOTS => series.set_marker(&dot(color)),
            SketchForm::Lines => series.set_marker(ChartMarker::new().set_none()),
        };
    }
    words(&mut chart, table, columns, sketch, lang);
    axes(&mut chart, &columns[sketch.keys.start], sketch);
    let height = match sketch.form {
        SketchForm::Bars => AROUND + BAR * (sketch.rows.len() * (sketch.metrics.len() + 1)) as u32,
        SketchForm::Lines => HEIGHT,
    };
    chart
        .set_width(WIDTH)
        .set_height(height)
        .set_object_movement(ObjectMovement::MoveButDontSizeWithCells);
    chart
        .chart_area()
        .set_format(ChartFormat::new().set_no_border());
    sheet.insert_chart_with_offset(row, column, &chart, 4, 4)?;
    Ok(height)
}

fn dot(color: rust_xlsxwriter::Color) -> ChartMarker {
    let mut fill = ChartFormat::new()
        .set_solid_fill(ChartSolidFill::new().set_color(color))
        .set_no_border()
        .clone();
    ChartMarker::new()
        .set_type(ChartMarkerType::Circle)
        .set_size(5)
        .set_format(&mut fill)
        .clone()
}

/// The title, the legend, and what a reader hears who sees neither.
fn words(chart: &mut Chart, table: &Table, columns: &[Column], sketch: &Sketch, lang: &Lang) {
    let name = |at: &usize| columns[table.keys.len() + at].name.as_str();
    let metrics: Vec<&str> = sketch.metrics.iter().map(name).collect();
    let keys = columns[sketch.keys.clone()].iter();
    let keys: Vec<&str> = keys.map(|column| column.name.as_str()).collect();
    let by = lang.phrase("by", &[("key", &keys.join(", "))]);
    let what = format!("{} {by}", metrics.join(", "));
    let unit = &table.metrics[sketch.metrics[0]].unit_label;
    let mut title: String = what.chars().take(1).flat_map(char::to_uppercase).collect();
    title.extend(what.chars().skip(1));
    if !unit.is_empty() {
        title += &format!(" ({unit})");
    }
    chart
        .title()
        .set_name(&title)
        .set_font(font().set_size(14).set_bold());
    match sketch.metrics.len() {
        1 => chart.legend().set_hidden(),
        _ => chart
            .legend()
            .set_position(ChartLegendPosition::Top)
            .set_font(&font()),
    };
    let form = match sketch.form {
        SketchForm::Bars => "Bars",
        SketchForm::Lines => "Lines",
    };
    let heard = format!("{form} of {what}; the table of this sheet has the figures");
    chart.set_alt_text(cut(&heard, 255));
}

fn axes(chart: &mut Chart, key: &Column, sketch: &Sketch) {
    let mut none = ChartFormat::new().set_no_line().clone();
    let grid = ChartLine::new().set_color(GRID).set_width(0.75).clone();
    // Bars lie: their names stand at the left, their amounts below.
    let amounts = match sketch.form {
        SketchForm::Bars => chart.x_axis(),
        SketchForm::Lines => chart.y_axis(),
    };
    amounts
        .set_major_gridlines(true)
        .set_major_gridlines_line(&grid)
        .set_num_format("#,##0")
        .set_font(&font())
        .set_format(&mut none);
    let names = match sketch.form {
        SketchForm::Bars => chart.y_axis(),
        SketchForm::Lines => chart.x_axis(),
    };
    names
        .set_font(&font())
        .set_major_gridlines(false)
        .set_major_tick_type(ChartAxisTickType::None)
        .set_label_position(ChartAxisLabelPosition::Low);
    let labels = sketch.rows.len().div_ceil(LABELS) as u32;
    match (sketch.form, &key.kind) {
        // The first row at the top, the amounts still at the bottom.
        (SketchForm::Bars, _) => names.set_reverse().set_crossing(ChartAxisCrossing::Max),
        (SketchForm::Lines, Kind::Days(unit)) => names
            .set_date_axis(true)
            .set_num_format(&key.format)
            .set_major_unit(labels)
            .set_major_unit_date_type(*unit),
        (SketchForm::Lines, _) => names
            .set_label_interval(labels as u16)
            .set_tick_interval(labels as u16),
    };
}

fn font() -> ChartFont {
    ChartFont::new().set_color(TEXT).clone()
}
