//! Worked examples and laws, from frames to figures.

use polars::prelude::{Column, DataFrame, DataType};
use proptest::prelude::*;

use super::computed::{
    ALL_ORDERS, CLAIMS_COVERED, CONTRIBUTION_JOINED, COST, FULL_COST, ORDERS_JOINED,
    REVENUE_JOINED, SPEND_COVERED, VALUE,
};
use super::{Component, Figure, Reason, Totals, Value, aggregate, figure, registry};
use crate::schema::{SCALE, col};

const AD_SPEND: &str = "ad_spend";
const POSTS: &str = "posts";
const PROFILES: &str = "profiles_daily";
const CONVERSIONS: &str = "conversions";

fn count(name: &str, values: &[Option<i64>]) -> Column {
    Column::new(name.into(), values.to_vec())
}

fn text(name: &str, values: &[&str]) -> Column {
    Column::new(name.into(), values.to_vec())
}

fn money(name: &str, values: &[Option<String>]) -> Column {
    let texts = Column::new(name.into(), values.to_vec());
    texts.cast(&DataType::Decimal(38, SCALE as usize)).unwrap()
}

fn date(days: &[&str]) -> Column {
    text(col::DATE, days).cast(&DataType::Date).unwrap()
}

fn frame(columns: Vec<Column>) -> DataFrame {
    DataFrame::new_infer_height(columns).unwrap()
}

fn cents(values: &[i64]) -> Vec<Option<String>> {
    values
        .iter()
        .map(|v| Some(format!("{}.{:02}", v / 100, v % 100)))
        .collect()
}

fn some(values: &[i64]) -> Vec<Option<i64>> {
    values.iter().copied().map(Some).collect()
}

/// The figure of a metric in group `group` of these tables.
fn figure_by(name: &str, tables: &[(&str, DataFrame)], keys: &[&str], group: usize) -> Figure {
    let metric = registry().metric(name).unwrap();
    let totals: Vec<(&str, Totals)> = tables
        .iter()
        .map(|(table, frame)| {
            (
                *table,
                aggregate(frame, table, keys, metric.components()).unwrap(),
            )
        })
        .collect();
    let total = |component: &Component| {
        let of_table = totals.iter().find(|(table, _)| *table == component.table);
        of_table.map_or(super::Total::ABSENT, |(_, totals)| {
            totals.total(group, component)
        })
    };
    figure(metric, &total, 1)
}

fn figure_of(name: &str, tables: &[(&str, DataFrame)]) -> Figure {
    figure_by(name, tables, &[], 0)
}

fn number(name: &str, tables: &[(&str, DataFrame)]) -> f64 {
    figure_of(name, tables).value().unwrap().to_f64()
}

#[test]
fn a_rate_is_a_ratio_of_sums_and_the_mean_of_rates_stays_apart() {
    let posts = frame(vec![
        count(col::REACTIONS, &[Some(3), Some(300)]),
        count(col::COMMENTS, &[Some(2), None]),
        count(col::REACH, &[Some(100), Some(10_000)]),
    ]);
    let tables = [(POSTS, posts)];
    assert_eq!(
        number("engagement_rate_by_reach", &tables),
        305.0 / 10_100.0
    );
    assert_eq!(number("engagement_rate_by_reach_post_mean", &tables), 0.04);
    assert_eq!(
        number("comments_per_post", &tables),
        2.0,
        "over the one post that states comments"
    );
    assert_eq!(
        number("engagements_per_post", &tables),
        152.5,
        "(3 + 2 + 300) over two posts"
    );
    assert_eq!(
        figure_of("posts", &tables),
        Figure::Defined(Value::Count(2))
    );
    assert_eq!(
        figure_of("organic_reach", &tables),
        Figure::Undefined(Reason::NonAdditive)
    );
    assert_eq!(
        figure_of("save_rate", &tables),
        Figure::Undefined(Reason::NotSupplied)
    );
}

#[test]
fn post_means_leave_out_posts_without_a_rate_of_their_own() {
    let posts = frame(vec![
        count(col::SHARES, &[Some(1), Some(7), None, Some(2)]),
        count(col::REACH, &[Some(3), Some(0), Some(50), None]),
    ]);
    assert!(
        (number("engagement_rate_by_reach_post_mean", &[(POSTS, posts)]) - 1.0 / 3.0).abs() < 1e-12
    );
}

#[test]
fn rows_that_lack_one_side_count_on_neither() {
    let spend = frame(vec![
        money(col::SPEND, &cents(&[10_000, 99_900, 5_000])),
        count(col::CLICKS, &[Some(40), None, Some(20)]),
        count(col::IMPRESSIONS, &[Some(4_000), Some(50_000), None]),
    ]);
    let tables = [(AD_SPEND, spend)];
    assert_eq!(number("spend", &tables), 1149.0);
    assert_eq!(number("cpc", &tables), 2.5);
    assert_eq!(number("ctr", &tables), 0.01);
    assert_eq!(number("cpm", &tables), 1000.0 * 1099.0 / 54_000.0);
}

