//! Budgets: planned and actual spend so far, day by day, and where it ends if it goes on like this (metric P-35).

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate, Weekday};

use crate::error::{Error, Result};
use crate::ledger::{Figure, Pace, Pacing, pacing};
use crate::report::{
    Argument, Cell, ChartData, Constant, Covered, KeyColumn, Kind, MetricColumn, Phrase, Row,
    Table, Unit,
};
use crate::schema::{Amount, col};
use crate::time::{Calendar, Period};

use super::ledger::{column, none, row};

/// Budgets side by side; more are told.
const PANELS: usize = 6;

/// What stands for a budget of everything.
pub const EVERYTHING: &str = "(all)";

/// The name of what a budget asks for.
pub const PACE: &str = "pace";

/// One budget and what was spent of it.
#[derive(Clone, Debug)]
pub struct BudgetSpend {
    /// What it is for: `platform=meta`, or [`EVERYTHING`].
    pub name: String,
    /// The days it is for.
    pub period: Period,
    /// How much.
    pub planned: Amount,
    /// Planned from Monday to Friday alone, not every day alike.
    pub weekdays: bool,
    /// What was spent on each day.
    pub spent: BTreeMap<NaiveDate, Amount>,
    /// The last day that the files cover; `None` where they hold no spend of it.
    pub until: Option<NaiveDate>,
}

/// The data of the chart of budgets; those that have not begun are left out, and of many the newest stay.
///
/// # Errors
/// [`Error::NothingToDraw`] with what is missing and where to write it.
pub fn chart_of_budgets(
    mut budgets: Vec<BudgetSpend>,
    currency: &str,
    notes: Vec<String>,
    calendar: Calendar,
) -> Result<ChartData> {
    let mut left_out = Vec::new();
    let all = budgets.len();
    budgets.retain(|budget| {
        let why = match budget.until {
            None => "the files hold no spend of it",
            Some(until) if until < budget.period.start => "not begun by the last day of spend",
            Some(_) if budget.planned <= Amount::ZERO => "a budget of zero has no pace",
            Some(_) => return true,
        };
        left_out.push(format!("not drawn: {}: {why}", named(budget, calendar)));
        false
    });
    if budgets.is_empty() {
        let why = match left_out.is_empty() {
            true => "no budget; [[budget]] in social-roi.toml has one: period = \"2026-10\", planned = 9000, and scope = \"platform=meta\" where it is for less than everything".to_owned(),
            false => left_out.join("; "),
        };
        return Err(Error::NothingToDraw {
            chart: Kind::Pacing.name(),
            why,
        });
    }
    budgets.sort_by(|a, b| (b.period.end, &a.name).cmp(&(a.period.end, &b.name)));
    let (idle, mut older_ones) = (all - budgets.len(), 0);
    if budgets.len() > PANELS {
        older_ones = budgets.len() - PANELS;
        let older = &budgets[PANELS..];
        let names: Vec<String> = older.iter().map(|one| named(one, calendar)).collect();
        let told = super::rank::listed(&names);
        left_out.push(format!("not drawn: {told}: older (`--period` chooses)"));
        budgets.truncate(PANELS);
    }
    budgets.sort_by(|a, b| (a.period, &a.name).cmp(&(b.period, &b.name)));
    let metrics = metrics(currency);
    let rows = budgets.iter().flat_map(|budget| budget.rows(calendar));
    let whole = budgets.iter().map(|budget| budget.period);
    let whole = whole.reduce(|one, other| Period {
        start: one.start.min(other.start),
        end: one.end.max(other.end),
    });
    let code = (!currency.is_empty()).then(|| {
        let code = Constant::Text(currency.to_owned());
        (col::CURRENCY.to_owned(), code)
    });
    let scope = whole
        .map(|days| Covered::days(days, calendar))
        .unwrap_or_default();
    Ok(ChartData {
        kind: Kind::Pacing,
        sentences: Some(sentences(older_ones, idle)),
        headline: headline(&budgets, &metrics),
        subtitle: Phrase::plain("chart.pacing.subtitle")
            .with("scope", Argument::Covered(scope.clone())),
        left_out,
        table: Table {
            scope,
            keys: ["budget", col::DATE].map(KeyColumn::of).into(),
            rows: rows.collect(),
            metrics,
            notes,
            extra: code.into_iter().collect(),
            ..Table::default()
        },
    })
}

fn metrics(currency: &str) -> Vec<MetricColumn> {
    let money = |name| column(name, Unit::Money, currency, 2);
    vec![
        money("planned"),
        money("spent"),
        column("pace_index", Unit::Ratio, "×", 3),
        money("projected"),
        money("needed_per_day"),
        column(PACE, Unit::Text, "", 0),
    ]
}

/// What a budget is for, and when.
fn named(budget: &BudgetSpend, calendar: Calendar) -> String {
    let days = budget.period.told(calendar);
    match budget.name.as_str() {
        EVERYTHING => days,
        name => format!("{name}, {days}"),
    }
}

