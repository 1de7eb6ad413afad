//! From value to net value: bars of value coloured by the grade of their evidence, bars of cost light, sums on zero.

use crate::report::{COST, Cell, ChartData, MetricColumn, Row, TOTAL};

use super::frame::Frame;
use super::key::Colours;
use super::look::Look;
use super::steps::{Shape, Step, Steps};
use super::words::even_decimals;
use super::{Drawing, Refusal, described, drawing};

/// Letters of evidence, the best first; each has its colour of the categories.
const LETTERS: [&str; 4] = ["A", "B", "C", "D"];

/// Draws it; keys are step, kind and grade, metrics what a step adds and the level after it.
pub(super) fn draw(data: &ChartData, look: &Look) -> Result<Drawing, Refusal> {
    let steps = steps(data, look);
    let colours = colours(data, look);
    let legend = colours.height(look);
    let frame = Frame::new(data, look);
    let title = frame.headline.clone();
    let (mut canvas, plot) = steps.canvas(frame, look.sizes().body, legend)?;
    let plot = colours.draw(&mut canvas, plot);
    steps.draw(&mut canvas, plot);
    let said = steps.0.iter().map(|step| match step.mark.as_str() {
        "" => format!("{} {}", step.label, step.text),
        letter => format!("{} ({letter}) {}", step.label, step.text),
    });
    let described = described(data, look, said);
    Ok(drawing(canvas, title, described))
}

fn key(row: &Row, at: usize) -> &str {
    row.keys[at].as_deref().unwrap_or_default()
}

/// What its steps are called; the letter of a grade stands in a column of its own.
pub(super) fn names(data: &ChartData, look: &Look) -> Vec<String> {
    let rows = data.table.rows.iter();
    rows.map(|row| bare_name(row, look)).collect()
}

fn bare_name(row: &Row, look: &Look) -> String {
    if row.summed_up.is_none() {
        return look.within(&look.name(key(row, 0)));
    }
    look.row_name(&Row {
        keys: row.keys[..1].to_vec(),
        ..row.clone()
    })
}

/// What a step is called; a function with value of several grades has the letter behind its name.
fn name(row: &Row, data: &ChartData, look: &Look) -> String {
    let name = bare_name(row, look);
    let mut rows = data.table.rows.iter();
    let is_same = |other: &&Row| key(other, 0) == key(row, 0) && key(other, 1) == key(row, 1);
    match (key(row, 2), rows.by_ref().filter(is_same).count()) {
        ("", _) | (_, 1) => name,
        (letter, _) => format!("{} · {}", look.isolated(&name), look.isolated(letter)),
    }
}

/// What the colours of this picture stand for.
fn colours(data: &ChartData, look: &Look) -> Colours {
    let theme = look.theme();
    let occurs = |letter: &str| data.table.rows.iter().any(|row| key(row, 2) == letter);
    let letters = LETTERS
        .iter()
        .enumerate()
        .filter(|(_, letter)| occurs(letter));
    let mut entries: Vec<_> = letters
        .map(|(at, letter)| {
            let says = look.lang.phrase(&format!("chart.grade.{letter}"), &[]);
            (theme.categories[at], says, false)
        })
        .collect();
    if let Some(at) = data.table.rows.iter().find_map(mixed) {
        let word = look.lang.phrase("chart.waterfall.weakest", &[]);
        entries.push((theme.categories[at], word, false));
    }
    if data.table.rows.iter().any(|row| key(row, 1) == COST) {
        let word = look.lang.phrase("chart.waterfall.cost", &[]);
        entries.push((theme.other, word, true));
    }
    Colours {
        entries,
        ..Colours::default()
    }
}

/// The place of the letter of a row that sums up value of several grades.
fn mixed(row: &Row) -> Option<usize> {
    let is_other = |part: &Row| key(part, 2) != key(row, 2);
    let at = LETTERS.iter().position(|letter| *letter == key(row, 2));
    at.filter(|_| row.parts.iter().any(is_other))
}