#[test]
fn groups_are_summed_apart_and_one_row_states_its_reach() {
    let spend = frame(vec![
        text(col::PLATFORM, &["meta", "tiktok", "meta"]),
        count(col::REACH, &some(&[500, 800, 400])),
        count(col::IMPRESSIONS, &some(&[1000, 2000, 1000])),
        money(col::RESULTS, &cents(&[100, 200, 300])),
        text(col::RESULT_TYPE, &["purchase", "lead", "lead"]),
    ]);
    let tables = [(AD_SPEND, spend)];
    let by = |name, group| figure_by(name, &tables, &[col::PLATFORM], group);
    assert_eq!(by("impressions", 0), Figure::Defined(Value::Count(2000)));
    assert_eq!(by("reach", 0), Figure::Undefined(Reason::NonAdditive));
    assert_eq!(by("frequency", 0), Figure::Undefined(Reason::NonAdditive));
    assert_eq!(by("reach", 1), Figure::Defined(Value::Count(800)));
    assert_eq!(by("frequency", 1), Figure::Defined(Value::Ratio(2.5)));
    assert_eq!(by("results", 0), Figure::Undefined(Reason::MixedBasis));
    assert_eq!(by("results", 1).value().unwrap().to_f64(), 2.0);
}

#[test]
fn followers_are_the_last_day_of_each_account_and_their_mean_divides_rates() {
    let profiles = frame(vec![
        date(&["2026-09-02", "2026-09-01", "2026-09-01", "2026-09-03"]),
        text(col::ACCOUNT, &["Alpha", "Alpha", "Beta", "Beta"]),
        count(col::FOLLOWERS_END, &some(&[120, 100, 1000, 1100])),
    ]);
    let posts = frame(vec![count(col::REACTIONS, &some(&[58, 58]))]);
    let tables = [(PROFILES, profiles.clone()), (POSTS, posts)];
    assert_eq!(
        figure_of("followers", &tables),
        Figure::Defined(Value::Count(1220))
    );
    assert_eq!(
        figure_of("follower_change", &tables),
        Figure::Defined(Value::Count(120))
    );
    assert_eq!(number("follower_growth_rate", &tables), 120.0 / 1100.0);
    // Mean followers 110 + 1050 = 1160; three days on record; two posts.
    assert_eq!(number("engagement_rate_by_followers", &tables), 0.1);
    assert_eq!(
        number("engagement_rate_by_followers_per_post", &tables),
        0.05
    );
    assert_eq!(number("engagement_rate_daily", &tables), 116.0 / 3480.0);
    let by_account = figure_by("followers", &tables[..1], &[col::ACCOUNT], 1);
    assert_eq!(by_account, Figure::Defined(Value::Count(1100)));
    let one_day = [(PROFILES, profiles.slice(1, 2))];
    assert_eq!(
        figure_of("followers", &one_day),
        Figure::Defined(Value::Count(1100))
    );
    assert_eq!(
        figure_of("follower_growth_rate", &one_day),
        Figure::Undefined(Reason::MissingInput)
    );
}

#[test]
fn a_scope_without_rows_sums_to_zero_and_has_no_groups() {
    let none = frame(vec![
        text(col::PLATFORM, &[]),
        money(col::SPEND, &[]),
        count(col::CLICKS, &[]),
    ]);
    let tables = [(AD_SPEND, none.clone())];
    assert_eq!(number("spend", &tables), 0.0);
    assert_eq!(
        figure_of("cpc", &tables),
        Figure::Undefined(Reason::NoSpend)
    );
    assert_eq!(
        figure_of("impressions", &tables),
        Figure::Undefined(Reason::NotSupplied)
    );
    let metric = registry().metric("cpc").unwrap();
    let totals = aggregate(&none, AD_SPEND, &[col::PLATFORM], metric.components()).unwrap();
    assert_eq!(totals.frame().height(), 0);
}

#[test]
fn money_beyond_64_bits_is_summed_to_the_last_digit() {
    let rials = "123456789012345678.01".to_string();
    let spend = frame(vec![money(
        col::SPEND,
        &[Some(rials.clone()), Some(rials), Some("0.005".into())],
    )]);
    let total = figure_of("spend", &[(AD_SPEND, spend)])
        .value()
        .unwrap()
        .exact()
        .unwrap();
    assert_eq!(total.to_string(), "246913578024691356.025");
}

