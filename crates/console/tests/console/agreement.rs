//! What Podium's rules for task definitions refuse the simulated AWS refuses, and what they let pass it takes.

use draft::Document;
use serde_json::{Value, json};

use crate::support::*;

const ROLE: &str = "arn:aws:iam::123456789012:role/execution";

fn fargate(more: &Value, container: &Value) -> Value {
    let mut definition = json!({
        "family": "agreement", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512",
        "executionRoleArn": ROLE, "containerDefinitions": [{ "name": "app", "image": "nginx:1" }],
    });
    extend(&mut definition, more);
    extend(&mut definition["containerDefinitions"][0], container);
    definition
}

fn instances(more: &Value, container: &Value) -> Value {
    let mut definition = json!({
        "family": "agreement", "containerDefinitions": [{ "name": "app", "image": "nginx:1", "memory": 128 }],
    });
    extend(&mut definition, more);
    extend(&mut definition["containerDefinitions"][0], container);
    definition
}

fn extend(value: &mut Value, more: &Value) {
    for (name, member) in more.as_object().unwrap() {
        value[name] = member.clone();
    }
}

/// Whether the simulator registers it.
fn is_registered(world: &World, definition: &Value) -> bool {
    let ask = || {
        let question = ureq::post(world.simulator.url())
            .header("x-amz-target", "AmazonEC2ContainerServiceV20141113.RegisterTaskDefinition")
            .content_type("application/x-amz-json-1.1");
        question.send(definition.to_string()).is_ok()
    };
    tokio::task::block_in_place(ask)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_rules_and_the_simulated_aws_agree() {
    let world = World::small().await;
    let none = json!({});
    let of_two = |first: Value, second: Value| {
        let mut definition = fargate(&none, &first);
        let mut other = json!({ "name": "other", "image": "nginx:1", "essential": false });
        extend(&mut other, &second);
        definition["containerDefinitions"].as_array_mut().unwrap().push(other);
        definition
    };
    let log = |driver: &str, options: Value| json!({ "logConfiguration": { "logDriver": driver, "options": options } });
    let awslogs =
        json!({ "awslogs-group": "/ecs/app", "awslogs-region": "eu-central-1", "awslogs-stream-prefix": "app" });
    let definitions = [
        fargate(&none, &none),
        fargate(&json!({ "memory": "3072" }), &none),
        fargate(&json!({ "cpu": "300" }), &none),
        fargate(&json!({ "cpu": "1024", "memory": "8192" }), &none),
        fargate(&json!({ "cpu": null }), &none),
        fargate(&json!({ "networkMode": "bridge" }), &none),
        fargate(&json!({ "ephemeralStorage": { "sizeInGiB": 10 } }), &none),
        fargate(&json!({ "ephemeralStorage": { "sizeInGiB": 50 } }), &none),
        fargate(&none, &json!({ "name": "app name" })),
        fargate(&none, &json!({ "image": null })),
        fargate(&none, &json!({ "privileged": true })),
        fargate(&none, &json!({ "links": ["app"] })),
        fargate(&none, &json!({ "portMappings": [{ "containerPort": 80 }, { "containerPort": 80 }] })),
        fargate(&none, &json!({ "portMappings": [{ "containerPort": 80, "hostPort": 81 }] })),
        fargate(
            &none,
            &json!({ "portMappings": [{ "containerPort": 80, "protocol": "udp" }, { "containerPort": 80 }] }),
        ),
        fargate(
            &none,
            &json!({ "secrets": [{ "name": "A", "valueFrom": "arn:aws:ssm:eu-central-1:123456789012:parameter/a" }] }),
        ),
        fargate(
            &json!({ "executionRoleArn": null }),
            &json!({ "secrets": [{ "name": "A", "valueFrom": "arn:aws:ssm:eu-central-1:123456789012:parameter/a" }] }),
        ),
        fargate(
            &none,
            &json!({ "environment": [{ "name": "A", "value": "1" }], "secrets": [{ "name": "A", "valueFrom": "arn:aws:ssm:eu-central-1:123456789012:parameter/a" }] }),
        ),
        fargate(&none, &json!({ "mountPoints": [{ "sourceVolume": "nowhere", "containerPath": "/data" }] })),
        fargate(
            &json!({ "volumes": [{ "name": "data" }] }),
            &json!({ "mountPoints": [{ "sourceVolume": "data", "containerPath": "/data" }] }),
        ),
        fargate(&none, &json!({ "stopTimeout": 500 })),
        fargate(&none, &json!({ "stopTimeout": 120 })),
        fargate(&none, &json!({ "healthCheck": { "command": ["CMD", "true"], "interval": 1 } })),
        fargate(&none, &json!({ "healthCheck": { "command": ["CMD", "true"], "retries": 11 } })),
        fargate(&none, &json!({ "healthCheck": { "command": ["CMD", "true"], "interval": 5, "timeout": 2 } })),
        fargate(&none, &log("json-file", json!({}))),
        fargate(&none, &log("awslogs", json!({ "awslogs-group": "/ecs/app", "awslogs-region": "eu-central-1" }))),
        fargate(&none, &log("awslogs", awslogs.clone())),
        fargate(&json!({ "executionRoleArn": null }), &log("awslogs", awslogs)),
        of_two(json!({ "dependsOn": [{ "containerName": "other", "condition": "START" }] }), json!({})),
        of_two(json!({ "dependsOn": [{ "containerName": "nobody", "condition": "START" }] }), json!({})),
        of_two(
            json!({ "dependsOn": [{ "containerName": "other", "condition": "START" }] }),
            json!({ "dependsOn": [{ "containerName": "app", "condition": "START" }] }),
        ),
        of_two(json!({}), json!({ "name": "app" })),
        instances(&none, &none),
        instances(&none, &json!({ "memory": null })),
        instances(&none, &json!({ "memoryReservation": 256 })),
        instances(&none, &json!({ "privileged": true })),
        instances(&json!({ "family": "not a family" }), &none),
        json!({ "family": "agreement", "containerDefinitions": [] }),
        json!({ "containerDefinitions": [{ "name": "app", "image": "nginx:1", "memory": 128 }] }),
        instances(&json!({ "networkMode": "none" }), &json!({ "portMappings": [{ "containerPort": 80 }] })),
    ];
    let mut taken = 0;
    for definition in &definitions {
        let faults = Document::default().edited(&definition.to_string()).unwrap().faults(None);
        let is_registered = is_registered(&world, definition);
        assert_eq!(faults.is_empty(), is_registered, "{definition}\n{faults:?}");
        taken += usize::from(is_registered);
    }
    assert!(taken > 10 && taken < definitions.len() - 20, "{taken} of {}", definitions.len());
}
