//! Application Auto Scaling over the wire.

use std::time::Duration;

use serde_json::{Value, json};
use simulator::Running;

use crate::client::{Answer, authorization, done, ecs, empty, send, service, shop};

async fn scale(simulator: &Running, operation: &str, request: Value) -> Answer {
    let signed = authorization("AKIATEST", "eu-central-1", "application-autoscaling");
    let target = format!("AnyScaleFrontendService.{operation}");
    let headers = [
        ("Authorization", signed.as_str()),
        ("Content-Type", "application/x-amz-json-1.1"),
        ("X-Amz-Target", target.as_str()),
    ];
    send(simulator.address(), "POST", "/", &headers, &request.to_string()).await.unwrap()
}

/// A request about the service `web`, with more members.
fn web(more: Value) -> Value {
    let mut request = json!({
        "ServiceNamespace": "ecs", "ResourceId": "service/shop/web", "ScalableDimension": "ecs:service:DesiredCount",
    });
    request.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    request
}

async fn a_target() -> Running {
    let simulator = empty().await;
    shop(&simulator, "1").await;
    service(&simulator, "web", 2).await;
    done(&scale(&simulator, "RegisterScalableTarget", web(json!({ "MinCapacity": 1, "MaxCapacity": 4 }))).await);
    simulator
}

#[tokio::test]
async fn a_target_is_described_as_aws_describes_it() {
    let simulator = a_target().await;
    let answer = done(&scale(&simulator, "DescribeScalableTargets", json!({ "ServiceNamespace": "ecs" })).await);
    let target = &answer["ScalableTargets"][0];
    assert_eq!((&target["MinCapacity"], &target["MaxCapacity"]), (&json!(1), &json!(4)));
    let role = "arn:aws:iam::123456789012:role/aws-service-role/ecs.application-autoscaling.amazonaws.com/AWSServiceRoleForApplicationAutoScaling_ECSService";
    assert_eq!(target["RoleARN"], role);
    assert_eq!(target["SuspendedState"]["DynamicScalingInSuspended"], json!(false));
    assert!(target["CreationTime"].is_number());
}

#[tokio::test]
async fn more_bounds_move_the_service_and_leave_an_activity() {
    let simulator = a_target().await;
    done(&scale(&simulator, "RegisterScalableTarget", web(json!({ "MinCapacity": 3 }))).await);
    simulator.control().advance(Duration::from_secs(120));
    let described = json!({ "cluster": "shop", "services": ["web"] });
    assert_eq!(done(&ecs(&simulator, "DescribeServices", described).await)["services"][0]["runningCount"], 3);
    let answer = done(&scale(&simulator, "DescribeScalingActivities", json!({ "ServiceNamespace": "ecs" })).await);
    let activity = &answer["ScalingActivities"][0];
    assert_eq!(activity["Description"], "Setting desired count to 3.");
    assert_eq!(activity["Cause"], "minimum capacity was set to 3");
    assert_eq!(activity["StatusCode"], "Successful");
    assert_eq!(activity["StatusMessage"], "Successfully set desired count to 3. Change successfully fulfilled by ecs.");
}

#[tokio::test]
async fn refusals_have_the_codes_of_this_api() {
    let simulator = a_target().await;
    for (operation, request, code) in [
        ("RegisterScalableTarget", json!({}), "ValidationException"),
        ("RegisterScalableTarget", web(json!({ "MinCapacity": "one" })), "SerializationException"),
        ("DescribeScalableTargets", json!({ "ServiceNamespace": "kitchen" }), "ValidationException"),
        ("DescribeScalingPolicies", json!({ "ServiceNamespace": "ecs", "MaxResults": 50 }), "ValidationException"),
        (
            "DescribeScalableTargets",
            json!({ "ServiceNamespace": "ecs", "NextToken": "x" }),
            "InvalidNextTokenException",
        ),
        ("DeleteScalingPolicy", web(json!({ "PolicyName": "none" })), "ObjectNotFoundException"),
        (
            "DescribeScalingActivities",
            json!({ "ServiceNamespace": "ecs", "ScalableDimension": "ecs:service:DesiredCount" }),
            "ValidationException",
        ),
        ("LaunchRocket", json!({}), "UnknownOperationException"),
    ] {
        assert_eq!(scale(&simulator, operation, request.clone()).await.code(), code, "{operation} {request}");
    }
}
