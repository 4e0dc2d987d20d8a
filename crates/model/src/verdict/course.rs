//! What service deployments add to what is known of the deployment under way.

use super::facts::{Facts, RolloutFacts};
use super::found::{Course, Pause};
use super::moment::Moment;
use crate::deployment::{
    CircuitBreaker, Deployment, DeploymentRolloutState, DeploymentStatus, LifecycleStage, ServiceDeployment,
    ServiceDeploymentStatus,
};
use crate::freshness::STALE_AFTER;
use crate::task_definition::TaskDefinitionRef;
use crate::time::{Span, Timestamp};

/// ECS stamps a deployment and its service deployment within this time of each other.
const SAME_MOMENT: Span = Span::seconds(5);

/// The newest service deployment, if it agrees with DescribeServices: read recently if it still moves, not older than
/// the newest deployment there, and not ahead of it either – the two are read one after the other.
pub(super) fn latest<'f, 'a>(facts: &'f Facts<'a>, now: &Moment) -> Option<&'f RolloutFacts<'a>> {
    let rollout = facts.rollout.as_ref()?;
    let one = rollout.deployment;
    if one.status.is_moving() && now.is_past(rollout.read_at, STALE_AFTER) {
        return None;
    }
    let told = [one.created_at, one.started_at, one.updated_at, one.finished_at, one.stopped_at].into_iter().flatten();
    let last_told = told.max();
    let newest = facts.service.deployments.iter().filter_map(|one| one.created_at).max();
    let is_superseded = newest.zip(last_told).is_some_and(|(newest, told)| newest.since(told) > SAME_MOMENT);
    let goes_on = matches!(
        one.status,
        ServiceDeploymentStatus::Pending | ServiceDeploymentStatus::InProgress | ServiceDeploymentStatus::StopRequested
    );
    let is_ahead =
        goes_on && newest.zip(one.created_at).is_some_and(|(newest, created)| created.since(newest) > SAME_MOMENT);
    (!is_superseded && !is_ahead).then_some(rollout)
}

/// The course of the deployment under way; `None` when nothing moves, or when service deployments are not read.
pub(super) fn course(facts: &Facts<'_>, now: &Moment) -> Option<Course> {
    let rollout = latest(facts, now).filter(|rollout| rollout.deployment.status.is_moving())?;
    let one = rollout.deployment;
    let goes_back =
        matches!(one.status, ServiceDeploymentStatus::RollbackRequested | ServiceDeploymentStatus::RollbackInProgress);
    Some(Course {
        revision: rollout.target.clone(),
        strategy: one.strategy.clone(),
        tenths: one.target.as_ref().and_then(|target| target.production_weight).map(tenths),
        stage: one.stage.clone(),
        left: one.stage_ends().and_then(|end| now.left(end)),
        pause: one
            .waiting()
            .next()
            .map(|hook| Pause { left: hook.expires_at.and_then(|at| now.left(at)), then: hook.timeout_action.clone() }),
        breaker: one.breaker.clone().filter(CircuitBreaker::is_on),
        back_to: if goes_back { back_to(facts, rollout) } else { None },
        is_stopping: one.status == ServiceDeploymentStatus::StopRequested,
    })
}

/// What a rollback goes back to: what it says itself, or what ran before; while service revisions are not read, the
/// deployment that DescribeServices shows as PRIMARY, for it is the old one once the rollback has begun.
pub(super) fn back_to(facts: &Facts<'_>, rollout: &RolloutFacts<'_>) -> Option<TaskDefinitionRef> {
    let has_begun = rollout.deployment.status != ServiceDeploymentStatus::RollbackRequested;
    let deployed =
        facts.service.deployments.iter().filter(|one| one.rollout_state != Some(DeploymentRolloutState::Failed));
    let is_old = |one: &&Deployment| (one.status == DeploymentStatus::Primary) == has_begun;
    let told = || deployed.filter(is_old).max_by_key(|one| one.running).map(|one| one.task_definition.clone());
    rollout.back_to.clone().or_else(|| rollout.source.clone()).or_else(told)
}

/// A percentage in tenths: AWS takes weights in steps of 0.1.
fn tenths(percent: f64) -> u32 {
    (percent.clamp(0.0, 100.0) * 10.0).round() as u32
}

impl ServiceDeployment {
    /// How long the stage it is in lasts from `now` on, where that is known: the bake time, or the pause between two
    /// shifts of traffic. It counts from the moment the deployment last changed.
    ///
    /// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/blue-green-deployment-how-it-works.html>
    pub fn stage_left(&self, now: Timestamp) -> Option<Span> {
        let left = self.stage_ends()?.since(now);
        (left.0 > 0).then_some(left)
    }

    /// When the stage it is in ends, where that is known.
    fn stage_ends(&self) -> Option<Timestamp> {
        let minutes = match (self.stage.as_ref()?, self.step) {
            (LifecycleStage::BakeTime, _) => self.bake_minutes?,
            (LifecycleStage::ProductionTrafficShift, Some((_, minutes))) => minutes,
            _ => return None,
        };
        Some(Timestamp(self.updated_at?.0.saturating_add(Span::minutes(i64::from(minutes)).0)))
    }
}
