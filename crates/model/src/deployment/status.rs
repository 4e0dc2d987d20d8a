//! The states of deployments and of service deployments.

use crate::open_enum::open_enum;
use crate::verdict::Level;

open_enum! {
    /// The part a deployment plays in its service.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html#ECS-Type-Deployment-status>
    DeploymentStatus {
        /// The newest one.
        Primary = "PRIMARY",
        /// An older one that still has tasks.
        Active = "ACTIVE",
        /// One that has been replaced.
        Inactive = "INACTIVE",
    }
}

open_enum! {
    /// How far the tasks of a deployment have come.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Deployment.html#ECS-Type-Deployment-rolloutState>
    DeploymentRolloutState {
        /// The service has not reached a steady state since.
        InProgress = "IN_PROGRESS",
        /// The service reached a steady state.
        Completed = "COMPLETED",
        /// The circuit breaker or an alarm ended it.
        Failed = "FAILED",
    }
}

open_enum! {
    /// How a deployment replaces what ran before.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html>
    DeploymentStrategy {
        /// Task by task, within the bounds of minimum and maximum percent. ECS's own choice.
        Rolling = "ROLLING",
        /// All new tasks beside all old ones; then all traffic moves at once.
        BlueGreen = "BLUE_GREEN",
        /// Traffic moves in equal steps.
        Linear = "LINEAR",
        /// A small part of the traffic moves first, the rest at once.
        Canary = "CANARY",
    }
}

impl DeploymentStrategy {
    /// Whether traffic moves from one revision to the other in stages.
    pub const fn shifts_traffic(&self) -> bool {
        match self {
            Self::Rolling => false,
            Self::BlueGreen | Self::Linear | Self::Canary | Self::Other(_) => true,
        }
    }
}

open_enum! {
    /// Where a service deployment stands.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeployment.html#ECS-Type-ServiceDeployment-status>
    ServiceDeploymentStatus {
        /// It has not begun.
        Pending = "PENDING",
        /// It is under way.
        InProgress = "IN_PROGRESS",
        /// It succeeded.
        Successful = "SUCCESSFUL",
        /// Somebody asked to stop it where it is.
        StopRequested = "STOP_REQUESTED",
        /// It was stopped where it was.
        Stopped = "STOPPED",
        /// Somebody, the circuit breaker or an alarm asked for a rollback.
        RollbackRequested = "ROLLBACK_REQUESTED",
        /// It is being rolled back.
        RollbackInProgress = "ROLLBACK_IN_PROGRESS",
        /// What ran before runs again.
        RollbackSuccessful = "ROLLBACK_SUCCESSFUL",
        /// The rollback failed as well.
        RollbackFailed = "ROLLBACK_FAILED",
    }
}

impl ServiceDeploymentStatus {
    /// Whether it is still moving.
    pub const fn is_moving(&self) -> bool {
        match self {
            Self::Pending
            | Self::InProgress
            | Self::StopRequested
            | Self::RollbackRequested
            | Self::RollbackInProgress => true,
            Self::Successful | Self::Stopped | Self::RollbackSuccessful | Self::RollbackFailed | Self::Other(_) => {
                false
            }
        }
    }

    /// Whether the service goes back, went back, or failed to go back to what ran before.
    pub const fn is_rollback(&self) -> bool {
        match self {
            Self::RollbackRequested | Self::RollbackInProgress | Self::RollbackSuccessful | Self::RollbackFailed => {
                true
            }
            Self::Pending
            | Self::InProgress
            | Self::Successful
            | Self::StopRequested
            | Self::Stopped
            | Self::Other(_) => false,
        }
    }

    /// How it is judged: Deploying while it moves, Steady when it succeeded, Degraded when it failed or went back, Idle
    /// when it was stopped where it was.
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

    /// How a deployment ended, after `Revision 42: `; AWS's word for one that still moves or that this build does not
    /// know.
    pub fn outcome(&self) -> &str {
        match self {
            Self::Successful => "deployed",
            Self::Stopped => "stopped where it was",
            Self::RollbackSuccessful => "rolled back",
            Self::RollbackFailed => "its rollback failed",
            Self::Pending
            | Self::InProgress
            | Self::StopRequested
            | Self::RollbackRequested
            | Self::RollbackInProgress
            | Self::Other(_) => self.as_str(),
        }
    }
}

open_enum! {
    /// What watches over a deployment – its circuit breaker or its alarms – and may roll it back.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ServiceDeploymentCircuitBreaker.html>
    RollbackMonitorStatus {
        /// It ended the deployment.
        Triggered = "TRIGGERED",
        /// It watches.
        Monitoring = "MONITORING",
        /// It watched, and nothing went wrong.
        MonitoringComplete = "MONITORING_COMPLETE",
        /// It is off.
        Disabled = "DISABLED",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_service_deployment_is_judged_by_where_it_stands() {
        use ServiceDeploymentStatus as Status;
        for (status, is_moving, is_rollback, level, outcome) in [
            (Status::Pending, true, false, Level::Deploying, "PENDING"),
            (Status::InProgress, true, false, Level::Deploying, "IN_PROGRESS"),
            (Status::Successful, false, false, Level::Steady, "deployed"),
            (Status::StopRequested, true, false, Level::Deploying, "STOP_REQUESTED"),
            (Status::Stopped, false, false, Level::Idle, "stopped where it was"),
            (Status::RollbackRequested, true, true, Level::Degraded, "ROLLBACK_REQUESTED"),
            (Status::RollbackInProgress, true, true, Level::Degraded, "ROLLBACK_IN_PROGRESS"),
            (Status::RollbackSuccessful, false, true, Level::Degraded, "rolled back"),
            (Status::RollbackFailed, false, true, Level::Degraded, "its rollback failed"),
            (Status::Other("DREAMING".to_owned()), false, false, Level::Unknown, "DREAMING"),
        ] {
            let found = (status.is_moving(), status.is_rollback(), status.level(), status.outcome());
            assert_eq!(found, (is_moving, is_rollback, level, outcome), "{status}");
        }
    }
}
