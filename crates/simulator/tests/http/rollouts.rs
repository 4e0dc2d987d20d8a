//! Service deployments and service revisions.

use std::time::Duration;

use serde_json::{Value, json};
use simulator::Running;

use crate::client::{done, ecs, empty, register, service, shop};

/// A service that was deployed so many times.
async fn deployed(times: usize) -> Running {
    let simulator = empty().await;
    shop(&simulator, "1").await;
    service(&simulator, "web", 1).await;
    for _ in 1..times {
        simulator.control().advance(Duration::from_secs(300));
        register(&simulator, "web", "2").await;
        let request = json!({ "cluster": "shop", "service": "web", "taskDefinition": "web" });
        done(&ecs(&simulator, "UpdateService", request).await);
    }
    simulator.control().advance(Duration::from_secs(300));
    simulator
}

async fn list(simulator: &Running, more: Value) -> Value {
    let mut request = json!({ "cluster": "shop", "service": "web" });
    request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    done(&ecs(simulator, "ListServiceDeployments", request).await)
}

#[tokio::test]
async fn service_deployments_are_listed_newest_first_by_status_time_and_page() {
    let simulator = deployed(23).await;
    let all = list(&simulator, json!({ "maxResults": 100 })).await["serviceDeployments"].as_array().unwrap().clone();
    assert_eq!(all.len(), 23);
    let times: Vec<_> = all.iter().map(|it| it["createdAt"].as_f64().unwrap()).collect();
    assert!(times.windows(2).all(|pair| pair[0] > pair[1]));
    let first = list(&simulator, json!({})).await;
    assert_eq!(first["serviceDeployments"].as_array().unwrap().len(), 20);
    let rest = list(&simulator, json!({ "nextToken": first["nextToken"] })).await;
    assert_eq!(rest["serviceDeployments"].as_array().unwrap()[..], all[20..]);
    assert!(rest.get("nextToken").is_none());
    for (filter, count) in [
        (json!({ "status": ["SUCCESSFUL"] }), 20),
        (json!({ "status": ["STOPPED", "IN_PROGRESS"] }), 0),
        (json!({ "createdAt": { "after": times[2] } }), 2),
        (json!({ "createdAt": { "before": times[20] } }), 2),
        (json!({ "createdAt": { "before": times[1], "after": times[4] } }), 2),
    ] {
        let found = list(&simulator, filter.clone()).await;
        assert_eq!(found["serviceDeployments"].as_array().unwrap().len(), count, "{filter}");
    }
}

#[tokio::test]
async fn a_service_deployment_and_its_revision_tell_everything() {
    let simulator = deployed(2).await;
    let brief = list(&simulator, json!({})).await["serviceDeployments"][0].clone();
    let arns = json!({ "serviceDeploymentArns": [brief["serviceDeploymentArn"]] });
    let answer = done(&ecs(&simulator, "DescribeServiceDeployments", arns).await);
    let full = &answer["serviceDeployments"][0];
    for member in ["serviceArn", "clusterArn", "createdAt", "startedAt", "finishedAt", "status"] {
        assert_eq!(full[member], brief[member], "{member}");
    }
    assert_eq!(full["targetServiceRevision"]["arn"], brief["targetServiceRevisionArn"]);
    assert_eq!(full["targetServiceRevision"]["runningTaskCount"], 1);
    assert_eq!(full["sourceServiceRevisions"][0]["runningTaskCount"], 0);
    assert_eq!(full["deploymentConfiguration"]["strategy"], "ROLLING");
    assert_eq!(full["deploymentCircuitBreaker"], json!({ "status": "DISABLED", "failureCount": 0, "threshold": 0 }));
    assert_eq!(full["alarms"], json!({ "status": "DISABLED" }));
    assert!(full.get("lifecycleStage").is_none() && full.get("rollback").is_none());
    let arns = json!({ "serviceRevisionArns": [brief["targetServiceRevisionArn"]] });
    let revision = &done(&ecs(&simulator, "DescribeServiceRevisions", arns).await)["serviceRevisions"][0];
    assert!(revision["taskDefinition"].as_str().unwrap().ends_with("task-definition/web:2"));
    assert_eq!(revision["launchType"], "FARGATE");
    assert!(revision["containerImages"][0]["imageDigest"].as_str().unwrap().starts_with("sha256:"));
    let request = json!({ "cluster": "shop", "services": ["web"] });
    let service = &done(&ecs(&simulator, "DescribeServices", request).await)["services"][0];
    assert_eq!(service["currentServiceRevisions"][0]["arn"], brief["targetServiceRevisionArn"]);
    assert!(service.get("currentServiceDeployment").is_none());
}

#[tokio::test]
async fn what_is_not_there_is_a_failure_and_what_is_not_an_arn_an_error() {
    let simulator = deployed(1).await;
    let unknown = "arn:aws:ecs:eu-central-1:123456789012:service-deployment/shop/web/AAAAAAAAAAAAAAAAAAAAA";
    let request = json!({ "serviceDeploymentArns": [unknown] });
    let answer = done(&ecs(&simulator, "DescribeServiceDeployments", request).await);
    assert_eq!(answer["failures"], json!([{ "arn": unknown, "reason": "MISSING" }]));
    for (operation, request, code) in [
        ("StopServiceDeployment", json!({ "serviceDeploymentArn": unknown }), "ServiceDeploymentNotFoundException"),
        ("StopServiceDeployment", json!({ "serviceDeploymentArn": "web" }), "InvalidParameterException"),
        (
            "ContinueServiceDeployment",
            json!({ "serviceDeploymentArn": unknown, "hookId": "x" }),
            "ServiceDeploymentNotFoundException",
        ),
        (
            "DescribeServiceDeployments",
            json!({ "serviceDeploymentArns": vec![unknown; 21] }),
            "InvalidParameterException",
        ),
        ("DescribeServiceRevisions", json!({ "serviceRevisionArns": [unknown] }), "InvalidParameterException"),
        ("ListServiceDeployments", json!({ "cluster": "shop", "service": "none" }), "ServiceNotFoundException"),
        ("ListServiceDeployments", json!({ "cluster": "none", "service": "web" }), "ClusterNotFoundException"),
        (
            "ListServiceDeployments",
            json!({ "cluster": "shop", "service": "web", "maxResults": 101 }),
            "InvalidParameterException",
        ),
    ] {
        assert_eq!(ecs(&simulator, operation, request.clone()).await.code(), code, "{operation} {request}");
    }
    let over = list(&simulator, json!({})).await["serviceDeployments"][0]["serviceDeploymentArn"].clone();
    let stop = ecs(&simulator, "StopServiceDeployment", json!({ "serviceDeploymentArn": over })).await;
    assert_eq!(stop.code(), "ConflictException");
}
