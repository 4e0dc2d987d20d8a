//! Targets of a target group and their health.

use model::traffic::Target;

use crate::budget::Priority;
use crate::clients::{Clients, Sent};
use crate::convert;
use crate::error::FleetError;
use crate::operation::Operation;

/// All targets of a group. There is no batch: one call each.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetHealth.html>
pub(crate) async fn describe(
    clients: &Clients,
    group: &str,
    priority: Priority,
) -> Result<Sent<Vec<Target>>, FleetError> {
    let send = || clients.balancing.describe_target_health().target_group_arn(group).send();
    let answer = clients.call_raw(Operation::DescribeTargetHealth, priority, send).await.map_err(|it| it.error)?;
    let described = answer.value.target_health_descriptions.unwrap_or_default();
    let mut targets: Vec<_> = described.into_iter().map(convert::balancing::target).collect();
    targets.sort_by(|a, b| (&a.id, a.port).cmp(&(&b.id, b.port)));
    targets.shrink_to_fit();
    Ok(Sent { at: answer.at, value: targets })
}
