//! What is looked through.

mod traffic;

pub(super) use traffic::traffic;

use std::collections::BTreeSet;
use std::sync::Arc;

use fleet::Fleet;
use model::address::{ClusterRef, FamilyRef, RevisionRef, TaskRef};
use model::task::Task;
use model::task_definition::TaskDefinitionRef;
use model::view::{HitKind, SearchHit};

use super::rank::{Needle, Rank};
use crate::judged::Survey;

/// Fewer letters than this are looked for in names and at the beginning of ids only, because every id holds them.
const ID_LETTERS: usize = 4;

type Hits = Vec<(Rank, SearchHit)>;

/// Services, by name and by tag.
pub(super) fn services(survey: &Survey, needle: &Needle, hits: &mut Hits) {
    for judged in &survey.services {
        let place = format!("{} / {}", judged.at.environment, judged.at.cluster);
        let tags: Vec<String> = judged.service.tags.iter().map(|(key, value)| format!("{key}={value}")).collect();
        let Some((rank, matched)) = matches(needle, judged.at.service.as_str(), &place, tags.iter().map(|tag| &**tag))
        else {
            continue;
        };
        hits.push((
            rank,
            SearchHit {
                kind: HitKind::Service,
                title: judged.at.service.to_string(),
                place,
                matched,
                level: Some(judged.level()),
                target: judged.at.page(),
            },
        ));
    }
}

/// Clusters, by name and by tag.
pub(super) fn clusters(survey: &Survey, needle: &Needle, hits: &mut Hits) {
    for (name, cluster) in survey.snapshot.clusters.iter() {
        let place = survey.environment().to_string();
        let tags: Vec<String> = cluster.cluster.tags.iter().map(|(key, value)| format!("{key}={value}")).collect();
        let Some((rank, matched)) = matches(needle, name.as_str(), &place, tags.iter().map(|tag| &**tag)) else {
            continue;
        };
        hits.push((
            rank,
            SearchHit {
                kind: HitKind::Cluster,
                title: name.to_string(),
                place,
                matched,
                level: survey.in_cluster(name).iter().map(|judged| judged.level()).max(),
                target: ClusterRef { environment: survey.environment().clone(), cluster: name.clone() }.page(),
            },
        ));
    }
}

/// Tasks, by id, image, address and tag.
pub(super) fn tasks(survey: &Survey, needle: &Needle, hits: &mut Hits) {
    for (name, cluster) in survey.snapshot.clusters.iter() {
        for task in cluster.tasks.values().map(|seen| &seen.value) {
            let Some((rank, matched)) = task_matches(needle, task) else { continue };
            let owner = task.group.as_deref().map_or("", |group| group.strip_prefix("service:").unwrap_or(group));
            let place = match owner {
                "" => format!("{} / {name}", survey.environment()),
                owner => format!("{} / {name} / {owner}", survey.environment()),
            };
            let at =
                TaskRef { environment: survey.environment().clone(), cluster: name.clone(), task: task.id.clone() };
            hits.push((
                rank,
                SearchHit {
                    kind: HitKind::Task,
                    title: task.id.to_string(),
                    place,
                    matched,
                    level: Some(task.level()),
                    target: at.page(),
                },
            ));
        }
    }
}

/// Families, by name.
pub(super) fn families(survey: &Survey, needle: &Needle, hits: &mut Hits) {
    for family in survey.snapshot.families.keys() {
        let place = survey.environment().to_string();
        let Some(rank) = needle.rank(family.as_str(), &place) else { continue };
        hits.push((
            rank,
            SearchHit {
                kind: HitKind::Family,
                title: family.to_string(),
                place,
                matched: None,
                level: None,
                target: FamilyRef { environment: survey.environment().clone(), family: family.clone() }.page(),
            },
        ));
    }
}

/// Revisions in use or newest of their family, by name (`web:42`) and by the images of those that have been read.
pub(super) fn revisions(survey: &Survey, fleet: &Fleet, needle: &Needle, hits: &mut Hits) {
    let newest = survey.snapshot.families.iter().filter_map(|(family, revisions)| {
        Some(TaskDefinitionRef { family: family.clone(), revision: *revisions.first()? })
    });
    let deployed = survey.services.iter().flat_map(|judged| {
        let deployments = judged.service.deployments.iter().map(|one| one.task_definition.clone());
        deployments.chain([judged.service.task_definition.clone()])
    });
    for revision in newest.chain(deployed).collect::<BTreeSet<_>>() {
        let title = revision.to_string();
        let named = needle.rank(&title, "").filter(|_| needle.names_revision());
        let known = fleet.known_task_definition(survey.environment(), &revision);
        let images = known.iter().flat_map(|known| &known.containers).map(|one| one.image.as_str());
        let (rank, matched) = match (named, needle.beside(images)) {
            (Some(rank), _) => (rank, None),
            (None, Some(image)) => (Rank::Beside, Some(image.to_owned())),
            (None, None) => continue,
        };
        hits.push((
            rank,
            SearchHit {
                kind: HitKind::Revision,
                title,
                place: survey.environment().to_string(),
                matched,
                level: None,
                target: RevisionRef { environment: survey.environment().clone(), revision }.page(),
            },
        ));
    }
}

fn matches<'a>(
    needle: &Needle,
    name: &str,
    place: &str,
    properties: impl Iterator<Item = &'a str>,
) -> Option<(Rank, Option<String>)> {
    match needle.rank(name, place) {
        Some(rank) => Some((rank, None)),
        None => needle.beside(properties).map(|property| (Rank::Beside, Some(property.to_owned()))),
    }
}

fn task_matches(needle: &Needle, task: &Arc<Task>) -> Option<(Rank, Option<String>)> {
    let by_id = needle.rank(task.id.as_str(), "");
    let is_telling = |rank: &Rank| *rank <= Rank::Prefix || needle.len() >= ID_LETTERS;
    if let Some(rank) = by_id.filter(is_telling) {
        return Some((rank, None));
    }
    let addresses = [&task.private_ip, &task.network_interface].into_iter().flatten().map(|text| &**text);
    let images = task.containers.iter().filter_map(|container| container.image.as_deref());
    if let Some(found) = needle.beside(addresses.chain(images)) {
        return Some((Rank::Beside, Some(found.to_owned())));
    }
    let tag = task
        .tags
        .iter()
        .map(|(key, value)| format!("{key}={value}"))
        .find(|tag| needle.beside([&**tag].into_iter()).is_some());
    tag.map(|tag| (Rank::Beside, Some(tag)))
}
