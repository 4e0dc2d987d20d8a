//! What a cluster runs on: capacity providers, and the mix of launch types.

use std::collections::BTreeMap;

use access::Viewer;
use fleet::{ClusterSnapshot, Snapshot};
use model::address::ClusterRef;
use model::instance::{CapacityProvider, GroupProvider, ManagedProvider};
use model::launch::label;
use model::noun::Noun;
use model::task::TaskStatus;
use model::view::{Answer, CapacityPage, ProviderRow};

use crate::alarms::{Scope, alarm_lines};
use crate::answer::{Area, answer};
use crate::console::Console;
use crate::error::ConsoleError;
use crate::list::count;
use crate::rows::runs_on;

impl Console {
    /// The capacity providers of a cluster, its mix of Fargate, Spot and EC2, and the alarms on it.
    ///
    /// # Errors
    /// [`ConsoleError::NotFound`] when there is no such environment or cluster.
    pub async fn capacity(&self, _viewer: &Viewer, at: &ClusterRef) -> Result<Answer<CapacityPage>, ConsoleError> {
        let survey = self.survey_with_cluster(&at.environment, &at.cluster).await?;
        let cluster = survey.cluster(&at.cluster).ok_or(ConsoleError::NotFound(Noun::Cluster))?;
        let snapshot = &survey.snapshot;
        let page = CapacityPage {
            providers: cluster.cluster.capacity_providers.iter().map(|name| row(snapshot, cluster, name)).collect(),
            mix: mix(cluster),
            alarms: alarm_lines(snapshot, &[Scope::Cluster(at)]),
        };
        let areas = [Area::tasks(snapshot, cluster), Area::capacity_providers(snapshot), Area::alarms(snapshot)];
        Ok(answer(page, &areas, self.now()))
    }
}

fn row(snapshot: &Snapshot, cluster: &ClusterSnapshot, name: &str) -> ProviderRow {
    let known = snapshot.capacity_providers.of(&cluster.cluster.name, name);
    let group = known.and_then(|known| known.group.as_ref());
    let is_of_it = |provider: &Option<String>| provider.as_deref() == Some(name);
    let tasks = cluster.tasks.values().map(|seen| &seen.value);
    ProviderRow {
        name: name.to_owned(),
        status: known.and_then(|known| known.status.clone()),
        update_status: known.and_then(|known| known.update_status.clone()),
        update_reason: known.and_then(|known| known.update_reason.clone()),
        level: known.map_or_else(|| CapacityProvider::level_unread(name), CapacityProvider::level),
        group: group.map(|group| group_name(&group.group_arn).to_owned()),
        scaling: group.map(scaling).or_else(|| known?.managed.as_ref().map(managed)),
        termination_protection: group.is_some_and(|group| group.termination_protection),
        managed_draining: group.is_some_and(|group| group.managed_draining),
        instances: count(cluster.instances.values().filter(|seen| is_of_it(&seen.value.capacity_provider)).count()),
        running: count(
            tasks.filter(|task| task.last_status == TaskStatus::Running && is_of_it(&task.capacity_provider)).count(),
        ),
    }
}

fn scaling(group: &GroupProvider) -> String {
    match (group.managed_scaling, group.target_capacity) {
        (true, Some(target)) => format!("ECS keeps {target} % of the group in use"),
        (true, None) => "ECS scales the group".to_owned(),
        (false, _) => "the group is not scaled by ECS".to_owned(),
    }
}

fn managed(provider: &ManagedProvider) -> String {
    let option = match provider.capacity_option.as_deref() {
        None | Some("ON_DEMAND") => String::new(),
        Some("SPOT") => " (Spot)".to_owned(),
        Some("RESERVED") => " (reserved capacity)".to_owned(),
        Some(other) => format!(" ({other})"),
    };
    let idle = match provider.scale_in_after {
        None => String::new(),
        Some(..0) => ", idle ones stay".to_owned(),
        Some(seconds) => format!(", idle ones end after {seconds} s"),
    };
    format!("ECS manages the instances{option}{idle}")
}

