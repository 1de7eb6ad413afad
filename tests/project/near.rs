//! Names that are nearly right and figures that nothing can be: told, not counted.

use super::{Story, checked};

#[test]
fn a_channel_and_a_platform_that_are_nearly_known_are_told_by_the_known_one() {
    let project = "\
[[mapping]]
campaign = \"A*\"
channel = \"Organic Socal\"
[[mapping]]
campaign = \"B*\"
channel = \"paid social\"
[[mapping]]
campaign = \"C*\"
channel = \"Print\"
[[mapping]]
campaign = \"D*\"
platform = \"metta\"
goal = \"orders\"
";
    assert_eq!(
        checked(project),
        "social-roi.toml:3:11: mapping.channel: expected a channel of GA4, or one of your own that differs by more, found `Organic Socal`\n  \
         hint: did you mean `Organic Social`?\n\
         social-roi.toml:6:11: mapping.channel: expected a channel of GA4, or one of your own that differs by more, found `paid social`\n  \
         hint: did you mean `Paid Social`?\n\
         social-roi.toml:12:12: mapping.platform: expected a platform, found `metta`\n  \
         hint: did you mean `meta`? another one is known by an account in [[accounts]]\n\
         social-roi.toml: 3 faults\n"
    );
    // A platform of one's own is known by an account.
    let account = "[[accounts]]\naccount = \"Tannholm\"\nplatform = \"facebok\"\n";
    assert_eq!(
        checked(account),
        "social-roi.toml: nothing wrong\n  \
         note: `facebok` is the platform of an account (social-roi.toml:1:1): did you mean `facebook`?\n  accounts     1\n"
    );
}

const IDLE: &str = "\
sources = [\"meta.csv\"]
[[mapping]]
campaign = \"Sping*\"
goal = \"orders\"
[[mapping]]
campaign = \"Spring*\"
platform = \"Facebook Ads\"
goal = \"orders\"
[[accounts]]
account = \"Tannholm\"
files = \"mta*.csv\"
";

#[test]
fn rules_and_patterns_without_use_are_told_once() {
    let story = Story::new(&[("social-roi.toml", IDLE), ("meta.csv", crate::init::META)]);
    let rules =
        "rules of [[mapping]] that take no campaign of these files: `Sping*` (social-roi.toml:3)";
    let files =
        "files of [[accounts]] that are none of these files: `mta*.csv` (social-roi.toml:9)";
    for command in [
        "report --format table",
        "ledger --format table",
        "check --fail-on never",
    ] {
        let outcome = story.run(command);
        let all = format!("{}{}", outcome.out, outcome.said);
        let flat = all.split_whitespace().collect::<Vec<_>>().join(" ");
        for note in [rules, files] {
            assert_eq!(flat.matches(note).count(), 1, "{command}: {all}");
        }
    }
    // Forms without notes have them on standard error, and tell as much.
    for command in [
        "report --quiet --format csv",
        "report --quiet --format json",
        "ledger --quiet --format csv",
    ] {
        let outcome = story.run(command);
        for note in [rules, files] {
            let line = format!("note: {note}\n");
            assert_eq!(
                outcome.said.matches(&line).count(),
                1,
                "{command}: {}",
                outcome.said
            );
            assert!(!outcome.out.contains(note), "{command}: {}", outcome.out);
        }
    }
    // Whoever names other files has no use for some rules.
    let outcome = story.run("report meta.csv --format table");
    assert!(!outcome.out.contains("take no campaign"), "{}", outcome.out);
}

#[test]
fn a_price_below_zero_is_refused() {
    let assumption = |key: &str, base: &str| {
        format!(
            "[[assumptions]]\nkey = \"{key}\"\nbase = {base}\nsource = \"S\"\nowner = \"O\"\ndate = 2026-01-05\n"
        )
    };
    for (key, base) in [
        ("contact_cost", "-80"),
        ("loaded_rate", "-38"),
        ("emv_likes", "-1"),
    ] {
        assert_eq!(
            checked(&assumption(key, base)),
            format!(
                "social-roi.toml:3:8: assumptions.base `{key}`: expected a number of zero or more, found {base}\n\
                 social-roi.toml: 1 fault\n"
            )
        );
    }
    assert!(checked(&assumption("customer_margin", "-3")).contains("nothing wrong"));
    let outcome = Story::new(&[("meta.csv", crate::init::META)])
        .run("ledger meta.csv --quiet --what-if contact_cost=-80");
    assert_eq!(
        outcome.said,
        "error: --what-if contact_cost=-80: expected a number of zero or more\n"
    );
}

