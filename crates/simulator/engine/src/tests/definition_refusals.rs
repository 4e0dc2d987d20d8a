//! What RegisterTaskDefinition refuses, each as the only thing that is wrong.

use super::estate::*;
use crate::ApiError;
use crate::input::RegisterTaskDefinition;
use serde_json::{Value, json};

const ROLE: &str = "arn:aws:iam::123456789012:role/execution";

fn ask(definition: Value) -> Result<(), ApiError> {
    empty(1).register_task_definition(read::<RegisterTaskDefinition>(definition)).map(drop)
}

#[track_caller]
fn refused(definition: Value, expect: &str) {
    let error = ask(definition).unwrap_err();
    assert_eq!(error.code, "ClientException", "{error}");
    assert!(error.message.contains(expect), "{error}");
}

fn extended(mut definition: Value, more: Value, container: Value) -> Value {
    definition.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    let first = definition["containerDefinitions"][0].as_object_mut().unwrap();
    first.extend(container.as_object().unwrap().clone());
    definition
}

/// A Fargate definition with more members, and more of its container.
fn fargate(more: Value, container: Value) -> Value {
    extended(definition("web", "nginx:1"), more, container)
}

/// The same for instances.
fn instances(more: Value, container: Value) -> Value {
    extended(on_instances("web", "nginx:1"), more, container)
}

/// A Fargate definition with a second container, `other`, that is not essential.
fn two(first: Value, other: Value) -> Value {
    let mut definition = fargate(json!({}), first);
    let mut second = json!({ "name": "other", "image": "nginx:1", "essential": false });
    second.as_object_mut().unwrap().extend(other.as_object().unwrap().clone());
    definition["containerDefinitions"].as_array_mut().unwrap().push(second);
    definition
}

fn after(container: &str, condition: &str) -> Value {
    json!({ "dependsOn": [{ "containerName": container, "condition": condition }] })
}

#[test]
fn containers_wait_only_for_what_can_come() {
    let check = json!({ "healthCheck": { "command": ["CMD", "true"] } });
    ask(two(after("other", "START"), json!({}))).unwrap();
    ask(two(after("other", "SUCCESS"), json!({}))).unwrap();
    ask(two(after("other", "HEALTHY"), check)).unwrap();
    refused(fargate(json!({}), after("db", "START")), "Cannot depend on container db because it does not exist");
    refused(fargate(json!({}), after("app", "START")), "Container app cannot depend on itself");
    refused(two(after("other", "HEALTHY"), json!({})), "HEALTHY condition must have health check configured");
    for condition in ["SUCCESS", "COMPLETE"] {
        refused(two(after("other", condition), json!({ "essential": true })), "cannot be an essential container");
    }
    refused(two(after("other", "START"), after("app", "START")), "circular dependency: app, other");
}

#[test]
fn a_port_is_one_container_s_where_they_share_a_network() {
    let ports = |mappings: Value| json!({ "portMappings": mappings });
    let twice = json!([{ "containerPort": 80 }, { "containerPort": 80 }]);
    let both = json!([{ "containerPort": 53, "protocol": "tcp" }, { "containerPort": 53, "protocol": "udp" }]);
    refused(fargate(json!({}), ports(twice.clone())), "port is used multiple times in task");
    ask(fargate(json!({}), ports(both))).unwrap();
    ask(instances(json!({}), ports(twice.clone()))).unwrap();
    refused(instances(json!({ "networkMode": "host" }), ports(twice)), "port is used multiple times in task");
    let named = |name: &str| json!({ "portMappings": [{ "containerPort": name.len(), "name": "http" }] });
    refused(two(named("a"), named("bb")), "port mapping name is already used");
    refused(
        instances(json!({ "networkMode": "host" }), ports(json!([{ "containerPort": 80, "hostPort": 81 }]))),
        "When networkMode=host, the host ports and container ports",
    );
    refused(fargate(json!({}), ports(json!([{ "containerPort": 70_000 }]))), "Invalid 'containerPort' setting");
    let range = |range: &str| ports(json!([{ "containerPortRange": range }]));
    ask(fargate(json!({}), range("80-90"))).unwrap();
    refused(fargate(json!({}), range("90-80")), "Invalid 'containerPortRange' setting");
}

