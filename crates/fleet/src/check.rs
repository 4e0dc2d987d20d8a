//! What the credentials of an environment can read: each action tried once.

use model::freshness::Trouble;
use model::name::ClusterName;

use crate::clients::Clients;
use crate::clock::Clock;
use crate::error::FleetError;
use crate::operation::Operation;
use crate::options::{EnvironmentSettings, FleetOptions};
use crate::read::probe;

mod balancing;
mod definitions;

/// What became of one try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CheckOutcome {
    /// AWS answered.
    Allowed,
    /// IAM refuses the action.
    Denied,
    /// There was no answer, or none that says whether it is allowed.
    Unreachable,
    /// There was nothing to try it on.
    NotTried,
}

/// One action and what became of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CheckLine {
    /// The IAM action, for example `ecs:ListClusters`.
    pub action: &'static str,
    /// What became of it.
    pub outcome: CheckOutcome,
    /// One line for people: what was found, or what stands in the way.
    pub message: String,
}

/// Tries every read that Podium makes once, with the smallest page there is.
pub async fn check(settings: &EnvironmentSettings) -> Vec<CheckLine> {
    let clients = Clients::new(settings, &FleetOptions::default(), &Clock::system()).await;
    let mut lines = Vec::new();
    let account = probe::account(&clients).await;
    lines.push(line(
        Operation::GetCallerIdentity,
        account.map(|account| format!("account {}", account.unwrap_or_default())),
    ));

    let clusters = tried(&mut lines, Operation::ListClusters, probe::list_clusters(&clients).await);
    let cluster = clusters.as_deref().and_then(|arns| arns.first()).and_then(|arn| name_of(arn));
    check_cluster(&clients, cluster.as_ref(), &mut lines).await;
    let providers = probe::capacity_providers(&clients).await;
    lines.push(line(Operation::DescribeCapacityProviders, providers.map(|()| "answers".to_owned())));

    definitions::check(&clients, &mut lines).await;
    balancing::check(&clients, &mut lines).await;
    let answers = |result: Result<(), FleetError>| result.map(|()| "answers".to_owned());
    for (operation, result) in probe::metrics_and_scaling(&clients).await {
        lines.push(line(operation, answers(result)));
    }
    lines
}

async fn check_cluster(clients: &Clients, cluster: Option<&ClusterName>, lines: &mut Vec<CheckLine>) {
    let Some(cluster) = cluster else {
        let needing = [
            Operation::DescribeClusters,
            Operation::ListServices,
            Operation::DescribeServices,
            Operation::ListTasks,
            Operation::DescribeTasks,
            Operation::GetTaskProtection,
            Operation::ListContainerInstances,
            Operation::DescribeContainerInstances,
            Operation::ListServiceDeployments,
            Operation::DescribeServiceDeployments,
            Operation::DescribeServiceRevisions,
        ];
        lines.extend(needing.map(|operation| not_tried(operation, "no cluster is known to try it on")));
        return;
    };
    let described = probe::describe_cluster(clients, cluster).await;
    lines.push(line(Operation::DescribeClusters, described.map(|()| format!("cluster {cluster} answers"))));
    let services = tried(lines, Operation::ListServices, probe::list_services(clients, cluster).await);
    match services.as_deref().and_then(|arns| arns.first()) {
        Some(arn) => {
            let described = probe::describe_service(clients, cluster, arn).await;
            lines.push(line(Operation::DescribeServices, described.map(|()| "answers".to_owned())));
        }
        None => lines.push(not_tried(Operation::DescribeServices, "no service is known to try it on")),
    }
    check_deployments(clients, cluster, services.as_deref().and_then(|arns| arns.first()), lines).await;
    let tasks = tried(lines, Operation::ListTasks, probe::list_tasks(clients, cluster).await);
    match tasks.as_deref().and_then(|arns| arns.first()) {
        Some(arn) => {
            let described = probe::describe_task(clients, cluster, arn).await;
            lines.push(line(Operation::DescribeTasks, described.map(|()| "answers".to_owned())));
            let protection = probe::task_protection(clients, cluster, arn).await;
            lines.push(line(Operation::GetTaskProtection, protection.map(|()| "answers".to_owned())));
        }
        None => {
            let needing = [Operation::DescribeTasks, Operation::GetTaskProtection];
            lines.extend(needing.map(|operation| not_tried(operation, "no task is known to try it on")));
        }
    }
    let instances = probe::list_container_instances(clients, cluster).await;
    let instances = tried(lines, Operation::ListContainerInstances, instances);
    match instances.as_deref().and_then(|arns| arns.first()) {
        Some(arn) => {
            let described = probe::describe_container_instance(clients, cluster, arn).await;
            lines.push(line(Operation::DescribeContainerInstances, described.map(|()| "answers".to_owned())));
        }
        None => {
            lines.push(not_tried(Operation::DescribeContainerInstances, "no container instance is known to try it on"))
        }
    }
}

