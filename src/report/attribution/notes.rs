//! What stands under a table of credit: how journeys were made, what reconciles, what is missing.

use crate::attribution::{Collapse, Granularity, Nobody, PathReset, Setup, Ties, WalkCounts};
use crate::error::Warning;
use crate::report::Covered;
use crate::schema::{Amount, ONE};

use super::credit::Journeys as Walked;
use super::options::AttributeOptions;
use super::{Attribution, Evidence};

/// Microseconds of a day.
const DAY: i64 = 86_400_000_000;

/// Below this many conversions models that look at all journeys are shaky.
const FEW: i128 = 50 * ONE;

/// Adds the notes; what the user should know besides.
pub fn add(
    found: &mut Attribution,
    walked: &Walked<'_>,
    evidence: &Evidence<'_>,
    counts: &WalkCounts,
    setup: &Setup,
    options: &AttributeOptions,
) -> Vec<Warning> {
    found.scope = options
        .period
        .map(|period| Covered::days(period, *options.calendar))
        .unwrap_or_default();
    let mut notes = Vec::new();
    notes.push(reconciled(found));
    notes.extend(of_journeys(walked, counts, options));
    notes.extend(parameters(setup, options));
    notes.extend(refused(found));
    if has(setup, "markov") && found.has_value {
        notes.push("markov: value is shared by the same removal effects as conversions, so that every channel has the same value per conversion".into());
    }
    if found
        .models
        .iter()
        .filter(|model| model.sums && model.credit.is_ok())
        .count()
        > 1
    {
        let names = found
            .models
            .iter()
            .filter(|model| model.sums && model.credit.is_ok());
        let names: Vec<&str> = names.map(|model| model.name.as_str()).collect();
        notes.push(format!(
            "spread: largest less smallest of {}",
            names.join(", ")
        ));
    }
    notes.push("credit is not cause: nobody knows here what would have been sold anyway".into());
    if found.has_cost {
        notes.push(match found.margin {
            _ if found.has_margins => "roi: value at the margin of each conversion's day less cost, over cost; cost: media only (1 of 8 cost types)".into(),
            Some(margin) => format!("roi: value × margin {margin} less cost, over cost; cost: media only (1 of 8 cost types)"),
            None => "margin not given: value counted as it is; cost: media only (1 of 8 cost types)".into(),
        });
        notes.extend(options.of_margin.clone());
    }
    if found.total.conversions.0 > 0 && found.total.conversions.0 < FEW {
        notes.push(format!(
            "only {} conversions: markov and shapley-cr are shaky below 50",
            found.total.conversions
        ));
    }
    found.notes = notes;
    warnings(found, walked, counts, evidence, options)
}

/// How journeys were made, and what no touch can be credited with.
pub fn of_journeys(
    walked: &Walked<'_>,
    counts: &WalkCounts,
    options: &AttributeOptions,
) -> Vec<String> {
    let nobody = walked.log.nobody(walked.prepared.walk.period);
    let mut notes: Vec<String> = unattributed(counts, &nobody).into_iter().collect();
    if !walked.log.is_empty() {
        notes.extend([journeys(counts), window(options)]);
    }
    notes
}

fn has(setup: &Setup, name: &str) -> bool {
    setup.models.iter().any(|model| model.name() == name)
}

/// Why models give no credit, whether or not their columns are shown.
fn refused(found: &Attribution) -> impl Iterator<Item = String> + '_ {
    found.models.iter().filter_map(|model| {
        let refused = model.credit.as_ref().err()?;
        Some(format!("{}: {}", model.name, refused.sentence))
    })
}

fn reconciled(found: &Attribution) -> String {
    let credited = Amount(found.total.conversions.0 - found.unattributed.conversions.0);
    let mut text = format!(
        "reconciled: every model that sums credits {} of {} conversions",
        plain(credited),
        plain(found.total.conversions)
    );
    if found.has_value {
        let value = Amount(found.total.value.0 - found.unattributed.value.0);
        text += &format!(" and {} of {}", plain(value), plain(found.total.value));
        if let Some(code) = &found.currency {
            text += &format!(" {code}");
        }
    }
    text + "; the rest is (unattributed)"
}

/// With thousands marks and at most two decimals.
pub fn plain(amount: Amount) -> String {
    let cents = (amount.0.unsigned_abs() + ONE as u128 / 200) / (ONE as u128 / 100);
    let (whole, rest) = (cents / 100, cents % 100);
    let digits = whole.to_string();
    let mut text = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at) % 3 == 0 {
            text.push(',');
        }
        text.push(digit);
    }
    if rest > 0 {
        text += &format!(".{rest:02}");
    }
    if amount.0 < 0 {
        format!("-{text}")
    } else {
        text
    }
}

fn unattributed(counts: &WalkCounts, nobody: &Nobody) -> Option<String> {
    let parts: Vec<String> = [
        (
            "no_touch",
            counts.no_touch_conversions,
            counts.no_touch_value,
        ),
        (
            "no_touch_in_window",
            counts.out_of_window_conversions,
            counts.out_of_window_value,
        ),
        ("refund_without_sale", Amount::ZERO, counts.no_sale_value),
        ("no_user_id", nobody.conversions, nobody.value),
    ]
    .into_iter()
    .filter(|(_, conversions, value)| conversions.0 != 0 || value.0 != 0)
    .map(|(why, conversions, value)| format!("{why} {} worth {}", plain(conversions), plain(value)))
    .collect();
    (!parts.is_empty()).then(|| format!("(unattributed): {}", parts.join("; ")))
}

