//! What is known of the target groups of one service.

use std::sync::Arc;

use fleet::{ClusterSnapshot, Seen, Snapshot};
use model::freshness::{STALE_AFTER, Trouble};
use model::service::Service;
use model::task::Task;
use model::time::Span;
use model::traffic::{Target, TargetGroup};
use model::verdict::{Exists, GroupFacts, Reached};

use crate::routes::{Routes, group_name};

/// How long the reader takes for one target group that nothing ails, in milliseconds: of five calls a second it spends
/// two thirds on those.
const MILLIS_A_GROUP: i64 = 308;

/// For so many targets without a task of the service it is looked for whose they are.
const STRANGERS: usize = 32;

/// A target group of a service, or the one that takes turns with it.
pub(crate) struct KnownGroup {
    /// Its full name.
    pub arn: String,
    /// The group itself, if it was read and still exists.
    pub group: Option<Arc<TargetGroup>>,
    /// Whether it exists.
    pub exists: Exists,
    /// Which of the service's load balancer entries names it.
    pub binding: usize,
    /// Whether another one takes turns with it.
    pub takes_turns: bool,
    /// How old its health may be, for it takes its time to go round all groups.
    pub trusted: Span,
    /// What stands in the way of reading target health.
    pub trouble: Option<Trouble>,
    /// Whether requests get to it.
    pub reached: Reached,
    /// The rule that answers what would get to it, if one does.
    pub shadow: Option<String>,
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
    let round = i64::try_from(snapshot.traffic.groups.len()).unwrap_or(i64::MAX).saturating_mul(MILLIS_A_GROUP);
    // Task sets of a service take turns with their groups, whatever deploys them.
    let in_sets = !service.task_sets.is_empty() && service.target_groups.len() > 1;
    for (index, binding) in service.target_groups.iter().enumerate() {
        let test_rule = binding.test_rule_arn.as_deref();
        for arn in binding.groups() {
            if groups.iter().any(|known| known.arn == arn) {
                continue;
            }
            let group = snapshot.traffic.groups.get(arn).cloned();
            let health = snapshot.health.get(arn).cloned();
            groups.push(KnownGroup {
                arn: arn.to_owned(),
                exists: if group.is_some() || health.is_some() { Exists::Yes } else { absent(snapshot, service) },
                group,
                binding: if in_sets { 0 } else { index },
                takes_turns: in_sets || binding.alternate_group_arn.is_some(),
                trusted: STALE_AFTER.max(Span(round)),
                trouble: snapshot.health.trouble().cloned(),
                reached: routes.reached(arn, test_rule),
                shadow: routes.shadow(arn),
                health,
            });
        }
    }
    groups
}

/// Whether a group that was not among those that were read is gone: not if the reading may be older than the group.
fn absent(snapshot: &Snapshot, service: &Service) -> Exists {
    let deployed = service.deployments.iter().filter_map(|one| one.created_at).chain(service.created_at).max();
    let is_newer = |read| deployed.is_none_or(|deployed| deployed < read);
    match snapshot.traffic.as_of() {
        Some(read) if snapshot.traffic.trouble().is_none() && is_newer(read) => Exists::No,
        _ => Exists::Unknown,
    }
}

/// The group as the rules of the verdict want it.
pub(super) fn facts_of<'a>(group: &'a KnownGroup, tasks: &[&'a Task], cluster: &'a ClusterSnapshot) -> GroupFacts<'a> {
    let targets = group.health.iter().flat_map(|seen| seen.value.iter());
    let owned = targets.map(|target| (target, target.owner(tasks.iter().copied(), |task| ec2_of(cluster, task))));
    let (own, others): (Vec<_>, Vec<_>) = owned.partition(|(_, task)| task.is_some());
    let (foreign, nobodys): (Vec<_>, Vec<_>) = match others.len() {
        0..=STRANGERS => others.into_iter().partition(|(target, _)| is_of_another(target, cluster)),
        _ => (Vec::new(), others),
    };
    GroupFacts {
        name: group.name(),
        exists: group.exists,
        binding: group.binding,
        takes_turns: group.takes_turns,
        trusted: group.trusted,
        trouble: group.trouble.as_ref(),
        check: group.group.as_ref().map(|group| &group.check),
        reached: group.reached,
        shadow: group.shadow.as_deref().filter(|_| group.reached == Reached::Shadowed),
        read_at: group.health.as_ref().map(|seen| seen.at),
        foreign: u32::try_from(foreign.len()).unwrap_or(u32::MAX),
        targets: own.into_iter().chain(nobodys).collect(),
    }
}

/// Whether a target that is no task of the service is a running task of its cluster.
fn is_of_another(target: &Target, cluster: &ClusterSnapshot) -> bool {
    cluster
        .tasks
        .values()
        .any(|seen| !seen.value.is_stopped() && target.is_of(&seen.value, ec2_of(cluster, &seen.value)))
}

/// The EC2 instance that a task runs on.
pub(crate) fn ec2_of<'a>(cluster: &'a ClusterSnapshot, task: &Task) -> Option<&'a str> {
    let id = task.container_instance.as_deref()?.rsplit('/').next()?;
    cluster.instances.get(id)?.value.ec2.as_deref()
}
