//! Whether targets are reached (metric G-14; bands of the catalogue's section 9.4).

use crate::check::verdict::Court;
use crate::check::words::{amount_of, apart, percent_beside, value};
use crate::check::{Aim, Case, Data, Place, Rule, Severity};
use crate::report::{Cell, Measured};
use crate::schema::Amount;
use crate::time::Period;

pub static RULES: [Rule; 3] = [
    Rule {
        id: "target-missed",
        title: "A target is missed",
        severity: Severity::Error,
        about: "a figure below 90 % of its target (of a figure that is to be low: the target below 90 % of it), its days being over",
        mend: "`social-roi report --by campaign` shows where; move the target if it was wrong",
    },
    Rule {
        id: "target-near",
        title: "A target is nearly reached",
        severity: Severity::Warning,
        about: "a figure from 90 % to below 100 % of its target, or below that while its days run",
        mend: "`social-roi report --by campaign` shows where",
    },
    Rule {
        id: "target-unclear",
        title: "A target cannot be judged",
        severity: Severity::Note,
        about: "a target whose figure is undefined or rests on few, whose scope nothing in the files has, or whose days still run",
        mend: "`social-roi explain METRIC` shows what the figure is made of",
    },
];

/// What a rule says of mending, about one metric.
fn of_metric(rule: &Rule, metric: &str) -> String {
    rule.mend.replace("METRIC", metric)
}

/// The key of what campaigns are to bring.
const GOAL: &str = "goal";

pub fn judge(case: &Case<'_>, court: &mut Court<'_>) {
    if let Some(why) = case.lacks_plan().or(case.lacks_data()) {
        return court.leave(&RULES, why);
    }
    let (Some(plan), Some(data)) = (&case.plan, &case.data) else {
        return;
    };
    if plan.aims.is_empty() {
        return court.leave(&RULES, "the project has no target");
    }
    if case.is_narrowed {
        return court.leave(
            &RULES,
            "--where narrows the rows, and targets are for all of them",
        );
    }
    for aim in &plan.aims {
        let asked = data.options.period;
        let common = match asked {
            None => Some(aim.period),
            Some(asked) => asked.overlap(&aim.period),
        };
        let Some(common) = common else { continue };
        if common != aim.period {
            let days = aim.period.told(data.options.calendar);
            let why = "a target is for all of its days, and --period holds but some of them";
            court.leave(
                &RULES,
                format!("{}: {}, {days}: {why}", aim.spot, aim.metric),
            );
            continue;
        }
        one(aim, case, data, court);
    }
}

fn one(aim: &Aim, case: &Case<'_>, data: &Data<'_>, court: &mut Court<'_>) {
    let days = aim.period.told(data.options.calendar);
    let of = match &aim.scope.words[..] {
        "all" => String::new(),
        words => format!(" of {words}"),
    };
    // One name, two figures: that of everything social is the ledger's.
    let whose = match aim.metric.as_str() {
        "roi" | "net_value" | "bcr" if !aim.scope.filters.is_empty() => {
            " of ads, as in `report` and not in `ledger`"
        }
        _ => "",
    };
    let name = format!("{}{of}{whose}, {days}", aim.metric);
    let skip = |court: &mut Court<'_>, why: &str| {
        court.leave(&RULES, format!("{}: {name}: {why}", aim.spot));
    };
    let target = match &aim.value {
        Ok(value) => *value,
        Err(why) => return skip(court, why),
    };
    // A target whose days have not begun says nothing yet.
    if case.today.is_some_and(|today| aim.period.start >= today) {
        return;
    }
    let over = case.today.and_then(|today| today.pred_opt());
    let end = over.map_or(aim.period.end, |over| over.min(aim.period.end));
    let gone = Period { end, ..aim.period };
    let found = match (data.measure)(&aim.metric, &aim.scope.filters, &gone) {
        Ok(Some(found)) => found,
        Ok(None) => return skip(court, "no metric of reports is called so"),
        Err(error) => return skip(court, &error.to_string()),
    };
    // What is never in the files is misspelt or not mapped: its figures are no zeros.
    match (data.bears)(&aim.scope.filters) {
        _ if found.of_ledger => {}
        Ok(true) => {}
        Ok(false) => {
            let text = format!("{name}: {}", aim.scope.nowhere());
            let goal = aim.scope.filters.iter().any(|filter| filter.key == GOAL);
            let expected = match goal {
                true => "a goal that a rule of [[mapping]] gives to campaigns of the files",
                false => "a scope that rows of the files have",
            };
            let (place, mend) = (
                Some(Place::from(&aim.spot)),
                of_metric(&RULES[2], &aim.metric),
            );
            return court.add_mended(&RULES[2], place, text, expected, mend);
        }
        Err(error) => return skip(court, &error.to_string()),
    }
    let left = case
        .today
        .map_or(0, |today| (aim.period.end - today).num_days() + 1);
    Judged {
        aim,
        name,
        target,
        found,
        days_left: left.max(0),
    }
    .judge(court);
}

