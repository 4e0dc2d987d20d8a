//! Task definitions.

use serde_json::json;

use super::page::{self, Sizes};
use super::{Answer, Request, includes, input, reference, text, texts, view};
use simulator_engine::Engine;
use simulator_engine::task_definition::{Family, Revision, RevisionStatus, TaskDefinition};
use simulator_engine::world::World;
use simulator_protocol::error::AwsError;

/// <https://docs.aws.amazon.com/AmazonECS/latest/APIReference/API_ListTaskDefinitions.html>
const LIST_SIZES: Sizes = Sizes { default: 100, most: 100 };

pub fn register(engine: &mut Engine, request: Request) -> Answer {
    let definition = engine.register_task_definition(input(request)?)?;
    let revision = revision_of(engine.world(), &definition)?;
    let mut answer = json!({ "taskDefinition": view::task_definition(engine.world(), revision) });
    if !revision.tags.is_empty() {
        answer["tags"] = json!(revision.tags);
    }
    Ok(answer)
}

pub fn deregister(engine: &mut Engine, request: &Request) -> Answer {
    let reference =
        reference::task_definition(engine.world().arns(), text(request, "taskDefinition").unwrap_or_default())?;
    let reference = reference.to_owned();
    let definition = engine.deregister_task_definition(&reference)?;
    let revision = revision_of(engine.world(), &definition)?;
    Ok(json!({ "taskDefinition": view::task_definition(engine.world(), revision) }))
}

pub fn delete(engine: &mut Engine, request: &Request) -> Answer {
    let references = texts(request, "taskDefinitions");
    for reference in &references {
        reference::task_definition(engine.world().arns(), reference)?;
    }
    let deleted = engine.delete_task_definitions(&references)?;
    let world = engine.world();
    let revisions = deleted.revisions.iter().map(|definition| revision_of(world, definition));
    let revisions: Vec<_> =
        revisions.map(|revision| Ok(view::task_definition(world, revision?))).collect::<Result<_, AwsError>>()?;
    let failures: Vec<_> = deleted.failures.iter().map(view::failure).collect();
    Ok(json!({ "taskDefinitions": revisions, "failures": failures }))
}

pub fn describe(world: &World, request: &Request) -> Answer {
    let reference = reference::task_definition(world.arns(), text(request, "taskDefinition").unwrap_or_default())?;
    let revision = world.find_revision(reference).ok_or_else(not_found)?;
    let mut answer = json!({ "taskDefinition": view::task_definition(world, revision) });
    if includes(request, "TAGS") {
        answer["tags"] = json!(revision.tags);
    }
    Ok(answer)
}

pub fn list(world: &World, request: &Request) -> Answer {
    let page = page::asked("ListTaskDefinitions", request, &LIST_SIZES)?;
    let family = text(request, "familyPrefix");
    let status = text(request, "status").unwrap_or(RevisionStatus::Active.word());
    let wanted = world
        .families()
        .filter(|candidate| family.is_none_or(|family| *candidate.name == *family))
        .flat_map(Family::revisions)
        .filter(|revision| revision.status.word() == status)
        .map(|revision| (&*revision.definition.family, revision.definition.revision));
    let mark = |(family, revision): &(&str, u32)| format!("{family}:{revision}");
    let (revisions, token) = if text(request, "sort") == Some("DESC") {
        let mut descending: Vec<_> = wanted.collect();
        descending.reverse();
        page.cut(descending.into_iter(), mark, |item, last| parts(last).is_some_and(|last| *item >= last))
    } else {
        page.cut(wanted, mark, |item, last| parts(last).is_some_and(|last| *item <= last))
    };
    let arns: Vec<_> = revisions.iter().map(|(family, revision)| world.arns().revision(family, *revision)).collect();
    Ok(view::listed("taskDefinitionArns", arns, token))
}

pub fn list_families(world: &World, request: &Request) -> Answer {
    let page = page::asked("ListTaskDefinitionFamilies", request, &LIST_SIZES)?;
    let prefix = text(request, "familyPrefix").unwrap_or_default();
    let wanted = world.families().filter(|family| family.name.starts_with(prefix)).filter(|family| {
        match text(request, "status") {
            Some("ACTIVE") => family.latest_active().is_some(),
            Some("INACTIVE") => family.latest_active().is_none(),
            _ => true,
        }
    });
    let (families, token) = page.cut(wanted, |family| family.name.to_string(), |family, last| &*family.name <= last);
    Ok(view::listed("families", families.iter().map(|family| family.name.to_string()).collect(), token))
}

fn parts(mark: &str) -> Option<(&str, u32)> {
    let (family, revision) = mark.rsplit_once(':')?;
    Some((family, revision.parse().ok()?))
}

fn revision_of<'a>(world: &'a World, definition: &TaskDefinition) -> Result<&'a Revision, AwsError> {
    world.revision(&definition.family, definition.revision).ok_or_else(not_found)
}

fn not_found() -> AwsError {
    AwsError::client("Unable to describe task definition.")
}
