//! Files and rows that were not read, what reading warned of, and what keeps figures from being made.

use super::{Story, january, orders};

#[test]
fn a_named_file_of_no_known_format_is_an_error_one_in_a_folder_a_warning() {
    let story = Story::new(&[
        ("exports/meta.csv", &january("Spring")),
        ("exports/notes.csv", "who,what\nAda,tea\n"),
    ]);
    let [severity, place, found] = story.finding("unknown-file", "exports");
    assert_eq!(
        (&severity[..], &place[..]),
        ("warning", "exports/notes.csv")
    );
    assert_eq!(found, "an unknown header (line 1: `who,what`)");
    assert_eq!(story.run("check exports").code, Some(0));
    let [severity, place, _] = story.finding("unread-file", "exports/meta.csv exports/notes.csv");
    assert_eq!((&severity[..], &place[..]), ("error", "exports/notes.csv"));
    assert_eq!(story.run("check exports/notes.csv").code, Some(3));
    assert!(story.findings("unread-file", "exports").is_empty());
}

#[test]
fn a_damaged_file_is_an_error_and_an_empty_export_a_note() {
    let story = Story::new(&[
        ("exports/meta.csv", &january("Spring")),
        (
            "exports/none.csv",
            "Campaign name,Day,Amount spent (EUR),Impressions\n",
        ),
    ]);
    story.write("exports/book.xlsx", b"PK\x03\x04 torn");
    let [severity, place, _] = story.finding("unread-file", "exports");
    assert_eq!((&severity[..], &place[..]), ("error", "exports/book.xlsx"));
    let [severity, place, _] = story.finding("empty-file", "exports");
    assert_eq!((&severity[..], &place[..]), ("note", "exports/none.csv"));
}

#[test]
fn rejected_rows_have_their_lines() {
    let wrong = format!(
        "{}Spring,2026-01-31,ten,1,1\nSpring,soon,1.00,1,1\n",
        january("Spring")
    );
    let story = Story::new(&[("exports/meta.csv", &wrong)]);
    let [severity, place, found] = story.finding("rejected-rows", "exports");
    assert_eq!(
        (&severity[..], &place[..]),
        ("warning", "exports/meta.csv:33")
    );
    assert!(
        found.starts_with(
            "2 rows of 33 could not be read; line 33: column `Amount spent (EUR)`: expected"
        ),
        "{found}"
    );
    assert!(found.contains("; line 34: column `Day`: "), "{found}");
    // It is told once, not among what reading warned of too.
    assert!(story.findings("reading", "exports").is_empty());
    let right = Story::new(&[("exports/meta.csv", &january("Spring"))]);
    assert!(right.findings("rejected-rows", "exports").is_empty());
}

#[test]
fn rows_that_stand_in_two_files_are_doubtful() {
    let story = Story::new(&[
        ("exports/a.csv", &january("Spring")),
        ("exports/b.csv", &january("Spring")),
    ]);
    let [severity, place, found] = story.finding("reading", "exports");
    assert_eq!((&severity[..], &place[..]), ("warning", "exports/b.csv"));
    assert!(found.starts_with("31 rows stand in it too"), "{found}");
}

#[test]
fn files_that_contradict_each_other_give_no_figure_and_the_rest_is_told() {
    let story = Story::new(&[
        ("exports/a.csv", &january("Spring")),
        (
            "exports/b.csv",
            &january("Spring").replace("10.00", "11.00"),
        ),
        ("exports/notes.csv", "who,what\nAda,tea\n"),
    ]);
    let [severity, _, found] = story.finding("unsafe-figures", "exports");
    assert_eq!(severity, "error");
    assert!(
        found.starts_with("exports/a.csv and exports/b.csv differ on the same rows"),
        "{found}"
    );
    assert_eq!(story.findings("unknown-file", "exports").len(), 1);
    assert_eq!(
        story.unchecked("join-rate", "exports"),
        ["there are no figures"]
    );
    assert_eq!(story.run("check exports").code, Some(3));
    assert_eq!(
        story.findings("unsafe-figures", "exports --on-overlap sum"),
        [[""; 3]; 0]
    );
}

