//! Headers that `--map` names and a file does not have, in words.

/// How to name the headers of a file with `--map`, and the one that was probably meant.
pub fn said(nearest: Option<&str>) -> String {
    let near = nearest.map_or_else(String::new, |near| format!("did you mean `{near}`? "));
    format!(
        "{near}behind each `=` of `--map` stands a header of the file, as in `--map spend=Their Header`; `==text` is a text of every row"
    )
}

/// What `--map` may say of a file of no known format, by the table that its columns are closest to; of other tables as of
/// ads.
const EXAMPLES: [(&str, &str); 5] = [
    ("ad_spend", "spend=Their Header,campaign=Other Header"),
    (
        "conversions",
        "date=Their Header,conv_id=Other Header,revenue=Third Header,utm_campaign=Fourth Header",
    ),
    (
        "posts",
        "published_at=Their Header,post_id=Other Header,views=Third Header",
    ),
    (
        "touchpoints",
        "user_id=Their Header,ts=Other Header,channel=Third Header",
    ),
    (
        "deals",
        "deal_id=Their Header,stage=Other Header,amount=Third Header",
    ),
];

/// Words in the headers of orders, in the languages of shops.
const ORDERS: &str = "order|bestell|auftrag|rechnung|invoice|commande|pedido|ordine|umsatz";

/// What `--map` may say of a file with these headers, by the table whose columns are closest to them.
pub fn example(closest: Option<&str>, header: Option<&str>) -> &'static str {
    let header = header.unwrap_or_default().to_lowercase();
    let is_of_orders = || ORDERS.split('|').any(|word| header.contains(word));
    let table = closest.or_else(|| is_of_orders().then_some("conversions"));
    let own = EXAMPLES.iter().find(|(name, _)| Some(*name) == table);
    own.unwrap_or(&EXAMPLES[0]).1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::Profile;

    #[test]
    fn every_example_fills_its_table() {
        for (table, example) in EXAMPLES {
            let pairs = example.split(',').map(|pair| pair.split_once('='));
            let pairs: Vec<(String, String)> = pairs
                .map(|pair| pair.map(|(name, header)| (name.into(), header.into())))
                .collect::<Option<_>>()
                .unwrap();
            assert_eq!(Profile::from_map(&pairs).unwrap().table.name, table);
        }
    }

    #[test]
    fn the_closest_table_says_which_else_words_of_orders_in_the_header() {
        let orders = EXAMPLES[1].1;
        assert_eq!(example(Some("conversions"), None), orders);
        assert_eq!(example(None, Some("Bestellnr;Betrag")), orders);
        assert_eq!(
            example(Some("ad_spend"), Some("Order,Spend")),
            EXAMPLES[0].1
        );
        assert_eq!(example(Some("sessions"), Some("a,b")), EXAMPLES[0].1);
        assert_eq!(example(None, None), EXAMPLES[0].1);
    }
}
