//! Every day reads back from each form it is printed in, and no text makes the reader panic.

use chrono::{Datelike, Days};
use proptest::prelude::*;

use super::*;

const ENGLISH: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
const GERMAN: [&str; 12] = [
    "Januar",
    "Februar",
    "März",
    "April",
    "Mai",
    "Juni",
    "Juli",
    "August",
    "September",
    "Oktober",
    "November",
    "Dezember",
];
const SPANISH: [&str; 12] = [
    "enero",
    "febrero",
    "marzo",
    "abril",
    "mayo",
    "junio",
    "julio",
    "agosto",
    "septiembre",
    "octubre",
    "noviembre",
    "diciembre",
];
const PORTUGUESE: [&str; 12] = [
    "janeiro",
    "fevereiro",
    "março",
    "abril",
    "maio",
    "junho",
    "julho",
    "agosto",
    "setembro",
    "outubro",
    "novembro",
    "dezembro",
];
const FRENCH: [&str; 12] = [
    "janvier",
    "février",
    "mars",
    "avril",
    "mai",
    "juin",
    "juillet",
    "août",
    "septembre",
    "octobre",
    "novembre",
    "décembre",
];
const ITALIAN: [&str; 12] = [
    "gennaio",
    "febbraio",
    "marzo",
    "aprile",
    "maggio",
    "giugno",
    "luglio",
    "agosto",
    "settembre",
    "ottobre",
    "novembre",
    "dicembre",
];
const DUTCH: [&str; 12] = [
    "januari",
    "februari",
    "maart",
    "april",
    "mei",
    "juni",
    "juli",
    "augustus",
    "september",
    "oktober",
    "november",
    "december",
];

/// A day in each form, with the order that it needs.
fn printed(day: NaiveDate) -> Vec<(String, Option<DateOrder>)> {
    let (y, d, month) = (day.year(), day.day(), day.month0() as usize);
    let form = |form: &str| day.format(form).to_string();
    let mut forms: Vec<_> = [
        "%Y-%m-%d",
        "%Y/%m/%d",
        "%Y.%m.%d",
        "%Y%m%d",
        "%Y. %-m. %-d.",
        "%B %-d, %Y",
        "%b %-d, %Y",
        "%a, %b %-d, %Y",
        "%a %b %d %Y",
        "%-d %B %Y",
        "%-d-%b-%Y",
        "%b-%d-%Y",
        "%Y-%m-%dT00:00:00",
        "%Y-%m-%d 21:06:21 +0400",
        "%A, %-d. %b. %Y",
    ]
    .into_iter()
    .map(|style| (form(style), None))
    .collect();
    forms.extend(
        ["%d/%m/%Y", "%-d-%-m-%Y", "%d.%m.%Y", "%d/%m/%Y 09:48"]
            .map(|style| (form(style), Some(Dmy))),
    );
    forms.extend(
        ["%m/%d/%Y", "%-m/%-d/%Y", "%m-%d-%Y", "%-m/%-d/%Y 9:40 am"]
            .map(|style| (form(style), Some(Mdy))),
    );
    if (1969..2069).contains(&y) {
        forms.push((form("%-m/%-d/%y"), Some(Mdy)));
        forms.push((form("%y-%m-%d"), Some(Ymd)));
    }
    for names in [ENGLISH, GERMAN, PORTUGUESE, FRENCH, ITALIAN, DUTCH] {
        forms.push((format!("{d} {} {y}", names[month]), None));
    }
    forms.push((format!("{d}. {} {y}", GERMAN[month]), None));
    forms.push((format!("{d} de {} de {y}", SPANISH[month]), None));
    forms
}

#[test]
fn every_day_from_1990_to_2100_reads_back_from_each_form() {
    for day in day("1990-01-01")
        .iter_days()
        .take_while(|day| day.year() <= 2100)
    {
        for (text, order) in printed(day) {
            let read = date(&text, order);
            assert!(
                matches!(read, Ok(Some(DateCell::Day(moment))) if moment.day == day),
                "{text}: {read:?}"
            );
        }
    }
}

proptest! {
    #[test]
    fn random_text_never_panics(text in "\\PC*") {
        let mut evidence = OrderEvidence::default();
        evidence.observe(&text);
        let _ = (date(&text, None), range_in(&text, None), labelled_date(&text), evidence.verdict());
    }

    #[test]
    fn text_of_date_characters_never_panics_and_a_verdict_reads_its_cell(text in "[0-9]{1,4}[-/. ]{1,2}([0-9]{1,2}|May|Sept|de)[-/., ]{1,2}[0-9]{1,8}[ T:+Z0-9apm-]{0,9}") {
        let mut evidence = OrderEvidence::default();
        evidence.observe(&text);
        match evidence.verdict() {
            OrderVerdict::Order(order) => prop_assert!(date(&text, Some(order)).is_ok()),
            OrderVerdict::Ambiguous { dmy, mdy, .. } => prop_assert_eq!(date(&text, None), Err(DateError::Ambiguous { dmy, mdy })),
            OrderVerdict::BothAgree => prop_assert_eq!(date(&text, Some(Dmy)), date(&text, Some(Mdy))),
            OrderVerdict::NotNeeded => prop_assert_eq!(date(&text, Some(Dmy)).ok(), date(&text, None).ok()),
            OrderVerdict::Contradiction { .. } => prop_assert!(false, "one cell can't contradict itself"),
        }
        let _ = (range_in(&text, None), labelled_date(&text));
    }

    #[test]
    fn printed_ranges_read_back_in_a_line(start in 0_u64..40_000, length in 0_u64..400, form in 0_usize..15) {
        let first = day("1990-01-01") + Days::new(start);
        let last = first + Days::new(length);
        let (from, until) = (printed(first), printed(last));
        let line = format!("Report ({} - {})", from[form].0, until[form].0);
        prop_assert_eq!(range_in(&line, None), Some((first, last)), "{}", line);
    }
}
