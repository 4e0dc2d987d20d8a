//! Protecting tasks from being stopped by their services.

use std::time::Duration;

use console::{Confirmed, ConsoleError};
use model::address::TaskRef;
use model::audit::{EntryId, Outcome};
use model::change::{Ask, ServiceVerb, TaskVerb, Weight};
use model::time::Span;
use model::view::{AskForm, ChangePage};
use simulator::faults::Effect;

use crate::changes::web;
use crate::support::*;

const HOUR: (TaskVerb, Ask) = (TaskVerb::Protect, Ask::Protect { minutes: 60 });
const NO_LONGER: (TaskVerb, Ask) = (TaskVerb::Unprotect, Ask::Unprotect);

/// The running tasks of the service `storefront`, or those of no service.
fn tasks(world: &World, of_service: bool) -> Vec<TaskRef> {
    let snapshot = world.fleet.snapshot(&environment()).unwrap();
    let mut found = Vec::new();
    for (cluster, known) in snapshot.clusters.iter() {
        let wanted = |service: Option<_>| if of_service { service == Some(web().service) } else { service.is_none() };
        let tasks = known.tasks.values().map(|seen| &seen.value);
        let tasks = tasks.filter(|task| wanted(task.service()) && !task.is_ending());
        found.extend(tasks.map(|task| TaskRef {
            environment: environment(),
            cluster: cluster.clone(),
            task: task.id.clone(),
        }));
    }
    found
}

async fn page(world: &World, at: &TaskRef, (verb, ask): &(TaskVerb, Ask)) -> ChangePage {
    world.console.change_task(&world.viewer, (at, *verb), Some(ask), None).await.unwrap().data
}

async fn change(world: &World, at: &TaskRef, what: &(TaskVerb, Ask)) -> Result<EntryId, ConsoleError> {
    let sealed = page(world, at, what).await.planned.unwrap().sealed;
    let confirmed = Confirmed { sealed, reason: None, typed: String::new() };
    world.console.apply_to_task(&world.viewer, (at, what.0), &what.1, &confirmed).await
}

#[tokio::test]
async fn a_task_is_protected_for_an_hour_and_no_longer() {
    let world = World::small().await;
    let at = tasks(&world, true).remove(0);
    assert!(page(&world, &at, &NO_LONGER).await.planned.unwrap().plan.is_nothing(), "it is not protected");
    let id = change(&world, &at, &HOUR).await.unwrap();
    let [call] = &world.calls("UpdateTaskProtection")[..] else { panic!() };
    let sent = serde_json::to_value(&call.parameters).unwrap();
    let fields: Vec<&str> = sent.as_object().unwrap().keys().map(|key| &**key).collect();
    assert_eq!(fields, ["cluster", "expiresInMinutes", "protectionEnabled", "tasks", "tasks.length"]);
    let protection = world.fleet.task_protection(&at).await.unwrap();
    let left = protection.expires_at.unwrap().since(world.fleet.now());
    assert!(protection.enabled && left > Span::minutes(50) && left <= Span::minutes(61), "{left}");
    let undo = world.console.audit_entry(&world.viewer, id).await.unwrap().data.undo;
    assert_eq!(undo, Some((at.change(TaskVerb::Unprotect), None)));
    let form = page(&world, &at, &HOUR).await.form;
    assert_eq!(form, AskForm::Minutes { protected_until: protection.expires_at });
    let id = change(&world, &at, &NO_LONGER).await.unwrap();
    assert!(!world.fleet.task_protection(&at).await.unwrap().enabled);
    let undo = world.console.audit_entry(&world.viewer, id).await.unwrap().data.undo;
    assert_eq!(undo, Some((at.change(TaskVerb::Protect), None)), "for how long is asked");
}

#[tokio::test]
async fn stopping_a_protected_task_is_warned_of() {
    let world = World::small().await;
    let at = tasks(&world, true).remove(0);
    let stop = (TaskVerb::Stop, Ask::StopTask);
    let told = async || {
        let plan = page(&world, &at, &stop).await.planned.unwrap().plan;
        plan.consequences.into_iter().find(|one| one.sentence.contains("protected"))
    };
    assert_eq!(told().await, None);
    let early = page(&world, &at, &stop).await.planned.unwrap().sealed;
    change(&world, &at, &HOUR).await.unwrap();
    let warning = told().await.unwrap();
    assert_eq!(warning.weight, Weight::Warning);
    assert!(warning.sentence.contains("min more"), "{}", warning.sentence);
    let confirmed = Confirmed { sealed: early, reason: None, typed: String::new() };
    let late = world.console.apply_to_task(&world.viewer, (&at, stop.0), &stop.1, &confirmed).await;
    assert!(matches!(late, Err(ConsoleError::Conflict(_))), "it was protected meanwhile: {late:?}");
    world.fault("GetTaskProtection", Effect::AccessDenied);
    assert!(told().await.unwrap().sentence.contains("could not be read"), "and it can be stopped all the same");
}

#[tokio::test]
async fn only_running_tasks_of_services_are_protected() {
    let world = World::small().await;
    let alone = tasks(&world, false).remove(0);
    for what in [HOUR, NO_LONGER] {
        let page = page(&world, &alone, &what).await;
        assert_eq!((page.blocked.as_deref(), page.planned), (Some("Only tasks of services can be protected."), None));
    }
    assert!(world.calls("GetTaskProtection").is_empty());
}

#[tokio::test]
async fn what_aws_does_not_do_is_refused_although_the_answer_is_no_error() {
    let world = World::small().await;
    let [first, second, ..] = &tasks(&world, true)[..] else { panic!() };
    change(&world, first, &HOUR).await.unwrap();
    let redeploy = world.confirmed(ServiceVerb::Redeploy, &Ask::Redeploy).await;
    world.apply(ServiceVerb::Redeploy, &Ask::Redeploy, &redeploy).await.unwrap();
    let protect = async || {
        let sealed = page(&world, second, &HOUR).await.planned?.sealed;
        let confirmed = Confirmed { sealed, reason: None, typed: String::new() };
        Some(world.console.apply_to_task(&world.viewer, (second, HOUR.0), &HOUR.1, &confirmed).await)
    };
    // Old tasks are replaced until only the protected one is in the way.
    let mut refused = None;
    for _ in 0..60 {
        world.simulator.control().advance(Duration::from_secs(10));
        match protect().await {
            Some(Err(ConsoleError::Refused(id))) => refused = Some(id),
            Some(_) => continue,
            None => {}
        }
        break;
    }
    let id = refused.expect("a protected task holds the deployment up");
    let entry = world.ledger.entry(id).await.unwrap().unwrap();
    let outcome = entry.settled.unwrap().outcome;
    let Outcome::Refused { code, request_id, .. } = &outcome else { panic!("{outcome:?}") };
    assert_eq!((code.as_deref(), request_id.is_some()), (Some("DEPLOYMENT_BLOCKED"), true));
}

#[tokio::test]
async fn a_lost_answer_is_found_out() {
    let world = World::small().await;
    let at = tasks(&world, true).remove(0);
    world.fault("UpdateTaskProtection", Effect::Reset);
    let id = change(&world, &at, &HOUR).await.unwrap();
    change(&world, &at, &HOUR).await.unwrap();
    world.until_settled(id).await;
}
