//! Lists of the sizes on which tools break.

use serde_json::{Value, json};
use simulator::Running;

use crate::client::{done, ecs, empty, network, register, service, shop};

const SIZES: [usize; 9] = [0, 1, 9, 10, 11, 99, 100, 101, 2_000];

/// Follows the tokens to the end; the sizes of the pages.
async fn pages(simulator: &Running, operation: &str, member: &str, request: Value) -> Vec<usize> {
    let (mut sizes, mut seen, mut request) = (Vec::new(), Vec::new(), request);
    loop {
        let answer = done(&ecs(simulator, operation, request.clone()).await);
        let items = answer[member].as_array().unwrap();
        sizes.push(items.len());
        seen.extend(items.iter().map(ToString::to_string));
        match answer.get("nextToken") {
            Some(token) => request["nextToken"] = token.clone(),
            None => break,
        }
    }
    let total = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!(seen.len(), total, "an item came twice");
    sizes
}

/// Full pages, and a last one with the rest.
fn full(total: usize, page: usize) -> Vec<usize> {
    let mut sizes = vec![page; total / page];
    if !total.is_multiple_of(page) || total == 0 {
        sizes.push(total % page);
    }
    sizes
}

#[tokio::test]
async fn services_come_in_tens_by_default_and_in_hundreds_when_asked() {
    let simulator = empty().await;
    shop(&simulator, "1").await;
    let mut made = 0;
    for size in SIZES {
        while made < size {
            service(&simulator, &format!("service-{made}"), 0).await;
            made += 1;
        }
        let of = json!({ "cluster": "shop" });
        assert_eq!(pages(&simulator, "ListServices", "serviceArns", of).await, full(size, 10));
        let hundred = json!({ "cluster": "shop", "maxResults": 100 });
        assert_eq!(pages(&simulator, "ListServices", "serviceArns", hundred).await, full(size, 100));
    }
}

#[tokio::test]
async fn tasks_come_in_hundreds_by_default() {
    let simulator = empty().await;
    shop(&simulator, "1").await;
    let mut made = 0;
    for size in SIZES {
        while made < size {
            let count = (size - made).min(10);
            let run = json!({
                "cluster": "shop", "taskDefinition": "web", "count": count, "launchType": "FARGATE",
                "networkConfiguration": network(),
            });
            made += done(&ecs(&simulator, "RunTask", run).await)["tasks"].as_array().unwrap().len();
        }
        let of = json!({ "cluster": "shop" });
        assert_eq!(pages(&simulator, "ListTasks", "taskArns", of).await, full(size, 100));
    }
}

#[tokio::test]
async fn clusters_come_in_hundreds_by_default() {
    let simulator = empty().await;
    let mut made = 0;
    for size in SIZES {
        while made < size {
            done(&ecs(&simulator, "CreateCluster", json!({ "clusterName": format!("cluster-{made}") })).await);
            made += 1;
        }
        assert_eq!(pages(&simulator, "ListClusters", "clusterArns", json!({})).await, full(size, 100));
        let eleven = json!({ "maxResults": 11 });
        assert_eq!(pages(&simulator, "ListClusters", "clusterArns", eleven).await, full(size, 11));
    }
}

#[tokio::test]
async fn revisions_are_in_the_order_of_their_numbers_both_ways() {
    let simulator = empty().await;
    for _ in 0..101 {
        register(&simulator, "web", "1").await;
    }
    register(&simulator, "api", "1").await;
    assert_eq!(pages(&simulator, "ListTaskDefinitions", "taskDefinitionArns", json!({})).await, [100, 2]);
    for (sort, first, last) in [("ASC", 1, 101), ("DESC", 101, 1)] {
        let request = json!({ "familyPrefix": "web", "sort": sort });
        assert_eq!(pages(&simulator, "ListTaskDefinitions", "taskDefinitionArns", request.clone()).await, [100, 1]);
        let page = done(&ecs(&simulator, "ListTaskDefinitions", request.clone()).await);
        let revision = |arn: &Value| arn.as_str().unwrap().rsplit(':').next().unwrap().parse::<u32>().unwrap();
        assert_eq!(revision(&page["taskDefinitionArns"][0]), first);
        let rest = json!({ "familyPrefix": "web", "sort": sort, "nextToken": page["nextToken"] });
        let rest = done(&ecs(&simulator, "ListTaskDefinitions", rest).await);
        assert_eq!(revision(&rest["taskDefinitionArns"][0]), last);
    }
    assert_eq!(pages(&simulator, "ListTaskDefinitionFamilies", "families", json!({ "maxResults": 1 })).await, [1, 1]);
}

#[tokio::test]
async fn what_is_deleted_between_two_pages_hides_nothing() {
    let simulator = empty().await;
    shop(&simulator, "1").await;
    for number in 0..12 {
        service(&simulator, &format!("service-{number:02}"), 0).await;
    }
    let first = done(&ecs(&simulator, "ListServices", json!({ "cluster": "shop" })).await);
    let delete = json!({ "cluster": "shop", "service": "service-09", "force": true });
    done(&ecs(&simulator, "DeleteService", delete).await);
    let rest = json!({ "cluster": "shop", "nextToken": first["nextToken"] });
    let rest = done(&ecs(&simulator, "ListServices", rest).await);
    let names: Vec<_> = rest["serviceArns"].as_array().unwrap().iter().map(|arn| arn.as_str().unwrap()).collect();
    assert!(names[0].ends_with("/service-10") && names[1].ends_with("/service-11"), "{names:?}");
    assert_eq!(names.len(), 2);
}
