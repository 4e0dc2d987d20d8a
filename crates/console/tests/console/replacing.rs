//! Replacing a task: another serves first, the old one goes, and whatever happens nothing stays as it was not.

use std::collections::BTreeSet;
use std::time::Duration;

use console::{Access, Changes, Confirmed, Console, ConsoleError};
use model::address::TaskRef;
use model::audit::{Ending, Entry, EntryId, Outcome, State, Step, Verb};
use model::change::{Ask, ServiceVerb, TaskVerb, WhyNot};
use model::view::{ChangePage, Replacement};
use simulator::faults::Effect;
use simulator::journal::Call;

use crate::changes::{scale, web};
use crate::support::*;

const VERB: TaskVerb = TaskVerb::Replace;

/// Looks at the clock of the estate until something has come of a replacement.
const LOOKS: usize = 400;

impl World {
    /// The tasks of the service that are to run, by their ids.
    fn members(&self) -> BTreeSet<String> {
        let snapshot = self.fleet.snapshot(&environment()).unwrap();
        let tasks = snapshot.clusters[&web().cluster].tasks.values().map(|seen| seen.value.clone());
        let of_web = tasks.filter(|task| task.service() == Some(web().service) && !task.is_ending());
        of_web.map(|task| task.id.to_string()).collect()
    }

    fn some_task(&self) -> TaskRef {
        let task = self.members().into_iter().next().unwrap().parse().unwrap();
        TaskRef { environment: environment(), cluster: web().cluster, task }
    }

    async fn replace_page(&self, at: &TaskRef, ask: &Ask) -> ChangePage {
        self.console.change_task(&self.viewer, (at, VERB), Some(ask), None).await.unwrap().data
    }

    async fn replace(&self, at: &TaskRef, ask: &Ask) -> Result<EntryId, ConsoleError> {
        let page = self.replace_page(at, ask).await;
        let sealed = page.planned.unwrap_or_else(|| panic!("{:?}", page.blocked)).sealed;
        let confirmed = Confirmed { sealed, reason: None, typed: String::new() };
        self.console.apply_to_task(&self.viewer, (at, VERB), ask, &confirmed).await
    }

    /// The rows of the replacement of a task, the oldest first.
    async fn rows(&self, at: &TaskRef) -> Vec<Entry> {
        let mut rows = self.ledger.latest_of_task(at, &Verb::ReplaceTask, 100).await.unwrap();
        rows.reverse();
        rows
    }

    async fn told(&self, at: &TaskRef) -> Replacement {
        self.console.replacement_of_task(&self.viewer, at).await.unwrap()
    }

