//! One service and its verdict, kept as long as nothing it was made from changes.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use fleet::{ClusterSnapshot, Seen};
use model::address::ServiceRef;
use model::deployment::ServiceDeployment;
use model::freshness::STALE_AFTER;
use model::instance::{Instance, InstanceStatus};
use model::scaling::Held;
use model::service::Service;
use model::task::Task;
use model::task_definition::TaskDefinitionRef;
use model::time::{Span, Timestamp};
use model::verdict::{Facts, Finding, Level, LostInstance, RolloutFacts, judge_until};
use model::view::{RecentChange, ServiceRow};

use super::group::{KnownGroup, facts_of};
use crate::rows::{recent_changes, service_row};
use crate::work::{Work, note};

/// What a service revision runs, by its ARN; `None` while it has not been read.
pub(crate) type RevisionOf<'a> = dyn Fn(&str) -> Option<TaskDefinitionRef> + 'a;

/// A verdict made without a service revision that is still being read is made again after this long.
const UNREAD_LASTS: Span = Span::seconds(2);

/// A service, its verdict and its row.
pub(crate) struct Judged {
    /// Its address.
    pub at: ServiceRef,
    /// The service.
    pub service: Arc<Service>,
    /// Its tasks, stopped ones too.
    pub tasks: Vec<Arc<Task>>,
    /// Its target groups and those that take turns with them, each with what is known of it.
    pub groups: Vec<KnownGroup>,
    /// Its service deployments, the newest first, if they were read.
    pub rollouts: Option<Seen<Vec<ServiceDeployment>>>,
    /// The verdict with its evidence.
    pub finding: Finding,
    /// The row in lists.
    pub row: ServiceRow,
    /// What happened to it lately, the newest first.
    pub recent: Vec<RecentChange>,
    /// When time alone may change the verdict, unless its news turns too old before.
    pub holds_until: Timestamp,
    words: OnceLock<String>,
}

impl Judged {
    /// Its newest service deployment, as far as they are known.
    pub(crate) fn newest(&self) -> Option<&ServiceDeployment> {
        self.rollouts.as_ref()?.value.first()
    }

    /// Judges a service with its target groups and with what holds its desired count.
    pub fn new(
        at: ServiceRef,
        cluster: &ClusterSnapshot,
        seen: &Seen<Service>,
        (groups, held): (Vec<KnownGroup>, Option<Held>),
        revision_of: &RevisionOf<'_>,
        now: Timestamp,
    ) -> Self {
        let service = Arc::clone(&seen.value);
        let tasks: Vec<Arc<Task>> = cluster.tasks_of(&service.name).map(|task| Arc::clone(&task.value)).collect();
        let rollouts = cluster.rollouts.get(&service.name).cloned();
        let borrowed: Vec<&Task> = tasks.iter().map(|task| &**task).collect();
        let active = |instances: &Arc<BTreeMap<String, Seen<Instance>>>| {
            instances.values().filter(|seen| seen.value.status == InstanceStatus::Active).count()
        };
        let instances = cluster.instances.read().map(|read| u32::try_from(active(read)).unwrap_or(u32::MAX));
        let facts = Facts::new(&service, &borrowed, Some(seen.at))
            .with_tasks_read(&cluster.tasks.freshness)
            .with_definitions(&cluster.definitions)
            .with_instances(instances)
            .with_lost(lost_instances(cluster), &cluster.instances.freshness)
            .with_held(held)
            .with_raise(cluster.raised.get(&service.name).copied())
            .with_groups(groups.iter().map(|group| facts_of(group, &borrowed, cluster)).collect())
            .with_rollout(rollouts.as_ref().and_then(|seen| rollout_facts(seen, revision_of)));
        note(Work::Judged, 1);
        let (finding, mut holds_until) = judge_until(&facts, now);
        if rollouts.as_ref().is_some_and(|seen| misses_a_revision(seen, revision_of)) {
            holds_until = holds_until.min(Timestamp(now.0 + UNREAD_LASTS.0));
        }
        let row = service_row(&at, &service, &finding);
        let recent = recent_changes(&at, &service, &tasks);
        let words = OnceLock::new();
        Self { at, service, tasks, groups, rollouts, finding, row, recent, holds_until, words }
    }

    /// The one word.
    pub fn level(&self) -> Level {
        self.row.verdict.level
    }

    /// What that was, if there is no fresh data.
    pub fn last_known(&self) -> Option<Level> {
        self.row.verdict.last_known.map(|last| last.level)
    }

    /// Whether the verdict is as good as new, as far as time and the service itself are concerned.
    pub fn holds(&self, seen: &Seen<Service>, now: Timestamp) -> bool {
        let has_news = match &self.finding {
            Finding::NoFreshData { as_of, .. } => *as_of == Some(seen.at),
            _ => now.since(seen.at) <= STALE_AFTER,
        };
        has_news && now < self.holds_until && Arc::ptr_eq(&self.service, &seen.value)
    }

    /// All that the filter of a list looks at, in lower case.
    pub fn words(&self) -> &str {
        self.words.get_or_init(|| {
            let row = &self.row;
            let tags: String = self.service.tags.iter().map(|(key, value)| format!(" {key}={value}")).collect();
            let headline = &row.verdict.headline;
            let words =
                format!("{} {} {} {} {headline}{tags}", row.at.service, row.at.cluster, row.revision, row.launch);
            words.to_lowercase()
        })
    }
}

/// The container instances whose agent ECS does not hear from.
fn lost_instances(cluster: &ClusterSnapshot) -> Vec<LostInstance<'_>> {
    let lost = cluster.disconnected.iter().map(|(id, gone)| {
        let ec2 = cluster.instances.get(id).and_then(|seen| seen.value.ec2.as_deref());
        LostInstance { id, name: ec2.unwrap_or(id), since: gone.since, is_older: gone.is_older }
    });
    lost.collect()
}

/// Whether the newest service deployment names a revision that has not been read.
fn misses_a_revision(seen: &Seen<Vec<ServiceDeployment>>, revision_of: &RevisionOf<'_>) -> bool {
    let Some(deployment) = seen.value.first() else { return false };
    let back_to = deployment.rollback.as_ref().and_then(|(_, revision)| revision.as_deref());
    let named = deployment.target.iter().chain(deployment.sources.first()).map(|revision| &*revision.arn);
    named.chain(back_to).any(|arn| revision_of(arn).is_none())
}

/// The newest service deployment with what its revisions run.
fn rollout_facts<'a>(seen: &'a Seen<Vec<ServiceDeployment>>, revision_of: &RevisionOf<'_>) -> Option<RolloutFacts<'a>> {
    let deployment = seen.value.first()?;
    let back_to = deployment.rollback.as_ref().and_then(|(_, revision)| revision.as_deref());
    Some(RolloutFacts {
        deployment,
        read_at: seen.at,
        target: deployment.target.as_ref().and_then(|target| revision_of(&target.arn)),
        source: deployment.sources.first().and_then(|source| revision_of(&source.arn)),
        back_to: back_to.and_then(revision_of),
    })
}
