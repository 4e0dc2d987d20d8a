use super::estate::*;
use crate::Engine;
use crate::deployment::{DeploymentStatus, RolloutState};
use crate::id::ServiceKey;
use crate::rollout::state::{MonitorStatus, ServiceDeployment, ServiceDeploymentStatus};
use crate::time::hours;
use serde_json::{Value, json};

fn with_breaker(rollback: bool) -> Value {
    json!({ "deploymentCircuitBreaker": { "enable": true, "rollback": rollback } })
}

/// A steady service `web` of three tasks with a circuit breaker.
fn guarded(seed: u64, rollback: bool) -> (Engine, ServiceKey) {
    let mut engine = empty(seed);
    register(&mut engine, with_health_check(definition("web", "nginx:1")));
    let mut request = service("web", 3);
    request["deploymentConfiguration"] = with_breaker(rollback);
    let key = create(&mut engine, request);
    wait(&mut engine, 120);
    assert!(is_steady(&engine, &key));
    (engine, key)
}

fn deploy(engine: &mut Engine, image: &str) {
    register(engine, with_health_check(definition("web", image)));
    update(engine, json!({ "cluster": "shop", "service": "web", "taskDefinition": "web" }));
}

fn newest<'a>(engine: &'a Engine, key: &ServiceKey) -> &'a ServiceDeployment {
    get(engine, key).rollouts(engine.now()).next().unwrap()
}

#[test]
fn creating_and_updating_a_service_each_make_a_service_deployment_and_scaling_makes_none() {
    let (mut engine, key) = guarded(1, true);
    let first = newest(&engine, &key).clone();
    assert_eq!((first.status, first.sources.len()), (ServiceDeploymentStatus::Successful, 0));
    assert_eq!(first.counts(get(&engine, &key), first.target).running, 3);
    deploy(&mut engine, "nginx:2");
    assert_eq!(newest(&engine, &key).status, ServiceDeploymentStatus::Pending);
    wait(&mut engine, 3);
    let second = newest(&engine, &key);
    assert_eq!((second.status, &*second.sources), (ServiceDeploymentStatus::InProgress, &[first.target][..]));
    wait(&mut engine, 200);
    let second = newest(&engine, &key).clone();
    assert_eq!((second.status, second.breaker.status), (ServiceDeploymentStatus::Successful, MonitorStatus::Complete));
    assert!(second.finished_at.unwrap() > second.started_at.unwrap());
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "desiredCount": 5 }));
    wait(&mut engine, 120);
    assert_eq!(newest(&engine, &key).id, second.id);
    assert_eq!(second.counts(get(&engine, &key), first.target), Default::default());
    assert_eq!(get(&engine, &key).rollouts(engine.now()).count(), 2);
    assert_eq!(get(&engine, &key).revision(second.target).unwrap().definition.revision, 2);
}

#[test]
fn the_circuit_breaker_rolls_back_to_the_last_completed_revision() {
    for (seed, image) in [(2, "nginx:missing"), (3, "nginx:unhealthy"), (4, "nginx:exit-1")] {
        let (mut engine, key) = guarded(seed, true);
        let good = get(&engine, &key).primary().unwrap().id;
        deploy(&mut engine, image);
        let mut seen = Vec::new();
        watch(&mut engine, 900, |engine| {
            let rollout = newest(engine, &key);
            let running = get(engine, &key).counts().running;
            if seen.last() != Some(&rollout.status) {
                seen.push(rollout.status);
            }
            assert!(running >= 3, "{image}: {running} running");
        });
        use ServiceDeploymentStatus::{InProgress, Pending, RollbackInProgress, RollbackSuccessful};
        let shown = seen.iter().filter(|status| **status != Pending).copied().collect::<Vec<_>>();
        assert_eq!(shown, [InProgress, RollbackInProgress, RollbackSuccessful], "{image}");
        let rollout = newest(&engine, &key);
        assert_eq!(rollout.breaker.status, MonitorStatus::Triggered, "{image}");
        assert_eq!((rollout.breaker.failures, rollout.breaker.threshold), (3, 3), "{image}");
        let reason = "Service deployment rolled back because the circuit breaker threshold was exceeded.";
        assert_eq!(rollout.status_reason.as_deref(), Some(reason));
        assert_eq!(rollout.rollback.as_ref().unwrap().revision, rollout.sources[0]);
        let web = get(&engine, &key);
        let primary = web.primary().unwrap();
        assert_eq!(
            (web.deployments.len(), primary.definition.revision, primary.rollout_state),
            (1, 1, RolloutState::Completed)
        );
        assert_ne!(primary.id, good);
        assert!(says(&engine, &key, "deployment failed: tasks failed to start."));
        assert!(says(&engine, &key, &format!("(service web) rolling back to deployment {good}.")));
        assert!(is_steady(&engine, &key), "{image}");
    }
}

