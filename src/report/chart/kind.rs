//! The kinds of charts: what each shows and what it needs.

use crate::error::{Error, Result};
use crate::metrics::{Registry, Unit as MetricUnit};
use crate::report::{Cell, KeyColumn, MetricColumn, Row, Table, Unit};
use crate::schema::col;
use crate::time::Comparison;

use super::nearest::nearest;

/// A kind of chart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Return on investment by channel or campaign.
    Roi,
    /// Metrics over time.
    Trend,
    /// Attribution models side by side.
    Models,
    /// The commonest journeys.
    Paths,
    /// Steps between channels.
    Transitions,
    /// Engagement by weekday and hour.
    Heatmap,
    /// Reach and engagement of posts.
    Scatter,
    /// Spend against joined revenue.
    SpendReturn,
    /// From impressions to orders.
    Funnel,
    /// Shares over time.
    Mix,
    /// How much few rows take.
    Pareto,
    /// One period against another.
    Compare,
    /// Metrics at a glance.
    Sparkline,
    /// ROI by how well value is supported.
    Ladder,
    /// From value to net value.
    Waterfall,
    /// What the ROI hangs on.
    Tornado,
    /// Spend against budgets.
    Pacing,
    /// Why a figure changed.
    Bridge,
}

/// What a chart is drawn from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// Spend, posts, profiles and outcomes.
    Report,
    /// Journeys of a touch log.
    Journeys,
    /// The value ledger: exports and the project file.
    Ledger,
}

/// What is known of a kind.
struct Record {
    kind: Kind,
    name: &'static str,
    about: &'static str,
    needs: &'static str,
    /// The key of its rows unless told otherwise; empty where it has none.
    by: &'static str,
    source: Source,
    /// The options that it takes of those that kinds differ in.
    takes: &'static [&'static str],
}

const METRICS: &str = "--metrics";
const BY: &str = "--by";
const TOP: &str = "--top";
const COMPARE: &str = "--compare";
const MODELS: &str = "--models";
const MEASURE: &str = "--measure";
const BOOTSTRAP: &str = "--bootstrap";
const WHAT_IF: &str = "--what-if";
const MODEL: &str = "--model";
const RISK: &str = "--include-risk";
const UNDOCUMENTED: &str = "--allow-undocumented";
const TRUST: &str = "--risk-adjust";

