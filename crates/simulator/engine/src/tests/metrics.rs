//! Metrics follow from what ran.

use super::estate::*;
use crate::capacity::machine::Machine;
use crate::id::ServiceKey;
use crate::metrics::{MetricFilter, MetricKey, Put, Samples, Statistic, Unit};
use crate::time::{hours, minutes, seconds};
use crate::{Engine, Millis};
use serde_json::json;

fn of(service: &ServiceKey, name: &str) -> MetricKey {
    let dimensions = [("ClusterName", &*service.cluster), ("ServiceName", &*service.service)];
    MetricKey::new("AWS/ECS", name, dimensions)
}

fn last(engine: &Engine, key: &MetricKey, lately: u64, statistic: Statistic) -> Vec<(Millis, f64)> {
    engine.metric(key, engine.now().before(lately), engine.now(), minutes(1), statistic)
}

fn average(points: &[(Millis, f64)]) -> f64 {
    assert!(!points.is_empty());
    points.iter().map(|(_, value)| value).sum::<f64>() / f64::from(u32::try_from(points.len()).unwrap())
}

#[test]
fn there_are_no_points_before_the_first_task_ran_nor_after_the_last() {
    let mut engine = empty(1);
    let begin = engine.now();
    wait(&mut engine, 1_800);
    let web = web(&mut engine, "nginx:1", 2);
    wait(&mut engine, 1_800);
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "desiredCount": 0 }));
    wait(&mut engine, 1_800);
    let points = engine.metric(&of(&web, "CPUUtilization"), begin, engine.now(), minutes(1), Statistic::Average);
    let minutes_with_data = points.len();
    assert!((28..=33).contains(&minutes_with_data), "{minutes_with_data}");
    assert!(points[0].0 >= begin + seconds(1_800) && points[minutes_with_data - 1].0 <= begin + minutes(63));
    assert!(points.iter().all(|(_, value)| (0.0..=100.0).contains(value)));
    assert!(last(&engine, &of(&web, "CPUUtilization"), minutes(20), Statistic::Sum).is_empty());
}

#[test]
fn the_same_question_has_the_same_answer_and_another_seed_another() {
    let points = |seed| {
        let mut engine = empty(seed);
        let web = web(&mut engine, "nginx:1", 2);
        wait(&mut engine, 3_600);
        let before = last(&engine, &of(&web, "CPUUtilization"), minutes(30), Statistic::Average);
        let (from, to) = (engine.now().before(minutes(30)), engine.now());
        wait(&mut engine, 7_200);
        let after = engine.metric(&of(&web, "CPUUtilization"), from, to, minutes(1), Statistic::Average);
        assert_eq!(before, after, "the past does not change");
        after
    };
    assert_eq!(points(7), points(7));
    assert_ne!(points(7), points(8));
}

#[test]
fn more_tasks_share_the_work() {
    let mut engine = empty(1);
    let web = web(&mut engine, "nginx:1", 4);
    wait(&mut engine, 3_600);
    let before = average(&last(&engine, &of(&web, "CPUUtilization"), minutes(20), Statistic::Average));
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "desiredCount": 16 }));
    wait(&mut engine, 3_600);
    let key = of(&web, "CPUUtilization");
    let after = average(&last(&engine, &key, minutes(20), Statistic::Average));
    assert!(after < before * 0.6, "{before} {after}");
    let samples = last(&engine, &key, minutes(5), Statistic::SampleCount);
    assert!(samples.iter().all(|(_, count)| *count == 16.0), "one sample of each task: {samples:?}");
}

#[test]
fn a_busy_image_uses_its_cpu_and_a_leaking_one_its_memory() {
    let mut engine = empty(1);
    let calm = web(&mut engine, "nginx:1", 2);
    register(&mut engine, definition("spin", "spin:2.0-busy"));
    let busy = create(&mut engine, service("spin", 2));
    register(&mut engine, definition("leak", "leak:exit-137"));
    let leaking = create(&mut engine, service("leak", 2));
    wait(&mut engine, 1_800);
    let cpu = |key: &ServiceKey| last(&engine, &of(key, "CPUUtilization"), minutes(10), Statistic::Average);
    assert!(average(&cpu(&busy)) > 84.0 && average(&cpu(&calm)) < 70.0);
    let memory = |key: &ServiceKey| last(&engine, &of(key, "MemoryUtilization"), minutes(20), Statistic::Maximum);
    assert!(average(&memory(&leaking)) > 99.0 && average(&memory(&calm)) < 85.0);
}

#[test]
fn longer_periods_sum_up_their_minutes() {
    let mut engine = empty(1);
    let web = web(&mut engine, "nginx:1", 3);
    wait(&mut engine, hours(2) / 1_000);
    let (key, from, to) = (of(&web, "CPUUtilization"), engine.now().before(hours(1)), engine.now());
    let of_period = |period, statistic| engine.metric(&key, from, to, period, statistic);
    let single = of_period(minutes(1), Statistic::Sum);
    let hour = of_period(hours(1), Statistic::Sum);
    assert_eq!((single.len(), hour.len()), (60, 1));
    let sum: f64 = single.iter().map(|(_, value)| value).sum();
    assert!((sum - hour[0].1).abs() < 1e-6);
    let greatest = of_period(minutes(1), Statistic::Maximum).iter().map(|(_, value)| *value).fold(0.0, f64::max);
    assert_eq!(of_period(hours(1), Statistic::Maximum)[0].1, greatest);
}

