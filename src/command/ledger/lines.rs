//! The lines of value that the tables at hand allow, L-02 to L-17 of the metric catalogue.

use crate::options::Counting;
use crate::project::{INCREMENTAL, Project, Tested};
use crate::report::ledger::formulas::{self, Credited, kappa_key};
use crate::report::ledger::{Input, LedgerInputs, LineSpec, Origin, tested_with};
use crate::schema::{Amount, Function, Grade, col};
use crate::time::Period;

use super::assumptions::KAPPA_OF_ALL;
use super::costs::rows;
use super::exports::{ANY_ADS, Earner, Measured, ORGANIC, Sum};
use super::fall::Fall;
use super::held::{Ask, Held};
use super::margins::{self, MARGIN, OfLine};
use super::money::Exchange;
use super::{brand, codes, counted, losses, memos, ratios, savings, tested, totals};
use crate::error::Result;

/// Orders of all ads.
const ORDERS: &str = "orders_paid";

/// Adds every line. `method` says how credit was given.
///
/// # Errors
/// A missing rate.
pub fn add(
    project: &Project,
    counting: &Counting,
    exchange: &Exchange<'_>,
    measured: &Measured,
    method: &str,
    held: &mut Held,
    given: &mut LedgerInputs,
) -> Result<()> {
    credited(project, measured, method, held, given)?;
    counted::add(project, exchange, held, given)?;
    savings::add(project, exchange, given)?;
    stated(project, exchange, measured, held, given)?;
    if counting.show_emv {
        memos::earned_media(measured, given);
    }
    memos::reach(measured, given);
    if counting.risk_adjust {
        adjust(held, given)?;
    }
    Ok(())
}

/// Lines of revenue: ads by platform, organic social, creators, employees, deals.
fn credited(
    project: &Project,
    measured: &Measured,
    method: &str,
    held: &mut Held,
    given: &mut LedgerInputs,
) -> Result<()> {
    let period = given.period;
    // Days of which the files hold no outcomes are no days of credit.
    let known = given.settings.outcome_days.iter().flatten();
    let known: Vec<Period> = known.filter_map(|days| days.overlap(&period)).collect();
    let mut orders = Sum::default();
    // What is implied of a line stands under its name, whatever number that ends in.
    for (earner, function) in measured.earned.keys() {
        given.reserve(kappa_key(&scope(earner, *function)));
    }
    for ((earner, function), sum) in &measured.earned {
        let (name, area) = called(earner);
        let usual = usual(earner);
        let scope = scope(earner, *function);
        let part = match scope.as_str() {
            "" => area,
            scope => scope,
        };
        let revenue = match earner {
            Earner::Employees => "revenue_employees".to_owned(),
            Earner::Deals(_) => format!("deals_{part}"),
            _ => format!("revenue_{part}"),
        };
        let input = Input::measured(&revenue, sum.money, Origin::Files(rows(&sum.files)));
        let mut input = input.in_unit(&given.currency);
        input.made_of = codes::made_of(project, sum, &given.currency);
        given.inputs.push(input);
        let credit = margins::falls(project, sum, given)?;
        // Of the platform, of its area, of everything: what ads cause of deals is what they cause.
        let mut keys = vec![kappa_key(name), kappa_key(area)];
        keys.extend(earner.wider().map(kappa_key));
        keys.push(KAPPA_OF_ALL.to_owned());
        let keys: Vec<&str> = keys.iter().map(String::as_str).collect();
        let ask = Ask {
            keys: &keys,
            own: &kappa_key(part),
            of: None,
            grade: match earner {
                Earner::Creators | Earner::Employees => Grade::B2,
                _ => Grade::B1,
            },
            bare: "all credited revenue of these days is taken as caused",
            of_what: None,
        };
        let (kappa, caused) = held.weighted(&ask, credit.clone(), given)?;
        let margin = margins::of_line(project, part, &credit, &caused, given)?;
        let (margin, caused) = dated_margin(margin, part, caused, held, given)?;
        let falls = clipped(falls_of(&caused), &known);
        let keys = Credited {
            revenue: &revenue,
            margin: margin.key.as_deref(),
            kappa: kappa.as_deref(),
        };
        let line = match earner {
            Earner::Ads(_) => formulas::paid_attributed(&scope, period, keys),
            Earner::Organic => formulas::organic(&scope, period, keys),
            Earner::Creators => formulas::creators(&scope, period, keys),
            Earner::Employees => formulas::advocacy(&scope, period, keys),
            Earner::Deals(_) => formulas::deals(&scope, period, keys),
        };
        let line = match (earner, *function == usual) {
            // A part of the platform, which a test of the platform covers.
            (Earner::Ads(platform), false) => {
                line.overlapping([format!("paid/{platform}/{}", function.name())])
            }
            // Beside such a part, what is left is a part too.
            (Earner::Ads(platform), true) if is_shared(earner, measured) => {
                line.overlapping([format!("paid/{platform}/{}", function.name())])
            }
            _ => line,
        };
        let tested = match earner {
            Earner::Deals(name) => {
                let of = (*function != usual).then_some(*function);
                Some(tested_with(&deals_path(name, of)))
            }
            // A test of any platform may hold them.
            Earner::Ads(name) if name == ANY_ADS => Some(tested_with("paid")),
            _ => None,
        };
        let own = line.overlaps.clone();
        let line = line.overlapping(own.into_iter().chain(tested));
        let method = match earner {
            Earner::Creators if measured.coded.decide => codes::BY_CODE,
            _ => method,
        };
        let line = line.graded_by_days(held.grades(&ask, &period));
        let line = line.of(*function).by(method).falling(falls);
        let mut line = line.about(known.clone());
        if known.is_empty() && given.settings.outcome_days.is_some() {
            // A zero of days without outcomes takes the place of nothing.
            line.overlaps.clear();
        }
        line.margin = margin.of_revenue.or(line.margin);
        given.lines.push(line);
        if earner.is_of_ads() {
            orders.orders += sum.orders;
            for (file, rows) in &sum.files {
                *orders.files.entry(file.clone()).or_default() += rows;
            }
        }
    }
    if orders.orders != Amount::ZERO {
        let files = Origin::Files(rows(&orders.files));
        let input = Input::measured(ORDERS, orders.orders, files);
        given.inputs.push(input.in_unit(col::ORDERS));
        given.settings.paid_orders = Some(ORDERS.into());
    }
    Ok(())
}

