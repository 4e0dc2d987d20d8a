//! Each rule with a definition that breaks it and nothing else, and with one that does not.

mod container;
mod task;

use model::launch::LaunchType;
use serde_json::{Value, json};

use crate::document::Document;

const ROLE: &str = "arn:aws:iam::123456789012:role/execution";

/// The definition as Podium would have it; what is no JSON object is none.
fn document(definition: &Value) -> Document {
    Document::default().edited(&definition.to_string()).unwrap()
}

/// AWS takes it.
#[track_caller]
fn fine(definition: Value) {
    let faults = document(&definition).faults(None);
    assert!(faults.is_empty(), "{faults:?}");
}

/// This and nothing else is wrong with it.
#[track_caller]
fn wrong(definition: Value, path: &str, message: &str) {
    let faults = document(&definition).faults(None);
    let [fault] = &faults[..] else { panic!("{faults:?}") };
    assert_eq!(fault.path.to_string(), path, "{}", fault.message);
    assert!(fault.message.contains(message), "{}", fault.message);
    assert!(fault.message.ends_with('.'), "{}", fault.message);
    assert_eq!(fault.container.is_some(), path.starts_with("containerDefinitions["), "{fault:?}");
}

fn extended(mut definition: Value, more: Value, container: Value) -> Value {
    definition.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let first = definition["containerDefinitions"][0].as_object_mut().unwrap();
    first.extend(container.as_object().unwrap().clone());
    definition
}

/// A definition for Fargate with more members, and more of its container.
fn fargate(more: Value, container: Value) -> Value {
    let definition = json!({
        "family": "web", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512",
        "containerDefinitions": [{ "name": "app", "image": "nginx:1" }],
    });
    extended(definition, more, container)
}

/// The same for instances.
fn instances(more: Value, container: Value) -> Value {
    let definition = json!({
        "family": "web", "containerDefinitions": [{ "name": "app", "image": "nginx:1", "memory": 128 }],
    });
    extended(definition, more, container)
}

/// A definition for Fargate with a second container, `other`, that is not essential.
fn two(first: Value, other: Value) -> Value {
    let mut definition = fargate(json!({}), first);
    let mut second = json!({ "name": "other", "image": "nginx:1", "essential": false });
    second.as_object_mut().unwrap().extend(other.as_object().unwrap().clone());
    definition["containerDefinitions"].as_array_mut().unwrap().push(second);
    definition
}

/// The definition without this member.
fn without(mut definition: Value, member: &str) -> Value {
    definition.as_object_mut().unwrap().remove(member);
    definition
}

#[test]
fn the_definitions_that_the_tests_begin_with_are_fine() {
    fine(fargate(json!({}), json!({})));
    fine(instances(json!({}), json!({})));
    fine(two(json!({}), json!({})));
}

#[test]
fn what_the_service_runs_on_is_looked_at_too() {
    let definition = document(&instances(json!({}), json!({})));
    assert_eq!(definition.faults(Some(&LaunchType::Ec2)), []);
    let faults = definition.faults(Some(&LaunchType::Fargate));
    let paths: Vec<String> = faults.iter().map(|fault| fault.path.to_string()).collect();
    assert_eq!(paths, ["cpu", "memory", "networkMode"]);
}

#[test]
fn a_value_of_the_wrong_type_is_one_fault() {
    wrong(instances(json!({ "cpu": 256 }), json!({})), "cpu", "This is a number; AWS takes a text in double quotes.");
    wrong(instances(json!({}), json!({ "memory": "128" })), "containerDefinitions[0].memory", "a whole number without");
    wrong(instances(json!({}), json!({ "memory": 1.5 })), "containerDefinitions[0].memory", "a whole number");
    wrong(instances(json!({}), json!({ "essential": "yes" })), "containerDefinitions[0].essential", "true or false");
    wrong(instances(json!({}), json!({ "command": "run" })), "containerDefinitions[0].command", "a list");
    wrong(instances(json!({}), json!({ "command": ["run", 1] })), "containerDefinitions[0].command[1]", "a text");
    let labels = json!({ "dockerLabels": { "a": 1 } });
    wrong(instances(json!({}), labels), "containerDefinitions[0].dockerLabels.a", "a text");
    fine(instances(json!({ "cpu": null, "new": 1 }), json!({ "user": null, "new": { "a": [1] } })));
}

#[test]
fn what_is_needed_is_missed() {
    wrong(without(instances(json!({}), json!({})), "family"), "family", "family is missing");
    wrong(without(instances(json!({}), json!({})), "containerDefinitions"), "containerDefinitions", "is missing");
    let log = json!({ "logConfiguration": {} });
    wrong(instances(json!({}), log), "containerDefinitions[0].logConfiguration.logDriver", "logDriver is missing");
}

#[test]
fn faults_are_as_many_as_somebody_reads() {
    let tags: Vec<Value> = (0..1_000).map(|_| json!({ "key": 1 })).collect();
    assert_eq!(document(&instances(json!({ "tags": tags }), json!({}))).faults(None).len(), 100);
}
