//! The sheet of one table: a frozen head with a filter, typed cells, the total apart, notes and a chart below.

use rust_xlsxwriter::{ExcelDateTime, Format, FormatAlign, IgnoreError, Worksheet, XlsxError};

use crate::lang::Lang;
use crate::render::number::{CHANGE, Figures};
use crate::render::text::wrapped;
use crate::report::{Amount, Cell, MetricColumn, Row, Table, Unit, sketch};

use super::columns::{Column, Kind, change_format, columns, day, number_format};
use super::notes::Remarks;
use super::style::{self, LINE, NOTE, Side};
use super::{chart, names, page};

/// Written, or what the library refused.
pub type Written = Result<(), XlsxError>;

/// UTF-16 units that a cell may hold.
const LONGEST: usize = 32_767;

/// Rows that a screen shows.
const SCREEN: usize = 30;

/// Characters of key columns that stay in sight while the rest is scrolled.
const FROZEN: f64 = 60.0;

/// Points of the gap between the rows that the filter sorts and the total.
const GAP: f64 = 6.0;

/// Writes a table.
pub fn write(sheet: &mut Worksheet, table: &Table, lang: &Lang) -> Written {
    sheet.set_right_to_left(lang.is_rtl());
    let mut body = Body {
        sheet,
        table,
        lang,
        columns: columns(table, lang),
        remarks: Remarks::default(),
    };
    body.head()?;
    body.rows()?;
    let below = body.total()?;
    let below = body.chart(below)?;
    body.notes(below)?;
    let (width, names) = (body.width(), body.frozen());
    page::of_table(body.sheet, (table, lang), width, names)
}

/// A sheet in the making.
struct Body<'b> {
    sheet: &'b mut Worksheet,
    table: &'b Table,
    lang: &'b Lang,
    columns: Vec<Column>,
    remarks: Remarks,
}

