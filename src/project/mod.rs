//! `social-roi.toml`: sources, what campaigns are for, money, costs, hours, assumptions, targets.
//!
//! Found in the working folder or a folder above, or named with `--project FILE`. Paths in it are relative to it. The
//! keys are declared once, in [`fields`]; every fault is found at once and has its place. Sheets that the file names
//! are read by others, as cells: [`Draft::sheets`] says which, [`Draft::finish`] takes them.

mod draft;
mod entries;
mod fields;
mod frames;
mod json_schema;
mod overhead;
mod read;
mod template;
mod unused;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use crate::error::Spot;

pub use draft::{Draft, Unread, sort};
pub use entries::{
    Account, Allocation, AllocationKey, Assumption, AttributionDefaults, Benchmark, Budget,
    CalendarSettings, Cell, CheckSettings, CostAmount, CostEntry, Count, Creators, Curve, Evidence,
    Experiment, Finance, INCREMENTAL, LabourEntry, Mapping, Margin, Money, OwnMetric, Range,
    Refunds, Role, Rule, Saved, Saving, Target, Tested,
};
pub use frames::Convert;
pub use json_schema::json_schema;
pub use read::{Condition, Marks, Sheet};
pub use template::{Seen, sheet_templates, template};
pub use unused::{UnusedKey, near_platforms, unknown_platforms, unused_keys};

/// The file's name.
pub const FILE_NAME: &str = "social-roi.toml";

/// The name of the JSON Schema that `init` puts beside it.
pub const SCHEMA_NAME: &str = "social-roi.schema.json";

/// Names that a project may use and does not define.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Metrics.
    pub metrics: Vec<String>,
    /// Those of them that are shares, from 0 to 1.
    pub shares: Vec<String>,
    /// Attribution models.
    pub models: Vec<String>,
    /// Rules of `check`.
    pub rules: Vec<String>,
    /// Assumptions without source, owner and date are taken, as undocumented ones.
    pub allow_undocumented: bool,
}

/// A sheet that a project names.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SheetRef {
    /// The list that its rows belong to.
    pub section: &'static str,
    /// The file.
    pub path: PathBuf,
    /// The tab, where one was named.
    pub tab: Option<String>,
    /// Where it is named.
    pub spot: Spot,
}

/// A sheet whose rows are part of a project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadSheet {
    /// The list that its rows belong to.
    pub section: &'static str,
    /// The file.
    pub path: PathBuf,
    /// The same with its tab, as the places of its rows have it.
    pub shown: String,
}

/// Inputs that a project names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sources {
    /// Files, folders, globs of any table.
    pub any: Vec<String>,
    /// Those of one canonical table: its name, the inputs, where it stands.
    pub of_table: Vec<(String, Vec<String>, Spot)>,
    /// Each of them, and where it stands.
    pub places: Vec<(String, Spot)>,
}

/// A project; an empty one where there is no file.
#[derive(Clone, Debug, Default)]
#[allow(missing_docs)]
pub struct Project {
    /// The file as the user would write it; empty where there is none.
    pub file: String,
    pub sources: Sources,
    /// The folder of the user's own profiles.
    pub profiles: Option<PathBuf>,
    /// The currency of reports.
    pub currency: Option<String>,
    /// The file of rates.
    pub rates: Option<PathBuf>,
    pub refunds: Refunds,
    pub calendar: CalendarSettings,
    pub attribution: AttributionDefaults,
    pub creators: Creators,
    pub margin: Option<Margin>,
    pub allocation: Allocation,
    pub check: CheckSettings,
    pub mapping: Mapping,
    pub accounts: Vec<Account>,
    pub costs: Vec<CostEntry>,
    pub roles: Vec<Role>,
    pub labour: Vec<LabourEntry>,
    pub assumptions: Vec<Assumption>,
    pub counts: Vec<Count>,
    pub savings: Vec<Saving>,
    pub targets: Vec<Target>,
    pub benchmarks: Vec<Benchmark>,
    pub budgets: Vec<Budget>,
    pub experiments: Vec<Experiment>,
    pub finance: Vec<Finance>,
    pub metrics: Vec<OwnMetric>,
    /// The sheets that `[sheets]` names, each with its list, as written.
    pub named_sheets: Vec<(&'static str, String)>,
    /// Sheets that were read.
    pub sheets: Vec<PathBuf>,
    /// The same with their lists, but for those that could not be read.
    pub read_sheets: Vec<ReadSheet>,
}

impl Project {
    /// The project file of a folder or of the nearest folder above it.
    pub fn nearest(folder: &Path) -> Option<PathBuf> {
        folder
            .ancestors()
            .map(|folder| folder.join(FILE_NAME))
            .find(|path| path.is_file())
    }

