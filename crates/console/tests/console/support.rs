//! A simulator, a fleet that reads it, and a console over it.

use std::collections::BTreeSet;
use std::time::Duration;

use console::{Access, Changes, Console, Viewer};
use fleet::{EnvironmentSettings, Fleet, FleetOptions};
use ledger::{KEY, Key, Ledger};
use model::address::{ClusterRef, ServiceRef};
use model::name::{ClusterName, EnvironmentName, ServiceName};
use simulator::Scenario;
use simulator::{Running, Simulator, SimulatorOptions};
use tempfile::TempDir;

/// What must come has to come within this time.
const PATIENCE: Duration = Duration::from_secs(30);

pub struct World {
    pub console: Console,
    pub viewer: Viewer,
    pub fleet: Fleet,
    pub simulator: Running,
    pub ledger: Ledger,
    _data: TempDir,
}

pub fn environment() -> EnvironmentName {
    EnvironmentName::parse("test").unwrap()
}

pub fn cluster(name: &str) -> ClusterRef {
    ClusterRef { environment: environment(), cluster: ClusterName::parse(name).unwrap() }
}

pub fn service(cluster: &str, name: &str) -> ServiceRef {
    ServiceRef {
        environment: environment(),
        cluster: ClusterName::parse(cluster).unwrap(),
        service: ServiceName::parse(name).unwrap(),
    }
}

impl World {
    /// A simulator with that estate, not yet read, and a fleet that looks so often that no test has to wait long.
    pub async fn start(scenario: Scenario) -> Self {
        let milliseconds = Duration::from_millis;
        let options = FleetOptions {
            focus: milliseconds(150),
            sweep: milliseconds(150),
            deploying: milliseconds(150),
            background: milliseconds(200),
            idle: milliseconds(250),
            families: milliseconds(300),
            families_watched: milliseconds(200),
            back_off: milliseconds(20),
            back_off_most: milliseconds(200),
            // A machine that is busy with many tests answers late.
            registry_patience: Duration::from_secs(5),
            budget_share: 1_000.0,
            budget_share_of_writes: 1_000.0,
            ..FleetOptions::default()
        };
        Self::read_by(scenario, options).await
    }

    /// The same with a fleet that looks as it is told.
    pub async fn read_by(scenario: Scenario, fleet_options: FleetOptions) -> Self {
        let options = SimulatorOptions { scenario, limits_on: false, ..SimulatorOptions::default() };
        let simulator = Simulator::start(options).await.unwrap();
        let settings = EnvironmentSettings {
            name: environment(),
            region: "eu-central-1".to_owned(),
            profile: None,
            role_arn: None,
            external_id: None,
            endpoint_url: Some(simulator.url()),
            read_only: false,
        };
        let data = tempfile::tempdir().unwrap();
        let key = Key::read_or_make(&data.path().join(KEY)).unwrap();
        let ledger = Ledger::open(data.path(), key).await.unwrap();
        // The last thing: a test may want to be there before the first call.
        let fleet = Fleet::start(vec![settings], fleet_options).await;
        let changes = Changes { access: Access::default(), ledger: ledger.clone(), protected: BTreeSet::new() };
        let console = Console::new(fleet.clone(), changes, "1.2.3");
        Self { console, viewer: Viewer::built_in(), fleet, simulator, ledger, _data: data }
    }

    /// The shop, read completely, in which time stands still: two questions are about the same estate.
    pub async fn small() -> Self {
        let world = Self::start(Scenario::Small).await;
        world.simulator.control().set_speed(0.0);
        world
            .until(|world| world.fleet.snapshot(&environment()).is_some_and(|snapshot| snapshot.first_read_complete))
            .await;
        world
    }

    /// The shop with its traffic, target health, instances, service deployments, alarms and scalable targets.
    pub async fn small_with_everything() -> Self {
        let world = Self::small().await;
        world
            .until(|world| {
                let Some(snapshot) = world.fleet.snapshot(&environment()) else { return false };
                let of_environment = [
                    &snapshot.traffic.freshness,
                    &snapshot.health.freshness,
                    &snapshot.alarms.freshness,
                    &snapshot.scaling.freshness,
                    &snapshot.capacity_providers.freshness,
                ];
                let clusters = snapshot.clusters.values();
                let clusters = clusters.flat_map(|it| [&it.instances.freshness, &it.rollouts.freshness]);
                of_environment.into_iter().chain(clusters).all(|area| area.as_of.is_some())
            })
            .await;
        world
    }

    /// Waits until it is so.
    pub async fn until(&self, is_so: impl Fn(&Self) -> bool) {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        let mut changes = self.fleet.changes();
        while !is_so(self) {
            assert!(tokio::time::Instant::now() < deadline, "it never came to be");
            let _ = tokio::time::timeout(Duration::from_millis(100), changes.recv()).await;
        }
    }

    /// Waits until it is so, asking again at every change as a page does.
    pub async fn until_told(&self, is_so: impl AsyncFn(&Self) -> bool) {
        let deadline = tokio::time::Instant::now() + PATIENCE;
        let mut changes = self.fleet.changes();
        while !is_so(self).await {
            assert!(tokio::time::Instant::now() < deadline, "it never came to be");
            let _ = tokio::time::timeout(Duration::from_millis(100), changes.recv()).await;
        }
    }
}