    /// Lets time pass on AWS until it is so; every moment is looked at.
    async fn pass_until(&self, mut is_so: impl AsyncFnMut(&Self) -> bool) {
        for _ in 0..LOOKS {
            if is_so(self).await {
                return;
            }
            self.simulator.control().advance(Duration::from_secs(15));
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
        panic!("it never came to be");
    }

    async fn pass_until_ended(&self, at: &TaskRef) -> Ending {
        self.pass_until(async |world| world.told(at).await.ending.is_some()).await;
        self.told(at).await.ending.unwrap()
    }

    async fn protected(&self) -> usize {
        let ids: Vec<_> = self.members().iter().map(|id| id.parse().unwrap()).collect();
        self.fleet.protected_tasks(&web(), &ids).await.unwrap().len()
    }
}

fn counts(calls: &[Call]) -> Vec<u32> {
    let count = |call: &Call| {
        let sent = serde_json::to_value(&call.parameters).unwrap();
        sent["desiredCount"].as_str().and_then(|text| text.parse().ok()).or(sent["desiredCount"].as_u64())
    };
    calls.iter().filter_map(count).map(|count| u32::try_from(count).unwrap()).collect()
}

fn steps(rows: &[Entry]) -> Vec<Step> {
    rows.iter().map(|row| row.intent.part.as_ref().unwrap().step).collect()
}

#[tokio::test]
async fn a_task_is_replaced_without_a_dip() {
    let world = World::small_with_everything().await;
    let (at, before, count) = (world.some_task(), world.members(), world.desired().await);
    let plan = world.replace_page(&at, &Ask::Replace).await.planned.unwrap().plan;
    assert_eq!(plan.sentence, format!("Replace task {} of storefront", at.task.short()));
    let first = world.replace(&at, &Ask::Replace).await.unwrap();
    assert_eq!(world.replace_page(&at, &Ask::Replace).await.blocked.as_deref(), Some("This task is being replaced."));
    let mut fewest = u32::MAX;
    world
        .pass_until(async |world| {
            fewest = fewest.min(world.fleet.describe_service(&web()).await.unwrap().running);
            world.told(&at).await.ending.is_some()
        })
        .await;
    assert!(fewest >= count, "{fewest} of {count}");
    let (told, after) = (world.told(&at).await, world.members());
    assert_eq!(told.ending, Some(Ending::Replaced), "{told:?}");
    let old = at.task.to_string();
    assert!(!after.contains(&old) && after.len() == before.len(), "{after:?}");
    assert!(before.iter().all(|id| *id == old || after.contains(id)), "no other task went");
    assert_eq!(world.desired().await, count);
    assert_eq!(counts(&world.calls("UpdateService")), [count + 1, count]);
    assert!(world.calls("StopTask").is_empty() && world.protected().await == 0);
    let rows = world.rows(&at).await;
    let lowered = Step::Lower(Ending::Replaced);
    let expect = [Step::Raise, Step::Protect, lowered, Step::Unprotect, Step::End(Ending::Replaced)];
    assert_eq!((steps(&rows), rows[0].id), (expect.to_vec(), first));
    assert!(rows.iter().all(|row| row.state() == State::Done && row.intent.who.as_str() == world.viewer.name()));
    assert!(rows[0].intent.command.as_ref().unwrap().ends_with(&format!("--desired-count {}", count + 1)));
    assert_eq!(rows[0].intent.changes.len(), 1);
    let successor = told.successor.unwrap().task.to_string();
    assert!(after.contains(&successor) && !before.contains(&successor));
}

#[tokio::test]
async fn what_was_given_up_leaves_everything_as_it_was() {
    let world = World::small_with_everything().await;
    let (at, before, count) = (world.some_task(), world.members(), world.desired().await);
    assert_eq!(
        world.replace_page(&at, &Ask::GiveUp).await.blocked.as_deref(),
        Some("This task is not being replaced.")
    );
    world.replace(&at, &Ask::Replace).await.unwrap();
    assert!(world.told(&at).await.can_give_up);
    world.replace(&at, &Ask::GiveUp).await.unwrap();
    assert!(!world.told(&at).await.can_give_up);
    assert_eq!(world.pass_until_ended(&at).await, Ending::GivenUp);
    world.pass_until(async |world| world.members().len() == before.len()).await;
    assert_eq!((world.members(), world.desired().await, world.protected().await), (before, count, 0));
    assert!(world.replace_page(&at, &Ask::Replace).await.planned.is_some(), "it can be replaced again");
}

#[tokio::test]
async fn whoever_starts_podium_again_goes_on_where_it_ended() {
    let mut world = World::small_with_everything().await;
    let (at, before, count) = (world.some_task(), world.members(), world.desired().await);
    world.replace(&at, &Ask::Replace).await.unwrap();
    // A start at every moment: the rows and what AWS shows are all that is left of before.
    let mut ending = None;
    for _ in 0..LOOKS {
        world.console = world.started_again(Access::default());
        world.simulator.control().advance(Duration::from_secs(15));
        tokio::time::sleep(Duration::from_millis(700)).await;
        ending = world.told(&at).await.ending;
        if ending.is_some() {
            break;
        }
    }
    assert_eq!(ending, Some(Ending::Replaced));
    assert_eq!(counts(&world.calls("UpdateService")), [count + 1, count], "each call is made once");
    assert_eq!((world.members().len(), world.protected().await), (before.len(), 0));
}

#[tokio::test]
async fn nothing_goes_on_where_everything_is_read_only() {
    let mut world = World::small_with_everything().await;
    let (at, count) = (world.some_task(), world.desired().await);
    world.replace(&at, &Ask::Replace).await.unwrap();
    world.console = world.started_again(Access::new([environment()]));
    for _ in 0..60 {
        world.simulator.control().advance(Duration::from_secs(15));
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    let told = world.told(&at).await;
    assert!(told.note.unwrap().contains("read-only") && !told.can_give_up && told.ending.is_none());
    assert_eq!((world.desired().await, world.rows(&at).await.len()), (count + 1, 1));
    world.console = world.started_again(Access::default());
    assert_eq!(world.pass_until_ended(&at).await, Ending::Replaced);
}

#[tokio::test]
async fn a_count_that_somebody_sets_meanwhile_is_not_overwritten() {
    let world = World::small_with_everything().await;
    let (at, count) = (world.some_task(), world.desired().await);
    world.replace(&at, &Ask::Replace).await.unwrap();
    let ask = scale(count + 3);
    let confirmed = world.confirmed(ServiceVerb::Scale, &ask).await;
    world.apply(ServiceVerb::Scale, &ask, &confirmed).await.unwrap();
    assert_eq!(world.pass_until_ended(&at).await, Ending::Overtaken);
    assert_eq!((world.desired().await, world.protected().await), (count + 3, 0));
    assert!(world.members().contains(at.task.as_str()));
}

#[tokio::test]
async fn a_deployment_that_begins_meanwhile_is_not_held_up() {
    let world = World::small_with_everything().await;
    let (at, count) = (world.some_task(), world.desired().await);
    world.replace(&at, &Ask::Replace).await.unwrap();
    let confirmed = world.confirmed(ServiceVerb::Redeploy, &Ask::Redeploy).await;
    world.apply(ServiceVerb::Redeploy, &Ask::Redeploy, &confirmed).await.unwrap();
    assert_eq!(world.pass_until_ended(&at).await, Ending::Deployed);
    assert_eq!((world.desired().await, world.calls("UpdateTaskProtection").len()), (count, 0));
    assert_eq!(world.replace_page(&world.some_task(), &Ask::Replace).await.planned, None);
}

#[tokio::test]
async fn what_aws_does_not_protect_is_not_risked() {
    let world = World::small_with_everything().await;
    let (at, before, count) = (world.some_task(), world.members(), world.desired().await);
    world.fault("UpdateTaskProtection", Effect::AccessDenied);
    world.replace(&at, &Ask::Replace).await.unwrap();
    assert_eq!(world.pass_until_ended(&at).await, Ending::NotProtected);
    assert_eq!((world.members().len(), world.desired().await, world.protected().await), (before.len(), count, 0));
}

#[tokio::test]
async fn a_lost_answer_is_found_out_before_anything_goes_on() {
    let world = World::small_with_everything().await;
    let (at, count) = (world.some_task(), world.desired().await);
    world.fault("UpdateService", Effect::Reset);
    world.replace(&at, &Ask::Replace).await.unwrap();
    let first = &world.rows(&at).await[0];
    assert!(matches!(first.settled.as_ref().unwrap().outcome, Outcome::Unknown { .. }), "{first:?}");
    // Somebody else does the same: what AWS shows then is what was asked.
    let ask = scale(count + 1);
    let confirmed = world.confirmed(ServiceVerb::Scale, &ask).await;
    world.apply(ServiceVerb::Scale, &ask, &confirmed).await.unwrap();
    assert_eq!(world.pass_until_ended(&at).await, Ending::Replaced);
    assert_eq!(counts(&world.calls("UpdateService")), [count + 1, count + 1, count]);
}

#[tokio::test]
async fn what_cannot_be_replaced_says_why() {
    let world = World::small_with_everything().await;
    let at = world.some_task();
    let other = world.members().into_iter().nth(1).unwrap().parse().unwrap();
    let other = TaskRef { task: other, ..at.clone() };
    let why = async |at: &TaskRef| world.replace_page(at, &Ask::Replace).await.blocked.unwrap_or_default();
    let snapshot = world.fleet.snapshot(&environment()).unwrap();
    let all = snapshot
        .clusters
        .iter()
        .flat_map(|(cluster, known)| known.tasks.values().map(move |seen| (cluster.clone(), seen.value.clone())));
    let alone = all.clone().find(|(_, task)| task.service().is_none() && !task.is_ending()).unwrap();
    let alone = TaskRef { environment: environment(), cluster: alone.0, task: alone.1.id.clone() };
    assert_eq!(why(&alone).await, "No service started this task, so none would start another in its place.");
    let sealed = world.replace_page(&other, &Ask::Replace).await.planned.unwrap().sealed;
    world.replace(&at, &Ask::Replace).await.unwrap();
    assert_eq!(why(&other).await, "Another task of its service is being replaced.");
    let late = Confirmed { sealed, reason: None, typed: String::new() };
    let late = world.console.apply_to_task(&world.viewer, (&other, VERB), &Ask::Replace, &late).await;
    assert_eq!(late, Err(ConsoleError::Impossible(WhyNot::OtherReplaced)));
    let offers = world.console.offers_of_task(&world.viewer, &other).await.unwrap();
    let offer = offers.into_iter().find(|offer| offer.label == "Replace task").unwrap();
    assert_eq!(offer.why_not.as_deref(), Some("Another task of its service is being replaced."));
    assert_eq!(world.calls("UpdateService").len(), 1);
}

impl World {
    /// Another console on the same record, as after a start; the one of before ends.
    fn started_again(&self, access: Access) -> Console {
        let changes = Changes { access, ledger: self.ledger.clone(), protected: BTreeSet::new() };
        Console::new(self.fleet.clone(), changes, "1.2.3")
    }
}