async fn check_deployments(
    clients: &Clients,
    cluster: &ClusterName,
    service: Option<&String>,
    lines: &mut Vec<CheckLine>,
) {
    let needing = [Operation::DescribeServiceDeployments, Operation::DescribeServiceRevisions];
    let Some(service) = service else {
        let all = [Operation::ListServiceDeployments].into_iter().chain(needing);
        lines.extend(all.map(|operation| not_tried(operation, "no service is known to try it on")));
        return;
    };
    let listed = probe::list_service_deployments(clients, cluster, service).await;
    let newest = listed.as_ref().ok().and_then(|listed| listed.first()).cloned();
    lines.push(line(Operation::ListServiceDeployments, listed.map(|_| "answers".to_owned())));
    let Some((deployment, revision)) = newest else {
        lines.extend(needing.map(|operation| not_tried(operation, "no service deployment is known to try it on")));
        return;
    };
    let described = probe::describe_service_deployment(clients, &deployment).await;
    lines.push(line(Operation::DescribeServiceDeployments, described.map(|()| "answers".to_owned())));
    match revision {
        Some(revision) => {
            let described = probe::describe_service_revision(clients, &revision).await;
            lines.push(line(Operation::DescribeServiceRevisions, described.map(|()| "answers".to_owned())));
        }
        None => lines.push(not_tried(Operation::DescribeServiceRevisions, "no service revision is known to try it on")),
    }
}

fn name_of(arn: &str) -> Option<ClusterName> {
    ClusterName::parse(arn.rsplit('/').next()?).ok()
}

/// Notes a list and hands it on, if there is one.
fn tried(
    lines: &mut Vec<CheckLine>,
    operation: Operation,
    result: Result<Vec<String>, FleetError>,
) -> Option<Vec<String>> {
    let found = result.as_ref().ok().cloned();
    let say = |arns: Vec<String>| {
        if arns.is_empty() { "answers; there is none yet".to_owned() } else { "answers".to_owned() }
    };
    lines.push(line(operation, result.map(say)));
    found
}

fn line(operation: Operation, result: Result<String, FleetError>) -> CheckLine {
    let action = operation.action();
    match result {
        Ok(message) => CheckLine { action, outcome: CheckOutcome::Allowed, message },
        // A thing that vanished between two calls was looked for: that is allowed.
        Err(error @ FleetError::NotFound { .. }) => {
            CheckLine { action, outcome: CheckOutcome::Allowed, message: error.chain().to_string() }
        }
        Err(error) => {
            let outcome = match error.trouble() {
                Some(Trouble::Denied { .. }) => CheckOutcome::Denied,
                _ => CheckOutcome::Unreachable,
            };
            CheckLine { action, outcome, message: error.chain().to_string() }
        }
    }
}

fn not_tried(operation: Operation, why: &str) -> CheckLine {
    CheckLine { action: operation.action(), outcome: CheckOutcome::NotTried, message: why.to_owned() }
}
