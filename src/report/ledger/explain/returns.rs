//! Returns on media, explained: the parts of the numerator and those of the denominator, whose sums, divided, are the figure.

use std::collections::BTreeMap;

use super::super::LedgerReport;
use super::super::parts::{COST, INPUT, by_type, money, origin, part, printed};
use super::super::words::{cost_called, grouped, told};
use super::LedgerPart;
use super::functions::{first_place, records};
use crate::ledger::{Caused, CostLine, Credited, Figure, Input, Ledger};
use crate::schema::{Amount, CostType, platform_title};

/// What the sums of both sides are called among the parts.
const NUMERATOR: &str = "numerator";
const DENOMINATOR: &str = "denominator";

/// A part with what it comes to.
type Sized = (LedgerPart, Amount);

/// The sum of a side, then its parts, printed so that they add up to it.
fn side(name: &str, title: &str, parts: Vec<Sized>, ledger: &Ledger) -> Vec<LedgerPart> {
    let sum: Amount = parts.iter().map(|(_, amount)| *amount).sum();
    let own = printed(parts, |amount| money(amount, ledger));
    let head = head(name, title, money(sum, ledger), own.len());
    std::iter::once(head).chain(own).collect()
}

/// What stands above the parts of a side.
fn head(name: &str, title: &str, value: String, parts: usize) -> LedgerPart {
    LedgerPart {
        name: name.into(),
        title: title.into(),
        value,
        origin: match parts {
            0 => "nothing on record".into(),
            1 => "the part below".into(),
            many => format!("sum of the {many} parts below"),
        },
        place: None,
    }
}

/// Credited revenue over the media of platforms with outcomes.
pub fn media_roas(report: &LedgerReport) -> Vec<LedgerPart> {
    let ledger = &report.ledger;
    let over = side(NUMERATOR, "attributed revenue", revenue(report), ledger);
    [over, with_outcomes(report)].concat()
}

/// Contribution of credited revenue over the media of platforms with outcomes.
pub fn poas(report: &LedgerReport) -> Vec<LedgerPart> {
    let title = "attributed revenue × margin";
    let over = side(NUMERATOR, title, contribution(report), &report.ledger);
    [over, with_outcomes(report)].concat()
}

/// Contribution of credited revenue over orders.
pub fn break_even_cpa(report: &LedgerReport) -> Vec<LedgerPart> {
    let ledger = &report.ledger;
    let title = "attributed revenue × margin";
    let mut parts = side(NUMERATOR, title, contribution(report), ledger);
    let orders = report.ledger.returned.orders.as_deref();
    if let Some(orders) = orders.and_then(|key| ledger.input(key)) {
        let own = part(orders);
        parts.push(head(DENOMINATOR, "orders of ads", own.value.clone(), 1));
        parts.push(own);
    }
    parts
}

/// One over the margin; of several margins, credited revenue over what it contributes.
pub fn break_even_roas(report: &LedgerReport) -> Vec<LedgerPart> {
    let ledger = &report.ledger;
    let one = report.ledger.returned.one_margin.as_deref();
    if let Some(margin) = one.and_then(|key| ledger.input(key)) {
        let own = part(margin);
        let one = LedgerPart {
            origin: "the revenue of which a margin is left".into(),
            ..head(NUMERATOR, "one of revenue", "1".into(), 0)
        };
        return vec![one, head(DENOMINATOR, "margin", own.value.clone(), 1), own];
    }
    let credited = &report.ledger.returned.credited;
    let own = credited.iter().filter(|one| one.margin.is_some());
    let own: Vec<&Credited> = own.collect();
    let revenue = own.iter().filter_map(|one| revenue_of(one, ledger));
    let worth = own
        .iter()
        .filter_map(|one| contribution_of(one, None, ledger));
    let over = "attributed revenue of which a margin is on record";
    [
        side(NUMERATOR, over, revenue.collect(), ledger),
        side(DENOMINATOR, "the same × margin", worth.collect(), ledger),
    ]
    .concat()
}

/// Which κ the return that breaks even supposes, and what it is with those of the ledger.
pub fn break_even_basis(ledger: &Ledger) -> Vec<String> {
    let supposes = "the media ROAS at which revenue of ads × margin comes to their media, where all of that revenue is taken as \
                    caused (κ = 1): a κ below 1 makes it higher";
    let own = ledger.beside.break_even_as_caused;
    let own = own.and_then(Figure::value).map(|own| {
        let credited = &ledger.returned.credited;
        let sum = |amounts: &dyn Fn(&Credited) -> Amount| -> String {
            money(credited.iter().map(amounts).sum(), ledger)
        };
        format!(
            "with the ledger's κ it is {}: {} credited to ads / {} that their lines are worth",
            told(Figure::Defined(own), 2),
            sum(&|one| one.revenue),
            sum(&|one| one.worth)
        )
    });
    std::iter::once(supposes.to_owned()).chain(own).collect()
}

