//! Which columns a width has room for. Priority, not position: numbers are never cut; text is shortened, widest
//! column first; then whole metrics leave, least important first; what the user named stays, if need be in bands.

/// Blank columns between two columns of a table.
pub(super) const GAP: usize = 2;

/// Text columns are not shortened below this.
const SHORTEST_TEXT: usize = 12;

/// Columns of ids, which people type again, are not shortened below this.
const SHORTEST_ID: usize = 26;

/// What the layout knows of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Column {
    /// Display columns it takes in full.
    pub(super) width: usize,
    /// Display columns of its header, which is never cut.
    pub(super) header: usize,
    pub(super) content: Content,
    pub(super) role: Role,
    /// Whether it leaves together with the column after it: a low end says nothing without its high end.
    pub(super) with_next: bool,
    /// Whether it leaves before any text is shortened: a place in a file, which is of no use in part.
    pub(super) is_spare: bool,
}

/// Whether a column's entries may be shortened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Content {
    Text,
    /// Text that is typed again.
    Id,
    Numbers,
}

/// Whether a column may be dropped.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Never, and every band repeats it.
    Key,
    /// Never: the user named it.
    Pinned,
    /// Before anything else: it has no figure.
    Empty,
    /// The largest rank first.
    Ranked(u32),
}

/// A layout, by indices of the columns planned for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Plan {
    /// The metrics of each band; there is always one band.
    pub(super) bands: Vec<Vec<usize>>,
    /// Display columns that each column's entries may take.
    pub(super) limits: Vec<usize>,
    /// Metrics dropped for want of room.
    pub(super) hidden: Vec<usize>,
    /// Metrics dropped for want of figures.
    pub(super) empty: Vec<usize>,
}

/// Fits the columns into `width`; without one, all of them stay in full.
pub(super) fn plan(columns: &[Column], width: Option<usize>) -> Plan {
    let of_role = |wanted: fn(Role) -> bool| -> Vec<usize> {
        (0..columns.len())
            .filter(|&at| wanted(columns[at].role))
            .collect()
    };
    let keys = of_role(|role| role == Role::Key);
    let metrics = of_role(|role| role != Role::Key);
    let limits: Vec<usize> = columns.iter().map(|column| column.width).collect();
    let Some(width) = width else {
        return Plan {
            bands: vec![metrics],
            limits,
            hidden: vec![],
            empty: vec![],
        };
    };
    let filled = of_role(|role| matches!(role, Role::Pinned | Role::Ranked(_)));
    let (mut shown, empty) = if filled.is_empty() {
        (metrics, vec![])
    } else {
        (filled, of_role(|role| role == Role::Empty))
    };
    let mut hidden = Vec::new();
    let whole = |shown: &[usize]| {
        let all = keys.iter().chain(shown);
        let widths = all.map(|&at| columns[at].width + GAP);
        widths.sum::<usize>().saturating_sub(GAP)
    };
    if whole(&shown) > width {
        let is_spare = |at: &usize| columns[*at].is_spare;
        let leaves = |at: &usize| is_spare(at) && columns[*at].role != Role::Pinned;
        let (spare, kept): (Vec<usize>, Vec<usize>) = shown.iter().partition(|at| leaves(at));
        if !kept.is_empty() {
            (hidden, shown) = (spare, kept);
        }
    }
    while shown.len() > 1 && tight(columns, &keys, &shown) > width {
        let Some(worst) = least_important(columns, &shown) else {
            break;
        };
        let with_last = |at: usize| at > 0 && columns[shown[at - 1]].with_next;
        let first = worst - usize::from(with_last(worst));
        let last = worst + usize::from(columns[shown[worst]].with_next);
        hidden.extend(shown.drain(first..=last.min(shown.len() - 1)));
    }
    hidden.sort_unstable();
    let bands = bands(columns, &keys, &shown, width);
    let limits = limits_within(columns, &keys, &bands, width);
    Plan {
        bands,
        limits,
        hidden,
        empty,
    }
}

/// Position of the metric that leaves first; the last of equals. `None` where all are pinned.
fn least_important(columns: &[Column], shown: &[usize]) -> Option<usize> {
    let ranked = shown
        .iter()
        .enumerate()
        .filter_map(|(position, &at)| match columns[at].role {
            Role::Ranked(rank) => Some((rank, position)),
            _ => None,
        });
    ranked.max().map(|(_, position)| position)
}

fn shortest(column: &Column) -> usize {
    match column.content {
        Content::Text => column.width.min(SHORTEST_TEXT.max(column.header)),
        Content::Id => column.width.min(SHORTEST_ID.max(column.header)),
        Content::Numbers => column.width,
    }
}

/// The width of keys and metrics with all text at its shortest.
fn tight(columns: &[Column], keys: &[usize], metrics: &[usize]) -> usize {
    let shortest = keys
        .iter()
        .chain(metrics)
        .map(|&at| shortest(&columns[at]) + GAP);
    shortest.sum::<usize>().saturating_sub(GAP)
}

