//! `explain`: where one figure comes from.

use std::fmt::Write;

use crate::cli::ExplainArgs;
use crate::error::{Error, Result};
use crate::metrics::Registry;
use crate::report::ledger::{figure_of_ledger, grouped, input_of_ledger, is_of_ledger, rounded};
use crate::report::{self, Amount, AttributeOptions, Explanation, FromFile, OF_JOURNEYS, Trace};
use crate::schema::col;

use super::scope::{Ask, scoped, strict};
use super::{Stage, defaults, inputs, output, plans};

/// Files shown for each sum.
const FILES: usize = 12;

/// Runs the command. Without inputs it prints the definition alone.
pub fn run(args: &ExplainArgs, stage: &mut Stage<'_>) -> Result<u8> {
    let json = output::is_json(args.format.as_deref(), args.output.as_deref())?;
    if is_of_ledger(&args.figure) {
        return super::ledger::explain(args, json, stage);
    }
    let is_metric = super::project::registry(stage)
        .asked(&args.figure)
        .is_some();
    if let (false, Some(figure)) = (is_metric, shown_by_ledger(&args.figure, stage)) {
        let args = ExplainArgs {
            figure,
            ..args.clone()
        };
        return super::ledger::explain(&args, json, stage);
    }
    if args.input.inputs.is_empty()
        && super::project::found(stage).map_or(true, |project| project.inputs().is_empty())
    {
        let text = definition(&args.figure, &super::project::registry(stage))?;
        let text = first(&args.figure).map_or_else(String::new, |first| first + "\n") + &text;
        output::write_lines(args.output.as_deref(), &text, stage)?;
        return Ok(0);
    }
    if !is_metric {
        let known = super::project::registry(stage);
        let mut nearest = near(&args.figure, &known);
        nearest.extend(super::ledger::near(args, stage));
        return Err(unknown(&args.figure, nearest));
    }
    let asked = std::slice::from_ref(&args.figure);
    let tables = plans::tables(asked, &super::project::registry(stage));
    let project = super::project::found(stage)?;
    let journeys = plans::journeys(&tables, None, &project);
    let credit = defaults::credit(&project)?;
    let ask = Ask {
        tables: &tables,
        journeys: journeys.as_ref(),
        credit: credit.as_ref(),
        ..Ask::default()
    };
    let scoped = scoped(&args.input, &args.scope, ask, stage)?;
    let mut explanation = report::explain(
        &args.figure,
        &scoped.dataset,
        &scoped.options,
        &scoped.registry,
    )?;
    inputs::warn(&scoped.dataset.warnings, stage)?;
    if let Some(credit) = &credit {
        explanation
            .notes
            .extend(touched(&explanation.trace, credit, &scoped.logs));
    }
    let text = if json {
        explanation.notes.splice(0..0, first(&args.figure));
        let mut text = serde_json::to_string_pretty(&explanation).map_err(std::io::Error::from)?;
        text.push('\n');
        text
    } else {
        first(&args.figure).map_or_else(String::new, |first| first + "\n") + &told(&explanation)
    };
    match json {
        true => output::write_bytes(args.output.as_deref(), text.as_bytes(), stage)?,
        false => output::write_lines(args.output.as_deref(), &text, stage)?,
    }
    strict(
        stage,
        scoped.rejected,
        scoped.rows,
        scoped.dataset.warnings.len(),
    )?;
    Ok(u8::from(scoped.failed))
}

/// What the rows of credit are in place of those of a file: a model gives it to touches, whose files are named.
fn touched(trace: &Trace, credit: &AttributeOptions, logs: &[(String, u64)]) -> Option<String> {
    let mut files = trace.parts.iter().flat_map(|part| &part.files);
    files.find(|file| file.file == OF_JOURNEYS)?;
    let logs: Vec<String> = logs
        .iter()
        .map(|(file, rows)| format!("{file} ({rows} rows)"))
        .collect();
    Some(format!(
        "{OF_JOURNEYS}: credit by the model {} to the touches of {}, summed by source, medium and campaign",
        credit.models.join(", "),
        logs.join(", ")
    ))
}

