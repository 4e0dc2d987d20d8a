//! What is known of the target groups of one service.

use std::sync::Arc;

use fleet::{ClusterSnapshot, Seen, Snapshot};
use model::service::Service;
use model::task::Task;
use model::traffic::{Target, TargetGroup};
use model::verdict::{GroupFacts, Reached};

use crate::routes::{Routes, group_name};

/// A target group of a service, or the one that takes turns with it.
pub(crate) struct KnownGroup {
    /// Its full name.
    pub arn: String,
    /// The group itself, if it was read and still exists.
    pub group: Option<Arc<TargetGroup>>,
    /// Whether requests get to it.
    pub reached: Reached,
    /// Its targets, if they were read.
    pub health: Option<Seen<Vec<Target>>>,
}

impl KnownGroup {
    /// Its name.
    pub fn name(&self) -> &str {
        group_name(&self.arn)
    }
}

/// The target groups of a service, those that take turns with them included, each once.
pub(super) fn known_groups(snapshot: &Snapshot, routes: &Routes, service: &Service) -> Vec<KnownGroup> {
    let mut groups: Vec<KnownGroup> = Vec::new();
    for binding in &service.target_groups {
        let test_rule = binding.test_rule_arn.as_deref();
        for arn in binding.groups() {
            if groups.iter().any(|known| known.arn == arn) {
                continue;
            }
            groups.push(KnownGroup {
                arn: arn.to_owned(),
                group: snapshot.traffic.groups.get(arn).cloned(),
                reached: routes.reached(arn, test_rule),
                health: snapshot.health.get(arn).cloned(),
            });
        }
    }
    groups
}

/// The group as the rules of the verdict want it.
pub(super) fn facts_of<'a>(group: &'a KnownGroup, tasks: &[&'a Task], cluster: &'a ClusterSnapshot) -> GroupFacts<'a> {
    let targets = group.health.iter().flat_map(|seen| seen.value.iter());
    GroupFacts {
        name: group.name(),
        check: group.group.as_ref().map(|group| &group.check),
        reached: group.reached,
        read_at: group.health.as_ref().map(|seen| seen.at),
        targets: targets
            .map(|target| (target, target.owner(tasks.iter().copied(), |task| ec2_of(cluster, task))))
            .collect(),
    }
}

/// The EC2 instance that a task runs on.
pub(crate) fn ec2_of<'a>(cluster: &'a ClusterSnapshot, task: &Task) -> Option<&'a str> {
    let id = task.container_instance.as_deref()?.rsplit('/').next()?;
    cluster.instances.get(id)?.value.ec2.as_deref()
}
