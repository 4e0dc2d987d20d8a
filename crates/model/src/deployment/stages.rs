//! The lifecycle stages of a deployment that shifts traffic, and where each stands.

use super::{DeploymentStrategy, ServiceDeployment, ServiceDeploymentStatus};
use crate::open_enum::open_enum;
use crate::verdict::Level;
use crate::view::StepState;

open_enum! {
    /// A stage of a deployment, in the order in which stages follow each other.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-how-it-works.html>
    LifecycleStage {
        /// ECS sorts out what an interrupted deployment left. Only after one.
        ReconcileService = "RECONCILE_SERVICE",
        /// Hooks before the new tasks start.
        PreScaleUp = "PRE_SCALE_UP",
        /// The new tasks start.
        ScaleUp = "SCALE_UP",
        /// Hooks after the new tasks have started.
        PostScaleUp = "POST_SCALE_UP",
        /// Test traffic moves to the new tasks.
        TestTrafficShift = "TEST_TRAFFIC_SHIFT",
        /// Hooks after test traffic has moved.
        PostTestTrafficShift = "POST_TEST_TRAFFIC_SHIFT",
        /// Production traffic moves to the new tasks, with pauses between the steps of LINEAR and CANARY.
        ProductionTrafficShift = "PRODUCTION_TRAFFIC_SHIFT",
        /// Hooks after all production traffic has moved.
        PostProductionTrafficShift = "POST_PRODUCTION_TRAFFIC_SHIFT",
        /// Old and new tasks run for the bake time.
        BakeTime = "BAKE_TIME",
        /// The old tasks stop.
        CleanUp = "CLEAN_UP",
    }
}

impl LifecycleStage {
    /// The stages that every deployment which shifts traffic goes through.
    const USUAL: &'static [Self] = &[
        Self::PreScaleUp,
        Self::ScaleUp,
        Self::PostScaleUp,
        Self::TestTrafficShift,
        Self::PostTestTrafficShift,
        Self::ProductionTrafficShift,
        Self::PostProductionTrafficShift,
        Self::BakeTime,
        Self::CleanUp,
    ];

    /// The stage that comes after it; none after the last, or after one that this build does not know.
    pub fn next(&self) -> Option<&'static Self> {
        match self {
            Self::ReconcileService => Some(&Self::PreScaleUp),
            _ => Self::USUAL.get(Self::USUAL.iter().position(|stage| stage == self)? + 1),
        }
    }

    /// Whether a deployment may rest in this stage for as long as its author likes: for a hook, between two shifts of
    /// traffic, or for its bake time.
    pub const fn may_rest(&self) -> bool {
        match self {
            Self::ReconcileService | Self::ScaleUp | Self::CleanUp => false,
            Self::PreScaleUp
            | Self::PostScaleUp
            | Self::TestTrafficShift
            | Self::PostTestTrafficShift
            | Self::ProductionTrafficShift
            | Self::PostProductionTrafficShift
            | Self::BakeTime
            | Self::Other(_) => true,
        }
    }
}

impl ServiceDeployment {
    /// The stages of its strategy with where each stands; none for rolling deployments.
    ///
    /// A stage that this build does not know stands alone: what is before and after it is not known.
    pub fn steps(&self) -> Vec<(LifecycleStage, StepState)> {
        if !self.strategy.as_ref().is_some_and(DeploymentStrategy::shifts_traffic) {
            return Vec::new();
        }
        let mut stages = LifecycleStage::USUAL.to_vec();
        match &self.stage {
            Some(stage @ LifecycleStage::ReconcileService) => stages.insert(0, stage.clone()),
            Some(stage @ LifecycleStage::Other(_)) => stages = vec![stage.clone()],
            _ => {}
        }
        let at = self.stage.as_ref().and_then(|current| stages.iter().position(|stage| stage == current));
        stages.into_iter().enumerate().map(|(index, stage)| (stage, self.step_state(index, at))).collect()
    }

    fn step_state(&self, index: usize, at: Option<usize>) -> StepState {
        let failed = matches!(self.status.level(), Level::Degraded | Level::Idle);
        match (&self.status, at) {
            (ServiceDeploymentStatus::Successful, _) => StepState::Done,
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

    fn states(status: ServiceDeploymentStatus, strategy: &str, stage: Option<&str>) -> Vec<StepState> {
        let deployment = ServiceDeployment {
            arn: String::new(),
            status,
            reason: None,
            strategy: Some(strategy.into()),
            stage: stage.map(LifecycleStage::from),
            hooks: Vec::new(),
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
        assert_eq!(states(ServiceDeploymentStatus::InProgress, "BLUE_GREEN", Some("TEST_TRAFFIC_SHIFT")), expect);
        assert_eq!(states(ServiceDeploymentStatus::Successful, "CANARY", Some("CLEAN_UP")), [Done; 9]);
        assert_eq!(states(ServiceDeploymentStatus::Pending, "LINEAR", None), [Ahead; 9]);
    }

    #[test]
    fn a_deployment_that_went_back_failed_in_its_stage_and_skipped_the_rest() {
        let expect = [Done, Done, Done, Done, Done, Done, Done, Failed, Skipped];
        assert_eq!(states(ServiceDeploymentStatus::RollbackSuccessful, "BLUE_GREEN", Some("BAKE_TIME")), expect);
        assert_eq!(states(ServiceDeploymentStatus::Stopped, "BLUE_GREEN", None), [Skipped; 9]);
    }

    #[test]
    fn rolling_deployments_have_no_stages_and_unknown_ones_are_shown() {
        assert!(states(ServiceDeploymentStatus::InProgress, "ROLLING", None).is_empty());
        assert_eq!(states(ServiceDeploymentStatus::InProgress, "ZIGZAG", Some("NEW_STAGE")), [Current]);
        assert_eq!(states(ServiceDeploymentStatus::InProgress, "CANARY", Some("RECONCILE_SERVICE"))[0], Current);
    }
}
