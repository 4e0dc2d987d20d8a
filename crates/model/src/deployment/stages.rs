//! The lifecycle stages of a deployment that shifts traffic, and where each stands.

use super::{RolloutStatus, ServiceDeployment};
use crate::verdict::Level;
use crate::view::StepState;

/// The stages in their order. A RECONCILE_SERVICE before them happens only after an interrupted deployment.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-how-it-works.html>
const STAGES: [&str; 9] = [
    "PRE_SCALE_UP",
    "SCALE_UP",
    "POST_SCALE_UP",
    "TEST_TRAFFIC_SHIFT",
    "POST_TEST_TRAFFIC_SHIFT",
    "PRODUCTION_TRAFFIC_SHIFT",
    "POST_PRODUCTION_TRAFFIC_SHIFT",
    "BAKE_TIME",
    "CLEAN_UP",
];

impl RolloutStatus {
    /// The word on the wire: `ROLLBACK_SUCCESSFUL`.
    pub fn word(&self) -> &str {
        match self {
            Self::Pending => "PENDING",
            Self::InProgress => "IN_PROGRESS",
            Self::Successful => "SUCCESSFUL",
            Self::Stopped => "STOPPED",
            Self::StopRequested => "STOP_REQUESTED",
            Self::RollbackRequested => "ROLLBACK_REQUESTED",
            Self::RollbackInProgress => "ROLLBACK_IN_PROGRESS",
            Self::RollbackSuccessful => "ROLLBACK_SUCCESSFUL",
            Self::RollbackFailed => "ROLLBACK_FAILED",
            Self::Other(other) => other,
        }
    }

    /// How it is judged: Deploying while it moves, Steady when it succeeded, Degraded when it failed or went back, Idle when
    /// it was stopped where it was.
    pub const fn level(&self) -> Level {
        match self {
            Self::Pending | Self::InProgress | Self::StopRequested => Level::Deploying,
            Self::Successful => Level::Steady,
            Self::Stopped => Level::Idle,
            Self::RollbackRequested | Self::RollbackInProgress | Self::RollbackSuccessful | Self::RollbackFailed => {
                Level::Degraded
            }
            Self::Other(_) => Level::Unknown,
        }
    }
}

impl ServiceDeployment {
    /// The stages of its strategy with where each stands; none for rolling deployments.
    ///
    /// A stage that this build does not know stands where it can: at the end, and is the current one.
    pub fn steps(&self) -> Vec<(String, StepState)> {
        if self.strategy.as_deref().is_none_or(|strategy| strategy == "ROLLING") {
            return Vec::new();
        }
        let mut stages: Vec<&str> = STAGES.to_vec();
        let current = self.stage.as_deref();
        match current {
            Some("RECONCILE_SERVICE") => stages.insert(0, "RECONCILE_SERVICE"),
            Some(stage) if !STAGES.contains(&stage) => stages.push(stage),
            _ => {}
        }
        let at = current.and_then(|current| stages.iter().position(|stage| *stage == current));
        let step = |(index, stage): (usize, &str)| (stage.to_owned(), self.step_state(index, at));
        stages.into_iter().enumerate().map(step).collect()
    }

    fn step_state(&self, index: usize, at: Option<usize>) -> StepState {
        let failed = matches!(self.status.level(), Level::Degraded | Level::Idle);
        match (&self.status, at) {
            (RolloutStatus::Successful, _) => StepState::Done,
            (_, Some(at)) if index < at => StepState::Done,
            (_, Some(at)) if index == at && failed => StepState::Failed,
            (_, Some(at)) if index == at => StepState::Current,
            _ if failed => StepState::Skipped,
            _ => StepState::Ahead,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use StepState::{Ahead, Current, Done, Failed, Skipped};

    fn states(status: RolloutStatus, strategy: &str, stage: Option<&str>) -> Vec<StepState> {
        let deployment = ServiceDeployment {
            arn: String::new(),
            status,
            reason: None,
            strategy: Some(strategy.to_owned()),
            stage: stage.map(str::to_owned),
            sources: Vec::new(),
            target: None,
            breaker: None,
            alarms: None,
            rollback: None,
            bake_minutes: None,
            step: None,
            created_at: None,
            started_at: None,
            finished_at: None,
            stopped_at: None,
            updated_at: None,
        };
        deployment.steps().into_iter().map(|(_, state)| state).collect()
    }

    #[test]
    fn what_is_before_the_stage_is_done_and_what_is_after_it_is_ahead() {
        let expect = [Done, Done, Done, Current, Ahead, Ahead, Ahead, Ahead, Ahead];
        assert_eq!(states(RolloutStatus::InProgress, "BLUE_GREEN", Some("TEST_TRAFFIC_SHIFT")), expect);
        assert_eq!(states(RolloutStatus::Successful, "CANARY", Some("CLEAN_UP")), [Done; 9]);
        assert_eq!(states(RolloutStatus::Pending, "LINEAR", None), [Ahead; 9]);
    }

    #[test]
    fn a_deployment_that_went_back_failed_in_its_stage_and_skipped_the_rest() {
        let expect = [Done, Done, Done, Done, Done, Done, Done, Failed, Skipped];
        assert_eq!(states(RolloutStatus::RollbackSuccessful, "BLUE_GREEN", Some("BAKE_TIME")), expect);
        assert_eq!(states(RolloutStatus::Stopped, "BLUE_GREEN", None), [Skipped; 9]);
    }

    #[test]
    fn rolling_deployments_have_no_stages_and_unknown_ones_are_shown() {
        assert!(states(RolloutStatus::InProgress, "ROLLING", None).is_empty());
        assert_eq!(states(RolloutStatus::InProgress, "ZIGZAG", Some("NEW_STAGE")).last(), Some(&Current));
        assert_eq!(states(RolloutStatus::InProgress, "CANARY", Some("RECONCILE_SERVICE"))[0], Current);
    }
}
