use super::estate::*;
use crate::deployment::DeploymentStatus;
use crate::id::{DeploymentId, ServiceKey};
use crate::service::Service;
use crate::task_set::Stability;
use crate::{ApiError, Engine};
use serde_json::{Value, json};

/// A service `web` without tasks that somebody else deploys, and a family `web` for it.
pub(super) fn external(engine: &mut Engine, desired: u32) -> ServiceKey {
    register(engine, definition("web", "web:1"));
    let request = json!({
        "cluster": "shop", "serviceName": "web", "desiredCount": desired, "deploymentController": { "type": "EXTERNAL" },
    });
    create(engine, request)
}

pub(super) fn set_of(engine: &mut Engine, percent: f64) -> Result<DeploymentId, ApiError> {
    let request = json!({
        "cluster": "shop", "service": "web", "taskDefinition": "web", "launchType": "FARGATE",
        "networkConfiguration": network(), "scale": { "value": percent, "unit": "PERCENT" }, "externalId": "blue",
    });
    engine.create_task_set(read(request)).map(|(_, id)| id)
}

fn scale(engine: &mut Engine, set: DeploymentId, percent: f64) {
    let scale: Value = json!({ "value": percent, "unit": "PERCENT" });
    engine.update_task_set(Some("shop"), "web", &set.to_string(), scale.as_object()).unwrap();
}

fn running(service: &Service) -> Vec<(u32, DeploymentStatus, Stability)> {
    let sets = service.deployments.iter();
    sets.map(|it| (it.counts.running, it.status, it.set.as_ref().unwrap().stability)).collect()
}

#[test]
fn a_service_of_somebody_else_has_no_tasks_before_its_first_task_set() {
    let mut engine = empty(1);
    let key = external(&mut engine, 4);
    wait(&mut engine, 600);
    assert_eq!((wanted(&engine, &key), get(&engine, &key).deployments.len()), (0, 0));
    let blue = set_of(&mut engine, 50.0).unwrap();
    wait(&mut engine, 300);
    assert_eq!(running(get(&engine, &key)), [(2, DeploymentStatus::Active, Stability::Steady)]);
    assert!(says(&engine, &key, &format!("(service web) updated computedDesiredCount for taskSet {blue} to 2.")));
    assert!(says(&engine, &key, &format!("(service web, taskSet {blue}) has started 2 tasks: (task ")));
    assert!(says(&engine, &key, &format!("(service web, taskSet {blue}) updated state to STEADY_STATE.")));
}

#[test]
fn traffic_of_task_sets_goes_as_their_maker_says() {
    let mut engine = empty(2);
    let key = external(&mut engine, 4);
    let blue = set_of(&mut engine, 100.0).unwrap();
    engine.update_primary_task_set(Some("shop"), "web", &blue.to_string()).unwrap();
    wait(&mut engine, 300);
    register(&mut engine, definition("web", "web:2"));
    let green = set_of(&mut engine, 25.0).unwrap();
    wait(&mut engine, 300);
    let steady = |count, status| (count, status, Stability::Steady);
    let both = [steady(4, DeploymentStatus::Primary), steady(1, DeploymentStatus::Active)];
    assert_eq!(running(get(&engine, &key)), both);
    assert_eq!(get(&engine, &key).primary().unwrap().definition.revision, 1);

    scale(&mut engine, green, 100.0);
    assert_eq!(running(get(&engine, &key))[1], (1, DeploymentStatus::Active, Stability::Stabilizing));
    wait(&mut engine, 300);
    engine.update_primary_task_set(Some("shop"), "web", &green.to_string()).unwrap();
    scale(&mut engine, blue, 0.0);
    engine.delete_task_set(Some("shop"), "web", &blue.to_string(), false).unwrap();
    wait(&mut engine, 300);
    assert_eq!(running(get(&engine, &key)), [steady(4, DeploymentStatus::Primary)]);
    assert_eq!(get(&engine, &key).primary().unwrap().definition.revision, 2);
    assert!(is_steady(&engine, &key));
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "desiredCount": 6 }));
    wait(&mut engine, 300);
    assert_eq!(running(get(&engine, &key)), [steady(6, DeploymentStatus::Primary)]);
}

#[test]
fn a_task_set_that_is_scaled_above_zero_is_deleted_only_by_force() {
    let mut engine = empty(3);
    let key = external(&mut engine, 2);
    let blue = set_of(&mut engine, 100.0).unwrap().to_string();
    wait(&mut engine, 300);
    let kept = engine.delete_task_set(Some("shop"), "web", &blue, false).unwrap_err();
    assert_eq!(kept.code, "InvalidParameterException");
    engine.delete_task_set(Some("shop"), "web", &blue, true).unwrap();
    assert_eq!(get(&engine, &key).deployments[0].status, DeploymentStatus::Draining);
    wait(&mut engine, 300);
    assert_eq!((wanted(&engine, &key), get(&engine, &key).deployments.len()), (0, 0));
    let gone = engine.delete_task_set(Some("shop"), "web", &blue, true).unwrap_err();
    assert_eq!(gone.code, "TaskSetNotFoundException");
}

#[test]
fn a_service_that_ecs_deploys_has_no_task_sets() {
    let mut engine = empty(4);
    let key = web(&mut engine, "web:1", 1);
    assert_eq!(set_of(&mut engine, 100.0).unwrap_err().code, "InvalidParameterException");
    wait(&mut engine, 300);
    assert!(get(&engine, &key).deployments.iter().all(|it| it.set.is_none()));
}

#[test]
fn what_belongs_to_task_sets_is_refused_of_their_service() {
    let mut engine = empty(5);
    external(&mut engine, 1);
    for (member, value) in [("taskDefinition", json!("web")), ("networkConfiguration", network())] {
        let mut request =
            json!({ "cluster": "shop", "serviceName": "other", "deploymentController": { "type": "EXTERNAL" } });
        request[member] = value;
        assert_eq!(engine.create_service(read(request)).unwrap_err().code, "InvalidParameterException", "{member}");
    }
    let update = json!({ "cluster": "shop", "service": "web", "taskDefinition": "web" });
    let refused = engine.update_service(read(update)).unwrap_err();
    assert!(refused.message.starts_with("Unable to update task definition on services with an EXTERNAL"), "{refused}");
}
