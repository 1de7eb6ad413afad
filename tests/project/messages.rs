//! One fault, one message: what it names is what was written, and its hint does not repeat the fault.

use std::io::{Cursor, Read, Write};

use super::{Story, checked};

const COSTS: &str = "[sheets]\ncosts = \"costs.csv\"\n";

fn costs(sheet: &str) -> String {
    Story::new(&[("social-roi.toml", COSTS), ("costs.csv", sheet)]).checked()
}

#[test]
fn a_day_that_no_calendar_has_is_mended_by_one_that_it_has() {
    assert_eq!(
        checked("[margin]\nbase = 0.4\ndate = 2026-02-30\n"),
        "social-roi.toml:3:8: expected a day, found `date = 2026-02-30`\n  \
         hint: write a day that the calendar has, like `date = 2026-09-15`\n\
         social-roi.toml: 1 fault\n"
    );
}

#[test]
fn an_assumption_without_its_figure_is_told_of_the_figure() {
    let written = "source = \"S\"\nowner = \"O\"\ndate = 2026-01-05\n";
    assert_eq!(
        checked(&format!(
            "[[assumptions]]\nkey = \"deflection_share\"\n{written}"
        )),
        "social-roi.toml:1:1: assumptions `deflection_share`: expected `base`, found nothing\n  \
         hint: write `base = 0.4`\n\
         social-roi.toml: 1 fault\n"
    );
    assert_eq!(
        checked(&format!("[[assumptions]]\nbase = 0.4\n{written}")),
        "social-roi.toml:1:1: assumptions: expected `key`, found nothing\n  \
         hint: write `key = \"deflection_share\"`\n\
         social-roi.toml: 1 fault\n"
    );
}

#[test]
fn a_margin_above_the_whole_is_no_small_percentage() {
    for (margin, hint) in [
        ("1.5", "150 % of revenue cannot be margin; 50 % is 0.5"),
        ("1.01", "101 % of revenue cannot be margin; 50 % is 0.5"),
        ("48", "48 % is 0.48"),
    ] {
        assert_eq!(
            checked(&format!("[margin]\nbase = {margin}\n")),
            format!(
                "social-roi.toml:2:8: margin.base: expected a fraction above 0 and up to 1, found `{margin}`\n  \
                 hint: {hint}\n\
                 social-roi.toml: 1 fault\n"
            )
        );
    }
}

#[test]
fn two_letters_that_changed_places_are_near() {
    assert!(checked("[[cots]]\n").contains("hint: did you mean `costs`?\n"));
}

#[test]
fn thousands_by_two_digits_are_told_as_such() {
    assert_eq!(
        costs("period,function,cost_type,amount\n2026-09,paid,tools,\"1,20,000\"\n"),
        "costs.csv:2:4: costs.amount: expected a number, found `1,20,000`\n  \
         hint: write 120000, without thousands marks\n\
         costs.csv: 1 fault\n"
    );
}

#[test]
fn a_role_in_another_currency_without_a_rate_is_one_fault() {
    let hours = |month: &str| {
        format!(
            "[[labour]]\nperiod = \"2026-{month}\"\nfunction = \"paid\"\nrole = \"Writer\"\nhours = 3\n"
        )
    };
    let project = format!(
        "[money]\ncurrency = \"EUR\"\n[[roles]]\nrole = \"Writer\"\nloaded_rate = 40\ncurrency = \"USD\"\n{}{}{}",
        hours("07"),
        hours("08"),
        hours("09")
    );
    assert_eq!(
        checked(&project),
        "social-roi.toml:3:1: roles.currency: expected EUR, or a rate USD to EUR for 2026-07-01..2026-07-31, found no rate\n  \
         hint: name a CSV of date, from, to, rate as `rates` of [money]; a rate holds for at most 7 days\n\
         social-roi.toml: 1 fault\n"
    );
}

#[test]
fn a_sheet_that_is_named_twice_is_one_fault() {
    let project = "[sheets]\ncosts = [\"costs.csv\", \"costs.csv\"]\n";
    let sheet = "period,function,cost_type,amount\n2026-09,paid,tools,3\n2026-10,paid,tools,3\n";
    let story = Story::new(&[("social-roi.toml", project), ("costs.csv", sheet)]);
    assert_eq!(
        story.checked(),
        "social-roi.toml:2:23: sheets.costs: expected each sheet once, found `costs.csv` again\n  \
         hint: take one away: its rows would count twice\n\
         social-roi.toml: 1 fault\n"
    );
}

#[test]
fn a_row_of_totals_and_a_header_with_its_currency_are_one_fault_each() {
    assert_eq!(
        costs("period,function,cost_type,amount\n2026-09,paid,tools,3\nTotal,,,3\n"),
        "costs.csv:3:1: costs: expected an entry, found `Total`\n  \
         hint: a total: leave it out\n\
         costs.csv: 1 fault\n"
    );
    assert_eq!(
        costs(
            "period,function,cost_type,Amount (INR)\n2026-09,paid,tools,3\n2026-10,paid,tools,3\n"
        ),
        "costs.csv:1:4: costs: expected a key of costs, found `Amount (INR)`\n  \
         hint: did you mean `amount`?\n\
         costs.csv: 1 fault\n"
    );
}