#[test]
fn a_target_of_a_share_is_a_fraction() {
    let target = |metric: &str, value: &str| {
        format!("[[targets]]\nmetric = \"{metric}\"\nperiod = \"2026-Q4\"\nvalue = {value}\n")
    };
    for (value, hint) in [("40", "40 % is 0.4"), ("2", "2 % is 0.02")] {
        assert_eq!(
            checked(&target("ctr", value)),
            format!(
                "social-roi.toml:4:9: targets.value `ctr`: expected a fraction from 0 to 1, found {value}\n  \
                 hint: {hint}\n\
                 social-roi.toml: 1 fault\n"
            )
        );
    }
    for (metric, value) in [("ctr", "0.4"), ("roi", "2"), ("roas", "40")] {
        assert!(
            checked(&target(metric, value)).contains("nothing wrong"),
            "{metric}"
        );
    }
}

#[test]
fn profiles_that_cannot_be_read_are_a_fault_of_the_project() {
    let project = "profiles = \"nope\"\n";
    let told = checked(project);
    assert!(
        told.starts_with(
            "social-roi.toml:1:12: profiles: expected profiles that can be read, found nope: "
        ),
        "{told}"
    );
    let story = Story::new(&[
        ("social-roi.toml", project),
        ("nope/own.toml", "name = 3\n"),
    ]);
    assert!(
        story.checked().contains("found profile nope/own.toml: "),
        "{}",
        story.checked()
    );
}

#[test]
fn an_assumption_in_another_currency_without_rates_is_told() {
    let project = "[money]\ncurrency = \"EUR\"\n[[assumptions]]\nkey = \"agency_cost\"\nbase = 9000\nunit = \"USD per hire\"\n\
                   source = \"S\"\nowner = \"O\"\ndate = 2026-01-05\n";
    assert_eq!(
        checked(project),
        "social-roi.toml: nothing wrong\n  \
         note: `agency_cost` is in USD (social-roi.toml:3:1): a ledger in EUR needs a rate USD to EUR, by `rates` of [money] \
         or a file of rates among the sources\n  \
         currency     EUR\n  assumptions  1\n"
    );
}

#[test]
fn check_warns_of_a_key_that_is_nearly_known() {
    let project = "sources = [\"meta.csv\"]\n[[assumptions]]\nkey = \"kapa_meta\"\nbase = 0.8\nsource = \"S\"\nowner = \"O\"\ndate = 2026-01-05\n";
    let story = Story::new(&[
        ("social-roi.toml", project),
        ("meta.csv", crate::init::META),
    ]);
    let outcome = story.run("check --fail-on never --format json");
    assert!(
        outcome
            .out
            .contains("no line of value uses `kapa_meta` (social-roi.toml:2:1)"),
        "{}",
        outcome.out
    );
    assert!(
        outcome.out.contains("did you mean `kappa_meta`?"),
        "{}",
        outcome.out
    );
}

/// `ledger.roi` is a figure of the ledger; a target is of the metric of the same name, or of none.
#[test]
fn a_target_of_a_figure_of_the_ledger_says_which_metric_there_is() {
    let target = |metric: &str| {
        checked(&format!(
            "[[targets]]\nmetric = \"{metric}\"\nperiod = \"2026\"\nvalue = 0.1\n"
        ))
    };
    assert_eq!(
        target("ledger.roi"),
        "social-roi.toml:2:10: targets.metric: expected a metric, found `\"ledger.roi\"`\n  \
         hint: `roi` is the metric of `report`; figures of the ledger are none; `social-roi metrics` lists them\n\
         social-roi.toml: 1 fault\n"
    );
    assert!(
        target("ledger.payback")
            .contains("hint: figures of the ledger are none; `social-roi metrics` lists them\n")
    );
}
