//! Charts of the value ledger: they read what the ledger itself reports, and none of them computes a return anew.

mod bridge;
mod causes;
mod ladder;
mod lead;
mod tornado;
mod waterfall;

use crate::error::{Error, Result};
use crate::report::ledger::{LedgerReport, Reason, names_without_media, undocumented};
use crate::report::{
    Argument, Cell, Constant, Covered, KeyColumn, MetricColumn, Phrase, Row, Table, Unit,
};
use crate::schema::{Amount, col};
use crate::time::Calendar;

use super::{ChartData, Kind};
pub use lead::{answer_of_ledger, lead_of_ledger};
pub use tornado::with_fewer_bars;

/// The key that says what a step of a bridge is: a total, value, cost, or the kind of an effect.
pub const STEP_KIND: &str = "kind";

/// Steps that stand on zero: both ends of a bridge, and the sums within it.
pub const TOTAL: &str = "total";

/// Steps of a bridge that are cost.
pub const COST: &str = "cost";

/// Steps of a bridge that are value of a grade.
pub const VALUE: &str = col::VALUE;

/// The sum of what small effects add.
pub const FURTHER: &str = "further";

/// What a channel or line adds whose change has no factors.
pub const UNSPLIT: &str = "unsplit";

/// What a channel or line adds that was zero before.
pub const NEW: &str = "new";

/// What a channel or line takes away that is zero now.
pub const ENDED: &str = "ended";

/// The first and the last step of a change.
pub const ENDS: [&str; 2] = ["before", "now"];

/// The key of what is in no document.
pub const UNDOCUMENTED: &str = "undocumented";

/// Decimals of ROIs in percent that stand together, whatever each of them is: those of the tables; `None` where one is so
/// large that each is written as short as it can be.
pub fn decimals_of_roi(together: impl IntoIterator<Item = f64>) -> Option<usize> {
    let is_vast = together.into_iter().any(|roi| roi.abs() >= 100.0);
    (!is_vast).then_some(1)
}

/// The data of a chart of the ledger. `metrics` are those asked for, which only the bridge takes; `top` is how many bars
/// the waterfall has.
///
/// # Errors
/// [`Error::NothingToDraw`] with what is missing and where to write it.
pub fn chart_of_ledger(
    kind: Kind,
    report: &LedgerReport,
    metrics: &[String],
    top: Option<usize>,
    calendar: Calendar,
) -> Result<ChartData> {
    let source = LedgerSource {
        report,
        metrics,
        top,
        calendar,
    };
    let found = match kind {
        Kind::Ladder => ladder::data(&source),
        Kind::Waterfall => waterfall::data(&source),
        Kind::Tornado => tornado::data(&source),
        Kind::Bridge => bridge::data(&source),
        kind => Err(nothing(
            kind,
            "the ledger does not hold what it shows".into(),
        )),
    };
    Ok(supposed(found?, report))
}

/// The same with a headline that says that its figures are supposed, where they are; what is supposed stands below.
fn supposed(data: ChartData, report: &LedgerReport) -> ChartData {
    if report.what_if.is_empty() {
        return data;
    }
    let headline =
        Phrase::plain("chart.supposed.headline").with("sentence", Argument::Phrase(data.headline));
    ChartData { headline, ..data }
}

fn nothing(kind: Kind, why: String) -> Error {
    Error::NothingToDraw {
        chart: kind.name(),
        why,
    }
}

/// Where charts of the ledger take their figures from.
struct LedgerSource<'s> {
    report: &'s LedgerReport,
    metrics: &'s [String],
    top: Option<usize>,
    calendar: Calendar,
}

