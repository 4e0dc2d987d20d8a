//! How container instances and capacity providers are judged.

use super::{CapacityProvider, CapacityProviderStatus, CapacityProviderUpdateStatus, Instance, InstanceStatus};
use crate::launch::is_fargate;
use crate::verdict::Level;

impl Instance {
    /// How it is judged. An ACTIVE one whose agent is disconnected keeps running its tasks, but ECS can neither start
    /// nor stop any: Down. So is one whose container runtime does not answer; another failed check makes it Degraded.
    /// One whose resources or counts AWS's answer lacks is not known.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-life-cycle.html>
    pub fn level(&self) -> Level {
        match self.status {
            InstanceStatus::Active if self.is_out_of_sight() => Level::Down,
            InstanceStatus::Active if !self.unread_members.is_empty() => Level::Unknown,
            InstanceStatus::Active if self.impaired().next().is_some() => Level::Degraded,
            InstanceStatus::Active => Level::Steady,
            InstanceStatus::RegistrationFailed => Level::Down,
            InstanceStatus::Draining | InstanceStatus::Registering | InstanceStatus::Deregistering => Level::Deploying,
            InstanceStatus::Inactive => Level::Idle,
            InstanceStatus::Other(_) => Level::Unknown,
        }
    }
}

impl CapacityProvider {
    /// How it is judged. The last change comes first: a provider whose change failed does not scale as configured.
    pub fn level(&self) -> Level {
        use CapacityProviderUpdateStatus as Update;
        match &self.update_status {
            Some(Update::CreateFailed | Update::UpdateFailed | Update::DeleteFailed) => Level::Degraded,
            Some(Update::CreateInProgress | Update::UpdateInProgress | Update::DeleteInProgress) => Level::Deploying,
            Some(Update::CreateComplete | Update::UpdateComplete | Update::DeleteComplete | Update::Other(_))
            | None => self.level_at_rest(),
        }
    }

    fn level_at_rest(&self) -> Level {
        match &self.status {
            Some(CapacityProviderStatus::Active) => Level::Steady,
            Some(CapacityProviderStatus::Provisioning | CapacityProviderStatus::Deprovisioning) => Level::Deploying,
            Some(CapacityProviderStatus::Inactive) => Level::Idle,
            Some(CapacityProviderStatus::Other(_)) | None => Level::Unknown,
        }
    }

    /// How the provider of this name is judged when AWS did not describe it: those of Fargate are always there.
    pub fn level_unread(name: &str) -> Level {
        if is_fargate(name) { Level::Steady } else { Level::Unknown }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::instance::InstanceCheck;
    use crate::testing::instance;

    #[test]
    fn an_instance_is_judged_by_its_status_and_its_agent() {
        for (status, agent_connected, level) in [
            ("ACTIVE", true, Level::Steady),
            ("ACTIVE", false, Level::Down),
            ("REGISTRATION_FAILED", true, Level::Down),
            ("DRAINING", true, Level::Deploying),
            ("REGISTERING", false, Level::Deploying),
            ("DEREGISTERING", true, Level::Deploying),
            ("INACTIVE", false, Level::Idle),
            ("DREAMING", true, Level::Unknown),
            ("", true, Level::Unknown),
        ] {
            let one = Instance { status: status.into(), agent_connected, ..instance("a", "1a", 0, 0) };
            assert_eq!(one.level(), level, "{status} {agent_connected}");
        }
    }

    #[test]
    fn a_check_that_failed_counts_and_one_that_nobody_knows_does_not() {
        for (kind, state, level) in [
            ("CONTAINER_RUNTIME", "OK", Level::Steady),
            ("CONTAINER_RUNTIME", "IMPAIRED", Level::Down),
            ("AGENT_CONNECTIVITY", "IMPAIRED", Level::Down),
            ("ACCELERATED_COMPUTE", "IMPAIRED", Level::Degraded),
            ("DAEMON", "IMPAIRED", Level::Degraded),
            ("CONTAINER_RUNTIME", "INSUFFICIENT_DATA", Level::Steady),
            ("CONTAINER_RUNTIME", "DREAMING", Level::Steady),
            ("FUTURE", "IMPAIRED", Level::Degraded),
        ] {
            let check = InstanceCheck { kind: kind.into(), state: state.into(), reason: None, since: None };
            let one = Instance { status: "ACTIVE".into(), checks: vec![check], ..instance("a", "1a", 0, 0) };
            assert_eq!(one.level(), level, "{kind} {state}");
            assert_eq!(one.is_out_of_sight(), level == Level::Down);
        }
    }

    #[test]
    fn a_capacity_provider_is_judged_by_its_last_change_and_its_status() {
        for (status, update, level) in [
            ("ACTIVE", "", Level::Steady),
            ("ACTIVE", "UPDATE_COMPLETE", Level::Steady),
            ("ACTIVE", "UPDATE_FAILED", Level::Degraded),
            ("INACTIVE", "DELETE_FAILED", Level::Degraded),
            ("ACTIVE", "DELETE_IN_PROGRESS", Level::Deploying),
            ("PROVISIONING", "", Level::Deploying),
            ("INACTIVE", "DELETE_COMPLETE", Level::Idle),
            ("ACTIVE", "DREAMING", Level::Steady),
            ("RESTING", "", Level::Unknown),
            ("", "", Level::Unknown),
        ] {
            let provider = CapacityProvider {
                name: "pool".to_owned(),
                status: Some(status).filter(|word| !word.is_empty()).map(Into::into),
                update_status: Some(update).filter(|word| !word.is_empty()).map(Into::into),
                update_reason: None,
                group: None,
                managed: None,
            };
            assert_eq!(provider.level(), level, "{status} {update}");
        }
        assert_eq!(CapacityProvider::level_unread("FARGATE_SPOT"), Level::Steady);
        assert_eq!(CapacityProvider::level_unread("pool"), Level::Unknown);
    }
}
