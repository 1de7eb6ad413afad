//! One record of a touch log to a row of a batch.
//!
//! A row that converts holds the conversions of its column (`1`, `2`, `yes`), else one where its event is a conversion's,
//! else, in a log with neither column, one where its value is above zero. In a file without channels (orders by user) every
//! row converts whose value is not negative. Money of rows that do not convert is that of refunds, if it is negative, and
//! else what no purchase followed: it is told and not counted.

use std::borrow::Cow;

use foldhash::{HashMap, HashMapExt};
use xxhash_rust::xxh3::xxh3_64;

use crate::ingest::date::DateOrder;
use crate::ingest::number::DecimalMark;
use crate::ingest::records::Field;
use crate::schema::{
    Amount, END_OF_DAY, Instant, ONE, TouchBatch, TouchFact, TouchKind, TouchRow, TouchType, User,
};

use crate::time::Zone;

use super::cells::{amount, count, present};
use super::columns::TouchColumns;
use super::fault::TouchFault;
use super::time::instant;

/// Events that are views; every other interaction is as good as a click.
const VIEWS: [&str; 9] = [
    "impression",
    "impressions",
    "view",
    "views",
    "viewed",
    "imp",
    "ad_impression",
    "ad impression",
    "video_view",
];

/// How the cells of a log are read.
#[derive(Clone, Debug)]
pub struct TouchRules {
    /// Where the cells are.
    pub columns: TouchColumns,
    /// By evidence or `--date-order`.
    pub order: Option<DateOrder>,
    /// The time zone of days, and of times that state none; UTC without one.
    pub zone: Option<Zone>,
    /// By evidence or `--decimal`.
    pub mark: DecimalMark,
    /// The last moment that is not the future, in microseconds since 1970.
    pub latest: i64,
    /// Names of events that convert, in lower case.
    pub events: Vec<String>,
    /// The currency of values that state none, by `--currency-of`.
    pub currency: Option<String>,
}

/// Counts of what was read beside the rows.
#[derive(Clone, Copy, Debug, Default)]
pub struct TouchCounts {
    /// Rows used.
    pub used: u64,
    /// Rows rejected for a time of zero.
    pub epoch_zero: u64,
    /// Rows rejected for a time in the future.
    pub future: u64,
    /// Rows rejected in all.
    pub rejected: u64,
    /// Rows with money that states no currency.
    pub silent: u64,
    /// Times without a zone.
    pub naive: u64,
    /// Times with one.
    pub zoned: u64,
    /// Times that are days without a time of day.
    pub days: u64,
    /// Rows that do not convert and state a value above zero.
    pub idle_values: u64,
    /// Those values in all.
    pub idle_value: Amount,
    /// Earliest and latest moment of the rows used.
    pub span: Option<(i64, i64)>,
}

impl TouchCounts {
    /// Adds the counts of another stretch.
    pub fn add(&mut self, other: &Self) {
        self.used += other.used;
        self.epoch_zero += other.epoch_zero;
        self.future += other.future;
        self.rejected += other.rejected;
        self.silent += other.silent;
        self.naive += other.naive;
        self.zoned += other.zoned;
        self.days += other.days;
        self.idle_values += other.idle_values;
        self.idle_value += other.idle_value;
        self.span = match (self.span, other.span) {
            (Some((a, b)), Some((c, d))) => Some((a.min(c), b.max(d))),
            (one, other) => one.or(other),
        };
    }
}

/// What a row earned.
struct Earned {
    /// As it counts.
    fact: Option<TouchFact>,
    /// A value above zero of a row that does not convert.
    idle: Amount,
}

/// Reads records into a batch.
pub struct TouchReader<'r> {
    rules: &'r TouchRules,
    /// The batch so far.
    pub batch: TouchBatch,
    /// Counts so far.
    pub counts: TouchCounts,
    known: HashMap<Box<[u8]>, u32>,
    codes: HashMap<[u8; 3], u16>,
    key: Vec<u8>,
}

impl<'r> TouchReader<'r> {
    /// A reader into a batch at that place, with room for `rows`.
    pub fn new(rules: &'r TouchRules, place: (u32, u32), rows: usize) -> Self {
        Self {
            rules,
            batch: TouchBatch {
                place,
                rows: Vec::with_capacity(rows),
                ..TouchBatch::default()
            },
            counts: TouchCounts::default(),
            known: HashMap::new(),
            codes: HashMap::new(),
            key: Vec::new(),
        }
    }

