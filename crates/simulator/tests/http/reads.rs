//! What can be asked for, and how.

use std::time::Duration;

use serde_json::{Value, json};
use simulator::Running;

use crate::client::{done, ecs, empty, network, service, shop};

async fn names(simulator: &Running, operation: &str, member: &str, request: Value) -> Vec<String> {
    let answer = done(&ecs(simulator, operation, request).await);
    let items = answer[member].as_array().unwrap().iter();
    items.map(|item| item.as_str().unwrap().rsplit('/').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn names_and_arns_mean_the_same() {
    let simulator = empty().await;
    shop(&simulator, "1").await;
    service(&simulator, "web", 0).await;
    let cluster = "arn:aws:ecs:eu-central-1:123456789012:cluster/shop";
    for (cluster, service) in [
        ("shop", "web"),
        (cluster, "web"),
        ("shop", "arn:aws:ecs:eu-central-1:123456789012:service/shop/web"),
        (cluster, "arn:aws:ecs:eu-central-1:123456789012:service/web"),
    ] {
        let answer =
            done(&ecs(&simulator, "DescribeServices", json!({ "cluster": cluster, "services": [service] })).await);
        assert_eq!(answer["services"][0]["serviceName"], "web", "{cluster} {service}");
        assert_eq!(answer["services"][0]["serviceArn"], "arn:aws:ecs:eu-central-1:123456789012:service/shop/web");
    }
    for definition in ["web", "web:1", "arn:aws:ecs:eu-central-1:123456789012:task-definition/web:1"] {
        let answer = done(&ecs(&simulator, "DescribeTaskDefinition", json!({ "taskDefinition": definition })).await);
        assert_eq!(answer["taskDefinition"]["revision"], 1, "{definition}");
    }
}

#[tokio::test]
async fn tasks_are_found_by_service_family_starter_and_status() {
    let simulator = empty().await;
    shop(&simulator, "1").await;
    service(&simulator, "web", 2).await;
    let run = json!({
        "cluster": "shop", "taskDefinition": "web", "count": 3, "launchType": "FARGATE", "startedBy": "nightly",
        "networkConfiguration": network(),
    });
    let ran = done(&ecs(&simulator, "RunTask", run).await);
    simulator.control().advance(Duration::from_secs(300));
    let stopped = ran["tasks"][0]["taskArn"].clone();
    done(&ecs(&simulator, "StopTask", json!({ "cluster": "shop", "task": stopped })).await);
    for (filter, count) in [
        (json!({}), 4),
        (json!({ "serviceName": "web" }), 2),
        (json!({ "serviceName": "arn:aws:ecs:eu-central-1:123456789012:service/shop/web" }), 2),
        (json!({ "family": "web" }), 4),
        (json!({ "family": "we" }), 0),
        (json!({ "startedBy": "nightly" }), 2),
        (json!({ "startedBy": "nightly", "desiredStatus": "STOPPED" }), 1),
        (json!({ "desiredStatus": "STOPPED" }), 1),
        (json!({ "desiredStatus": "PENDING" }), 0),
        (json!({ "launchType": "FARGATE" }), 4),
        (json!({ "launchType": "EC2" }), 0),
    ] {
        let mut request = filter.clone();
        request["cluster"] = "shop".into();
        assert_eq!(names(&simulator, "ListTasks", "taskArns", request).await.len(), count, "{filter}");
    }
}

#[tokio::test]
async fn services_are_found_by_launch_type_and_strategy() {
    let simulator = empty().await;
    shop(&simulator, "1").await;
    service(&simulator, "web", 0).await;
    for (filter, count) in [
        (json!({ "launchType": "FARGATE", "schedulingStrategy": "REPLICA" }), 1),
        (json!({ "launchType": "EC2" }), 0),
        (json!({ "schedulingStrategy": "DAEMON" }), 0),
    ] {
        let mut request = filter.clone();
        request["cluster"] = "shop".into();
        assert_eq!(names(&simulator, "ListServices", "serviceArns", request).await.len(), count, "{filter}");
    }
}

#[tokio::test]
async fn a_service_that_is_deleted_is_described_until_its_tasks_have_ended_and_no_longer_listed() {
    let simulator = empty().await;
    shop(&simulator, "1").await;
    service(&simulator, "web", 2).await;
    service(&simulator, "api", 0).await;
    simulator.control().advance(Duration::from_secs(300));
    // The tasks would have ended on a machine that is busy.
    simulator.control().set_speed(0.0);
    done(&ecs(&simulator, "DeleteService", json!({ "cluster": "shop", "service": "web", "force": true })).await);
    let described = json!({ "cluster": "shop", "services": ["web"] });
    let web = done(&ecs(&simulator, "DescribeServices", described).await)["services"][0].clone();
    assert_eq!((&web["status"], &web["desiredCount"]), (&json!("DRAINING"), &json!(0)));
    let ending = json!({ "cluster": "shop", "serviceName": "web", "desiredStatus": "STOPPED" });
    assert_eq!(names(&simulator, "ListTasks", "taskArns", ending).await.len(), 2);
    assert_eq!(names(&simulator, "ListServices", "serviceArns", json!({ "cluster": "shop" })).await, ["api"]);
    let described = json!({ "clusters": ["shop"], "include": ["STATISTICS"] });
    let cluster = done(&ecs(&simulator, "DescribeClusters", described).await)["clusters"][0].clone();
    assert_eq!(cluster["activeServicesCount"], 1);
    let statistics = cluster["statistics"].as_array().unwrap();
    assert!(statistics.contains(&json!({ "name": "drainingFargateServiceCount", "value": "1" })), "{statistics:?}");
}

#[tokio::test]
async fn families_are_found_by_prefix_and_status() {
    let simulator = empty().await;
    for family in ["web", "web-worker", "api"] {
        crate::client::register(&simulator, family, "1").await;
    }
    done(&ecs(&simulator, "DeregisterTaskDefinition", json!({ "taskDefinition": "web-worker:1" })).await);
    for (request, expect) in [
        (json!({}), vec!["api", "web", "web-worker"]),
        (json!({ "familyPrefix": "web" }), vec!["web", "web-worker"]),
        (json!({ "status": "ACTIVE" }), vec!["api", "web"]),
        (json!({ "status": "INACTIVE" }), vec!["web-worker"]),
        (json!({ "status": "ALL", "familyPrefix": "a" }), vec!["api"]),
    ] {
        assert_eq!(
            names(&simulator, "ListTaskDefinitionFamilies", "families", request.clone()).await,
            expect,
            "{request}"
        );
    }
    for (request, expect) in [
        (json!({ "familyPrefix": "web" }), vec!["web:1"]),
        (json!({ "status": "INACTIVE" }), vec!["web-worker:1"]),
        (json!({ "status": "DELETE_IN_PROGRESS" }), vec![]),
    ] {
        assert_eq!(
            names(&simulator, "ListTaskDefinitions", "taskDefinitionArns", request.clone()).await,
            expect,
            "{request}"
        );
    }
}

#[tokio::test]
async fn a_cluster_tells_more_when_asked() {
    let simulator = empty().await;
    let request = json!({
        "clusterName": "shop",
        "tags": [{ "key": "team", "value": "shop" }],
        "settings": [{ "name": "containerInsights", "value": "enabled" }],
    });
    done(&ecs(&simulator, "CreateCluster", request).await);
    let plain =
        done(&ecs(&simulator, "DescribeClusters", json!({ "clusters": ["shop"] })).await)["clusters"][0].clone();
    for member in ["tags", "settings", "statistics"] {
        assert_eq!(plain[member], json!([]), "{member}");
    }
    let include =
        json!({ "clusters": ["shop"], "include": ["TAGS", "SETTINGS", "STATISTICS", "CONFIGURATIONS", "ATTACHMENTS"] });
    let full = done(&ecs(&simulator, "DescribeClusters", include).await)["clusters"][0].clone();
    assert_eq!(full["tags"], json!([{ "key": "team", "value": "shop" }]));
    assert_eq!(full["settings"], json!([{ "name": "containerInsights", "value": "enabled" }]));
    let statistics = full["statistics"].as_array().unwrap();
    assert!(statistics.contains(&json!({ "name": "runningFargateTasksCount", "value": "0" })));
}

#[tokio::test]
async fn no_cluster_means_the_default_one() {
    let simulator = empty().await;
    done(&ecs(&simulator, "CreateCluster", json!({})).await);
    let answer = done(&ecs(&simulator, "DescribeClusters", json!({})).await);
    assert_eq!(answer["clusters"][0]["clusterName"], "default");
    assert_eq!(done(&ecs(&simulator, "ListServices", json!({})).await), json!({ "serviceArns": [] }));
}

#[tokio::test]
async fn tags_go_on_clusters_services_tasks_and_task_definitions() {
    let simulator = empty().await;
    shop(&simulator, "1").await;
    service(&simulator, "web", 1).await;
    simulator.control().advance(Duration::from_secs(60));
    let task = names(&simulator, "ListTasks", "taskArns", json!({ "cluster": "shop" })).await.remove(0);
    for path in ["cluster/shop", "service/shop/web", &format!("task/shop/{task}"), "task-definition/web:1"] {
        let arn = format!("arn:aws:ecs:eu-central-1:123456789012:{path}");
        let put = json!({ "resourceArn": arn, "tags": [{ "key": "a", "value": "1" }, { "key": "b", "value": "" }] });
        assert_eq!(done(&ecs(&simulator, "TagResource", put).await), json!({}), "{path}");
        done(&ecs(&simulator, "UntagResource", json!({ "resourceArn": arn, "tagKeys": ["a", "z"] })).await);
        let tags = done(&ecs(&simulator, "ListTagsForResource", json!({ "resourceArn": arn })).await);
        assert_eq!(tags, json!({ "tags": [{ "key": "b", "value": "" }] }), "{path}");
    }
}
