//! Tasks whose containers write to log groups.

use super::capacity::{service_on_instances, start};
use super::estate::*;
use crate::Engine;
use crate::task::{StopCode, TaskStatus};
use serde_json::{Value, json};
use std::collections::BTreeMap;

const NOT_FOUND: &str =
    "failed to create Cloudwatch log stream: ResourceNotFoundException: The specified log group does not exist.";

fn writing(mut definition: Value, more: Value) -> Value {
    let mut options =
        json!({ "awslogs-group": "/ecs/web", "awslogs-region": "eu-central-1", "awslogs-stream-prefix": "ecs" });
    options.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    definition["executionRoleArn"] = json!("arn:aws:iam::123456789012:role/execution");
    definition["containerDefinitions"][0]["logConfiguration"] = json!({ "logDriver": "awslogs", "options": options });
    definition
}

fn make_group(engine: &mut Engine) {
    let now = engine.now();
    engine.logs_mut().create("/ecs/web", None, BTreeMap::new(), now).unwrap();
}

#[test]
fn without_its_log_group_a_task_on_fargate_does_not_start() {
    let mut engine = empty(1);
    register(&mut engine, writing(definition("web", "nginx:1"), json!({})));
    let key = create(&mut engine, service("web", 1));
    wait(&mut engine, 300);
    let ended = stopped(&engine, &key);
    assert!(ended.len() >= 2);
    let stop = ended[0].stop.clone().unwrap();
    assert_eq!(stop.code, StopCode::TaskFailedToStart);
    let reason = format!(
        "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: {NOT_FOUND} : exit status 1"
    );
    assert_eq!(*stop.reason, *reason);
    assert!(ended.iter().all(|task| task.times.started_at.is_none() && task.containers[0].exit_code.is_none()));
    assert!(engine.logs().find("/ecs/web").is_err());

    make_group(&mut engine);
    wait(&mut engine, 900);
    assert!(is_steady(&engine, &key));
}

#[test]
fn without_its_log_group_a_container_on_an_instance_does_not_start() {
    let mut engine = empty(2);
    start(&mut engine, 'a');
    let key = service_on_instances(&mut engine, "web", 0, json!({}));
    register(&mut engine, writing(on_instances("web", "nginx:1"), json!({})));
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "taskDefinition": "web", "desiredCount": 1 }));
    wait(&mut engine, 120);
    let ended = stopped(&engine, &key);
    let stop = ended[0].stop.clone().unwrap();
    assert_eq!((stop.code, &*stop.reason), (StopCode::TaskFailedToStart, "Task failed to start"));
    let reason = format!(
        "CannotStartContainerError: Error response from daemon: failed to initialize logging driver: {NOT_FOUND}"
    );
    assert_eq!(ended[0].containers[0].reason.as_deref(), Some(&*reason));
}

#[test]
fn a_definition_that_says_so_makes_its_log_group() {
    let mut engine = empty(3);
    register(&mut engine, writing(definition("web", "nginx:1"), json!({ "awslogs-create-group": "true" })));
    let key = create(&mut engine, service("web", 1));
    wait(&mut engine, 120);
    assert!(is_steady(&engine, &key));
    assert_eq!(engine.logs().find("/ecs/web").unwrap().name, "/ecs/web");
}

#[test]
fn a_router_of_logs_starts_without_the_group_that_it_should_write_to() {
    let mut engine = empty(4);
    let mut routed = definition("web", "nginx:1");
    let containers = routed["containerDefinitions"].as_array_mut().unwrap();
    containers[0]["logConfiguration"] = json!({
        "logDriver": "awsfirelens",
        "options": { "Name": "cloudwatch_logs", "region": "eu-central-1", "log_group_name": "/ecs/web" },
    });
    let router = json!({ "name": "router", "image": "fluent-bit:2", "firelensConfiguration": { "type": "fluentbit" } });
    containers.push(router);
    register(&mut engine, routed);
    let key = create(&mut engine, service("web", 1));
    wait(&mut engine, 120);
    assert!(is_steady(&engine, &key));
    assert!(engine.logs().find("/ecs/web").is_err());
}

#[test]
fn what_runs_goes_on_when_its_log_group_is_deleted_and_nothing_new_starts() {
    let mut engine = empty(5);
    make_group(&mut engine);
    register(&mut engine, writing(definition("web", "nginx:1"), json!({})));
    let key = create(&mut engine, service("web", 1));
    wait(&mut engine, 120);
    engine.logs_mut().delete("/ecs/web").unwrap();
    wait(&mut engine, 600);
    assert_eq!(tasks_of(&engine, &key)[0].last_status, TaskStatus::Running);
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "forceNewDeployment": true }));
    wait(&mut engine, 120);
    assert_eq!(get(&engine, &key).counts().running, 1);
    assert!(stopped(&engine, &key).iter().all(|task| task.times.started_at.is_none()));
    assert!(!stopped(&engine, &key).is_empty());
}
