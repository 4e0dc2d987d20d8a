//! Tasks and their containers.

mod extra;

use aws_sdk_ecs::types;
use model::name::{ClusterName, TaskId};
use model::task::{Container, Lifecycle, Protection, Task};

use super::{LeftOut, health, list, maybe, revision, tags, text, time, word};

/// Left out when it has no ARN, no valid id, or belongs to another cluster.
pub(crate) fn task(task: types::Task, cluster: &ClusterName) -> Result<Task, LeftOut> {
    let arn = task.task_arn.ok_or(LeftOut::Lacks("taskArn"))?;
    let id = TaskId::parse(arn.rsplit('/').next().unwrap_or_default()).map_err(|_| LeftOut::Lacks("taskArn"))?;
    let home = task.cluster_arn.as_deref().and_then(|home| home.rsplit('/').next());
    if home.is_some_and(|home| home != cluster.as_str()) {
        return Err(LeftOut::Foreign);
    }
    let interface = Interface::of(task.attachments.as_deref().unwrap_or_default());
    let containers: Vec<_> = task.containers.into_iter().flatten().collect();
    let bound_address = containers.iter().find_map(|container| {
        container.network_interfaces().iter().find_map(|interface| interface.private_ipv4_address())
    });
    Ok(Task {
        arn,
        id,
        cluster: cluster.clone(),
        group: text(task.group),
        started_by: text(task.started_by),
        task_definition: revision(task.task_definition_arn.as_deref()).ok_or(LeftOut::Lacks("taskDefinitionArn"))?,
        last_status: word(task.last_status.as_deref()),
        desired_status: word(task.desired_status.as_deref()),
        health: health(task.health_status.as_ref()),
        launch_type: maybe(task.launch_type.as_ref().map(|launch| launch.as_str())),
        capacity_provider: text(task.capacity_provider_name),
        platform_version: text(task.platform_version),
        zone: text(task.availability_zone),
        cpu: text(task.cpu),
        memory: text(task.memory),
        lifecycle: Lifecycle {
            created_at: time(task.created_at),
            connected_at: time(task.connectivity_at),
            pull_started_at: time(task.pull_started_at),
            pull_stopped_at: time(task.pull_stopped_at),
            started_at: time(task.started_at),
            stopping_at: time(task.stopping_at),
            execution_stopped_at: time(task.execution_stopped_at),
            stopped_at: time(task.stopped_at),
        },
        stop_code: maybe(task.stop_code.as_ref().map(|code| code.as_str())),
        stopped_reason: text(task.stopped_reason),
        private_ip: interface.private_ip.or_else(|| bound_address.map(str::to_owned)),
        network_interface: interface.id,
        subnet: interface.subnet,
        attachments: extra::attachments(task.attachments),
        overrides: extra::overrides(task.overrides),
        containers: list(containers.into_iter().filter_map(container)),
        container_instance: text(task.container_instance_arn),
        execute_command: task.enable_execute_command,
        tags: tags(task.tags),
    })
}

fn container(container: types::Container) -> Option<Container> {
    let host_ports = container.network_bindings().iter().filter_map(|it| u16::try_from(it.host_port()?).ok());
    let host_ports = host_ports.filter(|port| *port > 0).collect();
    Some(Container {
        name: container.name?,
        image: text(container.image),
        image_digest: text(container.image_digest),
        last_status: word(container.last_status.as_deref()),
        exit_code: container.exit_code,
        reason: text(container.reason),
        health: health(container.health_status.as_ref()),
        runtime_id: text(container.runtime_id),
        host_ports,
        agents: list(container.managed_agents.into_iter().flatten().filter_map(extra::agent)),
    })
}

/// The elastic network interface of a task in `awsvpc` mode, from the details of its attachment.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_Attachment.html>
#[derive(Default)]
struct Interface {
    id: Option<String>,
    subnet: Option<String>,
    private_ip: Option<String>,
}

impl Interface {
    fn of(attachments: &[types::Attachment]) -> Self {
        let attachment = attachments.iter().find(|it| matches!(it.r#type(), Some("ElasticNetworkInterface" | "eni")));
        let Some(attachment) = attachment else { return Self::default() };
        let detail = |name: &str| {
            let pair = attachment.details().iter().find(|pair| pair.name() == Some(name))?;
            pair.value().map(str::to_owned)
        };
        Self { id: detail("networkInterfaceId"), subnet: detail("subnetId"), private_ip: detail("privateIPv4Address") }
    }
}

pub(crate) fn protection(task: types::ProtectedTask) -> Protection {
    Protection { enabled: task.protection_enabled, expires_at: time(task.expiration_date) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shop() -> ClusterName {
        ClusterName::parse("shop").unwrap()
    }

    fn bare() -> types::builders::TaskBuilder {
        types::Task::builder()
            .task_arn("arn:aws:ecs:eu-central-1:123456789012:task/shop/0123456789abcdef0123456789abcdef")
    }

    #[test]
    fn a_task_with_nothing_but_an_arn_is_shown_with_what_it_has() {
        let found = task(bare().build(), &shop()).unwrap();
        assert_eq!(
            (found.id.short(), found.last_status.as_str(), found.lifecycle),
            ("01234567", "", Lifecycle::default())
        );
    }

    #[test]
    fn an_empty_text_is_an_absent_one() {
        let found = task(bare().started_by("").stopped_reason("").stop_code("".into()).build(), &shop()).unwrap();
        assert_eq!((found.started_by, found.stopped_reason, found.stop_code), (None, None, None));
    }

    #[test]
    fn a_task_of_another_cluster_is_left_out() {
        assert!(task(bare().cluster_arn("arn:aws:ecs:r:1:cluster/bank").build(), &shop()).is_err());
    }

    #[test]
    fn the_network_interface_is_found_among_the_attachments() {
        let pair = |name: &str, value: &str| types::KeyValuePair::builder().name(name).value(value).build();
        let attachment = types::Attachment::builder()
            .r#type("ElasticNetworkInterface")
            .details(pair("subnetId", "subnet-1"))
            .details(pair("privateIPv4Address", "10.0.0.7"));
        let found = task(bare().attachments(attachment.build()).build(), &shop()).unwrap();
        assert_eq!((found.subnet.as_deref(), found.private_ip.as_deref()), (Some("subnet-1"), Some("10.0.0.7")));
        assert_eq!(found.network_interface, None);
    }
}
