use aws_sdk_ecs::primitives::DateTime;
use aws_sdk_ecs::types::{LoadBalancer, Service, ServiceEvent};
use aws_sdk_elasticloadbalancingv2::types::TargetGroup;
use model::cluster::Cluster;
use model::name::ClusterName;
use model::time::Span;

use super::super::keep_fresh::tests::poller;
use super::*;
use crate::convert;

fn shop() -> ClusterName {
    ClusterName::parse("shop").unwrap()
}

fn group_arn(name: &str) -> String {
    format!("arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/{name}/0123456789abcdef")
}

/// A settled service behind the group of its name, of which ECS told something at this moment.
fn service(name: &str, told_at: Timestamp) -> model::service::Service {
    let balancer = LoadBalancer::builder().target_group_arn(group_arn(name)).build();
    let event = ServiceEvent::builder().id("1").created_at(DateTime::from_millis(told_at.0)).message("(service a)");
    let service = Service::builder().service_arn(format!("arn:aws:ecs:eu-central-1:123456789012:service/shop/{name}"));
    let service = service.desired_count(1).running_count(1).load_balancers(balancer).events(event.build());
    convert::service::service(service.build(), &shop(), Vec::new()).unwrap()
}

#[tokio::test]
async fn a_quiet_group_is_described_at_once_when_ecs_tells_something_of_its_service() {
    let poller = poller().await;
    let (store, now) = (&poller.estate.store, poller.estate.clock.now());
    let ago = |seconds| now.before(Span::seconds(seconds));
    let group = |name: &str| TargetGroup::builder().target_group_arn(group_arn(name)).build();
    let groups = || ["told", "quiet"].map(|name| convert::balancing::group(group(name)).unwrap());
    let read = |seconds| groups().map(|group| (group.arn.as_str().to_owned(), ago(seconds), Vec::new()));
    let known = |told_at| {
        store.edit(|draft| {
            let arn = "arn:aws:ecs:eu-central-1:123456789012:cluster/shop";
            let shop_itself: Vec<Cluster> = read::clusters::known_by_arn(&[arn.to_owned()]);
            draft.set_clusters(shop_itself, ago(60));
            let services = vec![service("told", told_at), service("quiet", ago(7_200))];
            draft.put_services(&shop(), services, now);
            draft.set_groups(groups().into(), ago(60));
            draft.put_health(read(40).into());
        });
        State::default().plan(&poller).batch
    };
    assert_eq!(known(ago(3_600)), [], "both were described 40 s ago");
    assert_eq!(known(ago(10)), [(Class::Troubled, group_arn("told"))]);
    store.edit(|draft| draft.put_health(read(3).into()));
    assert_eq!(State::default().plan(&poller).batch, [], "it was described since");
}
