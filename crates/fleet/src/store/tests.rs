mod runs;

use std::collections::BTreeSet;

use model::arn::Arn;
use model::cluster::{Cluster, ClusterStatus};
use model::freshness::Trouble;
use model::name::{ClusterName, EnvironmentName, ServiceName};
use model::time::Timestamp;
use model::traffic::{Target, TargetGroup, TargetState};

use super::*;

fn store() -> (Store, broadcast::Receiver<Change>) {
    let changes = broadcast::Sender::new(64);
    let listener = changes.subscribe();
    let name = EnvironmentName::parse("test").unwrap();
    let environment = Environment { name, region: "eu-central-1".to_owned(), account: None };
    (Store::new(environment, changes, &Clock::system()), listener)
}

fn shop() -> ClusterName {
    ClusterName::parse("shop").unwrap()
}

fn cluster(running: u32) -> Cluster {
    let arn = Arn::parse("arn:aws:ecs:eu-central-1:123456789012:cluster/shop").unwrap();
    Cluster {
        arn,
        name: shop(),
        status: ClusterStatus::Active,
        running,
        pending: 0,
        active_services: 0,
        instances: 0,
        unread_members: Vec::new(),
        running_by_launch: Vec::new(),
        capacity_providers: Vec::new(),
        settings: Vec::new(),
        tags: Vec::new(),
    }
}

fn told(listener: &mut broadcast::Receiver<Change>) -> Vec<Option<String>> {
    let mut told = Vec::new();
    while let Ok(change) = listener.try_recv() {
        told.push(change.cluster.map(|cluster| cluster.to_string()));
    }
    told
}

#[test]
fn reading_the_same_again_changes_ages_and_nothing_else() {
    let (store, mut listener) = store();
    store.edit(|draft| draft.set_clusters(vec![cluster(1)], Timestamp(1)));
    let before = store.read();
    told(&mut listener);
    store.edit(|draft| draft.set_clusters(vec![cluster(1)], Timestamp(2)));
    let after = store.read();
    assert_eq!((after.version, after.clusters[&shop()].seen_at), (before.version, Timestamp(2)));
    assert!(Arc::ptr_eq(&before.clusters[&shop()].cluster, &after.clusters[&shop()].cluster), "the value is shared");
    assert!(told(&mut listener).is_empty());
}

#[test]
fn a_cluster_that_changes_is_told_and_the_version_counts_up() {
    let (store, mut listener) = store();
    store.edit(|draft| draft.set_clusters(vec![cluster(1)], Timestamp(1)));
    let before = store.read().version;
    told(&mut listener);
    store.edit(|draft| draft.set_clusters(vec![cluster(2)], Timestamp(2)));
    assert_eq!(store.read().version, before + 1);
    assert_eq!(told(&mut listener), [Some("shop".to_owned())]);
}

#[test]
fn trouble_is_told_when_it_comes_and_when_it_goes_and_not_in_between() {
    let (store, mut listener) = store();
    let trouble = || Trouble::Denied { action: "ecs:ListClusters".parse().unwrap() };
    for (edit, expect) in [(1, 1), (1, 0), (0, 1), (0, 0)] {
        store.edit(|draft| match edit {
            0 => draft.succeeded(&Area::Clusters, Timestamp(1)),
            _ => draft.failed(&Area::Clusters, trouble(), None),
        });
        let told = told(&mut listener).len();
        assert_eq!(told, expect);
    }
}

#[test]
fn a_list_does_not_forget_what_is_newer_than_itself() {
    let (store, _listener) = store();
    let arn = Arn::parse("arn:aws:ecs:eu-central-1:123456789012:service/shop/web").unwrap();
    let sdk = aws_sdk_ecs::types::Service::builder().service_arn(arn.as_str()).build();
    let service = crate::convert::service::service(sdk, &shop(), Vec::new()).unwrap();
    store.edit(|draft| {
        draft.set_clusters(vec![cluster(1)], Timestamp(1));
        draft.put_services(&shop(), vec![service], Timestamp(10));
        draft.keep_services(&shop(), &BTreeSet::new(), Timestamp(9));
    });
    assert_eq!(store.read().clusters[&shop()].services.len(), 1);
    store.edit(|draft| draft.keep_services(&shop(), &BTreeSet::new(), Timestamp(10)));
    assert!(store.read().clusters[&shop()].services.is_empty());
}

#[test]
fn the_first_read_is_complete_when_everything_was_tried_but_the_health_of_targets() {
    let (store, _listener) = store();
    let at = Timestamp(1);
    store.edit(|draft| {
        draft.set_clusters(vec![cluster(1)], at);
        draft.succeeded(&Area::Clusters, at);
    });
    let denied = || Trouble::Denied { action: "ecs:ListTasks".parse().unwrap() };
    let of_shop = [Area::Services(shop()), Area::Tasks(shop()), Area::Instances(shop())];
    let of_environment = [Area::Traffic, Area::Alarms, Area::Scaling, Area::CapacityProviders];
    for (index, area) in of_shop.iter().chain(&of_environment).enumerate() {
        assert!(!store.read().first_read_complete, "{area:?} is missing");
        store.edit(|draft| match index % 2 {
            0 => draft.succeeded(area, at),
            _ => draft.failed(area, denied(), None),
        });
    }
    assert!(store.read().first_read_complete);
    store.edit(|draft| draft.set_clusters(Vec::new(), Timestamp(2)));
    assert!(store.read().first_read_complete, "it stays complete");
}

