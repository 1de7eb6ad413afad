//! A project file read in two steps: its text, then the sheets that it names.

use std::path::{Path, PathBuf};

use toml::de::{DeTable, DeValue};

use crate::error::{Fault, Spot};
use crate::schema::Amount;
use crate::time::Period;

use super::entries::{self, Book};
use super::fields::{Kind, ROOT};
use super::read::{self, Document, Faults, Record, Sheet, Value};
use super::{Known, Project, ReadSheet, SheetRef, Sources};

/// A project file that was read, before the sheets that it names.
#[derive(Clone, Debug)]
pub struct Draft {
    file: String,
    folder: PathBuf,
    root: Record,
    faults: Faults,
}

impl Draft {
    /// Reads the text of a project file that lies in a folder.
    pub fn parse(file: &str, folder: &Path, text: &str, known: Known) -> Self {
        let mut faults = Faults {
            list: Vec::new(),
            metrics: known.metrics,
            shares: known.shares,
            models: known.models,
            rules: known.rules,
            allow_undocumented: known.allow_undocumented,
        };
        faults.metrics.extend(own_metrics(text));
        let text = text.trim_start_matches('\u{feff}');
        let root = read::read(&Document::new(file, text), &ROOT, &mut faults);
        Self {
            file: file.to_owned(),
            folder: folder.to_path_buf(),
            root,
            faults,
        }
    }

    /// The sheets that it names, in order.
    pub fn sheets(&self) -> Vec<SheetRef> {
        let of = |(section, text): (&'static str, read::Located<String>)| {
            let (path, tab) = match text.value.split_once('#') {
                Some((path, tab)) => (path.to_owned(), Some(tab.to_owned())),
                None => (text.value, None),
            };
            SheetRef {
                section,
                path: self.folder.join(path),
                tab,
                spot: text.spot,
            }
        };
        self.named_sheets().into_iter().map(of).collect()
    }

