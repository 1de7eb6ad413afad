//! The lines of value that the tables at hand allow, L-02 to L-17 of the metric catalogue.

use crate::options::Counting;
use crate::project::{INCREMENTAL, Project, Tested};
use crate::report::ledger::formulas::{
    self, Credited, Deflected, Handled, Retained, community_deflection, deflection, handling,
    recruiting, retention,
};
use crate::report::ledger::{Input, LedgerInputs, LineSpec, Origin};
use crate::schema::{Amount, Function, Grade, col};
use crate::time::Period;

use super::assumptions::{self, KAPPA_OF_ALL, falls, is_stated};
use super::costs::rows;
use super::exports::{Earner, Measured, Sum};
use super::margins::{self, MARGIN};
use super::money::Exchange;
use super::savings;
use crate::error::Result;

/// The share of avoided work that really left the books, where nobody says.
const REALISED: &str = "realised_care";

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
    given: &mut LedgerInputs,
) -> Result<()> {
    credited(project, measured, method, given);
    counted(project, given);
    savings::add(project, exchange, given)?;
    stated(project, given);
    if counting.show_emv {
        earned_media(measured, given);
    }
    memos(measured, given);
    if counting.risk_adjust {
        adjust(given);
    }
    Ok(())
}

/// Lines of revenue: ads by platform, organic social, creators, employees, deals.
fn credited(project: &Project, measured: &Measured, method: &str, given: &mut LedgerInputs) {
    let period = given.period;
    let mut orders = Sum::default();
    for ((earner, function), sum) in &measured.earned {
        let (name, area) = match earner {
            Earner::Ads(platform) => (platform.as_str(), "paid"),
            Earner::Organic => ("", "organic"),
            Earner::Creators => ("creators", "creators"),
            Earner::Employees => ("employees", "organic"),
            Earner::Deals(name) => (name.as_str(), "deals"),
        };
        // A platform's ads for another function are a line of their own.
        let usual = match earner {
            Earner::Ads(_) => Function::Paid,
            Earner::Deals(_) => Function::Sales,
            _ => Function::Organic,
        };
        let scope = match (earner, *function == usual) {
            (Earner::Creators | Earner::Employees, true) => String::new(),
            (_, true) => name.to_owned(),
            (_, false) => format!("{name}_{}", function.name())
                .trim_start_matches('_')
                .to_owned(),
        };
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
        given.inputs.push(input.in_unit(&given.currency));
        let kappa = kappa(name, area, given);
        let (margin, falls) = margins::of_line(project, part, sum, given);
        let keys = Credited {
            revenue: &revenue,
            margin: margin.as_deref(),
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
        given
            .lines
            .push(line.of(*function).by(method).falling(falls));
        if let Earner::Ads(_) = earner {
            orders.orders += sum.orders;
            orders.files.extend(sum.files.clone());
        }
    }
    if orders.orders != Amount::ZERO {
        let files = Origin::Files(rows(&orders.files));
        let input = Input::measured(ORDERS, orders.orders, files);
        given.inputs.push(input.in_unit(col::ORDERS));
        given.settings.paid_orders = Some(ORDERS.into());
    }
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

/// What says how much of a credit was caused: of the platform, of its area, of everything; `None` where nobody says.
fn kappa(name: &str, area: &str, given: &LedgerInputs) -> Option<String> {
    let own = format!("kappa_{name}");
    let of_area = format!("kappa_{area}");
    [own, of_area, KAPPA_OF_ALL.to_owned()]
        .into_iter()
        .find(|key| is_stated(given, key))
}

/// The first of these keys that there is.
fn first(given: &LedgerInputs, keys: &[&'static str]) -> Option<&'static str> {
    keys.iter().copied().find(|key| given.input(key).is_some())
}

/// Lines of counts and assumptions: care, recruiting. What a line lacks it says itself.
fn counted(project: &Project, given: &mut LedgerInputs) {
    let period = given.period;
    let realised = first(given, &["realised_care", "realised"]);
    let saved = realised.unwrap_or(REALISED);
    let in_money = |mut line: LineSpec| {
        if realised.is_none() {
            let why = "not given: every contact avoided counts as money that was really saved";
            line.implicit
                .push(Input::implicit(REALISED, why).in_unit(col::SHARE));
        }
        line
    };
    if let Some(resolved) = first(given, &["contacts_resolved", "care_contacts"]) {
        let keys = Deflected {
            resolved,
            share: "deflection_share",
            contacts_per_resolution: first(given, &["contacts_per_resolution"]),
            unit_cost: "contact_cost",
            realised: Some(saved),
        };
        push(
            in_money(deflection("", period, keys)),
            resolved,
            project,
            given,
        );
    }
    if let Some(resolved) = first(given, &["community_resolved"]) {
        let keys = Deflected {
            resolved,
            share: "community_share",
            contacts_per_resolution: first(given, &["contacts_per_resolution"]),
            unit_cost: "contact_cost",
            realised: Some(saved),
        };
        push(
            in_money(community_deflection("", period, keys)),
            resolved,
            project,
            given,
        );
    }
    if let Some(served) = first(given, &["customers_served"]) {
        let keys = Retained {
            served,
            retention: "retention",
            control: "retention_control",
            contribution: "customer_contribution",
        };
        push(retention("", period, keys), served, project, given);
    }
    if let Some(contacts) = first(given, &["contacts_handled"]) {
        let keys = Handled {
            minutes_before: "minutes_before",
            minutes_now: "minutes_now",
            contacts,
            rate: "loaded_rate",
            realised: realised.unwrap_or("realised"),
        };
        push(handling("", period, keys), contacts, project, given);
    }
    if let Some(hires) = first(given, &["hires_social"]) {
        let line = recruiting("", period, hires, "agency_share", "agency_cost");
        push(line, hires, project, given);
    }
}

fn push(line: LineSpec, count: &str, project: &Project, given: &mut LedgerInputs) {
    let weights = falls(project, count, &given.period);
    let mut line = line;
    line.period = assumptions::days_of(project, count, &given.period);
    let source = project.counts.iter().find(|entry| entry.key == count);
    let method = source.and_then(|entry| entry.source.clone());
    given
        .lines
        .push(line.by(method.unwrap_or_default()).falling(weights));
}

/// L-01 of what was tested: a test of everything belongs to no function and takes the place of every credit.
fn of_test(tested: Tested, period: Period, key: &str, margin: Option<&str>) -> LineSpec {
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
fn stated(project: &Project, given: &mut LedgerInputs) {
    let margin = given.input(MARGIN).map(|input| input.key.clone());
    let tested = given.inputs.iter().filter_map(|input| {
        let tested = Tested::named(input.key.strip_prefix(INCREMENTAL)?)?;
        Some((input.key.clone(), tested))
    });
    for (key, tested) in tested.collect::<Vec<_>>() {
        let period = assumptions::days_of(project, &key, &given.period);
        given
            .lines
            .push(of_test(tested, period, &key, margin.as_deref()));
    }
    if given.input("brand_effect").is_some() {
        let period = assumptions::days_of(project, "brand_effect", &given.period);
        let line = formulas::brand("", period, "brand_effect", margin.as_deref());
        given.lines.push(line);
    }
    if given.input("expected_loss_before").is_some() {
        let line = formulas::risk(
            "",
            assumptions::days_of(project, "expected_loss_before", &given.period),
            "expected_loss_before",
            "expected_loss_after",
        );
        given.lines.push(line);
    }
}

/// The volumes that earned media value prices, and the keys of the prices.
fn earned_media(measured: &Measured, given: &mut LedgerInputs) {
    let mut terms: Vec<(String, String)> = Vec::new();
    for (what, count, files) in &measured.memos {
        let price = format!("emv_{what}");
        if given.input(&price).is_some() {
            let volume = format!("volume_{what}");
            let origin = Origin::Files(rows(files));
            given
                .inputs
                .push(Input::measured(&volume, *count, origin).in_unit(*what));
            terms.push((volume, price));
        }
    }
    let pairs: Vec<(&str, &str)> = terms
        .iter()
        .map(|(volume, price)| (volume.as_str(), price.as_str()))
        .collect();
    if pairs.is_empty() {
        let priced = given
            .inputs
            .iter()
            .any(|input| input.key.starts_with("emv_"));
        if priced {
            given.settings.notes.push(
                "--show-emv: no export holds a volume that a price `emv_…` is for, so nothing is priced".into(),
            );
        }
    } else {
        given
            .lines
            .push(formulas::earned_media("", given.period, &pairs));
    }
}

/// L-17: figures that are no money.
fn memos(measured: &Measured, given: &mut LedgerInputs) {
    for (what, count, _) in &measured.memos {
        let line = formulas::reach(what, given.period, *count, &what.replace('_', " "));
        given
            .lines
            .push(line.of(Function::Organic).graded(Grade::B3));
    }
}

/// Factors of trust that somebody wrote down: of a function, else of everything.
fn adjust(given: &mut LedgerInputs) {
    let factor = |line: &LineSpec| {
        let own = line
            .function
            .map(|function| format!("risk_factor_{}", function.name()));
        let keys = own.into_iter().chain(["risk_factor".to_owned()]);
        keys.into_iter().find(|key| given.input(key).is_some())
    };
    let factors: Vec<Option<String>> = given.lines.iter().map(factor).collect();
    let lines = std::mem::take(&mut given.lines).into_iter().zip(factors);
    given.lines = lines
        .map(|(line, factor)| match factor {
            Some(factor) => line.adjusted(&factor),
            None => line,
        })
        .collect();
}
