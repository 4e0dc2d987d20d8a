//! CloudWatch Logs over the wire.

use std::time::Duration;

use serde_json::{Value, json};
use simulator::{Running, SimulatorOptions};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpStream;

use crate::client::{Answer, authorization, done, ecs, empty, quiet, send, service, started};

const GROUP_ARN: &str = "arn:aws:logs:eu-central-1:123456789012:log-group:/ecs/web";

async fn logs(simulator: &Running, operation: &str, request: Value) -> Answer {
    let signed = authorization("AKIATEST", "eu-central-1", "logs");
    let target = format!("Logs_20140328.{operation}");
    let headers = [
        ("Authorization", signed.as_str()),
        ("Content-Type", "application/x-amz-json-1.1"),
        ("X-Amz-Target", target.as_str()),
    ];
    send(simulator.address(), "POST", "/", &headers, &request.to_string()).await.unwrap()
}

/// Makes a service `web` whose containers log to `/ecs/web`, and lets it run for some minutes.
async fn web(simulator: &Running) {
    done(&ecs(simulator, "CreateCluster", json!({ "clusterName": "shop" })).await);
    done(&logs(simulator, "CreateLogGroup", json!({ "logGroupName": "/ecs/web" })).await);
    let options =
        json!({ "awslogs-group": "/ecs/web", "awslogs-stream-prefix": "ecs", "awslogs-region": "eu-central-1" });
    let container = json!({
        "name": "app", "image": "web:1", "portMappings": [{ "containerPort": 80 }],
        "logConfiguration": { "logDriver": "awslogs", "options": options },
    });
    let request = json!({
        "family": "web", "requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "cpu": "256", "memory": "512",
        "executionRoleArn": "arn:aws:iam::123456789012:role/execution", "containerDefinitions": [container],
    });
    done(&ecs(simulator, "RegisterTaskDefinition", request).await);
    service(simulator, "web", 1).await;
    simulator.control().advance(Duration::from_secs(400));
}

#[tokio::test]
async fn a_container_s_lines_are_read_and_searched() {
    let simulator = empty().await;
    web(&simulator).await;
    let streams = done(&logs(&simulator, "DescribeLogStreams", json!({ "logGroupName": "/ecs/web" })).await);
    let stream = streams["logStreams"][0]["logStreamName"].as_str().unwrap();
    let request = json!({ "logGroupIdentifier": GROUP_ARN, "logStreamName": stream, "startFromHead": true });
    let read = done(&logs(&simulator, "GetLogEvents", request).await);
    let events = read["events"].as_array().unwrap();
    assert!(events[0]["message"].as_str().unwrap().contains("starting app 1"), "{}", events[0]);
    let again = json!({
        "logGroupName": "/ecs/web", "logStreamName": stream, "startFromHead": true, "nextToken": read["nextForwardToken"],
    });
    let rest = done(&logs(&simulator, "GetLogEvents", again).await);
    assert_eq!((&rest["events"], &rest["nextForwardToken"]), (&json!([]), &read["nextForwardToken"]));
    let search = json!({ "logGroupName": "/ecs/web", "filterPattern": "\"listening on\"" });
    let found = done(&logs(&simulator, "FilterLogEvents", search).await);
    assert_eq!(found["events"].as_array().unwrap().len(), 1);
    assert_eq!(found["events"][0]["logStreamName"], stream);
}

#[tokio::test]
async fn refusals_have_the_codes_of_this_api() {
    let simulator = empty().await;
    done(&logs(&simulator, "CreateLogGroup", json!({ "logGroupName": "own" })).await);
    for (operation, request, code) in [
        ("DescribeLogStreams", json!({ "logGroupName": "none" }), "ResourceNotFoundException"),
        ("DescribeLogGroups", json!({ "limit": 51 }), "InvalidParameterException"),
        ("DescribeLogGroups", json!({ "nextToken": "x" }), "InvalidParameterException"),
        ("CreateLogGroup", json!({ "logGroupName": "own" }), "ResourceAlreadyExistsException"),
        ("CreateLogGroup", json!({ "logGroupName": "a b" }), "InvalidParameterException"),
        ("CreateLogGroup", json!({ "logGroupName": 7 }), "SerializationException"),
        ("FilterLogEvents", json!({ "logGroupName": "own", "filterPattern": "{ $.a" }), "InvalidParameterException"),
        ("StartLiveTail", json!({ "logGroupIdentifiers": ["own"] }), "InvalidParameterException"),
        ("StartLiveTail", json!({ "logGroupIdentifiers": [GROUP_ARN] }), "ResourceNotFoundException"),
        ("StartQuery", json!({}), "UnknownOperationException"),
    ] {
        assert_eq!(logs(&simulator, operation, request.clone()).await.code(), code, "{operation} {request}");
    }
}

/// Waits until a text has come over a connection, and gives everything that came.
async fn until(stream: &mut TcpStream, text: &str, seen: &mut Vec<u8>) {
    let mut buffer = [0; 16 * 1024];
    while !seen.windows(text.len()).any(|window| window == text.as_bytes()) {
        let count = tokio::time::timeout(Duration::from_secs(20), stream.read(&mut buffer)).await.unwrap().unwrap();
        assert!(count > 0, "the stream ended: {}", String::from_utf8_lossy(seen));
        seen.extend_from_slice(&buffer[..count]);
    }
}

#[tokio::test]
async fn live_tail_sends_what_comes_and_ends_when_the_simulator_does() {
    let simulator = started(SimulatorOptions { limits_on: false, speed: 60.0, ..quiet() }).await;
    web(&simulator).await;
    let mut stream = TcpStream::connect(simulator.address()).await.unwrap();
    let body = json!({ "logGroupIdentifiers": [GROUP_ARN], "logEventFilterPattern": "request" }).to_string();
    let head = format!(
        "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-amz-json-1.1\r\nX-Amz-Target: \
         Logs_20140328.StartLiveTail\r\nContent-Length: {}\r\n\r\n",
        body.len()
    );
    stream.write_all(format!("{head}{body}").as_bytes()).await.unwrap();
    let mut seen = Vec::new();
    until(&mut stream, "sessionStart", &mut seen).await;
    let text = String::from_utf8_lossy(&seen).to_lowercase();
    assert!(text.contains("content-type: application/vnd.amazon.eventstream"), "{text}");
    until(&mut stream, "\"logStreamName\":\"ecs/app/", &mut seen).await;
    assert!(String::from_utf8_lossy(&seen).contains("123456789012:/ecs/web"));
    let begun = std::time::Instant::now();
    simulator.shutdown().await;
    assert!(begun.elapsed() < Duration::from_secs(4), "an open session does not hold up the end");
}
