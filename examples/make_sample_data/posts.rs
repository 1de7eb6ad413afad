//! What the company published without paying: posts with their lifetime figures.

use chrono::{Datelike, NaiveDate};

use crate::calendar::{days, first_day, last_day, month_index};
use crate::dice::Dice;

/// Where a post stood.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Network {
    Facebook,
    Instagram,
    X,
}

impl Network {
    /// The network's name in the tables of the program.
    pub fn name(self) -> &'static str {
        match self {
            Self::Facebook => "facebook",
            Self::Instagram => "instagram",
            Self::X => "x",
        }
    }
}

/// A post.
pub struct Post {
    pub network: Network,
    pub date: NaiveDate,
    pub minute: i64,
    pub id: i64,
    pub text: String,
    pub video: bool,
    pub views: i64,
    pub reach: i64,
    pub reactions: i64,
    pub comments: i64,
    pub shares: i64,
    pub saves: i64,
    pub clicks: i64,
    pub follows: i64,
}

const OPENERS: &[&str] = &[
    "Rain at seven, sun at nine, snow at noon. April rides again.",
    "How do you carry a laptop, a lunch and a spare tube? Like this:",
    "Workshop news: the new buckles arrived, and they click.",
    "“I sold the car in March.” — a reader from Lyon writes",
    "Three bags, one bike, nine days along the Mur 🚲",
    "Your question of the week: wool or fleece?",
    "Winter is not a reason to stop; it is a reason for lights.",
    "We tested the jacket under a fire hose. Twice.",
    "Sewn in Graz, ridden in Portland: Sam's commute, 14 km each way",
];

const BODIES: &[&str] = &[
    "The Heron frame bag now comes in moss green.",
    "Stork panniers hold 22 litres each, and they do not rattle.",
    "Ember lights run off your hub: nothing to charge, nothing to forget.",
    "Repairs are free for five years. Send it in, we sew it, you ride.",
    "Drizzle weighs 290 g and fits in a jersey pocket.",
    "Tell us where you rode this week; the best photo gets a Moss cap.",
];

const ENDS: &[&str] = &[
    "#rideallyear #tannholm",
    "#bikepacking #commuting",
    "#tannholm",
    "More at https://www.example.com/journal",
    "Link in bio",
];

/// Every post, by time.
pub fn posts() -> Vec<Post> {
    let mut all = Vec::new();
    for (network, per_week) in [
        (Network::Facebook, 3),
        (Network::Instagram, 4),
        (Network::X, 3),
    ] {
        let mut dice = Dice::new(network.name());
        for date in days(first_day(), last_day()) {
            // Fewer posts at weekends: the people who write them ride.
            let share = if date.weekday().number_from_monday() > 5 {
                500_000
            } else {
                1_200_000
            };
            if dice.chance(share * per_week / 7) {
                all.push(post(network, date, &mut dice));
            }
        }
    }
    all.sort_by_key(|post| (post.date, post.minute));
    all
}

fn post(network: Network, date: NaiveDate, dice: &mut Dice) -> Post {
    let (opener, body, end) = (dice.pick(OPENERS), dice.pick(BODIES), dice.pick(ENDS));
    let minute = dice.between(7 * 60, 20 * 60);
    let base = match network {
        Network::Facebook => 900,
        Network::Instagram => 2600,
        Network::X => 480,
    };
    // One post in forty travels.
    let luck = if dice.chance(25_000) {
        dice.between(4, 11)
    } else {
        1
    };
    let views = dice.near(base * (100 + 5 * month_index(date)) / 100, 550) * luck;
    let millis = (date
        .and_hms_opt(0, 0, 0)
        .expect("midnight exists")
        .and_utc()
        .timestamp()
        + minute * 60)
        * 1000;
    let id = match network {
        // X counts milliseconds since November 2010 in the upper bits.
        Network::X => ((millis - 1_288_834_974_657) << 22) + dice.between(0, 4_194_303),
        Network::Facebook => {
            1_120_000_000_000_000
                + (millis / 1000 - 1_750_000_000) * 1_000_000
                + dice.between(0, 999_999)
        }
        Network::Instagram => {
            18_000_000_000_000_000
                + (millis / 1000 - 1_750_000_000) * 10_000_000
                + dice.between(0, 9_999_999)
        }
    };
    let video = dice.chance(300_000);
    Post {
        network,
        date,
        minute,
        id,
        text: if network == Network::X {
            format!("{opener} {end}")
        } else {
            format!("{opener}\n\n{body}\n\n{end}")
        },
        video,
        views,
        reach: dice.near(views * 70 / 100, 100),
        reactions: dice.near(views * 31 / 1000, 400),
        comments: dice.near(views * 26 / 10_000, 700),
        shares: dice.near(views * 31 / 10_000, 600),
        saves: dice.near(views * 42 / 10_000, 600),
        clicks: dice.near(views * 12 / 1000, 500),
        follows: dice.near(views * 9 / 10_000, 900),
    }
}