fn count(number: u64) -> String {
    plain(Amount::whole(number as i64))
}

fn journeys(counts: &WalkCounts) -> String {
    let mut text = format!(
        "{} converting and {} other journeys of {} users, {} touches; {} touches share their moment with another",
        count(counts.converting),
        count(counts.null_journeys),
        count(counts.users),
        count(counts.touches),
        count(counts.ties)
    );
    let more = [
        (counts.duplicates, "equal rows counted once"),
        (counts.merged, "touches merged into their session"),
        (
            counts.refunds,
            "refunds credited as the conversion before them",
        ),
        (counts.other_period, "conversions outside the period"),
        (
            counts.left_censored,
            "conversions whose window reaches back before the data begin",
        ),
    ];
    for (number, what) in more {
        if number > 0 {
            text += &format!("; {} {what}", count(number));
        }
    }
    text
}

/// Which touches count, and what closes a journey.
pub fn window(options: &AttributeOptions) -> String {
    let asked = &options.journeys;
    let days = |window: Option<i64>| {
        window.map_or("no".to_owned(), |window| {
            format!("a {}-day", window as f64 / DAY as f64)
        })
    };
    let mut text = match (asked.lookback, asked.view_lookback) {
        (None, None) => "no lookback window".to_owned(),
        (clicks, views) => format!(
            "{} window for clicks, {} window for views",
            days(clicks),
            days(views)
        ),
    };
    text += match (asked.clicks, asked.views) {
        (true, true) => ", no filter of touch types",
        (true, false) => ", clicks only",
        (false, true) => ", views only",
        (false, false) => ", no touches at all",
    };
    text + match asked.reset {
        PathReset::AfterConversion => "; a conversion closes its journey",
        PathReset::None => "; every conversion sees all touches before it",
    }
}

fn parameters(setup: &Setup, options: &AttributeOptions) -> Option<String> {
    let has = |name: &str| has(setup, name);
    let mut parts = Vec::new();
    if has("time-decay") {
        let days = if setup.granularity == Granularity::Day {
            ", whole days"
        } else {
            ""
        };
        parts.push(format!(
            "time-decay halves every {} days{days}",
            setup.half_life_days
        ));
    }
    if let Some([first, middle, last]) = setup.weights.filter(|_| has("custom")) {
        parts.push(format!("custom {first}/{middle}/{last}"));
    }
    if has("markov") {
        parts.push(format!("markov of order {}", options.journeys.markov_order));
    }
    if has("shapley-cr") && setup.channels > 16 {
        parts.push(format!("shapley-cr sampled with seed {}", setup.seed));
    }
    if setup.ties == Ties::Split {
        parts.push("touches at one moment share their weight".into());
    }
    if setup.collapse == Collapse::Yes {
        parts.push("repeats in a row count once".into());
    }
    (!parts.is_empty()).then(|| parts.join("; "))
}

fn warnings(
    found: &Attribution,
    walked: &Walked<'_>,
    counts: &WalkCounts,
    evidence: &Evidence<'_>,
    options: &AttributeOptions,
) -> Vec<Warning> {
    let mut warnings = Vec::new();
    if !walked.prepared.unknown.is_empty() {
        let names = walked.prepared.unknown.join("`, `");
        warnings.push(Warning::run(format!(
            "no touch bears the channel `{names}`"
        )));
    }
    let negative = walked.counted.negative_rows;
    if negative > 0 {
        let what = format!(
            "{negative} counted paths have a negative count of conversions or journeys and are left out"
        );
        warnings.push(Warning::run(what).hint("export them again: only values may be negative"));
    }
    if counts.long_paths > 0 {
        let what = format!(
            "{} paths have more than 200 touches (the longest {})",
            counts.long_paths, counts.longest
        );
        warnings.push(Warning::run(what));
    }
    if evidence.log.nobody(None).rows > 0 {
        let what = format!(
            "{} rows name no user: they are no touches, and their conversions stand under (unattributed)",
            evidence.log.nobody(None).rows
        );
        warnings.push(Warning::run(what));
    }
    if found.total.conversions.0 == 0 {
        warnings.push(Warning::run("no conversion in the journeys: there is nothing to credit").hint(
            "`--conversion-event NAME` says which events convert; `--map conversion=Their Column` names the column",
        ));
    }
    if found.has_cost {
        let unjoined = found.rows.iter().filter(|row| !row.touched).count();
        if unjoined > 0
            && found
                .rows
                .iter()
                .all(|row| !row.touched || row.cost.is_none())
        {
            let key = options
                .by
                .iter()
                .map(|key| key.name())
                .collect::<Vec<_>>()
                .join(", ");
            warnings.push(
                Warning::run(format!("no spend bears a {key} of the journeys: cost, cpa, roas and roi stay empty"))
                    .hint("`--by campaign` or `--by platform` may join; a CSV of `channel,cost` joins channels of your own"),
            );
        }
    }
    warnings
}
