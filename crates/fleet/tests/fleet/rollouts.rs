//! Service deployments and service revisions.

use std::sync::Arc;

use fleet::{Fleet, FleetOptions, Known};
use futures::future::join_all;
use model::address::ServiceRef;
use model::deployment::{ServiceDeployment, ServiceDeploymentStatus};
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

/// Its service deployments once they are read.
async fn rollouts(fleet: &Fleet) -> Known<Vec<ServiceDeployment>> {
    until(fleet, "they are read", |_| Some(fleet.rollouts(&web())).filter(Known::is_read)).await
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
    let answers = join_all((0..20).map(|_| rollouts(&fleet))).await;
    assert!(answers.iter().all(|known| known.len() == 1), "{answers:?}");
    assert_eq!(made(&simulator, "ListServiceDeployments"), 1);
}

#[tokio::test]
async fn a_revision_is_read_once_for_ever_and_what_is_unknown_is_left_out() {
    let simulator = shop().await;
    let fleet = Fleet::start(vec![settings(&simulator.url())], once()).await;
    complete(&fleet).await;
    let deployments = rollouts(&fleet).await;
    let arn = deployments[0].target.as_ref().unwrap().arn.clone();
    assert!(fleet.known_service_revision(&environment(), &arn).is_none());
    let unknown = format!("{}0", arn);
    let wanted = [arn.clone(), unknown];
    until(&fleet, "it is read", |_| is(!fleet.service_revisions(&environment(), &wanted).is_empty())).await;
    for _ in 0..3 {
        let found = fleet.service_revisions(&environment(), &wanted);
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
    let hour = std::time::Duration::from_secs(3_600);
    let options = FleetOptions { back_off: hour, back_off_watched: hour, ..once() };
    let fleet = Fleet::start(vec![settings(&simulator.url())], options).await;
    complete(&fleet).await;
    simulator.control().inject(fault("ListServiceDeployments", Effect::AccessDenied));
    simulator.control().inject(fault("DescribeServiceRevisions", Effect::AccessDenied));
    let arn = ["arn:aws:ecs:eu-central-1:123456789012:service-revision/shop/web-0000/1".to_owned()];
    fleet.service_revisions(&environment(), &arn);
    until(&fleet, "it is refused", |_| fleet.rollouts(&web()).trouble().map(|_| ())).await;
    until(&fleet, "revisions are refused", |_| is(made(&simulator, "DescribeServiceRevisions") == 1)).await;
    for _ in 0..5 {
        assert!(fleet.rollouts(&web()).trouble().is_some());
        assert!(fleet.service_revisions(&environment(), &arn).is_empty());
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
    let trouble = |snapshot: &fleet::Snapshot| of(snapshot, "shop")?.rollouts.freshness.trouble.clone();
    let trouble = until(&fleet, "trouble", trouble).await;
    assert_eq!(trouble.sentence(), "IAM does not allow ecs:ListServiceDeployments");
    let snapshot = complete(&fleet).await;
    let shop = of(&snapshot, "shop").unwrap();
    assert_eq!((shop.services.len(), &shop.services.freshness.trouble), (2, &None));
}
