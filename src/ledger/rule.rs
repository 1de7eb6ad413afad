//! The lines that a ledger may hold, L-01 to L-17 of the metric catalogue (section 5.1): what each is, whose it is,
//! how well it is supported without more, and whether it counts.

use serde::Serialize;

use crate::schema::{Function, Grade};

/// What a line's money is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    /// Margin on revenue.
    Contribution,
    /// Cost that would else have arisen.
    CostAvoided,
    /// Beside the sum, for information.
    Memo,
}

/// Whether a line counts towards ROI.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Inclusion {
    /// It does.
    Always,
    /// Only with an experiment or a matched control group: grades A1 and A2.
    WithControl,
    /// Only through a model calibrated with an experiment: grade C1 or better.
    WithCalibration,
    /// Only where expected losses were asked for, and then as an assumption.
    WithRisk,
    /// It is no money that was made or saved.
    MemoOnly,
    /// Never, in no sum.
    Never,
}

/// How a value was found, in the words of MSI's sentence about returns.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Valuation {
    /// Against what would have happened anyway.
    BaselineLift,
    /// Credit for conversions.
    Attribution,
    /// What the same would have cost elsewhere.
    ComparableCost,
    /// Money that the books no longer show going out.
    CashSaving,
    /// What customers bring over time.
    CustomerEquity,
    /// What losses are expected to be.
    ExpectedLoss,
}

impl Valuation {
    /// The words of the sentence.
    pub fn words(self) -> &'static str {
        match self {
            Self::BaselineLift => "baseline lift",
            Self::Attribution => "attribution",
            Self::ComparableCost => "comparable cost",
            Self::CashSaving => "cash saving",
            Self::CustomerEquity => "customer equity",
            Self::ExpectedLoss => "expected loss",
        }
    }
}

/// A kind of line. They sort in the order of the catalogue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rule {
    /// L-01: what an experiment on ads shows.
    PaidExperiment,
    /// L-02: revenue credited to ads.
    PaidAttributed,
    /// L-03: revenue credited to organic social.
    Organic,
    /// L-04: revenue by creators' codes and links.
    Creators,
    /// L-05: revenue tagged with employees.
    Advocacy,
    /// L-06: deals won.
    Deals,
    /// L-07: contacts that other channels of care did not get.
    Deflection,
    /// L-08: questions that customers answered each other.
    CommunityDeflection,
    /// L-09: customers kept.
    Retention,
    /// L-10: contacts handled faster.
    Handling,
    /// L-11: hires that agencies were not paid for.
    Recruiting,
    /// L-12: a contract that was cancelled.
    CashSaving,
    /// L-13: a study planned and not bought.
    Research,
    /// L-14: the base effect of a brand.
    Brand,
    /// L-15: expected losses that fell.
    Risk,
    /// L-16: earned media value.
    EarnedMedia,
    /// L-17: reach, sentiment, followers, pipeline influenced: no money.
    Reach,
}

/// What the catalogue says of a line.
struct Record {
    code: &'static str,
    title: &'static str,
    function: Option<Function>,
    kind: LineKind,
    grade: Grade,
    inclusion: Inclusion,
    valuation: Valuation,
}

impl Rule {
    /// All of them, in the order of the catalogue.
    pub const ALL: [Self; 17] = [
        Self::PaidExperiment,
        Self::PaidAttributed,
        Self::Organic,
        Self::Creators,
        Self::Advocacy,
        Self::Deals,
        Self::Deflection,
        Self::CommunityDeflection,
        Self::Retention,
        Self::Handling,
        Self::Recruiting,
        Self::CashSaving,
        Self::Research,
        Self::Brand,
        Self::Risk,
        Self::EarnedMedia,
        Self::Reach,
    ];

    /// The number in the catalogue: `L-02`.
    pub fn code(self) -> &'static str {
        self.record().code
    }

    /// What it is, in words.
    pub fn title(self) -> &'static str {
        self.record().title
    }

    /// Whose it is; `None` where each line says.
    pub fn function(self) -> Option<Function> {
        self.record().function
    }

    /// What its money is.
    pub fn kind(self) -> LineKind {
        self.record().kind
    }

    /// Its grade where no causal input says otherwise.
    pub fn grade(self) -> Grade {
        self.record().grade
    }

    /// Whether it counts.
    pub fn inclusion(self) -> Inclusion {
        self.record().inclusion
    }

    /// How it is found.
    pub fn valuation(self) -> Valuation {
        self.record().valuation
    }

    #[rustfmt::skip] // a table
    fn record(self) -> Record {
        use Function as F;
        use Grade::{A1, A2, A3, B1, B2, C1, D1};
        use Inclusion::{Always, MemoOnly, Never, WithCalibration, WithControl, WithRisk};
        use LineKind::{Contribution, CostAvoided, Memo};
        use Valuation as V;
        let of = |code, title, function, kind, grade, inclusion, valuation| Record {
            code, title, function, kind, grade, inclusion, valuation,
        };
        match self {
            Self::PaidExperiment => of("L-01", "paid, experiment", Some(F::Paid), Contribution, A1, Always, V::BaselineLift),
            Self::PaidAttributed => of("L-02", "paid, attributed", Some(F::Paid), Contribution, B1, Always, V::Attribution),
            Self::Organic => of("L-03", "organic social", Some(F::Organic), Contribution, B1, Always, V::Attribution),
            Self::Creators => of("L-04", "creators and affiliates", Some(F::Organic), Contribution, B2, Always, V::Attribution),
            Self::Advocacy => of("L-05", "advocacy", Some(F::Organic), Contribution, B2, Always, V::Attribution),
            Self::Deals => of("L-06", "social selling and deals", Some(F::Sales), Contribution, B1, Always, V::Attribution),
            Self::Deflection => of("L-07", "care deflection", Some(F::Care), CostAvoided, D1, Always, V::ComparableCost),
            Self::CommunityDeflection => of("L-08", "community deflection", Some(F::Care), CostAvoided, D1, Always, V::ComparableCost),
            Self::Retention => of("L-09", "care retention", Some(F::Care), Contribution, A2, WithControl, V::CustomerEquity),
            Self::Handling => of("L-10", "handling efficiency", Some(F::Care), CostAvoided, D1, Always, V::ComparableCost),
            Self::Recruiting => of("L-11", "recruiting", Some(F::Recruiting), CostAvoided, D1, Always, V::ComparableCost),
            Self::CashSaving => of("L-12", "cash saving", None, CostAvoided, A3, Always, V::CashSaving),
            Self::Research => of("L-13", "research avoided", Some(F::Innovation), CostAvoided, D1, Always, V::ComparableCost),
            Self::Brand => of("L-14", "brand effect", Some(F::Pr), Contribution, C1, WithCalibration, V::BaselineLift),
            Self::Risk => of("L-15", "risk", Some(F::Risk), CostAvoided, D1, WithRisk, V::ExpectedLoss),
            Self::EarnedMedia => of("L-16", "earned media value", Some(F::Pr), Memo, D1, Never, V::ComparableCost),
            Self::Reach => of("L-17", "reach and sentiment", None, Memo, D1, MemoOnly, V::Attribution),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_are_numbered_in_their_order() {
        assert!(Rule::ALL.is_sorted());
        for (at, rule) in Rule::ALL.into_iter().enumerate() {
            assert_eq!(rule.code(), format!("L-{:02}", at + 1));
        }
    }
}
