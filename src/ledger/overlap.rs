//! No value twice: of lines that share a part, the best supported counts on each day and the others are covered by it
//! on that day. Equal grades are decided by the order of the catalogue, then by name, so that no order of rows can
//! matter and nobody can pick the larger figure.
//!
//! Days are looked at one by one: what counts on a day depends on the lines of that day alone, and on how well they are
//! supported on it, so that a test or an assumption of one month says nothing of the months beside it, and a ledger of a
//! quarter is the sum of those of its months.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};

use crate::schema::Grade;
use crate::time::Period;

/// A line that wants to count.
#[derive(Clone, Debug)]
pub(super) struct Candidate<'l> {
    pub grade: Grade,
    /// Its grade by days, where it has not that one on all of them.
    pub grades: &'l [(Period, Grade)],
    /// What decides between equal grades: code and scope.
    pub name: String,
    pub paths: &'l [String],
    /// The days that it is about.
    pub days: Vec<Period>,
    /// Whether it is the result of a test, which holds whatever its subject brought.
    pub is_test: bool,
}

/// Days on which one line is covered, and the place of the one that covers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Cover {
    pub days: Period,
    pub by: usize,
}

/// For each candidate the days on which another covers it, in their order.
pub(super) fn covered(candidates: &[Candidate<'_>]) -> Vec<Vec<Cover>> {
    let mut found: Vec<Vec<Cover>> = vec![Vec::new(); candidates.len()];
    for days in stretches(candidates) {
        let mut counted: Vec<usize> = Vec::new();
        let on = |at: &usize| {
            let own = &candidates[*at].days;
            own.iter().any(|period| period.covers(&days))
        };
        let mut order: Vec<usize> = (0..candidates.len()).filter(on).collect();
        order.sort_by(|a, b| rank(&candidates[*a], &days).cmp(&rank(&candidates[*b], &days)));
        for at in order {
            let by = counted
                .iter()
                .copied()
                .find(|other| share(&candidates[*other], &candidates[at]));
            match by {
                Some(by) => add(&mut found[at], Cover { days, by }),
                None => counted.push(at),
            }
        }
    }
    found
}

/// Days on which the same candidates are there, as well supported on all of them, in their order.
fn stretches(candidates: &[Candidate<'_>]) -> Vec<Period> {
    let days = candidates.iter().flat_map(|one| {
        let graded = one.grades.iter().map(|(days, _)| days);
        one.days.iter().chain(graded)
    });
    let borders: BTreeSet<NaiveDate> = days
        .flat_map(|period| [Some(period.start), after(period.end)])
        .flatten()
        .collect();
    let borders: Vec<NaiveDate> = borders.into_iter().collect();
    let stretch = |pair: &[NaiveDate]| {
        let end = pair[1].checked_sub_days(Days::new(1))?;
        Period::new(pair[0], end).ok()
    };
    borders.windows(2).filter_map(stretch).collect()
}

fn after(day: NaiveDate) -> Option<NaiveDate> {
    day.checked_add_days(Days::new(1))
}

/// One more stretch; what goes on is one cover.
fn add(covers: &mut Vec<Cover>, more: Cover) {
    match covers.last_mut() {
        Some(last) if last.by == more.by && after(last.days.end) == Some(more.days.start) => {
            last.days.end = more.days.end;
        }
        _ => covers.push(more),
    }
}

/// The order of candidates on some days.
fn rank<'c>(candidate: &'c Candidate<'_>, days: &Period) -> (Grade, &'c str, &'c [Period]) {
    let mut grades = candidate.grades.iter();
    let own = grades.find(|(graded, _)| graded.covers(days));
    let grade = own.map_or(candidate.grade, |(_, grade)| *grade);
    (grade, &candidate.name, &candidate.days)
}

/// Whether two lines have a part in common. Two credits have none in what a test of either would have brought: each of
/// their orders and deals is one of them alone.
fn share(first: &Candidate<'_>, second: &Candidate<'_>) -> bool {
    let with_test = first.is_test || second.is_test;
    first
        .paths
        .iter()
        .filter(|path| with_test || !is_tested_with(path))
        .any(|one| second.paths.iter().any(|other| meet(one, other)))
}

/// The path of what a test of ads or of organic social may have brought beside the orders of its own area: deals, and what
/// ads of no known platform did. Orders and deals are not the same money, but a test counts both.
pub fn tested_with(path: &str) -> String {
    format!("{TESTED_WITH}{path}")
}

/// Whether a path is one of [`tested_with`].
fn is_tested_with(path: &str) -> bool {
    path.starts_with(TESTED_WITH)
}

/// Whether a path is one of [`tested_with`] of ads.
pub(super) fn is_tested_with_ads(path: &str) -> bool {
    let of = path.strip_prefix(TESTED_WITH);
    of.is_some_and(|of| meet(of, "paid"))
}

const TESTED_WITH: &str = "tested/";

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
pub(super) const EVERYTHING: &str = "all";

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
            grades: &[],
            name: name.into(),
            paths,
            days: vec![period],
            is_test: name.starts_with("L-01"),
        };
        let lines = [
            line(Grade::B1, "L-02:meta", &paid, september),
            line(Grade::B1, "L-03", &organic, september),
            line(Grade::A1, "L-01", &all, september),
            line(Grade::B3, "L-02:claimed", &paid, october),
            line(Grade::B1, "L-02:meta", &paid, october),
        ];
        let by = |lines: &[Candidate<'_>]| -> Vec<Option<usize>> {
            let all = covered(lines);
            all.iter()
                .map(|covers| covers.first().map(|cover| cover.by))
                .collect()
        };
        assert_eq!(by(&lines), [Some(2), Some(2), None, Some(4), None]);
        assert_eq!(by(&lines[..2]), [None, None]);
    }

    /// Deals of ads of no known platform may be Meta's for a test of Meta, but are not those that are known to be Meta's,
    /// whichever of the two is better supported.
    #[test]
    fn a_test_covers_what_its_subject_may_have_brought_and_credits_do_not() {
        let days = vec![days("2026-02-01", "2026-02-28")];
        let paths = [
            vec!["sales/ads".to_owned(), tested_with("paid")],
            vec!["sales/meta".to_owned(), tested_with("paid/meta")],
            vec!["paid/meta".to_owned(), tested_with("paid/meta")],
        ];
        let line = |at: usize, grade| Candidate {
            grade,
            grades: &[],
            name: at.to_string(),
            paths: &paths[at],
            days: days.clone(),
            is_test: at == 2,
        };
        for grade in [Grade::B1, Grade::A1] {
            let credits = [line(0, Grade::B1), line(1, grade)];
            assert_eq!(covered(&credits), [vec![], vec![]]);
        }
        let [one, two, test] = [line(0, Grade::B1), line(1, Grade::B1), line(2, Grade::A1)];
        let by = covered(&[one, two, test]);
        let by: Vec<bool> = by.iter().map(|covers| !covers.is_empty()).collect();
        assert_eq!(by, [true, true, false]);
    }

    /// A test of September covers September of the quarter, and a test of all ads covers what is left of it but for
    /// October, where the quarter ends before.
    #[test]
    fn a_test_covers_its_own_days_and_no_others() {
        let path = vec!["paid/meta".to_owned()];
        let all = vec!["paid".to_owned()];
        let line = |grade, name: &str, paths, period| Candidate {
            grade,
            grades: &[],
            name: name.into(),
            paths,
            days: vec![period],
            is_test: name.starts_with("L-01"),
        };
        let quarter = days("2026-07-01", "2026-09-30");
        let lines = [
            line(Grade::B1, "L-02:meta", &path, quarter),
            line(
                Grade::A1,
                "L-01:meta",
                &path,
                days("2026-09-01", "2026-09-30"),
            ),
            line(Grade::A2, "L-01", &all, days("2026-08-16", "2026-10-31")),
        ];
        let cover = |start, end, by| Cover {
            days: days(start, end),
            by,
        };
        assert_eq!(
            covered(&lines),
            [
                vec![
                    cover("2026-08-16", "2026-08-31", 2),
                    cover("2026-09-01", "2026-09-30", 1)
                ],
                vec![],
                vec![cover("2026-09-01", "2026-09-30", 1)],
            ]
        );
    }

    /// What a line rests on in January and February says nothing of March.
    #[test]
    fn the_grade_of_a_day_decides_on_that_day() {
        let path = vec!["paid/meta".to_owned()];
        let (early, march) = (
            days("2026-01-01", "2026-02-28"),
            days("2026-03-01", "2026-03-31"),
        );
        let grades = [(early, Grade::D1), (march, Grade::B1)];
        let line = |grade, grades, name: &str| Candidate {
            grade,
            grades,
            name: name.into(),
            paths: &path,
            days: vec![days("2026-01-01", "2026-03-31")],
            is_test: name.starts_with("L-01"),
        };
        let lines = [
            line(Grade::D1, &grades[..], "L-02:meta"),
            line(Grade::D1, &[], "L-01:meta"),
        ];
        let cover = |days, by| vec![Cover { days, by }];
        assert_eq!(covered(&lines), [cover(early, 1), cover(march, 0)]);
    }
}
