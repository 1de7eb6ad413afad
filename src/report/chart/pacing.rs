//! Budgets: planned and actual spend so far, day by day, and where it ends if it goes on like this (metric P-35).

use chrono::NaiveDate;

use crate::error::{Error, Result};
use crate::ledger::{Figure, Pace};
use crate::report::budget::{BudgetSpend, each};
use crate::report::{
    Argument, Cell, ChartData, Constant, Covered, KeyColumn, Kind, MetricColumn, Phrase, Row,
    Table, Unit,
};
use crate::schema::col;
use crate::time::{Calendar, Period};

use super::ledger::{column, none, row};

/// Budgets side by side; more are told.
const PANELS: usize = 6;

/// What stands for a budget of everything.
pub const EVERYTHING: &str = "(all)";

/// The name of what a budget asks for.
pub const PACE: &str = "pace";

/// The name of how far from the plan a pace is watched.
pub const PACING_WATCH: &str = "pacing_watch";
/// The name of how far from the plan a pace has to be acted on.
pub const PACING_ACT: &str = "pacing_act";

/// The data of the chart of budgets; those without a pace are left out beside what is already, and of many the newest
/// stay.
///
/// # Errors
/// [`Error::NothingToDraw`] with what is missing and where to write it.
pub fn chart_of_budgets(
    mut budgets: Vec<BudgetSpend>,
    mut left_out: Vec<String>,
    currency: &str,
    notes: Vec<String>,
    calendar: Calendar,
) -> Result<ChartData> {
    let all = budgets.len() + left_out.len();
    budgets.retain(|budget| {
        let Some(why) = budget.no_pace() else {
            return true;
        };
        let name = budget_named(budget, calendar);
        left_out.push(format!("not drawn: {name}: {}", why.words()));
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
        let names: Vec<String> = older
            .iter()
            .map(|one| budget_named(one, calendar))
            .collect();
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
    let mut extra = Vec::new();
    if !currency.is_empty() {
        let code = Constant::Text(currency.to_owned());
        extra.push((col::CURRENCY.to_owned(), code));
    }
    if let Some(bands) = budgets.first().map(|budget| budget.bands) {
        for (name, band) in [(PACING_WATCH, bands.watch), (PACING_ACT, bands.act)] {
            extra.push((name.to_owned(), Constant::Share(Some(band))));
        }
    }
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
            extra,
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
pub fn budget_named(budget: &BudgetSpend, calendar: Calendar) -> String {
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
        let (last, name) = (self.last(), budget_named(self, calendar));
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ledger::Bands;
    use crate::report::Spent;
    use crate::schema::Amount;

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
            spent: Spent {
                by_day: spent.map(|(day, money)| (day, Amount::whole(money))).into(),
                known: Period::new(day(1), day(9)).ok(),
                first: Some(day(1)),
                ..Spent::default()
            },
            bands: Bands::default(),
        }
    }

    fn drawn(budgets: Vec<BudgetSpend>) -> Result<ChartData> {
        chart_of_budgets(budgets, Vec::new(), "EUR", Vec::new(), Calendar::Gregorian)
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
    fn budgets_without_spend_or_yet_to_begin_are_left_out_with_the_reason() {
        let silent = BudgetSpend {
            spent: Spent::default(),
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
                "not drawn: platform=x, 1–30 Sep 2026: there is no spend with a date",
                "not drawn: platform=meta, 1 Oct 2026: not begun by the last day of spend"
            ]
        );
        assert!(
            drawn(vec![silent])
                .unwrap_err()
                .to_string()
                .contains("no spend with a date")
        );
        assert!(
            drawn(Vec::new())
                .unwrap_err()
                .to_string()
                .contains("[[budget]]")
        );
    }
}
