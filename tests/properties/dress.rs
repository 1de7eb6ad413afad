//! How a table is written down changes no figure.

use proptest::prelude::*;
use social_roi::ingest::Reading;
use social_roi::schema::col;

use crate::export::{PLAIN, dress, expected, export, figures, in_unicode, rows, written};
use crate::{cases, reading};

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn encoding_delimiter_line_ends_and_compression_change_no_figure(rows in rows(), export in export(), dress in dress()) {
        prop_assert_eq!(figures(&written(export, &rows, dress)), expected(&rows));
    }

    #[test]
    fn names_survive_every_dress_that_says_its_encoding(rows in rows(), export in export(), dress in dress().prop_map(in_unicode)) {
        let readings = written(export, &rows, dress);
        let names: Vec<String> = rows.iter().map(|row| row.campaign.trim().to_owned()).collect();
        prop_assert_eq!(reading::cells(&readings[0], col::CAMPAIGN), names);
    }

    #[test]
    fn shuffling_rows_changes_no_figure(
        (rows, shuffled) in rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
        export in export(),
    ) {
        prop_assert_eq!(figures(&written(export, &shuffled, PLAIN)), figures(&written(export, &rows, PLAIN)));
    }

    #[test]
    fn splitting_a_file_in_two_changes_no_figure(rows in rows(), export in export(), at in 1_usize..29) {
        let (first, second) = rows.split_at(at.min(rows.len() - 1));
        let both: Vec<Reading> = [first, second].into_iter().flat_map(|part| written(export, part, PLAIN)).collect();
        prop_assert_eq!(figures(&both), expected(&rows));
    }
}
