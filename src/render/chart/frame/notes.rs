//! The lines under a chart: what its figures cover, what limits them, what is not drawn; three lines of it at most, but
//! whatever makes a figure a bound, and how many are left to the table.

use super::{currency, scope};
use crate::render::chart::canvas::{Canvas, Ink};
use crate::render::chart::look::Look;
use crate::render::told;
use crate::report::{ChartData, Phrase};

/// Lines of notes under the scope, that of how many there are besides among them.
const LINES: usize = 3;

/// Lines of one note.
const LINES_OF_ONE: usize = 3;

/// How notes begin that limit every figure: without them a lower or an upper bound would pass for the figure.
const LIMITS: [&str; 3] = ["join by ", "cost: ", "margin not given"];

/// Sentences of what a picture leaves out, which limits no figure.
const LEFT_OUT: [&str; 7] = [
    "chart.said.inputs",
    "chart.said.inputs.none",
    "chart.said.inputs.both",
    "chart.said.lines",
    "chart.said.budgets",
    "chart.said.ended",
    "chart.said.idle",
];

/// One note.
struct Note {
    /// Broken for the picture's width.
    lines: Vec<String>,
    /// The same in one line, cut where it is longer.
    short: String,
    /// Whether it stays however low the picture is.
    stays: bool,
}

/// All that stands under a chart.
#[derive(Default)]
pub(super) struct Notes {
    shown: Vec<Note>,
    /// How many there are besides, in words; empty where there are none.
    besides: String,
}

/// What a note says, and whether it limits the figures.
struct Said {
    text: String,
    limits: bool,
}

impl Notes {
    /// Those of that chart in lines of at most so many pixels.
    pub fn of(ruler: &Canvas<'_>, data: &ChartData, room: f64) -> Self {
        let ink = Ink::regular(ruler.sizes.note, ruler.theme.secondary);
        let note = |text: &str, stays: bool| Note {
            lines: ruler.balanced(text, room, ink, LINES_OF_ONE),
            short: ruler.wrapped(text, room, ink, 1).concat(),
            stays,
        };
        let mut shown = Vec::new();
        let covered = covered(ruler.look, data);
        if !covered.is_empty() {
            shown.push(note(&covered, true));
        }
        let said = match &data.sentences {
            Some(own) => sentences(ruler.look, own),
            None => ordered(&data.left_out, &data.table.notes),
        };
        let all = said.len();
        let notes: Vec<(Note, bool)> = said
            .iter()
            .map(|said| (note(&said.text, said.limits), said.limits))
            .collect();
        let lines = |notes: &[(Note, bool)]| -> usize {
            notes.iter().map(|(note, _)| note.lines.len()).sum()
        };
        // What limits figures has its place whatever it takes.
        let mut left = match lines(&notes) <= LINES {
            true => LINES,
            false => LINES - 1,
        };
        for (note, limits) in &notes {
            if *limits {
                left = left.saturating_sub(note.lines.len());
            }
        }
        let mut kept = 0;
        for (note, limits) in notes {
            let has_room = note.lines.len() <= left;
            if !limits && has_room {
                left -= note.lines.len();
            }
            if limits || has_room {
                kept += 1;
                shown.push(note);
            } else {
                left = 0;
            }
        }
        let besides = match all - kept {
            0 => String::new(),
            count => {
                let count = ruler.look.lang.number(&count.to_string());
                let phrase = [("count", count.as_str())];
                ruler.look.lang.phrase("chart.more_notes", &phrase)
            }
        };
        Self { shown, besides }
    }

    /// From the top.
    pub fn lines(&self) -> impl Iterator<Item = &str> {
        let shown = self.shown.iter().flat_map(|note| &note.lines);
        let besides = (!self.besides.is_empty()).then_some(self.besides.as_str());
        shown.map(String::as_str).chain(besides)
    }

