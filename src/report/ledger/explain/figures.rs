//! Figures of the ledger as a whole, and what stands in its tables under no name of its own.

use super::super::LedgerReport;
use super::super::parts::{INPUT, both, costs, lines, money, months, part, values};
use super::super::sections::SEARCHED;
use super::super::sensitivity::further;
use super::super::words::{cost_called, fixed, share, signed, told};
use super::{LedgerExplanation, LedgerPart, returns};
use crate::ledger::{Figure, Ledger, ValueLine};
use crate::schema::{Amount, Rung, col};

/// Figures under `ledger.`.
const FIGURES: [&str; 22] = [
    "roi",
    "roi_with_assumptions",
    "roi_supported",
    "roi_a",
    "roi_ab",
    "roi_abc",
    col::VALUE,
    "net",
    "net_value",
    "full_cost",
    "bcr",
    "media_roas",
    "media_without_outcomes",
    "iroas",
    "poas",
    "break_even_roas",
    "break_even_cpa",
    "full_cost_roas",
    "roas_headroom",
    "payback",
    "npv",
    "completeness",
];

/// Tables whose rows are explained under names of their own.
const TABLES: [&str; 5] = ["simulation", "tornado", "change", "functions", "months"];

/// What the names of scenarios and of letters begin with.
const SCENARIO: &str = "scenario_";
const EVIDENCE: &str = "evidence_";

/// The rung that holds what nobody documents, where it is shown.
const UNDOCUMENTED: &str = "roi_undocumented";

/// Whether a figure under `ledger.` has this name.
pub fn is_figure(name: &str) -> bool {
    FIGURES.contains(&name)
}

/// The names of the figures.
pub fn names(report: &LedgerReport) -> Vec<String> {
    let fixed = FIGURES.iter().chain(&TABLES).map(|name| (*name).to_owned());
    let letters = report.ledger.evidence.iter();
    let letters = letters.map(|one| format!("{EVIDENCE}{}", one.rung.name().to_lowercase()));
    let scenarios = report.scenarios.iter();
    let scenarios = scenarios.map(|one| format!("{SCENARIO}{}", one.name.replace(' ', "_")));
    let undocumented = report.ledger.ladder.iter().any(|step| step.rung.is_none());
    let undocumented = undocumented.then(|| UNDOCUMENTED.to_owned());
    fixed
        .chain(letters)
        .chain(scenarios)
        .chain(undocumented)
        .collect()
}

/// The rung down to which a figure counts.
fn rung(figure: &str) -> Rung {
    match figure {
        "roi_a" => Rung::A,
        "roi_ab" | "roi_supported" => Rung::B,
        "roi_abc" => Rung::C,
        _ => Rung::D,
    }
}

/// A figure of the headline, of the ladder, beside the ROI, over time; or a pointer to where a table's rows are explained.
/// It speaks of a full cost only where every type is on record.
pub fn of_figure(name: &str, figure: &str, report: &LedgerReport) -> Option<LedgerExplanation> {
    let mut found = over_cost(name, figure, report)?;
    let called = cost_called(&report.ledger);
    for text in [&mut found.title, &mut found.formula] {
        *text = text.replace("full cost", called);
    }
    Some(found)
}