    /// Takes a record in that begins on `line`.
    ///
    /// # Errors
    /// The cell that is wrong (`usize::MAX` for the row as a whole) and why.
    pub fn read(
        &mut self,
        text: &str,
        fields: &[Field],
        line: u64,
    ) -> Result<(), (usize, TouchFault)> {
        let columns = &self.rules.columns;
        let header = columns.header.len();
        if fields.len() > header
            && fields[header..]
                .iter()
                .any(|field| !field.raw(text).trim().is_empty())
        {
            return Err((usize::MAX, TouchFault::TooManyFields));
        }
        let instant = self.time(text, fields)?;
        let (kind, event) = self.kind(text, fields);
        let Earned { fact, idle } = self.fact(text, fields, event, line)?;
        let user = present(text, fields, columns.user, &columns.nulls);
        self.counts.used += 1;
        self.counts.zoned += u64::from(instant.zoned);
        self.counts.naive += u64::from(!instant.zoned);
        self.counts.days += u64::from(!instant.timed);
        self.counts.idle_values += u64::from(idle.0 != 0);
        self.counts.idle_value += idle;
        let outcome = fact.is_some_and(|fact| fact.conversions.0 != 0 || fact.value.0 != 0);
        let at = if !instant.timed && outcome && self.batch.kinds[kind as usize].is_bare() {
            // The touches of that day came before what they led to.
            instant.at + END_OF_DAY
        } else {
            instant.at
        };
        // A time without a zone is one of the clocks that days are counted by.
        let clocks = self.rules.zone.filter(|_| !instant.zoned);
        let at = clocks.map_or(at, |zone| zone.moment_micros(at));
        let silent = fact.is_some_and(|fact| fact.value.0 != 0 && fact.currency == 0);
        self.counts.silent += u64::from(silent);
        let span = self.counts.span.get_or_insert((at, at));
        *span = (span.0.min(at), span.1.max(at));
        let Some(user) = user else {
            self.batch.nobody_rows += 1;
            self.batch.nobody.extend(fact.map(|fact| (at, kind, fact)));
            return Ok(());
        };
        let fact = fact.map_or(0, |fact| {
            self.batch.facts.push(fact);
            self.batch.facts.len() as u32
        });
        self.batch.rows.push(TouchRow {
            user: User::of(user.as_bytes()),
            at,
            kind,
            fact,
        });
        Ok(())
    }

    fn time(&mut self, text: &str, fields: &[Field]) -> Result<Instant, (usize, TouchFault)> {
        let cell = self.rules.columns.time.unwrap_or(usize::MAX);
        let wrong = |fault| (cell, fault);
        let raw = fields
            .get(cell)
            .map_or(Cow::Borrowed(""), |field| field.text(text));
        let instant = instant(&raw, self.rules.order)
            .map_err(wrong)?
            .ok_or((cell, TouchFault::NoTime))?;
        if instant.at == 0 {
            self.counts.epoch_zero += 1;
            return Err(wrong(TouchFault::EpochZero));
        }
        let clocks = self.rules.zone.filter(|_| instant.zoned);
        if clocks.map_or(instant.at, |zone| zone.clock_micros(instant.at)) > self.rules.latest {
            self.counts.future += 1;
            return Err(wrong(TouchFault::Future));
        }
        Ok(instant)
    }

    /// The row's kind, and whether its event converts.
    fn kind(&mut self, text: &str, fields: &[Field]) -> (u32, bool) {
        let columns = &self.rules.columns;
        self.key.clear();
        for cell in columns.words {
            let word = cell
                .and_then(|cell| fields.get(cell))
                .map_or(Cow::Borrowed(""), |field| field.text(text));
            // Its length first: no text of a cell can pass for the end of it.
            self.key.extend_from_slice(&word.len().to_le_bytes());
            self.key.extend_from_slice(word.as_bytes());
        }
        for (at, (cell, _)) in columns.clicks.iter().enumerate() {
            if present(text, fields, Some(*cell), &columns.nulls).is_some() {
                self.key.push(at as u8);
                break;
            }
        }
        let kind = match self.known.get(&self.key[..]) {
            Some(kind) => *kind,
            None => self.new_kind(text, fields),
        };
        let event = &self.batch.kinds[kind as usize].event;
        let converts = event.as_ref().is_some_and(|event| {
            self.rules
                .events
                .iter()
                .any(|known| event.eq_ignore_ascii_case(known))
        });
        (kind, converts)
    }

    fn new_kind(&mut self, text: &str, fields: &[Field]) -> u32 {
        let columns = &self.rules.columns;
        let [channel, source, medium, campaign, content, event] = columns
            .words
            .map(|cell| present(text, fields, cell, &columns.nulls).map(|word| word.into_owned()));
        let view = event
            .as_ref()
            .is_some_and(|event| VIEWS.iter().any(|view| event.eq_ignore_ascii_case(view)));
        let clicked = columns.clicks.iter().find_map(|(cell, platform)| {
            present(text, fields, Some(*cell), &columns.nulls).map(|_| *platform)
        });
        let converts = event.as_ref().is_some_and(|event| {
            self.rules
                .events
                .iter()
                .any(|known| event.eq_ignore_ascii_case(known))
        });
        // An order's own row is no visit.
        let direct = columns.blank_is_direct()
            && source.is_none()
            && medium.is_none()
            && campaign.is_none()
            && clicked.is_none()
            && !converts;
        let kind = self.batch.kinds.len() as u32;
        self.batch.kinds.push(TouchKind {
            channel,
            source,
            medium,
            campaign,
            content: content.map_or(0, |content| xxh3_64(content.as_bytes()).max(1)),
            event,
            touch: if view {
                TouchType::View
            } else {
                TouchType::Click
            },
            clicked,
            direct,
            ..TouchKind::default()
        });
        self.known.insert(self.key.clone().into_boxed_slice(), kind);
        kind
    }

