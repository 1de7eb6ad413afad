//! The sheet that says how the figures came about: settings, definitions, notes, warnings, files, rejected rows.

use rust_xlsxwriter::{Format, FormatAlign, Worksheet, XlsxError};

use crate::lang::Lang;
use crate::report::{InputFile, Method};

use super::names::shortened;
use super::page;
use super::sheet::{Written, serial};
use super::style::{self, LINE, Side};

/// Widths of the columns, in characters.
const WIDTHS: [f64; 11] = [
    36.0, 32.0, 40.0, 11.0, 40.0, 28.0, 10.0, 12.0, 11.0, 13.0, 10.0,
];

/// The last column that sentences run over.
const LAST: u16 = 5;

/// UTF-16 units of a cell that anybody reads.
const LONGEST: usize = 4_000;

/// Writes the sheet.
pub fn write(sheet: &mut Worksheet, method: &Method, lang: &Lang) -> Written {
    sheet.set_right_to_left(lang.is_rtl());
    for (at, width) in WIDTHS.iter().enumerate() {
        sheet.set_column_width(at as u16, *width)?;
    }
    sheet.set_screen_gridlines(false);
    page::setup(sheet);
    let mut text = Text {
        sheet,
        lang,
        line: 0,
    };
    text.heading("method")?;
    text.setting("program", &method.program)?;
    text.setting("command", &method.command)?;
    for setting in &method.settings {
        text.setting(&setting.name, &setting.value)?;
    }
    text.definitions(method)?;
    text.sentences("notes", &method.assumptions)?;
    text.sentences("warnings", &method.warnings)?;
    text.inputs(method)?;
    text.rejected(method)
}

/// One value of a cell.
enum Value<'v> {
    Words(&'v str),
    /// Words that may run on over the columns to the right.
    Open(&'v str),
    Number(u64),
    Day(Option<chrono::NaiveDate>),
}

impl Value<'_> {
    fn side(&self) -> Side {
        match self {
            Self::Number(_) => Side::Right,
            Self::Words(_) | Self::Open(_) | Self::Day(_) => Side::Left,
        }
    }

    fn format(&self) -> Format {
        match self {
            Self::Words(_) => style::wrapped(),
            Self::Open(_) => style::cell(style::AS_TEXT),
            Self::Number(_) => style::cell("#,##0"),
            Self::Day(_) => style::cell("yyyy-mm-dd"),
        }
    }
}

/// The sheet, written from top to bottom.
struct Text<'t> {
    sheet: &'t mut Worksheet,
    lang: &'t Lang,
    line: u32,
}

