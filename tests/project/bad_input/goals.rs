//! Targets, budgets, benchmarks, savings, experiments and metrics of one's own.

use super::faults;
use crate::checked;

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
fn an_experiment_is_graded_by_its_method() {
    let out = faults(
        "[[experiments]]\nexp_id = \"e\"\nmethod = \"synthetic_control\"\nstart = 2026-04-15\nend = 2026-03-01\ngrade = \"A1\"\nsource = \"s\"\nowner = \"o\"\n[[experiments.cells]]\ncell = \"treated\"\nn = 10\nconversions = 12\n",
    );
    assert_eq!(
        out,
        "social-roi.toml:5:7: experiments.end: expected a day from 2026-04-15 on, found 2026-03-01\n\
         social-roi.toml:6:9: experiments.grade: expected A2, found `A1`\n  \
         hint: synthetic_control is A2 at best; without a test it is no experiment\n\
         social-roi.toml:12:15: experiments.cells.conversions: expected up to 10, found 12\n  \
         hint: people who converted, each once"
    );
}
