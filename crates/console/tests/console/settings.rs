//! Settings of deployments: only what is asked changes, and undo brings it back.

use console::{Confirmed, ConsoleError};
use model::address::ServiceRef;
use model::audit::EntryId;
use model::change::{Ask, ServiceVerb, Setting, WhyNot};
use model::field::Problem;
use model::service::Service;
use model::view::{AskForm, ChangePage};
use simulator::faults::Effect;

use crate::support::*;

fn ask(query: &str) -> Ask {
    let pairs: Vec<_> = query.split('&').filter_map(|pair| pair.split_once('=')).collect();
    Ask::of_service(ServiceVerb::Settings, &pairs).unwrap().unwrap()
}

async fn page(world: &World, at: &ServiceRef, ask: &Ask) -> Result<ChangePage, ConsoleError> {
    let what = (at, ServiceVerb::Settings);
    world.console.change_service(&world.viewer, what, Some(ask), None).await.map(|answer| answer.data)
}

async fn change(world: &World, at: &ServiceRef, ask: &Ask) -> Result<EntryId, ConsoleError> {
    let sealed = page(world, at, ask).await.unwrap().planned.unwrap().sealed;
    let confirmed = Confirmed { sealed, reason: None, typed: String::new() };
    world.console.apply_to_service(&world.viewer, (at, ServiceVerb::Settings), ask, &confirmed).await
}

/// A service as AWS describes it, without what tells of its life.
async fn described(world: &World, at: &ServiceRef) -> Service {
    let now = world.fleet.describe_service(at).await.unwrap();
    Service { events: vec![], deployments: vec![], ..(*now).clone() }
}

/// What the last request changed: its members, those of `deploymentConfiguration` by their paths.
fn sent(world: &World) -> Vec<String> {
    let calls = world.calls("UpdateService");
    let sent = serde_json::to_value(&calls.last().unwrap().parameters).unwrap();
    let mut members = Vec::new();
    for (name, value) in sent.as_object().unwrap() {
        match name.as_str() {
            "cluster" | "service" => {}
            "deploymentConfiguration.members" => {
                members.extend(value.as_array().unwrap().iter().map(|path| path.as_str().unwrap().to_owned()));
            }
            other => members.push(other.to_owned()),
        }
    }
    members
}

#[tokio::test]
async fn one_setting_is_one_field_of_one_call_and_starts_no_deployment() {
    let world = World::small().await;
    let at = service("shop", "storefront");
    let (before, deployments) = (described(&world, &at).await, world.fleet.describe_service(&at).await.unwrap());
    let asked = ask("minimumHealthyPercent=60");
    change(&world, &at, &asked).await.unwrap();
    assert_eq!((sent(&world), world.calls("UpdateService").len()), (vec!["minimumHealthyPercent".to_owned()], 1));
    let mut expect = before;
    expect.deployment_configuration.minimum_healthy_percent = Some(60);
    assert_eq!(described(&world, &at).await, expect, "nothing else has changed");
    let ids = |service: &Service| service.deployments.iter().map(|one| one.id.clone()).collect::<Vec<_>>();
    assert_eq!(ids(&world.fleet.describe_service(&at).await.unwrap()), ids(&deployments));
}

#[tokio::test]
async fn a_structure_that_aws_takes_as_a_whole_keeps_what_is_not_asked() {
    let world = World::small().await;
    let at = service("internal", "webhooks");
    let before = described(&world, &at).await;
    assert_eq!(before.deployment_configuration.breaker_threshold, Some(("COUNT".to_owned(), 12)));
    change(&world, &at, &ask("circuitBreakerRollback=false")).await.unwrap();
    let mut expect = before;
    expect.deployment_configuration.rollback = false;
    assert_eq!(described(&world, &at).await, expect, "the threshold is as it was");
    let whole =
        ["enable", "resetOnHealthyTask", "rollback", "thresholdConfiguration.type", "thresholdConfiguration.value"];
    let sent = sent(&world);
    assert!(sent.iter().all(|path| whole.contains(&path.trim_start_matches("deploymentCircuitBreaker."))), "{sent:?}");
    assert!(sent.contains(&"deploymentCircuitBreaker.thresholdConfiguration.value".to_owned()), "{sent:?}");
}

#[tokio::test]
async fn alarms_keep_their_names_when_they_are_switched_off() {
    let world = World::small().await;
    let at = service("shop", "checkout");
    let before = described(&world, &at).await;
    assert!(before.deployment_configuration.alarms_on, "{:?}", before.deployment_configuration);
    change(&world, &at, &ask("alarms=false")).await.unwrap();
    let mut expect = before;
    expect.deployment_configuration.alarms_on = false;
    assert_eq!(described(&world, &at).await, expect);
}

