//! The rows of a long text, read in parallel from many places and joined in order.

use rayon::prelude::*;

use crate::error::Result;

use super::Filled;
use super::long::{Broken, placed, too_long};
use crate::ingest::discover::Stretch;
use crate::ingest::plan::Plan;
use crate::ingest::records::{Field, Records, Span, is_blank};
use crate::ingest::row::RowReader;

/// Bytes that one thread reads at a time.
const PART: usize = 2 << 20;

/// Parts per thread that are read before they are joined.
const AHEAD: usize = 2;

/// Rows after which a part looks whether it is still wanted.
const STOP_ROWS: u64 = 4_096;

/// Bytes by which the number of rows is judged.
const SAMPLE: usize = 64 << 10;

/// What a table is read under.
#[derive(Clone, Copy, Debug)]
pub struct Frame<'t> {
    /// The whole text.
    pub text: &'t str,
    /// The delimiter.
    pub delimiter: u8,
    /// The file as shown.
    pub path: &'t str,
    /// First and last day of rows without own days; [`NO_DAY`] where unknown.
    pub days: (i32, i32),
}

/// Reads all rows of a table.
///
/// # Errors
/// [`Error::RecordTooLong`].
pub fn fill(frame: Frame<'_>, plan: &Plan, rows: &[Stretch]) -> Result<Filled> {
    let mut whole = Filled::empty(plan);
    for stretch in rows {
        let parts = Parts::of(frame, plan, *stretch, PART);
        if parts.starts.len() == 1 && rows.len() == 1 {
            let part = parts.part(stretch.start, 0, &|| false);
            let part = part.map_err(|error| placed(error, stretch.line))?;
            let mut filled = part.expect("nobody stops it").filled;
            filled.move_lines(stretch.line - 1);
            return Ok(filled);
        }
        parts.read_into(&mut whole)?;
    }
    Ok(whole)
}

/// A stretch in parts. Each begins after a line end near its place, in the hope that a record begins there; a part whose
/// place turns out to lie inside the record before it is read again from that record's end.
struct Parts<'t> {
    frame: Frame<'t>,
    plan: &'t Plan,
    stretch: Stretch,
    /// Where each part is hoped to begin.
    starts: Vec<usize>,
}

/// What one part came to: its rows, the bytes that its records cover, and how many lines they are.
struct Part {
    filled: Filled,
    start: usize,
    end: usize,
    lines: u64,
}

/// Where the parts joined so far end.
struct Joint {
    byte: usize,
    line: u64,
}

impl<'t> Parts<'t> {
    fn of(frame: Frame<'t>, plan: &'t Plan, stretch: Stretch, size: usize) -> Self {
        // A record that goes on over several lines must not be cut from its first line.
        let size = if plan.first_of.is_some() {
            usize::MAX
        } else {
            size
        };
        Self {
            frame,
            plan,
            stretch,
            starts: places(frame.text, stretch, size),
        }
    }

    /// Adds all rows to the whole. While some parts are read, those before them are joined: only few of them ever stand
    /// beside the whole, and their memory serves again.
    fn read_into(&self, whole: &mut Filled) -> Result<()> {
        whole.reserve(rows_in(
            self.frame.text,
            self.stretch.start,
            self.stretch.end,
        ));
        let ahead = AHEAD * rayon::current_num_threads();
        let mut joint = Joint {
            byte: self.stretch.start,
            line: self.stretch.line,
        };
        let mut parts = self.some(0, ahead);
        for from in (0..self.starts.len()).step_by(ahead) {
            let (joined, next) = rayon::join(
                || self.join(from, parts, &mut joint, whole),
                || self.some(from + ahead, ahead),
            );
            joined?;
            parts = next;
        }
        Ok(())
    }

    /// Reads `count` parts, or as many as there are.
    fn some(&self, from: usize, count: usize) -> Vec<Result<Option<Part>>> {
        let to = self.starts.len().min(from + count);
        let broken = Broken::new();
        (from..to)
            .into_par_iter()
            .map(|at| {
                let part = self.part(self.starts[at], at, &|| broken.is_before(at));
                part.inspect_err(|_| broken.at(at))
            })
            .collect()
    }

    /// Joins parts from the one numbered `from` on to the whole, in order.
    fn join(
        &self,
        from: usize,
        parts: Vec<Result<Option<Part>>>,
        joint: &mut Joint,
        whole: &mut Filled,
    ) -> Result<()> {
        for (at, part) in (from..).zip(parts) {
            let part = match part {
                Ok(Some(part)) if part.start == joint.byte => part,
                Err(error) if self.starts[at] == joint.byte => {
                    return Err(placed(error, joint.line));
                }
                _ if joint.byte >= self.end(at) && at + 1 < self.starts.len() => continue,
                _ => self
                    .part(joint.byte, at, &|| false)
                    .map_err(|error| placed(error, joint.line))?
                    .expect("nobody stops it"),
            };
            let mut filled = part.filled;
            filled.move_lines(joint.line - 1);
            whole.append(filled);
            joint.byte = part.end;
            joint.line += part.lines;
        }
        Ok(())
    }

    /// The place where the next part begins.
    fn end(&self, at: usize) -> usize {
        self.starts.get(at + 1).copied().unwrap_or(self.stretch.end)
    }

