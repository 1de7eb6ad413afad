//! Evidence grades: how well a figure of value is supported, from a measured increment (A) to an assumption (D).
//!
//! The tests that earn a grade stand in section 5.2 of the metric catalogue: randomised experiments A1, experiments
//! without randomisation A2, savings seen in the books A3; own paths reconciled to orders B1, single-source codes B2,
//! claims of a platform B3; calibrated models C1, other models and surveyed shares C2; documented assumptions D1.

/// How well a figure is supported. Grades sort from the best to the worst.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Grade {
    /// A randomised holdout or geographical experiment.
    A1,
    /// An experiment without randomisation.
    A2,
    /// A saving that is in the books.
    A3,
    /// Own paths, reconciled to orders.
    B1,
    /// A code, a coupon, or what customers say.
    B2,
    /// What a platform reports of itself.
    B3,
    /// A model calibrated with an experiment.
    C1,
    /// A model that is not, or a share from a survey.
    C2,
    /// An assumption with source, owner, date and range.
    D1,
    /// An assumption without them: refused.
    D2,
}

/// A rung of the ladder: the grades of one letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rung {
    /// Measured increments.
    A,
    /// Attributed.
    B,
    /// Modelled.
    C,
    /// Assumed.
    D,
}

impl Grade {
    /// All grades, the best first.
    pub const ALL: [Self; 10] = [
        Self::A1,
        Self::A2,
        Self::A3,
        Self::B1,
        Self::B2,
        Self::B3,
        Self::C1,
        Self::C2,
        Self::D1,
        Self::D2,
    ];

    /// Its name: `A1`.
    pub fn name(self) -> &'static str {
        match self {
            Self::A1 => "A1",
            Self::A2 => "A2",
            Self::A3 => "A3",
            Self::B1 => "B1",
            Self::B2 => "B2",
            Self::B3 => "B3",
            Self::C1 => "C1",
            Self::C2 => "C2",
            Self::D1 => "D1",
            Self::D2 => "D2",
        }
    }

    /// The grade of that name, whatever the case.
    pub fn named(text: &str) -> Option<Self> {
        let name = text.trim().to_uppercase();
        Self::ALL.into_iter().find(|known| known.name() == name)
    }

    /// Its rung of the ladder.
    pub fn rung(self) -> Rung {
        match self {
            Self::A1 | Self::A2 | Self::A3 => Rung::A,
            Self::B1 | Self::B2 | Self::B3 => Rung::B,
            Self::C1 | Self::C2 => Rung::C,
            Self::D1 | Self::D2 => Rung::D,
        }
    }

    /// The weakest of several: a figure is as well supported as its weakest causal link. `None` without any.
    pub fn weakest(grades: impl IntoIterator<Item = Self>) -> Option<Self> {
        grades.into_iter().max()
    }
}

impl Rung {
    /// All rungs, the best first.
    pub const ALL: [Self; 4] = [Self::A, Self::B, Self::C, Self::D];

    /// Its letter.
    pub fn name(self) -> &'static str {
        match self {
            Self::A => "A",
            Self::B => "B",
            Self::C => "C",
            Self::D => "D",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn grades_sort_from_the_best_and_the_weakest_link_counts() {
        assert!(Grade::ALL.is_sorted());
        for grade in Grade::ALL {
            assert_eq!(Grade::named(grade.name()), Some(grade));
            assert_eq!(grade.rung().name(), &grade.name()[..1]);
        }
        assert_eq!(Grade::named("b1"), Some(Grade::B1));
        assert_eq!(Grade::named("E1"), None);
        let weakest = Grade::weakest([Grade::A1, Grade::C2, Grade::B1]);
        assert_eq!(weakest, Some(Grade::C2));
        assert_eq!(Grade::weakest([]), None);
    }
}
