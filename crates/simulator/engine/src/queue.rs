//! What is to come, in order.

use super::Millis;
use super::Name;
use super::autoscaling::Look;
use super::balancing::target::TargetKey;
use super::capacity::Change;
use super::id::{DeploymentId, ServiceKey, TaskKey};
use super::lifecycle::Step;
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// One change that time brings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Happening {
    /// A task goes on. Void when the task's generation has moved since.
    TaskStep { task: TaskKey, step: Step, generation: u32 },
    /// A service compares what it has with what it wants. Void when the service has another wake-up planned.
    Reconcile { service: ServiceKey, wake: u32 },
    /// A service that has been steady for hours says so again. Void after another deployment.
    StillSteady { service: ServiceKey, deployment: DeploymentId },
    /// Something about a scalable target is to be looked at.
    Scaling { service: ServiceKey, look: Look },
    /// The health of a target changes. Void when something else has happened to it since.
    TargetStep { group: Name, target: TargetKey, generation: u32 },
    /// A service says which targets were registered.
    TellRegistered { service: ServiceKey },
    /// A service says which targets were deregistered, and drain.
    TellLeft { service: ServiceKey },
    /// A stopped task can no longer be described.
    ForgetTask { task: TaskKey },
    /// An INACTIVE service can no longer be described. Void when the name was used anew.
    ForgetService { service: ServiceKey, created_at: Millis },
    /// An alarm looks at its metric. Void when its settings have changed since.
    EvaluateAlarm { alarm: Name, generation: u32 },
    /// A revision that is being deleted goes, unless something still uses it.
    ForgetRevision { family: Name, revision: u32 },
    /// A deployment of CodeDeploy looks whether it can go on.
    CodeDeploy { deployment: Name },
    /// The capacity of a cluster changes.
    Capacity { cluster: Name, change: Change },
}

#[derive(Debug)]
struct Entry {
    at: Millis,
    sequence: u64,
    happening: Happening,
}

impl PartialEq for Entry {
    fn eq(&self, other: &Self) -> bool {
        (self.at, self.sequence) == (other.at, other.sequence)
    }
}

impl Eq for Entry {}

impl PartialOrd for Entry {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Entry {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        (self.at, self.sequence).cmp(&(other.at, other.sequence))
    }
}

/// Happenings by time; those of one moment in the order in which they were planned.
#[derive(Debug, Default)]
pub(super) struct Queue {
    heap: BinaryHeap<Reverse<Entry>>,
    sequence: u64,
}

impl Queue {
    pub(super) fn plan(&mut self, at: Millis, happening: Happening) {
        self.sequence += 1;
        self.heap.push(Reverse(Entry { at, sequence: self.sequence, happening }));
    }

    pub(super) fn next_at(&self) -> Option<Millis> {
        self.heap.peek().map(|Reverse(entry)| entry.at)
    }

    pub(super) fn pop_due(&mut self, until: Millis) -> Option<(Millis, Happening)> {
        if self.next_at()? > until {
            return None;
        }
        self.heap.pop().map(|Reverse(entry)| (entry.at, entry.happening))
    }
}
