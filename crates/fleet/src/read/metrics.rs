//! Metrics of CloudWatch: asked for when somebody looks, because each one costs money.
//!
//! <https://aws.amazon.com/cloudwatch/pricing/>: a cent for a thousand metrics.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use aws_sdk_cloudwatch::primitives::DateTime;
use aws_sdk_cloudwatch::types::{Dimension, Metric, MetricDataQuery, MetricStat, ScanBy};
use model::arn::Arn;
use model::time::{Span, Timestamp};
use model::traffic::TargetGroup;

use crate::budget::Priority;
use crate::clients::Clients;
use crate::error::FleetError;
use crate::operation::Operation;

mod service;

pub(crate) use service::{Subject, service};

/// The most metrics that one GetMetricData call takes.
///
/// <https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_GetMetricData.html>
const QUERIES_MAX: usize = 500;

/// Pages of one answer that are read: what is asked for here fits in one.
const PAGES_MAX: usize = 4;

/// Between two values; the finest that ECS and Elastic Load Balancing measure.
const PERIOD: Span = Span::minutes(1);

/// Load balancers measure once a minute and CloudWatch needs a moment: the last value is among these.
const LATELY: Span = Span::minutes(5);

/// One metric, and what is made of a minute of it.
#[derive(Clone, Copy, Debug)]
struct Measure<'a> {
    namespace: &'a str,
    name: &'a str,
    dimensions: &'a [(&'a str, &'a str)],
    /// `Average`, `Sum`, `p99`, …
    statistic: &'a str,
}

/// The target groups that had an unhealthy target when they were last measured, by ARN.
///
/// One metric for each group: a call covers 500 groups, of which DescribeTargetHealth needs 500.
pub(crate) async fn unhealthy_groups(
    clients: &Clients,
    groups: &[Arc<TargetGroup>],
    now: Timestamp,
    priority: Priority,
) -> Result<BTreeSet<String>, FleetError> {
    let mut found = BTreeSet::new();
    for batch in groups.chunks(QUERIES_MAX) {
        let queries = batch.iter().enumerate().filter_map(|(index, group)| {
            let at = Place::of(group)?;
            let dimensions = [("TargetGroup", at.group), ("LoadBalancer", at.balancer)];
            let (namespace, name) = (at.namespace, "UnHealthyHostCount");
            Some(query(&id(index), Measure { namespace, name, dimensions: &dimensions, statistic: "Maximum" }))
        });
        let queries: Vec<_> = queries.collect();
        if queries.is_empty() {
            continue;
        }
        let answer = ask(clients, &queries, (now.before(LATELY), now), priority).await?;
        for (index, group) in batch.iter().enumerate() {
            let last = answer.get(&id(index)).and_then(|points| points.last());
            if last.is_some_and(|(_, count)| *count > 0.0) {
                found.insert(group.arn.as_str().to_owned());
            }
        }
    }
    Ok(found)
}

/// Asks for one metric, to see whether that is allowed.
pub(crate) async fn probe(clients: &Clients, priority: Priority) -> Result<(), FleetError> {
    let measure = Measure { namespace: "AWS/ECS", name: "CPUUtilization", dimensions: &[], statistic: "Average" };
    let now = clients.now();
    ask(clients, &[query(&id(0), measure)], (now.before(LATELY), now), priority).await.map(drop)
}

/// Where the metrics of a target group are found: its own and its load balancer's part of their ARNs.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html>
#[derive(Clone, Copy, Debug)]
struct Place<'a> {
    namespace: &'static str,
    group: &'a str,
    balancer: &'a str,
}

impl<'a> Place<'a> {
    /// `None` for a group that no load balancer sends to: nothing is measured there.
    fn of(group: &'a TargetGroup) -> Option<Self> {
        Self::between(&group.arn, group.load_balancers.first()?)
    }

    fn between(group: &'a Arn, balancer: &'a Arn) -> Option<Self> {
        let balancer = balancer.resource().strip_prefix("loadbalancer/")?;
        let namespace = match balancer.split('/').next()? {
            "app" => "AWS/ApplicationELB",
            "net" => "AWS/NetworkELB",
            "gwy" => "AWS/GatewayELB",
            _ => return None,
        };
        Some(Self { namespace, group: group.resource(), balancer })
    }

    fn counts_requests(self) -> bool {
        self.namespace == "AWS/ApplicationELB"
    }
}

fn id(index: usize) -> String {
    format!("g{index}")
}

fn query(id: &str, measure: Measure<'_>) -> MetricDataQuery {
    let dimensions =
        measure.dimensions.iter().map(|(name, value)| Dimension::builder().name(*name).value(*value).build());
    let metric = Metric::builder()
        .namespace(measure.namespace)
        .metric_name(measure.name)
        .set_dimensions(Some(dimensions.collect()))
        .build();
    let period = i32::try_from(PERIOD.whole_seconds()).unwrap_or(i32::MAX);
    let stat = MetricStat::builder().metric(metric).period(period).stat(measure.statistic).build();
    MetricDataQuery::builder().id(id).metric_stat(stat).return_data(true).build()
}

/// Moments and values, the oldest first, by the id of the query.
type Points = HashMap<String, Vec<(Timestamp, f64)>>;

async fn ask(
    clients: &Clients,
    queries: &[MetricDataQuery],
    (from, until): (Timestamp, Timestamp),
    priority: Priority,
) -> Result<Points, FleetError> {
    let (mut points, mut token) = (Points::new(), None);
    for _ in 0..PAGES_MAX {
        let send = || {
            let call = clients.cloudwatch.get_metric_data().set_metric_data_queries(Some(queries.to_vec()));
            let call = call.start_time(DateTime::from_millis(from.0)).end_time(DateTime::from_millis(until.0));
            call.scan_by(ScanBy::TimestampAscending).set_next_token(token.clone()).send()
        };
        let page = clients.call(Operation::GetMetricData, priority, send).await?;
        for result in page.metric_data_results.into_iter().flatten() {
            let moments = result.timestamps.into_iter().flatten().map(|at| at.to_millis().map_or(0, |at| at));
            let values = moments.map(Timestamp).zip(result.values.into_iter().flatten());
            points.entry(result.id.unwrap_or_default()).or_default().extend(values);
        }
        token = page.next_token.filter(|token| !token.is_empty());
        if token.is_none() {
            break;
        }
    }
    points.values_mut().for_each(|values| values.sort_by_key(|(at, _)| *at));
    Ok(points)
}
