//! Revisions that are deregistered and deleted.

use console::{Confirmed, ConsoleError};
use model::address::RevisionRef;
use model::audit::State;
use model::change::{Ask, RevisionVerb, WhyNot};
use model::field::Problem;
use model::task_definition::{TaskDefinitionRef, TaskDefinitionStatus};
use model::view::ChangePage;
use simulator::faults::Effect;

use crate::changes::web;
use crate::support::*;

const DEREGISTER: (RevisionVerb, Ask) = (RevisionVerb::Deregister, Ask::Deregister);
const DELETE: (RevisionVerb, Ask) = (RevisionVerb::Delete, Ask::Delete);

async fn page(world: &World, at: &RevisionRef, (verb, ask): &(RevisionVerb, Ask)) -> ChangePage {
    world.console.change_revision(&world.viewer, (at, *verb), Some(ask), None).await.unwrap().data
}

async fn confirmed(world: &World, at: &RevisionRef, what: &(RevisionVerb, Ask)) -> Confirmed {
    let sealed = page(world, at, what).await.planned.unwrap().sealed;
    Confirmed { sealed, reason: None, typed: at.revision.to_string() }
}

async fn status(world: &World, at: &RevisionRef) -> TaskDefinitionStatus {
    world.fleet.describe_revision(at).await.unwrap().status.clone()
}

/// What the service runs, and the revision before that.
fn revisions() -> (RevisionRef, RevisionRef) {
    let of =
        |text: &str| RevisionRef { environment: web().environment, revision: TaskDefinitionRef::parse(text).unwrap() };
    (of("storefront:3"), of("storefront:2"))
}

#[tokio::test]
async fn a_revision_is_deregistered_and_then_deleted_each_by_one_call() {
    let world = World::small().await;
    let (_, old) = revisions();
    let early = page(&world, &old, &DELETE).await;
    assert_eq!(early.blocked.as_deref(), Some("Only a revision that has been deregistered can be deleted."));
    let confirmed_once = confirmed(&world, &old, &DEREGISTER).await;
    let apply = async |what: &(RevisionVerb, Ask), confirmed: &Confirmed| {
        world.console.apply_to_revision(&world.viewer, (&old, what.0), &what.1, confirmed).await
    };
    let first = apply(&DEREGISTER, &confirmed_once).await.unwrap();
    assert_eq!(apply(&DEREGISTER, &confirmed_once).await, Ok(first));
    assert_eq!(status(&world, &old).await, TaskDefinitionStatus::Inactive);
    let mut typed = confirmed(&world, &old, &DELETE).await;
    typed.typed = "storefront".to_owned();
    let ConsoleError::Invalid(errors) = apply(&DELETE, &typed).await.unwrap_err() else { panic!() };
    assert_eq!(errors.of("confirm"), Some(&Problem::NotTheName));
    typed.typed = "storefront:2".to_owned();
    apply(&DELETE, &typed).await.unwrap();
    let calls = (world.calls("DeregisterTaskDefinition").len(), world.calls("DeleteTaskDefinitions").len());
    assert_eq!(calls, (1, 1));
    assert_ne!(status(&world, &old).await, TaskDefinitionStatus::Inactive);
}

#[tokio::test]
async fn whoever_runs_a_revision_is_named_before_it_is_deregistered() {
    let world = World::small().await;
    let (running, _) = revisions();
    let plan = page(&world, &running, &DEREGISTER).await.planned.unwrap().plan;
    assert_eq!(plan.sentence, "Deregister storefront:3");
    assert!(plan.consequences[0].sentence.starts_with("storefront uses it"), "{:?}", plan.consequences);
    assert!(plan.equivalent.cli.ends_with("--task-definition storefront:3"));
}

#[tokio::test]
async fn of_two_who_deregister_it_the_second_is_told_and_what_was_lost_is_found_out() {
    let world = World::small().await;
    let (_, old) = revisions();
    let (mine, yours) = (confirmed(&world, &old, &DEREGISTER).await, confirmed(&world, &old, &DEREGISTER).await);
    let what = (&old, DEREGISTER.0);
    world.fault("DeregisterTaskDefinition", Effect::Reset);
    let (id, _) = world.console.apply_to_revision(&world.viewer, what, &DEREGISTER.1, &mine).await.unwrap();
    assert_eq!(world.ledger.entry(id).await.unwrap().unwrap().state(), State::Unknown);
    world.console.apply_to_revision(&world.viewer, what, &DEREGISTER.1, &yours).await.unwrap();
    world.until_settled(id).await;
    let late = page(&world, &old, &DEREGISTER).await;
    assert_eq!(late.blocked.as_deref(), Some(WhyNot::Inactive.sentence()));
}
