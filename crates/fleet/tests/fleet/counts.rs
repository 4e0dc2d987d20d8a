//! What reading costs: calls are counted in the simulator's journal.

use fleet::Fleet;
use model::watch::Watch;
use simulator::Scenario;
use simulator::{Simulator, SimulatorOptions};

use crate::support::*;

/// Pages or batches of this size for so many items; asking costs one call even when there is nothing.
fn pages(count: usize, size: usize) -> usize {
    count.div_ceil(size).max(1)
}

#[tokio::test]
async fn services_are_read_in_full_pages_and_full_batches() {
    for count in [0, 1, 9, 10, 11, 99, 100, 101, 2_000] {
        let simulator = empty_simulator().await;
        let client = client(&simulator.url());
        fill_cluster(&client, "shop").await;
        fill_services(&client, "shop", count, 0).await;
        simulator.control().clear_journal();

        let fleet = Fleet::start(vec![settings(&simulator.url())], once()).await;
        let snapshot = complete(&fleet).await;
        assert_eq!(of(&snapshot, "shop").unwrap().services.len(), count);
        let calls = simulator.control().totals().operations;
        let made = |operation: &str| calls.get(operation).copied().unwrap_or(0) as usize;
        let listed_and_described = (made("ListServices"), made("DescribeServices"));
        assert_eq!(listed_and_described, (pages(count, 100), count.div_ceil(10)), "{count} services");
        assert_eq!((made("ListClusters"), made("DescribeClusters"), made("ListTasks")), (1, 1, 2), "{count} services");
        fleet.shutdown().await;
    }
}

#[tokio::test]
async fn tasks_are_read_in_full_pages_and_full_batches() {
    for count in [0, 1, 99, 100, 101, 2_000] {
        let simulator = empty_simulator().await;
        let client = client(&simulator.url());
        fill_cluster(&client, "shop").await;
        fill_tasks(&client, "shop", count).await;
        simulator.control().clear_journal();

        let fleet = Fleet::start(vec![settings(&simulator.url())], once()).await;
        let snapshot = complete(&fleet).await;
        assert_eq!(of(&snapshot, "shop").unwrap().tasks.len(), count);
        let calls = simulator.control().totals().operations;
        let made = |operation: &str| calls.get(operation).copied().unwrap_or(0) as usize;
        // One more page for those that have stopped.
        assert_eq!(
            (made("ListTasks"), made("DescribeTasks")),
            (pages(count, 100) + 1, count.div_ceil(100)),
            "{count} tasks"
        );
        fleet.shutdown().await;
    }
}

#[tokio::test]
async fn clusters_are_read_in_full_pages_and_full_batches() {
    let simulator = empty_simulator().await;
    let client = client(&simulator.url());
    for number in 0..101 {
        client.create_cluster().cluster_name(format!("shop-{number}")).send().await.unwrap();
    }
    simulator.control().clear_journal();
    let fleet = Fleet::start(vec![settings(&simulator.url())], once()).await;
    assert_eq!(complete(&fleet).await.clusters.len(), 101);
    let calls = simulator.control().totals().operations;
    assert_eq!((calls["ListClusters"], calls["DescribeClusters"]), (2, 2));
    assert_eq!((calls["ListServices"], calls["ListTasks"]), (101, 202));
}

#[tokio::test]
async fn a_cold_start_and_somebody_who_looks_are_never_throttled() {
    let options = SimulatorOptions {
        scenario: Scenario::Large { services: 300, tasks: 1_000 },
        limits_on: true,
        ..SimulatorOptions::default()
    };
    let simulator = Simulator::start(options).await.unwrap();
    let fleet = Fleet::start(vec![settings(&simulator.url())], fleet::FleetOptions::default()).await;
    let _look = fleet.watch(Watch::Fleet);
    let snapshot = complete(&fleet).await;
    let services: usize = snapshot.clusters.values().map(|cluster| cluster.services.len()).sum();
    assert_eq!(services, simulator.control().state().counts.services);
    let codes = simulator.control().totals().codes;
    assert_eq!(codes.keys().collect::<Vec<_>>(), ["OK"], "{codes:?}");
    assert!(fleet.budget_percent() > 0);
}

#[tokio::test]
async fn a_service_that_is_looked_at_is_described_alone() {
    let simulator = empty_simulator().await;
    let client = client(&simulator.url());
    fill_cluster(&client, "shop").await;
    fill_services(&client, "shop", 101, 0).await;
    let options = fleet::FleetOptions { focus: std::time::Duration::from_millis(20), ..once() };
    let fleet = Fleet::start(vec![settings(&simulator.url())], options).await;
    let before = complete(&fleet).await;
    simulator.control().clear_journal();

    let at = model::address::ServiceRef {
        environment: environment(),
        cluster: cluster("shop"),
        service: service("web-0007"),
    };
    let _look = fleet.watch(Watch::Service(at));
    let seen = |snapshot: &fleet::Snapshot| of(snapshot, "shop").unwrap().services[&service("web-0007")].at;
    let begun = seen(&before);
    until(&fleet, "it is read again", |snapshot| is(seen(snapshot) > begun)).await;
    let calls = simulator.control().totals().operations;
    assert_eq!(calls.get("ListServices"), None, "{calls:?}");
    let described = simulator
        .control()
        .journal(&simulator::journal::Filter { operation: Some("DescribeServices".to_owned()), ..Default::default() });
    for call in described {
        assert_eq!(call.parameters.members()["services.length"], 1);
    }
}
