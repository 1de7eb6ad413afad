//! W-shaped: 30 % each to first touch, lead creation and opportunity creation, 10 % shared by the touches between.
//!
//! Source: Marketo Measure "W-Shaped". Touches after the opportunity get nothing. Edges: see [`super::milestone`].

use crate::attribution::model::{Method, Model, Needs};
use crate::attribution::models::milestone::ByMilestone;
use crate::attribution::result::Refused;
use crate::attribution::setup::Setup;

/// `w-shaped`.
pub struct WShaped;

impl Model for WShaped {
    fn name(&self) -> &'static str {
        "w-shaped"
    }

    fn title(&self) -> &'static str {
        "30 % each to first touch, lead and opportunity, 10 % shared between"
    }

    fn needs(&self) -> Needs {
        Needs::Milestones
    }

    fn method(&self, setup: &Setup) -> Result<Method, Refused> {
        ByMilestone {
            weight: 0.3,
            of: |at| [at.lead, at.opportunity, None],
        }
        .method(self.name(), setup)
    }
}
