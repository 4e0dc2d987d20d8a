//! From when on a task counts towards the minimum healthy percent.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_DeploymentConfiguration.html>

use super::capacity::{service_on_instances, start};
use super::estate::*;
use super::front::{Front, listening, traffic};
use super::task_sets::{external, set_of};
use crate::Engine;
use crate::balancing::Traffic;
use crate::container::HealthStatus;
use crate::id::ServiceKey;
use crate::rollout::stage::LifecycleStage;
use crate::rollout::state::{ServiceDeployment, ServiceDeploymentStatus};
use crate::task::{DesiredStatus, Task, TaskStatus};
use crate::task_set::Stability;
use crate::time::seconds;
use serde_json::{Value, json};

/// A service `web` of so many tasks that has been steady for a while.
fn steady(seed: u64, desired: u32, definition: Value, more: Value) -> (Engine, ServiceKey) {
    let mut engine = empty(seed);
    register(&mut engine, definition);
    let mut request = service("web", desired);
    request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let key = create(&mut engine, request);
    wait(&mut engine, 300);
    assert!(is_steady(&engine, &key));
    (engine, key)
}

fn deploy(engine: &mut Engine, definition: Value) {
    register(engine, definition);
    update(engine, json!({ "cluster": "shop", "service": "web", "taskDefinition": "web" }));
}

fn newest<'a>(engine: &'a Engine, key: &ServiceKey) -> &'a ServiceDeployment {
    get(engine, key).rollouts(engine.now()).next().unwrap()
}

fn serves(task: &&Task) -> bool {
    task.last_status == TaskStatus::Running && task.desired_status == DesiredStatus::Running
}

fn of_revision(engine: &Engine, key: &ServiceKey, revision: u32) -> Vec<Task> {
    let tasks = tasks_of(engine, key).into_iter().filter(|task| task.definition.revision == revision);
    tasks.cloned().collect()
}

/// When the first task of the first revision was told to stop.
fn first_stop(engine: &Engine, key: &ServiceKey) -> crate::Millis {
    of_revision(engine, key, 1).iter().filter_map(|task| task.times.stopping_at).min().unwrap()
}

#[test]
fn a_task_that_nothing_checks_counts_when_it_has_run_for_40_seconds() {
    let (mut engine, key) = steady(1, 2, definition("web", "nginx:1"), json!({}));
    deploy(&mut engine, definition("web", "nginx:2"));
    wait(&mut engine, 300);
    assert!(is_steady(&engine, &key));
    let began = of_revision(&engine, &key, 2).iter().filter_map(|task| task.times.started_at).min().unwrap();
    let waited = first_stop(&engine, &key) - began;
    assert!((seconds(40)..seconds(43)).contains(&waited), "{waited}");
}

#[test]
fn a_task_with_a_health_check_counts_when_it_is_healthy() {
    let quick = |image: &str| {
        let mut definition = with_health_check(definition("web", image));
        definition["containerDefinitions"][0]["healthCheck"]["interval"] = json!(5);
        definition
    };
    let (mut engine, key) = steady(2, 1, quick("nginx:1"), json!({}));
    deploy(&mut engine, quick("nginx:2"));
    watch(&mut engine, 300, |engine| {
        let healthy = tasks_of(engine, &key).into_iter().filter(|task| task.health == HealthStatus::Healthy);
        assert!(healthy.filter(serves).count() >= 1);
    });
    let began = of_revision(&engine, &key, 2)[0].times.started_at.unwrap();
    let waited = first_stop(&engine, &key) - began;
    assert!((seconds(5)..seconds(8)).contains(&waited), "{waited}");
}

#[test]
fn an_image_that_exits_before_it_counts_replaces_no_good_task_and_the_breaker_rolls_it_back() {
    let breaker = json!({
        "deploymentConfiguration": { "deploymentCircuitBreaker": { "enable": true, "rollback": true } },
    });
    for (seed, image) in (3..).zip(["nginx:exit-1", "nginx:exit-0", "nginx:exit-1-after-20", "nginx:exit-1-after-39"]) {
        let (mut engine, key) = steady(seed, 3, definition("web", "nginx:1"), breaker.clone());
        deploy(&mut engine, definition("web", image));
        watch(&mut engine, 900, |engine| {
            let good = tasks_of(engine, &key).into_iter().filter(|task| task.definition.revision == 1);
            assert!(good.filter(serves).count() >= 3, "{image}");
        });
        let rollout = newest(&engine, &key);
        assert_eq!(rollout.status, ServiceDeploymentStatus::RollbackSuccessful, "{image}");
        assert_eq!((rollout.breaker.failures, rollout.breaker.threshold), (3, 3), "{image}");
        assert_eq!(get(&engine, &key).primary().unwrap().definition.revision, 1, "{image}");
        assert!(says(&engine, &key, "deployment failed: tasks failed to start."), "{image}");
    }
}

