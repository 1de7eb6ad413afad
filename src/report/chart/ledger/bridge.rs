//! Why revenue, ROAS or ROI changed: from the earlier figure through every effect to the present one, nothing left over
//! (metric S-18).

use crate::error::{Error, Result};
use crate::ledger::Plain;
use crate::ledger::Reason;
use crate::report::ledger::{Decomposition, EffectKind, LedgerChange, headed};
use crate::report::{Argument, Cell, ChartData, Covered, Kind, MetricColumn, Phrase, Unit};
use crate::schema::{CostType, col};

use super::causes::{NETTED, Step, against, beside, cause, netted};
use super::lead::unlike;
use super::{
    ENDED, ENDS, FURTHER, LedgerSource, NEW, STEP_KIND, TOTAL, UNSPLIT, column, none, nothing,
    part, row,
};

/// Effects that stand on their own; smaller ones are summed up.
const STEPS: usize = 12;

/// Figures whose change can be split, the first that is there unless one is asked for.
const METRICS: [&str; 3] = ["roi", "roas", col::REVENUE];

/// One figure with its change.
struct Change {
    metric: &'static str,
    before: f64,
    now: f64,
    steps: Vec<Step>,
}

/// A row for each step: what it adds, and the level after it.
pub(super) fn data(source: &LedgerSource<'_>) -> Result<ChartData> {
    let Some(change) = &source.report.change else {
        return Err(Error::BadOption {
            what: "chart bridge".into(),
            why: "expected a period to compare with: --compare previous or --compare year".into(),
        });
    };
    let mut found = chosen(source, change)?;
    let rises = found.now > found.before;
    let driving = cause(&found.steps, rises);
    let against = against(&found.steps, rises, driving.as_ref());
    let beside = beside(&found.steps, [driving.as_ref(), against.as_ref()]);
    let rest = sum_up(&mut found.steps);
    pair(&mut found.steps);
    let columns = columns(source, found.metric);
    let metrics = vec![columns.0, columns.1];
    // Effects of a rate are points.
    let scale = if metrics[0].unit == Unit::Points {
        100.0
    } else {
        1.0
    };
    let level = |level: f64| Cell::Ratio(level);
    let end = |at: usize, of: f64| row(&[ENDS[at], TOTAL], vec![none("not_supplied"), level(of)]);
    let mut rows = vec![end(0, found.before)];
    let mut so_far = found.before;
    let part = |step: &Step| {
        let cells = vec![Cell::Ratio(scale * step.size), none("not_supplied")];
        row(&[&step.name, step.kind], cells)
    };
    for step in &found.steps {
        so_far += step.size;
        let cells = vec![Cell::Ratio(scale * step.size), level(so_far)];
        let mut own = row(&[&step.name, step.kind], cells);
        if step.kind == FURTHER {
            own.summed_up = Some(rest.len());
            own.parts = rest.iter().map(part).collect();
        }
        rows.push(own);
    }
    rows.push(end(1, found.now));
    let figure = |value: f64| match metrics[1].unit {
        Unit::Rate => Argument::Signed(Cell::Ratio(value), metrics[1].clone()),
        _ => Argument::Figure(Cell::Ratio(value), metrics[1].clone()),
    };
    let is_gap = |step: &Option<Step>| step.as_ref().is_some_and(|step| may_be_gap(step, change));
    let headline = match driving {
        // What may be no change is no cause of one.
        _ if [&driving, &against, &beside].into_iter().any(is_gap) => {
            Phrase::plain("chart.bridge.gap").with("before", figure(found.before))
        }
        None => Phrase::plain("chart.bridge.same"),
        Some(cause) => {
            let size =
                |step: &Step| Argument::Signed(Cell::Ratio(scale * step.size), metrics[0].clone());
            let id = match (&beside, &against) {
                (None, None) => "chart.bridge.headline",
                (None, Some(_)) => "chart.bridge.headline.against",
                (Some(_), None) => "chart.bridge.headline.beside",
                (Some(_), Some(_)) => "chart.bridge.headline.beside.against",
            };
            let mut phrase = Phrase::plain(id);
            if let Some(both) = &beside {
                phrase = phrase
                    .with("name", Argument::Effect(both.name.clone()))
                    .with("net", size(both));
            }
            if let Some(other) = &against {
                phrase = phrase
                    .with("other", Argument::Phrase(effect_of(other)))
                    .with("size", size(other));
            }
            phrase
                .with("before", figure(found.before))
                .with("effect", Argument::Phrase(effect_of(&cause)))
                .with("change", size(&cause))
        }
    };
    let mut table = source.table(&["step", STEP_KIND], metrics.clone(), rows);
    table.scope = Covered {
        text: format!(
            "{} vs {}",
            source.report.ledger.period.told(source.calendar),
            change.period.told(source.calendar)
        ),
        days: Some(source.report.ledger.period),
        compared: Some(change.period),
    };
    let metric = Phrase::plain(match found.metric {
        "roi" => "chart.bridge.roi",
        "roas" => "chart.bridge.roas",
        _ => "chart.bridge.revenue",
    });
    let metric = Argument::Phrase(metric);
    let subtitle = match netted(&found.steps) {
        None => Phrase::plain("chart.bridge.subtitle"),
        Some(both) => {
            let size = Cell::Ratio(scale * both.size);
            Phrase::plain("chart.bridge.subtitle.net")
                .with("name", Argument::Effect(both.name))
                .with("net", Argument::Signed(size, metrics[0].clone()))
        }
    };
    let subtitle = subtitle.with("metric", metric.clone());
    Ok(ChartData {
        spare: None,
        kind: Kind::Bridge,
        sentences: Some(
            unlike(change)
                .into_iter()
                .chain(gaps(change, found.metric))
                .chain(match found.metric {
                    "roi" => source.sentences(),
                    _ => source.sentences_of_ads(),
                })
                .collect(),
        ),
        headline: headline
            .with("metric", metric)
            .with("now", figure(found.now)),
        subtitle: subtitle.with("scope", Argument::Covered(table.scope.clone())),
        left_out: left_out(change, found.metric),
        table,
    })
}

