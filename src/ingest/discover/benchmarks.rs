//! Benchmarks and targets have the same columns but for a few: where those are missing, the name of the sheet tells.

use crate::ingest::header::normalised;
use crate::ingest::profile::Profiles;
use crate::schema::plan;

use super::{Form, Layout};

const TARGETS: &str = "canonical_targets";
const BENCHMARKS: &str = "canonical_benchmarks";

impl Layout<'_> {
    /// The same layout with sheets of benchmarks taken for what they are: one whose file or tab is called so, or that says
    /// what its figures were taken from.
    pub fn called(mut self, shown: &str, profiles: &Profiles) -> Self {
        let is_called_so = name(shown).contains("benchmark");
        for found in &mut self.tables {
            let Form::Rows(matched) = &found.form else {
                continue;
            };
            let header: Vec<String> = found.header.iter().map(|cell| normalised(cell)).collect();
            let has_sample = header.iter().any(|cell| cell == plan::SAMPLE);
            if matched.profile.name == TARGETS
                && (is_called_so || has_sample)
                && let Some(own) = profiles.by_force(BENCHMARKS, &header)
            {
                found.form = Form::Rows(own);
            }
        }
        self
    }
}

/// The file's own name with its tab, in small letters: `Plan.xlsx/Benchmarks` is a tab of a workbook.
fn name(shown: &str) -> String {
    let mut parts = shown.rsplit(['/', '\\']);
    parts.next().unwrap_or_default().to_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::discover::layout;

    #[test]
    fn a_sheet_of_benchmarks_is_known_by_its_name_or_its_columns() {
        let profiles = Profiles::new(Vec::new()).unwrap();
        let table = |shown: &str, text: &str| match &layout(text, &profiles, None)
            .called(shown, &profiles)
            .tables[0]
            .form
        {
            Form::Rows(found) => found.profile.table.name,
            _ => "",
        };
        let (plain, dated) = (
            "metric,scope,period,value,source\nctr,,2026,0.01,Trade body\n",
            "metric,scope,period,value,direction,source,date,sample\nctr,,2026,0.01,,Trade body,2026-03-01,\n",
        );
        let sampled = "metric,period,value,source,sample\nctr,2026,0.01,Trade body,312 accounts\n";
        for (shown, text, found) in [
            ("plan/targets.csv", plain, "targets"),
            ("benchmarks/aims.csv", plain, "targets"),
            ("plan/Benchmarks.csv", plain, "benchmarks"),
            ("plan.xlsx/Benchmarks 2026", plain, "benchmarks"),
            ("aims.csv", dated, "benchmarks"),
            ("aims.csv", sampled, "benchmarks"),
        ] {
            assert_eq!(table(shown, text), found, "{shown}: {text}");
        }
    }
}