/// The name under which the ledger explains what its tables call so.
fn shown_by_ledger(name: &str, stage: &Stage<'_>) -> Option<String> {
    let stated = || {
        let project = super::project::found(stage).ok()?;
        let assumptions = project.assumptions.iter().map(|one| &one.key);
        let mut keys = assumptions.chain(project.counts.iter().map(|one| &one.key));
        keys.any(|key| key == name).then(|| format!("input.{name}"))
    };
    figure_of_ledger(name)
        .or_else(|| input_of_ledger(name))
        .or_else(stated)
}

/// That the ledger has a figure of the same name, which is another one: over the full cost, of graded lines.
fn first(name: &str) -> Option<String> {
    let own = figure_of_ledger(name)?;
    Some(format!(
        "the metric of `report`; the figure of `ledger` is `{own}` (`social-roi explain {own}`)"
    ))
}

/// The metrics that a name is near to.
fn near(name: &str, known: &Registry) -> Vec<String> {
    let near = known.nearest(name).into_iter().take(2);
    near.map(str::to_owned).collect()
}

fn unknown(name: &str, nearest: Vec<String>) -> Error {
    Error::UnknownName {
        what: "metric",
        name: name.to_owned(),
        nearest,
    }
}

fn definition(name: &str, known: &Registry) -> Result<String> {
    let metric = known.asked(name);
    let metric = metric.ok_or_else(|| unknown(name, near(name, known)))?;
    let id = numbered(&metric.id);
    let mut text = format!("{}{id}: {}\n", metric.name, metric.title);
    for (label, value) in [
        ("formula", metric.formula()),
        ("unit", metric.unit.text().into()),
        (
            "combines",
            format!(
                "{} (rule {})",
                combines(metric.aggregation.text()),
                metric.aggregation.text()
            ),
        ),
        ("better", metric.direction.text().into()),
        ("meaning", metric.note.clone()),
        ("source", metric.source.clone()),
        ("symbol", metric.symbol.clone().unwrap_or_default()),
        ("also", metric.also.join(", ")),
    ] {
        if !value.is_empty() {
            let _ = writeln!(text, "  {label:<12}{value}");
        }
    }
    Ok(text)
}

/// The number in the catalogue behind a name; a metric of one's own has none.
fn numbered(id: &str) -> String {
    match id {
        "" => String::new(),
        id => format!(" ({id})"),
    }
}

fn combines(rule: &str) -> &'static str {
    match rule {
        "A0" => "as a ratio of sums over the rows that have both sides",
        "A1" => "as a plain sum",
        "A2" => "not at all: people are not additive",
        "A3" => "as a stock: the last value, summed over accounts",
        "A4" => "not at all: it is worked out from the rows",
        _ => "from its summed components",
    }
}

fn told(explanation: &Explanation) -> String {
    let mut text = String::new();
    let value = explanation.value.as_deref().map(|value| {
        // A quotient is no sum, and keeps its digits.
        let is_sum = explanation.trace.denominator.is_none();
        let amount = Amount::from_plain(value).filter(|_| is_sum);
        amount.map_or_else(|| value.to_owned(), |amount| short(amount, &[amount]))
    });
    let value = value.unwrap_or_else(|| format!("undefined ({})", explanation.status));
    let _ = writeln!(
        text,
        "{} = {value} {}   {}{}",
        explanation.figure,
        explanation.unit,
        explanation.title,
        numbered(&explanation.id)
    );
    sums(&mut text, &explanation.trace);
    text.push('\n');
    for note in &explanation.notes {
        let _ = writeln!(text, "  note: {note}");
    }
    text
}

