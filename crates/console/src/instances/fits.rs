//! What still fits on the instances of a cluster, and why what has no place does not.

use std::sync::Arc;

use fleet::ClusterSnapshot;
use model::instance::{Instance, InstanceStatus};
use model::launch::{LaunchType, is_fargate};
use model::placement::{Need, Place, Strategy, fit, obstacles};
use model::service::{Launch, ServiceStatus};
use model::task_definition::TaskDefinitionRef;
use model::view::{FitLine, FitUnder, UnplacedLine};

use super::Needs;
use super::places::{ALONE, need_of, places};
use crate::judged::{Judged, JudgedCluster};
use crate::list::count;

/// How many tasks ahead places are told.
const AHEAD: u32 = 4;

/// Instances that are named where there are many.
const NAMED: usize = 12;

/// Whether a service puts its tasks on container instances.
pub(crate) fn is_on_instances(judged: &Judged, cluster: &ClusterSnapshot) -> bool {
    match &judged.service.launch {
        Launch::Type(kind) => *kind == LaunchType::Ec2,
        Launch::Strategy(providers) => providers.iter().any(|(provider, _, _)| !is_fargate(provider)),
        Launch::Default => {
            let mut tasks = judged.tasks.iter();
            !cluster.instances.is_empty() && tasks.all(|task| task.launch_type != Some(LaunchType::Fargate))
        }
    }
}

fn services(cluster: &JudgedCluster) -> impl Iterator<Item = &Arc<Judged>> {
    let is_active = |judged: &&Arc<Judged>| judged.service.status == ServiceStatus::Active;
    cluster.services.iter().filter(is_active).filter(|judged| is_on_instances(judged, cluster.snapshot()))
}

/// The revisions that services of a cluster run, or want to run, on instances.
pub(super) fn revisions_on_instances(cluster: &JudgedCluster) -> Vec<TaskDefinitionRef> {
    let wanted = services(cluster).map(|judged| judged.service.task_definition.clone());
    let tasks = cluster.snapshot().tasks.values().map(|seen| &seen.value);
    let running = tasks.filter(|task| task.container_instance.is_some() && !task.is_stopped());
    let mut revisions: Vec<TaskDefinitionRef> =
        wanted.chain(running.map(|task| task.task_definition.clone())).collect();
    revisions.sort();
    revisions.dedup();
    revisions
}

/// One line for each service that runs on instances, the scarcest first.
pub(super) fn fits(cluster: &JudgedCluster, needs: &Needs) -> Vec<FitLine> {
    if cluster.snapshot().instances.is_empty() {
        return Vec::new();
    }
    let line = |judged: &Arc<Judged>| {
        let revision = &judged.service.task_definition;
        let need = need_of(needs.get(revision)?, &judged.service, cluster);
        let places = places(cluster, &judged.service);
        Some(FitLine {
            revision: revision.clone(),
            services: vec![judged.at.clone()],
            needs: need.to_string(),
            alone: alone(&need, &places),
            under: Strategy::ALL.map(|strategy| under(&need, &places, strategy)).into(),
            hindrances: hindrances(&need, &places).into_iter().filter(|(_, why)| !why.is_empty()).take(NAMED).collect(),
        })
    };
    let mut lines: Vec<FitLine> = services(cluster).filter_map(line).collect();
    lines.sort_by_key(|line| {
        (line.under.iter().map(|under| under.count).min(), line.revision.clone(), line.services.clone())
    });
    lines
}

/// What the figures go by, where they leave out what else decides.
fn alone(need: &Need, places: &[Place<'_>]) -> Option<String> {
    let unknown = need.unknown(places);
    (!unknown.is_empty()).then(|| format!("{ALONE}: {} are not known", unknown.join(" and ")))
}

fn under(need: &Need, places: &[Place<'_>], strategy: Strategy) -> FitUnder {
    let fit = fit(need, places, strategy, AHEAD);
    let instances: Vec<&Instance> = places.iter().map(|place| place.instance).collect();
    let places = instances.iter().zip(&fit.next).filter(|(_, times)| **times > 0);
    let empty = |(instance, times): &(&&Instance, &u32)| {
        **times == 0 && instance.running + instance.pending == 0 && instance.status == InstanceStatus::Active
    };
    FitUnder {
        strategy: strategy.text().to_owned(),
        count: fit.count,
        left_empty: count(instances.iter().zip(&fit.next).filter(empty).count()),
        places: places.map(|(instance, times)| (name(instance), *times)).collect(),
    }
}

/// Why a task does not fit, by instance; no reasons where it does.
fn hindrances(need: &Need, places: &[Place<'_>]) -> Vec<(String, Vec<String>)> {
    let words = |place: &Place<'_>| obstacles(need, place).iter().map(ToString::to_string).collect();
    places.iter().map(|place| (name(place.instance), words(place))).collect()
}

/// What to call an instance: its EC2 id where it has one.
fn name(instance: &Instance) -> String {
    instance.ec2.clone().unwrap_or_else(|| instance.id.clone())
}

/// Services of the cluster that ECS finds no place for, with what stands in the way on each instance now.
pub(super) fn unplaced(cluster: &JudgedCluster, needs: &Needs) -> Vec<UnplacedLine> {
    services(cluster)
        .filter_map(|judged| {
            let event = judged.finding.unplaced()?;
            let revision = &judged.service.task_definition;
            let need = needs.get(revision).map(|need| need_of(need, &judged.service, cluster));
            let places = places(cluster, &judged.service);
            Some(UnplacedLine {
                service: judged.at.clone(),
                revision: revision.clone(),
                needs: need.as_ref().map(ToString::to_string),
                event: event.text(),
                at: event.at,
                instances: need.map(|need| hindrances(&need, &places)).unwrap_or_default(),
            })
        })
        .collect()
}
