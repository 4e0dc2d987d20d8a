//! The metrics strip of one service.

use std::sync::Arc;

use model::metric::{Series, ServiceMetrics};
use model::name::{ClusterName, ServiceName};
use model::time::{Span, Timestamp};
use model::traffic::TargetGroup;

use super::{Measure, PERIOD, Place, Points, ask, query};
use crate::budget::Priority;
use crate::clients::Clients;
use crate::error::FleetError;

/// How far back the strip goes.
const WINDOW: Span = Span::minutes(60);

/// The service and what is known of its target groups.
pub(crate) struct Subject<'a> {
    pub(crate) cluster: &'a ClusterName,
    pub(crate) service: &'a ServiceName,
    pub(crate) groups: &'a [Arc<TargetGroup>],
}

/// The last sixty whole minutes, in one call. The window is aligned to the minute, so that CloudWatch answers from its
/// own aggregates and everybody who asks within a minute asks the same.
///
/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/available-metrics.html>
pub(crate) async fn service(
    clients: &Clients,
    subject: &Subject<'_>,
    now: Timestamp,
    priority: Priority,
) -> Result<ServiceMetrics, FleetError> {
    let until = Timestamp(now.0 - now.0.rem_euclid(PERIOD.0));
    let from = until.before(WINDOW);
    let of_service = [("ClusterName", subject.cluster.as_str()), ("ServiceName", subject.service.as_str())];
    let ecs = |name| Measure { namespace: "AWS/ECS", name, dimensions: &of_service, statistic: "Average" };
    let mut queries = vec![query("cpu", ecs("CPUUtilization")), query("memory", ecs("MemoryUtilization"))];
    let places: Vec<_> = subject.groups.iter().filter_map(|group| Place::of(group)).collect();
    let places: Vec<_> = places.into_iter().filter(|place| place.counts_requests()).collect();
    for (index, place) in places.iter().enumerate() {
        let dimensions = [("TargetGroup", place.group), ("LoadBalancer", place.balancer)];
        for (id, name, statistic) in OF_GROUPS {
            let measure = Measure { namespace: place.namespace, name, dimensions: &dimensions, statistic };
            queries.push(query(&format!("{id}{index}"), measure));
        }
    }
    let points = ask(clients, &queries, (from, until), priority).await?;
    Ok(told(&points, places.len(), from))
}

/// Id, metric and statistic of what is measured per target group.
///
/// <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-cloudwatch-metrics.html>
const OF_GROUPS: [(&str, &str, &str); 4] = [
    ("requests", "RequestCount", "Sum"),
    ("errors", "HTTPCode_Target_5XX_Count", "Sum"),
    ("latency", "TargetResponseTime", "Average"),
    ("slowest", "TargetResponseTime", "p99"),
];

/// Several groups are one service: requests and errors add up, the average is weighted by requests, and of percentiles,
/// which cannot be added, the worst is told.
fn told(points: &Points, groups: usize, from: Timestamp) -> ServiceMetrics {
    let single = |id: &str| values(points, id, from);
    let each = |id: &str| (0..groups).map(|index| values(points, &format!("{id}{index}"), from)).collect::<Vec<_>>();
    let requests = each("requests");
    let total = folded(&requests, |a, b| a + b);
    // CloudWatch measures no errors where there were none: where requests are known, none is zero.
    let errors = folded(&each("errors"), |a, b| a + b);
    let errors = total.iter().zip(errors).map(|(requests, errors)| errors.or(requests.map(|_| 0.0))).collect();
    let series =
        |values: Vec<Option<f64>>| values.iter().any(Option::is_some).then_some(Series { from, step: PERIOD, values });
    ServiceMetrics {
        cpu: series(single("cpu")),
        memory: series(single("memory")),
        latency: series(weighted(&each("latency"), &requests)),
        latency_p99: series(folded(&each("slowest"), f64::max)),
        requests: series(total),
        errors: series(errors),
    }
}

fn steps() -> usize {
    usize::try_from(WINDOW.0 / PERIOD.0).unwrap_or_default()
}

/// One value per minute.
fn values(points: &Points, id: &str, from: Timestamp) -> Vec<Option<f64>> {
    let mut values = vec![None; steps()];
    for (at, value) in points.get(id).into_iter().flatten() {
        let step = usize::try_from(at.since(from).0.div_euclid(PERIOD.0)).ok();
        if let Some(slot) = step.and_then(|step| values.get_mut(step)) {
            *slot = Some(*value);
        }
    }
    values
}

fn folded(each: &[Vec<Option<f64>>], with: impl Fn(f64, f64) -> f64) -> Vec<Option<f64>> {
    let at = |step: usize| each.iter().filter_map(|values| values.get(step).copied().flatten()).reduce(&with);
    (0..steps()).map(at).collect()
}

fn weighted(each: &[Vec<Option<f64>>], weights: &[Vec<Option<f64>>]) -> Vec<Option<f64>> {
    let at = |step: usize| {
        let pairs = each.iter().zip(weights);
        let pairs = pairs
            .filter_map(|(values, weights)| Some((values.get(step).copied()??, weights.get(step)?.unwrap_or(0.0))));
        let (sum, weight) = pairs.fold((0.0, 0.0), |(sum, all), (value, weight)| (sum + value * weight, all + weight));
        (weight > 0.0).then(|| sum / weight)
    };
    (0..steps()).map(at).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const FROM: Timestamp = Timestamp(1_795_210_920_000);

    fn minute(number: i64) -> Timestamp {
        Timestamp(FROM.0 + number * PERIOD.0)
    }

    fn points(of: &[(&str, &[(i64, f64)])]) -> Points {
        let at = |values: &[(i64, f64)]| values.iter().map(|(number, value)| (minute(*number), *value)).collect();
        of.iter().map(|(id, values)| ((*id).to_owned(), at(values))).collect()
    }

    #[test]
    fn minutes_without_a_value_stay_empty_and_what_was_never_measured_is_absent() {
        let told = told(&points(&[("cpu", &[(0, 12.5), (59, 50.0), (60, 99.0)])]), 0, FROM);
        let cpu = told.cpu.unwrap();
        assert_eq!(
            (cpu.values.len(), cpu.values[0], cpu.values[1], cpu.values[59]),
            (60, Some(12.5), None, Some(50.0))
        );
        assert_eq!((told.memory, told.requests, told.errors), (None, None, None));
    }

    #[test]
    fn groups_of_one_service_add_up_and_their_latency_is_weighted_by_requests() {
        let given = points(&[
            ("requests0", &[(0, 90.0)]),
            ("requests1", &[(0, 10.0)]),
            ("latency0", &[(0, 0.1)]),
            ("latency1", &[(0, 1.1)]),
            ("slowest0", &[(0, 0.4)]),
            ("slowest1", &[(0, 3.0)]),
            ("errors1", &[(0, 4.0)]),
        ]);
        let told = told(&given, 2, FROM);
        let first = |series: Option<Series>| series.unwrap().values[0].unwrap();
        assert_eq!((first(told.requests), first(told.errors), first(told.latency_p99)), (100.0, 4.0, 3.0));
        assert!((first(told.latency) - 0.2).abs() < 1e-9);
    }

    #[test]
    fn no_errors_among_known_requests_are_zero_errors() {
        let told = told(&points(&[("requests0", &[(0, 90.0)])]), 1, FROM);
        let errors = told.errors.unwrap();
        assert_eq!((errors.values[0], errors.values[1]), (Some(0.0), None));
    }
}
