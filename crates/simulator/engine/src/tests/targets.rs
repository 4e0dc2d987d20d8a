//! The health of targets.

use super::estate::*;
use crate::Engine;
use crate::balancing::input::{AttributeInput, TargetGroupInput, TargetInput};
use crate::balancing::target::{Failure, TargetState};
use crate::id::ServiceKey;
use crate::time::hours;
use serde_json::{Value, json};

fn states(engine: &Engine, group: &str) -> Vec<TargetState> {
    engine.world().target_group(group).unwrap().targets().map(|target| target.health.state).collect()
}

/// A service `web` behind a target group, whose tasks are never replaced for their targets' health.
fn balanced(engine: &mut Engine, tag: &str, desired: u32, group: Value) -> (ServiceKey, String) {
    let group = target_group(engine, "web", group);
    register(engine, with_port(definition("web", &format!("nginx:{tag}"))));
    let mut request = behind(&group, service("web", desired));
    request["healthCheckGracePeriodSeconds"] = json!(1_000_000);
    (create(engine, request), group)
}

/// The different states of the only target, one after the other.
fn history(engine: &mut Engine, group: &str, seconds: u64) -> Vec<TargetState> {
    let mut seen = Vec::new();
    watch(engine, seconds, |engine| {
        seen.extend(states(engine, group).first().copied().filter(|state| seen.last() != Some(state)));
    });
    seen
}

#[test]
fn a_good_target_is_registered_checked_and_healthy() {
    let mut engine = empty(1);
    let (_, group) = balanced(&mut engine, "1", 1, json!({}));
    let seen = history(&mut engine, &group, 120);
    assert_eq!(seen, [TargetState::Registering, TargetState::Checking, TargetState::Healthy]);
    let words: Vec<_> = seen.iter().map(|state| (state.word(), state.reason())).collect();
    let expect = [
        ("initial", Some("Elb.RegistrationInProgress")),
        ("initial", Some("Elb.InitialHealthChecking")),
        ("healthy", None),
    ];
    assert_eq!(words, expect);
}

#[track_caller]
fn check_failure(tag: &str, group: Value, expect: TargetState) {
    let mut engine = empty(2);
    let (_, group) = balanced(&mut engine, tag, 1, group);
    wait(&mut engine, 180);
    assert_eq!(states(&engine, &group), [expect], "{tag}");
}

#[test]
fn the_image_and_the_matcher_decide_what_the_checks_find() {
    let matcher = |codes: &str| json!({ "Matcher": { "HttpCode": codes } });
    let unhealthy = TargetState::Unhealthy;
    check_failure("1", json!({}), TargetState::Healthy);
    check_failure("1-bad-gateway", json!({}), unhealthy(Failure::Code(502)));
    check_failure("1-timeout", json!({}), unhealthy(Failure::Timeout));
    check_failure("1", matcher("301-399"), unhealthy(Failure::Code(200)));
    check_failure("1", matcher("200-299"), TargetState::Healthy);
    check_failure("1-bad-gateway", json!({ "HealthCheckEnabled": false }), TargetState::Unavailable);
}

#[test]
fn a_failing_target_is_unhealthy_only_after_the_threshold() {
    let mut engine = empty(3);
    let slow = json!({ "HealthCheckIntervalSeconds": 30, "UnhealthyThresholdCount": 5 });
    let (_, group) = balanced(&mut engine, "bad-gateway", 1, slow);
    while states(&engine, &group).first() != Some(&TargetState::Checking) {
        wait(&mut engine, 1);
    }
    wait(&mut engine, 4 * 30 - 1);
    assert_eq!(states(&engine, &group), [TargetState::Checking]);
    wait(&mut engine, 32);
    assert_eq!(states(&engine, &group), [TargetState::Unhealthy(Failure::Code(502))]);
}

#[test]
fn a_flapping_target_turns_again_and_again() {
    let mut engine = empty(4);
    let (_, group) = balanced(&mut engine, "flapping", 1, json!({}));
    let seen = history(&mut engine, &group, 3_600);
    let turns = seen.iter().filter(|state| **state == TargetState::Unhealthy(Failure::Code(503))).count();
    assert!(turns >= 5, "{turns}");
    assert!(seen.iter().filter(|state| **state == TargetState::Healthy).count() >= turns);
}

