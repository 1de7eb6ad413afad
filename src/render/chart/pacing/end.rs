//! The figure at the end of the pace: where it stands clear of the lines.

use super::Scale;

/// The height of the figure at the end of the pace, which begins at `left`: away from the line of the plan, below it only
/// where what is spent does not reach that far.
pub(super) fn beside(
    (x, y): (f64, f64),
    left: f64,
    [plan, projected, spent]: [&Vec<(f64, f64)>; 3],
    (size, dot): (f64, f64),
    scale: &Scale,
) -> f64 {
    // A line crosses the figure from the last point before it on.
    let within = |line: &[(f64, f64)]| -> Vec<f64> {
        let first = line.partition_point(|(at, _)| *at < left);
        let own = line.iter().skip(first.saturating_sub(1));
        own.filter(|(at, _)| *at <= x).map(|(_, y)| *y).collect()
    };
    let is_spent = spent.last().is_some_and(|(at, _)| *at >= left);
    let planned = plan.last().map_or(y, |(_, planned)| *planned);
    let own = if is_spent { within(spent) } else { Vec::new() };
    let lowest = within(projected).into_iter().chain(own);
    let lowest = lowest.fold(y + dot, f64::max);
    let highest = within(plan).into_iter().chain(within(projected));
    let highest = highest.fold(y, f64::min);
    let above = highest - dot - size * 0.5;
    let has_room = above - size >= scale.end;
    match y > planned {
        true if is_spent && has_room => above,
        true => (lowest + size * 1.1).min(scale.start - size * 0.3),
        false => y - dot - size * 0.5,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A figure of ten in height from 40 on, at the end of a pace below the plan: no line runs through it, whether what is
    /// spent reaches that far or not.
    #[test]
    fn no_line_runs_through_the_figure_at_the_end_of_the_pace() {
        let scale = Scale {
            from: 0.0,
            to: 100.0,
            start: 200.0,
            end: 0.0,
        };
        // Both rise by one for each step, the plan ten above.
        let line = |from: u32, to: u32, end: f64| -> Vec<(f64, f64)> {
            let points = (from..=to).map(f64::from);
            points.map(|at| (at, end + 100.0 - at)).collect()
        };
        let (plan, all) = (line(0, 100, 50.0), line(0, 100, 60.0));
        for today in [10, 39, 41, 80, 99] {
            let (spent, projected) = (line(0, today, 60.0), line(today, 100, 60.0));
            let lines = [&plan, &projected, &spent];
            let bottom = beside((100.0, 60.0), 40.0, lines, (10.0, 3.0), &scale);
            let crosses = |(x, y): &&(f64, f64)| *x >= 40.0 && *y > bottom - 10.0 && *y < bottom;
            let crossing = plan.iter().chain(&all).find(crosses);
            assert_eq!(crossing, None, "{today}: {bottom}");
            assert!(
                bottom - 10.0 >= scale.end && bottom <= scale.start,
                "{bottom}"
            );
        }
    }
}
