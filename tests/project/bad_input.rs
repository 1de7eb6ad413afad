//! Every kind of fault: its message whole, with place and repair.

use super::{Story, checked};

/// What is wrong in a project file, without the sum at the end; nothing where it is right.
fn faults(project: &str) -> String {
    let out = checked(project);
    if out.starts_with("social-roi.toml: nothing wrong\n") {
        return String::new();
    }
    let (faults, sum) = out.trim_end().rsplit_once('\n').unwrap();
    assert!(
        sum.starts_with("social-roi.toml: ") && sum.contains(" fault"),
        "{out}"
    );
    faults.to_owned()
}

#[test]
fn keys_that_are_unknown_name_the_nearest_or_all() {
    assert_eq!(
        faults("suorces = []\n[calendar]\nzzz = 1\n"),
        "social-roi.toml:1:1: suorces: expected a key of the project file, found `suorces`\n  \
         hint: did you mean `sources`?\n\
         social-roi.toml:3:1: calendar.zzz: expected a key of calendar, found `zzz`\n  \
         hint: keys: system, fiscal_year_start, week_start, time_zone"
    );
}

#[test]
fn an_assumption_without_source_owner_and_date_is_refused() {
    assert_eq!(
        faults(
            "[[assumptions]]\nkey = \"rho\"\nbase = 0.7\n\n[[assumptions]]\nkey = \"d\"\nbase = 1\nsource = \"Survey\"\nowner = \"Care\"\n"
        ),
        "social-roi.toml:1:1: assumptions `rho`: expected `source`, `owner` and `date`, found none of them\n  \
         hint: an assumption without source, owner and date is grade D2 and refused: say where the figure comes from, who answers for it and since when\n\
         social-roi.toml:5:1: assumptions `d`: expected `date`, found nothing\n  \
         hint: an assumption without source, owner and date is grade D2 and refused: say where the figure comes from, who answers for it and since when"
    );
}

/// An assumption with the lines that a test is about.
fn assumption(lines: &str) -> String {
    format!(
        "[[assumptions]]\nkey = \"rho\"\nsource = \"Survey\"\nowner = \"Care\"\ndate = 2026-06-30\n{lines}"
    )
}

#[test]
fn a_range_lies_around_its_base() {
    assert_eq!(
        faults(&assumption("base = 0.7\nlow = 0.8\nhigh = 0.6\n")),
        "social-roi.toml:7:7: assumptions.low `rho`: expected a figure up to base 0.7, found 0.8\n  \
         hint: low, base and high stand in this order\n\
         social-roi.toml:8:8: assumptions.high `rho`: expected a figure from base 0.7, found 0.6\n  \
         hint: low, base and high stand in this order"
    );
}

#[test]
fn an_assumption_has_a_grade_that_counts_and_does_not_end_before_it_begins() {
    assert_eq!(
        faults(&assumption(
            "base = 0.7\ngrade = \"D2\"\nexpires = 2026-01-01\n"
        )),
        "social-roi.toml:7:9: assumptions.grade: expected a grade up to D1, found `D2`\n  \
         hint: an assumption with source, owner and date is D1\n\
         social-roi.toml:8:11: assumptions.expires: expected a day from 2026-06-30 on, found 2026-01-01"
    );
}

#[test]
fn an_assumption_stands_once_for_a_day() {
    let twice = [assumption("base = 1\n"), assumption("base = 2\n")].concat();
    assert_eq!(
        faults(&twice),
        "social-roi.toml:8:7: assumptions.key: expected each assumption once, found `rho` again, after social-roi.toml:2\n  \
         hint: take one away, or give each a `period` of its own"
    );
    let years = [
        assumption("base = 1\nperiod = \"2025\"\n"),
        assumption("base = 2\nperiod = \"2026\"\n"),
    ];
    assert_eq!(faults(&years.concat()), "");
}

