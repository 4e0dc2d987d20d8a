use super::estate::*;
use crate::container::{ContainerStatus, HealthStatus};
use crate::input::{RunTask, StopTask};
use crate::network::AttachmentStatus;
use crate::task::{DesiredStatus, StopCode, Task, TaskStatus};
use crate::time::minutes;
use serde_json::{Value, json};

#[test]
fn a_task_passes_through_its_states_in_order_and_its_times_say_so() {
    let mut engine = empty(1);
    register(&mut engine, definition("once", "nginx:1"));
    let key = run(&mut engine, "once", 1).remove(0);
    let mut seen = Vec::new();
    watch(&mut engine, 120, |engine| seen.push(engine.world().task(&key).unwrap().last_status));
    engine.stop_task(StopTask { cluster: Some("shop".into()), task: key.task.to_string(), reason: None }).unwrap();
    watch(&mut engine, 120, |engine| seen.push(engine.world().task(&key).unwrap().last_status));
    seen.dedup();
    let expect = [
        TaskStatus::Pending,
        TaskStatus::Activating,
        TaskStatus::Running,
        TaskStatus::Deprovisioning,
        TaskStatus::Stopped,
    ];
    assert_eq!(seen, expect);

    let task = engine.world().task(&key).unwrap();
    let times = task.times;
    let order = [
        Some(times.created_at),
        times.connectivity_at,
        times.pull_started_at,
        times.pull_stopped_at,
        times.started_at,
        times.stopping_at,
        times.execution_stopped_at,
        times.stopped_at,
    ];
    assert!(order.iter().all(Option::is_some), "{order:?}");
    assert!(order.is_sorted(), "{order:?}");
    assert_eq!(
        task.stop.as_ref().map(|stop| (stop.code, &*stop.reason)),
        Some((StopCode::UserInitiated, "Task stopped by user"))
    );
    assert_eq!(task.containers[0].status, ContainerStatus::Stopped);
    assert_eq!(task.containers[0].exit_code, Some(0));
    assert_eq!(task.network.as_ref().map(|network| network.status), Some(AttachmentStatus::Deleted));
    assert!(task.version > 6);
}

#[test]
fn a_fargate_task_says_where_it_runs_and_what_it_has() {
    let mut engine = empty(2);
    register(&mut engine, definition("once", "nginx:1"));
    let key = run(&mut engine, "once", 1).remove(0);
    wait(&mut engine, 90);
    let task = engine.world().task(&key).unwrap();
    assert_eq!(&*task.group, "family:once");
    assert_eq!(task.platform_version.as_deref(), Some("1.4.0"));
    assert_eq!(task.platform_family.as_deref(), Some("Linux"));
    assert_eq!((task.cpu.as_deref(), task.memory.as_deref()), (Some("256"), Some("512")));
    assert_eq!(task.ephemeral_storage, Some(20));
    assert!(task.zone.starts_with("eu-central-1"));
    let network = task.network.as_ref().unwrap();
    assert!(["subnet-a", "subnet-b"].contains(&&*network.subnet));
    assert_eq!(network.interface_id().len(), "eni-".len() + 17);
    assert!(network.private_dns_name("eu-central-1").ends_with(".eu-central-1.compute.internal"));
    let container = &task.containers[0];
    assert!(container.runtime_id.as_ref().unwrap().starts_with(&key.task.to_string()));
    assert!(container.image_digest.as_ref().unwrap().starts_with("sha256:"));
}

#[test]
fn a_stopped_task_is_forgotten_after_an_hour_and_not_before() {
    let mut engine = empty(3);
    register(&mut engine, definition("once", "nginx:exit-3"));
    let key = run(&mut engine, "once", 1).remove(0);
    watch(&mut engine, 180, |_| {});
    let stopped_at = engine.world().task(&key).unwrap().times.stopped_at.unwrap();
    engine.advance_to((stopped_at + minutes(60)).before(1));
    assert!(engine.world().task(&key).is_some());
    engine.advance_to(stopped_at + minutes(60));
    assert!(engine.world().task(&key).is_none());
    assert_eq!(engine.next_event(), None);
}

#[test]
fn a_task_runs_until_it_is_stopped_and_a_job_until_it_is_done() {
    let mut engine = empty(4);
    register(&mut engine, definition("server", "nginx:1"));
    register(&mut engine, definition("report", "report:3.2.0-job"));
    let server = run(&mut engine, "server", 1).remove(0);
    let job = run(&mut engine, "report", 1).remove(0);
    wait(&mut engine, 240);
    assert_eq!(engine.world().task(&server).unwrap().last_status, TaskStatus::Running);
    let job = engine.world().task(&job).unwrap();
    assert_eq!((job.last_status, job.containers[0].exit_code), (TaskStatus::Stopped, Some(0)));
    assert_eq!(job.stop.as_ref().map(|stop| stop.code), Some(StopCode::EssentialContainerExited));
}

