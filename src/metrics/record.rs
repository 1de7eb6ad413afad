//! One metric: its record in the registry file, read and checked.

use serde::Deserialize;

use super::component::Component;
use super::computed;
use super::formula::{Formula, join, join_difference, join_outcomes};
use super::parse::FormulaError;
use crate::schema::{col, plan};

macro_rules! choices {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize)]
        pub enum $name { $($(#[$variant_doc])* #[serde(rename = $text)] $variant),+ }

        impl $name {
            /// The text that stands for it in the registry file.
            pub fn text(self) -> &'static str {
                match self { $(Self::$variant => $text),+ }
            }
        }
    };
}

choices! {
    /// What a figure is measured in.
    Unit {
        /// Money in the scope's currency.
        Money = "money",
        /// A count of things.
        Count = "count",
        /// A fraction of one, printed as a percentage.
        Rate = "rate",
        /// A number of times.
        Ratio = "ratio",
        /// A count of people.
        People = "people",
        /// Seconds.
        Seconds = "seconds",
        /// A count per post.
        PerPost = "per_post",
    }
}

choices! {
    /// What a zero does to a figure.
    Zero {
        /// A zero denominator leaves it undefined.
        Undefined = "Z0",
        /// As `Z0`, and a negative ratio is undefined too.
        Positive = "Z0p",
        /// Cost per outcome: no outcomes, or no spend.
        PerOutcome = "Z1",
        /// Return on spend: no spend.
        OnSpend = "Z1r",
        /// Growth: new from zero, no ratio to a negative base.
        Growth = "Z2",
        /// A median or percentile: without rows undefined, on few rows told.
        Distribution = "Z3",
        /// A sum: supplied but empty is zero.
        Sum = "Z5",
        /// A share of a total: as `Z0`, and a part beyond it is undefined too.
        Share = "Z6",
        /// A whole over its part: as `Z0p`, and undefined where the part is no share of it.
        Whole = "Z7",
    }
}

choices! {
    /// How figures of parts combine.
    Aggregation {
        /// Ratio of sums over the rows that have both.
        RatioOfSums = "A0",
        /// Plain sum.
        Additive = "A1",
        /// People: not additive.
        People = "A2",
        /// Stock: the last value, summed over accounts.
        Stock = "A3",
        /// Distribution: recomputed from the rows.
        Distribution = "A4",
        /// Recomputed from the summed components.
        Recomputed = "A5",
    }
}

choices! {
    /// Which way is better.
    Direction {
        /// More is better.
        Higher = "higher",
        /// Less is better.
        Lower = "lower",
        /// Neither: no colour.
        Neutral = "neutral",
    }
}

choices! {
    /// The level in AMEC's chain.
    Level {
        /// Inputs.
        Input = "IN",
        /// Activities.
        Activity = "AC",
        /// Outputs.
        Output = "OP",
        /// Out-takes.
        OutTake = "OT",
        /// Outcomes.
        Outcome = "OC",
        /// Impact.
        Impact = "IM",
    }
}

choices! {
    /// The duty that a metric serves.
    Function {
        /// Paid marketing.
        Paid = "paid",
        /// Organic marketing, content and community.
        Organic = "organic",
        /// Sales.
        Sales = "sales",
    }
}

choices! {
    /// What becomes of a figure over several platforms.
    Across {
        /// Nothing special.
        Plain = "plain",
        /// It is printed with the caveat that platforms may claim the same order.
        Note = "note",
        /// It is undefined.
        Undefined = "undefined",
    }
}

/// A metric of the registry.
#[derive(Clone, Debug)]
pub struct Metric {
    /// The output column.
    pub name: String,
    /// The number in the metric catalogue.
    pub id: String,
    /// The short form of the catalogue, where it differs from the name; people may type it too.
    pub symbol: Option<String>,
    /// The name in words.
    pub title: String,
    /// What it is measured in.
    pub unit: Unit,
    /// The numerator, or the whole of it.
    pub numerator: Formula,
    /// The denominator of a ratio.
    pub denominator: Option<Formula>,
    /// What a zero does.
    pub zero: Zero,
    /// How parts combine.
    pub aggregation: Aggregation,
    /// Which way is better.
    pub direction: Direction,
    /// Column priority where a table is narrow; lower is kept longer.
    pub rank: u32,
    /// Below this denominator a rate is marked as resting on few.
    pub min_n: u32,
    /// The level in AMEC's chain.
    pub level: Option<Level>,
    /// The use in Altimeter's measurement compass.
    pub compass: String,
    /// Its meaning and its pitfall, in a sentence.
    pub note: String,
    /// Whose definition it is.
    pub source: String,
    /// The duty it serves.
    pub function: Function,
    /// Whether it is shown unasked where its inputs exist.
    pub default: bool,
    /// What becomes of it over several platforms.
    pub across: Across,
    /// Other names that people type.
    pub also: Vec<String>,
}

