//! Metrics of load balancers and target groups follow from who could answer.

use super::estate::*;
use crate::id::ServiceKey;
use crate::metrics::{AlarmSettings, AlarmState, Comparison, MetricFilter, MetricKey, Missing, Statistic, Watched};
use crate::time::minutes;
use crate::{Engine, Name};
use serde_json::{Value, json};

/// A service `web` of two tasks with that image tag behind a target group, as metrics call the group and its load
/// balancer.
struct Behind {
    engine: Engine,
    service: ServiceKey,
    group: Name,
    balancer: Name,
}

fn behind_balancer(tag: &str, more: Value) -> Behind {
    let mut engine = empty(3);
    let arn = target_group(&mut engine, "web", json!({}));
    register(&mut engine, with_port(definition("web", &format!("nginx:{tag}"))));
    let mut request = behind(&arn, service("web", 2));
    request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let service = create(&mut engine, request);
    let group = engine.world().target_group(&arn).unwrap();
    let balancer = engine.world().balancers_of(group).into_iter().next().unwrap();
    let balancer: Name = engine.world().load_balancer(&balancer).unwrap().arn_suffix().into();
    let group: Name = group.arn_suffix().into();
    Behind { engine, service, group, balancer }
}

impl Behind {
    /// The sum over the last half hour, or another statistic of the last minute; 0 when there is no datum.
    fn of_group(&self, name: &str, statistic: Statistic) -> f64 {
        let dimensions = [("LoadBalancer", &*self.balancer), ("TargetGroup", &*self.group)];
        self.ask(&MetricKey::new("AWS/ApplicationELB", name, dimensions), statistic)
    }

    fn of_balancer(&self, name: &str, statistic: Statistic) -> f64 {
        let dimensions = [("LoadBalancer", &*self.balancer)];
        self.ask(&MetricKey::new("AWS/ApplicationELB", name, dimensions), statistic)
    }

    fn ask(&self, key: &MetricKey, statistic: Statistic) -> f64 {
        let now = self.engine.now();
        let points = self.engine.metric(key, now.before(minutes(30)), now, minutes(1), statistic);
        match statistic {
            Statistic::Sum => points.iter().map(|(_, value)| value).sum(),
            _ => points.last().map_or(0.0, |(_, value)| *value),
        }
    }
}

#[test]
fn every_request_has_one_answer_and_the_balancer_counts_those_of_its_groups() {
    let mut behind = behind_balancer("1", json!({}));
    wait(&mut behind.engine, 7_200);
    let sum = |name: &str| behind.of_group(name, Statistic::Sum);
    let requests = sum("RequestCount");
    assert!(requests > 1_000.0, "{requests}");
    let answers = ["2XX", "3XX", "4XX", "5XX"].map(|class| sum(&format!("HTTPCode_Target_{class}_Count")));
    assert_eq!(answers.iter().sum::<f64>(), requests);
    assert!(answers[0] > requests * 0.9 && answers[3] < requests * 0.01, "{answers:?}");
    assert_eq!(behind.of_balancer("RequestCount", Statistic::Sum), requests);
    assert_eq!(behind.of_balancer("HTTPCode_ELB_5XX_Count", Statistic::Sum), 0.0);
    assert_eq!(behind.of_group("HealthyHostCount", Statistic::Average), 2.0);
    assert_eq!(behind.of_group("UnHealthyHostCount", Statistic::Maximum), 0.0);
    let each = sum("RequestCountPerTarget");
    assert!((each - requests / 2.0).abs() < 1.0, "{each}");
    let time = |percent| behind.of_group("TargetResponseTime", Statistic::Percentile(percent));
    assert!(time(50.0) > 0.005 && time(50.0) < time(90.0) && time(90.0) < time(99.0) && time(99.0) < 2.0);
}

#[test]
fn when_no_target_is_healthy_all_are_asked_and_answer_as_their_image_does() {
    for (tag, from_targets, from_balancer) in [("bad-gateway", true, false), ("timeout", false, true)] {
        let mut behind = behind_balancer(tag, json!({ "healthCheckGracePeriodSeconds": 100_000 }));
        wait(&mut behind.engine, 3_600);
        assert_eq!(behind.of_group("HealthyHostCount", Statistic::Maximum), 0.0, "{tag}");
        assert_eq!(behind.of_group("UnHealthyHostCount", Statistic::Average), 2.0, "{tag}");
        let requests = behind.of_group("RequestCount", Statistic::Sum);
        let (five, late) = (
            behind.of_group("HTTPCode_Target_5XX_Count", Statistic::Sum),
            behind.of_balancer("HTTPCode_ELB_504_Count", Statistic::Sum),
        );
        assert!(requests > 500.0);
        assert_eq!(
            (five == requests, late == requests),
            (from_targets, from_balancer),
            "{tag}: {requests} {five} {late}"
        );
    }
}

