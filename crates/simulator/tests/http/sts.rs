//! AWS STS.

use serde_json::{Value, json};
use simulator::Running;

use crate::client::{Answer, authorization, ecs_as, empty, send, side};

async fn sts(simulator: &Running, key: &str, form: &str) -> Answer {
    let authorization = authorization(key, "eu-central-1", "sts");
    let headers = [("Authorization", authorization.as_str()), ("Content-Type", "application/x-www-form-urlencoded")];
    send(simulator.address(), "POST", "/", &headers, form).await.unwrap()
}

fn element<'a>(answer: &'a Answer, name: &str) -> &'a str {
    let (_, rest) = answer.body.split_once(&format!("<{name}>")).unwrap_or_else(|| panic!("no {name}: {answer:?}"));
    rest.split_once("</").unwrap().0
}

#[tokio::test]
async fn the_caller_is_told_who_it_is() {
    let simulator = empty().await;
    let answer = sts(&simulator, "AKIATEST", "Action=GetCallerIdentity&Version=2011-06-15").await;
    assert_eq!((answer.status, answer.headers["content-type"].as_str()), (200, "text/xml"));
    assert_eq!(element(&answer, "Account"), "123456789012");
    assert_eq!(element(&answer, "Arn"), "arn:aws:sts::123456789012:assumed-role/Simulated/AKIATEST");
    assert_eq!(element(&answer, "RequestId"), answer.headers["x-amzn-requestid"]);
}

#[tokio::test]
async fn an_assumed_role_calls_as_itself() {
    let simulator = empty().await;
    let form = "Action=AssumeRole&Version=2011-06-15&RoleSessionName=podium&\
                RoleArn=arn%3Aaws%3Aiam%3A%3A444455556666%3Arole%2Freader";
    let answer = sts(&simulator, "AKIATEST", form).await;
    let key = element(&answer, "AccessKeyId").to_owned();
    assert!(key.starts_with("ASIA") && element(&answer, "Expiration").ends_with('Z'));
    let who = sts(&simulator, &key, "Action=GetCallerIdentity&Version=2011-06-15").await;
    assert_eq!(element(&who, "Arn"), "arn:aws:sts::444455556666:assumed-role/reader/podium");
    let call = ecs_as(&simulator, &key, "eu-central-1", "ListClusters", json!({})).await.unwrap();
    assert_eq!(call.status, 200);
}

#[tokio::test]
async fn what_somebody_makes_says_who_it_was() {
    let simulator = empty().await;
    let ask = async |key: &str, operation: &str, request: Value| {
        let answer = ecs_as(&simulator, key, "eu-central-1", operation, request).await.unwrap();
        assert_eq!(answer.status, 200, "{answer:?}");
        serde_json::from_str::<Value>(&answer.body).unwrap()
    };
    let container = json!({ "name": "app", "image": "web:1", "memory": 64 });
    ask("AKIAALICE", "CreateCluster", json!({ "clusterName": "shop" })).await;
    let definition = json!({ "family": "web", "containerDefinitions": [container] });
    let registered = ask("AKIAALICE", "RegisterTaskDefinition", definition).await;
    let request = json!({ "cluster": "shop", "serviceName": "web", "taskDefinition": "web", "desiredCount": 0 });
    let created = ask("AKIABOB", "CreateService", request).await;
    ask("AKIACAROL", "UpdateService", json!({ "cluster": "shop", "service": "web", "desiredCount": 1 })).await;
    let described = ask("AKIACAROL", "DescribeServices", json!({ "cluster": "shop", "services": ["web"] })).await;
    let session = |key: &str| format!("arn:aws:sts::123456789012:assumed-role/Simulated/{key}");
    assert_eq!(registered["taskDefinition"]["registeredBy"], session("AKIAALICE"));
    let role = "arn:aws:iam::123456789012:role/Simulated";
    assert_eq!(
        (&created["service"]["createdBy"], &described["services"][0]["createdBy"]),
        (&json!(role), &json!(role))
    );
}

#[tokio::test]
async fn unknown_actions_and_bad_parameters_are_errors_in_xml() {
    let simulator = empty().await;
    for (form, code) in [
        ("Action=LaunchRocket&Version=2011-06-15", "InvalidAction"),
        ("Action=GetCallerIdentity&Version=1999-01-01", "InvalidAction"),
        ("Version=2011-06-15", "MissingAction"),
        ("Action=AssumeRole&Version=2011-06-15&RoleArn=x&RoleSessionName=podium", "ValidationError"),
    ] {
        let answer = sts(&simulator, "AKIATEST", form).await;
        assert_eq!((answer.status, element(&answer, "Code")), (400, code), "{form}");
    }
}

#[tokio::test]
async fn faults_have_the_names_that_sts_gives_them() {
    let simulator = empty().await;
    for (fault, status, code) in [
        (json!({ "kind": "access-denied", "count": 1 }), 403, "AccessDenied"),
        (json!({ "kind": "expired-token", "count": 1 }), 403, "ExpiredToken"),
        (json!({ "kind": "throttle", "count": 1 }), 400, "Throttling"),
        (json!({ "kind": "server-error", "count": 1 }), 500, "InternalFailure"),
    ] {
        assert_eq!(side(&simulator, "POST", "faults", fault).await.status, 201);
        let answer = sts(&simulator, "AKIATEST", "Action=GetCallerIdentity&Version=2011-06-15").await;
        assert_eq!((answer.status, element(&answer, "Code")), (status, code));
    }
}
