//! YouTube Studio's download: a ZIP of three tables.

use std::fmt::Write as _;
use std::io::{self, Cursor, Write as _};

use chrono::NaiveDate;
use zip::write::SimpleFileOptions;
use zip::{DateTime, ZipWriter};

use crate::calendar::{days, first_day, last_day};
use crate::company::NAME;
use crate::dice::Dice;
use crate::folder::Folder;
use crate::text::{fixed, plain, ratio};

/// A video and its daily views in the sample's time.
pub struct Video {
    id: String,
    title: String,
    published: NaiveDate,
    seconds: i64,
    views: Vec<(NaiveDate, i64)>,
    /// Ten-thousandths of an hour.
    watched: i64,
    subscribers: i64,
    impressions: i64,
}

impl Video {
    /// Views in the sample's time.
    pub fn total(&self) -> i64 {
        self.views.iter().map(|(_, views)| views).sum()
    }
}

const TITLES: &[&str] = &[
    "How to pack a frame bag",
    "Fixing a zip in ten minutes",
    "Graz to Trieste: 4 days, 3 bags",
    "Dynamo lights explained",
    "The fire hose test",
    "What I carry to work, all year",
    "Wool, fleece, nothing: layers at 0 °C",
    "Panniers that do not rattle",
    "Sewing the Heron, start to finish",
];

/// Every video, most viewed first.
pub fn videos() -> Vec<Video> {
    let mut dice = Dice::new("youtube");
    let mut published = first_day() - chrono::Days::new(200);
    let mut all = Vec::new();
    while published < last_day() {
        all.push(video(all.len(), published, &mut dice));
        published = published + chrono::Days::new(dice.between(12, 33) as u64);
    }
    all.sort_by_key(|video: &Video| (-video.total(), video.published));
    all
}

fn video(number: usize, published: NaiveDate, dice: &mut Dice) -> Video {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_";
    let tail: String = (0..10).map(|_| char::from(*dice.pick(LETTERS))).collect();
    // Studio guards an identifier that begins with a minus by a space.
    let id = if number == 7 {
        format!(" -{tail}")
    } else {
        format!("t{tail}")
    };
    let fame = *dice.pick(&[20, 30, 40, 60, 90, 260]);
    let seconds = dice.between(45, 900);
    let views: Vec<_> = days(first_day(), last_day())
        .filter(|date| *date >= published)
        .map(|date| {
            let age = (date - published).num_days();
            let expected = fame * 40 / (age + 20) + dice.between(0, 2);
            (date, dice.near(expected, 500))
        })
        .collect();
    let total: i64 = views.iter().map(|(_, views)| views).sum();
    let part = dice.between(280, 620);
    let episode = if number < TITLES.len() {
        String::new()
    } else {
        format!(", part {}", number / TITLES.len() + 1)
    };
    Video {
        id,
        title: format!("{}{episode}", TITLES[number % TITLES.len()]),
        published,
        seconds,
        views,
        watched: total * seconds * part / 360,
        subscribers: dice.near(total / 130, 900) - i64::from(dice.chance(200_000)),
        impressions: dice.near(total * 14, 300),
    }
}

/// Writes the ZIP.
pub fn write(videos: &[Video], folder: &mut Folder) -> io::Result<()> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    // The earliest time a ZIP knows: the bytes must not depend on the clock.
    let options = SimpleFileOptions::default().last_modified_time(DateTime::default());
    for (name, text) in [
        ("Table data.csv", table(videos)),
        ("Chart data.csv", chart(videos)),
        ("Totals.csv", totals(videos)),
    ] {
        zip.start_file(name, options)?;
        zip.write_all(text.as_bytes())?;
    }
    let name = format!("youtube/Content_{}_{}_{NAME}.zip", first_day(), last_day());
    folder.add_bytes(name, zip.finish()?.into_inner());
    Ok(())
}

fn table(videos: &[Video]) -> String {
    let mut text = String::from(
        "Content,Video title,Video publish time,Duration,Views,Watch time (hours),Subscribers,Impressions,Impressions click-through rate (%)\n",
    );
    let sum = |value: fn(&Video) -> i64| videos.iter().map(value).sum::<i64>();
    let (views, impressions) = (sum(Video::total), sum(|video| video.impressions));
    let rate = |views: i64, impressions: i64| ratio(views * 50, impressions, 2).unwrap_or_default();
    let hours = |units: i64| fixed(i128::from(units), 4);
    let _ = writeln!(
        text,
        "Total,,,,{views},{},{},{impressions},{}",
        hours(sum(|video| video.watched)),
        sum(|video| video.subscribers),
        rate(views, impressions)
    );
    for video in videos {
        let _ = writeln!(
            text,
            "{},{},\"{}\",{},{},{},{},{},{}",
            video.id,
            plain(&video.title),
            video.published.format("%b %-d, %Y"),
            video.seconds,
            video.total(),
            hours(video.watched),
            video.subscribers,
            video.impressions,
            rate(video.total(), video.impressions),
        );
    }
    text
}

fn chart(videos: &[Video]) -> String {
    let mut text = String::from("Date,Content,Video title,Video publish time,Views\n");
    for video in videos {
        let about = format!(
            "{},{},\"{}\"",
            video.id,
            plain(&video.title),
            video.published.format("%b %-d, %Y")
        );
        for (date, views) in &video.views {
            let _ = writeln!(text, "{date},{about},{views}");
        }
    }
    text
}

fn totals(videos: &[Video]) -> String {
    let mut text = String::from("Date,Views\n");
    for date in days(first_day(), last_day()) {
        let of_day = videos
            .iter()
            .flat_map(|video| &video.views)
            .filter(|(known, _)| *known == date);
        let _ = writeln!(
            text,
            "{date},{}",
            of_day.map(|(_, views)| views).sum::<i64>()
        );
    }
    text
}