/// The name in the ARN of an Auto Scaling group: `arn:…:autoScalingGroup:ID:autoScalingGroupName/NAME`.
fn group_name(arn: &str) -> &str {
    arn.rsplit("autoScalingGroupName/").next().unwrap_or(arn)
}

/// Running tasks by where they run, the most first.
fn mix(cluster: &ClusterSnapshot) -> Vec<(String, u32)> {
    let mut by_kind: BTreeMap<&str, u32> = BTreeMap::new();
    for task in cluster.tasks.values().map(|seen| &seen.value).filter(|task| task.last_status == TaskStatus::Running) {
        if let Some(kind) = runs_on(task) {
            *by_kind.entry(kind).or_default() += 1;
        }
    }
    let mut mix: Vec<(String, u32)> = by_kind.into_iter().map(|(kind, tasks)| (label(kind), tasks)).collect();
    mix.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    mix
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{cluster, service, snapshot, task};
    use fleet::Providers;
    use model::instance::{CapacityProviderStatus, GroupProvider};
    use model::name::ClusterName;
    use model::verdict::Level;
    use std::sync::Arc;

    #[test]
    fn providers_are_told_with_their_group_and_what_runs_on_them() {
        let mut tasks = vec![task("web", 1), task("web", 2), task("web", 3)];
        tasks[0].capacity_provider = Some("ec2-pool".to_owned());
        tasks[1].capacity_provider = Some("ec2-pool".to_owned());
        let mut shop = cluster("shop", vec![service("web", 3, 3)], tasks);
        let mut own = (*shop.cluster).clone();
        own.capacity_providers = vec!["ec2-pool".to_owned(), "FARGATE".to_owned(), "lost".to_owned()];
        shop.cluster = Arc::new(own);
        let mut snapshot = snapshot(vec![shop.clone()]);
        let group_arn = "arn:aws:autoscaling:eu-central-1:123456789012:autoScalingGroup:1-2:autoScalingGroupName/pool";
        let group = GroupProvider {
            group_arn: group_arn.to_owned(),
            managed_scaling: true,
            target_capacity: Some(90),
            termination_protection: true,
            managed_draining: false,
        };
        let known = CapacityProvider {
            name: "ec2-pool".to_owned(),
            status: Some(CapacityProviderStatus::Active),
            update_status: None,
            update_reason: None,
            group: Some(group),
            managed: None,
        };
        let own = CapacityProvider { status: Some(CapacityProviderStatus::Deprovisioning), ..known.clone() };
        let of_bank = [("ec2-pool".to_owned(), own)].into();
        snapshot.capacity_providers.value = Arc::new(Providers {
            of_account: [("ec2-pool".to_owned(), known)].into(),
            of_clusters: [(ClusterName::parse("bank").unwrap(), of_bank)].into(),
        });
        let pool = row(&snapshot, &shop, "ec2-pool");
        assert_eq!((pool.level, pool.running, pool.group.as_deref()), (Level::Steady, 2, Some("pool")));
        assert_eq!(pool.scaling.as_deref(), Some("ECS keeps 90 % of the group in use"));
        let spot = ManagedProvider { capacity_option: Some("SPOT".to_owned()), scale_in_after: Some(300) };
        assert_eq!(managed(&spot), "ECS manages the instances (Spot), idle ones end after 300 s");
        assert_eq!(
            managed(&ManagedProvider { scale_in_after: Some(-1), ..spot }),
            "ECS manages the instances (Spot), idle ones stay"
        );
        let bank = cluster("bank", vec![], vec![]);
        assert_eq!(row(&snapshot, &bank, "ec2-pool").level, Level::Deploying, "its own of that name");
        assert_eq!(row(&snapshot, &shop, "FARGATE").level, Level::Steady);
        assert_eq!(row(&snapshot, &shop, "lost").level, Level::Unknown);
        assert_eq!(mix(&shop), [("ec2-pool".to_owned(), 2), ("Fargate".to_owned(), 1)]);
    }
}
