//! Inputs and lines of two ledgers that differ, each once, with what it does to the ROI.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;

use crate::report::ledger::fixed;
use crate::schema::{Amount, col};

use super::causes::{list, text};
use super::effects::{Effects, Mover, effects, same_way};
use super::formula::near;
use super::model::{Line, Model, told};
use super::order::sorted;
use super::pairs::{Pairs, pairs};
use super::rates::{by_rate, of_rates};
use super::records::{is_mean_of_line, noted, record_of};
use super::sources::differing;
use super::{Cause, Diff, Whole, figures};

/// The input that is the contribution margin.
const MARGIN: &str = "margin";

/// Two ledgers, worked out again.
pub(super) struct Both<'b> {
    pub(super) before: (Model, &'b [Value]),
    pub(super) after: (Model, &'b [Value]),
    pairs: Pairs,
    effects: Option<Effects>,
    /// The days of the second.
    days: String,
}

/// Adds what differs, assumptions first: somebody decided them.
pub fn compared(before: &Value, after: &Value, found: &mut Diff) {
    let (before, after) = (&*noted(before), &*noted(after));
    let (was, is) = (told(before), told(after));
    let (before_side, after_side) = ((Model::of(before), &was[..]), (Model::of(after), &is[..]));
    let pairs = pairs(
        &before_side,
        &after_side,
        before["period"] == after["period"],
    );
    let same_money = figures::currency(before) == figures::currency(after);
    let effects = effects(&before_side.0, &after_side.0, &pairs).filter(|_| same_money);
    let both = Both {
        before: before_side,
        after: after_side,
        pairs,
        effects,
        days: text(&after["period"]),
    };
    let mut causes = both.inputs();
    causes.extend(both.lines());
    let sides = (both.before.1, both.after.1);
    of_rates(&mut causes, sides, &found.causes);
    let mut causes = sorted(causes, &both);
    numbered(&mut causes);
    found.whole = both.whole(&causes);
    notes(&both, &causes, same_money, found);
    found.causes.extend(causes);
}

/// Tells causes of one name apart.
fn numbered(causes: &mut [Cause]) {
    let mut known: BTreeMap<(&str, String), usize> = BTreeMap::new();
    for cause in causes {
        let twins = known.entry((cause.kind, cause.what.clone())).or_default();
        *twins += 1;
        if *twins > 1 {
            cause.what.push_str(&format!(" ({twins})"));
        }
    }
}

fn notes(both: &Both<'_>, causes: &[Cause], same_money: bool, found: &mut Diff) {
    let is_moved = found.whole.is_some_and(|whole| whole.change != 0.0);
    if !causes.is_empty() && both.effects.is_some() && is_moved {
        found.notes.push(
            "effects on the ROI add up to its whole change; what several changes do together is shared evenly among them"
                .into(),
        );
    }
    if causes.is_empty() {
        return;
    }
    if both.effects.is_some() {
        let is_still = |cause: &&Cause| cause.effect_on_roi.is_none();
        let still: Vec<&str> = causes
            .iter()
            .filter(is_still)
            .map(|of| &of.what[..])
            .collect();
        if !still.is_empty() {
            found.notes.push(format!(
                "without an effect on the ROI, as no value and no cost that counts rests on another figure of it: {}",
                still.join(", ")
            ));
        }
        return;
    }
    let mut is_told = !same_money;
    if !same_money {
        let why = "the two are in other currencies, so that no effect on the ROI is told";
        found.notes.push(why.into());
    }
    for (model, which) in [(&both.before.0, "first"), (&both.after.0, "second")] {
        let why = match model.roi {
            None => format!("the {which} ledger has no ROI, so that no effect on it is told"),
            Some(_) if model.holds() => continue,
            Some(_) => format!(
                "the formulas of the {which} ledger do not give its own ROI, so that no effect is told"
            ),
        };
        is_told = true;
        found.notes.push(why);
    }
    if !is_told {
        found.notes.push(
            "a formula of one ledger has no value with the figures of the other, so that no effect on the ROI is told"
                .into(),
        );
    }
}

impl Both<'_> {
    fn whole(&self, causes: &[Cause]) -> Option<Whole> {
        let (before, after) = (self.before.0.roi?, self.after.0.roi?);
        let change = after - before;
        // A sum of none is −0.
        let told = 0.0
            + causes
                .iter()
                .filter_map(|cause| cause.effect_on_roi)
                .sum::<f64>();
        Some(Whole {
            before,
            after,
            change,
            told,
            rest: change - told,
        })
    }

    fn effect(&self, mover: &Mover) -> Option<f64> {
        self.effects.as_ref()?.get(mover).copied()
    }

    /// Inputs that differ.
    fn inputs(&self) -> Vec<Cause> {
        // Records of one figure are told with it.
        let (was, is) = (&self.before.0, &self.after.0);
        let is_own = |model: &Model, one: &Value| !model.records.contains_key(&text(&one["key"]));
        let gone = self.before.1.iter().filter(|one| is_own(was, one));
        let gone = gone.filter(|one| !self.pairs.inputs.contains_key(&text(&one["key"])));
        let now = self.after.1.iter().filter(|one| is_own(is, one));
        let now = now.map(|is| {
            let key = text(&is["key"]);
            let was = self.pairs.back.get(&key);
            let was = was.and_then(|one| {
                self.before
                    .1
                    .iter()
                    .find(|input| input["key"] == one.as_str())
            });
            (was, Some(is))
        });
        let sides = now.chain(gone.map(|was| (Some(was), None)));
        sides.filter_map(|(was, is)| self.input(was, is)).collect()
    }

    fn input(&self, was: Option<&Value>, is: Option<&Value>) -> Option<Cause> {
        let parts = |one: Option<&Value>| one.map(stated).unwrap_or_default();
        let (before, after) = differing(&parts(was), &parts(is));
        let key = |one: Option<&Value>| one.map(|one| text(&one["key"]));
        let value = |one: Option<&Value>| one.and_then(|one| one["base"].as_f64());
        let mover = Mover::Input(key(was), key(is));
        let effect = match value(was) == value(is) {
            // Its records may be others, though it comes to the same.
            true => self.effect(&mover).filter(|effect| *effect != 0.0),
            false => self.effect(&mover),
        };
        if before == after && effect.is_none() {
            return None;
        }
        let input = is.or(was)?;
        let model = if is.is_some() {
            &self.after.0
        } else {
            &self.before.0
        };
        let own = text(&input["key"]);
        let lines: Vec<&Line> = model
            .lines
            .iter()
            .filter(|line| stands_in(line, &own))
            .collect();
        // What a new line is made of is told with the line.
        let is_alone = was.is_none() || is.is_none();
        let is_said = input["kind"] != "measured" && input["kind"] != "implicit";
        if effect.is_none() && is_mean_of_line((was, is), (self.before.1, self.after.1)) {
            return None;
        }
        if is_alone && !is_said && effect.is_none() && self.effects.is_some() && !lines.is_empty() {
            return None;
        }
        let cost = lines
            .iter()
            .find(|line| line.is_cost && begins_with(line, &own));
        let days = was.zip(is).and_then(|(was, is)| self.other_days(was, is));
        let kind = match &input["kind"] {
            _ if days.is_some() => "days",
            _ if was.zip(is).is_some_and(|(was, is)| by_rate(was, is)) => "rates",
            _ if own == MARGIN => "margin",
            Value::String(kind) if kind != "measured" => "assumption",
            _ if lines.iter().any(|line| line.is_cost && !line.is_exported) => "cost",
            _ => "data",
        };
        Some(Cause {
            kind,
            what: match cost.filter(|_| input["kind"] == "measured") {
                _ if days.is_some() => {
                    let [was, is] = days.unwrap_or_default();
                    format!("{}, {was} → {is}", title(input))
                }
                Some(line) => match was.and(is) {
                    Some(_) => self.title_of_both(line, key(was)),
                    None => self.title(line),
                },
                None => title(input),
            },
            key: Some(own),
            before,
            after,
            before_value: value(was),
            after_value: value(is),
            effect_on_roi: effect,
        })
    }

    /// A cost's title, with its days where they are not those of the ledger.
    fn title(&self, line: &Line) -> String {
        match line.period == self.days || line.period.is_empty() {
            true => line.title.clone(),
            false => format!("{}, {}", line.title, figures::days(&line.period)),
        }
    }

    /// A cost's title with the days of both, where it is matched with one of other days.
    fn title_of_both(&self, line: &Line, key: Option<String>) -> String {
        let key = key.unwrap_or_default();
        let mut costs = self.before.0.lines.iter().filter(|line| line.is_cost);
        let then = costs.find(|line| begins_with(line, &key));
        let both = then.filter(|then| then.period != line.period && !then.period.is_empty());
        both.map_or_else(
            || self.title(line),
            |then| {
                let [was, is] = [&then.period, &line.period].map(|days| figures::days(days));
                format!("{}, {was} → {is}", line.title)
            },
        )
    }

    /// Lines that are new, gone, credited, graded or worked out otherwise.
    fn lines(&self) -> Vec<Cause> {
        let mut found = Vec::new();
        for (one, two) in &self.pairs.lines {
            let (was, is) = (&self.before.0.lines[*one], &self.after.0.lines[*two]);
            let mover = Mover::Line(Some(*one), Some(*two));
            let both = (&self.before.0, &self.after.0);
            let pairs = self.pairs.of_lines((both.0, was), (both.1, is));
            let same = same_way(was, is, &pairs);
            let told = |line: &Line, inputs: &[Value]| -> Vec<String> {
                let mut parts = line.method.clone();
                let formula = line.formula.as_ref().filter(|_| !same);
                let named = formula.map(|formula| formula.named(|key| named(key, inputs)));
                parts.push(named.map_or_else(String::new, |formula| formula.to_string()));
                let is_part = line.is_cost || !near(was.share, is.share);
                parts.push(match is_part && !same {
                    true => counts(line),
                    false => String::new(),
                });
                parts
            };
            let (before, after) = differing(&told(was, self.before.1), &told(is, self.after.1));
            let effect = self.effect(&mover);
            if before != after || effect.is_some_and(|effect| effect != 0.0) {
                found.push(self.line(("method", is), before, after, effect));
            }
        }
        let ends = [(&self.before.0, false), (&self.after.0, true)];
        for (model, is_new) in ends {
            for (at, line) in model.lines.iter().enumerate() {
                let mover = match is_new {
                    true => Mover::Line(None, Some(at)),
                    false => Mover::Line(Some(at), None),
                };
                let Some(effect) = self.effect(&mover).filter(|_| line.share != 0.0) else {
                    continue;
                };
                let money = model.counted(line).map_or_else(String::new, plain);
                let (before, after) = match is_new {
                    true => (String::new(), money),
                    false => (money, String::new()),
                };
                let kind = if line.is_cost { "cost" } else { "line" };
                found.push(self.line((kind, line), before, after, Some(effect)));
            }
        }
        found
    }

    fn line(
        &self,
        (kind, line): (&'static str, &Line),
        before: String,
        after: String,
        effect_on_roi: Option<f64>,
    ) -> Cause {
        Cause {
            kind,
            what: self.title(line),
            key: Some(line.id.clone()).filter(|id| !id.is_empty()),
            before,
            after,
            effect_on_roi,
            ..Cause::default()
        }
    }
}

fn stands_in(line: &Line, key: &str) -> bool {
    let mut formula = line.formula.iter();
    formula.any(|formula| formula.keys().any(|own| own == key))
}

pub(super) fn begins_with(line: &Line, key: &str) -> bool {
    let formula = line.formula.as_ref();
    formula.is_some_and(|formula| formula.keys().next() == Some(key))
}

/// What of a cost counts, in words.
fn counts(line: &Line) -> String {
    match &line.covered_by[..] {
        "" => format!("{} % counts", plain(100.0 * line.share)),
        by => format!(
            "{} % counts, the rest is covered by {by}",
            plain(100.0 * line.share)
        ),
    }
}

/// The title of an input without the number of its key.
fn title(input: &Value) -> String {
    let (own, key) = (text(&input[col::TITLE]), text(&input["key"]));
    if own.is_empty() {
        return key.replace('_', " ");
    }
    let number = record_of(input).and_then(|name| key.strip_prefix(name));
    let plain = number.and_then(|number| own.strip_suffix(&number.replace('_', " ")));
    plain.map_or(own.clone(), str::to_owned)
}

fn named(key: &str, inputs: &[Value]) -> String {
    let input = inputs.iter().find(|input| input["key"] == key);
    input.map_or_else(|| key.replace('_', " "), title)
}

/// A number with all its decimals and marks between thousands.
fn plain(number: f64) -> String {
    let exact = Amount::from_plain(&format!("{number:.12}"));
    let text = exact.map_or_else(String::new, |exact| exact.short().to_string());
    let fraction = text.split_once('.');
    fixed(number, fraction.map_or(0, |(_, decimals)| decimals.len()))
}

/// An input in words, part by part: value with unit, range, source, rows.
fn stated(input: &Value) -> Vec<String> {
    let number = |value: &Value| value.as_f64().map_or_else(String::new, plain);
    let mut value = number(&input["base"]);
    if let Some(unit) = input["unit"].as_str().filter(|unit| !unit.is_empty()) {
        value.push_str(&format!(" {unit}"));
    }
    let is_bare = input["low"].is_null() && input["high"].is_null();
    let range = match is_bare {
        true => String::new(),
        false => format!("{} to {}", number(&input["low"]), number(&input["high"])),
    };
    let origin = &input["origin"];
    let mut parts = vec![value, range, text(&origin["formula"])];
    let document = &origin["document"];
    parts.extend([col::SOURCE, col::OWNER, col::DATE].map(|key| text(&document[key])));
    let files = list(origin.get("files")).iter();
    let files = files.filter_map(|file| Some((text(&file["file"]), file["rows"].as_u64()?)));
    let files: BTreeSet<(String, u64)> = files.collect();
    let rows: u64 = files.iter().map(|(_, rows)| rows).sum();
    let many = format!("{rows} rows");
    parts.push(if rows > 1 { many } else { String::new() });
    parts
}
