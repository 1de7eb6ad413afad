//! A value line as it is handed in: its formula over inputs, what of it is a causal link, and what it overlaps with.

use super::expression::{Expression, input};
use super::input::Input;
use super::rule::Rule;
use crate::schema::{Amount, Function, Grade};
use crate::time::Period;

/// A value line before it is graded and counted. [`super::formulas`] makes them.
#[derive(Clone, Debug, PartialEq)]
pub struct LineSpec {
    /// Which line of the catalogue it is.
    pub rule: Rule,
    /// What of the function it is about: a platform, a channel; empty for all of it.
    pub scope: String,
    /// Whose it is; `None` for what belongs to no function.
    pub function: Option<Function>,
    /// The days it is about.
    pub period: Period,
    /// The money; `None` for a line that is no money.
    pub amount: Option<Expression>,
    /// A count beside money, with its unit, for lines that are no money.
    pub quantity: Option<(Amount, String)>,
    /// The key of the input that says where that count is from.
    pub counted: Option<String>,
    /// Keys of the inputs on which the claim of a cause rests: incrementality, displacement, deflection.
    pub causal: Vec<String>,
    /// The one among them that says how much of a credit was caused (κ): one, unless somebody knows better.
    pub incrementality: Option<String>,
    /// Its grade where no causal input says otherwise.
    pub grade: Grade,
    /// How well it is supported on which days, where that is not the same on all of them.
    pub grades: Vec<(Period, Grade)>,
    /// Inputs that the formula takes where nothing of that key was given.
    pub implicit: Vec<Input>,
    /// The revenue that it starts from, before incrementality and margin.
    pub revenue: Option<Expression>,
    /// The part of that revenue that was caused.
    pub caused: Option<Expression>,
    /// The key of the margin that makes money of revenue.
    pub margin: Option<String>,
    /// What it may have in common with other lines, as paths: `paid/meta` lies in `paid`, and `all` holds everything.
    /// Of two lines that share a path and some days, one counts.
    pub overlaps: Vec<String>,
    /// What the treated of a test cost in media beyond the control, where its groups say so.
    pub tested_media: Option<Amount>,
    /// How it was measured, in words: the attribution model and its window.
    pub method: String,
    /// How much of it falls into which days, as weights; empty where every day has the same.
    pub falls: Vec<(Period, Amount)>,
    /// The stretches of days that it is about, where they are not its whole period.
    pub days: Vec<Period>,
}

impl LineSpec {
    pub(super) fn new(rule: Rule, scope: &str, period: Period) -> Self {
        Self {
            rule,
            scope: scope.into(),
            function: rule.function(),
            period,
            amount: None,
            quantity: None,
            counted: None,
            causal: Vec::new(),
            incrementality: None,
            grade: rule.grade(),
            grades: Vec::new(),
            implicit: Vec::new(),
            revenue: None,
            caused: None,
            margin: None,
            overlaps: Vec::new(),
            tested_media: None,
            method: String::new(),
            falls: Vec::new(),
            days: Vec::new(),
        }
    }

    /// The id in output: `L-02:meta`.
    pub fn id(&self) -> String {
        match self.scope.as_str() {
            "" => self.rule.code().into(),
            scope => format!("{}:{scope}", self.rule.code()),
        }
    }

    /// The same, overlapping with others under these names instead.
    #[must_use]
    pub fn overlapping(mut self, names: impl IntoIterator<Item = impl Into<String>>) -> Self {
        self.overlaps = names.into_iter().map(Into::into).collect();
        self
    }

    /// The same, measured in this way.
    #[must_use]
    pub fn by(mut self, method: impl Into<String>) -> Self {
        self.method = method.into();
        self
    }

    /// The same, with its count from this input.
    #[must_use]
    pub fn counting(mut self, key: &str) -> Self {
        self.counted = Some(key.into());
        self
    }

    /// The same, falling into days by these weights.
    #[must_use]
    pub fn falling(mut self, weights: Vec<(Period, Amount)>) -> Self {
        self.falls = weights;
        self
    }

    /// The same about these stretches of days alone.
    #[must_use]
    pub fn about(mut self, days: Vec<Period>) -> Self {
        self.days = days;
        self
    }

    /// The same with another grade to start from: `B3` for a platform's own claim.
    #[must_use]
    pub fn graded(mut self, grade: Grade) -> Self {
        self.grade = grade;
        self
    }

    /// The same with a grade by days, where that is not the same on all of them.
    #[must_use]
    pub fn graded_by_days(mut self, mut grades: Vec<(Period, Grade)>) -> Self {
        let is_one = grades.windows(2).all(|pair| pair[0].1 == pair[1].1);
        if is_one {
            grades.clear();
        }
        self.grades = grades;
        self
    }

    /// The same times a factor of trust that somebody wrote down (as Forrester's TEI has them). None is applied unasked.
    #[must_use]
    pub fn adjusted(mut self, factor: &str) -> Self {
        self.amount = self.amount.map(|amount| amount * input(factor));
        self
    }

    /// The same for another function.
    #[must_use]
    pub fn of(mut self, function: Function) -> Self {
        self.function = Some(function);
        self
    }
}