/// In the order of help.
const RECORDS: [Record; 18] = [
    Record {
        kind: Kind::Roi,
        name: "roi",
        about: "bars of return on investment by channel or campaign, with the break-even line",
        needs: "ads with spend; orders, payments, deals or analytics with UTM campaigns",
        by: col::CHANNEL,
        source: Source::Report,
        takes: &[BY, TOP],
    },
    Record {
        kind: Kind::Trend,
        name: "trend",
        about: "metrics over time, a panel per platform, the period before behind",
        needs: "any export with a row per day, week or month",
        by: col::PLATFORM,
        source: Source::Report,
        takes: &[METRICS, BY, COMPARE],
    },
    Record {
        kind: Kind::SpendReturn,
        name: "spend-return",
        about: "spend against joined revenue by campaign or channel, with the break-even diagonal",
        needs: "ads with spend; orders, payments, deals or analytics with UTM campaigns",
        by: col::CAMPAIGN,
        source: Source::Report,
        takes: &[BY, TOP],
    },
    Record {
        kind: Kind::Funnel,
        name: "funnel",
        about: "from impressions to orders, with the rate from stage to stage",
        needs: "ads with impressions and clicks; orders, or conversions that platforms claim",
        by: "",
        source: Source::Report,
        takes: &[METRICS, BY],
    },
    Record {
        kind: Kind::Mix,
        name: "mix",
        about: "shares over time: of spend by platform, of revenue by channel …",
        needs: "ads with spend by month, or any other sum with dates",
        by: col::PLATFORM,
        source: Source::Report,
        takes: &[METRICS, BY, TOP],
    },
    Record {
        kind: Kind::Pareto,
        name: "pareto",
        about: "how many campaigns take most of the spend",
        needs: "ads with spend and campaigns, or any other sum",
        by: col::CAMPAIGN,
        source: Source::Report,
        takes: &[METRICS, BY, TOP],
    },
    Record {
        kind: Kind::Compare,
        name: "compare",
        about: "one period against the one before or a year before, metric by metric",
        needs: "any exports that cover both periods",
        by: "",
        source: Source::Report,
        takes: &[METRICS, BY, TOP, COMPARE],
    },
    Record {
        kind: Kind::Sparkline,
        name: "sparkline",
        about: "a tile per metric: newest figure, change, line",
        needs: "any export with a row per day, week or month",
        by: "",
        source: Source::Report,
        takes: &[METRICS, BY],
    },
    Record {
        kind: Kind::Models,
        name: "models",
        about: "credit of each channel under every attribution model, and how far the models differ",
        needs: "a touch log or counted paths; ads with spend for cpa, roas and roi",
        by: col::CHANNEL,
        source: Source::Journeys,
        takes: &[BY, TOP, MODELS, MEASURE, BOOTSTRAP],
    },
    Record {
        kind: Kind::Paths,
        name: "paths",
        about: "the commonest journeys from first touch to conversion, as wide as they convert",
        needs: "a touch log or counted paths",
        by: col::CHANNEL,
        source: Source::Journeys,
        takes: &[BY, TOP],
    },
    Record {
        kind: Kind::Transitions,
        name: "transitions",
        about: "how likely journeys go from one channel to the next, to conversion or nowhere",
        needs: "a touch log or counted paths, with journeys that did not convert",
        by: col::CHANNEL,
        source: Source::Journeys,
        takes: &[BY, TOP],
    },
    Record {
        kind: Kind::Heatmap,
        name: "heatmap",
        about: "engagement of posts by weekday and hour of publication",
        needs: "posts with their time of publication and engagements",
        by: "",
        source: Source::Report,
        takes: &[METRICS],
    },
    Record {
        kind: Kind::Scatter,
        name: "scatter",
        about: "reach and engagement rate of every post, the best and the worst by name",
        needs: "posts with reach, impressions or views and engagements",
        by: "",
        source: Source::Report,
        takes: &[METRICS],
    },
    Record {
        kind: Kind::Ladder,
        name: "ladder",
        about: "ROI on measured value, then with attributed, modelled and assumed value, over one full cost",
        needs: "what `ledger` reads: ads with spend, orders; costs, hours and assumptions of social-roi.toml",
        by: "",
        source: Source::Ledger,
        takes: &[WHAT_IF, MODEL, RISK, UNDOCUMENTED, TRUST],
    },
    Record {
        kind: Kind::Waterfall,
        name: "waterfall",
        about: "value by function and grade of evidence, less cost by type, to net value",
        needs: "what `ledger` reads",
        by: "",
        source: Source::Ledger,
        takes: &[TOP, WHAT_IF, MODEL, RISK, TRUST],
    },
    Record {
        kind: Kind::Tornado,
        name: "tornado",
        about: "what the ROI hangs on: each input at its low and high, and the value at which ROI is 0",
        needs: "what `ledger` reads; ranges of assumptions in social-roi.toml",
        by: "",
        source: Source::Ledger,
        takes: &[TOP, WHAT_IF, MODEL, RISK, TRUST],
    },
    Record {
        kind: Kind::Pacing,
        name: "pacing",
        about: "planned and actual spend of each budget so far, and where it ends",
        needs: "ads with spend by day; [[budget]] in social-roi.toml",
        by: "",
        source: Source::Ledger,
        takes: &[TOP],
    },
    Record {
        kind: Kind::Bridge,
        name: "bridge",
        about: "why ROI, ROAS or revenue changed from one period to the next, effect by effect",
        needs: "what `ledger` reads, of both periods",
        by: "",
        source: Source::Ledger,
        takes: &[METRICS, COMPARE, WHAT_IF, MODEL, RISK, TRUST],
    },
];

