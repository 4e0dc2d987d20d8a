//! Alarms, driven by the engine's clock.

use super::estate::*;
use crate::Engine;
use crate::metrics::{
    AlarmSettings, AlarmState, Comparison, EventKind, MetricKey, Missing, Put, Samples, Statistic, Unit, Watched,
};
use crate::time::minutes;
use serde_json::{Value, json};

fn basket() -> MetricKey {
    MetricKey::new("Shop", "Basket", [("Currency", "EUR")])
}

fn settings(name: &str) -> AlarmSettings {
    AlarmSettings {
        name: name.into(),
        description: None,
        actions_enabled: true,
        ok_actions: vec!["arn:aws:sns:eu-central-1:123456789012:fine".to_owned()],
        alarm_actions: vec!["arn:aws:sns:eu-central-1:123456789012:pager".to_owned()],
        insufficient_data_actions: Vec::new(),
        watched: Watched::Metric { key: basket(), statistic: Statistic::Average, period: 60, unit: None },
        evaluation_periods: 2,
        datapoints_to_alarm: None,
        threshold: 80.0,
        comparison: Comparison::Greater,
        treat_missing: None,
        low_samples: None,
        tags: Vec::new(),
    }
}

/// Puts a value every minute, for so many minutes, and lets time pass.
fn feed(engine: &mut Engine, value: f64, count: u64) {
    for _ in 0..count {
        let samples = Samples::Values(vec![(value, 1.0)]);
        engine.put_metric_data(vec![Put { key: basket(), at: engine.now(), unit: Unit::None, samples }]).unwrap();
        wait(engine, 60);
    }
}

fn kinds(engine: &Engine) -> Vec<(EventKind, String)> {
    engine.metrics().alarm_events().map(|event| (event.kind, event.summary.clone())).collect()
}

#[test]
fn an_alarm_follows_its_metric_and_says_why() {
    let mut engine = empty(1);
    engine.put_alarm(settings("basket"));
    assert_eq!(engine.alarm_state("basket"), Some(AlarmState::InsufficientData));
    assert_eq!(engine.metrics().alarm("basket").unwrap().reason, "Unchecked: Initial alarm creation");
    feed(&mut engine, 50.0, 5);
    assert_eq!(engine.alarm_state("basket"), Some(AlarmState::Ok));
    feed(&mut engine, 90.0, 4);
    let alarm = engine.metrics().alarm("basket").unwrap();
    assert_eq!(alarm.state, AlarmState::Alarm);
    assert!(alarm.reason.starts_with("Threshold Crossed: 2 datapoints [90.0 ("), "{}", alarm.reason);
    assert!(alarm.reason.ends_with("were greater than the threshold (80.0)."), "{}", alarm.reason);
    wait(&mut engine, 600);
    let alarm = engine.metrics().alarm("basket").unwrap();
    assert_eq!(
        (alarm.state, &*alarm.reason),
        (AlarmState::InsufficientData, "Insufficient Data: 2 datapoints were unknown.")
    );
    assert_eq!(engine.alarm_state("none"), None);
}

#[test]
fn its_history_tells_settings_states_and_actions() {
    let mut engine = empty(1);
    engine.put_alarm(settings("basket"));
    feed(&mut engine, 50.0, 4);
    feed(&mut engine, 90.0, 4);
    engine.delete_alarms(&["basket".to_owned()]).unwrap();
    let expect = [
        (EventKind::ConfigurationUpdate, "Alarm \"basket\" created"),
        (EventKind::StateUpdate, "Alarm updated from INSUFFICIENT_DATA to OK"),
        (EventKind::Action, "Successfully executed action arn:aws:sns:eu-central-1:123456789012:fine"),
        (EventKind::StateUpdate, "Alarm updated from OK to ALARM"),
        (EventKind::Action, "Successfully executed action arn:aws:sns:eu-central-1:123456789012:pager"),
        (EventKind::ConfigurationUpdate, "Alarm \"basket\" deleted"),
    ];
    assert_eq!(kinds(&engine), expect.map(|(kind, summary)| (kind, summary.to_owned())));
    let handled = engine.handled();
    wait(&mut engine, 3_600);
    assert!(engine.handled() <= handled + 1, "a deleted alarm is not evaluated any more");
}