impl Text<'_> {
    /// A heading by the id of its phrase, after a blank line where something stands above.
    fn heading(&mut self, heading: &str) -> Written {
        let heading = self.lang.phrase(heading, &[]);
        let format = style::heading().set_align(style::start(self.lang));
        if self.line > 0 {
            self.line += 1;
        }
        self.sheet
            .write_string_with_format(self.line, 0, heading, &format)?;
        self.line += 1;
        Ok(())
    }

    fn words(&self) -> Format {
        style::wrapped().set_align(style::start(self.lang))
    }

    fn setting(&mut self, name: &str, value: &str) -> Written {
        self.sheet
            .write_string_with_format(self.line, 0, name, &self.words())?;
        self.wide(1, value)
    }

    fn sentences(&mut self, heading: &str, sentences: &[String]) -> Written {
        if sentences.is_empty() {
            return Ok(());
        }
        self.heading(heading)?;
        sentences.iter().try_for_each(|text| self.wide(0, text))
    }

    /// A text from that column to the last one of sentences.
    fn wide(&mut self, first: u16, text: &str) -> Written {
        let text = &shortened(text, LONGEST);
        let width: f64 = WIDTHS[first as usize..=LAST as usize].iter().sum();
        let words = self.words();
        self.sheet
            .merge_range(self.line, first, self.line, LAST, text, &words)?;
        self.sheet
            .set_row_height(self.line, style::height(text, width))?;
        self.line += 1;
        Ok(())
    }

    fn head(&mut self, headers: &[(&str, Side)]) -> Written {
        let mut before = Side::Left;
        for (at, (header, side)) in headers.iter().enumerate() {
            let format = style::apart(style::header(*side, self.lang), before, *side);
            self.sheet
                .write_string_with_format(self.line, at as u16, *header, &format)?;
            before = *side;
        }
        self.line += 1;
        Ok(())
    }

    fn row(&mut self, values: &[Value<'_>]) -> Written {
        let mut height = LINE;
        let mut before = Side::Left;
        for (at, value) in values.iter().enumerate() {
            if let Value::Words(text) = value {
                height = height.max(style::height(&shortened(text, LONGEST), WIDTHS[at]));
            }
            let side = value.side();
            self.value(at as u16, value, before)?;
            before = side;
        }
        self.sheet.set_row_height(self.line, height)?;
        self.line += 1;
        Ok(())
    }

    fn value(&mut self, column: u16, value: &Value<'_>, before: Side) -> Written {
        let (sheet, line) = (&mut self.sheet, self.line);
        let format = match value.side() {
            Side::Left => value.format().set_align(style::start(self.lang)),
            Side::Right => value.format(),
        };
        let format = format.set_align(FormatAlign::Top);
        let format = style::apart(format, before, value.side());
        match value {
            Value::Words(text) | Value::Open(text) => {
                sheet.write_string_with_format(line, column, shortened(text, LONGEST), &format)?
            }
            Value::Number(number) => {
                sheet.write_number_with_format(line, column, *number as f64, &format)?
            }
            Value::Day(day) => match day.and_then(serial) {
                Some(day) => sheet.write_datetime_with_format(line, column, &day, &format)?,
                None => sheet.write_blank(line, column, &format)?,
            },
        };
        Ok(())
    }

    fn definitions(&mut self, method: &Method) -> Written {
        if method.definitions.is_empty() {
            return Ok(());
        }
        self.heading("definitions")?;
        let headers = ["name", "what it is", "formula", "unit", "meaning", "source"];
        self.head(&headers.map(|header| (header, Side::Left)))?;
        for known in &method.definitions {
            let cells = [
                &known.name,
                &known.title,
                &known.formula,
                &known.unit,
                &known.note,
                &known.source,
            ];
            self.row(&cells.map(|text| Value::Words(text)))?;
        }
        Ok(())
    }

    fn inputs(&mut self, method: &Method) -> Written {
        if method.inputs.is_empty() {
            return Ok(());
        }
        self.heading("sources")?;
        self.head(&[
            ("file", Side::Left),
            ("format", Side::Left),
            ("SHA-256 of the file", Side::Left),
            ("rows used", Side::Right),
            ("rows left out", Side::Left),
            ("encoding", Side::Left),
            ("rejected", Side::Right),
            ("first day", Side::Left),
            ("last day", Side::Left),
            ("bytes", Side::Right),
            ("status", Side::Left),
        ])?;
        method.inputs.iter().try_for_each(|input| self.input(input))
    }

    fn input(&mut self, input: &InputFile) -> Written {
        let left_out = input.left_out.iter();
        let left_out: Vec<String> = left_out
            .map(|(why, count)| format!("{count} ({why})"))
            .collect();
        let told = if input.message.is_empty() {
            &input.title
        } else {
            &input.message
        };
        self.row(&[
            Value::Words(&input.path),
            Value::Words(told),
            Value::Words(input.sha256.as_deref().unwrap_or_default()),
            Value::Number(input.used),
            Value::Words(&left_out.join("; ")),
            Value::Words(&input.encoding),
            Value::Number(input.rejected),
            Value::Day(input.first_day),
            Value::Day(input.last_day),
            input.bytes.map_or(Value::Words(""), Value::Number),
            Value::Words(&input.status),
        ])
    }

    fn rejected(&mut self, method: &Method) -> Result<(), XlsxError> {
        if method.inputs.is_empty() {
            return Ok(());
        }
        self.heading("rejected-rows")?;
        if method.rejected.is_empty() {
            return self.wide(0, "none: every row was read");
        }
        self.head(&[
            ("file", Side::Left),
            ("column", Side::Left),
            ("expected", Side::Left),
            ("line", Side::Right),
            ("found", Side::Left),
            ("the row, personal cells masked", Side::Left),
        ])?;
        for row in &method.rejected {
            self.row(&[
                Value::Words(&row.file),
                Value::Words(row.column.as_deref().unwrap_or_default()),
                Value::Words(&row.expected),
                Value::Number(row.line),
                Value::Words(&row.found),
                Value::Open(&row.row),
            ])?;
        }
        match method.untold() {
            0 => Ok(()),
            more => self.wide(
                0,
                &format!("and {more} more: `--rejects FILE` writes all of them"),
            ),
        }
    }
}
