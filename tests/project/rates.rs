//! What is wrong in a file of rates: told with its line, whoever names the file.

use super::Story;

const PROJECT: &str =
    "sources = [\"meta.csv\"]\n[money]\ncurrency = \"EUR\"\nrates = \"rates.csv\"\n";

fn story(rates: &str) -> Story {
    Story::new(&[
        ("social-roi.toml", PROJECT),
        ("meta.csv", crate::init::META),
        ("rates.csv", rates),
    ])
}

const TOLD: &str = "\
rates.csv:3:1: rate: expected one rate of USD to EUR for 2026-09-01, found `0.8`, after `0.9` of rates.csv:2
  hint: take one of the lines away
rates.csv:4:1: rate: expected a number, found `abc`
rates.csv:5:1: rate: expected a number above zero, found `-5`
  hint: how many EUR one USD is
";

#[test]
fn rates_that_contradict_each_other_and_rows_that_are_none_are_faults() {
    let rows = "2026-09-01,USD,EUR,0.9\n2026-09-01,USD,EUR,0.8\n2026-09-02,USD,EUR,abc\n2026-09-03,USD,EUR,-5\n";
    let story = story(&format!("date,from,to,rate\n{rows}"));
    let told = format!("{TOLD}rates.csv: 3 faults\n");
    assert_eq!(story.checked(), told);
    let said: String = TOLD
        .lines()
        .map(|line| match line.strip_prefix("  ") {
            Some(hint) => format!("{hint}\n"),
            None => format!("error: {line}\n"),
        })
        .collect();
    let outcome = story.run("report --quiet");
    assert_eq!((outcome.said, outcome.code), (said.clone(), Some(1)));
    story.write("none.toml", "");
    let outcome =
        story.run("report meta.csv --project none.toml --rates rates.csv --currency EUR --quiet");
    assert_eq!((outcome.said, outcome.code), (said.clone(), Some(1)));
    // Rates that lie among the inputs.
    let outcome = story.run("report meta.csv rates.csv --project none.toml --currency EUR --quiet");
    assert_eq!((outcome.said, outcome.code), (said, Some(1)));
}

#[test]
fn the_same_rate_again_is_no_fault() {
    let row = "2026-09-01,USD,EUR,0.9\n";
    let story = story(&format!(
        "date,from,to,rate\n{row}{row}2026-09-01,EUR,USD,1.12\n"
    ));
    assert!(
        story.checked().contains("nothing wrong"),
        "{}",
        story.checked()
    );
}

#[test]
fn a_file_with_other_headers_is_told_by_them() {
    let story = story("day,base,quote,value\n2026-09-01,USD,EUR,0.9\n");
    assert_eq!(
        story.checked(),
        "social-roi.toml:4:9: money.rates: expected rates with the columns date, from, to, rate, \
         found rates.csv: an unknown header (line 1: `day,base,quote,value`)\n  \
         hint: a rate is how many of `to` one of `from` is: 2026-09-01,USD,EUR,0.86\n\
         social-roi.toml: 1 fault\n"
    );
    story.write("none.toml", "");
    let outcome =
        story.run("report meta.csv --project none.toml --rates rates.csv --currency EUR --quiet");
    assert_eq!(
        outcome.said,
        "error: rates.csv: expected rates with the columns date, from, to, rate, \
         found an unknown header (line 1: `day,base,quote,value`)\n\
         hint: a rate is how many of `to` one of `from` is: 2026-09-01,USD,EUR,0.86\n"
    );
}
