//! Figures of every group and of the whole, from component sums of each table.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use polars::prelude::{DataFrame, IntoLazy, col as column, len};

use crate::error::Result;
use crate::metrics::computed::{ALL_ORDERS, SPEND_COVERED};
use crate::metrics::{
    COMPUTED_TABLES, Component, Figure, Metric, Operation, Reason, Total, Totals, aggregate, figure,
};
use crate::schema::{Amount, cells, col, plan};

use super::bases::{BASES, base, spend_stating};
use super::dataset::{Absence, Dataset};
use super::join::NO_MATCH;
use super::keys::Key;
use super::stated::{is_recorded, is_told, states};
use super::unspent::NO_SPEND;

/// Sums of one table by group.
#[derive(Debug)]
struct TableTotals {
    totals: Totals,
    whole: Totals,
    groups: HashMap<Vec<String>, usize>,
    /// Platforms by group.
    platforms: HashMap<Vec<String>, BTreeSet<String>>,
    all_platforms: BTreeSet<String>,
    /// Those that it tells of though it may have no row of them.
    told_of: BTreeSet<String>,
    /// The table can state every key, so that no row in a group means nothing there.
    has_keys: bool,
    /// Its rows are outcomes.
    is_of_outcomes: bool,
    /// Which of the keys part it, by position, where not all do.
    places: Option<Vec<usize>>,
}

/// Sums of all tables by group.
#[derive(Debug)]
pub struct Figures {
    tables: BTreeMap<&'static str, TableTotals>,
    /// Tables whose rows have no date, where a period is asked for.
    undated: BTreeSet<&'static str>,
    /// Platforms by group of the figures that these stand beside.
    beside: HashMap<Vec<String>, BTreeSet<String>>,
    /// The groups, sorted by key.
    pub groups: Vec<Vec<String>>,
}

impl Figures {
    /// Sums the components of the metrics over the groups that the keys make.
    ///
    /// # Errors
    /// [`crate::error::Error::SpansBuckets`], and where polars refuses.
    pub fn of(dataset: &Dataset, keys: &[Key], metrics: &[&Metric], spread: bool) -> Result<Self> {
        let used: BTreeSet<&'static str> = metrics
            .iter()
            .flat_map(|metric| metric.components())
            .map(|component| component.table)
            .collect();
        let mut tables = BTreeMap::new();
        let mut groups = BTreeSet::new();
        for (table, frame) in dataset
            .frames
            .iter()
            .filter(|(table, _)| used.contains(*table))
        {
            // Orders are those of the days, whatever a group is about: only keys that they state part them.
            let (own_keys, places) = own_keys(table, keys);
            let keys = &own_keys[..];
            let names: Vec<&str> = keys.iter().map(Key::name).collect();
            let has_keys = keys.iter().all(|key| states(table, key, frame));
            let rows = dataset.keyed(table, frame, keys, spread)?;
            let mut totals = table_totals(table, &rows, &names, metrics)?;
            totals.has_keys = has_keys;
            totals.places = places;
            totals.told_of = dataset.told_of.get(table).cloned().unwrap_or_default();
            // What a whole company has is no group's.
            if totals.places.is_none() && (has_keys || !is_company(table)) {
                groups.extend(totals.groups.keys().cloned());
            }
            tables.insert(*table, totals);
        }
        let undated = dataset.absent.iter();
        let undated = undated.filter(|(_, (absence, _))| *absence == Absence::Undated);
        Ok(Self {
            undated: undated.map(|(table, _)| *table).collect(),
            beside: HashMap::new(),
            tables,
            groups: groups.into_iter().collect(),
        })
    }

    /// Takes over which platforms the groups of other figures are of, so that a group that these lack is zero only where
    /// their files tell of its platform.
    pub fn stand_beside(&mut self, other: &Self) {
        for table in other.tables.values() {
            for (group, platforms) in &table.platforms {
                let known = self.beside.entry(group.clone()).or_default();
                known.extend(platforms.iter().cloned());
            }
        }
    }

    /// The figure of a metric in a group, or over everything.
    pub fn figure(&self, metric: &Metric, group: Option<&[String]>) -> Figure {
        // Of a figure over several tables one that cannot state the keys would give all it has to the group without any.
        let mut tables = metric.components().map(|component| component.table);
        let first = tables.next();
        let crosses = tables.any(|table| Some(table) != first);
        let of_no_group = |table: &str| {
            let stated = self.tables.get(table).is_none_or(|table| table.has_keys);
            group.is_some() && (crosses || is_company(table)) && !stated
        };
        let total = |component: &Component| {
            if of_no_group(component.table) {
                return Total::ABSENT;
            }
            self.total(component, group)
        };
        match figure(metric, &total, self.platforms(group)) {
            Figure::Undefined(Reason::NotSupplied) if self.is_undated(metric) => {
                Figure::Undefined(Reason::Undated)
            }
            found => found,
        }
    }

