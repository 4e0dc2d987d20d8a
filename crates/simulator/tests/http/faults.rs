//! Injected faults, as a client sees them.

use std::io::ErrorKind;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use simulator::Running;

use crate::client::{done, ecs, ecs_as, empty, register, side};

async fn fault(simulator: &Running, body: Value) -> u64 {
    let answer = side(simulator, "POST", "faults", body).await;
    assert_eq!(answer.status, 201, "{answer:?}");
    answer.json()["id"].as_u64().unwrap()
}

#[tokio::test]
async fn a_throttled_operation_says_so_and_others_do_not() {
    let simulator = empty().await;
    let id = fault(&simulator, json!({ "kind": "throttle", "operation": "ListClusters" })).await;
    let answer = ecs(&simulator, "ListClusters", json!({})).await;
    assert_eq!(
        (answer.status, answer.json()),
        (400, json!({ "__type": "ThrottlingException", "message": "Rate exceeded" }))
    );
    assert_eq!(ecs(&simulator, "DescribeClusters", json!({})).await.status, 200);
    assert_eq!(side(&simulator, "DELETE", &format!("faults/{id}"), Value::Null).await.status, 204);
    assert_eq!(ecs(&simulator, "ListClusters", json!({})).await.status, 200);
}

#[tokio::test]
async fn a_throttled_bucket_throttles_all_that_it_pays_for() {
    let simulator = empty().await;
    fault(&simulator, json!({ "kind": "throttle", "bucket": "cluster-read" })).await;
    assert_eq!(ecs(&simulator, "ListClusters", json!({})).await.code(), "ThrottlingException");
    assert_eq!(ecs(&simulator, "DescribeClusters", json!({})).await.code(), "ThrottlingException");
    assert_eq!(ecs(&simulator, "ListTaskDefinitions", json!({})).await.code(), "OK");
}

#[tokio::test]
async fn access_denied_is_aws_own_sentence() {
    let simulator = empty().await;
    fault(&simulator, json!({ "kind": "access-denied", "operation": "ListClusters" })).await;
    let answer = ecs(&simulator, "ListClusters", json!({})).await.json();
    assert_eq!(answer["__type"], "AccessDeniedException");
    assert_eq!(
        answer["message"],
        "User: arn:aws:sts::123456789012:assumed-role/Simulated/AKIATEST is not authorized to perform: ecs:ListClusters on \
         resource: * because no identity-based policy allows the ecs:ListClusters action"
    );
}

#[tokio::test]
async fn what_a_request_is_about_can_be_singled_out() {
    let simulator = empty().await;
    fault(&simulator, json!({ "kind": "access-denied", "about": "cluster/shop" })).await;
    let arn = |name: &str| format!("arn:aws:ecs:eu-central-1:123456789012:cluster/{name}");
    let describe = async |names: &[&str]| {
        let clusters: Vec<_> = names.iter().map(|name| arn(name)).collect();
        ecs(&simulator, "DescribeClusters", json!({ "clusters": clusters })).await.code()
    };
    assert_eq!(describe(&["bank", "shop"]).await, "AccessDeniedException");
    assert_eq!(describe(&["bank"]).await, "OK");
    assert_eq!(
        ecs(&simulator, "ListServices", json!({ "cluster": arn("shop") })).await.code(),
        "AccessDeniedException"
    );
    assert_eq!(ecs(&simulator, "ListClusters", json!({})).await.code(), "OK");
}

#[tokio::test]
async fn a_caller_can_be_singled_out() {
    let simulator = empty().await;
    fault(&simulator, json!({ "kind": "expired-token", "caller": "AKIAOLD" })).await;
    let old = ecs_as(&simulator, "AKIAOLD", "eu-central-1", "ListClusters", json!({})).await.unwrap();
    assert_eq!(old.code(), "ExpiredTokenException");
    assert_eq!(ecs(&simulator, "ListClusters", json!({})).await.code(), "OK");
}