    /// The same as they are written.
    fn named_sheets(&self) -> Vec<(&'static str, read::Located<String>)> {
        let Some(sheets) = self.root.record("sheets") else {
            return Vec::new();
        };
        let of = |section: &'static str| {
            let paths = sheets.texts(section).unwrap_or_default().into_iter();
            paths.map(move |text| (section, text))
        };
        sheets.keys().flat_map(of).collect()
    }

    /// The file of rates that it names, and where.
    pub fn rates(&self) -> Option<(PathBuf, Spot)> {
        let money = self.root.record("money")?;
        let path = self.folder.join(money.text("rates")?);
        Some((path, money.spot("rates").clone()))
    }

    /// The folder or file of profiles that it names, and where.
    pub fn profiles(&self) -> Option<(PathBuf, Spot)> {
        let path = self.folder.join(self.root.text("profiles")?);
        Some((path, self.root.spot("profiles").clone()))
    }

    /// The currency of reports that it names.
    pub fn currency(&self) -> Option<String> {
        self.root.record("money")?.text("currency")
    }

    /// What the file and its sheets mean, and everything that is wrong in them, in the order of files and lines.
    /// `rate` gives the rate of a pair of currencies over some days.
    pub fn finish(
        mut self,
        sheets: &[(SheetRef, Result<Sheet, Unread>)],
        rate: &dyn Fn(&str, &str, &Period) -> Option<Amount>,
    ) -> (Project, Vec<Fault>) {
        let mut rows = |section: &'static str| -> Vec<Record> {
            let mut rows = self.root.records(section).to_vec();
            let mut known: Vec<&SheetRef> = Vec::new();
            for (named, sheet) in sheets.iter().filter(|(named, _)| named.section == section) {
                let same = |one: &&&SheetRef| (&one.path, &one.tab) == (&named.path, &named.tab);
                if known.iter().any(|one| same(&one)) {
                    self.faults.add(
                        &named.spot,
                        format!("sheets.{section}"),
                        "each sheet once",
                        format!("{} again", read::shown(&named.path.display().to_string())),
                        Some("take one away: its rows would count twice".into()),
                    );
                    continue;
                }
                known.push(named);
                match (sheet, ROOT.field(section).map(|field| &field.kind)) {
                    (Ok(sheet), Some(Kind::Rows(section))) => {
                        rows.extend(read::rows(sheet, section, &mut self.faults));
                    }
                    (Err(why), _) => self.faults.add(
                        &named.spot,
                        format!("sheets.{section}"),
                        "a sheet that can be read",
                        why.found.clone(),
                        why.hint.clone().or_else(|| {
                            Some("`social-roi init` writes a template of each sheet".into())
                        }),
                    ),
                    _ => {}
                }
            }
            rows
        };
        let lists = Lists {
            mapping: rows("mapping"),
            accounts: rows("accounts"),
            costs: rows("costs"),
            roles: rows("roles"),
            labour: rows("labour"),
            assumptions: rows("assumptions"),
            counts: rows("counts"),
            savings: rows("savings"),
            targets: rows("targets"),
            benchmarks: rows("benchmarks"),
            budget: rows("budget"),
            experiments: rows("experiments"),
            finance: rows("finance"),
            metrics: rows("metrics"),
        };
        let mut project = self.meaning(&lists, rate);
        project.sheets = sheets.iter().map(|(sheet, _)| sheet.path.clone()).collect();
        let read = |(named, sheet): &(SheetRef, Result<Sheet, Unread>)| {
            let sheet = sheet.as_ref().ok()?;
            Some(ReadSheet {
                section: named.section,
                path: named.path.clone(),
                shown: sheet.path.clone(),
            })
        };
        project.read_sheets = sheets.iter().filter_map(read).collect();
        let mut faults = std::mem::take(&mut self.faults.list);
        sort(&mut faults, &self.file);
        (project, faults)
    }

    fn meaning(
        &mut self,
        lists: &Lists,
        rate: &dyn Fn(&str, &str, &Period) -> Option<Amount>,
    ) -> Project {
        let section = |name: &str| self.root.record(name);
        let mut faults = std::mem::take(&mut self.faults);
        let own = self.currency();
        let only = || {
            let lists = [
                ("costs", &lists.costs[..]),
                ("roles", &lists.roles[..]),
                ("labour", &lists.labour[..]),
                ("savings", &lists.savings[..]),
                ("budget", &lists.budget[..]),
                ("finance", &lists.finance[..]),
            ];
            entries::only_currency(&lists, &mut faults)
        };
        let currency = own.or_else(only);
        let mut book = Book {
            currency: currency.clone(),
            rate,
            faults,
        };
        let book_ref = &mut book;
        let platforms = [&lists.accounts, &lists.costs, &lists.mapping];
        let platforms = platforms.into_iter().flatten();
        let platforms: Vec<String> = platforms.filter_map(|row| row.text("platform")).collect();
        let own = lists.accounts.iter();
        let own: Vec<String> = own.filter_map(|row| row.text("platform")).collect();
        entries::named_platforms(&lists.mapping, "mapping", &own, book_ref);
        entries::named_platforms(&lists.costs, "costs", &own, book_ref);
        entries::scoped(&lists.targets, "targets", &platforms, book_ref);
        entries::scoped(&lists.budget, "budget", &platforms, book_ref);
        let mut assumptions = entries::assumptions(&lists.assumptions, book_ref);
        let margin = entries::margin(section("margin"), book_ref);
        let margin = entries::margin_assumed(margin, &mut assumptions, book_ref);
        let (roles, faulty) = entries::roles(&lists.roles, book_ref);
        let project = Project {
            file: self.file.clone(),
            sources: self.sources(),
            profiles: self.profiles().map(|(path, _)| path),
            currency,
            rates: self.rates().map(|(path, _)| path),
            refunds: entries::refunds(section("money")),
            calendar: entries::calendar(section("calendar")),
            attribution: entries::attribution(section("attribution"), book_ref),
            creators: entries::creators(section("creators"), book_ref),
            margin,
            allocation: entries::allocation(section("allocation"), book_ref),
            check: entries::check(section("check"), book_ref),
            mapping: entries::mapping(&lists.mapping, book_ref),
            accounts: entries::accounts(&lists.accounts, book_ref),
            costs: entries::costs(&lists.costs, book_ref),
            labour: entries::labour(&lists.labour, (&roles, &faulty), &assumptions, book_ref),
            roles,
            assumptions,
            counts: entries::counts(&lists.counts, book_ref),
            savings: entries::savings(&lists.savings, book_ref),
            targets: entries::targets(&lists.targets, book_ref),
            benchmarks: entries::benchmarks(&lists.benchmarks, book_ref),
            budgets: entries::budgets(&lists.budget, book_ref),
            experiments: entries::experiments(&lists.experiments, book_ref),
            finance: entries::finance(&lists.finance, book_ref),
            metrics: entries::metrics(&lists.metrics, book_ref),
            named_sheets: self
                .named_sheets()
                .into_iter()
                .map(|(section, text)| (section, text.value))
                .collect(),
            ..Project::default()
        };
        entries::counted_and_assumed(&project.counts, &project.assumptions, book_ref);
        self.faults = book.faults;
        project
    }

    fn sources(&self) -> Sources {
        let inside = |source: &String| match source.as_str() {
            "-" => source.clone(),
            "." if self.folder != Path::new("") => self.folder.display().to_string(),
            _ => self.folder.join(source).display().to_string(),
        };
        let mut sources = Sources::default();
        let mut places = Vec::new();
        let mut paths = |texts: &[read::Located<String>]| -> Vec<String> {
            let place = |text: &read::Located<String>| (inside(&text.value), text.spot.clone());
            places.extend(texts.iter().map(place));
            texts.iter().map(|text| inside(&text.value)).collect()
        };
        match self.root.value("sources") {
            Some(Value::Texts(texts)) => sources.any = paths(texts),
            Some(Value::Keyed(tables)) => {
                for (table, inputs) in tables {
                    let Value::Texts(texts) = &inputs.value else {
                        continue;
                    };
                    if table.value == "auto" {
                        sources.any.extend(paths(texts));
                    } else {
                        let of = (table.value.clone(), paths(texts), inputs.spot.clone());
                        sources.of_table.push(of);
                    }
                }
            }
            _ => {}
        }
        sources.places = places;
        sources
    }
}

