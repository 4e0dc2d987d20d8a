//! What comes of a change of a revision.

use super::{Confirmation, DraftFacts, Parts, Plan, changed, counted, sharing};
use crate::address::{RevisionRef, ServiceRef};
use crate::change::{Ask, Consequence, Equivalent};
use crate::task_definition::{TaskDefinition, TaskDefinitionRef};

/// A revision and what has to be known around it.
#[derive(Clone, Copy, Debug)]
pub struct RevisionFacts<'a> {
    /// Its address.
    pub at: &'a RevisionRef,
    /// The region it is in.
    pub region: &'a str,
    /// The revision, described just now.
    pub definition: &'a TaskDefinition,
    /// The draft that is to be registered.
    pub draft: Option<DraftFacts<'a>>,
    /// Services that use it.
    pub used_by: &'a [ServiceRef],
    /// Services that run other revisions of its family.
    pub sharing: &'a [ServiceRef],
    /// The ACTIVE revisions of its family, the newest first.
    pub active: &'a [u32],
    /// Whether changes of this environment have to be confirmed by typing.
    pub is_protected: bool,
}

impl Plan {
    /// What comes of a change of a revision.
    pub fn of_revision(ask: &Ask, facts: RevisionFacts<'_>) -> Self {
        let is_deleted = *ask == Ask::Delete;
        let (sentence, changes, mut consequences) = match ask {
            Ask::Register { .. } => register(&facts),
            Ask::Delete => delete(&facts),
            _ => deregister(&facts),
        };
        consequences.sort_by_key(|one| std::cmp::Reverse(one.weight));
        let family = facts.draft.map_or(&facts.at.revision.family, |draft| draft.family);
        Self {
            sentence,
            changes,
            consequences,
            equivalent: Equivalent::of_revision(ask, facts.at, family, facts.region),
            confirmation: match facts.is_protected || is_deleted {
                true => Confirmation::Typed(facts.at.revision.to_string()),
                false => Confirmation::Button,
            },
        }
    }
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_RegisterTaskDefinition.html>
fn register(facts: &RevisionFacts<'_>) -> Parts {
    let Some(DraftFacts { made_from, family, differences }) = facts.draft else { return Parts::default() };
    if differences.is_empty() {
        return (format!("The draft says what {made_from} says"), Vec::new(), Vec::new());
    }
    let mut consequences = vec![Consequence::note("No service runs it until it is deployed.")];
    if *family != made_from.family {
        let sentence = format!("It is registered in the family {family}, not in {}.", made_from.family);
        consequences.push(Consequence::warning(sentence));
    } else if let Some(newest) = facts.active.first().filter(|newest| **newest > made_from.revision) {
        let newest = TaskDefinitionRef { family: family.clone(), revision: *newest };
        let sentence = format!("{newest} is newer than {made_from}: what was changed in it is not in the draft.");
        let page = RevisionRef { environment: facts.at.environment.clone(), revision: newest }.page();
        consequences.push(Consequence::warning(sentence).at(page));
    }
    if *family == made_from.family {
        consequences.extend(sharing::of_registration(facts));
    }
    (format!("Register a new revision of {family}"), differences.to_vec(), consequences)
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/deregister-task-definition-v2.html>
fn deregister(facts: &RevisionFacts<'_>) -> Parts {
    let mut consequences = used(facts, |service| {
        format!("{service} uses it: its tasks go on and it can be scaled, but this revision cannot be deployed again.")
    });
    consequences.extend(sharing::of_revision(facts));
    consequences.push(Consequence::note("No task and no service can be started from it any more."));
    if facts.active.iter().all(|number| *number == facts.at.revision.revision) {
        let family = &facts.at.revision.family;
        consequences.push(Consequence::warning(format!("{family} has no other ACTIVE revision.")));
    }
    let change = changed("status", &facts.definition.status, "INACTIVE");
    (format!("Deregister {}", facts.at.revision), vec![change], consequences)
}

/// <https://docs.aws.amazon.com/AmazonECS/latest/developerguide/delete-task-definition-v2.html>
fn delete(facts: &RevisionFacts<'_>) -> Parts {
    let mut consequences = used(facts, |service| {
        format!("{service} uses it: it is deleted once no task and no service does, and until then its tasks go on.")
    });
    consequences.extend(sharing::of_revision(facts));
    consequences.push(Consequence::danger("It cannot be brought back."));
    let change = changed("status", &facts.definition.status, "DELETE_IN_PROGRESS");
    (format!("Delete {}", facts.at.revision), vec![change], consequences)
}

/// Services that are named one by one.
const NAMED: usize = 5;

fn used(facts: &RevisionFacts<'_>, sentence: impl Fn(&str) -> String) -> Vec<Consequence> {
    let one = |at: &ServiceRef| Consequence::warning(sentence(at.service.as_str())).at(at.page());
    let mut consequences: Vec<_> = facts.used_by.iter().take(NAMED).map(one).collect();
    let more = facts.used_by.len().saturating_sub(NAMED);
    if more > 0 {
        let more = counted(u32::try_from(more).unwrap_or(u32::MAX), "more service");
        consequences.push(Consequence::warning(format!("So do {more}.")));
    }
    consequences
}
