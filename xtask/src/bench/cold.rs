//! One complete read of an estate that nobody has read before.

use std::collections::BTreeMap;

use anyhow::Result;
use serde::Deserialize;

use super::calls::{Calls, as_number};
use super::limits::Limits;
use super::table::Row;
use super::world::{self, Programs};
use crate::process::{command, output};

/// What `cold_read` found, in the words of crates/fleet/examples/cold_read.rs.
#[derive(Debug, Deserialize)]
struct Found {
    /// From the first call to the last answer.
    seconds: f64,
    /// Clusters with the sizes of their lists.
    clusters: Vec<Cluster>,
    revisions: u64,
    balancers: u64,
    /// Rules of each listener.
    listeners: Vec<u64>,
    /// Listeners of each load balancer.
    listeners_of: Vec<u64>,
    groups: u64,
    alarms: u64,
    scalable_targets: u64,
    scaling_policies: u64,
    scheduled_actions: u64,
    /// Service deployments of each service whose deployments were read.
    rollouts: Vec<u64>,
}

#[derive(Debug, Deserialize)]
struct Cluster {
    services: u64,
    running: u64,
    stopped: u64,
    instances: u64,
}

/// Reads `large` once, with refreshing off.
pub fn measure(programs: &Programs) -> Result<Vec<Row>> {
    let simulator = world::simulator(programs, "large")?;
    let found: Found = serde_json::from_str(&output(command(&programs.cold_read).arg(simulator.url("")))?)?;
    let made = Calls::of(&simulator)?;
    let limits = Limits::of(&simulator, &made)?;
    let least = least(&found);
    for (operation, count) in &made.operations {
        println!("    {operation}: {count} calls, at least {}", least.get(operation).copied().unwrap_or(0));
    }
    let needed = as_number(least.values().sum());
    let services: u64 = found.clusters.iter().map(|cluster| cluster.services).sum();
    let tasks: u64 = found.clusters.iter().map(|cluster| cluster.running + cluster.stopped).sum();
    let (bucket, floor) = limits.floor(&least);
    let (clusters, groups, seconds) = (found.clusters.len(), found.groups, found.seconds);
    let calls = "AWS calls of one complete cold read ÷ the least the batch sizes allow";
    let time = "time of the cold read ÷ the floor of half of AWS's refill rates";
    Ok(vec![
        Row::at_most(calls, made.sum() / needed, 1.05, "").remark(format!(
            "{} ÷ {needed} calls; {clusters} clusters, {services} services, {tasks} tasks, {groups} target groups",
            made.sum()
        )),
        Row::at_most(time, seconds / floor, 1.15, "")
            .remark(format!("{seconds:.1} s ÷ {floor:.1} s; `{bucket}` decides")),
        Row::at_most("throttled answers during the cold read", made.throttled(), 0.0, ""),
    ])
}

/// The least calls of each operation that bring all of it, with the largest pages and full batches.
///
/// The sizes are those of `docs/performance.md`. A list that is empty takes one call to find that out.
fn least(found: &Found) -> BTreeMap<String, u64> {
    let pages = |count: u64, size: u64| count.div_ceil(size).max(1);
    let each = |size: fn(&Cluster) -> u64| found.clusters.iter().map(size).collect::<Vec<_>>();
    let listed = |counts: &[u64], size: u64| counts.iter().map(|count| pages(*count, size)).sum::<u64>();
    let described = |counts: &[u64], size: u64| counts.iter().map(|count| count.div_ceil(size)).sum::<u64>();
    let clusters = u64::try_from(found.clusters.len()).unwrap_or(u64::MAX);
    let services = each(|cluster| cluster.services);
    let tasks = each(|cluster| cluster.running + cluster.stopped);
    let instances: Vec<u64> = each(|cluster| cluster.instances).into_iter().filter(|count| *count > 0).collect();
    let table = [
        ("GetCallerIdentity", 1),
        ("ListClusters", pages(clusters, 100)),
        ("DescribeClusters", clusters.div_ceil(100)),
        ("ListServices", listed(&services, 100)),
        ("DescribeServices", described(&services, 10)),
        ("ListTasks", listed(&each(|cluster| cluster.running), 100) + listed(&each(|cluster| cluster.stopped), 100)),
        ("DescribeTasks", described(&tasks, 100)),
        ("ListTaskDefinitions", pages(found.revisions, 100)),
        ("ListContainerInstances", listed(&instances, 100)),
        ("DescribeContainerInstances", described(&instances, 100)),
        ("DescribeCapacityProviders", 1),
        ("ListServiceDeployments", u64::try_from(found.rollouts.len()).unwrap_or(u64::MAX)),
        ("DescribeServiceDeployments", described(&found.rollouts, 20)),
        ("DescribeLoadBalancers", pages(found.balancers, 400)),
        ("DescribeListeners", listed(&found.listeners_of, 400)),
        ("DescribeRules", listed(&found.listeners, 400)),
        ("DescribeTargetGroups", pages(found.groups, 400)),
        ("DescribeTargetHealth", found.groups),
        ("DescribeAlarms", pages(found.alarms, 100)),
        ("DescribeScalableTargets", pages(found.scalable_targets, 50)),
        ("DescribeScalingPolicies", pages(found.scaling_policies, 10)),
        ("DescribeScheduledActions", pages(found.scheduled_actions, 50)),
    ];
    table.into_iter().map(|(operation, count)| (operation.to_owned(), count)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_least_follows_from_pages_and_batches() {
        let cluster = |services, running, stopped, instances| Cluster { services, running, stopped, instances };
        let found = Found {
            seconds: 1.0,
            clusters: vec![cluster(101, 200, 1, 0), cluster(0, 0, 0, 101)],
            revisions: 250,
            balancers: 2,
            listeners: vec![401, 1, 1],
            listeners_of: vec![2, 1],
            groups: 401,
            alarms: 0,
            scalable_targets: 51,
            scaling_policies: 50,
            scheduled_actions: 0,
            rollouts: vec![21, 0],
        };
        let least = least(&found);
        for (operation, expect) in [
            ("ListServices", 3),
            ("DescribeServices", 11),
            ("ListTasks", 5),
            ("DescribeTasks", 3),
            ("ListTaskDefinitions", 3),
            ("ListContainerInstances", 2),
            ("DescribeContainerInstances", 2),
            ("DescribeRules", 4),
            ("DescribeTargetGroups", 2),
            ("DescribeTargetHealth", 401),
            ("DescribeScalableTargets", 2),
            ("DescribeAlarms", 1),
            ("ListServiceDeployments", 2),
            ("DescribeServiceDeployments", 2),
            ("DescribeScalingPolicies", 5),
        ] {
            assert_eq!(least[operation], expect, "{operation}");
        }
    }
}
