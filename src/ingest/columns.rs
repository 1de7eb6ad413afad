//! Columns while they are being read, and their change into a polars frame.
//!
//! Missing cells are sentinels until the frame is built, so that a column is one flat vector. Names are kept as codes
//! into a list of words: a campaign's name stands once, however many rows it has.

use foldhash::HashMap;
use polars::prelude::*;

use crate::schema::Kind;

/// A missing amount.
pub const NO_AMOUNT: i128 = i128::MIN;
/// A missing count.
pub const NO_COUNT: i64 = i64::MIN;
/// A missing day.
pub const NO_DAY: i32 = i32::MIN;
const NO_WORD: u32 = u32::MAX;

/// One cell on its way into a column.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Cell {
    /// Nothing there.
    #[default]
    Null,
    /// Units of 10⁻¹².
    Amount(i128),
    /// A whole number.
    Count(i64),
    /// Days since 1970-01-01.
    Day(i32),
    /// First and last day.
    Span(i32, i32),
    /// A span of the row's text, kept by the caller.
    Text(String),
}

impl Cell {
    /// The number in it, as units of 10⁻¹².
    pub fn amount(&self) -> Option<i128> {
        match self {
            Self::Amount(units) => Some(*units),
            Self::Count(count) => Some(i128::from(*count) * crate::schema::ONE),
            _ => None,
        }
    }
}

/// Words of a column, each once.
#[derive(Clone, Debug, Default)]
pub struct Words {
    codes: Vec<u32>,
    words: Vec<String>,
    known: HashMap<String, u32>,
}

impl Words {
    /// One word in every row.
    pub fn constant(word: &str, rows: usize) -> Self {
        let mut words = Self::default();
        let code = words.code(word);
        words.codes = vec![code; rows];
        words
    }

    fn push(&mut self, word: &str) {
        if let Some(last) = self.codes.last().filter(|code| **code != NO_WORD)
            && self.words[*last as usize] == word
        {
            self.codes.push(*last);
            return;
        }
        let code = self.code(word);
        self.codes.push(code);
    }

    fn code(&mut self, word: &str) -> u32 {
        if let Some(code) = self.known.get(word) {
            return *code;
        }
        let code = self.words.len() as u32;
        self.words.push(word.to_owned());
        self.known.insert(word.to_owned(), code);
        code
    }

    /// The word of a row.
    pub fn word(&self, row: usize) -> Option<&str> {
        self.words
            .get(*self.codes.get(row)? as usize)
            .map(String::as_str)
    }

    /// Adds a line to the word of the last row.
    fn go_on(&mut self, line: &str) {
        let Some(row) = self.codes.len().checked_sub(1) else {
            return;
        };
        let word = match self.word(row) {
            Some(word) => format!("{word}\n{line}"),
            None => line.to_owned(),
        };
        self.codes[row] = self.code(&word);
    }

    /// Changes every word; words that become equal become one.
    pub fn rename(&mut self, name: impl Fn(&str) -> String) {
        let words = std::mem::take(&mut self.words);
        self.known.clear();
        let moved: Vec<u32> = words.iter().map(|word| self.code(&name(word))).collect();
        for code in &mut self.codes {
            if *code != NO_WORD {
                *code = moved[*code as usize];
            }
        }
    }

    /// The words in use, sorted.
    pub fn distinct(&self) -> Vec<String> {
        let mut words = self.words.clone();
        words.sort();
        words
    }

    /// How many rows have a word of some sort.
    pub fn count(&self, is: impl Fn(&str) -> bool) -> u64 {
        let hits: Vec<bool> = self.words.iter().map(|word| is(word)).collect();
        self.codes
            .iter()
            .filter(|code| hits.get(**code as usize).copied().unwrap_or(false))
            .count() as u64
    }

    fn append(&mut self, other: Self) {
        if self.words.is_empty() {
            (self.words, self.known) = (other.words, other.known);
            self.codes.extend(other.codes);
            return;
        }
        let moved: Vec<u32> = other.words.iter().map(|word| self.code(word)).collect();
        self.codes.extend(other.codes.into_iter().map(|code| {
            if code == NO_WORD {
                NO_WORD
            } else {
                moved[code as usize]
            }
        }));
    }
}