    /// How many lines there are.
    pub fn len(&self) -> usize {
        self.lines().count()
    }

    /// Takes less room where the picture is low: notes that limit no figure are left to the table, then the others take a
    /// line each. Whether anything gave way.
    pub fn give_way(&mut self, look: &Look) -> bool {
        if let Some(at) = self.shown.iter().rposition(|note| !note.stays) {
            self.shown.remove(at);
            self.besides = look.lang.phrase("chart.all_notes", &[]);
            return true;
        }
        match self.shown.iter_mut().rfind(|note| note.lines.len() > 1) {
            Some(note) => {
                note.lines = vec![note.short.clone()];
                true
            }
            None => false,
        }
    }
}

/// The days and the currency, as far as the subtitle does not say them already.
fn covered(look: &Look, data: &ChartData) -> String {
    let table = &data.table;
    let subtitle = look.words(&data.subtitle);
    let covered = told(&table.scope, &look.lang);
    let is_told = !covered.is_empty() && subtitle.contains(&covered);
    let has_currency = currency(table).is_some_and(|code| subtitle.contains(code));
    match (is_told, has_currency) {
        (true, _) => String::new(),
        (false, true) => covered,
        (false, false) => scope(table, &look.lang),
    }
}

/// The sentences of a picture that has its own: what limits its figures, then what it leaves out.
fn sentences(look: &Look, own: &[Phrase]) -> Vec<Said> {
    let (left_out, limits): (Vec<&Phrase>, Vec<&Phrase>) =
        own.iter().partition(|phrase| LEFT_OUT.contains(&phrase.id));
    let said = |phrases: Vec<&Phrase>, limits: bool| {
        let texts = phrases.into_iter().map(|phrase| look.words(phrase));
        texts
            .map(|text| Said { text, limits })
            .collect::<Vec<Said>>()
    };
    let mut all = said(limits, true);
    all.extend(said(left_out, false));
    all.retain(|said| !said.text.is_empty());
    all
}

/// Notes in the order in which they have room: how the picture is to be read, what limits its figures, what is not
/// drawn, all others.
fn ordered(of_picture: &[String], of_figures: &[String]) -> Vec<Said> {
    let limit = |note: &&String| LIMITS.iter().position(|start| note.starts_with(start));
    let (lacks, told): (Vec<&String>, Vec<&String>) = of_picture
        .iter()
        .partition(|note| note.starts_with("not drawn: "));
    let (mut limits, others): (Vec<&String>, Vec<&String>) =
        of_figures.iter().partition(|note| limit(note).is_some());
    limits.sort_by_key(limit);
    let all = [told, limits, lacks, others].concat().into_iter();
    let all = all.filter(|note| !note.is_empty());
    all.map(|note| match limit(&note) {
        Some(at) => Said {
            text: if at == 0 {
                without_sums(note)
            } else {
                note.clone()
            },
            limits: true,
        },
        None => Said {
            text: note.clone(),
            limits: false,
        },
    })
    .collect()
}

