//! What changes in AWS is seen in time.

use std::time::Duration;

use fleet::{EnvironmentSettings, Fleet, FleetOptions};
use model::address::{ClusterRef, ServiceRef, TaskRef};
use model::name::EnvironmentName;
use model::watch::Watch;
use tokio::time::{Instant, timeout};

use crate::support::*;

/// How soon a change has to be on an open page.
const SOON: Duration = Duration::from_secs(5);

fn web() -> ServiceRef {
    ServiceRef { environment: environment(), cluster: cluster("shop"), service: service("web-0000") }
}

#[tokio::test]
async fn a_change_of_what_somebody_looks_at_is_seen_within_five_seconds() {
    let shop = ClusterRef { environment: environment(), cluster: cluster("shop") };
    for scope in [Watch::Service(web()), Watch::Cluster(shop), Watch::Environment(environment()), Watch::Fleet] {
        let simulator = empty_simulator().await;
        let client = client(&simulator.url());
        fill_cluster(&client, "shop").await;
        fill_services(&client, "shop", 2, 0).await;
        let fleet = Fleet::start(vec![settings(&simulator.url())], FleetOptions::default()).await;
        complete(&fleet).await;
        let _look = fleet.watch(scope.clone());
        let mut changes = fleet.changes();

        client.update_service().cluster("shop").service("web-0000").desired_count(2).send().await.unwrap();
        let changed = Instant::now();
        let scaled = |snapshot: &fleet::Snapshot| {
            let shop = of(snapshot, "shop")?;
            is(shop.services[&service("web-0000")].value.desired == 2
                && shop.tasks_of(&service("web-0000")).count() == 2)
        };
        until(&fleet, "the service and its tasks", scaled).await;
        assert!(changed.elapsed() < SOON, "{scope:?}: {:?}", changed.elapsed());
        let told = timeout(SOON, changes.recv()).await.unwrap().unwrap();
        assert_eq!(told.environment, environment());
    }
}

#[tokio::test]
async fn a_new_service_is_on_an_open_list_within_five_seconds() {
    let simulator = empty_simulator().await;
    let client = client(&simulator.url());
    fill_cluster(&client, "shop").await;
    let fleet = Fleet::start(vec![settings(&simulator.url())], FleetOptions::default()).await;
    complete(&fleet).await;
    let _look = fleet.watch(Watch::Environment(environment()));
    fill_services(&client, "shop", 1, 0).await;
    let made = Instant::now();
    until(&fleet, "the new service", |snapshot| is(of(snapshot, "shop")?.services.len() == 1)).await;
    assert!(made.elapsed() < SOON, "{:?}", made.elapsed());
}

#[tokio::test]
async fn a_task_that_is_looked_at_is_followed_to_its_end() {
    let simulator = empty_simulator().await;
    let client = client(&simulator.url());
    fill_cluster(&client, "shop").await;
    fill_tasks(&client, "shop", 1).await;
    let fleet = Fleet::start(vec![settings(&simulator.url())], FleetOptions { focus: quick().focus, ..once() }).await;
    let snapshot = complete(&fleet).await;
    let task = of(&snapshot, "shop").unwrap().tasks.keys().next().unwrap().clone();
    let _look =
        fleet.watch(Watch::Task(TaskRef { environment: environment(), cluster: cluster("shop"), task: task.clone() }));
    client.stop_task().cluster("shop").task(task.as_str()).reason("enough").send().await.unwrap();
    let reason = |snapshot: &fleet::Snapshot| {
        let task = &of(snapshot, "shop")?.tasks.get(&task)?.value;
        task.is_stopped().then(|| task.stopped_reason.clone())
    };
    assert_eq!(until(&fleet, "it has stopped", reason).await.as_deref(), Some("enough"));
}

#[tokio::test]
async fn services_and_clusters_that_are_deleted_disappear() {
    let simulator = empty_simulator().await;
    let client = client(&simulator.url());
    for name in ["shop", "bank"] {
        fill_cluster(&client, name).await;
        fill_services(&client, name, 2, 0).await;
    }
    let fleet = Fleet::start(vec![settings(&simulator.url())], quick()).await;
    complete(&fleet).await;
    client.delete_service().cluster("shop").service("web-0000").force(true).send().await.unwrap();
    until(&fleet, "one service is left", |snapshot| is(of(snapshot, "shop")?.services.len() == 1)).await;
    for name in ["web-0000", "web-0001"] {
        client.delete_service().cluster("bank").service(name).force(true).send().await.unwrap();
    }
    client.delete_cluster().cluster("bank").send().await.unwrap();
    until(&fleet, "one cluster is left", |snapshot| is(snapshot.clusters.len() == 1)).await;
}

#[tokio::test]
async fn two_environments_do_not_mix() {
    let (first, second) = (empty_simulator().await, empty_simulator().await);
    fill_cluster(&client(&first.url()), "shop").await;
    fill_cluster(&client(&second.url()), "bank").await;
    let other = EnvironmentName::parse("other").unwrap();
    let settings_of_other = EnvironmentSettings { name: other.clone(), ..settings(&second.url()) };
    let fleet = Fleet::start(vec![settings_of_other, settings(&first.url())], quick()).await;
    complete(&fleet).await;
    until(&fleet, "the shop", |snapshot| of(snapshot, "shop").map(|_| ())).await;
    let names: Vec<_> = fleet.environments().into_iter().map(|environment| environment.name).collect();
    assert_eq!(names, [other.clone(), environment()]);
    assert!(of(&fleet.snapshot(&environment()).unwrap(), "bank").is_none());
    assert!(of(&fleet.snapshot(&other).unwrap(), "shop").is_none());
    assert!(fleet.snapshot(&EnvironmentName::parse("none").unwrap()).is_none());
}

#[tokio::test]
async fn nothing_is_asked_after_the_shutdown_and_what_is_known_stays() {
    let simulator = empty_simulator().await;
    fill_cluster(&client(&simulator.url()), "shop").await;
    let fleet = Fleet::start(vec![settings(&simulator.url())], quick()).await;
    complete(&fleet).await;
    fleet.shutdown().await;
    // A call that was under way may still be written down; the next clearing is of a quiet journal.
    let last = simulator.control().last_call();
    assert!(timeout(Duration::from_secs(1), grows_by(&simulator, last, 5)).await.is_err());
    assert!(of(&fleet.snapshot(&environment()).unwrap(), "shop").is_some());
}

async fn grows_by(simulator: &simulator::Running, last: u64, calls: u64) {
    while simulator.control().last_call() < last + calls {
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}
