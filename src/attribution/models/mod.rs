//! One file per model; a new model is a file and its two lines here.

mod custom;
mod ends;
mod first;
mod full_path;
mod inverse_j;
mod j_shaped;
mod last;
mod last_non_direct;
mod linear;
pub(super) mod markov;
mod milestone;
mod participation;
mod position;
mod shapley;
pub(super) mod shapley_cr;
mod shapley_ordered;
mod time_decay;
mod w_shaped;

use super::model::Model;

/// Every model, in the order of tables.
pub static MODELS: &[&dyn Model] = &[
    &first::First,
    &last::Last,
    &last_non_direct::LastNonDirect,
    &linear::Linear,
    &time_decay::TimeDecay,
    &position::Position,
    &j_shaped::JShaped,
    &inverse_j::InverseJ,
    &custom::Custom,
    &w_shaped::WShaped,
    &full_path::FullPath,
    &participation::Participation,
    &markov::Markov,
    &shapley::Shapley,
    &shapley_cr::ShapleyCr,
    &shapley_ordered::ShapleyOrdered,
];