/// The shares of a join without the sums in brackets that they are of, which the table has.
fn without_sums(note: &str) -> String {
    let mut parts = note.split(" (");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        text.push_str(part.split_once(')').map_or("", |(_, rest)| rest));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::chart::tests::chart_data;
    use crate::report::Kind;

    const OF_PICTURE: [&str; 2] = [
        "not drawn: B: money was spent without an outcome",
        "no change of the last month: the files end on 2026-10-06, before it does",
    ];
    const OF_FIGURES: [&str; 4] = [
        "roas and roi: joined revenue over the spend of platforms that occur in the outcomes; credited, not caused",
        "cost: media only (1 of 8 cost types)",
        "margin not given: revenue counted as value",
        "join by campaign name: 62.4 % of revenue (1.00 of 2.00); 100.0 % of spend has outcomes",
    ];

    fn data() -> ChartData {
        let mut data = chart_data(Kind::Roi, &["campaign"], Vec::new(), Vec::new());
        data.left_out = OF_PICTURE.map(str::to_owned).into();
        data.table.notes = OF_FIGURES.map(str::to_owned).into();
        data
    }

    #[test]
    fn what_limits_the_figures_most_is_noted_first() {
        let data = data();
        let ordered = ordered(&data.left_out, &data.table.notes);
        let starts: Vec<&str> = ordered.iter().map(|note| &note.text[..4]).collect();
        assert_eq!(starts, ["no c", "join", "cost", "marg", "not ", "roas"]);
        assert_eq!(
            ordered[1].text,
            "join by campaign name: 62.4 % of revenue; 100.0 % of spend has outcomes"
        );
    }

    /// Three limits of one line each take what there is; the other three notes are counted.
    #[test]
    fn three_lines_are_told_and_the_others_counted_but_what_limits_figures() {
        let look = Look::default();
        let ruler = Canvas::new(&look, 0.0);
        let told = |data: &ChartData, room: f64| {
            let notes = Notes::of(&ruler, data, room);
            notes.lines().map(str::to_owned).collect::<Vec<String>>()
        };
        let lines = told(&data(), 4_000.0);
        let starts: Vec<&str> = lines.iter().map(|line| &line[..4]).collect();
        assert_eq!(starts, ["1 Au", "join", "cost", "marg", "… "]);
        assert!(lines[4].contains(" 3 further notes"), "{}", lines[4]);
        // Without limits two are told, as their number is the third line.
        let mut unlimited = data();
        unlimited.table.notes.truncate(1);
        unlimited.left_out.push("not drawn: C: smaller".into());
        let lines = told(&unlimited, 4_000.0);
        let starts: Vec<&str> = lines.iter().map(|line| &line[..4]).collect();
        assert_eq!(starts, ["1 Au", "no c", "not ", "… "]);
        // Three need no count.
        unlimited.left_out.pop();
        assert_eq!(told(&unlimited, 4_000.0).len(), 4);
    }

    #[test]
    fn a_low_picture_keeps_what_limits_its_figures_in_a_line_each() {
        let look = Look::default();
        let ruler = Canvas::new(&look, 0.0);
        let mut notes = Notes::of(&ruler, &data(), 300.0);
        let before = notes.len();
        while notes.give_way(&look) {}
        let lines: Vec<&str> = notes.lines().collect();
        let starts: Vec<&str> = lines.iter().map(|line| &line[..4]).collect();
        assert!(lines.len() < before, "{lines:?}");
        assert_eq!(starts[..4], ["1 Au", "join", "cost", "marg"]);
    }

    /// What is supposed and what makes a return a bound stays, whatever else is said.
    #[test]
    fn sentences_that_limit_figures_come_first_and_stay() {
        let look = Look::default();
        let ruler = Canvas::new(&look, 0.0);
        let count = |id: &'static str| Phrase::plain(id).count("count", 5);
        let labour = || {
            Phrase::plain("chart.said.labour")
                .count("days", 3)
                .count("all", 9)
        };
        let cost = Phrase::plain("chart.said.cost")
            .count("known", 3)
            .count("all", 8);
        let mut data = data();
        data.sentences = Some(vec![
            count("chart.said.inputs.none"),
            count("chart.said.lines"),
            labour(),
            cost,
            labour(),
        ]);
        let notes = Notes::of(&ruler, &data, 4_000.0);
        let lines: Vec<&str> = notes.lines().collect();
        assert_eq!(lines.len(), 5, "{lines:?}");
        assert!(lines[1].starts_with("ROI is overstated"), "{}", lines[1]);
        assert!(lines[2].starts_with("Cost on record"), "{}", lines[2]);
        assert!(lines[3].starts_with("ROI is overstated"), "{}", lines[3]);
        assert!(lines[4].contains(" 2 further notes"), "{}", lines[4]);
    }
}
