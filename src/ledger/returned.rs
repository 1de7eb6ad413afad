//! What returns on media are made of: the lines of ads whose revenue they hold, and the media of which the files hold no
//! outcome. The figures are sums of it, and `explain` takes them apart with it.

use super::beside::PaidSums;
use super::build::Book;
use super::cost::{CostLine, falling_on};
use super::expression::Expression;
use super::input::InputKind;
use super::inputs::LedgerInputs;
use super::overlap::{Candidate, covered, is_tested_with_ads, meet};
use super::rule::Rule;
use super::spec::LineSpec;
use super::value::{Graded, candidate, compiled};
use crate::schema::{Amount, CostType, Grade};

/// Revenue credited to a line of ads.
#[derive(Clone, Debug, PartialEq)]
pub struct Credited {
    /// The line.
    pub id: String,
    /// The key of the revenue.
    pub key: String,
    /// The revenue.
    pub revenue: Amount,
    /// The key of its margin, where one is on record, and what is left of the revenue at it.
    pub margin: Option<(String, Amount)>,
    /// Whether all of the revenue is taken as caused: κ is one.
    pub is_all_caused: bool,
    /// What the line is worth, whatever else covers it: the revenue that is taken as caused, at the margin.
    pub worth: Amount,
}

/// Revenue that a line of ads caused, as far as it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Caused {
    /// The line.
    pub id: String,
    /// The formula.
    pub formula: String,
    /// The share of it that counts, where another line covers it on some of its days.
    pub share: Option<Amount>,
    /// The revenue.
    pub revenue: Amount,
    /// What the test spent beyond its control on it, where that is known.
    pub spent: Option<Amount>,
}

/// The parts of returns on media.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Returned {
    /// Revenue credited to ads, each order once.
    pub credited: Vec<Credited>,
    /// Revenue that tests say ads caused; empty where a line of ads has no test.
    pub caused: Vec<Caused>,
    /// Whether a test of ads counts as a line of its own, in place of what is credited to them.
    pub is_tested: bool,
    /// The margin that all lines of ads share, those of tests too, where they do.
    pub one_margin: Option<String>,
    /// The key of orders of ads.
    pub orders: Option<String>,
    /// Of each line of cost the media of which the files hold no outcome.
    pub without_outcomes: Vec<Amount>,
    /// Of each line of cost what of that no experiment that counts tested either: nothing is known of what it brought.
    pub unknown: Vec<Amount>,
    /// The same where an experiment of ads alone says something of them.
    pub untested: Vec<Amount>,
}