#[test]
fn an_alarm_is_evaluated_once_in_each_period_and_new_settings_replace_the_old_ones() {
    let mut engine = empty(1);
    engine.put_alarm(settings("basket"));
    feed(&mut engine, 90.0, 5);
    assert_eq!(engine.alarm_state("basket"), Some(AlarmState::Alarm));
    engine.put_alarm(AlarmSettings { threshold: 95.0, ..settings("basket") });
    assert_eq!(engine.alarm_state("basket"), Some(AlarmState::Alarm), "it keeps its state until it is evaluated");
    let before = engine.handled();
    feed(&mut engine, 90.0, 10);
    assert_eq!(engine.alarm_state("basket"), Some(AlarmState::Ok));
    let evaluations = engine.handled() - before;
    assert!((10..=13).contains(&evaluations), "{evaluations}");
}

#[test]
fn a_state_that_was_set_lasts_until_the_next_evaluation() {
    let mut engine = empty(1);
    engine.put_alarm(settings("basket"));
    feed(&mut engine, 50.0, 4);
    engine.set_alarm_state("basket", AlarmState::Alarm, "a drill".to_owned(), None).unwrap();
    assert_eq!(engine.metrics().alarm("basket").unwrap().reason, "a drill");
    feed(&mut engine, 50.0, 2);
    assert_eq!(engine.alarm_state("basket"), Some(AlarmState::Ok));
    let not_json = engine.set_alarm_state("basket", AlarmState::Ok, String::new(), Some("{".to_owned()));
    assert_eq!(not_json.unwrap_err().code, "InvalidFormat");
}

#[test]
fn actions_that_are_switched_off_are_not_carried_out() {
    let mut engine = empty(1);
    engine.put_alarm(settings("basket"));
    engine.enable_alarm_actions(&["basket".to_owned(), "none".to_owned()], false);
    feed(&mut engine, 90.0, 4);
    assert_eq!(engine.alarm_state("basket"), Some(AlarmState::Alarm));
    assert!(kinds(&engine).iter().all(|(kind, _)| *kind != EventKind::Action));
}

#[test]
fn an_alarm_on_a_service_is_ok_while_it_runs_and_knows_nothing_when_nothing_does() {
    let mut engine = empty(1);
    web(&mut engine, "nginx:1", 2);
    wait(&mut engine, 300);
    let key = MetricKey::new("AWS/ECS", "CPUUtilization", [("ClusterName", "shop"), ("ServiceName", "web")]);
    let watched =
        Watched::Metric { key, statistic: Statistic::Percentile(99.0), period: 300, unit: Some(Unit::Percent) };
    engine.put_alarm(AlarmSettings { watched, threshold: 101.0, ..settings("cpu") });
    wait(&mut engine, 1_200);
    assert_eq!(engine.alarm_state("cpu"), Some(AlarmState::Ok));
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "desiredCount": 0 }));
    wait(&mut engine, 2_400);
    assert_eq!(engine.alarm_state("cpu"), Some(AlarmState::InsufficientData));
}

#[test]
fn a_deployment_that_an_alarm_watches_is_rolled_back() {
    let mut engine = empty(1);
    let key = web(&mut engine, "nginx:1", 2);
    let missing = Some(Missing::NotBreaching);
    engine.put_alarm(AlarmSettings { evaluation_periods: 1, treat_missing: missing, ..settings("basket") });
    wait(&mut engine, 600);
    assert_eq!(engine.alarm_state("basket"), Some(AlarmState::Ok));
    let first = get(&engine, &key).deployments[0].definition.revision;
    register(&mut engine, definition("web", "nginx:2"));
    let alarms = json!({ "alarmNames": ["basket"], "enable": true, "rollback": true });
    let deploy = json!({
        "cluster": "shop", "service": "web", "taskDefinition": "web", "deploymentConfiguration": { "alarms": alarms },
    });
    update(&mut engine, deploy);
    wait(&mut engine, 20);
    feed(&mut engine, 99.0, 3);
    assert!(says(&engine, &key, "alarm detected"), "{:?}", get(&engine, &key).events);
    wait(&mut engine, minutes(30) / 1_000);
    let service = get(&engine, &key);
    let revisions: Vec<_> = service.deployments.iter().map(|it| it.definition.revision).collect();
    assert_eq!(revisions, [first]);
}

#[test]
fn what_the_history_says_for_programs_is_json() {
    let mut engine = empty(1);
    engine.put_alarm(settings("basket"));
    feed(&mut engine, 90.0, 4);
    for event in engine.metrics().alarm_events() {
        let data: Value = serde_json::from_str(&event.data).unwrap();
        assert_eq!(data["version"], "1.0", "{}", event.summary);
    }
    let data = engine.metrics().alarm("basket").unwrap().reason_data.clone().unwrap();
    let data: Value = serde_json::from_str(&data).unwrap();
    assert_eq!((&data["threshold"], &data["period"]), (&json!(80.0), &json!(60)));
}