/// Why a sheet cannot be read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unread {
    /// What was found.
    pub found: String,
    /// How to mend it, where that is known.
    pub hint: Option<String>,
}

/// Puts faults into the order of files and lines, the project file first, each once.
pub fn sort(faults: &mut Vec<Fault>, file: &str) {
    let elsewhere = |fault: &Fault| fault.spot.file != file;
    faults.sort_by(|a, b| elsewhere(a).cmp(&elsewhere(b)).then_with(|| a.cmp(b)));
    faults.dedup();
}

/// The rows of every list, those of the file and those of sheets.
struct Lists {
    mapping: Vec<Record>,
    accounts: Vec<Record>,
    costs: Vec<Record>,
    roles: Vec<Record>,
    labour: Vec<Record>,
    assumptions: Vec<Record>,
    counts: Vec<Record>,
    savings: Vec<Record>,
    targets: Vec<Record>,
    benchmarks: Vec<Record>,
    budget: Vec<Record>,
    experiments: Vec<Record>,
    finance: Vec<Record>,
    metrics: Vec<Record>,
}

/// Names of the metrics that a text defines, which its targets may use.
fn own_metrics(text: &str) -> Vec<String> {
    let (table, _) = DeTable::parse_recoverable(text);
    let Some(DeValue::Array(rows)) = table.get_ref().get("metrics").map(toml::Spanned::get_ref)
    else {
        return Vec::new();
    };
    let name = |row: &toml::Spanned<DeValue<'_>>| match row.get_ref() {
        DeValue::Table(row) => row.get("name")?.get_ref().as_str().map(str::to_owned),
        _ => None,
    };
    rows.iter().filter_map(name).collect()
}
