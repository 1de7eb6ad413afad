//! Lists in sheets: CSV of any delimiter and decimal mark, tabs of workbooks, faults by row and column.

use super::Story;

const PROJECT: &str = "[sheets]\ncosts = \"costs.csv\"\n";

fn costs(sheet: &str) -> String {
    Story::new(&[("social-roi.toml", PROJECT), ("costs.csv", sheet)]).checked()
}

#[test]
fn rows_are_read_whatever_the_delimiter_and_the_decimal_mark() {
    for sheet in [
        "period,function,cost_type,amount\n2026-09,paid,tools,1234.5\n2026-10,paid,tools,99\n",
        "Period;Function;Cost type;Amount\r\n2026-09;paid;tools;1.234,50\r\n2026-10;paid;tools;1.000\r\n",
        "# typed by hand\nperiod\tfunction\tcost_type\tamount\n\n2026-09\tpaid\ttools\t1,234.50\n# a note\n2026-10\tshared\ttools\t7\n",
    ] {
        assert_eq!(
            costs(sheet),
            "social-roi.toml: nothing wrong\n  costs        2\n",
            "{sheet}"
        );
    }
}

#[test]
fn faults_of_a_sheet_have_row_and_column() {
    assert_eq!(
        costs(
            "period,function,cost_type,amount\n2026-09,paid,tools,twelve\n2026-13,paid,tools,€ 12\n2026-09,,tools,\"1,234\"\n"
        ),
        "costs.csv:2:4: costs.amount: expected a number, found `twelve`\n  \
         hint: write the number alone: currency and unit have columns of their own\n\
         costs.csv:3:1: costs.period: expected a period with both ends, found `2026-13`\n  \
         hint: write 2026-09, 2026-Q3, 2026, 2026-09-15 or 2026-09-01..2026-09-30\n\
         costs.csv:3:4: costs.amount: expected a number, found `€ 12`\n  \
         hint: write the number alone: currency and unit have columns of their own\n\
         costs.csv:4:1: costs: expected `function`, found nothing\n  \
         hint: fill in its cell, like organic\n\
         costs.csv:4:4: costs.amount: expected a number with a clear decimal mark, found `1,234`\n  \
         hint: write 1234 if the mark is for thousands, else 1.2340 (the nought says that the dot is no thousands mark)\n\
         costs.csv: 5 faults\n"
    );
}

#[test]
fn headers_are_keys() {
    assert_eq!(
        costs("period,functions,amount,amount\n2026-09,paid,1,2\n"),
        "costs.csv:1:1: costs: expected a column `cost_type`, found `period,functions,amount,amount`\n\
         costs.csv:1:1: costs: expected a column `function`, found `period,functions,amount,amount`\n  \
         hint: rename the header `functions`\n\
         costs.csv:1:2: costs: expected a key of costs, found `functions`\n  \
         hint: did you mean `function`?\n\
         costs.csv:1:4: costs: expected each header once, found `amount` again\n\
         costs.csv: 4 faults\n"
    );
    assert!(costs("").starts_with(
        "costs.csv:1:1: costs: expected a header, found no rows\n  hint: headers: period, function,"
    ));
}

#[test]
fn a_thousand_bad_cells_are_ten_and_a_count_for_other_commands() {
    let rows: String = (0..30)
        .map(|row| format!("2026-09,paid,tools,x{row}\n"))
        .collect();
    let sheet = format!("period,function,cost_type,amount\n{rows}");
    let story = Story::new(&[("social-roi.toml", PROJECT), ("costs.csv", &sheet)]);
    let said = story.run("report").said;
    assert_eq!(said.matches("error: ").count(), 11);
    assert!(said.ends_with("error: costs.csv: and 20 more\n"), "{said}");
    assert!(story.checked().ends_with("costs.csv: 30 faults\n"));
}

