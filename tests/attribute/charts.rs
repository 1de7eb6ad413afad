//! Charts of journeys: what they plot, worked out by hand, and what they say where there is nothing to draw.

use super::{Outcome, Story, run};

const PATHS: &str = "path,conversions,value,null\n\
    a > b,10,100,5\n\
    c,1,30,0\n\
    b > c,4,20,0\n";

fn chart(files: &[(&str, &str)], words: &str) -> Outcome {
    let story = Story::new(files);
    let words = ["chart"].into_iter().chain(words.split_whitespace());
    run(story.0.path(), &words.collect::<Vec<_>>(), "")
}

fn plotted(words: &str) -> String {
    let outcome = chart(
        &[("paths.csv", PATHS)],
        &format!("{words} paths.csv -q --format csv"),
    );
    assert_eq!(outcome.code, 0, "{}", outcome.said);
    outcome.out
}

/// First: a 100, b 20, c 30. Last: b 100, c 20 + 30. Linear: a 50, b 50 + 10, c 10 + 30. Spreads 100, 80, 20.
#[test]
fn models_are_plotted_by_spread() {
    assert_eq!(
        plotted("models --models first,last,linear"),
        "channel,model,value,spread\n\
         a,first,100,100\n\
         a,last,0,100\n\
         a,linear,50,100\n\
         b,first,20,80\n\
         b,last,100,80\n\
         b,linear,60,80\n\
         c,first,30,20\n\
         c,last,50,20\n\
         c,linear,40,20\n"
    );
}

/// By conversions b (4 + 10) comes before a (10 + 0) and c (1 + 5); what is summed up stands last, whatever its spread.
#[test]
fn channels_beyond_the_limit_are_one_whose_credit_is_their_sum() {
    assert_eq!(
        plotted("models --models first,last --top 2 --measure conversions"),
        "channel,model,conversions,spread\n\
         b,first,4,6\n\
         b,last,10,6\n\
         (other) 2,first,11,6\n\
         (other) 2,last,5,6\n"
    );
}

#[test]
fn drawn_paths_and_other_paths_are_all_conversions() {
    assert_eq!(
        plotted("paths --top 1"),
        "touch_1,touch_2,touch_3,touch_4,touch_5,conversions,conversion_share\n\
         a,b,,,,10,0.6666666667\n\
         (other) 2,,,,,5,0.3333333333\n"
    );
}

/// 15 journeys of a > b, of which 10 convert.
#[test]
fn steps_are_shares_of_what_leaves() {
    assert_eq!(
        plotted("transitions"),
        "from,to,count,probability\n\
         (start),b,4,0.2\n\
         (start),a,15,0.75\n\
         (start),c,1,0.05\n\
         b,c,4,0.2105263158\n\
         b,(conversion),10,0.5263157895\n\
         b,(null),5,0.2631578947\n\
         a,b,15,1\n\
         c,(conversion),5,1\n"
    );
}

#[test]
fn a_chart_without_journeys_says_what_it_needs() {
    let posts = "Post id,Date,Post text,Link,Impressions,Likes,Engagements,Bookmarks,Share,New follows,Replies,Reposts,Profile visits,Detail expands,Url clicks,Hashtag clicks,Permalink clicks\n\
        1,Sat Sep 27 2025,Hello,https://x.com/a/status/1,10,1,2,0,0,0,0,0,0,0,0,0,0\n";
    for kind in ["models", "paths", "transitions"] {
        let outcome = chart(&[("x.csv", posts)], &format!("{kind} x.csv -q -o x.svg"));
        assert_eq!(outcome.code, 1);
        assert_eq!(
            outcome.said,
            format!(
                "error: chart {kind}: nothing to draw: no journeys; a touch log (user_id, timestamp, channel or source and medium) or an export of counted paths has them\n"
            )
        );
    }
    let outcome = chart(&[("x.csv", posts)], "heatmap x.csv -q -o x.svg");
    assert_eq!(
        outcome.said,
        "error: chart heatmap: nothing to draw: no time of day in published_at; content exports of Meta Business Suite or Hootsuite have it\n"
    );
}

