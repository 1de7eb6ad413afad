//! What would be lost, hang or be taken for something else without a word: cells without a header, devices, percent
//! signs in money, keys given twice.

use super::{Story, checked};

const SHEET: &str = "[sheets]\ncosts = \"costs.csv\"\n";

fn costs(sheet: &str) -> String {
    Story::new(&[("social-roi.toml", SHEET), ("costs.csv", sheet)]).checked()
}

#[test]
fn a_cell_without_a_header_is_a_fault() {
    assert_eq!(
        costs("period,function,cost_type,amount\n2026-07,paid,tools,1,234\n"),
        "costs.csv:2:5: costs: expected a header over every cell that holds something, found `234` in cell 5\n  \
         hint: a cell that holds the delimiter stands in quotes; a number needs no thousands marks\n\
         costs.csv: 1 fault\n"
    );
    assert!(
        costs("period,function,,cost_type,amount\n2026-07,paid,x,tools,1\n")
            .starts_with("costs.csv:2:3: costs: expected a header")
    );
    // Empty cells past the end are what spreadsheets leave.
    assert!(
        costs("period,function,cost_type,amount,,\n2026-07,paid,tools,1,,,\n")
            .contains("nothing wrong")
    );
}

#[test]
fn money_has_no_percent_sign() {
    assert_eq!(
        costs("period,function,cost_type,amount\n2026-07,paid,tools,50%\n"),
        "costs.csv:2:4: costs.amount: expected an amount, found `50%`\n  \
         hint: write the money itself, without a percent sign\n\
         costs.csv: 1 fault\n"
    );
}

#[test]
#[cfg(unix)]
fn a_sheet_is_a_regular_file_of_a_size_that_people_keep() {
    let device = checked("[sheets]\ncosts = \"/dev/zero\"\n");
    assert!(
        device.contains("found /dev/zero: a device or a pipe, expected a regular file"),
        "{device}"
    );
    let large = Story::new(&[("social-roi.toml", SHEET)]);
    let file = std::fs::File::create(large.path("costs.csv")).unwrap();
    file.set_len(65 << 20).unwrap();
    let large = large.checked();
    assert!(
        large.contains("65 MiB, expected a sheet of up to 64 MiB"),
        "{large}"
    );
}

#[test]
fn a_key_is_counted_or_assumed() {
    let evidence = "source = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n";
    let count = "[[counts]]\nkey = \"hires_social\"\nperiod = \"2026-07\"\nvalue = 4\n";
    let assumed = |period: &str| {
        format!("{count}[[assumptions]]\nkey = \"hires_social\"\nbase = 9\n{period}{evidence}")
    };
    assert!(checked(&assumed("")).starts_with(
        "social-roi.toml:1:1: counts.key: expected a key that is counted or assumed, not both, found `hires_social`, assumed in social-roi.toml:5"
    ));
    assert!(checked(&assumed("period = \"2026-08\"\n")).contains("nothing wrong"));
    assert!(
        checked(&format!("[[assumptions]]\nkey = \"revenue_meta\"\nbase = 9\n{evidence}"))
            .starts_with("social-roi.toml:2:7: assumptions.key: expected a key that nothing measures, found `revenue_meta`")
    );
}

#[test]
fn an_experiment_that_corrects_credit_needs_source_and_owner() {
    let test = "[[experiments]]\nexp_id = \"E1\"\nmethod = \"holdout\"\nscope = \"platform=meta\"\nstart = 2026-05-01\nend = 2026-05-31\nincrementality = 0.5\n";
    let told = "social-roi.toml:1:1: experiments `E1`: expected `source` and `owner`, found none of them\n";
    assert!(checked(test).contains(told), "{}", checked(test));
    let owned = checked(&format!("{test}owner = \"o\"\n"));
    assert!(
        owned.contains("expected `source`, found nothing"),
        "{owned}"
    );
    let whole = checked(&format!("{test}source = \"s\"\nowner = \"o\"\n"));
    assert!(!whole.contains("note:"), "{whole}");
}

#[test]
fn another_encoding_is_told_with_its_line() {
    let story = Story::new(&[]);
    let path = story.path("social-roi.toml");
    std::fs::write(&path, b"[money]\n# M\xfcller\n").unwrap();
    let outcome = story.run("check --project-only");
    assert_eq!(
        outcome.said,
        "error: social-roi.toml:2: expected UTF-8, found another encoding\n\
         hint: save the file again as UTF-8: editors ask for the encoding under `Save as`\n"
    );
    std::fs::write(&path, b"\xff\xfe[\0m\0").unwrap();
    assert!(
        story
            .run("check --project-only")
            .said
            .contains("expected UTF-8, found UTF-16")
    );
}

#[test]
fn a_broken_line_hides_what_its_own_table_lacks_and_nothing_else() {
    let found = checked(
        "[[assumptions]]\nkey = \"k1\"\nbase = 1\n\n[[costs]]\nperiod = \"2026-07\"\nfunction = paid\n",
    );
    assert!(
        found.starts_with(
            "social-roi.toml:1:1: assumptions `k1`: expected `source`, `owner` and `date`, found none of them"
        ),
        "{found}"
    );
    assert!(found.contains("social-roi.toml:7:"), "{found}");
    assert!(!found.contains("cost_type"), "{found}");
}