#[test]
fn a_workbook_has_tabs() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let mut tab = |name: &str, rows: &[&[&str]]| {
        let sheet = book.add_worksheet().set_name(name).unwrap();
        for (row, cells) in rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let (row, column) = (row as u32, column as u16);
                match cell.parse::<f64>() {
                    Ok(number) => sheet.write_number(row, column, number).unwrap(),
                    Err(_) => sheet.write_string(row, column, *cell).unwrap(),
                };
            }
        }
    };
    tab(
        "Costs",
        &[
            &["period", "function", "cost_type", "amount"],
            &["2026-09", "paid", "tools", "1234.567"],
            &["2026-10", "paid", "tools", "a lot"],
        ],
    );
    tab(
        "Hours",
        &[
            &["period", "function", "hours", "loaded_rate"],
            &["2026-09", "care", "12", "38"],
        ],
    );
    let project = "[sheets]\ncosts = \"plan.xlsx\"\nlabour = [\"plan.xlsx#hours\"]\nbudget = \"plan.xlsx#Plan\"\n";
    let story = Story::new(&[("social-roi.toml", project)]);
    book.save(story.path("plan.xlsx")).unwrap();
    assert_eq!(
        story.checked(),
        "social-roi.toml:4:10: sheets.budget: expected a sheet that can be read, found plan.xlsx: no tab `Plan`, but Costs, Hours\n  \
         hint: name the tab behind the file: `plan.xlsx#Costs`\n\
         plan.xlsx/Costs:3:4: costs.amount: expected a number, found `a lot`\n  \
         hint: write the number alone: currency and unit have columns of their own\n\
         social-roi.toml: 2 faults (1 in social-roi.toml, 1 in plan.xlsx/Costs)\n"
    );
}

#[test]
fn a_text_of_a_workbook_may_have_its_decimal_comma() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (row, cells) in [
        ["period", "function", "cost_type"],
        ["2026-09", "paid", "tools"],
        ["2026-10", "paid", "tools"],
        ["2026-11", "paid", "tools"],
    ]
    .iter()
    .enumerate()
    {
        for (column, cell) in cells.iter().enumerate() {
            sheet
                .write_string(row as u32, column as u16, *cell)
                .unwrap();
        }
    }
    sheet.write_string(0, 3, "amount").unwrap();
    sheet.write_string(1, 3, "1.290,00").unwrap();
    sheet.write_number(2, 3, 12.5).unwrap();
    sheet.write_string(3, 3, "1.290").unwrap();
    let story = Story::new(&[("social-roi.toml", "[sheets]\ncosts = \"plan.xlsx\"\n")]);
    book.save(story.path("plan.xlsx")).unwrap();
    assert_eq!(
        story.checked(),
        "plan.xlsx:4:4: costs.amount: expected a number with a clear decimal mark, found `1.290`\n  \
         hint: write 1290 if the mark is for thousands, else 1.29\n\
         plan.xlsx: 1 fault\n"
    );
}

#[test]
fn a_cell_that_is_nearly_right_is_told_how() {
    assert_eq!(
        costs(
            "period,function,cost_type,amount\n2026-9,paid,tools,1\n2026-09-01..2026-9-30,marketing,tools,1\n"
        ),
        "costs.csv:2:1: costs.period: expected a period with both ends, found `2026-9`\n  \
         hint: months and days have two digits: 2026-09\n\
         costs.csv:3:1: costs.period: expected a period with both ends, found `2026-09-01..2026-9-30`\n  \
         hint: months and days have two digits: 2026-09-01..2026-09-30\n\
         costs.csv:3:2: costs.function: expected a function, found `marketing`\n  \
         hint: one of paid, organic, sales, pr, care, recruiting, it, policy, brand, risk, innovation, shared\n\
         costs.csv: 3 faults\n"
    );
}

#[test]
fn names_are_known_in_capitals_too() {
    let project = "[[targets]]\nmetric = \"ROI\"\nperiod = \"2026-Q4\"\nvalue = 0.4\ndirection = \"Higher\"\n";
    let story = Story::new(&[("social-roi.toml", project)]);
    assert_eq!(
        story.checked(),
        "social-roi.toml: nothing wrong\n  targets      1\n"
    );
}

