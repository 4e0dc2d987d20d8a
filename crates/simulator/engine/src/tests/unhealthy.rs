//! How unhealthy tasks of a service are replaced while nothing is deployed.

use super::capacity::{service_on_instances, start};
use super::estate::*;
use crate::Engine;
use crate::balancing::Traffic;
use crate::balancing::input::TargetGroupInput;
use crate::container::HealthStatus;
use crate::id::{ServiceKey, TaskKey};
use crate::task::{DesiredStatus, Task, TaskStatus};
use serde_json::{Value, json};

const REPLACED: &str = "Amazon ECS replaced 1 tasks due to an unhealthy status.";

/// A steady service `web` of so many tasks whose container health checks fail after two minutes.
fn ailing(seed: u64, desired: u32, maximum: u32) -> (Engine, ServiceKey) {
    let mut engine = empty(seed);
    register(&mut engine, definition("web", "nginx:1-unhealthy-after-120"));
    let mut request = service("web", desired);
    request["deploymentConfiguration"] = json!({ "minimumHealthyPercent": 0, "maximumPercent": maximum });
    let key = create(&mut engine, request);
    wait(&mut engine, 140);
    assert!(is_steady(&engine, &key));
    (engine, key)
}

fn runs(task: &&Task) -> bool {
    task.last_status == TaskStatus::Running && task.desired_status == DesiredStatus::Running
}

/// The events that contain one of these, the oldest first: which of them each is.
fn told(engine: &Engine, key: &ServiceKey, parts: &[&str]) -> Vec<usize> {
    let events = get(engine, key).events.iter().rev();
    events.filter_map(|event| parts.iter().position(|part| event.message.contains(part))).collect()
}

#[test]
fn another_task_serves_before_an_unhealthy_one_is_stopped() {
    let (mut engine, key) = ailing(1, 2, 200);
    let first: Vec<_> = get(&engine, &key).tasks().collect();
    watch(&mut engine, 400, |engine| {
        let (old, new): (Vec<_>, Vec<_>) = tasks_of(engine, &key).into_iter().partition(|it| first.contains(&it.id));
        let running = |tasks: &[&Task]| tasks.iter().copied().filter(runs).count();
        assert!(running(&old) + running(&new) >= 2);
        let stopped = 2 - running(&old);
        let replaced = new.into_iter().filter(runs).filter(|task| task.health == HealthStatus::Healthy).count();
        assert!(stopped <= replaced || stopped == 2, "{stopped} stopped, {replaced} serve");
    });
    let order = told(&engine, &key, &["failed container health checks.", REPLACED, "has stopped 1 running tasks"]);
    assert!(order.starts_with(&[0, 1]), "{order:?}");
    assert!(first.iter().all(|id| !get(&engine, &key).tasks().any(|it| it == *id)));
}

#[test]
fn where_the_maximum_leaves_no_room_unhealthy_tasks_are_stopped_first_one_after_the_other() {
    let (mut engine, key) = ailing(2, 3, 100);
    let mut least = usize::MAX;
    watch(&mut engine, 900, |engine| {
        let counts = get(engine, &key).counts();
        assert!(counts.running + counts.pending <= 3);
        least = least.min(tasks_of(engine, &key).into_iter().filter(runs).count());
    });
    assert_eq!(least, 2);
    assert!(stopped(&engine, &key).len() >= 3);
}

#[test]
fn where_no_instance_has_room_an_unhealthy_task_is_stopped_first() {
    let mut engine = empty(3);
    start(&mut engine, 'a');
    let mut large = on_instances("web", "nginx:1-unhealthy-after-120");
    large["containerDefinitions"][0]["cpu"] = json!(1_536);
    let key = service_on_instances(&mut engine, "web", 1, json!({}));
    register(&mut engine, large);
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "taskDefinition": "web", "desiredCount": 0 }));
    wait(&mut engine, 60);
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "desiredCount": 1 }));
    wait(&mut engine, 120);
    let first = get(&engine, &key).tasks().next().unwrap();
    wait(&mut engine, 400);
    assert!(says(&engine, &key, "has insufficient CPU units available"));
    assert!(get(&engine, &key).tasks().all(|id| id != first));
    assert!(says(&engine, &key, REPLACED));
}

