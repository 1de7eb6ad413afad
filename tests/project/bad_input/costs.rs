//! Costs, hours, roles and how they are shared out.

use super::faults;
use crate::Story;

#[test]
fn periods_of_one_thing_do_not_overlap() {
    let cost = |period: &str| {
        format!(
            "[[costs]]\nperiod = \"{period}\"\nfunction = \"organic\"\ncost_type = \"tools\"\namount = 9{}\n",
            period.len()
        )
    };
    assert_eq!(
        faults(&[cost("2026-09"), cost("2026-Q3")].concat()),
        "social-roi.toml:7:10: costs.period: expected periods that do not overlap, found 2026-07-01..2026-09-30, and 2026-09-01..2026-09-30 in social-roi.toml:2\n  \
         hint: share the days out so that none belongs to two of them, or take one away"
    );
    assert_eq!(
        faults(
            "[[budget]]\nperiod = \"2026\"\nplanned = 9\n[[budget]]\nperiod = \"2026-09\"\nplanned = 1\n"
        ),
        "social-roi.toml:5:10: budget.period: expected periods that do not overlap, found 2026-09-01..2026-09-30, and 2026-01-01..2026-12-31 in social-roi.toml:2\n  \
         hint: share the days out so that none belongs to two of them, or take one away"
    );
    // Media of two platforms are two things.
    let media = |period: &str, platform: &str| {
        format!(
            "[[costs]]\nperiod = \"{period}\"\nfunction = \"paid\"\ncost_type = \"media\"\namount = 9\nplatform = \"{platform}\"\n"
        )
    };
    let two = [media("2026-08", "tiktok"), media("2026-Q3", "google_ads")];
    assert_eq!(faults(&two.concat()), "");
    let same = [media("2026-08", "tiktok"), media("2026-Q3", "tiktok")];
    assert!(faults(&same.concat()).contains("periods that do not overlap"));
    // A month may have a target inside a quarter's, and a margin its own month.
    let target = |period: &str| {
        format!("[[targets]]\nmetric = \"roas\"\nperiod = \"{period}\"\nvalue = 4\n")
    };
    assert_eq!(faults(&[target("2026-Q3"), target("2026-09")].concat()), "");
    assert_eq!(
        faults(&[target("2026-09"), target("2026-09-15..2026-10-15")].concat()),
        "social-roi.toml:7:10: targets.period: expected periods that do not overlap, found 2026-09-15..2026-10-15, and 2026-09-01..2026-09-30 in social-roi.toml:3\n  \
         hint: share the days out so that none belongs to two of them, or take one away"
    );
}

#[test]
fn functions_and_types_of_cost_are_known() {
    assert_eq!(
        faults(
            "[[costs]]\nperiod = \"2026-09\"\nfunction = \"recruting\"\ncost_type = \"wages\"\namount = 1\n"
        ),
        "social-roi.toml:3:12: costs.function: expected a function, found `\"recruting\"`\n  \
         hint: did you mean `recruiting`?\n\
         social-roi.toml:4:13: costs.cost_type: expected a type of cost, found `\"wages\"`\n  \
         hint: did you mean `labour`?"
    );
    assert_eq!(
        faults("[[counts]]\nkey = \"x\"\nperiod = \"2026-09\"\nfunction = \"zebra\"\nvalue = 1\n"),
        "social-roi.toml:4:12: counts.function: expected a function, found `\"zebra\"`\n  \
         hint: one of paid, organic, sales, pr, care, recruiting, it, policy, brand, risk, innovation"
    );
}

#[test]
fn hours_have_a_rate() {
    let labour = "[[labour]]\nperiod = \"2026-09\"\nfunction = \"care\"\nhours = 12\n";
    assert_eq!(
        faults(labour),
        "social-roi.toml:1:1: labour: expected a rate for these hours, found hours without a rate\n  \
         hint: give `loaded_rate`, a `role` of [[roles]], or an assumption `loaded_rate`"
    );
    let role = "role = \"manger\"\n[[roles]]\nrole = \"manager\"\nloaded_rate = 30\n";
    assert_eq!(
        faults(&format!("{labour}{role}")),
        "social-roi.toml:5:8: labour: expected a rate for these hours, found `manger`, which no role is called\n  \
         hint: did you mean `manager`?"
    );
}

#[test]
fn a_role_has_a_rate_or_what_it_is_worked_out_from() {
    assert_eq!(
        faults(
            "[[roles]]\nrole = \"a\"\n[[roles]]\nrole = \"b\"\nannual_pay = 42000\npaid_hours = 100\nleave_hours = 100\n"
        ),
        "social-roi.toml:1:1: roles: expected `loaded_rate`, or `annual_pay` and `paid_hours`, found neither\n  \
         hint: annual_pay and paid_hours are the least; on_cost, leave_hours, holiday_hours and utilisation mend them\n\
         social-roi.toml:6:14: roles.paid_hours: expected more paid hours than leave and holidays, found 0 left\n  \
         hint: all three are hours of a year"
    );
}