fn group(name: &str) -> TargetGroup {
    let arn = format!("arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/{name}/0123456789abcdef");
    let group = aws_sdk_elasticloadbalancingv2::types::TargetGroup::builder().target_group_arn(arn);
    crate::convert::balancing::group(group.build()).unwrap()
}

fn target(id: &str) -> Target {
    let state = TargetState::Healthy;
    Target { id: id.to_owned(), port: Some(80), zone: None, state, reason: None, description: None }
}

#[test]
fn health_is_as_old_as_that_of_the_group_read_longest_ago_and_unknown_until_all_are_read() {
    let (store, _listener) = store();
    let arns = ["web", "api"].map(|name| group(name).arn.as_str().to_owned());
    store.edit(|draft| draft.set_groups(vec![group("web"), group("api")], Timestamp(1)));
    store.edit(|draft| draft.put_health(vec![(arns[0].clone(), Timestamp(5), vec![target("10.0.0.1")])]));
    assert_eq!(store.read().health.freshness.as_of, None);
    store.edit(|draft| draft.put_health(vec![(arns[1].clone(), Timestamp(3), Vec::new())]));
    assert_eq!(store.read().health.freshness.as_of, Some(Timestamp(3)));
    store.edit(|draft| draft.set_groups(vec![group("web")], Timestamp(6)));
    assert_eq!(store.read().health.keys().collect::<Vec<_>>(), [&arns[0]]);
}

#[test]
fn reading_the_same_groups_and_targets_again_shares_what_was_read_before() {
    let (store, mut listener) = store();
    let arn = group("web").arn.as_str().to_owned();
    let read = |at| {
        store.edit(|draft| {
            draft.set_groups(vec![group("web")], Timestamp(at));
            draft.put_health(vec![(arn.clone(), Timestamp(at), vec![target("10.0.0.1")])]);
        });
        store.read()
    };
    let before = read(1);
    told(&mut listener);
    let after = read(2);
    assert!(Arc::ptr_eq(&before.traffic.groups, &after.traffic.groups));
    assert!(Arc::ptr_eq(&before.health[&arn].value, &after.health[&arn].value));
    assert_eq!((after.version, after.health[&arn].at), (before.version, Timestamp(2)));
    assert!(told(&mut listener).is_empty());
}

#[test]
fn since_when_an_agent_is_away_is_remembered_and_forgotten_when_it_is_back() {
    let (store, _listener) = store();
    store.edit(|draft| draft.set_clusters(vec![cluster(1)], Timestamp(1)));
    let read = |at, connected: [bool; 2]| {
        let instances = ["a", "b"].into_iter().zip(connected);
        let instances = instances.map(|(id, agent_connected)| {
            let arn = format!("arn:aws:ecs:eu-central-1:123456789012:container-instance/shop/{id}");
            let instance = aws_sdk_ecs::types::ContainerInstance::builder().container_instance_arn(arn);
            crate::convert::instance::instance(instance.agent_connected(agent_connected).build(), &shop(), Vec::new())
                .unwrap()
        });
        let instances = instances.collect();
        store.edit(|draft| {
            draft.set_instances(&shop(), instances, Timestamp(at));
            draft.succeeded(&Area::Instances(shop()), Timestamp(at));
        });
        store.read().clusters[&shop()].disconnected.clone()
    };
    let away = |since, is_older| crate::snapshot::Disconnected { since: Timestamp(since), is_older };
    assert_eq!(read(10, [false, true]).get("a"), Some(&away(10, true)), "nobody knows for how long");
    let both = read(20, [false, false]);
    assert_eq!((both.get("a"), both.get("b")), (Some(&away(10, true)), Some(&away(20, false))));
    assert_eq!(read(30, [true, false]).keys().collect::<Vec<_>>(), ["b"]);
    assert_eq!(read(40, [false, false]).get("a"), Some(&away(40, false)), "it was back in between");
}

#[test]
fn it_is_remembered_since_when_a_service_wants_more() {
    let (store, _listener) = store();
    store.edit(|draft| draft.set_clusters(vec![cluster(1)], Timestamp(1)));
    let read = |at, desired| {
        let service = aws_sdk_ecs::types::Service::builder().desired_count(desired);
        let service = service.service_arn("arn:aws:ecs:eu-central-1:123456789012:service/shop/web").build();
        let service = crate::convert::service::service(service, &shop(), Vec::new()).unwrap();
        store.edit(|draft| draft.put_services(&shop(), vec![service], Timestamp(at)));
        store.read().clusters[&shop()].raised.values().next().copied()
    };
    assert_eq!(read(10, 2), None, "nobody knows what it wanted before");
    assert_eq!((read(20, 4), read(30, 4)), (Some(Timestamp(20)), Some(Timestamp(20))));
    assert_eq!((read(40, 1), read(50, 2)), (None, Some(Timestamp(50))));
    store.edit(|draft| draft.drop_services(&shop(), &[ServiceName::parse("web").unwrap()], Timestamp(60)));
    assert!(store.read().clusters[&shop()].raised.is_empty());
}
