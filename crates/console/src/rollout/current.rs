//! The deployment under way, or the last one.

use std::sync::Arc;

use model::deployment::{Deployment, DeploymentRolloutState, DeploymentStrategy, RevisionTasks, ServiceDeployment};
use model::reach::commonest;
use model::time::Timestamp;
use model::traffic::{Target, TargetState};
use model::view::{BreakerView, RolloutView, SideView};

use super::{Revisions, revision_of, short_id};
use crate::alarms::{Scope, alarm_lines};
use crate::judged::{Judged, Survey, ec2_of};

/// A service deployment as DescribeServiceDeployments tells of it.
pub(super) fn current(
    survey: &Survey,
    judged: &Arc<Judged>,
    one: &ServiceDeployment,
    revisions: &Revisions,
    now: Timestamp,
) -> RolloutView {
    let is_moving = one.status.is_moving();
    let primary = judged.service.primary();
    let failed = primary.filter(|_| is_moving).map_or(0, |primary| primary.failed);
    let target = one.target.as_ref().map(|side| side_view(side, revisions, failed));
    let revision = target.as_ref().and_then(|target| target.revision.as_ref());
    let what =
        revision.map_or_else(|| "The last deployment".to_owned(), |revision| format!("Revision {}", revision.revision));
    let names = one.alarms.iter().flat_map(|alarms| &alarms.names);
    let scopes: Vec<Scope<'_>> = names.map(|name| Scope::Named(name)).collect();
    RolloutView {
        id: short_id(&one.arn),
        headline: match is_moving {
            true => judged.row.verdict.headline.clone(),
            false => format!("{what}: {}", one.status.outcome()),
        },
        level: one.level(judged.level()),
        strategy: one.strategy.clone().unwrap_or(DeploymentStrategy::Rolling),
        status: one.status.to_string(),
        is_moving,
        is_rollback: one.status.is_rollback(),
        reason: one.rollback.as_ref().and_then(|(reason, _)| reason.clone()).or_else(|| one.reason.clone()),
        stage: one.stage.clone(),
        stages: one.steps(),
        time_left: one.stage_left(now).filter(|_| is_moving),
        breaker: one.breaker.as_ref().filter(|breaker| breaker.is_on()).map(|breaker| BreakerView {
            failures: breaker.failures,
            threshold: breaker.threshold,
            status: breaker.status.clone(),
        }),
        alarms: alarm_lines(&survey.snapshot, &scopes),
        sources: one.sources.iter().map(|side| side_view(side, revisions, 0)).collect(),
        target,
        failing: failing(survey, judged).filter(|_| is_moving),
        started: one.started_at.or(one.created_at),
    }
}

/// The newest deployment as DescribeServices alone tells of it.
pub(super) fn from_service(survey: &Survey, judged: &Arc<Judged>) -> Option<RolloutView> {
    let primary = judged.service.primary()?;
    let configuration = &judged.service.deployment_configuration;
    let state = primary.rollout_state.as_ref();
    let is_moving = state == Some(&DeploymentRolloutState::InProgress);
    let scopes: Vec<Scope<'_>> = configuration.alarms().iter().map(|name| Scope::Named(name)).collect();
    let others = judged.service.deployments.iter().filter(|one| one.id != primary.id && one.running + one.pending > 0);
    Some(RolloutView {
        id: primary.id.clone(),
        headline: judged.row.verdict.headline.clone(),
        level: primary.level_as_change(judged.level()),
        strategy: configuration.strategy.clone().unwrap_or(DeploymentStrategy::Rolling),
        status: state.map(ToString::to_string).unwrap_or_default(),
        is_moving,
        is_rollback: false,
        reason: primary.rollout_reason.clone(),
        stage: None,
        stages: Vec::new(),
        time_left: None,
        breaker: None,
        alarms: alarm_lines(&survey.snapshot, &scopes),
        sources: others.map(|one| side_of(one, 0)).collect(),
        target: Some(side_of(primary, primary.failed)),
        failing: failing(survey, judged).filter(|_| is_moving),
        started: primary.created_at,
    })
}

fn side_view(side: &RevisionTasks, revisions: &Revisions, failed: u32) -> SideView {
    SideView {
        revision: revision_of(revisions, &side.arn),
        requested: side.requested,
        running: side.running,
        pending: side.pending,
        failed,
        production_weight: side.production_weight,
        test_weight: side.test_weight,
    }
}

fn side_of(one: &Deployment, failed: u32) -> SideView {
    SideView {
        revision: Some(one.task_definition.clone()),
        requested: one.desired,
        running: one.running,
        pending: one.pending,
        failed,
        production_weight: None,
        test_weight: None,
    }
}

/// Failing targets of the newest deployment's tasks: `3 new targets fail: Target.ResponseCodeMismatch [502]`.
fn failing(survey: &Survey, judged: &Judged) -> Option<String> {
    let (primary, cluster) = (judged.service.primary()?, survey.cluster(&judged.at.cluster)?);
    let is_new = |target: &&Target| {
        let mut owners = judged.tasks.iter().filter(|task| target.is_of(task, ec2_of(cluster, task)));
        owners.any(|task| task.started_by.as_deref() == Some(&*primary.id))
    };
    let targets = judged.groups.iter().filter_map(|group| group.health.as_ref()).flat_map(|seen| seen.value.iter());
    let failing: Vec<&Target> =
        targets.filter(|target| target.state == TargetState::Unhealthy).filter(is_new).collect();
    let code = commonest(failing.iter().copied())?;
    Some(match failing.len() {
        1 => format!("1 new target fails: {code}"),
        more => format!("{more} new targets fail: {code}"),
    })
}
