//! Services behind load balancers.

use super::estate::*;
use crate::balancing::Traffic;
use crate::balancing::target::Failure;
use crate::id::{ServiceKey, TaskKey};
use crate::task::{Task, TaskStatus};
use crate::{Engine, Millis};
use serde_json::{Value, json};

/// A service `web` behind a target group.
fn balanced(engine: &mut Engine, tag: &str, desired: u32, more: Value) -> (ServiceKey, String) {
    let group = target_group(engine, "web", json!({}));
    register(engine, with_port(definition("web", &format!("nginx:{tag}"))));
    let mut request = behind(&group, service("web", desired));
    request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    (create(engine, request), group)
}

fn traffic(engine: &Engine, task: &Task) -> Traffic {
    engine.traffic_of(&TaskKey { cluster: task.cluster.clone(), task: task.id })
}

#[test]
fn a_service_says_which_targets_it_registered_and_deregistered() {
    let mut engine = empty(1);
    let (key, group) = balanced(&mut engine, "1", 3, json!({}));
    wait(&mut engine, 180);
    assert!(says(&engine, &key, &format!("(service web) registered 3 targets in (target-group {group})")));
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "desiredCount": 1 }));
    wait(&mut engine, 15);
    assert!(says(&engine, &key, &format!("(service web) deregistered 2 targets in (target-group {group})")));
}

#[test]
fn a_service_is_steady_only_when_its_targets_are_healthy() {
    let mut engine = empty(2);
    let (key, _) = balanced(&mut engine, "1", 2, json!({}));
    watch(&mut engine, 300, |engine| {
        let healthy = tasks_of(engine, &key).into_iter().filter(|task| traffic(engine, task) == Traffic::Healthy);
        assert!(!is_steady(engine, &key) || healthy.count() == 2);
    });
    assert!(is_steady(&engine, &key));
}

#[test]
fn an_update_keeps_its_healthy_targets_until_the_new_ones_are() {
    let mut engine = empty(3);
    let (key, _) = balanced(&mut engine, "1", 3, json!({}));
    wait(&mut engine, 300);
    register(&mut engine, with_port(definition("web", "nginx:2")));
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "taskDefinition": "web:2" }));
    watch(&mut engine, 1_200, |engine| {
        let healthy = tasks_of(engine, &key).into_iter().filter(|task| traffic(engine, task) == Traffic::Healthy);
        assert!(healthy.count() >= 3);
    });
    let web = get(&engine, &key);
    assert_eq!((web.deployments.len(), web.deployments[0].definition.revision), (1, 2));
}

#[test]
fn an_unhealthy_task_is_replaced_after_its_grace_and_not_before() {
    let mut engine = empty(4);
    let (key, group) = balanced(&mut engine, "bad-gateway", 1, json!({ "healthCheckGracePeriodSeconds": 120 }));
    while tasks_of(&engine, &key).iter().all(|task| task.last_status != TaskStatus::Running) {
        wait(&mut engine, 1);
    }
    wait(&mut engine, 115);
    let task = tasks_of(&engine, &key)[0];
    match traffic(&engine, task) {
        Traffic::Unhealthy { group: of, port: 80, failure: Failure::Code(502), .. } => assert_eq!(*of, *group),
        other => panic!("{other:?}"),
    }
    let id = task.id;
    assert_eq!(wanted(&engine, &key), 1);
    wait(&mut engine, 20);
    let sentence = format!(
        "(service web) (task {id}) (port 80) is unhealthy in (target-group {group}) due to (reason Health checks failed with these codes: [502])."
    );
    assert!(says(&engine, &key, &sentence));
    assert!(says(&engine, &key, "Amazon ECS replaced 1 tasks due to an unhealthy status."));
    wait(&mut engine, 400);
    let stop = stopped(&engine, &key)[0].stop.clone().unwrap();
    assert_eq!(&*stop.reason, format!("Task failed ELB health checks in (target-group {group})"));
    assert_eq!(stop.code.word(), "ServiceSchedulerInitiated");
    assert!(get(&engine, &key).deployments[0].failed_tasks > 0);
}

#[test]
fn an_old_revision_serves_on_while_the_new_one_answers_502() {
    let mut engine = empty(5);
    let (key, _) = balanced(&mut engine, "1", 2, json!({}));
    wait(&mut engine, 300);
    register(&mut engine, with_port(definition("web", "nginx:2-bad-gateway")));
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "taskDefinition": "web:2" }));
    watch(&mut engine, 1_800, |engine| {
        let healthy = tasks_of(engine, &key).into_iter().filter(|task| traffic(engine, task) == Traffic::Healthy);
        assert!(healthy.count() >= 2);
    });
    let web = get(&engine, &key);
    assert_eq!(web.deployments.len(), 2);
    assert!(web.deployments[0].failed_tasks >= 3, "{}", web.deployments[0].failed_tasks);
}