fn over_cost(name: &str, figure: &str, report: &LedgerReport) -> Option<LedgerExplanation> {
    let ledger = &report.ledger;
    let (title, value, formula, parts) = match figure {
        "roi" | "roi_with_assumptions" | "roi_a" | "roi_ab" | "roi_supported" | "roi_abc" => {
            let rung = rung(figure);
            let title = match figure {
                "roi" | "roi_with_assumptions" => "ROI with every documented line (F-04)",
                _ => "ROI by the evidence ladder (F-04)",
            };
            let formula = "(value − full cost) / full cost";
            (
                title,
                signed(ledger.roi_through(rung)),
                formula,
                both(ledger, rung),
            )
        }
        "net" | "net_value" => (
            "net value (F-06)",
            known(ledger.net, ledger),
            "value − full cost",
            both(ledger, Rung::D),
        ),
        "bcr" => (
            "benefit–cost ratio (F-05)",
            told(ledger.bcr, 3),
            "value / full cost",
            both(ledger, Rung::D),
        ),
        col::VALUE => (
            "counted value (F-03)",
            known(ledger.value, ledger),
            "sum of the lines that count",
            values(ledger, Rung::D),
        ),
        "full_cost" => (
            "full cost (F-01)",
            money(ledger.cost.total, ledger),
            "sum of the eight types of cost and incidents",
            costs(ledger),
        ),
        "media_roas" => (
            "return on media (P-19)",
            told(ledger.beside.media_roas, 2),
            "attributed revenue / media of platforms with outcomes",
            returns::media_roas(report),
        ),
        "media_without_outcomes" => (
            "share of media of which the files hold no outcome",
            told(ledger.beside.media_without_outcomes, 3),
            "media of platforms without outcomes / all media",
            returns::media_without_outcomes(report),
        ),
        "iroas" => (
            "incremental return on media (P-30)",
            told(ledger.beside.iroas, 2),
            "revenue that experiments say ads caused / media of the tests beyond their controls, or with outcomes or tested where one does not state it",
            returns::iroas(ledger),
        ),
        "poas" => (
            "profit on ad spend (P-20)",
            told(ledger.beside.poas, 2),
            "attributed revenue × margin / media of platforms with outcomes",
            returns::poas(report),
        ),
        "break_even_roas" => (
            "return on media that breaks even (P-21)",
            told(ledger.beside.break_even_roas, 2),
            "1 / margin",
            returns::break_even_roas(report),
        ),
        "break_even_cpa" => (
            "what an order of ads may cost (P-23)",
            told(ledger.beside.break_even_cpa, 2),
            "attributed revenue / orders × margin",
            returns::break_even_cpa(report),
        ),
        "full_cost_roas" => (
            "return on media that carries the full cost (P-21)",
            told(ledger.beside.full_cost_roas, 2),
            "full cost / media of platforms with outcomes / margin",
            returns::full_cost_roas(report),
        ),
        "roas_headroom" => (
            "how far the return on media lies above its break-even (P-22)",
            signed(ledger.beside.roas_headroom),
            "attributed revenue × margin / media of platforms with outcomes − 1",
            returns::poas(report),
        ),
        "payback" => (
            "months until the sum of value has paid for the sum of cost (F-07)",
            told(ledger.over_time.payback, 1),
            "first month with Σ (value − cost) ≥ 0, linear within the month",
            months(ledger),
        ),
        "npv" => (
            "present value (F-08)",
            told(ledger.over_time.npv, 0),
            "Σ (value − cost) / (1 + discount rate)^years, from the first month",
            months(ledger),
        ),
        "completeness" => (
            "types of cost on record (G-15)",
            ledger.cost.completeness.sentence(),
            "types on record of eight",
            costs(ledger),
        ),
        _ => return of_table(name, figure, report),
    };
    Some(LedgerExplanation {
        figure: name.into(),
        title: title.into(),
        value,
        formula: formula.into(),
        parts,
        notes: [
            basis(figure, ledger),
            vec![ledger.sentence_through(rung(figure)).to_string()],
            ledger.notes.clone(),
        ]
        .concat(),
    })
}

/// What a figure rests on that its formula does not say.
fn basis(figure: &str, ledger: &Ledger) -> Vec<String> {
    let told = match figure {
        "break_even_roas" => return returns::break_even_basis(ledger),
        "break_even_cpa" => {
            "what an order may cost where every order that is credited to ads is taken as caused by them (κ = 1): a κ below 1 makes it \
             lower"
        }
        "full_cost_roas" => {
            "the media ROAS at which revenue of ads × margin alone comes to all cost, that of media without outcomes too, where all \
             of that revenue is taken as caused (κ = 1): other lines of value make it lower, a κ below 1 higher; both divide by \
             the same media"
        }
        _ => return Vec::new(),
    };
    vec![told.into()]
}