/// Full cost over what a margin leaves of the media of platforms with outcomes.
pub fn full_cost_roas(report: &LedgerReport) -> Vec<LedgerPart> {
    let ledger = &report.ledger;
    let mut parts = side(NUMERATOR, cost_called(ledger), by_type(ledger), ledger);
    let Some(margin) = margin(report) else {
        return [parts, with_outcomes(report)].concat();
    };
    let left = known(report).into_iter().filter_map(|(mut part, amount)| {
        part.title = format!("{} × margin", part.title);
        part.origin = format!(
            "{} × {}; {}",
            money(amount, ledger),
            margin.told,
            part.origin
        );
        part.place = part.place.or_else(|| margin.place.clone());
        Some((part, margin.of(amount)?))
    });
    let title = "media of platforms with outcomes × margin";
    parts.extend(side(DENOMINATOR, title, left.collect(), ledger));
    parts
}

/// Media of which the files hold no outcome over all media.
pub fn media_without_outcomes(report: &LedgerReport) -> Vec<LedgerPart> {
    let ledger = &report.ledger;
    let all = by_platform(ledger, &ledger.returned.without_outcomes, |line, _| {
        line.counted
    });
    [
        side(
            NUMERATOR,
            "media of which the files hold no outcome",
            without_outcomes(report),
            ledger,
        ),
        side(DENOMINATOR, "all media", all, ledger),
    ]
    .concat()
}

/// Revenue that tests say ads caused, over what they spent beyond their controls or, where one does not state it, over the
/// media with outcomes or tested; none where a line of ads has no test.
pub fn iroas(ledger: &Ledger) -> Vec<LedgerPart> {
    let caused = &ledger.returned.caused;
    let part_of = |one: &Caused, title: &str, origin: String| LedgerPart {
        name: one.id.clone(),
        title: title.into(),
        value: String::new(),
        origin,
        place: None,
    };
    let share = |one: &Caused| match one.share {
        Some(share) => format!(" × {share} (the share that no other line covers)"),
        None => String::new(),
    };
    let revenue = caused.iter().map(|one| {
        let origin = format!("{}{}", one.formula, share(one));
        (part_of(one, "revenue caused", origin), one.revenue)
    });
    let over = side(NUMERATOR, "revenue caused", revenue.collect(), ledger);
    let spent = caused.iter().map(|one| {
        let origin = format!("its experiment{}", share(one));
        let title = "media beyond the control's";
        Some((part_of(one, title, origin), one.spent?))
    });
    let spent: Option<Vec<Sized>> = spent.collect();
    match spent {
        _ if caused.is_empty() => Vec::new(),
        Some(spent) => {
            let title = "media of the tests beyond their controls";
            [over, side(DENOMINATOR, title, spent, ledger)].concat()
        }
        None => {
            let unknown = &ledger.returned.untested;
            let mut all = by_platform(ledger, unknown, |line, _| line.counted);
            let less = by_platform(ledger, unknown, |_, unknown| unknown);
            all.extend(less.into_iter().map(|(mut part, amount)| {
                part.title = format!("less {} without outcomes or test", part.title);
                (part, Amount(-amount.0))
            }));
            let title = "media with outcomes or tested";
            [over, side(DENOMINATOR, title, all, ledger)].concat()
        }
    }
}

fn revenue(report: &LedgerReport) -> Vec<Sized> {
    let lines = report.ledger.returned.credited.iter();
    lines
        .filter_map(|line| revenue_of(line, &report.ledger))
        .collect()
}

fn revenue_of(line: &Credited, ledger: &Ledger) -> Option<Sized> {
    let input = ledger.input(&line.key)?;
    Some((part(input), line.revenue))
}

/// What is left of the revenue of each line; a line without a margin takes that of the others.
fn contribution(report: &LedgerReport) -> Vec<Sized> {
    let usual = margin(report);
    let lines = report.ledger.returned.credited.iter();
    lines
        .filter_map(|line| contribution_of(line, usual.as_ref(), &report.ledger))
        .collect()
}

