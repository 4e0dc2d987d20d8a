//! Task definitions: families as a list, one family with its revisions, one revision.

mod families;
mod family;
mod revision;

use std::collections::BTreeMap;

use model::address::{FamilyRef, ServiceRef};
use model::name::Family;
use model::service::ServiceStatus;
use model::task_definition::TaskDefinitionRef;
use model::view::FamilyRow;

use crate::judged::Survey;
use crate::list::count;

/// Which services use which revisions of each family: what they want, and what is still deployed.
fn uses(survey: &Survey) -> BTreeMap<&Family, Vec<(ServiceRef, u32)>> {
    let mut uses: BTreeMap<&Family, Vec<(ServiceRef, u32)>> = BTreeMap::new();
    for judged in survey.services.iter().filter(|judged| judged.service.status != ServiceStatus::Inactive) {
        let wanted = &judged.service.task_definition;
        uses.entry(&wanted.family).or_default().push((judged.at.clone(), wanted.revision));
        for deployed in judged.service.deployments.iter().map(|one| &one.task_definition) {
            let users = uses.entry(&deployed.family).or_default();
            if !users.iter().any(|(at, revision)| *at == judged.at && *revision == deployed.revision) {
                users.push((judged.at.clone(), deployed.revision));
            }
        }
    }
    uses
}

/// Services that use one revision.
fn users_of(survey: &Survey, wanted: &TaskDefinitionRef) -> Vec<ServiceRef> {
    let users = uses(survey).remove(&wanted.family).unwrap_or_default();
    users.into_iter().filter(|(_, revision)| *revision == wanted.revision).map(|(at, _)| at).collect()
}

/// A family as a row; `revisions` are its ACTIVE ones, the newest first.
fn family_row(survey: &Survey, family: &Family, revisions: &[u32], used_by: Vec<(ServiceRef, u32)>) -> FamilyRow {
    FamilyRow {
        at: FamilyRef { environment: survey.environment().clone(), family: family.clone() },
        latest: revisions.first().copied(),
        active: count(revisions.len()),
        used_by,
    }
}