impl Body<'_> {
    /// Headers, widths, what stays in sight, the filter.
    fn head(&mut self) -> Written {
        let mut lines = 1;
        for (at, column) in self.columns.iter().enumerate() {
            let (before, side) = self.sides(at);
            let header = style::apart(style::header(side, self.lang), before, side);
            self.sheet
                .write_string_with_format(0, at as u16, &column.header, &header)?;
            self.sheet.set_column_width(at as u16, column.width)?;
            lines = lines.max(wrapped("", &column.header, Some(column.width as usize)).len());
        }
        // A line more keeps the filter's button off the words.
        self.sheet.set_row_height(0, (lines + 1) as f64 * LINE)?;
        let Some(last) = self.columns.len().checked_sub(1) else {
            return Ok(());
        };
        let rows = self.table.rows.len() as u32;
        self.sheet.autofilter(0, 0, rows, last as u16)?;
        self.sheet.set_freeze_panes(1, self.frozen())?;
        self.sheet
            .ignore_error_range(0, 0, rows, last as u16, IgnoreError::NumberStoredAsText)?;
        Ok(())
    }

    /// Key columns, as many as leave room for the rest; of a table of nothing but keys the first.
    fn frozen(&self) -> u16 {
        let keys = match self.table.metrics.is_empty() {
            true => 1,
            false => self.table.keys.len(),
        };
        let mut taken = 0.0;
        let fits = self.columns.iter().take(keys).take_while(|column| {
            taken += column.width;
            taken <= FROZEN
        });
        fits.count() as u16
    }

    fn rows(&mut self) -> Written {
        let formats: Vec<Format> = self.formats(style::cell);
        let table = self.table;
        for (at, row) in table.rows.iter().enumerate() {
            self.line(at as u32 + 1, at, row, None, &formats)?;
            let height = self.height(row);
            if height > LINE {
                self.sheet.set_row_height(at as u32 + 1, height)?;
            }
        }
        Ok(())
    }

    /// The total, where there is one; the first row below.
    fn total(&mut self) -> Result<u32, XlsxError> {
        let table = self.table;
        let below = table.rows.len() as u32 + 1;
        let Some(total) = &table.total else {
            return Ok(below);
        };
        let formats = self.formats(style::total);
        let label = self.lang.phrase("total", &[]);
        self.sheet.set_row_height(below, GAP)?;
        self.line(below + 1, table.rows.len(), total, Some(&label), &formats)?;
        Ok(below + 2)
    }

    fn formats(&self, of: fn(&str) -> Format) -> Vec<Format> {
        let format = |(at, column): (usize, &Column)| {
            let (before, side) = self.sides(at);
            let format = self.level(style::apart(of(&column.format), before, side));
            let format = match column.wraps {
                true => format.set_text_wrap(),
                false => format,
            };
            match column.side {
                Side::Left => format.set_align(style::start(self.lang)),
                Side::Right => format,
            }
        };
        self.columns.iter().enumerate().map(format).collect()
    }

    /// Points of a row whose longest text takes several lines.
    fn height(&self, row: &Row) -> f64 {
        let keys = row
            .keys
            .iter()
            .map(|key| key.as_deref().unwrap_or_default());
        let texts = row.cells.iter().map(|cell| match cell {
            Cell::Text(text) => text.as_str(),
            _ => "",
        });
        let texts = keys.chain(texts).zip(&self.columns);
        let heights = texts
            .filter(|(_, column)| column.wraps)
            .map(|(text, column)| style::height(text, column.width));
        heights.fold(LINE, f64::max)
    }

    /// The sides of a column and of the one before it.
    fn sides(&self, at: usize) -> (Side, Side) {
        let side = |at: usize| self.columns[at].side;
        (at.checked_sub(1).map_or(Side::Left, side), side(at))
    }

    /// The format of a cell beside those of several lines, where a sheet has such.
    fn level(&self, format: Format) -> Format {
        match self.columns.iter().any(|column| column.wraps) {
            true => format.set_align(FormatAlign::Top),
            false => format,
        }
    }

    /// One row of cells; `at` is its place in the table, `label` what stands where its first key is missing.
    fn line(
        &mut self,
        line: u32,
        at: usize,
        row: &Row,
        label: Option<&str>,
        formats: &[Format],
    ) -> Written {
        let keys = self.table.keys.len();
        for (column, format) in formats.iter().enumerate() {
            let place = (line, column as u16);
            match column.checked_sub(keys) {
                None => {
                    let label = label.filter(|_| column == 0);
                    match row.keys.get(column).and_then(Option::as_deref) {
                        Some(key) => self.key(place, key, format)?,
                        None => self.text(place, label.unwrap_or_default(), format)?,
                    }
                }
                Some(metric) => {
                    let own = row.column.as_deref();
                    let own = own.filter(|_| self.table.metrics[metric].unit == Unit::Own);
                    match (own, row.cells.get(metric)) {
                        (Some(own), Some(cell)) => self.own(place, at, (own, cell))?,
                        (_, cell) => self.cell(place, at, cell, format)?,
                    }
                }
            }
        }
        Ok(())
    }

    fn key(&mut self, (line, column): (u32, u16), key: &str, format: &Format) -> Written {
        let day = match self.columns[column as usize].kind {
            Kind::Days(_) => self.table.keys[column as usize].first_day(key),
            Kind::Text | Kind::Dates | Kind::Figures(_) => None,
        };
        match day.and_then(serial) {
            Some(day) => {
                self.sheet
                    .write_datetime_with_format(line, column, &day, format)?;
                Ok(())
            }
            None => {
                let key = self.lang.key(&self.table.keys[column as usize].name, key);
                self.text((line, column), &key, format)
            }
        }
    }

    fn cell(
        &mut self,
        (line, column): (u32, u16),
        at: usize,
        cell: Option<&Cell>,
        format: &Format,
    ) -> Written {
        let Some(cell) = cell else {
            return self.text((line, column), "", format);
        };
        let metric = &self.table.metrics[column as usize - self.table.keys.len()];
        if let Cell::Text(text) = cell {
            let is_day = matches!(self.columns[column as usize].kind, Kind::Dates);
            if let Some(day) = day(text).filter(|_| is_day).and_then(serial) {
                self.sheet
                    .write_datetime_with_format(line, column, &day, format)?;
                return Ok(());
            }
            return self.text((line, column), &self.lang.key(&metric.name, text), format);
        }
        let Some(figure) = cell.number() else {
            let reason = match cell {
                Cell::Undefined { sentence, .. } => sentence,
                _ => "no finite number",
            };
            self.remarks.blank(reason, column.into(), at);
            return self.text((line, column), "", format);
        };
        let about = &self.columns[column as usize];
        if let Kind::Figures(figures) = about.kind
            && let Some(exact) = beyond(figures, cell, figure, self.lang)
        {
            self.remarks.exact(self.table, about, at, &exact);
        }
        // Percentages are fractions with a format; adding zero turns -0 into 0.
        let figure = match metric.unit {
            Unit::Percent => figure / 100.0,
            _ => figure,
        } + 0.0;
        self.sheet
            .write_number_with_format(line, column, figure, format)?;
        Ok(())
    }

    /// A figure in the format of its row.
    fn own(
        &mut self,
        place: (u32, u16),
        at: usize,
        (own, cell): (&MetricColumn, &Cell),
    ) -> Written {
        let figures = Figures::of(own, std::iter::once(cell));
        let metric = &self.table.metrics[place.1 as usize - self.table.keys.len()];
        if metric.name == CHANGE {
            let format = self.level(style::cell(&change_format(own.unit, figures.decimals())));
            // The change of a rate is in points; that of a percentage is one already.
            let shown = match (own.unit, cell) {
                (Unit::Rate, Cell::Ratio(change)) => Cell::Ratio(100.0 * change),
                _ => cell.clone(),
            };
            return self.cell(place, at, Some(&shown), &format);
        }
        let format = self.level(style::cell(&number_format(own.unit, figures.decimals())));
        match (own.unit, cell) {
            (Unit::Percent, Cell::Ratio(percent)) => {
                self.cell(place, at, Some(&Cell::Ratio(percent / 100.0)), &format)
            }
            (_, cell) => self.cell(place, at, Some(cell), &format),
        }
    }

    fn text(&mut self, (line, column): (u32, u16), text: &str, format: &Format) -> Written {
        let shown = names::shortened(text, LONGEST);
        if shown != text {
            self.remarks.cut();
        }
        self.sheet
            .write_string_with_format(line, column, shown, format)?;
        Ok(())
    }

    /// Sentences below, each over several columns.
    fn notes(&mut self, below: u32) -> Written {
        let (last, width) = self.span();
        let notes = self.remarks.lines(self.table, &self.columns, self.lang);
        for (line, note) in (below + 1..).zip(&notes) {
            let text = names::shortened(note, LONGEST);
            let format = style::note().set_align(style::start(self.lang));
            self.sheet
                .merge_range(line, 0, line, last, &text, &format)?;
            self.sheet
                .set_row_height(line, style::height(&text, width))?;
        }
        Ok(())
    }

    /// The last column of notes, and the characters of a line.
    fn span(&self) -> (u16, f64) {
        const UNSET: f64 = 8.43;
        let widths = self.columns.iter().map(|column| column.width);
        let mut width = 0.0;
        let mut last = 0;
        for (at, own) in widths.chain(std::iter::repeat(UNSET)).enumerate() {
            width += own;
            last = at;
            if width >= NOTE && at > 0 {
                break;
            }
        }
        (last as u16, width)
    }

    /// The chart below, before the notes, so that a page holds both; beside a table that is longer than a screen and
    /// narrower. The first row below.
    fn chart(&mut self, below: u32) -> Result<u32, XlsxError> {
        let Some(sketch) = sketch(self.table) else {
            return Ok(below);
        };
        let beside = self.table.rows.len() > SCREEN && self.width() < NOTE;
        let place = match beside {
            true => (1, self.columns.len().max(self.span().0.into()) as u16 + 1),
            false => (below + 1, 0),
        };
        let height = chart::insert(
            self.sheet,
            self.table,
            &self.columns,
            &sketch,
            place,
            self.lang,
        )?;
        if beside {
            return Ok(below);
        }
        page::keep_whole(self.sheet, self.width(), place.0, height)?;
        Ok(place.0 + height.div_ceil(page::ROW))
    }

    fn width(&self) -> f64 {
        self.columns.iter().map(|column| column.width).sum()
    }
}

/// An exact figure as it prints, where the 15 digits that a spreadsheet keeps of it print otherwise.
fn beyond(figures: Figures, cell: &Cell, figure: f64, lang: &Lang) -> Option<String> {
    if !matches!(cell, Cell::Amount(_) | Cell::Count(_)) {
        return None;
    }
    let exact = figures.human(cell, lang)?;
    let kept = Amount::from_plain(&format!("{figure:.14e}")).map(Cell::Amount);
    let kept = kept.and_then(|kept| figures.human(&kept, lang));
    (kept.as_ref() != Some(&exact)).then_some(exact)
}

/// A day as spreadsheets count it; they begin with 1900.
pub fn serial(day: chrono::NaiveDate) -> Option<ExcelDateTime> {
    use chrono::Datelike;

    let year = u16::try_from(day.year()).ok()?;
    ExcelDateTime::from_ymd(year, day.month() as u8, day.day() as u8).ok()
}
