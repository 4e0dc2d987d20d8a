//! Alarms.

use aws_sdk_cloudwatch::types::{AlarmType, MetricAlarm};
use model::alarm::Alarm;

use super::paging;
use crate::budget::Priority;
use crate::clients::Clients;
use crate::convert;
use crate::error::FleetError;
use crate::operation::Operation;

/// The most alarms in one page.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_DescribeAlarms.html>
const PAGE_MAX: i32 = 100;

/// All metric alarms of the environment in the order of their names, and how many calls that took.
pub(crate) async fn all(clients: &Clients, priority: Priority) -> Result<(Vec<Alarm>, usize), FleetError> {
    let fetch = |token: Option<String>| async move {
        let send = || {
            let call = clients.cloudwatch.describe_alarms().alarm_types(AlarmType::MetricAlarm);
            call.max_records(PAGE_MAX).set_next_token(token.clone()).send()
        };
        let page = clients.call(Operation::DescribeAlarms, priority, send).await?;
        Ok((page.metric_alarms.unwrap_or_default(), page.next_token))
    };
    let listed =
        paging::things((Operation::DescribeAlarms, "AlarmName"), |it: &MetricAlarm| it.alarm_name.clone(), fetch)
            .await?;
    let mut alarms: Vec<_> = listed.items.into_iter().filter_map(convert::alarm::alarm).collect();
    alarms.sort_by(|a, b| a.name.cmp(&b.name));
    Ok((alarms, listed.pages))
}