/// The name of whoever earned revenue, and of what that is a part.
fn called(earner: &Earner) -> (&str, &'static str) {
    match earner {
        Earner::Ads(platform) => (platform, "paid"),
        Earner::Organic => ("", "organic"),
        Earner::Creators => ("creators", "creators"),
        Earner::Employees => ("employees", "organic"),
        Earner::Deals(name) => (name, "deals"),
    }
}

/// The function that revenue is of, where no campaign says otherwise.
fn usual(earner: &Earner) -> Function {
    match earner {
        Earner::Ads(_) => Function::Paid,
        Earner::Deals(_) => Function::Sales,
        _ => Function::Organic,
    }
}

/// The scope of a line: a platform's ads for another function are a line of their own.
fn scope(earner: &Earner, function: Function) -> String {
    let (name, _) = called(earner);
    match (earner, function == usual(earner)) {
        (Earner::Creators | Earner::Employees, true) => String::new(),
        (_, true) => name.to_owned(),
        (_, false) => format!("{name}_{}", function.name())
            .trim_start_matches('_')
            .to_owned(),
    }
}

/// What a line is worth on which days, as weights.
fn falls_of(falls: &[Fall]) -> Vec<(Period, Amount)> {
    falls.iter().map(|fall| (fall.days, fall.worth)).collect()
}

/// The same on days of which outcomes are on record: what falls into a month of which only a part is known is of that part.
fn clipped(falls: Vec<(Period, Amount)>, known: &[Period]) -> Vec<(Period, Amount)> {
    let mut found = Vec::new();
    for (days, weight) in falls {
        let own = known.iter().filter_map(|known| known.overlap(&days));
        let own: Vec<Period> = own.collect();
        let all: i64 = own.iter().map(Period::days).sum();
        if own.is_empty() {
            found.push((days, weight));
        }
        let part = |days: Period| (days, weight.of_days(days.days(), all));
        found.extend(own.into_iter().map(part));
    }
    found
}

/// A margin that is an assumption of several days, where the project has no section of its own for it.
fn dated_margin(
    margin: OfLine,
    part: &str,
    caused: Vec<Fall>,
    held: &mut Held,
    given: &mut LedgerInputs,
) -> Result<(OfLine, Vec<Fall>)> {
    let is_assumed = given
        .input(MARGIN)
        .is_some_and(|all| held.of(MARGIN).iter().any(|piece| piece.input == *all));
    if !is_assumed {
        return Ok((margin, caused));
    }
    let own = format!("{MARGIN}_{part}");
    let ask = Ask {
        keys: &[MARGIN],
        own: &own,
        of: Some(MARGIN),
        grade: Grade::D1,
        bare: "revenue of these days counts as value",
        of_what: None,
    };
    let (key, caused) = held.weighted(&ask, caused, given)?;
    let key = key.or(margin.key);
    Ok((
        OfLine {
            key,
            of_revenue: margin.of_revenue,
        },
        caused,
    ))
}

/// Whether more than one function has revenue of these ads.
fn is_shared(earner: &Earner, measured: &Measured) -> bool {
    measured
        .earned
        .keys()
        .filter(|(of, _)| of == earner)
        .count()
        > 1
}