/// Whether an effect may be a gap in the records: of a cost, or of what media bring, where the two periods are on record
/// for other parts.
fn may_be_gap(step: &Step, change: &LedgerChange) -> bool {
    let of_cost = change.gaps.iter().any(|gap| gap.cost_type == step.name);
    let is_of_size = matches!(step.kind, "volume" | "cost" | NETTED);
    is_of_size && of_cost || step.kind == "volume" && change.unlike.is_some()
}

/// What a step is called in a sentence.
fn effect_of(step: &Step) -> Phrase {
    let id = match step.kind {
        "volume" => "chart.effect.volume",
        "mix" => "chart.effect.mix",
        "price" => "chart.effect.price",
        "rate" => "chart.effect.rate",
        "worth" => "chart.effect.worth",
        "assumption" => "chart.effect.assumption",
        "cost" => "chart.effect.cost",
        NETTED => "chart.effect.netted",
        UNSPLIT => "chart.effect.unsplit",
        NEW => "chart.effect.new",
        ENDED => "chart.effect.ended",
        _ => return Phrase::plain("document.name").text("name", &step.name),
    };
    let name = step.name.clone();
    let name = match step.kind {
        "assumption" => Argument::Input(name),
        UNSPLIT | NEW | ENDED => Argument::Titled(name),
        _ => Argument::Effect(name),
    };
    Phrase::plain(id).with("name", name)
}

/// The columns of the change and of the level.
fn columns(source: &LedgerSource<'_>, metric: &str) -> (MetricColumn, MetricColumn) {
    let of = |unit, label, decimals| {
        let both = |name| column(name, unit, label, decimals);
        (both("change"), both(metric))
    };
    match metric {
        "roi" => (
            headed(column("change_pp", Unit::Points, "pp", 1), "change"),
            column("roi", Unit::Rate, "%", 1),
        ),
        "roas" => {
            let (change, level) = of(Unit::Ratio, "×", 3);
            (change, headed(level, "media ROAS"))
        }
        _ => of(Unit::Money, &source.report.ledger.currency, 2),
    }
}

/// The change of the metric asked for, else of the first that has one.
fn chosen(source: &LedgerSource<'_>, change: &LedgerChange) -> Result<Change> {
    let of = |metric: &'static str| match metric {
        "roi" => change.roi_change.as_ref().map(|split| of(metric, split)),
        "roas" => change.roas.as_ref().map(|split| of(metric, split)),
        _ if change.revenue.effects.is_empty() && change.revenue.unsplit.is_empty() => {
            Err(&Reason::NotSupplied)
        }
        _ => Ok(of(metric, &change.revenue)),
    };
    let [asked] = source.metrics else {
        let first = METRICS.into_iter().find_map(|metric| of(metric).ok());
        return first.ok_or_else(|| {
            let why = "the files hold too little of one of the two periods; ads exports and orders of both have it";
            nothing(Kind::Bridge, why.into())
        });
    };
    let metric = METRICS.into_iter().find(|known| known == asked);
    let metric = metric.ok_or_else(|| Error::BadOption {
        what: format!("--metrics {asked}"),
        why: "expected roi, roas or revenue: the figures whose change is split".into(),
    })?;
    of(metric).map_err(|reason| {
        let why = change.unknown().unwrap_or_else(|| {
            format!(
                "{} in one of the two periods; ads exports and orders of both have it",
                reason.sentence()
            )
        });
        nothing(Kind::Bridge, format!("no change of {metric}: {why}"))
    })
}

