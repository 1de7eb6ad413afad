//! What entries mean: exact figures with the places they stand at.

use std::path::Path;

use social_roi::project::{AllocationKey, CostAmount, Draft, Known, Project};
use social_roi::schema::{Amount, Function, Grade};
use social_roi::time::Period;

fn project(text: &str) -> Project {
    let known = Known {
        metrics: vec!["roas".into()],
        shares: Vec::new(),
        models: vec!["linear".into()],
        rules: vec!["join-rate".into()],
        allow_undocumented: false,
    };
    let rate =
        |from: &str, to: &str, _: &Period| (from == "USD" && to == "EUR").then(|| amount("0.9"));
    let (project, faults) =
        Draft::parse("social-roi.toml", Path::new("shop"), text, known).finish(&[], &rate);
    assert_eq!(faults, []);
    project
}

fn amount(text: &str) -> Amount {
    Amount::from_plain(text).unwrap()
}

/// F-02 of the metric catalogue: 42,000 × 1.28 / 1,800 = 29.87; with 85 % utilisation 35.14.
#[test]
fn a_loaded_rate_is_worked_out_from_pay() {
    for (line, rate) in [("", 29.87), ("utilisation = 0.85\n", 35.14)] {
        let project = project(&format!(
            "[[roles]]\nrole = \"manager\"\nannual_pay = 42000\non_cost = 0.28\npaid_hours = 2080\nleave_hours = 200\nholiday_hours = 80\n{line}"
        ));
        let found = project.roles[0].loaded_rate.to_f64();
        assert!((found - rate).abs() < 0.005, "{found}");
    }
}

/// Section 5.4 of the metric catalogue: labour 910 h × 38 = 34,580.
#[test]
fn hours_take_the_assumed_rate_and_overhead_a_share_of_them() {
    let project = project(
        "[[assumptions]]\nkey = \"loaded_rate\"\nbase = 38\nlow = 32\nhigh = 45\nsource = \"Payroll\"\nowner = \"People\"\ndate = 2026-01-15\n\
         [[labour]]\nperiod = \"2026-09\"\nfunction = \"paid\"\nhours = 910\n\
         [[costs]]\nperiod = \"2026-09\"\nfunction = \"shared\"\ncost_type = \"overhead\"\nshare_of_labour = 0.1\n",
    );
    let labour = &project.labour[0];
    assert_eq!(labour.cost(), Some(amount("34580")));
    assert!(labour.rate_assumed);
    assert_eq!(labour.rate_spot.to_string(), "social-roi.toml:1:1");
    assert_eq!(
        project.costs[0].amount,
        CostAmount::ShareOfLabour(amount("0.1"))
    );
}

#[test]
fn money_is_kept_as_written_and_in_the_currency_of_reports() {
    let project = project(
        "[money]\ncurrency = \"EUR\"\n[[costs]]\nperiod = \"2026-09\"\nfunction = \"shared\"\ncost_type = \"tools\"\namount = 10.1\ncurrency = \"USD\"\nvendor = \"Tool\"\n",
    );
    let cost = &project.costs[0];
    let CostAmount::Money(money) = &cost.amount else {
        panic!("an amount");
    };
    assert_eq!(
        (money.amount, money.currency.as_deref(), money.reported),
        (amount("10.1"), Some("USD"), amount("9.09"))
    );
    assert_eq!(
        (cost.function, cost.vendor.as_deref()),
        (None, Some("Tool"))
    );
    assert_eq!(cost.spot.to_string(), "social-roi.toml:3:1");
}

#[test]
fn assumptions_are_d1_unless_they_say_more() {
    let one = "[[assumptions]]\nkey = \"a\"\nbase = 0.4\nsource = \"Survey\"\nowner = \"Care\"\ndate = 2026-06-30\n";
    assert_eq!(project(one).assumptions[0].grade, Grade::D1);
    let survey = project(&format!("{one}grade = \"C2\"\nlow = 0.25\nhigh = 0.55\n"));
    assert_eq!(survey.assumptions[0].grade, Grade::C2);
    assert_eq!(survey.assumptions[0].range.low, Some(amount("0.25")));
}

#[test]
fn a_margin_is_that_of_the_product_else_of_the_month_else_the_one() {
    let project = project(
        "[margin]\nbase = 0.4\nproduct = { Shoes = 0.3 }\nmonth = { \"2026-11\" = 0.35 }\n",
    );
    let margin = project.margin.unwrap();
    let november: Period =
        Period::new("2026-11-01".parse().unwrap(), "2026-11-30".parse().unwrap()).unwrap();
    let october =
        Period::new("2026-10-01".parse().unwrap(), "2026-10-31".parse().unwrap()).unwrap();
    assert_eq!(margin.of(Some("Shoes"), &november), amount("0.3"));
    assert_eq!(margin.of(Some("Bags"), &november), amount("0.35"));
    assert_eq!(margin.of(None, &october), amount("0.4"));
}

#[test]
fn the_first_rule_that_matches_counts() {
    let project = project(
        "[[mapping]]\ncampaign = \"Jobs*\"\nplatform = \"linkedin\"\nfunction = \"recruiting\"\n[[mapping]]\ncampaign = \"*\"\nchannel = \"Paid Social\"\n",
    );
    let function = |platform| {
        project
            .mapping
            .rule("Jobs 2026", Some(platform))
            .unwrap()
            .function
    };
    assert_eq!(function("linkedin"), Some(Function::Recruiting));
    assert_eq!(function("meta"), None);
}

#[test]
fn days_of_the_jalali_calendar_are_known_by_their_year() {
    let project = project(
        "[[budget]]\nperiod = \"1405-07\"\nplanned = 5\n[[counts]]\nkey = \"x\"\nperiod = \"2026-09\"\nvalue = 1\n",
    );
    assert_eq!(project.budgets[0].period.start.to_string(), "2026-09-23");
    assert_eq!(project.counts[0].period.end.to_string(), "2026-09-30");
}

#[test]
fn paths_are_relative_to_the_file() {
    let project = project(
        "sources = [\"exports\", \"-\"]\nprofiles = \"mine\"\n[allocation]\nkey = \"direct_cost\"\n",
    );
    assert_eq!(project.inputs(), ["shop/exports", "-"]);
    assert_eq!(project.profiles.as_deref(), Some(Path::new("shop/mine")));
    assert_eq!(project.allocation.key, Some(AllocationKey::DirectCost));
}
