//! Keys, values and TOML itself.

use super::faults;

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

#[test]
fn a_key_below_a_header_that_is_a_comment_still_is_told_with_the_header() {
    assert_eq!(
        faults("[attribution]\nlookback_days = 30\n#[margin]\n# of what is sold\nbase = 0.4\n"),
        "social-roi.toml:5:1: attribution.base: expected a key of attribution, found `base`\n  \
         hint: the header above it is a comment: write `[margin]` in line 3"
    );
}

#[test]
fn keys_below_a_broken_header_are_no_faults_of_their_own() {
    assert_eq!(
        faults("[margin\nbase = 0.4\n\n[money]\ncurency = \"EUR\"\n"),
        "social-roi.toml:1:8: expected a table's name in brackets, found `[margin`\n  \
         hint: write `[margin]`\n\
         social-roi.toml:5:1: money.curency: expected a key of money, found `curency`\n  \
         hint: did you mean `currency`?"
    );
}
