//! The formulas of L-01 to L-17 over the keys of inputs. A key that is `None` takes the implicit one.
//!
//! Savings are gross: what social itself cost stands once, on the side of costs. So a deflected contact saves the
//! avoidable cost of the other channel, never the difference to one's own.

use super::expression::{Expression, input, whole};
use super::input::Input;
use super::rule::Rule;
use super::sensitivity::MARGINS;
use super::spec::LineSpec;
use crate::schema::{Amount, Function, Grade};
use crate::time::Period;

/// The key that a margin has where none is named.
pub const MARGIN: &str = "margin_implicit";

/// Before the scope in the key of its incrementality.
pub const KAPPA: &str = "kappa_";

/// The key of the implicit incrementality of a scope: `kappa_meta`.
pub fn kappa_key(scope: &str) -> String {
    format!("{KAPPA}{scope}")
}

/// Revenue, margin and incrementality of a line, by their keys.
#[derive(Clone, Copy, Debug)]
pub struct Credited<'k> {
    /// Net revenue credited to the scope.
    pub revenue: &'k str,
    /// The contribution margin; `None` counts revenue as value.
    pub margin: Option<&'k str>,
    /// The share of the revenue that was caused (κ); `None` takes all of it, under [`kappa_key`] of the scope.
    pub kappa: Option<&'k str>,
}

impl LineSpec {
    fn with_margin(mut self, revenue: Expression, margin: Option<&str>) -> Self {
        let key = margin.unwrap_or(MARGIN);
        if margin.is_none() {
            let why = "margin not given: revenue counted as value";
            self.implicit
                .push(Input::implicit(MARGIN, why).going_by(MARGINS));
        }
        self.margin = Some(key.into());
        self.amount = Some(revenue * input(key));
        self
    }

    fn credited(mut self, keys: Credited<'_>) -> Self {
        let implied = kappa_key(self.part());
        if keys.kappa.is_none() {
            self.implicit.push(Input::implicit(
                &implied,
                "no experiment: all credited revenue is taken as caused",
            ));
        }
        let kappa = keys.kappa.unwrap_or(&implied);
        self.causal.push(kappa.into());
        self.incrementality = Some(kappa.into());
        self.revenue = Some(input(keys.revenue));
        let caused = input(keys.revenue) * input(kappa);
        self.caused = Some(caused.clone());
        self.with_margin(caused, keys.margin)
    }

    /// What it is about: its scope, else whom it credits: creators, who are a part of organic social with a κ of their
    /// own, else its function.
    fn part(&self) -> &str {
        match (self.scope.as_str(), self.rule, self.function) {
            ("", Rule::Creators, _) => "creators",
            ("", _, Some(function)) => function.name(),
            (scope, ..) => scope,
        }
    }

    /// Whether a key is that of its own incrementality: of its part, of the platform whose ads for one function it is, of whom
    /// it credits.
    pub(super) fn owns_kappa(&self, key: &str) -> bool {
        let Some(name) = key.strip_prefix(KAPPA) else {
            return false;
        };
        let function = self.scope.strip_prefix(name);
        let function = function.and_then(|rest| rest.strip_prefix('_'));
        let is_platform = function.is_some() && function == self.function.map(Function::name);
        let is_employees = self.rule == Rule::Advocacy && name == "employees";
        name == self.part() || is_platform || is_employees
    }

    /// The same, overlapping with all of `area` or with its own part of it.
    fn part_of(mut self, area: &str) -> Self {
        self.overlaps = vec![match self.scope.as_str() {
            scope if scope.is_empty() || scope == area => area.into(),
            scope => format!("{area}/{scope}"),
        }];
        self
    }
}

/// L-01: incremental revenue of an experiment × margin.
pub fn paid_experiment(
    scope: &str,
    period: Period,
    incremental: &str,
    margin: Option<&str>,
) -> LineSpec {
    let mut line = LineSpec::new(Rule::PaidExperiment, scope, period);
    line.causal.push(incremental.into());
    line.caused = Some(input(incremental));
    line.with_margin(input(incremental), margin).part_of("paid")
}

/// L-02: attributed net revenue × κ × margin.
pub fn paid_attributed(scope: &str, period: Period, keys: Credited<'_>) -> LineSpec {
    LineSpec::new(Rule::PaidAttributed, scope, period)
        .credited(keys)
        .part_of("paid")
}

/// L-03: net revenue attributed to organic social × κ × margin.
pub fn organic(scope: &str, period: Period, keys: Credited<'_>) -> LineSpec {
    LineSpec::new(Rule::Organic, scope, period)
        .credited(keys)
        .part_of("organic")
}

