//! How sheets print: landscape, as wide as a page, heads and names on every page, no chart cut in two.

use rust_xlsxwriter::Worksheet;

use crate::lang::Lang;
use crate::render::told;
use crate::report::Table;

use super::names::cut;
use super::sheet::Written;

/// Pixels of a row of cells.
pub const ROW: u32 = 20;

/// A4, as spreadsheets number papers.
const PAPER: u8 = 9;

/// Characters of a page in letters that can be read; a wider table takes several pages.
const READABLE: f64 = 320.0;

/// Characters and pixels of a page at full size, margins taken off.
const FULL: (f64, f64) = (130.0, 640.0);

/// How every sheet prints.
pub fn setup(sheet: &mut Worksheet) {
    sheet.set_landscape();
    sheet.set_paper_size(PAPER);
    sheet.set_print_fit_to_pages(1, 0);
    sheet.set_footer("&L&A&R&P / &N");
}

/// How a table of so many characters prints; the first `names` columns stand on every page.
pub fn of_table(
    sheet: &mut Worksheet,
    (table, lang): (&Table, &Lang),
    width: f64,
    names: u16,
) -> Written {
    setup(sheet);
    let pages = (width / READABLE).ceil().max(1.0);
    sheet.set_print_fit_to_pages(pages as u16, 0);
    sheet.set_repeat_rows(0, 0)?;
    if let Some(last) = names.checked_sub(1) {
        sheet.set_repeat_columns(0, last)?;
    }
    let side = |text: &str| cut(text, 100).replace('&', "&&");
    let (title, scope) = (side(&table.title), side(&told(&table.scope, lang)));
    sheet.set_header(format!("&L{title}&R{scope}"));
    Ok(())
}

/// Begins a page with a chart that the page of the table above has no room for.
pub fn keep_whole(sheet: &mut Worksheet, width: f64, row: u32, height: u32) -> Written {
    let scale = (FULL.0 / width.min(READABLE)).min(1.0);
    if f64::from(row * ROW + height) > FULL.1 / scale {
        sheet.set_page_breaks(&[row])?;
    }
    Ok(())
}
