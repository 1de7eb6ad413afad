//! Which effects the headline of a bridge names.

/// The effects of one thing together, whatever their kinds.
pub(super) const NETTED: &str = "netted";

/// One step before it has a level.
#[derive(Clone)]
pub(super) struct Step {
    pub(super) name: String,
    pub(super) kind: &'static str,
    pub(super) size: f64,
}

/// What moved the figure most the way that it went, not what held against it. The effects of one thing count together:
/// media that brings more and costs more has moved a return by the difference.
pub(super) fn cause(steps: &[Step], rises: bool) -> Option<Step> {
    let mut causes: Vec<Step> = Vec::new();
    for step in steps {
        match causes.iter_mut().find(|known| known.name == step.name) {
            Some(known) => {
                known.size += step.size;
                known.kind = NETTED;
            }
            None => causes.push(step.clone()),
        }
    }
    let driving = causes.into_iter();
    let driving = driving.filter(|cause| cause.size != 0.0 && (cause.size > 0.0) == rises);
    driving.max_by(|one, two| one.size.abs().total_cmp(&two.size.abs()))
}

/// What held against the change, where it is larger than what brought most of it about: the headline would hide it.
pub(super) fn against(steps: &[Step], rises: bool, driving: Option<&Step>) -> Option<Step> {
    let most = driving?.size.abs();
    cause(steps, !rises).filter(|other| other.size.abs() > most)
}

/// What has a bar longer than those that the headline names, though its effects together are not: a headline must not pass
/// over the longest bar.
pub(super) fn beside(steps: &[Step], named: [Option<&Step>; 2]) -> Option<Step> {
    let longest = |one: &&Step, two: &&Step| one.size.abs().total_cmp(&two.size.abs());
    let largest = steps.iter().max_by(longest)?;
    let is_told = |step: &&Step| step.name == largest.name || step.size.abs() >= largest.size.abs();
    if named.into_iter().flatten().any(|step| is_told(&step)) {
        return None;
    }
    let own = steps.iter().filter(|step| step.name == largest.name);
    Some(Step {
        size: own.map(|step| step.size).sum(),
        kind: NETTED,
        ..largest.clone()
    })
}

/// What stands in two bars against each other, as media does by what it brings and by what it costs: both together.
pub(super) fn netted(steps: &[Step]) -> Option<Step> {
    let of = |volume: &Step| {
        let same = |step: &&Step| step.kind == "cost" && step.name == volume.name;
        let cost = steps.iter().find(same)?;
        Some(Step {
            size: volume.size + cost.size,
            ..cost.clone()
        })
    };
    let mut volumes = steps.iter().filter(|step| step.kind == "volume");
    volumes.find_map(of)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(sizes: &[(&str, f64)]) -> Vec<Step> {
        let step = |(name, size): &(&str, f64)| Step {
            name: (*name).into(),
            kind: "rate",
            size: *size,
        };
        sizes.iter().map(step).collect()
    }

    /// Media took 29.1 by volume and brought 24.1 by cost: the headline names it beside CPM, which took 11.6.
    #[test]
    fn the_thing_with_the_longest_bar_is_told_with_what_it_comes_to() {
        let mut all = steps(&[
            ("media", -29.1),
            ("media", 24.1),
            ("cpm", -11.6),
            ("ctr", 12.5),
        ]);
        let driving = cause(&all, false);
        let other = against(&all, false, driving.as_ref());
        let found = beside(&all, [driving.as_ref(), other.as_ref()]).unwrap();
        assert_eq!(found.name, "media");
        assert!((found.size + 5.0).abs() < 1e-9, "{}", found.size);
        // Where the longest bar is what the headline names, nothing stands beside it.
        all.retain(|step| step.name != "media");
        let driving = cause(&all, false);
        let other = against(&all, false, driving.as_ref());
        assert!(beside(&all, [driving.as_ref(), other.as_ref()]).is_none());
    }

    /// A fall by 3 in which CPM took 11.6 and CTR brought 12.5: CTR is the larger, so that it is told.
    #[test]
    fn what_held_against_a_change_is_told_where_it_is_the_larger() {
        let found = |sizes: &[(&str, f64)], rises| {
            let steps = steps(sizes);
            let driving = cause(&steps, rises);
            let against = against(&steps, rises, driving.as_ref());
            (driving.map(|one| one.name), against.map(|one| one.name))
        };
        let name = |name: &str| Some(name.to_owned());
        let sizes = [("cpm", -11.6), ("ctr", 12.5), ("aov", -3.9)];
        assert_eq!(found(&sizes, false), (name("cpm"), name("ctr")));
        assert_eq!(found(&sizes, true), (name("ctr"), None));
        assert_eq!(found(&[("cpm", 2.0)], false), (None, None));
    }
}