#[test]
fn daemons_make_room_for_their_successors() {
    let mut engine = empty(4);
    start(&mut engine, 'a');
    start(&mut engine, 'b');
    register(&mut engine, on_instances("web", "nginx:1-unhealthy-after-120"));
    let request = json!({
        "cluster": "shop", "serviceName": "web", "taskDefinition": "web", "launchType": "EC2",
        "schedulingStrategy": "DAEMON",
    });
    let key = create(&mut engine, request);
    wait(&mut engine, 100);
    assert!(is_steady(&engine, &key));
    watch(&mut engine, 400, |engine| assert!(tasks_of(engine, &key).into_iter().filter(runs).count() >= 1));
    assert!(stopped(&engine, &key).len() >= 2);
}

/// A steady service `web` behind a target group whose checks find code 200.
fn balanced(seed: u64, tag: &str, desired: u32) -> (Engine, ServiceKey, String) {
    let mut engine = empty(seed);
    let group = target_group(&mut engine, "web", json!({}));
    register(&mut engine, with_port(definition("web", &format!("nginx:{tag}"))));
    let key = create(&mut engine, behind(&group, service("web", desired)));
    wait(&mut engine, 120);
    (engine, key, group)
}

#[test]
fn a_failing_target_is_told_of_replaced_and_only_then_stopped() {
    let (mut engine, key, group) = balanced(5, "flapping", 1);
    let healthy = |engine: &Engine, task: &Task| {
        engine.traffic_of(&TaskKey { cluster: task.cluster.clone(), task: task.id }) == Traffic::Healthy
    };
    let first = get(&engine, &key).tasks().next().unwrap();
    let mut stops_with = None;
    watch(&mut engine, 900, |engine| {
        let tasks = tasks_of(engine, &key);
        let stops = tasks.iter().any(|task| task.id == first && task.desired_status == DesiredStatus::Stopped);
        if stops && stops_with.is_none() {
            stops_with = Some(tasks.iter().filter(|task| task.id != first && healthy(engine, task)).count());
        }
    });
    assert_eq!(stops_with, Some(1));
    let sentence = format!("(service web) (task {first}) (port 80) is unhealthy in (target-group {group})");
    let order = told(&engine, &key, &[&sentence, REPLACED, &format!("has stopped 1 running tasks: (task {first})")]);
    assert_eq!(order[..2], [0, 1], "{order:?}");
    assert!(order.contains(&2));
}

#[test]
fn when_the_successor_is_unhealthy_too_one_of_both_is_stopped() {
    let (mut engine, key, group) = balanced(6, "1", 2);
    let change: TargetGroupInput = read(json!({ "TargetGroupArn": group, "Matcher": { "HttpCode": "204" } }));
    engine.modify_target_group(&change).unwrap();
    watch(&mut engine, 1_200, |engine| {
        let wanted = tasks_of(engine, &key).into_iter().filter(|task| task.desired_status == DesiredStatus::Running);
        let wanted = wanted.count();
        assert!((2..=4).contains(&wanted), "{wanted}");
    });
    let stops = tasks_of(&engine, &key).into_iter().filter_map(|task| task.stop.as_ref());
    assert!(stops.filter(|stop| stop.reason.starts_with("Task failed ELB health checks")).count() >= 2);
}

#[test]
fn who_recovers_before_the_successor_serves_stays() {
    let (mut engine, key, group) = balanced(7, "1", 1);
    let codes = |codes: &str| -> TargetGroupInput {
        read::<TargetGroupInput>(json!({ "TargetGroupArn": group, "Matcher": { "HttpCode": codes } }))
    };
    engine.modify_target_group(&codes("204")).unwrap();
    let first = get(&engine, &key).tasks().next().unwrap();
    while wanted(&engine, &key) < 2 {
        wait(&mut engine, 1);
    }
    engine.modify_target_group(&codes("200")).unwrap();
    wait(&mut engine, 120);
    let left: Vec<_> = tasks_of(&engine, &key).into_iter().filter(runs).map(|task| task.id).collect();
    assert_eq!(left.len(), 1, "{first} was unhealthy for a while");
}

#[test]
fn unhealthy_tasks_are_the_first_to_go_when_a_service_is_scaled_in() {
    let (mut engine, key, group) = balanced(8, "1", 4);
    let change: Value = json!({ "TargetGroupArn": group, "Matcher": { "HttpCode": "204" } });
    engine.modify_target_group(&read::<TargetGroupInput>(change)).unwrap();
    while !says(&engine, &key, "is unhealthy in") {
        wait(&mut engine, 1);
    }
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "desiredCount": 0 }));
    wait(&mut engine, 3);
    assert_eq!(wanted(&engine, &key), 0);
}
