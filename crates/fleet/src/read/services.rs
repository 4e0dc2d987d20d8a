//! Services.

use std::collections::BTreeSet;

use aws_sdk_ecs::types::ServiceField;
use model::name::{ClusterName, ServiceName};
use model::service::{Service, ServiceStatus};

use super::{PAGE_MAX, name_in, paging, salvage};
use crate::budget::Priority;
use crate::clients::{Clients, Sent, Unanswered};
use crate::convert;
use crate::error::FleetError;
use crate::operation::Operation;

/// The most services that one DescribeServices call takes.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeServices.html>
pub(crate) const DESCRIBE_MAX: usize = 10;

/// The names of all services of a cluster.
pub(crate) async fn list(
    clients: &Clients,
    cluster: &ClusterName,
    priority: Priority,
) -> Result<BTreeSet<ServiceName>, FleetError> {
    let fetch = |token: Option<String>| async move {
        let send = || {
            let call = clients.ecs.list_services().cluster(cluster.as_str());
            // Without it a page has ten.
            call.max_results(PAGE_MAX).set_next_token(token.clone()).send()
        };
        let page = clients.call(Operation::ListServices, priority, send).await?;
        Ok((page.service_arns.unwrap_or_default(), page.next_token))
    };
    let listed = paging::all(fetch).await?;
    let names = listed.items.iter().filter_map(|arn| name_in(arn, "service", cluster));
    Ok(names.filter_map(|name| ServiceName::parse(name).ok()).collect())
}

/// Those of at most [`DESCRIBE_MAX`] services that exist and are not INACTIVE.
pub(crate) async fn describe(
    clients: &Clients,
    cluster: &ClusterName,
    names: &[ServiceName],
    priority: Priority,
) -> Result<Sent<Vec<Service>>, FleetError> {
    let send = || {
        let names = names.iter().map(|name| name.as_str().to_owned()).collect();
        let call = clients.ecs.describe_services().cluster(cluster.as_str());
        call.set_services(Some(names)).include(ServiceField::Tags).send()
    };
    let services = match clients.call_raw(Operation::DescribeServices, priority, send).await {
        Ok(answer) => Sent { at: answer.at, value: answer.value.services.unwrap_or_default() },
        Err(Unanswered { error, unread: Some(body) }) => {
            let parse =
                |client: aws_sdk_ecs::Client| async move { client.describe_services().send().await.ok()?.services };
            Sent { at: body.at, value: salvage::items(&body.value, "services", parse).await.ok_or(error)? }
        }
        Err(unanswered) => return Err(unanswered.error),
    };
    let found = services.value.into_iter().filter_map(|service| convert::service::service(service, cluster));
    Ok(Sent { at: services.at, value: found.filter(|service| service.status != ServiceStatus::Inactive).collect() })
}
