//! A deployment as a row.

use model::deployment::{Deployment, DeploymentStatus, RolloutState};
use model::verdict::{Finding, Level};
use model::view::DeploymentRow;

/// A deployment of a service that was judged as `finding`.
pub(crate) fn deployment_row(deployment: &Deployment, finding: &Finding) -> DeploymentRow {
    DeploymentRow {
        id: deployment.id.clone(),
        status: status_word(&deployment.status).to_owned(),
        revision: deployment.task_definition.clone(),
        desired: deployment.desired,
        pending: deployment.pending,
        running: deployment.running,
        failed: deployment.failed,
        rollout_state: deployment.rollout_state.as_ref().map(|state| state_word(state).to_owned()),
        rollout_reason: deployment.rollout_reason.clone(),
        level: level(deployment, finding),
        created_at: deployment.created_at,
        updated_at: deployment.updated_at,
    }
}

fn level(deployment: &Deployment, finding: &Finding) -> Level {
    match (&deployment.status, &deployment.rollout_state) {
        (_, _) if finding.level() == Level::Unknown => Level::Unknown,
        (DeploymentStatus::Inactive, _) => Level::Idle,
        (_, Some(RolloutState::Failed)) => Level::Degraded,
        (DeploymentStatus::Primary, Some(RolloutState::InProgress)) => match finding {
            Finding::Stuck(_) | Finding::CrashLoop(_) => Level::Degraded,
            Finding::NoneRunning(_) => Level::Down,
            _ => Level::Deploying,
        },
        (DeploymentStatus::Primary, _) => finding.level(),
        (DeploymentStatus::Active, _) => Level::Deploying,
        (DeploymentStatus::Other(_), _) => Level::Unknown,
    }
}

fn status_word(status: &DeploymentStatus) -> &str {
    match status {
        DeploymentStatus::Primary => "PRIMARY",
        DeploymentStatus::Active => "ACTIVE",
        DeploymentStatus::Inactive => "INACTIVE",
        DeploymentStatus::Other(word) => word,
    }
}

fn state_word(state: &RolloutState) -> &str {
    match state {
        RolloutState::InProgress => "IN_PROGRESS",
        RolloutState::Completed => "COMPLETED",
        RolloutState::Failed => "FAILED",
        RolloutState::Other(word) => word,
    }
}