#[test]
fn steady_targets_cost_nothing() {
    let mut engine = empty(5);
    balanced(&mut engine, "1", 8, json!({}));
    wait(&mut engine, 600);
    let before = engine.handled();
    engine.advance_to(engine.now() + hours(5));
    assert_eq!(engine.handled(), before);
}

#[test]
fn a_group_that_no_rule_leads_to_has_unused_targets() {
    let mut engine = empty(6);
    let (_, group) = balanced(&mut engine, "1", 2, json!({}));
    wait(&mut engine, 120);
    let listener = engine.world().listeners().next().unwrap().arn.clone();
    let balancer = engine.world().load_balancers().next().unwrap().arn.clone();
    engine.delete_listener(&listener).unwrap();
    assert_eq!(states(&engine, &group), [TargetState::Unused; 2]);
    let again = json!({
        "LoadBalancerArn": &*balancer, "Protocol": "HTTP", "Port": 80,
        "DefaultActions": [{ "Type": "forward", "TargetGroupArn": group }],
    });
    engine.create_listener(read(again)).unwrap();
    assert_eq!(states(&engine, &group), [TargetState::Registering; 2]);
    wait(&mut engine, 30);
    assert_eq!(states(&engine, &group), [TargetState::Healthy; 2]);
}

#[test]
fn a_deregistered_target_drains_as_long_as_its_group_says() {
    let mut engine = empty(7);
    let (key, group) = balanced(&mut engine, "1", 2, json!({}));
    wait(&mut engine, 120);
    let delay = AttributeInput { key: "deregistration_delay.timeout_seconds".to_owned(), value: "40".to_owned() };
    engine.modify_target_group_attributes(&group, &[delay]).unwrap();
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "desiredCount": 1 }));
    wait(&mut engine, 30);
    let draining = states(&engine, &group).into_iter().filter(|state| *state == TargetState::Draining).count();
    assert_eq!((draining, get(&engine, &key).counts().running), (1, 2));
    wait(&mut engine, 20);
    assert_eq!((states(&engine, &group), get(&engine, &key).counts().running), (vec![TargetState::Healthy], 1));
}

#[test]
fn an_address_that_somebody_registers_answers_only_when_a_task_has_it() {
    let mut engine = empty(8);
    let (key, _) = balanced(&mut engine, "1", 1, json!({}));
    wait(&mut engine, 120);
    let other = target_group(&mut engine, "other", json!({}));
    let address = tasks_of(&engine, &key)[0].network.as_ref().unwrap().address.to_string();
    let target = |id: &str| TargetInput { id: id.to_owned(), ..TargetInput::default() };
    engine.register_targets(&other, &[target(&address), target("10.200.0.9")]).unwrap();
    wait(&mut engine, 60);
    let mut found = states(&engine, &other);
    found.sort_by_key(|state| state.word());
    assert_eq!(found, [TargetState::Healthy, TargetState::Unhealthy(Failure::Timeout)]);
    update(&mut engine, json!({ "cluster": "shop", "service": "web", "desiredCount": 0 }));
    wait(&mut engine, 400);
    assert_eq!(states(&engine, &other), [TargetState::Unhealthy(Failure::Timeout); 2]);
    engine.deregister_targets(&other, &[target("10.200.0.9")]).unwrap();
    assert!(states(&engine, &other).contains(&TargetState::Draining));
    wait(&mut engine, 301);
    assert_eq!(states(&engine, &other).len(), 1);
}

#[test]
fn another_matcher_is_noticed_after_the_threshold() {
    let mut engine = empty(9);
    let (_, group) = balanced(&mut engine, "1", 1, json!({}));
    wait(&mut engine, 120);
    let change: TargetGroupInput = read(json!({ "TargetGroupArn": group, "Matcher": { "HttpCode": "204" } }));
    engine.modify_target_group(&change).unwrap();
    assert_eq!(states(&engine, &group), [TargetState::Healthy]);
    wait(&mut engine, 25);
    assert_eq!(states(&engine, &group), [TargetState::Unhealthy(Failure::Code(200))]);
}
