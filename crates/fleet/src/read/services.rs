//! Services.

use std::collections::BTreeSet;

use aws_sdk_ecs::types::{self, ServiceField};
use model::name::{ClusterName, ServiceName};
use model::service::{Service, ServiceStatus};
use model::time::Timestamp;

use super::capture::Capture;
use super::{PAGE_MAX, counts, name_in, paging, salvage};
use crate::budget::Priority;
use crate::clients::{Clients, Unanswered};
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

/// What AWS says of services that were asked for by name.
pub(crate) struct Described {
    pub(crate) at: Timestamp,
    /// Those that exist and are not INACTIVE.
    pub(crate) value: Vec<Service>,
    /// Whether all of the answer could be read: then those that are not there do not exist.
    pub(crate) is_whole: bool,
}

/// Those of at most [`DESCRIBE_MAX`] services that exist and are not INACTIVE.
pub(crate) async fn describe(
    clients: &Clients,
    cluster: &ClusterName,
    names: &[ServiceName],
    priority: Priority,
) -> Result<Described, FleetError> {
    let capture = Capture::default();
    let send = || {
        let names = names.iter().map(|name| name.as_str().to_owned()).collect();
        let call = clients.ecs.describe_services().cluster(cluster.as_str());
        let call = call.set_services(Some(names)).include(ServiceField::Tags);
        call.customize().interceptor(capture.clone()).send()
    };
    let (at, items, body) = match clients.call_raw(Operation::DescribeServices, priority, send).await {
        Ok(answer) => (answer.at, salvage::whole(answer.value.services), capture.take()),
        Err(Unanswered { error, unread: Some(body) }) => {
            let parse =
                |client: aws_sdk_ecs::Client| async move { client.describe_services().send().await.ok()?.services };
            let items = salvage::items(&body.value, "services", parse).await.ok_or(error)?;
            (body.at, items, Some(body.value))
        }
        Err(unanswered) => return Err(unanswered.error),
    };
    let lacking = body.as_ref().map(counts::of_services).unwrap_or_default();
    let items = counts::noted(items, lacking, types::Service::service_arn);
    let sent = items.len();
    let convert = |service, unread| convert::service::service(service, cluster, unread);
    let found = salvage::converted(Operation::DescribeServices, items, convert);
    let is_whole = found.len() == sent;
    let value = found.into_iter().filter(|service| service.status != ServiceStatus::Inactive).collect();
    Ok(Described { at, value, is_whole })
}
