//! The steps of the waterfall.

use super::rows;

/// Section 5.4: 68,864 of value less 65,938 of cost is 2,926, each line of value in the letter of its grade.
#[test]
fn the_waterfall_leads_from_value_to_net_value_step_by_step() {
    let rows = rows("waterfall", &[]);
    let mut level = 0;
    for row in &rows {
        let amount: i64 = row[3].parse().unwrap();
        level = if row[1] == "total" {
            amount
        } else {
            level + amount
        };
        assert_eq!(row[4], level.to_string(), "{row:?}");
    }
    assert_eq!(level, 2_926);
    let value: Vec<(&str, &str, &str)> = rows[..5]
        .iter()
        .map(|row| (row[0].as_str(), row[2].as_str(), row[3].as_str()))
        .collect();
    assert_eq!(
        value,
        [
            ("paid", "A", "33600"),
            ("organic", "B", "16800"),
            ("care", "C", "9464"),
            ("recruiting", "D", "9000"),
            ("value", "", "68864"),
        ]
    );
}

#[test]
fn costs_of_the_waterfall_fall_and_top_sums_up_the_smallest() {
    let all = rows("waterfall", &[]);
    let costs = |rows: &[Vec<String>]| -> Vec<f64> {
        let costs = rows.iter().filter(|row| row[1] == "cost");
        costs.map(|row| row[3].parse().unwrap()).collect()
    };
    let amounts = costs(&all);
    assert!(amounts.len() > 3 && amounts.is_sorted(), "{amounts:?}");
    let few = rows("waterfall", &["--top", "5"]);
    let others = few.iter().filter(|row| row[0].starts_with("(other)"));
    assert_eq!(others.count(), 2);
    // The sums are the same.
    assert_eq!(few.last(), all.last());
    assert_eq!(few.len(), 5 + 2);
}
