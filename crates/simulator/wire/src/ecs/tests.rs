//! No request, however strange, makes the simulator panic or answer something that is not an answer.

use proptest::prelude::*;
use serde_json::{Map, Value, json};

use super::answer;
use simulator_engine::{Engine, EngineOptions};
use simulator_scenario::Scenario;

const OPERATIONS: [&str; 50] = [
    "CreateCluster",
    "DeleteCluster",
    "ListClusters",
    "DescribeClusters",
    "RegisterTaskDefinition",
    "DeregisterTaskDefinition",
    "DeleteTaskDefinitions",
    "DescribeTaskDefinition",
    "ListTaskDefinitions",
    "ListTaskDefinitionFamilies",
    "CreateService",
    "UpdateService",
    "DeleteService",
    "ListServices",
    "DescribeServices",
    "ListServiceDeployments",
    "DescribeServiceDeployments",
    "DescribeServiceRevisions",
    "StopServiceDeployment",
    "ContinueServiceDeployment",
    "RunTask",
    "StopTask",
    "ListTasks",
    "DescribeTasks",
    "UpdateTaskProtection",
    "GetTaskProtection",
    "TagResource",
    "UntagResource",
    "ListTagsForResource",
    "RegisterContainerInstance",
    "DeregisterContainerInstance",
    "ListContainerInstances",
    "DescribeContainerInstances",
    "UpdateContainerInstancesState",
    "UpdateContainerAgent",
    "PutAttributes",
    "DeleteAttributes",
    "ListAttributes",
    "CreateCapacityProvider",
    "UpdateCapacityProvider",
    "DeleteCapacityProvider",
    "PutClusterCapacityProviders",
    "DescribeCapacityProviders",
    "ListAccountSettings",
    "PutAccountSetting",
    "PutAccountSettingDefault",
    "DeleteAccountSetting",
    "UpdateCluster",
    "UpdateClusterSettings",
    "StartTask",
];

/// Members that requests have, so that the strange ones get far.
const MEMBERS: [&str; 58] = [
    "cluster",
    "clusters",
    "clusterName",
    "service",
    "services",
    "serviceName",
    "task",
    "tasks",
    "taskDefinition",
    "taskDefinitions",
    "family",
    "familyPrefix",
    "containerDefinitions",
    "name",
    "image",
    "essential",
    "cpu",
    "memory",
    "networkMode",
    "requiresCompatibilities",
    "desiredCount",
    "count",
    "launchType",
    "networkConfiguration",
    "awsvpcConfiguration",
    "subnets",
    "deploymentConfiguration",
    "minimumHealthyPercent",
    "maximumPercent",
    "tags",
    "key",
    "resourceArn",
    "serviceDeploymentArn",
    "serviceDeploymentArns",
    "serviceRevisionArns",
    "hookId",
    "createdAt",
    "strategy",
    "nextToken",
    "maxResults",
    "containerInstance",
    "containerInstances",
    "status",
    "filter",
    "attributes",
    "targetId",
    "placementConstraints",
    "placementStrategy",
    "type",
    "expression",
    "field",
    "capacityProviders",
    "autoScalingGroupProvider",
    "managedScaling",
    "protectionEnabled",
    "expiresInMinutes",
    "dependsOn",
    "containerName",
];

fn words() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("shop".to_owned()),
        Just("cart".to_owned()),
        Just("cart:2".to_owned()),
        Just("cart:99999999999999999999".to_owned()),
        Just("FARGATE".to_owned()),
        Just("EC2".to_owned()),
        Just("DAEMON".to_owned()),
        Just("memberOf".to_owned()),
        Just("attribute:stack =~ (a|b".to_owned()),
        Just("awsvpc".to_owned()),
        Just("256".to_owned()),
        Just("512".to_owned()),
        Just("0".repeat(32)),
        Just("arn:aws:ecs:eu-central-1:123456789012:cluster/shop".to_owned()),
        Just("arn:aws:ecs:eu-central-1:123456789012:service/shop/cart".to_owned()),
        Just("arn:aws:ecs:eu-central-1:123456789012:task/".to_owned()),
        Just("arn:aws:ecs:eu-central-1:123456789012:service-deployment/shop/cart/x".to_owned()),
        Just("arn:aws:ecs:eu-central-1:123456789012:task-definition/:".to_owned()),
        "\\PC{0,12}",
    ]
}

fn values() -> impl Strategy<Value = Value> {
    let leaves = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        (-3_i64..300).prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        words().prop_map(Value::from),
    ];
    leaves.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            members(inner).prop_map(Value::Object),
        ]
    })
}

fn members(values: impl Strategy<Value = Value>) -> impl Strategy<Value = Map<String, Value>> {
    let name = prop::sample::select(&MEMBERS[..]).prop_map(str::to_owned);
    prop::collection::vec((name, values), 0..8).prop_map(|members| members.into_iter().collect())
}

fn small() -> Engine {
    simulator_scenario::build(Scenario::Small, &EngineOptions::default())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 40, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn strange_requests_are_answered_or_refused_and_time_goes_on(
        calls in prop::collection::vec((prop::sample::select(&OPERATIONS[..]), members(values())), 1..40),
    ) {
        let mut engine = small();
        for (operation, request) in calls {
            match answer(&mut engine, operation, Value::Object(request)) {
                Ok(answer) => prop_assert!(answer.is_object()),
                Err(error) => prop_assert!(error.status.is_client_error() && error.code.ends_with("Exception")),
            }
            let soon = engine.now() + 30_000;
            engine.advance_to(soon);
        }
    }
}

#[test]
fn every_operation_of_the_list_is_there() {
    let mut engine = small();
    for operation in OPERATIONS {
        if let Err(error) = answer(&mut engine, operation, json!({})) {
            assert_ne!(error.code, "UnknownOperationException", "{operation}");
        }
    }
}
