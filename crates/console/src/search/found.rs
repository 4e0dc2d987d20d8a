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

use crate::judged::{JudgedCluster, Survey};
use crate::needle::{Needle, Rank};
use crate::work::{Work, note};

/// Fewer letters than this are looked for in names and at the beginning of ids only, because every id holds them.
const ID_LETTERS: usize = 4;

type Hits = Vec<(Rank, SearchHit)>;

/// Services, by name and by tag.
pub(super) fn services(cluster: &JudgedCluster, needle: &Needle, hits: &mut Hits) {
    note(Work::Scanned, cluster.services.len());
    for judged in cluster.services.iter() {
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

/// The cluster itself, by name and by tag.
pub(super) fn clusters(survey: &Survey, cluster: &JudgedCluster, needle: &Needle, hits: &mut Hits) {
    let place = survey.environment().to_string();
    let (own, services) = (&cluster.snapshot().cluster, &cluster.services);
    let tags: Vec<String> = own.tags.iter().map(|(key, value)| format!("{key}={value}")).collect();
    let found = matches(needle, own.name.as_str(), &place, tags.iter().map(|tag| &**tag));
    hits.extend(found.map(|(rank, matched)| {
        let target = ClusterRef { environment: survey.environment().clone(), cluster: own.name.clone() }.page();
        let level = services.iter().map(|judged| judged.level()).max();
        (rank, SearchHit { kind: HitKind::Cluster, title: own.name.to_string(), place, matched, level, target })
    }));
}

/// Tasks, by id, image, address and tag.
pub(super) fn tasks(survey: &Survey, cluster: &JudgedCluster, needle: &Needle, hits: &mut Hits) {
    let snapshot = cluster.snapshot();
    let name = &snapshot.cluster.name;
    note(Work::Scanned, snapshot.tasks.len());
    let mut text = String::new();
    for task in snapshot.tasks.values().map(|seen| &seen.value) {
        text_of(task, &mut text);
        if !needle.may_be_in(&text) {
            continue;
        }
        let Some((rank, matched)) = task_matches(needle, task) else { continue };
        let owner = task.group.as_deref().map_or("", |group| group.strip_prefix("service:").unwrap_or(group));
        let place = match owner {
            "" => format!("{} / {name}", survey.environment()),
            owner => format!("{} / {name} / {owner}", survey.environment()),
        };
        let at = TaskRef { environment: survey.environment().clone(), cluster: name.clone(), task: task.id.clone() };
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

/// Writes all that a task is found by into one text, in lower case.
fn text_of(task: &Task, text: &mut String) {
    text.clear();
    text.push_str(task.id.as_str());
    let images = task.containers.iter().filter_map(|container| container.image.as_ref());
    for part in [&task.private_ip, &task.network_interface].into_iter().flatten().chain(images) {
        text.extend(["\n", part]);
    }
    for (key, value) in &task.tags {
        text.extend(["\n", key, "=", value]);
    }
    text.make_ascii_lowercase();
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

/// The newest revisions of families, by name (`web:42`) and by the images of those that have been read.
pub(super) fn newest(survey: &Survey, fleet: &Fleet, needle: &Needle, hits: &mut Hits) {
    note(Work::Scanned, survey.snapshot.families.len());
    for (family, numbers) in survey.snapshot.families.iter() {
        let Some(newest) = numbers.first() else { continue };
        let revision = TaskDefinitionRef { family: family.clone(), revision: *newest };
        hits.extend(revision_matches(survey, fleet, needle, &revision));
    }
}

/// The revisions that the services of a cluster deploy, but for those that are the newest of their families: these are
/// found as such.
pub(super) fn deployed(survey: &Survey, cluster: &JudgedCluster, fleet: &Fleet, needle: &Needle, hits: &mut Hits) {
    let families = &survey.snapshot.families;
    let is_newest = |revision: &TaskDefinitionRef| {
        families.get(&revision.family).and_then(|numbers| numbers.first()) == Some(&revision.revision)
    };
    let deployed = cluster.services.iter().flat_map(|judged| {
        let deployments = judged.service.deployments.iter().map(|one| &one.task_definition);
        deployments.chain([&judged.service.task_definition])
    });
    for revision in deployed.filter(|revision| !is_newest(revision)).collect::<BTreeSet<_>>() {
        hits.extend(revision_matches(survey, fleet, needle, revision));
    }
}

fn revision_matches(
    survey: &Survey,
    fleet: &Fleet,
    needle: &Needle,
    revision: &TaskDefinitionRef,
) -> Option<(Rank, SearchHit)> {
    let title = revision.to_string();
    let named = needle.rank(&title, "").filter(|_| needle.names_revision());
    let known = fleet.known_task_definition(survey.environment(), revision);
    let images = known.iter().flat_map(|known| &known.containers).map(|one| one.image.as_str());
    let (rank, matched) = match (named, needle.beside(images)) {
        (Some(rank), _) => (rank, None),
        (None, image) => (Rank::Beside, Some(image?.to_owned())),
    };
    let hit = SearchHit {
        kind: HitKind::Revision,
        title,
        place: survey.environment().to_string(),
        matched,
        level: None,
        target: RevisionRef { environment: survey.environment().clone(), revision: revision.clone() }.page(),
    };
    Some((rank, hit))
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