    /// Whether a metric reads rows without a date, where a period is asked for.
    pub fn is_undated(&self, metric: &Metric) -> bool {
        let mut components = metric.components();
        components.any(|component| self.undated.contains(component.table))
    }

    /// Whether the groups' figures have to sum to the whole's: where every table is parted by all keys, or all rows are of
    /// one table that cannot state them.
    pub fn adds_up(&self, metric: &Metric) -> bool {
        let tables: BTreeSet<&str> = metric.components().map(|part| part.table).collect();
        let is_crossing = tables.len() > 1;
        let is_partial = |table: &&str| {
            let table = self.tables.get(table);
            table.is_some_and(|table| table.places.is_some() || is_crossing && !table.has_keys)
        };
        self.is_of_groups(metric) && !tables.iter().any(is_partial)
    }

    /// Whether the groups' figures are parts of the whole's.
    pub fn is_of_groups(&self, metric: &Metric) -> bool {
        metric.components().all(|component| {
            let stated = self.tables.get(component.table);
            !is_company(component.table) || stated.is_none_or(|table| table.has_keys)
        })
    }

    /// The total of a component in a group, or over everything. Where no row joins though the files have outcomes of
    /// the platforms that money was spent on, what joined is zero.
    pub fn total(&self, component: &Component, group: Option<&[String]>) -> Total {
        let stated = self.stated(component, group);
        let is_blank = stated.sum.is_some() && stated.rows > 0 && stated.n == 0;
        match is_blank && component.is_of_joined() && self.joins_nothing(group) {
            true => Total::EMPTY,
            false => stated,
        }
    }

    /// Whether all outcomes are of no campaign, and some spend is of platforms that have outcomes.
    fn joins_nothing(&self, group: Option<&[String]>) -> bool {
        let Some(outcomes) = self.tables.get("conversions") else {
            return false;
        };
        let platforms = match group {
            None => Some(&outcomes.all_platforms),
            Some(group) => outcomes.platforms.get(group),
        };
        let covered = base("ad_spend", SPEND_COVERED);
        let none = |names: &BTreeSet<String>| names.iter().eq([NO_MATCH]);
        platforms.is_some_and(none) && self.stated(&covered, group).n > 0
    }

    fn stated(&self, component: &Component, group: Option<&[String]>) -> Total {
        let Some(table) = self.tables.get(component.table) else {
            return Total::ABSENT;
        };
        let Some(group) = group else {
            return table.whole.total(0, component);
        };
        let own = table.places.as_ref().map(|places| {
            let texts = places.iter().map(|place| group[*place].clone());
            texts.collect::<Vec<String>>()
        });
        match table.groups.get(own.as_deref().unwrap_or(group)) {
            Some(at) => table.totals.total(*at, component),
            // No row in this group: unknown where nothing is planned or on record for it, else zero where the table knows the group's platform, unknown where it does not.
            None if !is_recorded(component)
                && self.is_known(table, group)
                && is_told(&table.whole.total(0, component), component) =>
            {
                Total::EMPTY
            }
            None => Total::ABSENT,
        }
    }

    /// Whether a component is of the days of a group alone, and not of all its keys.
    pub fn is_of_days(&self, component: &Component) -> bool {
        let table = self.tables.get(component.table);
        table.is_some_and(|table| table.places.is_some())
    }

    /// Such a component by its last key, the file, where a group has the keys before.
    pub fn of_days(&self, component: &Component, group: &[String]) -> Vec<(String, Total)> {
        let Some(table) = self.tables.get(component.table) else {
            return Vec::new();
        };
        let places = table.places.iter().flatten();
        let own: Vec<&String> = places.filter_map(|place| group.get(*place)).collect();
        let parts = table.groups.iter().filter_map(|(key, at)| {
            let (file, days) = key.split_last()?;
            let total = table.totals.total(*at, component);
            (days.iter().collect::<Vec<_>>() == own).then(|| (file.clone(), total))
        });
        let mut parts: Vec<(String, Total)> = parts.collect();
        parts.sort_by(|a, b| a.0.cmp(&b.0));
        parts
    }

    fn is_known(&self, table: &TableTotals, group: &[String]) -> bool {
        if !table.has_keys {
            return false;
        }
        let names_any = table.told_of.iter().any(|name| !name.is_empty());
        if table.all_platforms.is_empty() && !names_any {
            return true;
        }
        let own = self.tables.values();
        let own = own.filter_map(|other| other.platforms.get(group));
        let mut of_group = own.chain(self.beside.get(group)).flatten().peekable();
        of_group.peek().is_none()
            || of_group.any(|platform| {
                let names = [&table.all_platforms, &table.told_of];
                // What falls where nothing was spent brought nothing.
                let is_bare = platform == NO_SPEND && table.is_of_outcomes;
                is_bare || names.iter().any(|names| names.contains(platform))
            })
    }

