//! The rows with the most credit on their own, the others summed up in one.

use crate::schema::Amount;

use super::options::Measure;
use super::result::{Attribution, Credit, Credited, ModelCredit};

impl Attribution {
    /// The same with at most `limit` rows, those with the most credit first; the others are one row, called by `name`
    /// with their number, whose ratios are ratios of sums. Rows that no journey touches are left out.
    pub fn largest(
        &self,
        limit: usize,
        measure: Measure,
        name: impl FnOnce(usize) -> String,
    ) -> Self {
        let mut order: Vec<usize> = (0..self.rows.len())
            .filter(|row| self.rows[*row].touched)
            .collect();
        order.sort_by(|a, b| {
            let (a_weight, b_weight) = (self.weight(*a, measure), self.weight(*b, measure));
            b_weight.total_cmp(&a_weight).then(a.cmp(b))
        });
        let rest = if order.len() > limit {
            order.split_off(limit.saturating_sub(1))
        } else {
            Vec::new()
        };
        let mut rows: Vec<Credited> = order.iter().map(|row| self.rows[*row].clone()).collect();
        if !rest.is_empty() {
            rows.push(Credited {
                keys: vec![name(rest.len())],
                cost: self.cost_of(&rest),
                touched: true,
            });
        }
        let models = self.models.iter();
        Self {
            rows,
            models: models.map(|model| model.largest(&order, &rest)).collect(),
            ..self.clone()
        }
    }

    /// What rows cost together; nothing known where it is not known of each.
    fn cost_of(&self, rows: &[usize]) -> Option<Amount> {
        let costs = rows.iter().map(|row| self.rows[*row].cost);
        costs.reduce(|sum, cost| Some(sum? + cost?)).flatten()
    }
}

impl ModelCredit {
    /// Credit of these rows, then of the rest together, which has no bounds: those of its parts do not add up.
    fn largest(&self, order: &[usize], rest: &[usize]) -> Self {
        let picked = |credit: &Vec<Credit>| {
            let own = |row: &usize| credit.get(*row).copied().unwrap_or_default();
            let mut picked: Vec<Credit> = order.iter().map(own).collect();
            if !rest.is_empty() {
                let sum = rest.iter().map(own).fold(Credit::default(), |a, b| Credit {
                    conversions: a.conversions + b.conversions,
                    value: a.value + b.value,
                });
                picked.push(sum);
            }
            picked
        };
        let bounds = self.bounds.as_ref().map(|bounds| {
            let own = order.iter().filter_map(|row| bounds.get(*row).copied());
            own.collect()
        });
        Self {
            credit: self.credit.as_ref().map(picked).map_err(Clone::clone),
            bounds,
            ..self.clone()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::attribution::result::Figure;

    fn credit(conversions: i64, value: i64) -> Credit {
        Credit {
            conversions: Amount::whole(conversions),
            value: Amount::whole(value),
        }
    }

    /// Three channels: a 10 of 100, b 30 of 200, c 20 of 50; one never touched.
    fn found() -> Attribution {
        let row = |name: &str, cost, touched| Credited {
            keys: vec![name.to_owned()],
            cost,
            touched,
        };
        Attribution {
            rows: vec![
                row("a", Some(Amount::whole(5)), true),
                row("b", Some(Amount::whole(100)), true),
                row("c", Some(Amount::whole(20)), true),
                row("d", Some(Amount::whole(7)), false),
            ],
            models: vec![ModelCredit {
                name: "last".into(),
                sums: true,
                credit: Ok(vec![credit(10, 100), credit(30, 200), credit(20, 50)]),
                left: Credit::default(),
                worth: None,
                bounds: None,
            }],
            has_value: true,
            ..Attribution::default()
        }
    }

    #[test]
    fn rows_beyond_the_limit_are_one_row_with_a_ratio_of_sums() {
        let few = found().largest(2, Measure::Value, |count| format!("(other) {count}"));
        let names: Vec<&str> = few.rows.iter().map(|row| row.keys[0].as_str()).collect();
        assert_eq!(names, ["b", "(other) 2"]);
        let model = &few.models[0];
        let value = few.figure(1, model, Measure::Value);
        assert_eq!(value, Figure::Exact(Amount::whole(150)));
        // (100 + 50) / (5 + 20), not the mean of 20 and 2.5.
        assert_eq!(few.figure(1, model, Measure::Roas), Figure::Ratio(6.0));
    }

    #[test]
    fn a_cost_that_is_not_known_of_every_row_is_not_known_of_their_sum() {
        let mut found = found();
        found.rows[2].cost = None;
        let few = found.largest(2, Measure::Value, |_| "rest".into());
        assert_eq!(few.rows[1].cost, None);
        let all = found.largest(3, Measure::Value, |_| "rest".into());
        let names: Vec<&str> = all.rows.iter().map(|row| row.keys[0].as_str()).collect();
        assert_eq!(names, ["b", "a", "c"]);
    }
}
