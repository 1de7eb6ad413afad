//! What the document says first: the finding, what supports it, and what there is to decide.

use crate::error::Result;
use crate::report::costs;
use crate::report::{Argument, Cell, Phrase, Row, Table};
use crate::schema::{Amount, CostType, col};
use crate::time::Comparison;

use super::campaigns;
use super::change::{Change, Course, Form};
use super::draft::{Draft, optional};
use super::money::is_named;
use super::organic;
use super::tiles::Tile;
use super::words::{count, exact, joined, place};

/// Campaigns with a smaller part of the spend call for no decision.
const WEIGHTY: f64 = 0.02;

/// A lower part of the revenue that joins makes every return a lower bound.
const JOINED: f64 = 0.8;

/// Findings where no return is known: the sentence, and the metrics that it may be about.
const SAID: [(&str, &[&str], &[&str]); 4] = [
    ("document.headline.sales", &[col::REVENUE], &[col::ORDERS]),
    (
        "document.headline.spend",
        &[col::SPEND],
        &[col::CLICKS, col::IMPRESSIONS],
    ),
    (
        "document.headline.posts",
        &["posts"],
        &[col::VIEWS, "organic_impressions"],
    ),
    (
        "document.headline.followers",
        &["net_new_followers"],
        &["net_new_followers"],
    ),
];

/// The finding in one sentence.
pub fn headline(draft: &Draft<'_>, tiles: &[Tile]) -> Phrase {
    if let Some((roas, _)) = draft.overall.defined("roas") {
        return returned(draft, roas, tiles);
    }
    let found = SAID.iter().find_map(|(id, one, other)| {
        let first = |names: &[&'static str]| {
            let defined = |name: &&&str| draft.overall.defined(name).is_some();
            names.iter().find(defined).copied()
        };
        let (one, other) = (first(one)?, first(other)?);
        if one == "posts" {
            return organic::drew(draft, other).map(|drew| drew.headline());
        }
        let phrase = Phrase::plain(id).with("one", figure(draft, one)?);
        Some(
            phrase
                .with("other", figure(draft, other)?)
                .name("metric", other),
        )
    });
    found.unwrap_or_else(|| Phrase::plain("document.headline.plain"))
}

/// A figure over everything, where it is defined.
fn figure(draft: &Draft<'_>, name: &str) -> Option<Argument> {
    let (cell, column) = draft.overall.defined(name)?;
    Some(Argument::Figure(cell.clone(), column.clone()))
}

/// What every unit of money spent is credited with, against the period before where that is known.
fn returned(draft: &Draft<'_>, roas: &Cell, tiles: &[Tile]) -> Phrase {
    let money = draft.money(2);
    let of = |cell: &Cell| Argument::Figure(cell.clone(), money.clone());
    let one = Argument::Figure(Cell::Amount(Amount::whole(1)), draft.money(0));
    let phrase = |id: &'static str| {
        Phrase::plain(id)
            .with("return", of(roas))
            .with("one", one.clone())
    };
    let Some((before, course)) = before(tiles) else {
        return phrase("document.headline.return");
    };
    let id = match course {
        Course::Up => "document.headline.return.up",
        Course::Down => "document.headline.return.down",
        Course::Flat => "document.headline.return.flat",
    };
    phrase(id).with("before", of(&before))
}

/// The return of the period before and which way it went, where the tile says so.
fn before(tiles: &[Tile]) -> Option<(Cell, Course)> {
    let tile = tiles.iter().find(|tile| tile.column.name == "roas")?;
    let previous = |change: &&Change| change.comparison == Comparison::Previous;
    let change = tile.changes.iter().find(previous)?;
    Some((change.before.clone(), change.course?))
}

/// What supports the finding.
pub fn lead(draft: &Draft<'_>, tiles: &[Tile]) -> Vec<Phrase> {
    let mut lead = Vec::new();
    // The cost that the net value is over; that of media without outcomes is left out.
    let own = || Some(draft.overall.exact(col::VALUE)? - draft.overall.exact("net_value")?);
    let cost = |amount: Amount| {
        let (_, column) = draft.overall.defined("full_cost")?;
        Some(Argument::Figure(Cell::Amount(amount), column.clone()))
    };
    let net = || {
        let options = draft.source.options;
        // Cost on record is of paid media alone here, and nobody takes this for the ROI of all of it.
        let id = match (options.margin, &options.on_record) {
            (None, None) => "document.lead.net",
            (None, Some(_)) => "document.lead.net.ads",
            (Some(_), None) => "document.lead.net.margin",
            (Some(_), Some(_)) => "document.lead.net.margin.ads",
        };
        let phrase = Phrase::plain(id)
            .with("value", figure(draft, col::VALUE)?)
            .with("cost", cost(own()?)?)
            .with("net", figure(draft, "net_value")?)
            .with("roi", figure(draft, "roi")?);
        Some(phrase)
    };
    let left = || {
        let left = draft.overall.exact("full_cost")? - own()?;
        let phrase = Phrase::plain("document.lead.left").with("cost", cost(left)?);
        (left > Amount::ZERO).then_some(phrase)
    };
    if let Some(net) = net() {
        lead.push(net);
        lead.extend(left());
    }
    lead.extend(points(tiles));
    lead.extend(draft.source.ledger.clone());
    if draft.overall.defined("roi").is_some() {
        lead.push(Phrase::plain(match draft.source.options.costs.len() {
            0 => "document.lead.media",
            _ => "document.lead.cost",
        }));
    }
    lead
}