/// What is not drawn, in a sentence each.
fn sentences(older: usize, idle: usize) -> Vec<Phrase> {
    let counts = [("chart.said.budgets", older), ("chart.said.idle", idle)];
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    counts
        .map(|(id, count)| Phrase::plain(id).count("count", count))
        .collect()
}

/// What a budget is for, in a sentence.
fn subject(budget: &BudgetSpend) -> Argument {
    match budget.name.as_str() {
        EVERYTHING => Argument::Phrase(Phrase::plain("chart.pacing.everything")),
        name => Argument::Titled(name.to_owned()),
    }
}

/// How each goes; of several the one that is furthest off.
fn headline(budgets: &[BudgetSpend], metrics: &[MetricColumn]) -> Phrase {
    let off = |budget: &&BudgetSpend| {
        let index = budget.pacing().index.value();
        index.map_or(0.0, |index| (index - 1.0).abs())
    };
    let on_plan = budgets
        .iter()
        .all(|budget| budget.pacing().pace == Some(Pace::OnPlan));
    if on_plan && budgets.len() > 1 {
        return Phrase::plain("chart.pacing.all").count("count", budgets.len());
    }
    let most = budgets.iter().max_by(|a, b| off(a).total_cmp(&off(b)));
    let Some(budget) = most else {
        return Phrase::plain("chart.pacing.everything");
    };
    let found = budget.pacing();
    let money = |cell: Cell| Argument::Figure(cell, metrics[0].clone());
    let id = match budget.is_over() {
        true => "chart.pacing.over",
        false => "chart.pacing.headline",
    };
    let end = match budget.is_over() {
        true => Cell::Amount(budget.spent_by(budget.period.end)),
        false => figure(found.projected),
    };
    let pace = Phrase::plain(match found.pace {
        Some(Pace::Watch) => "chart.pacing.watch",
        Some(Pace::Act) => "chart.pacing.act",
        _ => "chart.pacing.on_plan",
    });
    let planned = budget.planned.to_f64();
    let change = end.number().map_or(0.0, |end| end / planned - 1.0);
    // The unit stands once, behind what is planned.
    let bare = MetricColumn {
        unit_label: String::new(),
        ..metrics[0].clone()
    };
    Phrase::plain(id)
        .with("pace", Argument::Phrase(pace))
        .with("name", subject(budget))
        .with("change", Argument::Change(change))
        .with("end", Argument::Figure(end, bare))
        .with("planned", money(Cell::Amount(budget.planned)))
}

fn figure(figure: Figure) -> Cell {
    match figure {
        Figure::Defined(value) => Cell::Ratio(value),
        Figure::Undefined(reason) => none(reason.code()),
    }
}

/// The word of a pace in the table.
fn word(pace: Option<Pace>) -> &'static str {
    match pace {
        Some(Pace::OnPlan) => "on_plan",
        Some(Pace::Watch) => "watch",
        Some(Pace::Act) => "act",
        None => "",
    }
}

impl BudgetSpend {
    /// The last day of the budget that the files cover.
    fn last(&self) -> NaiveDate {
        self.until.unwrap_or(self.period.end).min(self.period.end)
    }

    fn is_over(&self) -> bool {
        self.last() == self.period.end
    }

    /// Spend up to a day, that day counted.
    fn spent_by(&self, day: NaiveDate) -> Amount {
        let days = self.spent.range(self.period.start..=day);
        days.map(|(_, amount)| *amount).sum()
    }

    /// Days up to one on which spend is planned.
    fn planned_days(&self, day: NaiveDate) -> i64 {
        let days = Period {
            start: self.period.start,
            end: day,
        };
        match self.weekdays {
            false => days.days(),
            true => {
                let is_weekday =
                    |day: &NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
                let days = each(&days).filter(is_weekday).count();
                i64::try_from(days).unwrap_or_default()
            }
        }
    }

    /// What the plan spends up to a day.
    fn planned_by(&self, day: NaiveDate) -> Amount {
        let (days, all) = (self.planned_days(day), self.planned_days(self.period.end));
        let whole = Amount::whole(all.max(1));
        Amount(self.planned.part(Amount::whole(days), whole).0)
    }

    /// The pace by a day.
    fn pacing_by(&self, day: NaiveDate) -> Pacing {
        let gone = Period {
            start: self.period.start,
            end: day,
        };
        let curve = self.weekdays.then(|| self.planned_by(day));
        pacing(
            self.spent_by(day),
            self.planned,
            curve,
            gone.days(),
            self.period.days(),
        )
    }

    fn pacing(&self) -> Pacing {
        self.pacing_by(self.last())
    }

    /// Where the spend of a later day lies if it goes on like this.
    fn projected_by(&self, day: NaiveDate) -> Cell {
        let last = self.last();
        let (spent, planned) = (self.spent_by(last), self.planned_by(last));
        let Some(end) = self.pacing().projected.value() else {
            return none("zero_denominator");
        };
        let rest = (self.planned - planned).to_f64();
        let share = (self.planned_by(day) - planned).to_f64() / rest;
        let spent = spent.to_f64();
        match share.is_finite() {
            true => Cell::Ratio(spent + share * (end - spent)),
            false => Cell::Ratio(end),
        }
    }

