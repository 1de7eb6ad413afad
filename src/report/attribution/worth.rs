//! What a conversion is worth where margins differ by day: its value at the margin of the day on which it came.

use crate::schema::Amount;

use super::options::AttributeOptions;
use super::prepare::moments;

/// Margins by moment of the conversion.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worth {
    /// First moment, first moment after, margin; the first that holds a moment counts.
    own: Vec<(i64, i64, Amount)>,
    /// That of all other moments, and of journeys without one.
    otherwise: Amount,
}

impl Worth {
    /// That of the days with margins of their own; `None` where one margin holds for all.
    pub fn of(options: &AttributeOptions) -> Option<Self> {
        let own = options.margins.iter().map(|(days, margin)| {
            let (from, to) = moments(days, options.calendar);
            (from, to, *margin)
        });
        options
            .margin
            .filter(|_| !options.margins.is_empty())
            .map(|otherwise| Self {
                own: own.collect(),
                otherwise,
            })
    }

    /// A value at the margin of its moment.
    pub fn value(&self, value: Amount, at: Option<i64>) -> Amount {
        let holds = |at: i64| {
            self.own
                .iter()
                .find(|(from, to, _)| *from <= at && at < *to)
        };
        let margin = at.and_then(holds).map_or(self.otherwise, |own| own.2);
        let exact = || value.portion(margin, Amount::whole(1));
        value.times(margin).unwrap_or_else(exact)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_has_the_margin_of_its_moment() {
        let amount = |text| Amount::from_plain(text).unwrap();
        let worth = Worth {
            own: vec![(10, 20, amount("0.2"))],
            otherwise: amount("0.5"),
        };
        for (at, expected) in [
            (Some(9), "50"),
            (Some(10), "20"),
            (Some(19), "20"),
            (Some(20), "50"),
            (None, "50"),
        ] {
            assert_eq!(worth.value(amount("100"), at), amount(expected), "{at:?}");
        }
        assert_eq!(worth.value(amount("-100"), Some(10)), amount("-20"));
    }
}
