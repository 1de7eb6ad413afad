//! Where a figure is smallest and where it is largest when several inputs move within their ranges together. A formula
//! that each input moves one way, the others held, has its ends at corners: every input at its low or its high.
//! One input at a time does not find them: what a higher volume is worth may turn where a saving turns into a loss.

use std::collections::BTreeSet;

/// Up to that many inputs every corner is looked at.
pub(super) const EVERY: usize = 12;

/// Up to that many inputs two are turned over at once too.
const IN_PAIRS: usize = 100;

/// Inputs that stand in one formula, each pair in the order of the two.
pub(super) type Pairs = BTreeSet<(usize, usize)>;

/// Each with each.
pub(super) fn each(inputs: usize) -> Pairs {
    let pairs = (0..inputs).flat_map(|one| (one..inputs).map(move |two| (one, two)));
    pairs.collect()
}

/// Where a figure ends: per input, whether it is at its high.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Corners {
    pub smallest: Vec<bool>,
    pub largest: Vec<bool>,
}

/// The corners with the smallest and the largest figure; `None` where no corner has one. Of equal ones the first, and
/// the first of all is every input at its low. Of more than twelve inputs the corners are searched: from all low, all
/// high and `start`, one at a time, and of up to a hundred also two that stand `together` in a formula, are turned over
/// as long as that helps. What stands apart adds up, so that one is best whatever the other is.
pub(super) fn corners(
    start: &[bool],
    together: impl FnOnce() -> Pairs,
    figure: &impl Fn(&[bool]) -> Option<f64>,
) -> Option<Corners> {
    let inputs = start.len();
    let mut turns: Vec<(usize, usize)> = (0..inputs).map(|one| (one, one)).collect();
    if (EVERY + 1..=IN_PAIRS).contains(&inputs) {
        turns.extend(together());
        turns.sort_unstable();
        turns.dedup();
    }
    let finite = |corner: &[bool]| figure(corner).filter(|of| of.is_finite());
    let smallest = least(start, &turns, &finite)?;
    let upside_down = |corner: &[bool]| finite(corner).map(|of| -of);
    let opposite: Vec<bool> = start.iter().map(|high| !high).collect();
    let largest = least(&opposite, &turns, &upside_down)?;
    Some(Corners { smallest, largest })
}

fn least(
    start: &[bool],
    turns: &[(usize, usize)],
    figure: &impl Fn(&[bool]) -> Option<f64>,
) -> Option<Vec<bool>> {
    let inputs = start.len();
    if inputs <= EVERY {
        let all =
            (0..1_usize << inputs).map(|bits| (0..inputs).map(|at| bits >> at & 1 == 1).collect());
        return first_least(all, figure);
    }
    let starts = [vec![false; inputs], vec![true; inputs], start.to_vec()];
    let ends = starts
        .into_iter()
        .map(|from| descended(from, turns, figure));
    first_least(ends, figure)
}

fn first_least(
    corners: impl Iterator<Item = Vec<bool>>,
    figure: &impl Fn(&[bool]) -> Option<f64>,
) -> Option<Vec<bool>> {
    let mut found: Option<(f64, Vec<bool>)> = None;
    for corner in corners {
        let Some(of) = figure(&corner) else { continue };
        if found.as_ref().is_none_or(|(least, _)| of < *least) {
            found = Some((of, corner));
        }
    }
    found.map(|(_, corner)| corner)
}

/// Turns inputs over, two at once or one where both are the same, as long as the figure falls, which ends: each step is
/// at another corner.
pub fn descended(
    mut corner: Vec<bool>,
    turns: &[(usize, usize)],
    figure: &impl Fn(&[bool]) -> Option<f64>,
) -> Vec<bool> {
    let mut least = figure(&corner);
    loop {
        let before = least;
        for (one, two) in turns {
            let of = figure(turned(&mut corner, *one, *two));
            let falls = match (of, least) {
                (Some(of), Some(least)) => of < least,
                (of, least) => of.is_some() && least.is_none(),
            };
            match falls {
                true => least = of,
                false => {
                    turned(&mut corner, *one, *two);
                }
            }
        }
        if least == before {
            return corner;
        }
    }
}

/// Both inputs at their other ends; one where they are the same.
fn turned(corner: &mut [bool], one: usize, two: usize) -> &[bool] {
    corner[one] = !corner[one];
    if two != one {
        corner[two] = !corner[two];
    }
    corner
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(ends: &[(f64, f64)], corner: &[bool]) -> Vec<f64> {
        let pick = |(of, high): (&(f64, f64), &bool)| if *high { of.1 } else { of.0 };
        ends.iter().zip(corner).map(pick).collect()
    }

    /// Contacts × (minutes before − minutes now): 100 to 200 × (5 to 9 − 4 to 6) is −200 at 200, 5 and 6, which no
    /// input alone shows, and 1,000 at 200, 9 and 4.
    #[test]
    fn a_saving_that_turns_into_a_loss_is_worst_at_the_higher_volume() {
        let ends = [(100.0, 200.0), (5.0, 9.0), (4.0, 6.0)];
        let saving = |corner: &[bool]| {
            let of = at(&ends, corner);
            Some(of[0] * (of[1] - of[2]))
        };
        let found = corners(&[false; 3], || each(3), &saving).unwrap();
        assert_eq!(found.smallest, [true, false, true]);
        assert_eq!(found.largest, [true, true, false]);
    }

    /// Twelve are looked through, fourteen searched: sums of products of two, each of which is worst by itself at
    /// −2 × 3 = −6. Of two hundred one at a time is turned over, which leads there from 2 and 3, and to 3 from there too.
    #[test]
    fn more_inputs_than_can_be_looked_through_are_searched() {
        for pairs in [6, 7, 10, 100] {
            let of_pairs = || (0..pairs).map(|at| (2 * at, 2 * at + 1)).collect();
            let ends = [(-1.0, 2.0), (-1.0, 3.0)].repeat(pairs);
            let sum = |corner: &[bool]| {
                let of = at(&ends, corner);
                Some(of.chunks(2).map(|pair| pair[0] * -pair[1]).sum())
            };
            let found = corners(&vec![false; 2 * pairs], of_pairs, &sum).unwrap();
            assert_eq!(sum(&found.smallest), Some(-6.0 * pairs as f64));
            assert_eq!(sum(&found.largest), Some(3.0 * pairs as f64));
        }
    }

    /// Four starts of a thousand inputs, each gone through until a pass helps no more: twice.
    #[test]
    fn the_search_grows_with_the_inputs_and_not_with_their_pairs() {
        let asked = std::cell::Cell::new(0_usize);
        let highs = |corner: &[bool]| {
            asked.set(asked.get() + 1);
            Some(corner.iter().filter(|high| **high).count() as f64)
        };
        let found = corners(&vec![false; 1_000], || each(1_000), &highs).unwrap();
        assert_eq!(highs(&found.smallest), Some(0.0));
        assert_eq!(highs(&found.largest), Some(1_000.0));
        assert!(asked.get() < 15_000, "{}", asked.get());
    }

    #[test]
    fn a_corner_without_a_figure_is_passed_over() {
        let over = |corner: &[bool]| corner[0].then_some(2.0);
        let found = corners(&[false], || each(1), &over).unwrap();
        assert_eq!((found.smallest, found.largest), (vec![true], vec![true]));
        assert_eq!(corners(&[false], || each(1), &|_| None), None);
        let none = corners(&[], || each(0), &|_| Some(1.0)).unwrap();
        assert!(none.smallest.is_empty());
    }
}
