//! Service deployments of one service: listed, and described as far as they can have changed.

use model::deployment::ServiceDeployment;
use model::name::{ClusterName, ServiceName};

use crate::budget::Priority;
use crate::clients::{Clients, Sent};
use crate::error::FleetError;
use crate::read::service_deployments::{describe, list};

/// The newest service deployments of a service, the newest first. One that has ended does not change any more: if it is
/// known with the status that the list tells, it is not described again.
pub(crate) async fn read(
    clients: &Clients,
    (cluster, service): (&ClusterName, &ServiceName),
    known: &[ServiceDeployment],
    priority: Priority,
) -> Result<Sent<Vec<ServiceDeployment>>, FleetError> {
    let listed = list(clients, cluster, service, priority).await?;
    let ended = |arn: &str| known.iter().find(|it| it.arn == arn && !it.status.is_moving());
    let has_changed = |brief: &&crate::read::service_deployments::Brief| {
        ended(&brief.arn).is_none_or(|known| known.status != brief.status)
    };
    let changed: Vec<_> = listed.value.iter().filter(has_changed).map(|brief| brief.arn.clone()).collect();
    let described = match changed.is_empty() {
        true => Vec::new(),
        false => describe(clients, &changed, priority).await?,
    };
    let newest = |arn: &str| described.iter().find(|it| it.arn == arn).or_else(|| ended(arn)).cloned();
    Ok(Sent { at: listed.at, value: listed.value.iter().filter_map(|brief| newest(&brief.arn)).collect() })
}