#[test]
fn a_network_mode_excludes_what_it_does_not_have() {
    refused(fargate(json!({}), json!({ "links": ["db"] })), "Links are not supported when networkMode=awsvpc.");
    ask(instances(json!({}), json!({ "links": ["db"], "hostname": "web" }))).unwrap();
    refused(fargate(json!({}), json!({ "hostname": "web" })), "hostname is not supported on container");
    refused(fargate(json!({}), json!({ "dnsServers": ["10.0.0.2"] })), "DNS servers are not supported on container");
    let hosts = json!({ "extraHosts": [{ "hostname": "db", "ipAddress": "10.0.0.3" }] });
    refused(fargate(json!({}), hosts), "Extra hosts are not supported on container");
}

#[test]
fn a_secret_needs_a_role_and_a_name_of_its_own() {
    let secret = json!([{ "name": "A", "valueFrom": "arn" }]);
    let role = json!({ "executionRoleArn": ROLE });
    refused(fargate(json!({}), json!({ "secrets": secret })), "you must also specify a value for 'executionRoleArn'");
    ask(fargate(role.clone(), json!({ "secrets": secret }))).unwrap();
    let shared = json!({ "secrets": secret, "environment": [{ "name": "A", "value": "1" }] });
    refused(
        fargate(role, shared),
        "The secret name must be unique and not shared with any new or existing environment variables set on the container, such as 'A'.",
    );
}

#[test]
fn logs_go_where_they_can() {
    let log = |driver: &str, options: Value| json!({ "logConfiguration": { "logDriver": driver, "options": options } });
    let good = json!({ "awslogs-group": "/ecs/web", "awslogs-region": "eu-central-1", "awslogs-stream-prefix": "ecs" });
    let role = || json!({ "executionRoleArn": ROLE });
    let without = |option: &str| {
        let mut options = good.clone();
        options.as_object_mut().unwrap().remove(option);
        log("awslogs", options)
    };
    ask(fargate(role(), log("awslogs", good.clone()))).unwrap();
    refused(
        fargate(json!({}), log("awslogs", good.clone())),
        "Fargate requires task definition to have execution role ARN to support log driver awslogs.",
    );
    refused(fargate(role(), without("awslogs-stream-prefix")), "to include awslogs-stream-prefix");
    ask(instances(json!({}), without("awslogs-stream-prefix"))).unwrap();
    refused(fargate(role(), without("awslogs-group")), "Log driver awslogs requires options: awslogs-group");
    let mut bad = good.clone();
    bad["awslogs-group"] = json!("a b");
    refused(fargate(role(), log("awslogs", bad)), "option 'awslogs-group' contains invalid characters");
    refused(
        fargate(role(), log("json-file", json!({}))),
        "json-file is not a valid log driver. Must be one of [awslogs, splunk, awsfirelens]",
    );
    ask(instances(json!({}), log("json-file", json!({})))).unwrap();
    refused(fargate(role(), log("awsfirelens", json!({}))), "a firelens configuration object must be specified");
}

#[test]
fn volumes_are_there_before_they_are_mounted() {
    let mount = json!({ "mountPoints": [{ "sourceVolume": "data", "containerPath": "/data" }] });
    refused(fargate(json!({}), mount.clone()), "Unknown volume 'data'.");
    ask(fargate(json!({ "volumes": [{ "name": "data" }] }), mount)).unwrap();
    let on_host = json!({ "volumes": [{ "name": "data", "host": { "sourcePath": "/srv" } }] });
    refused(fargate(on_host.clone(), json!({})), "Fargate compatible task definitions do not support sourcePath");
    ask(instances(on_host, json!({}))).unwrap();
    let efs = |efs: Value| json!({ "volumes": [{ "name": "data", "efsVolumeConfiguration": efs }] });
    let iam = json!({ "fileSystemId": "fs-1", "authorizationConfig": { "iam": "ENABLED" } });
    refused(fargate(efs(iam), json!({})), "EFS IAM authorization requires TransitEncryption");
    refused(fargate(json!({ "ephemeralStorage": { "sizeInGiB": 20 } }), json!({})), "should be at least 21");
    refused(fargate(json!({ "ephemeralStorage": { "sizeInGiB": 201 } }), json!({})), "should be at most 200");
}

