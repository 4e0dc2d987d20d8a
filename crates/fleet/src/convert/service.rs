//! Services, their deployments and their events.

use aws_sdk_ecs::types;
use model::arn::Arn;
use model::deployment::Deployment;
use model::event::ServiceEvent;
use model::name::{ClusterName, ServiceName};
use model::service::{
    DeploymentConfiguration, DeploymentController, EarlySuccess, Launch, Network, PlacementConstraint,
    PlacementStrategy, SchedulingStrategy, Service, TargetGroupBinding, TaskSet,
};

use super::{LeftOut, count, list, revision, tags, text, time, word};

/// Left out when it has no ARN, no valid name, or belongs to another cluster. `unread` names the members of the answer
/// that could not be read.
pub(crate) fn service(
    service: types::Service,
    cluster: &ClusterName,
    mut unread: Vec<String>,
) -> Result<Service, LeftOut> {
    let arn = service.service_arn.and_then(|arn| Arn::parse(arn).ok()).ok_or(LeftOut::Lacks("serviceArn"))?;
    let name = ServiceName::parse(service.service_name.as_deref().unwrap_or_else(|| arn.short()));
    let name = name.map_err(|_| LeftOut::Lacks("serviceName"))?;
    let home = service.cluster_arn.as_deref().and_then(|home| home.rsplit('/').next());
    if home.is_some_and(|home| home != cluster.as_str()) {
        return Err(LeftOut::Foreign);
    }
    let mut part = |member: &str, sent: usize, read: usize| {
        if sent != read && !unread.iter().any(|one| one == member) {
            unread.push(member.to_owned());
        }
    };
    let task_sets: Vec<types::TaskSet> = service.task_sets.unwrap_or_default();
    let unread_balancers =
        unread_balancers(service.load_balancers.as_deref(), service.deployments.as_deref(), &task_sets);
    let of_sets = task_sets.iter().flat_map(|set| set.load_balancers().to_vec());
    let balancers: Vec<types::LoadBalancer> = service.load_balancers.into_iter().flatten().chain(of_sets).collect();
    let (sets_sent, task_sets_read) = (task_sets.len(), list(task_sets.iter().cloned().filter_map(task_set)));
    part("taskSets", sets_sent, task_sets_read.len());
    let is_named = |it: &&types::LoadBalancer| it.target_group_arn.is_some() || it.load_balancer_name.is_some();
    part("loadBalancers", balancers.len(), balancers.iter().filter(is_named).count());
    let sent = service.deployments.as_ref().map_or(0, Vec::len);
    let deployments = list(service.deployments.into_iter().flatten().filter_map(deployment));
    part("deployments", sent, deployments.len());
    let sent = service.events.as_ref().map_or(0, Vec::len);
    let events = list(service.events.into_iter().flatten().filter_map(event));
    part("events", sent, events.len());
    let of_task_set = task_sets.iter().find_map(|set| set.task_definition());
    let task_definition = match service.task_definition.as_deref().or(of_task_set) {
        None if !deployments.is_empty() => deployments[0].task_definition.clone(),
        text => revision(text).ok_or(LeftOut::Lacks("taskDefinition"))?,
    };
    Ok(Service {
        arn,
        name,
        cluster: cluster.clone(),
        status: word(service.status.as_deref()),
        desired: count(service.desired_count),
        running: count(service.running_count),
        pending: count(service.pending_count),
        task_definition,
        scheduling: service.scheduling_strategy.map_or(SchedulingStrategy::Replica, |it| it.as_str().into()),
        launch: launch(service.launch_type, service.capacity_provider_strategy),
        platform_version: text(service.platform_version),
        controller: service.deployment_controller.map_or(DeploymentController::Ecs, |it| it.r#type.as_str().into()),
        task_sets: task_sets_read,
        deployments,
        deployment_configuration: service.deployment_configuration.map(configuration).unwrap_or_default(),
        events,
        target_groups: target_groups(balancers),
        unread_balancers,
        unread_members: unread,
        placement_constraints: service
            .placement_constraints
            .into_iter()
            .flatten()
            .filter_map(|it| {
                Some(PlacementConstraint { kind: it.r#type?.as_str().into(), expression: text(it.expression) })
            })
            .collect(),
        placement_strategy: service
            .placement_strategy
            .into_iter()
            .flatten()
            .filter_map(|it| Some(PlacementStrategy { kind: it.r#type?.as_str().into(), field: text(it.field) }))
            .collect(),
        network: service.network_configuration.and_then(|it| it.awsvpc_configuration).map(network),
        health_check_grace: service.health_check_grace_period_seconds.map(count),
        execute_command: service.enable_execute_command,
        propagate_tags: service.propagate_tags.map(|tags| tags.as_str().into()),
        zone_rebalancing: service.availability_zone_rebalancing == Some(types::AvailabilityZoneRebalancing::Enabled),
        created_at: time(service.created_at),
        created_by: text(service.created_by),
        tags: tags(service.tags),
    })
}

/// The target groups of a service and of its task sets, each once.
fn target_groups(balancers: Vec<types::LoadBalancer>) -> Vec<TargetGroupBinding> {
    let mut groups: Vec<TargetGroupBinding> = Vec::new();
    for group in balancers.into_iter().filter_map(target_group) {
        if !groups.contains(&group) {
            groups.push(group);
        }
    }
    groups
}

/// Load balancers whose targets are not read: Classic ones, and VPC Lattice.
fn unread_balancers(
    of_service: Option<&[types::LoadBalancer]>,
    deployments: Option<&[types::Deployment]>,
    task_sets: &[types::TaskSet],
) -> Vec<String> {
    let of_sets = task_sets.iter().flat_map(types::TaskSet::load_balancers);
    let classic =
        of_service.unwrap_or_default().iter().chain(of_sets).filter_map(types::LoadBalancer::load_balancer_name);
    let mut names: Vec<String> = classic.map(|name| format!("Classic Load Balancer {name}")).collect();
    let primary = deployments.unwrap_or_default().iter().find(|one| one.status() == Some("PRIMARY"));
    if primary.is_some_and(|primary| !primary.vpc_lattice_configurations().is_empty()) {
        names.push("VPC Lattice".to_owned());
    }
    names.sort();
    names.dedup();
    names
}

fn task_set(set: types::TaskSet) -> Option<TaskSet> {
    Some(TaskSet {
        id: set.id?,
        status: word(set.status.as_deref()),
        task_definition: revision(set.task_definition.as_deref())?,
        desired: count(set.computed_desired_count),
        pending: count(set.pending_count),
        running: count(set.running_count),
        created_at: time(set.created_at),
        updated_at: time(set.updated_at),
    })
}

fn deployment(deployment: types::Deployment) -> Option<Deployment> {
    Some(Deployment {
        id: deployment.id?,
        status: word(deployment.status.as_deref()),
        task_definition: revision(deployment.task_definition.as_deref())?,
        desired: count(deployment.desired_count),
        pending: count(deployment.pending_count),
        running: count(deployment.running_count),
        failed: count(deployment.failed_tasks),
        rollout_state: deployment.rollout_state.map(|state| state.as_str().into()),
        rollout_reason: text(deployment.rollout_state_reason),
        created_at: time(deployment.created_at),
        updated_at: time(deployment.updated_at),
    })
}

/// An event without a time cannot be put in order and is left out.
fn event(event: types::ServiceEvent) -> Option<ServiceEvent> {
    Some(ServiceEvent { id: event.id.unwrap_or_default(), at: time(event.created_at)?, message: event.message? })
}

fn launch(kind: Option<types::LaunchType>, strategy: Option<Vec<types::CapacityProviderStrategyItem>>) -> Launch {
    let items: Vec<_> = strategy.into_iter().flatten().collect();
    match kind {
        _ if !items.is_empty() => Launch::Strategy(
            items.into_iter().map(|it| (it.capacity_provider, count(it.base), count(it.weight))).collect(),
        ),
        Some(kind) => Launch::Type(kind.as_str().into()),
        None => Launch::Default,
    }
}

fn configuration(configuration: types::DeploymentConfiguration) -> DeploymentConfiguration {
    let breaker = configuration.deployment_circuit_breaker;
    let breaker = breaker.as_ref();
    let alarms = configuration.alarms;
    DeploymentConfiguration {
        strategy: configuration.strategy.map(|strategy| strategy.as_str().into()),
        minimum_healthy_percent: configuration.minimum_healthy_percent.map(count),
        maximum_percent: configuration.maximum_percent.map(count),
        circuit_breaker: breaker.is_some_and(|breaker| breaker.enable),
        rollback: breaker.is_some_and(|breaker| breaker.rollback),
        breaker_resets: breaker.and_then(|breaker| breaker.reset_on_healthy_task),
        breaker_threshold: breaker
            .and_then(|breaker| breaker.threshold_configuration.as_ref())
            .map(|threshold| (threshold.r#type.as_str().to_owned(), count(threshold.value))),
        alarms_on: alarms.as_ref().is_some_and(|alarms| alarms.enable),
        alarms_rollback: alarms.as_ref().is_some_and(|alarms| alarms.rollback),
        alarm_names: alarms.map(|alarms| alarms.alarm_names).unwrap_or_default(),
        bake_minutes: configuration.bake_time_in_minutes.map(count),
        early_success: configuration.early_success_criteria.filter(|it| it.enable).map(|it| EarlySuccess {
            healthy_percent: it.healthy_percent.map(count),
            cleanup: it.source_service_revision_cleanup.map(|cleanup| cleanup.as_str().to_owned()),
        }),
    }
}

fn target_group(balancer: types::LoadBalancer) -> Option<TargetGroupBinding> {
    let advanced = balancer.advanced_configuration;
    let shifted = |part: fn(&types::AdvancedConfiguration) -> &Option<String>| part(advanced.as_ref()?).clone();
    Some(TargetGroupBinding {
        target_group_arn: balancer.target_group_arn?,
        container: balancer.container_name.unwrap_or_default(),
        port: u16::try_from(balancer.container_port.unwrap_or_default()).unwrap_or(0),
        alternate_group_arn: shifted(|it| &it.alternate_target_group_arn),
        production_rule_arn: shifted(|it| &it.production_listener_rule),
        test_rule_arn: shifted(|it| &it.test_listener_rule),
    })
}

fn network(network: types::AwsVpcConfiguration) -> Network {
    Network {
        subnets: network.subnets,
        security_groups: network.security_groups.unwrap_or_default(),
        public_ip: network.assign_public_ip == Some(types::AssignPublicIp::Enabled),
    }
}

#[cfg(test)]
mod tests {
    use model::deployment::{DeploymentRolloutState, DeploymentStatus};

    use super::*;

    const ARN: &str = "arn:aws:ecs:eu-central-1:123456789012:service/shop/web";

    fn shop() -> ClusterName {
        ClusterName::parse("shop").unwrap()
    }

    #[test]
    fn a_service_with_nothing_but_an_arn_is_shown_with_what_it_has() {
        let found = service(types::Service::builder().service_arn(ARN).build(), &shop(), Vec::new()).unwrap();
        assert_eq!((found.name.as_str(), found.task_definition.revision, found.launch), ("web", 0, Launch::Default));
    }

    #[test]
    fn a_service_of_another_cluster_or_without_an_arn_is_left_out() {
        let elsewhere = "arn:aws:ecs:eu-central-1:123456789012:cluster/bank";
        let foreign = types::Service::builder().service_arn(ARN).cluster_arn(elsewhere).build();
        assert_eq!(service(foreign, &shop(), Vec::new()).err(), Some(LeftOut::Foreign));
        let nameless = service(types::Service::builder().service_name("web").build(), &shop(), Vec::new());
        assert_eq!(nameless.err(), Some(LeftOut::Lacks("serviceArn")));
    }

    #[test]
    fn a_service_without_its_own_revision_has_that_of_its_newest_deployment() {
        let deployment = types::Deployment::builder().id("ecs-svc/1").task_definition("web:7").build();
        let found =
            service(types::Service::builder().service_arn(ARN).deployments(deployment).build(), &shop(), Vec::new())
                .unwrap();
        assert_eq!(found.task_definition.to_string(), "web:7");
    }

    #[test]
    fn task_sets_bring_their_target_groups_and_balancers_that_are_not_read_are_named() {
        let group =
            types::LoadBalancer::builder().target_group_arn("arn:aws:elasticloadbalancing:r:1:targetgroup/web/1");
        let classic = types::LoadBalancer::builder().load_balancer_name("old-web").build();
        let set = types::TaskSet::builder()
            .id("ecs-svc/1")
            .status("PRIMARY")
            .task_definition("web:7")
            .computed_desired_count(2)
            .running_count(2)
            .load_balancers(group.clone().build())
            .load_balancers(classic)
            .build();
        let controller = types::DeploymentController::builder().r#type("EXTERNAL".into()).build().unwrap();
        let sent = types::Service::builder().service_arn(ARN).desired_count(4).deployment_controller(controller);
        let found = service(sent.load_balancers(group.build()).task_sets(set).build(), &shop(), Vec::new()).unwrap();
        assert_eq!((found.desired, found.wanted(), found.task_sets[0].running), (4, 2, 2));
        assert_eq!((found.controller, found.target_groups.len()), (DeploymentController::External, 1));
        assert_eq!(found.unread_balancers, ["Classic Load Balancer old-web"]);
    }

    #[test]
    fn states_that_this_build_does_not_know_are_kept_as_they_came() {
        let odd = types::Deployment::builder().id("ecs-svc/1").status("PARKED").rollout_state("PAUSED".into()).build();
        let converted = deployment(odd).unwrap();
        assert_eq!(converted.status, DeploymentStatus::Other("PARKED".to_owned()));
        assert_eq!(converted.rollout_state, Some(DeploymentRolloutState::Other("PAUSED".to_owned())));
    }

    #[test]
    fn parts_that_cannot_be_told_are_named() {
        let sent = types::Service::builder()
            .service_arn(ARN)
            .deployments(types::Deployment::builder().status("PRIMARY").build())
            .events(types::ServiceEvent::builder().message("(service web) has reached a steady state.").build())
            .load_balancers(types::LoadBalancer::builder().container_name("web").build());
        let found = service(sent.build(), &shop(), vec!["events".to_owned(), "runningCount".to_owned()]).unwrap();
        assert_eq!(found.unread_members, ["events", "runningCount", "loadBalancers", "deployments"]);
        assert_eq!(found.uncounted(), ["runningCount"]);
    }
}
