//! Capacity providers.

use aws_sdk_ecs::types;
use model::instance::CapacityProvider;
use model::name::ClusterName;

use super::paging;
use crate::budget::Priority;
use crate::clients::Clients;
use crate::convert;
use crate::error::FleetError;
use crate::operation::Operation;

/// The most capacity providers in one page.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DescribeCapacityProviders.html>
const PAGE_MAX: i32 = 10;

/// All capacity providers of the account, or those of a cluster: providers of ECS Managed Instances belong to one
/// cluster and are told with it alone.
pub(crate) async fn all(
    clients: &Clients,
    cluster: Option<&ClusterName>,
    priority: Priority,
) -> Result<Vec<CapacityProvider>, FleetError> {
    let fetch = |token: Option<String>| async move {
        let send = || {
            let call = clients.ecs.describe_capacity_providers();
            let call = call.set_cluster(cluster.map(|name| name.as_str().to_owned()));
            call.max_results(PAGE_MAX).set_next_token(token.clone()).send()
        };
        let page = clients.call(Operation::DescribeCapacityProviders, priority, send).await?;
        Ok((page.capacity_providers.unwrap_or_default(), page.next_token))
    };
    let told_by = (Operation::DescribeCapacityProviders, "name");
    let listed = paging::things(told_by, |it: &types::CapacityProvider| it.name.clone(), fetch).await?;
    Ok(listed.items.into_iter().filter_map(convert::capacity_provider::capacity_provider).collect())
}
