//! Tannholm, an invented maker of bags, lights and rainwear for people who cycle all year: what it sells, what it advertises.

use chrono::NaiveDate;

use crate::calendar::{day, first_day, last_day};

/// The company's name.
pub const NAME: &str = "Tannholm";

/// An article: name, stock code, net price in cents (multiples of 50, so that 10 % off and 20 % tax stay whole cents).
pub struct Product(pub &'static str, pub &'static str, pub i64);

/// The catalogue; frequent articles stand twice.
pub const PRODUCTS: &[Product] = &[
    Product("Heron Frame Bag", "THM-HER-01", 8900),
    Product("Heron Frame Bag", "THM-HER-01", 8900),
    Product("Wren Saddle Bag", "THM-WRE-01", 6450),
    Product("Stork Pannier, pair", "THM-STO-02", 14900),
    Product("Drizzle Rain Jacket", "THM-DRJ-11", 17900),
    Product("Drizzle Rain Trousers", "THM-DRT-12", 11900),
    Product("Ember Dynamo Light", "THM-EMB-31", 9450),
    Product("Ember Rear Light", "THM-EMB-32", 3950),
    Product("Moss Merino Cap", "THM-MOS-41", 3400),
    Product("Fern Tarp \"Lean-to\"", "THM-FER-51", 15900),
    Product("Rill Bottle", "THM-RIL-61", 1650),
    Product("Bramble Repair Roll", "THM-BRA-71", 4200),
];

/// Where an ad ran.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Platform {
    Meta,
    Google,
    LinkedIn,
    TikTok,
}

impl Platform {
    /// The platform's name in the tables of the program.
    pub fn name(self) -> &'static str {
        match self {
            Self::Meta => "meta",
            Self::Google => "google_ads",
            Self::LinkedIn => "linkedin",
            Self::TikTok => "tiktok",
        }
    }

    /// What its invoices are in.
    pub fn currency(self) -> &'static str {
        if self == Self::LinkedIn { "USD" } else { "EUR" }
    }

    /// Source and medium on the links of its ads.
    pub fn utm(self) -> (&'static str, &'static str) {
        match self {
            Self::Meta => ("facebook", "paid_social"),
            Self::Google => ("google", "cpc"),
            Self::LinkedIn => ("linkedin", "paid_social"),
            Self::TikTok => ("tiktok", "paid_social"),
        }
    }
}

/// A group of ads: name, ad (TikTok only), daily budget in cents.
pub struct AdSet(pub &'static str, pub &'static str, pub i64);

/// A campaign and how its market answers.
pub struct Campaign {
    pub platform: Platform,
    pub name: &'static str,
    /// Google's campaign type, Meta's result type, LinkedIn's objective.
    pub kind: &'static str,
    pub flights: Vec<(NaiveDate, NaiveDate)>,
    pub ad_sets: &'static [AdSet],
    /// Price of a thousand impressions, in cents.
    pub cpm: i64,
    /// Link clicks per million impressions.
    pub ctr: i64,
    /// Orders per million link clicks.
    pub cvr: i64,
    /// What the platform claims, in percent of what the shop saw.
    pub claim: i64,
    /// Pieces per order line: companies buy by the dozen.
    pub pieces: i64,
}

/// A link that was tagged wrongly: campaign, group of ads, first and last day, what its UTM campaign said.
pub struct Mistag(
    pub &'static str,
    pub &'static str,
    pub NaiveDate,
    pub NaiveDate,
    pub &'static str,
);

/// The dirt of the fifteen months: a group with no tags, a macro left unexpanded, a misspelling, another case.
pub fn mistags() -> [Mistag; 4] {
    [
        Mistag(
            "WIN26_Ember_Lights_Conv",
            "Night riders",
            first_day(),
            last_day(),
            "",
        ),
        Mistag(
            "PRO_Heron_FrameBag_Conv",
            "Lookalike 1% buyers",
            day(2026, 2, 1),
            day(2026, 2, 28),
            "{{campaign.name}}",
        ),
        Mistag(
            "AUT26_RainSeason_Conv",
            "Interest cycling FR",
            first_day(),
            last_day(),
            "AUT26_RainSaeson_Conv",
        ),
        Mistag(
            "US_Panniers_Prospecting",
            "US Northeast",
            day(2026, 6, 1),
            day(2026, 7, 31),
            "us_panniers_prospecting",
        ),
    ]
}
