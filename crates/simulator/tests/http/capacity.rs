//! Container instances and capacity providers as they are on the wire.

use std::time::Duration;

use serde_json::{Value, json};
use simulator::Running;

use crate::client::{done, ecs, empty, side};

const ARN: &str = "arn:aws:ecs:eu-central-1:123456789012:container-instance/shop/";

/// Registers an instance of 2048 CPU units and 4000 MiB as its agent would; gives its ARN.
async fn instance(simulator: &Running, zone: char) -> String {
    let document = json!({
        "instanceId": format!("i-0{zone}0000000000000f"), "instanceType": "m5.large", "imageId": "ami-0123456789abcdef0",
        "availabilityZone": format!("eu-central-1{zone}"),
    });
    let request = json!({
        "cluster": "shop", "instanceIdentityDocument": document.to_string(), "tags": [{ "key": "team", "value": "data" }],
        "totalResources": [
            { "name": "CPU", "type": "INTEGER", "integerValue": 2_048 },
            { "name": "MEMORY", "type": "INTEGER", "integerValue": 4_000 },
            { "name": "PORTS", "type": "STRINGSET", "stringSetValue": ["22", "2376"] },
        ],
        "attributes": [{ "name": "ecs.subnet-id", "value": "subnet-1" }],
    });
    let answer = done(&ecs(simulator, "RegisterContainerInstance", request).await);
    answer["containerInstance"]["containerInstanceArn"].as_str().unwrap().to_owned()
}

async fn cluster() -> Running {
    let simulator = empty().await;
    done(&ecs(&simulator, "CreateCluster", json!({ "clusterName": "shop" })).await);
    let definition = json!({
        "family": "web",
        "containerDefinitions": [{
            "name": "app", "image": "web:1", "cpu": 512, "memory": 1_024, "portMappings": [{ "containerPort": 80 }],
        }],
    });
    done(&ecs(&simulator, "RegisterTaskDefinition", definition).await);
    simulator
}

fn resource<'a>(instance: &'a Value, member: &str, name: &str) -> &'a Value {
    let all = instance[member].as_array().unwrap();
    all.iter().find(|resource| resource["name"] == name).unwrap()
}

