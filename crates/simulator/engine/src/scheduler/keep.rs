//! Which deployments of a service may have tasks.

use super::census::{Census, Rank};
use crate::deployment::RolloutState;
use crate::id::DeploymentId;
use crate::rollout::stage::LifecycleStage;
use crate::rollout::state::ServiceDeployment;
use crate::service::Service;

impl Service {
    /// What becomes of a deployment's tasks.
    pub(super) fn rank(&self, deployment: Option<DeploymentId>) -> Rank {
        if self.has_sets() {
            return Rank::Newest;
        }
        let newest = self.primary().map(|primary| primary.id);
        if deployment == newest {
            Rank::Newest
        } else if deployment.is_some_and(|id| self.keeps(id)) {
            Rank::Kept
        } else {
            Rank::Older
        }
    }

    /// Whether an older deployment's tasks are wanted, too: all of them when the newest has failed and nothing was
    /// rolled back, and those of the completed one while traffic has not moved for good.
    fn keeps(&self, deployment: DeploymentId) -> bool {
        let completed = self.last_completed.is_some_and(|it| it.deployment == deployment);
        self.has_failed() || completed && self.keeps_two()
    }

    /// Whether the newest deployment comes up next to the completed one.
    pub(super) fn keeps_two(&self) -> bool {
        self.open_rollout().is_some_and(moves)
            && self.open_rollout().is_some_and(|it| it.stage < Some(LifecycleStage::CleanUp))
    }

    /// Whether the newest deployment was given up.
    pub(super) fn has_failed(&self) -> bool {
        self.primary().is_some_and(|primary| primary.rollout_state == RolloutState::Failed)
    }

    /// Whether the newest deployment may start tasks.
    pub(super) fn may_start(&self) -> bool {
        let early = |rollout: &ServiceDeployment| moves(rollout) && rollout.stage < Some(LifecycleStage::ScaleUp);
        !self.has_failed() && !self.open_rollout().is_some_and(early)
    }

    /// The deployment that lacks tasks, and how many: first the completed one that is kept, then the newest.
    pub(super) fn lack(&self, census: &Census) -> Option<(DeploymentId, usize)> {
        let has = if self.has_failed() { census.members.len() } else { census.kept().count() };
        let completed =
            self.last_completed.and_then(|it| self.deployment(it.deployment)).map(|deployment| deployment.id);
        let kept = completed.filter(|id| Some(*id) != census.primary && self.keeps(*id));
        let newest = census.primary.filter(|_| self.may_start());
        let lacks = |id, has: usize| (id, census.desired.saturating_sub(has));
        let candidates = [kept.map(|id| lacks(id, has)), newest.map(|id| lacks(id, census.filling().count()))];
        candidates.into_iter().flatten().find(|(_, lacking)| *lacking > 0)
    }

    /// Whether the newest deployment is complete when it has all its tasks and no other has any.
    pub(super) fn may_complete(&self) -> bool {
        !self.has_failed() && !self.keeps_two()
    }
}

fn moves(rollout: &ServiceDeployment) -> bool {
    rollout.strategy.moves_traffic() && rollout.goes_forward()
}
