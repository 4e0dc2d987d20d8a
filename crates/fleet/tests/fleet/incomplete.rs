//! Answers that lack what they should have.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use fleet::Fleet;
use model::freshness::Trouble;
use model::instance::InstanceStatus;
use serde_json::{Value, json};

use crate::lookalike::{CLUSTER, counted, ok, plain, service_arn};
use crate::support::*;

/// A cluster with these services, as DescribeServices shows them.
async fn serving(
    services: impl Fn() -> Vec<Value> + Send + Sync + 'static,
    names: &'static [&'static str],
) -> Scripted {
    Scripted::start(move |operation, _| match operation {
        "ListServices" => {
            let arns: Vec<String> = names.iter().map(|name| service_arn("shop", name)).collect();
            ok(&json!({"serviceArns": arns}))
        }
        "DescribeServices" => ok(&json!({"services": services()})),
        other => plain(other),
    })
    .await
}

#[tokio::test]
async fn counts_that_are_missing_or_mistyped_are_named_and_not_zero() {
    let (mut lacking, mut mistyped) = (counted("lacking"), counted("mistyped"));
    lacking.as_object_mut().unwrap().remove("runningCount");
    mistyped["desiredCount"] = json!("4");
    let server =
        serving(move || vec![counted("web"), lacking.clone(), mistyped.clone()], &["lacking", "mistyped", "web"]);
    let server = server.await;
    let fleet = Fleet::start(vec![settings(&server.url)], quick()).await;
    let snapshot = complete(&fleet).await;
    let services = &of(&snapshot, "shop").unwrap().services;
    let unread = |name: &str| services[&service(name)].value.unread_members.clone();
    assert_eq!(unread("lacking"), ["runningCount"]);
    assert_eq!(unread("mistyped"), ["desiredCount"]);
    assert!(unread("web").is_empty());
    let told = services.trouble().unwrap().sentence();
    let expect = "2 of 3 items in AWS's answer to DescribeServices could not be read in full: no ";
    assert!(told.starts_with(expect), "{told}");
    let at = model::address::ServiceRef {
        environment: environment(),
        cluster: cluster("shop"),
        service: service("lacking"),
    };
    let refused = fleet.describe_service(&at).await.unwrap_err();
    assert!(matches!(refused.trouble(), Some(Trouble::Failed { .. })), "no plan is made from a default: {refused}");
}

#[tokio::test]
async fn a_service_without_a_name_is_told_and_what_is_known_of_it_is_not_forgotten() {
    let answers = Arc::new(AtomicUsize::new(0));
    let counting = Arc::clone(&answers);
    let services = move || {
        let mut odd = counted("worker");
        if counting.fetch_add(1, Ordering::Relaxed) > 0 {
            odd.as_object_mut().unwrap().remove("serviceArn");
        }
        vec![counted("web"), odd]
    };
    let server = serving(services, &["web", "worker"]).await;
    let fleet = Fleet::start(vec![settings(&server.url)], quick()).await;
    let trouble = until(&fleet, "a note", |snapshot| of(snapshot, "shop")?.services.trouble().cloned()).await;
    let expect = "1 of 2 items in AWS's answer to DescribeServices could not be read in full: no serviceArn";
    assert_eq!(trouble.sentence(), expect);
    let seen = answers.load(Ordering::Relaxed);
    until(&fleet, "more answers", |_| is(answers.load(Ordering::Relaxed) > seen + 3)).await;
    let snapshot = fleet.snapshot(&environment()).unwrap();
    let services = &of(&snapshot, "shop").unwrap().services;
    let at = |name: &str| services[&service(name)].at;
    assert!(at("web") > at("worker"), "it grows old, and is not called gone");
    assert!(services.as_of() > Some(at("worker")), "the others are as fresh as ever");
}

#[tokio::test]
async fn parts_that_no_answer_can_be_made_of_are_named_with_their_service() {
    let mut odd = counted("web");
    odd["deployments"] = json!("many");
    odd["events"] = json!([{"id": "1", "message": "(service web) has reached a steady state."}]);
    let server = serving(move || vec![odd.clone()], &["web"]).await;
    let fleet = Fleet::start(vec![settings(&server.url)], quick()).await;
    let snapshot = complete(&fleet).await;
    let web = &of(&snapshot, "shop").unwrap().services[&service("web")].value;
    assert_eq!((web.running, &*web.unread_members), (4, &["deployments".to_owned(), "events".to_owned()][..]));
}

