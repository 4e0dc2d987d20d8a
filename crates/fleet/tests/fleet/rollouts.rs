//! Service deployments and service revisions.

use std::sync::Arc;

use fleet::{Fleet, FleetOptions};
use futures::future::join_all;
use model::address::ServiceRef;
use model::deployment::ServiceDeploymentStatus;
use model::watch::Watch;
use simulator::Running;
use simulator::faults::Effect;

use crate::support::*;

fn web() -> ServiceRef {
    ServiceRef { environment: environment(), cluster: cluster("shop"), service: service("web-0000") }
}

async fn shop() -> Running {
    let simulator = empty_simulator().await;
    let client = client(&simulator.url());
    fill_cluster(&client, "shop").await;
    fill_services(&client, "shop", 2, 1).await;
    simulator.control().advance(std::time::Duration::from_secs(900));
    simulator
}

async fn redeploy(simulator: &Running) {
    let call = client(&simulator.url()).update_service().cluster("shop").service("web-0000");
    call.force_new_deployment(true).send().await.unwrap();
}

fn newest(snapshot: &fleet::Snapshot) -> Option<ServiceDeploymentStatus> {
    let rollouts = of(snapshot, "shop")?.rollouts.get(&service("web-0000"))?;
    rollouts.value.first().map(|newest| newest.status.clone())
}

#[tokio::test]
async fn a_deployment_is_followed_to_its_end_although_nobody_looks() {
    let simulator = shop().await;
    let fleet = Fleet::start(vec![settings(&simulator.url())], quick()).await;
    complete(&fleet).await;
    redeploy(&simulator).await;
    until(&fleet, "it is under way", |snapshot| is(newest(snapshot)?.is_moving())).await;
    simulator.control().advance(std::time::Duration::from_secs(900));
    until(&fleet, "it is done", |snapshot| is(newest(snapshot)? == ServiceDeploymentStatus::Successful)).await;
    let others = |snapshot: &fleet::Snapshot| of(snapshot, "shop").unwrap().rollouts.len();
    assert_eq!(others(&fleet.snapshot(&environment()).unwrap()), 1, "the other service has nothing to tell");
}

#[tokio::test]
async fn a_calm_service_costs_no_calls_and_one_that_is_looked_at_is_read_once() {
    let simulator = shop().await;
    let fleet = Fleet::start(vec![settings(&simulator.url())], FleetOptions { focus: quick().focus, ..once() }).await;
    complete(&fleet).await;
    assert_eq!(made(&simulator, "ListServiceDeployments"), 0);
    let _look = fleet.watch(Watch::Service(web()));
    until(&fleet, "its deployments are read", |snapshot| newest(snapshot).map(|_| ())).await;
    let seen = |snapshot: &fleet::Snapshot| of(snapshot, "shop").unwrap().services[&service("web-0000")].at;
    let before = seen(&fleet.snapshot(&environment()).unwrap());
    until(&fleet, "the service is read on", |snapshot| is(seen(snapshot).since(before).0 > 500)).await;
    let calls = ["ListServiceDeployments", "DescribeServiceDeployments"].map(|operation| made(&simulator, operation));
    assert_eq!(calls, [1, 1]);
}

#[tokio::test]
async fn deployments_that_nobody_follows_are_read_on_demand_once_for_all() {
    let simulator = shop().await;
    let fleet = Fleet::start(vec![settings(&simulator.url())], once()).await;
    complete(&fleet).await;
    let at = web();
    let answers = join_all((0..20).map(|_| fleet.rollouts(&at))).await;
    assert!(answers.iter().all(|answer| answer.as_ref().is_ok_and(|read| read.len() == 1)), "{answers:?}");
    assert_eq!(made(&simulator, "ListServiceDeployments"), 1);
}

#[tokio::test]
async fn a_revision_is_read_once_for_ever_and_what_is_unknown_is_left_out() {
    let simulator = shop().await;
    let fleet = Fleet::start(vec![settings(&simulator.url())], once()).await;
    complete(&fleet).await;
    let deployments = fleet.rollouts(&web()).await.unwrap();
    let arn = deployments[0].target.as_ref().unwrap().arn.clone();
    assert!(fleet.known_service_revision(&environment(), &arn).is_none());
    let unknown = format!("{}0", arn);
    for _ in 0..3 {
        let found = fleet.service_revisions(&environment(), &[arn.clone(), unknown.clone()]).await.unwrap();
        assert_eq!(found.iter().map(|revision| revision.arn.as_str()).collect::<Vec<_>>(), [arn.as_str()]);
        let known = fleet.known_service_revision(&environment(), &arn).unwrap();
        assert!(Arc::ptr_eq(&known, &found[0]));
        assert_eq!(known.task_definition.as_ref().map(ToString::to_string).as_deref(), Some("web:1"));
    }
    assert_eq!(made(&simulator, "DescribeServiceRevisions"), 1);
}

#[tokio::test]
async fn a_failure_is_told_to_all_who_ask_and_asked_of_aws_once() {
    let simulator = shop().await;
    let fleet = Fleet::start(vec![settings(&simulator.url())], once()).await;
    complete(&fleet).await;
    simulator.control().inject(fault("ListServiceDeployments", Effect::AccessDenied));
    simulator.control().inject(fault("DescribeServiceRevisions", Effect::AccessDenied));
    let arn = ["arn:aws:ecs:eu-central-1:123456789012:service-revision/shop/web-0000/1".to_owned()];
    for _ in 0..5 {
        assert!(fleet.rollouts(&web()).await.is_err());
        assert!(fleet.service_revisions(&environment(), &arn).await.is_err());
    }
    assert_eq!(made(&simulator, "ListServiceDeployments"), 1);
    assert_eq!(made(&simulator, "DescribeServiceRevisions"), 1);
}

#[tokio::test]
async fn denied_service_deployments_leave_services_as_they_are() {
    let simulator = shop().await;
    redeploy(&simulator).await;
    simulator.control().inject(fault("ListServiceDeployments", Effect::AccessDenied));
    let fleet = Fleet::start(vec![settings(&simulator.url())], quick()).await;
    let trouble = |snapshot: &fleet::Snapshot| of(snapshot, "shop")?.rollouts_freshness.trouble.clone();
    let trouble = until(&fleet, "trouble", trouble).await;
    assert_eq!(trouble.sentence(), "IAM does not allow ecs:ListServiceDeployments");
    let snapshot = complete(&fleet).await;
    let shop = of(&snapshot, "shop").unwrap();
    assert_eq!((shop.services.len(), &shop.services_freshness.trouble), (2, &None));
}