#[test]
fn what_charts_of_journeys_do_not_take_is_refused() {
    let of_spend = "expected a chart of spend or posts; charts of journeys take --by, --models, --measure, --top and --period";
    let chosen = "what it shows is chosen with";
    let models = format!("{chosen} --by, --top, --models, --measure and --bootstrap");
    for (words, why) in [
        ("models --where campaign=x", format!("--where: {of_spend}")),
        ("models --cost labour=5", format!("--cost: {of_spend}")),
        (
            "models --compare year",
            format!("--compare year: chart models takes no --compare; {models}"),
        ),
        (
            "models --metrics roas",
            format!("--metrics roas: chart models takes no --metrics; {models}"),
        ),
        (
            "paths --measure value",
            format!("--measure value: chart paths takes no --measure; {chosen} --by and --top"),
        ),
        (
            "transitions --interval 80",
            format!(
                "--interval 80: chart transitions takes no --bootstrap; {chosen} --by and --top"
            ),
        ),
    ] {
        let (kind, words) = words.split_once(' ').unwrap();
        let outcome = chart(
            &[("paths.csv", PATHS)],
            &format!("{kind} paths.csv -q -o x.svg {words}"),
        );
        assert_eq!((outcome.code, outcome.said), (2, format!("error: {why}\n")));
    }
}

#[test]
fn one_command_makes_one_picture_the_same_every_time() {
    for kind in ["models", "paths", "transitions"] {
        let [once, again] = [(); 2].map(|()| {
            let outcome = chart(&[("paths.csv", PATHS)], &format!("{kind} paths.csv -q"));
            assert_eq!(outcome.code, 0, "{}", outcome.said);
            outcome.out
        });
        assert!(once.starts_with("<svg xmlns="), "{kind}");
        assert_eq!(once, again, "{kind}");
    }
}

/// The title of a picture of counted paths.
fn headed(paths: &str, words: &str) -> String {
    let outcome = chart(&[("paths.csv", paths)], &format!("{words} paths.csv -q"));
    let title = outcome.out.split("<title>").nth(1).unwrap_or(&outcome.said);
    title
        .split("</title>")
        .next()
        .unwrap_or_default()
        .to_owned()
}

#[test]
fn journeys_that_are_alike_or_few_have_no_first() {
    let even = "path,conversions\na > b,5\nc,5\nb,2\n";
    assert_eq!(
        headed(even, "paths"),
        "2 journeys are equally common: 41.7% of conversions each"
    );
    // Of five and of twelve visits nothing is to be learnt.
    let few = "path,conversions,null\na,1,4\nb,6,6\n";
    let plain = "How journeys go from channel to channel";
    assert_eq!(headed(few, "transitions"), plain);
    let half = "path,conversions,null\na,0,50\nb,0,50\n";
    assert_eq!(headed(half, "transitions"), plain);
    let many = "path,conversions,null\na,10,40\nb,30,30\nc,1,0\n";
    assert_eq!(
        headed(many, "transitions"),
        "After b journeys convert most often: 50.0%"
    );
}

#[test]
fn models_of_nothing_do_not_agree() {
    let outcome = chart(
        &[("paths.csv", "path,conversions,null\na > b,0,5\nc,0,2\n")],
        "models --measure conversions paths.csv -q -o x.svg",
    );
    assert_eq!(outcome.code, 1);
    assert_eq!(
        outcome.said,
        "error: chart models: nothing to draw: no model credits any conversions\n"
    );
}

#[test]
fn a_channel_called_like_the_others_is_one_of_its_own() {
    let paths = "path,conversions\n(other),50\na,30\nb,2\nc,1\n";
    let outcome = chart(
        &[("paths.csv", paths)],
        "models --models first,last --measure conversions --top 3 paths.csv -q --format csv",
    );
    let rows: Vec<&str> = outcome.out.lines().collect();
    // All spreads are nought: the rows keep their order, the sum of two comes last.
    assert_eq!(rows[1], "(other),first,50,0");
    assert_eq!(rows[5], "(other) 2,first,3,0");
    let drawn = chart(
        &[("paths.csv", paths)],
        "transitions --top 3 paths.csv -q --format csv",
    );
    assert!(
        drawn.out.contains("\n(start),\"\"\"(other)\"\"\",50,"),
        "{}",
        drawn.out
    );
}
