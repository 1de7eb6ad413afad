//! Touches at the same time that share their weight, for `--ties split`.
//!
//! The weights of tied touches are replaced by their mean, so that an order nobody recorded decides nothing. Touches
//! that a rule leaves out on principle ([`Rule::takes_part`]) get nothing where another of the group takes part.

use super::model::{Rule, Share};
use super::touches::Touches;

/// The share of a rule with tied weights averaged; `share` and `weights` are what the rule said.
pub(super) fn split(
    rule: &dyn Rule,
    touches: &Touches<'_>,
    share: Share,
    weights: &mut [f64],
) -> Share {
    let sum = match share {
        Share::All(touch) => {
            weights.fill(0.0);
            weights[touch] = 1.0;
            1.0
        }
        Share::Spread(sum) => sum,
        Share::Each | Share::Missing => return share,
    };
    let mut start = 0;
    for group in touches.ages.chunk_by(|a, b| a == b) {
        let touched = start..start + group.len();
        if group.len() > 1 {
            average(
                rule,
                &touches.channels[touched.clone()],
                &mut weights[touched.clone()],
            );
        }
        start = touched.end;
    }
    Share::Spread(sum)
}

fn average(rule: &dyn Rule, channels: &[u32], weights: &mut [f64]) {
    let sum: f64 = weights.iter().sum();
    let taking = channels
        .iter()
        .filter(|channel| rule.takes_part(**channel))
        .count();
    for (weight, channel) in weights.iter_mut().zip(channels) {
        *weight = match taking {
            0 => sum / channels.len() as f64,
            _ if rule.takes_part(*channel) => sum / taking as f64,
            _ => 0.0,
        };
    }
}
