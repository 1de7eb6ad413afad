//! No value twice: of lines that share a part and some days, the best supported counts and the others are covered by
//! it. Equal grades are decided by the order of the catalogue, then by name, so that no order of rows can matter and
//! nobody can pick the larger figure.

use crate::schema::Grade;
use crate::time::Period;

/// A line that wants to count.
#[derive(Clone, Debug)]
pub(super) struct Candidate<'l> {
    pub grade: Grade,
    /// What decides between equal grades: code and scope.
    pub name: String,
    pub paths: &'l [String],
    pub period: Period,
}

/// For each candidate the place of the one that covers it, if any.
pub(super) fn covered(candidates: &[Candidate<'_>]) -> Vec<Option<usize>> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by(|a, b| rank(&candidates[*a]).cmp(&rank(&candidates[*b])));
    let mut by = vec![None; candidates.len()];
    let mut counted: Vec<usize> = Vec::new();
    for at in order {
        by[at] = counted
            .iter()
            .copied()
            .find(|other| share(&candidates[*other], &candidates[at]));
        if by[at].is_none() {
            counted.push(at);
        }
    }
    by
}

fn rank<'c>(candidate: &'c Candidate<'_>) -> (Grade, &'c str, Period) {
    (candidate.grade, &candidate.name, candidate.period)
}

/// Whether two lines have a part and a day in common.
fn share(first: &Candidate<'_>, second: &Candidate<'_>) -> bool {
    let paths = || {
        first
            .paths
            .iter()
            .any(|one| second.paths.iter().any(|other| meet(one, other)))
    };
    first.period.overlap(&second.period).is_some() && paths()
}

/// Whether one path lies in the other.
pub(super) fn meet(one: &str, other: &str) -> bool {
    let within = |inner: &str, outer: &str| {
        outer == EVERYTHING
            || inner
                .strip_prefix(outer)
                .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    within(one, other) || within(other, one)
}

/// The path that holds every other: a test that switched all of social off.
const EVERYTHING: &str = "all";

#[cfg(test)]
mod tests {
    use super::*;

    fn days(start: &str, end: &str) -> Period {
        Period::new(start.parse().unwrap(), end.parse().unwrap()).unwrap()
    }

    #[test]
    fn paths_meet_where_one_lies_in_the_other() {
        for (one, other, together) in [
            ("paid", "paid", true),
            ("paid", "paid/meta", true),
            ("paid/meta", "paid/tiktok", false),
            ("paid", "paid_search", false),
            ("all", "organic", true),
        ] {
            assert_eq!(meet(one, other), together, "{one} {other}");
            assert_eq!(meet(other, one), together, "{other} {one}");
        }
    }

    #[test]
    fn the_best_grade_counts_and_a_test_of_everything_replaces_all() {
        let september = days("2026-09-01", "2026-09-30");
        let october = days("2026-10-01", "2026-10-31");
        let paths = |path: &str| vec![path.to_owned()];
        let (all, paid, organic) = (paths("all"), paths("paid/meta"), paths("organic"));
        let line = |grade, name: &str, paths, period| Candidate {
            grade,
            name: name.into(),
            paths,
            period,
        };
        let lines = [
            line(Grade::B1, "L-02:meta", &paid, september),
            line(Grade::B1, "L-03", &organic, september),
            line(Grade::A1, "L-01", &all, september),
            line(Grade::B3, "L-02:claimed", &paid, october),
            line(Grade::B1, "L-02:meta", &paid, october),
        ];
        assert_eq!(covered(&lines), [Some(2), Some(2), None, Some(4), None]);
        assert_eq!(covered(&lines[..2]), [None, None]);
    }
}
