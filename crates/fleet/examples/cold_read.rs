//! Reads everything once from an AWS endpoint, with refreshing off, and prints as JSON how long that took and what was
//! found: what the bench compares with the least that AWS's batch sizes and rates allow.
//!
//! `cold_read http://127.0.0.1:4566`

use std::collections::BTreeMap;
use std::error::Error;
use std::time::{Duration, Instant};

use fleet::{EnvironmentSettings, Fleet, FleetOptions, Snapshot};
use model::name::EnvironmentName;
use serde_json::{Value, json};

/// Longer than the read takes.
const NEVER: Duration = Duration::from_secs(3_600);

#[tokio::main]
async fn main() -> Result<(), Box<dyn Error>> {
    let endpoint = std::env::args().nth(1).ok_or("the address of an AWS endpoint is expected")?;
    let name = EnvironmentName::parse("bench")?;
    let settings = EnvironmentSettings {
        name: name.clone(),
        region: "eu-central-1".to_owned(),
        profile: None,
        role_arn: None,
        external_id: None,
        endpoint_url: Some(endpoint),
        read_only: false,
    };
    let defaults = FleetOptions::default();
    let options = FleetOptions {
        background: NEVER,
        idle: NEVER,
        families: NEVER,
        deploying: NEVER,
        stale_after: NEVER,
        ..defaults
    };
    let begun = Instant::now();
    let fleet = Fleet::start(vec![settings], options).await;
    loop {
        let snapshot = fleet.snapshot(&name).ok_or("there is no such environment")?;
        if is_complete(&snapshot) {
            println!("{}", told(&snapshot, begun.elapsed()));
            fleet.shutdown().await;
            return Ok(());
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

fn is_complete(snapshot: &Snapshot) -> bool {
    let of_environment = [
        &snapshot.clusters.freshness,
        &snapshot.families.freshness,
        &snapshot.traffic.freshness,
        &snapshot.health.freshness,
        &snapshot.alarms.freshness,
        &snapshot.scaling.freshness,
        &snapshot.capacity_providers.freshness,
    ];
    let clusters = snapshot.clusters.values().flat_map(|cluster| {
        [
            &cluster.services.freshness,
            &cluster.tasks.freshness,
            &cluster.instances.freshness,
            &cluster.rollouts.freshness,
        ]
    });
    of_environment.into_iter().chain(clusters).all(|area| area.as_of.is_some())
}

fn told(snapshot: &Snapshot, took: Duration) -> Value {
    let clusters = snapshot.clusters.values().map(|cluster| {
        let stopped = cluster.tasks.values().filter(|task| task.value.is_stopped()).count();
        json!({
            "services": cluster.services.len(), "running": cluster.tasks.len() - stopped, "stopped": stopped,
            "instances": cluster.instances.len(),
        })
    });
    let rollouts = snapshot.clusters.values().flat_map(|cluster| cluster.rollouts.values());
    let mut listeners_of: BTreeMap<&str, usize> =
        snapshot.traffic.balancers.keys().map(|arn| (arn.as_str(), 0)).collect();
    for listener in snapshot.traffic.listeners.values() {
        *listeners_of.entry(listener.load_balancer.as_str()).or_default() += 1;
    }
    let scaling = || snapshot.scaling.values();
    json!({
        "seconds": took.as_secs_f64(),
        "clusters": clusters.collect::<Value>(),
        "revisions": snapshot.families.values().map(Vec::len).sum::<usize>(),
        "balancers": snapshot.traffic.balancers.len(),
        "listeners": snapshot.traffic.listeners.values().map(|it| it.rules.len()).collect::<Value>(),
        "listeners_of": listeners_of.into_values().collect::<Value>(),
        "groups": snapshot.traffic.groups.len(),
        "alarms": snapshot.alarms.len(),
        "scalable_targets": snapshot.scaling.len(),
        "scaling_policies": scaling().map(|it| it.policies.len()).sum::<usize>(),
        "scheduled_actions": scaling().map(|it| it.scheduled.len()).sum::<usize>(),
        "rollouts": rollouts.map(|it| it.value.len()).collect::<Value>(),
    })
}
