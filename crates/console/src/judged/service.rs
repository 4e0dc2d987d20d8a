//! One service and its verdict, kept as long as nothing it was made from changes.

use std::sync::Arc;

use fleet::{ClusterSnapshot, Seen};
use model::address::ServiceRef;
use model::deployment::ServiceDeployment;
use model::freshness::STALE_AFTER;
use model::service::Service;
use model::task::Task;
use model::task_definition::TaskDefinitionRef;
use model::time::{Span, Timestamp};
use model::verdict::{Facts, Finding, Level, RolloutFacts, judge};
use model::view::{RecentChange, ServiceRow};

use super::group::{KnownGroup, facts_of};
use crate::rows::{recent_changes, service_row};

/// What a service revision runs, by its ARN; `None` while it has not been read.
pub(crate) type RevisionOf<'a> = dyn Fn(&str) -> Option<TaskDefinitionRef> + 'a;

/// A verdict that time alone may change is made again after this long.
const VERDICT_LASTS: Span = Span::seconds(2);

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
    judged_at: Timestamp,
}

impl Judged {
    /// The verdict of before, if it still holds, or a new one.
    pub fn update(
        before: Option<&Arc<Self>>,
        at: impl FnOnce() -> ServiceRef,
        cluster: &ClusterSnapshot,
        seen: &Seen<Service>,
        groups: Vec<KnownGroup>,
        revision_of: &RevisionOf<'_>,
        now: Timestamp,
    ) -> Arc<Self> {
        if let Some(before) = before
            && before.holds(cluster, seen, &groups, now)
        {
            return Arc::clone(before);
        }
        Arc::new(Self::new(at(), cluster, seen, groups, revision_of, now))
    }

    fn new(
        at: ServiceRef,
        cluster: &ClusterSnapshot,
        seen: &Seen<Service>,
        groups: Vec<KnownGroup>,
        revision_of: &RevisionOf<'_>,
        now: Timestamp,
    ) -> Self {
        let service = Arc::clone(&seen.value);
        let tasks: Vec<Arc<Task>> = cluster.tasks_of(&service.name).map(|task| Arc::clone(&task.value)).collect();
        let rollouts = cluster.rollouts.get(&service.name).cloned();
        let borrowed: Vec<&Task> = tasks.iter().map(|task| &**task).collect();
        let facts = Facts::new(&service, &borrowed, Some(seen.at))
            .with_groups(groups.iter().map(|group| facts_of(group, &borrowed, cluster)).collect())
            .with_rollout(rollouts.as_ref().and_then(|seen| rollout_facts(seen, revision_of)));
        let finding = judge(&facts, now);
        let row = service_row(&at, &service, &finding);
        let recent = recent_changes(&at, &service, &tasks);
        Self { at, service, tasks, groups, rollouts, finding, row, recent, judged_at: now }
    }

    /// The one word.
    pub fn level(&self) -> Level {
        self.row.verdict.level
    }

    fn holds(&self, cluster: &ClusterSnapshot, seen: &Seen<Service>, groups: &[KnownGroup], now: Timestamp) -> bool {
        let is_stale = now.since(seen.at) > STALE_AFTER;
        let was_stale = matches!(self.finding, Finding::NoFreshData { .. });
        if is_stale || was_stale || !Arc::ptr_eq(&self.service, &seen.value) {
            return false;
        }
        if !self.finding.lasts() && now.since(self.judged_at) >= VERDICT_LASTS {
            return false;
        }
        if self.groups.len() != groups.len()
            || !self.groups.iter().zip(groups).all(|(old, new)| old.holds(new, self.judged_at, now))
        {
            return false;
        }
        let rollouts = cluster.rollouts.get(&seen.value.name);
        if self.rollouts.as_ref().map(|seen| Arc::as_ptr(&seen.value)) != rollouts.map(|seen| Arc::as_ptr(&seen.value))
        {
            return false;
        }
        let mut known = self.tasks.iter();
        cluster.tasks_of(&seen.value.name).all(|task| known.next().is_some_and(|known| Arc::ptr_eq(known, &task.value)))
            && known.next().is_none()
    }
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
