use std::collections::BTreeSet;

use model::arn::Arn;
use model::cluster::Cluster;
use model::freshness::Trouble;
use model::name::{ClusterName, EnvironmentName};
use model::time::Timestamp;

use super::*;

fn store() -> (Store, broadcast::Receiver<Change>) {
    let changes = broadcast::Sender::new(64);
    let listener = changes.subscribe();
    let name = EnvironmentName::parse("test").unwrap();
    (Store::new(Environment { name, region: "eu-central-1".to_owned(), account: None }, changes), listener)
}

fn shop() -> ClusterName {
    ClusterName::parse("shop").unwrap()
}

fn cluster(running: u32) -> Cluster {
    let arn = Arn::parse("arn:aws:ecs:eu-central-1:123456789012:cluster/shop").unwrap();
    Cluster {
        arn,
        name: shop(),
        status: "ACTIVE".to_owned(),
        running,
        pending: 0,
        active_services: 0,
        instances: 0,
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
    let trouble = || Trouble::Denied { action: "ecs:ListClusters".to_owned() };
    for (edit, expect) in [(1, 1), (1, 0), (0, 1), (0, 0)] {
        store.edit(|draft| match edit {
            0 => draft.succeeded(&Area::Clusters, Timestamp(1)),
            _ => draft.failed(&Area::Clusters, trouble()),
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
    let service = crate::convert::service::service(sdk, &shop()).unwrap();
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
fn the_first_read_is_complete_when_every_cluster_was_tried() {
    let (store, _listener) = store();
    store.edit(|draft| {
        draft.set_clusters(vec![cluster(1)], Timestamp(1));
        draft.succeeded(&Area::Clusters, Timestamp(1));
        draft.succeeded(&Area::Services(shop()), Timestamp(1));
    });
    assert!(!store.read().first_read_complete);
    let denied = Trouble::Denied { action: "ecs:ListTasks".to_owned() };
    store.edit(|draft| draft.failed(&Area::Tasks(shop()), denied));
    assert!(store.read().first_read_complete);
    let empty = Vec::new();
    store.edit(|draft| draft.set_clusters(empty, Timestamp(2)));
    assert!(store.read().first_read_complete, "it stays complete");
}
