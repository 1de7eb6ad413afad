//! What can be wrong with a cell.

/// What is wrong with a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u8)]
pub enum Fault {
    /// Expected a number.
    NotANumber,
    /// A number of another locale.
    WrongMark,
    /// Thousands or three decimals, in a column of amounts to the cent.
    MaybeThousands,
    /// Expected a whole number.
    NotWhole,
    /// Too large for 128 bits.
    TooLarge,
    /// Expected a date.
    NotADate,
    /// A date that the calendar does not have.
    NoSuchDay,
    /// A date without a year.
    YearMissing,
    /// More fields than the header.
    TooManyFields,
}

impl Fault {
    /// What was expected, in words.
    pub fn expected(self) -> &'static str {
        match self {
            Self::NotANumber => "a number",
            Self::WrongMark => "a number with the file's decimal mark",
            Self::MaybeThousands => "at most two decimals, as in the column's other cells",
            Self::NotWhole => "a whole number",
            Self::TooLarge => "a number below 10^18",
            Self::NotADate => "a date",
            Self::NoSuchDay => "a day that exists in the file's date order",
            Self::YearMissing => "a date with its year (give `--as-of DATE`)",
            Self::TooManyFields => "as many fields as the header has",
        }
    }

    /// The fault of a code made by `as u8`.
    pub fn of(code: u8) -> Self {
        const ALL: [Fault; 9] = [
            Fault::NotANumber,
            Fault::WrongMark,
            Fault::MaybeThousands,
            Fault::NotWhole,
            Fault::TooLarge,
            Fault::NotADate,
            Fault::NoSuchDay,
            Fault::YearMissing,
            Fault::TooManyFields,
        ];
        ALL[code as usize % ALL.len()]
    }
}
