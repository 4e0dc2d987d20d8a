//! Container instances.

use aws_sdk_ecs::types;
use model::arn::Arn;
use model::instance::{Instance, InstanceCheck, Resources};
use model::name::ClusterName;

use super::{LeftOut, count, list, tags, text, time, word};

/// Left out when it has no ARN. `unread` names the members of the answer that could not be read.
pub(crate) fn instance(
    instance: types::ContainerInstance,
    cluster: &ClusterName,
    unread: Vec<String>,
) -> Result<Instance, LeftOut> {
    let arn = instance.container_instance_arn.and_then(|arn| Arn::parse(arn).ok());
    let arn = arn.ok_or(LeftOut::Lacks("containerInstanceArn"))?;
    let attributes = instance.attributes.into_iter().flatten();
    Ok(Instance {
        id: arn.short().to_owned(),
        arn,
        cluster: cluster.clone(),
        ec2: text(instance.ec2_instance_id),
        status: word(instance.status.as_deref()),
        status_reason: text(instance.status_reason),
        agent_connected: instance.agent_connected,
        checks: checks(instance.health_status),
        agent_version: instance.version_info.and_then(|info| text(info.agent_version)),
        registered: resources(instance.registered_resources),
        remaining: resources(instance.remaining_resources),
        running: count(instance.running_tasks_count),
        pending: count(instance.pending_tasks_count),
        unread_members: unread,
        capacity_provider: text(instance.capacity_provider_name),
        attributes: list(attributes.map(|attribute| (attribute.name, text(attribute.value)))),
        registered_at: time(instance.registered_at),
        tags: tags(instance.tags),
    })
}

fn checks(health: Option<types::ContainerInstanceHealthStatus>) -> Vec<InstanceCheck> {
    let checks = health.and_then(|health| health.details).into_iter().flatten();
    let check = |one: types::InstanceHealthCheckResult| InstanceCheck {
        kind: word(one.r#type.as_ref().map(types::InstanceHealthCheckType::as_str)),
        state: word(one.status.as_ref().map(types::InstanceHealthCheckState::as_str)),
        reason: text(one.status_reason),
        since: time(one.last_status_change),
    };
    checks.map(check).collect()
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Resource.html>
fn resources(list: Option<Vec<types::Resource>>) -> Resources {
    let mut resources = Resources::default();
    for resource in list.into_iter().flatten() {
        let set = resource.string_set_value.unwrap_or_default();
        match resource.name.as_deref() {
            Some("CPU") => resources.cpu = count(resource.integer_value),
            Some("MEMORY") => resources.memory = count(resource.integer_value),
            Some("PORTS") => resources.ports = ports(&set),
            Some("PORTS_UDP") => resources.ports_udp = ports(&set),
            Some("GPU") => resources.gpus = set,
            _ => {}
        }
    }
    resources
}

fn ports(set: &[String]) -> Vec<u16> {
    let mut ports: Vec<_> = set.iter().filter_map(|port| port.parse().ok()).collect();
    ports.sort_unstable();
    ports
}

#[cfg(test)]
mod tests {
    use super::*;

    const ARN: &str = "arn:aws:ecs:eu-central-1:123456789012:container-instance/shop/0123456789abcdef0123456789abcdef";

    fn convert(instance_: types::builders::ContainerInstanceBuilder) -> Option<Instance> {
        instance(instance_.build(), &ClusterName::parse("shop").unwrap(), Vec::new()).ok()
    }

    #[test]
    fn resources_are_found_by_name_and_unknown_ones_are_left_out() {
        let resource = |name: &str| types::Resource::builder().name(name);
        let instance = types::ContainerInstance::builder()
            .container_instance_arn(ARN)
            .remaining_resources(resource("CPU").integer_value(1536).build())
            .remaining_resources(resource("MEMORY").integer_value(-5).build())
            .remaining_resources(resource("PORTS").string_set_value("8080").string_set_value("22").build())
            .remaining_resources(resource("LUCK").integer_value(7).build());
        let remaining = convert(instance).unwrap().remaining;
        assert_eq!((remaining.cpu, remaining.memory, remaining.ports), (1536, 0, vec![22, 8080]));
    }

    #[test]
    fn checks_are_kept_as_aws_names_them() {
        let check = types::InstanceHealthCheckResult::builder()
            .r#type("CONTAINER_RUNTIME".into())
            .status("FUTURE_STATE".into())
            .status_reason("Docker does not answer")
            .last_status_change(aws_sdk_ecs::primitives::DateTime::from_secs(7));
        let health = types::ContainerInstanceHealthStatus::builder().details(check.build()).build();
        let instance = types::ContainerInstance::builder().container_instance_arn(ARN).health_status(health);
        let [check] = &convert(instance).unwrap().checks[..] else { panic!("one check") };
        assert_eq!(
            (check.words().as_str(), check.since.map(|at| at.0)),
            ("container runtime FUTURE_STATE", Some(7_000))
        );
        assert_eq!(check.reason.as_deref(), Some("Docker does not answer"));
    }

    #[test]
    fn an_instance_is_known_by_its_arn_alone_and_not_without_it() {
        let found = convert(types::ContainerInstance::builder().container_instance_arn(ARN)).unwrap();
        assert_eq!((found.id.as_str(), found.status.as_str()), ("0123456789abcdef0123456789abcdef", ""));
        assert!(convert(types::ContainerInstance::builder().ec2_instance_id("i-1")).is_none());
    }
}
