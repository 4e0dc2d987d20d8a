use super::super::estate::*;
use super::{object, scalable, target};
use crate::autoscaling::register::Registration;
use crate::metrics::{AlarmSettings, Comparison, MetricKey, Put, Samples, Statistic, Unit, Watched};
use crate::time::{hours, minutes};
use crate::{Engine, JsonMap};
use serde_json::json;

fn tracking(value: f64) -> JsonMap {
    object(json!({
        "PolicyType": "TargetTrackingScaling",
        "TargetTrackingScalingPolicyConfiguration": {
            "TargetValue": value,
            "PredefinedMetricSpecification": { "PredefinedMetricType": "ECSServiceAverageCPUUtilization" },
            "ScaleOutCooldown": 120, "ScaleInCooldown": 300,
        },
    }))
}

#[test]
fn target_tracking_scales_out_until_the_metric_is_at_its_target_and_stops_at_the_maximum() {
    let mut engine = empty(9);
    let key = web(&mut engine, "nginx:1", 2);
    scalable(&mut engine, &key, 1, 5);
    engine.advance_to(engine.now() + hours(2));
    engine.put_scaling_policy(&key, "cpu", &tracking(1.5)).unwrap();
    engine.advance_to(engine.now() + minutes(20));
    assert_eq!(get(&engine, &key).desired, 5);
    let cause = &target(&engine, &key).activities.iter().find(|it| it.not_scaled.is_none()).unwrap().cause;
    let alarm = "monitor alarm TargetTracking-service/shop/web-AlarmHigh-";
    assert!(cause.starts_with(alarm) && cause.ends_with(" in state ALARM triggered policy cpu"), "{cause}");
    let held = target(&engine, &key).activities.iter().filter(|it| it.not_scaled.is_some()).count();
    assert!(held >= 1, "that it cannot go further is told");
    let handled = engine.handled();
    engine.advance_to(engine.now() + hours(1));
    assert!(engine.handled() - handled < 400, "what stays in ALARM at its maximum is not looked at each minute");
}

/// Puts one value of the queue's length each minute, for so many minutes.
fn measure(engine: &mut Engine, value: f64, count: u64) {
    for _ in 0..count {
        let samples = Samples::Values(vec![(value, 1.0)]);
        let put = Put { key: queue(), at: engine.now(), unit: Unit::None, samples };
        engine.put_metric_data(vec![put]).unwrap();
        wait(engine, 60);
    }
}

#[test]
fn target_tracking_scales_in_slowly_down_to_the_minimum() {
    let mut engine = empty(10);
    let key = web(&mut engine, "nginx:1", 8);
    scalable(&mut engine, &key, 2, 9);
    let metric = json!({
        "Namespace": "Shop", "MetricName": "QueueLength", "Statistic": "Average",
        "Dimensions": [{ "Name": "Queue", "Value": "mail" }],
    });
    let configuration = json!({ "TargetValue": 100, "CustomizedMetricSpecification": metric, "ScaleInCooldown": 600 });
    let request = json!({
        "PolicyType": "TargetTrackingScaling", "TargetTrackingScalingPolicyConfiguration": configuration,
    });
    engine.put_scaling_policy(&key, "queue", &object(request)).unwrap();
    measure(&mut engine, 20.0, 12);
    assert_eq!(get(&engine, &key).desired, 8, "the low alarm looks at a quarter of an hour");
    measure(&mut engine, 20.0, 6);
    assert_eq!(get(&engine, &key).desired, 4, "at most half of the tasks go at once");
    measure(&mut engine, 20.0, 5);
    assert_eq!(get(&engine, &key).desired, 4, "and then it is the pause");
    measure(&mut engine, 20.0, 20);
    assert_eq!(get(&engine, &key).desired, 2);
    measure(&mut engine, 180.0, 5);
    assert_eq!(get(&engine, &key).desired, 4, "scaling out does not wait");
}

