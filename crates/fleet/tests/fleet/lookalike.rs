//! Servers that resemble AWS, more or less.

use fleet::Fleet;
use model::freshness::Trouble;
use serde_json::{Value, json};

use crate::support::*;

pub const CLUSTER: &str = "arn:aws:ecs:eu-central-1:123456789012:cluster/shop";

pub fn service_arn(cluster: &str, name: &str) -> String {
    format!("arn:aws:ecs:eu-central-1:123456789012:service/{cluster}/{name}")
}

fn task_arn(number: usize) -> String {
    format!("arn:aws:ecs:eu-central-1:123456789012:task/shop/{number:032x}")
}

pub fn ok(answer: &Value) -> (u16, String) {
    (200, answer.to_string())
}

/// One cluster without anything in it; the rest a server may answer as it likes.
pub fn plain(operation: &str) -> (u16, String) {
    match operation {
        "ListClusters" => ok(&json!({"clusterArns": [CLUSTER]})),
        "DescribeClusters" => ok(&json!({"clusters": [{
            "clusterArn": CLUSTER, "clusterName": "shop", "status": "ACTIVE", "activeServicesCount": 0,
            "runningTasksCount": 0, "pendingTasksCount": 0, "registeredContainerInstancesCount": 0,
        }]})),
        "ListServices" => ok(&json!({"serviceArns": []})),
        "ListTasks" => ok(&json!({"taskArns": []})),
        "ListTaskDefinitions" => ok(&json!({"taskDefinitionArns": []})),
        _ => (500, "<html>not implemented</html>".to_owned()),
    }
}

pub fn counted(name: &str) -> Value {
    json!({
        "serviceArn": service_arn("shop", name), "serviceName": name, "status": "ACTIVE",
        "desiredCount": 4, "runningCount": 4, "pendingCount": 0,
    })
}

#[tokio::test]
async fn a_service_that_was_deleted_between_list_and_describe_is_dropped() {
    let server = Scripted::start(|operation, _| match operation {
        "ListServices" => ok(&json!({"serviceArns": [service_arn("shop", "web"), service_arn("shop", "gone")]})),
        "DescribeServices" => ok(&json!({
            "services": [counted("web")],
            "failures": [{"arn": service_arn("shop", "gone"), "reason": "MISSING"}],
        })),
        other => plain(other),
    })
    .await;
    let fleet = Fleet::start(vec![settings(&server.url)], quick()).await;
    let snapshot = complete(&fleet).await;
    let shop = of(&snapshot, "shop").unwrap();
    assert_eq!(shop.services.keys().map(ToString::to_string).collect::<Vec<_>>(), ["web"]);
    assert_eq!(shop.services.freshness.trouble, None);
}

#[tokio::test]
async fn a_server_that_never_pages_and_mixes_clusters_is_survived() {
    let server = Scripted::start(|operation, request| match operation {
        "ListServices" => {
            let mut arns: Vec<_> = (0..250).map(|number| service_arn("shop", &format!("web-{number}"))).collect();
            arns.push(service_arn("bank", "foreign"));
            ok(&json!({"serviceArns": arns}))
        }
        "DescribeServices" => {
            let names = request["services"].as_array().cloned().unwrap_or_default();
            assert!(names.len() <= 10, "AWS takes ten");
            let found =
                names.iter().filter_map(Value::as_str).map(|name| json!({"serviceArn": service_arn("shop", name)}));
            ok(&json!({"services": found.collect::<Vec<_>>()}))
        }
        "ListTasks" => ok(&json!({"taskArns": (0..150).map(task_arn).collect::<Vec<_>>()})),
        "DescribeTasks" => {
            let ids = request["tasks"].as_array().cloned().unwrap_or_default();
            assert!(ids.len() <= 100, "AWS takes a hundred");
            let arn = |id: &str| format!("arn:aws:ecs:eu-central-1:123456789012:task/shop/{id}");
            let found =
                ids.iter().filter_map(Value::as_str).map(|id| json!({"taskArn": arn(id), "group": "service:gone"}));
            ok(&json!({"tasks": found.collect::<Vec<_>>()}))
        }
        other => plain(other),
    })
    .await;
    let fleet = Fleet::start(vec![settings(&server.url)], quick()).await;
    let snapshot = complete(&fleet).await;
    let shop = of(&snapshot, "shop").unwrap();
    assert_eq!((shop.services.len(), shop.tasks.len()), (250, 150));
    assert!(!shop.services.contains_key(&service("foreign")));
    assert_eq!(shop.tasks_of(&service("gone")).count(), 150, "tasks whose service is not there are kept");
}

#[tokio::test]
async fn a_server_that_repeats_its_token_does_not_catch_the_poller() {
    let server = Scripted::start(|operation, _| match operation {
        "ListServices" => ok(&json!({"serviceArns": [service_arn("shop", "web")], "nextToken": "again"})),
        "DescribeServices" => ok(&json!({"services": [{"serviceArn": service_arn("shop", "web")}]})),
        other => plain(other),
    })
    .await;
    let fleet = Fleet::start(vec![settings(&server.url)], quick()).await;
    assert_eq!(of(&*complete(&fleet).await, "shop").unwrap().services.len(), 1);
}

#[tokio::test]
async fn a_server_that_lacks_operations_shows_what_it_has() {
    let server = Scripted::start(|operation, _| match operation {
        "ListTasks" | "ListTaskDefinitions" => (500, "<html><h1>Internal Server Error</h1></html>".to_owned()),
        other => plain(other),
    })
    .await;
    let fleet = Fleet::start(vec![settings(&server.url)], quick()).await;
    let snapshot = complete(&fleet).await;
    let failed =
        |operation: &str| Trouble::Failed { operation: operation.parse().unwrap(), status: Some(500), code: None };
    assert_eq!(of(&snapshot, "shop").unwrap().tasks.freshness.trouble, Some(failed("ListTasks")));
    let families = |snapshot: &fleet::Snapshot| snapshot.families.freshness.trouble.clone();
    assert_eq!(until(&fleet, "the families' trouble", families).await, failed("ListTaskDefinitions"));
}

#[tokio::test]
async fn a_server_that_talks_nonsense_is_told_as_failed() {
    let server = Scripted::start(|_, _| (200, "certainly!".to_owned())).await;
    let fleet = Fleet::start(vec![settings(&server.url)], quick()).await;
    let trouble = until(&fleet, "trouble", |snapshot| snapshot.clusters.freshness.trouble.clone()).await;
    assert_eq!(trouble, Trouble::Failed { operation: "ListClusters".parse().unwrap(), status: Some(200), code: None });
}