/// L-04: revenue by code or link × κ × margin.
pub fn creators(scope: &str, period: Period, keys: Credited<'_>) -> LineSpec {
    LineSpec::new(Rule::Creators, scope, period)
        .credited(keys)
        .part_of("creators")
}

/// L-05: revenue tagged with employees × κ × margin. Its orders are in no other line, so L-03 has none of them.
pub fn advocacy(scope: &str, period: Period, keys: Credited<'_>) -> LineSpec {
    let line = LineSpec::new(Rule::Advocacy, scope, period).credited(keys);
    match scope {
        "" => line.overlapping(["advocacy"]),
        scope => line.overlapping([format!("advocacy/{scope}")]),
    }
}

/// L-06: attributed amount of deals won × κ × margin.
pub fn deals(scope: &str, period: Period, keys: Credited<'_>) -> LineSpec {
    LineSpec::new(Rule::Deals, scope, period)
        .credited(keys)
        .part_of("sales")
}

/// The scope of the open pipeline.
pub const OPEN_PIPELINE: &str = "open_pipeline";

/// L-06 beside its sum: what is open in the pipeline, or how many deals are.
pub fn beside_deals(scope: &str, period: Period, quantity: Amount, unit: &str) -> LineSpec {
    let mut line = LineSpec::new(Rule::Deals, scope, period);
    line.quantity = Some((quantity, unit.into()));
    line
}

/// L-17, metric S-04: the amount of deals with a social touch.
pub fn influenced(scope: &str, period: Period, quantity: Amount, unit: &str) -> LineSpec {
    let line = reach(scope, period, quantity, unit);
    line.of(Function::Sales).graded(Grade::B1)
}

/// Contacts that another channel did not get, by their keys.
#[derive(Clone, Copy, Debug)]
pub struct Deflected<'k> {
    /// Contacts resolved, those escalated left out.
    pub resolved: &'k str,
    /// The share that would else have used the other channel (d).
    pub share: &'k str,
    /// Contacts per resolution there (k); `None` for one.
    pub contacts_per_resolution: Option<&'k str>,
    /// The avoidable cost of a contact there.
    pub unit_cost: &'k str,
    /// The share of the saving that was realised in heads or contracts (ρ); `None` for all.
    pub realised: Option<&'k str>,
}

fn deflected(keys: Deflected<'_>) -> Expression {
    let mut product = input(keys.resolved) * input(keys.share);
    if let Some(contacts) = keys.contacts_per_resolution {
        product = product * input(contacts);
    }
    product = product * input(keys.unit_cost);
    match keys.realised {
        Some(realised) => product * input(realised),
        None => product,
    }
}

/// L-07, metric C-16: N × d × k × c × ρ.
pub fn deflection(scope: &str, period: Period, keys: Deflected<'_>) -> LineSpec {
    let mut line = LineSpec::new(Rule::Deflection, scope, period);
    line.causal.push(keys.share.into());
    line.amount = Some(deflected(keys));
    line
}

/// L-08, metric C-17: as L-07 without contacts per resolution, of questions that members answered or read.
pub fn community_deflection(scope: &str, period: Period, keys: Deflected<'_>) -> LineSpec {
    let mut line = LineSpec::new(Rule::CommunityDeflection, scope, period);
    line.causal.push(keys.share.into());
    line.amount = Some(deflected(keys));
    line
}

/// Customers kept, by their keys.
#[derive(Clone, Copy, Debug)]
pub struct Retained<'k> {
    /// Customers served.
    pub served: &'k str,
    /// The share of them that stayed.
    pub retention: &'k str,
    /// The share that stayed in the control group.
    pub control: &'k str,
    /// Contribution of a customer in a year.
    pub contribution: &'k str,
}

/// L-09, metric C-18: (retention − control) × served × contribution. Grade the control A1 or A2, else it is a memo.
pub fn retention(scope: &str, period: Period, keys: Retained<'_>) -> LineSpec {
    let mut line = LineSpec::new(Rule::Retention, scope, period).graded(Grade::D1);
    line.causal.push(keys.control.into());
    let kept = input(keys.retention) - input(keys.control);
    line.amount = Some(kept * input(keys.served) * input(keys.contribution));
    line
}

