use super::estate::*;
use crate::Engine;
use crate::container::HealthStatus;
use crate::deployment::{DeploymentStatus, RolloutState};
use crate::task::{DesiredStatus, TaskStatus};
use proptest::prelude::*;
use serde_json::json;

fn config(minimum: u32, maximum: u32) -> serde_json::Value {
    json!({ "minimumHealthyPercent": minimum, "maximumPercent": maximum })
}

/// Percentages between which something can move for that many tasks.
fn percents() -> impl Strategy<Value = (u32, u32, u32)> {
    (1_u32..12, 0_u32..=100, 100_u32..=300).prop_filter("nothing could move", |(desired, minimum, maximum)| {
        (desired * minimum).div_ceil(100) < desired * maximum / 100
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_rolling_update_ends_and_keeps_to_its_percentages_at_every_step(
        seed in 0_u64..1_000_000,
        (desired, minimum, maximum) in percents(),
        checked in any::<bool>(),
    ) {
        let mut engine = empty(seed);
        let described = |image: &str| {
            let plain = definition("web", image);
            if checked { with_health_check(plain) } else { plain }
        };
        register(&mut engine, described("nginx:1"));
        let mut request = service("web", desired);
        request["deploymentConfiguration"] = config(minimum, maximum);
        let key = create(&mut engine, request);
        wait(&mut engine, 300);
        prop_assert!(is_steady(&engine, &key));

        register(&mut engine, described("nginx:2"));
        update(&mut engine, json!({ "cluster": "shop", "service": "web", "taskDefinition": "web:2" }));
        let least = (desired * minimum).div_ceil(100) as usize;
        let most = desired * maximum / 100;
        let mut worst = (usize::MAX, 0);
        watch(&mut engine, 3_600, |engine| {
            let serving = tasks_of(engine, &key).into_iter().filter(|task| {
                task.last_status == TaskStatus::Running
                    && task.desired_status == DesiredStatus::Running
                    && (!checked || task.health == HealthStatus::Healthy)
            });
            let counts = get(engine, &key).counts();
            worst = (worst.0.min(serving.count()), worst.1.max(counts.pending + counts.running));
        });
        prop_assert!(worst.0 >= least, "{} healthy, at least {least} wanted", worst.0);
        prop_assert!(worst.1 <= most, "{} tasks, at most {most} wanted", worst.1);
        let web = get(&engine, &key);
        prop_assert_eq!(web.deployments.len(), 1);
        prop_assert_eq!(web.deployments[0].definition.revision, 2);
        prop_assert_eq!(web.deployments[0].rollout_state, RolloutState::Completed);
        prop_assert_eq!(web.counts().running, desired);
    }

    #[test]
    fn counts_always_agree_with_the_tasks(seed in 0_u64..1_000_000, desired in 0_u32..8, next in 0_u32..8) {
        let mut engine = empty(seed);
        let key = web(&mut engine, "nginx:1-exit-1", desired);
        let check = |engine: &Engine| {
            let tasks = tasks_of(engine, &key);
            let running = tasks.iter().filter(|it| matches!(it.last_status, TaskStatus::Running | TaskStatus::Deactivating));
            let pending = tasks.iter().filter(|it| it.last_status < TaskStatus::Running);
            let (running, pending) = (running.count(), pending.count());
            let counts = get(engine, &key).counts();
            assert_eq!((counts.running as usize, counts.pending as usize), (running, pending));
            assert_eq!(engine.world().cluster("shop").unwrap().counts, counts);
        };
        watch(&mut engine, 300, check);
        update(&mut engine, json!({ "cluster": "shop", "service": "web", "desiredCount": next, "forceNewDeployment": true }));
        watch(&mut engine, 300, check);
    }
}

#[test]
fn during_an_update_the_older_deployment_is_active_and_goes_at_the_end() {
    let mut engine = empty(11);
    let key = web(&mut engine, "nginx:1", 3);
    wait(&mut engine, 120);
    register(&mut engine, definition("web", "nginx:2"));
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "taskDefinition": "web" }));
    wait(&mut engine, 5);
    let web = get(&engine, &key);
    let statuses: Vec<_> =
        web.deployments.iter().map(|it| (it.status, it.definition.revision, it.rollout_state)).collect();
    assert_eq!(
        statuses,
        [
            (DeploymentStatus::Primary, 2, RolloutState::InProgress),
            (DeploymentStatus::Active, 1, RolloutState::Completed),
        ]
    );
    let id = web.deployments[0].id;
    assert_eq!(web.deployments[0].rollout_state_reason, format!("ECS deployment {id} in progress."));
    wait(&mut engine, 180);
    assert_eq!(get(&engine, &key).deployments.len(), 1);
    assert!(is_steady(&engine, &key));
}