/// Its steps.
pub(super) fn steps(data: &ChartData, look: &Look) -> Steps {
    let theme = look.theme();
    // The unit stands once, in the subtitle.
    let column = &MetricColumn {
        unit_label: String::new(),
        ..data.table.metrics[0].clone()
    };
    let levels = data.table.rows.iter().flat_map(|row| &row.cells);
    let largest = levels
        .filter_map(Cell::number)
        .fold(0.0_f64, |most, one| most.max(one.abs()));
    let decimals = even_decimals(column, largest);
    let step = |row: &Row| {
        let level = row.cells[1].number().unwrap_or_default();
        let change = row.cells[0].number().unwrap_or_default();
        let (kind, letter) = (key(row, 1), key(row, 2));
        let name = name(row, data, look);
        let grade = LETTERS.iter().position(|known| *known == letter);
        let is_net = kind == TOTAL && key(row, 0) == "net_value";
        Step {
            label: name,
            from: if kind == TOTAL { level } else { level - change },
            to: level,
            text: {
                let text = look.even(&row.cells[0], column, decimals);
                match change > 0.0 && (kind != TOTAL || is_net) {
                    true => format!("+{text}"),
                    false => text,
                }
            },
            parts: row
                .parts
                .iter()
                .map(|part| {
                    let text = look.even(&part.cells[0], column, decimals);
                    let of = bare_name(part, look);
                    match key(part, 2) {
                        "" => format!("{of} {text}"),
                        letter => format!("{of} ({letter}) {text}"),
                    }
                })
                .collect(),
            mark: letter.to_owned(),
            color: match (kind, grade) {
                (_, Some(at)) => theme.categories[at],
                _ if row.summed_up.is_some() => theme.outline,
                (TOTAL, _) if !is_net => theme.secondary,
                (TOTAL, _) if level < 0.0 => theme.worse,
                _ => theme.better,
            },
            shape: match kind {
                TOTAL => Shape::Total,
                COST => Shape::Light,
                _ => Shape::Move,
            },
        }
    };
    Steps(data.table.rows.iter().map(step).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Phrase;

    /// A step of value that sums up two of the grades.
    fn summed_up(grades: [&str; 2]) -> ChartData {
        let keys = |letter: &str| ["care", "value", letter].map(str::to_owned).to_vec();
        let weakest = grades.iter().max().unwrap();
        let cells = vec![Cell::Ratio(3.0), Cell::Ratio(3.0)];
        let metrics = vec![column("amount", Unit::Money), column("level", Unit::Money)];
        let rows = vec![(keys(weakest), cells.clone())];
        let mut data = chart_data(Kind::Waterfall, &["step", "kind", "grade"], metrics, rows);
        data.headline = Phrase::plain("chart.waterfall.subtitle");
        let row = &mut data.table.rows[0];
        row.summed_up = Some(2);
        row.parts = grades
            .map(|letter| Row {
                keys: keys(letter).into_iter().map(Some).collect(),
                cells: cells.clone(),
                ..Row::default()
            })
            .to_vec();
        data
    }

    #[test]
    fn what_is_summed_up_bears_its_weakest_grade_and_the_legend_says_so() {
        let look = Look::default();
        let theme = look.theme();
        for (grades, at, told) in [(["A", "A"], 0, false), (["A", "D"], 3, true)] {
            let data = summed_up(grades);
            let step = &steps(&data, &look).0[0];
            assert_eq!(
                (step.color, step.mark.as_str()),
                (theme.categories[at], LETTERS[at])
            );
            assert_eq!(
                step.parts,
                [
                    format!("care ({}) 3.00", grades[0]),
                    format!("care ({}) 3.00", grades[1])
                ]
            );
            let legend = colours(&data, &look).entries;
            let word = look.lang.phrase("chart.waterfall.weakest", &[]);
            assert_eq!(legend.iter().any(|(_, entry, _)| *entry == word), told);
        }
    }

    use super::super::tests::{
        assert_readable_everywhere, chart_data, column, hostile_figures, hostile_names,
    };
    use crate::report::{Kind, Unit};

    #[test]
    fn steps_can_be_read_whatever_the_figures() {
        for count in [1, 2, 6, 14] {
            for (what, figures) in hostile_figures(count) {
                let mut level = 0.0;
                let mut rows = Vec::new();
                for (at, (name, figure)) in
                    hostile_names(count).into_iter().zip(figures).enumerate()
                {
                    level += figure.number().unwrap_or_default();
                    let (kind, letter) = match at % 3 {
                        0 => ("value", ["A", "B", "C", "D"][at % 4]),
                        1 => ("cost", ""),
                        _ => ("value", "D"),
                    };
                    let keys = vec![name, kind.to_owned(), letter.to_owned()];
                    rows.push((keys, vec![figure, Cell::Ratio(level)]));
                }
                let keys = vec!["net_value".into(), "total".into(), String::new()];
                rows.push((keys, vec![Cell::Ratio(level), Cell::Ratio(level)]));
                let metrics = vec![column("amount", Unit::Money), column("level", Unit::Money)];
                let keys = ["step", "kind", "grade"];
                let data = chart_data(Kind::Waterfall, &keys, metrics, rows);
                assert_readable_everywhere(&data, &format!("{count} {what}"));
            }
        }
    }
}