#[test]
fn while_it_rolls_back_both_deployments_say_why() {
    let (mut engine, key) = guarded(5, true);
    let good = get(&engine, &key).primary().unwrap().id;
    deploy(&mut engine, "nginx:missing");
    while newest(&engine, &key).status != ServiceDeploymentStatus::RollbackInProgress {
        wait(&mut engine, 1);
    }
    let web = get(&engine, &key);
    let [back, failed, ..] = &*web.deployments else { panic!("{:?}", web.deployments.len()) };
    assert_eq!((back.status, back.rollout_state), (DeploymentStatus::Primary, RolloutState::InProgress));
    assert_eq!(
        back.rollout_state_reason,
        format!("ECS deployment circuit breaker: rolling back to deploymentId {good}.")
    );
    assert_eq!((failed.status, failed.rollout_state), (DeploymentStatus::Active, RolloutState::Failed));
    assert_eq!(failed.rollout_state_reason, "ECS deployment circuit breaker: tasks failed to start.");
    assert_eq!(failed.failed_tasks, 3);
}

#[test]
fn without_rollback_a_failed_deployment_starts_nothing_more_and_the_old_tasks_stay() {
    let (mut engine, key) = guarded(6, false);
    deploy(&mut engine, "nginx:unhealthy");
    wait(&mut engine, 600);
    let rollout = newest(&engine, &key);
    assert_eq!((rollout.status, rollout.rollback.is_none()), (ServiceDeploymentStatus::Stopped, true));
    assert!(rollout.stopped_at.is_some());
    let web = get(&engine, &key);
    let states: Vec<_> =
        web.deployments.iter().map(|it| (it.definition.revision, it.rollout_state, it.counts.running)).collect();
    assert_eq!(states, [(2, RolloutState::Failed, 0), (1, RolloutState::Completed, 3)]);
    let tasks = tasks_of(&engine, &key).len();
    let victim = get(&engine, &key).tasks().next().unwrap();
    wait(&mut engine, 1_200);
    assert_eq!(tasks_of(&engine, &key).len(), tasks);
    engine.stop_task(read(json!({ "cluster": "shop", "task": victim.to_string() }))).unwrap();
    wait(&mut engine, 120);
    assert_eq!(get(&engine, &key).deployments[1].counts.running, 3);
    deploy(&mut engine, "nginx:3");
    wait(&mut engine, 300);
    assert!(is_steady(&engine, &key));
    assert_eq!(newest(&engine, &key).status, ServiceDeploymentStatus::Successful);
}

#[test]
fn the_first_deployment_of_a_service_has_nothing_to_go_back_to() {
    let mut engine = empty(7);
    register(&mut engine, definition("web", "nginx:missing"));
    let mut request = service("web", 2);
    request["deploymentConfiguration"] = with_breaker(true);
    let key = create(&mut engine, request);
    wait(&mut engine, 900);
    let rollout = newest(&engine, &key);
    assert_eq!(rollout.status, ServiceDeploymentStatus::RollbackFailed);
    assert!(rollout.status_reason.as_ref().unwrap().ends_with("No rollback candidate was found to run the rollback."));
    assert_eq!(get(&engine, &key).primary().unwrap().rollout_state, RolloutState::Failed);
}

