//! What differs between two definitions, by container and key; the order in which things are listed is none of it.

mod flat;
mod names;

use std::collections::BTreeSet;

use model::audit::FieldChange;

use crate::document::Document;
use flat::{Flat, Leaf};

/// What stands for a value that nobody may see.
const SET: &str = "set";

/// What becomes of one definition when another takes its place: every member, whether this build knows it or not.
///
/// Fields are called as in the ECS API, those of a container begin with its name, and what is listed by name is called
/// by it: `web.image`, `web.environment.NAME`, `web.portMappings.8080/tcp`. What AWS adds by itself is no difference.
/// Of a value of an environment variable and of an option that looks secret it is only said that there is one, and
/// that it becomes another.
pub fn differences(before: &Document, after: &Document) -> Vec<FieldChange> {
    let (before, after) = (Flat::of(before.json()), Flat::of(after.json()));
    let keys: BTreeSet<&String> = before.leaves.keys().chain(after.leaves.keys()).collect();
    keys.into_iter().filter_map(|key| change(key, before.leaves.get(key), after.leaves.get(key))).collect()
}

fn change(key: &str, before: Option<&Leaf>, after: Option<&Leaf>) -> Option<FieldChange> {
    let is_same = match (before, after) {
        (Some(before), Some(after)) => before.value == after.value,
        (Some(alone), None) | (None, Some(alone)) => alone.is_default,
        (None, None) => true,
    };
    if is_same {
        return None;
    }
    let text = |leaf: Option<&Leaf>| leaf.map(|leaf| leaf.text.clone());
    let (before, mut after) = (text(before), text(after));
    if before == after {
        after = after.map(|text| format!("{text}, another value"));
    }
    Some(FieldChange { field: key.to_owned(), before, after })
}

#[cfg(test)]
mod tests {
    use super::*;

