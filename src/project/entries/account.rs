//! Accounts on networks and ad platforms.

use chrono::NaiveDate;

use crate::error::Spot;
use crate::project::read::Record;
use crate::schema::Amount;
use crate::time::Zone;

use super::Book;

/// One account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    /// Its name in exports.
    pub account: String,
    /// Its platform.
    pub platform: Option<String>,
    /// Globs of exports that are its own and do not say so.
    pub files: Vec<String>,
    /// The time zone of its days.
    pub time_zone: Option<Zone>,
    /// The currency of its exports, where they do not say.
    pub currency: Option<String>,
    /// Who answers for it.
    pub owner: Option<String>,
    /// Whether signing in takes a second factor.
    pub mfa: Option<bool>,
    /// When its users were last reviewed.
    pub last_access_review: Option<NaiveDate>,
    /// `official`, `rogue` or `dormant`.
    pub status: Option<String>,
    /// Whether the platform has verified it.
    pub verified: Option<bool>,
    /// Points of the brand list that it meets, and how many there are.
    pub brand_checks: Option<(Amount, Amount)>,
    /// Anything else.
    pub note: Option<String>,
    /// Where it stands.
    pub spot: Spot,
}

/// The accounts of the records.
pub fn accounts(records: &[Record], book: &mut Book<'_>) -> Vec<Account> {
    let mut found: Vec<Account> = Vec::new();
    for record in records {
        let files = record.texts("files").unwrap_or_default();
        for file in &files {
            if glob::Pattern::new(&file.value).is_err() {
                let hint = "`*` stands for any text, `?` for one letter";
                book.fault(
                    &file.spot,
                    "accounts.files",
                    "a pattern",
                    format!("`{}`", file.value),
                    hint,
                );
            }
        }
        let checks = record
            .amount("brand_checks_passed")
            .zip(record.amount("brand_checks_total"));
        if let Some((passed, total)) = checks.filter(|(passed, total)| passed > total) {
            let spot = record.spot("brand_checks_passed");
            book.fault(
                spot,
                "accounts.brand_checks_passed",
                &format!("up to {total}"),
                passed.to_string(),
                "",
            );
        }
        let (Some(account), platform) = (record.text("account"), record.text("platform")) else {
            continue;
        };
        let same = |known: &&Account| known.account == account && known.platform == platform;
        if let Some(same) = found.iter().find(same) {
            let twice = format!(
                "`{account}` again, after {}:{}",
                same.spot.file, same.spot.line
            );
            book.fault(
                record.spot("account"),
                "accounts.account",
                "each account once",
                twice,
                "",
            );
        }
        found.push(Account {
            account,
            platform,
            files: files.into_iter().map(|file| file.value).collect(),
            time_zone: record.text("time_zone").and_then(|zone| zone.parse().ok()),
            currency: record.text("currency"),
            owner: record.text("owner"),
            mfa: record.flag("mfa"),
            last_access_review: record.day("last_access_review"),
            status: record.text("status"),
            verified: record.flag("verified"),
            brand_checks: checks,
            note: record.text("note"),
            spot: record.spot.clone(),
        });
    }
    found
}