/// The parts of a ledger of these lines of value and of cost.
pub(super) fn returned(
    given: &LedgerInputs,
    lines: &[Graded<'_>],
    costs: &[CostLine],
    book: &Book,
) -> Returned {
    let own = own_credits(lines);
    let counted = counted(lines);
    let margins = own.iter().chain(&counted);
    let mut margins = margins.filter_map(|one| one.spec.margin.as_deref());
    let first = margins.next();
    let one = first.filter(|first| margins.all(|key| key == *first));
    let tests: Vec<&Graded> = lines.iter().filter(|one| is_test(one)).collect();
    let of_ads = tests.iter().copied().filter(|one| is_of_ads(one.spec));
    let of_ads: Vec<&Graded> = of_ads.collect();
    let unknown = |tests: &[&Graded<'_>]| -> Vec<Amount> {
        let costs = costs.iter();
        costs.map(|line| unknown(line, given, tests)).collect()
    };
    Returned {
        credited: own.iter().filter_map(|one| credited(one, book)).collect(),
        is_tested: !of_ads.is_empty(),
        caused: caused(&counted, book),
        one_margin: one.and_then(|key| known_margin(key, book)),
        orders: given.settings.paid_orders.clone(),
        without_outcomes: unknown(&[]),
        unknown: unknown(&tests),
        untested: unknown(&of_ads),
    }
}

/// Sums of the lines of ads.
pub(super) fn paid_sums(parts: &Returned, book: &Book) -> PaidSums {
    let caused = &parts.caused;
    let base = |key: &String| Some(book.find(key)?.base);
    let credited = &parts.credited;
    let with_margin = credited.iter().filter_map(|one| {
        let (_, left) = one.margin.as_ref()?;
        Some((one.revenue, *left))
    });
    // Without a margin revenue counts as value, and pays for nothing.
    let has_margin = |one: &Credited| one.margin.is_some();
    let mut sums = PaidSums {
        is_all_caused: !parts.is_tested && credited.iter().all(|one| one.is_all_caused),
        worth: (!parts.is_tested && credited.iter().all(has_margin))
            .then(|| credited.iter().map(|one| one.worth).sum()),
        revenue: (!credited.is_empty()).then(|| credited.iter().map(|one| one.revenue).sum()),
        caused: (!caused.is_empty()).then(|| caused.iter().map(|one| one.revenue).sum()),
        // Known where every line is such a test.
        tested_media: match caused.is_empty() {
            true => None,
            false => caused.iter().map(|one| one.spent).sum(),
        },
        orders: parts.orders.as_ref().and_then(base),
        one_margin: parts.one_margin.as_ref().and_then(base),
        ..PaidSums::default()
    };
    for (revenue, left) in with_margin {
        sums.revenue_with_margin += revenue;
        sums.margin_on += left;
    }
    sums
}

fn exact(formula: &Expression, book: &Book) -> Option<Amount> {
    compiled(formula, book)?.exact(&book.base).ok()
}

/// What lines of ads caused, where a test says it of each.
fn caused(counted: &[&Graded<'_>], book: &Book) -> Vec<Caused> {
    let is_tested = |one: &&Graded<'_>| one.has_experiment || one.line.rule == Rule::PaidExperiment;
    if !counted.iter().all(is_tested) {
        return Vec::new();
    }
    let of_share = |amount: Amount, share: Option<Amount>| match share {
        Some(share) => amount.times(share),
        None => Some(amount),
    };
    let caused = counted.iter().filter_map(|one| {
        let formula = one.spec.caused.as_ref()?;
        let spent = one.spec.tested_media;
        Some(Caused {
            id: one.spec.id(),
            formula: formula.to_string(),
            share: one.share,
            revenue: of_share(exact(formula, book)?, one.share)?,
            spent: spent.and_then(|spent| of_share(spent, one.share)),
        })
    });
    caused.collect()
}

fn credited(one: &Graded<'_>, book: &Book) -> Option<Credited> {
    let spec = one.spec;
    let formula = spec.revenue.as_ref()?;
    let revenue = exact(formula, book)?;
    let caused = spec.caused.as_ref();
    let margin = spec.margin.as_deref();
    let margin = margin.and_then(|key| known_margin(key, book));
    Some(Credited {
        id: spec.id(),
        key: formula.keys().first()?.to_string(),
        revenue,
        margin: margin.and_then(|key| {
            let left = revenue.times(book.find(&key)?.base)?;
            Some((key, left))
        }),
        is_all_caused: caused.is_none_or(|caused| exact(caused, book) == Some(revenue)),
        worth: one.line.amount.value()?,
    })
}

/// What counts as value for want of a margin is none: break-even would be revenue that only pays for media.
fn known_margin(key: &str, book: &Book) -> Option<String> {
    let margin = book.find(key)?;
    (margin.kind != InputKind::Implicit).then(|| key.to_owned())
}

/// Lines of ads, orders and deals, with credits of one's own, each order in one of them: a platform's claims are none, and an experiment
/// that covers them takes nothing from their revenue.
fn own_credits<'g, 's>(lines: &'g [Graded<'s>]) -> Vec<&'g Graded<'s>> {
    let own: Vec<&Graded> = lines
        .iter()
        .filter(|one| one.line.rule == Rule::PaidAttributed || is_deals_of_ads(one))
        .filter(|one| one.spec.grade != Grade::B3)
        .filter(|one| one.line.amount.value().is_some())
        .collect();
    let candidates: Vec<Candidate> = own.iter().map(|one| candidate(one)).collect();
    let by = covered(&candidates);
    own.into_iter()
        .zip(by)
        .filter_map(|(one, by)| by.is_empty().then_some(one))
        .collect()
}

/// Lines of ads that count as value.
fn counted<'g, 's>(lines: &'g [Graded<'s>]) -> Vec<&'g Graded<'s>> {
    let is_own = |one: &&Graded<'_>| {
        let of_ads = [Rule::PaidAttributed, Rule::PaidExperiment].contains(&one.line.rule);
        one.line.include && (of_ads && is_of_ads(one.spec) || is_deals_of_ads(one))
    };
    lines.iter().filter(is_own).collect()
}

/// Won deals that a test of ads would cover: outcomes of ads as orders are.
fn is_deals_of_ads(one: &Graded<'_>) -> bool {
    let mut paths = one.spec.overlaps.iter();
    one.line.rule == Rule::Deals && paths.any(|path| is_tested_with_ads(path))
}

/// A test of organic social, or of everything, says nothing of ads alone.
fn is_of_ads(spec: &LineSpec) -> bool {
    let paid = |path: &String| path == "paid" || path.starts_with("paid/");
    spec.overlaps.is_empty() || spec.overlaps.iter().any(paid)
}

/// A test that counts.
fn is_test(one: &Graded<'_>) -> bool {
    one.line.rule == Rule::PaidExperiment && one.line.include
}

/// Media whose outcomes the files do not hold, by platform or by days, and that none of some tests is about on the days on
/// which it counts.
fn unknown(line: &CostLine, given: &LedgerInputs, tests: &[&Graded<'_>]) -> Amount {
    if line.cost_type != CostType::Media {
        return Amount::ZERO;
    }
    let platform = line.platform.as_deref();
    let Some(mut known) = given.days_of_record((platform, line.is_others), &line.period) else {
        return Amount::ZERO;
    };
    let path = platform.map_or_else(|| "paid".to_owned(), |name| format!("paid/{name}"));
    let own = tests.iter().filter(|one| {
        let mut paths = one.spec.overlaps.iter();
        // A test of one platform says nothing of a vendor who is none.
        paths.any(|own| meet(own, &path) && !(line.is_others && own.starts_with("paid/")))
    });
    known.extend(own.flat_map(|one| one.free_days()));
    line.counted - falling_on(line.counted, &line.days, &known)
}
