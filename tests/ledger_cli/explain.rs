//! Every figure of the ledger can be followed to rows of files and to entries with their place.

use crate::{folder, printed, refused};

fn explained(figure: &str) -> String {
    printed(
        &folder(),
        &format!("explain {figure} --period 1405-08 --quiet"),
    )
}

#[test]
fn roi_leads_to_lines_and_costs() {
    let text = explained("ledger.roi");
    assert!(
        text.starts_with("ledger.roi = +4.4 %   ROI with every documented line (F-04)\n"),
        "{text}"
    );
    for part in [
        "L-02:meta",
        "L-03",
        "L-07",
        "L-11",
        "cost.labour",
        "cost.media",
    ] {
        assert!(text.contains(part), "no {part} in\n{text}");
    }
    assert!(explained("ledger.roi_a").starts_with("ledger.roi_a = -49.0 %"));
}

#[test]
fn a_line_leads_to_rows_and_entries_with_their_place() {
    let text = explained("L-02");
    for part in [
        "L-02 = 33,600.00 EUR   paid, attributed",
        "revenue_meta × kappa_paid × margin",
        "exports/orders_by_utm.csv, 3 rows",
        "lift report of May, head of paid media, 2026-05-04",
        "at social-roi.toml:23:1",
    ] {
        assert!(text.contains(part), "no `{part}` in\n{text}");
    }
}

#[test]
fn a_cost_leads_to_its_records() {
    let text = explained("cost.labour");
    assert!(text.contains("hours_care 260 h (plan/labour.csv, 1 row) · loaded_rate 38.00 EUR per hour (payroll, people team, 2026-10-01)"), "{text}");
    assert!(text.contains("at plan/labour.csv:4:1"), "{text}");
    assert!(explained("cost.training").starts_with("cost.training = — (not on record)"));
}

#[test]
fn every_figure_input_and_line_can_be_explained() {
    let found = crate::json(&folder(), "ledger --period 1405-08 --quiet");
    let names = |list: &str, key: &str, prefix: &str| -> Vec<String> {
        let list = found[list].as_array().unwrap();
        list.iter()
            .map(|one| format!("{prefix}{}", one[key].as_str().unwrap()))
            .collect()
    };
    let figures = [
        "roi",
        "roi_supported",
        "net",
        "value",
        "full_cost",
        "bcr",
        "media_roas",
        "iroas",
        "poas",
        "break_even_roas",
        "break_even_cpa",
        "completeness",
    ];
    let figures = figures.map(|name| format!("ledger.{name}"));
    for name in names("lines", "id", "")
        .into_iter()
        .chain(names("inputs", "key", "input."))
        .chain(figures)
    {
        assert!(
            explained(&name).starts_with(&format!("{name} = ")),
            "{name}"
        );
    }
}

#[test]
fn an_unknown_figure_is_named_with_the_nearest() {
    let found = refused(&folder(), "explain ledger.ro --period 1405-08 --quiet");
    assert_eq!(found.0, 2);
    assert!(
        found
            .1
            .starts_with("error: unknown figure of the ledger `ledger.ro`\n"),
        "{}",
        found.1
    );
    assert!(
        found
            .1
            .ends_with("hint: did you mean `ledger.roi`? `social-roi explain ledger` lists all"),
        "{}",
        found.1
    );
}

/// Months are named as people type them, inputs and lines whatever their names begin with.
#[test]
fn what_was_mistyped_is_named_as_it_can_be_typed() {
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data");
    for (typed, meant) in [
        (
            "month.2026-11",
            "`month.2026-09`? `social-roi explain ledger` lists all",
        ),
        (
            "month.2026-05",
            "`month.2026-07`? `social-roi explain ledger` lists all",
        ),
        ("kapa_meta", "`input.kappa_meta`?"),
        ("L2:meta", "`L-02:meta`?"),
    ] {
        let line = format!("explain {typed} --period 2026-Q3 --quiet");
        let (code, told) = refused(sample.as_ref(), &line);
        assert_eq!(code, 2);
        assert!(told.contains(&format!("`{typed}`\n")), "{told}");
        assert!(told.ends_with(&format!("did you mean {meant}")), "{told}");
    }
}

/// The worked example: paid by a test is A, organic B, care C and recruiting D by comparable cost.
#[test]
fn the_sentence_under_a_rung_names_the_methods_of_its_lines_alone() {
    for (figure, methods) in [
        ("roi_a", "using baseline lift (paid) over"),
        (
            "roi_ab",
            "using baseline lift (paid), attribution (organic) over",
        ),
        (
            "roi",
            "using baseline lift (paid), attribution (organic), comparable cost (care, recruiting) over",
        ),
    ] {
        let text = explained(&format!("ledger.{figure}"));
        let told = text.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(told.contains(methods), "{figure}: {text}");
    }
}
