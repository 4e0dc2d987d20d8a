//! Metrics and alarms of CloudWatch, and what scales.

use std::sync::Arc;
use std::time::{Duration, Instant};

use fleet::{Clock, Fleet, FleetOptions, Known};
use futures::future::join_all;
use model::address::ServiceRef;
use model::alarm::AlarmState;
use model::freshness::Trouble;
use model::metric::ServiceMetrics;
use model::service::Service;
use model::time::{Span, Timestamp};
use model::watch::Watch;
use simulator::Running;
use simulator::Scenario;
use simulator::faults::Effect;

use crate::support::*;

async fn small() -> Running {
    simulator_at(([127, 0, 0, 1], 0).into(), Scenario::Small).await
}

/// A calm service of the snapshot that has a target group.
fn balanced(snapshot: &fleet::Snapshot) -> ServiceRef {
    let services = snapshot.clusters.values().flat_map(|cluster| cluster.services.values());
    let is_calm = |it: &&Arc<Service>| {
        it.running > 0 && it.running == it.desired && it.deployments.len() == 1 && !it.target_groups.is_empty()
    };
    let busy = services.map(|seen| &seen.value).find(is_calm).unwrap();
    ServiceRef { environment: environment(), cluster: busy.cluster.clone(), service: busy.name.clone() }
}

/// The metrics of a service once they arrive, asked for again at every change, as an open page does.
async fn arrived(fleet: &Fleet, at: &ServiceRef) -> Known<ServiceMetrics> {
    let mut changes = fleet.changes();
    loop {
        let known = fleet.metrics(at);
        if known.is_read() {
            return known;
        }
        changes.recv().await.unwrap();
    }
}

#[tokio::test]
async fn the_last_hour_of_a_service_is_one_call_for_all_who_look() {
    for lookers in [1, 50] {
        let simulator = small().await;
        simulator.control().advance(Duration::from_secs(3600));
        let fleet = Fleet::start(vec![settings(&simulator.url())], once()).await;
        let at = balanced(&*complete(&fleet).await);
        simulator.control().clear_journal();
        let answers = join_all((0..lookers).map(|_| arrived(&fleet, &at))).await;
        assert_eq!(made(&simulator, "GetMetricData"), 1, "{lookers} lookers");
        let metrics = &answers[0];
        assert!(answers.iter().all(|answer| Arc::ptr_eq(&answer.value, &metrics.value)));
        for (what, series) in [("cpu", &metrics.cpu), ("memory", &metrics.memory), ("requests", &metrics.requests)] {
            let series = series.as_ref().unwrap_or_else(|| panic!("{what} of {at:?}"));
            assert_eq!((series.values.len(), series.step, series.from.0 % 60_000), (60, Span::minutes(1), 0), "{what}");
            assert!(series.values.iter().flatten().count() > 30, "{what}: {series:?}");
        }
        let (errors, requests) = (metrics.errors.as_ref().unwrap(), metrics.requests.as_ref().unwrap());
        let mut pairs = errors.values.iter().zip(&requests.values);
        assert!(pairs.all(|(errors, requests)| errors.is_some() == requests.is_some()));
        let (average, slowest) = (metrics.latency.as_ref().unwrap(), metrics.latency_p99.as_ref().unwrap());
        assert!(average.values.iter().zip(&slowest.values).all(|(average, slowest)| average <= slowest));
    }
}

#[tokio::test]
async fn nobody_waits_for_cloudwatch_and_its_numbers_arrive_by_themselves() {
    let simulator = small().await;
    let fleet = Fleet::start(vec![settings(&simulator.url())], once()).await;
    let at = balanced(&*complete(&fleet).await);
    // Longer than others may take for an answer.
    simulator.control().inject(fault("GetMetricData", Effect::Latency { milliseconds: 6_000 }));
    let mut changes = fleet.changes();
    let began = Instant::now();
    let known: Vec<_> = (0..50).map(|_| fleet.metrics(&at)).collect();
    assert!(began.elapsed() < Duration::from_millis(50), "{:?}", began.elapsed());
    assert!(known.iter().all(|known| !known.is_read() && known.trouble().is_none()));
    let announced = async {
        while !fleet.metrics(&at).is_read() {
            while changes.recv().await.unwrap().cluster.as_ref() != Some(&at.cluster) {}
        }
    };
    tokio::time::timeout(Duration::from_secs(30), announced).await.unwrap();
    assert!(began.elapsed() >= Duration::from_secs(6));
    assert_eq!(made(&simulator, "GetMetricData"), 1);
}

