//! Load balancing, metrics and scaling.

use aws_sdk_applicationautoscaling::types::ServiceNamespace;
use aws_sdk_cloudwatch::types::AlarmType;

use super::{ONE, PRIORITY};
use crate::clients::Clients;
use crate::error::FleetError;
use crate::operation::Operation;
use crate::read::metrics;

/// The ARN of a load balancer, if there is one.
pub(crate) async fn load_balancers(clients: &Clients) -> Result<Vec<String>, FleetError> {
    let send = || clients.balancing.describe_load_balancers().page_size(ONE).send();
    let answer = clients.call(Operation::DescribeLoadBalancers, PRIORITY, send).await?;
    Ok(answer.load_balancers.into_iter().flatten().filter_map(|balancer| balancer.load_balancer_arn).collect())
}

/// The ARN of a listener of the load balancer, if there is one.
pub(crate) async fn listeners(clients: &Clients, balancer: &str) -> Result<Vec<String>, FleetError> {
    let send = || clients.balancing.describe_listeners().load_balancer_arn(balancer).page_size(ONE).send();
    let answer = clients.call(Operation::DescribeListeners, PRIORITY, send).await?;
    Ok(answer.listeners.into_iter().flatten().filter_map(|listener| listener.listener_arn).collect())
}

/// Describes the rules of a listener.
pub(crate) async fn rules(clients: &Clients, listener: &str) -> Result<(), FleetError> {
    let send = || clients.balancing.describe_rules().listener_arn(listener).page_size(ONE).send();
    clients.call(Operation::DescribeRules, PRIORITY, send).await.map(drop)
}

/// The ARN of a target group, if there is one.
pub(crate) async fn target_groups(clients: &Clients) -> Result<Vec<String>, FleetError> {
    let send = || clients.balancing.describe_target_groups().page_size(ONE).send();
    let answer = clients.call(Operation::DescribeTargetGroups, PRIORITY, send).await?;
    Ok(answer.target_groups.into_iter().flatten().filter_map(|group| group.target_group_arn).collect())
}

/// Describes the targets of a group.
pub(crate) async fn target_health(clients: &Clients, group: &str) -> Result<(), FleetError> {
    let send = || clients.balancing.describe_target_health().target_group_arn(group).send();
    clients.call(Operation::DescribeTargetHealth, PRIORITY, send).await.map(drop)
}

/// What needs nothing to be tried on: alarms, one metric, the three lists of what scales, and what scaled.
pub(crate) async fn metrics_and_scaling(clients: &Clients) -> [(Operation, Result<(), FleetError>); 6] {
    let (ecs, scaling) = (ServiceNamespace::Ecs, &clients.scaling);
    let alarms = || clients.cloudwatch.describe_alarms().alarm_types(AlarmType::MetricAlarm).max_records(ONE).send();
    let targets = || scaling.describe_scalable_targets().service_namespace(ecs.clone()).max_results(ONE).send();
    let policies = || scaling.describe_scaling_policies().service_namespace(ecs.clone()).max_results(ONE).send();
    let activities = || scaling.describe_scaling_activities().service_namespace(ecs.clone()).max_results(ONE).send();
    let actions = || scaling.describe_scheduled_actions().service_namespace(ecs.clone()).max_results(ONE).send();
    [
        (Operation::DescribeAlarms, clients.call(Operation::DescribeAlarms, PRIORITY, alarms).await.map(drop)),
        (Operation::GetMetricData, metrics::probe(clients, PRIORITY).await),
        (
            Operation::DescribeScalableTargets,
            clients.call(Operation::DescribeScalableTargets, PRIORITY, targets).await.map(drop),
        ),
        (
            Operation::DescribeScalingPolicies,
            clients.call(Operation::DescribeScalingPolicies, PRIORITY, policies).await.map(drop),
        ),
        (
            Operation::DescribeScheduledActions,
            clients.call(Operation::DescribeScheduledActions, PRIORITY, actions).await.map(drop),
        ),
        (
            Operation::DescribeScalingActivities,
            clients.call(Operation::DescribeScalingActivities, PRIORITY, activities).await.map(drop),
        ),
    ]
}
