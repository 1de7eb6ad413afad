//! How well a line is supported: the weakest of its causal links, and nothing at all where an input can't be traced.
//!
//! Accounting inputs (margin, rate, unit cost) neither raise nor lower a grade. Without a source they are no assumption
//! but a guess, and so is the line: grade D2. (Metric catalogue, section 5.2.)

use super::input::{Input, InputKind};
use super::spec::LineSpec;
use crate::schema::Grade;

/// What a line rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Support {
    pub grade: Grade,
    /// The grade by which it is decided whether the line or another counts: what is supposed decides nothing there.
    pub rank: Grade,
    /// Keys of inputs that lead to no row and to no complete entry, or that nobody gave.
    pub untraceable: Vec<String>,
    /// An estimate among the causal links has an interval that holds zero.
    pub not_significant: bool,
    /// A causal link was measured by an experiment.
    pub has_experiment: bool,
}

/// The support of a line among these inputs.
pub(super) fn support<'i>(line: &LineSpec, find: &impl Fn(&str) -> Option<&'i Input>) -> Support {
    let keys = line.amount.iter().flat_map(|amount| amount.keys());
    let untraceable: Vec<String> = keys
        .filter(|key| !find(key).is_some_and(|input| input.origin.is_traceable()))
        .map(str::to_owned)
        .collect();
    let links: Vec<&Input> = line.causal.iter().filter_map(|key| find(key)).collect();
    // A credit taken in full is as good as the credit.
    let in_full = |link: &Input| {
        let kappa = line.incrementality.as_deref() == Some(link.key.as_str());
        link.kind == InputKind::Implicit || kappa && link.is_in_full()
    };
    let weakest = |is_left: &dyn Fn(&Input) -> bool| {
        let stated = links.iter().filter(|link| !in_full(link) && !is_left(link));
        let weakest = Grade::weakest(stated.map(|link| grade(link, line.grade)));
        match (untraceable.is_empty(), weakest) {
            (false, _) => Grade::D2,
            (true, Some(weakest)) => weakest,
            (true, None) => line.grade,
        }
    };
    Support {
        grade: weakest(&|_| false),
        rank: weakest(&|link| link.stood_in_full),
        untraceable,
        not_significant: links.iter().any(|link| link.is_insignificant()),
        has_experiment: links.iter().any(|link| link.kind == InputKind::Experiment),
    }
}

/// The grade of a causal link: its own, else that of an assumption, or of what the line measures.
fn grade(link: &Input, measured: Grade) -> Grade {
    link.grade.unwrap_or(match link.kind {
        InputKind::Measured | InputKind::Implicit => measured,
        InputKind::Assumption | InputKind::Experiment => Grade::D1,
    })
}
