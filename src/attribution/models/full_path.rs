//! Full path, Z-shaped: 22.5 % each to first touch, lead, opportunity and closed won, 10 % shared by the rest.
//!
//! Source: Marketo Measure "Full Path". Touches after the opportunity count as between, up to closed won. Edges: see
//! [`super::milestone`].

use crate::attribution::model::{Method, Model, Needs};
use crate::attribution::models::milestone::ByMilestone;
use crate::attribution::result::Refused;
use crate::attribution::setup::Setup;

/// `full-path`.
pub struct FullPath;

impl Model for FullPath {
    fn name(&self) -> &'static str {
        "full-path"
    }

    fn title(&self) -> &'static str {
        "22.5 % each to first touch, lead, opportunity and closed won, 10 % shared between"
    }

    fn needs(&self) -> Needs {
        Needs::Milestones
    }

    fn method(&self, setup: &Setup) -> Result<Method, Refused> {
        ByMilestone {
            weight: 0.225,
            of: |at| [at.lead, at.opportunity, at.closed],
        }
        .method(self.name(), setup)
    }
}
