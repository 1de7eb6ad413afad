//! A project of October 2026: Meta's spend, an order of its campaign, a margin of 0.4, and what a test adds.

use std::fs;

pub const EVIDENCE: &str = "source = \"s\"\nowner = \"o\"\ndate = 2026-01-01\n";

/// Spend and revenue in euros; `money` are further lines of [money], `more` what follows the margin.
pub fn october(spend: u32, revenue: u32, money: &str, more: &str) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, text: String| fs::write(folder.path().join(name), text).unwrap();
    write(
        "ads.csv",
        format!(
            "date,platform,campaign,currency,spend,impressions,clicks,conversions\n\
             2026-10-05,meta,A,EUR,{spend},100,3,1\n"
        ),
    );
    write(
        "orders.csv",
        format!(
            "date,conv_id,source,medium,utm_campaign,currency,orders,revenue\n\
             2026-10-05,o1,facebook,paid_social,A,EUR,1,{revenue}\n"
        ),
    );
    write(
        "social-roi.toml",
        format!(
            "sources = [\"ads.csv\", \"orders.csv\"]\n[money]\ncurrency = \"EUR\"\n{money}[margin]\nbase = 0.4\n{EVIDENCE}{more}"
        ),
    );
    folder
}
