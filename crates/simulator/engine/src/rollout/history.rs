//! What is remembered of service deployments and revisions.

use super::state::{RevisionCounts, ServiceDeployment};
use crate::Millis;
use crate::id::{RevisionId, ServiceDeploymentId};
use crate::rollout::revision::ServiceRevision;
use crate::service::Service;
use crate::time::hours;
use std::collections::BTreeSet;

/// How long a service deployment can be described: 90 days.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/service-deployment.html>
const REMEMBERED: u64 = hours(90 * 24);

impl Service {
    /// The service deployments of the last 90 days, the newest first.
    pub fn rollouts(&self, now: Millis) -> impl Iterator<Item = &ServiceDeployment> {
        self.rollouts.iter().filter(move |rollout| is_remembered(rollout, now))
    }

    /// The service deployment with that id.
    #[must_use]
    pub fn rollout(&self, id: ServiceDeploymentId, now: Millis) -> Option<&ServiceDeployment> {
        self.rollouts(now).find(|rollout| rollout.id == id)
    }

    /// The revision with that id.
    #[must_use]
    pub fn revision(&self, id: RevisionId) -> Option<&ServiceRevision> {
        self.revisions.get(&id)
    }

    /// The revisions that have or should have tasks, the newest first.
    pub fn current_revisions(&self) -> impl Iterator<Item = (RevisionId, RevisionCounts)> {
        let mut seen = BTreeSet::new();
        let ids = self.deployments.iter().map(|deployment| deployment.revision);
        ids.filter(move |id| seen.insert(*id)).map(|id| (id, self.counts_of(id)))
    }

    /// How many tasks that revision has now.
    pub(crate) fn counts_of(&self, id: RevisionId) -> RevisionCounts {
        let own = self.deployments.iter().filter(|deployment| deployment.revision == id);
        own.fold(RevisionCounts::default(), |sum, deployment| RevisionCounts {
            requested: sum.requested + deployment.desired,
            running: sum.running + deployment.counts.running,
            pending: sum.pending + deployment.counts.pending,
        })
    }

    /// Forgets what can no longer be described and is not needed for a rollback.
    pub(crate) fn forget_old_rollouts(&mut self, now: Millis) {
        self.rollouts.retain(|rollout| is_remembered(rollout, now));
        let mut needed: BTreeSet<_> = self.deployments.iter().map(|deployment| deployment.revision).collect();
        needed.extend(self.last_completed.as_ref().map(|completed| completed.revision));
        for rollout in &self.rollouts {
            needed.extend(&rollout.sources);
            needed.insert(rollout.target);
            needed.extend(rollout.rollback.as_ref().map(|rollback| rollback.revision));
        }
        self.revisions.retain(|id, _| needed.contains(id));
    }
}

impl ServiceDeployment {
    /// How many tasks a revision has in this service deployment, or had at its end.
    #[must_use]
    pub fn counts(&self, service: &Service, revision: RevisionId) -> RevisionCounts {
        match &self.closed {
            Some(closed) => {
                closed.iter().find(|(id, _)| *id == revision).map(|(_, counts)| *counts).unwrap_or_default()
            }
            None => service.counts_of(revision),
        }
    }
}

fn is_remembered(rollout: &ServiceDeployment, now: Millis) -> bool {
    rollout.is_open() || now - rollout.created_at < REMEMBERED
}
