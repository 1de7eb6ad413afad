//! Writes `sample-data/`, the exports of an invented company, with the same bytes every time.
//!
//! ```text
//! make_sample_data FOLDER [--truth FILE]            the sample, and the sums a reader must find in it
//! make_sample_data --daily-rows ROWS OUT.csv        one large Meta export, for benchmarks
//! make_sample_data --monthly-files COUNT ROWS DIR   many of them, a month each
//! ```

mod big;
mod calendar;
mod campaigns;
mod company;
mod delivery;
mod dice;
mod folder;
mod ga4;
mod google;
mod journeys;
mod linkedin;
mod meta;
mod orders;
mod orders_export;
mod plan;
mod posts;
mod rates;
mod readme;
mod shopify;
mod suite;
mod text;
mod tiktok;
mod truth;
mod x;
mod youtube;

use std::path::Path;
use std::process::ExitCode;
use std::{env, fs, io};

use folder::Folder;
use rates::Rates;
use text::Encoding;

fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    match run(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // An example has no other way to say what went wrong.
            #[allow(clippy::print_stderr)]
            {
                eprintln!("error: {error}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(arguments: &[String]) -> io::Result<()> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["--daily-rows", rows, out] => big::daily(number(rows)?, Path::new(out)),
        ["--monthly-files", count, rows, folder] => {
            big::monthly(number(count)?, number(rows)?, Path::new(folder))
        }
        [folder] if !folder.starts_with('-') => sample(Path::new(folder), None),
        [folder, "--truth", file] => sample(Path::new(folder), Some(Path::new(file))),
        _ => Err(io::Error::other(
            "expected `FOLDER [--truth FILE]`, `--daily-rows ROWS OUT.csv` or `--monthly-files COUNT ROWS DIR`",
        )),
    }
}

fn number<T: std::str::FromStr>(text: &str) -> io::Result<T> {
    text.parse()
        .map_err(|_| io::Error::other(format!("expected a whole number, found `{text}`")))
}

fn sample(root: &Path, truth: Option<&Path>) -> io::Result<()> {
    let campaigns = campaigns::campaigns();
    let deliveries = delivery::deliveries(&campaigns);
    let orders = orders::orders(&deliveries);
    let posts = posts::posts();
    let videos = youtube::videos();
    let rates = Rates::new();
    let traffic = ga4::traffic(&deliveries, &orders);
    let journeys = journeys::rows(&deliveries, &orders);

    let mut folder = Folder::default();
    meta::write(&deliveries, &mut folder);
    google::write(&campaigns, &deliveries, &mut folder);
    linkedin::write(&deliveries, &mut folder);
    tiktok::write(&deliveries, &mut folder);
    let cards = suite::write(&posts, &mut folder);
    x::write(&posts, &mut folder);
    youtube::write(&videos, &mut folder)?;
    shopify::write(&orders, &mut folder);
    orders_export::write(&orders, &mut folder);
    ga4::write(&traffic, &mut folder);
    journeys::write(&journeys, &mut folder);
    plan::write(&orders, &mut folder);
    folder.add("rates.csv", &rates.csv(), Encoding::Utf8);
    folder.add("README.md", &readme::text(), Encoding::Utf8);
    folder.write(root)?;

    if let Some(file) = truth {
        let sources = truth::Sources {
            campaigns: &campaigns,
            deliveries: &deliveries,
            orders: &orders,
            posts: &posts,
            videos: &videos,
            cards: &cards,
            traffic: &traffic,
            journeys: &journeys,
            rates: &rates,
        };
        fs::write(file, truth::text(&sources))?;
    }
    Ok(())
}
