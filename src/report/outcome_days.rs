//! The days of which the files hold outcomes: of media of other days nothing is known of what they brought.

use polars::prelude::DataFrame;

use crate::schema::{cells, col};
use crate::time::{Calendar, Grain, Period};

use super::exported::{bounds, is_steady, joined, rows};

/// The days of which outcomes are on record.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OutcomeDays {
    /// Stretches of days, none of them twice; `None` where outcomes have no date, so that they may be of any.
    days: Option<Vec<Period>>,
    /// From the first to the last day with rows.
    span: Option<Period>,
}

impl OutcomeDays {
    /// Those of outcomes: none without any, and any where one has no date.
    pub fn of(outcomes: Option<&DataFrame>, calendar: Calendar) -> Self {
        let Some(frame) = outcomes.filter(|frame| frame.height() > 0) else {
            return Self::of_rows(&[], calendar);
        };
        let starts = cells::days(frame, col::PERIOD_START);
        match starts.contains(&None) {
            true => Self::default(),
            false => Self::of_rows(&rows(frame), calendar),
        }
    }

    /// Those of rows of these days, in order: whole months where they do not show that an export begins or ends within one,
    /// without the months that no row is of where rows are otherwise of nearly every day.
    pub fn of_rows(rows: &[Period], calendar: Calendar) -> Self {
        let span = joined(rows);
        Self {
            days: Some(span.map_or_else(Vec::new, |span| stretches(rows, span, calendar))),
            span,
        }
    }

    /// The stretches; `None` where outcomes may be of any days.
    pub fn stretches(&self) -> Option<&[Period]> {
        self.days.as_deref()
    }

    /// How many of some days they are.
    pub fn among(&self, days: &Period) -> i64 {
        match &self.days {
            Some(own) => parts(own, days).map(|part| part.days()).sum(),
            None => days.days(),
        }
    }

    /// The stretches of some days that they are.
    pub fn within(&self, days: &Period) -> Vec<Period> {
        match &self.days {
            Some(own) => parts(own, days).collect(),
            None => vec![*days],
        }
    }

    /// Whether some days lie between the first and the last row.
    pub fn span_meets(&self, days: &Period) -> bool {
        self.span.is_some_and(|span| span.overlap(days).is_some())
    }

    /// All of them in words.
    pub fn told(&self, calendar: Calendar) -> String {
        let own = self.days.iter().flatten();
        let told: Vec<String> = own.map(|days| days.told(calendar)).collect();
        told.join(", ")
    }
}

fn parts<'d>(own: &'d [Period], days: &'d Period) -> impl Iterator<Item = Period> + 'd {
    own.iter().filter_map(|own| own.overlap(days))
}

fn stretches(rows: &[Period], span: Period, calendar: Calendar) -> Vec<Period> {
    let bounds = bounds(rows, span, calendar, None);
    let months = Grain::Month.buckets(&bounds, calendar);
    let months = months
        .iter()
        .filter_map(|month| month.period().overlap(&bounds));
    let holds = |days: &Period| rows.iter().any(|row| row.overlap(days).is_some());
    let (held, empty): (Vec<Period>, Vec<Period>) = months.partition(holds);
    let is_sparse = || held.iter().any(|month| !is_steady(rows, *month));
    if empty.is_empty() || is_sparse() {
        return vec![bounds];
    }
    held
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(from: &str, to: &str) -> Period {
        Period::new(from.parse().unwrap(), to.parse().unwrap()).unwrap()
    }

    /// Each day of a stretch as a row.
    fn daily(from: &str, to: &str) -> Vec<Period> {
        let all = days(from, to);
        let each = all.start.iter_days().take_while(|day| *day <= all.end);
        each.map(|day| Period::new(day, day).unwrap()).collect()
    }

    /// 20 of the 30 days of June: orders of every day end on the 20th. Of the days from 15 to 25 June they are six.
    #[test]
    fn days_beyond_the_last_of_daily_orders_are_not_among_them() {
        let own = OutcomeDays::of_rows(&daily("2026-05-01", "2026-06-20"), Calendar::Gregorian);
        assert_eq!(own.among(&days("2026-06-01", "2026-06-30")), 20);
        assert_eq!(
            own.within(&days("2026-06-15", "2026-06-25")),
            [days("2026-06-15", "2026-06-20")]
        );
        assert_eq!(own.told(Calendar::Gregorian), "1 May – 20 Jun 2026");
        assert!(!own.span_meets(&days("2026-06-21", "2026-06-30")));
    }

    #[test]
    fn orders_without_a_date_may_be_of_any_day_and_none_are_of_no_day() {
        let june = days("2026-06-01", "2026-06-30");
        assert_eq!(OutcomeDays::default().within(&june), [june]);
        let none = OutcomeDays::of(None, Calendar::Gregorian);
        assert_eq!((none.among(&june), none.span_meets(&june)), (0, false));
    }

    /// Of daily rows but for May, May is not among them; of two orders months apart every month between is.
    #[test]
    fn a_month_without_rows_is_left_out_only_where_rows_are_of_nearly_every_day() {
        let rows = [
            daily("2026-04-01", "2026-04-30"),
            daily("2026-06-01", "2026-06-30"),
        ]
        .concat();
        let may = days("2026-05-01", "2026-05-31");
        assert_eq!(
            OutcomeDays::of_rows(&rows, Calendar::Gregorian).among(&may),
            0
        );
        let rows = [
            daily("2026-04-05", "2026-04-05"),
            daily("2026-06-09", "2026-06-09"),
        ]
        .concat();
        assert_eq!(
            OutcomeDays::of_rows(&rows, Calendar::Gregorian).among(&may),
            31
        );
    }
}