#[test]
fn a_newer_update_ends_the_service_deployment_before_it() {
    let (mut engine, key) = guarded(8, true);
    deploy(&mut engine, "nginx:2");
    wait(&mut engine, 10);
    deploy(&mut engine, "nginx:3");
    let statuses: Vec<_> = get(&engine, &key).rollouts(engine.now()).map(|rollout| rollout.status).collect();
    use ServiceDeploymentStatus::{Pending, Stopped, Successful};
    assert_eq!(statuses, [Pending, Stopped, Successful]);
    wait(&mut engine, 300);
    assert!(is_steady(&engine, &key));
}

#[test]
fn a_service_deployment_is_stopped_or_rolled_back_on_request_and_only_while_it_goes_on() {
    let (mut engine, key) = guarded(9, false);
    deploy(&mut engine, "nginx:slow");
    wait(&mut engine, 10);
    let id = newest(&engine, &key).id.to_string();
    engine.roll_back_service_deployment(&key, &id).unwrap();
    assert_eq!(newest(&engine, &key).status, ServiceDeploymentStatus::RollbackRequested);
    assert_eq!(engine.abort_service_deployment(&key, &id).unwrap_err().code, "ConflictException");
    wait(&mut engine, 400);
    let rollout = newest(&engine, &key);
    assert_eq!(rollout.status, ServiceDeploymentStatus::RollbackSuccessful);
    let reason = "Service deployment rolled back because of a user initiated request.";
    assert_eq!(rollout.rollback.as_ref().unwrap().reason, reason);
    deploy(&mut engine, "nginx:slow");
    wait(&mut engine, 10);
    let id = newest(&engine, &key).id.to_string();
    engine.abort_service_deployment(&key, &id).unwrap();
    wait(&mut engine, 5);
    assert_eq!(newest(&engine, &key).status, ServiceDeploymentStatus::Stopped);
    assert_eq!(engine.roll_back_service_deployment(&key, &id).unwrap_err().code, "ConflictException");
    let unknown = engine.roll_back_service_deployment(&key, "nothing").unwrap_err();
    assert_eq!(unknown.code, "ServiceDeploymentNotFoundException");
}

#[test]
fn the_threshold_follows_the_desired_count() {
    let (mut engine, key) = guarded(12, true);
    deploy(&mut engine, "nginx:slow");
    wait(&mut engine, 10);
    assert_eq!(newest(&engine, &key).breaker.threshold, 3);
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "desiredCount": 12 }));
    assert_eq!(newest(&engine, &key).breaker.threshold, 6);
}

#[test]
fn tasks_that_find_no_place_are_failed_starts() {
    let mut engine = empty(13);
    register(
        &mut engine,
        json!({ "family": "web", "containerDefinitions": [{ "name": "app", "image": "nginx", "memory": 64 }] }),
    );
    let request = json!({
        "cluster": "shop", "serviceName": "web", "taskDefinition": "web", "desiredCount": 2, "launchType": "EC2",
        "deploymentConfiguration": with_breaker(true),
    });
    let key = create(&mut engine, request);
    wait(&mut engine, 600);
    assert_eq!(newest(&engine, &key).status, ServiceDeploymentStatus::RollbackFailed);
    let primary = get(&engine, &key).primary().unwrap();
    assert_eq!((primary.failed_tasks, primary.rollout_state), (3, RolloutState::Failed));
}

#[test]
fn the_end_of_a_service_ends_its_service_deployment() {
    let (mut engine, key) = guarded(11, true);
    deploy(&mut engine, "nginx:slow");
    wait(&mut engine, 10);
    engine.delete_service(read(json!({ "cluster": "shop", "service": "web", "force": true }))).unwrap();
    assert_eq!(newest(&engine, &key).status, ServiceDeploymentStatus::Stopped);
}

#[test]
fn service_deployments_are_remembered_for_90_days_and_what_runs_for_ever() {
    let (mut engine, key) = guarded(10, true);
    let first = newest(&engine, &key).target;
    engine.advance_to(engine.now() + hours(24 * 91));
    assert_eq!(get(&engine, &key).rollouts(engine.now()).count(), 0);
    deploy(&mut engine, "nginx:missing");
    wait(&mut engine, 900);
    assert_eq!(newest(&engine, &key).status, ServiceDeploymentStatus::RollbackSuccessful);
    assert_eq!(get(&engine, &key).current_revisions().map(|(id, _)| id).collect::<Vec<_>>(), [first]);
}