#[test]
fn without_any_target_the_balancer_answers_503() {
    let mut behind = behind_balancer("1", json!({}));
    wait(&mut behind.engine, 1_800);
    update(&mut behind.engine, json!({ "cluster": "shop", "service": "web", "desiredCount": 0 }));
    wait(&mut behind.engine, 3_600);
    assert_eq!(behind.of_group("RequestCount", Statistic::Sum), 0.0);
    let refused = behind.of_balancer("HTTPCode_ELB_503_Count", Statistic::Sum);
    assert!(refused > 500.0, "{refused}");
    assert_eq!(behind.of_balancer("HTTPCode_ELB_5XX_Count", Statistic::Sum), refused);
}

#[test]
fn an_image_with_errors_is_healthy_and_answers_one_in_four_requests_with_5xx() {
    let mut behind = behind_balancer("2.0-errors", json!({}));
    wait(&mut behind.engine, 3_600);
    assert_eq!(behind.of_group("HealthyHostCount", Statistic::Minimum), 2.0);
    let (requests, five) =
        (behind.of_group("RequestCount", Statistic::Sum), behind.of_group("HTTPCode_Target_5XX_Count", Statistic::Sum));
    assert!((0.22..0.28).contains(&(five / requests)), "{five} of {requests}");
}

#[test]
fn fewer_targets_answer_more_slowly() {
    let mut behind = behind_balancer("1", json!({ "desiredCount": 8 }));
    wait(&mut behind.engine, 3_600);
    let before = behind.of_group("TargetResponseTime", Statistic::Average);
    update(&mut behind.engine, json!({ "cluster": "shop", "service": "web", "desiredCount": 2 }));
    wait(&mut behind.engine, 3_600);
    let after = behind.of_group("TargetResponseTime", Statistic::Average);
    assert!(after > before * 2.0, "{before} {after}");
    assert_eq!(get(&behind.engine, &behind.service).desired, 2);
}

#[test]
fn the_metrics_of_a_balancer_and_its_groups_are_listed() {
    let mut behind = behind_balancer("1", json!({}));
    let filter = MetricFilter { namespace: Some("AWS/ApplicationELB".to_owned()), ..MetricFilter::default() };
    assert!(behind.engine.metrics().metric_keys(behind.engine.world(), &filter).is_empty(), "nothing was measured yet");
    wait(&mut behind.engine, 300);
    let keys = behind.engine.metrics().metric_keys(behind.engine.world(), &filter);
    let of = |count| keys.iter().filter(|key| key.dimensions().len() == count).count();
    assert_eq!((of(1), of(2)), (12, 9));
    for key in &keys {
        assert!(behind.engine.metrics().metric_unit(behind.engine.world(), key).is_some(), "{key:?}");
    }
}

#[test]
fn a_release_that_answers_with_errors_rings_its_alarm_and_is_rolled_back() {
    let mut behind = behind_balancer("1", json!({}));
    let dimensions = [("LoadBalancer", &*behind.balancer), ("TargetGroup", &*behind.group)];
    let key = MetricKey::new("AWS/ApplicationELB", "HTTPCode_Target_5XX_Count", dimensions);
    behind.engine.put_alarm(AlarmSettings {
        name: "web-5xx".into(),
        description: None,
        actions_enabled: true,
        ok_actions: Vec::new(),
        alarm_actions: Vec::new(),
        insufficient_data_actions: Vec::new(),
        watched: Watched::Metric { key, statistic: Statistic::Sum, period: 60, unit: None },
        evaluation_periods: 2,
        datapoints_to_alarm: None,
        threshold: 20.0,
        comparison: Comparison::Greater,
        treat_missing: Some(Missing::NotBreaching),
        low_samples: None,
        tags: Vec::new(),
    });
    wait(&mut behind.engine, 1_800);
    assert_eq!(behind.engine.alarm_state("web-5xx"), Some(AlarmState::Ok));
    register(&mut behind.engine, with_port(definition("web", "nginx:2-errors")));
    let alarms = json!({ "alarmNames": ["web-5xx"], "enable": true, "rollback": true });
    let deploy = json!({
        "cluster": "shop", "service": "web", "taskDefinition": "web:2", "deploymentConfiguration": { "alarms": alarms },
    });
    update(&mut behind.engine, deploy);
    let mut rang = false;
    watch(&mut behind.engine, 3_600, |engine| rang |= engine.alarm_state("web-5xx") == Some(AlarmState::Alarm));
    assert!(rang, "the alarm rings while errors are answered");
    let service = get(&behind.engine, &behind.service);
    let revisions: Vec<_> = service.deployments.iter().map(|it| it.definition.revision).collect();
    assert_eq!((revisions, behind.engine.alarm_state("web-5xx")), (vec![1], Some(AlarmState::Ok)));
}
