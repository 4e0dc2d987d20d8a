//! Finding an instance for a task, in ECS's order: what there is enough of, then attributes, constraints, strategies.
//!
//! <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/task-placement.html>

use super::rules::{Constraint, Packed, SpreadOver, Strategy};
use super::{Obstacle, Placement, PlacementFailure, Template};
use crate::capacity::Demand;
use crate::capacity::instance::{Instance, InstanceStatus};
use crate::cluster::Cluster;
use crate::id::InstanceId;
use crate::task::DesiredStatus;
use crate::{Engine, Name};
use std::collections::BTreeMap;

impl Engine {
    /// The instance for the next task of a template; of those of a capacity provider when one is named. Nothing is
    /// taken of it yet.
    ///
    /// # Errors
    /// [`PlacementFailure`] when no instance can take the task.
    pub(crate) fn place(
        &mut self,
        cluster: &str,
        template: &Template,
        provider: Option<&Name>,
    ) -> Result<InstanceId, PlacementFailure> {
        let nowhere = PlacementFailure { obstacles: Vec::new(), of_provider: provider.is_some() };
        let Some(cluster) = self.world.clusters.get(cluster) else { return Err(nowhere) };
        let demand = Demand::of(template);
        let mut fitting = Vec::new();
        let mut failure = nowhere;
        let candidates = cluster
            .instances()
            .filter(|instance| instance.status == InstanceStatus::Active)
            .filter(|instance| provider.is_none_or(|provider| instance.provider.as_ref() == Some(provider)));
        for instance in candidates {
            match obstacle(cluster, template, &demand, instance) {
                None => fitting.push(instance),
                Some(obstacle) => failure.obstacles.push((instance.id, obstacle)),
            }
        }
        for strategy in &template.placement.strategies {
            fitting = strategy.narrow(cluster, &template.group, fitting);
        }
        let last = u64::try_from(fitting.len()).unwrap_or(u64::MAX).checked_sub(1).ok_or(failure)?;
        let chosen = if last == 0 { 0 } else { self.random.within(0..=last) };
        Ok(fitting[usize::try_from(chosen).unwrap_or(0)].id)
    }
}

impl Engine {
    /// What keeps a task of a template from that instance.
    pub(crate) fn obstacle_on(&self, cluster: &str, template: &Template, instance: InstanceId) -> Option<Obstacle> {
        let cluster = self.world.clusters.get(cluster)?;
        obstacle(cluster, template, &Demand::of(template), cluster.instance(instance)?)
    }
}

fn obstacle(cluster: &Cluster, template: &Template, demand: &Demand, instance: &Instance) -> Option<Obstacle> {
    if !instance.agent_connected {
        return Some(Obstacle::Agent);
    }
    let has = |(name, value): &(Name, Option<Name>)| {
        instance.attributes.get(name).is_some_and(|known| value.is_none() || known == value)
    };
    demand
        .obstacle(&instance.remaining)
        .or_else(|| (!demand.attributes.iter().all(has)).then_some(Obstacle::Attribute))
        .or_else(|| (!template.placement.allows(cluster, instance)).then_some(Obstacle::MemberOf))
        .or_else(|| {
            let distinct = template.placement.constraints.contains(&Constraint::DistinctInstance);
            (distinct && count(cluster, instance, &template.group) > 0).then_some(Obstacle::DistinctInstance)
        })
}

/// How many tasks of a group that should run have a place on the instance.
fn count(cluster: &Cluster, instance: &Instance, group: &str) -> usize {
    let counts = |id| {
        cluster.task(id).is_some_and(|task| *task.group == *group && task.desired_status == DesiredStatus::Running)
    };
    instance.tasks().filter(|id| counts(*id)).count()
}

impl Placement {
    /// Whether its `memberOf` constraints let tasks be on the instance.
    pub fn allows(&self, cluster: &Cluster, instance: &Instance) -> bool {
        self.constraints.iter().all(|constraint| match constraint {
            Constraint::DistinctInstance => true,
            Constraint::MemberOf(query) => query.holds(cluster, instance),
        })
    }
}

impl Strategy {
    /// Those instances that the strategy likes best.
    fn narrow<'a>(&self, cluster: &Cluster, group: &str, instances: Vec<&'a Instance>) -> Vec<&'a Instance> {
        match self {
            Self::Random => instances,
            Self::Binpack(Packed::Cpu) => least(instances, |instance| instance.remaining.cpu),
            Self::Binpack(Packed::Memory) => least(instances, |instance| instance.remaining.memory),
            Self::Spread(SpreadOver::Instances) => least(instances, |instance| count(cluster, instance, group)),
            Self::Spread(SpreadOver::Attribute(name)) => {
                let mut counts: BTreeMap<Option<&Name>, usize> = BTreeMap::new();
                for instance in cluster.instances() {
                    *counts.entry(instance.attribute(name)).or_default() += count(cluster, instance, group);
                }
                least(instances, |instance| counts.get(&instance.attribute(name)).copied().unwrap_or(0))
            }
        }
    }
}

/// The instances of which there is the least.
fn least<T: Ord + Copy>(instances: Vec<&Instance>, of: impl Fn(&Instance) -> T) -> Vec<&Instance> {
    let measured: Vec<_> = instances.into_iter().map(|instance| (of(instance), instance)).collect();
    let Some(least) = measured.iter().map(|(amount, _)| *amount).min() else { return Vec::new() };
    measured.into_iter().filter(|(amount, _)| *amount == least).map(|(_, instance)| instance).collect()
}
