//! The README of the sample folder.

/// Its first words, by which a later run knows the folder as its own.
pub const TITLE: &str = "# Sample data: Tannholm";

/// All of it.
pub fn text() -> String {
    format!(
        "{TITLE}

Tannholm does not exist. It is an invented workshop in Graz that sews bags and rainwear and builds lights for people who cycle all
year, and sells them in Europe and the United States. These files are what such a company would download early in November 2026:
fifteen months of exports, each byte for byte in the form of its platform (encodings, preambles, total rows, two currencies), with
invented names, figures, customers and posts. They are written by an example of this repository, with the same bytes every time:

    cargo run --example make_sample_data -- sample-data

| folder | what it holds |
| --- | --- |
| `meta/` | Ads Reporting, by ad set and day, a file per quarter; June 2026 stands a second time in a file of its own; the first quarter of 2026 has a summary row |
| `google_ads/` | campaign reports for Excel, a file per month, with overlapping totals |
| `linkedin_ads/` | campaign performance by day, in US dollars; from April 2026 with the new names of the levels |
| `tiktok_ads/` | ads by day, from February 2026 |
| `facebook_instagram/` | content exports and cards of Meta Business Suite |
| `x/`, `youtube/` | what X and YouTube Studio let one download |
| `shopify/` | orders by UTM and day for all months; the orders themselves for September and October 2026 (the same orders) |
| `ga4/` | traffic acquisition and the reports snapshot of October 2026 |
| `journeys/` | a touchpoint log, July to October 2026: visits under pseudonyms and the orders they led to; an order's row is no visit, its value the shop's net sales; in no order of time, a few rows twice, some without a user |
| `rates.csv` | euros per US dollar on working days |
| `social-roi.toml`, `plan/` | the project: costs, hours, assumptions, counts, targets, budget, accounts and finance's figures, read by `social-roi` in this folder (`cd sample-data`), or with `--project sample-data/social-roi.toml` |

Worth finding: a campaign that paid back many times over, one that failed, one for awareness that sells nothing, one without UTM tags, a
misspelled UTM, one in another case, a macro that was never expanded, platforms that claim more than the shop saw; a media return of
more than three that the full cost eats up, an assumption out of date, a target missed, a budget overrun, an invoice that an export holds too.
"
    )
}
