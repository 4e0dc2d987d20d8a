//! What ECS checks on a container instance.

use serde::{Deserialize, Serialize};

use super::Instance;
use crate::open_enum::open_enum;
use crate::time::Timestamp;

open_enum! {
    /// What is checked.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_InstanceHealthCheckResult.html>
    InstanceCheckType {
        /// Whether ECS hears from the agent.
        AgentConnectivity = "AGENT_CONNECTIVITY",
        /// Whether the container runtime, such as Docker, answers.
        ContainerRuntime = "CONTAINER_RUNTIME",
        /// GPUs and the like.
        AcceleratedCompute = "ACCELERATED_COMPUTE",
        /// The daemons of a Managed Instance.
        Daemon = "DAEMON",
    }
}

open_enum! {
    /// What came of a check.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_InstanceHealthCheckResult.html>
    InstanceCheckState {
        /// It is well.
        Ok = "OK",
        /// It failed.
        Impaired = "IMPAIRED",
        /// Too little is known to say.
        InsufficientData = "INSUFFICIENT_DATA",
        /// It has not run yet.
        Initializing = "INITIALIZING",
    }
}

/// The last result of one check of a container instance.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/container-instance-health.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstanceCheck {
    /// What was checked.
    pub kind: InstanceCheckType,
    /// What came of it.
    pub state: InstanceCheckState,
    /// Why, in ECS's words.
    pub reason: Option<String>,
    /// Since when.
    pub since: Option<Timestamp>,
}

impl InstanceCheck {
    /// `container runtime impaired`, with AWS's own word for what this build does not know.
    pub fn words(&self) -> String {
        let kind = match &self.kind {
            InstanceCheckType::AgentConnectivity => "agent connectivity",
            InstanceCheckType::ContainerRuntime => "container runtime",
            InstanceCheckType::AcceleratedCompute => "accelerated compute",
            InstanceCheckType::Daemon => "daemon",
            InstanceCheckType::Other(word) => word,
        };
        let state = match &self.state {
            InstanceCheckState::Ok => "ok",
            InstanceCheckState::Impaired => "impaired",
            InstanceCheckState::InsufficientData => "not known",
            InstanceCheckState::Initializing => "not checked yet",
            InstanceCheckState::Other(word) => word,
        };
        format!("{kind} {state}")
    }
}

impl Instance {
    /// The checks that failed.
    pub fn impaired(&self) -> impl Iterator<Item = &InstanceCheck> {
        self.checks.iter().filter(|check| check.state == InstanceCheckState::Impaired)
    }

    /// Whether nobody can say what its tasks do: ECS does not hear from its agent, or the agent not from the container
    /// runtime.
    pub fn is_out_of_sight(&self) -> bool {
        let blinds = |check: &InstanceCheck| {
            matches!(check.kind, InstanceCheckType::AgentConnectivity | InstanceCheckType::ContainerRuntime)
        };
        !self.agent_connected || self.impaired().any(blinds)
    }
}
