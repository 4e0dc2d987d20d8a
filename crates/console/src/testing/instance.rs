//! Container instances made by hand.

use fleet::{ClusterSnapshot, Known, Seen};
use model::arn::Arn;
use model::instance::{Instance, InstanceStatus, Resources};
use model::launch::LaunchType;
use model::task::Task;

use super::{ago, cluster_name};

/// An instance of 2 cores and 4 GiB, nothing of it taken.
pub fn instance(id: &str) -> Instance {
    let all = Resources { cpu: 2048, memory: 4096, ports: vec![22], ..Resources::default() };
    Instance {
        arn: Arn::parse(format!("arn:aws:ecs:eu-central-1:123456789012:container-instance/shop/{id}")).unwrap(),
        id: id.to_owned(),
        cluster: cluster_name("shop"),
        ec2: Some(format!("i-{id}")),
        status: InstanceStatus::Active,
        status_reason: None,
        agent_connected: true,
        checks: Vec::new(),
        agent_version: Some("1.90.0".to_owned()),
        registered: all.clone(),
        remaining: all,
        running: 0,
        pending: 0,
        unread_members: Vec::new(),
        capacity_provider: None,
        attributes: vec![("ecs.instance-type".to_owned(), Some("m7g.large".to_owned()))],
        registered_at: None,
        tags: Vec::new(),
    }
}

/// The cluster with these instances.
pub fn with_instances(cluster: ClusterSnapshot, instances: Vec<Instance>) -> ClusterSnapshot {
    let instances = instances.into_iter().map(|one| (one.id.clone(), Seen::new(ago(4), one)));
    ClusterSnapshot { instances: Known::new(instances.collect(), ago(4)), ..cluster }
}

/// The task on this instance, reached at this port of it.
pub fn placed(task: Task, instance: &str, port: u16) -> Task {
    let mut task = Task {
        launch_type: Some(LaunchType::Ec2),
        private_ip: None,
        container_instance: Some(format!("arn:aws:ecs:eu-central-1:123456789012:container-instance/shop/{instance}")),
        ..task
    };
    task.containers[0].host_ports = vec![port];
    task
}
