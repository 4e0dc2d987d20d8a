//! What Application Auto Scaling does to services.

use std::collections::BTreeMap;

use aws_sdk_applicationautoscaling::types::{
    ScalableDimension, ScalableTarget as Target, ScalingPolicy, ScheduledAction, ServiceNamespace,
};
use model::name::{ClusterName, ServiceName};
use model::scaling::{ScalableTarget, ScalingActivity};

use super::paging;
use crate::budget::Priority;
use crate::clients::{Clients, Sent};
use crate::convert;
use crate::error::FleetError;
use crate::operation::Operation;

/// The most scalable targets, scheduled actions or scaling activities in one page.
///
/// <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalableTargets.html>
const PAGE_MAX: i32 = 50;

/// The most scaling policies in one page: fewer than of the rest.
///
/// <https://docs.aws.amazon.com/autoscaling/application/APIReference/API_DescribeScalingPolicies.html>
const POLICIES_MAX: i32 = 10;

/// All services of ECS that scale, with their policies and scheduled actions. Three sweeps of the whole namespace take
/// fewer calls than asking for each service.
pub(crate) async fn all(
    clients: &Clients,
    priority: Priority,
) -> Result<BTreeMap<(ClusterName, ServiceName), ScalableTarget>, FleetError> {
    let mut targets = targets(clients, priority).await?;
    for ((cluster, service), policy) in policies(clients, priority).await? {
        if let Some(target) = targets.get_mut(&(cluster, service)) {
            target.policies.push(policy);
        }
    }
    for ((cluster, service), action) in scheduled(clients, priority).await? {
        if let Some(target) = targets.get_mut(&(cluster, service)) {
            target.scheduled.push(action);
        }
    }
    Ok(targets)
}

/// The scalable target that a service is, without its policies and scheduled actions; `None` when it is none.
pub(crate) async fn of_service(
    clients: &Clients,
    cluster: &ClusterName,
    service: &ServiceName,
    priority: Priority,
) -> Result<Option<ScalableTarget>, FleetError> {
    let send = || {
        let call = clients.scaling.describe_scalable_targets().service_namespace(ServiceNamespace::Ecs);
        let call = call.scalable_dimension(ScalableDimension::EcsServiceDesiredCount);
        call.resource_ids(format!("service/{cluster}/{service}")).send()
    };
    let page = clients.call(Operation::DescribeScalableTargets, priority, send).await?;
    let found = page.scalable_targets.unwrap_or_default();
    let mut found = found.iter().filter_map(convert::scaling::target);
    Ok(found.find(|target| target.cluster == *cluster && target.service == *service))
}

/// What Application Auto Scaling did to a service and what it was called to do and did not, the newest first: one page.
pub(crate) async fn activities(
    clients: &Clients,
    (cluster, service): (&ClusterName, &ServiceName),
    priority: Priority,
) -> Result<Sent<Vec<ScalingActivity>>, FleetError> {
    let send = || {
        let call = clients.scaling.describe_scaling_activities().service_namespace(ServiceNamespace::Ecs);
        let call = call.scalable_dimension(ScalableDimension::EcsServiceDesiredCount);
        let call = call.resource_id(format!("service/{cluster}/{service}"));
        call.include_not_scaled_activities(true).max_results(PAGE_MAX).send()
    };
    let operation = Operation::DescribeScalingActivities;
    let answer = clients.call_raw(operation, priority, send).await.map_err(|it| it.error)?;
    let converted = answer.value.scaling_activities.into_iter().flatten().filter_map(convert::scaling::activity);
    let mut value: Vec<ScalingActivity> = converted.collect();
    value.sort_by(|a, b| b.started_at.cmp(&a.started_at).then_with(|| a.id.cmp(&b.id)));
    Ok(Sent { at: answer.at, value })
}

async fn targets(
    clients: &Clients,
    priority: Priority,
) -> Result<BTreeMap<(ClusterName, ServiceName), ScalableTarget>, FleetError> {
    let fetch = |token: Option<String>| async move {
        let send = || {
            let call = clients.scaling.describe_scalable_targets().service_namespace(ServiceNamespace::Ecs);
            call.max_results(PAGE_MAX).set_next_token(token.clone()).send()
        };
        let page = clients.call(Operation::DescribeScalableTargets, priority, send).await?;
        Ok((page.scalable_targets.unwrap_or_default(), page.next_token))
    };
    let key = |it: &Target| Some(format!("{} {}", it.resource_id, it.scalable_dimension.as_str()));
    let listed = paging::things((Operation::DescribeScalableTargets, "ResourceId"), key, fetch).await?;
    let converted = listed.items.iter().filter_map(convert::scaling::target);
    Ok(converted.map(|target| ((target.cluster.clone(), target.service.clone()), target)).collect())
}

/// What belongs to a service.
type Owned<T> = ((ClusterName, ServiceName), T);

async fn policies(
    clients: &Clients,
    priority: Priority,
) -> Result<Vec<Owned<model::scaling::ScalingPolicy>>, FleetError> {
    let fetch = |token: Option<String>| async move {
        let send = || {
            let call = clients.scaling.describe_scaling_policies().service_namespace(ServiceNamespace::Ecs);
            call.max_results(POLICIES_MAX).set_next_token(token.clone()).send()
        };
        let page = clients.call(Operation::DescribeScalingPolicies, priority, send).await?;
        Ok((page.scaling_policies.unwrap_or_default(), page.next_token))
    };
    let key = |it: &ScalingPolicy| Some(format!("{} {}", it.resource_id, it.policy_name));
    let listed = paging::things((Operation::DescribeScalingPolicies, "ResourceId"), key, fetch).await?;
    Ok(listed.items.into_iter().filter_map(convert::scaling::policy).collect())
}

async fn scheduled(
    clients: &Clients,
    priority: Priority,
) -> Result<Vec<Owned<model::scaling::ScheduledAction>>, FleetError> {
    let fetch = |token: Option<String>| async move {
        let send = || {
            let call = clients.scaling.describe_scheduled_actions().service_namespace(ServiceNamespace::Ecs);
            call.max_results(PAGE_MAX).set_next_token(token.clone()).send()
        };
        let page = clients.call(Operation::DescribeScheduledActions, priority, send).await?;
        Ok((page.scheduled_actions.unwrap_or_default(), page.next_token))
    };
    let key = |it: &ScheduledAction| Some(format!("{} {}", it.resource_id, it.scheduled_action_name));
    let listed = paging::things((Operation::DescribeScheduledActions, "ResourceId"), key, fetch).await?;
    Ok(listed.items.into_iter().filter_map(convert::scaling::scheduled).collect())
}