/// What must be known to read the figures.
pub fn facts(draft: &Draft<'_>) -> Vec<Phrase> {
    let mut facts = Vec::new();
    let options = draft.source.options;
    if draft.overall.defined("roi").is_some() {
        facts.push(
            Phrase::plain("document.facts.cost")
                .with("known", count(costs::types(options)))
                .with("all", count(CostType::FULL.len())),
        );
        if options.margin.is_none() {
            facts.push(Phrase::plain("document.facts.margin"));
        }
    }
    let join = draft.join.as_ref();
    let join = join.filter(|join| join.revenue > Amount::ZERO && join.spend > Amount::ZERO);
    facts.extend(join.map(|join| {
        Phrase::plain("document.facts.join").with("share", joined(join.joined, join.revenue))
    }));
    facts
}

/// How ROI moved against each of the earlier periods.
fn points(tiles: &[Tile]) -> Option<Phrase> {
    let tile = tiles.iter().find(|tile| tile.column.name == "roi")?;
    let moved = |change: &Change| {
        let Form::By(by, column) = &change.form else {
            return None;
        };
        Some(
            Phrase::plain("document.lead.points")
                .with("change", Argument::Figure(by.clone(), column.clone()))
                .with("period", Argument::Period(change.period)),
        )
    };
    let mut moved = tile.changes.iter().filter_map(moved);
    let first = Argument::Phrase(moved.next()?);
    Some(match moved.next() {
        Some(second) => Phrase::plain("document.lead.points.both")
            .with("one", first)
            .with("other", Argument::Phrase(second)),
        None => Phrase::plain("document.lead.points.one").with("one", first),
    })
}

/// Questions that the figures ask: about money that came back least, then about what the figures do not see.
///
/// # Errors
/// As [`crate::report::report`].
pub fn decisions(draft: &Draft<'_>) -> Result<Vec<Phrase>> {
    let mut decisions = Vec::new();
    if draft.has_spend() && draft.overall.defined("roas").is_some() {
        let metrics = [col::SPEND, "full_cost", col::VALUE, "net_value", "roi"];
        let table = optional(draft.table(&[col::CAMPAIGN, col::PLATFORM], &metrics))?;
        if let Some(mut table) = table {
            let unsold = draft.unsold();
            table.rows.retain(|row| !unsold.contains(&row.keys));
            decisions.extend(costliest(draft, &table));
        }
    }
    let join = draft
        .join
        .as_ref()
        .filter(|join| join.revenue > Amount::ZERO);
    if let Some(join) = join
        && join.joined.to_f64() < JOINED * join.revenue.to_f64()
        && draft.has_spend()
    {
        let phrase = Phrase::plain("document.decide.tags")
            .with("share", joined(join.joined, join.revenue))
            .with("count", count(join.unmatched_names().len()));
        decisions.push(phrase);
    }
    Ok(decisions)
}

/// The campaign that returned least below its cost, with a question; `None` where all of any weight paid back.
fn costliest(draft: &Draft<'_>, table: &Table) -> Option<Phrase> {
    let all = draft.overall.exact(col::SPEND)?.to_f64();
    let [spend, cost, value, net] =
        [col::SPEND, "full_cost", col::VALUE, "net_value"].map(|name| place(table, name));
    let (spend, cost, value, net) = (spend?, cost?, value?, net?);
    let number = |row: &Row, at: usize| row.cells[at].number().unwrap_or_default();
    let weighs = |row: &&Row| {
        is_named(row.keys[0].as_deref().unwrap_or_default())
            && number(row, spend) >= WEIGHTY * all
            && number(row, net) < 0.0
    };
    let row = table.rows.iter().filter(weighs).min_by(|a, b| {
        number(a, net)
            .total_cmp(&number(b, net))
            .then_with(|| a.keys.cmp(&b.keys))
    })?;
    let figure = |at: usize| Argument::Figure(row.cells[at].clone(), table.metrics[at].clone());
    let name = campaigns::name(&row.keys, &campaigns::shared(table));
    if exact(&row.cells[value]) == Some(Amount::ZERO) {
        return Some(
            Phrase::plain("document.decide.nothing")
                .with("campaign", name)
                .with("spend", figure(spend)),
        );
    }
    let loss = Cell::Amount(exact(&row.cells[cost])? - exact(&row.cells[value])?);
    Some(
        Phrase::plain(match draft.source.options.margin {
            Some(_) => "document.decide.loss.margin",
            None => "document.decide.loss",
        })
        .with("campaign", name)
        .with("cost", figure(cost))
        .with("value", figure(value))
        .with("loss", Argument::Figure(loss, table.metrics[cost].clone())),
    )
}
