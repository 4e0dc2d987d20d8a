//! How deployments are judged.

use super::{Deployment, DeploymentRolloutState, DeploymentStatus, ServiceDeployment};
use crate::verdict::{Finding, Level};

impl Deployment {
    /// How it is judged as one of the deployments of a service that was judged as `finding`.
    pub fn level(&self, finding: &Finding) -> Level {
        match (&self.status, &self.rollout_state) {
            (_, _) if finding.level() == Level::Unknown => Level::Unknown,
            (DeploymentStatus::Inactive, _) => Level::Idle,
            (_, Some(DeploymentRolloutState::Failed)) => Level::Degraded,
            (DeploymentStatus::Primary, Some(DeploymentRolloutState::InProgress)) => match finding {
                Finding::Stuck(_) | Finding::CrashLoop(_) => Level::Degraded,
                Finding::NoneRunning(_) => Level::Down,
                _ => Level::Deploying,
            },
            (DeploymentStatus::Primary, _) => finding.level(),
            (DeploymentStatus::Active, _) => Level::Deploying,
            (DeploymentStatus::Other(_), _) => Level::Unknown,
        }
    }

    /// How it is judged as the last change of a service of this level.
    pub fn level_as_change(&self, service: Level) -> Level {
        match self.rollout_state {
            Some(DeploymentRolloutState::Failed) => Level::Degraded,
            Some(DeploymentRolloutState::InProgress | DeploymentRolloutState::Completed)
            | Some(DeploymentRolloutState::Other(_))
            | None => service,
        }
    }
}

impl ServiceDeployment {
    /// How it is judged as the last change of a service of this level: one that moves is never better than the service
    /// it changes.
    pub fn level(&self, service: Level) -> Level {
        if self.status.is_moving() { service.max(Level::Deploying) } else { self.status.level() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{NOW, deployment, service};
    use crate::verdict::{Facts, judge};

    fn check(status: &str, state: Option<&str>, finding: &Finding, level: Level) {
        let status = DeploymentStatus::from(status);
        let rollout_state = state.map(DeploymentRolloutState::from);
        let one = Deployment { status, rollout_state, ..deployment(7, 1, 1) };
        assert_eq!(one.level(finding), level, "{} {:?}", one.status, one.rollout_state);
    }

    #[test]
    fn a_deployment_is_judged_by_its_part_and_its_state() {
        let service = service(2, 2);
        let steady = judge(&Facts::new(&service, &[], Some(NOW)), NOW);
        check("PRIMARY", Some("IN_PROGRESS"), &steady, Level::Deploying);
        check("PRIMARY", Some("COMPLETED"), &steady, Level::Steady);
        check("PRIMARY", Some("FAILED"), &steady, Level::Degraded);
        check("PRIMARY", Some("DREAMING"), &steady, Level::Steady);
        check("PRIMARY", None, &steady, Level::Steady);
        check("ACTIVE", Some("COMPLETED"), &steady, Level::Deploying);
        check("ACTIVE", Some("FAILED"), &steady, Level::Degraded);
        check("INACTIVE", Some("FAILED"), &steady, Level::Idle);
        check("PARKED", None, &steady, Level::Unknown);
        let unread = judge(&Facts::new(&service, &[], None), NOW);
        check("INACTIVE", None, &unread, Level::Unknown);
    }

    #[test]
    fn a_change_that_failed_is_degraded_however_well_the_service_runs() {
        let of = |state: &str| Deployment { rollout_state: Some(state.into()), ..deployment(7, 1, 1) };
        assert_eq!(of("FAILED").level_as_change(Level::Steady), Level::Degraded);
        assert_eq!(of("COMPLETED").level_as_change(Level::Down), Level::Down);
        assert_eq!(of("DREAMING").level_as_change(Level::Steady), Level::Steady);
    }
}
