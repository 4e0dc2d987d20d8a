//! One deployment.

use super::spec::Spec;
use crate::id::{DeploymentId, ServiceKey};
use crate::rollout::strategy::Strategy;
use crate::{JsonMap, Millis, Name};

/// How a deployment goes.
///
/// <https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_DeploymentInfo.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// It was asked for.
    Created,
    /// It is under way.
    InProgress,
    /// It waits for somebody to let production traffic move.
    Ready,
    /// The replacement task set is the service's only one.
    Succeeded,
    /// It went wrong.
    Failed,
    /// Somebody stopped it.
    Stopped,
}

impl Status {
    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Created => "Created",
            Self::InProgress => "InProgress",
            Self::Ready => "Ready",
            Self::Succeeded => "Succeeded",
            Self::Failed => "Failed",
            Self::Stopped => "Stopped",
        }
    }

    /// Whether something will still change.
    #[must_use]
    pub fn is_open(self) -> bool {
        matches!(self, Self::Created | Self::InProgress | Self::Ready)
    }
}

/// Where a deployment is.
///
/// <https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html>
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Stage {
    /// A function is asked before anything is made.
    BeforeInstall,
    /// The replacement task set comes up.
    Install,
    /// A function is asked once the replacement task set is steady.
    AfterInstall,
    /// Test traffic moves.
    AllowTestTraffic,
    /// A function is asked that may test.
    AfterAllowTestTraffic,
    /// A function is asked, or a person, before production traffic moves.
    BeforeAllowTraffic,
    /// Production traffic moves.
    AllowTraffic,
    /// A function is asked once production traffic has moved.
    AfterAllowTraffic,
    /// The original task set is kept a while, and then goes.
    Terminate,
    /// A rollback: traffic has gone back, and the replacement task set goes.
    Restore,
}

impl Stage {
    /// The name of the lifecycle event.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::BeforeInstall => "BeforeInstall",
            Self::Install => "Install",
            Self::AfterInstall => "AfterInstall",
            Self::AllowTestTraffic => "AllowTestTraffic",
            Self::AfterAllowTestTraffic => "AfterAllowTestTraffic",
            Self::BeforeAllowTraffic => "BeforeAllowTraffic",
            Self::AllowTraffic => "AllowTraffic",
            Self::AfterAllowTraffic => "AfterAllowTraffic",
            Self::Terminate => "Terminate",
            Self::Restore => "Restore",
        }
    }

    pub(super) fn next(self) -> Option<Self> {
        Some(match self {
            Self::BeforeInstall => Self::Install,
            Self::Install => Self::AfterInstall,
            Self::AfterInstall => Self::AllowTestTraffic,
            Self::AllowTestTraffic => Self::AfterAllowTestTraffic,
            Self::AfterAllowTestTraffic => Self::BeforeAllowTraffic,
            Self::BeforeAllowTraffic => Self::AllowTraffic,
            Self::AllowTraffic => Self::AfterAllowTraffic,
            Self::AfterAllowTraffic => Self::Terminate,
            Self::Terminate | Self::Restore => return None,
        })
    }
}

/// Why a deployment is not what was asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Trouble {
    /// AWS's word, for example `MANUAL_STOP`.
    pub code: &'static str,
    /// AWS's sentence.
    pub message: String,
}

/// A deployment of a service.
#[derive(Clone, Debug)]
pub struct Deployment {
    /// Its id: `d-` and nine letters and digits.
    pub id: Name,
    /// The name of its application.
    pub application: Name,
    /// The name of its deployment group.
    pub group: Name,
    /// The name of its deployment configuration.
    pub configuration: Name,
    /// The service.
    pub service: ServiceKey,
    /// What was said about it.
    pub description: Option<Name>,
    /// The revision as it came.
    pub revision: JsonMap,
    /// How it goes.
    pub status: Status,
    /// Why it is not what was asked for.
    pub trouble: Option<Trouble>,
    /// When it was asked for.
    pub created_at: Millis,
    /// When it began.
    pub started_at: Option<Millis>,
    /// When it ended.
    pub completed_at: Option<Millis>,
    /// Where it is.
    pub stage: Stage,
    /// The deployment that this one rolls back.
    pub rolls_back: Option<Name>,
    /// The deployment that rolls this one back.
    pub rolled_back_by: Option<Name>,
    pub(super) spec: Spec,
    pub(super) strategy: Strategy,
    /// Steps of production traffic.
    pub(super) steps: usize,
    /// When the present stage has taken its time.
    pub(super) until: Millis,
    /// When somebody must have let it go on, or its replacement must be steady.
    pub(super) deadline: Option<Millis>,
    pub(super) original: Option<DeploymentId>,
    pub(super) replacement: Option<DeploymentId>,
}
