//! How good or bad a scaling activity is.

use super::{ActivityStatus, NotScaledCode, ScalingActivity};
use crate::verdict::Level;

impl ScalingActivity {
    /// How it is judged, for its colour: what was tried and failed, and what the maximum kept from scaling out, needs a
    /// look.
    pub fn level(&self) -> Level {
        let mut codes = self.not_scaled.iter().map(|reason| &reason.code);
        match self.not_scaled.first().map(|reason| &reason.code) {
            Some(_) if codes.any(|code| *code == NotScaledCode::AlreadyAtMaxCapacity) => return Level::Degraded,
            Some(NotScaledCode::Other(_)) => return Level::Unknown,
            Some(_) => return Level::Idle,
            None => {}
        }
        match self.status {
            ActivityStatus::Pending | ActivityStatus::InProgress => Level::Deploying,
            ActivityStatus::Successful => Level::Steady,
            ActivityStatus::Overridden => Level::Idle,
            ActivityStatus::Unfulfilled | ActivityStatus::Failed => Level::Degraded,
            ActivityStatus::Other(_) => Level::Unknown,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{activity, not_scaled};

    #[test]
    fn what_failed_and_what_the_maximum_kept_from_scaling_needs_a_look() {
        for (activity, level) in [
            (activity(60, "Failed", "", ""), Level::Degraded),
            (activity(60, "Successful", "", ""), Level::Steady),
            (activity(60, "InProgress", "", ""), Level::Deploying),
            (activity(60, "Overridden", "", ""), Level::Idle),
            (activity(60, "Evaporated", "", ""), Level::Unknown),
            (not_scaled(60, "AlreadyAtMaxCapacity", ""), Level::Degraded),
            (not_scaled(60, "AlreadyAtMinCapacity", ""), Level::Idle),
            (not_scaled(60, "MoonInTheWay", ""), Level::Unknown),
        ] {
            assert_eq!(activity.level(), level, "{activity:?}");
        }
    }
}
