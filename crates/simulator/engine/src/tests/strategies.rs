use super::estate::*;
use crate::Engine;
use crate::deployment::RolloutState;
use crate::id::ServiceKey;
use crate::rollout::hook::HookAction;
use crate::rollout::revision::Side;
use crate::rollout::stage::LifecycleStage::{self, *};
use crate::rollout::state::{ServiceDeployment, ServiceDeploymentStatus};
use crate::time::minutes;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A steady service `web` of two tasks, with that deployment configuration, and an update to `image` under way.
fn updated(seed: u64, image: &str, configuration: Value) -> (Engine, ServiceKey) {
    let mut engine = empty(seed);
    register(&mut engine, with_health_check(definition("web", "nginx:1")));
    let mut request = service("web", 2);
    request["deploymentConfiguration"] = configuration;
    let key = create(&mut engine, request);
    wait(&mut engine, 7_200);
    assert!(is_steady(&engine, &key), "{:?}", newest(&engine, &key));
    register(&mut engine, with_health_check(definition("web", image)));
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "taskDefinition": "web" }));
    (engine, key)
}

fn newest<'a>(engine: &'a Engine, key: &ServiceKey) -> &'a ServiceDeployment {
    get(engine, key).rollouts(engine.now()).next().unwrap()
}

/// Each stage as it comes, with the share of production traffic that the new revision has in it.
fn stages(engine: &mut Engine, key: &ServiceKey, seconds: u64) -> Vec<(LifecycleStage, u32)> {
    let mut seen: Vec<(LifecycleStage, u32)> = Vec::new();
    watch(engine, seconds, |engine| {
        let rollout = newest(engine, key);
        let now = rollout.stage.zip(rollout.production_weight);
        if let Some(now) = now.filter(|now| seen.last() != Some(now)) {
            seen.push(now);
        }
    });
    seen
}

