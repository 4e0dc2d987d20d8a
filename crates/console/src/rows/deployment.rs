//! A deployment as a row.

use model::deployment::Deployment;
use model::verdict::Finding;
use model::view::DeploymentRow;

/// A deployment of a service that was judged as `finding`.
pub(crate) fn deployment_row(deployment: &Deployment, finding: &Finding) -> DeploymentRow {
    DeploymentRow {
        id: deployment.id.clone(),
        status: deployment.status.clone(),
        revision: deployment.task_definition.clone(),
        desired: deployment.desired,
        pending: deployment.pending,
        running: deployment.running,
        failed: deployment.failed,
        rollout_state: deployment.rollout_state.clone(),
        rollout_reason: deployment.rollout_reason.clone(),
        level: deployment.level(finding),
        created_at: deployment.created_at,
        updated_at: deployment.updated_at,
    }
}