    fn fact(
        &mut self,
        text: &str,
        fields: &[Field],
        event_converts: bool,
        line: u64,
    ) -> Result<Earned, (usize, TouchFault)> {
        let columns = &self.rules.columns;
        let stated = match columns
            .value
            .and_then(|cell| Some((cell, fields.get(cell)?)))
        {
            Some((cell, field)) => {
                amount(&field.text(text), self.rules.mark).map_err(|fault| (cell, fault))?
            }
            None => Amount::ZERO,
        };
        let conversions = match columns
            .conversion
            .and_then(|cell| Some((cell, fields.get(cell)?)))
        {
            Some((cell, field)) => {
                count(&field.text(text), self.rules.mark).map_err(|fault| (cell, fault))?
            }
            None if event_converts => Amount(ONE),
            None if columns.every_row_converts() && stated.0 >= 0 => Amount(ONE),
            None if columns.value_converts() && stated.0 > 0 => Amount(ONE),
            None => Amount::ZERO,
        };
        let (value, idle) = if conversions.0 == 0 && stated.0 > 0 {
            (Amount::ZERO, stated)
        } else {
            (stated, Amount::ZERO)
        };
        let earns = conversions.0 != 0 || value.0 != 0;
        let mark = self.mark(text, fields, earns.then_some(line));
        if !earns && mark == 0 {
            return Ok(Earned { fact: None, idle });
        }
        let currency = if earns {
            self.currency(text, fields)?
        } else {
            0
        };
        let fact = Some(TouchFact {
            conversions,
            value,
            mark,
            currency,
        });
        Ok(Earned { fact, idle })
    }

    /// What tells a row from an equal one: its identifiers; in a list of outcomes without any, its line, as two equal
    /// orders of one moment are two.
    fn mark(&self, text: &str, fields: &[Field], line: Option<u64>) -> u64 {
        let columns = &self.rules.columns;
        let ids = columns.clicks.iter().map(|(cell, _)| *cell);
        let mark = ids.chain(columns.order).fold(0, |mark, cell| {
            match present(text, fields, Some(cell), &columns.nulls) {
                Some(id) => mark ^ xxh3_64(id.as_bytes()).rotate_left(cell as u32),
                None => mark,
            }
        });
        match line {
            Some(line) if columns.lists_outcomes() && columns.order.is_none() => {
                mark ^ xxh3_64(&line.to_le_bytes())
            }
            _ => mark,
        }
    }

    /// Number of the row's currency plus one; 0 where neither it nor the user states one.
    fn currency(&mut self, text: &str, fields: &[Field]) -> Result<u16, (usize, TouchFault)> {
        let columns = &self.rules.columns;
        let own = present(text, fields, columns.currency, &columns.nulls);
        let Some(word) = own.or(self.rules.currency.as_deref().map(Cow::Borrowed)) else {
            return Ok(0);
        };
        let wrong = (
            columns.currency.unwrap_or(usize::MAX),
            TouchFault::NotACurrency,
        );
        let code = <[u8; 3]>::try_from(word.as_bytes())
            .ok()
            .filter(|code| code.iter().all(u8::is_ascii_alphabetic))
            .ok_or(wrong)?
            .map(|letter| letter.to_ascii_uppercase());
        if let Some(known) = self.codes.get(&code) {
            return Ok(*known);
        }
        // At most 26³ codes.
        self.batch.currencies.push(word.to_ascii_uppercase());
        let number = self.batch.currencies.len() as u16;
        self.codes.insert(code, number);
        Ok(number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::records::Records;

    #[test]
    fn no_text_of_a_cell_makes_two_kinds_one() {
        let header = ["user", "time", "source", "medium"].map(str::to_owned);
        let columns = TouchColumns {
            user: Some(0),
            time: Some(1),
            words: [None, Some(2), Some(3), None, None, None],
            conversion: None,
            value: None,
            currency: None,
            order: None,
            clicks: Vec::new(),
            header: header.to_vec(),
            nulls: Vec::new(),
        };
        let rules = TouchRules {
            columns,
            zone: None,
            order: None,
            mark: DecimalMark::Dot,
            latest: i64::MAX,
            events: Vec::new(),
            currency: None,
        };
        let text =
            "a,2026-09-01,x\u{1f}y,z\na,2026-09-01,x,y\u{1f}z\na,2026-09-01,\"x\",y\u{1f}z\n";
        let mut reader = TouchReader::new(&rules, (0, 0), 3);
        let mut records = Records::new(text, b',', 0, text.len(), 1);
        let mut fields = Vec::new();
        while let Some(Ok(span)) = records.next(&mut fields) {
            reader.read(text, &fields, span.line).unwrap();
        }
        let kinds: Vec<u32> = reader.batch.rows.iter().map(|row| row.kind).collect();
        assert_eq!(kinds, [0, 1, 1]);
    }
}
