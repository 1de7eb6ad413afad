//! Charts of posts can be read whatever the names and figures.

use super::tests::{
    assert_readable_everywhere, chart_data, column, hostile_figures, hostile_names,
};
use super::*;
use crate::report::{BEST, Cell, Unit, WORST};

#[test]
fn weekdays_and_hours_can_be_read_whatever_the_figures() {
    for hours in [1, 2, 12, 24] {
        for (what, figures) in hostile_figures(hours * 5) {
            let rows = figures.into_iter().enumerate().map(|(at, figure)| {
                let weekday = (at / hours + 1).to_string();
                let hour = format!("{:02}", at % hours);
                (
                    vec![weekday, hour],
                    vec![figure, Cell::Count(at as i64 % 7)],
                )
            });
            let metrics = vec![
                column("engagement_rate_by_reach", Unit::Rate),
                column("posts", Unit::Count),
            ];
            let data = chart_data(Kind::Heatmap, &["weekday", "hour"], metrics, rows.collect());
            assert_readable_everywhere(&data, &format!("{hours} hours, {what}"));
        }
    }
}

#[test]
fn dots_of_posts_can_be_read_whatever_the_figures() {
    for platforms in [1, 2, 12, 60] {
        // Beyond five platforms the panels are the same: one set of figures tells enough.
        let sets = if platforms > 12 { 1 } else { 7 };
        for (what, figures) in hostile_figures(platforms * 6).into_iter().take(sets) {
            let labels = hostile_names(6);
            let mut figures = figures.into_iter();
            let mut rows = Vec::new();
            for platform in hostile_names(platforms) {
                for (at, label) in labels.iter().enumerate() {
                    let named = ["", BEST, "", WORST][at % 4];
                    let cells = vec![
                        Cell::Count(7_i64.pow(at as u32)),
                        figures.next().unwrap(),
                        Cell::Text(named.into()),
                    ];
                    rows.push((vec![platform.clone(), label.clone()], cells));
                }
            }
            let metrics = vec![
                column("reach", Unit::People),
                column("engagement_rate_by_reach", Unit::Rate),
                column("named", Unit::Text),
            ];
            let data = chart_data(Kind::Scatter, &["platform", "post"], metrics, rows);
            assert_readable_everywhere(&data, &format!("{platforms} platforms, {what}"));
        }
    }
}