impl LedgerSource<'_> {
    /// Refuses where the ledger has no ROI, with what would give it one.
    fn returns(&self, kind: Kind) -> Result<()> {
        let ledger = &self.report.ledger;
        let left_out = names_without_media(ledger);
        let why = if ledger.unknown == Some(Reason::Refused) {
            let entries = undocumented(ledger).into_iter();
            let entries = entries.map(|one| format!("{}: {}", one.what, one.how));
            let entries: Vec<String> = entries.collect();
            format!("no line of value counts; {}", entries.join("; "))
        } else if ledger.unknown.is_some() && !left_out.is_empty() {
            format!(
                "no line of value, as the media of {left_out} is on no record and what is credited to these ads is left out; their export with spend has it"
            )
        } else if ledger.lines.iter().all(|line| line.quantity.is_some()) {
            "no line of value; orders of a shop, deals or a touch log have it (`social-roi formats` lists them), or counts and assumptions of care and recruiting in social-roi.toml".into()
        } else if ledger.roi.value().is_none() {
            "no cost is on record; ads exports with spend have it, `--cost labour=12000`, or [[costs]] and [[labour]] in social-roi.toml".into()
        } else {
            return Ok(());
        };
        Err(nothing(kind, why))
    }

    /// A column of money.
    fn money(&self, name: &str) -> MetricColumn {
        column(name, Unit::Money, &self.report.ledger.currency, 2)
    }

    /// What a picture says of its figures: whether cost lacks, what is supposed.
    fn sentences(&self) -> Vec<Phrase> {
        [self.sentences_of_ads(), self.sentences_of_return()].concat()
    }

    /// The same of figures that are of ads alone, whatever else is spent and earned.
    fn sentences_of_ads(&self) -> Vec<Phrase> {
        let supposed = self.report.what_if.iter().map(|one| {
            let column = |amount: Amount| Argument::Figure(Cell::Amount(amount), plain(amount));
            Phrase::plain("chart.said.supposed")
                .with("input", Argument::Input(one.key.clone()))
                .with("after", column(one.after))
                .with("before", column(one.before))
        });
        let mut said: Vec<Phrase> = supposed.collect();
        let without = self.report.ledger.unknown_media().value();
        if let Some(share) = without.filter(|share| *share > 0.0) {
            let share = part(share);
            said.push(Phrase::plain("chart.said.outcomes").with(col::SHARE, share));
        }
        said
    }

    /// What limits value and cost.
    fn sentences_of_return(&self) -> Vec<Phrase> {
        let mut said = Vec::new();
        if let Some(short) = &self.report.ledger.unfinished {
            let days = Argument::Period(short.outcomes);
            said.push(Phrase::plain("chart.said.short").with("period", days));
        }
        let labour = self.report.ledger.labour_days();
        let count = |days: i64| usize::try_from(days).unwrap_or_default();
        if labour.lacks() {
            let banner = Phrase::plain("chart.said.labour").count("days", count(labour.on_record));
            said.push(banner.count("all", count(labour.of)));
        }
        if self.report.ledger.lacks_margin() {
            said.push(Phrase::plain("chart.said.margin"));
        }
        let known = &self.report.ledger.cost.completeness;
        if !known.is_full() {
            let sentence = Phrase::plain("chart.said.cost");
            said.push(
                sentence
                    .count("known", known.recorded)
                    .count("all", known.of),
            );
        }
        said
    }

    /// The same, then how many marks are not drawn, where any are not.
    fn sentences_with(&self, id: &'static str, not_drawn: usize) -> Option<Vec<Phrase>> {
        let mut said = self.sentences();
        if not_drawn > 0 {
            said.push(Phrase::plain(id).count("count", not_drawn));
        }
        Some(said)
    }

    /// A table of the ledger's days, with what limits its figures.
    fn table(&self, keys: &[&str], metrics: Vec<MetricColumn>, rows: Vec<Row>) -> Table {
        let ledger = &self.report.ledger;
        let head = &self.report.headline;
        let mut notes: Vec<String> = head.banner.iter().cloned().collect();
        notes.push(head.cost.clone());
        for supposed in &self.report.what_if {
            let (key, before) = (&supposed.key, supposed.before);
            notes.push(format!(
                "supposed: {key} = {} in place of {before}",
                supposed.after
            ));
        }
        let known = ledger.notes.iter();
        let further: Vec<String> = known
            .filter(|note| !notes.contains(note))
            .cloned()
            .collect();
        notes.push(ledger.sentence.to_string());
        notes.extend(further);
        let currency = (!ledger.currency.is_empty()).then(|| {
            let code = Constant::Text(ledger.currency.clone());
            (col::CURRENCY.to_owned(), code)
        });
        Table {
            scope: Covered::days(ledger.period, self.calendar),
            keys: keys.iter().map(|name| KeyColumn::of(name)).collect(),
            metrics,
            rows,
            notes,
            extra: currency.into_iter().collect(),
            ..Table::default()
        }
    }
}

/// A share in percent, which has no sign.
pub(super) fn part(share: f64) -> Argument {
    Argument::Figure(Cell::Ratio(share), column("", Unit::Rate, "%", 1))
}

/// The column of one value of an input, with the decimals that it needs.
fn plain(value: Amount) -> MetricColumn {
    let text = value.to_string();
    let decimals = text.split_once('.').map_or(0, |(_, of)| of.len());
    column(
        "",
        Unit::Count,
        "",
        u8::try_from(decimals).unwrap_or(u8::MAX),
    )
}

/// A column.
pub(super) fn column(name: &str, unit: Unit, label: &str, decimals: u8) -> MetricColumn {
    MetricColumn {
        name: name.into(),
        header: name.replace('_', " "),
        unit_label: label.into(),
        unit,
        rank: 1,
        pinned: true,
        decimals,
    }
}

/// A row.
pub(super) fn row(keys: &[&str], cells: Vec<Cell>) -> Row {
    let key = |key: &&str| Some((*key).to_owned()).filter(|key| !key.is_empty());
    Row {
        keys: keys.iter().map(key).collect(),
        cells,
        ..Row::default()
    }
}

/// No figure, for a reason that needs no note.
pub(super) fn none(code: &'static str) -> Cell {
    Cell::Undefined {
        code,
        sentence: String::new(),
    }
}