/// A target beside its figure.
struct Judged<'j> {
    aim: &'j Aim,
    name: String,
    target: Amount,
    found: Measured,
    days_left: i64,
}

/// What to do where more of a metric is neither better nor worse.
const DIRECTION: &str = "add `direction = \"higher\"` or `direction = \"lower\"` to the target, or a cell of the column `direction`";

/// Where a figure of the ledger comes from.
const OF_LEDGER: &str =
    "`social-roi ledger` shows what it is made of; move the target if it was wrong";

impl Judged<'_> {
    fn judge(&self, court: &mut Court<'_>) {
        let column = &self.found.column;
        let place = Some(Place::from(&self.aim.spot));
        let told = |text: String| format!("{}: {text}", self.name);
        let lower = self.aim.lower_is_better.or(self.found.lower_is_better);
        let Some(lower) = lower else {
            let found = told("neither more nor less of it is better as such".into());
            let expected = "a target that says which way is better";
            return court.add_mended(&RULES[2], place, found, expected, DIRECTION);
        };
        let bound = if lower { "less" } else { "more" };
        let target = match actual(&self.found) {
            Some(actual) => apart(actual, self.target, column).1,
            None => value(self.target, column),
        };
        let expected = format!("{target} or {bound}");
        let (rule, text) = match self.sentence(lower, court.limits().target_near) {
            Some((rule, text)) => (&RULES[rule], told(text)),
            None => return,
        };
        let mend = match self.found.of_ledger {
            true => OF_LEDGER.to_owned(),
            false => of_metric(rule, &self.aim.metric),
        };
        court.add_mended(rule, place, text, expected, mend);
    }

    /// The rule by its place, and what it found; `None` where the target is reached.
    fn sentence(&self, lower: bool, near: f64) -> Option<(usize, String)> {
        let column = &self.found.column;
        if let Some(why) = undefined(&self.aim.metric, &self.found.cell) {
            return Some((2, why));
        }
        let Some(actual) = actual(&self.found) else {
            return Some((2, "no share of the target can be told".into()));
        };
        let (told, _) = apart(actual, self.target, column);
        let reached = is_reached(actual, self.target, lower);
        // What less of is better may have grown beyond its target on days that the files lack.
        match &self.found.uncovered {
            Some(why) if reached && lower && self.found.grows => {
                return Some((2, format!("{told}; {why}")));
            }
            _ if reached => return None,
            _ => {}
        }
        // Of a target or a figure that is not above zero nothing is a share.
        let share = attained(actual, self.target, lower);
        let text = match share {
            Some(share) => format!(
                "{told}, {} of the target",
                percent_beside(share, &[near, 1.0])
            ),
            None => told,
        };
        let runs = format!("{text}; {} days still to come", self.days_left);
        Some(match share {
            _ if self.found.rests_on_few => {
                (2, format!("{text}; it rests on too few to be judged"))
            }
            _ if self.found.uncovered.is_some() => {
                let why = self.found.uncovered.as_deref().unwrap_or_default();
                (2, format!("{text}; {why}"))
            }
            _ if self.days_left > 0 && self.found.grows => (2, runs),
            _ if self.days_left > 0 => (1, runs),
            Some(share) if share >= near => (1, text),
            _ => (0, text),
        })
    }
}

/// Why a metric has no figure, in words; `None` where it has one.
pub(super) fn undefined(metric: &str, cell: &Cell) -> Option<String> {
    match cell {
        // What platforms do not claim may be an outcome all the same.
        Cell::Undefined {
            code: "no_outcomes",
            ..
        } if metric == "cpa" => Some("undefined: no conversion claimed".into()),
        Cell::Undefined { sentence, .. } => Some(format!("undefined: {sentence}")),
        _ => None,
    }
}

/// The figure, where there is one.
pub(super) fn actual(found: &Measured) -> Option<Amount> {
    match &found.cell {
        Cell::Ratio(ratio) => amount_of(*ratio),
        cell => cell.exact(),
    }
}

/// Actual over target; target over actual where less is better. `None` where either is below zero, or the divisor zero.
pub(super) fn attained(actual: Amount, target: Amount, lower: bool) -> Option<f64> {
    let (part, whole) = match lower {
        true => (target, actual),
        false => (actual, target),
    };
    if whole <= Amount::ZERO || part < Amount::ZERO {
        return None;
    }
    // Exact: 0.09 of 0.1 is 90 %, not a hair less.
    let inexact = || part.to_f64() / whole.to_f64();
    Some(part.over(whole).map_or_else(inexact, Amount::to_f64))
}

/// Whether a figure is as good as it is to be.
pub(super) fn is_reached(actual: Amount, target: Amount, lower: bool) -> bool {
    match lower {
        true => actual <= target,
        false => actual >= target,
    }
}
