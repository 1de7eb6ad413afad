//! Large Meta exports for benchmarks: by day and ad set, no (campaign, ad set, day) twice.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::Path;

use chrono::{Months, NaiveDate};

use crate::calendar::{day, days, first_day, last_day};
use crate::dice::Dice;
use crate::meta::{HEADER, frequency};
use crate::text::money;

const CAMPAIGNS: i64 = 400;

/// One file of `rows` rows over the sample's fifteen months.
pub fn daily(rows: i64, path: &Path) -> io::Result<()> {
    file(rows, first_day(), last_day(), path)
}

/// `count` files of `rows` rows, a month each, from January 2016 on.
pub fn monthly(count: u32, rows: i64, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    for month in 0..count {
        let from = day(2016, 1, 1) + Months::new(month);
        let to = from + Months::new(1) - chrono::Days::new(1);
        file(
            rows,
            from,
            to,
            &folder.join(format!("meta-ads-{}.csv", from.format("%Y-%m"))),
        )?;
    }
    Ok(())
}

/// As many ad sets per campaign as the rows need; the last day ends where the rows do.
fn file(rows: i64, from: NaiveDate, to: NaiveDate, path: &Path) -> io::Result<()> {
    let mut out = BufWriter::new(File::create(path)?);
    out.write_all(b"\xef\xbb\xbf")?;
    out.write_all(HEADER.as_bytes())?;
    let length = days(from, to).count() as i64;
    let per_day = (rows + length - 1) / length;
    let mut dice = Dice::new(&from.to_string());
    let mut left = rows;
    for date in days(from, to) {
        for at in 0..per_day.min(left) {
            line(&mut out, date, at % CAMPAIGNS, at / CAMPAIGNS, &mut dice)?;
        }
        left -= per_day.min(left);
    }
    out.flush()
}

fn line(
    out: &mut impl Write,
    date: NaiveDate,
    campaign: i64,
    ad_set: i64,
    dice: &mut Dice,
) -> io::Result<()> {
    let impressions = dice.between(400, 60_000);
    let reach = impressions * 1000 / dice.between(1040, 1390);
    let clicks = impressions / dice.between(60, 120);
    let purchases = clicks / dice.between(40, 80);
    writeln!(
        out,
        "\"Campaign {campaign:03} Heron EU\",\"Ad set {ad_set:02} broad\",{date},{reach},{impressions},{},{clicks},{},\"Website purchases\",\
         {purchases},{purchases},{},{},{date},{date}",
        frequency(impressions, reach),
        clicks * 3 / 2,
        money(purchases * dice.between(4_000, 21_000)),
        money(impressions * dice.between(600, 1_100) / 1000),
    )
}
