use super::estate::*;
use crate::Engine;
use crate::deployment::RolloutState;
use crate::id::ServiceKey;
use crate::metrics::{AlarmSettings, AlarmState, Comparison, MetricKey, Statistic, Watched};
use crate::rollout::stage::LifecycleStage;
use crate::rollout::state::{MonitorStatus, ServiceDeployment, ServiceDeploymentStatus};
use serde_json::json;

/// A steady service `web` whose deployments the alarm `errors` watches for three minutes, and an update under way.
fn watched(seed: u64, rollback: bool) -> (Engine, ServiceKey) {
    let mut engine = empty(seed);
    engine.put_alarm(AlarmSettings {
        name: "errors".into(),
        description: None,
        actions_enabled: true,
        ok_actions: Vec::new(),
        alarm_actions: Vec::new(),
        insufficient_data_actions: Vec::new(),
        watched: Watched::Metric {
            key: MetricKey::new("Shop", "Errors", Vec::<(&str, &str)>::new()),
            statistic: Statistic::Sum,
            period: 60,
            unit: None,
        },
        evaluation_periods: 3,
        datapoints_to_alarm: None,
        threshold: 10.0,
        comparison: Comparison::Greater,
        treat_missing: None,
        low_samples: None,
        tags: Vec::new(),
    });
    register(&mut engine, definition("web", "nginx:1"));
    let mut request = service("web", 2);
    let alarms = json!({ "alarmNames": ["errors"], "enable": true, "rollback": rollback });
    request["deploymentConfiguration"] = json!({ "alarms": alarms });
    let key = create(&mut engine, request);
    wait(&mut engine, 600);
    assert!(is_steady(&engine, &key));
    register(&mut engine, definition("web", "nginx:2"));
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "taskDefinition": "web" }));
    wait(&mut engine, 20);
    (engine, key)
}

fn newest<'a>(engine: &'a Engine, key: &ServiceKey) -> &'a ServiceDeployment {
    get(engine, key).rollouts(engine.now()).next().unwrap()
}

fn set(engine: &mut Engine, state: AlarmState) {
    engine.set_alarm_state("errors", state, "a test".to_owned(), None).unwrap();
}

#[test]
fn a_deployment_is_watched_as_long_as_its_alarms_need() {
    let (mut engine, key) = watched(1, true);
    wait(&mut engine, 120);
    let rollout = newest(&engine, &key);
    assert_eq!((rollout.stage, rollout.alarms.status), (Some(LifecycleStage::BakeTime), MonitorStatus::Monitoring));
    assert_eq!(get(&engine, &key).primary().unwrap().rollout_state, RolloutState::InProgress);
    wait(&mut engine, 180);
    let rollout = newest(&engine, &key);
    assert_eq!((rollout.status, rollout.alarms.status), (ServiceDeploymentStatus::Successful, MonitorStatus::Complete));
}

#[test]
fn an_alarm_rolls_a_deployment_back_and_other_states_and_later_alarms_do_not() {
    let (mut engine, key) = watched(2, true);
    set(&mut engine, AlarmState::Ok);
    wait(&mut engine, 3);
    assert_eq!(newest(&engine, &key).status, ServiceDeploymentStatus::InProgress);
    set(&mut engine, AlarmState::Alarm);
    wait(&mut engine, 3);
    let rollout = newest(&engine, &key);
    assert_eq!(
        (rollout.status, rollout.alarms.status),
        (ServiceDeploymentStatus::RollbackInProgress, MonitorStatus::Triggered)
    );
    assert_eq!(rollout.alarms.triggered, ["errors".into()]);
    assert!(says(&engine, &key, "deployment failed: alarm detected."));
    wait(&mut engine, 600);
    assert_eq!(newest(&engine, &key).status, ServiceDeploymentStatus::RollbackSuccessful);
    assert_eq!(get(&engine, &key).primary().unwrap().definition.revision, 1);
    set(&mut engine, AlarmState::Ok);
    set(&mut engine, AlarmState::Alarm);
    wait(&mut engine, 60);
    assert!(is_steady(&engine, &key));
}

#[test]
fn without_rollback_an_alarm_stops_the_deployment() {
    let (mut engine, key) = watched(3, false);
    set(&mut engine, AlarmState::Alarm);
    wait(&mut engine, 300);
    let rollout = newest(&engine, &key);
    assert_eq!((rollout.status, rollout.rollback.is_none()), (ServiceDeploymentStatus::Stopped, true));
    let primary = get(&engine, &key).primary().unwrap();
    assert_eq!(
        (primary.rollout_state, &*primary.rollout_state_reason),
        (RolloutState::Failed, "ECS deployment failed: alarm detected.")
    );
}
