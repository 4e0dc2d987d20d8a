//! A revision beside another one.

use console::{Access, ConsoleError};
use model::address::{FamilyRef, RevisionRef};
use model::change::{Ask, ServiceVerb};
use model::field::Problem;
use model::task_definition::{Comparison, TaskDefinitionRef};
use model::view::ComparePage;

use crate::changes::web;
use crate::support::*;

/// A value of an environment variable that must not be seen anywhere.
const CANARY: &str = "canary-5e1f";

async fn compare(world: &World, at: &RevisionRef, query: &Comparison) -> Result<ComparePage, ConsoleError> {
    world.console.compare(&world.viewer, at, query).await.map(|answer| answer.data)
}

/// Registers what the service runs with another value of a variable and another size, and gives both revisions.
async fn registered(world: &World) -> (RevisionRef, RevisionRef) {
    let of = |revision: TaskDefinitionRef| RevisionRef { environment: web().environment, revision };
    let before = world.fleet.describe_service(&web()).await.unwrap().task_definition.clone();
    let held = world.fleet.document(&web().environment, &before).await.unwrap();
    let fields = held.fields();
    let variables = fields.iter().find(|field| field.name.ends_with(".environment") && !field.text.is_empty()).unwrap();
    let name = variables.text.split('=').next().unwrap();
    let lines = variables.text.replacen(draft::secrecy::MASK, CANARY, 1);
    assert!(lines.contains(&format!("{name}={CANARY}")), "{lines}");
    let document = held.with_fields(&[(&variables.name, &lines), ("task.memory", "4096")]).unwrap();
    let family = FamilyRef { environment: web().environment, family: before.family.clone() };
    let grant = Access::default().grant(&world.viewer, &family).unwrap();
    let (_, revision) = world.fleet.register(grant, &document).await.unwrap();
    (of(before), of(revision.unwrap()))
}

#[tokio::test]
async fn a_revision_is_compared_member_by_member_and_no_value_is_shown() {
    let world = World::small().await;
    let (before, after) = registered(&world).await;
    let query = Comparison { with: Some(before.revision.clone()), environment: None };
    let page = compare(&world, &after, &query).await.unwrap();
    assert_eq!(page.with, Some(before.clone()));
    let fields: Vec<&str> = page.differences.iter().map(|change| change.field.as_str()).collect();
    assert!(fields.len() == 2 && fields.contains(&"memory") && fields[1].contains(".environment."), "{fields:?}");
    assert!(!format!("{page:?}").contains(CANARY), "{page:?}");
    let calls = world.calls("DescribeTaskDefinition").len();
    compare(&world, &after, &query).await.unwrap();
    assert_eq!(world.calls("DescribeTaskDefinition").len(), calls, "revisions never change: they are compared once");
    let itself = Comparison { with: Some(after.revision.clone()), environment: None };
    assert_eq!(compare(&world, &after, &itself).await.unwrap().differences, []);
}

#[tokio::test]
async fn a_plan_to_deploy_says_which_values_change_and_none_of_them() {
    let world = World::small().await;
    let (_, after) = registered(&world).await;
    let page = world.plan(ServiceVerb::Deploy, &Ask::Deploy { revision: after.revision }).await;
    let plan = page.planned.as_ref().unwrap();
    assert!(plan.plan.changes.iter().any(|change| change.field.contains(".environment.")), "{:?}", plan.plan.changes);
    assert!(!format!("{page:?}").contains(CANARY), "{page:?}");
}

#[tokio::test]
async fn what_is_not_there_is_said_at_its_field() {
    let world = World::small().await;
    let (_, at) = registered(&world).await;
    let check = async |query: Comparison, field: &str| {
        let Err(ConsoleError::Invalid(errors)) = compare(&world, &at, &query).await else { panic!("{query:?}") };
        assert_eq!(errors.of(field), Some(&Problem::NotKnown));
    };
    let nowhere = TaskDefinitionRef::parse("nothing:1").unwrap();
    check(Comparison { with: Some(nowhere), environment: None }, "with").await;
    check(Comparison { with: None, environment: Some("nowhere".parse().unwrap()) }, "in").await;
}