/// A workbook whose formulas with the result 777 have none, as programs write it that work nothing out.
fn without_results(bytes: &[u8]) -> Vec<u8> {
    let mut book = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..book.len() {
        let mut part = book.by_index(at).unwrap();
        let (name, mut text) = (part.name().unwrap().into_owned(), String::new());
        part.read_to_string(&mut text).unwrap();
        let options = zip::write::SimpleFileOptions::default();
        writer.start_file(name, options).unwrap();
        let text = text.replace("<v>777</v>", "");
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

#[test]
fn a_cell_of_a_workbook_without_a_value_says_why() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, key) in (0..).zip(["period", "function", "cost_type", "amount"]) {
        sheet.write_string(0, column, key).unwrap();
    }
    for row in 1..3 {
        for (column, text) in (0..).zip(["2026-09", "paid", "tools"]) {
            sheet.write_string(row, column, text).unwrap();
        }
    }
    let lost = rust_xlsxwriter::Formula::new("=NA()").set_result("#N/A");
    sheet.write_formula(1, 3, lost).unwrap();
    let open = rust_xlsxwriter::Formula::new("=1+2").set_result("777");
    sheet.write_formula(2, 3, open).unwrap();
    let project = "[sheets]\ncosts = \"plan.xlsx\"\n";
    let story = Story::new(&[("social-roi.toml", project)]);
    let bytes = book.save_to_buffer().unwrap();
    story.write("plan.xlsx", without_results(&bytes));
    assert_eq!(
        story.checked(),
        "plan.xlsx:2:4: costs.amount: expected a number, found `(#N/A)`\n  \
         hint: the formula of the cell has an error: mend it, or write the number in its place\n\
         plan.xlsx:3:4: costs.amount: expected a number, found `(a formula without a result)`\n  \
         hint: open the workbook in a spreadsheet program and save it, or write the number in place of the formula\n\
         plan.xlsx: 2 faults\n"
    );
}

#[test]
fn a_metric_with_a_wrong_unit_is_one_fault() {
    let told = checked(
        "[[metrics]]\nname = \"own\"\ntitle = \"Own\"\nunit = \"euros\"\nnum = \"sum(ad_spend.spend)\"\n",
    );
    assert!(told.ends_with("social-roi.toml: 1 fault\n"), "{told}");
    assert!(!told.contains("TOML parse error"), "{told}");
}

#[test]
fn a_model_of_the_project_without_a_touch_log_is_told_by_its_line() {
    let project = "sources = [\"meta.csv\"]\n[attribution]\nmodel = \"linear\"\n";
    let story = Story::new(&[
        ("social-roi.toml", project),
        ("meta.csv", crate::init::META),
    ]);
    let outcome = story.run("report --quiet");
    assert_eq!(
        outcome.said,
        "error: social-roi.toml:3:9: attribution.model linear: the files hold no touch log to give credit over: \
         name one among `sources`, take the line away, or type `--model none`\n"
    );
    // What has no option for a model names none.
    let outcome = story.run("explain roas --quiet");
    assert_eq!(
        outcome.said,
        "error: social-roi.toml:3:9: attribution.model linear: the files hold no touch log to give credit over: \
         name one among `sources`, or take the line away\n"
    );
    let outcome = story.run("report --quiet --model linear");
    assert_eq!(
        outcome.said,
        "error: --model linear: the files hold no touch log to give credit over\n"
    );
}

#[test]
fn a_table_is_text_for_check() {
    let story = Story::new(&[("social-roi.toml", "")]);
    let text = story.run("check --project-only --format text");
    let table = story.run("check --project-only --format table");
    assert_eq!((text.out, text.code), (table.out, table.code));
}

/// What nobody answers for is refused, and has a rung of its own where it is asked for.
#[test]
fn an_undocumented_assumption_has_a_rung_where_it_is_let_in() {
    let entry = |key: &str, base: &str, more: &str| {
        format!("[[assumptions]]\nkey = \"{key}\"\nbase = {base}\n{more}")
    };
    let known = "source = \"S\"\nowner = \"O\"\ndate = 2026-01-05\n";
    let project = format!(
        "sources = [\"meta.csv\"]\n[money]\ncurrency = \"EUR\"\n{}{}{}",
        entry("deflection_share", "0.4", "source = \"Survey\"\n"),
        entry("contact_cost", "6", known),
        "[[counts]]\nkey = \"contacts_resolved\"\nperiod = \"2026-01\"\nvalue = 100\n"
    );
    let story = Story::new(&[
        ("social-roi.toml", &project),
        ("meta.csv", crate::init::META),
    ]);
    let refused = story.run("ledger --quiet");
    assert_eq!(refused.code, Some(1));
    assert!(
        refused
            .said
            .contains("assumptions `deflection_share`: expected `owner` and `date`"),
        "{}",
        refused.said
    );
    let shown = story.run("ledger --quiet --allow-undocumented --format csv");
    assert_eq!(shown.code, Some(0), "{}", shown.said);
    let rung = shown
        .out
        .lines()
        .find(|line| line.contains("undocumented,value"));
    assert!(
        rung.is_some_and(|line| line.contains(",240,")),
        "{}",
        shown.out
    );
    let headline = "headline,,roi_with_assumptions,-1,";
    assert!(shown.out.contains(headline), "{}", shown.out);
}