    /// Reads the records that begin at `start` and before the end of part `at`; lines count from 1 within the part. `None`
    /// where it is told to stop.
    fn part(&self, start: usize, at: usize, stop: &dyn Fn() -> bool) -> Result<Option<Part>> {
        let (frame, plan, until) = (self.frame, self.plan, self.end(at));
        let mut filled = Filled::empty(plan);
        filled.reserve(rows_in(frame.text, start, until));
        let mut reader = RowReader::new(plan);
        let mut records = Records::new(frame.text, frame.delimiter, start, self.stretch.end, 1);
        let mut fields = Vec::new();
        while records.position().0 < until {
            if filled.used.is_multiple_of(STOP_ROWS) && stop() {
                return Ok(None);
            }
            let Some(record) = records.next(&mut fields) else {
                break;
            };
            let span = match record {
                Ok(span) if !swallows(frame.text, frame.delimiter, plan.header.len(), &fields) => {
                    span
                }
                Err(long) => return Err(too_long(frame.path, long.line)),
                Ok(Span { start, line, .. }) => {
                    records.again(start, line);
                    let again = records.next(&mut fields).expect("it was read before");
                    records.lenient();
                    again.map_err(|long| too_long(frame.path, long.line))?
                }
            };
            if !is_blank(&fields, frame.text) {
                let outcome = reader.read(frame.text, &fields);
                filled.take(plan, &reader, outcome, span, frame.days);
            }
        }
        let (end, line) = records.position();
        Ok(Some(Part {
            filled,
            start,
            end,
            lines: line - 1,
        }))
    }
}

/// Places to begin parts at: the stretch's start, then the line starts near each multiple of `size`.
fn places(text: &str, stretch: Stretch, size: usize) -> Vec<usize> {
    let mut places = vec![stretch.start];
    let mut target = stretch.start.saturating_add(size);
    while target < stretch.end {
        let Some(length) = memchr::memchr(b'\n', &text.as_bytes()[target..stretch.end]) else {
            break;
        };
        let place = target + length + 1;
        if place >= stretch.end {
            break;
        }
        places.push(place);
        target = place.saturating_add(size);
    }
    places
}

/// About how many rows a text holds, judged by the lines at its start.
fn rows_in(text: &str, start: usize, end: usize) -> usize {
    let sample = &text.as_bytes()[start..end.min(start + SAMPLE)];
    let lines = memchr::memchr_iter(b'\n', sample).count().max(1);
    let rows = (end - start) / (sample.len() / lines).max(1);
    rows + rows / 16 + 16
}

/// A quoted field that went on over lines with a stray quote in it, in a record that lacks fields or around whole rows:
/// it has swallowed them.
pub fn swallows(text: &str, delimiter: u8, cells: usize, fields: &[Field]) -> bool {
    fields.iter().any(|field| {
        field.is_doubtful() && (fields.len() != cells || field.holds_rows(text, delimiter, cells))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Profiles;
    use crate::ingest::columns::{Cells, NO_DAY};

    const HEADER: [&str; 5] = ["date", "campaign", "currency", "spend", "impressions"];

    /// What does not depend on how the words of a column are numbered.
    fn said(filled: Filled) -> String {
        let cells = |cells: Cells| {
            let series = cells.into_column("x").take_materialized_series();
            series.iter().map(|cell| cell.to_string()).collect()
        };
        let columns: Vec<Vec<String>> = filled.columns.into_iter().map(cells).collect();
        let lines: Vec<u64> = filled.rejected.iter().map(|row| row.line).collect();
        format!(
            "{columns:?} {:?} {:?} {lines:?} {} {:?}",
            filled.starts, filled.ends, filled.used, filled.decimals
        )
    }

    #[test]
    fn where_a_text_is_cut_changes_nothing() {
        let mut text = String::new();
        for row in 0..60 {
            text += &match row % 6 {
                0 => format!(
                    "2026-01-{:02},\"Spring\n{row}, \"\"new\"\"\",EUR,{row}.5,7\n",
                    row % 28 + 1
                ),
                3 => format!("2026-02-30,Refused {row},EUR,1,1\n"),
                4 => "2026-03-01,,EUR,,\"\n\n\"\n".to_owned(),
                _ => format!("2026-02-01,Campaign {},EUR,-0.0{row},{row}\n", row % 7),
            };
        }
        let header = HEADER.map(str::to_owned);
        let profiles = Profiles::new(Vec::new()).unwrap();
        let plan = Plan::new(&profiles.best(&header, "").unwrap(), &header);
        let frame = Frame {
            text: &text,
            delimiter: b',',
            path: "f",
            days: (NO_DAY, NO_DAY),
        };
        let stretch = Stretch {
            start: 0,
            end: text.len(),
            line: 2,
        };
        let whole = said(fill(frame, &plan, &[stretch]).unwrap());
        assert!(whole.contains("[6, 15, "), "{whole}");
        for size in 1..200 {
            let mut filled = Filled::empty(&plan);
            let parts = Parts::of(frame, &plan, stretch, size);
            assert!(parts.starts.len() > 9);
            parts.read_into(&mut filled).unwrap();
            assert_eq!(said(filled), whole, "{size}");
        }
    }
}
