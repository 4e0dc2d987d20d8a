//! Task definition families in lists, and who uses them.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fleet::Snapshot;
use model::address::ServiceRef;
use model::name::Family;
use model::query::FAMILY_SORTS;
use model::service::ServiceStatus;
use model::verdict::Level;

use crate::judged::Judged;
use crate::list::{Carried, Listed};

/// The services that use a family, each with the number of a revision.
#[derive(Clone, Default)]
pub(crate) struct Uses(Arc<[(Arc<Judged>, u32)]>);

impl Uses {
    /// How many there are; a service that runs two revisions counts twice.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether no service uses the family.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Services and revisions.
    pub fn iter(&self) -> impl Iterator<Item = (&ServiceRef, u32)> {
        self.0.iter().map(|(judged, revision)| (&judged.at, *revision))
    }

    /// The services that use one revision.
    pub fn of_revision(&self, wanted: u32) -> Vec<ServiceRef> {
        self.iter().filter(|(_, revision)| *revision == wanted).map(|(at, _)| at.clone()).collect()
    }

    /// The services that use the family, each once, but for this one.
    pub fn by_others_than(&self, at: &ServiceRef) -> Vec<ServiceRef> {
        let others: BTreeSet<&ServiceRef> = self.iter().map(|(user, _)| user).filter(|user| *user != at).collect();
        others.into_iter().cloned().collect()
    }

    /// The services that use other revisions only.
    pub fn of_other_revisions(&self, than: u32) -> Vec<ServiceRef> {
        let of_it: BTreeSet<ServiceRef> = self.of_revision(than).into_iter().collect();
        let others: BTreeSet<&ServiceRef> =
            self.iter().map(|(user, _)| user).filter(|user| !of_it.contains(user)).collect();
        others.into_iter().cloned().collect()
    }
}

/// A family in a list.
#[derive(Clone)]
pub(crate) struct FamilyItem {
    /// Its name.
    pub family: Family,
    /// Its newest ACTIVE revision.
    pub latest: Option<u32>,
    /// How many of its revisions are ACTIVE.
    pub active: usize,
    /// Who uses it.
    pub uses: Uses,
}

impl Listed for FamilyItem {
    const SORTS: &'static [&'static str] = FAMILY_SORTS;

    fn order(sort: &str) -> fn(&Self, &Self) -> Ordering {
        match sort {
            "latest" => |a, b| b.latest.cmp(&a.latest).then_with(|| a.family.cmp(&b.family)),
            "used" => |a, b| b.uses.len().cmp(&a.uses.len()).then_with(|| a.family.cmp(&b.family)),
            _ => |a, b| a.family.cmp(&b.family),
        }
    }

    fn words(&self) -> Cow<'_, str> {
        let users: String = self.uses.iter().map(|(at, _)| format!(" {} {}", at.cluster, at.service)).collect();
        Cow::Owned(format!("{}{users}", self.family).to_lowercase())
    }

    fn level(&self) -> Option<Level> {
        None
    }
}

impl Carried for FamilyItem {
    fn place(&self, other: &Self) -> Ordering {
        self.family.cmp(&other.family)
    }

    fn is_same(&self, other: &Self) -> bool {
        (self.latest, self.active) == (other.latest, other.active)
            && self.family == other.family
            && self.uses.len() == other.uses.len()
            && self.uses.0.iter().zip(other.uses.0.iter()).all(|(a, b)| Arc::ptr_eq(&a.0, &b.0) && a.1 == b.1)
    }
}

/// All families that are listed or used, by name.
pub(super) fn family_items(snapshot: &Snapshot, uses: &BTreeMap<Family, Uses>) -> Vec<FamilyItem> {
    let item = |family: &Family, revisions: &[u32]| FamilyItem {
        family: family.clone(),
        latest: revisions.first().copied(),
        active: revisions.len(),
        uses: uses.get(family).cloned().unwrap_or_default(),
    };
    let families = &snapshot.families;
    let unlisted = uses.keys().filter(|family| !families.contains_key(*family)).map(|family| item(family, &[]));
    let mut items: Vec<FamilyItem> =
        families.iter().map(|(family, revisions)| item(family, revisions)).chain(unlisted).collect();
    items.sort_by(FamilyItem::place);
    items
}

/// Which services use which revisions of each family: what they want, and what is still deployed.
pub(super) fn uses<'a>(services: impl Iterator<Item = &'a Arc<Judged>>) -> BTreeMap<Family, Uses> {
    let mut uses: BTreeMap<&Family, Vec<(&Arc<Judged>, u32)>> = BTreeMap::new();
    for judged in services.filter(|judged| judged.service.status != ServiceStatus::Inactive) {
        let deployed = judged.service.deployments.iter().map(|one| &one.task_definition);
        for revision in std::iter::once(&judged.service.task_definition).chain(deployed) {
            let users = uses.entry(&revision.family).or_default();
            // The uses of one service stand together, at the end.
            let mut own = users.iter().rev().take_while(|(user, _)| Arc::ptr_eq(user, judged));
            if !own.any(|(_, known)| *known == revision.revision) {
                users.push((judged, revision.revision));
            }
        }
    }
    let shared = |users: Vec<(&Arc<Judged>, u32)>| {
        Uses(users.into_iter().map(|(judged, revision)| (Arc::clone(judged), revision)).collect())
    };
    uses.into_iter().map(|(family, users)| (family.clone(), shared(users))).collect()
}