#[test]
fn a_margin_is_above_0_and_up_to_1() {
    for (margin, hint) in [
        ("1.4", "140 % of revenue cannot be margin; 50 % is 0.5"),
        ("0", "write 40 % as 0.4"),
        ("-0.2", "write 40 % as 0.4"),
        ("42", "42 % is 0.42"),
    ] {
        assert_eq!(
            faults(&format!("[margin]\nbase = {margin}\n")),
            format!(
                "social-roi.toml:2:8: margin.base: expected a fraction above 0 and up to 1, found `{margin}`\n  \
                 hint: {hint}"
            )
        );
    }
    assert_eq!(faults("[margin]\nbase = 1\n"), "");
}

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
fn paths_of_windows_and_percentages_are_told_how() {
    let special =
        "`\\` begins a special sign in double quotes: write `/` in its place, or the path";
    assert_eq!(
        faults("sources = [\"exports\\new\"]\n[money]\nrates = \"a\\temp.csv\"\n"),
        format!(
            "social-roi.toml:1:12: sources: expected a path, found `\"exports\\new\"`\n  \
             hint: {special} in single quotes\n\
             social-roi.toml:3:9: money.rates: expected a path, found `\"a\\temp.csv\"`\n  \
             hint: {special} in single quotes"
        )
    );
    assert_eq!(
        faults("sources = [\"exports\\data\"]\n"),
        format!(
            "social-roi.toml:1:21: expected paths, found `sources = [\"exports\\data\"]`\n  \
             hint: {special}s in single quotes"
        )
    );
    assert_eq!(
        faults("[allocation]\nshares = { paid = 40%, organic = 0.2 }\n"),
        "social-roi.toml:2:19: expected shares as fractions, found `shares = { paid = 40%, organic = 0.2 }`\n  \
         hint: write 0.4 for 40%"
    );
    assert!(faults("[margin]\nbase = \"40%\"\n").ends_with("hint: write 0.4 without quotes"));
}

