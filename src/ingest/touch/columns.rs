//! Which cells of a touch log's rows hold what.

use crate::ingest::plan::Plan;
use crate::schema::col;

/// Platforms by the column of their click identifier.
const CLICK_IDS: [(&str, &str); 5] = [
    (col::GCLID, "google_ads"),
    (col::FBCLID, "meta"),
    (col::TTCLID, "tiktok"),
    (col::LI_FAT_ID, "linkedin"),
    (col::MSCLKID, "microsoft_ads"),
];

/// Where the event stands in [`TouchColumns::words`].
pub const EVENT: usize = 5;

/// Indexes of cells in a record.
#[derive(Clone, Debug)]
pub struct TouchColumns {
    /// The user.
    pub user: Option<usize>,
    /// The time.
    pub time: Option<usize>,
    /// Channel, source, medium, campaign, content, event, in the order of the key.
    pub words: [Option<usize>; 6],
    /// Conversions.
    pub conversion: Option<usize>,
    /// Value.
    pub value: Option<usize>,
    /// Currency of the value.
    pub currency: Option<usize>,
    /// The order's identifier.
    pub order: Option<usize>,
    /// Click identifiers with their platform.
    pub clicks: Vec<(usize, &'static str)>,
    /// Cells of the header.
    pub header: Vec<String>,
    /// Texts that mean nothing, beside the usual ones.
    pub nulls: Vec<String>,
}

impl TouchColumns {
    /// A list of outcomes: users and times, but no channel, no event and no column that says which rows convert.
    pub fn every_row_converts(&self) -> bool {
        self.lists_outcomes() && self.conversion.is_none()
    }

    /// A list of outcomes: no row is a touch.
    pub fn lists_outcomes(&self) -> bool {
        self.words.iter().all(Option::is_none) && self.clicks.is_empty()
    }

    /// Whether a cell of a rejected row is shown: it says what happened and when, never to whom.
    pub fn is_shown(&self, cell: usize) -> bool {
        let [channel, source, medium, campaign, _, event] = self.words;
        let shown = [self.time, channel, source, medium, campaign, event];
        let figures = [self.conversion, self.value, self.currency];
        shown
            .into_iter()
            .chain(figures)
            .any(|known| known == Some(cell))
    }

    /// Only the value says which rows convert.
    pub fn value_converts(&self) -> bool {
        self.conversion.is_none() && self.words[EVENT].is_none()
    }

    /// A log of visits by source: a visit without any is a direct one.
    pub fn blank_is_direct(&self) -> bool {
        self.words[0].is_none() && self.words[1].is_some()
    }

    /// The columns of a plan.
    pub fn of(plan: &Plan) -> Self {
        let cell = |name: &str| plan.slot(name).and_then(|slot| plan.slots[slot].cell);
        Self {
            user: cell(col::USER_ID),
            time: cell(col::TS).or_else(|| cell(col::DATE)),
            words: [
                col::CHANNEL,
                col::SOURCE,
                col::MEDIUM,
                col::CAMPAIGN,
                col::CONTENT,
                col::TOUCH_TYPE,
            ]
            .map(cell),
            conversion: cell(col::CONVERSION),
            value: cell(col::VALUE),
            currency: cell(col::CURRENCY),
            order: cell(col::CONV_ID),
            clicks: CLICK_IDS
                .iter()
                .filter_map(|(name, platform)| Some((cell(name)?, *platform)))
                .collect(),
            header: plan.header.clone(),
            nulls: plan.profile.nulls.clone(),
        }
    }
}