    const BEFORE: &str = r#"{
        "family": "web", "networkMode": "bridge", "cpu": "256", "requiresCompatibilities": ["EC2", "FARGATE"],
        "volumes": [{"name": "data", "host": {}}], "ephemeralStorage": {"sizeInGiB": 30}, "new": {"a": [1, {"b": 2}], "e": []},
        "containerDefinitions": [
            {"name": "web", "image": "web:1", "essential": true, "cpu": 0, "memory": 512, "command": ["run", "a b"],
             "environment": [{"name": "A", "value": "canary-1"}, {"name": "B", "value": "canary-2"}],
             "secrets": [{"name": "S", "valueFrom": "arn:1"}],
             "portMappings": [{"containerPort": 80, "hostPort": 80, "protocol": "tcp", "name": "http"}],
             "mountPoints": [{"sourceVolume": "data", "containerPath": "/data", "readOnly": false}],
             "dependsOn": [{"containerName": "log", "condition": "START"}],
             "healthCheck": {"command": ["CMD", "true"], "interval": 30},
             "logConfiguration": {"logDriver": "splunk", "options": {"splunk-token": "canary-3", "splunk-url": "u"}},
             "linuxParameters": {"capabilities": {"add": ["A", "B"]}}, "volumesFrom": [{"sourceContainer": "log", "readOnly": false}]},
            {"name": "log", "image": "log:1"}
        ]
    }"#;

    /// Each change as `field: before -> after`, with a dash for nothing.
    #[track_caller]
    fn check(changes: &[(&str, &str)], expect: &[&str]) {
        let mut text = BEFORE.to_owned();
        for (from, to) in changes {
            assert!(text.contains(from), "{from}");
            text = text.replacen(from, to, 1);
        }
        let read = |text: &str| Document::default().edited(text).unwrap();
        let told: Vec<String> = differences(&read(BEFORE), &read(&text))
            .into_iter()
            .map(|change| {
                let word = |text: Option<String>| text.unwrap_or_else(|| "-".to_owned());
                format!("{}: {} -> {}", change.field, word(change.before), word(change.after))
            })
            .collect();
        assert_eq!(told, expect);
    }

    #[test]
    fn an_order_and_what_aws_adds_are_no_difference() {
        check(&[], &[]);
        check(&[(r#""EC2", "FARGATE""#, r#""FARGATE", "EC2""#), (r#"["A", "B"]"#, r#"["B", "A"]"#)], &[]);
        check(&[(r#""networkMode": "bridge", "#, ""), (r#""essential": true, "cpu": 0, "#, "")], &[]);
        check(
            &[(r#", "readOnly": false}]}"#, "}]}"), (r#", "interval": 30"#, ""), (r#", "readOnly": false"#, "")],
            &[],
        );
        check(
            &[
                (r#", "protocol": "tcp""#, ""),
                (r#"{"name": "A", "value": "canary-1"}, "#, ""),
                (r#""canary-2"}"#, r#""canary-2"}, {"value": "canary-1", "name": "A"}"#),
            ],
            &[],
        );
    }

    #[test]
    fn a_member_is_called_by_its_container_and_key() {
        check(&[("web:1", "web:2")], &["web.image: web:1 -> web:2"]);
        check(&[("\"memory\": 512", "\"memory\": 1024")], &["web.memory: 512 MiB -> 1024 MiB"]);
        check(&[("\"a b\"", "\"a\", \"b\"")], &["web.command: run \"a b\" -> run a b"]);
        check(&[("arn:1", "arn:2")], &["web.secrets.S: arn:1 -> arn:2"]);
        check(&[("\"START\"", "\"HEALTHY\"")], &["web.dependsOn.log: START -> HEALTHY"]);
        check(&[("\"interval\": 30", "\"interval\": 60")], &["web.healthCheck.interval: 30 s -> 60 s"]);
        check(
            &[("\"sourceContainer\": \"log\"", "\"sourceContainer\": \"x\"")],
            &["web.volumesFrom.log: set -> -", "web.volumesFrom.x: - -> set"],
        );
        check(&[("\"u\"", "\"v\"")], &["web.logOptions.splunk-url: u -> v"]);
        check(&[("\"sizeInGiB\": 30", "\"sizeInGiB\": 40")], &["ephemeralStorage: 30 GiB -> 40 GiB"]);
        check(&[("\"readOnly\": false", "\"readOnly\": true")], &["web.mountPoints./data.readOnly: false -> true"]);
        check(
            &[("\"bridge\"", "\"host\"")],
            &["networkMode: bridge -> host", "web.portMappings.80/tcp: open, on port 80 of the instance -> open"],
        );
        check(&[(r#"{"name": "data", "host": {}}"#, "")], &["volumes.data: set -> -"]);
    }

    #[test]
    fn a_port_is_called_by_its_number_and_protocol() {
        check(
            &[("\"containerPort\": 80, \"hostPort\": 80", "\"containerPort\": 81, \"hostPort\": 0")],
            &[
                "web.portMappings.80/tcp: open, on port 80 of the instance -> -",
                "web.portMappings.80/tcp.name: http -> -",
                "web.portMappings.81/tcp: - -> open",
                "web.portMappings.81/tcp.name: - -> http",
            ],
        );
    }

    #[test]
    fn what_nobody_may_see_is_not_shown() {
        check(&[("canary-1", "canary-4")], &["web.environment.A: set -> set, another value"]);
        check(
            &[("\"A\", \"value\": \"canary-1\"", "\"C\", \"value\": \"canary-1\"")],
            &["web.environment.A: set -> -", "web.environment.C: - -> set"],
        );
        check(&[("canary-3", "canary-4")], &["web.logOptions.splunk-token: set -> set, another value"]);
    }

    #[test]
    fn what_no_build_knows_is_compared_too() {
        check(&[("{\"b\": 2}", "{\"b\": 3}")], &["new.a[1].b: 2 -> 3"]);
        check(&[("{\"b\": 2}", "{\"b\": \"2\"}")], &["new.a[1].b: 2 -> 2, another value"]);
        check(&[("\"e\": []", "\"e\": {}")], &["new.e: [] -> {}"]);
        check(&[("\"log:1\"", "\"log:1\", \"tomorrow\": true")], &["log.tomorrow: - -> true"]);
    }

    #[test]
    fn a_container_more_is_told_without_what_goes_without_saying() {
        check(
            &[("{\"name\": \"log\"", "{\"name\": \"x\", \"image\": \"x:1\", \"essential\": true}, {\"name\": \"log\"")],
            &["x.image: - -> x:1"],
        );
    }
}
