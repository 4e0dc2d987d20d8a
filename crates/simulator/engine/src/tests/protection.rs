use super::estate::*;
use crate::id::{ServiceKey, TaskId};
use crate::input::{GetTaskProtection, StopTask, UpdateTaskProtection};
use crate::operate::Protected;
use crate::{ApiError, Engine};
use serde_json::{Value, json};

fn protect(engine: &mut Engine, tasks: &[TaskId], more: Value) -> Result<Protected, ApiError> {
    let tasks: Vec<_> = tasks.iter().map(ToString::to_string).collect();
    let mut request = json!({ "cluster": "shop", "tasks": tasks, "protectionEnabled": true });
    request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    engine.update_task_protection(&read::<UpdateTaskProtection>(request))
}

/// A steady service of so many tasks, and their ids.
fn steady(seed: u64, desired: u32) -> (Engine, ServiceKey, Vec<TaskId>) {
    let mut engine = empty(seed);
    let key = web(&mut engine, "nginx:1", desired);
    wait(&mut engine, 300);
    let ids = tasks_of(&engine, &key).iter().map(|task| task.id).collect();
    (engine, key, ids)
}

fn scale(engine: &mut Engine, desired: u32) {
    update(engine, json!({ "cluster": "shop", "service": "web", "desiredCount": desired }));
    wait(engine, 120);
}

fn living(engine: &Engine, key: &ServiceKey) -> Vec<TaskId> {
    let wanted = |task: &&&crate::task::Task| task.stop.is_none();
    tasks_of(engine, key).iter().filter(wanted).map(|task| task.id).collect()
}

#[test]
fn scaling_in_takes_the_others_and_waits_when_there_are_none() {
    let (mut engine, key, ids) = steady(1, 3);
    protect(&mut engine, &ids[..2], json!({})).unwrap();
    scale(&mut engine, 2);
    assert_eq!(living(&engine, &key), &ids[..2]);
    assert!(is_steady(&engine, &key));
    scale(&mut engine, 1);
    assert_eq!(living(&engine, &key), &ids[..2]);
    let set = get(&engine, &key).deployments[0].started_by.clone();
    let sentence =
        format!("(service web, taskSet {set}) was unable to scale in due to (reason 2 tasks under protection)");
    assert!(says(&engine, &key, &sentence));
    assert!(!is_steady(&engine, &key));
    protect(&mut engine, &ids[..1], json!({ "protectionEnabled": false })).unwrap();
    wait(&mut engine, 60);
    assert_eq!(living(&engine, &key), &ids[1..2]);
    assert!(is_steady(&engine, &key));
}

#[test]
fn a_deployment_waits_for_protected_tasks_until_their_protection_ends() {
    let (mut engine, key, ids) = steady(2, 2);
    protect(&mut engine, &ids[..1], json!({ "expiresInMinutes": 30 })).unwrap();
    let old = get(&engine, &key).deployments[0].started_by.clone();
    register(&mut engine, definition("web", "nginx:2"));
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "taskDefinition": "web" }));
    wait(&mut engine, 1_200);
    assert_eq!(living(&engine, &key).len(), 3);
    let sentence = format!(
        "(service web) was unable to reach steady state because (taskSet {old}) was unable to scale in due to (reason 1 tasks under protection)"
    );
    assert_eq!(get(&engine, &key).events.iter().filter(|event| *event.message == *sentence).count(), 1);
    assert_eq!(get(&engine, &key).deployments.len(), 2);

    let new = living(&engine, &key).into_iter().find(|id| !ids.contains(id)).unwrap();
    let refused = protect(&mut engine, &[new], json!({})).unwrap();
    assert_eq!((refused.tasks.len(), &*refused.failures[0].reason), (0, "DEPLOYMENT_BLOCKED"));
    wait(&mut engine, 900);
    assert_eq!(living(&engine, &key).len(), 2);
    assert!(is_steady(&engine, &key));
}

#[test]
fn a_protected_task_ends_when_somebody_stops_it_or_deletes_its_service() {
    let (mut engine, key, ids) = steady(3, 2);
    protect(&mut engine, &ids, json!({})).unwrap();
    engine.stop_task(StopTask { cluster: Some("shop".into()), task: ids[0].to_string(), reason: None }).unwrap();
    wait(&mut engine, 120);
    assert!(!living(&engine, &key).contains(&ids[0]));
    engine.delete_service(read(json!({ "cluster": "shop", "service": "web", "force": true }))).unwrap();
    wait(&mut engine, 120);
    assert!(living(&engine, &key).is_empty());
}

#[test]
fn only_living_tasks_of_a_service_are_protected_and_for_two_days_at_most() {
    let (mut engine, _, ids) = steady(4, 1);
    for (minutes, allowed) in [(0, false), (1, true), (2_880, true), (2_881, false)] {
        let answer = protect(&mut engine, &ids, json!({ "expiresInMinutes": minutes }));
        assert_eq!(answer.is_ok(), allowed, "{minutes}");
    }
    let alone = run(&mut engine, "web", 1).remove(0).task;
    let answer = protect(&mut engine, &[ids[0], alone, TaskId(7)], json!({})).unwrap();
    let reasons: Vec<_> = answer.failures.iter().map(|failure| &*failure.reason).collect();
    assert_eq!((answer.tasks.len(), &reasons[..]), (1, &["TASK_NOT_VALID", "MISSING"][..]));
    assert!(protect(&mut engine, &[], json!({})).is_err());
    assert!(protect(&mut engine, &[ids[0]; 11], json!({})).is_err());
    let get = GetTaskProtection { cluster: "shop".into(), tasks: vec![ids[0].to_string()] };
    let key = engine.get_task_protection(&get).unwrap().tasks.remove(0);
    let until = |engine: &Engine| engine.world().task(&key).unwrap().protection(engine.now());
    assert_eq!(until(&engine), Some(engine.now() + crate::time::hours(2)));
    wait(&mut engine, 7_200);
    assert_eq!(until(&engine), None);
}
