//! What can be wrong with a row of a touch log.

/// What is wrong with a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TouchFault {
    /// The time is missing.
    NoTime,
    /// Expected a time.
    NotATime,
    /// A time that the calendar does not have, or that reads in two ways.
    NoSuchTime,
    /// The zero of the clock: a time that was never set.
    EpochZero,
    /// Later than the day that counts as today.
    Future,
    /// Expected a number.
    NotANumber,
    /// Not a number or infinite.
    NotFinite,
    /// Expected a count of conversions.
    NotACount,
    /// Expected a currency code.
    NotACurrency,
    /// Too large to be true.
    TooLarge,
    /// More fields than the header.
    TooManyFields,
}

impl TouchFault {
    /// What was expected, in words.
    pub fn expected(self) -> &'static str {
        match self {
            Self::NoTime | Self::NotATime => "a time",
            Self::NoSuchTime => "a time that exists in the file's date order",
            Self::EpochZero => "a time that was set, not the clock's zero (1970-01-01)",
            Self::Future => "a time that is not in the future",
            Self::NotANumber => "a number",
            Self::NotFinite => "a finite number",
            Self::NotACount => "a count of conversions, or yes or no",
            Self::NotACurrency => "a currency code",
            Self::TooLarge => "a number below 10^12",
            Self::TooManyFields => "as many fields as the header has",
        }
    }
}
