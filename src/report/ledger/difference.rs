//! Net value beside what it is made of, as all of them are printed: each is the rounding of its exact figure, wherever it
//! stands, so that a difference or a sum of printed figures may miss it in the last digit.

use crate::ledger::Ledger;
use crate::report::table::{Cell, Row, Table, Unit};
use crate::schema::{Amount, col};

use super::adding_up::exact;

/// The column of net value.
pub(super) const NET: &str = "net_value";

/// Columns that together are the cost that net value is less of.
const COSTS: [&str; 3] = ["full_cost", "direct_cost", "shared_cost"];

/// Columns of a table, and the decimals that they are printed with.
struct Columns {
    net: usize,
    value: usize,
    costs: Vec<usize>,
    decimals: u32,
}

impl Columns {
    fn of(table: &Table) -> Option<Self> {
        let place = |name: &str| table.metrics.iter().position(|column| column.name == name);
        let (net, value) = (place(NET)?, place(col::VALUE)?);
        let costs: Vec<usize> = COSTS.iter().filter_map(|name| place(name)).collect();
        let decimals = table.metrics[net].decimals;
        let is_alike = |at: &usize| {
            let column = &table.metrics[*at];
            (column.unit, column.decimals) == (Unit::Money, decimals)
        };
        let is_whole = !costs.is_empty() && costs.iter().chain([&net, &value]).all(is_alike);
        is_whole.then(|| Self {
            net,
            value,
            costs,
            decimals: decimals.into(),
        })
    }

    /// A cell as it is printed.
    fn printed(&self, row: &Row, at: usize) -> Option<Amount> {
        let rounded = |cell: &Cell| Some(exact(cell)?.rounded(self.decimals));
        rounded(row.cells.get(at)?)
    }

    /// Whether the printed value less the printed cost is another figure than the printed net value.
    fn is_off(&self, row: &Row) -> bool {
        let costs: Option<Amount> = self.costs.iter().map(|at| self.printed(row, *at)).sum();
        let (value, net) = (self.printed(row, self.value), self.printed(row, self.net));
        let left = value.zip(costs).map(|(value, costs)| value - costs);
        left.zip(net).is_some_and(|(left, net)| left != net)
    }

    /// The same of the rows of net value and their sum.
    fn are_off(&self, table: &Table) -> bool {
        let sum = table.total.as_ref();
        let sum = sum.and_then(|total| self.printed(total, self.net));
        let rows = table.rows.iter();
        let rows: Amount = rows.filter_map(|row| self.printed(row, self.net)).sum();
        sum.is_some_and(|sum| sum != rows)
    }
}

/// Says under a table as it is printed where its figures do not give its net value.
pub(super) fn one_by_one(table: &Table) -> Option<String> {
    let columns = Columns::of(table)?;
    let mut rows = table.rows.iter().chain(&table.total);
    let is_off = rows.any(|row| columns.is_off(row)).then_some(LESS);
    let are_off = columns.are_off(table).then_some(SUM);
    let missed: Vec<&str> = is_off.into_iter().chain(are_off).collect();
    (!missed.is_empty()).then(|| note(&missed.join(" and ")))
}

/// The same of a ledger whose net value stands beside the words of value and cost.
pub(super) fn of_ledger(ledger: &Ledger, decimals: u8) -> Option<String> {
    let net = ledger.known(ledger.net).value()?;
    // The first sentence has whole units.
    let is_off = |decimals: u8| {
        let printed = |amount: Amount| amount.rounded(decimals.into());
        printed(ledger.value) - printed(ledger.cost.total) != printed(net)
    };
    [0, decimals].into_iter().any(is_off).then(|| note(LESS))
}

/// What misses the printed net value.
const LESS: &str = "value less cost misses net value";
const SUM: &str = "the rows of net value miss its sum";

fn note(missed: &str) -> String {
    format!("rounded one by one: as printed, {missed} in the last digit")
}

#[cfg(test)]
mod tests {
    use super::super::adding_up::adding_up;
    use super::super::words::{column, key, row, table};
    use super::*;

    /// A table of money in whole units: three figures and net value in each row.
    fn given(rows: &[[&str; 4]], total: Option<[&str; 4]>) -> Table {
        let amount = |text: &str| Cell::Amount(Amount::from_plain(text).unwrap());
        let line = |cells: &[&str; 4]| row(&["part"], cells.map(amount).into());
        let money = |name| column(name, Unit::Money, "EUR", 1, 0);
        let names = [col::VALUE, "direct_cost", "shared_cost", NET];
        let rows = rows.iter().map(line);
        let mut given = table(
            "Functions",
            vec![key("function")],
            names.map(money).into(),
            rows.collect(),
        );
        given.total = total.as_ref().map(line);
        given
    }

    /// Net value of the rows and of the sum as printed, and the note.
    fn printed(given: &Table) -> (Vec<String>, Option<String>) {
        let found = adding_up(given);
        let rows = found.rows.iter().chain(&found.total);
        let net = rows.map(|row| row.cells[3].exact().unwrap().rounded(0).to_string());
        (net.collect(), found.notes.first().cloned())
    }

    /// 26,303.89 − 38,884.64 and 26,303.71 − 38,884.46 are −12,580.75 both, which rounds to −12,581. As printed they are
    /// 26,304 − 38,885 = −12,581 and 26,304 − 38,884 = −12,580.
    #[test]
    fn net_value_is_its_own_rounding_and_a_note_says_where_the_difference_is_another() {
        let (net, note) = printed(&given(&[["26303.89", "38884.64", "0", "-12580.75"]], None));
        assert_eq!((&net[..], note), (&["-12581".to_owned()][..], None));
        let (net, note) = printed(&given(&[["26303.71", "38884.46", "0", "-12580.75"]], None));
        assert_eq!(net, ["-12581"]);
        let told =
            "rounded one by one: as printed, value less cost misses net value in the last digit";
        assert_eq!(note.as_deref(), Some(told));
    }

    /// 10.4, 10.4 and 10.4 of net value are 31.2: 10 thrice below 31. Value is 20.4 each, 61.2: as parts of their sum 21, 20
    /// and 20 below 61, less 10 each.
    #[test]
    fn rows_of_net_value_are_no_parts_of_their_sum() {
        let row = ["20.4", "10", "0", "10.4"];
        let (net, note) = printed(&given(&[row; 3], Some(["61.2", "30", "0", "31.2"])));
        assert_eq!(net, ["10", "10", "10", "31"]);
        let told = "value less cost misses net value and the rows of net value miss its sum in the last digit";
        assert!(note.unwrap().ends_with(told));
    }

    #[test]
    fn figures_that_fit_bear_no_note() {
        let (net, note) = printed(&given(
            &[["5.4", "1", "1.4", "3"]],
            Some(["5.4", "1", "1.4", "3"]),
        ));
        assert_eq!(
            (&net[..], note),
            (&["3".to_owned(), "3".to_owned()][..], None)
        );
    }
}