/// A column of one kind.
#[derive(Clone, Debug)]
pub enum Cells {
    /// Names and texts.
    Words(Words),
    /// Money, quantities, rates, seconds.
    Amounts(Vec<i128>),
    /// Counts.
    Counts(Vec<i64>),
    /// Days.
    Days(Vec<i32>),
}

impl Default for Cells {
    fn default() -> Self {
        Self::Counts(Vec::new())
    }
}

impl Cells {
    /// Adds a line to the text of the last row.
    pub fn go_on(&mut self, line: &str) {
        if let Self::Words(words) = self {
            words.go_on(line);
        }
    }

    /// An empty column for a kind.
    pub fn of(kind: Kind) -> Self {
        match kind {
            Kind::Money | Kind::Quantity | Kind::Rate | Kind::Seconds => Self::Amounts(Vec::new()),
            Kind::Count => Self::Counts(Vec::new()),
            Kind::Date => Self::Days(Vec::new()),
            Kind::Name | Kind::Text | Kind::Id | Kind::Instant | Kind::Flag => {
                Self::Words(Words::default())
            }
        }
    }

    /// Adds a cell; one of another kind counts as missing.
    pub fn push(&mut self, cell: &Cell) {
        match (self, cell) {
            (Self::Words(words), Cell::Text(text)) => words.push(text),
            (Self::Words(words), _) => words.codes.push(NO_WORD),
            (Self::Amounts(units), cell) => units.push(cell.amount().unwrap_or(NO_AMOUNT)),
            (Self::Counts(counts), Cell::Count(count)) => counts.push(*count),
            (Self::Counts(counts), Cell::Amount(units)) => {
                counts.push((units / crate::schema::ONE) as i64)
            }
            (Self::Counts(counts), _) => counts.push(NO_COUNT),
            (Self::Days(days), Cell::Day(day)) => days.push(*day),
            (Self::Days(days), _) => days.push(NO_DAY),
        }
    }

    /// Adds a text without an allocation.
    pub fn push_text(&mut self, text: &str) {
        if let Self::Words(words) = self {
            words.push(text);
        }
    }

    /// Makes room for that many rows in all.
    pub fn reserve(&mut self, rows: usize) {
        let more = rows.saturating_sub(self.len());
        match self {
            Self::Words(words) => words.codes.reserve_exact(more),
            Self::Amounts(units) => units.reserve_exact(more),
            Self::Counts(counts) => counts.reserve_exact(more),
            Self::Days(days) => days.reserve_exact(more),
        }
    }

    /// Adds all cells of another column of the same kind.
    pub fn append(&mut self, other: Self) {
        match (self, other) {
            (Self::Words(own), Self::Words(other)) => own.append(other),
            (Self::Amounts(own), Self::Amounts(other)) => own.extend(other),
            (Self::Counts(own), Self::Counts(other)) => own.extend(other),
            (Self::Days(own), Self::Days(other)) => own.extend(other),
            _ => debug_assert!(false, "columns of one table have one kind"),
        }
    }

    /// Rows in it.
    pub fn len(&self) -> usize {
        match self {
            Self::Words(words) => words.codes.len(),
            Self::Amounts(units) => units.len(),
            Self::Counts(counts) => counts.len(),
            Self::Days(days) => days.len(),
        }
    }