#[test]
fn a_blue_green_deployment_goes_through_its_stages_and_moves_all_traffic_at_once() {
    let (mut engine, key) = updated(1, "nginx:2", json!({ "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 10 }));
    let blue = get(&engine, &key).deployments[1].id;
    let (mut both, mut kept) = (0, BTreeSet::new());
    watch(&mut engine, 200, |engine| {
        let web = get(engine, &key);
        both = both.max(web.counts().running);
        kept.extend(web.deployment(blue).map(|it| (it.counts.running, it.desired)));
    });
    assert_eq!((kept, both), (BTreeSet::from([(2, 2)]), 4));
    assert_eq!(newest(&engine, &key).stage, Some(BakeTime));
    let seen = stages(&mut engine, &key, 900);
    assert_eq!(seen, [(CleanUp, 1_000)]);
    let rollout = newest(&engine, &key);
    assert_eq!(rollout.status, ServiceDeploymentStatus::Successful);
    assert!(rollout.finished_at.unwrap() - rollout.started_at.unwrap() > minutes(10));
    let web = get(&engine, &key);
    assert_eq!((web.deployments.len(), web.counts().running, web.deployments[0].side), (1, 2, Side::Alternate));
    assert!(is_steady(&engine, &key));
}

#[test]
fn every_stage_comes_once_and_in_order() {
    let (mut engine, key) = updated(2, "nginx:2", json!({ "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 1 }));
    let seen: Vec<_> = stages(&mut engine, &key, 1_200).into_iter().map(|(stage, _)| stage).collect();
    let expect = [
        PreScaleUp,
        ScaleUp,
        PostScaleUp,
        TestTrafficShift,
        PostTestTrafficShift,
        PreProductionTrafficShift,
        ProductionTrafficShift,
        PostProductionTrafficShift,
        BakeTime,
        CleanUp,
    ];
    assert_eq!(seen, expect);
}

#[test]
fn canary_and_linear_deployments_move_traffic_in_steps() {
    let canary = json!({
        "strategy": "CANARY", "canaryConfiguration": { "canaryPercent": 12.5, "canaryBakeTimeInMinutes": 5 },
    });
    let linear = json!({
        "strategy": "LINEAR", "linearConfiguration": { "stepPercent": 40.0, "stepBakeTimeInMinutes": 3 },
    });
    for (configuration, steps, least) in
        [(canary, vec![125, 1_000], minutes(5)), (linear, vec![400, 800, 1_000], minutes(6))]
    {
        let (mut engine, key) = updated(3, "nginx:2", configuration);
        let seen = stages(&mut engine, &key, 1_800);
        let shifts = seen.iter().filter(|(stage, _)| *stage == ProductionTrafficShift);
        assert_eq!(shifts.map(|(_, weight)| *weight).collect::<Vec<_>>(), steps);
        let before = seen.iter().filter(|(stage, _)| *stage == PreProductionTrafficShift).count();
        assert_eq!(before, steps.len());
        let rollout = newest(&engine, &key);
        assert_eq!(rollout.status, ServiceDeploymentStatus::Successful);
        assert!(rollout.finished_at.unwrap() - rollout.created_at > least);
    }
}

#[test]
fn a_green_revision_that_fails_leaves_the_blue_one_as_it_was() {
    let configuration = json!({
        "strategy": "BLUE_GREEN", "deploymentCircuitBreaker": { "enable": true, "rollback": true },
    });
    let (mut engine, key) = updated(4, "nginx:unhealthy", configuration);
    let blue = get(&engine, &key).deployments[1].id;
    let tasks: Vec<_> = get(&engine, &key).tasks().collect();
    wait(&mut engine, 900);
    let web = get(&engine, &key);
    assert_eq!((web.deployments.len(), web.primary().unwrap().id), (1, blue));
    assert_eq!(web.primary().unwrap().rollout_state, RolloutState::Completed);
    assert_eq!(web.tasks().collect::<Vec<_>>(), tasks);
    let rollout = newest(&engine, &key);
    assert_eq!((rollout.status, rollout.stage), (ServiceDeploymentStatus::RollbackSuccessful, Some(ScaleUp)));
    assert!(says(&engine, &key, &format!("rolling back to deployment {blue}.")));
    assert!(is_steady(&engine, &key));
}

fn paused(seed: u64, hook: Value) -> (Engine, ServiceKey) {
    let configuration = json!({ "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 1, "lifecycleHooks": [hook] });
    let (mut engine, key) = updated(seed, "nginx:2", configuration);
    wait(&mut engine, 300);
    (engine, key)
}

/// A hook that the first deployment passes by its timeout and that later ones wait at.
fn pause(action: &str) -> Value {
    json!({
        "targetType": "PAUSE", "lifecycleStages": ["POST_SCALE_UP"],
        "timeoutConfiguration": { "timeoutInMinutes": 30, "action": action },
    })
}

#[test]
fn a_pause_waits_until_somebody_continues_rolls_back_or_nobody_does() {
    let (mut engine, key) = paused(5, pause("CONTINUE"));
    let rollout = newest(&engine, &key).clone();
    assert_eq!(
        (rollout.stage, rollout.hooks.len(), rollout.status),
        (Some(PostScaleUp), 1, ServiceDeploymentStatus::InProgress)
    );
    let (id, hook) = (rollout.id.to_string(), rollout.hooks[0].id.to_string());
    let wrong = engine.continue_service_deployment(&key, &id, "nothing", HookAction::Continue).unwrap_err();
    assert_eq!(wrong.code, "InvalidParameterException");
    engine.continue_service_deployment(&key, &id, &hook, HookAction::Continue).unwrap();
    wait(&mut engine, 600);
    assert_eq!(newest(&engine, &key).status, ServiceDeploymentStatus::Successful);

    let (mut engine, key) = paused(6, pause("CONTINUE"));
    let (id, hook) = (newest(&engine, &key).id.to_string(), newest(&engine, &key).hooks[0].id.to_string());
    engine.continue_service_deployment(&key, &id, &hook, HookAction::Rollback).unwrap();
    wait(&mut engine, 60);
    assert_eq!(newest(&engine, &key).status, ServiceDeploymentStatus::RollbackSuccessful);

    let (mut engine, key) = paused(7, pause("CONTINUE"));
    wait(&mut engine, 2_400);
    assert_eq!(newest(&engine, &key).status, ServiceDeploymentStatus::Successful);
}

#[test]
fn a_function_answers_after_some_seconds_and_may_say_no() {
    let function = |name: &str| {
        json!({
            "hookTargetArn": format!("arn:aws:lambda:eu-central-1:123456789012:function:{name}"),
            "roleArn": "arn:aws:iam::123456789012:role/hooks", "lifecycleStages": ["PRE_SCALE_UP"],
        })
    };
    let (mut engine, key) = paused(8, function("checks"));
    wait(&mut engine, 600);
    assert_eq!(newest(&engine, &key).status, ServiceDeploymentStatus::Successful);
    let refused = json!({
        "cluster": "shop", "service": "web", "forceNewDeployment": true,
        "deploymentConfiguration": { "lifecycleHooks": [function("checks-fails")] },
    });
    update(&mut engine, refused);
    wait(&mut engine, 120);
    let rollout = newest(&engine, &key);
    assert_eq!(rollout.status, ServiceDeploymentStatus::RollbackSuccessful);
    let reason = rollout.status_reason.as_deref().unwrap();
    assert!(
        reason.starts_with("Service deployment rolled back because PRE_SCALE_UP lifecycle hook(s) failed."),
        "{reason}"
    );
    assert!(is_steady(&engine, &key));
}

#[test]
fn a_newer_update_reconciles_first_and_the_completed_revision_serves_all_along() {
    let (mut engine, key) = updated(9, "nginx:2", json!({ "strategy": "BLUE_GREEN", "bakeTimeInMinutes": 30 }));
    wait(&mut engine, 300);
    assert_eq!(newest(&engine, &key).stage, Some(BakeTime));
    let blue: Vec<_> =
        tasks_of(&engine, &key).iter().filter(|it| it.definition.revision == 1).map(|it| it.id).collect();
    register(&mut engine, with_health_check(definition("web", "nginx:3")));
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "taskDefinition": "web" }));
    let seen = stages(&mut engine, &key, 300);
    assert_eq!(seen[0].0, ReconcileService);
    let serving = get(&engine, &key).revision(newest(&engine, &key).sources[0]).unwrap();
    assert_eq!((newest(&engine, &key).sources.len(), serving.definition.revision), (2, 1));
    assert_eq!(newest(&engine, &key).stage, Some(BakeTime));
    let left: Vec<_> = get(&engine, &key).tasks().collect();
    assert!(blue.iter().all(|id| left.contains(id)));
    assert_eq!(left.len(), 4);
    wait(&mut engine, 3_600);
    assert_eq!(get(&engine, &key).primary().unwrap().definition.revision, 3);
    assert!(is_steady(&engine, &key));
}

#[test]
fn a_rolling_deployment_bakes_when_it_is_told_to() {
    let (mut engine, key) = updated(10, "nginx:2", json!({ "bakeTimeInMinutes": 10 }));
    wait(&mut engine, 300);
    let rollout = newest(&engine, &key);
    assert_eq!((rollout.status, rollout.stage), (ServiceDeploymentStatus::InProgress, Some(BakeTime)));
    assert_eq!(get(&engine, &key).primary().unwrap().rollout_state, RolloutState::InProgress);
    wait(&mut engine, 600);
    assert_eq!(newest(&engine, &key).status, ServiceDeploymentStatus::Successful);
    assert!(is_steady(&engine, &key));
}
