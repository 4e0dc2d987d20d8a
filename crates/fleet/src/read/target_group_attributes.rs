//! Attributes of a target group.

use std::collections::BTreeMap;

use crate::budget::Priority;
use crate::clients::{Clients, Sent};
use crate::error::FleetError;
use crate::operation::Operation;

/// All attributes of a group by key, in AWS's own words. There is no batch: one call each.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetGroupAttributes.html>
pub(crate) async fn describe(
    clients: &Clients,
    group: &str,
    priority: Priority,
) -> Result<Sent<BTreeMap<String, String>>, FleetError> {
    let send = || clients.balancing.describe_target_group_attributes().target_group_arn(group).send();
    let answer =
        clients.call_raw(Operation::DescribeTargetGroupAttributes, priority, send).await.map_err(|it| it.error)?;
    let attributes = answer.value.attributes.into_iter().flatten();
    Ok(Sent { at: answer.at, value: attributes.filter_map(|it| Some((it.key?, it.value?))).collect() })
}