#[test]
fn without_a_breaker_an_image_that_exits_is_tried_for_ever_beside_the_good_tasks() {
    let (mut engine, key) = steady(8, 2, definition("web", "nginx:1"), json!({}));
    deploy(&mut engine, definition("web", "nginx:exit-1-after-20"));
    watch(&mut engine, 1_800, |engine| {
        let good = tasks_of(engine, &key).into_iter().filter(|task| task.definition.revision == 1);
        assert_eq!(good.filter(serves).count(), 2);
    });
    assert_eq!(newest(&engine, &key).status, ServiceDeploymentStatus::InProgress);
    assert!(get(&engine, &key).primary().unwrap().failed_tasks >= 10);
}

#[test]
fn an_image_that_exits_after_it_counts_is_deployed() {
    let (mut engine, key) = steady(9, 1, definition("web", "nginx:1"), json!({}));
    deploy(&mut engine, definition("web", "nginx:exit-1-after-90"));
    wait(&mut engine, 600);
    assert_eq!(newest(&engine, &key).status, ServiceDeploymentStatus::Successful);
}

#[test]
fn daemons_are_replaced_one_after_another_while_the_new_ones_count() {
    let mut engine = empty(10);
    for zone in ['a', 'b', 'c'] {
        start(&mut engine, zone);
    }
    let more = json!({
        "schedulingStrategy": "DAEMON",
        "deploymentConfiguration": { "minimumHealthyPercent": 66, "maximumPercent": 100 },
    });
    let key = service_on_instances(&mut engine, "web", 0, more);
    wait(&mut engine, 300);
    assert!(is_steady(&engine, &key));
    deploy(&mut engine, on_instances("web", "nginx:exit-1"));
    watch(&mut engine, 1_800, |engine| {
        let good = tasks_of(engine, &key).into_iter().filter(|task| task.definition.revision == 1);
        assert!(good.filter(serves).count() >= 2);
    });
    deploy(&mut engine, on_instances("web", "nginx:2"));
    watch(&mut engine, 900, |engine| {
        let counts = |task: &&Task| serves(task) && task.definition.revision != 2;
        assert!(tasks_of(engine, &key).into_iter().filter(counts).count() >= 2);
    });
    assert!(is_steady(&engine, &key));
    assert_eq!(get(&engine, &key).primary().unwrap().counts.running, 3);
}

#[test]
fn task_sets_do_not_wait_for_their_tasks_to_count() {
    let mut engine = empty(11);
    let key = external(&mut engine, 2);
    set_of(&mut engine, 100.0).unwrap();
    wait(&mut engine, 300);
    let set = get(&engine, &key).deployments[0].set.as_ref().unwrap();
    let began = tasks_of(&engine, &key).iter().filter_map(|task| task.times.started_at).max().unwrap();
    assert_eq!(set.stability, Stability::Steady);
    assert!(set.stability_at - began < seconds(3));
}

#[test]
fn behind_a_load_balancer_a_task_counts_when_its_target_is_healthy() {
    let mut engine = empty(12);
    let front = Front::build(&mut engine);
    register(&mut engine, listening("web:1"));
    let mut request = service("web", 2);
    request["loadBalancers"] = front.advanced();
    request["deploymentConfiguration"] = json!({ "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 1 });
    let key = create(&mut engine, request);
    wait(&mut engine, 600);
    deploy(&mut engine, listening("web:2"));
    let (mut healthy_at, mut moved_at) = (None, None);
    watch(&mut engine, 300, |engine| {
        let new = traffic(engine, &key).into_iter().filter(|(task, _)| task.definition.revision == 2);
        if new.filter(|(_, it)| *it == Traffic::Healthy).count() == 2 {
            healthy_at.get_or_insert(engine.now());
        }
        if newest(engine, &key).stage > Some(LifecycleStage::ScaleUp) {
            moved_at.get_or_insert(engine.now());
        }
    });
    assert!(moved_at.unwrap() - healthy_at.unwrap() < seconds(3));
}

#[test]
fn what_does_not_count_yet_goes_first_and_at_once_when_a_service_is_scaled_in() {
    let (mut engine, key) = steady(13, 2, definition("web", "nginx:1"), json!({}));
    let scale = |desired: u32| json!({ "cluster": "shop", "service": "web", "desiredCount": desired });
    update(&mut engine, scale(5));
    while get(&engine, &key).counts().running < 5 {
        wait(&mut engine, 1);
    }
    update(&mut engine, scale(3));
    wait(&mut engine, 3);
    let left: Vec<_> = tasks_of(&engine, &key).into_iter().filter(serves).collect();
    assert_eq!(left.len(), 3);
    assert_eq!(left.iter().filter(|task| engine.now() - task.times.started_at.unwrap() > seconds(40)).count(), 2);
}
