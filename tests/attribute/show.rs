//! What is shown instead of credit, and how tables for people look.

use super::Story;

const LOG: &str = "user_id,timestamp,channel,conversion,value\n\
    a,2026-09-01,email,0,\n\
    a,2026-09-11,search,1,60\n\
    b,2026-09-05,search,1,30\n\
    c,2026-09-05,email,0,\n\
    c,2026-09-15,search,1,10\n";

fn shown(what: &str) -> String {
    let outcome = Story::new(&[("log.csv", LOG)]).attribute(&format!("log.csv -q --show {what}"));
    assert_eq!(outcome.code, 0, "{}", outcome.said);
    outcome.out
}

#[test]
fn paths_are_counted_and_sorted() {
    assert_eq!(
        shown("paths"),
        "path,conversions,conversion_share,value,value_share,nulls,conversion_rate\n\
         email > search,2,0.6666666667,70,0.7,0,1\n\
         search,1,0.3333333333,30,0.3,0,1\n"
    );
}

#[test]
fn lengths_and_lags_add_up() {
    assert_eq!(
        shown("lengths"),
        "touches,conversions,conversion_share,value,value_share,nulls,conversion_rate\n\
         1,1,0.3333333333,30,0.3,0,1\n\
         2,2,0.6666666667,70,0.7,0,1\n"
    );
    let lags = shown("lags");
    assert!(
        lags.contains("\n0,1,0.3333333333,30,0.3,0.3333333333\n"),
        "{lags}"
    );
    assert!(lags.contains("\n8-14,2,0.6666666667,70,0.7,1\n"), "{lags}");
}

#[test]
fn windows_show_what_a_longer_memory_changes() {
    let windows = shown("windows --models first");
    assert_eq!(
        windows,
        "channel,model,value_7_days,value_30_days,value_90_days,value_all,spread\n\
         email,first,0,70,70,70,70\n\
         search,first,100,30,30,30,70\n"
    );
}

#[test]
fn places_add_up_to_the_credit() {
    let positions = shown("positions --models linear,shapley-ordered");
    assert_eq!(
        positions,
        "channel,model,position_1,position_2\n\
         email,linear,1,0\n\
         email,shapley-ordered,1,0\n\
         search,linear,1,1\n\
         search,shapley-ordered,1,1\n"
    );
}

#[test]
fn transitions_are_the_matrix_of_the_chain() {
    let transitions = shown("transitions");
    assert!(
        transitions.starts_with("from,to,count,probability\n"),
        "{transitions}"
    );
    assert!(
        transitions.contains("\n(start),email,2,0.6666666667\n"),
        "{transitions}"
    );
    assert!(
        transitions.contains("\nemail,search,2,1\n"),
        "{transitions}"
    );
    assert!(
        transitions.contains("\nsearch,(conversion),3,1\n"),
        "{transitions}"
    );
}

#[test]
fn orders_of_chains_are_compared_on_journeys_they_have_not_seen() {
    let outcome = Story::new(&[("log.csv", LOG)]).attribute("log.csv -q --order-selection");
    assert_eq!(outcome.code, 0, "{}", outcome.said);
    let rows = super::rows(&outcome.out);
    assert_eq!(rows.len(), 4);
    assert_eq!(rows[0]["order"], "1");
}

#[test]
fn people_see_models_side_by_side_with_their_spread() {
    let story = Story::new(&[("log.csv", LOG)]);
    let outcome =
        story.attribute("log.csv -q --models first,last,linear --format table --width 80");
    assert_eq!(
        outcome.out,
        "Credited value by model\n\
         \n\
         channel          first    last  linear  spread\n\
         ──────────────────────────────────────────────\n\
         search           30.00  100.00   65.00   70.00\n\
         email            70.00    0.00   35.00   70.00\n\
         (unattributed)    0.00    0.00    0.00    0.00\n\
         ──────────────────────────────────────────────\n\
         total           100.00  100.00  100.00       —\n\
         \n\
         3 rows · 5 columns\n\
         note: reconciled: every model that sums credits 3 of 3 conversions and 100 of\n\
         \x20     100; the rest is (unattributed)\n\
         note: 3 converting and 0 other journeys of 3 users, 5 touches; 0 touches share\n\
         \x20     their moment with another\n\
         note: no lookback window, no filter of touch types; a conversion closes its\n\
         \x20     journey\n\
         note: spread: largest less smallest of first, last, linear\n\
         note: credit is not cause: nobody knows here what would have been sold anyway\n\
         note: only 3 conversions: markov and shapley-cr are shaky below 50\n"
    );
}

#[test]
fn counted_paths_have_neither_lags_nor_windows() {
    let story = Story::new(&[("paths.csv", "path,conversions,value,nulls\na > b,2,20,1\n")]);
    for what in ["lags", "windows"] {
        let outcome = story.attribute(&format!("paths.csv -q --show {what}"));
        assert!(
            outcome.said.ends_with("error: nothing to report: counted paths have no times, so that neither lags nor windows are known\n"),
            "{}",
            outcome.said
        );
        assert_eq!(outcome.code, 1);
    }
}

#[test]
fn shapley_values_are_shown_where_they_give_no_credit() {
    // Everybody converts with a alone, nobody with b alone, half with both: v = 1, 0, 2/4 of all.
    let paths = "path,conversions,value,nulls\na,1,10,0\nb,0,0,1\na > b,1,10,1\n";
    let outcome =
        Story::new(&[("paths.csv", paths)]).attribute("paths.csv -q --show shapley-values");
    // a: (1 + 1/2) / 2, b: (0 - 1/2) / 2.
    assert_eq!(outcome.out, "channel,shapley_value\na,0.75\nb,-0.25\n");
}

#[test]
fn intervals_stand_beside_the_figure_in_tables_too() {
    let story = Story::new(&[("log.csv", LOG)]);
    let outcome = story.attribute("log.csv -q --models last --bootstrap 50 --format table");
    assert!(
        outcome.out.contains("search          100.00  10 – 185.5"),
        "{}",
        outcome.out
    );
    assert!(
        outcome
            .out
            .contains("note: low and high: the middle 90 % of 50 resamples of the users, seed 1\n"),
        "{}",
        outcome.out
    );
}
