//! The circuit breaker: gives a deployment up after too many failures.

use super::state::MonitorStatus;
use crate::id::TaskId;
use crate::{JsonMap, json};
use std::collections::BTreeSet;

/// The threshold is at least this, unless it is configured otherwise.
const LEAST: u32 = 3;

/// The threshold is at most this, unless it is configured otherwise.
const MOST: u32 = 200;

/// The default threshold, in percent of the desired count.
const HALF: u32 = 50;

/// What the circuit breaker of one service deployment has counted.
///
/// It counts tasks that never came to RUNNING and tasks whose health checks failed. A task that comes to serve sets the
/// count back to 0, unless `resetOnHealthyTask` is off.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deployment-circuit-breaker.html>
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CircuitBreaker {
    /// Whether it watches, and what came of it.
    pub status: MonitorStatus,
    /// Failures so far.
    pub failures: u32,
    /// The number of failures at which the deployment has failed.
    pub threshold: u32,
    /// Whether a failure is followed by a rollback.
    pub rolls_back: bool,
    resets: bool,
    served: BTreeSet<TaskId>,
}

impl CircuitBreaker {
    /// The one that a `deploymentConfiguration` asks for, of a service that wants so many tasks.
    pub(crate) fn read(configuration: &JsonMap, desired: u32) -> Self {
        let settings = json::object(configuration, "deploymentCircuitBreaker");
        let is = |key: &str| settings.is_some_and(|settings| json::is_true(settings, key));
        let enabled = is("enable");
        Self {
            status: if enabled { MonitorStatus::Monitoring } else { MonitorStatus::Disabled },
            failures: 0,
            threshold: if enabled { threshold(settings, desired) } else { 0 },
            rolls_back: is("rollback"),
            resets: settings
                .is_none_or(|settings| !settings.contains_key("resetOnHealthyTask") || is("resetOnHealthyTask")),
            served: BTreeSet::new(),
        }
    }

    /// The service wants another number of tasks: a threshold that is a share of it follows.
    pub(crate) fn rescale(&mut self, configuration: &JsonMap, desired: u32) {
        self.threshold = Self::read(configuration, desired).threshold;
    }

    /// A task failed.
    pub(crate) fn count(&mut self) {
        if self.status == MonitorStatus::Monitoring {
            self.failures = self.threshold.min(self.failures + 1);
        }
    }

    /// These tasks serve.
    pub(crate) fn credit(&mut self, tasks: impl Iterator<Item = TaskId>) {
        if self.status != MonitorStatus::Monitoring {
            return;
        }
        for task in tasks {
            if self.served.insert(task) && self.resets {
                self.failures = 0;
            }
        }
    }

    /// Whether it has counted enough.
    pub(crate) fn trips(&self) -> bool {
        self.status == MonitorStatus::Monitoring && self.failures >= self.threshold
    }

    /// The service deployment it watches is over.
    pub(crate) fn close(&mut self) {
        self.status = self.status.completed();
        self.served.clear();
    }
}

fn threshold(settings: Option<&JsonMap>, desired: u32) -> u32 {
    let configured = settings.and_then(|settings| json::object(settings, "thresholdConfiguration"));
    let value = configured.and_then(|it| json::count(it, "value")).unwrap_or(HALF);
    let share = || u32::try_from((u64::from(desired) * u64::from(value)).div_ceil(100)).unwrap_or(u32::MAX);
    match configured.and_then(|it| json::text(it, "type")) {
        Some("COUNT") => value,
        Some("UNBOUNDED_PERCENT") => share().max(1),
        _ => share().clamp(LEAST, MOST),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[track_caller]
    fn check(desired: u32, configured: Value, expect: u32) {
        let settings = json!({ "deploymentCircuitBreaker": {
            "enable": true, "rollback": true, "thresholdConfiguration": configured,
        } });
        assert_eq!(
            CircuitBreaker::read(settings.as_object().unwrap(), desired).threshold,
            expect,
            "{desired} {configured}"
        );
    }

    #[test]
    fn the_threshold_is_half_the_desired_count_within_3_and_200_or_as_configured() {
        for (desired, expect) in [(0, 3), (1, 3), (6, 3), (7, 4), (25, 13), (400, 200), (800, 200)] {
            check(desired, Value::Null, expect);
        }
        check(10, json!({ "type": "COUNT", "value": 2 }), 2);
        check(10, json!({ "type": "BOUNDED_PERCENT", "value": 90 }), 9);
        check(10, json!({ "type": "BOUNDED_PERCENT", "value": 10 }), 3);
        check(1_000, json!({ "type": "UNBOUNDED_PERCENT", "value": 50 }), 500);
    }

    fn breaker(resets: bool) -> CircuitBreaker {
        let settings =
            json!({ "deploymentCircuitBreaker": { "enable": true, "rollback": true, "resetOnHealthyTask": resets } });
        CircuitBreaker::read(settings.as_object().unwrap(), 4)
    }

    #[test]
    fn a_task_that_serves_sets_the_count_back_once_and_the_count_ends_at_the_threshold() {
        for (resets, expect) in [(true, [0, 2]), (false, [2, 3])] {
            let mut breaker = breaker(resets);
            let mut counts = Vec::new();
            for _ in 0..2 {
                breaker.count();
                breaker.count();
                breaker.credit([TaskId(1)].into_iter());
                counts.push(breaker.failures);
            }
            assert_eq!(counts, expect, "{resets}");
        }
    }

    #[test]
    fn it_trips_at_the_threshold_and_never_when_it_is_off() {
        let mut on = breaker(true);
        let mut off = CircuitBreaker::read(&JsonMap::new(), 4);
        for count in 1..=3 {
            on.count();
            off.count();
            assert_eq!(on.trips(), count == 3);
        }
        assert_eq!((off.failures, off.trips(), off.status), (0, false, MonitorStatus::Disabled));
    }
}