/// Metrics in order, as many in a band as fit beside the keys, at least one.
fn bands(columns: &[Column], keys: &[usize], shown: &[usize], width: usize) -> Vec<Vec<usize>> {
    let mut bands: Vec<Vec<usize>> = vec![vec![]];
    for &at in shown {
        let band = bands.last_mut().expect("starts with one band");
        band.push(at);
        if band.len() > 1 && tight(columns, keys, band) > width {
            band.pop();
            bands.push(vec![at]);
        }
    }
    bands
}

/// Shortens text columns, widest first, until the widest band fits.
fn limits_within(
    columns: &[Column],
    keys: &[usize],
    bands: &[Vec<usize>],
    width: usize,
) -> Vec<usize> {
    let mut limits: Vec<usize> = columns.iter().map(|column| column.width).collect();
    for band in bands {
        let line: Vec<usize> = keys.iter().chain(band).copied().collect();
        let taken = |limits: &[usize]| {
            line.iter()
                .map(|&at| limits[at] + GAP)
                .sum::<usize>()
                .saturating_sub(GAP)
        };
        while taken(&limits) > width {
            let excess = taken(&limits) - width;
            let mut flexible: Vec<usize> = line
                .iter()
                .copied()
                .filter(|&at| limits[at] > shortest(&columns[at]))
                .collect();
            flexible.sort_by_key(|&at| (std::cmp::Reverse(limits[at]), at));
            let Some(&widest) = flexible.first() else {
                break;
            };
            let next = flexible.get(1).map_or(0, |&at| limits[at]);
            let floor = shortest(&columns[widest]).max(next.min(limits[widest] - 1));
            limits[widest] = floor.max(limits[widest].saturating_sub(excess));
        }
    }
    limits
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(width: usize, role: Role) -> Column {
        Column {
            width,
            header: 4,
            content: Content::Text,
            role,
            with_next: false,
            is_spare: false,
        }
    }

    fn number(width: usize, role: Role) -> Column {
        Column {
            width,
            header: 4,
            content: Content::Numbers,
            role,
            with_next: false,
            is_spare: false,
        }
    }

    #[test]
    fn a_pipe_has_no_width() {
        let columns = [
            text(500, Role::Key),
            number(9, Role::Empty),
            number(9, Role::Ranked(1)),
        ];
        let plan = plan(&columns, None);
        assert_eq!(plan.bands, [[1, 2]]);
        assert_eq!(plan.limits, [500, 9, 9]);
        assert!(plan.hidden.is_empty() && plan.empty.is_empty());
    }

    #[test]
    fn the_widest_text_is_shortened_first() {
        for (width, limits) in [
            (80, [30, 20, 10]),
            (58, [24, 20, 10]),
            (50, [18, 18, 10]),
            (38, [12, 12, 10]),
        ] {
            let columns = [
                text(30, Role::Key),
                text(20, Role::Key),
                number(10, Role::Ranked(1)),
            ];
            assert_eq!(plan(&columns, Some(width)).limits, limits, "{width}");
        }
    }

    #[test]
    fn the_least_important_metric_leaves_first_and_text_takes_the_room() {
        let columns = [
            text(40, Role::Key),
            number(10, Role::Ranked(3)),
            number(10, Role::Ranked(1)),
            number(10, Role::Ranked(2)),
            number(10, Role::Empty),
        ];
        let plan = plan(&columns, Some(40));
        assert_eq!(plan.bands, [[2, 3]]);
        assert_eq!((plan.hidden, plan.empty), (vec![1], vec![4]));
        assert_eq!(plan.limits[0], 16);
    }

    #[test]
    fn a_place_leaves_before_text_is_shortened() {
        let columns = |spare: bool| {
            let place = Column {
                is_spare: spare,
                ..text(20, Role::Ranked(2))
            };
            [text(10, Role::Key), text(30, Role::Ranked(1)), place]
        };
        let plan = |spare: bool, width: usize| plan(&columns(spare), Some(width));
        assert_eq!(plan(true, 64).hidden, [0; 0]);
        assert_eq!(plan(true, 60).hidden, [2]);
        assert_eq!(plan(true, 60).limits[..2], [10, 30]);
        assert_eq!(plan(false, 60).hidden, [0; 0]);
    }

    #[test]
    fn pinned_metrics_go_into_bands() {
        let columns = [
            text(20, Role::Key),
            number(10, Role::Pinned),
            number(10, Role::Ranked(1)),
            number(10, Role::Pinned),
            number(10, Role::Pinned),
        ];
        let plan = plan(&columns, Some(36));
        assert_eq!(plan.bands, [vec![1, 3], vec![4]]);
        assert_eq!(plan.hidden, [2]);
        assert_eq!(plan.limits[0], 12);
    }

    #[test]
    fn one_metric_stays_where_nothing_fits() {
        let columns = [
            text(30, Role::Key),
            number(10, Role::Ranked(2)),
            number(10, Role::Ranked(1)),
        ];
        let plan = plan(&columns, Some(5));
        assert_eq!(plan.bands, [[2]]);
        assert_eq!(plan.hidden, [1]);
    }
}
