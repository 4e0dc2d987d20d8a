use super::estate::*;
use super::front::{Front, listening, traffic};
use crate::Engine;
use crate::balancing::Traffic;
use crate::id::ServiceKey;
use crate::rollout::stage::LifecycleStage;
use crate::rollout::state::{ServiceDeployment, ServiceDeploymentStatus};
use serde_json::{Value, json};

/// A service of two tasks whose traffic moves as that configuration says, and an update to `image` under way.
fn updated(seed: u64, image: &str, configuration: Value) -> (Engine, ServiceKey, Front) {
    let mut engine = empty(seed);
    let front = Front::build(&mut engine);
    register(&mut engine, listening("web:1"));
    let mut request = service("web", 2);
    request["loadBalancers"] = front.advanced();
    request["deploymentConfiguration"] = configuration;
    let key = create(&mut engine, request);
    wait(&mut engine, 7_200);
    assert!(is_steady(&engine, &key), "{:?}", newest(&engine, &key));
    assert_eq!(front.weights(&engine, &front.production), [100, 0]);
    register(&mut engine, listening(image));
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "taskDefinition": "web" }));
    (engine, key, front)
}

fn newest<'a>(engine: &'a Engine, key: &ServiceKey) -> &'a ServiceDeployment {
    get(engine, key).rollouts(engine.now()).next().unwrap()
}

/// The weights of test and production traffic, as they come.
fn shifts(engine: &mut Engine, key: &ServiceKey, front: &Front, seconds: u64) -> Vec<([u32; 2], [u32; 2])> {
    let mut seen = Vec::new();
    watch(engine, seconds, |engine| {
        let now = (front.weights(engine, &front.test), front.weights(engine, &front.production));
        if seen.last() != Some(&now) {
            seen.push(now);
        }
        let rollout = newest(engine, key);
        let healthy = traffic(engine, key).iter().filter(|(_, it)| *it == Traffic::Healthy).count();
        assert!(healthy >= 2 || rollout.status != ServiceDeploymentStatus::InProgress, "{healthy} healthy");
    });
    seen
}

#[test]
fn test_traffic_moves_before_production_traffic_and_the_rules_show_it() {
    let (mut engine, key, front) = updated(1, "web:2", json!({ "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 5 }));
    let expect = [([100, 0], [100, 0]), ([0, 100], [100, 0]), ([0, 100], [0, 100])];
    assert_eq!(shifts(&mut engine, &key, &front, 1_200), expect);
    assert_eq!(newest(&engine, &key).status, ServiceDeploymentStatus::Successful);
    assert_eq!(engine.world().target_group(&front.blue).unwrap().targets.len(), 0);
    assert_eq!(engine.world().target_group(&front.green).unwrap().targets.len(), 2);

    register(&mut engine, listening("web:3"));
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "taskDefinition": "web" }));
    let back = [([0, 100], [0, 100]), ([100, 0], [0, 100]), ([100, 0], [100, 0])];
    assert_eq!(shifts(&mut engine, &key, &front, 1_200), back);
}

#[test]
fn a_linear_deployment_moves_production_traffic_step_by_step() {
    let linear =
        json!({ "strategy": "LINEAR", "linearConfiguration": { "stepPercent": 33.4, "stepBakeTimeInMinutes": 1 } });
    let (mut engine, key, front) = updated(2, "web:2", linear);
    let production: Vec<_> =
        shifts(&mut engine, &key, &front, 900).into_iter().map(|(_, production)| production).collect();
    assert_eq!(production, [[100, 0], [100, 0], [666, 334], [332, 668], [0, 100]]);
}

#[test]
fn a_green_revision_that_answers_502_never_gets_traffic() {
    let breaker = json!({
        "strategy": "CANARY", "deploymentCircuitBreaker": { "enable": true, "rollback": true },
    });
    let (mut engine, key, front) = updated(3, "web:2-bad-gateway", breaker);
    assert_eq!(shifts(&mut engine, &key, &front, 900), [([100, 0], [100, 0])]);
    let rollout = newest(&engine, &key);
    assert_eq!(
        (rollout.status, rollout.stage),
        (ServiceDeploymentStatus::RollbackSuccessful, Some(LifecycleStage::ScaleUp))
    );
    assert_eq!(get(&engine, &key).primary().unwrap().definition.revision, 1);
    assert!(is_steady(&engine, &key));
}