    /// How much of the spend (or clicks, or impressions) a ratio, or a sum over rows of spend, rests on, where rows lack one of its sides: the column,
    /// the part and the whole.
    pub fn coverage(&self, metric: &Metric) -> Option<(&'static str, Amount, Amount)> {
        let sum = |component: &Component| self.total(component, None).sum;
        if let Some(stating) = spend_stating(metric) {
            let (part, whole) = (sum(&stating)?, sum(&base(stating.table, col::SPEND))?);
            return (part != whole).then_some((col::SPEND, part, whole));
        }
        metric.denominator.as_ref()?;
        let part = |column: &'static str| {
            let of = |component: &&Component| component.operation == Operation::Sum(column);
            let masked = metric.components().find(of)?;
            let whole = sum(&base(masked.table, column))?;
            Some((column, sum(masked)?, whole)).filter(|(_, part, whole)| part != whole)
        };
        BASES.into_iter().find_map(part)
    }

    /// Ad platforms in a group, or over everything.
    pub fn platforms(&self, group: Option<&[String]>) -> usize {
        let Some(spend) = self.tables.get("ad_spend") else {
            return 1;
        };
        match group {
            None => spend.all_platforms.len(),
            Some(group) => spend.platforms.get(group).map_or(1, BTreeSet::len),
        }
    }
}

/// The keys that part a table, and their positions where these are not all.
fn own_keys(table: &str, keys: &[Key]) -> (Vec<Key>, Option<Vec<usize>>) {
    let parts =
        |key: &Key| table != ALL_ORDERS || matches!(key, Key::Time(..) | Key::Name(col::FILE));
    let places: Vec<usize> = (0..keys.len()).filter(|at| parts(&keys[*at])).collect();
    let own = places.iter().map(|at| keys[*at].clone()).collect();
    (own, (places.len() < keys.len()).then_some(places))
}

/// Whether a table is about the company, whatever a row of other tables is about.
pub(super) fn is_company(table: &str) -> bool {
    plan::is_plan(table) || COMPUTED_TABLES.iter().any(|known| known.name == table)
}

fn table_totals(
    table: &'static str,
    frame: &DataFrame,
    names: &[&str],
    metrics: &[&Metric],
) -> Result<TableTotals> {
    let covered = base("ad_spend", SPEND_COVERED);
    let own = || metrics.iter().flat_map(|metric| metric.components());
    let components = || own().chain([&covered]);
    let totals = aggregate(frame, table, names, components())?;
    let bases = BASES.map(|column| base(table, column));
    let stating: Vec<Component> = metrics
        .iter()
        .filter_map(|metric| spend_stating(metric))
        .collect();
    let all = components().chain(&bases).chain(&stating);
    let whole = aggregate(frame, table, &[], all)?;
    let groups = texts_of(totals.frame(), names)
        .into_iter()
        .enumerate()
        .map(|(at, key)| (key, at))
        .collect();
    let mut platforms: HashMap<Vec<String>, BTreeSet<String>> = HashMap::new();
    let mut all_platforms = BTreeSet::new();
    if let Some(at) = names.iter().position(|name| *name == col::PLATFORM) {
        // The groups name their platform themselves.
        for key in texts_of(totals.frame(), names) {
            if key[at] != NO_SPEND {
                all_platforms.insert(key[at].clone());
            }
            platforms
                .entry(key.clone())
                .or_default()
                .insert(key[at].clone());
        }
    } else if frame.column(col::PLATFORM).is_ok() {
        let by: Vec<_> = names
            .iter()
            .copied()
            .chain([col::PLATFORM])
            .map(column)
            .collect();
        let pairs = frame
            .clone()
            .lazy()
            .group_by(by)
            .agg([len().alias("#rows")])
            .collect()?;
        let keys = texts_of(&pairs, names);
        let named = cells::texts(&pairs, col::PLATFORM).unwrap_or_default();
        // What falls where nothing was spent is of no platform.
        let of_platforms = keys.into_iter().zip(named);
        for (key, platform) in of_platforms.filter(|(_, name)| *name != Some(NO_SPEND)) {
            let platform = platform.unwrap_or("").to_owned();
            all_platforms.insert(platform.clone());
            platforms.entry(key).or_default().insert(platform);
        }
    }
    Ok(TableTotals {
        totals,
        whole,
        groups,
        platforms,
        all_platforms,
        told_of: BTreeSet::new(),
        has_keys: true,
        is_of_outcomes: table == "conversions",
        places: None,
    })
}

fn texts_of(frame: &DataFrame, names: &[&str]) -> Vec<Vec<String>> {
    if names.is_empty() {
        return vec![Vec::new(); frame.height()];
    }
    let columns: Vec<_> = names
        .iter()
        .map(|name| cells::texts(frame, name).unwrap_or_default())
        .collect();
    (0..frame.height())
        .map(|row| {
            columns
                .iter()
                .map(|texts| texts.get(row).copied().flatten().unwrap_or("").to_owned())
                .collect()
        })
        .collect()
}
