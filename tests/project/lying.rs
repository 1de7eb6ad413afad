//! Sheets that lie among the exports: which of them count, and that one that does not is told.

use super::Story;

const META: (&str, &str) = ("meta.csv", crate::init::META);

const HEADER: &str = "period,function,cost_type,amount\n";

/// A project over its whole folder with what it says of sheets, and two sheets of costs.
fn story(project: &str) -> Story {
    let one = format!("{HEADER}2026-10,paid,agency,1000\n");
    let two = format!("{HEADER}2026-10,paid,agency,1100\n");
    Story::new(&[
        META,
        (
            "social-roi.toml",
            &format!("sources = [\".\"]\n[money]\ncurrency = \"EUR\"\n{project}"),
        ),
        ("plan/costs.csv", &one),
        ("plan/new.csv", &two),
    ])
}

/// What the agency costs in the ledger, as its tidy form has it.
fn agency(story: &Story, words: &str) -> String {
    let out = story
        .run(&format!("ledger {words} --period 2026-10 --format csv"))
        .out;
    let row = out
        .lines()
        .find_map(|line| line.strip_prefix("cost,agency,amount,"));
    let cell = row.and_then(|row| row.split(',').next());
    cell.unwrap_or_default().to_owned()
}

#[test]
fn a_sheet_beside_one_that_the_project_names_does_not_count_and_is_told() {
    let story = story("[sheets]\ncosts = \"plan/new.csv\"\n");
    assert_eq!(agency(&story, ""), "1100");
    let said = story.run("ledger --period 2026-10 --quiet").said;
    assert!(
        said.contains(
            "warning: plan/costs.csv: does not count, as [sheets] names plan/new.csv for costs\n\
             hint: to count it too, write `costs = [\"plan/new.csv\", \"plan/costs.csv\"]` there\n"
        ),
        "{said}"
    );
    assert_eq!(
        story.checked(),
        "social-roi.toml: nothing wrong\n  \
         note: plan/costs.csv: does not count, as [sheets] names plan/new.csv for costs: \
         to count it too, write `costs = [\"plan/new.csv\", \"plan/costs.csv\"]` there\n  \
         currency     EUR\n  costs        1\n"
    );
    let found = story.run("check --period 2026-10 --format json").out;
    assert!(
        found.contains("does not count, as [sheets] names plan/new.csv"),
        "{found}"
    );
    // Whoever names it means it.
    assert_eq!(agency(&story, "meta.csv plan/costs.csv"), "2100");
}

#[test]
fn both_count_where_both_are_named_or_none_is() {
    let both = story("[sheets]\ncosts = [\"plan/new.csv\", \"plan/costs.csv\"]\n");
    assert_eq!(agency(&both, ""), "2100");
    let none = story("");
    assert_eq!(agency(&none, ""), "2100");
    assert_eq!(
        none.checked(),
        "social-roi.toml: nothing wrong\n  currency     EUR\n  costs        2\n"
    );
    // Sheets of another list say nothing of costs.
    let other = story("[sheets]\nlabour = \"plan/hours.csv\"\n");
    other.write(
        "plan/hours.csv",
        "period,function,hours,loaded_rate\n2026-10,paid,3,40\n",
    );
    assert_eq!(agency(&other, ""), "2100");
}

#[test]
fn an_empty_template_beside_it_is_not_worth_a_word() {
    let story = story("[sheets]\ncosts = \"plan/new.csv\"\n");
    story.write(
        "plan/costs.csv",
        format!("{HEADER}\"# period: the days\",,,\n"),
    );
    let said = story.run("ledger --period 2026-10 --quiet").said;
    assert!(!said.contains("plan/costs.csv"), "{said}");
    assert!(!story.checked().contains("plan/costs.csv"));
}

#[test]
fn faults_of_sheets_that_will_be_read_are_faults_of_the_project() {
    let story = story("");
    story.write(
        "plan/new.csv",
        format!("{HEADER}2026-10,paid,agency,1000\n"),
    );
    let told = story.checked();
    assert!(
        told.starts_with(
            "plan/new.csv:2:1: costs: expected each cost once, found the row of plan/costs.csv:2 again\n"
        ),
        "{told}"
    );
    let outcome = story.run("check --period 2026-10 --format json");
    assert_eq!(outcome.code, Some(3));
    assert!(
        outcome.out.contains("the row of plan/costs.csv:2 again"),
        "{}",
        outcome.out
    );
}

#[test]
fn the_only_tab_of_a_workbook_has_a_name_too() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet().set_name("Costs").unwrap();
    for (column, key) in (0..).zip(["period", "function", "cost_type"]) {
        sheet.write_string(0, column, key).unwrap();
    }
    for (column, cell) in (0..).zip(["2026-10", "paid", "agency"]) {
        sheet.write_string(1, column, cell).unwrap();
    }
    sheet.write_string(0, 3, "amount").unwrap();
    sheet.write_number(1, 3, 700).unwrap();
    for (tab, right) in [("Costs", true), ("costs", true), ("Hours", false)] {
        let project = format!("[sheets]\ncosts = \"one.xlsx#{tab}\"\n");
        let story = Story::new(&[("social-roi.toml", &project)]);
        book.save(story.path("one.xlsx")).unwrap();
        let told = story.checked();
        match right {
            true => assert!(told.contains("  costs        1\n"), "{told}"),
            false => assert!(told.contains("no tab `Hours`, but Costs\n"), "{told}"),
        }
    }
}
