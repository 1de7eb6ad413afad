//! From the text of a profile to the profile.

use std::collections::BTreeMap;

use crate::ingest::date::DateOrder;
use crate::ingest::formula::Formula;
use crate::ingest::header::normalised;
use crate::ingest::number::DecimalMark;
use crate::schema::{self, Kind, Table};

use super::text::{ColumnText, DeriveText, ItemsText, ProfileText};
use super::{ColumnRule, Derivation, Items, Pattern, Profile, ProfileColumn, expression};

pub(super) fn build(text: ProfileText) -> Result<Profile, String> {
    let table =
        schema::table(&text.table).ok_or_else(|| format!("`{}` is no table", text.table))?;
    let columns = columns(table, text.columns, text.extra)?;
    let derive = text.derive.into_iter().map(derivation);
    let fallback = text
        .fallback
        .into_iter()
        .map(|(column, rule)| expression(&rule.matches).map(|found| (column, rule, found)));
    let exclude = text.rows.exclude.into_iter().map(|rule| {
        let pattern = rule.matches.as_deref().map(expression).transpose()?;
        Ok::<_, String>((rule, pattern))
    });
    let hints = text
        .values
        .language_hints
        .iter()
        .map(|(header, text)| Ok::<_, String>((normalised(header), mark(text)?)));
    let order = text.values.date_order.as_deref().map(order).transpose()?;
    Ok(Profile {
        derive: derive.collect::<Result<_, _>>()?,
        fallback: fallback.collect::<Result<_, _>>()?,
        exclude: exclude.collect::<Result<_, _>>()?,
        language_hints: hints.collect::<Result<_, _>>()?,
        date_order: order,
        decimal: text.values.decimal.as_deref().map(mark).transpose()?,
        nulls: text.values.nulls,
        blank_is_zero: zeros(table, text.values.blank_is_zero)?,
        start_dates: text.values.start_dates,
        footer: patterns(&text.footer.rows)?,
        personal: patterns(&text.personal.headers)?,
        headers: patterns(&text.signature.headers)?,
        any: patterns(&text.signature.any)?,
        without: patterns(&text.signature.without)?,
        preamble: text
            .signature
            .preamble
            .as_deref()
            .map(expression)
            .transpose()?,
        needs: text.signature.needs,
        cards: text
            .cards
            .into_iter()
            .map(|(title, card)| (normalised(&title), card))
            .collect(),
        titles: text
            .blocks
            .titles
            .iter()
            .map(|title| normalised(title))
            .collect(),
        constants: text.constants.into_iter().collect(),
        first_of: text.rows.first_of,
        items: text.rows.items.map(items).transpose()?,
        totals: text.totals,
        columns,
        name: text.name,
        title: text.title,
        vendor: text.vendor,
        table,
        platform: text.platform,
        channel: text.channel,
        evidence: text.evidence,
        basis: text.basis,
        source: text.source,
        date_from: text.date_from,
        refuse: text.refuse,
        priority: text.priority,
        layout: text.layout,
        strict: false,
    })
}

/// Only what is counted or summed can be zero.
fn zeros(table: &Table, names: Vec<String>) -> Result<Vec<String>, String> {
    for name in &names {
        let known = table
            .column(name)
            .ok_or_else(|| format!("table `{}` has no column `{name}`", table.name))?;
        if !matches!(known.kind, Kind::Money | Kind::Count | Kind::Quantity) {
            return Err(format!("`{name}` is no number that can be 0"));
        }
    }
    Ok(names)
}

fn columns(
    table: &Table,
    own: BTreeMap<String, ColumnText>,
    extra: BTreeMap<String, ColumnText>,
) -> Result<Vec<ProfileColumn>, String> {
    let mut columns = Vec::new();
    for (name, rule) in own {
        let known = table
            .column(&name)
            .ok_or_else(|| format!("table `{}` has no column `{name}`", table.name))?;
        columns.push(column(&name, rule, known.kind, false)?);
    }
    for (name, rule) in extra {
        columns.push(column(&name, rule, Kind::Name, true)?);
    }
    Ok(columns)
}

fn column(name: &str, text: ColumnText, kind: Kind, extra: bool) -> Result<ProfileColumn, String> {
    let rule = match text {
        ColumnText::Plain(headers) => ColumnRule {
            headers,
            ..ColumnRule::default()
        },
        ColumnText::Full(rule) => rule,
    };
    let kind = rule.kind.as_deref().map_or(Ok(kind), kind_of)?;
    Ok(ProfileColumn {
        name: name.into(),
        kind,
        patterns: rule
            .headers
            .iter()
            .map(|header| Pattern::new(header))
            .collect::<Result<_, _>>()?,
        extract: rule.extract.as_deref().map(expression).transpose()?,
        rule,
        extra,
    })
}

fn derivation((column, rule): (String, DeriveText)) -> Result<Derivation, String> {
    let (formula, mark) = match rule {
        DeriveText::Plain(formula) => (formula, None),
        DeriveText::Marked { formula, mark } => (formula, Some(mark)),
    };
    Ok(Derivation {
        column,
        formula: Formula::parse(&formula)?,
        mark,
    })
}

fn items(text: ItemsText) -> Result<Items, String> {
    Ok(Items {
        product: text.product,
        number: text.number,
        money: Formula::parse(&text.money)?,
    })
}

fn kind_of(name: &str) -> Result<Kind, String> {
    Ok(match name {
        "money" => Kind::Money,
        "count" => Kind::Count,
        "quantity" => Kind::Quantity,
        "rate" => Kind::Rate,
        "name" => Kind::Name,
        "id" => Kind::Id,
        "date" => Kind::Date,
        "seconds" => Kind::Seconds,
        other => return Err(format!("`{other}` is no kind of column")),
    })
}

fn patterns(texts: &[String]) -> Result<Vec<Pattern>, String> {
    texts.iter().map(|text| Pattern::new(text)).collect()
}

fn mark(text: &str) -> Result<DecimalMark, String> {
    match text {
        "." => Ok(DecimalMark::Dot),
        "," => Ok(DecimalMark::Comma),
        other => Err(format!("`{other}` is no decimal mark")),
    }
}

/// A date order by its short name.
pub fn order(text: &str) -> Result<DateOrder, String> {
    use DateOrder::{Dmy, Mdy, Ymd};
    match text {
        "dmy" => Ok(Dmy),
        "mdy" => Ok(Mdy),
        "ymd" => Ok(Ymd),
        other => Err(format!("`{other}` is no date order")),
    }
}
