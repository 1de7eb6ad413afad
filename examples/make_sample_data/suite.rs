//! Meta Business Suite: content exports of both networks, and the cards of the insights page.

use std::fmt::Write;

use chrono::{Datelike, NaiveDate};

use crate::calendar::{day, days, first_day, last_day, month_index, spans};
use crate::company::NAME;
use crate::dice::Dice;
use crate::folder::Folder;
use crate::posts::{Network, Post};
use crate::text::{Encoding, record, spaced};

const FACEBOOK: &str = "\"Post ID\",\"Page ID\",\"Page name\",Title,Description,\"Duration (sec)\",\"Publish time\",\"Caption type\",Permalink,\
    \"Is crosspost\",\"Is share\",\"Post type\",Languages,\"Custom labels\",\"Funded content status\",\"Data comment\",Date,Views,Reach,\
    \"Reactions, Comments and Shares\",Reactions,Comments,Shares,\"Total clicks\",\"Link Clicks\",\"Other Clicks\",\
    \"Matched Audience Targeting Consumption (Photo Click)\",\"Seconds viewed\",\"Average Seconds viewed\",\"Estimated earnings (USD)\",\
    \"Ad impressions\"\n";
const INSTAGRAM: &str = "\"Post ID\",\"Account ID\",\"Account username\",\"Account name\",Description,\"Duration (sec)\",\"Publish time\",Permalink,\
    \"Post type\",\"Data comment\",Date,Views,Reach,Likes,Shares,Comments,Saves,Follows\n";
const PAGE: i64 = 615_500_010_001_234;
const ACCOUNT: i64 = 17_841_400_000_012_345;

/// Writes half-yearly content exports and one card per metric.
pub fn write(posts: &[Post], folder: &mut Folder) -> Vec<(&'static str, i64)> {
    for (network, header, id) in [
        (Network::Facebook, FACEBOOK, PAGE),
        (Network::Instagram, INSTAGRAM, ACCOUNT),
    ] {
        for (from, to) in spans(5, 5) {
            let mut rows: Vec<_> = posts
                .iter()
                .filter(|post| post.network == network && (from..=to).contains(&post.date))
                .collect();
            rows.reverse();
            let mut text = header.to_owned();
            for (at, post) in rows.iter().enumerate() {
                // The last rows of Facebook's file lack their trailing empty fields.
                let ragged = network == Network::Facebook && at + 4 > rows.len();
                text += &content_line(post, ragged);
            }
            let span = format!("{}_{}", from.format("%b-%d-%Y"), to.format("%b-%d-%Y"));
            folder.add(
                format!("facebook_instagram/{}_{span}_{id}.csv", network.name()),
                &text,
                Encoding::Utf8Bom,
            );
        }
    }
    cards(folder)
}

fn content_line(post: &Post, ragged: bool) -> String {
    let mut dice = Dice::new(&post.id.to_string());
    let seconds = if post.video { dice.between(12, 95) } else { 0 };
    let time = format!(
        "{} {:02}:{:02}",
        post.date.format("%m/%d/%Y"),
        post.minute / 60,
        post.minute % 60
    );
    let figure = |value: i64| value.to_string();
    let mut fields: Vec<String> = vec![figure(post.id)];
    if post.network == Network::Facebook {
        let link = format!(
            "https://www.facebook.com/tannholm.example/posts/{}",
            post.id
        );
        let kind = if post.video { "Videos" } else { "Photos" };
        let all = post.reactions + post.comments + post.shares;
        fields.extend([
            figure(PAGE),
            NAME.into(),
            post.text.clone(),
            String::new(),
            figure(seconds),
            time,
            "N/A".into(),
            link,
        ]);
        fields.extend(["0", "0", kind, "", "", "", "", "Lifetime"].map(String::from));
        fields.extend(
            [
                post.views,
                post.reach,
                all,
                post.reactions,
                post.comments,
                post.shares,
                post.clicks * 2,
                post.clicks,
                post.clicks,
            ]
            .map(figure),
        );
        fields.push(String::new());
        if !ragged {
            let watched = post.views * seconds / 3;
            let average = if post.video {
                figure(seconds / 3)
            } else {
                String::new()
            };
            let watched = if post.video {
                figure(watched)
            } else {
                String::new()
            };
            fields.extend([watched, average, String::new(), String::new()]);
        }
    } else {
        let link = format!("https://www.instagram.com/p/{:x}/", post.id);
        let kind = if post.video { "IG reel" } else { "IG image" };
        fields.extend([
            figure(ACCOUNT),
            "tannholm.example".into(),
            NAME.into(),
            post.text.clone(),
            figure(seconds),
            time,
            link,
            kind.into(),
        ]);
        fields.extend([String::new(), "Lifetime".into()]);
        fields.extend(
            [
                post.views,
                post.reach,
                post.reactions,
                post.shares,
                post.comments,
                post.saves,
                post.follows,
            ]
            .map(figure),
        );
    }
    record(&fields, spaced) + "\n"
}

/// Title, file name, value of a plain day.
const CARDS: &[(&str, &str, i64)] = &[
    ("Facebook follows", "Facebook_follows", 4),
    ("Instagram follows", "Instagram_follows", 11),
    ("Facebook reach", "Facebook_reach", 620),
    ("Instagram reach", "Instagram_reach", 1850),
    ("Facebook visits", "Facebook_visits", 38),
    ("Instagram profile visits", "Instagram_profile_visits", 95),
];

fn cards(folder: &mut Folder) -> Vec<(&'static str, i64)> {
    let mut sums = Vec::new();
    for &(title, file, base) in CARDS {
        let mut dice = Dice::new(title);
        let mut text = format!("sep=,\n\"{title}\"\n\"Date\",\"Primary\"\n");
        let mut sum = 0;
        for date in days(first_day(), last_day()) {
            let value = dice.near(base * (100 + 6 * month_index(date)) / 100, 600);
            // Instagram leaves days out on which nobody followed.
            if title == "Instagram follows" && dice.chance(20_000) {
                continue;
            }
            sum += value;
            let _ = writeln!(text, "\"{date}T{:02}:00:00\",\"{value}\"", hour(date));
        }
        text.push('\n');
        folder.add(
            format!("facebook_instagram/{file}.csv"),
            &text,
            Encoding::Utf16Bom,
        );
        sums.push((title, sum));
    }
    sums
}

/// The hour of a card's stamp moves with summer time and means nothing.
fn hour(date: NaiveDate) -> u32 {
    let summer = (date >= day(2026, 3, 29) && date < day(2026, 10, 25))
        || (date < day(2025, 10, 26) && date.year() == 2025);
    u32::from(!summer)
}
