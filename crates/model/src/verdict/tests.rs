mod deployments;
mod order;
mod properties;
mod rules;

use super::{Facts, Finding, Level, Rule, judge};
use crate::deployment::{DeploymentStatus, RolloutState};
use crate::service::Service;
use crate::task::Task;
use crate::testing::{NOW, ago, crashed, deployment, service};

/// Judges a service that was read just now.
fn found(service: &Service, tasks: &[Task]) -> Finding {
    let tasks: Vec<&Task> = tasks.iter().collect();
    judge(&Facts::new(service, &tasks, Some(NOW)), NOW)
}

#[track_caller]
fn check(service: &Service, tasks: &[Task], expect: (Level, Rule, &str)) {
    let finding = found(service, tasks);
    assert_eq!((finding.level(), finding.rule(), &*finding.headline()), expect);
    assert!(!finding.evidence().is_empty(), "a verdict without evidence");
}

/// A task whose image does not exist, so many seconds ago.
fn unpullable(revision: u32, seconds: i64) -> Task {
    let mut task = crashed(revision, seconds);
    task.stop_code = Some("TaskFailedToStart".to_owned());
    task.stopped_reason = Some("CannotPullContainerError: failed to resolve ref x/web:missing: not found".to_owned());
    task.containers[0].exit_code = None;
    task.lifecycle.started_at = None;
    task
}

/// Revision 8 replaces revision 7.
fn rolling(desired: u32, new: u32, pending: u32, old: u32) -> Service {
    let mut service = service(desired, new + old);
    service.pending = pending;
    service.deployments = vec![deployment(8, desired, new), deployment(7, desired, old)];
    service.deployments[0].pending = pending;
    service.deployments[0].rollout_state = Some(RolloutState::InProgress);
    service.deployments[0].created_at = Some(ago(120));
    service.deployments[0].updated_at = Some(ago(120));
    service.deployments[1].status = DeploymentStatus::Active;
    service
}