#[test]
fn a_broken_revision_leaves_the_old_one_running() {
    let mut engine = empty(12);
    register(&mut engine, with_health_check(definition("web", "nginx:1")));
    let key = create(&mut engine, service("web", 3));
    wait(&mut engine, 120);
    for image in ["nginx:missing", "nginx:exit-1", "nginx:unhealthy"] {
        register(&mut engine, with_health_check(definition("web", image)));
        update(&mut engine, json!({ "cluster": "shop", "service": "web", "taskDefinition": "web" }));
        let mut least = usize::MAX;
        watch(&mut engine, 1_800, |engine| {
            let old = tasks_of(engine, &key)
                .into_iter()
                .filter(|task| task.definition.revision == 1 && task.last_status == TaskStatus::Running);
            least = least.min(old.count());
        });
        let primary = get(&engine, &key).primary().unwrap();
        assert_eq!(least, 3, "{image}");
        assert_eq!(primary.rollout_state, RolloutState::InProgress, "{image}");
        assert!(primary.failed_tasks >= 3, "{image}: {}", primary.failed_tasks);
    }
}

#[test]
fn forcing_a_deployment_replaces_every_task_by_the_same_revision() {
    let mut engine = empty(13);
    let key = web(&mut engine, "nginx:1", 2);
    wait(&mut engine, 120);
    let before: Vec<_> = get(&engine, &key).tasks().collect();
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "forceNewDeployment": true }));
    wait(&mut engine, 180);
    let after: Vec<_> = get(&engine, &key).tasks().collect();
    assert_eq!(after.len(), 2);
    assert!(before.iter().all(|id| !after.contains(id)));
}

#[test]
fn changing_nothing_makes_no_deployment() {
    let mut engine = empty(14);
    let key = web(&mut engine, "nginx:1", 1);
    wait(&mut engine, 120);
    let id = get(&engine, &key).primary().unwrap().id;
    update(
        &mut engine,
        json!({ "cluster": "shop", "service": "web", "taskDefinition": "web:1", "enableExecuteCommand": false }),
    );
    assert_eq!(get(&engine, &key).primary().unwrap().id, id);
}

#[test]
fn old_tasks_whose_check_has_not_spoken_yet_are_kept_until_others_serve() {
    let mut engine = empty(15);
    register(&mut engine, with_health_check(definition("web", "nginx:1")));
    let key = create(&mut engine, service("web", 2));
    while get(&engine, &key).counts().running < 2 {
        wait(&mut engine, 1);
    }
    assert!(tasks_of(&engine, &key).iter().all(|task| task.health == HealthStatus::Unknown));
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "forceNewDeployment": true }));
    let mut least = u32::MAX;
    watch(&mut engine, 600, |engine| least = least.min(get(engine, &key).counts().running));
    assert_eq!(least, 2);
    assert!(is_steady(&engine, &key));
}

#[test]
fn a_deployment_that_its_percentages_block_says_so_once_and_moves_when_they_change() {
    let mut engine = empty(16);
    register(&mut engine, definition("web", "nginx:1"));
    let mut request = service("web", 1);
    request["deploymentConfiguration"] = config(100, 150);
    let key = create(&mut engine, request);
    wait(&mut engine, 120);
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "forceNewDeployment": true }));
    wait(&mut engine, 3_600);
    let told =
        get(&engine, &key).events.iter().filter(|event| event.message.contains("was unable to stop or start tasks"));
    assert_eq!(told.count(), 1);
    assert_eq!(get(&engine, &key).deployments.len(), 2);
    update(
        &mut engine,
        json!({ "cluster": "shop", "service": "web", "deploymentConfiguration": { "maximumPercent": 200 } }),
    );
    wait(&mut engine, 180);
    assert_eq!(get(&engine, &key).deployments.len(), 1);
    assert!(is_steady(&engine, &key));
}