#[test]
fn a_date_cell_that_shows_a_month_is_that_month() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let sheet = book.add_worksheet();
    for (column, key) in ["period", "function", "cost_type", "amount"]
        .iter()
        .enumerate()
    {
        sheet.write_string(0, column as u16, *key).unwrap();
    }
    let shown = [
        (7, "mmm-yy"),
        (8, "[$-407]MMMM\\ YYYY;@"),
        (9, "dd.mm.yyyy"),
    ];
    for (row, (month, format)) in (1..).zip(shown) {
        let format = rust_xlsxwriter::Format::new().set_num_format(format);
        let day = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, month, 1).unwrap();
        sheet
            .write_datetime_with_format(row, 0, day, &format)
            .unwrap();
        sheet.write_string(row, 1, "paid").unwrap();
        sheet.write_string(row, 2, "tools").unwrap();
        sheet.write_number(row, 3, 310).unwrap();
    }
    let project =
        "sources = [\"meta.csv\"]\n[money]\ncurrency = \"EUR\"\n[sheets]\ncosts = \"plan.xlsx\"\n";
    let story = Story::new(&[
        ("social-roi.toml", project),
        ("meta.csv", crate::init::META),
    ]);
    book.save(story.path("plan.xlsx")).unwrap();
    for (period, days) in [("2026-07", 31), ("2026-08", 31), ("2026-09", 1)] {
        let out = story
            .run(&format!("ledger --period {period} --format csv"))
            .out;
        let row = format!("cost,tools,days_on_record,{days},");
        assert!(out.contains(&row), "{period}: {out}");
    }
}

#[test]
fn thousands_of_another_hand_among_decimals_are_refused() {
    let rows = |cells: [&str; 3]| {
        let row = |(month, cell): (usize, &str)| format!("2026-0{month},paid,tools,\"{cell}\"\n");
        let rows: String = (1..).zip(cells).map(row).collect();
        format!("period,function,cost_type,amount\n{rows}")
    };
    let refused = |sheet: &str| {
        let told = costs(sheet);
        told.contains("costs.amount: expected a number with a clear decimal mark, found `1")
    };
    for (cells, wrong) in [
        (["1.200,50", "1,200", "7"], true),
        (["99,5", "1,200", "7"], true),
        (["1.234.567", "1,200", "7"], true),
        (["99.50", "1.200", "7"], true),
        // The other mark groups.
        (["1.200,50", "1.200", "7"], false),
        (["99.50", "1,200", "7"], false),
        // A currency of three decimals.
        (["0,125", "1,200", "7"], false),
    ] {
        assert_eq!(
            refused(&rows(cells)),
            wrong,
            "{cells:?}: {}",
            costs(&rows(cells))
        );
    }
    assert_eq!(
        costs(&rows(["1.200,50", "1,200", "7"])),
        "costs.csv:3:4: costs.amount: expected a number with a clear decimal mark, found `1,200`\n  \
         hint: write 1200 if the mark is for thousands, else 1.2\n\
         costs.csv: 1 fault\n"
    );
    // The rate of an hour may have three decimals.
    let hours = "period,function,hours,loaded_rate\n2026-09,paid,3,42.5\n2026-10,paid,3,38.125\n";
    let project = "[sheets]\nlabour = \"hours.csv\"\n";
    let story = Story::new(&[("social-roi.toml", project), ("hours.csv", hours)]);
    assert!(story.checked().contains("nothing wrong"));
}

/// A share with a dot says nothing about amounts: 90.000 is ninety thousand, or ninety.
#[test]
fn another_column_does_not_make_decimals_of_thousands() {
    let sheet = "period;function;cost_type;amount;share_of_labour\n\
                 2026-09;paid;tools;90.000;\n2026-09;paid;agency;60.000;\n2026-09;paid;overhead;;0.1\n";
    assert_eq!(
        costs(sheet),
        "costs.csv:2:4: costs.amount: expected a number with a clear decimal mark, found `90.000`\n  \
         hint: write 90000 if the mark is for thousands, else 90\n\
         costs.csv:3:4: costs.amount: expected a number with a clear decimal mark, found `60.000`\n  \
         hint: write 60000 if the mark is for thousands, else 60\n\
         costs.csv: 2 faults\n"
    );
    // One cell among whole amounts, which show no mark.
    let whole =
        "period,function,cost_type,amount\n2026-09,paid,tools,900\n2026-10,paid,tools,1.234\n";
    assert_eq!(
        costs(whole),
        "costs.csv:3:4: costs.amount: expected a number with a clear decimal mark, found `1.234`\n  \
         hint: write 1234 if the mark is for thousands, else 1.2340 (the nought says that the dot is no thousands mark)\n\
         costs.csv: 1 fault\n"
    );
    // What the other column shows as the decimal mark leaves the other one for thousands.
    let grouped = "period,function,cost_type,amount,share_of_labour\n2026-09,paid,tools,\"90,000\",\n2026-09,paid,overhead,,0.1\n";
    assert_eq!(
        costs(grouped),
        "social-roi.toml: nothing wrong\n  costs        2\n"
    );
}

