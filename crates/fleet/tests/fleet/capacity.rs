//! Container instances and capacity providers.

use fleet::Fleet;
use model::freshness::Trouble;
use simulator::Scenario;
use simulator::faults::Effect;

use crate::support::*;

#[tokio::test]
async fn a_cluster_without_container_instances_is_not_asked_for_them() {
    let simulator = empty_simulator().await;
    fill_cluster(&client(&simulator.url()), "shop").await;
    let fleet = Fleet::start(vec![settings(&simulator.url())], once()).await;
    let snapshot = complete(&fleet).await;
    let shop = of(&snapshot, "shop").unwrap();
    assert!(shop.instances.is_empty() && shop.instances.freshness.as_of.is_some());
    assert_eq!(made(&simulator, "ListContainerInstances"), 0);
    let names: Vec<_> = snapshot.capacity_providers.of_account.keys().collect();
    assert_eq!(names, ["FARGATE", "FARGATE_SPOT"]);
}

#[tokio::test]
async fn container_instances_say_what_they_have_and_what_is_left() {
    let simulator = simulator_at(([127, 0, 0, 1], 0).into(), Scenario::Small).await;
    let fleet = Fleet::start(vec![settings(&simulator.url())], once()).await;
    let snapshot = complete(&fleet).await;
    let on_instances = |it: &&std::sync::Arc<fleet::ClusterSnapshot>| it.cluster.instances > 0;
    let clusters: Vec<_> = snapshot.clusters.values().filter(on_instances).collect();
    assert!(!clusters.is_empty());
    for known in &clusters {
        assert_eq!(known.instances.len(), known.cluster.instances as usize);
        for seen in known.instances.values() {
            let (registered, remaining) = (&seen.value.registered, &seen.value.remaining);
            assert!(registered.cpu > 0 && registered.cpu >= remaining.cpu, "{seen:?}");
            assert!(registered.memory > 0 && registered.memory >= remaining.memory, "{seen:?}");
            assert!(seen.value.attribute("ecs.instance-type").is_some(), "{seen:?}");
        }
    }
    assert_eq!(made(&simulator, "ListContainerInstances"), clusters.len());
    assert_eq!(made(&simulator, "DescribeContainerInstances"), clusters.len());
    let group = snapshot.capacity_providers.of_account.values().find_map(|provider| provider.group.as_ref()).unwrap();
    assert!(group.group_arn.starts_with("arn:"), "{group:?}");
}

#[tokio::test]
async fn denied_container_instances_leave_the_cluster_as_it_is() {
    let simulator = simulator_at(([127, 0, 0, 1], 0).into(), Scenario::Small).await;
    simulator.control().inject(fault("ListContainerInstances", Effect::AccessDenied));
    let fleet = Fleet::start(vec![settings(&simulator.url())], once()).await;
    let snapshot = complete(&fleet).await;
    let known = snapshot.clusters.values().find(|it| it.cluster.instances > 0).unwrap();
    let denied = Trouble::Denied { action: "ecs:ListContainerInstances".parse().unwrap() };
    assert_eq!(known.instances.freshness.trouble, Some(denied));
    assert!(!known.services.is_empty() && known.services.freshness.trouble.is_none());
}