#[test]
fn a_suspended_target_does_not_scale_until_it_may() {
    let mut engine = empty(11);
    let key = web(&mut engine, "nginx:1", 2);
    let suspended = object(json!({ "DynamicScalingOutSuspended": true }));
    let registration = Registration { min: Some(1), max: Some(4), suspended, ..Registration::default() };
    engine.register_scalable_target(&key, registration).unwrap();
    engine.put_scaling_policy(&key, "cpu", &tracking(1.0)).unwrap();
    engine.advance_to(engine.now() + hours(1));
    assert_eq!(get(&engine, &key).desired, 2);
    let suspended = object(json!({ "DynamicScalingOutSuspended": false }));
    engine.register_scalable_target(&key, Registration { suspended, ..Registration::default() }).unwrap();
    engine.advance_to(engine.now() + minutes(10));
    assert_eq!(get(&engine, &key).desired, 4);
}

fn queue() -> MetricKey {
    MetricKey::new("Shop", "QueueLength", [("Queue", "mail")])
}

/// An alarm that goes off when the queue is longer than 100 for a minute, and calls a policy.
fn queue_alarm(policy: &str) -> AlarmSettings {
    AlarmSettings {
        name: "queue".into(),
        description: None,
        actions_enabled: true,
        ok_actions: Vec::new(),
        alarm_actions: vec![policy.to_owned()],
        insufficient_data_actions: Vec::new(),
        watched: Watched::Metric { key: queue(), statistic: Statistic::Average, period: 60, unit: None },
        evaluation_periods: 1,
        datapoints_to_alarm: None,
        threshold: 100.0,
        comparison: Comparison::Greater,
        treat_missing: None,
        low_samples: None,
        tags: Vec::new(),
    }
}

#[test]
fn a_step_policy_is_called_by_the_alarm_that_names_it() {
    let mut engine = empty(12);
    let key = web(&mut engine, "nginx:1", 2);
    scalable(&mut engine, &key, 1, 6);
    let steps = json!([
        { "MetricIntervalLowerBound": 0.0, "MetricIntervalUpperBound": 20.0, "ScalingAdjustment": 1 },
        { "MetricIntervalLowerBound": 20.0, "ScalingAdjustment": 3 },
    ]);
    let configuration = json!({ "AdjustmentType": "ChangeInCapacity", "StepAdjustments": steps, "Cooldown": 600 });
    let request = object(json!({ "PolicyType": "StepScaling", "StepScalingPolicyConfiguration": configuration }));
    let arn = engine.put_scaling_policy(&key, "steps", &request).unwrap().arn.clone();
    engine.put_alarm(queue_alarm(&arn));
    measure(&mut engine, 105.0, 4);
    assert_eq!(get(&engine, &key).desired, 3, "one step, and then it is the pause");
    measure(&mut engine, 125.0, 4);
    assert_eq!(get(&engine, &key).desired, 5, "a bigger step, counted from before the pause");
    let alarms = engine.metrics().alarms_of_policy(target(&engine, &key).policies().next().unwrap());
    assert_eq!(alarms.iter().map(|name| &**name).collect::<Vec<_>>(), ["queue"]);
}

#[test]
fn a_policy_takes_its_alarms_along_when_it_goes() {
    let mut engine = empty(13);
    let key = web(&mut engine, "nginx:1", 2);
    scalable(&mut engine, &key, 1, 4);
    engine.put_scaling_policy(&key, "cpu", &tracking(60.0)).unwrap();
    engine.put_scaling_policy(&key, "cpu", &tracking(50.0)).unwrap();
    let thresholds: Vec<_> = engine.metrics().alarms().map(|alarm| alarm.settings.threshold).collect();
    assert_eq!(thresholds, [50.0, 45.0]);
    engine.delete_scaling_policy(&key, "cpu").unwrap();
    assert_eq!(engine.metrics().alarms().len(), 0);
    assert_eq!(engine.delete_scaling_policy(&key, "cpu").unwrap_err().code, "ObjectNotFoundException");
    engine.put_scaling_policy(&key, "cpu", &tracking(60.0)).unwrap();
    engine.deregister_scalable_target(&key).unwrap();
    assert_eq!(engine.metrics().alarms().len(), 0);
}
