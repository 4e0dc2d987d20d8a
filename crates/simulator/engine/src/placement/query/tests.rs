use super::*;
use crate::Engine;
use crate::capacity::input::Attributes;
use crate::capacity::machine::Machine;
use crate::id::InstanceKey;
use crate::tests::estate::{empty, read, run_on_instances, wait};
use serde_json::json;

/// A `c5.large` in zone `a` that runs two tasks of the group `databases`, registered on the first of January of 2026.
fn estate() -> (Engine, InstanceKey) {
    let mut engine = empty(1);
    let machine = Machine::named("c5.large").unwrap();
    let key = engine.start_instance(&"shop".into(), machine, &"eu-central-1a".into(), None);
    let attributes = json!({ "cluster": "shop", "attributes": [
        { "name": "stack", "value": "production", "targetId": key.instance.to_string() },
        { "name": "ssd", "targetId": key.instance.to_string() },
        { "name": "rank", "value": "12", "targetId": key.instance.to_string() },
    ] });
    engine.put_attributes(&read::<Attributes>(attributes)).unwrap();
    run_on_instances(&mut engine, "databases", 2);
    wait(&mut engine, 120);
    (engine, key)
}

#[track_caller]
fn check(cases: &[(&str, bool)]) {
    let (engine, key) = estate();
    let cluster = engine.world().cluster("shop").unwrap();
    let instance = engine.world().instance(&key).unwrap();
    for (text, expect) in cases {
        let query: Query = text.parse().unwrap_or_else(|error| panic!("{text}: {error}"));
        assert_eq!(query.holds(cluster, instance), *expect, "{text}");
    }
}

#[test]
fn attributes_are_compared() {
    check(&[
        ("attribute:ecs.instance-type == c5.large", true),
        ("attribute:ecs.instance-type equals c5.large", true),
        ("attribute:ecs.instance-type==c5.large", true),
        ("attribute:ecs.instance-type != c5.large", false),
        ("attribute:ecs.instance-type not_equals m5.large", true),
        ("attribute:ecs.instance-type =~ c5.*", true),
        ("attribute:ecs.instance-type =~ c5", false),
        ("attribute:ecs.instance-type matches (c5|m5)\\..*", true),
        ("attribute:ecs.instance-type !~ g2.*", true),
        ("attribute:ecs.instance-type not_matches c.*", false),
        ("attribute:ecs.availability-zone in [eu-central-1a, eu-central-1b]", true),
        ("attribute:ecs.availability-zone in ['eu-central-1c','eu-central-1b']", false),
        ("attribute:ecs.availability-zone not_in [eu-central-1a]", false),
        ("attribute:ecs.availability-zone !in [eu-central-1c]", true),
        ("attribute:stack == 'production'", true),
        ("attribute:stack == \"production\"", true),
        ("attribute:rank > 9", true),
        ("attribute:rank >= 12", true),
        ("attribute:rank less_than 100", true),
        ("attribute:rank <= 11", false),
    ]);
}

#[test]
fn an_attribute_may_be_there_without_a_value_and_may_not_be_there() {
    check(&[
        ("attribute:stack exists", true),
        ("attribute:ssd exists", true),
        ("attribute:ssd == true", false),
        ("attribute:gpu exists", false),
        ("attribute:gpu !exists", true),
        ("attribute:gpu not_exists", true),
        ("attribute:gpu == yes", false),
        ("attribute:gpu != yes", true),
        ("attribute:gpu > 1", false),
    ]);
}

#[test]
fn the_other_subjects_are_compared() {
    check(&[
        ("agentConnected == true", true),
        ("agentConnected != true", false),
        ("agentVersion >= 1.9.0", true),
        ("agentVersion < 1.100.0", true),
        ("runningTasksCount == 2", true),
        ("runningTasksCount < 2", false),
        ("ec2InstanceId =~ i-[0-9a-f]{17}", true),
        ("ec2InstanceId in [i-0123, i-4567]", false),
        ("registeredAt >= 2026-01-01 and registeredAt < 2026-01-02", true),
        ("registeredAt == 2026-01-01T00:00:00+00:00", true),
        ("registeredAt > 2026-01-01T00:00", false),
        ("task:group == databases", true),
        ("task:group == service:web", false),
        ("not(task:group == databases)", false),
        ("task:group != databases", false),
    ]);
}

#[test]
fn or_binds_less_than_and_and_parentheses_most() {
    check(&[
        ("runningTasksCount == 2 or runningTasksCount == 2 and runningTasksCount == 9", true),
        ("(runningTasksCount == 2 or runningTasksCount == 2) and runningTasksCount == 9", false),
        ("runningTasksCount == 9 || runningTasksCount == 2 && agentConnected == true", true),
        ("!(runningTasksCount == 9) and not (agentConnected == false)", true),
        ("not runningTasksCount == 9", true),
        ("(attribute:ecs.instance-type =~ (c5|m5).* and agentConnected == true)", true),
    ]);
}

#[test]
fn what_is_no_expression_is_refused() {
    for text in [
        "",
        "stack == production",
        "attribute: == x",
        "attribute:stack",
        "attribute:stack ==",
        "attribute:stack = production",
        "attribute:stack == production extra",
        "attribute:stack in production",
        "attribute:stack in [production",
        "attribute:stack == 'production",
        "attribute:stack =~ (",
        "attribute:stack =~ [",
        "(attribute:stack exists",
        "attribute:stack exists and",
        &"(".repeat(200),
        &format!("attribute:stack == {}", "x".repeat(2_000)),
    ] {
        assert!(text.parse::<Query>().is_err(), "{text}");
    }
}