    /// Whether no cell is filled.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Words(words) => words.codes.iter().all(|code| *code == NO_WORD),
            Self::Amounts(units) => units.iter().all(|units| *units == NO_AMOUNT),
            Self::Counts(counts) => counts.iter().all(|count| *count == NO_COUNT),
            Self::Days(days) => days.iter().all(|day| *day == NO_DAY),
        }
    }

    /// The exact sum of the filled cells.
    pub fn sum(&self) -> Option<i128> {
        match self {
            Self::Amounts(units) => Some(units.iter().filter(|units| **units != NO_AMOUNT).sum()),
            Self::Counts(counts) => Some(
                counts
                    .iter()
                    .filter(|count| **count != NO_COUNT)
                    .map(|count| i128::from(*count))
                    .sum::<i128>()
                    * crate::schema::ONE,
            ),
            _ => None,
        }
    }

    /// The number of a row, as units of 10⁻¹².
    pub fn amount(&self, row: usize) -> Option<i128> {
        match self {
            Self::Amounts(units) => units.get(row).copied().filter(|units| *units != NO_AMOUNT),
            Self::Counts(counts) => counts
                .get(row)
                .filter(|count| **count != NO_COUNT)
                .map(|count| i128::from(*count) * crate::schema::ONE),
            _ => None,
        }
    }

    /// How many filled cells are below zero.
    pub fn negatives(&self) -> u64 {
        match self {
            Self::Amounts(units) => units
                .iter()
                .filter(|units| **units < 0 && **units != NO_AMOUNT)
                .count() as u64,
            Self::Counts(counts) => counts
                .iter()
                .filter(|count| **count < 0 && **count != NO_COUNT)
                .count() as u64,
            _ => 0,
        }
    }

    /// The column as polars wants it.
    pub fn into_column(self, name: &str) -> Column {
        match self {
            Self::Words(words) => words_column(words, name),
            Self::Amounts(units) => {
                let column: Int128Chunked = chunked(units, NO_AMOUNT);
                column
                    .with_name(name.into())
                    .into_decimal_unchecked(38, crate::schema::SCALE as usize)
                    .into_column()
            }
            Self::Counts(counts) => {
                let column: Int64Chunked = chunked(counts, NO_COUNT);
                column.with_name(name.into()).into_column()
            }
            Self::Days(days) => {
                let column: Int32Chunked = chunked(days, NO_DAY);
                column.with_name(name.into()).into_date().into_column()
            }
        }
    }
}

/// A column without copying where nothing is missing.
fn chunked<T>(cells: Vec<T::Native>, missing: T::Native) -> ChunkedArray<T>
where
    T: PolarsNumericType,
    ChunkedArray<T>: FromIterator<Option<T::Native>>,
{
    if cells.contains(&missing) {
        return cells
            .into_iter()
            .map(|cell| (cell != missing).then_some(cell))
            .collect();
    }
    ChunkedArray::from_vec(PlSmallStr::EMPTY, cells)
}

/// One word in every row is a scalar; else each word stands once and the rows point to it.
fn words_column(words: Words, name: &str) -> Column {
    let rows = words.codes.len();
    if let ([word], true) = (&words.words[..], words.codes.iter().all(|code| *code == 0)) {
        let word = PlSmallStr::from_str(word);
        return Column::new_scalar(name.into(), Scalar::from(word), rows);
    }
    let dictionary: StringChunked = words.words.iter().map(|word| Some(word.as_str())).collect();
    let codes: IdxCa = if words.codes.contains(&NO_WORD) {
        words
            .codes
            .into_iter()
            .map(|code| (code != NO_WORD).then_some(code))
            .collect()
    } else {
        IdxCa::from_vec(PlSmallStr::EMPTY, words.codes)
    };
    let column = dictionary.take(&codes).expect("codes point into the words");
    column.with_name(name.into()).into_column()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_merge_by_content_not_by_code() {
        let mut left = Cells::of(Kind::Name);
        let mut right = Cells::of(Kind::Name);
        for text in ["a", "b"] {
            left.push_text(text);
        }
        for text in ["b", "c"] {
            right.push_text(text);
        }
        right.push(&Cell::Null);
        left.append(right);
        let column = left.into_column("x");
        let texts: Vec<Option<&str>> = column.str().unwrap().iter().collect();
        assert_eq!(texts, [Some("a"), Some("b"), Some("b"), Some("c"), None]);
    }

    #[test]
    fn sums_are_exact_and_skip_missing_cells() {
        let mut amounts = Cells::of(Kind::Money);
        for cell in [
            Cell::Amount(100_000_000_000),
            Cell::Null,
            Cell::Amount(200_000_000_000),
        ] {
            amounts.push(&cell);
        }
        assert_eq!(amounts.sum(), Some(300_000_000_000));
        assert_eq!(amounts.into_column("x").null_count(), 1);
    }
}