fn of<T: Plain + Copy + Into<Level>>(metric: &'static str, split: &Decomposition<T>) -> Change {
    let number = |value: T| -> f64 { value.into().0 };
    let effects = split.effects.iter().map(|one| Step {
        name: one.effect.name.clone(),
        kind: kind(one.effect.kind),
        size: number(one.size),
    });
    let unsplit = split.unsplit.iter().map(|one| Step {
        name: one.name.clone(),
        kind: match one.reason {
            Reason::New => NEW,
            Reason::Gone => ENDED,
            _ => UNSPLIT,
        },
        size: number(one.change),
    });
    Change {
        metric,
        before: number(split.before),
        now: number(split.after),
        steps: effects
            .chain(unsplit)
            .filter(|step| step.size != 0.0)
            .collect(),
    }
}

/// A figure as far as a picture needs it.
struct Level(f64);

impl From<f64> for Level {
    fn from(value: f64) -> Self {
        Self(value)
    }
}

impl From<crate::schema::Amount> for Level {
    fn from(value: crate::schema::Amount) -> Self {
        Self(value.to_f64())
    }
}

fn kind(kind: EffectKind) -> &'static str {
    match kind {
        EffectKind::Volume => "volume",
        EffectKind::Mix => "mix",
        EffectKind::Price => "price",
        EffectKind::Rate => "rate",
        EffectKind::Value => "worth",
        EffectKind::Assumption => "assumption",
        EffectKind::Cost => "cost",
    }
}

/// Sets the effects of one thing, as on volume and on cost, next to one another.
fn pair(steps: &mut Vec<Step>) {
    let mut paired: Vec<Step> = Vec::new();
    for step in std::mem::take(steps) {
        let last = paired.iter().rposition(|other| other.name == step.name);
        let at = last.map_or(paired.len(), |last| last + 1);
        paired.insert(at, step);
    }
    *steps = paired;
}

/// Sums all but the largest steps up in a last one; gives those, the largest first.
fn sum_up(steps: &mut Vec<Step>) -> Vec<Step> {
    if steps.len() <= STEPS {
        return Vec::new();
    }
    let mut sizes: Vec<f64> = steps.iter().map(|step| step.size.abs()).collect();
    sizes.sort_by(|a, b| b.total_cmp(a));
    let least = sizes[STEPS - 2];
    let (mut own, mut rest) = (Vec::new(), Vec::new());
    for step in std::mem::take(steps) {
        match step.size.abs() >= least && own.len() < STEPS - 1 {
            true => own.push(step),
            false => rest.push(step),
        }
    }
    rest.sort_by(|one, two| two.size.abs().total_cmp(&one.size.abs()));
    own.push(Step {
        name: FURTHER.into(),
        kind: FURTHER,
        size: rest.iter().map(|step| step.size).sum(),
    });
    *steps = own;
    rest
}

/// Why the changes of some channels or lines have no factors.
fn left_out(change: &LedgerChange, metric: &str) -> Vec<String> {
    fn told<T: Plain + Copy>(split: &Decomposition<T>) -> Vec<String> {
        let unsplit = split.unsplit.iter();
        unsplit
            .map(|one| format!("{} in one step: {}", one.name, one.reason.sentence()))
            .collect()
    }
    match metric {
        "roi" => change.roi_change.as_ref().map(told).unwrap_or_default(),
        "roas" => change.roas.as_ref().map(told).unwrap_or_default(),
        _ => told(&change.revenue),
    }
}

/// That media of one of the periods has no outcomes in the files, and that some cost is on record for other parts of the
/// two: of cost nothing but media is a part of revenue and of the return on media.
fn gaps(change: &LedgerChange, metric: &str) -> Vec<Phrase> {
    let mut said = Vec::new();
    if let Some((before, now)) = change.without_outcomes {
        let share = part;
        said.push(
            Phrase::plain("chart.said.unlike.outcomes")
                .with("now", share(now))
                .with("before", share(before)),
        );
    }
    let gaps = change.gaps.iter().map(|gap| gap.cost_type);
    let names = gaps.filter(|kind| metric == "roi" || *kind == CostType::Media.name());
    let names: Vec<String> = names.map(str::to_owned).collect();
    if !names.is_empty() {
        let names = Argument::Names(names);
        said.push(Phrase::plain("chart.said.gaps").with("types", names));
    }
    said
}
