//! The endpoint is down, and comes back.

use std::net::{SocketAddr, TcpListener};
use std::time::Duration;

use fleet::Fleet;
use model::freshness::Trouble;
use simulator::Scenario;

use crate::support::*;

/// An address on which nobody listens.
fn nowhere() -> SocketAddr {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap()
}

fn is_unreachable(trouble: Option<&Trouble>) -> bool {
    matches!(trouble, Some(Trouble::Unreachable { .. }))
}

#[tokio::test]
async fn an_endpoint_that_is_down_at_the_start_is_read_when_it_comes() {
    let address = nowhere();
    let fleet = Fleet::start(vec![settings(&format!("http://{address}"))], quick()).await;
    let down = |snapshot: &fleet::Snapshot| is(is_unreachable(snapshot.clusters.freshness.trouble.as_ref()));
    until(&fleet, "the trouble is told", down).await;
    assert!(!fleet.snapshot(&environment()).unwrap().first_read_complete);

    let simulator = simulator_at(address, Scenario::Small).await;
    let snapshot = complete(&fleet).await;
    assert_eq!(snapshot.clusters.len(), simulator.control().state().counts.clusters);
    until(&fleet, "the account is known", |snapshot| snapshot.environment.account.clone()).await;
    let families = simulator.control().state().counts.families;
    until(&fleet, "families are read", |snapshot| is(snapshot.families.len() == families)).await;
}

#[tokio::test]
async fn what_is_known_stays_through_an_outage_and_another_estate_replaces_it() {
    let simulator = empty_simulator().await;
    let address = simulator.address();
    let filler = client(&simulator.url());
    fill_cluster(&filler, "shop").await;
    fill_services(&filler, "shop", 3, 1).await;
    let fleet = Fleet::start(vec![settings(&simulator.url())], quick()).await;
    let tasks_run = |snapshot: &fleet::Snapshot| is(of(snapshot, "shop")?.tasks.len() >= 3);
    until(&fleet, "tasks are read", tasks_run).await;

    simulator.shutdown().await;
    let down_everywhere = |snapshot: &fleet::Snapshot| {
        let shop = of(snapshot, "shop")?;
        let areas = [&snapshot.clusters.freshness, &shop.services.freshness, &shop.tasks.freshness];
        is(areas.iter().all(|area| is_unreachable(area.trouble.as_ref()) && area.as_of.is_some()))
    };
    until(&fleet, "every area tells the trouble", down_everywhere).await;
    let snapshot = fleet.snapshot(&environment()).unwrap();
    assert_eq!(of(&snapshot, "shop").unwrap().services.len(), 3);

    let simulator = simulator_at(address, Scenario::Empty).await;
    let filler = client(&simulator.url());
    fill_cluster(&filler, "bank").await;
    fill_services(&filler, "bank", 1, 1).await;
    let only_the_bank = |snapshot: &fleet::Snapshot| {
        let bank = of(snapshot, "bank")?;
        is(snapshot.clusters.len() == 1 && bank.services.len() == 1 && snapshot.clusters.freshness.trouble.is_none())
    };
    until(&fleet, "the new estate is all there is", only_the_bank).await;
}

#[tokio::test]
async fn news_that_grow_old_are_told_as_a_change() {
    let simulator = empty_simulator().await;
    fill_cluster(&client(&simulator.url()), "shop").await;
    let options = fleet::FleetOptions { stale_after: Duration::from_millis(300), ..once() };
    let fleet = Fleet::start(vec![settings(&simulator.url())], options).await;
    let version = complete(&fleet).await.version;
    until(&fleet, "the version counts up although nothing is read", |snapshot| is(snapshot.version > version)).await;
}