fn contribution_of(line: &Credited, usual: Option<&Margin>, ledger: &Ledger) -> Option<Sized> {
    let input = ledger.input(&line.key)?;
    let own = line.margin.as_ref();
    let own = own.and_then(|(key, _)| ledger.input(key));
    let own = own.map(Margin::on_record);
    let margin = own.as_ref().or(usual)?;
    let part = LedgerPart {
        name: line.id.clone(),
        title: format!("{} × margin", line.key),
        value: String::new(),
        origin: format!(
            "{} × {}; {}",
            money(line.revenue, ledger),
            margin.told,
            origin(input)
        ),
        place: margin.place.clone(),
    };
    Some((part, margin.of(line.revenue)?))
}

/// A margin: two amounts whose quotient it is.
struct Margin {
    over: Amount,
    under: Amount,
    told: String,
    place: Option<String>,
}

impl Margin {
    fn on_record(input: &Input) -> Self {
        Self {
            over: input.base,
            under: Amount::whole(1),
            told: format!("{} ({INPUT}{}: {})", input.base, input.key, origin(input)),
            place: input.place.clone(),
        }
    }

    fn of(&self, amount: Amount) -> Option<Amount> {
        amount.times_ratio(self.over, self.under)
    }
}

/// The margin of all ads: the one that they share, or what is left of all revenue of which a margin is on record.
fn margin(report: &LedgerReport) -> Option<Margin> {
    let ledger = &report.ledger;
    let one = report.ledger.returned.one_margin.as_deref();
    if let Some(margin) = one.and_then(|key| ledger.input(key)) {
        return Some(Margin::on_record(margin));
    }
    let (mut over, mut under) = (Amount::ZERO, Amount::ZERO);
    for line in &report.ledger.returned.credited {
        if let Some((_, left)) = &line.margin {
            over += *left;
            under += line.revenue;
        }
    }
    let all = over.over(under)?;
    Some(Margin {
        over,
        under,
        told: format!(
            "{} (margin of all credited revenue: {} of {})",
            told(Figure::Defined(all.to_f64()), 4),
            grouped(over, 2),
            money(under, ledger)
        ),
        place: None,
    })
}

/// Media of platforms with outcomes: all, and what of it has none as what is taken off.
fn with_outcomes(report: &LedgerReport) -> Vec<LedgerPart> {
    let title = "media of platforms with outcomes";
    side(DENOMINATOR, title, known(report), &report.ledger)
}

fn known(report: &LedgerReport) -> Vec<Sized> {
    let mut all = by_platform(
        &report.ledger,
        &report.ledger.returned.without_outcomes,
        |line, _| line.counted,
    );
    let less = without_outcomes(report).into_iter();
    all.extend(less.map(|(mut part, amount)| {
        part.title = format!("less {}", part.title);
        (part, Amount(-amount.0))
    }));
    all
}

/// Media without outcomes by platform; of a record of which some days have outcomes, the others.
fn without_outcomes(report: &LedgerReport) -> Vec<Sized> {
    let ledger = &report.ledger;
    let mut parts = by_platform(ledger, &ledger.returned.without_outcomes, |_, unknown| {
        unknown
    });
    for (part, _) in &mut parts {
        part.title.push_str(" without outcomes");
    }
    parts
}

/// What is `wanted` of media by platform, of each record with what of it is `unknown`.
fn by_platform(
    ledger: &Ledger,
    unknown: &[Amount],
    wanted: impl Fn(&CostLine, Amount) -> Amount,
) -> Vec<Sized> {
    let mut platforms: BTreeMap<Option<&str>, (Vec<&CostLine>, Amount)> = BTreeMap::new();
    for (line, unknown) in ledger.cost.lines.iter().zip(unknown) {
        let amount = wanted(line, *unknown);
        if line.cost_type == CostType::Media && amount != Amount::ZERO {
            let (lines, sum) = platforms.entry(line.platform.as_deref()).or_default();
            lines.push(line);
            *sum += amount;
        }
    }
    let part = |(platform, (lines, sum)): (Option<&str>, (Vec<&CostLine>, Amount))| {
        let of = platform.map(|name| platform_title(name).unwrap_or(name));
        let whole: Amount = lines.iter().map(|line| line.counted).sum();
        let of_days = match whole == sum {
            true => String::new(),
            false => format!("days without outcomes, of {}; ", money(whole, ledger)),
        };
        let part = LedgerPart {
            name: format!("{COST}{}", CostType::Media.name()),
            title: of.map_or_else(
                || "media of no named platform".into(),
                |of| format!("media of {of}"),
            ),
            value: String::new(),
            origin: of_days + &records(ledger, &lines),
            place: first_place(ledger, &lines),
        };
        (part, sum)
    };
    platforms.into_iter().map(part).collect()
}