    /// A row for each day.
    fn rows(&self, calendar: Calendar) -> Vec<Row> {
        let (last, name) = (self.last(), named(self, calendar));
        let of = |day: NaiveDate| {
            let planned = Cell::Amount(self.planned_by(day));
            let later = || none("not_yet");
            let cells = if day > last {
                let projected = self.projected_by(day);
                vec![
                    planned,
                    later(),
                    later(),
                    projected,
                    later(),
                    Cell::Text(String::new()),
                ]
            } else {
                let found = self.pacing_by(day);
                let projected = match day == last {
                    true => Cell::Ratio(self.spent_by(day).to_f64()),
                    false => none("past"),
                };
                vec![
                    planned,
                    Cell::Amount(self.spent_by(day)),
                    figure(found.index),
                    projected,
                    figure(found.needed_per_day),
                    Cell::Text(word(found.pace).into()),
                ]
            };
            row(&[&name, &calendar.iso(day)], cells)
        };
        each(&self.period).map(of).collect()
    }
}

/// Every day.
fn each(period: &Period) -> impl Iterator<Item = NaiveDate> + use<> {
    let start = period.start;
    let days = u64::try_from(period.days()).unwrap_or_default();
    (0..days).filter_map(move |day| start.checked_add_days(Days::new(day)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 9, day).unwrap()
    }

    fn budget(name: &str) -> BudgetSpend {
        let spent = [(day(1), 3_000), (day(9), 3_200)];
        BudgetSpend {
            name: name.into(),
            period: Period::new(day(1), day(30)).unwrap(),
            planned: Amount::whole(20_000),
            weekdays: false,
            spent: spent.map(|(day, money)| (day, Amount::whole(money))).into(),
            until: Some(day(9)),
        }
    }

    fn drawn(budgets: Vec<BudgetSpend>) -> Result<ChartData> {
        chart_of_budgets(budgets, "EUR", Vec::new(), Calendar::Gregorian)
    }

    /// Metric P-35: 6,200 of 20,000 after 9 of 30 days.
    #[test]
    fn the_worked_example_has_its_index_and_its_projection() {
        let data = drawn(vec![budget(EVERYTHING)]).unwrap();
        let rows = &data.table.rows;
        assert_eq!(rows.len(), 30);
        let number = |row: usize, at: usize| rows[row].cells[at].number();
        let told =
            |number: Option<f64>, decimals: usize| format!("{:.*}", decimals, number.unwrap());
        assert_eq!(told(number(8, 0), 0), "6000");
        assert_eq!(told(number(8, 1), 0), "6200");
        assert_eq!(told(number(8, 2), 3), "1.033");
        assert_eq!(told(number(8, 4), 2), "657.14");
        assert_eq!(told(number(29, 3), 0), "20667");
        assert_eq!(told(number(29, 0), 0), "20000");
        // Days to come are planned and projected, not spent.
        assert_eq!(number(9, 1), None);
        assert_eq!(rows[8].cells[5], Cell::Text("on_plan".into()));
        assert_eq!(data.headline.id, "chart.pacing.headline");
    }

    #[test]
    fn budgets_of_weekdays_plan_nothing_for_weekends() {
        let weekdays = BudgetSpend {
            weekdays: true,
            ..budget(EVERYTHING)
        };
        // September 2026 begins on a Tuesday: 22 weekdays, the 5th and the 6th are a weekend.
        let planned = [4, 5, 6, 30].map(|at| weekdays.planned_by(day(at)).rounded(2));
        let expected = ["3636.36", "3636.36", "3636.36", "20000"];
        assert_eq!(
            planned,
            expected.map(|text| Amount::from_plain(text).unwrap())
        );
    }

    #[test]
    fn budgets_without_spend_or_yet_to_begin_are_left_out_with_the_reason() {
        let silent = BudgetSpend {
            until: None,
            ..budget("platform=x")
        };
        let october = NaiveDate::from_ymd_opt(2026, 10, 1).unwrap();
        let later = BudgetSpend {
            period: Period::new(october, october).unwrap(),
            ..budget("platform=meta")
        };
        let data = drawn(vec![silent.clone(), budget("platform=meta"), later]).unwrap();
        assert_eq!(
            data.left_out,
            [
                "not drawn: platform=x, 1–30 Sep 2026: the files hold no spend of it",
                "not drawn: platform=meta, 1 Oct 2026: not begun by the last day of spend"
            ]
        );
        assert!(
            drawn(vec![silent])
                .unwrap_err()
                .to_string()
                .contains("no spend of it")
        );
        assert!(
            drawn(Vec::new())
                .unwrap_err()
                .to_string()
                .contains("[[budget]]")
        );
    }
}