#[test]
fn a_steady_service_costs_nothing_and_still_has_a_past() {
    let mut engine = empty(1);
    let web = web(&mut engine, "nginx:1", 3);
    wait(&mut engine, 600);
    let handled = engine.handled();
    wait(&mut engine, 6 * 24 * 3_600);
    assert!(engine.handled() - handled < 50, "{}", engine.handled() - handled);
    let week = engine.metric(&of(&web, "CPUUtilization"), Millis(0), engine.now(), hours(24), Statistic::SampleCount);
    assert!(week.len() >= 6 && week[2].1 == 3.0 * 24.0 * 60.0, "{week:?}");
}

#[test]
fn counts_of_tasks_are_insights_of_clusters_that_want_them() {
    let mut engine = empty(1);
    let web = web(&mut engine, "nginx:missing", 3);
    wait(&mut engine, 1_200);
    let insight =
        |name| MetricKey::new("ECS/ContainerInsights", name, [("ClusterName", "shop"), ("ServiceName", "web")]);
    assert!(last(&engine, &insight("DesiredTaskCount"), minutes(5), Statistic::Average).is_empty());
    let settings = json!({
        "clusterName": "seen", "capacityProviders": ["FARGATE"],
        "settings": [{ "name": "containerInsights", "value": "enabled" }],
    });
    engine.create_cluster(read(settings)).unwrap();
    let mut request = service("web", 3);
    request["cluster"] = json!("seen");
    create(&mut engine, request);
    wait(&mut engine, 1_200);
    let seen = |name| MetricKey::new("ECS/ContainerInsights", name, [("ClusterName", "seen"), ("ServiceName", "web")]);
    for (name, expect) in [("DesiredTaskCount", 3.0), ("RunningTaskCount", 0.0)] {
        assert_eq!(average(&last(&engine, &seen(name), minutes(5), Statistic::Average)), expect, "{name}");
    }
    let listed = engine
        .metrics()
        .metric_keys(engine.world(), &MetricFilter { namespace: Some("AWS/ECS".to_owned()), ..Default::default() });
    assert!(listed.is_empty(), "{} never ran: {listed:?}", web.service);
}

#[test]
fn what_was_put_is_given_back_and_two_weeks_are_enough() {
    let mut engine = empty(1);
    let key = MetricKey::new("Shop", "Basket", [("Currency", "EUR")]);
    let put = |at, samples| Put { key: key.clone(), at, unit: Unit::Count, samples };
    let now = engine.now();
    let set = Samples::Set { count: 4.0, sum: 100.0, least: 10.0, most: 40.0 };
    engine
        .put_metric_data(vec![put(now.before(minutes(3)), set), put(now, Samples::Values(vec![(7.0, 2.0)]))])
        .unwrap();
    let points = engine.metric(&key, now.before(minutes(10)), now + minutes(1), minutes(1), Statistic::Average);
    assert_eq!(points.iter().map(|(_, value)| *value).collect::<Vec<_>>(), [25.0, 7.0]);
    let old = put(now.before(hours(15 * 24)), Samples::Values(vec![(1.0, 1.0)]));
    let own = Put { key: MetricKey::new("AWS/ECS", "X", [("A", "B")]), ..old.clone() };
    for refused in [old, own] {
        assert_eq!(engine.put_metric_data(vec![refused]).unwrap_err().code, "InvalidParameterValue");
    }
}

#[test]
fn a_cluster_with_instances_tells_how_much_of_them_is_reserved_and_used() {
    let mut engine = empty(1);
    let of_cluster = |name| MetricKey::new("AWS/ECS", name, [("ClusterName", "shop")]);
    wait(&mut engine, 300);
    assert_eq!(
        engine.metrics().metric_unit(engine.world(), &of_cluster("CPUReservation")),
        None,
        "there are no instances"
    );
    let zone = "eu-central-1a".into();
    engine.start_instance(&"shop".into(), Machine::named("c5.large").unwrap(), &zone, None);
    wait(&mut engine, 600);
    let reserved = last(&engine, &of_cluster("CPUReservation"), minutes(5), Statistic::Average);
    assert_eq!((reserved.len(), average(&reserved)), (5, 0.0));
    register(&mut engine, on_instances("app", "nginx:1"));
    let mut request = service("app", 4);
    request["launchType"] = json!("EC2");
    request.as_object_mut().unwrap().remove("networkConfiguration");
    let key = create(&mut engine, request);
    wait(&mut engine, 1_800);
    let lately = |name| average(&last(&engine, &of_cluster(name), minutes(5), Statistic::Average));
    assert_eq!(lately("CPUReservation"), 50.0, "four times 256 of 2 048 CPU units");
    let own = average(&last(&engine, &of(&key, "CPUUtilization"), minutes(5), Statistic::Average));
    assert!((lately("CPUUtilization") - own / 2.0).abs() < 1e-6);
    let listed = engine.metrics().metric_keys(engine.world(), &MetricFilter::default());
    assert!(["MemoryReservation", "MemoryUtilization"].into_iter().all(|name| listed.contains(&of_cluster(name))));
}
