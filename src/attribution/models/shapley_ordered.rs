//! Ordered Shapley: φ_c by place in the path, φ_{c,i} = Σ over T ∋ c of 1/|T| · Σ over paths with set T and touch i = c of 1/m_c.
//!
//! m_c is how often c occurs in that path; without it, totals exceed the conversions, a slip of some public code.
//! Σ_i φ_{c,i} = φ_c, the simplified Shapley value. Source: Zhao et al. 2018 (arXiv:1804.05327).

use crate::attribution::model::{Method, Model};
use crate::attribution::models::shapley::DistinctShare;
use crate::attribution::result::Refused;
use crate::attribution::setup::Setup;

/// `shapley-ordered`.
pub struct ShapleyOrdered;

impl Model for ShapleyOrdered {
    fn name(&self) -> &'static str {
        "shapley-ordered"
    }

    fn title(&self) -> &'static str {
        "shapley by place in the path"
    }

    fn by_place(&self) -> bool {
        true
    }

    fn method(&self, _setup: &Setup) -> Result<Method, Refused> {
        Ok(Method::Rule(Box::new(DistinctShare)))
    }
}
