//! Health checks, restarts, time-outs and ulimits: numbers that AWS limits.

use std::ops::RangeInclusive;

use super::{Container, Faults, Task, items};
use crate::json::Json;
use crate::path::Path;

/// The limits of a health check, in seconds but for `retries`.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_HealthCheck.html>
const HEALTH_CHECK: [(&str, RangeInclusive<i64>); 4] =
    [("interval", 5..=300), ("timeout", 2..=60), ("retries", 1..=10), ("startPeriod", 0..=300)];

/// How a health check begins.
const COMMANDS: [&str; 3] = ["CMD", "CMD-SHELL", "NONE"];

/// How long a container must have run before it is started again, in seconds.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerRestartPolicy.html>
const RESTART_PERIOD: RangeInclusive<i64> = 60..=1_800;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerRestartPolicy.html>
const IGNORED_EXIT_CODES_MAX: usize = 50;

/// The longest that a container on Fargate may take to start or to stop, in seconds.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ContainerDefinition.html>
const FARGATE_TIMEOUT_MAX: i64 = 120;

pub(super) fn check(task: &Task, faults: &mut Faults) {
    for container in &task.containers {
        health_check(container, faults);
        restart(container, faults);
        for member in ["startTimeout", "stopTimeout"] {
            let Some(seconds) = container.json.number(member) else { continue };
            let path = container.path.member(member);
            if seconds < 0 {
                faults.of(container, path, format!("{member} is no negative number."));
            } else if task.is_fargate && seconds > FARGATE_TIMEOUT_MAX {
                let message = format!("On Fargate {member} is at most {FARGATE_TIMEOUT_MAX} seconds, not {seconds}.");
                faults.of(container, path, message);
            }
        }
        for (path, limit) in items(container.json, &container.path, "ulimits") {
            let numbers = limit.number("softLimit").zip(limit.number("hardLimit"));
            if let Some((soft, hard)) = numbers.filter(|(soft, hard)| soft > hard) {
                let message = format!("The soft limit of {soft} is above the hard limit of {hard}.");
                faults.of(container, path.member("softLimit"), message);
            }
        }
    }
}

fn health_check(container: &Container, faults: &mut Faults) {
    let Some(check) = container.json.get("healthCheck") else { return };
    let path = container.path.member("healthCheck");
    for (member, range) in HEALTH_CHECK {
        within(container, check, &path, (member, &range), faults);
    }
    let first = check.list("command").first();
    if check.get("command").is_some() && !first.and_then(Json::as_text).is_some_and(|word| COMMANDS.contains(&word)) {
        let message = "The command of a health check begins with CMD, CMD-SHELL or NONE.";
        faults.of(container, path.member("command"), message);
    }
}

fn restart(container: &Container, faults: &mut Faults) {
    let Some(policy) = container.json.get("restartPolicy") else { return };
    let path = container.path.member("restartPolicy");
    within(container, policy, &path, ("restartAttemptPeriod", &RESTART_PERIOD), faults);
    let codes = policy.list("ignoredExitCodes").len();
    if codes > IGNORED_EXIT_CODES_MAX {
        let message = format!("There are {codes} exit codes; AWS takes at most {IGNORED_EXIT_CODES_MAX}.");
        faults.of(container, path.member("ignoredExitCodes"), message);
    }
}

fn within(
    container: &Container,
    of: &Json,
    path: &Path,
    (member, range): (&str, &RangeInclusive<i64>),
    faults: &mut Faults,
) {
    if let Some(value) = of.number(member).filter(|value| !range.contains(value)) {
        let unit = if member == "retries" { "" } else { " seconds" };
        let message = format!("{member} is {} to {}{unit}, not {value}.", range.start(), range.end());
        faults.of(container, path.member(member), message);
    }
}
