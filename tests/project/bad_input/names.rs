//! Rules of a mapping and codes of creators.

use super::faults;

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
