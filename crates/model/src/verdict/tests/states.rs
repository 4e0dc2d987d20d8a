//! States that somebody who looks for a wrong verdict would try, by kind.

mod again;
mod beside;
mod capacity;
mod containers;
mod deployments;
mod groups;
mod growth;
mod loops;
mod outage;
mod registered;
mod since;
mod stories;
mod task_sets;
mod words;

use super::*;
use crate::name::TaskId;
use crate::task::TaskStatus;
use crate::testing::task;

/// Tasks of a revision that have run for so many seconds.
fn running(count: usize, number: u32, seconds: i64) -> Vec<Task> {
    let one = |n: usize| {
        let mut one = task("web", number);
        one.id = TaskId::parse(format!("{number:08x}{n:08x}{seconds:016x}")).unwrap();
        (one.lifecycle.created_at, one.lifecycle.started_at) = (Some(ago(seconds + 20)), Some(ago(seconds)));
        one
    };
    (0..count).map(one).collect()
}

/// Tasks of a revision that were made so many seconds ago and do not run yet.
fn coming(count: usize, number: u32, seconds: i64) -> Vec<Task> {
    let waits = |mut one: Task| {
        one.last_status = TaskStatus::Pending;
        (one.lifecycle.created_at, one.lifecycle.started_at) = (Some(ago(seconds)), None);
        one
    };
    running(count, number, seconds).into_iter().map(waits).collect()
}

/// A task that had run for so long and ended so many seconds ago, for a reason that AWS gives.
fn ended(number: u32, seconds: i64, lived: i64, code: &str, reason: &str) -> Task {
    let mut one = crashed(number, seconds);
    one.id = TaskId::parse(format!("{number:08x}{lived:08x}{seconds:016x}")).unwrap();
    (one.lifecycle.created_at, one.lifecycle.started_at) =
        (Some(ago(seconds + lived + 20)), Some(ago(seconds + lived)));
    (one.stop_code, one.stopped_reason) = (Some(code.into()), Some(reason.to_owned()));
    one.containers[0].exit_code = None;
    one
}

/// A task that left with a code.
fn exited(number: u32, seconds: i64, lived: i64, code: i32) -> Task {
    let mut one = ended(number, seconds, lived, "EssentialContainerExited", "Essential container in task exited");
    one.containers[0].exit_code = Some(code);
    one
}

/// A task that Spot took away after a day.
fn interrupted(seconds: i64) -> Task {
    ended(7, seconds, 86_400, "SpotInterruption", "Your Spot Task was interrupted.")
}

/// A task that a deployment or a scaling stopped after a day.
fn scaled_in(number: u32, seconds: i64) -> Task {
    let reason = "Scaling activity initiated by (deployment ecs-svc/8)";
    ended(number, seconds, 86_400, "ServiceSchedulerInitiated", reason)
}

fn initial() -> Target {
    target("initial", "Elb.RegistrationInProgress", "")
}

fn timeout() -> Target {
    target("unhealthy", "Target.Timeout", "")
}

fn refused() -> Trouble {
    Trouble::Denied { action: crate::term::Action::literal("elasticloadbalancing:DescribeTargetHealth") }
}
