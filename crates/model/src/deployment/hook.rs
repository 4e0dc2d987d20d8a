//! Lifecycle hooks: what a service deployment waits for in a stage.

use serde::{Deserialize, Serialize};

use super::{ServiceDeployment, ServiceDeploymentStatus};
use crate::open_enum::open_enum;
use crate::time::Timestamp;

open_enum! {
    /// What a hook asks.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentLifecycleHook.html>
    HookTarget {
        /// A Lambda function.
        Lambda = "AWS_LAMBDA",
        /// Somebody who decides.
        Pause = "PAUSE",
    }
}

open_enum! {
    /// What became of a hook.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentLifecycleHookDetail.html>
    HookStatus {
        /// Somebody has to decide.
        AwaitingAction = "AWAITING_ACTION",
        /// The function has not answered.
        InProgress = "IN_PROGRESS",
        /// The deployment may go on.
        Succeeded = "SUCCEEDED",
        /// The function, or somebody, said no.
        Failed = "FAILED",
        /// Nobody answered in time.
        TimedOut = "TIMED_OUT",
    }
}

open_enum! {
    /// What is done after a pause.
    HookAction {
        /// The deployment goes on.
        Continue = "CONTINUE",
        /// It is rolled back.
        Rollback = "ROLLBACK",
    }
}

/// A hook of the present stage of a service deployment.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentLifecycleHookDetail.html>
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LifecycleHook {
    /// Its id.
    pub id: String,
    /// What it asks.
    pub target: HookTarget,
    /// What became of it.
    pub status: HookStatus,
    /// Until when it waits.
    pub expires_at: Option<Timestamp>,
    /// What ECS does then; ROLLBACK where AWS says nothing.
    pub timeout_action: HookAction,
}

impl ServiceDeployment {
    /// The hooks on whose account it waits until somebody decides.
    pub fn waiting(&self) -> impl Iterator<Item = &LifecycleHook> {
        let goes_forward = self.status == ServiceDeploymentStatus::InProgress;
        let waits =
            |hook: &&LifecycleHook| hook.target == HookTarget::Pause && hook.status == HookStatus::AwaitingAction;
        self.hooks.iter().filter(move |hook| goes_forward && waits(hook))
    }
}