impl Kind {
    /// All kinds, in the order of help.
    pub fn all() -> impl Iterator<Item = Self> {
        RECORDS.iter().map(|record| record.kind)
    }

    /// A kind by its name.
    ///
    /// # Errors
    /// [`Error::UnknownName`] with the nearest kinds.
    pub fn parse(name: &str) -> Result<Self> {
        if let Some(record) = RECORDS.iter().find(|record| record.name == name) {
            return Ok(record.kind);
        }
        Err(Error::UnknownName {
            what: "chart",
            name: name.into(),
            nearest: nearest(name, &Self::all().map(Self::name).collect::<Vec<_>>()),
        })
    }

    fn record(self) -> &'static Record {
        RECORDS
            .iter()
            .find(|record| record.kind == self)
            .expect("every kind has a record")
    }

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        self.record().name
    }

    /// What it shows, in a sentence.
    pub fn about(self) -> &'static str {
        self.record().about
    }

    /// The exports that it needs.
    pub fn needs(self) -> &'static str {
        self.record().needs
    }

    /// The key of its rows unless told otherwise; empty where it has none.
    pub fn by(self) -> &'static str {
        self.record().by
    }

    /// Whether no figure of it is money: it is about posts, or these metrics read no money and no outcomes.
    pub fn is_without_money(self, metrics: &[String], registry: &Registry) -> bool {
        let reads_none = |name: &String| {
            registry.metric(name).is_some_and(|metric| {
                metric.unit != MetricUnit::Money
                    && metric
                        .components()
                        .all(|part| part.table != "conversions" && part.counts_events())
            })
        };
        let is_sized = matches!(self, Self::Roi | Self::SpendReturn);
        matches!(self, Self::Heatmap | Self::Scatter)
            || !is_sized && !metrics.is_empty() && metrics.iter().all(reads_none)
    }

    /// The period that it compares with unless told otherwise.
    pub fn comparison(self) -> Option<Comparison> {
        matches!(self, Self::Compare | Self::Bridge).then_some(Comparison::Previous)
    }

    /// What it is drawn from.
    pub fn source(self) -> Source {
        self.record().source
    }

    /// Refuses an option that it would not heed; `what` is the option as typed.
    ///
    /// # Errors
    /// [`Error::BadOption`] with the options that it takes.
    pub fn allow(self, option: &str, what: &str) -> Result<()> {
        let takes = self.record().takes;
        if takes.contains(&option) {
            return Ok(());
        }
        let taken = match takes {
            [one] => (*one).to_owned(),
            [some @ .., last] => format!("{} and {last}", some.join(", ")),
            [] => "the inputs alone".into(),
        };
        Err(Error::BadOption {
            what: what.into(),
            why: format!(
                "chart {} takes no {option}; what it shows is chosen with {taken}",
                self.name()
            ),
        })
    }
}

/// All kinds as a table.
pub fn kinds() -> Table {
    let column = |name: &str, rank| MetricColumn {
        name: name.into(),
        header: name.into(),
        unit_label: String::new(),
        unit: Unit::Text,
        rank,
        pinned: true,
        decimals: 0,
    };
    let row = |record: &Record| Row {
        keys: vec![Some(record.name.to_owned())],
        cells: vec![
            Cell::Text(record.about.to_owned()),
            Cell::Text(record.needs.to_owned()),
        ],
        ..Row::default()
    };
    Table {
        keys: vec![KeyColumn {
            name: "chart".into(),
            header: "chart".into(),
        }],
        metrics: vec![column("shows", 1), column("needs", 2)],
        rows: RECORDS.iter().map(row).collect(),
        ..Table::default()
    }
}