async fn listed(simulator: &Running, request: Value) -> Vec<String> {
    let answer = done(&ecs(simulator, "ListContainerInstances", request).await);
    let arns = answer["containerInstanceArns"].as_array().unwrap();
    arns.iter().map(|arn| arn.as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn an_instance_says_what_it_has_and_what_is_left() {
    let simulator = cluster().await;
    let arn = instance(&simulator, 'a').await;
    assert!(arn.starts_with(ARN), "{arn}");
    let run = json!({ "cluster": "shop", "taskDefinition": "web", "launchType": "EC2" });
    let task = done(&ecs(&simulator, "RunTask", run).await)["tasks"][0]["taskArn"].clone();
    simulator.control().advance(Duration::from_secs(60));

    let describe = json!({
        "cluster": "shop", "containerInstances": [arn, format!("{ARN}{}", "0".repeat(32))],
        "include": ["TAGS", "CONTAINER_INSTANCE_HEALTH"],
    });
    let answer = done(&ecs(&simulator, "DescribeContainerInstances", describe).await);
    assert_eq!(answer["failures"][0]["reason"], "MISSING");
    let instance = &answer["containerInstances"][0];
    assert_eq!(instance["ec2InstanceId"], "i-0a0000000000000f");
    assert_eq!((&instance["status"], &instance["agentConnected"]), (&json!("ACTIVE"), &json!(true)));
    assert_eq!((&instance["runningTasksCount"], &instance["pendingTasksCount"]), (&json!(1), &json!(0)));
    assert_eq!(resource(instance, "registeredResources", "MEMORY")["integerValue"], 4_000);
    assert_eq!(resource(instance, "remainingResources", "MEMORY")["integerValue"], 2_976);
    assert_eq!(resource(instance, "remainingResources", "CPU")["integerValue"], 1_536);
    assert_eq!(resource(instance, "remainingResources", "PORTS")["stringSetValue"], json!(["22", "2376"]));
    assert_eq!(instance["tags"], json!([{ "key": "team", "value": "data" }]));
    assert_eq!(instance["healthStatus"]["overallStatus"], "OK");
    let attributes = instance["attributes"].as_array().unwrap();
    for expect in [
        json!({ "name": "ecs.availability-zone", "value": "eu-central-1a" }),
        json!({ "name": "ecs.instance-type", "value": "m5.large" }),
        json!({ "name": "ecs.subnet-id", "value": "subnet-1" }),
        json!({ "name": "ecs.capability.task-eni" }),
    ] {
        assert!(attributes.contains(&expect), "{expect}");
    }

    let tasks = done(&ecs(&simulator, "DescribeTasks", json!({ "cluster": "shop", "tasks": [task] })).await);
    let task = &tasks["tasks"][0];
    assert_eq!((&task["containerInstanceArn"], &task["launchType"]), (&json!(arn), &json!("EC2")));
    assert_eq!(task["availabilityZone"], "eu-central-1a");
    let binding = &task["containers"][0]["networkBindings"][0];
    assert_eq!((&binding["containerPort"], &binding["protocol"]), (&json!(80), &json!("tcp")));
    assert!(binding["hostPort"].as_u64().unwrap() >= 32_768);
    let here = json!({ "cluster": "shop", "containerInstance": arn });
    assert_eq!(done(&ecs(&simulator, "ListTasks", here).await)["taskArns"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn instances_are_found_by_query_and_status() {
    let simulator = cluster().await;
    let (a, b) = (instance(&simulator, 'a').await, instance(&simulator, 'b').await);
    let drain = json!({ "cluster": "shop", "containerInstances": [b], "status": "DRAINING" });
    let drained = done(&ecs(&simulator, "UpdateContainerInstancesState", drain).await);
    assert_eq!(drained["containerInstances"][0]["status"], "DRAINING");
    for (filter, expect) in [
        (json!({ "filter": "attribute:ecs.availability-zone == eu-central-1a" }), vec![&a]),
        (json!({ "filter": "runningTasksCount == 0 and agentConnected == true", "status": "DRAINING" }), vec![&b]),
        (json!({ "status": "ACTIVE" }), vec![&a]),
        (json!({ "filter": "attribute:stack exists" }), vec![]),
    ] {
        let mut request = filter.clone();
        request["cluster"] = "shop".into();
        let found = listed(&simulator, request).await;
        assert_eq!(found.iter().collect::<Vec<_>>(), expect, "{filter}");
    }
}

#[tokio::test]
async fn attributes_are_put_listed_and_taken_off() {
    let simulator = cluster().await;
    let arn = instance(&simulator, 'a').await;
    let item = json!({ "name": "stack", "value": "production", "targetId": arn });
    let put = json!({ "cluster": "shop", "attributes": [item] });
    assert_eq!(done(&ecs(&simulator, "PutAttributes", put).await)["attributes"], json!([item]));
    let list = json!({ "cluster": "shop", "targetType": "container-instance", "attributeName": "stack" });
    assert_eq!(done(&ecs(&simulator, "ListAttributes", list.clone()).await)["attributes"], json!([item]));
    let all = json!({ "cluster": "shop", "targetType": "container-instance", "maxResults": 10 });
    let page = done(&ecs(&simulator, "ListAttributes", all).await);
    assert_eq!(page["attributes"].as_array().unwrap().len(), 10);
    assert!(page["nextToken"].is_string());
    let take = json!({ "cluster": "shop", "attributes": [{ "name": "stack", "targetId": arn }] });
    done(&ecs(&simulator, "DeleteAttributes", take).await);
    assert_eq!(done(&ecs(&simulator, "ListAttributes", list).await)["attributes"], json!([]));
    let lost = json!({ "cluster": "shop", "attributes": [{ "name": "stack", "targetId": "0".repeat(32) }] });
    assert_eq!(ecs(&simulator, "PutAttributes", lost).await.code(), "TargetNotFoundException");
}

#[tokio::test]
async fn a_cluster_counts_its_instances_and_where_its_tasks_run() {
    let simulator = cluster().await;
    let group = "arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:0:autoScalingGroupName/batch";
    let provider = json!({
        "name": "batch", "autoScalingGroupProvider": { "autoScalingGroupArn": group, "managedScaling": { "status": "ENABLED" } },
    });
    let made = done(&ecs(&simulator, "CreateCapacityProvider", provider).await)["capacityProvider"].clone();
    assert_eq!((&made["status"], &made["type"]), (&json!("ACTIVE"), &json!("EC2_AUTOSCALING")));
    let associate = json!({
        "cluster": "shop", "capacityProviders": ["batch"],
        "defaultCapacityProviderStrategy": [{ "capacityProvider": "batch", "weight": 1 }],
    });
    done(&ecs(&simulator, "PutClusterCapacityProviders", associate).await);
    let run = json!({ "cluster": "shop", "taskDefinition": "web", "count": 3 });
    let ran = done(&ecs(&simulator, "RunTask", run).await);
    assert_eq!((&ran["tasks"][0]["lastStatus"], &ran["failures"]), (&json!("PROVISIONING"), &json!([])));
    assert_eq!(ran["tasks"][0].get("containerInstanceArn"), None);
    simulator.control().advance(Duration::from_secs(400));

    let describe = json!({ "clusters": ["shop"], "include": ["STATISTICS", "ATTACHMENTS"] });
    let shop = done(&ecs(&simulator, "DescribeClusters", describe).await)["clusters"][0].clone();
    assert_eq!(shop["registeredContainerInstancesCount"], 1);
    let statistics = shop["statistics"].as_array().unwrap();
    for (name, value) in
        [("runningEC2TasksCount", "3"), ("runningFargateTasksCount", "0"), ("pendingEC2TasksCount", "0")]
    {
        assert!(statistics.contains(&json!({ "name": name, "value": value })), "{name}");
    }
    assert_eq!(shop["attachments"][0]["type"], "as_policy");
    assert_eq!(ecs(&simulator, "DeleteCluster", json!({ "cluster": "shop" })).await.status, 400);
    let providers = done(&ecs(&simulator, "DescribeCapacityProviders", json!({})).await);
    let names: Vec<_> =
        providers["capacityProviders"].as_array().unwrap().iter().map(|it| it["name"].clone()).collect();
    assert_eq!(names, ["FARGATE", "FARGATE_SPOT", "batch"]);
    let instance = listed(&simulator, json!({ "cluster": "shop" })).await.remove(0);
    let away = json!({ "cluster": "shop", "containerInstance": instance, "force": true });
    let gone = done(&ecs(&simulator, "DeregisterContainerInstance", away).await)["containerInstance"].clone();
    assert_eq!((&gone["status"], &gone["capacityProviderName"]), (&json!("INACTIVE"), &json!("batch")));
}

#[tokio::test]
async fn an_agent_is_lost_its_tasks_run_on_and_it_comes_back() {
    let simulator = cluster().await;
    let arn = instance(&simulator, 'a').await;
    let service = json!({
        "cluster": "shop", "serviceName": "web", "taskDefinition": "web", "desiredCount": 2, "launchType": "EC2",
    });
    done(&ecs(&simulator, "CreateService", service).await);
    simulator.control().advance(Duration::from_secs(300));
    for connected in [false, true] {
        let request = json!({ "cluster": "shop", "instance": arn, "connected": connected });
        assert_eq!(side(&simulator, "POST", "agents", request).await.json(), json!({ "connected": connected }));
        simulator.control().advance(Duration::from_secs(300));
        let described = json!({ "cluster": "shop", "containerInstances": [arn] });
        let seen =
            done(&ecs(&simulator, "DescribeContainerInstances", described).await)["containerInstances"][0].clone();
        let expect = (&json!(connected), &json!("ACTIVE"), &json!(2));
        assert_eq!((&seen["agentConnected"], &seen["status"], &seen["runningTasksCount"]), expect);
    }
}
