//! Types of cost, margin, and figures that are out of date.

use super::{SOUND, Story, january, orders};

#[test]
fn raw_exports_have_media_alone_and_no_margin() {
    let story = Story::new(&[
        ("exports/meta.csv", &january("Spring")),
        ("exports/shop.csv", &orders("Spring", 90, 10)),
    ]);
    let [severity, place, found] = story.finding("labour-cost", "exports");
    assert_eq!((&severity[..], &place[..]), ("warning", ""));
    assert!(found.ends_with("is overstated"), "{found}");
    assert_eq!(
        story.finding("cost-types", "exports")[2],
        "1 of 8 types of cost on record (media); missing: tools, agency, content, creators, labour, training, overhead"
    );
    assert_eq!(story.finding("no-margin", "exports")[0], "note");
    let typed = "exports --cost labour=100 --margin 0.4";
    assert!(story.findings("labour-cost", typed).is_empty());
    assert!(story.findings("no-margin", typed).is_empty());
    assert!(story.finding("cost-types", typed)[2].starts_with("2 of 8 types"));
}

#[test]
fn costs_of_other_days_are_not_on_record() {
    let of = |period: &str| {
        format!(
            "{SOUND}[[labour]]\nperiod = \"{period}\"\nfunction = \"paid\"\nhours = 10\nloaded_rate = 40\n"
        )
    };
    let story = |period: &str| {
        Story::new(&[
            ("social-roi.toml", &of(period)),
            ("exports/meta.csv", &january("Spring")),
        ])
    };
    assert!(story("2026-01").findings("labour-cost", "").is_empty());
    assert_eq!(story("2025-01").findings("labour-cost", "").len(), 1);
}

#[test]
fn what_is_past_its_day_is_out_of_date() {
    let more = "[[assumptions]]\nkey = \"rho\"\nbase = 0.7\nsource = \"Survey\"\nowner = \"Care\"\ndate = 2025-06-01\nexpires = 2025-12-31\n\
        [[roles]]\nrole = \"writer\"\nloaded_rate = 40\nsource = \"Payroll\"\nowner = \"People\"\ndate = 2024-11-30\n\
        [[experiments]]\nexp_id = \"holdout\"\nmethod = \"holdout\"\nstart = 2024-10-01\nend = 2024-12-15\nincrementality = 0.7\nsource = \"s\"\nowner = \"o\"\n";
    let story = Story::sound(more);
    let found = story.findings("expired", "");
    let texts: Vec<&str> = found.iter().map(|finding| &finding[2][..]).collect();
    assert_eq!(
        texts,
        [
            "the assumption rho held until 2025-12-31",
            "the rate of the role `writer` was set on 2024-11-30",
            "the experiment holdout held until 2025-12-15"
        ]
    );
    let text = story.read("social-roi.toml");
    let line = text
        .lines()
        .position(|line| line == "[[assumptions]]")
        .unwrap()
        + 1;
    assert_eq!(found[0][1], format!("social-roi.toml:{line}"));
    // Two months before, the assumption held and the figures were younger than twelve months.
    assert!(story.findings("expired", "--as-of 2025-11-30").is_empty());
    // The margin of December 2025 holds for twelve months.
    assert!(story.findings("expired", "--as-of 2027-01-01").len() == 4);
    let long = format!("{more}[check]\nexpires_months = 36\n");
    // What says itself how long it holds, and an experiment, which holds for a year.
    assert_eq!(Story::sound(&long).findings("expired", "").len(), 2);
}

#[test]
fn without_files_a_day_has_to_be_said() {
    let story = Story::new(&[(
        "social-roi.toml",
        &SOUND.replace("sources = [\"exports\"]\n", ""),
    )]);
    assert_eq!(
        story.unchecked("expired", ""),
        ["no day counts as today: `--as-of DATE` says which"]
    );
    assert_eq!(
        story.finding("expired", "--as-of 2027-06-01")[2],
        "the margin was set on 2025-12-01"
    );
}

/// The files end on 31 January; who judges them later may have set a figure by then, but not in years to come.
#[test]
fn what_is_of_a_day_to_come_is_told() {
    let of = |date: &str| {
        Story::sound(&format!(
            "[[assumptions]]\nkey = \"rho\"\nbase = 0.7\nsource = \"Survey\"\nowner = \"Care\"\ndate = {date}\n"
        ))
    };
    let ahead = |date: &str, words: &str| of(date).findings("dated-ahead", words).len();
    assert_eq!(ahead("2026-04-30", ""), 0);
    assert_eq!(ahead("2026-05-31", ""), 1);
    assert_eq!(
        of("2062-01-01").finding("dated-ahead", "")[2],
        "the assumption rho was set on 2062-01-01"
    );
    // Who says which day is today knows of no later one.
    assert_eq!(ahead("2026-02-10", "--as-of 2026-02-10"), 0);
    assert_eq!(ahead("2026-02-11", "--as-of 2026-02-10"), 1);
}