#[test]
fn returns_come_from_joined_outcomes_and_covered_spend() {
    let spend = frame(vec![
        text(col::PLATFORM, &["meta", "tiktok"]),
        money(col::SPEND, &cents(&[10_000, 5_000])),
        money(col::CONVERSIONS, &cents(&[800, 300])),
        money(SPEND_COVERED, &[Some("100".into()), None]),
        money(COST, &[Some("125".into()), None]),
        money(CLAIMS_COVERED, &[Some("8".into()), Some("3".into())]),
        money(FULL_COST, &[Some("125".into()), Some("60".into())]),
    ]);
    let outcomes = frame(vec![
        text(col::PLATFORM, &["meta", "tiktok"]),
        money(REVENUE_JOINED, &[Some("400".into()), None]),
        money(VALUE, &[Some("160".into()), None]),
        money(CONTRIBUTION_JOINED, &[Some("160".into()), None]),
        count(ORDERS_JOINED, &[Some(5), None]),
    ]);
    let orders = frame(vec![count(col::ORDERS, &[Some(5), Some(5)])]);
    let tables = [
        (AD_SPEND, spend),
        (CONVERSIONS, outcomes),
        (ALL_ORDERS, orders),
    ];
    assert_eq!(number("roas", &tables), 4.0);
    assert_eq!(number("roi", &tables), 0.28);
    // 400 × 0.4 less 125, of meta alone: what tiktok brought is not known.
    assert_eq!(number("net_value", &tables), 35.0);
    assert_eq!(number("break_even_roas", &tables), 2.5);
    assert_eq!(number("roas_headroom", &tables), 0.6);
    assert_eq!(number("full_cost", &tables), 185.0);
    // 8 claimed by meta and 3 by tiktok over all 10 orders, joined or not.
    assert_eq!(number("overclaim_ratio", &tables), 1.1);
    assert_eq!(number("orders_joined", &tables), 5.0);
    for name in ["roas", "roi"] {
        let uncovered = figure_by(name, &tables[..2], &[col::PLATFORM], 1);
        assert_eq!(uncovered, Figure::Undefined(Reason::NotSupplied), "{name}");
    }
}

/// Spend in cents, impressions, clicks and joined revenue in cents of one row.
type Row = (i64, i64, i64, i64);

fn tables(rows: &[Row]) -> [(&'static str, DataFrame); 2] {
    let pick = |field: fn(&Row) -> i64| rows.iter().map(field).collect::<Vec<_>>();
    let spend = cents(&pick(|row| row.0));
    [
        (
            AD_SPEND,
            frame(vec![
                money(col::SPEND, &spend),
                count(col::IMPRESSIONS, &some(&pick(|row| row.1))),
                count(col::CLICKS, &some(&pick(|row| row.2))),
                money(SPEND_COVERED, &spend),
            ]),
        ),
        (
            CONVERSIONS,
            frame(vec![money(REVENUE_JOINED, &cents(&pick(|row| row.3)))]),
        ),
    ]
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(
        (
            0..1_000_000_i64,
            0..100_000_i64,
            0..1_000_i64,
            0..1_000_000_i64,
        ),
        1..6,
    )
}

/// A frame of the same columns with this many blank rows.
fn blank_rows(like: &DataFrame, height: usize) -> DataFrame {
    let blank = |column: &Column| Column::full_null(column.name().clone(), height, column.dtype());
    DataFrame::new(height, like.columns().iter().map(blank).collect()).unwrap()
}

const LAWFUL: [&str; 7] = [
    "spend",
    "impressions",
    "clicks",
    "ctr",
    "cpc",
    "cpm",
    "roas",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn spend_times_k_gives_cost_times_k_and_return_over_k(rows in rows(), k in 2..50_i64) {
        let scaled: Vec<Row> = rows.iter().map(|row| (row.0 * k, row.1, row.2, row.3)).collect();
        for (name, factor) in [("cpc", k as f64), ("cpm", k as f64), ("roas", 1.0 / k as f64), ("ctr", 1.0)] {
            match (figure_of(name, &tables(&rows)), figure_of(name, &tables(&scaled))) {
                (Figure::Defined(one), Figure::Defined(many)) => {
                    let (expected, got) = (one.to_f64() * factor, many.to_f64());
                    prop_assert!((got - expected).abs() <= 1e-12 * expected.abs(), "{name}: {got} for {expected}");
                }
                (one, many) => prop_assert_eq!(one, many),
            }
        }
    }

    #[test]
    fn splitting_and_shuffling_rows_changes_no_figure(rows in rows(), shares in prop::collection::vec(0..=100_i64, 6)) {
        let part = |value: i64, share: i64| value * share / 100;
        let mut split: Vec<Row> = rows
            .iter()
            .zip(&shares)
            .flat_map(|(&(a, b, c, d), &share)| {
                let first = (part(a, share), part(b, share), part(c, share), part(d, share));
                [first, (a - first.0, b - first.1, c - first.2, d - first.3)]
            })
            .collect();
        split.reverse();
        for name in LAWFUL {
            prop_assert_eq!(figure_of(name, &tables(&rows)), figure_of(name, &tables(&split)), "{}", name);
        }
    }

    #[test]
    fn merging_an_empty_or_blank_part_changes_nothing(rows in rows()) {
        let whole = tables(&rows);
        let merged = |extra: usize| whole.clone().map(|(table, frame)| {
            (table, frame.vstack(&blank_rows(&frame, extra)).unwrap())
        });
        for name in LAWFUL {
            for extra in [0, 1] {
                prop_assert_eq!(figure_of(name, &whole), figure_of(name, &merged(extra)), "{}", name);
            }
        }
    }
}