#[test]
fn numbers_stay_within_their_limits() {
    for (member, bad) in [("interval", 4), ("interval", 301), ("timeout", 1), ("retries", 11), ("startPeriod", 301)] {
        let check = json!({ "healthCheck": { "command": ["CMD", "true"], member: bad } });
        refused(instances(json!({}), check), &format!("The '{member}' setting for container 'app' must be between"));
    }
    let restart = json!({ "restartPolicy": { "enabled": true, "restartAttemptPeriod": 59 } });
    refused(
        fargate(json!({}), restart),
        "'restartAttemptPeriod' setting for container 'app' must be between 60 and 1800",
    );
    refused(fargate(json!({}), json!({ "stopTimeout": 121 })), "'stopTimeout' setting for container 'app'");
    ask(instances(json!({}), json!({ "stopTimeout": 500 }))).unwrap();
    let swapped = json!({ "memory": 128, "memoryReservation": 256 });
    refused(fargate(json!({}), swapped), "'memory' must be greater than or equal to 'memoryReservation'");
    refused(fargate(json!({}), json!({ "memory": 513 })), "setting for container 'app' is greater than for the task");
    let limits = json!({ "ulimits": [{ "name": "nofile", "softLimit": 2, "hardLimit": 1 }] });
    refused(fargate(json!({}), limits), "Soft limit exceeds hard limit for ulimit nofile");
    refused(instances(json!({ "cpu": "many" }), json!({})), "Invalid 'cpu' setting for task.");
}

#[test]
fn fargate_has_no_machine_to_reach_into() {
    refused(
        fargate(json!({}), json!({ "privileged": true })),
        "Fargate requires that the 'privileged' setting be 'false'",
    );
    ask(instances(json!({}), json!({ "privileged": true }))).unwrap();
    let linux = |it: Value| json!({ "linuxParameters": it });
    refused(fargate(json!({}), linux(json!({ "maxSwap": 1 }))), "do not support maxSwap");
    let add = |capability: &str| linux(json!({ "capabilities": { "add": [capability] } }));
    refused(fargate(json!({}), add("NET_ADMIN")), "NET_ADMIN is not allowed on Fargate.");
    ask(fargate(json!({}), add("SYS_PTRACE"))).unwrap();
    let constraints = json!({ "placementConstraints": [{ "type": "memberOf", "expression": "x" }] });
    refused(fargate(constraints, json!({})), "do not support constraints");
    refused(fargate(json!({ "pidMode": "host" }), json!({})), "do not support pidMode 'host'");
    let private = json!({ "image": "123456789012.dkr.ecr.eu-central-1.amazonaws.com/web:1" });
    refused(fargate(json!({}), private), "execution role ARN to support ECR images.");
    let windows = json!({ "runtimePlatform": { "operatingSystemFamily": "WINDOWS_SERVER_2022_CORE" } });
    refused(fargate(windows, json!({})), "No Fargate configuration exists for given values");
}

#[test]
fn there_is_room_for_ten_containers_of_64_kib_and_no_empty_tags() {
    let mut definition = fargate(json!({}), json!({}));
    definition["containerDefinitions"] =
        (0..11).map(|number| json!({ "name": format!("c{number}"), "image": "nginx:1" })).collect();
    refused(definition, "Too many containers");
    let long = json!({ "command": ["x".repeat(70_000)] });
    refused(fargate(json!({}), long), "Max allowed length is '65536' bytes.");
    refused(fargate(json!({ "tags": [] }), json!({})), "Tags can not be empty.");
}

#[test]
fn a_definition_for_instances_says_that_fargate_cannot_run_it() {
    let mut engine = empty(2);
    let sized = json!({ "networkMode": "awsvpc", "cpu": "256", "memory": "512" });
    register(&mut engine, instances(sized.clone(), json!({})));
    register(&mut engine, instances(sized, json!({ "privileged": true })));
    let world = engine.world();
    let says = |number| world.revision("web", number).unwrap().definition.document["compatibilities"].clone();
    assert_eq!([says(1), says(2)], [json!(["EC2", "FARGATE"]), json!(["EC2"])]);
}
