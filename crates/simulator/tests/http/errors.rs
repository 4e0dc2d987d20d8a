//! Refusals: AWS's codes, in a form that its clients understand.

use serde_json::{Value, json};

use crate::client::{authorization, done, ecs, empty, network, send, service, shop, side};

#[tokio::test]
async fn every_bad_request_is_refused_with_its_code_and_changes_nothing() {
    let simulator = empty().await;
    shop(&simulator, "1").await;
    service(&simulator, "web", 0).await;
    let before = side(&simulator, "GET", "state", Value::Null).await.json()["counts"].clone();
    let invalid = "InvalidParameterException";
    let eleven: Vec<_> = (0..11).map(|number| number.to_string()).collect();
    let many: Vec<_> = (0..101).map(|number| format!("{number:032x}")).collect();
    let foreign = "arn:aws:ecs:eu-central-1:999999999999:cluster/shop";
    let cases = [
        ("ListTasks", json!({ "cluster": "none" }), "ClusterNotFoundException"),
        ("ListTasks", json!({}), "ClusterNotFoundException"),
        ("ListTasks", json!({ "cluster": foreign }), invalid),
        ("ListTasks", json!({ "cluster": "shop", "serviceName": "none" }), "ServiceNotFoundException"),
        ("ListTasks", json!({ "cluster": "shop", "containerInstance": "none" }), invalid),
        ("ListTasks", json!({ "cluster": "shop", "desiredStatus": "GONE" }), invalid),
        ("ListTasks", json!({ "cluster": "shop", "maxResults": 0 }), invalid),
        ("ListTasks", json!({ "cluster": "shop", "maxResults": 101 }), invalid),
        ("ListTasks", json!({ "cluster": "shop", "maxResults": "9" }), "SerializationException"),
        ("ListTasks", json!({ "cluster": "shop", "nextToken": "made-up" }), invalid),
        ("ListTasks", json!({ "cluster": ["shop"] }), "SerializationException"),
        ("ListServices", json!({ "cluster": "shop", "schedulingStrategy": "SOMETIMES" }), invalid),
        ("DescribeServices", json!({ "cluster": "shop" }), invalid),
        ("DescribeServices", json!({ "cluster": "shop", "services": [] }), invalid),
        ("DescribeServices", json!({ "cluster": "shop", "services": eleven }), invalid),
        ("DescribeServices", json!({ "services": ["web"] }), "ClusterNotFoundException"),
        ("DescribeTasks", json!({ "cluster": "shop", "tasks": [] }), invalid),
        ("DescribeTasks", json!({ "cluster": "shop", "tasks": ["short"] }), invalid),
        ("DescribeTasks", json!({ "cluster": "shop", "tasks": many }), invalid),
        ("DescribeClusters", json!({ "clusters": many }), invalid),
        ("DescribeClusters", json!({ "clusters": ["shop"], "include": ["EVERYTHING"] }), invalid),
        ("DescribeTaskDefinition", json!({ "taskDefinition": "none" }), "ClientException"),
        ("DescribeTaskDefinition", json!({}), invalid),
        ("CreateCluster", json!({ "clusterName": "no/slash" }), invalid),
        ("DeleteCluster", json!({ "cluster": "shop" }), "ClusterContainsServicesException"),
        ("UpdateService", json!({ "cluster": "shop", "service": "none" }), "ServiceNotFoundException"),
        ("UpdateService", json!({ "cluster": "shop", "service": "web", "desiredCount": -1 }), invalid),
        ("DeleteService", json!({ "cluster": "shop", "service": "none" }), "ServiceNotFoundException"),
        ("StopTask", json!({ "cluster": "shop", "task": "0".repeat(32) }), invalid),
        (
            "RunTask",
            json!({ "cluster": "shop", "taskDefinition": "web", "count": 11, "launchType": "FARGATE", "networkConfiguration": network() }),
            invalid,
        ),
        (
            "RunTask",
            json!({ "cluster": "shop", "taskDefinition": "none", "launchType": "FARGATE", "networkConfiguration": network() }),
            "ClientException",
        ),
        ("RegisterTaskDefinition", json!({ "family": "web", "containerDefinitions": [] }), "ClientException"),
        ("ListTagsForResource", json!({ "resourceArn": "nonsense" }), invalid),
        ("ListAccountSettings", json!({ "value": "enabled" }), invalid),
        ("LaunchRocket", json!({}), "UnknownOperationException"),
        ("ListAttributes", json!({ "cluster": "shop", "targetType": "task" }), invalid),
        ("DescribeContainerInstances", json!({ "cluster": "shop", "containerInstances": [] }), invalid),
        ("DescribeContainerInstances", json!({ "cluster": "shop", "containerInstances": many }), invalid),
        ("ListContainerInstances", json!({ "cluster": "shop", "filter": "stack is production" }), invalid),
        ("RegisterContainerInstance", json!({ "cluster": "shop" }), invalid),
        ("CreateCapacityProvider", json!({ "name": "mine" }), "UnsupportedFeatureException"),
        ("DeleteCapacityProvider", json!({ "capacityProvider": "none" }), "ClientException"),
    ];
    for (operation, request, code) in cases {
        let answer = ecs(&simulator, operation, request.clone()).await;
        assert_eq!((answer.status, answer.code().as_str()), (400, code), "{operation} {request}: {}", answer.body);
        assert_eq!(answer.headers["content-type"], "application/x-amz-json-1.1");
        assert_eq!(answer.headers["x-amzn-requestid"].len(), 36);
    }
    let after = side(&simulator, "GET", "state", Value::Null).await.json()["counts"].clone();
    assert_eq!(before, after);
}