#[tokio::test]
async fn clusters_without_counts_are_asked_for_their_instances() {
    let server = Scripted::start(|operation, _| match operation {
        "DescribeClusters" => ok(&json!({"clusters": [{"clusterArn": CLUSTER, "status": "ACTIVE"}]})),
        "ListContainerInstances" => ok(&json!({"containerInstanceArns": [
            "arn:aws:ecs:eu-central-1:123456789012:container-instance/shop/0123456789abcdef0123456789abcdef",
        ]})),
        "DescribeContainerInstances" => ok(&json!({"containerInstances": [{
            "containerInstanceArn":
                "arn:aws:ecs:eu-central-1:123456789012:container-instance/shop/0123456789abcdef0123456789abcdef",
            "status": "ACTIVE", "agentConnected": true, "runningTasksCount": 0, "pendingTasksCount": 0,
            "registeredResources": [{"name": "CPU", "integerValue": 2048}, {"name": "MEMORY", "integerValue": 4096}],
            "remainingResources": [{"name": "CPU", "integerValue": 2048}],
        }]})),
        other => plain(other),
    })
    .await;
    let fleet = Fleet::start(vec![settings(&server.url)], quick()).await;
    let snapshot = complete(&fleet).await;
    let shop = of(&snapshot, "shop").unwrap();
    assert!(shop.cluster.lacks("runningTasksCount") && shop.cluster.lacks("registeredContainerInstancesCount"));
    let instances: Vec<_> = shop.instances.values().map(|seen| &seen.value).collect();
    assert_eq!(instances.len(), 1);
    assert_eq!(instances[0].unread_members, ["remainingResources"]);
}

#[tokio::test]
async fn an_instance_that_fails_to_register_is_listed_although_the_cluster_does_not_count_it() {
    let server = Scripted::start(|operation, _| match operation {
        "DescribeClusters" => ok(&json!({"clusters": [{
            "clusterArn": CLUSTER, "status": "ACTIVE", "activeServicesCount": 0, "runningTasksCount": 0,
            "pendingTasksCount": 0, "registeredContainerInstancesCount": 0, "capacityProviders": ["pool"],
        }]})),
        "ListContainerInstances" => ok(&json!({"containerInstanceArns": [
            "arn:aws:ecs:eu-central-1:123456789012:container-instance/shop/0123456789abcdef0123456789abcdef",
        ]})),
        "DescribeContainerInstances" => ok(&json!({"containerInstances": [{
            "containerInstanceArn":
                "arn:aws:ecs:eu-central-1:123456789012:container-instance/shop/0123456789abcdef0123456789abcdef",
            "status": "REGISTRATION_FAILED", "agentConnected": false,
        }]})),
        other => plain(other),
    })
    .await;
    let fleet = Fleet::start(vec![settings(&server.url)], quick()).await;
    let snapshot = complete(&fleet).await;
    let statuses = of(&snapshot, "shop").unwrap().instances.values().map(|seen| seen.value.status.clone());
    assert_eq!(statuses.collect::<Vec<_>>(), [InstanceStatus::RegistrationFailed]);
}

fn cluster_arn(number: usize) -> String {
    format!("arn:aws:ecs:eu-central-1:123456789012:cluster/shop-{number}")
}

#[tokio::test]
async fn capacity_providers_of_all_clusters_are_read_and_one_that_is_refused_fails_alone() {
    const CLUSTERS: usize = 30;
    let server = Scripted::start(|operation, request| match operation {
        "ListClusters" => ok(&json!({"clusterArns": (0..CLUSTERS).map(cluster_arn).collect::<Vec<_>>()})),
        "DescribeClusters" => {
            let clusters = (0..CLUSTERS).map(|number| {
                json!({
                    "clusterArn": cluster_arn(number), "status": "ACTIVE", "activeServicesCount": 0,
                    "runningTasksCount": 0, "pendingTasksCount": 0, "registeredContainerInstancesCount": 0,
                    "capacityProviders": ["FARGATE", "managed"],
                })
            });
            ok(&json!({"clusters": clusters.collect::<Vec<_>>()}))
        }
        "DescribeCapacityProviders" => match request["cluster"].as_str() {
            None => ok(&json!({"capacityProviders": [{"name": "FARGATE", "status": "ACTIVE"}]})),
            Some("shop-7") => (400, json!({"__type": "AccessDeniedException", "message": "no"}).to_string()),
            Some("shop-29") => ok(&json!({"capacityProviders": [{"name": "managed", "status": "DEPROVISIONING"}]})),
            Some(_) => ok(&json!({"capacityProviders": [{"name": "managed", "status": "ACTIVE"}]})),
        },
        other => plain(other),
    })
    .await;
    let fleet = Fleet::start(vec![settings(&server.url)], quick()).await;
    let providers = |snapshot: &fleet::Snapshot| {
        let providers = snapshot.capacity_providers.read()?;
        (providers.of_clusters.len() == CLUSTERS - 1).then(|| Arc::clone(providers))
    };
    let providers = until(&fleet, "providers of all clusters but one", providers).await;
    let status = |name: &str| Some(providers.of(&cluster(name), "managed")?.status.clone()?.as_str().to_owned());
    assert_eq!(status("shop-0").as_deref(), Some("ACTIVE"));
    assert_eq!(status("shop-29").as_deref(), Some("DEPROVISIONING"), "its own of that name");
    assert_eq!(status("shop-7"), None);
    let denied = Trouble::Denied { action: "ecs:DescribeCapacityProviders".parse().unwrap() };
    until(&fleet, "the refusal", |snapshot| is(snapshot.capacity_providers.trouble() == Some(&denied))).await;
    let as_of = fleet.snapshot(&environment()).unwrap().capacity_providers.as_of();
    until(&fleet, "fresh news all the same", |snapshot| is(snapshot.capacity_providers.as_of() > as_of)).await;
}
