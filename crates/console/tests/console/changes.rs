//! Changing things: at most one call for a plan, none for one whose thing has changed, and a row before each.

use std::collections::BTreeSet;

use console::{Confirmed, ConsoleError};
use futures::future::join_all;
use model::address::ServiceRef;
use model::audit::{EntryId, Outcome, Reason, State};
use model::change::{Ask, ServiceVerb, TaskVerb, WhyNot};
use model::field::Problem;
use model::task_definition::TaskDefinitionRef;
use model::view::ChangePage;
use simulator::Scenario;
use simulator::faults::{Chance, Effect, Fault, Target};
use simulator::journal::{Call, Filter};

use crate::support::*;

pub fn web() -> ServiceRef {
    service("shop", "storefront")
}

impl World {
    /// The page of a change, before anything is asked.
    pub async fn page(&self, verb: ServiceVerb) -> ChangePage {
        self.console.change_service(&self.viewer, (&web(), verb), None, None).await.unwrap().data
    }

    pub async fn plan(&self, verb: ServiceVerb, ask: &Ask) -> ChangePage {
        self.console.change_service(&self.viewer, (&web(), verb), Some(ask), None).await.unwrap().data
    }

    pub async fn confirmed(&self, verb: ServiceVerb, ask: &Ask) -> Confirmed {
        let sealed = self.plan(verb, ask).await.planned.unwrap().sealed;
        let reason = Reason::parse("reason", "more visitors").ok();
        Confirmed { sealed, reason, typed: web().service.to_string() }
    }

    pub async fn apply(&self, verb: ServiceVerb, ask: &Ask, confirmed: &Confirmed) -> Result<EntryId, ConsoleError> {
        self.console.apply_to_service(&self.viewer, (&web(), verb), ask, confirmed).await
    }

    pub fn calls(&self, operation: &str) -> Vec<Call> {
        let filter = Filter { operation: Some(operation.to_owned()), ..Filter::default() };
        self.simulator.control().journal(&filter)
    }

    pub fn fault(&self, operation: &str, effect: Effect) {
        let target = Target { operation: Some(operation.to_owned()), ..Target::default() };
        let chance = Chance { count: Some(1), ..Chance::default() };
        self.simulator.control().inject(Fault { target, chance, effect });
    }