#[tokio::test]
async fn an_inactive_service_cannot_be_updated() {
    let simulator = empty().await;
    shop(&simulator, "1").await;
    service(&simulator, "web", 0).await;
    done(&ecs(&simulator, "DeleteService", json!({ "cluster": "shop", "service": "web" })).await);
    let answer =
        ecs(&simulator, "UpdateService", json!({ "cluster": "shop", "service": "web", "desiredCount": 1 })).await;
    assert_eq!(answer.code(), "ServiceNotActiveException");
}

#[tokio::test]
async fn a_body_that_is_no_json_or_too_large_or_no_request_at_all_is_refused() {
    let simulator = empty().await;
    let authorization = authorization("AKIATEST", "eu-central-1", "ecs");
    let headers = [
        ("Authorization", authorization.as_str()),
        ("X-Amz-Target", "AmazonEC2ContainerServiceV20141113.ListClusters"),
    ];
    for body in ["", "{", "[]", "\"text\"", "{\"maxResults\": }"] {
        let answer = send(simulator.address(), "POST", "/", &headers, body).await.unwrap();
        assert_eq!((answer.status, answer.code().as_str()), (400, "SerializationException"), "{body}");
    }
    let large = format!("{{\"nextToken\":\"{}\"}}", "x".repeat(3 << 20));
    let answer = send(simulator.address(), "POST", "/", &headers, &large).await;
    assert!(answer.is_err() || answer.unwrap().status == 413);
    let last = simulator.control().journal(&simulator::journal::Filter::default()).pop().unwrap();
    assert_eq!(last.status, 413);
    let other = [("X-Amz-Target", "DynamoDB_20120810.Scan")];
    let answer = send(simulator.address(), "POST", "/", &other, "{}").await.unwrap();
    assert_eq!((answer.status, answer.code().as_str()), (400, "UnknownOperationException"));
    let answer = send(simulator.address(), "GET", "/", &[], "").await.unwrap();
    assert_eq!((answer.status, answer.code().as_str()), (404, "UnknownOperationException"));
}

#[tokio::test]
async fn what_is_missing_is_a_failure_beside_what_is_there() {
    let simulator = empty().await;
    shop(&simulator, "1").await;
    service(&simulator, "web", 0).await;
    let arn = |path: &str| format!("arn:aws:ecs:eu-central-1:123456789012:{path}");
    let task = "0".repeat(32);
    for (operation, request, member, found, missing) in [
        (
            "DescribeServices",
            json!({ "cluster": "shop", "services": ["web", "none"] }),
            "services",
            1,
            arn("service/shop/none"),
        ),
        ("DescribeClusters", json!({ "clusters": ["shop", "none"] }), "clusters", 1, arn("cluster/none")),
        ("DescribeTasks", json!({ "cluster": "shop", "tasks": [task] }), "tasks", 0, arn(&format!("task/shop/{task}"))),
        (
            "DescribeCapacityProviders",
            json!({ "capacityProviders": ["FARGATE", "none"] }),
            "capacityProviders",
            1,
            arn("capacity-provider/none"),
        ),
    ] {
        let answer = done(&ecs(&simulator, operation, request).await);
        assert_eq!(answer[member].as_array().unwrap().len(), found, "{operation}");
        assert_eq!(answer["failures"], json!([{ "arn": missing, "reason": "MISSING" }]), "{operation}");
    }
}
