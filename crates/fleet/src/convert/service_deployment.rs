//! Service deployments and service revisions.

use aws_sdk_ecs::types;
use model::deployment::{
    CircuitBreaker, DeploymentAlarms, HookAction, LifecycleHook, RevisionTasks, ServiceDeployment,
    ServiceDeploymentStatus, ServiceRevision,
};
use model::task_definition::TaskDefinitionRef;

use super::{count, text, time, word};

/// `None` when it has no ARN.
pub(crate) fn service_deployment(deployment: types::ServiceDeployment) -> Option<ServiceDeployment> {
    let configuration = deployment.deployment_configuration;
    let configuration = configuration.as_ref();
    Some(ServiceDeployment {
        arn: text(deployment.service_deployment_arn)?,
        status: status(deployment.status.as_ref()),
        reason: text(deployment.status_reason),
        strategy: configuration.and_then(|it| it.strategy.as_ref()).map(|strategy| strategy.as_str().into()),
        stage: deployment.lifecycle_stage.map(|stage| stage.as_str().into()),
        hooks: deployment.lifecycle_hook_details.into_iter().flatten().filter_map(hook).collect(),
        sources: deployment.source_service_revisions.into_iter().flatten().filter_map(side).collect(),
        target: deployment.target_service_revision.and_then(side),
        breaker: deployment.deployment_circuit_breaker.map(|breaker| CircuitBreaker {
            status: word(breaker.status.as_ref().map(|status| status.as_str())),
            failures: count(breaker.failure_count),
            threshold: count(breaker.threshold),
        }),
        alarms: deployment.alarms.map(|alarms| DeploymentAlarms {
            status: word(alarms.status.as_ref().map(|status| status.as_str())),
            names: alarms.alarm_names.unwrap_or_default(),
            triggered: alarms.triggered_alarm_names.unwrap_or_default(),
        }),
        rollback: deployment.rollback.map(|it| (text(it.reason), text(it.service_revision_arn))),
        bake_minutes: configuration.and_then(|it| it.bake_time_in_minutes).map(count),
        step: configuration.and_then(step),
        created_at: time(deployment.created_at),
        started_at: time(deployment.started_at),
        finished_at: time(deployment.finished_at),
        stopped_at: time(deployment.stopped_at),
        updated_at: time(deployment.updated_at),
    })
}

/// `None` when it has no id.
fn hook(hook: types::DeploymentLifecycleHookDetail) -> Option<LifecycleHook> {
    Some(LifecycleHook {
        id: text(hook.hook_id)?,
        target: word(hook.target_type.as_ref().map(|kind| kind.as_str())),
        status: word(hook.status.as_ref().map(|status| status.as_str())),
        expires_at: time(hook.expires_at),
        timeout_action: hook.timeout_action.map_or(HookAction::Rollback, |action| action.as_str().into()),
    })
}

/// `None` when it has no ARN.
pub(crate) fn service_revision(revision: types::ServiceRevision) -> Option<ServiceRevision> {
    let images = revision.container_images.into_iter().flatten();
    Some(ServiceRevision {
        arn: text(revision.service_revision_arn)?,
        task_definition: revision.task_definition.and_then(|arn| TaskDefinitionRef::parse(&arn).ok()),
        images: images
            .filter_map(|it| Some((text(it.container_name)?, text(it.image), text(it.image_digest))))
            .collect(),
        created_at: time(revision.created_at),
    })
}

/// Where a deployment stands, in DescribeServiceDeployments and ListServiceDeployments.
pub(crate) fn status(status: Option<&types::ServiceDeploymentStatus>) -> ServiceDeploymentStatus {
    word(status.map(|status| status.as_str()))
}

fn side(summary: types::ServiceRevisionSummary) -> Option<RevisionTasks> {
    Some(RevisionTasks {
        arn: text(summary.arn)?,
        requested: count(summary.requested_task_count),
        running: count(summary.running_task_count),
        pending: count(summary.pending_task_count),
        production_weight: summary.requested_production_traffic_weight,
        test_weight: summary.requested_test_traffic_weight,
    })
}

/// Percent and minutes of the steps of LINEAR or of the canary of CANARY.
fn step(configuration: &types::DeploymentConfiguration) -> Option<(f64, u32)> {
    let linear = configuration.linear_configuration.as_ref();
    let canary = configuration.canary_configuration.as_ref();
    let linear = linear.and_then(|it| Some((it.step_percent?, it.step_bake_time_in_minutes)));
    let canary = canary.and_then(|it| Some((it.canary_percent?, it.canary_bake_time_in_minutes)));
    linear.or(canary).map(|(percent, minutes)| (percent, minutes.map_or(0, count)))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARN: &str = "arn:aws:ecs:eu-central-1:123456789012:service-deployment/shop/web/abc";

    fn bare() -> types::builders::ServiceDeploymentBuilder {
        types::ServiceDeployment::builder().service_deployment_arn(ARN)
    }

    #[test]
    fn words_that_this_build_does_not_know_are_kept_as_they_came() {
        let configuration = types::DeploymentConfiguration::builder().strategy("TELEPORT".into()).build();
        let odd =
            bare().status("PAUSED".into()).lifecycle_stage("PRAYER".into()).deployment_configuration(configuration);
        let found = service_deployment(odd.build()).unwrap();
        assert_eq!(found.status, ServiceDeploymentStatus::Other("PAUSED".to_owned()));
        assert_eq!((found.stage, found.strategy), (Some("PRAYER".into()), Some("TELEPORT".into())));
    }

    #[test]
    fn the_step_is_that_of_the_strategy_that_has_one() {
        let canary = types::CanaryConfiguration::builder().canary_percent(10.0).canary_bake_time_in_minutes(5).build();
        let configuration = types::DeploymentConfiguration::builder().canary_configuration(canary).build();
        assert_eq!(step(&configuration), Some((10.0, 5)));
        assert_eq!(step(&types::DeploymentConfiguration::builder().build()), None);
    }

    #[test]
    fn a_deployment_without_an_arn_is_left_out() {
        assert!(service_deployment(types::ServiceDeployment::builder().build()).is_none());
        assert!(service_revision(types::ServiceRevision::builder().build()).is_none());
    }
}