/// What has its rows elsewhere, or is worked out from many inputs at once.
fn of_table(name: &str, figure: &str, report: &LedgerReport) -> Option<LedgerExplanation> {
    let ledger = &report.ledger;
    let found = |title: &str, value: String, formula: &str, parts, notes| {
        Some(LedgerExplanation {
            figure: name.into(),
            title: title.into(),
            value,
            formula: formula.into(),
            parts,
            notes,
        })
    };
    if let Some(letter) = figure.strip_prefix(EVIDENCE) {
        let of = |rung: Rung| rung.name().eq_ignore_ascii_case(letter);
        let one = ledger.evidence.iter().find(|one| of(one.rung))?;
        let is_own = |line: &ValueLine| line.include && of(line.grade.rung());
        return found(
            "share of the counted value that this letter supports (G-16)",
            format!("{} ({})", share(one.share), money(one.value, ledger)),
            "value of the lines of the letter / all counted value",
            lines(ledger, is_own),
            vec!["`ledger.value` has the other letters too".into()],
        );
    }
    if let Some(own) = figure.strip_prefix(SCENARIO) {
        let mut all = report.scenarios.iter();
        let one = all.find(|one| one.name.replace(' ', "_") == own)?;
        let net = format!(
            "value {} − cost {}",
            fixed(one.value, 2),
            fixed(one.cost, 2)
        );
        return found(
            "ROI with every input with a range at one of its ends",
            signed(one.roi),
            "(value − full cost) / full cost, each at the ends of the ranges",
            ranged(ledger),
            vec![
                format!("{}: {net}", one.name),
                format!("{FOUR_ENDS}{}", searched(report).unwrap_or_default()),
            ],
        );
    }
    match figure {
        UNDOCUMENTED => {
            let step = ledger.ladder.iter().find(|step| step.rung.is_none())?;
            found(
                "ROI with lines that nobody documents, never a headline",
                signed(step.roi),
                "(value + amounts of undocumented lines − full cost) / full cost",
                lines(ledger, ValueLine::is_undocumented),
                vec!["`ledger.roi` is the one without them".into()],
            )
        }
        "simulation" => {
            let note = "triangular, with its peak at the base; `ledger --monte-carlo DRAWS` draws and prints mean, \
                        interval and the chance of a ROI above zero";
            let value = match &report.simulation {
                Some(drawn) => format!("{} above zero", share(drawn.probability_positive)),
                None => "— (not asked for)".into(),
            };
            found(
                "ROI under random draws of every input with a range",
                value,
                "(value − full cost) / full cost of each draw",
                ranged(ledger),
                vec![note.into()],
            )
        }
        "tornado" => {
            let bars = report.tornado.bars.iter().map(|bar| LedgerPart {
                name: format!("{INPUT}{}", bar.key),
                title: bar.title.clone(),
                value: format!("{} to {}", signed(bar.roi_low), signed(bar.roi_high)),
                origin: match bar.switching.value {
                    Figure::Defined(value) => format!("ROI is zero at {}", fixed(value, 3)),
                    Figure::Undefined(reason) => reason.sentence().to_owned(),
                },
                place: None,
            });
            found(
                "ROI with one input at its low and at its high, the others at their base",
                signed(report.tornado.roi),
                "(value − full cost) / full cost",
                bars.collect(),
                further(&report.tornado).into_iter().collect(),
            )
        }
        "change" => found(
            "why the ROI differs from another period's",
            "— (no period to compare with)".into(),
            "effects of value and of each type of cost that sum to the change",
            both(ledger, Rung::D),
            vec![
                "`ledger --compare previous` splits the change; each effect is the difference of a line or a cost of the two periods, \
                 and `explain … --period` of either has its rows"
                    .into(),
            ],
        ),
        "functions" => found(
            "value, cost and ROI by function (F-10)",
            format!("shared cost by {}", ledger.functions.key.words()),
            "(value − direct cost − shared cost) / (direct cost + shared cost)",
            super::functions::rows(ledger),
            Vec::new(),
        ),
        "months" => found(
            "value, cost and ROI by month",
            signed(ledger.roi),
            "value and cost of each line, spread over the days it is for",
            months(ledger),
            Vec::new(),
        ),
        _ => None,
    }
}

/// Which ends the scenarios take.
const FOUR_ENDS: &str = "all low and all high take the same end of every range; worst and best take the ends that \
                         together give the lowest and the highest ROI";

/// What is said of worst and best where they are not known of every combination.
fn searched(report: &LedgerReport) -> Option<String> {
    report.is_searched.then(|| format!("; {SEARCHED}"))
}

/// Inputs with a range.
fn ranged(ledger: &Ledger) -> Vec<LedgerPart> {
    let with_range = ledger.inputs.iter().filter_map(|input| {
        let (low, high) = input.range()?;
        let mut part = part(input);
        part.value = format!("{} ({low} to {high})", part.value);
        Some(part)
    });
    with_range.collect()
}

/// Money that value is a part of, or why it is not known.
fn known(amount: Amount, ledger: &Ledger) -> String {
    match ledger.known(amount) {
        Figure::Defined(amount) => money(amount, ledger),
        Figure::Undefined(reason) => format!("— ({})", reason.sentence()),
    }
}