/// Both sides, and what each file gives to every sum.
fn sums(text: &mut String, trace: &Trace) {
    let value =
        |value: &Option<Amount>| value.map_or_else(|| "—".into(), |value| short(value, &[value]));
    let _ = writeln!(
        text,
        "  numerator    {} = {}",
        named(&trace.numerator),
        value(&trace.numerator_value)
    );
    if let Some(denominator) = &trace.denominator {
        let _ = writeln!(
            text,
            "  denominator  {} = {}",
            named(denominator),
            value(&trace.denominator_value)
        );
    }
    for part in &trace.parts {
        let sum = part
            .sum
            .map_or_else(|| "— (not supplied)".into(), |sum| short(sum, &[sum]));
        let _ = writeln!(text, "\n  {} = {sum}", named(&part.component));
        let idle = part.files.iter().filter(|file| is_idle(file));
        let (idle_rows, idle_counted) = idle.fold((0, 0), |(rows, counted), file| {
            (rows + file.rows, counted + file.counted)
        });
        let _ = writeln!(
            text,
            "    {} of {} rows count",
            part.counted - idle_counted,
            part.rows - idle_rows
        );
        let files: Vec<&FromFile> = part.files.iter().filter(|file| !is_idle(file)).collect();
        let shown = &files[..files.len().min(FILES)];
        let sums = written(&files);
        let room = sums.iter().take(FILES).map(String::len).max().unwrap_or(0);
        for (file, sum) in shown.iter().zip(&sums) {
            let _ = writeln!(
                text,
                "    {sum:>room$}  {:>5} rows  {}",
                file.counted, file.file
            );
        }
        if files.len() > FILES {
            let _ = writeln!(
                text,
                "    … and {} more files (`--format json` has all)",
                files.len() - FILES
            );
        }
    }
}

/// What files give to a sum, rounded so that they add up to what it prints.
fn written(files: &[&FromFile]) -> Vec<String> {
    let exact: Vec<Amount> = files.iter().filter_map(|file| file.sum).collect();
    let even = rounded(&exact, 2);
    let mut both = exact.iter().zip(&even);
    // What would be nought keeps its digits.
    let are_lost = both.any(|(exact, even)| *even == Amount::ZERO && *exact != Amount::ZERO);
    let mut printed = if are_lost { exact.clone() } else { even }.into_iter();
    let told = |file: &&FromFile| match file.sum.and_then(|_| printed.next()) {
        Some(sum) => short(sum, &exact),
        None => String::new(),
    };
    files.iter().map(told).collect()
}

/// Whether rows are none of a file's and give nothing: the program adds rows for cost, and these are no news.
fn is_idle(file: &FromFile) -> bool {
    let is_none = file.counted == 0 || file.sum == Some(Amount::ZERO);
    is_none && file.file == format!("(no {})", col::FILE.replace('_', " "))
}

/// Sums that have a name of their own beside the column that they are of.
const NAMED: [(&str, &str); 1] = [("sum(ad_spend.cost)", "cost on record")];

/// A side of a formula with the names that other pages have for its sums.
fn named(side: &str) -> String {
    NAMED
        .iter()
        .fold(side.to_owned(), |side, (sum, name)| side.replace(sum, name))
}

/// An amount as people read it: with marks between thousands and, where one of those beside it is no whole number, two
/// decimals; what would be nought keeps its digits. All of them stand in JSON.
fn short(amount: Amount, beside: &[Amount]) -> String {
    let are_whole = beside.iter().all(|of| of.rounded(0) == *of);
    let told = grouped(amount, if are_whole { 0 } else { 2 });
    let is_lost = amount != Amount::ZERO && told.bytes().all(|of| matches!(of, b'0' | b'.' | b'-'));
    if is_lost { amount.to_string() } else { told }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sums_are_as_short_as_people_read_them() {
        let amount = |text: &str| Amount::from_plain(text).unwrap();
        let whole = amount("1234");
        let long = amount("18885.843719705639");
        assert_eq!(short(long, &[long]), "18,885.84");
        assert_eq!(short(whole, &[whole]), "1,234");
        assert_eq!(short(whole, &[whole, long]), "1,234.00");
        let tiny = amount("0.0004");
        assert_eq!(short(tiny, &[tiny]), "0.0004");
    }

    #[test]
    fn cost_has_the_name_of_its_metric() {
        assert_eq!(
            named("sum(conversions.value) - sum(ad_spend.cost)"),
            "sum(conversions.value) - cost on record"
        );
    }
}