#[tokio::test]
async fn a_failing_server_answers_json_html_or_nothing() {
    let simulator = empty().await;
    for (body, content_type, part) in [
        ("json", "application/x-amz-json-1.1", "ServerException"),
        ("html", "text/html", "<h1>502"),
        ("empty", "text/plain", ""),
    ] {
        fault(&simulator, json!({ "kind": "server-error", "status": 502, "body": body, "count": 1 })).await;
        let answer = ecs(&simulator, "ListClusters", json!({})).await;
        assert_eq!((answer.status, answer.headers["content-type"].as_str()), (502, content_type));
        assert!(answer.body.contains(part) && (part.is_empty() == answer.body.is_empty()), "{answer:?}");
    }
    assert_eq!(ecs(&simulator, "ListClusters", json!({})).await.status, 200);
}

#[tokio::test]
async fn latency_delays_the_answer_and_nothing_else() {
    let simulator = empty().await;
    fault(&simulator, json!({ "kind": "latency", "milliseconds": 200, "operation": "ListClusters" })).await;
    let begun = Instant::now();
    assert_eq!(ecs(&simulator, "ListClusters", json!({})).await.status, 200);
    assert!(begun.elapsed() >= Duration::from_millis(200));
}

#[tokio::test]
async fn a_reset_cuts_the_connection_without_an_answer() {
    let simulator = empty().await;
    fault(&simulator, json!({ "kind": "reset", "operation": "ListClusters", "count": 1 })).await;
    let error = ecs_as(&simulator, "AKIATEST", "eu-central-1", "ListClusters", json!({})).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::ConnectionReset);
    assert_eq!(ecs(&simulator, "ListClusters", json!({})).await.status, 200);
}

#[tokio::test]
async fn refused_connections_are_refused_and_come_back_by_themselves() {
    let simulator = empty().await;
    fault(&simulator, json!({ "kind": "refuse", "seconds": 0.6 })).await;
    let begun = Instant::now();
    let mut refused = 0;
    let call = || ecs_as(&simulator, "AKIATEST", "eu-central-1", "ListClusters", json!({}));
    while begun.elapsed() < Duration::from_secs(10) {
        match call().await {
            Err(error) if error.kind() == ErrorKind::ConnectionRefused => refused += 1,
            Ok(_) if refused > 0 => break,
            Ok(_) | Err(_) => {}
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    assert!(refused > 0);
    assert_eq!(call().await.unwrap().status, 200);
    assert!(simulator.control().faults().is_empty());
}

#[tokio::test]
async fn a_refusal_ends_when_the_program_that_started_it_says_so() {
    let simulator = empty().await;
    fault(&simulator, json!({ "kind": "refuse", "seconds": 3600 })).await;
    let call = || ecs_as(&simulator, "AKIATEST", "eu-central-1", "ListClusters", json!({}));
    while call().await.is_ok() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    simulator.control().clear_faults();
    while call().await.is_err() {
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
}

#[tokio::test]
async fn an_odd_answer_has_an_unknown_word_or_a_gap() {
    let simulator = empty().await;
    register(&simulator, "web", "1").await;
    let describe =
        || async { done(&ecs(&simulator, "DescribeTaskDefinition", json!({ "taskDefinition": "web" })).await) };
    fault(
        &simulator,
        json!({ "kind": "odd", "operation": "DescribeTaskDefinition", "member": "status", "value": "MELTED" }),
    )
    .await;
    fault(
        &simulator,
        json!({ "kind": "odd", "operation": "DescribeTaskDefinition", "member": "containerDefinitions/0/name" }),
    )
    .await;
    let odd = describe().await;
    assert_eq!(odd["taskDefinition"]["status"], "MELTED");
    assert!(odd["taskDefinition"]["containerDefinitions"][0].get("name").is_none());
    side(&simulator, "DELETE", "faults", Value::Null).await;
    assert_eq!(describe().await["taskDefinition"]["status"], "ACTIVE");
}