    /// Waits until it is known what became of a change that was not answered.
    pub async fn until_settled(&self, id: EntryId) {
        for _ in 0..100 {
            if self.ledger.entry(id).await.unwrap().unwrap().state() == State::Done {
                return;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        panic!("it was not looked up");
    }

    pub async fn desired(&self) -> u32 {
        self.fleet.describe_service(&web()).await.unwrap().desired
    }
}

pub fn scale(desired: u32) -> Ask {
    Ask::Scale { desired }
}

#[tokio::test]
async fn a_plan_is_carried_out_with_one_call_that_holds_only_what_changes() {
    let world = World::small().await;
    let before = world.desired().await;
    let ask = scale(before + 2);
    let confirmed = world.confirmed(ServiceVerb::Scale, &ask).await;
    assert!(world.calls("UpdateService").is_empty(), "a plan changes nothing");
    let id = world.apply(ServiceVerb::Scale, &ask, &confirmed).await.unwrap();
    let calls = world.calls("UpdateService");
    assert_eq!(calls.len(), 1);
    let sent = serde_json::to_value(&calls[0].parameters).unwrap();
    let fields: BTreeSet<&String> = sent.as_object().unwrap().keys().collect();
    assert_eq!(fields.into_iter().collect::<Vec<_>>(), ["cluster", "desiredCount", "service"]);
    assert_eq!(world.desired().await, before + 2);
    let entry = world.ledger.entry(id).await.unwrap().unwrap();
    assert_eq!(entry.intent.reason.as_ref().map(Reason::as_str), Some("more visitors"));
    assert!(matches!(&entry.settled.unwrap().outcome, Outcome::Done { request_id: Some(_) }));
    let line = world.console.changes_of_service(&world.viewer, &web()).await.unwrap().data.remove(0);
    let (page, query) = line.undo.unwrap();
    assert_eq!((page, query), (web().change(ServiceVerb::Scale), Some(format!("desired={before}"))));
}

#[tokio::test]
async fn however_often_and_at_once_a_plan_is_sent_it_is_carried_out_once() {
    let world = World::small().await;
    let ask = scale(world.desired().await + 1);
    let confirmed = world.confirmed(ServiceVerb::Scale, &ask).await;
    let sent = join_all((0..20).map(|_| world.apply(ServiceVerb::Scale, &ask, &confirmed))).await;
    let entries: BTreeSet<EntryId> = sent.into_iter().map(Result::unwrap).collect();
    assert_eq!((entries.len(), world.calls("UpdateService").len()), (1, 1));
}

#[tokio::test]
async fn of_two_people_with_a_plan_each_the_second_is_told() {
    let world = World::small().await;
    let now = world.desired().await;
    let (mine, yours) = (scale(now + 1), scale(now + 3));
    let (first, second) =
        (world.confirmed(ServiceVerb::Scale, &mine).await, world.confirmed(ServiceVerb::Scale, &yours).await);
    let both =
        tokio::join!(world.apply(ServiceVerb::Scale, &mine, &first), world.apply(ServiceVerb::Scale, &yours, &second));
    let told = [both.0.is_ok(), both.1.is_ok()];
    assert_eq!(told.iter().filter(|done| **done).count(), 1, "{both:?}");
    assert!(matches!(both.0.err().or(both.1.err()), Some(ConsoleError::Conflict(_))));
    assert_eq!(world.calls("UpdateService").len(), 1);
}

#[tokio::test]
async fn what_has_changed_is_shown_with_a_new_plan() {
    let world = World::small().await;
    let now = world.desired().await;
    let ask = scale(now + 2);
    let old = world.confirmed(ServiceVerb::Scale, &ask).await;
    let other = scale(now + 1);
    let meanwhile = world.confirmed(ServiceVerb::Scale, &other).await;
    world.apply(ServiceVerb::Scale, &other, &meanwhile).await.unwrap();
    let at = (&web(), ServiceVerb::Scale);
    let page = world.console.change_service(&world.viewer, at, Some(&ask), Some(&old.sealed)).await.unwrap().data;
    let [changed] = &page.changed[..] else { panic!("{:?}", page.changed) };
    assert_eq!(changed.field, "desiredCount");
    assert_eq!((changed.before.clone(), changed.after.clone()), (Some(now.to_string()), Some((now + 1).to_string())));
    let sentence = page.planned.unwrap().plan.sentence;
    assert_eq!(sentence, format!("storefront: {} → {} tasks", now + 1, now + 2));
}

#[tokio::test]
async fn a_plan_is_good_for_what_was_asked_and_nothing_else() {
    let world = World::small().await;
    let now = world.desired().await;
    let confirmed = world.confirmed(ServiceVerb::Scale, &scale(now + 1)).await;
    let other = world.apply(ServiceVerb::Scale, &scale(now + 2), &confirmed).await.unwrap_err();
    let ConsoleError::Invalid(errors) = other else { panic!("{other:?}") };
    assert_eq!(errors.of("plan"), Some(&Problem::NotThisPlan));
    let redeploy = world.apply(ServiceVerb::Redeploy, &Ask::Redeploy, &confirmed).await;
    assert!(matches!(redeploy, Err(ConsoleError::Invalid(_))));
    assert!(world.calls("UpdateService").is_empty());
}

#[tokio::test]
async fn what_is_so_already_is_not_sent() {
    let world = World::small().await;
    let ask = scale(world.desired().await);
    let confirmed = world.confirmed(ServiceVerb::Scale, &ask).await;
    let refused = world.apply(ServiceVerb::Scale, &ask, &confirmed).await;
    assert_eq!(refused, Err(ConsoleError::Impossible(WhyNot::Nothing)));
    assert!(world.calls("UpdateService").is_empty());
}

#[tokio::test]
async fn zero_has_to_be_typed() {
    let world = World::small().await;
    let mut confirmed = world.confirmed(ServiceVerb::Scale, &scale(0)).await;
    confirmed.typed = "storefrnt".to_owned();
    let ConsoleError::Invalid(errors) = world.apply(ServiceVerb::Scale, &scale(0), &confirmed).await.unwrap_err()
    else {
        panic!()
    };
    assert_eq!(errors.of("confirm"), Some(&Problem::NotTheName));
    assert!(world.calls("UpdateService").is_empty());
    confirmed.typed = "storefront".to_owned();
    world.apply(ServiceVerb::Scale, &scale(0), &confirmed).await.unwrap();
    assert_eq!(world.desired().await, 0);
}

#[tokio::test]
async fn a_service_is_redeployed_and_goes_back_to_an_older_revision() {
    let world = World::small().await;
    let confirmed = world.confirmed(ServiceVerb::Redeploy, &Ask::Redeploy).await;
    world.apply(ServiceVerb::Redeploy, &Ask::Redeploy, &confirmed).await.unwrap();
    let now = world.fleet.describe_service(&web()).await.unwrap();
    assert_eq!(now.deployments.len(), 2, "the new one and the one it replaces");
    let older = now.task_definition.revision - 1;
    let ask = Ask::RollBack { revision: TaskDefinitionRef { revision: older, ..now.task_definition.clone() } };
    let page = world.plan(ServiceVerb::RollBack, &ask).await;
    let plan = &page.planned.as_ref().unwrap().plan;
    assert!(plan.changes.iter().any(|change| change.field == "taskDefinition"), "{plan:?}");
    let confirmed = world.confirmed(ServiceVerb::RollBack, &ask).await;
    world.apply(ServiceVerb::RollBack, &ask, &confirmed).await.unwrap();
    assert_eq!(world.fleet.describe_service(&web()).await.unwrap().task_definition.revision, older);
}

#[tokio::test]
async fn a_revision_that_does_not_exist_is_said_at_its_field() {
    let world = World::small().await;
    let now = world.fleet.describe_service(&web()).await.unwrap();
    let ask = Ask::Deploy { revision: TaskDefinitionRef { revision: 9_999, ..now.task_definition.clone() } };
    let at = (&web(), ServiceVerb::Deploy);
    let refused = world.console.change_service(&world.viewer, at, Some(&ask), None).await;
    let Err(ConsoleError::Invalid(errors)) = refused else { panic!("{refused:?}") };
    assert_eq!(errors.of("revision"), Some(&Problem::NotKnown));
}

#[tokio::test]
async fn a_task_is_stopped_with_the_reason_that_was_given() {
    let world = World::start(Scenario::Small).await;
    world.until(|world| world.fleet.snapshot(&environment()).is_some_and(|it| it.first_read_complete)).await;
    let snapshot = world.fleet.snapshot(&environment()).unwrap();
    let tasks = &snapshot.clusters[&web().cluster].tasks;
    let running = tasks
        .values()
        .find(|seen| seen.value.service().is_some_and(|name| name == web().service) && !seen.value.is_ending());
    let task = running.unwrap().value.id.clone();
    let at = model::address::TaskRef { environment: environment(), cluster: web().cluster, task };
    let (ask, what) = (Ask::StopTask, (&at, TaskVerb::Stop));
    let page = world.console.change_task(&world.viewer, what, Some(&ask), None).await.unwrap().data;
    let reason = Reason::parse("reason", "it hangs").ok();
    let confirmed = Confirmed { sealed: page.planned.unwrap().sealed, reason, typed: String::new() };
    world.console.apply_to_task(&world.viewer, what, &ask, &confirmed).await.unwrap();
    let stopped = world.fleet.describe_task(&at).await.unwrap();
    assert!(stopped.is_ending());
    assert!(stopped.stopped_reason.as_deref().is_some_and(|reason| reason.contains("it hangs")), "{stopped:?}");
    let again = world.console.change_task(&world.viewer, what, Some(&ask), None).await.unwrap().data;
    assert_eq!(again.blocked.as_deref(), Some("This task is stopping or has stopped."));
}