#[test]
fn cost_in_another_currency_has_a_rate() {
    let project = "[money]\ncurrency = \"EUR\"\n[[costs]]\nperiod = \"2026-09\"\nfunction = \"shared\"\ncost_type = \"tools\"\namount = 10\ncurrency = \"USD\"\n";
    assert_eq!(
        faults(project),
        "social-roi.toml:8:12: costs.currency: expected EUR, or a rate USD to EUR for 2026-09-01..2026-09-30, found no rate\n  \
         hint: name a CSV of date, from, to, rate as `rates` of [money]; a rate holds for at most 7 days"
    );
    let gaps = Story::new(&[
        (
            "rates.csv",
            "date,from,to,rate\n2026-01-05,USD,INR,83\n2026-01-12,USD,INR,83\n2026-01-28,USD,INR,84\n",
        ),
        (
            "social-roi.toml",
            "[money]\ncurrency = \"INR\"\nrates = \"rates.csv\"\n[[costs]]\nperiod = \"2026-01\"\nfunction = \"paid\"\ncost_type = \"tools\"\namount = 10\ncurrency = \"USD\"\n",
        ),
    ]);
    assert!(
        gaps.checked().contains(
            "expected INR, or a rate USD to INR for 2026-01-01..2026-01-31, found no rate for 2026-01-01..2026-01-04, 2026-01-20..2026-01-27\n"
        ),
        "{}",
        gaps.checked()
    );
    let two = "[[costs]]\nperiod = \"2026-09\"\nfunction = \"shared\"\ncost_type = \"tools\"\namount = 10\ncurrency = \"USD\"\n[[costs]]\nperiod = \"2026-09\"\nfunction = \"paid\"\ncost_type = \"tools\"\namount = 10\ncurrency = \"GBP\"\n";
    assert!(faults(two).starts_with("social-roi.toml:12:12: costs.currency: expected USD, as before, found `GBP`\n  hint: say which to report in with `currency` of [money], and name `rates`"), "{}", faults(two));
    assert_eq!(
        faults("[money]\ncurrency = \"eur\"\nrates = \"none.csv\"\n"),
        "social-roi.toml:2:12: money.currency: expected an ISO 4217 currency code, found `\"eur\"`\n  \
         hint: did you mean `EUR`?\n\
         social-roi.toml:3:9: money.rates: expected a CSV of date, from, to, rate, found none.csv: no such file or folder"
    );
}

#[test]
fn a_role_with_a_fault_is_a_role() {
    assert_eq!(
        faults(
            "[[roles]]\nrole = \"manager\"\nannual_pay = 42000\non_cost = 30\npaid_hours = 2000\n[[labour]]\nperiod = \"2026-01\"\nfunction = \"paid\"\nrole = \"Manager\"\nhours = 3\n"
        ),
        "social-roi.toml:4:11: roles.on_cost: expected a fraction from 0 to 1, found `30`\n  \
         hint: 30 % is 0.3"
    );
}

#[test]
fn shares_of_an_allocation_are_up_to_1_together() {
    assert_eq!(
        faults(
            "[allocation]\nkey = \"shares\"\nshares = { paid = 0.7, organic = 0.5, zebra = 0.1 }\n"
        ),
        "social-roi.toml:3:10: allocation.shares: expected shares up to 1 together, found 1.2\n  \
         hint: what no share takes stays visible as unallocated\n\
         social-roi.toml:3:39: allocation.shares.zebra: expected a function, found `zebra`\n  \
         hint: one of paid, organic, sales, pr, care, recruiting, it, policy, brand, risk, innovation"
    );
}

#[test]
fn a_cost_that_stands_twice_is_refused_but_two_invoices_are_not() {
    let cost = |line: &str| {
        format!(
            "[[costs]]\nperiod = \"2026-09\"\nfunction = \"paid\"\ncost_type = \"tools\"\n{line}\n"
        )
    };
    assert_eq!(
        faults(&[cost("amount = 9"), cost("amount = 9")].concat()),
        "social-roi.toml:6:1: costs: expected each cost once, found the row of social-roi.toml:1 again\n  \
         hint: take one away; two real ones differ in vendor or note"
    );
    assert_eq!(
        faults(&[cost("amount = 9"), cost("amount = 8")].concat()),
        ""
    );
    assert_eq!(
        faults(
            &[
                cost(""),
                cost("amount = 9\nshare_of_labour = 0.1"),
                cost("share_of_labour = 0.1")
            ]
            .concat()
        ),
        "social-roi.toml:1:1: costs: expected `amount` or `share_of_labour`, found neither\n\
         social-roi.toml:6:1: costs: expected `amount` or `share_of_labour`, found both\n\
         social-roi.toml:16:19: costs.share_of_labour: expected an `amount`, found a share\n  \
         hint: only overhead may be a share of labour"
    );
}