#[test]
fn a_share_of_a_sheet_may_have_its_percent_sign_and_money_none() {
    let project = "[money]\ncurrency = \"EUR\"\n[sheets]\nassumptions = \"a.csv\"\n";
    let header = "key,base,low,high,unit,source,owner,date\n";
    let checked = |row: &str| {
        let sheet = format!("{header}{row},Survey,Care,2026-01-05\n");
        Story::new(&[("social-roi.toml", project), ("a.csv", &sheet)]).checked()
    };
    assert_eq!(
        checked("kappa_meta,80%,70 %,90%,share"),
        "social-roi.toml: nothing wrong\n  currency     EUR\n  assumptions  1\n"
    );
    assert_eq!(
        checked("contact_cost,25%,,,EUR per contact"),
        "a.csv:2:2: assumptions.base: expected an amount, found `25%`\n  \
         hint: write the money itself, without a percent sign\n\
         a.csv: 1 fault\n"
    );
}

#[test]
fn a_cell_of_a_workbook_that_shows_a_percentage_is_no_money() {
    let mut book = rust_xlsxwriter::Workbook::new();
    let percent = rust_xlsxwriter::Format::new().set_num_format("0 %");
    let sheet = book.add_worksheet();
    let header = [
        "period",
        "function",
        "cost_type",
        "amount",
        "share_of_labour",
    ];
    for (column, key) in (0..).zip(header) {
        sheet.write_string(0, column, key).unwrap();
    }
    for row in 1..4 {
        let kind = if row == 2 { "overhead" } else { "tools" };
        for (column, text) in (0..).zip(["2026-09", "paid", kind]) {
            sheet.write_string(row, column, text).unwrap();
        }
    }
    sheet
        .write_number_with_format(1, 3, 0.25, &percent)
        .unwrap();
    sheet
        .write_number_with_format(2, 4, 0.07, &percent)
        .unwrap();
    sheet.write_number(3, 3, 1234.567).unwrap();
    let story = Story::new(&[("social-roi.toml", "[sheets]\ncosts = \"plan.xlsx\"\n")]);
    book.save(story.path("plan.xlsx")).unwrap();
    assert_eq!(
        story.checked(),
        "plan.xlsx:2:4: costs.amount: expected an amount, found `25%`\n  \
         hint: write the money itself, without a percent sign\n\
         plan.xlsx: 1 fault\n"
    );
}

#[test]
fn a_title_may_stand_above_the_headers() {
    let rows = "period,function,cost_type,amount\n2026-09,paid,tools,7\n2026-10,paid,tools,x\n";
    assert_eq!(
        costs(&format!("Costs 2026,,,\nPrepared by,Finance,,\n{rows}")),
        "costs.csv:5:4: costs.amount: expected a number, found `x`\n  \
         hint: write the number alone: currency and unit have columns of their own\n\
         costs.csv: 1 fault\n"
    );
    assert_eq!(
        costs("Costs 2026,,,\nMonth,Duty,Kind,Money\n2026-09,paid,tools,7\n"),
        "costs.csv:1:1: costs: expected headers in the first line, found `Costs 2026`\n  \
         hint: put them there: period, function, cost_type, amount, share_of_labour, currency, vendor, platform, status, note\n\
         costs.csv: 1 fault\n"
    );
    // A row above the headers would be lost.
    assert!(
        costs(&format!("2026-08,paid,tools,9\n{rows}"))
            .contains("expected headers in the first line")
    );
}