/// Rates that may be above one: returns, growth, and what is set against something smaller than itself.
const BEYOND_ONE: [&str; 8] = [
    "ad_cost_ratio",
    "follower_growth_rate",
    "marginal_roi",
    "roas_headroom",
    "roi",
    "roi_by_function",
    "social_revenue_share",
    "target_attainment",
];

impl Metric {
    /// Whether its figure is a share of something, which is never above one but by doubtful data.
    pub fn is_share(&self) -> bool {
        self.unit == Unit::Rate && !BEYOND_ONE.contains(&self.name.as_str())
    }

    /// Every component of both sides, in the order written.
    pub fn components(&self) -> impl Iterator<Item = &Component> {
        self.numerator
            .components()
            .chain(self.denominator.iter().flat_map(Formula::components))
    }

    /// Every table and column it reads, each once; the column is `None` where rows or days are counted.
    pub fn needs(&self) -> Vec<(&'static str, Option<&'static str>)> {
        let mut needs = Vec::new();
        for component in self.components() {
            let columns = component.columns();
            let named = columns.iter().map(|name| (component.table, Some(*name)));
            let counted = columns.is_empty().then_some((component.table, None));
            for need in named.chain(counted) {
                if !needs.contains(&need) {
                    needs.push(need);
                }
            }
        }
        needs
    }

    /// Whether less of it is better: by its own direction, and of money that was spent always. `None` where neither more
    /// nor less is better as such.
    pub fn less_is_better(&self) -> Option<bool> {
        match self.direction {
            Direction::Higher => Some(false),
            Direction::Lower => Some(true),
            Direction::Neutral => self.is_cost().then_some(true),
        }
    }

    /// Whether it is money that something cost.
    fn is_cost(&self) -> bool {
        const SPENT: [&str; 5] = [
            col::SPEND,
            computed::COST,
            computed::FULL_COST,
            plan::AMOUNT,
            plan::LABOUR_COST,
        ];
        let mut columns = self.numerator.components().flat_map(Component::columns);
        self.unit == Unit::Money && columns.all(|name| SPENT.contains(&name))
    }

    /// Whether it reads a table.
    pub fn is_of(&self, table: &str) -> bool {
        self.components().any(|component| component.table == table)
    }

    /// The sentence to print where the figure spans several platforms.
    pub fn caveat(&self, platforms: usize) -> Option<&'static str> {
        (self.across == Across::Note && platforms > 1)
            .then_some("platforms may claim the same order")
    }
}

/// A record as written; what a project's own metrics may leave out has a default.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Record {
    pub name: String,
    #[serde(default)]
    id: String,
    symbol: Option<String>,
    title: String,
    unit: Unit,
    num: String,
    den: Option<String>,
    zero: Option<Zero>,
    #[serde(default = "ratio_of_sums")]
    agg: Aggregation,
    #[serde(default = "neutral")]
    direction: Direction,
    #[serde(default = "last_rank")]
    rank: u32,
    #[serde(default)]
    min_n: u32,
    level: Option<Level>,
    #[serde(default)]
    compass: String,
    #[serde(default)]
    note: String,
    #[serde(default)]
    source: String,
    #[serde(default = "paid")]
    function: Function,
    #[serde(default)]
    default: bool,
    #[serde(default = "plain")]
    across: Across,
    #[serde(default)]
    also: Vec<String>,
}

fn ratio_of_sums() -> Aggregation {
    Aggregation::RatioOfSums
}

fn neutral() -> Direction {
    Direction::Neutral
}

/// After every built-in metric, so that a user's own is dropped first unless asked for by name.
fn last_rank() -> u32 {
    1000
}

fn paid() -> Function {
    Function::Paid
}

fn plain() -> Across {
    Across::Plain
}

impl Record {
    /// The metric, with its formulas read and joined.
    pub(super) fn metric(self) -> Result<Metric, FormulaError> {
        let mut numerator = Formula::parse(&self.num)?;
        let mut denominator = self.den.as_deref().map(Formula::parse).transpose()?;
        if let Some(denominator) = &mut denominator {
            if self.agg == Aggregation::RatioOfSums {
                join_outcomes(&mut numerator, denominator);
            }
            join(&mut numerator, denominator);
        } else {
            join_difference(&mut numerator);
        }
        let zero = match denominator {
            Some(_) => Zero::Undefined,
            None => Zero::Sum,
        };
        Ok(Metric {
            zero: self.zero.unwrap_or(zero),
            numerator,
            denominator,
            name: self.name,
            id: self.id,
            symbol: self.symbol,
            title: self.title,
            unit: self.unit,
            aggregation: self.agg,
            direction: self.direction,
            rank: self.rank,
            min_n: self.min_n,
            level: self.level,
            compass: self.compass,
            note: self.note,
            source: self.source,
            function: self.function,
            default: self.default,
            across: self.across,
            also: self.also,
        })
    }
}
