//! Products of an order as one text: a line each, with its money, its name and its stock number, and tabs between.

use super::amount::Amount;

/// One product of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Item<'t> {
    /// Its money.
    pub money: Amount,
    /// Its name.
    pub name: &'t str,
    /// Its stock number; empty where it has none.
    pub number: &'t str,
}

/// The line of a product.
pub fn item(money: Amount, name: &str, number: &str) -> String {
    let plain = |text: &str| text.replace(['\t', '\n', '\r'], " ");
    format!("{money}\t{}\t{}", plain(name), plain(number))
}

/// The products of a text, without lines that are none.
pub fn items(text: &str) -> impl Iterator<Item = Item<'_>> {
    text.lines().filter_map(|line| {
        let mut parts = line.splitn(3, '\t');
        let money = Amount::from_plain(parts.next()?)?;
        Some(Item {
            money,
            name: parts.next()?.trim(),
            number: parts.next().unwrap_or_default().trim(),
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn products_are_read_as_they_were_written() {
        let text = [
            item(Amount::whole(12), "Tent\tgreen", "T-1"),
            item(Amount::from_plain("-0.5").unwrap(), "Peg", ""),
            "no item".into(),
        ];
        let text = text.join("\n");
        let found: Vec<Item> = items(&text).collect();
        assert_eq!(found.len(), 2);
        assert_eq!((found[0].name, found[0].number), ("Tent green", "T-1"));
        assert_eq!(found[1].money, Amount::from_plain("-0.5").unwrap());
        assert_eq!(found[1].number, "");
    }
}