#[tokio::test]
async fn metrics_are_read_once_a_minute_while_somebody_looks_and_not_when_nobody_does() {
    let simulator = small().await;
    let (clock, hand) = Clock::manual(Timestamp(1_795_210_931_000));
    let fleet = Fleet::start_by(clock, vec![settings(&simulator.url())], once()).await;
    let at = balanced(&*complete(&fleet).await);
    let look = fleet.watch(Watch::Service(at.clone()));
    let first = arrived(&fleet, &at).await.as_of();
    hand.advance(Duration::from_secs(1));
    // Open pages were told, and have asked again.
    (0..50).for_each(|_| drop(fleet.metrics(&at)));
    hand.advance(Duration::from_secs(59));
    until(&fleet, "they are renewed", |_| is(fleet.metrics(&at).as_of() > first)).await;
    assert_eq!(made(&simulator, "GetMetricData"), 2);

    hand.advance(Duration::from_secs(1));
    fleet.metrics(&at);
    drop(look);
    hand.advance(Duration::from_secs(120));
    let other = ServiceRef { service: service("another"), ..at };
    arrived(&fleet, &other).await;
    assert_eq!(made(&simulator, "GetMetricData"), 3, "only the other service was asked for");
}

#[tokio::test]
async fn metrics_that_are_refused_are_told_with_their_trouble_and_asked_for_again() {
    let simulator = small().await;
    let fleet =
        Fleet::start(vec![settings(&simulator.url())], FleetOptions { back_off: quick().back_off, ..once() }).await;
    let at = balanced(&*complete(&fleet).await);
    let _look = fleet.watch(Watch::Service(at.clone()));
    simulator.control().inject(fault("GetMetricData", Effect::AccessDenied));
    let mut changes = fleet.changes();
    while fleet.metrics(&at).trouble().is_none() {
        changes.recv().await.unwrap();
    }
    let denied = Trouble::Denied { action: "cloudwatch:GetMetricData".parse().unwrap() };
    assert_eq!(fleet.metrics(&at).trouble(), Some(&denied));
    simulator.control().clear_faults();
    let known = tokio::time::timeout(Duration::from_secs(30), arrived(&fleet, &at)).await.unwrap();
    assert_eq!(known.trouble(), None);
}

/// The address and credentials of a client that fills the simulator.
macro_rules! filler {
    ($sdk:ident, $url:expr) => {
        $sdk::Client::from_conf(
            $sdk::Config::builder()
                .behavior_version($sdk::config::BehaviorVersion::latest())
                .region($sdk::config::Region::from_static("eu-central-1"))
                .credentials_provider($sdk::config::Credentials::new("AKIAFILLER", "filler", None, None, "test"))
                .endpoint_url($url)
                .build(),
        )
    };
}

#[tokio::test]
async fn alarms_are_read_in_full_pages_in_the_order_of_their_names() {
    use aws_sdk_cloudwatch::types::{ComparisonOperator, Dimension, Statistic};
    let simulator = empty_simulator().await;
    let cloudwatch = filler!(aws_sdk_cloudwatch, simulator.url());
    for number in (0..101).rev() {
        let call = cloudwatch.put_metric_alarm().alarm_name(format!("busy-{number:03}")).namespace("AWS/ECS");
        let call = call.metric_name("CPUUtilization").statistic(Statistic::Average).period(60).evaluation_periods(3);
        let call = call.threshold(80.5).comparison_operator(ComparisonOperator::GreaterThanThreshold);
        let dimension = |name: &str, value: &str| Dimension::builder().name(name).value(value).build();
        let call = call.dimensions(dimension("ServiceName", "web")).dimensions(dimension("ClusterName", "shop"));
        call.send().await.unwrap();
    }
    simulator.control().clear_journal();
    let fleet = Fleet::start(vec![settings(&simulator.url())], once()).await;
    let alarms = Arc::clone(&complete(&fleet).await.alarms.value);
    assert_eq!((alarms.len(), made(&simulator, "DescribeAlarms")), (101, 2));
    assert!(alarms.is_sorted_by(|a, b| a.name < b.name));
    let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
    assert_eq!(alarms[0].metrics[0].dimensions, [pair("ClusterName", "shop"), pair("ServiceName", "web")]);
    assert_eq!((alarms[0].threshold, alarms[0].evaluation_periods), (Some(80.5), 3));
    assert!(!matches!(alarms[0].state, AlarmState::Other(_)), "{:?}", alarms[0]);
}