#[test]
fn a_rollback_while_it_bakes_sends_all_traffic_back_at_once() {
    let (mut engine, key, front) = updated(4, "web:2", json!({ "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 60 }));
    wait(&mut engine, 600);
    assert_eq!(newest(&engine, &key).stage, Some(LifecycleStage::BakeTime));
    assert_eq!(front.weights(&engine, &front.production), [0, 100]);
    let id = newest(&engine, &key).id.to_string();
    engine.roll_back_service_deployment(&key, &id).unwrap();
    wait(&mut engine, 3);
    assert_eq!(front.weights(&engine, &front.production), [100, 0]);
    wait(&mut engine, 600);
    assert_eq!(newest(&engine, &key).status, ServiceDeploymentStatus::RollbackSuccessful);
    assert!(is_steady(&engine, &key));
}

#[test]
fn a_rule_that_is_gone_when_traffic_should_move_rolls_the_deployment_back() {
    let (mut engine, key, front) = updated(5, "web:2", json!({ "strategy": "BLUE_GREEN" }));
    engine.delete_rule(&front.production).unwrap();
    wait(&mut engine, 900);
    let rollout = newest(&engine, &key);
    assert_eq!(rollout.status, ServiceDeploymentStatus::RollbackSuccessful);
    let reason = rollout.status_reason.as_deref().unwrap();
    assert!(
        reason.starts_with("Service deployment rolled back because of invalid networking configuration. "),
        "{reason}"
    );
    assert_eq!(front.weights(&engine, &front.test), [100, 0]);
    assert_eq!(get(&engine, &key).primary().unwrap().definition.revision, 1);
}

#[test]
fn traffic_that_an_aborted_deployment_has_left_behind_goes_back_before_the_next_one() {
    let canary = json!({ "strategy": "CANARY", "canaryConfiguration": { "canaryBakeTimeInMinutes": 60 } });
    let (mut engine, key, front) = updated(6, "web:2", canary);
    wait(&mut engine, 600);
    assert_eq!(front.weights(&engine, &front.production), [95, 5]);
    let id = newest(&engine, &key).id.to_string();
    engine.abort_service_deployment(&key, &id).unwrap();
    wait(&mut engine, 60);
    assert_eq!(front.weights(&engine, &front.production), [95, 5]);
    assert_eq!(get(&engine, &key).counts().running, 4);
    register(&mut engine, listening("web:3"));
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "taskDefinition": "web" }));
    wait(&mut engine, 10);
    assert_eq!(front.weights(&engine, &front.production), [100, 0]);
    wait(&mut engine, 7_200);
    assert_eq!(newest(&engine, &key).status, ServiceDeploymentStatus::Successful);
    assert_eq!(front.weights(&engine, &front.production), [0, 100]);
    assert_eq!(get(&engine, &key).primary().unwrap().definition.revision, 3);
}

#[test]
fn a_first_deployment_that_is_superseded_keeps_the_traffic_where_its_tasks_are() {
    let mut engine = empty(7);
    let front = Front::build(&mut engine);
    register(&mut engine, listening("web:1"));
    let mut request = service("web", 2);
    request["loadBalancers"] = front.advanced();
    let pause = json!([{ "targetType": "PAUSE", "lifecycleStages": ["POST_SCALE_UP"], "timeoutConfiguration": { "timeoutInMinutes": 600 } }]);
    request["deploymentConfiguration"] = json!({ "strategy": "CANARY", "lifecycleHooks": pause });
    let key = create(&mut engine, request);
    wait(&mut engine, 600);
    assert_eq!(newest(&engine, &key).stage, Some(LifecycleStage::PostScaleUp));
    register(&mut engine, listening("web:2"));
    let plain = json!({ "strategy": "CANARY", "lifecycleHooks": [] });
    update(
        &mut engine,
        json!({ "cluster": "shop", "service": "web", "taskDefinition": "web", "deploymentConfiguration": plain }),
    );
    watch(&mut engine, 3_600, |engine| {
        assert_eq!(front.weights(engine, &front.production)[1], 0, "nothing is in the other target group");
    });
    assert_eq!(newest(&engine, &key).status, ServiceDeploymentStatus::Successful);
    assert_eq!(engine.world().target_group(&front.blue).unwrap().targets.len(), 2);
}
