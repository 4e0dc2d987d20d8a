//! What the tests share: a simulator, a client that fills it, a fleet that reads it, and waiting for what must come.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use aws_sdk_ecs::Client;
use aws_sdk_ecs::config::{BehaviorVersion, Credentials, Region};
use aws_sdk_ecs::types::{
    AwsVpcConfiguration, Compatibility, ContainerDefinition, KeyValuePair, LaunchType, NetworkConfiguration,
    NetworkMode, PortMapping, TaskOverride,
};
use fleet::{ClusterSnapshot, EnvironmentSettings, Fleet, FleetOptions, Snapshot};
use futures::{StreamExt, stream};
use model::name::{ClusterName, EnvironmentName, ServiceName};
use simulator::Scenario;
use simulator::faults::{Chance, Effect, Fault, Target};
use simulator::{Running, Simulator, SimulatorOptions};

#[path = "support/balancing.rs"]
mod balancing;
#[path = "support/scripted.rs"]
mod scripted;

pub use balancing::{balancing, fill_balanced_service, fill_balancer, fill_groups, group_arn};
pub use scripted::Scripted;

/// What must come has to come within this time.
const PATIENCE: Duration = Duration::from_secs(60);

/// A value in an environment variable that must not be found anywhere.
pub const CANARY: &str = "canary-7f3a9";

pub fn environment() -> EnvironmentName {
    EnvironmentName::parse("test").unwrap()
}

pub fn cluster(name: &str) -> ClusterName {
    ClusterName::parse(name).unwrap()
}

pub fn service(name: &str) -> ServiceName {
    ServiceName::parse(name).unwrap()
}

pub fn settings(url: &str) -> EnvironmentSettings {
    EnvironmentSettings {
        name: environment(),
        region: "eu-central-1".to_owned(),
        profile: None,
        role_arn: None,
        external_id: None,
        endpoint_url: Some(url.to_owned()),
        read_only: false,
    }
}

/// Everything fast, and no budget that a test would have to wait for.
pub fn quick() -> FleetOptions {
    let milliseconds = Duration::from_millis;
    FleetOptions {
        focus: milliseconds(50),
        sweep: milliseconds(60),
        deploying: milliseconds(100),
        background: milliseconds(120),
        idle: milliseconds(150),
        families: milliseconds(150),
        families_watched: milliseconds(100),
        linger: milliseconds(100),
        back_off: milliseconds(20),
        back_off_most: milliseconds(200),
        back_off_watched: milliseconds(100),
        connect_timeout: milliseconds(500),
        attempt_timeout: milliseconds(2_000),
        operation_timeout: milliseconds(3_000),
        budget_share: 1_000.0,
        ..FleetOptions::default()
    }
}

/// Every list is read once and then not again: what a cold start costs.
pub fn once() -> FleetOptions {
    FleetOptions { budget_share: 1_000.0, ..FleetOptions::default() }
}

pub async fn empty_simulator() -> Running {
    simulator_at(SocketAddr::from(([127, 0, 0, 1], 0)), Scenario::Empty).await
}

pub async fn simulator_at(listen: SocketAddr, scenario: Scenario) -> Running {
    let options = SimulatorOptions { listen, scenario, speed: 10.0, limits_on: false, ..SimulatorOptions::default() };
    Simulator::start(options).await.unwrap()
}

pub fn client(url: &str) -> Client {
    let config = aws_sdk_ecs::Config::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::from_static("eu-central-1"))
        .credentials_provider(Credentials::new("AKIAFILLER", "filler", None, None, "test"))
        .endpoint_url(url)
        .build();
    Client::from_conf(config)
}

/// A cluster, and a task definition `web:1` whose environment holds the canary.
pub async fn fill_cluster(client: &Client, name: &str) {
    client.create_cluster().cluster_name(name).send().await.unwrap();
    let variable = KeyValuePair::builder().name("PASSWORD").value(CANARY).build();
    let port = PortMapping::builder().container_port(8080).build();
    let container = ContainerDefinition::builder().name("web").image("shop/web:1").environment(variable);
    let container = container.port_mappings(port).build();
    let request = client.register_task_definition().family("web").container_definitions(container);
    let request = request.network_mode(NetworkMode::Awsvpc).requires_compatibilities(Compatibility::Fargate);
    request.cpu("256").memory("512").send().await.unwrap();
}

fn network() -> NetworkConfiguration {
    let network = AwsVpcConfiguration::builder().subnets("subnet-1").build().unwrap();
    NetworkConfiguration::builder().awsvpc_configuration(network).build()
}

pub async fn fill_services(client: &Client, cluster: &str, count: usize, desired: i32) {
    let requests = (0..count).map(|number| {
        let request = client.create_service().cluster(cluster).service_name(format!("web-{number:04}"));
        let request = request.task_definition("web:1").desired_count(desired).launch_type(LaunchType::Fargate);
        request.network_configuration(network()).send()
    });
    stream::iter(requests).buffer_unordered(16).for_each(|result| async { drop(result.unwrap()) }).await;
}

/// A one-off task that overrides its definition.
pub async fn fill_one_task(client: &Client, cluster: &str, overrides: TaskOverride) {
    let request = client.run_task().cluster(cluster).task_definition("web:1").overrides(overrides);
    request.launch_type(LaunchType::Fargate).network_configuration(network()).send().await.unwrap();
}

/// One-off tasks, ten per call: more are not taken.
pub async fn fill_tasks(client: &Client, cluster: &str, count: usize) {
    let sizes = (0..count).step_by(10).map(|start| (count - start).min(10));
    let requests = sizes.map(|size| {
        let request = client.run_task().cluster(cluster).task_definition("web:1").count(i32::try_from(size).unwrap());
        request.launch_type(LaunchType::Fargate).network_configuration(network()).send()
    });
    stream::iter(requests).buffer_unordered(8).for_each(|result| async { drop(result.unwrap()) }).await;
}

/// How often an operation was called.
pub fn made(simulator: &Running, operation: &str) -> usize {
    let totals = simulator.control().totals().operations;
    totals.get(operation).map_or(0, |count| usize::try_from(*count).unwrap())
}

/// A fault that hits every call of an operation.
pub fn fault(operation: &str, effect: Effect) -> Fault {
    Fault {
        target: Target { operation: Some(operation.to_owned()), ..Target::default() },
        chance: Chance::default(),
        effect,
    }
}

/// Waits for a level: looks at the snapshot until the question is answered.
#[track_caller]
pub fn until<'a, T: 'a>(
    fleet: &'a Fleet,
    what: &'a str,
    question: impl Fn(&Snapshot) -> Option<T> + 'a,
) -> impl Future<Output = T> + 'a {
    let asked_at = std::panic::Location::caller();
    async move {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        loop {
            let snapshot = fleet.snapshot(&environment()).unwrap();
            if let Some(answer) = question(&snapshot) {
                return answer;
            }
            assert!(tokio::time::Instant::now() < deadline, "{asked_at}: never: {what}; last seen: {snapshot:#?}");
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    }
}

/// Waits for the first complete read.
pub async fn complete(fleet: &Fleet) -> Arc<Snapshot> {
    until(fleet, "everything is read", |snapshot| snapshot.first_read_complete.then_some(())).await;
    fleet.snapshot(&environment()).unwrap()
}

pub fn is(condition: bool) -> Option<()> {
    condition.then_some(())
}

/// A cluster of the snapshot that has to be there.
pub fn of<'a>(snapshot: &'a Snapshot, name: &str) -> Option<&'a ClusterSnapshot> {
    snapshot.clusters.get(&cluster(name)).map(AsRef::as_ref)
}
