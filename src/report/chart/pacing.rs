//! Budgets: planned and actual spend so far, day by day, and where it ends if it goes on like this (metric P-35).

use std::cmp::Reverse;

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

/// Decimals of a deviation from the plan in percent: as few as leave it on its side of each band.
pub fn decimals_of_pace(deviation: f64, bands: &[f64]) -> usize {
    let size = deviation.abs();
    let holds = |decimals: &usize| {
        let scale = 100.0 * 10_f64.powi(*decimals as i32);
        let shown = (size * scale).round() / scale;
        let is_within = |size: f64, band: f64| size <= band + 1e-9;
        bands
            .iter()
            .all(|band| is_within(size, *band) == is_within(shown, *band))
    };
    (0..2).find(holds).unwrap_or(2)
}

/// The name of what a budget asks for.
pub const PACE: &str = "pace";

/// The name of how far from the plan a pace is watched.
pub const PACING_WATCH: &str = "pacing_watch";
/// The name of how far from the plan a pace has to be acted on.
pub const PACING_ACT: &str = "pacing_act";

/// The data of the chart of budgets; those without a pace are left out beside what is already. Running ones come first,
/// then those that ended last, each the furthest off its pace first; beyond `top` (six) they are told.
///
/// # Errors
/// [`Error::NothingToDraw`] with what is missing and where to write it.
pub fn chart_of_budgets(
    mut budgets: Vec<BudgetSpend>,
    mut left_out: Vec<String>,
    currency: &str,
    notes: Vec<String>,
    calendar: Calendar,
    top: Option<usize>,
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
    budgets.sort_by(|a, b| {
        let order = ended(a).cmp(&ended(b));
        let order = order.then(off(b).total_cmp(&off(a)));
        order.then_with(|| a.name.cmp(&b.name))
    });
    let idle = all - budgets.len();
    let further = budgets.split_off(budgets.len().min(top.unwrap_or(PANELS).max(1)));
    let drawn = budgets.last().map(ended);
    let (nearer, earlier): (Vec<_>, Vec<_>) = further
        .iter()
        .partition(|budget| Some(ended(budget)) == drawn);
    for (budgets, why) in [
        (&nearer, "less far off their pace"),
        (&earlier, "ended earlier"),
    ] {
        let names = budgets.iter().map(|one| budget_named(one, calendar));
        let names: Vec<String> = names.collect();
        if !names.is_empty() {
            let told = super::rank::listed(&names);
            left_out.push(format!("not drawn: {told}: {why} (`--top` draws more)"));
        }
    }
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
        spare: None,
        kind: Kind::Pacing,
        sentences: Some(sentences(&budgets, nearer.len(), earlier.len(), idle)),
        headline: headline(&budgets, &metrics),
        subtitle: Phrase::plain(match budgets.iter().all(BudgetSpend::is_over) {
            true => "chart.pacing.subtitle.over",
            false => "chart.pacing.subtitle",
        })
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

/// That days between are no record, and what is not drawn, in a sentence each.
fn sentences(budgets: &[BudgetSpend], nearer: usize, earlier: usize, idle: usize) -> Vec<Phrase> {
    let is_spread = budgets.iter().any(BudgetSpend::is_spread);
    let spread = is_spread.then(|| Phrase::plain("chart.said.spread"));
    let counts = [
        ("chart.said.budgets", nearer),
        ("chart.said.ended", earlier),
        ("chart.said.idle", idle),
    ];
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    let counts = counts.map(|(id, count)| Phrase::plain(id).count("count", count));
    spread.into_iter().chain(counts).collect()
}

/// How far a budget is off its plan, either way.
fn off(budget: &BudgetSpend) -> f64 {
    let index = budget.pacing().index.value();
    index.map_or(0.0, |index| (index - 1.0).abs())
}

/// Where a budget stands among those that are over, the newest first; running ones stand before all.
fn ended(budget: &BudgetSpend) -> Option<Reverse<NaiveDate>> {
    budget.is_over().then_some(Reverse(budget.period.end))
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
    let on_plan = budgets
        .iter()
        .all(|budget| budget.pacing().pace == Some(Pace::OnPlan));
    match budgets.len() {
        2 if on_plan => return Phrase::plain("chart.pacing.both"),
        count if on_plan && count > 2 => {
            return Phrase::plain("chart.pacing.all").count("count", count);
        }
        _ => {}
    }
    // Of several the one that is drawn first.
    let most = budgets.iter().rev();
    let most = most.max_by(|a, b| off(a).total_cmp(&off(b)));
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
        decimals: metrics[0].drawn_decimals(planned),
        ..metrics[0].clone()
    };
    // As exact as the bands ask for, beside which it stands.
    let bands = [budget.bands.watch, budget.bands.act];
    let decimals = decimals_of_pace(change, &bands);
    let change = match decimals {
        0 => Argument::Change(change),
        decimals => Argument::Percent(change, decimals),
    };
    Phrase::plain(id)
        .with("pace", Argument::Phrase(pace))
        .with("name", subject(budget))
        .with("change", change)
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
            whole: None,
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
        chart_of_budgets(
            budgets,
            Vec::new(),
            "EUR",
            Vec::new(),
            Calendar::Gregorian,
            None,
        )
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

    /// A budget of that many days whose spend ends on the ninth.
    fn of_days(name: &str, days: u32, planned: i64) -> BudgetSpend {
        BudgetSpend {
            period: Period::new(day(1), day(days)).unwrap(),
            planned: Amount::whole(planned),
            ..budget(name)
        }
    }

    #[test]
    fn running_budgets_come_first_each_the_furthest_off_before_the_others() {
        let budgets = vec![
            of_days("over, on plan", 9, 6_200),
            of_days("over, far off", 9, 60_000),
            of_days("ended before", 8, 60_000),
            of_days("running, on plan", 30, 20_667),
            of_days("running, off", 30, 40_000),
        ];
        let drawn = |top| {
            let (eur, calendar) = ("EUR", Calendar::Gregorian);
            let budgets = budgets.clone();
            chart_of_budgets(budgets, Vec::new(), eur, Vec::new(), calendar, top).unwrap()
        };
        let names = |data: &ChartData| {
            let keys = data.table.rows.iter();
            let keys = keys.filter_map(|row| row.keys[0].as_deref()?.rsplit_once(", "));
            let mut names: Vec<String> = keys.map(|(name, _)| name.to_owned()).collect();
            names.dedup();
            names
        };
        let all = [
            "running, off",
            "running, on plan",
            "over, far off",
            "over, on plan",
            "ended before",
        ];
        assert_eq!(names(&drawn(None)), all);
        let three = drawn(Some(3));
        assert_eq!(names(&three), all[..3]);
        assert_eq!(
            three.left_out,
            [
                "not drawn: over, on plan, 1–9 Sep 2026: less far off their pace (`--top` draws more)",
                "not drawn: ended before, 1–8 Sep 2026: ended earlier (`--top` draws more)"
            ]
        );
        let said = three.sentences.unwrap();
        let said: Vec<&str> = said.iter().map(|phrase| phrase.id).collect();
        assert_eq!(said, ["chart.said.budgets", "chart.said.ended"]);
    }

    /// A row of 1–9 September is spread over them; one of August is of no day of the budget.
    #[test]
    fn a_picture_says_that_spend_of_several_days_is_spread() {
        let august = Period::new(
            NaiveDate::from_ymd_opt(2026, 8, 1).unwrap(),
            NaiveDate::from_ymd_opt(2026, 8, 31).unwrap(),
        );
        for (days, expected) in [
            (Period::new(day(1), day(9)), &["chart.said.spread"][..]),
            (august, &[]),
        ] {
            let mut own = budget(EVERYTHING);
            own.spent.spread = vec![days.unwrap()];
            let said = drawn(vec![own]).unwrap().sentences.unwrap();
            let said: Vec<&str> = said.iter().map(|phrase| phrase.id).collect();
            assert_eq!(said, expected);
        }
    }

    /// 5.3 % is not within 5 %, and 5.04 % is not either.
    #[test]
    fn a_deviation_has_the_decimals_that_keep_it_outside_its_band() {
        let bands = [0.05, 0.15];
        for (deviation, decimals) in [
            (-0.053, 1),
            (-0.0504, 2),
            (-0.05, 0),
            (0.27, 0),
            (0.1504, 2),
            (-0.02, 0),
        ] {
            assert_eq!(decimals_of_pace(deviation, &bands), decimals, "{deviation}");
        }
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
