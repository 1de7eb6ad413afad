//! The effects of a bridge.

use super::rows;
use crate::done_in;

/// The effects of every figure sum to its change, whatever is summed up.
#[test]
fn a_bridge_leads_from_the_earlier_figure_to_the_present_one() {
    for (metric, scale) in [("roi", 100.0), ("roas", 1.0), ("revenue", 1.0)] {
        let rows = rows("bridge", &["--metrics", metric]);
        let number = |row: &Vec<String>, at: usize| row[at].parse::<f64>().unwrap();
        let (first, last) = (&rows[0], &rows[rows.len() - 1]);
        assert_eq!([&first[0], &last[0]], ["before", "now"], "{metric}");
        let effects = &rows[1..rows.len() - 1];
        assert!(effects.len() > 3, "{metric}");
        let sum: f64 = effects.iter().map(|row| number(row, 2) / scale).sum();
        let change = number(last, 3) - number(first, 3);
        assert!(
            (sum - change).abs() < 1e-6 * change.abs().max(1.0),
            "{metric}: {sum} {change}"
        );
    }
}

/// The last quarter has one month on record, so that media is far smaller and cheaper: what it brings and what it costs
/// count together.
#[test]
fn the_headline_of_a_bridge_nets_what_a_cause_brings_and_costs() {
    for quarter in ["2026-Q3", "2026-Q4"] {
        let of = |form: &str| {
            let compared = ["--period", quarter, "--compare", "previous"];
            let args = [
                &["chart", "bridge", "--quiet", "--format", form],
                &compared[..],
            ]
            .concat();
            String::from_utf8(done_in("sample-data", &args))
                .unwrap()
                .replace('\u{a0}', " ")
        };
        let (table, svg) = (of("csv"), of("svg"));
        let rows: Vec<Vec<&str>> = table
            .lines()
            .map(|line| line.split(',').collect())
            .collect();
        let media = rows.iter().filter(|row| row[0] == "media");
        let sizes: Vec<f64> = media.map(|row| row[2].parse().unwrap()).collect();
        assert!(
            sizes.len() == 2 && sizes[0] < -20.0 && sizes[1] > 20.0,
            "{sizes:?}"
        );
        let title = svg
            .split("<title>")
            .nth(1)
            .unwrap()
            .split('<')
            .next()
            .unwrap();
        // No cause is media alone: both together are less than the largest other cause, or go the other way. Their bars are
        // the longest, so that the headline tells what they come to: -29.1 + 24.1 = -5.0.
        assert!(
            !title.contains("by media") && !title.contains("++"),
            "{title}"
        );
        let (largest, said) = match quarter {
            "2026-Q3" => (
                "cpm",
                ": price: CPM -11.6 pp, rate: CTR +12.5 pp, media -5.0 pp in all",
            ),
            // Labour of two months is on no record yet, so that its effect may be none.
            _ => ("labour", "the largest effects may be gaps in the records"),
        };
        let row = rows.iter().find(|row| row[0] == largest).unwrap();
        let size = row[2].parse::<f64>().unwrap();
        assert!(title.contains(said), "{title}");
        assert!(size.abs() > (sizes[0] + sizes[1]).abs() || size * (sizes[0] + sizes[1]) < 0.0);
    }
}

/// Headline, subtitle and bars call an effect by one name, and volume and cost of media are netted in words.
#[test]
fn a_bridge_nets_media_in_its_subtitle_and_names_effects_in_every_language() {
    for (lang, net, name) in [
        (
            "en",
            "volume and cost of media together -5.0 pp",
            "volume: contacts resolved",
        ),
        (
            "de",
            "Menge und Kosten von Media zusammen -5,0 Pp.",
            "Menge: gelöste Anfragen",
        ),
    ] {
        let args = [
            "chart", "bridge", "--quiet", "--period", "2026-Q3", "--lang", lang, "--size", "2000",
            "--format", "svg",
        ];
        let svg = String::from_utf8(done_in("sample-data", &args)).unwrap();
        let svg = svg.replace('\u{a0}', " ");
        assert!(svg.contains(net), "{lang}");
        assert!(svg.contains(name), "{lang}");
    }
}

/// Of the last quarter one month is on record, of every type of cost. Media brings revenue, the other costs move nothing but
/// the ROI. Days of a subtitle stay in one line, however wide it is.
#[test]
fn a_bridge_says_of_costs_what_is_a_part_of_it() {
    for (metric, called, are_costs) in [
        ("roi", "ROI from ", true),
        ("roas", "Media ROAS from 3.317 × to 3.307 ×", false),
        ("revenue", "Revenue credited to ads from ", false),
    ] {
        let args = [
            "chart",
            "bridge",
            "--quiet",
            "--period",
            "2026-Q4",
            "--compare",
            "previous",
            "--metrics",
            metric,
            "--size",
            "2000",
            "--format",
            "svg",
        ];
        let svg = String::from_utf8(done_in("sample-data", &args)).unwrap();
        let plain = svg.replace('\u{a0}', " ");
        assert!(plain.contains(&format!("<title>{called}")), "{metric}");
        let notes = plain
            .split("On record for other parts of the two periods")
            .nth(1);
        let notes = notes.unwrap().split('<').next().unwrap();
        assert!(
            notes.ends_with(": media.") != are_costs,
            "{metric}: {notes}"
        );
        assert_eq!(
            notes.contains(": media, tools, agency, content,"),
            are_costs
        );
        for days in [
            "1\u{a0}Oct\u{a0}–\u{a0}31\u{a0}Dec\u{a0}2026",
            "1\u{a0}Jul\u{a0}–\u{a0}30\u{a0}Sep\u{a0}2026",
        ] {
            assert!(svg.contains(days), "{metric}: {days}");
        }
    }
}

/// What is summed up in one bar is named with its size where the bar is pointed at, the largest first.
#[test]
fn smaller_effects_of_a_bridge_are_named_in_their_title() {
    let args = [
        "chart",
        "bridge",
        "--quiet",
        "--period",
        "2026-Q3",
        "--compare",
        "previous",
    ];
    let svg = done_in("sample-data", &[&args[..], &["--format", "svg"]].concat());
    let svg = String::from_utf8(svg).unwrap().replace('\u{a0}', " ");
    let start = svg.find("<title>7 smaller effects: ▲ +0.5 pp (").unwrap();
    let title = svg[start..].split('<').nth(1).unwrap();
    let (_, named) = title.rsplit_once(" pp (").unwrap();
    let sizes: Vec<f64> = named
        .trim_end_matches(')')
        .split("; ")
        .map(|part| {
            part.trim_end_matches(" pp")
                .rsplit_once(' ')
                .unwrap()
                .1
                .parse()
                .unwrap()
        })
        .collect();
    assert!(
        named.starts_with("cost: content ▲ +0.4 pp; mix: functions ▼ -0.4 pp; "),
        "{named}"
    );
    assert_eq!(sizes.len(), 7);
    assert!((sizes.iter().sum::<f64>() - 0.5).abs() < 0.35, "{sizes:?}");
}
