//! Deploying an image: a new revision that differs in nothing else, and its deployment.

use std::collections::BTreeSet;

use console::ConsoleError;
use draft::{Document, differences};
use futures::future::join_all;
use model::audit::{EntryId, State, Verb};
use model::change::{Ask, ServiceVerb, WhyNot};
use model::task_definition::TaskDefinitionRef;
use model::view::AskForm;
use simulator::faults::Effect;

use crate::changes::web;
use crate::support::*;

const VERB: ServiceVerb = ServiceVerb::DeployImage;

fn images(image: &str) -> Ask {
    Ask::DeployImage { images: vec![(0, image.to_owned())] }
}

async fn running(world: &World) -> TaskDefinitionRef {
    world.fleet.describe_service(&web()).await.unwrap().task_definition.clone()
}

async fn document(world: &World, revision: &TaskDefinitionRef) -> Document {
    world.fleet.document(&web().environment, revision).await.unwrap()
}

/// The image that runs now, with another tag.
async fn other_tag(world: &World) -> (String, String) {
    let AskForm::Images { containers, .. } = world.page(VERB).await.form else { panic!() };
    let (container, image) = containers.into_iter().next().unwrap();
    let name = image.rsplit_once(':').map_or(image.as_str(), |(name, _)| name);
    (container, format!("{name}:another"))
}

#[tokio::test]
async fn an_image_is_deployed_as_a_new_revision_that_differs_in_nothing_else() {
    let world = World::small().await;
    let (before, (container, image)) = (running(&world).await, other_tag(&world).await);
    let ask = images(&image);
    let plan = world.plan(VERB, &ask).await.planned.unwrap().plan;
    assert_eq!(plan.sentence, format!("storefront: deploy {image}"));
    let confirmed = world.confirmed(VERB, &ask).await;
    let sent = join_all((0..8).map(|_| world.apply(VERB, &ask, &confirmed))).await;
    let entries: BTreeSet<EntryId> = sent.into_iter().map(Result::unwrap).collect();
    assert_eq!((entries.len(), world.calls("RegisterTaskDefinition").len()), (1, 1));
    let [update] = &world.calls("UpdateService")[..] else { panic!() };
    let sent = serde_json::to_value(&update.parameters).unwrap();
    let fields: BTreeSet<&String> = sent.as_object().unwrap().keys().collect();
    assert_eq!(fields.into_iter().collect::<Vec<_>>(), ["cluster", "service", "taskDefinition"]);
    let after = running(&world).await;
    assert_eq!((after.family.clone(), after.revision > before.revision), (before.family.clone(), true));
    let (old, new) = (document(&world, &before).await, document(&world, &after).await);
    let [change] = &differences(&old, &new)[..] else { panic!("{:?}", differences(&old, &new)) };
    assert_eq!((change.field.clone(), change.after.clone()), (format!("{container}.image"), Some(image)));
    // Rows are numbered, and what came of the registration is one of them.
    let entry = async |id| world.ledger.entry(EntryId(id)).await.unwrap().unwrap();
    let (registered, deployed) = (entry(1).await, entry(3).await);
    assert_eq!((registered.intent.verb.clone(), registered.state()), (Verb::RegisterTaskDefinition, State::Done));
    assert_eq!((deployed.intent.verb.clone(), deployed.state()), (Verb::Deploy, State::Done));
    assert_eq!(deployed.intent.sentence, format!("storefront: deploy {after}"));
    assert!(deployed.intent.command.unwrap().ends_with(&format!("--task-definition {after}")));
    let newest = world.console.changes_of_service(&world.viewer, &web()).await.unwrap().data.remove(0);
    let back = Ask::RollBack { revision: before };
    assert_eq!(newest.undo, Some((web().change(ServiceVerb::RollBack), back.query())));
}

#[tokio::test]
async fn images_that_run_already_and_containers_that_are_not_there_are_not_deployed() {
    let world = World::small().await;
    let AskForm::Images { containers, .. } = world.page(VERB).await.form else { panic!() };
    let ask = images(&containers[0].1);
    let confirmed = world.confirmed(VERB, &ask).await;
    assert_eq!(world.apply(VERB, &ask, &confirmed).await, Err(ConsoleError::Impossible(WhyNot::Nothing)));
    let nowhere = Ask::DeployImage { images: vec![(9, "web:2".to_owned())] };
    let refused = world.console.change_service(&world.viewer, (&web(), VERB), Some(&nowhere), None).await;
    assert!(matches!(refused, Err(ConsoleError::Invalid(_))), "{refused:?}");
    assert!(world.calls("RegisterTaskDefinition").is_empty());
}

#[tokio::test]
async fn a_revision_of_which_nothing_is_known_is_not_deployed() {
    let world = World::small().await;
    let ask = images(&other_tag(&world).await.1);
    let confirmed = world.confirmed(VERB, &ask).await;
    world.fault("RegisterTaskDefinition", Effect::Reset);
    let id = world.apply(VERB, &ask, &confirmed).await.unwrap();
    assert_eq!(world.ledger.entry(id).await.unwrap().unwrap().state(), State::Unknown);
    assert_eq!(world.apply(VERB, &ask, &confirmed).await, Ok(id), "it is not begun again");
    assert_eq!((world.calls("RegisterTaskDefinition").len(), world.calls("UpdateService").len()), (1, 0));
}

#[tokio::test]
async fn a_deployment_that_aws_refuses_after_registering_is_told_of() {
    let world = World::small().await;
    let ask = images(&other_tag(&world).await.1);
    let confirmed = world.confirmed(VERB, &ask).await;
    world.fault("UpdateService", Effect::AccessDenied);
    let denied = world.apply(VERB, &ask, &confirmed).await.unwrap_err();
    assert!(matches!(&denied, ConsoleError::Forbidden { missing, .. } if missing.as_str() == "ecs:UpdateService"));
    assert_eq!(world.apply(VERB, &ask, &confirmed).await, Err(ConsoleError::Refused(EntryId(3))));
    assert_eq!((world.calls("RegisterTaskDefinition").len(), world.calls("UpdateService").len()), (1, 1));
}