#[test]
fn a_health_check_speaks_after_its_interval() {
    let mut engine = empty(5);
    register(&mut engine, with_health_check(definition("once", "nginx:1")));
    let key = run(&mut engine, "once", 1).remove(0);
    wait(&mut engine, 120);
    let task = engine.world().task(&key).unwrap();
    assert_eq!((task.health, task.containers[0].health), (HealthStatus::Healthy, HealthStatus::Healthy));
    register(&mut engine, definition("unchecked", "nginx:1"));
    let key = run(&mut engine, "unchecked", 1).remove(0);
    wait(&mut engine, 120);
    assert_eq!(engine.world().task(&key).unwrap().health, HealthStatus::Unknown);
}

#[test]
fn a_task_that_is_stopped_before_it_runs_never_runs() {
    let mut engine = empty(6);
    register(&mut engine, definition("once", "nginx:1"));
    let key = run(&mut engine, "once", 1).remove(0);
    wait(&mut engine, 3);
    let request =
        StopTask { cluster: Some("shop".into()), task: key.task.to_string(), reason: Some("too early".into()) };
    engine.stop_task(request.clone()).unwrap();
    wait(&mut engine, 60);
    engine.stop_task(request).unwrap();
    let task = engine.world().task(&key).unwrap();
    assert_eq!((task.last_status, task.desired_status), (TaskStatus::Stopped, DesiredStatus::Stopped));
    assert_eq!((task.times.started_at, task.containers[0].exit_code), (None, None));
}

fn request(more: Value) -> RunTask {
    let mut request = json!({
        "cluster": "shop", "taskDefinition": "once", "launchType": "FARGATE", "networkConfiguration": network(),
    });
    request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    read(request)
}

#[test]
fn a_client_token_makes_a_repeated_run_harmless_for_a_day() {
    let mut engine = empty(7);
    register(&mut engine, definition("once", "nginx:1"));
    let first = engine.run_task(request(json!({ "clientToken": "t", "count": 2 }))).unwrap();
    assert_eq!(engine.run_task(request(json!({ "clientToken": "t", "count": 2 }))).unwrap(), first);
    let conflict = engine.run_task(request(json!({ "clientToken": "t", "count": 3 }))).unwrap_err();
    assert_eq!(conflict.code, "ConflictException");
    engine.advance_to(engine.now() + minutes(24 * 60));
    assert_ne!(engine.run_task(request(json!({ "clientToken": "t", "count": 2 }))).unwrap(), first);
}

#[test]
fn overrides_are_given_back_with_an_entry_for_every_container() {
    let mut engine = empty(8);
    let mut two = definition("once", "nginx:1");
    two["containerDefinitions"].as_array_mut().unwrap().push(json!({ "name": "side", "image": "side:1" }));
    register(&mut engine, two);
    let overrides = json!({ "cpu": "512", "containerOverrides": [{ "name": "app", "command": ["ls"] }] });
    let ran = engine.run_task(request(json!({ "overrides": overrides }))).unwrap();
    let task = engine.world().task(&ran.tasks[0]).unwrap();
    assert_eq!(task.cpu.as_deref(), Some("512"));
    let expect = json!({
        "cpu": "512", "inferenceAcceleratorOverrides": [],
        "containerOverrides": [{ "name": "app", "command": ["ls"] }, { "name": "side" }],
    });
    assert_eq!(Value::Object((*task.overrides).clone()), expect);
}

#[test]
fn a_capacity_provider_strategy_fills_its_base_and_then_spreads() {
    let mut engine = empty(9);
    register(&mut engine, definition("web", "nginx:1"));
    let mut asked = service("web", 6);
    asked.as_object_mut().unwrap().remove("launchType");
    asked["capacityProviderStrategy"] = json!([
        { "capacityProvider": "FARGATE", "base": 2, "weight": 1 },
        { "capacityProvider": "FARGATE_SPOT", "weight": 3 },
    ]);
    let key = create(&mut engine, asked);
    wait(&mut engine, 90);
    let on_spot = |task: &&&Task| task.capacity_provider.as_deref() == Some("FARGATE_SPOT");
    assert_eq!(tasks_of(&engine, &key).iter().filter(on_spot).count(), 3);
}
