//! Containers that wait for others, and containers that are started again.

use super::estate::*;
use crate::Engine;
use crate::container::{Container, ContainerStatus};
use crate::id::TaskKey;
use crate::task::{StopCode, Task, TaskStatus};
use serde_json::{Value, json};

/// Runs a task of an essential `app` that waits for `other`, which is not essential.
fn pair(seed: u64, condition: &str, tag: &str, other: Value) -> (Engine, TaskKey) {
    let mut engine = empty(seed);
    let mut definition = definition("web", "nginx:1");
    definition["containerDefinitions"][0]["dependsOn"] = json!([{ "containerName": "other", "condition": condition }]);
    let mut second = json!({ "name": "other", "image": format!("init:{tag}"), "essential": false });
    second.as_object_mut().unwrap().extend(other.as_object().unwrap().clone());
    definition["containerDefinitions"].as_array_mut().unwrap().push(second);
    register(&mut engine, definition);
    let key = run(&mut engine, "web", 1).remove(0);
    (engine, key)
}

fn task<'a>(engine: &'a Engine, key: &TaskKey) -> &'a Task {
    engine.world().task(key).unwrap()
}

/// The containers `app` and `other`.
fn containers<'a>(engine: &'a Engine, key: &TaskKey) -> [&'a Container; 2] {
    [&task(engine, key).containers[0], &task(engine, key).containers[1]]
}

fn started(engine: &Engine, key: &TaskKey) -> [Option<crate::Millis>; 2] {
    containers(engine, key).map(|container| container.started_at)
}

#[test]
fn start_waits_for_the_start_alone() {
    let (mut engine, key) = pair(1, "START", "1", json!({}));
    wait(&mut engine, 120);
    assert_eq!(task(&engine, &key).last_status, TaskStatus::Running);
    let [app, other] = started(&engine, &key);
    assert!(other.is_some() && other <= app);
}

#[test]
fn success_waits_for_the_end_and_the_task_is_pending_until_then() {
    for condition in ["SUCCESS", "COMPLETE"] {
        let (mut engine, key) = pair(2, condition, "1-job", json!({}));
        let mut waited = false;
        watch(&mut engine, 240, |engine| {
            let Some(task) = engine.world().task(&key) else { return };
            let [app, other] = containers(engine, &key);
            if other.status == ContainerStatus::Running {
                waited = true;
                assert_eq!((app.status, task.last_status), (ContainerStatus::Pending, TaskStatus::Pending));
            }
        });
        assert!(waited);
        assert_eq!(task(&engine, &key).last_status, TaskStatus::Running, "{condition}");
        let [app, other] = containers(&engine, &key);
        assert_eq!((other.status, other.exit_code), (ContainerStatus::Stopped, Some(0)));
        assert_eq!(app.started_at, other.stopped_at);
    }
}

#[test]
fn what_waits_for_a_success_that_never_comes_never_starts() {
    let (mut engine, key) = pair(3, "SUCCESS", "exit-3", json!({}));
    wait(&mut engine, 180);
    let ended = task(&engine, &key);
    assert_eq!(ended.last_status, TaskStatus::Stopped);
    assert_eq!(ended.stop.as_ref().unwrap().code, StopCode::EssentialContainerExited);
    assert_eq!(ended.times.started_at, None);
    let [app, other] = containers(&engine, &key);
    assert_eq!((app.started_at, other.exit_code), (None, Some(3)));
    assert!(app.reason.as_ref().unwrap().contains("[other] for target [app] did not exit successfully"));

    let (mut engine, key) = pair(3, "COMPLETE", "exit-3", json!({}));
    wait(&mut engine, 180);
    assert_eq!(task(&engine, &key).last_status, TaskStatus::Running);
}

#[test]
fn healthy_waits_for_the_check_to_pass() {
    let check = json!({ "healthCheck": { "command": ["CMD", "true"], "interval": 20 } });
    let (mut engine, key) = pair(4, "HEALTHY", "1", check.clone());
    wait(&mut engine, 180);
    assert_eq!(task(&engine, &key).last_status, TaskStatus::Running);
    let [app, other] = started(&engine, &key).map(Option::unwrap);
    assert_eq!(app - other, 20_000);

    let (mut engine, key) = pair(5, "HEALTHY", "unhealthy", check);
    wait(&mut engine, 3_600);
    assert_eq!(task(&engine, &key).last_status, TaskStatus::Pending);
    let stop = json!({ "cluster": "shop", "task": key.task.to_string() });
    engine.stop_task(read(stop)).unwrap();
    wait(&mut engine, 60);
    assert_eq!(task(&engine, &key).last_status, TaskStatus::Stopped);
}

#[test]
fn who_waits_too_long_gives_up() {
    let other = json!({ "healthCheck": { "command": ["CMD", "true"], "interval": 20 }, "startTimeout": 90 });
    let (mut engine, key) = pair(6, "HEALTHY", "unhealthy", other);
    wait(&mut engine, 300);
    let ended = task(&engine, &key);
    assert_eq!(ended.last_status, TaskStatus::Stopped);
    assert!(containers(&engine, &key)[0].reason.as_ref().unwrap().ends_with("did not become healthy"));
}

/// Runs a task of one container that outgrows its memory after a minute or more.
fn outgrowing(policy: Value) -> (Engine, TaskKey) {
    let mut engine = empty(7);
    let mut definition = definition("web", "web:exit-137");
    definition["containerDefinitions"][0]["restartPolicy"] = policy;
    register(&mut engine, definition);
    let key = run(&mut engine, "web", 1).remove(0);
    wait(&mut engine, 900);
    (engine, key)
}

#[test]
fn a_container_that_ran_long_enough_is_started_again() {
    let (engine, key) = outgrowing(json!({ "enabled": true, "restartAttemptPeriod": 60 }));
    let task = task(&engine, &key);
    assert_eq!(task.last_status, TaskStatus::Running);
    assert!(task.containers[0].started_at > task.times.started_at);
    for policy in [
        json!({ "enabled": false }),
        json!({ "enabled": true }),
        json!({ "enabled": true, "restartAttemptPeriod": 60, "ignoredExitCodes": [137] }),
    ] {
        let (engine, key) = outgrowing(policy.clone());
        assert_eq!(engine.world().task(&key).unwrap().last_status, TaskStatus::Stopped, "{policy}");
    }
}
