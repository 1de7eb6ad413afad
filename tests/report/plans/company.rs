//! Figures of the whole company, from a sheet of finance.

use super::{CONSTANTS, COSTS, FINANCE, LABOUR, story};
use crate::{META, Story};

/// 7000 / 800 = 8.75 and its inverse; 1600 / 800 = 2; (800 + 60 of an agency + 2 × 20 of hours) / 30 = 30.
#[test]
fn figures_of_the_whole_company_have_a_total_and_months() {
    let story = story(&[
        ("finance.csv", FINANCE),
        ("costs.csv", COSTS),
        ("labour.csv", LABOUR),
    ]);
    let metrics = "--metrics mer,adcost_ratio,amer,cac_b --currency-of shop.csv=EUR";
    let head = "mer,ad_cost_ratio,acquisition_mer,cac_blended";
    story.report(&format!(". {metrics}")).prints(&[
        &format!("{head},{CONSTANTS}"),
        "8.75,0.1142857143,2,30,EUR,4,false,1.000000,0.912500",
    ]);
    story.report(&format!(". {metrics} --by month")).prints(&[
        &format!("month,{head},{CONSTANTS}"),
        "2026-01,8,0.125,2,30,EUR,4,false,1.000000,0.912500",
        "2026-02,10,0.1,2,30,EUR,4,false,1.000000,0.912500",
    ]);
}

/// By platform the company's figures are undefined, never repeated; a note says where they are.
#[test]
fn a_figure_of_the_whole_company_is_no_platforms() {
    let story = story(&[("finance.csv", FINANCE)]);
    let what = ". --metrics mer,spend --currency-of shop.csv=EUR";
    let outcome = story.report(&format!("{what} --format json"));
    let rows: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
    assert_eq!(rows[0]["platform"], "meta");
    assert_eq!(rows[0]["mer"], serde_json::Value::Null);
    assert_eq!(rows[0]["mer_status"], "not_supplied");
    let outcome = story.report(&format!("{what} --format table --width 200"));
    assert!(outcome.out.contains("8.75"), "{}", outcome.out);
    let note = "note: mer: known for the whole company, not by platform (`--by month` and `--totals` show it)";
    assert!(outcome.out.contains(note), "{}", outcome.out);
}

/// A quarter's figures are shared out by days: January has 31 of 90 days, 31/90 of 9000 = 3100.
#[test]
fn figures_of_a_quarter_are_shared_out_by_days() {
    let story = Story::new(&[
        ("meta.csv", META),
        (
            "finance.csv",
            "period,total_revenue,total_marketing_spend\n2026-Q1,9000,900\n",
        ),
        (
            "costs.csv",
            "period,function,cost_type,amount\n2026-Q1,organic,tools,900\n",
        ),
    ]);
    story
        .report(". --period 2026-01 --metrics mer,programme_cost --by month")
        .prints(&[
            "month,mer,programme_cost,currency,cost_types,margin_given",
            // 100 + 30.50 of media and 310 of tools.
            "2026-01,10,440.5,EUR,2,false",
        ]);
}
