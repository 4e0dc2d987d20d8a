mod deployments;
mod groups;
mod held;
mod hindrance;
mod incident;
mod lasting;
mod lost;
mod order;
mod properties;
mod rollouts;
mod rules;
mod shortfall;
mod states;
mod story;
mod targets;
mod task_sets;
mod tomorrow;
mod unseen;

use super::{Exists, Facts, Finding, GroupFacts, Level, Reached, RolloutFacts, Rule, judge, judge_until};
use crate::deployment::{DeploymentRolloutState, DeploymentStatus, ServiceDeployment};
use crate::freshness::{STALE_AFTER, Trouble};
use crate::service::Service;
use crate::task::{StopCode, Task};
use crate::testing::{NOW, ago, crashed, deployment, revision, service, tried};
use crate::time::Timestamp;
use crate::traffic::Target;

/// Judges a service that was read just now.
fn found(service: &Service, tasks: &[Task]) -> Finding {
    let tasks: Vec<&Task> = tasks.iter().collect();
    judge(&Facts::new(service, &tasks, Some(NOW)), NOW)
}

/// Targets of one group, in the order of the service's tasks.
#[derive(Clone, Debug)]
struct Group {
    name: &'static str,
    exists: Exists,
    binding: usize,
    takes_turns: bool,
    foreign: u32,
    reached: Reached,
    trouble: Option<Trouble>,
    read_at: Option<Timestamp>,
    /// The place of the task that its first target belongs to.
    first: usize,
    targets: Vec<Target>,
}

/// A group `web` that gets requests and was read just now.
fn group(targets: Vec<Target>) -> Group {
    Group {
        name: "web",
        exists: Exists::Yes,
        binding: 0,
        takes_turns: false,
        foreign: 0,
        reached: Reached::Yes,
        trouble: None,
        read_at: Some(NOW),
        first: 0,
        targets,
    }
}

/// A target in this state, with its code, and the HTTP code of its answer if it gave one.
fn target(state: &str, reason: &str, code: &str) -> Target {
    Target {
        id: "10.0.0.1".to_owned(),
        port: Some(80),
        zone: None,
        state: state.into(),
        reason: (!reason.is_empty()).then(|| reason.into()),
        description: (!code.is_empty()).then(|| format!("Health checks failed with these codes: [{code}]")),
    }
}

fn healthy() -> Target {
    target("healthy", "", "")
}

fn bad_gateway() -> Target {
    target("unhealthy", "Target.ResponseCodeMismatch", "502")
}

/// Judges a service with its target groups and its newest service deployment; the nth target belongs to the nth task.
fn found_with(service: &Service, tasks: &[Task], groups: &[Group], rollout: Option<&ServiceDeployment>) -> Finding {
    held_from(NOW, service, tasks, groups, rollout).0
}

/// The verdict at a moment on what was read at [`NOW`], and until when it holds.
fn held_from(
    now: Timestamp,
    service: &Service,
    tasks: &[Task],
    groups: &[Group],
    rollout: Option<&ServiceDeployment>,
) -> (Finding, Timestamp) {
    let borrowed: Vec<&Task> = tasks.iter().collect();
    let groups = groups.iter().map(|group| GroupFacts {
        name: group.name,
        exists: group.exists,
        binding: group.binding,
        takes_turns: group.takes_turns,
        check: None,
        reached: group.reached,
        shadow: (group.reached == Reached::Shadowed).then_some("rule 1 of HTTPS:443"),
        read_at: group.read_at,
        trusted: STALE_AFTER,
        trouble: group.trouble.as_ref(),
        foreign: group.foreign,
        targets: group.targets.iter().enumerate().map(|(n, target)| (target, tasks.get(group.first + n))).collect(),
    });
    let rollout = rollout.map(|deployment| RolloutFacts {
        deployment,
        read_at: NOW,
        target: Some(revision("web", 8)),
        source: Some(revision("web", 7)),
        back_to: None,
    });
    judge_until(&Facts::new(service, &borrowed, Some(NOW)).with_groups(groups.collect()).with_rollout(rollout), now)
}

#[track_caller]
fn check_with(
    service: &Service,
    tasks: &[Task],
    groups: &[Group],
    rollout: Option<&ServiceDeployment>,
    expect: (Level, Rule, &str),
) {
    is_as_expected(&found_with(service, tasks, groups, rollout), expect);
}

#[track_caller]
fn check(service: &Service, tasks: &[Task], expect: (Level, Rule, &str)) {
    is_as_expected(&found(service, tasks), expect);
}

#[track_caller]
fn is_as_expected(finding: &Finding, expect: (Level, Rule, &str)) {
    assert_eq!((finding.level(), finding.rule(), &*finding.headline()), expect);
    assert!(!finding.evidence().is_empty(), "a verdict without evidence");
    tried("states by rule", &format!("{:02} {}", finding.rule().number(), finding.level().word()));
}

/// A task whose image does not exist, so many seconds ago.
fn unpullable(revision: u32, seconds: i64) -> Task {
    let mut task = crashed(revision, seconds);
    task.stop_code = Some(StopCode::TaskFailedToStart);
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
    service.deployments[0].rollout_state = Some(DeploymentRolloutState::InProgress);
    service.deployments[0].created_at = Some(ago(120));
    service.deployments[0].updated_at = Some(ago(120));
    service.deployments[1].status = DeploymentStatus::Active;
    service
}