#[test]
fn a_target_group_must_exist_and_be_behind_a_load_balancer() {
    let mut engine = empty(6);
    let unused = json!({ "Name": "unused", "Protocol": "HTTP", "Port": 80, "VpcId": "vpc-1", "TargetType": "ip" });
    let unused = engine.create_target_group(read(unused)).unwrap();
    let by_instance = target_group(&mut engine, "web", json!({ "TargetType": "instance" }));
    register(&mut engine, with_port(definition("web", "nginx:1")));
    for (group, message) in [
        (
            &*by_instance,
            format!(
                "The provided target group {by_instance} has target type instance, which is incompatible with the awsvpc network mode specified in the task definition."
            ),
        ),
        ("arn:none", "The target group arn:none does not exist.".to_owned()),
        (&*unused, format!("The target group with targetGroupArn {unused} does not have an associated load balancer.")),
    ] {
        let error = engine.create_service(read(behind(group, service("web", 1)))).unwrap_err();
        assert_eq!((error.code, error.message), ("InvalidParameterException", message));
    }
}

#[test]
fn the_tasks_of_a_service_without_a_load_balancer_have_no_traffic() {
    let mut engine = empty(7);
    let key = web(&mut engine, "nginx:1", 1);
    wait(&mut engine, 120);
    assert_eq!(traffic(&engine, tasks_of(&engine, &key)[0]), Traffic::None);
}

/// The first event since `since` that contains this, and how many seconds after it that was.
fn told_after(engine: &Engine, key: &ServiceKey, since: Millis, part: &str) -> Option<(usize, u64)> {
    let events = get(engine, key).events.iter().rev().filter(|event| event.at >= since).enumerate();
    let mut meant = events.filter(|(_, event)| event.message.contains(part));
    meant.next().map(|(index, event)| (index, (event.at - since) / 1_000))
}

#[test]
fn tasks_are_stopped_then_deregistered_then_drained_and_the_service_is_steady_before_they_are_gone() {
    let mut engine = empty(8);
    let (key, _) = balanced(&mut engine, "1", 3, json!({}));
    wait(&mut engine, 180);
    let since = engine.now();
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "desiredCount": 1 }));
    wait(&mut engine, 400);
    let told =
        ["has stopped 2 running", "deregistered 2 targets", "has begun draining connections on 2", "steady state"]
            .map(|part| told_after(&engine, &key, since, part).unwrap_or_else(|| panic!("{part}")));
    assert_eq!(told.map(|(index, _)| index), [0, 1, 2, 3]);
    let [stopped, deregistered, drains, steady] = told.map(|(_, after)| after);
    assert!(stopped <= 3 && (8..=15).contains(&deregistered), "{told:?}");
    assert!(drains == deregistered && steady - drains <= 3, "{told:?}");
    assert_eq!(get(&engine, &key).events.iter().filter(|event| event.at >= since).count(), 4);
}

#[test]
fn a_deployment_is_complete_when_its_last_old_task_has_drained() {
    let mut engine = empty(9);
    let (key, _) = balanced(&mut engine, "1", 1, json!({}));
    wait(&mut engine, 180);
    let since = engine.now();
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "forceNewDeployment": true }));
    wait(&mut engine, 600);
    let after = |part| told_after(&engine, &key, since, part).unwrap().1;
    assert!(after("deployment completed") - after("has begun draining") > 280);
    assert!(after("steady state") >= after("deployment completed"));
}

#[test]
fn a_target_group_that_is_deleted_under_a_service_is_missed_and_its_tasks_run_on() {
    let mut engine = empty(10);
    let (key, group) = balanced(&mut engine, "1", 2, json!({}));
    wait(&mut engine, 180);
    let listener = engine.world().listeners().next().unwrap().arn.clone();
    engine.delete_listener(&listener).unwrap();
    engine.delete_target_group(&group).unwrap();
    wait(&mut engine, 900);
    let missing = "with (error One or more target groups not found)";
    assert!(says(&engine, &key, &format!("failed to describe target health on (target-group {group}) {missing}")));
    assert_eq!((get(&engine, &key).counts().running, wanted(&engine, &key)), (2, 2));

    update(&mut engine, json!({ "cluster": "shop", "service": "web", "forceNewDeployment": true }));
    wait(&mut engine, 900);
    assert!(says(&engine, &key, &format!("failed to register targets in (target-group {group}) {missing}")));
    assert_eq!(get(&engine, &key).deployments.len(), 2, "what nobody can check replaces nothing");
}
