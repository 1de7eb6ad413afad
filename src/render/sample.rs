//! The tables that the tests draw.

use crate::report::{Amount, Cell, Constant, KeyColumn, MetricColumn, Row, Table, Unit};

/// Name, header, unit label, unit, rank, decimals.
type Metric = (&'static str, &'static str, &'static str, Unit, u32, u8);

const METRICS: [Metric; 14] = [
    ("spend", "spend", "EUR", Unit::Money, 1, 2),
    ("revenue", "revenue", "EUR", Unit::Money, 2, 2),
    ("roi", "roi", "%", Unit::Rate, 3, 2),
    ("roas", "roas", "×", Unit::Ratio, 4, 2),
    ("conversions", "conv", "", Unit::Count, 5, 1),
    ("cpa", "cpa", "EUR", Unit::Money, 6, 2),
    ("impressions", "impr", "", Unit::Count, 7, 0),
    ("clicks", "clicks", "", Unit::Count, 8, 0),
    ("ctr", "ctr", "%", Unit::Rate, 9, 2),
    ("cvr", "cvr", "%", Unit::Rate, 10, 2),
    ("cpc", "cpc", "EUR", Unit::Money, 11, 2),
    ("cpm", "cpm", "EUR", Unit::Money, 12, 2),
    ("reach", "reach", "", Unit::People, 13, 0),
    ("video_views", "views", "", Unit::Count, 14, 0),
];

/// A name of 120 characters, as naming conventions make them.
pub(super) const LONG_NAME: &str = "2026-Q4_DACH_performance-max_new-customers_all-products-except-gift-cards_target-roas-400_budget-shared_assets-v3_winter";

/// Platform, campaign, spend, revenue, conversions, impressions, clicks.
type Campaign = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    i64,
    i64,
);

const CAMPAIGNS: [Campaign; 8] = [
    (
        "meta",
        "Prospecting DACH",
        "48210.4",
        "171460.1",
        "1204",
        5_120_334,
        61_442,
    ),
    (
        "meta",
        "Herbst 🚴‍♀️ Retargeting",
        "12904.05",
        "80112.9",
        "655",
        801_225,
        16_024,
    ),
    (
        "google_ads",
        "Brand Search",
        "9875",
        "98300.25",
        "712",
        143_020,
        21_453,
    ),
    (
        "google_ads",
        LONG_NAME,
        "30000",
        "41000",
        "301",
        2_204_118,
        33_061,
    ),
    (
        "tiktok",
        "春季新品发布会",
        "12040.77",
        "17925",
        "161",
        3_870_551,
        28_911,
    ),
    (
        "linkedin",
        "کمپین پاییز تهران",
        "9600",
        "0",
        "0",
        92_310,
        514,
    ),
    ("reddit", "AMA launch", "0", "1210.5", "12.5", 20_114, 388),
    ("newsletter", "Weekly | offers", "0", "21110", "148", 0, 0),
];

/// Eight campaigns on six platforms, with emoji, Chinese and Persian names and three kinds of undefined figures.
pub(super) fn campaigns() -> Table {
    let metrics =
        METRICS.iter().map(
            |&(name, header, unit_label, unit, rank, decimals)| MetricColumn {
                name: name.to_owned(),
                header: header.to_owned(),
                unit_label: unit_label.to_owned(),
                unit,
                rank,
                pinned: false,
                decimals,
            },
        );
    let mut table = Table {
        lead: String::new(),
        wraps: false,
        title: "Return by campaign".to_owned(),
        scope: "1–31 Oct 2026".into(),
        keys: vec![key("platform"), key("campaign")],
        metrics: metrics.collect(),
        rows: CAMPAIGNS.iter().map(campaign).collect(),
        total: Some(Row {
            keys: vec![None, None],
            cells: figures("122630.22", "431118.75", "3193.5", 12_251_672, 161_793),
            ..Row::default()
        }),
        notes: vec![
            "margin not given: revenue counted as value; cost: media only (1 of 8 cost types)"
                .to_owned(),
        ],
        extra: vec![
            ("currency".to_owned(), Constant::Text("EUR".to_owned())),
            ("margin_given".to_owned(), Constant::Flag(false)),
        ],
    };
    let views = table.metrics.len() - 1;
    for row in table.rows.iter_mut().chain(&mut table.total) {
        row.cells[views] = undefined("not_supplied", "no file has this column");
    }
    table
}

/// The same with that many more rows of nothing but zeros.
pub(super) fn with_idle_rows(count: usize) -> Table {
    let mut table = campaigns();
    for number in 1..=count {
        let cells = figures("0", "0", "0", 0, 0);
        table.rows.push(Row {
            keys: vec![Some("x".to_owned()), Some(format!("Idle {number}"))],
            cells,
            ..Row::default()
        });
    }
    table
}

/// A table of one key, one metric and one row.
pub(super) fn single(name: &str, cell: Cell) -> Table {
    let spend = METRICS[0];
    Table {
        keys: vec![key("campaign")],
        metrics: vec![MetricColumn {
            name: spend.0.to_owned(),
            header: spend.1.to_owned(),
            unit_label: spend.2.to_owned(),
            unit: spend.3,
            rank: spend.4,
            pinned: false,
            decimals: spend.5,
        }],
        rows: vec![Row {
            keys: vec![Some(name.to_owned())],
            cells: vec![cell],
            ..Row::default()
        }],
        ..Table::default()
    }
}

pub(super) fn key(name: &str) -> KeyColumn {
    KeyColumn {
        name: name.to_owned(),
        header: name.to_owned(),
    }
}

pub(super) fn amount(text: &str) -> Amount {
    Amount::from_plain(text).expect("an amount in a test")
}

fn campaign(&(platform, name, spend, revenue, conversions, impressions, clicks): &Campaign) -> Row {
    Row {
        keys: vec![Some(platform.to_owned()), Some(name.to_owned())],
        cells: figures(spend, revenue, conversions, impressions, clicks),
        ..Row::default()
    }
}

fn undefined(code: &'static str, sentence: &str) -> Cell {
    Cell::Undefined {
        code,
        sentence: sentence.to_owned(),
    }
}

fn figures(
    spend: &str,
    revenue: &str,
    conversions: &str,
    impressions: i64,
    clicks: i64,
) -> Vec<Cell> {
    let (paid, earned, sold) = (
        amount(spend).to_f64(),
        amount(revenue).to_f64(),
        amount(conversions).to_f64(),
    );
    let over = |top: f64, bottom: f64, code, sentence| match bottom {
        0.0 => undefined(code, sentence),
        _ => Cell::Ratio(top / bottom),
    };
    let (shown, clicked) = (impressions as f64, clicks as f64);
    vec![
        Cell::Amount(amount(spend)),
        Cell::Amount(amount(revenue)),
        over(earned - paid, paid, "no_spend", "no spend on record"),
        over(earned, paid, "no_spend", "no spend on record"),
        Cell::Amount(amount(conversions)),
        over(
            paid,
            sold,
            "no_outcomes",
            "spend without conversions in these files",
        ),
        Cell::Count(impressions),
        Cell::Count(clicks),
        over(clicked, shown, "zero_denominator", "no impressions"),
        over(sold, clicked, "zero_denominator", "no clicks"),
        over(paid, clicked, "zero_denominator", "no clicks"),
        over(paid * 1000.0, shown, "zero_denominator", "no impressions"),
        Cell::Count(impressions / 3),
        Cell::Count(0),
    ]
}
