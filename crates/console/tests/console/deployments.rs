//! Deciding about deployments that are under way.

use console::{Confirmed, ConsoleError};
use model::address::ServiceRef;
use model::audit::State;
use model::change::{Ask, ServiceVerb, WhyNot};
use model::deployment::LifecycleStage;
use model::view::ChangePage;
use simulator::faults::Effect;

use crate::support::*;

const GO_ON: (ServiceVerb, Ask) = (ServiceVerb::ContinueDeployment, Ask::ContinueDeployment);

async fn page(world: &World, at: &ServiceRef) -> ChangePage {
    world.console.change_service(&world.viewer, (at, GO_ON.0), Some(&GO_ON.1), None).await.unwrap().data
}

async fn confirmed(world: &World, at: &ServiceRef) -> Confirmed {
    Confirmed { sealed: page(world, at).await.planned.unwrap().sealed, reason: None, typed: String::new() }
}

#[tokio::test]
async fn a_deployment_that_waits_goes_on_by_one_call() {
    let world = World::small_with_everything().await;
    let at = service("shop", "notifications");
    let plan = page(&world, &at).await.planned.unwrap().plan;
    assert!(plan.sentence.ends_with("go on after POST_TEST_TRAFFIC_SHIFT"), "{}", plan.sentence);
    assert!(plan.consequences.iter().any(|one| one.sentence.contains("it is rolled back in 7 h")), "{plan:?}");
    let confirmed = confirmed(&world, &at).await;
    let what = (&at, GO_ON.0);
    let first = world.console.apply_to_service(&world.viewer, what, &GO_ON.1, &confirmed).await.unwrap();
    let again = world.console.apply_to_service(&world.viewer, what, &GO_ON.1, &confirmed).await.unwrap();
    assert_eq!((first, world.calls("ContinueServiceDeployment").len()), (again, 1));
    world.simulator.control().advance(std::time::Duration::from_secs(60));
    let moving = world.fleet.deployment_under_way(&at).await.unwrap().unwrap();
    assert!(moving.stage > Some(LifecycleStage::PostTestTrafficShift), "{:?}", moving.stage);
    let now = page(&world, &at).await;
    assert_eq!(now.blocked.as_deref(), Some("No stage of its deployment waits for a decision."));
    let late = world.console.apply_to_service(&world.viewer, what, &GO_ON.1, &confirmed).await;
    assert_eq!(late, Ok(first), "a plan that was carried out is told of, not carried out again");
}

#[tokio::test]
async fn nothing_goes_on_where_nothing_waits() {
    let world = World::small_with_everything().await;
    let calm = page(&world, &service("shop", "storefront")).await;
    assert_eq!((calm.blocked.as_deref(), calm.planned), (Some("No deployment is in progress."), None));
    let busy = page(&world, &service("shop", "accounts")).await;
    assert_eq!(busy.blocked.as_deref(), Some("No stage of its deployment waits for a decision."));
    let offers = world.console.offers_of_service(&world.viewer, &service("shop", "accounts")).await.unwrap();
    let offer = offers.into_iter().find(|offer| offer.label == "Continue deployment").unwrap();
    assert_eq!(offer.why_not, busy.blocked);
}

#[tokio::test]
async fn of_two_who_let_it_go_on_the_second_is_told() {
    let world = World::small_with_everything().await;
    let at = service("shop", "notifications");
    let (mine, yours) = (confirmed(&world, &at).await, confirmed(&world, &at).await);
    let what = (&at, GO_ON.0);
    world.console.apply_to_service(&world.viewer, what, &GO_ON.1, &mine).await.unwrap();
    let second = world.console.apply_to_service(&world.viewer, what, &GO_ON.1, &yours).await;
    assert_eq!(second, Err(ConsoleError::Impossible(WhyNot::NothingWaits)));
    assert_eq!(world.calls("ContinueServiceDeployment").len(), 1);
}

#[tokio::test]
async fn an_answer_that_was_lost_is_found_out() {
    let world = World::small_with_everything().await;
    let at = service("shop", "notifications");
    let confirmed = confirmed(&world, &at).await;
    world.fault("ContinueServiceDeployment", Effect::Reset);
    let id = world.console.apply_to_service(&world.viewer, (&at, GO_ON.0), &GO_ON.1, &confirmed).await.unwrap();
    let state = async || world.ledger.entry(id).await.unwrap().unwrap().state();
    assert_eq!(state().await, State::Unknown);
    // Somebody else lets it go on: what AWS shows then is what was asked.
    let again = self::confirmed(&world, &at).await;
    world.console.apply_to_service(&world.viewer, (&at, GO_ON.0), &GO_ON.1, &again).await.unwrap();
    for _ in 0..100 {
        if state().await == State::Done {
            return;
        }
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
    panic!("it was not looked up");
}