#[tokio::test]
async fn every_setting_is_changed_and_undone() {
    let world = World::small().await;
    let at = service("shop", "storefront");
    let before = described(&world, &at).await;
    let query = "minimumHealthyPercent=50&maximumPercent=150&circuitBreaker=true&circuitBreakerRollback=true&alarms=true\
                 &alarmNames=5xx, latency&alarmsRollback=true&healthCheckGracePeriodSeconds=77&enableExecuteCommand=true\
                 &propagateTags=TASK_DEFINITION&availabilityZoneRebalancing=ENABLED";
    let id = change(&world, &at, &ask(query)).await.unwrap();
    let entry = world.console.audit_entry(&world.viewer, id).await.unwrap().data;
    let changed = described(&world, &at).await;
    assert_eq!(changed.deployment_configuration.alarms(), ["5xx", "latency"]);
    assert!(changed.zone_rebalancing && changed.execute_command);
    let (page, undo) = entry.undo.unwrap();
    assert_eq!(page, at.change(ServiceVerb::Settings));
    let undo = undo.unwrap().replace("%2C", ",").replace("%20", " ");
    change(&world, &at, &ask(&undo)).await.unwrap();
    assert_eq!(described(&world, &at).await, before);
}

#[tokio::test]
async fn what_the_service_cannot_have_is_said_at_its_field_and_not_planned() {
    let world = World::small().await;
    for (name, query, field, problem) in [
        ("recommendations", "healthCheckGracePeriodSeconds=5", "healthCheckGracePeriodSeconds", Problem::DoesNotApply),
        (
            "storefront",
            "minimumHealthyPercent=100&maximumPercent=100",
            "maximumPercent",
            Problem::NotBetween(101, 1_000),
        ),
        ("search", "strategy=ROLLING", "strategy", Problem::DoesNotApply),
    ] {
        let refused = page(&world, &service("shop", name), &ask(query)).await;
        let Err(ConsoleError::Invalid(errors)) = refused else { panic!("{name}: {refused:?}") };
        assert_eq!(errors.of(field), Some(&problem), "{name}");
    }
    let what = (&service("shop", "accounts"), ServiceVerb::Settings);
    let form = world.console.change_service(&world.viewer, what, None, None).await.unwrap().data.form;
    let AskForm::Settings { offered, .. } = form else { panic!() };
    assert!(offered.contains(&Setting::Strategy) && offered.contains(&Setting::BakeTime), "{offered:?}");
}

#[tokio::test]
async fn a_strategy_goes_to_rolling_and_comes_back_with_its_bake_time() {
    let world = World::small().await;
    let at = service("shop", "accounts");
    let before = described(&world, &at).await;
    let id = change(&world, &at, &ask("strategy=ROLLING")).await.unwrap();
    assert_eq!(sent(&world), ["strategy"]);
    let undo = world.console.audit_entry(&world.viewer, id).await.unwrap().data.undo.unwrap().1.unwrap();
    assert_eq!(undo, "strategy=BLUE_GREEN");
    change(&world, &at, &ask(&undo)).await.unwrap();
    assert_eq!(sent(&world), ["bakeTimeInMinutes", "strategy"], "AWS wants the bake time with it");
    assert_eq!(described(&world, &at).await, before);
}

#[tokio::test]
async fn a_plan_is_void_when_another_setting_has_changed_and_a_lost_answer_is_found_out() {
    let world = World::small().await;
    let at = service("shop", "storefront");
    let asked = ask("maximumPercent=150");
    let sealed = page(&world, &at, &asked).await.unwrap().planned.unwrap().sealed;
    change(&world, &at, &ask("minimumHealthyPercent=60")).await.unwrap();
    let confirmed = Confirmed { sealed, reason: None, typed: String::new() };
    let late = world.console.apply_to_service(&world.viewer, (&at, ServiceVerb::Settings), &asked, &confirmed).await;
    assert!(matches!(late, Err(ConsoleError::Conflict(_))), "{late:?}");
    assert_eq!(world.calls("UpdateService").len(), 1);
    world.fault("UpdateService", Effect::Reset);
    let id = change(&world, &at, &asked).await.unwrap();
    change(&world, &at, &asked).await.unwrap();
    world.until_settled(id).await;
    let again = page(&world, &at, &asked).await.unwrap().planned.unwrap();
    assert!(again.plan.is_nothing(), "{}", WhyNot::Nothing.sentence());
}