/// Contacts handled faster, by their keys.
#[derive(Clone, Copy, Debug)]
pub struct Handled<'k> {
    /// Minutes of a contact before.
    pub minutes_before: &'k str,
    /// Minutes of a contact now.
    pub minutes_now: &'k str,
    /// Contacts handled.
    pub contacts: &'k str,
    /// The loaded rate of an hour.
    pub rate: &'k str,
    /// The share that was realised (ρ).
    pub realised: &'k str,
}

/// L-10: (minutes before − now) × contacts × rate × ρ / 60. Both handle times and ρ are causal links.
pub fn handling(scope: &str, period: Period, keys: Handled<'_>) -> LineSpec {
    let mut line = LineSpec::new(Rule::Handling, scope, period).graded(Grade::C2);
    line.causal = [keys.minutes_before, keys.minutes_now, keys.realised]
        .map(Into::into)
        .into();
    let saved = input(keys.minutes_before) - input(keys.minutes_now);
    let money = saved * input(keys.contacts) * input(keys.rate) * input(keys.realised);
    line.amount = Some(money / whole(60));
    line
}

/// L-11, metric R-11: hires × share that would else have come through the alternative × what it would have cost.
pub fn recruiting(scope: &str, period: Period, hires: &str, share: &str, cost: &str) -> LineSpec {
    let mut line = LineSpec::new(Rule::Recruiting, scope, period);
    line.causal.push(share.into());
    line.amount = Some(input(hires) * input(share) * input(cost));
    line
}

/// L-12: what a cancelled contract would have cost. A measured amount is one that the books show.
pub fn cash_saving(function: Function, scope: &str, period: Period, amount: &str) -> LineSpec {
    let mut line = LineSpec::new(Rule::CashSaving, scope, period).of(function);
    line.causal.push(amount.into());
    line.amount = Some(input(amount));
    line
}

/// L-13: the price of a study planned and not bought × the share of it that was replaced.
pub fn research(scope: &str, period: Period, price: &str, replaced: &str) -> LineSpec {
    let mut line = LineSpec::new(Rule::Research, scope, period);
    line.causal.push(replaced.into());
    line.amount = Some(input(price) * input(replaced));
    line
}

/// L-14: the base effect of a model × margin. Grade the effect C1 where an experiment calibrates it.
pub fn brand(scope: &str, period: Period, effect: &str, margin: Option<&str>) -> LineSpec {
    let mut line = LineSpec::new(Rule::Brand, scope, period).graded(Grade::C2);
    line.causal.push(effect.into());
    line.with_margin(input(effect), margin)
}

/// L-15, metric K-11: expected losses of a year before less after.
pub fn risk(scope: &str, period: Period, before: &str, after: &str) -> LineSpec {
    let mut line = LineSpec::new(Rule::Risk, scope, period);
    line.causal = vec![before.into(), after.into()];
    line.amount = Some(input(before) - input(after));
    line
}

/// L-16, metric B-22: volumes × stated unit rates, added. Never in a sum.
pub fn earned_media(scope: &str, period: Period, volumes_and_rates: &[(&str, &str)]) -> LineSpec {
    let mut line = LineSpec::new(Rule::EarnedMedia, scope, period);
    let terms = volumes_and_rates.iter();
    let terms = terms.map(|(volume, rate)| input(*volume) * input(*rate));
    line.amount = Some(Expression::Sum(terms.collect()));
    line
}

/// L-17: a figure that is no money.
pub fn reach(scope: &str, period: Period, quantity: Amount, unit: &str) -> LineSpec {
    let mut line = LineSpec::new(Rule::Reach, scope, period);
    line.quantity = Some((quantity, unit.into()));
    line
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_has_the_share_of_its_part_of_its_platform_and_of_whom_it_credits() {
        let first = "2026-09-01".parse().unwrap();
        let period = Period {
            start: first,
            end: first,
        };
        let keys = Credited {
            revenue: "revenue",
            margin: None,
            kappa: Some("kappa_all"),
        };
        let hires = paid_attributed("meta_recruiting", period, keys).of(Function::Recruiting);
        let cases = [
            (&hires, "kappa_meta_recruiting", true),
            (&hires, "kappa_meta", true),
            (&hires, "kappa_paid", false),
            (&hires, "kappa_me", false),
            (&hires, "meta", false),
            (
                &paid_attributed("meta_ads", period, keys),
                "kappa_meta",
                false,
            ),
            (&advocacy("", period, keys), "kappa_employees", true),
            (&organic("", period, keys), "kappa_employees", false),
            (&creators("", period, keys), "kappa_creators", true),
        ];
        for (line, key, owns) in cases {
            assert_eq!(line.owns_kappa(key), owns, "{} {key}", line.id());
        }
    }
}