#[test]
fn currencies_with_rates_are_converted_and_it_is_said_without_rates_they_are_an_error() {
    let dollars =
        "Campaign name,Day,Amount spent (USD),Impressions\nOverseas,2026-01-05,10.00,100\n";
    let story = Story::new(&[
        ("exports/meta.csv", &january("Spring")),
        ("exports/dollars.csv", dollars),
    ]);
    let [severity, _, found] = story.finding("unsafe-figures", "exports");
    assert_eq!(severity, "error");
    assert!(
        found.starts_with("two currencies in one report: EUR"),
        "{found}"
    );
    story.write(
        "exports/rates.csv",
        b"date,from,to,rate\n2026-01-04,USD,EUR,0.9\n",
    );
    let verdict = story.checked("exports");
    assert_eq!(
        verdict["told"][0],
        "amounts are in EUR, by the rates among the files, which hold EUR, USD: `--currency` decides otherwise"
    );
    assert!(story.findings("unsafe-figures", "exports").is_empty());
}

#[test]
fn a_touch_log_is_read_too() {
    let story = Story::new(&[
        ("exports/meta.csv", &january("Spring")),
        ("exports/shop.csv", &orders("Spring", 90, 10)),
        (
            "exports/touches.csv",
            "user_id,timestamp,channel,conversion,value\n1,2026-01-05 10:00,Paid Social,1,20\n2,soon,Email,0,0\n",
        ),
    ]);
    let [_, place, _] = story.finding("rejected-rows", "exports");
    assert_eq!(place, "exports/touches.csv:3");
}

/// Costs that somebody filled in beside the project, outside of its sources: no figure holds them, and it is said how to
/// change that. An empty template, a project of its own and a sheet that [sheets] names are no news.
#[test]
fn a_filled_sheet_that_nothing_names_is_told() {
    const HEADER: &str = "period,function,cost_type,amount\n";
    let filled = format!("{HEADER}2026-01,paid,agency,300\n");
    let project = |sheets: &str| format!("sources = [\"exports\"]\n{sheets}");
    let story = Story::new(&[
        ("exports/meta.csv", &january("Spring")),
        ("social-roi.toml", &project("")),
        ("plan/costs.csv", &filled),
        ("plan/empty.csv", HEADER),
        ("other/social-roi.toml", ""),
        ("other/costs.csv", &filled),
    ]);
    let told =
        "a filled sheet of costs that nothing in social-roi.toml names, so that it does not count";
    let hint = "write `costs = \"plan/costs.csv\"` under [sheets]";
    let [severity, place, found] = story.finding("sheet-left-out", "");
    assert_eq!((&severity[..], &place[..]), ("warning", "plan/costs.csv"));
    assert_eq!(found, told);
    assert_eq!(story.findings("sheet-left-out", "").len(), 1);
    assert!(story.run("check --project-only").out.contains(hint));
    for command in ["report", "ledger"] {
        let said = story.run(&format!("{command} --quiet")).said;
        assert!(
            said.contains(told) && said.contains(hint),
            "{command}: {said}"
        );
    }
    story.write(
        "social-roi.toml",
        project("[sheets]\ncosts = \"plan/costs.csv\"\n"),
    );
    assert!(story.findings("sheet-left-out", "").is_empty());
}

#[cfg(unix)]
#[test]
fn a_link_that_leads_nowhere_cannot_be_read() {
    let story = Story::new(&[("exports/meta.csv", &january("Spring"))]);
    std::os::unix::fs::symlink("gone.csv", story.path("exports/orders.csv")).unwrap();
    let [severity, place, found] = story.finding("unread-file", "exports");
    assert_eq!((&severity[..], &place[..]), ("error", "exports/orders.csv"));
    assert_eq!(found, "cannot be read: no such file or directory");
    let said = story.run("report exports --quiet").said;
    let told = "warning: exports/orders.csv: not read: cannot be read: no such file or directory";
    assert!(said.contains(told), "{said}");
}

/// Rates among the files that cannot be read stop the figures and nothing else: the other faults are told too.
#[test]
fn rates_that_cannot_be_read_hide_no_other_fault() {
    let story = Story::new(&[
        ("exports/meta.csv", &january("Spring")),
        (
            "exports/rates.csv",
            "date,from,to,rate\n2026-01-01,USD,EUR,0\n",
        ),
        (
            "social-roi.toml",
            "sources = [\"exports\"]\n[margin]\nbase = 1.4\n",
        ),
    ]);
    let found = story.findings("project", "");
    let all = format!("{found:?}");
    assert!(all.contains("rates.csv"), "{all}");
    assert!(all.contains("1.4"), "{all}");
    assert_eq!(story.findings("unsafe-figures", "").len(), 1);
}