#[test]
fn a_budget_and_a_target_are_for_platforms_that_exist() {
    let plan = |platform: &str, more: &str| {
        format!(
            "[[targets]]\nmetric = \"roas\"\nscope = \"platform={platform}\"\nperiod = \"2026\"\nvalue = 4\n\
             [[budget]]\nscope = \"platform={platform}\"\nperiod = \"2026\"\nplanned = 4\n{more}"
        )
    };
    let hint = "did you mean `meta`? another one is known by an account in [[accounts]]";
    assert_eq!(
        faults(&plan("metta", "")),
        format!(
            "social-roi.toml:3:9: targets.scope: expected a platform, found `platform=metta`\n  hint: {hint}\n\
             social-roi.toml:7:9: budget.scope: expected a platform, found `platform=metta`\n  hint: {hint}"
        )
    );
    let account = "[[accounts]]\naccount = \"A\"\nplatform = \"metta\"\n";
    assert_eq!(faults(&plan("metta", account)), "");
    for name in ["meta", "instagram", "met*"] {
        let told = checked(&plan(name, ""));
        assert!(!told.contains("note:"), "{told}");
    }
    let told = checked(&plan("billboards", ""));
    assert!(
        told.contains(
            "  note: neither the program nor the project knows `platform=billboards` (social-roi.toml:6:1): `check` tells whether the files have it\n"
        ),
        "{told}"
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
fn targets_are_for_metrics_that_exist() {
    assert_eq!(
        faults(
            "[[targets]]\nmetric = \"rosa\"\nscope = \"plattform=meta\"\nperiod = \"2026-Q4\"\nvalue = 4\n"
        ),
        "social-roi.toml:2:10: targets.metric: expected a metric, found `\"rosa\"`\n  \
         hint: did you mean `roas`?\n\
         social-roi.toml:3:9: targets.scope: expected conditions like platform=meta, found `\"plattform=meta\"`\n  \
         hint: did you mean `platform`?"
    );
    // A metric of the project's own is one too.
    let own = "[[metrics]]\nname = \"spend_per_share\"\ntitle = \"Spend per share\"\nunit = \"money\"\nnum = \"sum(ad_spend.spend)\"\nden = \"sum(posts.shares)\"\n[[targets]]\nmetric = \"spend_per_share\"\nperiod = \"2026\"\nvalue = 2\n";
    assert!(checked(own).contains("nothing wrong"), "{}", checked(own));
}

#[test]
fn a_metric_of_ones_own_can_be_computed() {
    let own = "[[metrics]]\nname = \"roas\"\ntitle = \"R\"\nunit = \"money\"\nnum = \"summ(ad_spend.spend)\"\nden = \"sum(outcomes.value)\"\n[[metrics]]\nname = \"Mine\"\nunit = \"money\"\nnum = \"spend\"\n";
    assert_eq!(
        faults(own),
        "social-roi.toml:2:8: metrics.name: expected a name of your own, found `roas`, which the program has itself\n  \
         hint: call it otherwise, like `own_roas`; `social-roi explain roas` says what the program means by it\n\
         social-roi.toml:5:7: metrics.num `roas`: expected a formula that can be computed, found unknown operation `summ`: expected sum, rows, unique, uniform, last, first, mean, median, p90, days, distinct or mean_of_ratios\n  \
         hint: did you mean `sum`?\n\
         social-roi.toml:6:7: metrics.den `roas`: expected a formula that can be computed, found unknown table `outcomes`\n  \
         hint: did you mean `conversions`? `social-roi formats TABLE` shows the columns of a table\n\
         social-roi.toml:7:1: metrics `Mine`: expected `title`, found nothing\n  \
         hint: write `title = \"Spend per share\"`\n\
         social-roi.toml:8:8: metrics.name: expected a name of lower-case letters, digits and `_`, found `Mine`\n  \
         hint: it becomes the head of a column: write it like `spend_per_share`\n\
         social-roi.toml:10:7: metrics.num `Mine`: expected a formula that can be computed, found `spend` is no formula: expected a sum of `operation(table.column)`\n  \
         hint: write it like `sum(ad_spend.spend)`; `social-roi metrics` shows the form of formulas"
    );
}

#[test]
fn a_benchmark_has_a_source_and_a_saving_too() {
    assert_eq!(
        faults(
            "[[benchmarks]]\nmetric = \"ctr\"\nvalue = 0.012\n[[savings]]\nperiod = \"2026-09\"\nfunction = \"recruiting\"\nwhat = \"cancelled_contract\"\namount = 10\n"
        ),
        "social-roi.toml:1:1: benchmarks `ctr`: expected `source` and `date`, found none of them\n  \
         hint: a benchmark without a source is refused: name the report and its date\n\
         social-roi.toml:4:1: savings: expected `source`, `owner` and `date`, found none of them\n  \
         hint: a saving without source, owner and date is grade D2 and refused: say which contract or plan it stood in"
    );
}

#[test]
fn rules_of_a_mapping_can_be_reached_and_lead_to_an_end() {
    let rule =
        |campaign: &str, line: &str| format!("[[mapping]]\ncampaign = \"{campaign}\"\n{line}\n");
    let goal = "goal = \"x\"";
    assert_eq!(
        faults(
            &[
                rule("Jobs*", goal),
                rule("Jobs*", goal),
                rule("Jobs 2026*", goal),
                rule("*", "platform = \"meta\"")
            ]
            .concat()
        ),
        "social-roi.toml:5:12: mapping.campaign: expected each pattern once, found `Jobs*` again, after line 2\n  \
         hint: the first rule that matches counts: put the narrower one first, or take one away\n\
         social-roi.toml:8:12: mapping.campaign: expected a pattern that names can reach, found `Jobs 2026*`, all of which `Jobs*` of line 2 takes\n  \
         hint: the first rule that matches counts: put the narrower one first, or take one away\n\
         social-roi.toml:10:1: mapping: expected `channel`, `function`, `goal` or `rename`, found none of them\n  \
         hint: say what such campaigns are for"
    );
    assert_eq!(
        faults(
            &[
                rule("A", "rename = \"B\""),
                rule("B", "rename = \"C\""),
                rule("C", "rename = \"A\"")
            ]
            .concat()
        ),
        "social-roi.toml:2:12: mapping.rename: expected names that lead to an end, found a circle: `B` to `C` to `A`\n  \
         hint: let every rule give the last name at once"
    );
    // Several names under one is what renaming is for.
    assert_eq!(
        faults(&[rule("A*", "rename = \"A\""), rule("B*", "rename = \"A\"")].concat()),
        ""
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
fn an_experiment_is_graded_by_its_method() {
    let out = faults(
        "[[experiments]]\nexp_id = \"e\"\nmethod = \"synthetic_control\"\nstart = 2026-04-15\nend = 2026-03-01\ngrade = \"A1\"\n[[experiments.cells]]\ncell = \"treated\"\nn = 10\nconversions = 12\n",
    );
    assert_eq!(
        out,
        "social-roi.toml:5:7: experiments.end: expected a day from 2026-04-15 on, found 2026-03-01\n\
         social-roi.toml:6:9: experiments.grade: expected A2, found `A1`\n  \
         hint: synthetic_control is A2 at best; without a test it is no experiment\n\
         social-roi.toml:10:15: experiments.cells.conversions: expected up to 10, found 12\n  \
         hint: people who converted, each once"
    );
}

#[test]
fn settings_take_their_words_and_numbers() {
    assert_eq!(
        faults(
            "[calendar]\nsystem = \"lunar\"\nfiscal_year_start = 13\nweek_start = \"mondey\"\ntime_zone = \"Berlin\"\n[attribution]\nmodel = \"linaer\"\nmarkov_order = 1.5\ntouch_types = [\"clik\"]\n[sources]\nad_spent = \"x\"\n"
        ),
        "social-roi.toml:2:10: calendar.system: expected gregorian or jalali, found `\"lunar\"`\n\
         social-roi.toml:3:21: calendar.fiscal_year_start: expected a whole number from 1 to 12, found `13`\n\
         social-roi.toml:4:14: calendar.week_start: expected monday or tuesday or wednesday or thursday or friday or saturday or sunday, found `\"mondey\"`\n  \
         hint: did you mean `monday`?\n\
         social-roi.toml:5:13: calendar.time_zone: expected a time zone, found `\"Berlin\"`\n  \
         hint: did you mean `Europe/Berlin`?\n\
         social-roi.toml:7:9: attribution.model: expected an attribution model, found `\"linaer\"`\n  \
         hint: did you mean `linear`?\n\
         social-roi.toml:8:16: attribution.markov_order: expected a whole number from 1 to 4, found `1.5`\n\
         social-roi.toml:9:16: attribution.touch_types: expected click or view, found `clik`\n\
         social-roi.toml:11:1: sources.ad_spent: expected a canonical table, found `ad_spent`\n  \
         hint: did you mean `ad_spend`?"
    );
}

#[test]
fn values_have_the_kind_of_their_key() {
    assert_eq!(
        faults(
            "sources = 3\nprofiles = 2026-01-01\nmargin = 0.4\ncosts = \"costs.csv\"\n[[budget]]\nperiod = \"2026-09..\"\nplanned = \"900\"\n"
        ),
        "social-roi.toml:1:11: sources: expected a text, found `3`\n  \
         hint: put it in quotes\n\
         social-roi.toml:2:12: profiles: expected a text, found `2026-01-01`\n  \
         hint: put it in quotes\n\
         social-roi.toml:3:10: margin: expected a table, found `0.4`\n  \
         hint: begin it with `[margin]`\n\
         social-roi.toml:4:9: costs: expected rows, found `\"costs.csv\"`\n  \
         hint: begin it with `[[costs]]`\n\
         social-roi.toml:6:10: budget.period: expected a period with both ends, found `\"2026-09..\"`\n  \
         hint: write 2026-09, 2026-Q3, 2026, 2026-09-15 or 2026-09-01..2026-09-30\n\
         social-roi.toml:7:11: budget.planned: expected a number above zero, found `\"900\"`\n  \
         hint: take the quotes away"
    );
}

#[test]
fn a_line_that_is_not_toml_is_told_with_what_else_is_wrong() {
    assert_eq!(
        faults("[margin]\nbase = 0,4\nlow = 2\n"),
        "social-roi.toml:2:9: expected a number, found `base = 0,4`\n  \
         hint: write 0.4\n\
         social-roi.toml:3:7: margin.low: expected a fraction above 0 and up to 1, found `2`\n  \
         hint: 2 % is 0.02"
    );
    assert_eq!(
        faults("[margin]\nbase = 0.4\ndate = 15.01.2026\n"),
        "social-roi.toml:3:13: expected a day, found `date = 15.01.2026`\n  \
         hint: write 2026-01-15, without quotes"
    );
    assert_eq!(
        faults("[margin]\nbase = 0.4\nowner = Finance team\n"),
        "social-roi.toml:3:9: expected a text in quotes, found `owner = Finance team`\n  \
         hint: write `owner = \"Finance team\"`"
    );
    assert_eq!(
        faults("sources = [\"data\"\n[money]\ncurrency = \"EUR\"\n"),
        "social-roi.toml:1:1: expected a list that ends with `]`, found `sources = [\"data\"`\n  \
         hint: write `sources = [\"data\"]`"
    );
    let twice = faults("[margin]\nbase = 0.4\nbase = 0.5\n");
    assert!(
        twice.starts_with(
            "social-roi.toml:3:1: expected each key once in its table, found `base = 0.5`\n  hint: take one of the lines away"
        ),
        "{twice}"
    );
}

/// The list of the project file's bad input, all in one file and its sheets.
#[test]
fn everything_wrong_is_told_at_once() {
    let project = [
        "[money]\ncurrency = \"EUR\"\n[sheets]\ncosts = \"costs.csv\"\ntargets = \"gone.csv\"\n[margin]\nbase = 1.4\n",
        "[[assumptions]]\nkey = \"rho\"\nbase = 0.4\nlow = 0.5\n",
        "[[labour]]\nperiod = \"2026-09\"\nfunction = \"car\"\nhours = 1\n",
        "[[labour]]\nperiod = \"2026-09\"\nfunction = \"care\"\nhours = 1\n",
        "[[targets]]\nmetric = \"rosa\"\nperiod = \"2026\"\nvalue = 1\n",
        "[[mapping]]\ncampaign = \"A\"\nrename = \"B\"\n[[mapping]]\ncampaign = \"B\"\nrename = \"A\"\n",
        "[[finance]]\nperiod = \"2026-09\"\n[[finance]]\nperiod = \"2026-Q3\"\n",
    ];
    let story = Story::new(&[
        ("social-roi.toml", &project.concat()),
        (
            "costs.csv",
            "period,function,cost_type,amount,currency\n2026-09,paid,tools,twelve,\n2026-09,paid,tools,12,USD\n",
        ),
    ]);
    let out = story.checked();
    for place in [
        "social-roi.toml:5:11: sheets.targets: expected a sheet that can be read, found ",
        "social-roi.toml:7:8: margin.base: ",
        "social-roi.toml:8:1: assumptions `rho`: ",
        "social-roi.toml:11:7: assumptions.low `rho`: ",
        "social-roi.toml:12:1: labour: expected a rate",
        "social-roi.toml:14:12: labour.function: ",
        "social-roi.toml:16:1: labour: expected a rate",
        "social-roi.toml:21:10: targets.metric: ",
        "social-roi.toml:25:12: mapping.rename: ",
        "social-roi.toml:33:10: finance.period: ",
        "costs.csv:2:4: costs.amount: ",
        "costs.csv:3:5: costs.currency: ",
    ] {
        assert!(out.contains(place), "{place} is not in\n{out}");
    }
    assert!(
        out.ends_with("social-roi.toml: 12 faults (10 in social-roi.toml, 2 in costs.csv)\n"),
        "{out}"
    );
}

#[test]
fn other_commands_stop_where_the_project_is_wrong() {
    let story = Story::new(&[(
        "social-roi.toml",
        "[margin]\nbase = 1.4\n[calendar]\nx = 1\n",
    )]);
    let outcome = story.run("report");
    assert_eq!(outcome.code, Some(1));
    assert_eq!(outcome.out, "");
    assert_eq!(
        outcome.said,
        "error: social-roi.toml:2:8: margin.base: expected a fraction above 0 and up to 1, found `1.4`\n\
         hint: 140 % of revenue cannot be margin; 50 % is 0.5\n\
         error: social-roi.toml:4:1: calendar.x: expected a key of calendar, found `x`\n\
         hint: keys: system, fiscal_year_start, week_start, time_zone\n"
    );
    // What could mend it still works.
    assert_eq!(story.run("metrics --format csv").code, Some(0));
    assert_eq!(story.run("explain roas").code, Some(0));
}

#[test]
fn without_a_project_there_is_nothing_to_check() {
    let outcome = Story::new(&[]).run("check --project-only");
    assert_eq!(outcome.code, Some(1));
    assert_eq!(
        outcome.said,
        "error: no project file here or in a folder above\nhint: `social-roi init` writes one; `--project FILE` names one\n"
    );
}

#[test]
fn faults_are_data_for_programs() {
    let story = Story::new(&[("social-roi.toml", "[margin]\nbase = 1.4\n")]);
    let outcome = story.run("check --project-only --format json");
    assert_eq!(outcome.code, Some(3));
    let found: serde_json::Value = serde_json::from_str(&outcome.out).unwrap();
    assert_eq!(found["valid"], false);
    assert_eq!(
        found["faults"],
        serde_json::json!([{
            "file": "social-roi.toml",
            "line": 2,
            "column": 8,
            "key": "margin.base",
            "expected": "a fraction above 0 and up to 1",
            "found": "`1.4`",
            "hint": "140 % of revenue cannot be margin; 50 % is 0.5",
        }])
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

/// Two names of one platform would be two lines of one scope, so that its value counted twice.
#[test]
fn two_names_of_one_platform_are_one_assumption() {
    let revenue = |name: &str, more: &str| {
        format!(
            "[[assumptions]]\nkey = \"incremental_revenue_{name}\"\nbase = 100\nunit = \"EUR\"\nsource = \"Survey\"\nowner = \"Media\"\ndate = 2026-06-30\n{more}"
        )
    };
    let head = "[money]\ncurrency = \"EUR\"\n";
    let two = |more: &str| {
        faults(&format!(
            "{head}{}{}",
            revenue("Meta", more),
            revenue("facebook", more)
        ))
    };
    assert_eq!(
        two(""),
        "social-roi.toml:11:7: assumptions.key: expected each assumption once, found `incremental_revenue_facebook`, \
         which means the same as `incremental_revenue_Meta` of social-roi.toml:4\n  \
         hint: take one away, or give each a `period` of its own"
    );
    let days = two("period = \"2026-06\"\n");
    assert!(
        days.contains("assumptions.period: expected periods that do not overlap, found 2026-06"),
        "{days}"
    );
    let apart = format!("{head}{}{}", revenue("Meta", ""), revenue("tiktok", ""));
    assert_eq!(faults(&apart), "");
}

#[test]
fn codes_of_creators_are_some_each_once_and_none_of_everything() {
    assert_eq!(
        faults("[creators]\ncodes = [\"ANNA10\", \"**\", \"anna10\", \"LENA-[\"]\n"),
        "social-roi.toml:2:20: creators.codes: expected a pattern with letters of a code, found `**`\n  \
         hint: every order with a code would be a creator's: write the letters that theirs begin or end with\n\
         social-roi.toml:2:26: creators.codes: expected each code once, found `anna10` again, after line 2\n  \
         hint: shops take a code in capitals or not: take one away\n\
         social-roi.toml:2:36: creators.codes: expected a pattern, found `LENA-[`\n  \
         hint: `*` stands for any text, `?` for one letter"
    );
    assert_eq!(
        faults("[creators]\ncodes = []\n"),
        "social-roi.toml:2:9: creators.codes: expected at least one code, found none\n  \
         hint: leave [creators] out where they have no codes"
    );
    assert_eq!(
        faults("[creators]\ncode = \"ANNA10\"\n[creator]\n"),
        "social-roi.toml:1:1: creators: expected `codes`, found nothing\n  \
         hint: write `codes = [\"ANNA10\", \"LENA-*\"]`\n\
         social-roi.toml:2:1: creators.code: expected a key of creators, found `code`\n  \
         hint: did you mean `codes`?\n\
         social-roi.toml:3:2: creator: expected a key of the project file, found `creator`\n  \
         hint: did you mean `creators`?"
    );
}
