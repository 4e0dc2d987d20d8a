//! Lifecycle hooks: what a service deployment waits for in a stage.

use super::stage::LifecycleStage;
use crate::id::Uuid;
use crate::time::minutes;
use crate::{JsonMap, Millis, Name, json};

/// How long a hook may take when its configuration says nothing: a day.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentLifecycleHookTimeoutConfiguration.html>
const TIMEOUT_MINUTES: u32 = 1_440;

/// A function whose name ends so answers FAILED: a fault that can be rehearsed.
const FAILS: &str = "-fails";

/// What a hook does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum HookTarget {
    /// It calls the Lambda function with that ARN, which answers some seconds later.
    Lambda(Name),
    /// It waits for ContinueServiceDeployment.
    Pause,
}

/// What became of a hook.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HookStatus {
    /// Somebody has to decide.
    AwaitingAction,
    /// The function has not answered.
    InProgress,
    /// The service deployment may go on.
    Succeeded,
    /// The function, or somebody, said no.
    Failed,
    /// Nobody decided in time.
    TimedOut,
}

impl HookStatus {
    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::AwaitingAction => "AWAITING_ACTION",
            Self::InProgress => "IN_PROGRESS",
            Self::Succeeded => "SUCCEEDED",
            Self::Failed => "FAILED",
            Self::TimedOut => "TIMED_OUT",
        }
    }
}

/// What happens after a pause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HookAction {
    /// The service deployment goes on.
    Continue,
    /// It is rolled back.
    Rollback,
}

impl HookAction {
    /// The word on the wire.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Continue => "CONTINUE",
            Self::Rollback => "ROLLBACK",
        }
    }
}

/// A hook of the present stage.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentLifecycleHookDetail.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hook {
    /// Its id: what ContinueServiceDeployment names.
    pub id: Uuid,
    /// What it does.
    pub target: HookTarget,
    /// What became of it.
    pub status: HookStatus,
    /// When it times out.
    pub expires_at: Millis,
    /// What happens then.
    pub timeout_action: HookAction,
    /// When it speaks by itself: the function's answer, or the timeout.
    pub(crate) due: Millis,
}

impl Hook {
    /// Whether the stage waits for it.
    pub(crate) fn is_pending(&self) -> bool {
        matches!(self.status, HookStatus::AwaitingAction | HookStatus::InProgress)
    }

    /// It speaks, when it is time.
    pub(crate) fn settle(&mut self, now: Millis) {
        if !self.is_pending() || self.due > now {
            return;
        }
        self.status = match &self.target {
            HookTarget::Lambda(function) if function.ends_with(FAILS) => HookStatus::Failed,
            HookTarget::Lambda(_) => HookStatus::Succeeded,
            HookTarget::Pause => HookStatus::TimedOut,
        };
    }

    /// Whether it ends the service deployment.
    pub(crate) fn refuses(&self) -> bool {
        match self.status {
            HookStatus::Failed => true,
            HookStatus::TimedOut => self.timeout_action == HookAction::Rollback,
            HookStatus::AwaitingAction | HookStatus::InProgress | HookStatus::Succeeded => false,
        }
    }
}

/// A hook as a `deploymentConfiguration` describes it.
pub(crate) struct Described {
    pub target: HookTarget,
    pub timeout: u64,
    pub action: HookAction,
}

/// The hooks of a `deploymentConfiguration` for that stage.
pub(crate) fn of_stage(configuration: &JsonMap, stage: LifecycleStage) -> Vec<Described> {
    let speaks = |hook: &&JsonMap| json::list(hook, "lifecycleStages").iter().any(|word| word == stage.word());
    json::objects(configuration, "lifecycleHooks").filter(speaks).map(describe).collect()
}

fn describe(hook: &JsonMap) -> Described {
    let timeout = json::object(hook, "timeoutConfiguration");
    let patience = timeout.and_then(|it| json::count(it, "timeoutInMinutes")).unwrap_or(TIMEOUT_MINUTES);
    Described {
        target: match json::text(hook, "targetType") {
            Some("PAUSE") => HookTarget::Pause,
            _ => HookTarget::Lambda(json::text(hook, "hookTargetArn").unwrap_or_default().into()),
        },
        timeout: minutes(patience.into()),
        action: match timeout.and_then(|it| json::text(it, "action")) {
            Some("CONTINUE") => HookAction::Continue,
            _ => HookAction::Rollback,
        },
    }
}