#[tokio::test]
async fn services_that_scale_are_read_in_full_pages_with_policies_and_scheduled_actions() {
    use aws_sdk_applicationautoscaling::types::{
        MetricType, PolicyType, PredefinedMetricSpecification, ScalableDimension, ScalableTargetAction,
        ServiceNamespace, TargetTrackingScalingPolicyConfiguration,
    };
    let simulator = empty_simulator().await;
    let ecs = client(&simulator.url());
    fill_cluster(&ecs, "shop").await;
    fill_services(&ecs, "shop", 51, 0).await;
    let scaling = filler!(aws_sdk_applicationautoscaling, simulator.url());
    let (namespace, dimension) = (ServiceNamespace::Ecs, ScalableDimension::EcsServiceDesiredCount);
    for number in 0..51 {
        let resource = format!("service/shop/web-{number:04}");
        let call = scaling.register_scalable_target().service_namespace(namespace.clone()).resource_id(&resource);
        let call = call.scalable_dimension(dimension.clone()).min_capacity(0).max_capacity(8);
        call.send().await.unwrap();
        if number < 11 {
            let metric = PredefinedMetricSpecification::builder();
            let metric = metric.predefined_metric_type(MetricType::EcsServiceAverageCpuUtilization).build().unwrap();
            let tracking = TargetTrackingScalingPolicyConfiguration::builder().target_value(60.0);
            let tracking = tracking.predefined_metric_specification(metric).build().unwrap();
            let call = scaling.put_scaling_policy().policy_name("cpu").service_namespace(namespace.clone());
            let call = call.resource_id(&resource).scalable_dimension(dimension.clone());
            let call = call.policy_type(PolicyType::TargetTrackingScaling);
            call.target_tracking_scaling_policy_configuration(tracking).send().await.unwrap();
        }
    }
    let action = ScalableTargetAction::builder().min_capacity(2).build();
    let call = scaling.put_scheduled_action().scheduled_action_name("morning").service_namespace(namespace);
    let call = call.resource_id("service/shop/web-0000").scalable_dimension(dimension).schedule("cron(0 6 * * ? *)");
    call.timezone("Europe/Berlin").scalable_target_action(action).send().await.unwrap();
    simulator.control().clear_journal();

    let fleet = Fleet::start(vec![settings(&simulator.url())], once()).await;
    let snapshot = complete(&fleet).await;
    let of = |name: &str| &snapshot.scaling[&(cluster("shop"), service(name))];
    assert_eq!(snapshot.scaling.len(), 51);
    assert_eq!((of("web-0050").minimum, of("web-0050").maximum, of("web-0050").policies.len()), (0, 8, 0));
    let policy = &of("web-0000").policies[0];
    assert_eq!(policy.tracks, Some(("ECSServiceAverageCPUUtilization".to_owned(), 60.0)));
    assert!(!policy.alarms.is_empty(), "{policy:?}");
    let scheduled = &of("web-0000").scheduled[0];
    assert_eq!((scheduled.schedule.as_str(), scheduled.minimum), ("cron(0 6 * * ? *)", Some(2)));
    assert_eq!(scheduled.timezone.as_deref(), Some("Europe/Berlin"));
    let operations = ["DescribeScalableTargets", "DescribeScalingPolicies", "DescribeScheduledActions"];
    assert_eq!(operations.map(|operation| made(&simulator, operation)), [2, 2, 1]);
}

#[tokio::test]
async fn without_cloudwatch_and_scaling_the_rest_is_complete() {
    let simulator = small().await;
    for operation in ["DescribeAlarms", "DescribeScalableTargets"] {
        simulator.control().inject(fault(operation, Effect::AccessDenied));
    }
    let fleet = Fleet::start(vec![settings(&simulator.url())], once()).await;
    let snapshot = complete(&fleet).await;
    let denied = |action: &str| Some(Trouble::Denied { action: action.parse().unwrap() });
    assert_eq!(snapshot.alarms.freshness.trouble, denied("cloudwatch:DescribeAlarms"));
    assert_eq!(snapshot.scaling.freshness.trouble, denied("application-autoscaling:DescribeScalableTargets"));
    assert_eq!(snapshot.traffic.freshness.trouble, None);
}

/// A service of the shop whose count has followed its load since yesterday.
fn resizer() -> ServiceRef {
    ServiceRef { environment: environment(), cluster: cluster("data"), service: service("image-resizer") }
}

#[tokio::test]
async fn scaling_activities_are_one_call_for_all_who_look_and_one_a_minute_while_somebody_does() {
    let simulator = small().await;
    let (clock, hand) = Clock::manual(Timestamp(1_795_210_931_000));
    let fleet = Fleet::start_by(clock, vec![settings(&simulator.url())], once()).await;
    complete(&fleet).await;
    assert_eq!(made(&simulator, "DescribeScalingActivities"), 0);
    let ask = || fleet.scaling_activities(&resizer());
    for _ in 0..50 {
        ask();
    }
    let known = until(&fleet, "they are read", |_| Some(ask()).filter(Known::is_read)).await;
    let set: Vec<_> = known.iter().filter(|activity| activity.sets().is_some()).collect();
    assert!(!set.is_empty() && set.iter().all(|activity| activity.trigger().is_some()), "{known:?}");
    assert!(known.is_sorted_by(|newer, older| newer.started_at >= older.started_at));

    let _look = fleet.watch(Watch::Service(resizer()));
    hand.advance(Duration::from_secs(59));
    ask();
    assert_eq!(made(&simulator, "DescribeScalingActivities"), 1);
    hand.advance(Duration::from_secs(1));
    until(&fleet, "they are read again", |_| is(made(&simulator, "DescribeScalingActivities") == 2)).await;
}

#[tokio::test]
async fn scaling_activities_that_may_not_be_read_name_the_missing_action() {
    let simulator = small().await;
    simulator.control().inject(fault("DescribeScalingActivities", Effect::AccessDenied));
    let fleet = Fleet::start(vec![settings(&simulator.url())], once()).await;
    complete(&fleet).await;
    let ask = || fleet.scaling_activities(&resizer()).freshness.trouble;
    let trouble = until(&fleet, "it is refused", |_| ask()).await;
    let action = "application-autoscaling:DescribeScalingActivities".parse().unwrap();
    assert_eq!(trouble, Trouble::Denied { action });
}