    /// Every input that it names.
    pub fn inputs(&self) -> Vec<String> {
        let tables = self
            .sources
            .of_table
            .iter()
            .flat_map(|(_, inputs, _)| inputs);
        self.sources.any.iter().chain(tables).cloned().collect()
    }

    /// What a glob of accounts' files means: a path is one in the folder of the project, the name of a file alone is any
    /// file of that name.
    pub fn patterns(&self, files: &str) -> Vec<glob::Pattern> {
        let folder = Path::new(&self.file).parent().unwrap_or(Path::new(""));
        let folder = glob::Pattern::escape(&folder.display().to_string());
        let inside = Path::new(&folder).join(files.trim_start_matches("./"));
        let meant = match files.contains('/') {
            true => vec![inside.display().to_string(), files.to_owned()],
            false => vec![files.to_owned()],
        };
        let patterns = meant.iter().map(|text| glob::Pattern::new(text));
        patterns.flatten().collect()
    }

    /// Rows of hours; one that crosses two rates has two entries.
    fn labour_rows(&self) -> usize {
        let mut spots: Vec<&Spot> = self.labour.iter().map(|hours| &hours.spot).collect();
        spots.dedup();
        spots.len()
    }

    /// How many rows of lists stand in a file.
    pub fn rows_of(&self, file: &str) -> usize {
        let Self {
            mapping,
            accounts,
            costs,
            roles,
            labour,
            assumptions,
            counts,
            savings,
            targets,
            benchmarks,
            budgets,
            experiments,
            finance,
            metrics,
            ..
        } = self;
        let spots = (mapping.rules.iter().map(|one| &one.spot))
            .chain(accounts.iter().map(|one| &one.spot))
            .chain(costs.iter().map(|one| &one.spot))
            .chain(roles.iter().map(|one| &one.spot))
            .chain(labour.iter().map(|one| &one.spot))
            .chain(assumptions.iter().map(|one| &one.spot))
            .chain(counts.iter().map(|one| &one.spot))
            .chain(savings.iter().map(|one| &one.spot))
            .chain(targets.iter().map(|one| &one.spot))
            .chain(benchmarks.iter().map(|one| &one.spot))
            .chain(budgets.iter().map(|one| &one.spot))
            .chain(experiments.iter().map(|one| &one.spot))
            .chain(finance.iter().map(|one| &one.spot))
            .chain(metrics.iter().map(|one| &one.spot));
        let lines: BTreeSet<u64> = spots
            .filter(|spot| spot.file == file)
            .map(|spot| spot.line)
            .collect();
        lines.len()
    }

    /// How many entries each list has, in the order of the file.
    pub fn sizes(&self) -> [(&'static str, usize); 14] {
        [
            ("mapping", self.mapping.rules.len()),
            ("accounts", self.accounts.len()),
            ("costs", self.costs.len()),
            ("roles", self.roles.len()),
            ("labour", self.labour_rows()),
            ("assumptions", self.assumptions.len()),
            ("counts", self.counts.len()),
            ("savings", self.savings.len()),
            ("targets", self.targets.len()),
            ("benchmarks", self.benchmarks.len()),
            ("budget", self.budgets.len()),
            ("experiments", self.experiments.len()),
            ("finance", self.finance.len()),
            ("metrics", self.metrics.len()),
        ]
    }
}
