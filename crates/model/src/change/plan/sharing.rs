//! Other services that run the same family of task definitions.

use super::{RevisionFacts, ServiceFacts, counted};
use crate::address::{FamilyRef, ServiceRef};
use crate::change::Consequence;
use crate::name::ClusterName;

/// Services that are named one by one.
const NAMED: usize = 3;

/// Who else runs the family of which a service deploys another revision.
pub(super) fn of_service(facts: &ServiceFacts<'_>) -> Option<Consequence> {
    let family = &facts.service.task_definition.family;
    let (names, is_one) = names(facts.sharing, Some(&facts.at.cluster))?;
    let sentence = match is_one {
        true => format!("{names} runs {family} as well, and stays as it is until somebody deploys to it."),
        false => format!("{names} run {family} as well, and stay as they are until somebody deploys to them."),
    };
    let family = FamilyRef { environment: facts.at.environment.clone(), family: family.clone() };
    Some(Consequence::note(sentence).at(family.page()))
}

/// Who runs the family that gets another revision.
pub(super) fn of_registration(facts: &RevisionFacts<'_>) -> Option<Consequence> {
    let mut users: Vec<ServiceRef> = facts.used_by.iter().chain(facts.sharing).cloned().collect();
    users.sort();
    let family = &facts.at.revision.family;
    let (names, is_one) = names(&users, None)?;
    let sentence = match is_one {
        true => format!("{names} runs {family}, and stays as it is until somebody deploys to it."),
        false => format!("{names} run {family}, and stay as they are until somebody deploys to them."),
    };
    Some(Consequence::note(sentence).at(facts.at.family().page()))
}

/// Who runs other revisions of the family of which one is to go.
pub(super) fn of_revision(facts: &RevisionFacts<'_>) -> Option<Consequence> {
    let family = &facts.at.revision.family;
    let (names, is_one) = names(facts.sharing, None)?;
    let sentence = match is_one {
        true => format!("{names} runs another revision of {family} and is not touched."),
        false => format!("{names} run other revisions of {family} and are not touched."),
    };
    Some(Consequence::note(sentence).at(facts.at.family().page()))
}

/// Some services in words, and whether it is one; those outside of `home` with their cluster.
fn names(services: &[ServiceRef], home: Option<&ClusterName>) -> Option<(String, bool)> {
    let name = |at: &ServiceRef| match home == Some(&at.cluster) {
        true => at.service.to_string(),
        false => format!("{}/{}", at.cluster, at.service),
    };
    let mut named: Vec<String> = services.iter().take(NAMED).map(name).collect();
    let more = services.len().saturating_sub(NAMED);
    if more > 0 {
        named.push(counted(u32::try_from(more).unwrap_or(u32::MAX), "more service"));
    }
    let last = named.pop()?;
    let names = if named.is_empty() { last } else { format!("{} and {last}", named.join(", ")) };
    Some((names, services.len() == 1))
}