/// What brought deals, as a path: ads of a platform, ads of which no platform is known, organic social.
fn deals_path(name: &str, function: Option<Function>) -> String {
    let path = match name {
        ORGANIC => name.to_owned(),
        ANY_ADS => "paid".to_owned(),
        platform => format!("paid/{platform}"),
    };
    match function {
        Some(function) if path.contains('/') => format!("{path}/{}", function.name()),
        _ => path,
    }
}

/// L-01 of what was tested: a test of everything belongs to no function and takes the place of every credit, and one of
/// ads or of organic social that of their deals too.
fn of_test(tested: Tested, period: Period, key: &str, margin: Option<&str>) -> LineSpec {
    let line = of_tested(tested, period, key, margin);
    let own = line.overlaps.clone();
    let both = own.iter().map(|path| tested_with(path));
    let both: Vec<String> = own.iter().cloned().chain(both).collect();
    line.overlapping(both)
}

fn of_tested(tested: Tested, period: Period, key: &str, margin: Option<&str>) -> LineSpec {
    let line = |scope: &str| formulas::paid_experiment(scope, period, key, margin);
    let organic = |scope: &str, paths: &[&str]| {
        let line = line(scope).overlapping(paths.iter().copied());
        line.of(Function::Organic)
    };
    match tested {
        Tested::All => {
            let mut line = line("all").overlapping(["all"]);
            line.function = None;
            line
        }
        Tested::Paid => line(""),
        Tested::Organic => organic("organic", &["organic", "advocacy"]),
        Tested::Creators => organic("creators", &["creators"]),
        Tested::Employees => organic("employees", &["advocacy"]),
        Tested::Platform(name, None) => line(name),
        Tested::Platform(name, Some(function)) => line(&format!("{name}_{}", function.name()))
            .overlapping([format!("paid/{name}/{}", function.name())])
            .of(function),
    }
}

/// L-01, L-14 and L-15: what an experiment, a model or the register of risks states.
fn stated(
    project: &Project,
    exchange: &Exchange<'_>,
    measured: &Measured,
    held: &mut Held,
    given: &mut LedgerInputs,
) -> Result<()> {
    let mut scopes: Vec<String> = Vec::new();
    for stated in tested::all(project, exchange, &measured.subjects, given)? {
        let name = stated.key.strip_prefix(INCREMENTAL).unwrap_or_default();
        let days = match stated.days.is_empty() {
            true => vec![(given.period, Amount::ZERO)],
            false => stated.days.clone(),
        };
        let (margin, falls) = at_margin(project, &days, name, held, given)?;
        let spans: Vec<Period> = days.iter().map(|(days, _)| *days).collect();
        let period = totals::joined(&spans).unwrap_or(given.period);
        let mut line = of_test(stated.tested, period, &stated.key, margin.as_deref());
        // Of several tests of one thing each has a name; what they cover is the same.
        let same = scopes.iter().filter(|scope| **scope == line.scope).count();
        scopes.push(line.scope.clone());
        if same > 0 {
            line.scope = format!("{}_{}", line.scope, same + 1);
            line.scope = line.scope.trim_start_matches('_').to_owned();
        }
        line.tested_media = stated.spent;
        let line = line.graded_by_days(stated.grades);
        given.lines.push(line.about(spans).falling(falls));
    }
    brand::add(project, exchange, held, given)?;
    losses::add(project, exchange, held, given)
}

/// The margin of money that lies in these days, and what falls into which of them.
#[allow(clippy::type_complexity)] // a key and its weights
pub(super) fn at_margin(
    project: &Project,
    days: &[(Period, Amount)],
    part: &str,
    held: &mut Held,
    given: &mut LedgerInputs,
) -> Result<(Option<String>, Vec<(Period, Amount)>)> {
    let sum = Sum {
        months: days.iter().copied().collect(),
        ..Sum::default()
    };
    let credit = margins::falls(project, &sum, given)?;
    let margin = margins::of_line(project, part, &credit, &credit, given)?;
    let (margin, credit) = dated_margin(margin, part, credit, held, given)?;
    Ok((margin.key, falls_of(&credit)))
}

/// Factors of trust that somebody wrote down: of a function, else of everything.
fn adjust(held: &mut Held, given: &mut LedgerInputs) -> Result<()> {
    let factor = |line: &LineSpec| {
        let own = line
            .function
            .map(|function| format!("risk_factor_{}", function.name()));
        let keys = own.into_iter().chain(["risk_factor".to_owned()]);
        keys.into_iter().find(|key| given.input(key).is_some())
    };
    let factors: Vec<Option<String>> = given.lines.iter().map(factor).collect();
    let lines = std::mem::take(&mut given.lines).into_iter().zip(factors);
    for (line, factor) in lines {
        let line = match factor {
            Some(factor) => ratios::weighted(line.adjusted(&factor), "", held, given)?,
            None => line,
        };
        given.lines.push(line);
    }
    Ok(())
}
